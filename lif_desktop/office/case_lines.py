"""The stages of cases as they are worked on before a batch is written."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from lif_desktop.framework.clocks import Rule
from lif_desktop.office.changes import Add, Change, Edit
from lif_desktop.office.schema import METADATA
from lif_desktop.registers.review_lines import Milestone

_AT_ONCE = 500
_TABLE = Milestone.__tablename__


@dataclass
class CaseLine:
    """A stage of a case: its number (None for a new one), its values as they are to be, and as they stand."""

    id: int | None
    values: dict[str, Any]
    stood: Mapping[str, Any] = field(default_factory=dict)

    def change(self) -> Change | None:
        """What is to be written; None where nothing is different."""
        if self.id is None:
            return Add(_TABLE, self.values)
        new = {name: value for name, value in self.values.items() if value != self.stood[name]}
        return Edit(_TABLE, self.id, new) if new else None


def lines_of(connection: Connection, reviews: Sequence[int], changes: Sequence[Change]) -> dict[int, list[CaseLine]]:
    """The stages of reviews by the number of the review, in order, with what `changes` write in them already."""
    own = METADATA.tables[_TABLE]
    written: dict[int, dict[str, Any]] = defaultdict(dict)
    for change in changes:
        if isinstance(change, Edit) and change.table == own.name:
            written[change.id] |= change.values
    found: dict[int, list[CaseLine]] = defaultdict(list)
    for start in range(0, len(reviews), _AT_ONCE):
        some = reviews[start : start + _AT_ONCE]
        query = select(own).where(own.c.review_id.in_(some), own.c.binned_at.is_(None))
        for row in connection.execute(query.order_by(own.c.position, own.c.id)).mappings():
            stands = dict(row) | written[row["id"]]
            found[row["review_id"]].append(CaseLine(row["id"], dict(stands), stands))
    return found


def frozen_rule(line: Mapping[str, Any]) -> Rule:
    """The rule as it was copied onto a stage."""
    return Rule(
        key=line["key"],
        label=line["label"],
        event=line["event"],
        number=line["number"],
        unit=line["unit"],
        direction=line["direction"],
        basis=line["basis"],
        source=line["source"],
        check=bool(line["to_check"]),
        counted_from=line["event_words"] or "",
    )
