"""Planning back: from the last day of a stage, the latest day for each open stage before it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from lif_desktop.framework.clocks import Rule, due_on
from lif_desktop.framework.workdays import WorkingDays

Fate = Literal["planned", "same", "kept", "undated", "past"]
"""What comes of a stage: it gets another day; it has that day already; it keeps the day by guidance or statute, which
is earlier; it is by guidance or statute and has no day yet, so it gets none; or the day it would get has gone by."""


@dataclass(frozen=True)
class PlannedStage:
    """A stage that is still to be done, in the order of the review.

    `due` is the day it is due now and `first` the one by its rule, both None where its event has no date. `finishes`
    are the events that are dated on the day this stage is done.
    """

    key: str
    label: str
    rule: Rule
    due: date | None
    first: date | None
    dated: bool
    finishes: frozenset[str] = frozenset()
    same_day: bool = False


@dataclass(frozen=True)
class Planned:
    """What planning back says of one stage: the latest day, and what comes of it."""

    stage: PlannedStage
    latest: date
    fate: Fate


def plan_back(
    stages: Sequence[PlannedStage], end: str, last: date, today: date, calendar: WorkingDays
) -> tuple[Planned, ...]:
    """The latest day for each of `stages` up to the one with the key `end`, if that is done on `last`.

    Stages that count from the same event keep the time between them; one that dates the event of another comes before
    it by that one's whole figure; any other is done when the next one has to begin. A stage by guidance or statute is
    never given a later day than its rule, or than the one that was agreed for it. Raises KeyError where no stage has
    that key.
    """
    keys = [stage.key for stage in stages]
    if end not in keys:
        raise KeyError(end)
    before = stages[: keys.index(end) + 1]
    latest: dict[str, date] = {}
    events: dict[str, date] = {}
    begin = last
    for stage in reversed(before):
        known = list(_known(stage, events, calendar)) or [begin]
        day = min([last, *known, *_limit(stage)])
        latest[stage.key] = day
        if stage.rule.direction == "after":
            start = _start(stage, day, calendar)
            events[stage.rule.event] = min(start, events.get(stage.rule.event, start))
            begin = min(begin, day if stage.dated else start)
        for event in stage.finishes:
            events[event] = min(day, events.get(event, day))
    return tuple(Planned(stage, latest[stage.key], _fate(stage, latest[stage.key], today)) for stage in before)


def _known(stage: PlannedStage, events: dict[str, date], calendar: WorkingDays) -> Iterable[date]:
    """The days that later stages set: that of an event this one dates, and by its rule from an event they need."""
    yield from (events[event] for event in stage.finishes if event in events)
    if stage.rule.event in events and not stage.finishes & events.keys():
        yield due_on(stage.rule, events[stage.rule.event], calendar, stage.same_day)


def _start(stage: PlannedStage, day: date, calendar: WorkingDays) -> date:
    """The day on which the event of a stage has to happen for it to be due on `day`."""
    rule, number = stage.rule, stage.rule.number
    if stage.same_day and rule.unit == "working days":
        return calendar.add(day, 1 - number) if number > 1 else day
    return due_on(replace(rule, direction="before"), day, calendar)


def _limit(stage: PlannedStage) -> tuple[date, ...]:
    """The last day for a stage by guidance or statute: by its rule, or as was agreed."""
    if stage.rule.basis == "local" or stage.first is None:
        return ()
    return (max(stage.first, stage.due or stage.first),)


def _fate(stage: PlannedStage, day: date, today: date) -> Fate:
    if stage.rule.basis != "local" and stage.first is None:
        return "undated"
    if day == stage.due:
        return "kept" if day in _limit(stage) else "same"
    return "past" if day < today else "planned"
