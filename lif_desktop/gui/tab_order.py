"""Lets Tab go through a page in the order in which its parts stand, where some of them are made later than others."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def tab_in_order(page: QWidget) -> None:
    """Make Tab go from part to part of `page` as its layouts hold them."""
    for before, after in pairwise(parts_of(page)):
        QWidget.setTabOrder(before, after)


def parts_of(widget: QWidget) -> Iterator[QWidget]:
    """The parts of `widget` that take the focus, hidden ones too, in the order of its layouts."""
    layout = widget.layout()
    scrolled = widget.widget() if isinstance(widget, QScrollArea) else None
    if scrolled is not None:
        yield from parts_of(scrolled)
    elif widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    elif layout is not None:
        yield from _in_layout(layout)
    else:
        children = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        for child in children:
            yield from parts_of(child)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            yield from _in_layout(inner)
        elif widget is not None:
            yield from parts_of(widget)
