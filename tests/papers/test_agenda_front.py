"""The front of an agenda: as what the group sits, quorum before the meeting, declarations; its lines and letters."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lif_desktop.office import Add, Change, Edit, Office
from lif_desktop.papers import build_paper
from lif_desktop.papers.agenda import previous_meeting
from lif_desktop.papers.agenda_front import attendance, quorum_words
from lif_desktop.papers.agenda_lines import lines_of
from lif_desktop.papers.agenda_notices import notices
from lif_desktop.papers.agenda_panel import panel_of
from lif_desktop.papers.agenda_setting import Setting
from lif_desktop.papers.blocks import Table
from lif_desktop.papers.gather import Records
from tests.papers.made_up import said
from tests.papers.made_up_office import TODAY, D, empty_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with a meeting of the Review Group on 27 November and one before it, and a case of each board."""
    made = empty_office(tmp_path / "office.lif")
    group = {"group_key": "review_group"}
    changes: list[Change] = [
        Add("meetings", {**group, "held_on": D(2026, 10, 30), "status": "held"}, 1),
        Add("meetings", {**group, "held_on": D(2026, 11, 27), "starts": "13:30"}, 2),
        Add("reviews", {"review_type": "rapid_review", "pseudonym": "Child Wren", "board": "children",
                        "status": "panel_decision", "notified_on": D(2026, 11, 12)}, 1),
        Add("reviews", {"review_type": "sar_mandatory", "pseudonym": "Adult Elm", "board": "adults",
                        "status": "panel_decision", "referred_on": D(2026, 11, 3)}, 2),
    ]  # fmt: skip
    made.write("Laid out", changes)
    yield made
    made.close()


def agency(office: Office, name: str) -> int:
    number = office.lookup.agency(name)
    assert number is not None
    return number


def sit(office: Office, **present: str | None) -> None:
    """Seats of the three partners: c(ouncil), i(ntegrated care board) and p(olice), each with its mark."""
    names = {"c": "Stockport Council", "i": "NHS GM ICB", "p": "GMP"}
    office.write(
        "Seats",
        [
            Add(
                "attendance",
                {"meeting_id": 2, "agency_id": agency(office, names[key]), "role": "Lead", "present": mark},
            )
            for key, mark in present.items()
        ],
    )


def setting(office: Office, number: int = 2) -> Setting:
    records = Records(office, TODAY)
    meeting = next(row for row in records.rows("meetings") if row["id"] == number)
    return Setting(records, meeting, previous_meeting(records, meeting), panel_of(records, meeting))


def agenda(office: Office) -> str:
    return said(build_paper(office, "agenda", "MTG-2026-002", today=TODAY))


def told_author(office: Office) -> tuple[str, ...]:
    records = Records(office, TODAY)
    return notices(records, records.named("meetings", "MTG-2026-002"))


# As what the group sits


def sits(office: Office, **values: Any) -> str:
    office.write("Sits", [Edit("meetings", 2, values)])
    return agenda(office)


def test_a_rapid_review_panel_has_its_own_question_law_and_cases(office: Office) -> None:
    told = sits(office, sits_as="rapid_review")
    assert "The group sits as: Rapid Review Panel" in told
    assert "Their decision goes with its reasons to the national Panel." in told
    assert "Children Act 2004" in told
    assert "Care Act 2014" not in told
    assert "Child Wren, for decision" in told
    assert "Adult Elm" not in told
    paper = build_paper(office, "agenda", "MTG-2026-002", today=TODAY)
    assert paper.subtitle.endswith("Sitting as Rapid Review Panel")


def test_a_consideration_panel_has_its_own_question_law_and_cases(office: Office) -> None:
    told = sits(office, sits_as="adult_review")
    assert "The group sits as: Safeguarding Adult Review Consideration Panel" in told
    assert "It recommends to the chair of the Board, who decides." in told
    assert "Care Act 2014 s.44(1)" in told
    assert "national Panel" not in told
    assert "Adult Elm, for decision" in told
    assert "Child Wren" not in told


def test_what_it_sits_as_follows_from_the_cases_where_it_is_not_recorded(office: Office) -> None:
    assert setting(office).panel == "both"
    office.write("Item", [Add("agenda_items", {"meeting_id": 2, "position": 1, "item": "A case", "review_id": 2})])
    assert setting(office).panel == "adult_review"
    office.write("Item", [Add("agenda_items", {"meeting_id": 2, "position": 2, "item": "A case", "review_id": 1})])
    assert setting(office).panel == "both"
    assert sits(office, group_key="quality_assurance").count("The group sits as") == 0


# Quorum


