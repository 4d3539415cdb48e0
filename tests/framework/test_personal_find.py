"""What knows, reaches or names a person is found in every spelling and every surrounding, and masked for good."""

import random
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lif_desktop.framework.personal import (
    KINDS,
    Kind,
    contact_key,
    counted,
    find,
    has_mask,
    is_masked_copy,
    mask,
    masked_whole,
)
from tests.framework import planting
from tests.framework.planting import NAMES, PLANTS, WRITTEN

MANY = 120
SEEDS = st.integers(0, 2**32).map(random.Random)
LETTERS = st.text(st.characters(exclude_categories=["Nd", "Cs"]), max_size=40)
"""Surroundings of any signs but figures, which would make other numbers of those that are planted."""
ANY = st.text(max_size=60)
FIGURES = st.one_of(ANY, st.text("0123456789 -./()+\n", max_size=30), SEEDS.map(planting.telephone))
PLANTED = SEEDS.map(lambda chance: PLANTS[chance.choice(list(PLANTS))](chance))


def kinds_in(text: str) -> set[Kind]:
    return {one.kind for one in find(text, NAMES)}


# Each kind in every spelling


@pytest.mark.parametrize("kind", list(PLANTS))
def test_every_spelling_is_found_alone_and_within_words(kind: Kind) -> None:
    chance = random.Random(7)
    for _ in range(MANY):
        written = PLANTS[kind](chance)
        for text in (written, f"On that day {written} was told.", f"({written})", f"In 12 of 30, {written}; 14 more"):
            assert kind in kinds_in(text), (kind, text)


@pytest.mark.parametrize("written", WRITTEN)
def test_a_watched_name_is_found_however_it_is_written(written: str) -> None:
    assert [one.kind for one in find(f"Then {written} rang.", NAMES)] == ["watched"]


@pytest.mark.parametrize(
    "text",
    [
        "RR-2026-004, SI 2018/789, section 44(4), KLOE 1 2 3",
        "£1,234,567.89 in 2025-26 and £12 in 2026/27",
        "Meeting on 3 March 2026 at 09.30, 10.15 and 11.00 11.45",
        "01.02.2026 - 03.04.2026; 01-02-2026 10:30; 2026-11-30 09:00",
        "section 47 2nd visit, S11 2nd return, P1 1st, G7 9th, at 3pm",
        "Unborn baby due 3 March 2026; pre-birth plan of 3 March 2026; a newborn seen on 4 May 2026",
        "Born in 2019, seen since 2021.",
        "1 2 3 4 5 6 7 8 9 10 11 12 and 0.75 0.80 0.85 0.90",
        "ISBN 978 0 11 841234 5, version 1.2.3.4, page 12 of 34",
        "0-5 years, 6-11 years, 12-17 years; 0 10 25 40 55 70",
        "Reference 1234567890 of the form",
        "Call 101 or 999.",
        "RR-2026-004 44(4) 2014",
        "It will be in may that a rose grows on the marsh: grace.",
    ],
)
def test_references_dates_money_and_words_are_none(text: str) -> None:
    watched = ("Will May", "Rose", "Marsh", "Grace")
    assert find(text, watched) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("DOB (mother): 4.5.88, referred on 3 March 2026", ["4.5.88"]),
        ("DOBs: 1/2/2014, 3/4/2016 and Child 3 5/6/2018", ["1/2/2014", "3/4/2016", "5/6/2018"]),
        ("Born at home. The meeting was on 3 March 2026.", []),
        ("dob 03032014", ["03032014"]),
        ("Gave birth on 3 March", ["3 March"]),
        ("12 September 23, 1945 (DOB)", ["September 23, 1945"]),
        ("b. 3/3/2014", ["3/3/2014"]),
    ],
)
def test_a_date_is_one_of_birth_by_the_words_beside_it(text: str, found: list[str]) -> None:
    assert [one.text for one in find(text) if one.kind == "birth"] == found


@pytest.mark.parametrize("text", ["3 March 2014", "03/03/2014", "2014-03-03", "03032014"])
def test_under_a_heading_of_birth_each_date_is_one(text: str) -> None:
    assert find(text) == ()
    assert [one.text for one in find(text, under_birth=True)] == [text]


def test_a_name_that_is_a_word_too_needs_its_capital_and_any_other_does_not() -> None:
    assert [one.text for one in find("Then Grace rang, with grace.", ("Grace",))] == ["Grace"]
    assert [one.text for one in find("then kestutis rang", ("Kestutis",))] == ["kestutis"]


def test_initials_need_their_capitals() -> None:
    assert find("a black mark", ("Ann Black",)) == ()
    assert [one.text for one in find("A. Black rang", ("Ann Black",))] == ["A. Black"]


def test_a_name_within_another_word_is_none() -> None:
    assert find("another allowance", ("Ann Other", "Al Low")) == ()


@pytest.mark.parametrize("names", [("",), (" ", "-"), ("x",), ("Mr",), ("((", "a|b"), ("\ue000",)])
def test_a_list_with_nothing_in_it_finds_nothing(names: tuple[str, ...]) -> None:
    assert find("Mr x (( came at 3", names) in ((), tuple(find("Mr x (( came at 3", names)))
    assert find("The panel met.", names) == ()


