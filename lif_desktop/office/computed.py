"""Columns that are worked out when a register is read: state, next step, score, stage, rate. None of them is stored."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from lif_desktop.framework.learning import STAGES, stage
from lif_desktop.framework.profile import Profile
from lif_desktop.framework.progress import effect_status, shown_status
from lif_desktop.framework.returns import NEEDED, is_awaited, return_status
from lif_desktop.framework.risks import cell
from lif_desktop.framework.selfcheck import FINISHED
from lif_desktop.framework.standstill import is_suspended, suspended_status
from lif_desktop.framework.status import Status, action_status, due_status
from lif_desktop.framework.trends import is_off
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.office.loop import learning_evidence
from lif_desktop.office.queries import Rows, still_wanted
from lif_desktop.office.schema import METADATA
from lif_desktop.office.training_columns import evidence_columns
from lif_desktop.registers import register

ANSWERED = frozenset({"answered", "closed"})
_FEW = 100
"""So many records are looked up by number; for more, everything is read."""
OVER = frozenset({"closed", "not_progressed", "transferred"})


@dataclass(frozen=True)
class Today:
    """What the computed columns are worked out against."""

    connection: Connection
    profile: Profile
    calendar: WorkingDays
    today: dt.date
    _seen: dict[tuple[Any, ...], Status] = field(default_factory=dict)

    def due(self, due: dt.date | None, done: dt.date | None = None) -> Status:
        """The state of something due. Worked out once for each pair of days, since a register has few of them."""
        if (due, done) not in self._seen:
            self._seen[due, done] = due_status(due, done, self.today, self.calendar)
        return self._seen[due, done]

    def done(self, day: dt.date | None) -> bool:
        """Whether a day on which something is done has come."""
        return day is not None and day <= self.today

    def action(self, due: dt.date | None, status: str) -> Status:
        """The state of an action."""
        if (due, status, "action") not in self._seen:
            self._seen[due, status, "action"] = action_status(due, status, self.today, self.calendar)
        return self._seen[due, status, "action"]


Column = tuple[Any, ...]


MET = frozenset({"held", "minutes_agreed"})
"""The states of a meeting that was held: its papers are no longer waited for."""


def with_computed(stored: Rows, today: Today) -> Rows:
    """`stored` with the computed columns of its register at the end of each row."""
    own = stored.register
    if not own.computed:
        return stored
    extra = _BY_REGISTER[own.key](stored, today)
    rows = [row + more for row, more in zip(stored.rows, extra, strict=True)]
    return Rows(own, (*stored.fields, *own.computed), rows)


def open_milestones(today: Today) -> dict[int, list[Any]]:
    """The milestones of each review that are still ahead, soonest first.

    A stage without a date of its own is past once a later one is done, so it is not asked for again. One whose day
    is set and still to come, such as a panel that meets next week, is not done yet.
    """
    lines = METADATA.tables["milestones"]
    all_lines = today.connection.execute(select(lines).where(lines.c.binned_at.is_(None))).mappings().all()
    furthest: dict[int, int] = {}
    for line in all_lines:
        if today.done(line["done_on"]):
            furthest[line["review_id"]] = max(furthest.get(line["review_id"], 0), line["position"] or 0)
    ahead: dict[int, list[Any]] = defaultdict(list)
    for line in all_lines:
        past = (line["position"] or 0) <= furthest.get(line["review_id"], 0)
        if line["due_on"] and not today.done(line["done_on"]) and not past:
            ahead[line["review_id"]].append(line)
    for listed in ahead.values():
        listed.sort(key=lambda line: line["due_on"])
    return ahead


def _reviews(stored: Rows, today: Today) -> Iterable[Column]:
    ahead = open_milestones(today)
    closed, status, report = (stored.position(key) for key in ("closed_on", "status", "report_due_on"))
    submitted = stored.position("submitted_on")
    stops = {key: stored.position(key) for key in ("suspended_from", "suspended_to", "status")}
    for row in stored.rows:
        standing = {key: row[at] for key, at in stops.items()}
        if row[closed] or row[status] in OVER:
            yield None, None, Status("blue", "Closed")
        elif is_suspended(standing, today.today):
            yield ahead[row[0]][0]["label"] if ahead.get(row[0]) else None, None, suspended_status(standing)
        elif ahead.get(row[0]):
            following = ahead[row[0]][0]
            yield following["label"], following["due_on"], today.due(following["due_on"])
        elif row[report] and not row[submitted]:
            yield "Report", row[report], today.due(row[report])
        else:
            yield None, None, Status("none", "No clock running")


def _milestones(stored: Rows, today: Today) -> Iterable[Column]:
    """A stage that is still to be done stands still with its review."""
    own = METADATA.tables["reviews"]
    query = select(own.c.id, own.c.suspended_from, own.c.suspended_to, own.c.status)
    rows = map(dict, today.connection.execute(query).mappings())
    still = {row["id"] for row in rows if is_suspended(row, today.today)}
    review, due, done = (stored.position(key) for key in ("review_id", "due_on", "done_on"))
    for row in stored.rows:
        finished = row[done] if today.done(row[done]) else None
        if row[review] in still and finished is None:
            yield (Status("none", "Stands still"),)
        else:
            yield (today.due(row[due], finished),)


def _due_and_done(due: str, done: str) -> Callable[[Rows, Today], Iterable[Column]]:
    def worked_out(stored: Rows, today: Today) -> Iterable[Column]:
        at_due, at_done = stored.position(due), stored.position(done)
        return ((today.due(row[at_due], row[at_done]),) for row in stored.rows)

    return worked_out


def _risks(stored: Rows, today: Today) -> Iterable[Column]:
    names = [f"{which}_{part}" for which in ("residual", "inherent") for part in ("likelihood", "impact")]
    at = {name: stored.position(name) for name in names}
    following, status = stored.position("next_review_on"), stored.position("status")
    for row in stored.rows:
        place = cell({name: row[position] for name, position in at.items()})
        state = Status("blue", "Closed") if row[status] == "closed" else today.due(row[following])
        if place is None:
            yield None, None, state
        else:
            yield place.score, today.profile.risk.band(*place).label, state


def _training(stored: Rows, today: Today) -> Iterable[Column]:
    return evidence_columns(today.connection, stored, today.today)


def _learning(stored: Rows, today: Today) -> Iterable[Column]:
    numbers = [row[0] for row in stored.rows]
    evidence = learning_evidence(today.connection, numbers if len(numbers) <= _FEW else None)
    closed = stored.position("closed_on")
    words = {"disseminated": "Not embedded", "embedded": "Not measured", "evaluated": "Complete"}
    for row in stored.rows:
        found = evidence[row[0]]
        now = stage(found)
        tone = ("red", "amber", "green", "blue")[STAGES.index(now)]
        word = words.get(now) or ("Not confirmed" if found.channels else "Not shared")
        yield now.capitalize(), Status("blue", "Closed") if row[closed] else Status(tone, word)  # type: ignore[arg-type]


def _actions(stored: Rows, today: Today) -> Iterable[Column]:
    keys = ("due_on", "status", "brag", "completed_on", "impact_evidence")
    due, status, by_hand, done, effect = (stored.position(key) for key in keys)
    labels = {choice.key: choice.label for choice in today.profile.choices("brag")}
    for row in stored.rows:
        state = today.action(row[due], row[status] or ("complete" if row[done] else ""))
        complete = row[status] in FINISHED or bool(row[done] and not row[status])
        yield shown_status(state, row[by_hand], labels), effect_status(complete, bool(row[effect]))


def _meetings(stored: Rows, today: Today) -> Iterable[Column]:
    keys = ("held_on", "papers_due_on", "papers_out_on", "status", "finalised_on")
    held, papers, out, status, final = (stored.position(key) for key in keys)
    for row in stored.rows:
        if row[status] == "cancelled":
            yield (Status("none", "Cancelled"),)
        elif row[final] or row[status] in MET or (row[held] and row[held] < today.today):
            yield (Status("blue", "Held"),)
        elif row[papers] and not row[out] and row[status] != "papers_out":
            state = today.due(row[papers])
            yield (Status(state.tone, f"Papers: {state.word[:1].lower()}{state.word[1:]}"),)
        else:
            yield (today.due(row[held]) if row[held] else Status("none", "No date yet"),)


def _voices(stored: Rows, today: Today) -> Iterable[Column]:
    status, due, done = (stored.position(key) for key in ("status", "step_due_on", "responded_on"))
    for row in stored.rows:
        if row[status] in ANSWERED or row[done]:
            yield (Status("blue", "Closed" if row[status] == "closed" else "Answered"),)
        else:
            yield (today.due(row[due]) if row[due] else Status("amber", "Open"),)


def _dissemination(stored: Rows, today: Today) -> Iterable[Column]:
    confirmed, shared = stored.position("confirmed_on"), stored.position("shared_on")
    for row in stored.rows:
        if row[confirmed]:
            yield (Status("blue", "Confirmed"),)
        else:
            yield (Status("amber", "Not confirmed") if row[shared] else Status("none", "Planned"),)


def _performance(stored: Rows, today: Today) -> Iterable[Column]:
    values = METADATA.tables["indicator_values"]
    newest: dict[int, Any] = {}
    known = select(values).where(values.c.binned_at.is_(None), values.c.value.is_not(None))
    query = known.order_by(values.c.period_end_on, values.c.id)
    for line in today.connection.execute(query):
        newest[line.indicator_id] = line
    target, better = stored.position("target"), stored.position("better_when")
    for row in stored.rows:
        last = newest.get(row[0])
        if last is None:
            yield None, None, Status("none", "No value yet")
        else:
            yield last.value, last.period or "", _against_target(last.value, row[target], row[better])


def _against_target(value: float, target: float | None, better: str | None) -> Status:
    off = is_off(value, target, better)
    if off is None:
        return Status("none", "No target")
    return Status("red", "Off target") if off else Status("green", "On target")


def _agencies(stored: Rows, today: Today) -> Iterable[Column]:
    returns = METADATA.tables["agency_returns"]
    wanted = (returns.c.binned_at.is_(None), *still_wanted(register("returns")))
    query = select(returns.c.agency_id, *(returns.c[name] for name in NEEDED)).where(*wanted)
    rows = (dict(row) for row in today.connection.execute(query).mappings())
    awaited = Counter(row["agency_id"] for row in rows if is_awaited(row))
    return ((awaited.get(row[0]),) for row in stored.rows)


def _returns(stored: Rows, today: Today) -> Iterable[Column]:
    at = {name: stored.position(name) for name in NEEDED}
    for row in stored.rows:
        yield (return_status({name: row[place] for name, place in at.items()}, today.today, today.calendar),)


def _decisions(stored: Rows, today: Today) -> Iterable[Column]:
    """A decision stands until a later one supersedes it."""
    own = METADATA.tables["decisions"]
    query = select(own.c.supersedes_id).where(own.c.supersedes_id.is_not(None), own.c.binned_at.is_(None))
    superseded = set(today.connection.execute(query).scalars())
    for row in stored.rows:
        yield (Status("none", "Superseded") if row[0] in superseded else Status("green", "Stands"),)


_BY_REGISTER: dict[str, Callable[[Rows, Today], Iterable[Column]]] = {
    "reviews": _reviews,
    "milestones": _milestones,
    "audits": _due_and_done("due_on", "completed_on"),
    "risks": _risks,
    "training": _training,
    "learning": _learning,
    "actions": _actions,
    "meetings": _meetings,
    "voices": _voices,
    "dissemination": _dissemination,
    "performance": _performance,
    "agencies": _agencies,
    "returns": _returns,
    "decisions": _decisions,
}
