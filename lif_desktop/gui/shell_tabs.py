"""The list of pages down the left edge: words across, a line of counts below, an accent bar at the chosen one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lif_desktop.gui.icons import icon
from lif_desktop.gui.labels import font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.style_parts import paint_box

Index = QModelIndex | QPersistentModelIndex
Item = tuple[str, str, str]
"""Key, label and the line below it ("12 · 2 overdue"), which may be empty."""

_ROLE = Qt.ItemDataRole
_HIGH, _LOW = 44, 38
_WIDTH = 190


@dataclass
class _Tab:
    key: str
    label: str
    detail: str


class _TabModel(QAbstractListModel):
    """The tabs, and the names of their icons."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tabs: list[_Tab] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.tabs)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.tabs):
            return None
        tab = self.tabs[index.row()]
        if role == _ROLE.DisplayRole:
            return tab.label
        if role == _ROLE.AccessibleTextRole:
            return f"{tab.label}, {tab.detail.replace(' · ', ', ')}" if tab.detail else tab.label
        if role == _ROLE.ToolTipRole and index.row() < 9:
            return f"{tab.label} (Ctrl+{index.row() + 1})"
        return None

    def put(self, items: Sequence[Item]) -> None:
        tabs = [_Tab(*item) for item in items]
        if [tab.key for tab in tabs] == [tab.key for tab in self.tabs]:
            self.tabs = tabs
            if tabs:
                self.dataChanged.emit(self.index(0), self.index(len(tabs) - 1))
            return
        self.beginResetModel()
        self.tabs = tabs
        self.endResetModel()


class ShellTabs(QListView):
    """The pages of the program. Arrows, Home and End, and the first letters of a word choose; so does a click.

    Signal `chosen(key)` when she chooses another page; not when the program does with `choose`.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _TabModel(self)
        self._quiet = False
        self.setModel(self._model)
        self.setItemDelegate(_TabDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Pages")
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setViewportMargins(8, 4, 8, 4)
        self.refit()

    def set_items(self, items: Sequence[Item]) -> None:
        """Show these (key, label, detail); the chosen page stays chosen when it is among them."""
        before = self.current_key()
        self._model.put(items)
        self.refit()
        if before != self.current_key() and before:
            self.choose(before)
        if not self.currentIndex().isValid() and items:
            self.choose(items[0][0])

    def current_key(self) -> str:
        """The key of the chosen page; "" when there is none."""
        row = self.currentIndex().row()
        return self._model.tabs[row].key if 0 <= row < len(self._model.tabs) else ""

    def keys(self) -> list[str]:
        """The keys of all pages, in order."""
        return [tab.key for tab in self._model.tabs]

    def detail(self, key: str) -> str:
        """The line below a page's label; "" for a page that is not there."""
        return next((tab.detail for tab in self._model.tabs if tab.key == key), "")

    def choose(self, key: str) -> bool:
        """Choose a page without telling. False when it is not there."""
        if key not in self.keys():
            return False
        self._quiet = True
        self.setCurrentIndex(self._model.index(self.keys().index(key)))
        self._quiet = False
        return True

    def refit(self) -> None:
        """Take the text size that is set now, and the width of the longest words."""
        label, small = QFontMetrics(font_for("strong")), QFontMetrics(font_for("small"))
        wide = max(
            (max(label.horizontalAdvance(tab.label), small.horizontalAdvance(tab.detail)) for tab in self._model.tabs),
            default=0,
        )
        self.setFixedWidth(max(scaled(_WIDTH), wide + scaled(44) + 24))
        self.scheduleDelayedItemsLayout()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Tell of another page, when she chose it."""
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid():
            self.chosen.emit(self.current_key())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on into the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Lay the tabs out anew when the text grows."""
        if event.type() == QEvent.Type.FontChange:
            self.refit()
        return bool(super().event(event))


class _TabDelegate(QStyledItemDelegate):
    """Paints one tab: icon, label, line of counts, and the accent bar of the chosen one."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        detail = model.tabs[index.row()].detail if isinstance(model, _TabModel) else ""
        return QSize(scaled(120), scaled(_HIGH if detail else _LOW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, _TabModel):
            return
        tab = model.tabs[index.row()]
        tokens = tokens_of(option.palette)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        body = option.rect.adjusted(0, 1, 0, -1)
        if chosen:
            paint_box(painter, body, tokens.selection, "", radius=6)
            bar = QRect(body.left(), body.top() + scaled(9), 3, body.height() - 2 * scaled(9))
            paint_box(painter, bar, tokens.accent, "", radius=1.5)
        elif state & QStyle.StateFlag.State_MouseOver:
            paint_box(painter, body, tokens.hover, "", radius=6)
        side, left = scaled(18), body.left() + scaled(12)
        ink = "selected" if chosen else "secondary"
        icon(tab.key, ink).paint(painter, QRect(left, body.center().y() - side // 2, side, side))
        room = body.adjusted(scaled(40), 0, -scaled(6), 0)
        first = tokens.selected if chosen else tokens.text
        second = tokens.selected_secondary if chosen else tokens.secondary
        _paint_words(painter, room, tab, font_for("strong" if chosen else "plain"), first, second)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_box(painter, body, "", tokens.accent, 2, 6)


def _paint_words(painter: QPainter, room: QRect, tab: _Tab, font: QFont, first: str, second: str) -> None:
    """The label, and the line of counts below it, together in the middle."""
    small = font_for("small")
    upper, lower = QFontMetrics(font).height(), QFontMetrics(small).height() if tab.detail else 0
    top = room.top() + (room.height() - upper - lower) // 2
    side = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    painter.setFont(font)
    painter.setPen(colour(first))
    painter.drawText(QRect(room.left(), top, room.width(), upper), side, tab.label)
    if tab.detail:
        painter.setFont(small)
        painter.setPen(colour(second))
        painter.drawText(QRect(room.left(), top + upper, room.width(), lower), side, tab.detail)
