"""The step of an import in which each row is looked at, ticked or not, and what is held back is mended."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QCheckBox, QToolButton, QVBoxLayout, QWidget

from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.import_place import PlaceBar
from lif_desktop.gui.import_questions import Entries, QuestionsPane
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.plan_model import LEAD, MARKS, SELDOM, WORDS, PlanModel
from lif_desktop.gui.plan_ticks import Facts, Kind
from lif_desktop.gui.plan_view import PlanView
from lif_desktop.gui.records import counted
from lif_desktop.gui.widgets import plain_button
from lif_desktop.sheets.planned import Action, Plan

Written = Mapping[tuple[int, int], str]
"""What the file says in the cells that were typed anew, by row and column of the sheet, both from 1."""


class CheckPane(QWidget):
    """The plan as a table with its questions and counts, a bar for the chosen cell, and F8 for the next problem.

    Signals: `mend_asked(row, column, text)` when a cell of the sheet (both from 1) shall be read as this text;
    `unmend_asked(row, column)` when it shall be read as the file has it; `renew_asked(row, on)` when a row is a new
    record though it looks like one; `answered(question, answer)`; `typing_over()` when a cell is no longer typed into.
    """

    mend_asked = Signal(int, int, str)
    unmend_asked = Signal(int, int)
    renew_asked = Signal(int, bool)
    answered = Signal(object, object)
    typing_over = Signal()

    def __init__(self, entries: Entries = lambda _field: (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PlanModel(self)
        self.view = PlanView(self.model)
        self.notice = NoticeBar()
        self.questions = QuestionsPane(entries)
        self.alike = LinkButton("")
        self.counts = Words("", "strong")
        self.going = Words("", "secondary", wrap=True)
        self.kinds: dict[Kind, QCheckBox] = {}
        self.all_link = LinkButton("Tick all")
        self.none_link = LinkButton("Tick none")
        self.next_button = plain_button("Next problem (F8)")
        self.place = PlaceBar(self.model)
        self.notices = Words("", "secondary", wrap=True)
        self.notices_button = QToolButton()
        self._written: Written = {}
        self._renewed: frozenset[int] = frozenset()
        self._lay_out()
        self._wire()

    def show_plan(
        self,
        plan: Plan,
        facts: Facts | None = None,
        *,
        keep: bool = False,
        written: Written | None = None,
        renewed: frozenset[int] = frozenset(),
    ) -> None:
        """Show a plan; `keep` leaves ticks and cursor where they are, after a cell was mended or a question answered.

        `written` is what the file says where it was typed anew, `renewed` the rows that were taken as new ones.
        """
        here = self.view.currentIndex()
        at = self.model.row_at(here.row()).number if keep and here.isValid() else 0
        self._written, self._renewed = written or {}, renewed
        if not keep:
            self.place.forget()
        self.model.show_plan(plan, facts, keep_ticks=keep)
        by_number = self.model.facts.by_number if self.model.facts is not None else {}
        self.questions.show_plan(plan, by_number.get)
        self._offer_alike(len(self.model.facts.alike) if self.model.facts is not None else 0)
        self.notices.setText("\n".join(f"· {notice}" for notice in plan.notices))
        self.notices_button.setText(f"{counted(len(plan.notices), 'thing')} to know")
        self.notices_button.setVisible(bool(plan.notices))
        self._tell()
        row = self.model.row_of(at)
        if row >= 0:
            self.view.go(row, here.column())
        elif self.model.rowCount():
            self.view.go(0, 0)
        self._show_place()

    def import_words(self, *, received: bool) -> tuple[str, bool]:
        """What the import does with the ticks as they are, in words for a button, and whether there is anything to do.

        A return of ours can be noted as `received` also where none of its rows goes in.
        """
        going = self.model.going()
        count, held = going["add"] + going["change"], going["held"]
        words = f"&Import {count:,} rows" if count != 1 else "&Import 1 row"
        if not count and held:
            words = f"&Keep {held:,} held back"
        elif not count and received:
            words = "&Note as received"
        return words, bool(count or held or received)

    def next_problem(self, step: int = 1) -> None:
        """Go to the next cell that holds its row back or was changed by both; to the last with `step` -1."""
        troubles: tuple[Kind, ...] = ("held", "conflict")
        for kind in troubles:
            if self.kinds[kind].isEnabled() and not self.kinds[kind].isChecked():
                self.kinds[kind].setChecked(True)
        here = self.view.currentIndex()
        row, column = (here.row(), here.column()) if here.isValid() else (-1, 0)
        found = self.model.next_problem(row, column, step)
        if found is not None:
            self.view.go(*found)
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # building

    def _lay_out(self) -> None:
        head = QWidget()
        line = WrapLayout(head, gap=14)
        line.addWidget(self.counts)
        for kind, words in WORDS.items():
            box = self.kinds[kind] = QCheckBox()
            box.setChecked(True)
            box.setToolTip(f"Show the rows that are {words.lower()}")
            line.addWidget(box)
        for part in (self.all_link, self.none_link, self.alike, self.notices_button, self.next_button):
            line.addWidget(part)
        self.notices_button.setCheckable(True)
        self.notices_button.setAutoRaise(True)
        self.notices.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        for above in (self.notice, self.questions, head, self.notices):
            whole.addWidget(above)
        whole.addWidget(self.view, 1)
        whole.addWidget(self.place)

    def _wire(self) -> None:
        for box in self.kinds.values():
            box.toggled.connect(self._show_kinds)
        self.all_link.clicked.connect(lambda: self.model.tick_all(True))
        self.none_link.clicked.connect(lambda: self.model.tick_all(False))
        self.notices_button.toggled.connect(self.notices.setVisible)
        self.next_button.clicked.connect(lambda _on=False: self.next_problem())
        self.model.ticked.connect(self._ticked)
        self.model.typed.connect(self._typed)
        self.view.place_changed.connect(self._show_place)
        self.view.typing_over.connect(self.typing_over)
        self.questions.answered.connect(self.answered)
        self.alike.clicked.connect(self._next_alike)
        self.place.typed.connect(self._typed)
        self.place.put_back.connect(self._put_back)
        self.place.renewed.connect(self.renew_asked)
        self.place.held.connect(self.model.hold)
        self.place.turned.connect(self._turn)
        for keys, step in (("F8", 1), ("Shift+F8", -1)):
            shortcut = QShortcut(QKeySequence(keys), self, lambda one=step: self.next_problem(one))
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)

    # within

    def _show_kinds(self) -> None:
        self.model.show_kinds(kind for kind, box in self.kinds.items() if box.isChecked())

    def _ticked(self) -> None:
        self._tell()
        self._show_place()

    def _tell(self) -> None:
        """Say how many rows do what, and how many of them go in with the ticks as they are."""
        facts, plan = self.model.facts, self.model.plan
        if facts is None or plan is None:
            return
        parts = [f"{len(plan.rows):,} rows read"]
        for kind, box in self.kinds.items():
            count = self.model.ticks.count(facts, kind)
            box.setText(f"{MARKS[kind]} {count:,} {WORDS[kind].lower()}")
            box.setEnabled(count > 0)
            box.setVisible(count > 0 or kind not in SELDOM)
            if count or kind not in SELDOM:
                parts.append(f"{count:,} {WORDS[kind].lower()}")
        self.counts.setText(f"{parts[0]}:")
        self.counts.setAccessibleName(", ".join(parts) + ".")
        going = self.model.going()
        conflicts = self.model.ticks.count(facts, "conflict")
        self.next_button.setVisible(bool(going["held"] or conflicts))
        self.going.setText(_going_words(going, conflicts, self.model.ticks.count(facts, "left")))

    def _show_place(self) -> None:
        """Say what the chosen cell does and offer what can be done about it."""
        index = self.view.currentIndex()
        written, renewed = None, False
        if index.isValid() and self.model.plan is not None:
            number = self.model.row_at(index.row()).number
            renewed = number in self._renewed
            if index.column() >= LEAD:
                written = self._written.get((number, self.model.plan.columns[index.column() - LEAD].place))
        self.place.show_place(index, written, renewed=renewed)
        self.view.setAccessibleDescription(self.place.words.text())

    def _offer_alike(self, count: int) -> None:
        """Offer to look at rows that were known to be a record by other things than its key."""
        self.alike.setVisible(count > 0)
        self.alike.setText(f"Look at {counted(count, 'row')} known without a reference")
        self.alike.setToolTip("They look like records that are there. Each can be taken as a new one.")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rows keep most of the room, however much is asked above them."""
        super().resizeEvent(event)
        self.questions.fit(self.height() // 4)

    def _next_alike(self) -> None:
        here = self.view.currentIndex()
        row = self.model.next_alike(here.row() if here.isValid() else -1)
        if row >= 0:
            self.view.go(row, 0)
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _turn(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self.view.turn(index.row(), index.column())

    def _typed(self, number: int, at: int, text: str) -> None:
        plan: Any = self.model.plan
        self.mend_asked.emit(number, plan.columns[at].place, text)

    def _put_back(self, number: int, at: int) -> None:
        plan: Any = self.model.plan
        self.unmend_asked.emit(number, plan.columns[at].place)


def _going_words(counts: "Counter[Action]", conflicts: int, left: int) -> str:
    """What the button will do, in words. `left` rows have the key of another row that was chosen."""
    added, changed, held = counts["add"], counts["change"], counts["held"]
    going = added + changed
    if not going and not held and not conflicts:
        return "Nothing goes in: every row says what the office says already, or has no tick."
    words = f"{counted(going, 'row')} {'goes' if going == 1 else 'go'} in: {added:,} added, {changed:,} changed."
    if held:
        words += f" {held:,} held back {'is' if held == 1 else 'are'} kept with the import, to be put right later."
    if left:
        words += f" {left:,} left out {'is' if left == 1 else 'are'} not kept: another row was chosen."
    if conflicts:
        words += " Where both changed a cell yours stays, unless you take the agency’s."
    return words
