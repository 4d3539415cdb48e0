"""The preview's HTML: the same words as Word's, well formed, nothing left open to be taken for code."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import docx
import pytest

from lif_desktop.framework.status import Status
from lif_desktop.papers import blocks, word
from lif_desktop.papers.html import to_html
from tests.papers.made_up import PROPERTIES, chart, table

VOID = {"br", "img", "meta"}


class Reader(HTMLParser):
    """Reads HTML, checks that tags close in order, and keeps tags and words."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open and "title" not in self.open:
            self.words.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def page(*held: blocks.Block, title: str = "Title") -> Reader:
    paper = blocks.Paper(title, "", "OFFICIAL", "", held, properties=PROPERTIES)
    return read(to_html(paper, draw=lambda _chart: b"picture"))


@pytest.fixture
def reader(paper: blocks.Paper) -> Reader:
    return read(to_html(paper, draw=lambda _chart: b"picture"))


def test_it_says_the_same_as_word(paper: blocks.Paper, reader: Reader) -> None:
    from io import BytesIO

    document = docx.Document(BytesIO(word.render(paper)))
    cells = [cell.text for held in document.tables for row in held.rows for cell in row.cells]
    said = "".join(" ".join(reader.words).replace("\xa0", " ").split())
    for text in [p.text for p in document.paragraphs] + cells:
        for line in text.replace("\xa0", " ").split("\n"):
            assert "".join(line.split()) in said


def test_one_title_and_headings_by_level(reader: Reader) -> None:
    assert [tag for tag, _ in reader.tags if tag in ("h1", "h2", "h3", "h4")] == ["h1", "h2", "h3", "h2"]


def test_header_rows_are_in_thead_so_that_they_repeat(reader: Reader) -> None:
    tags = [tag for tag, _ in reader.tags]
    at = tags.index("thead")
    assert tags[at : at + 3] == ["thead", "tr", "th"]
    widths = [held["width"] for tag, held in reader.tags if tag == "th"][:3]
    assert sum(float(str(width).rstrip("%")) for width in widths) == pytest.approx(100, abs=0.2)


def test_a_compact_table_is_set_small_and_close() -> None:
    pages = {
        compact: to_html(blocks.Paper("T", "", "OFFICIAL", "", (replace(table(), compact=compact),),
                                      properties=PROPERTIES))
        for compact in (True, False)
    }  # fmt: skip
    assert "font-size: 8.5pt" in pages[True]
    assert 'cellpadding="2"' in pages[True]
    assert "font-size: 8.5pt" not in pages[False]
    assert 'cellpadding="4"' in pages[False]


def test_a_picture_comes_with_its_words(reader: Reader) -> None:
    image = next(held for tag, held in reader.tags if tag == "img")
    assert str(image["src"]).startswith("data:image/png;base64,")
    assert str(image["alt"]).startswith("Returns doubled in a year.")


def test_without_a_drawing_of_its_own_the_charts_are_drawn() -> None:
    paper = blocks.Paper("T", "", "OFFICIAL", "", (blocks.Figure(chart(), data=False),), properties=PROPERTIES)
    assert "base64,iVBORw0KGgo" in to_html(paper)


def test_text_is_never_taken_for_code() -> None:
    nasty = '<script>alert("x")</script> & "quotes"\x00'
    reader = page(
        blocks.Heading(nasty),
        blocks.Paragraph(nasty),
        blocks.Bullets((nasty,)),
        blocks.Box(nasty, nasty),
        blocks.Figure(chart(title=nasty)),
        table(rows=((nasty, nasty, nasty),), groups=frozenset(), about=nasty),
        title=nasty,
    )
    assert "script" not in {tag for tag, _ in reader.tags}
    assert "\x00" not in "".join(reader.words)


def test_a_page_break_is_set_on_what_follows(reader: Reader) -> None:
    broken = [tag for tag, held in reader.tags if "page-break-before" in str(held.get("style"))]
    assert broken == ["h2"]
    for block in (table(), blocks.Box("Note"), blocks.Figure(chart()), blocks.Bullets(("a",))):
        held = page(blocks.PageBreak(), block)
        assert len([1 for _, more in held.tags if "page-break-before" in str(more.get("style"))]) == 1


def test_a_newline_is_a_line_break_and_quiet_and_bold_are_kept() -> None:
    held = page(blocks.Paragraph((blocks.Run("one\ntwo", bold=True), blocks.Run("three", quiet=True))))
    assert [tag for tag, _ in held.tags][-4:] == ["p", "b", "br", "span"]


def test_numbered_lists_and_points(reader: Reader) -> None:
    assert [tag for tag, _ in reader.tags if tag in ("ol", "ul")] == ["ul", "ol", "ol"]


def test_a_band_of_risks_bears_the_colours_of_its_profile() -> None:
    band, plain = Status("red", "16 Extreme", "#FFFFFF", "#801650"), Status("red", "Overdue")
    html = to_html(blocks.Paper("T", "", "OFFICIAL", "1", (blocks.Paragraph((band, plain)),), properties=PROPERTIES))
    styles = [attrs["style"] for tag, attrs in read(html).tags if tag == "span"]
    assert styles == ["color: #FFFFFF; background-color: #801650;", "color: #8A1C0C;"]


def test_on_its_side_pictures_and_columns_have_more_room(paper: blocks.Paper) -> None:
    upright, lying = (to_html(replace(paper, landscape=side), draw=lambda _chart: b"") for side in (False, True))
    assert [int(width) for width in re.findall(r'<img [^>]*width="(\d+)"', upright + lying)] == [643, 971]
    assert re.findall(r'<th [^>]*width="([\d.]+)%"', upright) != []
