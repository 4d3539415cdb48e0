"""Sheets as agencies write them, titles, merged headings, notes, colours, dates in many forms; written as .xlsx."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

from lif_desktop.sheets.sizes import lines_in

Cell = str | int | float | dt.date | None
Colour = Callable[[str, Cell], str | None]

MADE_UP = "Made-up data for trying out LIF Desktop. No real person, case or figure."
_ORDINAL = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
RAG = {
    "red": "#FF0000",
    "amber": "#FFC000",
    "green": "#00B050",
    "blue": "#00B0F0",
    "r": "#FF0000",
    "a": "#FFC000",
    "g": "#00B050",
    "ri": "#FFC000",
    "requires improvement": "#FFC000",
    "good": "#92D050",
    "outstanding": "#00B050",
    "i": "#FF0000",
    "inadequate": "#FF0000",
    "o": "#00B050",
    "overdue": "#FF0000",
    "chased": "#FFC000",
}


def colour_by_word(_heading: str, value: Cell) -> str | None:
    """The colour that offices give to a red, amber or green word."""
    return RAG.get(str(value).casefold()) if value is not None else None


@dataclass
class Sheet:
    """One sheet: lines above, a line of merged group headings, headings, rows, lines below.

    `forms` says by heading how dates are written ("real" or a form of `as_text`); `form` does for the rest. `groups`
    are (first heading, last heading, text). `offset` leaves so many columns free on the left.
    """

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    above: Sequence[str] = ()
    below: Sequence[str] = ()
    groups: Sequence[tuple[str, str, str]] = ()
    hidden: Sequence[str] = ()
    widths: Mapping[str, int] = field(default_factory=dict)
    form: str = "real"
    forms: Mapping[str, str] = field(default_factory=dict)
    colour: Colour | None = None
    offset: int = 0
    gap: int = 1
    head: str = "#1F4E79"

    @property
    def top(self) -> int:
        """The row of the headings, from 0."""
        return len(self.above) + (self.gap if self.above else 0) + (1 if self.groups else 0)

    @property
    def wide(self) -> bool:
        """Whether it takes more than one page across."""
        return sum(self.widths.get(heading, 15) for heading in self.headings) > 230

    def lines(self, row: Sequence[Cell]) -> int:
        """How many lines the longest cell of a row takes."""
        return max(
            lines_in(str(self.cell(heading, value)), self.widths.get(heading, 15) * 0.92)
            for heading, value in zip(self.headings, row, strict=False)
        )

    def place(self, heading: str) -> int:
        """The column of a heading, from 0."""
        return self.offset + list(self.headings).index(heading)

    def cell(self, heading: str, value: Cell) -> Cell:
        """The value as this sheet writes it."""
        form = self.forms.get(heading, self.form)
        return as_text(value, form) if isinstance(value, dt.date) and form != "real" else value


def as_text(day: dt.date, form: str) -> str:
    """A date in one of the ways in which people type it."""
    ordinal = f"{day.day}{_ORDINAL.get(day.day, 'th')}"
    return {
        "slashes": f"{day:%d/%m/%Y}",
        "short": f"{day.day}/{day.month}/{day:%y}",
        "dots": f"{day:%d.%m.%Y}",
        "iso": f"{day:%Y-%m-%d}",
        "words": f"{day.day} {day:%B %Y}",
        "abbreviated": f"{day:%d-%b-%y}",
        "brief": f"{day.day} {day:%b %Y}",
        "spoken": f"{day:%a} {ordinal} {day:%B %Y}",
        "ordinal": f"{ordinal} {day:%B %Y}",
    }[form]


def write_xlsx(path: Path, sheets: Sequence[Sheet], title: str) -> None:
    """An Excel workbook; the same bytes each time."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    properties: dict[str, Any] = {
        "title": title,
        "author": "Made up",
        "comments": MADE_UP,
        "created": dt.datetime(2026, 11, 23, tzinfo=dt.UTC).replace(tzinfo=None),
    }
    book.set_properties(properties)
    for sheet in sheets:
        _xlsx_sheet(book, sheet)
    book.close()


def _xlsx_sheet(book: Any, sheet: Sheet) -> None:
    made = book.add_worksheet(sheet.name)
    base = {
        "font_name": "Calibri",
        "font_size": 11,
        "text_wrap": True,
        "valign": "top",
        "border": 1,
        "border_color": "#BFBFBF",
    }
    head = book.add_format({**base, "bold": True, "bg_color": sheet.head, "font_color": "#FFFFFF", "valign": "vcenter"})
    group = book.add_format({**base, "bold": True, "bg_color": "#D9E2F3", "align": "center"})
    formats: dict[tuple[str, str | None], Any] = {}
    last = sheet.offset + len(sheet.headings) - 1
    for row, line in enumerate(sheet.above):
        style = book.add_format({"bold": row == 0, "font_size": 16 if row == 0 else 10, "italic": row > 0})
        made.merge_range(row, sheet.offset, row, max(last, sheet.offset + 1), line, style)
        made.set_row(row, 24 if row == 0 else 15)
    for first, final, text in sheet.groups:
        made.merge_range(sheet.top - 1, sheet.place(first), sheet.top - 1, sheet.place(final), text, group)
    for heading in sheet.headings:
        options = {"hidden": True} if heading in sheet.hidden else {}
        made.set_column(sheet.place(heading), sheet.place(heading), sheet.widths.get(heading, 15), None, options)
        made.write_string(sheet.top, sheet.place(heading), heading, head)
    for number, row in enumerate(sheet.rows, sheet.top + 1):
        made.set_row(number, 15 * sheet.lines(row) + 1)
        for heading, value in zip(sheet.headings, row, strict=False):
            shown = sheet.cell(heading, value)
            fill = sheet.colour(heading, value) if sheet.colour else None
            kind = "date" if isinstance(shown, dt.date) else "plain"
            if (kind, fill) not in formats:
                more = ({"num_format": "dd/mm/yyyy"} if kind == "date" else {}) | ({"bg_color": fill} if fill else {})
                formats[kind, fill] = book.add_format(base | more)
            _xlsx_cell(made, number, sheet.place(heading), shown, formats[kind, fill])
    for row, line in enumerate(sheet.below, sheet.top + len(sheet.rows) + 2):
        made.write_string(row, sheet.offset, line, book.add_format({"italic": True, "font_size": 9}))
    made.set_row(sheet.top, 15 * sheet.lines(sheet.headings) + 4)
    made.set_landscape()
    made.set_paper(9)
    made.repeat_rows(sheet.top)
    if sheet.wide:
        made.set_print_scale(60)
    else:
        made.fit_to_pages(1, 0)


def _xlsx_cell(made: Any, row: int, column: int, value: Cell, style: Any) -> None:
    if value is None or value == "":
        made.write_blank(row, column, None, style)
    elif isinstance(value, dt.date):
        made.write_datetime(row, column, value, style)
    elif isinstance(value, int | float):
        made.write_number(row, column, value, style)
    else:
        made.write_string(row, column, value, style)
