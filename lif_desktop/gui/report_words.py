"""The window for the words of a yearly report: its headings, what answers each, and what the author writes there."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import financial_year
from lif_desktop.framework.status import SHAPES
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.labels import Words
from lif_desktop.gui.messages import ask
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.records import counted
from lif_desktop.gui.roomy import give_room
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.gui.worker import Runner, Work
from lif_desktop.office import Office
from lif_desktop.office.report_words import words_changes

if TYPE_CHECKING:
    from lif_desktop.papers.annual_headings import ReportHeading

REPORTS = (
    ("annual-report-adults", "Adults' board"),
    ("annual-report-children", "Children's partners"),
    ("annual-report", "Both, joint draft"),
)
_YEARS = 4
_LEAD = (
    "What you write here is kept in the office and stands in every draft of the report. Headings that the records "
    "answer need nothing; your words go before what the records say."
)
_STATES = {
    "gap": f"{SHAPES['amber']} Something is missing",
    "words": f"{SHAPES['blue']} Your words",
    "records": f"{SHAPES['green']} Answered from the records",
}
_PLACE = "Write here. Each line is a paragraph."
_Place = tuple[str, str, str]


class ReportWordsDialog(Dialog):
    """Headings at the left, the author's words for the chosen one at the right. Signal `changed()` when saved."""

    changed = Signal()

    def __init__(self, office: Office, crashed: Callable[[BaseException], None], parent: QWidget | None = None) -> None:
        super().__init__("Words of the yearly report", parent)
        self._office = office
        self.runner = Runner(self, crashed)
        self._headings: tuple[ReportHeading, ...] = ()
        self._typed: dict[_Place, str] = {}
        self.report, self.year = QComboBox(), QComboBox()
        for key, label in REPORTS:
            self.report.addItem(label, key)
        self.year.addItems(_years(office))
        self.year.setCurrentIndex(1)
        self.lead = Words(_LEAD, "secondary", wrap=True)
        self.notice = NoticeBar()
        self.list = QListWidget()
        self.list.setAccessibleName("Headings of the report")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        give_room(self.list)
        self.title = Words("", "strong", wrap=True)
        self.about = Words("", "secondary", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Your words for this heading")
        self.save = primary_button("Save")
        self.close_button = plain_button("Close")
        self._lay_out()
        self._wire()
        self._read()

    @property
    def heading(self) -> "ReportHeading | None":
        """The heading chosen."""
        row = self.list.currentRow()
        return self._headings[row] if 0 <= row < len(self._headings) else None

    def reject(self) -> None:
        """Close it; ask first where something typed is not saved."""
        if not self._typed:
            super().reject()
            return
        what = counted(len(self._typed), "heading")
        words = f"Your words under {what} are not saved."
        ask(self, "Close without saving?", words, [("Go back", None), ("Close", super().reject)])

    def done(self, result: int) -> None:
        """Close it, once the reading of the headings has ended."""
        self.runner.wait()
        super().done(result)

    # building

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for name, box in (("&Report", self.report), ("&Year", self.year)):
            label = QLabel(name)
            label.setBuddy(box)
            top.addWidget(label)
            top.addWidget(box)
        top.addStretch(1)
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(8, 0, 0, 0)
        right.setSpacing(8)
        for part in (self.title, self.about):
            right.addWidget(part)
        right.addWidget(self.text, 1)
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.list)
        halves.addWidget(side)
        halves.setSizes([scaled(340), scaled(560)])
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addStretch(1)
        last.addWidget(self.save)
        last.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(self.lead)
        whole.addLayout(top)
        whole.addWidget(self.notice)
        whole.addWidget(halves, 1)
        whole.addLayout(last)
        self.take_room(940, 620)

    def _wire(self) -> None:
        self.report.currentIndexChanged.connect(self._read)
        self.year.currentIndexChanged.connect(self._read)
        self.list.currentRowChanged.connect(self._show)
        self.text.textChanged.connect(self._keep_typed)
        self.save.clicked.connect(self._save)
        self.close_button.clicked.connect(self.reject)

    # showing

    def _read(self) -> None:
        """Ask the records which headings they answer, beside the window's own work."""
        report, year, office = str(self.report.currentData()), self.year.currentText(), self._office

        def work(_work: Work) -> "tuple[str, str, tuple[ReportHeading, ...]]":
            from lif_desktop.papers.annual_headings import headings
            from lif_desktop.papers.gather import Records

            return report, year, headings(Records(office, office.today()), report, year)

        self.runner.run("Reading the headings…", work, lambda found: self._fill(*found), silent=True)

    def _fill(self, report: str, year: str, found: "tuple[ReportHeading, ...]") -> None:
        if (report, year) != (self.report.currentData(), self.year.currentText()):
            self._read()  # another one was chosen meanwhile
            return
        row = max(0, self.list.currentRow())
        self._headings = found
        self.list.blockSignals(True)
        self.list.clear()
        for one in found:
            self.list.addItem(f"{one.title}\n{_STATES[one.state]}")
        self.list.setCurrentRow(min(row, len(found) - 1))
        self.list.blockSignals(False)
        self._show()

    def _show(self) -> None:
        one = self.heading
        if one is None:
            return
        self.title.setText(one.title)
        parts = [f"{one.chapter}. {one.asked_by}." if one.chapter != one.title else f"{one.asked_by}.", *one.gaps]
        if one.taken:
            parts.append("Until you write other words here, the joint draft has those of the single report.")
        self.about.setText("\n".join(parts))
        self.text.blockSignals(True)
        self.text.setPlainText(self._typed.get(self._place(one), one.text))
        self.text.setPlaceholderText(one.taken or _PLACE)
        self.text.setReadOnly(self._office.read_only)
        self.text.blockSignals(False)
        self._allow()

    def _place(self, one: "ReportHeading") -> _Place:
        return str(self.report.currentData()), self.year.currentText(), one.key

    def _keep_typed(self) -> None:
        one, words = self.heading, self.text.toPlainText()
        if one is None:
            return
        if words == one.text:
            self._typed.pop(self._place(one), None)
        else:
            self._typed[self._place(one)] = words
        self._allow()

    def _allow(self) -> None:
        self.save.setEnabled(bool(self._typed) and not self._office.read_only)

    # saving

    def _save(self) -> None:
        """Everything typed, of whichever report and year, as one batch."""
        try:
            changes = [
                change
                for (report, year, key), text in self._typed.items()
                for change in words_changes(self._office, year, report, {key: text})
            ]
            batch = self._office.write("Wrote words of the yearly report", changes)
        except LifError as trouble:
            self.notice.say(str(trouble), tone="red")
            return
        self._typed.clear()
        if batch is not None:
            self.notice.say(
                f"Saved: {batch.words[0].lower()}{batch.words[1:]}.", [("Undo", lambda: self._undo(batch.id))]
            )
            self.changed.emit()
        self._read()

    def _undo(self, batch: int) -> None:
        try:
            self._office.undo(batch)
        except LifError as trouble:
            self.notice.say(str(trouble), tone="red")
            return
        self.notice.say("")
        self.changed.emit()
        self._read()


def _years(office: Office) -> list[str]:
    """This financial year and those before it, newest first."""
    today = office.today()
    return [financial_year(today.replace(year=today.year - back, day=1)) for back in range(_YEARS)]
