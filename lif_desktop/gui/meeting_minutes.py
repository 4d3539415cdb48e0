"""The Minutes tab of a meeting: the agenda, and beneath each item what was said, decided and is to be done."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.status import Status
from lif_desktop.gui.ask_panel import AskPanel, Given
from lif_desktop.gui.asked_here import may_leave
from lif_desktop.gui.decision_answers import AnswerStrip
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.lines import bring_into_view
from lif_desktop.gui.meeting_area import MeetingArea
from lif_desktop.gui.meeting_asks import ask_decision
from lif_desktop.gui.meeting_final import FinaliseBox
from lif_desktop.gui.meeting_rows import MinuteRow
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.records import link_words
from lif_desktop.gui.state_grid import GridCell, GridRow, StateGrid
from lif_desktop.gui.tab_order import tab_in_order
from lif_desktop.gui.widgets import plain_button
from lif_desktop.office import Batch, Change, Edit, Office
from lif_desktop.office.meeting_agenda import agenda_of
from lif_desktop.office.meeting_finalise import Lack
from lif_desktop.office.meeting_minutes import (
    ACTION,
    CHALLENGE,
    DECISION,
    NOTE,
    VERBS,
    Where,
    Written,
    decided,
    line_gone,
    lines_by_item,
    new_line,
    rewritten,
    turned,
)

_WIDE = 720
"""In pixels at 100 % text: from here on the agenda stands at the left of the lines, in a list."""
_PAUSE = 2500
"""Milliseconds without a key after which what is typed is saved."""
_KINDS = ((NOTE, "N"), (DECISION, "D"), (ACTION, "A"), (CHALLENGE, "C"))
_TONES: dict[str | None, Status] = {
    "discussed": Status("blue", "Discussed"),
    "deferred": Status("amber", "Deferred"),
    "not_reached": Status("amber", "Not reached"),
    "withdrawn": Status("none", "Withdrawn"),
}
_KEYS = "Enter: next line. Ctrl+Down and Ctrl+Up: next and previous item. Backspace in an empty line takes it away."


class LinesBox(QWidget):
    """The rows of one item, one under the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[MinuteRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def set_rows(self, rows: Sequence[MinuteRow]) -> None:
        """Show these rows in this order; those that stood there and are none of them are freed."""
        for gone in (row for row in self.rows if row not in rows):
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, row in enumerate(rows):
            if self._column.indexOf(row) != place:
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)
            row.show()
        self.rows = list(rows)


