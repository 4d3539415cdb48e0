"""The clocks of a case: copied when it opens, moved by its dates, kept when the profile changes; references."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from lif_desktop.framework.profile import Profile, find_profile, load_profile
from lif_desktop.office import Add, Edit, Office
from lif_desktop.registers.reviews import EVENT_FIELDS, FINISH_FIELDS, REVIEWS
from tests.office.conftest import PROFILES

NO_DATE_OF_THEIR_OWN = {"returns_complete", "draft_shared", "child_death_meeting"}


def review(office: Office, **values: Any) -> dict[str, Any]:
    office.write("Added", office.changes_for("reviews", None, {"review_type": "rapid_review", **values}))
    return office.records("reviews")[-1]


def stages(office: Office, number: int = 1) -> dict[str, dict[str, Any]]:
    return {line["key"]: line for line in office.records("milestones", parent_id=number)}


@pytest.fixture(params=["stockport", "england-current"])
def profile(request: pytest.FixtureRequest) -> Profile:
    return load_profile(find_profile(request.param, PROFILES))


def test_every_event_that_a_profile_counts_from_is_a_date_of_the_review(profile: Profile) -> None:
    events = {rule.event for kind in profile.review_types for rule in kind.rules}
    assert events - EVENT_FIELDS.keys() <= NO_DATE_OF_THEIR_OWN
    fields = {field.key for field in REVIEWS.fields}
    assert {*EVENT_FIELDS.values(), *FINISH_FIELDS.values()} <= fields


def test_every_stage_that_a_date_finishes_is_in_the_framework() -> None:
    framework = load_profile(find_profile("stockport", PROFILES))
    assert FINISH_FIELDS.keys() <= {rule.key for kind in framework.review_types for rule in kind.rules}


def test_a_new_case_takes_its_rules_along(office: Office) -> None:
    made = review(office, notified_on=dt.date(2026, 4, 2))
    report = stages(office)["rr_report"]
    assert report["due_on"] == dt.date(2026, 4, 27)
    assert (report["number"], report["unit"], report["event"]) == (15, "working days", "notification_sent")
    assert "5.1" in report["source"]
    assert made["ref"] == "RR-2026-001"


def test_the_first_day_counts_where_the_case_says_so(office: Office) -> None:
    review(office, notified_on=dt.date(2026, 4, 2), same_day=True)
    assert stages(office)["rr_report"]["due_on"] == dt.date(2026, 4, 24)


def test_a_later_date_moves_what_is_counted_from_it_and_marks_what_is_done(office: Office) -> None:
    review(office)
    assert stages(office)["rr_report"]["due_on"] is None
    edits = {"notified_on": dt.date(2026, 10, 12), "submitted_on": dt.date(2026, 11, 3)}
    office.write("Dated", office.changes_for("reviews", 1, edits))
    report = stages(office)["rr_report"]
    assert (report["due_on"], report["done_on"]) == (dt.date(2026, 11, 2), dt.date(2026, 11, 3))
    assert report["state"].word == "Complete, 1 working day late"


def test_a_day_still_to_come_on_which_a_stage_will_be_done_is_not_done(office: Office) -> None:
    review(
        office, review_type="multi_agency_review", terms_agreed_on=dt.date(2026, 11, 2), panel_on=dt.date(2026, 12, 1)
    )
    assert stages(office)["malr_meeting"]["state"].word == "On track"
    assert office.records("reviews")[0]["next_step"] != "No clock running"
    assert stages(office)["malr_meeting"]["done_on"] == dt.date(2026, 12, 1)


def test_an_extended_stage_keeps_its_new_day_and_its_first_one(office: Office) -> None:
    review(office, notified_on=dt.date(2026, 11, 12))
    line = stages(office)["rr_report"]
    extension = {"due_on": dt.date(2026, 12, 17), "extension_reason": "Inquest", "extension_agreed_by": "Executives"}
    office.write("Extended", [Edit("milestones", line["id"], extension)])
    office.write("Moved", office.changes_for("reviews", 1, {"notified_on": dt.date(2026, 11, 13)}))
    line = stages(office)["rr_report"]
    assert (line["due_on"], line["original_due_on"]) == (dt.date(2026, 12, 17), dt.date(2026, 12, 4))


def test_references_are_given_in_order_by_type_and_year_and_never_again(office: Office) -> None:
    refs = [
        review(office, referred_on=dt.date(2025, 5, 1))["ref"],
        review(office, referred_on=dt.date(2026, 5, 1))["ref"],
        review(office, referred_on=dt.date(2026, 6, 1))["ref"],
        review(office, review_type="sar_mandatory", referred_on=dt.date(2026, 6, 1))["ref"],
    ]
    assert refs == ["RR-2025-001", "RR-2026-001", "RR-2026-002", "SAR-2026-001"]
    office.undo()
    office.undo()
    assert review(office, referred_on=dt.date(2026, 6, 1))["ref"] == "RR-2026-003"


def test_references_that_come_along_are_kept_and_counted_past(office: Office) -> None:
    assert review(office, ref="RR-2026-041", referred_on=dt.date(2026, 1, 5))["ref"] == "RR-2026-041"
    assert review(office, referred_on=dt.date(2026, 1, 5))["ref"] == "RR-2026-042"


def test_a_reference_changed_by_hand_is_counted_past(office: Office) -> None:
    office.write("Added", [Add("risks", {"title": "First"})])
    stem, number = str(office.records("risks")[0]["ref"]).rsplit("-", 1)
    office.write("Renumbered", [Edit("risks", 1, {"ref": f"{stem}-{int(number) + 1:03d}"})])
    office.write("Added", [Add("risks", {"title": "Second"})])
    assert [row["ref"] for row in office.records("risks")] == [f"{stem}-{int(number) + more:03d}" for more in (1, 2)]


def test_one_batch_gives_its_records_references_in_their_order(office: Office) -> None:
    office.write("Imported", [Add("actions", {"title": str(n), "due_on": dt.date(2026, 1, 1)}) for n in range(12)])
    assert [(r["ref"], r["title"]) for r in office.records("actions")][-1] == ("ACT-2026-012", "11")


def test_the_journal_survives_a_review_being_undone_and_done_again(office: Office, path: Path) -> None:
    made = review(office, notified_on=dt.date(2026, 4, 2))
    before = stages(office)
    office.undo()
    assert office.records("milestones") == []
    office.redo()
    after = stages(office)
    assert [(k, v["due_on"]) for k, v in after.items()] == [(k, v["due_on"]) for k, v in before.items()]
    assert office.records("reviews")[0]["ref"] == made["ref"]


def test_a_stage_that_bears_its_own_date_keeps_it_when_a_date_of_the_case_changes(office: Office) -> None:
    review(office, review_type="sar_mandatory")
    own = next(line for line in stages(office).values() if line["event"] in NO_DATE_OF_THEIR_OWN)
    dated = {"counted_from": dt.date(2026, 3, 2), "due_on": dt.date(2026, 6, 2)}
    office.write("Dated", [Edit("milestones", own["id"], dated)])
    office.write("Referred", [Edit("reviews", 1, {"referred_on": dt.date(2026, 1, 5)})])
    assert {name: stages(office)[own["key"]][name] for name in dated} == dated


def test_edits_of_one_case_in_one_batch_count_together(office: Office) -> None:
    review(office)
    pasted = [Edit("reviews", 1, {"notified_on": dt.date(2026, 3, 2)}), Edit("reviews", 1, {"same_day": True})]
    office.write("Pasted", pasted)
    at_once = review(office, notified_on=dt.date(2026, 3, 2), same_day=True)["id"]
    due = {key: line["due_on"] for key, line in stages(office).items()}
    assert due == {key: line["due_on"] for key, line in stages(office, at_once).items()}
    assert due["rr_report"] is not None


def test_a_case_added_and_edited_in_one_batch_has_its_clock(office: Office) -> None:
    number = office.reserve("reviews")
    new = Add("reviews", {"review_type": "rapid_review"}, number)
    office.write("Both", [new, Edit("reviews", number, {"notified_on": dt.date(2026, 3, 2)})])
    assert stages(office, number)["rr_report"]["counted_from"] == dt.date(2026, 3, 2)


def log(office: Office, number: int = 1) -> list[tuple[Any, ...]]:
    names = ("kind", "stage_key", "due_before", "due_after", "reason", "agreed_by", "decided_on")
    return [tuple(line[name] for name in names) for line in office.records("clock_changes", number)]


def test_every_move_of_a_due_date_is_logged_and_the_first_day_stays(office: Office) -> None:
    review(office, notified_on=dt.date(2026, 11, 12))
    line = stages(office)["rr_report"]["id"]
    first = {"due_on": dt.date(2026, 12, 17), "extension_reason": "Inquest", "extension_agreed_by": "Executives"}
    office.write("Extended", [Edit("milestones", line, first)])
    office.write("Extended again", office.changes_for("milestones", line, {"due_on": dt.date(2027, 1, 8)}))
    office.write("Brought forward", office.changes_for("milestones", line, {"due_on": dt.date(2026, 12, 1)}))
    day = office.today()
    days = [dt.date(2026, 12, 3), dt.date(2026, 12, 17), dt.date(2027, 1, 8), dt.date(2026, 12, 1)]
    assert log(office) == [
        ("extended", "rr_report", days[0], days[1], "Inquest", "Executives", day),
        ("extended", "rr_report", days[1], days[2], "Inquest", "Executives", day),
        ("planned_back", "rr_report", days[2], days[3], "Inquest", "Executives", day),
    ]
    assert stages(office)["rr_report"]["original_due_on"] == days[0]
    office.undo()
    assert len(log(office)) == 2


def test_a_first_day_that_was_never_kept_is_kept_when_the_stage_moves(office: Office) -> None:
    review(office, notified_on=dt.date(2026, 11, 12))
    line = stages(office)["rr_report"]["id"]
    office.write("As an old file has it", [Edit("milestones", line, {"original_due_on": None})])
    office.write("Extended", [Edit("milestones", line, {"due_on": dt.date(2026, 12, 17), "extension_reason": "Trial"})])
    assert stages(office)["rr_report"]["original_due_on"] == dt.date(2026, 12, 3)


def test_a_move_that_brings_its_own_line_of_the_log_has_no_second_one(office: Office) -> None:
    review(office, notified_on=dt.date(2026, 11, 12))
    line, day = stages(office)["rr_report"]["id"], dt.date(2026, 12, 1)
    entry = {"review_id": 1, "stage_key": "rr_report", "kind": "planned_back", "due_after": day, "reason": "Planned"}
    office.write("Planned", [Edit("milestones", line, {"due_on": day}), Add("clock_changes", entry)])
    assert [(one[0], one[4]) for one in log(office)] == [("planned_back", "Planned")]


def test_dates_of_the_case_and_stages_without_a_day_leave_no_line_in_the_log(office: Office) -> None:
    review(office)
    office.write("Dated", office.changes_for("reviews", 1, {"notified_on": dt.date(2026, 11, 12)}))
    office.write("Moved", office.changes_for("reviews", 1, {"notified_on": dt.date(2026, 11, 13)}))
    line = stages(office)["assurance"]["id"]
    office.write("Dated by hand", [Edit("milestones", line, {"due_on": dt.date(2027, 12, 1)})])
    assert log(office) == []


def test_a_stage_planned_earlier_is_never_due_later_than_its_rule(office: Office) -> None:
    review(office, notified_on=dt.date(2026, 11, 12))
    found = stages(office)
    planned = {"extension_reason": "Planned back"}
    edits = [
        Edit("milestones", found["rr_report"]["id"], {"due_on": dt.date(2026, 12, 1), **planned}),
        Edit("milestones", found["rr_sign_off"]["id"], {"due_on": dt.date(2026, 11, 30), **planned}),
    ]
    office.write("Planned", edits)
    office.write("Moved", office.changes_for("reviews", 1, {"notified_on": dt.date(2026, 11, 2)}))
    found = stages(office)
    assert found["rr_report"]["due_on"] == found["rr_report"]["original_due_on"] == dt.date(2026, 11, 23)
    assert found["rr_sign_off"]["due_on"] == dt.date(2026, 11, 30)


def test_actual_publication_takes_the_place_of_the_planned_day(office: Office) -> None:
    review(office, review_type="practice_review", publish_on=dt.date(2026, 6, 1))
    assert stages(office)["cspr_on_website"]["due_on"] == dt.date(2027, 6, 1)
    office.write("Published", office.changes_for("reviews", 1, {"published_on": dt.date(2026, 6, 15)}))
    found = stages(office)
    assert found["cspr_on_website"]["due_on"] == dt.date(2027, 6, 15)
    assert found["cspr_publish"]["done_on"] == dt.date(2026, 6, 15)
    office.write("Planned otherwise", office.changes_for("reviews", 1, {"publish_on": dt.date(2026, 7, 1)}))
    assert stages(office)["cspr_on_website"]["due_on"] == dt.date(2027, 6, 15)


def test_a_kind_put_right_gives_the_stages_of_that_kind_and_keeps_what_was_recorded(office: Office) -> None:
    review(office, review_type="peer_review", decided_on=dt.date(2026, 3, 2))
    assert stages(office) == {}
    office.write("Put right", office.changes_for("reviews", 1, {"review_type": "practice_review"}))
    assert stages(office)["cspr_publish"]["due_on"] == dt.date(2026, 9, 2)
    office.write("Late", [Edit("milestones", stages(office)["cspr_publish"]["id"], {"slip_reason": "Trial"})])
    office.write("Put right", office.changes_for("reviews", 1, {"review_type": "multi_agency_review"}))
    found = stages(office)
    assert "cspr_advance_copy" not in found
    assert {"cspr_publish", "malr_terms", "malr_summary", "assurance"} <= found.keys()
    assert found["malr_terms"]["due_on"] == dt.date(2026, 3, 16)


def test_many_cases_in_one_batch_each_have_their_clocks(office: Office) -> None:
    new = [Add("reviews", {"review_type": "rapid_review", "notified_on": dt.date(2026, 3, 2)}) for _ in range(700)]
    office.write("Imported", new)
    numbers = [row["id"] for row in office.records("reviews")]
    office.write("Moved", [Edit("reviews", number, {"notified_on": dt.date(2026, 3, 3)}) for number in numbers])
    due = [line["due_on"] for line in office.records("milestones") if line["key"] == "rr_report"]
    assert due == [dt.date(2026, 3, 24)] * 700


def test_the_help_of_the_way_of_counting_says_what_the_rule_gives(office: Office) -> None:
    told = next(field.help for field in REVIEWS.fields if field.key == "same_day")
    for same_day, words in ((False, "end on 27 April 2026;"), (True, "where the first day counts, on 24 April 2026.")):
        number = review(office, notified_on=dt.date(2026, 4, 2), same_day=same_day)["id"]
        due = stages(office, number)["rr_report"]["due_on"]
        assert f"on {due.day} April 2026" in words
        assert words in told
