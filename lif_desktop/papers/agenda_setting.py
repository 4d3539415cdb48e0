"""What every part of an agenda stands on: the meeting and its day, the shape of what is drawn up, common tables."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lif_desktop.framework.caseload import is_before
from lif_desktop.framework.dates import add_months, show_date
from lif_desktop.framework.status import Status, due_status
from lif_desktop.office.meeting_agenda import Proposed
from lif_desktop.papers import gather
from lif_desktop.papers.blocks import Block, Column, Paragraph, Part, Run, Table, Text, bold
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.standing import action_state
from lif_desktop.papers.words import capital, count

MOST_ROWS = 12
"""Rows of one table; the rest are counted and stay in the tracker."""

WITHOUT_MEETINGS = 3
"""Months that are looked back over where the group has not met before."""


@dataclass(frozen=True)
class Setting:
    """What every part of an agenda looks at: the meeting, the one before it, and the day the clocks are counted to.

    `panel` is the key of panel_kinds that the Review Group sits as; "" for the other groups. `placed` are the items of
    the agenda by number, recorded or as they would be drawn up.
    """

    records: Records
    meeting: Row
    previous: Row | None
    panel: str = ""
    placed: tuple[tuple[str, Row | Proposed], ...] = ()

    @property
    def day(self) -> date:
        """The day of the meeting, or today where that is past or not known."""
        held: date | None = self.meeting["held_on"]
        return held if held and held >= self.records.today else self.records.today

    @property
    def since(self) -> date:
        """The day of the meeting before, or some months back where there was none."""
        held: date | None = self.previous["held_on"] if self.previous else None
        return held or add_months(self.day, -WITHOUT_MEETINGS)

    def due(self, due: date) -> Status:
        """How something stands on the day of the meeting; what falls due before it is not overdue yet."""
        if self.records.today <= due < self.day:
            return Status("amber", "Due before this meeting")
        return self.records.on_paper(due_status(due, None, self.day, self.records.calendar), self.day)

    def board(self, review: Row) -> str:
        """The board of a review: its own, else that of its type."""
        return str(review["board"] or self.records.profile.review_type(review["review_type"]).board)

    def live_reviews(self, types: Iterable[str]) -> list[Row]:
        """The live reviews of these types that come before this panel, by reference."""
        return [row for row in self.records.live_reviews(types) if is_before(self.panel, self.board(row))]


@dataclass(frozen=True)
class Drawn:
    """What was drawn up for one item: its paper, a few words added to the item, and whether it is a page of its own."""

    title: str
    blocks: tuple[Block, ...] = ()
    said: str = ""
    own_page: bool = False


def listed(
    columns: Sequence[Column], rows: Sequence[tuple[Text, ...]], about: str, whole: str = "register"
) -> tuple[Block, ...]:
    """A table of the first rows, and a line that counts the others; nothing for no rows."""
    if not rows:
        return ()
    table = Table(tuple(columns), tuple(rows[:MOST_ROWS]), about)
    left = len(rows) - MOST_ROWS
    more = (Paragraph(f"{capital(count(left, 'more', 'more'))} in the {whole}.", "small"),) if left > 0 else ()
    return (table, *more)


def with_ref(row: Row, title: str = "title") -> tuple[Part, ...]:
    """A record's reference in bold and its title."""
    return (Run(f"{row['ref']} ", bold=True), Run(gather.short_title(row, title)))


def with_kind(records: Records, review: Row) -> tuple[Part, ...]:
    """A review's reference and pseudonym in bold, its kind beneath."""
    return (*bold(records.case(review)), Run(f"\n{records.label('review_types', review['review_type'])}", quiet=True))


def action_row(records: Records, row: Row, also: str = "") -> tuple[Text, ...]:
    """An action with owner, due date and state; `also` is a quiet line beneath it."""
    what = with_ref(row) + ((Run(f"\n{also}", quiet=True),) if also else ())
    agency = records.names.agency_brief(row["lead_agency_id"]) if row["lead_agency_id"] else ""
    owner = "\n".join(part for part in (agency, row["lead_role"] or "") if part)
    return (what, owner, show_date(row["due_on"]), action_state(records, row))


ACTION_COLUMNS = (Column("Action", 6), Column("Owner", 3.2), Column("Due", 2.6), Column("Status", 2.8))


def by_due(row: Row) -> tuple[date, str]:
    """Sorts by due date, those without one last, then by reference."""
    return row["due_on"] or date.max, str(row["ref"])


def next_step(due: Callable[[date], Status], row: Row) -> Text:
    """The next stage of a review with its date and how it stands by `due`."""
    if not row["next_due"]:
        return "No date running"
    return (Run(f"{row['next_step']}, {show_date(row['next_due'])}\n"), due(row["next_due"]))
