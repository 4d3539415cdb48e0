"""The gaps that the self-check found, each with what to do; a line leads to the field that mends it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lif_desktop.framework.selfcheck import Gap
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.labels import Words, label_for
from lif_desktop.gui.leading import tab_of
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.record_list import Line, RecordList
from lif_desktop.gui.records import an
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.office.upcoming import GapCount
from lif_desktop.registers import REGISTERS, register

if TYPE_CHECKING:
    from lif_desktop.gui.office_desk import Overview

_LINES = frozenset(one.key for one in REGISTERS)


def is_line(gap: Gap) -> bool:
    """Whether a line is missing, not a field."""
    return gap.field in _LINES


def place_words(gap: Gap) -> str:
    """Where a gap is mended: "Evidence of completion, under Details"."""
    if not gap.register:
        return ""
    own = register(gap.register)
    if is_line(gap):
        lines = register(gap.field)
        return f"{an(lines.singular)}, under {tab_of(own.key, lines.key) or lines.label}"
    tab = "Details" if own.tab else tab_of(own.parent, own.key) or own.label
    return f"“{own.field(gap.field).label}”, under {tab}"


class GapsDialog(Dialog):
    """Gaps by check; only those of one check where it is given.

    Signals: `mend_asked(gaps, place)` with the gaps as they are listed and the place of the one that was chosen;
    `new_asked(register, values)` for a new record that mends one.
    """

    mend_asked = Signal(object, int)
    new_asked = Signal(str, object)

    def __init__(self, gaps: Sequence[GapCount], chosen: GapCount | None, parent: QWidget | None = None) -> None:
        super().__init__("Gaps to mend", parent)
        self._only = chosen.check if chosen else ""
        self._gaps: tuple[GapCount, ...] = ()
        self.shown: list[Gap] = []
        self.words = Words("", "secondary", wrap=True)
        self.line = QLineEdit()
        self.line.setClearButtonEnabled(True)
        self.line.setPlaceholderText("A reference, an agency, any words")
        self.list = RecordList("Gaps to mend")
        self.says = Words("", wrap=True)
        self.reason = Words("", "small", wrap=True)
        self.go = primary_button("Go to the field")
        self.go.setDefault(True)
        self.begin = plain_button("")
        self.begin.hide()
        self.close_button = plain_button("Close")
        self._lay_out()
        self._wire()
        self.show_gaps(gaps)
        self.line.setFocus()

    def show_gaps(self, gaps: Sequence[GapCount]) -> None:
        """Show these, under the filter that stands there; the cursor stays on its gap where that is still there."""
        here = self.current()
        self._gaps = tuple(gap for gap in gaps if self._only in ("", gap.check))
        self._fill()
        if here in self.shown:
            self.list.setCurrentItem(self.list.lines()[self.shown.index(here)])

    def take(self, found: "Overview") -> None:
        """Show what was worked out anew."""
        self.show_gaps(found.upcoming.gaps)

    def current(self) -> Gap | None:
        """The gap under the cursor."""
        item, lines = self.list.currentItem(), self.list.lines()
        return self.shown[lines.index(item)] if item in lines else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leads from the filter into the list."""
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if watched is self.line and pressed in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            self.list.setFocus()
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self.begin)
        last.addStretch(1)
        last.addWidget(self.go)
        last.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(8)
        whole.addWidget(self.words)
        whole.addWidget(label_for(self.line, "&Filter", "Words that stand in a gap or its heading"))
        whole.addWidget(self.line)
        whole.addWidget(self.list, 1)
        whole.addWidget(self.says)
        whole.addWidget(self.reason)
        whole.addLayout(last)
        self.resize(scaled(720), scaled(540))

    def _wire(self) -> None:
        self.line.textChanged.connect(self._fill)
        self.line.installEventFilter(self)
        self.list.itemActivated.connect(self._mend)
        self.list.currentItemChanged.connect(self._explain)
        self.go.clicked.connect(self._mend)
        self.begin.clicked.connect(self._begin)
        self.close_button.clicked.connect(self.reject)

    def _fill(self) -> None:
        wanted = self.line.text().casefold().split()
        self.shown = []
        groups: list[tuple[str, list[Line]]] = []
        for count in self._gaps:
            found = [gap for gap in count.gaps if _holds(f"{count.says} {gap.says}", wanted)]
            if found:
                self.shown += found
                heading = f"{count.says[:1].upper()}{count.says[1:]} ({len(found)})"
                groups.append((heading, [((gap.says,), (gap.register, gap.id)) for gap in found]))
        self.list.show_groups(groups)
        everything = sum(count.count for count in self._gaps)
        self.words.setText(_lead(everything, len(self.shown)))
        self.go.setEnabled(bool(self.shown))
        self._explain()

    def _explain(self) -> None:
        """Say the gap whole, on what it rests and where it leads."""
        gap = self.current()
        self.says.setText(gap.says if gap is not None else "")
        source = next((count.source for count in self._gaps if gap is not None and count.check == gap.check), "")
        where = place_words(gap) if gap is not None else ""
        parts = [source and f"Asked for by: {source}.", where and f"Leads to {where}."]
        self.reason.setText(" ".join(part for part in parts if part))
        begins = gap.begin if gap is not None else None
        self.begin.setVisible(begins is not None)
        if begins is not None:
            self.begin.setText(f"New {register(begins[0]).singular}…")

    def _mend(self) -> None:
        gap = self.current()
        if gap is not None:
            self.mend_asked.emit(list(self.shown), self.shown.index(gap))
            self.accept()

    def _begin(self) -> None:
        gap = self.current()
        if gap is not None and gap.begin is not None:
            key, values = gap.begin
            self.new_asked.emit(key, dict(values))
            self.accept()


def _holds(text: str, wanted: Sequence[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in wanted)


def _lead(total: int, shown: int) -> str:
    if not total:
        return "Nothing is missing that the framework asks for."
    if shown < total:
        return f"{shown} of {total} gaps hold these words." if shown else "No gap holds these words."
    return "What the framework asks for and the records do not hold yet. Enter leads to the field; F8 to the next gap."
