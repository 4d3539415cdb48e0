"""An open office: the one object through which windows, imports and papers read and write."""

import contextlib
import datetime as dt
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from lif_desktop.framework.overrides import laid_over
from lif_desktop.framework.profile import Profile, ProfileError, find_profile, load_profile
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.office import history as past
from lif_desktop.office import journal, queries
from lif_desktop.office.backup import make_backup
from lif_desktop.office.changes import Add, Batch, Change, Edit, Remove
from lif_desktop.office.circumstances import Circumstances
from lif_desktop.office.clock_settings import PROFILE, ClockSettings, profile_for, read_clock_settings, setting_changes
from lif_desktop.office.computed import Today, with_computed
from lif_desktop.office.consequences import with_consequences
from lif_desktop.office.engine import Store
from lif_desktop.office.kept import refuse_changed_history
from lif_desktop.office.lock import OfficeLock
from lif_desktop.office.queries import Rows
from lif_desktop.office.references import give_references
from lif_desktop.office.schema import BLOBS
from lif_desktop.office.search import Hit, search
from lif_desktop.office.troubles import NothingToUndo, OfficeError, OfficeReadOnly
from lif_desktop.office.undo import Undoing, UndoReport
from lif_desktop.office.whole import Tables, fill_empty, must_open
from lif_desktop.office.writer import Writer, take_numbers
from lif_desktop.registers import register, register_of_table
from lif_desktop.registers.field import Field
from lif_desktop.registers.keeping import Setting
from lif_desktop.registers.lookup import Lookup
from lif_desktop.registers.register import Register

Clock = Callable[[], dt.datetime]
_LISTED = (
    "review_types",
    "audit_types",
    "groups",
    "evaluation_stages",
    "risk_likelihood",
    "risk_impact",
)


