"""Cases looked at again: counted by answer, in words for the office and in words for everyone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.small import SMALL, is_small
from lif_desktop.framework.tracking import Tracked, tracked


def test_cases_are_counted_by_their_answer() -> None:
    answers = ["yes", "yes", "partly", "no", None, "not_applicable", "yes"]
    found = tracked([{"would_have_helped": answer} for answer in answers])
    assert found == Tracked(helped=3, partly=1, not_helped=1, open=1, apart=1)
    assert found.looked_at == 5
    assert tracked([]) == Tracked()


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Tracked(4, 0, 2), "Of 6 cases looked at, the learning would have helped in 4."),
        (Tracked(4, 1, 1), "Of 6 cases looked at, the learning would have helped in 4 and partly in 1."),
        (Tracked(0, 0, 1), "Of 1 case looked at, the learning would have helped in none."),
        (
            Tracked(1, 0, 0, 2),
            "Of 1 case looked at, the learning would have helped in 1. 2 cases without an answer yet.",
        ),
        (Tracked(open=1), "1 case without an answer yet."),
        (Tracked(apart=2), "2 cases that it does not bear on."),
        (
            Tracked(1, 0, 0, 1, 1),
            (
                "Of 1 case looked at, the learning would have helped in 1. 1 case without an answer yet. "
                "1 case that it does not bear on."
            ),
        ),
        (Tracked(), ""),
    ],
)
def test_the_office_reads_how_many_it_would_have_helped(found: Tracked, words: str) -> None:
    assert found.words == words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Tracked(9, 0, 6), "Of 15 cases looked at, the learning would have helped in 9."),
        (
            Tracked(2, 1, 0),
            "Fewer than 5 cases were looked at, too few to say in how many the learning would have helped.",
        ),
        (Tracked(6, 2, 5), "Of 13 cases looked at, the learning would have helped, at least partly, in 8."),
        (Tracked(6, 0, 2), "8 cases were looked at; the numbers by answer are too small to be shown."),
        (Tracked(9, 0, 0, 3), "Of 9 cases looked at, the learning would have helped in 9."),
        (Tracked(open=7), ""),
    ],
)
def test_what_is_published_gives_no_small_number_away(found: Tracked, words: str) -> None:
    assert found.published == words


@given(*[st.integers(0, 12)] * 4)
def test_no_number_below_five_is_published_nor_can_be_worked_back(
    helped: int, partly: int, no: int, waiting: int
) -> None:
    said = Tracked(helped, partly, no, waiting).published
    if said.startswith("Fewer"):
        assert is_small(helped + partly + no)
        return
    total, *parts = [int(one) for one in re.findall(r"\d+", said)] or [0]
    assert not any(is_small(one) for one in (total, *parts, total - sum(parts)))
    assert not any(is_small(total - part) for part in parts)


def test_nought_is_not_small_and_five_is_not() -> None:
    assert [is_small(number) for number in (None, 0, 1, SMALL - 1, SMALL)] == [False, False, True, True, False]
