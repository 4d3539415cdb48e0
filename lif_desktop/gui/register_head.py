"""The head of a register's page: title and count, the line that filters, the views, the buttons. It wraps."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLayoutItem,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lif_desktop.gui.flow import Flowing, WrapLayout, height_at
from lif_desktop.gui.icons import icon
from lif_desktop.gui.labels import Words
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.pickers import IconButton
from lif_desktop.gui.saved_filters import SavedButton
from lif_desktop.gui.widgets import plain_button, primary_button


class HeadLayout(Flowing):
    """Three blocks: title, filter, buttons. On one line with the buttons at the right, or on two or three lines."""

    def __init__(self, parent: QWidget | None = None, gap: int = 24, line_gap: int = 8) -> None:
        super().__init__(parent)
        self._gap, self._line_gap = gap, line_gap

    def minimumSize(self) -> QSize:
        """As wide as the widest block needs, and one line high."""
        wide = max((item.minimumSize().width() for item in self.shown()), default=0)
        return QSize(wide, max((item.minimumSize().height() for item in self.shown()), default=0))

    def _lay(self, rect: QRect, moving: bool) -> int:
        items = list(self.shown())
        wants = [item.sizeHint().width() for item in items]
        room = rect.width()
        if len(items) == 3 and sum(wants) + 2 * self._gap <= room:
            lines = [items]
        elif len(items) == 3 and wants[0] + wants[2] + self._gap <= room:
            lines = [[items[0], items[2]], [items[1]]]
        else:
            lines = [[item] for item in items]
        top = rect.top()
        for line in lines:
            top += self._lay_line(line, QRect(rect.left(), top, room, 0), moving) + self._line_gap
        return max(0, top - self._line_gap - rect.top())

    def _lay_line(self, line: Sequence[QLayoutItem], rect: QRect, moving: bool) -> int:
        """Lay blocks side by side, the last of several at the right; gives the height."""
        sizes = []
        for item in line:
            wide = min(item.sizeHint().width(), rect.width())
            sizes.append(QSize(wide, height_at(item, wide)))
        high = max(size.height() for size in sizes)
        left = rect.left()
        for place, (item, size) in enumerate(zip(line, sizes, strict=True)):
            if place and place == len(line) - 1:
                left = rect.right() + 1 - size.width()
            if moving:
                item.setGeometry(QRect(left, rect.top() + (high - size.height()) // 2, size.width(), size.height()))
            left += size.width() + self._gap
        return high


class FilterLine(QLineEdit):
    """Filters the list while it is typed. Escape empties it, Down and Enter lead into the list."""

    into_list = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Filter this list (Ctrl+F)")
        self.setAccessibleName("Filter this list")
        self.setClearButtonEnabled(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for its own words."""
        wide = self.fontMetrics().horizontalAdvance(self.placeholderText()) + scaled(56)
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Narrow if it must be."""
        return QSize(scaled(140), super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, Down and Enter."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.into_list.emit()
        else:
            super().keyPressEvent(event)


class RegisterHead(QWidget):
    """Title, second line, filter, views and buttons of a register's page."""

    def __init__(
        self, title: str, singular: str, views: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = Words(title, "title")
        self.subtitle = Words("", "secondary", wrap=False)
        self.filter = FilterLine()
        self.filters = IconButton(32)
        self.columns = IconButton(32)
        self.views = QComboBox()
        self.saved = SavedButton()
        self.import_button = plain_button("Import…")
        self.tracker_button = plain_button("Save as Excel…")
        self.papers_button = plain_button("Papers…")
        self.new_button = primary_button(f"New {singular}")
        for key, words in views:
            self.views.addItem(words, key)
        self._name()
        self._lay_out()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def buttons(self) -> list[QPushButton]:
        """The buttons at the right, from left to right."""
        return [self.import_button, self.tracker_button, self.papers_button, self.new_button]

    def _name(self) -> None:
        self.filters.setIcon(icon("filter", "secondary"))
        self.filters.setCheckable(True)
        self.filters.setAccessibleName("Filter each column")
        self.filters.setToolTip("A filter line under each heading (Ctrl+Shift+L)")
        self.columns.setIcon(icon("columns", "secondary"))
        self.columns.setAccessibleName("Columns")
        self.columns.setToolTip("Which columns the list shows")
        self.views.setAccessibleName("View")
        self.views.setToolTip("Which records the list shows")
        self.views.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.import_button.setToolTip("Take in a spreadsheet")
        self.tracker_button.setToolTip("Give out this register, or what is shown of it, as Excel or another file")
        self.papers_button.setToolTip("Make a paper from the records")
        self.new_button.setToolTip("Ctrl+N")

    def _lay_out(self) -> None:
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.title)
        lines.addWidget(self.subtitle)
        middle = QWidget()
        line = QHBoxLayout(middle)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for part in (self.filter, self.filters, self.columns, self.views, self.saved):
            line.addWidget(part)
        right = QWidget()
        wrap = WrapLayout(right, gap=12)
        for button in self.buttons():
            wrap.addWidget(button)
        whole = HeadLayout(self)
        for block in (words, middle, right):
            whole.addWidget(block)
