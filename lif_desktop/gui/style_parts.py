"""The surfaces that the style paints: buttons, fields, ticks, tabs, headings, bars."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle

from lif_desktop.gui.palette import colour
from lif_desktop.gui.tokens import Tokens

RADIUS = 4
_STATE = QStyle.StateFlag


def paint_box(painter: QPainter, rect: QRect, fill: str, edge: str, width: float = 1, radius: float = RADIUS) -> None:
    """A rounded box with an edge that lies wholly inside it; no fill for ""."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(edge), width) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(colour(fill) if fill else Qt.BrushStyle.NoBrush)
    inset = width / 2 if edge else 0
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def paint_button(painter: QPainter, rect: QRect, tokens: Tokens, state: QStyle.StateFlag, primary: bool) -> None:
    """The surface of a push button; the primary one is filled."""
    enabled = bool(state & _STATE.State_Enabled)
    down = bool(state & (_STATE.State_Sunken | _STATE.State_On))
    over = bool(state & _STATE.State_MouseOver)
    if primary and enabled:
        fill = tokens.primary_down if down else tokens.primary_hover if over else tokens.primary
        edge = fill
    else:
        fill = tokens.down if down else tokens.hover if over and enabled else tokens.raised
        edge = tokens.edge if enabled else tokens.line
    paint_box(painter, rect, fill, edge)
    if state & _STATE.State_HasFocus and state & _STATE.State_KeyboardFocusChange:
        inner = rect.adjusted(2, 2, -2, -2) if primary else rect
        paint_box(painter, inner, "", tokens.on_primary if primary else tokens.accent, 2)


def paint_field(painter: QPainter, rect: QRect, tokens: Tokens, state: QStyle.StateFlag, problem: bool) -> None:
    """The surface of what can be typed in: accent edge with the cursor in it, red edge with a problem."""
    enabled = bool(state & _STATE.State_Enabled)
    fill = tokens.base if enabled else tokens.window
    if problem:
        paint_box(painter, rect, fill, tokens.tone("red").ink, 2)
    elif state & _STATE.State_HasFocus:
        paint_box(painter, rect, fill, tokens.accent, 2)
    else:
        paint_box(painter, rect, fill, tokens.edge if enabled else tokens.line)


def paint_tick(painter: QPainter, rect: QRect, tokens: Tokens, state: QStyle.StateFlag, around: bool) -> None:
    """A check box, or a radio button when `around`."""
    enabled = bool(state & _STATE.State_Enabled)
    marked = bool(state & (_STATE.State_On | _STATE.State_NoChange))
    over = bool(state & _STATE.State_MouseOver) and enabled
    side = min(rect.width(), rect.height())
    box = QRect(rect.left(), rect.top() + (rect.height() - side) // 2, side, side)
    fill = tokens.faint if marked and not enabled else tokens.primary if marked else tokens.base
    edge = fill if marked else tokens.accent if over else tokens.edge if enabled else tokens.line
    paint_box(painter, box, fill, edge, 1.2, side / 2 if around else 3)
    if not marked:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = QRectF(box).center()
    pen = QPen(colour(tokens.on_primary), max(1.8, side / 8))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if around:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tokens.on_primary))
        painter.drawEllipse(middle, side * 0.2, side * 0.2)
    else:
        painter.setPen(pen)
        across = (
            ((-0.22, 0), (0.22, 0)) if state & _STATE.State_NoChange else ((-0.25, 0.02), (-0.07, 0.2), (0.26, -0.18))
        )
        painter.drawPolyline(QPolygonF([middle + QPointF(x * side, y * side) for x, y in across]))
    painter.restore()


def paint_chevron(painter: QPainter, middle: QPointF, half: float, ink: str, turns: int = 0) -> None:
    """A small chevron: down, or turned by quarters clockwise (1 left, 2 up, 3 right)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(middle)
    painter.rotate(90 * turns)
    pen = QPen(colour(ink), max(1.5, half / 2.8))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF([QPointF(-half, -half / 2), QPointF(0, half / 2), QPointF(half, -half / 2)]))
    painter.restore()


def paint_tab(painter: QPainter, rect: QRect, tokens: Tokens, state: QStyle.StateFlag) -> None:
    """The ground of a tab inside a record: only the chosen one is underlined, in the accent."""
    if state & _STATE.State_Selected:
        bar = QRect(rect.left() + 4, rect.bottom() - 2, rect.width() - 8, 3)
        paint_box(painter, bar, tokens.accent, "", radius=1.5)
    elif state & _STATE.State_MouseOver:
        paint_box(painter, rect.adjusted(2, 2, -2, -5), tokens.hover, "")
    if state & _STATE.State_HasFocus:
        paint_box(painter, rect.adjusted(1, 1, -1, -4), "", tokens.accent, 2)


def paint_heading(painter: QPainter, rect: QRect, tokens: Tokens, state: QStyle.StateFlag) -> None:
    """The ground of a heading of a plain table."""
    over = bool(state & _STATE.State_MouseOver)
    painter.fillRect(rect, colour(tokens.hover if over else tokens.base))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour(tokens.line))


def paint_progress(painter: QPainter, rect: QRect, tokens: Tokens, share: float, place: float | None) -> None:
    """A bar filled to `share` (0 to 1), or with a piece at `place` (0 to 1) where the end is not known."""
    height = min(8, rect.height())
    groove = QRect(rect.left(), rect.center().y() - height // 2, rect.width(), height)
    paint_box(painter, groove, tokens.track, "", radius=height / 2)
    if place is not None:
        piece = groove.width() // 4
        left = groove.left() + round((groove.width() - piece) * place)
        paint_box(painter, QRect(left, groove.top(), piece, height), tokens.accent, "", radius=height / 2)
    elif share > 0:
        done = QRect(groove.left(), groove.top(), max(height, round(groove.width() * share)), height)
        paint_box(painter, done, tokens.accent, "", radius=height / 2)


def paint_scroll_handle(painter: QPainter, rect: QRect, tokens: Tokens, upright: bool, active: bool) -> None:
    """The handle of a scroll bar: a slim rounded bar, darker while it is used."""
    body = rect.adjusted(4, 2, -4, -2) if upright else rect.adjusted(2, 4, -2, -4)
    thick = body.width() if upright else body.height()
    paint_box(painter, body, tokens.secondary if active else tokens.faint, "", radius=thick / 2)
