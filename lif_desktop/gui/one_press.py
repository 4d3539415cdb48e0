"""Buttons on which two quick presses do what one does."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton


class OnePress(QObject):
    """Keeps the second press of two quick ones from buttons that mean something else on each step.

    Many people press everything twice: “Next” twice would be “Next” and then “Import”, before the rows were seen.
    """

    def __init__(self, *buttons: QAbstractButton) -> None:
        super().__init__(buttons[0])
        for button in buttons:
            button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take away the second press; its release then presses nothing."""
        return event.type() == QEvent.Type.MouseButtonDblClick or super().eventFilter(watched, event)
