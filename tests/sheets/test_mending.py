"""The workbook that says what to fix: what it tells, that it comes back, and the e-mail that it goes with."""

import datetime as dt
from collections.abc import Sequence
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from lif_desktop.mail import draft_bytes
from lif_desktop.office import Office
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.mending import mending_draft, problem_words, write_mending
from lif_desktop.sheets.plan import Plan, make_plan
from lif_desktop.sheets.raw import ErrorCell
from lif_desktop.sheets.reader import read_book
from lif_desktop.sheets.returned import recognise
from lif_desktop.sheets.returns import write_return
from lif_desktop.sheets.saving import SheetError
from tests.sheets.going_out import add
from tests.sheets.making_returns import POLICE, YEAR, agency
from tests.sheets.taking_in import planned

HEAD = ("Action", "Due", "Status", "Lead agency", "Box file")
RIGHT = ("Brief the teams", "3 March 2027", "In progress", POLICE, "B1")


def mixed(office: Office, **named: Any) -> Plan:
    """One row that is right, three that are not."""
    rows = (
        RIGHT,
        ("Write the leaflet", "tbc", "In progress", POLICE, "B2"),
        ("Ask the heads", "soon", "Nearly there", POLICE, "B3"),
        (None, dt.date(2027, 3, 3), "Complete", "Nowhere NHS", 4),
    )
    return planned(office, "actions", HEAD, *rows, **named)


def written(office: Office, plan: Plan, tmp_path: Path) -> tuple[Path, Worksheet, dict[str, str]]:
    path = write_mending(office, plan, tmp_path / "What to fix.xlsx")
    book = load_workbook(path)
    first = {str(row[0].value): str(row[1].value) for row in book.worksheets[0].iter_rows() if row[1].value}
    return path, book.worksheets[1], first


