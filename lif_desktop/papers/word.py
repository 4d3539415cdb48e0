"""Makes Word of a paper, in the office's own template: one renderer for every paper."""

from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.section import Section
from docx.shared import Emu, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from lif_desktop.framework.status import SHAPES, Status
from lif_desktop.papers import blocks, ooxml
from lif_desktop.papers.charts import text_alternative
from lif_desktop.papers.drawing import draw
from lif_desktop.papers.look import (
    GROUP_FILL,
    QUIET,
    SHAPE_FACE,
    TONE_INK,
    TRACK,
    ink_and_fill,
)
from lif_desktop.papers.saving import PaperError, Progress, Tell, save_whole, silent, unheard
from lif_desktop.papers.template import (
    COMPACT_POINTS,
    COMPACT_TWIPS,
    NEEDED,
    TABLE_POINTS,
    TABLE_STYLE,
    make_template,
    pack,
)
from lif_desktop.papers.widths import column_widths
from lif_desktop.papers.words import clean, one_line, shorten

LONGEST_WHOLE_ROW = 1200
"""From so many characters in a cell its row may run over a page: LibreOffice cuts off what does not fit."""

SMALL_TABLE = 10
"""A table of so many rows at most is kept on one page."""

SHORT_DATA = 5
"""The figures of a chart of so many categories at most stay on the page of the picture."""

LONGEST_PROPERTY = 255
EMU_IN_TWIP = 635
_STYLES = {"body": "Normal", "lead": "Lead paragraph", "small": "Small print"}
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
}
_BOX_STYLE = {"note": "Note box", "gap": "Gap box"}
_AFTER_TABLE = Pt(9)


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
    """The paper as the bytes of a .docx file: the same paper gives the same bytes. Raises PaperError.

    Without a template the shipped one is used. `progress` hears of each block and may raise to stop the work; `tell`
    hears what a template lacks.
    """
    document = _open(template)
    _set_properties(document, paper)
    _mark(document.sections[0], paper)
    _Writer(document).paper(paper, progress)
    whole = BytesIO()
    document.save(whole)
    with ZipFile(whole) as archive:
        return pack({name: archive.read(name) for name in archive.namelist()})


def _open(template: Path | bytes | None) -> Document:
    """The template, empty; raises PaperError where it is not one."""
    if template is None:
        return docx.Document(BytesIO(make_template()))
    name = "The template" if isinstance(template, bytes) else f"“{template.name}”"
    try:
        document = docx.Document(BytesIO(template) if isinstance(template, bytes) else str(template))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, OSError) as error:
        raise PaperError(f"{name} could not be read as a Word document. Choose another template.") from error
    have = {style.name for style in document.styles} | {style.name.lower() for style in document.styles if style.name}
    if missing := [wanted for wanted in NEEDED if wanted not in have]:
        raise PaperError(
            f"{name} has no style named “{missing[0]}”. "
            "Add it in Word, or choose the template that came with the program."
        )
    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    return document


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


def _mark(section: Section, paper: blocks.Paper) -> None:
    """Put the marking at the head and foot, and the version line with the page number at the foot.

    They go into the paragraphs of the template that have the styles for them, or else into new ones.
    """
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    for end in (section.header, section.footer):
        paragraph = _styled(end.paragraphs, "Marking") or end.add_paragraph(style="Marking")
        _refill(paragraph, paper.marking)
    line = _styled(section.footer.paragraphs, "Version line") or section.footer.add_paragraph(style="Version line")
    _refill(line, f"{one_line(paper.version_line)}\tPage ")
    ooxml.add_field(line, "PAGE", "1")
    line.add_run(" of ")
    ooxml.add_field(line, "NUMPAGES", "1")


def _styled(paragraphs: list[WordParagraph], style: str) -> WordParagraph | None:
    return next((one for one in paragraphs if one.style is not None and one.style.name == style), None)


def _refill(paragraph: WordParagraph, text: str) -> None:
    for run in paragraph.runs:
        run.text = ""
    paragraph.add_run(clean(text))


