"""The golden thread as a page: a calm line from source to yearly report, with a hollow node at every gap."""

from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lif_desktop.framework.thread import Item, Stop
from lif_desktop.gui.badge import badge_font, badge_width, paint_badge, say_status
from lif_desktop.gui.labels import LinkButton, Role, Words, font_for, label_for
from lif_desktop.gui.marked_row import MarkedRow
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.records import link_words
from lif_desktop.gui.rows import RowButton
from lif_desktop.gui.tab_order import tab_in_order
from lif_desktop.office import Office
from lif_desktop.office.thread import Thread, points_behind, thread_of
from lif_desktop.registers import register

_WRAP = int(Qt.TextFlag.TextWordWrap)
_GUTTER = 30
"""Room for the thread at the left, in pixels at 100 % text."""
_NODE = 7
"""Half the width of a node."""
_STANDING = {"there": "there", "part": "something is missing", "missing": "missing", "not needed": "nothing here"}
_TABS = {
    "recommendations": "Recommendations",
    "sharing": "Sharing",
    "embedding": "Sharing",
    "evaluation": "Effect",
    "learning": "Details",
    "source": "Details",
    "retest": "Details",
    "report": "Details",
}
"""The tab of a learning point on which a gap of a stop is mended."""


class ThreadRow(RowButton):
    """One thing on the thread: its reference with its badge, its words, and a quiet line. It opens the record."""

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        said = [item.ref, item.words, say_status(item.status) if item.status else "", item.note]
        super().__init__(("Open " if item.register else "") + ", ".join(part for part in said if part), parent)
        self.item = item
        self.setEnabled(bool(item.register))
        if not item.register:
            self.setCursor(Qt.CursorShape.ArrowCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its lines."""
        return self._top() + sum(high for _, _, high in self._lines(width)) + scaled(8)

    def sizeHint(self) -> QSize:
        """Two lines where there is room."""
        return QSize(scaled(320), self.heightForWidth(max(self.width(), scaled(200))))

    def minimumSizeHint(self) -> QSize:
        """Narrow if it must be."""
        return QSize(scaled(140), self.heightForWidth(max(self.width(), scaled(140))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the reference, the badge, the words and the note."""
        painter = QPainter(self)
        self.paint_ground(painter)
        tokens, inner = tokens_of(self), self.rect().adjusted(scaled(8), scaled(4), -scaled(8), -scaled(4))
        if self._top():
            line = QRect(inner.left(), inner.top(), inner.width(), self._top())
            painter.setFont(font_for("strong"))
            painter.setPen(colour(tokens.accent))
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), self.item.ref)
            self._paint_badge(painter, line)
        top = inner.top() + self._top()
        for words, role, high in self._lines(self.width()):
            painter.setFont(font_for(role))
            painter.setPen(colour(tokens.text if role == "plain" else tokens.secondary))
            painter.drawText(QRect(inner.left(), top, inner.width(), high), _WRAP, words)
            top += high

    def _paint_badge(self, painter: QPainter, line: QRect) -> None:
        if self.item.status is None:
            return
        font = badge_font(QApplication.font())
        taken = QFontMetrics(font_for("strong")).horizontalAdvance(self.item.ref) + scaled(12)
        wide = min(badge_width(self.item.status.word, font), max(scaled(40), line.width() - taken))
        place = QRect(line.right() - wide, line.top(), wide, line.height())
        paint_badge(painter, place, self.item.status, tokens_of(self), font)

    def _top(self) -> int:
        return scaled(28) if self.item.ref or self.item.status else 0

    def _lines(self, width: int) -> list[tuple[str, Role, int]]:
        room = QRect(0, 0, max(1, width - scaled(16)), 9999)
        lines: tuple[tuple[str, Role], ...] = ((self.item.words, "plain"), (self.item.note, "secondary"))
        return [
            (words, role, QFontMetrics(font_for(role)).boundingRect(room, _WRAP, words).height())
            for words, role in lines
            if words
        ]


class ThreadStop(QWidget):
    """One stop: its node on the thread, its name, what stands there and what is missing.

    Signals: `open_asked(register, id)`; `gap_asked()` to mend what is missing; `add_asked()`.
    """

    open_asked = Signal(str, int)
    gap_asked = Signal()
    add_asked = Signal()

    def __init__(self, stop: Stop, *, first: bool, last: bool, adds: str = "", mends: bool = True) -> None:
        super().__init__()
        self.stop, self._first, self._last = stop, first, last
        self.heading = Words(stop.label, "strong", wrap=True)
        self.rows = [ThreadRow(item) for item in stop.items]
        self.gaps = [MarkedRow(words.rstrip("."), there=False, opens=mends) for words in stop.lacks]
        self.adder = LinkButton(adds)
        if not adds:
            self.adder.hide()
        self.setAccessibleName(f"{stop.label}: {_STANDING[stop.standing]}")
        self._lay_out(adds)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the thread and its node: filled, with a gap, hollow, or a small dot where nothing is needed."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        middle = QPointF(scaled(_GUTTER) / 2, self.heading.geometry().center().y() + 1)
        half = scaled(_NODE)
        painter.setPen(QPen(colour(tokens.track), scaled(2)))
        if not self._first:
            painter.drawLine(QPointF(middle.x(), 0), middle)
        if not self._last:
            painter.drawLine(middle, QPointF(middle.x(), self.height()))
        standing = self.stop.standing
        if standing == "not needed":
            painter.setPen(QPen(colour(tokens.edge), scaled(1.4)))
            painter.setBrush(colour(tokens.base))
            painter.drawEllipse(middle, half * 0.5, half * 0.5)
            return
        gap = standing != "there"
        painter.setPen(QPen(colour(tokens.tone("amber").ink if gap else tokens.accent), scaled(2)))
        painter.setBrush(colour(tokens.base if gap else tokens.accent))
        painter.drawEllipse(middle, half, half)
        if standing == "part":
            painter.setBrush(colour(tokens.tone("amber").ink))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(middle, half * 0.45, half * 0.45)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def _lay_out(self, adds: str) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scaled(_GUTTER), scaled(6), 0, scaled(8))
        whole.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(scaled(8), 0, 0, 0)
        head.addWidget(self.heading, 1)
        if adds:
            head.addWidget(self.adder)
            self.adder.clicked.connect(self.add_asked)
        whole.addLayout(head)
        for row in self.rows:
            row.clicked.connect(partial(self.open_asked.emit, row.item.register, row.item.id))
            whole.addWidget(row)
        for gap in self.gaps:
            gap.clicked.connect(self.gap_asked)
            whole.addWidget(gap)
        if self.stop.standing == "not needed":
            none = Words(self.stop.none, "secondary", wrap=True)
            none.setContentsMargins(scaled(8), scaled(2), 0, 0)
            whole.addWidget(none)


