"""Paints the cells of a register a row at a time, quickly enough to scroll through any number of rows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QApplication, QTableView

from lif_desktop.gui.badge import badge_font, paint_badge
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.table_model import RegisterTableModel, as_register_model
from lif_desktop.gui.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAD = 10
_MOST_KEPT = 20_000
_LONGEST_LINE = 400
Column = tuple[int, int, int]
"""The number of a column, where it begins in the viewport, and its width."""


class CellPainter:
    """Paints what a view shows. Qt's own way, a call for each cell, took three times as long (measured).

    The ground is painted by rows, the words by cells; what fits into a width is kept, since most frames show what
    the one before did.
    """

    def __init__(self, view: QTableView) -> None:
        self._view = view
        self._fits: dict[tuple[str, int], tuple[str, int]] = {}
        self.refit()

    def refit(self) -> None:
        """Take the text size that is set now."""
        self._font = QFont(QApplication.font())
        self._metrics = QFontMetrics(self._font)
        self._badge_font = badge_font(self._font)
        self._pad = scaled(_PAD)
        self._fits.clear()

    def paint(self, painter: QPainter, part: QRect) -> None:
        """Paint the part of the viewport that is asked for."""
        view, model, tokens = self._view, as_register_model(self._view.model()), tokens_of(self._view)
        painter.fillRect(part, colour(tokens.base))
        first, last = view.rowAt(part.top()), view.rowAt(part.bottom())
        if first < 0:
            return
        rows = range(first, (last if last >= 0 else model.rowCount() - 1) + 1)
        columns = self._columns(part)
        self._paint_grounds(painter, rows, part, tokens)
        chosen = self._paint_chosen(painter, rows, columns, tokens)
        painter.setFont(self._font)
        for column in columns:
            self._paint_column(painter, model, rows, column, tokens, chosen)
        self._paint_cursor(painter, tokens)

    def _columns(self, part: QRect) -> list[Column]:
        view = self._view
        found = []
        for column in range(view.model().columnCount()):
            left, width = view.columnViewportPosition(column), view.columnWidth(column)
            if width and left <= part.right() and left + width > part.left():
                found.append((column, left, width))
        return found

    def _paint_grounds(self, painter: QPainter, rows: range, part: QRect, tokens: Tokens) -> None:
        view = self._view
        height, current = view.rowHeight(rows.start), view.currentIndex().row()
        top = view.rowViewportPosition(rows.start)
        for row in rows:
            if row == current or row % 2:
                ground = colour(tokens.near if row == current else tokens.alternate)
                painter.fillRect(part.left(), top + (row - rows.start) * height, part.width(), height, ground)

    def _paint_chosen(
        self, painter: QPainter, rows: range, columns: "Sequence[Column]", tokens: Tokens
    ) -> set[tuple[int, int]]:
        view = self._view
        top, height = view.rowViewportPosition(rows.start), view.rowHeight(rows.start)
        chosen: set[tuple[int, int]] = set()
        for piece in view.selectionModel().selection().toList():
            seen = range(max(rows.start, piece.top()), min(rows.stop, piece.bottom() + 1))
            for column, left, width in columns:
                if seen and piece.left() <= column <= piece.right():
                    begin = top + (seen.start - rows.start) * height
                    painter.fillRect(left, begin, width, len(seen) * height, colour(tokens.selection))
                    chosen.update((row, column) for row in seen)
        return chosen

    def _paint_column(
        self,
        painter: QPainter,
        model: RegisterTableModel,
        rows: range,
        place: Column,
        tokens: Tokens,
        chosen: set[tuple[int, int]],
    ) -> None:
        column, left, width = place
        height = self._view.rowHeight(rows.start)
        top = self._view.rowViewportPosition(rows.start)
        base = (height + self._metrics.ascent() - self._metrics.descent()) // 2
        start, room = left + self._pad, width - self._pad - self._pad // 2
        right = model.columns[column].kind in ("whole", "decimal")
        plain, picked = colour(tokens.text), colour(tokens.selected)
        for row in rows:
            status = model.status_at(row, column)
            if status is not None:
                paint_badge(painter, QRect(start, top, room, height), status, tokens, self._badge_font)
            elif model.problem_at(row, column):
                self._paint_held(painter, QRect(left, top, width, height), model.text_at(row, column), tokens)
            elif text := model.text_at(row, column):
                fits, needs = self._fitted(text, room)
                painter.setPen(picked if (row, column) in chosen else plain)
                painter.drawText(start + room - needs if right else start, top + base, fits)
            top += height

    def _fitted(self, text: str, room: int) -> tuple[str, int]:
        """The text, cut to the room with an ellipsis, and its width."""
        found = self._fits.get((text, room))
        if found is None:
            if len(self._fits) > _MOST_KEPT:
                self._fits.clear()
            line = text[:_LONGEST_LINE].replace("\n", " · ")
            needs = self._metrics.horizontalAdvance(line)
            if needs > room:
                line = self._metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)
                needs = self._metrics.horizontalAdvance(line)
            found = self._fits[text, room] = line, needs
        return found

    def _paint_held(self, painter: QPainter, cell: QRect, text: str, tokens: Tokens) -> None:
        """A cell whose text could not go in: red, with a corner so that it is not told by colour alone."""
        tone = tokens.tone("red")
        painter.fillRect(cell, colour(tone.fill))
        fits, _ = self._fitted(text, cell.width() - self._pad - self._pad // 2)
        painter.setPen(colour(tone.ink))
        inner = cell.adjusted(self._pad, 0, 0, 0)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), fits)
        side, corner = scaled(8), QPoint(cell.right(), cell.top())
        painter.setBrush(colour(tone.ink))
        painter.drawPolygon(QPolygon([corner, corner - QPoint(side, 0), corner + QPoint(0, side)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_cursor(self, painter: QPainter, tokens: Tokens) -> None:
        index = self._view.currentIndex()
        if index.isValid() and self._view.hasFocus():
            painter.setPen(QPen(colour(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._view.visualRect(index).adjusted(1, 1, -1, -1))
