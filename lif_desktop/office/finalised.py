"""Finalised minutes stand as they are, by whatever door a change comes, until they are un-finalised."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, func, select

from lif_desktop.office.troubles import OfficeError
from lif_desktop.registers.meetings import AgendaItem, Attendance, Meeting, MinuteLine

MEETINGS = Meeting.__tablename__
PARTS = frozenset({AgendaItem.__tablename__, Attendance.__tablename__, MinuteLine.__tablename__})
GUARDED = PARTS | {MEETINGS}
"""The tables whose records minutes are made of."""

_MAY_MOVE = frozenset({"version", "extra", "status", "minutes_agreed_on", "papers_out_on", "papers_due_on", "notes"})
"""What may change on a meeting whose minutes are finalised: minutes are agreed afterwards, by the next meeting."""


class MeetingMinuted(OfficeError):
    """A meeting with minutes was to go into the bin."""


Key = tuple[str, int]
Row = Mapping[str, Any]
Differences = Mapping[Key, tuple[Row | None, Row | None]]
"""What stood in a record before and what is to stand there; None for nothing."""


class MinutesFinalised(OfficeError):
    """The change would alter minutes that are finalised; the sentence names the meeting and says what to do."""


def keep_finalised(connection: Connection, found: Differences) -> None:
    """Raises MinutesFinalised where the changes would alter finalised minutes, or open any but a group's latest."""
    moved = {key[1]: rows for key, rows in found.items() if key[0] == MEETINGS}
    for number, (before, after) in moved.items():
        if before is not None and before["finalised_on"]:
            _keep_meeting(connection, number, before, after)
        elif before is not None and after is not None and after["binned_at"] and not before["binned_at"]:
            _keep_minuted(connection, number, before)
    parts = [rows for key, rows in found.items() if key[0] in PARTS and _says_otherwise(*rows)]
    for number in {number for rows in parts for number in _meetings_of(*rows)}:
        before, after = moved[number] if number in moved else (_meeting(connection, number),) * 2
        if before is not None and before["finalised_on"] and after is not None and after["finalised_on"]:
            raise MinutesFinalised(_stands(before))


def later_finalised(connection: Connection, meeting: Row) -> str | None:
    """The reference of a later meeting of the same group whose minutes are finalised."""
    own = Meeting.__table__
    if meeting["held_on"] is None:
        return None
    query = (
        select(own.c.ref)
        .where(own.c.group_key == meeting["group_key"], own.c.id != meeting["id"], own.c.binned_at.is_(None))
        .where(own.c.finalised_on.is_not(None), own.c.held_on > meeting["held_on"])
        .order_by(own.c.held_on.desc())
    )
    return connection.scalar(query)


def _keep_meeting(connection: Connection, number: int, before: Row, after: Row | None) -> None:
    if after is None:
        return  # an undo takes back that the meeting was ever brought in, with all that belongs to it
    if after["binned_at"] and not before["binned_at"]:
        raise MinutesFinalised(_stands(before))
    if after["finalised_on"] is None:
        later = later_finalised(connection, {**before, "id": number})
        if later is not None:
            raise MinutesFinalised(
                f"The minutes of {before['ref']} cannot be opened again: those of {later}, a later meeting of the "
                f"group, are finalised. Write what is to be put right into the minutes of the next meeting."
            )
    elif any(after[name] != value for name, value in before.items() if name not in _MAY_MOVE):
        raise MinutesFinalised(_stands(before))


def _keep_minuted(connection: Connection, number: int, before: Row) -> None:
    """Raises MeetingMinuted for the bin where lines of minutes stand: they and what they became would hang loose."""
    own = MinuteLine.__table__
    query = select(func.count()).where(own.c.meeting_id == number, own.c.binned_at.is_(None))
    if connection.scalar(query):
        raise MeetingMinuted(
            f"{before['ref']} has minutes. Take those away first, or give the meeting the status Cancelled."
        )


def _says_otherwise(before: Row | None, after: Row | None) -> bool:
    """Whether an item, a seat or a line is another than before; columns of a spreadsheet beside it are not minutes."""
    if before is None or after is None:
        return True
    return any(after[name] != value for name, value in before.items() if name not in ("version", "extra"))


def _meetings_of(before: Row | None, after: Row | None) -> Iterator[int]:
    for row in (before, after):
        if row is not None and row.get("meeting_id") is not None:
            yield row["meeting_id"]


def _meeting(connection: Connection, number: int) -> Row | None:
    own = Meeting.__table__
    row = connection.execute(select(own).where(own.c.id == number)).mappings().first()
    return None if row is None else dict(row)


def _stands(meeting: Row) -> str:
    return (
        f"The minutes of {meeting['ref']} are finalised and stand as they are. Un-finalise them first, on the Minutes "
        "tab of the meeting, then make the change."
    )
