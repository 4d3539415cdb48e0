"""A wide table of states: names stay at the left and headings at the top while the rest scrolls both ways."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QWidget

from lif_desktop.gui.labels import font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.state_grid import StateGrid, fitted, heading_font

_WIDEST_NAME, _LEAST_NAME, _PAD = 230, 108, 8
"""In pixels at 100 % text."""
_MIDDLE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class _Names(QHeaderView):
    """The names of the rows, on the same stripes as their states."""

    def __init__(self, grid: "WideGrid") -> None:
        super().__init__(Qt.Orientation.Vertical, grid)
        self._grid = grid

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint a name, on two lines where it needs them."""
        tokens = tokens_of(self)
        painter.save()
        painter.fillRect(rect, colour(tokens.alternate if section % 2 else tokens.base))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), colour(tokens.line))
        painter.setFont(font_for("strong"))
        painter.setPen(colour(tokens.text))
        room = rect.adjusted(scaled(_PAD), scaled(2), -scaled(_PAD), -scaled(2))
        words = fitted(self._grid.rows()[section].name, painter.font(), room.size())
        painter.drawText(room, _MIDDLE | int(Qt.TextFlag.TextWordWrap), words)
        painter.restore()


class WideGrid(StateGrid):
    """Like a `StateGrid`, for many columns: the names of the rows never scroll out of sight."""

    def __init__(self, name: str, parent: QWidget | None = None, *, whole_rows: bool = False) -> None:
        super().__init__(name, parent, whole_rows=whole_rows)
        names = _Names(self)
        names.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setVerticalHeader(names)
        names.show()
        self.setColumnHidden(0, True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:
        """A few rows; the rest scrolls."""
        return QSize(scaled(240), scaled(190))

    def _lay_widths(self) -> None:
        """Each column as wide as its states need; names up to their most, on two lines where they need more."""
        strong = QFontMetrics(font_for("strong"))
        widest = max((strong.horizontalAdvance(row.name) for row in self.rows()), default=0) + scaled(2 * _PAD)
        self.verticalHeader().setFixedWidth(max(scaled(_LEAST_NAME), min(widest, scaled(_WIDEST_NAME))))
        heading = QFontMetrics(heading_font())
        for column, words in enumerate(self.headings()[1:], 1):
            lines = words.split("\n")[1:]
            below = max((heading.horizontalAdvance(line) for line in lines), default=0) + scaled(2 * _PAD)
            self.horizontalHeader().resizeSection(column, max(below, self._wanted(column, tight=False)))
        self.horizontalHeader().setFixedHeight(self._heading_height())
        self.verticalHeader().setDefaultSectionSize(max(scaled(48), 2 * strong.height() + scaled(4)))
