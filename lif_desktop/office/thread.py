"""The golden thread of a learning point, gathered from the office; and the learning points behind other records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from lif_desktop.framework.reported import places
from lif_desktop.framework.thread import Facts, Item, Stop, thread
from lif_desktop.office.few import few
from lif_desktop.office.loop import loop_of, names_of
from lif_desktop.office.schema import METADATA
from lif_desktop.registers import register
from lif_desktop.registers.values import show

if TYPE_CHECKING:
    from lif_desktop.office.office import Office

Row = Mapping[str, Any]
_SOURCES = ("reviews", "audits", "voices", "indicators")
_THROUGH = {
    "reviews": "learning_reviews",
    "audits": "learning_audits",
    "voices": "learning_voices",
    "performance": "learning_indicators",
    "training": "learning_training",
    "risks": "learning_risks",
}
"""The tables that link learning points to records of a register."""


@dataclass(frozen=True)
class Thread:
    """The thread of one learning point: its number, reference and title, and the stops from source to report."""

    id: int
    ref: str
    title: str
    stops: tuple[Stop, ...]


def thread_of(office: "Office", number: int) -> Thread:
    """The golden thread of a learning point. KeyError when it is not there."""
    loop = loop_of(office, number)
    point = loop.point
    recommendations = few(office, "recommendations", "learning_id", [number])
    reviews = few(office, "reviews", "id", point["reviews"])
    facts = Facts(
        point,
        loop.lamps,
        names_of(office),
        office.today(),
        [item for key in _SOURCES for item in _linked(office, key, point)],
        recommendations,
        _actions(office, number, recommendations),
        _linked(office, "training", point),
        _linked(office, "risks", point),
        _retest(office, point),
        places(point, reviews, recommendations, loop.lines.measures),
    )
    return Thread(number, point["ref"], point["title"], thread(facts))


def points_behind(office: "Office", key: str, number: int) -> tuple[int, ...]:
    """The learning points that a record of register `key` belongs to or gave rise to, oldest first."""
    if key == "learning":
        return (number,)
    if key == "actions":
        return _of_action(office, number)
    if key in ("recommendations", "dissemination", "embedding", "evaluations", "case_tracking"):
        point = office.record(key, number)["learning_id"]
        return (point,) if point else ()
    if key not in _THROUGH:
        return ()
    links, points = METADATA.tables[_THROUGH[key]], METADATA.tables["learning"]
    near = next(c.name for c in links.c for f in c.foreign_keys if f.column.table.name == register(key).table)
    query = select(points.c.id).join(links, links.c.learning_id == points.c.id)
    query = query.where(links.c[near] == number, points.c.binned_at.is_(None)).distinct().order_by(points.c.id)
    return tuple(office.read(lambda connection: connection.execute(query).scalars().all()))


def _of_action(office: "Office", number: int) -> tuple[int, ...]:
    action = office.record("actions", number)
    found = [action["learning_id"]]
    if action["recommendation_id"]:
        found.append(office.record("recommendations", action["recommendation_id"])["learning_id"])
    return tuple(dict.fromkeys(point for point in found if point))


def _actions(office: "Office", number: int, recommendations: Sequence[Row]) -> list[Row]:
    found = few(office, "actions", "learning_id", [number])
    found += few(office, "actions", "recommendation_id", [row["id"] for row in recommendations])
    return list({row["id"]: row for row in sorted(found, key=lambda row: int(row["id"]))}.values())


def _linked(office: "Office", field: str, point: Row) -> list[Item]:
    target = register(register("learning").field(field).target)
    return [_item(office, target.key, row) for row in few(office, target.key, "id", point[field])]


def _item(office: "Office", key: str, row: Row) -> Item:
    own = register(key)
    kind = next((one for one in own.fields if one.kind == "choice" and one.required), None)
    note = show(kind, row[kind.key], office.lookup) if kind and kind.key != own.title else ""
    words = show(own.field(own.title), row[own.title], office.lookup)
    return Item(words or note, key, row["id"], row["ref"], row.get("state"), note if words else "")


def _retest(office: "Office", point: Row) -> Item | None:
    found = few(office, "audits", "id", [point["retest_audit_id"]] if point["retest_audit_id"] else [])
    return _item(office, "audits", found[0]) if found else None
