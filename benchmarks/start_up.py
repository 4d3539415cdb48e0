"""From the start of the process to the first paint and to a window that can be used, against an empty Qt window."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial

from measure import PLACE, RUNS, TOP, Figures, Line, in_turns, table
from register import office_of

SIZE = 500
TELL = "--started"


def start(*arguments: str) -> Figures:
    """Start this script anew and give the seconds from that moment to each of its marks.

    Both floor and program find their bytecode kept from the run that does not count, as they do once installed.
    """
    with tempfile.TemporaryDirectory() as own:
        places = dict.fromkeys(("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), own)
        platform = os.environ.get("QT_QPA_PLATFORM", "offscreen")
        surroundings = {**os.environ, **places, "PYTHONPATH": str(TOP), "QT_QPA_PLATFORM": platform}
        surroundings["PYTHONPYCACHEPREFIX"] = str(PLACE / "bytecode")
        surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
        begun = time.monotonic()
        command = [sys.executable, __file__, TELL, *arguments]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=surroundings)
    marks = json.loads(done.stdout.splitlines()[-1])
    return {name: float(moment) - begun for name, moment in marks.items()}


def watch(usable: Callable[[], bool]) -> None:
    """Note when the first window has painted itself and when `usable` holds; print both and close."""
    from PySide6 import QtWidgets
    from PySide6.QtCore import QEvent, QObject, QTimer

    marks: dict[str, float] = {}

    class Watcher(QObject):
        def eventFilter(self, _thing: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Paint and not marks:
                marks["first paint"] = 0.0
                QTimer.singleShot(0, self.painted)
            return False

        def painted(self) -> None:
            marks["first paint"] = time.monotonic()
            application = QtWidgets.QApplication.instance()
            assert application is not None  # noqa: S101 - it has just painted
            application.removeEventFilter(self)
            self.look()

        def look(self) -> None:
            if usable():
                QTimer.singleShot(0, self.end)
            else:
                QTimer.singleShot(2, self.look)

        def end(self) -> None:
            marks["usable window"] = time.monotonic()
            print(json.dumps(marks), flush=True)
            QtWidgets.QApplication.closeAllWindows()
            QtWidgets.QApplication.quit()

    class Application(QtWidgets.QApplication):
        def __init__(self, *given: object) -> None:
            super().__init__(*given)
            self.watcher = Watcher()
            self.installEventFilter(self.watcher)

    QtWidgets.QApplication = Application  # type: ignore[assignment, misc]


def floor() -> None:
    """An empty Qt window with one table."""
    watch(lambda: True)
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget

    application = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QTableWidget(20, 8))
    window.resize(1366, 768)
    window.show()
    application.exec()


def ours(office: str) -> None:
    """The program, started on an office as a double click on its file starts it."""
    watch(office_is_shown)
    from lif_desktop.app import main

    main([office])


def office_is_shown() -> bool:
    """Tell whether the main window shows the desk of its office."""
    from PySide6.QtWidgets import QApplication

    for window in QApplication.topLevelWidgets():
        desk = getattr(window, "desk", None)
        if desk is not None and desk.isVisible():
            return True
    return False


def main() -> None:
    """Measure and print the table."""
    office = str(office_of(SIZE))
    found = in_turns({"floor": partial(start, "floor"), "ours": partial(start, "ours", office)}, 2 * RUNS)
    bare, mine = found["floor"], found["ours"]
    aims = {"first paint": 1.5, "usable window": 3.5}
    print(table(Line(name, mine[name], bare[name], aim) for name, aim in aims.items()))


if __name__ == "__main__":
    if sys.argv[1:3] == [TELL, "floor"]:
        floor()
    elif sys.argv[1:3] == [TELL, "ours"]:
        ours(sys.argv[3])
    else:
        main()
