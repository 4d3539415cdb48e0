"""The ticks of an import: what is counted on the button is what the import then does."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_desktop.gui.plan_ticks import HELD_BY_HAND, Facts, Ticks, kind_of, with_held
from lif_desktop.office import Office
from lif_desktop.office.imports import imports
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.plan import make_plan
from lif_desktop.sheets.planned import Plan, PlannedRow
from tests.gui.made_up_office import make_office
from tests.gui.test_plan_model import book
from tests.gui.wizard_steps import ROUTE

ROWS = (
    ("Ref", "Action required", "Lead agency", "Due date", "Ward sister told"),
    ("ACT-2026-001", ROUTE, "Stockport NHS FT", "30/11/2026", "yes"),
    ("ACT-2026-002", "Brief health visitors on was-not-brought", "GMP", None, "no"),
    (None, "Write a leaflet", "GMP", "31/02/2026", None),
    (None, "Train receptionists", "GMP", "15/01/2027", None),
    (None, "Train porters", "GMP", "15/02/2027", "yes"),
)
NUMBERS = range(2, 7)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = make_office(tmp_path_factory.mktemp("office"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def plan(office: Office) -> Plan:
    """Two rows that change (one of them with a conflict), one held back, two new ones."""
    made = make_plan(office, book(ROWS), "actions")
    rows = [row if row.number != 3 else _conflicting(row) for row in made.rows]
    assert [kind_of(row) for row in rows] == ["change", "conflict", "held", "add", "add"]
    return _with(made, rows)


def _conflicting(row: PlannedRow) -> PlannedRow:
    return replace(row, conflicts=(2,))


def _with(plan: Plan, rows: list[PlannedRow]) -> Plan:
    return replace(plan, rows=tuple(rows))


CELLS = st.sets(st.tuples(st.sampled_from(NUMBERS), st.integers(0, 4)), max_size=8)
SOME = st.sets(st.sampled_from(NUMBERS))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=SOME, held=SOME, cells=CELLS, taken=CELLS)
def test_the_counts_are_those_of_the_rows_one_by_one(
    plan: Plan, rows: set[int], held: set[int], cells: set[tuple[int, int]], taken: set[tuple[int, int]]
) -> None:
    ticks = Ticks()
    ticks.skip_rows, ticks.held, ticks.skip_cells, ticks.take_cells = rows, held, cells, taken
    going = ticks.going(Facts.of(plan))
    after = with_held(plan, held)
    left = [row for row in after.rows if row.number not in rows]
    written = [row for row in left if row.written(_of(cells, row), _of(taken, row))]
    assert going["add"] == sum(row.action == "add" for row in written)
    assert going["change"] == sum(row.action != "add" for row in written)
    assert going["held"] == after.count("held")


def _of(cells: set[tuple[int, int]], row: PlannedRow) -> list[int]:
    return [at for number, at in cells if number == row.number]


@pytest.mark.parametrize(
    ("skip_rows", "skip_cells", "held"),
    [(set(), set(), set()), ({5}, {(2, 3)}, set()), (set(), {(2, 3), (2, 4)}, {6})],
)
def test_the_import_does_what_was_counted(
    tmp_path: Path, skip_rows: set[int], skip_cells: set[tuple[int, int]], held: set[int]
) -> None:
    office = make_office(tmp_path)
    plan = make_plan(office, book(ROWS), "actions")
    ticks = Ticks()
    ticks.skip_rows, ticks.skip_cells, ticks.held = skip_rows, skip_cells, held
    going = ticks.going(Facts.of(plan))
    apply(office, with_held(plan, held), skip_rows, skip_cells, ticks.take_cells)
    newest = office.read(imports)[0]
    assert (newest.added, newest.changed, len(newest.held_back)) == (going["add"], going["change"], going["held"])
    office.close()


def test_a_row_held_by_hand_is_held_with_that_reason(plan: Plan) -> None:
    made = with_held(plan, {2, 4})
    assert [row.action for row in made.rows] == ["held", "change", "held", "add", "add"]
    assert made.rows[0].problems[0].reason == HELD_BY_HAND
    assert made.rows[2].problems == plan.rows[2].problems
    assert with_held(plan, set()) is plan
