"""The rows of a register for a table: plain tuples, filtered and sorted here, never through a proxy."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from lif_desktop.gui.badge import say_status
from lif_desktop.gui.cells import CellChange, CellWays, Held, Problems
from lif_desktop.office.sieve import Row, Sieve, Sorting

if TYPE_CHECKING:
    from lif_desktop.framework.status import Status
    from lif_desktop.registers.field import Field

Index = QModelIndex | QPersistentModelIndex
Beside = Callable[[Sequence[int]], Sequence[str]]

STATUS_ROLE = Qt.ItemDataRole.UserRole + 1
PROBLEM_ROLE = Qt.ItemDataRole.UserRole + 2
ID_ROLE = Qt.ItemDataRole.UserRole + 3

_NEVER_TYPED = frozenset({"ref", "links", "status"})
_RIGHT = frozenset({"whole", "decimal"})
_ROLE = Qt.ItemDataRole


class RegisterTableModel(QAbstractTableModel):
    """A table over (id, values) rows, one column for each field; a row may hold more values after those.

    Signals: `counted(shown, all)` after each load and filter; `held_changed()` when held text comes or goes.
    """

    counted = Signal(int, int)
    held_changed = Signal()

    def __init__(self, columns: Sequence["Field"], ways: CellWays, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.ways = ways
        self._sieve = Sieve(columns, ways.show, ways.order or ways.choices)
        self._ids: list[int] = []
        self._order: list[int] = []
        self._shown: list[int] = []
        self._sorting: tuple[Sorting, ...] = ()
        self._words = ""
        self._filters: dict[str, str] = {}
        self._scope: Callable[[Row], bool] | None = None
        self._held: dict[tuple[int, str], Held] = {}
        self._warming: Iterator[None] | None = None
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._warm_a_little)

    # rows

    def set_rows(self, ids: Sequence[int], rows: Sequence[Row], beside: Beside | None = None) -> None:
        """Show these rows. While the records are the same as before, none moves or vanishes.

        `beside` gives for records, by number, what the filter finds in them though no column shows it.
        """
        more = None if beside is None else lambda: beside(self._ids)
        if ids and set(ids) == set(self._ids):
            fresh = dict(zip(ids, rows, strict=True))
            self._sieve.load([fresh[row_id] for row_id in self._ids], more)
            self._tell_changed(0, len(self._shown) - 1)
        else:
            self._reset(lambda: self._take(ids, rows, more))
        self._warming = self._sieve.warm()
        self._idle.start()

    def update_row(self, row_id: int, row: Row) -> None:
        """Show other values for one record; it stays where it is. ValueError when it is not here."""
        self._sieve.replace(self._ids.index(row_id), row)
        shown = self.row_of(row_id)
        self._tell_changed(shown, shown)

    def refresh_order(self) -> None:
        """Sort and filter again, as F5 does: rows that were edited go where they now belong."""
        self._reset(self._arrange)

    def id_at(self, row: int) -> int:
        """The record shown in a row of the table."""
        return self._ids[self._shown[row]]

    def row_of(self, row_id: int) -> int:
        """The row of the table that shows a record; -1 when it is not shown."""
        return next((row for row, at in enumerate(self._shown) if self._ids[at] == row_id), -1)

    def shown_ids(self) -> list[int]:
        """The records shown, in the order shown."""
        return [self._ids[at] for at in self._shown]

    def values_at(self, row: int) -> Row:
        """The raw values of a row of the table."""
        return self._sieve.rows[self._shown[row]]

    def column_of(self, key: str) -> int:
        """The column of a field; -1 when it has none."""
        return next((at for at, field in enumerate(self.columns) if field.key == key), -1)

    # filter and order

    def set_filter(self, words: str) -> None:
        """Show the rows that hold every one of these words anywhere."""
        if words != self._words:
            self._words = words
            self._reset(self._sift)

    def set_column_filter(self, key: str, words: str) -> None:
        """Show the rows whose column holds every one of these words; "=" alone finds the empty ones."""
        if words.strip() == self._filters.get(key, ""):
            return
        self._filters.pop(key, None)
        if words.strip():
            self._filters[key] = words.strip()
        self._reset(self._sift)

    def set_scope(self, scope: Callable[[Row], bool] | None) -> None:
        """Show only rows of which `scope` says yes, before any filter; None shows all."""
        self._scope = scope
        self._reset(self._sift)

    def column_filters(self) -> dict[str, str]:
        """The filters of columns that are set, by field key."""
        return dict(self._filters)

    def clear_filters(self) -> None:
        """Take away the words and every column's filter; the scope stays."""
        self._words = ""
        self._filters = {}
        self._reset(self._sift)

    def is_filtered(self) -> bool:
        """Whether words or a column's filter hide rows."""
        return bool(self._words.strip() or self._filters)

    def sort_by(self, sorting: Sequence[Sorting]) -> None:
        """Sort by (field key, downwards) pairs, strongest first; nothing gives the order of loading."""
        self._sorting = tuple(sorting)
        self._reset(self._arrange)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(self.columns) - 1))

    def sorting(self) -> tuple[Sorting, ...]:
        """The columns that sort, strongest first."""
        return self._sorting

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by one column, as Qt asks; a column below 0 gives the order of loading."""
        if column < 0:
            self.sort_by(())
        else:
            self.sort_by([(self.columns[column].key, order == Qt.SortOrder.DescendingOrder)])

    # cells, quickly, for painting

    def text_at(self, row: int, column: int) -> str:
        """The words of a cell: what is held there, or what the value shows."""
        at = self._shown[row]
        if self._held:
            held = self._held.get((self._ids[at], self.columns[column].key))
            if held is not None:
                return held.text
        return self._sieve.text(at, column)

    def status_at(self, row: int, column: int) -> "Status | None":
        """The status to draw in a cell; None where words are shown."""
        field = self.columns[column]
        if field.kind == "status":
            status = self._sieve.rows[self._shown[row]][column]
            return status if hasattr(status, "tone") else None  # type: ignore[return-value]
        badge = self.ways.badges.get(field.key)
        return badge(self._sieve.rows[self._shown[row]]) if badge is not None else None

    def problem_at(self, row: int, column: int) -> str:
        """Why the text of a cell could not go in; "" when it did."""
        if not self._held:
            return ""
        held = self._held.get((self.id_at(row), self.columns[column].key))
        return held.problem if held else ""

    def editable(self, column: int) -> bool:
        """Whether the cells of a column can be typed in."""
        field = self.columns[column]
        return self.ways.commit is not None and field.kind not in _NEVER_TYPED and field.key not in self.ways.locked

    # writing

    def write(self, changes: Sequence[CellChange], words: str) -> Problems:
        """Write cells as one change; what could not go in is held in its cell. Gives the problems."""
        if not changes or self.ways.commit is None:
            return {}
        problems: Problems
        if len(changes) == 1 or self.ways.commit_block is None:
            said = {change.cell: self.ways.commit(change.row_id, change.field, change.text) for change in changes}
            problems = {cell: sentence for cell, sentence in said.items() if sentence}
        else:
            problems = self.ways.commit_block(changes, words)
        self._hold(changes, problems)
        return problems

    def held(self) -> dict[tuple[int, str], Held]:
        """All text that could not go in yet, by record and field key."""
        return dict(self._held)

    def drop_held(self, row: int, column: int) -> bool:
        """Give up the held text of a cell and show its value again. Gives whether there was any."""
        if self._held.pop((self.id_at(row), self.columns[column].key), None) is None:
            return False
        index = self.index(row, column)
        self.dataChanged.emit(index, index)
        self.held_changed.emit()
        return True

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many fields are shown."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """What a cell says in one role."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row, column = index.row(), index.column()
        if role in (_ROLE.DisplayRole, _ROLE.EditRole):
            return self.text_at(row, column)
        if role == _ROLE.TextAlignmentRole:
            side = _ROLE_RIGHT if self.columns[column].kind in _RIGHT else _ROLE_LEFT
            return int(side)
        if role == _ROLE.AccessibleTextRole:
            return self._spoken(row, column)
        if role == _ROLE.ToolTipRole:
            return self._tool_tip(row, column) or None
        return self._own_role(row, column, role)

    def setData(self, index: Index, value: object, role: int = _ROLE.EditRole) -> bool:
        """Write what was typed into a cell. True when it went in or was the same as before."""
        if role != _ROLE.EditRole or not index.isValid() or not self.editable(index.column()):
            return False
        text = "" if value is None else str(value)
        row, column = index.row(), index.column()
        if text == self.text_at(row, column):
            return not self.problem_at(row, column)
        change = CellChange(self.id_at(row), self.columns[column], text)
        return not self.write([change], f"Edit {self.columns[column].label.lower()}")

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be chosen; those of typed fields can be edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsEditable if self.editable(index.column()) else flags

    def headerData(self, section: int, way: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        """The label and help of a field; the number of a row."""
        if way == Qt.Orientation.Vertical:
            return section + 1 if role == _ROLE.DisplayRole else None
        if not 0 <= section < len(self.columns):
            return None
        field = self.columns[section]
        if role == _ROLE.DisplayRole:
            return field.label
        if role == _ROLE.TextAlignmentRole:
            return int(_ROLE_RIGHT if field.kind in _RIGHT else _ROLE_LEFT)
        if role == _ROLE.ToolTipRole:
            return field.help or None
        return self._header_spoken(field) if role == _ROLE.AccessibleTextRole else None

    # within

    def _own_role(self, row: int, column: int, role: int) -> object:
        if role == STATUS_ROLE:
            return self.status_at(row, column)
        if role == PROBLEM_ROLE:
            return self.problem_at(row, column) or None
        return self.id_at(row) if role == ID_ROLE else None

    def _spoken(self, row: int, column: int) -> str:
        text = self.text_at(row, column)
        problem = self.problem_at(row, column)
        if problem:
            return f"{text}. There is a problem: {problem}"
        status = self.status_at(row, column)
        if status is not None:
            return say_status(status)
        return text or "empty"

    def _tool_tip(self, row: int, column: int) -> str:
        problem = self.problem_at(row, column)
        if problem:
            return problem
        text = self.text_at(row, column)
        added = self.ways.tip(self.id_at(row), self.columns[column]) if self.ways.tip is not None else ""
        long_text = text if len(text) > self.columns[column].width or "\n" in text else ""
        return "\n".join(part for part in (long_text, added) if part)

    def _header_spoken(self, field: "Field") -> str:
        places = [key for key, _ in self._sorting]
        if field.key not in places:
            return field.label
        place = places.index(field.key)
        way = "downwards" if self._sorting[place][1] else "upwards"
        order = f", order {place + 1}" if len(places) > 1 else ""
        return f"{field.label}, sorted {way}{order}"

    def _take(self, ids: Sequence[int], rows: Sequence[Row], more: Callable[[], Sequence[str]] | None) -> None:
        self._ids = list(ids)
        self._sieve.load(rows, more)
        present = set(ids)
        self._held = {cell: held for cell, held in self._held.items() if cell[0] in present}
        self._arrange()

    def _tell_changed(self, first: int, last: int) -> None:
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _hold(self, changes: Sequence[CellChange], problems: Problems) -> None:
        before = dict(self._held)
        for change in changes:
            problem = problems.get(change.cell)
            if problem:
                self._held[change.cell] = Held(change.text, problem)
            else:
                self._held.pop(change.cell, None)
        if before != self._held:
            self._tell_changed(0, len(self._shown) - 1)
            self.held_changed.emit()

    def _reset(self, work: Callable[[], None]) -> None:
        self.beginResetModel()
        work()
        self.endResetModel()
        self._tell_count()

    def _arrange(self) -> None:
        self._order = self._sieve.ordered(self._sorting)
        self._sift()

    def _sift(self) -> None:
        self._shown = self._sieve.matching(self._order, self._words, self._filters, self._scope)

    def _tell_count(self) -> None:
        self.counted.emit(len(self._shown), len(self._ids))

    def _warm_a_little(self) -> None:
        if self._warming is None or next(self._warming, _DONE) is _DONE:
            self._warming = None
            self._idle.stop()


def as_register_model(model: object) -> RegisterTableModel:
    """The model as what it is. Raises TypeError for one of another kind."""
    if isinstance(model, RegisterTableModel):
        return model
    raise TypeError(f"no model of a register: {model!r}")


_DONE = object()
_ROLE_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROLE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
