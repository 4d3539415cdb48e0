"""What can be done once an import is carried out: back to the agency, on with the rows held back, another sheet."""

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.gui.import_mending import MendingOut
from lif_desktop.gui.import_result import ResultPane
from lif_desktop.gui.plan_ticks import for_agency
from lif_desktop.gui.worker import Runner
from lif_desktop.office import Batch, Office
from lif_desktop.office.imports import imports
from lif_desktop.registers.register import Register
from lif_desktop.sheets.planned import Action, Plan
from lif_desktop.sheets.raw import RawBook, RawSheet
from lif_desktop.sheets.sent import OUR_SHEETS


class AfterImport(QObject):
    """The page of the result and what its buttons do.

    Signal `right_asked(import)` to put right the rows that were held back. The other signals are those of the page.
    """

    right_asked = Signal(object)

    def __init__(self, office: Office, window: QWidget, runner: Runner) -> None:
        super().__init__(window)
        self._office = office
        self._plan: Plan | None = None
        self.page = ResultPane(office, runner)
        self.mending = MendingOut(office, window, runner, self.page.notice)
        self.page.right_asked.connect(self._put_right)
        self.page.workbook_asked.connect(lambda: self._with_plan(self.mending.ask_workbook))
        self.page.draft_asked.connect(lambda: self._with_plan(self.mending.ask_draft))
        self.page.copy_asked.connect(lambda: self._with_plan(self.mending.copy))

    @property
    def register(self) -> Register | None:
        """The register that the rows went into."""
        return self._plan.register if self._plan is not None else None

    def show(
        self, plan: Plan, batch: Batch | None, left_out: int, going: "Counter[Action]", book: RawBook | None
    ) -> None:
        """Show what came of a plan: `left_out` rows had no tick, `going` counts those that had one and those held."""
        self._plan = plan
        self.mending.forget()
        beside = {plan.sheet} if plan.sent is None else {plan.sheet, *OUR_SHEETS}
        others = [one.name for one in (book.sheets if book else ()) if _worth(one) and one.name not in beside]
        self.page.show_result(plan, batch, left_out, going, others)

    def _with_plan(self, act: Callable[[Plan], object]) -> None:
        if self._plan is not None:
            act(for_agency(self._plan))

    def _put_right(self, batch: Batch) -> None:
        """Go on with the rows that were held back just now."""
        held_from = self._plan.held_from if self._plan is not None else None
        kept = (one for one in self._office.read(imports) if held_from in (None, one.id))
        found = next((one for one in kept if held_from is not None or one.batch == batch.id), None)
        if found is not None and found.held_back:
            self.right_asked.emit(found)


def _worth(sheet: RawSheet) -> bool:
    """Whether a sheet may hold a table of its own."""
    return sheet.state == "visible" and len(sheet.rows) > 1
