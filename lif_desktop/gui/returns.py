"""What agencies were asked for and have not sent: by agency, with when it is due and when it was chased."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.returns import is_awaited
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.labels import Words
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.record_list import Line, RecordList
from lif_desktop.gui.records import counted
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.office import Office
from lif_desktop.office.return_names import return_words

Row = Mapping[str, Any]


class ReturnsDialog(Dialog):
    """The returns awaited. Signals: `open_record(register, id)`; `chase_asked()`."""

    open_record = Signal(str, int)
    chase_asked = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__("Returns", parent)
        groups = awaited(office)
        total = sum(len(lines) for _, lines in groups)
        self.words = Words(_lead(total), "secondary", wrap=True)
        self.list = RecordList("Returns awaited", ("Return", "Due", "How it stands", "Last chased"))
        for column, width in enumerate((260, 150, 200)):
            self.list.setColumnWidth(column, scaled(width))
        self.list.show_groups(groups)
        self.chase = primary_button("Chase…")
        self.chase.setEnabled(total > 0)
        close = plain_button("Close")
        self.list.chosen.connect(self._open)
        self.chase.clicked.connect(self._chase)
        close.clicked.connect(self.reject)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addStretch(1)
        last.addWidget(self.chase)
        last.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(self.words)
        whole.addWidget(self.list, 1)
        whole.addLayout(last)
        self.resize(scaled(820), scaled(480))

    def _open(self, register: str, number: int) -> None:
        self.open_record.emit(register, number)
        self.accept()

    def _chase(self) -> None:
        self.accept()
        self.chase_asked.emit()


def awaited(office: Office) -> list[tuple[str, list[Line]]]:
    """The returns awaited by agency, each agency's soonest first, agencies by name."""
    groups: dict[str, list[Row]] = {}
    for row in office.records("returns"):
        if is_awaited(row):
            groups.setdefault(office.lookup.agency_name(row["agency_id"]), []).append(row)
    return [
        (f"{name}: {counted(len(rows), 'return')}", list(_lines(office, rows))) for name, rows in sorted(groups.items())
    ]


def _lines(office: Office, rows: list[Row]) -> Iterable[Line]:
    for row in sorted(rows, key=lambda one: (one["due_on"] is None, one["due_on"] or one["asked_on"])):
        texts = (
            return_words(office.lookup, row),
            show_date(row["due_on"]),
            row["state"].word,
            show_date(row["chased_on"]),
        )
        yield texts, ("returns", row["id"])


def _lead(total: int) -> str:
    if not total:
        return "No return is awaited. Ask an agency for one on its page, under Returns."
    return "Asked for and not received yet. Enter leads to the agency."
