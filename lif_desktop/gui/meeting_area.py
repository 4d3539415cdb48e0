"""What the tabs of a meeting share: a page that scrolls, the meeting shown, and locks on finalised minutes."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.framework.dates import show_date
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.office import Batch, Office


class MeetingArea(QScrollArea):
    """A tab of a meeting. A subclass says what stands in it (`fill`) and shows the meeting (`show_meeting`).

    Signals: `changed(batch)` after something was written; `said(sentence)`; `open_asked(register, id)`;
    `tab_asked(words)` for another tab of the meeting.
    """

    changed = Signal(object)
    said = Signal(str)
    open_asked = Signal(str, int)
    tab_asked = Signal(str)

    panes: dict[str, Any]
    """What shows the lines of each register that the tab holds."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._laid_out = False
        self.number = 0
        self.meeting: dict[str, Any] = {}
        self.finalised = NoticeBar(closable=False)

    def load(self, number: int) -> None:
        """Show a meeting. KeyError when it is not there."""
        if not self._laid_out:
            self._lay_out()
        other, self.number = number != self.number, number
        self.meeting = self._office.record("meetings", number)
        if other:
            self.begin()
        day = self.meeting["finalised_on"]
        by = f" by {self.meeting['finalised_by']}" if self.meeting["finalised_by"] else ""
        words = f"The minutes were finalised on {show_date(day)}{by}. They stand as they are."
        self.finalised.say(words if day else "")
        self.show_meeting()
        if other:
            self.verticalScrollBar().setValue(0)

    def begin(self) -> None:
        """Put away what belongs to the meeting shown before."""

    def fill(self, column: QVBoxLayout) -> None:
        """Put the parts of the tab under one another."""

    def show_meeting(self) -> None:
        """Show the meeting."""

    def leave(self) -> bool:
        """Save what is typed. False when that cannot be done yet."""
        return True

    def written(self, batch: Batch) -> None:
        """Something was written here: show it, and tell the record."""
        self.load(self.number)
        self.changed.emit(batch)

    def is_locked(self) -> bool:
        """Whether nothing can be changed: the office is only read, or the minutes are finalised."""
        return self._office.read_only or bool(self.meeting.get("finalised_on"))

    def lock(self, *parts: QWidget) -> None:
        """Let these be pressed only where something can be changed."""
        for part in parts:
            part.setEnabled(not self.is_locked())

    def _lay_out(self) -> None:
        self._laid_out = True
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.finalised)
        self.fill(column)
        column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(body)
        for ground in (self.viewport(), body):
            ground.setAutoFillBackground(False)
