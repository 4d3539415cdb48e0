"""The whole office as one workbook and back: nothing is lost, and what was spoilt in Excel is said and not taken in."""

import datetime as dt
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lif_desktop.office import Add, Bin, Edit, Office, OfficeError, create_office
from lif_desktop.office.whole import TABLES, next_numbers, whole_office
from lif_desktop.places import resources
from lif_desktop.registers import REGISTERS
from lif_desktop.sheets.raw import ErrorCell, RawBook, RawSheet
from lif_desktop.sheets.reader import read_book
from lif_desktop.sheets.refused import SheetRefused
from lif_desktop.sheets.whole_layout import SHEETS
from lif_desktop.sheets.whole_office import (
    WholeOfficeTrouble,
    load_office,
    plan_office,
    take_in_office,
    write_office,
)
from tests.sheets.going_out import NOW, add, fill, new_office
from tests.sheets.traps import TRAPS

PROFILES = resources() / "framework"
LATE = dt.datetime(2026, 11, 20, 9, 8, 7, 654_321)  # noqa: DTZ001 - the office keeps UTC without a zone
BESIDE: dict[str, dict[str, Any]] = {
    "documents": {
        "title": "Agenda", "register": "reviews", "record_id": 2, "made_on": dt.date(1899, 12, 31), "issue": 2,
        "as_at": LATE, "copies": [{"number": 1, "to": "The chair"}], "records": [["reviews", 2, 3]], "looked": [],
    },
    "paper_templates": {"name": "Ours", "kind": "agenda", "file_name": "ours.docx", "sha256": "cd" * 32},
    "report_words": {"year": "2025-26", "report": "annual-report", "heading": "foreword", "text": "=1+1\n\tTwo"},
    "imported_files": {
        "register": "actions", "file_name": "a.xlsx", "imported_at": LATE, "sha256": "ab" * 32, "added": 3,
        "columns": [{"heading": "Ref", "place": 1, "field": None}],
        "held_back": [{"row": 5, "cells": {"A": "x" * 50_000}}],
    },
    "synonyms": {"register": "actions", "field": "lead_agency_id", "written": "the constabulary", "meant": "GMP"},
    "saved_views": {"register": "actions", "name": "Late", "filters": {"words": "police", "order": [["due_on", True]]}},
    "sent_workbooks": {
        "stamp": "S-1", "kind": "action_updates", "register": "actions", "agency_id": 3, "made_at": LATE,
        "columns": ["status"], "rows": [{"key": "1", "id": 1, "version": 1, "values": {"status": "complete"}}],
    },
}  # fmt: skip


