"""What agencies were asked for: who is offered, one batch of asking, how cells stand, the day the last one is in."""

import datetime as dt
from typing import Any

import pytest

from lif_desktop.framework.returns import stands
from lif_desktop.framework.status import Status
from lif_desktop.office import Bin, Edit, Office
from lif_desktop.office.returns_asked import (
    RETURNS,
    Scope,
    ask,
    known_agencies,
    mark,
    matrix,
    offers,
    proposed,
    proposed_due,
    returns_of,
    schedule_scope,
    scope_of,
)

TODAY = dt.date(2026, 11, 23)
POLICE, SOCIAL_CARE, HOSPITAL, SCHOOLS, OFFICE = 3, 4, 9, 18, 35
PARTNERS = {1, 2, 3}


def add(office: Office, key: str, **values: Any) -> int:
    changes = office.changes_for(key, None, values)
    office.write(f"Added to {key}", changes)
    return int(getattr(changes[0], "id", 0))


def review(office: Office, **values: Any) -> int:
    return add(office, "reviews", **{"review_type": "rapid_review", "pseudonym": "Child A"} | values)


def row(**values: Any) -> dict[str, Any]:
    names = ("asked_on", "due_on", "chased_on", "chases", "received_on", "accepted_on", "status")
    return dict.fromkeys(names) | values


def asked_for(office: Office, scope: Scope, *agencies: int, kind: str = "agency_summary") -> list[dict[str, Any]]:
    dates = (dt.date(2026, 11, 13), dt.date(2026, 11, 25))
    office.write("Asked", ask(scope, kind, agencies, dates, returns_of(office, scope)))
    return returns_of(office, scope)


# ------------------------------------------------------------------------------------------------ how a cell stands

DAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("found", "tone", "word"),
    [
        (None, "none", "Not asked"),
        (row(), "none", "Not sent"),
        (row(due_on=DAY, status="not_sent"), "none", "Not sent"),
        (row(asked_on=DAY), "none", "Sent"),
        (row(status="sent"), "none", "Sent"),
        (row(asked_on=DAY, due_on=TODAY), "none", "Sent"),
        (row(asked_on=DAY, chased_on=DAY), "amber", "Chased"),
        (row(asked_on=DAY, chases=1, due_on=TODAY), "amber", "Chased"),
        (row(asked_on=DAY, due_on=DAY), "red", "Overdue"),
        (row(asked_on=DAY, due_on=DAY, chases=3), "red", "Overdue"),
        (row(asked_on=DAY, due_on=DAY, received_on=DAY), "green", "Received"),
        (row(status="received"), "green", "Received"),
        (row(received_on=DAY, accepted_on=DAY), "blue", "Accepted"),
        (row(status="accepted"), "blue", "Accepted"),
    ],
)
def test_every_state_has_a_word_and_a_shape(found: dict[str, Any] | None, tone: str, word: str) -> None:
    assert stands(found, TODAY) == Status(tone, word)  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------ scopes and offers


def test_the_kinds_that_fit_come_from_the_type(office: Office) -> None:
    audit = add(office, "audits", audit_type="section_175", title="Schools", year="2026/27")
    foreign = add(office, "audits", audit_type="single_agency", title="Own")
    meeting = add(office, "meetings", group_key="review_group")
    assert scope_of(office, "reviews", review(office)).kinds == ("agency_summary",)
    assert scope_of(office, "reviews", review(office, review_type="sar_mandatory")).kinds == ("chronology", "imr")
    assert scope_of(office, "audits", audit) == Scope("audits", audit, "2026-27", ("section_175",))
    assert scope_of(office, "audits", foreign) == Scope("audits", foreign, "", ("single_agency_audit",))
    assert scope_of(office, "meetings", meeting).kinds == ("action_update",)
    with pytest.raises(KeyError):
        scope_of(office, "reviews", 999)


def test_statutory_partners_and_those_known_to_the_case_are_proposed_once(office: Office) -> None:
    number = review(office, referring_agency_id=HOSPITAL)
    add(office, "panel_members", review_id=number, agency_id=SOCIAL_CARE)
    add(office, "panel_members", review_id=number, role="Independent author")
    scope = scope_of(office, "reviews", number)
    assert known_agencies(office, scope) == {HOSPITAL, SOCIAL_CARE}
    assert proposed(scope, offers(office, scope), "agency_summary") == PARTNERS | {HOSPITAL, SOCIAL_CARE}
    asked_for(office, scope, POLICE)
    offered = offers(office, scope)
    assert proposed(scope, offered, "agency_summary") == (PARTNERS | {HOSPITAL, SOCIAL_CARE}) - {POLICE}
    assert proposed(scope, offered, "chronology") == PARTNERS | {HOSPITAL, SOCIAL_CARE}
    assert [one.name for one in offered] == sorted((one.name for one in offered), key=str.casefold)


