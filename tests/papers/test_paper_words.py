"""Words of a paper: nothing that XML refuses, lists and counts as people say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from lif_desktop.papers.words import capital, clean, count, how_often, join, lines, one_line, shorten


@given(st.text(st.characters()))
def test_cleaned_text_goes_into_xml_and_comes_out_as_it_was(text: str) -> None:
    held = etree.Element("t")
    held.text = clean(text)
    back = etree.fromstring(etree.tostring(held, encoding="utf-8")).text or ""
    assert back == clean(text)


def test_what_is_left_out_is_only_what_cannot_be_held() -> None:
    assert clean("a\x00b\x1bc\ud800d\ufffee\x7f") == "abcde"
    assert clean("naïve – “quoted” 日本 עברית 😀\t.") == "naïve – “quoted” 日本 עברית 😀\t."


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\n"])
def test_every_line_end_is_a_newline(end: str) -> None:
    assert clean(f"one{end}two") == "one\ntwo"
    assert lines(f" one {end}{end} two{end}") == ("one", "two")
    assert one_line(f"one{end} two") == "one two"


def test_text_is_shortened_at_a_word() -> None:
    assert shorten("Record what the child's day is like", 20) == "Record what the…"
    assert shorten("short", 20) == "short"
    assert len(shorten("x" * 300, 255)) == 255


@given(st.text(max_size=80), st.integers(4, 40))
def test_shortened_text_is_never_longer_than_asked(text: str, most: int) -> None:
    assert len(shorten(text, most)) <= most


def test_counts_and_lists_in_words() -> None:
    assert [count(number, "action") for number in (0, 1, 2)] == ["no actions", "1 action", "2 actions"]
    assert [how_often(number) for number in (1, 2, 3)] == ["once", "twice", "3 times"]
    assert count(2, "agency", "agencies") == "2 agencies"
    assert join(["police", "health", "education"]) == "police, health and education"
    assert join(["police"]) == "police"
    assert join([]) == ""
    assert capital("nHS") == "NHS"
    assert capital("") == ""
