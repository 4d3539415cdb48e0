"""The start: a window at once, the office after it, nothing slow on the way, and a page for what goes wrong."""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.errors import LifError
from lif_desktop.gui.messages import Message
from lif_desktop.gui.palette import text_size, tokens_of
from lif_desktop.gui.preferences import Preferences, save_preferences
from lif_desktop.gui.shell import MainWindow
from lif_desktop.gui.start import CrashPage, load_ahead, open_window, ways_of
from lif_desktop.gui.tokens import DARK
from lif_desktop.gui.ways import Ways
from lif_desktop.gui.welcome import WelcomePage
from lif_desktop.places import resources
from tests.gui.made_up_office import make_office
from tests.gui.windows import desk_of, free, make_demo, the_only

TOP = Path(__file__).parents[2]
SLOW = {"alembic", "docx", "docxtpl", "matplotlib", "openpyxl", "xlsxwriter"}
START = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from lif_desktop.gui import start
before = set(sys.modules)
seen = {{}}

def look():
    window = next(one for one in QApplication.topLevelWidgets() if hasattr(one, "desk"))
    if window.desk is not None and window.desk.overview is not None:
        print("loaded:", *sorted(sys.modules))
        window.close()
    else:
        QTimer.singleShot(20, look)

app = QApplication([])
print("first:", *sorted(before))
QTimer.singleShot(0, look)
code = start.run(Path(sys.argv[1]), "Ann Officer", None)
print("ended:", code)
"""


def started(office: Path, home: Path) -> dict[str, set[str]]:
    """The words that a new process prints as it starts the window on an office."""
    places = dict.fromkeys(("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"), str(home))
    surroundings = {**os.environ, **places, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(TOP)}
    command = [sys.executable, "-c", START.format(), str(office)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=surroundings, timeout=120)
    lines = (line.partition(": ") for line in done.stdout.splitlines())
    return {name: set(words.split()) for name, _, words in lines}


def test_nothing_slow_is_loaded_before_the_first_paint_or_for_an_open_office(tmp_path: Path) -> None:
    make_office(tmp_path).close()
    found = started(tmp_path / "office.lif", tmp_path / "home")
    assert found["first"] & (SLOW | {"sqlalchemy", "lif_desktop.office", "lif_desktop.registers"}) == set()
    assert found["loaded"] & SLOW == set()
    assert "sqlalchemy" in found["loaded"]
    assert found["ended"] == {"0"}


@pytest.fixture
def ways(tmp_path: Path) -> Ways:
    return Ways(
        "Ann Officer", resources() / "framework", tmp_path / "offices", tmp_path / "preferences.json", make_demo, _raise
    )


def _raise(error: BaseException) -> None:
    raise error


@pytest.fixture
def closing() -> Iterator[list[MainWindow]]:
    windows: list[MainWindow] = []
    yield windows
    for window in windows:
        window.runner.wait()
        window.close()
        window.deleteLater()
    free()


def furnished(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until the window was painted, and furnished after that."""
    qtbot.waitUntil(lambda: window.centralWidget() is not None)


def test_what_loads_ahead_is_passed_over_when_garbage_is_collected() -> None:
    gc.unfreeze()
    load_ahead()
    assert "lif_desktop.office" in sys.modules
    assert gc.get_freeze_count() > 0


def app() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found


def test_without_a_file_it_welcomes_and_loads_ahead(ways: Ways, closing: list[MainWindow], qtbot: QtBot) -> None:
    window = open_window(app(), ways, None)
    closing.append(window)
    assert window.isVisible()
    assert window.centralWidget() is None
    furnished(window, qtbot)
    assert isinstance(window.stack.currentWidget(), WelcomePage)


def test_with_a_file_the_window_is_there_first(
    ways: Ways, closing: list[MainWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    make_office(tmp_path).close()
    window = open_window(app(), ways, tmp_path / "office.lif")
    closing.append(window)
    assert window.isVisible()
    assert window.office is None
    furnished(window, qtbot)
    assert window.waiting.words.text() == "Opening office.lif…"
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.overview is not None)
    assert desk_of(window).key == "home"


def test_what_is_preferred_holds_from_the_first_moment(ways: Ways, closing: list[MainWindow], qtbot: QtBot) -> None:
    save_preferences(ways.preferences, Preferences(theme="dark", text=125))
    window = open_window(app(), ways, None)
    closing.append(window)
    furnished(window, qtbot)
    free()
    assert text_size(app()) == 125
    assert tokens_of(window) is DARK


def test_offices_and_preferences_have_folders_of_their_own() -> None:
    ways = ways_of("Ann", make_demo, _raise)
    assert ways.profiles == resources() / "framework"
    assert "LIF Desktop" in str(ways.offices)
    assert ways.preferences.name == "preferences.json"


# What goes wrong


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_bug_is_written_down_and_said_calmly(parent: QWidget, tmp_path: Path) -> None:
    reported: list[BaseException] = []

    def report(error: BaseException) -> Path:
        reported.append(error)
        return tmp_path / "crash.txt"

    page = CrashPage(report)
    page.window = parent  # type: ignore[assignment]
    error = KeyError("secret name")
    page.hook(KeyError, error, None)
    message = the_only(parent, Message)
    assert reported == [error]
    assert str(tmp_path / "crash.txt") in message.words.text()
    assert "Everything that was saved is safe" in message.words.text()
    assert "secret name" not in message.words.text() + message.heading.text()


def test_a_trouble_that_got_this_far_keeps_its_sentence(parent: QWidget) -> None:
    page = CrashPage(None)
    page.window = parent  # type: ignore[assignment]
    page.show(LifError("The folder cannot be written to. Choose another one."))
    assert the_only(parent, Message).words.text() == "The folder cannot be written to. Choose another one."


def test_without_a_log_the_page_is_shown_all_the_same(parent: QWidget) -> None:
    page = CrashPage(None)
    page.window = parent  # type: ignore[assignment]
    page.show(ValueError("x"))
    message = the_only(parent, Message)
    assert (message.heading.text(), message.picture) == ("The program met a fault of its own", "warning")
