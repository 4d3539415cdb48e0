"""The clocks of each kind of review with figure, source and basis; and the figures that the office sets itself."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from lif_desktop.framework.clocks import TO_CHECK, UNITS, Rule, amount
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.overrides import MOST, Override, Place, overridden, places, write_overrides
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import LinkButton, Words, label_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.roomy import give_room
from lif_desktop.gui.widgets import primary_button
from lif_desktop.office import Batch, Office
from lif_desktop.office.clock_settings import FIGURES

Do = Callable[[Callable[[], Batch | None]], bool]
_HEADINGS = ("Clock", "Figure", "Rests on")
_BASES = {"statute": "Statute", "guidance": "Guidance", "local": "Local"}
_AIR = 10


class RuleTable(QTableWidget):
    """Clocks, one a row, whose words wrap. Signal `chosen(int)`: the row under the cursor, -1 for none."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_HEADINGS), parent)
        self.setAccessibleName("Clocks")
        self.setHorizontalHeaderLabels(list(_HEADINGS))
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        give_room(self)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(len(_HEADINGS)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self.currentCellChanged.connect(lambda row, *_others: self.chosen.emit(row))

    def show_rules(self, rules: list[Rule], at: int) -> None:
        """Show clocks, with the cursor on one of them."""
        self.blockSignals(True)
        self.setRowCount(len(rules))
        for row, rule in enumerate(rules):
            for column, words in enumerate((rule.label, figure_words(rule), basis_words(rule))):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                item.setTextAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
                if not rule.on:
                    item.setForeground(self.palette().placeholderText())
                self.setItem(row, column, item)
        self.blockSignals(False)
        self._fit()
        if rules:
            self.setCurrentCell(min(at, len(rules) - 1), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew; the chosen clock stays in sight."""
        super().resizeEvent(event)
        self._fit()
        self.scrollTo(self.currentIndex())

    def refit(self) -> None:
        """Take the size of text that is set now."""
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().width()
        for column, share in enumerate((0.34, 0.26, 0.4)):
            self.setColumnWidth(column, round(room * share) - 1)
        self.resizeRowsToContents()
        for row in range(self.rowCount()):
            self.setRowHeight(row, self.rowHeight(row) + scaled(_AIR))


class RuleEditor(QFrame):
    """The figure of one clock, whether it runs, and whether it was checked.

    Signals: `saved(number, unit, on)`; `checked(bool)`; `put_back()` to take the profile's own figure again.
    """

    saved = Signal(int, str, bool)
    checked = Signal(bool)
    put_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Words("", "strong", wrap=True)
        self.number, self.unit = QSpinBox(), QComboBox()
        self.on = QCheckBox("Runs on cases opened from now on")
        self.unit.addItems(list(UNITS))
        self.number.setMinimum(1)
        self.save_button = primary_button("Save")
        self.check_link, self.back_link = LinkButton(""), LinkButton("")
        self._is_checked = False
        self.unit.currentTextChanged.connect(self._limit)
        self.save_button.clicked.connect(self._save)
        self.check_link.clicked.connect(lambda: self.checked.emit(not self._is_checked))
        self.back_link.clicked.connect(self.put_back)
        self._lay_out()

    def show_rule(self, rule: Rule, own: Rule, *, writable: bool) -> None:
        """Show a clock as the office has it, beside what the profile says of it."""
        self.heading.setText(rule.label)
        self.unit.setCurrentText(rule.unit)
        self._limit(rule.unit)
        self.number.setValue(rule.number)
        self.on.setChecked(rule.on)
        self._is_checked = "; checked on " in rule.source
        self.check_link.setText("Take the check back" if self._is_checked else "I have checked this figure")
        self.check_link.setVisible(rule.check or self._is_checked)
        self.back_link.setText(f"Back to {amount(own)}")
        self.back_link.setVisible((rule.number, rule.unit) != (own.number, own.unit))
        for part in (self.number, self.unit, self.on, self.save_button, self.check_link, self.back_link):
            part.setEnabled(writable)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a surface of its own."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        painter.setPen(QPen(colour(tokens.line), 1))
        painter.setBrush(colour(tokens.alternate))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _lay_out(self) -> None:
        figure = QHBoxLayout()
        figure.setSpacing(8)
        figure.addWidget(label_for(self.number, "Figure", label=Words("", "secondary")))
        figure.addWidget(self.number)
        figure.addWidget(self.unit)
        figure.addSpacing(16)
        figure.addWidget(self.on)
        figure.addStretch(1)
        figure.addWidget(self.save_button)
        self.unit.setAccessibleName("Unit")
        links = WrapLayout(gap=16)
        links.addWidget(self.check_link)
        links.addWidget(self.back_link)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 10, 12, 10)
        whole.setSpacing(6)
        whole.addWidget(self.heading)
        whole.addLayout(figure)
        whole.addLayout(links)

    def _limit(self, unit: str) -> None:
        self.number.setMaximum(MOST.get(unit, 1))  # type: ignore[call-overload]

    def _save(self) -> None:
        self.saved.emit(self.number.value(), self.unit.currentText(), self.on.isChecked())


class RulesPage(QWidget):
    """Which clocks there are, kind by kind; the one under the cursor can be changed beneath the table."""

    def __init__(self, office: Office, do: Do, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._do = office, do
        self._row = 0
        self.kinds = QComboBox()
        self.table, self.editor = RuleTable(), RuleEditor()
        self.none = Words("", "secondary", wrap=True)
        self.rules: list[Rule] = []
        self._lay_out()
        self.kinds.currentIndexChanged.connect(self._turn)
        self.table.chosen.connect(self._choose)
        self.editor.saved.connect(self._save)
        self.editor.checked.connect(self._check)
        self.editor.put_back.connect(self._put_back)
        self.reload()

    def reload(self) -> None:
        """Show the office as it is now."""
        self._list_kinds()
        figures = self._office.clock_settings().figures
        laid = [overridden(rule, figures.get((self._place(), rule.key))) for rule in self._all()]
        self.rules = sorted(laid, key=lambda rule: not rule.on)
        self.table.show_rules(self.rules, self._row)
        self.table.setVisible(bool(self.rules))
        self.none.setText(self._none())
        self.none.setVisible(not self.rules)
        self._choose(self.table.currentRow())

    def _list_kinds(self) -> None:
        """Offer the kinds of the profile that is in use; the one that was chosen stays chosen."""
        kinds = [(words, place) for place, words, _rules in places(self._office.framework)]
        if kinds == [(self.kinds.itemText(at), self.kinds.itemData(at)) for at in range(self.kinds.count())]:
            return
        chosen = self.kinds.currentData()
        self.kinds.blockSignals(True)
        self.kinds.clear()
        for words, place in kinds:
            self.kinds.addItem(words, place)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(chosen)))
        self.kinds.blockSignals(False)

    def rule(self) -> Rule | None:
        """The clock under the cursor."""
        return self.rules[self._row] if 0 <= self._row < len(self.rules) else None

    def _lay_out(self) -> None:
        lead = (
            "Figures that guidance does not settle are local targets, and those that were not read at their source say "
            "so. What is changed here counts for cases opened from now on; open cases keep the rules they have."
        )
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label_for(self.kinds, "Clocks of", label=Words("", "secondary")))
        head.addWidget(self.kinds)
        head.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(Words(lead, "secondary", wrap=True))
        whole.addLayout(head)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.none, 1, Qt.AlignmentFlag.AlignTop)
        whole.addWidget(self.editor)

    def _place(self) -> str:
        return str(self.kinds.currentData())

    def _own(self, rule: Rule) -> Rule:
        """A clock as its profile has it."""
        return next(one for one in self._all() if one.key == rule.key)

    def _all(self) -> tuple[Rule, ...]:
        """The clocks of the kind as its profile has them."""
        return next((rules for place, _words, rules in places(self._office.framework) if place == self._place()), ())

    def _none(self) -> str:
        kind = next((one for one in self._office.framework.review_types if one.key == self._place()), None)
        source = f" Source: {kind.source}." if kind else ""
        return f"The framework gives no figure for the stages of this kind, so no clock runs.{source}"

    def _turn(self) -> None:
        self._row = 0
        self.reload()

    def _choose(self, row: int) -> None:
        self._row = max(0, row)
        rule = self.rule()
        self.editor.setVisible(rule is not None)
        if rule is not None:
            self.editor.show_rule(rule, self._own(rule), writable=not self._office.read_only)

    # doing

    def _save(self, number: int, unit: str, on: bool) -> None:
        rule = self.rule()
        if rule is None:
            return
        own, said = self._own(rule), []
        if (number, unit) != (rule.number, rule.unit):
            said.append(f"set to {amount(replace(rule, number=number, unit=unit))}")  # type: ignore[arg-type]
        if on != rule.on:
            said.append("switched on" if on else "switched off")
        if not said:
            return
        same = (number, unit) == (own.number, own.unit)
        values = {
            "number": None if same else number,
            "unit": None if same else unit,
            "on": None if on == own.on else on,
        }
        self._keep(rule, f"\u201c{rule.label}\u201d {' and '.join(said)}", **values)

    def _check(self, done: bool) -> None:
        rule = self.rule()
        if rule is None:
            return
        today = self._office.today()
        values = {
            "checked_on": today if done else None,
            "checked_by": self._office.person if done else "",
            "checked_number": rule.number if done else None,
            "checked_unit": rule.unit if done else None,
        }
        words = f"Checked \u201c{rule.label}\u201d against current guidance on {show_date(today)}"
        self._keep(rule, words if done else f"Took back the check of \u201c{rule.label}\u201d", **values)

    def _put_back(self) -> None:
        if rule := self.rule():
            words = f"\u201c{rule.label}\u201d set back to {amount(self._own(rule))}"
            self._keep(rule, words, number=None, unit=None)

    def _keep(self, rule: Rule, words: str, **values: object) -> None:
        figures = dict(self._office.clock_settings().figures)
        place: Place = (self._place(), rule.key)
        figures[place] = replace(figures.get(place, Override()), **values)  # type: ignore[arg-type]
        self._do(lambda: self._office.set_setting(FIGURES, write_overrides(figures), words))
        self._row = next((at for at, one in enumerate(self.rules) if one.key == rule.key), 0)
        self.table.setCurrentCell(self._row, 0)


def figure_words(rule: Rule) -> str:
    """The figure of a clock, what it counts from, and that it does not run: "15 working days after …"."""
    words = f"{amount(rule)} {rule.direction} {rule.counted_from}"
    return words if rule.on else f"Off. {words}"


def basis_words(rule: Rule) -> str:
    """On what a clock rests, and that its figure is to be checked."""
    basis = _BASES[rule.basis]
    words = rule.source if rule.source.startswith(basis) else f"{basis}: {rule.source}"
    return f"{words}\n▲ {TO_CHECK[:1].upper()}{TO_CHECK[1:]}" if rule.check else words
