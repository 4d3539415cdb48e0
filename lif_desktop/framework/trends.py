"""The trend of an indicator (framework 7.3 to 7.5): which way it moves, for how long, against its target. Pure."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal

from lif_desktop.framework.dates import MONTHS, add_months, financial_year, show_date

Row = Mapping[str, Any]
"""An indicator, or one of its values, by field key."""
Way = Literal["up", "down", "level", ""]

MONTHS_OF: dict[str, int] = {"monthly": 1, "quarterly": 3, "six_monthly": 6, "yearly": 12}
"""How many months a period of each of the profile's frequencies lasts."""
_NOUNS = {"monthly": "month", "quarterly": "quarter", "six_monthly": "half-year", "yearly": "year"}
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NO_UNIT = frozenset({"", "number", "count", "no", "no.", "n"})
_NEAR = timedelta(days=10)
"""A period whose end was written a few days off is not missing."""


@dataclass(frozen=True)
class Point:
    """The value of one period; None where it is not known."""

    ends: date
    name: str
    value: float | None


@dataclass(frozen=True)
class Trend:
    """What the values of an indicator show.

    `points` are its known values, oldest first. `way` is how the last value differs from the one before, `better`
    whether that is to the good (None where the indicator does not say, or nothing moved), `run` how many moves that
    way came one after the other. `off` counts the periods off target up to the last one; `missing` are the ends of
    periods that have no value and should have one.
    """

    points: tuple[Point, ...]
    way: Way
    better: bool | None
    run: int
    target: float | None
    off: int
    missing: tuple[date, ...]
    noun: str
    unit: str

    @property
    def latest(self) -> Point | None:
        """The last known value."""
        return self.points[-1] if self.points else None

    @property
    def word(self) -> str:
        """The direction in a word: "Worse", "Better", "Up", "Level"."""
        if not self.way:
            return "No trend yet" if self.points else "No value yet"
        if self.better is None:
            return self.way.capitalize()
        return "Better" if self.better else "Worse"

    @property
    def words(self) -> str:
        """The trend in a sentence: "Down from 82 to 76%, second quarter running, target 85"."""
        if self.latest is None:
            return "No value yet"
        now = self.figure(self.latest.value)
        if not self.way:
            said = [f"{now}, the first value"]
        elif self.way == "level":
            said = [f"Still {now}"]
        else:
            said = [f"{self.way.capitalize()} from {show_figure(self.points[-2].value)} to {now}"]
            if self.run > 1:
                said.append(f"{_ordinal(self.run)} {self.noun} running")
        if self.target is not None:
            said.append(f"target {show_figure(self.target)}")
        if self.off > 1:
            said.append(f"off target for {_number(self.off)} {self.noun}s running")
        return ", ".join(said)

    def figure(self, value: float | None) -> str:
        """A value with the indicator's unit: "76%", "17", "12 days"."""
        return with_unit(value, self.unit)


def trend_of(indicator: Row, lines: Iterable[Row], today: date, waits: Callable[[date], bool] | None = None) -> Trend:
    """What the values `lines` show of an indicator.

    `waits` says whether the office still waits for the value of a period that ended on a day; without it a value is
    expected as soon as its period has ended.
    """
    known = points_of(lines)
    target, better_when = indicator.get("target"), str(indicator.get("better_when") or "")
    frequency = str(indicator.get("frequency") or "")
    values = [point.value for point in known if point.value is not None]
    way, run = _run(values)
    better = (
        None
        if way in ("", "level") or better_when not in ("higher", "lower")
        else ((way == "up") == (better_when == "higher"))
    )
    return Trend(
        points=known,
        way=way,
        better=better,
        run=run,
        target=target,
        off=_off_running(values, target, better_when),
        missing=missing_periods([point.ends for point in known], indicator, today, waits),
        noun=_NOUNS.get(frequency, "period"),
        unit=str(indicator.get("unit") or ""),
    )


def points_of(lines: Iterable[Row]) -> tuple[Point, ...]:
    """The known values by the ends of their periods, oldest first; of two for one period the one added last."""
    by_end: dict[date, Row] = {}
    for line in sorted(lines, key=lambda one: one["id"]):
        if line["value"] is not None and line["period_end_on"] is not None:
            by_end[line["period_end_on"]] = line
    return tuple(
        Point(ends, str(by_end[ends].get("period") or "") or show_date(ends), float(by_end[ends]["value"]))
        for ends in sorted(by_end)
    )


