"""What is due in the next working days, which clocks run, what is missing, and the counts beside the tabs."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lif_desktop.framework.clocks import explain
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.selfcheck import CHECKS, FINISHED, NEEDED, Desk, Gap, Row, gaps
from lif_desktop.framework.status import Status, due_status
from lif_desktop.office.cases import frozen_rule
from lif_desktop.office.computed import Today, open_milestones
from lif_desktop.office.office import Office
from lif_desktop.registers import TABS

AHEAD = 15
"""Working days that Home looks ahead."""


@dataclass(frozen=True)
class DueItem:
    """Something due: the record it belongs to, what, why that day, and how it stands."""

    register: str
    id: int
    ref: str
    what: str
    why: str
    due: dt.date
    status: Status


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


@dataclass(frozen=True)
class GapCount:
    """How many gaps a check found, in words, with the gaps."""

    check: str
    count: int
    says: str
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class Upcoming:
    """Everything that Home shows. `counts` are the words beside each tab, by register key."""

    today: dt.date
    until: dt.date
    due: tuple[DueItem, ...]
    clocks: tuple[ClockItem, ...]
    gaps: tuple[GapCount, ...]
    counts: Mapping[str, str]


def upcoming(office: Office) -> Upcoming:
    """What Home shows today: overdue first, then what is due within 15 working days."""
    today = office.today()
    until = office.calendar.add(today, AHEAD)
    tables = {register.key: office.records(register.key) for register in TABS}
    for key in {*NEEDED, "returns"} - tables.keys():
        tables[key] = office.records(key)
    ahead = office.read(lambda c: open_milestones(Today(c, office.profile, office.calendar, today)))
    live = {row["id"]: row for row in tables["reviews"] if not row["closed_on"] and row["state"].word != "Closed"}
    items = [*_milestones(office, live, ahead), *_dated(office, tables)]
    due = sorted((item for item in items if item.due <= until), key=lambda item: _place(item, today))
    return Upcoming(
        today, until, tuple(due), _clocks(office, live, ahead), counted_gaps(office, tables), _counts(tables)
    )


def _place(item: DueItem, today: dt.date) -> tuple[bool, bool, dt.date, str]:
    """Overdue first and stages of reviews before the rest of it, then day by day."""
    late = item.due < today
    return not late, late and item.register != "reviews", item.due, item.ref


def all_gaps(office: Office) -> tuple[Gap, ...]:
    """Everything that the self-check finds in the office."""
    return gaps({key: office.records(key) for key in NEEDED}, _desk(office))


def _desk(office: Office) -> Desk:
    return Desk(office.today(), office.calendar, office.profile)


def counted_gaps(office: Office, tables: Mapping[str, list[dict[str, Any]]]) -> tuple[GapCount, ...]:
    """The findings of the self-check by check, those with findings only."""
    found = gaps(tables, _desk(office))
    return tuple(
        GapCount(check.key, len(some), check.counted, some)
        for check in CHECKS
        if (some := tuple(gap for gap in found if gap.check == check.key))
    )


def _milestones(
    office: Office, live: Mapping[int, Mapping[str, Any]], ahead: Mapping[int, list[Any]]
) -> Iterable[DueItem]:
    for number, review in live.items():
        for line in ahead.get(number, ()):
            status = due_status(line["due_on"], None, office.today(), office.calendar)
            yield DueItem("reviews", number, review["ref"], line["label"], _why(office, line), line["due_on"], status)


def _why(office: Office, line: Any) -> str:
    """Why a milestone is due on its day, without the day itself, which stands beside it."""
    if line["extension_reason"]:
        return f"extended from {show_date(line['original_due_on'])}: {line['extension_reason']}"
    if not line["counted_from"]:
        return str(line["source"] or "")
    return explain(frozen_rule(line), line["counted_from"], office.calendar, bool(line["same_day"])).partition(": ")[2]


def _dated(office: Office, tables: Mapping[str, list[dict[str, Any]]]) -> Iterable[DueItem]:
    """What is due beside the clocks of reviews."""
    for register, find in _DATED.items():
        for row in tables[register]:
            for what, why, due in find(row, office):
                status = due_status(due, None, office.today(), office.calendar)
                ref = str(row.get("ref") or office.lookup.agency_name(row["agency_id"]))
                yield DueItem(register, row["id"], ref, what, why, due, status)


Dated = Iterable[tuple[str, str, dt.date]]
"""What, why and when."""


def _action(row: Row, office: Office) -> Dated:
    if row["due_on"] and row["status"] not in FINISHED | {"not_progressing"} and not row["completed_on"]:
        lead = row["lead_agency_id"]
        yield row["title"], office.lookup.agency_name(lead) if lead else "No lead agency yet", row["due_on"]


def _meeting(row: Row, office: Office) -> Dated:
    held, papers = row["held_on"], row["papers_due_on"]
    if not held or held < office.today() or row["status"] == "cancelled":
        return
    group = office.lookup.label("groups", row["group_key"])
    if papers and not row["papers_out_on"] and row["status"] != "papers_out":
        yield f"{group}: papers", f"for the meeting on {show_date(held)}", papers
    yield group, " ".join(filter(None, (row["starts"], row["venue"]))), held


def _return(row: Row, office: Office) -> Dated:
    if row["due_on"] and row["asked_on"] and not row["received_on"]:
        chased = f"chased {show_date(row['chased_on'])}, no answer yet" if row["chased_on"] else ""
        yield (
            office.lookup.label("return_kinds", row["kind"]),
            chased or f"asked {show_date(row['asked_on'])}",
            row["due_on"],
        )


def _audit(row: Row, office: Office) -> Dated:
    if row["due_on"] and not row["completed_on"] and not row["closed_on"]:
        yield row["title"], office.lookup.label("audit_types", row["audit_type"]), row["due_on"]


def _risk(row: Row, office: Office) -> Dated:
    if row["next_review_on"] and row["status"] != "closed":
        yield row["title"], "the risk is to be looked at again", row["next_review_on"]


def _learning(row: Row, office: Office) -> Dated:
    if row["retest_due_on"] and not row["closed_on"] and not row["retest_audit_id"]:
        yield row["title"], "an audit is to show that it has stuck", row["retest_due_on"]


def _training(row: Row, office: Office) -> Dated:
    if row["follow_up_due_on"] and not row["follow_up_sent_on"]:
        yield row["title"], "the follow-up questionnaire is to go out", row["follow_up_due_on"]


_DATED: Mapping[str, Callable[[Row, Office], Dated]] = {
    "actions": _action,
    "meetings": _meeting,
    "returns": _return,
    "audits": _audit,
    "risks": _risk,
    "learning": _learning,
    "training": _training,
}


def _clocks(
    office: Office, live: Mapping[int, Mapping[str, Any]], ahead: Mapping[int, list[Any]]
) -> tuple[ClockItem, ...]:
    found = []
    for number, review in live.items():
        main = office.profile.review_type(review["review_type"]).clock_event
        lines = [line for line in ahead.get(number, ()) if line["event"] == main and line["counted_from"]]
        if lines:
            found.append(_clock(office, review, max(lines, key=lambda line: line["due_on"])))
    return tuple(sorted(found, key=lambda clock: (clock.due, clock.ref)))


def _clock(office: Office, review: Mapping[str, Any], line: Any) -> ClockItem:
    today = office.today()
    status = due_status(line["due_on"], None, today, office.calendar)
    if line["unit"] == "working days":
        day, of, unit = office.calendar.count(line["counted_from"], today), line["number"], "working day"
        day += int(bool(line["same_day"]))
    else:
        day, of, unit = (
            (today - line["counted_from"]).days // 7 + 1,
            max(1, (line["due_on"] - line["counted_from"]).days // 7),
            "week",
        )
    extended = ", extended" if line["extension_reason"] else ""
    says = (
        f"{status.word}, was due {show_date(line['due_on'])}"
        if status.tone == "red"
        else (f"{unit.capitalize()} {max(day, 0)} of {of}, due {show_date(line['due_on'])}{extended}")
    )
    title = review["pseudonym"] or office.lookup.label("review_types", review["review_type"])
    return ClockItem("reviews", review["id"], review["ref"], title, day, of, unit, line["due_on"], status, says)


def _counts(tables: Mapping[str, list[dict[str, Any]]]) -> dict[str, str]:
    words = {}
    for register in TABS:
        rows = tables[register.key]
        states = [row["state"] for row in rows if "state" in row]
        still_open = len(rows) - sum(state.tone == "blue" for state in states)
        overdue = sum(state.word.startswith("Overdue") for state in states)
        words[register.key] = f"{still_open}, {overdue} overdue" if overdue else str(still_open) if rows else ""
    return words
