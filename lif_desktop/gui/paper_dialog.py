"""The window in which a paper is chosen: which kind, for which record or year, and where it is saved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from lif_desktop.framework.dates import financial_year, show_date
from lif_desktop.gui.choose_file import WORD, ask_save, safe_name
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.forms import load_form, part, put_in
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.records import heading_words
from lif_desktop.gui.widgets import ErrorSummary
from lif_desktop.office import Office
from lif_desktop.registers import register

if TYPE_CHECKING:
    from lif_desktop.papers import PaperKind

YEARS_BACK = 5


@dataclass(frozen=True)
class Wanted:
    """A paper that is wanted: its kind, the reference or the year it is for, and its title for a file."""

    kind: str
    ref: str | None
    year: str | None
    name: str


class PaperDialog(Dialog):
    """Asks what paper is wanted. Signals: `preview(Wanted)` and `make(Wanted, path)`."""

    preview = Signal(object)
    make = Signal(object, str)

    def __init__(
        self, office: Office, folder: Path, kind: str = "", ref: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("Make a paper", parent)
        from lif_desktop.papers import PAPERS

        self._office, self._folder = office, folder
        self._kinds = {one.key: one for one in PAPERS}
        self._own_name = True
        self.form = load_form("paper")
        self.kind = part(self.form, QComboBox, "kind")
        self.subject = part(self.form, QComboBox, "subject")
        self.file = part(self.form, QLineEdit, "file")
        self.make_button = part(self.form, QPushButton, "make")
        self.preview_button = part(self.form, QPushButton, "preview")
        self.summary = ErrorSummary()
        self._lay_out()
        for one in PAPERS:
            self.kind.addItem(one.label, one.key)
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        self._fill_subjects()
        if ref:
            self.subject.setCurrentIndex(max(0, self.subject.findData(ref)))
        self._wire()

    def begin_with_preview(self) -> None:
        """Ask for a preview in the first place: Enter shows it."""
        self.setWindowTitle("Print preview")
        for button, main in ((self.preview_button, True), (self.make_button, False)):
            button.setProperty("primary", main)
            button.setDefault(main)
            button.update()

    def wanted(self) -> Wanted:
        """What is chosen now."""
        kind = self._kinds[self.kind.currentData()]
        chosen = self.subject.currentData()
        ref = chosen if kind.register else None
        year = chosen if kind.by_year else None
        return Wanted(kind.key, ref, year, " ".join(filter(None, (kind.label, chosen))))

    def _lay_out(self) -> None:
        put_in(self.form, "problems", self.summary)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.form)
        self.setMinimumWidth(scaled(580))

    def _wire(self) -> None:
        self.kind.currentIndexChanged.connect(self._fill_subjects)
        self.subject.currentIndexChanged.connect(self._name_file)
        self.file.textEdited.connect(self._typed)
        part(self.form, QPushButton, "browse").clicked.connect(self._browse)
        part(self.form, QPushButton, "cancel").clicked.connect(self.reject)
        self.preview_button.clicked.connect(self._preview)
        self.make_button.clicked.connect(self._make)

    def _fill_subjects(self) -> None:
        kind = self._kinds[self.kind.currentData()]
        self.subject.clear()
        for words, key in _subjects(self._office, kind):
            self.subject.addItem(words, key)
        self.subject.setCurrentIndex(_first(self._office, kind))
        there = self.subject.count() > 0
        self.subject.setEnabled(there)
        self.make_button.setEnabled(there)
        self.preview_button.setEnabled(there)
        problem = "" if there else f"There is nothing in {register(kind.register).label} yet to make this paper for."
        self.summary.show_problems([(problem, None)] if problem else [])
        self._name_file()

    def _name_file(self) -> None:
        if self._own_name:
            self.file.setText(str(self._folder / f"{safe_name(self.wanted().name)}.docx"))

    def _typed(self) -> None:
        self._own_name = False
        self.summary.show_problems([])

    def _browse(self) -> None:
        ask_save(self, "Where the paper is saved", Path(self.file.text()), WORD, self._chosen)

    def _chosen(self, path: Path) -> None:
        self._own_name = False
        self.file.setText(str(path))

    def _preview(self) -> None:
        self.preview.emit(self.wanted())
        self.accept()

    def _make(self) -> None:
        path = Path(self.file.text().strip())
        if not path.is_absolute() or not path.name:
            self.summary.show_problems([("Enter the file with its folder, or choose it with the button.", self.file)])
            self.fit()
            return
        self.make.emit(self.wanted(), str(path if path.suffix.lower() == ".docx" else path.with_suffix(".docx")))
        self.accept()


def _subjects(office: Office, kind: "PaperKind") -> Iterable[tuple[str, str]]:
    """What a paper can be made for, in words and by reference or year; meetings by date, the rest newest first."""
    if kind.by_year:
        return [(year, year) for year in _years(office.today())]
    if kind.by_day:
        day = show_date(office.today())
        return [(f"The working days from {day}", day)]
    own = register(kind.register)
    records = sorted(office.records(own.key), key=lambda record: _order(record, own.key), reverse=True)
    return [(_words(office, own.key, record), str(record["ref"])) for record in records]


def _words(office: Office, key: str, record: dict[str, Any]) -> str:
    own = register(key)
    if key != "meetings":
        return heading_words(own, record, office)
    group = office.lookup.label("groups", record["group_key"])
    parts = (record["ref"], record["title"] or group, show_date(record["held_on"]))
    return " · ".join(part for part in parts if part)


def _order(record: dict[str, Any], key: str) -> tuple[date, int]:
    day = record.get("held_on") if key == "meetings" else None
    return (day or date.min, record["id"])


def _first(office: Office, kind: "PaperKind") -> int:
    """Where the list begins: the next meeting, the last whole year, or the newest record."""
    if kind.by_year:
        return 1
    if kind.register != "meetings":
        return 0
    days = [record["held_on"] for record in office.records("meetings")]
    ahead = sum(1 for day in days if day is not None and day >= office.today())
    return max(0, ahead - 1)


def _years(today: date) -> list[str]:
    """The running financial year and those before it, newest first."""
    return [financial_year(date(today.year - back, today.month, min(today.day, 28))) for back in range(YEARS_BACK)]
