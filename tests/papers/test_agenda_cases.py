"""The sheet of a case for a panel: its facts, every condition, what is asked, the decision that stands with dissent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lif_desktop.office import Add, Change, Edit, Office, create_office
from lif_desktop.papers.agenda_cases import case_sheet, is_for_decision
from lif_desktop.papers.agenda_setting import Setting
from lif_desktop.papers.blocks import Block, Box, Heading, Table, plain
from lif_desktop.papers.gather import Records
from lif_desktop.places import resources
from tests.papers.made_up import words_of
from tests.papers.made_up_office import TODAY, D


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = create_office(tmp_path / "office.lif", resources() / "framework", "stockport", "Ann Officer")
    case = {"review_type": "sar_mandatory", "pseudonym": "Adult Elm", "referred_on": D(2026, 11, 2)}
    made.write("Opened", made.changes_for("reviews", None, case))
    yield made
    made.close()


def answer(office: Office, **answers: str) -> None:
    rows = {row["key"]: row["id"] for row in office.records("criteria", 1)}
    office.write("Answered", [Edit("criteria_answers", rows[key], {"answer": one}) for key, one in answers.items()])


def decide(office: Office, **values: object) -> None:
    made = {"review_id": 1, "decided_on": D(2026, 11, 16), "decision": "Hold a review", "decided_by": "the chair"}
    office.write("Decided", [Add("decisions", made | values)])


def blocks(office: Office) -> tuple[Block, ...]:
    records = Records(office, TODAY)
    return case_sheet(Setting(records, {"group_key": "review_group"}, None), records.rows("reviews")[0], "")


def sheet(office: Office) -> str:
    return "\n".join(map(words_of, blocks(office)))


def test_every_condition_stands_on_the_sheet_answered_or_not(office: Office) -> None:
    answer(office, needs="met", condition_2="unclear")
    office.write("Noted", [Edit("criteria_answers", 2, {"evidence": "Assessment of 2025"})])
    table = next(one for one in blocks(office) if isinstance(one, Table) and one.columns[0].title == "Condition")
    kind = office.profile.review_type("sar_mandatory")
    assert [row[0] for row in table.rows] == [one.text for one in kind.criteria]
    assert [plain(row[1]) for row in table.rows] == [
        "Not answered", "Met", "Not answered", "Not answered", "Unclear", "Not answered",
    ]  # fmt: skip
    assert table.rows[1][2] == "Assessment of 2025"


def test_what_the_answers_come_to_is_said(office: Office) -> None:
    assert "Cannot be said yet: Area, Needs for care and support, Working together" in sheet(office)
    answer(office, adult_area="met", needs="met", worked_together="met", condition_1="met")
    assert "The Board must arrange a safeguarding adults review." in sheet(office)
    answer(office, needs="not_met")
    assert "The criteria are not met: Needs for care and support is not met." in sheet(office)


def test_the_decision_that_stands_is_printed_with_reasons_and_dissent(office: Office) -> None:
    decide(office, outcome="criteria_not_met", decision="No review", reasons="Too little known")
    more = {
        "reasons": "New facts\n\ncame in.",
        "dissent": "Housing wished for an audit",
        "options": "An audit; a review",
    }
    decide(office, outcome="review_agreed", supersedes_id=1, **more)
    told = sheet(office)
    assert "Decision of 16 November 2026, by the chair: Review agreed. Hold a review." in told
    assert "Options considered: An audit; a review" in told
    assert "Reasons: New facts came in." in told
    assert "Dissent: Housing wished for an audit" in told
    assert "No review" not in told


def test_a_decision_that_says_what_its_outcome_says_is_printed_once(office: Office) -> None:
    decide(office, outcome="review_agreed", decision="Review agreed", decided_by=None, decided_on=None)
    assert "Decision: Review agreed." in sheet(office)
    assert "Review agreed. Review agreed" not in sheet(office)


def test_facts_come_first_and_then_what_is_asked_with_room_to_write(office: Office) -> None:
    office.write("Told", [Edit("reviews", 1, {"summary": "Found unwell.", "immediate_action": "Moved to a ward"})])
    held = blocks(office)
    asked = next(at for at, one in enumerate(held) if isinstance(one, Heading))
    facts, asking = ("\n".join(map(words_of, part)) for part in (held[:asked], held[asked:]))
    assert "Safeguarding adults review (mandatory)" in facts
    assert "What happened | Found unwell." in facts
    assert "Immediate safety action | Moved to a ward" in facts
    assert "Must the Board arrange a safeguarding adults review" in asking
    assert "the consideration panel recommends, the independent chair decides" in asking
    assert "Care Act 2014 s.44(1)" in asking
    assert "Options | Review agreed; " in asking
    assert "criteria not met" in asking
    assert "Letters to send | The outcome to referrer and agencies" in asking
    last = held[-1]
    assert isinstance(last, Table)
    assert last.rows == (("", "", ""),)
    assert last.row_height > 0


def test_a_rapid_review_can_lead_to_a_local_or_a_national_review_or_to_none(office: Office) -> None:
    office.write("Type", [Edit("reviews", 1, {"review_type": "rapid_review", "board": "children"})])
    told = sheet(office)
    assert "local practice review agreed; no further review" in told
    assert "national review proposed" in told
    assert "Report and decision to the national Panel" in told


def test_what_a_case_lacks_is_named_in_one_gap(office: Office) -> None:
    gaps = [one for one in blocks(office) if isinstance(one, Box) and one.kind == "gap"]
    assert [one.title for one in gaps] == [
        (
            "Gap: board and age band, incident, council aware, what happened, agencies and returns, "
            "immediate safety action, brothers and sisters, other risk and family contact plan"
        )
    ]


def test_returns_links_processes_and_family_stand_in_their_rows(office: Office) -> None:
    police, homes = office.lookup.agency("GMP"), office.lookup.agency("Stockport Homes")
    office.write(
        "Opened", office.changes_for("reviews", None, {"review_type": "peer_review", "pseudonym": "The peers"})
    )
    asked = {"kind": "chronology", "review_id": 1, "asked_on": D(2026, 11, 5), "due_on": D(2026, 11, 26)}
    lines: list[Change] = [
        Add("agency_returns", {**asked, "agency_id": police, "received_on": D(2026, 11, 20)}),
        Add("agency_returns", {**asked, "agency_id": homes}),
        Add("parallel_processes", {"review_id": 1, "kind": "inquest", "status": "opened", "effect": "no talks yet"}),
        Add("review_links", {"review_id": 1, "other_review_id": 2, "reason": "the same landlord"}),
        Edit("reviews", 1, {"family_involvement": "Sister by letter", "family_invited_on": D(2026, 11, 12)}),
    ]
    office.write("Worked", lines)
    told = sheet(office)
    assert "Agencies and returns | 1 of 2 in. In: GMP; awaited: Stockport Homes (due 26 November 2026)." in told
    assert "Parallel processes | Inquest: opened, no talks yet" in told
    assert "The peers: the same landlord" in told
    assert "Family contact plan | Sister by letter; invited 12 November 2026" in told


def test_forty_thousand_characters_and_control_signs_stay_one_sheet(office: Office) -> None:
    words = "\x0b\u202eafter " * 5000
    office.write(
        "Told", [Edit("reviews", 1, {"summary": words, "immediate_action": words, "family_involvement": words})]
    )
    assert len(sheet(office)) < 6000


@pytest.mark.parametrize(
    ("values", "purpose", "decides"),
    [
        ({}, None, True),
        ({"status": "in_progress"}, None, False),
        ({"decided_on": D(2026, 11, 10)}, "decide", False),
        ({"review_type": "rapid_review"}, "challenge", False),
        ({"review_type": "rapid_review"}, "decide", True),
        ({"review_type": "rapid_review", "status": "panel_decision"}, None, True),
        ({"review_type": "rapid_review", "panel_on": D(2026, 11, 27)}, None, True),
        ({"review_type": "domestic_homicide_review"}, None, False),
        ({"closed_on": D(2026, 11, 10)}, "decide", False),
    ],
)
def test_which_cases_are_for_decision(
    office: Office, values: dict[str, object], purpose: str | None, decides: bool
) -> None:
    records = Records(office, TODAY)
    setting = Setting(records, {"group_key": "review_group", "held_on": D(2026, 11, 27)}, None)
    case = {**records.rows("reviews")[0], "status": "referral_received", **values}
    assert is_for_decision(setting, case, purpose) is decides


def test_a_rapid_review_panel_decides_on_each_rapid_review_before_it(office: Office) -> None:
    records = Records(office, TODAY)
    case = {**records.rows("reviews")[0], "review_type": "rapid_review", "status": "in_progress"}
    for panel, decides in (("rapid_review", True), ("both", False), ("", False)):
        setting = Setting(records, {"group_key": "review_group", "held_on": D(2026, 11, 27)}, None, panel)
        assert is_for_decision(setting, case) is decides
