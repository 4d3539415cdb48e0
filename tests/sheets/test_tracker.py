"""The working tracker: what stands in its cells, how it looks and prints, and that nothing is lost."""

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from lif_desktop.office import Office
from lif_desktop.registers import REGISTERS
from lif_desktop.registers.register import Register
from lif_desktop.sheets.saving import SheetError
from lif_desktop.sheets.tracker import write_tracker
from tests.sheets.going_out import TODAY, add, fill, new_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = new_office(tmp_path)
    yield made
    made.close()


def tracker(office: Office, key: str, tmp_path: Path) -> Worksheet:
    path = write_tracker(office, key, tmp_path / f"{key}.xlsx", today=TODAY)
    return load_workbook(path).worksheets[0]


def headings(sheet: Worksheet) -> list[str]:
    return [cell.value for cell in sheet[1]]


def cell(sheet: Worksheet, heading: str, row: int = 2) -> Any:
    return sheet.cell(row, headings(sheet).index(heading) + 1)


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode("utf-8")


# What stands in the cells


def test_column_a_is_the_reference_and_the_version_stands_beside_it(office: Office, tmp_path: Path) -> None:
    add(office, "actions", title="Brief the teams", due_on=dt.date(2026, 11, 18))
    sheet = tracker(office, "actions", tmp_path)
    assert headings(sheet)[:4] == ["Reference", "Version", "Action", "Lead agency"]
    assert [sheet["A2"].value, sheet["B2"].value] == ["ACT-2026-001", 1]


def test_lines_begin_with_the_record_they_belong_to(office: Office, tmp_path: Path) -> None:
    add(office, "reviews", review_type="rapid_review", notified_on=dt.date(2026, 11, 12))
    sheet = tracker(office, "milestones", tmp_path)
    assert headings(sheet)[:3] == ["Review", "Version", "Key"]
    assert {sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)} == {"RR-2026-001"}


def test_words_stand_for_what_is_stored(office: Office, tmp_path: Path) -> None:
    review = add(
        office, "reviews", review_type="rapid_review", referring_agency_id=3, legal_hold=True, pseudonym="Child Wren"
    )
    other = add(office, "reviews", review_type="sar_mandatory")
    add(office, "learning", title="See the child", reviews=(review, other), themes="neglect;voice")
    reviews, learning = tracker(office, "reviews", tmp_path), tracker(office, "learning", tmp_path)
    assert cell(reviews, "Type").value == "Child rapid review"
    assert cell(reviews, "Referred by").value == "Greater Manchester Police"
    assert cell(reviews, "Legal hold").value == "Yes"
    assert cell(learning, "From reviews").value == "RR-2026-001; SAR-2026-001"
    assert cell(learning, "Themes").value == "Neglect; Voice of the child or adult"


def test_dates_are_dates_shown_in_words(office: Office, tmp_path: Path) -> None:
    add(office, "actions", title="Brief the teams", due_on=dt.date(2026, 3, 3))
    due = cell(tracker(office, "actions", tmp_path), "Due")
    assert (due.value.date(), due.number_format) == (dt.date(2026, 3, 3), "d mmmm yyyy")


def test_a_date_before_excels_first_is_in_words(office: Office, tmp_path: Path) -> None:
    add(office, "actions", title="An old one", due_on=dt.date(1899, 3, 3))
    assert cell(tracker(office, "actions", tmp_path), "Due").value == "3 March 1899"


def test_a_state_is_shape_and_word_and_colour(office: Office, tmp_path: Path) -> None:
    add(office, "actions", title="Brief the teams", due_on=dt.date(2026, 11, 18), status="in_progress")
    sheet = tracker(office, "actions", tmp_path)
    assert cell(sheet, "State").value == "◆ Overdue by 3 working days"
    column = cell(sheet, "State").column_letter
    rules = {
        rule.text: rule.dxf
        for area in sheet.conditional_formatting
        if str(area.sqref).startswith(f"{column}2:")
        for rule in area.rules
        if rule.type == "beginsWith"
    }
    assert set(rules) == {"◆", "▲", "●", "✓", "–"}
    assert (rules["◆"].font.color.rgb, rules["◆"].fill.bgColor.rgb) == ("FF8A1C0C", "FFF9DCD6")


