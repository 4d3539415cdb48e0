"""All returns of the office as agencies by requests: what was asked for, of whom, and how each stands."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from lif_desktop.framework.dates import financial_year
from lif_desktop.framework.returns import Answering, answering, is_asked, is_awaited, stands
from lif_desktop.office.office import Office
from lif_desktop.office.return_names import COLUMNS, about_words
from lif_desktop.office.returns_asked import Cell, Scope
from lif_desktop.registers.agencies import Agency

Row = Mapping[str, Any]
_YEAR = re.compile(r"\d{4}-\d{2}\b")
"""The year in "2026-27 Q2"."""
WORDS = ("Not sent", "Sent", "Chased", "Overdue", "Received", "Accepted")
"""How a return can stand, in the order in which they are counted."""


@dataclass(frozen=True)
class Request:
    """One request: a kind of return and what it is for, a review, an audit, a meeting or a year."""

    kind: str
    review_id: int | None = None
    audit_id: int | None = None
    meeting_id: int | None = None
    year: str = ""

    def scope(self) -> Scope:
        """What its returns belong to."""
        for key, column in COLUMNS.items():
            number = getattr(self, column)
            if number:
                return Scope(key, number, self.year, (self.kind,))
        return Scope("", 0, self.year, (self.kind,))


@dataclass(frozen=True)
class Asked:
    """A request as it stands: in words, the financial year it counts under, asked and due (the newest days)."""

    request: Request
    about: str
    year: str
    asked_on: dt.date | None
    due_on: dt.date | None
    agencies: tuple[int, ...]
    came: int
    awaited: int


@dataclass(frozen=True)
class Requests:
    """Agencies down, by name, those asked for nothing last; requests across, newest first; how many stand how."""

    asked: tuple[Asked, ...]
    agencies: tuple[int, ...]
    cells: Mapping[tuple[int, Request], Cell]
    counts: Mapping[str, int]

    def cell(self, agency: int, request: Request) -> Cell:
        """How the return of one agency stands; one without a row where it was not asked."""
        found = self.cells.get((agency, request))
        return found or Cell(agency, request.kind, None, stands(None, dt.date.min))


def requests(office: Office, kind: str = "", year: str = "", *, open_only: bool = False) -> Requests:
    """What was asked for, of every agency in use; only of a kind, a financial year, or what is still awaited.

    With `open_only` agencies that owe nothing are left out too. An agency asked twice for the same stands with what
    was asked last.
    """
    today = office.today()
    groups: dict[Request, dict[int, Row]] = {}
    for row in sorted(office.records("returns"), key=lambda one: (one["asked_on"] or dt.date.min, one["id"])):
        if kind in ("", row["kind"]):
            groups.setdefault(_request(row), {})[row["agency_id"]] = row
    found = [_asked(office, request, rows) for request, rows in groups.items()]
    shown = [one for one in found if year in ("", one.year) and (one.awaited or not open_only)]
    shown.sort(key=_newest_first)
    cells = {
        (agency, one.request): Cell(agency, row["kind"], row, stands(row, today))
        for one in shown
        for agency, row in groups[one.request].items()
    }
    owing = {agency for (agency, _), cell in cells.items() if cell.row and is_awaited(cell.row)}
    there = owing if open_only else {agency for agency, _ in cells} | _in_use(office)
    asked = {agency for agency, _ in cells}
    agencies = sorted(there, key=lambda one: (one not in asked, office.lookup.agency_name(one).casefold()))
    counts = Counter(cell.status.word for cell in cells.values())
    return Requests(tuple(shown), tuple(agencies), cells, {word: counts[word] for word in WORDS if counts[word]})


def kinds_and_years(office: Office) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds of return that were asked for, in the order of the list, and the financial years, newest first."""
    found = requests(office).asked
    order = [choice.key for choice in office.lookup.choices("return_kinds")]
    used = {one.request.kind for one in found}
    kinds = [key for key in (*order, *sorted(used - {*order})) if key in used]
    return tuple(kinds), tuple(sorted({one.year for one in found if one.year}, reverse=True))


def answers_by_agency(office: Office, kind: str = "", year: str = "") -> tuple[Answering, ...]:
    """How each agency answers, those that take longest first; only for a kind or a financial year of asking."""
    rows = [
        row for row in office.records("returns") if kind in ("", row["kind"]) and (not year or _year([row]) == year)
    ]
    found = answering(rows, office.today(), office.calendar)
    names = office.lookup
    return tuple(
        sorted(found, key=lambda one: (one.days is None, -(one.days or 0), names.agency_name(one.agency).casefold()))
    )


def _request(row: Row) -> Request:
    return Request(row["kind"], row["review_id"], row["audit_id"], row["meeting_id"], row["year"] or "")


def _asked(office: Office, request: Request, by_agency: Mapping[int, Row]) -> Asked:
    rows = list(by_agency.values())
    asked = [row for row in rows if is_asked(row)]
    awaited = sum(map(is_awaited, rows))
    return Asked(
        request,
        about_words(office.lookup, rows[0]),
        _year(rows),
        max((row["asked_on"] for row in rows if row["asked_on"]), default=None),
        max((row["due_on"] for row in rows if row["due_on"]), default=None),
        tuple(by_agency),
        len(asked) - awaited,
        awaited,
    )


def _year(rows: Sequence[Row]) -> str:
    """The financial year that returns count under: the one they name, else that of asking or of the due day."""
    named: Iterable[str] = (row["year"] for row in rows if row["year"])
    days = (day for row in rows for day in (row["asked_on"] or row["due_on"] or row["received_on"],) if day)
    first = min(days, default=None)
    told = next(iter(named), "")
    found = _YEAR.match(told)
    return found[0] if found else told or (financial_year(first) if first else "")


def _newest_first(one: Asked) -> tuple[int, str, str]:
    newest = one.asked_on or one.due_on or dt.date.min
    return -newest.toordinal(), one.about, one.request.kind


def _in_use(office: Office) -> set[int]:
    """The agencies that can be asked today."""
    own = Agency.__table__
    query = select(own.c.id, own.c.active_to).where(own.c.binned_at.is_(None), own.c.merged_into_id.is_(None))
    today = office.today()
    rows = office.read(lambda connection: connection.execute(query).all())
    return {row.id for row in rows if row.active_to is None or row.active_to >= today}
