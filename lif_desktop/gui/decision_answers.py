"""An answer to a condition: a few words side by side, of which one can be chosen and given up again."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QWidget

from lif_desktop.framework.choice import Choice
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.palette import colour, scaled, tokens_of

_BESIDE = 10
_TICK = 14
"""Room for the tick of the chosen answer, in pixels at 100 % text."""


class AnswerButton(QAbstractButton):
    """One answer; the chosen one bears a tick."""

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = choice.key
        self.setText(choice.label)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the tick and the words."""
        metrics = QFontMetrics(QApplication.font())
        wide = metrics.horizontalAdvance(self.text()) + scaled(2 * _BESIDE + _TICK)
        return QSize(wide, max(scaled(28), metrics.height() + scaled(8)))

    def minimumSizeHint(self) -> QSize:
        """No smaller."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the strip."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the tick and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        on, able = self.isChecked(), self.isEnabled()
        place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(colour(tokens.accent if on else tokens.edge if able else tokens.line), 1.4 if on else 1))
        ground = tokens.selection if on else tokens.hover if self.underMouse() and able else tokens.base
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(place, 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(tokens.accent), 2))
            painter.drawRoundedRect(place, 5, 5)
        ink = tokens.selected if on else tokens.text if able else tokens.secondary
        if on:
            self._tick(painter, tokens.selected)
        painter.setFont(QApplication.font())
        painter.setPen(colour(ink))
        shift = scaled(_TICK) if on else 0
        painter.drawText(self.rect().adjusted(shift, 0, 0, 0), int(Qt.AlignmentFlag.AlignCenter), self.text())

    def _tick(self, painter: QPainter, ink: str) -> None:
        half = scaled(4)
        middle = QPointF(scaled(_BESIDE) + half, self.height() / 2)
        pen = QPen(colour(ink), scaled(1.8))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        points = ((-half, 0), (-half * 0.3, half * 0.7), (half, -half * 0.7))
        painter.drawPolyline(QPolygonF([middle + QPointF(x, y) for x, y in points]))


class AnswerStrip(QWidget):
    """The answers to one condition. Left and Right go from one to the next; Space chooses, and takes it back.

    Signal `answered()` with each change by hand.
    """

    answered = Signal()

    def __init__(self, choices: Sequence[Choice], question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = [AnswerButton(choice, self) for choice in choices]
        self.setAccessibleName(question)
        line = WrapLayout(self, gap=6, line_gap=4)
        for button in self.buttons:
            button.setAccessibleName(f"{button.text()}: {question}")
            button.clicked.connect(self._pressed)
            line.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._settle()

    def answer(self) -> str | None:
        """The key of the answer chosen; None while there is none."""
        return next((button.key for button in self.buttons if button.isChecked()), None)

    def put(self, answer: str | None) -> None:
        """Show an answer."""
        for button in self.buttons:
            button.setChecked(button.key == answer)
        self._settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from answer to answer."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        here = next((at for at, button in enumerate(self.buttons) if button.hasFocus()), -1)
        if not step or here < 0:
            super().keyPressEvent(event)
            return
        self.buttons[(here + step) % len(self.buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def _pressed(self) -> None:
        """One answer at most; pressing the chosen one gives it up."""
        pressed = self.sender()
        for button in self.buttons:
            if button is not pressed:
                button.setChecked(False)
        self._settle()
        self.answered.emit()

    def _settle(self) -> None:
        """Tab comes to the chosen answer, or to the first."""
        chosen = next((button for button in self.buttons if button.isChecked()), self.buttons[0])
        for button in self.buttons:
            first = button is chosen
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if first else Qt.FocusPolicy.ClickFocus)
