"""The editors that open inside a cell: a line, a list with type-ahead, a date, a note of several lines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from lif_desktop.gui.date_field import DateField
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.roomy import give_room

if TYPE_CHECKING:
    from lif_desktop.framework.workdays import WorkingDays
    from lif_desktop.registers.field import Field

_SEARCHED = frozenset({"agency", "link"})
_NOTE_LINES = 5


@dataclass(frozen=True)
class Help:
    """What editors lean on: today's date, the office's working days, and the labels that a field offers."""

    today: Callable[[], date]
    calendar: "WorkingDays | None"
    choices: Callable[["Field"], Sequence[str]]


class ChoiceEditor(QComboBox):
    """A list to pick from or type into: typing completes; other words stay, since a list knows synonyms.

    `picked` is emitted when an entry of the open list is chosen with mouse or Enter.
    """

    picked = Signal()

    def __init__(self, labels: Sequence[str], searched: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels = list(labels)
        self._roomy = False
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFrame(False)
        self.setMaxVisibleItems(14)
        self.addItems(["", *self._labels])
        self.setCompleter(self._completer(searched))
        self.activated.connect(lambda _row: self.picked.emit())

    def set_text(self, text: str) -> None:
        """Show a text, chosen in the list when it is there, all of it selected."""
        self.setCurrentIndex(self.findText(text))
        self.setEditText(text)
        self.lineEdit().selectAll()

    def text(self) -> str:
        """The entry that was typed or begun, or else the words as they stand."""
        typed = self.currentText().strip()
        folded = typed.casefold()
        if not folded:
            return ""
        exact = [label for label in self._labels if label.casefold() == folded]
        begun = [label for label in self._labels if label.casefold().startswith(folded)]
        begun = begun or [label for label in self._labels if label.casefold().removeprefix("to ").startswith(folded)]
        return (exact or begun or [typed])[0] if exact or len(begun) == 1 else typed

    def showPopup(self) -> None:
        """Open the list, in lines that are high enough."""
        if not self._roomy:
            self._roomy = True
            give_room(self.view())
        super().showPopup()

    def _completer(self, searched: bool) -> QCompleter:
        completer = QCompleter(QStringListModel(self._labels, self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        if searched:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        else:
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        return completer


class NoteEditor(QPlainTextEdit):
    """Several lines over the cell. Enter takes them; Shift+Enter or Alt+Enter begins a new line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def place(self, cell: QRect, room: QRect) -> QRect:
        """Where the editor lies: over the cell, larger than it, inside the table."""
        width = min(room.width(), max(cell.width(), scaled(320)))
        lines = self.fontMetrics().lineSpacing() * _NOTE_LINES + scaled(12)
        height = min(room.height(), max(cell.height(), lines))
        left = max(room.left(), min(cell.left(), room.right() - width))
        top = max(room.top(), min(cell.top(), room.bottom() - height))
        return QRect(left, top, width, height)

    def set_text(self, text: str, select: bool) -> None:
        """Show a text, selected whole or with the cursor at its end."""
        self.setPlainText(text)
        if select:
            self.selectAll()
        else:
            self.moveCursor(QTextCursor.MoveOperation.End)

    def new_line(self) -> None:
        """Begin a new line at the cursor."""
        self.insertPlainText("\n")


def make_editor(field: "Field", needs: Help, parent: QWidget) -> QWidget:
    """The editor for a field, without a frame of its own, named for screen readers."""
    labels = ["Yes", "No"] if field.kind == "yes_no" else list(needs.choices(field))
    editor: QWidget
    if field.kind == "date":
        editor = DateField(parent, today=needs.today, calendar=needs.calendar, lies=field.lies)
        editor.setFrame(False)
    elif labels and field.kind != "choices":
        editor = ChoiceEditor(labels, field.kind in _SEARCHED, parent)
    elif field.kind == "note":
        editor = NoteEditor(parent)
    else:
        editor = QLineEdit(parent)
        editor.setFrame(False)
    editor.setAutoFillBackground(True)
    editor.setAccessibleName(field.label)
    editor.setAccessibleDescription(field.help)
    return editor


def put_text(editor: QWidget, text: str, select: bool) -> None:
    """Show a text in an editor, ready to be typed over when `select`."""
    if isinstance(editor, NoteEditor):
        editor.set_text(text, select)
    elif isinstance(editor, ChoiceEditor):
        editor.set_text(text)
    elif isinstance(editor, QLineEdit):
        editor.setText(text)
        editor.selectAll()


def take_text(editor: QWidget) -> str:
    """What stands in an editor."""
    if isinstance(editor, NoteEditor):
        return editor.toPlainText()
    if isinstance(editor, ChoiceEditor | QLineEdit):
        return editor.text()
    raise TypeError(f"no editor of ours: {editor!r}")