class MinutesPane(MeetingArea):
    """Items at the left (or in a list to choose from, where there is little room), the lines of one of them beside.

    What is typed is saved when the cursor leaves the line, with Enter, and after a pause. Signals as in MeetingArea.
    """

    field_asked = Signal(str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, parent)
        self.items: list[Mapping[str, Any]] = []
        self.item = 0
        self.notice = NoticeBar()
        self.agenda = StateGrid("Items of the agenda", whole_rows=True)
        self.choice = QComboBox()
        self.choice.setAccessibleName("Item of the agenda")
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(8)
        self.title = Words("", "heading", wrap=True)
        self.case = LinkButton("")
        self.earlier = Words("", "secondary", wrap=True)
        self.outcome = AnswerStrip(office.lookup.choices("item_outcomes"), "Outcome of the item")
        self.kind_buttons: dict[str, QPushButton] = {}
        self.next_button = plain_button("Next item  Ctrl+Down")
        self.panel = AskPanel(office)
        self.box = LinesBox()
        self.keys = Words(_KEYS, "small", wrap=True)
        self.none = Words("This meeting has no agenda yet. Draw it up on the Agenda tab.", "secondary", wrap=True)
        self.final = FinaliseBox(office)
        self.panes = {"minute_lines": self}
        self.pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._writing = False
        self._wire()

    # what a record's pane asks

    def show_meeting(self) -> None:
        """Show the items and the lines of the one that is chosen."""
        self.items = list(agenda_of(self._office, self.number))
        if self.item not in {row["id"] for row in self.items}:
            self.item = self.items[0]["id"] if self.items else 0
        self._show_items()
        self._show_item()
        self.final.show_meeting(self.meeting)

    def begin(self) -> None:
        """Begin another meeting at its first item."""
        self.item = 0
        self.panel.cancel()
        self.notice.say("")
        self.box.set_rows([])

    def leave(self) -> bool:
        """Save what is typed. False where a field cannot be read; the cursor goes there."""
        if not may_leave(self.panel, self.said):
            return False
        return self.save()

    def open_form(self, number: int | None) -> None:
        """Show a line with the cursor in it; a new one for None."""
        line = next((row for row in self._office.records("minute_lines", self.number) if row["id"] == number), None)
        if line is not None and line["item_id"]:
            self.go_to(line["item_id"])
        row = next((row for row in self.box.rows if row.number() == number), None)
        if row is not None:
            row.focus()
            bring_into_view(row)

    # going from item to item

    def go_to(self, item: int) -> None:
        """Show the lines of another item."""
        if item == self.item or not self.save():
            return
        if not may_leave(self.panel, self.said):
            self._show_items()
            return
        self.item = item
        self.box.set_rows([])
        self._show_items()
        self._show_item()

    def step(self, by: int) -> None:
        """Go to the next item (the one before, for -1), with the cursor in its last line."""
        at = next((at for at, row in enumerate(self.items) if row["id"] == self.item), 0) + by
        if not 0 <= at < len(self.items):
            self.said.emit("That was the last item." if by > 0 else "That was the first item.")
            return
        self.go_to(self.items[at]["id"])
        self.focus_last()

    def focus_last(self) -> None:
        """Put the cursor into the line that is still empty."""
        if self.box.rows and not self.is_locked():
            self.box.rows[-1].focus()
            bring_into_view(self.box.rows[-1])

    # writing

    def save(self) -> bool:
        """Save every line that is typed in."""
        self.pause.stop()
        saved = [self.save_row(row) for row in list(self.box.rows)]  # each of them, even after one that could not be
        return all(saved)

    def save_row(self, row: MinuteRow) -> bool:
        """Save one line. False where it cannot be written; the notice, or the field itself, says why."""
        if self._writing or not row.is_changed() or self.is_locked():
            return True
        if not row.text.raw():
            return True if row.line is None else self._gone(row)
        try:
            values = row.values()
            where = self._where(row)
            if row.line is None:
                made = new_line(self._office, where, row.kind, values)
            else:
                made = rewritten(self._office, where, row.line, values)
        except LifError as trouble:
            self.notice.say(str(trouble), tone="amber")
            return False
        return self._write(f"{VERBS[row.kind]}: {_cut(values['text'])}", made, row)

    def turn(self, kind: str) -> None:
        """Make the line with the cursor one of another kind; a decision on a case is asked for with its reasons."""
        row = self._current()
        if row is None or self.is_locked():
            return
        item = self._item()
        if kind == DECISION and item is not None and item["review_id"] and row.text.raw():
            self._ask_decision(row)
            return
        if row.line is None:
            row.set_kind(kind)
            if row.text.raw():
                self.save_row(row)
            row.focus_fields() if row.text.raw() else row.focus()
            return
        if not self.save_row(row):
            return
        try:
            made = turned(self._office, self._where(row), row.line, kind)
        except LifError as trouble:
            self.notice.say(str(trouble), tone="amber")
            return
        label = self._office.lookup.label("minute_kinds", kind).lower()
        words = f"Made {'an' if label[:1] in 'aeiou' else 'a'} {label} of: {_cut(row.text.raw())}"
        if self._write(words, made, row) and self.notice.isHidden():
            row.focus_fields()

    def _ask_decision(self, row: MinuteRow) -> None:
        if not self.save_row(row) or not may_leave(self.panel, self.said):
            return
        item = self._item()
        if item is None:
            return
        number = row.number()
        earlier = row.line["decision_id"] if row.line is not None else None

        def write(given: Given, supersedes: int | None) -> None:
            line = self._line(number)
            made = decided(self._office, self._where(row), line, given, supersedes)
            batch = self._office.write(f"Decided at {self.meeting['ref']}: {_cut(given['decision'])}", made.changes)
            if batch is not None:
                row.text.put(str(given["decision"]))
                self._told(batch, "Recorded on the case.")

        self.panel.ask(ask_decision(self._office, self.meeting, item, row.text.raw(), earlier, write))
        tab_in_order(self)
        bring_into_view(self.panel)

    def _gone(self, row: MinuteRow) -> bool:
        """Take a line away with what it became, if nobody worked on that."""
        place = self.box.rows.index(row)
        if row.line is None:
            if len(self.box.rows) > 1:
                self.box.set_rows([one for one in self.box.rows if one is not row])
                self.box.rows[max(0, place - 1)].focus()
            return True
        words = f"Took away the line: {_cut(str(row.line['text']))}"
        try:
            made = line_gone(self._office, row.line)
            batch = self._office.write(words, made.changes)
        except LifError as trouble:
            row.give_up()
            self.notice.say(str(trouble), tone="amber")
            return False
        row.give_up()
        held = row.holds_focus()
        if batch is not None:
            self._told(batch, f"{words}.", [("Undo", lambda: self._undo(batch))])
        if held and self.box.rows:
            self.box.rows[max(0, min(place - 1, len(self.box.rows) - 1))].focus()
        return True

    def _next(self, row: MinuteRow) -> None:
        """Enter: save this line, and go on in a new one beneath it."""
        if not row.text.raw() or not self.save_row(row):
            return
        place = self.box.rows.index(row)
        if place + 1 < len(self.box.rows) and self.box.rows[place + 1].line is None:
            self.box.rows[place + 1].focus()
        else:
            self.box.set_rows([*self.box.rows[: place + 1], fresh := self._new_row(), *self.box.rows[place + 1 :]])
            fresh.focus()
            tab_in_order(self)
        bring_into_view(self.box.rows[place + 1])

    def _set_outcome(self) -> None:
        item = self._item()
        if item is None or self.is_locked():
            self._show_item()
            return
        chosen = self.outcome.answer()
        label = self._office.lookup.label("item_outcomes", chosen).lower() if chosen else "no outcome"
        change = Edit("agenda_items", item["id"], {"outcome": chosen}, item["version"])
        self._write(f"Item {item['position']} of {self.meeting['ref']}: {label}", Written(0, (change,)), None)

    def _write(self, words: str, made: Written, row: MinuteRow | None) -> bool:
        """Write what a line means. `row` then holds the record."""
        self._writing = True
        try:
            batch = self._office.write(words, made.changes)
        except LifError as trouble:
            self.notice.say(str(trouble), tone="red")
            return False
        finally:
            self._writing = False
        if row is not None and made.line:
            line = self._line(made.line)
            if line is not None:
                row.take(line, self._beside(line))
        if batch is not None:
            self._told(batch, made.said, tone="amber")
        elif made.said:
            self.notice.say(made.said, tone="amber")
        return True

    def _told(self, batch: Batch, said: str, offers: Sequence[Any] = (), tone: str = "blue") -> None:
        self.notice.say(said, offers, tone)
        self.written(batch)

    def _undo(self, batch: Batch) -> None:
        from lif_desktop.gui.binning import take_back

        if undone := take_back(self._office, batch, self.notice):
            self.written(undone)

    def write_final(self, words: str, changes: Sequence[Change]) -> None:
        """Finalise, or open again; the notice offers to undo it."""
        if not self.leave():
            return
        try:
            batch = self._office.write(words, changes)
        except LifError as trouble:
            self.notice.say(str(trouble), tone="red")
            return
        if batch is not None:
            self._told(batch, f"{words}.", [("Undo", lambda: self._undo(batch))])

    def lead_to(self, lack: Lack) -> None:
        """Go to where something is missing."""
        if lack.tab != "Minutes":
            self.tab_asked.emit(lack.tab)
            return
        if lack.item is not None:
            self.go_to(lack.item)
        row = next((row for row in self.box.rows if lack.line is not None and row.number() == lack.line), None)
        if row is not None:
            row.focus_fields()
            bring_into_view(row)
        else:
            self.outcome.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(self.outcome)

    # showing

    def _show_items(self) -> None:
        rows = [
            GridRow(
                f"{row['position']}. {row['item']}",
                (GridCell(status=_TONES.get(row["outcome"]) or Status("none", "Open"), faint=not row["outcome"]),),
            )
            for row in self.items
        ]
        at = next((at for at, row in enumerate(self.items) if row["id"] == self.item), 0)
        for part in (self.agenda, self.choice):
            part.blockSignals(True)
        self.agenda.show_rows(("Item", "Outcome"), rows)
        if rows:
            self.agenda.setCurrentIndex(self.agenda.model().index(at, 1))
        texts = [f"{row.name}{'' if one['outcome'] else ' (open)'}" for row, one in zip(rows, self.items, strict=True)]
        if texts != [self.choice.itemText(place) for place in range(self.choice.count())]:
            self.choice.clear()
            self.choice.addItems(texts)
        self.choice.setCurrentIndex(at if rows else -1)
        for part in (self.agenda, self.choice):
            part.blockSignals(False)
        self._fit()

    def _show_item(self) -> None:
        item = self._item()
        for part in (self.title, self.outcome, self._tools, self.box, self.keys):
            part.setVisible(item is not None)
        self.none.setVisible(item is None)
        if item is None:
            self.case.hide()
            self.earlier.hide()
            return
        self.title.setText(f"{item['position']}. {item['item']}")
        self.case.setText(link_words(self._office, "reviews", item["review_id"]) if item["review_id"] else "")
        self.case.setVisible(bool(item["review_id"]))
        self.earlier.setText(f"Noted before: {item['minutes']}" if item["minutes"] else "")
        self.earlier.setVisible(bool(item["minutes"]))
        self.outcome.put(item["outcome"])
        self._show_lines(lines_by_item(self._office, self.number).get(item["id"], []))
        self.lock(*self.outcome.buttons, *self.kind_buttons.values())

    def _show_lines(self, lines: Sequence[Mapping[str, Any]]) -> None:
        """The rows in the order of the lines; those that are only being typed stay where they are."""
        there = {row.number(): row for row in self.box.rows if row.line is not None}
        wanted: list[MinuteRow] = []
        for line in lines:
            row = there.get(line["id"]) or self._new_row()
            row.take(line, self._beside(line))
            wanted.append(row)
        for place, row in enumerate(self.box.rows):
            if row.line is None and (row.is_changed() or row.holds_focus()):
                above = self.box.rows[place - 1] if place else None
                wanted.insert(wanted.index(above) + 1 if above in wanted else len(wanted), row)
        if not self.is_locked() and (not wanted or wanted[-1].line is not None):
            last = self.box.rows[-1] if self.box.rows else None
            wanted.append(last if last is not None and last.line is None and last not in wanted else self._new_row())
        for row in wanted:
            row.lock(self.is_locked())
        if wanted != self.box.rows:
            self.box.set_rows(wanted)
            tab_in_order(self)

    def _new_row(self) -> MinuteRow:
        row = MinuteRow(self._office, self.item)
        row.edited.connect(self.pause.start)
        row.left.connect(partial(self._left, row))
        row.next_asked.connect(partial(self._next, row))
        row.gone_asked.connect(partial(self._gone, row))
        row.step_asked.connect(partial(self._step_from, row))
        row.open_asked.connect(self.open_asked)
        row.supersede_asked.connect(partial(self._ask_decision, row))
        return row

    def _left(self, row: MinuteRow) -> None:
        if row in self.box.rows:
            self.save_row(row)

    def _step_from(self, row: MinuteRow, by: int) -> None:
        at = self.box.rows.index(row) + by
        if 0 <= at < len(self.box.rows):
            self.box.rows[at].focus(end=by < 0)
            bring_into_view(self.box.rows[at])

    def _beside(self, line: Mapping[str, Any]) -> Mapping[str, Any]:
        if not line["voice_id"]:
            return {}
        voice = self._office.record("voices", line["voice_id"])
        return {key: voice[key] for key in ("other_agency_id", "response")}

    def _where(self, row: MinuteRow) -> Where:
        above = [one.number() for one in self.box.rows[: self.box.rows.index(row)] if one.line is not None]
        item = next((one for one in agenda_of(self._office, self.number) if one["id"] == row.item), None)
        return Where(self.meeting, item, above[-1] if above else None)

    def _line(self, number: int | None) -> Mapping[str, Any] | None:
        rows = self._office.records("minute_lines", self.number)
        return next((row for row in rows if row["id"] == number), None)

    def _item(self) -> Mapping[str, Any] | None:
        return next((row for row in self.items if row["id"] == self.item), None)

    def _current(self) -> MinuteRow | None:
        found = next((row for row in self.box.rows if row.holds_focus()), None)
        return found or (self.box.rows[-1] if self.box.rows else None)

    # building

    def fill(self, column: QVBoxLayout) -> None:
        """Lay out the parts."""
        self._lines = QWidget()
        right = QVBoxLayout(self._lines)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        right.addLayout(head)
        for part in (self.case, self.earlier, self.outcome, self._tools, self.panel, self.box, self.keys):
            right.addWidget(part)
        right.addStretch(1)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._halves.setSpacing(16)
        self._halves.addWidget(self.agenda, 2, Qt.AlignmentFlag.AlignTop)
        self._halves.addWidget(self._lines, 3)
        for own in (self.notice, self.choice, self.none):
            column.addWidget(own)
        column.addLayout(self._halves)
        column.addWidget(self.final)

    def _wire(self) -> None:
        self._tools = QWidget()
        tools = WrapLayout(self._tools, gap=6)
        for kind, key in _KINDS:
            label = self._office.lookup.label("minute_kinds", kind)
            button = self.kind_buttons[kind] = plain_button(f"{label}  Ctrl+Shift+{key}")
            button.setAccessibleName(f"{label}: make the line one")
            button.setToolTip(f"Make the line with the cursor a line of this kind (Ctrl+Shift+{key})")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor in the line
            button.clicked.connect(partial(self._turn_by_button, kind))
            self._key(f"Ctrl+Shift+{key}", partial(self.turn, kind))
            tools.addWidget(button)
        self._key("Ctrl+Up", partial(self.step, -1))
        self._key("Ctrl+Down", partial(self.step, 1))
        self.next_button.setAccessibleName("Next item")
        self.next_button.clicked.connect(lambda: self.step(1))
        tools.addWidget(self.next_button)
        self.pause.timeout.connect(self.save)
        self.agenda.came_to.connect(lambda row, _column: self._came_to(row))
        self.agenda.pressed_cell.connect(lambda _row, _column: self.focus_last())
        self.choice.activated.connect(self._came_to)
        self.outcome.answered.connect(self._set_outcome)
        self.case.clicked.connect(self._open_case)
        self.panel.closed.connect(lambda _saved: self.focus_last())
        self.final.write_asked.connect(self.write_final)
        self.final.lack_chosen.connect(self.lead_to)

    def _key(self, keys: str, work: Any) -> None:
        shortcut = QShortcut(QKeySequence(keys), self, work)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _turn_by_button(self, kind: str, _checked: bool = False) -> None:
        self.turn(kind)

    def _came_to(self, row: int) -> None:
        if 0 <= row < len(self.items):
            self.go_to(self.items[row]["id"])

    def _open_case(self) -> None:
        item = self._item()
        if item is not None and item["review_id"]:
            self.open_asked.emit("reviews", item["review_id"])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The agenda beside the lines where there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self._laid_out:
            return
        wide = self.viewport().width() >= scaled(_WIDE)
        ways = QBoxLayout.Direction
        self._halves.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        self.agenda.setVisible(wide and bool(self.items))
        self.choice.setVisible(not wide and bool(self.items))


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:59].rstrip()}…"
