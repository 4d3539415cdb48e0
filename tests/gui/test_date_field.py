"""A date field can be empty, reads British dates, and never makes one up."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.gui.date_field import DateField

TODAY = date(2026, 11, 23)


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[DateField]:
    window = QWidget()
    layout = QVBoxLayout(window)
    made = DateField(today=lambda: TODAY, calendar=WorkingDays())
    layout.addWidget(made)
    layout.addWidget(QLineEdit())
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    made.setFocus()
    yield made
    window.close()


def test_it_starts_empty_and_stays_empty(field: DateField) -> None:
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.day() is None
    assert field.text() == ""
    assert field.problem() == ""


def test_none_empties_it(field: DateField) -> None:
    field.set_day(date(2026, 3, 3))
    field.set_day(None)
    assert (field.day(), field.text()) == (None, "")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("3/3/26", "3 March 2026"),
        ("03.04.2026", "3 April 2026"),
        ("3 mar", "3 March 2026"),
        ("2026-03-04", "4 March 2026"),
        ("today", "23 November 2026"),
        ("+15wd", "14 December 2026"),
    ],
)
def test_what_is_typed_is_shown_in_full_when_left(field: DateField, typed: str, shown: str) -> None:
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == shown


def test_what_is_no_date_stays_as_typed_with_the_reason(field: DateField, qtbot: QtBot) -> None:
    field.set_day(date(2026, 3, 3))
    field.selectAll()
    with qtbot.waitSignals([field.problem_changed, field.day_changed]):
        QTest.keyClicks(field, "31/02/2026")
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "31/02/2026"
    assert "28" in field.problem()
    assert field.day() is None


def test_mending_it_takes_the_reason_away(field: DateField) -> None:
    heard: list[str] = []
    QTest.keyClicks(field, "tbc")
    QTest.keyClick(field, Qt.Key.Key_Return)
    field.problem_changed.connect(heard.append)
    field.clear()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard == [""]
    assert field.problem() == ""


def test_the_same_day_typed_another_way_is_no_change(field: DateField) -> None:
    field.set_day(date(2026, 3, 3))
    heard: list[object] = []
    field.day_changed.connect(heard.append)
    field.setText("3/3/2026")
    field.read()
    assert heard == []


def test_alt_down_opens_the_calendar_on_its_day_and_a_click_takes_one(field: DateField) -> None:
    field.set_day(date(2026, 3, 3))
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = field.popup()
    assert popup is not None
    assert popup.month.selectedDate() == QDate(2026, 3, 3)
    assert popup.month.firstDayOfWeek() == Qt.DayOfWeek.Monday
    popup.month.clicked.emit(QDate(2026, 3, 12))
    assert field.day() == date(2026, 3, 12)
    assert not popup.isVisible()


def test_the_calendar_gives_today_and_no_date(field: DateField) -> None:
    field.open_calendar()
    popup = field.popup()
    assert popup is not None
    QTest.mouseClick(popup.today_button, Qt.MouseButton.LeftButton)
    assert field.day() == TODAY
    field.open_calendar()
    QTest.mouseClick(popup.none_button, Qt.MouseButton.LeftButton)
    assert field.day() is None


def test_the_calendar_opens_on_today_when_it_is_empty(field: DateField) -> None:
    field.open_calendar()
    popup = field.popup()
    assert popup is not None
    assert popup.month.selectedDate() == QDate(2026, 11, 23)
    popup.hide()


def test_its_button_is_large_enough_and_named(field: DateField) -> None:
    button = field.findChild(QWidget, "", Qt.FindChildOption.FindDirectChildrenOnly)
    buttons = [child for child in field.children() if isinstance(child, QWidget) and child.accessibleName()]
    assert button is not None
    assert [child.accessibleName() for child in buttons] == ["Choose a day"]
    assert min(buttons[0].width(), buttons[0].height()) >= 24
