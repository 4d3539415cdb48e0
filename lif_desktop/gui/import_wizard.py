"""Takes in a spreadsheet, step by step: file and agency, sheet and headings, columns, check and fix, result."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QSpinBox, QStackedWidget, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.gui.choose_file import SPREADSHEETS, ask_open
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.form_box import list_labels
from lif_desktop.gui.form_editors import ListBox
from lif_desktop.gui.forms import load_form, part, put_in
from lif_desktop.gui.import_check import CheckPane, mended
from lif_desktop.gui.import_columns import ColumnsPane
from lif_desktop.gui.import_preview import FIRST_ROWS, RawPreview
from lif_desktop.gui.import_result import ResultPane
from lif_desktop.gui.labels import Words, label_for
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.step_strip import StepStrip
from lif_desktop.gui.worker import Runner, Work
from lif_desktop.gui.wrap_link import ProblemSummary
from lif_desktop.office import Batch, Office
from lif_desktop.registers import REGISTERS, TABS, register
from lif_desktop.registers.field import Field
from lif_desktop.registers.register import Register
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.header import find_table, sheet_notices
from lif_desktop.sheets.match import Choices, Vocabulary
from lif_desktop.sheets.plan import make_plan
from lif_desktop.sheets.planned import Plan
from lif_desktop.sheets.raw import RawBook, RawSheet
from lif_desktop.sheets.reader import read_book
from lif_desktop.sheets.refused import ReadCancelled

STEPS = ("File and agency", "Sheet and headings", "Columns", "Check and fix", "Result")
FILE, SHEET, COLUMNS, CHECK, RESULT = range(5)
_AGENCY = Field("agency", "Agency that sent it", "agency")


def into_words(own: Register) -> str:
    """How a register is called in the list of them: lines say whose lines they are."""
    return own.label if own.tab else f"{own.label} (of {register(own.parent).label.lower()})"


def best_register(book: RawBook) -> str:
    """The key of the register whose headings fit a sheet of the file best."""
    scored: list[tuple[tuple[bool, int], str]] = []
    for own in (*TABS, *(one for one in REGISTERS if not one.tab)):
        words = Vocabulary(own)
        tables = [find_table(sheet, words.knows) for sheet in book.sheets if sheet.state == "visible"]
        known = max((table.known for table in tables if table is not None), default=0)
        scored.append(((own.tab and known >= 3, known), own.key))
    return max(scored, key=lambda one: one[0])[1]


def _raise(error: BaseException) -> None:
    raise error


class ImportWizard(Dialog):
    """The window of an import. `path` begins with that file; `register_key` "" leaves the register to be found.

    Signals: `imported(batch)` after rows were written; `undone(batch)` after the import was taken back.
    """

    imported = Signal(object)
    undone = Signal(object)

    def __init__(
        self,
        office: Office,
        register_key: str = "",
        path: Path | None = None,
        parent: QWidget | None = None,
        crashed: Callable[[BaseException], None] = _raise,
    ) -> None:
        super().__init__("Take in a spreadsheet", parent)
        self._office = office
        self._given = register_key
        self.runner = Runner(self, crashed)
        self.book: RawBook | None = None
        self.plan: Plan | None = None
        self._path: Path | None = None
        self._header_row: int | None = None
        self._columns: dict[str, str] = {}
        self._fixes: dict[tuple[int, int], str] = {}
        self._make_parts()
        self._wire()
        self._go(FILE)
        self.resize(scaled(1000), scaled(660))
        if path is not None:
            self.file.setText(str(path))

    # building

    def _make_parts(self) -> None:
        self.form = load_form("import_wizard")
        self.pages = part(self.form, QStackedWidget, "pages")
        self.file = part(self.form, QLineEdit, "file")
        self.register = part(self.form, QComboBox, "register")
        self.sheet = part(self.form, QComboBox, "sheet")
        self.header_row = part(self.form, QSpinBox, "header_row")
        self.notices = part(self.form, Words, "notices")
        self.into = part(self.form, Words, "into")
        self.back = part(self.form, QPushButton, "back")
        self.cancel = part(self.form, QPushButton, "cancel")
        self.next = part(self.form, QPushButton, "next")
        self.next.setProperty("primary", True)
        self.strip = StepStrip(STEPS)
        self.summary = ProblemSummary()
        self.agency = ListBox(list_labels(_AGENCY, self._office), searched=True)
        self.preview = RawPreview()
        self.columns = ColumnsPane()
        self.check = CheckPane()
        self.outcome = ResultPane(self._office)
        for page, name, widget in (
            ("", "steps", self.strip),
            ("", "problems", self.summary),
            ("file_page", "agency", self.agency),
            ("sheet_page", "preview", self.preview),
            ("columns_page", "columns", self.columns),
            ("check_page", "check", self.check),
            ("result_page", "result", self.outcome),
        ):
            put_in(part(self.form, QWidget, page) if page else self.form, name, widget)
        label_for(self.agency, "Agency that &sent it", "", part(self.form, QLabel, "agency_label"))
        self.register.addItem("Found by its headings", "")
        for own in (*TABS, *(one for one in REGISTERS if not one.tab)):
            self.register.addItem(into_words(own), own.key)
        self.register.setCurrentIndex(self.register.findData(self._given))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.form)

    def _wire(self) -> None:
        part(self.form, QPushButton, "browse").clicked.connect(self._browse)
        self.file.textChanged.connect(self._forget)
        self.register.activated.connect(lambda _at: self._forget_plan())
        self.sheet.activated.connect(lambda _at: self._sheet_chosen())
        self.header_row.valueChanged.connect(self._header_chosen)
        self.preview.row_chosen.connect(self.header_row.setValue)
        self.check.mend_asked.connect(self._mend)
        self.check.model.ticked.connect(self._name_next)
        self.outcome.undone.connect(self._undone)
        self.back.clicked.connect(self._go_back)
        self.cancel.clicked.connect(self.close)
        self.next.clicked.connect(self.go_on)

    # going

    def step(self) -> int:
        """The step that is shown, from 0."""
        return self.pages.currentIndex()

    def go_on(self) -> None:
        """What the main button does on this step."""
        self.summary.show_problems([])
        if self.step() == RESULT:
            self.close()
            return
        (self._leave_file, self._leave_sheet, self._leave_columns, self._import)[self.step()]()

    def _go(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        self.strip.show_step(step)
        self.back.setVisible(FILE < step < RESULT)
        self.cancel.setVisible(step < RESULT)
        self.setAccessibleDescription(f"Step {step + 1} of {len(STEPS)}: {STEPS[step]}")
        self._name_next()

    def _go_back(self) -> None:
        self.summary.show_problems([])
        self._go(self.step() - 1)

    def _name_next(self) -> None:
        words, able = "&Next", True
        if self.step() == CHECK and self.plan is not None:
            count, held = self.check.model.going_in(), self.plan.count("held")
            words = f"&Import {count:,} rows" if count != 1 else "&Import 1 row"
            if not count and held:
                words = f"&Keep {held:,} held back"
            able = bool(count or held)
        elif self.step() == RESULT:
            words = "Clo&se"
        self.next.setText(words)
        self.next.setEnabled(able)
        self.next.setDefault(True)

    def _say(self, sentence: str, widget: QWidget | None = None) -> None:
        self.summary.show_problems([(sentence, widget)])
        self.summary.lines()[0].setFocus()

    # file and agency

    def _browse(self) -> None:
        folder = Path(self.file.text()).parent if self.file.text() else Path.home()
        ask_open(self, "The spreadsheet to take in", folder, SPREADSHEETS, lambda path: self.file.setText(str(path)))

    def _forget(self) -> None:
        self.book = None
        self._forget_plan()

    def _forget_plan(self) -> None:
        self.plan, self._header_row = None, None
        self._columns, self._fixes = {}, {}

    def _leave_file(self) -> None:
        typed = self.file.text().strip().strip('"')
        if not typed:
            self._say("Choose the file to take in.", self.file)
            return
        if self.agency.raw() and self._office.lookup.agency(self.agency.raw()) is None:
            sentence = f"No agency is called “{self.agency.raw()}”. Choose one of the list, or leave it empty."
            self._say(sentence, self.agency)
            return
        path = Path(typed)
        if self.book is not None and path == self._path:
            self._plan_then(self._show_sheet)
            return

        def read(work: Work) -> RawBook:
            told = lambda rows: work.say(f"Reading “{path.name}”: {rows:,} rows")  # noqa: E731 - one line of words
            return read_book(path, cancelled=lambda: work.cancelled, progress=told)

        self._path = path
        self.runner.run(f"Reading “{path.name}”…", read, self._have_book, self._failed)

    def _have_book(self, book: RawBook) -> None:
        self.book = book
        if not self.register.currentData():
            self.register.setCurrentIndex(self.register.findData(best_register(book)))
        self.sheet.clear()
        for sheet in book.sheets:
            hidden = "" if sheet.state == "visible" else " (hidden)"
            self.sheet.addItem(f"{sheet.name}{hidden}", sheet.name)
        self._plan_then(self._show_sheet, sheet=None)

    def _failed(self, error: LifError) -> None:
        if not isinstance(error, ReadCancelled):
            self._say(str(error), self.file if self.step() == FILE else None)

    # planning

    def _plan_then(self, then: Callable[[], None], *, sheet: str | None = "") -> None:
        """Make the plan in a worker, then go on. `sheet` None lets the best one be found, "" takes the chosen one."""
        book = self.book
        if book is None:
            return
        name = str(self.sheet.currentData()) if sheet == "" else sheet
        agency = self.agency.raw() or None
        choices = Choices(dict(self._columns), self._header_row)
        key = str(self.register.currentData())
        book = mended(book, name or "", self._fixes)

        def work(_work: Work) -> Plan:
            return make_plan(self._office, book, key, agency, name, choices)

        def done(plan: Plan) -> None:
            self.plan = plan
            then()

        def failed(error: LifError) -> None:
            if self.step() == FILE:
                self._show_raw()
            self._failed(error)

        self.runner.run("Looking at the rows…", work, done, failed, can_cancel=False)

    # sheet and headings

    def _show_sheet(self) -> None:
        if self.plan is not None:
            self.sheet.setCurrentIndex(self.sheet.findData(self.plan.sheet))
            self._set_header(self.plan.header_row)
            self.setWindowTitle(f"{self.plan.file} into {self.plan.register.label.lower()}")
            self.into.setText(f"It goes into {into_words(self.plan.register)}. Go back to choose another register.")
        self.into.setVisible(self.plan is not None)
        self._show_raw()

    def _show_raw(self) -> None:
        """The sheet as it is, also where no heading was found."""
        sheet = self._raw_sheet()
        if sheet is not None:
            self.header_row.setMaximum(max(1, min(FIRST_ROWS, len(sheet.rows))))
            self.preview.show_sheet(sheet, self.header_row.value())
            said = [*(self.book.notices if self.book else ()), *sheet_notices(sheet)]
            self.notices.setText("\n".join(f"· {notice}" for notice in said))
            self.notices.setVisible(bool(said))
        if self.step() == FILE:
            self._go(SHEET)

    def _raw_sheet(self) -> RawSheet | None:
        name = self.sheet.currentData()
        return next((one for one in (self.book.sheets if self.book else ()) if one.name == name), None)

    def _set_header(self, row: int) -> None:
        self.header_row.blockSignals(True)
        self.header_row.setValue(row)
        self.header_row.blockSignals(False)

    def _sheet_chosen(self) -> None:
        self._forget_plan()
        self.summary.show_problems([])
        self._show_raw()
        self._plan_then(self._show_sheet)

    def _header_chosen(self, row: int) -> None:
        self._forget_plan()
        self._header_row = row
        sheet = self._raw_sheet()
        if sheet is not None:
            self.preview.show_sheet(sheet, row)

    def _leave_sheet(self) -> None:
        self._plan_then(self._show_columns)

    # columns

    def _show_columns(self) -> None:
        if self.plan is not None:
            self.columns.show_plan(self.plan)
            self._go(COLUMNS)

    def _leave_columns(self) -> None:
        problems = self.columns.problems()
        if problems:
            self.summary.show_problems(problems)
            self.summary.lines()[0].setFocus()
            return
        self._columns |= dict(self.columns.choices())
        self._plan_then(self._show_check)

    # check and fix

    def _show_check(self) -> None:
        if self.plan is not None:
            self.check.show_plan(self.plan)
            self._go(CHECK)
            self.check.view.setFocus()

    def _mend(self, row: int, column: int, text: str) -> None:
        self._fixes[(row, column)] = text
        self._plan_then(self._show_mended)

    def _show_mended(self) -> None:
        if self.plan is not None:
            self.check.show_plan(self.plan, keep=True)
            self._name_next()
            self.check.view.setFocus()

    # carrying it out

    def _import(self) -> None:
        plan = self.plan
        if plan is None:
            return
        skipped = set(self.check.model.skipped)

        def work(_work: Work) -> Batch | None:
            return apply(self._office, plan, skipped)

        self.runner.run(f"Importing “{plan.file}”…", work, self._done, self._failed, can_cancel=False)

    def _done(self, batch: Any) -> None:
        if self.plan is not None:
            self.outcome.show_result(self.plan, batch, len(self.check.model.skipped))
        self._go(RESULT)
        if batch is not None:
            self.imported.emit(batch)

    def _undone(self, batch: Batch) -> None:
        self.undone.emit(batch)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Not while something is being read or written."""
        if self.runner.busy:
            event.ignore()
            return
        super().closeEvent(event)

    def reject(self) -> None:
        """Escape closes, but not while something is being read or written."""
        if not self.runner.busy:
            super().reject()
