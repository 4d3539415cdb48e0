"""The desk of an open office: the tabs down the left and the pages, each made on its first visit."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lif_desktop.gui.actions import PLACES
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.page import Page
from lif_desktop.gui.shell_tabs import ShellTabs

MakePage = Callable[[str], Page]
HomeOf = Callable[[str, int], tuple[str, int] | None]
"""The tab and the number of the record that shows a record of any register; None when it is not there."""


class Desk(QWidget):
    """Tabs and pages. One place tells every page to reload: the one in sight at once, the others when next shown.

    Signals: `changed()` when a page has written; `counted(words)` and `said(sentence)` for the status bar;
    `asked(key)` for one of the window's actions; `turned(key)` when another page is shown; `made(key)` on the
    first visit.
    """

    changed = Signal()
    counted = Signal(str)
    said = Signal(str)
    asked = Signal(str)
    turned = Signal(str)
    made = Signal(str)

    def __init__(self, make_page: MakePage, home_of: HomeOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make_page
        self._home_of = home_of
        self._stale: set[str] = set()
        self._words: dict[str, str] = {}
        self.key = ""
        self.pages: dict[str, Page] = {}
        self.tabs = ShellTabs()
        self.notice = NoticeBar()
        self.stack = QStackedWidget()
        side = QVBoxLayout()
        side.setSpacing(0)
        side.addWidget(self.stack, 1)
        self._below = QVBoxLayout()
        self._below.setSpacing(8)
        self._below.setContentsMargins(20, 0, 20, 4)
        self._below.addWidget(self.notice)
        side.addLayout(self._below)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.tabs)
        whole.addLayout(side, 1)
        self.notice.hide()
        self.show_counts({})
        self.tabs.chosen.connect(self.go)

    def add_below(self, widget: QWidget) -> None:
        """Put something under the page, above the notices."""
        self._below.insertWidget(0, widget)

    # Going

    def go(self, key: str) -> Page:
        """Show the page of a tab, made now if it is its first visit."""
        page = self.page(key)
        self.tabs.choose(key)
        if key != self.key:
            self.key = key
            self.stack.setCurrentWidget(page)
            self.counted.emit(self._words.get(key, ""))
            self.turned.emit(key)
        if key in self._stale:
            self._stale.discard(key)
            page.reload()
        return page

    def page(self, key: str) -> Page:
        """The page of a tab; made, and not shown, when it was not there."""
        if key not in self.pages:
            page = self._make(key)
            self.pages[key] = page
            self.stack.addWidget(page)
            page.changed.connect(self.changed)
            page.said.connect(self.said)
            page.asked.connect(self.asked)
            page.open_record.connect(self.open_record)
            page.open_field.connect(self.open_record)
            page.counted.connect(lambda words: self._count(key, words))
            self.made.emit(key)
        return self.pages[key]

    @property
    def current(self) -> Page | None:
        """The page that is shown."""
        return self.pages.get(self.key)

    def open_record(self, register: str, number: int, field: str = "", *, add: bool = False) -> None:
        """Go to a record of any register; a line leads to the record that it belongs to.

        With a field the cursor goes into it; for a line that is a field of its own. `field` may be the key of a
        register of lines of the record: they are shown, and with `add` a new one is begun.
        """
        found = self._home_of(register, number)
        if found is None:
            self.said.emit("That record is no longer there.")
            return
        key, own = found
        page = self.go(key)
        if own:
            page.show_record(own)
            if (field or register != key) and page.current_id() == own:
                page.lead_to(register, number, field, add=add)

    # Telling

    def reload(self) -> None:
        """Show the office as it is now: the page in sight at once, the others when they are next shown."""
        self._stale = set(self.pages) - {self.key}
        if self.current is not None:
            self.current.reload()

    def make_anew(self) -> None:
        """Make every page again when it is next shown: what it offers has changed. Not where words would be lost."""
        if not self.may_leave():
            self.reload()
            return
        key, old = self.key, self.pages
        self.key, self.pages, self._stale = "", {}, set()
        for page in old.values():
            self.stack.removeWidget(page)
            page.hide()
            page.deleteLater()
        self.go(key)

    def show_counts(self, counts: Mapping[str, str]) -> None:
        """Show the words beside each tab."""
        self.tabs.set_items([(key, label, counts.get(key, "").replace(", ", " · ")) for key, label, _ in PLACES])
        if self.key:
            self.tabs.choose(self.key)

    def may_leave(self) -> bool:
        """Whether the office can be closed; a page that would lose what is typed comes into sight."""
        for key, page in self.pages.items():
            if not page.may_leave():
                self.go(key)
                return False
        return True

    def next_pane(self) -> None:
        """Put the focus into the next of: the tabs, then the panes of the page."""
        page = self.current
        panes = [self.tabs, *([] if page is None else page.panes())]
        focus = QApplication.focusWidget()
        at = next((n for n, pane in enumerate(panes) if focus is not None and _within(pane, focus)), -1)
        for step in range(1, len(panes) + 1):
            if focus_into(panes[(at + step) % len(panes)]):
                return

    def _count(self, key: str, words: str) -> None:
        self._words[key] = words
        if key == self.key:
            self.counted.emit(words)


def focus_into(pane: QWidget) -> bool:
    """Put the focus into a pane: on itself if it takes it, else on the first widget in it that does."""
    inside = [pane, *pane.findChildren(QWidget)]
    for widget in inside:
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and widget.isVisible() and widget.isEnabled():
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
    return False


def _within(pane: QWidget, widget: QWidget) -> bool:
    return pane is widget or pane.isAncestorOf(widget)
