"""The window with the names that are looked for before anything leaves."""

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.labels import Words, label_for
from lif_desktop.gui.messages import ask
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.office import Office
from lif_desktop.office.watched import watch_names, watched_names

EXPLAINED = (
    "Write each name on a line of its own, such as the real name of a child whose case has a made-up one. Before a "
    "paper or workbook leaves, these names are looked for in every way they may be written, and shown to you with "
    "their place."
)


class WatchedNames(Dialog):
    """One name on each line."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__("Names to look for", parent)
        self._office = office
        self.lead = Words(EXPLAINED, wrap=True)
        self.names = QPlainTextEdit("\n".join(watched_names(office)))
        self.names.setTabChangesFocus(True)
        self.names.setReadOnly(office.read_only)
        self.save = primary_button("Save")
        self.save.setEnabled(not office.read_only)
        self.cancel = plain_button("Cancel")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 20, 16)
        whole.setSpacing(8)
        whole.addWidget(self.lead)
        whole.addSpacing(4)
        whole.addWidget(label_for(self.names, "&Names, one on each line", label=Words("", "strong")))
        whole.addWidget(self.names, 1)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        line.addWidget(self.save)
        line.addWidget(self.cancel)
        whole.addLayout(line)
        self.take_room(500, 420)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.reject)
        self.names.setFocus()

    def reject(self) -> None:
        """Cancel and Escape ask first where something was typed."""
        if self.names.document().isModified():
            ask(
                self,
                "Close without saving?",
                "What you typed is not saved.",
                [("Go on typing", None), ("Throw it away", super().reject)],
            )
        else:
            super().reject()

    def _save(self) -> None:
        watch_names(self._office, self.names.toPlainText().splitlines())
        self.accept()
