"""The four lamps of a learning point: what is on record for each stage, in words, and exactly what is missing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.learning import STAGES, Evidence, Lack, Measure, Stage, evidence_of, lacks, stage

Row = Mapping[str, Any]
"""A record by column, with "id"."""

_MOST_NAMED = 4
"""So many agencies are named in one line; more are counted."""


@dataclass(frozen=True)
class Names:
    """How entries of lists (`label(list, key)`) and agencies (`agency(number)`) are called."""

    label: Callable[[str, str], str]
    agency: Callable[[int], str]


@dataclass(frozen=True)
class Lines:
    """What hangs on one learning point, oldest first: its sharing, its embedding and its measures of effect."""

    shares: Sequence[Row] = ()
    sightings: Sequence[Row] = ()
    measures: Sequence[Row] = ()


@dataclass(frozen=True)
class Shown:
    """One piece of evidence in words, with the line that it stands in (its register and number)."""

    words: str
    register: str
    id: int


@dataclass(frozen=True)
class Lamp:
    """One stage: lit or not, the evidence for it, and what it lacks.

    `waits_for` is the earlier stage that holds it back although its own evidence is whole, or "".
    """

    stage: Stage
    lit: bool
    evidence: tuple[Shown, ...]
    lacks: tuple[Lack, ...]
    waits_for: Stage | str = ""

    @property
    def label(self) -> str:
        """The name of the stage: "Disseminated"."""
        return self.stage.capitalize()


def evidence_in(point: Row, lines: Lines) -> Evidence:
    """The evidence in the records of one learning point."""
    return evidence_of(
        point["identified_on"],
        ((row["shared_on"], row["confirmed_on"]) for row in lines.shares),
        (row["seen_on"] for row in lines.sightings),
        (measure_of(row) for row in lines.measures),
    )


def measure_of(row: Row) -> Measure:
    """The measure in a line of evaluation."""
    return Measure(row["baseline"], row["result"], bool(row["no_impact"]), row["decision"] or "")


def lamps(point: Row, lines: Lines, names: Names) -> tuple[Lamp, ...]:
    """The four lamps of a learning point in the order of the loop."""
    found = evidence_in(point, lines)
    reached = STAGES.index(stage(found))
    missing = lacks(found)
    shown = {
        "identified": tuple(_identified(point)),
        "disseminated": (*shared_words(lines.shares, names), *_confirmed(lines.shares, names)),
        "embedded": tuple(_seen(row, names) for row in lines.sightings if row["seen_on"]),
        "evaluated": tuple(_measured(row) for row in lines.measures),
    }
    made: list[Lamp] = []
    for place, name in enumerate(STAGES):
        own = tuple(lack for lack in missing if lack.stage == name)
        held = "" if place <= reached or own else next(one.stage for one in made if not one.lit)
        made.append(Lamp(name, place <= reached, shown[name], own, held))
    return tuple(made)


def shared_words(shares: Iterable[Row], names: Names) -> tuple[Shown, ...]:
    """What went out, a line for each channel and day: with which agencies, and how many people it reached."""
    groups: dict[tuple[str, date], list[Row]] = {}
    for row in shares:
        if row["shared_on"]:
            groups.setdefault((row["channel"], row["shared_on"]), []).append(row)
    return tuple(_shared(channel, day, rows, names) for (channel, day), rows in groups.items())


def figure(value: float) -> str:
    """A figure without needless noughts: 4, 52.5."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _identified(point: Row) -> Iterable[Shown]:
    if point["identified_on"]:
        yield Shown(f"Identified on {show_date(point['identified_on'])}", "learning", point["id"])


def _shared(channel: str, day: date, rows: Sequence[Row], names: Names) -> Shown:
    agencies = [names.agency(row["agency_id"]) for row in rows if row["agency_id"]]
    people = sum(row["reached"] or 0 for row in rows)
    words = f"{names.label('channels', channel)}, {show_date(day)}"
    words += f": {_listed(agencies)}" if agencies else ""
    words += f"; {people:,} people reached" if people else ""
    return Shown(words, "dissemination", rows[0]["id"])


def _confirmed(shares: Iterable[Row], names: Names) -> Iterable[Shown]:
    for row in shares:
        if row["confirmed_on"]:
            who = names.agency(row["agency_id"]) if row["agency_id"] else names.label("channels", row["channel"])
            used = f": {row['how_used']}" if row["how_used"] else ""
            yield Shown(f"Confirmed by {who}, {show_date(row['confirmed_on'])}{used}", "dissemination", row["id"])


def _seen(row: Row, names: Names) -> Shown:
    who = f", {names.agency(row['agency_id'])}" if row["agency_id"] else ""
    what = f": {row['evidence']}" if row["evidence"] else ""
    words = f"{names.label('embedding_routes', row['route'])}{who}, {show_date(row['seen_on'])}{what}"
    return Shown(words, "embedding", row["id"])


def _measured(row: Row) -> Shown:
    before, after = row["baseline"], row["result"]
    if row["no_impact"]:
        said = "no impact seen"
    elif before is not None and after is not None:
        said = f"from {figure(before)} to {figure(after)}"
    elif before is not None:
        said = f"{figure(before)} before, nothing after yet"
    elif after is not None:
        said = f"{figure(after)} after, nothing before"
    else:
        said = "not measured yet"
    words = f"{row['measure']}: {said}"
    words += f", measured {show_date(row['measured_on'])}" if row["measured_on"] else ""
    decided = f"Decided: {row['decision']}" if row["decision"] else ""
    parts = [f"{words}.", row["difference"] or "", decided]
    return Shown(" ".join(part for part in parts if part), "evaluations", row["id"])


def _listed(names: Sequence[str]) -> str:
    """Names in a sentence: "A, B and C", "A, B, C, D and 3 more"."""
    shown, more = list(names[:_MOST_NAMED]), len(names) - _MOST_NAMED
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
