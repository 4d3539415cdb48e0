"""What is due in the next working days, which clocks run, who is awaited, what is missing; the counts of the tabs."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.returns import is_awaited, is_late
from lif_desktop.framework.running import clock_of
from lif_desktop.framework.selfcheck import CHECKS, NEEDED, Desk, Gap, gaps
from lif_desktop.framework.standstill import is_suspended, standstill, suspended_status
from lif_desktop.framework.status import Status, due_status
from lif_desktop.office.computed import Today, open_milestones
from lif_desktop.office.due_items import DueItem, due_items
from lif_desktop.office.office import Office
from lif_desktop.registers import TABS

AHEAD = 15
"""Working days that Home looks ahead."""

Tables = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class ClockItem:
    """A running clock: day `day` of `of` (working days or weeks), with the milestone it runs to."""

    register: str
    id: int
    ref: str
    title: str
    day: int
    of: int
    unit: str
    due: dt.date
    status: Status
    says: str
    label: str = ""


@dataclass(frozen=True)
class Awaited:
    """Returns that were asked for and have not come: how many, how many of them late, and from whom.

    `agencies` are their short names, those that are late first.
    """

    count: int = 0
    overdue: int = 0
    agencies: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """The numbers in words: "5 returns awaited, 2 overdue"."""
        late = f", {self.overdue} overdue" if self.overdue else ""
        return f"{self.count} {'return' if self.count == 1 else 'returns'} awaited{late}"


@dataclass(frozen=True)
class MeetingItem:
    """A meeting to come: whose, when, and by when its papers are due; None where they are out or no day is set."""

    id: int
    ref: str
    group: str
    held: dt.date
    papers_due: dt.date | None
    status: Status


@dataclass(frozen=True)
class GapCount:
    """How many gaps a check found, in words, with the gaps and the source of the check."""

    check: str
    count: int
    says: str
    gaps: tuple[Gap, ...]
    source: str = ""


@dataclass(frozen=True)
class Upcoming:
    """Everything that Home shows. `counts` are the words beside each tab, by register key."""

    today: dt.date
    until: dt.date
    due: tuple[DueItem, ...]
    clocks: tuple[ClockItem, ...]
    gaps: tuple[GapCount, ...]
    counts: Mapping[str, str]
    awaited: Awaited = Awaited()
    meetings: tuple[MeetingItem, ...] = ()


def upcoming(office: Office, ahead_days: int = AHEAD) -> Upcoming:
    """What Home shows today: overdue first, then what is due within so many working days."""
    today = office.today()
    until = office.calendar.add(today, ahead_days)
    tables = {register.key: office.records(register.key) for register in TABS}
    for key in {*NEEDED, "returns"} - tables.keys():
        tables[key] = office.records(key)
    ahead = office.read(lambda c: open_milestones(Today(c, office.profile, office.calendar, today)))
    live = {row["id"]: row for row in tables["reviews"] if not row["closed_on"] and row["state"].word != "Closed"}
    running = {number: row for number, row in live.items() if not is_suspended(row, today)}
    due = tuple(item for item in due_items(office, tables, running, ahead) if item.due <= until)
    return Upcoming(
        today,
        until,
        due,
        _clocks(office, live, ahead),
        counted_gaps(office, tables),
        _counts(tables),
        _awaited(office, tables["returns"]),
        _meetings(office, tables["meetings"], until),
    )


def all_gaps(office: Office) -> tuple[Gap, ...]:
    """Everything that the self-check finds in the office."""
    return gaps({key: office.records(key) for key in NEEDED}, _desk(office))


def _desk(office: Office) -> Desk:
    return Desk(office.today(), office.calendar, office.profile)


def counted_gaps(office: Office, tables: Tables) -> tuple[GapCount, ...]:
    """The findings of the self-check by check, those with findings only."""
    desk = _desk(office)
    found = ((check, tuple(check.find(tables, desk))) for check in CHECKS)
    return tuple(
        GapCount(check.key, len(some), check.in_words(len(some)), some, check.source) for check, some in found if some
    )


def _awaited(office: Office, rows: Sequence[Mapping[str, Any]]) -> Awaited:
    today = office.today()
    asked = [row for row in rows if is_awaited(row)]
    asked.sort(key=lambda row: (row["due_on"] or dt.date.max, row["id"]))
    names = dict.fromkeys(office.lookup.agency_brief(row["agency_id"]) for row in asked)
    late = sum(is_late(row, today) for row in asked)
    return Awaited(len(asked), late, tuple(names))


def _meetings(office: Office, rows: Sequence[Mapping[str, Any]], until: dt.date) -> tuple[MeetingItem, ...]:
    """The meetings within the days shown, or the next one after them."""
    today = office.today()
    to_come = [row for row in rows if row["held_on"] and row["held_on"] >= today and row["status"] != "cancelled"]
    to_come.sort(key=lambda row: (row["held_on"], row["id"]))
    near = [row for row in to_come if row["held_on"] <= until] or to_come[:1]
    return tuple(_meeting(office, row) for row in near)


def _meeting(office: Office, row: Mapping[str, Any]) -> MeetingItem:
    group = office.lookup.label("groups", row["group_key"])
    out = row["papers_out_on"] or row["status"] == "papers_out"
    papers = None if out else row["papers_due_on"]
    status = due_status(papers, None, office.today(), office.calendar)
    return MeetingItem(row["id"], row["ref"], group, row["held_on"], papers, status)


def _clocks(
    office: Office, live: Mapping[int, Mapping[str, Any]], ahead: Mapping[int, list[Any]]
) -> tuple[ClockItem, ...]:
    found = []
    for number, review in live.items():
        main = office.profile.review_type(review["review_type"]).clock_event
        lines = [line for line in ahead.get(number, ()) if line["event"] == main and line["counted_from"]]
        if lines:
            found.append(_clock(office, review, max(lines, key=lambda line: line["due_on"])))
    return tuple(sorted(found, key=lambda clock: (clock.status.tone == "none", clock.due, clock.ref)))


def _clock(office: Office, review: Mapping[str, Any], line: Any) -> ClockItem:
    today = office.today()
    status = due_status(line["due_on"], None, today, office.calendar)
    clock = clock_of(line, today, office.calendar, standstill(review))
    day, of, unit = (clock.gone, clock.total, clock.unit) if clock else (0, 1, "working day")
    extended = ", extended" if line["extension_reason"] else ""
    due = show_date(line["due_on"])
    says = (
        f"{status.word}, was due {due}"
        if status.tone == "red"
        else f"{clock.words if clock else status.word}, due {due}{extended}"
    )
    if is_suspended(review, today):
        status = suspended_status(review)
        says = status.word
    title = review["pseudonym"] or office.lookup.label("review_types", review["review_type"])
    place = ("reviews", review["id"], review["ref"])
    return ClockItem(*place, title, day, of, unit, line["due_on"], status, says, line["label"])


def _counts(tables: Tables) -> dict[str, str]:
    words = {}
    for register in TABS:
        rows = tables[register.key]
        states = [row["state"] for row in rows if "state" in row]
        still_open = len(rows) - sum(state.tone == "blue" for state in states)
        overdue = sum(state.word.startswith("Overdue") for state in states)
        words[register.key] = f"{still_open}, {overdue} overdue" if overdue else str(still_open) if rows else ""
    return words
