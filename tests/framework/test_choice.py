"""Words are compared without regard to how an office happens to write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.choice import plain


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Children's  Social Care", "childrens social care"),
        ("Children’s Social Care", "childrens social care"),
        ("QA & Scrutiny", "qa and scrutiny"),
        ("QA&Scrutiny", "qa and scrutiny"),
        ("Self-neglect", "self neglect"),
        ("self_neglect", "self neglect"),
        ("  S.11 ", "s 11"),
        ("?", ""),
    ],
)
def test_ways_of_writing_that_mean_the_same(written: str, same: str) -> None:
    assert plain(written) == same


@given(st.text(max_size=40))
def test_comparing_twice_changes_nothing(text: str) -> None:
    assert plain(plain(text)) == plain(text)
