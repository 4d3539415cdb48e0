"""The annual report: each statutory heading answered from the records or named as a gap, charts, small numbers."""

import re
from pathlib import Path

import pytest

from lif_desktop.framework.dates import DateNotUnderstood
from lif_desktop.office.changes import Add, Edit
from lif_desktop.office.office import Office
from lif_desktop.office.report_words import words_changes, words_of
from lif_desktop.papers import build_paper
from lif_desktop.papers.annual import CHAPTERS, REPORTS
from lif_desktop.papers.annual_adults import ADULTS
from lif_desktop.papers.annual_author import USUAL
from lif_desktop.papers.annual_children import CHILDREN, PARTNERS
from lif_desktop.papers.annual_evidence import grades_title
from lif_desktop.papers.annual_report import Report
from lif_desktop.papers.annual_year import Year
from lif_desktop.papers.blocks import Box, Figure, Heading, PageBreak, Paper, Table, plain
from lif_desktop.papers.gather import Records
from tests.papers.made_up import said
from tests.papers.made_up_office import TODAY, D, empty_office, made_up_office

LETTERS = "abcdefg"
ANSWERS = {
    "a": "1 audit of work with adults: QAS-2026-001",
    "b": "RSK-2025-001 Too few social workers see a case through",
    "c": "A child-first policy for all patrols",
    "d": "LP-2025-001 Hoarding needs one plan",
    "e": "SAR-2025-001 Adult Ash",
    "f": "ACT-2025-001 Write the hoarding plan",
    "g": "The data could not lawfully be pooled.",
}
"""What answers each letter in the made-up office."""
TITLES = [chapter.title for chapter in CHAPTERS]


@pytest.fixture(scope="module")
def paper(office: Office) -> Paper:
    return build_paper(office, "annual-report", year="2025-26", today=TODAY)


@pytest.fixture(scope="module")
def empty(bare: Office) -> Paper:
    return build_paper(bare, "annual-report", year="2025-26", today=TODAY)


@pytest.fixture(scope="module")
def year(office: Office) -> Year:
    return Year(Records(office, TODAY), "2025-26")


def adults(letter: str) -> str:
    return next(duty.heading for duty in ADULTS if duty.heading.startswith(f"({letter})"))


def gaps(paper: Paper) -> list[str]:
    return [block.title for block in paper.blocks if isinstance(block, Box) and block.kind == "gap"]


def test_title_year_and_marking(paper: Paper) -> None:
    assert paper.title == "Annual report 2025-26: draft"
    assert paper.subtitle.endswith("1 April 2025 to 31 March 2026")
    assert paper.marking == "OFFICIAL-SENSITIVE"


def test_without_a_year_it_is_the_last_whole_one_and_a_year_may_be_written_with_a_slash(office: Office) -> None:
    assert build_paper(office, "annual-report", today=TODAY).title == "Annual report 2025-26: draft"
    assert build_paper(office, "annual-report", year="2024/25", today=TODAY).title == "Annual report 2024-25: draft"
    with pytest.raises(DateNotUnderstood, match="could not be read as a financial year"):
        build_paper(office, "annual-report", year="last year", today=TODAY)


@pytest.mark.parametrize("letter", LETTERS)
def test_every_paragraph_of_the_schedule_is_named_as_a_gap_where_nothing_is_recorded(empty: Paper, letter: str) -> None:
    told = said(empty, adults(letter))
    assert re.match(rf"Gap: nothing is recorded for .+, Care Act 2014 Schedule 2 paragraph 4\(1\)\({letter}\)\n", told)


@pytest.mark.parametrize("duty", CHILDREN, ids=lambda duty: duty.heading)
def test_every_heading_of_the_yearly_report_is_named_as_a_gap_where_nothing_is_recorded(
    empty: Paper, duty: object
) -> None:
    told = said(empty, duty.heading)
    assert told.startswith(f"Gap: nothing is recorded for {duty.what}, {duty.law}")


@pytest.mark.parametrize("title", TITLES)
def test_every_chapter_of_an_empty_office_is_a_gap(empty: Paper, title: str) -> None:
    assert said(empty, title).startswith("Gap: nothing is recorded for")


def test_all_gaps_are_listed_once_on_the_pages_for_the_author_at_the_end(empty: Paper, paper: Paper) -> None:
    for held in (empty, paper):
        at = held.blocks.index(Heading("For the author"))
        assert held.blocks[at - 1] == PageBreak()
        assert all(block.level > 2 for block in held.blocks[at + 1 :] if isinstance(block, Heading))
        table = next(block for block in held.blocks[at:] if isinstance(block, Table))
        assert len(table.rows) == len(set(gaps(held)))
        for what, law, _ in ((plain(cell) for cell in row) for row in table.rows):
            wanted = f"nothing is recorded for {what}" + ("" if law == USUAL else f", {law}")
            assert any(wanted.casefold() in gap.casefold() for gap in gaps(held))


