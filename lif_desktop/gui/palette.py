"""Puts the colours and the text size on the whole program, live, and follows the system when asked to."""

import sys
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QLocale, QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from lif_desktop.gui.tokens import DARK, LIGHT, Tokens

Theme = Literal["light", "dark", "system"]

POINTS = 10.0
"""Size of ordinary text at 100 %."""
LEAST_PERCENT = 100
MOST_PERCENT = 200
STEPS = (100, 110, 125, 150, 175, 200)
"""The sizes that Ctrl+plus and Ctrl+minus step through, in per cent."""

_FAMILIES = ("Segoe UI", "Open Sans", "Noto Sans", "Liberation Sans", "DejaVu Sans")
_FOLLOWER = "lif-theme-follower"
_ROLE = QPalette.ColorRole


@lru_cache(maxsize=256)
def colour(token: str) -> QColor:
    """The colour of a token written as RRGGBB. Shared: do not change it."""
    return QColor(f"#{token}")


def tokens_of(thing: QWidget | QPalette) -> Tokens:
    """The tokens that belong to the palette of `thing`: dark when its window colour is dark."""
    palette = thing if isinstance(thing, QPalette) else thing.palette()
    return DARK if palette.color(_ROLE.Window).lightness() < 128 else LIGHT


def make_palette(tokens: Tokens) -> QPalette:
    """The palette for Qt's Fusion style. Unfocused windows look as focused ones do."""
    palette = QPalette()
    for role, token in _roles(tokens).items():
        palette.setColor(QPalette.ColorGroup.All, role, colour(token))
    for role in (_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText, _ROLE.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, colour(tokens.faint))
    palette.setColor(QPalette.ColorGroup.Disabled, _ROLE.Highlight, colour(tokens.line))
    return palette


def system_is_dark(app: QApplication) -> bool:
    """Whether the system asks for dark windows. False where the system does not say."""
    hints = app.styleHints()
    return hints.colorScheme() == Qt.ColorScheme.Dark


def apply_theme(app: QApplication, theme: Theme) -> Tokens:
    """Put a theme on every window at once. "system" follows the system from now on, also when it changes."""
    follower = app.findChild(_Follower, _FOLLOWER) or _Follower(app)
    follower.theme = theme
    _tell_system(app, theme)
    return follower.put()


def theme_of(app: QApplication) -> Theme:
    """The theme that was asked for last; "system" when none was."""
    follower = app.findChild(_Follower, _FOLLOWER)
    return follower.theme if follower else "system"


def apply_text_size(app: QApplication, percent: int) -> int:
    """Set the size of all text, live. Gives the per cent that was set, held between 100 and 200.

    Widgets follow by Qt's own FontChange; one with a font size of its own hears nothing of it, so any widget
    that has a method `refit()` is told here.
    """
    held = max(LEAST_PERCENT, min(MOST_PERCENT, percent))
    font = QFont(_family())
    font.setPointSizeF(POINTS * held / 100)
    app.setFont(font)
    for widget in app.allWidgets():
        refit = getattr(widget, "refit", None)
        if refit is not None:
            refit()
    return held


def text_size(app: QApplication) -> int:
    """The size of text now, in per cent."""
    return round(app.font().pointSizeF() / POINTS * 100)


def next_text_size(percent: int, direction: int) -> int:
    """The next larger (`direction` 1) or smaller (-1) step from `percent`."""
    if direction > 0:
        return next((step for step in STEPS if step > percent), STEPS[-1])
    return next((step for step in reversed(STEPS) if step < percent), STEPS[0])


def scaled(pixels: float) -> int:
    """A length given for 100 % text, in pixels for the text size that is set."""
    return round(pixels * QApplication.font().pointSizeF() / POINTS)


def british_dates() -> None:
    """Make every widget made from now on speak British English. Call before the first widget."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


class _Follower(QObject):
    """Holds the theme that was asked for, as a child of the application, and follows the system."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName(_FOLLOWER)
        self.theme: Theme = "system"
        self._app = app
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)

    def put(self) -> Tokens:
        dark = self.theme == "dark" or (self.theme == "system" and system_is_dark(self._app))
        tokens = DARK if dark else LIGHT
        self._app.setPalette(make_palette(tokens))
        return tokens

    def _system_changed(self) -> None:
        if self.theme == "system":
            self.put()


def _tell_system(app: QApplication, theme: Theme) -> None:
    """Ask for title bars that match. Offscreen this does nothing, so nothing leans on it."""
    hints = app.styleHints()
    if theme == "system":
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(Qt.ColorScheme.Dark if theme == "dark" else Qt.ColorScheme.Light)


def _family() -> str:
    if sys.platform == "win32":
        return _FAMILIES[0]
    present = set(QFontDatabase.families())
    return next((family for family in _FAMILIES if family in present), QFont().family())


def _roles(tokens: Tokens) -> dict[QPalette.ColorRole, str]:
    return {
        _ROLE.Window: tokens.window,
        _ROLE.WindowText: tokens.text,
        _ROLE.Base: tokens.base,
        _ROLE.AlternateBase: tokens.alternate,
        _ROLE.Text: tokens.text,
        _ROLE.PlaceholderText: tokens.secondary,
        _ROLE.Button: tokens.raised,
        _ROLE.ButtonText: tokens.text,
        _ROLE.BrightText: tokens.on_primary,
        _ROLE.Highlight: tokens.selection,
        _ROLE.HighlightedText: tokens.selected,
        _ROLE.Accent: tokens.accent,
        _ROLE.Link: tokens.accent,
        _ROLE.LinkVisited: tokens.accent,
        _ROLE.ToolTipBase: tokens.tip,
        _ROLE.ToolTipText: tokens.on_tip,
        _ROLE.Light: tokens.base,
        _ROLE.Midlight: tokens.alternate,
        _ROLE.Mid: tokens.line,
        _ROLE.Dark: tokens.edge,
        _ROLE.Shadow: tokens.line,
    }
