"""Deciding on a review: the grid as it is answered, the decision as one change, what follows from it by any door."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lif_desktop.office import Add, Edit, Office
from lif_desktop.office.decided import follows_from
from lif_desktop.office.deciding import (
    GridLine,
    answer_changes,
    answers_in,
    checklist_changes,
    decision_changes,
    grid,
)
from lif_desktop.office.pathway import decisions_of
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.plan import make_plan

DAY, LATER = dt.date(2026, 11, 2), dt.date(2026, 11, 16)


def opened(office: Office, of: str = "sar_mandatory", **values: Any) -> int:
    changes = office.changes_for("reviews", None, {"review_type": of} | values)
    office.write("Opened", changes)
    return int(getattr(changes[0], "id", 0))


def decide(office: Office, review: int, supersedes: int | None = None, **values: Any) -> None:
    made = {"decision": "Hold it", "reasons": "It teaches", "decided_by": "the Board", "decided_on": DAY} | values
    office.write("Decided", decision_changes(office, review, made, supersedes))


def standing(office: Office, review: int) -> dict[str, Any]:
    record = office.record("reviews", review)
    return {name: record[name] for name in ("outcome", "decided_on", "status")}


# The grid


def answered(lines: tuple[GridLine, ...], **answers: str) -> list[GridLine]:
    return [
        replace(line, answer=answers.get(line.criterion.key, line.answer)) if line.criterion else line for line in lines
    ]


def test_a_grid_has_the_conditions_of_the_type_and_then_those_of_the_case(office: Office) -> None:
    review = opened(office)
    office.write("Own", [Add("criteria_answers", {"review_id": review, "question": "Is it ours?", "answer": "met"})])
    lines = grid(office, review)
    kind = office.profile.review_type("sar_mandatory")
    assert [line.criterion for line in lines] == [*kind.criteria, None]
    assert all(line.id for line in lines)
    assert (lines[-1].question, lines[-1].answer) == ("Is it ours?", "met")


def test_a_review_of_the_first_format_without_lines_is_asked_all_the_same(office: Office) -> None:
    review = opened(office, status="closed")
    lines = grid(office, review)
    assert [line.id for line in lines] == [None] * 6
    after = answered(lines, needs="met")
    office.write("Answered", answer_changes(review, lines, after))
    [row] = office.records("criteria", review)
    assert (row["key"], row["answer"], row["source"]) == ("needs", "met", lines[1].source)
    assert answers_in(grid(office, review))["needs"] == "met"


def test_only_what_changed_is_written(office: Office) -> None:
    review = opened(office)
    lines = grid(office, review)
    assert answer_changes(review, lines, lines) == []
    after = answered(lines, needs="met", condition_2="unclear")
    after[0] = replace(after[0], evidence="Lives in Stockport")
    changes = answer_changes(review, lines, after)
    assert [type(change) for change in changes] == [Edit, Edit, Edit]
    office.write("Answered", changes)
    found = {line.criterion.key: (line.answer, line.evidence) for line in grid(office, review) if line.criterion}
    assert found["needs"] == ("met", None)
    assert found["adult_area"] == (None, "Lives in Stockport")
    assert found["condition_2"] == ("unclear", None)


def test_an_answered_line_counts_before_a_blank_one_of_the_same_condition(office: Office) -> None:
    review = opened(office)
    question = grid(office, review)[1].question
    office.write("Twice", [Add("criteria_answers", {"review_id": review, "question": question, "answer": "met"})])
    assert answers_in(grid(office, review))["needs"] == "met"


def test_the_checklist_of_an_older_review_can_be_begun(office: Office) -> None:
    review = opened(office, status="closed")
    office.write("Began the checklist", checklist_changes(office, review))
    assert len(office.records("review_checks", review)) == 32
    assert len(office.records("criteria", review)) == 6
    assert checklist_changes(office, review) == []


# A decision


def test_a_decision_its_answers_and_what_follows_are_one_change(office: Office) -> None:
    review = opened(office, status="panel_decision", referred_on=DAY)
    before = standing(office, review)
    lines = grid(office, review)
    values = {"decision": "Hold it", "reasons": "It teaches", "outcome": "review_agreed", "decided_on": DAY}
    changes = [
        *answer_changes(review, lines, answered(lines, needs="met")),
        *decision_changes(office, review, values | {"dissent": "Housing"}),
    ]
    batch = office.write("Decided on it", changes)
    assert batch is not None
    assert standing(office, review) == {"outcome": "review_agreed", "decided_on": DAY, "status": "commissioned"}
    stages = {row["key"]: row for row in office.records("milestones", review)}
    assert stages["sar_complete"]["due_on"] == dt.date(2027, 5, 2)
    report = office.undo()
    assert not report.kept
    assert standing(office, review) == before
    assert office.records("decisions") == []
    assert answers_in(grid(office, review))["needs"] is None
    assert {row["key"]: row["due_on"] for row in office.records("milestones", review)}["sar_complete"] is None
    office.redo()
    assert office.records("decisions", review)[0]["dissent"] == "Housing"


@pytest.mark.parametrize(
    ("of", "status", "outcome", "expected"),
    [
        ("sar_mandatory", "panel_decision", "review_agreed", "commissioned"),
        ("rapid_review", None, "review_agreed", "in_progress"),
        ("sar_mandatory", "referral_received", "more_information", "scoping"),
        ("sar_mandatory", "in_progress", "more_information", "in_progress"),
        ("sar_mandatory", "scoping", "criteria_not_met", "not_progressed"),
        ("rapid_review", "in_progress", "criteria_not_met", "not_progressed"),
        ("rapid_review", "sign_off", "local_review", "sign_off"),
        ("rapid_review", "sign_off", "no_further_review", "sign_off"),
        ("sar_mandatory", "scoping", "no_further_review", "not_progressed"),
        ("sar_mandatory", "scoping", "other_review", "scoping"),
        ("sar_mandatory", "not_progressed", "review_agreed", "commissioned"),
        ("sar_mandatory", "draft", "review_agreed", "draft"),
        ("practice_review", "panel_decision", "local_review", "commissioned"),
        ("national_review", None, "national_review", "in_progress"),
    ],
)
def test_the_stage_after_a_decision(office: Office, of: str, status: str | None, outcome: str, expected: str) -> None:
    review = {"outcome": None, "decided_on": None, "status": status}
    found = follows_from(office.profile.review_type(of), review, {"outcome": outcome, "decided_on": DAY})
    assert (review | found)["status"] == expected


def test_a_deferral_is_no_decision_yet(office: Office) -> None:
    review = opened(office, status="referral_received")
    decide(office, review, outcome="more_information")
    assert standing(office, review) == {"outcome": "more_information", "decided_on": None, "status": "scoping"}


def test_a_decision_without_an_outcome_changes_nothing_on_the_review(office: Office) -> None:
    review = opened(office, status="draft")
    before = office.record("reviews", review)
    decide(office, review, decision="Publish in May")
    assert office.record("reviews", review) == before


def test_a_second_decision_with_the_same_outcome_leaves_the_day_from_which_clocks_count(office: Office) -> None:
    review = opened(office)
    decide(office, review, outcome="review_agreed")
    first = decisions_of(office, review)[0]["id"]
    decide(office, review, first, outcome="review_agreed", decided_on=LATER, reasons="Better reasons")
    assert standing(office, review)["decided_on"] == DAY
    decide(office, review, outcome="refer_on", decided_on=LATER)
    assert (standing(office, review)["decided_on"], standing(office, review)["outcome"]) == (LATER, "refer_on")


def test_a_superseded_decision_stays_and_no_longer_stands(office: Office) -> None:
    review = opened(office)
    decide(office, review, outcome="criteria_not_met")
    first = decisions_of(office, review)[0]
    decide(office, review, first["id"], outcome="review_agreed", decided_on=LATER, decision="Hold it after all")
    told = [(row["decision"], row["stands"], row["supersedes_id"]) for row in decisions_of(office, review)]
    assert told == [("Hold it", False, None), ("Hold it after all", True, first["id"])]
    assert {name: first[name] for name in ("reasons", "outcome")} == {
        name: decisions_of(office, review)[0][name] for name in ("reasons", "outcome")
    }
    assert standing(office, review)["status"] == "commissioned"
    assert [row["standing"].word for row in office.records("decisions", review)] == ["Superseded", "Stands"]


# Other doors


def test_a_decision_from_another_door_decides_a_review_of_which_nothing_is_decided(office: Office) -> None:
    review = opened(office, status="scoping")
    office.write("Form", [Add("decisions", {"review_id": review, "decision": "Hold it", "outcome": "review_agreed",
                                            "decided_on": DAY})])  # fmt: skip
    assert standing(office, review) == {"outcome": "review_agreed", "decided_on": DAY, "status": "commissioned"}
    assert {row["key"]: row["due_on"] for row in office.records("milestones", review)}["sar_complete"] is not None


@pytest.mark.parametrize("there", [{"outcome": "refer_on"}, {"decided_on": LATER}, {"status": "draft"}])
def test_what_a_person_wrote_on_the_review_stays(office: Office, there: dict[str, Any]) -> None:
    review = opened(office, **there)
    before = standing(office, review)
    office.write("Form", [Add("decisions", {"review_id": review, "decision": "No", "outcome": "criteria_not_met"})])
    assert standing(office, review) == before


def test_a_review_that_the_same_change_decides_is_left_alone(office: Office) -> None:
    number = office.reserve("reviews")
    new = Add("reviews", {"review_type": "sar_mandatory", "outcome": "refer_on"}, number)
    made = Add("decisions", {"review_id": number, "decision": "Hold it", "outcome": "review_agreed", "decided_on": DAY})
    office.write("Both", [new, made])
    assert standing(office, number) == {"outcome": "refer_on", "decided_on": None, "status": None}
    other = opened(office)
    made = replace(made, values={**made.values, "review_id": other})
    office.write("Edited too", [made, Edit("reviews", other, {"outcome": "more_information"})])
    assert standing(office, other) == {"outcome": "more_information", "decided_on": None, "status": None}


def test_of_several_imported_decisions_the_latest_counts(office: Office, tmp_path: Path) -> None:
    review = opened(office, referred_on=DAY)
    ref = office.record("reviews", review)["ref"]
    rows = [
        f"{ref},16 November 2026,Hold it,Review agreed",
        f"{ref},2 November 2026,Ask the hospital first,More information needed",
        f"{ref},20 November 2026,Publish in May,",
    ]
    path = tmp_path / "decisions.csv"
    path.write_text("\n".join(["Case ref,Decision date,Decision,Outcome", *rows]), encoding="utf-8")
    plan = make_plan(office, path, "decisions")
    assert plan.count("add") == 3
    apply(office, plan)
    assert standing(office, review) == {"outcome": "review_agreed", "decided_on": LATER, "status": "commissioned"}
    assert len(office.records("decisions", review)) == 3
