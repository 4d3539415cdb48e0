"""Templates on the command line: a copy to edit, a check with places, used, listed, removed."""

from pathlib import Path

import docx
import pytest

from lif_desktop.app import main
from lif_desktop.office import create_office
from lif_desktop.places import resources


@pytest.fixture
def office(tmp_path: Path) -> str:
    path = tmp_path / "o.lif"
    create_office(path, resources() / "framework", "stockport", "Ann").close()
    return str(path)


def test_from_a_copy_to_papers_made_in_it(office: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own, made = str(tmp_path / "ours.docx"), str(tmp_path / "handover.docx")
    assert main(["template", "save", own, "--kind", "handover"]) == 0
    assert main(["template", "check", own]) == 0
    assert main(["template", "list", "--office", office]) == 0
    assert main(["template", "use", own, "--office", office, "--kind", "handover"]) == 0
    assert main(["template", "list", "--office", office]) == 0
    said = capsys.readouterr().out
    assert "There is nothing to mend." in said
    assert "The office has no template of its own." in said
    assert "ours  Desk handover  added " in said
    assert main(["paper", "handover", made, "--office", office]) == 0
    assert "business office" in docx.Document(made).paragraphs[-1].text
    assert main(["template", "remove", "Ours", "--office", office]) == 0
    assert main(["template", "remove", "Ours", "--office", office]) == 1
    assert "has no template “Ours”" in capsys.readouterr().err


def test_what_stops_papers_is_said_and_not_kept(
    office: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "ours.docx"
    main(["template", "save", str(own)])
    document = docx.Document(str(own))
    document.add_paragraph("For {{ partnershp }}")
    document.save(str(own))
    assert main(["template", "check", str(own)]) == 1
    assert "- body, paragraph 9 “For {{ partnershp }}”: There is no name “partnershp”." in capsys.readouterr().out
    assert main(["template", "use", str(own), "--office", office]) == 1
    assert "The template was not taken." in capsys.readouterr().err


@pytest.mark.parametrize(
    "asked", [["check"], ["use", "a.docx"], ["list"], ["use", "a.docx", "--office", "F", "--kind", "menu"]]
)
def test_what_is_not_said_is_asked_for(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", *asked]) == 1
    assert capsys.readouterr().err.strip().endswith((".", "docx", "lif"))
