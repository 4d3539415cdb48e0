"""The inspection bundle: what is in it, what is missing, checksums that can be checked, whole or not at all."""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx
import pytest

from lif_desktop.errors import LifError
from lif_desktop.office.changes import Add
from lif_desktop.office.issued import issued, log_issue
from lif_desktop.office.journal import last_hash
from lif_desktop.office.office import Office
from lif_desktop.papers import bundle as room
from lif_desktop.papers import catalogue
from lif_desktop.papers.blocks import Paper, Paragraph, Properties
from lif_desktop.papers.bundle import Bundle, Extra, leaving, make_bundle, reviews_for, rows_of, write_bundle
from lif_desktop.papers.bundle_index import Entry, Missing, index_csv, sums
from lif_desktop.papers.bundle_others import OtherCases
from lif_desktop.papers.gather import Records
from lif_desktop.papers.kind import PaperKind
from lif_desktop.papers.saving import PaperError
from tests.papers.made_up import MADE
from tests.papers.made_up_office import empty_office, made_up_office

D = date


def made_up(records: Records, ref: str | None, made: datetime) -> Paper:
    """A paper that speaks of one record, with a telephone number in it."""
    words = Paragraph(f"Ring 07700 900123 about {ref}")
    return Paper(f"On {ref}", "", "OFFICIAL-SENSITIVE", f"{ref}", (words,), properties=Properties("P", made))


def refusing(_records: Records, ref: str | None, _made: datetime) -> Paper:
    raise PaperError(f"Nothing is recorded for {ref}.")


KINDS = (
    PaperKind("decision-record", "Decision record", "reviews", "", made_up),
    PaperKind("action-plan", "Action plan", "reviews", "", made_up, suits=frozenset({"rapid_review"})),
    PaperKind("assurance-statement", "Assurance", "reviews", "", refusing),
    PaperKind("minutes", "Minutes", "meetings", "", made_up),
)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    for place in (room, catalogue):
        monkeypatch.setattr(place, "PAPERS", KINDS)
    made = made_up_office(tmp_path / "office.lif")
    add(made, "decisions", review_id=5, meeting_id=1, decision="Hold a review", decided_on=D(2024, 11, 5))
    add(made, "agenda_items", meeting_id=1, position=1, item="Ring 07700 900123", review_id=5, outcome="discussed")
    yield made
    made.close()


def add(office: Office, table: str, **values: Any) -> None:
    office.write("A record", [Add(table, values)])


def opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def birch(office: Office, **how: Any) -> Bundle:
    """The bundle of the adult review that was published."""
    return make_bundle(office, [office.lookup.reference("reviews", 5)], MADE, **how)


def test_each_review_has_its_papers_with_the_marking_in_the_name(office: Office) -> None:
    ref, meeting = office.lookup.reference("reviews", 5), office.lookup.reference("meetings", 1)
    names = list(opened(birch(office).data))
    assert names == [
        f"{ref}/OFFICIAL-SENSITIVE {ref} Decision record.docx",
        f"{ref}/OFFICIAL-SENSITIVE {ref} Extract of the minutes {meeting}.docx",
        "Index.docx",
        "Index.csv",
        "SHA256SUMS.txt",
    ]


def test_what_is_not_there_is_named_with_the_reason(office: Office) -> None:
    ref = office.lookup.reference("reviews", 5)
    assert birch(office).missing == (
        Missing(ref, "Golden thread", "This paper cannot be made yet."),
        Missing(ref, "Action plan", "Not made for this type of review."),
        Missing(ref, "Assurance", f"Nothing is recorded for {ref}."),
    )
    rapid = make_bundle(office, [office.lookup.reference("reviews", 1)], MADE)
    assert rapid.missing[-1].why == "No decision of this review names a meeting."


