"""What came of an undo, in three groups: put back, kept because it changed since, could not be put back."""

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.framework.status import Status
from lif_desktop.gui.badge import StatusBadge
from lif_desktop.gui.labels import Words
from lif_desktop.gui.palette import colour, tokens_of
from lif_desktop.gui.pickers import tool_button
from lif_desktop.gui.records import counted, short_name
from lif_desktop.office import Office, UndoReport
from lif_desktop.office.undo import UndoLine
from lif_desktop.registers import register_of_table

Undone = tuple[UndoReport, Mapping[str, str]]
"""A report and its words."""
_MOST = 6
_GROUPS = {
    "put_back": Status("green", "Put back"),
    "kept": Status("amber", "Kept"),
    "could_not": Status("red", "Could not"),
}


def line_words(line: UndoLine, office: Office) -> str:
    """One record of a report: "ACT-2026-004: Due, Status"."""
    own = register_of_table(line.table)
    if own is None:
        return line.table.replace("_", " ")
    try:
        name = short_name(own, office.record(own.key, line.record_id), office)
    except KeyError:
        name = office.lookup.reference(own.key, line.record_id) if own.prefix else f"a {own.singular}"
    labels = [label for label in (_label(own.key, column) for column in line.columns) if label]
    return f"{name}: {', '.join(labels)}" if labels else name


def _label(key: str, column: str) -> str:
    from lif_desktop.registers import register

    try:
        return register(key).field(column).label
    except KeyError:
        return {"extra": "other columns", "binned_at": "the bin"}.get(column, "")


def group_words(lines: Sequence[UndoLine], office: Office) -> str:
    """The records of one group, the first six by name; what the office keeps beside its registers is not named."""
    own = _of_registers(lines)
    named: dict[str, None] = {}
    left = iter(own)
    for line in left:  # no further than it takes: an import that is undone has thousands of lines
        named[line_words(line, office)] = None
        if len(named) == _MOST:
            break
    shown = "; ".join(named)
    rest = len({(line.table, line.record_id, line.columns) for line in left})
    return f"{shown} and {rest:,} more" if rest > 0 else shown


def _of_registers(lines: Sequence[UndoLine]) -> Sequence[UndoLine]:
    """The lines about records of registers; all of them where none is."""
    known = {table for table in {line.table for line in lines} if register_of_table(table) is not None}
    return [line for line in lines if line.table in known] or lines


def put_back_words(lines: Sequence[UndoLine], office: Office) -> str:
    """The records that are as they were, by name; those that an undo took out again, counted by their kind.

    Of the whole records of a table only the first is looked up: an undo treats them alike, and there may be thousands.
    """
    first = {line.table: line for line in reversed(lines) if not line.columns}
    gone = {table for table, line in first.items() if _is_gone(line, office)}
    out = [line for line in lines if not line.columns and line.table in gone]
    parts = []
    for table, count in Counter(line.table for line in out).items():
        own = register_of_table(table)
        if own is not None:
            parts.append(f"{counted(count, own.singular)} taken out again")
    rest = [line for line in lines if line.columns or line.table not in gone]
    if any(register_of_table(table) is not None for table in {line.table for line in rest}):
        parts.insert(0, group_words(rest, office))
    return "; ".join(parts) or group_words(lines, office)


def _is_gone(line: UndoLine, office: Office) -> bool:
    """Whether a record is no longer there."""
    own = register_of_table(line.table)
    if own is None:
        return False
    try:
        office.record(own.key, line.record_id)
    except KeyError:
        return True
    return False


def report_words(report: UndoReport, office: Office) -> dict[str, str]:
    """The words of each group that has lines. Thousands of lines take a while: make them off the main thread."""
    found = {}
    for key, lines in (("put_back", report.put_back), ("kept", report.kept), ("could_not", report.could_not)):
        if not lines:
            continue
        own = _of_registers(lines)
        count = counted(len({(line.table, line.record_id) for line in own}), "record")
        whys = sorted({line.why for line in lines if line.why and line.why != "you changed it since"})
        why = f" ({'; '.join(whys)})" if whys else ""
        named = put_back_words(lines, office) if key == "put_back" else group_words(lines, office)
        reason = "You changed it since, so it stays. " if key == "kept" else ""
        found[key] = f"{reason}{count}: {named}{why}"
    return found


class UndoReportBox(QFrame):
    """The report under its heading; hidden until there is one."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.heading = Words("", "strong", wrap=True)
        self.groups: dict[str, Words] = {}
        cross = tool_button("close", "Put this report away")
        cross.clicked.connect(self.hide)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(cross)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 8, 10)
        whole.setSpacing(4)
        whole.addLayout(head)
        self._badges: dict[str, StatusBadge] = {}
        for key, status in _GROUPS.items():
            self._badges[key] = StatusBadge(status)
            self.groups[key] = Words("", wrap=True)
            whole.addWidget(self._badges[key])
            whole.addWidget(self.groups[key])
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_report(self, report: UndoReport, words: Mapping[str, str] | None = None) -> None:
        """Show what came of an undo; `words` are those of `report_words`, made here where they are not given."""
        self.heading.setText(f"Undid: {report.undone.words}")
        found = report_words(report, self._office) if words is None else words
        for key, label in self.groups.items():
            label.setText(found.get(key, ""))
            label.setVisible(key in found)
            self._badges[key].setVisible(key in found)
        self.setAccessibleName(" ".join(words.text() for words in self.groups.values() if not words.isHidden()))
        self.show()

    def say(self, sentence: str) -> None:
        """Say why nothing was undone."""
        self.heading.setText(sentence)
        for key, words in self.groups.items():
            words.hide()
            self._badges[key].hide()
        self.setAccessibleName(sentence)
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A calm surface with a thin edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        painter.setPen(QPen(colour(tokens.line), 1))
        painter.setBrush(colour(tokens.alternate))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
