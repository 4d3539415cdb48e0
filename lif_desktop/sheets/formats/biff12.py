"""What calamine does not tell of .xlsb: errors, percentages, what is hidden or merged, the year that dates count from.

Walks through the records of [MS-XLSB]; the numbers of the records are those of its section 2.3.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import IO
from xml.etree.ElementTree import parse
from zipfile import ZipFile

from lif_desktop.sheets.formats.numbers import is_percent
from lif_desktop.sheets.raw import Merge
from lif_desktop.sheets.sink import MOST_COLUMNS, Sink

_BOOK = "xl/workbook.bin"
_RELATIONS = "xl/_rels/workbook.bin.rels"
_STYLES = "xl/styles.bin"
_ROW, _COLUMNS, _MERGED, _FORMAT, _STYLE = 0, 60, 176, 44, 47
_STYLES_OPEN, _STYLES_CLOSED = 617, 618
_ABOUT_BOOK, _ABOUT_SHEET = 153, 156
_NUMBERS = (2, 5, 9)
_ERRORS = (3, 11)
_HIDDEN_ROW = 0x10
_PERCENT_FORMATS = {9, 10}
"""The numbers of the built-in formats 0% and 0.00%."""
_ERROR_TEXTS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


@dataclass
class SheetFacts:
    """What is to be known of one sheet. Rows and columns count from 1; `errors` and `percents` are by both."""

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[Merge] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)


@dataclass(frozen=True)
class BookFacts:
    """What is to be known of the workbook; `sheets` by name."""

    epoch_1904: bool
    sheets: dict[str, SheetFacts]


def scan(archive: ZipFile, sink: Sink) -> BookFacts:
    """Walk through the workbook. Raises struct.error, IndexError, KeyError or ValueError for what is none."""
    targets = _targets(archive)
    percents = _percent_styles(archive)
    epoch_1904 = False
    sheets = {}
    for kind, data in _records(archive, _BOOK):
        if kind == _ABOUT_BOOK:
            epoch_1904 = bool(data[0] & 1)
        elif kind == _ABOUT_SHEET:
            relation, rest = _text(data[8:])
            part = targets.get(relation, "")
            if part.startswith("xl/worksheets/"):
                sheets[_text(rest)[0]] = _sheet(archive, part, percents, sink)
    return BookFacts(epoch_1904, sheets)


def _targets(archive: ZipFile) -> dict[str, str]:
    with archive.open(_RELATIONS) as stream:
        relations = parse(stream).getroot()  # noqa: S314 - sniff has refused every DOCTYPE
    return {one.get("Id", ""): normpath(join("xl", one.get("Target", ""))).lstrip("/") for one in relations}


def _percent_styles(archive: ZipFile) -> set[int]:
    """The places of the styles that show a number as a percentage."""
    if _STYLES not in archive.namelist():
        return set()
    formats, styles = set(_PERCENT_FORMATS), []
    of_cells = False
    for kind, data in _records(archive, _STYLES):
        if kind == _FORMAT and is_percent(_text(data[2:])[0]):
            formats.add(struct.unpack_from("<H", data)[0])
        elif kind in (_STYLES_OPEN, _STYLES_CLOSED):
            of_cells = kind == _STYLES_OPEN
        elif kind == _STYLE and of_cells:
            styles.append(struct.unpack_from("<H", data, 2)[0])
    return {place for place, form in enumerate(styles) if form in formats}


def _sheet(archive: ZipFile, part: str, percents: set[int], sink: Sink) -> SheetFacts:
    found = SheetFacts()
    row = 0
    for kind, data in _records(archive, part):
        if kind == _ROW:
            row = int(struct.unpack_from("<I", data)[0]) + 1
            sink.tick()
            if data[11] & _HIDDEN_ROW:
                found.hidden_rows.append(row)
        elif kind in _ERRORS:
            column = struct.unpack_from("<I", data)[0] + 1
            found.errors[row, column] = _ERROR_TEXTS.get(data[8], "#N/A")
        elif kind in _NUMBERS:
            column, style = struct.unpack_from("<II", data)
            if style & 0xFFFFFF in percents:
                found.percents.add((row, column + 1))
        elif kind == _COLUMNS:
            first, last, _, _, flags = struct.unpack_from("<IIIIH", data)
            if flags & 1:
                found.hidden_columns.extend(range(first + 1, min(last + 1, MOST_COLUMNS) + 1))
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<IIII", data)
            found.merged.append(Merge(top + 1, left + 1, bottom + 1, right + 1))
    return found


def _text(data: bytes) -> tuple[str, bytes]:
    """The text with which the bytes begin (its length before it), and what follows."""
    end = 4 + 2 * int(struct.unpack_from("<I", data)[0])
    if end > len(data):
        raise ValueError(end)
    return data[4:end].decode("utf-16-le"), data[end:]


def _records(archive: ZipFile, part: str) -> Iterator[tuple[int, bytes]]:
    """The records of a part: kind and data. Both kind and length are numbers in seven bits a byte."""
    with archive.open(part) as stream:
        while first := stream.read(1):
            kind = first[0] if first[0] < 0x80 else (first[0] & 0x7F) | (stream.read(1)[0] << 7)
            yield kind, stream.read(_length(stream))


def _length(stream: IO[bytes]) -> int:
    length = 0
    for shift in (0, 7, 14, 21):
        byte = stream.read(1)[0]
        length |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
    return length
