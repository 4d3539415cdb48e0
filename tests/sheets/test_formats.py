"""What each format gives, read through the reader process as the program does."""

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from lif_desktop.sheets.raw import ErrorCell, Merge, RawSheet
from lif_desktop.sheets.reader import read_book
from lif_desktop.sheets.refused import Reason, SheetRefused
from tests.sheets import awkward

HEAD = ("Ref", "Title", "Due")
DAY = dt.date(2026, 3, 3)
AFTERNOON = dt.datetime.combine(DAY, dt.time(14, 30))


def first(path: Path) -> RawSheet:
    return read_book(path).sheets[0]


def test_an_xlsx_gives_plain_values(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ("A1", "Naïve – “quoted”", DAY),
        ("A2", True, dt.datetime.combine(DAY, dt.time(14, 30))),
        ("A3", 5, 2.5),
    ]
    sheet = first(awkward.xlsx(tmp_path / "a.xlsx", rows, name="Return"))

    assert sheet.name == "Return"
    assert sheet.rows == tuple(rows)
    assert [type(value) for value in sheet.rows[1]] == [str, str, dt.date]


def test_blank_rows_and_short_rows_keep_their_places(tmp_path: Path) -> None:
    sheet = first(awkward.xlsx(tmp_path / "a.xlsx", [[], [None, "x"], [], ["y", "", "z"]]))

    assert sheet.rows == ((None, None, None), (None, "x", None), (None, None, None), ("y", None, "z"))


def test_errors_are_told_from_text_and_formulas_have_their_stored_value(tmp_path: Path) -> None:
    def more(sheet: Worksheet) -> None:
        sheet.write_formula(1, 0, "=1+1", None, 2)
        sheet.write_formula(1, 1, "=NA()", None, "#N/A")
        sheet.write_string(1, 2, "#N/A")

    sheet = first(awkward.xlsx(tmp_path / "a.xlsx", [HEAD], more))

    assert sheet.rows[1] == (2, ErrorCell("#N/A"), "#N/A")
    assert "#N/A" in sheet.rows[1][1].why  # type: ignore[union-attr]


def test_a_formula_that_was_never_worked_out_is_an_error(tmp_path: Path) -> None:
    sheet = first(awkward.unsaved_formulas(tmp_path / "a.xlsx", [HEAD, ("A1", "=1+1", None)]))

    assert sheet.rows[1][1] == ErrorCell("", "not saved")


