"""Every paper of an office that was filled for trying out says so at its foot, however it is made."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from lif_desktop.office.office import Office
from lif_desktop.papers import PAPERS, build_paper, make_paper
from lif_desktop.papers.pack import pack_files
from tests.papers.made_up_office import TODAY, made_up_office

FOOT = "Made-up data · "


@pytest.fixture(scope="module")
def trying(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office filled for trying out. Only read it."""
    office = made_up_office(tmp_path_factory.mktemp("office") / "office.lif")
    office.set_setting("made_up", "yes")
    yield office
    office.close()


def foot(path: Path) -> str:
    """The words at the foot of the pages of a Word file."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"word/footer\d*\.xml", name)]
        return " ".join(re.sub(r"<[^>]+>", "", archive.read(name).decode()) for name in names)


@pytest.mark.parametrize("kind", [kind.key for kind in PAPERS])
def test_every_kind_of_paper_says_so_once(trying: Office, kind: str) -> None:
    paper = build_paper(trying, kind, year="2025-26", today=TODAY)
    assert paper.version_line.startswith(FOOT)
    assert paper.version_line.count(FOOT) == 1


def test_it_stands_at_the_foot_of_the_pages(trying: Office, tmp_path: Path) -> None:
    assert FOOT in foot(make_paper(trying, "agenda", tmp_path / "agenda.docx", "MTG-2026-002", today=TODAY))


@pytest.mark.parametrize("separate", [False, True])
def test_every_file_of_a_pack_says_so(trying: Office, tmp_path: Path, separate: bool) -> None:
    paths = pack_files(trying, "MTG-2026-002", tmp_path, separate, copies=False, today=TODAY)
    assert paths
    assert [path.name for path in paths if FOOT not in foot(path)] == []
