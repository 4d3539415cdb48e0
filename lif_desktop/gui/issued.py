"""The window with every paper and workbook that left, and what a panel saw in some days."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from lif_desktop.framework.dates import show_date
from lif_desktop.gui.date_field import DateField
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.issued_list import IssuesView
from lif_desktop.gui.labels import Words, label_for
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.records import counted
from lif_desktop.gui.widgets import plain_button
from lif_desktop.office import Office
from lif_desktop.office.attaching import ATTACHED
from lif_desktop.office.issued import Issue, as_panel_saw, issued

Groups = list[tuple[str, list[Issue]]]


class IssuedWindow(Dialog):
    """What left, newest first; with a group chosen what it saw, meeting by meeting. Signal `changed()`."""

    changed = Signal()

    def __init__(
        self, office: Office, _crashed: Callable[[BaseException], None], parent: QWidget | None = None
    ) -> None:
        super().__init__("Papers that left", parent)
        self._office = office
        self.lead = Words("", "secondary", wrap=True)
        self.group = QComboBox()
        self.group.addItem("Everybody", "")
        for choice in office.lookup.choices("groups"):
            self.group.addItem(choice.label, choice.key)
        self.first = DateField(today=office.today, calendar=office.calendar)
        self.last = DateField(today=office.today, calendar=office.calendar)
        self.words = QLineEdit()
        self.words.setPlaceholderText("Any word of it")
        self.words.setClearButtonEnabled(True)
        self.view = IssuesView(office, "Papers that left")
        self.close_button = plain_button("Close")
        self.close_button.setAutoDefault(False)
        self._lay_out()
        self._wire()
        self.load()

    def load(self) -> None:
        """Read and show it anew."""
        groups = self._seen() if self.group.currentData() else self._left()
        asked = self.words.text().casefold().split()
        groups = [(words, [one for one in some if _has(one, asked)]) for words, some in groups]
        groups = [(words, some) for words, some in groups if some]
        many = sum(len(some) for _, some in groups)
        self.view.show_issues(groups)
        self.lead.setText(self._lead(many))

    def _lead(self, many: int) -> str:
        if not many and not issued(self._office):
            return "Nothing left yet. Each paper and workbook that you save for sending is kept here as it left."
        who = self.group.currentText() if self.group.currentData() else ""
        first, last = self._days()
        days = f"from {show_date(first)} to {show_date(last)}" if first and last else ""
        if not days:
            days = f"from {show_date(first)}" if first else f"up to {show_date(last)}" if last else ""
        seen = f"What {who} saw" if who else "What left"
        return f"{' '.join(filter(None, (seen, days)))}: {counted(many, 'issue') if many else 'nothing'}."

    def _days(self) -> tuple[date | None, date | None]:
        return self.first.day(), self.last.day()

    def _left(self) -> Groups:
        """By the month in which it left, newest first."""
        first, last = self._days()
        groups: dict[str, list[Issue]] = {}
        for one in issued(self._office):
            day = one.made_on
            within = (first is None or (day is not None and day >= first)) and (
                last is None or (day is not None and day <= last)
            )
            if one.kind != ATTACHED and within:
                month = show_date(day).split(" ", 1)[1] if day is not None else "Before"
                groups.setdefault(month, []).append(one)
        return list(groups.items())

    def _seen(self) -> Groups:
        """By the meeting that it was for, the earliest first."""
        first, last = self._days()
        begin, end = first or date.min, last or date.max
        groups: dict[str, list[Issue]] = {}
        for seen in as_panel_saw(self._office, self.group.currentData(), begin, end):
            if seen.issue.kind != ATTACHED:
                held = f", {show_date(seen.held_on)}" if seen.held_on else ""
                words = f"{seen.meeting}{held}" if seen.meeting else "Sent to it by name"
                groups.setdefault(words, []).append(seen.issue)
        return list(groups.items())

    def _lay_out(self) -> None:
        asks = QWidget()
        line = WrapLayout(asks, gap=12)
        for field, words, wide in (
            (self.group, "Seen &by", 260),
            (self.first, "&From", 150),
            (self.last, "&To", 150),
            (self.words, "Fin&d", 180),
        ):
            pair = QWidget()
            column = QVBoxLayout(pair)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            column.addWidget(label_for(field, words, label=Words("", "secondary")))
            column.addWidget(field)
            pair.setFixedWidth(scaled(wide))
            line.addWidget(pair)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(8)
        whole.addWidget(asks)
        whole.addWidget(self.lead)
        whole.addWidget(self.view, 1)
        whole.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        self.take_room(1120, 600)
        self.view.list.setFocus()

    def _wire(self) -> None:
        self.group.currentIndexChanged.connect(lambda _at: self.load())
        for field in (self.first, self.last):
            field.day_changed.connect(lambda _day: self.load())
        self.words.textChanged.connect(lambda _words: self.load())
        self.view.changed.connect(self.load)
        self.view.changed.connect(self.changed)
        self.close_button.clicked.connect(self.close)


def _has(one: Issue, asked: list[str]) -> bool:
    """Whether every word that is asked for stands somewhere in an issue."""
    told = f"{one.title} {one.file_name} {one.sent_to} {one.why} {one.made_by} {one.approved_by}".casefold()
    return all(word in told for word in asked)