def test_dates_out_of_range_are_errors_and_times_are_text(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_number(0, 0, 99_999_999, book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_number(0, 1, 0.75, book.add_format({"num_format": "hh:mm"}))
        sheet.write_number(0, 2, 1.5, book.add_format({"num_format": "[h]:mm"}))

    assert first(tmp_path / "a.xlsx").rows == ((ErrorCell("99999999", "date"), "18:00", "36:00"),)


def test_dates_from_1904_are_read_so_and_said(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"date_1904": True, "default_date_format": "d/m/y"}) as book:
        book.add_worksheet().write_datetime(0, 0, dt.datetime.combine(DAY, dt.time()))
    read = read_book(tmp_path / "a.xlsx")

    assert read.epoch_1904
    assert read.sheets[0].rows == ((DAY,),)
    assert "1904" in read.notices[0]


def test_hidden_and_merged_things_are_told(tmp_path: Path) -> None:
    def more(sheet: Worksheet) -> None:
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column("B:C", None, None, {"hidden": True})
        sheet.set_column("H:XFD", None, None, {"hidden": True})
        sheet.merge_range("A3:C3", "Note")

    sheet = first(awkward.xlsx(tmp_path / "a.xlsx", [HEAD, ("A1", "One", DAY)], more))

    assert sheet.hidden_rows == (2,)
    assert sheet.hidden_columns == (2, 3)
    assert sheet.merged == (Merge(3, 1, 3, 3),)


def test_hidden_sheets_are_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        for name, hide in (("Shown", None), ("Lists", "hide"), ("Deep", "very_hidden")):
            sheet = book.add_worksheet(name)
            sheet.write(0, 0, name)
            if hide:
                getattr(sheet, hide)()

    assert [sheet.state for sheet in read_book(tmp_path / "a.xlsx").sheets] == ["visible", "hidden", "very hidden"]


def test_reading_stops_after_a_thousand_blank_rows_and_says_so(tmp_path: Path) -> None:
    def more(sheet: Worksheet) -> None:
        sheet.write_string(1000, 0, "near")
        sheet.write_string(2001, 0, "too far")
        sheet.merge_range("A1:A2", "Ref")

    sheet = first(awkward.xlsx(tmp_path / "a.xlsx", [["Ref", None]], more))

    assert len(sheet.rows) == 1001
    assert sheet.rows[1000] == ("near",)
    assert sheet.cut_after == 1001
    assert sheet.merged == (Merge(1, 1, 2, 1),)


def test_columns_beyond_256_are_left_and_said(tmp_path: Path) -> None:
    wide = first(awkward.xlsx(tmp_path / "a.xlsx", [["x"] * 300]))
    narrow = first(awkward.xlsx(tmp_path / "b.xlsx", [["x"] * 256]))

    assert (wide.width, wide.cut_columns) == (256, True)
    assert (narrow.width, narrow.cut_columns) == (256, False)


def test_a_lying_dimension_hides_no_row_and_costs_no_time(tmp_path: Path) -> None:
    rows = [("Ref",), ("A1",), ("A2",)]
    path = awkward.lying_dimension(tmp_path / "l.xlsx", awkward.xlsx(tmp_path / "a.xlsx", rows))

    assert first(path).rows == tuple(rows)


def test_rich_text_and_escaped_characters_are_whole(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_rich_string(0, 0, "plain ", book.add_format({"bold": True}), "bold", " end")
        sheet.write_string(0, 1, "a\x01b_x0041_")

    assert first(tmp_path / "a.xlsx").rows == (("plain bold end", "a\x01b_x0041_"),)


def test_a_workbook_in_the_strict_form_is_named(tmp_path: Path) -> None:
    source = awkward.xlsx(tmp_path / "a.xlsx", [HEAD])
    strict = awkward.changed(
        tmp_path / "s.xlsx",
        source,
        lambda _, data: data.replace(
            b"schemas.openxmlformats.org/spreadsheetml/2006/main", b"purl.oclc.org/ooxml/main"
        ),
    )
    with pytest.raises(SheetRefused, match="strict form"):
        read_book(strict)


def test_charts_only_and_empty_sheets_hold_no_rows(tmp_path: Path) -> None:
    with pytest.raises(SheetRefused) as caught:
        read_book(awkward.xlsx(tmp_path / "a.xlsx", []))

    assert caught.value.reason is Reason.NO_ROWS


cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(dt.date(1901, 1, 1), dt.date(2199, 12, 31)),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="_"), max_size=20),
)


