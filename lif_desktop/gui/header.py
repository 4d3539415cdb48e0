"""The headings of a register: sorted by click, several with Shift, and a filter line under each when asked for."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QHeaderView, QLineEdit, QTableView

from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.table_model import RegisterTableModel, as_register_model
from lif_desktop.office.sieve import EMPTY_MARK, Sorting

_PAD = 10
_HEIGHT = 32
_FILTER_HEIGHT = 38


class RegisterHeader(QHeaderView):
    """Headings that sort and, below them, one line for each column to filter by.

    Signals: `sorting_asked(list of (key, downwards))`; `filter_typed(key, words)`; `filter_left()` when
    Enter or Down leads from a filter line into the table; `filter_entered(column)` when the cursor comes
    into one.
    """

    sorting_asked = Signal(object)
    filter_typed = Signal(str, str)
    filter_left = Signal()
    filter_entered = Signal(int)

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self._lines: list[QLineEdit] = []
        self._open = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.sectionResized.connect(self._place)
        self.sectionMoved.connect(self._place)
        self.geometriesChanged.connect(self._place)
        self.refit()

    def refit(self) -> None:
        """Take the text size that is set now."""
        self._font = QFont(QApplication.font())
        self._font.setPointSizeF(self._font.pointSizeF() * 0.92)
        self._font.setWeight(QFont.Weight.DemiBold)
        self.setMinimumSectionSize(scaled(48))
        self.updateGeometry()
        self._place()

    # filter lines

    def filters_open(self) -> bool:
        """Whether the filter lines are shown."""
        return self._open

    def open_filters(self, shown: bool) -> None:
        """Show or hide the filter lines; hiding them takes their filters away."""
        if shown and not self._lines:
            self._make_lines()
        self._open = shown
        for line in self._lines:
            if not shown:
                line.clear()
            line.setVisible(shown)
        self.updateGeometries()
        self.geometriesChanged.emit()
        self.updateGeometry()
        self._place()

    def filter_line(self, column: int) -> QLineEdit:
        """The filter line under a column. IndexError before the lines were first shown."""
        return self._lines[column]

    def clear_lines(self) -> None:
        """Empty every filter line."""
        for line in self._lines:
            line.clear()

    def _make_lines(self) -> None:
        model = as_register_model(self.model())
        for column, field in enumerate(model.columns):
            line = QLineEdit(self)
            line.setClearButtonEnabled(True)
            line.setPlaceholderText("Filter")
            line.setAccessibleName(f"Filter {field.label}")
            line.setToolTip(f"Words to find in {field.label}; {EMPTY_MARK} alone finds the empty ones")
            line.textChanged.connect(_typing(self, field.key))
            line.installEventFilter(self)
            line.setProperty("column", column)
            self._lines.append(line)
        for before, after in zip(self._lines, [*self._lines[1:], self._table], strict=True):
            QTableView.setTabOrder(before, after)

    def _place(self) -> None:
        height = scaled(_FILTER_HEIGHT)
        for column, line in enumerate(self._lines):
            left = self.sectionViewportPosition(column)
            width = self.sectionSize(column)
            line.setGeometry(left + 2, self.height() - height + 2, max(0, width - 4), height - 6)
            line.setVisible(self._open and not self.isSectionHidden(column))

    # what Qt asks

    def sizeHint(self) -> QSize:
        """Room for the headings and the filter lines."""
        hint = super().sizeHint()
        return QSize(hint.width(), scaled(_HEIGHT) + (scaled(_FILTER_HEIGHT) if self._open else 0))

    def updateGeometries(self) -> None:
        """Keep the headings above the filter lines."""
        self.setViewportMargins(0, 0, 0, scaled(_FILTER_HEIGHT) if self._open else 0)
        super().updateGeometries()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lead from a filter line into the table, and follow the cursor into one that is out of sight."""
        if isinstance(watched, QLineEdit):
            if event.type() == QEvent.Type.FocusIn:
                self.filter_entered.emit(int(watched.property("column")))
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._filter_key(watched, event)
        return super().eventFilter(watched, event)

    def _filter_key(self, line: QLineEdit, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.filter_left.emit()
            return True
        if event.key() == Qt.Key.Key_Escape and line.text():
            line.clear()
            return True
        return False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click sorts; a drag of an edge does not."""
        pressed = self._pressed_section
        self._pressed_section = -1
        resized = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        super().mouseReleaseEvent(event)
        at = self.logicalIndexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0 and at == pressed and not resized:
            self.ask_sorting(at, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began."""
        self._pressed_section = self.logicalIndexAt(event.position().toPoint())
        super().mousePressEvent(event)

    _pressed_section = -1

    def ask_sorting(self, column: int, added: bool) -> None:
        """Sort by a column: upwards, then downwards, then not; `added` keeps the others as stronger ones."""
        model = as_register_model(self.model())
        self.sorting_asked.emit(next_sorting(model.sorting(), model.columns[column].key, added))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """A flat heading with the arrow and the place of its sorting."""
        model = self.model()
        if not isinstance(model, RegisterTableModel) or not rect.isValid():
            return
        tokens = tokens_of(self)
        field = model.columns[section]
        pointed = self.underMouse() and rect.contains(self.mapFromGlobal(self.cursor().pos()))
        painter.fillRect(rect, colour(tokens.hover if pointed else tokens.base))
        painter.setPen(colour(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.right(), rect.top() + scaled(8), rect.right(), rect.bottom() - scaled(8))
        place, downwards = _place_of(model.sorting(), field.key)
        inner = rect.adjusted(scaled(_PAD), 0, -scaled(_PAD // 2), 0)
        room = inner.width() - (scaled(22) if place else 0)
        metrics = QFontMetrics(self._font)
        words = metrics.elidedText(field.label, Qt.TextElideMode.ElideRight, room)
        side = Qt.AlignmentFlag.AlignRight if field.kind in ("whole", "decimal") else Qt.AlignmentFlag.AlignLeft
        filtered = field.key in model.column_filters()
        painter.setFont(self._font)
        painter.setPen(colour(tokens.accent if place or filtered else tokens.text))
        painter.drawText(
            inner.adjusted(0, 0, room - inner.width(), 0), int(side | Qt.AlignmentFlag.AlignVCenter), words
        )
        if place:
            left = inner.left() + min(room, metrics.horizontalAdvance(words)) + scaled(6)
            if side == Qt.AlignmentFlag.AlignRight:
                left = inner.right() - scaled(16)
            number = str(place) if len(model.sorting()) > 1 else ""
            _paint_arrow(painter, QPointF(left, rect.center().y()), downwards, number, tokens.accent)
        if filtered:
            painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), colour(tokens.accent))


def next_sorting(sorting: Sequence[Sorting], key: str, added: bool) -> list[Sorting]:
    """What a click on a heading makes of a sorting; `added` is Shift: the other columns stay and stay stronger."""
    place, downwards = _place_of(sorting, key)
    others = [one for one in sorting if one[0] != key] if added else []
    if not place:
        return [*others, (key, False)]
    if downwards:
        return others
    if not added:
        return [(key, True)]
    return [(key, True) if one[0] == key else one for one in sorting]


def _place_of(sorting: Sequence[Sorting], key: str) -> tuple[int, bool]:
    """The place (from 1, 0 for none) of a column in a sorting, and whether it sorts downwards."""
    return next(((at, down) for at, (one, down) in enumerate(sorting, 1) if one == key), (0, False))


def _typing(header: RegisterHeader, key: str) -> Callable[[str], None]:
    return lambda words: header.filter_typed.emit(key, words)


def _paint_arrow(painter: QPainter, at: QPointF, downwards: bool, number: str, ink: str) -> None:
    half, rise = scaled(4), scaled(3) if downwards else -scaled(3)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(ink))
    tip = at + QPointF(half, rise)
    painter.drawPolygon(QPolygonF([tip, at + QPointF(0, -rise), at + QPointF(2 * half, -rise)]))
    if number:
        painter.setPen(QPen(colour(ink)))
        font = QFont(painter.font())
        font.setPointSizeF(font.pointSizeF() * 0.8)
        painter.setFont(font)
        painter.drawText(QRectF(at.x() + 2 * half + 2, at.y() - 12, 20, 24), int(Qt.AlignmentFlag.AlignVCenter), number)
    painter.restore()
