"""What hangs on a record through links: learning points, actions and others, each a row that opens."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.framework.status import Status
from lif_desktop.gui.badge import badge_font, badge_width, paint_badge, say_status
from lif_desktop.gui.labels import LinkButton, Words, font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.records import an, title_words
from lif_desktop.gui.rows import RowButton
from lif_desktop.office import Office
from lif_desktop.registers import REGISTERS, register
from lif_desktop.registers.field import Field
from lif_desktop.registers.register import Register

_WRAP = int(Qt.TextFlag.TextWordWrap)
_OFFERED = ("learning", "actions", "risks")
"""Kinds of record that can be begun from here; they come first, in this order."""


@dataclass(frozen=True)
class Linked:
    """A group of linked records. `preset` links a new one to the record the pane shows; None where none is begun."""

    own: Register
    label: str
    records: tuple[Mapping[str, Any], ...]
    preset: Mapping[str, Any] | None = None


def linked_to(office: Office, key: str, number: int, but_not: Iterable[str] = ()) -> list[Linked]:
    """What points to a record, and what it points to itself, in groups by register and field."""
    found: list[Linked] = []
    left_out = {*but_not, "milestones"}
    for other in REGISTERS:
        if other.key in left_out or (other.parent == key and not other.prefix):
            continue
        for field in other.fields:
            if field.kind in ("link", "links") and field.target == key:
                found += _pointing(office, other, field, number)
    own = register(key)
    record = office.record(key, number)
    for field in own.fields:
        if field.kind in ("link", "links") and record.get(field.key):
            found += _pointed(office, field, record[field.key])
    return sorted(found, key=_place)


def _place(group: "Linked") -> int:
    """What can be begun from here comes first; the rest stays in its order."""
    return len(_OFFERED) if group.preset is None else _OFFERED.index(group.own.key)


def _pointing(office: Office, other: Register, field: Field, number: int) -> list[Linked]:
    many = field.kind == "links"
    records = [
        record
        for record in office.records(other.key)
        if (number in (record[field.key] or ()) if many else record[field.key] == number)
    ]
    preset = {field.key: (number,) if many else number} if other.key in _OFFERED else None
    if not records and (preset is None or field.key.startswith("retest")):
        return []
    return [Linked(other, other.label, tuple(records), preset)]


def _pointed(office: Office, field: Field, value: Any) -> list[Linked]:
    target = register(field.target)
    wanted = set(value if isinstance(value, tuple) else (value,))
    records = tuple(record for record in office.records(target.key) if record["id"] in wanted)
    return [Linked(target, field.label, records)] if records else []


class LinkedRow(RowButton):
    """One linked record: its reference and title, and how it stands."""

    def __init__(self, own: Register, record: Mapping[str, Any], office: Office, parent: QWidget | None = None) -> None:
        self.ref = str(record.get("ref") or "")
        self.title = title_words(own, record, office)
        key = next((one.key for one in own.computed if one.kind == "status"), "")
        status = record.get(key)
        self.status: Status | None = status if isinstance(status, Status) else None
        said = [self.ref, self.title, say_status(self.status) if self.status else ""]
        super().__init__("Open " + ", ".join(part for part in said if part), parent)
        self.own, self.number = own, int(record["id"])
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The reference with its badge, then the lines of the title."""
        metrics = QFontMetrics(font_for("plain"))
        room = QRect(0, 0, max(1, width - scaled(16)), 9999)
        title = metrics.boundingRect(room, _WRAP, self.title).height() if self.title else 0
        return self._top() + title + scaled(8)

    def sizeHint(self) -> QSize:
        """Two lines where there is room."""
        return QSize(scaled(320), self.heightForWidth(max(self.width(), scaled(160))))

    def minimumSizeHint(self) -> QSize:
        """Narrow if it must be."""
        return QSize(scaled(160), self.heightForWidth(max(self.width(), scaled(160))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the reference, the badge and the title."""
        painter = QPainter(self)
        self.paint_ground(painter)
        tokens = tokens_of(self)
        inner = self.rect().adjusted(scaled(8), scaled(4), -scaled(8), -scaled(4))
        painter.setFont(font_for("strong"))
        painter.setPen(colour(tokens.accent))
        first = QRect(inner.left(), inner.top(), inner.width(), self._top() - scaled(6))
        painter.drawText(first, int(Qt.AlignmentFlag.AlignVCenter), self.ref)
        if self.status is not None:
            font = badge_font(QApplication.font())
            taken = QFontMetrics(font_for("strong")).horizontalAdvance(self.ref) + scaled(12)
            wide = min(badge_width(self.status.word, font), inner.width() - taken)
            place = QRect(inner.right() - wide, first.top(), wide, first.height())
            paint_badge(painter, place, self.status, tokens, font)
        painter.setFont(font_for("plain"))
        painter.setPen(colour(tokens.text))
        painter.drawText(inner.adjusted(0, self._top() - scaled(4), 0, scaled(4)), _WRAP, self.title)

    def _top(self) -> int:
        return scaled(32) if self.ref or self.status else scaled(4)


class LinkedPane(QScrollArea):
    """The groups of linked records, each with the way to begin another.

    Signals: `open_asked(register, id)`; `new_asked(register, values)` to begin a record linked to this one.
    """

    open_asked = Signal(str, int)
    new_asked = Signal(str, object)

    def __init__(
        self, office: Office, own: Register, but_not: Iterable[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._own, self._but_not = office, own, tuple(but_not)
        self.rows: list[LinkedRow] = []
        self.adders: dict[str, LinkButton] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)

    def load(self, number: int) -> None:
        """Show what hangs on a record."""
        self.rows, self.adders = [], {}
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 8, 8)
        column.setSpacing(2)
        groups = linked_to(self._office, self._own.key, number, self._but_not)
        for group in groups:
            self._add_group(column, group)
        if not groups:
            column.addWidget(Words(f"Nothing is linked to this {self._own.singular} yet.", "secondary", wrap=True))
        column.addStretch(1)
        self.setWidget(body)
        body.setAutoFillBackground(False)

    def _add_group(self, column: QVBoxLayout, group: Linked) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 10 if self.rows or self.adders else 0, 0, 0)
        head.addWidget(Words(f"{group.label} ({len(group.records)})", "strong", wrap=True), 1)
        if group.preset is not None and not self._office.read_only:
            head.addWidget(self._adder(group))
        column.addLayout(head)
        for record in group.records:
            row = LinkedRow(group.own, record, self._office)
            row.clicked.connect(lambda _on=False, one=row: self.open_asked.emit(one.own.key, one.number))
            self.rows.append(row)
            column.addWidget(row)
        if not group.records:
            column.addWidget(Words("None yet.", "secondary"))

    def _adder(self, group: Linked) -> LinkButton:
        adder = LinkButton(f"Add {an(group.own.singular)}")
        preset = dict(group.preset or {})
        adder.clicked.connect(lambda: self.new_asked.emit(group.own.key, preset))
        self.adders[group.own.key] = adder
        return adder
