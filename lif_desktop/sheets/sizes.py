"""How wide columns and how high rows must be so that nothing is cut, overlaps or fills a page with one cell."""

import datetime as dt
from collections.abc import Iterable, Sequence

from lif_desktop.framework.status import Status
from lif_desktop.sheets.outgoing import Cell, Outgoing

LINE = 13.2
"""Points that one line of text takes."""
HIGHEST = 409.0
"""Points; Excel makes no row higher."""
ONE_PAGE = 16
"""With more columns than this a sheet is printed over several pages across."""
_PAGE_WIDTH = 190
"""Characters across one page of A4 on its side, with letters still easy to read."""
_DATE_WIDTH = 18
_NARROWEST_NOTE, _WIDEST_NOTE = 26, 96
_LINES_WANTED = 7
_HEADING_LINES = 3
_LETTER = 1.1
"""How many letters of running text stand in the width of one character, which is that of a figure."""


def column_widths(table: Outgoing) -> list[int]:
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
    least = max(*(len(word) for word in heading.split()), len(heading) // _HEADING_LINES) + 3
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
    if isinstance(cell, str):
        return len(cell) if "\n" not in cell else max(map(len, cell.split("\n")))
    if isinstance(cell, Status):
        return len(cell.word) + 2
    if isinstance(cell, dt.date):
        return _DATE_WIDTH - 1
    return len(str(cell)) if cell is not None else 0


def lines_in(text: str, width: int) -> int:
    """How many lines `text` takes in a column of `width` characters, broken between words where it can be."""
    width = width if text.isupper() else max(int(width * _LETTER), 1)
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(_wrapped(paragraph, width) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, width: int) -> int:
    if len(paragraph) <= width:
        return 1
    lines, used = 1, 0
    for word in paragraph.split(" "):
        length = len(word)
        if used and used + 1 + length > width:
            lines, used = lines + 1, 0
        if length > width:
            more, length = divmod(length, width)
            lines += more
        used += length + (1 if used else 0)
    return lines


def row_height(cells: Iterable[Cell], widths: Sequence[int]) -> float:
    """The height of a row in points: as many lines as its longest cell takes, and some air."""
    lines = 1
    for cell, width in zip(cells, widths, strict=True):
        text = f"{cell.word}  " if isinstance(cell, Status) else cell
        if isinstance(text, str) and (len(text) > width or "\n" in text):
            lines = max(lines, lines_in(text, width))
    return min(lines * LINE + 4, HIGHEST)
