"""Takes what is decided at the check of an import, so that it is planned anew."""

from PySide6.QtCore import QObject, Signal

from lif_desktop.gui.import_check import CheckPane
from lif_desktop.gui.import_planning import Planning
from lif_desktop.sheets.planned import Question


class Deciding(QObject):
    """Hears the check pane. Signal `decided()` after each decision that changes the plan."""

    decided = Signal()

    def __init__(self, check: CheckPane, planning: Planning) -> None:
        super().__init__(check)
        self._check, self._planning = check, planning
        self._shown = planning.decisions
        check.mend_asked.connect(self._mend)
        check.unmend_asked.connect(self._unmend)
        check.renew_asked.connect(self._renew)
        check.answered.connect(self._answer)
        check.typing_over.connect(planning.release)

    def show(self, *, keep: bool) -> None:
        """Show the newest plan; `keep` leaves ticks and cursor where they are.

        Questions that were answered stay with their answers for as long as these hold.
        """
        looked, renewed = self._planning.looked, frozenset(self._planning.decisions.new_rows)
        if self._planning.decisions is not self._shown:
            self._shown = self._planning.decisions
            self._check.questions.forget()
        if looked is not None:
            self._check.show_plan(looked.plan, looked.facts, keep=keep, written=looked.written, renewed=renewed)

    def _mend(self, row: int, column: int, text: str) -> None:
        self._planning.decisions.fixes[(row, column)] = text
        self.decided.emit()

    def _unmend(self, row: int, column: int) -> None:
        self._planning.decisions.fixes.pop((row, column), None)
        self.decided.emit()

    def _renew(self, row: int, on: bool) -> None:
        rows = self._planning.decisions.new_rows
        (rows.add if on else rows.discard)(row)
        self.decided.emit()

    def _answer(self, question: Question, answer: object) -> None:
        self._planning.decisions.answer(question, answer)
        self.decided.emit()
