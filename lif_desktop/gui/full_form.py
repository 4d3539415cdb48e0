"""A record in a window of its own: all tabs, fields in several columns."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lif_desktop.gui.detail import DetailPane
from lif_desktop.gui.palette import scaled
from lif_desktop.office import Office
from lif_desktop.registers.register import Register


class FullForm(QWidget):
    """The window of one record. It stays open while something typed cannot be saved. Signal `gone(form)` at its end."""

    gone = Signal(object)

    def __init__(self, office: Office, own: Register, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pane = DetailPane(office, own, whole=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.addWidget(self.pane)
        self.pane.load(number)
        self.pane.created.connect(lambda _id: self._name())
        self.pane.changed.connect(lambda _batch: self._name())
        self._name()
        self.resize(scaled(920), scaled(680))

    def refresh(self) -> None:
        """Take over what was changed elsewhere."""
        self.pane.refresh()
        self._name()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the window."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save first; stay where that cannot be done yet."""
        if self.pane.leave():
            event.accept()
            self.gone.emit(self)
        else:
            event.ignore()

    def _name(self) -> None:
        self.setWindowTitle(self.pane.heading.text())
