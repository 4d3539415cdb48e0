"""What happened to a record: when, who, what, before and after; and the way to take each of it back."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.records import shown_value, when
from lif_desktop.gui.undo_report import UndoReportBox
from lif_desktop.office import Batch, Office
from lif_desktop.office.history import Past
from lif_desktop.registers.register import Register

MOST = 40
"""So many entries are shown at first."""
_FEW = 6
"""So many values of a new record are shown; the others are counted."""
_LONGEST = 300
_NEVER_UNDONE = frozenset({"setup", "issue"})


class PastEntry(QFrame):
    """One change of one record, with before (struck through) and after for each field."""

    def __init__(self, past: Past, own: Register, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.past = past
        self._own, self._office = own, office
        self.undo_link = LinkButton("Undo this")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 4)
        whole.setSpacing(2)
        whole.addWidget(Words(past.batch.words, "strong", wrap=True))
        whole.addLayout(self._line())
        for label, before, after in self._shown():
            whole.addWidget(self._change(label, before, after))
        self.setAccessibleName(f"{past.batch.words}, {when(past.batch.at)}, {past.batch.person}")

    def _line(self) -> WrapLayout:
        line = WrapLayout(gap=8, line_gap=0)
        line.addWidget(Words(f"{when(self.past.batch.at)} · {self.past.batch.person}", "secondary"))
        if self.past.batch.undone:
            line.addWidget(Words("Undone since", "secondary"))
        elif self.past.batch.kind not in _NEVER_UNDONE and not self._office.read_only:
            self.undo_link.setAccessibleName(f"Undo: {self.past.batch.words}")
            line.addWidget(self.undo_link)
        return line

    def _shown(self) -> list[tuple[str, str, str]]:
        found = [line for name, before, after in self.past.changes for line in self._lines(name, before, after)]
        if self.past.action == "add" and len(found) > _FEW:
            rest = len(found) - _FEW
            return [*found[:_FEW], (f"and {rest} more", "", "")]
        return found

    def _lines(self, name: str, before: Any, after: Any) -> list[tuple[str, str, str]]:
        """(label, before, after) in words for one column of the record."""
        if name == "binned_at":
            return [("Put into the bin" if after else "Taken out of the bin", "", "")]
        if name == "extra":
            headings = {**(before or {}), **(after or {})}
            return [
                (heading, str((before or {}).get(heading, "")), str((after or {}).get(heading, "")))
                for heading in headings
                if (before or {}).get(heading) != (after or {}).get(heading)
            ]
        try:
            field = self._own.field(name)
        except KeyError:
            return []
        return [(field.label, shown_value(field, before, self._office), shown_value(field, after, self._office))]

    def _change(self, label: str, before: str, after: str) -> QWidget:
        """One field: its label, what stood before struck through, what stands there now."""
        row = QWidget()
        line = WrapLayout(row, gap=6, line_gap=0)
        line.addWidget(Words(f"{label}:" if before or after else label, "secondary"))
        if before:
            old = Words(_short(before), wrap=len(before) > 40)
            font = QFont(old.font())
            font.setStrikeOut(True)
            old.setFont(font)
            old.setForegroundRole(old.palette().ColorRole.PlaceholderText)
            old.setAccessibleName(f"before: {before}")
            line.addWidget(old)
        if before or after:
            if before:
                line.addWidget(Words("→", "secondary"))
            line.addWidget(Words(_short(after) or "empty", wrap=len(after) > 40))
        row.setContentsMargins(12, 0, 0, 0)
        return row


class HistoryPane(QWidget):
    """Everything that happened to one record, newest first.

    Signals: `changed(batch)` after an undo; `said(sentence)`.
    """

    changed = Signal(object)
    said = Signal(str)

    def __init__(self, office: Office, own: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._own = office, own
        self._number = 0
        self._most = MOST
        self.entries: list[PastEntry] = []
        self.report = UndoReportBox(office)
        self.more = LinkButton("Show older changes")
        self.more.clicked.connect(self._show_more)
        self._lay_out()

    def load(self, number: int) -> None:
        """Show what happened to a record."""
        if number != self._number:
            self._most = MOST
            self.report.hide()
        self._number = number
        self._fill()

    def undo(self, batch: Batch) -> None:
        """Take back a change, whole, and report what came of it."""
        try:
            report = self._office.undo(batch.id)
        except LifError as trouble:
            self.report.say(str(trouble))
            return
        self.report.show_report(report)
        self.said.emit(f"Undid: {batch.words}.")
        if report.batch is not None:
            self.changed.emit(report.batch)
        self._fill()

    def _lay_out(self) -> None:
        body = QWidget()
        self._list = QVBoxLayout(body)
        self._list.setContentsMargins(0, 4, 8, 8)
        self._list.setSpacing(10)
        self._list.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._list.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName("History")
        self.area.setWidget(body)
        for ground in (self.area.viewport(), body):
            ground.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.report)
        whole.addWidget(self.area, 1)

    def _fill(self) -> None:
        for entry in self.entries:
            self._list.removeWidget(entry)
            entry.hide()
            entry.deleteLater()
        found = self._office.history(self._own.key, self._number)
        self.entries = [PastEntry(past, self._own, self._office) for past in found[: self._most]]
        for place, entry in enumerate(self.entries):
            entry.undo_link.clicked.connect(lambda _on=False, batch=entry.past.batch: self.undo(batch))
            self._list.insertWidget(place, entry)
        self.more.setVisible(len(found) > self._most)

    def _show_more(self) -> None:
        self._most += MOST
        self._fill()


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
