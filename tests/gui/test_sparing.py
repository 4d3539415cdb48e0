"""Long work keeps what it makes from being looked through, and gives it back."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from lif_desktop.gui.sparing import Sparing


@pytest.fixture(autouse=True)
def unfrozen() -> Iterator[None]:
    gc.unfreeze()  # another test may have begun work and never given it back
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("qtbot")
def test_short_work_is_left_alone() -> None:
    owner = QObject()
    sparing = Sparing(owner)
    sparing.begin()
    sparing.end()
    assert gc.get_freeze_count() == 0


def test_what_long_work_makes_is_set_apart_until_it_is_given_back(qtbot: QtBot) -> None:
    owner = QObject()
    sparing = Sparing(owner)
    sparing.begin()
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0)
    made = [[number] for number in range(1000)]
    before = gc.get_freeze_count()
    sparing.end()
    assert gc.get_freeze_count() >= before + len(made)
    sparing.give_back()
    assert gc.get_freeze_count() == 0
