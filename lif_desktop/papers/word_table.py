"""Builds a table in the XML of Word, row by row: header row, widths, rows that stay whole. Made for speed."""

from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from lif_desktop.papers import blocks
from lif_desktop.papers.look import GROUP_FILL
from lif_desktop.papers.ooxml import TWIPS_IN_MM
from lif_desktop.papers.template import COMPACT_POINTS, COMPACT_TWIPS, TABLE_POINTS
from lif_desktop.papers.widths import column_widths
from lif_desktop.papers.word_text import P, add_text, setting, split_lines
from lif_desktop.papers.words import clean, shorten

LONGEST_WHOLE_ROW = 1200
"""From so many characters in a cell its row may run over a page: LibreOffice cuts off what does not fit."""

SMALL_TABLE = 10
"""A table of so many rows at most is kept on one page."""

LONGEST_PROPERTY = 255
ROWS_BETWEEN = 25
"""After so many rows of a table it is asked whether to go on."""

_JC = {"left": "", "right": "right", "centre": "center"}
_LOOK = {"val": "0020", "firstRow": "1", "lastRow": "0", "firstColumn": "0", "lastColumn": "0", "noHBand": "1",
         "noVBand": "1"}  # fmt: skip
LARGEST_TO_SIGN = 60
"""Millimetres of rows to write in by hand that are still kept on one page."""


def build_table(parent: Any, table: blocks.Table, room: int, ids: dict[str, str], going: Callable[[], None]) -> Any:
    """The table as an element for the document of `parent`, `room` twips wide; `going` is asked now and then."""
    points = COMPACT_POINTS if table.compact else TABLE_POINTS
    widths = column_widths(table, room, points)
    made = parent.makeelement(qn("w:tbl"))
    _properties(made, table, widths, ids)
    builder = _Rows(table, widths, ids, 0 if points == TABLE_POINTS else points)
    made.append(builder.header(made))
    for number in range(len(table.rows)):
        if number % ROWS_BETWEEN == ROWS_BETWEEN - 1:
            going()
        made.append(builder.row(made, number))
    return made


def is_small(table: blocks.Table) -> bool:
    """Whether a table is small enough to be kept on one page."""
    letters = sum(len(blocks.plain(text)) for row in table.rows for text in row)
    by_hand = table.row_height * len(table.rows)
    return len(table.rows) <= SMALL_TABLE and letters <= LONGEST_WHOLE_ROW and by_hand <= LARGEST_TO_SIGN


def _add(parent: Any, name: str, **values: str) -> Any:
    made = etree.SubElement(parent, qn(f"w:{name}"))
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _properties(made: Any, table: blocks.Table, widths: list[int], ids: dict[str, str]) -> None:
    """What the table says of itself, in the order of the schema, and its grid."""
    properties = _add(made, "tblPr")
    _add(properties, "tblStyle", val=ids["register table"])
    _add(properties, "tblW", w=str(sum(widths)), type="dxa")
    _add(properties, "tblLayout", type="fixed")
    if table.compact:
        margins = _add(properties, "tblCellMar")
        for side in ("top", "bottom"):
            _add(margins, side, w=str(COMPACT_TWIPS), type="dxa")
    _add(properties, "tblLook", **_LOOK)
    _add(properties, "tblCaption", val=shorten(table.about, LONGEST_PROPERTY))
    _add(properties, "tblDescription", val=clean(table.about))
    grid = _add(made, "tblGrid")
    for width in widths:
        _add(grid, "gridCol", w=str(width))


class _Rows:
    """Builds the rows of one table. `points` 0 leaves the letters as the style has them."""

    def __init__(self, table: blocks.Table, widths: list[int], ids: dict[str, str], points: float) -> None:
        self._table, self._widths, self._points = table, [str(width) for width in widths], points
        self._words, self._heading = ids["table text"], ids["table heading"]
        self._jc = [_JC[column.align] for column in table.columns]
        self._small = is_small(table)

    def header(self, parent: Any) -> Any:
        """The row of headings, repeated on each page."""
        row = parent.makeelement(qn("w:tr"))
        flags = _add(row, "trPr")
        _add(flags, "cantSplit")
        _add(flags, "tblHeader")
        for at, column in enumerate(self._table.columns):
            self._cell(row, at, column.title, self._heading)
        return row

    def row(self, parent: Any, number: int) -> Any:
        """One row of the body."""
        table = self._table
        texts, group = table.rows[number], number in table.groups
        row = parent.makeelement(qn("w:tr"))
        whole = max(len(blocks.plain(text)) for text in texts) <= LONGEST_WHOLE_ROW
        if whole or table.row_height:
            flags = _add(row, "trPr")
            if whole:
                _add(flags, "cantSplit")
            if table.row_height:
                _add(flags, "trHeight", val=str(round(table.row_height * TWIPS_IN_MM)), hRule="atLeast")
        keep = group or (self._small and number < len(table.rows) - 1)
        for at, text in enumerate(texts):
            self._cell(row, at, text, self._words, table.heads and at == 0, GROUP_FILL if group else "", keep)
        return row

    def _cell(
        self, row: Any, at: int, text: blocks.Text, style: str, strong: bool = False, fill: str = "", keep: bool = False
    ) -> None:
        cell = _add(row, "tc")
        properties = _add(cell, "tcPr")
        _add(properties, "tcW", w=self._widths[at], type="dxa")
        if fill:
            _add(properties, "shd", val="clear", color="auto", fill=fill)
        for line in split_lines(text):
            paragraph = etree.SubElement(cell, P)
            settings = _add(paragraph, "pPr")
            _add(settings, "pStyle", val=style)
            if keep:
                _add(settings, "keepNext")
            if self._jc[at]:
                _add(settings, "jc", val=self._jc[at])
            if self._points:
                mark = _add(settings, "rPr")
                for name in ("sz", "szCs"):
                    _add(mark, name, val=str(round(self._points * 2)))
            add_text(paragraph, line, strong, self._points)


def start_on_new_page(table: Any) -> None:
    """Let a table start on a new page, by the first paragraph in it."""
    setting(next(table.iter(P)), "pageBreakBefore")
