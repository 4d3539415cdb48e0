"""A yearly report as it is published: nothing of it has to be cut, and what is only the author's is gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lif_desktop.office.changes import Edit
from lif_desktop.office.issued import DOCUMENTS, Leaving, approve, log_issue
from lif_desktop.office.office import Office
from lif_desktop.papers import build_paper
from lif_desktop.papers.annual import REPORTS
from lif_desktop.papers.annual_adults import ADULTS
from lif_desktop.papers.annual_publication import NOTHING, for_publication
from lif_desktop.papers.blocks import Box, Bullets, Column, Heading, Paper, Paragraph, Run, Table
from tests.papers.made_up import PROPERTIES, said
from tests.papers.made_up_office import TODAY, D, made_up_office

REASON = "Police ask that nobody from the home is spoken to."


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    held = made_up_office(tmp_path / "o.lif")
    yield held
    held.close()


def drafted(office: Office, key: str = "annual-report-adults") -> Paper:
    return build_paper(office, key, year="2025-26", today=TODAY)


def approved(office: Office, key: str) -> Paper:
    number = log_issue(office, Leaving(key, "Annual report", "report.docx", b"bytes", year="2025-26"))
    approve(office, DOCUMENTS, number, "Executives", D(2026, 11, 20))
    return drafted(office, key)


def lettered(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Heading) and block.text.startswith("(")]


@pytest.mark.parametrize("key", [report.key for report in REPORTS])
def test_once_approved_the_report_has_nothing_left_that_is_for_its_author(office: Office, key: str) -> None:
    before, paper = drafted(office, key), approved(office, key)
    assert before.title == f"{paper.title}: draft"
    assert (before.marking, paper.marking) == ("OFFICIAL-SENSITIVE", "OFFICIAL")
    assert any(isinstance(block, Box) for block in before.blocks)
    assert not any(isinstance(block, Box) for block in paper.blocks)
    assert "draft" not in f"{paper.version_line}{paper.properties.keywords}"
    told = said(paper)
    for words in ("For the author", "Gap:", "No impact", "to be checked", "current text", "LP-2025-", "ACT-2025-"):
        assert words not in told
    assert paper.sources
    assert not any(ref in told for ref in paper.sources)
    assert lettered(before) == lettered(paper)


def test_a_review_keeps_its_reference_and_a_finding_its_words(office: Office) -> None:
    paper = approved(office, "annual-report-adults")
    told = said(paper, next(duty.heading for duty in ADULTS if duty.key == "d"))
    assert "SAR-2024-001 Adult Birch" in told
    assert "Hoarding needs one plan" in told


def test_why_a_review_takes_longer_is_told_to_the_author_alone(office: Office) -> None:
    office.write("Suspended", [Edit("reviews", 4, {"suspension_reason": REASON})])
    paper = drafted(office)
    assert REASON in said(paper, "Why reviews take longer")
    assert said(paper).count(REASON) == 1
    assert REASON not in said(approved(office, "annual-report-adults"))


def report(*blocks: object) -> Paper:
    return Paper("Report", "", "OFFICIAL", "Report", blocks, properties=PROPERTIES)  # type: ignore[arg-type]


def test_a_heading_with_nothing_but_gaps_says_so_and_another_loses_them() -> None:
    gap = Box("Gap: nothing is recorded", "Write it", "gap")
    paper = for_publication(report(Heading("One"), gap, gap, Heading("Two"), Paragraph("Told."), gap), ())
    assert paper.blocks == (Heading("One"), Paragraph(NOTHING), Heading("Two"), Paragraph("Told."))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("ACT-2025-001 Write the plan", "Write the plan"),
        ("LP-2025-001 One\nREC-2025-002 Two", "One\nTwo"),
        ("2: SAA-2025-001 Visits, S11-2025-002 Homes and MACFA-2025-1003 Bail.", "2: Visits, Homes and Bail."),
        ("SAR-2025-001 Adult Ash", "SAR-2025-001 Adult Ash"),
        ("As ACT-2025-001 says, it was done.", "As ACT-2025-001 says, it was done."),
        ("See also SAR-2025-001 and RSK-2025-002 Delay", "See also SAR-2025-001 and Delay"),
        ("On 3 March 2025-26", "On 3 March 2025-26"),
    ],
)  # fmt: skip
def test_references_into_the_registers_go_where_they_stand_before_a_title(text: str, left: str) -> None:
    assert for_publication(report(Bullets((text,))), ("SAR",)).blocks == (Bullets((left,)),)


def test_a_reference_in_a_run_of_its_own_goes_whole() -> None:
    table = Table((Column("Action"),), (((Run("ACT-2025-001 ", bold=True), Run("Write")),),), "Actions")
    (found,) = for_publication(report(table), ("SAR", "")).blocks
    assert isinstance(found, Table)
    assert found.rows == (((Run("", bold=True), Run("Write")),),)
