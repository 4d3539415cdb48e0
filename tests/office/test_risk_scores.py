"""Every change of a residual score leaves a dated one, through any door; a newer dated one becomes the residual."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lif_desktop.office import Add, Edit, Office
from lif_desktop.office.undo import UndoReport

D = dt.date
TODAY = D(2026, 11, 23)
Line = tuple[dt.date, int, int]


def risk(office: Office, **values: Any) -> int:
    """A risk of 3 x 3 that was last looked at in September."""
    usual = {
        "title": "Returns come late", "residual_likelihood": 3, "residual_impact": 3, "raised_on": D(2026, 1, 14),
        "last_reviewed_on": D(2026, 9, 16),
    }  # fmt: skip
    number = office.reserve("risks")
    office.write("Added", [Add("risks", {**usual, **values}, number)])
    return number


def edit(office: Office, number: int, **values: Any) -> None:
    office.write("Changed", [Edit("risks", number, values)])


def score(office: Office, number: int, day: dt.date, likelihood: int, impact: int, **more: Any) -> None:
    values = {"risk_id": number, "scored_on": day, "likelihood": likelihood, "impact": impact, **more}
    office.write("Scored", [Add("risk_scores", values)])


def lines(office: Office, number: int) -> list[Line]:
    """The dated scores of a risk, in the order in which they were added."""
    return [(one["scored_on"], one["likelihood"], one["impact"]) for one in office.records("risk_scores", number)]


def residual(office: Office, number: int) -> tuple[Any, ...]:
    row = office.record("risks", number)
    return row["residual_likelihood"], row["residual_impact"], row["last_reviewed_on"]


# ------------------------------------------------------------------------------------------------ a change is kept


def test_a_new_risk_has_not_moved_and_needs_no_dated_score(office: Office) -> None:
    assert lines(office, risk(office)) == []


def test_the_first_change_keeps_the_score_before_and_the_new_one(office: Office) -> None:
    number = risk(office)
    edit(office, number, residual_likelihood=4)
    assert lines(office, number) == [(D(2026, 9, 16), 3, 3), (TODAY, 4, 3)]
    assert [one["scored_by"] for one in office.records("risk_scores", number)] == [None, "Ann Officer"]


@pytest.mark.parametrize(
    ("values", "first"),
    [
        ({"last_reviewed_on": None}, [(D(2026, 1, 14), 3, 3)]),
        ({"last_reviewed_on": None, "raised_on": None}, []),
        ({"last_reviewed_on": D(2027, 1, 1)}, [(D(2026, 1, 14), 3, 3)]),
        ({"last_reviewed_on": TODAY}, [(D(2026, 1, 14), 3, 3)]),
        ({"last_reviewed_on": TODAY, "raised_on": TODAY}, []),
        ({"residual_impact": None}, []),
    ],
)
def test_the_score_before_is_dated_by_what_is_known(office: Office, values: dict[str, Any], first: list[Line]) -> None:
    number = risk(office, **values)
    edit(office, number, residual_likelihood=4, residual_impact=5)
    assert lines(office, number) == [*first, (TODAY, 4, 5)]


def test_each_later_change_adds_one_and_overwrites_none(office: Office) -> None:
    number = risk(office)
    for likelihood in (4, 5, 4):
        edit(office, number, residual_likelihood=likelihood)
    assert lines(office, number)[1:] == [(TODAY, 4, 3), (TODAY, 5, 3), (TODAY, 4, 3)]


def test_it_is_dated_by_the_day_that_is_written_beside_it(office: Office) -> None:
    number = risk(office)
    edit(office, number, residual_likelihood=2, last_reviewed_on=D(2026, 11, 18))
    assert lines(office, number)[-1] == (D(2026, 11, 18), 2, 3)
    edit(office, number, residual_likelihood=3, last_reviewed_on=None)
    assert lines(office, number)[-1] == (TODAY, 3, 3)


@pytest.mark.parametrize(
    "values",
    [
        {"residual_likelihood": 3},
        {"target_likelihood": 1, "notes": "Looked at"},
        {"residual_impact": None},
        {"inherent_likelihood": 5},
    ],
)
def test_nothing_is_kept_where_no_residual_score_has_changed(office: Office, values: dict[str, Any]) -> None:
    number = risk(office)
    edit(office, number, **values)
    assert lines(office, number) == []


def test_a_change_that_brings_its_own_score_adds_no_second_one(office: Office) -> None:
    number = risk(office)
    own = {"risk_id": number, "scored_on": D(2026, 11, 20), "likelihood": 4, "impact": 3, "note": "Two posts empty"}
    values = {"residual_likelihood": 4, "last_reviewed_on": D(2026, 11, 20)}
    office.write("Scored again", [Edit("risks", number, values), Add("risk_scores", own)])
    assert sorted(lines(office, number)) == [(D(2026, 9, 16), 3, 3), (D(2026, 11, 20), 4, 3)]
    other = own | {"likelihood": 1}
    office.write("Both", [Edit("risks", number, {"residual_likelihood": 5}), Add("risk_scores", other)])
    assert lines(office, number)[2:] == [(D(2026, 11, 20), 1, 3), (TODAY, 5, 3)]
    assert residual(office, number)[0] == 5


def test_undo_takes_back_the_score_with_the_change(office: Office) -> None:
    number = risk(office)
    edit(office, number, residual_likelihood=4)
    report: UndoReport = office.undo()
    assert report.kept == ()
    assert lines(office, number) == []
    assert residual(office, number)[0] == 3
    office.redo()
    assert lines(office, number) == [(D(2026, 9, 16), 3, 3), (TODAY, 4, 3)]


def test_many_risks_in_one_change_each_leave_theirs(office: Office) -> None:
    numbers = [risk(office, title=f"Risk {at}") for at in range(1, 6)]
    many = [Edit("risks", number, {"residual_likelihood": 1}) for number in numbers]
    office.write("Changed five", many)
    assert [lines(office, number)[-1] for number in numbers] == [(TODAY, 1, 3)] * 5


# ------------------------------------------------------------------------------------------------ a newer one moves


def test_a_newer_score_moves_the_risk_and_its_next_review(office: Office) -> None:
    number = risk(office, review_every_months=3)
    score(office, number, D(2026, 11, 20), 5, 4)
    assert residual(office, number) == (5, 4, D(2026, 11, 20))
    assert office.record("risks", number)["next_review_on"] == D(2027, 2, 20)
    assert sorted(lines(office, number)) == [(D(2026, 9, 16), 3, 3), (D(2026, 11, 20), 5, 4)]


def test_an_earlier_score_that_comes_along_stands_for_the_one_before(office: Office) -> None:
    number = risk(office)
    brought = [(D(2026, 6, 10), 2), (D(2026, 11, 20), 5)]
    office.write(
        "Brought",
        [
            Add("risk_scores", {"risk_id": number, "scored_on": day, "likelihood": likelihood, "impact": 4})
            for day, likelihood in brought
        ],
    )
    assert lines(office, number) == [(day, likelihood, 4) for day, likelihood in brought]


@pytest.mark.parametrize("day", [D(2026, 9, 15), D(2026, 11, 24)])
def test_an_older_score_or_one_of_a_day_to_come_moves_nothing(office: Office, day: dt.date) -> None:
    number = risk(office)
    score(office, number, day, 5, 4)
    assert residual(office, number) == (3, 3, D(2026, 9, 16))


def test_a_score_of_the_day_on_which_it_was_last_looked_at_moves_it(office: Office) -> None:
    number = risk(office)
    score(office, number, D(2026, 9, 16), 5, 4)
    assert residual(office, number) == (5, 4, D(2026, 9, 16))


def test_a_score_before_the_newest_dated_one_moves_nothing(office: Office) -> None:
    number = risk(office, last_reviewed_on=None)
    score(office, number, D(2026, 11, 2), 4, 4)
    score(office, number, D(2026, 11, 1), 1, 1)
    assert residual(office, number) == (4, 4, D(2026, 11, 2))


def test_of_several_scores_at_once_the_newest_counts(office: Office) -> None:
    number = risk(office, last_reviewed_on=None)
    more = [(D(2026, 10, 1), 2), (D(2026, 11, 1), 5), (D(2026, 6, 1), 1)]
    office.write(
        "Brought",
        [
            Add("risk_scores", {"risk_id": number, "scored_on": day, "likelihood": likelihood, "impact": 2})
            for day, likelihood in more
        ],
    )
    assert residual(office, number) == (5, 2, D(2026, 11, 1))
    assert len(lines(office, number)) == 3


def test_a_new_risk_takes_its_residual_from_the_scores_that_come_with_it(office: Office) -> None:
    number = office.reserve("risks")
    own = {"risk_id": number, "scored_on": D(2026, 11, 1), "likelihood": 2, "impact": 5}
    office.write("Added", [Add("risks", {"title": "New"}, number), Add("risk_scores", own)])
    assert residual(office, number) == (2, 5, D(2026, 11, 1))


# ------------------------------------------------------------------------------------------------ the import


@pytest.fixture
def bring(office: Office, tmp_path: Path) -> Callable[[str, str], Any]:
    """Imports lines of a .csv file into a register."""
    from lif_desktop.sheets.apply import apply
    from lif_desktop.sheets.plan import make_plan
    from lif_desktop.sheets.reader import read_book

    def brought(key: str, text: str) -> Any:
        path = tmp_path / f"{key} {len(list(tmp_path.iterdir()))}.csv"
        path.write_text(text, encoding="utf-8")
        plan = make_plan(office, read_book(path), key)
        assert [problem.reason for row in plan.rows for problem in row.problems] == []
        return apply(office, plan)

    return brought


def test_a_register_and_its_scores_come_in_one_after_the_other_and_again_later(
    office: Office, bring: Callable[[str, str], Any]
) -> None:
    head = "Reference,Risk,Residual likelihood,Residual impact,Last reviewed\n"
    bring("risks", f"{head}RSK-2026-001,Returns come late,4,3,16/09/2026\n")
    bring(
        "risk_scores",
        "Risk,Scored,Likelihood,Impact,Scored by\nRSK-2026-001,10/06/2026,4,4,Executives\n"
        "RSK-2026-001,16/09/2026,4,3,Executives\n",
    )
    assert residual(office, 1) == (4, 3, D(2026, 9, 16))
    bring("risks", f"{head}RSK-2026-001,Returns come late,5,3,18/11/2026\n")
    assert lines(office, 1) == [(D(2026, 6, 10), 4, 4), (D(2026, 9, 16), 4, 3), (D(2026, 11, 18), 5, 3)]
    bring("risk_scores", "Risk,Scored,Likelihood,Impact\nRSK-2026-001,20/11/2026,2,3\n")
    assert residual(office, 1) == (2, 3, D(2026, 11, 20))
    office.undo()
    office.undo()
    assert residual(office, 1) == (4, 3, D(2026, 9, 16))
    assert len(lines(office, 1)) == 2
