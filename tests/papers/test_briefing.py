"""Briefings: their boxes, gaps where words are missing, what is too long, and the form to return."""

import datetime as dt
import re
from pathlib import Path

import pytest

from lif_desktop.framework.briefing_forms import load_briefings
from lif_desktop.framework.reading import ProfileError
from lif_desktop.office.changes import Edit
from lif_desktop.office.office import Office
from lif_desktop.papers import PaperError, build_paper
from lif_desktop.papers.blocks import Box, Heading, PageBreak, Paper, Table
from lif_desktop.places import resources
from tests.papers.made_up import said
from tests.papers.made_up_office import TODAY, made_up_office

FORMS = resources() / "papers" / "briefings.toml"

SEVEN = [
    "1 What happened", "2 Why it matters", "3 What we learned", "4 What went well", "5 What must change",
    "6 Questions for your team", "7 Find out more",
]  # fmt: skip


@pytest.fixture(scope="module")
def paper(office: Office) -> Paper:
    return build_paper(office, "briefing", "LP-2026-001", today=TODAY)


def test_seven_boxes_then_the_form_on_a_page_of_its_own(paper: Paper) -> None:
    headings = [block.text for block in paper.blocks if isinstance(block, Heading)]
    assert headings == [*SEVEN, "Feedback form", "How you used the briefing"]
    at = paper.blocks.index(PageBreak())
    assert paper.blocks[at + 1] == Heading("Feedback form")


def test_each_box_is_filled_from_the_record(paper: Paper) -> None:
    assert "cancelled or met at the door eleven times" in said(paper, SEVEN[0])
    assert said(paper, SEVEN[2]) == "Staff accepted the first explanation.\nFathers were not spoken to."
    assert "speak to one other agency" in said(paper, SEVEN[4])
    assert "When did we last change our mind about a family?" in said(paper, SEVEN[5])
    assert "Course: Professional curiosity, level 3, 14 January 2027" in said(paper, SEVEN[6])


def test_the_source_is_named_by_kind_and_never_by_case(paper: Paper) -> None:
    source = "Learning from a child rapid review and an audit of 30 cases"
    assert paper.subtitle.splitlines()[0] == f"{source} · for team meetings"
    assert "Child Rowan" not in said(paper) + paper.subtitle
    assert not re.search(r"RR-\d", said(paper))


def test_an_approved_one_is_official_and_says_when_it_is_looked_at_again(paper: Paper) -> None:
    assert paper.marking == "OFFICIAL"
    assert paper.version_line == "Briefing LP-2026-001 · approved 20 November 2026 · review by 20 November 2027"
    assert not any(isinstance(block, Box) for block in paper.blocks)


def test_one_that_was_changed_since_it_was_approved_is_a_draft_again(tmp_path: Path) -> None:
    office = made_up_office(tmp_path / "office.lif")
    try:
        number = office.lookup.record("learning", "LP-2026-001")
        assert number is not None
        assert build_paper(office, "briefing", "LP-2026-001", today=TODAY).approved == ("Chair", dt.date(2026, 11, 20))
        review = office.record("learning", number)["reviews"][0]
        for change in (Edit("learning", number, {"statement": "Fathers."}), Edit("reviews", review, {"summary": "A."})):
            office.write("Reworded", [change])
            paper = build_paper(office, "briefing", "LP-2026-001", today=TODAY)
            assert (paper.marking, paper.approved, paper.rests_on) == (
                "OFFICIAL-SENSITIVE",
                None,
                (("learning", number),),
            )
            assert "draft of 23 November 2026" in paper.version_line
            boxes = [block.title for block in paper.blocks if isinstance(block, Box)]
            assert boxes[0] == "Draft: changed since it was approved on 20 November 2026"
            assert not re.search(r"RR-\d", said(paper))
            office.undo()
            assert build_paper(office, "briefing", "LP-2026-001", today=TODAY).marking == "OFFICIAL"
    finally:
        office.close()


def test_one_that_is_not_approved_is_a_draft_with_its_gaps_named(office: Office) -> None:
    paper = build_paper(office, "briefing", "LP-2025-001", today=TODAY)
    assert paper.marking == "OFFICIAL-SENSITIVE"
    assert "draft of 23 November 2026" in paper.version_line
    boxes = [block.title for block in paper.blocks if isinstance(block, Box)]
    assert boxes == [
        "Draft: not approved for publication",
        "Gap: nothing is recorded for why it matters",
        "Gap: nothing is recorded for what was learned",
        "Gap: nothing is recorded for what went well",
        "Gap: nothing is recorded for what must change",
    ]
    assert len(said(paper, SEVEN[5]).splitlines()) == 3


def test_the_form_is_due_back_in_twenty_working_days_and_has_room_to_write(paper: Paper) -> None:
    told = said(paper, "Feedback form")
    assert "by 21 December 2026" in told
    assert "by 21 December 2026" in said(paper, SEVEN[6])
    forms = [block for block in paper.blocks if isinstance(block, Table)]
    assert [form.row_height for form in forms] == [8, 29]
    assert all(row[1] == "" for row in forms[1].rows)
    assert forms[0].rows[0] == ("Briefing", "LP-2026-001 Missed visits are information")


