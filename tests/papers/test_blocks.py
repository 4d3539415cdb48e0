"""Blocks refuse what could not be shown, and say themselves in words."""

import dataclasses
import subprocess
import sys

import pytest

from lif_desktop.framework.status import Status
from lif_desktop.papers import blocks
from tests.papers.made_up import PROPERTIES, chart, table


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="a row of 1 cells under 3 columns"):
        table(rows=(("only one",),))


@pytest.mark.parametrize("levels", [(3,), (2, 4), (1,), (2, 3, 5)])
def test_headings_skip_no_level_and_the_title_is_the_only_first_one(levels: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="heading of level"):
        blocks.Paper(
            "T", "", "OFFICIAL", "", tuple(blocks.Heading("H", level) for level in levels), properties=PROPERTIES
        )


def test_headings_may_go_back_up_any_number_of_levels() -> None:
    headings = tuple(blocks.Heading("H", level) for level in (2, 3, 4, 2, 3, 2))
    assert blocks.Paper("T", "", "OFFICIAL", "", headings, properties=PROPERTIES).blocks == headings


def test_a_text_is_said_in_words_alone_with_the_shape_of_its_status() -> None:
    text = (blocks.Run("RR-2026-005 ", bold=True), blocks.Meter(7, 15), Status("red", "Overdue by 1 working day"))
    assert blocks.plain(text) == "RR-2026-005 ◆ Overdue by 1 working day"
    assert blocks.plain("as it is") == "as it is"


def test_shares_of_columns_make_one_whole() -> None:
    assert table().shares == (0.1, 0.6, 0.3)


def test_the_table_of_a_figure_has_a_row_for_each_category_and_right_aligned_figures() -> None:
    held = blocks.Figure(chart("grouped")).table
    assert [column.title for column in held.columns] == ["Agency", "Before", "After"]
    assert [column.align for column in held.columns] == ["left", "right", "right"]
    assert held.rows[1] == ("Police", "3", "–")


def test_an_empty_table_becomes_the_sentence_that_says_so() -> None:
    assert blocks.or_nothing(table(rows=(), groups=frozenset()), "Nothing is due.") == blocks.Paragraph(
        "Nothing is due."
    )
    assert blocks.or_nothing(table(), "Nothing is due.") == table()


def test_a_paper_cannot_be_changed_once_it_is_made(paper: blocks.Paper) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        paper.title = "Another"  # type: ignore[misc]


def test_blocks_and_preview_come_without_the_heavy_libraries() -> None:
    """The window makes the preview's words at once; docx and matplotlib wait until a paper is made."""
    code = (
        "import sys, lif_desktop.papers, lif_desktop.papers.blocks, lif_desktop.papers.html\n"
        "sys.exit(bool({'docx', 'matplotlib', 'numpy', 'PySide6'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
