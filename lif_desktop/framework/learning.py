"""The learning loop: identified, disseminated, embedded, evaluated, worked out from the evidence (2.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Stage = Literal["identified", "disseminated", "embedded", "evaluated"]
STAGES: tuple[Stage, ...] = ("identified", "disseminated", "embedded", "evaluated")

Needed = Literal["date", "channel", "confirmation", "embedding", "measure", "baseline", "result", "decision"]
"""What can be missing, by what would have to be added."""

QUESTION = "What difference did it make?"
"""What an evaluation asks: the difference to the safety and wellbeing of children and adults (framework 13.2)."""


@dataclass(frozen=True)
class Measure:
    """One measure of effect: before, after, or no impact seen with the words of what was decided then."""

    baseline: str | float | None = None
    result: str | float | None = None
    no_impact_seen: bool = False
    decision: str = ""


@dataclass(frozen=True)
class Evidence:
    """What is on record about one learning point.

    `channels` are the dates on which it went out by some channel; `confirmations` counts how often an agency
    confirmed that it shared it, `embedding_confirmations` how often a change in practice was seen. `measures` stand
    in the order in which they were added. One that says "no impact seen" counts as an evaluation too, once the
    decision that followed is there.
    """

    identified: date | None = None
    channels: tuple[date, ...] = ()
    confirmations: int = 0
    embedding_confirmations: int = 0
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True)
class Lack:
    """One thing still to be shown: for which stage, what would have to be added, and the same in words."""

    stage: Stage
    needs: Needed
    words: str


def evidence_of(
    identified: date | None,
    shares: Iterable[tuple[date | None, date | None]],
    sightings: Iterable[date | None],
    measures: Iterable[Measure],
) -> Evidence:
    """The evidence in the lines of a learning point.

    `shares` are (shared on, confirmed on); `sightings` the days on which a change in practice was seen. What has no
    date shows nothing.
    """
    lines = tuple(shares)
    return Evidence(
        identified,
        tuple(shared for shared, _ in lines if shared),
        sum(confirmed is not None for _, confirmed in lines),
        sum(day is not None for day in sightings),
        tuple(measures),
    )


def stage(evidence: Evidence) -> Stage:
    """The furthest stage that the evidence reaches; no stage is reached past one that is missing."""
    reached: Stage = "identified"
    for name, lacking in _gates(evidence):
        if lacking:
            break
        reached = name
    return reached


def lacks(evidence: Evidence) -> tuple[Lack, ...]:
    """What is still to be shown before the learning point counts as evaluated, in the order of the loop.

    That a date of identification is missing is said, and holds nothing up.
    """
    first = () if evidence.identified else (Lack("identified", "date", "no date on which it was identified"),)
    return (*first, *(lack for _, lacking in _gates(evidence) for lack in lacking))


def missing(evidence: Evidence) -> tuple[str, ...]:
    """The same in words, a line each."""
    return tuple(f"{lack.stage.capitalize()}: {lack.words}" for lack in lacks(evidence))


def measure_lack(measure: Measure) -> Lack | None:
    """What one measure lacks: baseline and result, or, where no impact was seen, the decision that followed."""
    if measure.no_impact_seen:
        if measure.decision.strip():
            return None
        return Lack("evaluated", "decision", "no impact seen, and no decision on what follows from it")
    has_baseline, has_result = _given(measure.baseline), _given(measure.result)
    if has_baseline and has_result:
        return None
    if has_baseline:
        return Lack("evaluated", "result", "a measure with a baseline, and no result")
    if has_result:
        return Lack("evaluated", "baseline", "a result, and no baseline to compare it with")
    return Lack("evaluated", "measure", "no measure with a baseline and a result")


def _gates(evidence: Evidence) -> tuple[tuple[Stage, tuple[Lack, ...]], ...]:
    """For each stage after the first, what is missing to pass it."""
    shared = []
    if not evidence.channels:
        shared.append(Lack("disseminated", "channel", "no channel with a date"))
    if evidence.confirmations < 1:
        shared.append(Lack("disseminated", "confirmation", "no agency has confirmed that it was shared"))
    seen = []
    if evidence.embedding_confirmations < 1:
        seen.append(Lack("embedded", "embedding", "no agency has confirmed a change in practice"))
    return ("disseminated", tuple(shared)), ("embedded", tuple(seen)), ("evaluated", _effect_lacks(evidence.measures))


def _effect_lacks(measures: tuple[Measure, ...]) -> tuple[Lack, ...]:
    """One whole measure is enough; without one, what the newest lacks."""
    found = [measure_lack(measure) for measure in measures or (Measure(),)]
    return () if None in found else tuple(lack for lack in found[-1:] if lack)


def _given(value: str | float | None) -> bool:
    """Whether a measure says something; nought is a figure too."""
    return bool(value.strip()) if isinstance(value, str) else value is not None


# Learning from any source (framework 3 and 6.7)

_OTHERS_LESSONS = frozenset({"national_review", "external_lesson"})
_SELF_ASSESSED = frozenset({"section_11", "section_175", "qa_statement"})
_VOICES = {
    "practitioner": "practitioner",
    "engagement": "family_voice",
    "complaint": "complaint",
    "compliment": "complaint",
    "dispute": "dispute",
    "escalation": "dispute",
    "whistleblowing": "dispute",
    "challenge": "dispute",
}


def source_of(register: str, kind: str | None) -> str:
    """The kind of source (a key of learning_sources) that a record of `register` is, by its own kind; "" for none.

    `kind` is the review type, the audit type or the kind of voice.
    """
    match register:
        case "reviews":
            return "national" if kind in _OTHERS_LESSONS else "review"
        case "audits":
            return "section_11" if kind in _SELF_ASSESSED else "audit"
        case "voices":
            return _VOICES.get(kind or "", "practitioner")
        case "performance":
            return "data"
        case "training":
            return "training"
        case _:
            return ""
