"""The table of a register that types, pastes, fills and moves as a spreadsheet does."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu

from lif_desktop.gui.block import Area, fill_changes, plan_paste, text_changes, texts_of
from lif_desktop.gui.cells import CellChange, Problems
from lif_desktop.gui.clipboard import from_text, to_text
from lif_desktop.gui.date_field import DateField
from lif_desktop.gui.editors import ChoiceEditor
from lif_desktop.gui.table_model import RegisterTableModel
from lif_desktop.gui.table_view import RegisterTable

if TYPE_CHECKING:
    from lif_desktop.registers.field import Field

_KEY = Qt.Key
_SHIFT, _ALT, _CONTROL = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)
_WALKS = (
    *(_KEY.Key_Left, _KEY.Key_Right, _KEY.Key_Up, _KEY.Key_Down),
    *(_KEY.Key_Home, _KEY.Key_End, _KEY.Key_PageUp, _KEY.Key_PageDown),
)
_DATED = frozenset({"date", "text", "note"})


class RegisterView(RegisterTable):
    """The rows of a register, to read, type, paste and sort.

    Tab goes along the row and leaves the table at its end; Enter goes down; typing, F2 or a double click
    edits. Delete empties cells and never deletes a record. Text that cannot go in stays in its cell with the
    reason.

    Signals, beside those of the table: `opened(row_id)` for Alt+Enter and a double click where nothing can
    be typed; `said(sentence)` for the status bar; `rows_beyond(rows)` when a paste has rows below the last
    one, as a list of {field key: text}; `menu_asked(menu)` before the menu of a cell opens, to add to it.
    """

    opened = Signal(int)
    said = Signal(str)
    rows_beyond = Signal(list)
    menu_asked = Signal(QMenu)

    _run_start: int | None = None

    def _wire(self, model: RegisterTableModel) -> None:
        super()._wire(model)
        self.cells.left.connect(self._editor_left)

    # what the keys do; the shell's menus may call these too

    def copy(self) -> None:
        """Put the chosen cells on the clipboard as Excel does."""
        area = self.area()
        if area.rows:
            QApplication.clipboard().setText(to_text(texts_of(self.register_model(), area)))

    def cut(self) -> None:
        """Copy the chosen cells and empty them."""
        self.copy()
        self.clear_cells("Cut")

    def paste(self) -> None:
        """Lay the block on the clipboard over the cells, as one change."""
        block = from_text(QApplication.clipboard().text())
        area = self.area()
        if not block or not area.rows:
            self.said.emit("There is nothing to paste here.")
            return
        planned = plan_paste(self.register_model(), block, area, self.shown_columns())
        problems = self._write(planned.changes, "Paste")
        self.choose(planned.area)
        self._report(len(planned.changes), problems, "pasted", planned.locked)
        if planned.cut:
            self.said.emit(f"{_count(planned.cut, 'column')} did not fit to the right of the table.")
        if planned.beyond:
            self.rows_beyond.emit(list(planned.beyond))

    def fill_down(self) -> None:
        """Ctrl+D: the top row of the chosen cells goes into those below."""
        changes = fill_changes(self.register_model(), self.area())
        self._report(len(changes), self._write(changes, "Fill"), "filled")

    def put_today(self) -> None:
        """Ctrl+;: today's date into the chosen cells that can hold one."""
        today = self.cells.today()
        changes = text_changes(self.register_model(), self.area(), partial(_today_for, today))
        if changes:
            self._report(len(changes), self._write(changes, "Today in"), "dated")
        else:
            self.said.emit("No chosen cell can hold a date.")

    def clear_cells(self, words: str = "Clear") -> None:
        """Delete: empty the chosen cells. The record stays."""
        changes = text_changes(self.register_model(), self.area(), lambda _field: "")
        self._report(len(changes), self._write(changes, words), "cleared")

    def choose(self, area: Area) -> None:
        """Choose an area of cells; the cursor stands on its first."""
        if not area.rows or not area.columns:
            return
        model = self.register_model()
        self.stand_on(area.rows[0], area.columns[0])
        chosen = QItemSelection()
        for column in area.columns:
            chosen.select(model.index(area.rows[0], column), model.index(area.rows[-1], column))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def open_list(self) -> None:
        """Alt+Down: open the editor of the cell with its list or calendar."""
        self.cells.typed = False
        index = self.currentIndex()
        if index.isValid() and self.register_model().editable(index.column()):
            self.edit(index)
            editor = self.open_editor()
            if isinstance(editor, ChoiceEditor):
                editor.showPopup()
            elif isinstance(editor, DateField):
                editor.open_calendar()

    def move_by(self, columns: int, rows: int) -> None:
        """Go along and down from the current cell, from the end of a row on to the next.

        After a run of Tabs, Enter returns to the column where the run began, as in a spreadsheet.
        """
        index = self.currentIndex()
        if not index.isValid():
            return
        shown = self.shown_columns()
        start = self._run_start
        if columns and start is None:
            start = index.column()
        begun = start if rows and start is not None else index.column()
        place, row = shown.index(begun) + columns, index.row() + rows
        if not 0 <= place < len(shown):
            place, row = (0, row + 1) if place > 0 else (len(shown) - 1, row - 1)
        if 0 <= row < self.register_model().rowCount():
            self.stand_on(row, shown[place])
        elif columns:
            super().focusNextPrevChild(columns > 0)
        self._run_start = start if columns else None

    # events

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes along the row; at its end, or in an empty table, it leaves."""
        index, shown = self.currentIndex(), self.shown_columns()
        if not index.isValid() or not shown or self.open_editor() is not None:
            return bool(super().focusNextPrevChild(forward))
        if index.column() == shown[-1 if forward else 0]:
            self._run_start = None
            return bool(super().focusNextPrevChild(forward))
        self.move_by(1 if forward else -1, 0)
        return True

    def event(self, event: QEvent) -> bool:
        """Take the keys of a spreadsheet before any menu does."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._work(event):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a spreadsheet; a letter begins to type over."""
        work = self._work(event)
        if work is not None:
            work()
            return
        if event.key() in _WALKS:
            self._run_start = None
        held = event.modifiers() & (_CONTROL | _ALT)
        self.cells.typed = bool(event.text()) and event.text().isprintable() and not held
        if self.cells.typed:
            self._say_when_locked()
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click begins anew."""
        self._run_start = None
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit a cell, or open the record where nothing can be typed."""
        self.cells.typed = False
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self.register_model().editable(index.column()):
            self.opened.emit(self.current_id())
            return
        super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same by mouse, with sorting and filtering by this column."""
        menu = self.make_menu()
        self.menu_asked.emit(menu)
        menu.popup(event.globalPos())

    def make_menu(self) -> QMenu:
        """The menu of a cell. It frees itself when it closes."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, keys, work in (
            ("&Copy", "Ctrl+C", self.copy),
            ("&Paste", "Ctrl+V", self.paste),
            ("&Fill down", "Ctrl+D", self.fill_down),
            ("&Today's date", "Ctrl+;", self.put_today),
            ("C&lear cells", "Del", self.clear_cells),
        ):
            action = menu.addAction(words)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(_plainly(work))
        index = self.currentIndex()
        if index.isValid():
            menu.addSeparator()
            key = self.register_model().columns[index.column()].key
            model = self.register_model()
            menu.addAction("Sort &upwards").triggered.connect(_plainly(partial(model.sort_by, [(key, False)])))
            menu.addAction("Sort &downwards").triggered.connect(_plainly(partial(model.sort_by, [(key, True)])))
            menu.addAction("Also sort &by this").triggered.connect(
                _plainly(partial(self.headings.ask_sorting, index.column(), True))
            )
        return menu

    # within

    def _work(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What a key does here beyond Qt's own; None for nothing."""
        key, held = Qt.Key(event.key()), event.modifiers()
        for keys, work in (
            (QKeySequence.StandardKey.Copy, self.copy),
            (QKeySequence.StandardKey.Cut, self.cut),
            (QKeySequence.StandardKey.Paste, self.paste),
        ):
            if event.matches(keys):
                return work
        if held & _CONTROL:
            return {_KEY.Key_D: self.fill_down, _KEY.Key_Semicolon: self.put_today}.get(key)
        if key in (_KEY.Key_Return, _KEY.Key_Enter):
            if held & _ALT:
                return self._open_current
            return partial(self.move_by, 0, -1 if held & _SHIFT else 1)
        if held & _ALT:
            return self.open_list if key == _KEY.Key_Down else None
        works: dict[Qt.Key, Callable[[], None]] = {
            _KEY.Key_Delete: self.clear_cells,
            _KEY.Key_Backspace: self._type_anew,
        }
        if key == _KEY.Key_Escape and self._holds_text():
            return self._give_up
        return works.get(key)

    def _open_current(self) -> None:
        if self.current_id() >= 0:
            self.opened.emit(self.current_id())

    def _type_anew(self) -> None:
        """Backspace empties the cell and goes on typing there."""
        index = self.currentIndex()
        if not index.isValid() or not self.register_model().editable(index.column()):
            return
        self.cells.typed = True
        self.edit(index)
        editor = self.open_editor()
        if editor is not None:
            self.cells.empty(editor)

    def _editor_left(self, columns: int, rows: int) -> None:
        """Go on from an editor, unless what was typed could not go in: then stay, with the reason."""
        self.setFocus()
        self.show_hint()
        if not self._holds_text():
            self.move_by(columns, rows)

    def _holds_text(self) -> bool:
        index = self.currentIndex()
        return index.isValid() and bool(self.register_model().problem_at(index.row(), index.column()))

    def _give_up(self) -> None:
        index = self.currentIndex()
        self.register_model().drop_held(index.row(), index.column())

    def _say_when_locked(self) -> None:
        index = self.currentIndex()
        if index.isValid() and not self.register_model().editable(index.column()):
            label = self.register_model().columns[index.column()].label
            self.said.emit(f"{label} is worked out by the program and cannot be typed.")

    def _write(self, changes: Sequence[CellChange], words: str) -> Problems:
        return self.register_model().write(changes, f"{words} {_count(len(changes), 'cell')}")

    def _report(self, tried: int, problems: Problems, done: str, locked: Sequence[str] = ()) -> None:
        parts = [f"{_count(tried - len(problems), 'cell')} {done}."]
        if problems:
            parts.append(f"{_count(len(problems), 'cell')} could not go in; the reason stands beside each.")
        if locked:
            parts.append(f"{', '.join(locked)} cannot be typed and stayed as before.")
        self.said.emit(" ".join(parts))
        self.show_hint()


def _today_for(today: str, field: "Field") -> str | None:
    return today if field.kind in _DATED else None


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _plainly(work: Callable[[], object]) -> Callable[[], None]:
    """A slot that does not mind what a signal carries."""

    def slot() -> None:
        work()

    return slot
