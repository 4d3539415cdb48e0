"""The stages of a review: its clock drawn as days, each stage with its state, its day and the reason for it."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.running import Clock, clock_of
from lif_desktop.framework.standstill import is_suspended, standstill, suspended_status
from lif_desktop.framework.status import Status
from lif_desktop.gui.ask_panel import Ask, AskPanel, Given
from lif_desktop.gui.asked_here import may_leave
from lif_desktop.gui.badge import ClockBar, StatusBadge
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import Words
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.stage_asks import ask_done, ask_look, ask_start, ask_suspension, ask_time
from lif_desktop.gui.stage_plan import PlanPanel
from lif_desktop.gui.stage_row import StageRow, badge_column, day_column
from lif_desktop.gui.stage_sections import CountingSection, LogSection, LooksSection
from lif_desktop.gui.stage_words import (
    Stage,
    done_changes,
    following,
    is_done,
    more_time_changes,
    reason,
    source,
    standing,
)
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.office import Change, Office
from lif_desktop.office.clock_plan import open_lines
from lif_desktop.registers.reviews import FINISH_FIELDS

_LOWEST = 260
"""In pixels at 100 % text: a lower pane is too low for buttons that stay in their place."""


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
        self._number = 0
        self._chosen = 0
        self.review: Mapping[str, Any] = {}
        self.stages: list[Stage] = []
        self.rows: list[StageRow] = []
        self.bar = ClockBar()
        self.count, self.none = Words("", "heading", wrap=True), Words("", "secondary", wrap=True)
        self.why, self.source = Words("", "secondary", wrap=True), Words("", "small", wrap=True)
        self.badge = StatusBadge(Status("none", ""))
        self.still = Words("", "secondary", wrap=True)
        self.log, self.looks, self.counting = LogSection(), LooksSection(), CountingSection()
        self.notice = NoticeBar()
        self.panel = AskPanel(office)
        self.plan = PlanPanel(office, self._write)
        self.panes = {
            "progress_checks": _Opens(self._ask_look),
            "milestones": _Opens(self._show_stage),
            "clock_changes": _Opens(lambda _number: self.log.open()),
        }
        self._make_buttons()
        self._lay_out()
        self.looks.asked.connect(self._ask_look)
        self.counting.asked.connect(self._count)
        self.panel.closed.connect(lambda _saved: self._show_buttons())
        self.plan.closed.connect(self._show_buttons)

    def load(self, review: int) -> None:
        """Show the stages of a review. KeyError when it is not there."""
        if review != self._number:
            self._chosen = 0
            self.panel.close_panel()
            self.plan.close_panel()
            self.notice.say("")
        self.review = self._office.record("reviews", review)
        self._number = review
        found = self._office.records("milestones", review)
        self.stages = sorted(found, key=lambda one: (one["position"] or 0, one["id"]))
        self._fill()

    def leave(self) -> bool:
        """Whether nothing typed would be lost; else the panel comes into sight."""
        if self.plan.is_changed():
            self.said.emit("Write the days that you have begun to plan, or press Cancel.")
            self.plan.day.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        if not self.panel.is_changed():
            return True
        self.panel.save()
        return not self.panel.asks()

    def chosen(self) -> Stage | None:
        """The stage whose reason is shown."""
        return next((stage for stage in self.stages if stage["id"] == self._chosen), None)

    def choose(self, number: int) -> None:
        """Show the clock and the reason of one stage."""
        self._chosen = number
        for row in self.rows:
            row.setChecked(row.stage["id"] == number)
        self._explain()

    def show_line(self, key: str, number: int, field: str) -> None:
        """Show one stage, or for 0 the next one; one that was done late is asked at once for the reason.

        Of the looks at time and quality, show the form of one, or for 0 of a new one.
        """
        if key == "progress_checks":
            self._ask_look(number)
            return
        if number:
            self.choose(number)
        stage = self.chosen()
        if field == "slip_reason" and stage is not None and stage["done_on"] and self.done_button.isEnabled():
            self._ask_done()
            self.panel.boxes["why"].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.done_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # building

    def _make_buttons(self) -> None:
        self.done_button = primary_button("Mark as done…")
        self.time_button = plain_button("Ask for more time…")
        self.decision_button = plain_button("Record a decision…")
        self.more_button = plain_button("More")
        self.menu = QMenu("More", self)
        self.more_button.setMenu(self.menu)
        self.suspend_action = self.menu.addAction("Suspend the review…", self._ask_suspension)
        self.plan_action = self.menu.addAction("Plan back from the last day…", self._ask_plan)
        self.look_action = self.menu.addAction("Add a check of time and quality…", lambda: self._ask_look(0))
        self.done_button.clicked.connect(self._ask_done)
        self.time_button.clicked.connect(self._ask_time)
        self.decision_button.clicked.connect(self.decision_asked)
        for button in (self.done_button, self.time_button, self.decision_button, self.more_button):
            button.setEnabled(not self._office.read_only)

    def _lay_out(self) -> None:
        body = QWidget()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._column = column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 8, 0)
        column.setSpacing(6)
        for part in (
            self.panel,
            self.plan,
            self.badge,
            self.still,
            self.bar,
            self.count,
            self.why,
            self.source,
            self.none,
        ):
            column.addWidget(part)
        column.addLayout(self._list)
        column.addSpacing(6)
        for section in (self.log, self.looks, self.counting):
            column.addWidget(section)
        column.addStretch(1)
        self._area = area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        for ground in (area.viewport(), body):
            ground.setAutoFillBackground(False)
        self._buttons = QWidget()
        line = WrapLayout(self._buttons)
        for button in (self.done_button, self.time_button, self.decision_button, self.more_button):
            line.addWidget(button)
        self._whole = whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.notice)
        whole.addWidget(area, 1)
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
        still = self._is_still()
        coming = following(self.stages, today)
        states = [standing(stage, coming, today, calendar, still=still) for stage in self.stages]
        room = (badge_column(states), day_column(self.stages))
        self.rows = [StageRow(stage, state, room) for stage, state in zip(self.stages, states, strict=True)]
        for row in self.rows:
            row.clicked.connect(lambda _on=False, number=row.stage["id"]: self.choose(number))
            self._list.addWidget(row)
        none = "This kind of review has no clocks. Its decisions can be recorded here."
        self.none.setText("" if self.stages else none)
        self.none.setVisible(not self.stages)
        self._fill_around(still)
        if self.chosen() is None:
            first = coming or (self.stages[-1] if self.stages else None)
            self._chosen = first["id"] if first else 0
        self.choose(self._chosen)

    def _fill_around(self, still: bool) -> None:
        """Show what stands above and beneath the stages."""
        self.badge.setVisible(still)
        self.still.setVisible(still)
        if still:
            self.badge.set_status(suspended_status(self.review))
            self.still.setText(still_words(self.review))
        since = self.review["suspended_from"]
        words = ("Start the clock again…" if since else "Say since when…") if still else "Suspend the review…"
        self.suspend_action.setText(words)
        self.plan_action.setEnabled(bool(open_lines(self._office, self._number)))
        self.log.show_log(self._office, self._number)
        self.looks.show_looks(self._office, self.review)
        self.counting.show_counting(self._office, self.review, self.stages)

    def _is_still(self) -> bool:
        return is_suspended(self.review, self._office.today())

    def _clock(self, stage: Stage) -> Clock | None:
        """The clock of a stage, which has run to the day before its review was suspended."""
        today = self._office.today()
        since = self.review["suspended_from"]
        if self._is_still() and since:
            today = min(today, since - dt.timedelta(days=1))
        return clock_of(stage, today, self._office.calendar, standstill(self.review))

    def _explain(self) -> None:
        stage = self.chosen()
        clock = self._clock(stage) if stage else None
        self.bar.setVisible(clock is not None)
        words = clock.words if clock else str(stage["label"]) if stage else ""
        if clock is not None:
            still = self._is_still()
            self.bar.set_clock(clock.total, clock.gone, "none" if still else clock.tone, clock.words)
            words += ", stands still" if still else ""
        self.count.setText(words)
        self.why.setText(f"{stage['label']}. {reason(stage, self._office.calendar)}" if stage else "")
        self.source.setText(source(stage) if stage else "")
        for label in (self.count, self.why, self.source):
            label.setVisible(bool(label.text()))
        self._show_buttons()

    def _show_buttons(self) -> None:
        stage = self.chosen()
        self._buttons.setVisible(self.panel.isHidden() and self.plan.isHidden())
        self.done_button.setText("Change the day it was done…" if stage and stage["done_on"] else "Mark as done…")
        able = stage is not None and not self._office.read_only
        self.done_button.setEnabled(able)
        open_ = stage is not None and not is_done(stage, self._office.today()) and bool(stage["due_on"])
        self.time_button.setEnabled(able and open_)

    # asking

    def _ask(self, ask: Ask) -> None:
        if not may_leave(self.panel, self.said):
            return
        self.plan.close_panel()
        self.panel.ask(ask)
        self._asking()

    def _ask_done(self) -> None:
        if stage := self.chosen():
            self._ask(ask_done(self._office, stage, lambda given: self._mark_done(stage, given)))

    def _ask_time(self) -> None:
        if stage := self.chosen():
            self._ask(ask_time(stage, lambda given: self._give_time(stage, given)))

    def _ask_suspension(self) -> None:
        if self._is_still() and self.review["suspended_from"]:
            self._ask(ask_start(self._office, self.review, self._start_again))
        else:
            self._ask(ask_suspension(self._office, self.review, self._suspend))

    def _ask_look(self, number: int) -> None:
        look = self._office.record("progress_checks", number) if number else None
        self.looks.open()
        self._ask(ask_look(self._office, look, lambda given: self._keep_look(number, given)))

    def _ask_plan(self) -> None:
        if may_leave(self.panel, self.said):
            self.plan.ask(self._number)
            self._asking()

    def _asking(self) -> None:
        """What is asked stands at the top, over the stages, with buttons of its own."""
        self._buttons.hide()
        self._area.verticalScrollBar().setValue(0)

    def _show_stage(self, number: int) -> None:
        self.show_line("milestones", number, "")

    # doing

    def _mark_done(self, stage: Stage, given: Given) -> None:
        day, slip = given["day"], str(given["why"] or "")
        words = f"{'Marked as done' if day else 'Took back as not done'}: {stage['label']}"
        if FINISH_FIELDS.get(stage["key"]) or day != stage["done_on"] or slip != (stage["slip_reason"] or ""):
            self._write(words, done_changes(self._office, stage, day, slip))

    def _give_time(self, stage: Stage, given: Given) -> None:
        words = f"Moved {stage['label']} to {show_date(given['day'])}"
        changes = more_time_changes(stage, given["day"], str(given["why"]), str(given["by"] or ""))
        self._write(words, changes, shown=stage["id"])

    def _suspend(self, given: Given) -> None:
        values = {
            "suspended_from": given["day"],
            "suspended_to": None,
            "suspension_reason": given["why"],
            "suspension_agreed_by": given["by"] or None,
        }
        self._change(f"Suspended from {show_date(given['day'])}", values)

    def _start_again(self, given: Given) -> None:
        values: dict[str, Any] = {"suspended_to": given["day"]}
        if self.review["status"] == "suspended":
            values["status"] = "in_progress"
        self._change(f"Started the clock again on {show_date(given['day'])}", values)

    def _count(self, same_day: bool) -> None:
        words = "The first day counts as day 1" if same_day else "The day after the first counts as day 1"
        try:
            self._change(words, {"same_day": same_day})
        except LifError as trouble:
            self.notice.say(str(trouble), tone="red")

    def _keep_look(self, number: int, given: Given) -> None:
        values = {**given, "review_id": self._number}
        words = f"{'Changed' if number else 'Added'} a check of time and quality"
        self._write(words, self._office.changes_for("progress_checks", number or None, values))

    def _change(self, words: str, values: Mapping[str, Any]) -> None:
        self._write(words, self._office.changes_for("reviews", self._number, values))

    def _write(self, words: str, changes: Sequence[Change], shown: int = 0) -> None:
        """Write, and show what came of it at the stage `shown`, or at the next one. LifError where it cannot be."""
        ref = self._office.lookup.reference("reviews", self._number)
        batch = self._office.write(f"{words} ({ref})", changes)
        self._chosen = shown
        self.load(self._number)
        if batch is not None:
            self.said.emit(f"{batch.words}.")
            self.changed.emit(batch)


class _Opens:
    """What the record's pane asks to show one line of a register: its number, None for a new one."""

    def __init__(self, show: Callable[[int], object]) -> None:
        self._show = show

    def open_form(self, number: int | None) -> None:
        """Show it."""
        self._show(number or 0)


def still_words(review: Mapping[str, Any]) -> str:
    """Why a review is suspended, by whom that was agreed, and what it means."""
    parts = [str(review["suspension_reason"] or "").rstrip(".")]
    parts += [f"Agreed by {review['suspension_agreed_by']}"] if review["suspension_agreed_by"] else []
    parts.append("Open stages move on by the time they stood still once the clock is started again")
    return " ".join(f"{part}." for part in parts if part)