def test_a_band_has_the_colours_of_the_matrix(office: Office, tmp_path: Path) -> None:
    add(office, "risks", title="Turnover", residual_likelihood=5, residual_impact=4)
    sheet = tracker(office, "risks", tmp_path)
    assert (cell(sheet, "Score").value, cell(sheet, "Band").value) == (20, "Extreme")
    fills = {
        rule.formula[0]: rule.dxf.fill.bgColor.rgb
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.type == "cellIs"
    }
    assert fills['"Extreme"'] == "FF801650"


def test_extra_columns_go_out_under_their_headings(office: Office, tmp_path: Path) -> None:
    number = add(office, "actions", title="Brief the teams")
    from lif_desktop.office.changes import Edit

    office.write("Extras", [Edit("actions", number, {"extra": {"Box file": "B12", "Due": "after panel"}})])
    sheet = tracker(office, "actions", tmp_path)
    assert headings(sheet)[-2:] == ["Box file", "Due (2)"]
    assert [cell(sheet, "Box file").value, cell(sheet, "Due (2)").value] == ["B12", "after panel"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+44",
        "-5",
        "@SUM(A1)",
        '=HYPERLINK("http://x")',
        "http://x.example",
        "0042",
        "_x0041_",
        "#N/A",
        "TRUE",
        "1/2",
        "日本語 🙂",
        "{=1}",
        "'quoted",
        "mailto:a@b.example",
    ],
)
def test_text_stays_text(office: Office, tmp_path: Path, text: str) -> None:
    add(office, "actions", title=text)
    title = cell(tracker(office, "actions", tmp_path), "Action")
    assert (title.value, title.data_type) == (text, "s")
    whole = part(tmp_path / "actions.xlsx", "xl/worksheets/sheet1.xml")
    assert "<f>" not in whole
    assert "hyperlink" not in whole.casefold()


def test_text_like_a_formula_stays_text_when_it_is_edited(office: Office, tmp_path: Path) -> None:
    add(office, "actions", title="=1+1")
    add(office, "actions", title="plain")
    sheet = tracker(office, "actions", tmp_path)
    assert [cell(sheet, "Action", row).quotePrefix for row in (2, 3)] == [True, False]


def test_control_characters_are_taken_out(office: Office, tmp_path: Path) -> None:
    from lif_desktop.office.changes import Edit

    number = add(office, "actions", title="x")
    office.write("Raw", [Edit("actions", number, {"title": "a\x00b\x0bc d\ufffe"})])
    assert cell(tracker(office, "actions", tmp_path), "Action").value == "abc d"


def test_text_longer_than_a_cell_is_left_out_and_said(office: Office, tmp_path: Path) -> None:
    from lif_desktop.office.changes import Edit

    number = add(office, "actions", title="x", notes="short")
    office.write("Raw", [Edit("actions", number, {"notes": "word " * 8000})])
    notes = cell(tracker(office, "actions", tmp_path), "Notes")
    assert notes.value is None
    assert "39,999 characters" in notes.comment.text


# How it looks and works


def test_it_is_a_table_with_filter_and_frozen_first_row_and_column(office: Office, tmp_path: Path) -> None:
    add(office, "actions", title="Brief the teams")
    sheet = tracker(office, "actions", tmp_path)
    (table,) = sheet.tables.values()
    assert (table.ref.split(":")[0], table.autoFilter.ref) == ("A1", table.ref)
    assert sheet.freeze_panes == "B2"
    assert not sheet.protection.sheet
    assert not sheet.merged_cells.ranges


def test_drop_downs_offer_the_lists_of_the_profile(office: Office, tmp_path: Path) -> None:
    add(office, "actions", title="Brief the teams")
    path = write_tracker(office, "actions", tmp_path / "a.xlsx")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sources = {str(one.sqref).split(":")[0]: one for one in sheet.data_validations.dataValidation}
    status = sources[f"{cell(sheet, 'Status').column_letter}2"]
    agency = sources[f"{cell(sheet, 'Lead agency').column_letter}2"]
    assert (status.formula1, status.errorStyle) == ("List_action_statuses", "information")
    assert agency.formula1 == "List_agencies"
    where = book.defined_names["List_action_statuses"].attr_text
    column = re.fullmatch(r"Lists!\$(\w+)\$2:\$\w+\$(\d+)", where)
    assert column is not None
    offered = [book["Lists"][f"{column[1]}{row}"].value for row in range(2, int(column[2]) + 1)]
    assert offered == [choice.label for choice in office.profile.choices("action_statuses")]
    assert book["Lists"].sheet_state == "visible"


