"""Takes in a spreadsheet, step by step: file and agency, sheet and headings, columns, check and fix, result."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import show_date
from lif_desktop.gui.form_box import list_labels
from lif_desktop.gui.forms import load_form, part, put_in
from lif_desktop.gui.half_done import HalfDone
from lif_desktop.gui.import_after import AfterImport
from lif_desktop.gui.import_check import CheckPane
from lif_desktop.gui.import_columns import ColumnsPane
from lif_desktop.gui.import_deciding import Deciding
from lif_desktop.gui.import_decisions import Came, came_back_words, into_words
from lif_desktop.gui.import_file import FileStep, Stamp, dropped
from lif_desktop.gui.import_planning import Into, Planning
from lif_desktop.gui.import_sheet import SheetStep
from lif_desktop.gui.one_press import OnePress
from lif_desktop.gui.records import counted, local_time
from lif_desktop.gui.sparing import Sparing
from lif_desktop.gui.step_strip import StepStrip
from lif_desktop.gui.worker import Runner
from lif_desktop.gui.wrap_link import ProblemSummary
from lif_desktop.office import Batch, Office
from lif_desktop.office.imports import Import
from lif_desktop.sheets.planned import Plan
from lif_desktop.sheets.refused import ReadCancelled

STEPS = ("File and agency", "Sheet and headings", "Columns", "Check and fix", "Result")
FILE, SHEET, COLUMNS, CHECK, RESULT = range(5)
_LISTS = ("agency", "choice", "choices", "yes_no")


def _raise(error: BaseException) -> None:
    raise error


class ImportWizard(HalfDone):
    """The window of an import. `path` begins with that file; `register_key` "" leaves the register to be found.

    Signals: `imported(batch)` after rows were written; `undone(batch)` after the import was taken back;
    `open_asked(register)` to show where the rows went.
    """

    imported = Signal(object)
    undone = Signal(object)
    open_asked = Signal(str)

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
        self.sparing = Sparing(self)
        self.sparing.follow(self.runner)
        self.finished.connect(lambda _result: self.sparing.give_back())
        self.planning = Planning(office, self.runner, lambda: self.check.view.typing)
        self._read: Stamp | None = None
        self._make_parts()
        self._wire()
        self._wire_result()
        self._go(FILE)
        self.take_room(1180, 720)
        self.setAcceptDrops(True)
        if path is not None:
            self.file.setText(str(path))

    @property
    def plan(self) -> Plan | None:
        """The newest plan."""
        return self.planning.plan

    # building

    def _make_parts(self) -> None:
        self.form = load_form("import_wizard")
        self.pages = part(self.form, QStackedWidget, "pages")
        self.back = part(self.form, QPushButton, "back")
        self.cancel = part(self.form, QPushButton, "cancel")
        self.next = part(self.form, QPushButton, "next")
        self.next.setProperty("primary", True)
        self.strip = StepStrip(STEPS)
        self.summary = ProblemSummary()
        self.start = FileStep(self._office, self.form, self._given)
        self.file, self.register, self.agency = self.start.file, self.start.register, self.start.agency
        self.sheets = SheetStep(self.form)
        self.columns = ColumnsPane()
        self.check = CheckPane(self._entries)
        self.deciding = Deciding(self.check, self.planning)
        self.after = AfterImport(self._office, self, self.runner)
        self.outcome = self.after.page
        for page, name, widget in (
            ("", "steps", self.strip),
            ("", "problems", self.summary),
            ("", "going", self._beside_buttons()),
            ("columns_page", "columns", self.columns),
            ("check_page", "check", self.check),
            ("result_page", "result", self.outcome),
        ):
            put_in(part(self.form, QWidget, page) if page else self.form, name, widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.form)

    def _beside_buttons(self) -> QWidget:
        """What the main button will do, in words between the buttons."""
        beside = QWidget()
        beside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout(beside)
        line.setContentsMargins(8, 0, 8, 0)
        line.addWidget(self.check.going)
        return beside

    def _wire(self) -> None:
        self.start.file_changed.connect(self._forget_file)
        self.start.register_changed.connect(self._forget)
        self.sheets.sheet_chosen.connect(self._sheet_chosen)
        self.sheets.head_chosen.connect(self._head_chosen)
        self.sheets.straight_on.connect(lambda: self._plan_then(self._show_check))
        self.deciding.decided.connect(self._look_again)
        self.check.model.ticked.connect(self._name_next)
        OnePress(self.next, self.back)
        self.back.clicked.connect(self._go_back)
        self.cancel.clicked.connect(self.close)
        self.next.clicked.connect(self.go_on)

    def _wire_result(self) -> None:
        self.outcome.undone.connect(self.undone)
        self.outcome.open_asked.connect(self._open_register)
        self.outcome.check_asked.connect(lambda: self._plan_then(self._show_check))
        self.outcome.again_asked.connect(self._begin_again)
        self.outcome.sheet_asked.connect(self._take_sheet)
        self.after.right_asked.connect(self.put_right)

    def _entries(self, key: str) -> list[str]:
        """The words of the list of a field."""
        plan = self.plan
        found = next((one for one in (plan.register.fields if plan else ()) if one.key == key), None)
        return list_labels(found, self._office) if found is not None and found.kind in _LISTS else []

    def put_right(self, kept: Import) -> None:
        """Begin at the check with the rows that an import holds back."""
        self.planning.take_held(kept)
        self.setWindowTitle(f"{kept.file_name}: rows held back")
        self._plan_then(self._show_held)

    def _show_held(self) -> None:
        """The rows of an earlier import, and whose they are."""
        kept = self.planning.kept
        if kept is not None:
            self._show_check()
            day = f" on {show_date(local_time(kept.imported_at).date())}" if kept.imported_at else ""
            rows = counted(len(kept.held_back), "row")
            self.check.notice.say(f"{rows} of “{kept.file_name}”, held back when it was taken in{day}.")

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
        self.back.setVisible(FILE < step < RESULT and self.planning.kept is None)
        self.cancel.setVisible(step < RESULT)
        self.check.going.setVisible(step == CHECK)
        self.setAccessibleDescription(f"Step {step + 1} of {len(STEPS)}: {STEPS[step]}")
        self._name_next()

    def _go_back(self) -> None:
        self.summary.show_problems([])
        if self.step() == CHECK:
            self._take_typed()
        if self.planning.busy:
            return
        step = self.step() - 1
        if step == COLUMNS and self.plan is not None:
            self.columns.show_plan(self.plan)
        elif step == SHEET:
            self.sheets.show_plan(self.plan)
        self._go(step)

    def _name_next(self) -> None:
        words, able = "&Next", True
        if self.step() == CHECK:
            words, able = self.check.import_words(received=self.planning.sent is not None)
            able = able and not self.planning.busy
        elif self.step() == RESULT:
            words = "Clo&se"
        self.next.setText(words)
        self.next.setEnabled(able)
        self.next.setDefault(True)

    def _say(self, sentence: str, widget: QWidget | None = None) -> None:
        self.summary.show_problems([(sentence, widget)])
        self.summary.lines()[0].setFocus()

    # file and agency

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file can be dropped on the first step."""
        if self.step() == FILE and dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file that is dropped."""
        path = dropped(event)
        if self.step() == FILE and path is not None:
            event.acceptProposedAction()
            self.file.setText(str(path))
            self.go_on()

    def _forget_file(self) -> None:
        self.planning.forget_file()
        self.check.notice.say("")

    def _forget(self) -> None:
        self.planning.forget()
        self.sheets.forget()

    def _leave_file(self) -> None:
        problem = self.start.problem()
        if problem is not None:
            self._say(*problem)
            return
        stamp = self.start.stamp()
        if self.planning.book is not None and self._read == stamp:
            self._plan_then(self._show_return if self.planning.sent else self._show_sheet)
            return
        self._read = stamp
        self._forget_file()
        self.planning.read(self.start.path, self.start.key, self._came, self._failed)

    def _came(self, came: Came) -> None:
        self.start.take(came)
        self.sheets.take(came.book)
        if came.sheet is not None:
            self.sheets.choose(came.sheet)
        self._plan_then(self._show_return if came.sent else self._show_sheet, best_sheet=came.sheet is None)

    def _failed(self, error: LifError) -> None:
        if not isinstance(error, ReadCancelled):
            self._say(str(error), self.file if self.step() == FILE else None)
        self._name_next()

    def _plan_then(self, then: Callable[[], None], *, best_sheet: bool = False, silent: bool = False) -> None:
        """Make the plan in a worker, then go on. The sheet that is chosen is planned, or the best one."""
        sheet = None if best_sheet else self.sheets.name
        into = Into(self.start.key, self.start.agency_name, sheet)
        self.planning.ask(into, then, self._not_planned, silent=silent)

    def _not_planned(self, error: LifError) -> None:
        if self.step() == FILE:
            self.sheets.show_raw()
            self._go(SHEET)
        self._failed(error)

    # sheet and headings

    def _show_sheet(self) -> None:
        self._name_window()
        self.sheets.show_plan(self.plan)
        if self.step() == FILE:
            self._go(SHEET)

    def _name_window(self) -> None:
        if self.plan is not None:
            self.setWindowTitle(f"{self.plan.file} into {self.plan.register.label.lower()}")

    def _sheet_chosen(self) -> None:
        self._forget()
        self.summary.show_problems([])
        self.sheets.show_raw()
        self._plan_then(self._show_sheet)

    def _head_chosen(self) -> None:
        self.planning.forget()
        decisions = self.planning.decisions
        decisions.header_row, decisions.first_column = self.sheets.chosen()

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
        self.planning.decisions.columns |= dict(self.columns.choices())
        self.planning.decisions.orders |= dict(self.columns.orders())
        self._plan_then(self._show_check)

    # check and fix

    def _show_return(self) -> None:
        """A return of ours needs no question about sheet and columns."""
        sent = self.planning.sent
        if self.plan is None or sent is None:
            return
        self._name_window()
        self.sheets.show_plan(self.plan)
        self._show_check()
        said = [came_back_words(self._office, sent), *sent.notices]
        self.check.notice.say(f"{' '.join(said)} It goes into {into_words(self.plan.register)}.")

    def _show_check(self) -> None:
        if self.plan is not None:
            before = self.check.model.plan
            self.deciding.show(keep=before is not None and _alike(before, self.plan))
            self._go(CHECK)
            self.check.view.setFocus()

    def _take_typed(self) -> None:
        """Read what is being typed into a cell or beside it, as if Enter were pressed."""
        self.check.view.setFocus()
        self.check.place.take_typed()

    def _look_again(self) -> None:
        """Plan again with what was decided now; typing goes on meanwhile."""
        self.summary.show_problems([])
        self.check.going.setText("Looking at the rows again…")
        self._plan_then(self._show_again, silent=True)
        self._name_next()

    def _show_again(self) -> None:
        self.deciding.show(keep=True)
        self._name_next()

    # carrying it out

    def _import(self) -> None:
        """Write the plan with the ticks as they are now, unless something is still being typed, which is read first."""
        self._take_typed()
        shown = self.plan
        if shown is None or self.planning.busy:
            return
        ticks = self.check.model.ticks
        left_out, going = len(ticks.skip_rows), self.check.model.going()

        def done(plan: Plan, batch: Batch | None) -> None:
            self.after.show(plan, batch, left_out, going, self.planning.book)
            self._go(RESULT)
            if batch is not None:
                self.imported.emit(batch)

        self.planning.carry_out(shown, ticks, done, self._failed)

    def _open_register(self) -> None:
        own = self.after.register
        self.close()
        if own is not None:
            self.open_asked.emit(own.key if own.tab else own.parent)

    def _begin_again(self) -> None:
        """Take in another file, for the same register and agency."""
        self.file.clear()
        self.setWindowTitle("Take in a spreadsheet")
        self._go(FILE)
        self.file.setFocus()

    def _take_sheet(self, name: str) -> None:
        """Take in another sheet of the same file."""
        self._forget()
        self.sheets.choose(name)
        self.sheets.show_raw()
        self._go(SHEET)
        self._plan_then(self._show_sheet)

    # leaving

    def undone_work(self) -> int:
        """What was typed and answered, until it is written."""
        half = self.step() == CHECK and self.check.place.line.isModified()
        return self.planning.decisions.work() + half if self.step() < RESULT else 0


def _alike(before: Plan, now: Plan) -> bool:
    """Whether the rows of two plans are the same, so that what was decided about one holds for the other."""
    return (before.sha256, before.sheet, before.columns) == (now.sha256, now.sheet, now.columns)
