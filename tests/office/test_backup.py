"""Backups count only when checked; restoring puts one back; a clock that jumps loses none."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.office import Add, Office, OfficeDamaged, OfficeError, OfficeInUse, open_office
from lif_desktop.office.backup import backups_of, check_backup, day_of, describe, restore, surplus
from tests.office.conftest import PROFILES, Turning

Reopen = Callable[..., Office]


def named(*days: dt.date) -> list[Path]:
    return [Path(f"office {day:%Y-%m-%d} 090000 first opening.lif") for day in sorted(days, reverse=True)]


def test_a_days_first_opening_makes_one_backup(office: Office, path: Path, clock: Turning, reopen: Reopen) -> None:
    office.close()
    for _ in range(3):
        reopen().close()
    assert len(backups_of(path)) == 1
    clock.turn(days=1)
    reopen().close()
    newest, older = backups_of(path)
    assert day_of(newest) == dt.date(2026, 11, 24)
    assert day_of(older) == dt.date(2026, 11, 23)
    assert describe(newest) == "24 November 2026 at 10:00, first opening"


def test_a_backup_is_a_whole_office(office: Office, tmp_path: Path, path: Path, reopen: Reopen) -> None:
    office.write("Added", office.changes_for("risks", None, {"title": "Staffing"}))
    kept = office.backup("by hand")
    office.write("Added", office.changes_for("risks", None, {"title": "Later"}))
    with pytest.raises(OfficeInUse):
        restore(kept, path, "Ann")
    office.close()
    restore(kept, path, "Ann")
    again = reopen()
    assert [row["title"] for row in again.records("risks")] == ["Staffing"]
    again.close()
    aside = path.with_name("office before restore.lif")
    assert aside.exists()


def test_a_damaged_backup_is_never_put_in_place(office: Office, path: Path) -> None:
    kept = office.backup("by hand")
    office.close()
    whole = bytearray(kept.read_bytes())
    whole[8192:40000] = b"\xff" * (40000 - 8192)
    kept.write_bytes(bytes(whole))
    before = path.read_bytes()
    with pytest.raises(OfficeDamaged, match="Choose an older backup"):
        restore(kept, path, "Ann")
    assert path.read_bytes() == before


def test_a_backup_that_fails_leaves_nothing_and_is_said(office: Office, tmp_path: Path) -> None:
    file_in_the_way = tmp_path / "not a folder"
    file_in_the_way.write_text("x")
    with pytest.raises(OfficeError, match="could not be written"):
        office.backup("by hand", file_in_the_way / "office.lif")
    assert not list(tmp_path.glob(".*part*"))


def test_a_backup_that_fails_does_not_keep_the_office_shut(
    office: Office, path: Path, reopen: Reopen, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.close()
    path.with_name("office backups").write_text("a file where the folder should be")
    again = reopen()
    assert again.records("agencies")
    again.close()


def test_two_backups_of_one_second_both_stand(office: Office) -> None:
    first, second = office.backup("before import"), office.backup("before import")
    assert first != second
    assert first.exists()
    assert second.exists()


def test_daily_weekly_and_monthly_ones_are_kept() -> None:
    today = dt.date(2026, 11, 23)
    every_day = named(*(today - dt.timedelta(days=n) for n in range(400)))
    kept = [day_of(path) for path in every_day if path not in surplus(every_day, today)]
    assert kept[:20] == [today - dt.timedelta(days=n) for n in range(20)]
    assert len(kept) < 40
    assert {(day.year, day.month) for day in kept if day} >= {(2026, month) for month in range(3, 12)}


@given(
    days=st.lists(st.dates(dt.date(2026, 1, 1), dt.date(2026, 11, 23)), min_size=1, max_size=60, unique=True),
    jumped=st.integers(min_value=1, max_value=11),
)
def test_a_clock_that_jumps_ten_years_and_back_loses_neither_the_newest_nor_what_it_made(
    days: list[dt.date], jumped: int
) -> None:
    left = named(*days)
    for n in range(jumped):
        tomorrow = dt.date(2036, 11, 23) + dt.timedelta(days=n)
        left = named(tomorrow) + left
        left = [path for path in left if path not in surplus(left, tomorrow)]
    assert named(max(days))[0] in left
    back = [path for path in left if path not in surplus(left, dt.date(2026, 11, 23))]
    assert [path for path in back if (day_of(path) or dt.date.min).year == 2036] == left[:jumped]


def test_a_backup_is_checked_itself_whatever_its_folder_is_called(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "50%41 #1"
    backup = office.backup("by hand", folder / "office.lif")
    check_backup(backup)
    whole = backup.read_bytes()
    backup.write_bytes(whole[:100] + b"\x07" * (len(whole) - 100))
    with pytest.raises(OfficeDamaged, match="is damaged"):
        check_backup(backup)
    assert not (tmp_path / "50A ").exists()


def test_an_old_backup_that_cannot_be_removed_does_not_keep_the_office_shut(
    office: Office, path: Path, reopen: Reopen
) -> None:
    office.close()
    for day in range(28):
        path.with_name("office backups").joinpath(f"office 2020-02-{day + 1:02d} 090000 by hand.lif").mkdir(
            parents=True
        )
    again = reopen()
    assert again.records("agencies")
    again.close()


def test_a_restore_that_is_killed_at_its_last_step_leaves_the_office_as_it_was(
    office: Office, path: Path, reopen: Reopen, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = office.backup("by hand")
    office.write("After it", [Add("risks", {"title": "Newer than the backup"})])
    shutil.copyfile(path, path.with_name("killed.lif"))
    shutil.copyfile(path.with_name("office.lif-wal"), path.with_name("killed.lif-wal"))
    office.close()
    killed = path.with_name("killed.lif")
    real = Path.replace

    def last_step(self: Path, target: Path) -> Path:
        if Path(target) == killed:
            raise KeyboardInterrupt
        return real(self, target)

    with monkeypatch.context() as stopped:
        stopped.setattr(Path, "replace", last_step)
        with pytest.raises(KeyboardInterrupt):
            restore(backup, killed, "Ann")
    again = open_office(killed, PROFILES, "Ann")
    assert [row["title"] for row in again.records("risks")] == ["Newer than the backup"]
    again.close()
    restore(backup, killed, "Ann")
    for name, titles in (("killed", []), ("killed before restore 2", ["Newer than the backup"])):
        office = open_office(path.with_name(f"{name}.lif"), PROFILES, "Ann")
        assert [row["title"] for row in office.records("risks")] == titles
        office.close()
