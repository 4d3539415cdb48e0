"""Search over all registers: records whose words hold all the words asked for."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, cast, exists, func, or_, select
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
    found_all = and_(*(or_(*(_holds(c, w) for c in columns), _in_extra(table.c.extra, w)) for w in words))
    ref = table.c.ref if "ref" in table.c else table.c.id
    query = (
        select(table.c.id, ref.label("reference"), table.c[own.title].label("titled"), *columns, table.c.extra)
        .where(table.c.binned_at.is_(None), found_all)
        .order_by(table.c.id.desc())
        .limit(MOST)
    )
    hits = []
    for row in connection.execute(query):
        *values, extra = list(row)[3:]
        named = [*zip((field.label for field in wordy), values, strict=True)]
        named += [("Other columns", value) for value in (extra or {}).values()]
        field, text = next(
            ((label, str(value)) for label, value in named if value and any(w in str(value).casefold() for w in words)),
            ("Other columns", ""),
        )
        hits.append(Hit(own.key, row.id, str(row.reference), str(row.titled or ""), field, _around(text, words)))
    return hits


def _holds(column: ColumnElement[str], word: str) -> ColumnElement[bool]:
    """Whether a text has the word in it. SQLite itself takes capitals and small letters for the same up to Z only."""
    if word.isascii():
        return column.icontains(word, autoescape=True)
    return func.casefold(column).contains(word, autoescape=True)


def _in_extra(extra: ColumnElement[Any], word: str) -> ColumnElement[bool]:
    """Whether the word stands in one of the extra columns; their headings do not count."""
    one = func.json_each(extra).table_valued("value")
    return exists(select(one.c.value).where(_holds(cast(one.c.value, Text), word)))


def _around(text: str, words: list[str]) -> str:
    """Up to 120 characters of `text` about the first word found in it."""
    flat = " ".join(text.split())
    at = min((p for p in (flat.casefold().find(w) for w in words) if p >= 0), default=0)
    start = max(0, at - 40)
    cut = flat[start : start + 120]
    return ("\u2026" if start else "") + cut + ("\u2026" if start + 120 < len(flat) else "")
