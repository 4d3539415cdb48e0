"""What Home shows: what is due and why, the clocks, who is awaited, the meetings, and what is missing."""

import datetime as dt
from typing import Any

import pytest

from lif_desktop.framework.selfcheck import CHECKS
from lif_desktop.office import Add, Edit, Office
from lif_desktop.office.due_items import DueItem
from lif_desktop.office.upcoming import all_gaps, upcoming
from lif_desktop.registers import register

TODAY = dt.date(2026, 11, 23)
D = dt.date


def add(office: Office, key: str, **values: Any) -> int:
    changes = office.changes_for(key, None, values)
    office.write(f"Added to {key}", changes)
    first = changes[0]
    assert isinstance(first, Add)
    assert first.id is not None
    return first.id


def agencies(office: Office) -> list[int]:
    return [row["id"] for row in office.records("agencies")]


def short(office: Office, number: int) -> str:
    return str(office.record("agencies", number)["short"])


def due(office: Office, register: str) -> list[DueItem]:
    return [item for item in upcoming(office).due if item.register == register]


def test_what_is_due_comes_overdue_first_and_goes_no_further_than_15_working_days(office: Office) -> None:
    agency = agencies(office)[0]
    add(office, "reviews", review_type="rapid_review", pseudonym="Child Wren", notified_on=D(2026, 11, 12))
    add(office, "actions", title="Late", due_on=D(2026, 11, 16), lead_agency_id=agency)
    add(office, "actions", title="Far", due_on=D(2026, 12, 15))
    add(office, "actions", title="Done", due_on=D(2026, 11, 16), status="complete")
    add(office, "returns", kind="chronology", agency_id=agency, asked_on=D(2026, 11, 2), due_on=TODAY)
    group = office.profile.groups[0]
    add(office, "meetings", group_key=group.key, held_on=D(2026, 12, 2), papers_due_on=D(2026, 11, 25))
    found = upcoming(office)
    assert found.until == D(2026, 12, 14)
    assert [item.due for item in found.due] == sorted(item.due for item in found.due)
    assert [item.what for item in found.due][:2] == ["Late", office.lookup.label("return_kinds", "chronology")]
    assert not {"Far", "Done"} & {item.what for item in found.due}
    report = next(item for item in found.due if item.due == D(2026, 12, 3))
    assert report.why.startswith("15 working days from 12 November 2026")
    (clock,) = found.clocks
    assert (clock.day, clock.of, clock.unit) == (7, 15, "working day")
    assert clock.says == "Working day 7 of 15, due 3 December 2026"
    assert clock.label == "Send the rapid review report and decision to the national Panel"
    assert found.counts["actions"] == "2, 1 overdue"


@pytest.mark.parametrize(
    ("day", "part"),
    [
        (D(2026, 11, 20), "overdue"),
        (TODAY, "today"),
        (D(2026, 11, 24), "week"),
        (D(2026, 11, 29), "week"),
        (D(2026, 11, 30), "later"),
    ],
)
def test_what_is_due_stands_in_the_part_of_its_day(office: Office, day: dt.date, part: str) -> None:
    add(office, "actions", title="One", due_on=day)
    (item,) = due(office, "actions")
    assert item.part(TODAY) == part


def test_overdue_stages_of_reviews_come_before_what_is_longer_overdue(office: Office) -> None:
    add(office, "actions", title="Oldest", due_on=D(2026, 3, 2))
    add(office, "reviews", review_type="rapid_review", notified_on=D(2026, 10, 29), aware_on=D(2026, 10, 29))
    add(office, "actions", title="Old", due_on=D(2026, 4, 1))
    owed = {"kind": "chronology", "asked_on": D(2026, 3, 2), "due_on": D(2026, 3, 20)}
    add(office, "returns", agency_id=agencies(office)[0], review_id=1, **owed)
    late = [item for item in upcoming(office).due if item.part(TODAY) == "overdue"]
    assert [(item.register, item.field) for item in late][-3:] == [
        ("actions", ""),
        ("reviews", "returns"),
        ("actions", ""),
    ]
    assert {(item.register, item.field) for item in late[:-3]} == {("reviews", "")}


def test_what_several_agencies_owe_alike_is_one_row_that_leads_to_the_returns_of_its_case(office: Office) -> None:
    first, second, third, fourth = agencies(office)[:4]
    review = add(office, "reviews", review_type="sar_mandatory", opened_on=D(2026, 9, 1))
    about = {"kind": "chronology", "asked_on": D(2026, 11, 2), "due_on": D(2026, 11, 27), "review_id": review}
    for agency in (first, second, third):
        add(office, "returns", agency_id=agency, **about)
    add(office, "returns", agency_id=fourth, **{**about, "kind": "imr", "chased_on": D(2026, 11, 20)})
    add(office, "returns", agency_id=fourth, **{**about, "received_on": D(2026, 11, 10)})
    together, alone = (item for item in due(office, "reviews") if item.field == "returns")
    assert (together.id, together.ref) == (review, "SAR-2026-001")
    assert together.what == "Chronology from 3 agencies"
    names = sorted(short(office, number) for number in (first, second, third))
    assert together.why == f"{names[0]}, {names[1]} and 1 more"
    assert alone.what == f"Individual management review from {short(office, fourth)}"
    assert alone.why == "chased 20 November 2026, no answer yet"


def test_returns_awaited_are_counted_and_those_late_are_named_first(office: Office) -> None:
    first, second = agencies(office)[:2]
    assert upcoming(office).awaited.says == "0 returns awaited"
    add(office, "returns", kind="dataset", agency_id=first, asked_on=D(2026, 11, 2), due_on=D(2027, 1, 4))
    assert upcoming(office).awaited.says == "1 return awaited"
    add(office, "returns", kind="dataset", agency_id=second, asked_on=D(2026, 11, 2), due_on=D(2026, 11, 20))
    add(office, "returns", kind="dataset", agency_id=second, asked_on=D(2026, 11, 2), received_on=TODAY)
    awaited = upcoming(office).awaited
    assert awaited.says == "2 returns awaited, 1 overdue"
    assert awaited.agencies == (short(office, second), short(office, first))


