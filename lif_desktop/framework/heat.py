"""The heat map of the risk register: which risks stand in which cell, and what moved since a day. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lif_desktop.framework.parts import SCALE, RiskScale
from lif_desktop.framework.risks import Cell, Kind, Movement, Row, Which, cell, closed_since, is_open, movement, said

MOVES: tuple[tuple[Kind, str], ...] = (
    ("rising", "Rising"),
    ("falling", "Falling"),
    ("new", "New"),
    ("closed", "Closed"),
)
"""The kinds of movement that are listed, with their headings."""


@dataclass(frozen=True)
class Placed:
    """One risk on the map: where it stands (None where it is not scored so) and how it moved."""

    id: int
    ref: str
    title: str
    place: Cell | None
    movement: Movement

    @property
    def words(self) -> str:
        """Its reference, with its movement where it moved: "RSK-2026-003 up from 9 to 12"."""
        told = self.movement.moved or self.movement.kind == "new"
        return f"{self.ref} {self.movement.words}" if told else self.ref


@dataclass(frozen=True)
class Heat:
    """The map. `placed` are the open risks that are scored, highest first; `unscored` those that are not."""

    placed: tuple[Placed, ...]
    unscored: tuple[Placed, ...]
    moves: Mapping[Kind, tuple[Placed, ...]]

    def at(self, place: Cell) -> tuple[Placed, ...]:
        """The risks that stand in a cell."""
        return tuple(one for one in self.placed if one.place == place)


def heat_map(risks: Iterable[Row], lines: Mapping[int, Sequence[Row]], since: date, which: Which = "residual") -> Heat:
    """The open risks by one of their scores, and how the residual scores of all moved since the end of a day.

    `lines` are the dated scores by risk. Inherent and target scores have no dates, so nothing moves on their maps.
    """
    open_ones, closed = [], []
    for row in risks:
        found = movement(row, lines.get(row["id"], ()), since)
        if is_open(row):
            shown = found if which == "residual" else Movement("unknown", None, cell(row, which))
            open_ones.append((_placed(row, cell(row, which), shown), _placed(row, cell(row), found)))
        elif closed_since(row, since):
            closed.append(_placed(row, cell(row), found))
    open_ones.sort(key=lambda pair: (-(pair[0].place.score if pair[0].place else 0), pair[0].ref))
    moved = [*(after for _, after in open_ones), *closed]
    return Heat(
        placed=tuple(one for one, _ in open_ones if one.place is not None),
        unscored=tuple(one for one, _ in open_ones if one.place is None),
        moves={kind: tuple(one for one in moved if one.movement.kind == kind) for kind, _ in MOVES},
    )


def _placed(row: Row, place: Cell | None, found: Movement) -> Placed:
    return Placed(row["id"], str(row.get("ref") or row["id"]), str(row.get("title") or ""), place, found)


def cells() -> tuple[Cell, ...]:
    """Every cell, from the highest impact down and from the lowest likelihood on, as the map is read."""
    return tuple(Cell(likelihood, impact) for impact in range(SCALE, 0, -1) for likelihood in range(1, SCALE + 1))


def cell_words(scale: RiskScale, place: Cell, there: Sequence[Placed]) -> str:
    """What a cell says: "Likely, major: 2 risks, extreme: RSK-2026-003 up from 12 to 16, RSK-2026-005"."""
    count = f"{len(there)} risk{'' if len(there) == 1 else 's'}" if there else "no risk"
    head = f"{said(scale, place)}: {count}, {scale.band(*place).label.lower()}"
    return f"{head}: {', '.join(one.words for one in there)}" if there else head


def summary(heat: Heat, since: str) -> str:
    """The map in a sentence: "20 open risks. Since 16 September 2026: 3 rising, 1 falling, 2 new, 1 closed."."""
    number = len(heat.placed) + len(heat.unscored)
    parts = [f"{number} open risk{'' if number == 1 else 's'}"]
    if heat.unscored:
        parts[0] += f", {len(heat.unscored)} of them not scored"
    counts: list[tuple[str, int]] = [(label.lower(), len(heat.moves[kind])) for kind, label in MOVES]
    told = ", ".join(f"{count} {word}" for word, count in counts if count)
    parts.append(f"Since {since}: {told or 'nothing moved'}")
    return ". ".join(parts) + "."


def by_risk(lines: Iterable[Mapping[str, Any]]) -> dict[int, list[Mapping[str, Any]]]:
    """Dated scores by the risk they belong to."""
    found: dict[int, list[Mapping[str, Any]]] = {}
    for line in lines:
        found.setdefault(line["risk_id"], []).append(line)
    return found
