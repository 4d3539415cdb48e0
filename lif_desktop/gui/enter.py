"""What Enter does: it presses the button that has the focus, on pages too, and never one that nobody looks at."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPushButton


class EnterButton(QPushButton):
    """A button on which Enter does what Space does, also outside a small window; held down, it presses once."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


def choose_default(window: QDialog) -> None:
    """Let Enter in a field press the main button of a window, where the window says nothing else itself.

    Qt would take the first button that it finds, such as one that browses for a folder. Where the main button wants no
    Enter (`setAutoDefault(False)`), no other takes its place.
    """
    buttons = [one for one in window.findChildren(QPushButton) if one.window() is window]
    if any(one.isDefault() for one in buttons):
        return
    main = next((one for one in buttons if one.property("primary")), None)
    if main is None:
        return
    if main.autoDefault():
        main.setDefault(True)
        return
    for one in buttons:
        one.setAutoDefault(False)
