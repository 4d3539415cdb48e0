"""The way from what is missing or due to where it is mended: the tab of a record, its lines, one line, a field."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from lif_desktop.gui.lines import bring_into_view
from lif_desktop.gui.record_tabs import record_tabs

if TYPE_CHECKING:
    from lif_desktop.gui.detail import DetailPane

_LINKED = ("Linked", "Learning")
"""The tab of what hangs on a record through links."""


def lead(pane: "DetailPane", own: str, key: str, number: int, field: str, *, add: bool = False) -> None:
    """Show in the pane of a record of register `own` where something stands, with the cursor in it.

    `key` and `number` are those of the record itself or of a line of it, and `field` is a field of that. For the
    record itself `field` may be a register of its lines: they are shown, or with `add` the form of a new one.
    """
    if key == own and field in pane.form.boxes:
        pane.show_field(field)
        return
    lines = field if key == own else key
    words = tab_of(own, lines)
    if words is None:
        there = [tab.text() for tab in pane.tabs.tabs]
        pane.show_tab(next((tab for tab in _LINKED if tab in there), there[0]))
        return
    pane.show_tab(words)
    page = pane.page(pane.tabs.current())
    if key == own:
        lead_within(page, lines, 0, "", add=add)
    else:
        lead_within(page, lines, number, field, add=add)


def tab_of(own: str, lines: str) -> str | None:
    """The words of the tab in which a record of register `own` shows its lines of a kind; None where it shows none."""
    from lif_desktop.gui.detail import line_tabs

    for tab in record_tabs(own):
        if lines in tab.lines:
            return tab.words
    return next((words for words, _, kinds in line_tabs(own) if lines in {kind.key for kind in kinds}), None)


def lead_within(page: QWidget, lines: str, number: int, field: str, *, add: bool) -> None:
    """Show a line in the pane of a tab, all of its kind for 0, or with `add` the form of a new one.

    A pane has its lines in `panes`, each with `lead_to(number, field, add=…)` or at least `open_form(number)`, or it
    shows them by itself with `show_line(register, number, field)`. With `begin_line(register)` it asks for a new one
    in a way of its own.
    """
    pane: Any = getattr(page, "panes", {}).get(lines)
    if add and hasattr(page, "begin_line"):
        page.begin_line(lines)
    elif hasattr(pane, "lead_to"):
        pane.lead_to(number, field, add=add)
    elif hasattr(page, "show_line"):
        page.show_line(lines, number, field)
    elif pane is not None and (number or add):
        pane.open_form(number or None)
        boxes = getattr(getattr(page, "panel", None), "boxes", {})
        if field in boxes:
            box = boxes[field]
            box.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
            QTimer.singleShot(1, box, partial(bring_into_view, box))  # after what the pane itself scrolls to
