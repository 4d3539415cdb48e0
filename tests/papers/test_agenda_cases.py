"""The sheet of a case for a panel: every condition, what the answers come to, the decision that stands with dissent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lif_desktop.office import Add, Edit, Office, create_office
from lif_desktop.papers.agenda_cases import case_sheets
from lif_desktop.papers.blocks import Heading, Table, plain
from lif_desktop.papers.gather import Records
from lif_desktop.places import resources
from tests.papers.made_up import words_of
from tests.papers.made_up_office import TODAY, D


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = create_office(tmp_path / "office.lif", resources() / "framework", "stockport", "Ann Officer")
    case = {"review_type": "sar_mandatory", "pseudonym": "Adult Elm", "referred_on": D(2026, 11, 2)}
    made.write("Opened", made.changes_for("reviews", None, case))
    yield made
    made.close()


def answer(office: Office, **answers: str) -> None:
    rows = {row["key"]: row["id"] for row in office.records("criteria", 1)}
    office.write("Answered", [Edit("criteria_answers", rows[key], {"answer": one}) for key, one in answers.items()])


def decide(office: Office, **values: object) -> None:
    made = {"review_id": 1, "decided_on": D(2026, 11, 16), "decision": "Hold a review", "decided_by": "the chair"}
    office.write("Decided", [Add("decisions", made | values)])


def sheet(office: Office) -> str:
    records = Records(office, TODAY)
    return "\n".join(map(words_of, case_sheets(records, records.rows("reviews"))))


def test_every_condition_stands_on_the_sheet_answered_or_not(office: Office) -> None:
    answer(office, needs="met", condition_2="unclear")
    office.write("Noted", [Edit("criteria_answers", 2, {"evidence": "Assessment of 2025"})])
    records = Records(office, TODAY)
    blocks = case_sheets(records, records.rows("reviews"))
    table = next(block for block in blocks if isinstance(block, Table))
    kind = office.profile.review_type("sar_mandatory")
    assert [row[0] for row in table.rows] == [one.text for one in kind.criteria]
    assert [plain(row[1]) for row in table.rows] == [
        "Not answered", "Met", "Not answered", "Not answered", "Unclear", "Not answered",
    ]  # fmt: skip
    assert table.rows[1][2] == "Assessment of 2025"
    assert isinstance(blocks[0], Heading)
    assert blocks[0].text == "SAR-2026-001 Adult Elm: criteria and decision"


def test_what_the_answers_come_to_is_said(office: Office) -> None:
    assert "Cannot be said yet: Area, Needs for care and support, Working together" in sheet(office)
    answer(office, adult_area="met", needs="met", worked_together="met", condition_1="met")
    assert "The Board must arrange a safeguarding adults review." in sheet(office)
    answer(office, needs="not_met")
    assert "The criteria are not met: Needs for care and support is not met." in sheet(office)


def test_the_decision_that_stands_is_printed_with_reasons_and_dissent(office: Office) -> None:
    decide(office, outcome="criteria_not_met", decision="No review", reasons="Too little known")
    more = {
        "reasons": "New facts\n\ncame in.",
        "dissent": "Housing wished for an audit",
        "options": "An audit; a review",
    }
    decide(office, outcome="review_agreed", supersedes_id=1, **more)
    told = sheet(office)
    assert "Decision of 16 November 2026, by the chair: Review agreed. Hold a review." in told
    assert "Options considered: An audit; a review" in told
    assert "Reasons: New facts came in." in told
    assert "Dissent: Housing wished for an audit" in told
    assert "No review" not in told


def test_a_decision_that_says_what_its_outcome_says_is_printed_once(office: Office) -> None:
    decide(office, outcome="review_agreed", decision="Review agreed", decided_by=None, decided_on=None)
    assert "Decision: Review agreed." in sheet(office)
    assert "Review agreed. Review agreed" not in sheet(office)


def test_a_case_without_criteria_and_without_a_decision_has_no_sheet(office: Office) -> None:
    office.write("Opened", office.changes_for("reviews", None, {"review_type": "peer_review"}))
    records = Records(office, TODAY)
    assert case_sheets(records, [row for row in records.rows("reviews") if row["review_type"] == "peer_review"]) == ()
