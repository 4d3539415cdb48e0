"""Tables of a case and the answers of agencies: order, gaps, who is left out, what is found under which subject."""

import datetime as dt
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.status import Status
from lif_desktop.office.changes import Add, Bin, Edit
from lif_desktop.office.office import Office
from lif_desktop.papers import build_paper, case_answers, case_tables
from lif_desktop.papers.blocks import Block, Box, Paragraph, Table, plain
from lif_desktop.papers.case_parts import Case, find_case
from lif_desktop.papers.gather import Records
from tests.papers.case_office import PRACTICE, RAPID, SAR, bare_cases, full_cases
from tests.papers.made_up import words_of
from tests.papers.made_up_office import TODAY

MADE = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that a test may write in."""
    office = full_cases(tmp_path_factory.mktemp("full") / "office.lif")
    yield office
    office.close()


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = bare_cases(tmp_path_factory.mktemp("types") / "office.lif")
    yield office
    office.close()


def case_of(office: Office, number: int) -> Case:
    return find_case(Records(office, TODAY), office.record("reviews", number)["ref"], MADE, "a paper")


def cells(blocks: tuple[Block, ...] | Block) -> list[tuple[str, ...]]:
    """The cells of the one table among the blocks."""
    held = blocks if isinstance(blocks, tuple) else (blocks,)
    (table,) = (block for block in held if isinstance(block, Table))
    return [tuple(map(plain, row)) for row in table.rows]


# Which case


def test_without_a_reference_the_newest_live_case_is_taken_and_a_better_one_before_it(full: Office) -> None:
    records = Records(full, TODAY)
    assert find_case(records, None, MADE, "it").ref == "CSPR-2026-001"
    assert find_case(records, None, MADE, "it", better=lambda one: one.ref.startswith("SAR")).ref == "SAR-2024-001"
    assert find_case(records, None, MADE, "it", frozenset({"rapid_review"})).ref == "RR-2026-001"
    full.write("Closed", [Edit("reviews", PRACTICE, {"closed_on": TODAY})])
    assert find_case(Records(full, TODAY), None, MADE, "it").ref != "CSPR-2026-001"


def test_a_case_in_the_bin_makes_no_paper(full: Office) -> None:
    full.write("Bin", [Bin("reviews", SAR)])
    assert (
        find_case(Records(full, TODAY), None, MADE, "it", better=lambda one: one.review["id"] == SAR).ref
        != "SAR-2024-001"
    )


# Tables


def test_criteria_of_a_type_without_any_say_what_it_rests_on(types: Office) -> None:
    number = next(row["id"] for row in types.records("reviews") if row["review_type"] == "peer_review")
    (said,) = case_tables.criteria(case_of(types, number))
    assert words_of(said) == (
        "The framework sets no criteria for peer reviews; it rests on: Framework 5.10, Appendix B."
    )


def test_criteria_that_were_never_asked_are_a_gap(full: Office) -> None:
    for row in full.records("criteria"):
        if row["review_id"] == RAPID:
            full.write("Bin", [Bin("criteria_answers", row["id"])])
    (gap,) = case_tables.criteria(case_of(full, RAPID))
    assert isinstance(gap, Box)
    assert gap.kind == "gap"


def test_stages_stand_by_date_with_the_first_date_of_one_that_moved(full: Office) -> None:
    line = next(row for row in full.records("milestones") if row["review_id"] == PRACTICE and row["due_on"])
    full.write(
        "Moved", [Edit("milestones", line["id"], {"due_on": dt.date(2027, 6, 1), "extension_reason": "A trial"})]
    )
    rows = cells(case_tables.stages(case_of(full, PRACTICE)))
    moved = next(row for row in rows if row[0].startswith(line["label"]))
    assert moved[1].startswith("1 June 2027")
    assert moved[4] == "A trial"


def test_stages_ahead_leave_out_what_is_done(full: Office) -> None:
    every, ahead = (cells(case_tables.stages(case_of(full, RAPID), ahead)) for ahead in (False, True))
    done = [row[0] for row in every if row[2]]
    assert done
    assert [row[0] for row in ahead] == [row[0] for row in every if row[0] not in done]


def test_changes_of_a_clock_say_by_whom_and_why(full: Office) -> None:
    assert case_tables.clock_changes(case_of(full, PRACTICE)) == ()
    change = {"review_id": PRACTICE, "kind": "extended", "stage": "Publish", "decided_on": TODAY, "reason": "A trial",
              "due_before": dt.date(2027, 1, 1), "due_after": dt.date(2027, 4, 1), "agreed_by": "Chair"}  # fmt: skip
    full.write("Extended", [Add("clock_changes", change)])
    ((day, what, dates, why, who),) = cells(case_tables.clock_changes(case_of(full, PRACTICE)))
    assert (day, what, why, who) == ("23 November 2026", "Extended: Publish", "A trial", "Chair")
    assert dates == "1 January 2027 to 1 April 2027"


def test_returns_that_were_never_asked_for_are_left_out(full: Office) -> None:
    asked = {"kind": "imr", "agency_id": 1, "review_id": PRACTICE}
    full.write("Planned", [Add("agency_returns", asked)])
    (row,) = cells(case_tables.returns(case_of(full, PRACTICE)))
    assert row[:2] == ("Greater Manchester Police", "Individual management review")
    assert row[4:] == ("19 November 2026", "✓ Complete")
    assert isinstance(case_tables.returns(case_of(full, PRACTICE), ["chronology"])[0], Box)


def test_progress_checks_stand_oldest_first(full: Office) -> None:
    for day, quality in ((TODAY, "Second"), (dt.date(2026, 10, 1), "First")):
        full.write("Check", [Add("progress_checks", {"review_id": PRACTICE, "checked_on": day, "quality": quality})])
    assert [row[2] for row in cells(case_tables.progress_checks(case_of(full, PRACTICE)))] == ["First", "Second"]


def test_partners_are_those_by_law_that_are_still_there(full: Office) -> None:
    names = case_tables.partners(Records(full, TODAY))
    assert "Greater Manchester Police" in names
    police = full.lookup.agency("GMP")
    assert police is not None
    full.write("Merged", [Edit("agencies", police, {"active_to": dt.date(2026, 1, 1)})])
    assert "Greater Manchester Police" not in case_tables.partners(Records(full, TODAY))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["complete", "signed_off", "in_progress", "not_started"]),
            st.sampled_from(["Overdue by 2 working days", "On track"]),
        ),
        max_size=12,
    )
)
def test_actions_are_counted_once_each(states: list[tuple[str, str]]) -> None:
    rows: list[dict[str, Any]] = [
        {"status": status, "completed_on": None, "state": Status("none", word)} for status, word in states
    ]
    said = case_tables.counted(rows)
    figures = [int(word) for word in said.replace(":", "").split() if word.isdigit()]
    assert said.startswith("no actions" if not rows else f"{len(rows)} action")
    assert sum(figures) == 2 * len(rows)


# Answers


def test_answers_are_found_by_subject_and_by_key_line(full: Office) -> None:
    rapid, practice = case_of(full, RAPID), case_of(full, PRACTICE)
    assert [row["answer"] for row in case_answers.about(rapid, "sharing")] == ["Two letters went unread."]
    assert case_answers.about(rapid, "context") == []
    assert [row["answer"] for row in case_answers.on_line(practice, "Who held the whole?")] == ["Nobody did."]
    assert case_answers.on_line(practice, "") == []


def test_the_questions_that_the_office_asks_are_each_known_by_their_subject(full: Office) -> None:
    from lif_desktop.framework.return_forms import load_return_forms
    from lif_desktop.places import resources

    forms = load_return_forms(resources() / "returns" / "returns.toml")
    asked = {
        f"{one.section} {one.text}".casefold()
        for key in ("agency_summary", "imr")
        for one in forms.forms[key].questions
    }
    for subject, words in case_answers.SUBJECTS.items():
        assert any(word in question for question in asked for word in words), subject


def test_an_answer_without_words_is_none(full: Office) -> None:
    full.write(
        "Blank",
        [Add("answers", {"agency_id": 1, "kind": "imr", "review_id": RAPID, "question": "Race?", "answer": " "})],
    )
    assert case_answers.about(case_of(full, RAPID), "context") == []


def test_the_records_own_words_come_before_those_of_agencies(full: Office) -> None:
    asked = {
        "agency_id": 1,
        "kind": "imr",
        "review_id": PRACTICE,
        "question": "Did race or culture play a part?",
        "answer": "Yes.",
    }
    full.write("More", [Add("answers", asked)])
    told = case_answers.told_or_answered(case_of(full, PRACTICE), "Own words.", "context", "it", "There.")
    assert words_of(told[0]) == "Own words."
    alone = case_answers.told_or_answered(case_of(full, PRACTICE), "", "context", "it", "There.")
    assert all(isinstance(block, Paragraph) for block in alone)
    assert "Yes." in words_of(alone[0])


def test_a_paper_is_the_same_each_time_it_is_made(full: Office) -> None:
    first, second = (build_paper(full, "overview-report", "CSPR-2026-001", today=TODAY) for _ in range(2))
    assert first.blocks == second.blocks
