"""The main window: menus, the desk of the open office, the status bar, and one place that tells of every change."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QStackedWidget

from lif_desktop.gui.actions import enable, make_actions
from lif_desktop.gui.handlers import handlers_of
from lif_desktop.gui.helps import Helps
from lif_desktop.gui.icons import app_icon
from lif_desktop.gui.menus import Menus, fill_recent
from lif_desktop.gui.office_files import OfficeFiles
from lif_desktop.gui.palette import Theme, apply_text_size, apply_theme, next_text_size, scaled, text_size
from lif_desktop.gui.preferences import Preferences, load_preferences, save_preferences
from lif_desktop.gui.status_line import StatusLine
from lif_desktop.gui.waiting import WaitingPage
from lif_desktop.gui.ways import Ways
from lif_desktop.gui.worker import Runner, Work

if TYPE_CHECKING:
    from lif_desktop.gui.office_desk import OfficeDesk
    from lif_desktop.gui.welcome import WelcomePage
    from lif_desktop.office import Office

PROGRAM = "LIF Desktop"
FIRST_SIZE = (1366, 768)


class MainWindow(QMainWindow):
    """The one window. Without an office it shows the welcome page; with one, its desk.

    `keeps` says whether preferences are written down.
    """

    def __init__(self, ways: Ways, *, keeps: bool = True) -> None:
        super().__init__()
        self.ways = ways
        self._keeps = keeps
        self.preferences = load_preferences(ways.preferences)
        self.runner = Runner(self, ways.crashed)
        self.helps = Helps(self)
        self.files = OfficeFiles(self, ways, self.runner, lambda: self.person)
        self.stack = QStackedWidget()
        self.waiting = WaitingPage()
        self.status = StatusLine()
        self.desk: OfficeDesk | None = None
        self._welcome: WelcomePage | None = None
        self.actions_by_key = make_actions(self, handlers_of(self))
        fills = {"recent": self._fill_recent, "papers": self._fill_papers}
        self.menus = Menus(self, self.actions_by_key, fills)
        self.menus.follow_themes(self.set_theme, self.preferences.theme)
        self.stack.addWidget(self.waiting)
        self.setCentralWidget(self.stack)
        self.setStatusBar(self.status)
        self.setWindowIcon(app_icon())
        self._place()
        self._name()
        self._enable()
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

    def load_ahead(self) -> None:
        """Load what an office needs, in a thread, while the welcome page is being read."""

        def work(_work: Work) -> None:
            import lif_desktop.office  # noqa: F401 - loaded for what it brings along

        self.runner.run("", work, silent=True)

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
        dialog.chosen.connect(self._prefer)
        dialog.open()

    def _prefer(self, chosen: Preferences) -> None:
        before = self.preferences
        self.keep(replace(before, person=chosen.person))
        if chosen.theme != before.theme:
            self.set_theme(chosen.theme)
        if chosen.text != before.text:
            self.set_text(chosen.text)

    def set_theme(self, theme: Theme) -> None:
        """Put on a theme, and keep it."""
        apply_theme(_app(), theme)
        self.menus.show_theme(theme)
        self.keep(replace(self.preferences, theme=theme))

    def set_text(self, percent: int) -> None:
        """Set the size of text, and keep it."""
        held = apply_text_size(_app(), percent)
        self.status.say(f"Text at {held} %")
        self.keep(replace(self.preferences, text=held))

    def step_text(self, direction: int) -> None:
        """The next larger (1) or smaller (-1) size of text."""
        self.set_text(next_text_size(text_size(_app()), direction))

    def keep(self, preferences: Preferences) -> None:
        """Keep what is preferred."""
        if preferences != self.preferences:
            self.preferences = preferences
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

    def _fill_recent(self, menu: QMenu) -> None:
        fill_recent(menu, self.preferences, self.open_path)

    def _fill_papers(self, menu: QMenu) -> None:
        menu.clear()
        if self.desk is not None:
            self.desk.outgoing.fill_papers(menu)

    # Qt

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

    def _place(self) -> None:
        self.resize(*FIRST_SIZE)
        self.setMinimumSize(scaled(640), scaled(420))
        if self.preferences.window:
            self.restoreGeometry(QByteArray.fromHex(self.preferences.window.encode()))


def _app() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("the window needs an application with widgets")
    return app
