"""A keyboard and nothing else: keys go to whatever has the focus, as a person's do."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from lif_desktop.gui.shell import MainWindow

_KEY = Qt.Key
_NONE, _CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@dataclass
class Keyboard:
    """Presses keys in a window. `pressed` counts every Tab that was needed to get somewhere."""

    window: MainWindow
    pressed: int = 0

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _NONE) -> None:
        """Press one key."""
        QTest.keyClick(self._where(), key, modifier)
        self._settle()

    def type(self, words: str) -> None:
        """Type into whatever has the focus."""
        QTest.keyClicks(self._where(), words)
        self._settle()

    def page(self, number: int) -> None:
        """Ctrl and a figure: to a page of the window."""
        self.key(_KEY(_KEY.Key_0.value + number), _CONTROL)

    def new(self) -> None:
        """Ctrl+N."""
        self.key(_KEY.Key_N, _CONTROL)

    def save(self) -> None:
        """Ctrl+S."""
        self.key(_KEY.Key_S, _CONTROL)

    def to(self, words: str, most: int = 80) -> None:
        """Tab until the focus is on what begins with `words`, as a screen reader says it."""
        passed = []
        for _ in range(most):
            if self.here().casefold().startswith(words.casefold()):
                return
            passed.append(self.here())
            self.key(_KEY.Key_Tab)
            self.pressed += 1
        raise AssertionError(f"no way by Tab to {words!r}; passed {passed}")

    def press(self, words: str) -> None:
        """Go to a button and press it."""
        self.to(words)
        self.key(_KEY.Key_Space)

    def fill(self, **fields: str) -> None:
        """Type into fields by label ("_" for a space), in the order given."""
        for label, words in fields.items():
            self.to(label.replace("_", " "))
            self.type(words)

    def tab(self, words: str) -> None:
        """Ctrl+Page Down until the tab of the record with these words is shown."""
        for _ in range(12):
            self.key(_KEY.Key_PageDown, _CONTROL)
            if self.here().startswith(f"{words}, tab"):
                return
        raise AssertionError(f"the record has no tab {words!r}")

    @staticmethod
    def here() -> str:
        """What a screen reader says of the place of the focus."""
        found = QApplication.focusWidget()
        if found is None:
            return ""
        return found.accessibleName() or (found.text() if isinstance(found, QAbstractButton) else "")

    def _where(self) -> QWidget:
        """What keys go to. Offscreen, a list that was closed stays the active window, as it would on no real screen."""
        active = QApplication.activeWindow()
        top = QApplication.activeModalWidget() or self.window
        if active is None or not active.isVisible():
            top.activateWindow()
            self._settle()
        return QApplication.activePopupWidget() or QApplication.focusWidget() or top

    @staticmethod
    def _settle() -> None:
        for _ in range(3):
            QApplication.processEvents()
