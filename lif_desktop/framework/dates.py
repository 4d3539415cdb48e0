"""Dates as the office reads and types them: British order, never American."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from lif_desktop.errors import LifError
from lif_desktop.framework.workdays import WorkingDays

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EXAMPLE = "3 March 2026 or 3/3/26"
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
FURTHEST_STEP = {"working": 5000, "day": 5000, "week": 1000, "month": 240, "year": 20}
"""How far `+15wd` may go in each unit, about twenty years: further is a slip of the finger."""

Order = Literal["day", "month"]
"""What stands first in a date written in figures: 3/4 is 3 April, or 4 March."""

Lies = Literal["ahead", "behind", "near"]
"""Where a date lies whose year is not written: the next one to come, the last one, or whichever is nearer."""

_NAMED_DAYS = {"today": 0, "tomorrow": 1, "yesterday": -1}
_STEP = re.compile(r"([+-])\s*(\d+)\s*([a-z ]*)")
_STEP_UNITS = {
    "wd": "working",
    "working day": "working",
    "working days": "working",
    "d": "day",
    "day": "day",
    "days": "day",
    "w": "week",
    "week": "week",
    "weeks": "week",
    "m": "month",
    "month": "month",
    "months": "month",
    "y": "year",
    "year": "year",
    "years": "year",
}
_TIME = re.compile(
    r"(?<=\d)(?:t|,?\s+(?:at\s+)?)(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d(?:\.\d+)?)?\s*(?:z|[ap]m)?$"
)
_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+(?=\S)")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})|(\d{1,2})/(\d{1,2})")
_DAY_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[-/., ]*([a-z]+)\.?(?:[-/,. ]*'?(\d{4}|\d{2}))?")
_MONTH_END = re.compile(r"(?:by\s+)?(?:the\s+)?end\s+(?:of\s+)?([a-z]+)[-/,. ]*'?(\d{4}|\d{2})")
_NAMED_DAY = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")

_MONTH_ALONE = re.compile(r"([a-z]+)[-/,. ]*('?)(\d{4}|\d{2})")


class DateNotUnderstood(LifError):
    """What was typed is not a date; the sentence says what was read and what to type."""


def show_date(day: date | None) -> str:
    """The date in full, "3 March 2026"; nothing for no date."""
    return "" if day is None else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def show_short(day: date) -> str:
    """The date for a narrow column, "3 Mar 2026"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def show_range(a: date, b: date) -> str:
    """From the earlier to the later date, saying month and year once where they are the same."""
    first, last = min(a, b), max(a, b)
    if first == last:
        return show_date(first)
    start = str(first.day)
    if (first.year, first.month) != (last.year, last.month):
        start += f" {MONTHS[first.month - 1]}"
    if first.year != last.year:
        start += f" {first.year}"
    return f"{start} to {show_date(last)}"


def time_of_day(text: str) -> str:
    """The time of day that stands behind a written date; empty where none does."""
    found = _TIME.search(" ".join(text.casefold().split()))
    return found[0].strip(" ,t") if found else ""


def parse_date(
    text: str,
    today: date,
    calendar: WorkingDays | None = None,
    order: Order = "day",
    lies: Lies | None = None,
) -> date:
    """The date that was typed, such as "3/3/26", "3 Mar", "Tues 3rd March 2026", "2026-03-03", "+15wd".

    Numbers are day, month, year; only a year of four figures may come first. Without a year it is the date that `lies`
    means, today being both the next and the last one; of the year of `today` where that says nothing. A year of two
    figures lies between 1970 and 2069. A time of day after the date is dropped. "End of March 2026" is the last day of
    that month; without a year it is none, since it may well be the next one's.
    `calendar` counts the working days of "+15wd". `order` "month" reads figures with the month first, as a column of
    a file may be written; what a person types never is. Raises DateNotUnderstood.
    """
    plain = " ".join(text.casefold().split())
    if plain in _NAMED_DAYS:
        return today + timedelta(days=_NAMED_DAYS[plain])
    if step := _STEP.fullmatch(plain):
        return _step(text, step, today, calendar or WorkingDays())
    weekday, bare = _parted(plain)
    day = _written(text, bare, today, order, lies)
    if not _falls_on(day, weekday):
        raise DateNotUnderstood(
            f"“{text}”: {show_date(day)} is a {WEEKDAYS[day.weekday()]}. Check the day and type it again."
        )
    return day


