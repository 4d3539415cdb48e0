"""A small button grows and shrinks with the text, also when it was made before."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.gui.palette import apply_text_size
from lif_desktop.gui.pickers import IconButton


def test_a_button_follows_the_text_size_up_and_down(qtbot: QtBot, qapp: QApplication) -> None:
    button = IconButton(32)
    qtbot.addWidget(button)
    sizes = []
    for percent in (100, 200, 125, 100):
        apply_text_size(qapp, percent)
        sizes.append((button.minimumWidth(), button.iconSize().width()))
    assert sizes == [(32, 16), (64, 32), (40, 20), (32, 16)]
