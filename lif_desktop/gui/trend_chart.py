"""A line chart drawn by us: values over time against a target or over the bands of a scale, and the words for it."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lif_desktop.framework.status import Status
from lif_desktop.framework.trends import show_figure
from lif_desktop.gui.labels import font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.tokens import Tokens, mixed
from lif_desktop.gui.trend_scale import round_ticks

_AXIS = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_UNDER = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
_DOT = 4.0
_LEAST_LINE = 0.8
"""The name of a band needs so much of the height of a line."""
_GROUND = 0.34
"""How much of a band's colour tints the ground behind the line."""


@dataclass(frozen=True)
class Mark:
    """One point: where it stands along the axis, what it is called there, and its value (None for a gap)."""

    at: float
    name: str
    value: float | None


@dataclass(frozen=True)
class Ground:
    """A band of the scale behind the line: its limits, and the badge whose word and colours it bears."""

    least: float
    most: float
    badge: Status


@dataclass(frozen=True)
class Plot:
    """What a chart shows. `ticks` are the figures beside it, worked out from the values where none are given.

    `steps` draws a line that stays level until the next value. `show` writes a figure.
    """

    marks: tuple[Mark, ...] = ()
    target: float | None = None
    ticks: tuple[float, ...] = ()
    grounds: tuple[Ground, ...] = ()
    steps: bool = False
    show: Callable[[float], str] = field(default=show_figure)

    @property
    def known(self) -> tuple[Mark, ...]:
        """The points that have a value."""
        return tuple(mark for mark in self.marks if mark.value is not None)

    def scale(self) -> tuple[float, ...]:
        """The figures beside the chart, from the lowest up."""
        if self.ticks:
            return self.ticks
        values = [mark.value for mark in self.known if mark.value is not None]
        return round_ticks(values if self.target is None else [*values, self.target])


class LineChart(QWidget):
    """Shows a plot. A screen reader says the words given with it; the figures stand in a list beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = Plot()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_plot(self, plot: Plot, words: str) -> None:
        """Show another plot, said in `words`."""
        self.plot = plot
        self.setAccessibleName(words)
        told = (f"{mark.name}: {plot.show(mark.value)}" for mark in plot.known if mark.value is not None)
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        """Wide, and high enough to see a slope."""
        return QSize(scaled(340), scaled(176))

    def minimumSizeHint(self) -> QSize:
        """Narrow if it must be."""
        return QSize(scaled(150), scaled(176))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say the period and the value of the point under the mouse."""
        if isinstance(event, QHelpEvent):
            mark = self.mark_at(QPointF(event.pos()))
            if mark is None or mark.value is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), f"{mark.name}: {self.plot.show(mark.value)}", self)
            return True
        return super().event(event)

    def mark_at(self, place: QPointF) -> Mark | None:
        """The point that lies near a place of the chart; None where none does."""
        frame = self.frame()
        near = [(abs(spot.x() - place.x()), mark) for mark, spot in spots(self.plot, frame)]
        best = min(near, key=lambda pair: pair[0], default=None)
        return best[1] if best is not None and best[0] <= scaled(14) else None

    def frame(self) -> QRectF:
        """Where the line is drawn: beside the figures, over the names of the periods."""
        metrics = QFontMetrics(font_for("small"))
        left = max((metrics.horizontalAdvance(self.plot.show(tick)) for tick in self.plot.scale()), default=0)
        right = max((metrics.horizontalAdvance(ground.badge.word) for ground in self.plot.grounds), default=0)
        above, under = metrics.height() + scaled(4), metrics.height() + scaled(8)
        return QRectF(self.rect()).adjusted(left + scaled(8), above, -max(scaled(16), right + scaled(8)), -under)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the figures, the target and the line in the colours of the theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font_for("small"))
        tokens, frame = tokens_of(self), self.frame()
        for ground in self.plot.grounds:
            self._paint_ground(painter, ground, frame, tokens)
        self._paint_scale(painter, frame, tokens)
        self._paint_target(painter, frame, tokens)
        paint_line(painter, self.plot, frame, tokens)
        self._paint_names(painter, frame, tokens)
        self._paint_values(painter, frame, tokens)

    def _paint_ground(self, painter: QPainter, ground: Ground, frame: QRectF, tokens: Tokens) -> None:
        top, low = (height_of(self.plot, value, frame) for value in (ground.most, ground.least))
        place = QRectF(frame.left(), top, frame.width(), low - top)
        painter.fillRect(place, colour(mixed(tokens.worn(ground.badge).fill, tokens.base, _GROUND)))
        if place.height() >= QFontMetrics(painter.font()).height() * _LEAST_LINE:
            painter.setPen(colour(tokens.secondary))
            beside = QRectF(place.right() + scaled(6), place.top(), self.width(), place.height())
            painter.drawText(beside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), ground.badge.word)

    def _paint_scale(self, painter: QPainter, frame: QRectF, tokens: Tokens) -> None:
        high = QFontMetrics(painter.font()).height()
        for tick in self.plot.scale():
            y = height_of(self.plot, tick, frame)
            painter.setPen(QPen(colour(tokens.line), 1))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
            painter.setPen(colour(tokens.secondary))
            painter.drawText(QRectF(0, y - high / 2, frame.left() - scaled(6), high), _AXIS, self.plot.show(tick))

    def _paint_target(self, painter: QPainter, frame: QRectF, tokens: Tokens) -> None:
        if self.plot.target is None:
            return
        y, high = height_of(self.plot, self.plot.target, frame), QFontMetrics(painter.font()).height()
        pen = QPen(colour(tokens.secondary), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
        top = y - high - 1 if y - high > frame.top() - high else y + 1
        words = f"Target {self.plot.show(self.plot.target)}"
        place = QRectF(frame.left() + scaled(4), top, frame.width(), high)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft), words)

    def _paint_names(self, painter: QPainter, frame: QRectF, tokens: Tokens) -> None:
        """The names of the first and the last point, and of those between that have room."""
        metrics, taken = QFontMetrics(painter.font()), -1e9
        placed = spots(self.plot, frame)
        painter.setPen(colour(tokens.secondary))
        last = self._name_place(metrics, *placed[-1]) if placed else QRectF()
        for number, (mark, spot) in enumerate(placed):
            place = self._name_place(metrics, mark, spot)
            is_last = number == len(placed) - 1
            if is_last or (place.left() > taken + scaled(8) and place.right() + scaled(8) < last.left()):
                painter.drawText(place, _UNDER, mark.name)
                taken = place.right()

    def _name_place(self, metrics: QFontMetrics, mark: Mark, spot: QPointF) -> QRectF:
        wide = metrics.horizontalAdvance(mark.name) + 2.0
        left = min(max(spot.x() - wide / 2, 0.0), self.width() - wide)
        return QRectF(left, self.height() - metrics.height() - scaled(2), wide, metrics.height())

    def _paint_values(self, painter: QPainter, frame: QRectF, tokens: Tokens) -> None:
        """The last value in bold at its point: over it, or under it where the line comes down to it."""
        known = [(mark, spot) for mark, spot in spots(self.plot, frame) if mark.value is not None]
        if not known:
            return
        mark, spot = known[-1]
        painter.setFont(font_for("strong"))
        painter.setPen(colour(tokens.text))
        metrics, words = QFontMetrics(painter.font()), self.plot.show(mark.value or 0)
        high, wide = metrics.height(), metrics.horizontalAdvance(words) + 2.0
        comes_down = not self.plot.steps and len(known) > 1 and known[-2][1].y() < spot.y() - 1
        under = comes_down and spot.y() + scaled(6) + high <= frame.bottom()
        left = min(spot.x() - wide / 2, self.width() - wide)
        top = spot.y() + scaled(6) if under else spot.y() - high - scaled(6)
        painter.drawText(QRectF(left, top, wide, high), int(Qt.AlignmentFlag.AlignCenter), words)


