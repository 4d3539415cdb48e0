"""The office file from outside: what its first bytes say, verified copies of it, and a still copy for reading."""

import contextlib
import os
import re
import shutil
import stat
import struct
import tempfile
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from lif_desktop.office.schema import APPLICATION_ID, SCHEMA_VERSION
from lif_desktop.office.troubles import NotAnOffice, OfficeDamaged, OfficeError, OfficeNewer

_SQLITE = b"SQLite format 3\x00"
_TRIES = 20
_READING = "lif-reading-"
_DAY = 24 * 60 * 60
_PART = r"\.part(-wal|-shm|-journal)?"


def check_header(path: Path) -> int:
    """The schema version that the header of an office file bears. Reads 100 bytes and changes none.

    Raises NotAnOffice for another kind of file, OfficeNewer for one of a newer program, OfficeDamaged for an empty or
    cut one.
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError as error:
        raise NotAnOffice(f"There is no file {path}. It may have been moved or renamed.") from error
    except OSError as error:
        raise OfficeError(
            f"{path.name} cannot be read: {error.strerror}. See whether you may open its folder."
        ) from error
    if not head.startswith(_SQLITE):
        raise NotAnOffice(f"{path.name} is not an office file. Office files end in .lif and are made with New office.")
    if len(head) < 100:
        raise OfficeDamaged(f"{path.name} is damaged: it ends after {len(head)} bytes. Restore the newest backup.")
    version, application = struct.unpack(">I", head[60:64])[0], struct.unpack(">I", head[68:72])[0]
    if application != APPLICATION_ID:
        raise NotAnOffice(f"{path.name} is a database of another program, not an office file.")
    if version > SCHEMA_VERSION:
        raise OfficeNewer(
            f"{path.name} was written by a newer LIF Desktop (its format is {version}, this program knows "
            f"{SCHEMA_VERSION}). Install the newer program; the file is as it was."
        )
    return int(version)


def still_copy(path: Path) -> Path:
    """A private copy of the office as it stands, made while another program may be writing to it.

    The file and its WAL are copied; when either changed meanwhile the copy is made again. The caller removes the
    copy's folder. Raises OfficeError when it never stood still.
    """
    folder = Path(tempfile.mkdtemp(prefix=_READING))
    wal = path.with_name(path.name + "-wal")
    copy = folder / path.name
    try:
        for _ in range(_TRIES):
            before = (_print_of(path), _print_of(wal))
            shutil.copyfile(path, copy)
            if wal.exists():
                shutil.copyfile(wal, copy.with_name(copy.name + "-wal"))
            if before == (_print_of(path), _print_of(wal)):
                return copy
            copy.with_name(copy.name + "-wal").unlink(missing_ok=True)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise OfficeError(
            f"{path.name} could not be copied for reading: {error.strerror}. See whether the disk has room for it."
        ) from error
    shutil.rmtree(folder, ignore_errors=True)
    raise OfficeError(f"{path.name} is being written to just now. Try again in a moment.")


def clear_parts(office: Path, backups: Path) -> None:
    """Remove what copies of this office left behind when the program was ended in the middle of them.

    The caller holds the lock of the office, so that none of them is still being made. What cannot be removed stays.
    """
    own = re.compile(rf"\.{re.escape(office.stem)}( before restore( \d+)?)?{re.escape(office.suffix)}(\.\d+)?{_PART}")
    backup = re.compile(rf"\.{re.escape(office.stem)} \d{{4}}-\d\d-\d\d \d{{6}}.*\.lif\.\d+{_PART}")
    for folder, name in ((office.parent, own), (backups, backup)):
        for path in [path for path in folder.glob(".*") if name.fullmatch(path.name)]:
            with contextlib.suppress(OSError):
                path.unlink()


def clear_readings(now: float) -> None:
    """Remove the copies for reading that are a day old at `now` (seconds since 1970) and belong to this user."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_READING}*"):
        with contextlib.suppress(OSError):
            status = folder.lstat()
            own = not hasattr(os, "getuid") or status.st_uid == os.getuid()
            newest = max(path.lstat().st_mtime for path in (folder, *folder.iterdir()))
            if own and stat.S_ISDIR(status.st_mode) and newest < now - _DAY:
                shutil.rmtree(folder, ignore_errors=True)


def _print_of(path: Path) -> tuple[int, int, bytes]:
    """Size, time of change and first bytes: different when the file was written to."""
    try:
        status = path.stat()
        with path.open("rb") as file:
            return status.st_size, status.st_mtime_ns, file.read(100)
    except FileNotFoundError:
        return 0, 0, b""


def integrity(connection: Any) -> str:
    """Gives "ok", or the first fault that SQLite's own check finds."""
    try:
        rows = connection.execute("PRAGMA integrity_check(1)").fetchall()
    except driver.DatabaseError as error:
        return str(error)
    return str(rows[0][0]) if rows else "nothing could be read"


def row_counts(connection: Any) -> dict[str, int]:
    """Rows of every table, by its name."""
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: _count(connection, name) for name in names}


def _count(connection: Any, table: str) -> int:
    quoted = table.replace(chr(34), chr(34) * 2)
    return int(connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0])  # noqa: S608 - from the schema


def verified_copy(source: Any, target: Path, passphrase: str = "") -> Path:
    """Copies the database behind `source` (an open driver connection) to `target`, and counts it only when checked.

    Made with SQLite's backup call under a temporary name, opened, checked, row counts compared, then renamed.
    Raises OfficeError when the copy is not whole or cannot be written; `target` is then as it was.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(source, temporary, passphrase)
        temporary.replace(target)
    except (OSError, driver.Error) as error:
        raise OfficeError(
            f"The backup could not be written to {target.parent}: {error}. Nothing else was changed."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    return target


def _copy(source: Any, temporary: Path, passphrase: str) -> None:
    copy = driver.connect(str(temporary), isolation_level=None)
    try:
        if passphrase:
            quoted = passphrase.replace("'", "''")
            copy.execute(f"PRAGMA key = '{quoted}'")
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        if (state := integrity(copy)) != "ok":
            raise OfficeError(f"The backup was made but did not pass its check ({state}), so it was not kept.")
        if row_counts(copy) != row_counts(source):
            raise OfficeError("The backup was made but lacks rows, so it was not kept.")
    finally:
        copy.close()
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
