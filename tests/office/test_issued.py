"""What left the office is logged with its bytes, counted, never undone, and answers what a panel saw."""

import datetime as dt
import hashlib
from collections.abc import Callable

import pytest

from lif_desktop.office import (
    Add,
    Bin,
    Edit,
    NothingToUndo,
    Office,
    OfficeError,
    OfficeReadOnly,
    RecordKept,
    Remove,
)
from lif_desktop.office.issued import (
    DOCUMENTS,
    Leaving,
    approve,
    approved_issue,
    as_panel_saw,
    issue_of,
    issued,
    kept_bytes,
    log_issue,
    next_issue,
)
from tests.office.conftest import Turning

D = dt.date


def agenda(meeting: int | None = 1, data: bytes = b"the bytes", **more: object) -> Leaving:
    about = {"register": "meetings", "record_id": meeting, "sent_to": "Members", "why": "Panel"}
    return Leaving("agenda", "Agenda MTG-2026-001", "Agenda.docx", data, **(about | more))  # type: ignore[arg-type]


def meet(office: Office, held_on: D, group: str = "review_group") -> int:
    number = office.reserve("meetings")
    office.write("Meeting", [Add("meetings", {"group_key": group, "held_on": held_on}, number)])
    return number


# The log


def test_an_issue_is_kept_whole(office: Office) -> None:
    left = agenda(
        meet(office, D(2026, 11, 27)),
        as_at=dt.datetime(2026, 11, 23, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=1))),
        records=(("reviews", 4, 7),),
        copies=({"number": 1, "to": "Chair"},),
        looked=({"kind": "nhs", "where": "row 3", "done": "masked"},),
        marking="official_sensitive",
    )
    one = issue_of(office, log_issue(office, left))
    assert (one.issue, one.title, one.file_name, one.kind) == (1, left.title, "Agenda.docx", "agenda")
    assert (one.sent_to, one.why, one.made_by, one.made_on) == ("Members", "Panel", "Ann Officer", D(2026, 11, 23))
    assert one.as_at == dt.datetime(2026, 11, 23, 8, 30)  # noqa: DTZ001 - the journal keeps UTC without a zone
    assert one.records == (("reviews", 4, 7),)
    assert (list(one.copies), list(one.looked)) == (list(left.copies), list(left.looked))
    assert one.sha256 == hashlib.sha256(b"the bytes").hexdigest()
    assert one.kept
    assert kept_bytes(office, one.sha256) == b"the bytes"
    assert office.batches()[0].words == "Issued Agenda MTG-2026-001, issue 1 to Members"
    assert office.broken_link() is None


def test_issues_count_within_their_kind_and_record_or_year(office: Office) -> None:
    first, second = meet(office, D(2026, 11, 27)), meet(office, D(2026, 12, 4))
    wanted = [agenda(first), agenda(first), agenda(second), agenda(first)]
    wanted += [
        Leaving("annual-report", "Report", "r.docx", b"r", year=year) for year in ("2024-25", "2025-26", "2024-25")
    ]
    numbers = [log_issue(office, one) for one in wanted]
    assert [issue_of(office, one).issue for one in numbers] == [1, 2, 1, 3, 1, 1, 2]
    assert next_issue(office, "agenda", "meetings", first) == 4
    assert next_issue(office, "minutes", "meetings", first) == 1
    assert next_issue(office, "annual-report", None, None, "2025-26") == 2


def test_issues_are_found_by_register_record_and_kind_newest_first(office: Office) -> None:
    meeting = meet(office, D(2026, 11, 27))
    old, new = log_issue(office, agenda(meeting)), log_issue(office, agenda(meeting, b"newer"))
    other = log_issue(office, Leaving("handover", "Handover", "h.docx", b"h"))
    assert [one.number for one in issued(office)] == [other, new, old]
    assert [one.number for one in issued(office, "meetings", meeting)] == [new, old]
    assert [one.number for one in issued(office, kind="handover")] == [other]
    assert issued(office, "reviews") == ()


def test_the_same_bytes_are_kept_once_and_a_number_that_is_not_there_is_none(office: Office) -> None:
    one, two = log_issue(office, agenda()), log_issue(office, agenda())
    assert issue_of(office, one).sha256 == issue_of(office, two).sha256
    assert kept_bytes(office, "0" * 64) is None
    with pytest.raises(KeyError):
        issue_of(office, 99)


# It stays


def test_undo_passes_the_log_over(office: Office) -> None:
    meeting = meet(office, D(2026, 11, 27))
    office.write("Moved the room", [Edit("meetings", meeting, {"venue": "Town hall"})])
    number = log_issue(office, agenda(meeting))
    assert office.undo().undone.words == "Moved the room"
    assert issue_of(office, number).issue == 1
    assert office.redo().undone.kind == "undo"
    batch = next(one for one in office.batches() if one.kind == "issue")
    with pytest.raises(NothingToUndo, match="kept as it is"):
        office.undo(batch.id)
    assert len(issued(office)) == 1


def test_nothing_of_it_is_changed_or_taken_away(office: Office) -> None:
    number = log_issue(office, agenda())
    for change in (Edit(DOCUMENTS, number, {"sent_to": "Nobody"}), Bin(DOCUMENTS, number), Remove(DOCUMENTS, number)):
        with pytest.raises(RecordKept, match="Issue the paper again"):
            office.write("Tidied up", [change])
    assert issue_of(office, number).sent_to == "Members"


