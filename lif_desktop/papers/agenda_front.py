"""The front of an agenda: when and where, who is expected, whether that would be a quorum, declarations."""

from collections.abc import Iterable, Iterator

from lif_desktop.framework.choice import plain as alike
from lif_desktop.framework.dates import WEEKDAYS, show_date
from lif_desktop.office.meeting_attendance import quorum
from lif_desktop.papers.agenda_setting import Setting
from lif_desktop.papers.blocks import Block, Box, Column, Heading, Paragraph, Run, Table, Text, bold
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.words import join, shorten

CONFIDENTIAL = Box(
    "Confidential",
    "For members of the group only. People are given made-up names. Pass these papers to nobody, and destroy or "
    "return them after the meeting.",
)
DECLARE = (
    "Say at the start if you, your family or your employer had a part in a case on this agenda, beyond your "
    "agency's ordinary work. The chair decides with you whether you stay for that item, and it is written down."
)
_LONGEST = 240
_TO_FILL = 8
"""Rows of the table of who is expected where nobody is down yet: it is filled in by hand."""


def when_and_where(records: Records, meeting: Row) -> Table:
    """When and where the meeting is, who chairs it and what makes it quorate."""
    day = meeting["held_on"]
    when = f"{WEEKDAYS[day.weekday()]} {show_date(day)}" if day else "To be set"
    times = " to ".join(part for part in (meeting["starts"], meeting["ends"]) if part)
    chair = f"Chair: {meeting['chair'] or 'to be named'}"
    needed = f"Quorate with: {meeting['quorum'] or join_partners(records)}"
    columns = (Column("When", 3.2), Column("Where", 3.4), Column("Chair and quorum", 5))
    row = ("\n".join(part for part in (when, times) if part), meeting["venue"] or "To be set", f"{chair}\n{needed}")
    return Table(columns, (row,), "When and where the meeting is, who chairs it and what makes it quorate")


def join_partners(records: Records) -> str:
    """The statutory partners by name (framework 1.2)."""
    return join([row["short"] or row["name"] for row in partners(records)]) or "the statutory partners"


def partners(records: Records) -> list[Row]:
    """The statutory partners that are still there."""
    return [row for row in records.rows("agencies") if row["statutory"] and not row["active_to"]]


def quorum_words(setting: Setting) -> str:
    """Whether the meeting would be quorate as it stands, and which statutory partner is missing and why."""
    records = setting.records
    seats = records.lines("attendance", "meeting_id", setting.meeting["id"])
    own = partners(records)
    if not own:
        return ""
    if not seats:
        needed = setting.meeting.get("quorum") or f"{join_partners(records)}, or their deputies"
        return f"The meeting is quorate with {str(needed).rstrip('.')}."
    expected = [{**seat, "present": seat["present"] or "present"} for seat in seats]
    found = quorum(expected, records.rows("agencies"), setting.day)
    there = len(own) - len(found.missing)
    counted = f"{there} of {len(own)} statutory partners"
    if not found.missing:
        return f"Quorate as it stands: {counted} are expected, themselves or by a deputy."
    why = "; ".join(_missing(name, records, seats) for name in found.missing)
    if setting.meeting["quorum"]:
        return f"{counted} are expected: {why}."
    return f"Not quorate as it stands: {counted} are expected. {why[:1].upper()}{why[1:]}."


def _missing(name: str, records: Records, seats: Iterable[Row]) -> str:
    number = next((row["id"] for row in records.rows("agencies") if row["name"] == name), None)
    marks = {seat["present"] for seat in seats if seat["agency_id"] == number}
    if "apology" in marks:
        return f"{name} has sent apologies and no deputy"
    return f"{name} has nobody down for this meeting" if not marks else f"{name} is marked absent"


def attendance(setting: Setting) -> Iterator[Block]:
    """Who is expected with what is known of apologies, and whether that is a quorum."""
    records = setting.records
    seats = records.lines("attendance", "meeting_id", setting.meeting["id"])
    expected: list[tuple[Text, ...]] = [
        (
            bold(records.agency(seat["agency_id"]) or "No agency"),
            ", ".join(part for part in (seat["role"], seat["member"]) if part),
            records.label("attendance", seat["present"]),
            seat["deputy"] or "",
        )
        for seat in seats
    ] or [(bold(row["name"]), "", "", "") for row in partners(records)]
    yield Heading("Who is expected")
    expected += [("", "", "", "")] * max(0, _TO_FILL - len(expected)) if not seats else []
    if words := quorum_words(setting):
        yield Paragraph(words, keep=True)
    columns = (Column("Agency", 5.4), Column("Role", 4), Column("Present or apology", 2.6), Column("Deputy", 2.6))
    about = "Who is expected, to be filled in at the meeting"
    yield Table(columns, tuple(expected), about, compact=True)