class _Writer:
    """Appends the blocks of one paper to one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        section = document.sections[0]
        page, left, right = section.page_width, section.left_margin, section.right_margin
        self.room = Emu((page or Mm(210)) - (left or 0) - (right or 0))
        self.figures = 0
        self.after_table = False

    def paper(self, paper: blocks.Paper, progress: Progress) -> None:
        """The title, the subtitle and every block; after a last table the paragraph that Word wants there."""
        self._paragraph(paper.title, "heading 1")
        if paper.subtitle:
            self._paragraph(paper.subtitle, "Subtitle")
        for number, block in enumerate(paper.blocks):
            progress("Writing the paper…", number, len(paper.blocks))
            self.block(block)
        if self.after_table:
            self._paragraph("", "After table")

    def block(self, block: blocks.Block) -> None:
        """One block of any kind."""
        match block:
            case blocks.Heading():
                self._paragraph(block.text, f"heading {block.level}")
            case blocks.Paragraph():
                self._paragraph(block.text, _STYLES[block.style]).paragraph_format.keep_with_next = block.keep or None
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

    break_next = False

    def _paragraph(self, text: blocks.Text, style: str) -> WordParagraph:
        paragraph = self.document.add_paragraph(style=style)
        if self.after_table and not style.startswith("heading"):
            paragraph.paragraph_format.space_before = _AFTER_TABLE if style != "After table" else None
        if self.break_next:
            paragraph.paragraph_format.page_break_before = True
        self.after_table = self.break_next = False
        add_text(paragraph, text)
        return paragraph

    def _bullets(self, block: blocks.Bullets) -> None:
        style = "List Number" if block.numbered else "List Bullet"
        number = ooxml.restart_numbers(self.document, 2) if block.numbered else 0
        for item in block.items:
            paragraph = self._paragraph(item, style)
            if number:
                ooxml.use_numbers(paragraph, number)

    def _box(self, block: blocks.Box) -> None:
        joint = "\n" if block.text else ""
        words = (*blocks.bold(block.title + joint), *blocks.parts_of(block.text))
        self._paragraph(words, _BOX_STYLE[block.kind])

    def _figure(self, block: blocks.Figure) -> None:
        self.figures += 1
        chart = block.chart
        self._paragraph(f"Figure {self.figures}: {chart.title}", "caption")
        picture = self._paragraph("", "Chart")
        run = picture.add_run()
        run.add_picture(BytesIO(draw(chart, width_mm=self.room.mm)), width=self.room)
        ooxml.describe_picture(run, f"Figure {self.figures}", clean(text_alternative(chart)))
        together = block.data and len(chart.categories) <= SHORT_DATA
        if chart.source:
            source = self._paragraph(f"Source: {chart.source}", "Small print")
            source.paragraph_format.keep_with_next = together or None
        if block.data:
            self._table(block.table)

    def _table(self, block: blocks.Table) -> None:
        if self.after_table or self.break_next:
            self._paragraph("", "After table")
        table = self.document.add_table(len(block.rows) + 1, len(block.columns), TABLE_STYLE)
        points = COMPACT_POINTS if block.compact else TABLE_POINTS
        widths = column_widths(block, self.room.twips, points)
        ooxml.set_table(table, widths, shorten(block.about, LONGEST_PROPERTY), clean(block.about))
        if block.compact:
            ooxml.set_cell_margins(table, COMPACT_TWIPS)
        rows, cells, across = list(table.rows), ooxml.cells_of(table), len(block.columns)
        ooxml.set_row(rows[0], header=True)
        for at, column in enumerate(block.columns):
            fill_in(cells[at], column.title, CellLook(widths[at], column.align, "Table heading", points=points))
        together = is_small(block)
        for number, row in enumerate(block.rows):
            heading, last = number in block.groups, number == len(block.rows) - 1
            ooxml.set_row(rows[number + 1], whole=_stays_whole(row), height_mm=block.row_height)
            for at, text in enumerate(row):
                look = CellLook(
                    widths[at],
                    block.columns[at].align,
                    strong=block.heads and at == 0,
                    shaded=heading,
                    keep=heading or (together and not last),
                    points=points,
                )
                fill_in(cells[(number + 1) * across + at], text, look)
        self.after_table = True


@dataclass(frozen=True)
class CellLook:
    """How a cell looks: width in twips, whether its words are bold, and whether its row stays with the next one.

    Letters of another size than the style has are set one by one.
    """

    width: int
    align: blocks.Align = "left"
    style: str = "Table text"
    strong: bool = False
    shaded: bool = False
    keep: bool = False
    points: float = TABLE_POINTS


def is_small(table: blocks.Table) -> bool:
    """Whether a table is small enough to be kept on one page."""
    letters = sum(len(blocks.plain(text)) for row in table.rows for text in row)
    return len(table.rows) <= SMALL_TABLE and letters <= LONGEST_WHOLE_ROW and not table.row_height


def _stays_whole(row: tuple[blocks.Text, ...]) -> bool:
    return max(len(blocks.plain(text)) for text in row) <= LONGEST_WHOLE_ROW


def fill_in(cell: _Cell, text: blocks.Text, look: CellLook) -> None:
    """Put the words into a cell, a paragraph for each line."""
    cell.width = Emu(look.width * EMU_IN_TWIP)
    if look.shaded:
        ooxml.fill_cell(cell, GROUP_FILL)
    paragraph = cell.paragraphs[0]
    for number, line in enumerate(split_lines(text)):
        if number:
            paragraph = cell.add_paragraph()
        paragraph.style = look.style
        if look.align != "left":
            paragraph.alignment = _ALIGN[look.align]
        if look.keep:
            paragraph.paragraph_format.keep_with_next = True
        add_text(paragraph, line, look.strong)
        if look.points != TABLE_POINTS:
            ooxml.set_size(paragraph, look.points)


def split_lines(text: blocks.Text) -> list[tuple[blocks.Part, ...]]:
    """The text cut at its newlines; never empty."""
    found: list[list[blocks.Part]] = [[]]
    for part in blocks.parts_of(text):
        if not isinstance(part, blocks.Run):
            found[-1].append(part)
            continue
        first, *rest = clean(part.text).split("\n")
        found[-1].append(blocks.Run(first, part.bold, part.quiet))
        found.extend([blocks.Run(line, part.bold, part.quiet)] for line in rest)
    return [tuple(line) for line in found]


def add_text(paragraph: WordParagraph, text: blocks.Text, strong: bool = False) -> None:
    """Append runs, statuses and clocks to a paragraph; `strong` makes all words bold."""
    for part in blocks.parts_of(text):
        match part:
            case blocks.Run():
                if words := clean(part.text):
                    run = paragraph.add_run(words)
                    run.bold = True if part.bold or strong else None
                    ooxml.dress_run(run, ink=QUIET if part.quiet else "")
            case Status():
                _add_status(paragraph, part)
            case blocks.Meter():
                _add_meter(paragraph, part)


def _add_status(paragraph: WordParagraph, status: Status) -> None:
    ink, fill = ink_and_fill(status)
    room = "\u00a0" if fill else ""
    shape = paragraph.add_run(f"{room}{SHAPES[status.tone]}")
    ooxml.dress_run(shape, ink=ink, fill=fill, face=SHAPE_FACE)
    ooxml.dress_run(paragraph.add_run(f" {clean(status.word)}{room}"), ink=ink, fill=fill)


def _add_meter(paragraph: WordParagraph, meter: blocks.Meter) -> None:
    for number in range(meter.total):
        filled = number < meter.done
        box = paragraph.add_run("\u2003")
        box.font.size = Pt(6)
        ooxml.dress_run(box, fill=TONE_INK[meter.tone] if filled else TRACK)
        paragraph.add_run("\u00a0").font.size = Pt(3)
