"""Awkward texts on their way out: nothing becomes alive, nothing is cut or changed unsaid, nothing breaks the file."""

import csv
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from openpyxl import load_workbook

from lif_desktop.office import Add, Office
from lif_desktop.registers.values import LONGEST, clean
from lif_desktop.sheets.composite import write_composite
from lif_desktop.sheets.plain import write_csv, write_json
from lif_desktop.sheets.raw import RawBook
from lif_desktop.sheets.reader import read_book
from lif_desktop.sheets.sizes import units
from lif_desktop.sheets.tracker import write_tracker
from tests.sheets.going_out import new_office
from tests.sheets.traps import TRAPS

UNDONE_BY_XLSXWRITER = "_x005F_x0041_"
"""Two of Excel's own escapes that share a line: XlsxWriter covers the first only, so the second is read as a letter."""
HEADINGS = ("<r>a</r>", "=1+1", "&L", "x" * 300, "a\nb", "Due", "due", " ", "'", "\U0001f642" * 200)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An action for each awkward text, as its title, its notes and an extra column; awkward headings too."""
    made = new_office(tmp_path_factory.mktemp("traps"))
    texts = [{"title": text, "notes": text, "extra": {"Said": text}} for text in TRAPS]
    texts[0]["extra"] = {"Said": TRAPS[0], **dict.fromkeys(HEADINGS, "x")}
    made.write("Awkward", [Add("actions", values) for values in texts])
    made.set_setting("partnership", "<r>&" * 40 + "</r>")
    yield made
    made.close()


@pytest.fixture(scope="module")
def tracker(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tracker(office, "actions", tmp_path_factory.mktemp("tracker") / "a.xlsx")


@pytest.fixture(scope="module")
def read(tracker: Path) -> RawBook:
    return read_book(tracker)


def parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels", ".vml"))]
        return {name: archive.read(name).decode() for name in names}


def expected(text: str) -> str | None:
    """What a cell has to hold: the text without what no cell holds, or nothing where it would be cut."""
    cleaned = clean(text)
    return cleaned if cleaned and units(cleaned) <= LONGEST else None


def column(book: RawBook, heading: str, head: int = 0) -> list[Any]:
    sheet = book.sheets[0]
    place = sheet.rows[head].index(heading)
    return [row[place] for row in sheet.rows[head + 1 : head + 1 + len(TRAPS)]]


def nothing_is_alive(path: Path) -> None:
    found = parts(path)
    for name, text in found.items():
        fromstring(text)  # noqa: S314 - a part that is no XML is what this test looks for
        if name.startswith("xl/worksheets/"):
            assert "<f>" not in text
            assert "<f " not in text
            assert "<hyperlink" not in text
    assert not [name for name in found if "external" in name.casefold()]


@pytest.mark.parametrize("heading", ["Action", "Notes", "Said"])
def test_a_tracker_holds_every_text_as_it_is(read: RawBook, heading: str) -> None:
    pairs = list(zip(TRAPS, column(read, heading), strict=True))
    assert [(text, cell) for text, cell in pairs if cell != expected(text) and text != UNDONE_BY_XLSXWRITER] == []


def test_nothing_in_a_tracker_is_alive(tracker: Path) -> None:
    nothing_is_alive(tracker)


def test_a_tracker_says_what_it_could_not_hold(tracker: Path) -> None:
    sheet = load_workbook(tracker).worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    cut = [row for row, text in enumerate(TRAPS, 2) if units(clean(text)) > LONGEST]
    assert len(cut) >= 5
    for row in cut:
        for heading in ("Action", "Notes", "Said"):
            said = sheet.cell(row, titles.index(heading) + 1).comment
            assert said is not None
            assert "It stands whole in the office" in said.text
    noted = [cell.row for row in sheet.iter_rows(min_row=2) for cell in row if cell.comment]
    assert sorted(noted) == sorted(cut * 3)


def test_headings_of_a_table_are_all_different_and_short_enough_for_excel(tracker: Path) -> None:
    sheet = load_workbook(tracker).worksheets[0]
    (table,) = sheet.tables.values()
    names = [one.name for one in table.tableColumns]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < units(name) <= 255 for name in names)
    assert [cell.value for cell in sheet[1]] == names


@pytest.mark.parametrize("kind", ["published", "composite"])
def test_the_other_workbooks_hold_no_more_life(office: Office, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"{kind}.xlsx"
    if kind == "composite":
        write_composite(office, path)
        nothing_is_alive(path)
        write_composite(office, path, "published")
    else:
        write_tracker(office, "actions", path, "published")
    nothing_is_alive(path)
    shown = set(column(read_book(path), "Action", 1))
    wanted = {expected(text) for text in TRAPS if text != UNDONE_BY_XLSXWRITER}
    assert wanted - shown == set()


def test_comma_separated_text_holds_every_text_and_nothing_that_begins_a_formula(
    office: Office, tmp_path: Path
) -> None:
    path = write_csv(office, "actions", tmp_path / "a.csv")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["Action"].removeprefix("\t") for row in rows] == [clean(text) for text in TRAPS]
    assert [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))] == []


def test_json_holds_every_text_to_the_letter(office: Office, tmp_path: Path) -> None:
    found = json.loads(write_json(office, "actions", tmp_path / "a.json").read_text("utf-8"))
    assert [one["title"] for one in found] == list(TRAPS)
    assert [one["extra"]["Said"] for one in found] == list(TRAPS)


def test_each_page_says_whose_it_is_within_what_excel_takes(tracker: Path) -> None:
    text = parts(tracker)["xl/worksheets/sheet1.xml"]
    header = text.split("<oddHeader>")[1].split("</oddHeader>")[0].replace("&amp;", "&").replace("&lt;", "<")
    assert "&amp;&amp;" in text
    assert len(header.replace("&gt;", ">").replace("&quot;", '"')) <= 255
