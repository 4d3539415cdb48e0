"""Every review type of both profiles, in both ways of counting: its milestones, their days, reasons and sources."""

import random
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.bank_holidays import PUBLISHED
from lif_desktop.framework.clocks import TO_CHECK, due_on, milestones
from lif_desktop.framework.dates import add_months
from lif_desktop.framework.overrides import laid_over
from lif_desktop.framework.profile import find_profile, load_profile
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.places import resources

FOLDER = resources() / "framework"
PROFILES = {name: load_profile(find_profile(name, FOLDER)) for name in ("stockport", "england-current")}
CASES = [(name, kind.key) for name, profile in PROFILES.items() for kind in profile.review_types]
ENGLAND = WorkingDays()
START = date(2026, 4, 2)
CLOSED = np.array(
    [f"{year}-{month:02}-{day:02}" for year, days in PUBLISHED.items() for month, day, _ in days], "M8[D]"
)
FIRST, LAST = date(2019, 1, 1), date(2028, 12, 31)
# Figures that the domain gives without having read them at their source, or not with certainty.
UNREAD = {
    "cspr_publish", "cspr_advance_copy", "cspr_on_website", "cdr_local_notice", "cdr_database", "cdr_meeting",
    "cdr_panel", "sar_complete", "dhr_decision", "dhr_complete", "mappa_notice", "mhhr_complete", "sfo_notice",
    "sfo_review",
}  # fmt: skip
# Types for which no figure is given anywhere: they list no milestone and say why.
WITHOUT = {"national_review", "single_agency_review", "peer_review", "external_lesson"}


@pytest.mark.parametrize("same_day", [False, True], ids=["next-day", "same-day"])
@pytest.mark.parametrize(("name", "key"), CASES)
def test_every_type_lists_its_milestones_with_days_reasons_and_sources(name: str, key: str, same_day: bool) -> None:
    profile = PROFILES[name]
    kind = laid_over(profile, {}).review_type(key)
    events = {rule.event: START for rule in kind.rules}
    found = milestones(kind, events, ENGLAND, same_day)
    without = WITHOUT | ({"mental_health_homicide_review"} if name == "england-current" else set())
    assert bool(found) is (key not in without)
    for one in found:
        assert one.due == due_on(one.rule, START, ENGLAND, same_day)
        assert one.rule.source.strip()
        assert one.rule.basis in ("statute", "guidance", "local")
        assert f"{one.rule.number} {one.rule.unit.rstrip('s')}" in one.says
        assert (TO_CHECK in one.says) is one.rule.check
        assert not one.rule.counted_from.endswith(".")
        assert (one.due < START) is (one.rule.direction == "before")
    assert all(one.due is None for one in milestones(kind, {}, ENGLAND, same_day))
    assert kind.source
    assert kind.note


@pytest.mark.parametrize("name", PROFILES)
def test_what_was_not_read_at_its_source_is_marked(name: str) -> None:
    rules = {rule.key: rule for kind in PROFILES[name].review_types for rule in kind.rules}
    assert rules.keys() & UNREAD <= {key for key, rule in rules.items() if rule.check}
    assert not [key for key, rule in rules.items() if rule.check and rule.basis == "local" and key not in UNREAD]


def test_present_law_marks_the_clocks_of_its_newest_guidance_too() -> None:
    rules = {rule.key: rule for rule in PROFILES["england-current"].review_type("rapid_review").rules}
    assert {key for key, rule in rules.items() if rule.check} == {"rr_notification", "rr_partners_told", "rr_report"}


@pytest.mark.parametrize("name", PROFILES)
def test_what_is_only_offered_is_local_and_says_that_it_is(name: str) -> None:
    offered = [rule for kind in PROFILES[name].review_types for rule in kind.rules if not rule.on]
    assert {rule.key for rule in offered} >= {"rr_panel_reply", "cspr_terms", "sar_draft"}
    assert all(rule.basis == "local" and "ocal target" in rule.source for rule in offered)


# ------------------------------------------------------------------------------------- against numpy's own calendar


def by_numpy(start: date, number: int, same_day: bool) -> date:
    """The n-th working day after (before) `start` by numpy, which knows weekends and the table of holidays."""
    day = np.datetime64(start)
    works = bool(np.is_busday(day, holidays=CLOSED))
    if number > 0:
        ahead = number - 1 if works and same_day else number
        roll, offset = ("forward", ahead) if works else ("backward", ahead)
    else:
        roll, offset = ("backward", number) if works else ("forward", number)
    return np.busday_offset(day, offset, roll=roll, holidays=CLOSED).astype(date)


def pairs(count: int) -> list[tuple[date, int]]:
    chance = random.Random(20261123)
    days = (LAST - FIRST).days - 200
    return [
        (FIRST + timedelta(days=chance.randint(100, days)), chance.choice([1, -1]) * chance.randint(1, 65))
        for _ in range(count)
    ]


@pytest.mark.parametrize("same_day", [False, True], ids=["next-day", "same-day"])
def test_ten_thousand_working_days_agree_with_an_independent_calculation(same_day: bool) -> None:
    drawn = pairs(10_000)
    wrong = [
        (start, number)
        for start, number in drawn
        if ENGLAND.add(start, number, same_day and number > 0) != by_numpy(start, number, same_day)
    ]
    assert wrong == []
    off = [day for day, _ in drawn if not ENGLAND.is_working(day)]
    assert len(off) > 2_500
    assert len({number < 0 for _, number in drawn}) == 2


def test_counting_agrees_with_an_independent_calculation() -> None:
    for start, number in pairs(2_000):
        end = start + timedelta(days=abs(number) * 3)
        day = timedelta(days=1)
        expected = np.busday_count(np.datetime64(start + day), np.datetime64(end + day), holidays=CLOSED)
        assert ENGLAND.count(start, end) == expected


# ------------------------------------------------------------------------------------------- months and month ends


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 3, 31), 6, date(2026, 9, 30)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 10, 31), -8, date(2026, 2, 28)),
    ],
)
def test_month_ends(day: date, months: int, due: date) -> None:
    assert add_months(day, months) == due


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(-60, 60))
def test_months_by_numpy(day: date, months: int) -> None:
    there = np.datetime64(day, "M") + months
    last = ((there + 1).astype("M8[D]") - 1).astype(date)
    assert add_months(day, months) == last.replace(day=min(day.day, last.day))


@given(st.dates(date(2019, 1, 1), date(2060, 12, 31)), st.integers(1, 24), st.integers(0, 400))
def test_a_later_day_is_never_due_sooner(day: date, months: int, later: int) -> None:
    assert add_months(day, months) <= add_months(day + timedelta(days=later), months)
