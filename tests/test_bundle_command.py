"""The verb for inspection bundles: papers and trackers together, what is missing said, the log where asked."""

import io
import zipfile
from pathlib import Path

import pytest

from lif_desktop.commands import run_command
from lif_desktop.errors import LifError
from lif_desktop.gui.bundle_whole import whole_bundle
from lif_desktop.office import open_office
from lif_desktop.office.issued import issued
from lif_desktop.papers.saving import PaperError
from lif_desktop.places import resources
from tests.papers.made_up import MADE
from tests.papers.made_up_office import made_up_office


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of an office with reviews."""
    made_up_office(tmp_path / "office.lif").close()
    return tmp_path / "office.lif"


def names_in(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


def test_it_makes_the_bundle_of_the_reviews_that_are_named(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = file.with_name("bundle.zip")
    ref = "SAR-2024-001"
    assert run_command(["bundle", str(out), "--office", str(file), "--ref", ref]) == 0
    assert {"Index.docx", "Index.csv", "SHA256SUMS.txt", "OFFICIAL-SENSITIVE Actions tracker.xlsx"} <= names_in(out)
    said = capsys.readouterr()
    assert said.out == f"{out}\n"
    assert f"Not in the bundle: {ref}, Minutes of the meeting that decided. No decision" in said.err


def test_the_log_keeps_who_got_it(file: Path) -> None:
    out = file.with_name("bundle.zip")
    asked = ["bundle", str(out), "--office", str(file), "--ref", "SAR-2024-001"]
    with pytest.raises(LifError, match="Say who gets it"):
        run_command([*asked, "--log"])
    with pytest.raises(LifError, match="add --log"):
        run_command([*asked, "--to", "Inspectors"])
    assert not out.exists()
    assert run_command([*asked, "--log", "--to", "Inspectors"]) == 0
    with_log = open_office(file, resources() / "framework", "A tester")
    (issue,) = issued(with_log, kind="bundle")
    with_log.close()
    assert (issue.title, issue.sent_to) == ("Inspection bundle of SAR-2024-001", "Inspectors")


def test_strict_writes_nothing_where_details_would_go_out(file: Path) -> None:
    office = open_office(file, resources() / "framework", "A tester")
    office.write("A note", office.changes_for("actions", 5, {"title": "Ring 07700 900123"}))
    office.close()
    out = file.with_name("bundle.zip")
    asked = ["bundle", str(out), "--office", str(file), "--ref", "SAR-2024-001"]
    assert run_command([*asked, "--strict"]) == 1
    assert not out.exists()
    assert run_command([*asked, "--mask", "--strict"]) == 0
    with zipfile.ZipFile(out) as archive:
        inner = io.BytesIO(archive.read("OFFICIAL-SENSITIVE Actions tracker.xlsx"))
    with zipfile.ZipFile(inner) as book:
        assert all(b"900123" not in book.read(name) for name in book.namelist())


def test_papers_and_trackers_tell_of_one_moment(tmp_path: Path) -> None:
    office = made_up_office(tmp_path / "office.lif")
    written: list[int] = []

    def meddle(words: str, _done: int, _of: int) -> None:
        if words.startswith("Writing") and not written:
            written.append(1)
            office.set_setting("office_email", "office@ex.example")

    try:
        with pytest.raises(PaperError, match="changed while the bundle was made"):
            whole_bundle(office, ["SAR-2024-001"], MADE, meddle)
        assert whole_bundle(office, ["SAR-2024-001"], MADE).data == whole_bundle(office, ["SAR-2024-001"], MADE).data
    finally:
        office.close()
