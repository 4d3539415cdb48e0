"""The matrix of returns of a review, an audit, a meeting or a year: agencies down, kinds across, each cell a state."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.framework.returns import is_asked, is_in
from lif_desktop.gui.ask_panel import AskPanel
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.form import RecordForm
from lif_desktop.gui.labels import Words
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.noticed import NoticedWriter
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.records import lowered
from lif_desktop.gui.returns_ask import ask_returns
from lif_desktop.gui.returns_ask import chair_words as chair_request
from lif_desktop.gui.returns_words import (
    about,
    below,
    chair_words,
    count_words,
    said,
    several,
    short_agency,
    waiting_words,
)
from lif_desktop.gui.state_grid import GridCell, GridRow, StateGrid
from lif_desktop.gui.widgets import ProblemNote, plain_button, primary_button
from lif_desktop.office import Batch, Office
from lif_desktop.office.chasing import log_chased
from lif_desktop.office.returns_asked import Cell, Mark, Matrix, Scope, ask, mark, matrix, returns_of, scope_of
from lif_desktop.registers import register

_DONE: dict[Mark, str] = {"received": "received", "accepted": "accepted", "chased": "chased"}
_KEYS: dict[str, Mark] = {"R": "received", "A": "accepted", "C": "chased"}
_LOWEST = 300
"""In pixels at 100 % text: a lower pane is too low for buttons that stay in their place."""
_NARROW = 560
"""In pixels at 100 % text: below it agencies go by their short names."""


class ReturnsPane(QWidget):
    """Who was asked for what and how it stands, with the ways to ask, chase and note what came.

    Signals: `changed(batch)` after something was written; `said(sentence)`; `open_asked(register, id)`.
    """

    changed = Signal(object)
    said = Signal(str)
    open_asked = Signal(str, int)

    def __init__(self, office: Office, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._key = office, key
        self.scope = Scope("")
        self.found: Matrix | None = None
        self._agencies: list[int] = []
        self.panes = {"returns": self}
        self.form: RecordForm | None = None
        self.notice = NoticeBar()
        self.count = Words("", "strong", wrap=True)
        self.waiting = Words("", "secondary", wrap=True)
        self.chair = ProblemNote()
        self.area = QScrollArea()
        self.grid = StateGrid("Returns by agency and kind")
        self.about = Words("", "secondary", wrap=True)
        self.panel = AskPanel(office)
        self.writer = NoticedWriter(office, self.notice, self._written)
        self.ask_button = primary_button("Ask agencies…")
        self.received_button = plain_button("Received")
        self.accepted_button = plain_button("Accepted")
        self.chased_button = plain_button("Chased")
        self.fields_button = plain_button("All fields")
        self._lay_out()
        self._wire()

    def load(self, number: int) -> None:
        """Show the returns of a record of the register the pane was made for. KeyError when it is not there."""
        self.show_scope(scope_of(self._office, self._key, number))

    def show_scope(self, scope: Scope) -> None:
        """Show the returns of a scope."""
        if scope != self.scope:
            self.panel.close_panel()
            self._close_form()
            self.notice.say("")
        self.scope = scope
        self.found = matrix(self._office, scope)
        self._fill()

    def reload(self) -> None:
        """Show the returns as they are stored now."""
        self.show_scope(self.scope)

    def current(self) -> Cell | None:
        """The cell under the cursor; None in the column of names or where nothing is shown."""
        cells = self._cells([(self.grid.currentIndex().row(), self.grid.currentIndex().column() - 1)])
        return cells[0] if cells else None

    def chosen(self) -> list[Cell]:
        """The cells that are chosen, the one under the cursor among them."""
        return self._cells(self.grid.chosen())

    def ask_agencies(self) -> None:
        """Open the panel that asks, with what is proposed."""
        if not self._office.read_only:
            self._open_panel("", ())

    def mark(self, how: Mark) -> None:
        """Note the returns of the chosen cells as received, accepted or chased today."""
        cells = [cell for cell in self.chosen() if cell.row is not None and _can(cell, how)]
        if not cells or self._office.read_only:
            self.said.emit("Choose a return that was asked for.")
            return
        names = [short_agency(self._office, cell.agency) for cell in cells]
        kind = lowered(self._office.lookup.label("return_kinds", cells[0].kind))
        what = f"{names[0]}: {kind}" if len(cells) == 1 else f"{len(cells)} returns"
        words = f"Noted as {_DONE[how]}: {what} ({about(self._office, self.scope)})"
        rows = [cell.row for cell in cells if cell.row is not None]
        log = log_chased(self._office, rows) if how == "chased" else []
        self.writer.write(words, [*mark(rows, how, self._office.today()), *log])

    def open_form(self, number: int | None) -> None:
        """Show all fields of a return beneath the matrix; for None ask agencies."""
        if number is None:
            self.ask_agencies()
            return
        if not self.leave():
            return
        self._close_form()
        self.panel.close_panel()
        form = self.form = RecordForm(self._office, register("returns"), closable=True)
        form.setMinimumHeight(scaled(260))
        form.saved.connect(self._form_saved)
        form.open_asked.connect(self.open_asked)
        form.closed.connect(self._close_form)
        self._body.insertWidget(self._body.count() - 1, form)
        form.load(number)
        form.show()
        self._show_buttons()
        self._reveal(form)
        form.first_editor().setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """Save what is typed in the form of a return. False when that, or what is asked, cannot be left yet."""
        if self.panel.is_changed():
            self.said.emit("Ask the agencies you have ticked, or press Cancel.")
            self.panel.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        return self.form is None or self.form.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name agencies by their short names in a narrow pane; in a low one the buttons scroll with the rest."""
        super().resizeEvent(event)
        home = self._body if self.height() < scaled(_LOWEST) else self._whole
        if home.indexOf(self._foot) < 0:
            (self._whole if home is self._body else self._body).removeWidget(self._foot)
            home.insertWidget(self._body.indexOf(self.grid) + 1 if home is self._body else 1, self._foot)
        if self.found is not None and self._is_narrow(event.oldSize().width()) != self._is_narrow():
            self._show_grid()

    # building

    def _lay_out(self) -> None:
        body = QWidget()
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(0, 4, 8, 8)
        self._body.setSpacing(6)
        for part in (self.notice, self.count, self.waiting, self.chair, self.grid, self.panel):
            self._body.addWidget(part)
        self._body.addStretch(1)
        area = self.area
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        self._ground = body
        for ground in (area.viewport(), body):
            ground.setAutoFillBackground(False)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(8)
        self._whole.addWidget(area, 1)
        self._whole.addWidget(self._made_foot())

    def _made_foot(self) -> QWidget:
        """What is said of the chosen cell, and the buttons."""
        self._foot = QWidget()
        self._buttons = QWidget()
        line = WrapLayout(self._buttons)
        marks = (self.received_button, self.accepted_button, self.chased_button)
        for button in (self.ask_button, *marks, self.fields_button):
            line.addWidget(button)
        self.received_button.setToolTip("Note the chosen return as received today (R)")
        self.accepted_button.setToolTip("Note the chosen return as accepted today (A)")
        self.chased_button.setToolTip("Note that it was chased today (C)")
        self.fields_button.setToolTip("Show all fields of the chosen return (Enter)")
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(6)
        foot.addWidget(self.about)
        foot.addWidget(self._buttons)
        return self._foot

    def _wire(self) -> None:
        self.ask_button.clicked.connect(self.ask_agencies)
        self.received_button.clicked.connect(lambda: self.mark("received"))
        self.accepted_button.clicked.connect(lambda: self.mark("accepted"))
        self.chased_button.clicked.connect(lambda: self.mark("chased"))
        self.fields_button.clicked.connect(self._open_current)
        self.grid.pressed_cell.connect(lambda _row, _column: self._open_current())
        self.grid.came_to.connect(lambda _row, _column: self._came())
        self.grid.selectionModel().selectionChanged.connect(lambda _new, _old: self._explain())
        self.grid.key_pressed.connect(self._typed)
        self.panel.closed.connect(lambda _saved: self._show_buttons())

    # showing

    def _fill(self) -> None:
        found = self._found()
        self.count.setText(count_words(found))
        self.waiting.setText(waiting_words(self._office, found))
        self.waiting.setVisible(bool(found.waiting))
        chair = chair_words(self._office, found)
        self.chair.say(f"\u25c6 {chair}" if chair else "")
        self._show_grid()
        self._show_buttons()

    def _show_grid(self) -> None:
        found = self._found()
        names = self._office.lookup
        short = self._is_narrow()
        headings = ["Agency", *(names.label("return_kinds", kind) for kind in found.kinds)]
        name = names.agency_brief if short else names.agency_name
        self._agencies = sorted(found.agencies, key=lambda agency: name(agency).casefold())
        rows = [
            GridRow(name(agency), tuple(self._shown(found.cells[agency, kind]) for kind in found.kinds))
            for agency in self._agencies
        ]
        self.grid.show_rows(headings, rows)
        self.grid.setVisible(bool(rows and found.kinds))
        self._explain()

    def _shown(self, cell: Cell) -> GridCell:
        faint = cell.row is None or not is_asked(cell.row)
        spoken = said(self._office, cell).partition(": ")[2]
        return GridCell(status=cell.status, below="" if faint else below(cell), said=spoken, faint=faint)

    def _came(self) -> None:
        """Follow the cursor, also where it has walked out of sight."""
        if self.grid.hasFocus():
            place = self.grid.visualRect(self.grid.currentIndex()).bottomLeft()
            spot = self.grid.viewport().mapTo(self._ground, place)
            self.area.ensureVisible(spot.x(), spot.y(), 0, scaled(64))
        self._explain()

    def _explain(self) -> None:
        cell = self.current()
        self.about.setText(said(self._office, cell) if cell is not None else "")
        self.about.setVisible(cell is not None and not self.grid.isHidden())
        self._show_buttons()

    def _show_buttons(self) -> None:
        cells = [] if self.grid.isHidden() else self.chosen()
        self._foot.setVisible(self.panel.isHidden() and self.form is None and not self._office.read_only)
        for button, how in (
            (self.received_button, "received"),
            (self.accepted_button, "accepted"),
            (self.chased_button, "chased"),
        ):
            button.setEnabled(any(_can(cell, how) for cell in cells))  # type: ignore[arg-type]
            button.setVisible(any(cell.row is not None for cell in cells))
        self.fields_button.setVisible(len(cells) == 1 and cells[0].row is not None)

    def _is_narrow(self, width: int = -1) -> bool:
        return (self.width() if width < 0 else width) < scaled(_NARROW)

    def _found(self) -> Matrix:
        if self.found is None:
            raise RuntimeError("no returns are shown")
        return self.found

    def _cells(self, places: Sequence[tuple[int, int]]) -> list[Cell]:
        if self.found is None:
            return []
        agencies, kinds = self._agencies, self.found.kinds
        return [
            self.found.cells[agencies[row], kinds[column]]
            for row, column in places
            if 0 <= row < len(agencies) and 0 <= column < len(kinds)
        ]

    def _reveal(self, part: QWidget) -> None:
        """Bring a part to the top of what is in sight, once it has its place."""
        QTimer.singleShot(0, self, lambda: self.area.verticalScrollBar().setValue(part.y()))

    # doing

    def _typed(self, letter: str) -> None:
        if letter in _KEYS:
            self.mark(_KEYS[letter])

    def _open_current(self) -> None:
        cell = self.current()
        if cell is None:
            return
        if cell.row is not None:
            self.open_form(cell.row["id"])
        elif not self._office.read_only:
            self._open_panel(cell.kind, (cell.agency,))

    def _open_panel(self, kind: str, agencies: Sequence[int]) -> None:
        if not self.leave():
            return
        self._close_form()
        self.panel.ask(ask_returns(self._office, self.scope, self._ask, kind, agencies))
        self._show_buttons()
        self._reveal(self.panel)

    def _ask(self, kind: str, agencies: Sequence[int], asked_on: dt.date, due_on: dt.date) -> None:
        """Raises LifError where it cannot be written."""
        rows = returns_of(self._office, self.scope)
        notes = "" if self.scope.key else chair_request(self._office)
        words = f"Asked {several(self._office, kind, agencies)} ({about(self._office, self.scope)})"
        self.writer.ask(words, ask(self.scope, kind, agencies, (asked_on, due_on), rows, notes))
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _written(self, batch: Batch) -> None:
        self.reload()
        self.changed.emit(batch)

    def _form_saved(self, batch: Batch) -> None:
        self._close_form()
        self._written(batch)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_form(self) -> None:
        if self.form is not None:
            form, self.form = self.form, None
            self._body.removeWidget(form)
            form.hide()
            form.deleteLater()
            self._show_buttons()


def _can(cell: Cell, how: Mark) -> bool:
    """Whether a return can be noted so: it is there, and was not noted so before; a chase may come again."""
    row = cell.row
    if row is None or not is_asked(row):
        return False
    if how == "chased":
        return not is_in(row)
    return not row["accepted_on"] if how == "accepted" else not is_in(row)
