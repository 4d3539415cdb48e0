"""Which record a row is: by key, by all it says, by several fields; never by its title alone. And rows that are one."""

import datetime as dt

import pytest

from lif_desktop.office import Office
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.match import Choices
from lif_desktop.sheets.plan import make_plan
from lif_desktop.sheets.planned import KeyQuestion
from tests.sheets.going_out import add
from tests.sheets.taking_in import actions, book, planned, reasons, sheet

HEAD = ("Action", "Lead agency", "Due", "Status")
TITLE = "Write to all schools about neglect"
DUE = dt.date(2026, 3, 13)


@pytest.fixture
def stood(office: Office) -> Office:
    police = office.lookup.agency("GMP")
    add(office, "actions", title=TITLE, lead_agency_id=police, due_on=DUE, status="in_progress")
    add(office, "actions", title="Train leads", lead_agency_id=police, due_on=DUE)
    return office


def test_a_row_without_a_reference_is_known_by_title_and_more_with_the_reason(stood: Office) -> None:
    plan = planned(stood, "actions", HEAD, ("write to all schools, about NEGLECT", "GMP", DUE, "Complete"))
    row = plan.rows[0]

    assert (row.action, row.ref) == ("change", "ACT-2026-001")
    assert row.known_by == "same Action, Lead agency and Due; the file has no reference"


def test_a_due_date_that_moved_does_not_hide_who_it_is(stood: Office) -> None:
    plan = planned(stood, "actions", HEAD, (TITLE, "GMP", dt.date(2026, 6, 1), None))

    assert plan.rows[0].known_by == "same Action and Lead agency; the file has no reference"
    assert plan.rows[0].changes() == (2,)


@pytest.mark.parametrize(
    "row",
    [
        (TITLE, None, None, "Complete"),
        (TITLE, "Probation", DUE, "Complete"),
        ("Train leads", "GMP", dt.date(2026, 6, 1), None),
        ("Write to all schools", "GMP", DUE, None),
    ],
    ids=("title alone", "another agency", "a short title with one more", "another title"),
)
def test_too_little_or_something_else_makes_a_new_record(stood: Office, row: tuple[object, ...]) -> None:
    assert actions(planned(stood, "actions", HEAD, row)) == ["add"]


def test_a_short_title_needs_two_more(stood: Office) -> None:
    assert actions(planned(stood, "actions", HEAD, ("Train leads", "GMP", DUE, "Complete"))) == ["change"]


def test_a_new_record_that_looks_like_one_is_pointed_out(stood: Office) -> None:
    plan = planned(stood, "actions", HEAD, (TITLE, "Probation", DUE, None))

    assert "Row 2 has the same Action as ACT-2026-001, but not enough else is the same: it is added." in plan.notices


def test_a_course_that_is_given_again_is_another_course(office: Office) -> None:
    add(office, "training", title="Neglect and the toolkit for it", held_on=DUE)
    head = ("Course", "Date", "Places")

    assert actions(planned(office, "training", head, ("Neglect and the toolkit for it", dt.date(2026, 9, 1), 20))) == [
        "add"
    ]
    assert actions(planned(office, "training", head, ("Neglect and the toolkit for it", DUE, 20))) == ["change"]


def test_of_two_that_fit_as_well_neither_is_taken(stood: Office) -> None:
    add(stood, "actions", title=TITLE, lead_agency_id=stood.lookup.agency("GMP"), due_on=dt.date(2026, 4, 1))

    assert actions(planned(stood, "actions", HEAD[:2], (TITLE, "GMP"))) == ["same"]
    plan = planned(stood, "actions", HEAD, (TITLE, "GMP", dt.date(2026, 5, 1), None))
    assert actions(plan) == ["add"]
    assert "as ACT-2026-001 and ACT-2026-003" in plan.notices[-1]


def test_the_person_can_say_that_it_is_a_new_one(stood: Office) -> None:
    rows = ((TITLE, "GMP", DUE, "Complete"), (TITLE, "GMP", DUE, "In progress"))
    plan = planned(stood, "actions", HEAD, *rows, choices=Choices(new_rows=frozenset({2, 3})))
    assert actions(plan) == ["add", "add"]
    apply(stood, plan)

    assert len(stood.records("actions")) == 4


