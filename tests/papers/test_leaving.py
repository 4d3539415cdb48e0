"""What a paper was made from, and what the log keeps of it when it leaves."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from lif_desktop.framework.personal_places import as_noted
from lif_desktop.office import Edit
from lif_desktop.office.issued import approve, issue_of, kept_bytes, log_issue
from lif_desktop.office.office import Office
from lif_desktop.office.report_words import words_changes
from lif_desktop.papers.blocks import Box, Paragraph
from lif_desktop.papers.catalogue import build, build_paper, paper_bytes
from lif_desktop.papers.leaving import leaving, used
from lif_desktop.papers.look_over import look_over, masked, texts_of
from lif_desktop.registers import register
from tests.papers.made_up_office import made_up_office


def test_the_record_that_a_paper_is_made_for_is_known_named_or_not(office: Office) -> None:
    point = office.records("learning")[0]
    named = build(office, "briefing", point["ref"])
    assert named.record is not None
    assert named.record["id"] == point["id"]
    newest = build(office, "briefing")
    assert newest.record is not None
    assert newest.record["ref"] in newest.paper.version_line
    assert build(office, "handover").record is None


def test_the_year_of_a_report_is_known_named_or_not(office: Office) -> None:
    assert build(office, "annual-report", year="2024-25").of_year == "2024-25"
    assert build(office, "annual-report").of_year == "2025-26"
    assert build(office, "briefing").of_year is None


def test_the_records_whose_reference_stands_in_a_paper_are_told_with_their_versions(office: Office) -> None:
    built = build(office, "agenda")
    told = used(built)
    words = " ".join(texts_of(built.paper))
    versions = {("reviews", row["id"]): row["version"] for row in office.records("reviews") if row["ref"] in words}
    assert versions
    assert {(table, number): version for table, number, version in told if table == "reviews"} == versions
    meeting = built.record
    assert meeting is not None
    assert ("meetings", meeting["id"], meeting["version"]) in told
    unnamed = {row["id"] for row in office.records("reviews") if row["ref"] not in words}
    assert not unnamed & {number for table, number, _ in told if table == "reviews"}


def test_a_paper_that_names_nothing_was_still_made_for_its_record(office: Office) -> None:
    built = build(office, "briefing")
    bare = replace(built, paper=replace(built.paper, blocks=(Paragraph("Nothing"),)))
    point = built.record
    assert point is not None
    assert used(bare) == ((register("learning").table, point["id"], point["version"]),)


def test_what_leaves_is_logged_whole(tmp_path: Path) -> None:
    office = made_up_office(tmp_path / "office.lif")
    try:
        point = office.records("learning")[0]
        office.write(
            "Told", [Edit(register("learning").table, point["id"], {"statement": "Seen by 943 476 5919 at SK1 3XE"})]
        )
        built = build(office, "briefing", point["ref"])
        found = look_over(built.paper)
        gone = [one for one in found if one.kind == "nhs"]
        data = paper_bytes(office, "briefing", masked(built.paper, gone))
        left = leaving(built, data, "Briefing.docx", sent_to="Schools", why="Learning", found=found, masked=gone)
        one = issue_of(office, log_issue(office, left))
    finally:
        office.close()
    assert (one.kind, one.register, one.record_id, one.year) == ("briefing", "learning", point["id"], "")
    assert one.title == f"Seven-minute briefing {point['ref']}"
    assert (one.sent_to, one.why, one.file_name) == ("Schools", "Learning", "Briefing.docx")
    assert list(one.looked) == as_noted(found, gone)
    assert {look["done"] for look in one.looked} == {"left", "masked"}
    assert "943" not in str(one.looked)
    assert one.as_at is not None
    assert abs((one.as_at - built.made.replace(tzinfo=None)).total_seconds()) < 1


def test_the_kept_copy_is_the_file_that_left(tmp_path: Path) -> None:
    office = made_up_office(tmp_path / "office.lif")
    try:
        built = build(office, "agenda")
        data = paper_bytes(office, "agenda", built.paper)
        one = issue_of(office, log_issue(office, leaving(built, data, "Agenda.docx")))
        assert kept_bytes(office, one.sha256) == data
        assert one.records == used(built)
        assert one.marking == "official_sensitive"
        assert (one.approved_by, one.approved_on) == ("", None)
    finally:
        office.close()


def test_the_briefing_and_the_report_are_official_only_when_approved(tmp_path: Path) -> None:
    office = made_up_office(tmp_path / "office.lif")
    try:
        point = office.records("learning")[0]
        office.write(
            "Not yet",
            [Edit(register("learning").table, point["id"], {"approved_by": None, "approved_on": office.today()})],
        )
        assert build_paper(office, "briefing", point["ref"]).marking == "OFFICIAL-SENSITIVE"
        approve(office, "learning", point["id"], "Chair")
        built = build(office, "briefing", point["ref"])
        assert built.paper.marking == "OFFICIAL"
        one = issue_of(office, log_issue(office, leaving(built, b"x", "b.docx")))
        assert (one.marking, one.approved_by, one.approved_on) == ("official", "Chair", office.today())
    finally:
        office.close()


@pytest.mark.parametrize("kind", ["annual-report", "annual-report-adults", "annual-report-children"])
def test_a_report_is_a_draft_again_once_its_author_wrote_on(tmp_path: Path, kind: str) -> None:
    office = made_up_office(tmp_path / "office.lif")
    try:
        number = log_issue(office, leaving(build(office, kind, year="2025-26"), b"report", "r.docx"))
        approve(office, "documents", number, "Executives", dt.date(2026, 11, 20))
        made = build(office, kind, year="2025-26")
        assert made.paper.marking == "OFFICIAL"
        assert leaving(made, b"again", "r.docx").approved_by == "Executives"
        words = {"foreword": "We listened."}
        own = "annual-report-adults" if kind == "annual-report" else kind  # the joint report has the words of its parts
        office.write("Words", words_changes(office, "2025-26", own, words))
        built = build(office, kind, year="2025-26")
        assert built.paper.marking == "OFFICIAL-SENSITIVE"
        [box] = [one for one in built.paper.blocks if isinstance(one, Box) and one.kind == "note"][:1]
        assert box.title == "Draft: changed since it was approved on 20 November 2026"
        left = leaving(built, b"again", "r.docx")
        assert (left.marking, left.approved_by) == ("official_sensitive", None)
        office.undo()
        assert build(office, kind, year="2025-26").paper.marking == "OFFICIAL"
    finally:
        office.close()


@pytest.mark.parametrize("kind", ["annual-report"])
def test_a_report_is_official_once_its_newest_issue_was_approved(tmp_path: Path, kind: str) -> None:
    office = made_up_office(tmp_path / "office.lif")
    try:
        draft = build(office, kind, year="2025-26")
        assert draft.paper.marking == "OFFICIAL-SENSITIVE"
        number = log_issue(office, leaving(draft, b"report", "r.docx"))
        approve(office, "documents", number, "Executives", dt.date(2026, 11, 20))
        assert draft.records.report_marking(kind, "2025-26") == "OFFICIAL"
        assert draft.records.report_marking(kind, "2024-25") == "OFFICIAL-SENSITIVE"
    finally:
        office.close()
