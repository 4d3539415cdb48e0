"""A small table that compares: a name at the left, states or words across. It is read and chosen in, never typed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from lif_desktop.framework.status import Status
from lif_desktop.gui.badge import badge_font, badge_width, paint_badge, say_status
from lif_desktop.gui.labels import font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of

Index = QModelIndex | QPersistentModelIndex
_WRAP = int(Qt.TextFlag.TextWordWrap)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_PAD, _NAME, _TIGHT, _LEAST = 8, 108, 72, 48
"""In pixels at 100 % text: the room in a cell, the narrowest names, those in too narrow a pane, narrowest states."""
_MOST_ROWS = 40
"""A table is as high as its rows up to so many; the rest scrolls."""


@dataclass(frozen=True)
class GridCell:
    """What stands in a cell: a state as a badge or plain words, and quiet words beneath.

    `said` is what a screen reader says in their place; `faint` words are of something that is not there.
    """

    words: str = ""
    status: Status | None = None
    below: str = ""
    said: str = ""
    faint: bool = False

    def spoken(self) -> str:
        """What a screen reader says."""
        parts = (say_status(self.status) if self.status else self.words, self.below)
        return self.said or ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class GridRow:
    """A row: its name, quiet words beneath it, and its cells."""

    name: str
    cells: tuple[GridCell, ...]
    below: str = ""


class _Model(QAbstractTableModel):
    """The rows as Qt asks for them; column 0 holds the names."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.headings: tuple[str, ...] = ("",)
        self.rows: tuple[GridRow, ...] = ()

    def take(self, headings: Sequence[str], rows: Sequence[GridRow]) -> None:
        self.beginResetModel()
        self.headings, self.rows = tuple(headings), tuple(rows)
        self.endResetModel()

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own way of saying "none"
        return len(self.rows)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.headings)

    def cell(self, row: int, column: int) -> GridCell:
        one = self.rows[row]
        return GridCell(one.name, below=one.below) if column == 0 else one.cells[column - 1]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.status.word if cell.status else cell.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            heading = self.headings[index.column()]
            about = "" if index.column() == 0 else f"{self.rows[index.row()].name}, {heading}: "
            return about + (cell.spoken() or "empty")
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (cell.status.word if cell.status else cell.words, cell.below) if part)
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        return None


