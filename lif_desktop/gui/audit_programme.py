"""The programme of audits: a financial year as a strip, the rounds that nobody planned, the schedule of the year."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.framework.audit_year import Mark, Row, Schedule, YearPlan, neighbour
from lif_desktop.framework.dates import financial_year, show_date
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import Words, font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.records import counted, lowered
from lif_desktop.gui.widgets import plain_button
from lif_desktop.gui.year_bars import MARK_WORDS, paint_mark
from lif_desktop.gui.year_strip import YearStrip
from lif_desktop.office import Batch, Office
from lif_desktop.office.audit_programme import programme
from lif_desktop.office.returns_asked import schedule_scope


class Legend(QWidget):
    """What the signs beneath a bar mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Signs on the line beneath a bar: {', '.join(MARK_WORDS.values())}; the line is today")

    def sizeHint(self) -> QSize:
        """Room for the signs with their words."""
        today = QFontMetrics(font_for("small")).horizontalAdvance("Today") + scaled(20)
        return QSize(sum(width for _, width in self._parts()) + today, scaled(24))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def refit(self) -> None:
        """Take the text size that is set now."""
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint them in a row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        left = 0
        for mark, width in self._parts():
            paint_mark(painter, mark, QPointF(left + scaled(8), self.height() / 2), tokens.text, tokens.window)
            painter.setFont(font_for("small"))
            painter.setPen(colour(tokens.secondary))
            place = self.rect().adjusted(left + scaled(18), 0, 0, 0)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), MARK_WORDS[mark].capitalize())
            left += width
        painter.fillRect(left + scaled(8), scaled(3), 2, self.height() - scaled(6), colour(tokens.accent))
        painter.drawText(self.rect().adjusted(left + scaled(18), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), "Today")

    def _parts(self) -> list[tuple[Mark, int]]:
        metrics = QFontMetrics(font_for("small"))
        return [
            (mark, metrics.horizontalAdvance(words.capitalize()) + scaled(34)) for mark, words in MARK_WORDS.items()
        ]


class ProgrammeView(QWidget):
    """The year plan over all types of audit, with the years before and after.

    Signals: `changed(batch)`; `said(sentence)`; `open_asked(register, id)`; `new_asked(register, values)`.
    """

    changed = Signal(object)
    said = Signal(str)
    open_asked = Signal(str, int)
    new_asked = Signal(str, object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.year = financial_year(office.today())
        self.plan: YearPlan | None = None
        self.before, self.now, self.after = (plain_button("") for _ in range(3))
        self.heading = Words("", "heading")
        self.summary = Words("", "secondary", wrap=True)
        self.strip = YearStrip()
        self._lay_out()
        self.before.clicked.connect(lambda: self.show_year(neighbour(self.year, -1)))
        self.after.clicked.connect(lambda: self.show_year(neighbour(self.year, 1)))
        self.now.clicked.connect(lambda: self.show_year(financial_year(self._office.today())))
        self.strip.opened.connect(lambda number: self.open_asked.emit("audits", number))
        self.strip.plan_asked.connect(self._plan)
        self.strip.link_asked.connect(lambda _key: self.show_schedule())

    def reload(self) -> None:
        """Show the programme as it is now."""
        self.show_year(self.year)

    def show_year(self, year: str) -> None:
        """Show a financial year."""
        self.plan, schedule = programme(self._office, year)
        self.year = self.plan.year
        links = {
            band.kind.key: schedule_words(schedule, self._office.read_only or self.plan.last < self._office.today())
            for band in self.plan.bands
            if band.kind.schedule
        }
        self.strip.show_plan(self.plan, self._office.today(), links, self._theme)
        self.heading.setText(f"Financial year {self.year}")
        self.summary.setText(summary_words(self.plan))
        for button, step in ((self.before, -1), (self.after, 1)):
            other = neighbour(self.year, step)
            button.setText(f"‹ {other}" if step < 0 else f"{other} ›")
            button.setAccessibleName(f"Show {other}")
            button.setEnabled(other != self.year)
        here = financial_year(self._office.today())
        self.now.setText("This year")
        self.now.setVisible(self.year != here)

    def _theme(self, row: Row) -> str:
        """The theme of an audit and where it came from, in words; "" without one."""
        if not row["theme"]:
            return ""
        names = self._office.lookup
        source = names.label("macfa_sources", row["theme_source"]) if row["theme_source"] else ""
        return f"theme {lowered(names.label('themes', row['theme']))}" + (f" ({lowered(source)})" if source else "")

    def show_schedule(self) -> None:
        """Open the yearly schedule of single agency audits."""
        from lif_desktop.gui.audit_schedule import ScheduleDialog

        scope = schedule_scope(self._office, self.year)
        if scope is None:
            return
        dialog = ScheduleDialog(self._office, scope, self.window())
        dialog.changed.connect(self._written)
        dialog.open_asked.connect(self.open_asked)
        dialog.open()

    def _plan(self, values: object) -> None:
        if self._office.read_only:
            self.said.emit("This office is open for reading only.")
        else:
            self.new_asked.emit("audits", values)

    def _written(self, batch: Batch) -> None:
        self.reload()
        self.changed.emit(batch)

    def _lay_out(self) -> None:
        head = QWidget()
        line = WrapLayout(head, gap=8)
        for part in (self.before, self.heading, self.after, self.now, Legend()):
            line.addWidget(part)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.strip)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(head)
        whole.addWidget(self.summary)
        whole.addWidget(area, 1)


def schedule_words(schedule: Schedule, over: bool) -> str:
    """How the yearly schedule stands, as the words of a link; "" where it was not asked for and it is `over`."""
    if schedule.asked_on is None:
        return "" if over else "Ask for the year's schedule…"
    return f"Schedule asked {show_date(schedule.asked_on)}: {schedule.received} of {schedule.asked} in"


def summary_words(plan: YearPlan) -> str:
    """The year in one line: how many audits, how many late or not reported, how many rounds to plan."""
    bars = [bar for band in plan.bands for bar in band.bars]
    undated = sum(len(band.undated) for band in plan.bands)
    late = sum(bar.status.tone == "red" for bar in bars)
    waiting = sum(bar.status.word == "Completed, not reported" for bar in bars)
    missing = sum(len(band.missing) for band in plan.bands)
    if not (bars or undated or missing):
        return f"No audit is planned for {plan.year}, and none is due by its cycle."
    parts = [counted(len(bars), "audit")]
    parts += [words for number, words in (
        (undated, f"{undated} without a date"),
        (late, f"{late} overdue"),
        (waiting, f"{waiting} completed and not reported"),
        (missing, f"{counted(missing, 'round')} due and not planned"),
    ) if number]  # fmt: skip
    return f"{' · '.join(parts)}."
