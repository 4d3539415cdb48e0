"""How an action stands: BRAG by rule or by hand with its reason; complete, evidenced, effect seen, signed off."""

import datetime as dt
from itertools import product
from typing import Any

import pytest

from lif_desktop.framework.progress import (
    STEPS,
    brag,
    dates,
    effect_status,
    is_complete,
    shown_status,
    steps,
)
from lif_desktop.framework.status import Status

LABELS = {"blue": "Blue", "green": "Green", "amber": "Amber", "red": "Red"}
ON_TRACK, OVERDUE, DONE = (
    Status("green", "On track"),
    Status("red", "Overdue by 3 working days"),
    Status("blue", "Complete"),
)
DAY = dt.date(2026, 3, 2)


def action(**values: Any) -> dict[str, Any]:
    names = ("brag", "brag_reason", "status", "completed_on", "evidence", "impact_evidence", "signed_off_on")
    names += ("signed_off_by", "due_on", "original_due_on", "moderation_on", "assurance_due_on")
    return dict.fromkeys(names) | values


def test_without_a_hand_the_rule_is_shown() -> None:
    found = brag(action(), OVERDUE, LABELS)
    assert (found.shown, found.by_hand, found.lacks_reason) == (OVERDUE, False, False)
    assert brag(action(brag="purple"), OVERDUE, LABELS).shown == OVERDUE


def test_by_hand_with_its_reason_and_what_the_rule_says() -> None:
    found = brag(action(brag="amber", brag_reason="The lead has left."), ON_TRACK, LABELS)
    assert (found.shown, found.by_rule, found.by_hand) == (Status("amber", "Amber"), ON_TRACK, True)
    assert found.words == "Set by hand: The lead has left. By rule: On track"
    assert not found.lacks_reason


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_by_hand_without_a_reason_is_a_gap(reason: str | None) -> None:
    found = brag(action(brag="red", brag_reason=reason), ON_TRACK, LABELS)
    assert found.lacks_reason
    assert found.words == "Set to red by hand. By rule: On track"


def test_complete_is_never_overridden() -> None:
    found = brag(action(brag="red"), DONE, LABELS)
    assert (found.shown, found.lacks_reason) == (DONE, False)
    assert shown_status(DONE, "red", LABELS) == DONE
    assert shown_status(ON_TRACK, "red", LABELS) == Status("red", "Red")
    assert shown_status(ON_TRACK, None, LABELS) == ON_TRACK


@pytest.mark.parametrize(("done", "evidence", "effect", "signed"), list(product((False, True), repeat=4)))
def test_each_step_stands_for_itself(done: bool, evidence: bool, effect: bool, signed: bool) -> None:
    row = action(
        status="complete" if done else "in_progress",
        evidence="Seen" if evidence else None,
        impact_evidence="Fewer" if effect else None,
        signed_off_on=DAY if signed else None,
    )
    assert [one.lit for one in steps(row)] == [done, evidence, effect, signed]
    assert [one.step for one in steps(row)] == list(STEPS)


def test_steps_say_what_shows_them_or_what_is_missing() -> None:
    row = action(
        status="signed_off",
        completed_on=DAY,
        evidence="Prompt is live",
        signed_off_on=DAY,
        signed_off_by="Review Group",
    )
    assert [one.words for one in steps(row)] == [
        "Complete since 2 March 2026",
        "Prompt is live",
        "Nothing shows what effect it had",
        "Signed off on 2 March 2026 by Review Group",
    ]
    assert [one.label for one in steps(row)] == ["Complete", "Evidenced", "Effect seen", "Signed off"]
    assert [one.words for one in steps(action())][::3] == ["It is not complete", "Nobody has signed it off"]


@pytest.mark.parametrize(
    ("values", "done"),
    [
        ({}, False),
        ({"status": "complete"}, True),
        ({"status": "signed_off"}, True),
        ({"completed_on": DAY}, True),
        ({"completed_on": DAY, "status": "in_progress"}, False),
        ({"status": "not_progressing"}, False),
    ],
)
def test_when_an_action_is_complete(values: dict[str, Any], done: bool) -> None:
    assert is_complete(action(**values)) == done


def test_the_first_due_date_is_told_beside_the_one_of_now() -> None:
    moved = action(due_on=dt.date(2026, 12, 29), original_due_on=dt.date(2026, 10, 28), assurance_due_on=DAY)
    assert dates(moved) == "Due 29 December 2026, first due 28 October 2026, assurance due 2 March 2026"
    assert dates(action(due_on=DAY, original_due_on=DAY, moderation_on=DAY)) == (
        "Due 2 March 2026, moderation day 2 March 2026"
    )
    assert dates(action()) == "No due date"


def test_complete_and_effect_seen_are_two_things() -> None:
    assert effect_status(complete=True, seen=False) == Status("amber", "Complete, no effect seen")
    assert effect_status(complete=False, seen=True) == Status("blue", "Effect seen")
    assert effect_status(complete=False, seen=False).tone == "none"