def _parted(plain: str) -> tuple[str, str]:
    """The weekday that a date begins with (its first three letters, or nothing), and the date without time and it."""
    plain = _TIME.sub("", plain)
    weekday = _WEEKDAY.match(plain)
    return (weekday[1], plain[weekday.end() :]) if weekday else ("", plain)


def _falls_on(day: date, weekday: str) -> bool:
    return not weekday or WEEKDAYS[day.weekday()].casefold().startswith(weekday)


def order_of(text: str, today: date) -> Order | Literal["either", ""]:
    """What a date in figures shows of its order: "day" or "month" where only that one can be meant.

    "either" where both can be and give different days; nothing where the order does not matter or no figures stand.
    """
    weekday, bare = _parted(" ".join(text.casefold().split()))
    match = _NUMBERS.fullmatch(bare)
    if not match:
        return ""
    first, second = int(match[1] or match[4]), int(match[2] or match[5])
    if first == second or (first > 12 and second > 12) or not first or not second:
        return ""
    if first > 12 or second > 12:
        return "day" if first > 12 else "month"
    year = _year(match[3], today)
    if not weekday or not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return "either"
    fits = _falls_on(date(year, second, first), weekday), _falls_on(date(year, first, second), weekday)
    return "either" if all(fits) else "day" if fits[0] else "month" if fits[1] else ""


def lacks_year(text: str) -> bool:
    """Whether a date is written without its year, "3 March" or "3/3", and is taken for one of this year."""
    _, bare = _parted(" ".join(text.casefold().split()))
    match = _NUMBERS.fullmatch(bare)
    if match:
        return match[3] is None
    for pattern, month in ((_DAY_NAMED, 2), (_NAMED_DAY, 1)):
        match = pattern.fullmatch(bare)
        if match and _month(match[month]):
            return match[3] is None
    return False


def must_name_day(text: str) -> None:
    """Raise DateNotUnderstood for what only somebody who types may write: "today", "+2w", "Mar 26".

    Whoever types a date sees at once what it was taken for and need not be asked; in a file nobody looks at each cell,
    and "today" is not the day on which the file is read. "Mar 26" may be a day of March or March 2026.
    """
    plain = " ".join(text.casefold().split())
    if plain in _NAMED_DAYS or _STEP.fullmatch(plain):
        raise DateNotUnderstood(f"“{text}” does not say which day is meant. Write the date itself, like {EXAMPLE}.")
    match = _MONTH_ALONE.fullmatch(plain)
    month = _month(match[1]) if match else 0
    if not match or not month:
        return
    name, year = MONTHS[month - 1], _year(match[3], date.min)
    if len(match[3]) == 2 and not match[2] and 1 <= int(match[3]) <= monthrange(2000, month)[1]:
        raise DateNotUnderstood(
            f"“{text}” could be {int(match[3])} {name} or {name} {year}. Write day, month and year, like {EXAMPLE}."
        )
    raise DateNotUnderstood(f"“{text}” is {name} {year} without a day. Write the day too, like {EXAMPLE}.")


