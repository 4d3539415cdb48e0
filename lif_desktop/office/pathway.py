"""What the records hold of one review, gathered for the steps of its pathway."""

from typing import Any

from sqlalchemy import Connection, Table, func, or_, select

from lif_desktop.framework.checks import looked_at
from lif_desktop.framework.criteria import answers_of, duties, in_words, main_finding
from lif_desktop.framework.parts import ReviewType
from lif_desktop.framework.pathway import Facts, Step, pathway
from lif_desktop.framework.returns import NEEDED, is_asked, is_in
from lif_desktop.framework.selfcheck import FINISHED
from lif_desktop.office.office import Office
from lif_desktop.office.queries import link_columns
from lif_desktop.office.schema import METADATA
from lif_desktop.registers import register
from lif_desktop.registers.reviews import FINISH_FIELDS

CAME_FROM = "Came from"
"""How the reason of a link begins that leads back to the review another one came of."""
_WIDER = "wider_implications"


def steps_of(office: Office, number: int) -> tuple[Step, ...]:
    """The steps of a review. KeyError when it is not there, or its type is not in the profile."""
    return pathway(office.profile, facts_of(office, number))


def facts_of(office: Office, number: int) -> Facts:
    """All that is recorded of a review, as far as its steps go. KeyError when it is not there."""
    review = office.record("reviews", number)
    kind = office.profile.review_type(str(review["review_type"]))
    found: dict[str, Any] = office.read(lambda connection: _found(connection, number, kind))
    beside = tuple(office.lookup.label("parallel_kinds", str(one)) for one in found.pop("parallel"))
    onward = tuple(office.lookup.reference("reviews", other) for other in found.pop("onward"))
    agency = review["referring_agency_id"]
    referrer = office.lookup.agency_name(agency) if agency else ""
    return Facts(review, office.today(), referrer, beside=beside, onward=onward, **found)


def decisions_of(office: Office, number: int) -> list[dict[str, Any]]:
    """All decisions on a review, oldest first, each with `stands`: whether no later one supersedes it."""
    return office.read(lambda connection: _decisions(connection, number))  # type: ignore[no-any-return]


def _found(connection: Connection, number: int, kind: ReviewType) -> dict[str, Any]:
    returns = _table("returns")
    asked = _lines(connection, "returns", number, *(returns.c[name] for name in NEEDED))
    asked = [row for row in asked if is_asked(row)]
    links = _lines(connection, "review_links", number)
    decisions = [one for one in _decisions(connection, number) if one["stands"]]
    return {
        **_criteria(connection, number, kind),
        **_learned(connection, number),
        "decisions": tuple(decisions),
        "due": _due(connection, number),
        "panel": len(_lines(connection, "panel_members", number)),
        "returns_asked": len(asked),
        "returns_in": sum(map(is_in, asked)),
        "looked": looked_at(_lines(connection, "review_checks", number)),
        "onward": [row["other_review_id"] for row in links if not (row["reason"] or "").startswith(CAME_FROM)],
        "parallel": [row["kind"] for row in _lines(connection, "parallel_processes", number) if row["kind"]],
    }


def _due(connection: Connection, number: int) -> dict[str, Any]:
    """By the date of the review that marks a stage as done, when that stage is due; only stages that are not done."""
    own = _table("milestones")
    stages = _lines(connection, "milestones", number, own.c.key, own.c.due_on, own.c.done_on)
    ahead = [one for one in stages if one["due_on"] and not one["done_on"] and one["key"] in FINISH_FIELDS]
    return {FINISH_FIELDS[one["key"]]: one["due_on"] for one in ahead}


def _criteria(connection: Connection, number: int, kind: ReviewType) -> dict[str, Any]:
    """What the criteria of the type come to; nothing for a type without any."""
    answers = answers_of(_lines(connection, "criteria", number), kind.criteria)
    found = main_finding(kind.routes, answers)
    if found is None:
        return {}
    return {
        "verdict": found.verdict,
        "verdict_says": " ".join(
            in_words(one, kind.criteria, answers) for one in (found, *duties(kind.routes, answers))
        ),
        "asked": len(kind.criteria),
        "answered": sum(1 for one in kind.criteria if answers.get(one.key)),
        "bears_on_others": answers.get(_WIDER) == "met",
    }


def _decisions(connection: Connection, number: int) -> list[dict[str, Any]]:
    own = _table("decisions")
    rows = _lines(connection, "decisions", number)
    later = select(own.c.supersedes_id).where(own.c.supersedes_id.is_not(None), own.c.binned_at.is_(None))
    superseded = set(connection.execute(later).scalars())
    rows.sort(key=lambda row: (row["decided_on"] is not None, row["decided_on"] or 0, row["id"]))
    return [row | {"stands": row["id"] not in superseded} for row in rows]


def _learned(connection: Connection, number: int) -> dict[str, int]:
    """Learning points, recommendations, actions and dated sharing that came of a review."""
    points = _linked(connection, number)
    asked, actions, shared = _table("recommendations"), _table("actions"), _table("dissemination")
    made = _numbers(connection, asked, or_(asked.c.review_id == number, asked.c.learning_id.in_(points)))
    of_it = or_(actions.c.review_id == number, actions.c.learning_id.in_(points), actions.c.recommendation_id.in_(made))
    query = select(actions.c.status, actions.c.completed_on).where(of_it, actions.c.binned_at.is_(None))
    states = connection.execute(query).all()
    sharing = select(func.count()).where(
        shared.c.learning_id.in_(points), shared.c.shared_on.is_not(None), shared.c.binned_at.is_(None)
    )
    return {
        "learning": len(points),
        "recommendations": len(made),
        "actions": len(states),
        "actions_done": sum(row.status in FINISHED or bool(row.completed_on and not row.status) for row in states),
        "shared": int(connection.scalar(sharing) or 0),
    }


def _linked(connection: Connection, number: int) -> list[int]:
    learning = _table("learning")
    table, near, far = link_columns(learning.name, register("learning").field("reviews"))
    query = select(table.c[near]).join(learning, learning.c.id == table.c[near])
    return sorted(set(connection.scalars(query.where(table.c[far] == number, learning.c.binned_at.is_(None)))))


def _numbers(connection: Connection, own: Table, condition: Any) -> list[int]:
    return list(connection.scalars(select(own.c.id).where(condition, own.c.binned_at.is_(None))))


def _lines(connection: Connection, key: str, number: int, *columns: Any) -> list[dict[str, Any]]:
    own = _table(key)
    query = select(*(columns or (own,))).where(own.c.review_id == number, own.c.binned_at.is_(None))
    return [dict(row) for row in connection.execute(query.order_by(own.c.id)).mappings()]


def _table(key: str) -> Table:
    return METADATA.tables[register(key).table]
