"""The scores of a risk: where it stands, how it came there, scoring it again, and taking it higher."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import show_short
from lif_desktop.framework.parts import RiskScale
from lif_desktop.framework.risks import (
    Cell,
    Scored,
    Which,
    band_badge,
    band_status,
    cell,
    history,
    is_open,
    to_escalate,
)
from lif_desktop.framework.status import Status
from lif_desktop.gui.ask_panel import Ask, AskPanel
from lif_desktop.gui.asked_here import may_leave
from lif_desktop.gui.badge import StatusBadge
from lif_desktop.gui.calm_area import calm_area
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import Words
from lif_desktop.gui.lines import LinesPane, bring_into_view
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.risk_asks import escalate_ask, escalation_words, place_words, score_ask
from lif_desktop.gui.trend_chart import Ground, LineChart, Mark, Plot
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.office import Change, Office
from lif_desktop.registers import register

_SHOWN: tuple[tuple[Which, str], ...] = (("inherent", "Inherent"), ("residual", "Now"), ("target", "Target"))
"""The three scores of a risk with the words over them."""


class RiskScoresPane(QScrollArea):
    """Everything about the scores of one risk.

    Signals: `changed(batch)` after something was written; `said(sentence)`; `open_asked(register, id)`.
    """

    changed = Signal(object)
    said = Signal(str)
    open_asked = Signal(str, int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._number = 0
        self.badges = {which: StatusBadge(Status("none", "Not scored")) for which, _ in _SHOWN}
        self.words = Words("", "secondary", wrap=True)
        self.rule = NoticeBar(closable=False)
        self.chart = LineChart()
        self.panel = AskPanel(office)
        self.score_button = primary_button("Score again…")
        self.escalate_button = plain_button("Escalate…")
        self.panes = {"risk_scores": LinesPane(office, register("risk_scores"), "risks")}
        self._lay_out()
        self._wire()

    def load(self, number: int) -> None:
        """Show the scores of a risk. KeyError when it is not there."""
        risk = self._office.record("risks", number)
        if number != self._number:
            self.panel.close_panel()
        self._number = number
        scale = self._office.profile.risk
        for which, badge in self.badges.items():
            badge.set_status(band_status(scale, cell(risk, which)))
        lines = self._office.records("risk_scores", number)
        over_time = history(risk, lines)
        self.words.setText(history_words(over_time))
        self.words.setVisible(bool(over_time))
        self.chart.set_plot(plot_of(over_time, scale, cell(risk, "target")), self._chart_words(over_time))
        self.chart.setVisible(any(one.day for one in over_time))
        tone, sentence = escalation_words(self._office, risk)
        self.rule.say(sentence, tone=tone or "blue")
        self.panes["risk_scores"].load(number)
        self._show_buttons()

    def leave(self) -> bool:
        """Whether nothing typed would be lost; otherwise the cursor is put where it is asked."""
        return may_leave(self.panel, self.said) and self.panes["risk_scores"].leave()

    def score_again(self) -> None:
        """Ask for a new score."""
        self._ask(score_ask(self._office, self._office.record("risks", self._number), self._write))
        for key in ("likelihood", "impact"):
            box = self.panel.boxes[key]
            box.edited.connect(self._preview)
            box.editor.lineEdit().selectAll()  # type: ignore[attr-defined]

    def begin_line(self, _key: str) -> None:
        """Begin a new score as the button does, with the days of this look and the next."""
        self.score_again()

    def escalate(self) -> None:
        """Ask to whom the risk is escalated."""
        risk = self._office.record("risks", self._number)
        lines = self._office.records("risk_scores", self._number)
        why = to_escalate(risk, self._office.today(), self._office.profile.risk, lines)
        self._ask(escalate_ask(self._office, risk, why, self._write))

    # building

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 8, 8)
        column.setSpacing(10)
        column.addWidget(self.rule)
        column.addWidget(self._scores())
        column.addWidget(self.words)
        column.addWidget(self._buttons())
        column.addWidget(self.panel)
        column.addWidget(self.chart)
        column.addSpacing(8)
        column.addWidget(self.panes["risk_scores"])
        column.addStretch(1)
        calm_area(body, self)

    def _scores(self) -> QWidget:
        whole = QWidget()
        line = WrapLayout(whole, gap=18, line_gap=8)
        for which, words in _SHOWN:
            part = QWidget()
            pair = QHBoxLayout(part)
            pair.setContentsMargins(0, 0, 0, 0)
            pair.setSpacing(6)
            pair.addWidget(Words(words, "secondary"))
            pair.addWidget(self.badges[which])
            line.addWidget(part)
        return whole

    def _buttons(self) -> QWidget:
        self._bar = QWidget()
        line = WrapLayout(self._bar)
        for button in (self.score_button, self.escalate_button):
            line.addWidget(button)
        return self._bar

    def _wire(self) -> None:
        self.score_button.clicked.connect(self.score_again)
        self.escalate_button.clicked.connect(self.escalate)
        self.panel.closed.connect(self._closed)
        pane = self.panes["risk_scores"]
        pane.changed.connect(self._line_changed)
        pane.said.connect(self.said)
        pane.open_asked.connect(self.open_asked)

    # within

    def _ask(self, ask: Ask) -> None:
        self.panel.ask(ask)
        self._show_buttons()
        bring_into_view(self.panel)

    def _show_buttons(self) -> None:
        risk = self._office.record("risks", self._number)
        able = is_open(risk) and risk["binned_at"] is None and not self._office.read_only
        self._bar.setVisible(self.panel.isHidden())
        for button in (self.score_button, self.escalate_button):
            button.setEnabled(able)

    def _closed(self, _saved: bool) -> None:
        self._show_buttons()
        self.score_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _preview(self) -> None:
        """Say what the chosen score comes to, beside the one before."""
        try:
            given = [self.panel.boxes[key].value() for key in ("likelihood", "impact")]
        except LifError:
            return
        now = cell(self._office.record("risks", self._number))
        before = f"Now {place_words(self._office, now)}." if now else "Not scored yet."
        if None in given:
            self.panel.words.setText(before)
            return
        place = Cell(int(str(given[0])), int(str(given[1])))
        self.panel.words.setText(f"{before} With this score {place_words(self._office, place)}.")

    def _write(self, words: str, changes: Sequence[Change]) -> None:
        batch = self._office.write(words, changes)
        self.load(self._number)
        if batch is not None:
            self.said.emit(f"{batch.words}.")
            self.changed.emit(batch)

    def _line_changed(self, batch: object) -> None:
        self.load(self._number)
        self.changed.emit(batch)

    def _chart_words(self, over_time: Sequence[Scored]) -> str:
        scale = self._office.profile.risk
        told = [f"{_day(one)} {band_status(scale, one.place).word}" for one in over_time]
        return f"Scores over time: {', '.join(told)}" if told else "Scores over time"


def history_words(over_time: Sequence[Scored]) -> str:
    """How a risk came to its score: "Down from 16 to 12 on 16 Sep 2026", since when it has stood, or what is known."""
    if not over_time:
        return ""
    last = over_time[-1]
    before = next((one for one in reversed(over_time) if one.place.score != last.place.score), None)
    if before is None:
        since = f" since {_day(over_time[0])}" if over_time[0].day else ""
        return f"{last.place.score}{since}; no other score is on record."
    came = over_time[over_time.index(before) + 1]
    way = "Up" if last.place.score > before.place.score else "Down"
    again = f"; looked at again {_day(last)}" if last is not came else ""
    return f"{way} from {before.place.score} to {came.place.score} on {_day(came)}{again}."


def plot_of(over_time: Sequence[Scored], scale: RiskScale, target: Cell | None) -> Plot:
    """The scores over time as steps over the bands; of several of one day the last."""
    by_day = {one.day: one for one in over_time if one.day is not None}
    marks = tuple(Mark(float(day.toordinal()), show_short(day), float(one.place.score)) for day, one in by_day.items())
    grounds = tuple(
        Ground(band.least - 1.0 if at == 0 else scale.bands[at - 1].most, float(band.most), band_badge(band))
        for at, band in enumerate(scale.bands)
    )
    ticks = (0.0, *(float(band.most) for band in scale.bands))
    return Plot(marks, float(target.score) if target else None, ticks, grounds, steps=True)


def _day(one: Scored) -> str:
    return show_short(one.day) if one.day is not None else "a day that is not known"
