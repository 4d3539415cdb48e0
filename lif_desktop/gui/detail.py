"""The pane of one record: its heading, and tabs for its form, stages, lines, links and history."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from lif_desktop.gui.form import RecordForm
from lif_desktop.gui.history import HistoryPane
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.lines import LinesPage, sub_registers
from lif_desktop.gui.linked import LinkedPane
from lif_desktop.gui.new_records import follow_type, hint_for, new_values
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.pickers import tool_button
from lif_desktop.gui.record_tabs import RecordTab, record_tabs
from lif_desktop.gui.records import heading_words, second_line
from lif_desktop.gui.tab_strip import TabStrip
from lif_desktop.gui.widgets import Card
from lif_desktop.office import Office
from lif_desktop.registers import register
from lif_desktop.registers.register import Register

_TOGETHER: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "reviews": (
        (
            "Decisions",
            "Criteria, decisions and checklist",
            ("decisions", "criteria", "review_checks"),
        ),
        ("Panel", "Panel and parallel processes", ("panel_members", "parallel_processes", "review_links")),
    ),
    "learning": (("Effect", "Measures of effect and cases tracked", ("evaluations", "case_tracking")),),
    "agencies": (
        ("People", "People the office writes to", ("contacts",)),
        ("Returns", "Returns and training", ("returns", "training_returns")),
    ),
}
"""Kinds of lines that share a tab: (words, tool tip, registers). A kind that is not named has a tab of its own."""

_LOW = 420
"""In pixels at 100 % text; in a lower pane the second line gives way to what stands under the tabs."""


def line_tabs(key: str) -> list[tuple[str, str, tuple[Register, ...]]]:
    """The tabs of lines that a record of register `key` has."""
    elsewhere = {line for tab in record_tabs(key) for line in tab.lines}
    there = {own.key: own for own in sub_registers(key) if own.key not in elsewhere}
    tabs = []
    for words, tip, kinds in _TOGETHER.get(key, ()):
        tabs.append((words, tip, tuple(there.pop(kind) for kind in kinds if kind in there)))
    return tabs + [(own.label, own.label, (own,)) for own in there.values()]


class DetailPane(Card):
    """One record, whole.

    Signals: `changed(batch)` after something was written; `said(sentence)`; `open_asked(register, id)`;
    `new_asked(register, values)`; `full_asked()` and `bin_asked()` from the buttons beside the heading;
    `created(id)` when a new record was saved; `beside_asked(id)` to show another record of the register beside it.
    """

    changed = Signal(object)
    said = Signal(str)
    open_asked = Signal(str, int)
    new_asked = Signal(str, object)
    full_asked = Signal()
    bin_asked = Signal()
    created = Signal(int)
    beside_asked = Signal(int)

    def __init__(self, office: Office, own: Register, parent: QWidget | None = None, *, whole: bool = False) -> None:
        super().__init__(parent=parent)
        self._office, self._own = office, own
        self._number: int | None = None
        self.heading = Words("", "heading", wrap=True)
        self.line = Words("", "secondary", wrap=True)
        self.full_button = LinkButton("Full form")
        self.full_button.setToolTip("All of this record in a window of its own (Alt+Enter)")
        self.bin_button = tool_button("bin", "Put into the bin")
        self.tabs = TabStrip()
        self.stack = QStackedWidget()
        self.form = RecordForm(office, own)
        self.hint = hint_for(office, own.key, self.form)
        follow_type(office, own.key, self.form)
        self._makers: list[Callable[[], QWidget]] = []
        self._made: dict[int, QWidget] = {}
        self._lines: dict[str, int] = {}
        if whole:
            self.full_button.hide()
            turns_tabs(self, self)
        self._make_tabs()
        self._lay_out()
        self._wire()

    def number(self) -> int | None:
        """The record shown; None for a new one or none."""
        return self._number

    def load(self, number: int) -> None:
        """Show a record; the same tab stays chosen. KeyError when it is not there."""
        if number != self._number:
            self.form.notice.say("")
        self.form.load(number)
        self._number = number
        self._head()
        self._show_page(self.tabs.current())

    def start_new(self, values: Mapping[str, Any] | None = None) -> None:
        """Show an empty form for a new record."""
        self._number = None
        self.form.start_new(new_values(self._office, self._own.key, values or {}))
        self.tabs.choose(0)
        self._head()

    def refresh(self) -> None:
        """Take over what was changed elsewhere; what is being typed stays. A record that has gone stays as it was."""
        if self._number is None or self.is_gone():
            return
        self.form.refresh()
        self._head()
        if self.tabs.current() > 0:
            self._show_page(self.tabs.current())

    def leave(self) -> bool:
        """Save what is typed before another record is shown. False when that cannot be done yet."""
        for place, page in self._made.items():
            ready = getattr(page, "leave", None)
            if ready is not None and not ready():
                self.tabs.choose(place)
                return False
        return True

    def is_binned(self) -> bool:
        """Whether the record lies in the bin."""
        return bool(self.form.record().get("binned_at"))

    def turn(self, step: int) -> None:
        """Choose the next tab (the one before, for -1), round and round, with the focus on it."""
        if self.tabs.isVisible():
            place = (self.tabs.current() + step) % len(self.tabs.tabs)
            self.tabs.choose(place)
            self.tabs.tabs[place].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_gone(self) -> bool:
        """Whether the record is no longer there, as when adding it was undone."""
        try:
            self._office.record(self._own.key, self._number or 0)
        except KeyError:
            return self._number is not None
        return False

    def show_tab(self, words: str) -> None:
        """Choose a tab by its words."""
        place = next((at for at, tab in enumerate(self.tabs.tabs) if tab.text() == words), 0)
        self.tabs.choose(place)

    def show_field(self, key: str) -> None:
        """Show the Details form with the cursor in one of its fields."""
        self.tabs.choose(0)
        self.form.show_field(key)

    def show_lines(self, key: str) -> None:
        """Show the tab with the lines of register `key`, or the one that is called after it."""
        if key in self._lines:
            self.tabs.choose(self._lines[key])
        else:
            self.show_tab(register(key).label)

    def show_line(self, key: str, number: int) -> None:
        """Show the tab with lines of register `key` and the form of one of them; of a new one for 0."""
        place = self._lines[key]
        self.tabs.choose(place)
        panes = self.page(place).panes  # type: ignore[attr-defined]
        panes[key].open_form(number or None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up the second line where the pane is low."""
        super().resizeEvent(event)
        self._show_line()

    # building

    def _make_tabs(self) -> None:
        """Name the tabs; what stands in them is made when they are first chosen."""
        labels = [("Details", "All fields")]
        self._makers = [lambda: self.form]
        early, late = ([tab for tab in record_tabs(self._own.key) if tab.late is one] for one in (False, True))
        for tab in early:
            self._add_tab(labels, tab)
        for words, tip, kinds in line_tabs(self._own.key):
            self._lines |= {own.key: len(labels) for own in kinds}
            labels.append((words, tip))
            self._makers.append(partial(LinesPage, self._office, kinds, self._own.key))
        for tab in late:
            self._add_tab(labels, tab)
        if self._own.key != "learning":
            labels.append(("Linked" if self._own.key == "actions" else "Learning", "Learning, actions and other links"))
            self._makers.append(partial(LinkedPane, self._office, self._own, tuple(self._lines)))
        labels.append(("History", "What happened to this record"))
        self._makers.append(partial(HistoryPane, self._office, self._own))
        self.tabs.set_tabs(labels)
        self.page(0)

    def _add_tab(self, labels: list[tuple[str, str]], tab: RecordTab) -> None:
        self._lines |= dict.fromkeys(tab.lines, len(labels))
        labels.append((tab.words, tab.tip))
        self._makers.append(partial(tab.make, self._office))

    def page(self, place: int) -> QWidget:
        """What stands in a tab, made now if it was never chosen."""
        if place not in self._made:
            page = self._made[place] = self._makers[place]()
            self.stack.addWidget(page)
            self._listen(page)
        return self._made[place]

    def _listen(self, page: QWidget) -> None:
        for name, target in (("said", self.said), ("open_asked", self.open_asked), ("new_asked", self.new_asked)):
            signal = getattr(page, name, None)
            if signal is not None:
                signal.connect(target)
        if page is not self.form and hasattr(page, "changed"):
            page.changed.connect(self._changed_within)
        asks = (
            ("decision_asked", self._record_decision),
            ("tab_asked", self.show_tab),
            ("lines_asked", self.show_lines),
            ("line_asked", self.show_line),
            ("field_asked", self.show_field),
        )
        for name, slot in asks:
            signal = getattr(page, name, None)
            if signal is not None:
                signal.connect(slot)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.heading, 1)
        head.addWidget(self.full_button)
        head.addWidget(self.bin_button)
        self.body.setSpacing(6)
        self.body.addLayout(head)
        for part in (self.line, self.tabs):
            self.body.addWidget(part)
        self.body.addWidget(self.stack, 1)

    def _wire(self) -> None:
        self.tabs.chosen.connect(self._show_page)
        self.full_button.clicked.connect(self.full_asked)
        self.bin_button.clicked.connect(self.bin_asked)
        self.form.saved.connect(self._saved)
        if self.hint is not None:
            self.hint.open_asked.connect(lambda _key, number: self.beside_asked.emit(number))

    # within

    def _head(self) -> None:
        record = self.form.record() if self._number is not None else {}
        self.heading.setText(heading_words(self._own, record, self._office))
        self.line.setText(second_line(self._own, record, self._office))
        self._show_line()
        there = self._number is not None
        self.tabs.setVisible(there)
        self.bin_button.setVisible(there and not self._office.read_only)
        words = "Take out of the bin" if self.is_binned() else "Put into the bin"
        self.bin_button.setToolTip(words)
        self.bin_button.setAccessibleName(words)
        self.form.set_locked(self.is_binned())
        if self.hint is not None:
            self.hint.follow(self._number)
        self.setAccessibleName(self.heading.text())

    def _show_line(self) -> None:
        self.line.setVisible(bool(self.line.text()) and self.height() >= scaled(_LOW))

    def _show_page(self, place: int) -> None:
        page = self.page(max(0, place))
        self.stack.setCurrentWidget(page)
        if page is not self.form and self._number is not None:
            page.load(self._number)  # type: ignore[attr-defined]

    def _saved(self, batch: object) -> None:
        new = self._number is None
        self._number = self.form.number()
        self._head()
        if new and self._number is not None:
            self.created.emit(self._number)
        self.changed.emit(batch)

    def _changed_within(self, batch: object) -> None:
        self.form.refresh()
        self._head()
        self.changed.emit(batch)

    def _record_decision(self) -> None:
        self.show_tab("Decisions")
        page = self.page(self.tabs.current())
        if isinstance(page, LinesPage):
            page.panes["decisions"].add_line()


def turns_tabs(page: QWidget, pane: DetailPane) -> None:
    """Let Ctrl+Page Down and Ctrl+Page Up, anywhere in `page`, turn the tabs of the record that `pane` shows."""
    for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
        turn = QShortcut(QKeySequence(keys), page, partial(pane.turn, step))
        turn.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
