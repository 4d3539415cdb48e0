"""The style paints our colours on Qt's own widgets, and keeps targets large enough."""

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from lif_desktop.gui.look import dress
from lif_desktop.gui.palette import apply_text_size, apply_theme, colour, tokens_of
from lif_desktop.gui.style import LifStyle
from lif_desktop.gui.tokens import DARK, LIGHT
from lif_desktop.gui.widgets import plain_button, primary_button


def colours(widget: QWidget) -> set[str]:
    image: QImage = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def of(token: str) -> str:
    return QColor(colour(token)).name()


class Stage:
    """Puts widgets into windows, without the cursor in them, and keeps the windows."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._windows: list[QWidget] = []

    def show(self, widget: QWidget) -> QWidget:
        window = QWidget()
        layout = QVBoxLayout(window)
        other = QLineEdit()
        for part in (other, widget):
            layout.addWidget(part)
        self._qtbot.addWidget(window)
        self._windows.append(window)
        with self._qtbot.waitActive(window):
            window.show()
        other.setFocus()
        return widget


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return Stage(qtbot)


def test_it_is_our_style_and_stays_one(qapp: QApplication) -> None:
    style = qapp.style()
    dress(qapp, "dark", 100)
    assert isinstance(style, LifStyle)
    assert qapp.style() is style


@pytest.mark.parametrize(("theme", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_the_main_button_is_filled_and_others_are_not(
    stage: Stage, qapp: QApplication, theme: str, tokens: object
) -> None:
    apply_theme(qapp, theme)  # type: ignore[arg-type]
    main, plain = stage.show(primary_button("New review")), stage.show(plain_button("Import…"))
    own = tokens_of(main)
    assert own is tokens
    assert {of(own.primary), of(own.on_primary)} <= colours(main)
    assert of(own.primary) not in colours(plain)
    assert of(own.raised) in colours(plain)


def test_a_disabled_main_button_does_not_shine(stage: Stage) -> None:
    button = primary_button("New review")
    button.setEnabled(False)
    assert of(LIGHT.primary) not in colours(stage.show(button))


@pytest.mark.parametrize("make", [QLineEdit, QPlainTextEdit, QComboBox, QSpinBox])
def test_a_field_shows_its_edge_focus_and_problem(stage: Stage, make: type[QWidget]) -> None:
    field = stage.show(make())
    assert of(LIGHT.edge) in colours(field)
    assert of(LIGHT.accent) not in colours(field)
    field.setProperty("problem", True)
    assert of(LIGHT.tone("red").ink) in colours(field)
    field.setProperty("problem", False)
    field.setFocus()
    assert of(LIGHT.accent) in colours(field)


@pytest.mark.parametrize("make", [QCheckBox, QRadioButton])
def test_a_mark_is_filled_when_set(stage: Stage, make: type[QCheckBox]) -> None:
    box = make("Legal hold")
    stage.show(box)
    assert of(LIGHT.primary) not in colours(box)
    box.setChecked(True)
    assert of(LIGHT.primary) in colours(box)


def test_the_chosen_tab_is_underlined(stage: Stage) -> None:
    tabs = QTabWidget()
    tabs.addTab(QWidget(), "Details")
    tabs.addTab(QWidget(), "History")
    stage.show(tabs)
    bar = tabs.tabBar()
    image = bar.grab().toImage()
    chosen = bar.tabRect(0)
    assert image.pixelColor(chosen.center().x(), chosen.bottom() - 1).name() == of(LIGHT.accent)
    other = bar.tabRect(1)
    assert image.pixelColor(other.center().x(), other.bottom() - 1).name() != of(LIGHT.accent)


def test_progress_is_filled_as_far_as_it_is(stage: Stage) -> None:
    bar = QProgressBar()
    bar.setTextVisible(False)
    stage.show(bar)
    bar.setValue(50)
    image = bar.grab().toImage()
    middle = image.height() // 2
    assert image.pixelColor(image.width() // 4, middle).name() == of(LIGHT.accent)
    assert image.pixelColor(image.width() * 3 // 4, middle).name() == of(LIGHT.track)
    bar.setRange(0, 0)
    assert of(LIGHT.accent) in colours(bar)


def test_scroll_bars_and_tool_buttons_are_painted(stage: Stage) -> None:
    area = QScrollArea()
    inside = QWidget()
    inside.setFixedSize(300, 5000)
    area.setWidget(inside)
    stage.show(area)
    assert of(LIGHT.faint) in colours(area.verticalScrollBar())
    button = QToolButton()
    button.setAutoRaise(True)
    button.setCheckable(True)
    button.setChecked(True)
    assert of(LIGHT.down) in colours(stage.show(button))


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_targets_are_at_least_24_pixels_and_grow(qtbot: QtBot, qapp: QApplication, percent: int) -> None:
    apply_text_size(qapp, percent)
    for widget in (QPushButton("Go"), QLineEdit(), QComboBox(), QSpinBox(), QCheckBox("Yes"), QRadioButton("No")):
        qtbot.addWidget(widget)
        least = 24 if isinstance(widget, QCheckBox | QRadioButton) else 32
        assert widget.sizeHint().height() >= least * percent // 100, widget
