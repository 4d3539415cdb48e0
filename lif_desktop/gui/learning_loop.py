"""The loop of a learning point: four lamps, the question that matters, and beneath each lamp what lit it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.framework.lamps import Lamp
from lif_desktop.framework.learning import QUESTION, STAGES, Needed
from lif_desktop.gui.ask_panel import AskPanel
from lif_desktop.gui.asked_here import may_leave
from lif_desktop.gui.earlier import EarlierBox
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.lamp_section import LIT, UNLIT, LampSection
from lif_desktop.gui.lamps import LampStrip, LampWords
from lif_desktop.gui.learning_asks import ask_difference, ask_for, unconfirmed
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.reveal import Reveal
from lif_desktop.gui.rows import Line
from lif_desktop.gui.tab_order import tab_in_order
from lif_desktop.office import Change, Office
from lif_desktop.office.loop import Loop, loop_of

_TABS = {"dissemination": "Sharing", "embedding": "Sharing", "evaluations": "Effect"}
"""The tab on which lines of each kind stand."""
_LOWEST = 330
"""In pixels at 100 % text: in a lower pane the lamps scroll with what stands beneath them."""


class QuestionBlock(QWidget):
    """What difference did it make (framework 13.2), with the answer or the way to give one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Words(QUESTION, "strong", wrap=True)
        self.answer = Words("", wrap=True)
        self.link = LinkButton("Answer…")
        self.link.setAccessibleName(f"Answer: {QUESTION}")
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addLayout(head)
        whole.addWidget(self.answer)

    def show_answer(self, words: str, *, read_only: bool) -> None:
        """Show an answer; "" for none."""
        self.answer.setText(words or "Not answered yet.")
        self.link.setText("Change…" if words else "Answer…")
        self.link.setVisible(not read_only)


