"""A quick walk through a sheet of .xlsx that is written as Excel and most programs write it.

Its rows and cells are matched as text, by a grammar so narrow that whatever it takes means the same to an XML parser;
what stands around the rows goes through a real parser. At anything else `Doubt` is raised, and the caller goes on from
that row with a parser. This takes a third of the time.
"""

import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Protocol, cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from openpyxl.xml.constants import SHEET_MAIN_NS

from lif_desktop.sheets.formats.xlsx_cells import (
    CELL,
    COLUMN,
    MERGE,
    ROW,
    Cells,
    Convert,
    Memo,
    unescape,
    without_value,
)
from lif_desktop.sheets.raw import Value
from lif_desktop.sheets.sink import MOST_COLUMNS

_BLOCK = 256 * 1024
_LONGEST_HEAD = 1024 * 1024
_LONGEST_ROW = 8 * 1024 * 1024
_SHEET, _DATA = f"{{{SHEET_MAIN_NS}}}worksheet", f"{{{SHEET_MAIN_NS}}}sheetData"
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml [^<>]*\?>)?[ \t\r\n]*<worksheet[ \t\r\n]")
_ENCODING = re.compile(rb"<\?xml [^<>]*encoding=[\"']([^\"']*)[\"']")
_PREFIX = b' xmlns:x14ac="'
_BEGIN, _END, _ROW_END = b"<sheetData>", b"</sheetData>", b"</row>"

