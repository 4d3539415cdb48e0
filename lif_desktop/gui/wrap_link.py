"""Links that wrap to the width they are given, and the summary of problems made of them."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lif_desktop.gui.labels import LinkButton
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.widgets import ErrorSummary

_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextShowMnemonic | Qt.AlignmentFlag.AlignLeft)


class WrapLink(LinkButton):
    """A link of as many lines as its words need."""

    def __init__(self, text: str, parent: QWidget | None = None, ink: str = "accent") -> None:
        super().__init__(text.replace("&", "&&"), parent, ink)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(text)

    def heightForWidth(self, width: int) -> int:
        """As high as its lines at this width; at least 24 pixels."""
        room = QRect(0, 0, max(1, width - scaled(8)), 10_000)
        return max(scaled(24), self.fontMetrics().boundingRect(room, _WRAPPED, self.text()).height() + 6)

    def hasHeightForWidth(self) -> bool:
        """It wraps."""
        return True

    def sizeHint(self) -> QSize:
        """On one line where there is room."""
        wide = super().sizeHint().width()
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Narrow if it must be."""
        return QSize(scaled(80), self.heightForWidth(max(self.width(), scaled(80))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the colours of the theme."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        font = QFont(self.font())
        font.setUnderline(self.underMouse() or self.hasFocus())
        painter.setFont(font)
        painter.setPen(colour(tokens.tone("red").ink if self._ink == "red" else getattr(tokens, self._ink)))
        place = self.rect().adjusted(scaled(4), 3, -scaled(4), -3)
        painter.drawText(place, _WRAPPED | int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour(tokens.accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 3, 3)


class ProblemSummary(ErrorSummary):
    """The summary of problems in a pane of any width: its lines wrap."""

    def show_problems(self, problems: Sequence[tuple[str, QWidget | None]]) -> None:
        """Show a line for each (sentence, the widget to go to), or hide when there is none."""
        self._clear()
        for sentence, widget in problems:
            line = WrapLink(sentence, ink="red")
            line.clicked.connect(lambda _checked=False, to=widget: self.go_to(to))
            self._lines.addWidget(line)
        self.setAccessibleDescription(" ".join(sentence for sentence, _ in problems))
        self.setVisible(bool(problems))
