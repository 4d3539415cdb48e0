"""Colours and text size as the person prefers them, put on the whole program and kept."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from lif_desktop.gui.palette import Theme, apply_text_size, apply_theme, next_text_size, text_size
from lif_desktop.gui.preferences import Preferences


class Looks(QObject):
    """Puts on what is preferred. Signals: `themed(theme)` and `sized(per cent)` after a change."""

    themed = Signal(str)
    sized = Signal(int)

    def __init__(
        self, window: QWidget, preferences: Callable[[], Preferences], keep: Callable[[Preferences], None]
    ) -> None:
        super().__init__(window)
        self._preferences, self._keep = preferences, keep

    def set_theme(self, theme: Theme) -> None:
        """Put on a theme, and keep it."""
        apply_theme(_app(), theme)
        self._keep(replace(self._preferences(), theme=theme))
        self.themed.emit(theme)

    def set_text(self, percent: int) -> None:
        """Set the size of text, and keep it."""
        held = apply_text_size(_app(), percent)
        self._keep(replace(self._preferences(), text=held))
        self.sized.emit(held)

    def step_text(self, direction: int) -> None:
        """The next larger (1) or smaller (-1) size of text."""
        self.set_text(next_text_size(text_size(_app()), direction))

    def prefer(self, chosen: Preferences) -> None:
        """Put on what was chosen in the preferences, and keep the name."""
        before = self._preferences()
        self._keep(replace(before, person=chosen.person))
        if chosen.theme != before.theme:
            self.set_theme(chosen.theme)
        if chosen.text != before.text:
            self.set_text(chosen.text)


def _app() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("the window needs an application with widgets")
    return app
