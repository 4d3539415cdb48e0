"""One financial year as a yearly report sees it: what fell into it, how things stood at its end, figures and gaps."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lif_desktop.framework.dates import DateNotUnderstood, financial_year, financial_year_range
from lif_desktop.framework.risks import cell, on_day
from lif_desktop.papers import gather
from lif_desktop.papers.annual_sql import Queries
from lif_desktop.papers.blocks import Block, Box, Paragraph, Run
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.words import lines

YEARS_COMPARED = 3


Cells = tuple[tuple[str, float | None], ...]


@dataclass(frozen=True)
class Counted:
    """A figure of the report, or several of one table: what it is, its numbers, and the query that gives the same.

    `cells` are names and numbers as the query gives them; a single figure has the name "". `refs` are the records that
    were counted.
    """

    words: str
    cells: Cells
    sql: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gap:
    """Something that the report should say and the records do not: what, who asks for it, and where it belongs.

    `law` is empty where no law or guidance asks for it and such reports usually have it.
    """

    what: str
    law: str
    where: str

    @property
    def title(self) -> str:
        """The gap in one line, with the law or guidance that asks for it."""
        return f"Gap: nothing is recorded for {', '.join(filter(None, (self.what, self.law)))}"

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
    """One thing that must be reported: its heading, the law or guidance, where to record it, and what answers it.

    `key` names it where the author's own words for it are kept.
    """

    key: str
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
        """The author's words and what the records say, the box of each gap, and every gap found.

        Where neither says anything, that is the gap.
        """
        told, words = self.answer(year), own_words(year.words.get(self.key, ""))
        gaps = told.gaps if told.blocks or told.gaps or words else (self.gap,)
        return Told((*words, *told.blocks, *(gap.box for gap in gaps)), gaps)


def own_words(text: str) -> tuple[Paragraph, ...]:
    """What the author wrote, a paragraph for each line."""
    return tuple(Paragraph((Run(line),)) for line in lines(text))


class Year:
    """A financial year, 1 April to 31 March, over the records of an office."""

    def __init__(self, records: Records, name: str, board: str = "", now: Records | None = None) -> None:
        self.records = records
        self.now = now or records
        self.start, self.end = financial_year_range(name)
        self.name = financial_year(self.start)
        self.board = board
        self.counted: list[Counted] = []
        self.words: dict[str, str] = {}

    @property
    def before(self) -> "Year":
        """The year before this one; what is counted in it is noted with this year's figures."""
        earlier = Year(self.records, financial_year(self.start - timedelta(days=1)), self.board, self.now)
        earlier.counted = self.counted
        return earlier

    def of(self, board: str) -> "Year":
        """The same year for one board; what is counted is noted with this year's figures."""
        own = Year(self.records, self.name, board, self.now)
        own.counted, own.words = self.counted, self.words
        return own

    @property
    def sql(self) -> Queries:
        """The queries of this year."""
        return Queries(self.start, self.end, self.records.today, self.board, self.records.profile)

    # Figures

    def note(self, words: str, number: float, sql: str, rows: Iterable[Row] = ()) -> None:
        """Notes a figure that the report prints, with the query behind it and the records it counts."""
        self.note_all(words, (("", number),), sql, rows)

    def note_all(
        self, words: str, cells: Iterable[tuple[str, float | None]], sql: str, rows: Iterable[Row] = ()
    ) -> None:
        """Notes the figures of one table; the query gives a row of name and number for each."""
        refs = tuple(str(row.get("ref") or row["id"]) for row in rows)
        one = Counted(words, tuple(cells), sql, refs)
        if one not in self.counted:
            self.counted.append(one)

    def counting(self, words: str, rows: Sequence[Row], sql: str) -> int:
        """How many rows there are, noted as a figure."""
        self.note(f"{words}, {self.name}", len(rows), sql, rows)
        return len(rows)

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

    def mine(self, key: str, field: str) -> list[Row]:
        """The same, of this report's board."""
        return self.of_board(self.within(key, field), self.board)

    # Reviews

    def concluded(self, kinds: Iterable[str] | None = None) -> list[Row]:
        """Reviews of these kinds (for None of any of this report's) concluded in the year, whenever they began."""
        found = [row for row in self._reviews(kinds) if self.holds(gather.concluded_on(row))]
        return sorted(found, key=lambda row: (gather.concluded_on(row) or self.end, row["id"]))

    def begun(self, kinds: Iterable[str] | None = None) -> list[Row]:
        """Reviews of these kinds that came in during the year."""
        return [row for row in self._reviews(kinds) if self.holds(gather.begun_on(row))]

    def ongoing(self, kinds: Iterable[str] | None = None) -> list[Row]:
        """Reviews of these kinds that had come in by the end of the year and were not concluded then."""
        found = []
        for row in self._reviews(kinds):
            begun, done = gather.begun_on(row), gather.concluded_on(row) or row["closed_on"]
            dropped = row["status"] in gather.OVER and done is None
            if begun and begun <= self.end and not dropped and (done is None or done > self.end):
                found.append(row)
        return found

    def _reviews(self, kinds: Iterable[str] | None) -> list[Row]:
        held = self.records.rows("reviews")
        if kinds is None:
            return self.of_board((row for row in held if row["review_type"] != "external_lesson"), self.board)
        wanted = frozenset(kinds)
        return [row for row in held if row["review_type"] in wanted]

    # Actions

    def completed(self) -> list[Row]:
        """Actions of this report's board that were finished in the year."""
        return [row for row in self.mine("actions", "completed_on") if gather.is_finished(row)]

    def overdue(self, day: date | None = None) -> list[Row]:
        """Actions that were overdue on a day, by default the last of the year; longest overdue first."""
        on = day or self.end
        found = [row for row in self.open_on(on) if row["due_on"] and row["due_on"] < on]
        return sorted(found, key=lambda row: (row["due_on"], row["id"]))

    def open_on(self, day: date) -> list[Row]:
        """Actions that had been set by a day and were not finished then, as far as their dates tell."""
        return self.of_board((row for row in self.records.rows("actions") if is_open_on(row, day)), self.board)

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
        own = self.of_board(found, self.board)
        return sorted(own, key=lambda row: (-(self.score_on(row, self.end) or 0), row["id"]))

    # Boards

    def of_board(self, rows: Iterable[Row], board: str) -> list[Row]:
        """Those of the records that concern a board ("adults", "children") or both; all of them for ""."""
        return [row for row in rows if not board or self._board(row) in (board, "both")]

    def concerns(self, board: str | None) -> bool:
        """Whether what has this board belongs in the report; what has none counts for both."""
        return not self.board or (board or "both") in (self.board, "both")

    def _board(self, row: Row) -> str:
        if row.get("board"):
            return str(row["board"])
        profile = self.records.profile
        if review := row.get("review_type"):
            return profile.review_type(review).board
        kind = row.get("audit_type")
        return profile.audit_type(kind).board if kind else "both"


def is_open_on(action: Row, day: date) -> bool:
    """Whether an action had been set by a day and was not finished then, as far as its dates tell."""
    set_on: date | None = action["start_on"] or action["due_on"]
    return set_on is not None and set_on <= day and not _done_by(action, day)


def _done_by(action: Row, day: date) -> bool:
    if action["completed_on"]:
        return bool(action["completed_on"] <= day)
    return gather.is_finished(action)
