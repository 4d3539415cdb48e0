"""What changed since a day, from the journal: what is new, changed or closed, net of what was undone or put back."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import Connection, select

from lif_desktop.office.changes import Batch
from lif_desktop.office.changes_words import Names, changed_words, is_closed, new_words
from lif_desktop.office.history import HIDDEN, end_of, newest_by
from lif_desktop.office.journal import batches, entries
from lif_desktop.office.office import Office
from lif_desktop.office.schema import JOURNAL
from lif_desktop.registers import register
from lif_desktop.registers.register import Register

Row = Mapping[str, Any]
Kind = Literal["new", "changed", "closed", "removed"]

TOLD = ("reviews", "clock_changes", "decisions", "actions", "risks", "audits", "learning")
"""The registers whose changes are told, in the order in which a panel reads them."""

_AT_ONCE = 500
_TAKEN_BACK = frozenset({"undo", "redo"})


@dataclass(frozen=True)
class Net:
    """One record then and now, None where it was not there or lay in the bin, and the batches that touched it."""

    before: Row | None
    after: Row | None
    batches: frozenset[int]

    @property
    def columns(self) -> dict[str, tuple[Any, Any]]:
        """The columns that have another value now, with both values; all of them where it is new or gone."""
        before, after = self.before or {}, self.after or {}
        return {
            name: (before.get(name), after.get(name))
            for name in after or before
            if name not in HIDDEN and before.get(name) != after.get(name)
        }


@dataclass(frozen=True)
class Told:
    """One record that changed: its register and number, its reference with its title, and what came of it in words."""

    register: str
    id: int
    ref: str
    title: str
    kind: Kind
    words: str


@dataclass(frozen=True)
class Brought:
    """One import: when and what it was, and by register how many records are new and which have changed."""

    on: dt.date
    words: str
    new: Mapping[str, int]
    changed: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Since:
    """What changed since the end of a day: record by record, and by import what came in with spreadsheets.

    `begins` is the day on which the journal begins: where that is later, everything older counts as new.
    """

    day: dt.date
    begins: dt.date
    told: tuple[Told, ...]
    brought: tuple[Brought, ...]

    def of(self, key: str) -> tuple[Told, ...]:
        """Those of one register."""
        return tuple(one for one in self.told if one.register == key)


@dataclass
class _Fold:
    """The entries of one record put together."""

    there: bool
    before: dict[str, Any] = field(default_factory=dict)
    batches: set[int] = field(default_factory=set)


def net_changes(connection: Connection, own: Register, moment: dt.datetime) -> dict[int, Net]:
    """The records of a register that are not as they were at `moment` (UTC), by number.

    A record that was added and undone, changed and put back, or binned all the while is not among them.
    """
    folds: dict[int, _Fold] = {}
    since = newest_by(connection, moment)
    for entry in entries(connection, JOURNAL.c.table_name == own.table, JOURNAL.c.batch_id > since):
        fold = folds.setdefault(entry.record_id, _Fold(there=entry.action != "add"))
        for name, value in entry.before.items():
            fold.before.setdefault(name, value)
        fold.batches.add(entry.batch_id)
    now = _rows(connection, own, folds)
    empty = dict.fromkeys(own.model.__table__.c.keys())
    found: dict[int, Net] = {}
    for number, fold in folds.items():
        stands = now.get(number)
        stood = {**(stands or empty), **fold.before} if fold.there else None
        net = Net(_unless_binned(stood), _unless_binned(stands), frozenset(fold.batches))
        if (net.before is None) != (net.after is None) or (net.before is not None and net.columns):
            found[number] = net
    return found


def _unless_binned(row: Row | None) -> Row | None:
    return None if row is None or row.get("binned_at") is not None else row


def _rows(connection: Connection, own: Register, numbers: Iterable[int]) -> dict[int, Row]:
    """The rows of a register with these numbers, those in the bin included."""
    table, wanted = own.model.__table__, sorted(numbers)
    found: dict[int, Row] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = select(table).where(table.c.id.in_(wanted[start : start + _AT_ONCE]))
        found |= {row["id"]: dict(row) for row in connection.execute(some).mappings()}
    return found


def changes_since(office: Office, day: dt.date, told: Iterable[str] = TOLD) -> Since:
    """What changed in these registers since the end of `day` by the computer's own zone.

    What nobody but an import touched is grouped by import; the rest is told record by record.
    """
    moment, lookup = end_of(day), office.lookup

    def read(connection: Connection) -> tuple[dict[str, dict[int, Net]], tuple[Batch, ...], Names]:
        nets = {key: net_changes(connection, register(key), moment) for key in told}
        return nets, batches(connection), Names.of(connection, lookup, nets)

    nets, done, names = office.read(read)
    standing = {batch.id: batch for batch in done if not batch.undone and batch.kind not in _TAKEN_BACK}
    single: list[Told] = []
    imported: dict[int, list[Told]] = {}
    for key, by_number in nets.items():
        for one, net in _in_words(key, by_number, names):
            own = [standing[number] for number in sorted(net.batches) if number in standing]
            if own and all(batch.kind == "import" for batch in own):
                imported.setdefault(own[0].id, []).append(one)
            else:
                single.append(one)
    brought = tuple(_brought(standing[number], imported[number]) for number in sorted(imported))
    return Since(day, _local_day(done[-1]) if done else office.today(), tuple(single), brought)


def _in_words(key: str, nets: Mapping[int, Net], names: Names) -> Iterator[tuple[Told, Net]]:
    """Each record that changed, by reference; those whose change says nothing to a reader are left out."""
    for number in sorted(nets, key=lambda one: (names.ref(key, nets[one].after or nets[one].before or {}), one)):
        net = nets[number]
        row = net.after or net.before or {}
        kind: Kind
        if net.before is None:
            kind, words = "new", new_words(key, row, names)
        elif net.after is None:
            kind, words = "removed", "taken out"
        else:
            kind = "closed" if is_closed(key, net.after) and not is_closed(key, net.before) else "changed"
            words = changed_words(key, net.before, net.after, names)
        if words:
            yield Told(key, number, names.ref(key, row), names.title(key, row), kind, words), net


def _brought(batch: Batch, held: list[Told]) -> Brought:
    new: dict[str, int] = {}
    changed: dict[str, tuple[str, ...]] = {}
    for one in held:
        if one.kind == "new":
            new[one.register] = new.get(one.register, 0) + 1
        else:
            changed[one.register] = (*changed.get(one.register, ()), one.ref)
    return Brought(_local_day(batch), batch.words, new, changed)


def _local_day(batch: Batch) -> dt.date:
    """The day of a batch by the computer's own zone."""
    day: dt.date = batch.at.replace(tzinfo=dt.UTC).astimezone().date()
    return day
