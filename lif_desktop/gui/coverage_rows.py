"""The rows of the coverage of training: a stage as a bar with its numbers, and a course with how it stands."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.evaluation import Rate
from lif_desktop.framework.parts import EvaluationStage
from lif_desktop.framework.status import Status
from lif_desktop.gui.badge import badge_font, badge_width, paint_badge, say_status
from lif_desktop.gui.labels import font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.records import counted
from lif_desktop.gui.rows import RowButton
from lif_desktop.office.training_evidence import CourseReach

_WRAP = int(Qt.TextFlag.TextWordWrap)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_BAR, _BESIDE, _AIR = 10, 8, 7
"""Height of a bar, and the room beside and above the words of a row, in pixels at 100 % text."""
_WORDS = 130
"""Least room for the words of a course beside its badge, in pixels at 100 % text; with less the badge goes beneath."""


class StageBar(RowButton):
    """One stage: how many courses have evidence, in words and as a bar. Pressing it chooses the stage."""

    def __init__(self, number: int, stage: EvaluationStage, parent: QWidget | None = None) -> None:
        self.words, self.told = f"{number} {stage.label}", ""
        super().__init__(self.words, parent)
        self.stage, self._share = stage.key, 0.0
        self.setToolTip(stage.question)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_reached(self, reached: Rate) -> None:
        """Show how many of all courses have evidence."""
        share = f", {reached.percent}" if reached.percent else ""
        self.told = f"{reached.replies} of {counted(reached.asked or 0, 'course')}{share}"
        self._share = reached.share or 0.0
        self.setAccessibleName(f"Stage {self.words}: evidence for {self.told}. Show the courses that lack it")
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """The numbers stand beneath the name where both do not fit beside each other."""
        return True

    def heightForWidth(self, width: int) -> int:
        """One line or two of words, and the bar."""
        lines = 1 if self._fits(width) else 2
        words = QFontMetrics(font_for("strong")).height() * lines
        return words + scaled(_BAR + 3 * _AIR)

    def sizeHint(self) -> QSize:
        """The words, and the bar beneath them."""
        return QSize(scaled(320), self.heightForWidth(max(self.width(), scaled(200))))

    def minimumSizeHint(self) -> QSize:
        """Narrow if it must be."""
        return QSize(scaled(180), self.heightForWidth(max(self.width(), scaled(180))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words, the numbers and the bar; the chosen stage stands on the tint of a selection."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens.selection))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        self.paint_ground(painter)
        inner = self.rect().adjusted(scaled(_BESIDE), scaled(_AIR), -scaled(_BESIDE), -scaled(_AIR))
        high = QFontMetrics(font_for("strong")).height()
        first = QRect(inner.left(), inner.top(), inner.width(), high)
        painter.setFont(font_for("strong"))
        painter.setPen(colour(tokens.selected if self.isChecked() else tokens.text))
        painter.drawText(first, _MIDDLE, self.words)
        painter.setFont(font_for("plain"))
        if self._fits(self.width()):
            painter.drawText(first, _RIGHT, self.told)
        else:
            painter.drawText(first.translated(0, high), _MIDDLE, self.told)
        place = QRectF(inner.left(), inner.bottom() - scaled(_BAR) + 1, inner.width(), scaled(_BAR))
        painter.setPen(QPen(colour(tokens.edge), 1))
        painter.setBrush(colour(tokens.track))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if self._share:
            place.setWidth(max(place.width() * self._share, scaled(4)))
            painter.setBrush(colour(tokens.accent))
            painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def _fits(self, width: int) -> bool:
        words = QFontMetrics(font_for("strong")).horizontalAdvance(self.words)
        told = QFontMetrics(font_for("plain")).horizontalAdvance(self.told)
        return words + told + scaled(2 * _BESIDE + 16) <= width


class CourseRow(RowButton):
    """One course: its reference and title, when it was held and what it scored, and how the stage stands."""

    def __init__(self, course: CourseReach, status: Status, parent: QWidget | None = None) -> None:
        self.title = f"{course.ref} · {course.title}"
        score = f" · {course.score}" if course.score else ""
        self.second = f"Held {show_date(course.held_on)}{score}"
        super().__init__(f"Open {course.ref}, {course.title}, {say_status(status)}", parent)
        self.number, self.status = course.id, status
        self.setAccessibleDescription(self.second)
        self.setToolTip(f"{self.title}\n{status.word}\n{self.second}")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The lines of its words, with the badge beneath where there is no room beside them."""
        first, second = self._heights(self._room(width))
        below = self._badge_height() + scaled(2) if self._below(width) else 0
        return first + second + below + scaled(2 * _AIR)

    def sizeHint(self) -> QSize:
        """Two lines where there is room."""
        return QSize(scaled(360), self.heightForWidth(max(self.width(), scaled(240))))

    def minimumSizeHint(self) -> QSize:
        """Narrow if it must be."""
        return QSize(scaled(160), self.heightForWidth(max(self.width(), scaled(160))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words and the badge."""
        painter = QPainter(self)
        self.paint_ground(painter)
        tokens = tokens_of(self)
        room = self._room(self.width())
        first, second = self._heights(room)
        left, top = scaled(_BESIDE), scaled(_AIR)
        painter.setFont(font_for("strong"))
        painter.setPen(colour(tokens.text))
        painter.drawText(QRect(left, top, room, first), _WRAP, self.title)
        painter.setFont(font_for("secondary"))
        painter.setPen(colour(tokens.secondary))
        painter.drawText(QRect(left, top + first, room, second), _WRAP, self.second)
        font = badge_font(QApplication.font())
        wide, high = badge_width(self.status.word, font), self._badge_height()
        if self._below(self.width()):
            place = QRect(left, top + first + second + scaled(2), min(wide, room), high)
        else:
            place = QRect(self.width() - left - wide, 0, wide, self.height())
        paint_badge(painter, place, self.status, tokens, font)

    def _badge_height(self) -> int:
        return scaled(26)

    def _badge(self) -> int:
        return badge_width(self.status.word, badge_font(QApplication.font())) + scaled(12)

    def _below(self, width: int) -> bool:
        return width - 2 * scaled(_BESIDE) - self._badge() < scaled(_WORDS)

    def _room(self, width: int) -> int:
        beside = 0 if self._below(width) else self._badge()
        return max(scaled(60), width - 2 * scaled(_BESIDE) - beside)

    def _heights(self, room: int) -> tuple[int, int]:
        box = QRect(0, 0, room, 9999)
        first = QFontMetrics(font_for("strong")).boundingRect(box, _WRAP, self.title).height()
        return first, QFontMetrics(font_for("secondary")).boundingRect(box, _WRAP, self.second).height()
