"""The window of the yearly schedule of single agency audits: who was asked for it, and whose has come."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.labels import Words
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.returns_pane import ReturnsPane
from lif_desktop.gui.widgets import plain_button
from lif_desktop.office import Office
from lif_desktop.office.returns_asked import Scope


class ScheduleDialog(Dialog):
    """The schedule of one year. Signals: `changed(batch)`; `open_asked(register, id)`."""

    changed = Signal(object)
    open_asked = Signal(str, int)

    def __init__(self, office: Office, scope: Scope, parent: QWidget | None = None) -> None:
        super().__init__(f"Schedule of single agency audits {scope.year}", parent)
        self.words = Words(_lead(office), "secondary", wrap=True)
        self.pane = ReturnsPane(office)
        self.pane.show_scope(scope)
        self.pane.changed.connect(self.changed)
        self.pane.open_asked.connect(self._open)
        self.close_button = plain_button("Close")
        self.close_button.clicked.connect(self.reject)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(self.words)
        whole.addWidget(self.pane, 1)
        whole.addLayout(last)
        self.resize(scaled(720), scaled(560))
        if self.pane.found is not None and not self.pane.found.asked:
            self.pane.ask_agencies()

    def reject(self) -> None:
        """Close it, unless something typed would be lost."""
        if self.pane.leave():
            super().reject()

    def _open(self, register: str, number: int) -> None:
        self.open_asked.emit(register, number)
        self.accept()


def _lead(office: Office) -> str:
    kind = next((one for one in office.profile.audit_types if one.schedule), None)
    group = office.lookup.label("groups", kind.reports_to) if kind and kind.reports_to else "partnership"
    return (
        f"Once a year the chair of the {group} asks agencies for a schedule of their own case file audits, "
        "where they have them (framework 6.2)."
    )
