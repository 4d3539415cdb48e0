"""The second page of the desk handover: who owes something, what meets and is to be decided, and who to call."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from lif_desktop.framework.dates import WEEKDAYS, show_date
from lif_desktop.framework.returns import is_awaited, is_late
from lif_desktop.framework.status import Status
from lif_desktop.office.upcoming import Upcoming
from lif_desktop.papers import gather
from lif_desktop.papers.blocks import Column, Text, bold
from lif_desktop.papers.fitting import Listed
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.words import one_line, shorten


def _more(one: str, many: str, where: str) -> Callable[[int], str]:
    """Says how many rows were left out, and where they are."""
    return lambda left: f"{left} more {one if left == 1 else many}: see {where}."


# Returns


def returns_awaited(records: Records) -> Listed:
    """The returns awaited by agency, the one that is due first or longest overdue at the top."""
    by_agency: dict[int, list[Row]] = {}
    for row in records.rows("returns"):
        if is_awaited(row):
            by_agency.setdefault(row["agency_id"], []).append(row)
    groups = sorted(by_agency.items(), key=lambda pair: min(_due(row) for row in pair[1]))
    rows = tuple(_return_row(records, number, sorted(owed, key=_due)) for number, owed in groups)
    columns = (Column("Agency", 2.5), Column("What", 5), Column("Due", 2.3), Column("Last chased", 2))
    rest = _more("agency owes returns", "agencies owe returns", "Returns")
    return Listed("Returns awaited", columns, rows, "Returns awaited by agency", rest, "No return is awaited.")


def _due(row: Row) -> date:
    return row["due_on"] or date.max


def _return_row(records: Records, agency: int, owed: list[Row]) -> tuple[Text, ...]:
    more = f" and {len(owed) - 1} more" if len(owed) > 1 else ""
    what = f"{shorten(_return_words(records, owed[0]), 46 - len(more))}{more}"
    chased = max((row["chased_on"] for row in owed if row["chased_on"]), default=None)
    due = show_date(owed[0]["due_on"])
    when: Text = (Status("red", due),) if is_late(owed[0], records.today) else due
    return bold(shorten(records.names.agency_brief(agency), 26)), what, when, show_date(chased) or "not yet"


def _return_words(records: Records, row: Row) -> str:
    links = (("reviews", "review_id"), ("audits", "audit_id"), ("meetings", "meeting_id"))
    ref = next((records.names.reference(key, row[link]) for key, link in links if row[link]), row["year"] or "")
    kind = records.label("return_kinds", row["kind"])
    return f"{kind}, {ref}" if ref else kind


# Meetings and decisions


def meetings_and_decisions(records: Records, found: Upcoming) -> Listed:
    """The meetings of these days with their papers, then what waits for a decision, the longest first."""
    rows: list[tuple[Text, ...]] = []
    for meeting in found.meetings:
        papers: Text = "No papers awaited"
        if meeting.papers_due is not None:
            papers = (Status(meeting.status.tone, f"Papers due {show_date(meeting.papers_due)}"),)
        when = f"{WEEKDAYS[meeting.held.weekday()]} {show_date(meeting.held)}"
        rows.append((bold(meeting.group), f"Meets on {when}", papers))
    for day, case, what in sorted(_asked(records), key=lambda one: one[0]):
        rows.append((bold(case), what, f"Waits since {show_date(day)}" if day != date.max else "Waits"))
    columns = (Column("Group or case", 3.4), Column("Meeting or decision", 4.8), Column("How it stands", 3.4))
    rest = _more("meeting or decision", "meetings and decisions", "Meetings and Reviews")
    about = "Meetings, and decisions that are awaited"
    none = "No meeting is planned and no decision is awaited."
    return Listed("Meetings and decisions awaited", columns, tuple(rows), about, rest, none)


def _asked(records: Records) -> Iterator[tuple[date, str, str]]:
    """Since when, which case, and what is to be decided."""
    others = gather.OTHERS_OWN | gather.OWN_AGENCY | {"external_lesson"}
    for row in records.rows("reviews"):
        if not gather.is_live(row) or row["review_type"] in others:
            continue
        case, ended = shorten(records.case(row), 34), row["signed_off_on"] or row["submitted_on"]
        if row["status"] in gather.NOT_DECIDED and not row["decided_on"]:
            yield row["referred_on"] or row["opened_on"] or date.max, case, "Whether and how to review the case"
        elif ended and row["publication"] in (None, "undecided") and row["review_type"] not in gather.RAPID:
            yield ended, case, "Whether to publish the report"
    for row in records.rows("recommendations"):
        if row["decision"] == "undecided":
            yield row["decided_on"] or date.max, str(row["ref"]), shorten(f"Accept or not: {row['text']}", 46)


# People


def people(records: Records, found: Upcoming) -> Listed:
    """Whom to call at the agencies that have something to do, those with most of it first."""
    busy: Counter[int] = Counter()
    for row in records.rows("returns"):
        busy[row["agency_id"]] += is_awaited(row)
    for row in records.rows("actions"):
        running = row["due_on"] and row["due_on"] <= found.until and not gather.is_finished(row)
        busy[row["lead_agency_id"]] += bool(running)
    known = {number: _person(records, number) for number, owed in busy.items() if number and owed}
    order = sorted(known, key=lambda number: (known[number] is None, -busy[number], number))
    rows = tuple(_person_row(records, number, known[number]) for number in order)
    columns = (Column("Agency", 2.3), Column("Who", 3.6), Column("Telephone", 1.7), Column("E-mail", 4.6))
    rest, none = _more("agency", "agencies", "Agencies, People"), "No agency has anything to do in these days."
    return Listed("Who to call", columns, rows, "People at the agencies that have something to do", rest, none)


def _person(records: Records, agency: int) -> Row | None:
    """The person there whom the office can reach best."""
    there = [
        line
        for line in records.lines("contacts", "agency_id", agency)
        if line["active_to"] is None or line["active_to"] >= records.today
    ]
    return max(there, key=lambda line: (bool(line["telephone"]) + bool(line["email"]), -line["id"]), default=None)


def _person_row(records: Records, agency: int, person: Row | None) -> tuple[Text, ...]:
    name = bold(shorten(records.names.agency_brief(agency), 26))
    if person is None:
        return name, (Status("amber", "Nobody on record"),), "", ""
    who = ", ".join(one_line(part) for part in (person["person"], person["role"]) if part)
    return name, shorten(who, 38), one_line(person["telephone"] or ""), one_line(person["email"] or "")
