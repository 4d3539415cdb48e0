"""Evidence of training over the registers: a course, a year, agencies and what they tell of their own training."""

import datetime as dt
from typing import Any

import pytest

from lif_desktop.framework.attendance import Places
from lif_desktop.framework.evaluation import BEHAVIOUR, LEARNING, REACTION, STAGES, Rate
from lif_desktop.framework.status import Status
from lif_desktop.office import Add, Bin, Edit, Office
from lif_desktop.office.training_evidence import AgencyTraining, Reading, agency_training, coverage, years_of

YEAR = "2026-27"


def add(office: Office, key: str, **values: Any) -> int:
    changes = office.changes_for(key, None, values)
    office.write(f"Added to {key}", changes)
    first = changes[0]
    assert isinstance(first, Add)
    assert first.id is not None
    return first.id


def course(office: Office, title: str, held: str, **values: Any) -> int:
    return add(office, "training", title=title, held_on=dt.date.fromisoformat(held), **values)


def row_of(office: Office, number: int) -> dict[str, Any]:
    return next(row for row in office.records("training") if row["id"] == number)


def of(office: Office, agency: int, year: str = YEAR) -> AgencyTraining:
    return next(one for one in agency_training(Reading.of(office), year) if one.agency_id == agency)


# a course


def test_the_register_counts_stages_of_fields_lines_and_tracked_cases(office: Office) -> None:
    neglect = course(office, "Neglect", "2026-06-10", attended=24, questionnaires=18, satisfaction=4.3)
    assert (row_of(office, neglect)["response_rate"], row_of(office, neglect)["state"]) == (
        "75%",
        Status("amber", "1 of 4 stages"),
    )
    add(office, "evaluations", training_id=neglect, stage=REACTION, measure="Satisfaction", replies=20, result=4.3)
    assert row_of(office, neglect)["state"].word == "1 of 4 stages"
    add(office, "evaluations", training_id=neglect, stage=BEHAVIOUR, measure="Survey", replies=9)
    assert row_of(office, neglect)["state"].word == "2 of 4 stages"
    point = add(office, "learning", title="Ask twice")
    case = {"learning_id": point, "training_id": neglect, "pseudonym": "Child A"}
    tracked = add(office, "case_tracking", **case)
    assert row_of(office, neglect)["state"].word == "2 of 4 stages"
    office.write("Answered", office.changes_for("case_tracking", tracked, {"would_have_helped": "no"}))
    assert row_of(office, neglect)["state"] == Status("green", "3 of 4 stages")
    office.write("Binned", [Bin("case_tracking", tracked)])
    assert row_of(office, neglect)["state"].word == "2 of 4 stages"


def test_more_replies_than_people_is_said_and_a_course_to_come_is_planned(office: Office) -> None:
    odd = course(office, "Odd", "2026-06-10", attended=10, questionnaires=12)
    assert (row_of(office, odd)["response_rate"], row_of(office, odd)["state"].word) == ("over 100%", "1 of 4 stages")
    later = course(office, "Later", "2026-11-23", questionnaires=3)
    assert (row_of(office, later)["response_rate"], row_of(office, later)["state"].word) == (None, "Planned")


# a year


def make_year(office: Office) -> tuple[int, int, int]:
    whole = course(
        office, "Neglect", "2026-06-10", attended=24, questionnaires=18, satisfaction=4.3, matched_pairs=16,
        knowledge_before=5.0, knowledge_after=7.0, follow_up_replies=9, results_evidence="Better plans.",
    )  # fmt: skip
    late = course(office, "Curiosity", "2026-04-01", attended=16, questionnaires=2)
    new = course(office, "Thresholds", "2026-11-20", attended=10)
    course(office, "To come", "2027-02-01")
    course(office, "Last year", "2026-03-31", attended=50, questionnaires=50)
    return whole, late, new


def test_a_year_counts_its_courses_at_each_stage_and_names_those_that_lack_it(office: Office) -> None:
    whole, late, new = make_year(office)
    found = coverage(Reading.of(office), YEAR)
    assert ([one.id for one in found.courses], found.planned) == ([late, whole, new], 1)
    assert [found.reached(stage) for stage in STAGES] == [2, 1, 1, 1]
    assert [[one.id for one in found.lacking(stage)] for stage in STAGES] == [[new], *[[late, new]] * 3]
    assert [one.id for one in found.late] == [late]
    assert found.courses[1].score == "4.3 of 5 from 18 of 24 people, 75%"
    assert found.courses[0].due == dt.date(2026, 7, 1)
    assert [state.word for state in found.courses[0].states] == [
        "On record",
        "Overdue by 163 working days",
        "Overdue by 102 working days",
        "Not due yet",
    ]


def test_the_rate_over_all_counts_a_course_without_forms_and_leaves_out_what_does_not_fit(office: Office) -> None:
    make_year(office)
    odd = course(office, "Odd", "2026-06-11", attended=10, questionnaires=30)
    found = coverage(Reading.of(office), YEAR)
    assert found.replies == Rate(20, 50)
    assert [one.id for one in found.odd] == [odd]


def test_lines_and_cases_count_in_the_year_as_in_the_register(office: Office) -> None:
    _, late, new = make_year(office)
    add(office, "evaluations", training_id=new, stage=LEARNING, measure="Test", replies=8, result=9.0)
    point = add(office, "learning", title="Ask twice")
    case = {"learning_id": point, "training_id": late, "pseudonym": "Child A", "would_have_helped": "yes"}
    add(office, "case_tracking", **case)
    found = coverage(Reading.of(office), YEAR)
    assert [found.reached(stage) for stage in STAGES] == [2, 2, 1, 2]
    for one in found.courses:
        assert row_of(office, one.id)["state"].word == f"{sum(one.reached)} of 4 stages"


