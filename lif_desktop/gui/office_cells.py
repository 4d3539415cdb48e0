"""The cells of a register's table: their words, and how what is typed and pasted goes into the office."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lif_desktop.errors import LifError
from lif_desktop.framework.risks import labelled
from lif_desktop.framework.status import Status
from lif_desktop.gui.cells import CellChange, CellWays, Problems
from lif_desktop.gui.form_box import list_labels
from lif_desktop.gui.records import clash, counted, link_choices, lowered, needed, short_name, typed_reference
from lif_desktop.office import Batch, Change, Office, Rows
from lif_desktop.office.listing import Extras, is_extra, short_choices, short_words, values_of
from lif_desktop.registers.field import Field
from lif_desktop.registers.register import Register
from lif_desktop.registers.values import Value, ValueProblem, parse

_DONE = {"Paste": "Pasted", "Fill": "Filled", "Clear": "Cleared", "Cut": "Cut", "Today in": "Put today into"}
"""What the table calls a change of many cells, and how the history says it."""


@dataclass(frozen=True)
class Refusal:
    """A paste of which nothing was written: all of its cells, and the sentence for each that cannot go in."""

    changes: tuple[CellChange, ...]
    words: str
    problems: Problems = field(default_factory=dict)

    @property
    def good(self) -> int:
        """How many cells could go in."""
        return len(self.changes) - len(self.problems)


class OfficeCells:
    """Shows and writes the cells of one register. One change, however many cells, is one batch.

    `written(batch)` is called after each change; `refused(refusal)` when a block holds a cell that cannot go in:
    then nothing of it is written until `agree` is called. `presets` are the values that every new row gets.
    """

    def __init__(
        self,
        office: Office,
        own: Register,
        columns: Sequence[Field],
        written: Callable[[Batch], None],
        refused: Callable[[Refusal], None],
        presets: Mapping[str, Any] | None = None,
    ) -> None:
        self.columns = tuple(columns)
        self.presets = dict(presets or {})
        self.closed = ""
        self._office, self._own = office, own
        self._written, self._refused = written, refused
        self._names: tuple[str, ...] = ()
        self._rows: dict[int, tuple[Any, ...]] = {}
        self._extras: Extras = {}
        self._agreed = False

    def ways(self, tip: Callable[[int, Field], str] | None = None) -> CellWays:
        """What the table's model asks for."""
        fixed = self._office.read_only or self._own.append_only
        return CellWays(
            self.words,
            choices=self._choices,
            commit=None if fixed else self.commit,
            commit_block=None if fixed else self.commit_block,
            badges=self._badges(),
            tip=tip,
            order=lambda one: short_choices(one, self._office.lookup),
            locked=frozenset(one.key for one in (*self._own.computed, *self._parent_fields())),
        )

    def take(self, rows: Rows, extras: Extras | None = None) -> tuple[list[int], list[tuple[Any, ...]]]:
        """The numbers of the records and their values in the order of the columns."""
        self._names = ("id", "version", *(one.key for one in rows.fields))
        self._rows = {row[0]: row for row in rows.rows}
        self._extras = extras or {}
        return list(self._rows), values_of(rows, self._extras, self.columns)

    def record(self, number: int) -> Mapping[str, Any]:
        """A record as it was read last."""
        record = dict(zip(self._names, self._rows[number], strict=True))
        return record | {"extra": dict(self._extras.get(number, {}))}

    def name(self, number: int) -> str:
        """What the history calls a record."""
        return short_name(self._own, self.record(number), self._office)

    def words(self, one: Field, value: object) -> str:
        """A value in words, dates and choices in their short form: tables are narrow."""
        return short_words(one, value, self._office.lookup)

    def commit(self, number: int, one: Field, text: str) -> str | None:
        """Write one cell. Gives the sentence that says why not."""
        try:
            value = self._value(number, one, text)
            self._write(f"Changed {one.label} of {self.name(number)}", {number: {one.key: value}})
        except LifError as trouble:
            return str(trouble)
        return None

    def commit_block(self, changes: Sequence[CellChange], words: str) -> Problems:
        """Write many cells as one change. With a cell that cannot go in, nothing is written until it is agreed."""
        problems: dict[tuple[int, str], str] = {}
        values: dict[int, dict[str, Value]] = {}
        for change in changes:
            try:
                value = self._value(change.row_id, change.field, change.text)
                values.setdefault(change.row_id, {})[change.field.key] = value
            except LifError as trouble:
                problems[change.cell] = str(trouble)
        if problems and not self._agreed:
            self._refused(Refusal(tuple(changes), words, problems))
            return {}
        try:
            if values:
                self._write(self._block_words(words, len(changes) - len(problems)), values)
        except LifError as trouble:
            return {change.cell: problems.get(change.cell, str(trouble)) for change in changes}
        return problems

    def agree(self, refusal: Refusal, write: Callable[[Sequence[CellChange], str], object]) -> None:
        """Write those cells of a refused block that can go in, through the model's own `write`; it holds the others."""
        self._agreed = True
        try:
            write(refusal.changes, refusal.words)
        finally:
            self._agreed = False

    def add_rows(self, rows: Sequence[Mapping[str, str]]) -> list[str]:
        """New records from the texts of pasted rows, all or none. Gives the sentences of what cannot go in."""
        problems: list[str] = []
        changes: list[Change] = []
        for place, texts in enumerate(rows, 1):
            values: dict[str, Any] = dict(self.presets)
            for one in self._own.fields:
                if one.key in self.presets or (one.key not in texts and not one.required):
                    continue
                try:
                    values[one.key] = self._value(None, one, texts.get(one.key, ""))
                except LifError as trouble:
                    problems.append(f"Row {place}, {lowered(one.label)}: {trouble}")
            if not problems:
                filled = {key: value for key, value in values.items() if value is not None}
                changes += self._office.changes_for(self._own.key, None, filled)
        if not problems and changes:
            batch = self._office.write(f"Added {counted(len(rows), self._own.singular)} by pasting", changes)
            if batch is not None:
                self._written(batch)
        return problems

    # within

    def _parent_fields(self) -> list[Field]:
        return [one for one in self._own.fields if one.key in self.presets]

    def _badges(self) -> Mapping[str, Callable[[Sequence[object]], Status | None]]:
        """The band of a risk is a badge in the colours of the profile."""
        place = next((at for at, one in enumerate(self.columns) if one.key == "band"), None)
        scale = self._office.profile.risk
        return {} if place is None else {"band": lambda row: labelled(scale, row[place])}

    def _choices(self, one: Field) -> Sequence[str]:
        if one.kind == "link":
            return link_choices(self._office, one.target)
        return list_labels(one, self._office) if one.kind in ("choice", "agency", "yes_no") else ()

    def _value(self, number: int | None, one: Field, text: str) -> Value:
        if self.closed:
            raise ValueProblem(self.closed)
        raw = typed_reference(text) if one.kind == "link" else text
        value = parse(one, raw, self._office.lookup, self._office.today(), typed=True)
        if one.required and value in (None, "", ()):
            raise ValueProblem(needed(one))
        if trouble := clash(self._own, one, value, number, self._office):
            raise ValueProblem(trouble)
        return value

    def _write(self, words: str, values: Mapping[int, Mapping[str, Value]]) -> None:
        changes: list[Change] = []
        for number, changed in values.items():
            record = self.record(number)
            plain: dict[str, Any] = {key: value for key, value in changed.items() if not is_extra(key)}
            others = {self._heading(key): value for key, value in changed.items() if is_extra(key)}
            if others:
                plain["extra"] = record.get("extra", {}) | others
            changes += self._office.changes_for(self._own.key, number, plain, record["version"])
        batch = self._office.write(words, changes)
        if batch is not None:
            self._written(batch)

    def _heading(self, key: str) -> str:
        return next(one.label for one in self.columns if one.key == key)

    def _block_words(self, words: str, count: int) -> str:
        verb = next((done for asked, done in _DONE.items() if words.startswith(asked)), "Changed")
        place = "in" if verb in ("Filled", "Cleared", "Cut", "Changed") else "into"
        if verb == "Put today into":
            return f"{verb} {counted(count, 'cell')} of {self._own.label.lower()}"
        return f"{verb} {counted(count, 'cell')} {place} {self._own.label.lower()}"
