"""What a review brings with it when it is opened: the criteria of its type, and the points it is held against."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from lif_desktop.framework.choice import plain
from lif_desktop.framework.parts import ReviewType
from lif_desktop.office.changes import Add, Change, Remove
from lif_desktop.office.circumstances import Circumstances, touched
from lif_desktop.office.computed import OVER
from lif_desktop.office.schema import METADATA
from lif_desktop.registers.review_lines import CriteriaAnswer, ReviewCheck
from lif_desktop.registers.reviews import Review

CRITERIA, CHECKS = CriteriaAnswer.__tablename__, ReviewCheck.__tablename__
_AT_ONCE = 500
Line = Mapping[str, Any]


@dataclass(frozen=True)
class Raised:
    """A kind of line that is raised by itself: its table, the field that knows a line, the lines of a type."""

    table: str
    known_by: str
    of_type: Callable[[ReviewType], list[dict[str, Any]]]


def _criteria_of(kind: ReviewType) -> list[dict[str, Any]]:
    return [{"key": one.key, "question": one.text, "source": one.source} for one in kind.criteria]


def _checks_of(kind: ReviewType) -> list[dict[str, Any]]:
    return [{"key": one.key, "kind": one.kind, "text": one.text, "source": one.source} for one in kind.checks]


KINDS = (Raised(CRITERIA, "question", _criteria_of), Raised(CHECKS, "text", _checks_of))


def lines_raised(changes: Sequence[Change], about: Circumstances) -> Sequence[Change]:
    """Criteria and checklist of each review that `changes` open or whose type they correct.

    A review that comes in closed gets none. Where the type is corrected, what the new type asks is added and what only
    the old one asked goes, unless it was answered. A line that `changes` bring themselves is not raised a second time.
    """
    cases = touched(changes, Review.__tablename__, ("review_type",), about)
    opened = [case for case in cases if case.new and case.now("status") not in OVER and not case.now("closed_on")]
    corrected = [case for case in cases if not case.new and case.changes("review_type")]
    more: list[Change] = []
    for raised in KINDS if opened or corrected else ():
        stood = _stored(about.connection, raised.table, [case.id for case in corrected])
        brought = _brought(changes, raised.table)
        for case in (*opened, *corrected):
            kind = about.profile.review_type(str(case.now("review_type")))
            there = stood.get(case.id, [])
            kept = [line for line in there if _stays(line, raised.of_type(kind))]
            more += [Remove(raised.table, line["id"]) for line in there if line not in kept]
            more += lacking(raised, kind, case.id, [*kept, *brought.get(case.id, [])])
    return more


def lacking(raised: Raised, kind: ReviewType, review: int, there: Iterable[Line]) -> Iterator[Add]:
    """The lines that a type asks and a review does not have. One is known by its key, or by its words."""
    lines = list(there)
    keys = {line.get("key") for line in lines}
    words = {plain(str(line[raised.known_by])) for line in lines}
    for place, values in enumerate(raised.of_type(kind), 1):
        if values["key"] not in keys and plain(values[raised.known_by]) not in words:
            yield Add(raised.table, {"review_id": review, "position": place, **values})


def _stays(line: Line, asked: Iterable[Line]) -> bool:
    """Whether a line stays when the type of its review is corrected: it is answered, is by hand, or is asked still."""
    if line["answer"] or line["evidence"] or line["extra"] or not line["key"]:
        return True
    return any(one["key"] == line["key"] for one in asked)


def _brought(changes: Iterable[Change], table: str) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = {}
    for change in changes:
        if isinstance(change, Add) and change.table == table:
            found.setdefault(change.values["review_id"], []).append(change.values)
    return found


def _stored(connection: Connection, table: str, reviews: Sequence[int]) -> dict[int, list[Line]]:
    own = METADATA.tables[table]
    found: dict[int, list[Line]] = {}
    for start in range(0, len(reviews), _AT_ONCE):
        some = reviews[start : start + _AT_ONCE]
        for row in connection.execute(select(own).where(own.c.review_id.in_(some))).mappings():
            found.setdefault(row["review_id"], []).append(dict(row))
    return found
