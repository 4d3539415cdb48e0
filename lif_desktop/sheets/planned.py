"""The frozen plan of an import: what each row of a file will do, shown and then carried out as it stands."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from lif_desktop.framework.dates import show_date
from lif_desktop.office import Batch
from lif_desktop.registers.lookup import Lookup
from lif_desktop.registers.register import Register
from lif_desktop.registers.values import show
from lif_desktop.sheets.cells import as_text
from lif_desktop.sheets.match import Choices, Column
from lif_desktop.sheets.raw import ErrorCell, Row, address
from lif_desktop.sheets.sent import Sent

Action = Literal["add", "change", "same", "held"]
State = Literal["add", "change", "same", "blank", "problem", "not read", "ours", "conflict"]
"""What a cell of a plan does. "ours": the office changed it since it was sent and the agency did not, so it stays.
"conflict": both changed it; the office's value stays unless the person takes the agency's."""

SIGNS: dict[Action, str] = {"add": "+", "change": "~", "same": "=", "held": "!"}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is held back: where (a cell such as C5, or "row 5"), what stands there, and the reason in words."""

    sheet: str
    cell: str
    value: str
    reason: str

    def __str__(self) -> str:
        at = f"{self.sheet}, {self.cell}"
        return (
            f"{at}: {self.reason}"
            if not self.value or self.value in self.reason
            else f"{at}, “{self.value}”: {self.reason}"
        )


@dataclass(frozen=True)
class DateQuestion:
    """A column whose dates could be read with day or month first; `samples` are some of them as written."""

    heading: str
    place: int
    samples: tuple[str, ...]


@dataclass(frozen=True)
class ValueQuestion:
    """A word that no list has: in which field, how it is written, in how many rows, and what is offered for it."""

    field: str
    written: str
    rows: int
    offers: tuple[str, ...]


@dataclass(frozen=True)
class KeyQuestion:
    """Rows of one file with the same key, of which one is right. `key` names it in words."""

    key: str
    rows: tuple[int, ...]


Question = DateQuestion | ValueQuestion | KeyQuestion


@dataclass(frozen=True)
class Learnt:
    """What a word was taken for: `meant` is the key of a list, the reference of an agency, or "" to leave it out."""

    field: str
    written: str
    meant: str


