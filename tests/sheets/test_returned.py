"""Returns that come back: known again whatever became of the file, compared with what was sent, never doubled."""

import csv
import datetime as dt
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from lif_desktop.office import Edit, Office
from lif_desktop.registers.values import clean
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.plan import make_plan
from lif_desktop.sheets.raw import RawBook
from lif_desktop.sheets.reader import read_book
from lif_desktop.sheets.returned import recognise, unknown_stamp
from lif_desktop.sheets.stamps import new_stamp
from tests.sheets.going_out import new_office
from tests.sheets.making_returns import HOMES, POLICE, action, agency, did, fill, plan_of, taken_in, told, update

# Known again


def test_a_return_is_known_by_its_stamp_with_what_was_sent(office: Office, tmp_path: Path) -> None:
    number = action(office, percent=20)
    path = update(office, tmp_path)
    sent = told(office, path.rename(tmp_path / "Copy of actions FINAL (2).xlsx"))
    assert (sent.kind, sent.register, sent.agency_id) == ("action_update", "actions", agency(office, POLICE))
    (row,) = sent.rows.values()
    assert (row.id, row.version) == (number, 1)
    assert row.values["due_on"] == dt.date(2027, 1, 29)
    assert row.values["percent"] == 20
    assert sent.columns["Your update (fill in)"] == "latest_update"
    assert sent.columns["The last update we have (read only)"] == ""
    assert "due_on" in sent.only_read
    assert "status" not in sent.only_read
    assert sent.given == {"lead_agency_id": agency(office, POLICE)}
    assert sent.notices == ()


def rename_and_move(book: Workbook) -> None:
    book.worksheets[1].title = "Our answers"
    book.move_sheet(book.worksheets[0], 2)


def without_first_sheet(book: Workbook) -> None:
    book.remove(book.worksheets[0])


def copied_into_another(book: Workbook) -> None:
    """Only values, in a new sheet under a title of their own; the sheets of ours gone."""
    own, new = book.worksheets[1], book.create_sheet("Sheet1")
    new.append(["Return of the police, as agreed"])
    new.append([])
    for row in own.iter_rows(values_only=True):
        new.append([None, *row])
    for sheet in [one for one in book.worksheets if one is not new]:
        book.remove(sheet)


@pytest.mark.parametrize("change", [rename_and_move, without_first_sheet, copied_into_another])
def test_it_is_known_whatever_became_of_its_sheets(
    office: Office, tmp_path: Path, change: Callable[[Workbook], None]
) -> None:
    number = action(office)
    path = fill(update(office, tmp_path), {"Your update": {2: "Done in three of five."}})
    book = load_workbook(path)
    change(book)
    book.save(path)
    plan = taken_in(office, path)
    assert did(plan) == {"change": 1}
    assert office.record("actions", number)["latest_update"] == "Done in three of five."


def test_a_csv_of_the_table_is_known_by_its_row_keys(office: Office, tmp_path: Path) -> None:
    number = action(office)
    path = fill(update(office, tmp_path), {"Percent complete": {2: 60}})
    with (tmp_path / "answers.csv").open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows(load_workbook(path).worksheets[1].iter_rows(values_only=True))
    taken_in(office, tmp_path / "answers.csv")
    assert office.record("actions", number)["percent"] == 60


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_it_comes_back_through_another_program(office: Office, tmp_path: Path, ending: str) -> None:
    number = action(office, evidence="=1+1, as before")
    path = fill(update(office, tmp_path), {"Status": {2: "In progress"}, "Completed": {2: dt.date(2026, 11, 20)}})
    out = tmp_path / "out"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    plan = taken_in(office, out / f"{path.stem}.{ending}")
    assert did(plan) == {"change": 1}
    record = office.record("actions", number)
    assert (record["status"], record["completed_on"]) == ("in_progress", dt.date(2026, 11, 20))
    assert record["evidence"] == "=1+1, as before"


