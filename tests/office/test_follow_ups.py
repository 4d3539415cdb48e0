"""Dates that raise themselves, and what is kept when it gets a successor."""

import datetime as dt
from typing import Any

import pytest

from lif_desktop.office import Add, Edit, Office

D = dt.date


def added(office: Office, table: str, **values: Any) -> int:
    """The number of a new record with these values."""
    number = office.reserve(table)
    office.write("Added", [Add(table, values, number)])
    return number


def edited(office: Office, table: str, number: int, **values: Any) -> None:
    office.write("Changed", [Edit(table, number, values)])


def test_an_action_keeps_the_first_day_it_was_due(office: Office) -> None:
    action = added(office, "actions", title="Tell the schools", due_on=D(2026, 3, 31))
    edited(office, "actions", action, due_on=D(2026, 5, 29))
    edited(office, "actions", action, due_on=D(2026, 7, 31))
    assert office.record("actions", action)["original_due_on"] == D(2026, 3, 31)


def test_an_action_is_to_be_assured_a_year_after_it_was_signed_off(office: Office) -> None:
    action = added(office, "actions", title="Tell the schools", signed_off_on=D(2026, 2, 28))
    assert office.record("actions", action)["assurance_due_on"] == D(2027, 2, 28)
    edited(office, "actions", action, signed_off_on=D(2026, 3, 2))
    assert office.record("actions", action)["assurance_due_on"] == D(2027, 3, 2)
    edited(office, "actions", action, signed_off_on=None)
    assert office.record("actions", action)["assurance_due_on"] is None


def test_a_day_that_a_person_set_stays(office: Office) -> None:
    action = added(office, "actions", title="A", signed_off_on=D(2026, 2, 27), assurance_due_on=D(2026, 9, 1))
    edited(office, "actions", action, signed_off_on=D(2026, 3, 2))
    assert office.record("actions", action)["assurance_due_on"] == D(2026, 9, 1)


@pytest.mark.parametrize(
    ("kind", "following"), [("section_11", D(2028, 1, 31)), ("qa_statement", D(2028, 1, 31)), ("macfa", None)]
)
def test_the_next_round_of_an_audit_follows_its_cycle(office: Office, kind: str, following: dt.date | None) -> None:
    audit = added(office, "audits", audit_type=kind, title="A round")
    edited(office, "audits", audit, completed_on=D(2026, 1, 31))
    assert office.record("audits", audit)["next_due_on"] == following


def test_a_course_is_followed_up_three_months_later_and_moves_with_its_day(office: Office) -> None:
    course = added(office, "training", title="Bruises", held_on=D(2026, 11, 30))
    assert office.record("training", course)["follow_up_due_on"] == D(2027, 2, 28)
    edited(office, "training", course, held_on=D(2026, 12, 1))
    assert office.record("training", course)["follow_up_due_on"] == D(2027, 3, 1)


def test_a_course_already_followed_up_is_not_followed_up_again(office: Office) -> None:
    course = added(office, "training", title="Bruises", follow_up_sent_on=D(2026, 6, 1))
    edited(office, "training", course, held_on=D(2026, 3, 2))
    assert office.record("training", course)["follow_up_due_on"] is None


def test_papers_go_out_five_working_days_before_a_meeting(office: Office) -> None:
    meeting = added(office, "meetings", group_key="review_group", held_on=D(2026, 4, 8))
    assert office.record("meetings", meeting)["papers_due_on"] == D(2026, 3, 30)


def test_a_risk_is_looked_at_again_as_often_as_it_says(office: Office) -> None:
    risk = added(office, "risks", title="Few carers", review_every_months=3)
    edited(office, "risks", risk, last_reviewed_on=D(2026, 8, 31))
    assert office.record("risks", risk)["next_review_on"] == D(2026, 11, 30)


def test_twelve_month_assurance_raises_itself(office: Office) -> None:
    review = added(office, "reviews", review_type="sar_mandatory", pseudonym="Adult Ash")
    edited(office, "reviews", review, plan_signed_off_on=D(2026, 2, 27))
    assert office.record("reviews", review)["assurance_due_on"] == D(2027, 2, 27)
    stage = next(one for one in office.records("milestones", review) if one["key"] == "assurance")
    assert stage["due_on"] == D(2027, 2, 27)


def test_each_step_of_a_dispute_has_its_own_clock(office: Office) -> None:
    voice = added(office, "voices", kind="dispute", message="Two plans", heard_on=D(2026, 11, 13))
    edited(office, "voices", voice, dispute_stage="practitioners", step_began_on=D(2026, 11, 13))
    assert office.record("voices", voice)["step_due_on"] == D(2026, 11, 17)
    edited(office, "voices", voice, dispute_stage="managers", step_began_on=D(2026, 11, 17))
    assert office.record("voices", voice)["step_due_on"] == D(2026, 11, 24)
    edited(office, "voices", voice, dispute_stage="chair")
    found = office.record("voices", voice)
    assert (found["step_began_on"], found["step_due_on"]) == (office.today(), None)


def test_updates_on_an_action_are_added_to_and_never_overwritten(office: Office) -> None:
    action = added(office, "actions", title="Tell the schools", latest_update="Letter drafted")
    edited(office, "actions", action, latest_update="Letter sent")
    edited(office, "actions", action, latest_update="Letter sent")
    told = office.records("action_updates", action)
    assert [(one["text"], one["told_by"], one["told_on"]) for one in told] == [
        ("Letter drafted", office.person, office.today()),
        ("Letter sent", office.person, office.today()),
    ]


def test_an_update_that_comes_with_its_own_line_is_told_once(office: Office) -> None:
    action = added(office, "actions", title="Tell the schools")
    line = Add("action_updates", {"action_id": action, "text": "Sent", "told_by": "A colleague"})
    office.write("Told", [Edit("actions", action, {"latest_update": "Sent"}), line])
    assert [one["told_by"] for one in office.records("action_updates", action)] == ["A colleague"]


def test_what_followed_is_undone_with_what_it_followed_from(office: Office) -> None:
    action = added(office, "actions", title="Tell the schools", due_on=D(2026, 3, 31))
    before = office.record("actions", action)
    edited(office, "actions", action, due_on=D(2026, 5, 29), latest_update="Moved", signed_off_on=D(2026, 6, 1))
    office.undo()
    after = office.record("actions", action)
    assert {name: value for name, value in after.items() if name != "version"} == {
        name: value for name, value in before.items() if name != "version"
    }
    assert office.records("action_updates", action) == []
