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
from lif_desktop.gui.leaving_flow import LeavingDoor
from lif_desktop.gui.leaving_parcels import (
    Parcel,
    build_wanted,
    composite_parcel,
    everything_parcel,
    paper_parcel,
    tracker_parcel,
    whole_parcel,
)
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.paper_kinds import families
from lif_desktop.gui.worker import Runner, Work
from lif_desktop.office import Office
from lif_desktop.registers import TABS, register

if TYPE_CHECKING:
    from lif_desktop.gui.paper_dialog import PaperDialog, Wanted
    from lif_desktop.gui.paper_kinds import About
    from lif_desktop.gui.print_pages import DrawnPages
    from lif_desktop.gui.shell import MainWindow
    from lif_desktop.gui.tracker_dialog import Kind, Part
    from lif_desktop.papers.leaving import Built


class OutgoingPapers(QObject):
    """Asks where, works in the window's worker, and says in the notice what was saved with a way to its folder."""

    def __init__(self, office: Office, window: "MainWindow", notice: NoticeBar) -> None:
        super().__init__(notice)
        self._office, self._window, self._notice = office, window, notice
        self.door = LeavingDoor(office, window, notice, self.show_folder, self.open_file)

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
        self.door.send(
            f"tracker-{kind.form}",
            f"Writing {path.name}…",
            path,
            lambda _work: tracker_parcel(self._office, key, part, kind),
        )

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
        self.door.send(
            f"action-plan-{kind.form}",
            f"Writing {path.name}…",
            path,
            lambda _work: composite_parcel(self._office, kind),
        )

    def ask_whole(self) -> None:
        """Ask where the whole office goes as one workbook."""
        name = safe_name(f"{self._office.path.stem}, whole office {show_date(self._office.today())}")
        ask_save(self._window, "The whole office as one workbook", self.folder / f"{name}.xlsx", EXCEL, self.whole)

    def whole(self, path: Path) -> None:
        """Save everything in the office as one workbook, from which an empty office can be filled."""
        parcel = whole_parcel(self._office)
        self.door.send("whole-office", f"Writing {path.name}…", path, lambda _work: parcel)

    def ask_everything(self) -> None:
        """Ask for a folder for the trackers of all registers."""
        ask_folder(self._window, "Where everything is saved as Excel", self.folder, self.everything)

    def everything(self, folder: Path) -> None:
        """Save the tracker of every register into a new folder within `folder`."""
        own = free_folder(folder / safe_name(f"{self._office.path.stem} {show_date(self._office.today())}"))
        parcel = everything_parcel(self._office)
        self.door.send("everything", "Saving everything as Excel…", own, lambda _work: parcel)

    # Papers

    def fill_papers(self, menu: QMenu) -> None:
        """A line of the menu for each kind of paper, under the heading of its family."""
        from lif_desktop.papers import PAPERS

        for family in families(PAPERS):
            menu.addSection(family)
            for kind in (one for one in PAPERS if one.family == family):
                action = menu.addAction(f"{kind.label}…".replace("&", "&&"))
                action.triggered.connect(_asking(self.ask_paper, kind.key))

    def ask_paper(self, kind: str = "", ref: str = "") -> "PaperDialog":
        """Ask which paper is wanted."""
        return self._ask(kind, ref)

    def ask_paper_for(self, key: str, number: int) -> "PaperDialog":
        """Ask which paper is wanted, with those first that are made for this record of register `key`."""
        record = self._office.record(key, number) if number > 0 else None
        return self._ask("", "", (key, record) if record is not None else (key, {}))

    def _ask(self, kind: str, ref: str, about: "About | None" = None) -> "PaperDialog":
        from lif_desktop.gui.paper_dialog import PaperDialog

        forms = dict(self._window.preferences.papers)
        dialog = PaperDialog(self._office, self.folder, kind, ref, self._window, about=about, forms=forms)
        dialog.preview.connect(self.preview)
        dialog.make.connect(lambda wanted, path: self.make(wanted, Path(path)))
        dialog.open()
        return dialog

    def make(self, wanted: "Wanted", path: Path) -> None:
        """Make a paper as a file."""
        forms = {**dict(self._window.preferences.papers), wanted.kind: wanted.form}
        self._window.keep(replace(self._window.preferences, papers=tuple(sorted(forms.items()))))

        def build(work: Work) -> Parcel:
            if wanted.is_pack:
                from lif_desktop.gui.leaving_pack import pack_parcel

                return pack_parcel(self._office, wanted, work)
            return paper_parcel(self._office, wanted, work)

        path = free_folder(path) if wanted.is_pack else path
        self.door.send(wanted.kind, f"Making {path.name}…", path, build, wanted.sending, wanted.told)

    def preview(self, wanted: "Wanted") -> None:
        """Show a paper as it will be printed."""

        def work(work: Work) -> "tuple[Built, Parcel, str, DrawnPages]":
            from lif_desktop.gui.print_pages import DrawnPages, Edges, PaperPages
            from lif_desktop.papers.html import to_html

            built = build_wanted(self._office, wanted, work)
            parcel = paper_parcel(self._office, wanted, work, built)
            work.say("Laying out the pages…")
            html = to_html(built.paper)
            pages = DrawnPages(
                PaperPages(html, Edges(built.paper.marking, built.paper.version_line, built.paper.landscape))
            )
            return built, parcel, html, pages

        self._window.runner.run("Laying out the pages…", work, lambda made: self._show(wanted, *made))

    def _show(self, wanted: "Wanted", built: "Built", parcel: Parcel, html: str, pages: "DrawnPages") -> None:
        from lif_desktop.gui.leaving_print import PrintDoor
        from lif_desktop.gui.preview import PreviewWindow

        window = PreviewWindow(built.paper, html, self.folder, self._window, pages)
        window.door = PrintDoor(self.door, window, built, parcel, wanted)
        window.runner = Runner(window, self._window.ways.crashed)
        window.said.connect(self._notice.say)
        window.word_asked.connect(lambda: self._ask_word(wanted))
        window.show()

    def _ask_word(self, wanted: "Wanted") -> None:
        suggested = self.folder / f"{safe_name(wanted.name)}.docx"
        word = replace(wanted, form="word")
        ask_save(self._window, "Save as Word", suggested, WORD, lambda path: self.make(word, path))

    # What left

    def show_left(self) -> None:
        """Every paper and workbook that left, and what a panel saw."""
        from lif_desktop.gui.issued import IssuedWindow

        window = IssuedWindow(self._office, self._window.ways.crashed, self._window)
        window.changed.connect(self._told)
        window.open()

    def show_watched(self) -> None:
        """The names that are looked for before anything leaves."""
        from lif_desktop.gui.leaving_names import WatchedNames

        WatchedNames(self._office, self._window).open()

    def _told(self) -> None:
        if self._window.desk is not None:
            self._window.desk.told()


def _asking(ask: Callable[[str], object], key: str) -> Callable[[], None]:
    def press() -> None:
        ask(key)

    return press