@pytest.mark.parametrize("letter", "abdefg")
def test_each_paragraph_that_the_records_answer_is_no_gap(paper: Paper, letter: str) -> None:
    assert "Gap:" not in said(paper, adults(letter))


def test_a_what_the_board_did(paper: Paper) -> None:
    told = said(paper, adults("a"))
    assert "1 audit of work with adults: QAS-2026-001 Quality statement 2025." in told
    assert "met" not in told
    assert "2 training events for those who work with adults, with 43 places taken." in told


def test_b_strategic_priorities_and_their_risks(paper: Paper) -> None:
    assert "Neglect | RSK-2025-001 Too few social workers see a case through | – New in the year" in said(
        paper, adults("b")
    )


def test_c_each_member_and_a_gap_for_each_that_told_nothing(paper: Paper) -> None:
    told = said(paper, adults("c"))
    assert "Greater Manchester Police\nA child-first policy for all patrols, and 1,200 officers briefed." in told
    assert "Difference made: Fewer children held overnight: 12, not 31." in told
    assert "An older plan" not in told
    assert "another return" not in told
    assert "Stockport Homes | 1 action completed" in told
    alone = r"Gap: nothing is recorded for what ([^:\n]+?) has done, Care Act.*\(c\)"
    assert re.findall(alone, told) == [
        "Stockport Metropolitan Borough Council",
        "NHS Greater Manchester Integrated Care Board",
    ]
    (others,) = re.findall(r"what these members have done: (.+), Care Act.*\(c\)", told)
    assert "Stockport Homes" in others
    assert "Police" not in others
    assert "Care Quality Commission" not in others


def test_each_report_names_the_members_of_its_own_board_and_one_without_a_board_counts_for_both(tmp_path: Path) -> None:
    office = made_up_office(tmp_path / "office.lif")
    homes = office.lookup.agency("Stockport Homes")
    schools = office.lookup.agency("Primary schools")
    assert homes is not None
    assert schools is not None
    office.write("No board", [Edit("agencies", homes, {"board": None})])
    of_adults = said(build_paper(office, "annual-report-adults", year="2025-26", today=TODAY))
    of_children = said(build_paper(office, "annual-report-children", year="2025-26", today=TODAY))
    joint = said(build_paper(office, "annual-report", year="2025-26", today=TODAY))
    for children_only in ("Primary schools", "Early years settings", "Stockport Youth Justice Service"):
        assert (children_only in of_adults, children_only in of_children) == (False, True)
    for adults_only in ("Care homes and home care providers", "Stockport Adult Social Care"):
        assert (adults_only in of_adults, adults_only in of_children) == (True, False)
    assert "Stockport Homes" in of_adults
    assert "Stockport Homes" in of_children
    gap = next(line for line in joint.splitlines() if "these members have done" in line and "Primary schools" in line)
    assert "Care Act" not in gap
    office.write("Board", [Edit("agencies", schools, {"board": "adults"})])
    assert "Primary schools" in said(build_paper(office, "annual-report-adults", year="2025-26", today=TODAY))
    office.close()


def test_d_reviews_concluded_in_the_year_whenever_they_began_with_their_findings(paper: Paper) -> None:
    told = said(paper, adults("d"))
    assert (
        "SAR-2024-001 Adult Birch\npublished 2 October 2025 | 18 September 2025 | LP-2025-001 Hoarding needs one plan"
        in told
    )
    assert "REC-2025-001" in told
    assert "Adult Ash" not in told
    assert "Child" not in told


def test_e_reviews_ongoing_at_the_end_of_the_year(paper: Paper) -> None:
    told = said(paper, adults("e"))
    assert "SAR-2025-001 Adult Ash" in told
    assert "Adult Birch" not in told
    assert "Adult Linden" not in told


def test_e_a_review_that_was_concluded_after_the_year_says_so(tmp_path: Path) -> None:
    held = made_up_office(tmp_path / "o.lif")
    review = next(row for row in held.records("reviews") if row["ref"] == "SAR-2025-001")
    held.write("Signed off", [Edit("reviews", review["id"], {"signed_off_on": D(2026, 6, 1)})])
    told = said(build_paper(held, "annual-report-adults", year="2025-26", today=TODAY), adults("e"))
    assert "Concluded since, 1 June 2026" in told
    held.close()


