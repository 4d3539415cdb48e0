"""Registers out as Excel workbooks: the working tracker, which may come back, and the table for publication."""

import datetime as dt
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.status import SHAPES, Status
from lif_desktop.office import Office
from lif_desktop.registers import register
from lif_desktop.registers.values import LONGEST, clean
from lif_desktop.sheets import published
from lif_desktop.sheets.furniture import furnish
from lif_desktop.sheets.outgoing import FORMULA_STARTS, Column, Outgoing, outgoing
from lif_desktop.sheets.saving import save_whole
from lif_desktop.sheets.sizes import ONE_PAGE, column_widths, heading_height, lines_in, row_height, wrapping_columns
from lif_desktop.sheets.style import LINE, NUMBERS, PLAIN, TONES, Look

Profile = Literal["working", "published"]

SPARE_ROWS = 500
"""Rows under the last record that keep drop-downs and colours, for rows that are added in Excel."""
_FIRST_DAY = dt.date(1900, 3, 1)
_PRINT_SCALE = 72
_NOT_LISTED = "Keep what you typed, or choose from the list. On the way back the program knows other names too."


def write_tracker(
    office: Office, register_key: str, path: Path, profile: Profile = "working", today: dt.date | None = None
) -> Path:
    """Write the register to `path` as an Excel workbook and give the path.

    "working" is the tracker that a person sorts, fills in and sends round, and that comes back through the import
    unchanged; "published" is a plain table with a title and notes, without what is for the office only, and with
    counts of people below 5 left out. `today` is the day printed on it (the office's own day where none is given).
    Raises SheetError when it cannot be written; what stood at `path` is then untouched.
    """
    own = register(register_key)
    day = today or office.today()
    stream = BytesIO()
    book = _new_book(stream, office, own.label, day)
    if profile == "working":
        _Working(office, book, outgoing(office, own), day).write()
    else:
        published.write(office, book, outgoing(office, own), day)
    book.close()
    return save_whole(path, stream.getvalue())


def _new_book(stream: BytesIO, office: Office, title: str, day: dt.date) -> Workbook:
    """An empty workbook in memory (no copy in the temporary folder) in which text stays text."""
    as_it_is = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    options = {"in_memory": True, "default_format_properties": PLAIN, **as_it_is}
    book = xlsxwriter.Workbook(stream, options)
    partnership = office.setting("partnership", office.profile.partnership)
    made = dt.datetime.combine(day, dt.time(12))
    properties = {"title": title, "author": partnership, "company": partnership, "created": made}
    book.set_properties(properties)
    return book


