"""Dates as typed and shown: British order, and a plain sentence for what is no date."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lif_desktop.framework.dates import (
    MONTHS,
    WEEKDAYS,
    DateNotUnderstood,
    add_months,
    financial_year,
    financial_year_range,
    lacks_year,
    must_name_day,
    order_of,
    parse_date,
    show_date,
    show_range,
    show_short,
)
from lif_desktop.framework.workdays import WorkingDays

TODAY = date(2026, 3, 3)
any_day = st.dates(date(1970, 1, 1), date(2069, 12, 31))
NEVER_SAID = ("invalid", "valid", "please", "oops", "sorry", "illegal", "forbidden")


def written_forms(day: date) -> list[str]:
    """Every way of writing a date that holds day, month and year."""
    d, m, y, yy = day.day, day.month, day.year, f"{day.year % 100:02d}"
    name, weekday = MONTHS[m - 1], WEEKDAYS[day.weekday()]
    numbers = [f"{d}{s}{m}{s}{year}" for s in ("/", "-", ".", " ", " / ") for year in (y, yy)]
    padded = [f"{d:02d}{s}{m:02d}{s}{year}" for s in ("/", "-", ".") for year in (y, yy)]
    year_first = [f"{y}-{m:02d}-{d:02d}", f"{y}/{m}/{d}", f"{y}.{m:02d}.{d:02d}"]
    timed = [
        f"{day.isoformat()} 00:00:00",
        f"{day.isoformat()}T09:30:00",
        f"{d}/{m}/{y} 14:30",
        f"{d}/{m}/{yy} at 2.30pm",
    ]
    words = [
        show_date(day),
        show_short(day),
        f"{d} {name.upper()} {yy}",
        f"{d:02d}-{name[:3]}-{yy}",
        f"{d}th of {name}, {y}",
        f"{d}. {name[:3]}. {y}",
        f"  {d}   {name.lower()}   {y} ",
        f"{name} {d}, {y}",
        f"{weekday} {d} {name} {y}",
        f"{weekday[:4]}, {d}th {name[:4]} '{yy}",
        f"{weekday[:3]}. {d}/{m}/{y}",
    ]
    return numbers + padded + year_first + timed + words


@given(any_day)
def test_every_written_form_reads_back_as_the_same_day(day: date) -> None:
    assert {form: parse_date(form, TODAY) for form in written_forms(day)} == dict.fromkeys(written_forms(day), day)


@given(st.dates(date(TODAY.year, 1, 1), date(TODAY.year, 12, 31)))
def test_without_a_year_it_is_this_year(day: date) -> None:
    for form in (f"{day.day}/{day.month}", f"{day.day} {MONTHS[day.month - 1][:3]}", show_date(day).rsplit(" ", 1)[0]):
        assert parse_date(form, TODAY) == day


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1970, 2069))
def test_day_and_month_are_never_swapped(day: int, month: int, year: int) -> None:
    assert parse_date(f"{day}/{month}/{year}", TODAY) == date(year, month, day)
    assert parse_date(f"{day:02d}.{month:02d}.{year % 100:02d}", TODAY) == date(year, month, day)


def test_a_day_above_twelve_in_the_month_place_is_not_read_as_american() -> None:
    with pytest.raises(DateNotUnderstood, match="day 3 of month 25, and a year has 12 months"):
        parse_date("03/25/2026", TODAY)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", TODAY),
        (" Tomorrow ", date(2026, 3, 4)),
        ("yesterday", date(2026, 3, 2)),
        ("+15wd", date(2026, 3, 24)),
        ("+1 working day", date(2026, 3, 4)),
        ("-1wd", date(2026, 3, 2)),
        ("+3w", date(2026, 3, 24)),
        ("+10d", date(2026, 3, 13)),
        ("-3d", date(2026, 2, 28)),
        ("+ 6 months", date(2026, 9, 3)),
        ("+1y", date(2027, 3, 3)),
        ("1/1/69", date(2069, 1, 1)),
        ("1/1/70", date(1970, 1, 1)),
        ("29 Feb 2028", date(2028, 2, 29)),
        ("Sept 7 2026", date(2026, 9, 7)),
        ("end of Feb 2026", date(2026, 2, 28)),
        ("By the end of February '28", date(2028, 2, 29)),
        ("End Sept. 25", date(2025, 9, 30)),
    ],
)
def test_other_ways_of_typing_a_day(typed: str, day: date) -> None:
    assert parse_date(typed, TODAY) == day


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("Mar 26", "“Mar 26” could be 26 March or March 2026. Write day, month and year"),
        ("march  05", "could be 5 March or March 2005"),
        ("Feb-29", "could be 29 February or February 2029"),
        ("Mar 32", "“Mar 32” is March 2032 without a day. Write the day too"),
        ("Sept. '26", "is September 2026 without a day"),
        ("March 2026", "is March 2026 without a day"),
    ],
)
def test_in_a_file_a_month_and_a_number_name_no_day(written: str, says: str) -> None:
    with pytest.raises(DateNotUnderstood) as raised:
        must_name_day(written)
    assert says in str(raised.value)


@pytest.mark.parametrize("written", ["today", " Tomorrow", "YESTERDAY", "+15wd", "-2 weeks"])
def test_in_a_file_no_day_is_counted_from_the_day_of_reading(written: str) -> None:
    with pytest.raises(DateNotUnderstood, match="does not say which day is meant"):
        must_name_day(written)


@pytest.mark.parametrize(
    "written", ["March 26th", "March 3", "26 Mar", "Mar 26 2026", "Mar 26, 2026", "tbc 26", "", "3/3"]
)
def test_in_a_file_a_day_that_is_named_is_let_through(written: str) -> None:
    must_name_day(written)


@pytest.mark.parametrize(
    ("written", "order"),
    [
        ("25/3/2026", "day"),
        ("3/25/2026", "month"),
        ("3/4/2026", "either"),
        ("03.04.26", "either"),
        ("3/4", "either"),
        ("3/4/2026 14:30", "either"),
        ("3/3/2026", ""),
        ("31/02/2026", "day"),
        ("Fri 3/4/2026", "day"),
        ("Wed 3/4/2026", "month"),
        ("Mon 3/4/2026", ""),
        ("13/13/2026", ""),
        ("0/4/2026", ""),
        ("2026-04-03", ""),
        ("3 April 2026", ""),
        ("April 3, 2026", ""),
        ("tbc", ""),
        ("", ""),
    ],
)
def test_what_a_date_in_figures_shows_of_its_order(written: str, order: str) -> None:
    assert order_of(written, TODAY) == order


@given(any_day)
def test_with_the_month_first_only_figures_are_turned_round(day: date) -> None:
    assert parse_date(f"{day.month}/{day.day}/{day.year}", TODAY, order="month") == day
    assert parse_date(day.isoformat(), TODAY, order="month") == day
    assert parse_date(show_date(day), TODAY, order="month") == day


def test_a_month_beyond_twelve_in_a_column_with_the_month_first_is_said() -> None:
    with pytest.raises(DateNotUnderstood, match="has month 25 where the dates of this column have the month first"):
        parse_date("25/3/2026", TODAY, order="month")


@pytest.mark.parametrize(
    ("written", "without"),
    [("3 March", True), ("March 3rd", True), ("3/3", True), ("Tue 3/3", True), ("3 March 26", False), ("3/3/26", False),
     ("2026-03-03", False), ("tbc", False)],
)  # fmt: skip
def test_a_date_without_its_year_is_told(written: str, *, without: bool) -> None:
    assert lacks_year(written) is without


def test_working_days_are_counted_in_the_office_calendar() -> None:
    closed_tomorrow = WorkingDays(extra_closed=frozenset({date(2026, 3, 4)}))
    assert parse_date("+1wd", TODAY, closed_tomorrow) == date(2026, 3, 5)
    assert parse_date("+1wd", TODAY) == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("31/02/2026", "day 31, and February 2026 has 28 days"),
        ("29 Feb 2027", "day 29, and February 2027 has 28 days"),
        ("31/4/26", "day 31, and April 2026 has 30 days"),
        ("0/4/26", "day 0, and April 2026 has 30 days"),
        ("12/00/2026", "month 0"),
        ("25/13/2026", "day 25 of month 13"),
        ("2026-13-01", "month 13"),
        ("2026-02-30", "day 30, and February 2026 has 28 days"),
        ("30 Feb", "day 30, and February 2026 has 28 days"),
        ("3/3/0206", "the year 206"),
        ("3 March 3026", "the year 3026"),
        ("Mon 3 March 2026", "3 March 2026 is a Tuesday"),
        ("tbc", "“tbc” could not be read as a date"),
        ("n/a", "could not be read"),
        ("46084", "could not be read"),
        ("3.3", "could not be read"),
        ("3-3", "could not be read"),
        ("3 ma 2026", "could not be read"),
        ("3 xxx 2026", "could not be read"),
        ("may", "could not be read"),
        ("3/3/026", "could not be read"),
        ("1/2/3/2026", "could not be read"),
        ("32 wd", "could not be read"),
        ("end of March", "could not be read"),
        ("end of week 26", "could not be read"),
        ("end of March 3026", "the year 3026"),
        ("end of March 0000", "the year 0"),
        ("+15", "does not say what to count"),
        ("+15 fortnights", "does not say what to count"),
        ("+999999999w", "too far away"),
        ("+5001d", "too far away"),
        ("+21y", "too far away"),
        ("-241m", "too far away"),
        ("+1001w", "too far away"),
        ("+" + "9" * 5000 + "wd", "too far away"),
        ("", "No date was typed"),
        ("   ", "No date was typed"),
    ],
)
def test_what_is_no_date_is_said_with_what_to_type(typed: str, says: str) -> None:
    with pytest.raises(DateNotUnderstood) as refused:
        parse_date(typed, TODAY)
    sentence = str(refused.value)
    assert says in sentence
    assert sentence.endswith(".")
    assert not any(word in sentence.casefold() for word in NEVER_SAID)


@given(st.text(max_size=30))
def test_any_text_is_either_a_date_or_refused(text: str) -> None:
    try:
        day = parse_date(text, TODAY)
    except DateNotUnderstood:
        return
    assert 1900 <= day.year <= 2199


@given(st.from_regex(r"[0-9]{1,4}[-/. ][0-9a-z]{1,4}[-/. ][0-9]{1,4}", fullmatch=True))
def test_what_looks_like_a_date_never_fails_in_another_way(text: str) -> None:
    try:
        day = parse_date(text, TODAY)
    except DateNotUnderstood:
        return
    assert str(day.day) in text


def test_dates_are_shown_in_words() -> None:
    assert show_date(date(2026, 3, 3)) == "3 March 2026"
    assert show_short(date(2026, 9, 30)) == "30 Sep 2026"
    assert show_date(None) == ""


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        (date(2026, 3, 3), date(2026, 3, 9), "3 to 9 March 2026"),
        (date(2026, 3, 9), date(2026, 3, 3), "3 to 9 March 2026"),
        (date(2026, 2, 28), date(2026, 3, 3), "28 February to 3 March 2026"),
        (date(2025, 12, 28), date(2026, 1, 3), "28 December 2025 to 3 January 2026"),
        (date(2025, 3, 3), date(2026, 3, 3), "3 March 2025 to 3 March 2026"),
        (date(2026, 3, 3), date(2026, 3, 3), "3 March 2026"),
    ],
)
def test_a_range_says_month_and_year_once(a: date, b: date, words: str) -> None:
    assert show_range(a, b) == words


@given(any_day, st.integers(-240, 240))
def test_months_keep_the_day_or_end_on_the_last_of_a_shorter_month(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == min(day.day, monthrange(moved.year, moved.month)[1])


def test_month_ends() -> None:
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert add_months(date(2026, 3, 31), 6) == date(2026, 9, 30)
    assert add_months(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert add_months(date(2026, 1, 15), -1) == date(2025, 12, 15)


def test_the_financial_year_turns_on_the_first_of_april() -> None:
    assert financial_year(date(2026, 3, 31)) == "2025-26"
    assert financial_year(date(2026, 4, 1)) == "2026-27"
    assert financial_year(date(1999, 4, 1)) == "1999-00"


@given(any_day)
def test_a_day_lies_in_its_financial_year_and_the_day_after_the_last_in_the_next(day: date) -> None:
    first, last = financial_year_range(financial_year(day))
    assert first <= day <= last
    assert financial_year(last + timedelta(days=1)) != financial_year(day)


@pytest.mark.parametrize("typed", ["2025-26", "2025/26", " 2025 – 26 ", "2025-2026"])
def test_a_financial_year_is_read_in_its_usual_forms(typed: str) -> None:
    assert financial_year_range(typed) == (date(2025, 4, 1), date(2026, 3, 31))


@pytest.mark.parametrize("typed", ["2025", "2025-27", "25-26", "2025-1926", "last year", "", "9999-00"])
def test_what_is_no_financial_year_is_refused(typed: str) -> None:
    with pytest.raises(DateNotUnderstood, match="Type it like 2025-26"):
        financial_year_range(typed)


# A day without a year


@given(today=st.dates(date(1950, 1, 1), date(2150, 12, 31)), ahead=st.integers(0, 364))
def test_a_day_without_a_year_lies_where_its_field_says(today: date, ahead: int) -> None:
    meant = today + timedelta(days=ahead)
    assume((meant.month, meant.day) != (2, 29))
    words = f"{meant.day} {MONTHS[meant.month - 1]}"
    gone = meant if meant == today else meant.replace(year=meant.year - 1)
    assert parse_date(words, today, lies="ahead") == meant
    assert parse_date(words, today, lies="behind") == gone
    nearer = meant if meant - today <= today - gone else gone
    assert parse_date(words, today, lies="near") == nearer
    assert parse_date(f"{meant.day}/{meant.month}", today, lies="ahead") == meant
    assert parse_date(f"{words} {meant.year}", today, lies="behind") == meant


def test_a_day_that_the_year_to_come_lacks_is_not_moved() -> None:
    with pytest.raises(DateNotUnderstood, match="February 2027 has 28 days"):
        parse_date("29 Feb", date(2026, 11, 30), lies="ahead")
    with pytest.raises(DateNotUnderstood):
        parse_date("45 Feb", date(2026, 11, 30), lies="near")
