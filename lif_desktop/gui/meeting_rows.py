"""One line of the minutes as it is typed: its kind, its words, and what an action or a challenge asks for beside."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.gui.flow import FieldFlow
from lif_desktop.gui.form_box import FieldBox
from lif_desktop.gui.form_editors import MOST_LINES, NoteBox
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.widgets import ProblemNote
from lif_desktop.office import Office
from lif_desktop.office.meeting_minutes import ACTION, CHALLENGE, DECISION, NOTE
from lif_desktop.registers import register
from lif_desktop.registers.field import Field

_ASKED: dict[str, tuple[tuple[str, str, str], ...]] = {
    ACTION: (
        ("minute_lines", "agency_id", "Who: agency"),
        ("minute_lines", "lead", "Who: role"),
        ("minute_lines", "due_on", "By when"),
    ),
    CHALLENGE: (
        ("minute_lines", "agency_id", "Who challenges"),
        ("voices", "other_agency_id", "Who is asked"),
        ("voices", "response", "Answer"),
    ),
}
"""By kind, what is asked for on the same row: register, field, and what it is called here."""
_KIND_WIDTH = 76


class LineEdit(NoteBox):
    """The words of a line, as high as they are.

    Signals: `next_asked()` for Enter; `gone_asked()` for Backspace in an empty line; `step_asked(-1 or 1)` where an
    arrow leaves it at the top or bottom.
    """

    next_asked = Signal()
    gone_asked = Signal()
    step_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends the line, Shift+Enter begins a new one within it."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if held == Qt.KeyboardModifier.ShiftModifier and not self.isReadOnly():
                self.insertPlainText("\n")
            elif not held:
                self.next_asked.emit()
            else:
                event.ignore()
        elif key == Qt.Key.Key_Backspace and not held and not self.toPlainText() and not self.isReadOnly():
            self.gone_asked.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not held and self._at_edge(key == Qt.Key.Key_Up):
            self.step_asked.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower line has more rows of words; the document does not say so by itself."""
        super().resizeEvent(event)
        self._grow()

    def _at_edge(self, top: bool) -> bool:
        cursor = self.textCursor()
        way = QTextCursor.MoveOperation.Up if top else QTextCursor.MoveOperation.Down
        return not cursor.movePosition(way)

    def _grow(self) -> None:
        wanted = round(self.document().size().height())
        lines = max(1, min(MOST_LINES, wanted))
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if wanted > MOST_LINES else policy.ScrollBarAlwaysOff)
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()


