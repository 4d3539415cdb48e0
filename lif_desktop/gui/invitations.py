"""The window that invites to a meeting: who, when, what changed since the last time; for the calendar or e-mail."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import show_date
from lif_desktop.gui.calm_area import calm_area
from lif_desktop.gui.choose_file import DRAFTS, ask_save, safe_name
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.invitations_look import invitation_parcel
from lif_desktop.gui.labels import Words, label_for
from lif_desktop.gui.leaving_drafts import hand_over
from lif_desktop.gui.leaving_parcels import Sending
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.records import counted
from lif_desktop.gui.tick_list import TickList
from lif_desktop.gui.widgets import ProblemNote, plain_button, primary_button
from lif_desktop.office import Office
from lif_desktop.office.invitations import (
    EMAIL,
    KIND,
    Invitation,
    Invitee,
    invitation,
    invitation_draft,
    invitees,
    last_invited,
)

CALENDARS = "Calendar files (*.ics)"
_NO_MEETING = "There is no meeting yet. Add one in Meetings first."
_NOBODY = "Nobody with an e-mail address is on record. Add people to the agencies first."


class InvitationsDialog(Dialog):
    """Meeting and people at the left, the invitation at the right. Signal `changed()` when one was written."""

    changed = Signal()

    def __init__(
        self, office: Office, meeting: int = 0, folder: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Invitations", parent)
        self._office, self._folder = office, folder or office.path.parent
        self._people: tuple[Invitee, ...] = ()
        self.invitation: Invitation | None = None
        self.meeting = QComboBox()
        self.meeting.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.meeting.setMinimumContentsLength(12)
        rows = _meetings(office)
        for row in rows:
            self.meeting.addItem(_words(office, row), row["id"])
        places = [row["id"] for row in rows]
        self.meeting.setCurrentIndex(places.index(meeting) if meeting in places else 0)
        self.people = TickList("Who is invited", (), (("All", self._everybody),))
        self.people.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.email = QLineEdit(office.setting(EMAIL))
        self.stands = Words("", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("The invitation")
        self.notice = NoticeBar()
        self.problem = ProblemNote()
        self.calendar = plain_button("Save for the calendar…")
        self.draft = primary_button("Save e-mail draft…")
        self.close_button = plain_button("Close")
        for button in (self.draft, self.close_button, self.calendar):
            button.setAutoDefault(False)  # Enter in a field keeps what was typed there
        self._lay_out()
        self._wire()
        self._choose()

    # building

    def _lay_out(self) -> None:
        listed = QWidget()
        left = QVBoxLayout(listed)
        left.setContentsMargins(0, 0, 8, 0)
        left.setSpacing(4)
        parts = (
            (label_for(self.meeting, "Meeting"), self.meeting),
            (Words("Who is invited"), self.people),
            (label_for(self.email, "Answers go to"), self.email),
        )
        for label, widget in parts:
            left.addWidget(label)
            left.addWidget(widget)
            left.addSpacing(8)
        left.addStretch(1)
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(8, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.stands)
        right.addWidget(self.text, 1)
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.addWidget(calm_area(listed))
        halves.addWidget(side)
        halves.setSizes([scaled(400), scaled(480)])
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self.problem, 1)
        last.addStretch(1)
        for button in (self.calendar, self.draft, self.close_button):
            last.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(self.notice)
        whole.addWidget(halves, 1)
        whole.addLayout(last)
        self.email.setReadOnly(self._office.read_only)
        self.take_room(940, 600)

    def _wire(self) -> None:
        self.meeting.currentIndexChanged.connect(self._choose)
        self.people.edited.connect(self._show)
        self.email.editingFinished.connect(self._keep)
        self.calendar.clicked.connect(lambda: self._ask_where(".ics", CALENDARS))
        self.draft.clicked.connect(lambda: self._ask_where(".eml", DRAFTS))
        self.close_button.clicked.connect(self.reject)

    # showing

    def _choose(self) -> None:
        """Another meeting: its people, ticked as last time or as proposed."""
        number = self.meeting.currentData()
        if number is None:
            self._refuse(_NO_MEETING)
            return
        before = set(last_invited(self._office, number))
        people = [(one, one.email in before if before else one.proposed) for one in invitees(self._office, number)]
        people.sort(key=lambda pair: not pair[1])
        self._people = tuple(one for one, _ in people)
        ticked = [at for at, (_, asked) in enumerate(people) if asked]
        names = [(at, one.name) for at, one in enumerate(self._people)]
        with QSignalBlocker(self.people):
            self.people.set_names(names)
            self.people.tick(ticked)
        self._show()

    def _show(self) -> None:
        """The invitation as it would be written now."""
        try:
            one = self.invitation = invitation(self._office, self.meeting.currentData(), self._to(), looking=True)
        except LifError as trouble:
            self._refuse(str(trouble))
            return
        self.problem.say("" if self._people else _NOBODY)
        self.stands.setText(_stands(one))
        draft = invitation_draft(one, b"")
        self.text.setPlainText(f"{draft.subject}\n\n{draft.body}")
        for button in (self.calendar, self.draft):
            button.setEnabled(not self._office.read_only)

    def _refuse(self, words: str) -> None:
        self.invitation = None
        self.stands.setText("")
        self.text.setPlainText("")
        self.problem.say(words)
        for button in (self.calendar, self.draft):
            button.setEnabled(False)

    def _everybody(self) -> frozenset[int]:
        return self.people.all()

    def _to(self) -> list[str]:
        return [self._people[at].email for at in self.people.numbers()]

    def _keep(self) -> None:
        if self.email.text().strip() != self._office.setting(EMAIL):
            self._office.set_setting(EMAIL, self.email.text().strip())
            if self.invitation is not None:
                self._show()

    # saving

    def _ask_where(self, ending: str, kinds: str) -> None:
        one = self.invitation
        if one is None:
            return
        if not one.event.to:
            self.problem.say("Tick who is invited.")
            return
        name = safe_name(f"{one.word} {one.ref} {one.when.split(',')[0]}")
        ask_save(self, f"Save the {one.word.lower()}", self._folder / f"{name}{ending}", kinds, self.write)

    def write(self, path: Path) -> None:
        """Write the invitation as a calendar file, or with the ending .eml as an e-mail draft, and keep it.

        It is looked over first, and asked about where something was found.
        """
        one = self.invitation
        if one is None:
            return
        self._folder = path.parent
        try:
            parcel = invitation_parcel(self._office, invitation(self._office, one.meeting, one.event.to), path)
        except LifError as trouble:
            self._trouble(trouble)
            return
        given = Sending("; ".join(one.event.to))
        hand_over(self._office, KIND, "Save", parcel, given, lambda _masks: self._saved(path), self._trouble, self)

    def _trouble(self, trouble: LifError) -> None:
        self.notice.say(str(trouble), tone="red")

    def _saved(self, path: Path) -> None:
        folder: Callable[[], object] = lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))  # noqa: E731
        self.notice.say(f"Saved: {path.name}, in {path.parent}", [("Open folder", folder)])
        self._show()
        self.changed.emit()


def _stands(one: Invitation) -> str:
    """What is sent now, and what was sent before."""
    if not one.earlier:
        return f"The first invitation to this meeting: {one.when}."
    last = f"{counted(one.earlier, 'invitation')} written so far, the last on {show_date(one.last)}."
    changed = " ".join(one.changed) or "Nothing has changed since; it brings the same entry again."
    return f"{last} {changed}"


def _meetings(office: Office) -> list[dict[str, object]]:
    """Meetings to come first, soonest first, then those behind us, newest first."""
    today = office.today()
    rows = office.records("meetings")
    ahead = [row for row in rows if row["held_on"] is None or row["held_on"] >= today]
    behind = [row for row in rows if row["held_on"] is not None and row["held_on"] < today]
    ahead.sort(key=lambda row: (row["held_on"] is None, row["held_on"] or today, row["id"]))
    behind.sort(key=lambda row: (row["held_on"], row["id"]), reverse=True)
    return [*ahead, *behind]


def _words(office: Office, row: dict[str, object]) -> str:
    group = office.lookup.label("groups", str(row["group_key"]))
    day = row["held_on"]
    when = show_date(day) if day else "no date yet"  # type: ignore[arg-type]
    return " · ".join((str(row["ref"]), group, when))
