"""The history of imports: what was taken in, which batch undoes it, and the file as it came."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from lif_desktop.office import Office
from lif_desktop.office.imports import import_of, imports, kept_bytes, newest_import, past_layouts, still_awaited
from lif_desktop.sheets.importing import import_file
from tests.sheets.going_out import TODAY, add, new_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = new_office(tmp_path)
    yield made
    made.close()


def csv(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_imports_are_listed_newest_first_with_the_batch_that_undoes_them(office: Office, tmp_path: Path) -> None:
    import_file(office, csv(tmp_path, "one.csv", "Action,Due", "One,13/3/26", "Two,tbc"), "actions", "GMP")
    [(_, batch)] = import_file(office, csv(tmp_path, "two.csv", "Action,Due", "Three,13/3/26"), "actions")
    second, first = office.read(imports)

    assert batch is not None
    assert (second.file_name, second.batch, second.added, second.agency_id) == ("two.csv", batch.id, 1, None)
    assert (first.file_name, first.register, first.agency_id) == ("one.csv", "actions", office.lookup.agency("GMP"))
    assert [one["row"] for one in first.held_back] == [3]
    assert [one["field"] for one in first.columns][:2] == ["title", "due_on"]
    assert office.read(newest_import) == second.id
    assert office.read(lambda connection: import_of(connection, first.id)) == first
    assert len(office.read(lambda connection: past_layouts(connection, "actions"))) == 2
    assert office.read(lambda connection: past_layouts(connection, "risks")) == ()


def test_an_import_that_was_undone_is_not_listed(office: Office, tmp_path: Path) -> None:
    import_file(office, csv(tmp_path, "one.csv", "Action,Due", "One,13/3/26"), "actions")
    [one] = office.read(imports)
    office.undo(one.batch)

    assert office.read(imports) == ()
    with pytest.raises(KeyError):
        office.read(lambda connection: import_of(connection, one.id))


def test_the_file_is_kept_as_it_came(office: Office, tmp_path: Path) -> None:
    path = csv(tmp_path, "one.csv", "Action,Due", "One,13/3/26")
    import_file(office, path, "actions")
    [one] = office.read(imports)

    assert one.kept
    assert one.sha256 == sha256(path.read_bytes()).hexdigest()
    assert office.read(lambda connection: kept_bytes(connection, one.sha256)) == path.read_bytes()
    assert office.read(lambda connection: kept_bytes(connection, "0" * 64)) is None


@pytest.mark.parametrize("come", [{"received_on": TODAY}, {"accepted_on": TODAY}])
def test_a_return_is_awaited_until_it_has_a_day(office: Office, come: dict[str, Any]) -> None:
    number = add(office, "returns", kind="imr", agency_id=office.lookup.agency("GMP"), asked_on=TODAY)
    assert office.read(lambda connection: still_awaited(connection, number))
    office.write("Come", office.changes_for("returns", number, come))

    assert not office.read(lambda connection: still_awaited(connection, number))
    assert not office.read(lambda connection: still_awaited(connection, 999))
