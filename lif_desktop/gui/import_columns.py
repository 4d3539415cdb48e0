"""Which column of a file goes to which field: a line for each, with its first values and how it was found."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.gui.labels import Words
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.records import lowered
from lif_desktop.registers.register import Register
from lif_desktop.sheets.cells import as_text
from lif_desktop.sheets.match import Column
from lif_desktop.sheets.planned import Plan

KEPT = "Keep beside the record"
_HOW = {
    "heading": "by its heading",
    "alias": "another name for it",
    "remembered": "as you chose",
    "content": "by what stands in it",
    "unknown": "no field is called so",
}
_MOST_SAMPLES = 3
_SAMPLE = 40
"""Longest value shown, in characters."""


def samples(plan: Plan, at: int) -> str:
    """The first different values of a column, in words."""
    found: list[str] = []
    for row in plan.rows:
        words = " ".join(as_text(row.raw[at]).split())
        short = words if len(words) <= _SAMPLE else f"{words[: _SAMPLE - 1]}…"
        if short and short not in found:
            found.append(short)
        if len(found) == _MOST_SAMPLES:
            break
    return "; ".join(found) or "empty"


class ColumnLine:
    """One column of the file: its heading and first values, the field it goes to, how that was found."""

    def __init__(self, plan: Plan, at: int) -> None:
        self.column: Column = plan.columns[at]
        own = plan.register
        self.heading = Words(self.column.heading, "strong", wrap=True)
        self.samples = Words(samples(plan, at), "secondary", wrap=True)
        self.how = Words("", "secondary", wrap=True)
        self.box = QComboBox()
        self.box.addItem(KEPT, "")
        for field in own.fields:
            self.box.addItem(field.label, field.key)
        self.box.setMaxVisibleItems(16)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setAccessibleName(f"Where “{self.column.heading}” goes")
        self.box.setAccessibleDescription(f"First values: {self.samples.text()}")
        chosen = self.column.field.key if self.column.field is not None else ""
        self.box.setCurrentIndex(self.box.findData(chosen))
        self.box.setEnabled(not self.column.worked_out)
        self.first = chosen
        self.show_how()

    def key(self) -> str:
        """The field it goes to; "" where it is kept beside the record."""
        return str(self.box.currentData())

    def show_how(self) -> None:
        """Say how the field was found."""
        if self.column.worked_out:
            self.how.setText("worked out by the program, not read back")
        else:
            self.how.setText(_HOW[self.column.how] if self.key() == self.first else "as you chose")


class ColumnsPane(QScrollArea):
    """A line for each column of a plan. Signal `chosen()` when a column was sent elsewhere."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[ColumnLine] = []
        self._own: Register | None = None
        self.notice = NoticeBar()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_plan(self, plan: Plan) -> None:
        """Show the columns of a plan."""
        self._own = plan.register
        self.lines = [ColumnLine(plan, at) for at, column in enumerate(plan.columns) if column.place]
        self.notice = NoticeBar()
        body = QWidget()
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 0, 8, 0)
        whole.setSpacing(8)
        whole.addWidget(self.notice)
        whole.addLayout(self._grid())
        whole.addStretch(1)
        self.setWidget(body)
        body.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._tell()

    def choices(self) -> Mapping[str, str]:
        """What was chosen otherwise than it was found: field keys by heading."""
        return {line.column.heading: line.key() for line in self.lines if line.key() != line.first}

    def problems(self) -> list[tuple[str, QWidget | None]]:
        """Fields that two columns go to."""
        found: list[tuple[str, QWidget | None]] = []
        users: dict[str, ColumnLine] = {}
        for line in self.lines:
            key = line.key()
            if key and key in users:
                first = users[key].column.heading
                label = line.box.currentText()
                sentence = f"“{first}” and “{line.column.heading}” both go to {label}. Send one of them elsewhere."
                found.append((sentence, line.box))
            elif key:
                users[key] = line
        return found

    def missing(self) -> Sequence[str]:
        """Labels of fields that every record needs and that no column gives."""
        given = {line.key() for line in self.lines}
        return [one.label for one in (self._own.fields if self._own else ()) if one.required and one.key not in given]

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for at, words in enumerate(("In the file", "First values", "Goes to", "How it was found")):
            grid.addWidget(Words(words, "secondary"), 0, at)
        for row, line in enumerate(self.lines, 1):
            for at, part in enumerate((line.heading, line.samples, line.box, line.how)):
                grid.addWidget(part, row, at)
            line.box.activated.connect(lambda _at, one=line: self._sent(one))
        for at, stretch in enumerate((3, 4, 3, 2)):
            grid.setColumnStretch(at, stretch)
        grid.setColumnMinimumWidth(2, scaled(170))
        return grid

    def _sent(self, line: ColumnLine) -> None:
        line.show_how()
        self._tell()
        self.chosen.emit()

    def _tell(self) -> None:
        missing = [lowered(label) for label in self.missing()]
        words = f"No column gives the {' or the '.join(missing)}. Rows without it are held back." if missing else ""
        self.notice.say(words, tone="amber")
