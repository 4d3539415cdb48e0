"""How high blocks come out on paper, and how tables give way to each other on one page."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_desktop.papers import blocks
from lif_desktop.papers.blocks import Bullets, Column, Heading, Paragraph, Table, plain
from lif_desktop.papers.fitting import PAGE, Listed, fitted, heading_height, height, lines_in

COLUMNS = (Column("What", 1), Column("Who", 3))


def table(rows: int, *, compact: bool = True, words: str = "One") -> Table:
    return Table(COLUMNS, (("A", words),) * rows, "T", compact=compact)


def listed(rows: int, least: int = 1, words: str = "One") -> Listed:
    made = tuple((f"A{number}", words) for number in range(rows))
    return Listed("Things", COLUMNS, made, "Things", lambda left: f"{left} more.", "Nothing.", least)


def rows_of(made: tuple[blocks.Block, ...]) -> list[str]:
    (shown,) = (block for block in made if isinstance(block, Table))
    return [plain(row[0]) or plain(row[1]) for row in shown.rows]


def test_a_page_of_a4_has_708_points_for_words() -> None:
    assert round(PAGE) == 709


def test_each_line_of_a_cell_makes_its_row_higher() -> None:
    one, two = height([table(1)]), height([table(1, words="One\nTwo")])
    assert two - one == pytest.approx(8.5 * 1.12 * 1.15)
    assert height([table(3)]) - height([table(2)]) == pytest.approx(8.5 * 1.12 * 1.15 + 3 + 0.75)
    assert height([table(5, compact=False)]) > 1.25 * height([table(5)])


def test_headings_paragraphs_and_lists_have_the_height_of_their_style() -> None:
    assert height([Heading("One")]) == pytest.approx(15 * 1.05 * 1.15 + 16 + 5)
    assert height([Paragraph("One", "small")]) == pytest.approx(9 * 1.1 * 1.15 + 6)
    assert height([Bullets(("One", "Two"))]) == 2 * height([Bullets(("One",))])
    assert height([table(1), Paragraph("One")]) == height([table(1)]) + height([Paragraph("One")]) + 9
    assert heading_height("Title", "One\nTwo") > heading_height("Title", "One")
    with pytest.raises(TypeError, match="PageBreak"):
        height([blocks.PageBreak()])


def test_words_go_on_in_further_lines_where_they_do_not_fit() -> None:
    assert lines_in("One", 100, 10) == 1
    assert lines_in("One\nTwo", 100, 10) == 2
    assert lines_in("word " * 40, 100, 10) == 10
    assert lines_in("w" * 100, 100, 10) > 5
    assert lines_in("", 100, 10) == 1


def test_all_rows_are_shown_where_there_is_room() -> None:
    (made,) = fitted([listed(5)], PAGE)
    assert rows_of(made) == ["A0", "A1", "A2", "A3", "A4"]


def test_the_longest_part_gives_way_first_and_says_how_many_it_left_out() -> None:
    parts = [listed(3), listed(60), listed(4)]
    first, second, third = fitted(parts, 400)
    assert len(rows_of(first)) == 3
    assert len(rows_of(third)) == 4
    shown = rows_of(second)
    assert shown[-1] == f"{60 - len(shown) + 1} more."
    assert height([*first, *second, *third]) <= 400


def test_rows_that_must_stay_do_and_nothing_says_so() -> None:
    kept, given_up = fitted([listed(20, least=20), listed(20)], 320)
    assert len(rows_of(kept)) == 20
    assert rows_of(given_up) == ["A0", "19 more."]
    (empty,) = fitted([listed(0)], PAGE)
    assert empty == (Heading("Things"), Paragraph("Nothing."))


def test_room_that_a_high_row_leaves_goes_to_short_ones() -> None:
    high = listed(4, words="\n".join("abcdefgh"))
    room = height([*high.blocks(1), *listed(6).blocks(6)])
    first, second = fitted([high, listed(6)], room)
    assert len(rows_of(second)) == 6
    assert rows_of(first) == ["A0", "3 more."]


@given(st.lists(st.integers(0, 40), min_size=1, max_size=4), st.floats(100, 700))
@settings(max_examples=40, deadline=None)
def test_it_fits_or_shows_the_least(counts: list[int], room: float) -> None:
    parts = [listed(number) for number in counts]
    made = fitted(parts, room)
    whole = [block for part in made for block in part]
    least = [block for part in parts for block in part.blocks(min(1, len(part.rows)))]
    assert height(whole) <= max(room, height(least))
