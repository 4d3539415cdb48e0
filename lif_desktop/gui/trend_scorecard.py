"""The scorecard: every indicator in use by dataset, with its line, its last value, its target and its direction."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.framework.status import Status
from lif_desktop.framework.trends import Trend, show_figure
from lif_desktop.gui.badge import badge_font, badge_width, paint_badge, say_status
from lif_desktop.gui.calm_area import calm_area
from lif_desktop.gui.labels import Words, font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.records import counted
from lif_desktop.gui.rows import Line, RowButton
from lif_desktop.gui.trend_chart import Plot, height_of, paint_line
from lif_desktop.gui.trend_data import all_trends, missing_words, plot_for
from lif_desktop.gui.trend_pane import way_status
from lif_desktop.gui.widgets import Card
from lif_desktop.office import Office

_LINE, _FIGURE, _WAY, _STATE, _TITLE = 132, 80, 128, 118, 230
"""Widths in pixels at 100 % text: the line, a figure, the direction, the state, and the least for the words."""
_GAP = 14
_WRAP = int(Qt.TextFlag.TextWordWrap)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_NO_DATASET = "Without a dataset"
_HEADINGS = (("", _LINE), ("Latest", _FIGURE), ("Target", _FIGURE), ("Direction", _WAY), ("State", _STATE))


def beside(width: int) -> bool:
    """Whether a row so wide has room for everything on one line."""
    return width >= scaled(_TITLE) + columns_width()


def columns_width() -> int:
    """The width of everything beside the words of a row, in pixels."""
    return sum(scaled(wide) + scaled(_GAP) for _, wide in _HEADINGS)


class IndicatorRow(RowButton):
    """One indicator: reference and title, its line, the last value, the target, the direction and the state.

    Signal `stepped(int)`: an arrow key leads to the row so many further down.
    """

    stepped = Signal(int)

    def __init__(self, indicator: Mapping[str, Any], trend: Trend, parent: QWidget | None = None) -> None:
        self.state: Status = indicator["state"]
        self.way = way_status(trend)
        parts = [f"{indicator['ref']}, {indicator['title']}", trend.words, say_status(self.state)]
        super().__init__(". ".join(part for part in (*parts, missing_words(trend).rstrip(".")) if part), parent)
        self.indicator, self.trend = indicator, trend
        self.title = f"{indicator['ref']} · {indicator['title']}"
        self._plot = plot_for(trend, indicator["frequency"])
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """One line of figures, or the words above them where both do not fit side by side."""
        if beside(width):
            return max(scaled(46), self._words_height(width - columns_width()) + scaled(14))
        return self._words_height(width) + scaled(44)

    def sizeHint(self) -> QSize:
        """One line where there is room."""
        return QSize(scaled(700), self.heightForWidth(max(self.width(), scaled(300))))

    def minimumSizeHint(self) -> QSize:
        """Narrow if it must be."""
        least = scaled(_FIGURE) + scaled(_WAY) + scaled(_STATE) + 3 * scaled(_GAP)
        return QSize(least, self.heightForWidth(max(self.width(), least)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from row to row."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        painter = QPainter(self)
        self.paint_ground(painter)
        tokens, whole = tokens_of(self), self.rect().adjusted(scaled(8), 0, -scaled(8), 0)
        painter.setFont(font_for("plain"))
        painter.setPen(colour(tokens.text))
        if beside(self.width()):
            words = whole.adjusted(0, 0, -columns_width(), 0)
            painter.drawText(words, _WRAP | _MIDDLE, self.title)
            self._paint_columns(painter, QRect(words.right(), 0, columns_width(), self.height()))
        else:
            high = self._words_height(self.width())
            painter.drawText(whole.adjusted(0, scaled(6), 0, 0), _WRAP, self.title)
            low = QRect(whole.left() - scaled(_GAP), high + scaled(6), whole.width() + scaled(_GAP), scaled(36))
            self._paint_columns(painter, low, alone=True)

    def _paint_columns(self, painter: QPainter, room: QRect, *, alone: bool = False) -> None:
        """Line and figures; `alone`, without headings over them, the target says what it is."""
        left = room.left() + scaled(_GAP)
        for name, wide in _HEADINGS:
            if not name and room.width() < columns_width():
                continue
            self._paint_cell(painter, name, QRect(left, room.top(), scaled(wide), room.height()), alone)
            left += scaled(wide) + scaled(_GAP)

    def _paint_cell(self, painter: QPainter, name: str, place: QRect, alone: bool) -> None:
        tokens, latest = tokens_of(self), self.trend.latest
        if not name:
            paint_spark(painter, self._plot, QRectF(place).adjusted(0, scaled(9), 0, -scaled(9)), tokens)
        elif name in ("Latest", "Target"):
            value = self.trend.target if name == "Target" else latest.value if latest else None
            words = self.trend.figure(value) if name == "Latest" else show_figure(value)
            words = f"target {words}" if alone and words and name == "Target" else words
            painter.setFont(font_for("strong" if name == "Latest" else "plain"))
            painter.setPen(colour(tokens.text if name == "Latest" else tokens.secondary))
            painter.drawText(place, _RIGHT, words or "–")
        else:
            status = self.way if name == "Direction" else self.state
            font = badge_font(QApplication.font())
            fitted = place.adjusted(0, 0, max(0, badge_width(status.word, font) - place.width()), 0)
            paint_badge(painter, fitted, status, tokens, font)

    def _words_height(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - scaled(16)), 9999)
        return QFontMetrics(font_for("plain")).boundingRect(room, _WRAP, self.title).height()


def paint_spark(painter: QPainter, plot: Plot, frame: QRectF, tokens: Any) -> None:
    """A line without figures: the values and, dashed, the target."""
    if not plot.known:
        return
    if plot.target is not None:
        y = height_of(plot, plot.target, frame)
        painter.setPen(QPen(colour(tokens.secondary), 1, Qt.PenStyle.DashLine))
        painter.drawLine(int(frame.left()), round(y), int(frame.right()), round(y))
    paint_line(painter, plot, frame, tokens, small=True)


class ScorecardHead(QWidget):
    """The headings over the columns of a dataset; none where rows have two lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Whether there are headings goes by the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """One line of small words, or none."""
        return QFontMetrics(font_for("small")).height() + scaled(4) if beside(width) else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint them where the columns stand."""
        painter = QPainter(self)
        painter.setFont(font_for("small"))
        painter.setPen(colour(tokens_of(self).secondary))
        left = self.width() - scaled(8) - columns_width() + scaled(_GAP)
        if not beside(self.width()):
            return
        for name, wide in _HEADINGS:
            flags = _RIGHT if name in ("Latest", "Target") else _MIDDLE
            painter.drawText(QRect(left, 0, scaled(wide), self.height()), flags, name or "Last periods")
            left += scaled(wide) + scaled(_GAP)

    def sizeHint(self) -> QSize:
        """As high as its width asks."""
        return QSize(scaled(200), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be."""
        return QSize(0, 0)


