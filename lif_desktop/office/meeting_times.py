"""The times of an agenda: they follow from the start and the minutes of each item, but for those set by hand."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from lif_desktop.office.changes import Add, Bin, Change, Edit, Remove, Unbin
from lif_desktop.office.circumstances import Circumstances
from lif_desktop.registers.meetings import AgendaItem, Meeting

Row = Mapping[str, Any]
ITEMS, MEETINGS = AgendaItem.__tablename__, Meeting.__tablename__
USUAL = 5
"""Minutes of an item of which nothing else is known."""
_DAY = 24 * 60
_TIME = re.compile(r"\s*(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|noon)?\s*$", re.IGNORECASE)
_FIRST_OF_DAY = 7
"""An hour below this without "am" is one of the afternoon: no meeting begins at 2 at night."""


def minutes_of(text: str | None) -> int | None:
    """A time of day in minutes after midnight: "9.30", "13:30", "2 pm", "12 noon"; None where it is no time."""
    found = _TIME.match(text or "")
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    hour, half = int(found[1]), (found[3] or "").lower()
    if (half == "pm" and hour < 12) or (not half and hour < _FIRST_OF_DAY):
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return hour * 60 + int(found[2] or 0)


def clock(minutes: int, *, dotted: bool = False) -> str:
    """Minutes after midnight as a time of day: "13:30", or "1.30" where `dotted`."""
    hour, past = minutes // 60 % 24, minutes % 60
    return f"{(hour - 1) % 12 + 1}.{past:02}" if dotted else f"{hour}:{past:02}"


def is_dotted(items: Iterable[Row]) -> bool:
    """Whether an agenda writes its times as "1.30"."""
    times = [str(item["time"]) for item in items if item["time"]]
    return any("." in time for time in times) and not any(":" in time for time in times)


def lengths(items: Sequence[Row], ends: str | None) -> list[int]:
    """Minutes of each item in its order: those it was given, else those until the next one begins, else a few."""
    starts = [minutes_of(item["time"]) for item in items] + [minutes_of(ends)]
    found = []
    for place, item in enumerate(items):
        begin, end = starts[place], starts[place + 1]
        gap = end - begin if begin is not None and end is not None else 0
        found.append(item["allotted"] or (gap if 0 < gap < _DAY else USUAL))
    return found


def by_hand(items: Sequence[Row], starts: str | None, ends: str | None) -> set[int]:
    """The items whose time does not follow from those before them, by number."""
    expected, found = minutes_of(starts), set()
    for item, length in zip(items, lengths(items, ends), strict=True):
        own = minutes_of(item["time"])
        if item["time"] and (own is None or (expected is not None and own != expected)):
            found.add(item["id"])
        begins = own if own is not None else expected
        expected = None if begins is None else begins + length
    return found


def following(
    before: Sequence[Row], after: Sequence[Row], starts: str | None, ends: str | None, typed: Collection[int] = ()
) -> dict[int, str]:
    """The times of the items of an agenda in their new order, by number, those set by hand left out.

    `before` is the order up to now; `typed` are items whose time is set by hand from now on. Where no item has a time
    or minutes, none is given one. The first begins when the meeting does, else when the first did up to now.
    """
    if not any(item["time"] or item["allotted"] for item in (*before, *after)):
        return {}
    long = dict(zip((item["id"] for item in before), lengths(before, ends), strict=True))
    fixed = by_hand(before, starts, ends) | set(typed)
    now = minutes_of(starts)
    if now is None:
        now = next((begins for item in before if (begins := minutes_of(item["time"])) is not None), None)
    found: dict[int, str] = {}
    dotted = is_dotted(before)
    for item in after:
        number = item["id"]
        if number in fixed:
            own = minutes_of(item["time"])
            now = now if own is None else own
        elif now is not None:
            found[number] = clock(now, dotted=dotted)
        if now is not None:
            now += item["allotted"] or long.get(number, USUAL)
    return found


def times_followed(changes: Sequence[Change], about: Circumstances) -> Sequence[Change]:
    """New times where items are moved, added with their minutes, given other times or minutes, or taken away."""
    written = _written(changes)
    if not any(map(_moves, changes)) and not any("allotted" in values for values in written.values()):
        return ()
    own, meetings = AgendaItem.__table__, Meeting.__table__
    numbers = [change.id for change in changes if change.table == ITEMS and change.id is not None]
    stood = about.connection.execute(select(own.c.meeting_id).where(own.c.id.in_(numbers[:500]))).scalars()
    concerned = set(stood) | {values["meeting_id"] for values in written.values() if "meeting_id" in values}
    more: list[Change] = []
    for number in sorted(concerned):
        meeting = about.connection.execute(select(meetings).where(meetings.c.id == number)).mappings().first()
        rows = about.connection.execute(select(own).where(own.c.meeting_id == number)).mappings()
        if meeting is not None:
            more += _retimed(dict(meeting), [dict(row) for row in rows], changes, written)
    return more


def _retimed(
    meeting: Row, rows: Sequence[Row], changes: Sequence[Change], written: Mapping[int, Row]
) -> Iterable[Change]:
    before = _ordered(row for row in rows if row["binned_at"] is None)
    there = {row["id"]: row for row in rows}
    gone = {change.id for change in changes if change.table == ITEMS and isinstance(change, Bin | Remove)}
    back = {change.id for change in changes if change.table == ITEMS and isinstance(change, Unbin)}
    after = [
        {**row, **written.get(row["id"], {})}
        for row in rows
        if row["id"] not in gone and (row["binned_at"] is None or row["id"] in back)
    ]
    empty = {"time": None, "allotted": None}
    after += [
        {**empty, **values, "id": number}
        for number, values in written.items()
        if number not in there and values.get("meeting_id") == meeting["id"]
    ]
    typed = {number for number, values in written.items() if "time" in values}
    times = following(before, _ordered(after), meeting["starts"], meeting["ends"], typed)
    for item in after:
        number = item["id"]
        if number in times and minutes_of(item["time"]) != minutes_of(times[number]):
            yield Edit(ITEMS, number, {"time": times[number]})


def _ordered(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row["position"] or 0, row["id"]))


def _written(changes: Sequence[Change]) -> dict[int, dict[str, Any]]:
    """What the changes write to each item."""
    found: dict[int, dict[str, Any]] = {}
    for change in changes:
        if isinstance(change, Add | Edit) and change.table == ITEMS and change.id is not None:
            found.setdefault(change.id, {}).update(change.values)
    return found


def _moves(change: Change) -> bool:
    if change.table != ITEMS:
        return False
    if isinstance(change, Edit):
        return "position" in change.values or "time" in change.values
    return isinstance(change, Bin | Unbin)
