"""The window that says what the program is."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from lif_desktop import __version__
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.forms import load_form, part
from lif_desktop.gui.icons import app_icon
from lif_desktop.gui.palette import scaled


class AboutDialog(Dialog):
    """Name, version, promise and licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("About LIF Desktop", parent)
        self.form = load_form("about")
        part(self.form, QLabel, "version").setText(f"Version {__version__}")
        side = scaled(48)
        part(self.form, QLabel, "picture").setPixmap(app_icon().pixmap(QSize(side, side), self.devicePixelRatioF()))
        self.close_button = part(self.form, QPushButton, "close")
        self.close_button.clicked.connect(self.accept)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.form)
        self.setMinimumWidth(scaled(480))
