"""Home: what is due in the next working days, the clocks that run, and the gaps to mend."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.framework.dates import WEEKDAYS, show_date
from lif_desktop.gui.labels import Words
from lif_desktop.gui.page import Page
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.rows import ClockRow, DueRow, GapRow, Line, badge_column, make_room
from lif_desktop.gui.widgets import Card, EmptyPage, PageHeader, plain_button

if TYPE_CHECKING:
    from lif_desktop.office.upcoming import DueItem, GapCount, Upcoming

FIRST_DUE = 9
"""Things due that Home shows before "All 31" is pressed."""
FIRST_LATE = 4
"""Overdue things among them, when enough else is due."""
FIRST_CLOCKS = 4
_NARROW = 900
"""Below this width at 100 % text, the cards stand under each other."""

BUTTONS = (("chase", "Chase…"), ("pack", "Pack…"), ("returns", "Returns…"), ("annual_report", "Annual report…"))
"""The four main jobs: the key of the window's action, and the words of the button."""


class HomePage(Page):
    """What the day holds. It shows what it is given; the window works it out off the main thread.

    Signal `gaps_asked(GapCount | None)`: show the gaps of one check, or all of them.
    """

    gaps_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Home")
        self._shown: Upcoming | None = None
        self._all_due = False
        self.header = PageHeader("", "")
        self.buttons = {key: plain_button(text) for key, text in BUTTONS}
        self.due = Card("Due", "All")
        self.clocks = Card("Clocks running", "All")
        self.gaps = Card("Gaps to mend", "Show")
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._wire()

    def show_day(self, day: date) -> None:
        """Show which day it is, before anything is worked out."""
        self.header.set_title(f"{WEEKDAYS[day.weekday()]} {show_date(day)}")

    def show_upcoming(self, found: "Upcoming") -> None:
        """Show this; the scroll place and the focus of the button row stay."""
        self._shown = found
        self.show_day(found.today)
        self.header.set_subtitle(f"Next 15 working days: to {show_date(found.until)}")
        self._fill_due(found)
        self._fill_clocks(found)
        self._fill_gaps(found)
        overdue = sum(item.status.tone == "red" for item in found.due)
        late = f", {overdue} overdue" if overdue else ""
        self.counted.emit(f"{len(found.due)} due by {show_date(found.until)}{late}")

    def rows(self) -> list[DueRow]:
        """The rows of the Due card, in order."""
        return self.due.findChildren(DueRow)

    # Laying out

    def _lay_out(self) -> None:
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(20, 16, 20, 12)
        whole.setSpacing(12)
        self._head.setSpacing(12)
        self._head.addWidget(self.header, 1)
        line = QHBoxLayout()
        line.setSpacing(12)
        for button in self.buttons.values():
            line.addWidget(button)
        self._head.addLayout(line)
        whole.addLayout(self._head)
        self._columns.setSpacing(12)
        self._columns.addWidget(self.due, 5)
        self._right = QVBoxLayout()
        self._right.setSpacing(12)
        self._right.addWidget(self.clocks)
        self._right.addWidget(self.gaps, 1)
        self._columns.addLayout(self._right, 3)
        whole.addLayout(self._columns, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll)
        for card in (self.due, self.clocks, self.gaps):
            make_room(card)

    def _wire(self) -> None:
        for key, button in self.buttons.items():
            button.clicked.connect(_asking(self, key))
        self.due.link.clicked.connect(self._toggle_due)
        self.clocks.link.clicked.connect(lambda: self.asked.emit("go_reviews"))
        self.gaps.link.clicked.connect(lambda: self.gaps_asked.emit(None))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand the cards under each other where they would be too narrow side by side."""
        super().resizeEvent(event)
        self._arrange()

    def refit(self) -> None:
        """Follow the text size."""
        self._arrange()
        if self._shown is not None:
            self.show_upcoming(self._shown)

    def _arrange(self) -> None:
        narrow = self.width() < scaled(_NARROW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(direction)
        self._head.setDirection(direction)

    # Filling

    def _fill_due(self, found: "Upcoming") -> None:
        _clear(self.due)
        items = found.due if self._all_due else first_due(found.due)
        more = len(found.due) > FIRST_DUE
        self.due.link.setVisible(more)
        self.due.link.setText("Fewer" if self._all_due else f"All {len(found.due)}")
        if not any(found.counts.values()) and not items:
            self.due.body.addWidget(self._empty(), 1)
            return
        if not items:
            self.due.body.addWidget(quiet(f"Nothing is due by {show_date(found.until)}."))
        badge = badge_column(items)
        for item in items:
            row = DueRow(item, badge)
            row.clicked.connect(_opening(self, item.register, item.id))
            self.due.body.addWidget(row)
            self.due.body.addWidget(Line())
        self.due.body.addStretch(1)

    def _empty(self) -> EmptyPage:
        page = EmptyPage(
            "Nothing is in this office yet",
            "Bring in a tracker that you keep in Excel today, or press Ctrl+2 and add the first review.",
            "Bring my tracker…",
            "import",
        )
        page.button.clicked.connect(lambda: self.asked.emit("bring_tracker"))
        return page

    def _fill_clocks(self, found: "Upcoming") -> None:
        _clear(self.clocks)
        self.clocks.link.setVisible(len(found.clocks) > FIRST_CLOCKS)
        self.clocks.link.setText(f"All {len(found.clocks)}")
        if not found.clocks:
            self.clocks.body.addWidget(quiet("No review has a clock running."))
        for item in found.clocks[:FIRST_CLOCKS]:
            row = ClockRow(item)
            row.clicked.connect(_opening(self, item.register, item.id))
            self.clocks.body.addWidget(row)

    def _fill_gaps(self, found: "Upcoming") -> None:
        _clear(self.gaps)
        total = sum(gap.count for gap in found.gaps)
        self.gaps.link.setVisible(total > 0)
        self.gaps.link.setText(f"Show {total}")
        if not found.gaps:
            self.gaps.body.addWidget(quiet("Nothing is missing that the framework asks for."))
        for gap in found.gaps:
            row = GapRow(gap)
            row.clicked.connect(_asking_gap(self, gap))
            self.gaps.body.addWidget(row)
        self.gaps.body.addStretch(1)

    def _toggle_due(self) -> None:
        self._all_due = not self._all_due
        if self._shown is not None:
            self._fill_due(self._shown)


def first_due(due: "Sequence[DueItem]") -> "tuple[DueItem, ...]":
    """The first few, so that what is overdue does not push out what falls due today or this week."""
    late = [item for item in due if item.status.tone == "red"]
    rest = [item for item in due if item.status.tone != "red"]
    shown = late[: max(FIRST_LATE, FIRST_DUE - len(rest))]
    return (*shown, *rest[: FIRST_DUE - len(shown)])


def quiet(text: str) -> Words:
    """What a card says when it has no rows."""
    words = Words(text, "secondary", wrap=True)
    words.setContentsMargins(8, 4, 8, 4)
    return words


def _clear(card: Card) -> None:
    for item in _taken(card):
        if item is not None:
            item.hide()
            item.setParent(None)
            item.deleteLater()


def _taken(card: Card) -> Iterable[QWidget | None]:
    while card.body.count():
        yield card.body.takeAt(0).widget()


def _asking(page: HomePage, key: str) -> Callable[[], None]:
    return lambda: page.asked.emit(key)


def _asking_gap(page: HomePage, gap: "GapCount") -> Callable[[], None]:
    return lambda: page.gaps_asked.emit(gap)


def _opening(page: HomePage, register: str, number: int) -> Callable[[], None]:
    return lambda: page.open_record.emit(register, number)
