"""Whether day or month stands first in a column of dates: never guessed where it could be either."""

import datetime as dt
import random

import pytest

from lif_desktop.framework.dates import MONTHS, WEEKDAYS
from lif_desktop.office import Office
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.date_orders import judge_order
from lif_desktop.sheets.match import Choices
from lif_desktop.sheets.plan import make_plan
from lif_desktop.sheets.planned import DateQuestion, Plan
from tests.sheets.taking_in import actions, book, planned, reasons

TODAY = dt.date(2026, 11, 23)
HEAD = ("Action", "Due")


def rows(*dates: object) -> list[tuple[object, ...]]:
    return [(f"Action {number}", date) for number, date in enumerate(dates, 1)]


def days(plan: Plan) -> list[object]:
    return [row.values[1] for row in plan.rows]


@pytest.mark.parametrize(
    ("cells", "order", "asks"),
    [
        (("25/3/2026", "3/4/2026"), "day", False),
        (("3/25/2026", "3/4/2026"), "month", False),
        (("3/4/2026", "5/6/2026"), None, True),
        (("3/3/2026", "tbc", None), None, False),
        (("3/4/2026", "3/3/2026", "tbc"), None, True),
        (("3/4/2026", dt.date(2026, 3, 25)), "day", False),
        (("3/4/2026", "25 March 2026"), "day", False),
        (("3/4/2026", "March 25, 2026"), None, True),
        (("3/4/2026", "2026-03-25"), None, True),
        (("3/4/2026", "Tuesday 7/4/2026"), "day", False),
        (("25/3/2026", "3/25/2026"), "day", False),
        (("25/3/2026", "3/25/2026", "3/4/2026"), None, True),
    ],
)
def test_a_column_is_judged_as_a_whole(cells: tuple[object, ...], order: str | None, *, asks: bool) -> None:
    judged = judge_order("Due", cells, TODAY, None, None)  # type: ignore[arg-type]

    assert (judged.order, bool(judged.samples)) == (order, asks)


def test_an_answer_and_an_earlier_file_settle_what_could_be_either() -> None:
    either, plain = ("3/4/2026",), ("25/3/2026", "3/4/2026")

    assert judge_order("Due", either, TODAY, "month", "day").order == "month"
    assert judge_order("Due", either, TODAY, None, "month").order == "month"
    assert judge_order("Due", plain, TODAY, None, "month").order == "day"
    assert judge_order("Due", plain, TODAY, "month", None).order == "month"


def test_a_column_that_could_be_either_asks_and_its_rows_wait(office: Office) -> None:
    made = book(HEAD, *rows("3/4/2026", "5/5/2026", "12/11/26"))
    plan = make_plan(office, made, "actions")

    assert plan.questions == (DateQuestion("Due", 2, ("3/4/2026", "12/11/26")),)
    assert actions(plan) == ["held", "add", "held"]
    assert reasons(plan)[0].startswith("B2: “3/4/2026” could be 3 April 2026 or 4 March 2026. Say for the whole column")
    for order, found in (("day", (3, 4)), ("month", (4, 3))):
        answered = make_plan(office, made, "actions", choices=Choices(orders={"Due": order}))  # type: ignore[dict-item]
        assert actions(answered) == ["add"] * 3
        assert (days(answered)[0].day, days(answered)[0].month) == found  # type: ignore[attr-defined]
        assert not answered.questions


def test_one_date_that_can_be_meant_one_way_settles_all_and_it_is_said(office: Office) -> None:
    plan = planned(office, "actions", HEAD, *rows("3/4/2026", "3/25/2026"))

    assert days(plan) == [dt.date(2026, 3, 4), dt.date(2026, 3, 25)]
    assert plan.columns[1].order == "month"
    assert "“Due”: dates are read with the month first, as 3/25/2026 can be nothing else." in plan.notices


def test_real_dates_beside_texts_with_the_month_first_are_pointed_out(office: Office) -> None:
    """The trap of an American export opened in a British Excel: it turns those dates round that it can."""
    plan = planned(office, "actions", HEAD, *rows(dt.date(2026, 4, 3), "3/25/2026"))

    assert any("look whether Excel has turned day and month round" in notice for notice in plan.notices)


def test_in_a_column_of_both_orders_the_impossible_ones_are_held_back(office: Office) -> None:
    plan = planned(office, "actions", HEAD, *rows("25/3/2026", "3/25/2026", dt.date(2026, 5, 5)))

    assert actions(plan) == ["add", "held", "add"]
    assert "“Due” has dates with the day first, such as 25/3/2026, and others: 3/25/2026." in plan.notices


def test_a_column_of_few_dates_is_read_like_the_others_of_its_sheet_where_these_are_british(office: Office) -> None:
    head = ("Action", "Start", "Due", "Date completed", "Sign off date")
    plan = planned(office, "actions", head, ("One", "13/1/2026", "25/3/2026", "3/4/2026", None))
    one = planned(office, "actions", head, ("One", None, "25/3/2026", "3/4/2026", None))
    mixed = planned(office, "actions", head, ("One", "13/1/2026", "25/3/2026", "3/4/2026", "3/25/2026"))
    american = planned(office, "actions", head, ("One", "1/13/2026", "3/25/2026", "3/4/2026", "3/26/2026"))

    assert plan.rows[0].values[3] == dt.date(2026, 4, 3)
    assert "Dates are read with the day first in “Start” and “Due”, as 13/1/2026 can be nothing else." in plan.notices
    assert "“Date completed”: 3/4/2026 is read with the day first, as in the other columns." in plan.notices
    for other in (one, mixed, american):
        assert [question.heading for question in other.questions if isinstance(question, DateQuestion)] == [
            "Date completed"
        ]


