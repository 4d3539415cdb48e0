"""The wheel scrolls the page and changes no value that nobody is editing."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QScrollArea, QSlider, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.wheel import WheelGuard, guard_wheel


class Page:
    """A page that scrolls, with a combo box, a date, a number and a slider at its top."""

    def __init__(self, qtbot: QtBot) -> None:
        self.area = QScrollArea()
        inside = QWidget()
        inside.setMinimumHeight(3000)
        layout = QVBoxLayout(inside)
        layout.addSpacing(120)
        self.combo, self.date, self.number, self.slider = QComboBox(), QDateEdit(), QSpinBox(), QSlider()
        self.slider.setFixedHeight(60)
        self.combo.addItems(["Red", "Amber", "Green"])
        for widget in (self.combo, self.date, self.number, self.slider):
            layout.addWidget(widget)
        layout.addStretch()
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        qtbot.addWidget(self.area)
        self.area.resize(400, 400)
        with qtbot.waitActive(self.area):
            self.area.show()
        self.area.setFocus()

    def values(self) -> tuple[object, ...]:
        return self.combo.currentText(), self.date.date(), self.number.value(), self.slider.value()


def turn(widget: QWidget) -> None:
    """Turn the wheel over a widget as the system does, focus by wheel included."""
    window = widget.window()
    spot = widget.mapTo(window, widget.rect().center())
    QTest.wheelEvent(window.windowHandle(), QPointF(spot), QPoint(0, -120))
    QApplication.processEvents()


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    return Page(qtbot)


@pytest.mark.parametrize("which", ["combo", "date", "number", "slider"])
def test_a_turn_over_an_unfocused_field_scrolls_the_page(page: Page, which: str) -> None:
    before = page.values()
    turn(getattr(page, which))
    assert page.values() == before
    assert page.area.verticalScrollBar().value() > 0


def test_a_field_that_still_has_the_focus_is_not_turned_either(page: Page) -> None:
    page.combo.setFocus()
    turn(page.combo)
    assert page.combo.currentText() == "Red"
    assert page.area.verticalScrollBar().value() > 0


def test_the_wheel_does_not_give_focus(page: Page) -> None:
    for widget in (page.combo, page.date, page.number):
        assert widget.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_without_the_guard_the_value_would_change(page: Page, qapp: QApplication) -> None:
    guard = qapp.findChild(WheelGuard)
    assert guard is not None
    qapp.removeEventFilter(guard)
    turn(page.combo)
    qapp.installEventFilter(guard)
    assert page.combo.currentText() == "Amber"


def test_there_is_one_guard_however_often_it_is_asked_for(qapp: QApplication) -> None:
    guard_wheel(qapp)
    guard_wheel(qapp)
    assert len(qapp.findChildren(WheelGuard)) == 1
