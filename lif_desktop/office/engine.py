"""The one connection to the office file, with real transactions and a guard against writes past the journal."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.pool import StaticPool

from lif_desktop.office.schema import RECORD_TABLES
from lif_desktop.office.troubles import OfficeClosed, OfficeError, RecordClash

_GUARDED = frozenset(table.name for table in RECORD_TABLES)


class PastTheJournal(RuntimeError):
    """A mistake in the program: a record was about to be written without a journal entry."""


_TROUBLES = (
    ("full", "The disk is full, so nothing of this was saved. Make room on it, then do it again."),
    (
        "readonly",
        "The office file can no longer be written to. See whether its folder is still there and yours to change.",
    ),
    ("I/O", "The disk did not answer, so nothing of this was saved. See whether the drive is still connected."),
    ("unable to open", "The office file is no longer where it was. See whether its drive is still connected."),
    (
        "locked",
        "Another program holds the office file, so nothing of this was saved. Close it there, then do it again.",
    ),
)


_CLASHES = (
    ("UNIQUE", "Another record has this reference or name already, so nothing of this was saved. Give it another one."),
    ("FOREIGN KEY", "A record that this points to is no longer there, so nothing of this was saved. Choose another."),
)


def _clash(error: IntegrityError) -> RecordClash | IntegrityError:
    """What the other records do not allow, in a sentence."""
    words = str(error.orig)
    sentence = next((says for sign, says in _CLASHES if sign in words), None)
    return error if sentence is None else RecordClash(sentence)


def trouble_of(error: BaseException, path: Path) -> OfficeError | None:
    """What keeps the file from being used, in a sentence; None where the disk and other programs are not to blame."""
    words = str(getattr(error, "orig", error))
    sentence = next((says for sign, says in _TROUBLES if sign in words), None)
    return None if sentence is None else OfficeError(f"{path.name}: {sentence}")


def _said(error: OperationalError, path: Path) -> OfficeError | OperationalError:
    """The trouble in a sentence, where it is one that a person can mend."""
    return trouble_of(error, path) or error


def _casefold(value: object) -> object:
    """A text for comparing, in SQL: capitals of every alphabet as small letters."""
    return value.casefold() if isinstance(value, str) else value


_ENCODER = json.JSONEncoder(ensure_ascii=False)


def _as_json(value: object) -> str:
    """A value as a column holds it; most records have no extra columns, so that nothing is said quickly."""
    return "{}" if value == {} else _ENCODER.encode(value)


class Store:
    """The open connection. One thread at a time; a transaction is whole or not at all."""

    def __init__(self, path: Path, passphrase: str = "", writable: bool = True) -> None:
        self._path = path
        self._passphrase = passphrase
        self._lock = RLock()
        self._writing = False
        self._closed = False
        self.engine: Engine = create_engine(
            "sqlite://",
            module=driver,
            creator=self._connect,
            poolclass=StaticPool,
            json_serializer=_as_json,
        )
        self._writable = writable
        event.listen(self.engine, "begin", self._begin)
        event.listen(self.engine, "before_cursor_execute", self._guard)

    def _connect(self) -> Any:
        connection = driver.connect(str(self._path), isolation_level=None, check_same_thread=False)
        connection.create_function("casefold", 1, _casefold, deterministic=True)
        cursor = connection.cursor()
        if self._passphrase:
            quoted = self._passphrase.replace("'", "''")
            cursor.execute(f"PRAGMA key = '{quoted}'")
        cursor.execute("PRAGMA locking_mode = EXCLUSIVE")
        cursor.execute("PRAGMA busy_timeout = 0")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = FULL")
        if self._writable:
            cursor.execute("PRAGMA journal_mode = WAL")
        cursor.close()
        return connection

    @staticmethod
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def _guard(self, *args: Any) -> None:
        statement = args[2]
        if self._writing:
            return
        words = statement.split(None, 3)
        verb = words[0].upper() if words else ""
        named = {"INSERT": 2, "DELETE": 2, "UPDATE": 1, "REPLACE": 2}.get(verb)
        if named is not None and words[named].split("(")[0].strip('"`') in _GUARDED:
            raise PastTheJournal(f"{verb} {words[named]} outside of the journal's own writer")

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction for reading and for the office's own keeping; rolled back if anything is raised."""
        try:
            with self._alone(), self.engine.begin() as connection:
                yield connection
        except (OperationalError, IntegrityError) as error:
            said = _clash(error) if isinstance(error, IntegrityError) else _said(error, self._path)
            if said is error:
                raise
            raise said from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else at work on the connection, which is still open: a closed one is never opened again unseen."""
        with self._lock:
            if self._closed:
                raise OfficeClosed(f"{self._path.name} has been closed, so nothing of this was done. Open it again.")
            yield

    @contextmanager
    def journalled(self) -> Iterator[None]:
        """Within this, inside a transaction, records may be written. Only the journal's writer uses it."""
        self._writing = True
        try:
            yield
        finally:
            self._writing = False

    @contextmanager
    def exclusive(self) -> Iterator[Any]:
        """The driver's own connection with nobody else at work on it, for backup."""
        with self._alone():
            yield self.raw()

    def raw(self) -> Any:
        """The driver's own connection, for backup and pragmas outside a transaction."""
        return self.engine.raw_connection().driver_connection

    def pragma(self, words: str) -> Any:
        """The first value that a pragma gives, or None."""
        with self._alone():
            row = self.raw().execute(f"PRAGMA {words}").fetchone()
        return row[0] if row else None

    def close(self) -> None:
        """Writes the WAL back into the file and lets it go."""
        with self._lock:
            self._closed = True
            self.engine.dispose()
