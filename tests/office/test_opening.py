"""Opening an office: what is refused, by which words, and that a refused file keeps its bytes."""

import multiprocessing
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lif_desktop.office import (
    NotAnOffice,
    Office,
    OfficeDamaged,
    OfficeError,
    OfficeInUse,
    OfficeNewer,
    OfficeReadOnly,
    create_office,
    open_office,
)
from lif_desktop.office.files import still_copy
from lif_desktop.office.schema import APPLICATION_ID, SCHEMA_VERSION
from tests.office.conftest import PROFILES

Reopen = Callable[..., Office]


def patched(path: Path, offset: int, data: bytes) -> bytes:
    """Writes `data` into the closed file at `offset`; gives all its bytes."""
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)
    return path.read_bytes()


@pytest.fixture
def closed(path: Path, office: Office) -> Path:
    office.write("Added", office.changes_for("risks", None, {"title": "Staffing"}))
    office.close()
    return path


def test_what_was_written_is_there_again(closed: Path, reopen: Reopen) -> None:
    office = reopen()
    assert [row["title"] for row in office.records("risks")] == ["Staffing"]
    assert office.profile.key == "stockport"
    office.close()


def test_the_file_says_what_it_is_from_its_first_moment(closed: Path) -> None:
    head = closed.read_bytes()[:100]
    assert int.from_bytes(head[68:72]) == APPLICATION_ID
    assert int.from_bytes(head[60:64]) == SCHEMA_VERSION


def test_plain_sqlite_opens_an_office_without_a_passphrase(closed: Path) -> None:
    connection = sqlite3.connect(closed)
    assert connection.execute("SELECT title FROM risks").fetchall() == [("Staffing",)]
    connection.close()


def test_a_new_office_never_takes_the_place_of_another(closed: Path) -> None:
    before = closed.read_bytes()
    with pytest.raises(OfficeError, match="is there already"):
        create_office(closed, PROFILES, "stockport", "Ann")
    assert closed.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "trouble", "words"),
    [
        (b"", NotAnOffice, "is not an office file"),
        (b"PK\x03\x04 a spreadsheet", NotAnOffice, "is not an office file"),
        (b"SQLite format 3\x00" + b"\x00" * 20, OfficeDamaged, "ends after 36 bytes"),
        (b"SQLite format 3\x00" + b"\x00" * 84, NotAnOffice, "another program"),
    ],
)
def test_other_files_are_refused_with_their_bytes_unchanged(
    path: Path, reopen: Reopen, content: bytes, trouble: type[Exception], words: str
) -> None:
    path.write_bytes(content)
    with pytest.raises(trouble, match=words):
        reopen()
    assert path.read_bytes() == content
    assert sorted(p.name for p in path.parent.iterdir()) == ["office.lif"]


def test_a_missing_file_is_said(reopen: Reopen) -> None:
    with pytest.raises(NotAnOffice, match="moved or renamed"):
        reopen()


def test_a_newer_file_is_refused_with_its_bytes_unchanged(closed: Path, reopen: Reopen) -> None:
    before = patched(closed, 60, (SCHEMA_VERSION + 1).to_bytes(4))
    with pytest.raises(OfficeNewer, match="newer LIF Desktop"):
        reopen()
    assert closed.read_bytes() == before


def test_a_damaged_file_is_refused_with_its_bytes_unchanged(closed: Path, reopen: Reopen) -> None:
    before = patched(closed, 4096 * 3, os.urandom(4096 * 30))
    with pytest.raises(OfficeDamaged, match="Restore the newest backup"):
        reopen()
    assert closed.read_bytes() == before


def test_a_cut_file_is_refused(closed: Path, reopen: Reopen) -> None:
    whole = closed.read_bytes()
    closed.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(OfficeDamaged):
        reopen()


def _hold(path: Path, ready: "multiprocessing.synchronize.Event", go: "multiprocessing.synchronize.Event") -> None:
    office = open_office(path, PROFILES, "Cal Officer")
    office.write("Added", office.changes_for("risks", None, {"title": "From the other window"}))
    ready.set()
    go.wait(30)
    office.close()


