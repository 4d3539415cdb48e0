"""Every kind of return there and back: what an agency fills in becomes a record of its own, once."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lif_desktop.office import Office
from lif_desktop.office.returns_asked import Scope
from lif_desktop.sheets.importing import import_file
from lif_desktop.sheets.plan import ImportTrouble
from lif_desktop.sheets.returns import make_returns, write_return
from tests.sheets.going_out import TODAY, add
from tests.sheets.making_returns import (
    HOMES,
    POLICE,
    YEAR,
    action,
    agency,
    audit,
    did,
    fill,
    plan_of,
    review,
    taken_in,
    update,
)

# Every kind


def test_a_chronology_is_added_once_and_put_right_the_second_time(office: Office, tmp_path: Path) -> None:
    scope = review(office)
    path = write_return(office, "chronology", agency(office, POLICE), tmp_path / "c.xlsx", scope=scope)
    first = {2: dt.date(2025, 3, 3), 3: "4/3/2025", 62: dt.date(2025, 5, 5)}
    fill(path, {"Date": first, "What happened": {2: "Seen", 3: "Not seen", 62: "Under the last row"}})
    plan = taken_in(office, path)
    assert did(plan) == {"add": 3}
    assert "58 rows of the workbook left empty." in plan.notices
    entries = office.records("chronology", scope.number)
    assert [row["event"] for row in entries] == ["Seen", "Not seen", "Under the last row"]
    assert {row["agency_id"] for row in entries} == {agency(office, POLICE)}
    assert [row["happened_on"] for row in entries] == [dt.date(2025, 3, 3), dt.date(2025, 3, 4), dt.date(2025, 5, 5)]
    assert plan_of(office, path).count("same") == 3
    fill(path, {"What happened": {3: "Not seen, nobody in"}})
    assert did(taken_in(office, path)) == {"change": 1, "same": 2}
    assert [row["event"] for row in office.records("chronology", scope.number)][1] == "Not seen, nobody in"


def scopes(office: Office) -> dict[str, Scope]:
    return {
        "section_11": audit(office),
        "section_175": audit(office, "section_175"),
        "qa_statement": audit(office, "qa_statement"),
        "single_agency_audit": YEAR,
        "case_audit": audit(office, "macfa"),
        "training_return": YEAR,
        "chronology": review(office),
        "agency_summary": review(office),
        "imr": review(office, key_lines="Was he heard?"),
        "dataset": YEAR,
        "annual_contribution": YEAR,
    }


FILLED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "section_11": ({"Evidence": "Seen", "Self-assessment score": 2}, {"evidence": "Seen", "self_score": 2}),
    "section_175": ({"Areas for improvement": "Logs"}, {"improvement": "Logs"}),
    "qa_statement": ({"Deadline": "3 Apr 2027"}, {"deadline_on": dt.date(2027, 4, 3)}),
    "single_agency_audit": (
        {"Audit": "Neglect", "Grade": "Good", "Cases": 12},
        {"title": "Neglect", "grade": "good", "cases": 12, "audit_type": "single_agency", "year": "2026-27"},
    ),
    "case_audit": ({"Case": "Child Ash", "Voice heard": "Yes"}, {"pseudonym": "Child Ash"}),
    "training_return": ({"Staff in scope": 40, "Quality": "Good"}, {"staff": 40, "quality": "Good", "year": "2026-27"}),
    "chronology": ({"What happened": "Seen"}, {"event": "Seen"}),
    "agency_summary": ({"Your answer": "None"}, {"answer": "None", "kind": "agency_summary", "year": None}),
    "imr": ({"Your answer": "We did"}, {"answer": "We did", "kind": "imr", "section": "About this review"}),
    "dataset": ({"Value": 81.5, "Comment": "Up"}, {"value": 81.5, "comment": "Up", "indicator_id": 1}),
    "annual_contribution": ({"Your answer": "Much"}, {"answer": "Much", "year": "2026-27", "review_id": None}),
}


@pytest.mark.parametrize("kind", list(FILLED))
def test_what_an_agency_fills_in_becomes_a_record_of_its_own_once(office: Office, tmp_path: Path, kind: str) -> None:
    police = agency(office, POLICE)
    add(office, "performance", title="Seen in time", agency_id=police, frequency="quarterly")
    path = write_return(office, kind, police, tmp_path / "r.xlsx", scope=scopes(office)[kind])
    cells, expected = FILLED[kind]
    fill(path, {heading: {2: value} for heading, value in cells.items()})
    plan = taken_in(office, path)
    assert plan.problems == ()
    assert plan.count("add") == 1
    assert plan.count("change") == 0
    row = office.records(plan.register.key)[-1]
    assert {name: row[name] for name in expected} == expected
    own = {name: row[name] for name in ("agency_id", "lead_agency_id") if name in row}
    assert all(number == police for number in own.values())
    assert office.records("returns")[-1]["received_on"] == TODAY
    count = len(office.records(plan.register.key))
    again = taken_in(office, path)
    assert (again.count("add"), again.count("change"), again.count("held")) == (0, 0, 0)
    assert len(office.records(plan.register.key)) == count


def test_the_returns_of_a_whole_run_come_back_each_to_its_agency(office: Office, tmp_path: Path) -> None:
    both = [agency(office, POLICE), agency(office, HOMES)]
    scope = audit(office)
    made = make_returns(office, "section_11", both, tmp_path, scope=scope)
    for number, path in made.paths.items():
        ((_, batch),) = import_file(office, fill(path, {"Self-assessment score": {3: number % 4}}), "audit_standards")
        assert batch is not None
    rows = office.records("audit_standards", scope.number)
    assert {row["agency_id"]: row["self_score"] for row in rows} == {number: number % 4 for number in both}
    assert len({row["standard"] for row in rows}) == 1


def test_our_own_sheets_beside_the_table_are_not_spoken_of_and_a_wrong_register_is_named(
    office: Office, tmp_path: Path
) -> None:
    add(office, "actions", title="One", lead_agency_id=agency(office, POLICE))
    path = write_return(office, "action_update", agency(office, POLICE), tmp_path / "r.xlsx", scope=YEAR)
    book = load_workbook(path)
    assert book["Lists"]["A1"].value == "List for Status"
    book.create_sheet("Our notes").append(["We", "wrote"])
    book.save(path)
    ((plan, _),) = import_file(office, path, "actions", dry_run=True)
    assert [said for said in plan.notices if "Other sheets" in said] == [
        "Other sheets of the file, not part of this: “Our notes”."
    ]
    with pytest.raises(ImportTrouble, match=r"“r\.xlsx” is a return that goes into Actions\. Take it in there\."):
        import_file(office, path, "reviews", dry_run=True)


@pytest.mark.parametrize("year", [None, "2026/27"])
def test_a_return_that_nobody_touched_changes_nothing(office: Office, tmp_path: Path, year: str | None) -> None:
    police = agency(office, POLICE)
    add(office, "audits", audit_type="single_agency", title="A", lead_agency_id=police, year=year, due_on=TODAY)
    path = write_return(office, "single_agency_audit", police, tmp_path / "r.xlsx", scope=YEAR)
    plan = taken_in(office, path)
    assert did(plan) == {"same": 1}
    assert office.records("audits")[0]["year"] == year


def test_a_row_key_of_an_empty_line_that_stands_twice_is_a_question(office: Office, tmp_path: Path) -> None:
    """A line that was copied with its key: nobody can say later which of the two records it is."""
    path = tmp_path / "chronology.xlsx"
    write_return(office, "chronology", agency(office, POLICE), path, scope=review(office))
    key = load_workbook(path).worksheets[1]["A2"].value
    fill(path, {"Row key": {3: key}, "What happened": {2: "A visit", 3: "A call"}})
    plan = taken_in(office, path)

    assert did(plan)["held"] == 2
    assert [problem.reason for problem in plan.problems] == [
        f"The same row key stands in row {other}. Keep the row that is right, or empty the row key of a row that is a "
        "new one."
        for other in (3, 2)
    ]
    assert office.records("chronology") == []
    taken_in(office, fill(path, {"Row key": {3: None}}))
    assert sorted(row["event"] for row in office.records("chronology")) == ["A call", "A visit"]


def test_a_row_of_the_agencys_own_changes_no_record_of_another_agency(office: Office, tmp_path: Path) -> None:
    action(office)
    theirs = action(office, "Of the others", HOMES)
    path = update(office, tmp_path)
    ref = office.record("actions", theirs)["ref"]
    fill(path, {"Reference": {3: ref}, "Action": {3: "Of the others"}, "Your update": {3: "Done by us"}})
    plan = taken_in(office, path)

    assert did(plan) == {"same": 1, "held": 1}
    assert plan.problems[0].reason == (
        f"{ref} is with Stockport Homes, and this return is from Greater Manchester Police. Correct the reference, or "
        "empty it to take the row as a new one."
    )
    assert office.record("actions", theirs)["latest_update"] is None
    plan = plan_of(office, fill(path, {"Reference": {3: None}}))
    assert did(plan) == {"same": 1, "add": 1}
