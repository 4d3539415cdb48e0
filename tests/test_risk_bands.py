"""The bands of the risk scale stand in the profile alone: screen, Word and Excel take words and colours from there."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from lif_desktop.framework.profile import Band, find_profile, load_profile
from lif_desktop.framework.risks import Cell, band_status
from lif_desktop.gui.office_cells import OfficeCells
from lif_desktop.office import Add, Office, create_office
from lif_desktop.papers import make_paper
from lif_desktop.places import resources
from lif_desktop.registers import register
from lif_desktop.sheets.tracker import write_tracker

TOP = Path(__file__).parents[1]
TODAY = dt.date(2026, 11, 23)
INK, FILL = "#102030", "#FEDCBA"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office whose profile was changed: five points up all is called Grave, in colours of its own."""
    made = create_office(
        tmp_path / "office.lif",
        resources() / "framework",
        "stockport",
        "Ann",
        lambda: dt.datetime.combine(TODAY, dt.time(10)),
    )
    scale = made.profile.risk
    low, *_, highest = scale.bands
    bands = (replace(low, most=5), replace(highest, label="Grave", least=6, ink=INK, fill=FILL))
    made.profile = replace(made.profile, risk=replace(scale, bands=bands))
    values = {"title": "Returns come late", "residual_likelihood": 4, "residual_impact": 4, "status": "open"}
    meeting = {"group_key": "safeguarding_executives", "held_on": dt.date(2026, 12, 16)}
    made.write("Added", [Add("risks", values), Add("meetings", meeting)])
    yield made
    made.close()


def test_the_screen_takes_words_and_colours_of_the_profile(office: Office) -> None:
    assert band_status(office.profile.risk, Cell(4, 4)).word == "16 Grave"
    columns = register("risks").columns("table")
    cells = OfficeCells(office, register("risks"), columns, lambda _batch: None, lambda _refusal: None)
    _, rows = cells.take(office.rows("risks"))
    status = cells.ways().badges["band"](rows[0])
    assert status is not None
    assert (status.word, status.ink, status.fill) == ("Grave", INK, FILL)


def test_word_takes_them(office: Office, tmp_path: Path) -> None:
    path = make_paper(office, "agenda", tmp_path / "agenda.docx", ref="MTG-2026-001", today=TODAY)
    runs = [
        run
        for table in docx.Document(str(path)).tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
        for run in paragraph.runs
        if "16 Grave" in run.text
    ]
    assert runs
    for run in runs:
        assert str(run.font.color.rgb) == INK[1:]
        assert run._r.rPr.find(qn("w:shd")).get(qn("w:fill")) == FILL[1:]


def test_excel_takes_them(office: Office, tmp_path: Path) -> None:
    path = write_tracker(office, "risks", tmp_path / "risks.xlsx", today=TODAY)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, headings.index("Band") + 1).value == "Grave"
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules if rule.formula == ['"Grave"']]
    assert [rule.dxf.fill.bgColor.rgb[-6:] for rule in rules] == [FILL[1:]]
    assert not any(rule.formula == ['"Extreme"'] for area in sheet.conditional_formatting for rule in area.rules)


def test_no_file_of_the_program_holds_a_colour_or_a_limit_of_a_band() -> None:
    fills = [band.fill.removeprefix("#") for band in _stockport_bands()]
    own = [path for path in (TOP / "lif_desktop").rglob("*.py") if path.name not in ("look.py", "colours.py")]
    found = [
        f"{path.name}: {fill}" for path in own for fill in fills if fill in path.read_text(encoding="utf-8").upper()
    ]
    assert [one for one in found if "DDF0E3" not in one] == []


def _stockport_bands() -> tuple[Band, ...]:
    return load_profile(find_profile("stockport", resources() / "framework")).risk.bands
