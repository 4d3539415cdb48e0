"""The Word file of a paper, read back part by part."""

import dataclasses
import re
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_desktop.framework.status import Status
from lif_desktop.papers import blocks, word
from lif_desktop.papers.saving import PaperError
from lif_desktop.papers.template import make_template, pack
from tests.papers.made_up import PROPERTIES, everything, part, pretty, table
from tests.papers.paper_checks import problems


@pytest.fixture
def made(paper: blocks.Paper) -> bytes:
    return word.render(paper)


@pytest.fixture
def document(made: bytes) -> Document:
    return docx.Document(BytesIO(made))


def one(*held: blocks.Block) -> bytes:
    """A paper of these blocks alone."""
    return word.render(blocks.Paper("Title", "", "OFFICIAL", "Version 1", held, properties=PROPERTIES))


def read(*held: blocks.Block) -> Document:
    return docx.Document(BytesIO(one(*held)))


def test_the_same_paper_is_the_same_bytes(paper: blocks.Paper, made: bytes) -> None:
    assert word.render(paper) == made


def test_one_title_and_headings_in_order(document: Document) -> None:
    styles = [p.style.name for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert styles == ["Heading 1", "Heading 2", "Heading 3", "Heading 2"]


def test_header_row_is_flagged_and_rows_stay_whole(document: Document) -> None:
    rows = document.tables[0].rows
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert [cell.text for cell in rows[0].cells] == ["No.", "Item", "State"]


def test_a_row_higher_than_a_page_may_split() -> None:
    long = "words " * 7000
    rows = read(table(rows=(("1", long, ""), ("2", "short", "")), groups=frozenset())).tables[0].rows
    assert rows[1]._tr.trPr is None or rows[1]._tr.trPr.find(qn("w:cantSplit")) is None
    assert rows[2]._tr.trPr.find(qn("w:cantSplit")) is not None
    assert rows[1].cells[1].text == long


def test_widths_stand_on_grid_and_cells_alike_and_fill_the_page(document: Document) -> None:
    held = document.tables[0]._tbl
    grid = [int(column.get(qn("w:w"))) for column in held.tblGrid]
    for row in held.tr_lst:
        assert [int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row.tc_lst] == grid
    section = document.sections[0]
    assert sum(grid) == round((section.page_width - section.left_margin - section.right_margin) / 635)
    assert held.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"


def test_a_table_says_what_it_holds(made: bytes) -> None:
    assert '<w:tblDescription w:val="Items of the agenda"/>' in part(made, "word/document.xml")


def test_alignment_and_groups(document: Document) -> None:
    rows = document.tables[0].rows
    assert rows[2].cells[2].paragraphs[0].alignment == 2
    fills = [row.cells[0]._tc.tcPr.find(qn("w:shd")) is not None for row in rows]
    assert fills == [False, True, False, False]
    assert rows[1].cells[1].paragraphs[0].paragraph_format.keep_with_next


def test_a_small_table_stays_on_one_page_and_a_long_one_may_run_over() -> None:
    def kept(document: Document) -> list[bool]:
        return [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in document.tables[0].rows[1:]]

    assert kept(read(table(groups=frozenset()))) == [True, True, False]
    long = table(rows=tuple((str(n), "Item", "") for n in range(12)), groups=frozenset())
    assert kept(read(long)) == [False] * 12


def test_a_newline_in_a_cell_starts_a_new_line(document: Document) -> None:
    lines = [p.text for p in document.tables[0].rows[2].cells[1].paragraphs]
    assert lines == ["SAR-2026-003 Adult Linden", "Criteria and decision"]


def test_a_status_has_shape_word_and_colour_and_its_shape_a_face_that_has_it(document: Document) -> None:
    shape, words = document.tables[0].rows[2].cells[2].paragraphs[0].runs
    assert (shape.text, words.text) == ("◆", " Overdue by 5 working days")
    assert str(words.font.color.rgb) == "8A1C0C"
    assert shape._r.rPr.rFonts.get(qn("w:eastAsia")) == "Segoe UI Symbol"


def test_a_clock_is_drawn_without_words_for_a_screen_reader_to_stumble_over(document: Document) -> None:
    runs = document.tables[0].rows[3].cells[1].paragraphs[0].runs[1:]
    fills = [run._r.rPr.find(qn("w:shd")).get(qn("w:fill")) for run in runs[::2]]
    assert fills == ["12436D"] * 7 + ["DDE3E9"] * 8
    assert "".join(run.text for run in runs).strip() == ""


def test_lists_are_real_and_each_numbered_one_starts_at_one(document: Document) -> None:
    listed = [p for p in document.paragraphs if p.style.name.startswith("List")]
    assert [p.style.name for p in listed] == ["List Bullet"] * 2 + ["List Number"] * 3
    uses = [p._p.pPr.numPr.numId.val for p in listed[2:]]
    assert uses[0] == uses[1] != uses[2]
    numbering = document.part.numbering_part.element
    starts = [n for n in numbering.findall(qn("w:num")) if n.find(qn("w:lvlOverride")) is not None]
    assert {int(n.get(qn("w:numId"))) for n in starts} == {uses[0], uses[2]}


def test_a_picture_has_its_words_and_its_figures_in_a_table(document: Document, made: bytes) -> None:
    shape = document.inline_shapes[0]
    assert shape._inline.docPr.get("descr").startswith("Returns doubled in a year. Bar chart by agency")
    assert shape._inline.docPr.get("name") == "Figure 1"
    caption = next(p for p in document.paragraphs if p.style.name == "Caption")
    assert caption.text == "Figure 1: Returns doubled in a year"
    assert [cell.text for cell in document.tables[1].rows[1].cells] == ["Council", "2"]
    assert "Source: Returns register" in everything(made)
    section = document.sections[0]
    assert shape.width == section.page_width - section.left_margin - section.right_margin
    assert shape._inline.get("distL") == "0"


def test_marking_stands_at_head_and_foot_and_pages_are_counted(document: Document) -> None:
    section = document.sections[0]
    assert [p.text for p in section.header.paragraphs] == ["OFFICIAL-SENSITIVE"]
    line, marking = section.footer.paragraphs
    assert marking.text == "OFFICIAL-SENSITIVE"
    assert line.text == "Agenda MTG-2026-011, as at 23 November 2026\tPage 1 of 1"
    assert re.findall(r"<w:instrText[^>]*> (\w+) <", pretty(line._p.xml)) == ["PAGE", "NUMPAGES"]
    assert not section.different_first_page_header_footer
    assert len(document.sections) == 1


def test_properties_carry_the_partnership_and_no_login_name(
    paper: blocks.Paper, made: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USERNAME", "jsmith")
    monkeypatch.setenv("USER", "jsmith")
    held = docx.Document(BytesIO(word.render(paper))).core_properties
    assert held.author == held.last_modified_by == "Anytown Safeguarding Partnerships"
    assert held.title == "Review Group: agenda"
    assert held.created == held.modified == PROPERTIES.made
    assert held.language == "en-GB"
    assert held.revision == 1
    assert "python-docx" not in part(made, "docProps/core.xml")
    assert "jsmith" not in everything(made)


def test_a_title_longer_than_word_allows_is_cut_in_the_properties_only() -> None:
    title = "Learning " * 60
    made = word.render(blocks.Paper(title, "", "OFFICIAL", "", (), properties=PROPERTIES))
    document = docx.Document(BytesIO(made))
    assert len(document.core_properties.title) <= 255
    assert document.paragraphs[0].text == title


def test_no_empty_paragraph_makes_space(document: Document) -> None:
    empty = [p for p in document.paragraphs if not p.text and not p._p.findall(".//" + qn("w:drawing"))]
    assert empty == []


def test_two_tables_in_a_row_do_not_run_into_one_and_a_last_one_is_followed_by_a_paragraph() -> None:
    document = read(table(), table())
    tags = [child.tag.rpartition("}")[2] for child in document.element.body]
    assert tags == ["p", "tbl", "p", "tbl", "p", "sectPr"]


def test_a_page_break_is_set_on_what_follows(document: Document) -> None:
    broken = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert broken == ["Figures"]
    first = read(blocks.PageBreak(), table()).tables[0].rows[0].cells[0].paragraphs[0]
    assert first.paragraph_format.page_break_before


def test_boxes_are_paragraphs_of_their_own_style(document: Document) -> None:
    boxes = {p.style.name: p.text for p in document.paragraphs if p.style.name.endswith("box")}
    assert boxes == {"Gap box": "Gap: nothing is recorded\nWrite it here.", "Note box": "Note\nRead it."}


def test_rows_to_write_in_are_as_high_as_asked() -> None:
    document = read(table(row_height=18.0))
    heights = [row.height for row in document.tables[0].rows]
    assert heights[0] is None
    assert round(heights[1].mm) == 18


@pytest.mark.parametrize(("height", "kept"), [(11.0, [True, True, False]), (29.0, [False, False, False])])
def test_a_few_rows_to_sign_in_stay_on_one_page(height: float, kept: list[bool]) -> None:
    document = read(table(groups=frozenset(), row_height=height))
    rows = document.tables[0].rows[1:]
    assert [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in rows] == kept


@settings(max_examples=30)
@given(st.text(st.characters(), max_size=80))
def test_any_text_can_be_printed(text: str) -> None:
    held = (blocks.Heading(text), blocks.Paragraph(text), blocks.Bullets((text,)), blocks.Box(text, text))
    document = read(*held, table(rows=((text, text, text),), groups=frozenset(), about=text))
    assert document.paragraphs[1].style.name == "Heading 2"


def test_naughty_text_comes_out_as_it_went_in() -> None:
    texts = ["=1+1", "<b>&amp;</b>", "{{ 7*7 }}", "עברית", "\u202eright to left", "😀", "a\tb"]
    document = read(*map(blocks.Paragraph, texts))
    assert [p.text for p in document.paragraphs[1:]] == texts


# The office's own template


def test_a_template_of_ones_own_keeps_its_header_and_gives_its_margins(tmp_path: Path, paper: blocks.Paper) -> None:
    own = docx.Document(BytesIO(make_template()))
    own.sections[0].left_margin = docx.shared.Cm(3)
    own.sections[0].header.paragraphs[0].insert_paragraph_before("Anytown Council")
    own.add_paragraph("Prepared by the business office")
    own.core_properties.last_modified_by = own.core_properties.comments = "jsmith"
    own.core_properties.revision = 7
    own.save(str(tmp_path / "own.docx"))
    made = word.render(paper, tmp_path / "own.docx")
    document = docx.Document(BytesIO(made))
    assert [p.text for p in document.sections[0].header.paragraphs] == ["Anytown Council", "OFFICIAL-SENSITIVE"]
    assert document.paragraphs[0].text == "Prepared by the business office"
    assert "jsmith" not in everything(made)
    assert document.core_properties.revision == 1
    section = document.sections[0]
    grid = document.tables[0]._tbl.tblGrid
    room = section.page_width - section.left_margin - section.right_margin
    assert abs(sum(int(column.get(qn("w:w"))) for column in grid) - room / 635) <= 1


def test_a_style_that_a_template_lacks_is_that_of_the_shipped_one_and_said(tmp_path: Path, paper: blocks.Paper) -> None:
    own = docx.Document(BytesIO(make_template()))
    own.styles["Gap box"].delete()
    own.save(str(tmp_path / "own.docx"))
    heard: list[str] = []
    document = docx.Document(BytesIO(word.render(paper, tmp_path / "own.docx", tell=heard.append)))
    assert [p.text for p in document.paragraphs if p.style.name == "Gap box"] == [
        "Gap: nothing is recorded\nWrite it here."
    ]
    assert heard == ["It has no style “Gap box”. Papers use the look of the template that came with the program there."]


def test_pythons_own_default_template_will_do(tmp_path: Path, paper: blocks.Paper) -> None:
    docx.Document().save(str(tmp_path / "plain.docx"))
    made = word.render(paper, tmp_path / "plain.docx")
    assert problems(made) == []
    assert docx.Document(BytesIO(made)).tables[0].style.name == "Register table"


@pytest.mark.parametrize(
    "data", [b"", b"not a zip", b"PK\x03\x04 cut off", pack({"hello.txt": b"a zip, and no document"})]
)
def test_a_template_that_is_not_one_is_refused(tmp_path: Path, paper: blocks.Paper, data: bytes) -> None:
    (tmp_path / "own.docx").write_bytes(data)
    with pytest.raises(PaperError, match="could not be read as a Word document"):
        word.render(paper, tmp_path / "own.docx")


def test_a_missing_template_is_said(tmp_path: Path, paper: blocks.Paper) -> None:
    with pytest.raises(PaperError, match="could not be read"):
        word.render(paper, tmp_path / "away.docx")


def test_a_paper_is_written_where_it_was_asked_for(tmp_path: Path, paper: blocks.Paper, made: bytes) -> None:
    target = word.write(paper, tmp_path / "agenda.docx")
    assert target.read_bytes() == made


def test_a_time_in_another_zone_is_kept_as_the_same_moment(paper: blocks.Paper) -> None:
    summer = datetime.fromisoformat("2026-06-01T10:00:00+01:00")
    held = dataclasses.replace(paper, properties=dataclasses.replace(PROPERTIES, made=summer))
    assert docx.Document(BytesIO(word.render(held))).core_properties.created == summer


def test_a_band_of_risks_bears_the_colours_of_its_profile_and_other_states_those_of_their_tone() -> None:
    band, plain = Status("red", "16 Extreme", "#FFFFFF", "#801650"), Status("red", "Overdue")
    runs = read(blocks.Paragraph((band, plain))).paragraphs[-1].runs
    shades = [run._r.rPr.find(qn("w:shd")) for run in runs]
    assert [str(run.font.color.rgb) for run in runs] == ["FFFFFF", "FFFFFF", "8A1C0C", "8A1C0C"]
    assert [None if shade is None else shade.get(qn("w:fill")) for shade in shades] == ["801650", "801650", None, None]
