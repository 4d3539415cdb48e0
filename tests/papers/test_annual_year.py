"""A financial year over the records: what falls into it, on its first and last day and beside them."""

import datetime as dt
from typing import Any

import pytest

from lif_desktop.office.office import Office
from lif_desktop.papers.annual_evidence import actions, audits, learning, year_in_figures
from lif_desktop.papers.annual_reviews import reviews
from lif_desktop.papers.annual_training import training
from lif_desktop.papers.annual_voices import movement, performance, risks, voices
from lif_desktop.papers.annual_year import Duty, Gap, Told, Year
from lif_desktop.papers.blocks import Figure, Paragraph, Table, plain
from lif_desktop.papers.gather import Records
from tests.papers.made_up_office import TODAY, D

KINDS = frozenset({"rapid_review", "sar_mandatory"})


class Shelf(Records):
    """Records that a test lays out itself, without an office file."""

    def __init__(self, office: Office, **rows: list[dict[str, Any]]) -> None:
        super().__init__(office, TODAY)
        self._read = lambda key: rows.get(key, [])


def review(number: int, **more: Any) -> dict[str, Any]:
    days = (
        "referred_on",
        "opened_on",
        "notified_on",
        "decided_on",
        "signed_off_on",
        "submitted_on",
        "published_on",
        "closed_on",
    )
    return {
        "id": number,
        "ref": f"RR-{number}",
        "review_type": "rapid_review",
        "status": "in_progress",
        **dict.fromkeys(days),
        **more,
    }


def year(office: Office, **rows: list[dict[str, Any]]) -> Year:
    return Year(Shelf(office, **rows), "2025-26")


@pytest.mark.parametrize("name", ["2025-26", "2025/26", "2025-2026"])
def test_a_year_runs_from_april_to_march_however_it_is_written(office: Office, name: str) -> None:
    held = Year(Records(office, TODAY), name)
    assert (held.name, held.start, held.end) == ("2025-26", D(2025, 4, 1), D(2026, 3, 31))
    assert held.before.name == "2024-25"
    assert [one.name for one in held.compared] == ["2023-24", "2024-25", "2025-26"]
    assert held.named("2025/26")
    assert not held.named("2024-25")
    assert not held.named("last year")
    assert not held.named(None)


@pytest.mark.parametrize(
    ("day", "inside"),
    [(D(2025, 3, 31), False), (D(2025, 4, 1), True), (D(2026, 3, 31), True), (D(2026, 4, 1), False), (None, False)],
)
def test_the_first_and_last_day_belong_to_the_year(office: Office, day: dt.date | None, inside: bool) -> None:
    held = year(office, audits=[{"id": 1, "completed_on": day}])
    assert held.holds(day) is inside
    assert len(held.within("audits", "completed_on")) == inside


@pytest.mark.parametrize(
    ("more", "concluded", "ongoing"),
    [
        ({"referred_on": D(2023, 1, 1), "signed_off_on": D(2025, 4, 1)}, True, False),
        ({"referred_on": D(2025, 5, 1), "signed_off_on": D(2026, 3, 31)}, True, False),
        ({"referred_on": D(2025, 5, 1), "signed_off_on": D(2026, 4, 1)}, False, True),
        ({"referred_on": D(2026, 3, 31)}, False, True),
        ({"referred_on": D(2026, 4, 1)}, False, False),
        ({"referred_on": D(2024, 5, 1), "signed_off_on": D(2025, 3, 31)}, False, False),
        ({"referred_on": D(2025, 5, 1), "status": "not_progressed"}, False, False),
        ({"referred_on": D(2025, 5, 1), "status": "not_progressed", "closed_on": D(2026, 6, 1)}, False, True),
        ({"referred_on": D(2025, 5, 1), "status": "closed"}, False, False),
        ({"referred_on": D(2025, 5, 1), "review_type": "peer_review"}, False, False),
        ({}, False, False),
    ],
)
def test_a_review_is_concluded_in_the_year_or_ongoing_at_its_end_and_never_both(
    office: Office, more: dict[str, Any], concluded: bool, ongoing: bool
) -> None:
    held = year(office, reviews=[review(1, **more)])
    assert len(held.concluded(KINDS)) == concluded
    assert len(held.ongoing(KINDS)) == ongoing


def action(number: int, **more: Any) -> dict[str, Any]:
    base = {"start_on": None, "due_on": None, "completed_on": None, "status": "in_progress"}
    return {"id": number, "ref": f"ACT-{number}", **base, **more}


