"""The agenda of a meeting: who, when, items with lead, paper, purpose and time, and the papers that go with them."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from string import ascii_uppercase

from lif_desktop.framework.dates import WEEKDAYS, show_date
from lif_desktop.framework.standing_agenda import Item, standard_items
from lif_desktop.papers import gather
from lif_desktop.papers.agenda_parts import clock_words, draw_up
from lif_desktop.papers.agenda_setting import Drawn, Setting
from lif_desktop.papers.blocks import (
    Block,
    Box,
    Column,
    Heading,
    Paper,
    Paragraph,
    Properties,
    Run,
    Table,
    Text,
    bold,
)
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.saving import PaperError

ITEM_COLUMNS = (
    Column("No.", 0.9),
    Column("Item", 7.9),
    Column("Lead", 3.2),
    Column("Paper", 1.2),
    Column("For", 1.7),
    Column("Time", 1.2),
)
_TIME = re.compile(r"\s*(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|noon)?", re.IGNORECASE)
_CONFIDENTIAL = Box(
    "Confidential",
    "For members of the group only. People are given made-up names. Pass these papers to nobody, and destroy or "
    "return them after the meeting.",
)
_DECLARE = (
    "Say at the start if you, your family or your employer had a part in a case on this agenda, beyond your "
    "agency's ordinary work. The chair decides with you whether you stay for that item, and it is written down."
)


def agenda(records: Records, ref: str | None, made: datetime) -> Paper:
    """The agenda of the meeting `ref`, or of the next one there is. Raises PaperError where there is none."""
    meeting = records.named("meetings", ref) if ref else next_of_all(records)
    setting = Setting(records, meeting, previous_meeting(records, meeting))
    own = sorted(records.lines("agenda_items", "meeting_id", meeting["id"]), key=lambda row: row["position"])
    parts = [(item, draw_up(item.draws, setting)) for item in standard_items(meeting["group_key"])]
    table, papers = _recorded(setting, own, parts) if own else _standard(setting, parts)
    blocks: list[Block] = [
        _when_and_where(records, meeting),
        _CONFIDENTIAL,
        Heading("Agenda"),
        table,
        *_attendance(setting),
        Heading("Declarations of interest"),
        Paragraph(_DECLARE),
        *papers,
    ]
    group = records.label("groups", meeting["group_key"])
    return Paper(
        f"{meeting['title'] or group}: agenda",
        f"{records.partnership}\n{_subtitle(meeting, group)}",
        records.label("markings", meeting["marking"] or "official_sensitive"),
        f"Agenda {meeting['ref']}, as at {show_date(records.today)}",
        tuple(blocks),
        properties=Properties(records.partnership, made, f"Agenda of {group}", f"agenda; {meeting['ref']}"),
    )


def next_of_all(records: Records) -> Row:
    """The next meeting of any group, or the latest where none is to come. Raises PaperError where there is none."""
    dated = [row for row in records.rows("meetings") if row["held_on"] and row["status"] not in gather.NOT_HELD]
    if not dated:
        raise PaperError("There is no meeting with a date yet. Add one under Meetings, then make its agenda.")
    to_come = [row for row in dated if row["held_on"] >= records.today]
    return min(to_come, key=_held) if to_come else max(dated, key=_held)


def previous_meeting(records: Records, meeting: Row) -> Row | None:
    """The meeting of the same group before this one."""
    until = meeting["held_on"] or records.today
    held = [
        row
        for row in records.rows("meetings")
        if row["group_key"] == meeting["group_key"]
        and row["id"] != meeting["id"]
        and row["held_on"]
        and row["held_on"] < until
        and row["status"] not in gather.NOT_HELD
    ]
    return max(held, key=_held, default=None)


def _held(row: Row) -> date:
    day: date = row["held_on"]
    return day


def _subtitle(meeting: Row, group: str) -> str:
    number = f"{group if meeting['title'] else 'Meeting'} {meeting['number']}, " if meeting["number"] else ""
    if meeting["title"] and not number:
        number = f"{group}, "
    day = meeting["held_on"]
    return f"{number}{f'{WEEKDAYS[day.weekday()]} {show_date(day)}' if day else 'date to be set'}"


def _when_and_where(records: Records, meeting: Row) -> Table:
    day = meeting["held_on"]
    when = f"{WEEKDAYS[day.weekday()]} {show_date(day)}" if day else "To be set"
    times = " to ".join(part for part in (meeting["starts"], meeting["ends"]) if part)
    chair = [f"Chair: {meeting['chair']}"] if meeting["chair"] else ["Chair: to be named"]
    quorum = meeting["quorum"] or _quorum(records)
    columns = (Column("When", 3.2), Column("Where", 3.4), Column("Chair and quorum", 5))
    where = meeting["venue"] or "To be set"
    row = ("\n".join(part for part in (when, times) if part), where, "\n".join([*chair, f"Quorate with: {quorum}"]))
    return Table(columns, (row,), "When and where the meeting is, who chairs it and what makes it quorate")


def _quorum(records: Records) -> str:
    """The statutory partners by name (framework 1.2), where the meeting says nothing else."""
    names = [
        row["short"] or row["name"] for row in records.rows("agencies") if row["statutory"] and not row["active_to"]
    ]
    return ", ".join(names) or "the statutory partners"


def _standard(setting: Setting, parts: list[tuple[Item, Drawn]]) -> tuple[Table, tuple[Block, ...]]:
    """The standard agenda of the group with what is due beneath its items, and the papers with their letters."""
    letters, clock = iter(ascii_uppercase), _running_time(setting.meeting["starts"])
    rows: list[tuple[Text, ...]] = []
    groups: list[int] = []
    papers: list[Block] = []
    for number, (item, drawn) in enumerate(parts, 1):
        letter = next(letters) if drawn.blocks else ""
        time = clock(item.minutes)
        purpose = _purpose(setting.records, item.purpose)
        if drawn.lines:
            groups.append(len(rows))
            rows.append((str(number), bold(item.title), item.lead, letter, purpose, time))
            rows += [(f"{number}.{part}", line, "", "", "", "") for part, line in enumerate(drawn.lines, 1)]
        else:
            rows.append((str(number), _titled(setting, item, drawn), item.lead, letter, purpose, time))
        if letter:
            papers += [Heading(f"Paper {letter}: {drawn.title}"), *drawn.blocks]
    return Table(ITEM_COLUMNS, tuple(rows), "Items of the agenda", frozenset(groups)), tuple(papers)


def _titled(setting: Setting, item: Item, drawn: Drawn) -> str:
    """The title of an item, with the date of the last minutes or a few words on what is due."""
    title = item.title
    if item.draws == "matters" and setting.previous:
        title = f"Minutes of {show_date(setting.previous['held_on'])}, matters arising and action log"
    return f"{title}: {drawn.said}" if drawn.said else title


def _recorded(setting: Setting, own: list[Row], parts: list[tuple[Item, Drawn]]) -> tuple[Table, tuple[Block, ...]]:
    """The agenda as it was recorded for this meeting, and after it what the registers say is due."""
    rows = [
        (
            str(row["position"]),
            _own_item(setting, row),
            row["lead"] or "",
            row["paper"] or "",
            _purpose(setting.records, row["purpose"]),
            row["time"] or "",
        )
        for row in own
    ]
    papers = [block for _, drawn in parts if drawn.blocks for block in (Heading(drawn.title), *drawn.blocks)]
    return Table(ITEM_COLUMNS, tuple(rows), "Items of the agenda"), tuple(papers)


def _own_item(setting: Setting, row: Row) -> Text:
    """An item, with its case and the case's clock where it has one."""
    review = next((one for one in setting.records.rows("reviews") if one["id"] == row["review_id"]), None)
    if review is None:
        return str(row["item"])
    case = "" if review["ref"] in row["item"] else f"\n{setting.records.case(review)}"
    clocked = review["review_type"] in gather.RAPID and gather.is_live(review)
    return (Run(f"{row['item']}{case}"), *((Run("\n"), *clock_words(setting, review)) if clocked else ()))


