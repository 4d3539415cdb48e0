"""The Scores tab of an audit: cases or standards in figures, and beneath them the lines to type in."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.gui.ask_panel import Ask, AskPanel, Given
from lif_desktop.gui.asked_here import may_leave
from lif_desktop.gui.audit_cases import CasesView
from lif_desktop.gui.audit_standards import StandardsView
from lif_desktop.gui.lines import LinesPane
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.noticed import NoticedWriter
from lif_desktop.gui.records import counted
from lif_desktop.office import Batch, Office
from lif_desktop.office.audit_programme import fill_from_cases, looks_at, set_out
from lif_desktop.registers import register

_AUDITS = register("audits")
_LINES = {"cases": "audit_cases", "standards": "audit_standards"}


class ScoresPane(QScrollArea):
    """What the lines of an audit come to, and the lines themselves, in the way of its type.

    Signals: `changed(batch)` after something was written; `said(sentence)`; `open_asked(register, id)`.
    """

    changed = Signal(object)
    said = Signal(str)
    open_asked = Signal(str, int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._number = 0
        self.notice = NoticeBar()
        self.standards = StandardsView(office)
        self.cases = CasesView(office)
        self.panel = AskPanel(office)
        self.writer = NoticedWriter(office, self.notice, self._written)
        self.panes = {key: LinesPane(office, register(key), "audits") for key in _LINES.values()}
        self._lay_out()
        self._wire()

    def load(self, number: int) -> None:
        """Show an audit. KeyError when it is not there."""
        if number != self._number:
            self.panel.cancel()
            self.notice.say("")
        self._number = number
        about = looks_at(self._office, number)
        for pane in self.panes.values():
            pane.load(number)
        self.standards.setVisible(about == "standards")
        self.cases.setVisible(about == "cases")
        (self.standards if about == "standards" else self.cases).show_audit(number)
        for key, kind in _LINES.items():
            self.panes[kind].setVisible(key == about or self.panes[kind].model.rowCount() > 0)

    def leave(self) -> bool:
        """Whether nothing typed would be lost; otherwise the cursor is put where it is asked."""
        if self.panel.is_changed():
            self.said.emit("Save what you have begun, or press Cancel.")
            self.panel.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self.panel.cancel()
        return all(pane.leave() for pane in self.panes.values())

    def set_out(self) -> None:
        """Add a line for each standard and each agency that was asked, where one is lacking, as one change."""
        changes = set_out(self._office, self._number)
        self.writer.write(f"Set out {counted(len(changes), 'standard')} for {self._ref()}", changes)

    def fill(self) -> None:
        """Take the figures of the audit from its cases."""
        if self.cases.found is not None:
            self.writer.write(
                f"Filled in the grades of {self._ref()} from its cases", fill_from_cases(self.cases.found)
            )

    def ask_theme(self) -> None:
        """Ask for the theme and why it was chosen."""
        self._ask("Theme and its source", ("theme", "theme_source"), f"Named the theme of {self._ref()}")

    def ask_guidance(self) -> None:
        """Ask for the day on which guidance went out; today is proposed."""
        self._ask("Guidance to those who take part", ("guidance_sent_on",), f"Noted guidance for {self._ref()}")

    # within

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 8, 8)
        column.setSpacing(12)
        for part in (self.notice, self.panel, self.standards, self.cases, *self.panes.values()):
            column.addWidget(part)
        column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(body)
        for ground in (self.viewport(), body):
            ground.setAutoFillBackground(False)

    def _wire(self) -> None:
        self.standards.set_out_asked.connect(self.set_out)
        self.standards.line_asked.connect(self._show_line)
        self.cases.theme_asked.connect(self.ask_theme)
        self.cases.guidance_asked.connect(self.ask_guidance)
        self.cases.fill_asked.connect(self.fill)
        for pane in self.panes.values():
            pane.changed.connect(self._written)
            pane.said.connect(self.said)
            pane.open_asked.connect(self.open_asked)

    def _ask(self, heading: str, keys: Sequence[str], words: str) -> None:
        if not may_leave(self.panel, self.said):
            return
        record = self._office.record("audits", self._number)
        values = {key: record[key] for key in keys}
        if "guidance_sent_on" in values:
            values["guidance_sent_on"] = values["guidance_sent_on"] or self._office.today()

        def write(given: Given) -> None:
            self.writer.ask(words, self._office.changes_for("audits", self._number, dict(given), record["version"]))

        self.panel.ask(Ask(heading, tuple(_AUDITS.field(key) for key in keys), write, values))
        QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(self.panel.y()))

    def _show_line(self, number: int) -> None:
        pane = self.panes["audit_standards"]
        pane.open_form(number)
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(pane.form or pane))

    def _written(self, batch: Batch) -> None:
        self.load(self._number)
        self.changed.emit(batch)

    def _ref(self) -> str:
        return self._office.lookup.reference("audits", self._number)
