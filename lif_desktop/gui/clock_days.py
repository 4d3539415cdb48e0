"""The days that do not count as working days: bank holidays as published, and the office's own, closed or worked."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QSpinBox, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from lif_desktop.framework.dates import WEEKDAYS, show_date
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.gui.ask_panel import Ask, AskPanel, Given, Problems
from lif_desktop.gui.labels import Words, label_for
from lif_desktop.gui.roomy import give_room
from lif_desktop.gui.widgets import plain_button
from lif_desktop.office import Batch, Office
from lif_desktop.office.clock_settings import CLOSED, WORKED, NamedDays, write_days
from lif_desktop.registers.field import Field

Do = Callable[[Callable[[], Batch | None]], bool]
_HEADINGS = ("Day", "What it is", "Counts")
_OWN = int(Qt.ItemDataRole.UserRole)
_MOST = 60
"""So many days can be closed or worked at once."""
_DAY = dt.timedelta(days=1)


class DaysPage(QWidget):
    """A year of days out of the ordinary, and what adds to them and takes away from them."""

    def __init__(self, office: Office, do: Do, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._do = office, do
        self.lead = Words("", "secondary", wrap=True)
        self.year = QSpinBox()
        self.year.setRange(2015, office.calendar.known_to + 2)
        self.year.setValue(office.today().year)
        self.unknown = Words("", "strong", wrap=True)
        self.table = QTableWidget(0, len(_HEADINGS))
        self.panel = AskPanel(office)
        self.close_button = plain_button("Add closed days…")
        self.work_button = plain_button("Add worked days…")
        self.gone_button = plain_button("Take away")
        self._asked_by = self.close_button
        self._dress_table()
        self._lay_out()
        self.year.valueChanged.connect(lambda _year: self.reload())
        self.close_button.clicked.connect(lambda: self._ask(closed=True))
        self.work_button.clicked.connect(lambda: self._ask(closed=False))
        self.gone_button.clicked.connect(self._take_away)
        self.table.itemSelectionChanged.connect(self._enable)
        self.panel.closed.connect(lambda _saved: self._closed())
        self.reload()

    def reload(self) -> None:
        """Show the office as it is now."""
        calendar, settings = self._office.calendar, self._office.clock_settings()
        known = calendar.known_to
        self.lead.setText(
            f"Bank holidays of England are published up to {known}; a clock that runs further says that it does not "
            "know. The office adds the days on which it is closed, and Saturdays or holidays on which it works. Open "
            "clocks in working days are then counted anew."
        )
        year = self.year.value()
        self.unknown.setText(
            f"The bank holidays of {year} are not published yet. These are worked out." if year > known else ""
        )
        self.unknown.setVisible(year > known)
        rows = days_of(year, settings.closed, settings.worked)
        self.table.setRowCount(len(rows))
        for row, (day, name, counts, own) in enumerate(rows):
            for column, words in enumerate((f"{WEEKDAYS[day.weekday()]} {show_date(day)}", name, counts)):
                item = QTableWidgetItem(words)
                item.setData(_OWN, (own, day))
                self.table.setItem(row, column, item)
        self._enable()

    # building

    def _dress_table(self) -> None:
        self.table.setAccessibleName("Days out of the ordinary")
        self.table.setHorizontalHeaderLabels(list(_HEADINGS))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        give_room(self.table)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label_for(self.year, "Year", label=Words("", "secondary")))
        head.addWidget(self.year)
        head.addStretch(1)
        for button in (self.close_button, self.work_button, self.gone_button):
            head.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.lead)
        whole.addLayout(head)
        whole.addWidget(self.unknown)
        whole.addWidget(self.panel)
        whole.addWidget(self.table, 1)

    # doing

    def _enable(self) -> None:
        able = not self._office.read_only and not self.panel.asks()
        self.close_button.setEnabled(able)
        self.work_button.setEnabled(able)
        self.gone_button.setEnabled(able and bool(self._chosen()[0]))

    def _closed(self) -> None:
        self._enable()
        self._asked_by.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> tuple[str, dt.date]:
        item = self.table.currentItem()
        own, day = item.data(_OWN) if item is not None and item.isSelected() else ("", dt.date.min)
        return own, day

    def _ask(self, *, closed: bool) -> None:
        fields = (
            Field("first", "Day", "date"),
            Field("last", "Last day, if several", "date"),
            Field("name", "What it is called", width=30),
        )
        self._asked_by = self.close_button if closed else self.work_button
        heading = "Days on which the office is closed" if closed else "Days on which the office works"
        self.panel.ask(Ask(heading, fields, partial(self._add, closed), check=partial(self._check, closed)))
        self._enable()

    def _check(self, closed: bool, given: Given) -> Problems:
        first, last = given["first"], given["last"]
        if not first:
            return [("first", "Enter the day.")]
        if last and last < first:
            return [("last", "Enter a day after the first one, or none.")]
        found = new_days(first, last, closed, self._office.calendar)
        if not found:
            counts = "do not count anyway" if closed else "count anyway"
            return [("first", f"These days {counts}, so there is nothing to add.")]
        if len(found) > _MOST:
            return [("last", f"That is {len(found)} days. Add {_MOST} at most at once.")]
        return []

    def _add(self, closed: bool, given: Given) -> None:
        settings, ordinary = self._office.clock_settings(), WorkingDays()
        days = new_days(given["first"], given["last"], closed, self._office.calendar)
        name = str(given["name"] or ("Office closed" if closed else "Office at work"))
        shut = {day: words for day, words in settings.closed.items() if day not in days}
        open_ = {day: words for day, words in settings.worked.items() if day not in days}
        own = {day: name for day in days if ordinary.is_working(day) == closed}
        values = {CLOSED: shut | own, WORKED: open_} if closed else {CLOSED: shut, WORKED: open_ | own}
        verb = "Closed" if closed else "Worked"
        words = f"{verb} on {show_date(days[0])}" if len(days) == 1 else f"{verb} on {len(days)} days: {name}"
        self._keep(values, words)
        self.year.setValue(days[0].year)

    def _take_away(self) -> None:
        own, day = self._chosen()
        settings = self._office.clock_settings()
        days = settings.closed if own == CLOSED else settings.worked
        left = {one: words for one, words in days.items() if one != day}
        ordinary = "No longer closed" if own == CLOSED else "No longer worked"
        self._keep({own: left}, f"{ordinary} on {show_date(day)}")

    def _keep(self, days: Mapping[str, NamedDays], words: str) -> None:
        values = {name: write_days(some) for name, some in days.items()}
        self._do(lambda: self._office.set_settings(values, words))


def new_days(first: dt.date, last: dt.date | None, closed: bool, calendar: WorkingDays) -> list[dt.date]:
    """The days from the first to the last that count otherwise now."""
    end = last or first
    every = (first + _DAY * at for at in range((end - first).days + 1))
    return [day for day in every if calendar.is_working(day) == closed]


def days_of(
    year: int, closed: Mapping[dt.date, str], worked: Mapping[dt.date, str]
) -> list[tuple[dt.date, str, str, str]]:
    """The days of a year that are out of the ordinary: day, name, whether it counts, and the setting it comes from."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    holidays = WorkingDays().holidays_between(first, last)
    rows = {day: (day, name, "No, a bank holiday", "") for day, name in holidays}
    rows |= {day: (day, name, "No, closed by the office", CLOSED) for day, name in closed.items() if day.year == year}
    rows |= {day: (day, name, "Yes, worked by the office", WORKED) for day, name in worked.items() if day.year == year}
    return [rows[day] for day in sorted(rows)]
