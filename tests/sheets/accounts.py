"""Accounts for every cell of a workbook that was imported: what the record says of it, or where it is spoken of."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lif_desktop.framework.dates import MONTHS, show_date
from lif_desktop.office import Batch, Office
from lif_desktop.registers.field import Field
from lif_desktop.registers.lookup import Lookup
from lif_desktop.registers.values import show
from lif_desktop.sheets.header import GROUP, Table
from lif_desktop.sheets.plan import Plan
from lif_desktop.sheets.planned import PlannedRow
from lif_desktop.sheets.raw import ErrorCell, RawBook, RawSheet, Value, address
from tests.data.awkward_case import Case

_ABOVE = "Above the headings, not taken as rows"
_BESIDE = ("Something else stands beside the table", "The table was said to begin")
_ROWS = re.compile(r"Rows? ([0-9 ,and to]+?) (?:was|were|heads|head)\b")
_OTHER = re.compile(r"Another table begins at row (\d+)")


@dataclass(frozen=True)
class Taken:
    """One workbook that was imported into an empty office."""

    case: Case
    book: RawBook
    table: Table
    plan: Plan
    office: Office
    batch: Batch | None

    @cached_property
    def sheet(self) -> RawSheet:
        return next(sheet for sheet in self.book.sheets if sheet.name == self.plan.sheet)

    @cached_property
    def planned(self) -> dict[int, PlannedRow]:
        """The planned rows by their numbers."""
        return {row.number: row for row in self.plan.rows}

    @cached_property
    def columns(self) -> dict[int, int]:
        """The places of the plan's columns by their places in the sheet."""
        return {column.place: at for at, column in enumerate(self.plan.columns)}

    @cached_property
    def records(self) -> dict[int, int]:
        """The number of the record by the number of the row: new records are numbered in the order of the rows."""
        added = [row.number for row in self.plan.rows if row.action == "add"]
        made = sorted(row[0] for row in self.office.rows(self.plan.register.key).rows)
        return dict(zip(added, made[len(made) - len(added) :], strict=True))

    @cached_property
    def shown(self) -> dict[int, tuple[str, ...]]:
        """What the record shows in each column of the file, by the number of the row."""
        key = self.plan.register.key
        stored = {record["id"]: record for record in self.office.records(key)}
        extras = self.office.extras(key)
        return {
            row: tuple(
                show(column.field, stored[number][column.field.key], self.office.lookup)
                if column.field is not None
                else str(extras.get(number, {}).get(column.extra, ""))
                for column in self.plan.columns
            )
            for row, number in self.records.items()
        }


def changed_cells(taken: Taken) -> list[str]:
    """The cells that went in and whose record says something else."""
    return [
        f"{address(row.number, column.place)}: {cell!r} became {shown!r}"
        for row in taken.plan.rows
        if row.action == "add"
        for column, shown in zip(taken.plan.columns, taken.shown[row.number], strict=True)
        if column.heading != GROUP
        for cell in [source(taken.sheet, row.number, column.place)]
        if not _says(column.field, cell, shown, taken.office.lookup)
    ]


def source(sheet: RawSheet, row: int, place: int) -> Value:
    """What stands in a cell as the eye sees it: in a merged range that is its first cell."""
    for one in sheet.merged:
        if one.top < row <= one.bottom and one.left == place and one.left == one.right:
            return sheet.rows[one.top - 1][place - 1]
    return sheet.rows[row - 1][place - 1]


def _says(field: Field | None, cell: Value, shown: str, lookup: Lookup) -> bool:
    """Whether what is shown says what the cell says; reckoned otherwise than the import does it."""
    written = _written(cell)
    if field is None or field.kind in ("text", "note", "ref"):
        return shown == written or (not written and field is not None and field.kind == "ref")
    if not written or not shown:
        return written == shown
    if field.kind == "date":
        return _same_day(cell, shown)
    if field.kind in ("whole", "decimal"):
        return float(written.strip("%£ ")) == float(shown)
    if field.kind == "yes_no":
        return (shown == "Yes") == (written.casefold() in ("yes", "y", "true", "\u2713"))
    if field.kind == "agency":
        number = lookup.agency(written)
        return number is not None and lookup.agency_name(number) == shown
    key = lookup.key(field.choices, written)
    return key is not None and lookup.label(field.choices, key) == shown


