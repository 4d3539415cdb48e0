"""The window of clocks and holidays: figures of each kind of review, the office's days, day 1, the profile."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.gui.clock_counting import CountingPage
from lif_desktop.gui.clock_days import DaysPage
from lif_desktop.gui.clock_profile import ProfilePage
from lif_desktop.gui.clock_rules import RulesPage
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.tab_strip import TabStrip
from lif_desktop.gui.widgets import plain_button
from lif_desktop.office import Office
from lif_desktop.office.changes import Batch

Do = Callable[[], Batch | None]
"""Writes something; raises LifError where it cannot be written."""


class ClockWindow(Dialog):
    """Four pages under tabs. Each change counts at once and can be undone. Signal `changed()` after each."""

    changed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__("Clocks and holidays", parent)
        self._office = office
        self.notice = NoticeBar()
        self.tabs, self.stack = TabStrip(), QStackedWidget()
        self.rules = RulesPage(office, self.do)
        self.days = DaysPage(office, self.do)
        self.counting = CountingPage(office, self.do)
        self.profile = ProfilePage(office, self.do)
        self.pages = (self.rules, self.days, self.counting, self.profile)
        self.tabs.set_tabs(
            [
                ("Clocks", "The figures of each kind of review"),
                ("Working days", "Bank holidays, and days of the office's own"),
                ("Day 1", "From which day a clock counts"),
                ("Profile", "The framework that new cases are opened under"),
            ]
        )
        for page in self.pages:
            self.stack.addWidget(page)
        self.close_button = plain_button("Close")
        self.close_button.clicked.connect(self.accept)
        self.tabs.chosen.connect(self._turn)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 12, 20, 16)
        whole.setSpacing(12)
        for part in (self.tabs, self.notice):
            whole.addWidget(part)
        whole.addWidget(self.stack, 1)
        whole.addLayout(last)
        self.resize(QSize(scaled(880), scaled(640)).boundedTo(self.screen().availableSize()))

    def do(self, write: Do) -> bool:
        """Write something, say what was done, and show it everywhere. False where it could not be written."""
        try:
            batch = write()
        except LifError as trouble:
            self.notice.say(str(trouble), tone="red")
            return False
        if batch is not None:
            self.notice.say(f"{batch.words}.", [("Undo", lambda: self._undo(batch))])
            self.reload()
            self._stay_on_page()
            self.changed.emit()
        return True

    def accept(self) -> None:
        """Close it, but ask first where a day was begun and not saved."""
        self._close(super().accept)

    def reject(self) -> None:
        """The same for Escape and the cross."""
        self._close(super().reject)

    def _close(self, close: Callable[[], None]) -> None:
        if self.days.panel.is_changed():
            self.tabs.choose(self.pages.index(self.days))
            self.days.panel.give_up()
        else:
            close()

    def reload(self) -> None:
        """Show the office as it is now."""
        for page in self.pages:
            page.reload()

    def _turn(self, place: int) -> None:
        self.notice.say("")
        self.stack.setCurrentIndex(place)

    def _undo(self, batch: Batch) -> None:
        try:
            self._office.undo(batch.id)
        except LifError as trouble:
            self.notice.say(str(trouble), tone="red")
            return
        self.notice.say("")
        self.reload()
        self._stay_on_page()
        self.changed.emit()

    def _stay_on_page(self) -> None:
        """Keep the focus on the page where the part that had it has gone, so that no key undoes by accident."""
        page, here = self.stack.currentWidget(), self.focusWidget()
        if here is None or not page.isAncestorOf(here):
            parts = (part for part in page.findChildren(QWidget) if part.isVisible() and part.isEnabled())
            first = next((part for part in parts if part.focusPolicy() & Qt.FocusPolicy.TabFocus), page)
            getattr(page, "table", first).setFocus(Qt.FocusReason.OtherFocusReason)
