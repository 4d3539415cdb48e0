"""The desk of one open office: its pages, what is worked out for Home and the tabs, undo, search, gaps, backup."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer

from lif_desktop.framework.selfcheck import Gap
from lif_desktop.gui.desk import Desk
from lif_desktop.gui.home import HomePage
from lif_desktop.gui.mending import MendingBar
from lif_desktop.gui.outgoing import OutgoingPapers
from lif_desktop.gui.page import Page
from lif_desktop.gui.pages import home_of, page_maker
from lif_desktop.gui.records import local_time
from lif_desktop.gui.sending import Sending
from lif_desktop.gui.undo_report import UndoReportBox
from lif_desktop.gui.undoing import Undoer, action_words
from lif_desktop.gui.worker import Background, Work
from lif_desktop.office import Batch, Office
from lif_desktop.office.journal import next_redo, next_undo
from lif_desktop.office.upcoming import GapCount, Upcoming, upcoming

if TYPE_CHECKING:
    from lif_desktop.gui.chase import ChaseDialog
    from lif_desktop.gui.import_wizard import ImportWizard
    from lif_desktop.gui.paper_dialog import PaperDialog
    from lif_desktop.gui.register_page import RegisterPage
    from lif_desktop.gui.report_words import ReportWordsDialog
    from lif_desktop.gui.shell import MainWindow
    from lif_desktop.office.return_requests import Asked

READ_ONLY = "This office is open for reading only. You can look, search and make papers; nothing can be changed."


@dataclass(frozen=True)
class Overview:
    """What is worked out after each change, off the main thread: Home, and what undo and redo would do."""

    upcoming: Upcoming
    undo: Batch | None
    redo: Batch | None


def overview(office: Office) -> Overview:
    """Work it out for the office as it is now."""
    everything = office.batches()
    return Overview(upcoming(office), next_undo(everything), next_redo(everything))


def _all(found: Overview) -> list[Gap]:
    return [gap for count in found.upcoming.gaps for gap in count.gaps]


class OfficeDesk(Desk):
    """The pages of an office within the window."""

    def __init__(self, office: Office, window: "MainWindow") -> None:
        super().__init__(page_maker(office), lambda key, number: home_of(office, key, number))
        self.office = office
        self._profile = office.framework.key
        self._window = window
        self.overview: Overview | None = None
        self.report = UndoReportBox(office)
        self.add_below(self.report)
        self.mending = MendingBar()
        self.add_below(self.mending)
        self.mending.lead.connect(self.mend)
        self.mending.new_asked.connect(self._begin_new)
        self.mending.list_asked.connect(lambda: self.show_gaps(None))
        self.outgoing = OutgoingPapers(office, window, self.notice)
        self.sending = Sending(office, window, self)
        self.undoer = Undoer(office, window.runner, self.notice, self.report, window.status.say)
        self.background = Background(lambda: overview(office), window.ways.crashed, self)
        self.background.fresh.connect(self.show_overview)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.background.ask)
        self.undoer.done.connect(self.told)
        self.changed.connect(self.told)
        self.said.connect(window.status.say)
        self.counted.connect(window.status.counted.setText)
        self.asked.connect(window.press)
        self.turned.connect(window.turned)
        self.turned.connect(lambda _key: self.undoer.withdraw())
        self.made.connect(self._made)

    def begin(self) -> None:
        """Show Home, and begin to work out what it holds."""
        self._show_saved()
        self.go("home")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.office.path.stem)
        self.setFocus()
        self.background.ask()
        if self.office.read_only:
            self.notice.say(READ_ONLY)

    def told(self) -> None:
        """The one place that hears of every change: the pages reload, and Home is worked out again."""
        self.undoer.withdraw()
        if self._profile == self.office.framework.key:
            self.reload()
        else:
            self._profile = self.office.framework.key
            self.make_anew()
        self._window.status.show_office(self.office, datetime.now().astimezone())
        self._soon.start()

    def refresh(self) -> None:
        """Read everything again, as F5 asks."""
        self.reload()
        self.background.ask()

    def show_overview(self, found: Overview) -> None:
        """Show what was worked out."""
        self.overview = found
        self.show_counts(found.upcoming.counts)
        self.mending.refresh(_all(found))
        home = self.pages.get("home")
        if isinstance(home, HomePage):
            home.show_upcoming(found.upcoming)
        actions = self._window.actions_by_key
        actions["undo"].setText(action_words("Undo", found.undo))
        actions["redo"].setText(action_words("Redo", found.redo))

    def refresh_now(self) -> None:
        """Work out Home here and now, for pictures."""
        self.show_overview(overview(self.office))

    def close_office(self) -> None:
        """Let go of the office."""
        self.background.stop()
        self.office.close()

    # What the window's actions ask

    def make_paper(self) -> "PaperDialog":
        """Ask which paper is wanted, beginning with the record that is chosen."""
        page = _as_register(self.current)
        number = -1 if page is None else page.current_id()
        return self.outgoing.ask_paper_for(self.key, number)

    def preview(self) -> None:
        """Ask which paper is to be looked at and printed."""
        self.make_paper().begin_with_preview()

    def search(self) -> None:
        """Search everything."""
        from lif_desktop.gui.search_everything import SearchDialog

        dialog = SearchDialog(self.office, self._window.ways.crashed, self._window)
        dialog.open_record.connect(self.open_record)
        dialog.open()

    def show_gaps(self, chosen: GapCount | None) -> None:
        """List the gaps of one check, or all."""
        from lif_desktop.gui.gaps import GapsDialog

        found = self.overview or overview(self.office)
        dialog = GapsDialog(found.upcoming.gaps, chosen, self._window)
        dialog.mend_asked.connect(self.mending.start)
        dialog.new_asked.connect(self._begin_new)
        self.background.fresh.connect(dialog.take)
        dialog.open()

    def mend(self, gap: Gap) -> None:
        """Show where a gap is mended, with the cursor there."""
        if gap.register:
            from lif_desktop.gui.gaps import is_line

            self.layout().activate()
            self.open_record(gap.register, gap.id, gap.field, add=is_line(gap))

    def mend_next(self) -> None:
        """Lead to the next gap of those being mended, or begin with the first of all."""
        if self.mending.gap is not None:
            self.mending.next()
        elif gaps := _all(self.overview or overview(self.office)):
            self.mending.start(gaps)
        else:
            self.said.emit("Nothing is missing that the framework asks for.")

    def report_words(self) -> "ReportWordsDialog":
        """What the author writes under the headings of a yearly report."""
        from lif_desktop.gui.report_words import ReportWordsDialog

        dialog = ReportWordsDialog(self.office, self._window.ways.crashed, self._window)
        dialog.changed.connect(self.told)
        dialog.open()
        return dialog

    def chase(self) -> "ChaseDialog":
        """Drafts to those who owe something."""
        from lif_desktop.gui.chase import ChaseDialog

        dialog = ChaseDialog(self.office, self._window, self.outgoing.folder, self._window.ways.crashed)
        dialog.changed.connect(self.told)
        dialog.open()
        return dialog

    def returns(self) -> None:
        """The matrix of what agencies were asked for."""
        if page := _as_register(self.go("agencies")):
            page.middle.show_view("Returns").setFocus()

    def workbooks(self, asked: "Asked") -> None:
        """Make the workbooks of a request, for its agencies at once."""
        from lif_desktop.gui.workbooks import WorkbooksDialog

        dialog = WorkbooksDialog(self.office, asked, self.outgoing.folder, self._window.ways.crashed, self._window)
        dialog.changed.connect(self.told)
        dialog.open()

    def clocks(self) -> None:
        """The figures of clocks, the office's days, how days are counted, the profile."""
        from lif_desktop.gui.clock_window import ClockWindow

        window = ClockWindow(self.office, self._window)
        window.changed.connect(self.told)
        window.open()

    def templates(self) -> None:
        """The Word templates of the office: added, checked, used for papers."""
        from lif_desktop.gui.templates import TemplatesWindow

        window = TemplatesWindow(self.office, self.outgoing.folder, self._window.ways.crashed, self._window)
        window.changed.connect(self.told)
        window.open()

    def bring_in(self, key: str = "", path: Path | None = None) -> "ImportWizard":
        """Bring in a spreadsheet; without a register, the one that its headings fit best is found."""
        from lif_desktop.gui.import_wizard import ImportWizard

        wizard = ImportWizard(self.office, key, path, self._window, self._window.ways.crashed)
        wizard.imported.connect(self.told)
        wizard.undone.connect(self.told)
        wizard.open_asked.connect(self.go)
        wizard.open()
        return wizard

    def taken_in(self) -> None:
        """The history of what was taken in."""
        from lif_desktop.gui.import_history import ImportHistory

        history = ImportHistory(self.office, self._window.ways.crashed, self._window)
        history.undone.connect(self.told)
        history.held_asked.connect(lambda kept: self.bring_in(kept.register).put_right(kept))
        history.open()

    def back_up(self) -> None:
        """Make a verified backup now."""

        def work(_work: Work) -> Path:
            return self.office.backup("by hand")

        self._window.runner.run("Backing up…", work, self._backed_up, can_cancel=False)

    def _made(self, key: str) -> None:
        """Listen to what a page asks beside what every page does."""
        page = self.pages[key]
        if isinstance(page, HomePage):
            page.show_day(self.office.today())
            page.gaps_asked.connect(self.show_gaps)
        elif own := _as_register(page):
            own.new_asked.connect(self._begin_new)
            own.import_asked.connect(self.bring_in)
            own.window_asked.connect(self._do)

    def _do(self, key: str, what: Any) -> None:
        """What a view asks of the window."""
        if key == "chase":
            self.chase()
        elif key == "take_in":
            self.bring_in("", what)
        elif key == "workbooks":
            self.workbooks(what)

    def _begin_new(self, key: str, values: Mapping[str, Any]) -> None:
        if page := _as_register(self.go(key)):
            page.new_record(values)

    def _backed_up(self, path: Path) -> None:
        self._window.status.show_backup(self.office)
        offer = ("Open folder", lambda: self.outgoing.show_folder(path))
        self.notice.say(f"Backed up and checked: {path.name}", [offer])

    def _show_saved(self) -> None:
        newest = next(iter(self.office.batches(1)), None)
        saved = None if newest is None else local_time(newest.at)
        self._window.status.show_office(self.office, saved)


def _as_register(page: Page | None) -> "RegisterPage | None":
    """The page as that of a register, or None; its module is loaded with the first one and not before."""
    if page is None or isinstance(page, HomePage):
        return None
    from lif_desktop.gui.register_page import RegisterPage

    return page if isinstance(page, RegisterPage) else None