def empty_office(folder: Path, profile: str = "stockport") -> Office:
    return create_office(folder / f"{profile} empty.lif", PROFILES, profile, "Ben Officer", lambda: NOW)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Records in every table, in the bin too, every awkward text, extra columns of all types, gaps in the numbers."""
    made = new_office(tmp_path_factory.mktemp("full"))
    fill(made)
    add(made, "learning", title="Linked", voices=(1,), indicators=(1, 2), training=(2,), risks=(1,))
    made.write("Kept beside", [Add(table, values) for table, values in BESIDE.items()])
    made.write(
        "Awkward", [Add("actions", {"title": text, "notes": text, "extra": {text[:90]: text}}) for text in TRAPS]
    )
    first = made.rows("actions").rows[0][0]
    typed = {"Box file": "B12", "Title": 7, "Action": True, "Due": None, "Ratio": 0.1 + 0.2, "List": [1, {"a": "b"}]}
    made.write("Extras", [Edit("actions", first, {"extra": typed, "percent": 40})])
    made.write("Binned", [Bin("actions", first + 1), Bin("agencies", 5)])
    made.reserve("actions", 50)
    made.set_setting("made_up", "yes")
    made.set_setting("closed_days", '{"2026-12-24": "Office closed"}')
    made.write("Old words", [Edit("reviews", 1, {"status": "a status of old", "outcome": "Decided"})])
    yield made
    made.close()


@pytest.fixture(scope="module")
def path(full: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_office(full, tmp_path_factory.mktemp("whole") / "whole.xlsx")


@pytest.fixture(scope="module")
def book(path: Path) -> RawBook:
    return read_book(path)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Office]:
    made = empty_office(tmp_path)
    yield made
    made.close()


def tables(office: Office) -> dict[str, list[dict[str, Any]]]:
    return office.read(whole_office)  # type: ignore[no-any-return]


def differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[object]:
    """Where two offices are not the same, with types; numbers of records included."""
    found: list[object] = [
        (name, len(one[name]), len(other[name])) for name in one if len(one[name]) != len(other[name])
    ]
    for name in one:
        for row, twin in zip(one[name], other[name], strict=False):
            found += [
                (name, row["id"], column, str(row[column])[:60], str(twin[column])[:60])
                for column in row
                if (row[column], type(row[column])) != (twin[column], type(twin[column]))
            ]
    return found


# There and back


def test_the_office_of_the_test_has_something_of_everything(full: Office) -> None:
    assert [name for name, rows in tables(full).items() if not rows] == []
    assert {one.name for one in TABLES} == {sheet.table.name for sheet in SHEETS}


def test_an_empty_office_that_takes_it_in_is_the_same_office(full: Office, book: RawBook, empty: Office) -> None:
    batch = load_office(empty, book)
    assert differences(tables(full), tables(empty)) == []
    assert full.read(next_numbers) == empty.read(next_numbers)
    assert (batch.kind, batch.words) == ("import", "Took in the whole office from “whole.xlsx”")
    assert [one.id for one in empty.batches() if one.kind != "setup"] == [batch.id]
    assert (empty.integrity(), empty.foreign_keys(), empty.broken_link()) == ("ok", "ok", None)


def test_the_second_workbook_is_the_same_as_the_first(book: RawBook, empty: Office, tmp_path: Path) -> None:
    load_office(empty, book)
    again = read_book(write_office(empty, tmp_path / "again.xlsx"))
    assert [(sheet.name, sheet.rows) for sheet in again.sheets] == [(sheet.name, sheet.rows) for sheet in book.sheets]


def test_what_the_office_shows_and_does_next_is_the_same(full: Office, book: RawBook, empty: Office) -> None:
    load_office(empty, book)
    for own in REGISTERS:
        assert empty.rows(own.key).rows == full.rows(own.key).rows, own.key
        assert empty.extras(own.key) == full.extras(own.key), own.key
    assert empty.setting("made_up") == "yes"
    assert not empty.calendar.is_working(dt.date(2026, 12, 24))
    known = {row["ref"] for row in tables(empty)["actions"]}
    add(empty, "actions", title="The next one")
    assert {row["ref"] for row in tables(empty)["actions"]} - known == {f"ACT-2026-{len(TRAPS) + 3:03d}"}


def test_one_undo_empties_the_office_again_and_redo_fills_it(full: Office, book: RawBook, empty: Office) -> None:
    before = tables(empty)
    load_office(empty, book)
    report = empty.undo()
    assert (report.kept, report.could_not) == ((), ())
    strip = [{row["id"]: {**row, "version": 0} for row in one["agencies"]} for one in (before, tables(empty))]
    assert strip[0] == strip[1]
    assert sum(len(rows) for name, rows in tables(empty).items() if name not in ("agencies", "settings")) == 0
    assert empty.setting("made_up") == ""
    empty.redo()
    assert len(tables(empty)["actions"]) == len(tables(full)["actions"])
    empty.undo()
    load_office(empty, book)
    assert len(tables(empty)["actions"]) == len(tables(full)["actions"])


def test_a_backup_comes_first(book: RawBook, empty: Office) -> None:
    from lif_desktop.office.backup import backups_of

    load_office(empty, book)
    assert any("before import" in one.name for one in backups_of(empty.path))


def test_an_office_of_another_profile_takes_on_that_of_the_workbook(
    full: Office, book: RawBook, tmp_path: Path
) -> None:
    other = empty_office(tmp_path, "england-current")
    load_office(other, book)
    assert differences(tables(full), tables(other)) == []
    assert (other.framework.key, other.setting("profile")) == ("stockport", "stockport")
    assert other.undo().could_not == ()
    assert other.setting("profile") == "england-current"
    other.close()


def test_an_office_that_is_not_empty_is_left_as_it_is(book: RawBook, empty: Office) -> None:
    add(empty, "actions", title="Mine")
    with pytest.raises(OfficeError, match=r"only be taken into an empty one, and this one has 1 records? in “Actions”"):
        load_office(empty, book)
    assert len(tables(empty)["actions"]) == 1
    empty.undo()
    load_office(empty, book)


def test_an_office_whose_agencies_were_changed_is_not_empty(book: RawBook, empty: Office) -> None:
    add(empty, "agencies", name="An agency of our own")
    with pytest.raises(OfficeError, match="agencies that were changed"):
        load_office(empty, book)


# What stands in it


def test_it_is_in_words_and_says_what_it_is(path: Path, full: Office) -> None:
    whole = load_workbook(path, read_only=True)
    assert whole.sheetnames[0] == "About"
    said = " ".join(str(cell) for row in whole["About"].iter_rows(values_only=True) for cell in row if cell)
    for words in (
        "Every record of the office",
        "history of changes",
        "original bytes of imported files (1)",
        "made up",
    ):
        assert words in said
    rows = list(whole["Reviews"].iter_rows(values_only=True))
    shown = dict(zip(rows[0], rows[2], strict=True))
    assert (shown["Number"], shown["Reference"]) == (2, full.lookup.reference("reviews", 2))
    assert shown["Type"] == full.lookup.label("review_types", tables(full)["reviews"][1]["review_type"])
    assert shown["Referred by"] == full.lookup.agency_name(4)
    assert dict(zip(rows[0], rows[1], strict=True))["Stage"] == "[a status of old]"


def test_nothing_in_it_is_alive(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/")]
    assert len(sheets) > 50
    assert not any("<f>" in text or "<f " in text for text in sheets)
    assert "vbaProject" not in str(list(parts))


def test_every_sheet_has_a_frozen_heading_filter_and_page(path: Path) -> None:
    for sheet in load_workbook(path).worksheets[1:]:
        assert sheet.freeze_panes == "B2", sheet.title
        assert sheet.auto_filter.ref.startswith("A1:"), sheet.title
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9), sheet.title
        assert sheet.print_title_rows == "$1:$1", sheet.title
        assert sheet.oddFooter.center.text == "Page &P of &N", sheet.title


# After somebody worked in it with Excel


Rows = dict[str, list[list[Any]]]
Spoil = Callable[[Rows], None]


def spoilt(book: RawBook, *spoils: Spoil) -> RawBook:
    """The book as it would be read after somebody changed it."""
    rows = {sheet.name: [list(row) for row in sheet.rows] for sheet in book.sheets}
    for spoil in spoils:
        spoil(rows)
    sheets = [RawSheet(name, tuple(map(tuple, found))) for name, found in rows.items()]
    return RawBook(book.path.with_name("edited.xlsx"), "0", "xlsx", tuple(sheets))


def put(sheet: str, heading: str, row: int, value: Any) -> Spoil:
    def do(rows: Rows) -> None:
        rows[sheet][row - 1][rows[sheet][0].index(heading)] = value

    return do


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with little in it, which is quick to spoil."""
    folder = tmp_path_factory.mktemp("small")
    made = new_office(folder)
    review = add(made, "reviews", review_type="rapid_review", notified_on=dt.date(2026, 11, 12))
    add(made, "learning", title="See the child", reviews=(review,), themes="neglect;voice")
    for title in ("Brief the teams", "Revise the form"):
        add(
            made,
            "actions",
            title=title,
            review_id=review,
            lead_agency_id=3,
            due_on=dt.date(2026, 12, 1),
            status="in_progress",
        )
    path = write_office(made, folder / "small.xlsx")
    made.close()
    return path


