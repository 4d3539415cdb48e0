"""The stages of a review: its clock drawn as days, each stage with its state, its day and the reason for it."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.status import Status
from lif_desktop.gui.badge import ClockBar, badge_font, badge_width, paint_badge, say_status
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import Words, font_for
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.rows import RowButton
from lif_desktop.gui.stage_panel import StagePanel
from lif_desktop.gui.stage_words import (
    Stage,
    clock_of,
    done_changes,
    following,
    more_time_changes,
    reason,
    source,
    standing,
)
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.office import Change, Office
from lif_desktop.registers.reviews import FINISH_FIELDS

_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_LOW = int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
_WRAP = int(Qt.TextFlag.TextWordWrap)
_GAP = 10
_WORDS = 150
"""Least room for the words of a stage beside its day, in pixels at 100 % text; with less the day goes beneath."""
_LOWEST = 260
"""In pixels at 100 % text: a lower pane is too low for buttons that stay in their place."""
_HIGH = 34
"""Height of a stage of one line in pixels at 100 % text."""


class StageRow(RowButton):
    """One stage: its badge, what it is, the day it is due or was done. Pressing it shows its reason.

    `room` are the widths in pixels of the columns of badges and of days, alike for all rows of a list.
    """

    def __init__(self, stage: Stage, status: Status, room: tuple[int, int], parent: QWidget | None = None) -> None:
        self.day = day_words(stage)
        said = [say_status(status), str(stage["label"]), self.day]
        super().__init__(", ".join(part for part in said if part), parent)
        self.stage, self.status = stage, status
        self.badge, self._room = room
        self.setCheckable(True)
        self.setAutoExclusive(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the lines of its words."""
        words = self._words_place(QRect(0, 0, width, 0)).width()
        metrics = QFontMetrics(font_for("plain"))
        high = metrics.boundingRect(QRect(0, 0, words, 9999), _WRAP, str(self.stage["label"])).height()
        below = self._day_height() if self._below(width) else 0
        return max(scaled(_HIGH), self._first_line() + high + below + scaled(8))

    def sizeHint(self) -> QSize:
        """One line where there is room."""
        return QSize(scaled(360), self.heightForWidth(max(self.width(), scaled(200))))

    def minimumSizeHint(self) -> QSize:
        """Narrow if it must be."""
        least = self.badge + scaled(76)
        return QSize(least, self.heightForWidth(max(self.width(), least)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the badge, the words and the day; the chosen stage stands on the tint of a selection."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        if self.isChecked():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens.selection))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        self.paint_ground(painter)
        badge = QRect(scaled(6), 0, self.badge, scaled(_HIGH))
        paint_badge(painter, badge, self.status, tokens, badge_font(QApplication.font()), centred=True)
        words = self._words_place(self.rect())
        painter.setFont(font_for("plain"))
        painter.setPen(colour(tokens.selected if self.isChecked() else tokens.text))
        words.setTop(self._first_line())
        painter.drawText(words, _WRAP, str(self.stage["label"]))
        painter.setFont(font_for("secondary"))
        painter.setPen(colour(tokens.selected_secondary if self.isChecked() else tokens.secondary))
        if self._below(self.width()):
            painter.drawText(words.adjusted(0, 0, 0, -scaled(6)), _LOW, self.day)
        else:
            right = QRect(0, 0, self.width() - scaled(8), scaled(_HIGH))
            painter.drawText(right, _RIGHT, self.day)

    def _first_line(self) -> int:
        """Where the words begin, so that their first line stands level with the badge."""
        return (scaled(_HIGH) - QFontMetrics(font_for("plain")).height()) // 2

    def _day_height(self) -> int:
        return QFontMetrics(font_for("secondary")).height() if self.day else 0

    def _below(self, width: int) -> bool:
        return width - self.badge - self._room < scaled(_WORDS) and bool(self.day)

    def _words_place(self, rect: QRect) -> QRect:
        right = 0 if self._below(rect.width()) or not self.day else self._room + scaled(_GAP)
        return rect.adjusted(scaled(6) + self.badge + scaled(_GAP), 0, -right - scaled(8), 0)


class StagesPane(QWidget):
    """The stages of one review.

    Signals: `changed(batch)` after something was written; `decision_asked()` when a decision is to be recorded;
    `said(sentence)`.
    """

    changed = Signal(object)
    decision_asked = Signal()
    said = Signal(str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._review = 0
        self._chosen = 0
        self.stages: list[Stage] = []
        self.rows: list[StageRow] = []
        self.bar = ClockBar()
        self.count = Words("", "heading", wrap=True)
        self.why = Words("", "secondary", wrap=True)
        self.source = Words("", "small", wrap=True)
        self.none = Words("", "secondary", wrap=True)
        self.notice = NoticeBar()
        self.panel = StagePanel(office)
        self._make_buttons()
        self._lay_out()
        self.panel.done_given.connect(self._mark_done)
        self.panel.time_given.connect(self._give_time)
        self.panel.closed.connect(self._show_buttons)

    def load(self, review: int) -> None:
        """Show the stages of a review."""
        if review != self._review:
            self._chosen = 0
            self.panel.close_panel()
            self.notice.say("")
        self._review = review
        found = self._office.records("milestones", review)
        self.stages = sorted(found, key=lambda one: (one["position"] or 0, one["id"]))
        self._fill()

    def chosen(self) -> Stage | None:
        """The stage whose reason is shown."""
        return next((stage for stage in self.stages if stage["id"] == self._chosen), None)

    def choose(self, number: int) -> None:
        """Show the clock and the reason of one stage."""
        self._chosen = number
        for row in self.rows:
            row.setChecked(row.stage["id"] == number)
        self._explain()

    # building

    def _make_buttons(self) -> None:
        self.done_button = primary_button("Mark as done…")
        self.time_button = plain_button("Ask for more time…")
        self.decision_button = plain_button("Record a decision…")
        self.done_button.clicked.connect(self._ask_done)
        self.time_button.clicked.connect(self._ask_time)
        self.decision_button.clicked.connect(self.decision_asked)
        for button in (self.done_button, self.time_button, self.decision_button):
            button.setEnabled(not self._office.read_only)

    def _lay_out(self) -> None:
        body = QWidget()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._column = column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 8, 0)
        column.setSpacing(6)
        for part in (self.bar, self.count, self.why, self.source, self.none):
            column.addWidget(part)
        column.addLayout(self._list)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        for ground in (area.viewport(), body):
            ground.setAutoFillBackground(False)
        self._buttons = QWidget()
        line = WrapLayout(self._buttons)
        for button in (self.done_button, self.time_button, self.decision_button):
            line.addWidget(button)
        self._whole = whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.notice)
        whole.addWidget(area, 1)
        whole.addWidget(self.panel)
        whole.addWidget(self._buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low pane the buttons scroll with the stages, so that these keep some room."""
        super().resizeEvent(event)
        home = self._column if self.height() < scaled(_LOWEST) else self._whole
        if home.indexOf(self._buttons) < 0:
            (self._whole if home is self._column else self._column).removeWidget(self._buttons)
            home.addWidget(self._buttons)

    # showing

    def _fill(self) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        today, calendar = self._office.today(), self._office.calendar
        coming = following(self.stages)
        states = [standing(stage, coming, today, calendar) for stage in self.stages]
        room = (_badge_column(states), _day_column(self.stages))
        self.rows = [StageRow(stage, state, room) for stage, state in zip(self.stages, states, strict=True)]
        for row in self.rows:
            row.clicked.connect(lambda _on=False, number=row.stage["id"]: self.choose(number))
            self._list.addWidget(row)
        none = "This kind of review has no clocks. Its decisions can be recorded here."
        self.none.setText("" if self.stages else none)
        self.none.setVisible(not self.stages)
        if self.chosen() is None:
            first = coming or (self.stages[-1] if self.stages else None)
            self._chosen = first["id"] if first else 0
        self.choose(self._chosen)

    def _explain(self) -> None:
        stage = self.chosen()
        clock = clock_of(stage, self._office.today(), self._office.calendar) if stage else None
        self.bar.setVisible(clock is not None)
        if clock is not None:
            self.bar.set_clock(clock.total, clock.gone, clock.tone, clock.words)
        self.count.setText(clock.words if clock else str(stage["label"]) if stage else "")
        self.why.setText(f"{stage['label']}. {reason(stage, self._office.calendar)}" if stage else "")
        self.source.setText(source(stage) if stage else "")
        for label in (self.count, self.why, self.source):
            label.setVisible(bool(label.text()))
        self._show_buttons()

    def _show_buttons(self) -> None:
        stage = self.chosen()
        self._buttons.setVisible(self.panel.isHidden())
        self.done_button.setText("Change the day it was done…" if stage and stage["done_on"] else "Mark as done…")
        able = stage is not None and not self._office.read_only
        self.done_button.setEnabled(able)
        self.time_button.setEnabled(able and not stage["done_on"] and bool(stage["due_on"]))  # type: ignore[index]

    # doing

    def _ask_done(self) -> None:
        if stage := self.chosen():
            self.panel.ask_done(stage)
            self._buttons.hide()

    def _ask_time(self) -> None:
        if stage := self.chosen():
            self.panel.ask_time(stage)
            self._buttons.hide()

    def _mark_done(self, day: dt.date | None, slip: str) -> None:
        stage = self.chosen()
        if stage is not None:
            words = f"{'Marked as done' if day else 'Took back as not done'}: {stage['label']}"
            if FINISH_FIELDS.get(stage["key"]) or day != stage["done_on"] or slip != (stage["slip_reason"] or ""):
                self._write(words, done_changes(self._office, stage, day, slip))

    def _give_time(self, day: dt.date, why: str, agreed_by: str) -> None:
        stage = self.chosen()
        if stage is not None:
            words = f"Moved {stage['label']} to {show_date(day)}"
            self._write(words, more_time_changes(stage, day, why, agreed_by))

    def _write(self, words: str, changes: Sequence[Change]) -> None:
        ref = self._office.lookup.reference("reviews", self._review)
        try:
            batch = self._office.write(f"{words} ({ref})", changes)
        except LifError as trouble:
            self.notice.say(str(trouble), tone="red")
            return
        self.panel.close_panel()
        self._chosen = 0
        self.load(self._review)
        if batch is not None:
            self.said.emit(f"{batch.words}.")
            self.changed.emit(batch)


def _badge_column(states: Sequence[Status]) -> int:
    font = badge_font(QApplication.font())
    return max([scaled(92), *(badge_width(state.word, font) for state in states)])


def _day_column(stages: Sequence[Stage]) -> int:
    metrics = QFontMetrics(font_for("secondary"))
    return max((metrics.horizontalAdvance(day_words(stage)) for stage in stages), default=0)


def day_words(stage: Stage) -> str:
    """The day a stage was done, or is due; "" when it has neither."""
    return show_date(stage["done_on"] or stage["due_on"])
