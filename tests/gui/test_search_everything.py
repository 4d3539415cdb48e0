"""Search over all registers: results as she types, by register, opened by keys."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.search_everything import SearchDialog
from lif_desktop.office import Office
from tests.gui.made_up_office import make_office
from tests.gui.windows import none_of


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def search(office: Office, parent: QWidget) -> Iterator[SearchDialog]:
    crashes: list[BaseException] = []
    made = SearchDialog(office, crashes.append, parent)
    made.open()
    made.activateWindow()
    yield made
    assert crashes == []


def typed(search: SearchDialog, text: str, qtbot: QtBot) -> None:
    with qtbot.waitSignal(search.searched, timeout=5000):
        search.line.clear()
        QTest.keyClicks(search.line, text)
    qtbot.waitUntil(lambda: f"“{text}”" in search.words.text())


def groups(search: SearchDialog) -> list[str]:
    found = (search.list.topLevelItem(at) for at in range(search.list.topLevelItemCount()))
    return [item.text(0) for item in found if item is not None]


def test_results_come_as_she_types_by_register(search: SearchDialog, qtbot: QtBot) -> None:
    typed(search, "baby hospital", qtbot)
    assert groups(search) == ["Reviews (1)"]
    line = search.list.lines()[0]
    assert (line.text(0), line.text(1)) == ("RR-2026-002 · Child Wren", "Summary")
    assert "A baby was brought to hospital" in line.text(2)
    assert search.words.text() == "1 record with “baby hospital”"


def test_nothing_found_says_what_to_do(search: SearchDialog, qtbot: QtBot) -> None:
    typed(search, "giraffe", qtbot)
    assert groups(search) == []
    assert search.words.text() == "Nothing holds “giraffe”. Try fewer words."


def test_enter_opens_the_first_and_closes(search: SearchDialog, parent: QWidget, qtbot: QtBot) -> None:
    opened: list[tuple[str, int]] = []
    search.open_record.connect(lambda register, number: opened.append((register, number)))
    typed(search, "child rowan", qtbot)
    QTest.keyClick(search.line, Qt.Key.Key_Return)
    assert opened == [("reviews", 1)]
    assert none_of(parent, SearchDialog)


def test_down_leads_into_the_results(search: SearchDialog, qtbot: QtBot) -> None:
    opened: list[tuple[str, int]] = []
    search.open_record.connect(lambda register, number: opened.append((register, number)))
    typed(search, "adult", qtbot)
    QTest.keyClick(search.line, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is search.list
    QTest.keyClick(search.list, Qt.Key.Key_Down)
    wanted = search.list.currentItem().text(0).split(" · ")[0]  # type: ignore[union-attr]
    QTest.keyClick(search.list, Qt.Key.Key_Return)
    assert opened[0][0] == "reviews"
    assert search._office.record(*opened[0])["ref"] == wanted


def test_escape_closes_and_frees_it(search: SearchDialog, parent: QWidget) -> None:
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert none_of(parent, SearchDialog)


def test_closing_waits_for_a_search_that_is_under_way(
    search: SearchDialog, parent: QWidget, office: Office, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def slow(_asked: str) -> tuple[()]:
        begun.set()
        ended.wait(0.3)
        ended.set()
        return ()

    with monkeypatch.context() as patch:
        patch.setattr(office, "search", slow)
        QTest.keyClicks(search.line, "child")
        qtbot.waitUntil(begun.is_set)
        search.close()
        assert ended.is_set()
    assert none_of(parent, SearchDialog)


def test_the_line_has_its_label(search: SearchDialog) -> None:
    assert search.line.accessibleName() == "Search for"
    assert search.list.accessibleName() == "What was found"