def test_the_index_names_every_file_and_every_gap(office: Office) -> None:
    bundle = birch(office)
    files = opened(bundle.data)
    word = docx.Document(io.BytesIO(files["Index.docx"]))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert {one.name for one in bundle.entries} <= set(cells)
    assert {one.why for one in bundle.missing} <= set(cells)
    said = "\n".join(one.text for one in word.paragraphs)
    assert "23 November 2026, 10:42 UTC" in said
    number, head = office.read(last_hash)
    assert head in said
    rows = list(csv.DictReader(io.StringIO(files["Index.csv"].decode("utf-8-sig"))))
    assert [row["File"] for row in rows if row["File"]] == [one.name for one in bundle.entries]
    assert {(row["Journal entry"], row["Journal SHA-256"]) for row in rows} == {(str(number), head)}


def test_the_checksums_are_those_of_the_files(office: Office) -> None:
    files = opened(birch(office).data)
    lines = files.pop("SHA256SUMS.txt").decode().splitlines()
    assert all(re.fullmatch(r"[0-9a-f]{64}  .+", line) for line in lines)
    assert {line[66:]: line[:64] for line in lines} == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items()
    }


def test_the_same_records_give_the_same_bytes(office: Office) -> None:
    assert birch(office).data == birch(office).data
    later = make_bundle(office, [office.lookup.reference("reviews", 5)], datetime(2027, 1, 1, tzinfo=UTC))
    assert later.data != birch(office).data


def test_personal_details_are_counted_and_masked_where_asked(office: Office) -> None:
    left, gone = birch(office), birch(office, mask="all")
    assert [one.kind for one in left.places] == ["telephone", "telephone"]
    assert {one.found for one in left.entries} == {"Found: 1 telephone number"}
    assert {one.found for one in gone.entries} == {"Masked: 1 telephone number"}
    texts = [docx.Document(io.BytesIO(data)).paragraphs for data in documents(gone)]
    assert all("900123" not in one.text for text in texts for one in text)
    assert "900123" not in repr(left)


def test_what_is_left_and_what_is_masked_is_told_apart(office: Office) -> None:
    first = birch(office).places[0]
    some = birch(office, mask=[first])
    assert {one.found for one in some.entries} == {"Masked: 1 telephone number", "Found: 1 telephone number"}
    looked = leaving(some, "b.zip", 5, mask=[first]).looked
    assert [one["done"] for one in looked] == ["masked", "left"]


def documents(bundle: Bundle) -> list[bytes]:
    return [data for name, data in opened(bundle.data).items() if name.endswith(".docx")]


def test_files_of_other_rooms_lie_beside_and_names_never_meet(office: Office) -> None:
    extras = [Extra("Actions tracker.xlsx", b"one", "Actions"), Extra("actions tracker.xlsx", b"two", "Again")]
    files = opened(birch(office, extras=extras).data)
    assert files["OFFICIAL-SENSITIVE Actions tracker.xlsx"] == b"one"
    assert files["OFFICIAL-SENSITIVE actions tracker 2.xlsx"] == b"two"


@pytest.mark.parametrize("name", ["../up.xlsx", "a/b\\c:d.xlsx", "\x00\u202e.xlsx", "CON\n.xlsx"])
def test_no_name_leads_out_of_the_archive(office: Office, name: str) -> None:
    bundle = birch(office, extras=[Extra(name, b"x", "")])
    (written,) = (one.name for one in bundle.entries if not one.ref)
    assert not set('<>:"/\\|?*\n\x00\u202e') & set(written)


def test_a_write_meanwhile_ends_it(office: Office) -> None:
    def meddle(words: str, _done: int, of: int) -> None:
        if of:
            office.set_setting("office_email", words)

    with pytest.raises(PaperError, match="changed while the bundle was made"):
        birch(office, progress=meddle)


