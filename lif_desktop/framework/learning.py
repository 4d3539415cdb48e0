"""The learning loop: identified, disseminated, embedded, evaluated, worked out from the evidence (2.2)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Stage = Literal["identified", "disseminated", "embedded", "evaluated"]
STAGES: tuple[Stage, ...] = ("identified", "disseminated", "embedded", "evaluated")


@dataclass(frozen=True)
class Evidence:
    """What is on record about one learning point.

    `channels` are the dates on which it went out by some channel; `confirmations` counts the agencies that
    confirmed they shared it, `embedding_confirmations` those that confirmed a change in practice. `baseline`
    and `result` belong to one measure of impact. `no_impact_seen` with `decision`, the words of what was
    decided then, counts as an evaluation too.
    """

    identified: date | None = None
    channels: tuple[date, ...] = ()
    confirmations: int = 0
    embedding_confirmations: int = 0
    baseline: str | float | None = None
    result: str | float | None = None
    no_impact_seen: bool = False
    decision: str = ""


def stage(evidence: Evidence) -> Stage:
    """The furthest stage that the evidence reaches; no stage is reached past one that is missing."""
    reached: Stage = "identified"
    for name, lacks in _gates(evidence):
        if lacks:
            break
        reached = name
    return reached


def missing(evidence: Evidence) -> tuple[str, ...]:
    """What is still to be shown before the learning point counts as evaluated, in order, a line each."""
    first = () if evidence.identified else ("Identified: no date on which it was identified",)
    gaps = (f"{name.capitalize()}: {lack}" for name, lacks in _gates(evidence) for lack in lacks)
    return (*first, *gaps)


def _gates(evidence: Evidence) -> tuple[tuple[Stage, list[str]], ...]:
    """For each stage after the first, what is missing to pass it."""
    disseminated = []
    if not evidence.channels:
        disseminated.append("no channel with a date")
    if evidence.confirmations < 1:
        disseminated.append("no agency has confirmed that it was shared")
    embedded = []
    if evidence.embedding_confirmations < 1:
        embedded.append("no agency has confirmed a change in practice")
    return ("disseminated", disseminated), ("embedded", embedded), ("evaluated", _impact_gaps(evidence))


def _impact_gaps(evidence: Evidence) -> list[str]:
    """A measure needs baseline and result; without effect the decision that followed must be there."""
    if evidence.no_impact_seen:
        return [] if evidence.decision.strip() else ["no impact seen, and no decision on what follows from it"]
    has_baseline, has_result = _given(evidence.baseline), _given(evidence.result)
    if has_baseline and has_result:
        return []
    if has_baseline:
        return ["a measure with a baseline, and no result"]
    if has_result:
        return ["a result, and no baseline to compare it with"]
    return ["no measure with a baseline and a result"]


def _given(value: str | float | None) -> bool:
    """Whether a measure says something; nought is a figure too."""
    return bool(value.strip()) if isinstance(value, str) else value is not None
