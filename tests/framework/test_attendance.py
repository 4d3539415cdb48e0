"""Places by agency: added up, compared with the course, shares only where they are shares."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.attendance import COUNTS, Places, by_agency, differences, places_of, total, total_words


def taken(agency: int, *counts: int | None) -> dict[str, Any]:
    return {"agency_id": agency, **dict(zip(COUNTS, counts, strict=True))}


LINES = [taken(3, 12, 11, 1, 0), taken(9, 15, 13, 0, 2), taken(3, 2, 2, None, None)]


def test_lines_of_an_agency_are_added_up_most_attended_first() -> None:
    assert by_agency(LINES) == {3: Places(14, 13, 1, 0), 9: Places(15, 13, 0, 2)}
    assert list(by_agency([taken(1, 2, 1, 0, 0), taken(2, 2, 2, 0, 0)])) == [2, 1]
    assert total(LINES) == Places(29, 26, 1, 2)


def test_what_nobody_recorded_is_not_nought() -> None:
    assert total([]) == total([taken(1, None, None, None, None)]) == Places()
    assert total([taken(1, None, 3, None, None)]) == Places(None, 3)
    assert total_words(Places()) == ""


@pytest.mark.parametrize(
    ("places", "words"),
    [
        (Places(22, 19, 2, 1), "22 booked, 19 attended (86%), 2 did not attend, 1 cancelled."),
        (Places(None, 19), "19 attended."),
        (Places(19, 22), "19 booked, 22 attended."),
        (Places(1200, 0, 1200, 0), "1,200 booked, 0 attended (0%), 1,200 did not attend, 0 cancelled."),
    ],
)
def test_totals_are_said_with_a_share_where_there_is_one(places: Places, words: str) -> None:
    assert total_words(places) == words


def test_a_difference_from_the_course_is_said() -> None:
    course = {"booked": 30, "attended": 26, "did_not_attend": 1, "cancelled": 3}
    assert differences(course, LINES) == (
        "The agencies add up to 29 booked, and the course says 30.",
        "The agencies add up to 2 cancelled, and the course says 3.",
    )
    assert differences({"attended": 26}, LINES) == ()
    assert differences({}, LINES) == differences(course, []) == ()


def test_counts_of_a_course_that_do_not_fit_are_said() -> None:
    course = {"booked": 20, "attended": 19, "did_not_attend": 3, "cancelled": 1}
    assert differences(course, []) == (
        "On the course 20 were booked, and those who attended, did not attend or cancelled are 23.",
    )


counts = st.none() | st.integers(0, 60)
some = st.lists(st.builds(taken, st.integers(1, 5), counts, counts, counts, counts), max_size=8)


@given(some)
def test_agencies_add_up_to_the_whole_whatever_the_order(lines: list[dict[str, Any]]) -> None:
    assert sum(by_agency(lines).values(), Places()) == total(lines) == total(reversed(lines))
    course = dict(zip(COUNTS, total(lines).counts(), strict=True))
    assert not any(one.startswith("The agencies") for one in differences(course, lines))
    assert places_of(course) == total(lines)
    share = total(lines).share.share
    assert share is None or 0 <= share <= 1