def test_before_anybody_is_down_there_is_a_table_to_fill_and_the_author_is_told(office: Office) -> None:
    assert quorum_words(setting(office)).startswith("The meeting is quorate with ")
    assert quorum_words(setting(office)).endswith(" and GMP, or their deputies.")
    table = next(block for block in attendance(setting(office)) if isinstance(block, Table))
    assert len(table.rows) == 8
    assert table.rows[-1] == ("", "", "", "")
    assert any(words.startswith("Nobody is down for this meeting yet.") for words in told_author(office))
    sit(office, c=None)
    assert not any("Nobody is down" in words for words in told_author(office))


@pytest.mark.parametrize(
    ("seats", "words"),
    [
        ({"c": None, "i": None, "p": None}, "Quorate as it stands: 3 of 3 statutory partners are expected"),
        ({"c": "present", "i": "deputy", "p": None}, "Quorate as it stands"),
        (
            {"c": None, "i": None, "p": "apology"},
            "2 of 3 statutory partners are expected. Greater Manchester Police has sent apologies and no deputy.",
        ),
        ({"c": None, "i": None}, "Greater Manchester Police has nobody down for this meeting."),
    ],
)
def test_quorum_is_said_as_it_stands_and_names_who_is_missing(
    office: Office, seats: dict[str, str | None], words: str
) -> None:
    sit(office, **seats)
    assert words in quorum_words(setting(office))


def test_an_apology_with_a_deputy_counts_and_a_quorum_of_its_own_is_left_to_the_chair(office: Office) -> None:
    sit(office, c=None, i=None, p="apology")
    police = next(row["id"] for row in office.records("attendance") if row["present"] == "apology")
    office.write("Deputy", [Edit("attendance", police, {"deputy": "A detective inspector"})])
    assert quorum_words(setting(office)).startswith("Quorate as it stands")
    office.write("No deputy", [Edit("attendance", police, {"deputy": None})])
    office.write("Quorum", [Edit("meetings", 2, {"quorum": "two partners of three"})])
    assert quorum_words(setting(office)).endswith("Greater Manchester Police has sent apologies and no deputy.")
    assert not quorum_words(setting(office)).startswith("Not quorate")


# Declarations


def declared(office: Office) -> str:
    return said(build_paper(office, "agenda", "MTG-2026-002", today=TODAY), "Declarations of interest")


def test_declarations_of_this_meeting_and_earlier_ones_of_the_same_seat_on_its_cases(office: Office) -> None:
    council, homes = agency(office, "Stockport Council"), agency(office, "Stockport Homes")
    earlier = {"meeting_id": 1, "role": "Lead"}
    sit(office, c=None, i=None)
    rows: list[Change] = [
        Add("attendance", {**earlier, "agency_id": council, "interest": "Managed the worker of CHILD WREN",
                           "interest_handled": "Left the room"}),
        Add("attendance", {**earlier, "agency_id": council, "interest": "Governor of a school"}),
        Add("attendance", {**earlier, "agency_id": homes, "interest": "Landlord of Adult Elm"}),
    ]  # fmt: skip
    office.write("Earlier", rows)
    told = declared(office)
    assert "RR-2026-001 Child Wren: Managed the worker of CHILD WREN | Left the room | 30 October 2026" in told
    assert "Governor" not in told
    assert "Landlord" not in told
    seat = next(row["id"] for row in office.records("attendance", 2))
    office.write("Now", [Edit("attendance", seat, {"interest": "Sits on the board of a provider"})])
    assert "Sits on the board of a provider | For the chair to decide | For this meeting" in declared(office)


def test_a_pseudonym_inside_another_word_is_no_declaration_on_that_case(office: Office) -> None:
    sit(office, c=None)
    council = agency(office, "Stockport Council")
    interest = {"meeting_id": 1, "agency_id": council, "role": "Lead", "interest": "Lives near Child Wrenbury House"}
    office.write("Earlier", [Add("attendance", interest)])
    assert "Nothing that was declared before bears on the 2 cases of this agenda." in declared(office)


def test_conflicts_that_stand_on_the_cases_are_told_and_none_is_no_conflict(office: Office) -> None:
    seats: list[Change] = [
        Add("panel_members", {"review_id": 1, "role": "Service manager", "conflict": "Knew the family"}),
        Add("panel_members", {"review_id": 2, "role": "Named nurse", "conflict": "None declared"}),
    ]
    office.write("Panel", seats)
    told = declared(office)
    assert "RR-2026-001 Child Wren: Knew the family" in told
    assert "None declared" not in told


# The lines and their letters


