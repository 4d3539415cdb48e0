"""What a register's page can show in the place of its list: a heat map, a year, a chart; made when first chosen."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from lif_desktop.office import Office

MakeView = Callable[[Office], QWidget]
"""Makes a widget with `reload()`; it may have the signals changed(batch), said(sentence), open_asked(register, id)
and new_asked(register, values)."""


@dataclass(frozen=True)
class PageView:
    """One way to look at a register: its words on the switch, its tool tip, and what makes it."""

    words: str
    tip: str
    make: MakeView


def page_views(key: str) -> tuple[PageView, ...]:
    """The ways to look at register `key` beside its list."""
    return _VIEWS.get(key, ())


_VIEWS: dict[str, tuple[PageView, ...]] = {}
