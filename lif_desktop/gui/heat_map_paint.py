"""What is painted on the heat map: risks as chips that fit their cell, and arrows from where they stood before."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPolygonF

from lif_desktop.framework.heat import Placed
from lif_desktop.framework.risks import Kind
from lif_desktop.gui.labels import font_for
from lif_desktop.gui.palette import colour, scaled
from lif_desktop.gui.tokens import Tokens

SIGNS: dict[Kind, str] = {"rising": "▲", "falling": "▼", "new": "+"}
"""The sign before a reference that moved, so that neither colour nor arrow is needed."""
_TONES: dict[Kind, str] = {"rising": "red", "falling": "green"}
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)
_PAD, _GAP = 5, 3


@dataclass(frozen=True)
class Chip:
    """What stands for one risk (or, with none, for several more) in a cell: its place there and its lines."""

    risk: Placed | None
    rect: QRectF
    lines: tuple[str, ...]


def chips_in(there: Sequence[Placed], room: QRectF) -> tuple[Chip, ...]:
    """Chips for the risks of a cell that is so large: with their movement in words, else without, else a count.

    Where references are too wide their prefix, which is the same for all, is left out.
    """
    if not there:
        return ()
    inner = room.adjusted(scaled(_PAD), scaled(_PAD), -scaled(_PAD), -scaled(_PAD))
    for full in (True, False):
        for words in (True, False):
            chips, left = _laid(there, inner, words, full)
            if not left:
                return chips
    chips, left = _laid(there, inner.adjusted(0, 0, 0, -_height(1) - _GAP), words=False, full=False)
    count = f"{left} risk{'' if left == 1 else 's'}" if not chips else f"+{left} more"
    wide = min(inner.width(), QFontMetrics(chip_font()).horizontalAdvance(count) + scaled(2 * _PAD) + 2)
    top = max([inner.top(), *(chip.rect.bottom() + _GAP for chip in chips)])
    more = Chip(None, QRectF(inner.left(), top, wide, min(_height(1), inner.bottom() - top)), (count,))
    return (*chips, more)


def _laid(there: Sequence[Placed], inner: QRectF, words: bool, full: bool) -> tuple[tuple[Chip, ...], int]:
    """Chips from left to right and down as far as there is room, and how many risks are left over."""
    metrics = QFontMetrics(chip_font())
    found: list[Chip] = []
    left, top, high = inner.left(), inner.top(), 0.0
    for place, risk in enumerate(there):
        lines = chip_lines(risk, words, full)
        wide = max(metrics.horizontalAdvance(line) for line in lines) + scaled(2 * _PAD) + 2
        tall = _height(len(lines))
        if left > inner.left() and left + wide > inner.right() + 1:
            left, top, high = inner.left(), top + high + _GAP, 0.0
        if wide > inner.width() + 1 or top + tall > inner.bottom() + 1:
            return tuple(found), len(there) - place
        found.append(Chip(risk, QRectF(left, top, wide, tall), lines))
        left, high = left + wide + _GAP, max(high, tall)
    return tuple(found), 0


def chip_lines(risk: Placed, words: bool, full: bool = True) -> tuple[str, ...]:
    """The lines of a chip: its reference with the sign of its movement, and with `words` the movement beneath.

    Without `full` the reference stands without its prefix: "2026-003".
    """
    found = risk.movement
    ref = risk.ref if full else risk.ref.partition("-")[2] or risk.ref
    tells = found.moved or found.kind == "new"
    sign = (SIGNS.get(found.kind) or "→") + " " if tells else ""
    return (f"{sign}{ref}", found.words) if tells and words and found.moved else (f"{sign}{ref}",)


def chip_font() -> QFont:
    """The face of a chip."""
    return font_for("small")


def _height(lines: int) -> float:
    return QFontMetrics(chip_font()).height() * lines + float(scaled(4))


def paint_chip(painter: QPainter, chip: Chip, corner: QPoint, tokens: Tokens) -> None:
    """A chip on a calm ground, so that it can be read on every band."""
    rect = chip.rect.translated(QPointF(corner))
    painter.setPen(QPen(colour(tokens.edge), 1))
    painter.setBrush(colour(tokens.base))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), scaled(4), scaled(4))
    high = QFontMetrics(chip_font()).height()
    top = rect.top() + (rect.height() - high * len(chip.lines)) / 2
    for place, line in enumerate(chip.lines):
        font = chip_font()
        font.setWeight(QFont.Weight.DemiBold if place == 0 else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(colour(tokens.text))
        painter.drawText(QRectF(rect.left(), top + place * high, rect.width(), high), _MIDDLE, line)


@dataclass(frozen=True)
class Arrow:
    """The movement of one risk: from a point of its old cell to the edge of the chip that stands for it."""

    start: QPointF
    chip: QRectF
    kind: Kind

    @property
    def tip(self) -> QPointF:
        """Where it meets the edge of the chip."""
        return _edge(self.start, self.chip)

    @property
    def angle(self) -> float:
        """Its direction in radians."""
        return math.atan2(self.tip.y() - self.start.y(), self.tip.x() - self.start.x())

    def ink(self, tokens: Tokens) -> str:
        """Its colour; its direction says the same without it."""
        return tokens.tone(_TONES[self.kind]).ink if self.kind in _TONES else tokens.text


def paint_shaft(painter: QPainter, arrow: Arrow, tokens: Tokens) -> None:
    """The ring where a risk stood and the line from there, outlined so that they show on every band."""
    size, ring = float(scaled(8)), float(scaled(4))
    end = QPointF(arrow.tip.x() - size * math.cos(arrow.angle), arrow.tip.y() - size * math.sin(arrow.angle))
    for width, ink in ((6, tokens.base), (2, arrow.ink(tokens))):
        painter.setPen(QPen(colour(ink), scaled(width), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(arrow.start, end)
        painter.setBrush(colour(tokens.base))
        painter.drawEllipse(arrow.start, ring, ring)


def paint_head(painter: QPainter, arrow: Arrow, tokens: Tokens) -> None:
    """The point of an arrow, over the chips beside the one it leads to."""
    size = float(scaled(9))
    painter.setPen(QPen(colour(tokens.base), 1.5))
    painter.setBrush(colour(arrow.ink(tokens)))
    painter.drawPolygon(QPolygonF([arrow.tip, *(_turned(arrow.tip, arrow.angle + turn, size) for turn in (2.6, -2.6))]))


def _turned(tip: QPointF, angle: float, size: float) -> QPointF:
    return QPointF(tip.x() + size * math.cos(angle), tip.y() + size * math.sin(angle))


def _edge(start: QPointF, end: QRectF) -> QPointF:
    """Where the way from a point to the middle of a rectangle meets its edge; the middle for a point within."""
    middle = end.center()
    across, down = start.x() - middle.x(), start.y() - middle.y()
    parts = [abs(reach / way) for reach, way in ((end.width() / 2, across), (end.height() / 2, down)) if way]
    part = min([1.0, *parts])
    return QPointF(middle.x() + across * part, middle.y() + down * part)
