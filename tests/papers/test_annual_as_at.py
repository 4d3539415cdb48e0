"""A draft of the year as it stood on 31 March, from the journal; what came later is listed and not told."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from lif_desktop.commands import run_command
from lif_desktop.commands.common import Refusal
from lif_desktop.office import create_office
from lif_desktop.office.changes import Add, Bin, Edit
from lif_desktop.office.later import later_entries
from lif_desktop.office.office import Office
from lif_desktop.office.report_words import words_changes
from lif_desktop.office.troubles import OfficeError
from lif_desktop.papers import build_paper
from lif_desktop.papers.annual import REPORTS
from lif_desktop.papers.blocks import Paper
from lif_desktop.places import resources
from tests.office.conftest import Turning
from tests.papers.made_up import everything, said
from tests.papers.made_up_office import D

END, JUNE = D(2026, 3, 31), D(2026, 6, 15)
LATER = "Entered or changed after 31 March 2026 and not in this report"


@pytest.fixture
def clock() -> Turning:
    turning = Turning()
    turning.at = dt.datetime.combine(D(2026, 2, 2), dt.time(9))
    return turning


@pytest.fixture
def kept(tmp_path: Path, clock: Turning) -> Iterator[Office]:
    """An office that was kept through the end of a year; it is June."""
    office = create_office(tmp_path / "o.lif", resources() / "framework", "stockport", "A tester", clock)
    sar = {"review_type": "sar_mandatory", "board": "adults", "referred_on": D(2025, 5, 1)}
    office.write(
        "Before",
        [
            Add("reviews", {**sar, "pseudonym": "Adult Ash", "status": "in_progress"}, 1),
            Add("actions", {"title": "Brief the teams", "start_on": D(2025, 6, 1), "due_on": D(2025, 9, 1)}, 1),
            Add("actions", {"title": "Write the plan", "start_on": D(2025, 6, 1), "status": "in_progress"}, 2),
        ],
    )
    clock.at = dt.datetime.combine(JUNE, dt.time(9))
    yield office
    office.close()


def change_the_year(office: Office) -> None:
    """Late entries, changes, a bin, contributions and words, all of them in June."""
    sar = {"review_type": "sar_mandatory", "board": "adults", "status": "in_progress"}
    office.write(
        "After",
        [
            Edit("reviews", 1, {"signed_off_on": D(2026, 3, 1), "status": "closed"}),
            Add("reviews", {**sar, "pseudonym": "Adult Late", "referred_on": D(2026, 3, 3)}, 2),
            Add("reviews", {**sar, "pseudonym": "Adult Next", "referred_on": D(2026, 5, 3)}, 3),
            Edit("actions", 1, {"status": "complete", "completed_on": D(2026, 3, 30)}),
            Add("audits", {"audit_type": "macfa", "title": "Thresholds", "completed_on": D(2026, 3, 2)}, 1),
            Bin("actions", 2),
            Add("progress_checks", {"review_id": 1, "checked_on": D(2026, 6, 1), "quality": "Good"}),
        ],
    )
    told = {"kind": "annual_contribution", "agency_id": 3, "year": "2025-26", "section": "What was done"}
    office.write("Told", [Add("answers", {**told, "question": "What?", "answer": "Briefed all patrols."})])
    office.write("Wrote", words_changes(office, "2025-26", "annual-report", {"foreword": "So what?"}))


def drafted(office: Office, key: str = "annual-report", as_at: object = None) -> Paper:
    return build_paper(office, key, year="2025-26", today=JUNE, as_at=as_at)  # type: ignore[arg-type]


@pytest.mark.parametrize("key", [report.key for report in REPORTS])
def test_a_change_after_31_march_does_not_alter_the_year_s_draft(kept: Office, key: str) -> None:
    before = said(drafted(kept, key))
    kept.write("After", [Edit("actions", 1, {"status": "complete", "completed_on": D(2026, 3, 30)})])
    kept.write("After", [Edit("reviews", 1, {"signed_off_on": D(2026, 3, 1), "status": "closed"})])
    after = said(drafted(kept, key))
    assert after.split(LATER)[0] == before.split(LATER)[0]
    assert "ACT-2025-001" in after.split(LATER)[1]


def test_the_draft_says_from_which_day_it_tells(kept: Office) -> None:
    change_the_year(kept)
    paper = drafted(kept)
    assert "as they stood at the end of 31 March 2026" in said(paper)
    assert paper.version_line.endswith("draft of 15 June 2026, as at 31 March 2026")
    told = said(paper)
    assert "Actions overdue at the end of the year | 1 | 0" in told
    assert "SAR-2025-001 Adult Ash" in said(paper, "(e) Reviews going on at the end of the year")
    assert "Adult Late" not in told
    assert "Thresholds" not in told


def test_contributions_and_the_author_s_words_are_taken_as_they_are_now(kept: Office) -> None:
    change_the_year(kept)
    paper = drafted(kept)
    assert "Briefed all patrols." in said(paper, "(c) What each member did")
    assert said(paper, "Foreword") == "So what?"


def test_what_came_later_and_bears_on_the_year_is_listed(kept: Office) -> None:
    change_the_year(kept)
    told = said(drafted(kept), LATER)
    assert "Reviews | SAR-2026-001 | SAR-2025-001" in told
    assert "Audits | MACFA-2026-001 | –" in told
    assert "Actions | – | ACT-2025-001, ACT-2025-002" in told
    assert "SAR-2026-002" not in told
    assert "Agencies" not in told


def test_what_began_in_the_year_and_ended_after_it_bears_on_it(kept: Office) -> None:
    audit = {"audit_type": "macfa", "due_on": D(2026, 3, 1), "completed_on": D(2026, 5, 1)}
    kept.write("Over", [Add("audits", {**audit, "title": "Thresholds"}, 1)])
    kept.write("After", [Add("audits", {**audit, "title": "Homes", "due_on": D(2026, 4, 1)}, 2)])
    (audits,) = later_entries(kept, END, END)
    assert (audits.label, audits.entered) == ("Audits", ["MACFA-2026-001"])


def test_lines_count_as_changes_of_their_record_and_removed_ones_too(kept: Office) -> None:
    kept.write("Line", [Add("progress_checks", {"review_id": 1, "checked_on": D(2026, 6, 1), "quality": "Good"})])
    assert [(one.label, one.entered, one.changed) for one in later_entries(kept, END, END)] == [
        ("Reviews", [], ["SAR-2025-001"])
    ]
    kept.undo()
    assert later_entries(kept, END, END)[0].changed == ["SAR-2025-001"]
    assert later_entries(kept, JUNE, END) == []


def test_as_at_today_or_another_day_tells_what_stood_then(kept: Office, clock: Turning) -> None:
    change_the_year(kept)
    today = drafted(kept, as_at="today")
    assert "Adult Late" in said(today)
    assert LATER not in said(today)
    assert "Adult Late" not in said(drafted(kept, as_at=D(2026, 5, 1)))
    clock.turn(days=3)
    assert "Adult Late" in said(drafted(kept, as_at=JUNE))
    with pytest.raises(OfficeError, match="stood on 1 January 2026 is not known"):
        drafted(kept, as_at=D(2026, 1, 1))


def test_where_the_journal_begins_later_the_draft_goes_by_dates_and_says_so(kept: Office) -> None:
    older = build_paper(kept, "annual-report", year="2024-25", today=JUNE)
    assert "the journal begins on 2 February 2026, so how they stood on 31 March 2025 is not known" in said(older)
    assert "as at" not in older.version_line
    assert "Entered or changed after" not in said(older)


def test_a_year_that_is_not_over_is_told_as_it_stands(kept: Office) -> None:
    now = build_paper(kept, "annual-report", year="2026-27", today=JUNE)
    assert "as they stand on 15 June 2026." in said(now)
    assert "may have changed" not in said(now)


def test_the_notes_run_their_queries_over_the_records_of_that_day(kept: Office) -> None:
    change_the_year(kept)
    notes = said(drafted(kept, "annual-report-notes"))
    assert "The query gives" not in notes
    assert "They ran over the records as at 31 March 2026" in notes


def test_the_command_line_takes_the_day(kept: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = kept.path
    kept.close()
    paper = ("paper", "annual-report", str(tmp_path / "draft.docx"), "--office", str(path), "--year", "2025-26")
    assert run_command([*paper, "--as-at", "today"]) == 0
    assert "as they stand on" in everything((tmp_path / "draft.docx").read_bytes())
    assert run_command([*paper, "--as-at", "31 March 2026"]) == 0
    assert "at the end of 31 March 2026" in everything((tmp_path / "draft.docx").read_bytes())
    with pytest.raises(OfficeError, match="is not known"):
        run_command([*paper, "--as-at", "1/1/2026"])
    with pytest.raises(Refusal, match="--as-at is for the yearly reports"):
        run_command(["paper", "agenda", *paper[2:5], "--as-at", "today"])
    capsys.readouterr()
