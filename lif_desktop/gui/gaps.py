"""The gaps that the self-check found, each with what to do; a line leads to the record that can mend it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.labels import Words
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.record_list import Line, RecordList
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.office.upcoming import GapCount


class GapsDialog(Dialog):
    """Gaps by check; only those of one check where it is given. Signal `open_record(register, id)`."""

    open_record = Signal(str, int)

    def __init__(self, gaps: Sequence[GapCount], chosen: GapCount | None, parent: QWidget | None = None) -> None:
        super().__init__("Gaps to mend", parent)
        shown = [gap for gap in gaps if chosen is None or gap.check == chosen.check]
        total = sum(gap.count for gap in shown)
        self.words = Words(_lead(total), "secondary", wrap=True)
        self.list = RecordList("Gaps to mend")
        self.list.show_groups([(f"{gap.says[:1].upper()}{gap.says[1:]} ({gap.count})", _lines(gap)) for gap in shown])
        self.go = primary_button("Go to the record")
        self.go.setEnabled(bool(total))
        self.go.setDefault(True)
        close = plain_button("Close")
        self.list.chosen.connect(self._open)
        self.go.clicked.connect(self.list.open_current)
        close.clicked.connect(self.reject)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addStretch(1)
        last.addWidget(self.go)
        last.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(self.words)
        whole.addWidget(self.list, 1)
        whole.addLayout(last)
        self.resize(scaled(680), scaled(480))
        self.list.setFocus()

    def _open(self, register: str, number: int) -> None:
        self.open_record.emit(register, number)
        self.accept()


def _lead(total: int) -> str:
    if not total:
        return "Nothing is missing that the framework asks for."
    return "What the framework asks for and the records do not hold yet. Enter leads to the record."


def _lines(gap: GapCount) -> list[Line]:
    return [((one.says,), (one.register, one.id)) for one in gap.gaps]
