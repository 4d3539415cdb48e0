"""A table of facts that cannot be typed in, as high as its rows: sorted by its headings, copied like any other."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.evaluation import Rate, percent
from lif_desktop.gui.cells import CellWays
from lif_desktop.gui.grid import RegisterView
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.table_model import RegisterTableModel
from lif_desktop.office.sieve import Row
from lif_desktop.registers.field import Field

SHARE = "share"
"""The key of a column of shares."""


def share_of(rate: Rate) -> float | None:
    """The value of a rate in a column of shares: above 1 where more replied than were asked; None where unknown."""
    return rate.replies / rate.asked if rate.replies is not None and rate.asked else None


def fact_words(field: Field, value: object) -> str:
    """A value in words: a share as per cent, a number with commas, a day in full."""
    if field.key == SHARE and isinstance(value, float):
        return percent(value)
    if isinstance(value, int):
        return f"{value:,}"
    return show_date(value) if isinstance(value, date) else str(value)


class FactTable(RegisterView):
    """Rows of facts. Signal `opened(id)` for a double click and Alt+Enter."""

    def __init__(self, name: str, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        facts = RegisterTableModel(fields, CellWays(fact_words))
        super().__init__(facts, name=name, parent=parent)
        facts.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, ids: Sequence[int], rows: Sequence[Row]) -> None:
        """Show these rows."""
        self.register_model().set_rows(ids, rows)
        self.updateGeometry()

    def _lay_widths(self) -> None:
        """The first column, of names, takes what room is left; figures stay close together."""
        super()._lay_widths()
        if not self._natural:
            return
        last = self.shown_columns()[-1]
        left = self.columnWidth(last) - scaled(self._natural[last])
        if left > 0:
            self._user_drags = False
            self.setColumnWidth(last, scaled(self._natural[last]))
            self.setColumnWidth(0, self.columnWidth(0) + left)
            self._user_drags = True

    def sizeHint(self) -> QSize:
        """The headings and every row."""
        rows = max(1, self.register_model().rowCount())
        bar = self.horizontalScrollBar().sizeHint().height()
        high = self.headings.sizeHint().height() + rows * self.verticalHeader().defaultSectionSize()
        return QSize(scaled(320), high + bar)

    def minimumSizeHint(self) -> QSize:
        """No lower than its rows."""
        return QSize(scaled(160), self.sizeHint().height())
