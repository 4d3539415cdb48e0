"""A part of a pane that is folded away until it is wanted: a quiet line that opens it, and what stands beneath."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.gui.labels import Words, font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.rows import RowButton
from lif_desktop.gui.wrap_link import WrapLink

_ARROW = 24
"""Room for the arrow in pixels at 100 % text."""
_INDENT = 4
"""What a link has beside its words, in pixels at 100 % text."""
_WRAP = int(Qt.TextFlag.TextWordWrap)


class SectionHead(RowButton):
    """The line that opens and closes a section: an arrow, its words, and quietly what it holds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.words, self.aside = "", ""
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.toggled.connect(lambda _on: self._name())

    def set_words(self, words: str, aside: str = "") -> None:
        """What the section is called, and what is said of it while it is closed."""
        self.words, self.aside = words, aside
        self._name()
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """One line, or two where both do not fit beside each other."""
        lines = 2 if self.aside and self._below(width) else 1
        plain, quiet = QFontMetrics(font_for("plain")).height(), QFontMetrics(font_for("secondary")).height()
        return max(scaled(32), plain + (quiet if lines == 2 else 0) + scaled(10))

    def sizeHint(self) -> QSize:
        """One line where there is room."""
        return QSize(scaled(320), self.heightForWidth(max(self.width(), scaled(200))))

    def minimumSizeHint(self) -> QSize:
        """Narrow if it must be."""
        return QSize(scaled(140), self.heightForWidth(max(self.width(), scaled(140))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the arrow and the words."""
        painter = QPainter(self)
        self.paint_ground(painter)
        tokens = tokens_of(self)
        self._paint_arrow(painter, tokens.secondary)
        room = self.rect().adjusted(scaled(_ARROW), 0, -scaled(8), 0)
        plain = QFontMetrics(font_for("plain"))
        below = bool(self.aside) and self._below(self.width())
        first = room.adjusted(0, scaled(5), 0, 0) if below else room
        flags = Qt.AlignmentFlag.AlignLeft | (Qt.AlignmentFlag.AlignTop if below else Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(font_for("plain"))
        painter.setPen(colour(tokens.text))
        painter.drawText(first, int(flags), self.words)
        painter.setFont(font_for("secondary"))
        painter.setPen(colour(tokens.secondary))
        if below:
            painter.drawText(first.adjusted(0, plain.height(), 0, 0), int(flags) | _WRAP, self.aside)
        else:
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self.aside)

    def _paint_arrow(self, painter: QPainter, ink: str) -> None:
        side = scaled(4)
        middle = QPointF(scaled(_ARROW) / 2, min(self.height() / 2, scaled(16)))
        points = [QPointF(-side / 2, -side), QPointF(side / 2, 0), QPointF(-side / 2, side)]
        if self.isChecked():
            points = [QPointF(-side, -side / 2), QPointF(0, side / 2), QPointF(side, -side / 2)]
        pen = QPen(colour(ink), scaled(1.6))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([middle + point for point in points]))

    def _below(self, width: int) -> bool:
        words = QFontMetrics(font_for("plain")).horizontalAdvance(self.words)
        aside = QFontMetrics(font_for("secondary")).horizontalAdvance(self.aside)
        return words + aside + scaled(_ARROW + 8 + 12) > width

    def _name(self) -> None:
        state = "open" if self.isChecked() else "closed"
        name = ", ".join(filter(None, (self.words, self.aside, state)))
        self.setAccessibleName(name)
        self.setToolTip("Close" if self.isChecked() else "Open")


class Section(QWidget):
    """A head that opens and closes what is in `body`; closed at first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = SectionHead()
        self.inner = QWidget()
        self.body = QVBoxLayout(self.inner)
        self.body.setContentsMargins(scaled(_ARROW - _INDENT), 2, 0, 8)
        self.body.setSpacing(4)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.inner)
        self.inner.hide()
        self.head.toggled.connect(self.inner.setVisible)

    def is_open(self) -> bool:
        """Whether what is in it can be seen."""
        return self.head.isChecked()

    def open(self) -> None:
        """Show what is in it."""
        self.head.setChecked(True)

    def fill(self, parts: list[QWidget]) -> None:
        """Show these widgets in it, one under the other, in the place of those that were there."""
        while self.body.count():
            old = self.body.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for part in parts:
            self.add(part)

    def add(self, part: QWidget) -> None:
        """Show one more widget in it; words stand level with those of a link."""
        if isinstance(part, Words):
            part.setIndent(scaled(_INDENT))
        alone = isinstance(part, QPushButton) and not isinstance(part, WrapLink)
        self.body.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if alone else Qt.AlignmentFlag(0))
