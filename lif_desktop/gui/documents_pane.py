"""The documents of a record: every issue of a paper made for it with its kept copy, and what was attached to it."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.gui.calm_area import calm_area
from lif_desktop.gui.choose_file import ask_open, documents
from lif_desktop.gui.issued_list import NARROW, IssuesView
from lif_desktop.gui.labels import Words
from lif_desktop.gui.widgets import plain_button
from lif_desktop.office import Office
from lif_desktop.office.attaching import ATTACHED, LARGEST, attach, too_large
from lif_desktop.office.issued import issued

_EMPTY = (
    "No paper of this record has left yet. Make a paper with Ctrl+M: each issue is kept here as it left. Attach what "
    "belongs to the record, such as a letter that came in."
)


class DocumentsPane(QWidget):
    """The list, and Attach. Signals: `changed(batch)` after something was attached; `said(sentence)`."""

    changed = Signal(object)
    said = Signal(str)

    def __init__(self, office: Office, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._key = office, key
        self._number = 0
        self.empty = Words(_EMPTY, "secondary", wrap=True)
        self.view = IssuesView(office, "Documents of this record", NARROW)
        self.attach_button = plain_button("Attach a file…")
        self.attach_button.setToolTip(f"It is kept as it is, up to {LARGEST // 1_000_000} megabytes, and not read")
        self.attach_button.setEnabled(not office.read_only)
        self.view.acts.addWidget(self.attach_button)
        body = QWidget()
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(calm_area(body))
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 4, 8, 8)
        whole.setSpacing(8)
        whole.addWidget(self.empty)
        whole.addWidget(self.view, 1)
        self.attach_button.clicked.connect(self._ask_file)
        self.view.said.connect(self.said)
        self.view.changed.connect(self._approved)

    def load(self, number: int) -> None:
        """Show the documents of a record."""
        if number != self._number:
            self.view.notice.say("")
        self._number = number
        found = issued(self._office, self._key, number)
        groups = [
            ("What left", [one for one in found if one.kind != ATTACHED]),
            ("Attached", [one for one in found if one.kind == ATTACHED]),
        ]
        some = [(words, ones) for words, ones in groups if ones]
        self.empty.setVisible(not some)
        for shown in (self.view.list, self.view.open_button, self.view.save_button):
            shown.setVisible(bool(some))
        self.view.show_issues(some)

    def _ask_file(self) -> None:
        ask_open(self, "Attach a file", documents(), "All files (*)", self.attach)

    def attach(self, path: Path) -> None:
        """Keep a file with the record."""
        try:
            if path.stat().st_size > LARGEST:
                self.view.notice.say(too_large(path.name), tone="red")
                return
            batch = attach(self._office, self._key, self._number, path.name, path.read_bytes())
        except OSError as error:
            why = error.strerror or str(error)
            self.view.notice.say(f"“{path.name}” could not be read ({why}). Check where it lies.", tone="red")
            return
        except LifError as trouble:
            self.view.notice.say(str(trouble), tone="red")
            return
        self.load(self._number)
        if batch is not None:
            self.view.notice.say(f"{batch.words}.")
            self.changed.emit(batch)

    def _approved(self) -> None:
        self.load(self._number)
        self.said.emit("The approval was noted.")