def _purpose(records: Records, key: str | None) -> str:
    words = records.label("item_purposes", key).removeprefix("To ")
    return words[:1].upper() + words[1:]


def _attendance(setting: Setting) -> Iterator[Block]:
    """Who is expected, with room to tick, and what is known of apologies."""
    records = setting.records
    seats = records.lines("attendance", "meeting_id", setting.meeting["id"])
    expected: list[tuple[Text, ...]] = [
        (bold(records.agency(seat["agency_id"])), seat["role"] or "", records.label("attendance", seat["present"]), "")
        for seat in seats
    ]
    if not expected:
        agencies = [row for row in records.rows("agencies") if row["statutory"] and not row["active_to"]]
        expected = [(bold(row["name"]), "", "", "") for row in agencies]
    if expected:
        columns = (Column("Agency", 5.4), Column("Role", 4), Column("Present or apology", 2.6), Column("Deputy", 2.6))
        yield Heading("Attendance expected")
        yield Table(columns, tuple(expected), "Who is expected, to be filled in at the meeting")


def _running_time(starts: str | None) -> "_Clock":
    found = _TIME.match(starts or "")
    if not found or int(found[1]) > 23:
        return _Clock(None)
    hour, minute = int(found[1]), int(found[2] or 0)
    if (found[3] or "").lower() == "pm" and hour < 12:
        hour += 12
    return _Clock(datetime(2000, 1, 1, hour, min(minute, 59)))  # noqa: DTZ001 - a time of day, on no day


class _Clock:
    """Gives the time at which each item starts, one after the other; nothing where the start is not known."""

    def __init__(self, starts: datetime | None) -> None:
        self._now = starts

    def __call__(self, minutes: int) -> str:
        if self._now is None:
            return ""
        shown = f"{(self._now.hour - 1) % 12 + 1}.{self._now:%M}"
        self._now += timedelta(minutes=minutes)
        return shown