def _run(values: Sequence[float]) -> tuple[Way, int]:
    """Which way the last value moved, and how many moves that way came one after the other."""
    if len(values) < 2:
        return "", 0
    signs = [(now > before) - (now < before) for before, now in pairwise(values)]
    run = next((at for at, sign in enumerate(reversed(signs)) if sign != signs[-1]), len(signs))
    return ("level", "up", "down")[signs[-1]], run


def is_off(value: float | None, target: float | None, better_when: str | None) -> bool | None:
    """Whether a value is off target; None where nothing says so."""
    if value is None or target is None or better_when not in ("higher", "lower"):
        return None
    return value < target if better_when == "higher" else value > target


def _off_running(values: Sequence[float], target: float | None, better_when: str) -> int:
    off = [bool(is_off(value, target, better_when)) for value in values]
    return next((at for at, one in enumerate(reversed(off)) if not one), len(off))


# Periods


def missing_periods(
    ends: Sequence[date], indicator: Row, today: date, waits: Callable[[date], bool] | None = None
) -> tuple[date, ...]:
    """The ends of periods after the first known one that have passed without a value, oldest first.

    None are missing after the indicator went out of use, and none where it does not say how often it is reported.
    """
    months = MONTHS_OF.get(str(indicator.get("frequency") or ""))
    if not ends or months is None:
        return ()
    known, last, found = sorted(ends), indicator.get("active_to") or today, []
    expected = next_end(known[0], months)
    while expected < today and expected <= last:
        near = next((end for end in known if abs(end - expected) <= _NEAR), None)
        if near is None and not (waits is not None and waits(expected)):
            found.append(expected)
        expected = next_end(near or expected, months)
    return tuple(found)


def next_end(end: date, months: int) -> date:
    """The end of the period after one: the same day so many months on, or the end of the month where it was one."""
    later = add_months(end, months)
    if end.day == monthrange(end.year, end.month)[1]:
        return later.replace(day=monthrange(later.year, later.month)[1])
    return later


def period_to_add(ends: Sequence[date], indicator: Row, today: date) -> date:
    """The end of the period that a new value is most likely for: the last one missing, else the last that has passed.

    Where that one has a value, the next. Without any value, the last quarter, half-year or month of the financial
    year that has ended.
    """
    missing = missing_periods(ends, indicator, today)
    if missing:
        return missing[-1]
    months = MONTHS_OF.get(str(indicator.get("frequency") or ""), 3)
    if ends:
        return next_end(max(ends), months)
    end = date(today.year - 1, 3, 31)
    while next_end(end, months) < today:
        end = next_end(end, months)
    return end


def period_name(end: date, frequency: str | None) -> str:
    """What the period that ends on a day is called: "Q2 2026-27", "September 2026", "2025-26"; else its last day."""
    year, months = financial_year(end), MONTHS_OF.get(frequency or "")
    if end.day != monthrange(end.year, end.month)[1]:
        return show_date(end)
    place = (end.month - 4) % 12 + 1
    if months == 1:
        return f"{MONTHS[end.month - 1]} {end.year}"
    if months == 3 and place % 3 == 0:
        return f"Q{place // 3} {year}"
    if months == 6 and place % 6 == 0:
        return f"Half {place // 6} {year}"
    return year if months == 12 and place == 12 else show_date(end)


# Figures


def show_figure(value: float | None) -> str:
    """A figure without needless noughts: "76", "81.3", "1,240"; nothing for none."""
    if value is None:
        return ""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def with_unit(value: float | None, unit: str | None) -> str:
    """A figure with its unit: "76%", "12 days"; a mere number has none."""
    word = (unit or "").strip()
    after = "" if word.casefold() in _NO_UNIT else word if word == "%" else f" {word}"
    return f"{show_figure(value)}{after}" if value is not None else ""


def _ordinal(number: int) -> str:
    return _ORDINALS[number] if number < len(_ORDINALS) else f"{number}th"


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)
