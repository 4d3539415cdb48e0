"""Enter presses the button with the focus or the main button of a window, and never a link beside a field."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.labels import LinkButton
from lif_desktop.gui.widgets import plain_button, primary_button


class Asking(Dialog):
    """A link that ticks all, a field, a way to browse and the main button: and what was pressed."""

    def __init__(self, main: QPushButton | None) -> None:
        super().__init__("Asking")
        self.pressed: list[str] = []
        self.link, self.field, self.browse = LinkButton("All"), QLineEdit(), QPushButton("Choose…")
        line = QVBoxLayout(self)
        for one in (self.link, self.field, self.browse, main):
            if one is not None:
                line.addWidget(one)
        for button in self.findChildren(QPushButton):
            button.clicked.connect(partial(self.press, button.text()))

    def press(self, words: str) -> None:
        """Remember what was pressed."""
        self.pressed.append(words)


def shown(qtbot: QtBot, main: QPushButton | None) -> Asking:
    window = Asking(main)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def enter(widget: QWidget) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Return)


def test_in_a_field_it_presses_the_main_button(qtbot: QtBot) -> None:
    window = shown(qtbot, primary_button("Save"))
    enter(window.field)
    assert window.pressed == ["Save"]


def test_a_main_button_that_wants_no_enter_is_left_and_no_other_takes_its_place(qtbot: QtBot) -> None:
    main = primary_button("Save")
    main.setAutoDefault(False)
    window = shown(qtbot, main)
    enter(window.field)
    assert window.pressed == []


def test_on_a_button_or_a_link_it_presses_that_one(qtbot: QtBot) -> None:
    window = shown(qtbot, primary_button("Save"))
    enter(window.link)
    enter(window.browse)
    assert window.pressed == ["All", "Choose…"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_on_a_page_too(qtbot: QtBot, key: Qt.Key) -> None:
    page, pressed = QWidget(), []
    button = plain_button("Save")
    button.clicked.connect(lambda: pressed.append(1))
    QVBoxLayout(page).addWidget(button)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    button.setFocus()
    QTest.keyClick(button, key)
    assert pressed == [1]
