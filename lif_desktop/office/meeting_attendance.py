"""Who is at a meeting, and whether it is quorate: each statutory partner there itself or by a deputy."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from lif_desktop.framework.status import Status
from lif_desktop.office.changes import Add, Bin, Change, Edit, Remove, Unbin
from lif_desktop.office.circumstances import Circumstances, stood
from lif_desktop.registers.agencies import Agency
from lif_desktop.registers.meetings import Attendance, Meeting

if TYPE_CHECKING:
    from lif_desktop.office.office import Office

Row = Mapping[str, Any]
SEATS, MEETINGS = Attendance.__tablename__, Meeting.__tablename__
THERE = frozenset({"present", "deputy"})
_KEPT = ("agency_id", "role", "member", "initials")
"""What a seat takes over from one meeting to the next."""


@dataclass(frozen=True)
class Quorum:
    """Whether a meeting is quorate: None while that cannot be said. `missing` are the partners that are not there."""

    quorate: bool | None
    status: Status
    words: str
    missing: tuple[str, ...] = ()


def quorum(seats: Iterable[Row], agencies: Iterable[Row], day: dt.date) -> Quorum:
    """Whether every statutory partner of that day is present or sent a deputy (the three partners, framework 1.2).

    A partner is there by a seat of its own, of an agency of its kind (the council by one of its services), or of one
    that was merged into it. Seats without a mark leave it open.
    """
    known = {row["id"]: row for row in agencies}
    partners = [row for row in known.values() if row["statutory"] and _is_active(row, day)]
    held = list(seats)
    if not partners:
        return Quorum(None, Status("none", "Quorum not known"), "No agency is marked as a statutory partner.")
    if not any(seat["present"] for seat in held):
        return Quorum(None, Status("none", "Not taken yet"), "Mark who is there, and it says whether it is quorate.")
    missing: list[Row] = []
    open_ones: list[Row] = []
    deputies: list[str] = []
    for partner in partners:
        marks = [mark_of(seat) for seat in held if _speaks_for(known.get(seat["agency_id"]), partner)]
        if not THERE.isdisjoint(marks):
            deputies += [_short(partner)] if "present" not in marks else []
        else:
            (open_ones if None in marks else missing).append(partner)
    return _said(partners, missing, open_ones, deputies)


def mark_of(seat: Row) -> str | None:
    """The mark of a seat; an apology of somebody who sent a deputy counts as a deputy."""
    mark: str | None = seat["present"]
    return "deputy" if mark == "apology" and seat.get("deputy") else mark


def _said(partners: Sequence[Row], missing: Sequence[Row], open_ones: Sequence[Row], deputies: Sequence[str]) -> Quorum:
    names = tuple(str(one["name"]) for one in missing)
    if missing:
        words = f"Not quorate: {_join(names)} {'is' if len(names) == 1 else 'are'} missing"
        return Quorum(False, Status("red", "Not quorate"), f"{words}.", names)
    if open_ones:
        still = _join([str(one["name"]) for one in open_ones])
        return Quorum(None, Status("amber", "Quorate if all come"), f"Quorate as it stands. Not marked yet: {still}.")
    by = f", {_join(deputies)} by a deputy" if deputies else ""
    there = _join([_short(one) for one in partners])
    return Quorum(True, Status("green", "Quorate"), f"Quorate: {there} are there{by}.")


def quorum_of(office: "Office", meeting: Row) -> Quorum:
    """The same for a meeting of the office."""
    seats = office.records("attendance", meeting["id"])
    return quorum(seats, office.records("agencies"), meeting["held_on"] or office.today())


def last_meeting(office: "Office", meeting: Row) -> Row | None:
    """The meeting of the same group before this one that has seats."""
    until = meeting["held_on"] or dt.date.max
    seated = {row["meeting_id"] for row in office.records("attendance")}
    earlier = [
        row
        for row in office.records("meetings")
        if row["group_key"] == meeting["group_key"] and row["id"] != meeting["id"] and row["id"] in seated
        if row["held_on"] and row["held_on"] < until and row["status"] != "cancelled"
    ]
    return max(earlier, key=lambda row: (row["held_on"], row["id"]), default=None)


def seats_filled(office: "Office", meeting: Row) -> list[Change]:
    """The seats of the last meeting of the group that this one lacks, without who came."""
    last = last_meeting(office, meeting)
    if last is None:
        return []
    there = {(row["agency_id"], row["role"]) for row in office.records("attendance", meeting["id"])}
    return [
        Add(SEATS, {"meeting_id": meeting["id"], **{key: row[key] for key in _KEPT}})
        for row in office.records("attendance", last["id"])
        if (row["agency_id"], row["role"]) not in there
    ]


def quorum_followed(changes: Sequence[Change], about: Circumstances) -> Sequence[Change]:
    """What attendance means for the meeting's own answer, unless a person has given another one."""
    touched = [change for change in changes if change.table == SEATS and change.id is not None]
    if not touched:
        return ()
    before = stood(about, SEATS, [change.id for change in touched if change.id is not None])
    named = {row["meeting_id"] for row in before.values()}
    named |= {change.values.get("meeting_id") for change in touched if isinstance(change, Add)}
    said = {
        change.id
        for change in changes
        if isinstance(change, Add | Edit) and change.table == MEETINGS and "quorate" in change.values
    }
    agencies = [dict(row) for row in about.connection.execute(select(Agency.__table__)).mappings()]
    more: list[Change] = []
    for number, meeting in stood(about, MEETINGS, sorted(one for one in named if one is not None)).items():
        day = meeting["held_on"] or about.today
        held = _seats(about.connection, number)
        was = quorum(held.values(), agencies, day).quorate
        now = quorum(_after(held, touched, before, number), agencies, day).quorate
        if number not in said and meeting["quorate"] == was and now != was:
            more.append(Edit(MEETINGS, number, {"quorate": now}))
    return more


def _seats(connection: Connection, meeting: int) -> dict[int, Row]:
    own = Attendance.__table__
    query = select(own).where(own.c.meeting_id == meeting, own.c.binned_at.is_(None))
    return {row["id"]: dict(row) for row in connection.execute(query).mappings()}


def _after(held: Mapping[int, Row], touched: Iterable[Change], before: Mapping[int, Row], meeting: int) -> list[Row]:
    """The seats of a meeting once the changes are made."""
    rows: dict[int, Row] = dict(held)
    for change in touched:
        number = change.id or 0
        if isinstance(change, Bin | Remove):
            rows.pop(number, None)
        elif isinstance(change, Edit) and number in rows:
            rows[number] = {**rows[number], **change.values}
        elif isinstance(change, Add) and change.values.get("meeting_id") == meeting:
            rows[number] = {"agency_id": None, "present": None, **change.values}
        elif isinstance(change, Unbin) and before.get(number, {}).get("meeting_id") == meeting:
            rows[number] = before[number]
    return list(rows.values())


def _speaks_for(agency: Row | None, partner: Row) -> bool:
    if agency is None:
        return False
    own = partner["id"] in (agency["id"], agency["merged_into_id"])
    return own or bool(partner["kind"] and agency["kind"] == partner["kind"])


def _is_active(agency: Row, day: dt.date) -> bool:
    began, ended = agency["active_from"], agency["active_to"]
    binned = agency.get("binned_at") is not None
    return not binned and (began is None or began <= day) and (ended is None or ended >= day)


def _short(agency: Row) -> str:
    return str(agency["short"] or agency["name"])


def _join(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
