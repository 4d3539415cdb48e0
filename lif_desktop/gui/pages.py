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
    """The tab and the number of the record that shows record `number` of register `key`.

    A line is shown by its parent, or where it has none by another record that it points to: a decision by its audit,
    a recommendation by its review. None when the record is not there. The number is 0 where a line belongs to none.
    """
    from lif_desktop.registers import register

    try:
        own = register(key)
        record = office.record(key, number)
        if own.tab:
            return key, number
        links = [one for one in own.fields if one.kind in ("link", "agency") and record.get(one.key)]
        links.sort(key=lambda one: (one.target or "agencies") != own.parent)
        for link in links:
            home = register(link.target or "agencies")
            if home.tab:
                office.record(home.key, record[link.key])
                return home.key, record[link.key]
    except KeyError:
        return None
    return own.parent, 0
