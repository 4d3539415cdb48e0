"""Keeps the mouse wheel from changing a value that nobody has chosen to edit."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QApplication, QComboBox, QScrollBar

_NAME = "lif-wheel-guard"
_GUARDED = (QComboBox, QAbstractSpinBox, QAbstractSlider)
_MINDED = (QEvent.Type.Wheel, QEvent.Type.Polish)


class WheelGuard(QObject):
    """An event filter for the whole application.

    A turn over a combo box, date, number or slider goes to the page beneath, which scrolls, with focus or without: the
    one that was filled in last has it still while she scrolls on.
    These widgets also stop taking focus from the wheel, which Qt would give them first.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Send a turn of the wheel on to the page; take focus by the wheel away."""
        kind = event.type()
        if kind not in _MINDED or not isinstance(watched, _GUARDED) or isinstance(watched, QScrollBar):
            return False
        if kind == QEvent.Type.Polish:
            if watched.focusPolicy() == Qt.FocusPolicy.WheelFocus:
                watched.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            return False
        event.ignore()
        return True


def guard_wheel(app: QApplication) -> None:
    """Put the guard on the application, once."""
    if app.findChild(WheelGuard, _NAME) is None:
        guard = WheelGuard(app)
        guard.setObjectName(_NAME)
        app.installEventFilter(guard)