class ThreadPane(QScrollArea):
    """The Thread tab of a learning point, and of a review, audit or action that has learning points.

    Signals: `open_asked(register, id)`; `new_asked(register, values)`; `tab_asked(words)` of a learning point.
    """

    open_asked = Signal(str, int)
    new_asked = Signal(str, object)
    tab_asked = Signal(str)

    def __init__(self, office: Office, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._key = office, key
        self._number = 0
        self._points: tuple[int, ...] = ()
        self.shown: Thread | None = None
        self.stops: list[ThreadStop] = []
        self.choice = QComboBox()
        self.choice_label = label_for(self.choice, "Learning point", label=Words("", "secondary"))
        self.none = Words("", "secondary", wrap=True)
        self.begin = LinkButton("Add a learning point")
        self._column = QVBoxLayout()
        self._lay_out()
        self.choice.activated.connect(self._chosen)
        self.begin.clicked.connect(self._begin)

    def load(self, number: int) -> None:
        """Show the thread of a record. KeyError when it is not there."""
        points = points_behind(self._office, self._key, number)
        same = number == self._number and points == self._points
        at = max(0, self.choice.currentIndex()) if same else 0
        if not same:
            self.verticalScrollBar().setValue(0)
        self._number, self._points = number, points
        self._offer(at)
        self._show(points[at] if points else 0)

    # within

    def _lay_out(self) -> None:
        body = QWidget()
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 8, 8, 8)
        whole.setSpacing(4)
        self._column.setSpacing(0)
        for part in (self.choice_label, self.choice, self.none):
            whole.addWidget(part)
        whole.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addLayout(self._column)
        whole.addStretch(1)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(8)
        self.choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("The golden thread")
        self.setWidget(body)
        for ground in (self.viewport(), body):
            ground.setAutoFillBackground(False)

    def _offer(self, at: int) -> None:
        """Several learning points are chosen from; of none, the first can be begun."""
        several = len(self._points) > 1
        self.choice.clear()
        self.choice.addItems([link_words(self._office, "learning", number) for number in self._points])
        self.choice.setCurrentIndex(at)
        for part in (self.choice, self.choice_label):
            part.setVisible(several)
        self.none.setText(f"No learning point hangs on this {register(self._key).singular} yet.")
        self.none.setVisible(not self._points)
        self.begin.setVisible(not self._points and self._preset() is not None and not self._office.read_only)

    def _show(self, point: int) -> None:
        for old in self.stops:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.stops = []
        self.shown = thread_of(self._office, point) if point else None
        found = self.shown.stops if self.shown is not None else ()
        for place, stop in enumerate(found):
            self._add(stop, first=place == 0, last=place == len(found) - 1)
        tab_in_order(self)

    def _add(self, stop: Stop, *, first: bool, last: bool) -> None:
        adds = "Add an action" if stop.key == "actions" and not self._office.read_only else ""
        made = ThreadStop(stop, first=first, last=last, adds=adds, mends=not self._office.read_only)
        made.open_asked.connect(self._open)
        made.gap_asked.connect(partial(self._mend, stop))
        made.add_asked.connect(self._add_action)
        self.stops.append(made)
        self._column.addWidget(made)

    def _open(self, key: str, number: int) -> None:
        """Open a record; what stands on another tab of the learning point shown is shown there."""
        own = self._key == "learning"
        if own and key == "learning":
            self.tab_asked.emit("Loop")
        elif own and register(key).parent in ("learning", "training"):
            self.tab_asked.emit({"recommendations": "Recommendations", "evaluations": "Effect"}.get(key, "Sharing"))
        else:
            self.open_asked.emit(key, number)

    def _mend(self, stop: Stop) -> None:
        if stop.key == "actions" and stop.items:
            row = next(item for item in stop.items if item.ref and stop.lacks[0].startswith(item.ref))
            self.open_asked.emit("actions", row.id)
        elif stop.key == "actions":
            self._add_action()
        elif self._key == "learning":
            self.tab_asked.emit(_TABS[stop.key])
        elif self.shown is not None:
            self.open_asked.emit("learning", self.shown.id)

    def _add_action(self) -> None:
        if self.shown is not None:
            self.new_asked.emit("actions", {"learning_id": self.shown.id})

    def _chosen(self, at: int) -> None:
        self._show(self._points[at])

    def _begin(self) -> None:
        self.new_asked.emit("learning", self._preset())

    def _preset(self) -> dict[str, tuple[int, ...]] | None:
        """What links a new learning point to the record shown; None where no field does."""
        fields = [one for one in register("learning").fields if one.kind == "links" and one.target == self._key]
        return {fields[0].key: (self._number,)} if fields else None