class _Working:
    """Writes one working tracker: an Excel table on the first sheet, the lists of its drop-downs on the second."""

    def __init__(self, office: Office, book: Workbook, table: Outgoing, day: dt.date) -> None:
        self._office = office
        self._book = book
        self._table = table
        self._day = day
        self._look = Look(book)
        self._widths = column_widths(table)
        self._too_long: list[tuple[int, int, int]] = []
        self._sheet: Worksheet = book.add_worksheet(table.register.label[:31])

    @property
    def _last(self) -> int:
        """The row of the last record, counted from 0; a table has one row at least."""
        return max(len(self._table.rows), 1)

    def write(self) -> None:
        """Everything, then the sheet of lists behind it."""
        self._columns()
        self._headings()
        self._rows()
        self._say_too_long()
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
        if words:
            size = {"width": 230, "height": 20 + 17 * lines_in(words, 34), "font_size": 9, "font_name": "Arial"}
            self._sheet.write_comment(0, place, words, size)

    def _rows(self) -> None:
        writers = [self._writer(place, column) for place, column in enumerate(self._table.columns)]
        wrapping = wrapping_columns(self._table, self._widths)
        widths = [self._widths[place] for place in wrapping]
        for number, row in enumerate(self._table.rows, 1):
            for write, cell in zip(writers, row, strict=True):
                if cell is not None:
                    write(number, cell)
            self._sheet.set_row(number, row_height([row[place] for place in wrapping], widths))

    def _writer(self, place: int, column: Column) -> Callable[[int, Any], None]:
        """What writes one value into this column, by its kind."""
        sheet, plain, kept = self._sheet, self._look.cell(column.kind), self._look.kept_text()

        def text(row: int, value: str) -> None:
            cleaned = value if value.isprintable() and value == value.strip() else clean(value)
            if len(cleaned) > LONGEST:
                self._too_long.append((row, place, len(cleaned)))
            elif cleaned:
                sheet.write_string(row, place, cleaned, kept if cleaned.startswith(FORMULA_STARTS) else plain)

        def status(row: int, value: Status) -> None:
            sheet.write_string(row, place, f"{SHAPES[value.tone]} {value.word}", plain)

        def date(row: int, value: dt.date) -> None:
            if value < _FIRST_DAY:
                sheet.write_string(row, place, show_date(value), plain)
            else:
                sheet.write_datetime(row, place, value, plain)

        def number(row: int, value: float) -> None:
            sheet.write_number(row, place, value, plain)

        def whatever(row: int, value: str | float) -> None:
            if isinstance(value, str):
                text(row, value)
            else:
                number(row, value)

        by_kind: dict[str, Callable[[int, Any], None]] = {
            "status": status,
            "date": date,
            "whole": number,
            "decimal": number,
        }
        return by_kind.get(column.kind, text) if column.key else whatever

    def _say_too_long(self) -> None:
        """A cell left empty because its text is longer than a cell holds says so; an empty cell wipes nothing."""
        for row, place, length in self._too_long:
            words = f"This text has {length:,} characters; a cell holds {LONGEST:,}. It stands whole in the office."
            self._sheet.write_comment(row, place, words, {"visible": True, "width": 220, "height": 60})

    def _lists(self) -> None:
        """The drop-downs, each from a named list on the sheet "Lists", which stays in sight to be read."""
        sheet: Worksheet | None = None
        named: dict[str, int] = {}
        for place, column in enumerate(self._table.columns):
            entries = _entries(self._office, column)
            if not entries:
                continue
            sheet = sheet or self._book.add_worksheet("Lists")
            name = _list_name(column)
            if name not in named:
                named[name] = len(named)
                self._list(sheet, named[name], name, column, entries)
            self._sheet.data_validation(
                1,
                place,
                self._last + SPARE_ROWS,
                place,
                {
                    "validate": "list",
                    "source": f"={name}",
                    "error_type": "information",
                    "error_title": "Not in the list",
                    "error_message": _NOT_LISTED,
                },
            )
        if sheet is not None:
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
            self._furnish(sheet, "Lists")

    def _list(self, sheet: Worksheet, place: int, name: str, column: Column, entries: list[str]) -> None:
        sheet.set_column(place, place, max(24, *(len(entry) + 2 for entry in entries)), self._look.cell("text"))
        sheet.write_string(0, place, f"List for {column.heading}", self._look.heading())
        for row, entry in enumerate(entries, 1):
            sheet.write_string(row, place, entry)
        letter = xlsxwriter.utility.xl_col_to_name(place, col_abs=True)
        self._book.define_name(name, f"=Lists!{letter}$2:{letter}${len(entries) + 1}")

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
            sheet.set_print_scale(_PRINT_SCALE)
        else:
            sheet.fit_to_pages(1, 0)
        self._furnish(sheet, self._table.register.label)

    def _furnish(self, sheet: Worksheet, title: str) -> None:
        """Header and footer: whose it is, what it is, how it is marked, the day, and the page of how many."""
        marking = self._office.lookup.label("markings", "official_sensitive")
        furnish(sheet, self._office, title, marking, self._day)


def _entries(office: Office, column: Column) -> list[str]:
    """What the drop-down of a column offers; nothing for a column without a list."""
    if column.worked_out:
        return []
    if column.kind in ("choice", "choices"):
        return [choice.label for choice in office.lookup.choices(column.choices)]
    if column.kind == "agency":
        return [agency.name for agency in office.lookup.agencies]
    return ["Yes", "No"] if column.kind == "yes_no" else []


def _list_name(column: Column) -> str:
    kind = {"agency": "agencies", "yes_no": "yes_or_no"}.get(column.kind, column.choices)
    return f"List_{kind}"
