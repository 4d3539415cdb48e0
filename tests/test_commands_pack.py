"""The pack of a meeting on the command line: several files in a folder, masked and logged as one issue."""

from pathlib import Path

import pytest

from lif_desktop.app import main
from lif_desktop.office import Edit, open_office
from lif_desktop.office.issued import Issue, issued
from lif_desktop.places import resources
from tests.papers.made_up import everything
from tests.papers.made_up_office import made_up_office

REF = "MTG-2026-003"
NHS = "943 476 5919"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office in which a case of the agenda names an NHS number."""
    path = tmp_path / "office.lif"
    made = made_up_office(path)
    made.write("Told", [Edit("reviews", 1, {"summary": f"The child has NHS number {NHS}"})])
    made.close()
    return path


def run(office: Path, folder: Path, *more: str) -> int:
    folder.mkdir(exist_ok=True)
    return main(["paper", "agenda", str(folder), "--office", str(office), "--ref", REF, *more])


def logged(office: Path) -> tuple[Issue, ...]:
    read = open_office(office, resources() / "framework", "A tester", read_only=True)
    try:
        return issued(read, "meetings")
    finally:
        read.close()


def test_separate_files_are_named_one_by_one(office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(office, tmp_path / "out", "--separate") == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[0].endswith(f"Agenda {REF}.docx")
    assert len(said.out.splitlines()) == len(list((tmp_path / "out").iterdir())) == 2
    assert "NHS number" in said.err
    assert "Due, and not on this agenda: Twelve-month assurance, " in said.err


def test_copies_are_masked_and_logged_as_one_issue_with_who_got_which(office: Path, tmp_path: Path) -> None:
    made = open_office(office, resources() / "framework", "A tester")
    (seat,) = made.records("attendance", 4)
    made.write("Coming", [Edit("attendance", seat["id"], {"present": "present"})])
    made.close()
    out = tmp_path / "out"
    assert run(office, out, "--copies", "--mask", "--log", "--to", "Members", "--why", "Panel") == 0
    (path,) = out.iterdir()
    assert "Copy 1 of 1" in everything(path.read_bytes())
    assert NHS not in everything(path.read_bytes())
    (issue,) = logged(office)
    assert (issue.kind, issue.issue, issue.sent_to, issue.why) == ("agenda", 1, "Members", "Panel")
    assert issue.copies == ({"number": 1, "to": "Stockport Metropolitan Borough Council, Head of service"},)
    assert run(office, out, "--separate", "--copies") == 0
    (agenda,) = out.glob(f"Copy 01*/Agenda {REF}.docx")
    assert "version 2, as at" in everything(agenda.read_bytes())


def test_with_strict_nothing_goes_out(office: Path, tmp_path: Path) -> None:
    assert run(office, tmp_path / "out", "--separate", "--strict") == 1
    assert list((tmp_path / "out").iterdir()) == []


def test_what_does_not_go_together_is_said(office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["paper", "handover", str(tmp_path), "--office", str(office), "--copies"]) == 1
    assert "are for an agenda" in capsys.readouterr().err
    assert run(office, tmp_path / "out", "--separate", "--template", "t.docx") == 1
    assert "leave --template out" in capsys.readouterr().err
