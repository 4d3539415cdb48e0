"""What stands folded away under the stages of a review: changes of its clocks, looks at it, how days are counted."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.framework.clocks import due_on
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.looks import LOOKED_AT, next_look
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.records import counted
from lif_desktop.gui.section import Section
from lif_desktop.gui.stage_words import Stage
from lif_desktop.gui.widgets import plain_button
from lif_desktop.gui.wrap_link import WrapLink
from lif_desktop.office import Office
from lif_desktop.office.case_lines import frozen_rule

Row = Mapping[str, Any]


class LogSection(Section):
    """Every change of a clock of one review, newest first. Nothing in it is ever changed."""

    def show_log(self, office: Office, review: int) -> None:
        """Show the changes of a review; hidden where there is none."""
        rows = sorted(office.records("clock_changes", review), key=lambda one: one["id"], reverse=True)
        self.head.set_words("Changes of clocks", counted(len(rows), "change"))
        self.setVisible(bool(rows))
        parts: list[QWidget] = []
        for row in rows:
            kind = office.lookup.label("clock_change_kinds", row["kind"])
            stage = row["stage"] or "the whole review"
            head = Words(f"{show_date(row['decided_on'])} · {kind}: {stage}", wrap=True)
            head.setContentsMargins(0, 6 if parts else 0, 0, 0)
            parts.append(head)
            if more := change_words(row):
                parts.append(Words(more, "secondary", wrap=True))
        self.fill(parts)


def change_words(row: Row) -> str:
    """From which day to which, why and by whom: "From 3 December to 17 December 2026. Inquest. Agreed by Chair."."""
    before, after = row["due_before"], row["due_after"]
    parts = []
    if after:
        parts.append(f"From {show_date(before)} to {show_date(after)}" if before else f"To {show_date(after)}")
    parts += [str(row["reason"]).rstrip(".")] if row["reason"] else []
    parts += [f"Agreed by {row['agreed_by']}"] if row["agreed_by"] else []
    return "".join(f"{part}. " for part in parts).strip()


class LooksSection(Section):
    """The looks at time and quality of one review (regulation 14), newest first, and when the next is due.

    Signal `asked(id)`: a look is to be put right, or with 0 a new one recorded.
    """

    asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.due: dt.date | None = None
        self.links: list[WrapLink] = []

    def show_looks(self, office: Office, review: Row) -> None:
        """Show the looks at a review; hidden for a kind that is not looked at and where there is none."""
        rows = sorted(office.records("progress_checks", review["id"]), key=_day, reverse=True)
        rule = office.profile.standing_rule("progress_check")
        self.due = next_look(review, (row["checked_on"] for row in rows), rule, office.calendar)
        late = self.due is not None and self.due < office.today()
        next_one = f"next look {'was ' if late else ''}due {show_date(self.due)}" if self.due else ""
        self.head.set_words("Time and quality", next_one or (counted(len(rows), "look") if rows else "no look yet"))
        self.setVisible(bool(rows) or review["review_type"] in LOOKED_AT)
        add = plain_button("Add a check…")
        add.setEnabled(not office.read_only)
        add.clicked.connect(lambda: self.asked.emit(0))
        parts: list[QWidget] = [Words(_lead(office, bool(self.due)), "secondary", wrap=True), add]
        self.links = []
        for row in rows:
            link = WrapLink(" · ".join(filter(None, (show_date(row["checked_on"]) or "No day", row["checked_by"]))))
            link.clicked.connect(lambda _on=False, number=row["id"]: self.asked.emit(number))
            self.links.append(link)
            parts.append(link)
            parts += [Words(words, "secondary", wrap=True) for words in _look_words(row)]
        self.fill(parts)


def _day(row: Row) -> tuple[dt.date, int]:
    return row["checked_on"] or dt.date.min, row["id"]


def _look_words(row: Row) -> list[str]:
    named = (
        ("Time", row["time_taken"]),
        ("Quality", row["quality"]),
        ("Asked of the reviewer in writing", row["written_request"]),
    )
    return [f"{name}: {words}" for name, words in named if words]


def _lead(office: Office, clocked: bool) -> str:
    rule = office.profile.standing_rule("progress_check")
    if rule is None or not clocked:
        return "The time that the review takes, its quality, and what was asked of the reviewer in writing."
    return f"Looked at every {rule.number} {rule.unit}. {rule.source}."


class CountingSection(Section):
    """How the days of one review are counted, with its own dates as the example.

    Signal `asked(bool)`: the first day is to count as day 1, or the day after.
    """

    asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Words("", "secondary", wrap=True)
        self.rules = Words("", "secondary", wrap=True)
        self.turn = LinkButton("")
        self._same_day = False
        for part in (self.words, self.turn, self.rules):
            self.add(part)
        self.turn.clicked.connect(lambda: self.asked.emit(not self._same_day))

    def show_counting(self, office: Office, review: Row, stages: Sequence[Stage]) -> None:
        """Show how a review counts; hidden where no stage counts working days."""
        counting = [one for one in stages if one["unit"] == "working days" and one["direction"] != "before"]
        self.setVisible(bool(counting))
        if not counting:
            return
        self._same_day = bool(review["same_day"])
        first = "That day is day 1" if self._same_day else "The day after is day 1"
        self.head.set_words("How days are counted", first.lower())
        self.words.setText(counting_words(office, counting, self._same_day))
        self.turn.setText("Let the day after be day 1" if self._same_day else "Let that day itself be day 1")
        self.turn.setEnabled(not office.read_only)
        self.rules.setText(_rules_words(office, review))


def counting_words(office: Office, stages: Sequence[Stage], same_day: bool) -> str:
    """The effect of the way of counting on the longest dated stage, beside what it would be the other way."""
    dated = [one for one in stages if one["counted_from"]]
    if not dated:
        other = "the day after" if same_day else "that day itself"
        own = "the day from which a clock counts" if same_day else "the day after the one from which a clock counts"
        return f"Day 1 is {own}. It could be {other} instead."
    stage = max(dated, key=lambda one: one["number"])
    start, rule = stage["counted_from"], frozen_rule(stage)
    now, instead = (due_on(rule, start, office.calendar, way) for way in (same_day, not same_day))
    if now == instead:
        return f"{show_date(start)} is not a working day, so both ways of counting end on {show_date(now)}."
    first = "That day itself" if same_day else "The day after"
    other = "Were the day after day 1" if same_day else "Were that day itself day 1"
    return (
        f"{rule.number} working days from {show_date(start)} end on {show_date(now)}. {first} is day 1. "
        f"{other}, they would end on {show_date(instead)}."
    )


def _rules_words(office: Office, review: Row) -> str:
    key = review.get("profile")
    if not key:
        return ""
    title = office.framework.title if key == office.framework.key else key
    return f"Its rules are those of the day it was opened, under “{title}”."
