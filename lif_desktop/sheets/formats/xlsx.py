"""Reads .xlsx and .xlsm: openpyxl for the workbook, a walk of our own over the cells.

The walk keeps what openpyxl's read-only mode does not give (errors told from text, formulas without a result,
hidden rows and columns, merged cells). It goes the quick way as far as the sheet is written plainly, and with an XML
parser from there.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, TypeVar
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.datetime import MAC_EPOCH
from openpyxl.xml.constants import SHARED_STRINGS, STYLES_TYPE

from lif_desktop.sheets.formats.xlsx_cells import COLUMN, MERGE, ROW, SI, TRUE, Cells, merge, string
from lif_desktop.sheets.formats.xlsx_quick import Around, Doubt, QuickRow, quick_rows
from lif_desktop.sheets.formats.xlsx_styles import Styles
from lif_desktop.sheets.raw import Merge, State, Value
from lif_desktop.sheets.refused import Reason, SheetRefused
from lif_desktop.sheets.sink import MOST_COLUMNS, Sink

T = TypeVar("T")
_STATES: dict[str, State] = {"hidden": "hidden", "veryHidden": "very hidden"}
_WORKBOOK = "xl/workbook.xml"
_STRICT = b"purl.oclc.org/ooxml"
_MERGE_TEXT = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=\"([A-Z]+[0-9]+:[A-Z]+[0-9]+)\"")


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
        texts = _part(book, SHARED_STRINGS, partial(_shared_strings, sink=sink)) or []
        styles = _part(book, STYLES_TYPE, Styles) or Styles()
        book.read_workbook()
        cells = Cells(texts, styles, book.wb.epoch)
        for sheet, rel in book.parser.find_sheets():
            if rel.Type.endswith("/worksheet"):
                if rel.target not in book.valid_files:
                    raise SheetRefused(Reason.DAMAGED, path.name, f": its sheet “{sheet.name}” is missing")
                sink.sheet(sheet.name, _STATES.get(sheet.state, "visible"))
                _Sheet(book.archive, cells, sink).read(rel.target)
        return bool(book.wb.epoch == MAC_EPOCH)


def _part(book: ExcelReader, kind: str, read: Callable[[IO[bytes]], T]) -> T | None:
    """What `read` makes of the part that the list of contents gives for this kind; None where it gives none."""
    found = book.package.find(kind)
    if found is None:
        return None
    with book.archive.open(found.PartName.removeprefix("/")) as stream:
        return read(stream)


def _shared_strings(stream: IO[bytes], sink: Sink) -> list[str]:
    texts = []
    for _, element in iterparse(_Watched(stream, sink)):  # noqa: S314 - sniff has refused every DOCTYPE
        if element.tag == SI:
            texts.append(string(element))
            element.clear()
    return texts


class _Sheet:
    """Reads one sheet's part."""

    def __init__(self, archive: ZipFile, cells: Cells, sink: Sink) -> None:
        self._archive = archive
        self._cells = cells
        self._sink = sink
        self._walked = 0
        self._forget()

    def _forget(self) -> None:
        self._hidden_rows: list[int] = []
        self._hidden_columns: list[int] = []
        self._merged: list[Merge] = []

    def read(self, part: str) -> None:
        try:
            with self._archive.open(part) as stream:
                around = Around(self._take_column, self._take_merge)
                whole = self._take_rows(quick_rows(_Watched(stream, self._sink), self._cells, around))
        except Doubt:
            self._forget()
            with self._archive.open(part) as stream:
                whole = self._take_rows(self._parsed(stream), self._walked)
        if not whole:
            self._merged = self._merges(part)
        self._sink.end_sheet(self._hidden_rows, self._hidden_columns, self._merged)

    def _take_rows(self, rows: Iterator[QuickRow], known: int = 0) -> bool:
        """Send the rows, but for the first ones that were sent already; False when the sink stops before the end."""
        number = 0
        for place, (attributes, values) in enumerate(rows, 1):
            number = int(attributes.get("r") or number + 1)
            if attributes.get("hidden") in TRUE:
                self._hidden_rows.append(number)
            if place > known:
                self._walked = place
                if not self._sink.row(number, values):
                    return False
        return True

    def _parsed(self, stream: IO[bytes]) -> Iterator[QuickRow]:
        """Give the rows by an XML parser, without the values of those that were sent already."""
        known = self._walked
        for _, element in iterparse(_Watched(stream, self._sink)):  # noqa: S314 - as above
            if element.tag == ROW:
                known -= 1
                yield dict(element.attrib), self._values(element) if known < 0 else []
                element.clear()
            elif element.tag == COLUMN:
                self._take_column(element)
            elif element.tag == MERGE:
                self._take_merge(element)

    def _take_column(self, element: Element) -> None:
        if element.get("hidden") in TRUE:
            last = min(int(element.get("max", "0")), MOST_COLUMNS)
            self._hidden_columns.extend(range(int(element.get("min", "1")), last + 1))

    def _take_merge(self, element: Element) -> None:
        self._merged.append(merge(element.get("ref", "")))

    def _merges(self, part: str) -> list[Merge]:
        """The merged ranges, which stand after all rows, for a sheet whose rows are not read to the end."""
        found: list[Merge] = []
        rest = b""
        with self._archive.open(part) as stream:
            while piece := stream.read(1 << 20):
                self._sink.tick()
                text = rest + piece
                matches = list(_MERGE_TEXT.finditer(text))
                found.extend(merge(match[1].decode("ascii")) for match in matches)
                rest = text[matches[-1].end() if matches else 0 :][-200:]
        return found

    def _values(self, row: Element) -> list[Value]:
        values: list[Value] = []
        columns = self._cells.columns
        for cell in row:
            reference = cell.get("r")
            column = columns[reference.rstrip("0123456789")] if reference else min(len(values), MOST_COLUMNS)
            values.extend([None] * (column + 1 - len(values)))
            values[column] = self._cells.value(cell)
        return values
