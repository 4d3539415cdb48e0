"""Makes Word of a paper, in the office's own template: one renderer for every paper."""

from datetime import UTC
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.text.paragraph import Paragraph as WordParagraph

from lif_desktop.papers import blocks, ooxml
from lif_desktop.papers.charts import text_alternative
from lif_desktop.papers.drawing import draw, load_drawing
from lif_desktop.papers.office_template import open_template, whole_or_trouble
from lif_desktop.papers.office_template_ends import (
    EMU_IN_TWIP,
    fit_right_edges,
    lay_on_side,
    mark_pages,
    room_of,
    section_at,
)
from lif_desktop.papers.office_template_fill import Ready, make_ready, order_headings
from lif_desktop.papers.office_template_styles import list_of, make_fit
from lif_desktop.papers.ooxml import element
from lif_desktop.papers.saving import Progress, Tell, save_whole, silent, unheard
from lif_desktop.papers.template import make_template, pack
from lif_desktop.papers.word_table import LONGEST_PROPERTY, build_table, start_on_new_page
from lif_desktop.papers.word_text import VAL, add_text, setting
from lif_desktop.papers.words import clean, shorten

SHORT_DATA = 5
"""The figures of a chart of so many categories at most stay on the page of the picture."""

_STYLES = {"body": "normal", "lead": "lead paragraph", "small": "small print"}
_BOX_STYLE = {"note": "note box", "gap": "gap box"}
_BETWEEN_TABLES = "140"
"""The same in the paragraph that Word wants between two tables."""
_AFTER_TABLE = "180"
"""Space after a table in twips, put before the paragraph that follows."""


def write(
    paper: blocks.Paper,
    path: Path,
    template: Path | bytes | None = None,
    progress: Progress = silent,
    tell: Tell = unheard,
) -> Path:
    """Write the paper as .docx, whole or not at all; gives the path.

    Raises PaperError where the template will not do or the target cannot be written.
    """
    return save_whole(path, render(paper, template, progress, tell))


def render(
    paper: blocks.Paper,
    template: Path | bytes | None = None,
    progress: Progress = silent,
    tell: Tell = unheard,
) -> bytes:
    """The paper as the bytes of a .docx file: the same paper gives the same bytes. Raises TemplateTrouble.

    Without a template the shipped one is used. `progress` hears of each block and may raise to stop the work; `tell`
    hears what a template lacks.
    """
    progress("Writing the paper…", 0, len(paper.blocks))
    if template is None:
        ready = _made_ready(docx.Document(BytesIO(make_template())), paper)
    else:
        with whole_or_trouble():
            ready = _made_ready(_opened(template, tell), paper)
    _Writer(ready, progress).paper(paper)
    order_headings(ready)
    progress("Writing the paper…", 0, 0)
    return _packed(ready.document, progress)


def _made_ready(document: Document, paper: blocks.Paper) -> Ready:
    """The template with its names filled in, its pages laid and marked, and a place for the blocks."""
    ready = make_ready(document, paper)
    fit_right_edges(document, ready)
    if paper.landscape:
        lay_on_side(document, ready)
    _set_properties(document, paper)
    mark_pages(document, paper, ready)
    return ready


def _packed(document: Document, progress: Progress) -> bytes:
    whole = BytesIO()
    document.save(whole)
    progress("Writing the paper…", 0, 0)
    with ZipFile(whole) as archive:
        return pack({name: archive.read(name) for name in archive.namelist()})


def _opened(template: Path | bytes, tell: Tell) -> Document:
    """The template with all that papers need; raises TemplateTrouble where it is none."""
    opened = open_template(template)
    make_fit(opened.document, opened.remarks.append)
    for remark in opened.remarks:
        tell(str(remark))
    return opened.document


def _set_properties(document: Document, paper: blocks.Paper) -> None:
    """Say of the document what the paper says of itself, and nothing of who sat at the desk."""
    about, properties = paper.properties, document.core_properties
    made = about.made.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    author = shorten(about.author, LONGEST_PROPERTY)
    properties.author = properties.last_modified_by = author
    properties.title = shorten(paper.title, LONGEST_PROPERTY)
    properties.subject = shorten(about.subject, LONGEST_PROPERTY)
    properties.keywords = shorten(about.keywords, LONGEST_PROPERTY)
    properties.content_status = shorten(paper.marking, LONGEST_PROPERTY)
    properties.comments = properties.category = properties.identifier = properties.version = ""
    properties.language = "en-GB"
    properties.created = properties.modified = made
    properties.revision = 1


