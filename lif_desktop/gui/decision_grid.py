"""The criteria of a review to be answered in place, and what the answers come to while they are given."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lif_desktop.framework.clocks import TO_CHECK
from lif_desktop.framework.criteria import Finding, in_words, main_finding, pointing
from lif_desktop.framework.parts import ReviewType
from lif_desktop.framework.status import Status
from lif_desktop.gui.badge import StatusBadge
from lif_desktop.gui.decision_answers import AnswerStrip
from lif_desktop.gui.form_editors import NoteBox
from lif_desktop.gui.labels import Words
from lif_desktop.gui.rows import Line
from lif_desktop.office import Office
from lif_desktop.office.deciding import GridLine, answers_in

_STATES = {
    "met": Status("green", "Criteria met"),
    "not_met": Status("none", "Criteria not met"),
    "open": Status("amber", "Cannot be said yet"),
}


class ConditionBox(QWidget):
    """One condition: its name and question, what helps to answer it, the answers, and the evidence.

    Signal `edited()` with each change by hand.
    """

    edited = Signal()

    def __init__(self, office: Office, line: GridLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line
        one = line.criterion
        self.name = Words(one.name if one else "A condition of this case", "strong", wrap=True)
        self.question = Words(line.question, wrap=True)
        help_words = one.note if one else "It does not decide by itself."
        check = f"{TO_CHECK[:1].upper()}{TO_CHECK[1:]}." if one and one.check else ""
        self.note = Words(" ".join(part for part in (help_words, check) if part), "secondary", wrap=True)
        self.source = Words(line.source, "small", wrap=True)
        self.strip = AnswerStrip(office.profile.choices("answers"), line.question)
        self.evidence = NoteBox()
        self.evidence.setPlaceholderText("Evidence")
        self.evidence.setAccessibleName(f"Evidence: {self.name.text()}")
        self.strip.put(line.answer)
        self.evidence.put(line.evidence or "")
        self._lay_out()
        for signal in (self.strip.answered, self.evidence.edited):
            signal.connect(self.edited)

    def line(self) -> GridLine:
        """The condition as it is answered now."""
        return replace(self._line, answer=self.strip.answer(), evidence=self.evidence.raw() or None)

    def lock(self, locked: bool) -> None:
        """Let it be read only."""
        self.strip.setEnabled(not locked)
        self.evidence.lock(locked)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.name, self.question, self.note, self.source, self.strip, self.evidence):
            column.addWidget(part)
        self.note.setVisible(bool(self.note.text()))
        self.source.setVisible(bool(self.source.text()))


class CriteriaGrid(QWidget):
    """The conditions of a review one under the other. Signal `edited()` with each change by hand."""

    edited = Signal()

    def __init__(self, office: Office, lines: Sequence[GridLine], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.before = tuple(lines)
        self.boxes = [ConditionBox(office, line) for line in lines]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 8)
        column.setSpacing(12)
        if not lines:
            column.addWidget(Words("This kind of review has no conditions to answer.", "secondary", wrap=True))
        for place, box in enumerate(self.boxes):
            if place:
                column.addWidget(Line())
            column.addWidget(box)
            box.edited.connect(self.edited)
        column.addStretch(1)

    def lines(self) -> tuple[GridLine, ...]:
        """The grid as it is answered now."""
        return tuple(box.line() for box in self.boxes)

    def is_changed(self) -> bool:
        """Whether an answer or its evidence is another one than is stored."""
        pairs = zip(self.before, self.lines(), strict=True)
        return any((was.answer, was.evidence) != (now.answer, now.evidence) for was, now in pairs)

    def lock(self, locked: bool) -> None:
        """Let it be read only."""
        for box in self.boxes:
            box.lock(locked)


class VerdictBox(QFrame):
    """What the answers come to: a badge, the reason, and other routes that they point to."""

    def __init__(self, office: Office, kind: ReviewType, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._routes = office.profile.routes_from(kind.key)
        self.heading = Words("What the answers come to", "strong", wrap=True)
        self.badge = StatusBadge(_STATES["open"])
        self.says = Words("", wrap=True)
        self.source = Words("", "small", wrap=True)
        self.others = Words("", "secondary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        for part in (self.heading, self.badge, self.says, self.source, self.others):
            column.addWidget(part)

    def weigh(self, lines: Sequence[GridLine]) -> None:
        """Show what these answers come to."""
        answers = answers_in(lines)
        found = main_finding(self._kind.routes, answers)
        self.setVisible(found is not None)
        if found is None:
            return
        self.badge.set_status(_STATES[found.verdict])
        self.says.setText(in_words(found, self._kind.criteria, answers))
        self.source.setText(found.route.source)
        others = [one for one in pointing(self._routes, answers) if one.route.key != found.route.key]
        self.others.setText("\n".join(_pointed(one) for one in others))
        self.others.setVisible(bool(others))


def _pointed(found: Finding) -> str:
    """What else is to be done, or another review that the answers point to."""
    return f"Points to this too: {found.route.says}" if found.route.leads_to else found.route.says
