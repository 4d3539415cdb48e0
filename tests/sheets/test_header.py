"""Where the table of a sheet begins and ends, and what is not a row of it."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_desktop.framework.choice import plain
from lif_desktop.sheets.header import GROUP, Table, find_table, known_headings, sheet_notices, turned
from lif_desktop.sheets.raw import Merge, RawSheet

KNOWN = {"ref", "title", "due", "owner", "status", "inherent likelihood", "residual likelihood", "opened", "closed"}
HEAD = ("Ref", "Title", "Due")


def knows(text: str) -> bool:
    return plain(text) in KNOWN


def sheet(*rows: tuple[Any, ...], merged: tuple[Merge, ...] = (), **named: Any) -> RawSheet:
    width = max(map(len, rows), default=0)
    padded = tuple((*row, *(None,) * (width - len(row))) for row in rows)
    return RawSheet("Return", padded, merged=merged, **named)


def table(*rows: tuple[Any, ...], merged: tuple[Merge, ...] = (), **named: Any) -> Table:
    found = find_table(sheet(*rows, merged=merged, **named), knows)
    assert found is not None
    return found


def said(found: Table, *words: str) -> bool:
    return any(all(word in notice for word in words) for notice in found.notices)


def test_headings_in_the_first_row() -> None:
    found = table(HEAD, ("A1", "One", 3), ("A2", "Two", 4))

    assert (found.header_row, found.headings, found.columns) == (1, HEAD, (1, 2, 3))
    assert found.rows == ((2, ("A1", "One", 3)), (3, ("A2", "Two", 4)))
    assert found.notices == ()


def test_headings_under_titles_notes_and_merged_cells() -> None:
    found = table(
        ("Stockport Homes: actions",), ("Due", "by the 3rd"), (), HEAD, ("A1", "One", 3), merged=(Merge(1, 1, 1, 3),)
    )

    assert found.header_row == 4
    assert found.rows == ((5, ("A1", "One", 3)),)
    assert said(found, "“Stockport Homes: actions”", "“by the 3rd”", "not taken as rows")


def test_headings_not_in_the_first_column_and_line_breaks_in_them() -> None:
    found = table((), (None, "Ref", "Ti\ntle ", "Due\u00a0"), (None, "A1", "One", 3))

    assert found.columns == (2, 3, 4)
    assert found.headings == ("Ref", "Ti tle", "Due")
    assert found.rows == ((3, ("A1", "One", 3)),)


def test_two_lines_of_headings_under_merged_groups() -> None:
    found = table(
        ("Ref", "Inherent", None, "Residual", None),
        (None, "Likelihood", "Impact", "Likelihood", "Impact"),
        ("A1", 1, 2, 3, 4),
        merged=(Merge(1, 1, 2, 1), Merge(1, 2, 1, 3), Merge(1, 4, 1, 5)),
    )

    assert found.header_row == 2
    assert found.headings == ("Ref", "Inherent Likelihood", "Inherent Impact", "Residual Likelihood", "Residual Impact")
    assert found.rows == ((3, ("A1", 1, 2, 3, 4)),)


def test_a_group_over_known_headings_leaves_them_as_they_are() -> None:
    found = table(
        ("Ref", "Dates", None), (None, "Opened", "Closed"), ("A1", 1, 2), merged=(Merge(1, 1, 2, 1), Merge(1, 2, 1, 3))
    )

    assert found.headings == ("Ref", "Opened", "Closed")


def test_a_merged_title_is_not_joined_to_the_headings() -> None:
    found = table(("Actions",), HEAD, ("A1", "One", 3), merged=(Merge(1, 1, 1, 3),))

    assert found.headings == HEAD
    assert found.header_row == 2


def test_a_column_without_a_heading_is_kept_under_its_letter() -> None:
    found = table(("Ref", None, "Due", None), ("A1", "stray", 3, None))

    assert found.headings == ("Ref", "Column B", "Due")
    assert found.rows == ((2, ("A1", "stray", 3)),)


def test_the_same_heading_twice_is_told_apart() -> None:
    assert table(("Ref", "Date", "date", "DATE"), ("A1", 1, 2, 3)).headings == ("Ref", "Date", "date (2)", "DATE (3)")


def test_no_two_headings_are_alike_whatever_the_file_calls_them() -> None:
    found = table(("Ref", "Title", "Memo", "Memo (2)", "memo", "Memo"), ("R1", "One", 1, 2, 3, 4))
    assert found.headings == ("Ref", "Title", "Memo", "Memo (2)", "memo (3)", "Memo (4)")


def test_totals_and_notes_under_the_table_are_said_and_left() -> None:
    found = table(
        HEAD,
        ("A1", "One", 3),
        ("Sub-total", None, 3),
        ("A2", "Total review of the policy", 4),
        ("Total review", "is a case"),
        ("Total", None, 7),
        ("Note: figures to the end of March",),
        (),
        ("Prepared for the panel",),
    )

    assert [number for number, _ in found.rows] == [2, 4, 5]
    assert said(found, "Rows 3 and 6", "as a total", "“Sub-total”")
    assert said(found, "Rows 7 and 9", "as a note", "“Prepared for the panel”")


def test_a_group_name_merged_across_is_left_and_a_row_with_one_cell_is_kept() -> None:
    found = table(HEAD, ("Children",), ("A1", "One", 3), ("A2",), merged=(Merge(2, 1, 2, 3),))

    assert [number for number, _ in found.rows] == [3, 4]
    assert said(found, "Row 2", "“Children”")


def test_repeated_headings_and_blank_rows_are_left() -> None:
    found = table(HEAD, ("A1", "One", 3), (), ("REF", "title", "Due "), ("A2", "Two", 4))

    assert [number for number, _ in found.rows] == [2, 5]
    assert said(found, "Row 4", "headings stand there again")


def test_another_table_after_a_gap_is_said_and_not_read() -> None:
    found = table(HEAD, ("A1", "One", 3), (), ("Owner", "Status", None), ("Ann", "Open", None))

    assert found.rows == ((2, ("A1", "One", 3)),)
    assert said(found, "Another table begins at row 4")


def test_a_value_merged_over_rows_stands_in_each_of_them() -> None:
    found = table(
        HEAD, ("A1", "One", 3), (None, "Two", 4), (None, "Three", 5), ("A2", "Four", 6), merged=(Merge(2, 1, 4, 1),)
    )

    assert [row[0] for _, row in found.rows] == ["A1", "A1", "A1", "A2"]
    assert said(found, "A2:A4", "same value in each row")


@pytest.mark.parametrize("rows", [(), (("A", "B"), (1, 2)), (("Title",), (), ("something", "else"))])
def test_a_sheet_without_a_known_heading_has_no_table(rows: tuple[tuple[Any, ...], ...]) -> None:
    assert find_table(sheet(*rows), knows) is None


def test_one_known_heading_among_others_is_enough() -> None:
    assert table(("Ref", "Wie heißt es"), ("A1", "x")).header_row == 1


def test_what_the_eye_does_not_see_is_said() -> None:
    notices = sheet_notices(
        sheet(
            (*HEAD, *(None,) * 24, "Score"), *(("x",),) * 12, (), ("y",), merged=(Merge(1, 1, 1, 2),),
            hidden_rows=(*range(2, 14), 14, 15), hidden_columns=(4, 28), cut_after=9, cut_columns=True,
        )
    )  # fmt: skip

    assert "13 hidden rows read like the others: 2 to 13 and 15." in notices
    assert "1 hidden column read like the others: AB." in notices
    assert "1 range of merged cells: A1:B1." in notices
    assert "Reading stopped after row 9, because 1,000 blank rows follow it." in notices
    assert any("column IV" in notice for notice in notices)


@given(
    st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=30),
    st.integers(0, 5),
)
def test_no_row_of_data_is_ever_lost(rows: list[tuple[int, int, int]], above: int) -> None:
    found = table(*[("Some words",)] * above, HEAD, *rows)

    assert [row for _, row in found.rows] == rows
    assert [number for number, _ in found.rows] == list(range(above + 2, above + 2 + len(rows)))


def test_a_group_line_is_told_from_a_row_by_its_fellows() -> None:
    found = table(HEAD, ("Police",), ("A1", "One", 3), ("A2",), ("A3", "Two", 4))

    assert found.headings == (*HEAD, GROUP)
    assert found.columns == (1, 2, 3, 4)
    assert found.rows == (
        (3, ("A1", "One", 3, "Police")),
        (4, ("A2", None, None, "Police")),
        (5, ("A3", "Two", 4, "Police")),
    )
    assert found.left == (2,)
    assert said(found, "Row 2 heads a group", "“Police”")
    assert said(found, "Row 4 has one cell only")


def test_a_total_needs_figures_that_add_up_unless_its_word_is_plain() -> None:
    rows = (("A1", "One", 3), ("A2", "Two", 4))

    assert len(table(HEAD, *rows, (None, "Total visits", 9)).rows) == 3
    assert len(table(HEAD, *rows, (None, "Total visits", 7)).rows) == 2
    assert len(table(HEAD, *rows, (None, "Police total", 3.5)).rows) == 2
    assert len(table(HEAD, *rows, (None, "Sub-total: police", 99)).rows) == 2
    assert len(table(HEAD, *rows, (None, None, 7)).rows) == 2
    assert len(table(HEAD, *rows, (None, None, 8)).rows) == 3


def test_the_table_that_was_said_to_be_meant_is_taken() -> None:
    rows = ((*HEAD, None, *HEAD), ("A1", "One", 3, None, "B1", "Two", 4), (None, None, None, None, "B2", "Three", 5))
    left, right = table(*rows), find_table(sheet(*rows), knows, first_column=5)

    assert left.rows == ((2, ("A1", "One", 3)),)
    assert left.beside == (5, 6, 7)
    assert right is not None
    assert right.rows == ((2, ("B1", "Two", 4)), (3, ("B2", "Three", 5)))
    assert (right.columns, right.beside) == ((5, 6, 7), (1, 2, 3))


def test_columns_behind_an_empty_one_belong_to_the_table_where_rows_are_shared() -> None:
    found = table(
        ("Ref", "Title", None, "Due"), ("A1", "One", None, 3), ("A2", "Two", None, None), ("A3", "Six", None, 4)
    )

    assert found.columns == (1, 2, 4)
    assert said(found, "Column D stands apart", "read as part")


def test_one_known_word_more_in_a_line_of_data_is_no_heading_row() -> None:
    head = ("Ref", "Title", "Due", "Owner", "Status")
    data = ("Ref", "Title", "Due", "Owner", "Status", "Opened", "x", "y", "z")

    assert table(head, ("A1", "One", 3, "Ann", "Open"), data).header_row == 1


def test_headings_one_under_another_are_told() -> None:
    turned_sheet = sheet(("Ref", "A1"), ("Title", "One"), ("Due", "Friday"))

    assert find_table(turned_sheet, knows) is None
    assert turned(turned_sheet, knows) == "A"
    assert turned(sheet(HEAD, ("A1", "One", 3)), knows) == ""


def test_the_known_headings_are_counted_without_reading_the_rows() -> None:
    assert known_headings(sheet(("Notes",), (), HEAD, ("A1", "One", 3)), knows) == 3
    assert known_headings(sheet(("x", "y")), knows) == 0


def test_letters_lost_on_the_way_are_said() -> None:
    assert said(table(HEAD, ("A1", "caf\ufffd", 3)), "1 cell has letters that could not be read", "B2")


CELLS = st.one_of(
    st.none(),
    st.none(),
    st.sampled_from(
        (
            "Ref",
            "Title",
            "Due",
            "Owner",
            "Status",
            "Total",
            "Sub-total",
            "Note: x",
            "Police",
            "A1",
            "A2",
            "by:",
            "e.g.",
            " ",
        )
    ),
    st.integers(0, 9),
)


@st.composite
def sheets(draw: st.DrawFn) -> RawSheet:
    """Any mixture of headings, figures, totals, notes and blanks, with some cells merged."""
    width = draw(st.integers(3, 9))
    rows = draw(st.lists(st.tuples(*[CELLS] * width), max_size=14))
    rows.insert(draw(st.integers(0, len(rows))), (*HEAD, *draw(st.tuples(*[CELLS] * (width - 3)))))
    merged = []
    for _ in range(draw(st.integers(0, 2))):
        top, left = draw(st.integers(1, len(rows))), draw(st.integers(1, width))
        bottom, right = draw(st.integers(top, len(rows))), draw(st.integers(left, width))
        merged.append(Merge(top, left, bottom, right))
    for one in merged:
        for row in range(one.top, one.bottom + 1):
            covered = list(rows[row - 1])
            covered[one.left - (row > one.top) : one.right] = [None] * (one.right - one.left + (row > one.top))
            rows[row - 1] = tuple(covered)
    return sheet(*rows, merged=tuple(merged))


@settings(max_examples=200)
@given(sheets(), st.one_of(st.none(), st.integers(1, 9)))
def test_every_cell_of_any_sheet_is_taken_as_it_is_or_left_with_a_word(
    made: RawSheet, first_column: int | None
) -> None:
    found = find_table(made, knows, first_column=first_column)
    if found is None:
        return
    rows = dict(found.rows)
    for number, row in enumerate(made.rows, 1):
        for place, value in enumerate(row, 1):
            if value is None or value == " " or place in found.beside or number <= found.header_row:
                continue
            if number in rows:
                assert rows[number][found.columns.index(place)] == value, (number, place)
            else:
                assert number in found.left, (number, place)
    assert bool(found.left) <= any(
        "left out" in notice or "heads a" in notice or "head groups" in notice or "Another" in notice
        for notice in found.notices
    )
