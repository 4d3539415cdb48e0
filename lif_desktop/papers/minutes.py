"""The minutes of a meeting: actions at the front, who was there, what was declared, then item by item."""

from collections.abc import Iterator
from datetime import date, datetime

from lif_desktop.framework.dates import WEEKDAYS, show_date
from lif_desktop.office.meeting_attendance import mark_of, quorum
from lif_desktop.papers import gather
from lif_desktop.papers.blocks import Block, Box, Column, Heading, Paper, Paragraph, Properties, Run, Table, Text, bold
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.minutes_items import Agreed, Said, agreed, items_of, minuted, said_of
from lif_desktop.papers.saving import PaperError
from lif_desktop.papers.words import count, lines, one_line

TICK = "\u2713"
_ACTIONS = (Column("No.", 0.8), Column("Item", 0.9), Column("Action", 7), Column("Owner", 3.6), Column("By when", 2.2))
_SEATS = (
    Column("Role and organisation", 6.2),
    Column("Initials", 1.6),
    Column("Present", 1.6, "centre"),
    Column("Apology", 1.6, "centre"),
    Column("Deputy", 4),
)
_DECLARED = (Column("Who", 4), Column("Interest", 5), Column("What was done", 5))


def minutes(records: Records, ref: str | None, made: datetime) -> Paper:
    """The minutes of the meeting `ref`, or of the latest one held. Raises PaperError where there is none."""
    meeting = records.named("meetings", ref) if ref else latest_held(records)
    group = records.label("groups", meeting["group_key"])
    draft = "draft " if is_draft(meeting) else ""
    blocks = (
        *_standing(records, meeting),
        _when_and_where(meeting),
        *_actions(records, meeting),
        *_attendance(records, meeting),
        *_declarations(records, meeting),
        *minuted(records, meeting),
        *_ending(records, meeting),
    )
    kept = "finalised" if meeting["finalised_on"] else "agreed"
    issue = "draft" if draft else f"{kept} {show_date(meeting['finalised_on'] or meeting['minutes_agreed_on'])}"
    return Paper(
        f"{meeting['title'] or group}: {draft}minutes",
        f"{records.partnership}\n{_subtitle(meeting, group)}",
        records.label("markings", meeting["marking"] or "official_sensitive"),
        f"Minutes {meeting['ref']}, {issue}, as at {show_date(records.today)}",
        blocks,
        properties=Properties(records.partnership, made, f"Minutes of {group}", f"minutes; {meeting['ref']}"),
    )


def extract(records: Records, ref: str | None, made: datetime, *, review: Row) -> Paper:
    """What the minutes of the meeting `ref` say of one review: head, attendance and its items, nothing of other cases.

    Declarations of interest, what was noted for the meeting as a whole and its title, which may be that of a case, are
    left out. Raises PaperError where there is no such meeting.
    """
    meeting = records.named("meetings", ref) if ref else latest_held(records)
    group, name = records.label("groups", meeting["group_key"]), str(review["ref"])
    said, draft = said_of(records, meeting, review), ", draft" if is_draft(meeting) else ""
    blocks = (
        *_standing(records, meeting),
        Box("This is an extract", f"{said.words} What the meeting said of other matters is left out."),
        _when_and_where(meeting),
        *_actions(records, meeting, said),
        *_attendance(records, meeting),
        *minuted(records, meeting, said),
    )
    return Paper(
        f"{group}: extract of the minutes for {name}",
        f"{records.partnership}\nMeeting {meeting['ref']}, {_day(meeting['held_on'])}",
        records.label("markings", meeting["marking"] or "official_sensitive"),
        f"Extract of minutes {meeting['ref']}{draft}, as at {show_date(records.today)}",
        blocks,
        properties=Properties(
            records.partnership, made, f"Extract of minutes of {group}", f"minutes; {meeting['ref']}"
        ),
    )


def is_draft(meeting: Row) -> bool:
    """Whether the minutes are neither finalised nor, as those of older meetings, agreed."""
    return not meeting["finalised_on"] and not meeting["minutes_agreed_on"]


