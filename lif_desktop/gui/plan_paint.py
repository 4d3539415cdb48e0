"""Paints the cells of an import plan: what stands struck through, what will stand, what is held back and why."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPalette, QPen, QPolygon
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from lif_desktop.gui.badge import badge_font
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.plan_model import ACTION_ROLE, CELL_ROLE, OUT_ROLE, TICK_ROLE, TONES, TYPED_ROLE, PlanModel, shown
from lif_desktop.gui.tokens import Tokens
from lif_desktop.sheets.planned import PlannedCell

Index = QModelIndex | QPersistentModelIndex
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_PAD = 8
_TICK = 18
_CELL_TONES = {"add": "green", "change": "amber", "problem": "red", "conflict": "blue", "ours": "none"}


class PlanDelegate(QStyledItemDelegate):
    """Paints the cells of a plan, turns the tick of a row or cell that is pressed, and lets a cell be typed anew."""

    def __init__(self, view: QTableView, model: PlanModel) -> None:
        super().__init__(view)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell: its ground by what becomes of it, its words, its edge where the cursor is."""
        tokens = tokens_of(option.palette)
        painter.save()
        painter.setFont(QApplication.font())
        cell = index.data(CELL_ROLE)
        if index.column() == 0:
            self._paint_action(painter, option, index, tokens)
        elif isinstance(cell, PlannedCell):
            _paint_cell(painter, option.rect, index, cell, tokens)
        else:
            painter.setPen(colour(tokens.text))
            _words(painter, _inner(option.rect), str(index.data() or ""))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def editorEvent(self, event: QEvent, _model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        """A press on a tick turns it."""
        if not isinstance(event, QMouseEvent) or event.type() != QEvent.Type.MouseButtonRelease:
            return False
        if not tick_place(option.rect).contains(event.position().toPoint()):
            return False
        if index.column() == 0:
            self._model.turn_row(index.row())
            return True
        if has_tick(index):
            self._model.turn_cell(index.row(), index.column())
            return True
        return False

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line to type in."""
        line = QLineEdit(parent)
        line.setAccessibleName(f"What {index.data(CELL_ROLE).cell} should say")
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What the file says, all of it chosen."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def _paint_action(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, tokens: Tokens) -> None:
        """The tick, and what the row does as sign, word and colour."""
        place = _inner(option.rect)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is not None:
            _paint_tick(painter, option.rect, on=Qt.CheckState(state) == Qt.CheckState.Checked)
        tone = tokens.tone(TONES[index.data(ACTION_ROLE)])
        font = badge_font(QApplication.font())
        words = str(index.data())
        left = place.left() + scaled(_TICK) + scaled(8)
        wide = min(QFontMetrics(font).horizontalAdvance(words) + scaled(16), place.right() - left)
        high = scaled(22)
        body = QRectF(left + 0.5, place.center().y() - high / 2 + 0.5, wide, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(tone.ink), 1))
        painter.setBrush(colour(tone.fill))
        painter.drawRoundedRect(body, scaled(4), scaled(4))
        painter.setFont(font)
        painter.drawText(body, int(Qt.AlignmentFlag.AlignCenter), words)


def has_tick(index: Index) -> bool:
    """Whether a cell shows a tick: where a value is replaced, and where one that is new was left out."""
    cell, tick = index.data(CELL_ROLE), index.data(TICK_ROLE)
    return tick is not None and (cell.state in ("change", "conflict") or not tick)


def tick_place(cell: QRect) -> QRect:
    """Where the tick of a row or cell stands."""
    side = scaled(_TICK)
    return QRect(cell.left() + scaled(_PAD), cell.center().y() - side // 2, side, side)


def _paint_cell(painter: QPainter, rect: QRect, index: Index, cell: PlannedCell, tokens: Tokens) -> None:
    typed = index.data(TYPED_ROLE)
    if typed is not None:
        font = QFont(QApplication.font())
        font.setItalic(True)
        painter.setFont(font)
        painter.setPen(colour(tokens.text))
        _words(painter, _inner(rect), f"{typed} …")
        return
    tick = index.data(TICK_ROLE)
    pale = bool(index.data(OUT_ROLE)) or (tick is False and cell.state != "conflict")
    tone = None if pale else _CELL_TONES.get(cell.state)
    if tone is not None:
        painter.fillRect(rect.adjusted(1, 1, -1, -1), colour(tokens.tone(tone).fill))
    ink = tokens.tone(tone).ink if tone is not None else tokens.secondary
    place = _inner(rect)
    if has_tick(index):
        _paint_tick(painter, rect, on=bool(tick))
        place.setLeft(place.left() + scaled(_TICK) + scaled(6))
    if tick is None and cell.state != "change":
        painter.setPen(colour(ink))
        _words(painter, place, shown(cell))
    else:
        _paint_both(painter, place, (cell.before, cell.after, tick is not False), ink)
    if cell.state in ("problem", "conflict") and not pale:
        _corner(painter, rect, tokens.tone(tone or "red").ink)


def _paint_both(painter: QPainter, place: QRect, words: tuple[str, str, bool], ink: str) -> None:
    """What stood there and what is to come: the one that will not stand there is struck through."""
    before, after, goes = words
    plain, struck = QApplication.font(), QFont(QApplication.font())
    struck.setStrikeOut(True)
    painter.setPen(colour(ink))
    if before:
        metrics = QFontMetrics(struck if goes else plain)
        fits = metrics.elidedText(" ".join(before.split()), Qt.TextElideMode.ElideRight, place.width() // 2)
        painter.setFont(struck if goes else plain)
        painter.drawText(place, _MIDDLE, fits)
        place.setLeft(place.left() + metrics.horizontalAdvance(fits) + scaled(8))
    painter.setFont(plain if goes else struck)
    _words(painter, place, after)


def _paint_tick(painter: QPainter, cell: QRect, *, on: bool) -> None:
    box = QStyleOptionButton()
    box.rect = tick_place(cell)
    box.palette = QPalette(QApplication.palette())
    box.state = QStyle.StateFlag.State_Enabled | (QStyle.StateFlag.State_On if on else QStyle.StateFlag.State_Off)
    QApplication.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, box, painter)


def _words(painter: QPainter, place: QRect, words: str) -> None:
    fits = QFontMetrics(painter.font()).elidedText(
        " ".join(words.split()), Qt.TextElideMode.ElideRight, max(0, place.width())
    )
    painter.drawText(place, _MIDDLE, fits)


def _inner(rect: QRect) -> QRect:
    return rect.adjusted(scaled(_PAD), 0, -scaled(_PAD) // 2, 0)


def _corner(painter: QPainter, rect: QRect, ink: str) -> None:
    """The mark of a cell that wants looking at, beside its colour."""
    side = scaled(8)
    corner = QPoint(rect.right(), rect.top())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(ink))
    painter.drawPolygon(QPolygon([corner, corner - QPoint(side, 0), corner + QPoint(0, side)]))
