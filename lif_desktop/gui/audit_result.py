"""The Result tab of an audit: how it stands, to whom it was reported, what it found, and what came of it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.framework.audit_year import audit_status, is_not_reported
from lif_desktop.framework.clocks import explain
from lif_desktop.framework.dates import show_date
from lif_desktop.gui.ask_panel import Ask, AskPanel, Given
from lif_desktop.gui.asked_here import may_leave
from lif_desktop.gui.badge import StatusBadge
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.noticed import NoticedWriter
from lif_desktop.gui.records import counted
from lif_desktop.gui.returns_words import joined
from lif_desktop.gui.widgets import ProblemNote, plain_button, primary_button
from lif_desktop.office import Batch, Office
from lif_desktop.office.audit_programme import Outcome, Row, outcome_of, presets, said_reported, type_of
from lif_desktop.registers import register

_AUDITS, _RECOMMENDATIONS = register("audits"), register("recommendations")
_FOUND = ("grade", "findings", "good_practice", "improvement")
"""The fields that say what an audit found."""
_ASKED = ("text", "learning_id", "decision", "reason", "decided_on")


class ResultPane(QScrollArea):
    """What one audit led to.

    Signals: `changed(batch)` after something was written; `said(sentence)`; `new_asked(register, values)` to begin a
    learning point or an action from this audit; `field_asked(key)` and `tab_asked(words)` to show where something
    stands.
    """

    changed = Signal(object)
    said = Signal(str)
    new_asked = Signal(str, object)
    field_asked = Signal(str)
    tab_asked = Signal(str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._number = 0
        self.outcome: Outcome | None = None
        self.notice = NoticeBar()
        self.badge: StatusBadge | None = None
        self.reported = Words("", wrap=True)
        self.gap = ProblemNote()
        self.report_button = plain_button("Note as reported today")
        self.following = Words("", "secondary", wrap=True)
        self.found_heading = Words("What it found", "strong", wrap=True)
        self.found = Words("", wrap=True)
        self.found_link = LinkButton("Write what it found")
        self.led_heading = Words("What came of it", "strong", wrap=True)
        self.led = Words("", wrap=True)
        self.led_link = LinkButton("Show them")
        self.learning_button = primary_button("Learning point from this audit")
        self.action_button = plain_button("Action from this audit")
        self.recommendation_button = plain_button("Recommendation")
        self.panel = AskPanel(office)
        self.writer = NoticedWriter(office, self.notice, self._written)
        self._lay_out()
        self._wire()

    def load(self, number: int) -> None:
        """Show an audit. KeyError when it is not there."""
        if number != self._number:
            self.panel.cancel()
            self.notice.say("")
        self._number = number
        self.outcome = outcome_of(self._office, number)
        self._show_standing(self.outcome.audit)
        self._show_found(self.outcome.audit)
        self.led.setText(led_words(self.outcome))
        some = self.outcome.learning or self.outcome.recommendations or self.outcome.actions
        self.led_link.setVisible(bool(some))

    def leave(self) -> bool:
        """Whether nothing typed would be lost; otherwise the cursor is put where it is asked."""
        if self.panel.is_changed():
            self.said.emit("Save the recommendation you have begun, or press Cancel.")
            self.panel.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self.panel.cancel()
        return True

    def note_reported(self) -> None:
        """Note the findings as reported today, to the group of the audit's type unless another one is named."""
        changes = said_reported(self._office, self._number)
        group = self._office.lookup.label("groups", str(changes[0].values["reported_to"] or ""))
        to = f" to the {group}" if group else ""
        self.writer.write(f"Noted {self._ref()} as reported{to}", changes)

    def ask_recommendation(self) -> None:
        """Ask for a recommendation that comes from this audit."""
        if not may_leave(self.panel, self.said):
            return
        values = presets(self._office, self._number, "recommendations")

        def write(given: Given) -> None:
            changes = self._office.changes_for("recommendations", None, {**given, **values})
            self.writer.ask(f"Added a recommendation from {self._ref()}", changes)

        fields = tuple(_RECOMMENDATIONS.field(key) for key in _ASKED)
        self.panel.ask(Ask("Recommendation from this audit", fields, write, save="Add"))
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.panel))

    # within

    def _lay_out(self) -> None:
        body = QWidget()
        self._column = column = QVBoxLayout(body)
        column.setContentsMargins(0, 8, 8, 8)
        column.setSpacing(6)
        reporting, buttons = QWidget(), QWidget()
        WrapLayout(reporting).addWidget(self.report_button)
        line = WrapLayout(buttons)
        for button in (self.learning_button, self.action_button, self.recommendation_button):
            line.addWidget(button)
            button.setVisible(not self._office.read_only)
        parts = (
            self.notice, self.reported, self.gap, reporting, self.following, self.found_heading, self.found,
            self.found_link, self.led_heading, self.led, self.led_link, buttons, self.panel,
        )  # fmt: skip
        for part in parts:
            if part in (self.found_heading, self.led_heading):
                part.setContentsMargins(0, 10, 0, 0)
            column.addWidget(part)
        column.addStretch(1)
        self._reporting = reporting
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(body)
        for ground in (self.viewport(), body):
            ground.setAutoFillBackground(False)

    def _wire(self) -> None:
        self.report_button.clicked.connect(self.note_reported)
        self.found_link.clicked.connect(lambda: self.field_asked.emit("findings"))
        self.led_link.clicked.connect(lambda: self.tab_asked.emit("Learning"))
        self.learning_button.clicked.connect(lambda: self._begin("learning"))
        self.action_button.clicked.connect(lambda: self._begin("actions"))
        self.recommendation_button.clicked.connect(self.ask_recommendation)

    def _show_standing(self, audit: Row) -> None:
        status = audit_status(audit, self._office.today(), self._office.calendar)
        if self.badge is None:
            self.badge = StatusBadge(status)
            self._column.insertWidget(1, self.badge)
        self.badge.set_status(status)
        self.reported.setText(standing_words(self._office, audit))
        missing = is_not_reported(audit)
        kind = type_of(self._office, audit)
        group = (
            self._office.lookup.label("groups", kind.reports_to) if kind and kind.reports_to else "group it belongs to"
        )
        self.gap.say(f"\u25c6 Its findings have not been reported to the {group}." if missing else "")
        self._reporting.setVisible(missing and not self._office.read_only)
        self.following.setText(next_words(self._office, audit))
        self.following.setVisible(bool(self.following.text()))

    def _show_found(self, audit: Row) -> None:
        lookup = self._office.lookup
        lines = []
        for key in _FOUND:
            if audit[key]:
                field = _AUDITS.field(key)
                words = lookup.label(field.choices, audit[key]) if field.choices else audit[key]
                lines.append(f"{field.label}: {words}")
        self.found.setText("\n".join(lines))
        self.found.setVisible(bool(lines))
        self.found_link.setText("Change it" if lines else "Write what it found")
        self.found_link.setVisible(not self._office.read_only)

    def _begin(self, key: str) -> None:
        self.new_asked.emit(key, presets(self._office, self._number, key))

    def _written(self, batch: Batch) -> None:
        self.load(self._number)
        self.changed.emit(batch)

    def _ref(self) -> str:
        return self._office.lookup.reference("audits", self._number)


