"""Starts the window: painted first, with what is slow to load brought in by a thread while it shows."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import platformdirs
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from lif_desktop.gui.look import dress
from lif_desktop.gui.preferences import load_preferences
from lif_desktop.gui.shell import PROGRAM, MainWindow
from lif_desktop.gui.ways import MakeDemo, Ways
from lif_desktop.places import resources

Report = Callable[[BaseException], object]
"""Keeps the details of a bug, and gives the place where they lie, for the crash page to name."""


def run(path: Path | None, person: str, make_demo: MakeDemo, report: Report | None = None) -> int:
    """Open the window, on the office at `path` if there is one, and stay until it closes; gives the exit code.

    `person` is the login's name. `make_demo` makes the made-up office when it is asked for.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([PROGRAM])
    app.setApplicationName(PROGRAM)
    app.setApplicationDisplayName("")
    crash = CrashPage(report)
    before = sys.excepthook
    sys.excepthook = crash.hook
    try:
        window = open_window(app, ways_of(person, make_demo, crash.show), path)
        crash.window = window
        return app.exec()
    finally:
        sys.excepthook = before


def open_window(app: QApplication, ways: Ways, path: Path | None) -> MainWindow:
    """Show the window at once; open the office at `path`, or load what an office needs, once it is painted."""
    preferences = load_preferences(ways.preferences)
    dress(app, preferences.theme, preferences.text)
    window = MainWindow(ways)
    if path is None:
        window.show_welcome()
    else:
        window.waiting.say(f"Opening {path.name}…")
    window.show()
    QTimer.singleShot(0, window, lambda: window.open_path(path) if path is not None else window.load_ahead())
    return window


def ways_of(person: str, make_demo: MakeDemo, crashed: Callable[[BaseException], None]) -> Ways:
    """The folders that this computer has for programs like this one, with what was passed in."""
    return Ways(
        person=person,
        profiles=resources() / "framework",
        offices=platformdirs.user_data_path(PROGRAM, appauthor=False),
        preferences=platformdirs.user_config_path(PROGRAM, appauthor=False) / "preferences.json",
        make_demo=make_demo,
        crashed=crashed,
    )


class CrashPage:
    """Says that the program met a bug, that the work is kept, and where the details lie."""

    def __init__(self, report: Report | None) -> None:
        self._report = report
        self.window: MainWindow | None = None

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """For `sys.excepthook`: what went wrong in a slot on the main thread."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self.show(error.with_traceback(trace))

    def show(self, error: BaseException) -> None:
        """Keep the details and say so; a LifError that reached this far is shown with its sentence."""
        from lif_desktop.errors import LifError
        from lif_desktop.gui.messages import tell, tell_trouble

        if isinstance(error, LifError):
            tell_trouble(self.window, str(error))
            return
        place = self._report(error) if self._report is not None else None
        where = f" What happened is written down in {place}, without anything from your records." if place else ""
        tell(
            self.window,
            "The program met a fault of its own",
            f"Everything that was saved is safe in the office file.{where} You can go on; if it happens again, close "
            "the program and open it anew.",
        )
