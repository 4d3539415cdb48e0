"""The window that chases: a draft for every owner of what is owed, to copy, save or send; noted when it has gone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.gui.choose_file import DRAFTS, ask_folder, ask_save, free_file, safe_name
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import Words
from lif_desktop.gui.leaving_drafts import DraftDoor, drafts_parcel, masked_draft
from lif_desktop.gui.leaving_parcels import Sending
from lif_desktop.gui.messages import ask
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.records import counted, lowered
from lif_desktop.gui.roomy import give_room
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.gui.worker import Runner
from lif_desktop.mail import Draft
from lif_desktop.office import Office
from lif_desktop.office.chasing import Chase, chases, file_name, note_chased
from lif_desktop.office.owners import Owner

KIND = "reminder"
"""What the log of what left calls a draft."""
LONGEST_LINK = 1900
"""Characters of an e-mail link that mail programs take; a longer draft is copied instead."""
_LEAD = (
    "What is due for its next reminder. Nothing is sent from here: copy a draft, save it for your e-mail program, or "
    "open it there. Then note it as chased."
)
_NOBODY = "Nobody owes the office anything that is due for a reminder today."
_NO_ADDRESS = "No e-mail address is kept for this agency. Add a person to it."
_NO_CHAIR = (
    "No e-mail address is kept for the chair. Add a person with the role “Chair” to an agency, or one who receives "
    "“Escalations”."
)


def _raise(error: BaseException) -> None:
    raise error


class ChaseDialog(Dialog):
    """Owners at the left, the draft for the chosen one at the right. Signal `changed()` when a chase was noted."""

    changed = Signal()

    def __init__(
        self,
        office: Office,
        parent: QWidget | None = None,
        folder: Path | None = None,
        crashed: Callable[[BaseException], None] = _raise,
    ) -> None:
        super().__init__("Chase", parent)
        self._office, self._folder = office, folder or office.path.parent
        self.runner = Runner(self, crashed)
        self._door = DraftDoor(office, self.runner, self._trouble, self)
        self._chases: Sequence[Chase] = chases(office)
        self._typed: dict[Owner, str] = {}
        self._unused: set[Owner] = set()
        self.lead = Words("", "secondary", wrap=True)
        self.notice = NoticeBar()
        self.list = QListWidget()
        self.list.setAccessibleName("Owners of what is owed")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        give_room(self.list)
        self.to = Words("", "secondary", wrap=True)
        self.draft = QPlainTextEdit()
        self.draft.setTabChangesFocus(True)
        self.draft.setAccessibleName("Draft")
        self.copy = plain_button("Copy text")
        self.save = plain_button("Save draft…")
        self.save_all = plain_button("Save all drafts…")
        self.mail = plain_button("Open in e-mail…")
        self.note = primary_button("Note as chased")
        self.note_all = plain_button("Note all as chased")
        self._lay_out()
        self._wire()
        self._fill(0)

    @property
    def chase(self) -> Chase | None:
        """The draft chosen."""
        row = self.list.currentRow()
        return self._chases[row] if 0 <= row < len(self._chases) else None

    def reject(self) -> None:
        """Close it; ask first where a draft was changed and neither copied nor saved."""
        changed = [chase.name for chase in self._chases if chase.owner in self._unused]
        if not changed:
            super().reject()
            return
        what = f"The draft for {changed[0]} was" if len(changed) == 1 else f"{len(changed)} drafts were"
        words = f"{what} changed, and neither copied, saved nor opened in e-mail."
        ask(self, "Close without your changes?", words, [("Close", super().reject), ("Go back", None)])

    def done(self, result: int) -> None:
        """Close it, once what is under way has ended."""
        self.runner.wait()
        super().done(result)

    # building

    def _lay_out(self) -> None:
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(8, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.to)
        right.addWidget(self.draft, 1)
        ways = WrapLayout()
        for button in (self.copy, self.save, self.mail):
            ways.addWidget(button)
        right.addLayout(ways)
        listed = QWidget()
        left = QVBoxLayout(listed)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        left.addWidget(self.list, 1)
        all_ways = WrapLayout()
        for button in (self.save_all, self.note_all):
            all_ways.addWidget(button)
        left.addLayout(all_ways)
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.addWidget(listed)
        halves.addWidget(side)
        halves.setSizes([scaled(310), scaled(570)])
        close = plain_button("Close")
        close.clicked.connect(self.reject)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addStretch(1)
        last.addWidget(self.note)
        last.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(self.lead)
        whole.addWidget(self.notice)
        whole.addWidget(halves, 1)
        whole.addLayout(last)
        self.take_room(920, 580)

    def _wire(self) -> None:
        self.list.currentRowChanged.connect(self._show)
        self.draft.textChanged.connect(self._keep_typed)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._ask_where)
        self.save_all.clicked.connect(self._ask_where_all)
        self.mail.clicked.connect(self._mail)
        self.note.clicked.connect(lambda: self._note([self.chase] if self.chase else []))
        self.note_all.clicked.connect(lambda: self._note(self._chases))

    # showing

    def _fill(self, row: int) -> None:
        self.list.clear()
        for chase in self._chases:
            self.list.addItem(self._listed(chase))
        there = bool(self._chases)
        self.lead.setText(_LEAD if there else _NOBODY)
        for part in (self.list, self.draft, self.copy, self.save, self.save_all, self.mail):
            part.setEnabled(there)
        for button in (self.note, self.note_all):
            button.setEnabled(there and not self._office.read_only)
        self.list.setCurrentRow(min(row, len(self._chases) - 1))
        if not there:
            self.draft.setPlainText("")
            self.to.setText("")

    def _show(self) -> None:
        chase = self.chase
        if chase is None:
            return
        none = _NO_ADDRESS if chase.agency else _NO_CHAIR
        to = f"To: {', '.join(chase.draft.to)}" if chase.draft.to else none
        self.to.setText(f"{to}\nSubject: {chase.draft.subject}")
        self.draft.setPlainText(self._words(chase))
        self.note.setText("Note as chased" if chase.agency else "Note that the chair was told")

    def _listed(self, chase: Chase) -> str:
        """Two lines of the list: the agency; the role written to, how much is asked for, and which step it is."""
        step = lowered(self._office.lookup.label("chase_steps", chase.step)) if chase.agency else "for the chair"
        role = f"{chase.owner.role}: " if chase.owner.role else ""
        return f"{chase.owner.name}\n{role}{counted(chase.count, 'item')}, {step}"

    def _words(self, chase: Chase) -> str:
        """The draft as it stands, with what was typed into it."""
        return self._typed.get(chase.owner, chase.draft.body)

    def _keep_typed(self) -> None:
        chase, words = self.chase, self.draft.toPlainText()
        if chase is not None and words != self._words(chase):
            self._typed[chase.owner] = words
            self._unused.add(chase.owner)

    # sending

    def _copy(self) -> None:
        def copy(chase: Chase, draft: Draft) -> None:
            QGuiApplication.clipboard().setText(draft.body)
            self._used([chase])

        self._let_out("Copy", copy)

    def _mail(self) -> None:
        self._let_out("Open", self._open_in_mail)

    def _let_out(self, act: str, go: Callable[[Chase, Draft], None]) -> None:
        """Let the draft chosen leave as words: looked over, masked where asked, and logged."""
        chase = self.chase
        if chase is None:
            return
        draft = replace(chase.draft, body=self._words(chase))
        own = Path(f"{safe_name(file_name(chase))}.eml")
        parcel = drafts_parcel(self._office, KIND, f"Reminder to {chase.name}", [(own, draft)], saved=False)
        given = Sending(chase.name)
        self._door.hand_over(KIND, act, parcel, given, lambda masks: go(chase, masked_draft(draft, 0, masks)))

    def _open_in_mail(self, chase: Chase, draft: Draft) -> None:
        link = f"mailto:{','.join(draft.to)}?subject={quote(draft.subject)}"
        whole = f"{link}&body={quote(draft.body)}"
        if len(whole) > LONGEST_LINK:
            QGuiApplication.clipboard().setText(draft.body)
            whole = link
            self.notice.say("The draft is too long for the e-mail program to take: it was copied. Paste it there.")
        QDesktopServices.openUrl(QUrl(whole))
        self._used([chase])

    def _ask_where(self) -> None:
        chase = self.chase
        if chase is not None:
            suggested = self._folder / f"{safe_name(file_name(chase))}.eml"
            ask_save(self, "Save the draft", suggested, DRAFTS, lambda path: self.save_drafts([chase], path))

    def _ask_where_all(self) -> None:
        ask_folder(self, "Where the drafts are saved", self._folder, lambda path: self.save_drafts(self._chases, path))

    def save_drafts(self, some: Sequence[Chase], place: Path) -> None:
        """Save drafts that an e-mail program opens unsent: into a folder, or one of them as this file."""
        self._folder = place if place.is_dir() else place.parent
        drafts = []
        for chase in some:
            own = free_file(place / f"{safe_name(file_name(chase))}.eml") if place.is_dir() else place
            drafts.append((own, replace(chase.draft, body=self._words(chase))))
        title = f"Reminder to {some[0].name}" if len(some) == 1 else f"Reminders, {counted(len(some), 'draft')}"
        parcel = drafts_parcel(self._office, KIND, title, drafts)
        given = Sending(some[0].name if len(some) == 1 else "", "")
        self._door.save(KIND, parcel, given, lambda _masks: self._saved(some, place))

    def _trouble(self, trouble: LifError) -> None:
        self.notice.say(str(trouble), tone="red")

    def _saved(self, some: Sequence[Chase], place: Path) -> None:
        self._used(some)
        where = [("Open folder", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))))]
        what = place.name if not place.is_dir() else counted(len(some), "draft")
        self.notice.say(f"Saved: {what}, in {self._folder}", where)

    def _used(self, some: Sequence[Chase]) -> None:
        """What was typed has gone where it was to go."""
        self._unused.difference_update(chase.owner for chase in some)

    # noting

    def _note(self, some: Sequence[Chase]) -> None:
        try:
            batch = note_chased(self._office, *some)
        except LifError as trouble:
            self.notice.say(str(trouble), tone="red")
            return
        if batch is None:
            return
        row = self.list.currentRow()
        self._read_again(row)
        self.notice.say(f"{batch.words}.", [("Undo", lambda: self._undo(batch.id, row))])
        self.changed.emit()

    def _undo(self, batch: int, row: int) -> None:
        try:
            self._office.undo(batch)
        except LifError as trouble:
            self.notice.say(str(trouble), tone="red")
            return
        self._read_again(row)
        self.notice.say("")
        self.changed.emit()

    def _read_again(self, row: int) -> None:
        self._chases = chases(self._office)
        self._fill(max(0, row))
