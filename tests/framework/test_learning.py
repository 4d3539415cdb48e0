"""The stage of a learning point follows from the evidence, and what is missing is said."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.learning import STAGES, Evidence, Lack, Measure, evidence_of, lacks, missing, stage

WHOLE = Measure(40.0, 65.0)
FULL = Evidence(date(2025, 5, 1), (date(2025, 6, 1), date(2025, 7, 1)), 3, 1, (WHOLE,))
NO_CHANNEL = "Disseminated: no channel with a date"
NO_CONFIRMATION = "Disseminated: no agency has confirmed that it was shared"
NO_CHANGE = "Embedded: no agency has confirmed a change in practice"
NO_MEASURE = "Evaluated: no measure with a baseline and a result"

measures = st.builds(
    Measure,
    st.sampled_from([None, "", " ", "40 %", 0.0]),
    st.sampled_from([None, "", "65 %", 0.0]),
    st.booleans(),
    st.sampled_from(["", " ", "Repeat the audit"]),
)
anything = st.builds(
    Evidence,
    st.none() | st.just(date(2025, 5, 1)),
    st.lists(st.just(date(2025, 6, 1)), max_size=2).map(tuple),
    st.integers(0, 2),
    st.integers(0, 2),
    st.lists(measures, max_size=3).map(tuple),
)

# ------------------------------------------------------------------------------------- every combination of evidence

GIVEN = ("identified", "channel", "confirmation", "embedding", "baseline", "result", "no_impact", "decision")
COMBINATIONS = [frozenset(name for name, on in zip(GIVEN, row, strict=True) if on) for row in product((0, 1), repeat=8)]


def built(given_: frozenset[str]) -> Evidence:
    """The evidence in which exactly these things are on record."""
    measure = Measure(
        12.0 if "baseline" in given_ else None,
        30.0 if "result" in given_ else None,
        "no_impact" in given_,
        "Teach it again" if "decision" in given_ else "",
    )
    return Evidence(
        date(2025, 5, 1) if "identified" in given_ else None,
        (date(2025, 6, 1),) if "channel" in given_ else (),
        int("confirmation" in given_),
        int("embedding" in given_),
        (measure,) if given_ & {"baseline", "result", "no_impact", "decision"} else (),
    )


def oracle(given_: frozenset[str]) -> tuple[str, set[str]]:
    """The same worked out from the words of the rule (framework 2.2), by a table and not by the code under test.

    Disseminated takes one dated channel and one agency that confirmed; embedded a change in practice besides;
    evaluated a baseline and a result besides, or "no impact seen" with what was decided.
    """
    wanted = [
        ("disseminated", [{"channel"}, {"confirmation"}]),
        ("embedded", [{"embedding"}]),
        ("evaluated", [{"effect"}]),
    ]
    effect_by_no_impact = {"no_impact", "decision"} <= given_
    effect_by_measure = {"baseline", "result"} <= given_ and "no_impact" not in given_
    on_record = set(given_) | ({"effect"} if effect_by_no_impact or effect_by_measure else set())
    reached, going = "identified", True
    absent = set() if "identified" in given_ else {"date"}
    for name, parts in wanted:
        lacking = [next(iter(part)) for part in parts if not part <= on_record]
        going = going and not lacking
        reached = name if going else reached
        absent.update(lacking)
    if "effect" in absent:
        absent.remove("effect")
        absent.add(effect_word(given_))
    return reached, absent


def effect_word(given_: frozenset[str]) -> str:
    """Which part of the effect is missing."""
    if "no_impact" in given_:
        return "decision"
    return {(0, 0): "measure", (1, 0): "result", (0, 1): "baseline"}["baseline" in given_, "result" in given_]


def test_there_are_as_many_combinations_as_there_can_be() -> None:
    assert len(set(COMBINATIONS)) == 256


@pytest.mark.parametrize("given_", COMBINATIONS, ids=lambda found: "+".join(sorted(found)) or "nothing")
def test_every_combination_of_evidence(given_: frozenset[str]) -> None:
    reached, absent = oracle(given_)
    assert stage(built(given_)) == reached
    assert {lack.needs for lack in lacks(built(given_))} == absent


# ------------------------------------------------------------------------------------------ words and single rules


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
    ("evidence", "reached", "lacking"),
    [
        (replace(FULL, channels=()), "identified", NO_CHANNEL),
        (replace(FULL, confirmations=0), "identified", NO_CONFIRMATION),
        (replace(FULL, embedding_confirmations=0), "disseminated", NO_CHANGE),
        (replace(FULL, measures=()), "embedded", NO_MEASURE),
        (replace(FULL, measures=(Measure("", "  "),)), "embedded", NO_MEASURE),
        (replace(FULL, measures=(Measure(40.0),)), "embedded", "Evaluated: a measure with a baseline, and no result"),
        (
            replace(FULL, measures=(Measure(None, 65.0),)),
            "embedded",
            "Evaluated: a result, and no baseline to compare it with",
        ),
        (
            replace(FULL, measures=(replace(WHOLE, no_impact_seen=True),)),
            "embedded",
            "Evaluated: no impact seen, and no decision on what follows from it",
        ),
    ],
)
def test_one_gap_holds_the_stage_and_is_the_only_one_named(evidence: Evidence, reached: str, lacking: str) -> None:
    assert stage(evidence) == reached
    assert missing(evidence) == (lacking,)


def test_a_lack_names_its_stage_and_what_would_have_to_be_added() -> None:
    assert lacks(replace(FULL, embedding_confirmations=0)) == (
        Lack("embedded", "embedding", "no agency has confirmed a change in practice"),
    )


def test_a_measure_of_nought_is_a_measure() -> None:
    assert stage(replace(FULL, measures=(Measure(12.0, 0.0),))) == "evaluated"
    assert stage(replace(FULL, measures=(Measure("none in ten", "nine in ten"),))) == "evaluated"


def test_no_impact_with_a_decision_is_an_evaluation() -> None:
    decided = replace(FULL, measures=(Measure(no_impact_seen=True, decision="Change the course"),))
    assert stage(decided) == "evaluated"
    assert missing(decided) == ()


def test_one_whole_measure_is_enough_whatever_the_others_lack() -> None:
    begun, undecided = Measure(3.0), Measure(no_impact_seen=True)
    assert stage(replace(FULL, measures=(begun, WHOLE, undecided))) == "evaluated"


def test_without_a_whole_measure_the_newest_says_what_is_lacking() -> None:
    held = replace(FULL, measures=(Measure(no_impact_seen=True), Measure(3.0)))
    assert missing(held) == ("Evaluated: a measure with a baseline, and no result",)


def test_a_missing_date_is_named_but_does_not_hold_the_stage() -> None:
    undated = replace(FULL, identified=None)
    assert stage(undated) == "evaluated"
    assert missing(undated) == ("Identified: no date on which it was identified",)


def test_lines_without_a_date_show_nothing() -> None:
    day = date(2025, 6, 1)
    lines = [(None, None), (day, None), (None, day), (day, day)]
    found = evidence_of(day, lines, [None, day], [WHOLE])
    assert found == Evidence(day, (day, day), 2, 1, (WHOLE,))


@given(anything)
def test_the_stage_is_the_one_before_the_first_gap(evidence: Evidence) -> None:
    gaps = [line for line in missing(evidence) if not line.startswith("Identified")]
    reached = STAGES.index(stage(evidence))
    assert (stage(evidence) == "evaluated") == (not gaps)
    if gaps:
        assert gaps[0].startswith(STAGES[reached + 1].capitalize())


@given(anything, st.integers(0, 2), st.integers(0, 2), measures)
def test_more_evidence_never_lowers_the_stage(evidence: Evidence, shared: int, changed: int, measure: Measure) -> None:
    more = replace(
        evidence,
        confirmations=evidence.confirmations + shared,
        embedding_confirmations=evidence.embedding_confirmations + changed,
        measures=(*evidence.measures, measure),
    )
    assert STAGES.index(stage(more)) >= STAGES.index(stage(evidence))
