"""Turns a register's page from its list to another way to look at it, and back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lif_desktop.gui.page_views import page_views
from lif_desktop.gui.tab_strip import TabStrip
from lif_desktop.office import Office

_PASSED_ON = ("changed", "said", "open_asked", "new_asked", "window_asked")


class ViewSwitch(QWidget):
    """The list, and beneath a strip of tabs what else the register can show. Without anything else, the list alone.

    Signals from the views: `changed(batch)`, `said(sentence)`, `open_asked(register, id)`,
    `new_asked(register, values)`, `window_asked(key, what)` for what the window does.
    """

    changed = Signal(object)
    said = Signal(str)
    open_asked = Signal(str, int)
    new_asked = Signal(str, object)
    window_asked = Signal(str, object)

    def __init__(self, office: Office, key: str, listed: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._views = page_views(key)
        self._made: dict[int, QWidget] = {0: listed}
        self._stale: set[int] = set()
        self.strip = TabStrip()
        self.stack = QStackedWidget()
        self.stack.addWidget(listed)
        if self._views:
            self.strip.set_tabs([("List", "The list"), *((view.words, view.tip) for view in self._views)])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.strip)
        whole.addWidget(self.stack, 1)
        self.strip.setVisible(bool(self._views))
        self.strip.chosen.connect(self._show)

    def words(self) -> list[str]:
        """What can be shown, in order: "List" first."""
        return ["List", *(view.words for view in self._views)]

    def show_view(self, words: str) -> QWidget:
        """Show the view with these words ("List", "Heat map"), and give it. ValueError for others."""
        place = self.words().index(words)
        if self._views:
            self.strip.choose(place)
        return self._made[place]

    def current(self) -> QWidget:
        """What is shown."""
        return self._made[max(0, self.strip.current())]

    def leave(self) -> bool:
        """Save what is typed in a view. False when that cannot be done yet; then that view is shown."""
        for place, made in self._made.items():
            ready = getattr(made, "leave", None)
            if place and ready is not None and not ready():
                self.strip.choose(place)
                return False
        return True

    def reload(self) -> None:
        """Show the office as it is now: the view in sight at once, the others when they are next shown."""
        here = max(0, self.strip.current())
        self._stale = set(self._made) - {0, here}
        if here:
            self._made[here].reload()  # type: ignore[attr-defined]

    def _show(self, place: int) -> None:
        if place not in self._made:
            made = self._made[place] = self._views[place - 1].make(self._office)
            self.stack.addWidget(made)
            for name in _PASSED_ON:
                signal = getattr(made, name, None)
                if signal is not None:
                    signal.connect(getattr(self, name))
            self._stale.add(place)
        if place in self._stale:
            self._stale.discard(place)
            self._made[place].reload()  # type: ignore[attr-defined]
        self.stack.setCurrentWidget(self._made[place])
