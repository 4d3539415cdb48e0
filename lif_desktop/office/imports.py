"""What the office knows of the imports it has taken in."""

from sqlalchemy import Connection, func, select

from lif_desktop.registers.keeping import ImportedFile

_NOTES = ImportedFile.__table__


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
