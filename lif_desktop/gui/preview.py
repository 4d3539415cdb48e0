"""The print preview of a paper: its pages as they will be printed, size of print, printing, and saving as Word."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QComboBox, QGraphicsView, QHBoxLayout, QPushButton, QSpinBox, QWidget

from lif_desktop.gui.choose_file import PDF, ask_save, safe_name
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.forms import load_form, part
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.print_pages import SIZES, DrawnPages, Edges, Pages, PaperPages, a4_printer
from lif_desktop.gui.worker import Runner, Work

if TYPE_CHECKING:
    from lif_desktop.papers.blocks import Paper


class Door(Protocol):
    """Lets pages leave: `ask(go)` goes on where they may, `printed(path)` is told when they have."""

    def ask(self, go: Callable[[], None]) -> None:
        """Ask what there is to ask, then go on."""

    def printed(self, path: Path | None = None) -> None:
        """They left, as a file or on paper."""


class PreviewWindow(Dialog):
    """One paper as it will be printed, with its `pages` where they were laid out. What leaves it goes through `door`.

    Signals: `word_asked()` for a Word file of the same paper; `said(sentence)` when something was printed.
    """

    word_asked = Signal()
    said = Signal(str)

    def __init__(
        self, paper: "Paper", html: str, folder: Path, parent: QWidget | None = None, pages: Pages | None = None
    ) -> None:
        super().__init__(f"Print preview: {paper.title}", parent)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.paper, self._html, self._folder = paper, html, folder
        self.door: Door | None = None
        self.runner: Runner | None = None
        """The worker that lays out and prints; without one it is done at once."""
        self.pages: Pages = pages or self._laid_out(100)
        self.printer = a4_printer(landscape=self.paper.landscape)
        self.printer.setDocName(safe_name(paper.title))
        self.view = QPrintPreviewWidget(self.printer)
        self.view.setAccessibleName("Pages of the paper")
        for inner in self.view.findChildren(QGraphicsView):
            inner.setAccessibleName("Pages of the paper")
        self.options = load_form("print_options")
        self.print_size = part(self.options, QComboBox, "size")
        self.first = part(self.options, QSpinBox, "first")
        self.last = part(self.options, QSpinBox, "last")
        self._lay_out()
        self._wire()
        self._count()

    def done(self, result: int) -> None:
        """Close it, once what is laid out or printed has ended."""
        if self.runner is not None:
            self.runner.wait()
        super().done(result)

    def _laid_out(self, percent: int) -> PaperPages:
        return PaperPages(self._html, Edges(self.paper.marking, self.paper.version_line, self.paper.landscape), percent)

    def _lay_out(self) -> None:
        for percent, words in SIZES:
            self.print_size.addItem(words, percent)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(12, 12, 16, 12)
        whole.setSpacing(16)
        whole.addWidget(self.view, 1)
        whole.addWidget(self.options)
        self.options.setFixedWidth(scaled(260))
        self.take_room(1000, 760)
        self.view.fitToWidth()

    def _wire(self) -> None:
        def press(name: str, act: Callable[[], object]) -> None:
            part(self.options, QPushButton, name).clicked.connect(lambda _checked=False: act())

        self.view.paintRequested.connect(self._paint)
        self.print_size.currentIndexChanged.connect(self._resize_soon)
        self.first.valueChanged.connect(self._first_changed)
        press("print", lambda: self._leave(self.ask_printer))
        press("word", self.word_asked.emit)
        press("pdf", lambda: self._leave(self.ask_pdf))
        press("close", self.close)

    def show_paper(self, paper: "Paper", html: str) -> None:
        """Show the same paper in other words, such as with something masked."""
        self.paper, self._html = paper, html
        self._resize()

    def _leave(self, go: Callable[[], object]) -> None:
        if self.door is None:
            go()
        else:
            self.door.ask(lambda: _only(go))

    def _first_changed(self, page: int) -> None:
        self.last.setMinimum(page)

    def _paint(self, printer: QPrinter) -> None:
        self.pages.paint_all(printer)

    def _resize(self) -> None:
        self.pages = self._laid_out(self.print_size.currentData())
        self._count()
        self.view.updatePreview()

    def _resize_soon(self) -> None:
        """Lay the pages out in the size that is chosen, in the worker: the window stays free meanwhile."""
        if self.runner is None:
            self._resize()
            return
        html, percent = self._html, int(self.print_size.currentData())

        def work(_work: Work) -> Pages:
            return DrawnPages(self._laid_out(percent))

        def done(pages: Pages) -> None:
            if html is not self._html:
                return  # something was masked meanwhile, and is laid out already
            if percent != self.print_size.currentData():
                self._resize_soon()
                return
            self.pages = pages
            self._count()
            self.view.updatePreview()

        self.runner.run("Laying out the pages…", work, done, can_cancel=False)

    def _count(self) -> None:
        pages = self.pages.count()
        for box in (self.first, self.last):
            box.setMaximum(pages)
        self.last.setMinimum(1)
        self.first.setValue(1)
        self.last.setValue(pages)

    def ask_printer(self) -> QPrintDialog:
        """Ask for a printer, then print the pages chosen here."""
        printer = a4_printer(landscape=self.paper.landscape)
        printer.setDocName(self.printer.docName())
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._print(printer, "Sent to the printer"))
        dialog.setModal(True)
        dialog.show()
        return dialog

    def ask_pdf(self) -> None:
        """Ask for a file, then print the pages chosen here into it."""
        name = f"{safe_name(self.paper.title)}, for printing only.pdf"
        ask_save(self, "PDF for printing", self._folder / name, PDF, self.print_pdf)

    def print_pdf(self, path: Path) -> None:
        """Print the pages chosen here into a PDF without tags, which is for printing only."""
        printer = a4_printer(landscape=self.paper.landscape)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        printer.setDocName(self.printer.docName())
        self._print(printer, f"Saved {path.name}, for printing only", path)

    def _print(self, printer: QPrinter, said: str, path: Path | None = None) -> None:
        if self.runner is not None:
            self.runner.wait()
        pages, first, last = self.pages, self.first.value(), self.last.value()

        def done(_none: object = None) -> None:
            if self.door is not None:
                self.door.printed(path)
            self.said.emit(f"{said}: {self.paper.title}.")

        def work(_work: Work) -> None:
            pages.paint_all(printer, first, last)

        if self.runner is None or path is None or not isinstance(pages, DrawnPages):
            pages.paint_all(printer, first, last)
            done()
        else:
            self.runner.run(f"Writing {path.name}…", work, done, can_cancel=False)


def _only(go: Callable[[], object]) -> None:
    """Do it; what it gives is nobody's."""
    go()
