"""Criteria and checklist of a review: raised by themselves, kept where they are answered, filled by an old tracker."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from lif_desktop.office import Add, Edit, Office
from lif_desktop.office.changes import Change
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.plan import make_plan

DAY = dt.date(2026, 11, 2)


def opened(office: Office, of: str = "sar_mandatory", **values: Any) -> int:
    changes = office.changes_for("reviews", None, {"review_type": of} | values)
    office.write("Opened", changes)
    return int(getattr(changes[0], "id", 0))


def asked(office: Office, review: int) -> list[str]:
    return [row["key"] for row in office.records("criteria", review)]


def points(office: Office, review: int) -> list[tuple[str, str]]:
    return [(row["kind"], row["key"]) for row in office.records("review_checks", review)]


def test_opening_a_review_raises_what_its_type_asks(office: Office) -> None:
    for kind in office.profile.review_types:
        review = opened(office, kind.key)
        assert asked(office, review) == [one.key for one in kind.criteria]
        assert points(office, review) == [(one.kind, one.key) for one in kind.checks]
        rows = office.records("criteria", review)
        assert [(row["question"], row["source"]) for row in rows] == [(one.text, one.source) for one in kind.criteria]
        assert [row["position"] for row in rows] == list(range(1, len(kind.criteria) + 1))
        assert not any(row["answer"] or row["evidence"] for row in rows)


def test_it_is_one_change_and_undone_with_the_review(office: Office) -> None:
    before = len(office.batches())
    opened(office)
    assert len(office.batches()) == before + 1
    office.undo()
    assert office.records("criteria") == []
    assert office.records("review_checks") == []
    office.redo()
    assert len(office.records("criteria")) == 6


@pytest.mark.parametrize("values", [{"status": "closed"}, {"status": "not_progressed"}, {"closed_on": DAY}])
def test_a_review_that_comes_in_closed_gets_none(office: Office, values: dict[str, Any]) -> None:
    review = opened(office, **values)
    assert asked(office, review) == []
    assert points(office, review) == []


def test_lines_that_come_with_the_review_are_not_raised_a_second_time(office: Office) -> None:
    number = office.reserve("reviews")
    by_words = {"review_id": number, "question": "Condition 1 - has the adult died, and is it known or suspected that "
                "abuse or neglect led to the death", "answer": "met"}  # fmt: skip
    changes: list[Change] = [
        Add("reviews", {"review_type": "sar_mandatory"}, number),
        Add("criteria_answers", by_words),
    ]
    office.write("Opened", changes)
    rows = office.records("criteria", number)
    assert [row["answer"] for row in rows].count("met") == 1
    assert len(rows) == 6
    assert {row["key"] for row in rows} == {
        None,
        "adult_area",
        "needs",
        "worked_together",
        "condition_2",
        "board_chooses",
    }


# A type that is corrected


def test_correcting_the_type_exchanges_what_nobody_has_touched(office: Office) -> None:
    review = opened(office, "practice_review")
    touched = next(row for row in office.records("criteria", review) if row["key"] == "area")
    office.write("Answered", [Edit("criteria_answers", touched["id"], {"answer": "met"})])
    noted = next(row for row in office.records("criteria", review) if row["key"] == "harm_other")
    office.write("Noted", [Edit("criteria_answers", noted["id"], {"evidence": "Ask health"})])
    office.write("Own", [Add("criteria_answers", {"review_id": review, "question": "Is it ours?"})])
    office.write("Corrected", [Edit("reviews", review, {"review_type": "multi_agency_review"})])
    assert set(asked(office, review)) == {
        "area", "harm_other", None, "managed_together", "near_miss", "brief_period", "uninvolved_chair",
    }  # fmt: skip
    office.undo()
    assert len(asked(office, review)) == len(office.profile.review_type("practice_review").criteria) + 1


def test_what_both_types_ask_stays_where_it_is(office: Office) -> None:
    review = opened(office, "sar_mandatory")
    before = {row["key"]: row["id"] for row in office.records("criteria", review)}
    marks = {row["key"]: row["id"] for row in office.records("review_checks", review)}
    office.write("Corrected", [Edit("reviews", review, {"review_type": "sar_discretionary"})])
    after = {row["key"]: row["id"] for row in office.records("criteria", review)}
    assert after == {key: before[key] for key in ("adult_area", "needs", "board_chooses")}
    assert {row["key"]: row["id"] for row in office.records("review_checks", review)} == marks
    office.write("Corrected again", [Edit("reviews", review, {"review_type": "rapid_review"})])
    kinds = {kind for kind, _ in points(office, review)}
    assert kinds == {"principle"}
    assert len(points(office, review)) == 17


def test_a_change_of_something_else_raises_nothing(office: Office) -> None:
    review = opened(office, "sar_mandatory")
    office.write("Same type", [Edit("reviews", review, {"review_type": "sar_mandatory", "pseudonym": "Adult Elm"})])
    office.write("Named", [Edit("reviews", review, {"pseudonym": "Adult Ash"})])
    assert len(asked(office, review)) == 6


def test_many_reviews_of_one_import_are_raised_together(office: Office) -> None:
    first = office.reserve("reviews", 600)
    changes: list[Change] = [Add("reviews", {"review_type": "peer_review"}, first + n) for n in range(598)]
    changes += [Add("reviews", {"review_type": "sar_discretionary"}, first + n) for n in (598, 599)]
    office.write("Imported", changes, kind="import")
    assert len(office.records("criteria")) == 6
    corrected = [Edit("reviews", first + n, {"review_type": "single_agency_review"}) for n in range(600)]
    office.write("Pasted", corrected)
    assert len(office.records("criteria")) == 600 * 4
    assert office.records("review_checks") == []


# Old trackers


def tracker(folder: Path, *rows: str) -> Path:
    path = folder / "criteria.csv"
    path.write_text("\n".join(["Case ref,Condition,Met?,Evidence", *rows]), encoding="utf-8")
    return path


def test_an_old_tracker_fills_the_lines_that_were_raised(office: Office, tmp_path: Path) -> None:
    review = opened(office, "sar_mandatory", referred_on=DAY)
    ref = office.record("reviews", review)["ref"]
    old = [
        "Did the adult have needs for care and support, met by the council or not?",
        office.profile.review_type("sar_mandatory").criteria[2].text,
        "Condition 1: has the adult died, and is it known or suspected that abuse or neglect led to the death?",
        "Condition 2: is the adult alive, and is it known or suspected that they experienced serious abuse or neglect?",
    ]
    rows = [f'{ref},"{question}",Yes,"Assessment"' for question in old]
    plan = make_plan(office, tracker(tmp_path, *rows, f"{ref},A condition of their own,No,Letter"), "criteria")
    assert (plan.count("change"), plan.count("add"), plan.count("held")) == (4, 1, 0)
    apply(office, plan)
    found = {row["key"]: (row["answer"], row["evidence"]) for row in office.records("criteria", review)}
    for key in ("needs", "worked_together", "condition_1", "condition_2"):
        assert found[key] == ("met", "Assessment")
    assert found["adult_area"] == (None, None)
    assert found[None] == ("not_met", "Letter")


def test_every_question_of_the_first_format_is_asked_still(office: Office) -> None:
    first = {
        "Is abuse or neglect of a child known or suspected?": ("rapid_review", "practice_review"),
        "Has the child died or been seriously harmed?": ("rapid_review", "practice_review"),
        "Did it happen in the area, or outside England to a child who normally lives in the area?": (
            "rapid_review", "practice_review",
        ),
        "Does the case raise matters of importance for the area?": ("rapid_review", "practice_review"),
        "Did the adult have needs for care and support, met by the council or not?": (
            "sar_mandatory", "sar_discretionary",
        ),
        "Was it a near miss, or could it have ended worse, without meeting the criteria of a statutory review?": (
            "multi_agency_review",
        ),
        "Is it one episode or a cluster of like episodes over a short time?": ("multi_agency_review",),
        "Does the incident involve this agency only, or have the others a part in its review?": (
            "single_agency_review",
        ),
        "Do the findings bear on how agencies work together?": ("single_agency_review",),
    }  # fmt: skip
    for question, types in first.items():
        for key in types:
            assert question in [one.text for one in office.profile.review_type(key).criteria]