def latest_held(records: Records) -> Row:
    """The meeting of any group that was held last. Raises PaperError where none was."""
    held = [
        row
        for row in records.rows("meetings")
        if row["held_on"] and row["held_on"] <= records.today and row["status"] not in gather.NOT_HELD
    ]
    if not held:
        raise PaperError("No meeting has been held yet. Minutes are made once one has; add it under Meetings.")
    return max(held, key=lambda row: (row["held_on"], row["id"]))


def _subtitle(meeting: Row, group: str) -> str:
    name = f"{group} meeting" if meeting["title"] else "Meeting"
    number = f"{name} {meeting['number']}, " if meeting["number"] else f"{group}, " if meeting["title"] else ""
    return f"{number}{_day(meeting['held_on'])}"


def _day(day: date | None) -> str:
    return f"{WEEKDAYS[day.weekday()]} {show_date(day)}" if day else "date not recorded"


def _standing(records: Records, meeting: Row) -> Iterator[Block]:
    """Whether these are a draft, finalised or agreed."""
    if is_draft(meeting):
        yield Box("Draft", "These minutes are not finalised yet. Tell the minute taker what is to be put right.")
        return
    said = []
    if meeting["finalised_on"]:
        by = f" by {meeting['finalised_by']}" if meeting["finalised_by"] else ""
        said.append(f"Finalised on {show_date(meeting['finalised_on'])}{by}.")
    if meeting["minutes_agreed_on"]:
        said.append(f"Agreed as a true record on {show_date(meeting['minutes_agreed_on'])}.")
    else:
        following = next_meeting(records, meeting)
        when = f" on {show_date(following['held_on'])}" if following else ""
        said.append(f"To be agreed at the next meeting{when}.")
    yield Paragraph(" ".join(said), "lead")


def _when_and_where(meeting: Row) -> Table:
    times = " to ".join(part for part in (meeting["starts"], meeting["ends"]) if part)
    when = "\n".join(part for part in (_day(meeting["held_on"]), times) if part)
    who = f"Chair: {meeting['chair'] or 'not recorded'}\nMinutes: {meeting['minute_taker'] or 'not recorded'}"
    columns = (Column("When", 3.4), Column("Where", 3.4), Column("Chair and minute taker", 5))
    return Table(columns, ((when, meeting["venue"] or "Not recorded", who),), "When, where, who chaired, who minuted")


def _actions(records: Records, meeting: Row, said: Said | None = None) -> Iterator[Block]:
    """The summary at the front: number, item, action, owner, by when; of an extract those of its review alone."""
    yield Heading("Summary of actions")
    found = [one for one in agreed(records, meeting) if said is None or said.has(one)]
    if not found:
        yield Paragraph(f"No action {'for this review ' if said else ''}was agreed at this meeting.")
        return
    rows = tuple(_action_row(one) for one in found)
    yield Table(_ACTIONS, rows, "Actions agreed at the meeting, with owner and date")
    lacking = sum(1 for one in found if not one.owner or not one.due)
    if lacking:
        yield Box(
            f"Gap: {count(lacking, 'action')} without an owner or a date",
            "Write who does it and by when, in the minutes of the meeting or in the register of actions.",
            "gap",
        )


def _action_row(one: Agreed) -> tuple[Text, ...]:
    words = (Run(one.words), *((Run(f"\n{one.ref}", quiet=True),) if one.ref else ()))
    return (str(one.number), one.item, words, one.owner or "Not named", one.due or "Not set")


