"""The agenda: standard items with what is due beneath them, papers with letters, matters arising by rule."""

import datetime as dt
import re

import pytest

from lif_desktop.framework.standing_agenda import STANDARD, standard_items
from lif_desktop.office.office import Office
from lif_desktop.papers import PaperError, build_paper
from lif_desktop.papers.agenda import ITEM_COLUMNS
from lif_desktop.papers.agenda_notices import not_on_agenda
from lif_desktop.papers.blocks import Heading, Meter, PageBreak, Paper, Table, plain
from lif_desktop.papers.gather import Records
from tests.papers.made_up import said
from tests.papers.made_up_office import TODAY


@pytest.fixture(scope="module")
def paper(office: Office) -> Paper:
    return build_paper(office, "agenda", "MTG-2026-002", today=TODAY)


def items(paper: Paper) -> list[list[str]]:
    table = next(block for block in paper.blocks if isinstance(block, Table) and block.columns == ITEM_COLUMNS)
    return [[plain(cell) for cell in row] for row in table.rows]


def test_title_day_marking_and_version(paper: Paper) -> None:
    assert paper.title == "Review Group: agenda"
    assert paper.subtitle.splitlines()[1] == "Meeting 14, Friday 27 November 2026"
    assert paper.marking == "OFFICIAL-SENSITIVE"
    assert paper.version_line == "Agenda MTG-2026-002, version 1, as at 23 November 2026, 12:00"


def test_when_where_chair_and_quorum(paper: Paper) -> None:
    first = said(paper).splitlines()
    assert "Friday 27 November 2026" in first[1]
    assert "9.30am to 12 noon | Town Hall committee room 2" in "\n".join(first)
    assert "Quorate with: Stockport Council, NHS GM ICB and GMP" in said(paper)


def test_items_come_in_the_standard_order_with_each_case_and_running_times(paper: Paper) -> None:
    main = items(paper)
    assert [row[0] for row in main] == [str(n) for n in range(1, 17)]
    assert [row[5] for row in main][:5] == ["9:30", "9:35", "9:40", "9:55", "10:00"]
    assert main[2][1].startswith("Minutes of 30 October 2026, matters arising and action log: 2 open actions, 1 done")
    assert main[4][1] == "New referral for decision: Adult Linden (SAR-2026-001)"
    assert main[-1][1].endswith("29 January 2027; papers by 20 January 2027")
    assert main[4][4] == "Decide"


def test_a_paper_has_a_letter_on_the_agenda_and_the_same_one_on_its_heading(paper: Paper) -> None:
    letters = [row[3] for row in items(paper) if row[3]]
    headings = [b.text for b in paper.blocks if isinstance(b, Heading) and b.text.startswith("Paper ")]
    assert letters == list("ABCDEEFGHIJ")
    assert [heading[6] for heading in headings] == list("ABCDEFGHIJ")


def test_a_case_for_decision_has_a_page_of_its_own(paper: Paper) -> None:
    at = next(at for at, b in enumerate(paper.blocks) if isinstance(b, Heading) and b.text.startswith("Paper C"))
    then = next(at for at, b in enumerate(paper.blocks) if isinstance(b, Heading) and b.text.startswith("Paper D"))
    breaks = [at for at, b in enumerate(paper.blocks) if isinstance(b, PageBreak)]
    assert breaks == [at - 1, then - 1]


def test_an_item_without_anything_due_has_no_paper_and_says_so(paper: Paper) -> None:
    row = next(row for row in items(paper) if row[1].startswith("Reviews by single agencies"))
    assert row[1] == "Reviews by single agencies: none"
    assert row[3] == ""


def test_referrals_show_criteria_and_returns(paper: Paper) -> None:
    told = said(paper, "Paper C: SAR-2026-001 Adult Linden, for decision")
    assert "Concern how agencies worked | Unclear" in told
    assert "1 of 2 in" in told
    assert "Adult Ash" not in told


def test_a_live_clock_is_counted_to_the_day_of_the_meeting(paper: Paper) -> None:
    told = said(paper, "Paper D: Live rapid reviews and their clocks")
    assert "Working day 11 of 15, due 3 December 2026" in told
    assert told.count("counted to") == 1
    assert "Days are counted to 27 November 2026." in told
    assert "Child Lark" not in told


def test_a_submitted_report_says_how_late_it_was(paper: Paper) -> None:
    assert "Submitted 23 November 2026, 1 working day late, reason recorded" in said(paper)


def test_clocks_are_drawn_as_days(office: Office) -> None:
    paper = build_paper(office, "agenda", "MTG-2026-002", today=TODAY)
    meters = [part for b in paper.blocks if isinstance(b, Table) for row in b.rows for cell in row
              if not isinstance(cell, str) for part in cell if isinstance(part, Meter)]  # fmt: skip
    assert {(meter.done, meter.total) for meter in meters} == {(11, 15)}


def test_a_clock_that_runs_out_before_the_meeting_says_so_and_one_that_has_run_out_is_overdue(office: Office) -> None:
    early = build_paper(office, "agenda", "MTG-2026-003", today=TODAY)
    assert "Due 3 December 2026, before this meeting" in said(early)
    late = build_paper(office, "agenda", "MTG-2026-003", today=dt.date(2026, 12, 4))
    assert "◆ Overdue by 1 working day" in said(late)


