"""The page of a register: its head, its table, and the pane of the chosen record."""

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.gui.binning import binning, take_back
from lif_desktop.gui.detail import DetailPane, turns_tabs
from lif_desktop.gui.full_form import FullForms
from lif_desktop.gui.leading import lead
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.page import Page
from lif_desktop.gui.page_columns import PageColumns
from lif_desktop.gui.register_head import RegisterHead
from lif_desktop.gui.register_table import RegisterTablePane
from lif_desktop.gui.saved_filters import SavedFilters
from lif_desktop.gui.view_switch import ViewSwitch
from lif_desktop.gui.views import summary, views_of, words_of
from lif_desktop.office import Batch, Office
from lif_desktop.office.standing import ALL, BIN, OPEN
from lif_desktop.registers import register


class RegisterPage(Page):
    """One register: list at the left, the chosen record at the right.

    Signals beside those of a page: `changed(batch)`; `import_asked(register)`, `tracker_asked(register)` and
    `paper_asked(register, id)` from the buttons (id -1 where no record is chosen); `new_asked(register, values)` to
    begin a record of another register that is linked to the one shown; `window_asked(key, what)` from a view.
    """

    changed = Signal(object)
    import_asked = Signal(str)
    tracker_asked = Signal(str)
    paper_asked = Signal(str, int)
    new_asked = Signal(str, object)
    window_asked = Signal(str, object)

    can: ClassVar[frozenset[str]] = frozenset({"new", "filter", "full_form", "import", "tracker"})

    def __init__(self, office: Office, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._own = office, register(key)
        self._telling = False
        self._leaving = False
        self.forms = FullForms(office, self._own, self)
        self.head = RegisterHead(self._own.label, self._own.singular, views_of(self._own))
        self.notice = NoticeBar()
        self.columns = PageColumns(office, self._own, self)
        self.table = RegisterTablePane(office, self._own, self.columns.shown)
        self.detail = DetailPane(office, self._own)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.middle = ViewSwitch(office, key, self.splitter)
        self.saved = SavedFilters(office, self._own, self)
        self._lay_out()
        self._wire()
        self.table.model.sort_by(words_of(self._own).order)
        self.table.show_view(OPEN)
        self._show_all_where_none_is_open()
        self.tell_count()
        self._choose_first()

    # what the window asks

    def reload(self) -> None:
        """Show the office as it is now; what is being typed stays."""
        if self._telling:
            return
        self.table.load()
        self.saved.refresh()
        self.tell_count()
        self.detail.refresh()
        self.forms.refresh()
        self.middle.reload()

    def current_id(self) -> int:
        """The record that is chosen; -1 when there is none."""
        number = self.detail.number()
        return -1 if number is None or self.detail.isHidden() else number

    def show_record(self, number: int) -> None:
        """Bring a record into view and choose it, whatever view and filter are on."""
        if not self.detail.leave():
            return
        self.middle.show_view("List")
        if self.table.model.row_of(number) < 0:
            self._clear_filters(BIN if self._is_binned(number) else ALL)
        self.table.view.go_to(number)
        self._show(number)

    def lead_to(self, key: str, number: int, field: str, *, add: bool = False) -> None:
        """Show a field, the lines or one line of the record that is chosen, or begin a new line there."""
        lead(self.detail, self._own.key, key, number, field, add=add)

    def new_record(self, values: Mapping[str, Any] | None = None) -> None:
        """Begin a new record, in the pane; `values` by field key are filled in beforehand."""
        if self._office.read_only:
            self.said.emit("This office is open for reading only.")
            return
        if not self.detail.leave():
            return
        self.middle.show_view("List")
        self.detail.start_new(values)
        self._show_detail(True)
        self.detail.form.first_editor().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_filter(self) -> None:
        """Put the cursor into the line that filters the list."""
        self.head.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.filter.selectAll()

    def full_form(self) -> None:
        """Show the chosen record in a window of its own."""
        if not self.detail.leave():
            return
        number = self.current_id()
        if number >= 0:
            self.forms.open(number, self.detail.tabs.current())
        elif self.detail.isHidden():
            self.said.emit(f"Choose a record of {self._own.label.lower()} first.")
        else:
            self.said.emit(f"Fill in the new {self._own.singular} first; then it has a form of its own.")

    def import_file(self) -> None:
        """Ask for an import into this register."""
        self.import_asked.emit(self._own.key)

    def panes(self) -> list[QWidget]:
        """Head, table and record, for F6."""
        return [self.table, self.detail, self.head]

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost; what can be saved is saved."""
        self.columns.settle()
        return self.detail.leave() and self.forms.leave() and self.middle.leave()

    # the bin

    def bin_chosen(self) -> None:
        """Put the chosen records into the bin, or take them out where they lie in it; the notice offers to undo it."""
        numbers = [self.table.model.id_at(row) for row in self.table.view.area().rows]
        if self.detail.number() is not None and self.detail.number() not in numbers:
            numbers = [self.detail.number()]  # type: ignore[list-item]
        if numbers:
            self._bin(numbers, self.detail)

    def _bin(self, numbers: list[int], pane: DetailPane) -> None:
        if self._office.read_only or not pane.leave():
            return
        words, changes = binning(self._office, self._own, numbers, out=pane.is_binned())
        try:
            batch = self._office.write(words, changes)
        except LifError as trouble:
            for notice in (self.notice, pane.form.notice):
                notice.say(str(trouble), tone="red")
            return
        if batch is not None:
            self.told(batch)
            self.notice.say(f"{words}.", [("Undo", lambda: self.undo(batch, numbers[0]))])

    def undo(self, batch: Batch, number: int | None = None) -> None:
        """Take back a change that a notice spoke of, and show the record it was about."""
        if undone := take_back(self._office, batch, self.notice):
            self.told(undone)
            if number is not None:
                self.show_record(number)
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)  # the link that was pressed has gone

    def told(self, batch: Batch) -> None:
        """Show what was written, and tell the window. Its own reload of this page is not needed then."""
        self.reload()
        self._follow_table()
        self._telling = True
        try:
            self.changed.emit(batch)
        finally:
            self._telling = False

    # building

    def _lay_out(self) -> None:
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setSizes([710, 414])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 12)
        whole.setSpacing(12)
        whole.addWidget(self.head)
        whole.addWidget(self.notice)
        whole.addWidget(self.middle, 1)
        self.head.new_button.setEnabled(not self._office.read_only)
        self.head.import_button.setEnabled(not self._office.read_only)

    def _wire(self) -> None:
        head, detail = self.head, self.detail
        self._typing = QTimer(self, singleShot=True, interval=60)
        self._typing.timeout.connect(self._find)
        head.filter.textChanged.connect(lambda _words: self._typing.start())
        head.filter.into_list.connect(self._into_list)
        head.views.activated.connect(lambda _at: self.choose_view(str(head.views.currentData())))
        head.filters.toggled.connect(self._open_filters)
        head.columns.clicked.connect(self.columns.offer)
        head.new_button.clicked.connect(self._begin_new)
        head.import_button.clicked.connect(self.import_file)
        head.tracker_button.clicked.connect(self._ask_tracker)
        head.papers_button.clicked.connect(self._ask_paper)
        detail.changed.connect(self.told)
        detail.said.connect(self.said)
        detail.open_asked.connect(self._open)
        detail.new_asked.connect(self.new_asked)
        detail.full_asked.connect(self.full_form)
        detail.bin_asked.connect(self.bin_chosen)
        detail.created.connect(self._created)
        detail.beside_asked.connect(self.forms.open)
        self.forms.changed.connect(self.told)
        self.forms.said.connect(self.said)
        self.forms.open_asked.connect(self._open)
        self.forms.new_asked.connect(self.new_asked)
        self.forms.bin_asked.connect(lambda form: self._bin([form.pane.number()], form.pane))
        self.middle.changed.connect(self.told)
        self.middle.said.connect(self.said)
        self.middle.open_asked.connect(self._open)
        self.middle.new_asked.connect(self._begin)
        self.middle.window_asked.connect(self.window_asked)
        turns_tabs(self, detail)
        filters = QShortcut(QKeySequence("Ctrl+Shift+L"), self, head.filters.toggle)
        filters.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._wire_table()

    def _wire_table(self) -> None:
        table = self.table
        table.changed.connect(self.told)
        table.current_changed.connect(self._follow)
        table.opened.connect(lambda _id: self.full_form())
        table.said.connect(self.said)
        table.counted.connect(lambda _shown, _all: self.tell_count())
        table.new_asked.connect(self._begin_new)
        table.all_asked.connect(lambda: self._clear_filters(ALL))
        table.widths_changed.connect(self.columns.keep_widths)
        table.view.menu_asked.connect(self._add_to_menu)

    # the list

    def make_table(self) -> None:
        """Make the list anew with the columns it is to show; filter, order and cursor stay as far as they can."""
        old, here = self.table, self.table.view.current_id()
        self.table = RegisterTablePane(self._office, self._own, self.columns.shown)
        self._wire_table()
        self.splitter.replaceWidget(0, self.table)
        old.hide()
        old.deleteLater()
        self.table.show()
        model, headings = self.table.model, self.table.view.headings
        model.sort_by([one for one in old.model.sorting() if model.column_of(one[0]) >= 0])
        self.table.find(self.head.filter.text())
        self.table.show_view(old.view_key())
        headings.open_filters(self.head.filters.isChecked())
        for key, words in old.model.column_filters().items():
            if model.column_of(key) >= 0:
                headings.filter_line(model.column_of(key)).setText(words)
        self.table.view.go_to(here)
        self.tell_count()

    def _open_filters(self, shown: bool) -> None:
        self.table.view.headings.open_filters(shown)

    def _add_to_menu(self, menu: QMenu) -> None:
        menu.addSeparator()
        full = menu.addAction("F&ull form")
        full.setShortcut(QKeySequence("Alt+Return"))
        full.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        full.triggered.connect(self.full_form)
        if not self._office.read_only:
            words = "Take out of the &bin" if self.detail.is_binned() else "Put into the &bin"
            menu.addAction(words).triggered.connect(self.bin_chosen)

    # following

    def _follow(self, number: int) -> None:
        """The cursor came to another record: show it, unless what is typed for the last one cannot be saved yet."""
        if self._leaving or (number == self.detail.number() and not self.detail.isHidden()):
            return
        last = self.detail.number()
        if not self.detail.leave():
            self._leaving = True
            if last is not None:
                self.table.view.go_to(last)
            self._leaving = False
            return
        if number >= 0:
            self._show(number)
        elif self.detail.number() is not None:
            self._show_detail(False)

    def _follow_table(self) -> None:
        """After a change: show the record the cursor is on, where the one shown has gone."""
        shown = self.detail.number()
        if shown is not None and self.table.model.row_of(shown) < 0:
            here = self.table.view.current_id()
            if here >= 0:
                self._show(here)
            else:
                self._show_detail(False)

    def _show(self, number: int) -> None:
        try:
            self.detail.load(number)
        except KeyError:
            self._show_detail(False)
            return
        self._show_detail(True)

    def _show_detail(self, shown: bool) -> None:
        self.detail.setVisible(shown)

    def _created(self, number: int) -> None:
        """A new record was saved: the list shows it."""
        self.table.load()
        if self.table.model.row_of(number) < 0:
            self.choose_view(ALL)
        self.table.view.go_to(number)

    def _choose_first(self) -> None:
        if self.table.model.rowCount():
            self.table.view.go_to(self.table.model.id_at(0))
        else:
            self._show_detail(False)

    def choose_view(self, key: str) -> None:
        """Show one of the views of the register, unless something typed is to be mended first."""
        if not self.detail.leave():
            self.head.views.setCurrentIndex(self.head.views.findData(self.table.view_key()))
            return
        self.head.views.setCurrentIndex(self.head.views.findData(key))
        self.table.show_view(key)
        self.tell_count()
        if self.table.view.current_id() < 0 or self.table.model.row_of(self.detail.number() or -1) < 0:
            self._choose_first()

    def _show_all_where_none_is_open(self) -> None:
        if self.table.standings and not self.table.model.rowCount():
            self.choose_view(ALL)

    def _find(self) -> None:
        self.table.find(self.head.filter.text())

    def _into_list(self) -> None:
        self._find()
        if self.table.model.rowCount():
            if not self.table.view.currentIndex().isValid():
                self.table.view.go_to(self.table.model.id_at(0))
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear_filters(self, view: str) -> None:
        """Take away whatever is filtered, and the saved filter that is on, and show a view."""
        self.saved.drop()
        self.head.filter.clear()
        self.table.model.clear_filters()
        self.table.view.headings.clear_lines()
        self.choose_view(view)

    def tell_count(self) -> None:
        """Say how many records are shown, in the second line and to the status bar."""
        if self.table.view_key() != BIN:
            self.head.subtitle.setText(summary(self._own, self.table.standings))
        self.head.views.setCurrentIndex(self.head.views.findData(self.table.view_key()))
        self.counted.emit(self.table.names() + self.saved.says())

    def _is_binned(self, number: int) -> bool:
        try:
            return bool(self._office.record(self._own.key, number)["binned_at"])
        except KeyError:
            return False

    # asking

    def _open(self, key: str, number: int) -> None:
        if key == self._own.key:
            self.show_record(number)
        else:
            self.open_record.emit(key, number)

    def _begin_new(self) -> None:
        self.new_record()

    def _begin(self, key: str, values: Mapping[str, Any]) -> None:
        if key == self._own.key:
            self.new_record(values)
        else:
            self.new_asked.emit(key, values)

    def _ask_tracker(self) -> None:
        self.tracker_asked.emit(self._own.key)
        self.asked.emit("tracker")

    def _ask_paper(self) -> None:
        self.paper_asked.emit(self._own.key, self.current_id())
        self.asked.emit("make_paper")
