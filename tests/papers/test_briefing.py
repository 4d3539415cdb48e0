"""The seven-minute briefing: seven boxes, gaps where words are missing, a form to return."""

import re

import pytest

from lif_desktop.office.office import Office
from lif_desktop.papers import PaperError, build_paper
from lif_desktop.papers.blocks import Box, Heading, PageBreak, Paper, Table
from tests.papers.made_up import said
from tests.papers.made_up_office import TODAY

SEVEN = [
    "1 What happened", "2 Why it matters", "3 What we learned", "4 What went well", "5 What must change",
    "6 Questions for your team", "7 Find out more",
]  # fmt: skip


@pytest.fixture(scope="module")
def paper(office: Office) -> Paper:
    return build_paper(office, "briefing", "LP-2026-001", today=TODAY)


def test_seven_boxes_then_the_form_on_a_page_of_its_own(paper: Paper) -> None:
    headings = [block.text for block in paper.blocks if isinstance(block, Heading)]
    assert headings == [*SEVEN, "Feedback form", "How you used the briefing"]
    at = paper.blocks.index(PageBreak())
    assert paper.blocks[at + 1] == Heading("Feedback form")


def test_each_box_is_filled_from_the_record(paper: Paper) -> None:
    assert "cancelled or met at the door eleven times" in said(paper, SEVEN[0])
    assert said(paper, SEVEN[2]) == "Staff accepted the first explanation.\nFathers were not spoken to."
    assert "speak to one other agency" in said(paper, SEVEN[4])
    assert "When did we last change our mind about a family?" in said(paper, SEVEN[5])
    assert "Course: Professional curiosity, level 3, 14 January 2027" in said(paper, SEVEN[6])


def test_the_source_is_named_by_kind_and_never_by_case(paper: Paper) -> None:
    source = "Learning from a child rapid review and an audit of 30 cases"
    assert paper.subtitle.splitlines()[0] == f"{source} · for team meetings"
    assert "Child Rowan" not in said(paper) + paper.subtitle
    assert not re.search(r"RR-\d", said(paper))


def test_an_approved_one_is_official_and_says_when_it_is_looked_at_again(paper: Paper) -> None:
    assert paper.marking == "OFFICIAL"
    assert paper.version_line == "Briefing LP-2026-001 · approved 20 November 2026 · review by 20 November 2027"
    assert not any(isinstance(block, Box) for block in paper.blocks)


def test_one_that_is_not_approved_is_a_draft_with_its_gaps_named(office: Office) -> None:
    paper = build_paper(office, "briefing", "LP-2025-001", today=TODAY)
    assert paper.marking == "OFFICIAL-SENSITIVE"
    assert "draft of 23 November 2026" in paper.version_line
    boxes = [block.title for block in paper.blocks if isinstance(block, Box)]
    assert boxes == [
        "Draft: not approved for publication",
        "Gap: nothing is recorded for why it matters",
        "Gap: nothing is recorded for what was learned",
        "Gap: nothing is recorded for what went well",
        "Gap: nothing is recorded for what must change",
    ]
    assert len(said(paper, SEVEN[5]).splitlines()) == 3


def test_the_form_is_due_back_in_twenty_working_days_and_has_room_to_write(paper: Paper) -> None:
    told = said(paper, "Feedback form")
    assert "by 21 December 2026" in told
    assert "by 21 December 2026" in said(paper, SEVEN[6])
    forms = [block for block in paper.blocks if isinstance(block, Table)]
    assert [form.row_height for form in forms] == [8, 29]
    assert all(row[1] == "" for row in forms[1].rows)
    assert forms[0].rows[0] == ("Briefing", "LP-2026-001 Missed visits are information")


def test_without_a_reference_it_is_the_newest_learning(office: Office) -> None:
    assert build_paper(office, "briefing", today=TODAY).version_line.startswith("Briefing LP-2026-001")


def test_an_empty_log_is_said(bare: Office) -> None:
    with pytest.raises(PaperError, match="The learning log is empty"):
        build_paper(bare, "briefing", today=TODAY)
