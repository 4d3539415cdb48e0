"""The audit programme as the office holds it: a year's plan, what one audit found beside the last, what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from lif_desktop.framework.audit_scores import (
    AgencyScores,
    Answer,
    OneTest,
    Spread,
    answers,
    by_agency,
    five_tests,
    graded,
    last_cycle,
    own_figures,
    same_theme,
    spread_by_year,
    to_fill,
)
from lif_desktop.framework.audit_year import Schedule, YearPlan, is_cancelled, schedule, year_plan
from lif_desktop.framework.choice import plain
from lif_desktop.framework.dates import financial_year
from lif_desktop.framework.parts import AuditType
from lif_desktop.office.changes import Add, Change, Edit
from lif_desktop.office.office import Office
from lif_desktop.office.returns_asked import returns_of, schedule_scope, scope_of
from lif_desktop.registers import register
from lif_desktop.registers.agencies import Agency
from lif_desktop.registers.audits import AuditCase, AuditStandard

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Standards:
    """The answers to the standards of an audit, with the last round of its type they are put beside, if any."""

    audit: Row
    last: Row | None
    answers: tuple[Answer, ...]
    agencies: tuple[AgencyScores, ...]

    @property
    def unmoderated(self) -> int:
        """How many answers have a score of the agency's own and no moderated one."""
        return sum(one.unmoderated for one in self.agencies)


@dataclass(frozen=True)
class Cases:
    """The cases of an audit in figures.

    `own` are the audit's own counts by grade (None where it has none), `fill` those that its cases give and that
    stand otherwise there. `years` are the grades of all audits of its type by financial year, `theme` those of the
    audits on its theme, oldest first.
    """

    audit: Row
    cases: tuple[Row, ...]
    counted: Mapping[str, int]
    own: Mapping[str, int] | None
    fill: Mapping[str, int]
    tests: tuple[OneTest, ...]
    years: tuple[Spread, ...]
    theme: tuple[Spread, ...]


@dataclass(frozen=True)
class Outcome:
    """What came of an audit: learning points, recommendations and actions, and how many actions are open and late."""

    audit: Row
    learning: tuple[Row, ...]
    recommendations: tuple[Row, ...]
    actions: tuple[Row, ...]

    @property
    def open_actions(self) -> int:
        """How many actions are not complete."""
        return sum(one["state"].tone != "blue" for one in self.actions)

    @property
    def late_actions(self) -> int:
        """How many actions are late or stuck."""
        return sum(one["state"].tone == "red" for one in self.actions)


def programme(office: Office, year: str = "") -> tuple[YearPlan, Schedule]:
    """The plan of a financial year, this one where none is named, and how its yearly schedule stands."""
    year = year or financial_year(office.today())
    plan = year_plan(year, office.records("audits"), office.profile, office.today(), office.calendar)
    scope = schedule_scope(office, plan.year)
    kind = next((one for one in office.profile.audit_types if one.schedule), None)
    if scope is None or kind is None:
        return plan, Schedule(None, 0, 0)
    return plan, schedule(returns_of(office, scope), kind, plan.year)


def type_of(office: Office, audit: Row) -> AuditType | None:
    """The type of an audit; None where the profile does not know it."""
    return next((one for one in office.profile.audit_types if one.key == audit["audit_type"]), None)


def looks_at(office: Office, number: int) -> str:
    """Whether an audit is about "standards" or "cases", by its type; cases where the profile does not know it."""
    kind = type_of(office, office.record("audits", number))
    return kind.looks_at if kind else "cases"


def standards_of(office: Office, number: int) -> Standards:
    """The answers of an audit beside those of the last round. KeyError when the audit is not there."""
    audit = office.record("audits", number)
    own = AuditStandard.__table__
    answered = set(
        office.read(lambda c: c.scalars(select(own.c.audit_id).where(own.c.binned_at.is_(None)).distinct()).all())
    )
    last = last_cycle(audit, office.records("audits"), answered)
    then = office.records("audit_standards", last["id"]) if last else []
    found = answers(office.records("audit_standards", number), then, _merged(office))
    return Standards(audit, last, found, by_agency(found, office.today()))


