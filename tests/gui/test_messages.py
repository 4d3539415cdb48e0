"""Messages and questions: the right words, the real buttons, and nothing left behind."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.messages import Message, ask, tell, tell_trouble
from tests.gui.windows import none_of


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_question_gives_the_choice_that_was_pressed_once(parent: QWidget) -> None:
    chosen: list[str] = []
    message = ask(
        parent, "In use", "Bob has it.", [("Read", lambda: chosen.append("read")), ("No", lambda: chosen.append("no"))]
    )
    assert [button.text() for button in message.buttons] == ["Read", "No"]
    assert message.buttons[0].isDefault()
    QTest.mouseClick(message.buttons[0], Qt.MouseButton.LeftButton)
    assert chosen == ["read"]
    assert none_of(parent, Message)


def test_escape_is_the_last_choice(parent: QWidget) -> None:
    chosen: list[str] = []
    message = ask(parent, "In use", "", [("Read", lambda: chosen.append("read")), ("No", lambda: chosen.append("no"))])
    QTest.keyClick(message, Qt.Key.Key_Escape)
    assert chosen == ["no"]


def test_a_message_is_read_out_with_its_words(parent: QWidget) -> None:
    message = tell(parent, "Backed up", "The backup was checked.")
    assert message.windowTitle() == "Backed up"
    assert message.accessibleDescription() == "The backup was checked."
    assert message.words.accessibleName() == "The backup was checked."


def test_a_message_without_words_has_no_empty_line(parent: QWidget) -> None:
    assert tell(parent, "Done").words.isHidden()


def test_a_trouble_has_one_heading_for_all(parent: QWidget) -> None:
    assert tell_trouble(parent, "Close Word first.").heading.text() == "There is a problem"
