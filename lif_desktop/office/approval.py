"""Whether what is published stands as it was approved: by whom, when, and whether its words were changed since."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from lif_desktop.office.changes import Batch
from lif_desktop.office.history import history
from lif_desktop.office.journal import batches, entries
from lif_desktop.office.office import Office
from lif_desktop.office.schema import JOURNAL, RECORD_TABLES
from lif_desktop.registers import register
from lif_desktop.registers.keeping import Document, ReportWords

OFFICIAL, SENSITIVE = "official", "official_sensitive"

Printed = Mapping[tuple[str, int], frozenset[str]]
"""What a paper prints of records beside the learning points it is about: register and number, with the fields."""

POINT = frozenset(
    {
        "title",
        "statement",
        "themes",
        "why_it_matters",
        "what_went_well",
        "what_must_change",
        "questions",
        "find_out_more",
        "policy",
        "source_kind",
        "external_source",
        "reviews",
        "audits",
        "voices",
    }
)
"""The fields of a learning point that are published. Courses are linked to it later, and say nothing of a case."""
_APPROVAL = frozenset({"approved_by", "approved_on", "publication"})
_NOT_WORDS = frozenset({"documents", "report_words", "settings", "saved_views", "synonyms", "paper_templates"})
_WORDS = ReportWords.__table__
_OF_WORDS = frozenset({"text", "binned_at"})
_RECORDS = tuple(table.name for table in RECORD_TABLES if table.name not in _NOT_WORDS)


@dataclass(frozen=True)
class Approval:
    """The approval of what is published. `by` are those who approved it, `on` is the last day on which they did.

    `waiting` are the references of what nobody approved. `changed_on` is the day on which something that is published
    was last changed after it, and `changed` what was, points by reference and cases by kind; then it is a draft again.
    """

    by: tuple[str, ...] = ()
    on: dt.date | None = None
    waiting: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    changed_on: dt.date | None = None

    @property
    def stands(self) -> bool:
        """Whether everything was approved, and nothing changed since."""
        return self.on is not None and not self.waiting and self.changed_on is None

    @property
    def marking(self) -> str:
        """How a paper for everyone is marked: OFFICIAL while its approval stands, else SENSITIVE.

        What tells of a case is OFFICIAL-SENSITIVE; what was written for everyone is OFFICIAL once somebody answers for
        it, and only as it was when they did.
        """
        return OFFICIAL if self.stands else SENSITIVE


def is_approved(row: Mapping[str, Any]) -> bool:
    """Whether a record says that it was approved: by somebody, on a day, to be published."""
    publish = "publication" not in row or row["publication"] == "publish"
    return bool(row.get("approved_by")) and bool(row.get("approved_on")) and publish


def approval_of(office: Office, points: Sequence[Mapping[str, Any]], also: Printed | None = None) -> Approval:
    """The approval of learning points and of what a paper prints beside them, by the journal.

    A point counts as changed when a field of `POINT` is not as it was when its approval was noted; what is printed
    beside (`also`), when it is not as it was at the last of these. What was changed back is as it was.
    """
    waiting = tuple(str(row["ref"]) for row in points if not is_approved(row))
    approved = [row for row in points if is_approved(row)]
    if waiting or not approved:
        return Approval(waiting=waiting)
    found = office.read(lambda connection: _changed(connection, approved, also or {}))
    changed: dict[str, Batch] = found
    return Approval(
        by=tuple(dict.fromkeys(" ".join(str(row["approved_by"]).split()) for row in approved)),
        on=max(row["approved_on"] for row in approved),
        changed=tuple(changed),
        changed_on=max((_day(batch) for batch in changed.values()), default=None),
    )


def _changed(connection: Connection, points: Sequence[Mapping[str, Any]], also: Printed) -> dict[str, Batch]:
    """What is not as it was approved, with the batch that changed it last: points by reference, others by their kind.

    A paper for everyone never says which case it came from, not even in a draft.
    """
    found: dict[str, Batch] = {}
    last = 0
    for row in points:
        past = history(connection, register("learning"), row["id"])
        noted = next((one.batch.id for one in past if _approves(one.batch, one.changes)), 0)
        last = max(last, noted)
        if batch := _net(((one.batch, one.changes) for one in past), POINT, noted):
            found[str(row["ref"])] = batch
    for (key, number), fields in also.items():
        past = history(connection, register(key), number)
        if batch := _net(((one.batch, one.changes) for one in past), fields, last):
            found[register(key).singular] = batch
    return found


_Changes = Iterable[tuple[str, Any, Any]]


def _approves(batch: Batch, changes: _Changes) -> bool:
    """Whether a batch noted an approval. Undo and redo bring one back, and look at nothing anew."""
    return batch.undoes is None and any(name in _APPROVAL and after for name, _, after in changes)


def _net(past: Iterable[tuple[Batch, _Changes]], fields: frozenset[str], since: int) -> Batch | None:
    """The last batch after `since` that changed one of the fields, where one of them is not as it was; newest first."""
    latest: Batch | None = None
    before: dict[str, Any] = {}
    now: dict[str, Any] = {}
    for batch, changes in past:
        if batch.id <= since:
            break
        for name, old, new in changes:
            if name in fields:
                latest = latest or batch
                now.setdefault(name, new)
                before[name] = old
    return latest if any((before[name] or None) != (now[name] or None) for name in now) else None


def _day(batch: Batch) -> dt.date:
    at: dt.datetime = batch.at
    return at.replace(tzinfo=dt.UTC).astimezone().date()


def report_changed_on(office: Office, number: int, report: str, year: str, *, as_entered: bool) -> dt.date | None:
    """The day on which a yearly report was changed after the issue `number` of it was approved; None where it was not.

    Its author's words count: of a joint report, whose key begins the keys of its parts, theirs too. Its figures stand
    as they stood at the end of the year, whatever is entered later; only where it is drawn `as_entered`, every later
    entry in a register changes it.
    """

    def read(connection: Connection) -> Batch | None:
        by_id = {batch.id: batch for batch in batches(connection)}
        noted = _approved_in(connection, number, by_id)
        own = select(_WORDS.c.id).where(_WORDS.c.report.startswith(report, autoescape=True), _WORDS.c.year == year)
        found = [_words_changed(connection, one, noted, by_id) for one in connection.scalars(own)]
        if as_entered:
            later = entries(
                connection, JOURNAL.c.batch_id > noted, JOURNAL.c.table_name.in_(_RECORDS), newest_first=True
            )
            found.append(next((by_id[one.batch_id] for one in later), None))
        return max(filter(None, found), key=lambda batch: batch.id, default=None)

    batch: Batch | None = office.read(read)
    return None if batch is None else _day(batch)


def _approved_in(connection: Connection, number: int, by_id: Mapping[int, Batch]) -> int:
    """The batch that noted the approval of an issue; 0 where there is none."""
    own = (JOURNAL.c.table_name == Document.__tablename__, JOURNAL.c.record_id == number)
    for one in entries(connection, *own, newest_first=True):
        if by_id[one.batch_id].undoes is None and _APPROVAL & one.after.keys():
            return one.batch_id
    return 0


def _words_changed(connection: Connection, number: int, noted: int, by_id: Mapping[int, Batch]) -> Batch | None:
    own = (JOURNAL.c.table_name == ReportWords.__tablename__, JOURNAL.c.record_id == number)
    past = (
        (
            by_id[one.batch_id],
            [(name, one.before.get(name), one.after.get(name)) for name in {**one.before, **one.after}],
        )
        for one in entries(connection, *own, newest_first=True)
    )
    return _net(past, _OF_WORDS, noted)
