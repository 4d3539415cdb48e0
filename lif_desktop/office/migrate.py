"""Bringing an older office file up to this program's format. Alembic is imported only here, and only when needed."""

from pathlib import Path

from sqlalchemy import Connection, insert

from lif_desktop.office.engine import Store
from lif_desktop.office.schema import APPLICATION_ID, COUNTERS, METADATA, SCHEMA_VERSION
from lif_desktop.office.troubles import OfficeDamaged

SCRIPTS = Path(__file__).parent / "migrations"


def lay_out(store: Store) -> None:
    """Makes every table in an empty file and stamps it with this program's format."""
    with store.transaction() as connection:
        METADATA.create_all(connection)
        stamp(connection, SCHEMA_VERSION)
        connection.execute(insert(COUNTERS), [{"name": "batches", "next": 1}])


def stamp(connection: Connection, version: int) -> None:
    """Writes the format into the header of the file."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {version}")


def migrate(store: Store, found: int, scripts: Path = SCRIPTS, wanted: int = SCHEMA_VERSION) -> None:
    """Runs the migrations from format `found` to `wanted` in one transaction: all of them or none.

    Foreign keys are switched off meanwhile (Alembic's batch mode rebuilds tables, which would delete the rows that
    point to them) and checked before the transaction ends. Raises OfficeDamaged when rows would be left without what
    they belong to; the file is then as it was.
    """
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory

    directory = ScriptDirectory(str(scripts))
    revisions = list(reversed(list(directory.walk_revisions(base=f"{found:04d}", head=f"{wanted:04d}"))))
    store.raw().execute("PRAGMA foreign_keys = OFF")
    try:
        with store.transaction() as connection, store.journalled():
            for revision in revisions:
                if int(revision.revision) > found:
                    with Operations.context(MigrationContext.configure(connection)):
                        revision.module.upgrade()
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if lost is not None:
                raise OfficeDamaged(
                    f"The office could not be brought up to date: rows of {lost[0]} would lose what they belong to. "
                    "The file is as it was. Restore a backup or ask for help with this file."
                )
            stamp(connection, wanted)
    finally:
        store.raw().execute("PRAGMA foreign_keys = ON")
