"""Judges for a whole column of dates whether the day or the month stands first in those written in figures."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import Order, lacks_year, order_of, parse_date, time_of_day
from lif_desktop.registers.values import clean
from lif_desktop.sheets.cells import samples
from lif_desktop.sheets.raw import Value
from lif_desktop.sheets.wording import named

_ENOUGH = 2
"""So many other columns of a sheet must show the day first before a column that could be either is read like them."""
_ORDERS: tuple[Order, ...] = ("day", "month")
_DAY_AND_NAME = re.compile(r"\d(?:st|nd|rd|th)?[\s\-/.,]*(?:of\s+)?[a-z]{3}", re.IGNORECASE)


@dataclass(frozen=True)
class Judged:
    """What was found about one column: the order (None where it does not matter or is asked), and what is said.

    `samples` are dates that could be read either way, which the person is asked about; empty where she is not.
    `shows` are the orders that its own dates show, with the first date that does.
    """

    order: Order | None = None
    samples: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    shows: Mapping[Order, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DateColumn:
    """A column of dates to be judged: its cells, what the person answered, and the order in an earlier file."""

    heading: str
    cells: Sequence[Value]
    answered: Order | None = None
    before: Order | None = None


def judge_orders(columns: Sequence[DateColumn], today: dt.date) -> tuple[list[Judged], list[str]]:
    """The orders of all date columns of a sheet, in their order, and what is said of those that show the British one.

    A column of a few dates that could be either is not asked about where at least two other columns of the sheet show
    the day first and none the month: who fills in a row writes all its dates in the same way.
    """
    found = [judge_order(one.heading, one.cells, today, one.answered, one.before) for one in columns]
    day = [at for at, one in enumerate(found) if tuple(one.shows) == ("day",)]
    british = len(day) >= _ENOUGH and not any("month" in one.shows for one in found)
    for at, (column, one) in enumerate(zip(columns, found, strict=True)):
        if british and one.samples:
            said = f"“{column.heading}”: {one.samples[0]} is read with the day first, as in the other columns."
            found[at] = replace(one, order="day", samples=(), said=(said, *one.said))
    told = []
    if day:
        names = named(f"“{columns[at].heading}”" for at in day)
        told = [f"Dates are read with the day first in {names}, as {found[day[0]].shows['day']} can be nothing else."]
    return found, told


def judge_order(
    heading: str, cells: Sequence[Value], today: dt.date, answered: Order | None, before: Order | None
) -> Judged:
    """The order of the dates of a column, from its own cells, the person's answer, or an earlier file of the agency.

    A date that can only be meant one way settles the whole column. Where every date could be either, the answer
    counts, then the order of `before`; else the British one is taken where the column has dates in words or real dates
    too, and the person is asked where it has none. Dates that show both orders settle nothing.
    """
    texts = dict.fromkeys(cell for cell in cells if isinstance(cell, str))
    found: dict[str, list[str]] = {"day": [], "month": [], "either": [], "": []}
    for text in texts:
        found[order_of(clean(text), today)].append(text)
    said = [*_yearless(heading, texts, today), *_timed(heading, cells)]
    if answered is not None:
        return Judged(answered, (), tuple(said))
    shows = {order: clean(found[order][0]) for order in _ORDERS if found[order]}
    if len(shows) == 2:
        return _both(heading, found["either"], shows, before, said)
    if "month" in shows:
        said.insert(0, _month_first(heading, shows["month"], cells))
    if shows:
        return Judged(next(iter(shows)), (), tuple(said), shows)
    if not found["either"]:
        return Judged(None, (), tuple(said))
    if before is not None:
        said.insert(0, f"“{heading}”: dates are read with the {before} first, as in an earlier file.")
        return Judged(before, (), tuple(said))
    if any(isinstance(cell, dt.date) for cell in cells) or any(_in_words(text, today) for text in found[""]):
        sample = clean(found["either"][0])
        said.insert(0, f"“{heading}”: {sample} is read with the day first, as the column has other dates too.")
        return Judged("day", (), tuple(said))
    return Judged(None, samples(found["either"]), tuple(said))


def _both(
    heading: str, either: Sequence[str], shows: Mapping[Order, str], before: Order | None, said: list[str]
) -> Judged:
    """A column in which some dates have the day first and some the month."""
    said.insert(0, f"“{heading}” has dates with the day first, such as {shows['day']}, and others: {shows['month']}.")
    if either and before is None:
        return Judged(None, samples(either), tuple(said), shows)
    return Judged(before or "day", (), tuple(said), shows)


def _month_first(heading: str, sample: str, cells: Sequence[Value]) -> str:
    words = f"“{heading}”: dates are read with the month first, as {sample} can be nothing else."
    if any(isinstance(cell, dt.date) and cell.day <= 12 for cell in cells):
        words += " The column has real dates too: look whether Excel has turned day and month round in them."
    return words


def _in_words(text: str, today: dt.date) -> bool:
    """Whether a text is a date with the day before the name of the month, as it is written here."""
    if not _DAY_AND_NAME.search(text):
        return False
    try:
        parse_date(clean(text), today)
    except LifError:
        return False
    return True


def _yearless(heading: str, texts: Iterable[str], today: dt.date) -> Iterable[str]:
    """What is said where dates have no year."""
    without = [text for text in texts if lacks_year(clean(text))]
    if without:
        yield f"“{heading}”: dates without a year, such as {clean(without[0])}, are read as {today.year}."


def _timed(heading: str, cells: Iterable[Value]) -> Iterable[str]:
    """What is said where times of day stand behind the dates, since a field for a date keeps the day alone."""
    timed = [f"{cell:%H:%M}" for cell in cells if isinstance(cell, dt.datetime) and cell.time() != dt.time()]
    timed += [found for cell in cells if isinstance(cell, str) and (found := time_of_day(cell)).strip("0:.")]
    if timed:
        many = "1 date has a time" if len(timed) == 1 else f"{len(timed):,} dates have a time"
        yield f"“{heading}”: {many} of day, such as {timed[0]}. The day is kept and the time is not."
