"""The first rows of a sheet as they stand in the file, with the row of headings tinted."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont
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

    def show_sheet(self, sheet: RawSheet, header_row: int) -> None:
        """Show a sheet; `header_row` counts from 1."""
        self.beginResetModel()
        self._sheet, self._header_row = sheet, header_row
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
        head = index.row() + 1 == self._header_row
        if role in (_ROLE.DisplayRole, _ROLE.ToolTipRole):
            return as_text(self._sheet.rows[index.row()][index.column()]) or None
        if role == _ROLE.BackgroundRole and head:
            return colour(tokens_of(self._owner).selection)
        if role == _ROLE.ForegroundRole:
            tokens = tokens_of(self._owner)
            return colour(tokens.selected if head else tokens.text)
        if role == _ROLE.FontRole and head:
            font = QFont(self._owner.font())
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == _ROLE.AccessibleTextRole:
            words = as_text(self._sheet.rows[index.row()][index.column()]) or "empty"
            return f"{words}, heading" if head else words
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        """Letters of columns, numbers of rows."""
        if role != _ROLE.DisplayRole:
            return None
        return letters(section + 1) if way == Qt.Orientation.Horizontal else section + 1


class RawPreview(QTableView):
    """The preview. Signal `row_chosen(row)`, from 1, when a row is pressed or Enter is pressed on it."""

    row_chosen = Signal(int)

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
        self.clicked.connect(lambda index: self.row_chosen.emit(index.row() + 1))
        self.activated.connect(lambda index: self.row_chosen.emit(index.row() + 1))
        self.refit()

    def show_sheet(self, sheet: RawSheet, header_row: int) -> None:
        """Show a sheet with its row of headings in sight."""
        self.raw.show_sheet(sheet, header_row)
        self.refit()
        self.scrollTo(self.raw.index(max(0, header_row - 3), 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def refit(self) -> None:
        """Take the size of text that is set now."""
        self.verticalHeader().setDefaultSectionSize(scaled(26))
        self.horizontalHeader().setDefaultSectionSize(scaled(130))
        self.horizontalHeader().setMinimumSectionSize(scaled(48))
