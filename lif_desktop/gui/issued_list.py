"""A list of what left, with all that is known of the one under the cursor, its kept copy and its approval."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.personal import counted as counted_kinds
from lif_desktop.gui.choose_file import ask_save, documents, free_file, safe_name
from lif_desktop.gui.date_field import DateField
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.kept_copies import can_open, open_copy
from lif_desktop.gui.labels import Words, label_for
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.record_list import Line, RecordList
from lif_desktop.gui.records import when
from lif_desktop.gui.widgets import ProblemNote, plain_button, primary_button
from lif_desktop.office import Office
from lif_desktop.office.attaching import ATTACHED
from lif_desktop.office.issued import DOCUMENTS, Issue, approve, kept_bytes
from lif_desktop.saving import save_whole

HEADINGS = ("Paper", "Issue", "Left", "Sent to", "Why", "Marking", "By")
WIDE = (300, 55, 145, 150, 150, 150, 120)
NARROW = (190, 48, 125, 110, 110, 140, 110)
"""Widths of the columns in a window of their own and beside a list."""
_SHORT = 12
"""Characters of a checksum that are shown: enough to tell two copies apart by eye."""


class CopyTrouble(LifError):
    """A kept copy that could not be saved; the sentence says why and what to do."""


class IssuesView(QWidget):
    """Issues under headings. Signals: `changed()` after an approval; `said(sentence)`."""

    changed = Signal()
    said = Signal(str)

    def __init__(self, office: Office, name: str, widths: Sequence[int] = WIDE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.shown: list[Issue] = []
        self.list = RecordList(name, HEADINGS)
        for column, width in enumerate(widths):
            self.list.setColumnWidth(column, scaled(width))
        self.about = Words("", wrap=True)
        self.open_button = primary_button("Open the kept copy")
        self.save_button = plain_button("Save a copy…")
        self.approve_button = plain_button("Approve for publication…")
        self.notice = NoticeBar()
        acts = QWidget()
        self.acts = WrapLayout(acts, gap=8)
        for button in (self.open_button, self.save_button, self.approve_button):
            self.acts.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.list, 1)
        whole.addWidget(self.about)
        whole.addWidget(self.notice)
        whole.addWidget(acts)
        self.list.currentItemChanged.connect(self._show)
        self.list.itemActivated.connect(lambda _item: self.open_current())
        self.open_button.clicked.connect(self.open_current)
        self.save_button.clicked.connect(self._ask_where)
        self.approve_button.clicked.connect(self._ask_approval)

    def show_issues(self, groups: Sequence[tuple[str, Sequence[Issue]]]) -> None:
        """Show these; the cursor stays where its issue is still among them."""
        here = self.current()
        self.shown = [one for _, some in groups for one in some]
        lines: list[tuple[str, list[Line]]] = [
            (words, [(self._texts(one), ("", 0)) for one in some]) for words, some in groups
        ]
        self.list.show_groups(lines)
        numbers = [one.number for one in self.shown]
        if here is not None and here.number in numbers:
            self.list.setCurrentItem(self.list.lines()[numbers.index(here.number)])
        self._show()

    def current(self) -> Issue | None:
        """The issue under the cursor."""
        item, lines = self.list.currentItem(), self.list.lines()
        return self.shown[lines.index(item)] if item in lines and len(lines) == len(self.shown) else None

    def open_current(self) -> None:
        """Open the kept copy of the issue under the cursor."""
        one = self.current()
        if one is not None and (data := self._bytes(one)) is not None:
            open_copy(one.file_name, data)
            self.said.emit(f"Opened a copy of {one.file_name} for reading.")

    def _texts(self, one: Issue) -> tuple[str, ...]:
        marking = self._office.lookup.label("markings", one.marking) if one.marking else ""
        attached = one.kind == ATTACHED
        return (
            one.title,
            "" if attached else str(one.issue),
            show_date(one.made_on),
            one.sent_to,
            one.why,
            marking,
            one.made_by,
        )

    def _show(self) -> None:
        one = self.current()
        self.about.setText(about_words(one) if one is not None else "")
        self.about.setVisible(one is not None)
        self.open_button.setEnabled(one is not None and one.kept and can_open(one.file_name))
        why = (
            "" if one is None or can_open(one.file_name) else "Files of this kind are saved, and not opened from here."
        )
        self.open_button.setToolTip(why)
        self.save_button.setEnabled(one is not None and one.kept)
        can = one is not None and one.kind != ATTACHED and not one.approved_by and not self._office.read_only
        self.approve_button.setVisible(can)

    def _bytes(self, one: Issue) -> bytes | None:
        data = kept_bytes(self._office, one.sha256)
        if data is None:
            self.notice.say(f"No copy of “{one.file_name}” is kept in the office.", tone="amber")
        return data

    def _ask_where(self) -> None:
        one = self.current()
        if one is not None:
            name = safe_name(one.file_name)
            suggested = free_file(documents() / name)
            kinds = f"The file as it left (*{Path(name).suffix})"
            ask_save(self, "Save a copy", suggested, kinds, lambda path: self.save_copy(one, path))

    def save_copy(self, one: Issue, path: Path) -> None:
        """Save the kept copy of an issue as `path`, as it left."""
        data = self._bytes(one)
        if data is None:
            return
        try:
            save_whole(path, data, "another program", CopyTrouble)
        except CopyTrouble as trouble:
            self.notice.say(str(trouble), tone="red")
            return
        self.notice.say(f"Saved: {path.name}, in {path.parent}")

    def _ask_approval(self) -> None:
        one = self.current()
        if one is not None:
            dialog = ApproveDialog(self._office, one, self.window())
            dialog.approved.connect(self.changed)
            dialog.open()


class ApproveDialog(Dialog):
    """Asks who approved an issue for publication, and when. Signal `approved()` when it is noted."""

    approved = Signal()

    def __init__(self, office: Office, issue: Issue, parent: QWidget | None = None) -> None:
        super().__init__("Approve for publication", parent)
        self._office, self._issue = office, issue
        self.lead = Words(
            f"{issue.title}, issue {issue.issue}. Once approved, it is marked OFFICIAL from its next issue on.",
            wrap=True,
        )
        self.by = QLineEdit()
        self.on = DateField(today=office.today, calendar=office.calendar)
        self.on.set_day(office.today())
        self.problem = ProblemNote()
        self.save = primary_button("Note the approval")
        self.cancel = plain_button("Cancel")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 20, 16)
        whole.setSpacing(8)
        whole.addWidget(self.lead)
        for field, words in ((self.by, "Approved &by"), (self.on, "&On")):
            whole.addWidget(label_for(field, words, label=Words()))
            whole.addWidget(field)
        whole.addWidget(self.problem)
        whole.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        line.addWidget(self.save)
        line.addWidget(self.cancel)
        whole.addLayout(line)
        self.setMinimumWidth(scaled(440))
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.reject)

    def _save(self) -> None:
        day = self.on.read()
        problem = self.on.problem() or ("" if day else "Enter the day on which it was approved.")
        if not problem:
            try:
                approve(self._office, DOCUMENTS, self._issue.number, self.by.text(), day)
            except LifError as trouble:
                problem = str(trouble)
        self.problem.say(problem)
        if problem:
            self.fit()
            return
        self.accept()
        self.approved.emit()


def about_words(one: Issue) -> str:
    """All that is known of an issue beyond its line."""
    if one.kind == ATTACHED:
        kept = f"Checksum {one.sha256[:_SHORT]}." if one.kept else "Its bytes are not kept in the office."
        return f"Attached by {one.made_by or 'the office'}. {kept}"
    parts = [f"As at {when(one.as_at)}." if one.as_at else ""]
    parts.append(f"Approved by {one.approved_by}, {show_date(one.approved_on)}." if one.approved_by else "")
    parts.append(looked_words(one))
    copies = len(one.copies)
    parts.append(f"{copies} numbered copies." if copies else "")
    parts.append(f"Checksum {one.sha256[:_SHORT]}." if one.sha256 else "")
    parts.append("" if one.kept else "No copy of it is kept in the office.")
    return " ".join(filter(None, parts))


def looked_words(one: Issue) -> str:
    """What the look for personal details found in an issue, and what was done about it."""
    if not one.looked:
        return "The look for personal details found nothing."
    told = []
    for done in ("masked", "left"):
        kinds = [found["kind"] for found in one.looked if found.get("done") == done]
        if kinds:
            told.append(f"{counted_kinds(kinds)} {done}")  # type: ignore[arg-type]
    return f"The look for personal details: {'; '.join(told)}."