def test_reviews_of_other_bodies_are_told_by_kind_and_never_by_case(tmp_path: Path) -> None:
    held = made_up_office(tmp_path / "o.lif")
    base = {"status": "closed", "closed_on": D(2025, 6, 1), "referred_on": D(2025, 1, 1)}
    kinds = {"child_death_review": "Child Moth", "single_agency_review": "Patient Iris"}
    kinds["multi_agency_review"] = "Child Fern"
    held.write(
        "Closed",
        [
            Add("reviews", {**base, "review_type": kind, "pseudonym": name, "board": "children"}, 90 + number)
            for number, (kind, name) in enumerate(kinds.items())
        ],
    )
    told = said(build_paper(held, "annual-report-children", year="2025-26", today=TODAY), "Reviews")
    assert (
        "Other bodies and single agencies concluded reviews of these kinds: child death review and single agency "
        "learning review."
    ) in told
    assert "Child Fern" in told
    assert "Child Moth" not in told
    assert "Patient Iris" not in told
    held.close()


def test_f_what_was_done_about_findings(paper: Paper) -> None:
    told = said(paper, adults("f"))
    assert "ACT-2025-001 Write the hoarding plan | Stockport Homes | ✓ Completed 20 February 2026 | Plan agreed" in told
    assert "ACT-2025-002" in told
    assert "● Open, due 1 September 2026" in told
    assert told.startswith("Actions: 1 completed in the year, none overdue and 1 on course at its end.")


def test_g_findings_not_implemented_with_their_reasons(paper: Paper) -> None:
    told = said(paper, adults("g"))
    assert "REC-2025-002 A hoarding register across Greater Manchester" in told
    assert "The data could not lawfully be pooled." in told


def test_the_year_before_tells_its_own_story(office: Office) -> None:
    before = build_paper(office, "annual-report", year="2024-25", today=TODAY)
    assert "SAR-2024-001 Adult Birch" in said(before, adults("e"))
    assert "Gap: nothing is recorded for findings" in said(before, adults("d"))
    assert "Gap: nothing is recorded for findings that it was decided not to implement" in said(before, adults("g"))
    after = build_paper(office, "annual-report", year="2026-27", today=TODAY)
    assert "Overdue, due 1 September 2026" in said(after, adults("f"))


def test_at_least_three_charts_each_with_its_headline_words_and_figures(paper: Paper) -> None:
    charts = [block.chart for block in paper.blocks if isinstance(block, Figure)]
    assert [chart.title for chart in charts] == [
        "3 reviews came in and 2 were concluded in 2025-26",
        "More than half of audited cases were good or outstanding, more than the year before",
        "People rated themselves higher after training in 2 of 2 themes",
        "Changed practice or a measured effect is on record for 1 of 1 learning points",
        "Overdue actions stayed at 0 over the year",
    ]
    assert {chart.kind for chart in charts} == {"grouped", "stacked", "bar", "line"}


def test_small_numbers_of_people_are_not_shown(paper: Paper) -> None:
    audits, voices = said(paper, "Audits"), said(paper, "Voices")
    assert "2025-26 | not shown | 8 | 9 | not shown" in audits
    assert "Complaint | not shown | –" in voices
    places = said(paper, "Training")
    assert "Stockport Homes | not shown" in places
    assert "Greater Manchester Police | not shown" in places
    assert "Stockport Metropolitan Borough Council | 13" in places
    assert places.count("“Not shown” stands for 1 to 4 people") == 1


def test_training_reaches_over_four_stages_and_says_who_replied(paper: Paper) -> None:
    told = said(paper, "Training")
    assert "2 events were held and 43 places taken. 27 evaluation forms came back, 63% of those who attended." in told
    assert "3 Behaviour | Is it being used at work? | 1 of 2" in told


def test_risks_move_by_their_dated_scores(year: Year, paper: Paper) -> None:
    risk = next(row for row in year.records.rows("risks") if row["id"] == 1)
    assert [year.score_on(risk, day) for day in (D(2025, 4, 30), D(2025, 5, 1), D(2026, 2, 28), D(2026, 3, 1))] == [
        None,
        15,
        15,
        20,
    ]
    assert "RSK-2025-001 Too few social workers see a case through | – | 20 | – New in the year" in said(paper, "Risks")


