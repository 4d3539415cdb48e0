"""Action plan, learning summary, assurance statement and golden thread of whole cases."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from lif_desktop.framework.home_office_plan import COLUMNS
from lif_desktop.office.changes import Edit
from lif_desktop.office.issued import approve
from lif_desktop.office.office import Office
from lif_desktop.papers import PaperError, build_paper
from lif_desktop.papers.blocks import Box, Heading, Paper, Table, plain
from tests.papers.case_office import bare_cases, full_cases
from tests.papers.made_up import said
from tests.papers.made_up_office import TODAY
from tests.papers.test_case_decision import rows_of

SAR = "SAR-2024-001"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = full_cases(tmp_path_factory.mktemp("full") / "office.lif")
    yield office
    office.close()


def paper_of(full: Office, key: str, ref: str) -> Paper:
    return build_paper(full, key, ref, today=TODAY)


def boxes_of(paper: Paper) -> list[str]:
    return [block.title for block in paper.blocks if isinstance(block, Box)]


# Action plan


def test_a_first_date_stands_only_beside_one_that_moved(tmp_path: Path) -> None:
    office = full_cases(tmp_path / "o.lif")
    action = next(row for row in office.records("actions") if row["ref"] == "ACT-2026-001")
    office.write("Moved back", [Edit("actions", action["id"], {"due_on": action["original_due_on"]})])
    (plan, *_) = rows_of(paper_of(office, "action-plan", SAR), f"Actions of {SAR} Adult Birch for REC-2025-001")
    assert plan[2] == "1 February 2026"
    office.close()


def test_the_plan_lies_on_its_side_and_says_how_things_stand(full: Office) -> None:
    paper = paper_of(full, "action-plan", SAR)
    assert paper.landscape
    assert plain(paper.blocks[0].text) == (  # type: ignore[union-attr]
        "3 recommendations, 1 of them not to be implemented; 3 actions: 2 complete, 1 overdue."
    )


def test_each_recommendation_has_its_actions_and_a_lack_of_them_is_a_gap(full: Office) -> None:
    paper = paper_of(full, "action-plan", SAR)
    (plan, train) = rows_of(paper, f"Actions of {SAR} Adult Birch for REC-2025-001")
    assert plan[0] == "ACT-2026-001 Write the hoarding plan"
    assert plan[2] == "1 March 2026\nfirst 1 February 2026"
    assert plan[6] == "Complete 20 February 2026. Plan agreed by the board.\nEffect: Six tenancies kept."
    assert "Overdue" in train[3]
    assert [block.title for block in paper.blocks if isinstance(block, Box)] == [
        "Gap: nothing is recorded for actions for REC-2026-001"
    ]
    (loose,) = rows_of(paper, f"Actions of {SAR} Adult Birch for no recommendation")
    assert loose[6] == "Complete 1 May 2026. No evidence of completion.\nEffect: no evidence yet"


def test_what_is_not_implemented_stands_apart_with_its_reason(full: Office) -> None:
    paper = paper_of(full, "action-plan", SAR)
    assert "A hoarding register" not in said(paper, "Recommendations and actions")
    refused = rows_of(paper, "Recommendations of")
    assert refused == [
        ("REC-2025-002 A hoarding register", "The data could not lawfully be pooled.", "Board, 18 September 2025")
    ]


def test_a_homicide_review_has_the_home_offices_columns(full: Office) -> None:
    paper = paper_of(full, "action-plan", "DHR-2026-001")
    table = next(block for block in paper.blocks if isinstance(block, Table))
    assert tuple(column.title for column in table.columns) == COLUMNS
    (row,) = (tuple(map(plain, cells)) for cells in table.rows)
    assert row[3] == "Greater Manchester Police, Sergeant"
    assert row[4] == "2 October 2026: Form drafted\n2 November 2026: Form changed"
    assert (row[1], row[5]) == ("Adults", "10 January 2027")


def test_an_audit_has_a_plan_too(full: Office) -> None:
    paper = paper_of(full, "action-plan", "MACFA-2026-001")
    assert paper.title == "Action plan: MACFA-2026-001 Hoarding"
    assert "ACT-2026-002" in said(paper)
    assert dict(paper.names)["reference"] == "MACFA-2026-001"
    with pytest.raises(PaperError, match="No review and no audit has the reference “MACFA-1999-001”"):
        paper_of(full, "action-plan", "MACFA-1999-001")


# Learning summary


def test_no_case_can_be_told_from_a_summary(full: Office) -> None:
    for ref in (SAR, "RR-2026-001", "MACFA-2026-001"):
        paper = paper_of(full, "learning-summary", ref)
        whole = "\n".join((said(paper), paper.title, paper.subtitle, paper.version_line, paper.properties.keywords,
                           *(words for _, words in paper.names)))  # fmt: skip
        assert ref not in whole
        assert not any(name in whole for name in ("Adult Birch", "Child Rowan"))


def test_a_summary_is_official_only_when_each_learning_point_is_approved(full: Office) -> None:
    draft = paper_of(full, "learning-summary", SAR)
    assert (draft.marking, draft.approved, draft.rests_on) == ("OFFICIAL-SENSITIVE", None, (("learning", 2),))
    assert "Draft: changed since it was approved on 20 November 2026" in boxes_of(draft)  # its evidence came later
    approve(full, "learning", 2, "Chair", dt.date(2026, 11, 20))
    approved = paper_of(full, "learning-summary", SAR)
    assert approved.marking == "OFFICIAL"
    assert approved.version_line == "Learning summary of LP-2025-001, approved by Chair, 20 November 2026"
    assert approved.approved == ("Chair", dt.date(2026, 11, 20))
    action = next(row["id"] for row in full.records("actions") if row["impact_evidence"] == "Six tenancies kept.")
    full.write("Reworded", [Edit("actions", action, {"impact_evidence": "Seven tenancies kept."})])
    draft = paper_of(full, "learning-summary", SAR)
    assert draft.marking == "OFFICIAL-SENSITIVE"
    assert "(action)" in said(draft)
    full.undo()
    assert paper_of(full, "learning-summary", SAR).marking == "OFFICIAL"
    full.write("Withdrawn", [Edit("learning", 2, {"approved_by": None})])
    draft = paper_of(full, "learning-summary", SAR)
    assert draft.marking == "OFFICIAL-SENSITIVE"
    assert "approved the publication of LP-2025-001" in said(draft)
    full.write("Back", [Edit("learning", 2, {"approved_by": "Chair"})])


def test_a_summary_tells_what_was_learned_and_what_has_changed(full: Office) -> None:
    paper = paper_of(full, "learning-summary", SAR)
    assert "Three plans were none." in said(paper, "What we learned")
    assert "A neighbour rang twice." in said(paper, "What went well")
    changed = said(paper, "What has changed")
    assert "Write the hoarding plan. Six tenancies kept." in changed
    assert "A prompt in supervision." in changed
    assert "One action is still under way." in changed
    assert said(paper_of(full, "learning-summary", "RR-2026-001"), "Questions for your team") == "Who reads ours?"


# Assurance


def test_assurance_counts_what_has_evidence_and_names_what_is_open(full: Office) -> None:
    paper = paper_of(full, "assurance-statement", SAR)
    told = said(paper, "6 Statement")
    assert told.startswith(
        "The Quality Assurance Partnership assures the Executives of the following. Of 3 actions, 2 are complete, 1 "
        "with evidence of completion and 1 with evidence of effect. 3 points stand open above."
    )
    assert said(paper, "5 What is still open").splitlines() == [
        "REC-2026-001: no decision yet.",
        "ACT-2026-002: not done yet, due 1 September 2026.",
        "ACT-2026-003: done, without evidence.",
    ]


def test_assurance_is_due_twelve_months_after_the_plan_was_signed_off(tmp_path: Path) -> None:
    office = full_cases(tmp_path / "o.lif")
    review = next(row for row in office.records("reviews") if row["ref"] == SAR)
    office.write("Signed", [Edit("reviews", review["id"], {"plan_signed_off_on": dt.date(2026, 2, 28)})])
    office.write("No day", [Edit("reviews", review["id"], {"assurance_due_on": None})])
    told = said(paper_of(office, "assurance-statement", SAR))
    assert "Assurance due | 28 February 2027 (framework 5.8.4)" in told
    office.close()


def test_assurance_of_a_review_without_actions_assures_nothing(tmp_path: Path) -> None:
    office = bare_cases(tmp_path / "o.lif")
    ref = next(row["ref"] for row in office.records("reviews") if row["review_type"] == "sar_mandatory")
    told = said(paper_of(office, "assurance-statement", str(ref)), "6 Statement")
    assert "No action is on record, so nothing can be assured yet." in told
    assert "0" not in told.splitlines()[0]
    office.close()


def test_assurance_shows_what_was_tested_and_the_difference(full: Office) -> None:
    paper = paper_of(full, "assurance-statement", SAR)
    tested = rows_of(paper, "How the learning from")
    assert tested[0] == (
        "MACFA-2026-001 Hoarding",
        "Re-test of LP-2025-001",
        "1 October 2026",
        "Good\nPlans name one lead.",
    )
    assert tested[1][3] == "A prompt in supervision."
    assert rows_of(paper, "Measures of what")[0] == ("Tenancies lost", "5 October 2026", "9", "3", "")
    facts = {row[0]: row[1] for row in rows_of(paper, f"{SAR} Adult Birch at a glance")}
    assert facts["Assurance due"] == "20 November 2026 (framework 5.8.4)"
    assert facts["Who assures whom"] == "Quality Assurance Partnership, to the Executives"


# Golden thread


def test_the_thread_goes_from_source_to_report_and_names_each_gap(full: Office) -> None:
    paper = paper_of(full, "golden-thread", SAR)
    rows = rows_of(paper, "The golden thread of LP-2025-001")
    assert [row[0] for row in rows] == [
        "Where it came from", "Learning point", "Recommendations", "Actions", "Sharing", "Embedding", "Training",
        "Evaluation", "Re-test", "Risk", "Annual report",
    ]  # fmt: skip
    gaps = rows_of(paper, "Every gap")
    assert ("LP-2025-001", "Sharing", "No channel with a date.") in gaps
    assert len(gaps) == sum(cell[1].count("Gap: ") for cell in rows)


def test_what_hangs_on_no_learning_point_is_off_the_thread(full: Office) -> None:
    told = rows_of(paper_of(full, "golden-thread", SAR), "What of")
    assert [row[1].split()[0] for row in told] == ["REC-2025-002", "REC-2026-001", "ACT-2026-003"]


def test_the_thread_of_one_learning_point(full: Office) -> None:
    paper = paper_of(full, "golden-thread", "LP-2026-001")
    assert paper.title == "Golden thread: LP-2026-001"
    assert [block.text for block in paper.blocks if isinstance(block, Heading)] == [
        "Every gap",
        "LP-2026-001 Read the letters of others",
    ]
    assert "RR-2026-001" in said(paper)
