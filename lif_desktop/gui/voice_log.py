"""The challenge log, and the other kinds of voices in the same way: between whom, about what, answer, decision."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.status import Status
from lif_desktop.gui.badge import StatusBadge, say_status
from lif_desktop.gui.calm_area import calm_area
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import Words, label_for
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.records import counted
from lif_desktop.gui.rows import Line, RowButton
from lif_desktop.gui.voice_steps import who_words
from lif_desktop.gui.widgets import Card
from lif_desktop.office import Office

Voice = Mapping[str, Any]
KINDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Challenges between partners", "challenge", ("challenge",)),
    ("Disputes and escalations", "dispute", ("dispute", "escalation")),
    ("Complaints and compliments", "message", ("complaint", "compliment")),
    ("Practitioners and families", "message", ("practitioner", "engagement")),
    ("Whistleblowing", "message", ("whistleblowing",)),
    ("Everything heard", "message", ()),
)
"""What can be shown: its words, what one of them is called when counted, and its kinds (none for all)."""
_COLUMNS = ("About what", "Answer", "What was decided")
_WHO, _SIDE_BY_SIDE = 230, 860
"""In pixels at 100 % text: the first column, and from which width a row stands in columns."""


class LogRow(RowButton):
    """One voice: between whom and when, about what, the answer, what was decided.

    Signal `stepped(int)`: an arrow key leads to the row so many further down.
    """

    stepped = Signal(int)

    def __init__(self, voice: Voice, office: Office, parent: QWidget | None = None) -> None:
        self.voice = voice
        self.who = who_words(office, voice)
        self.parts = log_parts(voice)
        state: Status = voice["state"]
        kind = office.lookup.label("voice_kinds", voice["kind"])
        told = [f"{label}: {words.rstrip('.')}" for label, words in zip(_COLUMNS, self.parts, strict=True)]
        name = [f"{voice['ref']}, {kind}, heard {show_date(voice['heard_on']) or 'on no date'}", self.who, *told]
        super().__init__(". ".join(part for part in (*name, say_status(state)) if part), parent)
        self._boxes = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._boxes.setContentsMargins(8, 10, 8, 10)
        self._boxes.setSpacing(20)
        self._first = self._who(kind, state)
        self._boxes.addWidget(self._first)
        self._others = [_text(label, words) for label, words in zip(_COLUMNS, self.parts, strict=True)]
        for other in self._others:
            self._boxes.addWidget(other, 1)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its highest column, or all of them beneath each other."""
        return self._boxes.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        """In columns where there is room."""
        return QSize(scaled(_SIDE_BY_SIDE), self.heightForWidth(max(self.width(), scaled(240))))

    def minimumSizeHint(self) -> QSize:
        """Narrow if it must be."""
        return QSize(scaled(200), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in columns where there is room for them."""
        super().resizeEvent(event)
        beside = event.size().width() >= scaled(_SIDE_BY_SIDE)
        ways = QBoxLayout.Direction
        self._boxes.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._boxes.setSpacing(20 if beside else 8)
        self._first.setFixedWidth(scaled(_WHO)) if beside else self._first.setMaximumWidth(16_777_215)
        if not beside:
            self._first.setMinimumWidth(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from row to row."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def _who(self, kind: str, state: Status) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Words(f"{self.voice['ref']} · {show_date(self.voice['heard_on'])}", "secondary", wrap=True))
        column.addWidget(Words(self.who or kind, "strong", wrap=True))
        column.addWidget(StatusBadge(state), 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return whole


def _text(label: str, words: str) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(Words(label, "small"))
    column.addWidget(Words(words, "plain", wrap=True))
    column.addStretch(1)
    return whole


def log_parts(voice: Voice) -> tuple[str, str, str]:
    """About what, the answer with its day, and what was decided; in words where there is none yet."""
    answer, day = str(voice["response"] or ""), voice["responded_on"]
    if day:
        answer = f"{show_date(day)}: {answer}" if answer else f"Answered on {show_date(day)}"
    return str(voice["message"] or ""), answer or "No answer yet", str(voice["decision"] or "") or "Nothing recorded"


class VoiceLogView(QScrollArea):
    """The log with the choice of its kinds. Signals: `open_asked(register, id)` when a voice is chosen."""

    open_asked = Signal(str, int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.rows: list[LogRow] = []
        self.kind = QComboBox()
        self.kind.addItems([words for words, _, _ in KINDS])
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kind.activated.connect(lambda _at: self.reload())
        self.words = Words("", "secondary", wrap=True)
        self.card = Card()
        self.card.body.setSpacing(0)
        self._lay_out()

    def reload(self) -> None:
        """Show the voices of the chosen kind as they are now, newest first."""
        _, one, kinds = KINDS[max(0, self.kind.currentIndex())]
        found = [voice for voice in self._office.records("voices") if not kinds or voice["kind"] in kinds]
        found.sort(key=lambda voice: (voice["heard_on"] is not None, voice["heard_on"], voice["id"]), reverse=True)
        kept = next((row.voice["id"] for row in self.rows if row.hasFocus()), None)
        self.words.setText(summary(found, one))
        self._fill(found)
        self.card.setVisible(bool(found))
        for row in self.rows:
            if row.voice["id"] == kept:
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        body, choice = QWidget(), QWidget()
        pair = QWidget()
        inner = QHBoxLayout(pair)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(label_for(self.kind, "&Show", label=Words("", "secondary")))
        inner.addWidget(self.kind)
        line = WrapLayout(choice)
        line.addWidget(pair)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(8)
        for part in (choice, self.words, self.card):
            column.addWidget(part)
        column.addStretch(1)
        calm_area(body, self)

    def _fill(self, found: Sequence[Voice]) -> None:
        while self.card.body.count():
            widget = self.card.body.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        self.rows = []
        for place, voice in enumerate(found):
            if place:
                self.card.body.addWidget(Line())
            row = LogRow(voice, self._office)
            row.clicked.connect(self._opening(voice["id"]))
            row.stepped.connect(lambda step, one=row: self._step(one, step))
            self.rows.append(row)
            self.card.body.addWidget(row)
            row.show()

    def _opening(self, number: int) -> Callable[[], None]:
        return lambda: self.open_asked.emit("voices", number)

    def _step(self, row: LogRow, step: int) -> None:
        place = self.rows.index(row) + step
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(self.rows[place])


def summary(found: Sequence[Voice], one: str) -> str:
    """What the log comes to: "5 challenges: 1 without an answer, 2 without a decision, 3 not fed back"."""
    if not found:
        return f"No {one} is on record yet. Add one in the list."
    open_ones = [voice for voice in found if voice["state"].tone != "blue"]
    counts = [
        (len(open_ones), "without an answer"),
        (sum(not voice["fed_back_on"] for voice in found), "not fed back"),
    ]
    if one != "message":
        counts.insert(1, (sum(not voice["decision"] for voice in found), "without a decision"))
    told = ", ".join(f"{count} {words}" for count, words in counts if count)
    return f"{counted(len(found), one)}: {told or 'all answered and fed back'}."