def test_a_clock_that_has_run_out_is_counted_to_the_day_of_the_meeting_too(office: Office) -> None:
    late = build_paper(office, "agenda", "MTG-2027-001", today=dt.date(2026, 12, 4))
    told = said(late)
    assert "◆ Overdue by 38 working days" in told
    assert "Overdue by 1 working day\n" not in told


def test_matters_arising_are_open_actions_of_earlier_meetings_and_those_done_since(paper: Paper) -> None:
    told = said(paper, "Paper A: Matters arising and action log").splitlines()
    assert [line[:12] for line in told if line.startswith("ACT")] == ["ACT-2026-001", "ACT-2026-002", "ACT-2026-003"]
    assert "from MTG-2026-001, 30 October 2026 | GMP" in told
    assert any("◆ Overdue by 5 working days" in line for line in told)
    assert any("✓ Complete" in line for line in told)


def test_commissioned_reviews_say_when_time_and_quality_were_last_checked(paper: Paper) -> None:
    told = said(paper, "Paper E: Commissioned reviews, progress and quality")
    assert re.search(r"CSPR-2026-001 Child Heron\n.*Draft report.*\n.*\| 14 September 2026", told)
    assert "▲ No check recorded" in told
    assert "Adult Birch" not in told
    assert "regulation 14" in told


def test_exceptions_are_overdue_or_closed_without_evidence(paper: Paper) -> None:
    told = said(paper, "Paper F: Composite action plan, exceptions")
    overdue, bare = told.split("Closed without evidence")
    assert "ACT-2025-002" in overdue
    assert "ACT-2026-003" in bare
    assert "ACT-2025-001" not in told


def test_risks_to_escalate_say_why(paper: Paper) -> None:
    told = said(paper, "Paper J: Risks to escalate")
    assert "◆ 20 Extreme" in told
    assert "| Its score of 20 is 15 or more" in told
    assert "| It was to be looked at by 1 October 2026" in told


def test_declarations_confidentiality_and_attendance_are_there(paper: Paper) -> None:
    assert "Declarations of interest" in said(paper)
    assert "For members of the group only" in said(paper)
    assert "NHS Greater Manchester Integrated Care Board" in said(paper, "Who is expected")


def test_an_agenda_that_was_recorded_is_kept_as_it_is_and_a_case_brings_its_clock(office: Office) -> None:
    paper = build_paper(office, "agenda", "MTG-2026-003", today=TODAY)
    assert paper.title == "Autumn assurance day: agenda"
    assert items(paper)[0][:2] == ["1", "Welcome: not quorate as it stands"]
    second = items(paper)[1]
    assert second[1].startswith("Rapid review in hand\nRR-2026-001 Child Wren\nDue 3 December 2026")
    assert second[2:] == ["Business manager", "B", "Decide", "2.10"]
    assert "Apology" in said(paper, "Who is expected")
    assert "Child rapid review" in said(paper, "Paper B: RR-2026-001 Child Wren, for decision")


def test_what_is_due_and_not_on_a_recorded_agenda_is_told_to_its_author_and_not_printed(office: Office) -> None:
    paper = build_paper(office, "agenda", "MTG-2026-003", today=TODAY)
    records = Records(office, TODAY)
    missing = not_on_agenda(records, records.named("meetings", "MTG-2026-003"))
    assert "Twelve-month assurance, 1 due by 4 March 2027" in missing
    assert not any("Any other business" in words for words in missing)
    assert not any(words in said(paper) for words in ("not on this agenda", "Twelve-month assurance", "Adult Birch"))
    letters = {row[3] for row in items(paper)} - {""}
    headings = [b.text for b in paper.blocks if isinstance(b, Heading) and b.text.startswith("Paper ")]
    assert {heading[6] for heading in headings} == letters


def test_an_agenda_that_is_drawn_up_lacks_nothing(office: Office) -> None:
    records = Records(office, TODAY)
    assert not_on_agenda(records, records.named("meetings", "MTG-2026-002")) == ()


def test_without_a_reference_it_is_the_next_meeting_and_after_the_last_one_the_latest(office: Office) -> None:
    assert "MTG-2026-002" in build_paper(office, "agenda", today=TODAY).version_line
    assert "MTG-2027-001" in build_paper(office, "agenda", today=dt.date(2027, 6, 1)).version_line


def test_a_meeting_that_is_not_there_is_said(office: Office, bare: Office) -> None:
    with pytest.raises(PaperError, match=r"Nothing in the register of meetings has the reference “MTG-1999-001”"):
        build_paper(office, "agenda", "MTG-1999-001", today=TODAY)
    with pytest.raises(PaperError, match="There is no meeting with a date yet"):
        build_paper(bare, "agenda", today=TODAY)


def test_every_group_of_the_profile_has_a_standard_agenda(office: Office) -> None:
    assert {group.key for group in office.profile.groups} <= set(STANDARD)
    purposes = {choice.key for choice in office.profile.choices("item_purposes")}
    for group in (*STANDARD, "another"):
        assert {item.purpose for item in standard_items(group)} <= purposes
        assert standard_items(group)[-1].draws == "next"
