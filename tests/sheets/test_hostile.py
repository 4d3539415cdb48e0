"""Files that want to do harm: each is refused with the right reason or read right, and no office is changed by it."""

import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest

from lif_desktop.errors import LifError
from lif_desktop.office import Office
from lif_desktop.sheets import reader
from lif_desktop.sheets import sniff as sniffing
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.plan import make_plan
from lif_desktop.sheets.raw import RawBook
from lif_desktop.sheets.reader import Limits, read_book
from lif_desktop.sheets.refused import Reason, SheetRefused
from tests.data.hostile_archives import SECRET, book
from tests.data.hostile_markup import open_in_excel
from tests.data.make_hostile import HOSTILE, Hostile
from tests.sheets.forked import FORKS, ForkedReaders
from tests.sheets.going_out import new_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all of them: none may change it."""
    made = new_office(tmp_path_factory.mktemp("office"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForkedReaders | None]:
    if not FORKS:
        yield None
        return
    made = ForkedReaders(tmp_path_factory.mktemp("readers"))
    yield made
    made.close()


def state(office: Office) -> tuple[str, int]:
    """The bytes of the office file and its journal, as far as they can show a change."""
    files = sorted(office.path.parent.glob(f"{office.path.name}*"))
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest(), len(office.batches())


def taken_in(office: Office, path: Path) -> RawBook | SheetRefused:
    """What reading gives; a book that can be read is planned too, which no file may turn into a crash."""
    try:
        read = read_book(path)
    except SheetRefused as refused:
        return refused
    with suppress(LifError):
        make_plan(office, read, "actions")
    return read


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda one: one.what)
def test_a_hostile_file_ends_as_it_should(
    tmp_path: Path, office: Office, readers: ForkedReaders | None, hostile: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    if readers is not None:
        monkeypatch.setattr(reader, "_started", readers.start)
    ends_as_it_should(tmp_path, office, hostile)
    assert readers is None or readers.left == 0


@pytest.mark.parametrize("hostile", HOSTILE[7::20], ids=lambda one: one.what)
def test_it_ends_so_in_a_process_of_its_own_too(tmp_path: Path, office: Office, hostile: Hostile) -> None:
    ends_as_it_should(tmp_path, office, hostile)


def ends_as_it_should(folder: Path, office: Office, hostile: Hostile) -> None:
    path = folder / hostile.name
    hostile.make(path)
    before = state(office)
    found = taken_in(office, path)

    assert state(office) == before
    if isinstance(found, SheetRefused):
        assert found.reason in hostile.reasons, str(found)
        assert hostile.words in str(found)
        assert hostile.name in str(found)
    else:
        assert hostile.rows, f"{hostile.what} was read"
        assert found.sheets[0].rows[: len(hostile.rows)] == hostile.rows
        assert SECRET not in str(found.sheets[0].rows[:20])


def test_there_are_many_files_and_few_reasons() -> None:
    assert len(HOSTILE) >= 100
    assert len(Reason) <= 12
    assert {reason for one in HOSTILE for reason in one.reasons} >= set(Reason) - {
        Reason.CANNOT_OPEN, Reason.STUCK, Reason.NO_HEADINGS,
    }  # fmt: skip


def test_a_good_file_is_told_from_a_hostile_one(tmp_path: Path, office: Office) -> None:
    """The control: a file that is taken in does change what the tests above compare."""
    path = tmp_path / "good.xlsx"
    book()(path)
    plan = make_plan(office, read_book(path), "actions")
    before = state(office)
    office.write("One action", office.changes_for("actions", None, {"title": "Changed"}))
    apply(office, plan)

    assert state(office) != before


@pytest.mark.skipif(not FORKS, reason="Windows has no pipes in folders")
def test_a_pipe_that_never_speaks_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "pipe.xlsx"
    os.mkfifo(path)
    with pytest.raises(SheetRefused) as caught:
        read_book(path, limits=Limits(seconds=0.3))
    assert caught.value.reason is Reason.STUCK


@pytest.mark.parametrize("name", ["open.xlsx", "open too.xlsx"])
def test_who_has_the_file_open_is_said(tmp_path: Path, name: str) -> None:
    hostile = next(one for one in HOSTILE if one.name == name)
    hostile.make(tmp_path / name)
    [notice] = read_book(tmp_path / name).notices

    assert ("Ann Exampleb has it open in Excel" in notice) or ("somebody has it open in LibreOffice" in notice)
    assert "what was last saved" in notice


def test_a_file_that_excel_holds_shut_is_said_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "return.xlsx"
    open_in_excel(path)
    opened = Path.open

    def held(self: Path, *arguments: object, **named: object) -> object:
        if self == path:
            raise PermissionError(13, "held", str(self))
        return opened(self, *arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(SheetRefused, match="Ann Exampleb has it open in Excel") as caught:
        sniffing.sniff(path)
    assert caught.value.reason is Reason.CANNOT_OPEN
