"""Home: what is due in the next working days, the clocks that run, who is awaited, and the gaps to mend."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.framework.dates import WEEKDAYS, show_date
from lif_desktop.gui.home_words import FIRST_DUE, Shown, in_parts, meeting_words, returns_words
from lif_desktop.gui.labels import Words
from lif_desktop.gui.page import Page
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.rows import ClockRow, DueRow, GapRow, Line, LinkRow, PartHead, Tile, badge_column, make_room
from lif_desktop.gui.widgets import Card, EmptyPage, PageHeader, plain_button

if TYPE_CHECKING:
    from lif_desktop.office.due_items import DueItem
    from lif_desktop.office.upcoming import GapCount, Upcoming

FIRST_CLOCKS = 4
FIRST_GAPS = 4
"""Kinds of gap that the card names."""
_NARROW = 900
"""Below this width at 100 % text, the cards stand under each other."""
_CHOSEN = "Overdue first: stages of reviews, then the oldest. The rest by day."

BUTTONS = (("chase", "Chase…"), ("pack", "Pack…"), ("returns", "Returns"), ("annual_report", "Annual report…"))
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
        self._open: set[str] = set()
        self._all_clocks = False
        self.header = PageHeader("", "")
        self.buttons = {key: plain_button(text) for key, text in BUTTONS}
        self.due = Card("Due", "All")
        self.clocks = Card("Clocks running", "All")
        self.gaps = Card("Gaps to mend", "Show")
        self.rule = Words(_CHOSEN, "small", wrap=True)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._tiles = QBoxLayout(QBoxLayout.Direction.LeftToRight)
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
        self._fill_tiles(found)
        self._fill_due(found)
        self._fill_clocks(found)
        self._fill_gaps(found)
        overdue = sum(item.status.tone == "red" for item in found.due)
        late = f", {overdue} overdue" if overdue else ""
        self.counted.emit(f"{len(found.due)} due by {show_date(found.until)}{late}")

    def rows(self) -> list[DueRow]:
        """The rows of the Due card, in order."""
        return [part for part in self._due_parts() if isinstance(part, DueRow)]

    def _due_parts(self) -> list[QWidget | None]:
        return [self.due.body.itemAt(at).widget() for at in range(self.due.body.count())]

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
        self._tiles.setSpacing(12)
        whole.addLayout(self._tiles)
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
        self.due.add_beside_title(self.rule)

    def _wire(self) -> None:
        for key, button in self.buttons.items():
            button.clicked.connect(_asking(self, key))
        self.due.link.clicked.connect(self._toggle_due)
        self.clocks.link.clicked.connect(self._toggle_clocks)
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
        for line in (self._columns, self._head, self._tiles):
            line.setDirection(direction)

    # Filling

    def _fill_tiles(self, found: "Upcoming") -> None:
        _clear(self._tiles)
        if not any(found.counts.values()):
            return
        returns = Tile(*returns_words(found.awaited))
        returns.clicked.connect(_asking(self, "returns"))
        self._tiles.addWidget(returns, 2)
        meeting = Tile(*meeting_words(found.meetings))
        leads = _opening(self, "meetings", found.meetings[0].id) if found.meetings else _asking(self, "go_meetings")
        meeting.clicked.connect(leads)
        self._tiles.addWidget(meeting, 3)

    def _fill_due(self, found: "Upcoming") -> None:
        _clear(self.due.body)
        parts = in_parts(found.due, found.today, self._open)
        self.due.link.setVisible(len(found.due) > FIRST_DUE)
        self.due.link.setText(f"All {len(found.due)}" if any(part.left for part in parts) else "Fewer")
        if not any(found.counts.values()) and not found.due:
            self.due.body.addWidget(self._empty(), 1)
            return
        if not found.due:
            self.due.body.addWidget(quiet(f"Nothing is due by {show_date(found.until)}."))
        self.rule.setVisible(bool(found.due))
        badge = badge_column(found.due)
        for part in parts:
            self._add_part(part, badge)
        self.due.body.addStretch(1)

    def _add_part(self, part: Shown, badge: int) -> None:
        more = f"All {part.total}" if part.left else "Fewer" if part.opened else ""
        head = PartHead(part.heading, part.total, more)
        head.link.clicked.connect(_turning(self, part.key))
        self.due.body.addWidget(head)
        for at, item in enumerate(part.items):
            if at:
                self.due.body.addWidget(Line())
            row = DueRow(item, badge)
            row.clicked.connect(_leading(self, item))
            self.due.body.addWidget(row)

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
        _clear(self.clocks.body)
        self.clocks.link.setVisible(len(found.clocks) > FIRST_CLOCKS)
        self.clocks.link.setText("Fewer" if self._all_clocks else f"All {len(found.clocks)}")
        if not found.clocks:
            self.clocks.body.addWidget(quiet("No review has a clock running."))
        for item in found.clocks if self._all_clocks else found.clocks[:FIRST_CLOCKS]:
            row = ClockRow(item)
            row.clicked.connect(_opening(self, item.register, item.id, "milestones"))
            self.clocks.body.addWidget(row)

    def _fill_gaps(self, found: "Upcoming") -> None:
        _clear(self.gaps.body)
        total = sum(gap.count for gap in found.gaps)
        self.gaps.link.setVisible(total > 0)
        self.gaps.link.setText(f"Show {total}")
        if not found.gaps:
            self.gaps.body.addWidget(quiet("Nothing is missing that the framework asks for."))
        for gap in found.gaps[:FIRST_GAPS]:
            row = GapRow(gap)
            row.clicked.connect(_asking_gap(self, gap))
            self.gaps.body.addWidget(row)
        if (more := len(found.gaps) - FIRST_GAPS) > 0:
            last = LinkRow(f"{more} more {'kind' if more == 1 else 'kinds'} of gap")
            last.link.clicked.connect(lambda: self.gaps_asked.emit(None))
            self.gaps.body.addWidget(last)
        self.gaps.body.addStretch(1)

    def _toggle_due(self) -> None:
        if self._shown is not None:
            parts = in_parts(self._shown.due, self._shown.today, self._open)
            self._open = {part.key for part in parts} if any(part.left for part in parts) else set()
            self._fill_due(self._shown)
            self.due.link.setFocus()

    def _toggle_clocks(self) -> None:
        self._all_clocks = not self._all_clocks
        if self._shown is not None:
            self._fill_clocks(self._shown)

    def turn_part(self, key: str) -> None:
        """Show all of one part of what is due, or its first few again; the focus stays on its link."""
        self._open ^= {key}
        if self._shown is not None:
            self._fill_due(self._shown)
            parts = [part.key for part in in_parts(self._shown.due, self._shown.today, self._open)]
            head = [part for part in self._due_parts() if isinstance(part, PartHead)][parts.index(key)]
            head.show()
            head.link.setFocus()


def quiet(text: str) -> Words:
    """A sentence of a card in the second colour."""
    words = Words(text, "secondary", wrap=True)
    words.setContentsMargins(8, 4, 8, 4)
    return words


def _clear(layout: QLayout) -> None:
    for item in _taken(layout):
        if item is not None:
            item.hide()
            item.deleteLater()


def _taken(layout: QLayout) -> Iterable[QWidget | None]:
    while layout.count():
        yield layout.takeAt(0).widget()


def _asking(page: HomePage, key: str) -> Callable[[], None]:
    return lambda: page.asked.emit(key)


def _asking_gap(page: HomePage, gap: "GapCount") -> Callable[[], None]:
    return lambda: page.gaps_asked.emit(gap)


def _turning(page: HomePage, key: str) -> Callable[[], None]:
    return lambda: page.turn_part(key)


def _opening(page: HomePage, register: str, number: int, field: str = "") -> Callable[[], None]:
    if field:
        return lambda: page.open_field.emit(register, number, field)
    return lambda: page.open_record.emit(register, number)


def _leading(page: HomePage, item: "DueItem") -> Callable[[], None]:
    return _opening(page, item.register, item.id, item.field)
