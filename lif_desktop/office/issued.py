"""What left the office: each issue of a paper or workbook with its kept copy, who approved it, what the panel saw."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select

from lif_desktop.framework.dates import show_date
from lif_desktop.office.approval import OFFICIAL, SENSITIVE, report_changed_on
from lif_desktop.office.changes import Add, Batch, Edit
from lif_desktop.office.journal import ISSUE
from lif_desktop.office.office import Office
from lif_desktop.office.schema import BLOBS
from lif_desktop.office.troubles import OfficeError
from lif_desktop.registers import register
from lif_desktop.registers.keeping import Document

__all__ = [
    "DOCUMENTS",
    "OFFICIAL",
    "SENSITIVE",
    "Issue",
    "Leaving",
    "Seen",
    "Used",
    "approve",
    "approved_issue",
    "as_panel_saw",
    "changed_issue",
    "issue_of",
    "issued",
    "kept_bytes",
    "log_issue",
    "next_issue",
]

DOCUMENTS = Document.__tablename__
_DOC = Document.__table__

Used = tuple[str, int, int]
"""A record that a paper was made from: its table, its number and its version."""


@dataclass(frozen=True)
class Leaving:
    """What is about to leave. `data` are the bytes as they leave, `as_at` (UTC) when its records were read.

    `register` and `record_id` name the record it is made for (None for a paper of the year or the desk), `year` the
    financial year. `marking` is a key of the list of markings. `records` are those it was made from. `copies` are the
    numbered copies, each with who got it; `looked` what the look for personal details found and what was done about
    it (`personal_places.as_noted`: places and kinds, never the words themselves).
    """

    kind: str
    title: str
    file_name: str
    data: bytes = field(repr=False)
    register: str | None = None
    record_id: int | None = None
    year: str | None = None
    marking: str = SENSITIVE
    as_at: dt.datetime | None = None
    records: tuple[Used, ...] = ()
    sent_to: str = ""
    why: str = ""
    copies: tuple[Mapping[str, Any], ...] = ()
    looked: tuple[Mapping[str, str], ...] = ()
    approved_by: str | None = None
    approved_on: dt.date | None = None


@dataclass(frozen=True)
class Issue:
    """One issue as the log keeps it. `number` is that of the document, `issue` counts within its kind and record.

    `kept` says whether its bytes are in the office; `undone` never holds of one that `log_issue` wrote.
    """

    number: int
    issue: int
    kind: str
    title: str
    file_name: str
    register: str
    record_id: int | None
    year: str
    marking: str
    made_on: dt.date | None
    as_at: dt.datetime | None
    made_by: str
    sent_to: str
    why: str
    sha256: str
    kept: bool
    copies: tuple[Mapping[str, Any], ...]
    records: tuple[Used, ...]
    looked: tuple[Mapping[str, str], ...]
    approved_by: str
    approved_on: dt.date | None


# The log


def log_issue(office: Office, leaving: Leaving) -> int:
    """Note that a paper or workbook left, and keep its bytes; gives the number of the document.

    One batch “Issued …” that undo passes over and nothing takes out again. Raises OfficeReadOnly where the office was
    opened for reading.
    """
    sha256 = hashlib.sha256(leaving.data).hexdigest()
    office.keep_bytes(sha256, leaving.data)
    issue = 1 + office.read(lambda connection: _newest(connection, leaving))
    number = office.reserve(DOCUMENTS)
    values = {
        "register": leaving.register,
        "record_id": leaving.record_id,
        "kind": leaving.kind,
        "title": leaving.title,
        "path": leaving.file_name,
        "file_name": leaving.file_name,
        "made_on": office.today(),
        "marking": leaving.marking,
        "sent_to": leaving.sent_to or None,
        "why": leaving.why or None,
        "issue": issue,
        "year": leaving.year,
        "as_at": _utc(leaving.as_at or office.now()),
        "sha256": sha256,
        "made_by": office.person,
        "approved_by": leaving.approved_by,
        "approved_on": leaving.approved_on,
        "copies": [dict(one) for one in leaving.copies],
        "records": [list(one) for one in leaving.records],
        "looked": [dict(one) for one in leaving.looked],
    }
    to = f" to {leaving.sent_to}" if leaving.sent_to else ""
    office.write(f"Issued {leaving.title}, issue {issue}{to}", [Add(DOCUMENTS, values, number)], ISSUE)
    return number


def next_issue(office: Office, kind: str, register: str | None, record_id: int | None, year: str | None = None) -> int:
    """The number that the next issue of a kind of paper for a record or a year will have."""
    leaving = Leaving(kind, "", "", b"", register, record_id, year)
    return 1 + int(office.read(lambda connection: _newest(connection, leaving)))


def _newest(connection: Connection, leaving: Leaving) -> int:
    """The number of the newest issue of the same kind for the same record or year; those in the bin count too."""
    same = (
        _DOC.c.kind == leaving.kind,
        _DOC.c.register.is_not_distinct_from(leaving.register),
        _DOC.c.record_id.is_not_distinct_from(leaving.record_id),
        _DOC.c.year.is_not_distinct_from(leaving.year),
    )
    return int(connection.scalar(select(func.max(_DOC.c.issue)).where(*same)) or 0)


def _utc(time: dt.datetime) -> dt.datetime:
    """The time in UTC without a zone, as the journal keeps it; whole seconds."""
    plain = time.astimezone(dt.UTC).replace(tzinfo=None) if time.tzinfo is not None else time
    return plain.replace(microsecond=0)


def issued(
    office: Office, register: str | None = None, number: int | None = None, kind: str | None = None
) -> tuple[Issue, ...]:
    """What left, newest first: all of it, or what was made for a register, one of its records, or of one kind."""
    wanted: list[Any] = [_DOC.c.binned_at.is_(None)]
    for column, value in ((_DOC.c.register, register), (_DOC.c.record_id, number), (_DOC.c.kind, kind)):
        if value is not None:
            wanted.append(column == value)
    found: tuple[Issue, ...] = office.read(lambda connection: _issues(connection, wanted))
    return found


def issue_of(office: Office, number: int) -> Issue:
    """One issue by the number of its document. KeyError when it is not there."""
    found = office.read(lambda connection: _issues(connection, [_DOC.c.id == number]))
    if not found:
        raise KeyError(f"no document {number}")
    one: Issue = found[0]
    return one


def _issues(connection: Connection, wanted: Sequence[Any]) -> tuple[Issue, ...]:
    kept = select(BLOBS.c.sha256).where(BLOBS.c.sha256 == _DOC.c.sha256).exists()
    query = select(_DOC, kept.label("kept")).where(*wanted).order_by(_DOC.c.id.desc())
    return tuple(_issue(row) for row in connection.execute(query).mappings())


def _issue(row: Mapping[Any, Any]) -> Issue:
    return Issue(
        number=row["id"],
        issue=row["issue"] or 1,
        kind=row["kind"] or "",
        title=row["title"],
        file_name=row["file_name"] or row["path"] or "",
        register=row["register"] or "",
        record_id=row["record_id"],
        year=row["year"] or "",
        marking=row["marking"] or "",
        made_on=row["made_on"],
        as_at=row["as_at"],
        made_by=row["made_by"] or "",
        sent_to=row["sent_to"] or "",
        why=row["why"] or "",
        sha256=row["sha256"] or "",
        kept=bool(row["kept"]),
        copies=tuple(row["copies"] or ()),
        records=tuple((table, number, version) for table, number, version in row["records"] or ()),
        looked=tuple(row["looked"] or ()),
        approved_by=row["approved_by"] or "",
        approved_on=row["approved_on"],
    )


def kept_bytes(office: Office, sha256: str) -> bytes | None:
    """The bytes of an issue as they left; None where they were not kept."""
    found: bytes | None = office.read(
        lambda connection: connection.scalar(select(BLOBS.c.data).where(BLOBS.c.sha256 == sha256))
    )
    return found


# What did the panel see?


@dataclass(frozen=True)
class Seen:
    """One paper that a group saw: the issue, and the reference and day of the meeting it was for, if for one."""

    issue: Issue
    meeting: str
    held_on: dt.date | None


def as_panel_saw(office: Office, group: str, day: dt.date, until: dt.date | None = None) -> list[Seen]:
    """What a group saw in the month of `day`, or from `day` to `until`, oldest first.

    That is each issue made for one of its meetings in those days; and each issue that left in those days for another
    meeting of it, or that was sent to it by its name. A newer issue of the same paper follows the older one.
    """
    first, last = (day, until) if until is not None else _month(day)
    meetings = {row["id"]: row for row in office.records("meetings") if row["group_key"] == group}
    label = office.lookup.label("groups", group).casefold()
    found = []
    for one in issued(office):
        meeting = meetings.get(one.record_id or 0) if one.register == "meetings" else None
        held = meeting["held_on"] if meeting is not None else None
        left = one.made_on is not None and first <= one.made_on <= last
        sat = held is not None and first <= held <= last
        named = bool(label) and label in one.sent_to.casefold()
        if sat or (left and (meeting is not None or named)):
            found.append(Seen(one, str(meeting["ref"]) if meeting is not None else "", held))
    return sorted(found, key=lambda seen: (seen.held_on or seen.issue.made_on or first, seen.issue.number))


def _month(day: dt.date) -> tuple[dt.date, dt.date]:
    following = (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    return day.replace(day=1), following - dt.timedelta(days=1)


# Approval


def approve(office: Office, key: str, number: int, by: str, on: dt.date | None = None) -> Batch | None:
    """Note who approved a record or an issue (key “documents”) for publication, and when (today where none is given).

    It is noted anew even where it says the same already: what is published may have been changed since. Raises
    OfficeError where nobody is named, the day lies ahead, or records of that register are not published.
    """
    who, day = " ".join(by.split()), on or office.today()
    if not who:
        raise OfficeError("Write who approved it. A paper is marked OFFICIAL only with a name and a day.")
    if day > office.today():
        raise OfficeError(f"{show_date(day)} has not come yet. Write the day on which it was approved.")
    values: dict[str, Any] = {"approved_by": who, "approved_on": day}
    if key == DOCUMENTS:
        one = issue_of(office, number)
        words = f"Approved {one.title}, issue {one.issue}"
        return office.write(words, [Edit(DOCUMENTS, number, values)], ISSUE)
    model = register(key).model.__table__.c
    if "approved_by" not in model or "approved_on" not in model:
        raise OfficeError(f"{register(key).label} have no approval. Approve the paper that is published instead.")
    if "publication" in model:
        values["publication"] = "publish"
    ref, stood = office.lookup.reference(key, number), office.record(key, number)
    if all(stood[name] == value for name, value in values.items()):  # noted anew: what it stands for was changed since
        gone = dict.fromkeys(("approved_by", "approved_on"))
        office.write(f"Took back the approval of {ref}", office.changes_for(key, number, gone))
    return office.write(f"Approved {ref} for publication", office.changes_for(key, number, values))


def approved_issue(office: Office, kind: str, year: str, *, as_entered: bool = False) -> Issue | None:
    """The newest issue of the report of a year, where it was approved and nothing was changed since; else None."""
    newest, changed_on = _newest_approved(office, kind, year, as_entered)
    return newest if changed_on is None else None


def changed_issue(office: Office, kind: str, year: str, *, as_entered: bool = False) -> tuple[Issue, dt.date] | None:
    """The newest issue of the report of a year where it was approved, and the day on which it was changed since.

    What changes a report, and what one that is drawn `as_entered`, says `approval.report_changed_on`.
    """
    newest, changed_on = _newest_approved(office, kind, year, as_entered)
    return None if newest is None or changed_on is None else (newest, changed_on)


def _newest_approved(office: Office, kind: str, year: str, as_entered: bool) -> tuple[Issue | None, dt.date | None]:
    of_kind: Iterable[Issue] = issued(office, kind=kind)
    newest = next((one for one in of_kind if one.year == year), None)
    if newest is None or not (newest.approved_by and newest.approved_on):
        return None, None
    return newest, report_changed_on(office, newest.number, kind, year, as_entered=as_entered)
