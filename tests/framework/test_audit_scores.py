"""What audits found: last cycle beside this one, grades of cases, the five tests, grades over the years."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.audit_scores import (
    GRADES,
    TESTS,
    answers,
    by_agency,
    five_tests,
    graded,
    last_cycle,
    now_part_of,
    own_figures,
    same_theme,
    spread_by_year,
    to_fill,
)

TODAY = dt.date(2026, 11, 23)
CCG, ICB, POLICE = 1, 2, 3
_DATES = ("requested_on", "planned_on", "due_on", "completed_on")


def audit(number: int, kind: str = "section_11", **values: Any) -> dict[str, Any]:
    plain = dict.fromkeys(("year", "theme", "status", "cases", *GRADES, *_DATES))
    return plain | {"id": number, "audit_type": kind} | values


def answer(number: int, agency: int | None, standard: str, own: int | None, held: int | None = None) -> dict[str, Any]:
    return {
        "id": number, "agency_id": agency, "standard": standard, "self_score": own, "moderated_score": held,
        "improvement": None, "deadline_on": None,
    }  # fmt: skip


def case(grade: str | None, moderated: str | None = None, **tests: str) -> dict[str, Any]:
    return dict.fromkeys(TESTS) | {"pseudonym": "Child A", "grade": grade, "moderated_grade": moderated} | tests


# ------------------------------------------------------------------------------------------------ standards


def test_the_moderated_score_holds_where_there_is_one_nought_too() -> None:
    now = [answer(1, POLICE, "Training", 3, 0), answer(2, POLICE, "Supervision", 2)]
    last = [answer(3, POLICE, "Training", 1), answer(4, POLICE, "Supervision", 3, 2)]
    first, second = answers(now, last, {})
    assert (first.score, first.last_score, first.moved) == (0, 1, "down")
    assert (second.score, second.last_score, second.moved) == (2, 2, "same")


@pytest.mark.parametrize(
    ("own", "before", "moved"), [(2, 1, "up"), (1, 2, "down"), (2, 2, "same"), (2, None, "new"), (None, 2, "none")]
)
def test_how_a_score_moved(own: int | None, before: int | None, moved: str) -> None:
    (found,) = answers([answer(1, POLICE, "Training", own)], [answer(2, POLICE, "Training", before)], {})
    assert found.moved == moved


def test_standards_are_known_by_their_words_and_agencies_by_themselves() -> None:
    now = [answer(1, POLICE, "4.1 Training: who", 2)]
    assert answers(now, [answer(2, POLICE, "4.1  TRAINING - who", 1)], {})[0].last_score == 1
    assert answers(now, [answer(2, POLICE, "4.1 Training: what", 1)], {})[0].last is None
    assert answers(now, [answer(2, ICB, "4.1 Training: who", 1)], {})[0].last is None


def test_an_agency_merged_into_another_counts_as_that_one() -> None:
    now, last = [answer(1, ICB, "Training", 2)], [answer(2, CCG, "Training", 1)]
    assert answers(now, last, {})[0].last is None
    (found,) = answers(now, last, {CCG: ICB})
    assert (found.agency, found.last_score, found.moved) == (ICB, 1, "up")
    (still,) = answers([answer(1, CCG, "Training", 2)], last, {CCG: ICB})
    assert (still.agency, still.last_score) == (ICB, 1)


def test_of_several_merged_answers_its_own_goes_first_and_then_the_lowest() -> None:
    merged = {CCG: ICB, POLICE: ICB}
    others = [answer(2, CCG, "Training", 3), answer(3, POLICE, "Training", 1), answer(4, CCG, "Training", None)]
    now = [answer(1, ICB, "Training", 2)]
    assert answers(now, others, merged)[0].last_score == 1
    assert answers(now, [*others, answer(5, ICB, "Training", 2)], merged)[0].last_score == 2


def test_mergers_follow_on_each_other_and_a_circle_ends() -> None:
    assert now_part_of(1, {1: 2, 2: 3}) == 3
    assert now_part_of(9, {1: 2}) == 9
    assert now_part_of(None, {1: 2}) is None
    assert now_part_of(1, {1: 2, 2: 1}) in (1, 2)
    assert now_part_of(1, {1: 1}) == 1


def test_the_last_cycle_is_the_newest_earlier_round_of_the_type_with_answers() -> None:
    here = audit(9, due_on=dt.date(2026, 11, 30))
    rows = [
        here, audit(1, completed_on=dt.date(2022, 1, 31)), audit(2, completed_on=dt.date(2025, 1, 31)),
        audit(3, completed_on=dt.date(2026, 1, 31), status="cancelled"), audit(4, due_on=dt.date(2027, 1, 1)),
        audit(5, "qa_statement", completed_on=dt.date(2026, 5, 1)), audit(6, completed_on=dt.date(2026, 2, 1)),
    ]  # fmt: skip
    assert last_cycle(here, rows, {1, 2, 3, 4, 5, 9})["id"] == 2  # type: ignore[index]
    assert last_cycle(here, rows, {1})["id"] == 1  # type: ignore[index]
    assert last_cycle(here, rows, set()) is None
    assert last_cycle(audit(7), rows, {4})["id"] == 4  # type: ignore[index]


def test_an_agency_in_figures() -> None:
    now = [
        answer(1, POLICE, "A", 3, 2),
        answer(2, POLICE, "B", 2),
        answer(3, POLICE, "C", None),
        answer(4, None, "A", 1),
    ]
    now[0] |= {"improvement": "Targets", "deadline_on": dt.date(2026, 11, 22)}
    now[1] |= {"improvement": "Lists", "deadline_on": TODAY}
    now[2] |= {"deadline_on": dt.date(2026, 1, 1)}
    last = [answer(5, POLICE, "A", 1), answer(6, POLICE, "B", 3)]
    police, nobody = by_agency(answers(now, last, {}), TODAY)
    assert (police.agency, police.answers, police.by_score) == (POLICE, 3, {2: 2})
    assert (police.up, police.down, police.unmoderated) == (1, 1, 1)
    assert (police.improvements, police.late) == (2, 1)
    assert (nobody.agency, nobody.answers) == (None, 1)
    assert by_agency([], TODAY) == ()


# ------------------------------------------------------------------------------------------------ cases


def test_grades_are_counted_by_the_moderated_one_and_foreign_ones_left_out() -> None:
    cases = [case("good", "requires_improvement"), case("good"), case(None), case("splendid")]
    assert graded(cases) == {"outstanding": 0, "good": 1, "requires_improvement": 1, "inadequate": 0}
    assert list(graded([])) == list(GRADES)


def test_figures_are_offered_only_where_they_differ_from_the_cases() -> None:
    cases = [case("good"), case("inadequate")]
    assert own_figures(audit(1)) is None
    assert to_fill(audit(1), cases) == {"good": 1, "inadequate": 1, "cases": 1}
    assert to_fill(audit(1, good=1, inadequate=1), cases) == {}
    assert to_fill(audit(1, good=2, inadequate=1, cases=10, outstanding=3), cases) == {"good": 1, "outstanding": 0}
    assert to_fill(audit(1, good=2), []) == {}
    assert to_fill(audit(1, good=2), [case(None)]) == {}


def test_the_share_of_yes_leaves_out_what_does_not_apply() -> None:
    cases = [
        case("good", voice_heard="yes"),
        case("good", voice_heard="no"),
        case("good", voice_heard="not_applicable"),
    ]
    first, *others = five_tests([*cases, case("good", voice_heard="partly"), case("good")])
    assert (first.test, first.yes, first.partly, first.no, first.asked) == ("voice_heard", 1, 1, 1, 3)
    assert first.share == pytest.approx(1 / 3)
    assert [one.share for one in others] == [None] * 4


@given(st.lists(st.sampled_from(["yes", "partly", "no", "not_applicable", None]), max_size=30))
def test_every_answer_that_applies_is_counted_once(given_answers: list[str | None]) -> None:
    cases = [dict.fromkeys(TESTS, one) for one in given_answers]
    for one in five_tests(cases):
        assert one.asked == sum(answer in ("yes", "partly", "no") for answer in given_answers)


def test_grades_by_year_take_an_audits_own_figures_before_its_cases() -> None:
    rows = [
        audit(1, year="2025-26", good=3, inadequate=1), audit(2, completed_on=dt.date(2026, 3, 31), outstanding=1),
        audit(3, year="2026-27"), audit(4, year="2026-27"), audit(5, good=9), audit(6, year="2024/25", good=0),
    ]  # fmt: skip
    counted = {1: dict.fromkeys(GRADES, 9), 3: dict.fromkeys(GRADES, 1)}
    first, second = spread_by_year(rows, counted)
    assert (first.words, first.total, first.good) == ("2025-26", 5, 0.8)
    assert (second.words, second.counts, second.good) == ("2026-27", dict.fromkeys(GRADES, 1), 0.5)
    assert spread_by_year([], {}) == ()


def test_audits_on_the_same_theme_stand_in_the_order_of_their_days() -> None:
    rows = [
        audit(1, "macfa", theme="neglect", completed_on=dt.date(2025, 3, 26)),
        audit(2, "macfa", theme="neglect", completed_on=dt.date(2024, 3, 22)),
        audit(3, "macfa", theme="neglect", completed_on=dt.date(2024, 4, 1), status="cancelled"),
        audit(4, "single_agency", theme="neglect"), audit(5, "macfa", theme="housing"), audit(6, "macfa"),
    ]  # fmt: skip
    assert [row["id"] for row in same_theme(rows[0], rows)] == [2, 1]
    assert same_theme(rows[5], rows) == ()
