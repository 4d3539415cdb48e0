"""The kind of source of a learning point, filled in from the records that it comes from."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from lif_desktop.framework.learning import source_of
from lif_desktop.office.changes import Add, Change, Edit
from lif_desktop.office.circumstances import Circumstances, Touched, touched
from lif_desktop.office.schema import METADATA

if TYPE_CHECKING:
    from lif_desktop.office.office import Office

_KINDS = {"reviews": "review_type", "audits": "audit_type", "voices": "kind"}
_LINKS = {
    "learning_reviews": ("review_id", "reviews"),
    "learning_audits": ("audit_id", "audits"),
    "learning_voices": ("voice_id", "voices"),
    "learning_indicators": ("indicator_id", "performance"),
}
"""The links of a learning point to where it came from, in the order in which they name its source."""
_FIELDS = {"reviews": "reviews", "audits": "audits", "voices": "voices", "indicators": "performance"}
_AT_ONCE = 500


def sources(changes: Sequence[Change], about: Circumstances) -> Sequence[Change]:
    """Each learning point that is linked to a source in `changes`, and has none named, gets its kind of source."""
    far = _linked(changes)
    named = {record.id: record for record in touched(changes, "learning", ("external_source", "source_kind"), about)}
    for number, record in named.items():
        if record.written.get("external_source") and number not in far:
            far[number] = ("", 0)
    wanted = {number: link for number, link in far.items() if number not in named or _open(named[number])}
    empty = _without_source(wanted, changes, about)
    kinds = _kinds(((key, other) for key, other in (wanted[number] for number in empty)), changes, about)
    found = {number: _source(wanted[number], kinds) for number in empty}
    return [Edit("learning", number, {"source_kind": kind}) for number, kind in found.items() if kind]


def preset_source(office: "Office", values: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a new learning point begins with, with the kind of source that follows from the record it is linked to."""
    if values.get("source_kind"):
        return values
    linked = [(key, values[name][0]) for name, key in _FIELDS.items() if values.get(name)]
    if linked:
        key, number = linked[0]
        found = source_of(key, office.record(key, number)[_KINDS[key]] if key in _KINDS else None)
    else:
        found = source_of("training", None) if values.get("training") else ""
    return {**values, "source_kind": found} if found else values


def _linked(changes: Iterable[Change]) -> dict[int, tuple[str, int]]:
    """For each learning point the first record it is linked to: its register and number."""
    found: dict[int, tuple[str, int]] = {}
    added = [change for change in changes if isinstance(change, Add) and change.table in _LINKS]
    for change in sorted(added, key=lambda one: list(_LINKS).index(one.table)):
        column, key = _LINKS[change.table]
        found.setdefault(change.values["learning_id"], (key, change.values[column]))
    return found


def _open(record: Touched) -> bool:
    """Whether a person has left the source open: one taken away by hand stays empty."""
    return "source_kind" not in record.written or (record.new and not record.written["source_kind"])


def _without_source(wanted: Iterable[int], changes: Iterable[Change], about: Circumstances) -> list[int]:
    """Those of the learning points that have no kind of source: new ones, and old ones where none stands."""
    numbers = list(wanted)
    new = {change.id for change in changes if isinstance(change, Add) and change.table == "learning"}
    old = [number for number in numbers if number not in new]
    table = METADATA.tables["learning"]
    empty: set[int] = set()
    for start in range(0, len(old), _AT_ONCE):
        query = select(table.c.id).where(table.c.id.in_(old[start : start + _AT_ONCE]), table.c.source_kind.is_(None))
        empty.update(about.connection.scalars(query))
    return [number for number in numbers if number in new or number in empty]


def _kinds(
    wanted: Iterable[tuple[str, int]], changes: Iterable[Change], about: Circumstances
) -> dict[tuple[str, int], str | None]:
    """The kind of each review, audit or voice, by register and number; of new ones as they are written."""
    kinds: dict[tuple[str, int], str | None] = {}
    by_register: dict[str, list[int]] = {}
    for key, number in wanted:
        if key in _KINDS:
            by_register.setdefault(key, []).append(number)
    for key, numbers in by_register.items():
        table, column = METADATA.tables[key], _KINDS[key]
        for start in range(0, len(numbers), _AT_ONCE):
            query = select(table.c.id, table.c[column]).where(table.c.id.in_(numbers[start : start + _AT_ONCE]))
            kinds.update({(key, number): kind for number, kind in about.connection.execute(query)})
    for change in changes:
        if isinstance(change, Add) and change.table in by_register and change.id is not None:
            kinds[change.table, change.id] = change.values.get(_KINDS[change.table])
    return kinds


def _source(link: tuple[str, int], kinds: Mapping[tuple[str, int], str | None]) -> str:
    return source_of(link[0], kinds.get(link)) if link[0] else "national"