def set_out(office: Office, number: int) -> list[Change]:
    """The lines that are lacking: each standard of the type for each agency that was asked for its return.

    An agency that answered a standard in words of its own keeps them; only what no line has is added.
    """
    audit = office.record("audits", number)
    kind = type_of(office, audit)
    if kind is None:
        return []
    there = {(row["agency_id"], plain(row["standard"])) for row in office.records("audit_standards", number)}
    asked = sorted({row["agency_id"] for row in returns_of(office, scope_of(office, "audits", number))})
    return [
        Add(AuditStandard.__tablename__, {"audit_id": number, "agency_id": agency, "standard": one.text})
        for agency in asked
        for one in kind.standards
        if (agency, plain(one.text)) not in there
    ]


def cases_of(office: Office, number: int) -> Cases:
    """The cases of an audit in figures, beside other years and audits on its theme. KeyError without the audit."""
    audit = office.record("audits", number)
    cases = tuple(office.records("audit_cases", number))
    audits = office.records("audits")
    counted = _counted(office)
    alike = [row for row in audits if row["audit_type"] == audit["audit_type"] and not is_cancelled(row)]
    theme = [
        Spread(row["ref"], figures)
        for row in same_theme(audit, audits)
        if any((figures := own_figures(row) or counted.get(row["id"], {})).values())
    ]
    return Cases(
        audit,
        cases,
        graded(cases),
        own_figures(audit),
        to_fill(audit, cases),
        five_tests(cases),
        spread_by_year(alike, counted),
        tuple(theme),
    )


def fill_from_cases(found: Cases) -> list[Change]:
    """The change that gives the audit the figures of its cases; none where they agree."""
    values = dict(found.fill)
    return [Edit(register("audits").table, found.audit["id"], values, found.audit["version"])] if values else []


def outcome_of(office: Office, number: int) -> Outcome:
    """What came of an audit. KeyError when it is not there."""
    audit = office.record("audits", number)
    return Outcome(
        audit,
        tuple(row for row in office.records("learning") if number in (row["audits"] or ())),
        tuple(row for row in office.records("recommendations") if row["audit_id"] == number),
        tuple(row for row in office.records("actions") if row["audit_id"] == number),
    )


def presets(office: Office, number: int, key: str) -> dict[str, Any]:
    """What a learning point, an action or a recommendation begins with that comes from an audit."""
    audit = office.record("audits", number)
    if key == "learning":
        kind = type_of(office, audit)
        source = "section_11" if kind and kind.looks_at == "standards" else "audit"
        return {
            "audits": (number,),
            "source_kind": source if office.lookup.key("learning_sources", source) else None,
            "board": audit["board"],
            "themes": audit["theme"],
            "identified_on": office.today(),
        }
    if key == "actions":
        return {"audit_id": number, "board": audit["board"], "start_on": office.today()}
    return {"audit_id": number}


def said_reported(office: Office, number: int) -> list[Change]:
    """The change that notes the findings as reported today, to the group of its type where none is named yet."""
    audit = office.record("audits", number)
    kind = type_of(office, audit)
    group = audit["reported_to"] or (kind.reports_to if kind else None) or None
    values = {"reported_on": office.today(), "reported_to": group}
    return [Edit(register("audits").table, number, values, audit["version"])]


def _counted(office: Office) -> dict[int, Mapping[str, int]]:
    """The grades given to the cases of each audit, by its number."""
    own = AuditCase.__table__
    query = select(own.c.audit_id, own.c.grade, own.c.moderated_grade).where(own.c.binned_at.is_(None))
    by_audit: dict[int, list[Row]] = {}
    rows: Sequence[Row] = office.read(lambda c: c.execute(query).mappings().all())
    for row in rows:
        by_audit.setdefault(row["audit_id"], []).append(row)
    return {number: graded(some) for number, some in by_audit.items()}


def _merged(office: Office) -> dict[int, int]:
    """The agencies that were merged into others, with these."""
    own = Agency.__table__
    query = select(own.c.id, own.c.merged_into_id).where(own.c.merged_into_id.is_not(None))
    return {row[0]: row[1] for row in office.read(lambda c: c.execute(query).all())}
