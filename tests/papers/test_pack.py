"""The pack as files: one document or separate ones, numbered copies, whole or not at all."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from lif_desktop.office import Add, Change, Office
from lif_desktop.papers import PaperError, pack, saving
from lif_desktop.papers.blocks import Paper
from lif_desktop.papers.pack import pack_files
from tests.papers.made_up import everything
from tests.papers.made_up_office import TODAY, empty_office, made_up_office

REF, LONG = "MTG-2026-003", "MTG-2026-002"


def files(office: Office, folder: Path, separate: bool = False, copies: bool = False, ref: str = REF) -> list[str]:
    made = pack_files(office, ref, folder, separate, copies, TODAY)
    assert sorted(made) == sorted(path for path in folder.rglob("*") if path.is_file())
    return [str(path.relative_to(folder)).replace("\\", "/") for path in made]


@pytest.fixture
def seated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office whose meeting on 4 December has three seats: one sent apologies, one a deputy, the police come."""
    office = made_up_office(tmp_path_factory.mktemp("seated") / "office.lif")
    seat = {"meeting_id": 4, "agency_id": office.lookup.agency("GMP"), "role": 'Detective/inspector: "south"'}
    away = {"meeting_id": 4, "agency_id": office.lookup.agency("NHS GM ICB"), "role": "Director of nursing",
            "present": "apology", "deputy": "Named nurse"}  # fmt: skip
    office.write("Seats", [Add("attendance", away), Add("attendance", seat)])
    yield office
    office.close()


def test_one_document_is_the_agenda_with_its_papers(office: Office, tmp_path: Path) -> None:
    assert files(office, tmp_path) == [f"Agenda {REF}.docx"]
    told = everything((tmp_path / f"Agenda {REF}.docx").read_bytes())
    assert "Paper B: RR-2026-001 Child Wren, for decision" in told
    assert "Copy" not in told


def test_separate_documents_are_the_agenda_and_each_paper(office: Office, tmp_path: Path) -> None:
    names = files(office, tmp_path, separate=True)
    assert names == [f"Agenda {REF}.docx", "Paper B, RR-2026-001 Child Wren, for decision.docx"]


def test_each_separate_paper_is_a_document_of_its_own(office: Office, tmp_path: Path) -> None:
    names = files(office, tmp_path, separate=True, ref=LONG)
    assert names[:2] == [f"Agenda {LONG}.docx", "Paper A, Matters arising and action log.docx"]
    assert "Overdue or off track" not in everything((tmp_path / names[0]).read_bytes())
    single = docx.Document(str(tmp_path / "Paper F, Composite action plan, exceptions.docx"))
    assert single.paragraphs[0].text == "Paper F: Composite action plan, exceptions"
    headings = [p.style.name for p in single.paragraphs if p.text == "Overdue or off track"]  # type: ignore[union-attr]
    assert headings == ["Heading 2"]


def test_numbered_copies_name_their_holder_on_page_one_and_their_number_in_the_foot(
    seated: Office, tmp_path: Path
) -> None:
    names = files(seated, tmp_path, copies=True)
    assert [name.partition(", copy ")[2][:2] for name in names] == ["01", "02"]
    assert not set('<>:"/\\|?*') & set("".join(names))
    second = docx.Document(str(tmp_path / names[1]))
    assert second.sections[0].footer.paragraphs[0].text.startswith("Copy 2 of 2 · Agenda MTG-2026-003, version 1")
    told = everything((tmp_path / names[1]).read_bytes())
    assert "Copy 2 of 2: Greater Manchester Police, Detective/inspector" in told
    first = everything((tmp_path / names[0]).read_bytes())
    assert (
        "Copy 1 of 2: NHS Greater Manchester Integrated Care Board, Named nurse, deputy for the Director of nursing"
        in first
    )
    assert "returned to the business office or destroyed" in told
    assert "Copy 1 of 2" not in told


def test_there_is_no_copy_for_one_who_only_apologised(office: Office, tmp_path: Path) -> None:
    with pytest.raises(PaperError, match="Everybody who is down for this meeting has sent apologies"):
        files(office, tmp_path, copies=True)


def test_copies_of_separate_documents_stand_in_a_folder_for_each_member(seated: Office, tmp_path: Path) -> None:
    names = files(seated, tmp_path, separate=True, copies=True)
    folders = {name.partition("/")[0] for name in names}
    assert {folder[:7] for folder in folders} == {"Copy 01", "Copy 02"}
    assert len(names) == 2 * len([name for name in names if name.startswith("Copy 01")])
    one = next(name for name in names if name.startswith("Copy 02") and "Paper" in name)
    assert "Copy 2 of 2" in everything((tmp_path / one).read_bytes())


def test_two_members_of_one_name_have_two_files(seated: Office, tmp_path: Path) -> None:
    seat = {"meeting_id": 4, "agency_id": 1, "role": "Head of service 2"}
    again: list[Change] = [Add("attendance", seat, 100), Add("attendance", seat, 101)]
    seated.write("Seats", again)
    assert len({name.casefold() for name in files(seated, tmp_path, copies=True)}) == 4


def test_without_anybody_down_there_is_nobody_to_number_a_copy_for(office: Office, tmp_path: Path) -> None:
    with pytest.raises(PaperError, match="nobody to number a copy for"):
        pack_files(office, "MTG-2026-002", tmp_path, separate=False, copies=True, today=TODAY)
    with pytest.raises(PaperError, match="There is no folder"):
        pack_files(office, REF, tmp_path / "away", separate=False, copies=False, today=TODAY)
    assert list(tmp_path.iterdir()) == []


def test_every_paper_goes_through_the_change_that_is_asked_for(office: Office, tmp_path: Path) -> None:
    def masked(paper: Paper) -> Paper:
        return replace(paper, title="Masked")

    made = pack_files(office, REF, tmp_path, separate=True, copies=False, today=TODAY, change=masked)
    assert {docx.Document(str(path)).paragraphs[0].text for path in made} == {"Masked"}


def test_where_one_file_cannot_be_written_none_stays_and_what_stood_there_is_as_it_was(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / f"Agenda {LONG}.docx"
    there.write_bytes(b"an older one")
    (tmp_path / "Paper D, Live rapid reviews and their clocks.docx").mkdir()
    with pytest.raises(PaperError, match="is a folder"):
        pack_files(office, LONG, tmp_path, separate=True, copies=False, today=TODAY)
    assert there.read_bytes() == b"an older one"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        there.name,
        "Paper D, Live rapid reviews and their clocks.docx",
    ]


def test_a_folder_that_was_made_for_a_copy_goes_again(
    seated: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []

    def full(path: Path, data: bytes) -> Path:
        if len(written) == 2:
            raise PaperError("The disk is full.")
        written.append(path)
        return saving.save_whole(path, data)

    monkeypatch.setattr(pack, "save_whole", full)
    with pytest.raises(PaperError, match="disk is full"):
        pack_files(seated, REF, tmp_path, separate=True, copies=True, today=TODAY)
    assert list(tmp_path.iterdir()) == []


def test_it_can_be_stopped_before_anything_is_written(office: Office, tmp_path: Path) -> None:
    def stop(_words: str, done: int, _of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pack_files(office, LONG, tmp_path, separate=True, copies=False, today=TODAY, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_an_office_without_a_meeting_says_so(tmp_path: Path) -> None:
    office = empty_office(tmp_path / "office.lif")
    with pytest.raises(PaperError, match="There is no meeting with a date yet"):
        pack_files(office, None, tmp_path, separate=False, copies=False, today=TODAY)
    office.close()
