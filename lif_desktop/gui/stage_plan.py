"""Plans a review back from its last day: the latest day of each open stage, shown before anything is written."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import show_date, show_short
from lif_desktop.framework.planning import Planned
from lif_desktop.gui.form_box import FieldBox
from lif_desktop.gui.labels import Words, label_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.records import counted
from lif_desktop.gui.roomy import give_room
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.office import Change, Office
from lif_desktop.office.clock_plan import back_from, open_lines, plan_changes
from lif_desktop.registers.field import Field

_DAY = Field("day", "Last day", "date")
_HEADINGS = ("Stage", "Due now", "Latest day")
_LAST = ("cspr_publish", "rr_report", "sar_complete", "dhr_complete", "malr_summary")
"""The stages with which a review of each kind usually ends: what is offered first."""
_AIR = 8
"""Between the words of two rows, in pixels at 100 % text."""
Write = Callable[[str, Sequence[Change]], object]


class PlanTable(QTableWidget):
    """The stages of a plan with the day they are due now and the latest one; as high as its rows, whose words wrap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_HEADINGS), parent)
        self.setAccessibleName("Latest day of each stage")
        self.setHorizontalHeaderLabels(list(_HEADINGS))
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        give_room(self)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def show_plan(self, plan: Sequence[Planned]) -> None:
        """Show a plan; hidden where there is none."""
        self.setRowCount(len(plan))
        for row, one in enumerate(plan):
            due = show_short(one.stage.due) if one.stage.due else "–"
            for column, words in enumerate((one.stage.label, due, latest_words(one))):
                item = QTableWidgetItem(words)
                item.setToolTip(fate_words(one) if column == 2 else words)
                self.setItem(row, column, item)
        self.setVisible(bool(plan))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        self._fit()

    def refit(self) -> None:
        """Take the size of text that is set now."""
        self._fit()

    def _fit(self) -> None:
        self.resizeRowsToContents()
        for row in range(self.rowCount()):
            self.setRowHeight(row, self.rowHeight(row) + scaled(_AIR))
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(head + self.verticalHeader().length() + 2 * self.frameWidth() + 2)


class PlanPanel(QFrame):
    """The stage that ends it, its last day, the table, and the button that writes it.

    `write(words, changes)` raises LifError where it cannot be written. Signal `closed()`.
    """

    closed = Signal()

    def __init__(self, office: Office, write: Write, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._write = office, write
        self._review = 0
        self.plan: tuple[Planned, ...] = ()
        self.heading = Words("Plan back from the last day", "strong", wrap=True)
        self.end = QComboBox()
        self.end.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.day = FieldBox(_DAY, office)
        self.table = PlanTable()
        self.words = Words("", "secondary", wrap=True)
        self.write_button = primary_button("Write these days")
        self.cancel_button = plain_button("Cancel")
        self.end.currentIndexChanged.connect(self._work_out)
        self.day.edited.connect(self._work_out)
        self.write_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.close_panel)
        self._lay_out()
        self.hide()

    def ask(self, review: int) -> None:
        """Offer the open stages of a review, the one with which such a review ends first."""
        self._review = review
        lines = open_lines(self._office, review)
        self.end.blockSignals(True)
        self.end.clear()
        for line in lines:
            self.end.addItem(str(line["label"]), line["key"])
        at = next((at for at, line in enumerate(lines) if line["key"] in _LAST), 0)
        self.end.setCurrentIndex(at)
        self.end.blockSignals(False)
        self.day.put(lines[at]["due_on"] if lines else None)
        self._work_out()
        self.show()
        self.day.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_changed(self) -> bool:
        """Whether another last day was typed that would be lost."""
        return not self.isHidden() and self.day.is_changed()

    def save(self) -> None:
        """Write the days that are new."""
        last = self.day.value()
        if self.plan and isinstance(last, dt.date):
            try:
                words = f"Planned back from {show_date(last)}"
                self._write(words, plan_changes(self._office, self._review, self.plan, last))
            except LifError as trouble:
                self.words.setText(str(trouble))
                return
            self.close_panel()

    def close_panel(self) -> None:
        """Put the panel away."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape cancels."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a surface of its own, so that what is asked stands apart from what is shown."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        painter.setPen(QPen(colour(tokens.line), 1))
        painter.setBrush(colour(tokens.alternate))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.write_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 10, 12, 12)
        whole.setSpacing(8)
        whole.addWidget(self.heading)
        whole.addWidget(label_for(self.end, "Ends with", label=Words("", "secondary")))
        for part in (self.end, self.day, self.table, self.words):
            whole.addWidget(part)
        whole.addLayout(buttons)

    def _work_out(self) -> None:
        """Show what the last day means. What cannot be read is said beside the field once it is left."""
        self.plan, said = (), "Enter the last day to see the latest day for each stage."
        try:
            last = self.day.value()
            if isinstance(last, dt.date) and self.end.currentData():
                self.plan = back_from(self._office, self._review, self.end.currentData(), last)
                said = plan_words(self.plan)
        except LifError as trouble:
            said = str(trouble)
        self.table.show_plan(self.plan)
        self.words.setText(said)
        self.write_button.setEnabled(any(one.fate == "planned" for one in self.plan))


def latest_words(one: Planned) -> str:
    """The last column: "25 Nov 2026", or what comes of it instead."""
    if one.fate in ("same", "kept"):
        return "As now"
    day = show_short(one.latest)
    return {"undated": f"{day}, no date yet", "past": f"{day}, gone by"}.get(one.fate, day)


def fate_words(one: Planned) -> str:
    """Why a stage gets that day, or none."""
    if one.fate == "kept":
        return "By guidance or statute: it is never planned later."
    if one.fate == "undated":
        return "By guidance or statute: it gets a day once its event has one."
    return {"past": "That day has gone by, so nothing is written.", "same": "It is due on that day already."}.get(
        one.fate, f"To be done by {show_date(one.latest)} at the latest."
    )


def plan_words(plan: Sequence[Planned]) -> str:
    """What a plan comes to: how many stages get another day, how many days have gone by, and which stay."""
    fates = [one.fate for one in plan]
    planned, past = fates.count("planned"), fates.count("past")
    gets = "gets" if planned == 1 else "get"
    parts = [f"{counted(planned, 'stage')} {gets} another day." if planned else "No stage gets another day."]
    if past:
        have = "has" if past == 1 else "have"
        parts.append(f"{counted(past, 'day')} {have} gone by: the time does not suffice as it is.")
    if "kept" in fates:
        parts.append("Days by guidance or statute stay, as they are earlier.")
    return " ".join(parts)
