"""What the office knows of the imports it has taken in: each with what came of it, and the bytes of its file."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from lif_desktop.framework.returns import NEEDED, is_in
from lif_desktop.office.schema import BLOBS, JOURNAL
from lif_desktop.registers.agencies import AgencyReturn
from lif_desktop.registers.keeping import ImportedFile, Synonym

_NOTES = ImportedFile.__table__
_WORDS = Synonym.__table__
_RETURNS = AgencyReturn.__table__


@dataclass(frozen=True)
class Import:
    """One import as the office noted it. `columns` are what each heading was taken for, `held_back` the rows to mend.

    A held-back row has "row" (its number), "cells" (texts by heading) and "problems" (each with "cell", "value" and
    "reason"). `batch` is the number of the batch that wrote it, by which it is undone; `kept` says whether the bytes of
    the file are in the office. `answered` is what the rows of a return said that went in, by row key: "id" (the number
    of the record) and "values".
    """

    id: int
    register: str
    file_name: str
    sheet: str
    kind: str
    agency_id: int | None
    return_id: int | None
    imported_at: dt.datetime | None
    sha256: str
    added: int
    changed: int
    unchanged: int
    columns: tuple[Mapping[str, Any], ...] = field(repr=False)
    held_back: tuple[Mapping[str, Any], ...] = field(repr=False)
    answered: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    batch: int | None = None
    kept: bool = False


@dataclass(frozen=True)
class PastLayout:
    """What the headings of an earlier file were taken for: `columns` as the import noted them."""

    agency_id: int | None
    kind: str
    used_at: dt.datetime
    columns: tuple[Mapping[str, Any], ...] = field(repr=False)


def past_layouts(connection: Connection, register_key: str) -> tuple[PastLayout, ...]:
    """The layouts of the files that went into a register, the newest first."""
    query = select(_NOTES.c.agency_id, _NOTES.c.kind, _NOTES.c.imported_at, _NOTES.c.columns).where(
        _NOTES.c.binned_at.is_(None), _NOTES.c.register == register_key, _NOTES.c.imported_at.is_not(None)
    )
    rows = connection.execute(query.order_by(_NOTES.c.id.desc()))
    return tuple(PastLayout(row.agency_id, row.kind or "", row.imported_at, tuple(row.columns or ())) for row in rows)


@dataclass(frozen=True)
class Meaning:
    """What a word of an agency's files (of any file where `agency_id` is None) was taken for, as it is kept."""

    id: int
    field: str
    agency_id: int | None
    written: str
    meant: str


def meanings_of(connection: Connection, register_key: str) -> tuple[Meaning, ...]:
    """What is remembered of words in the fields of a register, and of names of agencies in any."""
    query = select(_WORDS).where(
        _WORDS.c.binned_at.is_(None), or_(_WORDS.c.register == register_key, _WORDS.c.register.is_(None))
    )
    return tuple(
        Meaning(row.id, row.field or "", row.agency_id, row.written, row.meant or "")
        for row in connection.execute(query.order_by(_WORDS.c.id))
    )


def imports(connection: Connection) -> tuple[Import, ...]:
    """The imports that were not undone, the newest first."""
    return _read(connection)


def import_of(connection: Connection, number: int) -> Import:
    """One import by its number. KeyError when there is none, or when it was undone."""
    found = _read(connection, number)
    if not found:
        raise KeyError(f"no import {number}")
    return found[0]


def _read(connection: Connection, number: int | None = None) -> tuple[Import, ...]:
    written = and_(
        JOURNAL.c.table_name == ImportedFile.__tablename__,
        JOURNAL.c.record_id == _NOTES.c.id,
        JOURNAL.c.action == "add",
    )
    batch = select(func.max(JOURNAL.c.batch_id)).where(written).scalar_subquery()
    kept = select(BLOBS.c.sha256).where(BLOBS.c.sha256 == _NOTES.c.sha256).exists()
    query = select(_NOTES, batch.label("batch"), kept.label("kept")).where(_NOTES.c.binned_at.is_(None))
    query = query if number is None else query.where(_NOTES.c.id == number)
    return tuple(_import(row) for row in connection.execute(query.order_by(_NOTES.c.id.desc())).mappings())


def _import(row: Mapping[Any, Any]) -> Import:
    return Import(
        id=row["id"],
        register=row["register"],
        file_name=row["file_name"],
        sheet=row["sheet"] or "",
        kind=row["kind"] or "",
        agency_id=row["agency_id"],
        return_id=row["return_id"],
        imported_at=row["imported_at"],
        sha256=row["sha256"] or "",
        added=row["added"] or 0,
        changed=row["changed"] or 0,
        unchanged=row["unchanged"] or 0,
        columns=tuple(row["columns"] or ()),
        held_back=tuple(row["held_back"] or ()),
        answered=row["answered"] or {},
        batch=row["batch"],
        kept=bool(row["kept"]),
    )


def kept_bytes(connection: Connection, sha256: str) -> bytes | None:
    """The bytes of an imported file as they came; None where they were not kept."""
    found: bytes | None = connection.scalar(select(BLOBS.c.data).where(BLOBS.c.sha256 == sha256))
    return found


def newest_import(connection: Connection) -> int:
    """The number of the newest import; 0 when there is none."""
    return connection.scalar(select(func.max(_NOTES.c.id))) or 0


def imported_since(connection: Connection, number: int, register_key: str, sha256: str, sheet: str) -> bool:
    """Whether this sheet of a file with these bytes went into the register after the import of that number."""
    query = select(_NOTES.c.id).where(
        _NOTES.c.id > number,
        _NOTES.c.binned_at.is_(None),
        _NOTES.c.register == register_key,
        _NOTES.c.sha256 == sha256,
        _NOTES.c.sheet == sheet,
    )
    return connection.scalar(query.limit(1)) is not None


def still_awaited(connection: Connection, number: int) -> bool:
    """Whether this return of an agency has not come yet, neither by its days nor by its status."""
    query = select(*(_RETURNS.c[name] for name in NEEDED)).where(
        _RETURNS.c.id == number, _RETURNS.c.binned_at.is_(None)
    )
    row = connection.execute(query).mappings().first()
    return row is not None and not is_in(dict(row))
