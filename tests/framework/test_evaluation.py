"""The four stages of a course: what counts as evidence, rates beside scores, and nothing counted twice."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.clocks import Rule
from lif_desktop.framework.evaluation import (
    BEHAVIOUR,
    LEARNING,
    PAIRS,
    REACTION,
    RESULTS,
    STAGES,
    Finding,
    Rate,
    at_stage,
    evidence,
    findings,
    follow_up_due,
    follow_up_to_send,
    lacks_behaviour,
    odd_figures,
    overall,
    people,
)

HELD = date(2026, 8, 20)
RULE = Rule("training_follow_up", "Follow-up", "course_held", 3, "months", "after", "local", "Framework 13.4")
COURSE = {
    "held_on": HELD,
    "attended": 24,
    "questionnaires": 18,
    "satisfaction": 4.3,
    "matched_pairs": 16,
    "knowledge_before": 5.2,
    "knowledge_after": 7.5,
    "confidence_before": 5.1,
    "confidence_after": 7.4,
    "scale_most": 10,
    "follow_up_replies": 9,
    "applied": 6,
    "behaviour_examples": "Rang the school the same day.",
    "results_measure": "Quality of referrals",
    "results_evidence": "Referrals name the impact on the child.",
}


def line(stage: str, measure: str, **values: Any) -> dict[str, Any]:
    return {"stage": stage, "measure": measure, **values}


# rates


@pytest.mark.parametrize(
    ("replies", "asked", "percent", "short"),
    [
        (18, 24, "75%", "75%"),
        (24, 24, "100%", "100%"),
        (0, 24, "0%", "0%"),
        (999, 1000, "over 99%", "over 99%"),
        (1, 1000, "under 1%", "under 1%"),
        (30, 24, "", "over 100%"),
        (18, None, "", ""),
        (None, 24, "", ""),
        (0, 0, "", ""),
        (3, 0, "", "over 100%"),
    ],
)
def test_a_rate_is_a_share_only_where_both_numbers_are_known_and_fit(
    replies: int | None, asked: int | None, percent: str, short: str
) -> None:
    rate = Rate(replies, asked)
    assert (rate.percent, rate.short) == (percent, short)


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_no_rate_is_over_a_hundred_per_cent_and_all_or_none_is_said_of_all_or_none_only(
    replies: int, asked: int
) -> None:
    rate = Rate(replies, asked)
    assert rate.share is None or 0 <= rate.share <= 1
    assert (rate.percent == "100%") == (asked > 0 and replies == asked)
    assert (rate.percent == "0%") == (asked > 0 and replies == 0)
    assert rate.is_odd == (replies > asked)
    assert (rate.short == "") == (replies == asked == 0)


def test_a_rate_over_several_courses_leaves_out_what_does_not_fit() -> None:
    assert overall([Rate(18, 24), Rate(6, 8), Rate(30, 24), Rate(5, None), Rate(None, 9)]) == Rate(24, 32)
    assert overall([]) == overall([Rate(30, 24)]) == Rate()


# what counts


def test_a_course_with_every_figure_has_evidence_at_each_stage() -> None:
    assert evidence(COURSE) == (True, True, True, True)
    assert evidence({}) == (False, False, False, False)


@pytest.mark.parametrize(
    ("change", "reached"),
    [
        ({"questionnaires": 0}, (False, True, True, True)),
        ({"questionnaires": None}, (False, True, True, True)),
        ({"satisfaction": None}, (True, True, True, True)),
        ({"matched_pairs": None}, (True, False, True, True)),
        ({"knowledge_after": None, "confidence_after": None}, (True, False, True, True)),
        ({"knowledge_after": None}, (True, True, True, True)),
        ({"follow_up_replies": 0, "applied": 0}, (True, True, True, True)),
        ({"follow_up_replies": 0, "applied": 0, "behaviour_examples": " "}, (True, True, False, True)),
        ({"results_evidence": None}, (True, True, True, False)),
        ({"results_measure": None}, (True, True, True, True)),
    ],
)
def test_a_score_without_its_people_is_no_evidence(change: dict[str, Any], reached: tuple[bool, ...]) -> None:
    assert evidence(COURSE | change) == reached


@pytest.mark.parametrize(
    ("one", "counts"),
    [
        (line(REACTION, "Venue", result=4.5, replies=11), True),
        (line(REACTION, "Venue", result=4.5), False),
        (line(REACTION, "Venue", difference="Too cold"), False),
        (line(LEARNING, "Test", result=8.0, replies=11), True),
        (line(LEARNING, "Test", replies=11), False),
        (line(LEARNING, "Test", baseline=5.0, result=8.0), False),
        (line(BEHAVIOUR, "Seen in supervision", difference="Three records show it"), True),
        (line(BEHAVIOUR, "Survey", result=0.6), False),
        (line(BEHAVIOUR, "Survey", replies=12, result=0.6), True),
        (line(RESULTS, "Grade", result=2.0), True),
        (line(RESULTS, "Grade", baseline=1.0), False),
        (line(RESULTS, "Grade", no_impact=True), False),
        (line(RESULTS, "Grade", no_impact=True, decision="Teach it again"), True),
        (line(RESULTS, "Grade"), False),
    ],
)
def test_a_line_counts_once_it_says_something(one: dict[str, Any], counts: bool) -> None:
    assert evidence({}, [one])[STAGES.index(one["stage"])] is counts


def test_tracked_cases_are_evidence_of_results() -> None:
    assert evidence({}, cases=1) == (False, False, False, True)


# nothing twice


@pytest.mark.parametrize(
    "repeated",
    [
        line(REACTION, "Overall rating", replies=18, invited=24, result=4.3),
        line(REACTION, "What people thought", replies=18, result=4.3),
        line(LEARNING, "confidence", replies=16, baseline=5.1, result=7.4),
        line(LEARNING, "Confidence ", replies=20, baseline=4.0, result=9.0),
        line(BEHAVIOUR, "Follow-up questionnaire", replies=9),
        line(RESULTS, "Quality of  referrals", baseline=2.0, result=3.0),
    ],
)
def test_a_line_that_repeats_the_course_is_not_counted_again(repeated: dict[str, Any]) -> None:
    alone, with_line = findings(COURSE), findings(COURSE, [repeated, dict(repeated)])
    assert [(one.stage, one.measure) for one in with_line] == [(one.stage, one.measure) for one in alone]
    assert people(with_line, repeated["stage"]) == people(alone, repeated["stage"])


def test_a_line_fills_what_the_course_leaves_open() -> None:
    course = {"attended": 24, "questionnaires": 18}
    [found] = findings(course, [line(REACTION, "Satisfaction", result=4.3, replies=17)])
    assert found == Finding(REACTION, "Satisfaction", Rate(18, 24), None, 4.3, 5, own=True)
    [found] = findings({"satisfaction": 4.3}, [line(REACTION, "Satisfaction", replies=17, invited=20)])
    assert found.rate == Rate(17, 20)


def test_another_measure_of_the_same_stage_stands_beside_the_course() -> None:
    found = findings(COURSE, [line(REACTION, "Venue", result=3.1, replies=21)])
    assert [one.measure for one in at_stage(found, REACTION)] == ["Satisfaction", "Venue"]
    assert people(found, REACTION) == Rate(18, 24)


def test_who_replied_without_figures_of_the_course_is_the_measure_with_most_replies_never_their_sum() -> None:
    lines = [line(REACTION, "Venue", replies=15, invited=30), line(REACTION, "Pace", replies=17, invited=30)]
    assert people(findings({"attended": 24}, lines), REACTION) == Rate(17, 30)
    assert people(findings({"attended": 24}, [line(REACTION, "Venue", replies=15)]), REACTION) == Rate(15, 24)
    assert people((), REACTION) == Rate()


def test_the_same_line_twice_is_one_and_at_another_day_another() -> None:
    first = line(RESULTS, "Grade", baseline=1.0, result=2.0, measured_on=date(2026, 9, 1))
    found = findings({}, [first, dict(first), first | {"measured_on": date(2027, 3, 1)}])
    assert [one.on for one in found] == [date(2026, 9, 1), date(2027, 3, 1)]


figures = st.none() | st.integers(0, 40)
scores = st.none() | st.floats(0, 10).map(lambda score: round(score, 1))
courses = st.fixed_dictionaries(
    {
        "attended": figures,
        "questionnaires": figures,
        "satisfaction": scores,
        "matched_pairs": figures,
        "knowledge_before": scores,
        "knowledge_after": scores,
        "confidence_before": scores,
        "confidence_after": scores,
        "scale_most": st.none() | st.just(10),
        "follow_up_replies": figures,
        "applied": figures,
        "behaviour_examples": st.sampled_from([None, "", "Rang the school."]),
        "results_measure": st.sampled_from([None, "Grade"]),
        "results_evidence": st.sampled_from([None, "", "Better plans."]),
    }
)
measures = st.sampled_from(["Satisfaction", "Venue", "Knowledge", "Confidence", "Follow-up", "Grade", "Survey"])
some_lines = st.lists(
    st.fixed_dictionaries(
        {
            "stage": st.sampled_from(STAGES),
            "measure": measures,
            "invited": figures,
            "replies": figures,
            "baseline": scores,
            "result": scores,
            "no_impact": st.booleans(),
            "decision": st.sampled_from([None, "Again"]),
        }
    ),
    max_size=4,
)


@given(courses, some_lines)
def test_lines_said_twice_change_nothing_and_never_take_evidence_away(
    course: dict[str, Any], lines: list[dict[str, Any]]
) -> None:
    once, twice = findings(course, lines), findings(course, [*lines, *lines])
    assert once == twice
    assert all(after or not before for before, after in zip(evidence(course), evidence(course, lines), strict=True))
    for stage in STAGES:
        most = max((one.rate.replies or 0 for one in at_stage(once, stage)), default=0)
        assert (people(once, stage).replies or 0) <= most
    odd_figures(course, lines)


@given(courses, some_lines)
def test_a_course_repeated_in_lines_is_the_course_alone(course: dict[str, Any], lines: list[dict[str, Any]]) -> None:
    own = findings(course)
    repeated = [
        line(one.stage, one.measure, replies=one.rate.replies, baseline=one.before, result=one.result) for one in own
    ]
    assert findings(course, repeated) == own
    assert len(findings(course, [*repeated, *lines])) == len(findings(course, lines))


# changes, small numbers


def test_a_change_is_the_difference_of_matched_pairs_and_small_where_they_are_few() -> None:
    knowledge, confidence = at_stage(findings(COURSE), LEARNING)
    assert (knowledge.change, confidence.change) == (2.3, 2.3)
    assert not knowledge.is_small
    few = at_stage(findings(COURSE | {"matched_pairs": PAIRS - 1}), LEARNING)
    assert [one.is_small for one in few] == [True, True]
    assert Finding(LEARNING, "Knowledge", Rate(9), None, 7.0).change is None


# follow-ups that raise themselves


@pytest.mark.parametrize(
    ("course", "today", "lacks"),
    [
        ({"held_on": HELD}, date(2026, 11, 20), False),
        ({"held_on": HELD}, date(2026, 11, 21), True),
        ({"held_on": HELD, "follow_up_due_on": date(2026, 12, 1)}, date(2026, 11, 23), False),
        ({"held_on": HELD, "follow_up_due_on": date(2026, 12, 1)}, date(2026, 12, 2), True),
        ({"held_on": HELD, "follow_up_sent_on": date(2026, 11, 19)}, date(2026, 11, 23), True),
        ({"held_on": HELD, "follow_up_replies": 3}, date(2027, 11, 23), False),
        ({"held_on": HELD, "follow_up_replies": 0}, date(2027, 11, 23), True),
        ({"held_on": HELD, "behaviour_examples": "Rang the school."}, date(2027, 11, 23), False),
        ({"held_on": HELD, "attended": 0}, date(2027, 11, 23), False),
        ({"held_on": None}, date(2027, 11, 23), False),
        ({}, date(2027, 11, 23), False),
    ],
)
def test_a_course_lacks_behaviour_the_day_after_its_follow_up_was_due(
    course: dict[str, Any], today: date, lacks: bool
) -> None:
    assert lacks_behaviour(course, today, RULE) is lacks


def test_a_line_of_the_third_stage_is_evidence_and_without_a_rule_nothing_is_due() -> None:
    late, course = date(2027, 1, 4), {"held_on": HELD, "attended": 20}
    assert lacks_behaviour(course, late, RULE, [line(REACTION, "Venue", replies=9)])
    assert not lacks_behaviour(course, late, RULE, [line(BEHAVIOUR, "Survey", replies=9)])
    assert not lacks_behaviour(course, late, None)
    assert follow_up_due(course, None) is None
    assert follow_up_due(course, RULE) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("known", "due"),
    [
        ({}, HELD),
        ({"attended": 12, "follow_up_replies": 0}, HELD),
        ({"follow_up_sent_on": HELD}, None),
        ({"follow_up_replies": 3}, None),
        ({"attended": 0}, None),
        ({"follow_up_due_on": None}, None),
    ],
)
def test_a_follow_up_goes_out_unless_it_was_sent_or_answered_or_nobody_came(
    known: dict[str, Any], due: date | None
) -> None:
    assert follow_up_to_send({"follow_up_due_on": HELD, **known}) == due


# odd numbers are said


@pytest.mark.parametrize(
    ("change", "stage", "words"),
    [
        ({"questionnaires": 30}, REACTION, "30 questionnaires came back, and 24 people attended. Check both numbers."),
        ({"matched_pairs": 25}, LEARNING, "There are 25 matched pairs, and 24 people attended. Check both numbers."),
        (
            {"follow_up_replies": 25},
            BEHAVIOUR,
            "25 people answered the follow-up, and 24 people attended. Check both numbers.",
        ),
        (
            {"applied": 10},
            BEHAVIOUR,
            "10 people are said to use it at work, and 9 answered the follow-up. Check both numbers.",
        ),
        ({"satisfaction": 8.5}, REACTION, "Satisfaction is 8.5 on a scale that goes to 5. Check both."),
        ({"confidence_after": 12.0}, LEARNING, "Confidence is 12 on a scale that goes to 10. Check both."),
        (
            {"follow_up_sent_on": date(2026, 8, 1)},
            BEHAVIOUR,
            "The follow-up is dated before the course. Check both dates.",
        ),
    ],
)
def test_figures_that_do_not_fit_are_said_at_their_stage(change: dict[str, Any], stage: str, words: str) -> None:
    assert odd_figures(COURSE) == ()
    assert odd_figures(COURSE | change) == ((stage, words),)


def test_pairs_without_scores_and_lines_that_differ_are_said() -> None:
    assert odd_figures({"matched_pairs": 9}) == (
        (LEARNING, "9 matched pairs are recorded without a score before and after."),
    )
    lines = [line(REACTION, "Satisfaction", result=3.9), line(RESULTS, "Survey", replies=9, invited=4)]
    assert odd_figures(COURSE, lines) == (
        (REACTION, "The line “Satisfaction” has other figures than the course. Those of the course count."),
        (RESULTS, "Survey: 9 replies, and 4 people asked."),
    )