class ScorecardView(QScrollArea):
    """All datasets. Signals: `open_asked(register, id)` when an indicator is chosen."""

    open_asked = Signal(str, int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.rows: list[IndicatorRow] = []
        self.words = Words("", "secondary", wrap=True)
        self._body: QWidget | None = None
        self.reload()

    def reload(self) -> None:
        """Show the indicators as they are now; the row with the cursor keeps it."""
        kept = next((row.indicator["id"] for row in self.rows if row.hasFocus()), None)
        scrolled = self.verticalScrollBar().value()
        found = all_trends(self._office)
        self.rows, body = [], QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(12)
        self.words = Words(summary(found), "secondary", wrap=True)
        column.addWidget(self.words)
        for name, some in by_dataset(found):
            column.addWidget(self._dataset(name, some))
        column.addStretch(1)
        calm_area(body, self)
        self.verticalScrollBar().setValue(scrolled)
        for row in self.rows:
            if row.indicator["id"] == kept:
                row.show()
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _dataset(self, name: str, some: Sequence[tuple[Mapping[str, Any], Trend]]) -> QWidget:
        card = Card(f"{name}: {off_words(some)}")
        card.body.setSpacing(0)
        card.body.addWidget(ScorecardHead())
        for place, (indicator, trend) in enumerate(some):
            if place:
                card.body.addWidget(Line())
            row = IndicatorRow(indicator, trend)
            row.clicked.connect(lambda _on=False, number=indicator["id"]: self.open_asked.emit("performance", number))
            row.stepped.connect(lambda step, one=row: self._step(one, step))
            self.rows.append(row)
            card.body.addWidget(row)
        return card

    def _step(self, row: IndicatorRow, step: int) -> None:
        place = self.rows.index(row) + step
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(self.rows[place])


def by_dataset(
    found: Sequence[tuple[Mapping[str, Any], Trend]],
) -> list[tuple[str, list[tuple[Mapping[str, Any], Trend]]]]:
    """Indicators by dataset, datasets by name; within one those off target first, the longest off first of them."""

    def name(pair: tuple[Mapping[str, Any], Trend]) -> str:
        return str(pair[0]["dataset"] or "")

    def place(pair: tuple[Mapping[str, Any], Trend]) -> tuple[bool, str, int, str]:
        return not name(pair), name(pair).casefold(), -pair[1].off, str(pair[0]["ref"])

    return [(key or _NO_DATASET, list(some)) for key, some in groupby(sorted(found, key=place), key=name)]


def off_words(some: Sequence[tuple[Mapping[str, Any], Trend]]) -> str:
    """How many of some indicators are off target: "1 of 2 off target"."""
    off = sum(trend.off > 0 for _, trend in some)
    return f"{off} of {len(some)} off target" if off else f"{counted(len(some), 'indicator')}, none off target"


def summary(found: Sequence[tuple[Mapping[str, Any], Trend]]) -> str:
    """The scorecard in a sentence."""
    if not found:
        return "No indicator is in use yet. Add one in the list, or import your scorecard."
    trends = [trend for _, trend in found]
    counts = (
        (sum(trend.off > 0 for trend in trends), "off target"),
        (sum(trend.off > 1 for trend in trends), "off target twice running or more"),
        (sum(trend.better is False for trend in trends), "getting worse"),
        (sum(bool(trend.missing) for trend in trends), "with a period missing"),
    )
    told = ", ".join(f"{count} {words}" for count, words in counts if count)
    return (
        f"{counted(len(found), 'indicator')} in use: {told}." if told else f"{counted(len(found), 'indicator')} in use."
    )
