"""One stage of the evaluation of a course: its number, how it stands, what is on record, what is missing, buttons."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.framework.evaluation_words import StageSaid
from lif_desktop.framework.status import SHAPES
from lif_desktop.gui.ask_panel import AskPanel
from lif_desktop.gui.badge import StatusBadge
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import Words, font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.widgets import ProblemNote

_DISC = 26
"""Across the number of a stage, in pixels at 100 % text."""
_NARROW = 300
"""Below this width at 100 % text the state stands under the name of the stage."""


class StageDisc(QWidget):
    """The number of a stage: filled where there is evidence, an outline where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._filled = 0, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_stage(self, number: int, *, filled: bool) -> None:
        """Show a number, filled or not."""
        self._number, self._filled = number, filled
        self.setAccessibleName(f"Stage {number}, {'with' if filled else 'without'} evidence")
        self.update()

    def sizeHint(self) -> QSize:
        """Round, and as large as the text is set."""
        return QSize(scaled(_DISC), scaled(_DISC))

    def minimumSizeHint(self) -> QSize:
        """No smaller."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the colours of the theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        side = float(min(self.width(), self.height()))
        place = QRectF(0, 0, side, side).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(colour(tokens.primary if self._filled else tokens.edge), 1.4))
        painter.setBrush(colour(tokens.primary if self._filled else tokens.base))
        painter.drawEllipse(place)
        painter.setPen(colour(tokens.on_primary if self._filled else tokens.secondary))
        painter.setFont(font_for("strong"))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), str(self._number))


class StageCard(QWidget):
    """One stage in words, with the buttons that add what is missing and the panel they open."""

    def __init__(self, panel: AskPanel, buttons: Sequence[QPushButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.disc = StageDisc()
        self.name = Words("", "strong", wrap=True)
        self.badge: StatusBadge | None = None
        self.question = Words("", "secondary", wrap=True)
        self.missing = Words("", "secondary", wrap=True)
        self.panel = panel
        self.lines: list[Words] = []
        self.odd: list[ProblemNote] = []
        self.buttons = QWidget()
        row = WrapLayout(self.buttons)
        for button in buttons:
            row.addWidget(button)
        panel.closed.connect(lambda _saved: self.buttons.setVisible(True))
        self._lay_out()

    def show_stage(self, said: StageSaid) -> None:
        """Show how the stage stands; what is being typed in the panel stays."""
        self.disc.set_stage(said.number, filled=said.has_evidence)
        self.name.setText(said.stage.label)
        if self.badge is None:
            self.badge = StatusBadge(said.status)
            self._head.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.badge.set_status(said.status)
        self.question.setText(said.stage.question)
        self._fill(said)
        self.missing.setText(said.missing)
        self.missing.setVisible(bool(said.missing))
        self.setAccessibleName(f"Stage {said.number}, {said.stage.label}: {said.status.word}")
        self.setAccessibleDescription(" ".join((*said.on_record, *said.odd, said.missing)))

    def words(self) -> list[str]:
        """What is on record, in order."""
        return [line.text() for line in self.lines]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow card the state stands under the name."""
        super().resizeEvent(event)
        narrow = event.size().width() < scaled(_NARROW)
        self._head.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.setSpacing(6)
        self._head.addWidget(self.name, 1)
        self._said = QVBoxLayout()
        self._said.setSpacing(4)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(self._head)
        column.addWidget(self.question)
        column.addLayout(self._said)
        column.addWidget(self.missing)
        column.addSpacing(2)
        column.addWidget(self.buttons)
        column.addWidget(self.panel)
        column.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 8)
        whole.setSpacing(10)
        whole.addWidget(self.disc, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(column, 1)

    def _fill(self, said: StageSaid) -> None:
        for old in (*self.lines, *self.odd):
            self._said.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = [Words(words, "plain", wrap=True) for words in said.on_record]
        self.odd = []
        for line in self.lines:
            line.setAccessibleName(line.text().replace("→", "to"))
            self._said.addWidget(line)
        for words in said.odd:
            note = ProblemNote(tone="amber")
            note.say(f"{SHAPES['amber']} {words}")
            self.odd.append(note)
            self._said.addWidget(note)