@pytest.mark.parametrize(
    ("more", "is_open", "overdue"),
    [
        ({"start_on": D(2025, 5, 1), "due_on": D(2026, 3, 30)}, True, True),
        ({"start_on": D(2025, 5, 1), "due_on": D(2026, 3, 31)}, True, False),
        (
            {"start_on": D(2025, 5, 1), "due_on": D(2026, 3, 1), "completed_on": D(2026, 3, 31), "status": "complete"},
            False,
            False,
        ),
        (
            {"start_on": D(2025, 5, 1), "due_on": D(2026, 3, 1), "completed_on": D(2026, 4, 1), "status": "complete"},
            True,
            True,
        ),
        ({"due_on": D(2026, 3, 1)}, True, True),
        ({"due_on": D(2026, 3, 1), "completed_on": D(2026, 3, 31), "status": "complete"}, False, False),
        ({"due_on": D(2026, 3, 1), "completed_on": D(2026, 4, 1), "status": "complete"}, True, True),
        ({"start_on": D(2026, 4, 1), "due_on": D(2026, 3, 1)}, False, False),
        ({"start_on": D(2025, 5, 1), "status": "signed_off"}, False, False),
        ({}, False, False),
    ],
)
def test_an_action_is_open_and_overdue_at_the_end_of_the_year_by_its_dates(
    office: Office, more: dict[str, Any], is_open: bool, overdue: bool
) -> None:
    held = year(office, actions=[action(1, **more)])
    assert len(held.open_on(held.end)) == is_open
    assert len(held.overdue()) == overdue


def test_the_longest_overdue_action_comes_first(office: Office) -> None:
    rows = [action(n, start_on=D(2025, 4, 2), due_on=D(2026, 3, n)) for n in (9, 2, 5)]
    assert [row["ref"] for row in year(office, actions=rows).overdue()] == ["ACT-2", "ACT-5", "ACT-9"]


def test_records_of_a_board_are_its_own_those_of_both_and_by_the_type_of_audit(office: Office) -> None:
    held = year(office)
    rows = [
        {"id": 1, "board": "adults"},
        {"id": 2, "board": "children"},
        {"id": 3, "board": None},
        {"id": 4, "board": "both"},
        {"id": 5, "board": None, "audit_type": "qa_statement"},
        {"id": 6, "board": None, "audit_type": "section_175"},
    ]
    assert [row["id"] for row in held.of_board(rows, "adults")] == [1, 3, 4, 5]
    assert [row["id"] for row in held.of_board(rows, "children")] == [2, 3, 4, 6]


def risk(**more: Any) -> dict[str, Any]:
    keys = (
        "raised_on",
        "closed_on",
        "inherent_likelihood",
        "inherent_impact",
        "residual_likelihood",
        "residual_impact",
    )
    return {
        "id": 1,
        "ref": "RSK-1",
        "title": "It goes wrong",
        "owner": None,
        "owner_agency_id": None,
        **dict.fromkeys(keys),
        **more,
    }


def test_the_score_of_a_day_is_the_last_dated_one_else_the_inherent_one_else_none(office: Office) -> None:
    scores = [
        {"id": 1, "risk_id": 1, "scored_on": D(2025, 5, 1), "likelihood": 2, "impact": 3},
        {"id": 2, "risk_id": 1, "scored_on": D(2025, 9, 1), "likelihood": 4, "impact": 5},
        {"id": 3, "risk_id": 2, "scored_on": D(2025, 4, 1), "likelihood": 5, "impact": 5},
    ]
    held = year(office, risk_scores=scores)
    one = risk(raised_on=D(2025, 4, 10), inherent_likelihood=3, inherent_impact=3)
    days = (D(2025, 4, 9), D(2025, 4, 10), D(2025, 5, 1), D(2025, 8, 31), D(2025, 9, 1))
    assert [held.score_on(one, day) for day in days] == [None, 9, 6, 6, 20]
    assert held.score_on(risk(raised_on=D(2025, 4, 10)), D(2025, 4, 10)) is None