def alike(value: Any) -> Any:
    """A value as both readers give it: midnight is a date, nothing is None, a whole float is a whole number."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return None if value == "" else value


@settings(max_examples=15)
@given(st.lists(st.lists(cells, min_size=1, max_size=6), min_size=1, max_size=12))
def test_every_cell_is_what_openpyxl_reads(tmp_path_factory: pytest.TempPathFactory, rows: list[list[Any]]) -> None:
    path = awkward.xlsx(tmp_path_factory.mktemp("any") / "a.xlsx", [["start"], *rows, ["end"]])
    ours = first(path).rows
    theirs = awkward.values_by_openpyxl(path)

    assert len(ours) == len(theirs)
    for our_row, their_row in zip(ours, theirs, strict=True):
        padded = (*our_row, *(None,) * (len(their_row) - len(our_row)))
        assert [(type(value), value) for value in padded] == [(type(value), value) for value in map(alike, their_row)]


def test_an_xls_gives_the_same_values(tmp_path: Path) -> None:
    rows = [HEAD, ("A1", "Naïve", DAY), (None, None, None), ("A2", 5, 2.5)]
    sheet = first(awkward.xls(tmp_path / "a.xls", rows, hidden_row=2))

    assert sheet.rows == tuple(rows)
    assert sheet.hidden_rows == (2,)


def test_an_xls_tells_errors_booleans_times_and_merged_cells(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Old")
    sheet.write_merge(0, 0, 0, 2, "Title")
    sheet.write(1, 0, True)
    sheet.write(1, 1, dt.time(14, 30), xlwt.easyxf(num_format_str="HH:MM"))
    sheet.write(1, 2, -5.0, xlwt.easyxf(num_format_str="DD/MM/YYYY"))
    sheet.row(2).set_cell_error(0, 0x2A)
    book.save(str(tmp_path / "a.xls"))
    read = first(tmp_path / "a.xls")

    assert read.rows[1][:2] == (True, "14:30")
    assert read.rows[1][2] == ErrorCell("-5", "date")
    assert read.rows[2][0] == ErrorCell("#N/A")
    assert read.merged == (Merge(1, 1, 1, 3),)


def test_an_ods_gives_the_same_values_and_what_calamine_hides(tmp_path: Path) -> None:
    error = (
        '<table:table-row table:visibility="collapse"><table:table-cell table:number-columns-repeated="2"/>'
        '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">'
        "<text:p>#DIV/0!</text:p></table:table-cell></table:table-row>"
    )
    title = (
        '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
        '<table:table-row><table:table-cell table:number-columns-spanned="3" office:value-type="string">'
        "<text:p>Title</text:p></table:table-cell><table:covered-table-cell/><table:covered-table-cell/></table:table-row>"
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    )
    table = awkward.ods_table([HEAD, ("A1", 5, DAY)]).replace("<table:table-row>", title + "<table:table-row>", 1)
    path = awkward.ods(tmp_path / "a.ods", table.replace("</table:table>", error + "</table:table>"))
    sheet = first(path)

    assert sheet.rows[0] == ("Title", None, None)
    assert sheet.rows[3:5] == (HEAD, ("A1", 5, DAY))
    assert sheet.rows[5] == (None, None, ErrorCell("#DIV/0!"))
    assert (sheet.hidden_rows, sheet.hidden_columns) == ((6,), (2,))
    assert sheet.merged == (Merge(1, 1, 1, 3),)


# Attributes and inside of a cell, and its value.
ODS_CELLS: tuple[tuple[str, Any], ...] = (
    ('office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p>', True),
    ('office:value-type="time" office:time-value="PT14H30M00S"><text:p>14:30</text:p>', "14:30"),
    ('office:value-type="time" office:time-value="PT36H00M05S"><text:p>36</text:p>', "36:00:05"),
    ('office:value-type="time" office:time-value="for ever"><text:p>x</text:p>', "for ever"),
    ('office:value-type="date" office:date-value="2026-03-03T14:30:00"><text:p>x</text:p>', AFTERNOON),
    ('office:value-type="date" office:date-value="2026-03-03T00:00:00"><text:p>x</text:p>', DAY),
    ('office:value-type="date" office:date-value="12026-03-03">', ErrorCell("12026-03-03", "date")),
    ('office:value-type="float" office:value="2.50"><text:p>2.5</text:p>', 2.5),
    ('office:value-type="currency" office:value="7"><text:p>£7</text:p>', 7),
    ('office:value-type="float" office:value="1e999"><text:p>x</text:p>', "1e999"),
    ('office:value-type="string"><text:p>one</text:p><text:p>two</text:p>', "one\ntwo"),
    ('office:value-type="string"><text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/></text:p>', "a   b\tc\n"),
    ('office:value-type="string"><text:p>a <text:span>b <text:a>c</text:a></text:span> d</text:p>', "a b c d"),
    ("><office:annotation><text:p>note</text:p></office:annotation><text:p>x</text:p>", "x"),
    ('table:formula="of:=1+1">', ErrorCell("", "not saved")),
    ("><text:p>no kind</text:p>", "no kind"),
)  # fmt: skip


def test_each_kind_of_cell_of_an_ods_is_plain(tmp_path: Path) -> None:
    cells = "".join(f"<table:table-cell {cell}</table:table-cell>" for cell, _ in ODS_CELLS)
    table = f'<table:table table:name="T"><table:table-row>{cells}</table:table-row></table:table>'
    [row] = first(awkward.ods(tmp_path / "a.ods", table)).rows

    assert [(type(value), value) for value in row] == [(type(value), value) for _, value in ODS_CELLS]


def test_hidden_sheets_of_an_ods_and_rows_in_groups_are_told(tmp_path: Path) -> None:
    styles = (
        '<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">'
        '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/>'
        "</style:style></office:automatic-styles><office:body>"
    )
    hidden = awkward.ods_table([HEAD], "Lists").replace("<table:table ", '<table:table table:style-name="ta2" ')
    grouped = awkward.ods_table([HEAD, ("A1", 5, DAY)]).replace(
        "<table:table-row>", "<table:table-header-rows><table:table-row>", 1
    )
    grouped = grouped.replace("</table:table-row>", "</table:table-row></table:table-header-rows>", 1)
    source = awkward.ods(tmp_path / "s.ods", grouped + hidden)
    path = awkward.changed(tmp_path / "a.ods", source, lambda _, data: data.replace(b"<office:body>", styles.encode()))
    read = read_book(path)

    assert [sheet.state for sheet in read.sheets] == ["visible", "hidden"]
    assert read.sheets[0].rows == (HEAD, ("A1", 5, DAY))


def test_rows_that_are_repeated_are_read_as_often(tmp_path: Path) -> None:
    table = awkward.ods_table([HEAD, ("A1", 5, DAY)])
    head, row = table.rsplit("<table:table-row>", 1)
    path = awkward.ods(
        tmp_path / "a.ods", f'{head}<table:table-row table:number-rows-repeated="3" table:visibility="filter">{row}'
    )

    assert first(path).rows == (HEAD, *(("A1", 5, DAY),) * 3)
    assert first(path).hidden_rows == (2, 3, 4)


def test_a_date_in_the_first_style_is_a_date(tmp_path: Path) -> None:
    """A cell that names no style has the first one."""
    source = awkward.xlsx(tmp_path / "a.xlsx", [(5,)])
    path = awkward.changed(
        tmp_path / "b.xlsx",
        source,
        lambda name, data: data.replace(b'<xf numFmtId="0"', b'<xf numFmtId="14"') if "styles" in name else data,
    )

    assert first(path).rows == ((dt.date(1900, 1, 5),),)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_of_a_text_is_found(tmp_path: Path, separator: str) -> None:
    lines = ["Training return, Q1; all", separator.join(HEAD), separator.join(('"a, b; c"', "One", "3/3/26"))]
    sheet = first(awkward.csv(tmp_path / "return.csv", "\r\n".join(lines)))

    assert sheet.name == "return"
    assert sheet.rows[1] == HEAD
    assert sheet.rows[2] == ("a, b; c", "One", "3/3/26")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_of_a_text_is_found(tmp_path: Path, encoding: str) -> None:
    sheet = first(awkward.csv(tmp_path / "a.csv", "Ref,Title\nA1,Zoë – “first”\n", encoding))

    assert sheet.rows == (("Ref", "Title"), ("A1", "Zoë – “first”"))


def test_one_windows_character_far_down_makes_a_windows_text(tmp_path: Path) -> None:
    data = b"Ref,Title\n" + b"A1,plain\n" * 10_000 + b"A2,caf\xe9\n"
    (tmp_path / "a.csv").write_bytes(data)

    assert first(tmp_path / "a.csv").rows[-1] == ("A2", "café")


def test_excels_own_line_names_the_separator_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    sheet = first(awkward.csv(tmp_path / "a.csv", 'sep=;\nRef;a,b,c\nA1;One,Two,3\n\nA2;"two\nlines"\n'))

    assert sheet.rows == ((None, None), ("Ref", "a,b,c"), ("A1", "One,Two,3"), (None, None), ("A2", "two\nlines"))


def test_five_thousand_rows_are_all_there(tmp_path: Path) -> None:
    rows = [(f"A{number}", f"Title {number}", DAY) for number in range(5000)]

    assert first(awkward.xlsx(tmp_path / "a.xlsx", [HEAD, *rows])).rows == (HEAD, *rows)


def test_a_workbook_whose_parts_have_other_names_is_read(tmp_path: Path) -> None:
    source = awkward.xlsx(tmp_path / "a.xlsx", [HEAD])
    with zipfile.ZipFile(source) as old:
        parts = {
            name.replace("workbook.xml", "workbook2.xml"): old.read(name).replace(b"/workbook.xml", b"/workbook2.xml")
            for name in old.namelist()
        }

    assert first(awkward.archive(tmp_path / "b.xlsx", parts)).rows == (HEAD,)


def test_a_macro_workbook_is_read_like_any_other(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Ref"])
    source = tmp_path / "s.xlsx"
    book.save(source)
    macro = awkward.changed(
        tmp_path / "m.xlsm",
        source,
        lambda name, data: (
            data.replace(b"spreadsheetml.sheet.main+xml", b"x").replace(
                b"application/vnd.openxmlformats-officedocument.x",
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            )
            if name == "[Content_Types].xml"
            else data
        ),
    )
    assert first(macro).rows == (("Ref",),)