def test_it_can_be_stopped_and_leaves_nothing(office: Office, tmp_path: Path) -> None:
    class Stopped(LifError):
        pass

    heard: list[str] = []

    def stop(words: str, _done: int, _of: int) -> None:
        heard.append(words)
        if len(heard) > 2:
            raise Stopped

    with pytest.raises(Stopped):
        birch(office, progress=stop)
    assert not list(tmp_path.glob("*.zip"))


def test_it_is_written_whole_or_not_at_all(office: Office, tmp_path: Path) -> None:
    bundle = birch(office)
    assert write_bundle(tmp_path / "b.zip", bundle).read_bytes() == bundle.data
    with pytest.raises(PaperError, match="There is no folder"):
        write_bundle(tmp_path / "none" / "b.zip", bundle)


def test_the_log_keeps_it_and_what_was_found_but_no_words_of_it(office: Office) -> None:
    bundle = birch(office)
    log_issue(office, leaving(bundle, "b.zip", 5, sent_to="Inspectors", why="Inspection"))
    (issue,) = issued(office, "reviews", 5, "bundle")
    assert (issue.sent_to, issue.kept, issue.as_at) == ("Inspectors", True, MADE.replace(tzinfo=None))
    assert [one["done"] for one in issue.looked] == ["left", "left"]
    assert "900123" not in repr(issue.looked)


def test_the_reviews_of_a_year_are_those_that_ran_in_it(office: Office) -> None:
    everything = {office.lookup.reference("reviews", number): number for number in range(1, 9)}
    ran = {everything[ref] for ref in reviews_for(office, year="2025-26")}
    assert ran == {4, 5, 6, 7}
    assert {everything[ref] for ref in reviews_for(office, year="2024-25")} == {5}
    assert 7 not in {everything[ref] for ref in reviews_for(office)}
    (own,) = reviews_for(office, [office.lookup.reference("reviews", 7).lower()])
    assert everything[own] == 7


def test_where_nothing_is_left_it_says_so(office: Office, bare: Office) -> None:
    with pytest.raises(PaperError, match="No review belongs into this bundle"):
        reviews_for(bare)
    with pytest.raises(PaperError, match="has the reference “SAR-1999-001”"):
        reviews_for(office, ["SAR-1999-001"])


def test_trackers_hold_what_belongs_to_the_reviews_alone(office: Office) -> None:
    assert rows_of(office, [office.lookup.reference("reviews", 5)]) == {
        "reviews": (5,),
        "learning": (2,),
        "actions": (4, 5),
    }


def test_a_table_for_a_program_holds_no_formula(office: Office) -> None:
    entry = Entry("=cmd.docx", "", "+1", "-", "@SUM", 1, "ab")
    text = index_csv(birch(office).stand, [entry], []).decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text)))
    assert (row["File"], row["What it holds"], row["Marking"]) == ("'=cmd.docx", "'+1", "'-")
    assert row["Personal details"] == "'@SUM"


def test_checksums_stand_in_the_order_of_names() -> None:
    assert sums({"b": "2" * 64, "a": "1" * 64}).decode() == f"{'1' * 64}  a\n{'2' * 64}  b\n"


# Other cases


def everything(bundle: Bundle) -> dict[str, str]:
    """Every word of every file, hidden parts of Office files included."""
    found = {}
    for name, data in opened(bundle.data).items():
        if name.endswith((".docx", ".xlsx")):
            parts = opened(data)
            texts = (parts[part].decode("utf-8", "replace") for part in parts if part.endswith((".xml", ".rels")))
            found[name] = "\n".join(re.sub(r"<[^>]+>", "", re.sub(r"</w:p>|</si>|</c>", "\n", text)) for text in texts)
        else:
            found[name] = data.decode("utf-8", "replace")
    return found


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Office]:
    """An office whose records of Adult Birch speak of everybody else: minutes, learning, free text, related review."""
    made = made_up_office(tmp_path / "office.lif")
    names = "; ".join(str(row["pseudonym"]) for row in made.records("reviews") if row["pseudonym"] and row["id"] != 5)
    add(made, "decisions", review_id=5, meeting_id=1, decision=f"As for {names}", decided_on=D(2024, 11, 5))
    items = ((5, f"Birch, and {names}"), (1, "Another child"), (None, f"Any other: {names}"))
    for at, (review, words) in enumerate(items, 1):
        add(made, "agenda_items", meeting_id=1, position=at, item=words, review_id=review, minutes=f"Said of {words}")
    add(made, "minute_lines", meeting_id=1, item_id=made.records("agenda_items")[-1]["id"], kind="note", text=names)
    made.write("Told", made.changes_for("reviews", 5, {"summary": f"Like {names.upper()}"}))
    made.write("Told", made.changes_for("actions", 4, {"title": f"Compare with {names}"}))
    yield made
    made.close()