def test_attendance_is_of_the_courses_of_the_year_by_agency(office: Office) -> None:
    whole, late, _ = make_year(office)
    for number, agency, counts in ((whole, 3, (12, 11, 1, 0)), (whole, 9, (15, 13, 0, 2)), (late, 9, (4, 3, 1, 0))):
        booked, attended, absent, cancelled = counts
        add(
            office, "bookings", training_id=number, agency_id=agency, booked=booked, attended=attended,
            did_not_attend=absent, cancelled=cancelled,
        )  # fmt: skip
    last = course(office, "Last year", "2026-03-30")
    add(office, "bookings", training_id=last, agency_id=3, booked=40, attended=40)
    name = office.lookup.agency_name
    found = coverage(Reading.of(office), YEAR)
    assert found.attendance == (
        (9, name(9), Places(19, 16, 1, 2)),
        (3, name(3), Places(12, 11, 1, 0)),
    )
    assert (found.counted, found.differing) == (2, (office.lookup.reference("training", late),))


def test_an_empty_office_has_this_year_without_courses(office: Office) -> None:
    assert years_of(Reading.of(office)) == (YEAR,)
    found = coverage(Reading.of(office), YEAR)
    assert (found.courses, found.attendance, found.late, found.replies) == ((), (), (), Rate())
    assert [found.reached(stage) for stage in STAGES] == [0] * 4
    assert {one.statutory for one in found.agencies} == {True}
    assert found.missing == found.agencies


def test_the_years_are_those_of_courses_held_and_of_returns_newest_first(office: Office) -> None:
    make_year(office)
    course(office, "Far", "2028-05-01")
    add(office, "training_returns", agency_id=3, year="2023/24", trained=9)
    add(office, "training_returns", agency_id=3, year="some time", trained=9)
    assert years_of(Reading.of(office)) == (YEAR, "2025-26", "2023-24")


# agencies' own training


def test_statutory_partners_come_first_and_those_that_have_not_told_anything_are_named(office: Office) -> None:
    statutory = {row["id"] for row in office.records("agencies") if row["statutory"]}
    told, asked = 9, 10
    assert not {told, asked} & statutory
    add(office, "training_returns", agency_id=told, year="2026/27", staff=900, trained=720, amount="Level 2 at 80%.")
    day = dt.date(2026, 11, 2)
    add(office, "returns", kind="training_return", agency_id=asked, asked_on=day, due_on=dt.date(2026, 11, 13))
    found = coverage(Reading.of(office), YEAR)
    places = [one.agency_id for one in found.agencies]
    assert set(places[: len(statutory)]) == statutory
    assert set(places[len(statutory) :]) == {told, asked}
    assert {one.agency_id for one in found.missing} == statutory | {asked}
    assert of(office, told).rate == Rate(720, 900)
    assert [of(office, one).status.word for one in (told, asked, min(statutory))] == [
        "Received",
        "Overdue",
        "Not asked",
    ]
    assert {one.agency_id for one in agency_training(Reading.of(office), "2025-26")} == statutory


@pytest.mark.parametrize(
    ("values", "year"),
    [
        ({"year": "2025-26", "asked_on": dt.date(2026, 4, 13)}, "2025-26"),
        ({"asked_on": dt.date(2026, 4, 13)}, YEAR),
        ({"asked_on": dt.date(2026, 3, 20), "due_on": dt.date(2026, 5, 1)}, YEAR),
    ],
)
def test_a_return_asked_for_belongs_to_the_year_it_names_else_to_its_day(
    office: Office, values: dict[str, Any], year: str
) -> None:
    add(office, "returns", kind="training_return", agency_id=9, **values)
    assert [9 in {one.agency_id for one in agency_training(Reading.of(office), one)} for one in (year, "2024-25")] == [
        True,
        False,
    ]


def test_a_return_received_without_figures_has_come(office: Office) -> None:
    day = dt.date(2026, 5, 4)
    number = add(office, "returns", kind="training_return", agency_id=9, year=YEAR, asked_on=day)
    assert not of(office, 9).has_sent
    office.write("Came", [Edit("agency_returns", number, {"received_on": day})])
    assert (of(office, 9).has_sent, of(office, 9).status.word, of(office, 9).rate) == (True, "Received", Rate())


def test_other_returns_of_the_year_and_standards_on_training_stand_beside(office: Office) -> None:
    audit = add(office, "audits", audit_type="section_11", title="Section 11", due_on=dt.date(2026, 11, 30))
    day = dt.date(2026, 11, 13)
    add(office, "returns", kind="section_11", agency_id=9, audit_id=audit, asked_on=day, received_on=day)
    add(office, "returns", kind="section_11", agency_id=9, asked_on=day, received_on=dt.date(2026, 3, 31))
    line = {"audit_id": audit, "agency_id": 9, "self_score": 2, "moderated_score": 1}
    add(office, "audit_standards", standard="4.2 Training: what difference it makes", **line)
    add(office, "audit_standards", standard="5.1 Supervision", **line)
    found = of(office, 9)
    label = office.lookup.label("return_kinds", "section_11")
    assert found.others == ((label, day),)
    ref = office.lookup.reference("audits", audit)
    assert found.standards == ((ref, "4.2 Training: what difference it makes", 2, 1),)
    assert not found.has_sent


def test_an_agency_that_ended_before_the_year_is_not_asked_for(office: Office) -> None:
    number = next(row["id"] for row in office.records("agencies") if row["statutory"])
    office.write("Ended", office.changes_for("agencies", number, {"active_to": dt.date(2026, 3, 31)}))
    assert number not in {one.agency_id for one in agency_training(Reading.of(office), YEAR)}
    assert number in {one.agency_id for one in agency_training(Reading.of(office), "2025-26")}
