"""Judges for a whole column of dates whether the day or the month stands first in those written in figures."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import Order, lacks_year, order_of, parse_date
from lif_desktop.registers.values import clean
from lif_desktop.sheets.cells import samples
from lif_desktop.sheets.raw import Value

_ORDERS: tuple[Order, ...] = ("day", "month")
_DAY_AND_NAME = re.compile(r"\d(?:st|nd|rd|th)?[\s\-/.,]*(?:of\s+)?[a-z]{3}", re.IGNORECASE)


@dataclass(frozen=True)
class Judged:
    """What was found about one column: the order (None where it does not matter or is asked), and what is said.

    `samples` are dates that could be read either way, which the person is asked about; empty where she is not.
    """

    order: Order | None = None
    samples: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


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
    said = [*_yearless(heading, texts, today)]
    if answered is not None:
        return Judged(answered, (), tuple(said))
    shown = [order for order in _ORDERS if found[order]]
    if len(shown) == 2:
        return _both(heading, found, before, said)
    if shown:
        real = any(isinstance(cell, dt.date) and cell.day <= 12 for cell in cells)
        return Judged(shown[0], (), (_settled(heading, shown[0], found[shown[0]][0], real), *said))
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


def _both(heading: str, found: dict[str, list[str]], before: Order | None, said: list[str]) -> Judged:
    """A column in which some dates have the day first and some the month."""
    day, month = clean(found["day"][0]), clean(found["month"][0])
    said.insert(0, f"“{heading}” has dates with the day first, such as {day}, and others, such as {month}.")
    if found["either"] and before is None:
        return Judged(None, samples(found["either"]), tuple(said))
    return Judged(before or "day", (), tuple(said))


def _settled(heading: str, order: Order, sample: str, real: bool) -> str:
    words = f"“{heading}”: dates are read with the {order} first, as {clean(sample)} can be nothing else."
    if order == "month" and real:
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
