"""Reads the workbook of a whole office: every row of every sheet as it is to be stored, or where and why not."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lif_desktop.errors import LifError
from lif_desktop.framework.choice import plain
from lif_desktop.office.whole import Tables
from lif_desktop.registers.lookup import Lookup
from lif_desktop.sheets.cells import as_text
from lif_desktop.sheets.planned import Problem, rows_words
from lif_desktop.sheets.raw import RawBook, RawSheet, Row, address
from lif_desktop.sheets.whole_layout import (
    ABOUT,
    COLUMNS,
    EXTRA,
    EXTRAS,
    FORMAT,
    LISTS,
    LONG_TEXTS,
    NAMED_BY,
    NUMBERING,
    SHEETS,
    Part,
    TableSheet,
)
from lif_desktop.sheets.whole_words import CODED, Reading, decoded

_OURS = frozenset({ABOUT, LONG_TEXTS, NUMBERING, LISTS, COLUMNS})
_MOST_PROBLEMS = 500
"""More than these help nobody; the count goes on."""
_FURTHEST = 2**40
"""No office gives a higher number."""


@dataclass(frozen=True)
class WholeOffice:
    """What a workbook of a whole office holds. Nothing may be taken in while there are `problems`.

    `counters` are where numbers and references go on; `notices` say what is not as it went out.
    """

    path: Path
    tables: Tables = field(repr=False)
    counters: Mapping[str, int] = field(repr=False)
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.path.name

    @property
    def rows(self) -> int:
        """How many records it holds."""
        return sum(map(len, self.tables.values()))


@dataclass
class _Read:
    """A table as far as it has been read: its columns by place, its rows with their row numbers, their values."""

    sheet: TableSheet
    raw: RawSheet
    columns: list[tuple[int, Part]]
    rows: list[tuple[int, Row]]
    values: list[dict[str, Any]] = field(default_factory=list)

    def cell(self, number: int, column: str) -> str:
        """The address of the cell of a column in row `number`; the row where the sheet has no such column."""
        place = next((at for at, part in self.columns if part.stored.name == column and not part.extra), None)
        return f"row {number}" if place is None else address(number, place + 1)


def read_whole(book: RawBook, lookup: Lookup, today: dt.date, own_format: int) -> WholeOffice | str:
    """All that the workbook holds; a sentence where it is not the workbook of a whole office that can be read here.

    `lookup` is what words stand for in this office, asked where the workbook's own lists do not know a word.
    """
    sheets = {sheet.name: sheet for sheet in book.sheets}
    if refused := _refused(book, sheets, own_format):
        return refused
    reader = _Reader(book, sheets, lookup, today)
    return reader.read()


def _refused(book: RawBook, sheets: Mapping[str, RawSheet], own_format: int) -> str:
    about = sheets.get(ABOUT)
    found = next((row[1] for row in about.rows if len(row) > 1 and row[0] == FORMAT), None) if about else None
    if not isinstance(found, int) or isinstance(found, bool):
        return (
            f"“{book.file}” is not the workbook of a whole office: its sheet “{ABOUT}” does not say so. "
            "Choose one that was saved with everything in it, or import the file into one register."
        )
    if found > own_format:
        return f"“{book.file}” was made by a newer version of this program. Update this one, then take it in."
    if lost := [name for name in (COLUMNS, LISTS, NUMBERING) if name not in sheets]:
        return f"“{book.file}” lacks the sheet “{lost[0]}”, without which the others cannot be read. Put it back."
    return ""


class _Reader:
    """Reads the tables of one workbook, gathering what is wrong."""

    def __init__(self, book: RawBook, sheets: Mapping[str, RawSheet], lookup: Lookup, today: dt.date) -> None:
        self._book, self._sheets, self._lookup, self._today = book, sheets, lookup, today
        self._problems: list[Problem] = []
        self._more = 0
        self._notices: list[str] = list(book.notices)
        self._records: dict[str, dict[str, int]] = {}
        self._numbers: dict[str, set[int]] = {}

    def read(self) -> WholeOffice:
        """Everything: first which record each name stands for, then every cell."""
        tables = list(self._tables())
        plain_reading = self._reading(self._long_texts())
        for one in tables:
            self._name(one, plain_reading)
        reading = self._reading(plain_reading.long_texts)
        for one in tables:
            self._values(one, reading)
        for one in tables:
            self._check(one)
        self._compare(tables)
        if self._more:
            self._notices.append(f"{self._more:,} more problems are not listed.")
        found = {one.sheet.table.name: one.values for one in tables}
        self._must_have_profile(found)
        return WholeOffice(self._book.path, found, self._counters(), tuple(self._problems), tuple(self._notices))

    # What the sheets are

    def _tables(self) -> Iterator[_Read]:
        """The sheets that hold tables, their columns known by the key sheet."""
        known = {(sheet.table.name, part.key): part for sheet in SHEETS for part in sheet.parts}
        by_sheet: dict[str, dict[str, Part]] = defaultdict(dict)
        table_of: dict[str, str] = {}
        for number, row in self._rows_of(COLUMNS):
            name, heading, table, column, extra = map(_words, _filled(row, 5))
            part = known.get((table, EXTRAS if column == EXTRA else column))
            if part is None:
                self._say(COLUMNS, f"row {number}", column, "This version of the program has no such column.")
                continue
            table_of[name] = table
            by_sheet[name][heading] = Part(part.stored, heading, part.field, extra if column == EXTRA else "")
        for sheet in SHEETS:
            names = [name for name, table in table_of.items() if table == sheet.table.name]
            for name in names[:1]:
                yield from self._table(sheet, name, by_sheet[name])
        others = [name for name in self._sheets if name not in table_of and name not in _OURS]
        if others:
            self._notices.append(f"Not read, since no table of the office stands there: {', '.join(others)}.")

    def _table(self, sheet: TableSheet, name: str, parts: Mapping[str, Part]) -> Iterator[_Read]:
        raw = self._sheets.get(name)
        if raw is None:
            self._say(
                name, "the whole sheet", "", "The sheet is not there any more. Put it back, or save the file anew."
            )
            return
        if raw.cut_after:
            self._say(
                name, f"row {raw.cut_after}", "", "1,000 blank rows follow, and what comes after them was not read."
            )
        filled = ((number, row) for number, row in enumerate(raw.rows, 1) if any(cell is not None for cell in row))
        head, headings = next(filled, (1, ()))
        columns = [(at, parts[words]) for at, cell in enumerate(headings) if (words := _words(cell)) in parts]
        found = {part.heading for _, part in columns}
        for at, cell in enumerate(headings):
            if cell is not None and _words(cell) not in parts:
                reason = f"No column of the office has this heading. The sheet “{COLUMNS}” lists those there are."
                self._say(name, address(head, at + 1), as_text(cell), reason)
        for lost in [heading for heading in parts if heading not in found]:
            self._say(name, f"row {head}", "", f"The column “{lost}” is not there any more. Put it back.")
        rows = list(filled)
        bare = [at for at in range(raw.width) if at >= len(headings) or headings[at] is None]
        for number, row in rows:
            for at in bare:
                if row[at] is not None:
                    self._say(name, address(number, at + 1), as_text(row[at]), "This cell stands under no heading.")
        yield _Read(sheet, raw, columns, rows)

    def _rows_of(self, name: str) -> Iterator[tuple[int, Row]]:
        """The rows under the headings of one of the sheets that are no table."""
        sheet = self._sheets.get(name)
        filled = enumerate(sheet.rows, 1) if sheet is not None else iter(())
        rows = ((number, row) for number, row in filled if any(cell is not None for cell in row))
        next(rows, None)
        return rows

    # What the words stand for

    def _reading(self, long_texts: Mapping[int, str]) -> Reading:
        lists: dict[str, dict[str, str]] = defaultdict(dict)
        for _, row in self._rows_of(LISTS):
            name, key, label = map(_words, _filled(row, 3))
            lists[name][key] = label
        return Reading(lists, self._records, long_texts, self._lookup, self._today)

    def _long_texts(self) -> dict[int, str]:
        pieces: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for row_number, row in self._rows_of(LONG_TEXTS):
            number, part, text = _filled(row, 3)
            if not isinstance(number, int) or not isinstance(part, int):
                self._say(LONG_TEXTS, f"row {row_number}", as_text(number), "Number and part are to be whole numbers.")
                continue
            words = _words(text)
            try:
                pieces[number].append((part, str(decoded(words)) if words.startswith(CODED) else words))
            except LifError as error:
                self._say(LONG_TEXTS, address(row_number, 3), words[:40], str(error))
        found = {}
        for number, parts in pieces.items():
            if sorted(part for part, _ in parts) != list(range(1, len(parts) + 1)):
                self._say(LONG_TEXTS, f"number {number}", "", "A part of this text is missing or stands there twice.")
            found[number] = "".join(text for _, text in sorted(parts))
        return found

    def _name(self, one: _Read, reading: Reading) -> None:
        """Give each row its number, a new one to rows without, and note which names stand for them."""
        table = one.sheet.table.name
        taken: dict[int, int] = {}
        lacking = []
        read = self._column(one, "id", reading)
        for at, (number, _) in enumerate(one.rows):
            identity = read.get(at)
            one.values.append({})
            if identity is None:
                lacking.append(at)
            elif not 0 < identity < _FURTHEST:
                self._say(one.raw.name, one.cell(number, "id"), str(identity), "Numbers of records begin with 1.")
            elif identity in taken:
                reason = f"Row {taken[identity]} has the same number. Leave the number of a new row empty."
                self._say(one.raw.name, one.cell(number, "id"), str(identity), reason)
            else:
                taken[identity] = number
                one.values[at]["id"] = identity
        for following, at in enumerate(lacking, max(taken, default=0) + 1):
            one.values[at]["id"] = following
        self._numbers[table] = {row["id"] for row in one.values if "id" in row}
        words = self._column(one, NAMED_BY.get(table, "ref"), reading, quiet=True)
        names = {text: one.values[at].get("id", 0) for at, text in words.items()}
        self._records[table] = {plain(text): number for text, number in names.items()} | names

    def _column(self, one: _Read, column: str, reading: Reading, quiet: bool = False) -> dict[int, Any]:
        """The values of one column by the place of their row; troubles are said unless the column is read again."""
        found: dict[int, Any] = {}
        for place, part in one.columns:
            if part.stored.name != column or part.extra:
                continue
            read = reading.of(part)
            for at, (number, row) in enumerate(one.rows):
                if row[place] is None:
                    continue
                try:
                    value = read(row[place])
                    found |= {} if value is None else {at: value}
                except LifError as error:
                    if not quiet:
                        self._say(one.raw.name, address(number, place + 1), as_text(row[place]), str(error))
        return found

    # The values

    def _values(self, one: _Read, reading: Reading) -> None:
        """Every cell but the number of the row, which has been read."""
        readers: list[tuple[int, Part, Callable[[Any], Any]]] = [
            (place, part, reading.of(part)) for place, part in one.columns if part.stored.name != "id"
        ]
        for values, (number, row) in zip(one.values, one.rows, strict=True):
            for place, part, read in readers:
                raw = row[place]
                if raw is None:
                    continue
                try:
                    value = read(raw)
                    if value is not None or part.stored.kind == "json":
                        _put(values, part, value)
                except LifError as error:
                    self._say(one.raw.name, address(number, place + 1), as_text(raw), str(error))
            values.setdefault("version", 1)

    def _check(self, one: _Read) -> None:
        """What a table asks of its rows: nothing missing, nothing twice, nothing that points to no record."""
        told = {(problem.sheet, problem.cell) for problem in self._problems}
        needed = [column for column in one.sheet.table.columns if column.required and column.blank is None]
        alone: dict[str, dict[Any, int]] = {column.name: {} for column in one.sheet.table.columns if column.unique}
        pointing = [column for column in one.sheet.table.columns if column.target]
        for values, (number, _) in zip(one.values, one.rows, strict=True):
            for column in needed:
                cell = one.cell(number, column.name)
                if values.get(column.name) is None and (one.raw.name, cell) not in told:
                    self._say(one.raw.name, cell, "", "This is empty, and each record must have it. Fill it in.")
            for name, seen in alone.items():
                value = values.get(name)
                if value is not None and seen.setdefault(value, number) != number:
                    reason = f"Row {seen[value]} has the same. Give one of them another."
                    self._say(one.raw.name, one.cell(number, name), str(value), reason)
            for column in pointing:
                other = values.get(column.name)
                if other is not None and other not in self._numbers.get(column.target, ()):
                    reason = (
                        "No record in this workbook has this number. Write the number or name of one that is there."
                    )
                    self._say(one.raw.name, one.cell(number, column.name), str(other), reason)
            if not 0 < values["version"] < _FURTHEST:
                self._say(one.raw.name, one.cell(number, "version"), str(values["version"]), "Versions begin with 1.")

    def _must_have_profile(self, tables: Tables) -> None:
        if not any(row.get("name") == "profile" and row.get("value") for row in tables.get("settings", ())):
            reason = "The setting “profile”, under which the office works, is not there. Put its row back."
            self._say("Settings", "the whole sheet", "", reason)

    def _counters(self) -> dict[str, int]:
        found = {}
        for number, row in self._rows_of(NUMBERING):
            name, following = _filled(row, 2)
            ours = isinstance(name, str) and name.startswith(("id:", "ref:"))
            if ours and isinstance(following, int) and 0 < following < _FURTHEST:
                found[str(name)] = following
            else:
                self._say(NUMBERING, f"row {number}", as_text(name), "The next number is to be a whole number.")
        return found

    def _compare(self, tables: Sequence[_Read]) -> None:
        """Say where a sheet has another number of rows than it went out with."""
        about = self._sheets[ABOUT]
        went = {as_text(row[0]): row[1] for row in about.rows if len(row) > 1 and isinstance(row[1], int)}
        for one in tables:
            out = went.get(one.raw.name, len(one.rows))
            if out != len(one.rows):
                self._notices.append(
                    f"The sheet “{one.raw.name}” has {rows_words(len(one.rows))}; it went out with {out:,}."
                )

    def _say(self, sheet: str, cell: str, value: str, reason: str) -> None:
        if len(self._problems) >= _MOST_PROBLEMS:
            self._more += 1
            return
        shown = value if len(value) <= 60 else f"{value[:59]}…"
        self._problems.append(Problem(sheet, cell, shown, reason))


def _words(cell: Any) -> str:
    """The text of a cell to the letter, anything else in words."""
    return cell if isinstance(cell, str) else as_text(cell)


def _filled(row: Row, width: int) -> Row:
    """The first `width` cells of a row, empty ones where it is shorter."""
    return (*row[:width], *(None,) * (width - len(row)))


def _put(values: dict[str, Any], part: Part, value: Any) -> None:
    """Set one value of a row; extra columns go together into one."""
    if part.stored.name != EXTRA:
        values[part.stored.name] = value
    elif part.extra:
        extra = values.setdefault(EXTRA, {})
        if isinstance(extra, dict):
            extra.setdefault(part.extra, value)
    elif isinstance(value, dict):
        values[EXTRA] = {**values.get(EXTRA, {}), **value}
    else:
        values[EXTRA] = value
