"""The trend of an indicator: its line against the target, what it says in words, a new value in place, what follows."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from lif_desktop.framework.status import Status
from lif_desktop.framework.trends import Trend, period_to_add
from lif_desktop.gui.ask_panel import AskPanel
from lif_desktop.gui.asked_here import may_leave
from lif_desktop.gui.badge import StatusBadge
from lif_desktop.gui.calm_area import calm_area
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.lines import LinesPane, bring_into_view
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.trend_chart import LineChart
from lif_desktop.gui.trend_data import (
    learning_preset,
    missing_words,
    plot_for,
    risk_preset,
    trend_for,
    value_ask,
    write_value,
)
from lif_desktop.gui.widgets import primary_button
from lif_desktop.office import Office
from lif_desktop.registers import register


class TrendPane(QScrollArea):
    """Everything about the values of one indicator.

    Signals: `changed(batch)`; `said(sentence)`; `open_asked(register, id)`; `new_asked(register, values)`.
    """

    changed = Signal(object)
    said = Signal(str)
    open_asked = Signal(str, int)
    new_asked = Signal(str, object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._number = 0
        self.state, self.way = StatusBadge(Status("none", "No value yet")), StatusBadge(Status("none", "No trend yet"))
        self.words = Words("", "heading", wrap=True)
        self.about = Words("", "secondary", wrap=True)
        self.missing = NoticeBar(closable=False)
        self.chart = LineChart()
        self.panel = AskPanel(office)
        self.add_button = primary_button("Add a value…")
        self.learning_link, self.risk_link = LinkButton("Add a learning point"), LinkButton("Add a risk")
        self.panes = {"indicator_values": LinesPane(office, register("indicator_values"), "performance")}
        self._lay_out()
        self._wire()

    def load(self, number: int) -> None:
        """Show the values of an indicator. KeyError when it is not there."""
        indicator, trend = self._read(number)
        if number != self._number:
            self.panel.close_panel()
        self._number = number
        self.state.set_status(indicator["state"])
        self.way.set_status(way_status(trend))
        self.words.setText(f"{trend.words}.")
        self.about.setText(self._about(indicator))
        self.about.setVisible(bool(self.about.text()))
        self.missing.say(missing_words(trend), tone="amber")
        self.chart.set_plot(plot_for(trend, indicator["frequency"]), f"Trend of {indicator['ref']}: {trend.words}")
        self.chart.setVisible(len(trend.points) > 0)
        self.panes["indicator_values"].load(number)
        self._show_buttons()

    def leave(self) -> bool:
        """Whether nothing typed would be lost; otherwise the cursor is put where it is asked."""
        return may_leave(self.panel, self.said) and self.panes["indicator_values"].leave()

    def add_value(self) -> None:
        """Ask for the value of the period that is most likely meant."""
        if not may_leave(self.panel, self.said):
            return
        indicator, trend = self._read(self._number)
        known = {point.ends: point.value for point in trend.points}
        end = period_to_add(list(known), indicator, self._office.today())
        self.panel.ask(value_ask(indicator, end, known, self._write))
        self._show_buttons()
        bring_into_view(self.panel)
        self.panel.boxes["value"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # building

    def _lay_out(self) -> None:
        body, badges, self._bar = QWidget(), QWidget(), QWidget()
        line = WrapLayout(badges, gap=8)
        line.addWidget(self.state)
        line.addWidget(self.way)
        buttons = WrapLayout(self._bar, gap=12)
        for button in (self.add_button, self.learning_link, self.risk_link):
            buttons.addWidget(button)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 8, 8)
        column.setSpacing(10)
        for part in (badges, self.words, self.about, self.missing, self._bar, self.panel, self.chart):
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(self.panes["indicator_values"])
        column.addStretch(1)
        calm_area(body, self)

    def _wire(self) -> None:
        self.add_button.clicked.connect(self.add_value)
        self.learning_link.clicked.connect(lambda: self._begin("learning"))
        self.risk_link.clicked.connect(lambda: self._begin("risks"))
        self.panel.closed.connect(self._closed)
        pane = self.panes["indicator_values"]
        pane.changed.connect(self._line_changed)
        pane.said.connect(self.said)
        pane.open_asked.connect(self.open_asked)

    # within

    def _read(self, number: int) -> tuple[dict[str, Any], Trend]:
        """The indicator with its computed columns, also where it lies in the bin, and its trend."""
        stored = self._office.record("performance", number)
        listed = next((one for one in self._office.records("performance") if one["id"] == number), None)
        indicator = stored | (listed or {"state": Status("none", "In the bin")})
        return indicator, trend_for(self._office, indicator)

    def _about(self, indicator: dict[str, Any]) -> str:
        lookup, parts = self._office.lookup, []
        if indicator["better_when"]:
            parts.append(lookup.label("better_when", indicator["better_when"]))
        if indicator["frequency"]:
            parts.append(f"reported {lookup.label('frequencies', indicator['frequency']).lower()}")
        line = ", ".join(parts)
        return ". ".join(part.rstrip(".") for part in (line[:1].upper() + line[1:], indicator["why"] or "") if part)

    def _show_buttons(self) -> None:
        able = not self._office.read_only and self._office.record("performance", self._number)["binned_at"] is None
        self._bar.setVisible(self.panel.isHidden())
        for button in (self.add_button, self.learning_link, self.risk_link):
            button.setEnabled(able)

    def _closed(self, _saved: bool) -> None:
        self._show_buttons()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, key: str) -> None:
        indicator, trend = self._read(self._number)
        preset = learning_preset if key == "learning" else risk_preset
        self.new_asked.emit(key, preset(self._office, indicator, trend))

    def _write(self, words: str, values: dict[str, Any]) -> None:
        batch = write_value(self._office, words, values)
        self.load(self._number)
        if batch is not None:
            self.said.emit(f"{batch.words}.")
            self.changed.emit(batch)

    def _line_changed(self, batch: object) -> None:
        self.load(self._number)
        self.changed.emit(batch)


def way_status(trend: Trend) -> Status:
    """The direction of a trend as a badge: to the good green, to the bad red, else without a tone."""
    sign = {"up": "Up", "down": "Down", "level": "Level"}.get(trend.way, "")
    if trend.better is None:
        return Status("none", trend.word)
    return Status("green" if trend.better else "red", f"{trend.word}: {sign.lower()}")
