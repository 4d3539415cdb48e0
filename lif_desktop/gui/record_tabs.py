"""The tabs that a record of one register has beyond what every record has, each made when it is first chosen."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from lif_desktop.office import Office

MakePane = Callable[[Office], QWidget]
"""Makes a pane with `load(number)`; it may have the signals changed, said, open_asked, new_asked, tab_asked and
field_asked (the key of a field that the Details form is to show)."""


@dataclass(frozen=True)
class RecordTab:
    """A tab: its words, its tool tip, and what makes the pane in it."""

    words: str
    tip: str
    make: MakePane


def record_tabs(key: str) -> tuple[RecordTab, ...]:
    """The tabs of a record of register `key`, which stand after Details."""
    return _TABS.get(key, ())


def _stages(office: Office) -> QWidget:
    from lif_desktop.gui.stages import StagesPane

    return StagesPane(office)


_TABS: dict[str, tuple[RecordTab, ...]] = {
    "reviews": (RecordTab("Stages", "Clock and stages", _stages),),
}
