"""What leaves the office as files: papers, their preview, trackers, everything as Excel."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu

from lif_desktop.framework.dates import show_date
from lif_desktop.gui.choose_file import CSV, EXCEL, JSON, WORD, ask_folder, ask_save, documents, free_folder, safe_name
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.worker import Work
from lif_desktop.office import Office
from lif_desktop.registers import TABS, register

if TYPE_CHECKING:
    from lif_desktop.gui.paper_dialog import PaperDialog, Wanted
    from lif_desktop.gui.shell import MainWindow
    from lif_desktop.gui.tracker_dialog import Kind, Part
    from lif_desktop.papers.blocks import Paper
    from lif_desktop.sheets.composite import Layout
    from lif_desktop.sheets.tracker import Profile


class OutgoingPapers(QObject):
    """Asks where, works in the window's worker, and says in the notice what was saved with a way to its folder."""

    def __init__(self, office: Office, window: "MainWindow", notice: NoticeBar) -> None:
        super().__init__(notice)
        self._office, self._window, self._notice = office, window, notice

    @property
    def folder(self) -> Path:
        """Where files were saved last, else the person's documents."""
        last = Path(self._window.preferences.folder)
        return last if self._window.preferences.folder and last.is_dir() else documents()

    def show_folder(self, path: Path) -> None:
        """Show the folder of a file in the system's own window."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path if path.is_dir() else path.parent)))

    def open_file(self, path: Path) -> None:
        """Open a file in the program that the system has for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    # Trackers

    def ask_tracker(self, key: str) -> None:
        """Ask what of a register goes out, as what kind of file, and where; from Home, where all registers go."""
        if key not in {one.key for one in TABS}:
            self.ask_everything()
            return
        from lif_desktop.gui.register_page import RegisterPage
        from lif_desktop.gui.tracker_dialog import TrackerDialog, parts_of

        desk, own = self._window.desk, register(key)
        page = None if desk is None else desk.pages.get(key)
        parts = parts_of(own, page if isinstance(page, RegisterPage) else None)
        dialog = TrackerDialog(f"Save {own.label.lower()} as a spreadsheet", parts, parent=self._window)
        dialog.decided.connect(lambda part, kind: self._ask_where(key, part, kind))
        dialog.open()

    def _ask_where(self, key: str, part: "Part", kind: "Kind") -> None:
        words = ", ".join(filter(None, (register(key).label, part.short)))
        name = safe_name(f"{words} {kind.called} {show_date(self._office.today())}")
        kinds = {".xlsx": EXCEL, ".csv": CSV, ".json": JSON}[kind.ending]
        suggested = self.folder / f"{name}{kind.ending}"
        ask_save(self._window, kind.words, suggested, kinds, lambda path: self.tracker(key, path, part, kind))

    def tracker(self, key: str, path: Path, part: "Part", kind: "Kind") -> None:
        """Save a choice of the records of a register as a kind of file."""

        def work(_work: Work) -> Path:
            from lif_desktop.sheets.plain import write_csv, write_json
            from lif_desktop.sheets.tracker import write_tracker

            if kind.form == "csv":
                return write_csv(self._office, key, path, part.rows)
            if kind.form == "json":
                return write_json(self._office, key, path, part.rows)
            return write_tracker(self._office, key, path, _profile(kind), rows=part.rows, what=part.name)

        self._run(f"Writing {path.name}…", work)

    def ask_composite(self) -> None:
        """Ask how and where the composite action plan goes."""
        from lif_desktop.gui.tracker_dialog import COMPOSITE, TrackerDialog

        dialog = TrackerDialog("Composite action plan", (), COMPOSITE, self._window)
        dialog.decided.connect(lambda _part, kind: self._ask_plan(kind))
        dialog.open()

    def _ask_plan(self, kind: "Kind") -> None:
        words = " ".join(filter(None, ("Composite action plan", kind.called, show_date(self._office.today()))))
        suggested = self.folder / f"{safe_name(words)}{kind.ending}"
        ask_save(self._window, "Composite action plan", suggested, EXCEL, lambda path: self.composite(path, kind))

    def composite(self, path: Path, kind: "Kind") -> None:
        """Save every recommendation and action of all reviews and audits as one workbook."""

        def work(_work: Work) -> Path:
            from lif_desktop.sheets.composite import write_composite

            layout: Layout = "homicide" if kind.form == "homicide" else "plan"
            return write_composite(self._office, path, _profile(kind), layout)

        self._run(f"Writing {path.name}…", work)

    def ask_whole(self) -> None:
        """Ask where the whole office goes as one workbook."""
        name = safe_name(f"{self._office.path.stem}, whole office {show_date(self._office.today())}")
        ask_save(self._window, "The whole office as one workbook", self.folder / f"{name}.xlsx", EXCEL, self.whole)

    def whole(self, path: Path) -> None:
        """Save everything in the office as one workbook, from which an empty office can be filled."""

        def work(_work: Work) -> Path:
            from lif_desktop.sheets.whole_office import write_office

            return write_office(self._office, path)

        self._run(f"Writing {path.name}…", work)

    def ask_everything(self) -> None:
        """Ask for a folder for the trackers of all registers."""
        ask_folder(self._window, "Where everything is saved as Excel", self.folder, self.everything)

    def everything(self, folder: Path) -> None:
        """Save the tracker of every register into a new folder within `folder`."""
        own = free_folder(folder / safe_name(f"{self._office.path.stem} {show_date(self._office.today())}"))

        def work(handle: Work) -> Path:
            from lif_desktop.sheets.tracker import write_tracker

            own.mkdir(parents=True)
            for at, one in enumerate(TABS):
                handle.say(f"Writing {one.label}…", at, len(TABS))
                write_tracker(self._office, one.key, own / f"{one.label}.xlsx")
            return own

        self._run("Saving everything as Excel…", work)

    # Papers

    def fill_papers(self, menu: QMenu) -> None:
        """A line of the menu for each kind of paper."""
        from lif_desktop.papers import PAPERS

        for kind in PAPERS:
            action = menu.addAction(f"{kind.label}…")
            action.triggered.connect(_asking(self.ask_paper, kind.key))

    def ask_paper(self, kind: str = "", ref: str = "") -> "PaperDialog":
        """Ask which paper is wanted."""
        from lif_desktop.gui.paper_dialog import PaperDialog

        dialog = PaperDialog(self._office, self.folder, kind, ref, self._window)
        dialog.preview.connect(self.preview)
        dialog.make.connect(lambda wanted, path: self.make(wanted, Path(path)))
        dialog.open()
        return dialog

    def ask_paper_for(self, key: str, number: int) -> "PaperDialog":
        """Ask which paper is wanted, with the one that is made for this record of register `key` chosen."""
        from lif_desktop.papers import PAPERS

        kind = next((one.key for one in PAPERS if one.register == key), "")
        ref = self._office.lookup.reference(key, number) if kind and number > 0 else ""
        return self.ask_paper(kind, ref)

    def make(self, wanted: "Wanted", path: Path) -> None:
        """Make a paper as a Word file."""

        def work(_work: Work) -> Path:
            from lif_desktop.papers import make_paper

            return make_paper(self._office, wanted.kind, path, wanted.ref, wanted.year)

        self._run(f"Making {path.name}…", work)

    def preview(self, wanted: "Wanted") -> None:
        """Show a paper as it will be printed."""

        def work(_work: Work) -> "tuple[Paper, str]":
            from lif_desktop.papers import build_paper
            from lif_desktop.papers.html import to_html

            paper = build_paper(self._office, wanted.kind, wanted.ref, wanted.year)
            return paper, to_html(paper)

        self._window.runner.run("Laying out the pages…", work, lambda made: self._show(wanted, *made))

    def _show(self, wanted: "Wanted", paper: "Paper", html: str) -> None:
        from lif_desktop.gui.preview import PreviewWindow

        window = PreviewWindow(paper, html, self.folder, self._window)
        window.said.connect(self._notice.say)
        window.word_asked.connect(lambda: self._ask_word(wanted))
        window.show()

    def _ask_word(self, wanted: "Wanted") -> None:
        suggested = self.folder / f"{safe_name(wanted.name)}.docx"
        ask_save(self._window, "Save as Word", suggested, WORD, lambda path: self.make(wanted, path))

    def make_files(
        self, words: str, work: Callable[[Work, Path], Path], where: str = "Where the files are saved"
    ) -> None:
        """Ask for a folder, then let `work(handle, folder)` make files in it, and say what was saved.

        `words` is what is shown meanwhile. `work` runs in the worker, tells how far it is through `handle.say`, which
        ends it on Cancel, and gives the file or the folder that it made.
        """
        ask_folder(
            self._window, where, self.folder, lambda folder: self._run(words, lambda handle: work(handle, folder))
        )

    def _run(self, words: str, work: Callable[[Work], Path]) -> None:
        self._window.runner.run(words, work, self._saved)

    def _saved(self, path: Path) -> None:
        folder = path if path.is_dir() else path.parent
        self._window.keep(replace(self._window.preferences, folder=str(path.parent)))
        opens = [] if path.is_dir() else [("Open", lambda: self.open_file(path))]
        self._notice.say(f"Saved: {path.name}, in {folder}", [*opens, ("Open folder", lambda: self.show_folder(path))])


def _profile(kind: "Kind") -> "Profile":
    return "published" if kind.form == "published" else "working"


def _asking(ask: Callable[[str], object], key: str) -> Callable[[], None]:
    def press() -> None:
        ask(key)

    return press
