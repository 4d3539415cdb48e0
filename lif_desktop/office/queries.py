"""Reading registers as plain rows through Core, with their many-to-many links and computed columns."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Table, cast, or_, select
from sqlalchemy import String as Text

from lif_desktop.office.schema import METADATA
from lif_desktop.registers import REGISTERS, register
from lif_desktop.registers.field import Field
from lif_desktop.registers.lookup import Lookup, Named
from lif_desktop.registers.register import Register


@dataclass(frozen=True)
class Rows:
    """Rows of one register: tuples in the order of `columns`, beginning with the record's number and version.

    `fields` are the columns from the third on: fields first, then computed columns.
    """

    register: Register
    fields: tuple[Field, ...]
    rows: list[tuple[Any, ...]]

    def position(self, key: str) -> int:
        """Where the value of field `key` stands in a row."""
        return 2 + [field.key for field in self.fields].index(key)


def link_columns(own: str, field: Field) -> tuple[Table, str, str]:
    """The table of a many-to-many field with its two columns: the one to `own`'s table, and the other."""
    table = METADATA.tables[field.through]
    far_table = register(field.target).table
    near = next(c.name for c in table.c for f in c.foreign_keys if f.column.table.name == own)
    far = next(c.name for c in table.c for f in c.foreign_keys if f.column.table.name == far_table and c.name != near)
    return table, near, far


def linked_to(connection: Connection, own: Register, field: Field, number: int) -> tuple[int, ...]:
    """The numbers that the many-to-many `field` of one record of `own` points to, in rising order."""
    table, near, far = link_columns(own.table, field)
    return tuple(sorted(set(connection.scalars(select(table.c[far]).where(table.c[near] == number)))))


def linked(connection: Connection, own: Register, field: Field) -> dict[int, tuple[int, ...]]:
    """For each record of `own`, the numbers that its many-to-many `field` points to, in rising order."""
    table, near, far = link_columns(own.table, field)
    found: dict[int, set[int]] = defaultdict(set)
    for number, other in connection.execute(select(table.c[near], table.c[far])):
        found[number].add(other)
    return {number: tuple(sorted(others)) for number, others in found.items()}


_ABOUT = {
    "returns": (("review_id", "reviews"), ("audit_id", "audits"), ("meeting_id", "meetings")),
    "milestones": (("review_id", "reviews"),),
}
"""Registers of lines that nobody waits for once the record they are about lies in the bin, with their links to it."""


def still_wanted(own: Register) -> list[ColumnElement[bool]]:
    """The conditions under which a line of `own` is about no record in the bin."""
    table = own.model.__table__
    conditions = []
    for column, key in _ABOUT.get(own.key, ()):
        about = register(key).model.__table__
        binned = select(about.c.id).where(about.c.binned_at.is_not(None))
        conditions.append(or_(table.c[column].is_(None), table.c[column].not_in(binned)))
    return conditions


def stored_rows(
    connection: Connection, own: Register, parent_id: int | None = None, binned: bool = False, wanted: bool = False
) -> Rows:
    """The rows of a register without computed columns, oldest first; only lines of `parent_id` where it is given.

    `wanted` leaves out returns and milestones of records in the bin.
    """
    table = own.model.__table__
    stored = [field for field in own.fields if field.stored]
    query = select(table.c.id, table.c.version, *(table.c[field.key] for field in stored)).order_by(table.c.id)
    query = query.where(table.c.binned_at.is_not(None) if binned else table.c.binned_at.is_(None))
    if parent_id is not None:
        query = query.where(table.c[parent_column(own)] == parent_id)
    query = query.where(*still_wanted(own)) if wanted else query
    rows = [tuple(row) for row in connection.execute(query)]
    many = [field for field in own.fields if field.kind == "links"]
    if many:
        rows = _with_links(connection, own, stored, many, rows)
    return Rows(own, own.fields, rows)


def _with_links(
    connection: Connection, own: Register, stored: Sequence[Field], many: Sequence[Field], rows: list[tuple[Any, ...]]
) -> list[tuple[Any, ...]]:
    others = {field.key: linked(connection, own, field) for field in many}
    at = {field.key: 2 + place for place, field in enumerate(stored)}
    order = [field.key for field in own.fields]
    return [
        row[:2] + tuple(others[key].get(row[0], ()) if key in others else row[at[key]] for key in order) for row in rows
    ]


def extras(connection: Connection, table: FromClause) -> dict[int, dict[str, Any]]:
    """The extra columns of each record of a table that has some, by number. Those without are not even read."""
    some = select(table.c.id, table.c.extra).where(cast(table.c.extra, Text) != "{}")
    return {number: extra for number, extra in connection.execute(some) if extra}


def parent_column(own: Register) -> str:
    """The column of a register of lines that holds the number of the record it belongs to."""
    parent = register(own.parent).table
    table = own.model.__table__
    return str(next(c.name for c in table.c for f in c.foreign_keys if f.column.table.name == parent))


BY_PLACE = "agenda_items"
"""The lines that others point to: they are called by their meeting and their place, "MTG-2026-014 item 5"."""


def make_lookup(connection: Connection, lists: Mapping[str, tuple[Any, ...]]) -> Lookup:
    """What words stand for in this office: the profile's lists, its agencies with their names, its references."""
    agencies = register("agencies").model.__table__
    named: list[Named] = []
    binned: list[Named] = []
    names = (agencies.c.id, agencies.c.name, agencies.c.short, agencies.c.also_known_as, agencies.c.ref)
    for row in connection.execute(select(*names, agencies.c.binned_at)):
        others = [row.ref, row.short or "", *(row.also_known_as or "").split(";")]
        one = Named(row.id, row.name, tuple(other.strip() for other in others if other.strip()), row.short or "")
        (named if row.binned_at is None else binned).append(one)
    references = {}
    for own in REGISTERS:
        if own.prefix:
            table = own.model.__table__
            references[own.key] = {row.id: row.ref for row in connection.execute(select(table.c.id, table.c.ref))}
    items, meetings = register(BY_PLACE).model.__table__, references["meetings"]
    for number, meeting, place in connection.execute(select(items.c.id, items.c.meeting_id, items.c.position)):
        references.setdefault(BY_PLACE, {})[number] = f"{meetings.get(meeting, '')} item {place}"
    return Lookup(lists, tuple(named), references, tuple(binned))


def as_mappings(rows: Rows) -> list[dict[str, Any]]:
    """Rows as dictionaries by field key, with "id" and "version"."""
    names = ["id", "version", *(field.key for field in rows.fields)]
    return [dict(zip(names, row, strict=True)) for row in rows.rows]
