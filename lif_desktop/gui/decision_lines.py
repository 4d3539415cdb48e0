"""Decisions among the lines of a record: added and superseded, never changed."""

from PySide6.QtWidgets import QWidget

from lif_desktop.gui.decision_form import superseding
from lif_desktop.gui.decision_window import DecisionWindow
from lif_desktop.gui.lines import LinesPane
from lif_desktop.gui.widgets import plain_button
from lif_desktop.office import Office
from lif_desktop.registers.field import Field
from lif_desktop.registers.register import Register

_FIRST = ("decided_on", "standing")


class DecisionLines(LinesPane):
    """Decisions on a review are recorded in their own window, those of a meeting or an audit in a form beneath."""

    def __init__(self, office: Office, own: Register, parent_key: str, parent: QWidget | None = None) -> None:
        super().__init__(office, own, parent_key, parent)
        self.window_open: DecisionWindow | None = None
        self.supersede_button = plain_button("Supersede…")
        self.supersede_button.setToolTip("Record a decision that takes the place of the chosen one")
        self.supersede_button.clicked.connect(self.supersede)
        self._buttons.layout().addWidget(self.supersede_button)
        if parent_key == "reviews":
            self.add_button.setText("Record a decision…")

    def add_line(self) -> None:
        """Record a decision."""
        if self._parent_key == "reviews":
            self._open_window(None)
        else:
            super().add_line()

    def supersede(self) -> None:
        """Record a decision that takes the place of the chosen one, which stays as it is."""
        number = self.view.current_id()
        if number < 0:
            self.said.emit("Choose the decision that no longer stands.")
            return
        if self.cells.record(number)["standing"].word != "Stands":
            self.said.emit("That decision is superseded already. Choose the one that stands.")
            return
        if self._office.record(self._own.key, number)["review_id"]:
            self._open_window(number)
        else:
            self._begin_later(number)

    def _open_window(self, supersedes: int | None) -> None:
        review = self._parent_id
        if supersedes is not None:
            review = self._office.record(self._own.key, supersedes)["review_id"]
        window = self.window_open = DecisionWindow(self._office, review, self.window(), supersedes=supersedes)
        window.changed.connect(self._written)
        window.said.connect(self.said)
        window.open()
        window.show_decision()

    def _begin_later(self, number: int) -> None:
        """A form under the table for the decision that takes the place of another one."""
        earlier = self._office.record(self._own.key, number)
        self.open_form(None)
        if self.form is not None:
            kept = {name: earlier[name] for name in ("meeting_id", "audit_id", "question", "options", "decided_by")}
            why = f"{superseding(earlier)} because: "
            values = {**kept, "decided_on": self._office.today(), "reasons": why, "supersedes_id": number}
            self.form.start_new({name: value for name, value in values.items() if value is not None})
            self.form.boxes["decision"].editor.setFocus()

    def _columns(self) -> list[Field]:
        """Whether a decision stands comes beside its day."""
        found = super()._columns()
        found.sort(key=lambda one: _FIRST.index(one.key) if one.key in _FIRST else len(_FIRST))
        return found

    def _settle(self) -> None:
        super()._settle()
        button = getattr(self, "supersede_button", None)
        if button is not None:
            button.setVisible(self.model.rowCount() > 0 and not self._office.read_only)
