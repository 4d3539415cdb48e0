"""What agencies were asked to return for a review, an audit, a meeting or a year: who, which kind, how each stands."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import Connection, select

from lif_desktop.framework.audit_year import year_of
from lif_desktop.framework.returns import is_asked, is_in, stands
from lif_desktop.framework.status import Status
from lif_desktop.office.changes import Add, Change, Edit
from lif_desktop.office.office import Office
from lif_desktop.office.owed import return_items
from lif_desktop.office.return_names import COLUMNS
from lif_desktop.registers import register
from lif_desktop.registers.agencies import Agency, AgencyReturn
from lif_desktop.registers.reviews import FINISH_FIELDS

Row = Mapping[str, Any]
Mark = Literal["received", "accepted", "chased"]

RETURNS = AgencyReturn.__tablename__
ANSWER_WITHIN, SCHEDULE_WITHIN = 10, 20
"""Working days proposed for an answer, and for the yearly schedule, where no other date is at hand. Local figures."""
_FITTING = {
    "rapid_review": ("agency_summary",),
    "child_death_review": ("agency_summary",),
    "peer_review": (),
    "external_lesson": (),
    "national_review": ("agency_summary",),
    "single_agency_review": ("imr",),
}
_OTHERWISE = ("chronology", "imr")
"""The kinds of return that fit a type of review, and those that fit any other."""
_OF_REVIEWS = frozenset({*_OTHERWISE, *(kind for kinds in _FITTING.values() for kind in kinds)})
_OF_AUDITS = frozenset({"single_agency_audit", "case_audit"})


@dataclass(frozen=True)
class Scope:
    """What returns belong to: a record of one of `COLUMNS`, or with an empty `key` the yearly schedule of `year`.

    `kinds` are the kinds of return that fit it.
    """

    key: str
    number: int = 0
    year: str = ""
    kinds: tuple[str, ...] = ()

    def values(self) -> dict[str, Any]:
        """What a return of this scope holds beside its kind, agency and dates."""
        own: dict[str, Any] = {COLUMNS[self.key]: self.number} if self.key else {}
        return own | ({"year": self.year} if self.year else {})


@dataclass(frozen=True)
class Cell:
    """What one agency was asked of one kind. `row` is None where it was not; `day` says since when or by when."""

    agency: int
    kind: str
    row: Row | None
    status: Status

    @property
    def day(self) -> tuple[str, dt.date | None]:
        """The word and the date beneath the status: ("due", 25 November 2026)."""
        row = self.row
        if row is None:
            return "", None
        if is_in(row):
            return "", row["accepted_on"] or row["received_on"]
        return "due", row["due_on"]


@dataclass(frozen=True)
class Matrix:
    """Agencies down, kinds of return across. `waiting` are the cells asked for and not in, soonest due first.

    `for_chair` are those of them of which the chair is to be told now, by the ladder of reminders.
    """

    kinds: tuple[str, ...]
    agencies: tuple[int, ...]
    cells: Mapping[tuple[int, str], Cell]
    asked: int
    came: int
    waiting: tuple[Cell, ...]
    for_chair: tuple[Cell, ...]


@dataclass(frozen=True)
class Offer:
    """An agency that can be asked: whether it is a statutory partner, is known to the case, and what it was asked."""

    id: int
    name: str
    statutory: bool
    known: bool
    asked: frozenset[str] = field(default=frozenset())


def scope_of(office: Office, key: str, number: int) -> Scope:
    """What returns of a record are asked under. KeyError when it is not there."""
    record = office.record(key, number)
    if key == "audits":
        found = next((one for one in office.profile.audit_types if one.key == record["audit_type"]), None)
        kinds = (found.return_kind,) if found and found.return_kind else ("single_agency_audit",)
        return Scope(key, number, year_of(record) or "", kinds)
    if key == "reviews":
        return Scope(key, number, "", _FITTING.get(record["review_type"], _OTHERWISE))
    return Scope(key, number, "", ("action_update",))


def goes_with(office: Office, kind: str, key: str) -> bool:
    """Whether a kind of return is asked for a record of register `key`, or with "" for a year."""
    if key == "reviews":
        return kind in _OF_REVIEWS
    if key == "audits":
        return kind in _OF_AUDITS or any(one.return_kind == kind for one in office.profile.audit_types)
    return kind == "action_update" if key else kind not in _OF_REVIEWS


def schedule_scope(office: Office, year: str) -> Scope | None:
    """The yearly schedule of single agency audits (framework 6.2); None where the profile asks for none."""
    kind = next((one for one in office.profile.audit_types if one.schedule and one.return_kind), None)
    return Scope("", 0, year, (kind.return_kind,)) if kind else None


def returns_of(office: Office, scope: Scope) -> list[dict[str, Any]]:
    """The returns of a scope that are not in the bin, oldest first."""
    own = AgencyReturn.__table__
    if scope.key:
        wanted = own.c[COLUMNS[scope.key]] == scope.number
    else:
        wanted = (own.c.year == scope.year) & own.c.kind.in_(scope.kinds)
        for column in COLUMNS.values():
            wanted &= own.c[column].is_(None)
    query = select(own).where(wanted, own.c.binned_at.is_(None)).order_by(own.c.id)
    return [dict(row) for row in office.read(lambda c: c.execute(query).mappings().all())]


def matrix(office: Office, scope: Scope) -> Matrix:
    """How the returns of a scope stand today. An agency asked twice for the same stands with what was asked last."""
    rows = returns_of(office, scope)
    names = office.lookup
    agencies = {row["agency_id"] for row in rows} | set(known_agencies(office, scope))
    in_use = {row["kind"] for row in rows}
    order = [choice.key for choice in names.choices("return_kinds")]
    kinds = [key for key in (*order, *sorted(in_use - set(order))) if key in in_use or key in scope.kinds]
    newest = {(row["agency_id"], row["kind"]): row for row in sorted(rows, key=_when_asked)}
    today = office.today()
    cells = {
        (agency, kind): Cell(agency, kind, newest.get((agency, kind)), stands(newest.get((agency, kind)), today))
        for agency in agencies
        for kind in kinds
    }
    asked = [cell for cell in cells.values() if cell.row is not None and is_asked(cell.row)]
    waiting = sorted((cell for cell in asked if not is_in(cell.row or {})), key=_soonest)
    to_tell = _to_tell(office, [cell.row for cell in waiting if cell.row is not None and cell.status.tone == "red"])
    return Matrix(
        tuple(kinds),
        tuple(sorted(agencies, key=lambda one: names.agency_name(one).casefold())),
        cells,
        len(asked),
        len(asked) - len(waiting),
        tuple(waiting),
        tuple(cell for cell in waiting if cell.row is not None and cell.row["id"] in to_tell),
    )


def offers(office: Office, scope: Scope) -> tuple[Offer, ...]:
    """The agencies that can be asked today, by name: in use, and not merged into another one."""
    own = Agency.__table__
    today = office.today()
    query = select(own.c.id, own.c.name, own.c.statutory, own.c.active_to).where(
        own.c.binned_at.is_(None), own.c.merged_into_id.is_(None)
    )
    rows = office.read(lambda c: c.execute(query).all())
    known = known_agencies(office, scope)
    asked: dict[int, set[str]] = {}
    for row in returns_of(office, scope):
        if is_asked(row):
            asked.setdefault(row["agency_id"], set()).add(row["kind"])
    found = [
        Offer(row.id, row.name, bool(row.statutory), row.id in known, frozenset(asked.get(row.id, ())))
        for row in rows
        if row.active_to is None or row.active_to >= today
    ]
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def proposed(scope: Scope, offered: Sequence[Offer], kind: str) -> frozenset[int]:
    """The agencies to begin with: those known to the case, and for a review the statutory partners too.

    Where none is known these partners alone. Those who were asked for that kind already are left out.
    """
    known = {one.id for one in offered if one.known}
    partners = {one.id for one in offered if one.statutory}
    wanted = known | partners if scope.key == "reviews" or not known else known
    return frozenset(wanted - {one.id for one in offered if kind in one.asked})


def proposed_due(office: Office, scope: Scope, asked_on: dt.date) -> dt.date:
    """A day for the answers: the audit's own, that of the stage of a review that waits for them, a meeting's papers.

    Where none lies ahead, ten working days (twenty for a yearly schedule).
    """
    found: dt.date | None = None
    if scope.key == "audits":
        found = office.record("audits", scope.number)["due_on"]
    elif scope.key == "meetings":
        meeting = office.record("meetings", scope.number)
        found = meeting["papers_due_on"] or meeting["held_on"]
    elif scope.key == "reviews":
        lines = office.records("milestones", scope.number)
        found = next((one["due_on"] for one in lines if FINISH_FIELDS.get(one["key"]) == "returns_in_on"), None)
    within = ANSWER_WITHIN if scope.key else SCHEDULE_WITHIN
    return found if found and found > asked_on else office.calendar.add(asked_on, within)


def ask(
    scope: Scope,
    kind: str,
    agencies: Iterable[int],
    dates: tuple[dt.date, dt.date],
    rows: Sequence[Row] = (),
    notes: str = "",
) -> list[Change]:
    """The changes by which agencies are asked for one kind of return; `dates` are the day of asking and the due day.

    A return in `rows` that stands ready and was not asked for yet is asked for now; others are added.
    """
    ready = {row["agency_id"]: row for row in rows if row["kind"] == kind and not is_asked(row)}
    asked: dict[str, Any] = {"asked_on": dates[0], "due_on": dates[1]} | ({"notes": notes} if notes else {})
    changes: list[Change] = []
    for agency in agencies:
        if agency in ready:
            changes.append(Edit(RETURNS, ready[agency]["id"], asked, ready[agency]["version"]))
        else:
            changes.append(Add(RETURNS, {"kind": kind, "agency_id": agency} | scope.values() | asked))
    return changes


def mark(rows: Iterable[Row], how: Mark, day: dt.date) -> list[Change]:
    """The changes that note returns as received, accepted or chased on a day. What was noted before stays."""
    changes: list[Change] = []
    for row in rows:
        values: dict[str, Any]
        if how == "chased":
            values = {"chased_on": day, "chases": (row["chases"] or 0) + 1}
        elif how == "received":
            values = {"received_on": row["received_on"] or day}
        else:
            values = {"received_on": row["received_on"] or day, "accepted_on": row["accepted_on"] or day}
        changes.append(Edit(RETURNS, row["id"], values, row["version"]))
    return changes


def known_agencies(office: Office, scope: Scope) -> frozenset[int]:
    """The agencies that the records of a case name: its referrer and panel, audited cases and standards, who came."""
    return frozenset(office.read(lambda connection: _known(connection, office, scope)) - {None})


def _known(connection: Connection, office: Office, scope: Scope) -> set[int | None]:
    def agencies(key: str, column: str, own: str = "agency_id") -> set[int | None]:
        table = register(key).model.__table__
        query = select(table.c[own]).where(table.c[column] == scope.number, table.c.binned_at.is_(None))
        return set(connection.scalars(query))

    if scope.key == "reviews":
        return agencies("panel_members", "review_id") | agencies("reviews", "id", "referring_agency_id")
    if scope.key == "meetings":
        return agencies("attendance", "meeting_id")
    if scope.key == "audits":
        lines = agencies("audit_cases", "audit_id") | agencies("audit_standards", "audit_id")
        return lines | _by_type(connection, office, scope)
    audits = register("audits").model.__table__
    kinds = [one.key for one in office.profile.audit_types if one.schedule]
    query = select(audits.c.lead_agency_id).where(audits.c.audit_type.in_(kinds), audits.c.binned_at.is_(None))
    return set(connection.scalars(query))


def _by_type(connection: Connection, office: Office, scope: Scope) -> set[int | None]:
    """The lead of a single agency audit; for other types those who were asked in the last round."""
    audits, returns = register("audits").model.__table__, AgencyReturn.__table__
    here = connection.execute(select(audits).where(audits.c.id == scope.number)).mappings().one()
    if here["audit_type"] in {one.key for one in office.profile.audit_types if one.schedule}:
        return {here["lead_agency_id"]}
    earlier = (
        select(returns.c.audit_id)
        .join(audits, audits.c.id == returns.c.audit_id)
        .where(audits.c.audit_type == here["audit_type"], audits.c.id < scope.number, audits.c.binned_at.is_(None))
        .order_by(audits.c.id.desc())
        .limit(1)
    )
    last = connection.scalar(earlier) if _has_cycle(office, here["audit_type"]) else None
    query = select(returns.c.agency_id).where(returns.c.audit_id == last, returns.c.binned_at.is_(None))
    return set(connection.scalars(query)) if last is not None else set()


def _has_cycle(office: Office, audit_type: str) -> bool:
    return any(one.key == audit_type and one.cycle_months for one in office.profile.audit_types)


def _to_tell(office: Office, late: Sequence[Row]) -> frozenset[int]:
    """Those returns of which the chair is to be told by today, by the ladder of reminders."""
    steps = ((item.id, item.step(office)) for item in return_items(office, late))
    return frozenset(number for number, step in steps if step and step.key == "chair" and step.is_due(office.today()))


def _when_asked(row: Row) -> tuple[dt.date, int]:
    return row["asked_on"] or dt.date.min, row["id"]


def _soonest(cell: Cell) -> tuple[dt.date, int]:
    due = cell.row["due_on"] if cell.row else None
    return due or dt.date.max, cell.agency
