"""The audit programme of one financial year: planned, done, reported, due by its cycle. Functions over plain rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from lif_desktop.framework.dates import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    DateNotUnderstood,
    add_months,
    financial_year,
    financial_year_range,
    show_date,
)
from lif_desktop.framework.parts import AuditType, Profile
from lif_desktop.framework.returns import is_asked, is_in
from lif_desktop.framework.status import Status, due_status
from lif_desktop.framework.workdays import WorkingDays

Row = Mapping[str, Any]
Mark = Literal["planned", "due", "completed", "reported"]

RUNS = 3
"""Months from the start of an audit to its due day, where the program proposes both. A local figure."""
_MARKS: tuple[tuple[Mark, str], ...] = (
    ("planned", "planned_on"),
    ("due", "due_on"),
    ("completed", "completed_on"),
    ("reported", "reported_on"),
)


@dataclass(frozen=True)
class Bar:
    """One audit in the year: it runs from `begins` to `ends`, and its dates stand in `marks`, in order."""

    row: Row
    begins: date
    ends: date
    marks: tuple[tuple[Mark, date], ...]
    status: Status


@dataclass(frozen=True)
class Missing:
    """A round that is due and not planned: its day, where one is set, and where in the year to show it.

    `values` are what a new audit begins with, by field key.
    """

    day: date | None
    at: date
    late: bool
    says: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Band:
    """The audits of one type in the year; `undated` are planned for it and have no day yet.

    `cycle` says how often they come, `following` when the next round is due; both may be empty.
    """

    kind: AuditType
    cycle: str
    following: str
    bars: tuple[Bar, ...]
    undated: tuple[Row, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class YearPlan:
    """The programme of a financial year from its `first` to its `last` day, a band for each type of audit."""

    year: str
    first: date
    last: date
    bands: tuple[Band, ...]

    def place(self, day: date) -> float:
        """Where a day stands in the year: 0.0 at the start of the first day, 1.0 at the end of the last."""
        return (day - self.first).days / ((self.last - self.first).days + 1)


@dataclass(frozen=True)
class Schedule:
    """The yearly request for schedules of single agency audits (framework 6.2): asked of how many, in from how many."""

    asked_on: date | None
    asked: int
    received: int


def year_plan(year: str, audits: Sequence[Row], profile: Profile, today: date, calendar: WorkingDays) -> YearPlan:
    """The programme of the financial year "2026-27". `audits` are rows of the register, in any order.

    Each type of the profile has a band; audits of a type that it does not know come last. Raises DateNotUnderstood.
    """
    first, last = financial_year_range(year)
    known = {one.key: one for one in profile.audit_types}
    others = sorted({str(row["audit_type"]) for row in audits} - known.keys())
    kinds = (*profile.audit_types, *(AuditType(key, key, (), None, "", "") for key in others))
    maker = _Bands(financial_year(first), first, last, known, today, calendar)
    bands = tuple(maker.band(kind, [row for row in audits if row["audit_type"] == kind.key]) for kind in kinds)
    return YearPlan(maker.year, first, last, bands)


def neighbour(year: str, step: int) -> str:
    """The financial year that many years on, held within the years the program knows."""
    first, _ = financial_year_range(year)
    return financial_year(date(max(EARLIEST_YEAR, min(LATEST_YEAR - 1, first.year + step)), 4, 1))


def year_of(row: Row) -> str | None:
    """The financial year an audit belongs to: the one written on it, else that of its day; None without either."""
    try:
        first, _ = financial_year_range(str(row["year"] or ""))
    except DateNotUnderstood:
        day = row["planned_on"] or row["due_on"] or row["requested_on"] or row["completed_on"]
        return financial_year(day) if day else None
    return financial_year(first)


def is_cancelled(row: Row) -> bool:
    """Whether an audit was called off."""
    return bool(row["status"] == "cancelled")


def is_not_reported(row: Row) -> bool:
    """Whether an audit is completed and its findings have not been reported (framework 6.3.3, 6.4.1, 6.6)."""
    return bool(row["completed_on"]) and not row["reported_on"] and not is_cancelled(row)


def audit_status(row: Row, today: date, calendar: WorkingDays) -> Status:
    """How an audit stands in the programme: planned, on its way, late, waiting to be reported, reported."""
    if is_cancelled(row):
        return Status("none", "Cancelled")
    if row["reported_on"]:
        return Status("blue", "Reported")
    if row["completed_on"]:
        return Status("amber", "Completed, not reported")
    if row["closed_on"] or row["status"] == "closed":
        return Status("blue", "Closed")
    begins, due = row["planned_on"] or row["requested_on"], row["due_on"]
    if begins and begins > today and (due is None or due > today):
        return Status("none", "Planned")
    return due_status(due, None, today, calendar)


def schedule(returns: Iterable[Row], kind: AuditType, year: str) -> Schedule:
    """How the yearly request for schedules of audits of that type stands: returns for the year that name no audit."""
    wanted = [
        row for row in returns if row["kind"] == kind.return_kind and row["audit_id"] is None and row["year"] == year
    ]
    asked = [row for row in wanted if is_asked(row)]
    days = (row["asked_on"] for row in asked if row["asked_on"])
    return Schedule(min(days, default=None), len(asked), sum(is_in(row) for row in asked))


def lanes(extents: Sequence[tuple[float, float]], gap: float = 0.0) -> tuple[int, ...]:
    """For each extent (left, right), in order of its left edge, the first lane in which it overlaps no other."""
    ends: list[float] = []
    found = [0] * len(extents)
    for at in sorted(range(len(extents)), key=lambda one: extents[one]):
        left, right = extents[at]
        lane = next((lane for lane, end in enumerate(ends) if end + gap <= left), len(ends))
        ends[lane : lane + 1] = [right]
        found[at] = lane
    return tuple(found)


@dataclass(frozen=True)
class _Bands:
    """Makes the bands of one year."""

    year: str
    first: date
    last: date
    known: Mapping[str, AuditType]
    today: date
    calendar: WorkingDays

    def band(self, kind: AuditType, audits: Sequence[Row]) -> Band:
        found = [bar for row in audits if (bar := self._bar(row))]
        mine = [row for row in audits if not any(row[name] for _, name in _MARKS) and not row["requested_on"]]
        undated = [row for row in mine if not row["closed_on"] and year_of(row) in (self.year, None)]
        still = [row for row in audits if not is_cancelled(row)]
        return Band(
            kind,
            self._cycle_words(kind, still),
            _following(kind, still),
            tuple(sorted(found, key=lambda bar: (bar.begins, bar.ends, bar.row["id"]))),
            tuple(undated),
            (*self._due_by_cycle(kind, still), *self._due_again(kind, still), *self._fewer(kind, still)),
        )

    def _bar(self, row: Row) -> Bar | None:
        marks = sorted(((mark, row[name]) for mark, name in _MARKS if row[name]), key=lambda one: one[1])
        days = [day for _, day in marks] + ([row["requested_on"]] if row["requested_on"] else [])
        if not days or max(days) < self.first or min(days) > self.last:
            return None
        begins = row["planned_on"] or row["requested_on"] or min(days)
        ends = row["due_on"] or row["completed_on"] or max(days)
        begins, ends = min(begins, ends), max(begins, ends)
        return Bar(row, begins, ends, tuple(marks), audit_status(row, self.today, self.calendar))

    def _cycle_words(self, kind: AuditType, audits: Sequence[Row]) -> str:
        if kind.cycle_months:
            other = self.known.get(kind.cycle_as)
            return _every(kind.cycle_months) + (f", as the {other.label}" if other else "")
        if kind.rounds_a_year:
            here = sum(year_of(row) == self.year for row in audits)
            return f"{kind.rounds_a_year} a year, {here or 'none'} in {self.year}"
        return ""

    def _due_by_cycle(self, kind: AuditType, audits: Sequence[Row]) -> Iterator[Missing]:
        """The next round, where the cycle brings it into this year and nothing is planned after the last one."""
        if not kind.cycle_months or self.last < self.today or any(_day(row) is None for row in audits if _open(row)):
            return
        last = _last_round(audits)
        if last is None:
            if self.first <= self.today:
                yield self._missing(kind, None, self.today, "No round is recorded. Plan the first one.")
            return
        day, here = next_round(last, kind), self.first <= self.today
        while not here and day < self.first:
            day = add_months(day, kind.cycle_months)
        if day <= self.last:
            was = "was due" if day < self.today else "is due"
            says = f"By its cycle a round {was} on {show_date(day)}, and none is planned."
            yield self._missing(kind, day, max(day, self.first), says)

    def _due_again(self, kind: AuditType, audits: Sequence[Row]) -> Iterator[Missing]:
        """Audits to be done again in this year (their own next date) that no later audit on the theme has taken up."""
        if kind.cycle_months:
            return
        for row in audits:
            day = row["next_due_on"]
            if not day or not self.first <= day <= self.last or any(_takes_up(other, row) for other in audits):
                continue
            was = "was" if day < self.today else "is"
            says = f"\u201c{row['title']}\u201d {was} to be audited again by {show_date(day)}, and nothing is planned."
            again = {
                "title": f"{row['title']}: re-audit",
                "theme": row["theme"],
                "lead_agency_id": row["lead_agency_id"],
            }
            yield self._missing(kind, day, day, says, again)

    def _fewer(self, kind: AuditType, audits: Sequence[Row]) -> Iterator[Missing]:
        """One proposal where fewer audits are planned than the profile wants in a year."""
        here = sum(year_of(row) == self.year for row in audits)
        if here < kind.rounds_a_year and self.last >= self.today:
            says = f"{here or 'None'} of {kind.rounds_a_year} {'is' if here < 2 else 'are'} planned for {self.year}."
            title = f"{kind.label} {here + 1} of {kind.rounds_a_year}, {self.year}"
            yield self._missing(kind, None, max(self.today, self.first), says, {"title": title, "year": self.year})

    def _missing(
        self, kind: AuditType, day: date | None, at: date, says: str, more: Mapping[str, Any] | None = None
    ) -> Missing:
        late = day is not None and day < self.today
        due = day if day and not late else add_months(max(self.today, at), RUNS)
        values = {
            "audit_type": kind.key,
            "title": f"{kind.label} {due.year}",
            "board": kind.board,
            "year": financial_year(due),
            "status": "planned",
            "planned_on": max(self.today, add_months(due, -RUNS)),
            "due_on": due,
            "reported_to": kind.reports_to or None,
        }
        return Missing(day, at, late, says, values | dict(more or {}))


def next_round(last: Row, kind: AuditType) -> date:
    """When the round after `last` is due: the date written on it, else by the cycle from its end or its due day.

    The type must have a cycle, and the audit a day.
    """
    day = _day(last)
    if day is None or kind.cycle_months is None:
        raise ValueError(f"audit {last['id']} has no day, or its type no cycle")
    return last["next_due_on"] or add_months(day, kind.cycle_months)


def _day(row: Row) -> date | None:
    """The day a round counts from: its end, else the day it is due or begins, else the end of its year."""
    day: date | None = row["completed_on"] or row["due_on"] or row["planned_on"] or row["requested_on"]
    if day is None and (year := year_of(row)):
        day = financial_year_range(year)[1]
    return day


def _open(row: Row) -> bool:
    return not row["completed_on"] and not row["closed_on"] and row["status"] != "closed"


def _last_round(audits: Sequence[Row]) -> Row | None:
    dated = [(day, row["id"], row) for row in audits if (day := _day(row))]
    return max(dated, key=lambda one: one[:2])[2] if dated else None


def _takes_up(other: Row, row: Row) -> bool:
    """Whether `other` is a later audit on the theme of `row`."""
    day, since = _day(other), row["completed_on"] or _day(row)
    same = other["theme"] and other["theme"] == row["theme"]
    return bool(same and day and since and day > since and other["id"] != row["id"])


def _following(kind: AuditType, audits: Sequence[Row]) -> str:
    last = _last_round(audits)
    if last is None or not kind.cycle_months:
        return ""
    if _open(last):
        return f"Under way, due {show_date(last['due_on'])}" if last["due_on"] else "Planned"
    return f"Next round due {show_date(next_round(last, kind))}"


def _every(months: int) -> str:
    """How often a cycle of so many months comes, in words."""
    if months % 12:
        return f"Every {months} months"
    return "Every year" if months == 12 else f"Every {months // 12} years"
