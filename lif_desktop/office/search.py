"""Search over all registers: records whose words hold all the words asked for."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, cast, or_, select
from sqlalchemy import String as Text

from lif_desktop.registers import REGISTERS
from lif_desktop.registers.register import Register

_WORDY = frozenset({"ref", "text", "note"})
MOST = 50
"""Hits shown for one register."""


@dataclass(frozen=True)
class Hit:
    """One record found: its register, number, reference and title, the field it was found in and the words there."""

    register: str
    id: int
    ref: str
    title: str
    field: str
    words: str


def search(connection: Connection, asked: str) -> tuple[Hit, ...]:
    """Records in which each word of `asked` stands somewhere, whatever its case; at most 50 of each register."""
    words = asked.casefold().split()
    if not words:
        return ()
    return tuple(hit for own in REGISTERS for hit in _in_register(connection, own, words))


def _in_register(connection: Connection, own: Register, words: list[str]) -> list[Hit]:
    table = own.model.__table__
    wordy = [field for field in own.fields if field.kind in _WORDY and field.stored]
    columns = [table.c[field.key] for field in wordy]
    extra = cast(table.c.extra, Text)
    found_all = and_(*(or_(*(c.icontains(w, autoescape=True) for c in (*columns, extra))) for w in words))
    ref = table.c.ref if "ref" in table.c else table.c.id
    query = (
        select(table.c.id, ref.label("reference"), table.c[own.title].label("titled"), *columns)
        .where(table.c.binned_at.is_(None), found_all)
        .order_by(table.c.id.desc())
        .limit(MOST)
    )
    hits = []
    for row in connection.execute(query):
        values = list(row)[3:]
        place = next(
            (i for i, value in enumerate(values) if value and any(w in str(value).casefold() for w in words)), None
        )
        field = wordy[place].label if place is not None else "Other columns"
        hits.append(
            Hit(
                own.key,
                row.id,
                str(row.reference),
                str(row.titled or ""),
                field,
                _around(str(values[place]), words) if place is not None else "",
            )
        )
    return hits


def _around(text: str, words: list[str]) -> str:
    """Up to 120 characters of `text` about the first word found in it."""
    flat = " ".join(text.split())
    at = min((p for p in (flat.casefold().find(w) for w in words) if p >= 0), default=0)
    start = max(0, at - 40)
    cut = flat[start : start + 120]
    return ("\u2026" if start else "") + cut + ("\u2026" if start + 120 < len(flat) else "")