def height_of(plot: Plot, value: float, frame: QRectF) -> float:
    """How far down a value stands in the frame."""
    scale = plot.scale()
    whole = (scale[-1] - scale[0]) or 1.0
    return frame.bottom() - (value - scale[0]) / whole * frame.height()


def spots(plot: Plot, frame: QRectF) -> list[tuple[Mark, QPointF]]:
    """Where each point stands in the frame; one without a value stands at its foot."""
    places = [mark.at for mark in plot.marks]
    first, whole = min(places, default=0.0), (max(places, default=0.0) - min(places, default=0.0)) or 1.0
    alone = len(set(places)) == 1
    inner = frame.adjusted(scaled(8), 0, -scaled(8), 0)
    found = []
    for mark in plot.marks:
        x = inner.center().x() if alone else inner.left() + (mark.at - first) / whole * inner.width()
        y = frame.bottom() if mark.value is None else height_of(plot, mark.value, frame)
        found.append((mark, QPointF(x, y)))
    return found


def paint_line(painter: QPainter, plot: Plot, frame: QRectF, tokens: Tokens, *, small: bool = False) -> None:
    """The line through the known values, dotted across periods without one, and a disc on each value.

    A `small` one has a disc on the last value only.
    """
    placed = spots(plot, frame)
    known = [(number, spot) for number, (mark, spot) in enumerate(placed) if mark.value is not None]
    ink = colour(tokens.accent)
    for (earlier, start), (later, end) in itertools.pairwise(known):
        style = Qt.PenStyle.SolidLine if later == earlier + 1 else Qt.PenStyle.DotLine
        painter.setPen(QPen(ink, max(1.6, scaled(2)), style, Qt.PenCapStyle.RoundCap))
        path = QPainterPath(start)
        if plot.steps:
            path.lineTo(end.x(), start.y())
        path.lineTo(end)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
    painter.setPen(QPen(colour(tokens.base), 1.5))
    painter.setBrush(ink)
    for place, (_, spot) in enumerate(known):
        last = place == len(known) - 1
        if last or not small:
            size = scaled(_DOT) * (0.75 if small else 1.25 if last else 1.0)
            painter.drawEllipse(spot, size, size)


def marks_of(values: Sequence[tuple[str, float | None]]) -> tuple[Mark, ...]:
    """Points at equal distances, for values by period."""
    return tuple(Mark(float(place), name, value) for place, (name, value) in enumerate(values))
