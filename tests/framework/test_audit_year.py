"""The year plan of audits: what it shows, what a cycle brings, leap years, the edges of a financial year."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.audit_year import (
    Band,
    audit_status,
    is_not_reported,
    lanes,
    neighbour,
    next_round,
    schedule,
    year_of,
    year_plan,
)
from lif_desktop.framework.dates import DateNotUnderstood, add_months, financial_year, financial_year_range
from lif_desktop.framework.profile import find_profile, load_profile
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.places import resources

TODAY = dt.date(2026, 11, 23)
CALENDAR = WorkingDays()
PROFILE = load_profile(find_profile("stockport", resources() / "framework"))
NAMES = (
    *("id", "ref", "audit_type", "title", "year", "theme", "lead_agency_id", "status", "requested_on", "planned_on"),
    *("due_on", "completed_on", "reported_on", "next_due_on", "closed_on"),
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def audit(kind: str = "section_11", number: int = 1, **values: Any) -> dict[str, Any]:
    dates = {key: day(value) if key.endswith("_on") and value else value for key, value in values.items()}
    return dict.fromkeys(NAMES) | {"id": number, "audit_type": kind, "title": "An audit"} | dates


def band(year: str, *audits: dict[str, Any], kind: str = "section_11", today: dt.date = TODAY) -> Band:
    plan = year_plan(year, audits, PROFILE, today, CALENDAR)
    return next(one for one in plan.bands if one.kind.key == kind)


# ------------------------------------------------------------------------------------------------ bars


def test_every_type_has_a_band_in_the_order_of_the_profile_and_strangers_come_last() -> None:
    plan = year_plan("2026-27", [audit("thematic", planned_on="2026-05-01")], PROFILE, TODAY, CALENDAR)
    assert [one.kind.key for one in plan.bands] == [*(a.key for a in PROFILE.audit_types), "thematic"]
    assert (plan.first, plan.last, plan.year) == (day("2026-04-01"), day("2027-03-31"), "2026-27")
    assert [one.ends for one in plan.bands[-1].bars] == [day("2026-05-01")]


def test_a_bar_runs_from_its_start_to_its_due_day_with_its_dates_in_order() -> None:
    row = audit(planned_on="2026-06-01", due_on="2026-08-31", completed_on="2026-08-20", reported_on="2026-09-09")
    (bar,) = band("2026-27", row).bars
    assert (bar.begins, bar.ends) == (day("2026-06-01"), day("2026-08-31"))
    assert [mark for mark, _ in bar.marks] == ["planned", "completed", "due", "reported"]
    assert bar.status.word == "Reported"


def test_an_audit_with_one_date_only_is_a_bar_of_a_day() -> None:
    (bar,) = band("2026-27", audit(due_on="2026-12-24")).bars
    assert bar.begins == bar.ends == day("2026-12-24")
    (asked,) = band("2026-27", audit(requested_on="2026-12-24")).bars
    assert asked.begins == asked.ends == day("2026-12-24")


@pytest.mark.parametrize(
    ("year", "there"), [("2025-26", True), ("2026-27", True), ("2027-28", False), ("2024-25", False)]
)
def test_an_audit_over_the_end_of_a_year_is_in_both(year: str, there: bool) -> None:
    row = audit(planned_on="2026-03-31", due_on="2026-04-01")
    assert bool(band(year, row).bars) is there


def test_an_audit_without_a_day_stands_in_its_year_and_one_without_a_year_in_all() -> None:
    written, plain, closed = audit(year="2026/27"), audit(number=2), audit(number=3, closed_on="2026-05-01")
    assert [row["id"] for row in band("2026-27", written, plain, closed).undated] == [1, 2]
    assert [row["id"] for row in band("2027-28", written, plain, closed).undated] == [2]


@pytest.mark.parametrize(
    ("row", "tone", "word"),
    [
        (audit(status="cancelled", completed_on="2026-01-01"), "none", "Cancelled"),
        (audit(completed_on="2026-10-01"), "amber", "Completed, not reported"),
        (audit(completed_on="2026-10-01", status="closed", reported_on="2026-11-01"), "blue", "Reported"),
        (audit(status="closed"), "blue", "Closed"),
        (audit(planned_on="2027-01-05", due_on="2027-03-05"), "none", "Planned"),
        (audit(planned_on="2026-09-05", due_on="2027-03-05"), "green", "On track"),
        (audit(planned_on="2026-09-05", due_on="2026-11-20"), "red", "Overdue by 1 working day"),
        (audit(due_on="2026-11-23"), "amber", "Due today"),
        (audit(), "none", "No due date"),
    ],
)
def test_how_an_audit_stands(row: dict[str, Any], tone: str, word: str) -> None:
    assert (audit_status(row, TODAY, CALENDAR).tone, audit_status(row, TODAY, CALENDAR).word) == (tone, word)


def test_findings_that_have_not_been_reported() -> None:
    assert is_not_reported(audit(completed_on="2026-10-01", status="closed"))
    assert not is_not_reported(audit(completed_on="2026-10-01", reported_on="2026-11-01"))
    assert not is_not_reported(audit(completed_on="2026-10-01", status="cancelled"))
    assert not is_not_reported(audit(due_on="2026-10-01"))


# ------------------------------------------------------------------------------------------------ cycles


def test_a_round_that_the_cycle_brings_and_nobody_planned_is_missing() -> None:
    done = audit(completed_on="2025-01-31")
    found = band("2026-27", done)
    (missing,) = found.missing
    assert found.following == "Next round due 31 January 2027"
    assert (missing.day, missing.at, missing.late) == (day("2027-01-31"), day("2027-01-31"), False)
    assert missing.says == "By its cycle a round is due on 31 January 2027, and none is planned."
    assert missing.values == {
        "audit_type": "section_11", "title": "Section 11 audit 2027", "board": "children", "year": "2026-27",
        "status": "planned", "planned_on": TODAY, "due_on": day("2027-01-31"), "reported_to": "quality_assurance",
    }  # fmt: skip
    assert band("2025-26", done).missing == ()


def test_a_round_long_past_its_day_shows_at_the_start_of_this_year_only() -> None:
    done = audit(completed_on="2022-06-30")
    (missing,) = band("2026-27", done).missing
    assert (missing.day, missing.at, missing.late) == (day("2024-06-30"), day("2026-04-01"), True)
    assert missing.says.startswith("By its cycle a round was due on 30 June 2024")
    assert missing.values["planned_on"] == TODAY
    assert missing.values["due_on"] == day("2027-02-23")
    assert band("2024-25", done).missing == ()
    assert band("2027-28", done).missing == ()
    assert [one.day for one in band("2028-29", done).missing] == [day("2028-06-30")]


@pytest.mark.parametrize(
    "plan",
    [
        {"planned_on": "2026-09-01", "due_on": "2026-11-30"},
        {"due_on": "2027-03-01"},
        {"year": "2026-27"},
        {},
        {"requested_on": "2026-09-01", "status": "requested"},
    ],
)
def test_a_round_that_is_planned_in_any_way_fills_the_gap(plan: dict[str, str]) -> None:
    done = audit(completed_on="2024-09-30")
    assert band("2026-27", done).missing
    assert band("2026-27", done, audit(number=2, **plan)).missing == ()
    assert band("2026-27", done, audit(number=2, **plan | {"status": "cancelled"})).missing


def test_what_is_under_way_is_named_and_the_round_after_it_is_expected_in_its_year() -> None:
    running = audit(planned_on="2026-09-01", due_on="2026-11-30")
    assert band("2026-27", running).following == "Under way, due 30 November 2026"
    assert band("2027-28", running).missing == ()
    assert [one.day for one in band("2028-29", running).missing] == [day("2028-11-30")]


def test_the_date_written_on_the_last_round_goes_before_the_cycle() -> None:
    done = audit(completed_on="2025-01-31", next_due_on="2026-09-01")
    assert next_round(done, PROFILE.audit_type("section_11")) == day("2026-09-01")
    (missing,) = band("2026-27", done).missing
    assert (missing.day, missing.late) == (day("2026-09-01"), True)


@pytest.mark.parametrize(
    ("done", "years"), [("2025-03-31", [True, False]), ("2025-04-01", [False, True]), ("2025-02-28", [True, False])]
)
def test_the_last_day_of_a_year_and_the_first_of_the_next(done: str, years: list[bool]) -> None:
    row = audit(completed_on=done)
    assert [bool(band(year, row).missing) for year in ("2026-27", "2027-28")] == years


def test_a_type_with_a_cycle_and_no_round_at_all_asks_for_a_first_one() -> None:
    (missing,) = band("2026-27").missing
    assert (missing.day, missing.at, missing.says) == (None, TODAY, "No round is recorded. Plan the first one.")
    assert band("2027-28").missing == ()
    assert band("2025-26").missing == ()


def test_a_leap_day_clamps_and_counts_on_from_itself() -> None:
    assert next_round(audit(completed_on="2024-02-29"), PROFILE.audit_type("section_11")) == day("2026-02-28")
    found = band("2025-26", audit(completed_on="2024-02-29"), today=day("2025-05-01"))
    assert [one.day for one in found.missing] == [day("2026-02-28")]


def test_places_within_a_year_with_and_without_a_leap_day() -> None:
    leap = year_plan("2027-28", [], PROFILE, TODAY, CALENDAR)
    plain = year_plan("2026-27", [], PROFILE, TODAY, CALENDAR)
    assert leap.place(day("2027-04-01")) == plain.place(day("2026-04-01")) == 0
    assert leap.place(day("2028-03-31")) == pytest.approx(365 / 366)
    assert plain.place(day("2027-03-31")) == pytest.approx(364 / 365)
    assert leap.place(day("2028-04-01")) == 1


@given(st.dates(day("2010-01-01"), day("2040-12-31")), st.dates(day("2010-01-01"), day("2040-12-31")))
def test_a_late_or_coming_round_is_missing_first_in_its_own_year_or_this_one(done: dt.date, today: dt.date) -> None:
    row = audit() | {"completed_on": done}
    due = add_months(done, 24)
    shown = max(financial_year(due), financial_year(today))
    years = [neighbour(shown, step) for step in (-2, -1, 0)]
    found = [bool(band(year, row, today=today).missing) for year in years]
    assert found == [False, False, True]
    first, last = financial_year_range(shown)
    assert first <= band(shown, row, today=today).missing[0].at <= last


def test_how_often_is_said_with_the_type_whose_cycle_it_is() -> None:
    assert band("2026-27").cycle == "Every 2 years"
    assert band("2026-27", kind="section_175").cycle == "Every 2 years, as the Section 11 audit"
    assert band("2026-27", kind="single_agency").cycle == ""


# ------------------------------------------------------------------------------------------------ rounds and re-audits


def macfa(number: int, **values: Any) -> dict[str, Any]:
    return audit("macfa", number, **values)


def test_fewer_audits_than_a_year_wants_are_proposed_one_by_one() -> None:
    one = macfa(1, planned_on="2027-05-04", due_on="2027-07-30")
    (missing,) = band("2027-28", one, kind="macfa").missing
    assert missing.says == "1 of 3 is planned for 2027-28."
    assert (missing.at, missing.values["due_on"]) == (day("2027-04-01"), day("2027-07-01"))
    assert missing.values["title"] == "Multi-agency case file audit 2 of 3, 2027-28"
    (none,) = band("2027-28", kind="macfa").missing
    assert none.says == "None of 3 is planned for 2027-28."
    assert band("2027-28", one, kind="macfa").cycle == "3 a year, 1 in 2027-28"
    full = [macfa(at, year="2027-28") for at in (1, 2, 3)]
    assert band("2027-28", *full, kind="macfa").missing == ()
    assert band("2025-26", kind="macfa").missing == ()


def test_an_audit_counts_for_the_year_written_on_it() -> None:
    assert year_of(macfa(1, year="2025/26", planned_on="2026-05-01")) == "2025-26"
    assert year_of(macfa(1, planned_on="2026-03-31")) == "2025-26"
    assert year_of(macfa(1, year="next year", due_on="2026-04-01")) == "2026-27"
    assert year_of(macfa(1, year="2025-27")) is None


def test_an_audit_to_be_done_again_is_missing_until_one_on_its_theme_follows() -> None:
    old = macfa(
        1, title="Neglect", theme="neglect", completed_on="2025-08-08", next_due_on="2026-09-15", year="2025-26"
    )
    filler = [macfa(at, year="2026-27") for at in (7, 8, 9)]
    (missing,) = band("2026-27", old, *filler, kind="macfa").missing
    assert missing.says == "“Neglect” was to be audited again by 15 September 2026, and nothing is planned."
    assert (missing.at, missing.late) == (day("2026-09-15"), True)
    assert (missing.values["title"], missing.values["theme"]) == ("Neglect: re-audit", "neglect")
    other = macfa(2, theme="housing", planned_on="2026-06-01")
    before = macfa(3, theme="neglect", completed_on="2025-01-01")
    assert band("2026-27", old, other, before, *filler, kind="macfa").missing
    again = macfa(4, theme="neglect", planned_on="2026-12-01")
    assert band("2026-27", old, again, *filler, kind="macfa").missing == ()
    assert band("2025-26", old, kind="macfa").missing == ()


# ------------------------------------------------------------------------------------------------ schedule, lanes


def asked(**values: Any) -> dict[str, Any]:
    plain = {"kind": "single_agency_audit", "audit_id": None, "year": "2026-27", "asked_on": day("2026-09-01")}
    return plain | dict.fromkeys(("received_on", "accepted_on", "chased_on", "status")) | values


def test_the_yearly_schedule_counts_returns_that_name_the_year_and_no_audit() -> None:
    kind = PROFILE.audit_type("single_agency")
    rows = [
        asked(), asked(received_on=TODAY), asked(accepted_on=TODAY, asked_on=day("2026-10-01")), asked(year="2025-26"),
        asked(audit_id=4), asked(kind="dataset"), asked(asked_on=None),
    ]  # fmt: skip
    found = schedule(rows, kind, "2026-27")
    assert (found.asked_on, found.asked, found.received) == (day("2026-09-01"), 3, 2)
    assert schedule([], kind, "2026-27").asked_on is None


def test_the_years_go_on_and_back_and_end_where_the_program_does() -> None:
    assert neighbour("2026-27", 1) == "2027-28"
    assert neighbour("1999-00", -1) == "1998-99"
    assert neighbour("1999-00", 1) == "2000-01"
    assert neighbour("1900-01", -1) == "1900-01"
    assert neighbour("2198-99", 1) == "2198-99"
    with pytest.raises(DateNotUnderstood):
        year_plan("2026-28", [], PROFILE, TODAY, CALENDAR)


def test_nothing_overlaps_within_a_lane() -> None:
    assert lanes([(0, 2), (1, 3), (2, 4), (9, 9)]) == (0, 1, 0, 0)
    assert lanes([(0, 2), (2, 4)], gap=1) == (0, 1)
    assert lanes([(5, 6), (0, 10)]) == (1, 0)
    assert lanes([]) == ()


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 20)), max_size=20))
def test_lanes_are_as_few_as_the_most_that_overlap(found: list[tuple[int, int]]) -> None:
    extents = [(float(left), float(left + wide + 1)) for left, wide in found]
    places = lanes(extents)
    for at, (left, right) in enumerate(extents):
        for other in range(at):
            apart = right <= extents[other][0] or extents[other][1] <= left
            assert apart or places[at] != places[other]
    deepest = max((sum(left <= at < right for left, right in extents) for at, _ in extents), default=0)
    assert len(set(places)) == deepest
