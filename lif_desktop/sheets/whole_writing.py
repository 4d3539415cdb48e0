"""Writes the whole office as one workbook: a sheet for each table, in words, and what is needed to read it again."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lif_desktop import __version__
from lif_desktop.framework.choice import plain
from lif_desktop.framework.dates import show_date
from lif_desktop.office import Office
from lif_desktop.office.partnership import partnership_of
from lif_desktop.office.schema import SCHEMA_VERSION
from lif_desktop.office.whole import next_numbers, whole_office
from lif_desktop.registers.field import Kind
from lif_desktop.registers.values import clean
from lif_desktop.sheets.furniture import furnish
from lif_desktop.sheets.outgoing import FORMULA_STARTS, Column
from lif_desktop.sheets.sizes import (
    ONE_PAGE,
    WIDE_SCALE,
    column_widths,
    heading_height,
    row_height,
    wrapping_columns,
)
from lif_desktop.sheets.style import NUMBERS, Look
from lif_desktop.sheets.tracker import marking
from lif_desktop.sheets.whole_layout import (
    ABOUT,
    COLUMNS,
    EXTRA,
    FORMAT,
    LISTS,
    LONG_TEXTS,
    NAMED_BY,
    NUMBERING,
    SHEETS,
    Part,
    TableSheet,
    distinct,
)
from lif_desktop.sheets.whole_words import Cell, Lists, LongTexts, Names, Writing, unusual

_MOST_COLUMNS = 250
"""Columns of one sheet; the reader takes 256."""
_LONGEST_HEADING = 200
_KINDS: Mapping[str, Kind] = {"whole": "whole", "decimal": "decimal", "date": "date"}
_WIDEST = 60
_WAY_BACK = (
    "Into a new, empty office: lif-desktop import FILE --into everything --office NEW.lif. What is changed here in "
    "Excel is taken in as it stands then; what cannot be read is said with sheet and cell."
)


@dataclass(frozen=True)
class _Grid:
    """Columns and rows for measuring."""

    columns: Sequence[Column]
    rows: Sequence[tuple[Any, ...]]


class WholeWriter:
    """Writes the sheets of the whole office."""

    def __init__(self, office: Office, book: Workbook, day: dt.date) -> None:
        self._office, self._book, self._day = office, book, day
        self._look = Look(book)
        self._tables, self._counters = office.read(lambda one: (whole_office(one), next_numbers(one)))
        self._lists = _lists(office)
        self._long = LongTexts()
        self._words = Writing(self._lists, _names(self._tables), self._long)
        self._marking = marking(office)

    def write(self) -> None:
        """The first sheet, the tables, and behind them what reading them again needs."""
        about = self._book.add_worksheet(ABOUT)
        shown = [sheet for sheet in SHEETS if self._tables[sheet.table.name]]
        key: list[tuple[Cell, ...]] = []
        for sheet in shown:
            parts = _with_extras(sheet, self._tables[sheet.table.name])
            key += [(sheet.name, part.heading, sheet.table.name, part.key, part.extra or None) for part in parts]
            self._table(sheet, parts)
        if self._long.pieces:
            said = "In the sheets “long text: 1” stands for the text of that number."
            self._plain(LONG_TEXTS, ("Number", "Part", "Text"), self._long.pieces, said)
        counters = [(name, following) for name, following in self._counters.items()]
        said = "Where the numbers of records and references go on."
        self._plain(NUMBERING, ("What is numbered", "Next number"), counters, said)
        entries = [(name, key, label) for name, labels in self._lists.items() for key, label in labels.items()]
        self._plain(LISTS, ("List", "Key", "Words"), entries, "What the words of each list stand for.")
        self._plain(COLUMNS, ("Sheet", "Heading", "Table", "Column", "Extra column"), key, "What each column holds.")
        self._about(about, shown)

    def _table(self, sheet: TableSheet, parts: Sequence[Part]) -> None:
        rows = self._tables[sheet.table.name]
        named = {part.extra for part in parts if part.extra}
        picked = [_cells(part, rows, self._words, named) for part in parts]
        columns = [Column(part.stored.name, part.heading, _kind(part), width=_width(part)) for part in parts]
        in_line = [part.stored.kind == "json" and not part.extra for part in parts]
        self._sheet(sheet.name, columns, list(zip(*picked, strict=True)), in_line)

    def _plain(self, name: str, headings: Sequence[str], rows: Sequence[tuple[Cell, ...]], note: str) -> None:
        columns = [Column("", heading, width=30) for heading in headings]
        self._sheet(name, columns, rows, [False] * len(columns)).write_comment(0, 0, note)

    def _sheet(
        self, name: str, columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]], in_line: Sequence[bool]
    ) -> Worksheet:
        """One sheet with its headings in row 1; cells of columns in `in_line` stay on one line."""
        sheet = self._book.add_worksheet(name)
        widths = [min(width, _WIDEST) for width in column_widths(_Grid(columns, rows))]
        pairs = zip(columns, in_line, strict=True)
        looks = [self._look.one_line() if line else self._look.cell(column.kind) for column, line in pairs]
        for place, column in enumerate(columns):
            sheet.set_column(place, place, widths[place], looks[place])
            sheet.write_string(0, place, column.heading, self._look.heading(number=column.kind in NUMBERS))
        sheet.set_row(0, heading_height([one.heading for one in columns], widths))
        wrapping = [at for at in wrapping_columns(_Grid(columns, rows), widths) if not in_line[at]]
        sides = [widths[at] for at in wrapping]
        kept = self._look.kept_text()
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                if cell is None:
                    continue
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell, kept if cell.startswith(FORMULA_STARTS) else looks[place])
                elif isinstance(cell, dt.date):
                    sheet.write_datetime(number, place, cell, self._look.cell("date"))
                else:
                    sheet.write_number(number, place, cell, looks[place])
            sheet.set_row(number, row_height([row[at] for at in wrapping], sides))
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(0)
        if len(columns) > ONE_PAGE:
            sheet.repeat_columns(0, 0)
            sheet.set_print_scale(WIDE_SCALE)
        else:
            sheet.fit_to_pages(1, 0)
        furnish(sheet, self._office, name, self._marking, self._day)
        return sheet

    def _about(self, sheet: Worksheet, shown: Sequence[TableSheet]) -> None:
        """What the workbook is, what is not in it, and its sheets with how many rows each went out with."""
        text, width = self._look.cell("text"), 34
        sheet.set_column(0, 0, width)
        sheet.set_column(1, 1, 90)
        partnership = partnership_of(self._office)
        sheet.write_string(0, 0, clean(f"The whole office of {partnership}"), self._look.title())
        lines = [*_said(self._office, self._day), *_not_in_it(self._tables)]
        for row, (name, words) in enumerate(lines, 2):
            sheet.write_string(row, 0, name, text)
            if isinstance(words, int):
                sheet.write_number(row, 1, words, self._look.number_left())
            else:
                sheet.write_string(row, 1, clean(words), text)
                sheet.set_row(row, row_height((words,), (90,)))
        top = len(lines) + 3
        sheet.write_string(top, 0, "Sheet", self._look.heading())
        sheet.write_string(top, 1, "Rows", self._look.heading())
        for row, one in enumerate(shown, top + 1):
            sheet.write_url(row, 0, f"internal:'{one.name}'!A1", self._look.link(), one.name)
            sheet.write_number(row, 1, len(self._tables[one.table.name]), self._look.number_left())
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        furnish(sheet, self._office, "The whole office", self._marking, self._day)


def _said(office: Office, day: dt.date) -> list[tuple[str, str | int]]:
    said: list[tuple[str, str | int]] = [
        (
            "What this is",
            f"Every record of the office as it stood on {show_date(day)}, a sheet for each kind, in words.",
        ),
        ("The way back", _WAY_BACK),
        (
            "Leave as they are",
            "The names of sheets and headings, and the sheets Long texts, Numbering, Lists, Columns.",
        ),
        (FORMAT, SCHEMA_VERSION),
        ("Made by", f"LIF Desktop {__version__}, {show_date(day)}"),
    ]
    if office.setting("made_up") == "yes":
        said.insert(1, ("Made-up data", "Every person, case and figure in this workbook is made up."))
    return said


def _not_in_it(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[tuple[str, str | int]]:
    """What the workbook lacks, and what somebody must know who sends it on."""
    files, kept = (
        len({row["sha256"] for row in tables[one] if row["sha256"]}) for one in ("imported_files", "documents")
    )
    return [
        ("Not in it", "The history of changes, with undo: the new office begins its own."),
        (
            "Not in it",
            f"The original bytes of imported files ({files:,}). What each import did is on the sheet Imports.",
        ),
        ("Not in it", f"The kept copies of what was issued or attached ({kept:,}). The sheet Documents lists them."),
        ("What to mind", "Keep the office file, or a backup of it, for as long as you may have to show what was sent."),
        ("What to mind", "Records in the bin are in it, with the day they went there. It is for the office only."),
    ]


def _lists(office: Office) -> Lists:
    """Every list that a field draws on, with the label of each entry by its key."""
    fields = (part.field for sheet in SHEETS for part in sheet.parts if part.field is not None)
    names = sorted({field.choices for field in fields if field.choices})
    return {name: {one.key: one.label for one in office.lookup.choices(name)} for name in names}


def _names(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> Names:
    """What knows each record in words, where no other is called alike: its reference, an agency by its name."""
    found: dict[str, dict[int, str]] = {}
    for table, rows in tables.items():
        column = NAMED_BY.get(table, "ref")
        if not rows or column not in rows[0]:
            continue
        alike = Counter(plain(row[column]) for row in rows)
        found[table] = {
            row["id"]: row[column] for row in rows if alike[plain(row[column])] == 1 and not unusual(row[column])
        }
    return found


def _with_extras(sheet: TableSheet, rows: Iterable[Mapping[str, Any]]) -> tuple[Part, ...]:
    """The columns of a sheet, with one for each extra column of its records that has a name for a heading."""
    extras = (row[EXTRA] for row in rows if isinstance(row[EXTRA], dict))
    names = dict.fromkeys(name for extra in extras for name in extra)
    place = next(at for at, part in enumerate(sheet.parts) if part.stored.name == EXTRA)
    own = sheet.parts[place]
    fit = [name for name in names if name and len(name) <= _LONGEST_HEADING and not unusual(name)]
    fit = fit[: _MOST_COLUMNS - len(sheet.parts)]
    more = [Part(own.stored, name, extra=name) for name in fit]
    return distinct([*sheet.parts[:place], *more, *sheet.parts[place:]])


def _cells(part: Part, rows: Sequence[Mapping[str, Any]], words: Writing, named: Collection[str]) -> list[Cell]:
    """The cells of one column; `named` are the extra columns that have one of their own."""
    cell = words.of(part)
    if part.extra:
        return [cell(row[EXTRA][part.extra]) if part.extra in (row[EXTRA] or ()) else None for row in rows]
    name, blank = part.stored.name, part.stored.blank
    values = [row[name] for row in rows]
    if name == EXTRA and named:
        values = [_others(value, named) for value in values]
    return [None if value == blank and type(value) is type(blank) else cell(value) for value in values]


def _others(extra: Any, named: Collection[str]) -> Any:
    """The extra columns of a record that have no column of their own."""
    return {name: value for name, value in extra.items() if name not in named} if isinstance(extra, dict) else extra


def _kind(part: Part) -> Kind:
    if part.stored.target:
        return "text"
    return _KINDS.get(part.stored.kind, "text")


def _width(part: Part) -> int:
    return part.field.width if part.field is not None else 18
