"""Blocks of cells go to Excel and come back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.gui.clipboard import from_text, to_text


def test_plain_cells_are_parted_by_tabs_and_rows_by_line_ends() -> None:
    assert to_text([["a", "b"], ["c", ""]]) == "a\tb\r\nc\t"


def test_the_line_end_that_excel_adds_is_not_a_row() -> None:
    assert from_text("a\tb\r\nc\td\r\n") == [["a", "b"], ["c", "d"]]


def test_empty_rows_between_are_rows() -> None:
    assert from_text("a\n\nb\n") == [["a"], [""], ["b"]]


def test_a_cell_of_several_lines_is_one_cell() -> None:
    assert from_text('one\t"first\nsecond"\tthree\r\n') == [["one", "first\nsecond", "three"]]


def test_quotes_inside_a_quoted_cell_are_doubled() -> None:
    assert to_text([['say "yes"\nor no']]) == '"say ""yes""\nor no"'
    assert from_text('"say ""yes""\nor no"') == [['say "yes"\nor no']]


@pytest.mark.parametrize("cell", ['"hello"', 'say "hi"', '"open', '"" twice', '"', '""'])
def test_quotes_that_excel_does_not_add_belong_to_the_cell(cell: str) -> None:
    assert from_text(f"{cell}\tnext") == [[cell, "next"]]


def test_nothing_gives_no_row() -> None:
    assert from_text("") == []
    assert from_text("\r\n") == []


def test_windows_may_end_the_text_with_a_nul() -> None:
    assert from_text("a\tb\r\n\0") == [["a", "b"]]


CELL = st.text(alphabet=st.sampled_from('ab "\t\n,;é'), max_size=8)


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=5))
def test_a_block_comes_back_as_it_went(block: list[list[str]]) -> None:
    assert from_text(to_text(block) + "\r\n") == block
