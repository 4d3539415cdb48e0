"""A full form by the keyboard: it opens where one was, takes the keys of the main window, and has a bin that works."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.gui.full_form import FullForm
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.gui.shell import MainWindow
from lif_desktop.office import Edit, Office
from tests.gui.made_up_office import empty_office
from tests.gui.windows import a_window, desk_of, with_office
from tests.office.meetings import HELD, add, item, meeting

MEETINGS = 8
_CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = empty_office(tmp_path)
    item(made, meeting(made, HELD), 1, "Action plan")
    return made


@pytest.fixture
def page(tmp_path: Path, qtbot: QtBot, office: Office) -> Iterator[RegisterPage]:
    with a_window(tmp_path) as window:
        with_office(window, office, qtbot)
        QTest.keyClick(window, Qt.Key.Key_8, _CONTROL)
        settle()
        found = desk_of(window).current
        assert isinstance(found, RegisterPage)
        found.show_record(1)
        yield found


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def opened(page: RegisterPage, qtbot: QtBot) -> FullForm:
    page.full_form()
    [form] = page.forms.all()
    with qtbot.waitActive(form):
        form.activateWindow()
    settle()
    return form


def test_it_begins_in_its_first_field(page: RegisterPage, qtbot: QtBot) -> None:
    form = opened(page, qtbot)
    assert form.pane.tabs.current() == 0
    assert form.pane.form.first_editor().hasFocus() or form.pane.form.isAncestorOf(QApplication.focusWidget())


def test_it_opens_on_the_tab_where_one_was(page: RegisterPage, qtbot: QtBot) -> None:
    page.detail.show_tab("Minutes")
    form = opened(page, qtbot)
    assert form.pane.tabs.tabs[form.pane.tabs.current()].text() == "Minutes"
    assert form.pane.tabs.tabs[form.pane.tabs.current()].hasFocus()


def test_undo_is_that_of_the_window(page: RegisterPage, qtbot: QtBot, office: Office) -> None:
    office.write("Moved", [Edit("meetings", 1, {"venue": "Town hall"})])
    window = page.window()
    assert isinstance(window, MainWindow)
    desk_of(window).told()
    qtbot.waitUntil(window.actions_by_key["undo"].isEnabled)
    page.detail.show_tab("Minutes")
    form = opened(page, qtbot)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, _CONTROL)
    qtbot.waitUntil(lambda: office.record("meetings", 1)["venue"] is None)
    assert window.actions_by_key["help"] in form.actions()


def test_its_bin_takes_its_record_and_gives_it_back(page: RegisterPage, qtbot: QtBot, office: Office) -> None:
    form = opened(page, qtbot)
    form.pane.bin_button.click()
    settle()
    assert office.record("meetings", 1)["binned_at"]
    page.notice.links[0].click()
    settle()
    assert not office.record("meetings", 1)["binned_at"]
    assert page.detail.number() == 1
    assert page.detail.isVisible()


def test_a_meeting_with_minutes_stays_and_says_why(page: RegisterPage, qtbot: QtBot, office: Office) -> None:
    add(office, "minute_lines", meeting_id=1, item_id=1, position=1, kind="note", text="Said")
    form = opened(page, qtbot)
    form.pane.bin_button.click()
    settle()
    assert not office.record("meetings", 1)["binned_at"]
    assert "has minutes" in form.pane.form.notice.words.text()
    page.detail.bin_button.click()
    assert "has minutes" in page.notice.words.text()
