"""The bars of the audit programme: an audit with its dates, one without a day, and a round that nobody planned."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QWidget

from lif_desktop.framework.audit_year import Bar, Mark, Missing, Row
from lif_desktop.framework.dates import show_date, show_short
from lif_desktop.framework.status import SHAPES
from lif_desktop.gui.badge import badge_font, say_status
from lif_desktop.gui.labels import font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.rows import RowButton
from lif_desktop.gui.tokens import Tokens

HIGH, RAIL = 24, 12
"""Height of a bar, and of the line of dates beneath it, in pixels at 100 % text."""
MARK_WORDS: dict[Mark, str] = {
    "planned": "planned",
    "due": "due",
    "completed": "completed",
    "reported": "reported",
}
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_TINY, _SHORT, _LONGEST = 48, 110, 136
"""In pixels at 100 % text: a bar too small for words, one that has its title beside it, the longest title there."""
_WIDEST = 270
"""The widest outline of a round that is not planned, in pixels at 100 % text."""


def paint_mark(painter: QPainter, mark: Mark, middle: QPointF, ink: str, ground: str) -> None:
    """Paint the sign of a date: a ring for planned, a stroke for due, a tick for completed, a square for reported."""
    half = scaled(4)
    pen = QPen(colour(ink), max(1.6, scaled(2)))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(colour(ground))
    x, y = middle.x(), middle.y()
    if mark == "planned":
        painter.drawEllipse(middle, half - 1, half - 1)
    elif mark == "due":
        painter.drawLine(QPointF(x, y - half), QPointF(x, y + half))
    elif mark == "completed":
        painter.setPen(QPen(colour(ground), scaled(5)))
        painter.drawPolyline(_tick(x, y, half))
        painter.setPen(pen)
        painter.drawPolyline(_tick(x, y, half))
    else:
        painter.setBrush(colour(ink))
        painter.drawRect(QRectF(x - half + 1, y - half + 1, 2 * half - 2, 2 * half - 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _tick(x: float, y: float, half: float) -> QPolygonF:
    return QPolygonF([QPointF(x - half, y), QPointF(x - half * 0.2, y + half * 0.8), QPointF(x + half, y - half * 0.8)])


class YearButton(RowButton):
    """Anything in the strip that is pressed. Signal `moved(columns, rows)` when an arrow key leads away from it."""

    moved = Signal(int, int)

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.words = words

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows lead to the next bar."""
        step = _ARROWS.get(Qt.Key(event.key()))
        if step and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.moved.emit(*step)
            return
        super().keyPressEvent(event)

    def wanted(self) -> int:
        """Pixels that the words take on one line; not more than the widest."""
        wide = QFontMetrics(badge_font(QApplication.font())).horizontalAdvance(self.words) + scaled(18)
        return min(wide, scaled(_WIDEST))

    def paint_words(self, painter: QPainter, place: QRect, ink: str) -> None:
        """Paint the words, cut to the place with an ellipsis."""
        font = badge_font(QApplication.font())
        inner = place.adjusted(scaled(8), 0, -scaled(6), 0)
        painter.setFont(font)
        painter.setPen(colour(ink))
        fitted = QFontMetrics(font).elidedText(self.words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _LEFT, fitted)

    def paint_focus(self, painter: QPainter, place: QRectF, tokens: Tokens) -> None:
        """Paint the ring of the focus around the place."""
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(tokens.accent), 2))
            painter.drawRoundedRect(place.adjusted(-1, -1, 1, 1), 5, 5)


