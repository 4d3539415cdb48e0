"""One step of a review's pathway: a node on a line, what the step is, how it stands, and what shows it."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lif_desktop.framework.pathway import Step
from lif_desktop.gui.labels import Role, font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.rows import RowButton
from lif_desktop.gui.tokens import Tokens

GUTTER = 32
"""Room for the line and its nodes in pixels at 100 % text."""
_WRAP = int(Qt.TextFlag.TextWordWrap)
_TOP, _BOTTOM, _GAP = 7, 7, 12
_NODE = 7.0
"""Radius of a node in pixels at 100 % text."""


class StepRow(RowButton):
    """A step. Pressing it goes where it is mended. `first` and `last` end the line; `guide` is a quiet third line."""

    def __init__(self, step: Step, guide: str = "", parent: QWidget | None = None) -> None:
        said = f"{step.label}, {step.word[:1].lower()}{step.word[1:]}: {step.says}"
        super().__init__(said, parent)
        self.step, self.guide = step, guide
        self.first = self.last = False
        self.setAccessibleDescription(". ".join(part for part in (step.way.words.rstrip("…"), guide) if part))
        self.setToolTip(f"{step.way.words.rstrip('…')} ({step.source})")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the lines of its words."""
        below = sum(self._high(words, role, self._room(width)) for words, role in self._lines())
        return scaled(_TOP) + self._title_height(width) + below + scaled(_BOTTOM)

    def sizeHint(self) -> QSize:
        """Two lines where there is room."""
        return QSize(scaled(340), self.heightForWidth(max(self.width(), scaled(200))))

    def minimumSizeHint(self) -> QSize:
        """Narrow if it must be."""
        least = scaled(GUTTER) + self._word_width() + scaled(_GAP + 90)
        return QSize(least, self.heightForWidth(max(self.width(), least)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line with its node, then the words."""
        painter = QPainter(self)
        self.paint_ground(painter)
        tokens = tokens_of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(scaled(GUTTER) / 2, scaled(_TOP) + QFontMetrics(font_for(self._role())).height() / 2)
        self._paint_line(painter, middle, tokens)
        paint_node(painter, middle, self.step, tokens)
        title = QRect(scaled(GUTTER), scaled(_TOP), self._title_room(self.width()), self.height())
        painter.setFont(font_for(self._role()))
        painter.setPen(colour(tokens.secondary if self.step.state == "open" and not self.step.next else tokens.text))
        painter.drawText(title, _WRAP, self.step.label)
        self._paint_word(painter, tokens)
        top = scaled(_TOP) + self._title_height(self.width())
        for words, role in self._lines():
            high = self._high(words, role, self._room(self.width()))
            painter.setFont(font_for(role))
            painter.setPen(colour(tokens.secondary))
            painter.drawText(QRect(scaled(GUTTER), top, self._room(self.width()), high), _WRAP, words)
            top += high

    def _paint_word(self, painter: QPainter, tokens: Tokens) -> None:
        inks = {
            "in_hand": tokens.tone("green").ink,
            "passed": tokens.tone("amber").ink,
        }
        ink = tokens.accent if self.step.next and self.step.state == "open" else inks.get(self.step.state)
        font = font_for("small")
        title = QFontMetrics(font_for(self._role())).height()
        place = QRect(0, scaled(_TOP), self.width() - scaled(8), title)
        painter.setFont(font)
        painter.setPen(colour(ink or tokens.secondary))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self.step.word)

    def _paint_line(self, painter: QPainter, middle: QPointF, tokens: Tokens) -> None:
        """The line from step to step, in the accent as far as the step is done."""
        reach = scaled(_NODE) + scaled(3)
        pen = QPen(colour(tokens.line), scaled(2))
        painter.setPen(pen)
        if not self.first and middle.y() > reach:
            painter.drawLine(QPointF(middle.x(), 0), QPointF(middle.x(), middle.y() - reach))
        if not self.last:
            painter.drawLine(QPointF(middle.x(), middle.y() + reach), QPointF(middle.x(), self.height()))

    def _role(self) -> Role:
        return "strong" if self.step.next else "plain"

    def _lines(self) -> list[tuple[str, Role]]:
        lines: list[tuple[str, Role]] = [(self.step.says, "secondary"), (self.guide, "small")]
        return [(words, role) for words, role in lines if words]

    def _room(self, width: int) -> int:
        return max(scaled(80), width - scaled(GUTTER + 8))

    def _title_room(self, width: int) -> int:
        return max(scaled(80), self._room(width) - self._word_width() - scaled(_GAP))

    def _title_height(self, width: int) -> int:
        return self._high(self.step.label, self._role(), self._title_room(width))

    def _word_width(self) -> int:
        return QFontMetrics(font_for("small")).horizontalAdvance(self.step.word)

    @staticmethod
    def _high(words: str, role: Role, width: int) -> int:
        return QFontMetrics(font_for(role)).boundingRect(QRect(0, 0, width, 9999), _WRAP, words).height()


class NextLine(QWidget):
    """What stands beneath the step that comes next, set in as its words are; the line goes on beside it."""

    def __init__(self, inner: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QHBoxLayout(self)
        self._line.addWidget(inner)
        self._line.addStretch(1)
        self.last = False
        self.refit()

    def refit(self) -> None:
        """Take the size of text that is set now."""
        self._line.setContentsMargins(scaled(GUTTER), 2, 0, 10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        if not self.last:
            painter = QPainter(self)
            painter.setPen(QPen(colour(tokens_of(self).line), scaled(2)))
            across = scaled(GUTTER) / 2
            painter.drawLine(QPointF(across, 0), QPointF(across, self.height()))


def paint_node(painter: QPainter, middle: QPointF, step: Step, tokens: Tokens) -> None:
    """The node of a step: a disc with a tick, a half-filled ring, a ring with a dot, a ring, a triangle or a dash."""
    radius = scaled(_NODE)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if step.state == "done":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tokens.accent))
        painter.drawEllipse(middle, radius, radius)
        _draw(painter, middle, radius, ((-0.45, 0.02), (-0.12, 0.36), (0.48, -0.32)), tokens.base)
    elif step.state == "passed":
        ink = colour(tokens.tone("amber").ink)
        points = ((0, -0.9), (0.95, 0.75), (-0.95, 0.75))
        painter.setPen(QPen(ink, scaled(1.4), j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(colour(tokens.tone("amber").fill))
        painter.drawPolygon(QPolygonF([middle + QPointF(x * radius, y * radius) for x, y in points]))
    elif step.state == "not_needed":
        _draw(painter, middle, radius, ((-0.6, 0), (0.6, 0)), tokens.secondary)
    else:
        _paint_ring(painter, middle, radius, step, tokens)
    painter.restore()


def _paint_ring(painter: QPainter, middle: QPointF, radius: float, step: Step, tokens: Tokens) -> None:
    """A ring: half filled where the step is in hand, with a dot where it comes next, else empty."""
    begun = step.state == "in_hand"
    ink = colour(tokens.tone("green").ink if begun else tokens.accent if step.next else tokens.edge)
    inner = radius - scaled(0.8)
    painter.setBrush(colour(tokens.base))
    painter.setPen(QPen(ink, scaled(1.8) if begun or step.next else scaled(1.3)))
    painter.drawEllipse(middle, inner, inner)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    if begun:
        side = inner * 2
        painter.drawPie(QRectF(middle.x() - inner, middle.y() - inner, side, side), 270 * 16, 180 * 16)
    elif step.next:
        painter.drawEllipse(middle, radius * 0.4, radius * 0.4)


def _draw(painter: QPainter, middle: QPointF, radius: float, points: tuple[tuple[float, float], ...], ink: str) -> None:
    pen = QPen(colour(ink), scaled(1.8))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([middle + QPointF(x * radius, y * radius) for x, y in points]))
