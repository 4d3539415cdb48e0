"""A bar that says what has just happened, with what can be done about it. It takes no focus and asks nothing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.framework.status import SHAPES
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.palette import colour, tokens_of
from lif_desktop.gui.pickers import tool_button

Offer = tuple[str, Callable[[], object]]
"""The words of a link and what it does."""


class NoticeBar(QFrame):
    """A sentence on a tinted ground, links beside it, a cross to put it away. Hidden while there is nothing to say.

    Without `closable` it stays as long as it has something to say.

    Signal `closed()` when it was put away by hand.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None, *, closable: bool = True) -> None:
        super().__init__(parent)
        self._tone = "blue"
        self.shape = Words("", "strong")
        self.words = Words("", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.links: list[LinkButton] = []
        self._offers = WrapLayout(gap=12)
        self._cross = tool_button("close", "Put this notice away")
        self._cross.clicked.connect(self._put_away)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.words)
        middle.addLayout(self._offers)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(12, 8, 8, 8)
        whole.setSpacing(10)
        whole.addWidget(self.shape, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(middle, 1)
        whole.addWidget(self._cross, 0, Qt.AlignmentFlag.AlignTop)
        self._cross.setVisible(closable)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def say(self, sentence: str, offers: Sequence[Offer] = (), tone: str = "blue") -> None:
        """Show a sentence with links; "" hides the bar."""
        self._tone = tone
        self.shape.setText(SHAPES[tone])
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        self._clear()
        for words, act in offers:
            self._add(words, act)
        self._colour()
        self.setVisible(bool(sentence))
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground in the tone of what is said."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = tokens_of(self).tone(self._tone)
        painter.setPen(QPen(colour(tone.ink), 1))
        painter.setBrush(colour(tone.fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()
        super().changeEvent(event)

    def _add(self, words: str, act: Callable[[], object]) -> None:
        link = LinkButton(words)

        def press() -> None:
            act()

        link.clicked.connect(press)
        self.links.append(link)
        self._offers.addWidget(link)

    def _clear(self) -> None:
        for link in self.links:
            self._offers.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.links = []

    def _colour(self) -> None:
        ink = colour(tokens_of(self).tone(self._tone).ink)
        for label in (self.shape, self.words):
            palette = label.palette()
            if palette.color(QPalette.ColorRole.WindowText) != ink:
                palette.setColor(QPalette.ColorRole.WindowText, ink)
                label.setPalette(palette)

    def _put_away(self) -> None:
        self.say("")
        self.closed.emit()
