"""The reminders of an agency: where it stands on the ladder, and what was asked for when, newest first."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from lif_desktop.framework.dates import show_date
from lif_desktop.gui.calm_area import calm_area
from lif_desktop.gui.labels import Words
from lif_desktop.gui.lines import LinesPane
from lif_desktop.gui.records import counted, lowered
from lif_desktop.gui.rows import Line
from lif_desktop.office import Office
from lif_desktop.office.chase_words import next_words
from lif_desktop.office.owed import owed_items, places
from lif_desktop.registers import register

Row = Mapping[str, Any]
_SHOWN = 12
"""So many reminders are written out; the table beneath has all of them."""


class RemindersPane(QScrollArea):
    """The log in words, then as lines. Signals: `changed(batch)`; `said(sentence)`; `open_asked(register, id)`."""

    changed = Signal(object)
    said = Signal(str)
    open_asked = Signal(str, int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._number = 0
        self.standing = Words("", "strong", wrap=True)
        self.entries: list[Words] = []
        self._log = QVBoxLayout()
        self._log.setSpacing(4)
        self.panes = {"chases": LinesPane(office, register("chases"), "agencies")}
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 8, 8)
        column.setSpacing(10)
        column.addWidget(self.standing)
        column.addLayout(self._log)
        column.addWidget(self.panes["chases"])
        column.addStretch(1)
        calm_area(body, self)
        lines = self.panes["chases"]
        lines.changed.connect(self._written)
        lines.said.connect(self.said)
        lines.open_asked.connect(self.open_asked)

    def load(self, number: int) -> None:
        """Show the reminders of an agency."""
        self._number = number
        lines = self._office.records("chases", number)
        self.standing.setText(standing_words(self._office, number))
        self._fill(sorted(lines, key=lambda line: (line["chased_on"], line["id"]), reverse=True))
        self.panes["chases"].load(number)

    def leave(self) -> bool:
        """Save what is typed in the form of a line. False when that cannot be done yet."""
        return self.panes["chases"].leave()

    def _fill(self, lines: Sequence[Row]) -> None:
        while self._log.count():
            old = self._log.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        self.entries = []
        for place, line in enumerate(lines[:_SHOWN]):
            if place:
                self._log.addWidget(Line())
            for words, look in zip(entry_words(self._office, line), ("strong", "secondary", "plain"), strict=True):
                if words:
                    self._add(words, look)

    def _add(self, words: str, look: str) -> None:
        label = Words(words, look, wrap=True)  # type: ignore[arg-type]
        self.entries.append(label)
        self._log.addWidget(label)
        label.show()

    def _written(self, batch: object) -> None:
        self.load(self._number)
        self.changed.emit(batch)


def standing_words(office: Office, agency: int) -> str:
    """What the agency owes, and what comes next: "Owes 3 things. Next: second reminder, 7 December 2026."."""
    owed = sum(item.agency == agency for item in owed_items(office))
    place = places(office).get(agency)
    if place is None:
        return "Owes nothing that could be chased."
    owes = f"Owes {counted(owed, 'thing')}."
    if place.following is None:
        return f"{owes} The chair was told."
    return f"{owes} Next: {lowered(next_words(office, place.following))}."


def entry_words(office: Office, line: Row) -> tuple[str, str, str]:
    """One reminder: its day and step, to whom and by whom, what was asked for."""
    step = lowered(office.lookup.label("chase_steps", line["step"])) if line["step"] else "reminder"
    items = f", {counted(line['items'], 'item')}" if line["items"] else ""
    to = f"To {line['sent_to']}" if line["sent_to"] else ""
    by = f"{', by' if to else 'By'} {line['chased_by']}" if line["chased_by"] else ""
    wanted = "\n".join(f"• {one.removeprefix('- ')}" for one in line["wanted"].splitlines() if one.strip())
    return f"{show_date(line['chased_on'])}: {step}{items}", f"{to}{by}", wanted