def test_the_next_file_of_the_agency_is_not_asked_again_but_another_agency_is(office: Office) -> None:
    first = planned(office, "actions", HEAD, *rows("3/4/2026"), agency="GMP", choices=Choices(orders={"Due": "month"}))
    apply(office, first)
    again = planned(office, "actions", HEAD, *rows("5/6/2026"), agency="GMP")
    other = planned(office, "actions", HEAD, *rows("5/6/2026"), agency="Stockport Homes")

    assert days(again) == [dt.date(2026, 5, 6)]
    assert "“Due”: dates are read with the month first, as in an earlier file." in again.notices
    assert [type(one) for one in other.questions] == [DateQuestion]


def test_numbers_and_dates_without_a_year_are_said(office: Office) -> None:
    plan = planned(office, "actions", HEAD, *rows(46085, "46085", "3rd March", "Mar-26", "3 March 2026 14:30"))

    assert actions(plan) == ["held", "held", "add", "held", "add"]
    assert reasons(plan)[0].endswith("As Excel counts days it would be 4 March 2026: write that if it is meant.")
    assert reasons(plan)[1] == reasons(plan)[0].replace("B2", "B3").replace(" Write it like 3 March 2026.", "")
    assert "“Due”: dates without a year, such as 3rd March, are read as 2026." in plan.notices


def figures(day: dt.date, order: str) -> list[str]:
    """Ways of writing a day in figures."""
    first, second = (day.day, day.month) if order == "day" else (day.month, day.day)
    y, yy = day.year, f"{day.year % 100:02d}"
    plain = [f"{first}{sign}{second}{sign}{year}" for sign in "/-." for year in (y, yy)]
    return [*plain, f"{first:02d}/{second:02d}/{y}", f"{first}/{second}/{y} 14:30", f" {first} / {second} / {y}"]


def in_words(day: dt.date, order: str) -> list[str]:
    """Ways of writing a day with the name of the month, as those write who put day or month first; and ISO."""
    d, y, yy, name = day.day, day.year, f"{day.year % 100:02d}", MONTHS[day.month - 1]
    iso = [day.isoformat(), f"{day.isoformat()} 00:00:00"]
    if order == "month":
        return [*iso, f"{name} {d}, {y}", f"{name[:3]} {d} {y}"]
    weekday = WEEKDAYS[day.weekday()]
    return [*iso, f"{d} {name} {y}", f"{d:02d}-{name[:3]}-{yy}", f"{d}th {name} {y}", f"{weekday} {d} {name} {y}"]


def test_of_a_thousand_written_dates_none_has_day_and_month_turned_round(office: Office) -> None:
    """Sixty columns, half of them with the month first, nearly all of dates that could be either."""
    chance = random.Random(4)
    read = asked = 0
    for turn in range(60):
        order = "day" if turn % 2 else "month"
        meant = [
            dt.date(chance.randrange(1990, 2060), chance.randrange(1, 13), chance.randrange(1, 13)) for _ in range(17)
        ]
        if turn % 3 == 1:
            meant.append(dt.date(2026, 3, chance.randrange(13, 29)))
        ways = (figures,) if turn % 5 else (figures, in_words)
        written = [chance.choice(chance.choice(ways)(day, order)) for day in meant]
        plan = planned(office, "actions", HEAD, *rows(*written))
        if plan.questions:
            asked += 1
            assert not [row for row in plan.rows if row.values[1] is not None and row.values[1] not in meant]
            plan = planned(office, "actions", HEAD, *rows(*written), choices=Choices(orders={"Due": order}))  # type: ignore[dict-item]
        assert dict(zip(written, days(plan), strict=True)) == dict(zip(written, meant, strict=True))
        read += len(meant)
    assert read >= 1000
    assert 20 < asked < 50


def test_a_time_of_day_that_a_date_does_not_keep_is_said(office: Office) -> None:
    head = ("Action", "Due", "Start")
    plan = planned(
        office,
        "actions",
        head,
        ("Write to schools", dt.datetime(2026, 3, 25, 14, 30), "25/3/2026 9:15"),  # noqa: DTZ001 - as a cell holds it
        ("Ring the school", dt.datetime(2026, 3, 26, 9, 0), "26.3.2026"),  # noqa: DTZ001
    )
    said = " ".join(plan.notices)
    assert "“Due”: 2 dates have a time of day, such as 14:30. The day is kept and the time is not." in said
    assert "“Start”: 1 date has a time of day, such as 9:15. The day is kept and the time is not." in said
    assert plan.rows[0].values[1:] == (dt.date(2026, 3, 25), dt.date(2026, 3, 25))
