"""The table of an import plan: old struck through, new beside it, what is held back in red with its reason."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from lif_desktop.gui.badge import badge_font
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.plan_model import ACTION_ROLE, CELL_ROLE, LEAD, TONES, PlanModel
from lif_desktop.gui.tokens import Tokens
from lif_desktop.sheets.planned import PlannedCell

Index = QModelIndex | QPersistentModelIndex
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_PAD = 8
_TICK = 18
_BOTH = 270
"""Width in pixels at 100 % text of a column that shows what stood there beside what will."""
_CELL_TONES = {"add": "green", "change": "amber", "problem": "red"}


class PlanDelegate(QStyledItemDelegate):
    """Paints the cells of a plan, and turns the tick of a row."""

    def __init__(self, view: "PlanView") -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell: its ground by what becomes of it, its words, its edge where the cursor is."""
        tokens = tokens_of(option.palette)
        painter.save()
        painter.setFont(QApplication.font())
        cell = index.data(CELL_ROLE)
        if index.column() == 0:
            self._paint_action(painter, option, index, tokens)
        elif isinstance(cell, PlannedCell):
            self._paint_cell(painter, option.rect, cell, tokens)
        else:
            painter.setPen(colour(tokens.text))
            self._words(painter, _inner(option.rect), str(index.data() or ""))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def editorEvent(
        self, event: QEvent, _model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A press on the tick turns it; nothing else is edited here."""
        if index.column() or not isinstance(event, QMouseEvent) or event.type() != QEvent.Type.MouseButtonRelease:
            return False
        if tick_place(option.rect).contains(event.position().toPoint()):
            self._view.turn(index.row())
            return True
        return False

    def _paint_action(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, tokens: Tokens) -> None:
        """The tick, and what the row does as sign, word and colour."""
        place = _inner(option.rect)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is not None:
            box = QStyleOptionButton()
            box.rect = tick_place(option.rect)
            on = Qt.CheckState(state) == Qt.CheckState.Checked
            box.state = QStyle.StateFlag.State_Enabled | (
                QStyle.StateFlag.State_On if on else QStyle.StateFlag.State_Off
            )
            QApplication.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, box, painter)
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

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: PlannedCell, tokens: Tokens) -> None:
        tone = _CELL_TONES.get(cell.state)
        if tone is not None:
            painter.fillRect(rect.adjusted(1, 1, -1, -1), colour(tokens.tone(tone).fill))
        place = _inner(rect)
        if cell.state == "change" and cell.before:
            place.setLeft(self._paint_before(painter, place, cell.before, tokens))
        painter.setPen(colour(tokens.tone(tone).ink if tone is not None else tokens.secondary))
        words = cell.after if cell.state in ("add", "change") else cell.text or cell.before
        self._words(painter, place, words)
        if cell.state == "problem":
            _corner(painter, rect, tokens)

    def _paint_before(self, painter: QPainter, place: QRect, words: str, tokens: Tokens) -> int:
        """What stood there, struck through; gives where the new words begin."""
        font = QFont(QApplication.font())
        font.setStrikeOut(True)
        metrics = QFontMetrics(font)
        fits = metrics.elidedText(" ".join(words.split()), Qt.TextElideMode.ElideRight, place.width() // 2 - scaled(8))
        painter.setFont(font)
        painter.setPen(colour(tokens.tone("amber").ink))
        painter.drawText(place, _MIDDLE, fits)
        painter.setFont(QApplication.font())
        return place.left() + metrics.horizontalAdvance(fits) + scaled(8)

    def _words(self, painter: QPainter, place: QRect, words: str) -> None:
        fits = QFontMetrics(painter.font()).elidedText(
            " ".join(words.split()), Qt.TextElideMode.ElideRight, max(0, place.width())
        )
        painter.drawText(place, _MIDDLE, fits)


class PlanView(QTableView):
    """The table. Space ticks a row; a press on the tick does too. Signal `place_changed()` when the cursor moves."""

    place_changed = Signal()

    def __init__(self, model: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = model
        self.setModel(model)
        self.setItemDelegate(PlanDelegate(self))
        self.setAccessibleName("Rows of the file")
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        model.modelReset.connect(self.refit)
        self.refit()

    def refit(self) -> None:
        """Take the size of text that is set now."""
        self.verticalHeader().setDefaultSectionSize(scaled(32))
        changed = self._plan.changed_places()
        for column in range(self._plan.columnCount()):
            wide = self._wanted(column)
            if column - LEAD in changed:
                wide = max(wide, _BOTH)
            self.setColumnWidth(column, scaled(wide))

    def go(self, row: int, column: int) -> None:
        """Put the cursor on a cell and bring it into view."""
        self.setCurrentIndex(self._plan.index(row, column))
        self.scrollTo(self.currentIndex())

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Tell that the cursor has moved."""
        super().currentChanged(current, previous)
        self.place_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the row of the cursor."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.isValid():
            self.turn(index.row())
            return
        super().keyPressEvent(event)

    def turn(self, row: int) -> None:
        """Tick a row, or take its tick away."""
        index = self._plan.index(row, 0)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is not None:
            on = Qt.CheckState(state) == Qt.CheckState.Checked
            wanted = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
            self._plan.setData(index, wanted, Qt.ItemDataRole.CheckStateRole)

    def _wanted(self, column: int) -> int:
        if column < LEAD:
            return (150, 56, 126)[column]
        plan = self._plan.plan
        field = plan.columns[column - LEAD].field if plan is not None else None
        return 150 if field is None else max(116, min(210, field.width * 8))


def tick_place(cell: QRect) -> QRect:
    """Where the tick of a row stands within its first cell."""
    side = scaled(_TICK)
    return QRect(cell.left() + scaled(_PAD), cell.center().y() - side // 2, side, side)


def _inner(rect: QRect) -> QRect:
    return rect.adjusted(scaled(_PAD), 0, -scaled(_PAD) // 2, 0)


def _corner(painter: QPainter, rect: QRect, tokens: Tokens) -> None:
    """The mark of a cell that is held back, beside its colour."""
    side = scaled(8)
    corner = QPoint(rect.right(), rect.top())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(tokens.tone("red").ink))
    painter.drawPolygon(QPolygon([corner, corner - QPoint(side, 0), corner + QPoint(0, side)]))
