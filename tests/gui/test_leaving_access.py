"""Windows of what leaves, and the tabs of a meeting: each part has a name and room, and Tab goes round."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui import screens
from lif_desktop.gui.detail import DetailPane
from lif_desktop.gui.issued import IssuedWindow
from lif_desktop.gui.leaving_names import WatchedNames
from lif_desktop.gui.shell import MainWindow
from lif_desktop.gui.templates import TemplatesWindow
from tests.gui.made_up_office import add, make_office
from tests.gui.windows import a_window, desk_of, the_only, with_office

SMALLEST = 24
"""Pixels on each side of whatever is pressed: WCAG 2.2, success criterion 2.5.8."""
ROUND = 300


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with a_window(tmp_path) as made:
        office = make_office(tmp_path)
        add(office, "contacts", agency_id=3, role="Safeguarding lead", email="gmp@ex.example")
        with_office(made, office, qtbot)
        yield made


def letters(window: MainWindow, qtbot: QtBot) -> QWidget:
    dialog = desk_of(window).sending.letters()
    qtbot.waitUntil(lambda: not dialog.busy)
    return dialog


def report_words(window: MainWindow, _qtbot: QtBot) -> QWidget:
    words = desk_of(window).report_words()
    words.runner.wait()
    return words


def left(window: MainWindow, _qtbot: QtBot) -> QWidget:
    desk_of(window).outgoing.show_left()
    return the_only(window, IssuedWindow)


def names(window: MainWindow, _qtbot: QtBot) -> QWidget:
    desk_of(window).outgoing.show_watched()
    return the_only(window, WatchedNames)


def templates(window: MainWindow, _qtbot: QtBot) -> QWidget:
    desk_of(window).templates()
    shown = the_only(window, TemplatesWindow)
    shown.runner.wait()
    return shown


def tab_of(register: str, words: str) -> Callable[[MainWindow, QtBot], QWidget]:
    """Opens one tab of the first record of a register, as a page of the window."""

    def show(window: MainWindow, _qtbot: QtBot) -> QWidget:
        page = desk_of(window).go(register)
        [pane] = page.findChildren(DetailPane)
        pane.show_tab(words)
        assert pane.tabs.tabs[pane.tabs.current()].text() == words
        return page

    return show


OPENED: dict[str, Callable[[MainWindow, QtBot], QWidget]] = {
    "paper": lambda window, _qtbot: desk_of(window).outgoing.ask_paper("agenda"),
    "leaving": lambda window, _qtbot: screens._look(window, desk_of(window).office),
    "letters": letters,
    "invitations": lambda window, _qtbot: desk_of(window).sending.invitations(),
    "bundle": lambda window, _qtbot: desk_of(window).sending.bundle(),
    "chase": lambda window, _qtbot: desk_of(window).chase(),
    "papers that left": left,
    "names to look for": names,
    "templates": templates,
    "words of the yearly report": report_words,
    **{f"{register}: {words}": tab_of(register, words) for register, words in screens.TABS},
}


def part_name(widget: QWidget) -> str:
    """The name by which somebody who cannot see the screen hears a part."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name) or widget.accessibleName()


def takes_focus(widget: QWidget) -> bool:
    return widget.isVisible() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


@pytest.mark.parametrize("name", OPENED)
def test_every_part_has_a_name_and_room_and_tab_goes_round(window: MainWindow, qtbot: QtBot, name: str) -> None:
    shown = OPENED[name](window, qtbot)
    qtbot.waitUntil(shown.isVisible)
    screens.settle(QApplication.instance())  # type: ignore[arg-type]
    parts = [one for one in shown.findChildren(QWidget) if takes_focus(one)]
    assert len(parts) > 1
    assert [one for one in parts if not part_name(one)] == []
    assert [(part_name(one), one.size()) for one in parts if min(one.width(), one.height()) < SMALLEST] == []
    lone = [one.text() for one in shown.findChildren(QLabel) if mnemonic(one) and one.buddy() is None]
    assert lone == []
    goes_round(next(one for one in parts if one.isEnabled()))
    if shown is not window and shown.isWindow():
        shown.close()


def mnemonic(label: QLabel) -> bool:
    """Whether a label underlines a letter, which takes the focus to what stands beside it."""
    rich = label.textFormat() == Qt.TextFormat.RichText
    return not rich and "&" in label.text().replace("&&", "")


def goes_round(first: QWidget) -> None:
    """Press Tab until the focus is back where it began."""
    first.setFocus()
    start = here = QApplication.focusWidget()
    seen = set()
    for _ in range(ROUND):
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        seen.add(here)
        if here is start:
            break
    assert here is start
    assert len(seen) > 1