def _written(cell: Value) -> str:
    """The words of a cell as an eye reads them: no blanks around, none but plain ones within."""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, dt.datetime):
        return f"{show_date(cell.date())} {cell:%H:%M}"
    if isinstance(cell, dt.date):
        return show_date(cell)
    if isinstance(cell, ErrorCell):
        return cell.text
    lines = "" if cell is None else str(cell).replace("\r\n", "\n").replace("\u00a0", " ")
    return "".join(letter for letter in lines if letter in "\n\t" or letter >= " ").strip()


def _same_day(cell: Value, shown: str) -> bool:
    day, month, year = shown.split(" ")
    if isinstance(cell, dt.date):
        return (cell.day, MONTHS[cell.month - 1], str(cell.year)) == (int(day), month, year)
    words = str(cell).casefold()
    figures = [int(part) for part in re.findall(r"\d+", words)]
    if month[:3].casefold() in words:
        return sorted(figures) in (sorted([int(day), int(year)]), sorted([int(day), int(year) % 100]))
    there = [int(day), MONTHS.index(month) + 1]
    return figures in ([*there, int(year)], [*there, int(year) % 100], [int(year), *reversed(there)])


def lost_cells(taken: Taken) -> list[str]:
    """The cells of the sheet of which nothing is said and nothing is kept."""
    return [
        f"{address(number, place)}: {cell!r}"
        for number, place, cell in _cells(taken.sheet)
        if not _accounted(taken, number, place, cell)
    ]


def _cells(sheet: RawSheet) -> Iterator[tuple[int, int, Any]]:
    for number, row in enumerate(sheet.rows, 1):
        for place, cell in enumerate(row, 1):
            if _written(cell):
                yield number, place, cell


def _accounted(taken: Taken, number: int, place: int, cell: Value) -> bool:
    notices = taken.plan.notices
    if place in taken.table.beside:
        return any(notice.startswith(_BESIDE) for notice in notices)
    if number in taken.planned:
        return _kept(taken, taken.planned[number], place)
    if number > taken.plan.header_row:
        return number in taken.table.left and any(_speaks_of(notice, number) for notice in notices)
    heading = taken.plan.columns[taken.columns[place]].heading if place in taken.columns else ""
    words = " ".join(_written(cell).split())
    in_heading = words.casefold() in heading.casefold() or "".join(words.split()) == heading
    return (number >= taken.plan.header_row - 1 and in_heading) or _named_above(notices, words)


def _kept(taken: Taken, row: PlannedRow, place: int) -> bool:
    """Whether the cell is in a column of the plan, and its row in the records or among those held back."""
    at = taken.columns.get(place)
    if at is None or row.raw[at] is None:
        return False
    return row.number in taken.records if row.action == "add" else row.action == "held" and bool(row.problems)


def _named_above(notices: tuple[str, ...], words: str) -> bool:
    """Whether the notice of what stands above has the words, or says that there is more than it names."""
    return any(
        notice.startswith(_ABOVE) and (words in notice or notice.endswith(" more.") or "…" in notice)
        for notice in notices
    )


def _speaks_of(notice: str, number: int) -> bool:
    other = _OTHER.match(notice)
    if other:
        return number >= int(other[1])
    found = _ROWS.match(notice)
    if not found:
        return False
    spans = [re.findall(r"\d+", part) for part in re.split(r",| and ", found[1])]
    return any(int(span[0]) <= number <= int(span[-1]) for span in spans if span)
