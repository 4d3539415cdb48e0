"""A table of lines whose columns have widths of their own, some of which take what room is left."""

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea

from lif_desktop.gui.lines import LinesView
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.table_model import RegisterTableModel
from lif_desktop.registers.field import Field


class MeetingTable(LinesView):
    """Lines of a meeting. `pixels` are widths at 100 % text by column; those of `grows` share what is left."""

    most = 24
    pixels: ClassVar[Mapping[str, int]] = {}
    grows: ClassVar[tuple[str, ...]] = ()

    def keep_in_sight(self) -> None:
        """Scroll the page around so that the cell with the cursor is seen, while one types or walks here."""
        index, typed = self.currentIndex(), self.open_editor()
        if not index.isValid() or not (self.hasFocus() or typed is not None):
            return
        self.scrollTo(index)
        place = self.visualRect(index)
        around = self.parentWidget()
        while around is not None:
            body = around.widget() if isinstance(around, QScrollArea) else None
            if isinstance(around, QScrollArea) and body is not None:
                at = self.viewport().mapTo(body, place.center())
                around.ensureVisible(at.x(), at.y(), 0, place.height() + scaled(8))
            around = around.parentWidget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows that came or went move the cell with the cursor."""
        super().resizeEvent(event)
        self._later.start()

    def _wire(self, model: RegisterTableModel) -> None:
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.keep_in_sight)
        super()._wire(model)
        self.selectionModel().currentChanged.connect(lambda _new, _old: self._later.start())
        for told in (model.dataChanged, model.modelReset):
            told.connect(lambda *_told: self._later.start())

    def _wanted(self, field: Field) -> float:
        return self.pixels.get(field.key) or super()._wanted(field)

    def _lay_widths(self) -> None:
        if self._natural:
            model = self.register_model()
            places = [model.column_of(key) for key in self.grows]
            shown = self.shown_columns()
            others = sum(self._natural[place] for place in shown if place not in places)
            least = [self.pixels[key] for key in self.grows]
            room = self.viewport().width() * 100 / scaled(100) - others - sum(least)
            for place, width in zip(places, least, strict=True):
                self._natural[place] = width + max(0.0, room / len(places))
        super()._lay_widths()
