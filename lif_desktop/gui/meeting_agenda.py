"""The Agenda tab of a meeting: the items in their order, moved by the keyboard, drawn up from what is due."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import Words
from lif_desktop.gui.lines import LinesPane
from lif_desktop.gui.meeting_area import MeetingArea
from lif_desktop.gui.meeting_table import MeetingTable
from lif_desktop.gui.records import counted
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.office import Batch, Change, Office
from lif_desktop.office.meeting_agenda import agenda_changes, agenda_of, draw_up, moved, taken_away
from lif_desktop.office.meeting_times import clock, lengths, minutes_of
from lif_desktop.registers import register
from lif_desktop.registers.field import Field

_SHOWN = ("position", "item", "time", "lead", "purpose", "allotted", "paper", "outcome", "review_id")
_SHORT = {"allotted": "Mins", "review_id": "Case"}
_PIXELS = {
    "position": 60,
    "item": 210,
    "time": 62,
    "lead": 128,
    "purpose": 100,
    "allotted": 60,
    "paper": 70,
    "outcome": 110,
}
"""Widths at 100 % text: number, item and time are seen in the narrow pane beside the list."""
_NEW = "New item"
_KEYS = "Alt+Up and Alt+Down move an item, Enter types in a cell, Insert adds one, Delete takes it away."


class AgendaView(MeetingTable):
    """The items of an agenda. Signals: `move_asked(-1 or 1)`, `add_asked()`, `gone_asked()`."""

    move_asked = Signal(int)
    add_asked = Signal()
    gone_asked = Signal()
    pixels = _PIXELS
    grows = ("item", "lead")

    def _work(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Keys that move, add and take away items come before those of a spreadsheet."""
        key, held = Qt.Key(event.key()), event.modifiers()
        alt = held == Qt.KeyboardModifier.AltModifier
        if held & Qt.KeyboardModifier.KeypadModifier:
            alt = False
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return lambda: self.move_asked.emit(-1 if key == Qt.Key.Key_Up else 1)
        if key == Qt.Key.Key_Insert or (key == Qt.Key.Key_N and held == Qt.KeyboardModifier.ControlModifier):
            return self.add_asked.emit
        if not held and key == Qt.Key.Key_Delete:
            return self.gone_asked.emit
        if not held and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._type
        return super()._work(event)

    def _type(self) -> None:
        """Type in the cell, or show all fields of the item where nothing can be typed."""
        index = self.currentIndex()
        if index.isValid() and self.register_model().editable(index.column()):
            self.cells.typed = False
            self.edit(index)
        elif index.isValid():
            self.opened.emit(self.current_id())


class AgendaLines(LinesPane):
    """The items, with the buttons that do what the keys do."""

    view_class = AgendaView

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, register("agenda_items"), "meetings", parent)
        self.heading.hide()
        self.none.setText("No item yet. Draw up the agenda, or add an item.")

    def load(self, parent_id: int) -> None:
        """Show the items of a meeting in their order, whatever was moved."""
        super().load(parent_id)
        self.model.sort_by([("position", False)])
        self.model.refresh_order()

    def add_line(self) -> None:
        """Add an item after the chosen one, and type what it is about."""
        if self._office.read_only:
            return
        rows = agenda_of(self._office, self._parent_id)
        chosen = self.view.current_id()
        meeting = self._office.record("meetings", self._parent_id)
        changes = agenda_changes(meeting, rows, chosen if chosen >= 0 else None, {"item": _NEW, "purpose": "note"})
        before = {row["id"] for row in rows}
        if self._try(f"Added an item to {meeting['ref']}", changes):
            new = next(row["id"] for row in agenda_of(self._office, self._parent_id) if row["id"] not in before)
            self.view.go_to(new, "item")
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.view.cells.typed = False
            self.view.edit(self.view.currentIndex())

    def move_item(self, step: int) -> None:
        """Move the chosen item up (-1) or down (1); the cursor goes with it."""
        chosen = self.view.current_id()
        if chosen < 0:
            self.said.emit("Choose the item to move.")
            return
        rows = agenda_of(self._office, self._parent_id)
        changes = moved(rows, chosen, step)
        name = next((str(row["item"]) for row in rows if row["id"] == chosen), "")
        if not changes:
            self.said.emit(f"\u201c{name}\u201d is {'first' if step < 0 else 'last'} already.")
        elif self._try(f"Moved \u201c{name}\u201d {'up' if step < 0 else 'down'}", changes):
            place = next(row["position"] for row in agenda_of(self._office, self._parent_id) if row["id"] == chosen)
            self.said.emit(f"\u201c{name}\u201d is item {place} now.")
            self.view.go_to(chosen)

    def take_away(self) -> None:
        """Take the chosen items off the agenda; the notice offers to undo it."""
        numbers = [self.model.id_at(row) for row in self.view.area().rows]
        if not numbers:
            self.said.emit("Choose the item to take away.")
            return
        rows = agenda_of(self._office, self._parent_id)
        names = [f"\u201c{row['item']}\u201d" for row in rows if row["id"] in numbers]
        what = names[0] if len(names) == 1 else counted(len(names), "item")
        try:
            changes = taken_away(self._office, rows, numbers)
        except LifError as trouble:
            self.notice.say(str(trouble), tone="amber")
            return
        words = f"Took {what} off the agenda"
        batch = self._try(words, changes)
        if batch is not None:
            self.notice.say(f"{words}.", [("Undo", lambda: self._undo(batch))])
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self, words: str, changes: list[Change], said: str) -> None:
        """Write changes and say so, with the way to take them back."""
        batch = self._try(words, changes)
        if batch is not None:
            self.notice.say(said, [("Undo", lambda: self._undo(batch))])

    # within

    def _try(self, words: str, changes: list[Change]) -> Batch | None:
        try:
            batch = self._office.write(words, changes)
        except LifError as trouble:
            self.notice.say(str(trouble), tone="red")
            return None
        if batch is not None:
            self.notice.say("")
            self._written(batch)
        return batch

    def _undo(self, batch: Batch) -> None:
        """The link that was pressed goes with its notice: the cursor goes back to the items."""
        super()._undo(batch)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _columns(self) -> list[Field]:
        fields = ((key, self._own.field(key)) for key in _SHOWN)
        return [replace(one, label=_SHORT.get(key, one.label)) for key, one in fields]

    def _lay_out(self) -> None:
        super()._lay_out()
        self.add_button.setText("Add an item")
        self.add_button.setToolTip("Add an item after the chosen one (Insert)")
        self.gone_button.setToolTip("Take the chosen item off the agenda (Delete)")
        self.up_button, self.down_button = plain_button("Move up"), plain_button("Move down")
        line = self._buttons.layout()
        for button, way in ((self.up_button, "up"), (self.down_button, "down")):
            button.setToolTip(f"Move the chosen item {way} (Alt+{way.capitalize()})")
            button.setEnabled(not self._office.read_only)
            line.addWidget(button)
        self._body.removeWidget(self._buttons)
        self._body.insertWidget(self._body.indexOf(self.none), self._buttons)

    def _wire(self) -> None:
        super()._wire()
        view = self.view
        assert isinstance(view, AgendaView)  # noqa: S101 - made by view_class
        view.move_asked.connect(self.move_item)
        view.add_asked.connect(self.add_line)
        view.gone_asked.connect(self.take_away)
        self.up_button.clicked.connect(lambda: self.move_item(-1))
        self.down_button.clicked.connect(lambda: self.move_item(1))

    def _settle(self) -> None:
        super()._settle()
        for button in (getattr(self, name, None) for name in ("up_button", "down_button")):
            if button is not None:
                button.setVisible(self.model.rowCount() > 1)


