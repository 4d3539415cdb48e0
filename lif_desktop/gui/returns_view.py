"""Returns of all agencies by request, newest first: who was asked for what, how it stands, and what can be done."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lif_desktop.framework.dates import show_date, show_short
from lif_desktop.framework.returns import is_asked, is_in
from lif_desktop.gui.ask_panel import AskPanel
from lif_desktop.gui.calm_area import calm_area
from lif_desktop.gui.choose_file import SPREADSHEETS, ask_open
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import Words
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.noticed import NoticedWriter
from lif_desktop.gui.records import lowered
from lif_desktop.gui.request_ask import Wanted, ask_request
from lif_desktop.gui.request_filter import RequestFilter
from lif_desktop.gui.request_grid import WideGrid
from lif_desktop.gui.returns_words import below, said, short_agency
from lif_desktop.gui.state_grid import GridCell, GridRow
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.office import Batch, Office
from lif_desktop.office.chasing import log_chased
from lif_desktop.office.return_requests import Asked, Request, Requests, requests
from lif_desktop.office.returns_asked import Cell, Mark, ask, mark, returns_of

_KEYS: dict[str, Mark] = {"R": "received", "A": "accepted", "C": "chased"}
_NONE = "Nothing was asked for yet. Ask agencies for a return, then make their workbooks."
_FILTERED = "Nothing of this kind and year. Choose another kind or year, or show all."


class ReturnsView(QWidget):
    """The matrix of agencies and requests, with the ways to ask, send, chase, take in and note what came.

    Signals: `changed(batch)`; `said(sentence)`; `open_asked(register, id)`; `window_asked(key, what)` for what the
    window does: "chase" (None), "take_in" (a path), "workbooks" (an `Asked`).
    """

    changed = Signal(object)
    said = Signal(str)
    open_asked = Signal(str, int)
    window_asked = Signal(str, object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.found = Requests((), (), {}, {})
        self.filter = RequestFilter(office, offers_open=True)
        self.notice = NoticeBar()
        self.counts = Words("", "strong", wrap=True)
        self.grid = WideGrid("Returns by agency and request")
        self.none = Words("", "secondary", wrap=True)
        self.about = Words("", "secondary", wrap=True)
        self.panel = AskPanel(office)
        self.writer = NoticedWriter(office, self.notice, self._written)
        self.ask_button = plain_button("Ask for a return…")
        self.workbooks_button = primary_button("Make workbooks…")
        self.take_in_button = plain_button("Take in…")
        self.received_button = plain_button("Received")
        self.accepted_button = plain_button("Accepted")
        self.chased_button = plain_button("Chased")
        self.open_button = plain_button("Open")
        self.chase_button = plain_button("Chase…")
        self._lay_out()
        self._wire()

    # what is shown

    def reload(self) -> None:
        """Show the returns as they are stored now."""
        self.filter.fill()
        self._fill()

    def current(self) -> Cell | None:
        """The cell under the cursor."""
        index = self.grid.currentIndex()
        cells = self._cells([(index.row(), index.column() - 1)]) if index.isValid() else []
        return cells[0] if cells else None

    def request(self) -> Asked | None:
        """The request under the cursor."""
        column = self.grid.currentIndex().column() - 1
        return self.found.asked[column] if 0 <= column < len(self.found.asked) else None

    def chosen(self) -> list[Cell]:
        """The cells that are chosen."""
        return self._cells(self.grid.chosen())

    def leave(self) -> bool:
        """Whether nothing typed would be lost."""
        if not self.panel.is_changed():
            return True
        self.said.emit("Ask the agencies you have ticked, or press Cancel.")
        self.panel.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    # what is done

    def mark(self, how: Mark) -> None:
        """Note the returns of the chosen cells as received, accepted or chased today."""
        rows = [cell.row for cell in self.chosen() if cell.row is not None and _can(cell, how)]
        if not rows or self._office.read_only:
            self.said.emit("Choose a return that was asked for.")
            return
        name = short_agency(self._office, rows[0]["agency_id"])
        kind = lowered(self._office.lookup.label("return_kinds", rows[0]["kind"]))
        words = f"Noted as {how}: {f'{name}, {kind}' if len(rows) == 1 else f'{len(rows)} returns'}"
        log = log_chased(self._office, rows) if how == "chased" else []
        self.writer.write(words, [*mark(rows, how, self._office.today()), *log])

    def ask_for_return(self) -> None:
        """Open the panel that asks agencies for a return; of the request under the cursor those not asked yet."""
        if self._office.read_only or not self.leave():
            return
        self._open_panel(())

    def open_current(self) -> None:
        """Open the record of the return under the cursor; where there is none, ask that agency."""
        cell = self.current()
        if cell is not None and cell.row is not None:
            self.open_asked.emit("returns", cell.row["id"])
        elif cell is not None and not self._office.read_only and self.leave():
            self._open_panel((cell.agency,))

    # building

    def _lay_out(self) -> None:
        self.filter.line.addWidget(self.ask_button)
        self._buttons = QWidget()
        line = WrapLayout(self._buttons)
        marks = (self.received_button, self.accepted_button, self.chased_button)
        for button in (self.workbooks_button, self.take_in_button, *marks, self.open_button, self.chase_button):
            line.addWidget(button)
        tips = (
            (self.workbooks_button, "Workbooks and e-mail drafts for every agency of the request under the cursor"),
            (self.take_in_button, "Import a workbook that has come back"),
            (self.received_button, "Note what is chosen as received today (R)"),
            (self.accepted_button, "Note what is chosen as accepted today (A)"),
            (self.chased_button, "Note that it was chased today (C)"),
            (self.open_button, "Open the record of the return (Enter)"),
            (self.chase_button, "Drafts to everybody whose next reminder is due"),
        )
        for button, tip in tips:
            button.setToolTip(tip)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.setSpacing(8)
        for part in (self.filter, self.notice, self.counts, self.none):
            whole.addWidget(part)
        whole.addWidget(self.grid, 1)
        whole.addWidget(self.about)
        whole.addWidget(self._buttons)
        asking = QWidget()
        column = QVBoxLayout(asking)
        column.setContentsMargins(0, 0, 8, 8)
        column.addWidget(self.panel)
        column.addStretch(1)
        self._asking = calm_area(asking)
        whole.addWidget(self._asking, 1)
        whole.addStretch(0)
        self.setFocusProxy(self.grid)

    def _wire(self) -> None:
        self.filter.changed.connect(self._fill)
        self.ask_button.clicked.connect(self.ask_for_return)
        self.chase_button.clicked.connect(lambda: self.window_asked.emit("chase", None))
        self.workbooks_button.clicked.connect(self._workbooks)
        self.take_in_button.clicked.connect(self._take_in)
        self.received_button.clicked.connect(lambda: self.mark("received"))
        self.accepted_button.clicked.connect(lambda: self.mark("accepted"))
        self.chased_button.clicked.connect(lambda: self.mark("chased"))
        self.open_button.clicked.connect(self.open_current)
        self.grid.pressed_cell.connect(lambda _row, _column: self.open_current())
        self.grid.selectionModel().selectionChanged.connect(lambda _new, _old: self._explain())
        self.grid.came_to.connect(lambda _row, _column: self._explain())
        self.grid.key_pressed.connect(self._typed)
        self.panel.closed.connect(lambda _saved: self._asked())

    # showing

    def _fill(self) -> None:
        before, cell = self.request(), self.current()
        found = requests(
            self._office, self.filter.kind(), self.filter.year(), open_only=self.filter.open_only.isChecked()
        )
        self.found = found
        self.counts.setText(count_words(found))
        names = self._office.lookup
        rows = [
            GridRow(
                names.agency_name(agency), tuple(self._shown(found.cell(agency, one.request)) for one in found.asked)
            )
            for agency in found.agencies
        ]
        self.grid.show_rows(["Agency", *(self._heading(one) for one in found.asked)], rows)
        if before is not None:
            self._go_to(before.request, cell.agency if cell is not None else None)
        some = self.filter.kind() or self.filter.year() or self.filter.open_only.isChecked()
        self.none.setText("" if found.asked else _FILTERED if some else _NONE)
        self._explain()

    def _heading(self, one: Asked) -> str:
        day = f"\nasked {show_short(one.asked_on)}" if one.asked_on else ""
        of = f"\n{one.about}" if one.about else ""
        return f"{self._office.lookup.label('return_kinds', one.request.kind)}{of}{day}"

    def _shown(self, cell: Cell) -> GridCell:
        if cell.row is None:
            return GridCell("–", said="not asked", faint=True)
        return GridCell(status=cell.status, below=below(cell), said=said(self._office, cell).partition(": ")[2])

    def _explain(self) -> None:
        cell, one = self.current(), self.request()
        parts = []
        if one is not None:
            due = f", due {show_date(one.due_on)}" if one.due_on else ""
            kind = self._office.lookup.label("return_kinds", one.request.kind)
            title = f"{kind} for {one.about}" if one.about else kind
            parts.append(f"{title}: {one.came} of {one.came + one.awaited} in{due}.")
        if cell is not None and cell.row is not None:
            parts.append(said(self._office, cell))
        self.about.setText(" ".join(parts))
        self._show_parts()

    def _show_parts(self) -> None:
        there, quiet = bool(self.found.asked), self.panel.isHidden()
        writes = not self._office.read_only
        cells = self.chosen() if there else []
        for part in (self.grid, self.about):
            part.setVisible(there and quiet)
        self.none.setVisible(quiet and not there)
        self._buttons.setVisible(quiet)
        self._asking.setHidden(quiet)
        self.ask_button.setEnabled(writes and quiet)
        self.take_in_button.setEnabled(writes)
        one = self.request()
        self.workbooks_button.setEnabled(writes and one is not None)
        self.open_button.setEnabled(self.current() is not None and (writes or _has_row(self.current())))
        for button, how in (
            (self.received_button, "received"),
            (self.accepted_button, "accepted"),
            (self.chased_button, "chased"),
        ):
            button.setEnabled(writes and any(_can(cell, how) for cell in cells))  # type: ignore[arg-type]

    def _go_to(self, request: Request | None, agency: int | None = None) -> None:
        """Put the cursor on a request, at the row of an agency; where it is not shown, the cursor stays."""
        places = [place for place, one in enumerate(self.found.asked) if one.request == request]
        if places:
            row = self.found.agencies.index(agency) if agency in self.found.agencies else 0
            self.grid.setCurrentIndex(self.grid.model().index(row, places[0] + 1))

    def _cells(self, places: Sequence[tuple[int, int]]) -> list[Cell]:
        found = self.found
        return [
            found.cell(found.agencies[row], found.asked[column].request)
            for row, column in places
            if 0 <= row < len(found.agencies) and 0 <= column < len(found.asked)
        ]

    # doing

    def _typed(self, letter: str) -> None:
        if letter in _KEYS:
            self.mark(_KEYS[letter])

    def _workbooks(self) -> None:
        if (one := self.request()) is not None:
            self.window_asked.emit("workbooks", one)

    def _take_in(self) -> None:
        def then(path: Path) -> None:
            self.window_asked.emit("take_in", path)

        ask_open(self.window(), "Take in a workbook", self._office.path.parent, SPREADSHEETS, then)

    def _open_panel(self, agencies: Sequence[int]) -> None:
        self._asking.show()
        self.panel.ask(ask_request(self._office, self.request(), self._ask, agencies))
        self._show_parts()

    def _ask(self, wanted: Wanted) -> None:
        """Raises LifError where it cannot be written."""
        rows = returns_of(self._office, wanted.scope)
        names = self._office.lookup
        kind = lowered(names.label("return_kinds", wanted.kind))
        who = wanted.agencies
        words = f"Asked {names.agency_name(who[0]) if len(who) == 1 else f'{len(who)} agencies'} for: {kind}"
        self.writer.ask(words, ask(wanted.scope, wanted.kind, who, (wanted.asked_on, wanted.due_on), rows))
        self._go_to(wanted.request())

    def _asked(self) -> None:
        """The panel was put away: back to the matrix."""
        self._show_parts()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _written(self, batch: Batch) -> None:
        self.reload()
        self.changed.emit(batch)


def count_words(found: Requests) -> str:
    """How many stand how: "110 of 128 in; 18 awaited, 10 of them overdue"; "" where nothing was asked for."""
    counts = found.counts
    came = counts.get("Received", 0) + counts.get("Accepted", 0)
    awaited = counts.get("Sent", 0) + counts.get("Chased", 0) + counts.get("Overdue", 0)
    if not found.asked:
        return ""
    accepted = counts.get("Accepted", 0)
    how = "all accepted" if accepted == came else f"{accepted} of them accepted"
    parts = [f"{came} of {came + awaited} in{f', {how}' if came else ''}"]
    if awaited:
        late = counts.get("Overdue", 0)
        parts.append(f"{awaited} awaited" + (f", {late} of them overdue" if late else ""))
    if counts.get("Not sent"):
        parts.append(f"{counts['Not sent']} not sent")
    return "; ".join(parts) + "."


def _has_row(cell: Cell | None) -> bool:
    return cell is not None and cell.row is not None


def _can(cell: Cell, how: Mark) -> bool:
    """Whether a return can be noted so: it was asked for, and was not noted so before; a chase may come again."""
    row = cell.row
    if row is None or not is_asked(row):
        return False
    return not row["accepted_on"] if how == "accepted" else not is_in(row)
