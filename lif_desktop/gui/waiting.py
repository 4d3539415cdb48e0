"""What the window shows while an office is on its way."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from lif_desktop.gui.labels import Words
from lif_desktop.gui.palette import scaled


class WaitingPage(QWidget):
    """A sentence and a bar that moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Words("", "heading")
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(scaled(280))
        self.bar.hide()
        whole = QVBoxLayout(self)
        whole.setSpacing(12)
        whole.addStretch(2)
        whole.addWidget(self.words)
        whole.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)

    def say(self, words: str) -> None:
        """Say what is being done."""
        self.words.setText(words)
        self.bar.setAccessibleName(words)
        self.bar.setVisible(bool(words))
