"""What papers of a case share: which case, its facts and names, words as they were written, gaps by name."""

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.office.changes import Edit
from lif_desktop.office.office import Office
from lif_desktop.papers import PAPERS, PaperError, build_paper, paper_kind
from lif_desktop.papers.blocks import Box, Bullets, Heading, Paper, Paragraph, Table
from lif_desktop.papers.case_papers import CASE_PAPERS
from lif_desktop.papers.case_parts import NOT_RECORDED, fact, in_sentence, period_of, told, with_article
from lif_desktop.papers.words import lines
from tests.papers.case_office import bare_cases, full_cases
from tests.papers.made_up import said, words_of
from tests.papers.made_up_office import TODAY

KEYS = [kind.key for kind in CASE_PAPERS]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = full_cases(tmp_path_factory.mktemp("full") / "office.lif")
    yield office
    office.close()


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A review of every type with nothing but its type. Only read it."""
    office = bare_cases(tmp_path_factory.mktemp("types") / "office.lif")
    yield office
    office.close()


def _reviews(office: Office) -> list[tuple[str, str]]:
    return [(row["ref"], row["review_type"]) for row in office.records("reviews")]


@pytest.mark.parametrize("key", KEYS)
def test_a_review_of_any_type_with_nothing_on_it_is_a_paper_of_gaps_or_a_refusal(types: Office, key: str) -> None:
    suits = paper_kind(key).suits
    for ref, kind in _reviews(types):
        if suits and kind not in suits:
            with pytest.raises(
                PaperError, match=f"{ref} is .*, and .* is made for these: .*another paper for this review"
            ):
                build_paper(types, key, ref, today=TODAY)
            continue
        paper = build_paper(types, key, ref, today=TODAY)
        assert [block for block in paper.blocks if isinstance(block, Box)], (key, kind)
        assert not any(map(_is_empty_heading, paper.blocks, (*paper.blocks[1:], None))), (key, kind)
        assert "None None" not in said(paper)


def _is_empty_heading(block: object, after: object) -> bool:
    """A heading with nothing beneath it: neither words, table or gap, nor a heading of a lower level."""
    if not isinstance(block, Heading):
        return False
    return after is None or (isinstance(after, Heading) and after.level <= block.level)


@pytest.mark.parametrize("key", KEYS)
def test_every_gap_says_what_mends_it(types: Office, key: str) -> None:
    for box in build_paper(types, key, today=TODAY).blocks:
        if isinstance(box, Box) and box.kind == "gap":
            assert box.title.startswith("Gap: nothing is recorded for ")
            assert words_of(box).splitlines()[-1].endswith(".")


@pytest.mark.parametrize("key", KEYS)
def test_without_any_review_a_sentence_says_what_to_do(bare: Office, key: str) -> None:
    with pytest.raises(PaperError, match=r"There is no review for .* yet\. Add one under Reviews"):
        build_paper(bare, key, today=TODAY)


@pytest.mark.parametrize("key", KEYS)
def test_a_reference_that_nothing_has_is_said(full: Office, key: str) -> None:
    with pytest.raises(PaperError, match="RR-1999-001"):
        build_paper(full, key, "RR-1999-001", today=TODAY)


@pytest.mark.parametrize("key", KEYS)
def test_each_leads_back_to_its_record_and_has_the_names_a_template_may_show(full: Office, key: str) -> None:
    paper = build_paper(full, key, today=TODAY)
    names = dict(paper.names)
    assert {"reference", "case", "type", "law", "decided_on", "due", "reviewer", "owner"} <= names.keys()
    if key == "learning-summary":
        assert (names["reference"], names["case"]) == ("LP-2026-001", "")
    else:
        assert names["reference"] in {ref for ref, _ in _reviews(full)}
        assert f"{names['reference']}, as at 23 November 2026, record version " in paper.version_line
        assert f"Made from {names['reference']} (version " in said(paper)


def test_all_kinds_are_of_one_family_and_those_that_go_out_say_so() -> None:
    assert {kind.family for kind in PAPERS if kind.key in KEYS} == {"Cases"}
    assert [kind.key for kind in CASE_PAPERS if kind.leaves] == [
        "rapid-review-report",
        "terms-of-reference",
        "overview-report",
        "learning-summary",
    ]


def test_the_marking_is_that_of_the_record_and_sensitive_without_one(full: Office) -> None:
    assert build_paper(full, "decision-record", "SAR-2024-001", today=TODAY).marking == "OFFICIAL"
    assert build_paper(full, "decision-record", "RR-2026-001", today=TODAY).marking == "OFFICIAL-SENSITIVE"


def test_the_version_line_follows_the_record(full: Office) -> None:
    before = build_paper(full, "assurance-statement", "MALR-2026-001", today=TODAY).version_line
    full.write("Note", [Edit("reviews", 5, {"notes": "Looked at"})])
    after = build_paper(full, "assurance-statement", "MALR-2026-001", today=TODAY).version_line
    assert (before[-9:], after[-9:]) == ("version 1", "version 2")


@pytest.mark.parametrize("key", [key for key in KEYS if key != "decision-record"])
def test_no_name_of_a_member_of_a_panel_is_printed(full: Office, key: str) -> None:
    for ref, kind in _reviews(full):
        suits = paper_kind(key).suits
        if not suits or kind in suits:
            paper = build_paper(full, key, ref, today=TODAY)
            assert "Somebody Real" not in said(paper)


def test_law_is_named_for_each_type(types: Office) -> None:
    laws = {}
    for ref, kind in _reviews(types):
        paper = build_paper(types, "decision-record", ref, today=TODAY)
        laws[kind] = next(words_of(block) for block in paper.blocks if isinstance(block, Table))
    assert "Care Act 2014 s.44(1) to (3)" in laws["sar_mandatory"]
    assert "Care Act 2014 s.44(4)" in laws["sar_discretionary"]
    assert "Children Act 2004 s.16F" in laws["practice_review"]
    assert "Domestic Violence, Crime and Victims Act 2004 s.9" in laws["domestic_homicide_review"]
    assert "No Act requires it" in laws["multi_agency_review"]
    assert all("Rests on" in one for one in laws.values())


@pytest.mark.parametrize(
    ("words", "inside"), [("Child rapid review", "child rapid review"), ("MAPPA review", "MAPPA review"), ("", "")]
)
def test_labels_inside_a_sentence(words: str, inside: str) -> None:
    assert in_sentence(words) == inside


@pytest.mark.parametrize(
    ("words", "full"),
    [("audit", "an audit"), ("review", "a review"), ("MAPPA review", "a MAPPA review")],
)
def test_the_article_goes_by_the_first_letter(words: str, full: str) -> None:
    assert with_article(words) == full


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (None, None, ""),
        (dt.date(2026, 1, 2), None, "From 2 January 2026"),
        (None, dt.date(2026, 1, 2), "To 2 January 2026"),
        (dt.date(2025, 1, 2), dt.date(2026, 3, 4), "2 January 2025 to 4 March 2026"),
    ],
)
def test_the_period_in_words(since: dt.date | None, until: dt.date | None, words: str) -> None:
    assert period_of({"period_from": since, "period_to": until}) == words


def test_a_fact_that_is_not_there_says_so_or_is_left_out() -> None:
    assert fact("Due", "3 March 2026") == (("Due", "3 March 2026"),)
    assert fact("Due", " ") == (("Due", NOT_RECORDED),)
    assert fact("Due", None, needed=False) == ()


def test_words_stay_as_they_were_written() -> None:
    assert told("One.\nTwo.", "it", "There.") == (Paragraph("One."), Paragraph("Two."))
    assert told("These:\n- one\n- two", "it", "There.") == (Paragraph("These:", keep=True), Bullets(("one", "two")))
    assert told(" \n", "it", "There.") == (Box("Gap: nothing is recorded for it", "There.", "gap"),)


@given(st.text(max_size=200))
def test_no_word_of_a_note_is_lost(text: str) -> None:
    shown = "\n".join(map(words_of, told(text, "it", "There.")))
    for line in lines(text):
        assert line.lstrip("-–•* ") in shown


def test_papers_are_papers(full: Office) -> None:
    assert all(isinstance(build_paper(full, key, today=TODAY), Paper) for key in KEYS)
