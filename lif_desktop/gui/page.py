"""What the window asks of each of its pages, and what a page tells the window."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """One page of the window: Home, or a register. A page overrides what it can do and names it in `can`.

    Signals: `changed()` after the page has written to the office, so that every page reloads;
    `counted(words)` for the status bar ("6 of 120 reviews"); `said(sentence)` for a short notice;
    `open_record(register, id)` to go to a record of any register; `open_field(register, id, field)` to one of its
    fields or lines; `asked(key)` to press one of the window's actions by key ("make_paper").
    """

    changed = Signal()
    counted = Signal(str)
    said = Signal(str)
    open_record = Signal(str, int)
    open_field = Signal(str, int, str)
    asked = Signal(str)

    can: ClassVar[frozenset[str]] = frozenset()
    """What the page can do of "new", "filter", "full_form", "import", "tracker", "print"."""

    def reload(self) -> None:
        """Show the office as it is now; what is being typed stays."""

    def show_record(self, number: int) -> None:
        """Bring a record into view and choose it."""

    def current_id(self) -> int:
        """The record that is chosen; -1 when there is none."""
        return -1

    def lead_to(self, key: str, number: int, field: str, *, add: bool = False) -> None:
        """Show a field, the lines or one line of the record that is chosen, or begin a new line there."""

    def panes(self) -> list[QWidget]:
        """The parts of the page that F6 goes through, in order."""
        return [self]

    def may_leave(self) -> bool:
        """Whether the page can be closed now: nothing typed would be lost."""
        return True

    def new_record(self) -> None:
        """Begin a new record."""

    def focus_filter(self) -> None:
        """Put the cursor into the line that filters the list."""

    def full_form(self) -> None:
        """Show the chosen record in its full form."""

    def import_file(self) -> None:
        """Begin an import into this register."""
