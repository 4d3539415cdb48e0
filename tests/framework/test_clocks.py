"""Clocks: due days, the reasons given for them, and the milestones of a case."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.clocks import TO_CHECK, Direction, Rule, Unit, due_on, explain, milestones
from lif_desktop.framework.workdays import WorkingDays

ENGLAND = WorkingDays()
REPORT = Rule(
    key="report",
    label="Send the report",
    event="notified",
    number=15,
    unit="working days",
    direction="after",
    basis="guidance",
    source="5.1",
    counted_from="the notification",
)
some_day = st.dates(date(2019, 1, 1), date(2027, 12, 31))


def rule(number: int, unit: Unit, direction: Direction = "after") -> Rule:
    return replace(REPORT, number=number, unit=unit, direction=direction)


@dataclass(frozen=True)
class Case:
    rules: tuple[Rule, ...]


@pytest.mark.parametrize(
    ("number", "unit", "direction", "event", "due"),
    [
        (15, "working days", "after", "2026-04-02", "2026-04-27"),
        (7, "working days", "before", "2026-04-14", "2026-04-01"),
        (42, "calendar days", "after", "2026-03-01", "2026-04-12"),
        (1, "calendar days", "before", "2026-03-01", "2026-02-28"),
        (6, "months", "after", "2026-08-31", "2027-02-28"),
        (6, "months", "after", "2027-08-31", "2028-02-29"),
        (6, "months", "before", "2026-08-31", "2026-02-28"),
        (12, "months", "after", "2028-02-29", "2029-02-28"),
        (1, "years", "after", "2028-02-29", "2029-02-28"),
        (2, "years", "after", "2026-04-01", "2028-04-01"),
    ],
)
def test_due_days(number: int, unit: Unit, direction: Direction, event: str, due: str) -> None:
    found = due_on(rule(number, unit, direction), date.fromisoformat(event), ENGLAND)
    assert found == date.fromisoformat(due)


def test_the_day_itself_can_be_day_one_of_a_clock_that_runs_forward() -> None:
    thursday = date(2026, 4, 2)
    assert due_on(REPORT, thursday, ENGLAND, same_day=True) == date(2026, 4, 24)
    assert due_on(rule(7, "working days", "before"), date(2026, 4, 14), ENGLAND, same_day=True) == date(2026, 4, 1)
    assert due_on(rule(6, "months"), thursday, ENGLAND, same_day=True) == date(2026, 10, 2)


@given(some_day, st.integers(1, 36))
def test_months_clamp_to_the_end_of_the_month(event: date, months: int) -> None:
    due = due_on(rule(months, "months"), event, ENGLAND)
    assert due.day == min(event.day, monthrange(due.year, due.month)[1])
    assert (due.year - event.year) * 12 + due.month - event.month == months


@given(some_day, st.integers(0, 60), st.integers(1, 24), st.sampled_from(["working days", "calendar days", "months"]))
def test_a_later_event_is_never_due_earlier(event: date, later: int, number: int, unit: Unit) -> None:
    first, second = (due_on(rule(number, unit), event + timedelta(days=n), ENGLAND) for n in (0, later))
    assert first <= second


@pytest.mark.parametrize(
    ("clock", "event", "same_day", "says"),
    [
        (
            REPORT,
            date(2026, 4, 2),
            False,
            "27 April 2026: 15 working days from 2 April 2026; Good Friday and Easter Monday not counted",
        ),
        (
            REPORT,
            date(2026, 4, 2),
            True,
            (
                "24 April 2026: 15 working days from 2 April 2026; that day counts as day 1; "
                "Good Friday and Easter Monday not counted"
            ),
        ),
        (REPORT, date(2026, 6, 6), True, "26 June 2026: 15 working days from 6 June 2026"),
        (REPORT, date(2026, 6, 5), False, "26 June 2026: 15 working days from 5 June 2026"),
        (
            REPORT,
            date(2025, 12, 19),
            False,
            (
                "14 January 2026: 15 working days from 19 December 2025; "
                "Christmas Day, Boxing Day and New Year's Day not counted"
            ),
        ),
        (
            rule(7, "working days", "before"),
            date(2026, 4, 14),
            True,
            "1 April 2026: 7 working days before 14 April 2026; Good Friday and Easter Monday not counted",
        ),
        (rule(1, "working days"), date(2026, 3, 3), False, "4 March 2026: 1 working day from 3 March 2026"),
        (rule(6, "months"), date(2026, 3, 3), False, "3 September 2026: 6 months from 3 March 2026"),
        (
            rule(6, "months"),
            date(2026, 8, 31),
            False,
            (
                "28 February 2027: 6 months from 31 August 2026; February 2027 has 28 days; "
                "not a working day, the last one before it is 26 February 2027"
            ),
        ),
        (rule(42, "calendar days"), date(2026, 3, 2), False, "13 April 2026: 42 calendar days from 2 March 2026"),
        (
            rule(1, "calendar days"),
            date(2026, 4, 5),
            False,
            "6 April 2026: 1 calendar day from 5 April 2026; not a working day, the last one before it is 2 April 2026",
        ),
        (
            rule(2, "years"),
            date(2027, 6, 1),
            False,
            "1 June 2029: 2 years from 1 June 2027; bank holidays are published up to 2028 only, so check this day",
        ),
    ],
)
def test_a_due_day_says_why(clock: Rule, event: date, same_day: bool, says: str) -> None:
    assert explain(clock, event, ENGLAND, same_day) == says


def test_the_office_closing_for_two_days_is_said_once() -> None:
    calendar = WorkingDays(extra_closed=frozenset({date(2026, 6, 9), date(2026, 6, 10)}))
    assert explain(rule(5, "working days"), date(2026, 6, 8), calendar) == (
        "17 June 2026: 5 working days from 8 June 2026; a day closed by the office not counted"
    )


@given(some_day, st.integers(1, 30), st.booleans())
def test_the_reason_begins_with_the_due_day_itself(event: date, number: int, same_day: bool) -> None:
    clock = rule(number, "working days")
    due = due_on(clock, event, ENGLAND, same_day)
    assert explain(clock, event, ENGLAND, same_day).startswith(f"{due.day} {due:%B} {due.year}: ")


def test_milestones_are_dated_where_their_event_is() -> None:
    later = replace(REPORT, key="later", event="signed_off", counted_from="sign-off", number=12, unit="months")
    dated, open_ = milestones(Case((REPORT, later)), {"notified": date(2026, 4, 2)}, ENGLAND)
    assert (dated.rule, dated.due) == (REPORT, date(2026, 4, 27))
    assert dated.says.startswith("27 April 2026: 15 working days from 2 April 2026")
    assert open_.due is None
    assert open_.says == "12 months after sign-off, which has no date yet"


def test_milestones_follow_the_way_of_counting() -> None:
    (milestone,) = milestones(Case((REPORT,)), {"notified": date(2026, 4, 2)}, ENGLAND, same_day=True)
    assert milestone.due == date(2026, 4, 24)


def test_an_unread_figure_says_that_it_is_to_be_checked() -> None:
    clocks = (replace(REPORT, check=True), replace(REPORT, check=True, event="elsewhere"), REPORT)
    dated, undated, sure = milestones(Case(clocks), {"notified": date(2026, 4, 2)}, ENGLAND)
    assert dated.says.endswith(TO_CHECK)
    assert undated.says.endswith(TO_CHECK)
    assert TO_CHECK not in sure.says
