"""One rule for what is asked, in, awaited and late; how agencies answer."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.returns import (
    NEEDED,
    answering,
    came_on,
    days_to_answer,
    is_asked,
    is_awaited,
    is_in,
    is_late,
    return_status,
    stands,
)
from lif_desktop.framework.workdays import WorkingDays

TODAY = dt.date(2026, 11, 23)
FRIDAY = dt.date(2026, 11, 20)
CALENDAR = WorkingDays()
DAYS = st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
ROWS = st.fixed_dictionaries(
    {name: DAYS for name in NEEDED if name.endswith("_on")}
    | {
        "chases": st.none() | st.integers(0, 4),
        "status": st.sampled_from((None, "not_sent", "sent", "chased", "received", "accepted")),
    }
)


def row(**values: Any) -> dict[str, Any]:
    return {"agency_id": 3} | dict.fromkeys(NEEDED) | values


@pytest.mark.parametrize(
    ("found", "asked", "came", "late"),
    [
        (row(), False, False, False),
        (row(due_on=FRIDAY), False, False, False),
        (row(asked_on=FRIDAY, due_on=FRIDAY), True, False, True),
        (row(asked_on=FRIDAY, due_on=TODAY), True, False, False),
        (row(status="sent", due_on=FRIDAY), True, False, True),
        (row(chased_on=FRIDAY, due_on=FRIDAY), True, False, True),
        (row(asked_on=FRIDAY, due_on=FRIDAY, received_on=TODAY), True, True, False),
        (row(asked_on=FRIDAY, due_on=FRIDAY, accepted_on=TODAY), True, True, False),
        (row(asked_on=FRIDAY, due_on=FRIDAY, status="received"), True, True, False),
        (row(asked_on=FRIDAY, due_on=FRIDAY, status="accepted"), True, True, False),
    ],
)
def test_what_is_asked_in_and_late(found: dict[str, Any], asked: bool, came: bool, late: bool) -> None:
    assert (is_asked(found), is_in(found), is_late(found, TODAY)) == (asked, came, late)
    assert is_awaited(found) == (asked and not came)


@given(ROWS)
def test_the_word_the_rule_and_the_day_agree(found: dict[str, Any]) -> None:
    word = stands(found, TODAY).word
    assert is_in(found) == (word in ("Received", "Accepted"))
    assert is_awaited(found) == (word in ("Sent", "Chased", "Overdue"))
    assert is_late(found, TODAY) == (word == "Overdue")
    assert (word == "Not sent") == (not is_asked(found))
    state = return_status(found, TODAY, CALENDAR)
    assert (state.tone == "blue") == is_in(found)
    assert (came_on(found) is None) or is_in(found)


def test_a_return_that_is_not_there_was_not_asked_for() -> None:
    assert stands(None, TODAY).word == "Not asked"


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (row(asked_on=FRIDAY, due_on=FRIDAY), "Overdue by 1 working day"),
        (row(asked_on=FRIDAY, due_on=FRIDAY, accepted_on=TODAY), "Complete, 1 working day late"),
        (row(due_on=FRIDAY, status="accepted"), "Complete"),
        (row(asked_on=FRIDAY), "No due date"),
    ],
)
def test_the_state_by_the_due_day_knows_what_was_accepted_alone(found: dict[str, Any], words: str) -> None:
    assert return_status(found, TODAY, CALENDAR).word == words


def test_days_to_answer_are_working_days_by_received_else_accepted() -> None:
    asked = dt.date(2026, 11, 13)
    assert days_to_answer(row(asked_on=asked, received_on=FRIDAY), CALENDAR) == 5
    assert days_to_answer(row(asked_on=asked, accepted_on=TODAY), CALENDAR) == 6
    assert days_to_answer(row(asked_on=asked, received_on=FRIDAY, accepted_on=TODAY), CALENDAR) == 5
    assert days_to_answer(row(asked_on=FRIDAY, received_on=asked), CALENDAR) == 0
    assert days_to_answer(row(asked_on=asked, status="received"), CALENDAR) is None
    assert days_to_answer(row(received_on=FRIDAY), CALENDAR) is None


def test_how_agencies_answer_is_counted_by_agency() -> None:
    asked = dt.date(2026, 11, 2)
    rows = [
        row(asked_on=asked, due_on=FRIDAY, received_on=dt.date(2026, 11, 4)),
        row(asked_on=asked, due_on=dt.date(2026, 11, 6), accepted_on=dt.date(2026, 11, 10), chases=1),
        row(asked_on=asked, due_on=FRIDAY, chases=2),
        row(asked_on=asked, due_on=dt.date(2026, 12, 1)),
        row(asked_on=asked, due_on=FRIDAY, status="received"),
        row(due_on=FRIDAY),
        row(asked_on=asked) | {"agency_id": 2},
    ]
    second, first = answering(rows, TODAY, CALENDAR)
    assert (first.agency, first.asked, first.came, first.awaited) == (3, 5, 3, 2)
    assert (first.days, first.late, first.dated, first.chased) == (4.0, 2, 3, 3)
    assert first.late_share == pytest.approx(2 / 3)
    assert (second.agency, second.days, second.late_share) == (2, None, None)


@given(st.lists(ROWS, max_size=8))
def test_every_return_asked_for_is_in_or_awaited(rows: list[dict[str, Any]]) -> None:
    for one in answering([one | {"agency_id": 1} for one in rows], TODAY, CALENDAR):
        assert one.came + one.awaited == one.asked == sum(map(is_asked, rows))
        assert one.late <= one.dated <= one.asked
