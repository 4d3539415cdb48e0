"""The words of letters as data: what is refused, and by what name."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.profile import find_profile, load_profile
from lif_desktop.framework.reading import ProfileError
from lif_desktop.papers.letter_words import LETTERS, NAMES, Letter, Part, filled, load_letters, parts_for, the_words
from lif_desktop.places import resources

SHIPPED = resources() / "papers" / "letters.toml"


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "letters.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_words_that_come_with_the_program_are_whole() -> None:
    assert set(the_words().letters) == set(LETTERS)


@pytest.mark.parametrize("profile", ["stockport", "england-current"])
def test_every_section_under_which_a_profile_asks_has_words_of_its_own(profile: str) -> None:
    kinds = load_profile(find_profile(profile, resources() / "framework")).review_types
    assert {kind.asks_under for kind in kinds} <= set(the_words().laws)


def test_a_section_that_the_words_do_not_know_is_named_all_the_same() -> None:
    assert the_words().law("Mental Capacity Act 2005 s.49") == "We ask under the Mental Capacity Act 2005 s.49."


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Notice of a review: {ref}", "Notice: {reff}", r"letters\.toml, letters “others”, title: .*found “reff”"),
        ("{law_words}", "{law_words", r"letters “request”, parts number 5, text: expected curly brackets in pairs"),
        ('"A letter for you"', '"On {reff}"', r"letters “family”, mail, subject: .*found “reff”"),
        ('insert = "returns"', 'insert = "retunrs"', r"insert: expected one of .*found “retunrs”"),
        ('greeting = "Dear chair"', 'greting = "Dear chair"', r"letters “chair”, greeting: .*it is missing"),
        ('key = "chair"', 'key = "chairman"', r"letters: expected a letter with the key chair"),
        ('under = ""', 'under = "Some Act"', r"laws: expected an entry with under"),
        ('needs = "decided_on"', 'needs = "when"', r"needs: expected one of .*found “when”"),
        ('sign_off = "Yours sincerely"', 'sign_off = "Yours {somebody}"', r"sign_off: .*found “somebody”"),
    ],
)
def test_a_mistake_is_refused_with_file_and_key(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(ProfileError, match=says) as refused:
        load_letters(changed(tmp_path, old, new))
    assert str(refused.value).startswith("letters.toml, ")


def test_a_part_without_words_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, 'insert = "reminder"', 'heading = "Nothing"')
    with pytest.raises(ProfileError, match="paragraphs, points or something to insert"):
        load_letters(path)


def test_a_part_is_left_out_by_what_it_needs_lacks_and_by_board() -> None:
    parts = (Part(needs="step"), Part(lacks="step"), Part(board="adults"), Part())
    letter = Letter("family", "", "", "", parts)
    assert list(parts_for(letter, {"step": "Reminder"}, "adults")) == [parts[0], parts[2], parts[3]]
    assert list(parts_for(letter, {"step": ""}, "children")) == [parts[1], parts[3]]


@given(st.dictionaries(st.sampled_from(NAMES), st.text()), st.lists(st.sampled_from(NAMES)), st.text("ab {}"))
def test_every_name_is_filled_in_once_and_what_is_filled_in_is_never_read_again(
    values: dict[str, str], names: list[str], between: str
) -> None:
    plain = between.replace("{", "").replace("}", "")
    text = plain + "".join(f"{{{name}}}" for name in names)
    assert filled(text, values) == plain + "".join(values.get(name, "") for name in names)


def test_the_letter_to_a_family_is_read_at_nine() -> None:
    letter = the_words().letters["family"]
    texts = [text for part in letter.parts for text in (*part.text, *part.points)]
    grade = reading_grade(" ".join(f"{re.sub(r'{[^}]*}', 'Ann', text)}." for text in texts))
    assert grade < 5  # Flesch-Kincaid: grade 4 is read at nine or ten


def reading_grade(text: str) -> float:
    """The Flesch-Kincaid grade of a text, syllables counted as groups of vowels without a silent e."""
    sentences = [one for one in re.split(r"[.!?:]+", text) if one.strip()]
    words = re.findall(r"[a-z']+", text.lower())
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^l])e$", "", word)))) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