def test_another_file_is_none_of_ours_and_a_stamp_of_another_office_is_said(office: Office, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    second = new_office(other)
    action(second)
    path = update(second, tmp_path)
    second.close()
    book = read_book(path)
    assert recognise(office, book) is None
    assert "this office knows of no such workbook" in unknown_stamp(office, book)
    plain = Workbook()
    plain.active.append(["Action", "Due", "LIF-2222-2222"])
    plain.save(tmp_path / "plain.xlsx")
    assert recognise(office, read_book(tmp_path / "plain.xlsx")) is None
    assert unknown_stamp(office, read_book(tmp_path / "plain.xlsx")) == ""
    action(office)
    assert unknown_stamp(office, read_book(update(office, tmp_path, POLICE))) == ""


def test_rows_of_a_later_return_on_the_first_sheet_of_an_earlier_one_are_those_of_the_later(
    office: Office, tmp_path: Path
) -> None:
    action(office)
    first, second = (update(office, tmp_path).rename(tmp_path / f"{turn}.xlsx") for turn in (1, 2))
    old, new = load_workbook(first), load_workbook(second)
    for row in new.worksheets[1].iter_rows():
        for cell in row:
            old.worksheets[1][cell.coordinate].value = cell.value
    old.save(first)
    assert told(office, first).stamp == told(office, second).stamp


# Compared three ways and taken in


def test_an_update_is_written_once_and_added_to_those_before(office: Office, tmp_path: Path) -> None:
    number = action(office, latest_update="Begun.")
    path = fill(update(office, tmp_path), {"Your update": {2: "Two teams left."}, "Status": {2: "In progress"}})
    assert did(taken_in(office, path)) == {"change": 1}
    assert [row["text"] for row in office.records("action_updates", number)] == ["Begun.", "Two teams left."]
    assert office.record("actions", number)["status"] == "in_progress"
    batches = len(office.batches())
    assert did(taken_in(office, path)) == {"same": 1}
    assert len(office.batches()) == batches
    assert len(office.records("action_updates", number)) == 2
    assert [row["status"] for row in office.records("returns")] == ["received"]


def test_what_the_office_changed_stays_and_what_both_changed_is_a_conflict(office: Office, tmp_path: Path) -> None:
    number = action(office, percent=10, evidence="None yet")
    path = update(office, tmp_path)
    office.write("Since", [Edit("actions", number, {"percent": 50, "status": "in_progress"})])
    fill(path, {"Status": {2: "Complete"}, "Evidence of completion": {2: "Minutes of 3 May"}})
    plan = plan_of(office, path)
    cells = {cell.field: cell for cell in plan.cells(plan.rows[0]) if cell.field}
    assert cells["percent"].state == "ours"
    assert (cells["status"].state, cells["status"].sent) == ("conflict", "Not started")
    assert cells["evidence"].state == "change"
    apply(office, plan)
    record = office.record("actions", number)
    assert (record["percent"], record["status"], record["evidence"]) == (50, "in_progress", "Minutes of 3 May")


def test_empty_cells_change_nothing_and_neither_do_columns_moved_about(office: Office, tmp_path: Path) -> None:
    numbers = [action(office, title, percent=30, evidence="Kept") for title in ("One", "Two", "Three")]
    path = fill(
        update(office, tmp_path), {"Percent complete": {2: None, 3: 40, 4: 70}, "Evidence of completion": {2: None}}
    )
    book = load_workbook(path)
    own = book.worksheets[1]
    rows = [[*row[::-1], "Our own remark" if row[0] == "Row key" else None] for row in own.iter_rows(values_only=True)]
    own.delete_rows(1, own.max_row)
    for row in [rows[0], rows[3], rows[1], rows[2]]:
        own.append(row)
    book.save(path)
    taken_in(office, path)
    assert [office.record("actions", number)["percent"] for number in numbers] == [30, 40, 70]
    assert {office.record("actions", number)["evidence"] for number in numbers} == {"Kept"}


def test_what_was_there_to_be_read_is_not_taken_in_and_that_is_said(office: Office, tmp_path: Path) -> None:
    number = action(office)
    action(office, "Another")
    path = fill(update(office, tmp_path), {"Due": {2: dt.date(2028, 1, 1)}, "Percent complete": {2: 5}})
    book = load_workbook(path)
    book.worksheets[1].delete_rows(3)
    book.save(path)
    plan = taken_in(office, path)
    record = office.record("actions", number)
    assert (record["due_on"], record["percent"]) == (dt.date(2027, 1, 29), 5)
    assert "“Due (read only)” was changed in row 2. It was there to be read, so it was not taken in." in plan.notices
    assert "1 row that was sent is not in the file any more. Nothing is changed or taken out for that." in plan.notices


def test_a_row_of_another_agency_is_held_back(office: Office, tmp_path: Path) -> None:
    mine, theirs = action(office), action(office, "Theirs", HOMES)
    path, other = update(office, tmp_path), update(office, tmp_path, HOMES)
    key = load_workbook(other).worksheets[1]["A2"].value
    fill(path, {"Row key": {3: key}, "Percent complete": {2: 10, 3: 90}, "Action": {3: "Theirs"}})
    plan = taken_in(office, path)
    assert did(plan) == {"change": 1, "held": 1}
    assert "row key is not one of the workbook" in plan.problems[0].reason
    assert [office.record("actions", number)["percent"] for number in (mine, theirs)] == [10, None]


def test_a_key_that_a_fill_handle_counted_up_or_copied_writes_to_no_other_record(
    office: Office, tmp_path: Path
) -> None:
    numbers = [action(office, f"Action {number}") for number in range(3)]
    path = update(office, tmp_path)
    sheet = load_workbook(path).worksheets[1]
    key = sheet["A3"].value
    counted = key[:-1] + ("5" if key[-1] != "5" else "6")
    fill(path, {"Row key": {3: counted, 4: sheet["A2"].value}, "Percent complete": {2: 11, 3: 22, 4: 33}})
    plan = taken_in(office, path)
    assert plan.count("held") == 3
    assert [office.record("actions", number)["percent"] for number in numbers] == [None, None, None]


def test_rows_of_another_agencys_workbook_are_not_taken_for_those_of_this_one(office: Office, tmp_path: Path) -> None:
    action(office)
    theirs = action(office, "Of the others", HOMES)
    path, other = update(office, tmp_path), update(office, tmp_path, HOMES)
    key = load_workbook(other).worksheets[1]["A2"].value
    plan = taken_in(office, fill(path, {"Row key": {2: key}, "Your update": {2: "Done by us"}}))

    assert told(office, path).agency_id == agency(office, POLICE)
    assert did(plan) == {"held": 1}
    assert office.record("actions", theirs)["latest_update"] is None


# Any text


LONG = {"the longest": "x" * 32_767, "too long": "y" * 32_768}


@pytest.fixture
def waiting(office: Office, tmp_path: Path) -> tuple[Office, RawBook]:
    action(office, evidence="As it was")
    return office, read_book(update(office, tmp_path))


def answered(book: RawBook, heading: str, value: Any) -> RawBook:
    """The book with another value in the first row under a heading, without a file."""
    own = book.sheets[1]
    at = next(place for place, cell in enumerate(own.rows[0]) if str(cell).startswith(heading))
    row = (*own.rows[1][:at], value, *own.rows[1][at + 1 :])
    changed = replace(own, rows=(own.rows[0], row, *own.rows[2:]))
    return replace(book, sheets=(book.sheets[0], changed, *book.sheets[2:]))


def test_any_text_that_comes_is_what_is_planned_or_is_held_back_with_a_reason(
    waiting: tuple[Office, RawBook],
) -> None:
    office, book = waiting
    sent = recognise(office, book)

    @settings(max_examples=60)
    @drawn(st.one_of(st.text(max_size=300), st.sampled_from(["=cmd|'/c'!A1", *LONG])))
    def check(named: str) -> None:
        text = LONG.get(named, named)
        plan = make_plan(office, answered(book, "Evidence", text), "actions", sent=sent)
        (row,) = plan.rows
        at = next(place for place, one in enumerate(plan.columns) if one.field and one.field.key == "evidence")
        if row.action == "held":
            assert len(clean(text)) > 32_767
            assert "the most is 32,767" in row.problems[0].reason
        elif clean(text):
            assert row.values[at] == clean(text)
        else:
            assert row.action == "same"

    check()


def test_a_new_stamp_is_of_no_workbook_that_was_sent(office: Office, tmp_path: Path) -> None:
    action(office)
    assert told(office, update(office, tmp_path)).stamp != new_stamp()
