"""Undo of a batch, whichever: what was put back, what stays because it changed since, what could not be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from lif_desktop.office.changes import Batch
from lif_desktop.office.journal import ISSUE, Entry, entries
from lif_desktop.office.schema import JOURNAL, METADATA, RECORD_TABLES
from lif_desktop.office.troubles import NothingToUndo
from lif_desktop.office.writer import Key, Writer, fresh

_AT_ONCE = 500
_POINTERS = tuple(
    (table, column, foreign.column.table.name)
    for table in RECORD_TABLES
    for column in table.c
    for foreign in column.foreign_keys
)
"""Every column of a record that points to another record, with the table it points to."""
_NEEDED = {
    table.name: tuple((c.name, target) for one, c, target in _POINTERS if one is table and not c.nullable)
    for table in RECORD_TABLES
}
"""By table, the columns without which its rows make no sense, with the table that each points to."""
_UNIQUE = tuple((table, column) for table in RECORD_TABLES for column in table.c if column.unique)
"""Every column in which no two records may have the same value."""


@dataclass(frozen=True)
class UndoLine:
    """One record of the report; `columns` are those it is about (empty for the whole record); `why` in words."""

    table: str
    record_id: int
    columns: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class UndoReport:
    """What came of an undo, in the three groups that are shown. `batch` is None when nothing could be put back."""

    undone: Batch
    batch: Batch | None
    put_back: tuple[UndoLine, ...]
    kept: tuple[UndoLine, ...]
    could_not: tuple[UndoLine, ...]


@dataclass
class _Net:
    """What a batch did to one record, taken together."""

    before: dict[str, Any] | None
    after: dict[str, Any] | None


def _nets(batch_entries: Iterable[Entry]) -> dict[Key, _Net]:
    """One entry a record: a batch writes each record once."""
    found = {}
    for entry in batch_entries:
        before = None if entry.action == "add" else dict(entry.before)
        after = None if entry.action == "remove" else dict(entry.after)
        found[(entry.table, entry.record_id)] = _Net(before, after)
    return found


class Undoing:
    """Works out and collects the taking back of one batch. Raises NothingToUndo for one that logs what has left."""

    def __init__(self, connection: Connection, writer: Writer, batch: Batch) -> None:
        if batch.kind == ISSUE:
            raise NothingToUndo("The log of what was issued is kept as it is: what has left has left.")
        self._connection = connection
        self._writer = writer
        self._batch = batch
        self._nets = _nets(entries(connection, JOURNAL.c.batch_id == batch.id))
        self._now = writer.read(self._nets)
        self.put_back: list[UndoLine] = []
        self.kept: list[UndoLine] = []
        self.could_not: list[UndoLine] = []

    def work_out(self) -> None:
        """Fills the three groups and hands the rows to the writer."""
        going = self._added_and_untouched()
        self._settle(going)
        for key in going:
            self._writer.put_back(*key, None)
            self.put_back.append(UndoLine(*key))
        coming = self._coming({key: net.before for key, net in self._nets.items() if net.after is None and net.before})
        for key, net in self._nets.items():
            if net.before is not None and net.after is not None:
                self._take_back_edit(key, net.before, net.after, coming)
        for key, row in coming.items():
            self._writer.put_back(*key, row)
            self.put_back.append(UndoLine(*key))

    def let_go(self) -> None:
        """Frees the rows, when all is written. One by one: so many at once would stop every other thread meanwhile."""
        self._writer.let_go()
        for rows in (self._nets, self._now):
            while rows:
                rows.popitem()

    def _added_and_untouched(self) -> set[Key]:
        going = set()
        for key, net in self._nets.items():
            if net.before is not None or net.after is None:
                continue
            row = self._now[key]
            if row is None:
                self.could_not.append(UndoLine(*key, why="it was taken away since"))
            elif _same(row, fresh(METADATA.tables[key[0]], net.after, key[1])):
                going.add(key)
            else:
                self.kept.append(UndoLine(*key, why="you changed it since"))
        return going

    def _settle(self, going: set[Key]) -> None:
        """Takes out of `going` what one that stays points to, and the lines of one that stays, until none is left."""
        while stays := self._pointed_to(going) | self._lines_of_kept(going):
            going -= stays
            self.kept.extend(UndoLine(*key, why="something that stays belongs to it") for key in sorted(stays))

    def _lines_of_kept(self, going: set[Key]) -> set[Key]:
        """The lines in `going` that were added together with a record that stays, such as the stages of a case."""
        staying = {
            key
            for key, net in self._nets.items()
            if net.before is None and key not in going and self._now[key] is not None
        }
        found = set()
        for key in going:
            row = self._now[key] or {}
            if any((target, row[name]) in staying for name, target in _NEEDED[key[0]]):
                found.add(key)
        return found

    def _pointed_to(self, going: set[Key]) -> set[Key]:
        by_table: dict[str, list[int]] = defaultdict(list)
        for name, number in going:
            by_table[name].append(number)
        found: set[Key] = set()
        for table, column, target in _POINTERS:
            numbers = by_table.get(target, [])
            for start in range(0, len(numbers), _AT_ONCE):
                some = numbers[start : start + _AT_ONCE]
                for row in self._connection.execute(select(table.c.id, column).where(column.in_(some))):
                    if (table.name, row[0]) not in going and not self._taken_back((table.name, row[0]), column.name):
                        found.add((target, row[1]))
        return found

    def _taken_back(self, key: Key, name: str) -> bool:
        """Whether this undo puts back what stood in a column before."""
        net, row = self._nets.get(key), self._now.get(key)
        if net is None or row is None or net.before is None or net.after is None:
            return False
        return name in net.after and row[name] == net.after[name]

    def _take_back_edit(
        self, key: Key, before: Mapping[str, Any], after: Mapping[str, Any], coming: Mapping[Key, object]
    ) -> None:
        row = self._now[key]
        if row is None:
            self.could_not.append(UndoLine(*key, why="it was taken away since"))
            return
        names = [name for name in after if name != "version"]
        back = [name for name in names if row[name] == after[name]]
        stays = tuple(name for name in names if row[name] != after[name])
        for name in tuple(back):
            if why := self._why_not(key, name, before.get(name), coming):
                back.remove(name)
                self.could_not.append(UndoLine(*key, (name,), why))
        if back:
            new = row | {name: before.get(name) for name in back} | {"version": row["version"] + 1}
            self._writer.put_back(*key, new)
            self.put_back.append(UndoLine(*key, tuple(back)))
        if stays:
            self.kept.append(UndoLine(*key, stays, "you changed it since"))

    def _why_not(self, key: Key, name: str, value: Any, coming: Mapping[Key, object]) -> str:
        """Why a value cannot stand in a column again; empty when it can."""
        if not self._belongs(key[0], {name: value}, coming):
            return "what it belonged to is gone"
        return "" if self._free(key, {name: value}) else "another record has it now"

    def _coming(self, gone: Mapping[Key, Mapping[str, Any]]) -> dict[Key, dict[str, Any]]:
        """The rows of `gone` that can come back, whole."""
        coming: dict[Key, dict[str, Any]] = {}
        for key, before in gone.items():
            if self._now[key] is not None:
                self.could_not.append(UndoLine(*key, why="a record stands in its place"))
            elif not self._free(key, before):
                self.could_not.append(UndoLine(*key, why="another record has its reference now"))
            else:
                coming[key] = fresh(METADATA.tables[key[0]], before, key[1], int(before["version"]) + 1)
        while lost := [key for key, row in coming.items() if not self._belongs(key[0], row, coming)]:
            for key in lost:
                del coming[key]
                self.could_not.append(UndoLine(*key, why="what it belonged to is gone"))
        return coming

    def _free(self, key: Key, values: Mapping[str, Any]) -> bool:
        """Whether no other record has the values that only one may have."""
        for table, column in _UNIQUE:
            value = values.get(column.name)
            if table.name == key[0] and value is not None:
                others = self._connection.scalars(select(table.c.id).where(column == value, table.c.id != key[1])).all()
                if any(self._stays(table.name, other, column.name, value) for other in others):
                    return False
        return True

    def _stays(self, table: str, number: int, name: str, value: Any) -> bool:
        """Whether a record will still have this value after what has been worked out so far."""
        row = self._writer.read([(table, number)])[table, number]
        return row is not None and row[name] == value

    def _belongs(self, name: str, row: Mapping[str, Any], coming: Mapping[Key, object]) -> bool:
        """Whether each record that `row` points to is there or comes back with it."""
        pointers = [(target, row.get(column.name)) for table, column, target in _POINTERS if table.name == name]
        others = [(target, number) for target, number in pointers if number is not None]
        others = [key for key in others if key not in coming]
        return all(found is not None for found in self._writer.read(others).values())


def _same(row: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two rows are equal but for their version."""
    return all(row[name] == other.get(name) for name in row if name != "version")