@pytest.mark.parametrize(
    ("start", "end", "closed", "words"),
    [
        (9, 16, None, "◆ Higher"),
        (16, 9, None, "● Lower"),
        (9, 9, None, "– No change"),
        (None, 9, None, "– New in the year"),
        (None, None, None, "– Not scored"),
        (9, 9, D(2026, 3, 31), "✓ Closed"),
        (9, 16, D(2026, 4, 1), "◆ Higher"),
    ],
)
def test_how_a_risk_moved_is_said_in_words_with_a_shape(
    office: Office, start: int | None, end: int | None, closed: dt.date | None, words: str
) -> None:
    assert plain(movement(start, end, risk(closed_on=closed), year(office))) == words


def test_risks_of_the_year_are_those_that_stood_in_it_highest_first(office: Office) -> None:
    rows = [
        risk(id=1, raised_on=D(2025, 5, 1), inherent_likelihood=2, inherent_impact=2),
        risk(id=2, raised_on=D(2024, 5, 1), inherent_likelihood=5, inherent_impact=5),
        risk(id=3, raised_on=D(2024, 5, 1), closed_on=D(2025, 3, 31)),
        risk(id=4, raised_on=D(2026, 4, 1)),
    ]
    assert [row["id"] for row in year(office, risks=rows).risks()] == [2, 1]


def test_a_gap_says_what_and_who_asks_for_it() -> None:
    gap = Gap("costs", "Act section 1", "Write it here.")
    assert gap.title == "Gap: nothing is recorded for costs, Act section 1"
    assert (gap.box.kind, gap.box.title, gap.box.text) == ("gap", gap.title, "Write it here.")


def test_a_duty_is_a_gap_only_where_nothing_is_told_and_its_own_gaps_go_before(office: Office) -> None:
    said, own = Paragraph("Done."), Gap("one part", "Act section 2", "There.")

    def duty(told: Told) -> Told:
        return Duty("key", "Heading", "all of it", "Act section 1", "Here.", lambda _year: told).told(year(office))

    assert duty(Told((said,))) == Told((said,))
    assert duty(Told()).gaps == (Gap("all of it", "Act section 1", "Here."),)
    assert duty(Told((said,), (own,))) == Told((said, own.box), (own,))
    assert duty(Told((), (own,))).gaps == (own,)


# Figures beside a plain count over the tables


CONCLUDED = (
    "select count(*) from reviews where coalesce(signed_off_on, submitted_on, published_on, closed_on) "
    "between '{}' and '{}' and status not in ('not_progressed', 'transferred')"
)
OVERDUE = (
    "select count(*) from actions where coalesce(start_on, due_on) <= '{1}' and due_on < '{1}' "
    "and coalesce(completed_on > '{1}', status not in ('complete', 'signed_off'))"
)


def count(office: Office, query: str) -> int:
    return int(office.read(lambda connection: connection.exec_driver_sql(query).scalar()))


@pytest.mark.parametrize(
    ("label", "query"),
    [
        ("Audits completed", "select count(*) from audits where completed_on between '{}' and '{}'"),
        ("Training events held", "select count(*) from training where held_on between '{}' and '{}'"),
        ("Learning points identified", "select count(*) from learning where identified_on between '{}' and '{}'"),
        ("Actions completed", "select count(*) from actions where completed_on between '{}' and '{}'"),
        ("Voices heard", "select count(*) from voices where heard_on between '{}' and '{}'"),
        ("Reviews concluded", CONCLUDED),
        ("Actions overdue at the end of the year", OVERDUE),
    ],
)
def test_figures_of_every_year_are_those_of_a_plain_count(office: Office, label: str, query: str) -> None:
    for name in ("2023-24", "2024-25", "2025-26", "2026-27"):
        held = Year(Records(office, TODAY), name)
        table = year_in_figures(held).blocks[0]
        assert isinstance(table, Table)
        shown = {row[0]: row[1] for row in table.rows}
        assert shown[label] == str(count(office, query.format(held.start, held.end)))


def test_the_chart_of_reviews_has_the_figures_of_its_table_of_years(office: Office) -> None:
    held = Year(Records(office, TODAY), "2025-26")
    chart = next(block.chart for block in reviews(held).blocks if isinstance(block, Figure))
    assert [one.name for one in chart.series] == ["Came in", "Concluded"]
    assert chart.series[0].values == (0, 1, 3)
    assert chart.series[1].values == (0, 0, 2)


@pytest.mark.parametrize("chapter", [reviews, audits, training, learning, actions, voices, risks, performance])
def test_a_chapter_without_records_is_one_gap_and_nothing_else(office: Office, chapter: Any) -> None:
    told = chapter(year(office))
    assert told.blocks == ()
    assert len(told.gaps) == 1
