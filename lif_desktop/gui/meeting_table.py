"""A table of lines whose columns have widths of their own, some of which take what room is left."""

from collections.abc import Mapping
from typing import ClassVar

from lif_desktop.gui.lines import LinesView
from lif_desktop.gui.palette import scaled
from lif_desktop.registers.field import Field


class MeetingTable(LinesView):
    """Lines of a meeting. `pixels` are widths at 100 % text by column; those of `grows` share what is left."""

    most = 24
    pixels: ClassVar[Mapping[str, int]] = {}
    grows: ClassVar[tuple[str, ...]] = ()

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
