"""Terms of reference and the skeleton of an overview report: headings by type, key lines, chronology, gaps."""

from collections.abc import Iterator

import pytest

from lif_desktop.office.office import Office
from lif_desktop.papers import build_paper
from lif_desktop.papers.blocks import Box, Bullets, Heading, Paper, Table, plain
from lif_desktop.papers.case_overview_parts import is_under
from tests.papers.case_office import bare_cases, full_cases
from tests.papers.made_up import said
from tests.papers.made_up_office import TODAY
from tests.papers.test_case_decision import rows_of

REF = "CSPR-2026-001"
HOME_OFFICE = [
    "Introduction", "Timescales", "Confidentiality", "Terms of reference", "Methodology",
    "Involvement of family, friends, work colleagues, neighbours and the wider community", "Contributors to the review",
    "The review panel members", "Author of the overview report", "Parallel reviews", "Equality and diversity",
    "Dissemination", "Background information: the facts", "Chronology", "Overview", "Analysis", "Conclusions",
    "Lessons to be learnt", "Recommendations",
]  # fmt: skip


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = full_cases(tmp_path_factory.mktemp("full") / "office.lif")
    yield office
    office.close()


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = bare_cases(tmp_path_factory.mktemp("types") / "office.lif")
    yield office
    office.close()


@pytest.fixture(scope="module")
def terms(full: Office) -> Paper:
    return build_paper(full, "terms-of-reference", REF, today=TODAY)


@pytest.fixture(scope="module")
def report(full: Office) -> Paper:
    return build_paper(full, "overview-report", REF, today=TODAY)


def headings(paper: Paper, level: int = 2) -> list[str]:
    """The headings of one level, without their numbers."""
    found = [block.text for block in paper.blocks if isinstance(block, Heading) and block.level == level]
    return [text.split(" ", 1)[1] if text[0].isdigit() else text for text in found]


def test_key_lines_are_a_real_numbered_list(terms: Paper) -> None:
    assert Bullets(("Who held the whole?", "What was heard of the child?"), numbered=True) in terms.blocks


def test_terms_hold_everything_that_is_agreed(terms: Paper) -> None:
    assert headings(terms) == [
        "Purpose", "Scope and period", "Key lines of enquiry", "Methodology", "Reviewer and independence", "Panel",
        "Agencies and what each provides", "Family", "Practitioners", "What runs beside it", "Timetable",
        "Quality and time", "Publication", "Data protection and marking", "Agreement",
    ]  # fmt: skip
    told = said(terms)
    assert "Period under review: 1 January 2025 to 20 September 2026." in told
    assert "Multi-agency systems approach and practitioner learning event (framework Appendix C)." in told
    assert "Agencies are asked for information under Children Act 2004 s.16H" in told
    assert "No conflict of interest is declared." in told
    assert "kept for 15 years after the review is closed" in told
    assert "Commissioned by the three partners on 20 October 2026: One independent reviewer." in told


def test_the_panel_stands_by_role_and_agency(terms: Paper) -> None:
    assert rows_of(terms, f"Panel of {REF}") == [
        ("Review officer", "Greater Manchester Police", "No conflict declared")
    ]


def test_a_learning_review_has_a_chair_and_its_own_wording(full: Office) -> None:
    paper = build_paper(full, "terms-of-reference", "MALR-2026-001", today=TODAY)
    assert "Chair and independence" in headings(paper)
    assert "senior manager of an agency that was not involved" in said(paper, "5 Chair and independence")
    assert rows_of(paper, "Agreement to")[0][0] == "For the commissioning body: Review Group"
    assert build_paper(full, "overview-report", "MALR-2026-001", today=TODAY).subtitle.startswith("Summary report")


def test_the_chronology_is_one_in_order_of_time_with_what_has_no_date_last(report: Paper) -> None:
    rows = rows_of(report, "Merged chronology")
    assert [(row[0], row[2]) for row in rows] == [
        ("5 January 2026\n22:40", "First call"),
        ("2 March 2026", "Second visit"),
        ("No date", "A call that has no date"),
    ]
    assert rows[0][3] == "Advice given\nSeen: No"


def test_each_key_line_has_answers_entries_and_a_marked_place(report: Paper) -> None:
    told = said(report, "Key line 1: Who held the whole?")
    assert "Greater Manchester Police: Nobody did." in told
    assert "5 January 2026, Greater Manchester Police: First call" in told
    assert "To be written: analysis of key line 1" in told
    second = said(report, "Key line 2: What was heard of the child?")
    assert "Nobody did." not in second
    assert "To be written: analysis of key line 2" in second


def test_where_the_records_answer_a_heading_their_words_stand_there(report: Paper) -> None:
    assert said(report, "Family, identity and equality").startswith("A family of Polish origin")
    assert "A grandmother takes part." in said(report, "4 Family involvement")
    assert "Four services each knew a part." in said(report, "6 What happened")


@pytest.mark.parametrize(
    ("inquiry", "under"),
    [
        ("2", {2}),
        ("KLOE 1", {1}),
        ("Key line of enquiry 2", {2}),
        ("who held the whole", {1}),
        ("12", set()),
        ("", set()),
        ("Was it 2 or 3?", set()),
    ],
)
def test_an_entry_stands_under_the_key_line_that_its_agency_named(inquiry: str, under: set[int]) -> None:
    lines = ("Who held the whole?", "What was heard of the child in 2024?")
    assert {at for at, line in enumerate(lines, 1) if is_under(inquiry, at, line)} == under


@pytest.mark.parametrize(
    ("kind", "first", "has"),
    [
        ("practice_review", "The child", "Recommendations"),
        ("sar_mandatory", "The adult", "Mental capacity, care and support"),
        ("mappa_review", "Why this review was held", "Findings against the MAPPA guidance"),
        ("multi_agency_review", "Why this review was held", "What agencies found in their records"),
    ],
)
def test_each_type_has_its_own_headings(types: Office, kind: str, first: str, has: str) -> None:
    ref = next(row["ref"] for row in types.records("reviews") if row["review_type"] == kind)
    found = headings(build_paper(types, "overview-report", ref, today=TODAY))
    assert found[0] == first
    assert has in found


def test_a_homicide_review_follows_the_home_offices_template(types: Office) -> None:
    ref = next(row["ref"] for row in types.records("reviews") if row["review_type"].startswith("domestic"))
    paper = build_paper(types, "overview-report", ref, today=TODAY)
    assert headings(paper)[: len(HOME_OFFICE)] == HOME_OFFICE


def test_a_draft_says_that_it_is_one_and_uses_no_exact_day_of_the_incident(full: Office) -> None:
    import datetime as dt

    from lif_desktop.office.changes import Edit

    full.write("Day", [Edit("reviews", 2, {"incident_on": dt.date(2026, 9, 20)})])
    paper = build_paper(full, "overview-report", REF, today=TODAY)
    first = paper.blocks[0]
    assert isinstance(first, Box)
    assert first.title == "Draft of the overview report: not for publication"
    table = next(
        block for block in paper.blocks if isinstance(block, Table) and block.about == "The review at a glance"
    )
    assert {plain(row[0]): plain(row[1]) for row in table.rows}["Incident"] == "September 2026"


def test_the_principles_speak_of_the_person_that_the_review_is_about(types: Office) -> None:
    for kind, who in (("sar_mandatory", "adult"), ("practice_review", "child")):
        ref = next(row["ref"] for row in types.records("reviews") if row["review_type"] == kind)
        told = said(build_paper(types, "terms-of-reference", ref, today=TODAY), "1 Purpose")
        assert f"It reflects the {who}'s view" in told
