"""The step of an import in which each row is looked at, ticked or not, and what is held back is mended."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.plan_model import CELL_ROLE, LEAD, WORDS, PlanModel, said
from lif_desktop.gui.plan_view import PlanView
from lif_desktop.gui.widgets import plain_button
from lif_desktop.sheets.planned import SIGNS, Plan, PlannedCell
from lif_desktop.sheets.raw import RawBook

Fixes = Mapping[tuple[int, int], str]
"""What was typed in place of a cell, by row and column of the sheet, both from 1."""


def mended(book: RawBook, sheet: str, fixes: Fixes) -> RawBook:
    """The book with the cells of one sheet as they were typed anew; empty text empties a cell."""
    if not fixes:
        return book
    sheets = []
    for one in book.sheets:
        if one.name == sheet:
            rows = [list(row) for row in one.rows]
            for (row, column), text in fixes.items():
                rows[row - 1][column - 1] = text or None
            one = replace(one, rows=tuple(tuple(row) for row in rows))  # noqa: PLW2901 - the sheet with its mended cells
        sheets.append(one)
    return replace(book, sheets=tuple(sheets))


class CheckPane(QWidget):
    """The plan as a table with its counts, a bar for the chosen cell, and F8 for the next problem.

    Signal `mend_asked(row, column, text)`: a cell of the sheet (both from 1) shall be read as this text.
    """

    mend_asked = Signal(int, int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PlanModel(self)
        self.view = PlanView(self.model)
        self.counts = Words("", "strong", wrap=True)
        self.going = Words("", "secondary", wrap=True)
        self.kinds: dict[str, QCheckBox] = {}
        self.all_link = LinkButton("Tick all")
        self.none_link = LinkButton("Tick none")
        self.next_button = plain_button("Next problem (F8)")
        self.place = Words("", wrap=True)
        self.line = QLineEdit()
        self.try_button = plain_button("Read it so")
        self.notices = Words("", "secondary", wrap=True)
        self.notices_button = QToolButton()
        self._lay_out()
        self._wire()

    def show_plan(self, plan: Plan, *, keep: bool = False) -> None:
        """Show a plan; `keep` leaves ticks and cursor where they are, after a cell was mended."""
        here = self.view.currentIndex()
        at = self.model.row_at(here.row()).number if keep and here.isValid() else 0
        self.model.show_plan(plan, keep_ticks=keep)
        counts = plan.counts
        parts = [f"{len(plan.rows):,} rows read"]
        for action, box in self.kinds.items():
            count = counts[action]  # type: ignore[index]
            box.setText(f"{SIGNS[action]} {count:,} {WORDS[action].lower()}")  # type: ignore[index]
            box.setEnabled(count > 0)
            parts.append(f"{count:,} {WORDS[action].lower()}")  # type: ignore[index]
        self.counts.setText(", ".join(parts) + ".")
        self.next_button.setVisible(counts["held"] > 0)
        self.notices.setText("\n".join(f"· {notice}" for notice in plan.notices))
        self.notices_button.setText(f"{len(plan.notices)} things to know")
        self.notices_button.setVisible(bool(plan.notices))
        self._tell()
        row = self.model.row_of(at)
        if row >= 0:
            self.view.go(row, here.column())
        elif self.model.rowCount():
            self.view.go(0, 0)
        self._show_place()

    def next_problem(self) -> None:
        """Go to the next cell that holds its row back."""
        if not self.kinds["held"].isChecked():
            self.kinds["held"].setChecked(True)
        here = self.view.currentIndex()
        found = self.model.next_problem(here.row(), here.column()) if here.isValid() else self.model.next_problem(-1, 0)
        if found is not None:
            self.view.go(*found)
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # building

    def _lay_out(self) -> None:
        head = QWidget()
        line = WrapLayout(head, gap=14)
        for action in WORDS:
            box = self.kinds[action] = QCheckBox()
            box.setChecked(True)
            box.setToolTip(f"Show the rows that are {WORDS[action].lower()}")
            line.addWidget(box)
        for part in (self.all_link, self.none_link, self.notices_button, self.next_button):
            line.addWidget(part)
        self.notices_button.setCheckable(True)
        self.notices_button.setAutoRaise(True)
        self.notices.hide()
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.place, 3)
        below.addWidget(self.line, 2)
        below.addWidget(self.try_button)
        self.line.setMinimumWidth(scaled(140))
        self.line.setAccessibleName("What the cell should say")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        for above in (self.counts, head, self.notices):
            whole.addWidget(above)
        whole.addWidget(self.view, 1)
        whole.addLayout(below)
        whole.addWidget(self.going)

    def _wire(self) -> None:
        for box in self.kinds.values():
            box.toggled.connect(self._show_kinds)
        self.all_link.clicked.connect(lambda: self.model.tick_all(True))
        self.none_link.clicked.connect(lambda: self.model.tick_all(False))
        self.notices_button.toggled.connect(self.notices.setVisible)
        self.next_button.clicked.connect(self.next_problem)
        self.model.ticked.connect(self._tell)
        self.view.place_changed.connect(self._show_place)
        self.try_button.clicked.connect(self._mend)
        self.line.returnPressed.connect(self._mend)
        shortcut = QShortcut(QKeySequence("F8"), self, self.next_problem)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)

    # within

    def _show_kinds(self) -> None:
        self.model.show_actions(action for action, box in self.kinds.items() if box.isChecked())

    def _tell(self) -> None:
        plan = self.model.plan
        held = plan.count("held") if plan is not None else 0
        words = f"{self.model.going_in():,} rows go in."
        if held:
            words += f" {held:,} held back are kept with the import, to be put right later."
        self.going.setText(words)

    def _cell(self) -> PlannedCell | None:
        cell = self.view.currentIndex().data(CELL_ROLE)
        return cell if isinstance(cell, PlannedCell) else None

    def _show_place(self) -> None:
        """Say what the chosen cell does, and let one that is held back be typed anew."""
        index = self.view.currentIndex()
        if not index.isValid():
            self.place.setText("")
        elif index.column() < LEAD:
            self.place.setText(self._row_words(index.row()))
        else:
            cell = self._cell()
            self.place.setText(said(cell) if cell is not None else "")
        cell = self._cell()
        mendable = cell is not None and cell.state == "problem" and bool(cell.cell)
        for part in (self.line, self.try_button):
            part.setVisible(mendable)
        if cell is not None and mendable:
            self.line.setText(cell.text)
            self.line.setAccessibleName(f"What {cell.cell} should say")
        self.view.setAccessibleDescription(self.place.text())

    def _row_words(self, row: int) -> str:
        """What a whole row does: its reasons where it is held back, its changes where it changes a record."""
        planned = self.model.row_at(row)
        parts = [problem.reason for problem in planned.problems]
        if planned.action == "change":
            parts += [f"{said(cell).rstrip('.')}." for cell in self.model.cells_at(row) if cell.state == "change"]
        name = f", {planned.ref}" if planned.ref else ""
        return " ".join([f"Row {planned.number}{name}: {WORDS[planned.action].lower()}.", *parts])

    def _mend(self) -> None:
        plan, index = self.model.plan, self.view.currentIndex()
        if plan is None or self._cell() is None:
            return
        column = plan.columns[index.column() - LEAD].place
        self.mend_asked.emit(self.model.row_at(index.row()).number, column, self.line.text().strip())