def utc_now() -> dt.datetime:
    """The time, in UTC and without a zone, as the journal keeps it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


class Office:
    """Made by `create_office` and `open_office`. One thread at a time is served; the others wait."""

    def __init__(
        self,
        path: Path,
        store: Store,
        profile: Profile,
        person: str,
        lock: OfficeLock | None,
        now: Clock = utc_now,
        copy: Path | None = None,
        profiles: Path | None = None,
    ) -> None:
        self.path = path
        self.framework = profile
        self.profile = profile
        self.person = person
        self.calendar = WorkingDays()
        self._store = store
        self._lock = lock
        self._now = now
        self._copy = copy
        self.profiles = profiles
        self._lookup: Lookup | None = None
        self._take_settings()

    @property
    def read_only(self) -> bool:
        """Whether this office was opened for reading."""
        return self._lock is None

    def now(self) -> dt.datetime:
        """The time by the office's own clock, in UTC and without a zone."""
        return self._now()

    def today(self) -> dt.date:
        """The day by the computer's own clock and zone."""
        return self._now().replace(tzinfo=dt.UTC).astimezone().date()

    @property
    def lookup(self) -> Lookup:
        """What words stand for in this office as it is now."""
        found = self._lookup  # kept by its own name: another thread may forget it at any moment
        if found is None:
            lists = dict(self.profile.lists) | {name: self.profile.choices(name) for name in _LISTED}
            with self._store.transaction() as connection:
                found = self._lookup = queries.make_lookup(connection, lists)
        return found

    # Reading

    def rows(self, key: str, parent_id: int | None = None, binned: bool = False) -> Rows:
        """The records of register `key` as tuples with computed columns; only lines of `parent_id` where given.

        Over all parents, returns and milestones of a review (audit, meeting) in the bin are left out.
        """
        wanted = parent_id is None and not binned
        with self._store.transaction() as connection:
            stored = queries.stored_rows(connection, register(key), parent_id, binned, wanted)
            return with_computed(stored, Today(connection, self.profile, self.calendar, self.today()))

    def records(self, key: str, parent_id: int | None = None) -> list[dict[str, Any]]:
        """The same as dictionaries by field key."""
        return queries.as_mappings(self.rows(key, parent_id))

    def record(self, key: str, number: int) -> dict[str, Any]:
        """One record whole: every column, its extra columns and its links. KeyError when it is not there."""
        own = register(key)
        table = own.model.__table__
        with self._store.transaction() as connection:
            row = connection.execute(select(table).where(table.c.id == number)).mappings().first()
            if row is None:
                raise KeyError(f"no record {number} in {key}")
            links = {f.key: queries.linked_to(connection, own, f, number) for f in own.fields if f.kind == "links"}
        return dict(row) | links

    def extras(self, key: str) -> dict[int, dict[str, Any]]:
        """The extra columns of each record of a register that has some, by number."""
        table = register(key).model.__table__
        with self._store.transaction() as connection:
            return queries.extras(connection, table)

    def read(self, work: Callable[[Connection], Any]) -> Any:
        """What `work` reads within one transaction."""
        with self._store.transaction() as connection:
            return work(connection)

    def search(self, asked: str) -> tuple[Hit, ...]:
        """Records of any register in which each word of `asked` stands."""
        with self._store.transaction() as connection:
            return search(connection, asked)

    def history(self, key: str, number: int) -> tuple[past.Past, ...]:
        """Everything that happened to a record, newest first."""
        with self._store.transaction() as connection:
            return past.history(connection, register(key), number)

    def as_it_stood(self, key: str, day: dt.date) -> list[Mapping[str, Any]]:
        """The records of a register as they stood at the end of `day`, by the computer's own zone."""
        with self._store.transaction() as connection:
            return past.as_it_stood(connection, register(key), past.end_of(day))

    def batches(self, newest: int | None = None) -> tuple[Batch, ...]:
        """What was done, newest first."""
        with self._store.transaction() as connection:
            return journal.batches(connection, newest)

    def next_undo(self) -> Batch | None:
        """What undo would take back."""
        return journal.next_undo(self.batches())

    def next_redo(self) -> Batch | None:
        """The undo that redo would take back."""
        return journal.next_redo(self.batches())

    def setting(self, name: str, default: str = "") -> str:
        """A setting of the office by name."""
        table = Setting.__table__
        with self._store.transaction() as connection:
            found = connection.scalar(select(table.c.value).where(table.c.name == name))
        return default if found is None else str(found)

    def clock_settings(self) -> ClockSettings:
        """What the office has set about its clocks."""
        return self.read(read_clock_settings)  # type: ignore[no-any-return]

    # Writing

    def write(self, words: str, changes: Sequence[Change], kind: str = "edit") -> Batch | None:
        """Writes `changes` as one batch, all of them or none; None when they change nothing.

        `words` is what undo and the history call it. Raises RecordChanged when a record has moved on since it was
        read, RecordClash when other records do not allow it, RecordKept for a change of what is only added to,
        OfficeReadOnly when the office was opened for reading.
        """
        self._must_be_writable()
        with self._store.transaction() as connection:
            refuse_changed_history(connection, changes)
            numbered = self._numbered(connection, changes)
            named = give_references(connection, numbered, self.profile, self.today())
            about = Circumstances(connection, self.profile, self.calendar, self.today(), self.person)
            whole = self._numbered(connection, with_consequences(named, about))
            writer = Writer(self._store, connection, self._now(), self.person)
            writer.take(whole)
            batch = writer.write(kind, words)
        self._forget(batch)
        return batch

    def take_in(self, words: str, tables: Tables, counters: Mapping[str, int]) -> Batch | None:
        """Fills this empty office with whole tables as they are, as one batch: nothing follows from them again.

        Raises OfficeError when the office is not empty or could not work with what it would hold, RecordClash when the
        rows do not go together; nothing is written then.
        """
        self._must_be_writable()
        with self._store.transaction() as connection:
            writer = Writer(self._store, connection, self._now(), self.person)
            fill_empty(connection, writer, tables, counters)
            batch = writer.write("import", words)
            must_open(connection, self.profiles)
        self._forget(batch)
        return batch

    def reserve(self, table: str, count: int = 1) -> int:
        """The first of `count` numbers for new records of `table`, so that changes of one batch can point to them."""
        self._must_be_writable()
        with self._store.transaction() as connection:
            return take_numbers(connection, f"id:{table}", count)

    def undo(self, batch_id: int | None = None) -> UndoReport:
        """Takes back a batch (the newest one when none is named) and reports what came of it.

        Raises NothingToUndo when there is none, when that one has been undone, or when it is what made the office.
        """
        everything = self.batches()
        batch = (
            journal.next_undo(everything)
            if batch_id is None
            else next((b for b in everything if b.id == batch_id), None)
        )
        if batch is None or batch.undone:
            raise NothingToUndo("There is nothing to undo." if batch_id is None else "That has been undone already.")
        if batch.kind == journal.SETUP:
            raise NothingToUndo("What made the office cannot be undone: without its lists it could not be opened.")
        return self._take_back(batch, "undo", f"Undid: {batch.words}")

    def redo(self) -> UndoReport:
        """Does again what was undone last. Raises NothingToUndo when something else was done since."""
        batch = self.next_redo()
        if batch is None:
            raise NothingToUndo("There is nothing to redo.")
        return self._take_back(batch, "redo", f"Did again: {batch.words.removeprefix('Undid: ')}")

    def set_setting(self, name: str, value: str, words: str = "") -> Batch | None:
        """Changes one setting, journalled like everything else. With `words` of its own, Ctrl+Z takes it back too."""
        plain = f"Changed the setting \u201c{name.replace('_', ' ')}\u201d"
        return self.set_settings({name: value}, words or plain, kind="edit" if words else "setting")

    def set_settings(self, values: Mapping[str, str], words: str, kind: str = "edit") -> Batch | None:
        """Changes several settings as one batch."""
        return self.write(words, self.read(lambda connection: setting_changes(connection, values)), kind)

    def use_profile(self, name: str) -> Batch | None:
        """Works under another profile from now on; cases that are open keep the rules they were opened under.

        Raises ProfileError for the profile, OfficeError where records are of a kind that it does not have.
        """
        if self.profiles is None:
            raise OfficeError("The folder of profiles is not known. Close the office and open it again.")
        folder = self.profiles
        profile = self.read(lambda connection: profile_for(connection, name, folder))
        return self.set_setting(PROFILE, profile.key, f"Changed the profile to {profile.title}")

    def changes_for(
        self, key: str, number: int | None, values: Mapping[str, Any], version: int | None = None
    ) -> list[Change]:
        """The changes that give a record of register `key` these values, links included; no number: a new one."""
        own = register(key)
        many = {f.key: f for f in own.fields if f.kind == "links" and f.key in values}
        stored = {name: value for name, value in values.items() if name not in many}
        changes: list[Change] = []
        if number is None:
            number = self.reserve(own.table)
            changes.append(Add(own.table, stored, number))
        elif stored or version is not None:
            changes.append(Edit(own.table, number, stored, version))
        for name, one in many.items():
            changes += self._link_changes(own, number, one, values[name] or ())
        return changes

    def keep_bytes(self, sha256: str, data: bytes) -> None:
        """Keeps the bytes of an imported file under their hash; once, however often they come."""
        self._must_be_writable()
        with self._store.transaction() as connection:
            if connection.scalar(select(BLOBS.c.sha256).where(BLOBS.c.sha256 == sha256)) is None:
                connection.execute(insert(BLOBS), {"sha256": sha256, "data": data})

    # Care

    def backup(self, why: str, to: Path | None = None) -> Path:
        """A verified copy of the office, in its backup folder or at `to`. Raises OfficeError when it is not whole."""
        from lif_desktop.office.files import verified_copy

        with self._store.exclusive() as raw:
            if to is not None:
                return verified_copy(raw, to)
            return make_backup(raw, self.path, self._now().replace(tzinfo=dt.UTC).astimezone(), why)

    def broken_link(self) -> int | None:
        """The first journal entry that was tampered with, or None."""
        with self._store.transaction() as connection:
            return journal.broken_link(connection)

    def integrity(self) -> str:
        """Gives "ok", or what SQLite's own check finds."""
        return str(self._store.pragma("integrity_check(1)"))

    def foreign_keys(self) -> str:
        """Gives "ok", or the table of the first row that has lost what it belongs to."""
        lost = self._store.pragma("foreign_key_check")
        return "ok" if lost is None else str(lost)

    def close(self) -> None:
        """Writes everything back into the one file and lets the next person in."""
        try:
            self._store.close()
        finally:
            if self._lock is not None:
                self._lock.release()
        if self._copy is not None:
            shutil.rmtree(self._copy.parent, ignore_errors=True)

    # Within

    def _must_be_writable(self) -> None:
        if self.read_only:
            raise OfficeReadOnly(
                "This office is open for reading only. Close it where it is in use, then open it again."
            )

    def _take_back(self, batch: Batch, kind: str, words: str) -> UndoReport:
        self._must_be_writable()
        with self._store.transaction() as connection:
            writer = Writer(self._store, connection, self._now(), self.person)
            undoing = Undoing(connection, writer, batch)
            undoing.work_out()
            done = writer.write(kind, words, batch.id)
        self._forget(done)
        undoing.let_go()
        return UndoReport(batch, done, tuple(undoing.put_back), tuple(undoing.kept), tuple(undoing.could_not))

    def _numbered(self, connection: Connection, changes: Iterable[Change]) -> list[Change]:
        listed = list(changes)
        lacking: dict[str, int] = {}
        for change in listed:
            if isinstance(change, Add) and change.id is None:
                lacking[change.table] = lacking.get(change.table, 0) + 1
        following = {table: take_numbers(connection, f"id:{table}", count) for table, count in lacking.items()}
        for place, change in enumerate(listed):
            if isinstance(change, Add) and change.id is None:
                listed[place] = replace(change, id=following[change.table])
                following[change.table] += 1
        return listed

    def _link_changes(self, own: Register, number: int, field: Field, wanted: Iterable[int]) -> list[Change]:
        with self._store.transaction() as connection:
            table, near, far = queries.link_columns(own.table, field)
            query = select(table.c.id, table.c[far]).where(table.c[near] == number)
            stood = [(line, other) for line, other in connection.execute(query)]
        new = set(wanted)
        gone: list[Change] = [Remove(table.name, line) for line, other in stood if other not in new]
        lacking = sorted(new - {other for _, other in stood})
        return gone + [Add(table.name, {near: number, far: other}) for other in lacking]

    def _forget(self, batch: Batch | None) -> None:
        """The lookup is made anew when agencies or references may have changed, and settings are read again."""
        tables = set() if batch is None else {table for table, _ in batch.touched}
        if Setting.__tablename__ in tables:
            self._take_settings()
        if any(_named(table) for table in tables):
            self._lookup = None

    def _take_settings(self) -> None:
        """The profile, with the office's own figures, and the working days, as the settings say now.

        A profile that can no longer be read (an undo may lead back to one) leaves the one that is in use.
        """
        with self._store.transaction() as connection:
            found = read_clock_settings(connection)
        if self.profiles is not None and found.profile and found.profile != self.framework.key:
            with contextlib.suppress(ProfileError):
                self.framework = load_profile(find_profile(found.profile, self.profiles))
        self.profile = laid_over(self.framework, found.figures)
        self.calendar.set_own(found.closed, found.worked)
        self._lookup = None


def _named(table: str) -> bool:
    own = register_of_table(table)
    return own is not None and bool(own.prefix or own.key == queries.BY_PLACE)
