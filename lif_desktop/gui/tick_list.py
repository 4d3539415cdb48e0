"""A list of names to tick, several at once: with the mouse, with Space, by typing the beginning of a name."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.roomy import give_room

Group = frozenset[int] | Callable[[], frozenset[int]]
"""What a link ticks: numbers, or what gives them at the moment of the click."""
_ROWS = 6
_NUMBER = int(Qt.ItemDataRole.UserRole)


class TickList(QWidget):
    """Names with a tick each, such as agencies. Signal `edited()` with every tick by hand.

    `groups` are links that tick several at once: (words, `Group`).
    """

    edited = Signal()

    def __init__(
        self,
        label: str,
        names: Iterable[tuple[int, str]],
        groups: Sequence[tuple[str, Group]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = QStandardItemModel(self)
        self._append(names)
        self.view = _TickView(self)
        self.view.setModel(self.model)
        give_room(self.view)
        self.view.setAccessibleName(label)
        self.count = Words("", "secondary", wrap=True)
        none: tuple[str, Group] = ("None", frozenset())
        self.links = [self._link(words, numbers) for words, numbers in (*groups, none)]
        self._lay_out()
        self.setFocusProxy(self.view)
        self.model.itemChanged.connect(lambda _item: self._changed())
        self._tell()

    def set_names(self, names: Iterable[tuple[int, str]]) -> None:
        """Show other names, none of them ticked."""
        self.model.clear()
        self._append(names)
        self.view.updateGeometry()
        self._tell()

    def _append(self, names: Iterable[tuple[int, str]]) -> None:
        for number, name in names:
            item = QStandardItem(name)
            item.setData(number, _NUMBER)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.model.appendRow(item)

    def all(self) -> frozenset[int]:
        """The numbers of everything that is listed now, for a link that ticks all."""
        return frozenset(int(item.data(_NUMBER)) for item in self._items())

    def numbers(self) -> list[int]:
        """What is ticked, in the order of the list."""
        return [int(item.data(_NUMBER)) for item in self._items() if item.checkState() == Qt.CheckState.Checked]

    def tick(self, numbers: Iterable[int]) -> None:
        """Tick these and no others."""
        wanted = set(numbers)
        for item in self._items():
            on = int(item.data(_NUMBER)) in wanted
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _items(self) -> Iterable[QStandardItem]:
        return (self.model.item(row) for row in range(self.model.rowCount()))

    def _link(self, words: str, numbers: Group) -> LinkButton:
        link = LinkButton(words)
        link.setAccessibleName(f"Tick: {words}")
        link.clicked.connect(lambda: self.tick(numbers() if callable(numbers) else numbers))
        return link

    def _lay_out(self) -> None:
        line = WrapLayout(gap=12, line_gap=0)
        for link in self.links:
            line.addWidget(link)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(line)
        whole.addWidget(self.view)
        whole.addWidget(self.count)

    def _changed(self) -> None:
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        ticked = len(self.numbers())
        self.count.setText(f"{ticked} of {self.model.rowCount()} ticked")
        self.view.setAccessibleDescription(self.count.text())


class _TickView(QListView):
    """The list, six rows high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setTabKeyNavigation(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Six rows, or as many as there are."""
        high = max(scaled(24), self.sizeHintForRow(0))
        rows = min(_ROWS, max(1, self.model().rowCount() if self.model() else 1))
        return QSize(scaled(200), rows * high + 2 * self.frameWidth() + 2)

    def minimumSizeHint(self) -> QSize:
        """No lower than its rows."""
        return QSize(scaled(80), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the panel that the list stands in."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