def test_meetings_to_come_say_when_their_papers_are_due(office: Office) -> None:
    group = office.profile.groups[0]
    add(office, "meetings", group_key=group.key, held_on=D(2026, 12, 2), papers_due_on=D(2026, 11, 24))
    out = add(office, "meetings", group_key=group.key, held_on=D(2026, 12, 9), papers_due_on=D(2026, 12, 2))
    add(office, "meetings", group_key=group.key, held_on=D(2026, 12, 3), status="cancelled")
    add(office, "meetings", group_key=group.key, held_on=D(2027, 1, 13))
    office.write("Out", [Edit("meetings", out, {"papers_out_on": TODAY})])
    first, second = upcoming(office).meetings
    assert (first.group, first.held, first.papers_due) == (group.label, D(2026, 12, 2), D(2026, 11, 24))
    assert first.status.word == "Due this week"
    assert (second.held, second.papers_due) == (D(2026, 12, 9), None)


def test_where_no_meeting_is_near_the_next_one_is_shown(office: Office) -> None:
    group = office.profile.groups[0]
    add(office, "meetings", group_key=group.key, held_on=D(2027, 3, 3))
    add(office, "meetings", group_key=group.key, held_on=D(2027, 2, 3))
    assert [meeting.held for meeting in upcoming(office).meetings] == [D(2027, 2, 3)]


def test_the_clocks_of_a_suspended_review_stand_still(office: Office) -> None:
    review = add(office, "reviews", review_type="rapid_review", notified_on=D(2026, 11, 2), aware_on=D(2026, 11, 2))
    assert due(office, "reviews")
    office.write("Suspended", [Edit("reviews", review, {"suspended_from": D(2026, 11, 10)})])
    found = upcoming(office)
    assert not [item for item in found.due if item.register == "reviews"]
    (clock,) = found.clocks
    assert (clock.status.tone, clock.says) == ("none", "Suspended since 10 November 2026")
    assert "clock_passed" not in {gap.check for gap in found.gaps}


def test_a_report_without_a_clock_and_the_steps_of_a_dispute_are_due_too(office: Office) -> None:
    add(office, "reviews", review_type="peer_review", report_due_on=D(2026, 12, 1))
    add(office, "voices", kind="dispute", message="Who holds the case", dispute_stage="managers", heard_on=TODAY)
    (report,) = due(office, "reviews")
    assert (report.what, report.field) == ("Report", "report_due_on")
    (dispute,) = due(office, "voices")
    assert (dispute.what, dispute.why) == ("Professional dispute", "Step 2: between managers")
    assert dispute.due == D(2026, 11, 30)


def test_the_self_check_reads_an_office_and_leads_into_its_registers(office: Office) -> None:
    review = add(office, "reviews", review_type="rapid_review", notified_on=D(2026, 1, 5), submitted_on=D(2026, 3, 2))
    add(office, "recommendations", text="Do", review_id=review)
    add(office, "recommendations", text="Do not", decision="not_implemented")
    add(office, "decisions", review_id=review, decision="A review", decided_on=D(2026, 11, 2))
    add(office, "actions", title="Bare")
    add(office, "actions", title="Closed", status="complete")
    point = add(office, "learning", title="Old", identified_on=D(2025, 1, 5))
    add(office, "dissemination", learning_id=point, channel="newsletter", shared_on=D(2026, 1, 5))
    add(office, "risks", title="Old", next_review_on=D(2026, 11, 20))
    add(office, "audits", audit_type="section_11", title="S11", completed_on=D(2024, 6, 1), reported_on=D(2024, 7, 1))
    found = all_gaps(office)
    assert {gap.check for gap in found} == {
        "late_without_reason",
        "decision_incomplete",
        "recommendation_without_action",
        "not_implemented_without_reason",
        "action_incomplete",
        "closed_without_evidence",
        "review_without_voice",
        "not_embedded",
        "risk_past_review",
        "audit_cycle_passed",
    }
    assert sum(gap.check == "action_incomplete" for gap in found) == 3
    assert all(gap.says.endswith(".") and gap.ref for gap in found)
    for gap in found:
        office.record(gap.register, gap.id)


def test_gaps_are_counted_by_check_with_their_words_and_source(office: Office) -> None:
    add(office, "actions", title="Bare", due_on=D(2027, 1, 4), done_test="Ten of ten")
    (counted,) = upcoming(office).gaps
    check = next(check for check in CHECKS if check.key == "action_incomplete")
    assert (counted.count, counted.says, counted.source) == (1, check.one, check.source)
    assert [gap.field for gap in counted.gaps] == ["lead_agency_id"]
    add(office, "actions", title="Barer", due_on=D(2027, 1, 4))
    (counted,) = upcoming(office).gaps
    assert (counted.count, counted.says) == (3, check.counted)


def test_a_sound_office_has_no_gaps(office: Office) -> None:
    about = {"due_on": D(2027, 1, 4), "done_test": "Ten of ten seen", "status": "in_progress"}
    add(office, "actions", title="Whole", lead_agency_id=agencies(office)[0], **about)
    assert all_gaps(office) == ()


def test_every_register_that_a_due_row_leads_to_is_there(office: Office) -> None:
    add(office, "reviews", review_type="rapid_review", notified_on=D(2026, 11, 12))
    for item in upcoming(office).due:
        office.record(item.register, item.id)
        assert register(item.register)