class LoopPane(QWidget):
    """The Loop tab of one learning point.

    Signals: `changed(batch)` after something was written; `said(sentence)`; `line_asked(register, id)`, `field_asked`
    and `tab_asked` to show where a piece of evidence stands; `open_asked(register, id)`.
    """

    changed = Signal(object)
    said = Signal(str)
    line_asked = Signal(str, int)
    field_asked = Signal(str)
    tab_asked = Signal(str)
    open_asked = Signal(str, int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._number = 0
        self.loop: Loop | None = None
        self.strip = LampStrip("The four stages")
        self.question = QuestionBlock()
        self.sections = [LampSection() for _ in STAGES]
        self.panel = AskPanel(office)
        self.earlier = EarlierBox(office, "Earlier learning like this")
        self._lay_out()
        self._wire()

    def load(self, number: int) -> None:
        """Show the loop of a learning point. KeyError when it is not there."""
        self.loop = loop_of(self._office, number)
        other, self._number = number != self._number, number
        if other:
            self.panel.cancel()
        self._fill(self.loop)
        if other:
            self._show_next()
        point = self.loop.point
        self.earlier.look(point["title"], point["statement"] or "", (point["themes"] or "").split(";"), number)

    def leave(self) -> bool:
        """Whether nothing typed would be lost; otherwise the cursor is put where it is asked."""
        if not self.panel.is_changed():
            self.panel.cancel()
            return True
        self.said.emit("Save what you have begun to add, or press Cancel.")
        self.panel.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def ask(self, needs: Needed) -> None:
        """Ask for what is missing, beneath its lamp."""
        if self.loop is not None and not self._office.read_only and may_leave(self.panel, self.said):
            place = _place_of(needs)
            self.sections[place].slot.addWidget(self.panel)
            self.panel.ask(ask_for(self._office, self.loop, needs, self._write))
            tab_in_order(self)
            self._reveal.show_widget(self.panel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low pane the lamps scroll with what stands beneath them."""
        super().resizeEvent(event)
        home = self._column if self.height() < scaled(_LOWEST) else self._top
        if home.indexOf(self.strip) < 0:
            (self._top if home is self._column else self._column).removeWidget(self.strip)
            home.insertWidget(0, self.strip)

    # within

    def _lay_out(self) -> None:
        body = QWidget()
        self._column = column = QVBoxLayout(body)
        column.setContentsMargins(0, 8, 8, 8)
        column.setSpacing(14)
        for section in self.sections:
            column.addWidget(section)
        column.addWidget(self.earlier)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(body)
        for ground in (self.area.viewport(), body):
            ground.setAutoFillBackground(False)
        self._reveal = Reveal(self.area)
        self._top = QVBoxLayout()
        self._top.setSpacing(6)
        for part in (self.strip, self.question, Line()):
            self._top.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._top)
        whole.addWidget(self.area, 1)

    def _wire(self) -> None:
        self.strip.chosen.connect(self._show_section)
        self.question.link.clicked.connect(self._ask_difference)
        self.panel.closed.connect(self._closed)
        self.earlier.open_asked.connect(self.open_asked)
        for place, section in enumerate(self.sections):
            section.asked.connect(self.ask)
            section.opened.connect(self._open)
            section.more_asked.connect(partial(self._show_tab_of, place))

    def _fill(self, loop: Loop) -> None:
        self.strip.show_lamps([_words_of(lamp) for lamp in loop.lamps])
        self.question.show_answer(_answer(loop), read_only=self._office.read_only)
        first = next((place for place, lamp in enumerate(loop.lamps) if lamp.lacks), -1)
        offers: Sequence[tuple[Needed, ...]] = (
            (),
            ("channel", "confirmation") if unconfirmed(loop) else ("channel",),
            ("embedding",),
            ("measure",),
        )
        for place, (section, lamp) in enumerate(zip(self.sections, loop.lamps, strict=True)):
            own = offers[place]
            section.show_lamp(lamp, own, read_only=self._office.read_only, next_one=place == first)
        tab_in_order(self)

    def _write(self, words: str, changes: Sequence[Change]) -> None:
        batch = self._office.write(words, changes)
        if batch is not None:
            self.load(self._number)
            self.said.emit(f"{batch.words}.")
            self.changed.emit(batch)

    def _ask_difference(self) -> None:
        if self.loop is not None and may_leave(self.panel, self.said):
            self._column.insertWidget(0, self.panel)
            self.panel.ask(ask_difference(self.loop, self._write))
            tab_in_order(self)
            self._reveal.show_widget(self.panel, to_top=True)

    def _closed(self, _saved: bool) -> None:
        self.strip.lamps[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_section(self, place: int) -> None:
        section = self.sections[place]
        self._reveal.show_widget(section, to_top=True)
        first = next(iter(section.buttons.values()), None) or next(iter(section.rows), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_next(self) -> None:
        """Bring the first stage that lacks something into view, as far up as it goes."""
        lacking = next((place for place, lamp in enumerate(self._lamps()) if lamp.lacks), 0)
        self._reveal.show_widget(self.sections[lacking] if lacking else self._first(), to_top=True)

    def _first(self) -> QWidget:
        return self.strip if self._column.indexOf(self.strip) >= 0 else self.sections[0]

    def _lamps(self) -> Sequence[Lamp]:
        return self.loop.lamps if self.loop is not None else ()

    def _open(self, register: str, number: int) -> None:
        if register == "learning":
            self.field_asked.emit("identified_on")
        else:
            self.line_asked.emit(register, number)

    def _show_tab_of(self, place: int) -> None:
        for shown in self._lamps()[place].evidence[:1]:
            self.tab_asked.emit(_TABS[shown.register])


def _place_of(needs: Needed) -> int:
    return {"date": 0, "channel": 1, "confirmation": 1, "embedding": 2}.get(needs, 3)


def _words_of(lamp: Lamp) -> LampWords:
    says = "; ".join(lack.words for lack in lamp.lacks) or f"{len(lamp.evidence)} on record"
    return LampWords(lamp.label, lamp.lit, LIT if lamp.lit else UNLIT, f"{lamp.label}: {says}")


def _answer(loop: Loop) -> str:
    """What the learning point itself says, or the newest measure that says something."""
    told = (row["difference"] for row in reversed(loop.lines.measures) if row["difference"])
    return str(loop.point["difference"] or next(told, ""))