class AgendaPane(MeetingArea):
    """How long the agenda runs, the button that draws it up, and the items."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, parent)
        self.sum = Words("", "secondary", wrap=True)
        self.keys = Words(_KEYS, "small", wrap=True)
        self.draw_button = primary_button("Draw up the agenda")
        self.draw_button.setToolTip(
            "Add what is lacking: standard items, cases that are due, and what arises from earlier meetings"
        )
        self.draw_button.setEnabled(not office.read_only)
        self.lines = AgendaLines(office)
        self.panes = {"agenda_items": self.lines}
        self.draw_button.clicked.connect(self.draw)
        self.lines.changed.connect(self.written)
        self.lines.said.connect(self.said)
        self.lines.open_asked.connect(self.open_asked)

    def fill(self, column: QVBoxLayout) -> None:
        """Lay out the parts."""
        top = QWidget()
        line = WrapLayout(top, gap=12)
        line.addWidget(self.draw_button)
        for part in (top, self.sum, self.keys, self.lines):
            column.addWidget(part)

    def show_meeting(self) -> None:
        """Show the agenda of the meeting."""
        self.lines.load(self.number)
        self.sum.setText(self._sum_words())
        self.sum.setVisible(bool(self.sum.text()))
        self.lock(self.draw_button, *self.lines.findChildren(type(self.draw_button)))

    def leave(self) -> bool:
        """Save what is typed."""
        return self.lines.leave()

    def draw(self) -> None:
        """Add what the agenda lacks, as one change."""
        meeting = self.meeting
        found = draw_up(self._office, meeting)
        if not found.added:
            self.lines.notice.say("Nothing new is due: every standard item and each case that is due stands there.")
            return
        words = f"Drew up the agenda of {meeting['ref']}: {counted(found.added, 'item')}"
        self.lines.ask(words, list(found.changes), f"Added {counted(found.added, 'item')} to the agenda.")
        self.lines.view.go_to(self.lines.model.id_at(0))
        self.lines.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sum_words(self) -> str:
        rows = agenda_of(self._office, self.number)
        if not rows:
            return ""
        parts = [counted(len(rows), "item")]
        begins = minutes_of(rows[0]["time"]) or minutes_of(self.meeting["starts"])
        if begins is not None and any(row["time"] or row["allotted"] for row in rows):
            last = minutes_of(rows[-1]["time"])
            over = (last if last is not None else begins) + lengths(rows, self.meeting["ends"])[-1]
            parts.append(f"{clock(begins)} to {clock(over)}")
            end = minutes_of(self.meeting["ends"])
            if end is not None and over > end:
                parts.append(f"{over - end} minutes longer than the meeting")
        return ", ".join(parts)
