"""Makes the workbooks of a request for several agencies at once, and the e-mails that take them there."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.returns import is_in
from lif_desktop.gui.choose_file import ask_folder
from lif_desktop.gui.date_field import DateField
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.half_done import Working
from lif_desktop.gui.labels import Words, label_for
from lif_desktop.gui.leaving_drafts import DraftDoor, drafts_parcel
from lif_desktop.gui.leaving_flow import ask_before
from lif_desktop.gui.leaving_parcels import Parcel, Places, Sending
from lif_desktop.gui.leaving_returns import ReturnsLook
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.records import counted
from lif_desktop.gui.roomy import give_room
from lif_desktop.gui.tick_list import TickList
from lif_desktop.gui.widgets import ProblemNote, plain_button, primary_button
from lif_desktop.gui.worker import Runner, Work
from lif_desktop.office import Office
from lif_desktop.office.return_letters import letter_text, return_draft
from lif_desktop.office.return_requests import Asked, requests
from lif_desktop.office.returns_asked import offers, returns_of

if TYPE_CHECKING:
    from datetime import date

    from lif_desktop.sheets.outgoing import Change
    from lif_desktop.sheets.returns import Made

_FEW = 3
"""So many agencies without a workbook are named each in a line of its own."""


LETTERS = "return-letter"
"""What the log of what left calls the e-mails."""


class LetterTrouble(LifError):
    """An e-mail that cannot be written; the sentence says why and what to do."""


class WorkbooksDialog(Working):
    """First what is made and for whom, then what was made. Signal `changed()` when the office has noted it."""

    changed = Signal()

    def __init__(
        self,
        office: Office,
        asked: Asked,
        folder: Path,
        crashed: Callable[[BaseException], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Make workbooks", parent)
        self._office, self._asked, self.folder = office, asked, folder
        self._rows: dict[int, dict[str, Any]] = {}
        self.made: Made | None = None
        self.runner = Runner(self, crashed)
        kind = office.lookup.label("return_kinds", asked.request.kind)
        self.title = f"{kind} for {asked.about}" if asked.about else kind
        self.lead = Words("", wrap=True)
        self.notice = NoticeBar()
        self.due = DateField(today=office.today, calendar=office.calendar, lies="ahead")
        self.past = ProblemNote(tone="amber")
        self.send_to = QLineEdit()
        self.agencies = self._agency_list()
        self.where = Words("", "secondary", wrap=True)
        self.folder_button = plain_button("Choose folder…")
        self.problem = ProblemNote()
        self.make_button = primary_button("Make workbooks")
        self.summary = Words("", "strong", wrap=True)
        self.files = QListWidget()
        self.files.setAccessibleName("Workbooks that were made")
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        give_room(self.files)
        self.left_out = Words("", "secondary", wrap=True)
        self.open_button = plain_button("Open folder")
        self.drafts_button = primary_button("Draft e-mails")
        self.copy_button = plain_button("Copy text")
        self.undo_button = plain_button("Undo")
        self.close_button = plain_button("Cancel")
        self._lay_out()
        self._wire()
        self._show_where()

    # building

    def _agency_list(self) -> TickList:
        office, request = self._office, self._asked.request
        asked = self._asked.agencies
        offered = [(one.id, one.name) for one in offers(office, request.scope())]
        known = {number for number, _ in offered}
        offered += [(one, office.lookup.agency_name(one)) for one in asked if one not in known]
        offered.sort(key=lambda one: one[0] not in asked)
        cells = requests(office, request.kind).cells
        waiting = frozenset(one for one in asked if cells[one, request].status.word not in ("Received", "Accepted"))
        groups = [("Awaited", waiting), ("All asked", frozenset(asked)), ("All", frozenset(one for one, _ in offered))]
        made = TickList("Agencies", offered, groups)
        made.tick(waiting)
        return made

    def _lay_out(self) -> None:
        self.pages = QStackedWidget()
        self.pages.addWidget(self._making())
        self.pages.addWidget(self._what_was_made())
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addStretch(1)
        last.addWidget(self.make_button)
        last.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(self.lead)
        whole.addWidget(self.notice)
        whole.addWidget(self.pages, 1)
        whole.addLayout(last)
        self.lead.setText(
            f"{self.title}: one workbook for each agency that is ticked, with what the office knows already filled in."
        )
        self.take_room(620, 600)

    def _making(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        pairs = (
            (self.agencies.view, "&Agencies", self.agencies),
            (self.due, "Send back &by", self.due),
            (self.send_to, "Send back &to", self.send_to),
        )
        for field, words, shown in pairs:
            column.addWidget(label_for(field, words, label=Words("", "secondary")))
            column.addWidget(shown)
            if field is self.due:
                column.addWidget(self.past)
        self.due.day_changed.connect(lambda _day: self._say_past())
        self.due.set_day(self._asked.due_on)
        self._say_past()
        self.send_to.setPlaceholderText("Your name and the partnership")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.where, 1)
        line.addWidget(self.folder_button)
        column.addSpacing(6)
        column.addLayout(line)
        column.addWidget(self.problem)
        column.addStretch(1)
        return page

    def _what_was_made(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.summary)
        column.addWidget(self.files, 1)
        column.addWidget(self.left_out)
        ways = WrapLayout()
        for button in (self.drafts_button, self.copy_button, self.open_button, self.undo_button):
            ways.addWidget(button)
        self.drafts_button.setToolTip("An e-mail for each agency with its workbook attached, beside the workbooks")
        column.addLayout(ways)
        return page

    def _wire(self) -> None:
        self.folder_button.clicked.connect(
            lambda: ask_folder(self, "Where the workbooks are saved", self.folder, self.choose_folder)
        )
        self.make_button.clicked.connect(self._make)
        self.runner.ended.connect(lambda: self.make_button.setEnabled(True))
        self.close_button.clicked.connect(self.reject)
        self.open_button.clicked.connect(lambda: _show(self.folder))
        self.files.itemActivated.connect(lambda item: _show(self.folder / item.text()))
        self.drafts_button.clicked.connect(self._draft)
        self.copy_button.clicked.connect(self._copy)
        self.undo_button.clicked.connect(self._undo)

    # making

    def choose_folder(self, folder: Path) -> None:
        """Save the workbooks there."""
        self.folder = folder
        self._show_where()

    def _show_where(self) -> None:
        self.where.setText(f"Saved in {self.folder}")

    def _say_past(self) -> None:
        day = self.due.day()
        past = day is not None and day < self._office.today()
        self.past.say("That day is past. Choose another one, unless it is to stand so." if past else "")

    def _make(self) -> None:
        self.due.read()
        agencies = self.agencies.numbers()
        sentence = self._wrong(agencies)
        self.problem.say(sentence)
        if sentence:
            return
        due = self.due.day()
        terms = (due if due != self._asked.due_on else None, self.send_to.text().strip())
        self.make_button.setEnabled(False)

        def look(handle: Work) -> ReturnsLook:
            return ReturnsLook(self._office).look(agencies, self._begin(terms), handle)

        self.runner.run(
            "Looking for personal details…", look, lambda seen: self._ask(agencies, terms, seen), self._failed
        )

    def _begin(self, terms: "tuple[date | None, str]") -> "Callable[[int, Change], object]":
        """Begins to make the workbook of one agency, for a look over its words."""
        request, folder, office = self._asked.request, self.folder, self._office

        def begin(agency: int, change: "Change") -> object:
            from lif_desktop.sheets.returns import Terms, make_returns

            own = Terms(due=terms[0], send_to=terms[1], change=change)
            return make_returns(office, request.kind, [agency], folder, scope=request.scope(), terms=own)

        return begin

    def _ask(self, agencies: list[int], terms: "tuple[date | None, str]", seen: ReturnsLook) -> None:
        """Ask about what was found, then make them; nothing is made before."""

        def go(masks: Places, _sending: Sending) -> None:
            self._make_all(agencies, terms, seen.change(masks))

        ask_before(self._office, "return", seen.parcel(self.title), Sending(), go, self, "Make")

    def _make_all(self, agencies: list[int], terms: "tuple[date | None, str]", change: "Change") -> None:
        request, folder, office = self._asked.request, self.folder, self._office

        def work(handle: Work) -> "Made":
            from lif_desktop.sheets.returns import Terms, make_returns

            def progress(done: int, of: int, name: str) -> None:
                handle.say(f"Making the workbook of {name}…", done, of)

            return make_returns(
                office,
                request.kind,
                agencies,
                folder,
                scope=request.scope(),
                terms=Terms(due=terms[0], send_to=terms[1], change=change),
                progress=progress,
                cancelled=lambda: handle.cancelled,
            )

        self.make_button.setEnabled(False)
        self.runner.run(f"Making {counted(len(agencies), 'workbook')}…", work, self._done, self._failed)

    def _wrong(self, agencies: list[int]) -> str:
        if not agencies:
            return "Tick the agencies that get a workbook."
        if self.due.problem():
            return self.due.problem()
        request = self._asked.request
        if not request.scope().key and not request.year:
            return "These returns name no review, audit, meeting or year. Give them a year in their records first."
        return ""

    def _failed(self, error: LifError) -> None:
        self.problem.say(str(error))

    def _done(self, made: "Made") -> None:
        self.made = made
        rows = returns_of(self._office, self._asked.request.scope())
        self._rows = {row["agency_id"]: row for row in rows if row["kind"] == self._asked.request.kind}
        some = bool(made.paths)
        self.summary.setText(
            f"{counted(len(made.paths), 'workbook')} saved in {self.folder}." if some else "No workbook was made."
        )
        self.files.clear()
        self.files.addItems([path.name for path in made.paths.values()])
        self.files.setVisible(some)
        self.left_out.setText(self._left_out_words(made.left_out))
        self.left_out.setVisible(bool(made.left_out))
        for button in (self.drafts_button, self.copy_button, self.open_button, self.undo_button):
            button.setEnabled(some)
        self.lead.setText(f"{self.title}: noted as sent. Send the workbooks now, or undo it.")
        self.make_button.hide()
        self.close_button.setText("Close")
        self.pages.setCurrentIndex(1)
        self.drafts_button.setFocus()
        self.changed.emit()

    def _left_out_words(self, left_out: Mapping[int, str]) -> str:
        """Who got no workbook and why, those of one reason together; and what becomes of those who were asked."""
        if len(left_out) <= _FEW:
            lines = list(left_out.values())
        else:
            reasons: dict[str, list[str]] = {}
            for agency, sentence in left_out.items():
                name = self._office.lookup.agency_name(agency)
                reasons.setdefault(sentence.removeprefix(name).strip(" ."), []).append(name)
            lines = [
                f"{counted(len(names), 'agency')} without a workbook, as each {reason}: {'; '.join(names)}."
                for reason, names in reasons.items()
            ]
        if any((row := self._rows.get(agency)) is not None and not is_in(row) for agency in left_out):
            lines.append("Those who were asked are still awaited and would be chased: note their returns as received.")
        return "\n".join(lines)

    # sending

    def _draft(self) -> None:
        """Write an e-mail beside each workbook, with the workbook in it."""
        if self.made is None:
            return
        paths, office = self.made.paths, self._office

        def work(handle: Work) -> Parcel:
            handle.say("Writing the e-mails…")
            try:
                drafts = [
                    (path.with_suffix(".eml"), return_draft(office, self._rows[agency], path))
                    for agency, path in paths.items()
                ]
            except OSError as trouble:
                raise LetterTrouble(_gone(trouble)) from trouble
            handle.say("Looking for personal details…")
            return drafts_parcel(office, LETTERS, f"E-mails with workbooks: {self.title}", drafts)

        def failed(trouble: LifError) -> None:
            self.notice.say(str(trouble), tone="red")

        def made(parcel: Parcel) -> None:
            door = DraftDoor(office, self.runner, failed, self)
            door.save(LETTERS, parcel, Sending(), lambda _masks: self._drafted())

        self.runner.run("Writing the e-mails…", work, made, failed)

    def _drafted(self) -> None:
        if self.made is None:
            return
        self.notice.say(
            f"{counted(len(self.made.paths), 'draft')} saved beside the workbooks. Each opens in your e-mail program, "
            "ready to be looked at and sent."
        )

    def _copy(self) -> None:
        """The words of the e-mail, the same for everybody."""
        if self.made is None:
            return
        row = self._rows[next(iter(self.made.paths))]
        QGuiApplication.clipboard().setText(letter_text(self._office, self.title, row))
        self.notice.say(f"Copied. The workbooks are to be back by {show_date(row['due_on'])}.")

    def _undo(self) -> None:
        """Take back that they were noted as sent. The files stay where they are."""
        if self.made is None or self.made.batch is None:
            return
        try:
            self._office.undo(self.made.batch.id)
        except LifError as trouble:
            self.notice.say(str(trouble), tone="red")
            return
        for button in (self.drafts_button, self.copy_button, self.undo_button):
            button.setEnabled(False)
        self.lead.setText(f"{self.title}: taken back. Delete the files, since what comes back would not be known.")
        self.notice.say("")
        self.changed.emit()


def _show(path: Path) -> None:
    """Open a file or a folder in the system's own program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _gone(trouble: OSError) -> str:
    """What is said where the workbook for a draft cannot be read again."""
    return f"“{trouble.filename}” is no longer where it was saved. Make the workbooks again."
