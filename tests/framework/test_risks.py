"""The rules of the risk register: scores on a day, movement, bands, and what must be escalated."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.profile import find_profile, load_profile
from lif_desktop.framework.risks import (
    Cell,
    Scored,
    band_status,
    cell,
    closed_since,
    history,
    is_open,
    movement,
    newest,
    on_day,
    said,
    to_escalate,
    why_escalate,
)
from lif_desktop.places import resources

PROFILE = load_profile(find_profile("stockport", resources() / "framework"))
SCALE = PROFILE.risk
TODAY = dt.date(2026, 11, 23)
MEETING = dt.date(2026, 9, 16)
D = dt.date


def risk(**values: Any) -> dict[str, Any]:
    """A risk of 3 x 4 that was raised in January."""
    return {"residual_likelihood": 3, "residual_impact": 4, "raised_on": D(2026, 1, 14), "status": "open"} | values


def line(day: dt.date, likelihood: int, impact: int, number: int = 0) -> dict[str, Any]:
    return {"id": number, "scored_on": day, "likelihood": likelihood, "impact": impact}


cells = st.tuples(st.integers(1, 5), st.integers(1, 5))
days = st.dates(D(2026, 1, 1), D(2026, 12, 31))


# ------------------------------------------------------------------------------------------------ where it stands


@pytest.mark.parametrize(
    ("values", "which", "found"),
    [
        ({"residual_likelihood": 3, "residual_impact": 4}, "residual", Cell(3, 4)),
        ({"inherent_likelihood": 5, "inherent_impact": 4}, "residual", Cell(5, 4)),
        ({"inherent_likelihood": 5, "inherent_impact": 4, "residual_impact": 2}, "residual", Cell(5, 2)),
        ({"residual_likelihood": 3}, "residual", None),
        ({"residual_likelihood": 3, "residual_impact": 4}, "inherent", None),
        ({"target_likelihood": 1, "target_impact": 5}, "target", Cell(1, 5)),
        ({"residual_likelihood": 9, "residual_impact": 4}, "residual", None),
        ({}, "residual", None),
    ],
)
def test_where_a_risk_stands(values: dict[str, Any], which: Any, found: Cell | None) -> None:
    assert cell(values, which) == found


def test_the_newest_score_is_the_last_dated_one_and_of_one_day_the_last_added() -> None:
    lines = [line(MEETING, 1, 1, 7), line(MEETING, 2, 2, 8), line(D(2026, 6, 1), 5, 5, 9)]
    assert newest(lines) == lines[1]
    assert newest([]) is None


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (D(2026, 2, 28), None),
        (D(2026, 3, 1), Cell(2, 3)),
        (D(2026, 9, 15), Cell(2, 3)),
        (MEETING, Cell(4, 5)),
        (TODAY, Cell(4, 5)),
    ],
)
def test_the_score_of_a_day_is_the_last_one_dated_until_its_end(day: dt.date, found: Cell | None) -> None:
    assert on_day(risk(), [line(MEETING, 4, 5), line(D(2026, 3, 1), 2, 3)], day) == found


def test_a_risk_without_dated_scores_has_stood_where_it_stands_since_it_was_raised() -> None:
    assert on_day(risk(), [], D(2026, 1, 13)) is None
    assert on_day(risk(), [], D(2026, 1, 14)) == Cell(3, 4)
    assert on_day(risk(raised_on=None), [], TODAY) is None


# ------------------------------------------------------------------------------------------------ movement


@pytest.mark.parametrize(
    ("values", "before", "kind", "words", "moved"),
    [
        ({}, (3, 3), "rising", "up from 9 to 12", True),
        ({}, (4, 4), "falling", "down from 16 to 12", True),
        ({}, (4, 3), "level", "moved, still 12", True),
        ({}, (3, 4), "level", "still 12", False),
        ({}, None, "unknown", "no earlier score, 12", False),
        ({"raised_on": D(2026, 10, 14)}, None, "new", "new, 12", False),
        ({"raised_on": MEETING}, (3, 3), "rising", "up from 9 to 12", True),
        ({"status": "closed", "closed_on": D(2026, 11, 2)}, (4, 4), "closed", "closed at 12", True),
        ({"status": "closed"}, None, "closed", "closed, 12", False),
        ({"residual_impact": None}, (4, 4), "level", "no earlier score, 16", False),
        ({"residual_impact": None, "raised_on": None}, None, "unknown", "not scored", False),
    ],
)
def test_movement_since_the_last_meeting(
    values: dict[str, Any], before: tuple[int, int] | None, kind: str, words: str, moved: bool
) -> None:
    lines = [line(D(2026, 6, 10), *before)] if before else [line(D(2026, 10, 14), 3, 4)]
    found = movement(risk(**values), lines, MEETING)
    assert (found.kind, found.words, found.moved) == (kind, words, moved)


@given(cells, cells, days, days)
def test_a_movement_agrees_with_the_scores_it_lies_between(
    before: tuple[int, int], now: tuple[int, int], scored: dt.date, since: dt.date
) -> None:
    row = risk(residual_likelihood=now[0], residual_impact=now[1], raised_on=None)
    found = movement(row, [line(scored, *before)], since)
    if scored > since:
        assert found.kind == "unknown"
        return
    difference = now[0] * now[1] - before[0] * before[1]
    assert found.kind == ("rising" if difference > 0 else "falling" if difference < 0 else "level")
    assert found.moved == (before != now)
    assert str(now[0] * now[1]) in found.words


@given(st.lists(st.tuples(days, cells), max_size=6), days, days)
def test_what_is_dated_later_changes_nothing_of_an_earlier_day(
    scores: list[tuple[dt.date, tuple[int, int]]], later: dt.date, day: dt.date
) -> None:
    lines = [line(on, *place, number) for number, (on, place) in enumerate(scores, 1)]
    if later <= day or not lines:
        return
    assert on_day(risk(), lines, day) == on_day(risk(), [*lines, line(later, 5, 5, 99)], day)


@pytest.mark.parametrize(
    ("closed", "found"), [(D(2026, 9, 17), True), (MEETING, False), (D(2026, 3, 1), False), (None, False)]
)
def test_what_was_closed_since(closed: dt.date | None, found: bool) -> None:
    assert closed_since(risk(closed_on=closed), MEETING) is found
    assert is_open(risk(closed_on=closed)) is (closed is None)


# ------------------------------------------------------------------------------------------------ bands


@pytest.mark.parametrize(
    ("place", "word", "tone"),
    [
        (Cell(2, 2), "4 Low", "green"),
        (Cell(1, 5), "5 Moderate", "amber"),
        (Cell(2, 5), "10 High", "amber"),
        (Cell(3, 5), "15 Extreme", "red"),
        (None, "Not scored", "none"),
    ],
)
def test_a_band_is_a_word_a_tone_and_the_colours_of_the_profile(place: Cell | None, word: str, tone: str) -> None:
    status = band_status(SCALE, place)
    assert (status.word, status.tone) == (word, tone)
    if place is not None:
        band = SCALE.band(*place)
        assert (status.ink, status.fill) == (band.ink, band.fill)
        assert band_status(SCALE, place, scored=False).word == band.label


def test_a_place_is_said_in_the_words_of_the_scale() -> None:
    assert said(SCALE, Cell(4, 4)) == "Likely, major"
    assert said(SCALE, Cell(5, 1)) == "Almost certain, negligible"


# ------------------------------------------------------------------------------------------------ escalation


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({}, ""),
        ({"residual_likelihood": 5, "residual_impact": 3}, "its score of 15 is 15 or more"),
        ({"residual_likelihood": 2, "residual_impact": 5, "inherent_likelihood": 5, "inherent_impact": 5}, ""),
        ({"next_review_on": D(2026, 11, 22)}, "it was to be looked at by 22 November 2026"),
        ({"next_review_on": TODAY}, ""),
        (
            {"residual_likelihood": 4, "next_review_on": D(2026, 11, 10)},
            "its score of 16 is 15 or more and it was to be looked at by 10 November 2026",
        ),
        ({"residual_likelihood": 5, "next_review_on": D(2026, 11, 10), "status": "closed"}, ""),
        ({"residual_likelihood": None}, ""),
    ],
)
def test_why_a_risk_is_to_be_escalated(values: dict[str, Any], why: str) -> None:
    assert to_escalate(risk(**values), TODAY, SCALE) == why
    assert " and ".join(why_escalate(risk(**values), TODAY, SCALE)) == why


@pytest.mark.parametrize(
    ("done", "due", "lines", "why"),
    [
        (D(2026, 10, 1), None, [], ""),
        (D(2026, 10, 1), None, [(D(2026, 3, 1), 2), (D(2026, 9, 1), 5)], ""),
        (D(2026, 3, 2), None, [(D(2026, 3, 1), 2), (D(2026, 9, 1), 5)], "its score of 20 is 15 or more"),
        (D(2026, 3, 2), None, [(D(2026, 3, 1), 5), (D(2026, 9, 1), 5)], ""),
        (D(2026, 9, 1), None, [(D(2026, 3, 1), 2), (D(2026, 9, 1), 5)], ""),
        (D(2026, 10, 1), D(2026, 10, 1), [], ""),
        (D(2026, 10, 1), D(2026, 10, 2), [], "it was to be looked at by 2 October 2026"),
    ],
)
def test_what_was_escalated_is_asked_for_again_only_for_a_new_reason(
    done: dt.date, due: dt.date | None, lines: list[tuple[dt.date, int]], why: str
) -> None:
    row = risk(residual_likelihood=5, escalated_on=done, next_review_on=due)
    scores = [line(day, likelihood, 4) for day, likelihood in lines]
    assert to_escalate(row, TODAY, SCALE, scores) == why
    assert len(why_escalate(row, TODAY, SCALE)) == 1 + (due is not None)


def test_the_rule_is_data() -> None:
    rule = SCALE.escalation
    assert (rule.score, rule.overdue, rule.group, rule.basis) == (15, True, "safeguarding_executives", "local")
    assert "Framework 10" in rule.source
    none = replace(SCALE, escalation=replace(rule, score=None, overdue=False))
    highest = risk(residual_likelihood=5, residual_impact=5, next_review_on=D(2026, 1, 1))
    assert to_escalate(highest, TODAY, none) == ""


# ------------------------------------------------------------------------------------------------ over time


def test_the_scores_over_time_are_the_dated_ones_oldest_first() -> None:
    lines = [
        line(MEETING, 4, 5, 3) | {"scored_by": "Executives", "note": "Two posts are empty"},
        line(D(2026, 3, 1), 2, 3, 1),
        line(MEETING, 4, 4, 2),
        line(TODAY, 9, 9, 4),
    ]
    found = history(risk(residual_likelihood=4, residual_impact=5), lines)
    assert [one.place for one in found] == [Cell(2, 3), Cell(4, 4), Cell(4, 5)]
    assert (found[2].by, found[2].note, found[0].by) == ("Executives", "Two posts are empty", "")


def test_the_last_one_is_where_it_stands_even_where_no_dated_one_says_so() -> None:
    assert [(one.day, one.place) for one in history(risk(), [])] == [(D(2026, 1, 14), Cell(3, 4))]
    assert history(risk(last_reviewed_on=MEETING), [])[0].day == MEETING
    assert history(risk(residual_impact=None), []) == ()
    older = [line(D(2026, 3, 1), 5, 5)]
    assert history(risk(last_reviewed_on=MEETING), older)[1] == Scored(MEETING, Cell(3, 4))
    assert history(risk(last_reviewed_on=D(2026, 2, 1)), older)[1] == Scored(None, Cell(3, 4))


def test_the_steps_of_the_scale_are_picked_by_figure_or_word() -> None:
    likelihood = SCALE.choices("risk_likelihood")
    assert [(one.key, one.label) for one in likelihood][3:] == [("4", "4 Likely"), ("5", "5 Almost certain")]
    assert SCALE.choices("risk_impact")[4].aliases == ("Severe",)
    assert PROFILE.choices("risk_impact") == SCALE.choices("risk_impact")
