"""The window in which a paper is chosen: which kind, for what, as what file, for whom, and where it is saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lif_desktop.gui.choose_file import PDF, WORD, ask_save, free_file, free_folder, safe_name
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.forms import load_form, part, put_in
from lif_desktop.gui.labels import font_for
from lif_desktop.gui.leaving_fields import offering, remembered
from lif_desktop.gui.leaving_parcels import Sending
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.paper_kinds import About, first_subject, nothing_to_make, offered, subjects
from lif_desktop.gui.paper_notices import PaperNotices
from lif_desktop.gui.widgets import ErrorSummary
from lif_desktop.office import Office
from lif_desktop.office.templates import templates

if TYPE_CHECKING:
    from lif_desktop.papers import PaperKind

Form = Literal["word", "pdf", "printing"]
"""A Word file; a tagged PDF through a word processor; a PDF of the preview, for printing only."""

_MANY = 12
"""A list longer than this can be searched by typing."""
_THERE = (
    "There is something of that name already, perhaps with changes made in Word. Enter another name, or press the "
    "button again to replace it."
)
_PRINTING = ", for printing only"
PACK = "agenda"
"""The kind that can go out as several files."""


@dataclass(frozen=True)
class Wanted:
    """A paper that is wanted: its kind, the reference or the year it is for, its title for a file, and as what file.

    `separate` and `copies` are for the pack of a meeting: its papers as documents of their own, a numbered copy for
    each member. `template` is None for the office's own for this kind, 0 for the one that came with the program, else
    the number of one that the office keeps. `as_now` takes the records of a paper of a year as they are now, not as
    they stood at its end. `told` gathers what the person should read when it was made.
    """

    kind: str
    ref: str | None
    year: str | None
    name: str
    form: Form = "word"
    template: int | None = None
    sending: Sending = field(default_factory=Sending)
    separate: bool = False
    copies: bool = False
    as_now: bool = False
    told: list[str] = field(default_factory=list, compare=False)

    @property
    def is_pack(self) -> bool:
        """Whether it is several files in a folder."""
        return self.separate or self.copies


class PaperDialog(Dialog):
    """Asks what paper is wanted. Signals: `preview(Wanted)` and `make(Wanted, path)`.

    `about` is the record it was asked for, `forms` as what each kind was made last.
    """

    preview = Signal(object)
    make = Signal(object, str)

    def __init__(
        self,
        office: Office,
        folder: Path,
        kind: str = "",
        ref: str = "",
        parent: QWidget | None = None,
        *,
        about: About | None = None,
        forms: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__("Make a paper", parent)
        from lif_desktop.papers import PAPERS

        self._office, self._folder, self._forms = office, folder, forms or {}
        self._kinds = {one.key: one for one in PAPERS}
        self._own_name = True
        self._may_replace: Path | None = None
        self._ref = ref or str((about or ("", {}))[1].get("ref") or "")
        self._take_parts()
        self._lay_out()
        self._fill_kinds(about)
        self._fill_forms()
        chosen = self.kind.findData(kind) if kind else self._first_kind()
        self.kind.setCurrentIndex(max(self._first_kind(), chosen))
        self._kind_changed()
        self._wire()

    def choose_subject(self, ref: str) -> None:
        """Choose the record with this reference, where it is offered."""
        at = self.subject.findData(ref) if ref else -1
        if at >= 0:
            self.subject.setCurrentIndex(at)
            self._name_file()

    def begin_with_preview(self) -> None:
        """Ask for a preview in the first place: Enter shows it."""
        self.setWindowTitle("Print preview")
        for button, main in ((self.preview_button, True), (self.make_button, False)):
            button.setProperty("primary", main)
            button.setDefault(main)
            button.update()

    def wanted(self) -> Wanted:
        """What is chosen now."""
        kind = self._kind()
        chosen = self.subject.currentData()
        ref = chosen if kind.register else None
        year = chosen if kind.by_year else None
        name = " ".join(filter(None, (kind.label, chosen)))
        to, why = (" ".join(box.currentText().split()) for box in (self.sent_to, self.why))
        template = self.template.currentData() if self.form_box.currentData() != "printing" else None
        pack = kind.key == PACK
        return Wanted(
            kind.key,
            ref,
            year,
            name,
            self.form_box.currentData(),
            template,
            Sending(to, why),
            separate=pack and self.separate.isChecked(),
            copies=pack and self.copies.isChecked(),
            as_now=kind.by_year and self.as_now.isChecked(),
        )

    # building

    def _take_parts(self) -> None:
        self.form = load_form("paper")
        self.kind = part(self.form, QComboBox, "kind")
        self.subject = part(self.form, QComboBox, "subject")
        self.form_box = part(self.form, QComboBox, "form")
        self.template = part(self.form, QComboBox, "template")
        self.file = part(self.form, QLineEdit, "file")
        self.sent_to = part(self.form, QComboBox, "sent_to")
        self.why = part(self.form, QComboBox, "why")
        self.make_button = part(self.form, QPushButton, "make")
        self.preview_button = part(self.form, QPushButton, "preview")
        self.separate = QCheckBox("Each paper a document of its o&wn")
        self.copies = QCheckBox("A &numbered copy for each member")
        self.as_now = QCheckBox("With what was entered or changed since the year &ended")
        self.notices = PaperNotices()
        self.summary = ErrorSummary()

    def _lay_out(self) -> None:
        put_in(self.form, "problems", self.summary)
        self.pack, ticks = QWidget(), QWidget()
        column = QVBoxLayout(self.pack)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ticks)
        column.addWidget(self.notices)
        pack = WrapLayout(ticks, gap=16)
        for tick in (self.separate, self.copies, self.as_now):
            tick.setMinimumHeight(scaled(24))
            pack.addWidget(tick)
            tick.toggled.connect(lambda _on: self._name_file())
        fields = part(self.form, QGridLayout, "fields")
        empty = part(self.form, QWidget, "pack")
        fields.replaceWidget(empty, self.pack)
        empty.deleteLater()
        for box in (self.kind, self.subject):
            box.setMaxVisibleItems(20)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.form)
        self.setMinimumWidth(scaled(620))

    def _wire(self) -> None:
        self.kind.currentIndexChanged.connect(self._kind_changed)
        self.subject.currentIndexChanged.connect(self._name_file)
        self.subject.currentIndexChanged.connect(self._look)
        self.form_box.currentIndexChanged.connect(self._form_changed)
        self.file.textEdited.connect(self._typed)
        part(self.form, QPushButton, "browse").clicked.connect(self._browse)
        part(self.form, QPushButton, "cancel").clicked.connect(self.reject)
        self.preview_button.clicked.connect(self._preview)
        self.make_button.clicked.connect(self._make)

    def _fill_kinds(self, about: About | None) -> None:
        model = self.kind.model()
        for words, kinds in offered(list(self._kinds.values()), about):
            if not kinds:
                continue
            self.kind.addItem(words)
            if isinstance(model, QStandardItemModel):
                heading = model.item(self.kind.count() - 1)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                heading.setFont(font_for("strong"))
                heading.setForeground(colour(tokens_of(self).secondary))
            for one in kinds:
                self.kind.addItem(one.label, one.key)

    def _fill_forms(self) -> None:
        from lif_desktop.papers.pdf_programs import which_writer

        writer = which_writer()
        self.form_box.addItem("Word document", "word")
        if writer is not None:
            self.form_box.addItem(f"PDF to send or publish, made through {writer}", "pdf")
        self.form_box.addItem("PDF for printing only", "printing")

    # what is chosen

    def _kind(self) -> "PaperKind":
        return self._kinds[self.kind.currentData()]

    def _first_kind(self) -> int:
        return next(at for at in range(self.kind.count()) if self.kind.itemData(at))

    def _kind_changed(self) -> None:
        if self.kind.currentData() is None:
            self.kind.setCurrentIndex(self.kind.currentIndex() + 1)
            return
        kind = self._kind()
        self._fill_subjects(kind)
        self.choose_subject(self._ref)
        self._fill_templates(kind)
        for tick in (self.separate, self.copies):
            tick.setVisible(kind.key == PACK)
        self.as_now.setVisible(kind.by_year)
        self.pack.setVisible(kind.key == PACK or kind.by_year)
        to, why = remembered(self._office, kind.key)
        offering(self.sent_to, to, self.sent_to.currentText())
        offering(self.why, why, self.why.currentText())
        form = self.form_box.findData(self._forms.get(kind.key, "word"))
        self.form_box.setCurrentIndex(max(0, form))
        self._name_file()
        self._look()

    def _look(self) -> None:
        """Show what the author of a pack should look at first, which is not printed in it."""
        self.notices.show_of(self._office, self.subject.currentData() if self._kind().key == PACK else None)
        self.fit()

    def _fill_subjects(self, kind: "PaperKind") -> None:
        self.subject.blockSignals(True)
        self.subject.clear()
        for words, key in subjects(self._office, kind):
            self.subject.addItem(words, key)
        _make_searchable(self.subject)
        self.subject.setCurrentIndex(first_subject(self._office, kind))
        self.subject.blockSignals(False)
        there = self.subject.count() > 0
        for one in (self.subject, self.make_button, self.preview_button):
            one.setEnabled(there)
        self.summary.show_problems([] if there else [(nothing_to_make(kind), None)])

    def _fill_templates(self, kind: "PaperKind") -> None:
        kept = [one for one in templates(self._office) if one.kind in ("", kind.key)]
        self.template.clear()
        if kept:
            own = next((one for one in kept if one.kind == kind.key), kept[0])
            self.template.addItem(f"The office’s own: {own.name}", None)
            for one in kept:
                if one is not own:
                    self.template.addItem(one.name, one.id)
            self.template.addItem("The one that came with the program", 0)
        else:
            self.template.addItem("The one that came with the program", None)
        self._form_changed()

    def _form_changed(self) -> None:
        printing = self.form_box.currentData() == "printing"
        some = self.template.count() > 1
        for one in (self.template, part(self.form, QLabel, "template_label")):
            one.setVisible(some)
            one.setEnabled(not printing)
        self._name_file()

    def _name_file(self) -> None:
        if self._own_name:
            if self.wanted().is_pack:
                self.file.setText(str(free_folder(self._folder / safe_name(self.wanted().name))))
                return
            more = _PRINTING if self.form_box.currentData() == "printing" else ""
            name = f"{safe_name(self.wanted().name)}{more}{self._ending()}"
            self.file.setText(str(free_file(self._folder / name)))
        else:
            path = Path(self.file.text())
            if path.suffix.lower() in (".docx", ".pdf"):
                self.file.setText(str(path.with_suffix(self._ending())))

    def _ending(self) -> str:
        return ".docx" if self.form_box.currentData() == "word" else ".pdf"

    def _typed(self) -> None:
        self._own_name = False
        self.summary.show_problems([])

    # where, and off

    def _browse(self) -> None:
        kinds = WORD if self.form_box.currentData() == "word" else PDF
        ask_save(self, "Where the paper is saved", Path(self.file.text()), kinds, self._chosen)

    def _chosen(self, path: Path) -> None:
        self._own_name = False
        self._may_replace = path  # the system's window has asked
        self.file.setText(str(path))

    def _is_said(self) -> bool:
        """Whether what stands in the list of subjects is one of them; else it is said."""
        if self.subject.isEditable() and self.subject.currentText() != self.subject.itemText(
            self.subject.currentIndex()
        ):
            found = self.subject.findText(self.subject.currentText().strip(), Qt.MatchFlag.MatchContains)
            if found < 0 or not self.subject.currentText().strip():
                self.summary.show_problems([("Choose one of the list that the paper is for.", self.subject)])
                self.fit()
                return False
            self.subject.setCurrentIndex(found)
        return True

    def _preview(self) -> None:
        if self._is_said():
            self.preview.emit(self.wanted())
            self.accept()

    def _make(self) -> None:
        if not self._is_said():
            return
        path = Path(self.file.text().strip())
        if not path.is_absolute() or not path.name:
            self.summary.show_problems([("Enter the file with its folder, or choose it with the button.", self.file)])
            self.fit()
            return
        suffix = "" if self.wanted().is_pack else self._ending()
        path = path if path.suffix.lower() == suffix else path.with_suffix(suffix)
        if path.exists() and path != self._may_replace:
            self._may_replace = path
            self.summary.show_problems([(_THERE, self.file)])
            self.fit()
            return
        self.make.emit(self.wanted(), str(path))
        self.accept()


def _make_searchable(box: QComboBox) -> None:
    """Let a long list be searched by typing any part of a line; a short one only opens."""
    box.setEditable(box.count() > _MANY)
    if box.isEditable():
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(box.model(), box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(12)
        box.setCompleter(completer)
        box.lineEdit().setAccessibleName(box.accessibleName())
        box.lineEdit().setPlaceholderText("Type any part of it")
