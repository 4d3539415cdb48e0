"""The window that chases: a draft for every agency that owes something, to copy or to send, noted when done."""

from collections.abc import Sequence
from urllib.parse import quote

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.gui.chasing import Chase, chases, note_chased
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.labels import Words
from lif_desktop.gui.messages import tell_trouble
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.roomy import give_room
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.office import Office

LONGEST_LINK = 1900
"""Characters of an e-mail link that mail programs take; a longer draft is copied instead."""


class ChaseDialog(Dialog):
    """Agencies at the left, the draft for the chosen one at the right. Signal `changed()` when a chase was noted."""

    changed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__("Chase", parent)
        self._office = office
        self._chases: Sequence[Chase] = chases(office)
        self.lead = Words("", "secondary", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName("Agencies that owe something")
        give_room(self.list)
        self.to = Words("", "secondary", wrap=True)
        self.draft = QPlainTextEdit()
        self.draft.setAccessibleName("Draft")
        self.copy = plain_button("Copy the draft")
        self.mail = plain_button("Open in e-mail…")
        self.note = primary_button("Note as chased")
        self.note.setEnabled(False)
        self._lay_out()
        self.list.currentRowChanged.connect(self._show)
        self.copy.clicked.connect(self._copy)
        self.mail.clicked.connect(self._mail)
        self.note.clicked.connect(self._note)
        self._fill(0)

    @property
    def chase(self) -> Chase | None:
        """The agency chosen."""
        row = self.list.currentRow()
        return self._chases[row] if 0 <= row < len(self._chases) else None

    def _lay_out(self) -> None:
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(8, 0, 0, 0)
        right.addWidget(self.to)
        right.addWidget(self.draft, 1)
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.list)
        halves.addWidget(side)
        halves.setSizes([scaled(260), scaled(520)])
        close = plain_button("Close")
        close.clicked.connect(self.reject)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self.copy)
        last.addWidget(self.mail)
        last.addStretch(1)
        last.addWidget(self.note)
        last.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(self.lead)
        whole.addWidget(halves, 1)
        whole.addLayout(last)
        self.resize(scaled(860), scaled(520))

    def _fill(self, row: int) -> None:
        self.list.clear()
        for chase in self._chases:
            self.list.addItem(f"{chase.name}  ({chase.count})")
        there = bool(self._chases)
        self.lead.setText(
            "Overdue, or due within five working days. Nothing is sent from here: copy the draft, or open it in "
            "your e-mail."
            if there
            else "Nobody owes the office anything that is overdue or due within five working days."
        )
        self.list.setCurrentRow(min(row, len(self._chases) - 1))
        for part in (self.list, self.draft, self.copy, self.mail):
            part.setEnabled(there)
        if not there:
            self.draft.setPlainText("")
            self.to.setText("")

    def _show(self) -> None:
        chase = self.chase
        self.note.setEnabled(chase is not None and not self._office.read_only)
        if chase is not None:
            self.to.setText(f"To: {', '.join(chase.to)}" if chase.to else "No e-mail address is kept for this agency.")
            self.draft.setPlainText(chase.body)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.draft.toPlainText())

    def _mail(self) -> None:
        chase = self.chase
        if chase is None:
            return
        link = f"mailto:{','.join(chase.to)}?subject={quote(chase.subject)}&body={quote(self.draft.toPlainText())}"
        if len(link) > LONGEST_LINK:
            self._copy()
            link = f"mailto:{','.join(chase.to)}?subject={quote(chase.subject)}"
            self.lead.setText("The draft is too long for the e-mail program to take: it was copied. Paste it there.")
        QDesktopServices.openUrl(QUrl(link))

    def _note(self) -> None:
        chase = self.chase
        if chase is None:
            return
        try:
            note_chased(self._office, chase)
        except LifError as error:
            tell_trouble(self, str(error))
            return
        row = self.list.currentRow()
        self._chases = [one for one in self._chases if one.agency != chase.agency]
        self._fill(row)
        self.changed.emit()
