"""The step of an import in which the sheet, its row of headings and the column where the table begins are chosen."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from lif_desktop.gui.forms import part, put_in
from lif_desktop.gui.import_decisions import into_words
from lif_desktop.gui.import_preview import FIRST_ROWS, RawPreview
from lif_desktop.gui.labels import Words
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.sheets.cells import as_text
from lif_desktop.sheets.header import sheet_notices
from lif_desktop.sheets.planned import Plan
from lif_desktop.sheets.raw import RawBook, RawSheet, letters

_LONGEST = 28


class SheetStep(QObject):
    """The parts of the form on the page of the sheet.

    Signals: `sheet_chosen()`; `head_chosen()` when another row of headings or another first column was chosen;
    `straight_on()` when the columns are as they were the last time.
    """

    sheet_chosen = Signal()
    head_chosen = Signal()
    straight_on = Signal()

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self.sheet = part(form, QComboBox, "sheet")
        self.header_row = part(form, QSpinBox, "header_row")
        self.first_column = part(form, QComboBox, "first_column")
        self.notices = part(form, Words, "notices")
        self.into = part(form, Words, "into")
        self.known = NoticeBar(closable=False)
        self.preview = RawPreview()
        page = part(form, QWidget, "sheet_page")
        put_in(page, "known", self.known)
        put_in(page, "preview", self.preview)
        self._book: RawBook | None = None
        self._by_hand: tuple[int | None, int | None] = (None, None)
        self.sheet.activated.connect(lambda _at: self.sheet_chosen.emit())
        self.header_row.valueChanged.connect(self._row_set)
        self.first_column.activated.connect(lambda _at: self._column_set(self.first_column.currentData()))
        self.preview.row_chosen.connect(self.header_row.setValue)
        self.preview.column_chosen.connect(self._column_set)

    @property
    def name(self) -> str:
        """The name of the sheet that is chosen."""
        return str(self.sheet.currentData())

    def chosen(self) -> tuple[int | None, int | None]:
        """The row of headings and the first column that were chosen by hand, from 1; None where they were not."""
        return self._by_hand

    def take(self, book: RawBook) -> None:
        """Offer the sheets of a file."""
        self._book = book
        self._by_hand = (None, None)
        self.sheet.clear()
        for sheet in book.sheets:
            hidden = "" if sheet.state == "visible" else " (hidden)"
            self.sheet.addItem(f"{sheet.name}{hidden}", sheet.name)

    def choose(self, name: str) -> None:
        """Choose a sheet by its name."""
        self.sheet.setCurrentIndex(self.sheet.findData(name))

    def forget(self) -> None:
        """Nothing is chosen by hand any more."""
        self._by_hand = (None, None)

    def show_plan(self, plan: Plan | None) -> None:
        """Show what was found: the sheet, where its table stands, where the rows go, and what there is to know."""
        places: frozenset[int] = frozenset()
        if plan is not None:
            self.choose(plan.sheet)
            places = frozenset(column.place for column in plan.columns if column.place)
            self._set_row(plan.header_row)
            self.into.setText(f"It goes into {into_words(plan.register)}. Go back to choose another register.")
        self.into.setVisible(plan is not None)
        layout = plan.layout if plan is not None else None
        self.known.say(f"{layout}." if layout else "", [("Straight to check and fix", self.straight_on.emit)])
        self.show_raw(places)

    def show_raw(self, places: frozenset[int] = frozenset()) -> None:
        """The sheet as it is, also where no heading was found. `places` are the columns of the table, from 1."""
        sheet = self.raw()
        if sheet is None:
            return
        self._set_row(self.header_row.value())
        self.preview.show_sheet(sheet, self.header_row.value(), places)
        said = [*(self._book.notices if self._book else ()), *sheet_notices(sheet)]
        if self._book is not None and self._book.epoch_1904 and not any("1904" in one for one in said):
            said.append("Its dates count from 1904 and were read so.")
        self.notices.setText("\n".join(f"· {notice}" for notice in said))
        self.notices.setVisible(bool(said))
        self._offer_columns(sheet, min(places, default=1))

    def raw(self) -> RawSheet | None:
        """The sheet that is chosen."""
        found = (one for one in (self._book.sheets if self._book else ()) if one.name == self.sheet.currentData())
        return next(found, None)

    def _offer_columns(self, sheet: RawSheet, first: int) -> None:
        row = self.header_row.value()
        cells = sheet.rows[row - 1] if 0 < row <= len(sheet.rows) else ()
        self.first_column.clear()
        for at, cell in enumerate(cells, 1):
            words = " ".join(as_text(cell).split())
            words = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
            if words or at == first:
                self.first_column.addItem(f"{letters(at)}: {words}" if words else letters(at), at)
        self.first_column.setCurrentIndex(self.first_column.findData(self._by_hand[1] or first))

    def _set_row(self, row: int) -> None:
        """Show a row of headings as found, within those of the sheet; that it is shown is no choice of it."""
        sheet = self.raw()
        self.header_row.blockSignals(True)
        self.header_row.setMaximum(max(1, row if sheet is None else min(FIRST_ROWS, len(sheet.rows))))
        self.header_row.setValue(row)
        self.header_row.blockSignals(False)

    def _row_set(self, row: int) -> None:
        self._by_hand = (row, None)
        self.show_raw()
        self.head_chosen.emit()

    def _column_set(self, column: int) -> None:
        self._by_hand = (self.header_row.value(), column)
        self.show_raw(frozenset(range(column, 257)))
        self.head_chosen.emit()
