"""A real main window for tests, with preferences and offices in a folder of its own, closed as a person closes it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.office_desk import OfficeDesk
from lif_desktop.gui.shell import MainWindow
from lif_desktop.gui.ways import Say, Ways
from lif_desktop.office import Office
from lif_desktop.places import resources
from tests.gui.made_up_office import make_office

Found = TypeVar("Found", bound=QWidget)


def make_demo(folder: Path, say: Say) -> None:
    """A made-up office, as the program's own maker leaves it."""
    say("Making reviews…", 1, 2)
    folder.mkdir(parents=True)
    office = make_office(folder)
    office.set_setting("made_up", "yes")
    office.close()


@contextmanager
def a_window(folder: Path) -> Iterator[MainWindow]:
    """A window without an office. What the program would show as a crash fails the test."""
    crashes: list[BaseException] = []
    ways = Ways(
        "Ann Officer",
        resources() / "framework",
        folder / "offices",
        folder / "own" / "preferences.json",
        make_demo,
        crashes.append,
    )
    window = MainWindow(ways)
    window.resize(1366, 768)
    window.show()
    try:
        yield window
    finally:
        window.runner.wait()
        if window.desk is not None:
            window.desk.may_leave = lambda: True  # type: ignore[method-assign]
        window.close()
        window.deleteLater()
        free()
    assert crashes == []


def desk_of(window: MainWindow) -> OfficeDesk:
    """The desk of the office that is open."""
    assert window.desk is not None
    return window.desk


def with_office(window: MainWindow, office: Office, qtbot: QtBot) -> OfficeDesk:
    """The window with this office, Home worked out."""
    window.take_office(office)
    desk = desk_of(window)
    qtbot.waitUntil(lambda: desk.overview is not None and not desk.background.busy)
    return desk


def the_only(window: QWidget, kind: type[Found]) -> Found:
    """The one small window of that kind that is open."""
    shown = [found for found in window.findChildren(kind) if found.isVisible()]
    assert len(shown) == 1, shown
    return shown[0]


def none_of(window: QWidget, kind: type[QWidget]) -> bool:
    """Whether no window of that kind is left, once what was closed is freed."""
    free()
    return window.findChildren(kind) == []


def choose_file(window: QWidget, path: Path) -> None:
    """Choose a file in the system's window, as typing its name and pressing Enter does."""
    dialog = the_only(window, QFileDialog)
    dialog.findChildren(QLineEdit)[0].setText(str(path))
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def free() -> None:
    """Free what was asked to be freed."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
