"""The sentence that stands beside a cell whose text could not go in."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from lif_desktop.gui.palette import colour, scaled, tokens_of

_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class CellHint(QWidget):
    """A small note under (or above) a cell; it lets the mouse through and takes no focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = ""
        self.hide()

    def words(self) -> str:
        """The sentence shown; "" while hidden."""
        return self._words

    def say(self, words: str, cell: QRect) -> None:
        """Show a sentence beside a cell given in the parent's coordinates; "" hides it."""
        self._words = words
        self.setAccessibleName(words)
        if not words:
            self.hide()
            return
        room = self.parentWidget().rect()
        size = self._size(words, min(room.width() - 8, scaled(380)))
        left = max(4, min(cell.left(), room.right() - size.width() - 4))
        below = cell.bottom() + 4
        top = below if below + size.height() <= room.bottom() else max(0, cell.top() - size.height() - 4)
        self.setGeometry(QRect(QPoint(left, top), size))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sentence on a surface with a red edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        red = colour(tokens.tone("red").ink)
        painter.setPen(QPen(red, 1))
        painter.setBrush(colour(tokens.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.fillRect(QRect(1, 3, 3, self.height() - 6), red)
        painter.setFont(QApplication.font())
        painter.setPen(colour(tokens.text))
        painter.drawText(self.rect().adjusted(scaled(12), 0, -scaled(8), 0), _FLAGS, self._words)

    def _size(self, words: str, most: int) -> QSize:
        room = QRect(0, 0, most - scaled(20), 10_000)
        needed = self.fontMetrics().boundingRect(room, _FLAGS, words)
        return QSize(min(most, needed.width() + scaled(24)), needed.height() + scaled(12))
