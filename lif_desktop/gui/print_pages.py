"""Paints a paper page by page on A4: the words as QTextDocument lays them out, our own head and foot around them."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QPicture,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtPrintSupport import QPrinter

if TYPE_CHECKING:
    from lif_desktop.papers.blocks import Paper

PAGE_MM = (210.0, 297.0)
TOP_MM, BOTTOM_MM, SIDE_MM = 24.0, 23.0, 20.0
HEAD_MM, FOOT_MM = 11.0, 10.0
"""Margins of the Word template, and how far the head and foot stand from the edge."""
SIZES = ((100, "As in Word"), (120, "Larger, 120 %"), (145, "Large print, 16 point"))
"""Sizes of print in per cent; papers are set in 11 point."""

_PIXELS_IN_MM = 96 / 25.4
_INK, _QUIET = "#1B2733", "#52616F"
_FACES = ["Arial", "Liberation Sans", "DejaVu Sans"]


@dataclass(frozen=True)
class Edges:
    """What stands around the words of each page: the marking at head and foot, and the line that says the version."""

    marking: str
    version_line: str
    landscape: bool = False

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the page in millimetres."""
        width, height = PAGE_MM
        return (height, width) if self.landscape else (width, height)


class Pages(ABC):
    """Pages that can be painted, on the screen or on paper."""

    landscape = False
    """Whether the pages lie on their side."""

    @property
    @abstractmethod
    def text(self) -> str:
        """The words of all pages."""

    @abstractmethod
    def count(self) -> int:
        """How many pages there are."""

    @abstractmethod
    def paint(self, painter: QPainter, number: int) -> None:
        """Paint page `number`, from 1, at 96 dots to the inch with its corner at the origin."""

    def paint_all(self, printer: QPrinter | QPdfWriter, first: int = 1, last: int = 0) -> None:
        """Paint pages `first` to `last` (0: the last one) on a printer, one sheet after the other."""
        painter = QPainter(printer)
        scale = printer.resolution() / 96
        end = min(last or self.count(), self.count())
        for number in range(min(first, end), end + 1):
            if number > min(first, end):
                printer.newPage()
            painter.save()
            painter.scale(scale, scale)
            self.paint(painter, number)
            painter.restore()
        painter.end()


class DrawnPages(Pages):
    """Pages that were laid out and drawn in another thread. Laid-out words belong to the thread that made them."""

    def __init__(self, pages: Pages) -> None:
        self._text = pages.text
        self.landscape = pages.landscape
        self._pictures = [_drawn(pages, number) for number in range(1, pages.count() + 1)]

    @property
    def text(self) -> str:
        """The words of all pages."""
        return self._text

    def count(self) -> int:
        """How many pages there are."""
        return len(self._pictures)

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint page `number`, from 1, at 96 dots to the inch with its corner at the origin."""
        picture = self._pictures[number - 1]
        painter.save()
        drawn_at = picture.logicalDpiX() / painter.device().logicalDpiX()  # Qt scales a picture to the device by itself
        painter.scale(drawn_at, drawn_at)
        painter.drawPicture(0, 0, picture)
        painter.restore()


def _drawn(pages: Pages, number: int) -> QPicture:
    picture = QPicture()
    painter = QPainter(picture)
    pages.paint(painter, number)
    painter.end()
    return picture


class PaperPages(Pages):
    """The pages of a paper. `percent` is the size of print."""

    def __init__(self, html: str, edges: Edges, percent: int = 100) -> None:
        self._edges = edges
        self.landscape = edges.landscape
        self._zoom = percent / 100
        self._screen = _paper_at_96_dpi()
        self.document = QTextDocument()
        self.document.setUseDesignMetrics(True)
        self.document.setDocumentMargin(0)
        self.document.documentLayout().setPaintDevice(self._screen)
        self.document.setHtml(html)
        _keep_sizes(self.document)
        room = _room(edges)
        self.document.setPageSize(QSizeF(room.width() / self._zoom, room.height() / self._zoom))
        _keep_headings(self.document)

    @property
    def text(self) -> str:
        """The words of all pages."""
        return self.document.toPlainText()

    def count(self) -> int:
        """How many pages there are."""
        return self.document.pageCount()

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint page `number`, from 1, at 96 dots to the inch with its corner at the origin."""
        self._paint_edges(painter, number)
        room = _room(self._edges)
        painter.save()
        painter.translate(room.topLeft())
        painter.scale(self._zoom, self._zoom)
        height = self.document.pageSize().height()
        clip = QRectF(0, (number - 1) * height, self.document.pageSize().width(), height)
        painter.translate(0, -clip.top())
        painter.setClipRect(clip)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = clip
        context.palette.setColor(QPalette.ColorRole.Text, QColor(_INK))
        self.document.documentLayout().draw(painter, context)
        painter.restore()

    def _paint_edges(self, painter: QPainter, number: int) -> None:
        width, height = (side * _PIXELS_IN_MM for side in self._edges.page)
        side, line = SIDE_MM * _PIXELS_IN_MM, 14.0
        head = QRectF(side, HEAD_MM * _PIXELS_IN_MM, width - 2 * side, line)
        foot = QRectF(side, height - FOOT_MM * _PIXELS_IN_MM - line, width - 2 * side, line)
        above = foot.translated(0, -line)
        painter.setPen(QColor(_QUIET))
        painter.setFont(_font(9, bold=True))
        for place in (head, foot):
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), self._edges.marking)
        painter.setFont(_font(8.5))
        painter.drawText(above, int(Qt.AlignmentFlag.AlignLeft), self._edges.version_line)
        painter.drawText(above, int(Qt.AlignmentFlag.AlignRight), f"Page {number} of {self.count()}")


