"""The starting copy as it was edited and saved again by LibreOffice: styles, logo, moved and split names, margins."""

from io import BytesIO
from pathlib import Path

import docx
import pytest

from lif_desktop.papers import blocks, word
from lif_desktop.papers.template_check import check
from tests.papers.paper_checks import problems

PLACE = Path(__file__).parents[1] / "data" / "templates"


def test_styles_a_logo_and_a_first_page_of_its_own_are_kept(paper: blocks.Paper) -> None:
    path = PLACE / "styles-logo-first-page.docx"
    assert check(path) == ()
    data = word.render(paper, path)
    document = docx.Document(BytesIO(data))
    assert [one for one in problems(data) if "Reference" not in one] == []
    title = document.paragraphs[0]
    assert (title.text, title.style.name) == ("Review Group: agenda", "Heading 1")
    assert (title.style.font.name, str(title.style.font.color.rgb)) == ("Georgia", "7A1F5C")
    section = document.sections[0]
    assert [p.text for p in section.first_page_header.paragraphs] == [
        "First page of Anytown Safeguarding Partnerships",
        "OFFICIAL-SENSITIVE",
    ]
    assert section.header._element.xpath(".//wp:docPr/@descr") == ["Logo of Anytown"]
    assert document.tables[-1].cell(1, 1).text == "23 November 2026"


def test_split_names_in_curly_quotes_and_other_margins_work(paper: blocks.Paper) -> None:
    path = PLACE / "split-quotes-margins.docx"
    (only,) = check(path)
    assert (only.stops, only.where) == (False, "body, paragraph 9")
    data = word.render(paper, path)
    assert problems(data) == []
    document = docx.Document(BytesIO(data))
    assert "Prepared for “Anytown Safeguarding Partnerships” on 23 November 2026 — read it." in [
        p.text for p in document.paragraphs
    ]
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    stops = section.footer.paragraphs[0].paragraph_format.tab_stops
    assert any(abs(stop.position - room) < 1000 for stop in stops)


@pytest.mark.parametrize("path", sorted(PLACE.glob("*.docx")), ids=lambda path: path.stem)
def test_the_same_paper_in_them_is_the_same_bytes_on_its_side_too(path: Path, paper: blocks.Paper) -> None:
    from dataclasses import replace

    lying = replace(paper, landscape=True)
    data = word.render(lying, path)
    assert word.render(lying, path) == data
    assert all(section.page_width > section.page_height for section in docx.Document(BytesIO(data)).sections)
