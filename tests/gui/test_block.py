"""What a paste will do is known before it is done."""

import pytest
from pytestqt.qtbot import QtBot

from lif_desktop.gui.block import Area, fill_changes, plan_paste, text_changes
from lif_desktop.gui.table_model import RegisterTableModel
from tests.gui.made_up import COLUMNS, COUNT, Office

SHOWN = list(range(len(COLUMNS)))


@pytest.fixture
def model(qtbot: QtBot) -> RegisterTableModel:
    office = Office()
    made = RegisterTableModel(COLUMNS, office.ways())
    made.set_rows(office.ids(), office.table())
    return made


def test_a_block_fills_an_area_it_fits_a_whole_number_of_times(model: RegisterTableModel) -> None:
    planned = plan_paste(model, [["A"], ["B"]], Area((0, 1, 2, 3), (2, 3)), SHOWN)
    assert [change.text for change in planned.changes] == ["A", "A", "B", "B", "A", "A", "B", "B"]


def test_a_block_that_does_not_fit_is_laid_down_once(model: RegisterTableModel) -> None:
    planned = plan_paste(model, [["A"], ["B"]], Area((0, 1, 2), (2,)), SHOWN)
    assert planned.area == Area((0, 1), (2,))


def test_columns_to_the_right_of_the_last_are_counted(model: RegisterTableModel) -> None:
    planned = plan_paste(model, [["7", "x", "y"]], Area((0,), (5,)), SHOWN)
    assert (planned.cut, planned.locked) == (1, ("State",))
    assert [(change.field, change.text) for change in planned.changes] == [(COUNT, "7")]


def test_ragged_rows_leave_the_missing_cells_alone(model: RegisterTableModel) -> None:
    planned = plan_paste(model, [["A", "B"], ["C"]], Area((0,), (2,)), SHOWN)
    assert [(change.row_id, change.field.key) for change in planned.changes] == [
        (104, "name"),
        (104, "stage"),
        (202, "name"),
    ]


def test_cells_that_stay_the_same_are_no_change(model: RegisterTableModel) -> None:
    assert plan_paste(model, [["Child Rowan"]], Area((0,), (2,)), SHOWN).changes == ()


def test_a_held_cell_is_written_though_it_says_the_same(model: RegisterTableModel) -> None:
    model.setData(model.index(0, 5), "many")
    assert len(plan_paste(model, [["many"]], Area((0,), (5,)), SHOWN).changes) == 1


def test_filling_the_first_row_alone_has_nothing_above(model: RegisterTableModel) -> None:
    assert fill_changes(model, Area((0,), (2,))) == []


def test_the_same_text_leaves_columns_that_refuse_it(model: RegisterTableModel) -> None:
    changes = text_changes(model, Area((0, 1), (2, 5)), lambda field: "8" if field.kind == "whole" else None)
    assert [(change.row_id, change.text) for change in changes] == [(104, "8"), (202, "8")]
