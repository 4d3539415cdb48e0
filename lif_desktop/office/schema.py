"""The tables that the office keeps for itself: journal, batches, counters and the bytes of imported files."""

from pathlib import Path

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

import lif_desktop.registers  # noqa: F401  (maps every record class onto Base.metadata)
from lif_desktop.registers.base import Base, Record

APPLICATION_ID = 0x4C494644
"""Written in the header of the file ("LIFD"), so that another SQLite file is told apart before it is opened."""

_STEPS = Path(__file__).parent / "migrations" / "versions"
SCHEMA_VERSION = max(int(step.name[:4]) for step in _STEPS.glob("[0-9][0-9][0-9][0-9]_*.py"))
"""The number of the newest migration; written in the header as user_version."""

METADATA: MetaData = Base.metadata

BATCHES = Table(
    "batches",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", DateTime, nullable=False),
    Column("person", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("words", String, nullable=False),
    Column("undoes", ForeignKey("batches.id")),
)

JOURNAL = Table(
    "journal",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("batch_id", ForeignKey("batches.id"), nullable=False),
    Column("table_name", String, nullable=False),
    Column("record_id", Integer, nullable=False),
    Column("action", String, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("hash", String, nullable=False),
    Index("ix_journal_record", "table_name", "record_id"),
    Index("ix_journal_batch_id", "batch_id"),
)

COUNTERS = Table(
    "counters",
    METADATA,
    Column("name", String, primary_key=True),
    Column("next", Integer, nullable=False),
)

BLOBS = Table(
    "blobs",
    METADATA,
    Column("sha256", String, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

BOOKKEEPING = frozenset({"batches", "journal", "counters", "blobs"})

RECORD_TABLES: tuple[Table, ...] = tuple(table for table in METADATA.sorted_tables if table.name not in BOOKKEEPING)
"""Every table of a mapped class, parents before those that point to them."""


def record_classes() -> tuple[type[Record], ...]:
    """Every mapped record class."""
    return tuple(mapper.class_ for mapper in Base.registry.mappers)
