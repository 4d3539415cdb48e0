"""Every paper of the list, made as Word from a full office and an almost empty one, and checked part by part."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from lif_desktop.office import create_office
from lif_desktop.office.changes import Add
from lif_desktop.office.office import Office
from lif_desktop.papers import PAPERS, PaperError, PaperKind, build_paper, make_paper, paper_kind
from lif_desktop.papers.html import to_html
from lif_desktop.papers.saving import PaperError as SavingError
from tests.papers.made_up import everything
from tests.papers.made_up_office import TODAY
from tests.papers.paper_checks import problems


@pytest.fixture(scope="module")
def almost_empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with one record of each kind that papers are made for, and next to nothing on them."""
    from lif_desktop.places import resources

    office = create_office(
        tmp_path_factory.mktemp("almost") / "office.lif", resources() / "framework", "england-current", "A tester"
    )
    office.write(
        "Little",
        [
            Add("meetings", {"group_key": "review_group", "held_on": TODAY}, 1),
            Add("learning", {"title": "Listen"}, 1),
            Add("reviews", {"review_type": "rapid_review"}, 1),
            Add("reviews", {"review_type": "sar_mandatory"}, 2),
            Add("actions", {"title": "Do it"}, 1),
            Add("audits", {"audit_type": "macfa", "title": "Look"}, 1),
            Add("risks", {"title": "It may go wrong"}, 1),
            Add("training", {"title": "Learn"}, 1),
            Add("voices", {"kind": "complaint", "message": "No"}, 1),
            Add("agenda_items", {"meeting_id": 1, "position": 1, "item": "Welcome", "review_id": 1}, 1),
        ],
    )
    yield office
    office.close()


def test_the_list_names_the_papers_and_each_says_what_it_needs() -> None:
    keys = [kind.key for kind in PAPERS]
    assert len(set(keys)) == len(keys)
    assert {"agenda", "briefing", "annual-report", "handover"} <= set(keys)
    assert {kind.key for kind in PAPERS if kind.by_day} == {"handover"}
    assert all(kind.by_year == kind.key.startswith("annual-report") for kind in PAPERS)
    assert all(kind.label and kind.needs for kind in PAPERS)


def test_kinds_of_one_family_stand_together() -> None:
    families = [kind.family for kind in PAPERS]
    assert [family for family, _ in groupby(families)] == list(dict.fromkeys(families))


def test_a_paper_that_is_not_in_the_list_is_said() -> None:
    assert paper_kind("annual_report").key == "annual-report"
    with pytest.raises(PaperError, match=r"no paper called “menu”\. There are: agenda, .*briefing, .*annual-report"):
        paper_kind("menu")
    assert PaperError is SavingError


@pytest.mark.parametrize("kind", PAPERS, ids=lambda kind: kind.key)
@pytest.mark.parametrize("which", ["office", "almost_empty"])
def test_each_paper_is_ready_to_send(
    which: str, kind: PaperKind, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    made = make_paper(request.getfixturevalue(which), kind.key, tmp_path / "paper.docx", today=TODAY)
    check_document(made)


def check_document(path: Path) -> None:
    """What holds for every paper, whatever it says."""
    document = docx.Document(str(path))
    section = document.sections[0]
    assert problems(path.read_bytes()) == []
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        assert all(cell.text for cell in table.rows[0].cells)
    for shape in document.inline_shapes:
        assert len(shape._inline.docPr.get("descr")) > 40
    for end in (section.header, section.footer):
        assert any(p.text.startswith("OFFICIAL") for p in end.paragraphs)
    core = document.core_properties
    assert core.author == core.last_modified_by
    assert "Partnership" in core.author or "partners" in core.author.lower()
    told = everything(path.read_bytes())
    assert not re.search(r"\bNone\b(?! (recorded|asked))|\{\{|\{%|datetime|Error!", told)


def test_a_paper_of_the_preview_is_the_same_paper(office: Office) -> None:
    for kind in PAPERS:
        html = to_html(build_paper(office, kind.key, today=TODAY), draw=lambda _chart: b"")
        assert html.count("<h1") == 1


def test_a_paper_of_a_made_up_office_says_so_on_every_page(bare: Office, office: Office, tmp_path: Path) -> None:
    assert "Made-up data" not in build_paper(office, "agenda", today=TODAY).version_line
    bare.set_setting("made_up", "yes")
    made = make_paper(bare, "annual-report", tmp_path / "report.docx", today=TODAY)
    foot = docx.Document(str(made)).sections[0].footer.paragraphs[0].text
    assert foot.startswith("Made-up data · Annual report 2025-26, draft of 23 November 2026")


def test_making_a_paper_changes_nothing_in_the_office(office: Office, tmp_path: Path) -> None:
    before = office.batches()
    make_paper(office, "agenda", tmp_path / "agenda.docx", today=TODAY)
    assert office.batches() == before


def test_the_same_records_make_the_same_file(office: Office, tmp_path: Path) -> None:
    first = make_paper(office, "agenda", tmp_path / "a.docx", today=TODAY).read_bytes()
    assert make_paper(office, "agenda", tmp_path / "b.docx", today=TODAY).read_bytes() == first


def test_the_template_is_the_one_that_was_given(office: Office, tmp_path: Path) -> None:
    with pytest.raises(PaperError, match="could not be read"):
        make_paper(office, "agenda", tmp_path / "a.docx", template=tmp_path / "none.docx", today=TODAY)
    assert not (tmp_path / "a.docx").exists()
