"""The cards of the coverage of training: the stages as bars, and lists of courses that lead to them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.framework.evaluation import STAGES, Rate
from lif_desktop.framework.parts import EvaluationModel
from lif_desktop.framework.status import Status
from lif_desktop.gui.coverage_rows import CourseRow, StageBar
from lif_desktop.gui.labels import Words
from lif_desktop.gui.rows import Line, make_room
from lif_desktop.gui.widgets import Card
from lif_desktop.office.training_evidence import CourseReach, Coverage

FIRST = 5
"""Courses that a list shows before "All 12" is pressed."""


class StagesCard(Card):
    """How many courses of the year have evidence at each stage. Signal `chosen(stage)`."""

    chosen = Signal(str)

    def __init__(self, model: EvaluationModel, parent: QWidget | None = None) -> None:
        super().__init__(model.title, parent=parent)
        self._stage, self._is_chosen = STAGES[0], False
        self.bars = {stage.key: StageBar(number, stage) for number, stage in enumerate(model.stages, 1)}
        self.subtitle = Words(model.subtitle, "secondary", wrap=True)
        self.subtitle.setContentsMargins(8, 0, 8, 4)
        make_room(self)
        self.body.addWidget(self.subtitle)
        for key, bar in self.bars.items():
            bar.setChecked(key == self._stage)
            bar.clicked.connect(lambda _on=False, key=key: self._choose(key))
            self.body.addWidget(bar)

    def stage(self) -> str:
        """The stage that is chosen."""
        return self._stage

    def show_coverage(self, found: Coverage) -> None:
        """Show the bars of a year. The same stage stays chosen; at first it is the first that some course lacks."""
        for key, bar in self.bars.items():
            bar.set_reached(Rate(found.reached(key), len(found.courses)))
        if not self._is_chosen:
            self._stage = next((key for key in STAGES if found.lacking(key)), STAGES[0])
            self.bars[self._stage].setChecked(True)

    def _choose(self, stage: str) -> None:
        self._stage, self._is_chosen = stage, True
        self.chosen.emit(stage)


class CoursesCard(Card):
    """A list of courses, the first few at first. Signal `opened(number)`."""

    opened = Signal(int)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, "All", parent)
        self._all = False
        self._courses: Sequence[tuple[CourseReach, Status]] = ()
        self.rows: list[CourseRow] = []
        self.none = Words("", "secondary", wrap=True)
        self.none.setContentsMargins(8, 0, 8, 4)
        self._lines: list[Line] = []
        make_room(self)
        self.body.addWidget(self.none)
        if self.link is not None:
            self.link.clicked.connect(self._toggle)

    def show_courses(self, title: str, none: str, courses: Sequence[tuple[CourseReach, Status]]) -> None:
        """Show courses, each with the status that it wears, under a title; `none` where there are none."""
        if self.title is not None:
            self.title.setText(f"{title} · {len(courses)}" if courses else title)
        self.none.setText(none)
        self._courses = courses
        self._fill()

    def _before(self) -> QWidget:
        """What Tab leaves for the first row."""
        return self.link or self

    def _toggle(self) -> None:
        self._all = not self._all
        self._fill()

    def _fill(self) -> None:
        for part in (*self.rows, *self._lines):
            _drop(self, part)
        more = len(self._courses) > FIRST
        shown = self._courses if self._all or not more else self._courses[:FIRST]
        if self.link is not None:
            self.link.setVisible(more)
            self.link.setText("Fewer" if self._all else f"All {len(self._courses)}")
        self.none.setVisible(not shown)
        self.rows, self._lines = [], []
        for course, status in shown:
            if self.rows:
                self._lines.append(Line())
                self.body.addWidget(self._lines[-1])
            row = CourseRow(course, status)
            row.clicked.connect(lambda _on=False, number=course.id: self.opened.emit(number))
            self.body.addWidget(row)
            self.setTabOrder(self.rows[-1] if self.rows else self._before(), row)
            self.rows.append(row)


def _drop(card: Card, part: QWidget) -> None:
    card.body.removeWidget(part)
    part.hide()
    part.deleteLater()
