"""What an import asks before it can go on: words that no list has, rows of the same key, dates of two meanings."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.gui.import_dates import DateOrder
from lif_desktop.gui.labels import Words
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.records import counted
from lif_desktop.registers.register import Register
from lif_desktop.sheets.cells import as_text
from lif_desktop.sheets.planned import DateQuestion, Plan, PlannedRow, Question, ValueQuestion

CHOOSE = "Choose…"
LEAVE_OUT = "Leave the cell out"
_LONGEST = 60
_LEAST_HIGH = 84
"""The questions scroll within no less than so many pixels at 100 % text."""

Key = tuple[Any, ...]
Entries = Callable[[str], Sequence[str]]
"""The words of the list of a field, by its key."""


def key_of(question: Question) -> Key:
    """What knows a question again when the rows were looked at anew."""
    if isinstance(question, DateQuestion):
        return ("date", question.heading)
    if isinstance(question, ValueQuestion):
        return ("value", question.field, question.written)
    return ("key", *question.rows)


def label_of(own: Register, key: str) -> str:
    """What a field is called; the key where the register has none of that name."""
    return next((field.label for field in own.fields if field.key == key), key)


def _unknown_words(question: ValueQuestion, own: Register) -> str:
    """What is asked about a word: which entry of a list it means, or what becomes of one that is no date."""
    dated = any(field.key == question.field and field.kind == "date" for field in own.fields)
    what = f"“{question.written}” is no date" if dated else f"no entry is called “{question.written}”"
    return f"{label_of(own, question.field)}: {what} ({counted(question.rows, 'row')})."


def row_words(row: PlannedRow | None, number: int) -> str:
    """A row by its number and its first words: "Row 5: Write a leaflet · GMP"."""
    texts = [" ".join(as_text(raw).split()) for raw in (row.raw if row is not None else ()) if raw is not None]
    words = " · ".join(texts)
    words = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
    return f"Row {number}: {words}" if words else f"Row {number}"


def listed(numbers: Sequence[int]) -> str:
    """Numbers in words: "5, 6 and 9"."""
    texts = [str(number) for number in numbers]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"


class QuestionsPane(QScrollArea):
    """The questions of a plan, one a line, each with its answers beside it. Those answered stay, to be answered anew.

    Signal `answered(question, answer)`: of a date "day" or "month"; of a word an entry of the list, or "" to leave the
    cell out; of rows the number of the right one; None takes an answer back.
    """

    answered = Signal(object, object)

    def __init__(self, entries: Entries, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = entries
        self._asked: dict[Key, Question] = {}
        self._answers: dict[Key, Any] = {}
        self._room = scaled(2 * _LEAST_HIGH)
        self.fields: dict[Key, QWidget] = {}
        self.heading = Words("", "strong", wrap=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.hide()

    def forget(self) -> None:
        """Forget every question and answer: another sheet or other columns are looked at."""
        self._asked, self._answers = {}, {}

    def show_plan(self, plan: Plan, rows: Callable[[int], PlannedRow | None]) -> None:
        """Show what a plan asks beside what was answered before."""
        before = dict(self._asked)
        for question in plan.questions:
            self._asked[key_of(question)] = question
        open_now = {key_of(question) for question in plan.questions}
        self._asked = {
            key: one for key, one in self._asked.items() if key in open_now or self._answers.get(key) is not None
        }
        if before == self._asked and self.fields:
            self._tell()
            return
        self._fill(plan, rows)

    def left(self) -> int:
        """How many questions have no answer."""
        return sum(self._answers.get(key) is None for key in self._asked)

    def first(self) -> QWidget | None:
        """The field of the first question without an answer."""
        return next((field for key, field in self.fields.items() if self._answers.get(key) is None), None)

    def _fill(self, plan: Plan, rows: Callable[[int], PlannedRow | None]) -> None:
        self.fields = {}
        self.heading = Words("", "strong", wrap=True)
        body = QWidget()
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 0, 8, 4)
        whole.setSpacing(6)
        whole.addWidget(self.heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for at, (key, question) in enumerate(self._asked.items()):
            words, field = self._line(question, plan.register, rows)
            self.fields[key] = field
            grid.addWidget(Words(words, wrap=True), at, 0)
            grid.addWidget(field, at, 1)
        whole.addLayout(grid)
        whole.addStretch(1)
        self.setWidget(body)
        for ground in (body, self.viewport()):
            ground.setAutoFillBackground(False)
        self._tell()

    def _tell(self) -> None:
        left = self.left()
        words = f"{counted(left, 'question')} before you import" if left else "Every question is answered"
        self.heading.setText(f"{words}. Each answer holds for all rows and can be changed.")
        self.setVisible(bool(self._asked))
        self.fit(self._room)

    def fit(self, room: int) -> None:
        """Take as much of a height in pixels as the questions need; beyond it they scroll."""
        self._room = room
        self.setFixedHeight(min(max(room, scaled(_LEAST_HIGH)), self._wanted()) if self._asked else 0)

    def _wanted(self) -> int:
        body = self.widget()
        return body.sizeHint().height() + 4 if body is not None else 0

    def _line(self, question: Question, own: Register, rows: Callable[[int], PlannedRow | None]) -> tuple[str, QWidget]:
        """The words of a question and the field of its answer."""
        if isinstance(question, DateQuestion):
            words = f"The dates of “{question.heading}” could be read in two ways."
            order = DateOrder(question.heading, question.samples, self._answers.get(key_of(question)))
            order.chosen.connect(lambda chosen: self._answer(question, chosen))
            return words, order
        if isinstance(question, ValueQuestion):
            words = _unknown_words(question, own)
            entries = list(dict.fromkeys((*question.offers, *self._entries(question.field))))
            answers: list[tuple[str, Any]] = [(one, one) for one in entries]
            return words, self._box(question, [*answers, (LEAVE_OUT, "")], words)
        words = f"Rows {listed(question.rows)} have the same {question.key}. Which is right? The others are left out."
        return words, self._box(question, [(row_words(rows(one), one), one) for one in question.rows], words)

    def _box(self, question: Question, answers: Sequence[tuple[str, Any]], name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setMaxVisibleItems(16)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(16)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.addItem(CHOOSE, None)
        for words, answer in answers:
            box.addItem(words, answer)
        known = self._answers.get(key_of(question))
        chosen = (at for at, (_, answer) in enumerate(answers, 1) if answer == known)
        box.setCurrentIndex(0 if known is None else next(chosen, 0))
        box.activated.connect(lambda _at: self._answer(question, box.currentData()))
        return box

    def _answer(self, question: Question, answer: Any) -> None:
        if self._answers.get(key_of(question)) == answer:
            return
        self._answers[key_of(question)] = answer
        self._tell()
        self.answered.emit(question, answer)
