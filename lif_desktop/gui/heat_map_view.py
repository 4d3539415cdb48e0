"""The heat map as a way to look at the register of risks: the map, what it compares with, and the risks that moved."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.framework.dates import add_months, show_date
from lif_desktop.framework.heat import MOVES, Heat, Placed, by_risk, heat_map, summary
from lif_desktop.framework.risks import Cell, Kind, Which, band_badge, band_status, said
from lif_desktop.framework.status import Status
from lif_desktop.gui.badge import StatusBadge
from lif_desktop.gui.calm_area import calm_area
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.heat_map import HeatMap
from lif_desktop.gui.labels import LinkButton, Words, label_for
from lif_desktop.gui.linked import LinkedRow
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.widgets import Card
from lif_desktop.office import Office
from lif_desktop.office.escalation import last_meeting
from lif_desktop.registers import register

SHOWN: tuple[tuple[Which, str], ...] = (
    ("residual", "Residual scores"),
    ("inherent", "Inherent scores"),
    ("target", "Target scores"),
)
_TONES: dict[Kind, Status] = {
    "rising": Status("red", ""),
    "falling": Status("green", ""),
    "new": Status("amber", ""),
    "closed": Status("blue", ""),
}
_BESIDE, _APART, _LOWEST = 324, 860, 150
"""In pixels at 100 % text: the width of the list beside the map, from which width of the page it stands there, and its
least height."""


@dataclass(frozen=True)
class Since:
    """A day that the map is compared with, the words for it in the list, and those in a sentence."""

    day: dt.date
    words: str
    told: str


def days_to_compare(office: Office) -> list[Since]:
    """The last meeting of the group that owns the register, three months ago and a year ago."""
    group, today = office.profile.risk.escalation.group, office.today()
    found = []
    meeting = last_meeting(office, group)
    if meeting is not None:
        day, label = meeting["held_on"], office.lookup.label("groups", group)
        told = f"the last meeting of {label} on {show_date(day)}"
        found.append(Since(day, f"Last meeting, {show_date(day)}", told))
    for months, words in ((3, "Three months ago"), (12, "A year ago")):
        day = add_months(today, -months)
        found.append(Since(day, f"{words}, {show_date(day)}", show_date(day)))
    return found


class RiskRow(LinkedRow):
    """One risk in the list beside the map: its reference, how it moved or how high it stands, and its title.

    Signal `focused(row)` when the cursor comes to it.
    """

    focused = Signal(QWidget)

    def __init__(self, risk: Placed, status: Status, office: Office, parent: QWidget | None = None) -> None:
        record = {"id": risk.id, "ref": risk.ref, "title": risk.title}
        super().__init__(register("risks"), record, office, parent)
        self.status = status
        name = f"Open {risk.ref}, {status.word}, {risk.title}"
        self.setAccessibleName(name)
        self.setToolTip(name)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the list, which brings it into view."""
        super().focusInEvent(event)
        self.focused.emit(self)


