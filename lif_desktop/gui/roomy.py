"""Gives the lines of small lists the height that a hand and an eye need."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from lif_desktop.gui.labels import font_for
from lif_desktop.gui.palette import scaled

LINE, AIR = 30, 12
"""Least height of a line, and the air around its words, in pixels at 100 % text."""


class _Roomy(QStyledItemDelegate):
    """Paints as the style does, in lines that are high enough."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As large as the words need, with air above and below."""
        size = super().sizeHint(option, index)
        line = QFontMetrics(font_for("plain")).height()
        lines = str(index.data(Qt.ItemDataRole.DisplayRole) or "").count("\n") + 1
        words = line * max(lines, size.height() // line)  # more than its own where a line is wrapped
        return QSize(size.width(), max(size.height(), words + scaled(AIR), scaled(LINE)))


def give_room(view: QAbstractItemView) -> None:
    """Make the lines of a list or tree high enough, and the headings of a tree as high as its lines."""
    view.setItemDelegate(_Roomy(view))
    if isinstance(view, QTreeView):
        view.header().setMinimumHeight(scaled(LINE))
