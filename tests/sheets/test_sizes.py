"""Widths and heights: what wraps is counted, what is squeezed still fits one page."""

import pytest

from lif_desktop.framework.status import Status
from lif_desktop.registers import register
from lif_desktop.sheets.outgoing import Column, Outgoing
from lif_desktop.sheets.sizes import HIGHEST, LINE, column_widths, heading_height, lines_in, row_height


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 20, 1),
        ("Brief the teams", 20, 1),
        ("one\ntwo\nthree", 20, 3),
        ("See the child alone and write down what was said", 20, 3),
        ("i" * 40, 20, 1),
        ("W" * 20, 20, 2),
        ("w" * 100, 20, 7),
        ("", 1, 1),
    ],
)
def test_lines_are_counted_by_the_width_of_letters(text: str, width: int, lines: int) -> None:
    assert lines_in(text, width) == lines


def test_a_row_is_as_high_as_its_longest_cell_and_never_higher_than_excel_takes() -> None:
    assert row_height(("short", None, 3), (20, 20, 20)) == LINE + 4
    assert row_height(("short", "word " * 20), (20, 20)) == 5 * LINE + 4
    assert row_height((Status("red", "Overdue by 3 working days"),), (12,)) == 2 * LINE + 4
    assert row_height(("word " * 5000,), (20,)) == HIGHEST
    assert heading_height(["Due", "What happens ought to happen"], [18, 12]) > heading_height(["Due"], [18])


def table(columns: list[Column], rows: list[tuple[object, ...]]) -> Outgoing:
    return Outgoing(register("actions"), tuple(columns), rows)  # type: ignore[arg-type]


def test_a_long_text_gets_a_wide_column_and_an_empty_one_a_narrow_one() -> None:
    columns = [Column("title", "Action"), Column("notes", "Notes", "note"), Column("due_on", "Due", "date")]
    widths = column_widths(table(columns, [("Brief", "word " * 100, None)]))
    assert widths[0] < 16
    assert widths[1] > 60
    assert widths[2] == 12


def test_few_columns_are_squeezed_onto_one_page_and_many_are_not() -> None:
    text = "word " * 200
    few = [Column(f"c{number}", f"Column {number}", "note") for number in range(6)]
    many = [Column(f"c{number}", f"Column {number}", "note") for number in range(20)]
    assert sum(column_widths(table(few, [(text,) * 6]))) <= 190
    assert min(column_widths(table(many, [(text,) * 20]))) > 60
