"""What a change is looked at with: the framework, the working days, the day and the person. And what stood before."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from lif_desktop.framework.profile import Profile
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.office.changes import Add, Change, Edit
from lif_desktop.office.schema import METADATA

_AT_ONCE = 500
_WRITE = (Add, Edit)  # made once: this is asked of each of thousands of changes


@dataclass(frozen=True)
class Circumstances:
    """What the consequences of changes are worked out with. `before` keeps what was read, as nothing is written yet."""

    connection: Connection
    profile: Profile
    calendar: WorkingDays
    today: dt.date
    person: str
    before: dict[str, dict[int, Mapping[str, Any] | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that changes add or edit: what they write, and what stood there before (nothing for a new one)."""

    id: int
    new: bool
    written: Mapping[str, Any]
    stood: Mapping[str, Any]

    def now(self, name: str) -> Any:
        """The value of a column after the changes."""
        return self.written[name] if name in self.written else self.stood.get(name)

    def changes(self, name: str) -> bool:
        """Whether the column has another value after the changes than before."""
        return name in self.written and self.written[name] != self.stood.get(name)


def touched(changes: Iterable[Change], table: str, columns: Iterable[str], about: Circumstances) -> list[Touched]:
    """The records of `table` that `changes` add or edit in one of `columns`, each once, with what stood before.

    A record that is added and then edited counts as new with the values of both.
    """
    written: dict[int, Mapping[str, Any]] = {}
    new: set[int] = set()
    wanted = set(columns)
    for change in changes:
        if change.table == table and isinstance(change, _WRITE) and change.id is not None:
            if isinstance(change, Add):
                new.add(change.id)
            so_far = written.get(change.id)
            written[change.id] = change.values if so_far is None else {**so_far, **change.values}
    found = {number: values for number, values in written.items() if not wanted.isdisjoint(values)}
    before = stood(about, table, [number for number in found if number not in new])
    return [
        Touched(number, number in new, values, before.get(number, {}))
        for number, values in found.items()
        if number in new or number in before
    ]


def stood(about: Circumstances, table: str, numbers: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    """The records of `table` with these numbers as they stand before the changes; only those that are there."""
    own, known = METADATA.tables[table], about.before.setdefault(table, {})
    lacking = [number for number in numbers if number not in known]
    known.update(dict.fromkeys(lacking))
    for start in range(0, len(lacking), _AT_ONCE):
        some = lacking[start : start + _AT_ONCE]
        for row in about.connection.execute(select(own).where(own.c.id.in_(some))).mappings():
            known[row["id"]] = dict(row)
    return {number: there for number in numbers if (there := known[number]) is not None}
