"""The steps of a dispute: which one it is, its clock, and what was decided at those before."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.disputes import decided_by, next_stage, remarks, steps_of, with_decision
from lif_desktop.framework.profile import find_profile, load_profile
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.places import resources

PROFILE = load_profile(find_profile("stockport", resources() / "framework"))
STAGES = PROFILE.choices("dispute_stages")
LABELS = [stage.label for stage in STAGES]
D = dt.date


def steps(**voice: Any) -> Any:
    return steps_of(voice, STAGES, PROFILE.disputes.rules, WorkingDays())


def test_before_it_has_begun_every_step_is_still_to_come_with_its_time() -> None:
    found = steps(dispute_stage=None)
    assert [step.state for step in found] == ["later"] * 4
    assert [step.why for step in found] == [
        "2 working days from its beginning",
        "5 working days from its beginning",
        "2 working days from its beginning",
        "No time is set for this step",
    ]


def test_the_step_it_is_at_says_when_it_is_due_and_why() -> None:
    found = steps(dispute_stage="managers", step_began_on=D(2026, 11, 17), step_due_on=D(2026, 11, 24))
    assert [step.state for step in found] == ["done", "now", "later", "later"]
    assert found[1].due == D(2026, 11, 24)
    assert found[1].why == "24 November 2026: 5 working days from 17 November 2026"
    assert found[1].source.startswith("Framework 5.11")
    assert (found[0].why, found[0].source) == ("", "")


@pytest.mark.parametrize("over", [{"responded_on": D(2026, 11, 20)}, {"status": "answered"}, {"status": "closed"}])
def test_what_was_answered_is_settled_at_the_step_it_had_come_to(over: dict[str, Any]) -> None:
    found = steps(dispute_stage="seniors", step_began_on=None, step_due_on=None, **over)
    assert [step.state for step in found] == ["done", "done", "settled", "later"]
    assert (found[2].why, found[2].began) == ("", None)


def test_a_step_that_the_profile_does_not_know_stands_nowhere() -> None:
    assert {step.state for step in steps(dispute_stage="moon")} == {"later"}


def test_each_decision_is_added_to_those_before_and_read_back_by_its_step() -> None:
    text = with_decision("Agreed on the telephone first.", LABELS[0], D(2026, 11, 19), "No plan,\n both stay", False)
    text = with_decision(text, LABELS[1], D(2026, 11, 24), "A joint visit on Thursday", True)
    assert text.splitlines() == [
        "Agreed on the telephone first.",
        "Step 1: between practitioners, 19 November 2026, taken to the next step: No plan, both stay",
        "Step 2: between managers, 24 November 2026, settled: A joint visit on Thursday",
    ]
    assert decided_by(text) == {
        LABELS[0]: "Taken to the next step on 19 November 2026: No plan, both stay",
        LABELS[1]: "Settled on 24 November 2026: A joint visit on Thursday",
    }
    assert remarks(text) == "Agreed on the telephone first."
    assert [step.decided[:7] for step in steps(dispute_stage="managers", decision=text)] == [
        "Taken t",
        "Settled",
        "",
        "",
    ]


def test_a_step_that_was_gone_through_twice_keeps_both_decisions() -> None:
    text = with_decision(None, LABELS[0], D(2026, 11, 1), "First", False)
    text = with_decision(text, LABELS[0], D(2026, 11, 8), "Again", False)
    assert decided_by(text)[LABELS[0]].count("\n") == 1


@given(
    st.lists(
        st.tuples(st.sampled_from(LABELS), st.dates(D(2020, 1, 1), D(2030, 1, 1)), st.text(max_size=60), st.booleans()),
        max_size=5,
    ),
    st.text(max_size=40),
)
def test_nothing_that_stood_there_is_lost(entries: list[tuple[str, dt.date, str, bool]], begun: str) -> None:
    text = begun
    for label, day, words, settled in entries:
        before = text.rstrip()
        text = with_decision(text, label, day, words, settled)
        assert text.startswith(before)
    told = decided_by(text)
    assert {label for label, *_ in entries} <= set(told)
    assert sum(said.count("\n") + 1 for said in told.values()) >= len(entries)


@pytest.mark.parametrize(
    ("now", "following"),
    [(None, "practitioners"), ("practitioners", "managers"), ("chair", None), ("moon", "practitioners")],
)
def test_the_next_step(now: str | None, following: str | None) -> None:
    found = next_stage(STAGES, now)
    assert (found.key if found else None) == following