@pytest.fixture(scope="module")
def little(small: Path) -> RawBook:
    return read_book(small)


def test_what_was_changed_in_excel_is_taken_in_as_it_stands(small: Path, empty: Office, tmp_path: Path) -> None:
    whole = load_workbook(small)
    sheet = whole["Actions"]
    headings = [cell.value for cell in sheet[1]]
    typed = (
        (2, "Due", "3 March 2027"), (2, "Status", "COMPLETE"), (3, "Lead agency", "Stockport Homes"),
        (7, "Reference", "ACT-2026-050"), (7, "Action", "A new one"), (7, "From review", "RR-2026-001"),
    )  # fmt: skip
    for row, heading, value in typed:
        sheet.cell(row, headings.index(heading) + 1).value = value
    sheet.insert_rows(3, 2)
    whole.save(tmp_path / "edited.xlsx")
    load_office(empty, tmp_path / "edited.xlsx")
    actions = tables(empty)["actions"]
    assert [(one["id"], one["ref"], one["title"]) for one in actions] == [
        (1, "ACT-2026-001", "Brief the teams"),
        (2, "ACT-2026-002", "Revise the form"),
        (3, "ACT-2026-050", "A new one"),
    ]  # fmt: skip
    assert (actions[0]["due_on"], actions[0]["status"]) == (dt.date(2027, 3, 3), "complete")
    assert empty.lookup.agency_name(actions[1]["lead_agency_id"]) == "Stockport Homes"
    assert (actions[2]["review_id"], actions[2]["version"]) == (1, 1)
    add(empty, "actions", title="After it")
    assert tables(empty)["actions"][-1]["ref"] == "ACT-2026-051"