@dataclass(frozen=True)
class Layout:
    """A layout that was taken in before: from whom, into what, on which day last, and how many headings are alike."""

    agency: str
    register: str
    kind: str
    last_used: dt.date
    alike: int
    headings: int

    def __str__(self) -> str:
        who = f"{self.agency}, " if self.agency else ""
        return f"This matches {who}{self.kind or self.register}, last used {show_date(self.last_used)}"


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """One cell of a planned row in words: what the file says, what the record has, what it will have.

    `sent` is what was sent to the agency, where the file is a return of ours.
    """

    heading: str
    field: str | None
    cell: str
    text: str
    before: str
    after: str
    state: State
    why: str = ""
    sent: str = ""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the file. `id` and `version` are those of the record it changes or equals, None for a new one.

    `raw` are the cells as read and `values` what they stand for, both in the order of the plan's columns; `before`
    are the stored values in that order, empty for a new record. `known_by` says in words by what the record was
    known, and `guessed` that it was no key. `sent` are the values that were sent to the agency in that order, empty
    where the file is no return of ours; `conflicts` are the places of the columns that both sides have changed since,
    `ours` those that only the office has. `left` is a row that the person decided against, which is not kept to be put
    right.
    """

    number: int
    action: Action
    id: int | None
    ref: str
    version: int | None
    raw: Row = field(repr=False)
    values: tuple[Any, ...] = field(repr=False)
    before: tuple[Any, ...] = field(repr=False)
    problems: tuple[Problem, ...] = ()
    known_by: str = ""
    guessed: bool = False
    sent: tuple[Any, ...] = field(default=(), repr=False)
    conflicts: tuple[int, ...] = ()
    ours: tuple[int, ...] = ()
    left: bool = False

    def changes(self) -> tuple[int, ...]:
        """The places of the columns whose values will be written. A blank never wipes, a conflict stays as it is."""
        if self.action == "add":
            return tuple(place for place, value in enumerate(self.values) if not _blank(value))
        if self.action == "change":
            pairs = enumerate(zip(self.values, self.before, strict=True))
            changed = tuple(place for place, (new, old) in pairs if new != old and not _blank(new))
            return tuple(place for place in changed if place not in self.conflicts) if self.conflicts else changed
        return ()

    def written(self, skip: Collection[int] = (), take: Collection[int] = ()) -> tuple[int, ...]:
        """The places that will be written when those in `skip` have no tick and conflicts in `take` are the agency's.

        Empty for a row of which nothing is left, which is then not written at all.
        """
        if not skip and not self.conflicts:
            return self.changes()
        if self.action == "held":
            return ()
        taken = tuple(place for place in self.conflicts if place in take)
        return tuple(place for place in sorted((*self.changes(), *taken)) if place not in skip)


@dataclass(frozen=True)
class Plan:
    """What an import will do. Made by `make_plan`, shown, and carried out by `apply`; never changed in between.

    `newest_import` is the number of the newest import there was when the plan was made. `choices` are the decisions it
    was made with, `questions` what the person is still asked, `layout` an earlier file that looks the same, `sent` the
    workbook of ours that came back. `learnt` are the answered words that are remembered with the import. `held_from` is
    the number of the import whose held-back rows these are.
    """

    path: Path
    sha256: str
    sheet: str
    header_row: int
    register: Register
    agency_id: int | None
    columns: tuple[Column, ...]
    rows: tuple[PlannedRow, ...] = field(repr=False)
    notices: tuple[str, ...]
    lookup: Lookup = field(repr=False, compare=False)
    newest_import: int = 0
    choices: Choices = field(default_factory=Choices)
    questions: tuple[Question, ...] = ()
    layout: Layout | None = None
    sent: Sent | None = field(default=None, repr=False)
    learnt: tuple[Learnt, ...] = ()
    held_from: int | None = None

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.path.name

    def count(self, action: Action) -> int:
        """How many rows do this."""
        return self.counts[action]

    @property
    def counts(self) -> Counter[Action]:
        """How many rows do what."""
        return Counter(row.action for row in self.rows)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, from the first row to the last."""
        return tuple(problem for row in self.rows for problem in row.problems)

    def must_stay(self, row: PlannedRow, place: int) -> bool:
        """Whether the cell of a new record cannot lose its tick alone, because each record must have it."""
        field = self.columns[place].field
        return row.action == "add" and field is not None and field.required

    def cells(self, row: PlannedRow) -> tuple[PlannedCell, ...]:
        """The cells of a row in words, in the order of the columns."""
        changed = set(row.changes())
        return tuple(self._cell(row, place, place in changed) for place in range(len(self.columns)))

    def _cell(self, row: PlannedRow, place: int, changed: bool) -> PlannedCell:
        column, raw = self.columns[place], row.raw[place]
        before = self._shown(column, row.before[place]) if row.before else ""
        at = address(row.number, column.place) if column.place else ""
        why = " ".join(one.reason for one in row.problems if at and one.cell == at)
        after = self._shown(column, row.values[place]) if changed or place in row.conflicts else before
        state: State = "change" if row.action == "change" else "add"
        if column.worked_out:
            state = "not read"
        elif why:
            state = "problem"
        elif place in row.conflicts:
            state = "conflict"
        elif place in row.ours:
            state = "ours"
        elif not changed:
            state = "blank" if raw is None else "same"
        key = column.field.key if column.field is not None else None
        sent = self._shown(column, row.sent[place]) if row.sent else ""
        return PlannedCell(column.heading, key, at, as_text(raw), before, after, state, why, sent)

    def _shown(self, column: Column, value: Any) -> str:
        if column.field is None or value is None:
            return "" if value is None else str(value)
        return show(column.field, value, self.lookup)

    def to_json(self, batch: Batch | None = None) -> dict[str, Any]:
        """The plan as the command line writes it; `batch` is what came of it, None on a dry run."""
        counts = self.counts
        return {
            "file": self.file,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "register": self.register.key,
            "rows_read": len(self.rows),
            "added": counts["add"],
            "changed": counts["change"],
            "unchanged": counts["same"],
            "held_back": counts["held"],
            "columns": [
                {"heading": one.heading, "field": one.field.key if one.field else None, "how": one.how}
                for one in self.columns
                if one.place
            ],
            "problems": [
                {"sheet": one.sheet, "cell": one.cell, "value": one.value, "reason": one.reason}
                for one in self.problems
            ],
            "notices": list(self.notices),
            "layout": str(self.layout) if self.layout is not None else None,
            "known_by": [
                {"row": row.number, "record": row.ref, "known_by": row.known_by}
                for row in self.rows
                if row.action == "change"
            ],
            "batch": batch.id if batch is not None else None,
        }

    def in_words(self, batch: Batch | None = None) -> list[str]:
        """The plan for a person to read: counts, then every problem, then what else there is to know."""
        counts = self.counts
        head = (
            f"{self.file}, sheet “{self.sheet}”, into {self.register.label}: {len(self.rows):,} rows read, "
            f"{counts['add']:,} added, {counts['change']:,} changed, {counts['same']:,} unchanged, "
            f"{counts['held']:,} held back."
        )
        done = [f"Kept as “{batch.words}” (batch {batch.id})."] if batch is not None else []
        return [head, *done, *(f"! {one}" for one in self.problems), *(f"- {one}" for one in self.notices)]


def _blank(value: object) -> bool:
    return value is None or value == ()


def rows_words(count: int) -> str:
    """How many rows, in words: "1 row", "34 rows"."""
    return f"{count:,} row{'' if count == 1 else 's'}"


def held_rows(rows: Sequence[PlannedRow], columns: Sequence[Column]) -> list[dict[str, Any]]:
    """The held-back rows as they are kept with the import, to be put right later."""
    return [_held_row(row, columns) for row in rows if row.action == "held" and not row.left]


def _held_row(row: PlannedRow, columns: Sequence[Column]) -> dict[str, Any]:
    """One held-back row: its texts by heading, what is wrong, and which of its cells are errors of which kind."""
    filled = [(column.heading, raw) for column, raw in zip(columns, row.raw, strict=True) if raw is not None]
    kept = {
        "row": row.number,
        "cells": {heading: as_text(raw) for heading, raw in filled},
        "problems": [{"cell": one.cell, "value": one.value, "reason": one.reason} for one in row.problems],
    }
    errors = {heading: raw.kind for heading, raw in filled if isinstance(raw, ErrorCell)}
    return kept | {"errors": errors} if errors else kept
