"""No part of a page shows itself as a window of its own while it is built: it would flash and take the focus."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.actions import PLACES
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.office import Office
from tests.gui.made_up_office import make_office
from tests.gui.windows import a_window, with_office


class Watch(QObject):
    """Notes every widget that is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return make_office(tmp_path)


@pytest.fixture
def watch(qapp: QApplication) -> Iterator[Watch]:
    watching = Watch()
    qapp.installEventFilter(watching)
    yield watching
    qapp.removeEventFilter(watching)


def test_the_watch_sees_a_part_that_is_shown_before_it_has_a_place(qtbot: QtBot, watch: Watch) -> None:
    part = QWidget()
    qtbot.addWidget(part)
    part.setVisible(True)
    assert watch.seen == ["QWidget "]


def test_no_page_view_or_tab_flashes(tmp_path: Path, qtbot: QtBot, office: Office, watch: Watch) -> None:
    with a_window(tmp_path) as window:
        desk = with_office(window, office, qtbot)
        watch.seen.clear()
        for key, _, _ in PLACES:
            page = desk.go(key)
            if not isinstance(page, RegisterPage):
                continue
            for words in reversed(page.middle.words()):
                page.middle.show_view(words)
            for tab in page.detail.tabs.tabs:
                page.detail.show_tab(tab.text())
            page.new_record()
            QApplication.processEvents()
            assert watch.seen == [], key
