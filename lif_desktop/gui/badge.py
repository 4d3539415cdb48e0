"""A status as shape, word and colour, and a clock drawn as its days: painted in tables and worn by labels."""

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.tokens import Tokens, mixed

if TYPE_CHECKING:
    from lif_desktop.framework.status import Status

BADGE_HEIGHT = 24
"""Height of a badge in pixels at 100 % text."""
_SIDE = 10
_GAP = 7
_SHAPE = 8.0
_MOST_SEGMENTS = 60
_OWN_EDGE = 0.3
"""How much of its ink the edge of a badge in colours of its own takes: such an ink is black or white."""


def say_status(status: "Status") -> str:
    """What a screen reader says of a status: "RAG status red, overdue by 3 working days"."""
    word = status.word[:1].lower() + status.word[1:]
    return word if status.tone == "none" else f"RAG status {status.tone}, {word}"


def badge_font(base: QFont) -> QFont:
    """The semibold face of a badge, a little smaller than the text around it."""
    font = QFont(base)
    font.setPointSizeF(base.pointSizeF() * 0.92)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def badge_width(word: str, font: QFont) -> int:
    """Pixels that a badge with this word needs; `font` is the one from `badge_font`."""
    return QFontMetrics(font).horizontalAdvance(word) + scaled(2 * _SIDE + _GAP + _SHAPE) + 2


def paint_badge(
    painter: QPainter, rect: QRect, status: "Status", tokens: Tokens, font: QFont, centred: bool = False
) -> None:
    """Paint a status into `rect`: at its own width from the left, or over the whole width, centred."""
    tone = tokens.worn(status)
    height = min(scaled(BADGE_HEIGHT), rect.height())
    needed = badge_width(status.word, font)
    width = rect.width() if centred else min(needed, rect.width())
    body = QRectF(rect.x() + 0.5, rect.y() + (rect.height() - height) // 2 + 0.5, width - 1, height - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = mixed(tone.ink, tone.fill, _OWN_EDGE) if status.fill else tone.ink
    painter.setPen(QPen(colour(edge), 1))
    painter.setBrush(colour(tone.fill))
    painter.drawRoundedRect(body, scaled(4), scaled(4))
    left = body.x() + max(scaled(_SIDE), (width - needed) / 2 + scaled(_SIDE) if centred else 0)
    _paint_shape(painter, QPointF(left + scaled(_SHAPE) / 2, body.center().y()), status.tone, tone.ink)
    start = round(left + scaled(_SHAPE) + scaled(_GAP))
    words = QRect(start, round(body.y()), max(0, round(body.right()) - start - scaled(4)), round(body.height()))
    painter.setFont(font)
    painter.setPen(colour(tone.ink))
    word = status.word
    if needed > width:
        word = QFontMetrics(font).elidedText(word, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), word)
    painter.restore()


def _paint_shape(painter: QPainter, middle: QPointF, tone: str, ink: str) -> None:
    """Diamond, triangle, disc, tick or dash: the part of a status that needs no colour."""
    size = scaled(_SHAPE)
    painter.setBrush(colour(ink))
    painter.setPen(Qt.PenStyle.NoPen)
    if tone == "green":
        painter.drawEllipse(middle, size / 2, size / 2)
    elif tone in ("red", "amber"):
        painter.drawPolygon(_polygon(tone, size).translated(middle))
    else:
        pen = QPen(colour(ink), max(1.6, size / 4.5))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(_polygon(tone, size).translated(middle))


@lru_cache(maxsize=64)
def _polygon(tone: str, size: int) -> QPolygonF:
    half = size / 2
    points = {
        "red": ((0, -half - 0.5), (half + 0.5, 0), (0, half + 0.5), (-half - 0.5, 0)),
        "amber": ((0, -half), (half + 0.5, half - 0.5), (-half - 0.5, half - 0.5)),
        "blue": ((-half, 0), (-half * 0.3, half * 0.7), (half, -half * 0.7)),
        "none": ((-half, 0), (half, 0)),
    }
    return QPolygonF([QPointF(x, y) for x, y in points.get(tone, points["none"])])


class StatusBadge(QWidget):
    """A status in a form or a card. `centred` fills the width given, so that badges in a column agree."""

    def __init__(self, status: "Status", parent: QWidget | None = None, centred: bool = False) -> None:
        super().__init__(parent)
        self._centred = centred
        self.setSizePolicy(
            QSizePolicy.Policy.Minimum if centred else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed
        )
        self.set_status(status)

    def status(self) -> "Status":
        """The status shown."""
        return self._status

    def set_status(self, status: "Status") -> None:
        """Show another status."""
        self._status = status
        self.setAccessibleName(say_status(status))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As large as the words need."""
        return QSize(badge_width(self._status.word, badge_font(QApplication.font())), scaled(BADGE_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """No smaller than the words need."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the colours of the theme."""
        painter = QPainter(self)
        font = badge_font(QApplication.font())
        paint_badge(painter, self.rect(), self._status, tokens_of(self), font, self._centred)

    def changeEvent(self, event: QEvent) -> None:
        """Follow text size and theme."""
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)


class ClockBar(QWidget):
    """A running clock as segments, a day or a week each; those gone by filled in its tone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total, self._gone, self._tone = 1, 0, "none"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_clock(self, total: int, gone: int, tone: str, words: str) -> None:
        """Show `gone` of `total` days or weeks; a screen reader says `words` ("Working day 7 of 15")."""
        self._total, self._gone, self._tone = max(1, total), max(0, min(gone, total)), tone
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """As large as the words need."""
        return QSize(scaled(160), scaled(10))

    def minimumSizeHint(self) -> QSize:
        """No smaller than the words need."""
        return QSize(scaled(60), scaled(10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the colours of the theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        tokens = tokens_of(self)
        gone, left = colour(tokens.tone(self._tone).ink), colour(tokens.track)
        segments = min(self._total, _MOST_SEGMENTS)
        filled = round(self._gone * segments / self._total)
        height = float(scaled(8))
        gap = 2.0 if self.width() / segments > 6 else 1.0
        step = (self.width() + gap) / segments
        top = (self.height() - height) / 2
        for at in range(segments):
            painter.setBrush(gone if at < filled else left)
            painter.drawRoundedRect(QRectF(at * step, top, step - gap, height), 2, 2)