def test_actions_are_open_and_overdue_by_their_dates(year: Year) -> None:
    assert [row["ref"] for row in year.open_on(D(2025, 12, 31))] == ["ACT-2025-001", "ACT-2025-002"]
    assert [row["ref"] for row in year.open_on(D(2026, 3, 31))] == ["ACT-2025-002"]
    assert [row["ref"] for row in year.overdue(D(2026, 9, 2))] == ["ACT-2025-002"]
    assert year.overdue(D(2026, 9, 1)) == []


def test_figures_of_the_year_stand_beside_those_of_the_year_before(paper: Paper) -> None:
    told = said(paper, "The year in figures")
    assert "Reviews referred or notified | 3 | 1" in told
    assert "Reviews ongoing at the end of the year | 2 | 1" in told
    assert "Voices heard | 8 | 0" in told


def test_performance_and_voices_of_the_children_s_part(paper: Paper) -> None:
    assert "Strategy discussions within one working day (%) | 81 | – | 95" in said(paper, "Performance")
    assert "We were told, not asked. | Leaflet rewritten." in said(paper, "What children and families said")
    assert "RR-2025-001 Child Lark" in said(paper, "Learning from serious incidents")
    assert "CSPR-2026-001 Child Heron" in said(paper, "Learning from serious incidents")


def second(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Heading) and block.level == 2]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.key)
def test_headings_are_the_usual_ones_and_no_part_stands_twice(office: Office, report: Report) -> None:
    paper = build_paper(office, report.key, year="2025-26", today=TODAY)
    found = second(paper)
    assert [title for title in found if title in {one.title for one in report.chapters}] == [
        one.title for one in report.chapters
    ]
    assert len(set(found)) == len(found)
    tables = [block.rows for block in paper.blocks if isinstance(block, Table) and len(block.rows) > 1]
    assert len(set(tables)) == len(tables)


def test_the_two_reports_have_their_own_list_and_the_joint_draft_has_both(office: Office) -> None:
    adults_only, children_only, both = (
        build_paper(office, key, year="2025-26", today=TODAY)
        for key in ("annual-report-adults", "annual-report-children", "annual-report")
    )
    own, other = {duty.heading for duty in ADULTS}, {duty.heading for duty in CHILDREN}
    headings = [{b.text for b in p.blocks if isinstance(b, Heading)} for p in (adults_only, children_only, both)]
    assert own <= headings[0]
    assert not other & headings[0]
    assert other <= headings[1]
    assert not own & headings[1]
    assert own | other <= headings[2]
    assert PARTNERS.heading in headings[1] - headings[2]
    assert "Healthwatch and the chair of the Health and Wellbeing Board" in said(adults_only)
    assert "the end of September" in said(children_only)


def test_reviews_stand_in_the_report_of_their_board(office: Office) -> None:
    adults_only = said(build_paper(office, "annual-report-adults", year="2025-26", today=TODAY))
    children_only = said(build_paper(office, "annual-report-children", year="2025-26", today=TODAY))
    assert "Adult Birch" in adults_only
    assert "Child Lark" not in adults_only
    assert "Child Lark" in children_only
    assert "Adult Birch" not in children_only


@pytest.mark.parametrize("key", ["annual-report", "annual-report-adults"])
@pytest.mark.parametrize(("letter", "answer"), ANSWERS.items())
def test_schedule_2_paragraph_4_is_answered_or_named_as_a_gap(
    office: Office, bare: Office, key: str, letter: str, answer: str
) -> None:
    full = said(build_paper(office, key, year="2025-26", today=TODAY), adults(letter))
    empty = said(build_paper(bare, key, year="2025-26", today=TODAY), adults(letter))
    assert answer in full
    assert answer not in empty
    assert f"Care Act 2014 Schedule 2 paragraph 4(1)({letter})" in empty
    assert "Gap: nothing is recorded for" in empty


def test_a_contribution_without_a_year_is_of_the_year_in_which_it_was_asked_for(tmp_path: Path) -> None:
    held = made_up_office(tmp_path / "o.lif")
    base = {"kind": "annual_contribution", "agency_id": 3, "status": "received", "received_on": D(2026, 5, 1)}
    notes = {D(2026, 3, 31): "Asked in March.", D(2026, 4, 1): "Asked in April."}
    held.write(
        "Told",
        [
            Add("agency_returns", {**base, "asked_on": day, "notes": words}, 90 + number)
            for number, (day, words) in enumerate(notes.items())
        ],
    )
    told = said(build_paper(held, "annual-report-adults", year="2025-26", today=TODAY), adults("c"))
    assert "Asked in March." in told
    assert "Asked in April." not in told
    held.close()


# No impact evidence


