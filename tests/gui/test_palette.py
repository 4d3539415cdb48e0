"""Themes and text size are put on the whole program, live."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.framework.colours import contrast
from lif_desktop.gui import palette as palette_module
from lif_desktop.gui.labels import Words
from lif_desktop.gui.palette import (
    apply_text_size,
    apply_theme,
    colour,
    make_palette,
    next_text_size,
    scaled,
    text_size,
    theme_of,
    tokens_of,
)
from lif_desktop.gui.tokens import DARK, LIGHT, THEMES, Tokens
from lif_desktop.gui.widgets import ProblemNote

ROLE = QPalette.ColorRole


def hex_of(palette: QPalette, role: QPalette.ColorRole) -> str:
    return palette.color(role).name()[1:].upper()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_palette_itself_can_be_read(theme: Tokens) -> None:
    made = make_palette(theme)
    for ink, ground in [
        (ROLE.WindowText, ROLE.Window),
        (ROLE.Text, ROLE.Base),
        (ROLE.Text, ROLE.AlternateBase),
        (ROLE.PlaceholderText, ROLE.Base),
        (ROLE.HighlightedText, ROLE.Highlight),
        (ROLE.ButtonText, ROLE.Button),
        (ROLE.ToolTipText, ROLE.ToolTipBase),
        (ROLE.Link, ROLE.Base),
    ]:
        assert contrast(hex_of(made, ink), hex_of(made, ground)) >= 4.5, (ink, ground)


def test_an_unfocused_window_keeps_its_selection() -> None:
    made = make_palette(LIGHT)
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        assert made.color(group, ROLE.Highlight) == colour(LIGHT.selection)
        assert made.color(group, ROLE.HighlightedText) == colour(LIGHT.selected)


def test_a_theme_changes_open_windows_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    window = QWidget()
    label = QLabel("Reviews", window)
    qtbot.addWidget(window)
    window.show()
    apply_theme(qapp, "dark")
    qapp.processEvents()
    assert tokens_of(label) is DARK
    assert hex_of(label.palette(), ROLE.WindowText) == DARK.text
    apply_theme(qapp, "light")
    qapp.processEvents()
    assert tokens_of(label) is LIGHT


def test_a_widget_with_a_colour_of_its_own_follows_too(qtbot: QtBot, qapp: QApplication) -> None:
    window = QWidget()
    note = ProblemNote(window)
    qtbot.addWidget(window)
    window.show()
    apply_theme(qapp, "dark")
    qapp.processEvents()
    assert hex_of(note.palette(), ROLE.WindowText) == DARK.tone("red").ink


def test_system_follows_while_it_is_asked_for(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    dark = False
    monkeypatch.setattr(palette_module, "system_is_dark", lambda _app: dark)
    hints = qapp.styleHints()
    apply_theme(qapp, "system")
    assert tokens_of(qapp.palette()) is LIGHT
    dark = True
    hints.colorSchemeChanged.emit(hints.colorScheme())
    assert tokens_of(qapp.palette()) is DARK
    apply_theme(qapp, "light")
    hints.colorSchemeChanged.emit(hints.colorScheme())
    assert tokens_of(qapp.palette()) is LIGHT
    assert theme_of(qapp) == "light"


def test_asking_again_does_not_add_a_second_follower(qapp: QApplication) -> None:
    before = len(qapp.children())
    for theme in ("dark", "system", "light"):
        apply_theme(qapp, theme)
    assert len(qapp.children()) == before


def test_text_grows_live_with_titles(qtbot: QtBot, qapp: QApplication) -> None:
    window = QWidget()
    plain, title = QLabel("Plain", window), Words("Title", "title", window)
    qtbot.addWidget(window)
    window.show()
    assert title.font().pointSizeF() == pytest.approx(16)
    assert apply_text_size(qapp, 150) == 150
    qapp.processEvents()
    assert plain.font().pointSizeF() == pytest.approx(15)
    assert title.font().pointSizeF() == pytest.approx(24)
    assert text_size(qapp) == 150
    assert scaled(34) == 51


@pytest.mark.parametrize(("asked", "given"), [(20, 100), (100, 100), (175, 175), (400, 200)])
def test_text_size_is_held_between_100_and_200(qapp: QApplication, asked: int, given: int) -> None:
    assert apply_text_size(qapp, asked) == given
    assert text_size(qapp) == given


def test_steps_go_up_and_down_and_stop() -> None:
    assert next_text_size(100, 1) == 110
    assert next_text_size(130, 1) == 150
    assert next_text_size(200, 1) == 200
    assert next_text_size(130, -1) == 125
    assert next_text_size(100, -1) == 100


def test_the_program_speaks_british_english(qtbot: QtBot) -> None:
    assert QLocale().name() == "en_GB"
    calendar = QCalendarWidget()
    qtbot.addWidget(calendar)
    assert calendar.locale().toString(date(2026, 3, 3), QLocale.FormatType.ShortFormat) == "03/03/2026"


def test_hints_of_the_system_can_be_read_when_kept(qapp: QApplication) -> None:
    hints = qapp.styleHints()
    reading = hints.accessibility()
    assert reading.contrastPreference() is not None
