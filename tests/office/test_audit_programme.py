"""The audit programme of an office: its year, standards beside the last round, cases in figures, what came of it."""

import datetime as dt
from typing import Any

import pytest

from lif_desktop.office import Bin, Edit, Office
from lif_desktop.office.audit_programme import (
    cases_of,
    fill_from_cases,
    looks_at,
    outcome_of,
    presets,
    programme,
    said_reported,
    set_out,
    standards_of,
)
from lif_desktop.office.returns_asked import ask, mark, returns_of, schedule_scope, scope_of

TODAY = dt.date(2026, 11, 23)
CCG, ICB, POLICE, SOCIAL_CARE = 1, 2, 3, 4


def add(office: Office, key: str, **values: Any) -> int:
    changes = office.changes_for(key, None, values)
    office.write(f"Added to {key}", changes)
    return int(getattr(changes[0], "id", 0))


def an_audit(office: Office, kind: str = "section_11", **values: Any) -> int:
    return add(office, "audits", **{"audit_type": kind, "title": "An audit"} | values)


def standard(office: Office, audit: int, agency: int, words: str, own: int | None, held: int | None = None) -> int:
    scores = {"self_score": own, "moderated_score": held}
    return add(office, "audit_standards", audit_id=audit, agency_id=agency, standard=words, **scores)


def case(office: Office, audit: int, grade: str, moderated: str | None = None, **tests: str) -> int:
    return add(
        office,
        "audit_cases",
        audit_id=audit,
        pseudonym=f"Case {grade}",
        grade=grade,
        moderated_grade=moderated,
        **tests,
    )


# ------------------------------------------------------------------------------------------------ the year


def test_an_empty_office_has_a_programme_of_this_year(office: Office) -> None:
    plan, schedule = programme(office)
    assert plan.year == "2026-27"
    assert [band.bars for band in plan.bands] == [()] * 5
    assert (schedule.asked, schedule.asked_on) == (0, None)


def test_the_year_holds_audits_and_how_its_schedule_stands(office: Office) -> None:
    an_audit(office, planned_on=dt.date(2026, 9, 1), due_on=dt.date(2026, 11, 30))
    binned = an_audit(office, planned_on=dt.date(2026, 9, 1))
    office.write("Binned", [Bin("audits", binned)])
    scope = schedule_scope(office, "2026-27")
    assert scope is not None
    office.write("Asked", ask(scope, "single_agency_audit", [POLICE, SOCIAL_CARE], (TODAY, TODAY)))
    office.write("In", mark(returns_of(office, scope)[:1], "received", TODAY))
    plan, schedule = programme(office, "2026/27")
    assert [len(band.bars) for band in plan.bands] == [0, 0, 1, 0, 0]
    assert (schedule.asked_on, schedule.asked, schedule.received) == (TODAY, 2, 1)
    assert programme(office, "2025-26")[1].asked == 0


def test_the_next_round_that_raises_itself_is_what_the_year_shows(office: Office) -> None:
    number = an_audit(office, due_on=dt.date(2026, 10, 30))
    office.write("Completed", [Edit("audits", number, {"completed_on": dt.date(2026, 10, 28)})])
    assert office.record("audits", number)["next_due_on"] == dt.date(2028, 10, 28)
    band = programme(office, "2028-29")[0].bands[2]
    assert band.following == "Next round due 28 October 2028"
    assert [one.day for one in band.missing] == [dt.date(2028, 10, 28)]


# ------------------------------------------------------------------------------------------------ standards


def test_answers_stand_beside_those_of_the_last_round_with_answers(office: Office) -> None:
    first = an_audit(office, completed_on=dt.date(2022, 1, 31))
    second = an_audit(office, completed_on=dt.date(2025, 1, 31))
    third = an_audit(office, due_on=dt.date(2026, 11, 30))
    standard(office, first, POLICE, "Training", 0)
    standard(office, third, POLICE, "Training", 2, 1)
    standard(office, third, POLICE, "Supervision", 2)
    found = standards_of(office, third)
    assert found.last is not None
    assert (found.last["id"], found.answers[0].moved, found.answers[1].moved) == (first, "up", "new")
    assert (found.unmoderated, found.agencies[0].agency) == (1, POLICE)
    line = standard(office, second, POLICE, "Training", 3)
    assert standards_of(office, third).answers[0].moved == "down"
    office.write("Binned", [Bin("audit_standards", line)])
    assert standards_of(office, third).answers[0].moved == "up"
    assert standards_of(office, first).last is None


def test_an_agency_that_was_merged_brings_its_last_answers_along(office: Office) -> None:
    old, new = an_audit(office, completed_on=dt.date(2024, 1, 31)), an_audit(office, due_on=TODAY)
    standard(office, old, CCG, "Training", 1)
    standard(office, new, ICB, "Training", 3)
    assert standards_of(office, new).answers[0].last is None
    office.write("Merged", [Edit("agencies", CCG, {"merged_into_id": ICB})])
    assert standards_of(office, new).answers[0].last_score == 1


