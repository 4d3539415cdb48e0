"""Messages and questions in small windows that do not block; what was chosen comes back by a call."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.icons import icon
from lif_desktop.gui.labels import Words
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.widgets import plain_button, primary_button

Choice = tuple[str, Callable[[], None] | None]
"""The words of a button and what it does; None only closes."""


class Message(Dialog):
    """A heading, a sentence or two, and buttons. The first button is the main one; Escape presses the last."""

    def __init__(
        self,
        heading: str,
        words: str,
        choices: Sequence[Choice],
        parent: QWidget | None = None,
        picture: str = "",
    ) -> None:
        super().__init__(heading, parent)
        self.heading = Words(heading, "heading", wrap=True)
        self.words = Words(words, wrap=True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setAccessibleName(words)
        self.words.setVisible(bool(words))
        self.buttons: list[QPushButton] = []
        self.picture = picture
        self._after: Callable[[], None] | None = choices[-1][1]
        self.setAccessibleDescription(words)
        self._lay_out(picture)
        for at, (text, act) in enumerate(choices):
            self._add(text, act, main=at == 0)
        self.setMinimumWidth(scaled(440))
        self.finished.connect(self._act)

    def _lay_out(self, picture: str) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        if picture:
            drawn = QLabel()
            side = scaled(32)
            drawn.setPixmap(icon(picture, "accent").pixmap(QSize(side, side), self.devicePixelRatioF()))
            grid.addWidget(drawn, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.heading, 0, 1)
        grid.addWidget(self.words, 1, 1)
        grid.setColumnStretch(1, 1)
        self._last = QHBoxLayout()
        self._last.setSpacing(8)
        self._last.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 20, 16)
        whole.setSpacing(16)
        whole.addLayout(grid)
        whole.addStretch(1)
        whole.addLayout(self._last)

    def _add(self, text: str, act: Callable[[], None] | None, *, main: bool) -> None:
        button = primary_button(text) if main else plain_button(text)
        button.setDefault(main)
        button.setAutoDefault(True)

        def press() -> None:
            self._after = act
            self.accept()

        button.clicked.connect(press)
        self.buttons.append(button)
        self._last.addWidget(button)

    def _act(self) -> None:
        after, self._after = self._after, None
        if after is not None:
            after()


def tell(parent: QWidget | None, heading: str, words: str = "", picture: str = "tick") -> Message:
    """Say something that needs to be read, with one button; `picture` is the name of an icon."""
    return _open(Message(heading, words, [("Close", None)], parent, picture))


def tell_trouble(parent: QWidget | None, sentence: str) -> Message:
    """Say what is the trouble and how to mend it."""
    return _open(Message("There is a problem", sentence, [("Close", None)], parent, "warning"))


def ask(parent: QWidget | None, heading: str, words: str, choices: Sequence[Choice]) -> Message:
    """Ask; each choice is a button and what it does. The last one is also what Escape does."""
    return _open(Message(heading, words, choices, parent, "help"))


def _open(message: Message) -> Message:
    message.open()
    return message
