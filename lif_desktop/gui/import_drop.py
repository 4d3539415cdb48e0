"""The ground on which a spreadsheet is dropped, and what can be read."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.gui.icons import icon
from lif_desktop.gui.labels import Words
from lif_desktop.gui.palette import colour, scaled, tokens_of


class DropGround(QWidget):
    """A dashed edge around words; the window behind it takes what is dropped."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture = QLabel()
        side = scaled(36)
        picture.setPixmap(icon("import", "accent").pixmap(QSize(side, side), self.devicePixelRatioF()))
        self.heading = Words("Drop a spreadsheet here", "heading")
        self.words = Words(
            "An Excel workbook (.xlsx, .xlsm, .xls, .xlsb), an OpenDocument spreadsheet (.ods) or a text file (.csv). "
            "It is read where it lies and stays as it is.",
            "secondary",
            wrap=True,
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 12, 24, 12)
        whole.setSpacing(8)
        whole.addStretch(1)
        for part in (picture, self.heading, self.words):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            whole.addWidget(part)
        whole.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The dashed edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour(tokens_of(self).edge), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
