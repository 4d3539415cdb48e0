"""The parts that every page is built of: cards, the page's head, the summary of problems, the empty page."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lif_desktop.gui.badge import ClockBar, StatusBadge
from lif_desktop.gui.date_field import DateField
from lif_desktop.gui.enter import EnterButton
from lif_desktop.gui.icons import icon
from lif_desktop.gui.labels import LinkButton, Words, font_for, label_for, plain_words
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.wheel import WheelGuard, guard_wheel

__all__ = [
    "Card",
    "ClockBar",
    "DateField",
    "EmptyPage",
    "ErrorSummary",
    "LinkButton",
    "PageHeader",
    "ProblemNote",
    "StatusBadge",
    "WheelGuard",
    "Words",
    "font_for",
    "guard_wheel",
    "label_for",
    "plain_button",
    "plain_words",
    "primary_button",
]

_RADIUS = 8


def primary_button(text: str, picture: QIcon | None = None) -> QPushButton:
    """The one main button of a page, filled with the accent."""
    button = plain_button(text, picture)
    button.setProperty("primary", True)
    return button


def plain_button(text: str, picture: QIcon | None = None) -> QPushButton:
    """An ordinary button."""
    button = EnterButton(text)
    if picture is not None:
        button.setIcon(picture)
    return button


class Card(QFrame):
    """A calm surface with a thin edge. Widgets go into `body`; `link` is the quiet button at its top."""

    def __init__(self, title: str = "", link: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(16, 12, 16, 12)
        self._whole.setSpacing(8)
        self.title: Words | None = None
        self.link: LinkButton | None = None
        if title:
            self._add_head(title, link)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self._whole.addLayout(self.body, 1)

    def _add_head(self, title: str, link: str) -> None:
        self._head = QHBoxLayout()
        self.title = Words(title, "heading")
        self._head.addWidget(self.title, 1)
        if link:
            self.link = LinkButton(link)
            self._head.addWidget(self.link)
        self._whole.addLayout(self._head)

    def add_beside_title(self, widget: QWidget) -> None:
        """Put something beside the title of a card that has one."""
        self._head.setStretch(0, 0)
        self._head.setSpacing(12)
        self._head.insertWidget(1, widget, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the colours of the theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        painter.setPen(QPen(colour(tokens.line), 1))
        painter.setBrush(colour(tokens.base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)


class PageHeader(QWidget):
    """The head of a page: title, a second line, room for a filter in the middle, buttons at the right."""

    def __init__(self, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.title = Words(title, "title")
        self.subtitle = Words(subtitle, "secondary")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(12)
        self._right = QHBoxLayout()
        self._right.setSpacing(12)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(24)
        line.addLayout(words)
        line.addLayout(self._middle, 1)
        line.addStretch(1)
        line.addLayout(self._right)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self.title.setText(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Change the second line."""
        self.subtitle.setText(subtitle)

    def add_middle(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a filter line or a choice of views between the title and the buttons."""
        self._middle.addWidget(widget, stretch)

    def add_button(self, text: str, picture: QIcon | None = None) -> QPushButton:
        """Add an ordinary button at the right, and give it."""
        return self._add(plain_button(text, picture))

    def add_primary(self, text: str, picture: QIcon | None = None) -> QPushButton:
        """Add the page's one main button at the far right, and give it."""
        return self._add(primary_button(text, picture))

    def _add(self, button: QPushButton) -> QPushButton:
        self._right.addWidget(button)
        return button


class ProblemNote(QLabel):
    """The sentence beside a field or a figure that says what to do, in a tone; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None, tone: str = "red") -> None:
        super().__init__(parent)
        self._tone = tone
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self._colour()
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence, or nothing for ""."""
        self.setText(sentence)
        self.setVisible(bool(sentence))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()
        super().changeEvent(event)

    def _colour(self) -> None:
        palette = self.palette()
        ink = colour(tokens_of(palette).tone(self._tone).ink)
        if palette.color(QPalette.ColorRole.WindowText) != ink:
            palette.setColor(QPalette.ColorRole.WindowText, ink)
            self.setPalette(palette)


class ErrorSummary(QFrame):
    """The words "There is a problem", then a line that leads to each field. Hidden while all is well."""

    chosen = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Words("There is a problem", "strong")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 12, 16, 12)
        whole.setSpacing(4)
        whole.addWidget(self.heading)
        whole.addLayout(self._lines)
        self.setAccessibleName("There is a problem")
        self.hide()

    def show_problems(self, problems: Sequence[tuple[str, QWidget | None]]) -> None:
        """Show a line for each (sentence, the widget to go to), or hide when there is none."""
        self._clear()
        for sentence, widget in problems:
            line = LinkButton(sentence.replace("&", "&&"), ink="red", wrap=True)
            line.clicked.connect(_going(self, widget))
            self._lines.addWidget(line)
        self.setAccessibleDescription(" ".join(sentence for sentence, _ in problems))
        self.setVisible(bool(problems))

    def lines(self) -> list[LinkButton]:
        """The lines shown now, in order."""
        found = (self._lines.itemAt(at).widget() for at in range(self._lines.count()))
        return [line for line in found if isinstance(line, LinkButton)]

    def go_to(self, widget: QWidget | None) -> None:
        """Bring a field into view and put the cursor into it."""
        if widget is None:
            return
        above = widget.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(widget)
            above = above.parentWidget()
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.chosen.emit(widget)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the colours of the theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        red = colour(tokens.tone("red").ink)
        painter.setPen(QPen(red, 1))
        painter.setBrush(colour(tokens.base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setBrush(red)
        painter.drawRoundedRect(QRectF(0.5, 0.5, 5, self.height() - 1), 2, 2)

    def _clear(self) -> None:
        while self._lines.count():
            line = self._lines.takeAt(0).widget()
            line.hide()
            line.deleteLater()


class EmptyPage(QWidget):
    """What an empty list says: what goes here, and the one button that begins it."""

    def __init__(self, title: str, words: str, button: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._icon = icon(name, "accent") if name else None
        self.heading = Words(title, "heading")
        self.words = Words(words, "secondary", wrap=True)
        self.button = primary_button(button)
        whole = QVBoxLayout(self)
        whole.setSpacing(8)
        whole.addStretch(2)
        for part in (self._picture, self.heading, self.words):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            whole.addWidget(part)
        whole.addSpacing(8)
        whole.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow text size and theme."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        if self._icon is not None:
            side = scaled(48)
            self._picture.setPixmap(self._icon.pixmap(QSize(side, side), self.devicePixelRatioF()))


def _going(summary: ErrorSummary, widget: QWidget | None) -> Callable[[], None]:
    return lambda: summary.go_to(widget)
