"""Reads .ods: walks through content.xml once, where rows and cells stand as often as they say."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from lif_desktop.sheets.formats.numbers import number, percent
from lif_desktop.sheets.raw import ErrorCell, Merge, State, Value
from lif_desktop.sheets.sink import MOST_COLUMNS, Sink, plain

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT, _OFFICE, _STYLE = (f"{{{_OASIS}{room}:1.0}}" for room in ("table", "text", "office", "style"))
_ERROR_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_BOOK, _NOTE = _OFFICE + "spreadsheet", _OFFICE + "annotation"
_SHEET, _ROW, _COLUMN = _TABLE + "table", _TABLE + "table-row", _TABLE + "table-column"
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_LINES = (_TEXT + "p", _TEXT + "h")
_UNSEEN = ("collapse", "filter")
_TIME = re.compile(r"(-?)PT(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})(?:[.,][0-9]+)?S)?")
_MOST_SPACES = 1000
_PART = "content.xml"


def read(path: Path, sink: Sink) -> bool:
    """Send all sheets to `sink`. False: OpenDocument stores dates as dates, so no start year is in doubt."""
    with ZipFile(path) as archive, archive.open(_PART) as stream:
        _Content(sink).read(stream)
    return False


class _Content:
    """Takes the elements as they come; a sheet is what stands directly in the spreadsheet, and has rows of its own."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._hidden_styles: set[str] = set()
        self._open: list[str] = []
        self._going_on = True

    def read(self, stream: IO[bytes]) -> None:
        for event, element in iterparse(stream, ("start", "end")):  # noqa: S314 - sniff has refused every DOCTYPE
            if event == "start":
                self._open.append(element.tag)
                if self._is_sheet():
                    self._begin(element)
                continue
            if self._is_sheet():
                self._sink.end_sheet(self._hidden_rows, self._hidden_columns, self._merged)
            elif self._is_of_sheet(element.tag):
                self._take(element)
            elif element.tag == _STYLE + "style":
                self._take_style(element)
            self._open.pop()

    def _is_sheet(self) -> bool:
        return self._open[-1] == _SHEET and self._open[-2:-1] == [_BOOK]

    def _is_of_sheet(self, tag: str) -> bool:
        """Whether it is a row or column of the sheet, and of no table within one of its cells or shapes."""
        return tag in (_ROW, _COLUMN) and self._open.count(_SHEET) == 1 and self._open.count(_ROW) <= 1

    def _begin(self, element: Element) -> None:
        hidden = element.get(_TABLE + "style-name") in self._hidden_styles
        state: State = "hidden" if hidden else "visible"
        self._sink.sheet(element.get(_TABLE + "name", ""), state)
        self._row = self._column = 1
        self._going_on = True
        self._hidden_rows: list[int] = []
        self._hidden_columns: list[int] = []
        self._merged: list[Merge] = []

    def _take_style(self, style: Element) -> None:
        about = style.find(_STYLE + "table-properties")
        if about is not None and about.get(_TABLE + "display") == "false":
            self._hidden_styles.add(style.get(_STYLE + "name", ""))

    def _take(self, element: Element) -> None:
        if element.tag == _ROW:
            self._sink.tick()
            if self._going_on:
                self._take_row(element, _times(element, "number-rows-repeated"))
            element.clear()
            return
        times = _times(element, "number-columns-repeated")
        if element.get(_TABLE + "visibility") in _UNSEEN:
            self._hidden_columns.extend(range(self._column, min(self._column + times, MOST_COLUMNS + 1)))
        self._column += times

    def _take_row(self, element: Element, times: int) -> None:
        values = self._values(element)
        unseen = element.get(_TABLE + "visibility") in _UNSEEN
        first, self._row = self._row, self._row + times
        if all(value is None for value in values):
            if unseen:
                self._hidden_rows.extend(range(first, first + min(times, _MOST_SPACES)))
            return
        for row in range(first, self._row):
            if unseen:
                self._hidden_rows.append(row)
            self._going_on = self._sink.row(row, values.copy())
            if not self._going_on:
                return

    def _values(self, row: Element) -> list[Value]:
        """The values of a row, and its merged ranges taken; one place more than is read tells that there is more."""
        values: list[Value] = []
        column = 1
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            wide, high = _times(cell, "number-columns-spanned"), _times(cell, "number-rows-spanned")
            if wide > 1 or high > 1:
                self._merged.append(Merge(self._row, column, self._row + high - 1, column + wide - 1))
            times = _times(cell, "number-columns-repeated")
            room = MOST_COLUMNS + 1 - len(values)
            values.extend([_value(cell)] * min(times, room))
            column += times
        return values


def _value(cell: Element) -> Value:
    kind = cell.get(_OFFICE + "value-type")
    if cell.get(_ERROR_TYPE) == "error":
        return ErrorCell(_words(cell).strip())
    if kind in ("float", "currency", "percentage"):
        stated = cell.get(_OFFICE + "value", "")
        found = number(stated)
        if found is None:
            return stated or None
        return percent(found) if kind == "percentage" else found
    if kind == "date":
        return _date(cell.get(_OFFICE + "date-value", ""))
    if kind == "time":
        return _time(cell.get(_OFFICE + "time-value", ""))
    if kind == "boolean":
        return cell.get(_OFFICE + "boolean-value") == "true"
    text = cell.get(_OFFICE + "string-value") or _words(cell)
    if not text and kind is None and cell.get(_TABLE + "formula"):
        return ErrorCell("", "not saved")
    return text or None


def _date(text: str) -> Value:
    try:
        return plain(dt.datetime.fromisoformat(text).replace(tzinfo=None))
    except ValueError:
        return ErrorCell(text, "date")


def _time(text: str) -> Value:
    found = _TIME.fullmatch(text)
    if found is None or found[1]:
        return text or None
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    try:
        return plain(dt.timedelta(hours=hours, minutes=minutes, seconds=seconds))
    except OverflowError:
        return text


def _words(cell: Element) -> str:
    """The paragraphs of a cell, each on a line of its own, without the notes that hang on it."""
    return "\n".join("".join(_pieces(line)) for line in cell if line.tag in _LINES)


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == _TEXT + "s":
            yield " " * min(_times(child, "c", _TEXT), _MOST_SPACES)
        elif child.tag == _TEXT + "tab":
            yield "\t"
        elif child.tag == _TEXT + "line-break":
            yield "\n"
        elif child.tag != _NOTE:
            yield from _pieces(child)
        yield child.tail or ""


def _times(element: Element, attribute: str, room: str = _TABLE) -> int:
    return max(int(element.get(room + attribute, "1")), 1)