def _attendance(records: Records, meeting: Row) -> Iterator[Block]:
    yield Heading("Attendance")
    seats = records.lines("attendance", "meeting_id", meeting["id"])
    if not seats:
        yield Box("Gap: no attendance is recorded", "Take it on the Attendance tab of the meeting.", "gap")
        yield from _recorded_quorum(meeting)
        return
    yield Table(_SEATS, tuple(_seat(records, row) for row in seats), "Who was there, who sent apologies or a deputy")
    marked = [row for row in seats if row["present"]]
    if len(marked) < len(seats):
        left = count(len(seats) - len(marked), "seat")
        yield Box(f"Gap: {left} not marked", "Mark who was there on the Attendance tab.", "gap")
    found = quorum(seats, records.rows("agencies"), meeting["held_on"] or records.today)
    own = meeting["quorate"]
    if own is None or found.quorate is None or own == found.quorate:
        yield Paragraph(found.words)
        return
    yield from _recorded_quorum(meeting)
    yield Box("Gap: record and attendance differ", f"By the list above: {found.words} Mend one of them.", "gap")


def _recorded_quorum(meeting: Row) -> Iterator[Block]:
    if meeting["quorate"] is None:
        yield Box("Gap: nothing says whether it was quorate", "Say it on the Details tab of the meeting.", "gap")
    else:
        yield Paragraph(f"The meeting was recorded as {'quorate' if meeting['quorate'] else 'not quorate'}.")


def _seat(records: Records, row: Row) -> tuple[Text, ...]:
    agency = records.agency(row["agency_id"])
    who = (*bold(one_line(row["role"] or "") or "Member"), Run(f"\n{agency}" if agency else ""))
    mark = mark_of(row)
    deputy = one_line(row["deputy"] or "") or "Deputy sent" if mark == "deputy" else ""
    apology = {"apology": TICK, "deputy": TICK, "absent": "None sent"}.get(mark or "", "")
    return (who, row["initials"] or "", TICK if mark == "present" else "", apology, deputy)


def _declarations(records: Records, meeting: Row) -> Iterator[Block]:
    yield Heading("Declarations of interest")
    seats = records.lines("attendance", "meeting_id", meeting["id"])
    rows = tuple(
        (_name(records, row), row["interest"], row["interest_handled"] or "Not recorded")
        for row in seats
        if row["interest"]
    )
    if rows:
        yield Table(_DECLARED, rows, "Interests declared, and what was done about each")
    else:
        yield Paragraph("No interest was declared." if seats else "No declaration is recorded.")


def _name(records: Records, row: Row) -> str:
    initials = f" ({row['initials']})" if row["initials"] else ""
    return f"{one_line(row['role'] or '') or 'Member'}{initials}\n{records.agency(row['agency_id'])}".strip()


def next_meeting(records: Records, meeting: Row) -> Row | None:
    """The next meeting of the group after this one."""
    later = [
        row
        for row in records.rows("meetings")
        if row["group_key"] == meeting["group_key"] and row["held_on"] and row["status"] not in gather.NOT_HELD
        if meeting["held_on"] and row["held_on"] > meeting["held_on"]
    ]
    return min(later, key=lambda row: row["held_on"], default=None)


def _ending(records: Records, meeting: Row) -> Iterator[Block]:
    """Anything noted for the meeting as a whole, the next meeting, and room for the chair to sign."""
    if meeting["minutes"]:
        yield Heading("For the meeting as a whole")
        for words in lines(meeting["minutes"]):
            yield Paragraph(words)
    yield Heading("Next meeting")
    following = next_meeting(records, meeting)
    day = following["held_on"] if following else meeting["next_on"]
    said = f"{_day(day)}." if day else "No date is set yet."
    if following is not None:
        times = " to ".join(part for part in (following["starts"], following["ends"]) if part)
        said = ", ".join(part for part in (_day(day), times, one_line(following["venue"] or "")) if part) + "."
        if following["papers_due_on"]:
            said += f" Papers are due by {show_date(following['papers_due_on'])}."
    yield Paragraph(said)
    if not meeting["minutes_agreed_on"] and items_of(records, meeting):
        columns = (Column("Agreed as a true record", 6), Column("Signed by the chair", 5), Column("Date", 3))
        yield Table(columns, (("", "", ""),), "Room for the chair to sign", row_height=12)
