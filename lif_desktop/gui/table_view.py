"""The table of a register: its look, the widths of its columns, and where the cursor is."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from lif_desktop.gui.block import Area
from lif_desktop.gui.cell_paint import CellPainter
from lif_desktop.gui.delegate import CellDelegate
from lif_desktop.gui.editors import Help, put_text, take_text
from lif_desktop.gui.header import RegisterHeader
from lif_desktop.gui.hint import CellHint
from lif_desktop.gui.palette import POINTS, scaled
from lif_desktop.gui.table_model import RegisterTableModel, as_register_model

if TYPE_CHECKING:
    from lif_desktop.framework.workdays import WorkingDays
    from lif_desktop.registers.field import Field

ROW_HEIGHT = 34
"""Height of a row in pixels at 100 % text."""

_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect


class RegisterTable(QTableView):
    """The rows of a register with headings that sort and filter, keeping its place when rows come and go.

    Signals: `current_changed(row_id)` when the cursor comes to another record (-1 for none);
    `widths_changed(widths)` after a heading was dragged.
    """

    current_changed = Signal(int)
    widths_changed = Signal(dict)

    def __init__(
        self,
        model: RegisterTableModel,
        *,
        today: Callable[[], date] = date.today,
        calendar: "WorkingDays | None" = None,
        name: str = "Register",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        offered = model.ways.choices
        self._keeper: tuple[int, int, int, int, str | None] = (-1, 0, 0, 0, None)
        self._told = -1
        self._user_drags = True
        self._natural: list[float] = []
        self.cells = CellDelegate(self, Help(today, calendar, offered or (lambda _field: ())))
        self.painting = CellPainter(self)
        self.headings = RegisterHeader(self)
        self.hint = CellHint(self.viewport())
        self.setAccessibleName(name)
        self._set_manners()
        self.setModel(model)
        self._natural = [self._wanted(field) for field in model.columns]
        self._wire(model)
        self.refit()

    def register_model(self) -> RegisterTableModel:
        """The model, as what it is."""
        return as_register_model(self.model())

    def _set_manners(self) -> None:
        self.setItemDelegate(self.cells)
        self.setHorizontalHeader(self.headings)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)

    def _wire(self, model: RegisterTableModel) -> None:
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._find_place)
        model.held_changed.connect(self.show_hint)
        self.headings.sorting_asked.connect(model.sort_by)
        self.headings.filter_typed.connect(model.set_column_filter)
        self.headings.filter_left.connect(self.setFocus)
        self.headings.filter_entered.connect(self._show_column)
        self.headings.sectionResized.connect(self._resized)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # size and widths

    def refit(self) -> None:
        """Take the text size that is set now."""
        self.painting.refit()
        self.headings.refit()
        self.verticalHeader().setDefaultSectionSize(scaled(ROW_HEIGHT))
        self._lay_widths()

    def widths(self) -> dict[str, int]:
        """The widths of the columns by field key, in pixels at 100 % text; to be kept and given back."""
        return {
            field.key: round(width) for field, width in zip(self.register_model().columns, self._natural, strict=True)
        }

    def set_widths(self, widths: Mapping[str, int]) -> None:
        """Lay out columns with kept widths; a column without one keeps its own."""
        columns = self.register_model().columns
        self._natural = [
            float(widths.get(field.key, width)) for field, width in zip(columns, self._natural, strict=True)
        ]
        self._lay_widths()

    def _wanted(self, field: "Field") -> float:
        """Pixels at 100 % text for a column: its width in characters, its heading, or its badge."""
        metrics = self.fontMetrics()
        ratio = POINTS / QApplication.font().pointSizeF()
        heading = metrics.horizontalAdvance(field.label) * 1.1 + scaled(36)
        words = metrics.averageCharWidth() * 1.08 * field.width + scaled(22 if field.kind != "status" else 44)
        if field.kind == "date":
            words = max(words, metrics.horizontalAdvance("30 September 2026") + scaled(22))
        return max(heading, words) * ratio

    def _lay_widths(self) -> None:
        """Give each column its width; the last one that is shown takes what room is left."""
        if not self._natural:
            return
        self._user_drags = False
        shown = self.shown_columns()
        sizes = [scaled(width) for width in self._natural]
        left = self.viewport().width() - sum(sizes[column] for column in shown)
        for column in shown:
            more = left if column == shown[-1] and left > 0 else 0
            self.headings.resizeSection(column, sizes[column] + more)
        self._user_drags = True

    def _resized(self, column: int, _old: int, new: int) -> None:
        if self._user_drags:
            self._natural[column] = new / scaled(100) * 100
            self._lay_widths()
            self.widths_changed.emit(self.widths())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the last column follow the edge."""
        super().resizeEvent(event)
        self._lay_widths()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are asked for."""
        painter = QPainter(self.viewport())
        self.painting.paint(painter, event.rect())

    # where the cursor is

    def shown_columns(self) -> list[int]:
        """The columns that are not hidden, from left to right."""
        count = self.register_model().columnCount()
        ordered = sorted(range(count), key=self.headings.visualIndex)
        return [column for column in ordered if not self.isColumnHidden(column)]

    def current_id(self) -> int:
        """The record the cursor is on; -1 when there is none."""
        index = self.currentIndex()
        return self.register_model().id_at(index.row()) if index.isValid() else -1

    def go_to(self, row_id: int, key: str = "") -> bool:
        """Put the cursor on a record, on the column of a field when one is named. False when it is not shown."""
        model = self.register_model()
        row = model.row_of(row_id)
        if row < 0:
            return False
        column = model.column_of(key) if key else self.currentIndex().column()
        self.stand_on(row, max(column, 0) if column >= 0 else self.shown_columns()[0])
        return True

    def area(self) -> Area:
        """The chosen cells that can be seen; the current one when none is chosen."""
        shown = self.shown_columns()
        chosen = [(at.row(), at.column()) for at in self.selectionModel().selectedIndexes() if at.column() in shown]
        if not chosen and self.currentIndex().isValid():
            chosen = [(self.currentIndex().row(), self.currentIndex().column())]
        columns = {column for _, column in chosen}
        return Area(tuple(sorted({row for row, _ in chosen})), tuple(at for at in shown if at in columns))

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Tint the row of the cursor, show what is held there, and tell when the record is another."""
        super().currentChanged(current, previous)
        for row in {current.row(), previous.row()}:
            if row >= 0:
                self.viewport().update(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))
        self.show_hint()
        now = self.current_id()
        if now != self._told and not self._resetting:
            self._told = now
            self.current_changed.emit(now)

    _resetting = False

    def open_editor(self) -> QWidget | None:
        """The editor that is open in the current cell."""
        index = self.currentIndex()
        return self.indexWidget(index) if index.isValid() else None

    def stand_on(self, row: int, column: int) -> None:
        """Put the cursor on a cell, by row and column as shown, and bring it into view."""
        index = self.register_model().index(row, column)
        self.selectionModel().setCurrentIndex(index, _CHOOSE)
        self.scrollTo(index)

    def _show_column(self, column: int) -> None:
        top = self.rowAt(1)
        self.scrollTo(self.register_model().index(max(top, 0), column))

    def _scrolled(self) -> None:
        self.headings.updateGeometries()
        self.show_hint()

    def show_hint(self) -> None:
        """Say beside the current cell why its text could not go in; say nothing where it did."""
        index = self.currentIndex()
        words = self.register_model().problem_at(index.row(), index.column()) if index.isValid() else ""
        self.hint.say(words, self.visualRect(index))

    # keeping place when rows come and go

    def _keep_place(self) -> None:
        index = self.currentIndex()
        editor = self.open_editor()
        typed = take_text(editor) if editor is not None else None
        self._resetting = True
        self._keeper = (self.current_id(), index.row(), index.column(), self.verticalScrollBar().value(), typed)

    def _find_place(self) -> None:
        row_id, row, column, scrolled, typed = self._keeper
        model = self.register_model()
        self._lay_widths()
        self.verticalScrollBar().setValue(scrolled)
        found = model.row_of(row_id) if row_id >= 0 else -1
        place = found if found >= 0 else min(row, model.rowCount() - 1)
        self._resetting = False
        if place >= 0 and row >= 0:
            self.stand_on(place, column)
        if found >= 0 and typed is not None:
            self.edit(model.index(found, column))
            editor = self.open_editor()
            if editor is not None:
                put_text(editor, typed, False)
        if not self.currentIndex().isValid() and self._told != -1:
            self._told = -1
            self.current_changed.emit(-1)
