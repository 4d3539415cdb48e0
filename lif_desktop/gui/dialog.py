"""The base of every small window: opened without blocking, freed when it closes."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from lif_desktop.gui.enter import choose_default
from lif_desktop.gui.palette import scaled


class Dialog(QDialog):
    """A window over another one. Show it with `open()`, never `exec()`; it is freed on close."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)

    def showEvent(self, event: QShowEvent) -> None:
        """Say what Enter presses."""
        choose_default(self)
        super().showEvent(event)

    def take_room(self, wide: int, high: int) -> None:
        """Be so large, in pixels at 100 % text, but no larger than the window that it belongs to."""
        wide, high = scaled(wide), scaled(high)
        parent = self.parentWidget()
        if parent is not None:
            room = parent.window().size()
            wide, high = min(wide, room.width() - 40), min(high, room.height() - 24)
        self.resize(wide, high)

    def fit(self) -> None:
        """Grow as tall as the words need now; never shrink."""
        layout = self.layout()
        layout.activate()
        self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def finish(self) -> None:
        """Close it, shown or not, and free it."""
        self.done(0)
        self.deleteLater()
