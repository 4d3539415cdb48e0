"""From which day the office counts, with an example that is worked out as one looks."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSpinBox, QVBoxLayout, QWidget

from lif_desktop.framework.clocks import Rule, explain
from lif_desktop.framework.dates import WEEKDAYS, show_date
from lif_desktop.gui.form_editors import DateBox
from lif_desktop.gui.labels import Words, label_for
from lif_desktop.gui.palette import scaled
from lif_desktop.office import Batch, Office
from lif_desktop.office.clock_settings import DAY_ONE, SAME_DAY

Do = Callable[[Callable[[], Batch | None]], bool]
EXAMPLE = (dt.date(2026, 4, 2), 15)
"""The Thursday before Easter and the figure of the rapid review."""
_WAYS = ((False, "The day after is day 1"), (True, "That day itself is day 1"))


class CountingPage(QWidget):
    """Two ways of counting, each with what it makes of the example. New reviews take the one that is chosen."""

    def __init__(self, office: Office, do: Do, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._do = office, do
        self.ways = {same_day: QRadioButton(words) for same_day, words in _WAYS}
        self.examples = {same_day: Words("", "secondary", wrap=True) for same_day, _ in _WAYS}
        self.day = DateBox(office.today, office.calendar)
        self.number = QSpinBox()
        self.number.setRange(1, 260)
        self.number.setValue(EXAMPLE[1])
        self.day.set_day(EXAMPLE[0])
        group = QButtonGroup(self)
        for same_day, button in self.ways.items():
            group.addButton(button)
            button.setEnabled(not office.read_only)
            button.clicked.connect(lambda _on=False, way=same_day: self._choose(way))
        self.day.day_changed.connect(lambda _day: self._work_out())
        self.number.valueChanged.connect(lambda _number: self._work_out())
        self._lay_out()
        self.reload()

    def reload(self) -> None:
        """Show the office as it is now."""
        self.ways[self._office.clock_settings().same_day].setChecked(True)
        self._work_out()

    def _lay_out(self) -> None:
        lead = (
            "A clock in working days can count from the day after the one that starts it, as is usual, or from that "
            "day itself. Reviews that are open keep the way in which they count; each can be changed on its own."
        )
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label_for(self.number, "working days from", label=Words("", "secondary")))
        line.insertWidget(0, self.number)
        line.addWidget(self.day)
        line.addStretch(1)
        self.day.setAccessibleName("Day of the example")
        self.number.setAccessibleName("Working days of the example")
        self.day.setMinimumWidth(scaled(200))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(Words(lead, "secondary", wrap=True))
        whole.addSpacing(4)
        whole.addWidget(Words("New reviews", "strong"))
        for same_day, button in self.ways.items():
            way = QVBoxLayout()
            way.setSpacing(2)
            way.addWidget(button)
            self.examples[same_day].setContentsMargins(scaled(26), 0, 0, 0)
            way.addWidget(self.examples[same_day])
            whole.addLayout(way)
        whole.addSpacing(8)
        whole.addWidget(Words("Try another example", "strong"))
        whole.addLayout(line)
        whole.addStretch(1)

    def _work_out(self) -> None:
        day = self.day.day() or EXAMPLE[0]
        for same_day, words in self.examples.items():
            words.setText(example(self._office, day, self.number.value(), same_day))

    def _choose(self, same_day: bool) -> None:
        if same_day == self._office.clock_settings().same_day:
            return
        words = "New reviews count the first day as day 1" if same_day else "New reviews count from the day after"
        if not self._do(lambda: self._office.set_setting(DAY_ONE, SAME_DAY if same_day else "", words)):
            self.reload()


def example(office: Office, day: dt.date, number: int, same_day: bool) -> str:
    """The due day of a made-up clock with its reason: "Notified on Thursday 2 April 2026: due 27 April 2026, …"."""
    rule = Rule("example", "Example", "notified", number, "working days", "after", "local", "Example")
    due, _, why = explain(rule, day, office.calendar, same_day).partition(": ")
    return f"Notified on {WEEKDAYS[day.weekday()]} {show_date(day)}: due {due}, {why}."
