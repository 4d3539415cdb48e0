"""The main window: menus, the desk of the open office, the status bar, and one place that tells of every change."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from lif_desktop.gui.preferences import Preferences, load_preferences, save_preferences
from lif_desktop.gui.ways import Ways

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from lif_desktop.gui.office_desk import OfficeDesk
    from lif_desktop.gui.welcome import WelcomePage
    from lif_desktop.office import Office

PROGRAM = "LIF Desktop"
FIRST_SIZE, LEAST_SIZE = (1366, 768), (640, 420)

Steps = tuple[Callable[[], None], Callable[[], None]]


class MainWindow(QMainWindow):
    """The one window. Without an office it shows the welcome page; with one, its desk.

    With `first` it is bare until it was painted once; then it calls the one, furnishes itself and calls the other.
    What it is furnished with is imported only then, so that something stands on the screen early. `keeps` says
    whether preferences are written down.
    """

    def __init__(self, ways: Ways, *, first: Steps | None = None, keeps: bool = True) -> None:
        super().__init__()
        self.ways = ways
        self._first = first
        self._keeps = keeps
        self.preferences = load_preferences(ways.preferences)
        self.desk: OfficeDesk | None = None
        self._welcome: WelcomePage | None = None
        self.setWindowTitle(PROGRAM)
        self.resize(*FIRST_SIZE)
        if self.preferences.window:
            self.restoreGeometry(QByteArray.fromHex(self.preferences.window.encode()))
        if first is None:
            self.furnish()

    def furnish(self) -> None:
        """Build the menus, the status bar and the place of the pages."""
        from lif_desktop.gui.actions import make_actions
        from lif_desktop.gui.handlers import handlers_of
        from lif_desktop.gui.icons import app_icon
        from lif_desktop.gui.looks import Looks
        from lif_desktop.gui.menus import Menus
        from lif_desktop.gui.office_files import OfficeFiles
        from lif_desktop.gui.status_line import StatusLine
        from lif_desktop.gui.waiting import WaitingPage
        from lif_desktop.gui.worker import Runner

        self.runner = Runner(self, self.ways.crashed)
        self.looks = Looks(self, lambda: self.preferences, self.keep)
        self.files = OfficeFiles(self, self.ways, self.runner, lambda: self.person)
        self.stack = QStackedWidget()
        self.waiting = WaitingPage()
        self.status = StatusLine()
        self.actions_by_key = make_actions(self, handlers_of(self))
        self.menus = Menus(self, self.actions_by_key, {"recent": self._fill_recent, "papers": self._fill_papers})
        self.menus.follow_themes(self.looks.set_theme, self.preferences.theme)
        self.stack.addWidget(self.waiting)
        self.setCentralWidget(self.stack)
        self.setStatusBar(self.status)
        self.setWindowIcon(app_icon())
        self.setMinimumSize(*LEAST_SIZE)
        self._enable()
        self.looks.themed.connect(self.menus.show_theme)
        self.looks.sized.connect(lambda percent: self.status.say(f"Text at {percent} %"))
        self.files.opening.connect(self._wait_for)
        self.files.opened.connect(self.take_office)
        self.runner.ended.connect(self._settle)

    # The office

    @property
    def office(self) -> "Office | None":
        """The office that is open."""
        return None if self.desk is None else self.desk.office

    @property
    def person(self) -> str:
        """The name that goes into the history."""
        return self.preferences.person or self.ways.person

    def open_path(self, path: str | Path) -> None:
        """Open an office; the one that is open is closed once the other is there."""
        path = Path(path)
        if self.office is not None and path.resolve() == self.office.path.resolve():
            self.status.say(f"{path.name} is open already.")
            return
        if self._may_leave():
            self.files.open(path)

    def take_office(self, office: "Office", tracker: Path | None = None) -> None:
        """Show an office that was opened, and begin to bring in `tracker` if there is one."""
        from lif_desktop.gui.office_desk import OfficeDesk

        self._drop_office()
        self.desk = OfficeDesk(office, self)
        self.stack.addWidget(self.desk)
        self.stack.setCurrentWidget(self.desk)
        self.desk.begin()
        self.keep(self.preferences.with_recent(office.path))
        self._name()
        self._enable()
        if tracker is not None:
            self.desk.bring_in("", tracker)

    def close_office(self) -> bool:
        """Close the office and show the welcome page; False when something typed is to be saved first."""
        if not self._may_leave():
            return False
        self._drop_office()
        self.status.clear_office()
        self._name()
        self._enable()
        self.show_welcome()
        return True

    def show_welcome(self) -> None:
        """Show what can be done without an office."""
        if self._welcome is None:
            from lif_desktop.gui.welcome import WelcomePage

            self._welcome = WelcomePage()
            self._welcome.asked.connect(self.press)
            self._welcome.open_path.connect(self.open_path)
            self.stack.addWidget(self._welcome)
        self._welcome.show_recent(self.preferences.present())
        self.stack.setCurrentWidget(self._welcome)

    def _drop_office(self) -> None:
        if self.desk is None:
            return
        desk, self.desk = self.desk, None
        desk.close_office()
        self.stack.removeWidget(desk)
        desk.hide()
        desk.deleteLater()

    def _may_leave(self) -> bool:
        return self.desk is None or self.desk.may_leave()

    # What the actions do

    def press(self, key: str) -> None:
        """Press one of the actions by its key."""
        self.actions_by_key[key].trigger()

    def turned(self, _key: str) -> None:
        """Another page is shown: other actions can be done."""
        self._enable()

    def bring_tracker(self) -> None:
        """Bring in a spreadsheet: into the office that is open, else into a new one."""
        if self.desk is not None:
            self.desk.bring_in()
        else:
            self.files.ask_tracker(self.files.ask_new)

    def ask_restore(self) -> None:
        """Ask which backup is to be restored, beginning with those of the open office."""
        if self.office is None or self.office.read_only:
            self.files.ask_restore()
            return
        from lif_desktop.gui.restoring import RestoreDialog
        from lif_desktop.office.backup import backups_of, describe

        path = self.office.path
        dialog = RestoreDialog(path, [(one, describe(one)) for one in backups_of(path)], self)
        dialog.chosen.connect(lambda backup: self._restore(Path(backup), path))
        dialog.other_asked.connect(self.files.ask_restore)
        dialog.open()

    def _restore(self, backup: Path, target: Path) -> None:
        if self.close_office():
            self.files.restore(backup, target)

    def show_preferences(self) -> None:
        """Show what can be preferred; each choice counts at once."""
        from lif_desktop.gui.preferences_dialog import PreferencesDialog

        dialog = PreferencesDialog(self.preferences, self.ways.person, self)
        dialog.chosen.connect(self.looks.prefer)
        dialog.open()

    def show_help(self) -> None:
        """Show the help for the page in sight."""
        from lif_desktop.gui.helps import show_page

        show_page(self, "welcome" if self.desk is None else self.desk.key)

    def show_shortcuts(self) -> None:
        """List the shortcuts, those of the page in sight among them."""
        from lif_desktop.gui.helps import show_shortcuts

        show_shortcuts(self, self.actions_by_key, None if self.desk is None else self.desk.current)

    def show_about(self) -> None:
        """Show what the program is."""
        from lif_desktop.gui.about import AboutDialog

        AboutDialog(self).open()

    def keep(self, preferences: Preferences) -> None:
        """Keep what is preferred."""
        if preferences != self.preferences:
            self.preferences = preferences
            if self.office is not None:
                self.office.person = self.person
            if self._keeps:
                save_preferences(self.ways.preferences, preferences)

    # What is shown

    def _name(self) -> None:
        office = self.office
        if office is None:
            self.setWindowTitle(PROGRAM)
            return
        mark = " (read only)" if office.read_only else ""
        self.setWindowTitle(f"{office.path.stem}{mark} – {PROGRAM}")

    def _enable(self) -> None:
        from lif_desktop.gui.actions import enable

        office = self.office
        page = None if self.desk is None else self.desk.current
        enable(
            self.actions_by_key,
            office=office is not None,
            write=office is not None and not office.read_only,
            can=frozenset() if page is None else page.can,
        )

    def _wait_for(self, words: str) -> None:
        if self.office is None:
            self.waiting.say(words)
            self.stack.setCurrentWidget(self.waiting)
        else:
            self.status.say(words)

    def _settle(self) -> None:
        """After work: back to the welcome page where no office came of it."""
        if self.office is None and not self.runner.busy and self.stack.currentWidget() is self.waiting:
            self.show_welcome()

    def _fill_recent(self, menu: "QMenu") -> None:
        from lif_desktop.gui.menus import fill_recent

        fill_recent(menu, self.preferences, self.open_path)

    def _fill_papers(self, menu: "QMenu") -> None:
        menu.clear()
        if self.desk is not None:
            self.desk.outgoing.fill_papers(menu)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """After the first painting, furnish the window that was opened bare."""
        super().paintEvent(event)
        first, self._first = self._first, None
        if first is not None:
            QTimer.singleShot(0, self, lambda: self._begin(first))

    def _begin(self, first: Steps) -> None:
        before, after = first
        before()
        self.furnish()
        after()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the office first; stay where something typed would be lost or work is under way."""
        if self.runner.busy:
            self.status.say("Work is still under way. Cancel it, or wait until it is done.")
            event.ignore()
            return
        if not self._may_leave():
            event.ignore()
            return
        self._drop_office()
        self.keep(replace(self.preferences, window=bytes(self.saveGeometry().toHex().data()).decode()))
        event.accept()
