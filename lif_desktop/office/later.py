"""Which records were entered or changed after a day, from the journal: what a report as at that day does not tell."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, Date, Table, select

from lif_desktop.office.history import end_of, newest_by
from lif_desktop.office.office import Office
from lif_desktop.office.schema import JOURNAL, METADATA
from lif_desktop.registers import REGISTERS, register, register_of_table

_AT_ONCE = 500
_OWN = {own.table: own for own in REGISTERS if own.prefix}
_CONTRIBUTIONS = frozenset({"agency_returns", "answers"})
"""Tables whose lines of kind annual_contribution a report takes as they are now."""


@dataclass
class Later:
    """Of one register the references of what was entered after a day, and of what was changed since."""

    label: str
    entered: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def later_entries(office: Office, day: dt.date, until: dt.date) -> list[Later]:
    """What was entered or changed after the end of `day`, by register, as far as it bears on the time to `until`.

    A new record bears on it when one of its dates lies in it or it has none. A line, such as a score, counts as a
    change of the record it belongs to. Contributions to the report itself are left out.
    """
    return office.read(lambda connection: _later(connection, day, until))  # type: ignore[no-any-return]


def _later(connection: Connection, day: dt.date, until: dt.date) -> list[Later]:
    added: dict[str, set[int]] = defaultdict(set)
    changed: dict[str, set[int]] = defaultdict(set)
    removed: dict[tuple[str, int], str] = {}
    columns = (JOURNAL.c.table_name, JOURNAL.c.record_id, JOURNAL.c.action, JOURNAL.c.before)
    cut = newest_by(connection, end_of(day))
    for name, number, action, before in connection.execute(
        select(*columns).where(JOURNAL.c.batch_id > cut).order_by(JOURNAL.c.id)
    ):
        if action == "add" and number not in changed[name]:
            added[name].add(number)
        elif number not in added[name]:
            changed[name].add(number)
        if action == "remove":
            removed[name, number] = before
    for name in [*changed, *(name for name in added if name not in changed)]:
        if name not in _OWN and (found := _parent(name)):
            target, column = found
            own = METADATA.tables[name]
            changed[target] |= _parents(connection, own, column, changed[name] | added[name], removed) - added[target]
    return [one for name, own in _OWN.items() if (one := _told(connection, own.label, name, added, changed, until))]


def _parent(name: str) -> tuple[str, str] | None:
    """The table of the record that a line belongs to, and the column that names it; None for what belongs to none."""
    table = METADATA.tables.get(name)
    if table is None:
        return None
    own = register_of_table(name)
    wanted = register(own.parent).table if own is not None and own.parent else ""
    targets = [(next(iter(one.foreign_keys)).column.table.name, one.name) for one in table.c if one.foreign_keys]
    known = [one for one in targets if one[0] in _OWN]
    return next((one for one in known if one[0] == wanted), known[0] if known else None)


def _parents(
    connection: Connection, table: Table, column: str, numbers: set[int], removed: dict[tuple[str, int], str]
) -> set[int]:
    found: set[int] = set()
    for some in _in_parts(numbers):
        query = select(table.c[column]).where(table.c.id.in_(some))
        if table.name in _CONTRIBUTIONS:
            query = query.where(table.c.kind != "annual_contribution")
        found |= {number for number in connection.scalars(query) if number}
    gone = (
        json.loads(before) for (name, number), before in removed.items() if name == table.name and number in numbers
    )
    return found | {row[column] for row in gone if row.get(column)}


def _told(
    connection: Connection,
    label: str,
    name: str,
    added: dict[str, set[int]],
    changed: dict[str, set[int]],
    until: dt.date,
) -> Later | None:
    table = METADATA.tables[name]
    dates = [column.name for column in table.c if isinstance(column.type, Date)]
    told = Later(label)
    for some in _in_parts(added[name] | changed[name]):
        for row in connection.execute(select(table).where(table.c.id.in_(some)).order_by(table.c.ref)).mappings():
            if row["id"] in changed[name]:
                told.changed.append(row["ref"])
            elif row["binned_at"] is None:
                days = [row[one] for one in dates if row[one]]
                if not days or min(days) <= until:
                    told.entered.append(row["ref"])
    return told if told.entered or told.changed else None


def _in_parts(numbers: Iterable[int]) -> Iterable[list[int]]:
    held = sorted(numbers)
    return (held[start : start + _AT_ONCE] for start in range(0, len(held), _AT_ONCE))
