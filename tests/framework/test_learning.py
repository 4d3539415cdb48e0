"""The stage of a learning point follows from the evidence, and what is missing is said."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.learning import STAGES, Evidence, missing, stage

FULL = Evidence(
    identified=date(2025, 5, 1),
    channels=(date(2025, 6, 1), date(2025, 7, 1)),
    confirmations=3,
    embedding_confirmations=1,
    baseline=40.0,
    result=65.0,
)
NO_CHANNEL = "Disseminated: no channel with a date"
NO_CONFIRMATION = "Disseminated: no agency has confirmed that it was shared"
NO_CHANGE = "Embedded: no agency has confirmed a change in practice"
NO_MEASURE = "Evaluated: no measure with a baseline and a result"

anything = st.builds(
    Evidence,
    identified=st.none() | st.just(date(2025, 5, 1)),
    channels=st.lists(st.just(date(2025, 6, 1)), max_size=2).map(tuple),
    confirmations=st.integers(0, 2),
    embedding_confirmations=st.integers(0, 2),
    baseline=st.sampled_from([None, "", " ", "40 %", 0.0]),
    result=st.sampled_from([None, "", "65 %", 0.0]),
    no_impact_seen=st.booleans(),
    decision=st.sampled_from(["", "Repeat the audit"]),
)


def test_with_all_evidence_it_is_evaluated_and_nothing_is_missing() -> None:
    assert stage(FULL) == "evaluated"
    assert missing(FULL) == ()


def test_with_no_evidence_everything_is_missing_in_order() -> None:
    assert stage(Evidence()) == "identified"
    assert missing(Evidence()) == (
        "Identified: no date on which it was identified",
        NO_CHANNEL,
        NO_CONFIRMATION,
        NO_CHANGE,
        NO_MEASURE,
    )


@pytest.mark.parametrize(
    ("evidence", "reached", "lacks"),
    [
        (replace(FULL, channels=()), "identified", NO_CHANNEL),
        (replace(FULL, confirmations=0), "identified", NO_CONFIRMATION),
        (replace(FULL, embedding_confirmations=0), "disseminated", NO_CHANGE),
        (replace(FULL, baseline=None, result=None), "embedded", NO_MEASURE),
        (replace(FULL, baseline="", result="  "), "embedded", NO_MEASURE),
        (replace(FULL, result=None), "embedded", "Evaluated: a measure with a baseline, and no result"),
        (replace(FULL, baseline=None), "embedded", "Evaluated: a result, and no baseline to compare it with"),
        (
            replace(FULL, no_impact_seen=True),
            "embedded",
            "Evaluated: no impact seen, and no decision on what follows from it",
        ),
    ],
)
def test_one_gap_holds_the_stage_and_is_the_only_one_named(evidence: Evidence, reached: str, lacks: str) -> None:
    assert stage(evidence) == reached
    assert missing(evidence) == (lacks,)


def test_one_channel_and_one_agency_are_enough_at_each_step() -> None:
    shared = Evidence(identified=date(2025, 5, 1), channels=(date(2025, 6, 1),), confirmations=1)
    assert stage(shared) == "disseminated"
    assert stage(replace(shared, embedding_confirmations=1)) == "embedded"


def test_a_measure_of_nought_is_a_measure() -> None:
    assert stage(replace(FULL, baseline=12.0, result=0.0)) == "evaluated"
    assert stage(replace(FULL, baseline="none in ten", result="nine in ten")) == "evaluated"


def test_no_impact_with_a_decision_is_an_evaluation() -> None:
    decided = replace(FULL, baseline=None, result=None, no_impact_seen=True, decision="Change the course")
    assert stage(decided) == "evaluated"
    assert missing(decided) == ()


def test_a_missing_date_is_named_but_does_not_hold_the_stage() -> None:
    undated = replace(FULL, identified=None)
    assert stage(undated) == "evaluated"
    assert missing(undated) == ("Identified: no date on which it was identified",)


@given(anything)
def test_the_stage_is_the_one_before_the_first_gap(evidence: Evidence) -> None:
    gaps = [line for line in missing(evidence) if not line.startswith("Identified")]
    reached = STAGES.index(stage(evidence))
    assert (stage(evidence) == "evaluated") == (not gaps)
    if gaps:
        assert gaps[0].startswith(STAGES[reached + 1].capitalize())


@given(anything, st.integers(0, 2), st.integers(0, 2))
def test_more_evidence_never_lowers_the_stage(evidence: Evidence, shared: int, changed: int) -> None:
    more = replace(
        evidence,
        confirmations=evidence.confirmations + shared,
        embedding_confirmations=evidence.embedding_confirmations + changed,
    )
    assert STAGES.index(stage(more)) >= STAGES.index(stage(evidence))
