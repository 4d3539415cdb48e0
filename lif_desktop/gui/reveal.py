"""Brings a part of a page that scrolls into view, once the layouts have come to rest."""

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from lif_desktop.gui.palette import scaled

_ABOVE = 8


class Reveal(QTimer):
    """Scrolls `area` to a widget inside it as soon as the window answers again. `to_top` puts it at the upper edge."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area, singleShot=True, interval=0)
        self._area = area
        self._widget: QWidget | None = None
        self._to_top = False
        self.timeout.connect(self._scroll)

    def show_widget(self, widget: QWidget, *, to_top: bool = False) -> None:
        """Bring a widget into view: whole where it fits, its beginning otherwise."""
        self._widget, self._to_top = widget, to_top
        self.start()

    def _scroll(self) -> None:
        body, widget = self._area.widget(), self._widget
        self._widget = None
        if widget is None or body is None or not body.isAncestorOf(widget):
            return
        body.layout().activate()
        top = widget.mapTo(body, QPoint(0, 0)).y() - scaled(_ABOVE)
        bottom = top + widget.height() + 2 * scaled(_ABOVE)
        bar = self._area.verticalScrollBar()
        low = bottom - self._area.viewport().height()
        bar.setValue(top if self._to_top or bar.value() > top else min(top, max(bar.value(), low)))
