"""Registers out as Excel workbooks: the working tracker, which may come back, and the table for publication."""

import datetime as dt
from collections.abc import Collection, Iterator
from io import BytesIO
from pathlib import Path
from typing import Literal

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lif_desktop.framework.status import SHAPES
from lif_desktop.office import Office
from lif_desktop.registers import register
from lif_desktop.sheets import published
from lif_desktop.sheets.book import CellWriter, new_book
from lif_desktop.sheets.dropdowns import DropDowns
from lif_desktop.sheets.furniture import furnish
from lif_desktop.sheets.outgoing import Change, Column, Outgoing, as_it_is, narrowed, outgoing
from lif_desktop.sheets.saving import save_whole
from lif_desktop.sheets.sizes import (
    ONE_PAGE,
    WIDE_SCALE,
    column_widths,
    heading_height,
    lines_in,
    row_height,
    wrapping_columns,
)
from lif_desktop.sheets.style import LINE, NUMBERS, TONES, Look

Profile = Literal["working", "published"]

SPARE_ROWS = 500
"""Rows under the last record that keep drop-downs and colours, for rows that are added in Excel."""


def write_tracker(
    office: Office,
    register_key: str,
    path: Path,
    profile: Profile = "working",
    today: dt.date | None = None,
    rows: Collection[int] | None = None,
    what: str = "",
    change: Change = as_it_is,
) -> Path:
    """Write the register to `path` as an Excel workbook and give the path.

    "working" is the tracker that a person sorts, fills in and sends round, and that comes back through the import
    unchanged; "published" is a plain table with a title and notes, without what is for the office only, and with
    counts of people below 5 left out. `today` is the day printed on it (the office's own day where none is given).
    `rows` are the numbers of the records to write, in their order; None writes all. `what` says in words which they are
    ("Actions, overdue, police"), and both are said in the workbook, so that nobody takes it for the whole register.
    `change` is done to what goes out (`look_over.masked`), and to nothing in the office. Raises SheetError when it
    cannot be written; what stood at `path` is then untouched.
    """
    day = today or office.today()
    stream = BytesIO()
    table = change(tracker_table(office, register_key, profile, rows, what))
    book = new_book(stream, office, table.title, day)
    if profile == "working":
        drops = DropDowns(office, book, Look(book))
        WorkingSheet(office, book, table, day, drops).write()
        drops.finish(marking(office), day)
    else:
        published.write(office, book, table, day)
    book.close()
    return save_whole(path, stream.getvalue())


def tracker_table(
    office: Office, register_key: str, profile: Profile = "working", rows: Collection[int] | None = None, what: str = ""
) -> Outgoing:
    """What `write_tracker` writes, for a look over it before it leaves."""
    whole = outgoing(office, register(register_key))
    return narrowed(whole if profile == "working" else published.for_publication(whole), rows, what)


def marking(office: Office) -> str:
    """How a workbook for the office's own work is marked."""
    return office.lookup.label("markings", "official_sensitive")


def _sheet_name(table: Outgoing) -> str:
    """The register, and how much of it where only some of it was chosen: that stays in sight on the screen."""
    part = f" ({table.part})" if table.chosen else ""
    return f"{table.register.label[: 31 - len(part)]}{part}"


