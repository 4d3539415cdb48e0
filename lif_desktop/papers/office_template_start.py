"""The copy of the shipped template that an office begins with: its names explained, example wording around them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from lif_desktop.papers import ooxml
from lif_desktop.papers.catalogue import paper_kind
from lif_desktop.papers.look import NOTE_FILL, QUIET
from lif_desktop.papers.office_template_names import EVERY_PAPER, SOME_PAPERS
from lif_desktop.papers.office_template_styles import NOTE_STYLE
from lif_desktop.papers.template import TABLE_STYLE, make_template

_HEADING = "How to use this template"
_HOW = (
    "Change the styles, put your logo into the header, write what you like before and after the paper, and save it "
    "as a Word document (.docx). Then choose File, Templates in LIF Desktop, check it there and add it. The grey "
    "paragraphs and tables like this one, in the style “Template note”, are never printed; leave them or delete them."
)
_NAMES = (
    "A name in double braces is replaced by the words of each paper. Names may stand in the text, in tables, in text "
    "boxes, and in the header and footer. Nothing else in braces is understood."
)
_BEFORE = "Prepared by the business office of {{ partnership }} on {{ date }}."
_AFTER = "Questions about this paper go to the business office."


def make_starting_copy(kind: str = "") -> Document:
    """The copy as a document. Raises PaperError for a kind that is none."""
    label = paper_kind(kind).label if kind else "All papers"
    document = docx.Document(BytesIO(make_template()))
    note = document.styles.add_style(NOTE_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = document.styles["Normal"]
    note.font.size, note.font.color.rgb = Pt(9), RGBColor.from_string(QUIET)
    note.paragraph_format.space_after = Pt(3)
    note.element.get_or_add_pPr().append(ooxml.element("shd", val="clear", color="auto", fill=NOTE_FILL))
    _ends(document)
    document.add_paragraph(style=NOTE_STYLE).add_run(f"{_HEADING}: {label.lower()}").bold = True
    for words in (_HOW, _NAMES):
        document.add_paragraph(words, style=NOTE_STYLE)
    _names(document)
    document.add_paragraph("{{ title }}", style="heading 1")
    document.add_paragraph("{{ subtitle }}", style="Subtitle")
    document.add_paragraph(_BEFORE, style="Small print")
    document.add_paragraph("{{ content }}")
    document.add_paragraph(_AFTER, style="Small print")
    _say(document, label)
    return document


def _ends(document: Document) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].add_run("{{ marking }}")
    version, marking = section.footer.paragraphs
    version.add_run("{{ version }}\tPage ")
    ooxml.add_field(version, "PAGE", "1")
    version.add_run(" of ")
    ooxml.add_field(version, "NUMPAGES", "1")
    marking.add_run("{{ marking }}")


def _names(document: Document) -> None:
    """A table of the names: left out of papers, since every paragraph in it is a note."""
    rows = [("Write", "It prints"), *_lines(EVERY_PAPER), ("Only in some papers", ""), *_lines(SOME_PAPERS)]
    table = document.add_table(len(rows), 2, TABLE_STYLE)
    ooxml.set_grid(table._tbl, (3000, 6638))  # noqa: SLF001 - python-docx sets cells only
    margins = ooxml.element("tblCellMar")
    for side in ("top", "bottom"):
        margins.append(ooxml.element(side, w="0", type="dxa"))
    table._tbl.tblPr.append(margins)  # noqa: SLF001
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, words in zip(cells.cells, row, strict=True):
            paragraph: Paragraph = cell.paragraphs[0]
            paragraph.style = NOTE_STYLE
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.add_run(words)


def _lines(names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(f"{{{{ {name} }}}}", says) for name, says in names.items()]


def _say(document: Document, label: str) -> None:
    properties = document.core_properties
    properties.title, properties.author = f"Template: {label.lower()}", "LIF Desktop"
    properties.last_modified_by, properties.language = "LIF Desktop", "en-GB"
    properties.created = properties.modified = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
