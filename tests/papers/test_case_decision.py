"""The decision record and the rapid review report: criteria, chain of decisions, who is told, what the Panel asks."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from lif_desktop.office.changes import Edit
from lif_desktop.office.office import Office
from lif_desktop.papers import build_paper
from lif_desktop.papers.blocks import Paper, Paragraph, Table, plain
from lif_desktop.papers.case_parts import find_case
from lif_desktop.papers.case_tables import returns
from lif_desktop.papers.gather import Records
from tests.papers.case_office import PRACTICE, RAPID, full_cases
from tests.papers.made_up import MADE, said
from tests.papers.made_up_office import TODAY

REF = "RR-2026-001"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = full_cases(tmp_path_factory.mktemp("full") / "office.lif")
    yield office
    office.close()


@pytest.fixture(scope="module")
def record(full: Office) -> Paper:
    return build_paper(full, "decision-record", REF, today=TODAY)


@pytest.fixture(scope="module")
def report(full: Office) -> Paper:
    return build_paper(full, "rapid-review-report", REF, today=TODAY)


def rows_of(paper: Paper, about: str) -> list[tuple[str, ...]]:
    """The cells of the table whose description begins so."""
    found = [block for block in paper.blocks if isinstance(block, Table) and block.about.startswith(about)]
    assert len(found) == 1, [block.about for block in paper.blocks if isinstance(block, Table)]
    return [tuple(map(plain, row)) for row in found[0].rows]


def test_the_first_line_says_what_was_decided_when_and_by_whom(record: Paper) -> None:
    first = plain(record.blocks[0].text)  # type: ignore[union-attr]
    assert first == "Decided on 12 October 2026, by the three partners: Local practice review agreed."


def test_each_condition_has_a_row_with_answer_evidence_and_source(record: Paper) -> None:
    rows = rows_of(record, f"Criteria of {REF}")
    assert rows[0] == ("Is abuse or neglect of a child known or suspected?\nFramework 5.2", "Met", "Medical opinion")
    assert rows[1][1:] == ("Not answered", "Not recorded")
    assert "Cannot be said yet" in said(record, "The criteria")


def test_only_the_decision_that_stands_is_told_in_full(record: Paper) -> None:
    told = {row[0]: row[1] for row in rows_of(record, f"Decision on {REF}")}
    assert told["Decision"] == "A local practice review"
    assert told["Options considered"] == "Close with learning\nPractice review"
    assert told["Reasons"] == "The learning has only begun."
    assert told["Dissent"] == "Police would have closed it."
    assert told["Supersedes"] == "The decision of 6 October 2026: Wait for the second opinion"
    assert "Law" not in told
    assert "Children Act 2004 s.16C" in dict(rows_of(record, f"{REF} Child Rowan at a glance"))["Rests on"]


def test_the_chain_stands_oldest_first_with_what_is_superseded_marked(record: Paper) -> None:
    chain = rows_of(record, "All decisions on")
    assert [(row[0], row[1], row[4]) for row in chain] == [
        ("1", "6 October 2026", "– Superseded"),
        ("2", "12 October 2026", "● Stands"),
    ]


def test_who_is_told_and_by_when(record: Paper) -> None:
    told = rows_of(record, "Who is told")
    assert [row[0] for row in told] == [
        "Greater Manchester Police",
        "Stockport Homes",
        "Child Rowan and family",
        "The national Panel",
    ]
    assert told[0][3] == "26 October 2026"
    assert told[2][3] == "Not recorded"
    assert told[3][2:] == ("15 October 2026", "21 October 2026")


def test_next_steps_name_the_review_that_came_of_it(record: Paper) -> None:
    assert "CSPR-2026-001 Child Rowan, Local child safeguarding practice review" in said(record, "Next steps")
    assert "Parents are not met before the trial" in said(record, "What runs beside it")


def test_a_decision_of_before_the_registers_is_told_with_its_gap(full: Office) -> None:
    paper = build_paper(full, "decision-record", "SAR-2024-001", today=TODAY)
    assert "Gap: nothing is recorded for the decision and its reasons" in said(paper, "The decision")
    assert "the independent chair decides" in said(paper, "The decision")


# The rapid review report


def test_the_panel_is_told_whether_a_practice_review_is_needed_and_why(report: Paper) -> None:
    told = said(report, "7 Is a local child safeguarding practice review needed?")
    assert told.startswith("Yes. The partners will carry out a local child safeguarding practice review.")
    assert "Rationale | The learning has only begun." in told
    assert "Who held the whole?\nWhat was heard of the child?" in told


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("no_further_review", "No. The learning"),
        ("national_review", "The partners propose a national"),
        ("refer_on", "No. The case is referred"),
    ],
)
def test_each_outcome_answers_the_question_of_the_panel(full: Office, outcome: str, words: str) -> None:
    from lif_desktop.office.changes import Add

    number = {"no_further_review": 11, "national_review": 12, "refer_on": 13}[outcome]
    ref_of = {"review_type": "rapid_review", "outcome": outcome, "decided_on": dt.date(2026, 11, 2)}
    full.write("More", [Add("reviews", ref_of, number)])
    ref = full.record("reviews", number)["ref"]
    paper = build_paper(full, "rapid-review-report", ref, today=TODAY)
    assert words in said(paper, "7 Is a local child safeguarding practice review needed?")


def test_a_late_report_has_its_reason_or_a_gap(full: Office, report: Paper) -> None:
    told = said(report, "Timetable")
    assert "The report went 4 working days late, counted from 24 September 2026." in told
    assert "Gap: nothing is recorded for why the report is late" in told
    full.write("Why", [Edit("reviews", RAPID, {"slip_reason": "Two summaries came late"})])
    again = said(build_paper(full, "rapid-review-report", REF, today=TODAY), "Timetable")
    assert "Reason: Two summaries came late" in again
    assert "Gap" not in again
    full.write("Back", [Edit("reviews", RAPID, {"slip_reason": None})])


def test_a_report_in_time_says_nothing_of_lateness(full: Office) -> None:
    full.write("In time", [Edit("reviews", RAPID, {"submitted_on": dt.date(2026, 10, 15)})])
    assert "late" not in said(build_paper(full, "rapid-review-report", REF, today=TODAY), "Timetable")
    full.write("Back", [Edit("reviews", RAPID, {"submitted_on": dt.date(2026, 10, 21)})])


def test_the_agencies_own_words_stand_under_their_subject(report: Paper) -> None:
    assert "Stockport Homes: Two letters went unread." in said(report, "How information was shared")
    assert "LP-2026-001 Read the letters of others" in said(report, "How information was shared")
    assert "Two letters went unread." in said(report, "What each agency wrote")


def test_family_identity_and_equality_are_the_records_words_or_a_gap(full: Office, report: Paper) -> None:
    assert "Gap: nothing is recorded for race, ethnicity" in said(report, "Family, identity and equality")
    full.write("Context", [Edit("reviews", RAPID, {"context": "A Roma family."})])
    again = build_paper(full, "rapid-review-report", REF, today=TODAY)
    assert said(again, "Family, identity and equality") == "A Roma family."


def test_the_three_partners_sign(report: Paper) -> None:
    assert [row[0] for row in rows_of(report, "Signatures")] == [
        "Stockport Metropolitan Borough Council",
        "NHS Greater Manchester Integrated Care Board",
        "Greater Manchester Police",
    ]
    assert PRACTICE != RAPID


def test_a_decision_rests_on_what_was_asked_before_it_and_counts_what_was_asked_since(full: Office) -> None:
    case = find_case(Records(full, TODAY), REF, MADE, "a decision record")
    asked = sorted(row["asked_on"] for row in case.lines("returns") if row["asked_on"])
    before = returns(case, until=asked[0] - dt.timedelta(days=1))
    assert [plain(block.text) for block in before if isinstance(block, Paragraph)] == [
        "No return was asked for before the decision.",
        "1 return asked since the decision.",
    ]
    (table,) = returns(case, until=asked[-1])
    assert isinstance(table, Table)
    assert len(table.rows) == len(asked)


def test_a_referrer_who_was_asked_too_is_told_once(tmp_path: Path) -> None:
    office = full_cases(tmp_path / "o.lif")
    review = next(row for row in office.records("reviews") if row["ref"] == REF)
    asked = next(row for row in office.records("returns") if row["review_id"] == review["id"])
    office.write("Referrer", [Edit("reviews", review["id"], {"referring_agency_id": asked["agency_id"]})])
    told = rows_of(build_paper(office, "decision-record", REF, today=TODAY), "Who is told")
    names = "\n".join(row[0] for row in told).split("\n")
    assert names.count(office.lookup.agency_name(asked["agency_id"])) == 1
    office.close()
