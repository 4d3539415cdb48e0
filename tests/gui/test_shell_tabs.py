"""The pages down the left edge are chosen by key and click, and say their counts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from lif_desktop.gui.palette import apply_text_size, colour
from lif_desktop.gui.shell_tabs import ShellTabs
from lif_desktop.gui.tokens import LIGHT

ITEMS = [
    ("home", "Home", ""),
    ("reviews", "Reviews", "12 · 2 overdue"),
    ("audits", "Audits", "7"),
    ("risks", "Risks", ""),
]


class Shell:
    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.tabs, self.page = ShellTabs(), QLineEdit()
        layout = QHBoxLayout(self.window)
        layout.addWidget(self.tabs)
        layout.addWidget(self.page)
        self.tabs.set_items(ITEMS)
        self.heard: list[str] = []
        self.tabs.chosen.connect(self.heard.append)
        qtbot.addWidget(self.window)
        self.window.resize(700, 500)
        with qtbot.waitActive(self.window):
            self.window.show()
        self.tabs.setFocus()


@pytest.fixture
def shell(qtbot: QtBot) -> Shell:
    return Shell(qtbot)


def test_qt_finds_no_fault(shell: Shell, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(shell.tabs.model())


def test_the_first_page_is_chosen_without_telling(shell: Shell) -> None:
    assert shell.tabs.current_key() == "home"
    assert shell.heard == []


def test_keys_choose_and_tell(shell: Shell) -> None:
    QTest.keyClick(shell.tabs, Qt.Key.Key_Down)
    QTest.keyClick(shell.tabs, Qt.Key.Key_End)
    QTest.keyClick(shell.tabs, Qt.Key.Key_Home)
    QTest.keyClicks(shell.tabs, "au")
    assert shell.heard[:3] == ["reviews", "risks", "home"]
    assert shell.heard[-1] == "audits"


def test_a_click_chooses(shell: Shell) -> None:
    place = shell.tabs.visualRect(shell.tabs.model().index(2, 0)).center()
    QTest.mouseClick(shell.tabs.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shell.heard == ["audits"]


def test_the_program_may_choose_without_telling(shell: Shell) -> None:
    assert shell.tabs.choose("risks")
    assert not shell.tabs.choose("nothing")
    assert (shell.tabs.current_key(), shell.heard) == ("risks", [])


def test_new_counts_change_neither_the_choice_nor_tell(shell: Shell) -> None:
    shell.tabs.choose("audits")
    shell.tabs.set_items([(key, label, "99") for key, label, _ in ITEMS])
    assert (shell.tabs.current_key(), shell.tabs.detail("audits"), shell.heard) == ("audits", "99", [])


def test_a_chosen_page_stays_when_others_come_and_go(shell: Shell) -> None:
    shell.tabs.choose("audits")
    shell.tabs.set_items(ITEMS[1:])
    assert (shell.tabs.current_key(), shell.tabs.keys()) == ("audits", ["reviews", "audits", "risks"])
    assert shell.heard == []


def test_a_screen_reader_hears_label_and_counts(shell: Shell) -> None:
    heard = QAccessible.queryAccessibleInterface(shell.tabs)
    names = [heard.child(at).text(QAccessible.Text.Name) for at in range(heard.childCount())]
    assert "Reviews, 12, 2 overdue" in names


def test_enter_and_tab_lead_into_the_page(shell: Shell) -> None:
    QTest.keyClick(shell.tabs, Qt.Key.Key_Return)
    assert shell.page.hasFocus()
    shell.tabs.setFocus()
    QTest.keyClick(shell.tabs, Qt.Key.Key_Tab)
    assert shell.page.hasFocus()


def test_the_chosen_page_has_the_accent_bar(shell: Shell) -> None:
    shell.page.setFocus()
    place = shell.tabs.visualRect(shell.tabs.model().index(0, 0))
    image = shell.tabs.viewport().grab().toImage()
    assert image.pixelColor(place.left() + 1, place.center().y()) == QColor(colour(LIGHT.accent))


@pytest.mark.parametrize("percent", [100, 200])
def test_no_words_are_cut(shell: Shell, qapp: QApplication, percent: int) -> None:
    apply_text_size(qapp, percent)
    qapp.processEvents()
    words = shell.tabs.fontMetrics().horizontalAdvance("12 · 2 overdue")
    assert shell.tabs.viewport().width() > words * 0.85 + 40 * percent / 100
    heights = [shell.tabs.visualRect(shell.tabs.model().index(row, 0)).height() for row in range(len(ITEMS))]
    assert min(heights) >= 24 * percent / 100
