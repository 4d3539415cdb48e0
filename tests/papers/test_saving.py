"""A paper is written whole or not at all, and what stands in the way is said in a sentence."""

import errno
from pathlib import Path

import pytest

from lif_desktop.papers.saving import PaperError, save_whole


def left_behind(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_and_one_that_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "agenda.docx"
    assert save_whole(target, b"first") == target
    save_whole(target, b"second")
    assert target.read_bytes() == b"second"
    assert left_behind(tmp_path) == ["agenda.docx"]


def refuse_with(monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    def replace(self: Path, target: Path) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", replace)


def test_a_target_that_word_holds_open_is_said_and_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "agenda.docx"
    target.write_bytes(b"the open one")
    refuse_with(monkeypatch, PermissionError(errno.EACCES, "Permission denied"))
    with pytest.raises(PaperError, match=r"“agenda\.docx” is open in another program, most likely Word\. Close it"):
        save_whole(target, b"new")
    assert target.read_bytes() == b"the open one"
    assert left_behind(tmp_path) == ["agenda.docx"]


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_with(monkeypatch, OSError(errno.ENOSPC, "No space left on device"))
    with pytest.raises(PaperError, match=r"could not be written \(No space left on device\)"):
        save_whole(tmp_path / "agenda.docx", b"new")
    assert left_behind(tmp_path) == []


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_where: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(PaperError, match="cannot be written to"):
        save_whole(tmp_path / "agenda.docx", b"new")


def test_a_missing_folder_and_a_folder_for_a_name_are_said(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match="There is no folder"):
        save_whole(tmp_path / "away" / "agenda.docx", b"new")
    with pytest.raises(PaperError, match="is a folder"):
        save_whole(tmp_path, b"new")
