"""Coverage: how far the evaluation of training reaches in a year, who came, and what agencies tell of their own."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.framework.attendance import Places, total_words
from lif_desktop.framework.evaluation import STAGES
from lif_desktop.framework.evaluation_words import rate_words
from lif_desktop.gui.coverage_cards import CoursesCard, StagesCard
from lif_desktop.gui.coverage_returns import ReturnsCard
from lif_desktop.gui.coverage_table import SHARE, FactTable, share_of
from lif_desktop.gui.labels import Words, label_for
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.records import counted, lowered
from lif_desktop.gui.reveal import Reveal
from lif_desktop.gui.widgets import Card, plain_button
from lif_desktop.office import Office
from lif_desktop.office.training_evidence import Coverage, Reading, coverage, years_of
from lif_desktop.registers.field import Field

_NARROW = 820
"""Below this width at 100 % text, the cards stand under each other."""
_ATTENDANCE = (
    Field("name", "Agency", width=32),
    Field("booked", "Booked", "whole", width=9),
    Field("attended", "Attended", "whole", width=9),
    Field("did_not_attend", "Did not attend", "whole", width=9),
    Field("cancelled", "Cancelled", "whole", width=9),
    Field(SHARE, "Attended of booked", "decimal", width=12),
)


class CoverageView(QWidget):
    """The evaluation of one financial year of training.

    Signals: `changed(batch)`; `said(sentence)`; `open_asked(register, id)`; `new_asked(register, values)`.
    """

    changed = Signal(object)
    said = Signal(str)
    open_asked = Signal(str, int)
    new_asked = Signal(str, object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.found: Coverage | None = None
        self.years = QComboBox()
        self.summary = Words("", "plain", wrap=True)
        self.new_button = plain_button("New course")
        self.stages = StagesCard(office.profile.evaluation)
        self.lacking = CoursesCard("Without evidence")
        self.late = CoursesCard("Follow-ups overdue")
        self.attendance = Card("Attendance by agency")
        self.places = Words("", "secondary", wrap=True)
        self.table = FactTable("Attendance by agency", _ATTENDANCE)
        self.returns = ReturnsCard(office)
        self._lay_out()
        self._wire()

    def reload(self) -> None:
        """Show the office as it is now; the same year stays chosen."""
        reading = Reading.of(self._office)
        years = years_of(reading)
        here = self.years.currentText()
        found = coverage(reading, here if here in years else years[0])
        if here not in years and not found.courses:
            older = (coverage(reading, year) for year in years[1:])
            found = next((one for one in older if one.courses), found)
        self.years.blockSignals(True)
        self.years.clear()
        self.years.addItems(years)
        self.years.setCurrentText(found.year)
        self.years.blockSignals(False)
        self._show(found)

    def leave(self) -> bool:
        """Save what is typed. False when that cannot be done yet."""
        return self.returns.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand the cards under each other where they would be too narrow side by side."""
        super().resizeEvent(event)
        self._arrange()

    # building

    def _lay_out(self) -> None:
        self.attendance.body.addWidget(self.places)
        self.attendance.body.addWidget(self.table)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(12)
        column.addLayout(self._made_head())
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(12)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.stages)
        left.addWidget(self.late)
        left.addStretch(1)
        self._columns.addLayout(left, 1)
        self._columns.addWidget(self.lacking, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(self._columns)
        column.addWidget(self.returns)
        column.addWidget(self.attendance)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(body)
        for ground in (self.area.viewport(), body):
            ground.setAutoFillBackground(False)
        self._reveal = Reveal(self.area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def _made_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label_for(self.years, "Financial &year", label=Words("", "secondary")))
        head.addWidget(self.years)
        head.addWidget(self.summary, 1)
        head.addWidget(self.new_button)
        return head

    def _arrange(self) -> None:
        narrow = self.width() < scaled(_NARROW)
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _wire(self) -> None:
        self.years.currentTextChanged.connect(self._choose_year)
        self.new_button.clicked.connect(lambda: self.new_asked.emit("training", {}))
        self.stages.chosen.connect(lambda _stage: self._show_lacking())
        for card in (self.lacking, self.late):
            card.opened.connect(lambda number: self.open_asked.emit("training", number))
        self.table.opened.connect(lambda number: self.open_asked.emit("agencies", number))
        self.table.said.connect(self.said)
        self.returns.opened.connect(lambda number: self.open_asked.emit("agencies", number))
        self.returns.said.connect(self.said)
        self.returns.asking.connect(self._reveal.show_widget)
        self.returns.written.connect(self._written)

    # showing

    def _choose_year(self, year: str) -> None:
        if self.returns.leave():
            self._show(coverage(Reading.of(self._office), year))

    def _written(self, batch: object) -> None:
        self.reload()
        self.changed.emit(batch)

    def _show(self, found: Coverage) -> None:
        self.found = found
        self.summary.setText(_summary(found))
        self.new_button.setVisible(not found.courses and not self._office.read_only)
        self.stages.show_coverage(found)
        self._show_lacking()
        late = [(course, course.states[2]) for course in found.late]
        none = "No follow-up of this year is overdue."
        self.late.show_courses("Follow-ups overdue", none, late)
        rows = [(name, *places.counts(), share_of(places.share)) for _, name, places in found.attendance]
        self.table.show_rows([number for number, _, _ in found.attendance], rows)
        self.table.setVisible(bool(rows))
        self.places.setText(_places_words(found))
        self.returns.show_coverage(found)

    def _show_lacking(self) -> None:
        if self.found is None:
            return
        key = self.stages.stage()
        at = STAGES.index(key)
        label = self._office.profile.evaluation.stages[at].label
        courses = [(course, course.states[at]) for course in self.found.lacking(key)]
        none = "Every course of the year has evidence of this stage." if self.found.courses else "No course to show."
        self.lacking.show_courses(f"Without evidence of {lowered(label)}", none, courses)


def _places_words(found: Coverage) -> str:
    """All agencies together, from how many courses, and where they do not add up to the course's own numbers."""
    together = total_words(sum((places for _, _, places in found.attendance), Places()))
    if not together:
        return "No agency's places are recorded for the courses of this year. They go under Attendance of a course."
    of = f"Recorded for {found.counted} of {counted(len(found.courses), 'course')}."
    differing = ", ".join(found.differing)
    odd = f" The numbers do not fit together on {differing}." if differing else ""
    return f"All agencies: {together} {of}{odd}"


def _summary(found: Coverage) -> str:
    """The year in a sentence or two, the response rate over all courses first."""
    held = len(found.courses)
    to_come = f" {counted(found.planned, 'course')} to come." if found.planned else ""
    if not held:
        return f"No course was held in {found.year} yet.{to_come}"
    rate = found.replies
    replied = f", and {rate_words(rate, ' filled in a form')}" if rate.share is not None else ""
    odd = f" {counted(len(found.odd), 'course')} with more replies than people left out." if found.odd else ""
    return f"{counted(held, 'course')} held{replied}.{odd}{to_come}"
