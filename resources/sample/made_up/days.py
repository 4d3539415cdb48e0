"""The day the samples are told from, and working days counted from it."""

import datetime as dt

from lif_desktop.framework.workdays import WorkingDays

TODAY = dt.date(2026, 11, 23)
CALENDAR = WorkingDays()


def day(text: str) -> dt.date:
    """The day written as 2026-11-12."""
    return dt.date.fromisoformat(text)


def on(text: str) -> dt.date | None:
    """The same, or None for nothing."""
    return day(text) if text else None


def working(start: dt.date, days: int) -> dt.date:
    """So many working days after (or, below nought, before) a day."""
    return CALENDAR.add(start, days)


def later(start: dt.date, months: int) -> dt.date:
    """The same day so many months on, at the latest the 28th, moved off a weekend or bank holiday."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    moved = dt.date(year, month + 1, min(start.day, 28))
    return moved if CALENDAR.is_working(moved) else working(moved, 1)


def past(moment: dt.date | None) -> dt.date | None:
    """The day if it has come, else None."""
    return moment if moment is not None and moment <= TODAY else None
