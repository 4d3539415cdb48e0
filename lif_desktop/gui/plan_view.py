"""The table of an import plan: old struck through, new beside it, what is held back in red with its reason."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from lif_desktop.gui.palette import scaled
from lif_desktop.gui.plan_lead import FIXED, FixedLead
from lif_desktop.gui.plan_model import LEAD, PlanModel
from lif_desktop.gui.plan_paint import PlanDelegate
from lif_desktop.gui.state_grid import Heading

_BOTH = 290
"""Width in pixels at 100 % text of a column that shows what stood there beside what will."""
_TRIGGERS = (
    QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
    | QAbstractItemView.EditTrigger.DoubleClicked
)


class PlanView(QTableView):
    """The table. Space ticks a row in its first columns, a cell elsewhere; a press on a tick does too.

    F2, a double press or typing puts a cell anew. Signals: `place_changed()` when the cursor moves; `typing_over()`
    when a cell is no longer typed into.
    """

    place_changed = Signal()
    typing_over = Signal()

    def __init__(self, model: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = model
        self.setModel(model)
        self.setHorizontalHeader(Heading(Qt.Orientation.Horizontal, self))
        self.setItemDelegate(PlanDelegate(self, model))
        self.setAccessibleName("Rows of the file")
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(_TRIGGERS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.lead = FixedLead(self, model, PlanDelegate(self, model))
        model.modelReset.connect(self.refit)
        self.horizontalHeader().sectionResized.connect(lambda *_sizes: self.lead.refit())
        self.refit()

    @property
    def typing(self) -> bool:
        """Whether a cell is being typed into."""
        return self.state() == QAbstractItemView.State.EditingState

    def refit(self) -> None:
        """Take the size of text that is set now."""
        self.verticalHeader().setDefaultSectionSize(scaled(32))
        self.horizontalHeader().setFixedHeight(scaled(28))
        changed = self._plan.facts.changed if self._plan.facts is not None else frozenset()
        for column in range(self._plan.columnCount()):
            wide = self._wanted(column)
            if column - LEAD in changed:
                wide = max(wide, _BOTH)
            self.setColumnWidth(column, scaled(wide))
        self.lead.refit()

    def go(self, row: int, column: int) -> None:
        """Put the cursor on a cell and bring it into view."""
        self.setCurrentIndex(self._plan.index(row, column))
        self.scrollTo(self.currentIndex())

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into view, and not under the columns that stay in sight."""
        super().scrollTo(index, hint)
        if index.isValid() and index.column() >= FIXED:
            hidden = self.lead.wide() - self.visualRect(index).left()
            if hidden > 0 and self.lead.isVisible():
                bar = self.horizontalScrollBar()
                bar.setValue(bar.value() - hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the first columns in their place."""
        super().resizeEvent(event)
        self.lead.place()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Tell that the cursor has moved."""
        super().currentChanged(current, previous)
        self.place_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the row or the cell of the cursor; Delete empties a cell; Enter goes down a row, no button."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.isValid():
            self.turn(index.row(), index.column())
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.typing:
            self.go(min(index.row() + 1, self._plan.rowCount() - 1), max(0, index.column()))
            return
        if event.key() == Qt.Key.Key_Delete and index.isValid() and index.column() >= LEAD:
            self._plan.setData(index, "")
            return
        super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: object) -> None:
        """Tell that typing is over."""
        super().closeEditor(editor, hint)  # type: ignore[arg-type]
        self.typing_over.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        if event.type() == QEvent.Type.FontChange:
            self.refit()
        super().changeEvent(event)

    def turn(self, row: int, column: int = 0) -> None:
        """Tick a row or, in a column of the file, a cell; or take the tick away."""
        if column < LEAD:
            self._plan.turn_row(row)
        else:
            self._plan.turn_cell(row, column)

    def _wanted(self, column: int) -> int:
        if column < LEAD:
            return (178, 56, 126)[column]
        plan = self._plan.plan
        field = plan.columns[column - LEAD].field if plan is not None else None
        return 150 if field is None else max(116, min(210, field.width * 8))
