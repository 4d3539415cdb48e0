"""Sharing of one learning point: agencies by channels, and who has not confirmed yet (framework 12.2, 12.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Row = Mapping[str, Any]
How = Literal["confirmed", "shared", "planned", "not yet"]


@dataclass(frozen=True)
class Cell:
    """One agency and one channel: how far it is, the day of that, and the lines behind it, newest last."""

    how: How
    day: date | None = None
    lines: tuple[int, ...] = ()
    reached: int = 0


@dataclass(frozen=True)
class Awaited:
    """An agency that was sent something and has confirmed nothing of it: since when, and the lines."""

    agency: int | None
    since: date
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Sharing:
    """The matrix: agencies (None for what went to everybody), channels by key, cells, and what they come to."""

    agencies: tuple[int | None, ...]
    channels: tuple[str, ...]
    cells: Mapping[tuple[int | None, str], Cell]
    told: int
    confirmed: int
    reached: int
    awaited: tuple[Awaited, ...]

    def cell(self, agency: int | None, channel: str) -> Cell:
        """What stands for an agency and a channel."""
        return self.cells.get((agency, channel), Cell("not yet"))


def sharing(lines: Sequence[Row], also: Sequence[int] = ()) -> Sharing:
    """The matrix of these lines, with the agencies `also` whether they were told anything or not.

    Agencies stand in the order in which they were first told, those of `also` behind them; channels in the order of
    their first use. An agency that confirmed one channel has still to confirm the others.
    """
    agencies = tuple(dict.fromkeys([*(row["agency_id"] for row in lines), *also]))
    channels = tuple(dict.fromkeys(row["channel"] for row in lines))
    groups: dict[tuple[int | None, str], list[Row]] = {}
    for row in lines:
        groups.setdefault((row["agency_id"], row["channel"]), []).append(row)
    cells = {key: _cell(rows) for key, rows in groups.items()}
    told = {row["agency_id"] for row in lines if row["shared_on"] and row["agency_id"]}
    confirmed = {row["agency_id"] for row in lines if row["confirmed_on"] and row["agency_id"]}
    return Sharing(
        agencies,
        channels,
        cells,
        len(told),
        len(confirmed),
        sum(row["reached"] or 0 for row in lines),
        tuple(_awaited(agencies, lines)),
    )


def _cell(rows: Sequence[Row]) -> Cell:
    numbers, reached = tuple(row["id"] for row in rows), sum(row["reached"] or 0 for row in rows)
    for how, key in (("confirmed", "confirmed_on"), ("shared", "shared_on")):
        days = [row[key] for row in rows if row[key]]
        if days:
            return Cell(how, max(days), numbers, reached)  # type: ignore[arg-type]
    return Cell("planned", None, numbers, reached)


def _awaited(agencies: Sequence[int | None], lines: Sequence[Row]) -> list[Awaited]:
    """Who has not confirmed, the longest wait first."""
    found = []
    for agency in agencies:
        open_lines = [
            row for row in lines if row["agency_id"] == agency and row["shared_on"] and not row["confirmed_on"]
        ]
        if open_lines:
            since = min(row["shared_on"] for row in open_lines)
            found.append(Awaited(agency, since, tuple(row["id"] for row in open_lines)))
    return sorted(found, key=lambda one: one.since)
