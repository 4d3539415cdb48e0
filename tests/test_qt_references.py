"""The installed PySide6 keeps count of None and True: one release loses a reference at every call."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 60


class Speaker(QObject):
    """Emits a signal, as every page of the program does."""

    said = Signal(bool)


def lost(thing: object, act: Callable[[], object]) -> int:
    """Give how far the count of references to `thing` falls over CALLS acts."""
    act()
    before = sys.getrefcount(thing)
    for _ in range(CALLS):
        act()
    return before - sys.getrefcount(thing)


def test_calls_lose_no_reference(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    for act in (lambda: label.setText("x"), label.isEnabled, label.update, lambda: label.setEnabled(True)):
        assert lost(None, act) < CALLS // 2
        assert lost(True, act) < CALLS // 2


def test_signals_lose_no_reference() -> None:
    speaker = Speaker()
    heard: list[bool] = []
    speaker.said.connect(heard.append)
    for act in (lambda: speaker.said.emit(True), lambda: speaker.blockSignals(False)):
        assert lost(None, act) < CALLS // 2
        assert lost(True, act) < CALLS // 2
    assert len(heard) == 2 * (CALLS + 1)
