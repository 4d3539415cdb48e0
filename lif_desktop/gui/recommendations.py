"""The recommendations of a learning point: accepted or not and why, who decided, and the actions beneath each."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.lamps import Names
from lif_desktop.framework.thread import Item, decision_status, recommendation_lacks
from lif_desktop.gui.ask_panel import Ask, AskPanel
from lif_desktop.gui.asked_here import may_leave
from lif_desktop.gui.badge import StatusBadge
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.marked_row import MarkedRow
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.recommendation_asks import LINKS, ask_decision, ask_new, ask_words
from lif_desktop.gui.records import counted
from lif_desktop.gui.reveal import Reveal
from lif_desktop.gui.rows import Line
from lif_desktop.gui.tab_order import tab_in_order
from lif_desktop.gui.thread_pane import ThreadRow
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.office import Change, Office
from lif_desktop.office.few import few
from lif_desktop.office.loop import names_of
from lif_desktop.office.thread import points_behind

Row = Mapping[str, Any]
_LACKS = {
    "no decision yet": "No decision yet",
    "no action yet": "Accepted, and no action carries it out",
    "no reason why it is not to be implemented": "No reason yet. The annual report has to give it "
    "(Care Act 2014 Schedule 2 paragraph 4(1)(g))",
}


class RecommendationBlock(QWidget):
    """One recommendation with its decision and its actions.

    Signals: `decided(decision)` when another decision is chosen ("" to change the words); `action_asked()`;
    `open_asked(register, id)`.
    """

    decided = Signal(str)
    action_asked = Signal()
    open_asked = Signal(str, int)

    def __init__(self, row: Row, actions: Sequence[Row], office: Office, names: Names) -> None:
        super().__init__()
        self.row, self._office = row, office
        self.lack = recommendation_lacks(row, bool(actions))
        self.gap: MarkedRow | None = None
        self.action_rows = [ThreadRow(_item(action)) for action in actions]
        self.buttons: dict[str, QPushButton] = {}
        self.add_link = LinkButton("Add an action")
        self.slot = QVBoxLayout()
        self._lay_out(names)
        self.setAccessibleName(f"{row['ref']}, {decision_status(row, names).word}")

    def _lay_out(self, names: Names) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(self._head(names))
        whole.addWidget(Words(str(self.row["text"]), wrap=True))
        for words in self._decision_words():
            whole.addWidget(Words(words, "secondary", wrap=True))
        if self.lack:
            self.gap = MarkedRow(_LACKS[self.lack], there=False, opens=not self._office.read_only)
            self.gap.clicked.connect(self._mend)
            whole.addWidget(self.gap)
        beneath = QVBoxLayout()
        beneath.setContentsMargins(scaled(16), 0, 0, 0)
        beneath.setSpacing(0)
        for action in self.action_rows:
            action.clicked.connect(partial(self.open_asked.emit, "actions", action.item.id))
            beneath.addWidget(action)
        whole.addLayout(beneath)
        if not self._office.read_only:
            whole.addWidget(self._button_box())
        whole.addLayout(self.slot)

    def _head(self, names: Names) -> WrapLayout:
        head = WrapLayout(gap=12)
        head.addWidget(Words(str(self.row["ref"]), "strong"))
        head.addWidget(StatusBadge(decision_status(self.row, names)))
        return head

    def _decision_words(self) -> list[str]:
        row = self.row
        day = show_date(row["decided_on"]) if row["decided_on"] else ""
        decided = ", ".join(part for part in (row["decided_by"], day) if part)
        lines = [f"Decided by {decided}" if row["decided_by"] else f"Decided on {day}"] if decided else []
        why = row["reason"] if row["decision"] == "not_implemented" else ""
        return [*lines, f"Why not: {why}"] if why else lines

    def _button_box(self) -> QWidget:
        box = QWidget()
        line = WrapLayout(box)
        offers = {"accepted": "Accept…", "not_implemented": "Not to be implemented…", "": "Change…"}
        for key, words in offers.items():
            if key != self.row["decision"]:
                button = self.buttons[key] = plain_button(words)
                button.clicked.connect(partial(self.decided.emit, key))
                line.addWidget(button)
        if self.row["decision"] != "not_implemented":
            self.add_link.clicked.connect(self.action_asked)
            line.addWidget(self.add_link)
        return box

    def _mend(self) -> None:
        if self.lack == "no action yet":
            self.action_asked.emit()
        else:
            self.decided.emit("not_implemented" if self.row["decision"] == "not_implemented" else "accepted")


class RecommendationsPane(QScrollArea):
    """The Recommendations tab of a learning point, and of a review or audit: its own and those of its learning.

    Signals: `changed(batch)`; `said(sentence)`; `open_asked(register, id)`; `new_asked(register, values)`.
    """

    changed = Signal(object)
    said = Signal(str)
    open_asked = Signal(str, int)
    new_asked = Signal(str, object)

    def __init__(self, office: Office, key: str = "learning", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._key = office, key
        self._number = 0
        self.blocks: list[RecommendationBlock] = []
        self.none = Words("No recommendation yet.", "secondary", wrap=True)
        self.counts = Words("", "secondary", wrap=True)
        self.add_button = primary_button("Add a recommendation…")
        self.panel = AskPanel(office)
        self._column = QVBoxLayout()
        self._end = QVBoxLayout()
        self._lay_out()
        self.panes = {"recommendations": self}
        self.add_button.clicked.connect(self.ask_new)
        self.panel.closed.connect(lambda _saved: self.add_button.setFocus(Qt.FocusReason.OtherFocusReason))

    def load(self, number: int) -> None:
        """Show the recommendations of a record."""
        if number != self._number:
            self.panel.cancel()
        self._number = number
        rows = self._rows()
        actions = few(self._office, "actions", "recommendation_id", [row["id"] for row in rows])
        self._end.addWidget(self.panel)
        self._clear()
        names = names_of(self._office)
        for row in rows:
            own = [action for action in actions if action["recommendation_id"] == row["id"]]
            self._add(RecommendationBlock(row, own, self._office, names))
        self.none.setVisible(not rows)
        self.counts.setText(_counts(rows))
        self.counts.setVisible(bool(rows))
        tab_in_order(self)

    def leave(self) -> bool:
        """Whether nothing typed would be lost."""
        if self.panel.is_changed():
            self.said.emit("Save what you have begun to add, or press Cancel.")
            self.panel.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self.panel.cancel()
        return True

    def open_form(self, number: int | None) -> None:
        """Ask for the words and the decision of a recommendation; of a new one for None."""
        block = next((one for one in self.blocks if one.row["id"] == number), None)
        if block is None:
            self.ask_new()
        else:
            self._decide(block, "")

    def ask_new(self) -> None:
        """Ask for a recommendation."""
        if may_leave(self.panel, self.said):
            self._end.addWidget(self.panel)
            self._ask(ask_new(self._office, self._key, self._number, self._write))

    # within

    def _rows(self) -> list[dict[str, Any]]:
        found = few(self._office, "recommendations", LINKS[self._key], [self._number])
        if self._key != "learning":
            points = points_behind(self._office, self._key, self._number)
            found += few(self._office, "recommendations", "learning_id", points)
        return list({row["id"]: row for row in sorted(found, key=lambda row: int(row["id"]))}.values())

    def _lay_out(self) -> None:
        body = QWidget()
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 8, 8, 8)
        whole.setSpacing(8)
        self._column.setSpacing(10)
        whole.addWidget(self.counts)
        whole.addWidget(self.none)
        whole.addLayout(self._column)
        whole.addLayout(self._end)
        if self._office.read_only:
            self.add_button.hide()
        whole.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(body)
        for ground in (self.viewport(), body):
            ground.setAutoFillBackground(False)
        self._reveal = Reveal(self)

    def _clear(self) -> None:
        while self._column.count():
            gone = self._column.takeAt(0).widget()
            gone.hide()
            gone.deleteLater()
        self.blocks = []

    def _add(self, block: RecommendationBlock) -> None:
        if self.blocks:
            self._column.addWidget(Line())
        block.decided.connect(partial(self._decide, block))
        block.action_asked.connect(partial(self._add_action, block.row))
        block.open_asked.connect(self.open_asked)
        self.blocks.append(block)
        self._column.addWidget(block)

    def _decide(self, block: RecommendationBlock, decision: str) -> None:
        if not may_leave(self.panel, self.said):
            return
        block.slot.addWidget(self.panel)
        row = block.row
        self._ask(ask_decision(self._office, row, decision, self._write) if decision else ask_words(row, self._write))

    def _add_action(self, row: Row) -> None:
        links = {key: row[key] for key in LINKS.values() if row[key]}
        self.new_asked.emit("actions", {"recommendation_id": row["id"], **links})

    def _ask(self, ask: Ask) -> None:
        self.panel.ask(ask)
        tab_in_order(self)
        self._reveal.show_widget(self.panel)

    def _write(self, words: str, changes: Sequence[Change]) -> None:
        batch = self._office.write(words, changes)
        if batch is not None:
            self.load(self._number)
            self.said.emit(f"{batch.words}.")
            self.changed.emit(batch)


def _item(action: Row) -> Item:
    effect = f"Effect: {action['impact_evidence']}" if action["impact_evidence"] else ""
    return Item(action["title"], "actions", action["id"], action["ref"], action["state"], effect)


def _counts(rows: Sequence[Row]) -> str:
    """How many there are, and what was decided."""
    parts = [counted(len(rows), "recommendation")]
    for key, words in (("accepted", "accepted"), ("not_implemented", "not to be implemented")):
        number = sum(row["decision"] == key for row in rows)
        parts += [f"{number} {words}"] if number else []
    undecided = sum(row["decision"] not in ("accepted", "not_implemented") for row in rows)
    return " · ".join([*parts, *([f"{undecided} undecided"] if undecided else [])])
