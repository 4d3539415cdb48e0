"""The trend of an indicator: direction, run, target, missing periods, and the names of periods."""

import datetime as dt
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.trends import (
    MONTHS_OF,
    is_off,
    missing_periods,
    next_end,
    period_name,
    period_to_add,
    points_of,
    show_figure,
    trend_of,
    with_unit,
)

D = dt.date
TODAY = D(2026, 11, 23)
QUARTERS = (D(2025, 12, 31), D(2026, 3, 31), D(2026, 6, 30), D(2026, 9, 30))


def indicator(**values: Any) -> dict[str, Any]:
    usual = {"better_when": "higher", "target": 85.0, "unit": "%", "frequency": "quarterly", "active_to": None}
    return usual | values


def lines(*values: float | None, ends: tuple[dt.date, ...] = QUARTERS) -> list[dict[str, Any]]:
    """Values of the last quarters, the newest last."""
    dated = zip(ends[-len(values) :], values, strict=True) if values else ()
    return [
        {"id": number, "period_end_on": end, "period": None, "value": value}
        for number, (end, value) in enumerate(dated, 1)
    ]


# ------------------------------------------------------------------------------------------------ the trend in words


@pytest.mark.parametrize(
    ("values", "about", "words", "word"),
    [
        ((84, 82, 76), {}, ("Down from 82 to 76%, second quarter running, target 85, off target for three quarters "
         "running"), "Worse"),
        ((90, 82), {}, "Down from 90 to 82%, target 85", "Worse"),
        ((80, 90.5), {}, "Up from 80 to 90.5%, target 85", "Better"),
        ((17, 19), {"better_when": "lower", "unit": "Number", "target": 10}, ("Up from 17 to 19, target 10, off target "
         "for two quarters running"), "Worse"),
        ((19, 17), {"better_when": "lower", "unit": "days", "target": None}, "Down from 19 to 17 days", "Better"),
        ((36, 33), {"better_when": "context", "target": None, "unit": ""}, "Down from 36 to 33", "Down"),
        ((36, 33), {"better_when": None, "target": None, "unit": None}, "Down from 36 to 33", "Down"),
        ((90, 90), {}, "Still 90%, target 85", "Level"),
        ((90,), {}, "90%, the first value, target 85", "No trend yet"),
        ((), {}, "No value yet", "No value yet"),
        ((1, 2, 3), {"frequency": "yearly", "target": None}, "Up from 2 to 3%, second year running", "Better"),
        ((1, 2, 3), {"frequency": None, "target": None}, "Up from 2 to 3%, second period running", "Better"),
        ((80, None, 90), {}, "Up from 80 to 90%, target 85", "Better"),
    ],
)  # fmt: skip
def test_the_trend_in_words(values: tuple[float | None, ...], about: dict[str, Any], words: str, word: str) -> None:
    found = trend_of(indicator(**about), lines(*values), TODAY)
    assert (found.words, found.word) == (words, word)


@given(st.lists(st.integers(-50, 50), max_size=12), st.sampled_from(["higher", "lower", "context"]))
def test_direction_and_run_agree_with_the_differences(values: list[int], better: str) -> None:
    ends = tuple(D(2024, 1, 31) + dt.timedelta(days=31 * at) for at in range(12))
    found = trend_of(indicator(better_when=better, target=None), lines(*values, ends=ends), TODAY)
    assert [point.value for point in found.points] == values
    if len(values) < 2:
        assert (found.way, found.run, found.better) == ("", 0, None)
        return
    steps = [now - before for before, now in itertools.pairwise(values)]
    assert found.way == ("up" if steps[-1] > 0 else "down" if steps[-1] < 0 else "level")
    tail = steps[-found.run :]
    assert all((step > 0) == (steps[-1] > 0) and (step < 0) == (steps[-1] < 0) for step in tail)
    if found.run < len(steps):
        before = steps[-found.run - 1]
        assert (before > 0, before < 0) != (steps[-1] > 0, steps[-1] < 0)
    if better == "context" or not steps[-1]:
        assert found.better is None
    else:
        assert found.better == ((steps[-1] > 0) == (better == "higher"))


@given(
    st.lists(st.integers(0, 100), min_size=1, max_size=12), st.integers(0, 100), st.sampled_from(["higher", "lower"])
)
def test_periods_off_target_are_counted_from_the_last(values: list[int], target: int, better: str) -> None:
    ends = tuple(D(2024, 1, 31) + dt.timedelta(days=31 * at) for at in range(12))
    off = trend_of(indicator(better_when=better, target=target), lines(*values, ends=ends), TODAY).off
    assert all(is_off(value, target, better) for value in values[len(values) - off :])
    assert off == len(values) or not is_off(values[-off - 1], target, better)


@pytest.mark.parametrize(
    ("value", "target", "better", "off"),
    [
        (84.9, 85, "higher", True), (85, 85, "higher", False), (85, 85, "lower", False), (85.1, 85, "lower", True),
        (None, 85, "higher", None), (84, None, "higher", None), (84, 85, "context", None), (84, 85, None, None),
    ],
)  # fmt: skip
def test_off_target(value: float | None, target: float | None, better: str | None, off: bool | None) -> None:
    assert is_off(value, target, better) is off


