"""Starts the window: painted first, furnished then, while a thread brings in what an office needs."""

import gc
import os
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import TracebackType

import platformdirs
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from lif_desktop.gui.shell import PROGRAM, MainWindow
from lif_desktop.gui.tidying import Tidying
from lif_desktop.gui.ways import MakeDemo, Ways
from lif_desktop.places import resources

Report = Callable[[BaseException], object]
"""Keeps the details of a bug, and gives the place where they lie, for the crash page to name."""

AHEAD = "lif_desktop.office"
"""What an open office needs and what is slow to load: it comes in a thread while the window is furnished."""


def run(path: Path | None, person: str, make_demo: MakeDemo, report: Report | None = None) -> int:
    """Open the window, on the office at `path` if there is one, and stay until it closes; gives the exit code.

    `person` is the login's name. `make_demo` makes the made-up office when it is asked for.
    """
    make_offices_known()
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([PROGRAM])
    app.setApplicationName(PROGRAM)
    app.setApplicationDisplayName("")
    crash = CrashPage(report)
    before = sys.excepthook
    sys.excepthook = crash.hook
    tidying = Tidying(app)
    try:
        crash.window = open_window(app, ways_of(person, make_demo, crash.show), path)
        return app.exec()
    finally:
        tidying.stop()
        sys.excepthook = before


def make_offices_known() -> None:
    """On Linux, tell Qt by its name what an office file is. Call before a window asks for a file.

    Qt's own file window there reads each file whose name it does not know. POSIX drops every lock that a process has on
    a file as soon as it closes it once, so a look at the folder would let other programs write to the open office.
    """
    if sys.platform == "linux":
        known = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        own = str(resources() / "system")
        if own not in known.split(":"):
            os.environ["XDG_DATA_DIRS"] = f"{own}:{known}"


def open_window(app: QApplication, ways: Ways, path: Path | None) -> MainWindow:
    """Show the window bare; once it was painted, furnish it, then open the office at `path` or welcome."""
    QLocale.setDefault(QLocale("en_GB"))  # a widget takes the language that holds when it is made

    def dress() -> None:
        threading.Thread(target=load_ahead, daemon=True).start()
        from lif_desktop.gui.look import dress

        dress(app, window.preferences.theme, window.preferences.text)

    def begin() -> None:
        if path is None:
            window.show_welcome()
        else:
            window.open_path(path)

    window = MainWindow(ways, first=(dress, begin))
    window.show()
    return window


def load_ahead() -> None:
    """Load what an office needs, so that opening one finds it there.

    What was loaded is then passed over when garbage is collected.
    """
    import_module(AHEAD)
    gc.freeze()


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
            "warning",
        )
