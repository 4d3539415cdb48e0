"""A chart says the same in its words and its table as in its picture, and hides what must not be published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.papers.charts import HIDDEN, Chart, Series, data_rows, published, text_alternative
from tests.papers.made_up import chart


def test_a_chart_without_figures_or_with_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="needs 3 figures"):
        chart(series=(Series("Before", (1.0,)),))
    with pytest.raises(ValueError, match="has no figures"):
        chart(categories=(), series=(Series("Before", ()),))


def test_the_table_holds_every_figure() -> None:
    headings, rows = data_rows(chart("grouped"))
    assert headings == ("Agency", "Before", "After")
    assert rows == (("Council", "2", "4"), ("Police", "3", "–"), ("Health", "5", "9"))


def test_figures_have_the_same_decimals_throughout() -> None:
    held = Chart("grouped", "T", "Course", ("A", "B"), (Series("Before", (2.0, 2.55)),))
    assert [held.show(value) for value in held.figures] == ["2.0", "2.5"]
    assert chart(series=(Series("Booked", (1204.0, 3.0, 0.0)),)).show(1204.0) == "1,204"


def test_per_cent_stands_on_figures_and_once_in_a_heading_of_the_table() -> None:
    held = chart(unit="%", series=(Series("Replies", (46.0, None, 3.0)),))
    assert held.show(46.0) == "46%"
    assert data_rows(held) == (
        ("Agency", "Replies (%)"),
        (("Council", "46"), ("Police", "–"), ("Health", "3")),
    )


def test_words_of_bars_name_each_figure() -> None:
    assert text_alternative(chart()) == (
        "Returns doubled in a year. Bar chart by agency in returns. "
        "Before: 2 (Council), 3 (Police) and 5 (Health). The figures are in the table below."
    )


def test_words_of_a_line_say_from_and_to_and_skip_what_is_missing() -> None:
    said = text_alternative(chart("line", series=(Series("Open", (None, 60.0, 52.0)), Series("New", (None,) * 3))))
    assert "Open: from 60 (Police) to 52 (Health)." in said
    assert "New: no figures." in said


def test_words_of_many_bars_give_the_extremes() -> None:
    names = tuple(f"Team {number}" for number in range(8))
    said = text_alternative(chart(categories=names, series=(Series("Cases", tuple(map(float, range(8)))),)))
    assert "Cases: most 7 (Team 7), least 0 (Team 0)." in said


def test_counts_below_five_are_left_out_and_more_where_the_total_would_tell() -> None:
    assert published((12, 3, 7, 0)) == (12, None, None, 0)
    assert published((12, 3, 7, 0), total_shown=False) == (12, None, 7, 0)
    assert published((12, 3, 4)) == (12, None, None)
    assert published((12, 1, 1, 8)) == (12, None, None, None)
    assert published((5, 0)) == (5, 0)
    assert HIDDEN == "not shown"


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8))
def test_no_published_count_lies_between_nought_and_five_and_none_can_be_worked_out(counts: list[int]) -> None:
    shown = published(counts)
    left_out = [number for number, told in zip(counts, shown, strict=True) if told is None]
    assert all(told is None or told == 0 or told >= 5 for told in shown)
    if left_out and any(shown):
        assert len(left_out) > 1
        assert sum(left_out) >= 5
