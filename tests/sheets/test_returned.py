"""Returns that come back: known again whatever became of the file, compared with what was sent, never doubled."""

import csv
import datetime as dt
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from lif_desktop.office import Edit, Office
from lif_desktop.office.returns_asked import Scope
from lif_desktop.registers.values import clean
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.importing import import_file
from lif_desktop.sheets.plan import Plan, make_plan
from lif_desktop.sheets.raw import RawBook
from lif_desktop.sheets.reader import read_book
from lif_desktop.sheets.returned import recognise, returned_sheets, unknown_stamp
from lif_desktop.sheets.returns import make_returns, write_return
from lif_desktop.sheets.sent import Sent
from lif_desktop.sheets.stamps import new_stamp
from tests.sheets.going_out import TODAY, add, new_office
from tests.sheets.test_returns import HOMES, POLICE, YEAR, agency, audit, headings, review

Filled = Mapping[str, Mapping[int, Any]]


def fill(path: Path, cells: Filled, sheet: int = 1) -> Path:
    """Fill in a workbook as an agency would: values by heading (without its hint) and row of the sheet."""
    book = load_workbook(path)
    own = book.worksheets[sheet]
    at = {heading.split(" (")[0]: place for place, heading in enumerate(headings(own), 1)}
    for heading, values in cells.items():
        for row, value in values.items():
            own.cell(row, at[heading]).value = value
    book.save(path)
    return path


def plan_of(office: Office, path: Path) -> Plan:
    book = read_book(path)
    sent = recognise(office, book)
    assert sent is not None
    sheets = returned_sheets(sent, book)
    return make_plan(office, book, sent.register, sheet=sheets[0] if sheets else None, sent=sent)


def taken_in(office: Office, path: Path) -> Plan:
    plan = plan_of(office, path)
    apply(office, plan)
    return plan


def did(plan: Plan) -> dict[str, int]:
    return {action: count for action, count in plan.counts.items() if count}


def action(office: Office, title: str = "Brief the teams", name: str = POLICE, **values: Any) -> int:
    own = {"lead_agency_id": agency(office, name), "due_on": dt.date(2027, 1, 29), "status": "not_started"}
    return add(office, "actions", title=title, **own | values)


def update(office: Office, tmp_path: Path, name: str = POLICE) -> Path:
    path = tmp_path / f"{name}.xlsx"
    return write_return(office, "action_update", agency(office, name), path, scope=YEAR)


def told(office: Office, path: Path) -> Sent:
    found = recognise(office, read_book(path))
    assert found is not None
    return found


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
    assert "this office has sent no such workbook" in unknown_stamp(office, book)
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
    counted = sheet["A3"].value[:-1] + "5"
    fill(path, {"Row key": {3: counted, 4: sheet["A2"].value}, "Percent complete": {2: 11, 3: 22, 4: 33}})
    plan = taken_in(office, path)
    assert plan.count("held") == 3
    assert [office.record("actions", number)["percent"] for number in numbers] == [None, None, None]


# Every kind


def test_a_chronology_is_added_once_and_put_right_the_second_time(office: Office, tmp_path: Path) -> None:
    scope = review(office)
    path = write_return(office, "chronology", agency(office, POLICE), tmp_path / "c.xlsx", scope=scope)
    first = {2: dt.date(2025, 3, 3), 3: "4/3/2025", 62: dt.date(2025, 5, 5)}
    fill(path, {"Date": first, "What happened": {2: "Seen", 3: "Not seen", 62: "Under the last row"}})
    plan = taken_in(office, path)
    assert did(plan) == {"add": 3, "same": 58}
    entries = office.records("chronology", scope.number)
    assert [row["event"] for row in entries] == ["Seen", "Not seen", "Under the last row"]
    assert {row["agency_id"] for row in entries} == {agency(office, POLICE)}
    assert [row["happened_on"] for row in entries] == [dt.date(2025, 3, 3), dt.date(2025, 3, 4), dt.date(2025, 5, 5)]
    assert plan_of(office, path).count("same") == 61
    fill(path, {"What happened": {3: "Not seen, nobody in"}})
    assert did(taken_in(office, path)) == {"change": 1, "same": 60}
    assert [row["event"] for row in office.records("chronology", scope.number)][1] == "Not seen, nobody in"


