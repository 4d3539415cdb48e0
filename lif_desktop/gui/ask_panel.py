"""Asks for a few things within the page, never in a window of its own: fields, Save and Cancel."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.gui.flow import FieldFlow, WrapLayout
from lif_desktop.gui.form_box import FieldBox
from lif_desktop.gui.labels import Words, label_for
from lif_desktop.gui.lines import bring_into_view
from lif_desktop.gui.palette import colour, tokens_of
from lif_desktop.gui.tick_list import Group, TickList
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.gui.wrap_link import ProblemSummary
from lif_desktop.office import Office
from lif_desktop.registers.field import Field

Given = Mapping[str, Any]
"""What was typed, by field key; "ticked" holds the numbers of what was ticked."""
Problems = Sequence[tuple[str, str]]
"""Keys of fields, each with the sentence that says what to mend there."""
Chosen = frozenset[int] | Callable[[Given], frozenset[int]]
"""What a link ticks: numbers, or what finds them by what stands in the fields then."""


@dataclass(frozen=True)
class Ask:
    """What is asked: a heading, perhaps a sentence, the fields with what they begin with, and what is done with it.

    `write` is called with what was given; it raises LifError where that cannot be written. `check` finds what is to
    be mended beside what each field finds itself. `ticks` are offered to be ticked under `ticks_label`, with links
    that tick `groups` of them at once; those of `ticked` are ticked from the beginning. `follow` is called with the key
    of a field that was changed by hand and what stands in the fields, and gives what is to stand in others then; a
    field that was itself changed by hand keeps what was typed.
    """

    heading: str
    fields: tuple[Field, ...]
    write: Callable[[Given], object]
    values: Given = field(default_factory=dict)
    words: str = ""
    check: Callable[[Given], Problems] = lambda _given: ()
    ticks: Sequence[tuple[int, str]] = ()
    ticks_label: str = "Agencies"
    groups: Sequence[tuple[str, Chosen]] = ()
    ticked: tuple[int, ...] = ()
    follow: Callable[[str, Given], Given] = lambda _key, _given: {}
    save: str = "Save"


class AskPanel(QFrame):
    """Shows one `Ask` at a time; hidden otherwise. Escape cancels, Enter in a line saves.

    Where something was typed, Escape and Cancel ask first whether to throw it away; a second Escape goes on typing.

    Signal `closed(bool)`: it was put away, after saving or without.
    """

    closed = Signal(bool)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._asked: Ask | None = None
        self.boxes: dict[str, FieldBox] = {}
        self.ticks: TickList | None = None
        self.heading = Words("", "strong", wrap=True)
        self.words = Words("", "secondary", wrap=True)
        self.summary = ProblemSummary()
        self._fields = QWidget()
        self.save_button = primary_button("Save")
        self.cancel_button = plain_button("Cancel")
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.give_up)
        self.doubt = Words("What you typed is not saved.", "strong", wrap=True)
        self.throw_button = plain_button("Throw it away")
        self.go_on_button = plain_button("Go on typing")
        self.throw_button.clicked.connect(self.cancel)
        self.go_on_button.clicked.connect(self.go_on)
        self._last: QWidget | None = None
        self._shortcut = QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        self._shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._lay_out()
        self.hide()

    def ask(self, ask: Ask) -> None:
        """Show the fields with the cursor in the first."""
        self._asked = ask
        self.heading.setText(ask.heading)
        self.words.setText(ask.words)
        self.words.setVisible(bool(ask.words))
        self.save_button.setText(ask.save)
        self.summary.show_problems([])
        self._doubt.hide()
        self._fill(ask)
        self.setAccessibleName(ask.heading)
        self.show()
        first = next((box.editor for box in self.boxes.values()), self.ticks)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def asks(self) -> bool:
        """Whether something is asked now."""
        return self._asked is not None

    def is_changed(self) -> bool:
        """Whether something was typed that would be lost."""
        ticked = self.ticks is not None and self._asked is not None and self.ticks.numbers() != list(self._asked.ticked)
        return self.asks() and (ticked or any(box.is_changed() for box in self.boxes.values()))

    def save(self) -> None:
        """Write what was given, or say what is to be mended."""
        if self._asked is None:
            return
        problems: list[tuple[str, QWidget | None]]
        problems = [(box.summary_words(), box.editor) for box in self.boxes.values() if box.check()]
        if not problems:
            given = self.given()
            problems = [self._say(key, sentence) for key, sentence in self._asked.check(given)]
        if not problems:
            try:
                self._asked.write(given)
            except LifError as trouble:
                problems = [(str(trouble), None)]
        self.summary.show_problems(problems)
        if problems:
            self.summary.lines()[0].setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self.summary, lambda: bring_into_view(self.summary))
        else:
            self.close_panel(saved=True)

    def given(self) -> Given:
        """What stands in the fields. Raises LifError where something cannot be read."""
        values = {key: box.value() for key, box in self.boxes.items()}
        return values if self.ticks is None else {**values, "ticked": self.ticks.numbers()}

    def give_up(self) -> None:
        """What Escape and Cancel do: put the panel away, but ask first where something was typed."""
        if not self.is_changed():
            self.cancel()
            return
        focus = self.focusWidget()
        self._last = focus if focus is not None and focus is not self.cancel_button else None
        self._doubt.show()
        QTimer.singleShot(0, self._doubt, lambda: bring_into_view(self._doubt))
        self.go_on_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Go on typing where it was left off."""
        self._doubt.hide()
        back = self._last or next((box.editor for box in self.boxes.values() if box.is_changed()), None) or self.ticks
        if back is not None:
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def cancel(self) -> None:
        """Put the panel away without writing."""
        self.close_panel()

    def close_panel(self, *, saved: bool = False) -> None:
        """Put the panel away."""
        if self._asked is not None:
            self._asked = self._last = None
            self.hide()
            self.closed.emit(saved)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape cancels; Enter in a line saves."""
        if event.key() == Qt.Key.Key_Escape:
            (self.give_up if self._doubt.isHidden() else self.go_on)()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.focusWidget(), QLineEdit):
            self.save()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a surface of its own, so that what is asked stands apart from what is shown."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        painter.setPen(QPen(colour(tokens.line), 1))
        painter.setBrush(colour(tokens.alternate))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        self._doubt = QWidget()
        self._doubt.hide()
        question = QVBoxLayout(self._doubt)
        question.setContentsMargins(0, 0, 0, 0)
        question.addWidget(self.doubt)
        answers = WrapLayout()
        answers.addWidget(self.go_on_button)
        answers.addWidget(self.throw_button)
        question.addLayout(answers)
        self._whole = whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 10, 12, 12)
        whole.setSpacing(8)
        for part in (self.heading, self.words, self.summary, self._fields):
            whole.addWidget(part)
        whole.addLayout(buttons)
        whole.addWidget(self._doubt)

    def _fill(self, ask: Ask) -> None:
        old, self._fields = self._fields, QWidget()
        self._whole.replaceWidget(old, self._fields)
        old.hide()
        old.deleteLater()
        flow = FieldFlow(self._fields)
        groups = [(words, self._group(chosen)) for words, chosen in ask.groups]
        self.ticks = TickList(ask.ticks_label, ask.ticks, groups) if ask.ticks else None
        self.boxes = {}
        for one in ask.fields:
            box = self.boxes[one.key] = FieldBox(one, self._office)
            box.put(ask.values.get(one.key))
            box.edited.connect(lambda key=one.key: self._follow(key))
            flow.addWidget(box)
        if self.ticks is not None:
            self.ticks.tick(ask.ticked)
            flow.addWidget(_labelled(self.ticks, ask.ticks_label))
        last = self.ticks.view if self.ticks is not None else list(self.boxes.values())[-1].editor
        self.setTabOrder(last, self.save_button)  # the fields are newer than the buttons and would come after them
        self.setTabOrder(self.save_button, self.cancel_button)
        self.setTabOrder(self.cancel_button, self.go_on_button)
        self.setTabOrder(self.go_on_button, self.throw_button)

    def _group(self, chosen: Chosen) -> Group:
        return (lambda: chosen(self._readable())) if callable(chosen) else chosen

    def _readable(self) -> Given:
        """What stands in the fields; None where it cannot be read."""
        values: dict[str, Any] = {}
        for key, box in self.boxes.items():
            try:
                values[key] = box.value()
            except LifError:
                values[key] = None
        return values

    def _follow(self, key: str) -> None:
        if self._asked is None:
            return
        for other, value in self._asked.follow(key, self._readable()).items():
            if not self.boxes[other].is_changed():
                self.boxes[other].put(value)

    def _say(self, key: str, sentence: str) -> tuple[str, QWidget | None]:
        box = self.boxes.get(key)
        if box is not None:
            box.problem.say(sentence)
        return sentence, box.editor if box is not None else self.ticks


def _labelled(ticks: TickList, words: str) -> QWidget:
    whole = QWidget()
    whole.setProperty("wide", True)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label_for(ticks.view, words, label=Words("", "secondary", wrap=True)))
    column.addWidget(ticks)
    return whole