def test_the_standards_are_set_out_for_those_who_were_asked_and_only_once(office: Office) -> None:
    number = an_audit(office, due_on=dt.date(2026, 12, 11))
    assert set_out(office, number) == []
    office.write("Asked", ask(scope_of(office, "audits", number), "section_11", [POLICE, ICB], (TODAY, TODAY)))
    wanted = office.profile.audit_type("section_11").standards
    standard(office, number, POLICE, wanted[0].text.upper(), 3)
    changes = set_out(office, number)
    assert len(changes) == 2 * len(wanted) - 1
    office.write("Set out", changes)
    assert set_out(office, number) == []
    assert {one.score for one in standards_of(office, number).answers} == {None, 3}


def test_cases_or_standards_by_the_type(office: Office) -> None:
    assert looks_at(office, an_audit(office)) == "standards"
    assert looks_at(office, an_audit(office, "macfa")) == "cases"
    foreign = an_audit(office, "macfa")
    office.write("Foreign", [Edit("audits", foreign, {"audit_type": "thematic"})])
    assert looks_at(office, foreign) == "cases"
    assert set_out(office, foreign) == []
    with pytest.raises(KeyError):
        looks_at(office, 999)


# ------------------------------------------------------------------------------------------------ cases


def test_the_cases_fill_the_figures_of_the_audit_in_one_change(office: Office) -> None:
    number = an_audit(office, "macfa", good=2)
    case(office, number, "good", "inadequate", voice_heard="yes")
    case(office, number, "good", voice_heard="no")
    found = cases_of(office, number)
    assert (found.counted["good"], found.counted["inadequate"], found.own["good"]) == (1, 1, 2)  # type: ignore[index]
    assert found.tests[0].share == 0.5
    office.write("Filled", fill_from_cases(found))
    record = office.record("audits", number)
    assert (record["good"], record["inadequate"], record["cases"]) == (1, 1, 1)
    assert fill_from_cases(cases_of(office, number)) == []


def test_grades_over_the_years_and_on_the_same_theme(office: Office) -> None:
    common = {"theme": "neglect", "year": "2025-26"}
    an_audit(office, "macfa", ref="MACFA-OLD", **common, good=5, inadequate=5, completed_on=dt.date(2025, 6, 1))
    an_audit(office, "macfa", theme="homelessness", year="2025-26", outstanding=10)
    an_audit(office, "macfa", theme="neglect", year="2024-25", status="cancelled", good=3)
    number = an_audit(office, "macfa", ref="MACFA-NEW", theme="neglect", year="2026-27")
    case(office, number, "good")
    found = cases_of(office, number)
    assert [(one.words, one.total, one.good) for one in found.years] == [("2025-26", 20, 0.75), ("2026-27", 1, 1.0)]
    assert [(one.words, one.total) for one in found.theme] == [("MACFA-OLD", 10), ("MACFA-NEW", 1)]


def test_an_audit_without_cases_has_nothing_to_fill(office: Office) -> None:
    found = cases_of(office, an_audit(office, "macfa"))
    assert (found.cases, found.own, found.fill, found.years, found.theme) == ((), None, {}, (), ())


# ------------------------------------------------------------------------------------------------ what came of it


def test_what_came_of_an_audit_and_what_new_records_begin_with(office: Office) -> None:
    number = an_audit(office, "macfa", board="children", theme="neglect", completed_on=TODAY)
    for key in ("learning", "actions", "recommendations"):
        begun = presets(office, number, key)
        words = {"text": "Do it"} if key == "recommendations" else {"title": "Do it"}
        add(office, key, **begun | words)
    add(office, "actions", title="Late", audit_id=number, due_on=dt.date(2026, 1, 5))
    add(office, "actions", title="Done", audit_id=number, status="complete")
    add(office, "actions", title="Elsewhere")
    found = outcome_of(office, number)
    assert (len(found.learning), len(found.recommendations), len(found.actions)) == (1, 1, 3)
    assert (found.open_actions, found.late_actions) == (2, 1)
    assert (found.learning[0]["themes"], found.learning[0]["identified_on"]) == ("neglect", TODAY)
    assert found.learning[0]["source_kind"] == "audit"
    assert presets(office, an_audit(office), "learning")["source_kind"] == "section_11"


def test_findings_are_noted_as_reported_to_the_group_of_their_type(office: Office) -> None:
    number = an_audit(office, completed_on=TODAY)
    office.write("Reported", said_reported(office, number))
    record = office.record("audits", number)
    assert (record["reported_to"], record["reported_on"]) == ("quality_assurance", TODAY)
    other = an_audit(office, completed_on=TODAY, reported_to="review_group")
    office.write("Reported", said_reported(office, other))
    assert office.record("audits", other)["reported_to"] == "review_group"
