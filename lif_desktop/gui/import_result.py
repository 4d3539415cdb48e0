"""What came of an import: how many rows did what, which are held back and why, and the way to undo it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.status import Status
from lif_desktop.gui.badge import StatusBadge
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import Words
from lif_desktop.gui.plan_model import TONES, WORDS
from lif_desktop.gui.records import counted
from lif_desktop.gui.undo_report import UndoReportBox
from lif_desktop.gui.widgets import plain_button
from lif_desktop.office import Batch, Office
from lif_desktop.sheets.planned import Plan

_MOST = 100


class ResultPane(QWidget):
    """The last step of an import. Signal `undone(batch)` after it was taken back."""

    undone = Signal(object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._batch: Batch | None = None
        self.heading = Words("", "title", wrap=True)
        self.words = Words("", wrap=True)
        self.undo_button = plain_button("Undo this import")
        self.undo_button.clicked.connect(self._undo)
        self.report = UndoReportBox(office)
        self.held_heading = Words("", "heading", wrap=True)
        self.held = Words("", wrap=True)
        self.held.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._badges = QWidget()
        self._line = WrapLayout(self._badges)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 8, 8, 0)
        column.setSpacing(10)
        for part in (self.heading, self._badges, self.words):
            column.addWidget(part)
        column.addWidget(self.undo_button, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.report, self.held_heading, self.held):
            column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        for ground in (area.viewport(), body):
            ground.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def show_result(self, plan: Plan, batch: Batch | None, unticked: int) -> None:
        """Show what came of a plan; `unticked` rows were left out by hand."""
        self._batch = batch
        self.report.hide()
        self.heading.setText(batch.words if batch is not None else "Nothing was written")
        self._show_badges(plan)
        self.words.setText(self._told(plan, batch, unticked))
        self.undo_button.setVisible(batch is not None)
        self.undo_button.setEnabled(True)
        problems = plan.problems
        self.held_heading.setText(f"Held back ({plan.count('held'):,})")
        lines = [str(problem) for problem in problems[:_MOST]]
        rest = len(problems) - len(lines)
        self.held.setText("\n".join([*lines, f"and {rest:,} more"] if rest > 0 else lines))
        for part in (self.held_heading, self.held):
            part.setVisible(bool(problems))

    def _show_badges(self, plan: Plan) -> None:
        for badge in self._badges.findChildren(StatusBadge):
            self._line.removeWidget(badge)
            badge.hide()
            badge.deleteLater()
        for action, word in WORDS.items():
            status = Status(TONES[action], f"{plan.count(action):,} {word.lower()}")  # type: ignore[arg-type]
            badge = StatusBadge(status, self._badges)
            self._line.addWidget(badge)
            badge.show()

    @staticmethod
    def _told(plan: Plan, batch: Batch | None, unticked: int) -> str:
        parts = [f"From “{plan.file}”, sheet “{plan.sheet}”, into {plan.register.label.lower()}."]
        if unticked:
            parts.append(f"{counted(unticked, 'row')} not ticked and left out.")
        if plan.count("held"):
            parts.append("The rows held back are kept with the import, with the reason for each.")
        if batch is None:
            parts.append("Every row says what the office says already.")
        else:
            parts.append("A backup was made before.")
        return " ".join(parts)

    def _undo(self) -> None:
        if self._batch is None:
            return
        try:
            report = self._office.undo(self._batch.id)
        except LifError as trouble:
            self.report.say(str(trouble))
            return
        self.undo_button.setEnabled(False)
        self.report.show_report(report)
        self.heading.setText("The import was undone")
        if report.batch is not None:
            self.undone.emit(report.batch)