def test_agencies_that_ended_merged_or_lie_in_the_bin_are_not_offered(office: Office) -> None:
    office.write("Ended", [Edit("agencies", HOSPITAL, {"active_to": dt.date(2026, 11, 22)})])
    office.write("Merged", [Edit("agencies", SOCIAL_CARE, {"merged_into_id": 1})])
    office.write("Binned", [Bin("agencies", SCHOOLS)])
    office.write("Today", [Edit("agencies", POLICE, {"active_to": TODAY})])
    found = {one.id for one in offers(office, Scope("reviews", review(office)))}
    assert found.isdisjoint({HOSPITAL, SOCIAL_CARE, SCHOOLS})
    assert POLICE in found


def test_those_asked_in_the_last_round_are_known_to_the_next(office: Office) -> None:
    first = add(office, "audits", audit_type="section_11", title="2024", lead_agency_id=OFFICE)
    asked_for(office, scope_of(office, "audits", first), POLICE, SOCIAL_CARE, kind="section_11")
    second = add(office, "audits", audit_type="section_11", title="2026", lead_agency_id=OFFICE)
    add(office, "audit_standards", audit_id=second, agency_id=HOSPITAL, standard="Training")
    scope = scope_of(office, "audits", second)
    assert known_agencies(office, scope) == {POLICE, SOCIAL_CARE, HOSPITAL}
    assert proposed(scope, offers(office, scope), "section_11") == {POLICE, SOCIAL_CARE, HOSPITAL}
    third = add(office, "audits", audit_type="macfa", title="Neglect", lead_agency_id=OFFICE)
    scope = scope_of(office, "audits", third)
    assert proposed(scope, offers(office, scope), "case_audit") == PARTNERS
    own = add(office, "audits", audit_type="single_agency", title="Own", lead_agency_id=HOSPITAL)
    assert known_agencies(office, scope_of(office, "audits", own)) == {HOSPITAL}


def test_the_schedule_of_a_year_is_asked_of_agencies_that_audit_themselves(office: Office) -> None:
    add(office, "audits", audit_type="single_agency", title="Own", lead_agency_id=HOSPITAL)
    add(office, "audits", audit_type="section_11", title="Theirs", lead_agency_id=OFFICE)
    scope = schedule_scope(office, "2026-27")
    assert scope is not None
    assert proposed(scope, offers(office, scope), "single_agency_audit") == {HOSPITAL}
    rows = asked_for(office, scope, HOSPITAL, POLICE, kind="single_agency_audit")
    assert [(one["agency_id"], one["year"], one["audit_id"]) for one in rows] == [
        (HOSPITAL, "2026-27", None),
        (POLICE, "2026-27", None),
    ]
    assert returns_of(office, Scope("", 0, "2025-26", scope.kinds)) == []


def test_the_due_day_proposed_is_that_of_what_waits_for_the_answers(office: Office) -> None:
    audit = add(office, "audits", audit_type="section_11", title="2026", due_on=dt.date(2026, 12, 11))
    late = add(office, "audits", audit_type="section_11", title="Late", due_on=TODAY)
    meeting = add(office, "meetings", group_key="review_group", held_on=dt.date(2026, 12, 9))
    number = review(office, notified_on=dt.date(2026, 11, 20))
    stage = next(one for one in office.records("milestones", number) if one["key"] == "rr_returns")
    scopes = [scope_of(office, "audits", audit), scope_of(office, "meetings", meeting)]
    assert [proposed_due(office, scope, TODAY) for scope in scopes] == [dt.date(2026, 12, 11), dt.date(2026, 12, 2)]
    assert proposed_due(office, scope_of(office, "reviews", number), TODAY) == stage["due_on"]
    assert proposed_due(office, scope_of(office, "audits", late), TODAY) == office.calendar.add(TODAY, 10)
    assert proposed_due(office, scope_of(office, "reviews", review(office)), TODAY) == office.calendar.add(TODAY, 10)
    assert proposed_due(office, Scope("", 0, "2026-27"), TODAY) == office.calendar.add(TODAY, 20)


# ------------------------------------------------------------------------------------------------ asking and marking


def test_several_agencies_are_asked_in_one_batch_that_undo_takes_back(office: Office) -> None:
    number = review(office)
    scope = scope_of(office, "reviews", number)
    before = len(office.batches())
    rows = asked_for(office, scope, POLICE, SOCIAL_CARE, HOSPITAL)
    assert len(office.batches()) == before + 1
    assert [(one["agency_id"], one["review_id"], one["status"]) for one in rows] == [
        (POLICE, number, "sent"), (SOCIAL_CARE, number, "sent"), (HOSPITAL, number, "sent"),
    ]  # fmt: skip
    assert {one["due_on"] for one in rows} == {dt.date(2026, 11, 25)}
    office.undo()
    assert returns_of(office, scope) == []


