"""The lines of one item of the minutes: typed, saved as they are typed, turned into actions, decisions, challenges."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.gui.ask_panel import AskPanel, Given
from lif_desktop.gui.asked_here import may_leave
from lif_desktop.gui.binning import take_back
from lif_desktop.gui.form_editors import ListBox
from lif_desktop.gui.lines import bring_into_view
from lif_desktop.gui.meeting_asks import ask_decision, outcomes_for
from lif_desktop.gui.meeting_rows import MinuteRow
from lif_desktop.gui.notice import NoticeBar, Offer
from lif_desktop.gui.tab_order import tab_in_order
from lif_desktop.office import Batch, Office
from lif_desktop.office.meeting_minutes import (
    DECISION,
    VERBS,
    Where,
    Written,
    decided,
    line_gone,
    new_line,
    rewritten,
    turned,
)

Row = Mapping[str, Any]
_PAUSE = 2500
"""Milliseconds without a key after which what is typed is saved."""


class MinuteLines(QWidget):
    """The rows of one item, one under the other, the last one empty for the next line.

    Signals: `written(batch)` after a change, before the notice speaks of it; `said(sentence)`; `open_asked(register,
    id)`.
    """

    written = Signal(object)
    said = Signal(str)
    open_asked = Signal(str, int)

    def __init__(self, office: Office, notice: NoticeBar, panel: AskPanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._notice, self._panel = office, notice, panel
        self._meeting: Row = {}
        self._item: Row | None = None
        self._locked = False
        self._writing = False
        self._written: Batch | None = None
        self.rows: list[MinuteRow] = []
        self.pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self.pause.timeout.connect(self.save)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_lines(self, meeting: Row, item: Row | None, lines: Sequence[Row], *, locked: bool) -> None:
        """Show the lines of an item; those that are only being typed stay where they are."""
        if item is None or self._item is None or item["id"] != self._item["id"]:
            self._set_rows([])
        self._meeting, self._item, self._locked = meeting, item, locked
        there = {row.number(): row for row in self.rows if row.line is not None}
        wanted: list[MinuteRow] = []
        for line in lines if item is not None else ():
            row = there.get(line["id"]) or self._new_row()
            row.take(line, self._beside(line))
            wanted.append(row)
        for place, row in enumerate(self.rows):
            if row.line is None and (row.is_changed() or row.holds_focus()):
                above = self.rows[place - 1] if place else None
                wanted.insert(wanted.index(above) + 1 if above in wanted else len(wanted), row)
        if item is not None and not locked and (not wanted or wanted[-1].line is not None):
            last = self.rows[-1] if self.rows else None
            wanted.append(last if last is not None and last.line is None and last not in wanted else self._new_row())
        for row in wanted:
            row.lock(locked)
        if wanted != self.rows:
            self._set_rows(wanted)

    def clear(self) -> None:
        """Show nothing, as before another meeting."""
        self.pause.stop()
        self._item = None
        self._set_rows([])

    def row_of(self, number: int | None) -> MinuteRow | None:
        """The row that shows a record."""
        return next((row for row in self.rows if number is not None and row.number() == number), None)

    def focus_last(self) -> None:
        """Put the cursor into the line that is still empty."""
        if self.rows and not self._locked:
            self.rows[-1].focus()
            bring_into_view(self.rows[-1])

    # writing

    def save(self) -> bool:
        """Save every line that is typed in."""
        self.pause.stop()
        saved = [self.save_row(row) for row in list(self.rows)]  # each of them, even after one that could not be
        return all(saved)

    def show_problem(self) -> None:
        """Show the first line that could not be saved, with the cursor where it is to be mended."""
        row = next((row for row in self.rows if row.is_refused()), None)
        if row is not None:
            row.focus_problem()
            bring_into_view(row)

    def save_row(self, row: MinuteRow) -> bool:
        """Save one line. False where it cannot be written; the notice, or the field itself, says why."""
        if self._writing or self._locked or not row.is_changed():
            return True
        if not row.text.raw():
            return True if row.line is None else self._gone(row)
        try:
            values = row.values()
            where = self._where(row)
            if row.line is None:
                made = new_line(self._office, where, row.kind, values)
            else:
                made = rewritten(self._office, where, row.line, values)
        except LifError as trouble:
            self._refuse(row, str(trouble), "amber")
            return False
        return self._write(f"{VERBS[row.kind]}: {cut(values['text'])}", made, row)

    def turn(self, kind: str) -> None:
        """Make the line with the cursor one of another kind; a decision on a case is asked for with its reasons."""
        row = next((row for row in self.rows if row.holds_focus()), self.rows[-1] if self.rows else None)
        if row is None or self._locked:
            return
        if kind == DECISION and self._item is not None and self._item["review_id"] and row.text.raw():
            self._ask_decision(row)
        elif row.line is None:
            row.set_kind(kind)
            if row.text.raw() and self.save_row(row):
                row.focus_fields()
            else:
                row.focus()
        elif self.save_row(row):
            self._turn(row, kind)

    def _turn(self, row: MinuteRow, kind: str) -> None:
        try:
            made = turned(self._office, self._where(row), row.line or {}, kind)
        except LifError as trouble:
            self._notice.say(str(trouble), tone="amber")
            return
        label = self._office.lookup.label("minute_kinds", kind).lower()
        words = f"Made {'an' if label[:1] in 'aeiou' else 'a'} {label} of: {cut(row.text.raw())}"
        was, now = row.became.text(), self._written
        if self._write(words, made, row):
            row.focus_fields()
            batch = self._written
            if batch is not None and batch is not now and not made.said:
                gone = f" {was} is taken back." if was else ""
                self._notice.say(f"{words}.{gone}", [("Undo", lambda: self.undo(batch))])

    def _ask_decision(self, row: MinuteRow) -> None:
        if self._item is None or not self.save_row(row) or not may_leave(self._panel, self.said):
            return
        number = row.number()
        earlier = row.line["decision_id"] if row.line is not None else None

        def write(given: Given, supersedes: int | None) -> None:
            made = decided(self._office, self._where(row), self._line(number), given, supersedes)
            batch = self._office.write(f"Decided at {self._meeting['ref']}: {cut(given['decision'])}", made.changes)
            if batch is not None:
                row.text.put(str(given["decision"]))
                self._tell(batch, "Recorded on the case.")

        self._panel.ask(ask_decision(self._office, self._meeting, self._item, row.text.raw(), earlier, write))
        outcome = self._panel.boxes["outcome"].editor
        if isinstance(outcome, ListBox):
            outcome.offer(outcomes_for(self._office, self._item["review_id"]))
        bring_into_view(self._panel)

    def _gone(self, row: MinuteRow) -> bool:
        """Take a line away with what it became, if nobody worked on that."""
        place, held = self.rows.index(row), row.holds_focus()
        if row.line is None:
            if len(self.rows) > 1:
                self._set_rows([one for one in self.rows if one is not row])
                self.rows[max(0, place - 1)].focus()
            return True
        words = f"Took away the line: {cut(str(row.line['text']))}"
        try:
            batch = self._office.write(words, line_gone(self._office, row.line).changes)
        except LifError as trouble:
            row.give_up()
            self._notice.say(str(trouble), tone="amber")
            return False
        row.give_up()
        if batch is not None:
            self._tell(batch, f"{words}.", [("Undo", lambda: self.undo(batch))])
        if held and self.rows:
            self.rows[max(0, min(place - 1, len(self.rows) - 1))].focus()
        return True

    def _next(self, row: MinuteRow) -> None:
        """Enter: save this line, and go on in a new one beneath it."""
        if not row.text.raw() or not self.save_row(row):
            return
        place = self.rows.index(row) + 1
        if place == len(self.rows) or self.rows[place].line is not None:
            self._set_rows([*self.rows[:place], self._new_row(), *self.rows[place:]])
        self.rows[place].focus()
        bring_into_view(self.rows[place])

    def _write(self, words: str, made: Written, row: MinuteRow) -> bool:
        """Write what a line means. `row` then holds the record."""
        self._writing = True
        try:
            batch = self._office.write(words, made.changes)
        except LifError as trouble:
            self._refuse(row, str(trouble), "red")
            return False
        finally:
            self._writing = False
        line = self._line(made.line)
        if line is not None:
            row.take(line, self._beside(line))
        if batch is not None:
            self._written = batch
            self._tell(batch, made.said, tone="amber")
        elif made.said:
            self._notice.say(made.said, tone="amber")
        return True

    def _refuse(self, row: MinuteRow, sentence: str, tone: str) -> None:
        """Say it above the lines, on the line itself, and in the status bar, which is seen from every tab."""
        self._notice.say(sentence, tone=tone)
        row.refuse(sentence)
        self.said.emit(f"Not saved. {sentence}")

    def undo(self, batch: Batch) -> None:
        """Take back a change that the notice spoke of."""
        if undone := take_back(self._office, batch, self._notice):
            self.written.emit(undone)
            self.focus_last()

    def _tell(self, batch: Batch, said: str, offers: Sequence[Offer] = (), tone: str = "blue") -> None:
        self._notice.say(said, offers, tone)
        self.written.emit(batch)

    # within

    def _set_rows(self, rows: Sequence[MinuteRow]) -> None:
        for gone in (row for row in self.rows if row not in rows):
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, row in enumerate(rows):
            if self._column.indexOf(row) != place:
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)
            row.show()
        self.rows = list(rows)
        tab_in_order(self)

    def _new_row(self) -> MinuteRow:
        row = MinuteRow(self._office)
        row.edited.connect(self.pause.start)
        row.left.connect(partial(self._left, row))
        row.next_asked.connect(partial(self._next, row))
        row.gone_asked.connect(partial(self._gone, row))
        row.step_asked.connect(partial(self._step_from, row))
        row.open_asked.connect(self.open_asked)
        row.supersede_asked.connect(partial(self._ask_decision, row))
        row.given_up.connect(partial(self._notice.say, ""))
        return row

    def _left(self, row: MinuteRow) -> None:
        if row in self.rows:
            self.save_row(row)

    def _step_from(self, row: MinuteRow, by: int) -> None:
        at = self.rows.index(row) + by
        if 0 <= at < len(self.rows):
            self.rows[at].focus(end=by < 0)
            bring_into_view(self.rows[at])

    def _beside(self, line: Row) -> Row:
        if not line["voice_id"]:
            return {}
        voice = self._office.record("voices", line["voice_id"])
        return {key: voice[key] for key in ("other_agency_id", "response")}

    def _where(self, row: MinuteRow) -> Where:
        """The place of a row, with its item as it stands now: its first line gives it an outcome."""
        above = [one.number() for one in self.rows[: self.rows.index(row)] if one.line is not None]
        item = None if self._item is None else self._office.record("agenda_items", self._item["id"])
        return Where(self._meeting, item, above[-1] if above else None)

    def _line(self, number: int | None) -> Row | None:
        rows = self._office.records("minute_lines", self._meeting["id"])
        return next((row for row in rows if row["id"] == number), None)


def cut(text: str) -> str:
    """Words on one line, cut where they are long, for the history and notices."""
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:59].rstrip()}…"
