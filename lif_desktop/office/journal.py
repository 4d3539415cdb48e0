"""The journal: entries with before and after, chained by hash, and what can be read from them."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Connection, Date, DateTime, Table, select

from lif_desktop.office.changes import Batch
from lif_desktop.office.schema import BATCHES, JOURNAL, METADATA
from lif_desktop.registers.values import canonical

START = "0" * 64
ISSUE = "issue"
"""The kind of batch that logs what left the office: what has left has left, so it is never undone."""
SETUP = "setup"
"""The kind of batch that makes an office: without it the office could not be opened again."""
_NOT_UNDONE = frozenset({SETUP, "setting", ISSUE})
"""Kinds of batch that undo passes over."""


@dataclass(frozen=True)
class Entry:
    """One record's change within a batch. `before` and `after` hold only the columns that changed."""

    id: int
    batch_id: int
    table: str
    record_id: int
    action: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def batch_words(batch: Batch) -> str:
    """The batch as it enters the hash of each of its entries."""
    return canonical(
        {
            "id": batch.id,
            "at": batch.at,
            "person": batch.person,
            "kind": batch.kind,
            "words": batch.words,
            "undoes": batch.undoes,
        }
    )


def chained(previous: str, batch: str, entry: Mapping[str, Any]) -> str:
    """The hash of an entry: SHA-256 over the one before, its batch and itself."""
    parts = (
        previous,
        batch,
        str(entry["id"]),
        entry["table_name"],
        str(entry["record_id"]),
        entry["action"],
        entry["before"] or "",
        entry["after"] or "",
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def from_json(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the journal holds them, back as the columns of `table` take them."""
    return {key: _typed(table, key, value) for key, value in values.items() if key in table.c}


def _typed(table: Table, key: str, value: Any) -> Any:
    kind = table.c[key].type
    if value is None or isinstance(kind, JSON):
        return value
    if isinstance(kind, DateTime):
        return dt.datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return dt.date.fromisoformat(value)
    return value


def last_hash(connection: Connection) -> tuple[int, str]:
    """The number and hash of the newest entry; 0 and zeros for an empty journal."""
    row = connection.execute(select(JOURNAL.c.id, JOURNAL.c.hash).order_by(JOURNAL.c.id.desc()).limit(1)).first()
    return (row.id, row.hash) if row else (0, START)


def entries(connection: Connection, *conditions: Any, newest_first: bool = False) -> Iterator[Entry]:
    """The entries that meet the conditions, oldest first, with values typed as the columns are."""
    order = JOURNAL.c.id.desc() if newest_first else JOURNAL.c.id
    for row in connection.execute(select(JOURNAL).where(*conditions).order_by(order)):
        table = METADATA.tables.get(row.table_name)
        if table is None:
            continue
        before = from_json(table, json.loads(row.before)) if row.before else {}
        after = from_json(table, json.loads(row.after)) if row.after else {}
        yield Entry(row.id, row.batch_id, row.table_name, row.record_id, row.action, before, after)


def batches(connection: Connection, newest: int | None = None) -> tuple[Batch, ...]:
    """All batches, newest first (at most `newest`), each with whether it has been undone."""
    rows = connection.execute(select(BATCHES).order_by(BATCHES.c.id.desc())).all()
    undone: set[int] = set()
    found = []
    for row in rows:
        if row.undoes is not None and row.id not in undone:
            undone.add(row.undoes)
        found.append(Batch(row.id, row.at, row.person, row.kind, row.words, row.undoes, row.id in undone))
    return tuple(found[:newest])


def next_undo(all_batches: Iterable[Batch]) -> Batch | None:
    """The newest batch that undo takes back: one that a person made and that still stands."""
    return next((b for b in all_batches if b.undoes is None and not b.undone and b.kind not in _NOT_UNDONE), None)


def next_redo(all_batches: Iterable[Batch]) -> Batch | None:
    """The undo batch that redo takes back, or None once something else was done after it."""
    for batch in all_batches:
        if batch.undone or batch.kind == "redo" or batch.kind in _NOT_UNDONE:
            continue
        return batch if batch.kind == "undo" else None
    return None


def broken_link(connection: Connection) -> int | None:
    """The first entry whose hash does not follow from the one before, or None when the whole chain holds."""
    words = {
        row.id: batch_words(Batch(row.id, row.at, row.person, row.kind, row.words, row.undoes))
        for row in connection.execute(select(BATCHES))
    }
    previous, expected = START, 1
    for row in connection.execute(select(JOURNAL).order_by(JOURNAL.c.id)).mappings():
        if row["id"] != expected or row["batch_id"] not in words:
            return expected
        previous = chained(previous, words[row["batch_id"]], dict(row))
        if previous != row["hash"]:
            return int(row["id"])
        expected += 1
    return None