def test_rows_that_are_gone_are_said(little: RawBook, empty: Office) -> None:
    found = plan_office(empty, spoilt(little, lambda rows: rows["Actions"].pop(2)))
    assert found.problems == ()
    assert "The sheet “Actions” has 1 row; it went out with 2." in found.notices


def remove_sheet(rows: Rows) -> None:
    del rows["Agencies"]


def move_heading(rows: Rows) -> None:
    rows["Actions"][0][3] = "What"


def beyond(rows: Rows) -> None:
    for row in rows["Actions"]:
        row.append(None)
    rows["Actions"][1][-1] = "remember this"


@pytest.mark.parametrize(
    ("spoil", "cell", "words"),
    [
        (put("Actions", "Due", 3, "31/02/2027"), "Actions, ", "February 2027 has 28 days"),
        (put("Actions", "Due", 3, "soon"), "Actions, ", "“soon”"),
        (put("Actions", "Status", 2, "Half done"), "Actions, ", "is not in the list for Status"),
        (put("Actions", "From review", 2, "RR-2026-999"), "Actions, ", "No record in this workbook is called"),
        (put("Actions", "From review", 2, 99), "Actions, ", "No record in this workbook has this number"),
        (put("Actions", "Action", 2, None), "Actions, D2", "This is empty, and each record must have it"),
        (put("Actions", "Reference", 3, "ACT-2026-001"), "Actions, C3", "Row 2 has the same"),
        (put("Actions", "Number", 3, 1), "Actions, A3", "Row 2 has the same number"),
        (put("Actions", "Number", 3, -1), "Actions, A3", "Numbers of records begin with 1"),
        (put("Actions", "Version", 3, 0), "Actions, B3", "Versions begin with 1"),
        (put("Actions", "Number", 3, "two"), "Actions, A3", "is not a number"),
        (put("Actions", "Evidence of completion", 3, ErrorCell("#DIV/0!")), "Actions, ", "holds the error #DIV/0!"),
        (put("Settings", "Value", 2, None), "Settings, ", "under which the office works"),
        (put("Numbering", "Next number", 2, "many"), "Numbering, row 2", "whole number"),
        (put("Columns", "Column", 3, "colour"), "Columns, row 3", "no such column"),
        (remove_sheet, "Agencies, ", "The sheet is not there any more"),
        (move_heading, "Actions, D1", "No column of the office has this heading"),
        (beyond, "Actions, AJ2", "under no heading"),
    ],
)  # fmt: skip
def test_each_mistake_is_said_with_sheet_and_cell_and_nothing_is_written(
    little: RawBook, empty: Office, spoil: Spoil, cell: str, words: str
) -> None:
    before = tables(empty)
    with pytest.raises(WholeOfficeTrouble) as raised:
        load_office(empty, spoilt(little, spoil))
    said = [str(problem) for problem in raised.value.problems]
    assert any(one.startswith(cell) and words in one for one in said), said
    assert "edited.xlsx” was not taken in" in str(raised.value)
    assert tables(empty) == before
    assert [one.kind for one in empty.batches()] == ["setup"]


