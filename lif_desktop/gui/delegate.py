"""How a cell of a register is edited: its editor, and the keys of a spreadsheet inside it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lif_desktop.gui.editors import ChoiceEditor, Help, NoteEditor, make_editor, put_text, take_text
from lif_desktop.gui.table_model import as_register_model

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

Index = QModelIndex | QPersistentModelIndex
KEY = Qt.Key
_SHIFT, _ALT, _CONTROL = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)
_ENTERS = (KEY.Key_Return, KEY.Key_Enter)
_ARROWS = {KEY.Key_Left: (-1, 0), KEY.Key_Right: (1, 0), KEY.Key_Up: (0, -1), KEY.Key_Down: (0, 1)}
_FILLED = "lif-filled"
_LEFT = "lif-left"


class CellDelegate(QStyledItemDelegate):
    """Edits the cells of one view.

    `typed` is set by the view before an editor opens: whether typing opened it, so that arrows leave it
    again as in a spreadsheet. Signal `left(columns, rows)`: the editor was left by Tab, Enter or an arrow,
    towards there.
    """

    left = Signal(int, int)

    def __init__(self, view: "QTableView", needs: Help) -> None:
        super().__init__(view)
        self.typed = False
        self._view, self._needs = view, needs

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The editor that suits the field of this cell."""
        model = as_register_model(index.model())
        editor = make_editor(model.columns[index.column()], self._needs, parent)
        editor.setProperty("typed", self.typed)
        if isinstance(editor, ChoiceEditor):
            editor.picked.connect(lambda: self._leave(editor, 0, 0))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill the editor once: what she is typing is never written over when the table loads again."""
        if not editor.property(_FILLED):
            editor.setProperty(_FILLED, True)
            put_text(editor, str(index.data(Qt.ItemDataRole.EditRole) or ""), bool(editor.property("typed")))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Write what was typed."""
        model.setData(index, take_text(editor))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """Lay the editor over its cell; a note takes more room."""
        if isinstance(editor, NoteEditor):
            editor.setGeometry(editor.place(option.rect, self._view.viewport().rect()))
        else:
            editor.setGeometry(option.rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """The keys of a spreadsheet inside an editor."""
        if isinstance(editor, QWidget) and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and self._step(editor, event) is not None:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._pressed(editor, event):
                return True
        return super().eventFilter(editor, event)

    def _pressed(self, editor: QWidget, event: QKeyEvent) -> bool:
        if event.key() == KEY.Key_F2:
            editor.setProperty("typed", False)
            return True
        if isinstance(editor, NoteEditor) and event.key() in _ENTERS and event.modifiers() & (_SHIFT | _ALT):
            editor.new_line()
            return True
        if event.key() == KEY.Key_Semicolon and event.modifiers() & _CONTROL and isinstance(editor, QLineEdit):
            editor.insert(self.today())
            return True
        step = self._step(editor, event)
        if step is None:
            return False
        self._leave(editor, *step)
        return True

    def empty(self, editor: QWidget) -> None:
        """Empty an editor that was just opened."""
        put_text(editor, "", False)

    def today(self) -> str:
        """Today's date as it is typed into a cell."""
        from lif_desktop.framework.dates import show_date

        return show_date(self._needs.today())

    def _step(self, editor: QWidget, event: QKeyEvent) -> tuple[int, int] | None:
        """Where a key leads out of the editor, in columns and rows; None when it stays inside."""
        key, held = event.key(), event.modifiers()
        if key == KEY.Key_Backtab or (key == KEY.Key_Tab and held & _SHIFT):
            return -1, 0
        if key == KEY.Key_Tab:
            return 1, 0
        if key in _ENTERS and not held & _ALT:
            return 0, -1 if held & _SHIFT else 1
        plain_line = isinstance(editor, QLineEdit) and editor.property("typed") and not held & (_ALT | _SHIFT)
        return _ARROWS.get(Qt.Key(key)) if plain_line else None

    def _leave(self, editor: QWidget, columns: int, rows: int) -> None:
        if editor.property(_LEFT):  # closing a list picks its entry once more
            return
        editor.setProperty(_LEFT, True)
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.left.emit(columns, rows)
