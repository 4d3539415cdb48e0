"""Search over all registers at once: results under the name of their register, Enter opens one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.labels import Words, label_for
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.record_list import Line, RecordList
from lif_desktop.gui.records import counted
from lif_desktop.gui.worker import Background
from lif_desktop.office import Office
from lif_desktop.registers import register

if TYPE_CHECKING:
    from collections.abc import Callable

    from lif_desktop.office.search import Hit

PAUSE_MS = 150
"""How long typing rests before a search begins."""
_DOWN = frozenset({Qt.Key.Key_Down, Qt.Key.Key_PageDown})


class SearchDialog(Dialog):
    """A line to type in and what was found. Signals: `open_record(register, id)`; `searched()` when results show."""

    open_record = Signal(str, int)
    searched = Signal()

    def __init__(
        self, office: Office, crashed: "Callable[[BaseException], None]", parent: QWidget | None = None
    ) -> None:
        super().__init__("Search everything", parent)
        self._office = office
        self.line = QLineEdit()
        self.line.setClearButtonEnabled(True)
        self.line.setPlaceholderText("A reference, a pseudonym, any words")
        self.words = Words("Every word is looked for, in all registers.", "secondary", wrap=True)
        self.list = RecordList("What was found", ("Record", "Found in", "Words"))
        self.list.setColumnWidth(0, scaled(280))
        self.list.setColumnWidth(1, scaled(150))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(8)
        whole.addWidget(label_for(self.line, "&Search for", "Words that stand anywhere in a record"))
        whole.addWidget(self.line)
        whole.addWidget(self.words)
        whole.addWidget(self.list, 1)
        self.resize(scaled(820), scaled(520))
        self._asked = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._background = Background(self._find, crashed, self)
        self._background.fresh.connect(self._show)
        self._pause.timeout.connect(self._background.ask)
        self.line.textChanged.connect(self._typed)
        self.line.installEventFilter(self)
        self.list.chosen.connect(self._open)
        self.finished.connect(self._background.stop)
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leads from the line into the results; Enter opens the first one."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _DOWN:
                self.list.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.open_current()
                return True
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        self._asked = text.strip()
        self._pause.start()

    def _find(self) -> "tuple[str, tuple[Hit, ...]]":
        asked = self._asked
        return asked, self._office.search(asked)

    def _show(self, found: "tuple[str, tuple[Hit, ...]]") -> None:
        asked, hits = found
        groups: dict[str, list[Line]] = {}
        for hit in hits:
            groups.setdefault(hit.register, []).append(_line(hit))
        self.list.show_groups([(_heading(key, lines), lines) for key, lines in groups.items()])
        self.words.setText(_says(asked, len(hits)))
        self.searched.emit()

    def _open(self, key: str, number: int) -> None:
        self.open_record.emit(key, number)
        self.accept()


def _heading(key: str, lines: list[Line]) -> str:
    return f"{register(key).label} ({len(lines)})"


def _line(hit: "Hit") -> Line:
    own = register(hit.register)
    ref = hit.ref if own.prefix else ""
    title = "" if own.field(own.title).kind in ("choice", "agency", "date") else hit.title
    record = " · ".join(part for part in (ref, title) if part) or own.singular.capitalize()
    return (record, hit.field, hit.words), (hit.register, hit.id)


def _says(asked: str, hits: int) -> str:
    if not asked:
        return "Every word is looked for, in all registers."
    return f"{counted(hits, 'record')} with “{asked}”" if hits else f"Nothing holds “{asked}”. Try fewer words."
