"""Escalating a risk: the last and the next meeting of a group, and the item on its agenda."""

import datetime as dt
from typing import Any

import pytest

from lif_desktop.office import Add, Bin, Office
from lif_desktop.office.escalation import escalated, has_own_agenda, last_meeting, next_meeting
from lif_desktop.office.risk_scores import scored_again

D = dt.date
GROUP = "safeguarding_executives"


def meeting(office: Office, day: dt.date | None, **values: Any) -> int:
    number = office.reserve("meetings")
    office.write("Added", [Add("meetings", {"group_key": GROUP, "held_on": day} | values, number)])
    return number


def risk(office: Office, **values: Any) -> dict[str, Any]:
    number = office.reserve("risks")
    office.write("Added", [Add("risks", {"title": "Returns come late", "owner": "Head of Service"} | values, number)])
    return office.record("risks", number)


def test_without_meetings_there_is_no_last_and_no_next_one(office: Office) -> None:
    meeting(office, None)
    meeting(office, D(2026, 9, 16), group_key="review_group")
    assert last_meeting(office, GROUP) is None
    assert next_meeting(office, GROUP) is None


def test_the_last_meeting_was_held_and_the_next_one_is_ahead(office: Office) -> None:
    held = [meeting(office, day) for day in (D(2026, 6, 10), D(2026, 9, 16))]
    ahead = [meeting(office, day) for day in (D(2027, 3, 10), D(2026, 12, 16))]
    meeting(office, D(2026, 11, 2), status="cancelled")
    binned = meeting(office, D(2026, 12, 1))
    office.write("Binned", [Bin("meetings", binned)])
    assert last_meeting(office, GROUP)["id"] == held[1]  # type: ignore[index]
    assert next_meeting(office, GROUP)["id"] == ahead[1]  # type: ignore[index]


@pytest.mark.parametrize(("status", "is_next"), [(None, True), ("papers_out", True), ("held", False)])
def test_a_meeting_of_today_is_next_until_it_was_held(office: Office, status: str | None, is_next: bool) -> None:
    number = meeting(office, D(2026, 11, 23), status=status)
    following, last = next_meeting(office, GROUP), last_meeting(office, GROUP)
    assert (following is not None and following["id"] == number) is is_next
    assert (last is not None and last["id"] == number) is not is_next


def test_escalating_writes_the_day_and_the_group(office: Office) -> None:
    one = risk(office)
    office.write("Escalated", escalated(office, one, D(2026, 11, 23), GROUP))
    after = office.record("risks", one["id"])
    assert (after["escalated_on"], after["escalated_to"]) == (D(2026, 11, 23), GROUP)
    assert office.records("agenda_items") == []


def test_an_item_is_added_at_the_end_of_the_agenda_and_undone_with_it(office: Office) -> None:
    one, number = risk(office), meeting(office, D(2026, 12, 16))
    assert not has_own_agenda(office, number)
    for place in (1, 4):
        office.write("Item", [Add("agenda_items", {"meeting_id": number, "position": place, "item": "Welcome"})])
    assert has_own_agenda(office, number)
    office.write("Escalated", escalated(office, one, D(2026, 11, 23), GROUP, number))
    item = office.records("agenda_items", number)[-1]
    assert (item["position"], item["item"]) == (5, "Escalated risk RSK-2026-001: Returns come late")
    assert (item["lead"], item["purpose"]) == ("Head of Service", "decide")
    office.undo()
    assert len(office.records("agenda_items", number)) == 2
    assert office.record("risks", one["id"])["escalated_on"] is None


def test_scoring_again_writes_score_residual_and_both_days_as_one_change(office: Office) -> None:
    one = risk(office, residual_likelihood=3, residual_impact=3, review_every_months=3)
    changes = scored_again(one["id"], D(2026, 11, 20), (4, 4), "Executives", "Two posts are empty")
    office.write("Scored RSK-2026-001 again", changes)
    after = office.record("risks", one["id"])
    assert (after["residual_likelihood"], after["residual_impact"]) == (4, 4)
    assert (after["last_reviewed_on"], after["next_review_on"]) == (D(2026, 11, 20), D(2027, 2, 20))
    [line] = office.records("risk_scores", one["id"])
    assert (line["scored_on"], line["scored_by"], line["note"]) == (
        D(2026, 11, 20),
        "Executives",
        "Two posts are empty",
    )
    office.undo()
    assert office.records("risk_scores", one["id"]) == []


def test_a_day_for_the_next_look_that_was_given_stands(office: Office) -> None:
    one = risk(office, review_every_months=3)
    office.write("Scored", scored_again(one["id"], D(2026, 11, 20), (4, 4), next_review_on=D(2026, 12, 16)))
    assert office.record("risks", one["id"])["next_review_on"] == D(2026, 12, 16)
    [line] = office.records("risk_scores", one["id"])
    assert (line["scored_by"], line["note"]) == (None, None)
