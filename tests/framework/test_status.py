"""How dated things stand: tone, shape and words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.parts import TONES
from lif_desktop.framework.status import SHAPES, Status, action_status, due_status
from lif_desktop.framework.workdays import WorkingDays

ENGLAND = WorkingDays()
TODAY = date(2026, 3, 3)  # a Tuesday
some_day = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def test_every_tone_has_a_shape_of_its_own() -> None:
    assert set(SHAPES) == set(TONES)
    assert len(set(SHAPES.values())) == len(TONES)


@pytest.mark.parametrize(
    ("due", "tone", "word"),
    [
        (date(2026, 3, 2), "red", "Overdue by 1 working day"),
        (date(2026, 2, 26), "red", "Overdue by 3 working days"),
        (date(2025, 12, 24), "red", "Overdue by 46 working days"),
        (date(2026, 3, 3), "amber", "Due today"),
        (date(2026, 3, 4), "amber", "Due this week"),
        (date(2026, 3, 8), "amber", "Due this week"),
        (date(2026, 3, 9), "amber", "Due in 4 working days"),
        (date(2026, 3, 10), "amber", "Due in 5 working days"),
        (date(2026, 3, 11), "green", "On track"),
        (date(2027, 3, 11), "green", "On track"),
        (None, "none", "No due date"),
    ],
)
def test_an_open_thing_goes_by_its_due_day(due: date | None, tone: str, word: str) -> None:
    found = due_status(due, None, TODAY, ENGLAND)
    assert (found.tone, found.word) == (tone, word)


def test_holidays_do_not_count_as_lateness() -> None:
    assert due_status(date(2026, 4, 2), None, date(2026, 4, 7), ENGLAND).word == "Overdue by 1 working day"
    closed = WorkingDays(extra_closed=frozenset({date(2026, 4, 8)}))
    assert due_status(date(2026, 4, 2), None, date(2026, 4, 9), closed).word == "Overdue by 2 working days"


@pytest.mark.parametrize(
    ("due", "today", "word"),
    [
        (date(2026, 3, 6), date(2026, 3, 7), "Overdue by 1 day"),
        (date(2026, 3, 6), date(2026, 3, 8), "Overdue by 2 days"),
        (date(2026, 3, 6), date(2026, 3, 9), "Overdue by 1 working day"),
        (date(2026, 4, 2), date(2026, 4, 6), "Overdue by 4 days"),
    ],
)
def test_between_working_days_lateness_is_told_in_days(due: date, today: date, word: str) -> None:
    assert due_status(due, None, today, ENGLAND) == Status("red", word)


def test_over_the_weekend_monday_is_still_next_week() -> None:
    assert due_status(date(2026, 3, 9), None, date(2026, 3, 8), ENGLAND) == Status("amber", "Due in 1 working day")


def test_the_same_week_of_another_year_is_not_this_week() -> None:
    assert due_status(date(2027, 3, 3), None, TODAY, ENGLAND).word == "On track"
    assert due_status(date(2026, 1, 2), None, date(2025, 12, 30), ENGLAND).word == "Due this week"


@pytest.mark.parametrize(
    ("due", "done", "word"),
    [
        (TODAY, TODAY, "Complete"),
        (TODAY, date(2026, 3, 2), "Complete"),
        (TODAY, date(2026, 3, 6), "Complete, 3 working days late"),
        (date(2026, 3, 6), date(2026, 3, 7), "Complete, 1 day late"),
        (None, TODAY, "Complete"),
    ],
)
def test_what_is_done_stays_blue_and_says_how_late(due: date | None, done: date, word: str) -> None:
    assert due_status(due, done, date(2027, 1, 1), ENGLAND) == Status("blue", word)


@pytest.mark.parametrize("due", [None, date(2020, 1, 1), date(2030, 1, 1)])
def test_a_finished_or_stuck_action_says_so_whenever_it_is_due(due: date | None) -> None:
    assert action_status(due, "complete", TODAY, ENGLAND) == Status("blue", "Complete")
    assert action_status(due, "signed_off", TODAY, ENGLAND) == Status("blue", "Signed off")
    assert action_status(due, "not_progressing", TODAY, ENGLAND) == Status("red", "Not progressing")


@pytest.mark.parametrize("status", ["not_started", "in_progress", None, "of their own"])
def test_any_other_action_goes_by_its_due_day(status: str | None) -> None:
    for due in (None, date(2026, 3, 2), TODAY, date(2026, 3, 20)):
        assert action_status(due, status, TODAY, ENGLAND) == due_status(due, None, TODAY, ENGLAND)


@given(some_day, some_day)
def test_red_is_overdue_and_nothing_else_is(due: date, today: date) -> None:
    found = due_status(due, None, today, ENGLAND)
    assert (found.tone == "red") == (due < today) == found.word.startswith("Overdue by ")


@given(some_day, st.integers(0, 40))
def test_an_open_thing_never_turns_better_as_days_go_by(due: date, earlier: int) -> None:
    order = ["green", "amber", "red"]
    tones = [due_status(due, None, due + timedelta(days=n - earlier), ENGLAND).tone for n in range(60)]
    assert tones == sorted(tones, key=order.index)
