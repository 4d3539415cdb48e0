"""Earlier texts that are like a new one are found by their wording and their themes; others are not."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.alike import CLOSE, Found, Index, Text, stems, themes_named
from lif_desktop.framework.choice import Choice

TITLES = (
    "A bruise on a baby who cannot move is always referred",
    "Speak to brothers and sisters alone",
    "Practitioners want feedback on escalations",
    "Assess capacity for the decision in hand, and say why you doubt it",
    "Fathers and partners belong in the pre-birth assessment",
    "Discharge to the street is a safeguarding question",
    "Chronologies are only of use when they are read",
    "Fire risk and care needs belong in one plan",
    "Supervision notes should show what was challenged",
    "Interpreters are booked for the first visit",
    "Weekend concerns need a weekend reader",
    "The safeguarding file travels before the pupil",
    "Small steps with the person come before clearing",
    "Safer sleep in temporary homes",
    "Pressure damage: ask whether it could have been foreseen",
    "Missed appointments are a sign",
    "Carers ask for plain letters",
    "Support begins before the interview",
    "A carer under strain is a risk to name, kindly",
    "Handover names the person, the risk and the plan",
)
INDEX = Index(Text(number, title) for number, title in enumerate(TITLES))

SAID_AGAIN = (
    ("Bruises on babies who don't move", 0),
    ("Non-mobile infant with bruising must be referred every time", 0),
    ("Professionals must see siblings alone and speak to them", 1),
    ("Staff hear nothing back after they escalate", 2),
    ("Mental capacity has to be assessed for each decision", 3),
    ("Pre-birth assessments left the father out", 4),
    ("Patients were discharged to the street", 5),
    ("The chronology was not read", 6),
    ("One plan for fire safety and for care", 7),
    ("supervison notes lack challenge", 8),
    ("No interpreter was booked for the visit", 9),
    ("Concerns raised at the weekend wait until Monday", 10),
    ("The pupil had left and the school file did not travel", 11),
    ("Letters to carers should be plain", 16),
)
UNLIKE = (
    "Car parking at the town hall",
    "The budget of the conference was overspent",
    "Toys in the waiting room were broken",
    "Annual leave must be booked in advance with human resources",
    "",
    "and the of to",
)


@pytest.mark.parametrize(("said", "number"), SAID_AGAIN)
def test_what_was_said_before_in_other_words_is_found_first(said: str, number: int) -> None:
    found = INDEX.like(said)
    assert found
    assert TITLES[found[0].id] == TITLES[number]
    assert found[0].worded_alike


@pytest.mark.parametrize("said", UNLIKE)
def test_what_was_never_said_is_not_found(said: str) -> None:
    assert INDEX.like(said) == []


def test_a_word_that_is_still_being_typed_finds_what_it_begins() -> None:
    assert [TITLES[one.id] for one in INDEX.like("chronolog")] == [TITLES[6]]
    assert INDEX.like("chr") == []


def test_the_record_itself_is_left_out() -> None:
    assert [one.id for one in INDEX.like(TITLES[6], but_not=6)] == []


def test_the_longer_words_of_a_text_count_too() -> None:
    texts = [
        Text(1, "Seen twice", "The toddler swallowed methadone from an open cupboard"),
        Text(2, "Seen once", "Fog"),
    ]
    [found] = Index(texts).like("Storage", "A cupboard with methadone stood open")
    assert found.id == 1


def test_the_same_theme_is_enough_and_stands_behind_close_wording() -> None:
    texts = [
        Text(1, "Neglect toolkit", "", frozenset({"neglect", "voice"})),
        Text(2, "Letters to carers", "", frozenset({"neglect"})),
        Text(3, "Ask about home", "", frozenset({"voice", "neglect"})),
        Text(4, "Unrelated", "", frozenset({"suicide"})),
        Text(5, "Plain letters for carers"),
    ]
    found = Index(texts).like("Carers want plain letters", themes=("neglect", "voice"))
    assert [one.id for one in found] == [5, 2, 3, 1]
    assert [one.worded_alike for one in found] == [True, True, False, False]
    assert found[2].themes == {"neglect", "voice"}


def test_no_more_are_given_than_are_asked_for_and_newer_ones_come_first() -> None:
    index = Index(Text(number, "Something", themes=frozenset({"voice"})) for number in range(9))
    assert [one.id for one in index.like("Elsewhere", themes=["voice"], most=3)] == [8, 7, 6]


def test_an_empty_index_finds_nothing() -> None:
    assert Index().like("Bruises", themes=["neglect"]) == []
    assert len(Index()) == 0


def test_a_text_that_is_added_later_is_found() -> None:
    index = Index(Text(number, title) for number, title in enumerate(TITLES))
    assert index.like("Scaffolding at the nursery") == []
    index.add(Text(99, "The scaffolding of a nursery"))
    assert [one.id for one in index.like("Scaffolding at the nursery")] == [99]
    assert len(index) == len(TITLES) + 1


@pytest.mark.parametrize(
    "words",
    [
        "bruise bruises bruising bruised",
        "refer referral referred referring",
        "supervise supervision supervisor",
        "assess assessment assessments",
        "families family",
        "plan planned planning plans",
        "neglect neglected neglectful",
        "baby infants",
    ],
)
def test_words_of_one_kind_have_one_stem(words: str) -> None:
    assert len(set(stems(words))) == 1


def test_common_words_and_signs_are_no_stems() -> None:
    assert stems("The child's plan & what it was for, again") == ["child", "plan"]


def test_themes_are_named_by_their_labels_and_other_names() -> None:
    themes = (
        Choice("was_not_brought", "Was not brought", ("WNB", "Missed appointments")),
        Choice("substance_use", "Drugs and alcohol", ("Drugs",)),
        Choice("neglect", "Neglect"),
    )
    assert themes_named("Missed appointments, again", themes) == {"was_not_brought"}
    assert themes_named("He was not brought; neglect & more", themes) == {"was_not_brought", "neglect"}
    assert themes_named("WNB and neglectful", themes) == frozenset()


words = st.lists(st.sampled_from(" ".join(TITLES).split()), max_size=12).map(" ".join)


@given(words, words)
def test_closeness_lies_between_nought_and_one_and_what_is_close_comes_first(title: str, more: str) -> None:
    found = INDEX.like(title, more, most=50)
    assert all(CLOSE <= one.closeness <= 1.0001 for one in found)
    assert [one.closeness for one in found] == sorted((one.closeness for one in found), reverse=True)


@given(st.text(max_size=60))
def test_no_text_upsets_it(text: str) -> None:
    assert all(isinstance(one, Found) for one in Index([Text(1, text, text), Text(2, "Plain")]).like(text, text))


def test_among_thousands_the_one_that_is_like_it_comes_first() -> None:
    chance = random.Random(11)
    pool = " ".join(TITLES).split()
    made_up = [Text(number, " ".join(chance.choices(pool, k=8))) for number in range(3000)]
    index = Index([*made_up, Text(5000, "Methadone is locked away where a toddler lives")])
    assert index.like("Toddlers and methadone: lock it away")[0].id == 5000
