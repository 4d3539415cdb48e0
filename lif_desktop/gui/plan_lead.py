"""What a row of an import does and its number, which stay in sight while the columns of the file move under them."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView

from lif_desktop.gui.palette import colour, tokens_of
from lif_desktop.gui.state_grid import Heading

FIXED = 2
"""So many columns stay in sight."""


class FixedLead(QTableView):
    """The first columns of a table once more, over the table itself. It takes no focus: the table has the cursor."""

    def __init__(self, table: QTableView, model: QAbstractItemModel, delegate: QStyledItemDelegate) -> None:
        super().__init__(table)
        self._table = table
        self.setModel(model)
        self.setHorizontalHeader(Heading(Qt.Orientation.Horizontal, self))
        self.setSelectionModel(table.selectionModel())
        self.setItemDelegate(delegate)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAccessibleName("What each row does")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.horizontalScrollBar().valueChanged.connect(lambda _value: self.place())
        self.hide()

    def refit(self) -> None:
        """Take the widths and heights of the table."""
        self.verticalHeader().setDefaultSectionSize(self._table.verticalHeader().defaultSectionSize())
        for column in range(self.model().columnCount()):
            self.setColumnHidden(column, column >= FIXED)
            if column < FIXED:
                self.setColumnWidth(column, self._table.columnWidth(column))
        self.place()

    def wide(self) -> int:
        """How wide it is, in pixels."""
        return sum(self._table.columnWidth(column) for column in range(FIXED))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, and the edge under which the other columns move."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        right = self.viewport().width() - 1
        painter.setPen(colour(tokens_of(self).edge))
        painter.drawLine(right, 0, right, self.viewport().height())

    def place(self) -> None:
        """Stand over the beginning of the table while that is scrolled away."""
        away = self._table.horizontalScrollBar().value() > 0
        room = self._table.viewport()
        high = self._table.horizontalHeader().height()
        self.horizontalHeader().setFixedHeight(max(1, high))
        self.setGeometry(room.x(), room.y() - high, min(self.wide(), room.width()), room.height() + high)
        self.setVisible(away and self.wide() < room.width() // 2)
        if self.isVisible():
            self.verticalScrollBar().setValue(self._table.verticalScrollBar().value())
