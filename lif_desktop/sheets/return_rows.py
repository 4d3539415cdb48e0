"""The rows of a return: what the office has already, what is still to be told, and what was told last time."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lif_desktop.framework.audit_year import year_of
from lif_desktop.framework.choice import plain
from lif_desktop.framework.dates import DateNotUnderstood, add_months, financial_year, financial_year_range
from lif_desktop.framework.points import points_of
from lif_desktop.framework.return_forms import ReturnForm
from lif_desktop.framework.selfcheck import FINISHED
from lif_desktop.framework.trends import period_name, period_to_add, with_unit
from lif_desktop.office import Office
from lif_desktop.office.returns_asked import Scope

Row = Mapping[str, Any]
_LAST_SHOWN = 3
"""So many earlier values of an indicator stand beside the new one."""


@dataclass(frozen=True)
class Ask:
    """What one agency is asked: the form, for which review, audit or year, and for a dataset up to which day."""

    form: ReturnForm
    agency_id: int
    scope: Scope
    period_end: dt.date | None = None


@dataclass(frozen=True)
class Prompt:
    """One row of a return. `id` and `version` are those of the record it is about, None where there is none yet.

    `values` are stored values by field, `last` those of last time, `context` what no field holds.
    """

    id: int | None = None
    version: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    last: Mapping[str, Any] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)


class Sources:
    """The registers of the office as one run of returns sees them: each is read once."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.today = office.today()
        self._read: dict[str, list[dict[str, Any]]] = {}

    def rows(self, key: str) -> list[dict[str, Any]]:
        """Every record of a register that is not in the bin."""
        if key not in self._read:
            self._read[key] = self.office.records(key)
        return self._read[key]

    def one(self, key: str, number: int) -> Row | None:
        """The record of that number; None where it is not there or in the bin."""
        return next((row for row in self.rows(key) if row["id"] == number), None)


def rows_for(sources: Sources, ask: Ask) -> tuple[Prompt, ...]:
    """The rows of a return in their order, then the empty ones; nothing where there is nothing to ask."""
    found = tuple(_BY_REGISTER[ask.form.register](sources, ask))
    one_record = ask.form.register == ask.scope.key
    return (*found, *(Prompt() for _ in range(0 if one_record else ask.form.blanks)))


def given(office: Office, sent: Row) -> dict[str, Any]:
    """What every record of a sent workbook has without a column for it. `sent` is the record of that workbook."""
    agency_id = sent["agency_id"]
    review, audit, year = (sent[name] for name in ("review_id", "audit_id", "year"))
    by_register: dict[str, dict[str, Any]] = {
        "actions": {"lead_agency_id": agency_id},
        "audit_standards": {"audit_id": audit, "agency_id": agency_id},
        "audit_cases": {"audit_id": audit, "agency_id": agency_id},
        "audits": {"lead_agency_id": agency_id, "audit_type": _audit_type(office, sent["kind"]), "year": year},
        "training_returns": {"agency_id": agency_id},
        "chronology": {"review_id": review, "agency_id": agency_id},
        "answers": {
            "agency_id": agency_id,
            "kind": sent["kind"],
            "review_id": review,
            "audit_id": audit,
            "year": None if review or audit else year,
        },
    }
    return {name: value for name, value in by_register.get(sent["register"], {}).items() if value is not None}


def _audit_type(office: Office, kind: str) -> str | None:
    return next((one.key for one in office.profile.audit_types if one.return_kind == kind), None)


def _about(row: Row, ask: Ask, last: Row | None = None, **context: Any) -> Prompt:
    """The row of a record that is there."""
    names = [column.field for column in ask.form.columns if column.field]
    return Prompt(row["id"], row["version"], {name: row[name] for name in names}, last or {}, context)


def same_year(one: str | None, other: str | None) -> bool:
    """Whether two ways of writing a financial year ("2026/27", "2026-27") mean the same one."""
    return _year(one) == _year(other)


def _year(written: str | None) -> str:
    try:
        return financial_year(financial_year_range(written or "")[0])
    except DateNotUnderstood:
        return plain(written or "")


def _year_before(written: str | None) -> str:
    try:
        return financial_year(add_months(financial_year_range(written or "")[0], -12))
    except DateNotUnderstood:
        return ""


# Actions


