"""The heat map itself: five by five cells in the colours of the bands, risks as chips, movement as arrows."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QWidget

from lif_desktop.framework.heat import Heat, Placed, cell_words, cells
from lif_desktop.framework.parts import SCALE, RiskScale
from lif_desktop.framework.risks import Cell, band_badge
from lif_desktop.gui.heat_map_paint import Arrow, Chip, chips_in, paint_chip, paint_head, paint_shaft
from lif_desktop.gui.labels import font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_LEAST_CELL = QSize(66, 60)
"""In pixels at 100 % text."""
_GAP = 3
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
_LOW = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
_BESIDE = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)


class HeatCell(QAbstractButton):
    """One cell, as what can be focused and pressed; the map paints what stands in it.

    Signals: `stepped(likelihood, impact)` from the arrow keys; `pressed_at(risk)` when a chip was pressed with the
    mouse, 0 beside the chips and from the keyboard.
    """

    stepped = Signal(int, int)
    pressed_at = Signal(int)

    def __init__(self, place: Cell, parent: "HeatMap") -> None:
        super().__init__(parent)
        self.place = place
        self._map = parent
        self.chips: tuple[Chip, ...] = ()
        self._under = 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.clicked.connect(lambda: self.pressed_at.emit(self._under))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move over the cells, Enter opens what stands in one, as Space does."""
        self._under = 0
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(*step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Note which chip lies under the mouse before the cell is pressed."""
        chip = self.chip_at(event.position())
        self._under = chip.risk.id if chip is not None and chip.risk is not None else 0
        super().mouseReleaseEvent(event)
        self._under = 0

    def event(self, event: QEvent) -> bool:
        """Say in full what lies under the mouse."""
        if isinstance(event, QHelpEvent):
            chip = self.chip_at(QPointF(event.pos()))
            risk = chip.risk if chip is not None else None
            words = f"{risk.words}\n{risk.title}" if risk is not None else self.accessibleName()
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def chip_at(self, spot: QPointF) -> Chip | None:
        """The chip at a place of the cell."""
        return next((chip for chip in self.chips if chip.rect.contains(spot)), None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint only the ring of the focus and of the mouse."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        if self.hasFocus():
            painter.setPen(QPen(colour(tokens.base), 5))
            painter.drawRoundedRect(place, 4, 4)
            painter.setPen(QPen(colour(tokens.accent), 3))
            painter.drawRoundedRect(place, 4, 4)
        elif self.underMouse():
            painter.setPen(QPen(colour(tokens.text), 1.5))
            painter.drawRoundedRect(place, 4, 4)

    def enterEvent(self, event: QEvent) -> None:
        """Show that it can be pressed."""
        self.update()
        super().enterEvent(event)  # type: ignore[arg-type]

    def leaveEvent(self, event: QEvent) -> None:
        """Show it at rest again."""
        self.update()
        super().leaveEvent(event)


class HeatMap(QWidget):
    """Likelihood across, impact up. One cell at a time takes the Tab key; arrows go from cell to cell.

    Signals: `cell_chosen(Cell)` when the list of a cell is asked for; `risk_chosen(id)` when a chip was pressed.
    """

    cell_chosen = Signal(object)
    risk_chosen = Signal(int)

    def __init__(self, scale: RiskScale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = scale
        self.heat = Heat((), (), {})
        self.cells = {place: HeatCell(place, self) for place in cells()}
        self._current = Cell(1, SCALE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        for cell in self.cells.values():
            cell.stepped.connect(self._step)
            cell.pressed_at.connect(self._pressed)
        self._let_in(self._current)

    def set_heat(self, scale: RiskScale, heat: Heat) -> None:
        """Show another map. The cell with the highest risk takes the Tab key until another was chosen."""
        first = not self.heat.placed
        self.scale, self.heat = scale, heat
        for place, cell in self.cells.items():
            cell.setAccessibleName(cell_words(scale, place, heat.at(place)))
        if first and heat.placed and heat.placed[0].place is not None:
            self._let_in(heat.placed[0].place)
        self._lay()
        self.update()

    def current(self) -> Cell:
        """The cell that the Tab key comes to."""
        return self._current

    def go_to(self, place: Cell) -> None:
        """Put the focus on a cell."""
        self._let_in(place)
        self.cells[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """Room for a few chips in each cell."""
        return self.minimumSizeHint() + QSize(scaled(160), scaled(120))

    def minimumSizeHint(self) -> QSize:
        """Room for one chip in each cell, beside the words of the scale."""
        wide, high = (scaled(one) for one in (_LEAST_CELL.width(), _LEAST_CELL.height()))
        return QSize(self._left() + SCALE * wide, self._under() + SCALE * high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the cells out anew."""
        super().resizeEvent(event)
        self._lay()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "cells"):
            self.updateGeometry()
            self._lay()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words of the scale, the cells, the chips, and the arrows: their shafts under the chips."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_scale(painter)
        tokens = tokens_of(self)
        painter.setFont(font_for("small"))
        for place, cell in self.cells.items():
            tone, rect = tokens.worn(band_badge(self.scale.band(*place))), QRectF(cell.geometry())
            painter.setPen(QPen(colour(tokens.line), 1))
            painter.setBrush(colour(tone.fill))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setPen(colour(tone.ink))
            painter.drawText(rect.adjusted(0, 0, -scaled(6), -scaled(3)), _LOW, str(place.score))
        arrows = [
            Arrow(self._start(risk.movement.before, risk), rect, risk.movement.kind)
            for risk, rect in self._risks()
            if risk.movement.moved and risk.movement.before is not None
        ]
        for arrow in arrows:
            paint_shaft(painter, arrow, tokens)
        for cell in self.cells.values():
            for one in cell.chips:
                paint_chip(painter, one, cell.pos(), tokens)
        for arrow in arrows:
            paint_head(painter, arrow, tokens)

    # within

    def _risks(self) -> list[tuple[Placed, QRectF]]:
        """Each risk with the chip that stands for it, in the coordinates of the map."""
        found = []
        for place, cell in self.cells.items():
            more = next((chip for chip in cell.chips if chip.risk is None), None)
            own = {chip.risk.id: chip for chip in cell.chips if chip.risk is not None}
            for risk in self.heat.at(place):
                chip = own.get(risk.id) or more
                if chip is not None:
                    found.append((risk, chip.rect.translated(QPointF(cell.pos()))))
        return found

    def _start(self, before: Cell, risk: Placed) -> QPointF:
        """Where the arrow of a risk begins: near the middle of its old cell, beside those of others."""
        beside = [one.id for one, _ in self._risks() if one.movement.moved and one.movement.before == before]
        shift = beside.index(risk.id) - (len(beside) - 1) / 2
        cell = QRectF(self.cells[before].geometry())
        return QPointF(cell.center().x() + shift * scaled(16), cell.bottom() - scaled(12))

    def _lay(self) -> None:
        left, under = self._left(), self._under()
        wide, high = (self.width() - left) / SCALE, (self.height() - under) / SCALE
        for place, cell in self.cells.items():
            x, y = left + (place.likelihood - 1) * wide, (SCALE - place.impact) * high
            rect = QRect(round(x), round(y), round(x + wide) - round(x) - _GAP, round(y + high) - round(y) - _GAP)
            cell.setGeometry(rect)
            cell.chips = chips_in(self.heat.at(place), QRectF(0, 0, rect.width(), rect.height()))

    def _left(self) -> int:
        """Room for the words of the impact, and the title of the axis on its side."""
        metrics = QFontMetrics(font_for("small"))
        words = (metrics.horizontalAdvance(f"{step} {word}") for step, word in enumerate(self.scale.impact, 1))
        return max(words) + metrics.height() + scaled(14)

    def _under(self) -> int:
        """Room for the words of the likelihood, on two lines where they are long, and the title of the axis."""
        metrics = QFontMetrics(font_for("small"))
        widest = max(metrics.horizontalAdvance(f"{step} {word}") for step, word in enumerate(self.scale.likelihood, 1))
        lines = 1 if widest <= (self.width() - self._left()) / SCALE - _GAP else 2
        return metrics.height() * lines + QFontMetrics(font_for("strong")).height() + scaled(6)

    def _paint_scale(self, painter: QPainter) -> None:
        tokens, metrics = tokens_of(self), QFontMetrics(font_for("small"))
        painter.setPen(colour(tokens.secondary))
        painter.setFont(font_for("small"))
        low, title = self.height() - self._under(), metrics.height() + scaled(4)
        for step in range(1, SCALE + 1):
            row, column = self.cells[Cell(1, step)].geometry(), self.cells[Cell(step, 1)].geometry()
            beside = QRect(title, row.top(), row.left() - scaled(6) - title, row.height())
            painter.drawText(beside, _BESIDE, f"{step} {self.scale.impact[step - 1]}")
            beneath = QRect(column.left(), low, column.width(), 2 * metrics.height() + scaled(2))
            top = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
            painter.drawText(beneath, top, f"{step} {self.scale.likelihood[step - 1]}")
        painter.setFont(font_for("strong"))
        high = QFontMetrics(font_for("strong")).height()
        across = QRect(self._left(), self.height() - high, self.width() - self._left(), high)
        painter.drawText(across, _MIDDLE, "Likelihood")
        painter.save()
        painter.translate(0, low)
        painter.rotate(-90)
        painter.drawText(QRect(0, 0, low, high), _MIDDLE, "Impact")
        painter.restore()

    def _let_in(self, place: Cell) -> None:
        """Let the Tab key come to one cell only."""
        self.cells[self._current].setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._current = place
        self.cells[place].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _step(self, across: int, up: int) -> None:
        here = self._current
        there = Cell(min(SCALE, max(1, here.likelihood + across)), min(SCALE, max(1, here.impact + up)))
        self.go_to(there)

    def _pressed(self, risk: int) -> None:
        cell = self.sender()
        if isinstance(cell, HeatCell):
            self._let_in(cell.place)
            if risk:
                self.risk_chosen.emit(risk)
            else:
                self.cell_chosen.emit(cell.place)
