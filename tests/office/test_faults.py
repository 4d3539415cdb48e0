"""A disk that fills or fails: said in a sentence, nothing half written, and the next try succeeds."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy.exc import OperationalError

from lif_desktop.office import Add, Office, OfficeDamaged, OfficeError, RecordClash, create_office, open_office
from lif_desktop.office.engine import _said
from lif_desktop.office.troubles import OfficeClosed
from tests.office.conftest import PROFILES
from tests.office.test_undo_property import tables


def many(count: int) -> list[Add]:
    return [Add("actions", {"title": "x" * 400, "notes": str(n)}) for n in range(count)]


def test_a_full_disk_is_said_and_nothing_is_half_written(office: Office) -> None:
    office.write("Added", many(2))
    before = tables(office)
    pages = int(office._store.pragma("page_count"))
    office._store.pragma(f"max_page_count = {pages + 5}")
    with pytest.raises(OfficeError, match="The disk is full, so nothing of this was saved"):
        office.write("Too much", many(500))
    assert tables(office) == before
    assert office.broken_link() is None
    office._store.pragma("max_page_count = 1000000")
    office.write("Now", many(500))
    assert len(office.records("actions")) == 502


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("attempt to write a readonly database", "can no longer be written to"),
        ("disk I/O error", "did not answer"),
        ("unable to open database file", "no longer where it was"),
        ("database is locked", "Another program holds"),
    ],
)
def test_each_fault_of_the_disk_has_its_sentence(office: Office, fault: str, words: str) -> None:
    error = OperationalError("INSERT", {}, Exception(fault))
    assert words in str(_said(error, office.path))


def test_a_mistake_of_the_program_is_not_taken_for_a_fault_of_the_disk(office: Office) -> None:
    with pytest.raises(OperationalError, match="no such table"):
        office.read(lambda connection: connection.exec_driver_sql("SELECT 1 FROM nothing_here"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Add("risks", {"title": "Second", "ref": "RK-9"}), "has this reference or name already"),
        (Add("actions", {"title": "Do", "lead_agency_id": 99_999}), "is no longer there"),
    ],
)
def test_what_other_records_do_not_allow_is_said_and_nothing_is_written(
    office: Office, change: Add, words: str
) -> None:
    office.write("Added", [Add("risks", {"title": "First", "ref": "RK-9"})])
    before = tables(office)
    with pytest.raises(RecordClash, match=words):
        office.write("Clash", [change, Add("actions", {"title": "With it"})])
    assert tables(office) == before
    assert office.write("Now", [Add("actions", {"title": "Alone"})]) is not None


def test_a_closed_office_is_never_opened_again_by_work_that_comes_late(office: Office, reopen: Any) -> None:
    office.close()
    work: tuple[Callable[[], object], ...] = (
        lambda: office.rows("risks"),
        lambda: office.write("Late", many(1)),
        lambda: office.backup("by hand"),
        office.integrity,
    )
    for late in work:
        with pytest.raises(OfficeClosed, match="has been closed"):
            late()
    again = reopen()
    assert not again.records("actions")
    again.close()


def test_an_office_held_by_another_program_is_not_called_damaged(office: Office, path: Path) -> None:
    office.close()
    other = driver.connect(str(path), isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(OfficeError, match="Another program holds the office file") as told:
        open_office(path, PROFILES, "Bea Officer")
    assert not isinstance(told.value, OfficeDamaged)
    other.close()
    open_office(path, PROFILES, "Bea Officer").close()


def test_an_office_that_could_not_be_filled_is_not_left_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OfficeError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(Office, "write", full)
        with pytest.raises(OfficeError, match="full"):
            create_office(tmp_path / "new.lif", PROFILES, "stockport", "Ann")
    assert [one.name for one in tmp_path.iterdir() if "new" in one.name] == ["new.lif.lock"]
    create_office(tmp_path / "new.lif", PROFILES, "stockport", "Ann").close()


def test_a_copy_for_reading_that_fails_is_said_and_leaves_nothing(
    office: Office, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    office.close()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(OfficeError, match="could not be copied for reading: No space left"):
        open_office(path, PROFILES, "Bea Officer", read_only=True)
    assert not list((tmp_path / "temporary").iterdir())
