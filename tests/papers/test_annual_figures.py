"""Every figure of the yearly reports, recomputed by its plain SQL query; no numeral is printed that is no figure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lif_desktop import demo
from lif_desktop.framework.status import Status
from lif_desktop.office import open_office
from lif_desktop.office.changes import Bin, Edit
from lif_desktop.office.office import Office
from lif_desktop.papers import build_paper
from lif_desktop.papers.annual import REPORTS, year_of
from lif_desktop.papers.annual_evidence import year_in_figures
from lif_desktop.papers.annual_notes import counted_year, given, in_ranges, same
from lif_desktop.papers.annual_queries import Short, Shortener
from lif_desktop.papers.annual_report import Report
from lif_desktop.papers.annual_year import Counted, Year
from lif_desktop.papers.blocks import (
    Block,
    Box,
    Bullets,
    Figure,
    Heading,
    Paper,
    Paragraph,
    Run,
    Table,
    Text,
    parts_of,
    plain,
)
from lif_desktop.papers.charts import text_alternative
from lif_desktop.papers.gather import Records
from lif_desktop.places import resources
from tests.papers.made_up_office import TODAY, made_up_office

YEARS = ("2023-24", "2024-25", "2025-26", "2026-27")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The demo office, without its papers and trackers. Only read it."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(demo, "_papers", lambda *_: [])
        patched.setattr(demo, "_trackers", lambda *_: [])
        path = demo.make_demo(folder, resources(), TODAY)[0]
    made = open_office(path, resources() / "framework", "A tester", read_only=True)
    yield made
    made.close()


@pytest.mark.parametrize("name", YEARS)
@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.key)
@pytest.mark.parametrize("which", ["office", "bare", "full"])
def test_every_figure_is_what_its_query_gives(
    request: pytest.FixtureRequest, which: str, report: Report, name: str
) -> None:
    held: Office = request.getfixturevalue(which)
    records = Records(held, TODAY)
    year = counted_year(records, records, report, name)
    assert year.counted
    for one in year.counted:
        found = given(records, one)
        assert same(one.cells, found), f"{one.words}: {one.cells}, and the query gives {found}\n{one.sql}"


def test_a_figure_and_its_query_move_together(tmp_path: Path) -> None:
    """The two are worked out apart: in Python and in SQL. What one change of a record does to both is the same."""
    held = made_up_office(tmp_path / "o.lif")
    records = Records(held, TODAY)
    before = {one.words: one.cells for one in counted_year(records, records, REPORTS[0], "2025-26").counted}
    held.write("Changed", [Edit("actions", 4, {"status": "in_progress", "completed_on": None}), Bin("audits", 2)])
    held.write("Changed", [Edit("reviews", 5, {"signed_off_on": None, "published_on": None}), Bin("voices", 3)])
    records = Records(held, TODAY)
    after = counted_year(records, records, REPORTS[0], "2025-26").counted
    assert all(same(one.cells, given(records, one)) for one in after)
    moved = {one.words for one in after if before.get(one.words) != one.cells}
    assert {"Actions completed, 2025-26", "Audits completed, 2025-26", "Reviews concluded, 2025-26"} <= moved
    held.close()


# Numerals


NUMERAL = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
NO_FIGURES = re.compile(
    rf"\d{{1,2}} (?:{MONTHS})(?: \d{{4}})?"  # a date
    rf"|(?:{MONTHS}) \d{{4}}"
    r"|\b[A-Z][A-Z0-9]*-\d{4}-\d{3,}\b"  # a reference
    r"|\b20\d\d-\d\d\b"  # a financial year
    r"|(?:Care Act|Children Act) \d{4}|Schedule \d|paragraph 4(?:\(\d\))?|[Ss]ection \d+(?:\.\d+)?[A-Z]?(?: and \d+)?"
    r"|1 to 4 people|Fewer than 5 cases"  # the rule for small numbers
    r"|of 5 on average"  # the scale of satisfaction
    r"|^[1-4] (?:Reaction|Learning|Behaviour|Results)$|stage [1-4] of"  # the stages of evaluation
)


def texts(block: Block) -> Iterable[str]:
    """Every stretch of words of a block on its own: runs, cells by line, what a chart says."""
    match block:
        case Heading():
            yield block.text
        case Paragraph() | Box():
            yield from stretches(block.text)
            if isinstance(block, Box):
                yield block.title
        case Bullets():
            for item in block.items:
                yield from stretches(item)
        case Table():
            yield from (column.title for column in block.columns)
            for row in block.rows:
                for cell in row:
                    yield from stretches(cell)
        case Figure():
            yield block.chart.source
            yield text_alternative(block.chart)
            yield from texts(block.table)


def stretches(text: Text) -> Iterable[str]:
    for part in parts_of(text):
        words = part.text if isinstance(part, Run) else part.word if isinstance(part, Status) else ""
        yield from (line.strip() for line in words.split("\n") if line.strip())


def recorded(office: Office) -> list[str]:
    """Every text that stands in a record, on one line as papers set it."""

    def read(connection: object) -> list[str]:
        found = []
        tables = connection.exec_driver_sql(  # type: ignore[attr-defined]
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('journal', 'batches', 'blobs')"
        )
        for (name,) in tables.fetchall():
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"'):  # type: ignore[attr-defined]  # noqa: S608
                found += [" ".join(value.split()) for value in row if isinstance(value, str)]
        return found

    return office.read(read)  # type: ignore[no-any-return]


def told_from(line: str, known: str) -> bool:
    """Whether a line quotes a record: it stands in one, cut short or with its reference before it."""
    bare = NO_FIGURES.sub("", line).strip().removesuffix("…").strip(" ,;:.")
    return len(bare) > 8 and bare in known


def forms(figures: Iterable[Counted]) -> set[str]:
    """The ways in which the figures may be printed."""
    found = set()
    for one in figures:
        for _, number in one.cells:
            if number is not None:
                found |= {f"{number:{form}}" for form in (",.0f", ",.1f", ".2f", "g", ",.4g")}
    return found


def strays(year: Year, blocks: Iterable[Block], known: str, quoted: list[str]) -> list[str]:
    """Lines with a numeral that is neither a figure noted while they were told, nor a date, reference or quotation."""
    allowed = forms(year.counted)
    found = []
    for block in blocks:
        for line in texts(block):
            if told_from(line, known):
                continue
            left = NO_FIGURES.sub("", line)
            for words in sorted(quoted, key=len, reverse=True):
                left = left.replace(words, "")
            if any(number not in allowed for number in NUMERAL.findall(left)):
                found.append(line)
    return found


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.key)
@pytest.mark.parametrize("which", ["office", "bare", "full"])
def test_every_numeral_under_a_heading_is_a_figure_noted_there(
    request: pytest.FixtureRequest, which: str, report: Report
) -> None:
    held: Office = request.getfixturevalue(which)
    records = Records(held, TODAY)
    everything = recorded(held)
    known, quoted = "\n".join(everything), [row["standard"] for row in held.records("audit_standards")]
    quoted += [row["title"] for key in ("audits", "performance") for row in held.records(key)]
    quoted += [row["measure"] for row in held.records("evaluations")]
    year = year_of(records, records, report, "2025-26")
    for chapter, duty in report.duties:
        year.counted = []
        told = duty.told(year)
        assert strays(year, told.blocks, known, quoted) == [], f"{chapter}: {duty.heading}"
    year.counted = []
    assert strays(year, year_in_figures(year).blocks, known, quoted) == []


def test_the_numerals_test_sees_a_figure_that_nobody_noted(office: Office) -> None:
    year = year_of(Records(office, TODAY), Records(office, TODAY), REPORTS[0], "2025-26")
    year.note("Known", 12, "SELECT 12")
    said = Paragraph("12 known, 13 not, on 3 March 2026 (Care Act 2014 section 44), ACT-2025-004.")
    assert strays(year, [said], "", []) == [plain(said.text)]
    assert strays(year, [Paragraph("12 known, on 3 March 2026.")], "", []) == []


# The author's notes


def tables(paper: Paper) -> tuple[Table, Table, Table]:
    """The figures that are one number, those of tables, and the queries."""
    found = [block for block in paper.blocks if isinstance(block, Table)]
    return found[0], found[1], found[2]


def shortener(year: Year) -> Shortener:
    return Shortener(year.sql, tuple(one.name for one in year.compared))


@pytest.mark.parametrize("which", ["office", "bare", "full"])
def test_a_query_in_short_says_all_that_it_says(request: pytest.FixtureRequest, which: str) -> None:
    records = Records(request.getfixturevalue(which), TODAY)
    for report in REPORTS:
        year = counted_year(records, records, report, "2025-26")
        for one in year.counted:
            short = shortener(year).short(one.sql)
            assert shortener(year).whole(short) == one.sql
            assert len(short.text) <= len(one.sql)


def told_at(notes: Paper, one: Counted, short: Short) -> tuple[str, dict[str, str]]:
    """The query that the notes give for a figure, and its numbers as they print them, by name ("" for a single one)."""
    column = 2 + ("", "adults", "children").index(short.board)
    single, tabled, queries = tables(notes)
    number, text = next(
        (plain(row[0]), plain(row[1])) for row in queries.rows if replace(short, text=plain(row[1])).key == short.key
    )
    name, _, when = one.words.rpartition(", ")
    name, when = (name, when) if name and when == short.year else (one.words, "")
    if [cell for cell, _ in one.cells] == [""]:
        rows = [row for row in single.rows if name in plain(row[0]).split("\n") and plain(row[6]) == number]
        (row,) = (row for row in rows if plain(row[1]) in (when, short.year))
        return text, {"": plain(row[column])}
    ending = f", {when}" if when else ""
    titles = {at: plain(tabled.rows[at][0]) for at in tabled.groups if plain(tabled.rows[at][4]) == number}
    (at,) = (
        at for at, title in titles.items() if title.endswith(ending) and name in title.removesuffix(ending).split("; ")
    )
    end = next((more for more in sorted(tabled.groups) if more > at), len(tabled.rows))
    return text, {plain(row[0]): plain(row[column - 1]) for row in tabled.rows[at + 1 : end]}


def test_the_notes_list_every_figure_of_all_reports_with_its_query_once(office: Office) -> None:
    notes = build_paper(office, "annual-report-notes", year="2025-26", today=TODAY)
    assert notes.landscape
    assert notes.marking == "OFFICIAL-SENSITIVE"
    queries = {plain(row[0]): plain(row[1]) for row in tables(notes)[2].rows}
    assert len(set(queries.values())) == len(queries)
    records = Records(office, TODAY)
    for report in REPORTS:
        year = counted_year(records, records, report, "2025-26")
        for one in year.counted:
            short = shortener(year).short(one.sql)
            text, printed = told_at(notes, one, short)
            assert shortener(year).whole(replace(short, text=text)) == one.sql
            for name, number in one.cells:
                shown = "–" if number is None else f"{number:,.0f}" if number == int(number) else f"{number:,.2f}"
                assert shown in (printed.values() if name else [printed[""]]), (one.words, name)


def test_the_notes_name_the_records_of_the_year(office: Office) -> None:
    single = tables(build_paper(office, "annual-report-notes", year="2025-26", today=TODAY))[0]
    done = [row for row in single.rows if plain(row[0]) == "Reviews concluded"]
    assert [tuple(map(plain, row[1:6])) for row in done] == [
        ("2025-26", "2", "1", "1", "RR-2025-001, SAR-2024-001"),
        ("2024-25", "0", "0", "0", ""),
        ("2023-24", "0", "0", "0", ""),
    ]
    assert not any(isinstance(part, Status) for row in single.rows for cell in row for part in parts_of(cell))


def test_figures_of_a_table_have_a_row_each_in_the_words_of_the_lists(full: Office) -> None:
    tabled = tables(build_paper(full, "annual-report-notes", year="2025-26", today=TODAY))[1]
    names = [plain(row[0]) for row in tabled.rows]
    assert "Practitioner intelligence" in names
    assert "Greater Manchester Police, Review Group" in names
    assert "review_group" not in " ".join(names)


def test_a_figure_whose_query_gives_another_number_is_marked(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    other = "SELECT count(*) FROM actions WHERE id < 3"
    monkeypatch.setattr("lif_desktop.papers.annual_sql.Queries.completed", lambda *_: other)
    monkeypatch.setattr("lif_desktop.papers.annual_members._per_agency", lambda *_: "SELECT 'Stockport Homes', 9")
    single, tabled, _ = tables(build_paper(office, "annual-report-notes", year="2025-26", today=TODAY))
    marked = [plain(row[2]) for row in single.rows if "Actions completed, 2025-26" in plain(row[0]).split("\n")]
    assert "1\n◆ The query gives 2" in marked[0]
    homes = [plain(row[1]) for row in tabled.rows if plain(row[0]) == "Stockport Homes"]
    assert "1\n◆ The query gives 9" in homes


@pytest.mark.parametrize(
    ("refs", "words"),
    [
        ([], ""),
        (["TRN-2025-007"], "TRN-2025-007"),
        (["TRN-2025-008", "TRN-2025-007"], "TRN-2025-007 and 008"),
        (["A-2025-001", "A-2025-002", "A-2025-003", "A-2026-001"], "A-2025-001 to 003, A-2026-001"),
        (["12", "14", "13"], "12 to 14"),
        (["no number", "no number"], "no number"),
    ],
)
def test_references_that_follow_each_other_are_one_range(refs: list[str], words: str) -> None:
    assert in_ranges(refs) == words


def test_two_lists_of_figures_are_the_same_but_for_nought() -> None:
    assert same([("a", 1), ("b", 0)], [("a", 1.0)])
    assert same([("", 33.3333333)], [("", 33.33333331)])
    assert not same([("a", 1)], [("a", 2)])
    assert not same([("a", 1)], [("a", 1), ("b", 3)])
