"""Places on courses by agency: booked, attended, did not attend, cancelled, added up and compared (framework 13)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lif_desktop.framework.evaluation import Rate

Row = Mapping[str, Any]

COUNTS = {"booked": "booked", "attended": "attended", "did_not_attend": "did not attend", "cancelled": "cancelled"}
"""What is counted, and what it is called."""


@dataclass(frozen=True)
class Places:
    """Places of one agency or of several; None where nobody recorded that count."""

    booked: int | None = None
    attended: int | None = None
    did_not_attend: int | None = None
    cancelled: int | None = None

    @property
    def share(self) -> Rate:
        """Those who attended of those booked."""
        return Rate(self.attended, self.booked)

    def counts(self) -> tuple[int | None, int | None, int | None, int | None]:
        """The four counts in their order."""
        return self.booked, self.attended, self.did_not_attend, self.cancelled

    def __add__(self, other: "Places") -> "Places":
        return Places(*(_sum(one, more) for one, more in zip(self.counts(), other.counts(), strict=True)))


def places_of(row: Row) -> Places:
    """The counts of a course, or of one agency on it."""
    return Places(*(row.get(key) for key in COUNTS))


def total(lines: Iterable[Row]) -> Places:
    """The counts of several lines together."""
    return sum(map(places_of, lines), Places())


def by_agency(lines: Iterable[Row]) -> dict[int, Places]:
    """The counts of each agency by its number, most attended first."""
    found: dict[int, Places] = {}
    for line in lines:
        number = line["agency_id"]
        found[number] = found.get(number, Places()) + places_of(line)
    return dict(sorted(found.items(), key=lambda one: -(one[1].attended or 0)))


def total_words(places: Places) -> str:
    """Counts in a sentence: "22 booked, 19 attended (86%), 2 did not attend, 1 cancelled."; "" where none is known."""
    parts = []
    for (key, name), number in zip(COUNTS.items(), places.counts(), strict=True):
        if number is not None:
            share = f" ({places.share.percent})" if key == "attended" and places.share.percent else ""
            parts.append(f"{number:,} {name}{share}")
    return f"{', '.join(parts)}." if parts else ""


def differences(course: Row, lines: Iterable[Row]) -> tuple[str, ...]:
    """Where the agencies' lines add up to something else than the course says, and where its own counts do not fit."""
    added, own = total(lines), places_of(course)
    found = [
        f"The agencies add up to {one:,} {name}, and the course says {other:,}."
        for name, one, other in zip(COUNTS.values(), added.counts(), own.counts(), strict=True)
        if one is not None and other is not None and one != other
    ]
    rest = [number for number in own.counts()[1:] if number is not None]
    if own.booked is not None and len(rest) == len(COUNTS) - 1 and sum(rest) != own.booked:
        found.append(
            f"On the course {own.booked:,} were booked, and those who attended, did not attend or cancelled are "
            f"{sum(rest):,}."
        )
    return tuple(found)


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None and other is None else (one or 0) + (other or 0)
