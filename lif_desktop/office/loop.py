"""The learning loop in the office: the evidence of every learning point, and the lamps of one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from lif_desktop.framework.lamps import Lamp, Lines, Names, evidence_in, lamps
from lif_desktop.framework.learning import Evidence
from lif_desktop.office.schema import METADATA

if TYPE_CHECKING:
    from lif_desktop.office.office import Office

Row = Mapping[str, Any]
_LINES = ("dissemination", "embedding", "evaluations")


@dataclass(frozen=True)
class Loop:
    """One learning point with the lines of its evidence and its four lamps."""

    point: Row
    lines: Lines
    lamps: tuple[Lamp, ...]

    @property
    def reached(self) -> Lamp:
        """The furthest lamp that is lit."""
        return [lamp for lamp in self.lamps if lamp.lit][-1]


def loop_of(office: "Office", number: int) -> Loop:
    """The loop of one learning point. KeyError when it is not there."""
    point = office.record("learning", number)
    lines = office.read(lambda connection: lines_of(connection, [number]))[number]
    return Loop(point, lines, lamps(point, lines, names_of(office)))


def names_of(office: "Office") -> Names:
    """How lists and agencies are called in this office."""
    return Names(office.lookup.label, office.lookup.agency_name)


def learning_evidence(connection: Connection, only: Sequence[int] | None = None) -> dict[int, Evidence]:
    """The evidence attached to each learning point by its number; `only` names a few of them."""
    own = METADATA.tables["learning"]
    query = select(own.c.id, own.c.identified_on)
    points = connection.execute(query if only is None else query.where(own.c.id.in_(only))).mappings().all()
    lines = lines_of(connection, None if only is None else list(only))
    return {point["id"]: evidence_in(dict(point), lines[point["id"]]) for point in points}


def lines_of(connection: Connection, only: Sequence[int] | None = None) -> Mapping[int, Lines]:
    """What hangs on each learning point, oldest first and without what lies in the bin; nothing for any other."""
    found = [_by_point(connection, name, only) for name in _LINES]
    by_point: dict[int, Lines] = defaultdict(Lines)
    for number in {number for lines in found for number in lines}:
        by_point[number] = Lines(*(lines.get(number, []) for lines in found))
    return by_point


def _by_point(connection: Connection, name: str, only: Sequence[int] | None) -> dict[int, list[Row]]:
    own = METADATA.tables[name]
    query = select(own).where(own.c.learning_id.is_not(None), own.c.binned_at.is_(None)).order_by(own.c.id)
    if only is not None:
        query = query.where(own.c.learning_id.in_(only))
    lines: dict[int, list[Row]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        lines[row["learning_id"]].append(dict(row))
    return lines