def test_how_a_row_was_known_is_said(stood: Office) -> None:
    head = ("Ref", "Action", "Lead agency", "Due", "Status")
    rows = (
        ("ACT-2026-001", "Other", None, None, None),
        (None, "Train leads", "GMP", DUE, None),
        (None, TITLE, "GMP", DUE, "Complete"),
    )
    plan = planned(stood, "actions", head, *rows[:2])

    assert [row.known_by for row in plan.rows] == ["same Reference", "every cell is the same"]
    assert [row.guessed for row in plan.rows] == [False, True]
    alike = planned(stood, "actions", head, rows[2]).rows[0]
    assert (alike.known_by.split("; ")[-1], alike.guessed) == ("the row has no reference", True)


def test_a_record_that_another_sheet_changes_by_another_way_is_held_back(stood: Office) -> None:
    head, rows = ("Ref", *HEAD), ("ACT-2026-001", None, None, None, "Complete")
    made = book(sheet([head, rows], "Open"), sheet([HEAD, (TITLE, "GMP", DUE, "Not started")], "Closed"))
    first = make_plan(stood, made, "actions", sheet="Open")
    second = make_plan(stood, made, "actions", sheet="Closed", earlier=[first])

    assert (actions(first), actions(second)) == (["change"], ["held"])
    assert reasons(second) == ["row 2: The same action stands in sheet “Open”. Keep the row that is right."]


def test_new_rows_that_are_alike_are_pointed_out(stood: Office) -> None:
    plan = planned(stood, "actions", HEAD[:2], ("One", "GMP"), ("Two", "GMP"), ("One", "GMP"))

    assert actions(plan) == ["add"] * 3
    assert "Rows 2 and 4 are alike in every cell. Each is added." in plan.notices


# Several rows that are one record


def test_rows_with_the_same_key_are_asked_and_wait(stood: Office) -> None:
    rows = (("A1", "One"), ("a1", "Two"), ("A2", "Three"))
    plan = planned(stood, "actions", ("Ref", "Action"), *rows)

    assert plan.questions == (KeyQuestion("reference A1", (2, 3)),)
    assert actions(plan) == ["held", "held", "add"]


def test_the_row_that_is_right_goes_in_and_the_other_is_not_kept_to_mend(stood: Office) -> None:
    rows = (("A1", "One"), ("a1", "Two"), ("A2", "Three"))
    plan = planned(stood, "actions", ("Ref", "Action"), *rows, choices=Choices(keep_rows=frozenset({3})))

    assert actions(plan) == ["held", "add", "add"]
    assert reasons(plan) == ["A2: Row 3 was kept instead of this one."]
    assert plan.rows[0].left
    assert not plan.questions
    apply(stood, plan)
    assert [row["title"] for row in stood.records("actions")][2:] == ["Two", "Three"]


def test_two_rows_that_are_said_to_be_right_still_wait(stood: Office) -> None:
    rows = (("A1", "One"), ("a1", "Two"))
    plan = planned(stood, "actions", ("Ref", "Action"), *rows, choices=Choices(keep_rows=frozenset({2, 3})))

    assert actions(plan) == ["held", "held"]
    assert len(plan.questions) == 1


def test_rows_that_become_the_same_record_by_different_ways_are_asked(stood: Office) -> None:
    head = ("Ref", "Action", "Lead agency", "Due", "Status")
    rows = (("ACT-2026-001", TITLE, "GMP", DUE, "Complete"), (None, TITLE, "GMP", DUE, "Not started"))
    plan = planned(stood, "actions", head, *rows)

    assert actions(plan) == ["held", "held"]
    assert plan.questions == (KeyQuestion(TITLE, (2, 3)),)
    assert reasons(plan)[0] == "B2: The same record stands in row 3. Keep the row that is right."


def test_a_key_that_very_many_rows_share_is_said_in_few_words(stood: Office) -> None:
    plan = planned(stood, "actions", ("Ref", "Action"), *(("A1", f"Step {number}") for number in range(300)))

    assert plan.count("held") == 300
    assert all(len(reason) < 140 for reason in reasons(plan))


def test_rows_that_change_nothing_are_no_question_although_they_are_alike(office: Office) -> None:
    number = add(office, "actions", title="Write to schools")
    ref = office.record("actions", number)["ref"]
    plan = planned(office, "actions", ("Reference", "Action"), (ref, "Write to schools"), (ref, "Write to schools"))

    assert actions(plan) == ["same", "same"]
    assert plan.questions == ()


def test_rows_that_share_only_the_agency_of_the_file_end_no_import(office: Office) -> None:
    plan = planned(office, "contacts", ("Person", "Email"), ("Ann", "ann@ex.example"), ("Bea", None), agency="GMP")

    assert actions(plan) == ["held", "held"]
    assert plan.questions == (KeyQuestion("contact", (2, 3)),)
