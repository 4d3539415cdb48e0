"""The pages of a paper as they are printed: size, head and foot, headings kept, large print, PDF, Word."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTextBlock, QTextFormat
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QGraphicsView, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.forms import part
from lif_desktop.gui.preview import PreviewWindow
from lif_desktop.gui.print_pages import PAGE_MM, SIZES, DrawnPages, Edges, Pages, PaperPages, a4_printer, pages_pdf
from lif_desktop.gui.worker import Runner
from lif_desktop.papers.blocks import Block, Heading, PageBreak, Paper, Paragraph
from lif_desktop.papers.html import to_html
from tests.gui.windows import choose_file, free, none_of
from tests.papers.made_up import PROPERTIES, table

LEFT = Qt.MouseButton.LeftButton
EDGES = Edges("OFFICIAL-SENSITIVE", "Agenda version 2, as at 23 November 2026")


def paper(*blocks: object) -> Paper:
    inside = blocks or (Heading("First"), Paragraph("Words."), PageBreak(), Heading("Second"), Paragraph("More words."))
    return Paper("Panel agenda", "23 November 2026", EDGES.marking, EDGES.version_line, inside, properties=PROPERTIES)  # type: ignore[arg-type]


def pages(*blocks: object, percent: int = 100) -> PaperPages:
    return PaperPages(to_html(paper(*blocks)), EDGES, percent)


def drawn(made: PaperPages, number: int) -> QImage:
    """A page as a picture of one dot for each pixel at 96 to the inch."""
    size = QSize(*(round(side * 96 / 25.4) for side in PAGE_MM))
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    made.paint(painter, number)
    painter.end()
    return image


def ink_between(image: QImage, top_mm: float, bottom_mm: float) -> bool:
    """Whether anything is drawn between two heights of the page."""
    rows = range(round(top_mm * 96 / 25.4), round(bottom_mm * 96 / 25.4))
    white = QColor(Qt.GlobalColor.white).rgb()
    return any(image.pixel(x, y) != white for y in rows for x in range(0, image.width(), 2))


def blocks_of(made: PaperPages) -> Iterator[QTextBlock]:
    block = made.document.begin()
    while block.isValid():
        yield block
        block = block.next()


def page_of(made: PaperPages, words: str) -> int:
    block = next(block for block in blocks_of(made) if block.text() == words)
    top = made.document.documentLayout().blockBoundingRect(block).top()
    return int(top // made.document.pageSize().height()) + 1


def test_a_page_break_starts_a_page() -> None:
    made = pages()
    assert made.count() == 2
    assert (page_of(made, "First"), page_of(made, "Second")) == (1, 2)


def test_marking_and_page_numbers_stand_on_every_page_outside_the_words() -> None:
    made = pages()
    for number in (1, 2):
        image = drawn(made, number)
        assert ink_between(image, 10.5, 15)
        assert not ink_between(image, 16, 23.5)
        assert ink_between(image, 279, 288)
        assert not ink_between(image, 289, 297)


def test_words_stay_within_the_margins() -> None:
    image = drawn(pages(Paragraph("Long words " * 80)), 1)
    white = QColor(Qt.GlobalColor.white).rgb()
    edge = round(19.5 * 96 / 25.4)
    columns = [*range(edge), *range(image.width() - edge, image.width())]
    assert all(image.pixel(x, y) == white for x in columns for y in range(0, image.height(), 3))


def test_headings_have_the_size_of_the_template_whatever_the_program_s_font() -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    font = QFont(app.font())
    font.setPointSizeF(20)
    app.setFont(font)
    made = pages()
    title = next(blocks_of(made))
    words = title.begin().fragment().charFormat()
    assert title.text() == "Panel agenda"
    assert not words.hasProperty(QTextFormat.Property.FontSizeAdjustment)
    assert words.font().pointSizeF() == words.fontPointSize() > 20


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    alone = 0
    for lines in range(25, 50):
        filling = [Paragraph(f"Line {number}") for number in range(lines)]
        made = pages(*filling, Heading("Attendance"), table())
        alone += page_of(made, "Attendance") != page_of(made, "New referrals")
        assert made.count() == max(page_of(made, "Attendance"), made.count())
    assert alone == 0


def test_headings_after_a_moved_one_keep_their_height() -> None:
    for lines in range(28, 46):
        filling = [Paragraph(f"Line {number}") for number in range(lines)]
        parts = [part for at in range(6) for part in (Heading(f"Part {at}"), Heading("Small", 3), table())]
        made = pages(*filling, *parts)
        layout = made.document.documentLayout()
        flat = [
            block.text()
            for block in blocks_of(made)
            if block.blockFormat().headingLevel() and layout.blockBoundingRect(block).height() < 10
        ]
        assert flat == []


class Sheet(QImage):
    """Stands in for a printer of 192 dots to the inch and counts its pages."""

    def __init__(self) -> None:
        super().__init__(*(round(side * 192 / 25.4) for side in PAGE_MM), QImage.Format.Format_RGB32)
        self.fill(Qt.GlobalColor.white)
        self.turned = 0

    def resolution(self) -> int:
        return 192

    def newPage(self) -> bool:
        self.turned += 1
        self.fill(Qt.GlobalColor.white)
        return True


def right_edge_mm(image: QImage) -> float:
    """How far to the right any of the words are drawn, in millimetres from the left edge of the page."""
    white = QColor(Qt.GlobalColor.white).rgb()
    rows = range(image.height() // 10, image.height() * 9 // 10, 2)
    furthest = max(x for x in range(image.width()) if any(image.pixel(x, y) != white for y in rows))
    return furthest * PAGE_MM[0] / image.width()


def test_pages_fill_the_sheet_whatever_the_printer_resolves() -> None:
    sheet = Sheet()
    pages(Paragraph("it is " * 120)).paint_all(sheet)  # type: ignore[arg-type]
    assert right_edge_mm(sheet) == pytest.approx(190, abs=6)
    assert sheet.turned == 0


def test_only_the_pages_asked_for_are_painted() -> None:
    text = [part for at in range(4) for part in (Paragraph(f"Page {at}"), PageBreak())]
    made = pages(*text, Paragraph("Last"))
    for first, last, turned in ((1, 0, 4), (2, 4, 2), (3, 3, 0), (4, 99, 1)):
        sheet = Sheet()
        made.paint_all(sheet, first, last)  # type: ignore[arg-type]
        assert sheet.turned == turned


def test_large_print_fills_the_same_width() -> None:
    text = Paragraph("it is " * 120)
    assert right_edge_mm(drawn(pages(text, percent=145), 1)) == pytest.approx(190, abs=8)


def test_large_print_takes_more_pages() -> None:
    text = [Paragraph("Words that fill the page. " * 30) for _ in range(8)]
    assert pages(*text, percent=145).count() > pages(*text).count()


def test_a4_upright_to_the_edge() -> None:
    layout = a4_printer().pageLayout()
    assert layout.pageSize().name().startswith("A4")
    assert layout.orientation() == layout.Orientation.Portrait
    assert layout.margins().top() == 0


# The window


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def window(parent: QWidget, tmp_path: Path) -> PreviewWindow:
    made = PreviewWindow(paper(), to_html(paper()), tmp_path, parent)
    made.show()
    free()
    return made


def press(window: PreviewWindow, name: str) -> None:
    QTest.mouseClick(part(window.options, QPushButton, name), LEFT)


def pdf_pages(path: Path) -> int:
    return path.read_bytes().count(b"/Type /Page\n")


def test_the_preview_shows_its_pages_and_says_what_it_is(window: PreviewWindow) -> None:
    assert window.windowTitle() == "Print preview: Panel agenda"
    assert window.view.pageCount() == 2
    assert all(view.accessibleName() == "Pages of the paper" for view in window.view.findChildren(QGraphicsView))
    assert "for printing only" in part(window.options, QLabel, "note").text()


def test_the_size_of_print_changes_the_pages(window: PreviewWindow) -> None:
    assert [window.print_size.itemData(at) for at in range(window.print_size.count())] == [size for size, _ in SIZES]
    before = window.pages
    window.print_size.setCurrentIndex(2)
    assert window.pages is not before
    assert window.last.value() == window.pages.count()


def test_the_last_page_cannot_come_before_the_first(window: PreviewWindow) -> None:
    window.first.setValue(2)
    assert window.last.minimum() == 2


def test_a_pdf_holds_the_pages_chosen_and_is_said_to_be_for_printing(window: PreviewWindow, tmp_path: Path) -> None:
    said: list[str] = []
    window.said.connect(said.append)
    press(window, "pdf")
    choose_file(window, tmp_path / "agenda.pdf")
    assert pdf_pages(tmp_path / "agenda.pdf") == 2
    window.first.setValue(2)
    window.print_pdf(tmp_path / "second.pdf")
    assert pdf_pages(tmp_path / "second.pdf") == 1
    assert said[0] == "Saved agenda.pdf, for printing only: Panel agenda."
    assert none_of(window, QFileDialog)


def test_word_is_asked_for_from_outside(window: PreviewWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.word_asked):
        press(window, "word")


def test_printing_asks_for_a_printer_first(window: PreviewWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[tuple[QPrinter, int, int]] = []
    with monkeypatch.context() as patch:
        patch.setattr(window.pages, "paint_all", lambda printer, first, last: printed.append((printer, first, last)))
        press(window, "print")
        dialog = window.findChild(QPrintDialog)
        assert dialog is not None
        assert printed == []
        dialog.accepted.emit(dialog.printer())
        dialog.close()
    assert [(first, last) for _, first, last in printed] == [(1, 2)]
    assert none_of(window, QPrintDialog)


def test_it_is_freed_on_close(window: PreviewWindow, parent: QWidget) -> None:
    press(window, "close")
    assert none_of(parent, PreviewWindow)


def test_pages_that_a_worker_laid_out_are_painted_the_same(qtbot: QtBot) -> None:
    paper = a_paper_of_pages()
    made: list[DrawnPages] = []
    crashes: list[BaseException] = []
    window = QWidget()
    qtbot.addWidget(window)
    runner = Runner(window, crashes.append)
    runner.run("Laying out…", lambda _work: DrawnPages(PaperPages(paper, EDGES)), made.append)
    runner.wait()
    here = PaperPages(paper, EDGES)
    (there,) = made
    assert there.count() == here.count() > 1
    assert there.text == here.text
    assert painted(there, 2) == painted(here, 2)
    assert printed(there) == printed(here)


def a_paper_of_pages() -> str:
    blocks: tuple[Block, ...] = (Heading("Cases"), *(Paragraph(f"Paragraph {number}. " * 20) for number in range(40)))
    return to_html(Paper("Many pages", "", "OFFICIAL", "Version 1", blocks, properties=PROPERTIES))


def painted(pages: Pages, number: int) -> list[int]:
    """The page as an image, coarse enough that no rounding of a letter's place shows."""
    image = QImage(794, 1123, QImage.Format.Format_Grayscale8)
    image.setDotsPerMeterX(3780)
    image.setDotsPerMeterY(3780)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    pages.paint(painter, number)
    painter.end()
    small = image.scaled(QSize(40, 56), mode=Qt.TransformationMode.SmoothTransformation)
    return [small.pixelColor(x, y).value() // 16 for x in range(40) for y in range(56)]


def printed(pages: Pages) -> int:
    """How many pages the PDF of these pages has."""
    return pages_pdf(pages).count(b"/Type /Page\n")


def test_a_paper_on_its_side_is_printed_on_its_side(qapp: QApplication) -> None:
    html = a_paper_of_pages()
    upright, turned = PaperPages(html, EDGES), PaperPages(html, replace(EDGES, landscape=True))
    assert turned.document.pageSize().width() > upright.document.pageSize().width()
    boxes = [re.search(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)", pages_pdf(pages)) for pages in (upright, turned)]
    sides = [(int(box[1]), int(box[2])) for box in boxes if box is not None]
    assert sides in ([(595, 842), (842, 595)], [(595, 841), (841, 595)])
