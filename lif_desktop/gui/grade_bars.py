"""Grades as bars: how many cases were outstanding, good, to be improved, inadequate; a bar for a year or an audit."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.framework.audit_scores import GRADES, Spread
from lif_desktop.framework.status import SHAPES
from lif_desktop.gui.labels import font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of

TONES = dict(zip(GRADES, ("blue", "green", "amber", "red"), strict=True))
"""The tone of each grade; its shape stands beside the number, so that colour is never the only sign."""
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


def grade_words(counts: Mapping[str, int], labels: Mapping[str, str]) -> str:
    """Counts in words, those of nought left out: "5 good, 1 inadequate"; "no grades" for none."""
    parts = [f"{counts[grade]} {labels[grade].lower()}" for grade in GRADES if counts[grade]]
    return ", ".join(parts) or "no grades"


def good_words(spread: Spread) -> str:
    """The part that is good or outstanding, in words; "" without any grade."""
    return "" if spread.good is None else f"{spread.good:.0%} good or better"


class GradeBar(QWidget):
    """One bar, its words before it and the part that is good behind it. `name` is the width of the words in pixels."""

    def __init__(
        self, spread: Spread, labels: Mapping[str, str], name: int, strong: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.spread = spread
        self._name, self._strong = name, strong
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = [grade_words(spread.counts, labels), good_words(spread)]
        self.setAccessibleName(f"{spread.words}: {'; '.join(part for part in said if part)}")
        self.setToolTip(self.accessibleName())

    def sizeHint(self) -> QSize:
        """A line."""
        return QSize(self._name + scaled(200), scaled(28))

    def minimumSizeHint(self) -> QSize:
        """Narrow if it must be."""
        return QSize(self._name + scaled(120), scaled(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words, a piece for each grade, and the part that is good."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        painter.setFont(font_for("strong" if self._strong else "plain"))
        painter.setPen(colour(tokens.text))
        painter.drawText(QRectF(0, 0, self._name, self.height()), _MIDDLE, self.spread.words)
        share = "" if self.spread.good is None else f"{self.spread.good:.0%}"
        behind = QFontMetrics(font_for("strong")).horizontalAdvance("100 %")
        painter.setFont(font_for("secondary"))
        place = QRectF(self.width() - behind, 0, behind, self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight) | _MIDDLE, share)
        left = float(self._name + scaled(8)) if self._name else 0.0
        room = self.width() - behind - scaled(8) - left
        for grade in GRADES:
            number = self.spread.counts[grade]
            if number:
                wide = room * number / self.spread.total
                self._paint_piece(painter, QRectF(left, scaled(3), wide, self.height() - scaled(6)), grade, number)
                left += wide

    def _paint_piece(self, painter: QPainter, place: QRectF, grade: str, number: int) -> None:
        tone = tokens_of(self).tone(TONES[grade])
        painter.setPen(QPen(colour(tone.ink), 1))
        painter.setBrush(colour(tone.fill))
        painter.drawRect(place.adjusted(0.5, 0.5, -1.5, -0.5))
        painter.setFont(font_for("small"))
        metrics = QFontMetrics(painter.font())
        for words in (f"{SHAPES[TONES[grade]]} {number}", str(number)):
            if metrics.horizontalAdvance(words) < place.width() - 4:
                painter.drawText(place, _CENTRE, words)
                break


class GradeBars(QWidget):
    """Several bars beneath one another, their words as wide as the widest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: list[GradeBar] = []
        self._shown: tuple[Sequence[Spread], Mapping[str, str], str] = ((), {}, "")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_spreads(self, spreads: Sequence[Spread], labels: Mapping[str, str], strong: str = "") -> None:
        """Show a bar for each; the one whose words are `strong` in a stronger face."""
        self._shown = spreads, labels, strong
        for bar in self.bars:
            self._column.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
        metrics = QFontMetrics(font_for("strong"))
        name = max((metrics.horizontalAdvance(one.words) for one in spreads), default=0)
        self.bars = [GradeBar(one, labels, name, one.words == strong) for one in spreads]
        for bar in self.bars:
            self._column.addWidget(bar)

    def refit(self) -> None:
        """Take the text size that is set now."""
        self.show_spreads(*self._shown)


class GradeLegend(QWidget):
    """What shape and colour each grade has; it wraps in a narrow pane."""

    def __init__(self, labels: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels = labels
        self.setAccessibleName(", ".join(labels[grade] for grade in GRADES))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """It wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes."""
        return (self._places(width)[-1][1] + 1) * scaled(20)

    def sizeHint(self) -> QSize:
        """As high as it is at its width."""
        return QSize(scaled(240), self.heightForWidth(max(self.width(), scaled(160))))

    def minimumSizeHint(self) -> QSize:
        """Narrow if it must be."""
        return QSize(scaled(160), self.heightForWidth(max(self.width(), scaled(160))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint them one after the other."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        painter.setFont(font_for("small"))
        for grade, (left, line, wide) in zip(GRADES, self._places(self.width()), strict=True):
            painter.setPen(colour(tokens.tone(TONES[grade]).ink))
            place = QRectF(left, line * scaled(20), wide, scaled(20))
            painter.drawText(place, _MIDDLE, SHAPES[TONES[grade]])
            painter.setPen(colour(tokens.secondary))
            painter.drawText(place.adjusted(scaled(14), 0, 0, 0), _MIDDLE, self._labels[grade])

    def _places(self, width: int) -> list[tuple[int, int, int]]:
        """Where each grade stands: from the left, on which line, how wide."""
        metrics = QFontMetrics(font_for("small"))
        found, left, line = [], 0, 0
        for grade in GRADES:
            wide = metrics.horizontalAdvance(self._labels[grade]) + scaled(28)
            if left and left + wide > width:
                left, line = 0, line + 1
            found.append((left, line, wide))
            left += wide
        return found
