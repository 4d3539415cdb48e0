"""Tab goes through each pane from top to bottom, whatever was made when, also while something is asked in it."""

from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.action_updates import UpdatesPane
from lif_desktop.gui.grid import RegisterView
from lif_desktop.gui.learning_loop import LoopPane
from lif_desktop.gui.learning_sharing import SharingPane
from lif_desktop.gui.recommendations import RecommendationsPane
from lif_desktop.gui.tab_order import parts_of, tab_in_order
from lif_desktop.gui.thread_pane import ThreadPane
from lif_desktop.office import Office
from tests.gui.made_up_office import TODAY, add, make_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    add(made, "dissemination", learning_id=1, channel="workshop", agency_id=3, shared_on=TODAY)
    add(made, "dissemination", learning_id=1, channel="website", shared_on=TODAY)
    asked = add(made, "recommendations", learning_id=1, text="Agree one route.", decision="accepted")
    add(made, "recommendations", learning_id=1, text="Buy one system.", decision="not_implemented")
    add(made, "actions", title="Write it", recommendation_id=asked)
    yield made
    made.close()


def ask_to_share(pane: QWidget) -> None:
    pane.ask("channel")  # type: ignore[attr-defined]


def nothing(_pane: QWidget) -> None:
    """Leave the pane as it is."""


PANES: dict[str, tuple[Callable[[Office], QWidget], Callable[[QWidget], None]]] = {
    "loop": (LoopPane, nothing),
    "loop that asks": (LoopPane, ask_to_share),
    "sharing": (SharingPane, nothing),
    "sharing that asks": (SharingPane, lambda pane: pane.ask_share()),
    "recommendations": (RecommendationsPane, nothing),
    "thread": (lambda office: ThreadPane(office, "learning"), nothing),
    "updates": (UpdatesPane, nothing),
}


@pytest.mark.parametrize("name", PANES)
def test_tab_goes_from_top_to_bottom_and_comes_round(qtbot: QtBot, office: Office, name: str) -> None:
    make, prepare = PANES[name]
    pane = make(office)
    qtbot.addWidget(pane)
    pane.resize(414, 700)
    pane.load(1)  # type: ignore[attr-defined]
    pane.load(1)  # type: ignore[attr-defined]
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    prepare(pane)
    for _ in range(4):
        QApplication.processEvents()
    for area in (pane, *pane.findChildren(QScrollArea)):
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(0)
    wanted = list(until_a_table(part for part in parts_of(pane) if part.isVisible() and part.isEnabled()))
    assert len(wanted) > 4
    tops = [part.mapTo(pane, part.rect().topLeft()).y() for part in wanted]
    assert tops == sorted(tops, key=lambda top: top // 8)
    assert tabbed(wanted[0], len(wanted)) == wanted


def until_a_table(parts: Iterable[QWidget]) -> Iterator[QWidget]:
    """Those before the first table of lines, in which Tab goes from cell to cell."""
    return takewhile(lambda part: not isinstance(part, RegisterView), parts)


def tabbed(first: QWidget, count: int) -> list[QWidget]:
    """Where the focus goes with each press of Tab, beginning with `first`."""
    first.setFocus()
    found = []
    for _ in range(count):
        here = QApplication.focusWidget()
        found.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    return found


def test_parts_made_later_take_their_place(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    first, last = QLineEdit(), QLineEdit()
    for one in (first, last):
        column.addWidget(one)
    between = QLineEdit()
    column.insertWidget(1, between)
    assert first.nextInFocusChain() is last
    tab_in_order(page)
    assert first.nextInFocusChain() is between
    assert between.nextInFocusChain() is last
