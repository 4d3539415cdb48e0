"""The answers to the standards of an audit: each agency in figures, then its scores beside those of the last cycle."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lif_desktop.framework.audit_scores import AgencyScores, Answer, held_score
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.parts import Tone
from lif_desktop.framework.status import Status
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import Words
from lif_desktop.gui.records import counted, lowered
from lif_desktop.gui.state_grid import GridCell, GridRow, StateGrid
from lif_desktop.gui.widgets import plain_button
from lif_desktop.office import Office
from lif_desktop.office.audit_programme import Standards, set_out, standards_of

TONES: tuple[Tone, ...] = ("red", "amber", "green", "blue")
"""The tone of each score, from 0 to 3."""
_MOVED = {"up": "up", "down": "down", "same": "same", "new": "first time", "none": ""}
"""How a score moved, short enough to stand beneath that of the last cycle."""


class StandardsView(QWidget):
    """Agencies in figures, and beneath them the answers of the one chosen.

    Signals: `set_out_asked()` when the lines that are lacking are to be added; `line_asked(number)` to show the fields
    of an answer.
    """

    set_out_asked = Signal()
    line_asked = Signal(int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.found: Standards | None = None
        self._shown: list[Answer] = []
        self.heading = Words("", "strong", wrap=True)
        self.last = Words("", "secondary", wrap=True)
        self.agencies = StateGrid("Agencies in figures", whole_rows=True)
        self.title = Words("", "strong", wrap=True)
        self.scale = Words(scale_words(office), "small", wrap=True)
        self.answers = StateGrid("Answers beside the last cycle", whole_rows=True)
        self.about = Words("", "secondary", wrap=True)
        self.out_button = plain_button("Set out the standards")
        self.out_button.setToolTip("Add a line for each standard and each agency that was asked, where one is lacking")
        self.line_button = plain_button("All fields of the answer")
        self._lay_out()
        self.agencies.came_to.connect(lambda row, _column: self._show_answers(row))
        self.answers.came_to.connect(lambda row, _column: self._explain(row))
        self.answers.pressed_cell.connect(lambda row, _column: self._open(row))
        self.out_button.clicked.connect(self.set_out_asked)
        self.line_button.clicked.connect(lambda: self._open(self.answers.currentIndex().row()))

    def show_audit(self, number: int) -> None:
        """Show the answers of an audit. KeyError when it is not there."""
        found = self.found = standards_of(self._office, number)
        self.heading.setText(head_words(found))
        self.last.setText(last_words(found))
        self.last.setVisible(bool(found.answers))
        rows = [self._agency(one) for one in found.agencies]
        self.agencies.show_rows(("Agency", "Fully met", "Since last time", "To improve"), rows)
        self.out_button.setVisible(not self._office.read_only and bool(set_out(self._office, number)))
        self._show_answers(self.agencies.currentIndex().row())
        for part in (self.agencies, self.title, self.scale, self.answers, self.line_button):
            part.setVisible(bool(rows))

    # within

    def _lay_out(self) -> None:
        buttons = QWidget()
        line = WrapLayout(buttons)
        line.addWidget(self.out_button)
        line.addWidget(self.line_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        for part in (self.heading, self.last, self.agencies, self.title, self.scale, self.answers, self.about, buttons):
            whole.addWidget(part)

    def _agency(self, one: AgencyScores) -> GridRow:
        moved = [f"{number} {word}" for number, word in ((one.up, "up"), (one.down, "down")) if number]
        late = f", {one.late} overdue" if one.late else ""
        words = counted(one.answers, "answer") + (f", {one.unmoderated} not moderated" if one.unmoderated else "")
        full = one.by_score.get(3, 0)
        return GridRow(
            self._name(one.agency),
            (
                GridCell(f"{full} of {one.answers}"),
                GridCell(", ".join(moved) or "no change", faint=not moved),
                GridCell(f"{one.improvements}{late}", faint=not one.improvements),
            ),
            words,
        )

    def _show_answers(self, row: int) -> None:
        found = self.found
        if found is None or not 0 <= row < len(found.agencies):
            self._shown = []
            self.about.setText("")
            return
        agency = found.agencies[row].agency
        self._shown = [one for one in found.answers if one.agency == agency]
        self.title.setText(self._office.lookup.agency_name(agency) if agency else "No agency named")
        self.answers.show_rows(
            ("Standard", "Own", "Moderated", "Staff", "Last time"), [self._answer(one) for one in self._shown]
        )
        self._explain(self.answers.currentIndex().row())

    def _answer(self, one: Answer) -> GridRow:
        row = one.row
        last = self._score(one.last_score)
        beside = replace(last, below=_MOVED[one.moved], said=_said_last(one, last))
        return GridRow(
            str(row["standard"]),
            (
                self._score(row["self_score"]),
                self._score(row["moderated_score"], "not yet" if row["self_score"] is not None else ""),
                self._score(row["practitioner_score"]),
                beside,
            ),
        )

    def _score(self, score: int | None, none: str = "") -> GridCell:
        if score is None or not 0 <= score < len(TONES):
            return GridCell(none if score is None else str(score), faint=True)
        label = self._office.lookup.label("standard_scores", f"score_{score}")
        return GridCell(status=Status(TONES[score], str(score)), said=f"{score}, {lowered(label)}")

    def _explain(self, row: int) -> None:
        if not 0 <= row < len(self._shown):
            self.about.setText("")
            return
        self.about.setText("\n".join(answer_lines(self._shown[row])))

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            self.line_asked.emit(int(self._shown[row].row["id"]))

    def _name(self, agency: int | None) -> str:
        return self._office.lookup.agency_brief(agency) if agency else "No agency named"


def head_words(found: Standards) -> str:
    """The answers in one line: how many, from how many agencies, how many not moderated."""
    if not found.answers:
        return "No agency has answered a standard yet"
    parts = [f"{counted(len(found.answers), 'answer')} from {counted(len(found.agencies), 'agency')}"]
    if found.unmoderated:
        parts.append(f"{found.unmoderated} not moderated")
    return ", ".join(parts)


def last_words(found: Standards) -> str:
    """What the answers are put beside."""
    if found.last is None:
        return "No earlier round of this kind of audit has answers to put beside them."
    beside = sum(one.last is not None for one in found.answers)
    return (
        f"Beside them {found.last['ref']}, the last round with answers: {beside} of {len(found.answers)} are in both."
    )


def scale_words(office: Office) -> str:
    """What each score stands for, from the highest: "3 fully met · 2 mostly met"."""
    labels = (lowered(office.lookup.label("standard_scores", f"score_{score}")) for score in range(len(TONES)))
    return " · ".join(f"{score} {label}" for score, label in reversed(list(enumerate(labels))))


def answer_lines(one: Answer) -> Sequence[str]:
    """Everything written about an answer, a line each."""
    row, lines = one.row, [str(one.row["standard"])]
    if row["evidence"]:
        lines.append(f"Evidence: {row['evidence']}")
    if row["improvement"] or row["deadline_on"]:
        by = f", by {show_date(row['deadline_on'])}" if row["deadline_on"] else ""
        lines.append(f"To improve: {str(row['improvement'] or 'not said').rstrip('.')}{by}.")
    if one.last is not None:
        score = held_score(one.last)
        told = f" Evidence then: {one.last['evidence']}" if one.last["evidence"] else ""
        lines.append(f"Last time: {'no score' if score is None else score}.{told}")
    return lines


def _said_last(one: Answer, last: GridCell) -> str:
    since = f"{one.moved} since" if one.moved in ("up", "down") else _MOVED[one.moved]
    return ", ".join(part for part in (last.said or last.words, since) if part)
