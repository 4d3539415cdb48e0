"""Undo and redo in the window: in a worker, by name, and with what was kept or could not be put back said."""

from collections import Counter
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from lif_desktop.errors import LifError
from lif_desktop.gui.notice import NoticeBar, Offer
from lif_desktop.gui.undo_report import UndoReportBox
from lif_desktop.gui.worker import Runner
from lif_desktop.office import Batch, NothingToUndo, Office, UndoReport
from lif_desktop.office.undo import UndoLine
from lif_desktop.registers import register_of_table

LONGEST_NAME = 60


def action_words(verb: str, batch: Batch | None) -> str:
    """The words of the menu: "&Undo: Imported 34 rows from…", cut where they grow long; "&Undo" for nothing."""
    if batch is None:
        return f"&{verb}"
    what = batch.words.removeprefix("Undid: ")
    cut = what if len(what) <= LONGEST_NAME else f"{what[: LONGEST_NAME - 1].rstrip()}…"
    return f"&{verb}: {cut.replace('&', '&&')}"


def counted_lines(lines: Iterable[UndoLine]) -> str:
    """How many records of each register: "34 actions, 2 reviews"; what stands beside registers is not counted."""
    own = {line.table: register_of_table(line.table) for line in lines}
    records = {(line.table, line.record_id) for line in lines}
    counts = Counter(table for table, _ in records if own[table] is not None)
    named = ((count, own[table]) for table, count in counts.most_common())
    return ", ".join(f"{count:,} {one.singular if count == 1 else one.label.lower()}" for count, one in named if one)


def report_words(report: UndoReport, verb: str) -> str:
    """What the notice says: "Undone: Imported 34 rows. Put back: 34 actions."."""
    back = counted_lines(report.put_back)
    came = "Put back" if report.undone.undoes is None else "Done again"
    return f"{verb}: {report.undone.words.removeprefix('Undid: ')}." + (f" {came}: {back}." if back else "")


class Undoer(QObject):
    """Takes back and does again. Signal `done()` when the office has changed."""

    done = Signal()

    def __init__(
        self, office: Office, runner: Runner, notice: NoticeBar, report: UndoReportBox, say: Callable[[str], None]
    ) -> None:
        super().__init__(notice)
        self._office, self._runner, self._notice, self._report, self._say = office, runner, notice, report, say
        self._offered = ""

    def undo(self, batch_id: int | None = None) -> None:
        """Take back a batch, or the newest one."""
        self._begin("Undoing…", lambda: self._office.undo(batch_id), "Undone", ("Redo", self.redo))

    def redo(self) -> None:
        """Do again what was undone last."""
        self._begin("Doing it again…", self._office.redo, "Done again", ("Undo", self.undo))

    def withdraw(self) -> None:
        """Put the offer away once something else has changed: its link would take back, or do again, another batch."""
        if self._offered and self._notice.words.text() == self._offered:
            self._notice.say("")
        self._offered = ""

    def _begin(self, words: str, work: Callable[[], UndoReport], verb: str, offer: Offer) -> None:
        self._runner.run(
            words, lambda _work: work(), lambda report: self._tell(report, verb, offer), self._fail, can_cancel=False
        )

    def _tell(self, report: UndoReport, verb: str, offer: Offer) -> None:
        self.done.emit()
        if report.kept or report.could_not:
            self._notice.say("")
            self._report.show_report(report)
        else:
            self._report.hide()
            self._offered = report_words(report, verb)
            self._notice.say(self._offered, [(offer[0], offer[1])])

    def _fail(self, error: LifError) -> None:
        if isinstance(error, NothingToUndo):
            self._say(str(error))
        else:
            self._notice.say(str(error), tone="red")
