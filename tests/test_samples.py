"""The made-up spreadsheets: as their script makes them, of every form, and about nobody."""

import re
import subprocess
import sys
import tomllib
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from lif_desktop.places import resources
from lif_desktop.registers import register
from lif_desktop.sheets.raw import RawBook
from lif_desktop.sheets.reader import read_book

SAMPLES = resources() / "sample"
MANIFEST = tomllib.loads((SAMPLES / "manifest.toml").read_text(encoding="utf-8"))["imports"]
FILES = sorted({entry["file"] for entry in MANIFEST})


def contents(path: Path) -> dict[str, bytes]:
    """What a file holds; of a packed one its parts, since packing differs from machine to machine."""
    if path.suffix not in (".xlsx", ".ods"):
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def books() -> dict[str, RawBook]:
    return {name: read_book(SAMPLES / name) for name in FILES}


def test_they_are_what_their_script_makes(tmp_path: Path) -> None:
    script = str(SAMPLES / "make_samples.py")
    subprocess.run([sys.executable, script, str(tmp_path)], check=True, capture_output=True)
    made = {path.name: contents(path) for path in tmp_path.iterdir()}
    there = {path.name: contents(path) for path in SAMPLES.iterdir() if path.is_file() and path.suffix != ".py"}
    assert [name for name in made.keys() | there.keys() if made.get(name) != there.get(name)] == []


def test_ten_or_more_files_in_every_form_that_is_read(books: dict[str, RawBook]) -> None:
    assert len(FILES) >= 10
    assert {book.kind for book in books.values()} == {"xlsx", "xls", "ods", "csv"}
    assert b"\xa3" in (SAMPLES / "Training programme export.csv").read_bytes()  # a pound sign of the Windows code page


def test_they_look_like_what_agencies_send(books: dict[str, RawBook]) -> None:
    sheets = [sheet for book in books.values() for sheet in book.sheets]
    assert sum(bool(sheet.merged) for sheet in sheets) >= 10
    assert sum(bool(sheet.hidden_columns) for sheet in sheets) >= 4
    assert sum(len(book.sheets) > 1 for book in books.values()) >= 6
    texts = {str(cell) for sheet in sheets for row in sheet.rows for cell in row if cell is not None}
    forms = (
        r"\d{2}/\d{2}/\d{4}",
        r"\d{2}\.\d{2}\.\d{4}",
        r"\d{1,2} [A-Z][a-z]{2} \d{4}",
        r"\d{2}-[A-Z][a-z]{2}-\d{2}",
        r"\d{1,2}(st|nd|rd|th) [A-Z][a-z]+ \d{4}",
        r"[A-Z][a-z]{2} \d{1,2}(st|nd|rd|th) .*",
        r"\d{1,2}/\d{1,2}/\d{2}",
    )
    assert [form for form in forms if not any(re.fullmatch(form, text) for text in texts)] == []
    assert {"GMP", "SMBC CSC", "ICB", "SNHSFT"} <= texts
    assert any(text.startswith("Sub-total") for text in texts)


def test_the_manifest_names_sheets_and_registers_that_there_are(books: dict[str, RawBook]) -> None:
    for entry in MANIFEST:
        register(entry["register"])
        names = [sheet.name for sheet in books[entry["file"]].sheets]
        assert entry.get("sheet", names[0]) in names


def test_what_goes_in_together_stands_beside_a_sheet_of_its_own_file() -> None:
    together = [(before, entry) for before, entry in pairwise(MANIFEST) if entry.get("together")]
    assert [(before["sheet"], entry["sheet"]) for before, entry in together] == [("Stages done", "Extensions")]
    assert all(before["file"] == entry["file"] for before, entry in together)


def test_each_file_says_that_it_is_made_up(books: dict[str, RawBook]) -> None:
    for name, book in books.items():
        assert any("Made-up data" in str(cell) for sheet in book.sheets for row in sheet.rows for cell in row), name


def test_addresses_and_numbers_belong_to_nobody(books: dict[str, RawBook]) -> None:
    text = "\n".join(
        str(cell) for book in books.values() for sheet in book.sheets for row in sheet.rows for cell in row if cell
    )
    mails = re.findall(r"[\w.-]+@[\w.-]+", text)
    telephones = re.findall(r"\b0\d{2,4} \d{3,4} \d{3,4}\b", text)
    assert mails
    assert all(mail.endswith(".example") for mail in mails)
    assert telephones
    assert all(number.startswith("0161 496 0") for number in telephones)
    assert not re.search(r"\b\d{3} ?\d{3} ?\d{4}\b", text.replace("0161 496", ""))
    assert not re.search(r"\b[A-Z]{1,2}\d{1,2} ?\d[A-Z]{2}\b", text)