class RiskList(Card):
    """What stands beside the map: the movers, or the risks of one cell.

    Signals: `chosen(id)`; `left()` when Escape leads back to the map.
    """

    chosen = Signal(int)
    left = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._office = office
        self.rows: list[RiskRow] = []
        self.heading = Words("", "heading", wrap=True)
        self.back = LinkButton("All that moved")
        self.back.clicked.connect(self.left)
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 6, 0)
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        whole.addLayout(self._column)
        whole.addStretch(1)
        self.area = calm_area(inner)
        self.area.setMinimumHeight(scaled(_LOWEST))
        self.body.addWidget(self.heading)
        self.body.addWidget(self.back)
        self.body.addWidget(self.area, 1)

    def show_movers(self, heat: Heat, since: str) -> None:
        """List what moved since a day, in groups, and what is not scored."""
        self._clear()
        self.heading.setText(f"Since {since}")
        self.back.hide()
        for kind, label in MOVES:
            if found := heat.moves[kind]:
                tone = _TONES[kind].tone
                self._group(f"{label} ({len(found)})", [(one, Status(tone, one.movement.words)) for one in found])
        if heat.unscored:
            rows = [(one, Status("none", "Not scored")) for one in heat.unscored]
            self._group(f"Not scored ({len(rows)})", rows)
        if not self.rows:
            self._column.addWidget(Words("No risk has risen, fallen, come in or been closed.", "secondary", wrap=True))

    def show_cell(self, place: Cell, there: Sequence[Placed]) -> None:
        """List the risks of one cell."""
        self._clear()
        scale = self._office.profile.risk
        self.heading.setText(f"{said(scale, place)}: {band_status(scale, place).word}")
        self.back.show()
        if not there:
            self._column.addWidget(Words("No risk stands here.", "secondary", wrap=True))
        for one in there:
            tone = _TONES.get(one.movement.kind, Status("none", "")).tone
            self._add(one, Status(tone, one.movement.words if one.movement.before else _score_words(one)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the map; Up and Down go from risk to risk."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        focused = next((at for at, row in enumerate(self.rows) if row.hasFocus()), None)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif step is not None and focused is not None:
            self.rows[min(len(self.rows) - 1, max(0, focused + step))].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _group(self, label: str, rows: Sequence[tuple[Placed, Status]]) -> None:
        heading = Words(label, "strong", wrap=True)
        heading.setContentsMargins(0, scaled(8) if self.rows else 0, 0, 0)
        self._column.addWidget(heading)
        for one, status in rows:
            self._add(one, status)

    def _add(self, risk: Placed, status: Status) -> None:
        row = RiskRow(risk, status, self._office)
        row.clicked.connect(lambda _on=False, number=risk.id: self.chosen.emit(number))
        row.focused.connect(self.area.ensureWidgetVisible)
        self.rows.append(row)
        self._column.addWidget(row)
        row.show()

    def _clear(self) -> None:
        self.rows = []
        while self._column.count():
            widget = self._column.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _score_words(risk: Placed) -> str:
    return (
        f"{risk.movement.words}" if risk.movement.kind == "new" else f"score {risk.place.score}" if risk.place else ""
    )


class HeatMapView(QScrollArea):
    """The map with its choices and its list. Signals: `open_asked(register, id)`."""

    open_asked = Signal(str, int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._days: list[Since] = []
        self._cell: Cell | None = None
        self.heat = Heat((), (), {})
        self.which, self.since = QComboBox(), QComboBox()
        self.words = Words("", "secondary", wrap=True)
        self.map = HeatMap(office.profile.risk)
        self.list = RiskList(office)
        self._lay_out()
        self.which.activated.connect(lambda _at: self._show())
        self.since.activated.connect(lambda _at: self._show())
        self.map.cell_chosen.connect(self.open_cell)
        self.map.risk_chosen.connect(self._open)
        self.list.chosen.connect(self._open)
        self.list.left.connect(self.leave_cell)

    def reload(self) -> None:
        """Show the register as it is now; the day that is compared with and the open cell stay."""
        kept = self.since.currentText()
        self._days = days_to_compare(self._office)
        self.since.clear()
        self.since.addItems([one.words for one in self._days])
        self.since.setCurrentIndex(max(0, self.since.findText(kept)))
        self._show()

    def open_cell(self, place: Cell) -> None:
        """List the risks of a cell, with the cursor on the first."""
        self._cell = place
        self._fill_list()
        first = self.list.rows[0] if self.list.rows else self.list.back
        first.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(first)

    def leave_cell(self) -> None:
        """List the movers again, with the cursor back on the map."""
        place, self._cell = self._cell or self.map.current(), None
        self._fill_list()
        self.map.go_to(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list beneath the map where the page is narrow."""
        super().resizeEvent(event)
        beside = self.viewport().width() >= scaled(_APART)
        self._both.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self.list.setMinimumWidth(scaled(_BESIDE) if beside else 0)
        self.list.setMaximumWidth(scaled(_BESIDE) if beside else 16_777_215)

    # within

    def _lay_out(self) -> None:
        self.which.addItems([words for _, words in SHOWN])
        for box in (self.which, self.since):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        choices = QWidget()
        line = WrapLayout(choices, gap=20, line_gap=8)
        for words, box in (("&Show", self.which), ("&Compare with", self.since)):
            line.addWidget(_labelled(words, box))
        line.addWidget(self._legend())
        body = QWidget()
        self._both = QHBoxLayout()
        self._both.setSpacing(12)
        self._both.addWidget(self.map, 1)
        self._both.addWidget(self.list)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 4, 4)
        column.setSpacing(8)
        column.addWidget(choices)
        column.addWidget(self.words)
        column.addLayout(self._both, 1)
        calm_area(body, self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _legend(self) -> QWidget:
        """The bands with their scores, so that colour is not the only sign."""
        whole = QWidget()
        self._bands = WrapLayout(whole, gap=6)
        return whole

    def _fill_legend(self) -> None:
        while self._bands.count():
            widget = self._bands.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        for band in self._office.profile.risk.bands:
            badge = band_badge(band)
            self._bands.addWidget(StatusBadge(replace(badge, word=f"{band.label} {band.least} to {band.most}")))

    def _show(self) -> None:
        since = self._days[max(0, self.since.currentIndex())]
        lines = by_risk(self._office.records("risk_scores"))
        which = SHOWN[max(0, self.which.currentIndex())][0]
        self.heat = heat_map(self._office.records("risks"), lines, since.day, which)
        told = summary(self.heat, since.told)
        self.words.setText(told if which == "residual" else f"{told} Arrows are drawn for residual scores only.")
        self._fill_legend()
        self.map.set_heat(self._office.profile.risk, self.heat)
        self._fill_list()

    def _fill_list(self) -> None:
        if self._cell is None:
            self.list.show_movers(self.heat, show_date(self._days[max(0, self.since.currentIndex())].day))
        else:
            self.list.show_cell(self._cell, self.heat.at(self._cell))

    def _open(self, number: int) -> None:
        self.open_asked.emit("risks", number)


def _labelled(words: str, box: QComboBox) -> QWidget:
    whole = QWidget()
    pair = QHBoxLayout(whole)
    pair.setContentsMargins(0, 0, 0, 0)
    pair.setSpacing(8)
    pair.addWidget(label_for(box, words, label=Words("", "secondary")))
    pair.addWidget(box)
    return whole
