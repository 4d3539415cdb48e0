"""Making a new office and opening one: header, lock, format, backup of the day."""

import contextlib
import datetime as dt
import shutil
import time
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from lif_desktop.framework.profile import Profile, find_profile, load_profile
from lif_desktop.office.backup import backups_of, day_of, folder_of
from lif_desktop.office.changes import Add, Change
from lif_desktop.office.engine import Store, trouble_of
from lif_desktop.office.files import check_header, clear_parts, clear_readings, still_copy
from lif_desktop.office.journal import SETUP
from lif_desktop.office.lock import OfficeLock
from lif_desktop.office.migrate import lay_out, migrate
from lif_desktop.office.office import Clock, Office, utc_now
from lif_desktop.office.schema import SCHEMA_VERSION
from lif_desktop.office.troubles import OfficeDamaged, OfficeError
from lif_desktop.registers.keeping import Setting


def create_office(path: Path, profiles: Path, profile: str, person: str, now: Clock = utc_now) -> Office:
    """A new office at `path` under the profile of that name in the folder `profiles`, with the profile's agencies.

    Raises OfficeError when a file stands there already or the folder cannot be written, ProfileError for the profile.
    """
    loaded = load_profile(find_profile(profile, profiles))
    if path.exists():
        raise OfficeError(f"{path.name} is there already. Open it, or choose another name.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OfficeError(
            f"The folder {path.parent} could not be made: {error.strerror}. Choose another folder."
        ) from error
    lock = OfficeLock(path, person, now().replace(tzinfo=dt.UTC))
    try:
        _lay_out_at(path, loaded, profile, person, lock, now)
        store = Store(path)
    except (OSError, DatabaseError, driver.Error) as error:
        lock.release()
        raise OfficeError(
            f"{path.name} could not be made in {path.parent}. Choose a folder you may write to."
        ) from error
    except BaseException:
        lock.release()
        raise
    return Office(path, store, loaded, person, lock, now, profiles=profiles)


def _lay_out_at(path: Path, profile: Profile, name: str, person: str, lock: OfficeLock, now: Clock) -> None:
    """An office with its first records, whole from its first moment: made under another name, then renamed."""
    temporary = path.with_name(f".{path.name}.part")
    _clear(temporary)
    store = Store(temporary)
    try:
        lay_out(store)
        office = Office(temporary, store, profile, person, lock, now)
        office.write(f"Made the office with the lists of {profile.title}", _first_records(profile, name), kind=SETUP)
        store.close()
        temporary.replace(path)
    finally:
        store.close()
        with contextlib.suppress(OSError):
            _clear(temporary)


def _clear(temporary: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        temporary.with_name(temporary.name + ending).unlink(missing_ok=True)


def _first_records(profile: Profile, name: str) -> list[Change]:
    changes: list[Change] = [
        Add(Setting.__tablename__, {"name": "profile", "value": name}),
        Add(Setting.__tablename__, {"name": "partnership", "value": profile.partnership}),
    ]
    for agency in profile.agencies:
        values = {
            "name": agency.name,
            "short": agency.short,
            "also_known_as": "; ".join(agency.aliases),
            "kind": agency.kind,
            "statutory": agency.statutory,
            "board": agency.board,
        }
        changes.append(Add("agencies", values))
    return changes


def open_office(path: Path, profiles: Path, person: str, read_only: bool = False, now: Clock = utc_now) -> Office:
    """Opens an office: for writing, with the day's first backup, or a still copy of it for reading only.

    Raises NotAnOffice, OfficeNewer, OfficeDamaged with the file's bytes unchanged; OfficeInUse when somebody has it
    open; OfficeReadOnly when its folder cannot be written. A backup that fails never keeps the office shut.
    """
    check_header(path)
    clear_readings(time.time())
    if read_only:
        return _open_copy(path, profiles, person, now)
    lock = OfficeLock(path, person, now().replace(tzinfo=dt.UTC))
    clear_parts(path, folder_of(path))
    try:
        office = _open_own(path, profiles, person, lock, now)
    except BaseException:
        lock.release()
        raise
    _backup_of_the_day(office)
    return office


def _open_own(path: Path, profiles: Path, person: str, lock: OfficeLock, now: Clock) -> Office:
    store = _store(path)
    try:
        found = int(store.pragma("user_version"))
        if found < SCHEMA_VERSION:
            bare = Office(path, store, _profile(store, profiles, path), person, lock, now, profiles=profiles)
            bare.backup("before update")
            migrate(store, found)
        return Office(path, store, _profile(store, profiles, path), person, lock, now, profiles=profiles)
    except BaseException:
        store.close()
        raise


def _open_copy(path: Path, profiles: Path, person: str, now: Clock) -> Office:
    copy = still_copy(path)
    try:
        store = _store(copy)
        if (found := int(store.pragma("user_version"))) < SCHEMA_VERSION:
            migrate(store, found)
        return Office(path, store, _profile(store, profiles, path), person, None, now, copy, profiles)
    except BaseException:
        shutil.rmtree(copy.parent, ignore_errors=True)
        raise


def _store(path: Path) -> Store:
    store = Store(path)
    try:
        state = store.pragma("quick_check(1)")
    except (DatabaseError, driver.Error) as error:
        store.close()
        raise trouble_of(error, path) or OfficeDamaged(_damaged(path)) from error
    if state != "ok":
        store.close()
        raise OfficeDamaged(_damaged(path))
    return store


def _damaged(path: Path) -> str:
    return (
        f"{path.name} is damaged and was left as it is. Restore the newest backup from the folder "
        f"\u201c{path.stem} backups\u201d with File, Restore a backup."
    )


def _profile(store: Store, profiles: Path, path: Path) -> Profile:
    table = Setting.__table__
    try:
        with store.transaction() as connection:
            name = connection.scalar(select(table.c.value).where(table.c.name == "profile"))
    except DatabaseError as error:
        raise OfficeDamaged(_damaged(path)) from error
    return load_profile(find_profile(str(name), profiles))


def _backup_of_the_day(office: Office) -> None:
    today = office.today()
    if any(day_of(backup) == today for backup in backups_of(office.path)):
        return
    with contextlib.suppress(OfficeError):
        office.backup("first opening")
