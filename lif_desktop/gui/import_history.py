"""What was taken in: each import with its file, what came of it, its rows held back, and the way to take it back."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import show_date
from lif_desktop.gui.choose_file import ask_save, documents, free_file, safe_name
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.half_done import Working
from lif_desktop.gui.import_decisions import into_words
from lif_desktop.gui.labels import Words
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.record_list import Line, RecordList
from lif_desktop.gui.records import counted, local_time, when
from lif_desktop.gui.undo_report import Undone, UndoReportBox, report_words
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.gui.worker import Runner, Work
from lif_desktop.office import Batch, Office
from lif_desktop.office.imports import Import, imports, kept_bytes
from lif_desktop.registers import register
from lif_desktop.saving import save_whole

_HEADINGS = ("File", "Into", "From", "Taken in", "Added", "Changed", "Held back", "By")
_WIDTHS = (220, 150, 170, 165, 60, 70, 75, 110)
_MOST_PROBLEMS = 6


class FileTrouble(LifError):
    """The original of an import that could not be saved; the sentence says why and what to do."""


Entry = Import | Batch
"""An import that is in the office, or one that was undone."""


class ImportHistory(Working):
    """The window. Signals: `undone(batch)` after an import was taken back; `held_asked(import)` to put rows right."""

    undone = Signal(object)
    held_asked = Signal(object)

    def __init__(self, office: Office, crashed: Callable[[BaseException], None], parent: QWidget | None = None) -> None:
        super().__init__("What was taken in", parent)
        self._office = office
        self.runner = Runner(self, crashed)
        self.shown: list[Entry] = []
        self._people: dict[int, str] = {}
        self.lead = Words("", "secondary", wrap=True)
        self.list = RecordList("What was taken in", _HEADINGS)
        for column, width in enumerate(_WIDTHS):
            self.list.setColumnWidth(column, scaled(width))
        self.about = Words("", wrap=True)
        self.held = Words("", "secondary", wrap=True)
        self.report = UndoReportBox(office)
        self.notice = NoticeBar()
        self.held_button = primary_button("")
        self.file_button = plain_button("Save the original file…")
        self.undo_button = plain_button("Undo this import")
        self.close_button = plain_button("Close")
        self._lay_out()
        self._wire()
        self.load()

    def load(self) -> None:
        """Read the imports anew; the cursor stays on its import where that is still there."""
        here = self.current()
        batches = [batch for batch in self._office.batches() if batch.kind == "import"]
        self._people = {batch.id: batch.person for batch in batches}
        undone = [batch for batch in batches if batch.undone]
        self.shown = sorted([*self._office.read(imports), *undone], key=_moment, reverse=True)
        groups: dict[str, list[Line]] = {}
        for one in self.shown:
            groups.setdefault(_month(one), []).append((self._texts(one), ("", 0)))
        self.list.show_groups(list(groups.items()))
        places = {one.id: at for at, one in enumerate(self.shown) if isinstance(one, Import)}
        if here is not None and here.id in places:
            self.list.setCurrentItem(self.list.lines()[places[here.id]])
        self.lead.setText(
            "Every spreadsheet that was taken in, the newest first. The file itself is kept in the office."
            if self.shown
            else "Nothing was taken in yet. Import a spreadsheet from the page of its register, with Ctrl+I."
        )
        self._show()

    def current(self) -> Import | None:
        """The import under the cursor; None for one that was undone."""
        one = self._entry()
        return one if isinstance(one, Import) else None

    # building

    def _lay_out(self) -> None:
        acts = QWidget()
        line = WrapLayout(acts, gap=8)
        for button in (self.held_button, self.file_button, self.undo_button, self.close_button):
            line.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(8)
        whole.addWidget(self.lead)
        whole.addWidget(self.list, 1)
        for part in (self.about, self.held, self.report, self.notice, acts):
            whole.addWidget(part)
        self.take_room(1080, 580)

    def _wire(self) -> None:
        self.list.currentItemChanged.connect(self._show)
        self.file_button.clicked.connect(self._ask_file)
        self.undo_button.clicked.connect(self._undo)
        self.held_button.clicked.connect(self._put_right)
        self.close_button.clicked.connect(self.close)

    # showing

    def _entry(self) -> Entry | None:
        item, lines = self.list.currentItem(), self.list.lines()
        return self.shown[lines.index(item)] if item in lines else None

    def _texts(self, one: Entry) -> tuple[str, ...]:
        if isinstance(one, Batch):
            return one.words, "Undone since", "", when(one.at), "", "", "", one.person
        who = self._office.lookup.agency_name(one.agency_id) if one.agency_id is not None else ""
        at = when(one.imported_at) if one.imported_at is not None else ""
        figures = (f"{count:,}" for count in (one.added, one.changed, len(one.held_back)))
        person = self._people.get(one.batch, "") if one.batch is not None else ""
        return one.file_name, into_words(register(one.register)), who, at, *figures, person

    def _show(self) -> None:
        """Say all about the import under the cursor."""
        one = self.current()
        for button in (self.undo_button, self.file_button, self.held_button):
            button.setVisible(one is not None)
        gone = "It was undone: nothing of it is in the office any more." if self._entry() is not None else ""
        self.about.setText(self._about(one) if one is not None else gone)
        self.held.setText(held_words(one) if one is not None else "")
        self.held.setVisible(one is not None and bool(one.held_back))
        if one is None:
            return
        writable = not self._office.read_only
        self.undo_button.setEnabled(writable and one.batch is not None)
        self.file_button.setEnabled(one.kept)
        self.file_button.setToolTip("" if one.kept else "The file was too large to be kept in the office.")
        self.held_button.setText(f"Put right the rows held back ({len(one.held_back):,})…")
        self.held_button.setVisible(bool(one.held_back))
        self.held_button.setEnabled(writable)

    def _about(self, one: Import) -> str:
        kind = self._office.lookup.label("return_kinds", one.kind) if one.kind else ""
        kept = [str(column.get("heading", "")) for column in one.columns if column.get("extra")]
        sheet = f", sheet “{one.sheet}”" if one.sheet else ""
        figures = f"{one.added:,} added, {one.changed:,} changed, {one.unchanged:,} unchanged"
        parts = [f"“{one.file_name}”{sheet}: {figures}."]
        if kind:
            parts.append(f"It was a return: {kind}.")
        if kept:
            parts.append(f"Kept beside the records: {_few(kept)}.")
        if not one.kept:
            parts.append("Its file is not kept in the office.")
        return " ".join(parts)

    # doing

    def _ask_file(self) -> None:
        one = self.current()
        if one is None:
            return
        name = Path(safe_name(one.file_name))
        suggested = free_file(documents() / name)
        kinds = f"The file as it came (*{name.suffix})"
        ask_save(self, "Save the original file", suggested, kinds, lambda path: self._save(one, path))

    def _save(self, one: Import, path: Path) -> None:
        def work(_work: Work) -> Path:
            data = self._office.read(lambda connection: kept_bytes(connection, one.sha256))
            if data is None:
                raise FileTrouble(f"“{one.file_name}” is no longer kept in the office.")
            return save_whole(path, data, "Excel", FileTrouble)

        self.runner.run(f"Saving {path.name}…", work, self._saved, self._trouble)

    def _saved(self, path: Path) -> None:
        self.notice.say(f"Saved: {path.name}, in {path.parent}")

    def _trouble(self, error: LifError) -> None:
        self.notice.say(str(error), tone="red")

    def _undo(self) -> None:
        one = self.current()
        if one is None or one.batch is None:
            return
        batch = one.batch

        def work(_work: Work) -> Undone:
            report = self._office.undo(batch)
            return report, report_words(report, self._office)

        self.runner.run("Undoing the import…", work, self._undid, self._trouble, can_cancel=False)

    def _undid(self, undone: Undone) -> None:
        report, words = undone
        self.report.show_report(report, words)
        if report.batch is not None:
            self.undone.emit(report.batch)
        self.load()

    def _put_right(self) -> None:
        one = self.current()
        if one is not None and one.held_back and not self.runner.busy:
            self.accept()
            self.held_asked.emit(one)


def held_words(one: Import) -> str:
    """Why rows of an import are held back: the first reasons, each with its place."""
    reasons = [
        f"· {problem.get('cell', '')}: {problem.get('reason', '')}"
        for row in one.held_back
        for problem in row.get("problems", ())
    ]
    rest = len(reasons) - _MOST_PROBLEMS
    lines = [f"{counted(len(one.held_back), 'row')} held back:", *reasons[:_MOST_PROBLEMS]]
    return "\n".join([*lines, f"· and {rest:,} more"] if rest > 0 else lines)


def _moment(one: Entry) -> datetime:
    """When it was taken in, UTC without a zone, as the journal has it."""
    return one.at if isinstance(one, Batch) else one.imported_at or datetime.min  # noqa: DTZ901 - as the journal has it


def _month(one: Entry) -> str:
    """The month of an import as a heading: "November 2026"."""
    moment = _moment(one)
    return show_date(local_time(moment).date()).split(" ", 1)[1] if moment.year > 1 else "Before"


def _few(names: Sequence[str]) -> str:
    quoted = [f"“{name}”" for name in names if name]
    rest = len(quoted) - _MOST_PROBLEMS
    shown = ", ".join(quoted[:_MOST_PROBLEMS])
    return f"{shown} and {rest:,} more" if rest > 0 else shown
