"""The end of the Minutes tab: what is still missing, the button that finalises, and the one that opens again."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lif_desktop.gui.labels import Words
from lif_desktop.gui.marked_row import MarkedRow
from lif_desktop.gui.records import counted
from lif_desktop.gui.rows import Line
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.office import Office
from lif_desktop.office.meeting_agenda import agenda_of
from lif_desktop.office.meeting_finalise import (
    finalised,
    lacks,
    may_open_again,
    opened_again,
    passed,
    rest_discussed,
    without_outcome,
)

_MOST = 8
"""Missing things that are listed; the rest are counted."""


class FinaliseBox(QWidget):
    """What is missing before the minutes can be finalised, each line leading to its place.

    Signals: `write_asked(words, changes)`; `lack_chosen(Lack)`.
    """

    write_asked = Signal(str, object)
    lack_chosen = Signal(object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._meeting: Mapping[str, Any] = {}
        self.words = Words("", "secondary", wrap=True)
        self.gaps: list[MarkedRow] = []
        self.finalise_button = primary_button("Finalise the minutes")
        self.rest_button = plain_button("All other items were discussed")
        self.open_button = plain_button("Un-finalise the minutes")
        self._gap_list = QVBoxLayout()
        self._gap_list.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.setSpacing(8)
        for part in (Line(), Words("Finalise", "heading"), self.words):
            whole.addWidget(part)
        whole.addLayout(self._gap_list)
        for button in (self.rest_button, self.finalise_button, self.open_button):
            whole.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.finalise_button.clicked.connect(self.finalise)
        self.rest_button.clicked.connect(self.say_the_rest)
        self.open_button.clicked.connect(self.open_again)

    def show_meeting(self, meeting: Mapping[str, Any]) -> None:
        """Show how the minutes of a meeting stand."""
        self._meeting = meeting
        done = bool(meeting["finalised_on"])
        missing = () if done else lacks(self._office, meeting)
        self._clear()
        for one in (*missing, *(() if done else passed(self._office, meeting)))[:_MOST]:
            gap = MarkedRow(one.words, there=False, opens=not self._office.read_only)
            gap.clicked.connect(partial(self._choose, one))
            self.gaps.append(gap)
            self._gap_list.addWidget(gap)
        self.words.setText(self._say(done, len(missing)))
        writes = not self._office.read_only
        self.finalise_button.setVisible(not done and writes)
        self.finalise_button.setEnabled(not missing)
        self.finalise_button.setToolTip("" if not missing else "Mend what is missing first")
        self.rest_button.setVisible(not done and writes and len(without_outcome(self._items())) > 1)
        self.open_button.setVisible(done and writes)
        self.open_button.setEnabled(done and may_open_again(self._office, meeting))

    def finalise(self) -> None:
        """Finalise the minutes."""
        self.write_asked.emit(
            f"Finalised the minutes of {self._meeting['ref']}", finalised(self._office, self._meeting)
        )

    def say_the_rest(self) -> None:
        """Say of every item without an outcome that it was discussed."""
        changes = rest_discussed(self._items())
        words = f"Said of {counted(len(changes), 'item')} of {self._meeting['ref']} that they were discussed"
        self.write_asked.emit(words, changes)

    def _items(self) -> list[Mapping[str, Any]]:
        return list(agenda_of(self._office, self._meeting["id"]))

    def open_again(self) -> None:
        """Open finalised minutes again."""
        self.write_asked.emit(f"Un-finalised the minutes of {self._meeting['ref']}", opened_again(self._meeting))

    def _say(self, done: bool, missing: int) -> str:
        if done and may_open_again(self._office, self._meeting):
            return "They can be un-finalised while they are the latest of the group. That is kept in the history."
        if done:
            return (
                "Later minutes of the group are finalised, so these stand. Put right in the next minutes what is to be."
            )
        if missing:
            more = f", {missing - _MOST} of them not listed" if missing > _MOST else ""
            return f"{counted(missing, 'thing')} missing before the minutes can be finalised{more}."
        return "Everything is there. Finalised minutes cannot be changed by anybody until they are un-finalised."

    def _choose(self, lack: object) -> None:
        self.lack_chosen.emit(lack)

    def _clear(self) -> None:
        for gap in self.gaps:
            self._gap_list.removeWidget(gap)
            gap.hide()
            gap.deleteLater()
        self.gaps = []
