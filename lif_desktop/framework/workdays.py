"""Working days in England: which days count, and how to add and count them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from lif_desktop.framework.bank_holidays import PUBLISHED

PUBLISHED_TO = 2028
"""Last year for which GOV.UK has published the bank holidays of England and Wales."""

CLOSED_BY_OFFICE = "a day closed by the office"
_DAY = timedelta(days=1)
_SATURDAY = 5
_PLAIN_NAMES = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "State Funeral of Queen Elizabeth II": "Bank holiday for the State Funeral of Queen Elizabeth II",
    "Coronation of Charles III": "Bank holiday for the coronation of King Charles III",
    "Platinum Jubilee of Elizabeth II": "Platinum Jubilee bank holiday",
}


@lru_cache(maxsize=256)
def _bank_holidays(year: int) -> dict[date, str]:
    """Bank holidays of England in one year, weekend ones included, by date; worked out where no table has them."""
    if year in PUBLISHED:
        return {date(year, month, day): name for month, day, name in PUBLISHED[year]}
    return worked_out(year)


def worked_out(year: int) -> dict[date, str]:
    """The same by the rules of the holidays package, which costs a quarter of a second to load."""
    from holidays import country_holidays

    found = country_holidays("GB", subdiv="ENG", years=year, language="en_GB")
    return {day: _plain_name(name) for day, name in found.items()}


def _plain_name(name: str) -> str:
    """The name as offices say it."""
    bare = name.removesuffix(" (observed)")
    plain = _PLAIN_NAMES.get(bare, bare)
    return f"{plain} (substitute day)" if bare != name else plain


OwnDays = Mapping[date, str] | Iterable[date]
"""Days of the office's own table; a mapping gives each day its name."""


@dataclass(frozen=True)
class _Own:
    """The office's own days, and for each year asked for the days that they and the bank holidays move."""

    closed: Mapping[date, str]
    opened: frozenset[date]
    moved: dict[int, tuple[list[date], list[date]]] = field(default_factory=dict)


class WorkingDays:
    """Monday to Friday without the bank holidays of England.

    `extra_closed` are further days on which the office does not count, `extra_open` are days that count
    although they would not (a bank holiday worked, a Saturday). Both are the office's own table and
    `extra_open` wins. All dates are plain dates without a time.
    """

    known_to: int = PUBLISHED_TO

    def __init__(self, extra_closed: OwnDays = (), extra_open: Iterable[date] = ()) -> None:
        self.set_own(extra_closed, extra_open)

    def set_own(self, closed: OwnDays, opened: Iterable[date]) -> None:
        """Take another table of the office, for everybody who holds this calendar, at once and whole."""
        named = closed if isinstance(closed, Mapping) else dict.fromkeys(closed, CLOSED_BY_OFFICE)
        self._own = _Own(dict(named), frozenset(opened))

    @property
    def extra_closed(self) -> frozenset[date]:
        """Days on which the office does not count."""
        return frozenset(self._own.closed)

    @property
    def extra_open(self) -> frozenset[date]:
        """Days that count although they would not."""
        return self._own.opened

    def knows(self, day: date) -> bool:
        """Whether the bank holidays of that day's year are published."""
        return day.year <= self.known_to

    def is_working(self, day: date) -> bool:
        """Whether the day counts as a working day."""
        own = self._own
        if day in own.opened:
            return True
        if day.weekday() >= _SATURDAY or day in own.closed:
            return False
        return day not in _bank_holidays(day.year)

    def add(self, start: date, n: int, same_day: bool = False) -> date:
        """The n-th working day after `start`; before it when n is negative; `start` itself when n is 0.

        The day after `start` is the first that can be day 1. With `same_day`, `start` is day 1 if it is a
        working day. Raises OverflowError beyond the calendar.
        """
        if n == 0:
            return start
        step = _DAY if n > 0 else -_DAY
        left = abs(n) - (1 if same_day and self.is_working(start) else 0)
        day = start
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def count(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; if `end` is earlier, minus the count back."""
        if end < start:
            return -self.count(end, start)
        closed = opened = 0
        for year in range(start.year, end.year + 1):
            shut, open_ = self._exceptions(year)
            closed += bisect_right(shut, end) - bisect_right(shut, start)
            opened += bisect_right(open_, end) - bisect_right(open_, start)
        return _weekdays_to(end) - _weekdays_to(start) - closed + opened

    def holidays_between(self, a: date, b: date) -> tuple[tuple[date, str], ...]:
        """Each closed day from `a` to `b`, both included, that is no Saturday or Sunday, with its name."""
        return tuple(self._closed_weekdays(min(a, b), max(a, b)))

    def _closed_weekdays(self, first: date, last: date) -> Iterator[tuple[date, str]]:
        for year in range(first.year, last.year + 1):
            shut, _ = self._exceptions(year)
            for day in shut[bisect_left(shut, first) : bisect_right(shut, last)]:
                yield day, _bank_holidays(year).get(day) or self._own.closed.get(day) or CLOSED_BY_OFFICE

    def _exceptions(self, year: int) -> tuple[list[date], list[date]]:
        """Of one year, in order: Mondays to Fridays that do not count, Saturdays and Sundays that do."""
        own = self._own  # kept by its own name: another thread may set another table at any moment
        if year not in own.moved:
            shut = set(_bank_holidays(year)) | {day for day in own.closed if day.year == year}
            own.moved[year] = (
                sorted(day for day in shut - own.opened if day.weekday() < _SATURDAY),
                sorted(day for day in own.opened if day.year == year and day.weekday() >= _SATURDAY),
            )
        return own.moved[year]


def _weekdays_to(day: date) -> int:
    """Mondays to Fridays from the first day of the calendar (a Monday) up to and including the day."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)