def _actions(sources: Sources, ask: Ask) -> Iterator[Prompt]:
    """The actions that the agency leads and that are not finished, those due first at the top."""
    column = {"reviews": "review_id", "audits": "audit_id"}.get(ask.scope.key)
    found = [
        row
        for row in sources.rows("actions")
        if row["lead_agency_id"] == ask.agency_id
        and row["status"] not in FINISHED
        and (row["status"] or not row["completed_on"])
        and (column is None or row[column] == ask.scope.number)
    ]
    for row in sorted(found, key=lambda one: (one["due_on"] or dt.date.max, one["ref"])):
        yield _about(row, ask, {"latest_update": row["latest_update"]})


# Audits


def _standards(sources: Sources, ask: Ask) -> Iterator[Prompt]:
    """The standards of an audit: those answered already, then those that others were asked or that the profile has."""
    own = [row for row in sources.rows("audit_standards") if row["audit_id"] == ask.scope.number]
    mine = {plain(row["standard"]): row for row in own if row["agency_id"] == ask.agency_id}
    before = _last_round(sources, ask)
    told = {plain(row["standard"]): row for row in before if row["agency_id"] == ask.agency_id}
    for standard in _asked_standards(sources, ask, own, before):
        key = plain(standard)
        last = told.get(key, {})
        score = last.get("moderated_score")
        moderated = {"moderated": None if score is None else str(score)}
        if key in mine:
            yield _about(mine[key], ask, last, **moderated)
        else:
            yield Prompt(None, None, {"standard": standard}, last, moderated)


def _asked_standards(sources: Sources, ask: Ask, own: Sequence[Row], before: Sequence[Row]) -> list[str]:
    """The standards in their order, each once: of this audit, else of the last round, else of the profile."""
    audit = sources.one("audits", ask.scope.number) or {}
    types = {one.key: one for one in sources.office.profile.audit_types}
    kind = types.get(str(audit.get("audit_type")))
    of_profile = [one.text for one in kind.standards] if kind else []
    asked = [row["standard"] for row in own]
    wanted = asked or [row["standard"] for row in before] or of_profile
    mine = [row["standard"] for row in own if row["agency_id"] == ask.agency_id]
    order = {plain(text): place for place, text in enumerate(of_profile)}
    unlike = {plain(text): text for text in (*wanted, *mine)}
    return sorted(unlike.values(), key=lambda text: (order.get(plain(text), len(order)), _counted(text)))


def _counted(text: str) -> tuple[tuple[int, ...], str]:
    """The numbers that a standard begins with ("2.10 Policies"), so that 2 comes before 10."""
    first = text.split(" ", 1)[0]
    parts = [part for part in first.split(".") if part.isdecimal()]
    return tuple(int(part) for part in parts), text


def _last_round(sources: Sources, ask: Ask) -> list[Row]:
    """The standards of the last audit of the same type before this one that has any; the agency's own round first."""
    audit = sources.one("audits", ask.scope.number)
    if audit is None:
        return []
    earlier = [
        row
        for row in sources.rows("audits")
        if row["audit_type"] == audit["audit_type"] and row["id"] != audit["id"] and _day(row) <= _day(audit)
    ]
    by_audit: dict[int, list[Row]] = {}
    for row in sources.rows("audit_standards"):
        by_audit.setdefault(row["audit_id"], []).append(row)
    rounds = [by_audit[row["id"]] for row in sorted(earlier, key=_day, reverse=True) if row["id"] in by_audit]
    mine = (rows for rows in rounds if any(row["agency_id"] == ask.agency_id for row in rows))
    return next(mine, rounds[0] if rounds else [])


def _day(audit: Row) -> tuple[dt.date, int]:
    dates = (audit[name] for name in ("completed_on", "due_on", "planned_on", "requested_on"))
    return next((day for day in dates if day), dt.date.min), audit["id"]


def _cases(sources: Sources, ask: Ask) -> Iterator[Prompt]:
    for row in sources.rows("audit_cases"):
        if row["audit_id"] == ask.scope.number and row["agency_id"] == ask.agency_id:
            yield _about(row, ask)


def _schedule(sources: Sources, ask: Ask) -> Iterator[Prompt]:
    """One audit where one is asked about, else the agency's own audits of the year."""
    kind = _audit_type(sources.office, ask.form.key)
    for row in sources.rows("audits"):
        here = row["id"] == ask.scope.number if ask.scope.key == "audits" else same_year(year_of(row), ask.scope.year)
        if here and row["lead_agency_id"] == ask.agency_id and row["audit_type"] == kind:
            yield _about(row, ask)


# Training, figures


def _training(sources: Sources, ask: Ask) -> Iterator[Prompt]:
    mine = [row for row in sources.rows("training_returns") if row["agency_id"] == ask.agency_id]
    before = next((row for row in mine if same_year(row["year"], _year_before(ask.scope.year))), None)
    now = next((row for row in mine if same_year(row["year"], ask.scope.year)), None)
    yield _about(now, ask, before) if now else Prompt(None, None, {"year": ask.scope.year}, before or {})


