"""Letters: who gets one, what it says, what it never says, and that each begins on a page of its own."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest

from lif_desktop.office.changes import Add
from lif_desktop.office.chasing import chases
from lif_desktop.office.issued import Leaving, log_issue
from lif_desktop.office.office import Office
from lif_desktop.papers import PAPERS, build_paper, make_paper
from lif_desktop.papers.blocks import Box, Bullets, Heading, PageBreak, Paper, Paragraph, Table, plain
from lif_desktop.papers.letter_mail import letter_draft
from lif_desktop.papers.letter_readers import Reader
from lif_desktop.papers.letter_values import BLANK, _next_words
from lif_desktop.papers.letter_words import LETTERS, the_words
from lif_desktop.papers.letters import file_name, make_letters, readers_of, together
from lif_desktop.papers.saving import PaperError
from tests.papers.made_up import MADE
from tests.papers.made_up_office import empty_office

D = dt.date


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Office]:
    """An office on 23 November 2026 with one SAR: asked for, overdue at one agency, decided, with an inquest."""
    office = empty_office(tmp_path / "office.lif")
    homes, police = office.lookup.agency("Stockport Homes"), office.lookup.agency("GMP")
    add_review(office, pseudonym="Adult Linden", referred_on=D(2026, 10, 1), referring_agency_id=homes)
    asked = {"kind": "chronology", "review_id": 1, "asked_on": D(2026, 11, 2)}
    add(office, "agency_returns", **asked, agency_id=police, due_on=D(2026, 11, 16))
    add(office, "agency_returns", **asked, agency_id=homes, due_on=D(2026, 11, 27))
    add(office, "agency_returns", **asked, agency_id=1, due_on=D(2026, 11, 27), received_on=D(2026, 11, 19))
    add(office, "contacts", agency_id=police, role="Sergeant", person="Jo Made-Up", email="jo@ex.example")
    yield office
    office.close()


def add(office: Office, table: str, **values: Any) -> None:
    office.write("A record", [Add(table, values)])


def add_review(office: Office, **values: Any) -> None:
    add(office, "reviews", review_type="sar_mandatory", board="adults", **values)


def words_of(paper: Paper) -> str:
    """Every word of a letter."""
    found = [paper.title, paper.subtitle]
    for block in paper.blocks:
        match block:
            case Heading() | Paragraph():
                found.append(plain(block.text))
            case Bullets():
                found += [plain(item) for item in block.items]
            case Box():
                found += [block.title, plain(block.text)]
            case Table():
                found += [plain(text) for row in block.rows for text in row]
    return "\n".join(found)


def in_word(path: Path) -> str:
    """Every paragraph of a Word file outside tables."""
    return "\n".join(one.text for one in docx.Document(str(path)).paragraphs)


def letters(office: Office, kind: str, ref: str = "SAR-2026-001") -> list[str]:
    return [words_of(one) for one in make_letters(office, kind, ref, made=MADE)]


def test_a_request_says_what_is_asked_by_which_law_by_when_and_why_that_day(own: Office) -> None:
    of_homes, of_police = sorted(letters(own, "request"), key=lambda text: "Stockport Homes" not in text)
    assert "Chronology. " in of_police
    assert "Gap: the day it was due, 16 November 2026, has passed. Set a new one under Returns" in of_police
    assert "Due 27 November 2026: 19 working days from 2 November 2026." in of_homes
    assert "We ask under section 45 of the Care Act 2014." in of_police
    assert "Dear Jo Made-Up," in of_police
    assert "Dear colleague," in of_homes


def test_a_request_for_a_child_names_the_other_act_and_the_stage_that_waits(own: Office) -> None:
    add(own, "reviews", review_type="rapid_review", board="children", notified_on=D(2026, 11, 12))
    line = next(row for row in own.records("milestones", 2) if row["key"] == "rr_returns")
    due = line["due_on"] or D(2026, 11, 25)
    add(own, "agency_returns", kind="agency_summary", review_id=2, agency_id=1, asked_on=D(2026, 11, 16), due_on=due)
    (text,) = letters(own, "request", "RR-2026-001")
    assert "section 16H of the Children Act 2004" in text
    if line["counted_from"]:
        assert str(line["number"]) in text.split("Due ")[1]


def test_a_local_review_claims_no_act(own: Office) -> None:
    add(own, "reviews", review_type="multi_agency_review", board="both")
    add(own, "agency_returns", kind="imr", review_id=2, agency_id=1, asked_on=D(2026, 11, 2))
    (text,) = letters(own, "request", "MALR-2026-001")
    assert "No section of an Act obliges you" in text
    assert "Gap: no day is set." in text


def test_what_has_come_is_not_asked_for_again(own: Office) -> None:
    proposed = {one.agency: one.proposed for one in readers_of(own, "request", "SAR-2026-001")}
    assert proposed == {1: False, own.lookup.agency("GMP"): True, own.lookup.agency("Stockport Homes"): True}


def test_a_reminder_has_the_words_of_the_e_mail(own: Office) -> None:
    (draft,) = (one.draft for one in chases(own) if one.agency == own.lookup.agency("GMP"))
    text = next(one for one in letters(own, "chase") if "Greater Manchester Police" in one)
    shared = [line.removeprefix("- ") for line in draft.body.split("\n") if line.startswith(("- ", "Would"))]
    assert len(shared) == 2
    assert [line for line in shared if line not in text] == []
    assert text.startswith("Reminder: SAR-2026-001")


def test_a_second_reminder_says_so(own: Office) -> None:
    number = own.records("returns")[0]["id"]
    row = own.record("returns", number)
    own.write("Chased", own.changes_for("returns", number, {"chases": 1, "chased_on": D(2026, 11, 17)}, row["version"]))
    police = next(one for one in letters(own, "chase") if "Greater Manchester Police" in one)
    assert police.startswith("Second reminder: SAR-2026-001")
    assert "We wrote on 17 November 2026" in police


def test_the_chair_is_told_only_of_what_is_late(own: Office) -> None:
    (text,) = letters(own, "chair")
    assert "Greater Manchester Police\nChronology for SAR-2026-001: due 16 November 2026, overdue by" in text
    assert "Stockport Homes" not in text


def test_the_referrer_is_told_the_decision_that_stands_with_its_reasons(own: Office) -> None:
    first = {"review_id": 1, "decided_on": D(2026, 11, 13), "decision": "Not a SAR", "outcome": "criteria_not_met"}
    add(own, "decisions", **first)
    later = {"review_id": 1, "decided_on": D(2026, 11, 10), "decision": "Hold a review", "outcome": "review_agreed"}
    add(own, "decisions", **later, reasons="Four agencies\nand no plan", supersedes_id=1, dissent="Two were against")
    (text,) = letters(own, "decision")
    assert "To: Safeguarding lead\nStockport Homes" in text
    assert "Hold a review" in text
    assert "Reasons: Four agencies\nand no plan" in text
    assert "considered on 10 November 2026" in text
    assert "Not a SAR" not in text
    assert "Two were against" not in text


def test_without_a_decision_the_letter_names_the_gap(own: Office) -> None:
    (text,) = letters(own, "decision")
    assert "Gap: no decision is recorded" in text


def test_partners_are_the_statutory_ones_and_those_of_the_case(own: Office) -> None:
    readers = {one.agency for one in readers_of(own, "partners", "SAR-2026-001")}
    statutory = {row["id"] for row in own.records("agencies") if row["statutory"] and not row["merged_into_id"]}
    assert readers == statutory | {own.lookup.agency("Stockport Homes"), own.lookup.agency("GMP"), 1}


def test_the_coroner_is_told_while_an_inquest_is_open(own: Office) -> None:
    assert {one.name: one.proposed for one in readers_of(own, "others", "SAR-2026-001")} == {
        "Care Quality Commission": False
    }
    add(own, "parallel_processes", review_id=1, kind="inquest", status="Opened")
    add(own, "parallel_processes", review_id=1, kind="iopc", status="Concluded")
    readers = [one.name for one in readers_of(own, "others", "SAR-2026-001") if one.proposed]
    assert readers == ["HM Coroner"]
    (text,) = letters(own, "others")
    assert "We write because an inquest is open." in text


@pytest.mark.parametrize("kind", ["family", "practitioners", "others"])
def test_the_made_up_name_never_reaches_those_who_know_the_real_one(own: Office, kind: str) -> None:
    for one in make_letters(own, kind, "SAR-2026-001", made=MADE):
        whole = "\n".join((words_of(one), one.version_line, one.properties.keywords, one.properties.subject))
        assert "Linden" not in whole
        assert "SAR-2026-001" in whole


def test_a_family_gets_blanks_for_names_and_the_words_for_its_board(own: Office) -> None:
    (text,) = letters(own, "family")
    assert f"Dear {BLANK}," in text
    assert "You knew them best." in text
    assert "your child" not in text
    assert "advocate" in text
    assert "does not blame" in text


def test_where_the_review_names_no_board_its_type_does(own: Office) -> None:
    add(own, "reviews", review_type="practice_review")
    (text,) = letters(own, "family", "CSPR-2026-001")
    assert "You knew your child best." in text
    assert [one.name for one in readers_of(own, "others", "CSPR-2026-001")] == ["Ofsted"]


def test_how_the_office_is_reached_stands_where_it_is_set(own: Office) -> None:
    own.set_setting("office_email", "office@ex.example")
    own.set_setting("office_telephone", "0161 496 0000")
    (text,) = letters(own, "family")
    assert "Telephone: 0161 496 0000\nE-mail: office@ex.example" in text
    assert all("secure e-mail to office@ex.example" in one for one in letters(own, "request"))


def test_several_letters_in_one_document_each_begin_a_page(own: Office) -> None:
    papers = make_letters(own, "request", "SAR-2026-001", made=MADE)
    whole = together(papers, "Request", "SAR-2026-001")
    breaks = [at for at, block in enumerate(whole.blocks) if isinstance(block, PageBreak)]
    heads = [whole.blocks[at + 1] for at in breaks]
    assert heads == [Heading(one.title) for one in papers]
    (sheet,) = (block for block in whole.blocks if isinstance(block, Table))
    assert [plain(row[0]) for row in sheet.rows] == [dict(one.names)["agency"] for one in papers]


def test_what_stands_under_a_letter_is_never_alone_on_a_page(own: Office) -> None:
    own.set_setting("office_email", "office@ex.example")
    kinds = ("request", "practitioners")
    for paper in (one for kind in kinds for one in make_letters(own, kind, "SAR-2026-001", made=MADE)):
        at = next(at for at, block in enumerate(paper.blocks) if block == Paragraph("Yours sincerely", keep=True))
        before = paper.blocks[at - 1]
        assert isinstance(before, Paragraph)
        assert before.keep


def test_one_letter_alone_has_no_sheet(own: Office) -> None:
    papers = make_letters(own, "family", "SAR-2026-001", made=MADE)
    assert together(papers, "Family", "SAR-2026-001") == papers[0]
    with pytest.raises(ValueError, match="no letters"):
        together([], "Family", "SAR-2026-001")


@pytest.mark.parametrize("kind", LETTERS)
def test_every_way_to_a_letter_says_that_its_office_is_made_up(own: Office, kind: str) -> None:
    papers = make_letters(own, kind, "SAR-2026-001", made=MADE)
    assert not together(papers, "Letters", "SAR-2026-001").version_line.startswith("Made-up")
    own.set_setting("made_up", "yes")
    papers = make_letters(own, kind, "SAR-2026-001", made=MADE)
    whole, twice = together(papers, "Letters", "SAR-2026-001"), together([*papers, *papers], "Letters", "SAR-2026-001")
    for one in (*papers, whole, twice, build_paper(own, f"letter-{kind}", "SAR-2026-001")):
        assert one.version_line.startswith("Made-up data · ")
        assert one.version_line.count("Made-up data") == 1
    assert twice.version_line == "Made-up data · Letters, SAR-2026-001, 23 November 2026"


@pytest.mark.parametrize("kind", LETTERS)
def test_every_letter_is_a_kind_of_paper_that_leaves(own: Office, kind: str, tmp_path: Path) -> None:
    (found,) = (one for one in PAPERS if one.key == f"letter-{kind}")
    assert (found.family, found.leaves, found.register) == ("Letters", True, "reviews")
    path = make_paper(own, found.key, tmp_path / "letter.docx", ref="SAR-2026-001")
    assert "SAR-2026-001" in in_word(path)


@pytest.mark.parametrize("kind", LETTERS)
def test_a_review_with_nothing_in_it_still_has_its_letters(tmp_path: Path, kind: str) -> None:
    office = empty_office(tmp_path / "office.lif")
    try:
        with pytest.raises(PaperError, match="There is no review yet to write a letter about"):
            build_paper(office, f"letter-{kind}")
        add(office, "reviews", review_type="single_agency_review")
        paper = build_paper(office, f"letter-{kind}")
        assert "None" not in words_of(paper)
        assert "{" not in words_of(paper)
    finally:
        office.close()


@pytest.mark.parametrize("kind", LETTERS)
def test_awkward_words_end_no_letter(own: Office, kind: str, tmp_path: Path) -> None:
    awkward = "\x00\x1b=SUM(A1)\u202eשלום\r\n" + "word " * 8000
    add_review(own, pseudonym="\x07Adult {ref} \u202eX", summary=awkward)
    add(own, "decisions", review_id=2, decision=awkward, reasons=awkward, decided_by="{blank}\x01")
    add(own, "agency_returns", kind="chronology", review_id=2, agency_id=1, asked_on=D(2026, 11, 2))
    path = make_paper(own, f"letter-{kind}", tmp_path / "letter.docx", ref="SAR-2026-002")
    assert "SAR-2026-002" in in_word(path)
    assert "{ref}" in make_letters(own, "partners", "SAR-2026-002", made=MADE)[0].title


def test_a_letter_that_there_is_not_is_refused(own: Office) -> None:
    with pytest.raises(PaperError, match="There is no letter called “invoice”"):
        make_letters(own, "invoice", "SAR-2026-001", who=())
    with pytest.raises(PaperError, match="has the reference “SAR-1999-001”"):
        make_letters(own, "family", "SAR-1999-001")


# What the officer is spared, and what readers are


def test_a_day_that_has_passed_is_no_promise(own: Office) -> None:
    row = own.record("reviews", 1)
    for day, said in (
        (D(2026, 11, 20), "The next step is: Panel. We"),
        (D(2026, 11, 23), "Panel, by 23 November 2026."),
    ):
        review = {**row, "decided_on": D(2026, 11, 1), "status": "in_progress", "next_step": "Panel", "next_due": day}
        assert said in _next_words(review, D(2026, 11, 23))


def test_without_an_address_no_letter_has_a_line_to_be_filled_in_for_it(own: Office) -> None:
    assert all("secure e-mail to the address that this letter came from." in one for one in letters(own, "request"))
    (text,) = letters(own, "family")
    assert "Gap: nothing says how to reach the office" in text
    assert f"E-mail: {BLANK}" not in text
    own.set_setting("office_telephone", "0161 496 0000")
    (text,) = letters(own, "family")
    assert "Telephone: 0161 496 0000" in text
    assert "E-mail:" not in text
    assert "Gap" not in text


def test_only_what_is_enclosed_is_said_to_be(own: Office, tmp_path: Path) -> None:
    police = own.lookup.agency("GMP")
    assert all("With this letter" not in one for one in letters(own, "request"))
    assert "Make one under Returns first" in dict(make_letters(own, "request", "SAR-2026-001")[0].names)["by_hand"]
    due = own.records("returns")[0]
    note(own, due["id"], "Chronology SAR-2026-001 police.xlsx", b"a workbook")
    texts = {one.agency: letters_to(own, one) for one in readers_of(own, "request", "SAR-2026-001")}
    assert police
    assert "With this letter: Workbook “Chronology”" in texts[police]
    assert "A workbook comes with this letter." in texts[police]
    assert all("workbook" not in text.casefold() for agency, text in texts.items() if agency != police)
    (reader,) = (one for one in readers_of(own, "request", "SAR-2026-001") if one.agency == police)
    draft = letter_draft(own, "request", "SAR-2026-001", reader, "Letter.docx", b"the letter")
    assert [(one.name, one.data) for one in draft.attachments] == [
        ("Letter.docx", b"the letter"),
        ("Chronology SAR-2026-001 police.xlsx", b"a workbook"),
    ]
    assert "The workbook to fill in is attached too." in draft.body


def letters_to(office: Office, reader: Reader) -> str:
    return words_of(make_letters(office, "request", "SAR-2026-001", [reader], MADE)[0])


def note(office: Office, number: int, name: str, data: bytes) -> None:
    """A workbook that was made for a return."""
    log_issue(office, Leaving("return", name.removesuffix(".xlsx"), name, data, "returns", number))


def test_what_only_paper_can_bring_is_not_said_of_a_letter_by_mail(own: Office) -> None:
    (on_paper,) = make_letters(own, "family", "SAR-2026-001", made=MADE)
    (by_mail,) = make_letters(own, "family", "SAR-2026-001", made=MADE, by_mail=True)
    assert "With this letter: Leaflet about reviews; reply slip and an envelope with a stamp" in words_of(on_paper)
    assert "With this letter" not in words_of(by_mail)
    assert "Put with it: leaflet about reviews;" in dict(on_paper.names)["by_hand"]


@pytest.mark.parametrize("kind", LETTERS)
def test_each_kind_of_letter_is_brought_in_words_of_its_own(own: Office, kind: str) -> None:
    own.set_setting("office_email", "office@ex.example")
    for reader in readers_of(own, kind, "SAR-2026-001") or (Reader("nobody", BLANK),):
        draft = letter_draft(own, kind, "SAR-2026-001", reader, "A.docx", b"")
        assert "Linden" not in draft.text()
        assert "{" not in draft.text()
        assert re.match(r"(Hello|Dear \S.*\S),\n\n", draft.body)
        same = [
            one for one in LETTERS if one != kind and the_words().letters[one].mail == the_words().letters[kind].mail
        ]
        assert not same
        if kind != "family":
            assert "SAR-2026-001" in draft.subject


def test_nothing_on_the_outside_tells_what_comes_to_a_family(own: Office) -> None:
    (reader,) = readers_of(own, "family", "SAR-2026-001")
    draft = letter_draft(own, "family", "SAR-2026-001", reader, f"{file_name('family', 'usual')}.docx", b"")
    told = "\n".join((draft.text(), *(one.name for one in draft.attachments))).casefold()
    told_too = (
        "sar-",
        "linden",
        "review",
        "safeguarding",
        "partnership",
        "colleague",
        "official",
        "invit",
        "dead",
        "died",
    )
    assert [word for word in told_too if word in told] == []
    assert draft.subject == "A letter for you"
    assert draft.body.startswith("Hello,")
    assert file_name("request", "usual") == "usual"


def test_a_letter_that_does_not_suit_the_review_says_who_writes(own: Office) -> None:
    add(own, "reviews", review_type="serious_further_offence", board="adults")
    ref = own.records("reviews")[-1]["ref"]
    for kind in ("family", "practitioners"):
        with pytest.raises(PaperError, match=f"is not written about {ref}.*Ask its owner who writes: .*robation"):
            build_paper(own, f"letter-{kind}", ref)
        assert readers_of(own, kind, ref) == ()
        (paper,) = make_letters(own, kind, ref)
        assert "This letter is not for a review of this kind" in words_of(paper)
        assert "Dear" not in words_of(paper)
        assert "SAR-2026-001" in build_paper(own, f"letter-{kind}").version_line
    assert "Dear colleague" in words_of(build_paper(own, "letter-partners", ref))
