"""The rows of Home's cards: each is one button, with hover, focus and words for a screen reader."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.framework.dates import show_date
from lif_desktop.gui.badge import ClockBar, badge_font, badge_width, paint_badge, say_status
from lif_desktop.gui.labels import Words, font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.views import shortened
from lif_desktop.gui.widgets import Card

if TYPE_CHECKING:
    from lif_desktop.office.upcoming import ClockItem, DueItem, GapCount

_LEAST_BADGE, _MOST_BADGE = 104, 220
_BESIDE = 8
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
    """One thing due: its badge, what it is, why that day, and the day."""

    def __init__(self, item: "DueItem", badge: int, parent: QWidget | None = None) -> None:
        said = f"{item.ref}, {item.what}, due {show_date(item.due)}"
        super().__init__(said, parent)
        self.item = item
        self.badge = badge
        self._status = shortened(item.status)
        self._why = item.why[:1].upper() + item.why[1:]
        self.setAccessibleDescription(", ".join(filter(None, (say_status(item.status), item.why))))
        self.setToolTip("\n".join(filter(None, (f"{item.ref} · {item.what}", item.status.word, self._why))))

    def sizeHint(self) -> QSize:
        """Two lines of words with air around them."""
        return QSize(self.minimumSizeHint().width() + scaled(220), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Badge, day, and room for the start of the words."""
        day = QFontMetrics(font_for("strong")).horizontalAdvance(show_date(self.item.due))
        return QSize(self.badge + day + scaled(160), scaled(56))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row; words that do not fit end in an ellipsis and stand whole in the tool tip."""
        painter = QPainter(self)
        self.paint_ground(painter)
        inner = self.rect().adjusted(_BESIDE, 0, -_BESIDE, 0)
        tokens = tokens_of(self)
        badge = QRect(inner.left(), inner.top(), self.badge, inner.height())
        paint_badge(painter, badge, self._status, tokens, badge_font(QApplication.font()), centred=True)
        strong, quiet = font_for("strong"), font_for("secondary")
        day = show_date(self.item.due)
        width = QFontMetrics(strong).horizontalAdvance(day) + scaled(4)
        self._write(painter, inner, day, strong, tokens.text, _RIGHT | _MIDDLE)
        words = inner.adjusted(self.badge + scaled(12), 0, -width - scaled(12), 0)
        self._two_lines(painter, words, strong, quiet)

    def _two_lines(self, painter: QPainter, place: QRect, strong: QFont, quiet: QFont) -> None:
        tokens = tokens_of(self)
        first = f"{self.item.ref} · {self.item.what}"
        upper, lower = QFontMetrics(strong).height(), QFontMetrics(quiet).height()
        top = place.top() + (place.height() - upper - (lower if self._why else 0)) // 2
        self._write(painter, QRect(place.left(), top, place.width(), upper), first, strong, tokens.text)
        if self._why:
            below = QRect(place.left(), top + upper, place.width(), lower)
            self._write(painter, below, self._why, quiet, tokens.secondary)

    def _write(
        self, painter: QPainter, place: QRect, words: str, font: QFont, ink: str, flags: int = _LEFT | _MIDDLE
    ) -> None:
        painter.setFont(font)
        painter.setPen(colour(ink))
        fitted = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, flags, fitted)


class ClockRow(RowButton):
    """One running clock: whose it is, its days as segments, and how far it has run."""

    def __init__(self, item: "ClockItem", parent: QWidget | None = None) -> None:
        super().__init__(f"{item.ref}, {item.title}: {item.says}", parent)
        self.item = item
        self.bar = ClockBar()
        self.bar.set_clock(item.of, item.day, item.status.tone, item.says)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_BESIDE, 6, _BESIDE, 6)
        whole.setSpacing(5)
        for part in (
            Words(f"{item.ref} · {item.title}", "strong", wrap=True),
            self.bar,
            Words(item.says, "secondary", wrap=True),
        ):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            whole.addWidget(part)

    def sizeHint(self) -> QSize:
        """As tall as its lines at the width it has."""
        width = max(self.width(), scaled(200))
        return QSize(scaled(240), self.layout().totalHeightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As tall as its lines, and narrow if it must be."""
        return QSize(scaled(160), self.sizeHint().height())


class GapRow(RowButton):
    """How many gaps one check found, and what they are called."""

    def __init__(self, gap: "GapCount", parent: QWidget | None = None) -> None:
        super().__init__(f"{gap.count} {gap.says}", parent)
        self.gap = gap

    def sizeHint(self) -> QSize:
        """One line, or as many as the words need at the width it has."""
        room = max(self.width(), scaled(240)) - 2 * _BESIDE - scaled(36)
        lines = QFontMetrics(font_for("plain")).boundingRect(
            QRect(0, 0, room, 9999), int(Qt.TextFlag.TextWordWrap), self.gap.says
        )
        return QSize(scaled(240), max(scaled(30), lines.height() + scaled(8)))

    def minimumSizeHint(self) -> QSize:
        """As tall as its words, and narrow if it must be."""
        return QSize(scaled(160), self.sizeHint().height())

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
        painter.drawText(
            inner.adjusted(scaled(36), 0, 0, 0), _LEFT | _MIDDLE | int(Qt.TextFlag.TextWordWrap), self.gap.says
        )


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
