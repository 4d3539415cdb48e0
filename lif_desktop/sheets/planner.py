"""Works out what each row of a table does: which record it is, what changes, and why it may be held back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from lif_desktop.errors import LifError
from lif_desktop.office import Office
from lif_desktop.registers.field import Field
from lif_desktop.registers.register import Register
from lif_desktop.sheets.cells import as_text, reader
from lif_desktop.sheets.columns import agency_field
from lif_desktop.sheets.existing import Existing, Key, by_field, keys_of, only_one_has, same
from lif_desktop.sheets.header import Table
from lif_desktop.sheets.match import Column
from lif_desktop.sheets.planned import Action, Plan, PlannedRow, Problem
from lif_desktop.sheets.raw import Row, address

LONGEST_REF = 40
_Read = tuple[int, Row, tuple[Any, ...], list[Problem]]


class Planner:
    """Plans the rows of one table against the records that are there.

    `earlier` are the plans of other sheets of the same file, whose records must not be repeated.
    """

    def __init__(
        self,
        office: Office,
        own: Register,
        table: Table,
        columns: tuple[Column, ...],
        agency_id: int | None,
        earlier: Sequence[Plan],
    ) -> None:
        self._own = own
        self._table = table
        self._columns = columns
        self._existing = Existing(office, own, columns)
        self._readers = [
            (at, reader(column.field, office.lookup, office.today()))
            for at, column in enumerate(columns)
            if column.place and not column.worked_out
        ]
        self._agency_id = agency_id
        self._agency_at = self._at(agency_field(own)) if agency_id is not None else None
        self._ref_at = self._at(next((one for one in own.fields if one.kind == "ref"), None))
        alone = only_one_has(own)
        self._alone = [
            (at, column.field.key) for at, column in enumerate(columns) if column.field and column.field.key in alone
        ]
        self._required = [(one, self._at(one)) for one in own.fields if one.required]
        self._taken = {key: plan.sheet for plan in earlier for row in plan.rows for key in _keys_of(plan, row)}
        self._users: dict[Key, list[int]] = defaultdict(list)

    def rows(self) -> tuple[PlannedRow, ...]:
        """The planned rows, in the order of the file."""
        read = [self._read(number, raw) for number, raw in self._whole_rows()]
        keys = [self._keys(values) for _, _, values, _ in read]
        for (number, *_), known in zip(read, keys, strict=True):
            for key in known:
                self._users[key].append(number)
        return tuple(self._planned(one, known) for one, known in zip(read, keys, strict=True))

    def _at(self, field: Field | None) -> int | None:
        """Where the column of `field` stands; None when there is none."""
        return next(
            (at for at, column in enumerate(self._columns) if field is not None and column.field == field), None
        )

    def _whole_rows(self) -> Iterable[tuple[int, Row]]:
        """The rows of the table, with an empty cell for the column that the file does not have."""
        if len(self._columns) == len(self._table.columns):
            return self._table.rows
        return ((number, (*row, None)) for number, row in self._table.rows)

    def _read(self, number: int, raw: Row) -> _Read:
        """The values of a row, and a problem for each cell that could not be understood."""
        values: list[Any] = [None] * len(raw)
        problems = []
        for at, read in self._readers:
            cell = raw[at]
            if cell is None:
                continue
            try:
                values[at] = read(cell)
            except LifError as error:
                problems.append(self._problem(number, at, raw, str(error)))
        if self._agency_at is not None and raw[self._agency_at] is None:
            values[self._agency_at] = self._agency_id
        return number, raw, tuple(values), problems

    def _keys(self, values: Sequence[Any]) -> tuple[Key, ...]:
        return keys_of(self._own, by_field(self._columns, values))

    def _planned(self, read: _Read, keys: tuple[Key, ...]) -> PlannedRow:
        """One row with what it does: a record known by its keys, else one exactly like it, else a new one."""
        number, raw, values, problems = read
        found = self._existing.with_key(keys)
        record = self._one_of(found, raw, values) if keys else self._existing.alike(values)
        before = self._existing.values(record) if record is not None else ()
        values = self._kept(raw, values, before)
        action = _action(values, before)
        if action != "same":
            problems = [*problems, *self._doubles(number, raw, keys, len(found))]
            problems = [*problems, *self._held_by_others(number, raw, values, before, record)]
        if action == "add":
            problems = [*problems, *self._lacking(number, raw, values, problems)]
        elif action == "change" and self._own.append_only:
            reason = f"This {self._own.singular} is recorded already and is never changed. Add a later one instead."
            problems = [*problems, self._problem(number, None, raw, reason)]
        return PlannedRow(
            number=number,
            action="held" if problems else action,
            id=record,
            ref=self._ref(record, values),
            version=self._existing.version(record) if record is not None else None,
            raw=raw,
            values=values,
            before=before,
            problems=tuple(problems),
        )

    def _one_of(self, found: tuple[int, ...], raw: Row, values: tuple[Any, ...]) -> int | None:
        """The record that a row is: the only one with its key, or of several the one that has its values."""
        if len(found) == 1:
            return found[0]
        for number in found:
            before = self._existing.values(number)
            if _action(self._kept(raw, values, before), before) == "same":
                return number
        return None

    def _kept(self, raw: Row, values: tuple[Any, ...], before: tuple[Any, ...]) -> tuple[Any, ...]:
        """The values, with the record's own where the file writes a key otherwise or the agency was only given.

        A reference stays as it is, whatever else knew the record.
        """
        kept = list(values)
        for at, stored in enumerate(before):
            field = self._columns[at].field
            if stored is None or field is None:
                continue
            key = field.key in self._own.match and same(values[at]) == same(stored)
            if key or field.kind == "ref" or (at == self._agency_at and raw[at] is None):
                kept[at] = stored
        return tuple(kept)

    def _ref(self, record: int | None, values: tuple[Any, ...]) -> str:
        if record is not None:
            return self._existing.ref(record)
        given = values[self._ref_at] if self._ref_at is not None else None
        return str(given) if given is not None else ""

    # Why a row is held back

    def _problem(self, number: int, at: int | None, raw: Row, reason: str) -> Problem:
        """A problem of one cell, or of the row where no column of the file is to blame."""
        if at is None or not self._columns[at].place:
            return Problem(self._table.sheet, f"row {number}", "", reason)
        return Problem(self._table.sheet, address(number, self._columns[at].place), as_text(raw[at]), reason)

    def _lacking(
        self, number: int, raw: Row, values: tuple[Any, ...], problems: Sequence[Problem]
    ) -> Iterable[Problem]:
        """What keeps a new record from being made."""
        told = {problem.cell for problem in problems}
        for field, at in self._required:
            if at is not None and (values[at] is not None or address(number, self._columns[at].place) in told):
                continue
            reason = f"{field.label} is empty, and each {self._own.singular} must have it. Fill it in."
            yield self._problem(number, at, raw, reason)
        ref = values[self._ref_at] if self._ref_at is not None else None
        if isinstance(ref, str) and len(ref) > LONGEST_REF:
            reason = f"The reference has {len(ref)} characters; the most is {LONGEST_REF}. Shorten it."
            yield self._problem(number, self._ref_at, raw, reason)

    def _held_by_others(
        self, number: int, raw: Row, values: tuple[Any, ...], before: tuple[Any, ...], record: int | None
    ) -> Iterable[Problem]:
        """What another record has already, where only one may have it."""
        for at, name in self._alone:
            value = values[at]
            if value is None or (before and value == before[at]):
                continue
            if self._existing.in_bin(name, value):
                reason = f"“{value}” lies in the bin. Take it out of the bin, then import the row again."
                yield self._problem(number, at, raw, reason)
            elif before and (ref := self._existing.another(record, name, value)):
                reason = f"{ref} is called “{value}” already. Give this one another name, or correct its reference."
                yield self._problem(number, at, raw, reason)

    def _doubles(self, number: int, raw: Row, keys: tuple[Key, ...], found: int) -> Iterable[Problem]:
        """Why it is not clear which of several rows or records is meant, by the surest key that several have."""
        for key in keys:
            problems = list(self._same_key(number, raw, key, found))
            if problems:
                yield from problems
                return

    def _same_key(self, number: int, raw: Row, key: Key, found: int) -> Iterable[Problem]:
        names = [str(key[0])] if self._own.prefix else list(self._own.match)
        fields = [self._own.field(name) for name in names]
        at = next((at for field in fields if (at := self._at(field)) is not None), None)
        named = _listed([field.label.lower() for field in fields])
        others = [str(other) for other in self._users[key] if other != number]
        if others:
            rows = f"row{'s' if len(others) > 1 else ''} {_listed(others)}"
            yield self._problem(number, at, raw, f"The same {named} stands in {rows}. Keep the row that is right.")
        if key in self._taken:
            reason = f"The same {named} stands in sheet “{self._taken[key]}”. Keep the row that is right."
            yield self._problem(number, at, raw, reason)
        if found > 1:
            reason = f"{found} records have this {named}, so it is not clear which is meant. Change it by hand."
            yield self._problem(number, at, raw, reason)


def _action(values: tuple[Any, ...], before: tuple[Any, ...]) -> Action:
    """What the values do to a record that has `before`; a blank does nothing."""
    if not before:
        return "add"
    return "same" if all(new is None or new == old for new, old in zip(values, before, strict=True)) else "change"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _keys_of(plan: Plan, row: PlannedRow) -> tuple[Key, ...]:
    """The keys by which another sheet would repeat a row; none for a row that changes nothing."""
    return keys_of(plan.register, by_field(plan.columns, row.values)) if row.action != "same" else ()
