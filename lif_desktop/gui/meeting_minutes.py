"""The Minutes tab of a meeting: the agenda, and beside it what was said, decided and is to be done under an item."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QComboBox, QPushButton, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.status import Status
from lif_desktop.gui.ask_panel import AskPanel
from lif_desktop.gui.asked_here import may_leave
from lif_desktop.gui.decision_answers import AnswerStrip
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.lines import bring_into_view
from lif_desktop.gui.meeting_area import MeetingArea
from lif_desktop.gui.meeting_final import FinaliseBox
from lif_desktop.gui.meeting_lines import MinuteLines
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.records import link_words
from lif_desktop.gui.state_grid import GridCell, GridRow, StateGrid
from lif_desktop.gui.tab_order import tab_in_order
from lif_desktop.gui.widgets import plain_button
from lif_desktop.office import Batch, Change, Edit, Office
from lif_desktop.office.meeting_agenda import agenda_of
from lif_desktop.office.meeting_finalise import Lack
from lif_desktop.office.meeting_minutes import ACTION, CHALLENGE, DECISION, NOTE, lines_by_item

Row = Mapping[str, Any]
_WIDE = 720
"""In pixels at 100 % text: from here on the agenda stands at the left of the lines, in a list."""
_KINDS = ((NOTE, "N"), (DECISION, "D"), (ACTION, "A"), (CHALLENGE, "C"))
_ENDED: dict[str, Status] = {
    "discussed": Status("blue", "Discussed"),
    "deferred": Status("amber", "Deferred"),
    "not_reached": Status("amber", "Not reached"),
    "withdrawn": Status("none", "Withdrawn"),
}
_KEYS = (
    "The buttons make the line with the cursor one of their kind; for a new line press Enter first. "
    "Ctrl+Down and Ctrl+Up: next and previous item. Backspace in an empty line takes it away."
)


class MinutesPane(MeetingArea):
    """Items at the left (or in a list to choose from, where there is little room), the lines of one of them beside.

    What is typed is saved when the cursor leaves the line, with Enter, and after a pause. Signals as in MeetingArea.
    """

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, parent)
        self.items: list[Row] = []
        self.item = 0
        self._offered = 0
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
        self.box = MinuteLines(office, self.notice, self.panel)
        self.keys = Words(_KEYS, "small", wrap=True)
        self.none = Words("This meeting has no agenda yet. Draw it up on the Agenda tab.", "secondary", wrap=True)
        self.final = FinaliseBox(office)
        self.panes = {"minute_lines": self}
        self._make_tools()
        self._wire()

    # what a record's pane asks

    def show_meeting(self) -> None:
        """Show the items and the lines of the one that is chosen."""
        newest = next(iter(self._office.batches(1)), None)
        if self._offered and (newest is None or newest.id != self._offered):
            self._offered = 0
            self.notice.say("")  # what it offers to undo is undone, or something else was done since
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
        self.box.clear()

    def leave(self) -> bool:
        """Save what is typed. False where a field cannot be read; the cursor goes there."""
        if not may_leave(self.panel, self.said):
            return False
        if self.box.save():
            return True
        self.box.show_problem()
        QTimer.singleShot(0, self.box, self.box.show_problem)  # again once a hidden tab is shown
        return False

    def open_form(self, number: int | None) -> None:
        """Show a line with the cursor in it; a new one for None."""
        line = next((row for row in self._office.records("minute_lines", self.number) if row["id"] == number), None)
        if line is not None and line["item_id"] and not self.go_to(line["item_id"]):
            return
        row = self.box.row_of(number)
        if row is None:
            self.box.focus_last()
        else:
            row.focus()
            bring_into_view(row)

    # going from item to item

    def go_to(self, item: int) -> bool:
        """Show the lines of another item, once those of this one are saved. False where they cannot be yet."""
        if item == self.item:
            return True
        ready = self.leave()
        if ready:
            self.item = item
            self._show_item()
        else:
            QTimer.singleShot(0, self, self._show_items)  # a click chooses its row of the list only after this
        self._show_items()
        return ready

    def step(self, by: int) -> None:
        """Go to the next item (the one before, for -1), with the cursor in its last line."""
        at = next((at for at, row in enumerate(self.items) if row["id"] == self.item), 0) + by
        if 0 <= at < len(self.items):
            if self.go_to(self.items[at]["id"]):
                self.box.focus_last()
        else:
            self.said.emit("That was the last item." if by > 0 else "That was the first item.")

    def lead_to(self, lack: Lack) -> None:
        """Go to where something is missing."""
        if lack.tab != "Minutes":
            self.tab_asked.emit(lack.tab)
            return
        if lack.item is not None and not self.go_to(lack.item):
            return
        row = self.box.row_of(lack.line)
        if row is not None:
            row.focus_fields()
            bring_into_view(row)
        else:
            self.outcome.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(self.outcome)

    # writing

    def write_final(self, words: str, changes: Sequence[Change]) -> None:
        """Write what concerns the minutes as a whole; the notice offers to undo it."""
        if self.leave():
            self._write(words, changes, offer=True)

    def _set_outcome(self) -> None:
        item = self._item()
        if item is None or self.is_locked():
            self._show_item()
            return
        chosen = self.outcome.answer()
        label = self._office.lookup.label("item_outcomes", chosen).lower() if chosen else "no outcome"
        change = Edit("agenda_items", item["id"], {"outcome": chosen}, item["version"])
        self._write(f"Item {item['position']} of {self.meeting['ref']}: {label}", [change])

    def _write(self, words: str, changes: Sequence[Change], *, offer: bool = False) -> None:
        try:
            batch = self._office.write(words, changes)
        except LifError as trouble:
            self.notice.say(str(trouble), tone="red")
            return
        if batch is not None:
            self.notice.say(f"{words}." if offer else "", [("Undo", lambda: self.box.undo(batch))] if offer else ())
            self._offered = batch.id if offer else 0
            self.written(batch)

    # showing

    def _show_items(self) -> None:
        rows = [
            GridRow(
                f"{row['position']}. {row['item']}",
                (GridCell(status=_ENDED.get(row["outcome"] or "", Status("none", "Open")), faint=not row["outcome"]),),
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
        lines = lines_by_item(self._office, self.number).get(self.item, [])
        self.box.show_lines(self.meeting, item, lines, locked=self.is_locked())
        case, earlier = (item["review_id"], item["minutes"]) if item else (None, None)
        self.title.setText(f"{item['position']}. {item['item']}" if item else "")
        self.case.setText(link_words(self._office, "reviews", case) if case else "")
        self.case.setVisible(bool(case))
        self.earlier.setText(f"Noted before: {earlier}" if earlier else "")
        self.earlier.setVisible(bool(earlier))
        self.outcome.put(item["outcome"] if item else None)
        self.lock(*self.outcome.buttons, *self.kind_buttons.values())

    def _item(self) -> Row | None:
        return next((row for row in self.items if row["id"] == self.item), None)

    # building

    def fill(self, column: QVBoxLayout) -> None:
        """Lay out the parts."""
        lines = QWidget()
        right = QVBoxLayout(lines)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        for part in (self.title, self.case, self.earlier, self.outcome, self._tools, self.panel, self.box, self.keys):
            right.addWidget(part)
        right.addStretch(1)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._halves.setSpacing(16)
        self._halves.addWidget(self.agenda, 2, Qt.AlignmentFlag.AlignTop)
        self._halves.addWidget(lines, 3)
        for own in (self.notice, self.choice, self.none):
            column.addWidget(own)
        column.addLayout(self._halves)
        column.addWidget(self.final)

    def _make_tools(self) -> None:
        self._tools = QWidget()
        tools = WrapLayout(self._tools, gap=6)
        for kind, key in _KINDS:
            label = self._office.lookup.label("minute_kinds", kind)
            button = self.kind_buttons[kind] = plain_button(f"{label}  Ctrl+Shift+{key}")
            an = "an" if label[:1].lower() in "aeiou" else "a"
            button.setAccessibleName(f"Make this line {an} {label.lower()}")
            button.setToolTip(f"Make this line {an} {label.lower()} (Ctrl+Shift+{key}). Enter begins a new line")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor in the line
            button.clicked.connect(partial(self._turn, kind))
            self._key(f"Ctrl+Shift+{key}", partial(self._turn, kind))
            tools.addWidget(button)
        self.next_button.setAccessibleName("Next item")
        tools.addWidget(self.next_button)
        self._key("Ctrl+Up", partial(self.step, -1))
        self._key("Ctrl+Down", partial(self.step, 1))

    def _wire(self) -> None:
        self.next_button.clicked.connect(lambda: self.step(1))
        self.agenda.came_to.connect(lambda row, _column: self._came_to(row))
        self.agenda.pressed_cell.connect(lambda _row, _column: self.box.focus_last())
        self.choice.activated.connect(self._came_to)
        self.outcome.answered.connect(self._set_outcome)
        self.case.clicked.connect(self._open_case)
        self.panel.closed.connect(lambda _saved: self.box.focus_last())
        self.box.written.connect(self._told)
        self.box.said.connect(self.said)
        self.box.open_asked.connect(self.open_asked)
        self.final.write_asked.connect(self.write_final)
        self.final.lack_chosen.connect(self.lead_to)

    def _key(self, keys: str, work: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self, work)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _turn(self, kind: str, _checked: bool = False) -> None:
        self.box.turn(kind)
        if self.panel.asks():
            tab_in_order(self)

    def _told(self, batch: Batch) -> None:
        self.written(batch)

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
