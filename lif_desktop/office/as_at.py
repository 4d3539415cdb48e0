"""The whole office as it stood at the end of a past day: a copy in memory with every later change taken back."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, select

from lif_desktop.framework.dates import show_date
from lif_desktop.office.engine import Store
from lif_desktop.office.history import end_of, newest_by
from lif_desktop.office.journal import from_json
from lif_desktop.office.migrate import lay_out
from lif_desktop.office.office import Office
from lif_desktop.office.schema import BATCHES, BLOBS, JOURNAL, METADATA
from lif_desktop.office.troubles import OfficeError
from lif_desktop.office.writer import insert_rows

_ROWS_AT_ONCE, _NUMBERS_AT_ONCE = 2000, 500


def journal_begins(office: Office) -> dt.date | None:
    """The day (by the computer's own zone) on which the journal of this office begins; None where nothing was done."""
    first: dt.datetime | None = office.read(lambda connection: connection.scalar(select(func.min(BATCHES.c.at))))
    return None if first is None else first.replace(tzinfo=dt.UTC).astimezone().date()


def office_as_at(office: Office, day: dt.date) -> Office:
    """The office as it stood at the end of `day`, to be read only and closed after use; its clock stands at that time.

    Records, lines, links, settings, documents and journal are those of that day. Nothing is written to the disk, and
    the bytes of imported files are left out. Raises OfficeError where the journal begins after that day.
    """
    begins = journal_begins(office)
    if begins is None or begins > day:
        since = f"begins on {show_date(begins)}" if begins else "is empty"
        raise OfficeError(f"How the office stood on {show_date(day)} is not known: its journal {since}.")
    moment = end_of(day)
    store = Store(Path(":memory:"))
    try:
        lay_out(store)
        office.read(lambda connection: _fill(store, connection, newest_by(connection, moment)))
        about = (office.path, store, office.framework, office.person, None, lambda: moment)
        return Office(*about, profiles=office.profiles)
    except BaseException:
        store.close()
        raise


@dataclass
class _TakenBack:
    """What later entries say of the records of one table: which were not there, and what stood in the others.

    `gone` did not exist. `whole` were taken away since, `parts` changed since: the values that stood there by column.
    """

    gone: set[int] = field(default_factory=set)
    whole: dict[int, dict[str, Any]] = field(default_factory=dict)
    parts: dict[int, dict[str, Any]] = field(default_factory=dict)

    def take(self, number: int, action: str, before: str | None) -> None:
        """Takes in the next entry of a record, oldest first; the first value of each column counts."""
        if number in self.gone or number in self.whole:
            return
        if action == "add" and number not in self.parts:
            self.gone.add(number)
            return
        known = self.parts.setdefault(number, {})
        for name, value in (json.loads(before) if before else {}).items():
            known.setdefault(name, value)
        if action == "remove":
            self.whole[number] = self.parts.pop(number)

    @property
    def touched(self) -> set[int]:
        """Every record that today's rows do not tell of as it stood."""
        return self.gone | self.whole.keys() | self.parts.keys()


def _fill(store: Store, source: Connection, cut: int) -> None:
    """Fills the empty `store` with the tables behind `source`, without what batches after `cut` did."""
    later: dict[str, _TakenBack] = defaultdict(_TakenBack)
    columns = (JOURNAL.c.table_name, JOURNAL.c.record_id, JOURNAL.c.action, JOURNAL.c.before)
    for name, number, action, before in source.execute(
        select(*columns).where(JOURNAL.c.batch_id > cut).order_by(JOURNAL.c.id)
    ):
        later[name].take(number, action, before)
    store.raw().execute("PRAGMA foreign_keys = OFF")
    with store.transaction() as target, store.journalled():
        target.exec_driver_sql("DELETE FROM counters")
        for table in METADATA.sorted_tables:
            if table is BLOBS:
                continue
            until = {BATCHES: BATCHES.c.id, JOURNAL: JOURNAL.c.batch_id}.get(table)
            _copy(source, target, table, "" if until is None else f" WHERE {until.name} <= {cut}", later[table.name])
            insert_rows(target, table, _as_they_stood(source, table, later[table.name]))
    store.raw().execute("PRAGMA foreign_keys = ON")


def _copy(source: Connection, target: Connection, table: Table, where: str, later: _TakenBack) -> None:
    """The rows of a table as the driver gives them, but for those that later entries touched."""
    names = ", ".join(f'"{column.name}"' for column in table.c)
    marks = ", ".join("?" * len(table.c))
    into = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'  # noqa: S608 - own names
    left_out, at = later.touched, list(table.c.keys()).index("id") if "id" in table.c else 0
    found = source.exec_driver_sql(f'SELECT {names} FROM "{table.name}"{where}')  # noqa: S608 - own names
    kept = (tuple(row) for row in found if row[at] not in left_out)
    while some := list(islice(kept, _ROWS_AT_ONCE)):
        target.exec_driver_sql(into, some)


def _as_they_stood(source: Connection, table: Table, later: _TakenBack) -> Iterator[Mapping[str, Any]]:
    """The rows that were changed or taken away since, as they stood."""
    empty = dict.fromkeys(table.c.keys())
    for number, values in later.whole.items():
        yield empty | from_json(table, values) | {"id": number}
    for some in _in_parts(later.parts):
        for row in source.execute(select(table).where(table.c.id.in_(some))).mappings():
            yield dict(row) | from_json(table, later.parts[row["id"]])


def _in_parts(numbers: Iterable[int]) -> Iterator[list[int]]:
    left = iter(numbers)
    while some := list(islice(left, _NUMBERS_AT_ONCE)):
        yield some
