"""PDF through a word processor: the real one where it is there, stand-ins for the rest, nothing left behind."""

import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lif_desktop.errors import LifError
from lif_desktop.papers import pdf, pdf_programs
from lif_desktop.papers.blocks import Heading, Paper, Paragraph, Properties
from lif_desktop.papers.pdf import Writer, find_writer, pdf_bytes, pdf_from_docx, which_writer
from lif_desktop.papers.pdf_programs import SOURCE, TARGET, command, environment, write_profile
from lif_desktop.papers.saving import PaperError
from lif_desktop.papers.word import render

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")
LIBREOFFICE = pytest.mark.skipif(which_writer() != "LibreOffice", reason="LibreOffice is not installed here")


class Stopped(LifError):
    """What Cancel raises in these tests."""


def a_paper() -> bytes:
    properties = Properties("The partnership", datetime(2026, 11, 23, tzinfo=UTC))
    blocks = (Heading("Cases"), Paragraph("Child Wren, 15 working days."))
    return render(
        Paper("Agenda of the panel", "23 November 2026", "OFFICIAL", "Version 2", blocks, properties=properties)
    )


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for what is temporary, which must be empty again after each run."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def stand_in(folder: Path, script: str) -> Writer:
    """A program that takes LibreOffice's command line; `$out` is the folder, `$in` the file."""
    program = folder / "soffice"
    head = '#!/bin/sh\nwhile [ $# -gt 1 ]; do [ "$1" = --outdir ] && out="$2"; shift; done\nin="$1"\n'
    program.write_text(head + script, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return Writer("LibreOffice", str(program))


GOOD = (
    'printf "%%PDF-1.7 made of " > "$out/paper.pdf"; cat "$in" >> "$out/paper.pdf"; echo "%%EOF" >> "$out/paper.pdf"\n'
)


@LIBREOFFICE
def test_the_pdf_is_tagged_and_says_its_title_and_language(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(a_paper())
    made = pdf_from_docx(tmp_path / "a.docx", tmp_path / "a.pdf")
    data = made.read_bytes()
    assert b"/MarkInfo<</Marked true>>" in data
    assert b"/StructTreeRoot" in data
    assert b"/Lang(en-GB)" in data
    assert re.search(rb"/DisplayDocTitle true", data)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    assert b"Agenda of the panel</rdf:li>" in data


@POSIX
def test_the_file_is_copied_under_a_name_that_says_nothing(tmp_path: Path) -> None:
    told = tmp_path / "told"
    writer = stand_in(tmp_path, f'echo "$in" > {told}; ls -ld "$out" >> {told}\n{GOOD}')
    (tmp_path / "Child Wren.docx").write_bytes(b"the words")
    made = pdf_from_docx(tmp_path / "Child Wren.docx", tmp_path / "Child Wren.pdf", writer=writer)
    assert made.read_bytes().startswith(b"%PDF-1.7 made of the words")
    name, folder = told.read_text().splitlines()
    assert Path(name).name == SOURCE
    assert "Wren" not in name
    assert folder.startswith("drwx------")


@POSIX
@pytest.mark.parametrize(
    "script", ["exit 1\n", 'echo "half a page" > "$out/paper.pdf"\n', 'printf "%%PDF-1.7" > "$out/paper.pdf"\n']
)
def test_what_is_no_whole_pdf_is_refused_and_the_old_one_stays(tmp_path: Path, script: str) -> None:
    (tmp_path / "a.docx").write_bytes(b"words")
    (tmp_path / "a.pdf").write_bytes(b"the old one")
    with pytest.raises(PaperError, match="made no PDF"):
        pdf_from_docx(tmp_path / "a.docx", tmp_path / "a.pdf", writer=stand_in(tmp_path, script))
    assert (tmp_path / "a.pdf").read_bytes() == b"the old one"


@POSIX
def test_cancel_ends_the_program_and_all_it_started(tmp_path: Path) -> None:
    """Each process of the family holds the pipe open: its end is seen only when the last of them is gone."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = stand_in(tmp_path, f"exec 9> {pipe}\nsleep 600 &\necho begun >&9\nsleep 600\n")
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    heard = b""

    def progress(_words: str) -> None:
        nonlocal heard
        try:
            heard += os.read(reading, 100)
        except BlockingIOError:
            return
        if heard:
            raise Stopped("stopped")

    with pytest.raises(Stopped):
        pdf_bytes(b"words", progress, writer)
    os.set_blocking(reading, True)
    assert os.read(reading, 100) == b""
    os.close(reading)
    assert heard == b"begun\n"


@POSIX
def test_a_program_that_never_ends_is_ended(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match="took longer than 0 seconds"):
        pdf_bytes(b"words", writer=stand_in(tmp_path, "sleep 600\n"), longest=0.0)


def test_a_program_that_cannot_be_started_is_named(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match="LibreOffice could not be started"):
        pdf_bytes(b"words", writer=Writer("LibreOffice", str(tmp_path / "nowhere")))


def test_without_a_word_processor_it_says_what_else_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_writer", lambda: None)
    with pytest.raises(PaperError, match="PDF for printing"):
        pdf_bytes(b"words")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match="could not be read"):
        pdf_from_docx(tmp_path / "none.docx", tmp_path / "a.pdf", writer=Writer("LibreOffice", "none"))


def test_what_a_crash_left_is_cleared_away_and_what_works_now_is_not(tmp_path: Path, temporary: Path) -> None:
    for name, age in (("lif-desktop-pdf-old", 7200), ("lif-desktop-pdf-now", 10), ("another", 7200)):
        (temporary / name).mkdir()
        (temporary / name / "paper.docx").write_text("words")
        then = datetime.now(UTC).timestamp() - age
        os.utime(temporary / name, (then, then))
    with pytest.raises(PaperError):
        pdf_bytes(b"words", writer=Writer("LibreOffice", str(tmp_path / "nowhere")))
    assert {one.name for one in temporary.iterdir()} == {"lif-desktop-pdf-now", "another"}
    for one in temporary.iterdir():
        (one / "paper.docx").unlink()
        one.rmdir()


def test_word_is_asked_without_names_or_macros_and_with_tags(tmp_path: Path) -> None:
    asked = command(Writer("Word", "powershell.exe"), tmp_path)
    assert asked[:4] == ["powershell.exe", "-NoLogo", "-NoProfile", "-NonInteractive"]
    script = asked[-1]
    assert str(tmp_path) not in script
    assert '"' not in script
    assert "AutomationSecurity = 3" in script
    export = re.search(r"ExportAsFixedFormat\(([^)]*)\)", script)
    assert export is not None
    given = [part.strip() for part in export[1].split(",")]
    assert len(given) == 14
    assert (given[1], given[8], given[11], given[13]) == ("17", "$true", "$true", "$false")
    around = environment(tmp_path, {"PATH": "here"})
    assert around["LIF_SOURCE"] == str(tmp_path / SOURCE)
    assert around["LIF_TARGET"] == str(tmp_path / TARGET)
    assert around["PATH"] == "here"


def test_libreoffice_works_beside_one_that_is_open_and_runs_no_macros(tmp_path: Path) -> None:
    asked = command(Writer("LibreOffice", "soffice"), tmp_path)
    assert f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}" in asked
    write_profile(tmp_path)
    told = (tmp_path / "profile" / "user" / "registrymodifications.xcu").read_text(encoding="utf-8")
    for name in ("UseTaggedPDF", "PDFUACompliance", "DisableMacrosExecution"):
        assert f'oor:name="{name}" oor:op="fuse"><value>true</value>' in told


def test_word_is_found_by_the_registry_where_libreoffice_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {r"Word.Application\CLSID": "{000209FF}"}
    monkeypatch.setattr(pdf_programs, "_registry", lambda key, **_more: keys.get(key, ""))
    monkeypatch.setattr(pdf_programs, "_PLACES", ())
    monkeypatch.setattr(shutil, "which", lambda name: "C:/powershell.exe" if name == "powershell" else None)
    assert find_writer() == Writer("Word", "C:/powershell.exe")
    keys.clear()
    assert which_writer() is None


def test_libreoffice_is_found_where_the_registry_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "soffice.exe").touch()
    keys = {r"SOFTWARE\LibreOffice\UNO\InstallPath": str(tmp_path)}
    monkeypatch.setattr(pdf_programs, "_registry", lambda key, **_more: keys.get(key, ""))
    monkeypatch.setattr(pdf_programs, "_PLACES", ())
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert find_writer() == Writer("LibreOffice", str(tmp_path / "soffice.exe"))
