"""The rows of Home's cards: each is one button, with hover, focus and words for a screen reader."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.framework.dates import show_date
from lif_desktop.gui.badge import ClockBar, badge_font, badge_width, paint_badge, say_status
from lif_desktop.gui.labels import LinkButton, Role, Words, font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.views import shortened
from lif_desktop.gui.widgets import Card

if TYPE_CHECKING:
    from lif_desktop.office.due_items import DueItem
    from lif_desktop.office.upcoming import ClockItem, GapCount

_LEAST_BADGE, _MOST_BADGE = 104, 220
_BESIDE = 8
_DUE_HIGH = 46
"""Least height of a thing due, in pixels at 100 % text."""
_WRAP = int(Qt.TextFlag.TextWordWrap)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignRight)


class RowButton(QAbstractButton):
    """A row that is pressed as a whole. The ground under the mouse and the ring of the focus are painted here."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paint_ground(self, painter: QPainter) -> None:
        """Paint what shows that it can be pressed."""
        tokens = tokens_of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isDown() or self.underMouse():
            painter.setBrush(colour(tokens.down if self.isDown() else tokens.hover))
            painter.drawRoundedRect(place, 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(tokens.accent), 2))
            painter.drawRoundedRect(place, 6, 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground alone: what stands on it are widgets."""
        self.paint_ground(QPainter(self))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Show it at rest again."""
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class DueRow(RowButton):
    """One thing due: its badge, what it is, why that day, and the day. Words that do not fit go on in further lines."""

    def __init__(self, item: "DueItem", badge: int, parent: QWidget | None = None) -> None:
        said = f"{item.ref}, {item.what}, due {show_date(item.due)}"
        super().__init__(said, parent)
        self.item = item
        self.badge = badge
        self._status = shortened(item.status)
        why = item.why[:1].upper() + item.why[1:]
        self._lines: list[tuple[str, Role]] = [(f"{item.ref} · {item.what}", "strong")]
        if why:
            self._lines.append((why, "secondary"))
        self.setAccessibleDescription(", ".join(filter(None, (say_status(item.status), item.why))))
        self.setToolTip("\n".join(filter(None, (f"{item.ref} · {item.what}", item.status.word, why))))
        _by_width(self)

    def sizeHint(self) -> QSize:
        """Two lines of words with air around them."""
        return QSize(self.minimumSizeHint().width() + scaled(220), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Badge, day, and room for the start of the words."""
        return QSize(self.badge + self._day_width() + scaled(160), scaled(_DUE_HIGH))

    def hasHeightForWidth(self) -> bool:
        """The height goes by the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the words need."""
        return max(scaled(_DUE_HIGH), sum(self._heights(self._room(width))) + scaled(10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        painter = QPainter(self)
        self.paint_ground(painter)
        inner = self.rect().adjusted(_BESIDE, 0, -_BESIDE, 0)
        tokens = tokens_of(self)
        badge = QRect(inner.left(), inner.top(), self.badge, inner.height())
        paint_badge(painter, badge, self._status, tokens, badge_font(QApplication.font()), centred=True)
        painter.setFont(font_for("strong"))
        painter.setPen(colour(tokens.text))
        painter.drawText(inner, _RIGHT | _MIDDLE, show_date(self.item.due))
        left, room = inner.left() + self.badge + scaled(12), self._room(self.width())
        heights = self._heights(room)
        top = inner.top() + (inner.height() - sum(heights)) // 2
        for (words, role), height in zip(self._lines, heights, strict=True):
            painter.setFont(font_for(role))
            painter.setPen(colour(tokens.text if role == "strong" else tokens.secondary))
            painter.drawText(QRect(left, top, room, height), _LEFT | _WRAP, words)
            top += height

    def _day_width(self) -> int:
        return QFontMetrics(font_for("strong")).horizontalAdvance(show_date(self.item.due)) + scaled(4)

    def _room(self, width: int) -> int:
        """Pixels between the badge and the day for a row of this width."""
        return max(scaled(80), width - 2 * _BESIDE - self.badge - self._day_width() - scaled(24))

    def _heights(self, room: int) -> list[int]:
        """The height of each of the lines."""
        return [_high(words, role, room) for words, role in self._lines]


def _high(words: str, role: Role, room: int) -> int:
    """Pixels that words need in a column so wide."""
    return QFontMetrics(font_for(role)).boundingRect(QRect(0, 0, room, 9999), _WRAP, words).height()


def _by_width(widget: QWidget) -> None:
    """Let the height of a row go by its width."""
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


class WordsRow(RowButton):
    """A row of widgets under each other, as high as their words are at the width it has."""

    def __init__(self, name: str, parts: "Sequence[QWidget]", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_BESIDE, 6, _BESIDE, 6)
        whole.setSpacing(5)
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            whole.addWidget(part)
        _by_width(self)

    def hasHeightForWidth(self) -> bool:
        """The height goes by the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the lines of its words."""
        return self.layout().totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        """As high as its lines at the width it has."""
        return QSize(scaled(240), self.heightForWidth(max(self.width(), scaled(200))))

    def minimumSizeHint(self) -> QSize:
        """As high as its words, and narrow if it must be."""
        return QSize(scaled(160), self.heightForWidth(max(self.width(), scaled(160))))


class ClockRow(WordsRow):
    """One running clock: whose it is, its days as segments, and how far it has run."""

    def __init__(self, item: "ClockItem", parent: QWidget | None = None) -> None:
        self.item = item
        self.bar = ClockBar()
        self.bar.set_clock(item.of, item.day, item.status.tone, item.says)
        words = (Words(f"{item.ref} · {item.title}", "strong", wrap=True), Words(item.says, "secondary", wrap=True))
        super().__init__(f"{item.ref}, {item.title}: {item.says}", (words[0], self.bar, words[1]), parent)
        self.setToolTip("\n".join(filter(None, (f"{item.ref} · {item.title}", item.label, item.says))))


class Tile(WordsRow):
    """A card that is pressed as a whole: a few words, and what stands behind them."""

    def __init__(self, title: str, more: str, parent: QWidget | None = None) -> None:
        parts = [Words(title, "strong", wrap=True), *([Words(more, "secondary", wrap=True)] if more else [])]
        super().__init__(", ".join(filter(None, (title, more))), parts, parent)
        self.setToolTip("\n".join(filter(None, (title, more))))
        self.layout().setContentsMargins(16, 10, 16, 10)
        self.layout().setSpacing(2)
        self.layout().setAlignment(Qt.AlignmentFlag.AlignVCenter)

    def paint_ground(self, painter: QPainter) -> None:
        """Paint the surface of a card beneath what shows that it can be pressed."""
        tokens = tokens_of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(tokens.line), 1))
        painter.setBrush(colour(tokens.base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        super().paint_ground(painter)


class GapRow(RowButton):
    """How many gaps one check found, and what they are called."""

    def __init__(self, gap: "GapCount", parent: QWidget | None = None) -> None:
        super().__init__(f"{gap.count} {gap.says}", parent)
        self.gap = gap
        self.setToolTip("\n".join(filter(None, (f"{gap.count} {gap.says}", gap.source))))
        _by_width(self)

    def hasHeightForWidth(self) -> bool:
        """The height goes by the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """One line, or as many as the words need."""
        return max(scaled(30), _high(self.gap.says, "plain", width - 2 * _BESIDE - scaled(36)) + scaled(8))

    def sizeHint(self) -> QSize:
        """One line, or as many as the words need at the width it has."""
        return QSize(scaled(240), self.heightForWidth(max(self.width(), scaled(240))))

    def minimumSizeHint(self) -> QSize:
        """As tall as its words, and narrow if it must be."""
        return QSize(scaled(160), self.heightForWidth(max(self.width(), scaled(160))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the number in the accent, then the words."""
        painter = QPainter(self)
        self.paint_ground(painter)
        tokens = tokens_of(self)
        inner = self.rect().adjusted(_BESIDE, 0, -_BESIDE, 0)
        painter.setFont(font_for("heading"))
        painter.setPen(colour(tokens.accent))
        painter.drawText(inner, _LEFT | _MIDDLE, str(self.gap.count))
        painter.setFont(font_for("plain"))
        painter.setPen(colour(tokens.text))
        painter.drawText(inner.adjusted(scaled(36), 0, 0, 0), _LEFT | _MIDDLE | _WRAP, self.gap.says)


class PartHead(QWidget):
    """The quiet heading of a part of a card: its words, how many there are, and a link where not all are shown."""

    def __init__(self, words: str, count: int, link: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Words(f"{words} · {count}", "secondary")
        self.link = LinkButton(link)
        self.link.setAccessibleName(f"{words}: {link}")
        line = QHBoxLayout(self)
        line.setContentsMargins(_BESIDE, scaled(6), _BESIDE, 0)
        line.addWidget(self.words, 1)
        line.addWidget(self.link)
        self.link.setVisible(bool(link))


class LinkRow(QWidget):
    """A link that stands under the words of the rows above it."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = LinkButton(words)
        line = QHBoxLayout(self)
        line.setContentsMargins(_BESIDE - 4, scaled(4), 0, 0)
        line.addWidget(self.link)
        line.addStretch(1)


class Line(QWidget):
    """A hair line between two rows, as wide as their words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the theme's own line colour."""
        painter = QPainter(self)
        inner = QRect(QPoint(0, 0), self.size()).adjusted(_BESIDE, 0, -_BESIDE, 0)
        painter.fillRect(inner, colour(tokens_of(self).line))


def make_room(card: Card) -> None:
    """Let rows of a card reach out beside its heading, so that their words stand under it."""
    whole = card.layout()
    whole.setContentsMargins(16 - _BESIDE, 12, 16 - _BESIDE, 12)
    head = whole.itemAt(0).layout()
    if head is not None and head is not card.body:
        head.setContentsMargins(_BESIDE, 0, _BESIDE, 0)
    card.body.setSpacing(0)


def badge_column(items: "Sequence[DueItem]") -> int:
    """Width in pixels of a column of badges for these, within reason."""
    font = badge_font(QApplication.font())
    widest = max((badge_width(shortened(item.status).word, font) for item in items), default=0)
    return max(scaled(_LEAST_BADGE), min(widest, scaled(_MOST_BADGE)))