def test_without_a_reference_it_is_the_newest_learning(office: Office) -> None:
    assert build_paper(office, "briefing", today=TODAY).version_line.startswith("Briefing LP-2026-001")


def test_an_empty_log_is_said(bare: Office) -> None:
    with pytest.raises(PaperError, match="The learning log is empty"):
        build_paper(bare, "briefing", today=TODAY)


# The other kinds


def _headings(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Heading)]


def test_the_five_minute_kind_has_five_boxes_and_joins_what_was_learned_with_what_went_well(office: Office) -> None:
    paper = build_paper(office, "five-minute-briefing", "LP-2026-001", today=TODAY)
    assert _headings(paper)[:5] == [
        "1 What happened", "2 What we learned", "3 What must change", "4 Talk about it", "5 Find out more",
    ]  # fmt: skip
    assert _headings(paper)[5:] == ["Feedback form", "How you used the briefing"]
    seven = build_paper(office, "briefing", "LP-2026-001", today=TODAY)
    assert said(paper, "2 What we learned") == "\n".join((said(seven, SEVEN[2]), said(seven, SEVEN[3])))
    assert paper.title == "Five-minute briefing: Missed visits are information"


def test_the_one_minute_guide_is_one_page_without_a_form(office: Office) -> None:
    paper = build_paper(office, "one-minute-guide", "LP-2026-001", today=TODAY)
    assert _headings(paper) == ["Why you are reading this", "What we learned", "What to do now", "Find out more"]
    assert PageBreak() not in paper.blocks
    assert "overleaf" not in said(paper)


def test_the_form_alone_is_the_one_that_goes_with_the_briefing(office: Office, paper: Paper) -> None:
    alone = build_paper(office, "feedback-form", "LP-2026-001", today=TODAY)
    with_it = paper.blocks[paper.blocks.index(PageBreak()) + 2 :]
    assert next(block for block in alone.blocks if isinstance(block, Table)) == with_it[1]
    rows = [block.rows for block in (*alone.blocks, *with_it) if isinstance(block, Table)]
    assert rows[:2] == rows[2:]


def test_names_for_a_template_are_the_reference_and_the_day_the_form_is_due(paper: Paper) -> None:
    assert dict(paper.names) == {"reference": "LP-2026-001", "due": "21 December 2026"}


@pytest.mark.parametrize(
    ("kind", "most", "box"),
    [
        ("briefing", 700, "5 What must change"),
        ("five-minute-briefing", 450, "3 What must change"),
        ("one-minute-guide", 250, "What to do now"),
    ],
)
def test_what_is_too_long_is_a_gap_that_names_the_longest_box(tmp_path: Path, kind: str, most: int, box: str) -> None:
    office = made_up_office(tmp_path / "office.lif")
    try:
        number = office.lookup.record("learning", "LP-2026-001") or 0
        office.write("Long", [Edit("learning", number, {"what_must_change": "word " * (most + 1)})])
        gaps = [
            block for block in build_paper(office, kind, "LP-2026-001", today=TODAY).blocks if isinstance(block, Box)
        ]
    finally:
        office.close()
    [gap] = [gap for gap in gaps if gap.title == "Gap: it is too long"]
    assert f"words more than the {most} it should have" in str(gap.text)
    assert ("it runs over the page" in str(gap.text)) == (most > 300)
    assert f"The longest box is “{box}”" in str(gap.text)


def test_one_past_its_review_date_says_so_before_anything_else(tmp_path: Path) -> None:
    office = made_up_office(tmp_path / "office.lif")
    try:
        number = office.lookup.record("learning", "LP-2026-001") or 0
        office.write("Old", [Edit("learning", number, {"approved_on": dt.date(2025, 11, 22)})])
        old = build_paper(office, "briefing", "LP-2026-001", today=TODAY)
        office.write("Just in time", [Edit("learning", number, {"approved_on": dt.date(2025, 11, 23)})])
        held = build_paper(office, "briefing", "LP-2026-001", today=TODAY)
    finally:
        office.close()
    assert isinstance(old.blocks[0], Box)
    assert old.blocks[0].title == "To be looked at again since 22 November 2026"
    assert not any(isinstance(block, Box) for block in held.blocks)


# The file they come from


def test_every_kind_that_ships_is_read_in_its_order() -> None:
    found = load_briefings(FORMS)
    assert [(one.key, len(one.boxes), one.form) for one in found.forms] == [
        ("seven_minute", 7, True), ("five_minute", 5, True), ("one_page", 4, False),
    ]  # fmt: skip
    assert (found.feedback.return_within, found.feedback.review_after) == (20, 12)
    assert len(found.feedback.questions) == 5
    with pytest.raises(ProfileError, match="“ten_minute” among seven_minute, five_minute, one_page"):
        found.form("ten_minute")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('from = ["happened"]', 'from = ["hapened"]', "some of happened, matters"),
        ('from = ["happened"]', "from = []", "at least one of happened"),
        ("words = 700", "words = 0", "a whole number, 1 or more"),
        ("numbered = true", "numberd = true", "no such key here"),
        ('key = "five_minute"', 'key = "seven_minute"', "comes twice"),
    ],
)
def test_a_slip_in_the_file_is_refused_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "briefings.toml"
    path.write_text(FORMS.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProfileError, match=said) as refused:
        load_briefings(path)
    assert "briefings.toml" in str(refused.value)
