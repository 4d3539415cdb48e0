"""What each kind of return asks: the rows that the office has, those still to be told, last time's answers."""

import datetime as dt
from pathlib import Path

import pytest

from lif_desktop.office import Office
from lif_desktop.registers.keeping import SentWorkbook
from lif_desktop.sheets.return_book import READ_ME
from lif_desktop.sheets.returns import (
    ReturnTrouble,
    return_forms,
)
from tests.sheets.going_out import add
from tests.sheets.making_returns import HOMES, POLICE, YEAR, agency, audit, column, facts, kept, review, written

# What stands in them


def test_an_action_update_has_the_open_actions_of_the_agency_and_room_for_news(office: Office, tmp_path: Path) -> None:
    own = {"lead_agency_id": agency(office, POLICE), "status": "in_progress"}
    add(office, "actions", title="Later", due_on=dt.date(2027, 2, 1), **own)
    add(
        office, "actions", title="Sooner", due_on=dt.date(2026, 12, 1), latest_update="Begun in May.", percent=40, **own
    )
    add(office, "actions", title="Done", **own | {"status": "complete"})
    add(office, "actions", title="Another's", **own | {"lead_agency_id": agency(office, HOMES)})
    book = written(office, "action_update", YEAR, tmp_path)
    sheet = book["Action update"]
    assert column(sheet, "Action (read only)") == ["Sooner", "Later"]
    assert column(sheet, "Your update (fill in)") == [None, None]
    assert column(sheet, "The last update we have (read only)") == ["Begun in May.", None]
    assert column(sheet, "Percent complete (fill in)") == [40, None]
    assert column(sheet, "Status (fill in)") == ["In progress", "In progress"]
    assert column(sheet, "Version") == [1, 1]


def test_the_first_sheet_says_who_asks_for_what_by_when_and_bears_the_stamp(office: Office, tmp_path: Path) -> None:
    add(office, "actions", title="One", lead_agency_id=agency(office, POLICE))
    told = facts(written(office, "action_update", YEAR, tmp_path, due=dt.date(2026, 12, 4), send_to="lif@x.example"))
    sent = kept(office, SentWorkbook)[0]
    assert told["Send it back by"] == "4 December 2026"
    assert told["Send it to"] == "lif@x.example"
    assert told["Marking"] == "OFFICIAL-SENSITIVE"
    assert told["Stamp"].startswith(f"{sent['stamp']}, made on 23 November 2026")
    assert "Yellow: fill in" in told


def test_standards_come_from_the_profile_then_from_the_last_round_with_its_answers(
    office: Office, tmp_path: Path
) -> None:
    police = agency(office, POLICE)
    book = written(office, "section_11", audit(office), tmp_path)
    asked = column(book["Standards"], "Standard (read only)")
    assert asked == [one.text for one in office.profile.audit_type("section_11").standards]
    old = add(office, "audits", audit_type="section_11", title="2024", completed_on=dt.date(2024, 6, 1))
    told = {"audit_id": old, "agency_id": police}
    add(office, "audit_standards", standard="10 Data", evidence="Then", self_score=2, moderated_score=1, **told)
    add(office, "audit_standards", standard="9 Leads", self_score=3, **told)
    sheet = written(office, "section_11", audit(office), tmp_path)["Standards"]
    assert column(sheet, "Standard (read only)") == ["9 Leads", "10 Data"]
    assert column(sheet, "Evidence last time (read only)") == [None, "Then"]
    assert column(sheet, "Own score last time (read only)") == [3, 2]
    assert column(sheet, "Moderated score last time (read only)") == [None, "1"]
    assert column(sheet, "Self-assessment score (fill in)") == [None, None]
    assert column(sheet, "Version") == [None, None]


def test_standards_that_were_answered_already_go_out_with_their_answers(office: Office, tmp_path: Path) -> None:
    scope = audit(office, "qa_statement")
    own = {"audit_id": scope.number, "standard": "1 Leads"}
    add(office, "audit_standards", agency_id=agency(office, POLICE), evidence="So far", self_score=1, **own)
    add(office, "audit_standards", agency_id=agency(office, HOMES), evidence="Theirs", **own | {"standard": "2 More"})
    sheet = written(office, "qa_statement", scope, tmp_path)["Standards"]
    assert column(sheet, "Standard (read only)") == ["1 Leads", "2 More"]
    assert column(sheet, "Evidence (fill in)") == ["So far", None]
    assert column(sheet, "Version") == [1, None]


def test_scores_are_chosen_from_a_list_and_the_first_sheet_says_what_they_mean(office: Office, tmp_path: Path) -> None:
    book = written(office, "section_175", audit(office, "section_175"), tmp_path)
    sheet = book["Standards"]
    lists = {str(one.sqref).split(":")[0]: one.formula1 for one in sheet.data_validations.dataValidation}
    letter = next(cell.column_letter for cell in sheet[1] if "Self-assessment" in str(cell.value))
    assert lists[f"{letter}2"] == '"0,1,2,3"'
    assert any("3: fully met" in str(row[1].value) for row in book[READ_ME].iter_rows())


