"""The step of an import in which the file, the register it goes into and the agency that sent it are chosen."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from lif_desktop.gui.choose_file import SPREADSHEETS, ask_open
from lif_desktop.gui.form_box import list_labels
from lif_desktop.gui.form_editors import ListBox
from lif_desktop.gui.forms import part, put_in
from lif_desktop.gui.import_decisions import Came, into_words
from lif_desktop.gui.import_drop import DropGround
from lif_desktop.gui.labels import label_for
from lif_desktop.office import Office
from lif_desktop.registers import REGISTERS, TABS
from lif_desktop.registers.field import Field

Stamp = tuple[Path, int, int]
"""A file as it was at one time: when it was saved last, in nanoseconds, and how many bytes it had."""
_AGENCY = Field("agency", "Agency that sent it", "agency")


class FileStep(QObject):
    """The parts of the form on the page of the file. `register_key` "" leaves the register to be found.

    Signals: `file_changed()`; `register_changed()` when another one was chosen.
    """

    file_changed = Signal()
    register_changed = Signal()

    def __init__(self, office: Office, form: QWidget, register_key: str) -> None:
        super().__init__(form)
        self._office, self._form = office, form
        self.file = part(form, QLineEdit, "file")
        self.register = part(form, QComboBox, "register")
        self.agency = ListBox(list_labels(_AGENCY, office), searched=True)
        page = part(form, QWidget, "file_page")
        put_in(page, "agency", self.agency)
        put_in(page, "drop", DropGround())
        label_for(self.agency, "Agency that &sent it", "", part(form, QLabel, "agency_label"))
        self.register.addItem("Found by its headings", "")
        for own in (*TABS, *(one for one in REGISTERS if not one.tab)):
            self.register.addItem(into_words(own), own.key)
        self._choose(register_key)
        part(form, QPushButton, "browse").clicked.connect(self._browse)
        self.file.textChanged.connect(self.file_changed)
        self.register.activated.connect(lambda _at: self.register_changed.emit())

    @property
    def path(self) -> Path:
        """The file, as it is typed or was chosen."""
        return Path(self.file.text().strip().strip('"'))

    def stamp(self) -> Stamp:
        """The file as it is now, so that one saved anew meanwhile is read anew; 0 and 0 where it is not there."""
        try:
            now = self.path.stat()
        except OSError:
            return self.path, 0, 0
        return self.path, now.st_mtime_ns, now.st_size

    @property
    def key(self) -> str:
        """The key of the register; "" where it is to be found."""
        return str(self.register.currentData())

    @property
    def agency_name(self) -> str | None:
        """The agency that sent the file; None where none is named."""
        return self.agency.raw() or None

    def problem(self) -> tuple[str, QWidget] | None:
        """What is missing or not known, and where it is mended."""
        if not self.file.text().strip().strip('"'):
            return "Choose the file to take in.", self.file
        if self.agency.raw() and self._office.lookup.agency(self.agency.raw()) is None:
            sentence = f"No agency is called “{self.agency.raw()}”. Choose one of the list, or leave it empty."
            return sentence, self.agency
        return None

    def take(self, came: Came) -> None:
        """Show what was found in the file: its register, and for a return of ours its agency."""
        self._choose(came.register)
        if came.sent is not None and came.sent.agency_id is not None:
            self.agency.put(self._office.lookup.agency_name(came.sent.agency_id))

    def _choose(self, key: str) -> None:
        self.register.setCurrentIndex(self.register.findData(key))

    def _browse(self) -> None:
        folder = self.path.parent if self.file.text() else Path.home()
        window = self._form.window()
        ask_open(window, "The spreadsheet to take in", folder, SPREADSHEETS, lambda path: self.file.setText(str(path)))


def dropped(event: QDropEvent) -> Path | None:
    """The one file that is dragged; None where it is none, or several."""
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(files[0]) if len(files) == 1 else None
