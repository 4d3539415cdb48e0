"""Layouts that were taken in before: which earlier file looks the same, and what was decided about its columns."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lif_desktop.framework.choice import plain
from lif_desktop.framework.dates import Order
from lif_desktop.office import Office
from lif_desktop.office.imports import PastLayout, past_layouts
from lif_desktop.registers.register import Register
from lif_desktop.sheets.planned import Layout

_LEAST = 2
_SHARE = 0.75
"""So many of the headings of the file, and of the earlier file, must be alike."""


@dataclass(frozen=True)
class Remembered:
    """What an earlier file of the same layout teaches: by heading (`plain`) the key of a field, or "" for an extra.

    `orders` are the orders of dates, which are only those of the same agency.
    """

    layout: Layout | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    orders: Mapping[str, Order] = field(default_factory=dict)


class Memory:
    """The layouts of one register that were taken in before."""

    def __init__(self, office: Office, own: Register, agency_id: int | None, kind: str = "") -> None:
        self._office = office
        self._own = own
        self._agency_id = agency_id
        self._kind = kind
        self._past: Sequence[PastLayout] = office.read(lambda connection: past_layouts(connection, own.key))

    def knows(self, heading: str) -> bool:
        """Whether a person sent this heading to a field in an earlier file."""
        return plain(heading) in self._decided

    @cached_property
    def _decided(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for past in self._past:
            found |= {heading: key for heading, key in _decisions(past).items() if key}
        return found

    def like(self, headings: Sequence[str]) -> Remembered:
        """The earlier file that looks most like one with these headings, and what it teaches."""
        wanted = {plain(heading) for heading in headings}
        scored = [(self._score(past, wanted), past) for past in self._past]
        fitting = [(score, past) for score, past in scored if score is not None]
        if not fitting:
            return Remembered()
        (_, _, alike), past = max(fitting, key=lambda one: one[0])
        known = set(fields_of(self._own))
        columns = {heading: key for heading, key in _decisions(past).items() if not key or key in known}
        orders = _orders(past) if past.agency_id == self._agency_id else {}
        return Remembered(self._layout(past, alike, len(wanted)), columns, orders)

    def _score(self, past: PastLayout, wanted: set[str]) -> tuple[bool, bool, int] | None:
        """How well an earlier file fits: from the same agency, of the same kind, with so many headings alike."""
        theirs = {plain(one["heading"]) for one in past.columns if one.get("place")}
        alike = len(theirs & wanted)
        if alike < _LEAST or alike < _SHARE * max(len(theirs), len(wanted)):
            return None
        return past.agency_id == self._agency_id, past.kind == self._kind, alike

    def _layout(self, past: PastLayout, alike: int, headings: int) -> Layout:
        lookup = self._office.lookup
        return Layout(
            agency=lookup.agency_name(past.agency_id) if past.agency_id is not None else "",
            register=self._own.label,
            kind=lookup.label("return_kinds", past.kind) if past.kind else "",
            last_used=past.used_at.replace(tzinfo=dt.UTC).astimezone().date(),
            alike=alike,
            headings=headings,
        )


def fields_of(own: Register) -> tuple[str, ...]:
    """The keys of the fields of a register."""
    return tuple(one.key for one in own.fields)


def _decisions(past: PastLayout) -> dict[str, str]:
    """By heading what a person decided, or what was found by content and stood."""
    return {
        plain(one["heading"]): str(one.get("field") or "")
        for one in past.columns
        if one.get("place") and one.get("how") in ("remembered", "content")
    }


def _orders(past: PastLayout) -> dict[str, Order]:
    return {plain(one["heading"]): one["order"] for one in past.columns if one.get("order") in ("day", "month")}
