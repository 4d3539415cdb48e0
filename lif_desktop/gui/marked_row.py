"""A line of words with a mark before it: evidence that is there, or something that is missing. Pressing it opens it."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from lif_desktop.gui.labels import Role, font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.rows import RowButton

_WRAP = int(Qt.TextFlag.TextWordWrap)
_MARK = 22
"""Room for the mark in pixels at 100 % text."""


class MarkedRow(RowButton):
    """Words that wrap, behind a tick, or behind a ring where something is missing."""

    def __init__(self, words: str, *, there: bool, opens: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(words if there else f"Missing: {words}", parent)
        self.words, self.there = words, there
        self._role: Role = "plain" if there else "strong"
        self.setEnabled(opens)
        if not opens:
            self.setCursor(Qt.CursorShape.ArrowCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the lines of its words."""
        room = QRect(0, 0, max(1, width - scaled(_MARK + 8)), 9999)
        high = QFontMetrics(font_for(self._role)).boundingRect(room, _WRAP, self.words).height()
        return max(scaled(26), high + scaled(8))

    def sizeHint(self) -> QSize:
        """One line where there is room."""
        return QSize(scaled(320), self.heightForWidth(max(self.width(), scaled(200))))

    def minimumSizeHint(self) -> QSize:
        """Narrow if it must be."""
        return QSize(scaled(140), self.heightForWidth(max(self.width(), scaled(140))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark and the words."""
        painter = QPainter(self)
        self.paint_ground(painter)
        tokens = tokens_of(self)
        metrics = QFontMetrics(font_for(self._role))
        middle = QPointF(scaled(_MARK) / 2, scaled(4) + metrics.height() / 2)
        pen = QPen(colour(tokens.tone("green" if self.there else "amber").ink), scaled(1.6))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.there:
            half = scaled(4)
            points = ((-half, 0), (-half * 0.3, half * 0.7), (half, -half * 0.7))
            painter.drawPolyline(QPolygonF([middle + QPointF(x, y) for x, y in points]))
        else:
            painter.drawEllipse(middle, scaled(4), scaled(4))
        painter.setFont(font_for(self._role))
        painter.setPen(colour(tokens.text if self.there else tokens.tone("amber").ink))
        place = self.rect().adjusted(scaled(_MARK), scaled(4), -scaled(8), 0)
        painter.drawText(place, _WRAP, self.words)
