"""What every workbook that goes out begins with, and how its cells are written so that text stays text."""

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.status import SHAPES, Status
from lif_desktop.office import Office
from lif_desktop.office.partnership import partnership_of
from lif_desktop.registers.values import LONGEST, clean
from lif_desktop.sheets.outgoing import FORMULA_STARTS
from lif_desktop.sheets.sizes import lines_in, units
from lif_desktop.sheets.style import PLAIN

_FIRST_DAY = dt.date(1900, 3, 1)
_RUN, _RUN_END = "<r>", "</r>"
_NEVER_TOO_LONG = LONGEST // 2
"""Letters of a text that fits into a cell even where Excel counts each of them twice."""


class _Book(Workbook):  # type: ignore[misc]  # XlsxWriter has no types
    """A workbook in which a text that looks like the XML of a rich text stays a text.

    XlsxWriter keeps rich texts among the plain ones as the XML of their runs, and knows them by how they begin and end:
    a cell that says "<r></b></r>" would be written as XML, and the workbook could not be opened.
    """

    def close(self) -> None:
        """Write the workbook."""
        texts = self.str_table.string_table
        if any(text.startswith(_RUN) and text.endswith(_RUN_END) for text in texts):
            self.str_table.string_table = {_as_a_run(text): place for text, place in texts.items()}
        super().close()


def _as_a_run(text: str) -> str:
    """A text that looks like runs as one run that says it."""
    if not (text.startswith(_RUN) and text.endswith(_RUN_END)):
        return text
    return f'<r><t xml:space="preserve">{escape(text)}</t></r>'


def new_book(stream: BytesIO, office: Office, title: str, day: dt.date) -> Workbook:
    """An empty workbook in memory (no copy in the temporary folder) in which text stays text."""
    as_it_is = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    options = {"in_memory": True, "default_format_properties": PLAIN, **as_it_is}
    book = _Book(stream, options)
    partnership = partnership_of(office)
    made = dt.datetime.combine(day, dt.time(12))
    properties = {"title": title, "author": partnership, "company": partnership, "created": made}
    book.set_properties(properties)
    return book


def write_note(sheet: Worksheet, row: int, place: int, words: str) -> None:
    """A note on a cell, high enough for its words."""
    size = {"width": 230, "height": 20 + 17 * lines_in(words, 34), "font_size": 9, "font_name": "Arial"}
    sheet.write_comment(row, place, words, size)


class CellWriter:
    """Writes the values of one sheet by the kind of their column, and keeps which were too long for a cell."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._too_long: list[tuple[int, int, int]] = []

    def column(self, place: int, kind: str, plain: Format, kept: Format) -> Callable[[int, Any], None]:
        """What writes one value into the column at `place` (from 0), given the row and the value.

        `kind` is that of a field, or "" where text and numbers may stand. `plain` is the format of its cells, `kept`
        that of a text which begins like a formula.
        """
        sheet = self._sheet

        def text(row: int, value: str) -> None:
            cleaned = value if value.isprintable() and value == value.strip() else clean(value)
            if len(cleaned) > _NEVER_TOO_LONG and units(cleaned) > LONGEST:
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
            "": whatever,
            "status": status,
            "date": date,
            "whole": number,
            "decimal": number,
        }
        return by_kind.get(kind, text)

    def say_too_long(self) -> None:
        """A cell left empty because its text is longer than a cell holds says so; an empty cell wipes nothing."""
        for row, place, length in self._too_long:
            words = f"This text has {length:,} characters; a cell holds {LONGEST:,}. It stands whole in the office."
            self._sheet.write_comment(row, place, words, {"visible": True, "width": 220, "height": 60})
