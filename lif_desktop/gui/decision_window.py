"""The window in which a review is decided on: its criteria at one side, the decision with its reasons at the other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.gui.decision_form import DecisionForm, of_day
from lif_desktop.gui.decision_grid import CriteriaGrid, VerdictBox
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.labels import Words
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.records import heading_words
from lif_desktop.gui.widgets import Card, plain_button, primary_button
from lif_desktop.gui.wrap_link import ProblemSummary
from lif_desktop.office import Change, Office
from lif_desktop.office.deciding import answer_changes, decision_changes, grid
from lif_desktop.office.pathway import decisions_of
from lif_desktop.registers import register


class DecisionWindow(Dialog):
    """Criteria and decision of one review. What is recorded is one change. Signals `changed(batch)`, `said(sentence)`.

    `supersedes` is the number of a decision that the new one takes the place of. Raises KeyError when the review, or
    that decision, has gone.
    """

    changed = Signal(object)
    said = Signal(str)

    def __init__(
        self, office: Office, review: int, parent: QWidget | None = None, *, supersedes: int | None = None
    ) -> None:
        super().__init__("", parent)
        self._office, self.review, self.supersedes = office, review, supersedes
        self._giving_up = False
        record = office.record("reviews", review)
        kind = office.profile.review_type(str(record["review_type"]))
        made = decisions_of(office, review)
        self.earlier = None if supersedes is None else {one["id"]: one for one in made}[supersedes]
        self._ref = str(record["ref"])
        verb = "Supersede a decision on" if self.earlier else "Decide on"
        self.setWindowTitle(f"{verb} {heading_words(register('reviews'), record, office)}")
        self.notice = NoticeBar()
        self.summary = ProblemSummary()
        self.grid = CriteriaGrid(office, grid(office, review))
        self.verdict = VerdictBox(office, kind)
        self.form = DecisionForm(office, record, self.earlier)
        standing = [one for one in made if one["stands"] and one["id"] != supersedes]
        self.standing = Words(_standing(office, self.earlier, standing), "secondary", wrap=True)
        self._make_buttons()
        self._lay_out()
        self._wire()
        self._weigh()
        self._size()

    def show_criteria(self) -> None:
        """Put the cursor on the first condition that has no answer."""
        box = next((one for one in self.grid.boxes if one.strip.answer() is None), next(iter(self.grid.boxes), None))
        if box is not None:
            box.strip.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_decision(self) -> None:
        """Put the cursor into the first field of the decision."""
        next(iter(self.form.boxes.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_changed(self) -> bool:
        """Whether something was given that would be lost."""
        return self.grid.is_changed() or self.form.is_changed()

    def record(self) -> None:
        """Write answers, decision and what follows as one change, or say what is to be mended."""
        problems = self.form.problems()
        self.summary.show_problems(problems)
        if problems:
            self.summary.lines()[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        values = self.form.values()
        outcome = self._office.lookup.label("review_outcomes", values["outcome"]) if values.get("outcome") else ""
        what = outcome or " ".join(str(values["decision"]).split())
        words = f"Decided on {self._ref}: {what}"
        if self.earlier is not None:
            words = f"Superseded the decision{of_day(self.earlier)} on {self._ref}: {what}"
        try:
            made = decision_changes(self._office, self.review, values, self.supersedes)
        except KeyError:
            self.summary.show_problems([("This review is no longer there. Copy what you need from here.", None)])
            return
        self._write(words, [*self._answers(), *made])

    def save_answers(self) -> None:
        """Write the answers to the criteria without a decision."""
        self._write(f"Answered the criteria of {self._ref}", self._answers())

    def reject(self) -> None:
        """Close without writing; what was given is not lost without a word."""
        if self.is_changed() and not self._giving_up and not self._office.read_only:
            offers = [("Give it up", self._give_up)]
            if self.grid.is_changed():
                offers.insert(0, ("Save the answers", self.save_answers))
            self.notice.say("What you gave here is not saved yet.", offers, "amber")
            return
        super().reject()

    # building

    def _make_buttons(self) -> None:
        self.record_button = primary_button("Record the decision")
        self.record_button.setToolTip("Record the decision (Ctrl+S)")
        self.answers_button = plain_button("Save the answers only")
        self.close_button = plain_button("Cancel")
        for button in (self.record_button, self.answers_button):
            button.setEnabled(not self._office.read_only)
            button.setAutoDefault(False)
        self.close_button.setAutoDefault(False)
        self.grid.lock(self._office.read_only)
        self.form.lock(self._office.read_only)

    def _lay_out(self) -> None:
        left, right = Card("Criteria"), Card("Decision")
        left.body.addWidget(_scrolled(self.grid), 1)
        left.body.addWidget(self.verdict)
        right.body.addWidget(self.standing)
        right.body.addWidget(_scrolled(self.form), 1)
        halves = QHBoxLayout()
        halves.setSpacing(12)
        for half in (left, right):
            halves.addWidget(half, 1)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addStretch(1)
        for button in (self.record_button, self.answers_button, self.close_button):
            last.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 12)
        whole.setSpacing(12)
        for part in (self.notice, self.summary):
            whole.addWidget(part)
        whole.addLayout(halves, 1)
        whole.addLayout(last)
        self.standing.setVisible(bool(self.standing.text()))

    def _wire(self) -> None:
        self.grid.edited.connect(self._weigh)
        self.record_button.clicked.connect(self.record)
        self.answers_button.clicked.connect(self.save_answers)
        self.close_button.clicked.connect(self.reject)
        self.record_shortcut = QShortcut(QKeySequence.StandardKey.Save, self, self.record)

    def _size(self) -> None:
        """As large as two columns want it, no larger than the screen."""
        room = self.screen().availableGeometry()
        self.resize(min(scaled(980), room.width() - 40), min(scaled(690), room.height() - 60))

    # within

    def _weigh(self) -> None:
        self.verdict.weigh(self.grid.lines())
        self.answers_button.setEnabled(self.grid.is_changed() and not self._office.read_only)

    def _answers(self) -> list[Change]:
        return answer_changes(self.review, self.grid.before, self.grid.lines())

    def _write(self, words: str, changes: Sequence[Change]) -> None:
        try:
            batch = self._office.write(words, changes)
        except LifError as trouble:
            self.summary.show_problems([(str(trouble), None)])
            return
        if batch is not None:
            self.said.emit(f"{batch.words}.")
            self.changed.emit(batch)
        self.accept()

    def _give_up(self) -> None:
        self._giving_up = True
        self.reject()


def _scrolled(body: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(body)
    for ground in (area.viewport(), body):
        ground.setAutoFillBackground(False)
    return area


def _standing(office: Office, earlier: dict[str, object] | None, others: Sequence[dict[str, object]]) -> str:
    """What there is already: the decision that is superseded, or those that will stand beside the new one."""
    if earlier is not None:
        return f"Takes the place of the decision{of_day(earlier)}: {_said(office, earlier)}. That one is kept as it is."
    if not others:
        return ""
    last = others[-1]
    return (
        f"The decision{of_day(last)} stands: {_said(office, last)}. A new one stands beside it. To take its place, "
        "choose it under Decisions and press Supersede."
    )


def _said(office: Office, decision: dict[str, object]) -> str:
    outcome = decision["outcome"]
    return office.lookup.label("review_outcomes", str(outcome)) if outcome else str(decision["decision"]).rstrip(".")