class MinuteRow(QWidget):
    """One line: what stands in the record, and what is typed over it.

    Signals: `edited()`, `left()`; `next_asked()`, `gone_asked()`, `step_asked(int)` from its words;
    `open_asked(register, id)` for what it became; `supersede_asked()` for a recorded decision; `given_up()` once what
    was typed and could not be saved was thrown away.
    """

    edited = Signal()
    left = Signal()
    next_asked = Signal()
    gone_asked = Signal()
    step_asked = Signal(int)
    open_asked = Signal(str, int)
    supersede_asked = Signal()
    given_up = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.line: Mapping[str, Any] | None = None
        self.kind = NOTE
        self.boxes: dict[str, FieldBox] = {}
        self._locked = False
        self._stored = ""
        self._asked_for = ""
        self._values: Mapping[str, Any] = {}
        self.label = Words("", "strong")
        self.text = LineEdit()
        self.became = LinkButton("")
        self.supersede = LinkButton("Supersede…")
        self.problem = ProblemNote()
        self.discard = LinkButton("Throw away what was typed")
        self._fields = QWidget()
        self._lay_out()
        self._wire()
        self.set_kind(NOTE)

    def number(self) -> int | None:
        """The record of the line; None for one that is only being typed."""
        return self.line["id"] if self.line is not None else None

    def take(self, line: Mapping[str, Any], beside: Mapping[str, Any]) -> None:
        """Show a record with `beside` of its voice; what is being typed stays."""
        typed = self.text.raw() != self._stored
        self.line = line
        self.set_kind(str(line["kind"]))
        self._stored = str(line["text"]).strip()
        if not typed and self.text.raw() != self._stored:
            self.text.put(self._stored)
        values = self._values = {**line, **beside}
        for key, box in self.boxes.items():
            if box.is_changed():
                box.rebase(values.get(key))
            else:
                box.put(values.get(key))
        if not self.is_changed():
            self.refuse("")
        self._say_what_it_became()
        self._settle()

    def set_kind(self, kind: str) -> None:
        """Be a line of this kind, with the fields that it asks for."""
        self.kind = kind
        self.label.setText(self._office.lookup.label("minute_kinds", kind))
        self.text.setAccessibleName(f"{self.label.text()}: words")
        if self._asked_for != kind:
            self._asked_for = kind
            self._make_fields()
        self.update()

    def is_changed(self) -> bool:
        """Whether something is typed that is not saved."""
        return self.text.raw() != self._stored or any(box.is_changed() for box in self.boxes.values())

    def values(self) -> dict[str, Any]:
        """What is typed: words and fields. Raises LifError where a field cannot be read; it says so itself."""
        found: dict[str, Any] = {"text": self.text.raw()}
        for key, box in self.boxes.items():
            if box.is_changed() or self.line is None:
                if box.check():
                    raise LifError(box.summary_words())
                found[key] = box.value()
        return found

    def give_up(self) -> None:
        """Show again what is stored, of the words and of every field."""
        self.text.put(self._stored)
        for key, box in self.boxes.items():
            box.put(self._values.get(key))
        self.refuse("")

    def refuse(self, sentence: str) -> None:
        """Say on the line why it could not be saved, and offer to throw away what was typed; "" when that is over."""
        beside = any(box.problem.text() for box in self.boxes.values())
        self.problem.say("" if beside else sentence)
        self.discard.setVisible(bool(sentence))

    def is_refused(self) -> bool:
        """Whether something typed here could not be saved."""
        return not self.discard.isHidden()

    def focus_problem(self) -> None:
        """Put the cursor where something is to be mended."""
        box = next((one for one in self.boxes.values() if one.problem.text()), None)
        if box is None:
            self.focus()
        else:
            box.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def lock(self, locked: bool) -> None:
        """Let it be read only."""
        self._locked = locked
        self._settle()

    def focus(self, *, end: bool = True) -> None:
        """Put the cursor into its words."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.text.moveCursor(QTextCursor.MoveOperation.End if end else QTextCursor.MoveOperation.Start)

    def focus_fields(self) -> None:
        """Put the cursor into the first field that is empty, else into the words."""
        box = next((one for one in self.boxes.values() if not one.raw()), None)
        if box is None:
            self.focus()
        else:
            box.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def holds_focus(self) -> bool:
        """Whether the cursor is in it."""
        here = QApplication.focusWidget()
        return here is not None and (here is self or self.isAncestorOf(here))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A bar in the tone of the kind, so that actions and decisions are seen from afar."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inks = {DECISION: tokens.accent, ACTION: tokens.tone("amber").ink, CHALLENGE: tokens.secondary}
        ink = inks.get(self.kind, tokens.line)
        painter.setPen(QPen(Qt.PenStyle.NoPen))
        painter.setBrush(colour(ink))
        painter.drawRoundedRect(QRectF(0, 1, scaled(3), self.height() - 2), 1.5, 1.5)

    # within

    def _lay_out(self) -> None:
        self.text.setPlaceholderText("Type what was said")
        self.label.setFixedWidth(scaled(_KIND_WIDTH))
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.label.setContentsMargins(0, scaled(5), 0, 0)
        links = QHBoxLayout()
        links.setSpacing(8)
        links.addWidget(self.became)
        links.addWidget(self.supersede)
        links.addWidget(self.discard)
        links.addStretch(1)
        self._right = QVBoxLayout()
        self._right.setSpacing(2)
        for part in (self.text, self._fields, self.problem):
            self._right.addWidget(part)
        self._right.addLayout(links)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(scaled(10), 2, 0, 4)
        whole.setSpacing(6)
        whole.addWidget(self.label)
        whole.addLayout(self._right, 1)
        self.became.hide()
        self.supersede.hide()
        self.discard.hide()

    def _wire(self) -> None:
        self.text.edited.connect(self.edited)
        self.text.left.connect(self.left)
        self.text.next_asked.connect(self.next_asked)
        self.text.gone_asked.connect(self.gone_asked)
        self.text.step_asked.connect(self.step_asked)
        self.became.clicked.connect(self._open)
        self.supersede.clicked.connect(self.supersede_asked)
        self.discard.clicked.connect(self._throw_away)

    def _throw_away(self) -> None:
        self.give_up()
        self.focus()
        self.given_up.emit()

    def _make_fields(self) -> None:
        old, self._fields = self._fields, QWidget()
        self._right.replaceWidget(old, self._fields)
        old.hide()
        old.deleteLater()
        self.boxes = {}
        asked = _ASKED.get(self.kind, ())
        self._fields.setVisible(bool(asked))
        if not asked:
            return
        flow = FieldFlow(self._fields)
        for key, name, label in asked:
            box = self.boxes[name] = FieldBox(_plain(register(key).field(name), label), self._office)
            box.setProperty("wide", name == "response")
            box.put(None)
            box.edited.connect(self.edited)
            box.left.connect(self.left)
            flow.addWidget(box)
        last: QWidget = self.text
        for box in self.boxes.values():
            QWidget.setTabOrder(last, box.editor)
            last = box.editor

    def _say_what_it_became(self) -> None:
        line = self.line or {}
        links = (("action_id", "actions"), ("voice_id", "voices"))
        found = next(((key, line[name]) for name, key in links if line.get(name)), None)
        self._target = found or (("reviews", line["review_id"]) if line.get("decision_id") else None)
        words = self._office.lookup.reference(*found) if found else ""
        if line.get("decision_id"):
            words = f"Recorded on {self._office.lookup.reference('reviews', line['review_id'])}"
        self.became.setText(words)
        self.became.setAccessibleName(f"Open {words}" if words else "")
        self.became.setVisible(bool(words))

    def _open(self) -> None:
        if self._target is not None:
            self.open_asked.emit(*self._target)

    _target: tuple[str, int] | None = None

    def _settle(self) -> None:
        recorded = bool(self.line is not None and self.line.get("decision_id"))
        self.text.lock(self._locked or recorded)
        self.supersede.setVisible(recorded and not self._locked)
        for box in self.boxes.values():
            box.lock(self._locked)

    def minimumSizeHint(self) -> QSize:
        """Narrow if it must be."""
        return QSize(scaled(200), super().minimumSizeHint().height())


def _plain(field: Field, label: str) -> Field:
    return replace(field, label=label, required=False, help="")
