"""Undo of a batch, whichever: what was put back, what stays because it changed since, what could not be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from lif_desktop.office.changes import Batch
from lif_desktop.office.journal import Entry, entries
from lif_desktop.office.schema import JOURNAL, METADATA, RECORD_TABLES
from lif_desktop.office.writer import Key, Writer, fresh

_AT_ONCE = 500
_POINTERS = tuple(
    (table, column, foreign.column.table.name)
    for table in RECORD_TABLES
    for column in table.c
    for foreign in column.foreign_keys
)
"""Every column of a record that points to another record, with the table it points to."""


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
    """Works out and collects the taking back of one batch."""

    def __init__(self, connection: Connection, writer: Writer, batch: Batch) -> None:
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
        self._keep_what_others_point_to(going)
        for key in going:
            self._writer.put_back(*key, None)
            self.put_back.append(UndoLine(*key))
        for key, net in self._nets.items():
            if net.before is not None and net.after is not None:
                self._take_back_edit(key, net.before, net.after)
        self._bring_back({key: net.before for key, net in self._nets.items() if net.after is None and net.before})

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

    def _keep_what_others_point_to(self, going: set[Key]) -> None:
        """Takes out of `going` each record that one which stays points to, until none is left."""
        while pointed := self._pointed_to(going):
            going -= pointed
            self.kept.extend(UndoLine(*key, why="something that stays belongs to it") for key in sorted(pointed))

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
                    if (table.name, row[0]) not in going:
                        found.add((target, row[1]))
        return found

    def _take_back_edit(self, key: Key, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        row = self._now[key]
        if row is None:
            self.could_not.append(UndoLine(*key, why="it was taken away since"))
            return
        names = [name for name in after if name != "version"]
        back = [name for name in names if row[name] == after[name]]
        stays = tuple(name for name in names if row[name] != after[name])
        if back:
            new = row | {name: before.get(name) for name in back} | {"version": row["version"] + 1}
            self._writer.put_back(*key, new)
            self.put_back.append(UndoLine(*key, tuple(back)))
        if stays:
            self.kept.append(UndoLine(*key, stays, "you changed it since"))

    def _bring_back(self, gone: Mapping[Key, Mapping[str, Any]]) -> None:
        coming: dict[Key, dict[str, Any]] = {}
        for key, before in gone.items():
            if self._now[key] is not None:
                self.could_not.append(UndoLine(*key, why="a record stands in its place"))
            else:
                coming[key] = fresh(METADATA.tables[key[0]], before, key[1], int(before["version"]) + 1)
        while lost := [key for key, row in coming.items() if not self._belongs(key[0], row, coming)]:
            for key in lost:
                del coming[key]
                self.could_not.append(UndoLine(*key, why="what it belonged to is gone"))
        for key, row in coming.items():
            self._writer.put_back(*key, row)
            self.put_back.append(UndoLine(*key))

    def _belongs(self, name: str, row: Mapping[str, Any], coming: Mapping[Key, object]) -> bool:
        """Whether each record that `row` points to is there or comes back with it."""
        pointers = [(target, row[column.name]) for table, column, target in _POINTERS if table.name == name]
        others = [key for key in pointers if key[1] is not None and key not in coming]
        return all(found is not None for found in self._writer.read(others).values())


def _same(row: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two rows are equal but for their version."""
    return all(row[name] == other.get(name) for name in row if name != "version")
