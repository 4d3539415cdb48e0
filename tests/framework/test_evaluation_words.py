"""The stages of a course in words: a score with its people, a change with its pairs, what is missing and until when."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from lif_desktop.framework.evaluation import BEHAVIOUR, LEARNING, REACTION, RESULTS, STAGES, Finding, Rate, findings
from lif_desktop.framework.evaluation_words import (
    Looking,
    StageSaid,
    figure,
    finding_words,
    rate_words,
    score_words,
    stages_said,
)
from lif_desktop.framework.profile import Profile, load_profile
from lif_desktop.framework.status import Status
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.places import resources
from tests.framework.test_evaluation import COURSE, courses, line, some_lines

TODAY = date(2026, 11, 23)
PROFILE: Profile = load_profile(resources() / "framework" / "stockport.toml")
LOOKING = Looking(PROFILE, TODAY, WorkingDays())
PLAIN = {"held_on": date(2026, 8, 20), "attended": 24}


def said(
    course: dict[str, Any], lines: list[dict[str, Any]] | None = None, cases: list[dict[str, Any]] | None = None
) -> tuple[StageSaid, ...]:
    return stages_said(course, lines or [], cases or [], LOOKING)


def test_a_whole_course_is_said_in_the_words_of_the_profile() -> None:
    first, second, third, fourth = said(COURSE)
    assert [one.stage.label for one in (first, second, third, fourth)] == [
        "Reaction", "Learning", "Behaviour", "Results",
    ]  # fmt: skip
    assert first.on_record == ("Satisfaction 4.3 of 5 from 18 of 24 people, 75%.",)
    assert second.on_record == (
        "Knowledge 5.2 → 7.5 of 10 (up 2.3), 16 matched pairs.",
        "Confidence 5.1 → 7.4 of 10 (up 2.3), 16 matched pairs.",
    )
    assert third.on_record == (
        "9 of 24 people answered the follow-up, 38%; 6 of them use it at work.",
        "Rang the school the same day.",
    )
    assert fourth.on_record == ("Quality of referrals: Referrals name the impact on the child.",)
    assert {(one.status, one.missing, one.odd, one.has_evidence) for one in (first, second, third, fourth)} == {
        (Status("blue", "On record"), "", (), True)
    }


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Finding(REACTION, "Satisfaction", Rate(18), None, 4.3, 5, own=True), "18 people, of how many is not recorded"),
        (Finding(REACTION, "Satisfaction", Rate(None, 24), None, 4.3, 5, own=True), "an unknown number of people"),
        (Finding(REACTION, "Satisfaction", Rate(30, 24), None, 4.3, 5, own=True), "30 people, although only 24 were"),
        (Finding(REACTION, "Satisfaction", Rate(1, 1), own=True), "1 of 1 person filled in a form, 100%."),
        (Finding(REACTION, "Venue", Rate(8, 9)), "Venue: 8 of 9 people replied, 89%."),
        (Finding(LEARNING, "Knowledge", Rate(4), 5.0, 7.0, own=True), "5 → 7 (up 2), 4 matched pairs, too few to pub"),
        (Finding(LEARNING, "Knowledge", Rate(1), 5.0, 5.0, 10), "5 → 5 of 10 (no change), 1 matched pair, too few"),
        (Finding(LEARNING, "Knowledge", Rate(9), 7.5, 7.0), "7.5 → 7 (down 0.5), 9 matched pairs."),
        (Finding(LEARNING, "Knowledge", Rate(), 5.0, 7.0), "the number of matched pairs is not recorded."),
        (Finding(LEARNING, "Knowledge", Rate(9), 5.0), "Knowledge 5 before; what came after is not recorded."),
        (Finding(LEARNING, "Test", Rate(9, 12), None, 8.0, 10), "Test 8 of 10 from 9 of 12 people, 75%."),
        (Finding(BEHAVIOUR, "Follow-up", Rate(1, 3), used=1, own=True), "33%; 1 of them uses it at work."),
        (Finding(BEHAVIOUR, "Follow-up", Rate(3, 9), used=0, own=True), "33%; none of them use it at work."),
        (Finding(BEHAVIOUR, "Follow-up", Rate(3, 9), own=True), "33%; how many use it at work is not recorded."),
        (Finding(BEHAVIOUR, "Follow-up", Rate(None, 9), used=2, own=True), "How many people answered the follow-up"),
        (Finding(BEHAVIOUR, "Survey", Rate(6, 8), None, 0.6), "Survey 0.6 from 6 of 8 people, 75%."),
        (Finding(RESULTS, "Grade", Rate(), 1.0, 2.0, on=date(2026, 3, 3)), "1 → 2 (up 1), before and after, 3 March"),
        (Finding(RESULTS, "Grade", Rate(40), 1.0, 2.0), "1 → 2 (up 1), from 40 people, of how many is not recorded."),
        (Finding(RESULTS, "Grade", Rate(), None, 2.0, 4), "Grade 2 of 4."),
        (Finding(RESULTS, "Grade", own=True), "To be measured by: Grade."),
        (Finding(RESULTS, "Grade", told="Better", no_impact=True), "No impact seen. No decision yet."),
        (Finding(RESULTS, "Grade", no_impact=True, decision="Again"), "No impact seen. Decided: Again"),
    ],
)  # fmt: skip
def test_each_measure_has_its_people_or_says_that_they_are_not_known(found: Finding, words: str) -> None:
    assert words in " ".join(finding_words(found))


@given(courses, some_lines)
def test_no_score_or_change_stands_without_people_or_pairs(course: dict[str, Any], lines: list[dict[str, Any]]) -> None:
    for one in findings(course, lines):
        words = " ".join(finding_words(one))
        if one.stage != RESULTS and one.result is not None and one.told == "":
            assert re.search(r"people|person|pair", words), words
    for stage in said(course, lines):
        assert stage.has_evidence == (stage.status.word == "On record")
        assert bool(stage.missing) == (not stage.has_evidence and course["attended"] != 0)


def test_a_long_note_is_shortened_and_shown_on_one_line() -> None:
    [_, told] = finding_words(Finding(BEHAVIOUR, "Follow-up", Rate(3, 9), told="One\ntwo " + "x" * 400, own=True))
    assert told.startswith("One two xxx")
    assert (len(told), told[-1]) == (240, "…")


def test_what_is_missing_is_said_with_the_day_and_its_reason() -> None:
    first, second, third, fourth = said(PLAIN)
    assert first.missing == (
        "Missing: evaluation forms with a satisfaction score, comments and the response rate. At the end of the course."
    )
    assert second.missing.endswith("Before and straight after the course.")
    assert third.missing.endswith("Due 20 November 2026: 3 months from 20 August 2026.")
    assert fourth.missing.endswith("To be looked for by 20 August 2027: 12 months from 20 August 2026.")
    assert [one.status.tone for one in (first, second, third, fourth)] == ["red", "red", "red", "none"]
    assert third.status.word == "Overdue by 1 working day"
    assert fourth.status.word == "Not due yet"


@pytest.mark.parametrize(
    ("course", "stage", "word", "missing"),
    [
        ({"held_on": None}, REACTION, "No date yet", "At the end of the course."),
        ({"held_on": None}, BEHAVIOUR, "No date yet", "Six weeks to six months after the course."),
        ({"held_on": date(2026, 12, 8)}, REACTION, "Planned", "At the end of the course."),
        ({"held_on": date(2026, 12, 8)}, BEHAVIOUR, "Planned", "Due 8 March 2027: 3 months from 8 December 2026."),
        (PLAIN | {"follow_up_due_on": date(2026, 12, 4)}, BEHAVIOUR, "Not due yet", "Due 4 December 2026, as set"),
        (PLAIN | {"follow_up_sent_on": TODAY}, BEHAVIOUR, "Replies awaited", "Record how many answered the follow-up"),
        (PLAIN | {"satisfaction": 4.3}, REACTION, "Overdue by", "Record how many people replied"),
        (PLAIN | {"knowledge_after": 7.0}, LEARNING, "Overdue by", "Record the number of matched pairs"),
        (PLAIN | {"attended": 0}, BEHAVIOUR, "Nobody came", ""),
        (PLAIN | {"held_on": date(2025, 11, 20)}, RESULTS, "Overdue by 1 working day", "To be looked for by 20 Nov"),
    ],
)  # fmt: skip
def test_how_a_stage_stands_and_what_to_do(course: dict[str, Any], stage: str, word: str, missing: str) -> None:
    found = said(course)[STAGES.index(stage)]
    assert found.status.word.startswith(word)
    assert missing in found.missing


def test_a_follow_up_sent_is_on_record_and_no_impact_asks_for_a_decision() -> None:
    third = said(PLAIN | {"follow_up_sent_on": date(2026, 11, 20)})[2]
    assert third.on_record == ("Follow-up sent 20 November 2026.",)
    fourth = said(PLAIN, [line(RESULTS, "Grade", no_impact=True)])[3]
    assert (fourth.has_evidence, fourth.missing) == (False, "Record what was decided when no impact was seen.")


def test_tracked_cases_stand_under_results_and_are_evidence() -> None:
    cases = [{"would_have_helped": answer} for answer in ("yes", "yes", "no", None)]
    fourth = said(PLAIN, cases=cases)[3]
    assert fourth.on_record == (
        "Of 3 cases looked at, the learning would have helped in 2. 1 case without an answer yet.",
    )
    assert fourth.has_evidence
    waiting = said(PLAIN, cases=cases[3:])[3]
    assert (waiting.on_record, waiting.has_evidence) == (("1 case without an answer yet.",), False)


def test_figures_that_do_not_fit_stand_at_their_stage() -> None:
    first, second, third, fourth = said(COURSE | {"questionnaires": 30})
    assert first.on_record == ("Satisfaction 4.3 of 5 from 30 people, although only 24 were asked.",)
    assert first.odd == ("30 questionnaires came back, and 24 people attended. Check both numbers.",)
    assert second.odd == third.odd == fourth.odd == ()


def test_the_score_in_one_line_has_its_rate() -> None:
    assert score_words(findings(COURSE)) == "4.3 of 5 from 18 of 24 people, 75%"
    assert score_words(findings({"questionnaires": 18, "attended": 24})) == "18 of 24 people, 75%"
    assert score_words(findings({"satisfaction": 4.3})) == "4.3 of 5 from an unknown number of people"
    assert score_words(()) == ""


def test_figures_and_rates_are_plain() -> None:
    assert [figure(one) for one in (4.0, 4.25, 4.333, 0.0)] == ["4", "4.25", "4.33", "0"]
    assert rate_words(Rate(0, 0)) == "0 of 0 people"
    assert rate_words(Rate(1200, 5271)) == "1,200 of 5,271 people, 23%"
