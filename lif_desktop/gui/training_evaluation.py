"""The evaluation of a course: its four stages, what is on record at each, and how to add what is missing (13.4)."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.evaluation import BEHAVIOUR, LEARNING, REACTION, RESULTS, STAGES
from lif_desktop.framework.evaluation_words import Looking, StageSaid, stages_said
from lif_desktop.gui.ask_panel import Ask, AskPanel, Given
from lif_desktop.gui.labels import Words
from lif_desktop.gui.lines import LinesPane
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.records import short_name
from lif_desktop.gui.reveal import Reveal
from lif_desktop.gui.rows import Line
from lif_desktop.gui.training_stage import StageCard
from lif_desktop.gui.widgets import plain_button
from lif_desktop.office import Office
from lif_desktop.registers import register

_FIELDS = {
    REACTION: ("attended", "questionnaires", "satisfaction", "reaction_comments"),
    LEARNING: (
        "matched_pairs",
        "scale_most",
        "knowledge_before",
        "knowledge_after",
        "confidence_before",
        "confidence_after",
    ),
    BEHAVIOUR: ("follow_up_due_on", "follow_up_sent_on", "follow_up_replies", "applied", "behaviour_examples"),
    RESULTS: ("results_measure", "results_evidence"),
}
"""The fields of a course that each stage asks for, in the order in which they are asked."""

_ASKS = {
    REACTION: ("Add the forms…", "Change the forms…"),
    LEARNING: ("Add the pairs…", "Change the pairs…"),
    BEHAVIOUR: ("Add the replies…", "Change the replies…"),
    RESULTS: ("Add evidence…", "Change the evidence…"),
}
"""The words of the button of each stage, without evidence and with it."""

LINES = ("evaluations", "case_tracking")
"""The lines that stand beneath the stages."""

_WIDE = 780
"""From this width at 100 % text the stages stand in two columns."""


class EvaluationPane(QWidget):
    """The four stages of one course, and beneath them its further measures and the cases tracked for it (13.3).

    Signals: `changed(batch)` after something was written; `said(sentence)`; `open_asked(register, id)`.
    """

    changed = Signal(object)
    said = Signal(str)
    open_asked = Signal(str, int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._own = register("training")
        self._course = 0
        self._record: dict[str, Any] = {}
        self._columns = 0
        model = office.profile.evaluation
        self.title = Words(model.title, "heading", wrap=True)
        self.subtitle = Words(model.subtitle, "secondary", wrap=True)
        self.notice = NoticeBar()
        self.asks = {stage: plain_button(_ASKS[stage][0]) for stage in STAGES}
        self.sent_button = plain_button("Follow-up sent today")
        self.case_button = plain_button("Track a case…")
        self.cards = {stage: self._card(stage) for stage in STAGES}
        self.panes = {key: LinesPane(office, register(key), "training") for key in LINES}
        self._lay_out()
        self._wire()

    def load(self, number: int) -> None:
        """Show the stages of a course; what is being typed for the same course stays."""
        if number != self._course:
            self._close_panels()
            self.notice.say("")
        self._course = number
        try:
            self._record = self._office.record("training", number)
        except KeyError:
            self.notice.say("This course is no longer there.", tone="amber")
            return
        for pane in self.panes.values():
            pane.load(number)
        lines = self._office.records("evaluations", number)
        cases = [row for row in self._office.records("case_tracking") if row["training_id"] == number]
        looking = Looking(self._office.profile, self._office.today(), self._office.calendar)
        for said in stages_said(self._record, lines, cases, looking):
            self.cards[said.stage.key].show_stage(said)
            self._name_button(said)
        self._offer_sending()

    def leave(self) -> bool:
        """Save what is typed in a panel or in the form of a line. False when that cannot be done yet."""
        for card in self.cards.values():
            if card.panel.is_changed():
                card.panel.save()
        asked = any(card.panel.is_changed() for card in self.cards.values())
        return not asked and all(pane.leave() for pane in self.panes.values())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand the stages in two columns where there is room."""
        super().resizeEvent(event)
        self._arrange()

    # building

    def _card(self, stage: str) -> StageCard:
        beside: dict[str, list[QPushButton]] = {BEHAVIOUR: [self.sent_button], RESULTS: [self.case_button]}
        return StageCard(AskPanel(self._office), [self.asks[stage], *beside.get(stage, [])])

    def _lay_out(self) -> None:
        body = QWidget()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(28)
        self._grid.setVerticalSpacing(4)
        self._lines = [Line() for _ in STAGES[1:]]
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 8, 8)
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.subtitle)
        column.addSpacing(6)
        column.addLayout(self._grid)
        for pane in self.panes.values():
            column.addSpacing(14)
            column.addWidget(pane)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        for ground in (area.viewport(), body):
            ground.setAutoFillBackground(False)
        self.area = area
        self._reveal = Reveal(area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.notice)
        whole.addWidget(area, 1)
        self._arrange()

    def _arrange(self) -> None:
        columns = 2 if self.width() >= scaled(_WIDE) else 1
        if columns == self._columns:
            return
        self._columns = columns
        cards = list(self.cards.values())
        for part in (*cards, *self._lines):
            self._grid.removeWidget(part)
        for at, card in enumerate(cards):
            self._grid.addWidget(card, at // columns * 2, at % columns, Qt.AlignmentFlag.AlignTop)
        rows = range(1, len(cards) // columns)
        for line, at in zip(self._lines, rows, strict=False):
            self._grid.addWidget(line, at * 2 - 1, 0, 1, columns)
        for at, line in enumerate(self._lines):
            line.setVisible(at < len(rows))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)

    def _wire(self) -> None:
        for stage, button in self.asks.items():
            button.clicked.connect(lambda _on=False, one=stage: self.ask(one))
            self.cards[stage].panel.closed.connect(lambda _saved, one=button: one.setFocus())
        self.sent_button.clicked.connect(self._send)
        self.case_button.clicked.connect(self._track)
        for button in (*self.asks.values(), self.sent_button, self.case_button):
            button.setEnabled(not self._office.read_only)
        for pane in self.panes.values():
            pane.changed.connect(self._line_changed)
            pane.said.connect(self.said)
            pane.open_asked.connect(self.open_asked)

    # doing

    def ask(self, stage: str) -> None:
        """Show the fields of a stage in its card. Another stage that is being typed in is saved first."""
        if not self.leave():
            return
        self._close_panels()
        card = self.cards[stage]
        name = card.name.text().lower()
        card.buttons.hide()
        fields = tuple(self._own.field(key) for key in _FIELDS[stage])
        words = f"Recorded the stage {name} of {self._ref()}"
        card.panel.ask(
            Ask(
                f"Stage {STAGES.index(stage) + 1}, {name}",
                fields,
                partial(self._write, words),
                {one.key: self._record.get(one.key) for one in fields},
            )
        )
        self._reveal.show_widget(card.panel)

    def _track(self) -> None:
        pane = self.panes["case_tracking"]
        pane.add_line()
        if pane.form is not None:
            pane.form.setMaximumHeight(max(pane.form.minimumHeight(), self.area.viewport().height() - scaled(16)))
            self._reveal.show_widget(pane.form)

    def _line_changed(self, batch: object) -> None:
        self.load(self._course)
        self.changed.emit(batch)

    def _send(self) -> None:
        try:
            self._write(f"Sent the follow-up of {self._ref()}", {"follow_up_sent_on": self._office.today()})
        except LifError as trouble:
            self.notice.say(str(trouble), tone="red")

    def _write(self, words: str, given: Given) -> None:
        """Write what is new of the course. Raises LifError where that cannot be done."""
        values = {key: value for key, value in given.items() if value != self._record.get(key)}
        if not values:
            return
        changes = self._office.changes_for("training", self._course, values, self._record.get("version"))
        batch = self._office.write(words, changes)
        self.load(self._course)
        if batch is not None:
            self.said.emit(f"{batch.words}.")
            self.changed.emit(batch)

    # within

    def _ref(self) -> str:
        return short_name(self._own, self._record, self._office)

    def _close_panels(self) -> None:
        for card in self.cards.values():
            card.panel.close_panel()

    def _name_button(self, said: StageSaid) -> None:
        known = any(self._record.get(key) not in (None, "") for key in _own_keys(said.stage.key))
        self.asks[said.stage.key].setText(_ASKS[said.stage.key][1 if known else 0])

    def _offer_sending(self) -> None:
        held, sent = self._record.get("held_on"), self._record.get("follow_up_sent_on")
        self.sent_button.setVisible(not sent and held is not None and held <= self._office.today())


def _own_keys(stage: str) -> tuple[str, ...]:
    """The fields that only the stage fills: attendance and dates of the follow-up stand there beforehand."""
    return tuple(key for key in _FIELDS[stage] if key not in ("attended", "scale_most") and not key.endswith("_on"))
