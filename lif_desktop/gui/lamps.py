"""Lamps: whether something has been shown, as shape and word as well as colour; several of them make a strip."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lif_desktop.gui.labels import font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.rows import RowButton
from lif_desktop.gui.tokens import Tokens

LAMP = 28
"""Diameter of a lamp in a strip, in pixels at 100 % text."""
SMALL = 18
"""Diameter of a lamp beside a heading."""
_BESIDE = 8
_CENTRED = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True)
class LampWords:
    """What a lamp shows: its name, whether it is lit, the word for that, and more for a screen reader."""

    label: str
    lit: bool
    word: str
    says: str = ""


def paint_lamp(painter: QPainter, middle: QPointF, size: int, tokens: Tokens, *, lit: bool) -> None:
    """Paint a lamp: a filled disc with a tick when lit, an empty ring of dashes when not."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tone = tokens.tone("green")
    radius = size / 2
    if lit:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tone.fill))
        painter.drawEllipse(middle, radius, radius)
        painter.setBrush(colour(tone.ink))
        painter.drawEllipse(middle, radius * 0.76, radius * 0.76)
        _tick(painter, middle, radius * 0.76, tokens.base)
    else:
        pen = QPen(colour(tokens.edge), max(1.4, size / 16))
        pen.setDashPattern([2.2, 1.8])
        painter.setPen(pen)
        painter.setBrush(colour(tokens.base))
        painter.drawEllipse(middle, radius * 0.76, radius * 0.76)
    painter.restore()


def _tick(painter: QPainter, middle: QPointF, radius: float, ink: str) -> None:
    pen = QPen(colour(ink), max(1.6, radius / 4.5))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    points = ((-0.44, 0.04), (-0.12, 0.36), (0.46, -0.32))
    painter.drawPolyline(QPolygonF([middle + QPointF(x * radius, y * radius) for x, y in points]))