def test_a_recorded_agenda_has_its_papers_under_its_own_items_and_letters(office: Office) -> None:
    office.write("Risk", [Add("risks", {"title": "Posts", "residual_likelihood": 5, "residual_impact": 5})])
    items: list[dict[str, Any]] = [
        {"item": "Hello", "draws": "quorum"},
        {"item": "The case of the day", "review_id": 2, "paper": "B", "draws": "referrals", "purpose": "decide"},
        {"item": "What could go wrong", "draws": "risks"},
        {"item": "A talk", "paper": "C"},
        {"item": "Rapid review", "review_id": 1, "draws": "clocks"},
        {"item": "Risks to escalate"},
    ]
    rows = [Add("agenda_items", {"meeting_id": 2, "position": at, **item}) for at, item in enumerate(items, 1)]
    office.write("Agenda", list(rows))
    found = lines_of(setting(office))
    assert [line.letter for line in found.items] == ["", "B", "A", "C", "D", "A"]
    assert [(line.letter, line.title) for line in found.papers()][:3] == [
        ("B", "The case of the day"), ("A", "What could go wrong"), ("D", "Rapid review"),
    ]  # fmt: skip
    assert not any(line.letter or line.drawn for line in found.missing)
    told = agenda(office)
    assert "Paper C: sent beside this document." in told
    assert "Paper B: SAR-2026-001 Adult Elm, for decision" in told
    assert "Paper D: RR-2026-001 Child Wren, for decision" in told


def test_a_case_that_waits_and_is_on_no_item_is_told_to_the_author_alone(office: Office) -> None:
    office.write("Agenda", [Add("agenda_items", {"meeting_id": 2, "position": 1, "item": "Welcome and apologies"})])
    words = "New referral for decision: Adult Elm (SAR-2026-001), it waits for a decision"
    assert f"Due, and not on this agenda: {words}." in told_author(office)
    assert "Adult Elm" not in agenda(office)


def test_an_item_that_was_deferred_is_told_where_the_agenda_does_not_have_it(office: Office) -> None:
    rows: list[Change] = [
        Add("agenda_items", {"meeting_id": 1, "position": 1, "item": "Audit paper: thresholds",
                             "outcome": "deferred"}),
        Add("agenda_items", {"meeting_id": 2, "position": 1, "item": "Audit findings", "draws": "audits"}),
    ]  # fmt: skip
    office.write("Agendas", rows)
    words = "Due, and not on this agenda: Matter arising: Audit paper: thresholds (30 October 2026, deferred)."
    assert words in told_author(office)
    office.write("Taken up", [Add("agenda_items", {"meeting_id": 2, "position": 2, "item": "Audit paper: Thresholds"})])
    assert not any("thresholds" in words for words in told_author(office))


def test_an_item_that_runs_past_the_end_is_told_by_how_long(office: Office) -> None:
    office.write("End", [Edit("meetings", 2, {"starts": "9:30", "ends": "11:30"})])
    items: list[Change] = [
        Add("agenda_items", {"meeting_id": 2, "position": 1, "item": "Welcome", "time": "9:30", "allotted": 15}),
        Add("agenda_items", {"meeting_id": 2, "position": 2, "item": "A talk", "time": "9:45", "allotted": 165}, 50),
    ]
    office.write("Agenda", items)
    over = next(words for words in told_author(office) if words.startswith("The items run"))
    assert over.startswith(
        "The items run 1 hour over the end of the meeting: it ends at 11:30, and the last item at 12:30."
    )
    long = next(row["id"] for row in office.records("agenda_items") if row["position"] == 2)
    office.write("Shorter", [Edit("agenda_items", long, {"allotted": 105})])
    assert not any(words.startswith("The items run") for words in told_author(office))


def test_a_drawn_up_agenda_that_is_too_long_is_told_too(office: Office) -> None:
    office.write("End", [Edit("meetings", 2, {"ends": "13:45"})])
    assert any("over the end of the meeting" in words for words in told_author(office))


def test_who_declared_something_is_a_role_or_a_member_and_never_a_name(office: Office) -> None:
    rows: list[Change] = [
        Add("attendance", {"meeting_id": 2, "member": "Nora Nix", "interest": "Knows the family"}),
        Add("attendance", {"meeting_id": 2, "role": "Lay member", "member": "Lou Lark", "interest": "A governor"}),
    ]
    office.write("Seats", rows)
    told = declared(office)
    assert "A member | Knows the family" in told
    assert "Lay member | A governor" in told
    assert "Nix" not in told


def test_agenda_of_forty_items_has_a_letter_for_each_paper(office: Office) -> None:
    rows: list[Change] = [
        Add("reviews", {"review_type": "sar_mandatory", "pseudonym": f"Adult {number}", "board": "adults",
                        "status": "panel_decision"}, 10 + number)
        for number in range(40)
    ]  # fmt: skip
    office.write("Many", rows)
    letters = [line.letter for line in lines_of(setting(office)).papers()]
    assert len(letters) == len(set(letters)) > 40
    assert letters[26] == "A2"


def test_the_version_counts_the_issues_that_left_before(office: Office) -> None:
    issued = {"register": "meetings", "record_id": 2, "kind": "agenda", "title": "Agenda", "issue": 1}
    office.write("Issued", [Add("documents", issued)])
    paper = build_paper(office, "agenda", "MTG-2026-002", today=TODAY)
    assert paper.version_line == "Agenda MTG-2026-002, version 2, as at 23 November 2026, 12:00"
