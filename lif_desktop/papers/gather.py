"""What papers need from the office, found once: rows by register, names, and the questions several papers ask."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from lif_desktop.framework import caseload, reported
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.status import DUE_TODAY, Status, due_status
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.office.approval import OFFICIAL, SENSITIVE, Approval, Printed, approval_of
from lif_desktop.office.issued import approved_issue, changed_issue
from lif_desktop.office.partnership import partnership_of
from lif_desktop.papers.saving import PaperError
from lif_desktop.papers.words import count, shorten

if TYPE_CHECKING:
    from lif_desktop.office.issued import Issue
    from lif_desktop.office.later import Later
    from lif_desktop.office.office import Office
    from lif_desktop.office.upcoming import Upcoming

Row = Mapping[str, Any]
"""A record by field key, with "id"; computed columns such as "state" (a Status) included."""

OVER, NOT_DECIDED = caseload.OVER, caseload.NOT_DECIDED
RAPID, COMMISSIONED = caseload.RAPID, caseload.COMMISSIONED
OTHERS_OWN, OWN_AGENCY = caseload.OTHERS_OWN, caseload.OWN_AGENCY
ADULT_REVIEWS, CHILD_REVIEWS = reported.ADULT_REVIEWS, reported.CHILD_REVIEWS
concluded_on = reported.concluded_on
is_live, is_finished = caseload.is_live, caseload.is_finished
NOT_HELD = frozenset({"cancelled"})


AsAt = date | Literal["today"] | None


class Records:
    """The records of one office as one paper sees them. Each register is read once, when it is first asked for.

    `today` is the day the paper speaks of: what is overdue is overdue on it. `as_at` is the day at whose end a paper of
    a year wants the records to stand, "today" for as they are now, None for what the paper itself takes.
    """

    def __init__(self, office: "Office", today: date, as_at: AsAt = None) -> None:
        self.today = today
        self.as_at = as_at
        self.profile = office.profile
        self.calendar = office.calendar
        self.names = office.lookup
        self.partnership = partnership_of(office)
        self.made_up = office.setting("made_up") == "yes"
        self.place = office.path.resolve()
        self.office = office
        self._read: Callable[[str], list[dict[str, Any]]] = office.records
        self._rows: dict[str, tuple[Row, ...]] = {}
        self._stood: dict[str, tuple[Row, ...]] = {}

    def rows(self, key: str) -> tuple[Row, ...]:
        """Every record of a register that is not in the bin."""
        if key not in self._rows:
            self._rows[key] = tuple(map(self._dated, self._read(key)))
        return self._rows[key]

    def _dated(self, row: dict[str, Any]) -> Row:
        state = row.get("state")
        return row | {"state": self.on_paper(state, self.today)} if isinstance(state, Status) else row

    def given(self) -> Mapping[str, tuple[Row, ...]]:
        """The registers that were asked for so far, with their rows: all that a paper can have told.

        Where it was drawn from records as they stood on a day, those as they stood then.
        """
        return self._rows | self._stood

    def approval(self, points: Sequence[Row], also: Printed | None = None) -> Approval:
        """The approval of the learning points that a paper tells of, and of what it prints `also` (`approval_of`)."""
        return approval_of(self.office, points, also)

    def report_marking(self, kind: str, year: str) -> str:
        """How the report of a year is marked: OFFICIAL once it was approved for publication."""
        return self.label("markings", OFFICIAL if self.report_approved(kind, year) else SENSITIVE)

    def report_approved(self, kind: str, year: str) -> bool:
        """Whether the newest issue of the report of a year was approved for publication, and not changed since."""
        return self.approved_report(kind, year) is not None

    def approved_report(self, kind: str, year: str) -> "Issue | None":
        """The newest issue of the report of a year, where its approval stands (`issued.approved_issue`)."""
        return approved_issue(self.office, kind, year, as_entered=self._is_drawn_as_entered(year))

    def changed_report(self, kind: str, year: str) -> "tuple[Issue, date] | None":
        """The newest issue of the report of a year that was approved, and the day on which it was changed since."""
        return changed_issue(self.office, kind, year, as_entered=self._is_drawn_as_entered(year))

    def _is_drawn_as_entered(self, year: str) -> bool:
        return self.as_at == "today" or self.today <= date(int(year[:4]) + 1, 3, 31)

    def upcoming(self, days: int) -> "Upcoming":
        """What is due within so many working days, the clocks, who is awaited and what is missing, as Home has it."""
        from lif_desktop.office.upcoming import upcoming

        return upcoming(self.office, days)

    @property
    def journal_begins(self) -> date | None:
        """The day on which the office's journal begins."""
        from lif_desktop.office.as_at import journal_begins

        return journal_begins(self.office)

    @contextmanager
    def stood_on(self, day: date) -> "Iterator[Records]":
        """The records as they stood at the end of a day. Raises OfficeError where the journal begins later."""
        from lif_desktop.office.as_at import office_as_at

        past = office_as_at(self.office, day)
        try:
            then = Records(past, day)
            yield then
            self._stood = dict(then.given())
        finally:
            past.close()

    def later(self, day: date, until: date) -> "list[Later]":
        """What was entered or changed after a day and bears on the time to `until`, by register."""
        from lif_desktop.office.later import later_entries

        return later_entries(self.office, day, until)

    def report_words(self, year: str) -> dict[tuple[str, str], str]:
        """What the author wrote for the reports of a year, by key of the report and of the heading."""
        from lif_desktop.office.report_words import words_of

        return words_of(self.office, year)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows that plain SQL over the tables gives."""

        def read(connection: Any) -> list[tuple[Any, ...]]:
            return [tuple(row) for row in connection.exec_driver_sql(sql)]

        return self.office.read(read)  # type: ignore[no-any-return]

    def lines(self, key: str, column: str, number: int) -> tuple[Row, ...]:
        """The records of `key` whose `column` holds that number."""
        return tuple(row for row in self.rows(key) if row[column] == number)

    def named(self, key: str, ref: str) -> Row:
        """The record with that reference, however it is written. Raises PaperError where there is none."""
        number = self.names.record(key, ref)
        found = next((row for row in self.rows(key) if row["id"] == number), None)
        if found is None:
            raise PaperError(f"Nothing in the register of {key} has the reference “{ref}”. Check it and try again.")
        return found

    # Names

    def label(self, choices: str, key: str | None) -> str:
        """The words of a list entry; nothing for none."""
        return self.names.label(choices, key) if key else ""

    def labels(self, choices: str, keys: str | None) -> list[str]:
        """The words of several entries that stand in one field."""
        return [self.label(choices, key) for key in (keys or "").split(";") if key]

    def agency(self, number: int | None) -> str:
        """The name of an agency; nothing for none."""
        return self.names.agency_name(number) if number else ""

    def owner(self, row: Row, agency: str = "lead_agency_id", role: str = "lead_role") -> str:
        """Who leads: the agency, with the role beneath it where it is known."""
        return "\n".join(part for part in (self.agency(row[agency]), row.get(role) or "") if part)

    def case(self, review: Row) -> str:
        """A review as it is spoken of: "RR-2026-005 Child Wren"."""
        return " ".join(part for part in (review["ref"], review["pseudonym"]) if part)

    # How things stand

    def due(self, due: date | None, done: date | None = None) -> Status:
        """How something stands on the day of the paper."""
        return self.on_paper(due_status(due, done, self.today, self.calendar), self.today)

    @staticmethod
    def on_paper(status: Status, day: date) -> Status:
        """The same status as a paper says it, which is read on other days: "Due today" with its date."""
        return replace(status, word=f"Due {show_date(day)}") if status.word == DUE_TODAY else status

    def live_reviews(self, types: Iterable[str]) -> list[Row]:
        """Reviews of these types that are not closed, transferred or left at the referral, by reference."""
        wanted = frozenset(types)
        found = [row for row in self.rows("reviews") if row["review_type"] in wanted and is_live(row)]
        return sorted(found, key=lambda row: str(row["ref"]))

    def clock(self, review: Row) -> Row | None:
        """The milestone of the review type's own clock that falls last, such as the rapid review's 15 days."""
        event = self.profile.review_type(review["review_type"]).clock_event
        running = [
            line
            for line in self.lines("milestones", "review_id", review["id"])
            if line["event"] == event and line["counted_from"] and line["due_on"]
        ]
        return max(running, key=lambda line: (line["due_on"], line["position"] or 0), default=None)

    def findings(self, reviews: Iterable[Row]) -> list[Row]:
        """Learning points that came from any of these reviews, by reference."""
        wanted = {row["id"] for row in reviews}
        return [row for row in self.rows("learning") if wanted & set(row["reviews"])]

    def recommendations(self, reviews: Iterable[Row]) -> list[Row]:
        """Recommendations of these reviews, made directly or through a learning point, by reference."""
        held = list(reviews)
        numbers = {row["id"] for row in held}
        points = {row["id"] for row in self.findings(held)}
        return [
            row for row in self.rows("recommendations") if row["review_id"] in numbers or row["learning_id"] in points
        ]

    def actions_for(self, reviews: Iterable[Row]) -> list[Row]:
        """Actions that carry out what these reviews found: set on the review, its learning or a recommendation."""
        held = list(reviews)
        numbers = {row["id"] for row in held}
        points = {row["id"] for row in self.findings(held)}
        asked = {row["id"] for row in self.recommendations(held)}
        return [
            row
            for row in self.rows("actions")
            if row["review_id"] in numbers or row["learning_id"] in points or row["recommendation_id"] in asked
        ]


def begun_on(review: Row) -> date | None:
    """The day a review came in: referred, else opened, notified or decided."""
    for key in ("referred_on", "opened_on", "notified_on", "decided_on"):
        day: date | None = review[key]
        if day:
            return day
    return None


def days_late(due: date, done: date, calendar: WorkingDays) -> str:
    """How late something was done, "2 working days late"; nothing where it was in time."""
    late = calendar.count(due, done)
    return f"{count(late, 'working day')} late" if done > due and late > 0 else ""


def short_title(row: Row, key: str = "title", most: int = 220) -> str:
    """A title on one line; a long one is cut at a word."""
    return shorten(row[key] or "", most)


def on(day: date | None, otherwise: str = "no date yet") -> str:
    """A date in words, or the words for none."""
    return show_date(day) or otherwise
