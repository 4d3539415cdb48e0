"""What every record has: a number, a version that rises with each change, extra columns and a place in the bin."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The root of all mapped classes; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(naming_convention=NAMES)


class Record(Base):
    """A journalled record. The office gives `id` and raises `version` by one with every change.

    `extra` keeps the columns of an imported spreadsheet that no field matches, by heading. `binned_at` (UTC) is set
    while the record lies in the bin.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(default=1)
    extra: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    binned_at: Mapped[datetime | None]


class Referenced(Record):
    """A record with a reference such as RR-2026-004, given by the program once and kept."""

    __abstract__ = True

    ref: Mapped[str] = mapped_column(String(40), unique=True)


def points_to(column: str, required: bool = False) -> Any:
    """A column that holds the number of a record of another table; `column` is "table.id"."""
    return mapped_column(ForeignKey(column), index=True, nullable=not required)
