"""The whole office at once: every table as it stands, and an empty office filled with such tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import JSON, Boolean, Column, Connection, Date, DateTime, Float, Integer, Table, func, or_, select

from lif_desktop.office.clock_settings import PROFILE, profile_for
from lif_desktop.office.journal import SETUP, batches
from lif_desktop.office.references import go_on_after
from lif_desktop.office.schema import COUNTERS, JOURNAL, METADATA, RECORD_TABLES
from lif_desktop.office.troubles import OfficeError
from lif_desktop.office.writer import Key, Writer, counters_at_least, fresh
from lif_desktop.registers import register_of_table
from lif_desktop.registers.keeping import Setting

Stored = Literal["whole", "decimal", "yes_no", "date", "moment", "json", "text"]
Tables = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by the name of their table, each by the names of its columns; "id" and "version" are among them."""

_KINDS: tuple[tuple[type[Any], Stored], ...] = (
    (JSON, "json"), (Boolean, "yes_no"), (Integer, "whole"), (Float, "decimal"), (DateTime, "moment"), (Date, "date"),
)  # fmt: skip
_FROM_THE_START = frozenset({"agencies", Setting.__tablename__})
"""The tables in which a new office has rows."""


@dataclass(frozen=True)
class StoredColumn:
    """One column of a table: what it holds, the table it points to ("" for none), and what must be so.

    `blank` is what stands in it where nothing was given: an empty list or mapping, or None.
    """

    name: str
    kind: Stored
    target: str
    required: bool
    unique: bool
    blank: object = None


@dataclass(frozen=True)
class StoredTable:
    """One table of records, with its columns in their order."""

    name: str
    columns: tuple[StoredColumn, ...]


def _column(one: "Column[Any]") -> StoredColumn:
    kind: Stored = next((kind for of, kind in _KINDS if isinstance(one.type, of)), "text")
    target = next((key.column.table.name for key in one.foreign_keys), "")
    made = one.default is not None and getattr(one.default, "is_callable", False)
    blank = one.default.arg(None) if made else None  # type: ignore[union-attr]
    return StoredColumn(one.name, kind, target, not one.nullable, bool(one.unique), blank)


TABLES: tuple[StoredTable, ...] = tuple(
    StoredTable(table.name, tuple(_column(one) for one in table.c)) for table in RECORD_TABLES
)
"""Every table of records, parents before those that point to them."""


def whole_office(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Every record of every table as it is stored, those in the bin included, by number."""
    return {
        table.name: [dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()]
        for table in RECORD_TABLES
    }


def next_numbers(connection: Connection) -> dict[str, int]:
    """The counters of references and of records: what each gives next. Those of the journal are the office's own."""
    wanted = or_(COUNTERS.c.name.startswith("ref:"), COUNTERS.c.name.startswith("id:"))
    rows = connection.execute(select(COUNTERS.c.name, COUNTERS.c.next).where(wanted).order_by(COUNTERS.c.name))
    return {row.name: row.next for row in rows}


def must_be_empty(connection: Connection) -> None:
    """Raise OfficeError unless nothing was ever done in the office that still stands, but for its settings."""
    counts = {
        table: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in RECORD_TABLES
        if table.name not in _FROM_THE_START
    }
    there = max(counts, key=lambda table: counts[table])
    if counts[there]:
        raise OfficeError(_not_empty(f"{counts[there]:,} records in “{_label(there)}”"))
    standing = [one.id for one in batches(connection) if one.kind != SETUP and one.undoes is None and not one.undone]
    query = select(func.count()).where(JOURNAL.c.batch_id.in_(standing), JOURNAL.c.table_name == "agencies")
    if connection.scalar(query):
        raise OfficeError(_not_empty("agencies that were changed"))


def _label(table: Table) -> str:
    own = register_of_table(table.name)
    return own.label if own is not None else table.name.replace("_", " ").capitalize()


def _not_empty(holds: str) -> str:
    return (
        f"A whole office can only be taken into an empty one, and this one has {holds}. "
        "Make a new office, then take the workbook in there."
    )


def fill_empty(connection: Connection, writer: Writer, tables: Tables, counters: Mapping[str, int]) -> None:
    """Hand `tables` to the writer, row by row as they are, in the place of what a new office has.

    A column that a row does not give stays blank.
    Numbers, versions and the bin stay as they were; nothing follows from the rows, for what followed is among them.
    The counters go on after `counters` and after the highest number there is.
    """
    must_be_empty(connection)
    coming: dict[Key, Mapping[str, Any]] = {(name, row["id"]): row for name, rows in tables.items() for row in rows}
    there = [
        (name, number) for name in _FROM_THE_START for number in connection.scalars(select(METADATA.tables[name].c.id))
    ]
    writer.read(there)
    for key in there:
        if key not in coming:
            writer.put_back(*key, None)
    for (name, number), row in coming.items():
        writer.put_back(name, number, fresh(METADATA.tables[name], row, number, row["version"]))
    highest = {f"id:{name}": max(row["id"] for row in rows) + 1 for name, rows in tables.items() if rows}
    counters_at_least(connection, highest)
    counters_at_least(connection, counters)
    go_on_after(connection, (str(row["ref"]) for row in coming.values() if row.get("ref")))


def must_open(connection: Connection, profiles: Path | None) -> None:
    """Raise OfficeError or ProfileError unless the office can work under the profile that its settings name."""
    table = METADATA.tables[Setting.__tablename__]
    name = connection.scalar(select(table.c.value).where(table.c.name == PROFILE))
    if not name:
        raise OfficeError("The settings do not say under which profile the office works, so nothing was taken in.")
    if profiles is not None:
        profile_for(connection, str(name), profiles)
