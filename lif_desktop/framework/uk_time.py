"""The time of day in the United Kingdom, worked out without a list of zones, which Windows does not bring along."""

from datetime import UTC, date, datetime, timedelta

_SUNDAY, _HOUR = 6, timedelta(hours=1)


def uk_time(moment: datetime) -> datetime:
    """A moment as clocks in the United Kingdom show it, without a zone; one without a zone is taken as UTC.

    Summer time runs from 1.00 UTC on the last Sunday of March to 1.00 UTC on that of October (Summer Time Order 2002).
    """
    utc = (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)).replace(tzinfo=None)
    return utc + _HOUR if _change(utc.year, 3) <= utc < _change(utc.year, 10) else utc


def _change(year: int, month: int) -> datetime:
    """The moment (UTC) at which clocks change in a month of 31 days: 1.00 on its last Sunday."""
    last = date(year, month, 31)
    sunday = last - timedelta(days=(last.weekday() - _SUNDAY) % 7)
    return datetime(year, month, sunday.day, 1)  # noqa: DTZ001 - UTC without a zone, as above