def test_a_chronology_has_empty_rows_with_keys_and_what_is_known_of_the_review(office: Office, tmp_path: Path) -> None:
    scope = review(
        office,
        period_from=dt.date(2025, 1, 1),
        period_to=dt.date(2026, 3, 31),
        key_lines="- Was he heard?\n- Who knew?",
    )
    own = {"review_id": scope.number, "agency_id": agency(office, POLICE)}
    add(office, "chronology", happened_on=dt.date(2025, 5, 2), event="Seen at home", **own)
    book = written(office, "chronology", scope, tmp_path)
    sheet = book["Chronology"]
    assert column(sheet, "What happened (fill in)")[:2] == ["Seen at home", None]
    assert len(column(sheet, "Row key")) == 61
    assert all(column(sheet, "Row key"))
    told = facts(book)
    assert told["Period under review"] == "1 January 2025 to 31 March 2026"
    assert told["Review"] == "SAR-2026-001 Adult Heron"


def test_an_individual_review_asks_each_key_line_of_enquiry(office: Office, tmp_path: Path) -> None:
    scope = review(office, key_lines="- Was he heard?\n\n• Who knew?")
    sheet = written(office, "imr", scope, tmp_path)["Individual review"]
    asked = column(sheet, "Question (read only)")
    at = asked.index("Key line of enquiry: Was he heard?")
    assert asked[at + 1] == "Key line of enquiry: Who knew?"
    summary = written(office, "agency_summary", scope, tmp_path)["Agency summary"]
    assert not any("Key line" in text for text in column(summary, "Question (read only)"))


def test_a_contribution_has_last_years_answer_beside_the_question(office: Office, tmp_path: Path) -> None:
    first = return_forms().forms["annual_contribution"].questions[0].text
    own = {"agency_id": agency(office, POLICE), "kind": "annual_contribution", "question": first}
    add(office, "answers", year="2025/26", answer="We briefed all.", **own)
    add(office, "answers", year="2026-27", answer="Half so far.", **own)
    sheet = written(office, "annual_contribution", YEAR, tmp_path)["Contribution"]
    assert column(sheet, "Your answer (fill in)")[:2] == ["Half so far.", None]
    assert column(sheet, "What you told us last year (read only)")[0] == "We briefed all."


def test_a_training_return_is_one_row_with_the_year_before_beside_it(office: Office, tmp_path: Path) -> None:
    add(office, "training_returns", agency_id=agency(office, POLICE), year="2025-26", staff=120, amount="Two courses")
    sheet = written(office, "training_return", YEAR, tmp_path)["Training"]
    assert column(sheet, "Year (read only)") == ["2026-27"]
    assert column(sheet, "Staff in scope (fill in)") == [None]
    assert column(sheet, "Staff last year (read only)") == [120]
    assert column(sheet, "Amount last year (read only)") == ["Two courses"]


def test_a_dataset_asks_for_the_next_period_of_each_indicator_in_use(office: Office, tmp_path: Path) -> None:
    own = {"agency_id": agency(office, POLICE), "frequency": "quarterly", "unit": "%", "target": 95.0}
    number = add(office, "performance", title="Seen in time", **own)
    add(office, "performance", title="No longer counted", active_to=dt.date(2026, 1, 1), **own)
    add(office, "indicator_values", indicator_id=number, period_end_on=dt.date(2026, 6, 30), value=81.0)
    sheet = written(office, "dataset", YEAR, tmp_path)["Dataset"]
    assert column(sheet, "Indicator (read only)") == ["PI-001"]
    assert column(sheet, "Period (read only)") == ["Q2 2026-27"]
    assert column(sheet, "Last values (read only)") == ["Q1 2026-27: 81%"]
    assert column(sheet, "Target (read only)") == ["95%"]
    end = written(office, "dataset", YEAR, tmp_path, period_end=dt.date(2026, 6, 30))["Dataset"]
    assert (column(end, "Value (fill in)"), column(end, "Version")) == ([81], [1])


def test_the_schedule_has_the_audits_of_the_year_and_empty_rows_for_more(office: Office, tmp_path: Path) -> None:
    lead = {"lead_agency_id": agency(office, POLICE)}
    one = audit(office, "single_agency", **lead)
    add(office, "audits", audit_type="single_agency", title="Long ago", completed_on=dt.date(2020, 6, 1), **lead)
    sheet = written(office, "single_agency_audit", YEAR, tmp_path)["Audits"]
    assert [text for text in column(sheet, "Audit (fill in)") if text] == ["A round"]
    assert len(column(sheet, "Row key")) == 13
    alone = written(office, "single_agency_audit", one, tmp_path)["Audits"]
    assert len(column(alone, "Row key")) == 1


def test_a_case_audit_has_the_cases_of_the_agency(office: Office, tmp_path: Path) -> None:
    scope = audit(office, "macfa")
    add(office, "audit_cases", audit_id=scope.number, agency_id=agency(office, POLICE), pseudonym="Child Ash")
    sheet = written(office, "case_audit", scope, tmp_path)["Cases"]
    assert [text for text in column(sheet, "Case (fill in)") if text] == ["Child Ash"]


def test_where_there_is_nothing_to_ask_it_is_said(office: Office, tmp_path: Path) -> None:
    with pytest.raises(ReturnTrouble, match=r"leads no open action\. There is nothing to send"):
        written(office, "action_update", YEAR, tmp_path)
    with pytest.raises(ReturnTrouble, match="Choose the audit"):
        written(office, "section_11", YEAR, tmp_path)
    with pytest.raises(ReturnTrouble, match="Choose the review"):
        written(office, "chronology", YEAR, tmp_path)
    assert not list(tmp_path.glob("*.xlsx"))
