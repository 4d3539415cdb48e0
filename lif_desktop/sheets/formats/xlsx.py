"""Reads .xlsx and .xlsm: openpyxl for the workbook and its styles, a loop of our own over the cells.

The loop keeps what openpyxl's read-only mode does not give (errors told from text, formulas without a result,
hidden rows and columns, merged cells) and takes less time than openpyxl's.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import column_index_from_string
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import MAC_EPOCH, from_excel, from_ISO8601
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from lif_desktop.sheets.raw import ErrorCell, Merge, State, Value
from lif_desktop.sheets.refused import Reason, SheetRefused
from lif_desktop.sheets.sink import MOST_COLUMNS, Sink, plain

_STATES: dict[str, State] = {"hidden": "hidden", "veryHidden": "very hidden"}
_ROW, _COLUMN, _MERGE, _V, _F, _IS, _SI, _T, _R = (
    f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("row", "col", "mergeCell", "v", "f", "is", "si", "t", "r")
)
_WORKBOOK = "xl/workbook.xml"
_STRICT = b"purl.oclc.org/ooxml"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MERGE_TEXT = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=\"([A-Z]+[0-9]+:[A-Z]+[0-9]+)\"")
_TRUE = ("1", "true")


class _Watched:
    """An open part that tells the sink of each read, so that a long one is known from one that hangs."""

    def __init__(self, stream: IO[bytes], sink: Sink) -> None:
        self._stream = stream
        self._sink = sink

    def read(self, size: int = -1) -> bytes:
        self._sink.tick()
        return self._stream.read(size)


def read(path: Path, sink: Sink) -> bool:
    """Send all sheets of the workbook to `sink`; True when its dates count from 1904."""
    with ZipFile(path) as archive:
        if _WORKBOOK in archive.namelist() and _STRICT in archive.read(_WORKBOOK)[:4096]:
            raise SheetRefused(Reason.OTHER_KIND, path.name, "a workbook in the strict form (Strict Open XML)")
    with path.open("rb") as stream:
        book = ExcelReader(stream, read_only=True, data_only=True, keep_links=False)
        book.read_manifest()
        part = book.package.find(SHARED_STRINGS)
        texts = _shared_strings(book.archive, part.PartName[1:], sink) if part is not None else []
        book.read_workbook()
        apply_stylesheet(book.archive, book.wb)
        for sheet, rel in book.parser.find_sheets():
            if rel.target in book.valid_files and rel.Type.endswith("/worksheet"):
                sink.sheet(sheet.name, _STATES.get(sheet.state, "visible"))
                _Sheet(book, texts, sink).read(rel.target)
        return bool(book.wb.epoch == MAC_EPOCH)


def _shared_strings(archive: ZipFile, part: str, sink: Sink) -> list[str]:
    texts = []
    with archive.open(part) as stream:
        for _, element in iterparse(_Watched(stream, sink)):  # noqa: S314 - sniff has refused every DOCTYPE
            if element.tag == _SI:
                texts.append(_text(element))
                element.clear()
    return texts


def _text(element: Element) -> str:
    """The text of a string item: its own or that of its runs, without the reading aid of Asian scripts."""
    parts = []
    for child in element:
        if child.tag == _T:
            parts.append(child.text or "")
        elif child.tag == _R:
            parts.append(child.findtext(_T) or "")
    text = "".join(parts)
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


class _Sheet:
    """Reads one sheet's part."""

    def __init__(self, book: Any, texts: list[str], sink: Sink) -> None:
        self._archive: ZipFile = book.archive
        self._texts = texts
        self._sink = sink
        self._epoch = book.wb.epoch
        # openpyxl has no public name for the styles that show a number as a date.
        self._dates = {str(style) for style in book.wb._date_formats}  # noqa: SLF001
        self._durations = {str(style) for style in book.wb._timedelta_formats}  # noqa: SLF001
        self._columns: dict[str, int] = {}
        self._hidden_rows: list[int] = []
        self._hidden_columns: list[int] = []
        self._merged: list[Merge] = []

    def read(self, part: str) -> None:
        with self._archive.open(part) as stream:
            for number, element in self._parts(stream):
                if not self._sink.row(number, self._values(element)):
                    self._merged = self._merges(part)
                    break
        self._sink.end_sheet(self._hidden_rows, self._hidden_columns, self._merged)

    def _parts(self, stream: IO[bytes]) -> Iterator[tuple[int, Element]]:
        """Give the rows with their numbers; take columns and merged ranges on the way."""
        number = 0
        for _, element in iterparse(_Watched(stream, self._sink)):  # noqa: S314 - as above
            tag = element.tag
            if tag == _ROW:
                number = int(element.get("r") or number + 1)
                if element.get("hidden") in _TRUE:
                    self._hidden_rows.append(number)
                yield number, element
                element.clear()
            elif tag == _COLUMN:
                self._take_column(element)
            elif tag == _MERGE:
                self._merged.append(_merge(element.get("ref", "")))

    def _take_column(self, element: Element) -> None:
        if element.get("hidden") in _TRUE:
            last = min(int(element.get("max", "0")), MOST_COLUMNS)
            self._hidden_columns.extend(range(int(element.get("min", "1")), last + 1))

    def _merges(self, part: str) -> list[Merge]:
        """The merged ranges, which stand after all rows, for a sheet whose rows are not read to the end."""
        found: list[Merge] = []
        rest = b""
        with self._archive.open(part) as stream:
            while piece := stream.read(1 << 20):
                self._sink.tick()
                text = rest + piece
                matches = list(_MERGE_TEXT.finditer(text))
                found.extend(_merge(match[1].decode("ascii")) for match in matches)
                rest = text[matches[-1].end() if matches else 0 :][-200:]
        return found

    def _values(self, row: Element) -> list[Value]:
        values: list[Value] = []
        columns = self._columns
        for cell in row:
            reference = cell.get("r")
            if reference is None:
                column = len(values)
            else:
                name = reference.rstrip("0123456789")
                column = columns.get(name, -1)
                if column < 0:
                    column = columns[name] = column_index_from_string(name) - 1
            column = min(column, MOST_COLUMNS)
            while len(values) <= column:
                values.append(None)
            values[column] = self._value(cell)
        return values

    def _value(self, cell: Element) -> Value:
        text = cell.findtext(_V)
        kind = cell.get("t")
        if not text:
            return self._without_value(cell, kind)
        if kind == "s":
            return self._texts[int(text)] or None
        if kind is None or kind == "n":
            return self._number(text, cell.get("s"))
        if kind == "str":
            return text
        if kind == "b":
            return text in _TRUE
        if kind == "e":
            return ErrorCell(text)
        if kind == "d":
            return plain(from_ISO8601(text))
        return text

    def _without_value(self, cell: Element, kind: str | None) -> Value:
        if kind == "inlineStr":
            inline = cell.find(_IS)
            return (_text(inline) or None) if inline is not None else None
        if kind != "str" and cell.find(_F) is not None:
            return ErrorCell("", "not saved")
        return None

    def _number(self, text: str, style: str | None) -> Value:
        number = _number(text)
        if number is None:
            return text
        if style not in self._dates:
            return number
        try:
            return plain(from_excel(number, self._epoch, timedelta=style in self._durations))
        except (OverflowError, ValueError):
            return ErrorCell(text, "date")


def _number(text: str) -> int | float | None:
    """The number that a cell stores; None when it is none."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text)
    except ValueError:
        return None
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _merge(reference: str) -> Merge:
    left, top, right, bottom = range_boundaries(reference)
    return Merge(top, left, bottom, right)