class LampButton(RowButton):
    """One lamp with its name and its word; pressing it leads to its evidence. `across` puts the words beneath."""

    def __init__(self, words: LampWords, parent: QWidget | None = None) -> None:
        super().__init__(words.label, parent)
        self.words = words
        self.across = True
        self.show_words(words)

    def show_words(self, words: LampWords) -> None:
        """Show another state."""
        self.words = words
        name = f"{words.label}: {words.word[:1].lower()}{words.word[1:]}"
        self.setAccessibleName(name)
        self.setAccessibleDescription(words.says)
        self.setToolTip(words.says or name)
        self.updateGeometry()
        self.update()

    def font_of_label(self) -> QFont:
        """Lit lamps have their name in the stronger face."""
        return font_for("strong" if self.words.lit else "secondary")

    def width_across(self) -> int:
        """Pixels that the words need beneath the lamp."""
        strong = QFontMetrics(font_for("strong")).horizontalAdvance(self.words.label)
        small = QFontMetrics(font_for("small")).horizontalAdvance(self.words.word)
        return max(strong, small, scaled(LAMP)) + scaled(_BESIDE)

    def sizeHint(self) -> QSize:
        """As large as lamp and words need."""
        return QSize(self.width_across(), self.height_across() if self.across else scaled(34))

    def height_across(self) -> int:
        """Pixels of the lamp with two lines beneath it."""
        lines = QFontMetrics(font_for("strong")).height() + QFontMetrics(font_for("small")).height()
        return scaled(LAMP) + lines + scaled(12)

    def minimumSizeHint(self) -> QSize:
        """No smaller."""
        return self.sizeHint()

    def lamp_middle(self) -> QPointF:
        """Where the middle of the lamp lies."""
        if self.across:
            return QPointF(self.width() / 2, scaled(4) + scaled(LAMP) / 2)
        return QPointF(scaled(_BESIDE) + scaled(LAMP) / 2, self.height() / 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lamp, its name and its word."""
        painter = QPainter(self)
        self.paint_ground(painter)
        tokens = tokens_of(self)
        paint_lamp(painter, self.lamp_middle(), scaled(LAMP), tokens, lit=self.words.lit)
        painter.setFont(self.font_of_label())
        painter.setPen(colour(tokens.text if self.words.lit else tokens.secondary))
        if self.across:
            below = self.rect().adjusted(0, scaled(LAMP) + scaled(6), 0, 0)
            painter.drawText(below, _CENTRED, self.words.label)
            below.setTop(below.top() + QFontMetrics(font_for("strong")).height())
            place, flags = below, _CENTRED
        else:
            place, flags = self.rect().adjusted(scaled(LAMP + 2 * _BESIDE), 0, -scaled(_BESIDE), 0), _RIGHT
            painter.drawText(place, _MIDDLE, self.words.label)
        painter.setFont(font_for("small"))
        painter.setPen(colour(tokens.tone("green").ink if self.words.lit else tokens.secondary))
        painter.drawText(place, flags, self.words.word)


class LampStrip(QWidget):
    """Lamps in a row with a thread between them, or one under the other where the row is too narrow.

    Signal `chosen(int)`: the place of the lamp that was pressed.
    """

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lamps: list[LampButton] = []
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_lamps(self, words: Sequence[LampWords]) -> None:
        """Show these; as many as at first."""
        for place, one in enumerate(words):
            if place < len(self.lamps):
                self.lamps[place].show_words(one)
            else:
                self._add(place, one)
        self.updateGeometry()
        self._place()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """A narrow strip stands upright."""
        return True

    def heightForWidth(self, width: int) -> int:
        """A row, or a row for each lamp."""
        if self._fits(width):
            return max((lamp.height_across() for lamp in self.lamps), default=0)
        return len(self.lamps) * scaled(34)

    def sizeHint(self) -> QSize:
        """All in one row."""
        wide = sum(lamp.width_across() for lamp in self.lamps)
        return QSize(wide, self.heightForWidth(max(self.width(), 1)))

    def minimumSizeHint(self) -> QSize:
        """Narrow if it must be."""
        return QSize(scaled(120), self.heightForWidth(max(self.width(), 1)))

    def refit(self) -> None:
        """Take the size of text that is set now."""
        self.updateGeometry()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the lamps in their places."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the thread from lamp to lamp, whole as far as they are lit."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        for one, other in zip(self.lamps, self.lamps[1:], strict=False):
            lit = one.words.lit and other.words.lit
            pen = QPen(colour(tokens.tone("green").ink if lit else tokens.edge), scaled(2) if lit else 1)
            pen.setStyle(Qt.PenStyle.SolidLine if lit else Qt.PenStyle.DotLine)
            painter.setPen(pen)
            start, end = (lamp.lamp_middle() + QPointF(lamp.pos()) for lamp in (one, other))
            gap = scaled(LAMP) / 2 + scaled(3)
            step = QPointF(gap, 0) if one.across else QPointF(0, min(gap, scaled(17)))
            painter.drawLine(start + step, end - step)

    def _add(self, place: int, words: LampWords) -> None:
        lamp = LampButton(words, self)
        lamp.clicked.connect(lambda: self.chosen.emit(place))
        lamp.show()
        self.lamps.append(lamp)

    def _fits(self, width: int) -> bool:
        return sum(lamp.width_across() for lamp in self.lamps) <= width

    def _place(self) -> None:
        if not self.lamps:
            return
        across = self._fits(self.width())
        count = len(self.lamps)
        for place, lamp in enumerate(self.lamps):
            lamp.across = across
            if across:
                left, right = (round(self.width() * at / count) for at in (place, place + 1))
                lamp.setGeometry(QRect(left, 0, right - left, lamp.height_across()))
            else:
                lamp.setGeometry(QRect(0, place * scaled(34), self.width(), scaled(34)))


class SmallLamp(QWidget):
    """A lamp beside a heading; the heading says what it shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lit = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def light(self, lit: bool) -> None:
        """Light it, or put it out."""
        self.lit = lit
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(scaled(SMALL), scaled(SMALL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lamp."""
        middle = QRectF(self.rect()).center()
        paint_lamp(QPainter(self), middle, scaled(SMALL), tokens_of(self), lit=self.lit)