def scopes(office: Office) -> dict[str, Scope]:
    return {
        "section_11": audit(office),
        "section_175": audit(office, "section_175"),
        "qa_statement": audit(office, "qa_statement"),
        "single_agency_audit": YEAR,
        "case_audit": audit(office, "macfa"),
        "training_return": YEAR,
        "chronology": review(office),
        "agency_summary": review(office),
        "imr": review(office, key_lines="Was he heard?"),
        "dataset": YEAR,
        "annual_contribution": YEAR,
    }


FILLED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "section_11": ({"Evidence": "Seen", "Self-assessment score": 2}, {"evidence": "Seen", "self_score": 2}),
    "section_175": ({"Areas for improvement": "Logs"}, {"improvement": "Logs"}),
    "qa_statement": ({"Deadline": "3 Apr 2027"}, {"deadline_on": dt.date(2027, 4, 3)}),
    "single_agency_audit": (
        {"Audit": "Neglect", "Grade": "Good", "Cases": 12},
        {"title": "Neglect", "grade": "good", "cases": 12, "audit_type": "single_agency", "year": "2026-27"},
    ),
    "case_audit": ({"Case": "Child Ash", "Voice heard": "Yes"}, {"pseudonym": "Child Ash"}),
    "training_return": ({"Staff in scope": 40, "Quality": "Good"}, {"staff": 40, "quality": "Good", "year": "2026-27"}),
    "chronology": ({"What happened": "Seen"}, {"event": "Seen"}),
    "agency_summary": ({"Your answer": "None"}, {"answer": "None", "kind": "agency_summary", "year": None}),
    "imr": ({"Your answer": "We did"}, {"answer": "We did", "kind": "imr", "section": "About this review"}),
    "dataset": ({"Value": 81.5, "Comment": "Up"}, {"value": 81.5, "comment": "Up", "indicator_id": 1}),
    "annual_contribution": ({"Your answer": "Much"}, {"answer": "Much", "year": "2026-27", "review_id": None}),
}


@pytest.mark.parametrize("kind", list(FILLED))
def test_what_an_agency_fills_in_becomes_a_record_of_its_own_once(office: Office, tmp_path: Path, kind: str) -> None:
    police = agency(office, POLICE)
    add(office, "performance", title="Seen in time", agency_id=police, frequency="quarterly")
    path = write_return(office, kind, police, tmp_path / "r.xlsx", scope=scopes(office)[kind])
    cells, expected = FILLED[kind]
    fill(path, {heading: {2: value} for heading, value in cells.items()})
    plan = taken_in(office, path)
    assert plan.problems == ()
    assert plan.count("add") == 1
    assert plan.count("change") == 0
    row = office.records(plan.register.key)[-1]
    assert {name: row[name] for name in expected} == expected
    own = {name: row[name] for name in ("agency_id", "lead_agency_id") if name in row}
    assert all(number == police for number in own.values())
    assert office.records("returns")[-1]["received_on"] == TODAY
    count = len(office.records(plan.register.key))
    again = taken_in(office, path)
    assert (again.count("add"), again.count("change"), again.count("held")) == (0, 0, 0)
    assert len(office.records(plan.register.key)) == count


def test_the_returns_of_a_whole_run_come_back_each_to_its_agency(office: Office, tmp_path: Path) -> None:
    both = [agency(office, POLICE), agency(office, HOMES)]
    scope = audit(office)
    made = make_returns(office, "section_11", both, tmp_path, scope=scope)
    for number, path in made.paths.items():
        ((_, batch),) = import_file(office, fill(path, {"Self-assessment score": {3: number % 4}}), "audit_standards")
        assert batch is not None
    rows = office.records("audit_standards", scope.number)
    assert {row["agency_id"]: row["self_score"] for row in rows} == {number: number % 4 for number in both}
    assert len({row["standard"] for row in rows}) == 1


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
