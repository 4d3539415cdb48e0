"""The look for what gives a person away advises on names, addresses and numbers, and leaves ordinary words alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.personal import gives_away, is_nhs_number

KNOWN = frozenset(["greater", "manchester", "stockport", "homes", "pennine", "review", "group"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to ann.lee@stockport.gov.uk about it.", ("an e-mail address (“ann.lee@stockport.gov.uk”)",)),
        ("Ring 0161 496 0123 after nine", ("a telephone number (“0161 496 0123”)",)),
        ("Ring 07700 900123.", ("a telephone number (“07700 900123”)",)),
        ("Ring +44 161 496 0123.", ("a telephone number (“+44 161 496 0123”)",)),
        ("The number is 943 476 5919.", ("an NHS number (“943 476 5919”)",)),
        ("We heard that Mrs Jones was told late.", ("a name (“Mrs Jones”)",)),
        ("Dr. O’Neill Smith said so", ("a name (“Dr. O’Neill Smith”)",)),
        ("Sarah Whitlow said that nobody came.", ("a name (“Sarah Whitlow”)",)),
        ("The nurse Sarah Whitlow-Hart said so", ("a name (“Sarah Whitlow-Hart”)",)),
        ("At Stockport Sarah Whitlow rang", ("a name (“Sarah Whitlow”)",)),
        ("Sarah Whitlow, then Sarah Whitlow again", ("a name (“Sarah Whitlow”)",)),
    ],
)
def test_what_gives_a_person_away_is_seen(text: str, found: tuple[str, ...]) -> None:
    assert gives_away(text, KNOWN) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "Agency staff were not shown care plans on their first night.",
        "Child Wren was moved three times. The Ward did not ring.",
        "Greater Manchester Police and Stockport Homes were asked on Monday 3 March 2026.",
        "Crews raised 212 concerns in 2025/26; 1,240 were counted, see VOI-2026-003.",
        "The Review Group heard it. Health Visitors agreed. Working Together 2026 says so.",
        "Reference 1234567890 of the form",
        "It was 10 to 1 at 12:30 on 20/11/2026.",
    ],
)
def test_ordinary_messages_pass(text: str | None) -> None:
    assert gives_away(text, KNOWN) == ()


@pytest.mark.parametrize(
    ("number", "real"),
    [("943 476 5919", True), ("9434765918", False), ("123", False), ("943476591²", False), ("987 654 3210", True)],
)
def test_the_check_digit_of_an_nhs_number(number: str, real: bool) -> None:
    assert is_nhs_number(number) is real


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at(text: str) -> None:
    for one in gives_away(text):
        assert one.startswith(("a ", "an "))


def test_a_watched_name_is_told_in_small_letters_too() -> None:
    assert gives_away("orla fennimore rang", KNOWN, ("Orla Fennimore",)) == ("a watched name (“orla fennimore”)",)
