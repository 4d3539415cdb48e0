"""The rows of an import plan as a table: what each does, cell by cell, with a tick for those that go in."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from lif_desktop.gui.plan_ticks import Cell, Facts, Kind, Ticks, kind_of
from lif_desktop.sheets.header import GROUP
from lif_desktop.sheets.planned import SIGNS, Action, Plan, PlannedCell, PlannedRow
from lif_desktop.sheets.raw import address

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
ACTION_ROLE = _ROLE.UserRole + 1
CELL_ROLE = _ROLE.UserRole + 2
TICK_ROLE = _ROLE.UserRole + 3
"""Whether a cell goes in: True, False, or None where there is nothing to tick."""
OUT_ROLE = _ROLE.UserRole + 5
"""Whether the row of a cell does something, but not with the ticks as they are."""
TYPED_ROLE = _ROLE.UserRole + 4
"""What was typed into a cell and is not read yet."""

WORDS: dict[Kind, str] = {
    "add": "Added",
    "change": "Changed",
    "same": "Unchanged",
    "held": "Held back",
    "conflict": "Changed by both",
    "left": "Left out",
}
MARKS: dict[Kind, str] = {
    "add": SIGNS["add"],
    "change": SIGNS["change"],
    "same": SIGNS["same"],
    "held": SIGNS["held"],
    "conflict": "?",
    "left": "–",
}
TONES: dict[Kind, str] = {
    "add": "green",
    "change": "amber",
    "same": "none",
    "held": "red",
    "conflict": "blue",
    "left": "none",
}
SELDOM: frozenset[Kind] = frozenset({"conflict", "left"})
"""Kinds that are named only where there are such rows."""
LEAD = 3
"""Columns before those of the file: what the row does, its number, the record."""
_MOST_CELLS = 2_000
"""The words of so many rows are kept for painting them again."""


class PlanModel(QAbstractTableModel):
    """The rows of one plan; those of chosen kinds only. Ticks stand in the first column and in cells that change.

    Signals: `ticked()` after a tick came or went; `typed(row, place, text)` when a cell of the file shall be read
    otherwise: the number of its row, its place among the columns of the plan, what was typed.
    """

    ticked = Signal()
    typed = Signal(int, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plan: Plan | None = None
        self.facts: Facts | None = None
        self.ticks = Ticks()
        self._pending: dict[Cell, str] = {}
        self._shown: list[PlannedRow] = []
        self._kinds: frozenset[str] = frozenset(WORDS)
        self._cells: dict[int, tuple[PlannedCell, ...]] = {}

    @property
    def skipped(self) -> set[int]:
        """The numbers of the rows that are left out by hand."""
        return self.ticks.skip_rows

    def show_plan(self, plan: Plan, facts: Facts | None = None, *, keep_ticks: bool = False) -> None:
        """Show a plan; all that does something is ticked, but for what was unticked before where ticks are kept."""
        self.beginResetModel()
        self.plan = plan
        self.facts = facts or Facts.of(plan)
        self._cells, self._pending = {}, {}
        self.ticks = self.ticks if keep_ticks else Ticks()
        self._sift()
        self.endResetModel()

    def show_kinds(self, kinds: Iterable[str]) -> None:
        """Show only the rows of these kinds."""
        self.beginResetModel()
        self._kinds = frozenset(kinds)
        self._sift()
        self.endResetModel()

    def row_at(self, row: int) -> PlannedRow:
        """The planned row shown in a row of the table."""
        return self._shown[row]

    def kind_at(self, row: int) -> Kind:
        """What a row does, with what was decided by hand."""
        planned = self._shown[row]
        return "held" if planned.number in self.ticks.held else kind_of(planned)

    def cells_at(self, row: int) -> tuple[PlannedCell, ...]:
        """The cells of a row in words."""
        planned = self._shown[row]
        if planned.number not in self._cells and self.plan is not None:
            if len(self._cells) > _MOST_CELLS:
                self._cells.clear()
            self._cells[planned.number] = self.plan.cells(planned)
        return self._cells[planned.number]

    def row_of(self, number: int) -> int:
        """Where the row with this number of the file is shown; -1 when it is not."""
        return next((at for at, row in enumerate(self._shown) if row.number == number), -1)

    def going(self) -> Counter[Action]:
        """How many rows will be added, changed and held back."""
        return self.ticks.going(self.facts) if self.facts is not None else Counter()

    # ticking

    def tickable(self, row: int) -> bool:
        """Whether a row can be ticked: it does something and is not held back."""
        return self.kind_at(row) in ("add", "change", "conflict")

    def turn_row(self, row: int) -> None:
        """Tick a row, or take its tick away."""
        if self.tickable(row):
            _turn(self.ticks.skip_rows, self._shown[row].number)
            self._told(row)

    def turn_cell(self, row: int, column: int) -> None:
        """Tick a cell that would be written, or take its tick away; of a conflict, take the agency's value or ours.

        A cell that holds its row back is read as if it were empty.
        """
        if self.can_leave_out(row, column):
            self._type(self.index(row, column), "")
            return
        if column < LEAD or not self.tickable(row) or self.tick_of(row, column) is None:
            return
        place = (self._shown[row].number, column - LEAD)
        _turn(self.ticks.take_cells if self._conflict(row, column) else self.ticks.skip_cells, place)
        self._told(row)

    def can_leave_out(self, row: int, column: int) -> bool:
        """Whether a cell holds its row back, and the row may go in without it."""
        if self.plan is None or not self._typable(self.index(row, column)):
            return False
        cell, field = self.cells_at(row)[column - LEAD], self.plan.columns[column - LEAD].field
        return cell.state == "problem" and bool(cell.text) and not (field is not None and field.required)

    def tick_of(self, row: int, column: int) -> bool | None:
        """Whether a cell goes in; None where there is nothing to tick. What each record must have has no tick."""
        planned, at = self._shown[row], column - LEAD
        if at < 0 or self.plan is None or not self.tickable(row):
            return None
        if at in planned.conflicts:
            return (planned.number, at) in self.ticks.take_cells
        state = self.cells_at(row)[at].state
        if state not in ("add", "change") or self.plan.must_stay(planned, at):
            return None
        return (planned.number, at) not in self.ticks.skip_cells

    def hold(self, number: int, on: bool) -> None:
        """Hold a row back by hand, or let it go in again."""
        (self.ticks.held.add if on else self.ticks.held.discard)(number)
        row = self.row_of(number)
        if row >= 0:
            self._told(row)

    def tick_all(self, on: bool) -> None:
        """Tick every row that is shown, or none of them."""
        numbers = {row.number for row in self._shown if kind_of(row) in ("add", "change", "conflict")}
        skipped = self.ticks.skip_rows
        self.ticks.skip_rows = skipped - numbers if on else skipped | numbers
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, self.columnCount() - 1))
        self.ticked.emit()

    # going

    def next_problem(self, row: int, column: int, step: int = 1) -> tuple[int, int] | None:
        """The next cell after a place that holds its row back or was changed by both, the last with `step` -1.

        Round at the end; None without any.
        """
        count = len(self._shown)
        if not count:
            return None
        start = row if 0 <= row < count else 0
        for away in range(count + 1):
            at = (start + step * away) % count
            places = list(self._troubles(at))
            if away == 0:
                places = [one for one in places if (one - column) * step > 0] if row >= 0 else places
            if places:
                return at, places[0 if step > 0 else -1]
        return None

    def next_alike(self, row: int) -> int:
        """The next row that was known to be a record by other things than its key; -1 without any."""
        if self.facts is None or not self.facts.alike:
            return -1
        alike = set(self.facts.alike)
        after = range(row + 1, row + 1 + len(self._shown))
        return next((at % len(self._shown) for at in after if self._shown[at % len(self._shown)].number in alike), -1)

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
        if role == ACTION_ROLE:
            return self.kind_at(index.row())
        if index.column() < LEAD:
            return self._lead(index.row(), index.column(), role)
        return self._cell(index, role)

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        """Tick a row or take its tick away; or read a cell as it was typed."""
        if not index.isValid():
            return False
        if role == _ROLE.EditRole and self._typable(index):
            return self._type(index, str(value))
        if role != _ROLE.CheckStateRole or not self.tickable(index.row()):
            return False
        if (Qt.CheckState(value) == Qt.CheckState.Checked) == (self._shown[index.row()].number in self.skipped):
            self.turn_row(index.row())
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be chosen; one of the file can be typed into; the first of a row can be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if index.column() == 0 and self.tickable(index.row()):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if self._typable(index):
            flags |= Qt.ItemFlag.ItemIsEditable
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
        if self._kinds.issuperset(WORDS):
            self._shown = list(rows)
        else:
            held = self.ticks.held
            self._shown = [row for row in rows if ("held" if row.number in held else kind_of(row)) in self._kinds]

    def _told(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
        self.ticked.emit()

    def _cell(self, index: Index, role: int) -> Any:
        row, column = index.row(), index.column()
        cell = self.cells_at(row)[column - LEAD]
        pending = self._pending.get((self._shown[row].number, column - LEAD))
        if role == CELL_ROLE:
            return cell
        if role == TYPED_ROLE:
            return pending
        if role == TICK_ROLE:
            return self.tick_of(row, column)
        if role == OUT_ROLE:
            number = self._shown[row].number
            return number in self.ticks.skip_rows or number in self.ticks.held
        if role == _ROLE.EditRole:
            return cell.text if pending is None else pending
        if role == _ROLE.DisplayRole:
            return shown(cell) if pending is None else pending
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            return said(cell, self.tick_of(row, column))
        return None

    def _lead(self, row: int, column: int, role: int) -> Any:
        planned, kind = self._shown[row], self.kind_at(row)
        words = (f"{MARKS[kind]} {WORDS[kind]}", str(planned.number), self._name(planned))[column]
        if role == _ROLE.DisplayRole:
            return words
        if role == _ROLE.CheckStateRole and column == 0 and self.tickable(row):
            return Qt.CheckState.Unchecked if planned.number in self.skipped else Qt.CheckState.Checked
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            reasons = "; ".join(problem.reason for problem in planned.problems)
            return f"{words}: {reasons}" if reasons and column == 0 else words
        return None

    def _name(self, planned: PlannedRow) -> str:
        if planned.ref:
            return planned.ref
        return "new" if planned.action == "add" else ""

    def _typable(self, index: Index) -> bool:
        """Whether a cell stands in the file and is read; the words of a group stand over the rows, not in them."""
        if self.plan is None or index.column() < LEAD:
            return False
        column = self.plan.columns[index.column() - LEAD]
        return bool(column.place) and not column.worked_out and column.heading != GROUP

    def _type(self, index: Index, text: str) -> bool:
        if text.strip() == self.data(index, _ROLE.EditRole):
            return False
        number, at = self._shown[index.row()].number, index.column() - LEAD
        self._pending[(number, at)] = text.strip()
        self.dataChanged.emit(index, index)
        self.typed.emit(number, at, text.strip())
        return True

    def _conflict(self, row: int, column: int) -> bool:
        return column - LEAD in self._shown[row].conflicts

    def _troubles(self, row: int) -> Iterator[int]:
        """The columns of the table in which a row is held back or changed by both; 0 for the row as a whole."""
        planned = self._shown[row]
        if self.plan is None or self.kind_at(row) not in ("held", "conflict"):
            return
        cells = {problem.cell for problem in planned.problems}
        found = [
            at + LEAD
            for at, column in enumerate(self.plan.columns)
            if at in planned.conflicts or (column.place and address(planned.number, column.place) in cells)
        ]
        yield from found or [0]


def shown(cell: PlannedCell) -> str:
    """What stands in a cell of the table."""
    if cell.state in ("add", "change"):
        return cell.after
    return cell.before if cell.state == "ours" else cell.text or cell.before


def said(cell: PlannedCell, tick: bool | None = None) -> str:
    """What a cell of a plan says, in words and not by colour; `tick` says whether it goes in."""
    head, before, after = cell.heading, _apart(cell.before), _apart(cell.after)
    words = {
        "problem": f"{head}, {cell.cell}: held back. {cell.why}",
        "change": f"{head}: was {before}, becomes {after}",
        "add": f"{head}: {cell.after}",
        "blank": f"{head}: empty in the file{f', {before} stays' if cell.before else ''}",
        "not read": f"{head}: worked out by the program, not read back",
        "ours": f"{head}: as it was sent, {_apart(cell.sent)}; you changed it since, so {before} stays",
        "conflict": f"{head}: sent {_apart(cell.sent)}, the office has {before}, the agency says {after}",
        "same": f"{head}: {cell.text or cell.before or 'empty'}, unchanged",
    }[cell.state]
    if cell.state == "conflict":
        return f"{words}; {'the agency’s goes in' if tick else 'yours stays'}"
    if tick is False:
        return f"{head}: {after} is left out, {f'{before} stays' if cell.before else 'it stays empty'}"
    return words


def _apart(text: str) -> str:
    """What stands in a cell within a sentence: in quotation marks where it has stops of its own."""
    return f"“{text}”" if set(text) & set(".,;:") else text or "empty"


def _turn(held: set[Any], one: object) -> None:
    held.symmetric_difference_update([one])