def printed_pdf(paper: "Paper", html: str, progress: Callable[[str, int, int], object]) -> bytes:
    """The pages of a paper as a PDF without tags, for printing only. Any thread may ask."""
    progress("Laying out the pages…", 0, 0)
    pages = PaperPages(html, Edges(paper.marking, paper.version_line, paper.landscape))
    progress("Making the PDF…", 0, 0)
    return pages_pdf(pages, paper.title)


def pages_pdf(pages: Pages, title: str = "") -> bytes:
    """These pages as a PDF without tags."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("")
    writer.setResolution(1200)
    writer.setPageLayout(_a4(landscape=pages.landscape))
    pages.paint_all(writer)
    buffer.close()
    return bytes(held.data())


def a4_printer(*, landscape: bool = False) -> QPrinter:
    """A printer set to A4, upright or on its side, painted from edge to edge: the margins are ours."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(_a4(landscape=landscape))
    printer.setFullPage(True)
    return printer


def _a4(*, landscape: bool = False) -> QPageLayout:
    page = QPageSize(QPageSize.PageSizeId.A4)
    turned = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(page, turned, QMarginsF(0, 0, 0, 0))


def _keep_sizes(document: QTextDocument) -> None:
    """Let headings have the size that the style sheet gives them: Qt would scale them by the font of the program."""
    scaled = []
    block = document.begin()
    while block.isValid():
        inside = block.begin()
        while not inside.atEnd():
            piece = inside.fragment()
            words = piece.charFormat()
            if words.hasProperty(QTextFormat.Property.FontSizeAdjustment):
                words.clearProperty(QTextFormat.Property.FontSizeAdjustment)
                scaled.append((piece.position(), piece.length(), words))
            inside += 1
        block = block.next()
    cursor = QTextCursor(document)
    for start, length, words in scaled:
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(words)


def _keep_headings(document: QTextDocument) -> None:
    """Move each heading that would stand alone at the foot of a page to the next one, with what it heads."""
    heading = _next_alone(document, document.begin())
    while heading.isValid():
        turned = heading.blockFormat()
        turned.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        QTextCursor(heading).setBlockFormat(turned)
        _lay_out_anew(document)
        heading = _next_alone(document, heading.next())


def _next_alone(document: QTextDocument, block: QTextBlock) -> QTextBlock:
    """The first heading from `block` on whose words stand on an earlier page than what it heads; else no block."""
    layout, height = document.documentLayout(), document.pageSize().height()
    while block.isValid():
        if block.blockFormat().headingLevel() and block.next().isValid():
            here = layout.blockBoundingRect(block).top() // height
            if layout.blockBoundingRect(_first_words(block.next())).bottom() // height > here:
                break
        block = block.next()
    return block


def _lay_out_anew(document: QTextDocument) -> None:
    """Lay the whole document out again: after a changed page break Qt leaves later blocks without height."""
    size = document.pageSize()
    document.setPageSize(size * 2)
    document.setPageSize(size)


def _first_words(block: QTextBlock) -> QTextBlock:
    """What a heading must stay with: the first words after it, or the first row of a table below its headings."""
    while not block.text().strip() and block.next().isValid():
        block = block.next()
    table = QTextCursor(block).currentTable()
    if table is None:
        return block
    row = min(table.format().headerRowCount(), table.rows() - 1)
    return table.cellAt(row, 0).firstCursorPosition().block()


def _room(edges: Edges) -> QRectF:
    """Where the words stand on the page, in pixels at 96 dots to the inch."""
    width, height = edges.page
    left, top = SIDE_MM * _PIXELS_IN_MM, TOP_MM * _PIXELS_IN_MM
    return QRectF(left, top, (width - 2 * SIDE_MM) * _PIXELS_IN_MM, (height - TOP_MM - BOTTOM_MM) * _PIXELS_IN_MM)


def _paper_at_96_dpi() -> QImage:
    """Something of 96 dots to the inch to measure words with, whatever the screen has."""
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(3780)
    image.setDotsPerMeterY(3780)
    return image


def _font(points: float, *, bold: bool = False) -> QFont:
    """A font of that size on a page drawn at 96 dots to the inch."""
    font = QFont()
    font.setFamilies(_FACES)
    font.setPixelSize(round(points * 96 / 72))
    font.setBold(bold)
    return font
