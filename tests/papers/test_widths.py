"""Columns of a table: as asked, but no word breaks in the middle."""

from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.papers.blocks import Column, Table
from lif_desktop.papers.widths import CELL_MARGINS, TWIPS_IN_POINT, column_widths, word_width

ROOM = 9638


def needed(word: str) -> float:
    return word_width(word) * 9.5 * TWIPS_IN_POINT + CELL_MARGINS


def test_columns_get_their_shares_where_the_words_fit() -> None:
    table = Table((Column("A", 1), Column("B", 3)), (("a", "b"),), "T")
    assert column_widths(table, ROOM, 9.5) == [2410, 7228]


def test_a_column_is_as_wide_as_its_longest_word_at_the_cost_of_the_wide_ones() -> None:
    table = Table((Column("Item", 20), Column("For", 1)), (("Welcome", "Challenge"), ("Minutes", "Note")), "T")
    item, purpose = column_widths(table, ROOM, 9.5)
    assert needed("Challenge") - 1 <= purpose < needed("Challenge") + 20
    assert item + purpose == ROOM


def test_dates_stay_on_one_line_where_there_is_room_and_break_where_there_is_not() -> None:
    roomy = Table((Column("Item", 20), Column("Due", 1)), (("Brief teams", "30 September 2026"),), "T")
    assert column_widths(roomy, ROOM, 9.5)[1] >= needed("30_September_2026") - 1
    many = Table(tuple(Column(str(n)) for n in range(8)), (("30 September 2026",) * 8,), "T")
    assert max(column_widths(many, ROOM, 9.5)) < needed("30_September_2026")


def test_a_word_that_would_take_the_whole_table_gets_half_of_it() -> None:
    table = Table((Column("A"), Column("B")), (("x" * 500, "b"),), "T")
    assert column_widths(table, ROOM, 9.5) == [ROOM // 2, ROOM // 2]


def test_where_long_words_do_not_fit_the_short_columns_keep_what_they_need() -> None:
    columns = (Column("No."), Column("Item"), Column("Lead"), Column("For"))
    table = Table(columns, (("12.3", "x" * 200, "y" * 200, "Challenge"),), "T")
    number, item, lead, purpose = column_widths(table, ROOM, 9.5)
    assert number >= needed("12.3") - 1
    assert purpose >= needed("Challenge") - 1
    assert abs(item - lead) <= 1


def test_words_are_taken_for_as_wide_as_they_are_in_bold() -> None:
    assert word_width("illicit") < word_width("WWWWWWW") / 3
    assert 8.5 < word_width("30_September_2026") < 10.5
    assert word_width("日本") == word_width("éé")


WORDS = st.text("abcW 1-", max_size=60)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=4), st.lists(st.floats(0.1, 20), min_size=3, max_size=3))
def test_widths_always_fill_the_room_and_leave_no_column_out(
    rows: list[tuple[str, str, str]], shares: list[float]
) -> None:
    table = Table(tuple(Column("Heading", share) for share in shares), tuple(rows), "T")
    widths = column_widths(table, ROOM, 9.5)
    assert sum(widths) == ROOM
    assert min(widths) > CELL_MARGINS
