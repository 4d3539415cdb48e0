"""Asks within the page when a stage was done, or for more time with the reason; never in a window of its own."""

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lif_desktop.gui.form_box import FieldBox
from lif_desktop.gui.labels import Words
from lif_desktop.gui.stage_words import Stage
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.gui.wrap_link import ProblemSummary
from lif_desktop.office import Office
from lif_desktop.registers.field import Field

_DAY = Field("day", "Day", "date")
_WHY = Field("why", "Reason", "note")
_BY = Field("by", "Agreed by")


class StagePanel(QFrame):
    """A few fields with Save and Cancel, for one stage at a time; hidden otherwise.

    Signals: `done_given(day or None, reason for lateness)`; `time_given(day, reason, agreed by)`; `closed()`.
    """

    done_given = Signal(object, str)
    time_given = Signal(object, str, str)
    closed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._stage: Stage = {}
        self._more_time = False
        self.heading = Words("", "strong", wrap=True)
        self.summary = ProblemSummary()
        self.day, self.why, self.by = (FieldBox(field, office) for field in (_DAY, _WHY, _BY))
        self.save_button = primary_button("Save")
        self.cancel_button = plain_button("Cancel")
        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self.close_panel)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.setSpacing(8)
        for part in (self.heading, self.summary, self.day, self.why, self.by):
            whole.addWidget(part)
        whole.addLayout(buttons)
        self.hide()

    def ask_done(self, stage: Stage) -> None:
        """Ask when the stage was done: today, unless another day is typed; none takes it back as not done."""
        self._begin(stage, more_time=False)
        self._label(self.day, "Done on")
        self._label(self.why, "Reason, if it was late")
        self.day.put(stage["done_on"] or self._office.today())
        self.why.put(stage["slip_reason"])

    def ask_time(self, stage: Stage) -> None:
        """Ask for a later day, the reason and who agreed to it."""
        self._begin(stage, more_time=True)
        self._label(self.day, "New due date")
        self._label(self.why, "Reason")
        self.day.put(None)
        self.why.put(stage["extension_reason"])
        self.by.put(stage["extension_agreed_by"])

    def close_panel(self) -> None:
        """Put the panel away without writing."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape cancels; Enter in a line saves."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        else:
            super().keyPressEvent(event)

    def _begin(self, stage: Stage, *, more_time: bool) -> None:
        self._stage, self._more_time = stage, more_time
        self.heading.setText(str(stage["label"]))
        self.summary.show_problems([])
        self.by.setVisible(more_time)
        self.show()
        self.day.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _label(self, box: FieldBox, words: str) -> None:
        box.label.setText(words)
        box.editor.setAccessibleName(words)

    def _save(self) -> None:
        problems = self._problems()
        self.summary.show_problems(problems)
        if problems:
            self.summary.lines()[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        day = self.day.value()
        why = str(self.why.value() or "")
        if self._more_time:
            self.time_given.emit(day, why, str(self.by.value() or ""))
        else:
            self.done_given.emit(day if isinstance(day, dt.date) else None, why)

    def _problems(self) -> list[tuple[str, QWidget | None]]:
        found: list[tuple[str, QWidget | None]] = []
        if sentence := self.day.check():
            return [(sentence, self.day.editor)]
        day = self.day.value()
        if self._more_time:
            due = self._stage["due_on"]
            if not isinstance(day, dt.date):
                found.append(self._say(self.day, "Enter the new due date."))
            elif due and day <= due:
                found.append(self._say(self.day, "Enter a day after the one it is due now."))
            if not self.why.raw():
                found.append(self._say(self.why, "Enter the reason. It is what will be asked for later."))
        elif isinstance(day, dt.date) and day > self._office.today():
            found.append(self._say(self.day, "That day is still to come. Enter the day on which it was done."))
        return found

    @staticmethod
    def _say(box: FieldBox, sentence: str) -> tuple[str, QWidget | None]:
        box.problem.say(sentence)
        return sentence, box.editor