def test_of_two_values_of_a_period_the_one_added_last_counts() -> None:
    twice = [
        {"id": 2, "period_end_on": QUARTERS[0], "period": "Q3 2025-26", "value": 81.0},
        {"id": 1, "period_end_on": QUARTERS[0], "period": "Q3", "value": 79.0},
        {"id": 3, "period_end_on": QUARTERS[1], "period": None, "value": None},
    ]
    [point] = points_of(twice)
    assert (point.name, point.value) == ("Q3 2025-26", 81.0)


# ------------------------------------------------------------------------------------------------ periods


@pytest.mark.parametrize(
    ("ends", "about", "missing"),
    [
        (QUARTERS, {}, ()),
        (QUARTERS[:3], {}, (D(2026, 9, 30),)),
        ((QUARTERS[0], QUARTERS[3]), {}, QUARTERS[1:3]),
        ((D(2026, 1, 2), D(2026, 3, 28)), {}, (D(2026, 6, 28), D(2026, 9, 28))),
        (QUARTERS[:2], {"frequency": "six_monthly"}, (D(2026, 6, 30),)),
        (QUARTERS[:1], {"frequency": None}, ()),
        (QUARTERS[:2], {"active_to": D(2026, 7, 31)}, (D(2026, 6, 30),)),
        ((), {}, ()),
        ((D(2026, 10, 31),), {"frequency": "monthly"}, ()),
    ],
)
def test_periods_without_a_value(
    ends: tuple[dt.date, ...], about: dict[str, Any], missing: tuple[dt.date, ...]
) -> None:
    assert missing_periods(ends, indicator(**about), TODAY) == missing


def test_a_period_that_ends_today_is_not_missing_yet() -> None:
    assert missing_periods(QUARTERS[:3], indicator(), D(2026, 9, 30)) == ()
    assert missing_periods(QUARTERS[:3], indicator(), D(2026, 10, 1)) == (D(2026, 9, 30),)


def test_a_value_that_the_office_still_waits_for_is_not_missing() -> None:
    late = D(2026, 9, 30)
    assert missing_periods(QUARTERS[:2], indicator(), TODAY, lambda end: end >= late) == (D(2026, 6, 30),)
    assert trend_of(indicator(), lines(80, ends=QUARTERS[:3]), TODAY).missing == (late,)


@pytest.mark.parametrize(
    ("ends", "frequency", "end"),
    [
        (QUARTERS, "quarterly", D(2026, 12, 31)),
        (QUARTERS[:2], "quarterly", D(2026, 9, 30)),
        ((), "quarterly", D(2026, 9, 30)),
        ((), "monthly", D(2026, 10, 31)),
        ((), "six_monthly", D(2026, 9, 30)),
        ((), "yearly", D(2026, 3, 31)),
        ((), None, D(2026, 9, 30)),
        ((D(2026, 9, 29),), "quarterly", D(2026, 12, 29)),
    ],
)
def test_the_period_that_is_offered_for_a_new_value(
    ends: tuple[dt.date, ...], frequency: str | None, end: dt.date
) -> None:
    assert period_to_add(ends, indicator(frequency=frequency), TODAY) == end


@given(st.dates(D(2020, 1, 1), D(2030, 12, 31)), st.sampled_from(sorted(MONTHS_OF.values())))
def test_ends_of_periods_stay_ends_of_months_and_rise(end: dt.date, months: int) -> None:
    later = next_end(end, months)
    assert (later.year * 12 + later.month) - (end.year * 12 + end.month) == months
    if (end + dt.timedelta(days=1)).day == 1:
        assert (later + dt.timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("end", "frequency", "name"),
    [
        (D(2026, 6, 30), "quarterly", "Q1 2026-27"),
        (D(2027, 3, 31), "quarterly", "Q4 2026-27"),
        (D(2026, 9, 30), "six_monthly", "Half 1 2026-27"),
        (D(2026, 10, 31), "monthly", "October 2026"),
        (D(2026, 3, 31), "yearly", "2025-26"),
        (D(2026, 10, 31), "quarterly", "31 October 2026"),
        (D(2026, 9, 29), "quarterly", "29 September 2026"),
        (D(2026, 9, 30), None, "30 September 2026"),
    ],
)
def test_what_a_period_is_called(end: dt.date, frequency: str | None, name: str) -> None:
    assert period_name(end, frequency) == name


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [(76.0, "%", "76%"), (81.25, "%", "81.25%"), (1240, "Number", "1,240"), (12, "days", "12 days"), (0, None, "0"),
     (None, "%", ""), (-0.5, "", "-0.5")],
)  # fmt: skip
def test_figures_with_their_unit(value: float | None, unit: str | None, shown: str) -> None:
    assert with_unit(value, unit) == shown
    assert shown.startswith(show_figure(value))