def values(sheet: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_first_sheet_sums_up_in_plain_words(office: Office, tmp_path: Path) -> None:
    path, _, _ = written(office, mixed(office, agency=POLICE), tmp_path)
    first = [[str(cell.value) for cell in row if cell.value] for row in load_workbook(path).worksheets[0].iter_rows()]
    assert ["What to fix in return.xlsx"] in first
    assert ["To", POLICE] in first
    assert ["Your file", "return.xlsx, sheet “Sheet1”, looked at on 23 November 2026"] in first
    assert ["Right", "1 row is right."] in first
    assert ["To put right", "3 rows could not be taken in yet."] in first
    kinds = [row[1] for row in first if row and row[-1].startswith("“Due”")]
    assert kinds[0].startswith("“Due”, 2 times, for example in your B3: “tbc” could not be read as a date.")
    assert any("Go to the sheet “Sheet1”" in row[-1] for row in first if row)


def test_the_rows_stand_under_their_own_headings_with_what_to_fix_beside_them(office: Office, tmp_path: Path) -> None:
    _, sheet, _ = written(office, mixed(office), tmp_path)
    found = values(sheet)
    assert found[0] == ["Row in your file", "What to fix", *HEAD]
    assert [row[0] for row in found[1:]] == [3, 4, 5]
    assert found[1][2:] == ["Write the leaflet", "tbc", "In progress", POLICE, "B2"]
    assert found[3][2:] == [None, dt.datetime(2027, 3, 3), "Complete", "Nowhere NHS", 4]  # noqa: DTZ001 - as it is read
    assert "Due: “soon” could not be read" in found[2][1]
    assert "Status: “Nearly there” is not in the list" in found[2][1]
    assert "Write the full name, or choose it from the list." in found[3][1]
    assert "Add it under Agencies" not in found[3][1]


def test_cells_to_put_right_are_coloured_and_say_why_in_a_note(office: Office, tmp_path: Path) -> None:
    _, sheet, _ = written(office, mixed(office), tmp_path)
    marked = {
        cell.coordinate for row in sheet.iter_rows(min_row=2) for cell in row if cell.fill.fgColor.rgb == "FFF9DCD6"
    }
    assert marked == {"D2", "D3", "E3", "C4", "F4"}
    assert all(sheet[at].comment is not None for at in marked)
    assert sheet["C2"].comment is None


def test_lists_are_drop_downs_and_it_prints_on_a4_with_its_marking(office: Office, tmp_path: Path) -> None:
    path, sheet, _ = written(office, mixed(office), tmp_path)
    assert {one.formula1 for one in sheet.data_validations.dataValidation} == {"List_action_statuses", "List_agencies"}
    for own in load_workbook(path).worksheets:
        assert (own.page_setup.orientation, own.page_setup.paperSize) == ("landscape", 9)
        assert own.oddHeader.right.text.endswith("OFFICIAL-SENSITIVE")


def test_put_right_it_comes_back_and_nothing_of_ours_becomes_a_column(office: Office, tmp_path: Path) -> None:
    plan = mixed(office)
    apply(office, plan)
    path, _, _ = written(office, plan, tmp_path)
    book = load_workbook(path)
    sheet = book.worksheets[1]
    for at, value in {
        "D2": "4 March 2027",
        "D3": "5 March 2027",
        "E3": "Complete",
        "C4": "Tell the board",
        "F4": POLICE,
    }.items():
        sheet[at] = value
    book.save(path)
    again = make_plan(office, path, "actions")
    assert [row.action for row in again.rows] == ["add"] * 3
    apply(office, again)
    assert [row["title"] for row in office.records("actions")] == [
        *("Brief the teams", "Write the leaflet", "Ask the heads", "Tell the board")
    ]
    assert {name for extra in office.extras("actions").values() for name in extra} == {"Box file"}


def test_what_is_to_fix_in_a_return_of_ours_is_known_again_by_its_row_keys(office: Office, tmp_path: Path) -> None:
    number, _ = (add(office, "actions", title=title, lead_agency_id=agency(office, POLICE)) for title in "AB")
    sent = write_return(office, "action_update", agency(office, POLICE), tmp_path / "a.xlsx", scope=YEAR)
    book = load_workbook(sent)
    at = [str(cell.value) for cell in book.worksheets[1][1]].index("Percent complete\n(fill in)") + 1
    book.worksheets[1].cell(2, at).value = "half"
    book.save(sent)
    read = read_book(sent)
    plan = make_plan(office, read, "actions", sent=recognise(office, read))
    assert plan.count("held") == 1
    path, _, first = written(office, plan, tmp_path)
    assert plan.sent is not None
    assert first["Its stamp"] == plan.sent.stamp
    assert first["To"] == POLICE
    book = load_workbook(path)
    book.worksheets[1].cell(2, at + 2).value = 50
    book.save(path)
    back = read_book(path)
    again = make_plan(office, back, "actions", sent=recognise(office, back))
    assert not any("not in the file any more" in notice for notice in again.notices)
    apply(office, again)
    assert office.record("actions", number)["percent"] == 50


@pytest.mark.parametrize("name", ["What to fix", "Lists", "History", "A very long name of a sheet: all of it"])
def test_a_name_of_a_sheet_that_excel_or_we_have_taken_does_no_harm(office: Office, tmp_path: Path, name: str) -> None:
    from tests.sheets.taking_in import book, sheet

    plan = make_plan(office, book(sheet([HEAD, (None, "tbc", None, None, None)], name)), "actions")
    assert len(load_workbook(write_mending(office, plan, tmp_path / "m.xlsx")).worksheets) == 3


def test_a_workbook_that_is_nowhere_to_be_written_is_said(office: Office, tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="There is no folder"):
        write_mending(office, mixed(office), tmp_path / "gone" / "m.xlsx")


# The e-mail


def test_the_e_mail_goes_to_the_people_of_the_agency_with_counts_reasons_and_the_workbook(
    office: Office, tmp_path: Path
) -> None:
    police = agency(office, POLICE)
    add(office, "contacts", agency_id=police, role="Lead", email="lead@police.example")
    add(office, "contacts", agency_id=police, role="Gone", email="gone@police.example", active_to=dt.date(2026, 1, 1))
    add(office, "contacts", agency_id=police, role="No address")
    plan = mixed(office, agency=POLICE)
    path = write_mending(office, plan, tmp_path / "m.xlsx")
    draft = mending_draft(office, plan, path)
    assert draft.to == ("lead@police.example",)
    assert draft.subject == "3 rows to put right in return.xlsx"
    assert "1 row is right. 3 rows could not be taken in yet." in draft.body
    assert "- “Due”, 2 times" in draft.body
    assert draft.body.endswith("Ann Officer\nStockport Safeguarding Children Partnership and Safeguarding Adults Board")
    assert draft.text().startswith("3 rows to put right in return.xlsx\n\nHello,")
    message = message_from_bytes(draft_bytes(draft), policy=default)
    assert message["X-Unsent"] == "1"
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "What to fix - return.xlsx"
    assert attached.get_content() == path.read_bytes()
    assert mending_draft(office, plan, b"bytes").attachments[0].data == b"bytes"


def test_without_an_agency_it_is_for_the_person_to_address(office: Office) -> None:
    plan = planned(office, "actions", HEAD, (None, "tbc", None, None, None))
    draft = mending_draft(office, plan, b"")
    assert draft.to == ()
    assert draft.subject == "1 row to put right in return.xlsx"
    assert "None of its rows could be taken in as it stands. 1 row could not be taken in yet." in draft.body


def test_many_kinds_of_problem_are_cut_and_that_is_said(office: Office) -> None:
    headings = ["Action", *(one.label for one in _dates(office))]
    rows = [
        ["x", *("tbc" if at == number else None for at in range(len(headings) - 1))]
        for number in range(len(headings) - 1)
    ]
    words = problem_words(planned(office, "actions", headings, *rows, *([("Same",), ("Same",)])))
    assert len(words) <= 13


def _dates(office: Office) -> Sequence[Any]:
    from lif_desktop.registers import register

    return [one for one in register("actions").fields if one.kind in ("date", "whole", "choice", "link", "agency")]


# Any value


ANY = st.one_of(
    st.text(max_size=120),
    st.sampled_from(["=1+1", "+44", "-", "@x", "_x0041_", "#REF!", "\x01\x02", "a\r\nb", " x "]),
    st.integers(-(2**60), 2**60),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(dt.date(1900, 3, 1), dt.date(2200, 1, 1)),
)


def test_any_value_stands_in_it_as_it_was_written_or_is_said(office: Office, tmp_path: Path) -> None:
    @settings(max_examples=30)
    @drawn(st.lists(ANY, min_size=1, max_size=12))
    def check(some: list[Any]) -> None:
        plan = planned(office, "actions", HEAD, *((None, "tbc", None, None, value) for value in some))
        held = [row for row in plan.rows if row.action == "held"]
        sheet = load_workbook(write_mending(office, plan, tmp_path / "m.xlsx")).worksheets[1]
        for row, one in enumerate(held, 2):
            cell = sheet.cell(row, 7)
            assert cell.data_type != "f"
            assert _same(cell.value, one.raw[4]) or cell.comment is not None, (cell.value, one.raw[4])

    check()


def test_signs_that_no_workbook_holds_are_left_out_and_that_is_said(office: Office, tmp_path: Path) -> None:
    rows = [(None, "tbc", None, None, text) for text in ("a\ufffeb", "a\ud800b")]
    _, sheet, _ = written(office, planned(office, "actions", HEAD, *rows), tmp_path)
    for at in ("G2", "G3"):
        assert sheet[at].value == "a\ufffdb"
        assert "no workbook can hold" in sheet[at].comment.text


def _same(came: Any, sent: Any) -> bool:
    if isinstance(sent, dt.date) and not isinstance(sent, dt.datetime):
        return bool(came.date() == sent)
    if isinstance(sent, float | int) and isinstance(came, str):
        return came == str(sent)
    if isinstance(sent, float | int) and not isinstance(sent, bool):
        return float(came) == pytest.approx(float(sent), rel=1e-15)
    return (came or "") == (sent or "") or (isinstance(came, str) and unescape(came) == sent)


def test_errors_and_texts_too_long_for_a_cell_are_said(office: Office, tmp_path: Path) -> None:
    rows = [(None, "tbc", None, None, ErrorCell("#REF!")), (None, "tbc", None, None, "\U0001f600" * 20_000)]
    _, sheet, _ = written(office, planned(office, "actions", HEAD, *rows), tmp_path)
    assert sheet["G2"].value == "#REF!"
    assert sheet["G2"].data_type == "s"
    assert sheet["G3"].value is None
    assert "This text has 40,000 characters" in sheet["G3"].comment.text


def test_it_is_no_workbook_of_ours_unless_it_was_a_return(office: Office, tmp_path: Path) -> None:
    path, _, _ = written(office, mixed(office), tmp_path)
    assert recognise(office, read_book(path)) is None