def test_all_mistakes_are_said_at_once(little: RawBook, empty: Office) -> None:
    due, status = put("Actions", "Due", 2, "31/02/2027"), put("Actions", "Status", 3, "Half done")
    found = plan_office(empty, spoilt(little, due, status, put("Learning", "Themes", 2, "Neglect; Hats")))
    assert {(one.sheet, one.value) for one in found.problems} == {
        ("Learning", "Neglect; Hats"), ("Actions", "Half done"), ("Actions", "31/02/2027"),
    }  # fmt: skip
    with pytest.raises(WholeOfficeTrouble, match=r"3 things in it have to be put right; the first"):
        take_in_office(empty, found)


# What is no such workbook


def raw(path: Path, *sheets: RawSheet) -> RawBook:
    return RawBook(path, "0", "xlsx", sheets)


def test_another_workbook_is_refused_by_name(empty: Office, tmp_path: Path) -> None:
    from lif_desktop.sheets.tracker import write_tracker

    add(empty, "actions", title="Mine")
    path = write_tracker(empty, "actions", tmp_path / "tracker.xlsx")
    empty.undo()
    with pytest.raises(WholeOfficeTrouble, match=r"“tracker\.xlsx” is not the workbook of a whole office"):
        load_office(empty, path)
    (tmp_path / "page.xlsx").write_text("<html></html>")
    with pytest.raises(SheetRefused):
        load_office(empty, tmp_path / "page.xlsx")


def test_one_of_a_newer_program_is_refused(empty: Office, tmp_path: Path) -> None:
    about = RawSheet("About", (("Format of the office", 99),))
    with pytest.raises(WholeOfficeTrouble, match="made by a newer version"):
        load_office(empty, raw(tmp_path / "new.xlsx", about))


def test_one_without_its_key_is_refused(empty: Office, tmp_path: Path) -> None:
    about = RawSheet("About", (("Format of the office", 3),))
    with pytest.raises(WholeOfficeTrouble, match="lacks the sheet “Columns”"):
        load_office(empty, raw(tmp_path / "old.xlsx", about))


@pytest.mark.parametrize(
    "value", [None, "", 7, "words", 3.5, True, dt.date(2026, 3, 3), "[" * 5000, "coded: [", "long text: 9"]
)
def test_no_cell_of_any_sheet_can_break_it(book: RawBook, empty: Office, value: Any) -> None:
    """Every cell of the second row of every sheet turned into something else: said, or taken for what it is."""
    sheets = [
        RawSheet(sheet.name, (sheet.rows[0], (value,) * sheet.width, *sheet.rows[2:5]))
        for sheet in book.sheets
        if sheet.name != "About"
    ]
    found = plan_office(empty, raw(book.path, book.sheets[0], *sheets))
    assert found.problems


def test_a_profile_that_is_not_there_keeps_the_office_as_it_was(little: RawBook, empty: Office) -> None:
    from lif_desktop.framework.profile import ProfileError

    before = tables(empty)
    with pytest.raises(ProfileError):
        load_office(empty, spoilt(little, put("Settings", "Value", 2, "atlantis")))
    assert tables(empty) == before


def test_kinds_of_review_that_the_profile_does_not_have_keep_it_out(little: RawBook, empty: Office) -> None:
    before = tables(empty)
    with pytest.raises(OfficeError, match="does not have every kind of record"):
        load_office(empty, spoilt(little, put("Reviews", "Type", 2, "[hat_review]")))
    assert tables(empty) == before
