"""Spoilt spreadsheets of every kind: the program lives through all of them, in time, and nothing is changed.

`LIF_MUTATED=2000 pytest tests/sheets/test_mutated.py --log-cli-level=INFO` spoils 2,000 files instead of 200 and says
what became of them.
"""

import datetime as dt
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from lif_desktop.office import Office
from lif_desktop.sheets import reader
from lif_desktop.sheets.reader import Limits
from tests.data.awkward_binary import xlsb
from tests.data.awkward_write import Sheet
from tests.sheets import awkward, mutating
from tests.sheets.forked import FORKS, ForkedReaders
from tests.sheets.mutating import Toll, spoil_many
from tests.sheets.test_hostile import state

pytestmark = pytest.mark.skipif(not FORKS, reason="a process for each file takes minutes where none can be forked")
SPOILT = int(os.environ.get("LIF_MUTATED", "200"))
LIMITS = Limits(seconds=20)
DAY = dt.date(2026, 3, 3)
HEAD = ("Reference", "Title", "Due", "Progress", "Cost")
ROWS = [HEAD, *((f"A{n}", f"Step {n} & “more”", DAY, "In progress\nstill", n * 1.5) for n in range(30))]


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Path]:
    folder = tmp_path_factory.mktemp("seeds")
    text = "\r\n".join(",".join(f'"{value}"' for value in row) for row in ROWS)
    xlsb(Sheet(ROWS, "Return"))(folder / "a.xlsb")
    return (
        awkward.xlsx(folder / "a.xlsx", ROWS, lambda sheet: sheet.merge_range("A40:C40", "Note") and None),
        awkward.xls(folder / "a.xls", ROWS, hidden_row=3),
        folder / "a.xlsb",
        awkward.ods(folder / "a.ods", awkward.ods_table(ROWS)),
        awkward.csv(folder / "a.csv", text, "utf-8-sig"),
        awkward.unsaved_formulas(folder / "b.xlsx", [*ROWS, ("A99", "=1+1")]),
    )


Readers = Callable[[str], ForkedReaders]


@pytest.fixture
def readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Readers]:
    """Makes the program start its readers by forking; each spoilt as it is told."""
    made: list[ForkedReaders] = []

    def make(spoilt: str = "") -> ForkedReaders:
        made.append(ForkedReaders(tmp_path, spoilt))
        monkeypatch.setattr(reader, "_started", made[-1].start)
        return made[-1]

    yield make
    for one in made:
        one.close()


def spoil(tmp_path: Path, seeds: Sequence[Path], office: Office, many: int, limits: Limits = LIMITS) -> Toll:
    return spoil_many(tmp_path, seeds, range(many), office, state, limits)


def test_the_program_lives_through_every_spoilt_file(
    tmp_path: Path, seeds: Sequence[Path], office: Office, readers: Readers
) -> None:
    forked = readers("")
    toll = spoil(tmp_path, seeds, office, SPOILT)
    logging.getLogger(__name__).info("%s", toll)

    assert toll.clean, toll
    assert forked.left == 0
    assert toll.ends["STUCK"] == 0
    assert toll.ends["read"] > SPOILT * 0.05
    assert toll.ends["DAMAGED"] > SPOILT * 0.2
    assert toll.ends["DIED"] < SPOILT * 0.05


@pytest.mark.parametrize(("way", "end"), [("crash", "DIED"), ("abort", "DIED"), ("hang", "STUCK")])
def test_a_reader_that_ends_badly_is_told_from_one_that_refuses(
    tmp_path: Path, seeds: Sequence[Path], office: Office, readers: Readers, way: str, end: str
) -> None:
    forked = readers(way)
    toll = spoil(tmp_path, seeds, office, 3, Limits(seconds=0.2))

    assert toll.ends == {end: 3}
    assert toll.clean
    assert forked.left == 0


def test_a_program_that_reads_by_itself_would_be_dead(
    tmp_path: Path, seeds: Sequence[Path], office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: what a reading library raises is a death where no process of its own stands between."""

    def read_here(path: Path, **_: object) -> object:
        from openpyxl import load_workbook

        return load_workbook(path)

    monkeypatch.setattr(mutating, "read_book", read_here)
    toll = spoil(tmp_path, seeds, office, 12)

    assert len(toll.deaths) == 12
    assert not toll.clean


def test_a_change_of_the_office_would_be_seen(
    tmp_path: Path, seeds: Sequence[Path], office: Office, readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers("")

    def plan(office: Office, *_: object) -> None:
        office.write("One action", office.changes_for("actions", None, {"title": "Changed"}))

    monkeypatch.setattr(mutating, "make_plan", plan)
    toll = spoil(tmp_path, seeds, office, 12)

    assert toll.changes
    assert not toll.clean
