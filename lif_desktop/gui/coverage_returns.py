"""What agencies tell of their own training in a year (framework 13.5): who has, who has not, and asking for it."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.returns import is_in
from lif_desktop.framework.status import SHAPES
from lif_desktop.gui.ask_panel import Ask, AskPanel, Given, Problems
from lif_desktop.gui.coverage_table import SHARE, FactTable, share_of
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import Words
from lif_desktop.gui.records import counted
from lif_desktop.gui.widgets import Card, ProblemNote, plain_button
from lif_desktop.office import Add, Batch, Change, Edit, Office
from lif_desktop.office.returns_asked import Scope, ask, mark, offers, proposed_due, returns_of
from lif_desktop.office.training_evidence import AgencyTraining, Coverage
from lif_desktop.registers import register
from lif_desktop.registers.field import Field

KIND = "training_return"
_COLUMNS = (
    Field("name", "Agency", width=28),
    Field("partner", "Statutory", width=9),
    Field("state", "Return", "status", width=12),
    Field("staff", "Staff in scope", "whole", width=8),
    Field("trained", "Trained", "whole", width=8),
    Field(SHARE, "Share", "decimal", width=8),
    Field("amount", "Amount", width=22),
    Field("quality", "Quality", width=22),
    Field("effectiveness", "Effectiveness", width=22),
    Field("received", "Received", "date", width=16),
    Field("beside", "Other returns and audits", width=36),
)
_TOLD = ("received_on", "staff", "trained", "amount", "quality", "effectiveness")
_RETURNS, _OWN = register("returns"), register("training_returns")


class ReturnsCard(Card):
    """The agencies' own training in a year, statutory partners first.

    Signals: `written(batch)`; `opened(agency)`; `said(sentence)`; `asking(panel)` when the panel is shown.
    """

    asking = Signal(QWidget)
    written = Signal(object)
    opened = Signal(int)
    said = Signal(str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__("Single agency training", parent=parent)
        self._office = office
        self._found: Coverage | None = None
        self.words = Words("", "secondary", wrap=True)
        self.missing = ProblemNote(tone="amber")
        self.table = FactTable("Single agency training", _COLUMNS)
        self.panel = AskPanel(office)
        self.ask_button = plain_button("Ask agencies…")
        self.record_button = plain_button("Record what came…")
        self.open_button = plain_button("Open the agency")
        self.buttons = QWidget()
        row = WrapLayout(self.buttons)
        for button in (self.record_button, self.ask_button, self.open_button):
            row.addWidget(button)
        for button in (self.record_button, self.open_button):
            button.setToolTip("Choose the agency in the table first.")
        for part in (self.words, self.missing, self.buttons, self.panel, self.table):
            self.body.addWidget(part)
        self._wire()

    def show_coverage(self, found: Coverage) -> None:
        """Show the agencies of a year."""
        if self._found is not None and self._found.year != found.year:
            self.panel.cancel()
        self._found = found
        ids = [one.agency_id for one in found.agencies]
        self.table.show_rows(ids, [_row(one) for one in found.agencies])
        sent = sum(one.has_sent for one in found.agencies)
        if self.title is not None:
            self.title.setText(f"Single agency training {found.year}")
        partners = "Statutory partners stand first. " if any(one.statutory for one in found.agencies) else ""
        told = counted(sent, "agency") if sent else "No agency"
        self.words.setText(f"{partners}{told} told of the training of their own staff.")
        self.missing.say(_missing_words(found.missing))
        self._choose_buttons()

    def leave(self) -> bool:
        """Save what is typed in the panel. False when that cannot be done yet."""
        if self.panel.is_changed():
            self.panel.save()
        return not self.panel.is_changed()

    def current(self) -> AgencyTraining | None:
        """The agency that the cursor is on."""
        number = self.table.current_id()
        return next((one for one in self._agencies() if one.agency_id == number), None)

    # within

    def _agencies(self) -> Sequence[AgencyTraining]:
        return self._found.agencies if self._found else ()

    def _wire(self) -> None:
        self.ask_button.clicked.connect(self._ask_agencies)
        self.record_button.clicked.connect(self._ask_what_came)
        self.open_button.clicked.connect(self._open)
        self.table.opened.connect(self.opened)
        self.table.said.connect(self.said)
        self.table.current_changed.connect(lambda _id: self._choose_buttons())
        self.panel.closed.connect(lambda _saved: self.buttons.setVisible(True))

    def _choose_buttons(self) -> None:
        some = self.current() is not None
        self.ask_button.setEnabled(not self._office.read_only)
        self.record_button.setEnabled(some and not self._office.read_only)
        self.open_button.setEnabled(some)

    def _open(self) -> None:
        one = self.current()
        if one is not None:
            self.opened.emit(one.agency_id)

    # asking

    def _scope(self) -> Scope:
        return Scope("", 0, self._found.year if self._found else "", (KIND,))

    def _ask_agencies(self) -> None:
        """Offer every agency, those that are missing ticked."""
        scope, today = self._scope(), self._office.today()
        offered = offers(self._office, scope)
        wanting = {one.agency_id for one in self._agencies() if one.statutory and not one.has_sent and not one.asked}
        self.buttons.hide()
        self.panel.ask(
            Ask(
                f"Ask for the training return of {scope.year}",
                (_RETURNS.field("asked_on"), _RETURNS.field("due_on")),
                lambda given: self._write_asked(scope, given),
                {"asked_on": today, "due_on": proposed_due(self._office, scope, today)},
                words="How many staff are in scope and trained, how good the training is, and what it changed.",
                check=_asking_problems,
                ticks=[(one.id, one.name) for one in sorted(offered, key=lambda one: one.id not in wanting)],
                groups=[
                    ("Not asked yet", frozenset(one.id for one in offered if KIND not in one.asked)),
                    ("Statutory partners", frozenset(one.id for one in offered if one.statutory)),
                ],
                ticked=tuple(one.id for one in offered if one.id in wanting),
                save="Ask",
            )
        )
        self.asking.emit(self.panel)

    def _write_asked(self, scope: Scope, given: Given) -> None:
        rows = returns_of(self._office, scope)
        dates = given["asked_on"], given["due_on"]
        changes = ask(scope, KIND, given["ticked"], dates, rows)
        words = f"Asked {counted(len(given['ticked']), 'agency')} for the training return of {scope.year}"
        self._tell(self._office.write(words, changes))

    # recording

    def _ask_what_came(self) -> None:
        one = self.current()
        if one is None or self._found is None:
            return
        line = one.line or {}
        values = {key: line.get(key) for key in _TOLD}
        values["received_on"] = values["received_on"] or (one.asked or {}).get("received_on") or self._office.today()
        self.buttons.hide()
        self.panel.ask(
            Ask(
                f"{one.name}: training in {self._found.year}",
                tuple(_OWN.field(key) for key in _TOLD),
                lambda given: self._write_told(one, given),
                values,
            )
        )
        self.asking.emit(self.panel)

    def _write_told(self, one: AgencyTraining, given: Given) -> None:
        """The figures, and that the return asked for has come, as one change. Raises LifError."""
        year = self._found.year if self._found else ""
        values = dict(given)
        changes: list[Change]
        if one.line is None:
            filled = {key: value for key, value in values.items() if value not in (None, "")}
            changes = [Add(_OWN.table, {"agency_id": one.agency_id, "year": year, **filled})]
        else:
            changes = [Edit(_OWN.table, one.line["id"], values, one.line["version"])]
        day = values["received_on"]
        if isinstance(day, dt.date) and one.asked is not None and not is_in(one.asked):
            changes += mark([one.asked], "received", day)
        self._tell(self._office.write(f"Recorded the training of {one.name} in {year}", changes))

    def _tell(self, batch: Batch | None) -> None:
        if batch is not None:
            self.said.emit(f"{batch.words}.")
            self.written.emit(batch)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _row(one: AgencyTraining) -> tuple[object, ...]:
    line = one.line or {}
    received = line.get("received_on") or (one.asked or {}).get("received_on")
    return (
        one.name,
        "Yes" if one.statutory else "",
        one.status,
        line.get("staff"),
        line.get("trained"),
        share_of(one.rate),
        *(line.get(key) for key in ("amount", "quality", "effectiveness")),
        received,
        _beside(one),
    )


def _beside(one: AgencyTraining) -> str:
    """What other returns of the year, and audits of it, tell of the agency's training (framework 13.5 b)."""
    said = [f"{label} of {show_date(day)}" for label, day in one.others]
    for audit, standard, own, moderated in one.standards:
        score = "not scored" if own is None else str(own) if moderated is None else f"{own}, moderated {moderated}"
        said.append(f"{audit}, {standard}: {score}")
    return "; ".join(said)


def _missing_words(missing: Sequence[AgencyTraining]) -> str:
    if not missing:
        return ""
    return f"{SHAPES['amber']} Nothing yet from {', '.join(one.name for one in missing)}."


def _asking_problems(given: Given) -> Problems:
    found: list[tuple[str, str]] = []
    asked, due = given["asked_on"], given["due_on"]
    if asked is None:
        found.append(("asked_on", "Enter the day on which they are asked."))
    if due is None:
        found.append(("due_on", "Enter the day by which they are to answer."))
    if asked and due and due < asked:
        found.append(("due_on", f"Enter a due day that is not before {show_date(asked)}."))
    if not given["ticked"]:
        found.append(("ticked", "Tick the agencies to ask."))
    return found
