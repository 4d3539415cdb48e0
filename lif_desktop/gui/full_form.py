"""A record in a window of its own: all tabs, fields in several columns."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lif_desktop.gui.detail import DetailPane
from lif_desktop.gui.palette import scaled
from lif_desktop.office import Office
from lif_desktop.registers.register import Register

_KEYS = frozenset({"Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z", "F1"})
"""The keys of the main window that hold in a full form too."""


class FullForm(QWidget):
    """The window of one record. It stays open while something typed cannot be saved. Signal `gone(form)` at its end."""

    gone = Signal(object)

    def __init__(self, office: Office, own: Register, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pane = DetailPane(office, own, whole=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.addWidget(self.pane)
        self.pane.load(number)
        self.pane.created.connect(lambda _id: self._name())
        self.pane.changed.connect(lambda _batch: self._name())
        self._name()
        self._take_keys()
        self.resize(scaled(920), scaled(680))

    def show_at(self, tab: int) -> None:
        """Show a tab, with the focus in what stands there."""
        tabs = self.pane.tabs
        if tab > 0 and tab < len(tabs.tabs):
            tabs.choose(tab)
            tabs.tabs[tab].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.pane.form.first_editor().setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_keys(self) -> None:
        """Undo, redo and help are those of the main window, whose keys do not reach a window of its own."""
        main = self.parentWidget()
        for action in main.findChildren(QAction) if main is not None else ():
            if action.shortcut().toString() in _KEYS:
                self.addAction(action)

    def refresh(self) -> None:
        """Take over what was changed elsewhere; close once the record has gone."""
        if self.pane.is_gone():
            self.close()
            return
        self.pane.refresh()
        self._name()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the window."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save first; stay where that cannot be done yet, unless the record has gone."""
        if self.pane.is_gone() or self.pane.leave():
            event.accept()
            self.gone.emit(self)
        else:
            event.ignore()

    def _name(self) -> None:
        self.setWindowTitle(self.pane.heading.text())


class FullForms(QObject):
    """The full forms that one page has opened, one for a record. Their signals come together here.

    `bin_asked(form)` is for the bin button of one of them.
    """

    changed = Signal(object)
    said = Signal(str)
    open_asked = Signal(str, int)
    new_asked = Signal(str, object)
    bin_asked = Signal(object)

    def __init__(self, office: Office, own: Register, page: QWidget) -> None:
        super().__init__(page)
        self._office, self._own, self._page = office, own, page
        self._forms: list[FullForm] = []

    def all(self) -> list[FullForm]:
        """Those that are open."""
        return list(self._forms)

    def open(self, number: int, tab: int = 0) -> FullForm:
        """Show the form of a record, made now on a tab unless it is open already."""
        form = next((one for one in self._forms if one.pane.number() == number), None)
        new, form = form is None, form or self._make(number)
        form.show()
        if new:
            form.show_at(tab)
        form.raise_()
        form.activateWindow()
        return form

    def refresh(self) -> None:
        """Take over what was changed elsewhere, in all of them."""
        for form in self.all():
            form.refresh()

    def leave(self) -> bool:
        """Save what is typed in them. False when that cannot be done yet."""
        return all(form.pane.leave() for form in self._forms)

    def _make(self, number: int) -> FullForm:
        form = FullForm(self._office, self._own, number, self._page.window())
        form.pane.changed.connect(self.changed)
        form.pane.said.connect(self.said)
        form.pane.open_asked.connect(self.open_asked)
        form.pane.new_asked.connect(self.new_asked)
        form.pane.bin_asked.connect(lambda: self.bin_asked.emit(form))
        form.gone.connect(self._forms.remove)
        self._forms.append(form)
        return form
