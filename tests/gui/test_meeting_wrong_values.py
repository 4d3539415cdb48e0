"""A wrong value typed in the minutes: it is seen, keeps its place and its words, and can be mended or thrown away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.detail import DetailPane
from lif_desktop.gui.meeting_minutes import MinutesPane
from lif_desktop.gui.meeting_rows import MinuteRow
from lif_desktop.office import Office
from lif_desktop.registers import register
from tests.gui.made_up_office import empty_office
from tests.office.meetings import HELD, add, item, meeting

_KEY = Qt.Key
WRONG = "31 Feb 2027"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = empty_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def number(office: Office) -> int:
    made = meeting(office, HELD, ends="16:00")
    for place in range(1, 9):
        item(office, made, place, f"Item {place}", allotted=10)
    add(office, "minute_lines", meeting_id=made, item_id=7, position=1, kind="action", text="Write")
    add(office, "minute_lines", meeting_id=made, item_id=2, position=2, kind="action", text="Ring")
    return made


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def record(qtbot: QtBot, office: Office, number: int) -> tuple[DetailPane, MinutesPane]:
    pane = DetailPane(office, register("meetings"), whole=True)
    qtbot.addWidget(pane)
    pane.resize(1100, 420)
    pane.load(number)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    pane.show_tab("Minutes")
    settle()
    page = pane.page(pane.tabs.current())
    assert isinstance(page, MinutesPane)
    return pane, page


def type_wrong(page: MinutesPane) -> MinuteRow:
    assert page.go_to(7)
    row = page.box.rows[0]
    editor = row.boxes["due_on"].editor
    editor.setFocus()
    QTest.keyClicks(editor, WRONG)
    return row


def is_seen(page: MinutesPane, widget: QWidget) -> bool:
    place = page.viewport().mapFromGlobal(widget.mapToGlobal(QPoint(0, 0)))
    return widget.isVisible() and place.y() >= 0 and place.y() + widget.height() <= page.viewport().height()


def test_a_click_on_another_item_keeps_list_and_pane_together(qtbot: QtBot, office: Office, number: int) -> None:
    _, page = record(qtbot, office, number)
    row = type_wrong(page)
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    index = page.agenda.model().index(5, 0)
    page.agenda.scrollTo(index)
    QTest.mouseClick(page.agenda.viewport(), Qt.MouseButton.LeftButton, pos=page.agenda.visualRect(index).center())
    settle()
    assert page.title.text() == "7. Item 7"
    assert page.agenda.currentIndex().row() == 6
    assert {index.row() for index in page.agenda.selectedIndexes()} == {6}
    assert row.boxes["due_on"].raw() == WRONG
    assert is_seen(page, row.boxes["due_on"].problem)
    assert row.boxes["due_on"].editor.hasFocus()


def test_another_tab_and_back_keeps_the_mark(qtbot: QtBot, office: Office, number: int) -> None:
    pane, page = record(qtbot, office, number)
    row = type_wrong(page)
    said: list[str] = []
    pane.said.connect(said.append)
    pane.show_tab("Agenda")
    settle()
    assert said[-1].startswith("Not saved.")
    pane.show_tab("Minutes")
    settle()
    assert row.boxes["due_on"].raw() == WRONG
    assert row.boxes["due_on"].problem.isVisible()
    assert "31" in row.boxes["due_on"].problem.text()
    assert not pane.leave()


def test_what_is_missing_elsewhere_stays_until_it_is_mended(qtbot: QtBot, office: Office, number: int) -> None:
    _, page = record(qtbot, office, number)
    row = type_wrong(page)
    other = next(gap for gap in page.final.gaps if gap.words.startswith("Item 2:"))
    other.click()
    settle()
    assert page.title.text() == "7. Item 7"
    assert row.boxes["due_on"].editor.hasFocus()
    assert is_seen(page, row.boxes["due_on"].problem)


def test_what_was_typed_can_be_thrown_away_by_the_keyboard(qtbot: QtBot, office: Office, number: int) -> None:
    _, page = record(qtbot, office, number)
    row = type_wrong(page)
    assert not page.leave()
    for _ in range(6):
        QTest.keyClick(QApplication.focusWidget(), _KEY.Key_Tab)
        if QApplication.focusWidget() is row.discard:
            break
    QTest.keyClick(row.discard, _KEY.Key_Space)
    settle()
    assert row.boxes["due_on"].raw() == ""
    assert not row.discard.isVisible()
    assert page.notice.words.text() == ""
    assert page.go_to(6)
    assert page.title.text() == "6. Item 6"


def test_a_mended_value_is_saved_and_its_mark_goes(qtbot: QtBot, office: Office, number: int) -> None:
    _, page = record(qtbot, office, number)
    row = type_wrong(page)
    assert not page.leave()
    row.boxes["due_on"].editor.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(row.boxes["due_on"].editor, "28 Feb 2027")
    assert page.leave()
    assert not row.discard.isVisible()
    line = next(one for one in office.records("minute_lines") if one["item_id"] == 7)
    assert line["due_on"].isoformat() == "2027-02-28"


def test_an_undo_offered_goes_once_it_is_undone_elsewhere(qtbot: QtBot, office: Office, number: int) -> None:
    pane, page = record(qtbot, office, number)
    page.final.rest_button.click()
    assert page.notice.words.text().startswith("Said of")
    office.undo()
    pane.refresh()
    assert page.notice.words.text() == ""
