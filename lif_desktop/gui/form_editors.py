"""The editors of a form, one for each kind of field, all with the same manners."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QTextOption
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from lif_desktop.framework.dates import Lies
from lif_desktop.gui.date_field import DateField
from lif_desktop.gui.editors import ChoiceEditor
from lif_desktop.gui.palette import scaled

FEWEST_LINES, MOST_LINES = 2, 14
"""A note grows with its text between these."""


class Emits(Protocol):
    """A signal without arguments, as it stands on an object."""

    def connect(self, slot: Callable[[], object]) -> object:
        """Call `slot` with each emission."""


class FormEditor(Protocol):
    """What a form asks of an editor.

    `edited` is emitted with every change by hand, `left` when the cursor leaves it. `put` shows a stored value in
    words, `raw` gives what the field's parser reads, equal for equal contents.
    """

    @property
    def edited(self) -> Emits:
        """With every change by hand."""

    @property
    def left(self) -> Emits:
        """When the cursor leaves."""

    def put(self, words: str) -> None:
        """Show these words."""

    def raw(self) -> str:
        """What stands there."""

    def lock(self, locked: bool) -> None:
        """Let nothing be changed, but all be read and copied."""


class LineBox(QLineEdit):
    """A line of text or a number."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textEdited.connect(lambda _text: self.edited.emit())
        self.editingFinished.connect(self.left)

    def put(self, words: str) -> None:
        """Show these words from their beginning."""
        self.setText(words)
        self.setCursorPosition(0)

    def raw(self) -> str:
        """The line without spaces around it."""
        return self.text().strip()

    def lock(self, locked: bool) -> None:
        """Let it be read and copied only."""
        self.setReadOnly(locked)


class DateBox(DateField):
    """A date that may be empty; Ctrl+; puts in today."""

    edited = Signal()
    left = Signal()

    def __init__(
        self,
        today: Callable[[], object],
        calendar: object,
        parent: QWidget | None = None,
        lies: Lies | None = None,
    ) -> None:
        super().__init__(parent, today=today, calendar=calendar, lies=lies)  # type: ignore[arg-type]
        self._now = today
        self.textEdited.connect(lambda _text: self.edited.emit())
        self.day_changed.connect(lambda _day: self.edited.emit())
        self.editingFinished.connect(self.left)

    def put(self, words: str) -> None:
        """Show a date that is stored, in full."""
        self.setText(words)
        self.read()

    def raw(self) -> str:
        """The date as it is written now."""
        return self.text().strip()

    def lock(self, locked: bool) -> None:
        """Let it be read and copied only."""
        self.setReadOnly(locked)
        for child in self.findChildren(QWidget):
            child.setEnabled(not locked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+; puts in today, as it does in a cell."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Semicolon and held and not self.isReadOnly():
            self.set_day(self._now())  # type: ignore[arg-type]
            return
        super().keyPressEvent(event)


class NoteBox(QPlainTextEdit):
    """Several lines that grow with their text. Tab goes on to the next field."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_hand = True
        self._lines = FEWEST_LINES
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())

    def put(self, words: str) -> None:
        """Show these words."""
        self._by_hand = False
        self.setPlainText(words)
        self._by_hand = True

    def raw(self) -> str:
        """The text without spaces around it."""
        return self.toPlainText().strip()

    def lock(self, locked: bool) -> None:
        """Let it be read and copied only."""
        self.setReadOnly(locked)

    def sizeHint(self) -> QSize:
        """As high as the lines of its text, from two to fourteen."""
        around = self.contentsMargins().top() + self.contentsMargins().bottom()
        padding = round(2 * self.document().documentMargin()) + 2 * self.frameWidth() + around
        high = round(QFontMetricsF(self.font()).lineSpacing() * self._lines) + padding + 2
        return QSize(scaled(200), high)

    def minimumSizeHint(self) -> QSize:
        """No lower than its text."""
        return QSize(scaled(80), self.sizeHint().height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the cursor has left."""
        super().focusOutEvent(event)
        self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def _changed(self) -> None:
        if self._by_hand:
            self.edited.emit()

    def _grow(self) -> None:
        lines = max(FEWEST_LINES, min(MOST_LINES, round(self.document().size().height())))
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()


class ListBox(ChoiceEditor):
    """A list to pick from, with type-ahead. Other words stay as typed, since a list knows synonyms."""

    edited = Signal()
    left = Signal()

    def __init__(self, labels: Sequence[str], searched: bool, parent: QWidget | None = None) -> None:
        super().__init__(labels, searched, parent)
        self._searched = searched
        self.setFrame(True)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.lineEdit().textEdited.connect(lambda _text: self.edited.emit())
        self.lineEdit().editingFinished.connect(self._finish)
        self.activated.connect(lambda _row: self.edited.emit())

    def put(self, words: str) -> None:
        """Show these words, chosen in the list where they stand there."""
        self.setCurrentIndex(self.findText(words))
        self.setEditText(words)
        self.lineEdit().setCursorPosition(0)

    def raw(self) -> str:
        """The entry, or the words as typed."""
        return self.text()

    def lock(self, locked: bool) -> None:
        """Let it be read only."""
        self.setEnabled(not locked)

    def offer(self, labels: Sequence[str]) -> None:
        """Offer other entries; what stands in the line stays."""
        if list(labels) == self._labels:
            return
        words = self.currentText()
        self._labels = list(labels)
        self.clear()
        self.addItems(["", *self._labels])
        self.setCompleter(self._completer(self._searched))
        self.put(words)

    def _finish(self) -> None:
        """Complete what was begun: "neg" becomes Neglect."""
        whole = self.text()
        if whole != self.currentText().strip():
            self.put(whole)
        self.left.emit()