def test_a_return_that_stands_ready_is_asked_for_and_not_doubled(office: Office) -> None:
    scope = scope_of(office, "reviews", review(office))
    ready = add(office, "returns", kind="agency_summary", agency_id=POLICE, review_id=scope.number, status="not_sent")
    rows = asked_for(office, scope, POLICE, SOCIAL_CARE)
    assert [(one["id"], one["status"]) for one in rows] == [(ready, "sent"), (rows[1]["id"], "sent")]


def test_the_matrix_counts_what_is_in_and_names_who_is_awaited_soonest_first(office: Office) -> None:
    scope = scope_of(office, "reviews", review(office, referring_agency_id=HOSPITAL))
    first, second, third = asked_for(office, scope, POLICE, SOCIAL_CARE, SCHOOLS)
    office.write("In", mark([first], "received", TODAY))
    office.write("Sooner", [Edit(RETURNS, third["id"], {"due_on": dt.date(2026, 11, 18)})])
    found = matrix(office, scope)
    assert (found.kinds, found.asked, found.came) == (("agency_summary",), 3, 1)
    assert [cell.agency for cell in found.waiting] == [SCHOOLS, SOCIAL_CARE]
    assert found.cells[HOSPITAL, "agency_summary"].status.word == "Not asked"
    assert found.cells[SCHOOLS, "agency_summary"].day == ("due", dt.date(2026, 11, 18))
    assert found.cells[POLICE, "agency_summary"].day == ("", TODAY)
    assert found.for_chair == ()
    assert second["id"] == found.cells[SOCIAL_CARE, "agency_summary"].row["id"]  # type: ignore[index]


def test_the_chair_is_told_once_an_overdue_return_was_chased_often_enough(office: Office) -> None:
    scope = scope_of(office, "reviews", review(office))
    asked_for(office, scope, POLICE)
    for times, day in ((1, dt.date(2026, 11, 9)), (2, dt.date(2026, 11, 17))):
        office.write("Chased", mark(returns_of(office, scope), "chased", day))
        assert returns_of(office, scope)[0]["chases"] == times
        assert matrix(office, scope).for_chair == ()
    number = returns_of(office, scope)[0]["id"]
    office.write("Late", [Edit(RETURNS, number, {"due_on": dt.date(2026, 11, 20)})])
    assert matrix(office, scope).for_chair == ()
    office.write("Longer ago", [Edit(RETURNS, number, {"chased_on": dt.date(2026, 11, 16)})])
    assert [cell.agency for cell in matrix(office, scope).for_chair] == [POLICE]
    office.write("In", mark(returns_of(office, scope), "received", TODAY))
    assert matrix(office, scope).for_chair == ()


def test_asked_twice_for_the_same_the_last_asking_stands(office: Office) -> None:
    scope = scope_of(office, "reviews", review(office))
    (first,) = asked_for(office, scope, POLICE)
    office.write("In", mark([first], "accepted", TODAY))
    office.write("Again", ask(scope, "agency_summary", [POLICE], (TODAY, TODAY)))
    assert matrix(office, scope).cells[POLICE, "agency_summary"].status.word == "Sent"


def test_kinds_in_use_that_the_profile_does_not_know_come_last(office: Office) -> None:
    scope = scope_of(office, "reviews", review(office))
    office.write("Asked", ask(scope, "letter", [POLICE], (TODAY, TODAY)))
    office.write("Asked", ask(scope, "chronology", [POLICE], (TODAY, TODAY)))
    assert matrix(office, scope).kinds == ("chronology", "agency_summary", "letter")


def test_marking_keeps_the_dates_that_were_noted_before(office: Office) -> None:
    scope = scope_of(office, "reviews", review(office))
    (one,) = asked_for(office, scope, POLICE)
    office.write("In", mark([one], "received", dt.date(2026, 11, 20)))
    office.write("Accepted", mark(returns_of(office, scope), "accepted", TODAY))
    (one,) = returns_of(office, scope)
    assert (one["received_on"], one["accepted_on"], one["status"]) == (dt.date(2026, 11, 20), TODAY, "accepted")
    office.write("In again", mark([one], "received", dt.date(2026, 11, 1)))
    assert returns_of(office, scope)[0]["received_on"] == dt.date(2026, 11, 20)


def test_an_empty_office_has_an_empty_matrix(office: Office) -> None:
    found = matrix(office, Scope("", 0, "2026-27"))
    assert (found.kinds, found.agencies, found.asked, found.came) == ((), (), 0, 0)
