"""How far a clock has run: in working days, in days or in weeks, the same wherever it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lif_desktop.framework.standstill import Standstill, days_stood
from lif_desktop.framework.status import due_status
from lif_desktop.framework.workdays import WorkingDays

_MOST_DAYS = 60
"""A clock of more days is shown in weeks."""


@dataclass(frozen=True)
class Clock:
    """A running clock: `gone` of `total` units, its tone, and the same in words ("Working day 7 of 15")."""

    total: int
    gone: int
    tone: str
    words: str
    unit: str


def clock_of(
    stage: Mapping[str, Any], today: date, calendar: WorkingDays, still: Standstill | None = None
) -> Clock | None:
    """The clock of a stage that is not done: in working days or days up to 60, in weeks beyond; None without dates.

    `today` is the day to which it has run: for a review that is suspended, the day before that. `still` is a suspension
    that has ended, whose days do not count.
    """
    start, due, done = stage["counted_from"], stage["due_on"], stage["done_on"]
    if not start or not due or (done and done <= today) or due < start:
        return None
    tone = due_status(due, None, today, calendar).tone
    total, gone = (_counted(stage, until, calendar, still) for until in (due, today))
    unit = "working day" if stage["unit"] == "working days" else "day" if total <= _MOST_DAYS else "week"
    if unit == "week":
        total, gone = -(-total // 7), gone // 7
    if gone > total:
        over = gone - total
        return Clock(total, total, tone, f"{over} {unit}{'' if over == 1 else 's'} past the {total}", unit)
    total, gone = max(1, total), max(0, gone)
    return Clock(total, gone, tone, f"{unit.capitalize()} {gone} of {total}", unit)


def _counted(stage: Mapping[str, Any], until: date, calendar: WorkingDays, still: Standstill | None) -> int:
    """The working days, or the days, of a clock up to and including a day, without those on which it stood still."""
    start, unit, same_day = stage["counted_from"], str(stage["unit"]), bool(stage["same_day"])
    days = calendar.count(start, until) + same_day if unit == "working days" else (until - start).days
    if still is None or stage["due_on"] < still.begins:
        return days
    return days - days_stood(start, until, unit, still, calendar, same_day)