def _figures(sources: Sources, ask: Ask) -> Iterator[Prompt]:
    """One row for each indicator of the agency that is in use: the period asked for, with the values before it."""
    values: dict[int, list[Row]] = {}
    for row in sources.rows("indicator_values"):
        values.setdefault(row["indicator_id"], []).append(row)
    for one in sources.rows("performance"):
        if one["agency_id"] == ask.agency_id and _in_use(one, sources.today):
            yield _figure(one, values.get(one["id"], []), sources.today, ask)


def _figure(indicator: Row, values: Sequence[Row], today: dt.date, ask: Ask) -> Prompt:
    known = [row for row in values if row["value"] is not None]
    end = ask.period_end or period_to_add(sorted(row["period_end_on"] for row in known), indicator, today)
    before = sorted((row for row in known if row["period_end_on"] < end), key=lambda row: row["period_end_on"])
    frequency, unit = indicator["frequency"], indicator["unit"]
    lines = [
        f"{row['period'] or period_name(row['period_end_on'], frequency)}: {with_unit(row['value'], unit)}"
        for row in reversed(before[-_LAST_SHOWN:])
    ]
    context = {
        "title": indicator["title"],
        "unit": unit,
        "target": with_unit(indicator["target"], unit),
        "last_values": "\n".join(lines),
    }
    here = next((row for row in values if row["period_end_on"] == end), None)
    if here is not None:
        return _about(here, ask, None, **context)
    asked = {"indicator_id": indicator["id"], "period_end_on": end, "period": period_name(end, frequency)}
    return Prompt(None, None, asked, {}, context)


def _in_use(indicator: Row, today: dt.date) -> bool:
    since, until = indicator["active_from"], indicator["active_to"]
    return (since is None or since <= today) and (until is None or until >= today)


# Reviews and questions


def _chronology(sources: Sources, ask: Ask) -> Iterator[Prompt]:
    mine = [
        row
        for row in sources.rows("chronology")
        if row["review_id"] == ask.scope.number and row["agency_id"] == ask.agency_id
    ]
    for row in sorted(mine, key=lambda one: (one["happened_on"] or dt.date.max, one["happened_at"] or "", one["id"])):
        yield _about(row, ask)


def _answers(sources: Sources, ask: Ask) -> Iterator[Prompt]:
    """The questions of the form, then others that were answered here; beside each what was told the year before."""
    every = [
        row for row in sources.rows("answers") if row["agency_id"] == ask.agency_id and row["kind"] == ask.form.key
    ]
    here = {plain(row["question"]): row for row in every if _belongs(row, ask.scope)}
    year = _year_before(ask.scope.year) if not ask.scope.key else ""
    before = {plain(row["question"]): row for row in every if year and same_year(row["year"], year)}
    asked = list(_questions(sources, ask))
    keys = {plain(text) for _, text, _ in asked}
    asked += [(row["section"] or "", row["question"], "") for key, row in here.items() if key not in keys]
    for section, text, helps in asked:
        key = plain(text)
        if key in here:
            yield _about(here[key], ask, before.get(key), guidance=helps)
        else:
            yield Prompt(None, None, {"section": section, "question": text}, before.get(key, {}), {"guidance": helps})


def _belongs(row: Row, scope: Scope) -> bool:
    if scope.key in ("reviews", "audits"):
        return bool(row["review_id" if scope.key == "reviews" else "audit_id"] == scope.number)
    return not row["review_id"] and not row["audit_id"] and same_year(row["year"], scope.year)


def _questions(sources: Sources, ask: Ask) -> Iterator[tuple[str, str, str]]:
    """Section, text and guidance of each question; where one stands for lines of the review, each of the lines."""
    review = sources.one("reviews", ask.scope.number) if ask.scope.key == "reviews" else None
    for one in ask.form.questions:
        if not one.each:
            yield one.section, one.text, one.help
        elif review is not None:
            for line in points_of(review[one.each]):
                yield one.section, f"{one.text}: {line}", one.help


_BY_REGISTER: dict[str, Callable[[Sources, Ask], Iterator[Prompt]]] = {
    "actions": _actions,
    "audit_standards": _standards,
    "audit_cases": _cases,
    "audits": _schedule,
    "training_returns": _training,
    "indicator_values": _figures,
    "chronology": _chronology,
    "answers": _answers,
}
