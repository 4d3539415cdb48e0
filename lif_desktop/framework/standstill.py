"""A review that is suspended: since when its clocks stand still, and how far its open stages move on afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lif_desktop.framework.clocks import Rule
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.status import Status
from lif_desktop.framework.workdays import WorkingDays

_DAY = timedelta(days=1)
_SUSPENDED = "suspended"
"""The key of the stage of a review that says the same without a day."""


@dataclass(frozen=True)
class Standstill:
    """The first day on which the clocks of a review stood still, and the first on which they ran again."""

    begins: date
    ends: date


def standstill(review: Mapping[str, Any]) -> Standstill | None:
    """The suspension of a review that has ended; None where there is none or it still lasts."""
    begins, ends = review.get("suspended_from"), review.get("suspended_to")
    return Standstill(begins, ends) if begins and ends and begins < ends else None


def is_suspended(review: Mapping[str, Any], today: date) -> bool:
    """Whether the clocks of a review stand still today. Its dates say so, or where it has none, its stage."""
    begins, ends = review.get("suspended_from"), review.get("suspended_to")
    if begins is None:
        return review.get("status") == _SUSPENDED
    return bool(begins <= today and (ends is None or today < ends))


def suspended_status(review: Mapping[str, Any]) -> Status:
    """How a suspended review stands: "Suspended since 3 March 2026"."""
    begins = review.get("suspended_from")
    return Status("none", f"Suspended since {show_date(begins)}" if begins else "Suspended")


def moved_on(
    due: date, rule: Rule, counted_from: date | None, still: Standstill, calendar: WorkingDays, same_day: bool = False
) -> date:
    """The day to which a stage moves that was still to be done, due on `due`, when its clock stood still.

    Working days of a rule in working days, else calendar days, move by as many as stood still. A stage that was late
    before, one counted from a later day, and one counted back from a day that is planned anew, stay where they are.
    """
    first = _first(counted_from, still, same_day)
    if rule.direction == "before" or due < still.begins or first >= still.ends:
        return due
    if rule.unit != "working days":
        return due + (still.ends - first)
    return calendar.add(due, calendar.count(first - _DAY, still.ends - _DAY))


def moved_back(
    due: date, rule: Rule, counted_from: date | None, still: Standstill, calendar: WorkingDays, same_day: bool = False
) -> date:
    """The day from which a stage that `moved_on` to `due` came."""
    first = _first(counted_from, still, same_day)
    if rule.unit != "working days":
        return due - (still.ends - first)
    return calendar.add(due, -calendar.count(first - _DAY, still.ends - _DAY))


def days_stood(
    start: date, until: date, unit: str, still: Standstill, calendar: WorkingDays, same_day: bool = False
) -> int:
    """How many days of a clock from `start` up to and including `until` did not count; of `unit`, or calendar days."""
    first, end = _first(start, still, same_day), min(still.ends, until + _DAY)
    if first >= end:
        return 0
    return calendar.count(first - _DAY, end - _DAY) if unit == "working days" else (end - first).days


def _first(counted_from: date | None, still: Standstill, same_day: bool) -> date:
    """The first day that would have counted and did not."""
    if counted_from is None:
        return still.begins
    return max(still.begins, counted_from if same_day else counted_from + _DAY)
