"""Planning a review back in the office: what is shown before anything is written, and what is written then."""

import datetime as dt
from typing import Any

import pytest

from lif_desktop.office import Office
from lif_desktop.office.clock_plan import TooLate, back_from, finished_events, open_lines, plan_changes

D = dt.date


def opened(office: Office, **values: Any) -> int:
    office.write("Opened", office.changes_for("reviews", None, values))
    return int(office.records("reviews")[-1]["id"])


def rapid(office: Office, **values: Any) -> int:
    return opened(office, review_type="rapid_review", notified_on=D(2026, 11, 12), **values)


def days(office: Office, number: int) -> dict[str, D | None]:
    return {line["key"]: line["due_on"] for line in office.records("milestones", number)}


def write(office: Office, number: int, end: str, last: D) -> None:
    plan = back_from(office, number, end, last)
    office.write("Planned back", plan_changes(office, number, plan, last))


def test_the_events_that_a_stage_dates() -> None:
    assert finished_events("rr_notification") == {"notification_sent"}
    assert finished_events("cspr_publish") == {"publication"}
    assert finished_events("malr_meeting") == {"review_meeting"}
    assert finished_events("mappa_notice") == frozenset()


def test_what_is_done_or_passed_over_is_not_planned(office: Office) -> None:
    number = rapid(office, signed_off_on=D(2026, 11, 20))
    assert [line["key"] for line in open_lines(office, number)] == ["rr_report", "rr_feedback", "assurance"]
    office.write("Still to come", office.changes_for("reviews", number, {"signed_off_on": D(2026, 12, 1)}))
    assert "rr_sign_off" in [line["key"] for line in open_lines(office, number)]


def test_nothing_is_written_before_it_is_asked_for(office: Office) -> None:
    number = rapid(office)
    before = days(office, number), len(office.batches())
    assert [one.fate for one in back_from(office, number, "rr_report", D(2026, 12, 2))] == ["planned"] * 4
    assert (days(office, number), len(office.batches())) == before


def test_the_plan_is_written_with_its_log_and_the_first_days_stay(office: Office) -> None:
    number = rapid(office)
    write(office, number, "rr_report", D(2026, 12, 2))
    found = {line["key"]: line for line in office.records("milestones", number)}
    assert days(office, number)["rr_returns"] == D(2026, 11, 25)
    assert (found["rr_report"]["due_on"], found["rr_report"]["original_due_on"]) == (D(2026, 12, 2), D(2026, 12, 3))
    words = (
        "Planned back from 2 December 2026, the last day for “Send the rapid review report and decision to the "
        "national Panel”"
    )
    assert found["rr_returns"]["extension_reason"] == words
    log = office.records("clock_changes", number)
    assert {(line["stage_key"], line["due_before"], line["due_after"]) for line in log} >= {
        ("rr_returns", D(2026, 11, 26), D(2026, 11, 25)),
        ("rr_report", D(2026, 12, 3), D(2026, 12, 2)),
    }
    assert {(line["kind"], line["agreed_by"]) for line in log} == {("planned_back", "Ann Officer")}
    assert len(log) == 4
    office.undo()
    assert days(office, number)["rr_returns"] == D(2026, 11, 26)
    assert office.records("clock_changes", number) == []


def test_planned_back_to_the_first_days_nothing_is_out_of_the_ordinary(office: Office) -> None:
    number = rapid(office)
    write(office, number, "rr_report", D(2026, 12, 2))
    write(office, number, "rr_report", D(2026, 12, 3))
    found = {line["key"]: line for line in office.records("milestones", number)}
    assert found["rr_returns"]["due_on"] == found["rr_returns"]["original_due_on"]
    assert found["rr_returns"]["extension_reason"] is None
    assert len(office.records("clock_changes", number)) == 8


def test_a_last_day_after_guidance_is_refused_and_one_that_was_agreed_is_not(office: Office) -> None:
    number = rapid(office)
    with pytest.raises(TooLate, match="is due on 3 December 2026, and that is not a local date"):
        back_from(office, number, "rr_report", D(2026, 12, 4))
    line = next(line for line in office.records("milestones", number) if line["key"] == "rr_report")
    later = {"due_on": D(2026, 12, 17), "extension_reason": "Inquest", "extension_agreed_by": "Executives"}
    office.write("More time", office.changes_for("milestones", line["id"], later))
    write(office, number, "rr_report", D(2026, 12, 17))
    assert days(office, number)["rr_report"] == D(2026, 12, 17)
    assert days(office, number)["rr_sign_off"] == D(2026, 12, 16)


def test_publication_is_planned_with_its_last_day_and_the_advance_copy_follows_its_own_rule(office: Office) -> None:
    number = opened(office, review_type="practice_review", decided_on=D(2026, 11, 10))
    plan = {one.stage.key: one for one in back_from(office, number, "cspr_publish", D(2027, 3, 1))}
    assert (plan["cspr_advance_copy"].latest, plan["cspr_advance_copy"].fate) == (D(2027, 2, 18), "planned")
    write(office, number, "cspr_publish", D(2027, 3, 1))
    assert office.record("reviews", number)["publish_on"] == D(2027, 3, 1)
    assert days(office, number)["cspr_advance_copy"] == D(2027, 2, 18)
    copy = next(line for line in office.records("milestones", number) if line["key"] == "cspr_advance_copy")
    assert (copy["extension_reason"], copy["original_due_on"]) == (None, D(2027, 2, 18))


def test_a_stage_without_a_day_is_planned_and_keeps_the_plan_when_its_event_is_dated(office: Office) -> None:
    number = opened(office, review_type="multi_agency_review", decided_on=D(2026, 11, 10))
    write(office, number, "malr_summary", D(2027, 3, 1))
    assert days(office, number)["malr_meeting"] == D(2027, 2, 15)
    office.write("Terms agreed", office.changes_for("reviews", number, {"terms_agreed_on": D(2026, 12, 1)}))
    meeting = next(line for line in office.records("milestones", number) if line["key"] == "malr_meeting")
    assert (meeting["due_on"], meeting["original_due_on"]) == (D(2027, 2, 15), D(2027, 1, 15))


def test_a_stage_that_is_not_open_has_no_plan(office: Office) -> None:
    number = rapid(office, submitted_on=D(2026, 11, 20))
    with pytest.raises(KeyError):
        back_from(office, number, "rr_report", D(2026, 12, 2))