def standing_words(office: Office, audit: Row) -> str:
    """When an audit was completed and to whom it was reported, or when it is due."""
    parts = []
    if audit["completed_on"]:
        parts.append(f"Completed on {show_date(audit['completed_on'])}.")
    elif audit["due_on"]:
        parts.append(f"Due on {show_date(audit['due_on'])}.")
    group = office.lookup.label("groups", audit["reported_to"]) if audit["reported_to"] else ""
    if audit["reported_on"]:
        to = f" to the {group}" if group else ""
        parts.append(f"Reported{to} on {show_date(audit['reported_on'])}.")
    elif group:
        parts.append(f"To be reported to the {group}.")
    return " ".join(parts)


def next_words(office: Office, audit: Row) -> str:
    """When the next round is due, and by which rule; "" where none is."""
    day = audit["next_due_on"]
    if not day:
        return ""
    kind = type_of(office, audit)
    if kind and kind.rules and audit["completed_on"]:
        said = explain(kind.rules[0], audit["completed_on"], office.calendar)
        if said.startswith(f"{show_date(day)}:"):
            return f"Next round due {said} ({kind.source})."
    return f"Next round due {show_date(day)}."


def led_words(outcome: Outcome) -> str:
    """What came of an audit, counted: learning points, recommendations, actions and how these stand."""
    if not (outcome.learning or outcome.recommendations or outcome.actions):
        return "Nothing has come of it yet: no learning point, recommendation or action names this audit."
    parts = [
        counted(len(rows), one)
        for rows, one in ((outcome.learning, "learning point"), (outcome.recommendations, "recommendation"))
        if rows
    ]
    if outcome.actions:
        late = f", {outcome.late_actions} overdue" if outcome.late_actions else ""
        stand = f" ({outcome.open_actions} open{late})" if outcome.open_actions else " (complete)"
        parts.append(counted(len(outcome.actions), "action") + stand)
    return f"{joined(parts)}."
