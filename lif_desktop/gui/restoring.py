"""The window in which a backup of the open office is chosen to be restored."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.labels import Words
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.roomy import give_room
from lif_desktop.gui.widgets import plain_button, primary_button

_PATH = Qt.ItemDataRole.UserRole


class RestoreDialog(Dialog):
    """The backups beside an office, newest first.

    Signals: `chosen(path)` for one of them; `other_asked()` for a backup that lies elsewhere.
    """

    chosen = Signal(str)
    other_asked = Signal()

    def __init__(self, office: Path, backups: Sequence[tuple[Path, str]], parent: QWidget | None = None) -> None:
        super().__init__("Restore a backup", parent)
        self.words = Words(
            f"The backup takes the place of {office.name}. What stands there now is kept beside it, under a name with "
            "“before restore”, so this too can be taken back.",
            wrap=True,
        )
        self.list = QListWidget()
        self.list.setAccessibleName(f"Backups of {office.stem}")
        give_room(self.list)
        for path, says in backups:
            item = QListWidgetItem(says)
            item.setData(_PATH, str(path))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.restore = primary_button("Restore")
        self.restore.setDefault(True)
        self.restore.setEnabled(bool(backups))
        self.other = plain_button("Another file…")
        cancel = plain_button("Cancel")
        self.restore.clicked.connect(self._restore)
        self.list.itemActivated.connect(self._restore)
        self.other.clicked.connect(self._ask_other)
        cancel.clicked.connect(self.reject)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self.other)
        last.addStretch(1)
        last.addWidget(self.restore)
        last.addWidget(cancel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(self.words)
        whole.addWidget(self.list, 1)
        whole.addLayout(last)
        self.resize(scaled(560), scaled(420))

    def _restore(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            self.chosen.emit(item.data(_PATH))

    def _ask_other(self) -> None:
        self.accept()
        self.other_asked.emit()