def declarations(setting: Setting, cases: Iterable[Row]) -> Iterator[Block]:
    """What is to be declared, what was declared already, and earlier declarations that bear on these cases."""
    records, held = setting.records, list(cases)
    yield Heading("Declarations of interest")
    rows = [*_declared(setting), *_earlier(setting, held), *_of_cases(records, held)]
    yield Paragraph(DECLARE, keep=bool(rows))
    if rows:
        columns = (
            Column("Who", 4),
            Column("What was declared", 5),
            Column("What was done about it", 4),
            Column("When", 3),
        )
        yield Table(columns, tuple(rows), "Interests that were declared and bear on this agenda", compact=True)
    elif held:
        bears = "case" if len(held) == 1 else f"{len(held)} cases"
        yield Paragraph(f"Nothing that was declared before bears on the {bears} of this agenda.")


def _seat(records: Records, seat: Row) -> Text:
    """Who declared something: the agency and the role, never a name; "A member" where neither is known."""
    agency, role = records.agency(seat["agency_id"]), seat["role"] or ""
    under = f"\n{role}" if agency and role else ""
    return (*bold(agency or role or "A member"), *((Run(under, quiet=True),) if under else ()))


def _declared(setting: Setting) -> Iterator[tuple[Text, ...]]:
    records = setting.records
    for seat in records.lines("attendance", "meeting_id", setting.meeting["id"]):
        if seat["interest"]:
            done = shorten(seat["interest_handled"] or "For the chair to decide", _LONGEST)
            yield _seat(records, seat), shorten(seat["interest"], _LONGEST), done, "For this meeting"


def _earlier(setting: Setting, cases: list[Row]) -> Iterator[tuple[Text, ...]]:
    """Declarations at earlier meetings of the same seats that name a case of this agenda."""
    records = setting.records
    now = {
        (seat["agency_id"], alike(seat["role"] or ""))
        for seat in records.lines("attendance", "meeting_id", setting.meeting["id"])
    }
    meetings = {row["id"]: row for row in records.rows("meetings")}
    for seat in records.rows("attendance"):
        held = meetings.get(seat["meeting_id"])
        if not seat["interest"] or held is None or held["id"] == setting.meeting["id"] or not held["held_on"]:
            continue
        if (seat["agency_id"], alike(seat["role"] or "")) in now and held["held_on"] < setting.day:
            named = [case for case in cases if _names(seat["interest"], case)]
            if named:
                said = f"{join([records.case(case) for case in named])}: {seat['interest']}"
                done = shorten(seat["interest_handled"] or "Not recorded", _LONGEST)
                yield _seat(records, seat), shorten(said, _LONGEST), done, show_date(held["held_on"])


def _names(text: str, case: Row) -> bool:
    words = f" {alike(text)} "
    return any(f" {alike(str(one))} " in words for one in (case["ref"], case["pseudonym"]) if one and alike(str(one)))


def _of_cases(records: Records, cases: Iterable[Row]) -> Iterator[tuple[Text, ...]]:
    """Conflicts that were declared on the cases themselves: on the review, or by a seat of its panel."""
    for case in cases:
        if case["conflict_declared"] or (case["conflict_details"] and case["conflict_declared"] is None):
            said = f"{records.case(case)}: {case['conflict_details'] or 'a conflict, details not recorded'}"
            yield bold("The reviewer"), shorten(said, _LONGEST), "Not recorded", "On the review"
        for seat in records.lines("panel_members", "review_id", case["id"]):
            if seat["conflict"] and alike(seat["conflict"]) not in ("none", "no", "none declared", "nil"):
                said = f"{records.case(case)}: {seat['conflict']}"
                yield _seat(records, seat), shorten(said, _LONGEST), "Not recorded", "On the case panel"
