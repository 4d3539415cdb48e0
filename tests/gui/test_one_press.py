"""Buttons on which two quick presses do what one does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from lif_desktop.gui.import_wizard import CHECK, COLUMNS, RESULT
from lif_desktop.gui.one_press import OnePress
from lif_desktop.office import Office
from tests.gui.made_up_office import make_office
from tests.gui.wizard_steps import forward, opened, press, settle, workbook


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def second_press(button: QPushButton) -> None:
    """The second press of two quick ones, as the desktop sends it, and its release."""
    place = QPointF(button.rect().center())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind, held in (
        (QEvent.Type.MouseButtonDblClick, left),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        QApplication.sendEvent(button, QMouseEvent(kind, place, button.mapToGlobal(place), left, held, none))


def test_the_second_press_does_nothing(qtbot: QtBot) -> None:
    heard: list[str] = []
    plain, once = QPushButton("Plain"), QPushButton("Once")
    OnePress(once)
    for name, button in (("Plain", plain), ("Once", once)):
        qtbot.addWidget(button)
        button.clicked.connect(lambda _on=False, name=name: heard.append(name))
        button.show()
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        second_press(button)
    assert heard == ["Plain", "Plain", "Once"]


def test_next_pressed_twice_imports_nothing_before_the_rows_were_seen(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path))
    forward(wizard, COLUMNS)
    press(wizard, wizard.next)
    second_press(wizard.next)
    settle(wizard)
    assert wizard.step() == CHECK
    second_press(wizard.back)
    assert wizard.step() == CHECK
    forward(wizard, RESULT)
