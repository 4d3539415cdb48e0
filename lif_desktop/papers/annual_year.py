"""One financial year as the annual report sees it: what fell into it, how things stood at its end, and gaps."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lif_desktop.framework.dates import DateNotUnderstood, financial_year, financial_year_range
from lif_desktop.framework.risks import cell, on_day
from lif_desktop.papers import gather
from lif_desktop.papers.blocks import Block, Box
from lif_desktop.papers.gather import Records, Row

YEARS_COMPARED = 3


@dataclass(frozen=True)
class Gap:
    """Something that the report should say and the records do not: what, who asks for it, and where it belongs."""

    what: str
    law: str
    where: str

    @property
    def title(self) -> str:
        """The gap in one line, with the law or guidance that asks for it."""
        return f"Gap: nothing is recorded for {self.what}, {self.law}"

    @property
    def box(self) -> Box:
        """The gap as it stands in the report, where the words are missing."""
        return Box(self.title, self.where, "gap")


@dataclass(frozen=True)
class Told:
    """What one part of the report says: its blocks, and the gaps that it found."""

    blocks: tuple[Block, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True)
class Duty:
    """One thing that must be reported: its heading, the law or guidance, where to record it, and what answers it."""

    heading: str
    what: str
    law: str
    where: str
    answer: Callable[["Year"], Told]

    @property
    def gap(self) -> Gap:
        """The gap that stands where the records give no answer."""
        return Gap(self.what, self.law, self.where)

    def told(self, year: "Year") -> Told:
        """What the records say, with the box of a gap where they say nothing, and every gap found."""
        told = self.answer(year)
        gaps = told.gaps if told.blocks or told.gaps else (self.gap,)
        return Told((*told.blocks, *(gap.box for gap in gaps)), gaps)


class Year:
    """A financial year, 1 April to 31 March, over the records of an office."""

    def __init__(self, records: Records, name: str) -> None:
        self.records = records
        self.start, self.end = financial_year_range(name)
        self.name = financial_year(self.start)

    @property
    def before(self) -> "Year":
        """The year before this one."""
        return Year(self.records, financial_year(self.start - timedelta(days=1)))

    @property
    def compared(self) -> tuple["Year", ...]:
        """This year and those before it that it is compared with, oldest first."""
        found = [self]
        while len(found) < YEARS_COMPARED:
            found.insert(0, found[0].before)
        return tuple(found)

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in the year."""
        return day is not None and self.start <= day <= self.end

    def named(self, text: str | None) -> bool:
        """Whether what somebody wrote as a year ("2025/26") means this one."""
        try:
            return bool(text) and financial_year_range(text or "")[0] == self.start
        except DateNotUnderstood:
            return False

    def within(self, key: str, field: str) -> list[Row]:
        """Records of a register whose `field` is a day in the year, oldest first."""
        found = [row for row in self.records.rows(key) if self.holds(row[field])]
        return sorted(found, key=lambda row: (row[field], row["id"]))

    # Reviews

    def concluded(self, kinds: Iterable[str]) -> list[Row]:
        """Reviews of these kinds that were concluded in the year, whenever they began."""
        found = [row for row in self._reviews(kinds) if self.holds(gather.concluded_on(row))]
        return sorted(found, key=lambda row: (gather.concluded_on(row) or self.end, row["id"]))

    def begun(self, kinds: Iterable[str]) -> list[Row]:
        """Reviews of these kinds that came in during the year."""
        return [row for row in self._reviews(kinds) if self.holds(gather.begun_on(row))]

    def ongoing(self, kinds: Iterable[str]) -> list[Row]:
        """Reviews of these kinds that had come in by the end of the year and were not concluded then."""
        found = []
        for row in self._reviews(kinds):
            begun, done = gather.begun_on(row), gather.concluded_on(row) or row["closed_on"]
            dropped = row["status"] in gather.OVER and done is None
            if begun and begun <= self.end and not dropped and (done is None or done > self.end):
                found.append(row)
        return found

    def _reviews(self, kinds: Iterable[str]) -> list[Row]:
        wanted = frozenset(kinds)
        return [row for row in self.records.rows("reviews") if row["review_type"] in wanted]

    # Actions

    def completed(self) -> list[Row]:
        """Actions finished in the year."""
        return [row for row in self.within("actions", "completed_on") if gather.is_finished(row)]

    def overdue(self, day: date | None = None) -> list[Row]:
        """Actions that were overdue on a day, by default the last of the year; longest overdue first."""
        on = day or self.end
        found = [row for row in self.open_on(on) if row["due_on"] and row["due_on"] < on]
        return sorted(found, key=lambda row: (row["due_on"], row["id"]))

    def open_on(self, day: date) -> list[Row]:
        """Actions that had been set by a day and were not finished then, as far as their dates tell."""
        return [row for row in self.records.rows("actions") if self._set_by(row, day) and not _done_by(row, day)]

    def _set_by(self, row: Row, day: date) -> bool:
        set_on: date | None = row["start_on"] or row["due_on"]
        return set_on is not None and set_on <= day

    # Risks

    def score_on(self, risk: Row, day: date) -> int | None:
        """The score of a risk on a day, the inherent one where only later ones are dated; None before it was raised."""
        place = on_day(risk, self.records.lines("risk_scores", "risk_id", risk["id"]), day)
        if place is None and risk["raised_on"] is not None and risk["raised_on"] <= day:
            place = cell(risk, "inherent") or cell(risk)
        return None if place is None else place.score

    def risks(self) -> list[Row]:
        """Risks that stood in the register at some time of the year, highest first."""
        found = [
            row
            for row in self.records.rows("risks")
            if (row["raised_on"] is None or row["raised_on"] <= self.end)
            and (row["closed_on"] is None or row["closed_on"] >= self.start)
        ]
        return sorted(found, key=lambda row: (-(self.score_on(row, self.end) or 0), row["id"]))

    # Boards

    def of_board(self, rows: Iterable[Row], board: str) -> list[Row]:
        """Those of the records that concern a board ("adults", "children") or both."""
        return [row for row in rows if self._board(row) in (board, "both")]

    def _board(self, row: Row) -> str:
        if row.get("board"):
            return str(row["board"])
        kind = row.get("audit_type")
        return self.records.profile.audit_type(kind).board if kind else "both"


def _done_by(action: Row, day: date) -> bool:
    if action["completed_on"]:
        return bool(action["completed_on"] <= day)
    return gather.is_finished(action)
