"""The list half of a register's page: the table, the bar of what could not go in, the page of an empty register."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from lif_desktop.framework.status import Status
from lif_desktop.gui.badge import badge_font, badge_width, say_status
from lif_desktop.gui.column_fit import FLOORS, fit
from lif_desktop.gui.grid import RegisterView
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.office_cells import OfficeCells, Refusal
from lif_desktop.gui.palette import POINTS, scaled
from lif_desktop.gui.problem_bar import ProblemBar
from lif_desktop.gui.records import counted, plural
from lif_desktop.gui.stage_words import why_next
from lif_desktop.gui.table_memory import Kept
from lif_desktop.gui.table_model import Index, RegisterTableModel
from lif_desktop.gui.views import shortened, views_of, words_of
from lif_desktop.gui.widgets import EmptyPage
from lif_desktop.office import Office
from lif_desktop.office.listing import beside, columns_of
from lif_desktop.office.queries import Rows
from lif_desktop.office.standing import ALL, BIN, Standing, standings
from lif_desktop.registers.field import Field
from lif_desktop.registers.register import Register

_IN_BIN = "This lies in the bin. Take it out of the bin to change it."


def longest(rows: Rows, field: Field) -> tuple[str, ...]:
    """The few longest words of a column of references or states."""
    at = rows.position(field.key)
    values = {row[at] for row in rows.rows if row[at]}
    words = {one.word if isinstance(one, Status) else str(one) for one in values}
    return tuple(sorted(words, key=lambda word: (len(word), word)))[-20:]


def _short(word: str) -> str:
    return shortened(Status("none", word)).word


class PageModel(RegisterTableModel):
    """The rows of a page. In a narrow column a status is drawn in short words; it is spoken in full."""

    narrow = False

    def status_at(self, row: int, column: int) -> Status | None:
        """The status to draw in a cell."""
        status = super().status_at(row, column)
        return shortened(status) if status is not None and self.narrow else status

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says in one role."""
        if role == Qt.ItemDataRole.AccessibleTextRole and index.isValid():
            status = super().status_at(index.row(), index.column())
            if status is not None:
                return say_status(status)
        return super().data(index, role)