def test_no_other_case_stands_in_it_but_for_links_that_the_index_names(told: Office) -> None:
    from lif_desktop.gui.bundle_whole import whole_bundle

    bundle = whole_bundle(told, [told.lookup.reference("reviews", 5)], MADE)
    texts = everything(bundle)
    assert any("Extract of the minutes" in name for name in texts)
    assert any(name.endswith("Reviews tracker.xlsx") for name in texts)
    chosen = told.record("reviews", 5)
    index = texts["Index.docx"]
    for row in told.records("reviews"):
        if row["id"] == 5:
            continue
        name = str(row["pseudonym"] or "")
        if name and name != chosen["pseudonym"] and row["review_type"] not in ("peer_review", "external_lesson"):
            assert [file for file, text in texts.items() if name.casefold() in text.casefold()] == [], name
        linked = {file for file, text in texts.items() if re.search(rf"(?<!\w){row['ref']}(?!\d)", text)}
        assert not linked or (str(row["ref"]) in bundle.stand.links and str(row["ref"]) in index), (row["ref"], linked)
    assert bundle.stand.links


def test_a_bundle_of_everything_replaces_no_name(told: Office) -> None:
    refs = [str(row["ref"]) for row in told.records("reviews")]
    bundle = make_bundle(told, refs, MADE)
    assert bundle.stand.links == ()
    assert "No other review is named in these files." in everything(bundle)["Index.docx"]


def others(office: Office, *chosen: int) -> OtherCases:
    return OtherCases(Records(office, office.today()), chosen)


def test_a_name_gives_way_to_its_reference_said_once(bare: Office, tmp_path: Path) -> None:
    made = empty_office(tmp_path / "office.lif")
    try:
        for name, kind in (
            ("Adult Rowan Junior", "sar_mandatory"),
            ("Adult Rowan", "sar_mandatory"),
            ("Rose", "rapid_review"),
            ("Front door", "peer_review"),
        ):
            add(made, "reviews", review_type=kind, board="both", pseudonym=name)
        own = others(made, 1)
        assert own("SAR-2026-002 Adult  ROWAN knew Adult Rowan Junior") == "SAR-2026-002 knew Adult Rowan Junior"
        assert own("The number rose. Rose was met at the front door, Rosemary too") == (
            "The number rose. RR-2026-001 was met at the front door, Rosemary too"
        )
        assert own.met == ("RR-2026-001", "SAR-2026-002")
        assert others(made, 2)("Adult Rowan Junior, Adult Rowan") == "SAR-2026-001, Adult Rowan"
        assert others(bare)("Adult Rowan") == "Adult Rowan"
        assert len(own("x" * 40000 + "\x00\u202e")) == 40002
    finally:
        made.close()


def test_every_paper_of_a_made_up_office_says_so(told: Office) -> None:
    told.set_setting("made_up", "yes")
    texts = everything(make_bundle(told, [told.lookup.reference("reviews", 5)], MADE))
    papers = [name for name in texts if name.endswith(".docx")]
    assert len(papers) > 4
    assert [name for name in papers if "Made-up data" not in texts[name]] == []
