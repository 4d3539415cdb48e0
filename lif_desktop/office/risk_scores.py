"""The scores of a risk over time: each change of the residual score is kept, and a newer dated score becomes it.

The first change of a risk that has no dated score yet keeps the one before too, on the day it was last looked at or
raised. A risk without dated scores has therefore not moved since it came in.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from lif_desktop.office.changes import Add, Change, Edit
from lif_desktop.office.circumstances import Circumstances, Touched, stood, touched
from lif_desktop.registers.risks import Risk, RiskScore

RISKS, SCORES = Risk.__tablename__, RiskScore.__tablename__
RESIDUAL = ("residual_likelihood", "residual_impact")
_AT_ONCE = 500
Brought = Mapping[int, list[Mapping[str, Any]]]
"""By risk, the dated scores that the change itself adds, oldest first."""


def scores_kept(changes: Sequence[Change], about: Circumstances) -> Sequence[Change]:
    """What `changes` mean for scores: a dated one for a new residual score, and the residual of a newer dated one."""
    brought = _brought(changes)
    scored = touched(changes, RISKS, RESIDUAL, about)
    moved = [risk for risk in scored if not risk.new and any(risk.changes(name) for name in RESIDUAL)]
    last = _last_scored(about.connection, {*(risk.id for risk in moved), *brought})
    by_hand = {risk.id for risk in scored}
    more = [line for risk in moved for line in _lines(risk, brought.get(risk.id, []), last.get(risk.id), about)]
    followed = {number: lines for number, lines in brought.items() if number not in by_hand}
    return (*more, *_followed(followed, last, changes, about))


def scored_again(
    risk: int,
    day: dt.date,
    place: tuple[int, int],
    by: str = "",
    note: str = "",
    next_review_on: dt.date | None = None,
) -> list[Change]:
    """A new score of a risk by hand: its dated line, and the residual score with the days of this and the next look."""
    line: dict[str, Any] = dict(_line(risk, day, place).values) | {"scored_by": by or None, "note": note or None}
    values: dict[str, Any] = dict(zip(RESIDUAL, place, strict=True)) | {"last_reviewed_on": day}
    if next_review_on is not None:
        values["next_review_on"] = next_review_on
    return [Edit(RISKS, risk, values), Add(SCORES, line)]


def _brought(changes: Iterable[Change]) -> Brought:
    found: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for change in changes:
        if isinstance(change, Add) and change.table == SCORES:
            found[change.values["risk_id"]].append(change.values)
    for lines in found.values():
        lines.sort(key=lambda line: line["scored_on"])
    return found


def _last_scored(connection: Connection, risks: Iterable[int]) -> dict[int, dt.date]:
    """The day of the newest dated score of each of the risks that have one."""
    own, numbers, found = RiskScore.__table__, sorted(risks), {}
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        query = select(own.c.risk_id, func.max(own.c.scored_on)).where(own.c.risk_id.in_(some))
        found.update({row[0]: row[1] for row in connection.execute(query.group_by(own.c.risk_id))})
    return found


def _lines(
    risk: Touched, brought: Sequence[Mapping[str, Any]], last: dt.date | None, about: Circumstances
) -> Iterator[Change]:
    """The new score, unless the change brings it, and before the first one the score that stood there."""
    now = tuple(risk.now(name) for name in RESIDUAL)
    if None in now:
        return
    day = risk.written.get("last_reviewed_on") or about.today
    if last is None:
        yield from _first(risk.id, risk.stood, min([day, *(line["scored_on"] for line in brought)]))
    if not any((line["likelihood"], line["impact"]) == now for line in brought):
        yield _line(risk.id, day, now, about.person)


def _first(risk: int, stood: Mapping[str, Any], until: dt.date) -> Iterator[Change]:
    """The score that stood there before the first dated one, on the day it was last looked at or raised."""
    place = tuple(stood.get(name) for name in RESIDUAL)
    known = (stood.get(name) for name in ("last_reviewed_on", "raised_on"))
    day = next((day for day in known if day is not None and day < until), None)
    if None not in place and day is not None:
        yield _line(risk, day, place)


def _line(risk: int, day: dt.date, place: tuple[Any, ...], person: str | None = None) -> Add:
    values = {"risk_id": risk, "scored_on": day, "likelihood": place[0], "impact": place[1]}
    return Add(SCORES, values | ({"scored_by": person} if person else {}))


def _followed(
    brought: Brought, last: Mapping[int, dt.date], changes: Sequence[Change], about: Circumstances
) -> Iterator[Change]:
    """The residual score of each risk whose newest dated score is among those that are added."""
    rows: dict[int, Mapping[str, Any]] = stood(about, RISKS, list(brought))
    for change in changes:
        if isinstance(change, Add | Edit) and change.table == RISKS and change.id is not None and change.id in brought:
            rows[change.id] = {**rows.get(change.id, {}), **change.values}
    for number, row in rows.items():
        newest, looked = brought[number][-1], row.get("last_reviewed_on")
        before = [day for day in (last.get(number), looked) if day is not None]
        if newest["scored_on"] > about.today or any(newest["scored_on"] < day for day in before):
            continue
        values = {"residual_likelihood": newest["likelihood"], "residual_impact": newest["impact"]}
        if looked is None or newest["scored_on"] > looked:
            values["last_reviewed_on"] = newest["scored_on"]
        if any(row.get(name) != value for name, value in values.items()):
            yield Edit(RISKS, number, values)
            alone = number not in last and len(brought[number]) == 1
            if alone and any(row.get(name) != values[name] for name in RESIDUAL):
                yield from _first(number, row, newest["scored_on"])
