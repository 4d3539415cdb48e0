"""The Sharing tab of a learning point: agencies by channels, who has still to confirm, and every line beneath."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import show_date, show_short
from lif_desktop.framework.sharing import Awaited, Cell, Sharing, sharing
from lif_desktop.framework.status import Status
from lif_desktop.gui.ask_panel import Ask, AskPanel
from lif_desktop.gui.asked_here import may_leave
from lif_desktop.gui.choose_file import safe_name
from lif_desktop.gui.feedback_ask import FORM_IS_BACK, ask_feedback
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.learning_asks import CONFIRM, EVERYBODY, SHARE, active_agencies, ask_confirm, ask_share
from lif_desktop.gui.lines import LinesPane
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.records import counted
from lif_desktop.gui.reveal import Reveal
from lif_desktop.gui.state_grid import GridCell, GridRow, StateGrid
from lif_desktop.gui.tab_order import tab_in_order
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.office import Change, Edit, Office
from lif_desktop.office.loop import Loop, loop_of
from lif_desktop.office.partnership import partnership_of
from lif_desktop.registers import register

if TYPE_CHECKING:
    from lif_desktop.gui.leaving_parcels import Places

_EVERYBODY = "Everybody"
_STATES = {
    "confirmed": Status("blue", "Confirmed"),
    "shared": Status("amber", "Shared"),
    "planned": Status("none", "Planned"),
}


class SharingPane(QScrollArea):
    """Who was told by which channel, and who confirmed.

    Signals: `changed(batch)` after something was written; `said(sentence)`; `open_asked(register, id)`.
    """

    changed = Signal(object)
    said = Signal(str)
    open_asked = Signal(str, int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._number = 0
        self._all = False
        self._loop: Loop | None = None
        self.sharing: Sharing = sharing(())
        self.grid = StateGrid("Sharing: agencies down, channels across")
        self.none = Words("Not shared with anybody yet.", "secondary", wrap=True)
        self.counts = Words("", "secondary", wrap=True)
        self.share_button = primary_button(SHARE)
        self.confirm_button = plain_button("Confirmed today")
        self.confirm_button.setToolTip("Mark the chosen cells as confirmed today (C)")
        self.record_button = plain_button(CONFIRM)
        self.form_button = plain_button(FORM_IS_BACK)
        self.form_button.setToolTip("Record what a team wrote on the feedback form of the briefing")
        self.all_link = LinkButton("")
        self.panel = AskPanel(office)
        self.notice = NoticeBar()
        self.awaited_heading = Words("Not confirmed yet", "strong", wrap=True)
        self.chases: list[LinkButton] = []
        self._awaited = QVBoxLayout()
        self.panes = {key: LinesPane(office, register(key), "learning") for key in ("dissemination", "embedding")}
        self._lay_out()
        self._wire()

    def load(self, number: int) -> None:
        """Show the sharing of a learning point. KeyError when it is not there."""
        if number != self._number:
            self.panel.cancel()
            self.notice.say("")
            self._all = False
        self._number = number
        for pane in self.panes.values():
            pane.load(number)
        self._fill()

    def leave(self) -> bool:
        """Whether nothing typed would be lost."""
        if self.panel.is_changed():
            self.said.emit("Save what you have begun to add, or press Cancel.")
            self.panel.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self.panel.cancel()
        return all(pane.leave() for pane in self.panes.values())

    def ask_share(self) -> None:
        """Ask by which channel it was shared, and with which agencies; those of chosen empty cells are ticked."""
        if self._loop is not None:
            chosen = [self._at(row, column) for row, column in self.grid.chosen()]
            empty = [(agency, channel) for agency, channel, cell in chosen if cell.how in ("not yet", "planned")]
            channel = empty[0][1] if empty and len({one for _, one in empty}) == 1 else ""
            agencies = [agency or EVERYBODY for agency, _ in empty] if channel else []
            self._ask(ask_share(self._office, self._loop, self._write, channel, agencies))

    def ask_confirm(self) -> None:
        """Ask who confirmed, when, and how it was used; the lines of chosen cells are ticked."""
        if self._loop is not None:
            self._ask(ask_confirm(self._office, self._loop, self._write, self._unconfirmed()))

    def ask_feedback(self) -> None:
        """Ask for what stands on a feedback form; the agency of the one chosen cell is chosen."""
        if self._loop is not None:
            agencies = {self.sharing.agencies[row] for row, _ in self.grid.chosen()}
            agency = agencies.pop() if len(agencies) == 1 else None
            self._ask(ask_feedback(self._office, self._loop, self._write, agency))

    def confirm(self) -> None:
        """Mark the chosen cells as confirmed today."""
        numbers = self._unconfirmed()
        if self._loop is None or self._office.read_only:
            return
        if not numbers:
            self.said.emit("Choose a cell that was shared and is not confirmed.")
            return
        words = f"{counted(len(numbers), 'confirmation')} for {self._loop.point['ref']}"
        day = {"confirmed_on": self._office.today()}
        try:
            self._write(words, [Edit("dissemination", number, day) for number in numbers])
        except LifError as trouble:
            self.notice.say(str(trouble), tone="red")

    # within

    def _lay_out(self) -> None:
        buttons = QWidget()
        line = WrapLayout(buttons)
        for button in (self.share_button, self.confirm_button, self.record_button, self.form_button):
            button.setEnabled(not self._office.read_only)
            line.addWidget(button)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 8, 8, 8)
        column.setSpacing(8)
        self._awaited.setSpacing(0)
        for part in (self.notice, self.counts, self.none, self.grid, self.all_link, buttons, self.panel):
            column.addWidget(part)
        column.addWidget(self.awaited_heading)
        column.addLayout(self._awaited)
        for pane in self.panes.values():
            column.addSpacing(8)
            column.addWidget(pane)
        column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(body)
        for ground in (self.viewport(), body):
            ground.setAutoFillBackground(False)
        self._reveal = Reveal(self)

    def _wire(self) -> None:
        self.share_button.clicked.connect(self.ask_share)
        self.confirm_button.clicked.connect(self.confirm)
        self.record_button.clicked.connect(self.ask_confirm)
        self.form_button.clicked.connect(self.ask_feedback)
        self.all_link.clicked.connect(self._show_all)
        self.panel.closed.connect(lambda _saved: self.share_button.setFocus(Qt.FocusReason.OtherFocusReason))
        self.grid.key_pressed.connect(lambda letter: self.confirm() if letter == "C" else None)
        self.grid.pressed_cell.connect(self._press)
        for pane in self.panes.values():
            pane.changed.connect(self._changed_below)
            pane.said.connect(self.said)
            pane.open_asked.connect(self.open_asked)

    def _fill(self) -> None:
        self._loop = loop_of(self._office, self._number)
        active = [number for number, _ in active_agencies(self._office)]
        self.sharing = sharing(self._loop.lines.shares, active if self._all else ())
        some = bool(self.sharing.channels)
        self.grid.setVisible(some)
        self.none.setVisible(not some)
        self.counts.setVisible(some)
        self.counts.setText(_counts(self.sharing, len(active)))
        untold = len(set(active) - {agency for agency in self.sharing.agencies if agency})
        self.all_link.setText(f"Show {counted(untold, 'agency', 'agencies')} not told yet")
        self.all_link.setVisible(some and untold > 0 and not self._all)
        able = not self._office.read_only and bool(self.sharing.awaited)
        self.confirm_button.setEnabled(able)
        self.record_button.setEnabled(able)
        headings = ("Agency", *(self._office.lookup.brief("channels", key) for key in self.sharing.channels))
        self.grid.show_rows(headings, [self._row(agency) for agency in self.sharing.agencies] if some else [])
        self._show_awaited()
        tab_in_order(self)

    def _row(self, agency: int | None) -> GridRow:
        cells = (_grid_cell(self.sharing.cell(agency, channel)) for channel in self.sharing.channels)
        name = self._office.lookup.agency_brief(agency) if agency else _EVERYBODY
        return GridRow(name, tuple(cells))

    def _name(self, agency: int | None) -> str:
        return self._office.lookup.agency_name(agency) if agency else _EVERYBODY

    def _show_awaited(self) -> None:
        while self._awaited.count():
            gone = self._awaited.takeAt(0).widget()
            gone.hide()
            gone.deleteLater()
        self.chases = []
        self.awaited_heading.setVisible(bool(self.sharing.awaited))
        for one in self.sharing.awaited:
            self._awaited.addWidget(self._awaited_row(one))

    def _awaited_row(self, awaited: Awaited) -> QWidget:
        days = self._office.calendar.count(awaited.since, self._office.today())
        words = f"{self._name(awaited.agency)}: shared {show_date(awaited.since)}, {counted(days, 'working day')} ago"
        link = LinkButton("Copy a reminder")
        link.setAccessibleName(f"Copy a reminder to {self._name(awaited.agency)}")
        link.clicked.connect(partial(self._copy, awaited))
        self.chases.append(link)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(8)
        line.addWidget(Words(words, wrap=True), 1)
        line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _copy(self, awaited: Awaited) -> None:
        """Copy the reminder, looked over, masked where asked, and logged."""
        if self._loop is None:
            return
        from lif_desktop.gui.leaving_drafts import drafts_parcel, hand_over, masked_draft
        from lif_desktop.gui.leaving_parcels import Sending
        from lif_desktop.mail import Draft

        name, ref = self._name(awaited.agency), self._loop.point["ref"]
        draft = Draft((), f"Reminder: {ref}", reminder(self._office, self._loop, awaited))
        own = Path(safe_name(f"Reminder {ref} {name}") + ".eml")
        parcel = drafts_parcel(self._office, "reminder", f"Reminder to {name}: {ref}", [(own, draft)], saved=False)

        def copy(masks: "Places") -> None:
            QGuiApplication.clipboard().setText(masked_draft(draft, 0, masks).body)
            self.said.emit(f"A reminder to {name} was copied. Paste it into an e-mail.")

        def failed(trouble: LifError) -> None:
            self.notice.say(str(trouble), tone="red")

        hand_over(self._office, "reminder", "Copy", parcel, Sending(name), copy, failed, self.window())

    def _at(self, row: int, column: int) -> tuple[int | None, str, Cell]:
        agency, channel = self.sharing.agencies[row], self.sharing.channels[column]
        return agency, channel, self.sharing.cell(agency, channel)

    def _unconfirmed(self) -> list[int]:
        """The lines behind the chosen cells that nobody has confirmed."""
        lines = {number for row, column in self.grid.chosen() for number in self._at(row, column)[2].lines}
        shares = self._loop.lines.shares if self._loop is not None else ()
        return [row["id"] for row in shares if row["id"] in lines and not row["confirmed_on"]]

    def _press(self, row: int, column: int) -> None:
        """Enter on a cell: record its confirmation, share it, or show its line."""
        if column < 0 or self._office.read_only:
            return
        cell = self._at(row, column)[2]
        if cell.how == "shared":
            self.ask_confirm()
        elif cell.how == "confirmed":
            self.panes["dissemination"].open_form(cell.lines[-1])
        else:
            self.ask_share()

    def _ask(self, ask: Ask) -> None:
        if not may_leave(self.panel, self.said):
            return
        self.panel.ask(ask)
        tab_in_order(self)
        self._reveal.show_widget(self.panel)

    def _show_all(self) -> None:
        self._all = True
        self._fill()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self, words: str, changes: Sequence[Change]) -> None:
        batch = self._office.write(words, changes)
        if batch is not None:
            self.load(self._number)
            self.said.emit(f"{batch.words}.")
            self.changed.emit(batch)

    def _changed_below(self, batch: object) -> None:
        self._fill()
        self.changed.emit(batch)


def reminder(office: Office, loop: Loop, awaited: Awaited) -> str:
    """The draft that asks an agency to confirm what it was sent."""
    lines = [row for row in loop.lines.shares if row["id"] in awaited.lines]
    sent = "\n".join(
        f"- {office.lookup.label('channels', row['channel'])}, {show_date(row['shared_on'])}" for row in lines
    )
    partnership = partnership_of(office)
    return (
        f"Dear colleague,\n\n{loop.point['ref']} {loop.point['title']}\n\nWe shared this learning with you:\n{sent}\n\n"
        "Would you tell us when your agency passed it on, how many people it reached and how it was used?\n\n"
        f"Thank you.\n\n{office.person}\n{partnership}"
    )


def _grid_cell(cell: Cell) -> GridCell:
    if cell.how == "not yet":
        return GridCell("Not yet", faint=True)
    return GridCell(status=_STATES[cell.how], below=show_short(cell.day) if cell.day else "")


def _counts(found: Sharing, agencies: int) -> str:
    """What the sharing comes to, in a sentence."""
    told = f"Shared with {found.told} of {counted(agencies, 'agency', 'agencies')}"
    parts = [f"{told} by {counted(len(found.channels), 'channel')}", f"{found.confirmed} confirmed"]
    if found.reached:
        parts.append(f"{counted(found.reached, 'person', 'people')} reached")
    return " · ".join(parts)
