"""What happened to a record, and the registers as they stood on a past day, read from the journal."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from lif_desktop.office.changes import Batch
from lif_desktop.office.journal import batches, entries
from lif_desktop.office.schema import BATCHES, JOURNAL, METADATA
from lif_desktop.registers.register import Register

HIDDEN = frozenset({"version", "id"})


@dataclass(frozen=True)
class Past:
    """One batch's effect on one record: the columns with what stood there before and after."""

    batch: Batch
    action: str
    changes: tuple[tuple[str, Any, Any], ...]


def history(connection: Connection, table: str, number: int) -> tuple[Past, ...]:
    """Everything that happened to a record, newest first."""
    by_id = {batch.id: batch for batch in batches(connection)}
    found = []
    conditions = (JOURNAL.c.table_name == table, JOURNAL.c.record_id == number)
    for entry in entries(connection, *conditions, newest_first=True):
        names = [c.name for c in METADATA.tables[table].c if c.name in entry.before or c.name in entry.after]
        changes = tuple(
            (n, entry.before.get(n), entry.after.get(n))
            for n in names
            if n not in HIDDEN and entry.before.get(n) != entry.after.get(n)
        )
        found.append(Past(by_id[entry.batch_id], entry.action, changes))
    return tuple(found)


def as_it_stood(connection: Connection, own: Register, moment: dt.datetime) -> list[Mapping[str, Any]]:
    """The records of a register at `moment` (UTC) as dictionaries by column, those in the bin left out.

    Today's rows with every later entry of the journal taken back, newest first.
    """
    table = own.model.__table__
    rows: dict[int, dict[str, Any]] = {row["id"]: dict(row) for row in connection.execute(select(table)).mappings()}
    conditions = (JOURNAL.c.table_name == own.table, JOURNAL.c.batch_id > _newest_by(connection, moment))
    for entry in entries(connection, *conditions, newest_first=True):
        if entry.action == "add":
            rows.pop(entry.record_id, None)
        elif entry.action == "remove":
            rows[entry.record_id] = dict.fromkeys(table.c.keys()) | dict(entry.before)
        elif entry.record_id in rows:
            rows[entry.record_id] |= entry.before
    return [rows[number] for number in sorted(rows) if rows[number].get("binned_at") is None]


def _newest_by(connection: Connection, moment: dt.datetime) -> int:
    """The newest batch written by `moment`; 0 for none.

    Where a wrong clock put batches out of order, the cut that the fewest of their times speak against.
    """
    newest = against = least = 0
    for number, at in connection.execute(select(BATCHES.c.id, BATCHES.c.at).order_by(BATCHES.c.id)):
        against += -1 if at <= moment else 1
        if against <= least:
            newest, least = number, against
    return newest
