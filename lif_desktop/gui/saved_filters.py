"""The saved filters of a register's page: their menu, what is done with them, and how one is shown."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from lif_desktop.errors import LifError
from lif_desktop.gui.filter_name import FilterNameDialog
from lif_desktop.gui.icons import icon
from lif_desktop.gui.pickers import IconButton
from lif_desktop.gui.records import lowered, plural
from lif_desktop.gui.table_memory import Kept
from lif_desktop.gui.views import views_of, words_of
from lif_desktop.office import Batch, Office
from lif_desktop.office.listing import columns_of
from lif_desktop.office.saved_views import (
    SavedFilter,
    ViewFilter,
    change_filter,
    delete_filter,
    rename_filter,
    save_filter,
    saved_filters,
)
from lif_desktop.office.sieve import EMPTY_MARK
from lif_desktop.office.standing import ALL
from lif_desktop.registers.register import Register

if TYPE_CHECKING:
    from lif_desktop.gui.register_page import RegisterPage

_NAME_ROOM = 22
"""Characters of a filter's name on the button; the tool tip has it whole."""


class SavedButton(IconButton):
    """Opens the menu of saved filters, and names the one that is on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(32, parent)
        self.setIcon(icon("bookmark", "secondary"))
        self.show_name("")

    def show_name(self, name: str) -> None:
        """Show the name of the filter that is on; "" for none."""
        short = name if len(name) <= _NAME_ROOM else f"{name[: _NAME_ROOM - 1].rstrip()}…"
        style = Qt.ToolButtonStyle
        self.setText(short.replace("&", "&&"))
        self.setToolButtonStyle(style.ToolButtonTextBesideIcon if name else style.ToolButtonIconOnly)
        self.setAccessibleName(f"Saved filters: {name}" if name else "Saved filters")
        self.setToolTip(f"The saved filter “{name}” is on" if name else "Saved filters, and how to save this one")
        self.updateGeometry()


def filter_of(page: "RegisterPage") -> ViewFilter:
    """The filter, order and columns that a page shows now."""
    model, shown = page.table.model, page.columns.shown
    words = page.head.filter.text().strip()
    return ViewFilter(words, model.column_filters(), page.table.view_key(), model.sorting(), shown.more, shown.less)


def show_filter(page: "RegisterPage", found: ViewFilter) -> bool:
    """Show the records of a filter in its order and columns. False when something typed is to be mended first."""
    if not page.detail.leave():
        return False
    page.columns.show(Kept(found.more, found.less, page.columns.shown.widths))
    line = page.head.filter
    line.blockSignals(True)
    line.setText(found.words)
    line.blockSignals(False)
    page.head.filters.setChecked(bool(found.columns))
    headings, model = page.table.view.headings, page.table.model
    headings.clear_lines()
    for key, words in found.columns.items():
        headings.filter_line(model.column_of(key)).setText(words)
    model.sort_by(found.order)
    page.table.find(found.words)
    page.choose_view(found.view)
    return True


def filter_words(own: Register, found: ViewFilter) -> list[str]:
    """What a filter says, part by part: "Overdue or stuck", "Lead agency: police", "anywhere: ward"."""
    said = [] if found.view == ALL else [dict(views_of(own))[found.view]]
    labels = {one.key: one.label for one in columns_of(own, found.more, found.less)}
    for key, words in found.columns.items():
        said.append(f"{labels[key]}: {'empty' if words.strip() == EMPTY_MARK else words}")
    if found.words:
        said.append(f"anywhere: {found.words}")
    return said


def order_words(own: Register, found: ViewFilter) -> str:
    """How a filter sorts: "sorted by due, lead agency downwards"; "" where it does not."""
    labels = {one.key: lowered(one.label) for one in columns_of(own, found.more, found.less)}
    parts = [f"{labels[key]} downwards" if downwards else labels[key] for key, downwards in found.order]
    return f"sorted by {', '.join(parts)}" if parts else ""


class SavedFilters(QObject):
    """Which saved filter of a page is on, and what its menu does."""

    def __init__(self, office: Office, own: Register, page: "RegisterPage") -> None:
        super().__init__(page)
        self._office, self._own, self._page = office, own, page
        self.current: SavedFilter | None = None
        page.head.saved.clicked.connect(self.open_menu)

    # what is on

    def is_changed(self) -> bool:
        """Whether the page shows other records than the filter that is on says."""
        return self.current is not None and filter_of(self._page).chooses() != self.current.filter.chooses()

    def says(self) -> str:
        """What the status bar adds to the count: ": Overdue, police"; "" where no saved filter is on."""
        if self.current is None:
            return ""
        return f": {self.current.name}{' (changed)' if self.is_changed() else ''}"

    def refresh(self) -> None:
        """Read the filter that is on again: it may have been renamed, or be gone."""
        if self.current is not None:
            there = {one.id: one for one in saved_filters(self._office, self._own.key)}
            self._take(there.get(self.current.id))

    def drop(self) -> None:
        """No saved filter is on any more: the page's own columns come back."""
        if self.current is not None:
            self._take(None)
            self._page.columns.show_own()

    def choose(self, saved: SavedFilter) -> None:
        """Show what a saved filter says."""
        if show_filter(self._page, saved.filter):
            self._take(saved)
            self._page.tell_count()

    def choose_all(self) -> None:
        """Show every record, in the order and columns of the page itself."""
        own = self._page.columns.own
        if show_filter(self._page, ViewFilter(order=words_of(self._own).order, more=own.more, less=own.less)):
            self._take(None)
            self._page.tell_count()

    # the menu

    def open_menu(self) -> QMenu:
        """Show what can be chosen and done."""
        menu = QMenu(self._page)
        menu.setAccessibleName("Saved filters")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        everything = self.current is None and filter_of(self._page).chooses() == ViewFilter().chooses()
        self._add(menu, f"All {plural(self._own.singular)}", self.choose_all, on=everything)
        menu.addSeparator()
        for saved in saved_filters(self._office, self._own.key):
            on = self.current is not None and saved.id == self.current.id
            self._add(menu, saved.name, partial(self.choose, saved), on=on)
        one_of = QActionGroup(menu)
        for action in menu.actions():
            one_of.addAction(action)
        menu.addSeparator()
        self._add_doings(menu)
        button = self._page.head.saved
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
        return menu

    def _add_doings(self, menu: QMenu) -> None:
        doings = [self._add(menu, "Save this filter…", self.ask_save)]
        if (saved := self.current) is not None:
            change = self._add(menu, f"Save the changes to “{saved.name}”", self.save_changes)
            change.setEnabled(filter_of(self._page) != saved.filter)
            doings.append(self._add(menu, f"Rename “{saved.name}”…", self.ask_rename))
            doings.append(self._add(menu, f"Delete “{saved.name}”", self.delete))
            if self._office.read_only:
                change.setEnabled(False)
        for action in doings:
            action.setEnabled(not self._office.read_only)

    @staticmethod
    def _add(menu: QMenu, words: str, act: Callable[[], object], *, on: bool | None = None) -> QAction:
        action = menu.addAction(words.replace("&", "&&"))
        if on is not None:
            action.setCheckable(True)
            action.setChecked(on)
        action.triggered.connect(lambda _on=False: act())
        return action

    # what is done

    def ask_save(self) -> FilterNameDialog:
        """Ask for the name under which what is shown now is kept."""
        found = filter_of(self._page)
        parts = [*filter_words(self._own, found), order_words(self._own, found)]
        said = "; ".join(part for part in parts if part) or f"All {plural(self._own.singular)}"
        dialog = FilterNameDialog(
            "Save this filter", f"{said}. The columns shown now are kept with it.", "", self._page
        )
        dialog.decided.connect(partial(self._save, dialog, found))
        dialog.open()
        return dialog

    def ask_rename(self) -> FilterNameDialog | None:
        """Ask for another name for the filter that is on."""
        if (saved := self.current) is None:
            return None
        dialog = FilterNameDialog("Rename the filter", "", saved.name, self._page)
        dialog.decided.connect(lambda name: self._try(dialog, lambda: rename_filter(self._office, saved, name)))
        dialog.open()
        return dialog

    def save_changes(self) -> None:
        """Keep what is shown now under the name of the filter that is on."""
        if (saved := self.current) is not None:
            found = filter_of(self._page)
            self._do(lambda: change_filter(self._office, saved, found))

    def delete(self) -> None:
        """Take the filter that is on away; what it showed stays on the page, and the notice offers to undo it."""
        if (saved := self.current) is None:
            return
        batch = self._do(lambda: delete_filter(self._office, saved))
        if batch is not None:
            self._page.notice.say(f"{batch.words}.", [("Undo", lambda: self._page.undo(batch))])

    def _save(self, dialog: FilterNameDialog, found: ViewFilter, name: str) -> None:
        batch = self._try(dialog, lambda: save_filter(self._office, self._own.key, name, found))
        if batch is not None:
            number = batch.touched[0][1]
            self._take(next(one for one in saved_filters(self._office, self._own.key) if one.id == number))
            self._page.tell_count()

    def _try(self, dialog: FilterNameDialog, write: Callable[[], Batch | None]) -> Batch | None:
        """Write, and close the window that asked; where that cannot be done it says so and stays."""
        try:
            batch = write()
        except LifError as trouble:
            dialog.refuse(str(trouble))
            return None
        dialog.accept()
        return self._tell(batch)

    def _do(self, write: Callable[[], Batch | None]) -> Batch | None:
        try:
            return self._tell(write())
        except LifError as trouble:
            self._page.notice.say(str(trouble), tone="red")
            return None

    def _tell(self, batch: Batch | None) -> Batch | None:
        if batch is not None:
            self._page.told(batch)
            self._page.said.emit(f"{batch.words}.")
        return batch

    def _take(self, saved: SavedFilter | None) -> None:
        self.current = saved
        self._page.head.saved.show_name("" if saved is None else saved.name)
