"""The short fields that say for whom something leaves and why, and who approved what is published."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLineEdit, QWidget

from lif_desktop.gui.date_field import DateField
from lif_desktop.gui.labels import Words, label_for
from lif_desktop.gui.leaving_parcels import Sending
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.widgets import ProblemNote
from lif_desktop.office import Office
from lif_desktop.office.issued import issued

_MOST = 12
"""So many words of earlier times are offered."""


def remembered(office: Office, kind: str = "") -> tuple[list[str], list[str]]:
    """What was said at earlier times: for whom, and why; that of this kind first, then the newest."""
    everything = sorted(issued(office), key=lambda one: one.kind != kind)
    return _first(one.sent_to for one in everything), _first(one.why for one in everything)


def _first(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(one for one in words if one))[:_MOST]


def offering(box: QComboBox, words: Iterable[str], typed: str = "") -> QComboBox:
    """A field to type in that offers these words; empty unless something is `typed` already."""
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.clear()
    box.addItems(list(words))
    box.setCurrentIndex(-1)
    box.setEditText(typed)
    box.setMinimumContentsLength(24)
    completer = QCompleter(box.model(), box)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    box.setCompleter(completer)
    return box


class SendingFields(QWidget):
    """For whom and why; with `published` also who approved it, and when. All of them may stay empty."""

    def __init__(
        self, office: Office, kind: str, given: Sending, published: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today = office.today
        to, why = remembered(office, kind)
        self.sent_to = offering(QComboBox(), to, given.sent_to)
        self.why = offering(QComboBox(), why, given.why)
        self.approved_by = QLineEdit(given.approved_by)
        self.approved_on = DateField(today=office.today, calendar=office.calendar)
        self.approved_on.set_day(given.approved_on)
        self.problem = ProblemNote()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._add("Sent &to", self.sent_to, "Who gets it. It may stay empty")
        self._add("Wh&y", self.why, "What it is sent for. It may stay empty")
        if published:
            self._add("Approved &by", self.approved_by, "Who approved it for publication. Empty where nobody has yet")
            self._add("Approved &on", self.approved_on, "The day on which it was approved")
        else:
            self.approved_by.hide()
            self.approved_on.hide()
        self._grid.addWidget(self.problem, self._grid.rowCount(), 1)

    def _add(self, words: str, field: QWidget, more: str) -> None:
        row = self._grid.rowCount()
        field.setMinimumHeight(scaled(32))
        self._grid.addWidget(label_for(field, words, more, Words()), row, 0)
        self._grid.addWidget(field, row, 1)

    def sending(self) -> Sending | None:
        """What is said; None, with the reason beside the fields, where an approval is half said."""
        self.approved_on.read()
        by, day = " ".join(self.approved_by.text().split()), self.approved_on.day()
        problem = self.approved_on.problem()
        if not problem and bool(by) != (day is not None):
            problem = "Enter who approved it and on which day, or neither."
        if not problem and day is not None and day > self._today():
            problem = "Enter a day that is not ahead: the day on which it was approved."
        self.problem.say(problem)
        if problem:
            (self.approved_on if by else self.approved_by).setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        to, why = (" ".join(box.currentText().split()) for box in (self.sent_to, self.why))
        return Sending(to, why, by, day)
