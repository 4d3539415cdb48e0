"""The minutes as a paper: actions at the front, attendance, quorum, declarations, items; and named gaps."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from lif_desktop.office import Edit, Office
from lif_desktop.office.meeting_finalise import finalised
from lif_desktop.office.meeting_minutes import Where, decided, new_line
from lif_desktop.papers import build_paper
from lif_desktop.papers.blocks import Box, Heading, Paper, Paragraph, Table, plain
from lif_desktop.papers.gather import Records
from lif_desktop.papers.minutes import extract
from lif_desktop.papers.saving import PaperError
from tests.office.meetings import HELD, ICB, POLICE, SOCIAL_CARE, TRUST, D, add, item, meeting, of, review, seat
from tests.papers.made_up import MADE
from tests.papers.made_up_office import TODAY, empty_office

REF = "MTG-2026-001"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = empty_office(tmp_path / "office.lif")
    yield made
    made.close()


def made(office: Office, ref: str | None = REF) -> Paper:
    return build_paper(office, "minutes", ref, today=TODAY)


def under(paper: Paper, heading: str) -> list[object]:
    """The blocks beneath a heading, up to the next one as high."""
    found: list[object] = []
    level = 0
    for block in paper.blocks:
        if isinstance(block, Heading):
            if level and block.level <= level:
                break
            if block.text == heading:
                level = block.level
                continue
        if level:
            found.append(block)
    return found


def texts(paper: Paper, heading: str) -> list[str]:
    blocks = under(paper, heading)
    return [
        f"{block.title}: {plain(block.text)}" if isinstance(block, Box) else plain(block.text)
        for block in blocks
        if isinstance(block, Box | Paragraph)
    ]


def rows(paper: Paper, heading: str) -> list[list[str]]:
    [table] = [block for block in under(paper, heading) if isinstance(block, Table)]
    return [[plain(cell) for cell in row] for row in table.rows]


def held(office: Office) -> int:
    """A meeting with everything in it."""
    number = meeting(
        office, HELD, number=62, ends="16:00", venue="Room 2", chair="Deputy Director", minute_taker="Officer"
    )
    seat(office, number, SOCIAL_CARE, role="Head of Safeguarding", initials="HoS")
    seat(office, number, ICB, "deputy", role="Nurse", initials="DDN", deputy="Named Nurse")
    seat(office, number, POLICE, role="Inspector", initials="DI", interest="Knew him", interest_handled="Left item 2")
    seat(office, number, TRUST, "apology", role="Lead", initials="L")
    item(office, number, 1, "Welcome", outcome="discussed", lead="Chair")
    case = review(office)
    place = item(office, number, 2, "Adult Hazel", review_id=case, lead="Board Manager", paper="B")
    item(office, number, 3, "Housing", outcome="not_reached")
    where = Where(of(office, "meetings", number), of(office, "agenda_items", place))
    for kind, values in (
        ("note", {"text": "The referral was read."}),
        ("action", {"text": "Ring the family", "agency_id": SOCIAL_CARE, "lead": "HoS", "due_on": D(2026, 12, 4)}),
        ("challenge", {"text": "Why so late?", "agency_id": POLICE, "other_agency_id": TRUST, "response": "Posts."}),
    ):
        office.write("Minuted", new_line(office, where, kind, values).changes)
    given = {"decision": "A review", "reasons": "Both met.", "decided_by": "Review Group", "decided_on": HELD,
             "dissent": "Housing would wait."}  # fmt: skip
    office.write("Decided", decided(office, where, None, given).changes)
    return number


def test_the_actions_stand_at_the_front_with_item_owner_and_date(office: Office) -> None:
    held(office)
    paper = made(office)
    heads = [block.text for block in paper.blocks if isinstance(block, Heading)]
    assert heads == [
        "Summary of actions", "Attendance", "Declarations of interest", "Minutes", "1. Welcome", "2. Adult Hazel",
        "3. Housing", "Next meeting",
    ]  # fmt: skip
    [table] = [block for block in under(paper, "Summary of actions") if isinstance(block, Table)]
    assert [column.title for column in table.columns] == ["No.", "Item", "Action", "Owner", "By when"]
    assert rows(paper, "Summary of actions") == [
        ["1", "2", "Ring the family\nACT-2026-001", "HoS, Stockport Children's Social Care", "4 December 2026"]
    ]


def test_who_was_there_and_whether_that_was_a_quorum(office: Office) -> None:
    held(office)
    paper = made(office)
    assert [row[1:] for row in rows(paper, "Attendance")] == [
        ["HoS", "✓", "", ""],
        ["DDN", "", "✓", "Named Nurse"],
        ["DI", "✓", "", ""],
        ["L", "", "✓", ""],
    ]
    assert rows(paper, "Attendance")[0][0] == "Head of Safeguarding\nStockport Children's Social Care"
    [said] = texts(paper, "Attendance")
    assert said == "Quorate: Stockport Council, NHS GM ICB and GMP are there, NHS GM ICB by a deputy."
    assert rows(paper, "Declarations of interest") == [
        ["Inspector (DI)\nGreater Manchester Police", "Knew him", "Left item 2"]
    ]


def test_the_items_with_notes_decisions_actions_challenges_and_answers(office: Office) -> None:
    held(office)
    paper = made(office)
    assert texts(paper, "2. Adult Hazel") == [
        "SAR-2026-001 Adult Hazel · Lead: Board Manager · Paper B",
        "2.1  The referral was read.",
        "2.2  Action 1: Ring the family (HoS, Stockport Children's Social Care, by 4 December 2026)",
        "2.3  Challenge by Greater Manchester Police to Stockport NHS Foundation Trust: Why so late?\nAnswer: Posts.",
        "2.4  Decision: A review\nReasons: Both met.\nDecided by: Review Group\nDissent: Housing would wait.",
    ]
    assert texts(paper, "3. Housing") == ["Not reached"]


def test_a_draft_says_so_until_it_is_finalised_and_then_who_and_when(office: Office) -> None:
    number = held(office)
    assert made(office).title == "Review Group: draft minutes"
    assert any(isinstance(block, Box) and block.title == "Draft" for block in made(office).blocks)
    office.write("Finalised", finalised(office, of(office, "meetings", number)))
    meeting(office, D(2027, 1, 12), starts="10:00", venue="Room 3", papers_due_on=D(2027, 1, 5))
    paper = made(office)
    assert paper.title == "Review Group: minutes"
    assert paper.subtitle.endswith("Meeting 62, Tuesday 10 November 2026")
    first = next(block for block in paper.blocks if isinstance(block, Paragraph))
    assert plain(first.text) == (
        "Finalised on 23 November 2026 by A tester. To be agreed at the next meeting on 12 January 2027."
    )
    assert texts(paper, "Next meeting") == ["Tuesday 12 January 2027, 10:00, Room 3. Papers are due by 5 January 2027."]
    assert "finalised 23 November 2026" in paper.version_line
    office.write("Agreed", [Edit("meetings", number, {"minutes_agreed_on": D(2027, 1, 12)})])
    assert "Agreed as a true record on 12 January 2027." in plain(
        next(block for block in made(office).blocks if isinstance(block, Paragraph)).text
    )


def test_old_minutes_that_are_one_note_an_item_print_too(office: Office) -> None:
    number = meeting(office, HELD, minutes_agreed_on=D(2026, 11, 20), quorate=True, minutes="Kept in the archive.")
    item(office, number, 1, "Welcome", minutes="Three partners were there.\nTwo sent apologies.")
    add(office, "actions", title="Write to the chair", meeting_id=number, due_on=D(2026, 12, 1), lead_role="Officer")
    paper = made(office)
    assert paper.title == "Review Group: minutes"
    assert texts(paper, "1. Welcome") == ["Three partners were there.", "Two sent apologies."]
    assert rows(paper, "Summary of actions") == [
        ["1", "", "Write to the chair\nACT-2026-001", "Officer", "1 December 2026"]
    ]
    assert "The meeting was recorded as quorate." in texts(paper, "Attendance")
    assert texts(paper, "For the meeting as a whole") == ["Kept in the archive."]


def test_what_is_lacking_is_a_named_gap(office: Office) -> None:
    number = meeting(office, HELD, starts=None)
    item(office, number, 1, "Welcome")
    place = item(office, number, 2, "Case")
    add(office, "minute_lines", meeting_id=number, item_id=place, position=1, kind="action", text="Somebody rings")
    add(office, "minute_lines", meeting_id=number, position=2, kind="note", text="Said in the corridor")
    paper = made(office)
    gaps = [block.title for block in paper.blocks if isinstance(block, Box) and block.kind == "gap"]
    assert gaps == [
        "Gap: 1 action without an owner or a date",
        "Gap: no attendance is recorded",
        "Gap: nothing says whether it was quorate",
        "Gap: nothing is written under this item",
    ]
    assert rows(paper, "Summary of actions") == [["1", "2", "Somebody rings", "Not named", "Not set"]]
    assert texts(paper, "Other points") == ["1  Said in the corridor"]
    assert texts(paper, "2. Case")[0].endswith("(owner not named, date not set)")


def test_a_record_that_says_otherwise_than_its_list_is_a_gap(office: Office) -> None:
    number = held(office)
    office.write("Said", [Edit("meetings", number, {"quorate": False})])
    assert [words.split(":")[0] for words in texts(made(office), "Attendance")] == [
        "The meeting was recorded as not quorate.",
        "Gap",
    ]


def test_the_latest_that_was_held_is_made_where_none_is_named(office: Office) -> None:
    with pytest.raises(PaperError, match="No meeting has been held yet"):
        made(office, None)
    meeting(office, D(2026, 10, 6))
    meeting(office, HELD)
    meeting(office, TODAY, status="cancelled")
    meeting(office, TODAY + dt.timedelta(days=8))
    assert "MTG-2026-002" in made(office, None).version_line


def test_awkward_words_are_held(office: Office) -> None:
    number = meeting(office, HELD, venue="\x00\u202eRoom\x0b2", starts="=1+1")
    seat(
        office,
        number,
        POLICE,
        role="\u0645\u062d\u0645\u062f",
        interest="x" * 40_000,
        deputy="D",
    )
    place = item(office, number, 1, "\u202e" + "word " * 400, minutes="\x07note")
    add(office, "minute_lines", meeting_id=number, item_id=place, position=1, kind="note", text="y " * 20_000)
    assert made(office).blocks


# An extract for one review


def extracted(office: Office, case: int) -> Paper:
    records = Records(office, TODAY)
    return extract(records, REF, MADE, review=next(row for row in records.rows("reviews") if row["id"] == case))


def whole(paper: Paper) -> str:
    """Every word of a paper."""
    found = [paper.title, paper.subtitle, paper.version_line]
    for block in paper.blocks:
        match block:
            case Heading() | Paragraph():
                found.append(plain(block.text))
            case Box():
                found += [block.title, plain(block.text)]
            case Table():
                found += [plain(cell) for row in block.rows for cell in row]
    return "\n".join(found)


def test_an_extract_holds_the_items_of_its_review_with_their_numbers_and_nothing_else(office: Office) -> None:
    number = held(office)
    place = item(office, number, 4, "Other child", review_id=review(office, pseudonym="Child Teal"))
    where = Where(of(office, "meetings", number), of(office, "agenda_items", place))
    act = {"text": "Ring the school", "agency_id": POLICE, "lead": "DI", "due_on": D(2026, 12, 4)}
    office.write("Minuted", new_line(office, where, "action", act).changes)
    office.write("Noted", office.changes_for("meetings", number, {"minutes": "A word on Child Teal", "title": "Teal"}))
    paper = extracted(office, 1)
    heads = [block.text for block in paper.blocks if isinstance(block, Heading)]
    assert heads == ["Summary of actions", "Attendance", "Minutes", "2. Adult Hazel"]
    assert texts(made(office), "2. Adult Hazel") == texts(paper, "2. Adult Hazel")
    assert [row[2] for row in rows(paper, "Summary of actions")] == ["Ring the family\nACT-2026-001"]
    words = whole(paper)
    assert "item 2 of 4." in words
    assert "Teal" not in words
    assert "Knew him" not in words
    assert "Ring the school" in whole(extracted(office, 2))


def test_of_an_item_on_several_cases_an_extract_shows_the_lines_of_its_review(office: Office) -> None:
    number = meeting(office, HELD)
    first, second = review(office), review(office, pseudonym="Child Teal")
    place = item(office, number, 1, "New referrals: Child Teal and others")
    for case, words in ((second, "Teal was read"), (first, "Hazel was read"), (None, "All were read")):
        values = {"meeting_id": number, "item_id": place, "kind": "note", "text": words, "review_id": case}
        add(office, "minute_lines", **values)
    words = whole(extracted(office, first))
    assert "1. Item on several matters\nOnly what was said of this review is shown.\n1.2  Hazel was read" in words
    assert "Teal" not in words
    assert "All were read" not in words


def test_an_extract_of_a_meeting_that_names_no_review_says_what_to_do(office: Office) -> None:
    item(office, meeting(office, HELD), 1, "Welcome")
    words = whole(extracted(office, review(office)))
    assert "Gap: no item of this meeting names the review" in words
    assert "no item" in words
    assert "Welcome" not in words
