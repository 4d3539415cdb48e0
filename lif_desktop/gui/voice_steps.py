"""What is done about a voice: the steps of a dispute with their clocks, the answer, and that the person heard of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.disputes import KINDS, Step, next_stage, remarks, steps_of
from lif_desktop.framework.status import Status, due_status
from lif_desktop.gui.ask_panel import Ask, AskPanel
from lif_desktop.gui.asked_here import may_leave
from lif_desktop.gui.badge import StatusBadge
from lif_desktop.gui.calm_area import calm_area
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.lines import bring_into_view
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.voice_asks import (
    Write,
    answer_ask,
    begin_ask,
    fed_back_ask,
    further_ask,
    learning_preset,
    risk_preset,
    settled_ask,
)
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.office import Change, Office

Voice = Mapping[str, Any]
_WHISTLE = (
    "Keep what was said, never who said it: no name, no post, nothing else that leads to the person. "
    "The register is read by many."
)


class StepLine(QWidget):
    """One step of a dispute: how it stands, what it is called, when it is due and why, and what was decided at it."""

    def __init__(self, step: Step, status: Status, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step, self.status = step, status
        self.badge = StatusBadge(status)
        self.title = Words(step.label, "strong" if step.state == "now" else "plain", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 6)
        whole.setSpacing(2)
        whole.addLayout(head)
        self.lines = [line for line in (step_words(step), step.decided) if line]
        for line in self.lines:
            whole.addWidget(Words(line, "secondary", wrap=True))
        if step.source and step.state == "now":
            whole.addWidget(Words(step.source, "small", wrap=True))


def step_words(step: Step) -> str:
    """When a step began and is due, with the reason; what it will be given, where it is still to come."""
    if step.began is None:
        return step.why
    began = f"Began {show_date(step.began)}"
    if step.why:
        return f"{began}. Due {step.why}."
    return f"{began}, due {show_date(step.due)}." if step.due else f"{began}, without a set time."


class VoiceStepsPane(QScrollArea):
    """What is done about one voice.

    Signals: `changed(batch)`; `said(sentence)`; `new_asked(register, values)`.
    """

    changed = Signal(object)
    said = Signal(str)
    new_asked = Signal(str, object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._number = 0
        self.lines: list[StepLine] = []
        self.care = NoticeBar(closable=False)
        self.who = Words("", "plain", wrap=True)
        self.heading = Words("", "heading", wrap=True)
        self.others = Words("", "secondary", wrap=True)
        self.answer, self.feedback = DoneLine("Answer"), DoneLine("Fed back to the person")
        self.panel = AskPanel(office)
        self.begin_button, self.settle_button = primary_button("Begin the steps…"), primary_button("Settled here…")
        self.further_button = plain_button("Take to the next step…")
        self.answer_button, self.feedback_button = plain_button("Record the answer…"), plain_button("Fed back…")
        self.learning_link, self.risk_link = LinkButton("Add a learning point"), LinkButton("Add a risk")
        self._asks: tuple[tuple[QWidget, Callable[[Office, Voice, Write], Ask]], ...] = (
            (self.begin_button, begin_ask),
            (self.settle_button, settled_ask),
            (self.further_button, further_ask),
            (self.answer_button, answer_ask),
            (self.feedback_button, fed_back_ask),
        )
        self._lay_out()
        self._wire()

    def load(self, number: int) -> None:
        """Show what is done about a voice. KeyError when it is not there."""
        voice = self._office.record("voices", number)
        if number != self._number:
            self.panel.close_panel()
        self._number = number
        self.care.say(_WHISTLE if voice["kind"] == "whistleblowing" else "", tone="amber")
        self.who.setText(who_words(self._office, voice))
        self.who.setVisible(bool(self.who.text()))
        self._show_steps(voice)
        self._show_done(voice)
        self._show_buttons()

    def leave(self) -> bool:
        """Whether nothing typed would be lost; otherwise the cursor is put where it is asked."""
        return may_leave(self.panel, self.said)

    # building

    def _lay_out(self) -> None:
        body, self._bar, self._follow = QWidget(), QWidget(), QWidget()
        buttons = WrapLayout(self._bar)
        for button, _ in self._asks:
            buttons.addWidget(button)
        links = WrapLayout(self._follow, gap=12)
        for link in (self.learning_link, self.risk_link):
            links.addWidget(link)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(4)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 8, 8)
        column.setSpacing(10)
        for part in (self.care, self.who, self.heading, self._bar, self.panel):
            column.addWidget(part)
        column.addLayout(self._steps)
        for part in (self.others, self.answer, self.feedback, self._follow):
            column.addWidget(part)
        column.addStretch(1)
        calm_area(body, self)

    def _wire(self) -> None:
        for button, make in self._asks:
            button.clicked.connect(lambda _on=False, one=make: self._ask(one))  # type: ignore[attr-defined]
        self.panel.closed.connect(self._closed)
        self.learning_link.clicked.connect(lambda: self._begin("learning"))
        self.risk_link.clicked.connect(lambda: self._begin("risks"))

    # showing

    def _show_steps(self, voice: Voice) -> None:
        for line in self.lines:
            self._steps.removeWidget(line)
            line.hide()
            line.deleteLater()
        profile, calendar = self._office.profile, self._office.calendar
        self.lines = []
        if voice["kind"] in KINDS or voice["dispute_stage"]:
            steps = steps_of(voice, profile.choices("dispute_stages"), profile.disputes.rules, calendar)
            self.lines = [StepLine(step, self._standing(step)) for step in steps]
            for line in self.lines:
                self._steps.addWidget(line)
        self.heading.setText(steps_heading([line.step for line in self.lines]))
        self.heading.setVisible(bool(self.lines))
        rest = remarks(str(voice["decision"] or ""))
        self.others.setText(f"What was decided: {rest}" if rest else "")
        self.others.setVisible(bool(rest))

    def _standing(self, step: Step) -> Status:
        if step.state == "now":
            if step.due is None:
                return Status("amber", "Now")
            status = due_status(step.due, None, self._office.today(), self._office.calendar)
            return Status(status.tone, "Now" if status.word == "On track" else status.word)
        return {
            "done": Status("blue", "Done"),
            "settled": Status("blue", "Settled"),
            "later": Status("none", "Later"),
        }[step.state]

    def _show_done(self, voice: Voice) -> None:
        answered = voice["responded_on"] or voice["response"] or voice["status"] in ("answered", "closed")
        said = str(voice["response"] or "")
        self.answer.show_done(bool(answered), voice["responded_on"], said)
        self.feedback.show_done(bool(voice["fed_back_on"]), voice["fed_back_on"], "")

    def _show_buttons(self) -> None:
        voice = self._office.record("voices", self._number)
        able = not self._office.read_only and voice["binned_at"] is None
        over = bool(voice["responded_on"]) or voice["status"] in ("answered", "closed")
        disputed, stage = voice["kind"] in KINDS, voice["dispute_stage"]
        last = next_stage(self._office.profile.choices("dispute_stages"), stage) is None
        shown = {
            self.begin_button: disputed and not stage and not over,
            self.settle_button: bool(stage) and not over,
            self.further_button: bool(stage) and not over and not last,
            self.answer_button: not disputed or over or not stage,
            self.feedback_button: not voice["fed_back_on"],
        }
        self.answer_button.setText("Change the answer…" if voice["response"] else "Record the answer…")
        for button, wanted in shown.items():
            button.setVisible(wanted)
            button.setEnabled(able)
        for link in (self.learning_link, self.risk_link):
            link.setEnabled(able)
        self._bar.setVisible(self.panel.isHidden() and any(shown.values()))

    # doing

    def _ask(self, make: Callable[[Office, Voice, Write], Ask]) -> None:
        self.panel.ask(make(self._office, self._office.record("voices", self._number), self._write))
        self._show_buttons()
        bring_into_view(self.panel)

    def _closed(self, _saved: bool) -> None:
        self._show_buttons()
        first = next((button for button, _ in self._asks if not button.isHidden()), self.learning_link)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, key: str) -> None:
        voice = self._office.record("voices", self._number)
        self.new_asked.emit(key, (learning_preset if key == "learning" else risk_preset)(self._office, voice))

    def _write(self, words: str, changes: Sequence[Change]) -> None:
        batch = self._office.write(words, changes)
        self.load(self._number)
        if batch is not None:
            self.said.emit(f"{batch.words}.")
            self.changed.emit(batch)


class DoneLine(QWidget):
    """One thing that is to be done about a voice: whether it was, when, and with what words."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.badge = StatusBadge(Status("amber", "Still to do"))
        self.words = Words("", "secondary", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Words(label, "plain", wrap=True), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addLayout(head)
        whole.addWidget(self.words)

    def show_done(self, done: bool, day: Any, words: str) -> None:
        """Show whether it was done."""
        self.badge.set_status(Status("blue", "Done") if done else Status("amber", "Still to do"))
        parts = [f"On {show_date(day)}" if day else "", words]
        self.words.setText(": ".join(part for part in parts if part))
        self.words.setVisible(bool(self.words.text()))


def who_words(office: Office, voice: Voice) -> str:
    """Between whom it is: "Greater Manchester Police to Stockport Homes"; one of them where only one is known."""
    names = [office.lookup.agency_name(voice[key]) for key in ("agency_id", "other_agency_id") if voice[key]]
    if len(names) == 2:
        return f"{names[0]} to {names[1]}"
    return names[0] if names else ""


def steps_heading(steps: Sequence[Step]) -> str:
    """Where a dispute stands among its steps: "Step 2 of 4"."""
    place = next((at for at, step in enumerate(steps, 1) if step.state in ("now", "settled")), 0)
    if not place:
        return f"Not begun; {len(steps)} steps" if steps else ""
    settled = steps[place - 1].state == "settled"
    return f"Settled at step {place} of {len(steps)}" if settled else f"Step {place} of {len(steps)}"
