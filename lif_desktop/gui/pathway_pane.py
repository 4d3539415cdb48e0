"""The pathway of a review: its steps from referral to closing, and one button for the step that comes next."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.parts import ReviewType
from lif_desktop.framework.pathway import Facts, Step, Way, following, pathway, roles_at
from lif_desktop.gui.ask_panel import Ask, AskPanel, Given
from lif_desktop.gui.asked_here import may_leave
from lif_desktop.gui.badge import ClockBar
from lif_desktop.gui.decision_window import DecisionWindow
from lif_desktop.gui.labels import Words
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.pathway_row import NextLine, StepRow
from lif_desktop.gui.records import an, lowered
from lif_desktop.gui.section import Section
from lif_desktop.gui.widgets import primary_button
from lif_desktop.office import Batch, Change, Office
from lif_desktop.office.deciding import checklist_changes
from lif_desktop.office.pathway import facts_of
from lif_desktop.office.routing import route_changes, routes_from
from lif_desktop.registers.field import Field

_BEGINS = {"learning": "reviews", "actions": "review_id"}
"""The field that links a record begun from here to the review."""
_TYPE = Field("type", "Type of the other review", "choice", choices="review_types", required=True)
_ROLES = (
    ("Decides", "decides"),
    ("Leads and writes", "leads"),
    ("Panel", "panel"),
    ("The office", "office"),
    ("Watches over actions", "actions"),
    ("Gives assurance", "assures"),
)


class PathwayPane(QWidget):
    """The steps of one review.

    Signals: `changed(batch)` after something was written; `said(sentence)`; `field_asked(key)` for a field of the
    Details form; `lines_asked(register)` for the tab with those lines; `line_asked(register, 0)` for a new line;
    `new_asked(register, values)` for a new linked record; `open_asked(register, id)`.
    """

    changed = Signal(object)
    said = Signal(str)
    field_asked = Signal(str)
    lines_asked = Signal(str)
    line_asked = Signal(str, int)
    new_asked = Signal(str, object)
    open_asked = Signal(str, int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._review = 0
        self.steps: tuple[Step, ...] = ()
        self.rows: list[StepRow] = []
        self.heading = Words("", "heading", wrap=True)
        self.bar = ClockBar()
        self.count = Words("", "secondary", wrap=True)
        self.beside = Words("", "secondary", wrap=True)
        self.notice = NoticeBar()
        self.panel = AskPanel(office)
        self.next_button = primary_button("")
        self.roles = Section()
        self.roles.head.set_words("Who does what")
        self.left_out = Section()
        self._next_line = NextLine(self.next_button)
        self._lay_out()
        self.next_button.clicked.connect(self.do_next)
        self.panel.closed.connect(lambda _saved: self._show_button())

    def load(self, review: int) -> None:
        """Show the steps of a review. KeyError when it is not there."""
        another = review != self._review
        if another:
            self.panel.close_panel()
            self.notice.say("")
        self._review = review
        facts = facts_of(self._office, review)
        self.steps = pathway(self._office.profile, facts)
        kind = self._office.profile.review_type(str(facts.review["review_type"]))
        self._tell(facts)
        self._fill(kind)
        self._fill_roles(kind)
        if another:
            self._show_next()

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the next step into view."""
        super().showEvent(event)
        self._show_next()

    def leave(self) -> bool:
        """Whether nothing that was asked here would be lost; what is only offered is put away."""
        return may_leave(self.panel, self.said)

    def do_next(self) -> None:
        """Do the step that comes next."""
        if step := following(self.steps):
            self.go(step.way)

    def go(self, way: Way) -> None:
        """Go where a step is mended or taken further."""
        match way.kind:
            case "field":
                self.field_asked.emit(way.target)
            case "lines" if way.target == "panel_members" and not self._lines_there(way.target):
                self.line_asked.emit(way.target, 0)
            case "lines":
                self.lines_asked.emit(way.target)
            case "new":
                self.new_asked.emit(way.target, self._preset(way.target))
            case "decide":
                self.decide(criteria=way.target == "criteria")
            case "route":
                self._ask_route()
            case "checklist":
                self._write("Began the checklist of", checklist_changes(self._office, self._review))

    def decide(self, *, criteria: bool = False) -> DecisionWindow:
        """Open the window in which the review is decided on, with the cursor on its criteria or on the decision."""
        window = DecisionWindow(self._office, self._review, self.window())
        window.changed.connect(self._written)
        window.said.connect(self.said)
        window.open()
        if criteria:
            window.show_criteria()
        else:
            window.show_decision()
        return window

    # building

    def _lay_out(self) -> None:
        body = QWidget()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 8, 8)
        column.setSpacing(6)
        for part in (self.heading, self.bar, self.count, self.beside):
            column.addWidget(part)
        column.addLayout(self._list)
        for section in (self.left_out, self.roles):
            column.addWidget(section)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(body)
        for ground in (self.area.viewport(), body):
            ground.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.notice)
        whole.addWidget(self.area, 1)
        whole.addWidget(self.panel)

    # showing

    def _tell(self, facts: Facts) -> None:
        """What comes next, how far it has come, and what runs beside it."""
        needed = [step for step in self.steps if step.state != "not_needed"]
        done = sum(step.state == "done" for step in needed)
        coming = following(self.steps)
        self.heading.setText(
            f"Next: {coming.label[:1].lower()}{coming.label[1:]}" if coming else "Nothing is left to do"
        )
        self.count.setText(f"{done} of {len(needed)} steps done")
        self.bar.set_clock(len(needed), done, "blue", self.count.text())
        since = facts.day("suspended_from")
        stopped = f"Suspended since {since}." if since and not facts.review.get("suspended_to") else ""
        runs = f"Runs beside it: {', '.join(facts.beside)}." if facts.beside else ""
        self.beside.setText(" ".join(part for part in (stopped, runs) if part))
        self.beside.setVisible(bool(self.beside.text()))

    def _fill(self, kind: ReviewType) -> None:
        held = self.focusWidget()
        kept = held.step.key if isinstance(held, StepRow) and held in self.rows else ""
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._list.removeWidget(self._next_line)
        shown = [step for step in self.steps if step.state != "not_needed"]
        self.rows = [StepRow(step, _guide(kind, step)) for step in shown]
        for row in self.rows:
            row.first, row.last = row is self.rows[0], row is self.rows[-1]
            row.clicked.connect(lambda _on=False, way=row.step.way: self.go(way))
            self._list.addWidget(row)
            if row.step.next:
                self._next_line.last = row.last
                self._list.addWidget(self._next_line)
            row.setVisible(True)
        self._order_keys()
        self._keep_focus(kept)
        self._show_button()
        left = [step.label for step in self.steps if step.state == "not_needed"]
        self.left_out.setVisible(bool(left))
        self.left_out.head.set_words(f"Not needed here ({len(left)})")
        self.left_out.fill([Words(label, "secondary", wrap=True) for label in left])
        self.area.widget().layout().activate()

    def _order_keys(self) -> None:
        """Tab goes down the page: each step, the button after the one that comes next, then what is folded away."""
        stops: list[QWidget] = []
        for row in self.rows:
            stops += [row, self.next_button] if row.step.next else [row]
        stops += [self.left_out.head, self.roles.head]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _keep_focus(self, kept: str) -> None:
        row = next((one for one in self.rows if kept and one.step.key == kept), None)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_roles(self, kind: ReviewType) -> None:
        said = [("Belongs to", kind.owner), *((words, getattr(kind.roles, name)) for words, name in _ROLES)]
        parts: list[QWidget] = [Words(kind.note, "secondary", wrap=True)]
        parts += [Words(f"{words}: {who}", "plain", wrap=True) for words, who in said if who]
        self.roles.fill([*parts, Words(kind.source, "small", wrap=True)])

    def _show_button(self) -> None:
        coming = following(self.steps)
        self._next_line.setVisible(coming is not None and not self.panel.asks())
        if coming is not None:
            self.next_button.setText(coming.way.words)
            self.next_button.setAccessibleName(f"{coming.label}: {lowered(coming.way.words)}")
            able = coming.way.kind in ("field", "lines", "decide") or not self._office.read_only
            self.next_button.setEnabled(able)

    def _show_next(self) -> None:
        """Bring the next step into view with its button, and the one before it."""
        row = next((one for one in self.rows if one.step.next), None)
        for layout in (self.layout(), self.area.widget().layout()):
            layout.activate()
        self.area.verticalScrollBar().setValue(0)
        if row is not None:
            high = self._next_line.sizeHint().height() + scaled(50)
            self.area.ensureVisible(0, row.geometry().bottom() + high, 0, 0)
            self.area.ensureVisible(0, row.geometry().top() - scaled(40), 0, 0)

    # doing

    def _lines_there(self, key: str) -> bool:
        return bool(self._office.rows(key, self._review).rows) or self._office.read_only

    def _preset(self, key: str) -> dict[str, Any]:
        name = _BEGINS[key]
        return {name: (self._review,) if name == "reviews" else self._review}

    def _ask_route(self) -> None:
        """Which type the other review is of; the one that outcome and answers point to is offered first."""
        if self._office.read_only:
            return
        first = routes_from(self._office, self._review)[0]
        words = "It takes over pseudonym, dates, summary and the answers that both types ask. Both are linked."
        ask = Ask("Open the other review", (_TYPE,), self._route, {"type": first.key}, words, save="Open it")
        self._next_line.hide()
        self.panel.ask(ask)
        self.panel.boxes["type"].setProperty("wide", True)

    def _route(self, given: Given) -> None:
        to = str(given["type"])
        changes = route_changes(self._office, self._review, to)
        label = self._office.lookup.label("review_types", to)
        self._write(f"Opened {an(lowered(label))} from", changes, raising=True)
        self.open_asked.emit("reviews", getattr(changes[0], "id", 0))

    def _write(self, words: str, changes: Sequence[Change], *, raising: bool = False) -> None:
        ref = self._office.lookup.reference("reviews", self._review)
        try:
            batch = self._office.write(f"{words} {ref}", changes)
        except LifError as trouble:
            if raising:
                raise
            self.notice.say(str(trouble), tone="red")
            return
        if batch is not None:
            self.said.emit(f"{batch.words}.")
            self._written(batch)

    def _written(self, batch: Batch) -> None:
        self.load(self._review)
        self.changed.emit(batch)


def _guide(kind: ReviewType, step: Step) -> str:
    """Who does a step that is not done yet."""
    return roles_at(kind, step.key) if step.state in ("open", "in_hand") else ""
