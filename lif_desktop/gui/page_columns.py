"""Which columns a register's page shows: the page's own, which the office remembers, or those of a saved filter."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from lif_desktop.gui.table_memory import ColumnMenu, Kept, keep, recall, turned
from lif_desktop.office import Office
from lif_desktop.registers.register import Register

if TYPE_CHECKING:
    from lif_desktop.gui.register_page import RegisterPage


class PageColumns(QObject):
    """`own` are the columns of the page itself, `shown` those that its list shows now."""

    def __init__(self, office: Office, own: Register, page: "RegisterPage") -> None:
        super().__init__(page)
        self._office, self._register, self._page = office, own, page
        self.own = self.shown = recall(office, own)
        self._later = QTimer(self, singleShot=True, interval=1500)
        self._later.timeout.connect(self.save)

    def offer(self) -> None:
        """Open the menu of columns under its button."""
        menu = ColumnMenu(self._office, self._register, self.shown, self.turn, self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        button = self._page.head.columns
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def turn(self, key: str) -> None:
        """Show a column of the list that was not shown, or leave out one that was.

        The office remembers it, but not while a saved filter is on: that has columns of its own.
        """
        self.show(turned(self._register, self.shown, key))
        if self._page.saved.current is None:
            self.own = self.shown
            self.save()

    def show(self, wanted: Kept) -> None:
        """Show these columns in the list."""
        if (wanted.more, wanted.less) != (self.shown.more, self.shown.less):
            self.shown = wanted
            self._page.make_table()

    def show_own(self) -> None:
        """Show the page's own columns again."""
        self.show(self.own)

    def keep_widths(self, widths: dict[str, int]) -> None:
        """Remember widths that were dragged, once they have been left alone for a while."""
        self.shown = replace(self.shown, widths=widths)
        self.own = replace(self.own, widths={**self.own.widths, **widths})
        self._later.start()

    def save(self) -> None:
        """Let the office remember the page's own columns and widths now."""
        self._later.stop()
        keep(self._office, self._register, self.own)

    def settle(self) -> None:
        """Remember what waits to be remembered."""
        if self._later.isActive():
            self.save()