def test_what_has_no_evidence_of_impact_is_listed(office: Office, empty: Paper) -> None:
    paper = build_paper(office, "annual-report", year="2025-26", today=TODAY)
    told = said(paper, "No impact evidence recorded")
    assert "TRN-2026-001 | Self-neglect | Results, on the course" in told
    assert "LP-2025-001 | Hoarding needs one plan" in told
    assert "Write the hoarding plan" not in told
    assert "No impact evidence recorded" not in said(empty)


def test_a_finding_whose_effect_was_measured_is_not_listed(tmp_path: Path) -> None:
    held = made_up_office(tmp_path / "o.lif")
    point = next(row for row in held.records("learning") if row["ref"] == "LP-2025-001")
    measure = {"learning_id": point["id"], "measure": "Visits", "baseline": 9, "result": 3, "stage": "results"}
    held.write("Measured", [Add("evaluations", measure, 90)])
    told = said(build_paper(held, "annual-report", year="2025-26", today=TODAY), "No impact evidence recorded")
    assert "TRN-2026-001" in told
    assert "LP-2025-001" not in told
    held.close()


# The author's words


def test_the_author_s_words_stand_under_their_heading_in_every_draft(tmp_path: Path) -> None:
    held = empty_office(tmp_path / "o.lif")
    words = {"foreword": "We asked: so what?\nThank you.", "g": "There were none.", "scrutiny": "No line here."}
    held.write("Wrote", words_changes(held, "2025-26", "annual-report-adults", words))
    held.write("Wrote", words_changes(held, "2024-25", "annual-report-adults", {"area": "Another year"}))
    paper = build_paper(held, "annual-report-adults", year="2025-26", today=TODAY)
    assert said(paper, "Foreword") == "We asked: so what?\nThank you."
    assert said(paper, adults("g")) == "There were none."
    assert "Gap:" in said(paper, "The area and the partnership")
    assert said(build_paper(held, "annual-report", year="2025-26", today=TODAY), "Foreword").startswith("We asked")
    children = build_paper(held, "annual-report-children", year="2025-26", today=TODAY)
    assert "Gap:" in said(children, "Foreword")
    held.write("Wrote", words_changes(held, "2025-26", "annual-report", {"foreword": "Ours together."}))
    assert said(build_paper(held, "annual-report", year="2025-26", today=TODAY), "Foreword") == "Ours together."
    held.undo()
    assert said(build_paper(held, "annual-report", year="2025-26", today=TODAY), "Foreword").startswith("We asked")
    held.close()


def test_words_of_which_a_gap_remains_leave_the_gap(tmp_path: Path) -> None:
    held = empty_office(tmp_path / "o.lif")
    held.write("Wrote", words_changes(held, "2025-26", "annual-report-adults", {"c": "Members did much."}))
    told = said(build_paper(held, "annual-report-adults", year="2025-26", today=TODAY), adults("c"))
    assert told.startswith("Members did much.")
    assert "Gap: nothing is recorded for what Greater Manchester Police has done" in told
    held.close()


def test_words_are_written_once_changed_and_taken_away(tmp_path: Path) -> None:
    held = empty_office(tmp_path / "o.lif")
    about = ("2025-26", "annual-report")
    held.write("One", words_changes(held, *about, {"foreword": " First "}))
    assert words_of(held, "2025-26") == {("annual-report", "foreword"): "First"}
    assert words_changes(held, *about, {"foreword": "First"}) == []
    assert words_changes(held, *about, {"area": ""}) == []
    held.write("Two", words_changes(held, *about, {"foreword": ""}))
    assert words_of(held, "2025-26") == {}
    held.undo()
    assert words_of(held, "2025-26") == {("annual-report", "foreword"): "First"}
    held.close()


# Small numbers


@pytest.mark.parametrize(
    ("now", "before", "whole", "title"),
    [
        (0.6, 0.38, True, "60% of audited cases were good or outstanding, up from 38%"),
        (0.6, 0.38, False, "More than half of audited cases were good or outstanding, more than the year before"),
        (0.25, 0.5, False, "Fewer than half of audited cases were good or outstanding, fewer than the year before"),
        (0.5, 0.5, False, "Half of audited cases were good or outstanding"),
        (1.0, None, False, "All of audited cases were good or outstanding"),
        (0.0, None, False, "None of audited cases were good or outstanding"),
        (None, 0.5, True, "Grades of audited cases"),
    ],
)
def test_no_share_is_given_where_it_would_give_a_hidden_count_away(
    now: float | None, before: float | None, whole: bool, title: str
) -> None:
    assert grades_title(now, before, whole) == title
