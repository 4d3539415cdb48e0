"""How each agency answers: how many returns, in how many working days, how often late and chased, and what is next."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lif_desktop.framework.chasing import Place
from lif_desktop.framework.returns import Answering
from lif_desktop.gui.labels import Words
from lif_desktop.gui.records import counted, lowered
from lif_desktop.gui.request_filter import RequestFilter
from lif_desktop.gui.request_grid import WideGrid
from lif_desktop.gui.state_grid import GridCell, GridRow
from lif_desktop.gui.widgets import plain_button
from lif_desktop.office import Office
from lif_desktop.office.chase_words import next_words
from lif_desktop.office.owed import places
from lif_desktop.office.return_requests import answers_by_agency

HEADINGS = ("Agency", "Asked", "In", "Median days", "Late", "Chased", "Last step", "Next step")
_NONE = "Nothing was asked for yet, so nobody has answered."


class AnswersView(QWidget):
    """The table, slowest first. Signals: `open_asked(register, id)` for an agency; `said(sentence)`."""

    open_asked = Signal(str, int)
    said = Signal(str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._agencies: tuple[int, ...] = ()
        self.filter = RequestFilter(office)
        self.copy_button = plain_button("Copy table")
        self.copy_button.setToolTip("Copy the table, to paste into Excel or Word")
        self.filter.line.addWidget(self.copy_button)
        self.words = Words("", "secondary", wrap=True)
        self.grid = WideGrid("Days to answer by agency", whole_rows=True)
        self.filter.changed.connect(self._fill)
        self.copy_button.clicked.connect(self._copy)
        self.grid.pressed_cell.connect(lambda row, _column: self.open_asked.emit("agencies", self._agencies[row]))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.filter)
        whole.addWidget(self.words)
        whole.addWidget(self.grid, 1)
        whole.addStretch(0)

    def reload(self) -> None:
        """Show the table as it is now."""
        self.filter.fill()
        self._fill()

    def table(self) -> list[list[str]]:
        """The table in words, headings first, as it is copied."""
        rows = ([row.name, *(cell.words for cell in row.cells)] for row in self.grid.rows())
        return [list(HEADINGS), *rows]

    def _fill(self) -> None:
        found = answers_by_agency(self._office, self.filter.kind(), self.filter.year())
        stand = places(self._office)
        names = self._office.lookup
        self._agencies = tuple(one.agency for one in found)
        self.words.setText(summary(found) if found else _NONE)
        self.grid.show_rows(
            HEADINGS,
            [GridRow(names.agency_name(one.agency), self._cells(one, stand.get(one.agency))) for one in found],
        )
        self.grid.setVisible(bool(found))
        self.copy_button.setEnabled(bool(found))

    def _cells(self, one: Answering, place: Place | None) -> tuple[GridCell, ...]:
        late = "" if one.late_share is None else f"{one.late} of {one.dated} ({one.late_share:.0%})"
        taken, following = self._steps(place)
        return tuple(
            GridCell(words)
            for words in (
                str(one.asked), str(one.came), _days(one.days), late, str(one.chased) if one.chased else "",
                taken, following,
            )
        )  # fmt: skip

    def _steps(self, place: Place | None) -> tuple[str, str]:
        """The last step of the ladder that was taken, and the next one with its day."""
        if place is None:
            return "", ""
        label = self._office.lookup.label
        taken = label("chase_steps", place.taken) if place.taken else ""
        return taken, next_words(self._office, place.following) if place.following else ""

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in self.table()))
        self.said.emit(f"Copied: {lowered(counted(len(self._agencies), 'agency'))} and the headings.")


def summary(found: tuple[Answering, ...]) -> str:
    """What the table says in one sentence, with what is counted."""
    late, dated = sum(one.late for one in found), sum(one.dated for one in found)
    share = f" {late} of {dated} came late or are overdue ({late / dated:.0%})." if dated else ""
    return (
        f"{counted(len(found), 'agency')}, slowest first. Days are working days from asking to the day it came.{share} "
        "Enter opens the agency."
    )


def _days(days: float | None) -> str:
    """Working days without a needless ".0"."""
    return "" if days is None else f"{days:g}"
