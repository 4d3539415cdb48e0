"""Papers of records that are full of what nobody expects in them, or lack nearly everything."""

import datetime as dt
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from lif_desktop.office import create_office
from lif_desktop.office.changes import Add
from lif_desktop.office.office import Office
from lif_desktop.papers import PAPERS, build_paper, make_paper, word
from lif_desktop.papers.html import to_html
from lif_desktop.places import resources
from lif_desktop.registers import TABS, lines_of
from lif_desktop.registers.register import Register
from tests.papers.made_up_office import TODAY

NASTY = '=HYPERLINK("x") <b>& {{ 7*7 }} {% raw %} \x00\x0b\x1f %s %(x)s \u202etxt.exe שלום 日本 😀\tend\r\nsecond line'
LONG = "forty thousand characters of a note " * 1200


def filled(own: Register, number: int, texts: dict[str, str]) -> dict[str, Any]:
    """Values for every field of a register that can be filled without another record."""
    values: dict[str, Any] = {}
    for field in own.fields:
        if field.kind in ("text", "note") and field.key not in ("also_known_as", "year"):
            values[field.key] = texts.get(field.kind, "x")
        elif field.kind == "date" and field.key != "finalised_on":
            values[field.key] = TODAY - dt.timedelta(days=number * 3)
        elif field.kind == "whole" and not field.key.endswith("_id"):
            values[field.key] = int(field.least or 0) + number % 5 + 1
        elif field.kind == "decimal":
            values[field.key] = 2.5
        elif field.kind == "yes_no":
            values[field.key] = bool(number % 2)
    return values


@pytest.fixture(
    scope="module", params=[{"text": NASTY, "note": NASTY}, {"text": "x" * 300, "note": LONG}], ids=["nasty", "long"]
)
def odd(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office whose every text is odd, three records of each register with lines under the first."""
    made = create_office(tmp_path_factory.mktemp("odd") / "o.lif", resources() / "framework", "stockport", "A tester")
    for own in TABS:
        if own.key == "agencies":
            continue
        made.write(own.key, [Add(own.table, _record(made, own, number, request.param), number) for number in (1, 2, 3)])
    for own in TABS:
        for line in lines_of(own.key):
            if line.key not in ("milestones", "contacts", "review_links", "decisions"):
                made.write(line.key, [Add(line.table, _line(made, own, line, request.param))])
    yield made
    made.close()


def _record(office: Office, own: Register, number: int, texts: dict[str, str]) -> dict[str, Any]:
    values = filled(own, number, texts)
    for field in own.fields:
        if field.kind == "choice":
            choices = office.lookup.choices(field.choices)
            first = field.key == "review_type"
            values[field.key] = choices[(number - first) % len(choices)].key
        elif field.kind == "choices":
            values[field.key] = office.lookup.choices(field.choices)[0].key
        elif field.kind == "agency":
            values[field.key] = 1
    return values


def _line(office: Office, own: Register, line: Register, texts: dict[str, str]) -> dict[str, Any]:
    from lif_desktop.office.queries import parent_column

    values = _record(office, line, 1, texts) | {parent_column(line): 1}
    if "agency_id" in {column.name for column in line.model.__table__.columns}:
        values["agency_id"] = 1
    if line.key == "training_returns":
        values["year"] = "2026-27"
    return values


@pytest.mark.parametrize("kind", [kind.key for kind in PAPERS])
def test_a_paper_of_odd_records_is_made_and_can_be_read_back(odd: Office, tmp_path: Path, kind: str) -> None:
    made = make_paper(odd, kind, tmp_path / "paper.docx", year="2026-27", today=TODAY)
    document = docx.Document(str(made))
    assert sum(p.style.name == "Heading 1" for p in document.paragraphs) == 1


@pytest.mark.parametrize("kind", [kind.key for kind in PAPERS])
def test_its_preview_is_made_too(odd: Office, kind: str) -> None:
    html = to_html(build_paper(odd, kind, year="2026-27", today=TODAY), draw=lambda _chart: b"")
    assert "\x00" not in html
    assert "<b>& {{" not in html


@pytest.mark.parametrize("kind", [kind.key for kind in PAPERS])
def test_no_template_language_is_run_and_no_formula_made(odd: Office, kind: str) -> None:
    paper = build_paper(odd, kind, year="2026-27", today=TODAY)
    data = word.render(paper)
    words = " ".join(
        node.text or "" for node in docx.Document(BytesIO(data)).element.body.iter() if node.tag.endswith("}t")
    )
    assert " 49 " not in words
    fields = [node for node in docx.Document(BytesIO(data)).element.body.iter() if node.tag.endswith("}instrText")]
    assert fields == []


def test_every_column_of_a_paper_leaves_room_for_its_words(odd: Office) -> None:
    for kind in PAPERS:
        document = docx.Document(BytesIO(word.render(build_paper(odd, kind.key, year="2026-27", today=TODAY))))
        for table in document.tables:
            assert min(column.width.mm for column in table.columns) > 6
