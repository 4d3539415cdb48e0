"""Editors that pick: several entries of a list by ticks, a record by its reference or title, several records."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lif_desktop.framework.choice import Choice
from lif_desktop.gui.form_editors import ListBox
from lif_desktop.gui.icons import icon
from lif_desktop.gui.labels import Words
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.records import an, counted, typed_reference
from lif_desktop.gui.wrap_link import WrapLink
from lif_desktop.registers.values import SEPARATOR

_OPENERS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_F4, Qt.Key.Key_Return)
_TICK = Qt.ItemDataRole.CheckStateRole


class _TickList(QComboBox):
    """A list whose entries are ticked; it stays open while that is done. The keys of a closed one only open it."""

    ticked = Signal()

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = [choice.key for choice in choices]
        self._entries = QStandardItemModel(self)
        for choice in choices:
            entry = QStandardItem(choice.label)
            entry.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            entry.setCheckState(Qt.CheckState.Unchecked)
            self._entries.appendRow(entry)
        self.setModel(self._entries)
        self.setCurrentIndex(-1)
        self.setMaxVisibleItems(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.view().viewport().installEventFilter(self)
        self.view().installEventFilter(self)

    def keys(self) -> list[str]:
        """The entries that are ticked, in the order of the list."""
        ticks = (self._entries.item(row).checkState() for row in range(len(self._keys)))
        return [key for key, tick in zip(self._keys, ticks, strict=True) if tick == Qt.CheckState.Checked]

    def labels(self) -> list[str]:
        """The words of the entries that are ticked."""
        wanted = set(self.keys())
        return [self._entries.item(row).text() for row, key in enumerate(self._keys) if key in wanted]

    def set_keys(self, keys: Sequence[str]) -> None:
        """Tick these and no others."""
        for row, key in enumerate(self._keys):
            state = Qt.CheckState.Checked if key in keys else Qt.CheckState.Unchecked
            self._entries.item(row).setCheckState(state)
        self.update()

    def turn(self, row: int) -> None:
        """Tick an entry, or take its tick away."""
        entry = self._entries.item(row)
        on = entry.checkState() == Qt.CheckState.Checked
        entry.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
        self.ticked.emit()
        self.update()

    def shown_words(self) -> str:
        """What the closed list says."""
        labels = self.labels()
        return labels[0] if len(labels) == 1 else f"{len(labels)} chosen" if labels else ""

    def hidePopup(self) -> None:
        """Close the list; none of its entries is the current one, so a screen reader names those that are ticked."""
        super().hidePopup()
        self.setCurrentIndex(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list; letters do not choose in a closed one."""
        if event.key() in _OPENERS:
            self.showPopup()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape) or event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            super().keyPressEvent(event)

    def wheelEvent(self, event: QEvent) -> None:
        """Never choose by the wheel."""
        event.ignore()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """A click or the space bar ticks and leaves the list open."""
        view = self.view()
        if watched is view.viewport() and event.type() == QEvent.Type.MouseButtonRelease:
            return self._turned(view.indexAt(event.position().toPoint()))  # type: ignore[attr-defined]
        if watched is view and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Space:
                return self._turned(view.currentIndex())
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                self.hidePopup()
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Show what is ticked in place of a current entry."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown_words()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _turned(self, index: QModelIndex) -> bool:
        if index.isValid():
            self.turn(index.row())
        return True


class TickBox(QWidget):
    """Several entries of a list: ticked in the open list, named in words beneath when there is more than one."""

    edited = Signal()
    left = Signal()

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = _TickList(choices, self)
        self.words = Words("", "secondary", wrap=True)
        self.words.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.list)
        whole.addWidget(self.words)
        self.setFocusProxy(self.list)
        self.list.ticked.connect(self._ticked)
        self._show()

    def put(self, words: str) -> None:
        """Tick the entries with these keys, with semicolons between them."""
        self.list.set_keys(words.split(SEPARATOR) if words else [])
        self._show()

    def raw(self) -> str:
        """The keys that are ticked, with semicolons between them."""
        return SEPARATOR.join(self.list.keys())

    def lock(self, locked: bool) -> None:
        """Let it be read only."""
        self.list.setEnabled(not locked)

    def _ticked(self) -> None:
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        labels = self.list.labels()
        self.words.setText("; ".join(labels))
        self.words.setVisible(len(labels) > 1)
        self.list.setAccessibleDescription("; ".join(labels) or "none chosen")


