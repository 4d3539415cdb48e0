"""Returns of agencies: one rule for what is asked for, in, awaited and late, and how long agencies take to answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from lif_desktop.framework.status import Status, due_status
from lif_desktop.framework.workdays import WorkingDays

Row = Mapping[str, Any]
"""A return: at least asked_on, due_on, chased_on, chases, received_on, accepted_on and status."""

NEEDED = ("asked_on", "due_on", "chased_on", "chases", "received_on", "accepted_on", "status")
"""The fields of a return that the rule looks at."""


def came_on(row: Row) -> date | None:
    """The day on which a return came: the day it was received, else the day it was accepted; None without either."""
    day: date | None = row["received_on"] or row["accepted_on"]
    return day


def is_in(row: Row) -> bool:
    """Whether a return has come: by its days, or by its status where a tracker gave only that."""
    return came_on(row) is not None or row["status"] in ("received", "accepted")


def is_asked(row: Row) -> bool:
    """Whether a return was asked for."""
    return bool(row["asked_on"] or row["chased_on"]) or row["status"] in ("sent", "chased") or is_in(row)


def is_awaited(row: Row) -> bool:
    """Whether a return was asked for and has not come."""
    return is_asked(row) and not is_in(row)


def is_late(row: Row, today: date) -> bool:
    """Whether a return is awaited and its day is past."""
    return is_awaited(row) and row["due_on"] is not None and row["due_on"] < today


def stands(row: Row | None, today: date) -> Status:
    """How a return stands: not asked (there is none), not sent, sent, chased, overdue, received or accepted."""
    if row is None:
        return Status("none", "Not asked")
    if not is_asked(row):
        return Status("none", "Not sent")
    if row["accepted_on"] or row["status"] == "accepted":
        return Status("blue", "Accepted")
    if is_in(row):
        return Status("green", "Received")
    if is_late(row, today):
        return Status("red", "Overdue")
    if row["chases"] or row["chased_on"] or row["status"] == "chased":
        return Status("amber", "Chased")
    return Status("none", "Sent")


def return_status(row: Row, today: date, calendar: WorkingDays) -> Status:
    """How a return stands by its due day: "Overdue by 3 working days"; once in, complete and how late it came."""
    if is_in(row):
        day = came_on(row)
        return Status("blue", "Complete") if day is None else due_status(row["due_on"], day, today, calendar)
    return due_status(row["due_on"], None, today, calendar)


@dataclass(frozen=True)
class Answering:
    """How one agency answers: how many returns it was asked for, how many came, how many are awaited.

    `days` is the median of the working days from asking to answer, None where none can be counted. `late` are those
    that came after their day and those awaited whose day is past, of the `dated`, which have a due day and came or
    are past it. `chased` is how often the agency was chased in all.
    """

    agency: int
    asked: int
    came: int
    awaited: int
    days: float | None
    late: int
    dated: int
    chased: int

    @property
    def late_share(self) -> float | None:
        """The late ones of the dated ones, 0 to 1; None where none is dated."""
        return self.late / self.dated if self.dated else None


def answering(rows: Iterable[Row], today: date, calendar: WorkingDays) -> tuple[Answering, ...]:
    """How each agency answers, by its number (`agency_id` of each row). What was not asked for does not count."""
    by_agency: dict[int, list[Row]] = {}
    for row in rows:
        if is_asked(row):
            by_agency.setdefault(row["agency_id"], []).append(row)
    return tuple(_answering(agency, some, today, calendar) for agency, some in sorted(by_agency.items()))


def days_to_answer(row: Row, calendar: WorkingDays) -> int | None:
    """Working days from the day of asking to the day it came, 0 for the same day; None where a day is missing.

    A day of coming before the day of asking counts as 0: it was sent unasked, or asked for again.
    """
    day = came_on(row)
    if day is None or row["asked_on"] is None:
        return None
    return max(0, calendar.count(row["asked_on"], day))


def _answering(agency: int, rows: list[Row], today: date, calendar: WorkingDays) -> Answering:
    taken = [days for row in rows if (days := days_to_answer(row, calendar)) is not None]
    late = [_came_late(row, today) for row in rows]
    return Answering(
        agency,
        len(rows),
        sum(is_in(row) for row in rows),
        sum(is_awaited(row) for row in rows),
        float(median(taken)) if taken else None,
        sum(one is True for one in late),
        sum(one is not None for one in late),
        sum(row["chases"] or 0 for row in rows),
    )


def _came_late(row: Row, today: date) -> bool | None:
    """Whether a return came late or is late; None where that cannot be said, or is not known yet."""
    due, day = row["due_on"], came_on(row)
    if due is None or (is_in(row) and day is None):
        return None
    if day is not None:
        return bool(day > due)
    return True if due < today else None