def test_the_second_of_two_is_told_who_and_reads_what_stands(closed: Path, reopen: Reopen) -> None:
    context = multiprocessing.get_context("spawn")
    ready, go = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(closed, ready, go))
    other.start()
    try:
        assert ready.wait(60)
        with pytest.raises(OfficeInUse, match="Cal Officer has had this office open since") as told:
            reopen()
        assert told.value.who == "Cal Officer"
        reading = reopen(read_only=True)
        titles = [row["title"] for row in reading.records("risks")]
        assert titles == ["Staffing", "From the other window"]
        with pytest.raises(OfficeReadOnly, match="for reading only"):
            reading.write("No", reading.changes_for("risks", 1, {"title": "x"}))
        reading.close()
    finally:
        go.set()
        other.join()
    office = reopen()
    assert len(office.records("risks")) == 2
    office.close()


def test_a_lock_left_behind_by_a_killed_program_stops_nobody(closed: Path, reopen: Reopen) -> None:
    context = multiprocessing.get_context("spawn")
    ready, go = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(closed, ready, go))
    other.start()
    assert ready.wait(60)
    other.kill()
    other.join()
    assert closed.with_name("office.lif.lock").exists()
    office = reopen()
    assert len(office.records("risks")) == 2
    office.close()


def test_reading_only_leaves_nothing_behind(closed: Path, reopen: Reopen) -> None:
    before = sorted(p.name for p in closed.parent.iterdir())
    copy = still_copy(closed)
    shutil.rmtree(copy.parent)
    reading = reopen(read_only=True)
    private = reading._copy
    assert private is not None
    assert private.exists()
    reading.close()
    assert not private.parent.exists()
    assert sorted(p.name for p in closed.parent.iterdir()) == before


def test_a_folder_that_cannot_be_written_is_said(closed: Path, reopen: Reopen, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open

    def refuse(self: Path, mode: str = "r", *more: object, **named: object) -> object:
        if self.suffix == ".lock":
            raise PermissionError(13, "Permission denied")
        return real(self, mode, *more, **named)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(OfficeReadOnly, match="for reading only"):
        reopen()
    reading = reopen(read_only=True)
    assert len(reading.records("risks")) == 1
    reading.close()


LEFT = (
    ".office.lif.part",
    ".office.lif.412.part",
    ".office.lif.412.part-journal",
    ".office before restore.lif.412.part",
    ".office before restore 2.lif.412.part",
    "office backups/.office 2026-11-20 090200 first opening.lif.412.part",
    "office backups/.office 2026-11-20 090200 2 before import.lif.412.part-wal",
)
OTHERS = (
    ".office2.lif.412.part",
    ".other.lif.412.part",
    ".office.lif.412.partly",
    "office.lif.part",
    ".office notes.part",
    "office backups/.office 2026-11-20 090200 first opening.lif",
    "office backups/.other 2026-11-20 090200 first opening.lif.412.part",
)


def test_what_a_killed_copy_left_behind_goes_at_the_next_opening_and_nothing_else(closed: Path, reopen: Reopen) -> None:
    (closed.parent / "office backups").mkdir(exist_ok=True)
    for name in (*LEFT, *OTHERS):
        (closed.parent / name).write_bytes(b"half")
    reopen(read_only=True).close()
    assert all((closed.parent / name).exists() for name in LEFT)
    reopen().close()

    assert [name for name in LEFT if (closed.parent / name).exists()] == []
    assert [name for name in OTHERS if not (closed.parent / name).exists()] == []


def test_parts_of_an_office_that_somebody_has_open_are_left(closed: Path, reopen: Reopen) -> None:
    first = reopen()
    part = closed.with_name(".office.lif.412.part")
    part.write_bytes(b"half")
    with pytest.raises(OfficeInUse):
        reopen()
    assert part.exists()
    first.close()


def test_copies_for_reading_that_are_a_day_old_are_removed(
    closed: Path, reopen: Reopen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    day = 24 * 60 * 60
    ages = {"lif-reading-old": day + 60, "lif-reading-new": day - 60, "lif-writing-old": 2 * day, "lif-reading-used": 0}
    for name, age in ages.items():
        folder = temporary / name
        folder.mkdir()
        (folder / "office.lif").write_bytes(b"x")
        for path in (folder / "office.lif", folder):
            os.utime(path, (time.time() - age,) * 2)
    os.utime(temporary / "lif-reading-used", (time.time() - 2 * day,) * 2)
    reopen().close()

    assert {path.name for path in temporary.iterdir()} == ages.keys() - {"lif-reading-old"}
