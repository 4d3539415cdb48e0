"""The office's own figures over a profile: numbers, on and off, checked by whom; and what is kept of them as text."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.clocks import UNITS, Rule
from lif_desktop.framework.overrides import (
    DISPUTES,
    MOST,
    STANDING,
    Override,
    laid_over,
    overridden,
    places,
    read_overrides,
    write_overrides,
)
from lif_desktop.framework.profile import Profile, find_profile, load_profile
from lif_desktop.places import resources

FOLDER: Path = resources() / "framework"
CHECKED = date(2026, 11, 23)
REPORT = Rule("report", "Send it", "sent", 15, "working days", "after", "guidance", "Working Together", check=True)
some = st.builds(
    Override,
    number=st.none() | st.integers(1, 9000),
    unit=st.none() | st.sampled_from(UNITS),
    on=st.none() | st.booleans(),
    checked_on=st.none() | st.dates(),
    checked_by=st.text(max_size=12),
    checked_number=st.none() | st.integers(1, 9000),
    checked_unit=st.none() | st.sampled_from(UNITS),
)


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load_profile(find_profile("stockport", FOLDER))


def rules(profile: Profile, kind: str) -> dict[str, Rule]:
    return {rule.key: rule for rule in profile.review_type(kind).rules}


def test_without_figures_of_its_own_an_office_runs_what_the_profile_switches_on(profile: Profile) -> None:
    plain = laid_over(profile, {})
    for before, after in zip(profile.review_types, plain.review_types, strict=True):
        assert after.rules == tuple(rule for rule in before.rules if rule.on)
    assert "rr_panel_reply" in rules(profile, "rapid_review")
    assert "rr_panel_reply" not in rules(plain, "rapid_review")
    assert (plain.standing, plain.disputes, plain.lists) == (profile.standing, profile.disputes, profile.lists)


def test_a_figure_of_the_offices_own_says_so_in_its_source(profile: Profile) -> None:
    ours = laid_over(profile, {("rapid_review", "rr_sign_off"): Override(number=12)})
    rule = rules(ours, "rapid_review")["rr_sign_off"]
    assert (rule.number, rule.unit, rule.check) == (12, "working days", False)
    assert rule.source.endswith("; the office's own figure in place of 14 working days")


def test_a_figure_counts_for_its_own_review_type_only(profile: Profile) -> None:
    ours = laid_over(profile, {("sar_mandatory", "sar_acknowledge"): Override(number=3)})
    assert rules(ours, "sar_mandatory")["sar_acknowledge"].number == 3
    assert rules(ours, "sar_discretionary")["sar_acknowledge"].number == 5


def test_clocks_are_switched_off_and_on(profile: Profile) -> None:
    switched = {
        ("rapid_review", "rr_report"): Override(on=False),
        ("rapid_review", "rr_panel_reply"): Override(on=True),
        (DISPUTES, "dispute_seniors"): Override(on=False),
        (STANDING, "training_follow_up"): Override(number=6, unit="years"),
        (STANDING, "meeting_papers"): Override(on=False),
    }
    ours = laid_over(profile, switched)
    assert "rr_report" not in rules(ours, "rapid_review")
    assert rules(ours, "rapid_review")["rr_panel_reply"].number == 10
    assert [rule.key for rule in ours.disputes.rules] == ["dispute_practitioners", "dispute_managers"]
    follow_up = ours.standing_rule("training_follow_up")
    assert follow_up is not None
    assert (follow_up.number, follow_up.unit) == (6, "years")
    assert ours.standing_rule("meeting_papers") is None


def test_what_was_checked_needs_no_mark_and_says_when_and_by_whom() -> None:
    checked = Override(checked_on=CHECKED, checked_by="Ann", checked_number=15, checked_unit="working days")
    rule = overridden(REPORT, checked)
    assert not rule.check
    assert rule.source == "Working Together; checked on 23 November 2026 by Ann"


def test_a_check_counts_for_the_figure_that_was_checked() -> None:
    checked = Override(checked_on=CHECKED, checked_by="Ann", checked_number=10, checked_unit="working days")
    assert overridden(REPORT, checked).check
    assert "checked on" not in overridden(REPORT, checked).source


@pytest.mark.parametrize(("basis", "marked"), [("statute", True), ("guidance", True), ("local", False)])
def test_another_figure_than_guidance_gives_is_to_be_checked(basis: str, marked: bool) -> None:
    rule = replace(REPORT, check=False, basis=basis)  # type: ignore[arg-type]
    assert overridden(rule, Override(number=20)).check is marked
    assert not overridden(rule, Override(number=15)).check


@pytest.mark.parametrize("unit", UNITS)
def test_a_figure_beyond_twenty_years_is_left_out(unit: str) -> None:
    far = Override(number=MOST[unit] + 1, unit=unit)  # type: ignore[index,arg-type]
    assert overridden(REPORT, far).number == 15
    last = overridden(REPORT, Override(number=MOST[unit], unit=unit))  # type: ignore[index,arg-type]
    assert (last.number, last.unit) == (MOST[unit], unit)  # type: ignore[index]


def test_a_key_that_the_profile_does_not_have_changes_nothing(profile: Profile) -> None:
    assert laid_over(profile, {("rapid_review", "gone"): Override(number=1)}) == laid_over(profile, {})


def test_every_list_of_clocks_has_its_place(profile: Profile) -> None:
    found = {place: (words, rules) for place, words, rules in places(profile)}
    assert set(found) == {kind.key for kind in profile.review_types} | {DISPUTES, STANDING}
    assert found["single_agency_review"][1] == ()
    assert len(found[STANDING][1]) == len(profile.standing)


@given(st.dictionaries(st.tuples(st.text(max_size=8), st.text(max_size=8)), some, max_size=6))
def test_what_is_kept_as_text_comes_back(overrides: dict[tuple[str, str], Override]) -> None:
    assert read_overrides(write_overrides(overrides)) == {
        place: override for place, override in overrides.items() if override != Override()
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        "3",
        '{"a": 3}',
        '{"a": {"b": 3}}',
        '{"a": {"b": {"number": 0}}}',
        '{"a": {"b": {"unit": "moons"}}}',
        '{"a": {"b": {"number": true, "on": "yes", "checked_on": "soon"}}}',
    ],
)
def test_text_that_makes_no_sense_counts_as_nothing(text: str) -> None:
    assert read_overrides(text) == {}
