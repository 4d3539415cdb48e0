"""Makes the pages of an open office, and knows which page shows a record of any register."""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from lif_desktop.gui.home import HomePage
from lif_desktop.gui.page import Page
from lif_desktop.office import Office


def page_maker(office: Office) -> Callable[[str], Page]:
    """What makes the page of a tab of this office."""

    def make(key: str) -> Page:
        if key == "home":
            return HomePage()
        from lif_desktop.gui.register_page import RegisterPage

        page = RegisterPage(office, key)
        QTimer.singleShot(0, page, lambda: page.counted.emit(page.table.names()))
        return page

    return make


def home_of(office: Office, key: str, number: int) -> tuple[str, int] | None:
    """The tab and the number of the record that shows record `number` of register `key`; a line's is its parent.

    None when the record is not there. The number is 0 where a line belongs to no record yet.
    """
    from lif_desktop.office.queries import parent_column
    from lif_desktop.registers import register

    try:
        own = register(key)
        while not own.tab and number:
            number = office.record(own.key, number)[parent_column(own)] or 0
            own = register(own.parent)
        if number:
            office.record(own.key, number)
    except KeyError:
        return None
    return own.key, number
