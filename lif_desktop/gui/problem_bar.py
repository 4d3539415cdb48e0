"""The bar under a table: which cells could not go in, and why; each line goes to its cell."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.grid import RegisterView
from lif_desktop.gui.labels import Words
from lif_desktop.gui.office_cells import Refusal
from lif_desktop.gui.palette import colour, tokens_of
from lif_desktop.gui.pickers import tool_button
from lif_desktop.gui.records import counted
from lif_desktop.gui.table_model import RegisterTableModel
from lif_desktop.gui.widgets import plain_button
from lif_desktop.gui.wrap_link import WrapLink

MOST_LINES = 5
"""So many cells are named; more are counted."""

Cell = tuple[int, str]


class ProblemBar(QFrame):
    """Names the cells that hold text which could not go in, or a refused paste; hidden while there are none.

    Signal `agreed(refusal)`: the cells of a refused paste that can go in shall go in.
    """

    agreed = Signal(object)

    def __init__(
        self, model: RegisterTableModel, view: RegisterView, name: Callable[[int], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._view, self._name = model, view, name
        self._refusal: Refusal | None = None
        self.lines: list[WrapLink] = []
        self.heading = Words("", "strong", wrap=True)
        self.more = Words("", "secondary", wrap=True)
        self.agree_button = plain_button("")
        self.agree_button.clicked.connect(self._agree)
        self.leave_button = plain_button("Leave it")
        self.leave_button.clicked.connect(self.put_away)
        self._cross = tool_button("close", "Put this away")
        self._cross.clicked.connect(self.put_away)
        self._lay_out()
        model.held_changed.connect(self._held)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def refuse(self, refusal: Refusal) -> None:
        """Say of a paste that nothing was written, why, and offer to put in the rest."""
        self._refusal = refusal
        bad = counted(len(refusal.problems), "cell")
        heading = f"Nothing was pasted: {bad} of {len(refusal.changes):,} cannot go in."
        offer = f"Put in the other {refusal.good:,}" if refusal.good else ""
        changes = {change.cell: change for change in refusal.changes}
        sentences = {cell: f"{changes[cell].field.label}: {sentence}" for cell, sentence in refusal.problems.items()}
        self._show(heading, sentences, offer)

    def say(self, heading: str, sentences: list[str]) -> None:
        """Say what else could not go in, such as pasted rows; no line leads to a cell."""
        self._refusal = None
        self._show(heading, {(-place, ""): sentence for place, sentence in enumerate(sentences, 1)}, "")

    def put_away(self) -> None:
        """Hide the bar; held text stays in its cells."""
        self._refusal = None
        self.hide()
        self._view.setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A surface with a red edge at its left, as the summary of a form has."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        red = colour(tokens.tone("red").ink)
        painter.setPen(QPen(red, 1))
        painter.setBrush(colour(tokens.base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setBrush(red)
        painter.drawRoundedRect(QRectF(0.5, 0.5, 5, self.height() - 1), 2, 2)

    # within

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self._cross)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        buttons = QWidget()
        line = WrapLayout(buttons)
        line.addWidget(self.agree_button)
        line.addWidget(self.leave_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 8, 12, 10)
        whole.setSpacing(4)
        whole.addLayout(head)
        whole.addLayout(self._lines)
        whole.addWidget(self.more)
        whole.addWidget(buttons)

    def _held(self) -> None:
        """Text that came to be held in a cell, or was mended there."""
        held = self._model.held()
        if self._refusal is not None and not held:
            return
        self._refusal = None
        labels = {field.key: field.label for field in self._model.columns}
        sentences = {cell: f"{labels[cell[1]]}: {one.problem}" for cell, one in held.items()}
        verb = "waits" if len(held) == 1 else "wait"
        self._show(f"{counted(len(held), 'cell')} {verb} to be mended. What was typed is kept.", sentences, "")

    def _show(self, heading: str, sentences: dict[Cell, str], offer: str) -> None:
        for line in self.lines:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = []
        for cell, sentence in list(sentences.items())[:MOST_LINES]:
            self._add(cell, sentence)
        rest = len(sentences) - len(self.lines)
        self.more.setText(f"and {rest:,} more" if rest > 0 else "")
        self.more.setVisible(rest > 0)
        self.heading.setText(heading)
        self.setAccessibleName(heading)
        self.setAccessibleDescription(" ".join(sentences.values()))
        self.agree_button.setText(offer)
        self.agree_button.setVisible(bool(offer))
        self.leave_button.setVisible(bool(offer))
        self.setVisible(bool(sentences))

    def _add(self, cell: Cell, sentence: str) -> None:
        number, key = cell
        words = f"{self._name(number)}, {sentence[:1].lower()}{sentence[1:]}" if number > 0 else sentence
        line = WrapLink(words, ink="red")
        line.clicked.connect(lambda: self._go(number, key))
        self._lines.addWidget(line)
        self.lines.append(line)

    def _go(self, number: int, key: str) -> None:
        if self._view.go_to(number, key):
            self._view.setFocus()

    def _agree(self) -> None:
        refusal, self._refusal = self._refusal, None
        self.hide()
        if refusal is not None:
            self.agreed.emit(refusal)
        self._view.setFocus()
