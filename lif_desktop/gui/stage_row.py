"""One stage of a review as a row: its badge, what it is, its day."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.status import Status
from lif_desktop.gui.badge import badge_font, badge_width, paint_badge, say_status
from lif_desktop.gui.labels import font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.rows import RowButton
from lif_desktop.gui.stage_words import Stage

_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_LOW = int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
_WRAP = int(Qt.TextFlag.TextWordWrap)
_GAP = 10
_WORDS = 150
"""Least room for the words of a stage beside its day, in pixels at 100 % text; with less the day goes beneath."""
_HIGH = 34
"""Height of a stage of one line in pixels at 100 % text."""


class StageRow(RowButton):
    """One stage: its badge, what it is, the day it is due or was done. Pressing it shows its reason.

    `room` are the widths in pixels of the columns of badges and of days, alike for all rows of a list.
    """

    def __init__(self, stage: Stage, status: Status, room: tuple[int, int], parent: QWidget | None = None) -> None:
        self.day = day_words(stage)
        said = [say_status(status), str(stage["label"]), self.day]
        super().__init__(", ".join(part for part in said if part), parent)
        self.stage, self.status = stage, status
        self.badge, self._room = room
        self.setCheckable(True)
        self.setAutoExclusive(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the lines of its words."""
        words = self._words_place(QRect(0, 0, width, 0)).width()
        metrics = QFontMetrics(font_for("plain"))
        high = metrics.boundingRect(QRect(0, 0, words, 9999), _WRAP, str(self.stage["label"])).height()
        below = self._day_height() if self._below(width) else 0
        return max(scaled(_HIGH), self._first_line() + high + below + scaled(8))

    def sizeHint(self) -> QSize:
        """One line where there is room."""
        return QSize(scaled(360), self.heightForWidth(max(self.width(), scaled(200))))

    def minimumSizeHint(self) -> QSize:
        """Narrow if it must be."""
        least = self.badge + scaled(76)
        return QSize(least, self.heightForWidth(max(self.width(), least)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the badge, the words and the day; the chosen stage stands on the tint of a selection."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        if self.isChecked():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens.selection))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        self.paint_ground(painter)
        badge = QRect(scaled(6), 0, self.badge, scaled(_HIGH))
        paint_badge(painter, badge, self.status, tokens, badge_font(QApplication.font()), centred=True)
        words = self._words_place(self.rect())
        painter.setFont(font_for("plain"))
        painter.setPen(colour(tokens.selected if self.isChecked() else tokens.text))
        words.setTop(self._first_line())
        painter.drawText(words, _WRAP, str(self.stage["label"]))
        painter.setFont(font_for("secondary"))
        painter.setPen(colour(tokens.selected_secondary if self.isChecked() else tokens.secondary))
        if self._below(self.width()):
            painter.drawText(words.adjusted(0, 0, 0, -scaled(6)), _LOW, self.day)
        else:
            right = QRect(0, 0, self.width() - scaled(8), scaled(_HIGH))
            painter.drawText(right, _RIGHT, self.day)

    def _first_line(self) -> int:
        """Where the words begin, so that their first line stands level with the badge."""
        return (scaled(_HIGH) - QFontMetrics(font_for("plain")).height()) // 2

    def _day_height(self) -> int:
        return QFontMetrics(font_for("secondary")).height() if self.day else 0

    def _below(self, width: int) -> bool:
        return width - self.badge - self._room < scaled(_WORDS) and bool(self.day)

    def _words_place(self, rect: QRect) -> QRect:
        right = 0 if self._below(rect.width()) or not self.day else self._room + scaled(_GAP)
        return rect.adjusted(scaled(6) + self.badge + scaled(_GAP), 0, -right - scaled(8), 0)


def badge_column(states: Sequence[Status]) -> int:
    """Width in pixels of a column of badges for these."""
    font = badge_font(QApplication.font())
    return max([scaled(92), *(badge_width(state.word, font) for state in states)])


def day_column(stages: Sequence[Stage]) -> int:
    """Width in pixels of a column of days for these."""
    metrics = QFontMetrics(font_for("secondary"))
    return max((metrics.horizontalAdvance(day_words(stage)) for stage in stages), default=0)


def day_words(stage: Stage) -> str:
    """The day a stage was done, or is due; "" when it has neither."""
    return show_date(stage["done_on"] or stage["due_on"])
