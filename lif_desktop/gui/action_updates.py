"""The Updates tab of an action: how it stands and why, what has been shown, and updates that are only added to."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.progress import STEPS, Brag, Shown, brag, dates, is_complete, steps
from lif_desktop.framework.status import action_status
from lif_desktop.gui.action_asks import BUTTONS, ask_brag, ask_done_test, ask_due, ask_step, told
from lif_desktop.gui.ask_panel import Ask, AskPanel
from lif_desktop.gui.asked_here import may_leave
from lif_desktop.gui.badge import StatusBadge
from lif_desktop.gui.flow import FieldFlow, WrapLayout
from lif_desktop.gui.form_box import FieldBox
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.lamps import LampStrip, LampWords
from lif_desktop.gui.marked_row import MarkedRow
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.reveal import Reveal
from lif_desktop.gui.rows import Line
from lif_desktop.gui.tab_order import tab_in_order
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.gui.wrap_link import ProblemSummary
from lif_desktop.office import Add, Change, Edit, Office
from lif_desktop.registers import register

Row = Mapping[str, Any]
_YES, _NO = "Shown", "Not yet"


class UpdateBox(QWidget):
    """The box in which an update is written: its words, from which agency, and the day.

    Signal `given(text, day, agency)`.
    """

    given = Signal(str, object, object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        own = register("action_updates")
        self.text = FieldBox(replace(own.field("text"), label="New update", required=False), office)
        self.agency = FieldBox(replace(own.field("agency_id"), label="From"), office)
        self.agency.setProperty("wide", False)
        self.day = FieldBox(replace(own.field("told_on"), label="Told on"), office)
        self.summary = ProblemSummary()
        self.button = primary_button("Add the update")
        self.button.setToolTip("Add the update (Ctrl+Enter)")
        self.button.clicked.connect(self.add)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.add).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        fields = QWidget()
        flow = FieldFlow(fields)
        for box in (self.text, self.agency, self.day):
            flow.addWidget(box)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        for part in (self.summary, fields):
            whole.addWidget(part)
        whole.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def begin(self, agency: int | None) -> None:
        """An empty box for an update of today, from the agency that leads."""
        self.text.put(None)
        self.agency.put(agency)
        self.day.put(self._office.today())
        self.summary.show_problems([])

    def is_changed(self) -> bool:
        """Whether words were typed that would be lost."""
        return bool(self.text.raw())

    def add(self) -> None:
        """Hand over the update, or say what is to be mended."""
        problems = [(box.summary_words(), box.editor) for box in (self.agency, self.day) if box.check()]
        day = None if problems else self.day.value()
        if not self.text.raw():
            problems.append(("Write the update.", self.text.editor))
        if isinstance(day, dt.date) and day > self._office.today():
            problems.append(("That day is still to come. Enter the day on which you were told.", self.day.editor))
        self.summary.show_problems(problems)
        if problems:
            self.summary.lines()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.given.emit(self.text.raw(), day or self._office.today(), self.agency.value())


class UpdatesPane(QScrollArea):
    """How an action stands, and its updates, newest first. An update that stands is never changed.

    Signals: `changed(batch)`; `said(sentence)`.
    """

    changed = Signal(object)
    said = Signal(str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._number = 0
        self.row: Row = {}
        self.updates: list[Row] = []
        self.entries: list[Words] = []
        self.gaps: list[MarkedRow] = []
        self.buttons: dict[str, QPushButton] = {}
        self.strip = LampStrip("What has been shown of the action")
        self.badge = StatusBadge(action_status(None, None, office.today(), office.calendar))
        self.why = Words("", "secondary", wrap=True)
        self.dates = Words("", wrap=True)
        self.done_test = Words("", wrap=True)
        self.brag_link, self.due_link = LinkButton("Set by hand…"), LinkButton("Move…")
        self.notice = NoticeBar()
        self.panel = AskPanel(office)
        self.box = UpdateBox(office)
        self.none = Words("No update yet.", "secondary")
        self.panes = {"action_updates": self}
        self._lay_out()
        self._wire()

    def load(self, number: int) -> None:
        """Show an action. KeyError when it is not there."""
        other, self._number = number != self._number, number
        self.row = self._office.record("actions", number)
        found = self._office.records("action_updates", number)
        self.updates = sorted(found, key=lambda one: (one["told_on"] or dt.date.min, one["id"]), reverse=True)
        if other:
            self.panel.cancel()
            self.notice.say("")
            self.box.begin(self.row["lead_agency_id"])
            self.verticalScrollBar().setValue(0)
        self._fill()

    def leave(self) -> bool:
        """Whether nothing typed would be lost."""
        if self.panel.is_changed() or self.box.is_changed():
            self.said.emit("Add the update you have begun, or empty its box.")
            (self.panel.save_button if self.panel.is_changed() else self.box.button).setFocus()
            return False
        self.panel.cancel()
        return True

    def open_form(self, number: int | None) -> None:
        """Put the cursor into the box of a new update, or bring one that stands into view."""
        place = next((at for at, one in enumerate(self.updates) if one["id"] == number), None)
        if place is None:
            self.box.text.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reveal.show_widget(self.box if place is None else self.entries[place])

    # building

    def _lay_out(self) -> None:
        body = QWidget()
        self._column = column = QVBoxLayout(body)
        column.setContentsMargins(0, 8, 8, 8)
        column.setSpacing(8)
        self._gap_list, self._entry_list, self._slot = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._entry_list.setSpacing(10)
        self._button_box = QWidget()
        self._button_line = WrapLayout(self._button_box)
        column.addWidget(self.strip)
        column.addWidget(self.notice)
        column.addLayout(_beside(self.badge, self.why, self.brag_link))
        column.addLayout(_beside(None, self.dates, self.due_link))
        column.addWidget(self.done_test)
        column.addLayout(self._gap_list)
        column.addWidget(self._button_box)
        column.addLayout(self._slot)
        self._slot.addWidget(self.panel)
        for part in (Line(), Words("Updates", "heading"), self.box, self.none):
            column.addWidget(part)
        column.addLayout(self._entry_list)
        column.addStretch(1)
        for written in (self.box, self.brag_link, self.due_link, self._button_box):
            written.setVisible(not self._office.read_only)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(body)
        for ground in (self.viewport(), body):
            ground.setAutoFillBackground(False)
        self._reveal = Reveal(self)

    def _wire(self) -> None:
        self.brag_link.clicked.connect(lambda: self._ask(ask_brag(self.row, self._write)))
        self.due_link.clicked.connect(lambda: self._ask(ask_due(self._office, self.row, self._write)))
        self.due_link.setAccessibleName("Move the due date")
        self.strip.chosen.connect(self._ask_step)
        self.box.given.connect(self._add)
        self.panel.closed.connect(lambda _saved: self.strip.lamps[0].setFocus(Qt.FocusReason.OtherFocusReason))

    # showing

    def _fill(self) -> None:
        row, office = self.row, self._office
        labels = {choice.key: choice.label for choice in office.profile.choices("brag")}
        status = row["status"] or ("complete" if row["completed_on"] else None)
        found = brag(row, action_status(row["due_on"], status, office.today(), office.calendar), labels)
        shown = steps(row)
        self.strip.show_lamps([LampWords(one.label, one.lit, _YES if one.lit else _NO, one.words) for one in shown])
        self.badge.set_status(found.shown)
        self.why.setText(found.words)
        self.brag_link.setText("Change…" if found.by_hand else "Set by hand…")
        self.dates.setText(dates(row))
        for link, wanted in ((self.due_link, not is_complete(row)), (self.brag_link, found.by_rule.tone != "blue")):
            link.setVisible(wanted and not office.read_only)
        self.done_test.setText(f"Done looks like this: {row['done_test']}")
        self.done_test.setVisible(bool(row["done_test"]))
        self._show_gaps(found, shown)
        self._show_buttons(shown)
        self._show_updates()

    def _show_gaps(self, found: Brag, shown: Sequence[Shown]) -> None:
        for gap in self.gaps:
            self._gap_list.removeWidget(gap)
            gap.hide()
            gap.deleteLater()
        wanted: list[tuple[str, Callable[[], None]]] = []
        if not self.row["done_test"]:
            wanted.append(("Nothing says what done will look like", self._ask_done_test))
        if found.lacks_reason:
            wanted.append(("No reason for the BRAG that was set by hand", self.brag_link.click))
        if shown[0].lit:
            wanted += [(one.words, partial(self._ask_step, at)) for at, one in enumerate(shown) if not one.lit]
        self.gaps = []
        for words, act in wanted:
            gap = MarkedRow(words, there=False, opens=not self._office.read_only)
            gap.clicked.connect(act)
            self.gaps.append(gap)
            self._gap_list.addWidget(gap)

    def _show_buttons(self, shown: Sequence[Shown]) -> None:
        for button in self.buttons.values():
            self._button_line.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        done = shown[0].lit
        wanted = [at for at, one in enumerate(shown) if not one.lit and (done or at in (0, 2))]
        for at in wanted:
            button = self.buttons[STEPS[at]] = plain_button(BUTTONS[STEPS[at]])
            button.clicked.connect(partial(self._ask_step, at))
            self._button_line.addWidget(button)
        self._button_box.setVisible(bool(self.buttons) and not self._office.read_only)

    def _show_updates(self) -> None:
        while self._entry_list.count():
            gone = self._entry_list.takeAt(0).widget()
            gone.hide()
            gone.deleteLater()
        self.entries = []
        for one in self.updates:
            self._entry_list.addWidget(self._entry(one))
        self.none.setVisible(not self.updates)
        tab_in_order(self)

    def _entry(self, update: Row) -> QWidget:
        agency = self._office.lookup.agency_name(update["agency_id"]) if update["agency_id"] else ""
        parts = (show_date(update["told_on"]) or "No date", update["told_by"] or "", agency)
        head = Words(" · ".join(part for part in parts if part), "secondary", wrap=True)
        text = Words(str(update["text"]), wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setAccessibleName(f"{head.text()}: {text.text()}")
        self.entries.append(text)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(text)
        return whole

    # doing

    def _ask_step(self, place: int) -> None:
        self._ask(ask_step(self._office, self.row, STEPS[place], self._write))

    def _ask_done_test(self) -> None:
        self._ask(ask_done_test(self.row, self._write))

    def _ask(self, ask: Ask) -> None:
        if not self._office.read_only and may_leave(self.panel, self.said):
            self.panel.ask(ask)
            tab_in_order(self)
            self._reveal.show_widget(self.panel)

    def _add(self, text: str, day: dt.date, agency: int | None) -> None:
        """Write an update. The action shows it as its latest unless a later one stands."""
        newest = max((one["told_on"] for one in self.updates if one["told_on"]), default=day)
        changes: list[Change] = [Add("action_updates", told(self._office, self._number, text, day, agency))]
        if day >= newest:
            changes.append(Edit("actions", self._number, {"latest_update": text}, self.row["version"]))
        try:
            self._write(f"Added an update to {self.row['ref']}", changes)
        except LifError as trouble:
            self.notice.say(str(trouble), tone="red")
            return
        self.box.begin(self.row["lead_agency_id"])
        self.box.text.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self, words: str, changes: Sequence[Change]) -> None:
        batch = self._office.write(words, changes)
        if batch is not None:
            self.load(self._number)
            self.said.emit(f"{batch.words}.")
            self.changed.emit(batch)


def _beside(badge: QWidget | None, words: Words, link: LinkButton) -> QHBoxLayout:
    """A badge, words that wrap, and the link that changes them."""
    line = QHBoxLayout()
    line.setSpacing(8)
    if badge is not None:
        line.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(words, 1)
    line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
    return line