_NAME = "(?:[a-zA-Z]+|x14ac:dyDescent)"
_QUOTED = r'"[^"<>&\x00-\x1f\ufffe\uffff]*"'
_ROW = re.compile(rf"[ \t\r\n]*<row((?: {_NAME}={_QUOTED})*) ?(/?)>", re.ASCII)
_ATTRIBUTE = re.compile(rf" ({_NAME})=({_QUOTED})", re.ASCII)
_PLAIN = r"[^<>&\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]*"
_TEXT = rf"{_PLAIN}(?:&(?:amp|lt|gt|quot|apos);{_PLAIN})*"
_FORMULA = rf"<f(?: (?!xmlns)[a-zA-Z0-9]+={_QUOTED})*(?:/>|>{_TEXT}</f>)"
_CELL = re.compile(
    r'[ \t\r\n]*<c(?: r="([A-Z]{1,3})[1-9][0-9]{0,6}")?((?: s="[0-9]{1,6}")?(?: t="[A-Za-z]{1,9}")?)'
    r'(?: cm="[0-9]+")?(?: vm="[0-9]+")?'
    rf"(?: ?/>|>({_FORMULA})?(?:<v>({_TEXT})</v>|<v ?/>)?"
    rf'(?:<is><t(?: xml:space="preserve")?>({_TEXT})</t></is>)?</c>)'
    r"|([\s\S]+)",
    re.ASCII,
)
_ABOUT = re.compile(r'(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?', re.ASCII)
_ENTITY = re.compile("&([a-z]+);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_SPACE = " \t\r\n"

QuickRow = tuple[dict[str, str], list[Value]]
"""The attributes of a row and its values."""


class Doubt(Exception):
    """The sheet is written in a way that only a parser may judge."""


class Readable(Protocol):
    """What can be read piece by piece."""

    def read(self, size: int = -1) -> bytes:
        """Give at most `size` bytes; none at the end."""


@dataclass(frozen=True)
class Around:
    """What to call for the columns and the merged ranges that stand around the rows."""

    column: Callable[[Element], None]
    merge: Callable[[Element], None]


def quick_rows(stream: Readable, cells: Cells, around: Around) -> Iterator[QuickRow]:
    """Give the rows of a sheet one after the other. Raises Doubt before or after any of them."""
    head, rest = _head(stream)
    outside = _Outside(around)
    outside.feed(head)
    outside.must_be_among_rows()
    walk = _Walk(cells, prefixed=_PREFIX in head)
    while True:
        block = stream.read(_BLOCK)
        rest += block
        end = rest.find(_END)
        if end >= 0:
            yield from walk.rows(rest[:end])
            break
        cut = rest.rfind(_ROW_END) + len(_ROW_END)
        if not block or (cut < len(_ROW_END) and len(rest) > _LONGEST_ROW):
            raise Doubt
        if cut >= len(_ROW_END):
            yield from walk.rows(rest[:cut])
            rest = rest[cut:]
    outside.feed(rest[end:])
    while block := stream.read(_BLOCK):
        outside.feed(block)
    outside.close()


def _head(stream: Readable) -> tuple[bytes, bytes]:
    """What stands before the rows, and what was read beyond it."""
    head = b""
    while _BEGIN not in head:
        block = stream.read(_BLOCK)
        if not block or len(head) > _LONGEST_HEAD:
            raise Doubt
        head += block
    encoding = _ENCODING.match(head)
    if not _DECLARED.match(head) or (encoding and encoding[1].lower() != b"utf-8"):
        raise Doubt
    end = head.index(_BEGIN) + len(_BEGIN)
    return head[:end], head[end:]


class _Outside:
    """The real parser, which sees the sheet as if it had no rows."""

    def __init__(self, around: Around) -> None:
        self._around = around
        self._parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
        self._open: list[str] = []

    def feed(self, data: bytes) -> None:
        self._parser.feed(data)
        self._take()

    def close(self) -> None:
        try:
            self._parser.close()
        except ParseError as error:
            raise Doubt from error
        self._take()

    def must_be_among_rows(self) -> None:
        if self._open != [_SHEET, _DATA]:
            raise Doubt

    def _take(self) -> None:
        try:
            for event, element in cast(Iterator[tuple[str, Element]], self._parser.read_events()):
                if event == "start":
                    self._open.append(element.tag)
                    if element.tag in (ROW, CELL):
                        raise Doubt
                    continue
                self._open.pop()
                if element.tag == COLUMN:
                    self._around.column(element)
                elif element.tag == MERGE:
                    self._around.merge(element)
                element.clear()
        except ParseError as error:
            raise Doubt from error


class _Walk:
    """Walks through rows that are whole."""

    def __init__(self, cells: Cells, prefixed: bool) -> None:
        self._prefixed = prefixed
        self._columns = cells.columns
        self._converts: Memo[str, Convert] = Memo(lambda about: cells.converts[_about(about)])

    def rows(self, data: bytes) -> Iterator[QuickRow]:
        """Give the rows in a piece of the sheet that ends with a row."""
        try:
            *whole, rest = data.decode("utf-8").split(_ROW_END.decode())
        except UnicodeDecodeError as error:
            raise Doubt from error
        for text in whole:
            at = yield from self._blank_rows(text)
            opened = _ROW.match(text, at)
            if opened is None:
                raise Doubt
            yield self._attributes(opened[1]), self._values(text, opened.end())
        at = yield from self._blank_rows(rest)
        if rest[at:].strip(_SPACE):
            raise Doubt

    def _blank_rows(self, text: str) -> Generator[QuickRow, None, int]:
        """Give the rows without cells (<row r="2"/>) with which a text begins; returns where they end."""
        at = 0
        while (opened := _ROW.match(text, at)) and opened[2]:
            yield self._attributes(opened[1]), []
            at = opened.end()
        return at

    def _attributes(self, text: str) -> dict[str, str]:
        found = _ATTRIBUTE.findall(text)
        attributes = {name: value[1:-1] for name, value in found}
        if len(attributes) < len(found) or "xmlns" in attributes or (":dy" in text and not self._prefixed):
            raise Doubt
        return attributes

    def _values(self, row: str, start: int) -> list[Value]:
        found = _CELL.findall(row, start)
        if found and found[-1][-1] and found.pop()[-1].strip(_SPACE):
            raise Doubt
        columns, converts = self._columns, self._converts
        values: list[Value] = []
        for letters, about, formula, text, inline, _ in found:
            if text:
                value = converts[about](_entities(text) if "&" in text else text)
            elif formula or inline:
                value = _without(about, formula, inline)
            else:
                value = None
            column = columns[letters] if letters else min(len(values), MOST_COLUMNS)
            if column == len(values):
                values.append(value)
            else:
                values.extend([None] * (column + 1 - len(values)))
                values[column] = value
        return values


def _about(text: str) -> tuple[str | None, str | None]:
    """The kind (t) and the style (s) of a cell by the text of its attributes."""
    found = _ABOUT.fullmatch(text)
    if found is None:
        raise Doubt
    return found[2], found[1]


def _without(about: str, formula: str, inline: str) -> Value:
    """The value of a cell with nothing in its <v>."""
    kind = _about(about)[0]
    if kind == "inlineStr":
        return unescape(_entities(inline)) or None
    return without_value(kind, bool(formula))


def _entities(text: str) -> str:
    return _ENTITY.sub(lambda found: _ENTITIES[found[1]], text)
