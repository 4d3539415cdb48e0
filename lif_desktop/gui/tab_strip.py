"""Tabs that wrap: all of them can be seen at every width and text size."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QSizePolicy, QWidget

from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.palette import colour, scaled, tokens_of

_BESIDE = (18, 14, 10)
"""Room beside the words of a tab, in pixels at 100 % text: the most with which all tabs stand on one line."""
_HIGH, _LOW = 32, 26
"""Height of a tab in pixels at 100 % text: on one or two lines, and where there are more of them."""
_GAP = 2


class _Tab(QAbstractButton):
    """One tab: words, with a bar of the accent beneath while it is the chosen one."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.beside, self.high = _BESIDE[0], _HIGH
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _bold(self) -> QFont:
        font = QFont(QApplication.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def sizeHint(self) -> QSize:
        """Room for the words in their bolder face."""
        metrics = QFontMetrics(self._bold())
        high = max(scaled(self.high), metrics.height() + scaled(self.high - 20))
        return QSize(metrics.horizontalAdvance(self.text()) + scaled(self.beside), high)

    def minimumSizeHint(self) -> QSize:
        """No smaller than the words need."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words, the bar of the chosen tab, and the ring of the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        place = QRectF(self.rect())
        if self.underMouse() and not self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens.hover))
            painter.drawRoundedRect(place.adjusted(1, 2, -1, -scaled(4)), 4, 4)
        painter.setFont(self._bold() if self.isChecked() else QApplication.font())
        painter.setPen(colour(tokens.accent if self.isChecked() else tokens.secondary))
        painter.drawText(place.adjusted(0, 0, 0, -2), int(Qt.AlignmentFlag.AlignCenter), self.text())
        if self.isChecked():
            high = scaled(3)
            bar = QRectF(scaled(6), place.bottom() - high, place.width() - scaled(12), high)
            painter.fillRect(bar, colour(tokens.accent))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(tokens.accent), 2))
            painter.drawRoundedRect(place.adjusted(1, 2, -1, -scaled(4)), 4, 4)


class TabStrip(QWidget):
    """A row of tabs, or several rows where they do not fit. Left and Right go from tab to tab.

    Signal `chosen(int)`: the place of the tab that was chosen.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs: list[_Tab] = []
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._toggled)
        self._line = WrapLayout(self, gap=_GAP, line_gap=0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_tabs(self, labels: Sequence[tuple[str, str]]) -> None:
        """Show these tabs, each (words, tool tip); the first is chosen."""
        for place, (text, tip) in enumerate(labels):
            tab = _Tab(text, self)
            tab.setToolTip(tip)
            tab.setAccessibleName(f"{text}, tab {place + 1} of {len(labels)}")
            self._group.addButton(tab, place)
            self._line.addWidget(tab)
            self.tabs.append(tab)
        if self.tabs:
            self.tabs[0].setChecked(True)

    def current(self) -> int:
        """The place of the chosen tab; -1 without tabs."""
        return self._group.checkedId()

    def choose(self, place: int) -> None:
        """Choose a tab by its place."""
        self.tabs[place].setChecked(True)

    def refit(self) -> None:
        """Take the size of text that is set now."""
        self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the tabs together where that keeps them on one line."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        whole = 0
        for beside in _BESIDE:
            for tab in self.tabs:
                tab.beside = beside
            whole = sum(tab.sizeHint().width() + _GAP for tab in self.tabs) - _GAP
            if whole <= width:
                break
        for tab in self.tabs:
            tab.high = _LOW if whole > 2 * width else _HIGH
        for tab in self.tabs:
            tab.updateGeometry()
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A hair line under the tabs."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour(tokens_of(self).line))

    def _toggled(self, place: int, on: bool) -> None:
        if on:
            self.chosen.emit(place)
