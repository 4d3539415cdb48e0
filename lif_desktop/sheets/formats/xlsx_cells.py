"""What the cells of .xlsx mean: the one place for it, for both ways of walking through a sheet."""

import datetime as dt
import re
from collections.abc import Callable
from functools import partial
from typing import TypeVar
from xml.etree.ElementTree import Element

from openpyxl.utils import column_index_from_string
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.xml.constants import SHEET_MAIN_NS

from lif_desktop.sheets.formats.numbers import number, percent
from lif_desktop.sheets.formats.xlsx_styles import Styles
from lif_desktop.sheets.raw import ErrorCell, Merge, Value
from lif_desktop.sheets.sink import MOST_COLUMNS, plain

ROW, COLUMN, CELL, MERGE, V, F, IS, SI, T, R = (
    f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("row", "col", "c", "mergeCell", "v", "f", "is", "si", "t", "r")
)
TRUE = ("1", "true")
K = TypeVar("K")
W = TypeVar("W")
Convert = Callable[[str], Value]
"""Makes a value of what stands in the <v> of a cell."""

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Damage(ValueError):
    """A sheet that no program writes so: the reader ends, and the file is reported as damaged."""


def unescape(text: str) -> str:
    """Put the characters in that a workbook writes as their number: _x000D_ is a carriage return."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if _SURROGATE.search(text):
        # Two halves make one character; half of one cannot be stored anywhere.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def string(element: Element) -> str:
    """The text of a string item: its own or that of its runs, without the reading aid of Asian scripts."""
    parts = []
    for child in element:
        if child.tag == T:
            parts.append(child.text or "")
        elif child.tag == R:
            parts.append(child.findtext(T) or "")
    return unescape("".join(parts))


def merge(reference: str) -> Merge:
    """The merged range that a reference such as A1:C3 names. Raises ValueError."""
    left, top, right, bottom = range_boundaries(reference)
    return Merge(top, left, bottom, right)


class Memo(dict[K, W]):
    """Works out what belongs to a key once."""

    def __init__(self, make: Callable[[K], W]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> W:
        value = self[key] = self._make(key)
        return value


def without_value(kind: str | None, formula: bool) -> Value:
    """What a cell with nothing in its <v> holds: the result of a formula may be a text of no letters, but no other."""
    return ErrorCell("", "not saved") if formula and kind != "str" else None


class Cells:
    """What the cells of one workbook mean, by its strings, its styles and the year its dates count from.

    `texts` are its shared strings, `epoch` the day from which its dates count. `columns` gives the place of a column,
    from 0, by its letters; those that are not read share the place after the last. `converts` gives what makes a value
    of the text in a cell, by the kind (its t) and the style (its s) of the cell.
    """

    def __init__(self, texts: list[str], styles: Styles, epoch: dt.datetime) -> None:
        self._texts = texts
        self._styles = styles
        self._epoch = epoch
        self.columns: Memo[str, int] = Memo(lambda letters: min(column_index_from_string(letters) - 1, MOST_COLUMNS))
        self.converts: Memo[tuple[str | None, str | None], Convert] = Memo(self._convert)

    def value(self, cell: Element) -> Value:
        """The value of a <c> element."""
        text = cell.findtext(V)
        kind = cell.get("t")
        if text:
            return self.converts[kind, cell.get("s")](text)
        if kind == "inlineStr":
            inline = cell.find(IS)
            return (string(inline) or None) if inline is not None else None
        return without_value(kind, cell.find(F) is not None)

    def _convert(self, about: tuple[str | None, str | None]) -> Convert:
        kind, style = about
        if kind is not None and kind != "n":
            return {"s": self._shared, "b": _boolean, "e": ErrorCell, "d": _iso, "str": unescape}.get(kind, _text)
        place = int(style or 0)
        if place in self._styles.percents:
            return _percent_or_text
        if place not in self._styles.dates:
            return _number_or_text
        # The same days come again and again.
        return Memo(partial(self._day, duration=place in self._styles.durations)).__getitem__

    def _shared(self, text: str) -> Value:
        place = int(text)
        if not 0 <= place < len(self._texts):
            raise Damage(f"there is no string {place}")
        return self._texts[place] or None

    def _day(self, text: str, duration: bool) -> Value:
        days = number(text)
        if days is None:
            return text
        try:
            return plain(from_excel(days, self._epoch, timedelta=duration))
        except (OverflowError, ValueError):
            return ErrorCell(text, "date")


def _number_or_text(text: str) -> Value:
    found = number(text)
    return text if found is None else found


def _percent_or_text(text: str) -> Value:
    found = number(text)
    return text if found is None else percent(found)


def _boolean(text: str) -> Value:
    return text in TRUE


def _iso(text: str) -> Value:
    return plain(from_ISO8601(text))


def _text(text: str) -> Value:
    return text
