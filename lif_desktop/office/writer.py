"""The only door through which records are written: each change with its journal entry, in one transaction."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from lif_desktop.office.changes import Add, Batch, Bin, Change, Edit, Remove, Unbin
from lif_desktop.office.engine import Store
from lif_desktop.office.finalised import GUARDED, keep_finalised
from lif_desktop.office.journal import batch_words, chained, last_hash
from lif_desktop.office.schema import BATCHES, COUNTERS, JOURNAL, METADATA, RECORD_TABLES
from lif_desktop.office.troubles import RecordChanged
from lif_desktop.registers.values import canonical

_AT_ONCE, _ROWS_AT_ONCE = 500, 2000
Key = tuple[str, int]
_UNIQUE = {table.name: frozenset(one.name for one in table.c if one.unique) for table in RECORD_TABLES}
"""By table, the columns in which no two records may have the same value."""


def take_numbers(connection: Connection, name: str, count: int) -> int:
    """The first of `count` numbers of the counter `name`, none of which is ever given again."""
    first = connection.scalar(select(COUNTERS.c.next).where(COUNTERS.c.name == name)) or 1
    set_counter(connection, name, first + count)
    return int(first)


def set_counter(connection: Connection, name: str, following: int) -> None:
    """The counter `name` goes on at `following`."""
    statement = upsert(COUNTERS).values(name=name, next=following)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"next": following}))


def counters_at_least(connection: Connection, wanted: Mapping[str, int]) -> None:
    """Counters that stand below `wanted` are raised to it."""
    for name, following in wanted.items():
        now = connection.scalar(select(COUNTERS.c.next).where(COUNTERS.c.name == name)) or 1
        if now < following:
            set_counter(connection, name, following)


def fresh(table: Table, values: Mapping[str, Any], number: int, version: int = 1) -> dict[str, Any]:
    """A whole new row of `table` with `values`; what is not given is empty. KeyError for a column it does not have."""
    empty, made = _empty_row(table.name)
    row = empty | {name: make() for name, make in made} | dict(values)
    row["id"], row["version"] = number, version
    if len(row) != len(empty):
        raise KeyError(f"{table.name} has no column {sorted(row.keys() - empty.keys())}")
    return row


@cache
def _empty_row(name: str) -> tuple[dict[str, Any], tuple[tuple[str, Callable[[], Any]], ...]]:
    """A row of a table in which nothing stands, and what makes the values that are never empty."""
    columns = METADATA.tables[name].c
    made = tuple(
        (column.name, partial(column.default.arg, None))  # type: ignore[attr-defined]
        for column in columns
        if column.default is not None and getattr(column.default, "is_callable", False)
    )
    return dict.fromkeys(columns.keys()), made


class Writer:
    """Collects the changes of one batch, then writes records and journal together.

    A new record is held by the values it was given until it is written, since thousands of whole rows that are mostly
    empty would fill the memory for nothing.
    """

    def __init__(self, store: Store, connection: Connection, now: dt.datetime, person: str) -> None:
        self._store = store
        self._connection = connection
        self._now = now
        self._person = person
        self._was: dict[Key, dict[str, Any] | None] = {}
        self._is: dict[Key, dict[str, Any] | None] = {}
        self._given: dict[Key, Mapping[str, Any]] = {}

    def take(self, changes: Sequence[Change]) -> None:
        """Works `changes` into the rows they touch. Raises RecordChanged where a version does not fit."""
        self._read(changes)
        for change in changes:
            table = METADATA.tables[change.table]
            if isinstance(change, Add):
                number = change.id if change.id is not None else self._number(change.table)
                self._add((change.table, number), change.values)
            else:
                self._alter(table, change)

    def _add(self, key: Key, values: Mapping[str, Any]) -> None:
        if key in self._given or self._is.get(key) is not None:
            raise RecordChanged(f"Record {key[1]} of {key[0]} stands there already.")
        if key in self._is:  # it was taken away in this batch
            self._is[key] = fresh(METADATA.tables[key[0]], values, key[1])
        else:
            self._given[key] = values

    def _whole(self, key: Key) -> dict[str, Any] | None:
        """The row as it will be; None for one that will not be there."""
        if key in self._given:
            return fresh(METADATA.tables[key[0]], self._given[key], key[1])
        return self._is.get(key)

    def put_back(self, table: str, number: int, row: Mapping[str, Any] | None) -> None:
        """A row as undo wants it: whole, or None for gone."""
        self._put(table, number, dict(row) if row is not None else None)

    def read(self, keys: Iterable[Key]) -> dict[Key, dict[str, Any] | None]:
        """The rows as they stand, by table and number; None for those that are not there."""
        wanted = [key for key in keys if key not in self._is]
        by_table: dict[str, list[int]] = defaultdict(list)
        for table, number in wanted:
            by_table[table].append(number)
        for name, numbers in by_table.items():
            self._read_table(METADATA.tables[name], numbers)
        return {key: self._whole(key) for key in keys}

    def write(self, kind: str, words: str, undoes: int | None = None) -> Batch | None:
        """Writes it all as one batch; None when nothing is different. Raises MinutesFinalised."""
        touched = [key for key, row in self._is.items() if row != self._was.get(key)]
        touched += self._given
        if not touched:
            return None
        guarded = [key for key in touched if key[0] in GUARDED]
        if guarded:
            keep_finalised(self._connection, {key: (self._was.get(key), self._whole(key)) for key in guarded})
        number = take_numbers(self._connection, "batches", 1)
        batch = Batch(number, self._now, self._person, kind, words, undoes, touched=tuple(touched))
        columns = {
            "id": batch.id,
            "at": batch.at,
            "person": batch.person,
            "kind": kind,
            "words": words,
            "undoes": undoes,
        }
        self._connection.execute(insert(BATCHES), columns)
        with self._store.journalled():
            self._write_rows(touched)
        self._write_journal(batch, touched)
        self._given.clear()
        return batch

    def let_go(self) -> None:
        """Frees the rows that were written, one by one, which lets other threads go on between them."""
        for rows in (self._was, self._is):
            while rows:
                rows.popitem()

    def _number(self, table: str) -> int:
        return take_numbers(self._connection, f"id:{table}", 1)

    def _put(self, table: str, number: int, row: dict[str, Any] | None) -> None:
        self._was.setdefault((table, number), None)
        self._is[(table, number)] = row

    def _read(self, changes: Sequence[Change]) -> None:
        by_table: dict[str, list[int]] = defaultdict(list)
        for change in changes:
            if not isinstance(change, Add) and (change.table, change.id) not in self._is:
                by_table[change.table].append(change.id)
        for name, numbers in by_table.items():
            self._read_table(METADATA.tables[name], numbers)

    def _read_table(self, table: Table, numbers: Sequence[int]) -> None:
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            for row in self._connection.execute(select(table).where(table.c.id.in_(some))).mappings():
                self._was[(table.name, row["id"])] = dict(row)
                self._is[(table.name, row["id"])] = dict(row)

    def _alter(self, table: Table, change: Edit | Bin | Unbin | Remove) -> None:
        key = (change.table, change.id)
        row = self._whole(key)
        if row is None:
            raise RecordChanged("The record is no longer there: it was taken away since you opened it.")
        self._given.pop(key, None)
        if isinstance(change, Remove):
            self._is[key] = None
            return
        values = self._new_values(change)
        if isinstance(change, Edit) and change.version is not None and change.version != row["version"]:
            raise RecordChanged(
                "The record was changed since you opened it. Look at the newer values, then make your change again."
            )
        unknown = values.keys() - row.keys()
        if unknown:
            raise KeyError(f"{table.name} has no column {sorted(unknown)}")
        if any(row[name] != value for name, value in values.items()):
            before = self._was.get(key)
            version = before["version"] + 1 if before is not None else row["version"]
            row = row | values | {"version": version}
        self._is[key] = row

    def _new_values(self, change: Edit | Bin | Unbin) -> dict[str, Any]:
        if isinstance(change, Edit):
            return dict(change.values)
        return {"binned_at": self._now if isinstance(change, Bin) else None}

    def _write_rows(self, touched: Sequence[Key]) -> None:
        added: dict[str, list[Key]] = defaultdict(list)
        edited: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = defaultdict(list)
        removed: dict[str, list[int]] = defaultdict(list)
        for key in touched:
            was, row = self._was.get(key), self._is.get(key)
            if was is None:
                added[key[0]].append(key)
            elif row is None:
                removed[key[0]].append(key[1])
            else:
                changed = tuple(name for name, value in row.items() if value != was[name])
                if _UNIQUE[key[0]].intersection(changed):  # put in anew, so that two records may change names
                    removed[key[0]].append(key[1])
                    added[key[0]].append(key)
                    continue
                edited[(key[0], changed)].append({f"new_{n}": row[n] for n in changed} | {"b_id": key[1]})
        self._connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for name, numbers in removed.items():
            table = METADATA.tables[name]
            self._connection.execute(
                delete(table).where(table.c.id == bindparam("b_id")), [{"b_id": n} for n in numbers]
            )
        for name, keys in added.items():
            rows = (row for key in keys if (row := self._whole(key)) is not None)
            insert_rows(self._connection, METADATA.tables[name], rows)
        for (name, columns), rows_of in edited.items():
            table = METADATA.tables[name]
            new = {column: bindparam(f"new_{column}", type_=table.c[column].type) for column in columns}
            self._connection.execute(update(table).where(table.c.id == bindparam("b_id")).values(new), rows_of)

    def _write_journal(self, batch: Batch, touched: Sequence[Key]) -> None:
        insert_rows(self._connection, JOURNAL, self._entries(batch, touched))

    def _entries(self, batch: Batch, touched: Sequence[Key]) -> Iterator[dict[str, Any]]:
        """The journal's entries of a batch, each chained to the one before."""
        number, previous = last_hash(self._connection)
        words = batch_words(batch)
        for key in touched:
            number += 1
            entry = {"id": number, "batch_id": batch.id, "table_name": key[0], "record_id": key[1]}
            entry |= self._difference(key)
            previous = entry["hash"] = chained(previous, words, entry)
            yield entry

    def _difference(self, key: Key) -> dict[str, Any]:
        """What the journal keeps of one record: what it was, what it is, without the columns that are empty."""
        given, was, row = self._given.get(key), self._was.get(key), self._is.get(key)
        if given is not None:
            made = {name: make() for name, make in _empty_row(key[0])[1]}
            row = {**made, **given, "id": key[1], "version": 1}
        if row is None:
            return {"action": "remove", "before": canonical(_filled(was or {})), "after": None}
        if was is None:
            return {"action": "add", "before": None, "after": canonical(_filled(row))}
        changed = [name for name, value in row.items() if value != was[name]]
        before, after = ({name: one[name] for name in changed} for one in (was, row))
        return {"action": "edit", "before": canonical(before), "after": canonical(after)}


def insert_rows(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Add whole rows to `table`, some thousand at a time, as the bare driver takes them.

    SQLAlchemy's own way for many rows looks at each value by its name; here each column's conversion is found once.
    """
    dialect = connection.dialect
    plain = [column.name for column in table.c]
    found = (column.type.dialect_impl(dialect).bind_processor(dialect) for column in table.c)
    converted = [(place, convert) for place, convert in enumerate(found) if convert is not None]
    names = ", ".join(f'"{name}"' for name in plain)
    statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({", ".join("?" * len(plain))})'  # noqa: S608 - own names
    several = iter(rows)
    while some := list(islice(several, _ROWS_AT_ONCE)):
        values = [[row[name] for name in plain] for row in some]
        for place, convert in converted:
            for line in values:
                line[place] = convert(line[place])
        connection.exec_driver_sql(statement, [tuple(line) for line in values])


def _filled(row: Mapping[str, Any]) -> dict[str, Any]:
    """A whole row without its empty columns, which keeps the journal short."""
    return {name: value for name, value in row.items() if value is not None}
