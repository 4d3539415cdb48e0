"""Every register in both forms, point by point: what a working tracker is, and what a published table is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from lif_desktop.framework.status import SHAPES
from lif_desktop.office import Office
from lif_desktop.registers import REGISTERS
from lif_desktop.registers.register import Register
from lif_desktop.sheets.tracker import SPARE_ROWS, write_tracker
from tests.sheets.going_out import TODAY, fill, new_office

LISTED = ("choice", "choices", "agency", "yes_no")
by_register = pytest.mark.parametrize("own", REGISTERS, ids=lambda own: own.key)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = new_office(tmp_path_factory.mktemp("full"))
    fill(made)
    yield made
    made.close()


def headings(sheet: Worksheet, row: int) -> list[str]:
    return [cell.value for cell in sheet[row] if cell.value is not None]


@by_register
def test_a_working_tracker(full: Office, tmp_path: Path, own: Register) -> None:
    book = load_workbook(write_tracker(full, own.key, tmp_path / "a.xlsx", today=TODAY))
    sheet = book.worksheets[0]
    names = headings(sheet, 1)
    (table,) = sheet.tables.values()
    assert table.ref.startswith("A1:")
    assert table.autoFilter.ref == table.ref
    assert sheet.freeze_panes == "B2"
    known = own.field("ref" if own.prefix else own.match[0]).label
    assert (names[:2], type(sheet["B2"].value)) == ([known, "Version"], int)
    assert all(sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1))
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows) == (
        "landscape",
        9,
        "$1:$1",
    )
    assert sheet.oddFooter.center.text == "Page &P of &N"
    assert all(sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1))
    assert not sheet.protection.sheet
    assert not sheet.merged_cells.ranges
    offered = {str(one.sqref).split(":")[0]: one for one in sheet.data_validations.dataValidation}
    for one in own.columns("tracker"):
        letter = sheet.cell(1, names.index(one.label) + 1).column_letter
        if one.kind in LISTED and one not in own.computed:
            rule = offered[f"{letter}2"]
            assert (rule.type, rule.errorStyle) == ("list", "information"), one.key
            assert str(rule.sqref) == f"{letter}2:{letter}{sheet.max_row + SPARE_ROWS}", one.key
        if one.kind == "status":
            words = [sheet[f"{letter}{row}"].value for row in range(2, sheet.max_row + 1)]
            assert all(word is None or word.split()[0] in SHAPES.values() for word in words), one.key
            rules = [area for area in sheet.conditional_formatting if str(area.sqref).startswith(f"{letter}2:")]
            assert sum(len(area.rules) for area in rules) >= len(SHAPES), one.key


@by_register
def test_a_published_table(full: Office, tmp_path: Path, own: Register) -> None:
    book = load_workbook(write_tracker(full, own.key, tmp_path / "a.xlsx", "published", TODAY))
    sheet = book.worksheets[0]
    names = headings(sheet, 2)
    assert sheet["A1"].value.startswith(f"{own.label}: ")
    assert [cell.value for cell in sheet[1]][1:] == [None] * (sheet.max_column - 1)
    assert len(names) == sheet.max_column
    assert len({name.casefold() for name in names}) == len(names)
    assert "Version" not in names
    assert not any((sheet.merged_cells.ranges, sheet.tables, sheet.auto_filter.ref, sheet.freeze_panes))
    assert sheet.max_row == 2 + len(full.rows(own.key).rows)
    assert all(any(cell.value is not None for cell in row) for row in sheet.rows)
    assert not any((sheet.data_validations.dataValidation, list(sheet.conditional_formatting)))
    assert book.sheetnames[1:] == ["Notes"]
    assert all(row[0].value for row in book["Notes"].rows)


@pytest.mark.parametrize(
    ("key", "words"),
    [("chronology", "about what happened"), ("answers", "about answer"), ("chases", "sent to chases")],
)
def test_what_an_agency_told_of_a_case_is_not_published(full: Office, tmp_path: Path, key: str, words: str) -> None:
    shown = []
    for profile in ("working", "published"):
        book = load_workbook(write_tracker(full, key, tmp_path / "a.xlsx", profile, TODAY))  # type: ignore[arg-type]
        text = str([[cell.value for cell in row] for row in book.worksheets[0].rows]).casefold()
        shown.append(words in text)
    assert shown == [True, False]