def _written(text: str, plain: str, today: date, order: Order, lies: Lies | None) -> date:
    """The date in one of the written forms, without time and weekday."""
    if match := _YEAR_FIRST.fullmatch(plain):
        return _date(text, int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(plain):
        first, second = int(match[1] or match[4]), int(match[2] or match[5])
        if order == "month":
            return _month_first(text, _year(match[3], today), first, second)
        return _date(text, _year_meant(match[3], today, second, first, lies), second, first)
    for pattern, day, month in ((_DAY_NAMED, 1, 2), (_NAMED_DAY, 2, 1)):
        match = pattern.fullmatch(plain)
        if match and (number := _month(match[month])):
            meant = int(match[day])
            return _date(text, _year_meant(match[3], today, number, meant, lies), number, meant)
    match = _MONTH_END.fullmatch(plain)
    if match and (number := _month(match[1])):
        year = _year(match[2], today)
        return _date(text, year, number, monthrange(year, number)[1])
    if not plain:
        raise DateNotUnderstood(f"No date was typed. Type it like {EXAMPLE}.")
    raise DateNotUnderstood(f"“{text}” could not be read as a date. Type it like {EXAMPLE}.")


def _month(name: str) -> int:
    """The number of the month that the word begins or abbreviates ("mar", "sept"); 0 when it is none."""
    if len(name) < 3:
        return 0
    return next((n for n, month in enumerate(MONTHS, 1) if month.casefold().startswith(name)), 0)


def _year(figures: str | None, today: date) -> int:
    if figures is None:
        return today.year
    year = int(figures)
    if len(figures) == 4:
        return year
    return year + (2000 if year < 70 else 1900)


def _year_meant(figures: str | None, today: date, month: int, day: int, lies: Lies | None) -> int:
    """The year that is written, or that of the next, the last or the nearer such day."""
    if figures is not None or lies is None or not 1 <= month <= 12:
        return _year(figures, today)
    this, here = (month, day), (today.month, today.day)
    after, before = today.year + (this < here), today.year - (this > here)
    if lies != "near" or not 1 <= day <= 31:
        return after if lies == "ahead" else before
    to_come, gone = (date(year, month, min(day, monthrange(year, month)[1])) for year in (after, before))
    return after if to_come - today <= today - gone else before


def _date(text: str, year: int, month: int, day: int) -> date:
    """The date of three numbers; raises DateNotUnderstood saying which of them does not fit."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise DateNotUnderstood(f"“{text}” was read as the year {year}. Type the year in full, like {EXAMPLE}.")
    if not 1 <= month <= 12:
        raise DateNotUnderstood(
            f"“{text}” was read as day {day} of month {month}, and a year has 12 months. "
            f"Type the day before the month, like {EXAMPLE}."
        )
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise DateNotUnderstood(
            f"“{text}” was read as day {day}, and {MONTHS[month - 1]} {year} has {days} days. "
            f"Check the day and type it again, like {EXAMPLE}."
        )
    return date(year, month, day)


def _month_first(text: str, year: int, month: int, day: int) -> date:
    """The date of figures in a column that has the month first; raises DateNotUnderstood where it cannot be one."""
    if not 1 <= month <= 12:
        raise DateNotUnderstood(
            f"“{text}” has month {month} where the dates of this column have the month first. Write it like {EXAMPLE}."
        )
    return _date(text, year, month, day)


def _step(text: str, step: re.Match[str], today: date, calendar: WorkingDays) -> date:
    """Today moved by "+15wd", "-3w", "+6 months"; raises DateNotUnderstood for another unit or too far."""
    unit = _STEP_UNITS.get(step[3].strip())
    if unit is None:
        raise DateNotUnderstood(
            f"“{text}” does not say what to count. Type +15wd for working days, +15d for days, "
            "+3w for weeks or +6m for months."
        )
    number = int(step[2][:9])
    if number > FURTHEST_STEP[unit]:
        raise DateNotUnderstood(f"“{text}” is too far away. Type the date itself, like {EXAMPLE}.")
    number = -number if step[1] == "-" else number
    if unit == "working":
        return calendar.add(today, number)
    if unit in {"month", "year"}:
        return add_months(today, number * (12 if unit == "year" else 1))
    return today + timedelta(days=number * (7 if unit == "week" else 1))


def add_months(day: date, months: int) -> date:
    """The same day that many calendar months on (back when negative), or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def financial_year(day: date) -> str:
    """The financial year, 1 April to 31 March, that the day lies in: "2025-26"."""
    start = day.year if day.month >= 4 else day.year - 1
    return f"{start}-{(start + 1) % 100:02d}"


def financial_year_range(year: str) -> tuple[date, date]:
    """First and last day of a financial year, "2025-26" or "2025/26"; raises DateNotUnderstood."""
    match = re.fullmatch(r"\s*(\d{4})\s*[-/–]\s*(\d{4}|\d{2})\s*", year)
    if match and int(match[2][-2:]) == (int(match[1]) + 1) % 100:
        start = int(match[1])
        if EARLIEST_YEAR <= start < LATEST_YEAR and (len(match[2]) == 2 or int(match[2]) == start + 1):
            return date(start, 4, 1), date(start + 1, 3, 31)
    raise DateNotUnderstood(f"“{year}” could not be read as a financial year. Type it like 2025-26.")