class _RecordLine(ListBox):
    """A line that offers the records of a register once the cursor comes to it."""

    def __init__(self, offered: Callable[[], Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__([], True, parent)
        self._offered = offered
        self.lineEdit().installEventFilter(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Fetch what can be chosen."""
        self.offer(self._offered())
        super().focusInEvent(event)

    def showPopup(self) -> None:
        """Open the list of records."""
        self.offer(self._offered())
        super().showPopup()


class LinkBox(QWidget):
    """One record, found by reference or title; the arrow opens it."""

    edited = Signal()
    left = Signal()
    open_asked = Signal(str)

    def __init__(self, offered: Callable[[], Sequence[str]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = _RecordLine(offered, self)
        self.arrow = tool_button("chevron-right", f"Open {name}", self)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.line, 1)
        whole.addWidget(self.arrow)
        self.setFocusProxy(self.line)
        self.line.edited.connect(self._edited)
        self.line.left.connect(self.left)
        self.arrow.clicked.connect(lambda: self.open_asked.emit(self.raw()))
        self._edited_by_hand = False
        self._settle()

    def put(self, words: str) -> None:
        """Show a record as "reference · title"."""
        self.line.put(words)
        self._settle()

    def raw(self) -> str:
        """The reference that stands there."""
        return typed_reference(self.line.raw())

    def lock(self, locked: bool) -> None:
        """Let it be read and opened only."""
        self.line.lock(locked)

    def _edited(self) -> None:
        self._settle()
        self.edited.emit()

    def _settle(self) -> None:
        self.arrow.setEnabled(bool(self.raw()))


class LinksBox(QWidget):
    """Several records: a line for each that opens it or takes it away, and a line to add one."""

    edited = Signal()
    left = Signal()
    open_asked = Signal(str)

    def __init__(self, offered: Callable[[], Sequence[str]], singular: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self._singular = singular
        self.line = _RecordLine(offered, self)
        self.line.lineEdit().setPlaceholderText(f"Add {an(singular)} by reference or title")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(self._lines)
        whole.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.line.activated.connect(lambda _row: self.add())
        self.line.lineEdit().returnPressed.connect(self.add)
        self.line.left.connect(self._left)
        self._locked = False

    def put(self, words: str) -> None:
        """Show records, each "reference · title", a line end between them."""
        self._names = [name for name in words.split("\n") if name]
        self.line.put("")
        self._show()

    def raw(self) -> str:
        """The references, with semicolons between them; a name still being typed counts as one."""
        names = [*self._names, self.line.raw()]
        return "; ".join(typed_reference(name) for name in names if name)

    def lock(self, locked: bool) -> None:
        """Let it be read and opened only."""
        self._locked = locked
        self.line.lock(locked)
        self.line.setVisible(not locked)
        self._show()

    def names(self) -> list[str]:
        """The records that stand there."""
        return list(self._names)

    def add(self) -> None:
        """Take the record in the line into the list."""
        name = self.line.raw()
        if name and self.line.findText(name) >= 0:
            if name not in self._names:
                self._names.append(name)
            self.line.put("")
            self._show()
            self.edited.emit()

    def remove(self, name: str) -> None:
        """Take a record off the list."""
        self._names.remove(name)
        self._show()
        self.line.setFocus()
        self.edited.emit()

    def _left(self) -> None:
        self.add()
        self.left.emit()

    def _show(self) -> None:
        while self._lines.count():
            gone = self._lines.takeAt(0).widget()
            gone.hide()
            gone.deleteLater()
        for name in self._names:
            self._lines.addWidget(self._row(name))
        self.line.setAccessibleDescription(f"{counted(len(self._names), self._singular)} chosen")
        self.updateGeometry()

    def _row(self, name: str) -> QWidget:
        row = QWidget(self)
        link = WrapLink(name)
        link.clicked.connect(lambda: self.open_asked.emit(typed_reference(name)))
        gone = tool_button("close", f"Take away {typed_reference(name)}", row)
        gone.clicked.connect(lambda: self.remove(name))
        gone.setVisible(not self._locked)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(link, 1)
        line.addWidget(gone)
        return row


class IconButton(QToolButton):
    """A square button of `side` pixels at 100 % text that grows and shrinks with the text."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.refit()

    def refit(self) -> None:
        """Follow the text size."""
        self.setMinimumSize(scaled(self._side), scaled(self._side))
        self.setIconSize(QSize(scaled(16), scaled(16)))


def tool_button(name: str, words: str, parent: QWidget | None = None) -> QToolButton:
    """A small button with an icon, its words as tool tip and for screen readers."""
    button = IconButton(28, parent)
    button.setIcon(icon(name, "secondary"))
    button.setAutoRaise(True)
    button.setToolTip(words)
    button.setAccessibleName(words)
    return button


def line_of(editor: QWidget) -> QLineEdit | None:
    """The line inside an editor that takes the keys, where there is one."""
    inner = editor.focusProxy() or editor
    if isinstance(inner, QComboBox):
        return inner.lineEdit()
    return inner if isinstance(inner, QLineEdit) else None
