"""The first rows of a sheet as they stand in the file, with the row of headings tinted."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.sheets.cells import as_text
from lif_desktop.sheets.raw import RawSheet, letters

FIRST_ROWS = 60
"""So many rows are shown."""
Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole


class RawModel(QAbstractTableModel):
    """The first rows of one sheet. Rows and columns are named as in Excel."""

    def __init__(self, owner: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._owner = owner
        self._sheet: RawSheet | None = None
        self._header_row = 0
        self._places: frozenset[int] = frozenset()

    @property
    def header_row(self) -> int:
        """The row of the headings, from 1."""
        return self._header_row

    def show_sheet(self, sheet: RawSheet, header_row: int, places: frozenset[int] = frozenset()) -> None:
        """Show a sheet; `header_row` counts from 1, as do `places`, the columns of the table (none: all of them)."""
        self.beginResetModel()
        self._sheet, self._header_row, self._places = sheet, header_row, places
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows are shown."""
        return 0 if parent.isValid() or self._sheet is None else min(FIRST_ROWS, len(self._sheet.rows))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How wide the sheet is."""
        return 0 if parent.isValid() or self._sheet is None else self._sheet.width

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """The words of a cell; the headings stand out by face and tint."""
        if self._sheet is None or not index.isValid():
            return None
        read = self._reads(index)
        head = read and index.row() + 1 == self._header_row
        if role in (_ROLE.DisplayRole, _ROLE.ToolTipRole):
            return as_text(self._sheet.rows[index.row()][index.column()]) or None
        if role == _ROLE.BackgroundRole and head:
            return colour(tokens_of(self._owner).selection)
        if role == _ROLE.ForegroundRole:
            tokens = tokens_of(self._owner)
            return colour(tokens.selected if head else tokens.text if read else tokens.secondary)
        if role == _ROLE.FontRole and head:
            font = QFont(self._owner.font())
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == _ROLE.FontRole and not read:
            font = QFont(self._owner.font())
            font.setItalic(True)
            return font
        if role == _ROLE.AccessibleTextRole:
            words = as_text(self._sheet.rows[index.row()][index.column()]) or "empty"
            return f"{words}, heading" if head else words if read else f"{words}, not read"
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        """Letters of columns, numbers of rows; those that are hidden in the file say so."""
        if role != _ROLE.DisplayRole or self._sheet is None:
            return None
        if way == Qt.Orientation.Horizontal:
            hidden = section + 1 in self._sheet.hidden_columns
            return f"{letters(section + 1)} (hidden)" if hidden else letters(section + 1)
        return f"{section + 1} (hidden)" if section + 1 in self._sheet.hidden_rows else section + 1

    def _reads(self, index: Index) -> bool:
        """Whether a cell belongs to the table."""
        return not self._places or index.column() + 1 in self._places


class RawPreview(QTableView):
    """The preview.

    Signals: `row_chosen(row)`, from 1, when a cell is pressed or Enter is pressed on it; `column_chosen(column)`, from
    1, when that is a heading already.
    """

    row_chosen = Signal(int)
    column_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.raw = RawModel(self, self)
        self.setModel(self.raw)
        self.setAccessibleName("First rows of the sheet")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.clicked.connect(self._choose)
        self.refit()

    def show_sheet(self, sheet: RawSheet, header_row: int, places: frozenset[int] = frozenset()) -> None:
        """Show a sheet with its row of headings in sight; `places` as the model has them."""
        self.raw.show_sheet(sheet, header_row, places)
        self.refit()
        self.scrollTo(self.raw.index(max(0, header_row - 3), 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def refit(self) -> None:
        """Take the size of text that is set now."""
        self.verticalHeader().setDefaultSectionSize(scaled(26))
        self.horizontalHeader().setDefaultSectionSize(scaled(130))
        self.horizontalHeader().setMinimumSectionSize(scaled(48))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, and presses no button of the window."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of two says no more than the first."""
        event.accept()

    def _choose(self, index: QModelIndex) -> None:
        """A cell of the row of headings says where the table begins, any other one where the headings stand."""
        if not index.isValid():
            return
        if index.row() + 1 == self.raw.header_row:
            self.column_chosen.emit(index.column() + 1)
        else:
            self.row_chosen.emit(index.row() + 1)
