"""Words on a page: titles, headings, second lines, links, and labels that belong to their field."""

from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget

from lif_desktop.gui.enter import EnterButton
from lif_desktop.gui.palette import colour, scaled, tokens_of

Role = Literal["title", "heading", "strong", "plain", "secondary", "small"]

_FACTORS: dict[Role, float] = {
    "title": 1.6,
    "heading": 1.15,
    "strong": 1.0,
    "plain": 1.0,
    "secondary": 0.95,
    "small": 0.85,
}
_SEMIBOLD: frozenset[Role] = frozenset({"title", "heading", "strong"})
_QUIET: frozenset[Role] = frozenset({"secondary", "small"})


def font_for(role: Role) -> QFont:
    """The font of a role at the text size that is set: a title is 16 pt semibold at 100 %."""
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * _FACTORS[role])
    if role in _SEMIBOLD:
        font.setWeight(QFont.Weight.DemiBold)
    return font


class Words(QLabel):
    """Text in one of the page's roles; follows text size and theme by itself. Always plain text."""

    def __init__(self, text: str = "", role: Role = "plain", parent: QWidget | None = None, wrap: bool = False) -> None:
        super().__init__(text, parent)
        self._role: Role = role
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if role in _QUIET:
            self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.setFont(font_for(role))

    def refit(self) -> None:
        """Take the size of text that is set now."""
        self.setFont(font_for(self._role))


class LinkButton(EnterButton):
    """A button that looks like a link: accent words, underlined when pointed at or focused; `wrap` breaks lines."""

    def __init__(self, text: str, parent: QWidget | None = None, ink: str = "accent", wrap: bool = False) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(False)  # Enter in a field beside it never presses it
        self._ink = ink
        self._flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self._flags |= int(Qt.TextFlag.TextShowMnemonic)
        if wrap:
            self._flags |= int(Qt.TextFlag.TextWordWrap)
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
        self._wrap = wrap
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """As large as the words need, and no smaller than what is pressed may be."""
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(max(scaled(24), words.width() + scaled(8)), max(scaled(24), words.height() + 4))

    def minimumSizeHint(self) -> QSize:
        """No smaller than the words need; wrapped words need less width."""
        hint = self.sizeHint()
        return QSize(scaled(80), scaled(24)) if self._wrap else hint

    def hasHeightForWidth(self) -> bool:
        """Whether the words wrap."""
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        """How high the wrapped words are."""
        room = QRect(0, 0, max(1, width - scaled(8)), 10_000)
        return max(scaled(24), self.fontMetrics().boundingRect(room, self._flags, self.text()).height() + scaled(6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the colours of the theme."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        ink = tokens.tone("red").ink if self._ink == "red" else getattr(tokens, self._ink)
        font = QFont(self.font())
        font.setUnderline(self.underMouse() or self.hasFocus())
        painter.setFont(font)
        painter.setPen(colour(ink))
        place = self.rect().adjusted(scaled(4), 0, -scaled(4), 0)
        painter.drawText(place, self._flags, self.text())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour(tokens.accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 3, 3)


def label_for(widget: QWidget, text: str, help_text: str = "", label: QLabel | None = None) -> QLabel:
    """The label of a field, with words, buddy, accessible name, tool tip and help set together.

    `text` may hold a mnemonic ("&Name"); the accessible name does not.
    """
    made = label or QLabel()
    made.setText(text)
    made.setBuddy(widget)
    plain = plain_words(text)
    widget.setAccessibleName(plain)
    widget.setAccessibleDescription(help_text)
    widget.setToolTip(help_text)
    widget.setWhatsThis(help_text)
    return made


def plain_words(text: str) -> str:
    """A label's words without the mnemonic mark: "&Name" is "Name", "Terms && times" is "Terms & times"."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
