"""Backups: where they lie, which are kept (12 daily, 10 weekly, 9 monthly), and restoring one."""

import contextlib
import os
import re
import shutil
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3.dbapi2 as driver

from lif_desktop.framework.dates import show_date
from lif_desktop.office.files import check_header, integrity, verified_copy
from lif_desktop.office.lock import OfficeLock
from lif_desktop.office.troubles import OfficeDamaged, OfficeError

DAILY, WEEKLY, MONTHLY, NEWEST = 12, 10, 9, 20
_NAME = re.compile(r"^(?P<stem>.+) (?P<at>\d{4}-\d{2}-\d{2} \d{6})(?P<more> \d+)? (?P<why>[a-z ]+)\.lif$")


def folder_of(office: Path) -> Path:
    """The folder of the backups of an office, beside it."""
    return office.with_name(f"{office.stem} backups")


def backups_of(office: Path) -> tuple[Path, ...]:
    """The backups of an office, newest first by the time in their name."""
    found = [path for path in folder_of(office).glob("*.lif") if _NAME.match(path.name)]
    return tuple(sorted(found, key=lambda path: path.name.removeprefix(office.stem), reverse=True))


def day_of(backup: Path) -> date | None:
    """The day in the name of a backup."""
    match = _NAME.match(backup.name)
    return datetime.strptime(match["at"], "%Y-%m-%d %H%M%S").date() if match else None


def make_backup(source: Any, office: Path, now: datetime, why: str) -> Path:
    """A verified copy beside the office, named by local time and reason; older ones past their keep are removed."""
    stem = f"{office.stem} {now:%Y-%m-%d %H%M%S}"
    target = folder_of(office) / f"{stem} {why}.lif"
    more = 1
    while target.exists():
        more += 1
        target = folder_of(office) / f"{stem} {more} {why}.lif"
    verified_copy(source, target)
    for old in surplus(backups_of(office), now.date()):
        with contextlib.suppress(OSError):  # another program holds it: it goes the next time
            old.unlink()
    return target


def surplus(backups: Iterable[Path], today: date) -> tuple[Path, ...]:
    """Those of `backups` (newest first) that no rule keeps.

    Kept: the newest 20 whatever their age; the newest of each of the last 12 days, 10 weeks and 9 months that have one.
    Days after `today` (a clock that was wrong once) never push a good one out, and are never removed themselves.
    """
    dated = [(path, day) for path in backups if (day := day_of(path)) is not None and day <= today]
    kept = {path for path, _ in dated[:NEWEST]}
    rules = ((DAILY, lambda d: d), (WEEKLY, lambda d: d.isocalendar()[:2]), (MONTHLY, lambda d: (d.year, d.month)))
    for count, period in rules:
        newest: dict[object, Path] = {}
        for path, day in dated:
            newest.setdefault(period(day), path)
        kept |= set(list(newest.values())[:count])
    return tuple(path for path, _ in dated if path not in kept)


def check_backup(backup: Path) -> None:
    """Raises OfficeError when `backup` is no whole office file."""
    check_header(backup)
    try:
        connection = driver.connect(f"{_address(backup)}?mode=ro&immutable=1", uri=True)
    except driver.Error as error:
        raise OfficeError(f"{backup.name} could not be opened: {error}. Copy it to this computer first.") from error
    try:
        state = integrity(connection)
    finally:
        connection.close()
    if state != "ok":
        raise OfficeDamaged(f"{backup.name} is damaged ({state}). Choose an older backup.")


def _address(path: Path) -> str:
    """The file as SQLite takes it in an address, where "%", "#" and "?" in the name of a folder mean nothing else."""
    whole = path.absolute().as_posix()
    return f"file://{'' if whole.startswith('/') else '/'}{quote(whole, safe='/:')}"


def restore(backup: Path, target: Path, person: str) -> Path:
    """Puts a copy of `backup`, checked first and afterwards, in the place of `target`.

    What stood there is kept beside it under a name with "before restore". Raises OfficeError when the backup is not
    whole and OfficeInUse when the office is open; `target` is then as it was.
    """
    check_backup(backup)
    if target.exists() and backup.resolve() == target.resolve():
        raise OfficeError("The backup and the office are the same file. Choose another place.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OfficeError(f"The folder {target.parent} could not be made: {error.strerror}.") from error
    lock = OfficeLock(target, person, datetime.now(UTC))
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        shutil.copyfile(backup, temporary)
        check_backup(temporary)
        _set_aside(target)
        temporary.replace(target)
    except OSError as error:
        raise OfficeError(f"{target.name} could not be written: {error.strerror}. The backup is as it was.") from error
    finally:
        temporary.unlink(missing_ok=True)
        lock.release()
    return target


def _set_aside(target: Path) -> None:
    if not target.exists():
        return
    aside, number = target.with_name(f"{target.stem} before restore{target.suffix}"), 1
    while aside.exists():
        number += 1
        aside = target.with_name(f"{target.stem} before restore {number}{target.suffix}")
    if _folded(target):
        part = aside.with_name(f".{aside.name}.{os.getpid()}.part")
        try:
            shutil.copyfile(target, part)
            part.replace(aside)
        finally:
            part.unlink(missing_ok=True)
        return
    for ending in ("-wal", ""):
        path = target.with_name(target.name + ending)
        if path.exists():
            path.replace(aside.with_name(aside.name + ending))


def _folded(target: Path) -> bool:
    """Whether all that was written stands in the one file, so that it can be copied and then replaced in one step."""
    wal = target.with_name(target.name + "-wal")
    if wal.exists():
        connection = driver.connect(str(target), isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        except driver.Error:
            return False
        finally:
            connection.close()
    return not wal.exists()


def describe(backup: Path) -> str:
    """A backup in words: "20 November 2026 at 09:02, before import"."""
    match = _NAME.match(backup.name)
    if not match:
        return backup.name
    at = datetime.strptime(match["at"], "%Y-%m-%d %H%M%S")
    return f"{show_date(at.date())} at {at:%H:%M}, {match['why']}"
