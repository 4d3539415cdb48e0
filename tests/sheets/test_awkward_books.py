"""Every awkward workbook becomes exactly the table it should, and no cell changes or is lost without a word."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest
from sqlalchemy import text

from lif_desktop.office import Office
from lif_desktop.registers import register
from lif_desktop.sheets import reader, reader_child, wire
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.formats import ods, xls, xlsb, xlsx
from lif_desktop.sheets.formats import text as separated
from lif_desktop.sheets.header import find_table
from lif_desktop.sheets.match import Vocabulary
from lif_desktop.sheets.plan import make_plan
from lif_desktop.sheets.planned import DateQuestion, Question, ValueQuestion
from lif_desktop.sheets.raw import RawBook
from lif_desktop.sheets.reader import read_book
from lif_desktop.sheets.refused import SheetRefused
from tests.data.awkward_case import Case
from tests.data.make_awkward import CASES, make_all
from tests.sheets.accounts import Taken, changed_cells, lost_cells
from tests.sheets.going_out import new_office

READERS = {"xlsx": xlsx.read, "xlsb": xlsb.read, "xls": xls.read, "ods": ods.read, "csv": separated.read}
TAKEN = [case for case in CASES if not case.refused]
BY_NAME = {case.name: case for case in CASES}
THROUGH_THE_CHILD = (
    "plain.xlsx", "council_tracker.xlsx", "binary.xlsb", "old_1904.xls", "libre.ods", "semicolons.csv", "macros.xlsm"
)  # fmt: skip


def read_here(path: Path) -> RawBook:
    """The book as the reader process gives it, read in this process (where numpy must stay as it is)."""
    stream = io.BytesIO()
    with mock.patch.object(reader_child, "_reader", READERS.__getitem__):
        reader_child._read(path, stream)
    stream.seek(0)
    taken = reader._Taken(path)
    while (frame := wire.receive(stream)) is not None:
        taken.take(*frame)
    return taken.book()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("awkward")


@contextmanager
def imported(case: Case, folder: Path, office_folder: Path) -> Iterator[Taken]:
    """The workbook of a case, taken into an empty office."""
    case.make(folder / case.name)
    book = read_here(folder / case.name)
    office = new_office(office_folder)
    plan = make_plan(office, book, case.register, choices=case.choices)
    sheet = next(sheet for sheet in book.sheets if sheet.name == plan.sheet)
    knows = Vocabulary(register(case.register)).knows
    table = find_table(sheet, knows, case.choices.header_row, case.choices.first_column)
    assert table is not None
    yield Taken(case, book, table, plan, office, apply(office, plan))
    office.close()


@pytest.fixture(scope="module", params=TAKEN, ids=lambda case: case.name)
def taken(request: pytest.FixtureRequest, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Taken]:
    with imported(request.param, folder, tmp_path_factory.mktemp("office")) as found:
        yield found


def test_it_becomes_the_table_it_should(taken: Taken) -> None:
    case, plan = taken.case, taken.plan

    assert (plan.sheet, plan.header_row) == (case.sheet, case.header_row)
    assert tuple(column.heading for column in plan.columns) == case.headings
    assert taken.shown == case.rows
    held = {row.number: [f"{one.cell}: {one.reason}" for one in row.problems] for row in plan.rows if row.problems}
    assert sorted(held) == sorted(case.held)
    for number, problems in case.held.items():
        assert len(held[number]) == len(problems), held[number]
        assert all(map(str.startswith, held[number], problems)), held[number]
    assert plan.count("change") == plan.count("same") == 0


def test_what_is_said_is_exact(taken: Taken) -> None:
    assert (*taken.book.notices, *taken.table.notices) == taken.case.notices
    assert set(taken.case.notices) <= set(taken.plan.notices)
    assert set(taken.case.planned) <= set(taken.plan.notices)
    assert tuple(map(asked, taken.plan.questions)) == taken.case.questions


def asked(question: Question) -> str:
    if isinstance(question, DateQuestion):
        return f"date: {question.heading}"
    if isinstance(question, ValueQuestion):
        return f"value: {question.written}"
    return f"key: rows {', '.join(map(str, question.rows))}"


def test_no_cell_changes_on_its_way_into_the_records(taken: Taken) -> None:
    assert changed_cells(taken) == []


def test_no_cell_is_lost_without_a_word(taken: Taken) -> None:
    assert lost_cells(taken) == []


def test_rows_held_back_are_kept_with_the_import(taken: Taken) -> None:
    kept = taken.office.read(lambda connection: connection.execute(text("SELECT held_back FROM imported_files")).all())
    held = [row for row in taken.plan.rows if row.action == "held"]

    assert len(kept) == (1 if taken.case.rows or held else 0)
    for found in kept:
        assert [row["row"] for row in json.loads(found[0])] == [row.number for row in held]


@pytest.mark.parametrize("name", ["plain.xlsx", "council_tracker.xlsx"])
def test_the_accounts_can_fail(name: str, folder: Path, tmp_path: Path) -> None:
    case = BY_NAME[name]
    with imported(case, folder, tmp_path) as taken:
        row, place = min(case.rows), 2
        other = with_cell(taken, row, place, "something else")
        assert [found.split(":")[0] for found in changed_cells(other)] == [f"B{row}"]
        assert [found.split(":")[0] for found in lost_cells(with_cell(taken, 60, 3, "far below"))] == ["C60"]


def with_cell(taken: Taken, row: int, place: int, value: str) -> Taken:
    """As if the sheet had had this value in one cell."""
    sheet = taken.sheet
    rows = [*map(list, sheet.rows), *([None] * sheet.width for _ in range(row - len(sheet.rows)))]
    rows[row - 1][place - 1] = value
    sheets = tuple(replace(sheet, rows=tuple(map(tuple, rows))) if one is sheet else one for one in taken.book.sheets)
    return replace(taken, book=replace(taken.book, sheets=sheets))


@pytest.mark.parametrize("case", [case for case in CASES if case.refused], ids=lambda case: case.name)
def test_what_is_not_taken_says_why(case: Case, office: Office, tmp_path: Path) -> None:
    case.make(tmp_path / case.name)
    with pytest.raises(SheetRefused) as caught:
        make_plan(office, read_here(tmp_path / case.name), case.register, choices=case.choices)

    assert str(caught.value) == case.refused


@pytest.mark.parametrize("name", THROUGH_THE_CHILD)
def test_the_reader_process_gives_the_same_book(name: str, tmp_path: Path) -> None:
    BY_NAME[name].make(tmp_path / name)

    assert read_book(tmp_path / name) == read_here(tmp_path / name)


def test_there_are_enough_of_them_and_each_is_the_same_each_time(tmp_path: Path) -> None:
    once, again = make_all(tmp_path / "once"), make_all(tmp_path / "again")
    names = sorted(path.name for path in once.iterdir())

    assert len(names) == len(CASES) >= 60
    assert {path.suffix for path in once.iterdir()} >= {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv"}
    assert [name for name in names if (once / name).read_bytes() != (again / name).read_bytes()] == []
