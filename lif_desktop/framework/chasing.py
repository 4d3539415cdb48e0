"""The ladder of reminders: which step comes next for what an agency owes, and on which day. Every step comes once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from lif_desktop.framework.clocks import BASES, Basis
from lif_desktop.framework.reading import Table
from lif_desktop.framework.workdays import WorkingDays

Step = Literal["reminder", "second_reminder", "chair"]
STEPS: tuple[Step, ...] = ("reminder", "second_reminder", "chair")
"""The steps in the order in which they come; keys of the list `chase_steps`."""


@dataclass(frozen=True)
class Rung:
    """When one step comes: `days` working days before the due day for the first, after the last step for the others."""

    key: Step
    days: int
    basis: Basis = "local"
    source: str = ""


LADDER: tuple[Rung, ...] = tuple(Rung(key, 5, source="Local figure") for key in STEPS)
"""The ladder of a profile that says nothing of it: each step five working days on. Local figures."""


@dataclass(frozen=True)
class Owed:
    """What the ladder needs to know of one thing that an agency owes.

    `reminders` were sent so far, the last step was taken on `last`; `with_chair` once the chair was told.
    """

    due: date | None
    asked: date | None = None
    reminders: int = 0
    last: date | None = None
    with_chair: bool = False


@dataclass(frozen=True)
class NextStep:
    """The step that comes next, and the first day on which it may be taken; None where it may be taken at once."""

    key: Step
    on: date | None

    def is_due(self, today: date) -> bool:
        """Whether the day of the step has come."""
        return self.on is None or self.on <= today


@dataclass(frozen=True)
class Place:
    """Where an agency stands on the ladder: the furthest step taken ("" for none), and the one that comes next."""

    taken: Step | Literal[""]
    following: NextStep | None


def next_step(owed: Owed, ladder: Sequence[Rung], chases: int, calendar: WorkingDays) -> NextStep | None:
    """The step after those taken; None once the chair was told, which is the last.

    The first reminder comes before the due day, or at once where no day was set; a second one after the first, and
    after the last of `chases` reminders the chair is told, never before the due day is past. What has no day of its
    last step moves on at once. Raises KeyError for a ladder without a step.
    """
    days = {rung.key: rung.days for rung in ladder}
    if owed.with_chair:
        return None
    if owed.reminders < 1:
        return NextStep("reminder", owed.due and calendar.add(owed.due, -days["reminder"]))
    if owed.reminders < chases:
        return NextStep("second_reminder", owed.last and calendar.add(owed.last, days["second_reminder"]))
    rested = owed.last and calendar.add(owed.last, days["chair"])
    past = owed.due and calendar.add(owed.due, 1)
    return NextStep("chair", max((day for day in (rested, past) if day), default=None))


def step_taken(owed: Owed) -> Step | Literal[""]:
    """The furthest step that was taken; "" for none."""
    if owed.with_chair:
        return "chair"
    return "" if owed.reminders < 1 else "reminder" if owed.reminders < 2 else "second_reminder"


def place_of(owed: Iterable[Owed], ladder: Sequence[Rung], chases: int, calendar: WorkingDays, today: date) -> Place:
    """Where an agency stands that owes all this: of what is due today the highest step, else what is due soonest."""
    taken: Step | Literal[""] = ""
    steps: list[NextStep] = []
    for one in owed:
        taken = max(taken, step_taken(one), key=_height)
        following = next_step(one, ladder, chases, calendar)
        if following is not None:
            steps.append(following)
    soonest = min(steps, key=lambda step: (max(step.on or today, today), -_height(step.key)), default=None)
    return Place(taken, soonest)


def furthest(steps: Iterable[NextStep]) -> NextStep | None:
    """The step highest up the ladder, the words of which a draft takes; None of none."""
    return max(steps, key=lambda step: _height(step.key), default=None)


def read_ladder(top: Table) -> tuple[Rung, ...]:
    """The steps of a profile in their order, those it does not name as in `LADDER`. Raises ProfileError."""
    found: dict[str, Rung] = {rung.key: rung for rung in LADDER}
    for table in top.tables("chase_ladder", default=()):
        key = table.one_of("key", STEPS)
        found[key] = Rung(key, table.whole("days", 0), table.one_of("basis", BASES, "local"), table.text("source"))
        table.finish()
    return tuple(found[key] for key in STEPS)


def _height(step: str) -> int:
    return next((at for at, one in enumerate(STEPS, 1) if one == step), 0)
