"""A list of records under headings: Enter or a double click leads to one. Gaps, returns and search show through it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from lif_desktop.gui.labels import Words
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.roomy import give_room

Target = tuple[str, int]
"""A register and a number; ("", 0) leads nowhere."""
Line = tuple[tuple[str, ...], Target]
"""The words of each column, and where the line leads."""

_TARGET = Qt.ItemDataRole.UserRole


class RecordList(QTreeWidget):
    """Lines under headings. Signal `chosen(register, id)`."""

    chosen = Signal(str, int)

    def __init__(self, name: str, headings: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setColumnCount(max(1, len(headings)))
        self.setHeaderLabels(list(headings) or [name])
        self.setHeaderHidden(not headings)
        self.setUniformRowHeights(bool(headings))
        self.setWordWrap(not headings)
        self.setAlternatingRowColors(True)
        self.setRootIsDecorated(False)
        self.setIndentation(scaled(12))
        give_room(self)
        if not headings:
            self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.itemActivated.connect(self._activated)

    def show_groups(self, groups: Sequence[tuple[str, Sequence[Line]]]) -> None:
        """Show lines under their headings, and choose the first line."""
        self.clear()
        for words, lines in groups:
            group = QTreeWidgetItem([words])
            group.setFont(0, Words("", "strong").font())
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.addTopLevelItem(group)
            group.setFirstColumnSpanned(True)
            for texts, target in lines:
                group.addChild(_item(texts, target))
            group.setExpanded(True)
        self.choose_first()

    def choose_first(self) -> None:
        """Put the cursor on the first line."""
        lines = self.lines()
        if lines:
            self.setCurrentItem(lines[0])

    def lines(self) -> list[QTreeWidgetItem]:
        """Every line, in order, without the headings."""
        groups = (self.topLevelItem(at) for at in range(self.topLevelItemCount()))
        found = [group.child(at) for group in groups if group is not None for at in range(group.childCount())]
        return [line for line in found if line is not None]

    def open_current(self) -> None:
        """Go to the line under the cursor."""
        item = self.currentItem()
        if item is not None:
            self._activated(item)

    def _activated(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        target = item.data(0, _TARGET)
        if target and target[0]:
            self.chosen.emit(target[0], target[1])


def _item(texts: Sequence[str], target: Target) -> QTreeWidgetItem:
    item = QTreeWidgetItem(list(texts))
    item.setData(0, _TARGET, target)
    for column, text in enumerate(texts):
        item.setToolTip(column, text)
    return item
