"""The handover of the desk: what runs in ten working days, on two pages, with what was left out named."""

import datetime as dt
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest

from lif_desktop.office.changes import Add
from lif_desktop.office.office import Office
from lif_desktop.papers import build_paper, make_paper
from lif_desktop.papers.blocks import Block, Heading, PageBreak, Paper, Paragraph, Table, plain
from lif_desktop.papers.fitting import PAGE, heading_height, height
from lif_desktop.papers.word import render
from tests.papers.made_up_office import TODAY, empty_office

D = dt.date


@pytest.fixture(scope="module")
def paper(office: Office) -> Paper:
    return build_paper(office, "handover", today=TODAY)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with far more than two pages hold."""
    made = empty_office(tmp_path_factory.mktemp("full") / "office.lif")
    agencies = [row["id"] for row in made.records("agencies")]
    days = [D(2026, 11, 2) + dt.timedelta(days=number) for number in range(36)]
    actions = [
        Add("actions", {"title": f"Do {at}", "due_on": day, "lead_agency_id": agencies[at % 20]})
        for at, day in enumerate(days * 6)
    ]
    reviews = [
        Add("reviews", {"review_type": "rapid_review", "pseudonym": f"Child {at}", "notified_on": day}, at + 1)
        for at, day in enumerate(days)
    ]
    returns = [
        Add("agency_returns", {"kind": "chronology", "agency_id": number, "review_id": 1,
                               "asked_on": D(2026, 11, 2), "due_on": D(2026, 11, 20)})
        for number in agencies
    ]  # fmt: skip
    people = [
        Add("contacts", {"agency_id": number, "role": "Safeguarding lead", "person": "A Person",
                         "email": "safeguarding.lead@a-long-name-of-an-agency.example", "telephone": "0161 496 0000"})
        for number in agencies
    ]  # fmt: skip
    made.write("Much", [*actions, *reviews, *returns, *people])
    yield made
    made.close()


def section(paper: Paper, title: str) -> list[Block]:
    at = next(n for n, block in enumerate(paper.blocks) if isinstance(block, Heading) and block.text == title)
    found: list[Block] = []
    for block in paper.blocks[at + 1 :]:
        if isinstance(block, Heading | PageBreak):
            break
        found.append(block)
    return found


def rows(paper: Paper, title: str) -> list[tuple[str, ...]]:
    (table,) = section(paper, title)
    assert isinstance(table, Table)
    return [tuple(plain(cell) for cell in row) for row in table.rows]


def pages(paper: Paper) -> list[list[Block]]:
    at = next(number for number, block in enumerate(paper.blocks) if isinstance(block, PageBreak))
    return [list(paper.blocks[:at]), list(paper.blocks[at + 1 :])]


def test_it_says_for_which_days_it_speaks_and_how_much_runs(paper: Paper, office: Office) -> None:
    assert paper.title == "Desk handover"
    assert paper.subtitle.startswith("Monday 23 November 2026 to Monday 7 December 2026\n")
    assert paper.marking == "OFFICIAL-SENSITIVE"
    assert paper.version_line == "Desk handover, as at 23 November 2026"
    first = paper.blocks[0]
    assert isinstance(first, Paragraph)
    assert plain(first.text).endswith("1 return awaited.")


def test_what_is_overdue_stands_by_kind_with_its_owners(paper: Paper) -> None:
    found = dict(rows(paper, "Overdue"))
    assert list(found) == ["4 stages of reviews", "1 meeting", "1 audit", "2 courses", "2 actions", "1 risk"]
    assert found["2 actions"] == "Stockport Homes: ACT-2025-002; GMP: ACT-2026-001, from 1 September 2026 on"
    assert found["1 meeting"] == "MTG-2026-002 Review Group: papers, 18 November 2026"
    assert "TRN-2024-001 Thresholds, 1 January 2025" in found["2 courses"]


def test_what_falls_due_stands_under_its_day_once(paper: Paper) -> None:
    found = dict(rows(paper, "Due by day"))
    assert list(found) == sorted(found, key=lambda day: D(2026, 12 if "December" in day else 11, int(day.split()[1])))
    assert "RR-2026-001" in found["Thu 26 November"]
    assert "MTG-2026-002 Review Group" in found["Fri 27 November"]
    assert not any("Chronology" in words for words in found.values())


def test_clocks_say_day_n_of_m_and_what_comes_next(paper: Paper) -> None:
    case, clock, coming = next(row for row in rows(paper, "Clocks running") if row[0].startswith("RR-2026-001"))
    assert case == "RR-2026-001 Child Wren"
    assert clock == "● Working day 7 of 15, to 3 December"
    assert coming.endswith("26 November")


def test_returns_stand_by_agency_with_when_they_were_chased(paper: Paper, office: Office) -> None:
    short = office.record("agencies", 1)["short"]
    assert rows(paper, "Returns awaited") == [(short, "Chronology, SAR-2026-001", "26 November 2026", "not yet")]


def test_meetings_come_with_their_papers_then_what_waits_to_be_decided(paper: Paper) -> None:
    found = rows(paper, "Meetings and decisions awaited")
    assert found[0][1:] == ("Meets on Friday 27 November 2026", "◆ Papers due 18 November 2026")
    linden = next(row for row in found if "Linden" in row[0])
    assert linden[1:] == ("Whether and how to review the case", "Waits since 3 November 2026")
    assert not any("Yew" in row[0] for row in found)


def test_who_to_call_are_those_who_have_something_to_do(office: Office, paper: Paper) -> None:
    assert ("GMP", "▲ Nobody on record", "", "") in rows(paper, "Who to call")
    agency = office.lookup.agency("GMP")
    line = {"agency_id": agency, "role": "Safeguarding lead", "person": "Ann Person", "telephone": "0161 496 0000"}
    office.write("People", [Add("contacts", {"agency_id": agency, "role": "Desk"}), Add("contacts", line)])
    found = rows(build_paper(office, "handover", today=TODAY), "Who to call")
    assert ("GMP", "Ann Person, Safeguarding lead", "0161 496 0000", "") in found


def test_the_first_gaps_are_named_and_the_others_counted(paper: Paper) -> None:
    (said,) = section(paper, "Gaps worth knowing")
    assert isinstance(said, Paragraph)
    words = plain(said.text)
    assert words[0].isdigit()
    assert words.count(";") == 4
    assert words.endswith("more kinds that the self-check lists.")


def test_it_says_where_the_office_file_and_its_backups_are(paper: Paper, office: Office) -> None:
    found = dict(rows(paper, "Where things are"))
    assert found["Office file"] == str(office.path)
    assert found["Backups"].startswith(str(office.path.parent))
    assert found["Backups"].endswith("none made yet")
    office.backup("by hand")
    again = dict(rows(build_paper(office, "handover", today=TODAY), "Where things are"))
    assert "last made " in again["Backups"]


# Two pages


@pytest.mark.parametrize("which", ["office", "full", "bare"])
def test_each_half_fits_on_its_page(which: str, request: pytest.FixtureRequest) -> None:
    made = build_paper(request.getfixturevalue(which), "handover", today=TODAY)
    first, second = pages(made)
    assert heading_height(made.title, made.subtitle) + height(first) <= PAGE
    assert height(second) <= PAGE


def test_where_there_is_more_it_is_said_what_was_left_out(full: Office) -> None:
    made = build_paper(full, "handover", today=TODAY)
    told = {title: rows(made, title)[-1] for title in ("Due by day", "Clocks running", "Returns awaited")}
    assert "more due later: " in told["Due by day"][1]
    assert told["Due by day"][1].endswith("Home lists them all.")
    assert told["Clocks running"][2].endswith("more clocks that run. Home lists them all.")
    assert told["Returns awaited"][1].endswith("more agencies owe returns: see Returns.")
    late = dict(rows(made, "Overdue"))["126 actions"]
    assert late.count("ACT-") == 10
    assert "; and 116 more, from 2 November 2026 on" in late
    shown = len(rows(made, "Clocks running")) - 1
    assert told["Clocks running"][2].startswith(f"{36 - shown} more")


def test_a_quiet_desk_says_so(bare: Office) -> None:
    made = build_paper(bare, "handover", today=TODAY)
    said = [plain(block.text) for block in made.blocks if isinstance(block, Paragraph)]
    assert said[:4] == [
        "Nothing overdue, nothing due; no clocks run; no return is awaited.",
        "Nothing is overdue.",
        "Nothing falls due by 7 December 2026.",
        "No clock runs.",
    ]


def test_its_tables_are_small_and_close_and_the_second_half_starts_a_page(paper: Paper, tmp_path: Path) -> None:
    document = docx.Document(BytesIO(render(paper)))
    sizes = {run.font.size.pt for table in document.tables for cell in table._cells for p in cell.paragraphs
             for run in p.runs if run.font.size}  # fmt: skip
    assert sizes == {8.5}
    broken = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert broken == ["Returns awaited"]


def test_the_command_makes_it(office: Office, tmp_path: Path) -> None:
    made = make_paper(office, "handover", tmp_path / "handover.docx", today=TODAY)
    assert docx.Document(str(made)).core_properties.title == "Desk handover"
