"""Planning back: the latest day of each stage before the end, and what is never planned later."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.clocks import Rule, due_on
from lif_desktop.framework.planning import PlannedStage, plan_back
from lif_desktop.framework.workdays import WorkingDays

ENGLAND = WorkingDays()
TODAY = date(2026, 11, 23)
SENT = date(2026, 11, 12)


def rule(key: str, number: int, event: str = "sent", unit: str = "working days", basis: str = "local") -> Rule:
    return Rule(key, key.title(), event, number, unit, "after", basis, "5.1")  # type: ignore[arg-type]


def stage(own: Rule, start: date | None = SENT, finishes: str = "", **values: object) -> PlannedStage:
    due = due_on(own, start, ENGLAND) if start else None
    plain = PlannedStage(own.key, own.label, own, due, due, start is not None, frozenset(finishes.split()))
    return replace(plain, **values)  # type: ignore[arg-type]


RAPID = (
    stage(rule("returns", 10)),
    stage(rule("sign_off", 14)),
    stage(rule("report", 15, basis="guidance")),
    stage(rule("assurance", 12, "signed", "months"), None),
)
CHAIN = (
    stage(rule("terms", 10, "agreed"), SENT, "terms_agreed"),
    stage(rule("records", 15, "terms_agreed"), None),
    stage(rule("meeting", 30, "terms_agreed"), None, "met"),
    stage(rule("summary", 10, "met"), None),
)


def planned(stages: tuple[PlannedStage, ...], end: str, last: date) -> dict[str, tuple[date, str]]:
    return {one.stage.key: (one.latest, one.fate) for one in plan_back(stages, end, last, TODAY, ENGLAND)}


def test_stages_that_count_from_one_event_keep_the_time_between_them() -> None:
    assert planned(RAPID, "report", date(2026, 12, 2)) == {
        "returns": (date(2026, 11, 25), "planned"),
        "sign_off": (date(2026, 12, 1), "planned"),
        "report": (date(2026, 12, 2), "planned"),
    }


def test_a_local_stage_may_end_later_and_what_comes_after_the_end_is_left_alone() -> None:
    assert planned(RAPID, "sign_off", date(2026, 12, 9)) == {
        "returns": (date(2026, 12, 3), "planned"),
        "sign_off": (date(2026, 12, 9), "planned"),
    }


def test_guidance_and_statute_are_never_planned_later_than_their_rule() -> None:
    for basis in ("guidance", "statute"):
        early = stage(rule("notice", 9, basis=basis))
        found = planned((early, stage(rule("report", 15))), "report", date(2026, 12, 20))
        assert found["notice"] == (date(2026, 11, 25), "kept")


def test_what_was_agreed_for_a_stage_by_guidance_is_kept_too() -> None:
    agreed = stage(rule("notice", 9, basis="guidance"), due=date(2026, 12, 4))
    found = planned((agreed, stage(rule("report", 15))), "report", date(2026, 12, 31))
    assert found["notice"] == (date(2026, 12, 4), "kept")


def test_a_stage_by_guidance_without_a_date_gets_none() -> None:
    undated = stage(rule("notice", 9, basis="guidance"), None)
    assert planned((undated, stage(rule("report", 15))), "report", date(2026, 12, 3))["notice"][1] == "undated"


def test_a_stage_that_dates_the_event_of_another_comes_before_it_by_its_whole_figure() -> None:
    assert planned(CHAIN, "summary", date(2027, 3, 1)) == {
        "terms": (date(2027, 1, 4), "planned"),
        "records": (date(2027, 1, 25), "planned"),
        "meeting": (date(2027, 2, 15), "planned"),
        "summary": (date(2027, 3, 1), "planned"),
    }


def test_a_stage_that_nothing_counts_from_is_done_when_the_next_one_begins() -> None:
    reports = stage(rule("reports", 28, "terms", "calendar days"), None)
    comments = stage(rule("comments", 7, "draft"), None)
    end = stage(rule("complete", 6, "decided", "months", "guidance"))
    assert planned((reports, comments, end), "complete", date(2027, 4, 1)) == {
        "reports": (date(2027, 3, 19), "planned"),
        "comments": (date(2027, 4, 1), "planned"),
        "complete": (date(2027, 4, 1), "planned"),
    }


def test_what_is_counted_back_from_the_end_stays_that_far_before_it() -> None:
    copy = replace(rule("copy", 7, "published", basis="guidance"), direction="before")
    first = due_on(copy, date(2027, 3, 1), ENGLAND)
    stages = (
        stage(copy, None, first=first, dated=True),
        stage(rule("publish", 6, "agreed", "months"), SENT, "published"),
    )
    assert planned(stages, "publish", date(2027, 3, 1))["copy"] == (date(2027, 2, 18), "planned")


def test_a_day_that_has_gone_by_and_one_that_stands_there_already_are_said() -> None:
    found = planned(RAPID, "sign_off", date(2026, 11, 26))
    assert found["returns"] == (date(2026, 11, 20), "past")
    assert planned(RAPID, "sign_off", date(2026, 12, 2))["returns"] == (date(2026, 11, 26), "same")


def test_where_the_first_day_counts_it_counts_back_so_too() -> None:
    own = rule("report", 15)
    same = PlannedStage("report", "Report", own, None, None, True, frozenset(), True)
    sent = PlannedStage("told", "Told", rule("told", 1, "told"), None, None, False, frozenset({"sent"}))
    found = planned((sent, same), "report", date(2026, 12, 2))
    assert found["told"][0] == SENT


def test_an_end_that_is_not_open_is_refused() -> None:
    with pytest.raises(KeyError):
        plan_back(RAPID, "gone", TODAY, TODAY, ENGLAND)


@given(
    st.lists(
        st.tuples(st.integers(1, 60), st.sampled_from(["local", "guidance", "statute"]), st.sampled_from("ab")),
        min_size=1,
        max_size=6,
    ),
    st.integers(-40, 200),
)  # fmt: skip
def test_no_plan_ends_after_its_last_day_or_breaks_a_rule(drawn: list[tuple[int, str, str]], later: int) -> None:
    stages = tuple(
        stage(rule(f"s{at}", number, event, basis=basis), SENT if event == "a" else None)
        for at, (number, basis, event) in enumerate(drawn)
    )
    last = TODAY + timedelta(days=later)
    for one in plan_back(stages, stages[-1].key, last, TODAY, ENGLAND):
        assert one.latest <= last
        if one.stage.rule.basis != "local" and one.stage.first:
            assert one.latest <= one.stage.first
        assert one.fate != "planned" or one.latest >= TODAY