class AuditBar(YearButton):
    """One audit: its title in the colour and shape of its state, and its dates on a line beneath.

    The strip tells it where its body and its dates stand with `lay`, in pixels from its own left edge. A short body
    holds the shape alone, and the title stands beside it.
    """

    def __init__(self, kind: str, bar: Bar, about: str = "", parent: QWidget | None = None) -> None:
        super().__init__(say_bar(kind, bar, about), f"{SHAPES[bar.status.tone]} {bar.row['title']}", parent)
        self.bar = bar
        self.setToolTip(_tip(bar, about))
        self._body = QRectF()
        self._beside = False
        self._marks: list[tuple[Mark, float]] = []

    def beside(self, body: float) -> int:
        """Pixels for the title beside a body of that width; 0 where the title stands within it."""
        metrics = QFontMetrics(font_for("small"))
        wide = metrics.horizontalAdvance(str(self.bar.row["title"])) + scaled(10)
        return 0 if body >= min(scaled(_SHORT), self.wanted()) else min(wide, scaled(_LONGEST))

    def lay(self, left: float, right: float, marks: list[tuple[Mark, float]], *, beside: bool) -> None:
        """Place the bar's body and its dates, the title beside the body or within."""
        self._body = QRectF(left + 1.5, 1.5, right - left - 3, scaled(HIGH) - 3)
        self._marks, self._beside = marks, beside
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the body, the words in it or beside it, then the line with the dates."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        tone = tokens.tone(self.bar.status.tone)
        painter.setPen(QPen(colour(tone.ink), 2 if self.underMouse() or self.isDown() else 1))
        painter.setBrush(colour(tone.fill))
        painter.drawRoundedRect(self._body, 4, 4)
        if self._beside or self._body.width() < scaled(_TINY):
            self._paint_beside(painter, tokens)
        else:
            self.paint_words(painter, self._body.toRect(), tone.ink)
        self._paint_rail(painter, tokens)
        self.paint_focus(painter, self._body, tokens)

    def _paint_beside(self, painter: QPainter, tokens: Tokens) -> None:
        painter.setFont(badge_font(QApplication.font()))
        painter.setPen(colour(tokens.tone(self.bar.status.tone).ink))
        painter.drawText(self._body, _CENTRE, SHAPES[self.bar.status.tone])
        if not self._beside:
            return
        painter.setFont(font_for("small"))
        painter.setPen(colour(tokens.text))
        room = QRect(round(self._body.right()) + scaled(6), 0, 0, scaled(HIGH))
        room.setRight(self.width())
        title = str(self.bar.row["title"])
        painter.drawText(
            room, _LEFT, painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        )

    def _paint_rail(self, painter: QPainter, tokens: Tokens) -> None:
        if not self._marks:
            return
        y = scaled(HIGH) + scaled(RAIL) / 2
        painter.setPen(QPen(colour(tokens.edge), 1.2))
        painter.drawLine(QPointF(self._marks[0][1], y), QPointF(self._marks[-1][1], y))
        for mark, x in self._marks:
            paint_mark(painter, mark, QPointF(x, y), tokens.text, tokens.base)


class UndatedBar(YearButton):
    """An audit that is planned and has no day yet."""

    def __init__(self, kind: str, row: Row, parent: QWidget | None = None) -> None:
        ref = f", {row['ref']}" if row.get("ref") else ""
        super().__init__(f"{kind}: {row['title']}{ref}, no date yet", f"{row['title']} (no date yet)", parent)
        self.row = row

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words in a plain outline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        body = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setPen(QPen(colour(tokens.edge), 2 if self.underMouse() else 1))
        painter.setBrush(colour(tokens.base))
        painter.drawRoundedRect(body, 4, 4)
        self.paint_words(painter, body.toRect(), tokens.text)
        self.paint_focus(painter, body, tokens)


class MissingBar(YearButton):
    """A round that is due and not planned: a dashed outline that plans it when pressed."""

    def __init__(self, kind: str, missing: Missing, parent: QWidget | None = None) -> None:
        day = f", due {show_short(missing.day)}" if missing.day else ""
        again = f": {missing.values['title'].removesuffix(': re-audit')}" if missing.values.get("theme") else ""
        words = f"+ Plan a {'re-audit' if again else 'round'}{day}{again}"
        super().__init__(f"{kind}: {missing.says} Plan it", words, parent)
        self.setToolTip(missing.says)
        self.missing = missing

    def values(self) -> Mapping[str, Any]:
        """What the new audit begins with."""
        return self.missing.values

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words in a dashed outline, red once the round is late."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        ink = tokens.tone("red").ink if self.missing.late else tokens.accent
        body = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        pen = QPen(colour(ink), 1.4)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(colour(tokens.hover if self.underMouse() else tokens.base))
        painter.drawRoundedRect(body, 4, 4)
        self.paint_words(painter, body.toRect(), ink)
        self.paint_focus(painter, body, tokens)


def say_bar(kind: str, bar: Bar, about: str = "") -> str:
    """What a screen reader says of an audit: its type, title, state and dates, and what else there is about it."""
    dates = [f"{MARK_WORDS[mark]} {show_date(day)}" for mark, day in bar.marks]
    parts = [str(bar.row["title"]), str(bar.row.get("ref") or ""), say_status(bar.status), *dates, about]
    return f"{kind}: " + ", ".join(part for part in parts if part)


def _tip(bar: Bar, about: str) -> str:
    lines = [" · ".join(str(part) for part in (bar.row.get("ref"), bar.row["title"]) if part), bar.status.word]
    lines += [about[:1].upper() + about[1:]] if about else []
    lines += [f"{MARK_WORDS[mark].capitalize()} {show_date(day)}" for mark, day in bar.marks]
    return "\n".join(lines)


def within(day: date, first: date, last: date) -> date:
    """The day, held within two others."""
    return max(first, min(last, day))
