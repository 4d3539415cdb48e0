"""Working days in England: the published bank holidays, and adding and counting."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.bank_holidays import PUBLISHED as TABLE
from lif_desktop.framework.workdays import CLOSED_BY_OFFICE, PUBLISHED_TO, WorkingDays, worked_out

# Bank holidays of England and Wales as GOV.UK publishes them, substitute days in place of weekend ones.
PUBLISHED = """
2019: 01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26
2020: 01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28
2021: 01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28
2022: 01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27
2023: 01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26
2024: 01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26
2025: 01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26
2026: 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28
2027: 01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28
2028: 01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26
"""
HOLIDAYS = {
    year.strip(): [date.fromisoformat(f"{year.strip()}-{day}") for day in days.split()]
    for year, days in (line.split(":") for line in PUBLISHED.strip().splitlines())
}

# Trigger, then the fifth and fifteenth working day when the day after is day 1, then when the day itself is.
VECTORS = [
    ("2026-01-05", "2026-01-12", "2026-01-26", "2026-01-09", "2026-01-23"),
    ("2026-04-02", "2026-04-13", "2026-04-27", "2026-04-10", "2026-04-24"),
    ("2026-04-04", "2026-04-13", "2026-04-27", "2026-04-13", "2026-04-27"),
    ("2026-05-01", "2026-05-11", "2026-05-26", "2026-05-08", "2026-05-22"),
    ("2026-08-28", "2026-09-07", "2026-09-21", "2026-09-04", "2026-09-18"),
    ("2025-12-19", "2025-12-30", "2026-01-14", "2025-12-29", "2026-01-13"),
    ("2025-12-24", "2026-01-05", "2026-01-19", "2026-01-02", "2026-01-16"),
    ("2022-09-16", "2022-09-26", "2022-10-10", "2022-09-23", "2022-10-07"),
    ("2023-05-05", "2023-05-15", "2023-05-30", "2023-05-12", "2023-05-26"),
]

ENGLAND = WorkingDays()
MONDAY = date(2026, 3, 2)
some_day = st.dates(date(2019, 1, 1), date(2028, 12, 31))
some_days = st.frozensets(st.dates(date(2024, 1, 1), date(2024, 12, 31)), max_size=30)


@pytest.mark.parametrize("year", HOLIDAYS)
def test_every_published_bank_holiday_is_known_and_no_other(year: str) -> None:
    first = date(int(year), 1, 1)
    days = [first + timedelta(days=n) for n in range(366) if (first + timedelta(days=n)).year == int(year)]
    closed = [day for day in days if day.weekday() < 5 and not ENGLAND.is_working(day)]
    assert closed == HOLIDAYS[year]
    assert [day for day, _ in ENGLAND.holidays_between(days[0], days[-1])] == HOLIDAYS[year]


@pytest.mark.parametrize("year", TABLE)
def test_the_table_of_bank_holidays_says_what_the_holidays_package_works_out(year: int) -> None:
    assert {date(year, month, day): name for month, day, name in TABLE[year]} == worked_out(year)


def test_the_table_reaches_to_the_last_published_year_without_a_gap() -> None:
    assert list(TABLE) == list(range(min(TABLE), PUBLISHED_TO + 1))


def test_years_outside_the_table_are_worked_out() -> None:
    early, late = min(TABLE) - 1, max(TABLE) + 1
    assert not ENGLAND.is_working(date(early, 12, 25))
    assert not ENGLAND.is_working(date(late, 12, 25))
    assert ENGLAND.is_working(date(late, 12, 27))


def test_no_saturday_or_sunday_is_a_working_day() -> None:
    assert not any(ENGLAND.is_working(date(2026, 3, 7) + timedelta(days=7 * n)) for n in range(52))
    assert not any(ENGLAND.is_working(date(2026, 3, 8) + timedelta(days=7 * n)) for n in range(52))


def test_only_english_holidays_close_the_office() -> None:
    st_patricks_day, scottish_new_year, st_andrews_day = date(2026, 3, 17), date(2026, 1, 2), date(2026, 11, 30)
    assert all(ENGLAND.is_working(day) for day in (st_patricks_day, scottish_new_year, st_andrews_day))


@pytest.mark.parametrize(("trigger", "five", "fifteen", "five_same", "fifteen_same"), VECTORS)
def test_known_deadlines_in_both_ways_of_counting(
    trigger: str, five: str, fifteen: str, five_same: str, fifteen_same: str
) -> None:
    start = date.fromisoformat(trigger)
    assert ENGLAND.add(start, 5) == date.fromisoformat(five)
    assert ENGLAND.add(start, 15) == date.fromisoformat(fifteen)
    assert ENGLAND.add(start, 5, same_day=True) == date.fromisoformat(five_same)
    assert ENGLAND.add(start, 15, same_day=True) == date.fromisoformat(fifteen_same)


def test_counting_back_passes_over_a_weekend_and_a_holiday() -> None:
    assert ENGLAND.add(date(2026, 4, 7), -1) == date(2026, 4, 2)
    assert ENGLAND.add(date(2026, 4, 14), -7) == date(2026, 4, 1)
    assert ENGLAND.add(date(2026, 4, 7), -2, same_day=True) == date(2026, 4, 2)


def test_no_days_added_stays_on_the_day() -> None:
    sunday = date(2026, 3, 8)
    assert ENGLAND.add(sunday, 0) == sunday
    assert ENGLAND.add(sunday, 0, same_day=True) == sunday


@given(some_day, st.integers(1, 60))
def test_adding_and_then_counting_gives_the_number_back(start: date, number: int) -> None:
    due = ENGLAND.add(start, number)
    assert ENGLAND.is_working(due)
    assert ENGLAND.count(start, due) == number


@given(some_day, st.integers(1, 60))
def test_the_same_day_convention_is_a_working_day_earlier_or_the_same(start: date, number: int) -> None:
    next_day, same_day = ENGLAND.add(start, number), ENGLAND.add(start, number, same_day=True)
    assert ENGLAND.count(same_day, next_day) == (1 if ENGLAND.is_working(start) else 0)


@given(some_day, st.integers(1, 40))
def test_going_back_lands_on_a_working_day_with_that_many_from_it_to_the_start(start: date, number: int) -> None:
    back = ENGLAND.add(start, -number)
    between = [back + timedelta(days=n) for n in range((start - back).days)]
    assert ENGLAND.is_working(back)
    assert sum(ENGLAND.is_working(day) for day in between) == number


@given(some_day, st.integers(0, 40), st.integers(0, 40))
def test_a_later_start_or_a_higher_number_is_never_due_earlier(start: date, number: int, more: int) -> None:
    assert ENGLAND.add(start, number) <= ENGLAND.add(start, number + more)
    if number:
        assert ENGLAND.add(start, number) <= ENGLAND.add(start + timedelta(days=more), number)


@given(st.dates(date(2023, 11, 1), date(2025, 2, 28)), st.integers(0, 450), some_days, some_days)
def test_counting_agrees_with_asking_day_by_day(
    start: date, length: int, closed: frozenset[date], opened: frozenset[date]
) -> None:
    calendar = WorkingDays(closed, opened)
    end = start + timedelta(days=length)
    by_day = sum(calendar.is_working(start + timedelta(days=n)) for n in range(1, length + 1))
    assert calendar.count(start, end) == by_day
    assert calendar.count(end, start) == -by_day


@given(some_day, some_day, some_day)
def test_counts_add_up_over_a_day_between(a: date, b: date, c: date) -> None:
    assert ENGLAND.count(a, b) + ENGLAND.count(b, c) == ENGLAND.count(a, c)


def test_a_day_the_office_closes_does_not_count_and_is_named() -> None:
    calendar = WorkingDays(extra_closed=frozenset({date(2026, 3, 3)}))
    assert not calendar.is_working(date(2026, 3, 3))
    assert calendar.add(MONDAY, 1) == date(2026, 3, 4)
    assert calendar.holidays_between(MONDAY, date(2026, 3, 6)) == ((date(2026, 3, 3), CLOSED_BY_OFFICE),)


def test_a_day_the_office_opens_counts_even_if_it_is_a_holiday_a_saturday_or_closed_too() -> None:
    good_friday, saturday, tuesday = date(2026, 4, 3), date(2026, 3, 7), date(2026, 3, 3)
    calendar = WorkingDays(frozenset({tuesday}), frozenset({good_friday, saturday, tuesday}))
    assert all(calendar.is_working(day) for day in (good_friday, saturday, tuesday))
    assert calendar.add(date(2026, 4, 2), 1) == good_friday
    assert calendar.holidays_between(MONDAY, date(2026, 4, 5)) == ()


def test_holidays_are_named_as_offices_say_them_and_in_order() -> None:
    assert ENGLAND.holidays_between(date(2026, 4, 1), date(2026, 5, 4)) == (
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 4, 6), "Easter Monday"),
        (date(2026, 5, 4), "Early May bank holiday"),
    )
    (boxing_day,) = ENGLAND.holidays_between(date(2026, 12, 26), date(2026, 12, 31))
    assert boxing_day == (date(2026, 12, 28), "Boxing Day (substitute day)")
    (funeral,) = ENGLAND.holidays_between(date(2022, 9, 30), date(2022, 9, 1))
    assert funeral[1] == "Bank holiday for the State Funeral of Queen Elizabeth II"


def test_the_program_says_up_to_which_year_it_knows() -> None:
    assert ENGLAND.known_to == 2028
    assert ENGLAND.knows(date(2028, 12, 31))
    assert not ENGLAND.knows(date(2029, 1, 1))


@pytest.mark.parametrize(("day", "loads"), [("2026, 3, 3", False), ("2031, 3, 4", True)])
def test_the_holidays_package_is_loaded_only_for_years_without_a_table(day: str, loads: bool) -> None:
    script = (
        "import sys; from datetime import date; from lif_desktop.framework import dates, profile, status, workdays; "
        f"assert workdays.WorkingDays().is_working(date({day})); assert ('holidays' in sys.modules) is {loads}"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
