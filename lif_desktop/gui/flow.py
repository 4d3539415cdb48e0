"""Layouts that follow the width they are given: words and buttons that wrap, fields in as many columns as fit."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from lif_desktop.gui.palette import scaled

COLUMN = 168
"""Least width of a column of fields in pixels at 100 % text."""


class Flowing(QLayout):
    """What both layouts share: their items, and a height that depends on the width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, at: int) -> QLayoutItem | None:
        """The item at a place; None when there is none."""
        return self._items[at] if 0 <= at < len(self._items) else None

    def takeAt(self, at: int) -> QLayoutItem | None:
        """Give up the item at a place."""
        return self._items.pop(at) if 0 <= at < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It does not ask for more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height in pixels that the items need at a width."""
        return self._lay(QRect(0, 0, width, 0), moving=False)

    def setGeometry(self, rect: QRect) -> None:
        """Lay the items out."""
        super().setGeometry(rect)
        self._lay(rect, moving=True)

    def sizeHint(self) -> QSize:
        """As small as it can be; the height follows from the width."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """As wide as the widest item needs."""
        wide = max((item.minimumSize().width() for item in self.shown()), default=0)
        margins = self.contentsMargins()
        return QSize(wide + margins.left() + margins.right(), 0)

    def shown(self) -> Iterator[QLayoutItem]:
        """The items that are not hidden."""
        return (item for item in self._items if not item.isEmpty())

    def _inner(self, rect: QRect) -> QRect:
        margins: QMargins = self.contentsMargins()
        return rect.marginsRemoved(margins)

    def _lay(self, rect: QRect, moving: bool) -> int:
        raise NotImplementedError


class WrapLayout(Flowing):
    """Items at their own width from left to right, going on in the next line where the width ends."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8, line_gap: int = 4) -> None:
        super().__init__(parent)
        self._gap, self._line_gap = gap, line_gap

    def sizeHint(self) -> QSize:
        """All on one line."""
        hints = [item.sizeHint() for item in self.shown()]
        wide = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(wide, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """As wide as the widest item needs, and one line high."""
        wide = max((item.minimumSize().width() for item in self.shown()), default=0)
        return QSize(wide, max((item.sizeHint().height() for item in self.shown()), default=0))

    def _lay(self, rect: QRect, moving: bool) -> int:
        room = self._inner(rect)
        top = room.top()
        for line in self._lines(room.width()):
            high = max(size.height() for _, size in line)
            left = room.left()
            for item, size in line:
                if moving:
                    item.setGeometry(QRect(QPoint(left, top + (high - size.height()) // 2), size))
                left += size.width() + self._gap
            top += high + self._line_gap
        return max(0, top - self._line_gap - rect.top()) + self.contentsMargins().bottom()

    def _lines(self, width: int) -> Iterator[list[tuple[QLayoutItem, QSize]]]:
        """The items of each line with their sizes."""
        line: list[tuple[QLayoutItem, QSize]] = []
        taken = 0
        for item in self.shown():
            hint = item.sizeHint()
            wide = min(hint.width(), max(width, 1))
            size = QSize(wide, height_at(item, wide) if wide < hint.width() else hint.height())
            if line and taken + wide > width:
                yield line
                line, taken = [], 0
            line.append((item, size))
            taken += wide + self._gap
        if line:
            yield line


@dataclass(frozen=True)
class _Line:
    """Items that stand side by side; a wide one stands alone."""

    items: tuple[QLayoutItem, ...]
    wide: bool


class FieldFlow(Flowing):
    """Fields in as many columns as fit, each at least 168 pixels wide at 100 %; wide ones over the whole width.

    A widget is wide when its property "wide" is true.
    """

    def __init__(self, parent: QWidget | None = None, gap: int = 16, line_gap: int = 12) -> None:
        super().__init__(parent)
        self._gap, self._line_gap = gap, line_gap

    def columns(self, width: int) -> int:
        """How many columns fit into `width` pixels; at least one, at most four."""
        return max(1, min(4, (width + self._gap) // (scaled(COLUMN) + self._gap)))

    def _lines(self, columns: int) -> Iterator[_Line]:
        line: list[QLayoutItem] = []
        for item in self.shown():
            wide = bool(item.widget() is not None and item.widget().property("wide"))
            if line and (wide or len(line) == columns):
                yield _Line(tuple(line), False)
                line = []
            if wide:
                yield _Line((item,), True)
            else:
                line.append(item)
        if line:
            yield _Line(tuple(line), False)

    def _lay(self, rect: QRect, moving: bool) -> int:
        room = self._inner(rect)
        columns = self.columns(room.width())
        narrow = (room.width() - self._gap * (columns - 1)) // columns
        top = room.top()
        for line in self._lines(columns):
            width = room.width() if line.wide else narrow
            high = max(height_at(item, width) for item in line.items)
            for at, item in enumerate(line.items):
                if moving:
                    item.setGeometry(QRect(room.left() + at * (width + self._gap), top, width, height_at(item, width)))
            top += high + self._line_gap
        return max(0, top - self._line_gap - rect.top()) + self.contentsMargins().bottom()


def height_at(item: QLayoutItem, width: int) -> int:
    """The height that an item needs at a width, in pixels."""
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
