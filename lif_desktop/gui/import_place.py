"""The bar under the rows of an import: what the chosen cell does in words, and what can be done about it."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.plan_model import CELL_ROLE, LEAD, WORDS, PlanModel, said
from lif_desktop.gui.plan_ticks import HELD_BY_HAND
from lif_desktop.gui.widgets import plain_button
from lif_desktop.sheets.planned import PlannedCell, PlannedRow

_LONGEST = 600


class PlaceBar(QWidget):
    """Words and buttons for the place of the cursor.

    Signals: `typed(row, place, text)` for a cell that shall be read otherwise; `put_back(row, place)` for one that was
    typed anew; `held(row, on)` to hold a row back by hand; `renewed(row, on)` when a row is a new record, though it
    looks like one that is there; `turned()` to turn the tick of the cell or row of the cursor.
    """

    typed = Signal(int, int, str)
    put_back = Signal(int, int)
    held = Signal(int, bool)
    renewed = Signal(int, bool)
    turned = Signal()

    def __init__(self, model: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._number, self._place = 0, -1
        self.words = Words("", wrap=True)
        self.line = QLineEdit()
        self.line.setMinimumWidth(scaled(220))
        self.line.setAccessibleName("What the cell should say")
        self.read_button = plain_button("Read it so")
        self.turn_button = plain_button("")
        self.hold_link = LinkButton("")
        self.new_link = LinkButton("")
        self.back_link = LinkButton("Put back what the file says")
        self._acts = QWidget()
        line = WrapLayout(self._acts, gap=12)
        for part in (
            self.line,
            self.read_button,
            self.turn_button,
            self.new_link,
            self.hold_link,
            self.back_link,
        ):
            line.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.words)
        whole.addWidget(self._acts)
        self.read_button.clicked.connect(self._type)
        self.line.returnPressed.connect(self._type)
        self.turn_button.clicked.connect(self.turned)
        self.hold_link.clicked.connect(lambda: self.held.emit(self._number, self._number not in self._by_hand()))
        self.new_link.clicked.connect(lambda: self.renewed.emit(self._number, bool(self._row_at_hand().id)))
        self.back_link.clicked.connect(lambda: self.put_back.emit(self._number, self._place))

    def show_place(self, index: QModelIndex, written: str | None, *, renewed: bool) -> None:
        """Show a place. `written` is what the file says where it was typed anew; `renewed` a row taken as a new one."""
        if not index.isValid():
            self.words.setText("")
            self._acts.hide()
            return
        self._acts.show()
        row = self._model.row_at(index.row())
        if (row.number, index.column() - LEAD) != (self._number, self._place):
            self.take_typed()
        self._number, self._place = row.number, index.column() - LEAD
        cell = index.data(CELL_ROLE)
        cell = cell if isinstance(cell, PlannedCell) else None
        self.words.setText(self._words(index, row, cell, written))
        mendable = cell is not None and cell.state == "problem" and bool(cell.cell)
        for part in (self.line, self.read_button):
            part.setVisible(mendable)
        if cell is None or not mendable:
            self.line.setModified(False)
        elif not self.line.isModified():
            self.line.setText(cell.text)
            self.line.setAccessibleName(f"What {cell.cell} should say")
        self._name_turn(index, cell)
        self._name_hold(row)
        alike = row.guessed
        self.new_link.setVisible(alike or renewed)
        self.new_link.setText("No, it is a new one" if alike else "It is the record that it looks like")
        self.back_link.setVisible(written is not None)

    def take_typed(self) -> None:
        """Read what stands in the line, where it was typed and not read yet."""
        if self.line.isModified():
            self._type()

    def forget(self) -> None:
        """Other rows are looked at: what stands in the line belongs to none of them."""
        self.line.setModified(False)

    def _words(self, index: QModelIndex, row: PlannedRow, cell: PlannedCell | None, written: str | None) -> str:
        if cell is None:
            return self._row_words(index.row(), row)
        name = f", {row.ref}" if row.ref else ""
        words = said(cell, self._model.tick_of(index.row(), index.column())).rstrip(".")
        emptied = bool(written) and cell.state == "blank"
        if emptied:
            words = f"{cell.heading}: left out by you{f', {cell.before} stays' if cell.before else ''}"
        parts = [f"Row {row.number}{name}. {words}."]
        if emptied:
            parts.append(f"The file says “{written}”.")
        elif written is not None:
            parts.append(f"You typed this; the file says {f'“{written}”' if written else 'nothing'}.")
        if row.guessed:
            parts.append(_known(row))
        return " ".join(parts)

    def _row_words(self, at: int, row: PlannedRow) -> str:
        """What a whole row does: its reasons where it is held back, its changes where it changes a record."""
        kind = self._model.kind_at(at)
        parts = [HELD_BY_HAND] if row.number in self._by_hand() else [problem.reason for problem in row.problems]
        if row.guessed:
            parts.append(_known(row))
        if kind in ("change", "conflict"):
            cells = enumerate(self._model.cells_at(at), LEAD)
            parts += [
                f"{said(cell, self._model.tick_of(at, column)).rstrip('.')}."
                for column, cell in cells
                if cell.state in ("change", "conflict")
            ]
        name = f", {row.ref}" if row.ref else ""
        out = row.number in self._model.skipped and self._model.tickable(at)
        words = " ".join([f"Row {row.number}{name}: {'left out by you' if out else WORDS[kind].lower()}.", *parts])
        return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"

    def _name_turn(self, index: QModelIndex, cell: PlannedCell | None) -> None:
        """The button that turns the tick under the cursor, named by what it does."""
        row, column = index.row(), index.column()
        unread = cell is not None and self._model.can_leave_out(row, column)
        able = self._model.tickable(row) if cell is None else self._model.tick_of(row, column) is not None
        self.turn_button.setVisible(able or unread)
        if cell is None:
            out = self._model.row_at(row).number in self._model.skipped
            self.turn_button.setText("Take this row in" if out else "Leave this row out")
            return
        on = self._model.tick_of(row, column)
        if cell.state == "conflict":
            self.turn_button.setText("Keep ours" if on else "Take the agency’s value")
        else:
            self.turn_button.setText("Leave this cell out" if on or unread else "Take this cell in")

    def _name_hold(self, row: PlannedRow) -> None:
        by_hand = row.number in self._by_hand()
        self.hold_link.setVisible(by_hand or row.action in ("add", "change") or bool(row.conflicts))
        self.hold_link.setText("Let this row go in" if by_hand else "Hold this row back")

    def _by_hand(self) -> set[int]:
        return self._model.ticks.held

    def _row_at_hand(self) -> PlannedRow:
        facts = self._model.facts
        assert facts is not None  # noqa: S101 - a row is shown
        return facts.by_number[self._number]

    def _type(self) -> None:
        self.line.setModified(False)
        self.typed.emit(self._number, self._place, self.line.text().strip())


def _known(row: PlannedRow) -> str:
    return f"It is taken as {row.ref or 'a record that is there'}: {row.known_by.rstrip('.')}."
