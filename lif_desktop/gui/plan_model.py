"""The rows of an import plan as a table: what each does, cell by cell, with a tick for those that go in."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from lif_desktop.sheets.planned import SIGNS, Action, Plan, PlannedCell, PlannedRow

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
ACTION_ROLE = _ROLE.UserRole + 1
CELL_ROLE = _ROLE.UserRole + 2

WORDS: dict[Action, str] = {"add": "Added", "change": "Changed", "same": "Unchanged", "held": "Held back"}
TONES: dict[Action, str] = {"add": "green", "change": "amber", "same": "none", "held": "red"}
LEAD = 3
"""Columns before those of the file: what the row does, its number, the record."""


class PlanModel(QAbstractTableModel):
    """The rows of one plan; those of chosen actions only. Ticks stand in the first column.

    Signal `ticked()` after a tick came or went.
    """

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plan: Plan | None = None
        self.skipped: set[int] = set()
        self._shown: list[PlannedRow] = []
        self._actions: frozenset[str] = frozenset(WORDS)
        self._cells: dict[int, tuple[PlannedCell, ...]] = {}

    def show_plan(self, plan: Plan, *, keep_ticks: bool = False) -> None:
        """Show a plan; every row that does something is ticked, but for those unticked before where they are kept."""
        self.beginResetModel()
        self.plan = plan
        self._cells = {}
        self.skipped = self.skipped if keep_ticks else set()
        self._sift()
        self.endResetModel()

    def show_actions(self, actions: Iterable[str]) -> None:
        """Show only the rows that do one of these."""
        self.beginResetModel()
        self._actions = frozenset(actions)
        self._sift()
        self.endResetModel()

    def row_at(self, row: int) -> PlannedRow:
        """The planned row shown in a row of the table."""
        return self._shown[row]

    def cells_at(self, row: int) -> tuple[PlannedCell, ...]:
        """The cells of a row in words."""
        planned = self._shown[row]
        if planned.number not in self._cells and self.plan is not None:
            self._cells[planned.number] = self.plan.cells(planned)
        return self._cells[planned.number]

    def row_of(self, number: int) -> int:
        """Where the row with this number of the file is shown; -1 when it is not."""
        return next((at for at, row in enumerate(self._shown) if row.number == number), -1)

    def changed_places(self) -> set[int]:
        """The columns of the file, from 0, in which a stored value is replaced by another one."""
        rows = self.plan.rows if self.plan is not None else ()
        changed = (row for row in rows if row.action == "change")
        return {place for row in changed for place in row.changes() if row.before[place] is not None}

    def going_in(self) -> int:
        """How many rows will be written."""
        rows = self.plan.rows if self.plan is not None else ()
        return sum(row.action in ("add", "change") and row.number not in self.skipped for row in rows)

    def tick_all(self, on: bool) -> None:
        """Tick every row that is shown, or none of them."""
        numbers = {row.number for row in self._shown if row.action in ("add", "change")}
        self.skipped = self.skipped - numbers if on else self.skipped | numbers
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 0))
        self.ticked.emit()

    def next_problem(self, row: int, column: int) -> tuple[int, int] | None:
        """The next cell after a place that holds its row back, going round at the end; None without any."""
        places = [(at, self._problem_column(at)) for at, one in enumerate(self._shown) if one.action == "held"]
        after = [place for place in places if place > (row, column)]
        return next(iter(after or places), None)

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The lead and the columns of the file."""
        return 0 if parent.isValid() or self.plan is None else LEAD + len(self.plan.columns)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """What a cell says in one role."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        planned = self._shown[index.row()]
        if role == ACTION_ROLE:
            return planned.action
        if index.column() < LEAD:
            return self._lead(planned, index.column(), role)
        cell = self.cells_at(index.row())[index.column() - LEAD]
        if role == CELL_ROLE:
            return cell
        if role == _ROLE.DisplayRole:
            return cell.after if cell.state in ("add", "change") else cell.text or cell.before
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            return said(cell)
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        """Tick a row, or take its tick away."""
        planned = self._shown[index.row()] if index.isValid() else None
        if role != _ROLE.CheckStateRole or planned is None or planned.action not in ("add", "change"):
            return False
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.skipped.discard(planned.number)
        else:
            self.skipped.add(planned.number)
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), self.columnCount() - 1))
        self.ticked.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be chosen; the first of a row that does something can be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if index.column() == 0 and self._shown[index.row()].action in ("add", "change"):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def headerData(self, section: int, way: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """The headings of the file, and the field each goes to."""
        if way != Qt.Orientation.Horizontal or self.plan is None:
            return None
        if section < LEAD:
            return ("What it does", "Row", "Record")[section] if role == _ROLE.DisplayRole else None
        column = self.plan.columns[section - LEAD]
        if role == _ROLE.DisplayRole:
            return column.field.label if column.field is not None else column.heading
        if role == _ROLE.ToolTipRole:
            return f"“{column.heading}” in the file"
        return None

    # within

    def _sift(self) -> None:
        rows = self.plan.rows if self.plan is not None else ()
        self._shown = [row for row in rows if row.action in self._actions]

    def _lead(self, planned: PlannedRow, column: int, role: int) -> Any:
        words = (f"{SIGNS[planned.action]} {WORDS[planned.action]}", str(planned.number), self._name(planned))[column]
        if role == _ROLE.DisplayRole:
            return words
        if role == _ROLE.CheckStateRole and column == 0 and planned.action in ("add", "change"):
            return Qt.CheckState.Unchecked if planned.number in self.skipped else Qt.CheckState.Checked
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            reasons = "; ".join(problem.reason for problem in planned.problems)
            return f"{words}: {reasons}" if reasons and column == 0 else words
        return None

    def _name(self, planned: PlannedRow) -> str:
        if planned.ref:
            return planned.ref
        return "new" if planned.action == "add" else ""

    def _problem_column(self, row: int) -> int:
        cells = self.cells_at(row)
        return next((at + LEAD for at, cell in enumerate(cells) if cell.state == "problem"), 0)


def said(cell: PlannedCell) -> str:
    """What a cell of a plan says, in words and not by colour."""
    if cell.state == "problem":
        return f"{cell.heading}, {cell.cell}: held back. {cell.why}"
    if cell.state == "change":
        return f"{cell.heading}: was {cell.before or 'empty'}, becomes {cell.after}"
    if cell.state == "add":
        return f"{cell.heading}: {cell.after}"
    if cell.state == "blank":
        kept = f", {cell.before} stays" if cell.before else ""
        return f"{cell.heading}: empty in the file{kept}"
    if cell.state == "not read":
        return f"{cell.heading}: worked out by the program, not read back"
    return f"{cell.heading}: {cell.text or cell.before or 'empty'}, unchanged"
