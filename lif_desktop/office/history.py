"""What happened to a record, and the registers as they stood on a past day, read from the journal."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, case, func, select

from lif_desktop.office.changes import Batch
from lif_desktop.office.journal import Entry, batches, entries
from lif_desktop.office.queries import link_columns
from lif_desktop.office.schema import BATCHES, JOURNAL, METADATA
from lif_desktop.registers.register import Register

HIDDEN = frozenset({"version", "id"})


@dataclass(frozen=True)
class Past:
    """One batch's effect on one record: the columns with what stood there before and after."""

    batch: Batch
    action: str
    changes: tuple[tuple[str, Any, Any], ...]


def history(connection: Connection, own: Register, number: int) -> tuple[Past, ...]:
    """Everything that happened to a record, newest first.

    A change of its links to several records is a change of that field: the numbers it pointed to before and after.
    """
    by_id = {batch.id: batch for batch in batches(connection)}
    links = _past_links(connection, own, number)
    found: dict[int, Past] = {}
    conditions = (JOURNAL.c.table_name == own.table, JOURNAL.c.record_id == number)
    for entry in entries(connection, *conditions, newest_first=True):
        names = [c.name for c in METADATA.tables[own.table].c if c.name in entry.before or c.name in entry.after]
        changes = tuple(
            (n, entry.before.get(n), entry.after.get(n))
            for n in names
            if n not in HIDDEN and entry.before.get(n) != entry.after.get(n)
        )
        found[entry.batch_id] = Past(by_id[entry.batch_id], entry.action, changes)
    for batch, changes in links.items():
        past = found.get(batch) or Past(by_id[batch], "edit", ())
        found[batch] = replace(past, changes=past.changes + changes)
    return tuple(found[batch] for batch in sorted(found, reverse=True))


def _past_links(connection: Connection, own: Register, number: int) -> dict[int, tuple[tuple[str, Any, Any], ...]]:
    """By batch, the links fields of a record that it changed: field, numbers before, numbers after.

    Worked out back from the links as they are now, newest entry first.
    """
    found: dict[int, tuple[tuple[str, Any, Any], ...]] = defaultdict(tuple)
    for field in own.fields:
        if field.kind != "links":
            continue
        table, near, far = link_columns(own.table, field)
        now = select(table.c.id, table.c[far]).where(table.c[near] == number)
        stands: dict[int, int] = {row[0]: row[1] for row in connection.execute(now)}
        by_batch = groupby(_link_entries(connection, table, near, number), key=lambda entry: entry.batch_id)
        for batch, some in by_batch:
            after = tuple(sorted(set(stands.values())))
            for entry in some:
                if entry.action == "remove":
                    stands[entry.record_id] = entry.before[far]
                else:
                    stands.pop(entry.record_id, None)
            before = tuple(sorted(set(stands.values())))
            if before != after:
                found[batch] += ((field.key, before, after),)
    return found


def _link_entries(connection: Connection, table: Table, near: str, number: int) -> Iterator[Entry]:
    """The journal's entries of one link table about the record `number`, newest first."""
    whole = case((JOURNAL.c.action == "remove", JOURNAL.c.before), else_=JOURNAL.c.after)
    about = func.json_extract(whole, f"$.{near}") == number
    return entries(connection, JOURNAL.c.table_name == table.name, about, newest_first=True)


def as_it_stood(connection: Connection, own: Register, moment: dt.datetime) -> list[Mapping[str, Any]]:
    """The records of a register at `moment` (UTC) as dictionaries by column, those in the bin left out.

    Today's rows with every later entry of the journal taken back, newest first.
    """
    table = own.model.__table__
    rows: dict[int, dict[str, Any]] = {row["id"]: dict(row) for row in connection.execute(select(table)).mappings()}
    conditions = (JOURNAL.c.table_name == own.table, JOURNAL.c.batch_id > newest_by(connection, moment))
    for entry in entries(connection, *conditions, newest_first=True):
        if entry.action == "add":
            rows.pop(entry.record_id, None)
        elif entry.action == "remove":
            rows[entry.record_id] = dict.fromkeys(table.c.keys()) | dict(entry.before)
        elif entry.record_id in rows:
            rows[entry.record_id] |= entry.before
    return [rows[number] for number in sorted(rows) if rows[number].get("binned_at") is None]


def end_of(day: dt.date) -> dt.datetime:
    """The last moment (UTC without a zone, as the journal keeps it) of `day` by the computer's own zone."""
    end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time()).astimezone().astimezone(dt.UTC)
    return end.replace(tzinfo=None) - dt.timedelta(microseconds=1)


def newest_by(connection: Connection, moment: dt.datetime) -> int:
    """The newest batch written by `moment`; 0 for none.

    Where a wrong clock put batches out of order, the cut that the fewest of their times speak against.
    """
    newest = against = least = 0
    for number, at in connection.execute(select(BATCHES.c.id, BATCHES.c.at).order_by(BATCHES.c.id)):
        against += -1 if at <= moment else 1
        if against <= least:
            newest, least = number, against
    return newest