class PageTable(RegisterView):
    """The large table. Until a heading is dragged, its columns make room for one another."""

    dragged = False

    def __init__(self, *given: Any, **named: Any) -> None:
        self._references: dict[str, tuple[str, ...]] = {}
        self._states: dict[str, tuple[str, ...]] = {}
        super().__init__(*given, **named)

    def never_cut(self, references: dict[str, tuple[str, ...]], states: dict[str, tuple[str, ...]]) -> None:
        """Make columns, by key, no narrower than these references and the short words of these states."""
        if (references, states) != (self._references, self._states):
            self._references, self._states = references, states
            self.fit_columns()

    def _least(self) -> dict[str, float]:
        """Pixels that the words which are never cut need, by column."""
        metrics = self.fontMetrics()
        found = {
            key: max((metrics.horizontalAdvance(word) + scaled(22.0) for word in words), default=0.0)
            for key, words in self._references.items()
        }
        return found | {key: self._badges(map(_short, words)) for key, words in self._states.items()}

    @staticmethod
    def _badges(words: Iterable[str]) -> float:
        """Pixels for the widest of these words as a badge."""
        font = badge_font(QApplication.font())
        return max((badge_width(word, font) + scaled(20.0) for word in words), default=0.0)

    def fit_columns(self) -> None:
        """Give the columns widths with which as many as can be are in sight."""
        if self.dragged:
            return
        fields = self.register_model().columns
        ratio = POINTS / QApplication.font().pointSizeF()
        metrics = QFontMetrics(self.headings.font())
        natural = {one.key: self._wanted(one) for one in fields}
        headings = {one.key: (metrics.horizontalAdvance(one.label) * 1.06 + scaled(24)) * ratio for one in fields}
        for key, pixels in self._least().items():
            headings[key] = max(headings.get(key, 0.0), pixels * ratio)
        for one in fields:
            if one.kind == "date":
                natural[one.key] = headings[one.key] if one.label else 0.0
            elif one.key in self.register_model().ways.badges:
                headings[one.key] = max(headings[one.key], FLOORS["status"])
        widths = fit(fields, natural, headings, self.viewport().width() * ratio)
        model = self.register_model()
        if isinstance(model, PageModel):
            whole = {key: self._badges(words) * ratio for key, words in self._states.items()}
            model.narrow = any(widths[key] < pixels for key, pixels in whole.items())
        self.set_widths(widths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns()

    def refit(self) -> None:
        """Take the text size that is set now."""
        super().refit()
        if self.model() is not None:
            self.fit_columns()


class RegisterTablePane(QWidget):
    """The records of a register in a table, under one of its views.

    Signals: `changed(batch)` after cells were written; `current_changed(id)`; `opened(id)`; `said(sentence)`;
    `counted(shown, all)`; `new_asked()` from the empty page; `all_asked()` where nothing is found;
    `widths_changed(widths)` after a heading was dragged.
    """

    changed = Signal(object)
    current_changed = Signal(int)
    opened = Signal(int)
    said = Signal(str)
    counted = Signal(int, int)
    new_asked = Signal()
    all_asked = Signal()
    widths_changed = Signal(dict)

    def __init__(self, office: Office, own: Register, kept: Kept, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._own = office, own
        self._view_key = ALL
        self._refused_now = ""
        self.standings: list[Standing] = []
        columns = columns_of(own, kept.more, kept.less)
        self.cells = OfficeCells(office, own, columns, self.changed.emit, self._refused)
        self.model = PageModel(columns, self.cells.ways(self._tip), self)
        self.view = PageTable(self.model, today=office.today, calendar=office.calendar, name=own.label)
        self.problems = ProblemBar(self.model, self.view, self.cells.name)
        self.empty = EmptyPage(f"No {plural(own.singular)} yet", words_of(own).empty, f"New {own.singular}", own.key)
        self.nothing = Words("", "secondary", wrap=True)
        self.all_link = LinkButton("Show all")
        if kept.widths:
            self.view.dragged = True
            self.view.set_widths(kept.widths)
        self._lay_out()
        self._wire()

    def load(self) -> None:
        """Read the records of the register as they are now."""
        binned = self._view_key == BIN
        rows = self._office.rows(self._own.key, binned=binned)
        extras = self._office.extras(self._own.key)
        ids, table = self.cells.take(rows, extras)
        self.cells.closed = _IN_BIN if binned else ""
        self.standings = standings(rows, self._office.today())
        shown = (one.in_view(self._view_key) for one in self.standings)
        self.model.set_rows(
            ids,
            [(*row, here) for row, here in zip(table, shown, strict=True)],
            (lambda numbers: beside(numbers, extras, self.cells.columns)) if extras else None,
        )
        kinds = {kind: [one for one in self.cells.columns if one.kind == kind] for kind in ("ref", "status")}
        references, states = ({one.key: longest(rows, one) for one in some} for some in kinds.values())
        self.view.never_cut(references, states)
        self._settle()

    def show_view(self, key: str) -> None:
        """Show one of the views of the register."""
        self._view_key = key
        place = len(self.cells.columns)
        self.model.set_scope(None if key in (ALL, BIN) else lambda row: bool(row[place]))
        self.load()
        self.model.refresh_order()
        self._settle()

    def view_key(self) -> str:
        """The view that is shown."""
        return self._view_key

    def find(self, words: str) -> None:
        """Show the records that hold every one of these words."""
        self.model.set_filter(words)
        self._settle()

    def names(self) -> str:
        """What the status bar says: "6 of 120 reviews"."""
        shown, everything = self.model.rowCount(), len(self.standings)
        words = counted(everything, self._own.singular)
        return f"{shown:,} of {words}" if shown != everything else words

    # within

    def _lay_out(self) -> None:
        nothing = QWidget()
        told = QVBoxLayout(nothing)
        told.addStretch(2)
        told.addWidget(self.nothing, 0, Qt.AlignmentFlag.AlignHCenter)
        told.addWidget(self.all_link, 0, Qt.AlignmentFlag.AlignHCenter)
        told.addStretch(3)
        self._stack = QStackedWidget()
        for part in (self.view, nothing, self.empty):
            self._stack.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self.problems)

    def _wire(self) -> None:
        self.view.current_changed.connect(self.current_changed)
        self.view.opened.connect(self.opened)
        self.view.said.connect(self._said)
        self.view.widths_changed.connect(self._dragged)
        self.view.rows_beyond.connect(self._add_rows)
        self.model.counted.connect(self._counted)
        self.problems.agreed.connect(lambda refusal: self.cells.agree(refusal, self.model.write))
        self.empty.button.clicked.connect(self.new_asked)
        self.empty.button.setEnabled(not self._office.read_only)
        self.all_link.clicked.connect(self.all_asked)

    def _dragged(self, widths: dict[str, int]) -> None:
        self.view.dragged = True
        self.widths_changed.emit(widths)

    def _settle(self) -> None:
        """The table, or what an empty one says."""
        if not self.standings and self._view_key != BIN:
            self._stack.setCurrentIndex(2)
        elif self.model.rowCount() == 0 and not self._filters_open():
            self.nothing.setText(self._why_nothing())
            self.all_link.setVisible(bool(self.standings))
            self._stack.setCurrentIndex(1)
        else:
            self._stack.setCurrentIndex(0)

    def _filters_open(self) -> bool:
        return self.view.headings.filters_open()

    def _why_nothing(self) -> str:
        if self._view_key == BIN and not self.standings:
            return "The bin is empty."
        view = dict(views_of(self._own))[self._view_key]
        if self.model.is_filtered():
            return f"Nothing in “{view}” holds those words."
        return f"Nothing stands in “{view}” now."

    def _counted(self, shown: int, everything: int) -> None:
        self._settle()
        self.counted.emit(shown, everything)

    def _tip(self, number: int, field: Field) -> str:
        return why_next(self._office, number) if self._own.key == "reviews" and field.key == "next_due" else ""

    def _refused(self, refusal: Refusal) -> None:
        self._refused_now = "Nothing was pasted. The bar under the table says why."
        self.problems.refuse(refusal)

    def _said(self, sentence: str) -> None:
        """What the table says of a paste is put right where the paste was refused."""
        told, self._refused_now = self._refused_now or sentence, ""
        self.said.emit(told)

    def _add_rows(self, rows: list[dict[str, str]]) -> None:
        """Rows of a paste below the last record become new records, all or none."""
        problems = self.cells.add_rows(rows)
        if problems:
            heading = f"{len(rows):,} rows lie below the last record, and no new record was made of them."
            self.problems.say(heading, problems)