class _Writer:
    """Puts the blocks of one paper before the mark of one document."""

    def __init__(self, ready: Ready, progress: Progress) -> None:
        self.document, self.mark, self.ids = ready.document, ready.mark, ready.ids
        self.ready, self.progress = ready, progress
        self.room = room_of(section_at(ready.document, ready.mark))
        self.figures = self.done = self.of = 0
        self.after_table = self.break_next = False
        self.numbered = list_of(ready.document, "List Number")

    def paper(self, paper: blocks.Paper) -> None:
        """Title and subtitle where the template does not show them, every block, and what Word wants after a table."""
        self.of = len(paper.blocks)
        if not self.ready.titled:
            self._paragraph(paper.title, "heading 1")
        if paper.subtitle and not self.ready.subtitled:
            self._paragraph(paper.subtitle, "subtitle")
        for self.done, block in enumerate(paper.blocks):
            self._going()
            self.block(block)
        following = self.mark.getnext()
        if self.after_table and (following is None or following.tag != ooxml.PARAGRAPH):
            self._paragraph("", "after table")
        elif self.after_table:
            ooxml.at_least_before(following, int(_AFTER_TABLE))
        self.mark.getparent().remove(self.mark)

    def block(self, block: blocks.Block) -> None:
        """One block of any kind."""
        match block:
            case blocks.Heading():
                self._paragraph(block.text, f"heading {block.level}")
            case blocks.Paragraph():
                made = self._paragraph(block.text, _STYLES[block.style])
                if block.keep:
                    setting(made, "keepNext")
            case blocks.Bullets():
                self._bullets(block)
            case blocks.Table():
                self._table(block)
            case blocks.Figure():
                self._figure(block)
            case blocks.PageBreak():
                self.break_next = True
            case blocks.Box():
                self._box(block)

    def _going(self) -> None:
        self.progress("Writing the paper…", self.done, self.of)

    def _paragraph(self, text: blocks.Text, style: str) -> Any:
        made = element("p")
        setting(made, "pStyle").set(VAL, self.ids[style])
        if self.after_table and not style.startswith("heading") and style != "after table":
            setting(made, "spacing", before=_AFTER_TABLE)
        if self.break_next:
            setting(made, "pageBreakBefore")
        self.after_table = self.break_next = False
        self.mark.addprevious(made)
        add_text(made, text)
        return made

    def _bullets(self, block: blocks.Bullets) -> None:
        style = "list number" if block.numbered else "list bullet"
        number = ooxml.restart_numbers(self.document, self.numbered) if block.numbered and self.numbered else 0
        for item in block.items:
            made = self._paragraph(item, style)
            if number:
                ooxml.use_numbers(made, number)

    def _box(self, block: blocks.Box) -> None:
        joint = "\n" if block.text else ""
        words = (*blocks.bold(block.title + joint), *blocks.parts_of(block.text))
        self._paragraph(words, _BOX_STYLE[block.kind])

    def _figure(self, block: blocks.Figure) -> None:
        self.figures += 1
        chart = block.chart
        self._paragraph(f"Figure {self.figures}: {chart.title}", "caption")
        load_drawing(self._going)
        picture = WordParagraph(self._paragraph("", "chart"), self.document._body)  # noqa: SLF001 - its part is needed
        run = picture.add_run()
        run.add_picture(BytesIO(draw(chart, self.room.mm, going=self._going)), width=self.room)
        ooxml.describe_picture(run, f"Figure {self.figures}", clean(text_alternative(chart)))
        self._going()
        together = block.data and len(chart.categories) <= SHORT_DATA
        if chart.source:
            source = self._paragraph(f"Source: {chart.source}", "small print")
            if together:
                setting(source, "keepNext")
        if block.data:
            self._table(block.table)

    def _table(self, block: blocks.Table) -> None:
        if self.after_table and not self.break_next:
            setting(self._paragraph("", "after table"), "spacing", before=_BETWEEN_TABLES)
        elif self.after_table:
            self.break_next = False
            self._paragraph("", "after table")
            self.break_next = True
        made = build_table(self.mark, block, round(self.room / EMU_IN_TWIP), self.ids, self._going)
        if self.break_next:
            start_on_new_page(made)
            self.break_next = False
        self.mark.addprevious(made)
        self.after_table = True
