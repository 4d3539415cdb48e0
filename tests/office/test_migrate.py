"""Bringing a file up to date: whole or not at all, no row lost, none left without what it belongs to."""

import datetime as dt
import gzip
from pathlib import Path

import pytest
from sqlalchemy import inspect

from lif_desktop.office import Add, Edit, Office, OfficeDamaged, create_office, open_office
from lif_desktop.office.engine import Store
from lif_desktop.office.migrate import SCRIPTS, lay_out, migrate
from lif_desktop.office.schema import METADATA, SCHEMA_VERSION
from lif_desktop.places import resources

SAVED = Path(__file__).parent.parent / "data"
"""A saved file of every released format."""

STEP = '''
"""A migration made up for a test."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"


def upgrade() -> None:
{body}
'''

REBUILD = """    with op.batch_alter_table("reviews") as table:
        table.add_column(sa.Column("colour", sa.String))
        table.alter_column("pseudonym", new_column_name="name_used")
"""

LOSE = """    op.add_column("reviews", sa.Column("colour", sa.String))
    op.execute("DELETE FROM reviews")
"""


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    first = STEP.format(revision="0001", before="", body="    pass").replace(
        'down_revision = ""', "down_revision = None"
    )
    (folder / "versions" / "0001_first.py").write_text(first)
    return folder


def add_step(scripts: Path, body: str) -> None:
    (scripts / "versions" / "0002_second.py").write_text(STEP.format(revision="0002", before="0001", body=body))


@pytest.fixture
def store(office: Office) -> Store:
    review = office.reserve("reviews")
    office.write("Added", [Add("reviews", {"review_type": "rapid_review", "pseudonym": "Child Wren"}, review)])
    return office._store


def shape(store: Store) -> tuple[list[str], int, int]:
    """Columns of reviews, and how many reviews and stages stand there."""
    with store.transaction() as connection:
        columns = [column["name"] for column in inspect(connection).get_columns("reviews")]
        counts = [
            connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()  # noqa: S608 - names from here
            for name in ("reviews", "milestones")
        ]
    return columns, counts[0], counts[1]


def test_the_newest_migration_is_this_programs_format() -> None:
    folder = SCRIPTS / "versions"
    numbers = sorted(int(path.name[:4]) for path in folder.glob("[0-9]*.py"))
    assert numbers == list(range(1, SCHEMA_VERSION + 1))


def test_a_rebuilt_table_keeps_its_rows_and_what_belongs_to_them(store: Store, scripts: Path) -> None:
    _, reviews, stages = shape(store)
    add_step(scripts, REBUILD)
    migrate(store, 1, scripts, wanted=2)
    columns, reviews_after, stages_after = shape(store)
    assert "colour" in columns
    assert "name_used" in columns
    assert (reviews_after, stages_after) == (reviews, stages)
    assert stages > 3
    assert store.pragma("user_version") == 2
    assert store.pragma("foreign_keys") == 1


def test_a_migration_that_would_lose_what_rows_belong_to_is_taken_back_whole(store: Store, scripts: Path) -> None:
    before = shape(store)
    add_step(scripts, LOSE)
    with pytest.raises(OfficeDamaged, match=r"rows of (milestones|review_checks|criteria_answers) would lose"):
        migrate(store, 1, scripts, wanted=2)
    assert shape(store) == before
    assert store.pragma("user_version") == SCHEMA_VERSION
    assert store.pragma("foreign_keys") == 1


def test_a_migration_that_breaks_off_leaves_the_file_as_it_was(store: Store, scripts: Path) -> None:
    before = shape(store)
    add_step(scripts, '    op.add_column("reviews", sa.Column("colour", sa.String))\n    raise KeyError("broken")\n')
    with pytest.raises(KeyError):
        migrate(store, 1, scripts, wanted=2)
    assert shape(store) == before


def test_the_empty_file_has_every_table(tmp_path: Path) -> None:
    store = Store(tmp_path / "empty.lif")
    lay_out(store)
    with store.transaction() as connection:
        assert set(inspect(connection).get_table_names()) == {table.name for table in METADATA.sorted_tables}
    store.close()


def _shape_of(store: Store) -> dict[str, tuple[object, ...]]:
    """Columns with type and need, indexes and foreign keys of every table, however they came about."""
    found: dict[str, tuple[object, ...]] = {}
    with store.transaction() as connection:
        look = inspect(connection)
        for table in look.get_table_names():
            columns = {(one["name"], str(one["type"]), one["nullable"]) for one in look.get_columns(table)}
            indexes = {(one["name"], tuple(one["column_names"])) for one in look.get_indexes(table)}
            keys = {(tuple(one["constrained_columns"]), one["referred_table"]) for one in look.get_foreign_keys(table)}
            found[table] = (columns, indexes, keys)
    return found


@pytest.fixture(params=range(1, SCHEMA_VERSION))
def old_office(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An office of each earlier format, as that version of the program left it."""
    path = tmp_path / "old.lif"
    with gzip.open(SAVED / f"format_{request.param}.lif.gz") as packed:
        path.write_bytes(packed.read())
    return path


def test_an_office_of_an_earlier_format_is_brought_up_to_date(old_office: Path, tmp_path: Path) -> None:
    profiles = resources() / "framework"
    office = open_office(old_office, profiles, "A tester")
    fresh = create_office(tmp_path / "new.lif", profiles, "stockport", "A tester")
    try:
        assert _shape_of(office._store) == _shape_of(fresh._store)
        assert len(office.records("reviews")) > 3
        assert office.records("chronology") == []
        assert (office.integrity(), office.foreign_keys(), office.broken_link()) == ("ok", "ok", None)
        office.write("Told", [Edit("reviews", 1, {"told_on": dt.date(2026, 11, 23)})])
        assert office.record("reviews", 1)["told_on"] == dt.date(2026, 11, 23)
    finally:
        office.close()
        fresh.close()


def test_an_older_office_can_be_read_without_being_changed(old_office: Path) -> None:
    before = old_office.read_bytes()
    office = open_office(old_office, resources() / "framework", "A tester", read_only=True)
    assert office.records("reviews")
    office.close()
    assert old_office.read_bytes() == before