def test_the_place_is_that_of_the_text_as_written() -> None:
    text = "Zoë — no. ９４３\u200b 476 5919\u200b!"
    [one] = find(text)
    assert (one.kind, text[one.start : one.end]) == ("nhs", one.text)
    assert one.text.startswith("９４３")
    assert mask(text, [one]) == "Zoë — no. [NHS number removed]!"


def test_a_number_of_ten_figures_behind_the_code_of_the_country_is_a_telephone() -> None:
    figures = "1616100009"  # its check digit is right by chance
    found = find(f"Ring +44 {figures[:3]} {figures[3:6]} {figures[6:]} now")
    assert [one.kind for one in found] == ["telephone"]
    assert mask("Ring +44 161 610 0009 now", found) == "Ring [telephone number removed] now"


# Any surroundings


@pytest.mark.parametrize("kind", ["nhs", "postcode", "telephone", "insurance", "watched", "birth", "email"])
@given(before=LETTERS, after=LETTERS, chance=SEEDS)
def test_any_surroundings_leave_it_to_be_found(kind: Kind, before: str, after: str, chance: random.Random) -> None:
    written = PLANTS[kind](chance)
    text = f"{before} ({written}) {after}"
    found = find(text, NAMES)
    start = len(before) + 2
    covered = {at for one in found for at in range(one.start, one.end)}
    inner = {at for at in range(start, start + len(written)) if text[at].isdigit() and kind != "watched"}
    assert inner <= covered, (text, found)
    assert any(one.start < start + len(written) and one.end > start for one in found), (text, found)


@pytest.mark.parametrize("kind", ["nhs", "postcode", "telephone"])
@given(before=FIGURES, after=FIGURES, chance=SEEDS)
def test_figures_around_it_hide_nothing_either(kind: Kind, before: str, after: str, chance: random.Random) -> None:
    written = PLANTS[kind](chance)
    text = f"{before}: {written}; {after}"
    start = len(before) + 2
    covered = {at for one in find(text) for at in range(one.start, one.end)}
    assert {at for at in range(start, start + len(written)) if text[at].isdigit()} <= covered, text


# Masking


@given(parts=st.lists(st.one_of(FIGURES, PLANTED), max_size=6), joint=st.sampled_from(["", " ", ", ", "\n"]))
@example(parts=["DOB 3/3/2014", "seen 4/4/2026"], joint=" ")
@example(parts=["943 476 5919", "943 476 5919"], joint="")
@example(parts=["DOB [date of birth removed], seen 4/4/2026"], joint="")
def test_a_mask_leaves_nothing_to_be_found_and_masks_once(parts: list[str], joint: str) -> None:
    text = joint.join(parts)
    masked = masked_whole(text, NAMES)
    assert find(masked, NAMES) == ()
    assert masked_whole(masked, NAMES) == masked
    assert has_mask(masked) or masked == text


@given(text=st.text(max_size=300))
def test_finds_lie_apart_and_in_order(text: str) -> None:
    found = find(text, NAMES, names=True)
    assert all(one.text == text[one.start : one.end] != "" for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_only_the_chosen_kinds_are_masked() -> None:
    text = "943 476 5919 at SK1 3XE, Orla Fennimore"
    found = find(text, NAMES)
    assert mask(text, found, {"postcode"}) == "943 476 5919 at [postcode removed], Orla Fennimore"
    assert mask(text, found) == "[NHS number removed] at [postcode removed], [name removed]"


def mask_with_nothing(text: str) -> str:
    for one in reversed(find(text)):
        text = text[: one.start] + text[one.end :]
    return text


@given(parts=st.lists(st.one_of(ANY, SEEDS.map(planting.nhs)), min_size=1, max_size=5))
def test_a_masked_copy_is_known_again(parts: list[str]) -> None:
    text = " ".join(parts)
    masked = masked_whole(text)
    if masked != text and not has_mask(text):
        assert is_masked_copy(masked, text)
        assert not is_masked_copy(f"{masked} and more", text)
        assert not is_masked_copy(masked, mask_with_nothing(text))
    assert not is_masked_copy(text, text) or has_mask(text)


# In words


def test_finds_are_counted_in_words() -> None:
    assert counted([]) == ""
    assert counted(["postcode"]) == "1 postcode"
    assert counted(["watched", "nhs", "nhs", "postcode"]) == "2 NHS numbers, 1 postcode and 1 watched name"


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_kind_has_words_for_one_and_for_several(kind: Kind) -> None:
    one, several = KINDS[kind]
    assert one.startswith(("a ", "an "))
    assert counted([kind, kind]) == f"2 {several}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0161 496 0123", "+44 (0)161-496-0123"),
        ("Team@Example.com", "team@example.com "),
        ("0044 7700 900123", "07700900123"),
    ],
)
def test_spellings_of_one_contact_are_alike(one: str, other: str) -> None:
    assert contact_key(one) == contact_key(other)


def test_names_are_not_shown_when_a_find_is_printed() -> None:
    assert "Fennimore" not in repr(find("Orla Fennimore", NAMES))


@pytest.mark.parametrize("some", ["a", "1 ", "A", "@", "a@", "a.", "0", "born ", "Orla ", "1-", "+44 ", "(at) "])
def test_a_text_of_40000_letters_is_looked_at_in_one_go(some: str) -> None:
    text = some * (40_000 // len(some))
    assert masked_whole(f"{text}; 943 476 5919", NAMES).endswith("[NHS number removed]")
