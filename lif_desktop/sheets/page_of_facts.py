"""A first sheet that is read: a title, labels with their texts, headings, and rows high enough for their words."""

import datetime as dt

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from lif_desktop.office import Office
from lif_desktop.registers.values import LONGEST, clean
from lif_desktop.sheets.furniture import furnish
from lif_desktop.sheets.sizes import HIGHEST, LINE, lines_in
from lif_desktop.sheets.style import Look

_LABELS, _TEXTS = 24, 112
_ONE_PAGE = 640
"""Points of height that are put on one page."""
_AIR = 5


class PageOfFacts:
    """Writes the sheet from the top down; `finish` ends it."""

    def __init__(self, book: Workbook, look: Look, name: str) -> None:
        self._look = look
        self._sheet = book.add_worksheet(name)
        self._row = 0
        self._height = 0.0
        self._sheet.hide_gridlines(2)
        self._sheet.set_column(0, 0, _LABELS, look.cell("text"))
        self._sheet.set_column(1, 1, _TEXTS, look.cell("text"))

    def title(self, text: str) -> None:
        """What the workbook is, with air beneath it."""
        self._alone(text, self._look.title(), 24)
        self._row += 1

    def head(self, text: str) -> None:
        """The heading of a part, with air above it."""
        self._row += 1
        self._alone(text, self._look.section(), 22)

    def line(self, label: str, text: str, look: Format | None = None) -> None:
        """A label with its text; a text longer than a row can show goes on in the next. `look` is that of the label."""
        for number, part in enumerate(_parts(clean(text))):
            self._sheet.write_string(self._row, 0, "" if number else label, look or self._look.label())
            self._sheet.write_string(self._row, 1, part, self._look.kept_text())
            self._high(min(max(lines_in(part, _TEXTS), lines_in(label, _LABELS)) * LINE + _AIR, HIGHEST))

    def finish(self, office: Office, title: str, marking: str, day: dt.date) -> None:
        """The page of the sheet and its margins; one page where the text is no longer than that."""
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 1 if self._height <= _ONE_PAGE else 0)
        furnish(self._sheet, office, title, marking, day)

    def _alone(self, text: str, look: Format, height: float) -> None:
        self._sheet.write_string(self._row, 0, clean(text)[:LONGEST], look)
        self._high(height)

    def _high(self, height: float) -> None:
        self._sheet.set_row(self._row, height)
        self._height += height
        self._row += 1


def _parts(text: str) -> list[str]:
    """A text in parts that a row can show, broken between paragraphs, and where one is too long between words."""
    most = int((HIGHEST - _AIR) // LINE)
    parts: list[str] = []
    for line in (short for long in text.split("\n") for short in _shorter(long, most)):
        joined = f"{parts[-1]}\n{line}" if parts else line
        if parts and lines_in(joined, _TEXTS) <= most:
            parts[-1] = joined
        else:
            parts.append(line)
    return parts


def _shorter(line: str, most: int) -> list[str]:
    """A paragraph in pieces of no more than so many lines."""
    room = most * _TEXTS * 3 // 4
    if lines_in(line, _TEXTS) <= most:
        return [line]
    pieces: list[str] = []
    while len(line) > room:
        at = line.rfind(" ", 0, room) + 1 or room
        pieces.append(line[:at].rstrip())
        line = line[at:]
    return [*pieces, line]
