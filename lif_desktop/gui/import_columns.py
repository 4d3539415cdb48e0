"""Which column of a file goes to which field: a line for each, with its first values and how it was found."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.gui.import_dates import DateOrder, in_figures, telling
from lif_desktop.gui.labels import Words
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.records import lowered
from lif_desktop.registers.register import Register
from lif_desktop.sheets.cells import as_text
from lif_desktop.sheets.match import Column, Order
from lif_desktop.sheets.planned import DateQuestion, Plan

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
_LOOKED_AT = 500
"""Values are looked for in so many rows from the top."""


def samples(plan: Plan, at: int) -> str:
    """The first different values of a column, in words."""
    found: list[str] = []
    for row in plan.rows[:_LOOKED_AT]:
        words = " ".join(as_text(row.raw[at]).split())
        short = words if len(words) <= _SAMPLE else f"{words[: _SAMPLE - 1]}…"
        if short and short not in found:
            found.append(short)
        if len(found) == _MOST_SAMPLES:
            break
    return "; ".join(found) or "empty"


def dates_of(plan: Plan, at: int) -> list[str]:
    """The dates of a column that are written in figures, from its first rows."""
    texts = (row.raw[at] for row in plan.rows[:_LOOKED_AT])
    return [text for text in texts if isinstance(text, str) and in_figures(text)]


def targets_of(own: Register, parent: QObject) -> QStandardItemModel:
    """Where a column can go, once for all lines: beside the record, or to any field."""
    targets = QStandardItemModel(parent)
    for words, key in ((KEPT, ""), *((field.label, field.key) for field in own.fields)):
        item = QStandardItem(words)
        item.setData(key, Qt.ItemDataRole.UserRole)
        targets.appendRow(item)
    return targets


class ColumnLine:
    """One column of the file: its heading and first values, the field it goes to, how that was found.

    `dates` asks which of day and month stands first, where that is asked or was judged; else it is None.
    """

    def __init__(self, plan: Plan, at: int, targets: QStandardItemModel) -> None:
        self.column: Column = plan.columns[at]
        self.heading = Words(self.column.heading, "strong", wrap=True)
        self.samples = Words(samples(plan, at), "secondary", wrap=True)
        self.how = Words("", "secondary", wrap=True)
        self.box = QComboBox()
        self.box.setModel(targets)
        self.box.setMaxVisibleItems(16)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setAccessibleName(f"Where “{self.column.heading}” goes")
        self.box.setAccessibleDescription(f"First values: {self.samples.text()}")
        chosen = self.column.field.key if self.column.field is not None else ""
        self.box.setCurrentIndex(self.box.findData(chosen))
        self.box.setEnabled(not self.column.worked_out)
        self.first = chosen
        self.dates = self._dates(plan, at)
        self.first_order = self.dates.order() if self.dates is not None else None
        self.show_how()

    def key(self) -> str:
        """The field it goes to; "" where it is kept beside the record."""
        return str(self.box.currentData())

    def asked(self) -> bool:
        """Whether the order of its dates is asked and has no answer."""
        return self.dates is not None and self.key() == self.first and self.dates.order() is None

    def _dates(self, plan: Plan, at: int) -> DateOrder | None:
        """The choice of day or month first."""
        column = self.column
        question = next(
            (one for one in plan.questions if isinstance(one, DateQuestion) and one.place == column.place), None
        )
        if question is not None:
            return DateOrder(column.heading, question.samples, plan.choices.orders.get(column.heading))
        figures = dates_of(plan, at) if column.field is not None and column.field.kind == "date" else []
        if column.order is None or not figures:
            return None
        return DateOrder(column.heading, [telling(figures) or figures[0]], column.order)

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
        self.kept = Words("", wrap=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_plan(self, plan: Plan) -> None:
        """Show the columns of a plan."""
        self._own = plan.register
        body = QWidget()
        targets = targets_of(plan.register, body)
        self.lines = [ColumnLine(plan, at, targets) for at, column in enumerate(plan.columns) if column.place]
        self.notice = NoticeBar()
        self.kept = Words("", wrap=True)
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 0, 8, 0)
        whole.setSpacing(8)
        whole.addWidget(self.notice)
        whole.addWidget(self.kept)
        whole.addLayout(self._grid())
        whole.addStretch(1)
        self.setWidget(body)
        body.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._tell()

    def choices(self) -> Mapping[str, str]:
        """What was chosen otherwise than it was found: field keys by heading."""
        return {line.column.heading: line.key() for line in self.lines if line.key() != line.first}

    def orders(self) -> Mapping[str, Order]:
        """What was said of the order of dates, by heading, where it was asked or is not as it was judged."""
        found: dict[str, Order] = {}
        for line in self.lines:
            order = line.dates.order() if line.dates is not None else None
            if order is not None and order != line.first_order:
                found[line.column.heading] = order
        return found

    def problems(self) -> list[tuple[str, QWidget | None]]:
        """Fields that two columns go to, and columns whose dates could be read in two ways."""
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
            if line.asked() and line.dates is not None:
                sentence = f"Choose how the dates of “{line.column.heading}” are to be read."
                found.append((sentence, line.dates.buttons["day"]))
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
        for row, line in enumerate(self.lines):
            for at, part in enumerate((line.heading, line.samples, line.box, line.how)):
                grid.addWidget(part, 2 * row + 1, at)
            if line.dates is not None:
                grid.addWidget(line.dates, 2 * row + 2, 1, 1, 3)
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
        kept = [f"“{line.column.heading}”" for line in self.lines if not line.key() and not line.column.worked_out]
        self.kept.setText(f"Kept beside the record, under its own heading: {', '.join(kept)}." if kept else "")
        self.kept.setVisible(bool(kept))