class WorkingSheet:
    """Writes one working tracker as an Excel table on a sheet of its own; `drops` gives its columns their lists.

    `name` is that of the sheet, the register's own where none is given.
    """

    def __init__(
        self,
        office: Office,
        book: Workbook,
        table: Outgoing,
        day: dt.date,
        drops: DropDowns,
        name: str = "",
    ) -> None:
        self._office = office
        self._book = book
        self._table = table
        self._day = day
        self._drops = drops
        self._look = Look(book)
        self._widths = column_widths(table)
        self._sheet: Worksheet = book.add_worksheet(name or _sheet_name(table))

    @property
    def _last(self) -> int:
        """The row of the last record, counted from 0; a table has one row at least."""
        return max(len(self._table.rows), 1)

    def write(self) -> None:
        """Everything on the sheet."""
        self._columns()
        self._headings()
        self._rows()
        self._lists()
        self._colours()
        self._page()

    def _columns(self) -> None:
        for place, (column, width) in enumerate(zip(self._table.columns, self._widths, strict=True)):
            self._sheet.set_column(place, place, width, self._look.cell(column.kind))

    def _headings(self) -> None:
        """The Excel table with its headings; XlsxWriter wants them both in the table and, with a format, in cells."""
        columns = [
            {"header": column.heading, "header_format": self._look.heading(column.worked_out, column.kind in NUMBERS)}
            for column in self._table.columns
        ]
        name = f"Tracker_{self._table.register.key}"
        options = {"name": name, "columns": columns, "style": None}
        self._sheet.add_table(0, 0, self._last, len(columns) - 1, options)
        self._sheet.set_row(0, heading_height([column.heading for column in self._table.columns], self._widths))
        self._sheet.freeze_panes(1, 1)
        for place, column in enumerate(self._table.columns):
            self._note(place, column)

    def _note(self, place: int, column: Column) -> None:
        """The note on a heading: what the column is for, or that the program makes it."""
        if column.key == "version":
            words = "Rises with each change in the office. Leave it as it is: it tells whether the row has moved on."
        elif column.worked_out:
            words = "Worked out by the program. What is typed here is not read back."
        else:
            words = column.help
        if self._table.chosen and not place:
            words = f"Only part of the register: {self._table.what}. {self._table.part} are shown. {words}".strip()
        if words:
            size = {"width": 230, "height": 20 + 17 * lines_in(words, 34), "font_size": 9, "font_name": "Arial"}
            self._sheet.write_comment(0, place, words, size)

    def _rows(self) -> None:
        cells, kept = CellWriter(self._sheet), self._look.kept_text()
        writers = [
            cells.column(place, column.kind if column.key else "", self._look.cell(column.kind), kept)
            for place, column in enumerate(self._table.columns)
        ]
        wrapping = wrapping_columns(self._table, self._widths)
        widths = [self._widths[place] for place in wrapping]
        for number, row in enumerate(self._table.rows, 1):
            for write, cell in zip(writers, row, strict=True):
                if cell is not None:
                    write(number, cell)
            self._sheet.set_row(number, row_height([row[place] for place in wrapping], widths))
        cells.say_too_long()

    def _lists(self) -> None:
        for place, column in enumerate(self._table.columns):
            self._drops.add(self._sheet, (1, self._last + SPARE_ROWS), place, column)

    def _colours(self) -> None:
        """Colour beside the word: of each state by its shape, of each band and BRAG by its name; then thin lines."""
        last = self._last + SPARE_ROWS
        for place, column in enumerate(self._table.columns):
            for criteria, value, look in self._rules(column):
                rule = {"type": "text", "criteria": criteria, "value": value, "format": look}
                if criteria == "equal to":
                    rule = {"type": "cell", "criteria": "==", "value": f'"{value}"', "format": look}
                self._sheet.conditional_format(1, place, last, place, rule)
        lines = self._book.add_format({"bottom": 1, "bottom_color": LINE})
        self._sheet.conditional_format(
            1, 0, self._last, len(self._table.columns) - 1, {"type": "no_errors", "format": lines}
        )

    def _rules(self, column: Column) -> Iterator[tuple[str, str, Format]]:
        if column.kind == "status":
            for tone, shape in SHAPES.items():
                yield "begins with", shape, self._look.tone(*TONES[tone])
        elif column.choices == "brag":
            for choice in self._office.lookup.choices("brag"):
                yield "equal to", choice.label, self._look.tone(*TONES.get(choice.key, TONES["none"]))
        elif column.key == "band":
            for band in self._office.profile.risk.bands:
                yield "equal to", band.label, self._look.tone(band.ink, band.fill)

    def _page(self) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(0)
        if len(self._table.columns) > ONE_PAGE:
            sheet.repeat_columns(0, 0)
            sheet.set_print_scale(WIDE_SCALE)
        else:
            sheet.fit_to_pages(1, 0)
        furnish(sheet, self._office, self._table.title, marking(self._office), self._day, self._table.part)
