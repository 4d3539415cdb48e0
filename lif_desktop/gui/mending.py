"""The bar under the page while gaps are mended one after the other: what to do, how many are left, F8 for the next."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.framework.selfcheck import Gap
from lif_desktop.framework.status import SHAPES
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.palette import colour, tokens_of
from lif_desktop.gui.pickers import tool_button
from lif_desktop.registers import register

Key = tuple[str, str, int, str]
"""What a gap is known by, whatever its words say now."""


def key_of(gap: Gap) -> Key:
    """What a gap is known by."""
    return gap.check, gap.register, gap.id, gap.field


class MendingBar(QFrame):
    """Hidden while nothing is mended.

    Signals: `lead(Gap)` to show where one is mended; `new_asked(register, values)` for a new record that mends it;
    `list_asked()`.
    """

    lead = Signal(object)
    new_asked = Signal(str, object)
    list_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gaps: list[Gap] = []
        self._at = 0
        self._open: set[Key] = set()
        self.count = Words("", "strong")
        self.says = Words("", wrap=True)
        self.begin_button = LinkButton("")
        self.next_button = LinkButton("Next gap (F8)")
        self.list_button = LinkButton("All gaps…")
        self.cross = tool_button("close", "Stop mending gaps")
        self._lay_out()
        self.begin_button.clicked.connect(self._begin)
        self.next_button.clicked.connect(self.next)
        self.list_button.clicked.connect(self.list_asked)
        self.cross.clicked.connect(self.stop)
        self.hide()

    @property
    def gap(self) -> Gap | None:
        """The gap that is being mended."""
        return self._gaps[self._at] if self._gaps else None

    def start(self, gaps: Sequence[Gap], at: int = 0) -> None:
        """Begin with one of these gaps, and lead to it."""
        self._gaps, self._open = list(gaps), {key_of(gap) for gap in gaps}
        self._go(at) if gaps else self.stop()

    def next(self) -> None:
        """Lead to the next gap that is still open, round to the first again after the last."""
        order = [*range(self._at + 1, len(self._gaps)), *range(self._at)]
        at = next((place for place in order if key_of(self._gaps[place]) in self._open), None)
        if at is not None:
            self._go(at)

    def refresh(self, open_gaps: Collection[Gap]) -> None:
        """Take over what the self-check finds now; those mended are counted off."""
        self._open = {key_of(gap) for gap in open_gaps}
        if self._gaps:
            self._say()

    def stop(self) -> None:
        """Put the bar away."""
        self._gaps = []
        self.hide()

    def left(self) -> int:
        """How many of the gaps are still open."""
        return sum(key_of(gap) in self._open for gap in self._gaps)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A calm surface with a thin edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        painter.setPen(QPen(colour(tokens.accent), 1))
        painter.setBrush(colour(tokens.base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _lay_out(self) -> None:
        head = WrapLayout(gap=16)
        for part in (self.count, self.begin_button, self.next_button, self.list_button):
            head.addWidget(part)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(head)
        words.addWidget(self.says)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(12, 8, 8, 8)
        whole.setSpacing(8)
        whole.addLayout(words, 1)
        whole.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _go(self, at: int) -> None:
        self._at = at
        self._say()
        self.show()
        self.lead.emit(self._gaps[at])

    def _begin(self) -> None:
        gap = self.gap
        if gap is not None and gap.begin is not None:
            key, values = gap.begin
            self.new_asked.emit(key, dict(values))

    def _say(self) -> None:
        gap, left = self._gaps[self._at], self.left()
        others = left - (key_of(gap) in self._open)
        if key_of(gap) in self._open:
            self.count.setText(f"Gap {self._at + 1} of {len(self._gaps)}, {left} left")
            self.says.setText(gap.says)
        else:
            told = f"{others} left. F8 leads to the next one." if others else "That was the last one of this list."
            self.count.setText(f"{SHAPES['blue']} Mended. {told}")
            self.says.setText(gap.ref)
        begins = gap.begin if key_of(gap) in self._open else None
        self.begin_button.setVisible(begins is not None)
        self.begin_button.setText(f"New {register(begins[0]).singular}…" if begins else "")
        self.next_button.setVisible(others > 0)
        self.setAccessibleName(f"{self.count.text()}. {self.says.text()}")
        self.updateGeometry()