def test_headings_say_what_the_program_works_out(office: Office, tmp_path: Path) -> None:
    sheet = tracker(office, "actions", tmp_path)
    assert "Worked out by the program" in cell(sheet, "State", 1).comment.text
    assert "Leave it as it is" in cell(sheet, "Version", 1).comment.text
    assert cell(sheet, "State", 1).font.italic
    assert not cell(sheet, "Action", 1).font.italic


@pytest.mark.parametrize("own", REGISTERS, ids=lambda own: own.key)
def test_every_register_goes_out_empty_with_headings_all_different(
    office: Office, tmp_path: Path, own: Register
) -> None:
    sheet = tracker(office, own.key, tmp_path)
    names = [name.casefold() for name in headings(sheet)]
    assert len(names) == len(set(names)) == 1 + len(own.columns("tracker"))


# How it prints


def test_it_prints_on_a4_across_with_marking_title_and_pages(office: Office, tmp_path: Path) -> None:
    sheet = tracker(office, "actions", tmp_path)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$1:$1"
    assert "Actions" in sheet.oddHeader.center.text
    assert "OFFICIAL-SENSITIVE" in sheet.oddHeader.right.text
    assert "OFFICIAL-SENSITIVE" in sheet.oddFooter.right.text
    assert "Page &P of &N" in part(tmp_path / "actions.xlsx", "xl/worksheets/sheet1.xml").replace("&amp;", "&")
    assert "As it stood on 23 November 2026" in sheet.oddFooter.left.text


def test_made_up_data_is_marked_as_such(office: Office, tmp_path: Path) -> None:
    office.set_setting("made_up", "yes")
    assert "made-up data" in tracker(office, "actions", tmp_path).oddHeader.center.text


def test_few_columns_fit_one_page_and_many_repeat_the_reference(office: Office, tmp_path: Path) -> None:
    few, many = tracker(office, "attendance", tmp_path), tracker(office, "reviews", tmp_path)
    assert few.sheet_properties.pageSetUpPr.fitToPage
    assert (few.page_setup.fitToWidth or 1, few.page_setup.fitToHeight) == (1, 0)
    assert many.print_title_cols == "$A:$A"
    assert not (many.sheet_properties.pageSetUpPr and many.sheet_properties.pageSetUpPr.fitToPage)


def test_rows_are_as_high_as_their_longest_text_needs(office: Office, tmp_path: Path) -> None:
    add(office, "actions", title="Short")
    add(office, "actions", title="Brief the teams about what was found and ask each of them how they will use it. " * 5)
    sheet = tracker(office, "actions", tmp_path)
    short, long = sheet.row_dimensions[2].height, sheet.row_dimensions[3].height
    width = sheet.column_dimensions[cell(sheet, "Action").column_letter].width
    assert short < 20
    assert long >= 13 * (5 * 81 / (width * 1.2))
    assert cell(sheet, "Action", 3).alignment.wrap_text


def test_the_document_names_the_partnership_and_nobody_else(office: Office, tmp_path: Path) -> None:
    tracker(office, "actions", tmp_path)
    core = part(tmp_path / "actions.xlsx", "docProps/core.xml")
    assert "<dc:creator>Stockport Safeguarding" in core
    assert "Ann Officer" not in core


# Where it is written


def test_a_tracker_that_excel_holds_open_is_said_and_left_alone(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "actions.xlsx"
    target.write_bytes(b"as it was")

    def held(self: Path, other: Path) -> Path:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(SheetError, match=r"“actions\.xlsx” is open in another program, most likely Excel"):
        write_tracker(office, "actions", target)
    assert target.read_bytes() == b"as it was"
    assert [one.name for one in tmp_path.iterdir() if "part" in one.name] == []


def test_a_missing_folder_is_said(office: Office, tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="There is no folder"):
        write_tracker(office, "actions", tmp_path / "nowhere" / "a.xlsx")


def test_a_folder_of_that_name_is_said(office: Office, tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="is a folder"):
        write_tracker(office, "actions", tmp_path)


def test_a_full_office_goes_out_in_every_register(office: Office, tmp_path: Path) -> None:
    fill(office)
    for own in REGISTERS:
        sheet = tracker(office, own.key, tmp_path)
        assert sheet.max_row >= 3, own.key
        assert sheet["A2"].value, own.key
        filled = {
            name
            for row in sheet.iter_rows(min_row=2, values_only=True)
            for name, value in zip(headings(sheet), row, strict=True)
            if value is not None
        }
        labels = {
            one.label for one in own.fields if one.kind not in ("link", "links", "yes_no") and "tracker" in one.shows
        }
        assert labels <= filled, own.key
