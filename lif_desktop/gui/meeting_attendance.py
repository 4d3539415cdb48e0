"""The Attendance tab of a meeting: seats marked by single keys, interests declared, and whether it is quorate."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.status import Status
from lif_desktop.gui.badge import StatusBadge
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import Words
from lif_desktop.gui.lines import LinesPane
from lif_desktop.gui.meeting_area import MeetingArea
from lif_desktop.gui.meeting_table import MeetingTable
from lif_desktop.gui.noticed import NoticedWriter
from lif_desktop.gui.records import counted
from lif_desktop.gui.widgets import plain_button
from lif_desktop.office import Edit, Office
from lif_desktop.office.meeting_attendance import last_meeting, quorum_of, seats_filled
from lif_desktop.registers import register
from lif_desktop.registers.field import Field

MARKS = {"P": "present", "A": "apology", "D": "deputy", "N": "absent"}
"""The key that marks a seat, in the column of attendance."""
_SHOWN = ("agency_id", "role", "present", "deputy", "interest", "interest_handled", "initials", "member")
_PIXELS = {"agency_id": 116, "role": 118, "present": 104, "deputy": 130, "interest": 150, "interest_handled": 150}
"""Widths at 100 % text: the first three are seen in the narrow pane beside the list."""
_COUNTED = {"present": "present", "apology": "apologies", "deputy": "by a deputy", "absent": "absent"}
_KEYS = "In the column Attendance: P present, A apology, D deputy sent, N absent. Interests are typed beside each seat."


class SeatsView(MeetingTable):
    """The seats of a meeting. Signal `marked(key)` for a mark typed in the column of attendance."""

    marked = Signal(str)
    pixels = _PIXELS
    grows = ("agency_id", "role", "interest", "interest_handled")

    def _work(self, event: QKeyEvent) -> Callable[[], None] | None:
        """A letter marks the seat at once, in the one column where it can mean that."""
        mark = MARKS.get(event.text().upper()) if event.text() else None
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if mark and not held and self._on_mark():
            return partial(self.marked.emit, mark)
        return super()._work(event)

    def type_deputy(self, number: int) -> None:
        """Type who came instead; Enter then goes back to where the next seat is marked."""
        self.go_to(number, "deputy")
        self._run_start = self.register_model().column_of("present")
        self.cells.typed = False
        self.edit(self.currentIndex())

    def move_by(self, columns: int, rows: int) -> None:
        """After the deputy of the last seat too the cursor goes back to the marks, not into the name."""
        start, row = self._run_start, self.currentIndex().row()
        super().move_by(columns, rows)
        if rows and start is not None and self.currentIndex().row() == row:
            self.stand_on(row, start)

    def _on_mark(self) -> bool:
        index = self.currentIndex()
        return index.isValid() and self.register_model().columns[index.column()].key == "present"


class SeatLines(LinesPane):
    """The seats, each marked by one key."""

    view_class = SeatsView

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, register("attendance"), "meetings", parent)
        self.heading.hide()
        self.none.setText("No seats yet. Fill them from the last meeting of the group, or add one.")

    def mark(self, mark: str) -> None:
        """Mark the chosen seat and go on to the next; a deputy is asked for by role."""
        number = self.view.current_id()
        record = self.cells.record(number)
        who = self._who(number)
        label = self._office.lookup.label("attendance", mark)
        values = {"present": mark, **({"deputy": None} if mark != "deputy" else {})}
        try:
            batch = self._office.write(
                f"{who}: {label.lower()}", [Edit(self._own.table, number, values, record["version"])]
            )
        except LifError as trouble:
            self.notice.say(str(trouble), tone="red")
            return
        if batch is not None:
            self._written(batch)
        self.said.emit(f"{who}: {label.lower()}.")
        if mark == "deputy":
            view = self.view
            assert isinstance(view, SeatsView)  # noqa: S101 - made by view_class
            view.type_deputy(number)
        else:
            self.view.move_by(0, 1)

    def stand_on_first(self) -> None:
        """Put the cursor where the first seat is marked."""
        if self.model.rowCount() and not self.view.currentIndex().isValid():
            self.view.stand_on(0, self.model.column_of("present"))

    def load(self, parent_id: int) -> None:
        """Show the seats, the cursor where the first is marked."""
        super().load(parent_id)
        self.stand_on_first()

    # within

    def _who(self, number: int) -> str:
        record = self.cells.record(number)
        agency = self._office.lookup.agency_brief(record["agency_id"]) if record["agency_id"] else ""
        return ", ".join(part for part in (agency, record["role"] or "") if part) or "A seat"

    def _columns(self) -> list[Field]:
        return [self._own.field(key) for key in _SHOWN]

    def _lay_out(self) -> None:
        super()._lay_out()
        self.add_button.setText("Add a seat")
        self._body.removeWidget(self._buttons)
        self._body.insertWidget(self._body.indexOf(self.none), self._buttons)

    def _wire(self) -> None:
        super()._wire()
        view = self.view
        assert isinstance(view, SeatsView)  # noqa: S101 - made by view_class
        view.marked.connect(self.mark)


class AttendancePane(MeetingArea):
    """Whether the meeting is quorate, in words and shape, and its seats."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, parent)
        self.badge = StatusBadge(Status("none", "Not taken yet"))
        self.words = Words("", wrap=True)
        self.count = Words("", "secondary", wrap=True)
        self.keys = Words(_KEYS, "small", wrap=True)
        self.fill_button = plain_button("Fill from the last meeting")
        self.lines = SeatLines(office)
        self.panes = {"attendance": self.lines}
        self.writer = NoticedWriter(office, self.lines.notice, self.written)
        self.fill_button.clicked.connect(self.fill_seats)
        self.lines.changed.connect(self.written)
        self.lines.said.connect(self.said)
        self.lines.open_asked.connect(self.open_asked)

    def fill(self, column: QVBoxLayout) -> None:
        """Lay out the parts."""
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.words, 1)
        column.addLayout(line)
        top = QWidget()
        WrapLayout(top).addWidget(self.fill_button)
        for part in (self.count, top, self.keys, self.lines):
            column.addWidget(part)

    def show_meeting(self) -> None:
        """Show who is there, and what that comes to."""
        self.lines.load(self.number)
        found = quorum_of(self._office, self.meeting)
        own = self.meeting["quorate"]
        by_hand = ""
        if own is not None and found.quorate is not None and own != found.quorate:
            by_hand = f" The record of the meeting says {'quorate' if own else 'not quorate'}: mend one of them."
        self.badge.set_status(found.status)
        self.words.setText(found.words + by_hand)
        self.count.setText(self._count_words())
        self.count.setVisible(bool(self.count.text()))
        last = last_meeting(self._office, self.meeting)
        from_there = f"Fill from {last['ref']}, {show_date(last['held_on'])}" if last else ""
        self.fill_button.setText(from_there or "Fill from the last meeting")
        self.fill_button.setVisible(bool(seats_filled(self._office, self.meeting)))
        self.lock(*self.lines.findChildren(type(self.fill_button)), self.fill_button)

    def leave(self) -> bool:
        """Save what is typed."""
        return self.lines.leave()

    def fill_seats(self) -> None:
        """Add the seats of the last meeting that this one lacks."""
        changes = seats_filled(self._office, self.meeting)
        if not changes:
            self.said.emit("Every seat of the last meeting stands here already.")
            return
        self.writer.write(f"Filled {counted(len(changes), 'seat')} of {self.meeting['ref']}", changes)
        self.lines.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.lines.stand_on_first()

    def _count_words(self) -> str:
        seats = self._office.records("attendance", self.number)
        found = [
            f"{number} {'apology' if mark == 'apology' and number == 1 else words}"
            for mark, words in _COUNTED.items()
            if (number := sum(1 for seat in seats if seat["present"] == mark))
        ]
        left = sum(1 for seat in seats if not seat["present"])
        interests = sum(1 for seat in seats if seat["interest"])
        found += [f"{left} not marked"] if left else []
        found += [f"{counted(interests, 'interest')} declared"] if interests else []
        return ", ".join(found)
