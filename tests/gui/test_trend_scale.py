"""The figures beside a chart are few, round, in equal steps, and hold every value between them."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.gui.trend_scale import MOST_TICKS, round_ticks


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([82, 76, 85], (75, 77.5, 80, 82.5, 85)),
        ([0, 25], (0, 10, 20, 30)),
        ([418, 329, 150], (100, 200, 300, 400, 500)),
        ([95.8, 88.2, 95], (88, 90, 92, 94, 96)),
        ([], (0, 0.25, 0.5, 0.75, 1)),
        ([7], (6, 6.5, 7, 7.5, 8)),
    ],
)
def test_round_figures_around_the_values(values: list[float], ticks: tuple[float, ...]) -> None:
    assert round_ticks(values) == pytest.approx(ticks)


def test_bounds_of_a_percentage_are_not_crossed_by_a_single_value() -> None:
    assert round_ticks([100.0], 0, 100)[-1] == 100
    assert round_ticks([0.0], 0, 100)[0] == 0


@given(st.lists(st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 2)), min_size=1, max_size=12))
def test_every_value_lies_between_a_few_figures_in_equal_steps(values: list[float]) -> None:
    ticks = round_ticks(values)
    assert 2 <= len(ticks) <= MOST_TICKS
    room = (ticks[-1] - ticks[0]) * 1e-6
    assert ticks[0] - room <= min(values)
    assert ticks[-1] + room >= max(values)
    steps = [later - earlier for earlier, later in itertools.pairwise(ticks)]
    assert all(math.isclose(step, steps[0], rel_tol=1e-6) for step in steps)
    assert steps[0] > 0
