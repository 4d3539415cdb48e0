"""The whole office at once: an empty one is filled as it stands, and only an empty one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lif_desktop.office import (
    Add,
    Bin,
    Edit,
    Office,
    OfficeError,
    OfficeReadOnly,
    RecordClash,
    create_office,
    open_office,
)
from lif_desktop.office.whole import TABLES, must_be_empty, next_numbers, whole_office
from lif_desktop.places import resources

PROFILES = resources() / "framework"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Office]:
    office = create_office(tmp_path / "made.lif", PROFILES, "stockport", "Ann Officer")
    office.write(
        "A case", office.changes_for("reviews", None, {"review_type": "rapid_review", "pseudonym": "Child Wren"})
    )
    office.write("An action", office.changes_for("actions", None, {"title": "Brief the teams", "review_id": 1}))
    office.write("Done", [Edit("actions", 1, {"status": "complete"})])
    yield office
    office.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Office]:
    office = create_office(tmp_path / "empty.lif", PROFILES, "stockport", "Ben Officer")
    yield office
    office.close()


def tables(office: Office) -> dict[str, list[dict[str, Any]]]:
    return office.read(whole_office)  # type: ignore[no-any-return]


def test_every_table_with_its_columns_is_known() -> None:
    found = {table.name: {one.name: one for one in table.columns} for table in TABLES}
    assert [
        name for name, columns in found.items() if not {"id", "version", "extra", "binned_at"} <= columns.keys()
    ] == []
    action = found["actions"]
    assert (action["review_id"].target, action["due_on"].kind, action["title"].required) == ("reviews", "date", True)
    assert (action["ref"].unique, action["extra"].kind, action["extra"].blank) == (True, "json", {})
    assert found["imported_files"]["held_back"].blank == []
    order = list(found)
    assert all(
        order.index(one.target) <= order.index(name)
        for name, columns in found.items()
        for one in columns.values()
        if one.target
    )


def test_nothing_follows_from_what_is_taken_in(made: Office, empty: Office) -> None:
    """A case that is added raises its stages; one that is taken in has them already."""
    there = tables(made)
    assert len(there["milestones"]) > 3
    batch = empty.take_in("Took it in", there, made.read(next_numbers))
    assert batch is not None
    assert tables(empty) == there
    assert (empty.broken_link(), empty.foreign_keys()) == (None, "ok")
    assert empty.history("actions", 1)[0].batch.words == "Took it in"


def test_counters_go_on_where_they_were(made: Office, empty: Office) -> None:
    made.reserve("actions", 10)
    empty.take_in("Took it in", tables(made), made.read(next_numbers))
    for office in (made, empty):
        office.write("Next", office.changes_for("actions", None, {"title": "The next"}))
    assert tables(empty)["actions"][-1]["id"] == tables(made)["actions"][-1]["id"] == 12
    assert tables(empty)["actions"][-1]["ref"] == tables(made)["actions"][-1]["ref"]


def test_counters_go_on_after_the_highest_where_nothing_says_more(made: Office, empty: Office) -> None:
    empty.take_in("Took it in", tables(made), {})
    empty.write("Next", empty.changes_for("actions", None, {"title": "The next"}))
    last = tables(empty)["actions"][-1]
    assert (last["id"], last["ref"][-3:]) == (2, "002")


def test_agencies_that_changed_places_are_put_right(made: Office, empty: Office) -> None:
    there = tables(made)
    names = [row["name"] for row in there["agencies"]]
    for row, name in zip(there["agencies"], reversed(names), strict=True):
        row["name"] = name
    empty.take_in("Took it in", there, {})
    assert [row["name"] for row in tables(empty)["agencies"]] == names[::-1]


def test_two_records_change_names_in_one_batch(made: Office) -> None:
    names = [row["name"] for row in tables(made)["agencies"][:2]]
    made.write("Swapped", [Edit("agencies", 1, {"name": names[1]}), Edit("agencies", 2, {"name": names[0]})])
    assert [row["name"] for row in tables(made)["agencies"][:2]] == names[::-1]
    assert tables(made)["actions"][0]["review_id"] == 1
    assert (made.broken_link(), made.foreign_keys()) == (None, "ok")


def test_an_office_with_settings_of_its_own_is_empty_still(empty: Office) -> None:
    empty.set_setting("partnership", "Our own")
    empty.read(must_be_empty)


@pytest.mark.parametrize(
    "change", [Add("actions", {"title": "Mine"}), Edit("agencies", 1, {"name": "Another name"}), Bin("agencies", 2)]
)
def test_an_office_in_which_something_was_done_is_not_empty_until_that_is_undone(
    made: Office, empty: Office, change: Any
) -> None:
    empty.write("Done", [change])
    before = tables(empty)
    with pytest.raises(OfficeError, match="only be taken into an empty one"):
        empty.take_in("Took it in", tables(made), {})
    assert tables(empty) == before
    empty.undo()
    empty.read(must_be_empty)


def test_rows_that_do_not_go_together_leave_it_empty(made: Office, empty: Office) -> None:
    before, there = tables(empty), tables(made)
    there["actions"].append({**there["actions"][0], "id": 2})
    with pytest.raises(RecordClash, match="has this reference or name already"):
        empty.take_in("Took it in", there, {})
    assert tables(empty) == before
    empty.read(must_be_empty)


def test_an_office_without_a_profile_is_not_taken_in(made: Office, empty: Office) -> None:
    there = tables(made)
    there["settings"] = [row for row in there["settings"] if row["name"] != "profile"]
    with pytest.raises(OfficeError, match="do not say under which profile"):
        empty.take_in("Took it in", there, {})
    empty.read(must_be_empty)


def test_one_that_is_open_for_reading_is_left_alone(made: Office, tmp_path: Path) -> None:
    create_office(tmp_path / "read.lif", PROFILES, "stockport", "Ann").close()
    office = open_office(tmp_path / "read.lif", PROFILES, "Ann", read_only=True)
    with pytest.raises(OfficeReadOnly):
        office.take_in("Took it in", tables(made), {})
    office.close()
