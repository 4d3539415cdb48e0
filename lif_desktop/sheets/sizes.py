"""How wide columns and how high rows must be so that nothing is cut, overlaps or fills a page with one cell."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol

from lif_desktop.framework.status import Status
from lif_desktop.sheets.outgoing import Cell, Column

LINE = 13.2
"""Points that one line of text takes."""
HIGHEST = 409.0
"""Points; Excel makes no row higher."""
ONE_PAGE = 16
"""With more columns than this a sheet is printed over several pages across."""
WIDE_SCALE = 72
"""Per cent at which such a sheet is printed."""
_PAGE_WIDTH = 190
"""Characters across one page of A4 on its side, with letters still easy to read."""
_DATE_WIDTH = 18
_NARROWEST_NOTE, _WIDEST_NOTE = 26, 96
_LINES_WANTED = 7
_HEADING_LINES = 2
_LETTERS = {
    letter: thousandths / 556 * 1.04
    for letters, thousandths in (
        ("ijl'|", 222),
        (" Ift.,:;!/()[]", 278),
        ('-r"', 333),
        ("cksvxyzJ*", 500),
        ("abdeghnopquL0123456789?_", 556),
        ("+<=>~", 584),
        ("FTZ", 611),
        ("ABEKPSVXY&", 667),
        ("wCDHNRU", 722),
        ("GOQ", 778),
        ("mM", 833),
        ("%", 889),
        ("W", 944),
        ("@", 1015),
    )
    for letter in letters
}
"""The widths of Arial's letters against that of a figure, the unit of column widths; with a little to spare."""
_SPACE = _LETTERS[" "]
_LEAST_LETTER = 1.2
"""A text so much shorter than its column is not measured: only capitals are wider."""


class Grid(Protocol):
    """Columns and the rows in their order."""

    @property
    def columns(self) -> Sequence[Column]:
        """The columns."""

    @property
    def rows(self) -> Sequence[tuple[Cell, ...]]:
        """The rows, each with a cell for every column."""


def column_widths(table: Grid) -> list[int]:
    """The width of each column in characters, by what stands in it; squeezed where all go on one page."""
    widths = [
        _width(
            table.columns[place].kind,
            table.columns[place].width,
            table.columns[place].heading,
            [row[place] for row in table.rows],
        )
        for place in range(len(table.columns))
    ]
    return _squeezed(widths) if len(widths) <= ONE_PAGE else widths


def _width(kind: str, wanted: int, heading: str, cells: Sequence[Cell]) -> int:
    least = max([len(heading) // _HEADING_LINES, *(len(word) for word in heading.split())]) + 3
    if kind == "date":
        return max(least, _DATE_WIDTH if any(cells) else 12)
    longest = max((_length(cell) for cell in cells), default=0)
    if kind == "status":
        return max(least, min(longest + 2, 34))
    if longest > 2 * max(wanted, _NARROWEST_NOTE):
        return max(least, min(max(longest // _LINES_WANTED, wanted, _NARROWEST_NOTE), _WIDEST_NOTE))
    return max(least, min(longest + 2, max(wanted, _NARROWEST_NOTE)))


def _squeezed(widths: list[int]) -> list[int]:
    """`widths` with the widest made narrower, alike, until they fit on one page or are narrow enough."""
    shrunk = list(widths)
    while sum(shrunk) > _PAGE_WIDTH:
        widest = max(shrunk)
        if widest <= _DATE_WIDTH:
            break
        shrunk = [width - 1 if width == widest else width for width in shrunk]
    return shrunk


def _length(cell: Cell) -> int:
    if cell is None:
        return 0
    if isinstance(cell, str):
        return len(cell) if "\n" not in cell else max(map(len, cell.split("\n")))
    return len(cell.word) + 2 if isinstance(cell, Status) else len(str(cell))


def lines_in(text: str, width: float) -> int:
    """How many lines `text` takes in a column of `width` characters, broken between words where it can be."""
    if len(text) * _LEAST_LETTER <= width and "\n" not in text:
        return 1
    return sum(_wrapped(paragraph, width) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, width: float) -> int:
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        length = _length_of(word)
        if used and used + _SPACE + length > width:
            lines, used = lines + 1, 0.0
        if length > width:
            more, length = divmod(length, width)
            lines += int(more)
        used += length + (_SPACE if used else 0)
    return lines


@lru_cache(maxsize=20_000)
def _length_of(word: str) -> float:
    """How long a word is, in widths of a figure; words repeat, so that most are measured once."""
    return sum(_LETTERS.get(letter, 1.8 if letter > "\u2e80" else 1.1) for letter in word)


def wrapping_columns(table: Grid, widths: Sequence[int]) -> list[int]:
    """The places of the columns that have a cell which may take more than one line; the others need no measuring."""
    return [place for place, width in enumerate(widths) if any(_may_wrap(row[place], width) for row in table.rows)]


def _may_wrap(cell: Cell, width: int) -> bool:
    text = cell.word if isinstance(cell, Status) else cell
    return isinstance(text, str) and ((len(text) + 2) * _LEAST_LETTER > width or "\n" in text)


def row_height(cells: Iterable[Cell], widths: Sequence[int]) -> float:
    """The height of a row in points: as many lines as its longest cell takes, and some air."""
    lines = 1
    for cell, width in zip(cells, widths, strict=True):
        text = f"{cell.word}  " if isinstance(cell, Status) else cell
        # A text that would fill fewer lines than are counted already, with one to spare, is not measured.
        if isinstance(text, str) and (len(text) * _LEAST_LETTER > width * (lines - 1) or "\n" in text):
            lines = max(lines, lines_in(text, width))
    return min(lines * LINE + 4, HIGHEST)


def heading_height(headings: Sequence[str], widths: Sequence[int]) -> float:
    """The height of the row of headings in points; they are bold, so they need more room."""
    lines = max(lines_in(heading, width * 0.9) for heading, width in zip(headings, widths, strict=True))
    return lines * LINE + 8


def units(text: str) -> int:
    """How long Excel counts a text: a letter beyond the first 65,536 of Unicode counts twice."""
    return len(text) if text.isascii() else len(text) + sum(letter > "\uffff" for letter in text)