def test_a_file_that_was_attached_and_never_left_can_go(office: Office) -> None:
    number = office.reserve(DOCUMENTS)
    office.write("Attached", [Add(DOCUMENTS, {"title": "A scan", "kind": "attached"}, number)])
    office.write("Renamed it", [Edit(DOCUMENTS, number, {"title": "The scan"})])
    office.write("Binned it", [Bin(DOCUMENTS, number)])
    assert issued(office) == ()


def test_an_office_for_reading_logs_nothing(office: Office, reopen: Callable[..., Office]) -> None:
    office.close()
    read = reopen(read_only=True)
    try:
        with pytest.raises(OfficeReadOnly):
            log_issue(read, agenda())
        assert issued(read) == ()
    finally:
        read.close()


# What did the panel see?


def test_what_a_panel_saw_in_a_month(office: Office, clock: Turning) -> None:
    march, april = meet(office, D(2026, 3, 20)), meet(office, D(2026, 4, 17))
    other = meet(office, D(2026, 3, 20), "quality_assurance")
    before = log_issue(office, agenda(march, b"first"))
    corrected = log_issue(office, agenda(march, b"second"))
    log_issue(office, agenda(other))
    log_issue(office, agenda(april))
    seen = as_panel_saw(office, "review_group", D(2026, 3, 5))
    assert [one.issue.number for one in seen] == [before, corrected]
    assert {(one.meeting, one.held_on) for one in seen} == {("MTG-2026-001", D(2026, 3, 20))}
    assert [kept_bytes(office, one.issue.sha256) for one in seen] == [b"first", b"second"]
    assert as_panel_saw(office, "review_group", D(2026, 3, 21), D(2026, 3, 31)) == []
    assert len(as_panel_saw(office, "review_group", D(2026, 3, 1), D(2026, 4, 30))) == 3


def test_what_was_sent_to_the_group_counts_by_the_day_it_left(office: Office, clock: Turning) -> None:
    clock.at = dt.datetime(2026, 12, 31, 12)  # noqa: DTZ001 - the journal keeps UTC without a zone
    name = office.lookup.label("groups", "review_group")
    sent = log_issue(office, Leaving("briefing", "Briefing", "b.docx", b"b", sent_to=f"{name} members"))
    log_issue(office, Leaving("briefing", "Briefing", "b.docx", b"b", sent_to="All schools"))
    [seen] = as_panel_saw(office, "review_group", D(2026, 12, 1))
    assert (seen.issue.number, seen.meeting, seen.held_on) == (sent, "", None)
    assert as_panel_saw(office, "review_group", D(2026, 11, 1)) == []


# Approval


def test_the_newest_issue_of_a_report_counts_when_it_was_approved(office: Office) -> None:
    report = Leaving("annual-report", "Annual report 2025-26", "r.docx", b"r", year="2025-26")
    first = log_issue(office, report)
    assert approved_issue(office, "annual-report", "2025-26") is None
    approve(office, DOCUMENTS, first, "Executives", D(2026, 11, 20))
    found = approved_issue(office, "annual-report", "2025-26")
    assert found is not None
    assert (found.number, found.approved_by, found.approved_on) == (first, "Executives", D(2026, 11, 20))
    assert approved_issue(office, "annual-report", "2024-25") is None
    log_issue(office, report)
    assert approved_issue(office, "annual-report", "2025-26") is None


@pytest.mark.parametrize(
    ("key", "by", "on", "says"),
    [
        ("learning", "  ", None, "Write who approved it"),
        ("learning", "Chair", D(2026, 11, 24), "24 November 2026 has not come yet"),
        ("risks", "Chair", None, "Risks have no approval"),
    ],
)
def test_an_approval_that_says_too_little_is_refused(
    office: Office, key: str, by: str, on: D | None, says: str
) -> None:
    with pytest.raises(OfficeError, match=says):
        approve(office, key, 1, by, on)


def test_an_agenda_that_leaves_dates_the_papers_of_its_meeting_once(office: Office) -> None:
    coming, over = meet(office, D(2026, 11, 27)), meet(office, D(2026, 10, 27))
    office.write("Due", [Edit("meetings", coming, {"papers_due_on": D(2026, 11, 20)})])
    for meeting in (coming, over):
        log_issue(office, agenda(meeting))
    assert office.record("meetings", coming)["papers_out_on"] == office.today()
    assert office.record("meetings", over)["papers_out_on"] is None
    office.write("Put right", [Edit("meetings", coming, {"papers_out_on": D(2026, 11, 19)})])
    log_issue(office, agenda(coming))
    assert office.record("meetings", coming)["papers_out_on"] == D(2026, 11, 19)


def test_the_papers_of_a_meeting_that_was_held_are_never_late(office: Office) -> None:
    meeting = meet(office, office.today())
    office.write("Due", [Edit("meetings", meeting, {"papers_due_on": D(2026, 11, 20)})])
    assert next(row for row in office.records("meetings") if row["id"] == meeting)["state"].word.startswith("Papers")
    office.write("Over", [Edit("meetings", meeting, {"status": "held"})])
    assert next(row for row in office.records("meetings") if row["id"] == meeting)["state"].word == "Held"