class _Delegate(QStyledItemDelegate):
    """Paints a cell: the name in a stronger face, states as badges, second lines in quiet words."""

    def __init__(self, grid: "StateGrid") -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = tokens_of(self._grid)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        ground = tokens.selection if chosen else tokens.alternate if index.row() % 2 else tokens.base
        painter.fillRect(option.rect, colour(ground))
        cell = self._grid.cell(index.row(), index.column())
        inner = option.rect.adjusted(scaled(_PAD), scaled(4), -scaled(4), -scaled(4))
        quiet = colour(tokens.selected_secondary if chosen else tokens.secondary)
        lower = QFontMetrics(font_for("small")).height() if cell.below else 0
        upper = inner.adjusted(0, 0, 0, -lower)
        if cell.status is not None and not cell.faint:
            paint_badge(painter, upper, cell.status, tokens, badge_font(QApplication.font()))
        else:
            words = cell.status.word if cell.status else cell.words
            painter.setFont(_face(index.column(), cell))
            painter.setPen(quiet if cell.faint else colour(tokens.selected if chosen else tokens.text))
            painter.drawText(upper, _LEFT | _WRAP, fitted(words, painter.font(), upper.size()))
        if cell.below:
            painter.setFont(font_for("small"))
            painter.setPen(quiet)
            line = QRect(inner.left(), inner.bottom() - lower + 1, inner.width(), lower)
            shown = QFontMetrics(painter.font()).elidedText(cell.below, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, _LEFT, shown)
        if index == self._grid.currentIndex() and self._grid.hasFocus():
            painter.setPen(QPen(colour(tokens.accent), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()


class Heading(QHeaderView):
    """Headings that wrap, level with the words beneath them."""

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one heading."""
        tokens = tokens_of(self)
        painter.save()
        painter.fillRect(rect, colour(tokens.base))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour(tokens.line))
        painter.setFont(heading_font())
        painter.setPen(colour(tokens.secondary))
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        room = rect.adjusted(scaled(_PAD), 0, -scaled(4), 0)
        painter.drawText(room, _LEFT | _WRAP, fitted(words, painter.font(), room.size()))
        painter.restore()


def heading_font() -> QFont:
    """The face of a heading: a little smaller than the text, and stronger."""
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * 0.92)
    font.setWeight(QFont.Weight.DemiBold)
    return font


class StateGrid(QTableView):
    """Names down, states across. The arrows walk, Tab leaves, Enter or a double click presses a cell.

    With `whole_rows` a row is chosen as a whole, else cells, several at once.

    Signals: `pressed_cell(row, column)` and `came_to(row, column)`, both counted without the column of names; the
    column is -1 for a name. `key_pressed(letter)` for a letter typed on a cell.
    """

    pressed_cell = Signal(int, int)
    came_to = Signal(int, int)
    key_pressed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None, *, whole_rows: bool = False) -> None:
        super().__init__(parent)
        self._grid = _Model(self)
        self.setModel(self._grid)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        behaviour, mode = QAbstractItemView.SelectionBehavior, QAbstractItemView.SelectionMode
        self.setSelectionBehavior(behaviour.SelectRows if whole_rows else behaviour.SelectItems)
        self.setSelectionMode(mode.SingleSelection if whole_rows else mode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        headings = Heading(Qt.Orientation.Horizontal, self)
        self.setHorizontalHeader(headings)
        headings.setSectionsClickable(False)
        headings.setMinimumSectionSize(scaled(24))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(lambda index: self.pressed_cell.emit(index.row(), index.column() - 1))
        self.selectionModel().currentChanged.connect(lambda new, _old: self.came_to.emit(new.row(), new.column() - 1))

    def show_rows(self, headings: Sequence[str], rows: Sequence[GridRow]) -> None:
        """Show rows under headings, the first of which stands over the names. The cursor stays where it was."""
        here = self.currentIndex()
        self._grid.take(headings, rows)
        self.refit()
        if rows:
            row, column = max(0, min(here.row(), len(rows) - 1)), max(0, min(here.column(), len(headings) - 1))
            self.setCurrentIndex(self._grid.index(row, max(column, min(1, len(headings) - 1))))

    def cell(self, row: int, column: int) -> GridCell:
        """What stands in a cell, column 0 being the names."""
        return self._grid.cell(row, column)

    def rows(self) -> tuple[GridRow, ...]:
        """The rows shown."""
        return self._grid.rows

    def headings(self) -> tuple[str, ...]:
        """The headings shown."""
        return self._grid.headings

    def chosen(self) -> list[tuple[int, int]]:
        """The cells chosen, as (row, column) without the column of names, from the top."""
        found = {(index.row(), index.column() - 1) for index in self.selectedIndexes() if index.column() > 0}
        return sorted(found)

    def refit(self) -> None:
        """Take the text size that is set now."""
        self._lay_widths()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as the headings and the rows."""
        rows = min(max(1, self._grid.rowCount()), _MOST_ROWS) * self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar().sizeHint().height() if self.horizontalScrollBar().maximum() else 0
        return QSize(scaled(320), self._heading_height() + rows + bar + 2)

    def minimumSizeHint(self) -> QSize:
        """No lower than its rows."""
        return QSize(scaled(160), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns the room there is."""
        super().resizeEvent(event)
        self._lay_widths()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses a cell, a letter is passed on, everything else is as in any table."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.pressed_cell.emit(index.row(), index.column() - 1)
        elif event.text().isalpha() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.key_pressed.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    # widths

    def _lay_widths(self) -> None:
        """States get what their widest words need, their badges alone where there is less room; names get the rest."""
        count = self._grid.columnCount()
        room = self.viewport().width()
        full, tight = ([self._wanted(column, tight=one) for column in range(1, count)] for one in (False, True))
        wanted = full if sum(full) + scaled(_NAME) <= room else tight
        least = scaled(_NAME if wanted is full else _TIGHT)
        name = max(least, min(room - sum(wanted), self._name_width()))
        spare = max(0, room - name - sum(wanted))
        self.horizontalHeader().resizeSection(0, name + (spare if not wanted else 0))
        for at, width in enumerate(wanted):
            self.horizontalHeader().resizeSection(at + 1, width + spare // max(1, len(wanted)))
        self.horizontalHeader().setFixedHeight(self._heading_height())
        rows = self._grid.rows
        double = any(row.below for row in rows) or any(cell.below for row in rows for cell in row.cells)
        wraps = self._name_width() > self.columnWidth(0)
        self.verticalHeader().setDefaultSectionSize(scaled(48 if double or wraps else 34))

    def _wanted(self, column: int, *, tight: bool) -> int:
        """Pixels for a column of states: its badges and the longest word of its heading, and all words unless tight."""
        plain, small, badge = (
            QFontMetrics(QApplication.font()),
            QFontMetrics(font_for("small")),
            badge_font(QApplication.font()),
        )
        heading = QFontMetrics(heading_font())
        words = max((heading.horizontalAdvance(word) for word in self._grid.headings[column].split()), default=0)
        for row in range(self._grid.rowCount()):
            cell = self._grid.cell(row, column)
            own = plain.horizontalAdvance(cell.status.word) if cell.status and cell.faint else 0
            if cell.status and not cell.faint:
                own = badge_width(cell.status.word, badge)
            words = max(words, own)
            if not tight:
                words = max(words, plain.horizontalAdvance(cell.words), small.horizontalAdvance(cell.below))
        return max(scaled(_LEAST), min(words, scaled(220)) + scaled(_PAD + (4 if tight else 8)))

    def _name_width(self) -> int:
        strong, small = QFontMetrics(font_for("strong")), QFontMetrics(font_for("small"))
        wide = (max(strong.horizontalAdvance(row.name), small.horizontalAdvance(row.below)) for row in self._grid.rows)
        return max(wide, default=0) + scaled(_PAD + 8)

    def _heading_height(self) -> int:
        """As high as the headings that wrap most."""
        metrics = QFontMetrics(heading_font())
        high = metrics.height()
        for column, words in enumerate(self._grid.headings):
            width = max(1, self.columnWidth(column) - scaled(_PAD + 4))
            high = max(high, metrics.boundingRect(QRect(0, 0, width, 9999), _WRAP, words).height())
        return max(scaled(32), high + scaled(12))


@lru_cache(maxsize=2048)
def _words_that_fit(words: str, face: str, wide: int, high: int) -> str:
    font = QFont()
    font.fromString(face)
    metrics = QFontMetrics(font)

    def fits(text: str) -> bool:
        return metrics.boundingRect(QRect(0, 0, max(1, wide), 9999), _WRAP, text).height() <= high

    if fits(words):
        return words
    least, most = 0, len(words)
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if fits(f"{words[:middle].rstrip()}…") else (least, middle - 1)
    return f"{words[:least].rstrip()}…"


def fitted(words: str, font: QFont, room: QSize) -> str:
    """Words that wrap, cut with an ellipsis where they would need more lines than there is room for."""
    return _words_that_fit(words, font.toString(), room.width(), max(room.height(), QFontMetrics(font).height()))


def _face(column: int, cell: GridCell) -> QFont:
    return font_for("plain" if column or cell.faint else "strong")
