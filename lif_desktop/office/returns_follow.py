"""What follows from returns of agencies: their status from their dates, and the day on which the last one was in."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, select

from lif_desktop.framework.returns import NEEDED, came_on, is_awaited
from lif_desktop.office.changes import Add, Bin, Change, Edit
from lif_desktop.office.circumstances import Circumstances, Touched, touched
from lif_desktop.office.schema import METADATA
from lif_desktop.registers.reviews import FINISH_FIELDS

RETURNS, REVIEWS, MILESTONES = "agency_returns", "reviews", "milestones"
_DATES = ("asked_on", "chased_on", "received_on", "accepted_on")
_STATUSES = (
    ("accepted", "accepted_on"),
    ("received", "received_on"),
    ("chased", "chased_on"),
    ("sent", "asked_on"),
    ("not_sent", ""),
)
"""The statuses of a return with the date that gives each, from the last step to the first."""
_ASKED_LATER = frozenset({"action_update", "annual_contribution", "training_return", "dataset"})
"""Kinds of return that a review does not wait for."""
_AT_ONCE = 500


def returns_followed(changes: Sequence[Change], about: Circumstances) -> Sequence[Change]:
    """The status of each return whose dates change, and on its review the day the last return was in."""
    found = touched(changes, RETURNS, (*_DATES, "review_id"), about)
    return (*_statuses(found), *_last_ones_in(changes, found, about))


def _statuses(found: Iterable[Touched]) -> Iterator[Change]:
    """A status that a person or a file gives in the same change stays."""
    for record in found:
        changed = [name for name in _DATES if record.changes(name)]
        if "status" in record.written or not changed:
            continue
        status = next(key for key, name in _STATUSES if not name or record.now(name))
        back = any(record.now(name) is None for name in changed)
        stood = record.stood.get("status")
        if status != stood and (back or stood is None or _step(status) > _step(stood)):
            yield Edit(RETURNS, record.id, {"status": status})


def _step(status: str) -> int:
    """How far a status is along the way, 0 for the first step and for one that is not known."""
    keys = [key for key, _ in reversed(_STATUSES)]
    return keys.index(status) if status in keys else 0


def _last_ones_in(changes: Sequence[Change], found: Iterable[Touched], about: Circumstances) -> Iterator[Change]:
    """The day of the last return on each review that had none, where all that were asked for are in.

    Not where the review, or the stage that ends with the last return, has a day already.
    """
    gone = {change.id for change in changes if isinstance(change, Bin) and change.table == RETURNS}
    came = {one.now("review_id") for one in found if one.changes("received_on") or one.changes("accepted_on")}
    came |= set(_reviews_of(gone, about))
    waiting = _without_a_day(sorted(number for number in came if number), changes, about)
    if not waiting:
        return
    rows = {row["id"]: row for row in _rows(METADATA.tables[RETURNS], "review_id", waiting, about)}
    for one in touched(changes, RETURNS, (*_DATES, "review_id", "kind", "status"), about):
        rows[one.id] = {**one.stood, **one.written}
    by_review: dict[int, list[Mapping[str, Any]]] = {number: [] for number in waiting}
    for number, row in rows.items():
        if number not in gone and row.get("review_id") in by_review:
            by_review[row["review_id"]].append(row)
    for review, some in by_review.items():
        day = _last_day(some)
        if day is not None:
            yield Edit(REVIEWS, review, {"returns_in_on": day})


def _last_day(rows: Iterable[Mapping[str, Any]]) -> dt.date | None:
    """The day on which the last of the returns asked for came; None while one is awaited, or none was dated."""
    days: list[dt.date] = []
    for row in rows:
        if row.get("kind") in _ASKED_LATER or row.get("binned_at"):
            continue
        whole = {name: row.get(name) for name in NEEDED}
        day = came_on(whole)
        if day:
            days.append(day)
        elif is_awaited(whole):
            return None
    return max(days, default=None)


def _without_a_day(numbers: Sequence[int], changes: Sequence[Change], about: Circumstances) -> list[int]:
    written = {
        change.id
        for change in changes
        if isinstance(change, Add | Edit) and change.table == REVIEWS and "returns_in_on" in change.values
    }
    dated = {row["id"] for row in _rows(METADATA.tables[REVIEWS], "id", numbers, about) if row["returns_in_on"]}
    stages = {key for key, name in FINISH_FIELDS.items() if name == "returns_in_on"}
    lines = _rows(METADATA.tables[MILESTONES], "review_id", numbers, about)
    done = {line["review_id"] for line in lines if line["key"] in stages and line["done_on"]}
    return [number for number in numbers if number not in written | dated | done]


def _reviews_of(returns: Iterable[int], about: Circumstances) -> Iterator[int | None]:
    for row in _rows(METADATA.tables[RETURNS], "id", sorted(returns), about):
        yield row["review_id"]


def _rows(table: Table, column: str, numbers: Sequence[int], about: Circumstances) -> Iterator[Mapping[str, Any]]:
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        query = select(table).where(table.c[column].in_(some), table.c.binned_at.is_(None))
        yield from (dict(row) for row in about.connection.execute(query).mappings())
