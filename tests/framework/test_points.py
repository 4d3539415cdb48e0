"""Notes that were written as lists, point by point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.points import points_of


@pytest.mark.parametrize(
    ("note", "points"),
    [
        (None, []),
        (" \n\n ", []),
        ("One line of words.", ["One line of words."]),
        ("1. What was known?\n2) Who knew?\n(3) And then?", ["What was known?", "Who knew?", "And then?"]),
        ("- first\n • second\n\n– third", ["first", "second", "third"]),
        ("a) first\nB. second", ["first", "second"]),
        ("What was known? What got in the way?", ["What was known?", "What got in the way?"]),
        ("Was it known? If so, by whom. Then say.", ["Was it known? If so, by whom. Then say."]),
        ("2026 was the year", ["2026 was the year"]),
        ("A child was heard", ["A child was heard"]),
    ],
)
def test_points_without_their_signs(note: str | None, points: list[str]) -> None:
    assert points_of(note) == points


@given(st.lists(st.text(st.characters(categories=("Lu", "Ll")), min_size=2), min_size=2, max_size=6))
def test_no_word_of_a_list_is_lost(words: list[str]) -> None:
    assert points_of("\n".join(f"{at}. {word}" for at, word in enumerate(words, 1))) == words
