"""Only some records of a register on their way out: said in the workbook, and never by a filter that nobody named."""

import csv
import datetime as dt
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from lif_desktop.office import Bin, Office
from lif_desktop.office.saved_views import ViewFilter, save_filter, view_rows
from lif_desktop.registers import register
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.outgoing import narrowed, outgoing
from lif_desktop.sheets.plain import write_csv, write_json
from lif_desktop.sheets.plan import make_plan
from lif_desktop.sheets.saving import SheetError
from lif_desktop.sheets.suppress import LEFT_OUT
from lif_desktop.sheets.tracker import write_tracker
from tests.sheets.going_out import TODAY, add

WHAT = "Actions, overdue, police"


@pytest.fixture
def actions(office: Office) -> list[int]:
    """Three actions, of which the first two are chosen."""
    day = dt.date(2026, 11, 2)
    return [add(office, "actions", title=f"Action {turn}", due_on=day.replace(day=turn + 2)) for turn in range(3)]


def test_a_tracker_of_chosen_rows_says_so_on_the_sheet_the_heading_and_the_page(
    office: Office, actions: list[int], tmp_path: Path
) -> None:
    path = write_tracker(office, "actions", tmp_path / "a.xlsx", today=TODAY, rows=actions[:2], what=WHAT)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert (sheet.title, sheet.max_row) == ("Actions (2 of 3)", 3)
    assert f"Only part of the register: {WHAT}. 2 of 3 are shown." in sheet["A1"].comment.text
    assert sheet.oddHeader.center.text.endswith(WHAT)
    assert sheet.oddFooter.left.text.endswith("As it stood on 23 November 2026, 2 of 3 rows")
    assert book.properties.title == WHAT


def test_it_comes_back_without_a_change_and_takes_nothing_from_the_others(
    office: Office, actions: list[int], tmp_path: Path
) -> None:
    path = write_tracker(office, "actions", tmp_path / "a.xlsx", rows=actions[1:], what=WHAT)
    plan = make_plan(office, path, "actions")
    assert (dict(plan.counts), list(plan.problems)) == ({"same": 2}, [])
    assert apply(office, plan) is None
    assert len(office.rows("actions").rows) == 3


def test_without_a_choice_everything_goes_out_whatever_is_shown(
    office: Office, actions: list[int], tmp_path: Path
) -> None:
    save_filter(office, "actions", "One", ViewFilter(words="Action 1"))
    sheet = load_workbook(write_tracker(office, "actions", tmp_path / "a.xlsx", what=WHAT)).worksheets[0]
    assert (sheet.title, sheet.max_row) == ("Actions", 4)
    assert "Only part" not in str(sheet["A1"].comment)
    assert "rows" not in sheet.oddFooter.left.text
    assert sheet.oddHeader.center.text.endswith("Actions")


def test_a_saved_filter_goes_out_in_its_own_order(office: Office, actions: list[int], tmp_path: Path) -> None:
    save_filter(office, "actions", "Newest first", ViewFilter(order=(("due_on", True),)))
    rows = view_rows(office, "actions", "Newest first")
    sheet = load_workbook(write_tracker(office, "actions", tmp_path / "a.xlsx", rows=rows)).worksheets[0]
    assert [sheet.cell(row, 1).value for row in (2, 3, 4)] == [f"ACT-2026-{number:03d}" for number in (3, 2, 1)]
    with (write_csv(office, "actions", tmp_path / "a.csv", rows)).open(encoding="utf-8-sig", newline="") as stream:
        assert [row["Action"] for row in csv.DictReader(stream)] == ["Action 2", "Action 1", "Action 0"]
    found = json.loads(write_json(office, "actions", tmp_path / "a.json", rows).read_text("utf-8"))
    assert [one["title"] for one in found] == ["Action 2", "Action 1", "Action 0"]


def test_a_set_goes_out_in_the_order_of_the_register(office: Office, actions: list[int]) -> None:
    table = narrowed(outgoing(office, register("actions")), frozenset(actions))
    assert (table.ids, table.part, table.title) == (actions, "3 of 3", "Actions, chosen rows")


def test_none_chosen_is_a_tracker_without_rows(office: Office, actions: list[int], tmp_path: Path) -> None:
    sheet = load_workbook(write_tracker(office, "actions", tmp_path / "a.xlsx", rows=())).worksheets[0]
    assert (sheet.title, sheet["A1"].value, sheet["A2"].value) == ("Actions (0 of 3)", "Reference", None)


def test_a_record_that_lies_in_the_bin_is_said(office: Office, actions: list[int], tmp_path: Path) -> None:
    office.write("Binned", [Bin("actions", actions[0])])
    for write in (write_tracker, write_csv, write_json):
        with pytest.raises(SheetError, match="One of the chosen records lies in the bin or has gone"):
            write(office, "actions", tmp_path / "a.xlsx", rows=actions)  # type: ignore[operator]
    with pytest.raises(SheetError, match="2 of the chosen records lie"):
        write_csv(office, "actions", tmp_path / "a.csv", (actions[0], 999))


def test_published_it_says_in_title_and_notes_that_it_is_a_part(
    office: Office, actions: list[int], tmp_path: Path
) -> None:
    path = write_tracker(office, "actions", tmp_path / "a.xlsx", "published", TODAY, actions[:1], WHAT)
    book = load_workbook(path)
    assert book.worksheets[0]["A1"].value.startswith(f"{WHAT}: Stockport")
    said = " ".join(str(row[0].value) for row in book["Notes"].rows)
    assert "only part of the register of actions (1 of 3) as it stood on 23 November 2026: 1 row." in said


def test_a_count_left_out_of_the_whole_is_left_out_of_a_part_too(office: Office, tmp_path: Path) -> None:
    """Else the part beside the whole would give it away: 40 people in all, less 18 and 20."""
    course = add(office, "training", title="Neglect", booked=40, attended=40)
    lines = [
        add(office, "bookings", training_id=course, agency_id=agency, booked=people, attended=people)
        for agency, people in ((3, 2), (4, 18), (5, 20))
    ]
    path = write_tracker(office, "bookings", tmp_path / "b.xlsx", "published", TODAY, lines[1:], "Two agencies")
    sheet = load_workbook(path).worksheets[0]
    attended = [cell.value for cell in sheet[2]].index("Attended") + 1
    assert [sheet.cell(row, attended).value for row in (3, 4)] == [LEFT_OUT, 20]
