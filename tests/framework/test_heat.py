"""The heat map as data: every open risk in one cell, movers in their groups, each cell in words."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.heat import MOVES, by_risk, cell_words, cells, heat_map, summary
from lif_desktop.framework.profile import find_profile, load_profile
from lif_desktop.framework.risks import Cell
from lif_desktop.places import resources

SCALE = load_profile(find_profile("stockport", resources() / "framework")).risk
MEETING = dt.date(2026, 9, 16)
D = dt.date


def risk(number: int, **values: Any) -> dict[str, Any]:
    return {
        "id": number, "ref": f"RSK-2026-00{number}", "title": "It goes wrong", "residual_likelihood": 4,
        "residual_impact": 4, "raised_on": D(2026, 1, 1), "status": "open",
    } | values  # fmt: skip


def line(number: int, day: dt.date, likelihood: int, impact: int) -> dict[str, Any]:
    return {"id": 1, "risk_id": number, "scored_on": day, "likelihood": likelihood, "impact": impact}


MADE_UP = (
    risk(1),
    risk(2, residual_likelihood=3),
    risk(3, raised_on=D(2026, 10, 1)),
    risk(4, status="closed", closed_on=D(2026, 11, 2)),
    risk(5, status="closed", closed_on=D(2026, 3, 2)),
    risk(6, residual_likelihood=None),
    risk(7, residual_likelihood=1, residual_impact=5, target_likelihood=1, target_impact=2),
)
LINES = by_risk([line(1, D(2026, 6, 10), 3, 4), line(2, MEETING, 4, 4)])


def test_open_risks_stand_in_their_cells_highest_first() -> None:
    heat = heat_map(MADE_UP, LINES, MEETING)
    assert [one.ref[-1] for one in heat.placed] == ["1", "3", "2", "7"]
    assert [one.ref[-1] for one in heat.at(Cell(4, 4))] == ["1", "3"]
    assert [one.ref[-1] for one in heat.unscored] == ["6"]


def test_movers_stand_in_their_groups() -> None:
    heat = heat_map(MADE_UP, LINES, MEETING)
    assert {kind: [one.ref[-1] for one in found] for kind, found in heat.moves.items()} == {
        "rising": ["1"], "falling": ["2"], "new": ["3"], "closed": ["4"],
    }  # fmt: skip
    assert [kind for kind, _ in MOVES] == list(heat.moves)


def test_on_the_map_of_targets_nothing_moves_but_the_movers_are_still_told() -> None:
    heat = heat_map(MADE_UP, LINES, MEETING, "target")
    assert [(one.ref[-1], one.place) for one in heat.placed] == [("7", Cell(1, 2))]
    assert not any(one.movement.moved for one in heat.placed)
    assert [one.ref[-1] for one in heat.moves["rising"]] == ["1"]


def test_a_cell_says_its_words_its_band_and_its_risks() -> None:
    heat = heat_map(MADE_UP, LINES, MEETING)
    assert cell_words(SCALE, Cell(4, 4), heat.at(Cell(4, 4))) == (
        "Likely, major: 2 risks, extreme: RSK-2026-001 up from 12 to 16, RSK-2026-003 new, 16"
    )
    assert cell_words(SCALE, Cell(1, 5), heat.at(Cell(1, 5))) == "Rare, severe: 1 risk, moderate: RSK-2026-007"
    assert cell_words(SCALE, Cell(2, 2), ()) == "Unlikely, minor: no risk, low"


def test_the_map_in_a_sentence() -> None:
    assert summary(heat_map(MADE_UP, LINES, MEETING), "16 September 2026") == (
        "5 open risks, 1 of them not scored. Since 16 September 2026: 1 rising, 1 falling, 1 new, 1 closed."
    )
    assert summary(heat_map([risk(1)], {}, MEETING), "then") == "1 open risk. Since then: nothing moved."
    assert summary(heat_map([], {}, MEETING), "then") == "0 open risks. Since then: nothing moved."


def test_the_cells_are_read_from_the_top_left() -> None:
    assert cells()[0] == Cell(1, 5)
    assert cells()[-1] == Cell(5, 1)
    assert len(set(cells())) == 25


@pytest.mark.parametrize("which", ["residual", "inherent", "target"])
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                f"{name}_{part}": st.none() | st.integers(1, 5)
                for name in ("residual", "inherent", "target")
                for part in ("likelihood", "impact")
            }
        ),
        max_size=8,
    )
)
def test_each_open_risk_stands_once_or_is_not_scored(which: Any, rows: list[dict[str, Any]]) -> None:
    numbered = [{"id": number, "ref": f"R{number}", **row} for number, row in enumerate(rows, 1)]
    heat = heat_map(numbered, {}, MEETING, which)
    placed = [one.id for place in cells() for one in heat.at(place)]
    assert sorted([*placed, *(one.id for one in heat.unscored)]) == [row["id"] for row in numbered]
    scores = [one.place.score for one in heat.placed if one.place]
    assert scores == sorted(scores, reverse=True)
