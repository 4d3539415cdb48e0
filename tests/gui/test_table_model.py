"""The model of a register: what cells say in each role, what is written, and what is held."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from lif_desktop.gui.cells import CellChange, CellWays
from lif_desktop.gui.table_model import PROBLEM_ROLE, STATUS_ROLE, RegisterTableModel, as_register_model
from tests.gui.made_up import COLUMNS, COUNT, DUE, IDS, NAME, OVERDUE, ROWS, STAGE, WAITING, Office, show

ROLE = Qt.ItemDataRole
DUE_AT, COUNT_AT, STATE_AT = 4, 5, 6


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def model(office: Office, qtbot: QtBot) -> RegisterTableModel:
    made = RegisterTableModel(COLUMNS, office.ways())
    made.set_rows(office.ids(), office.table())
    return made


def refs(model: RegisterTableModel) -> list[str]:
    return [model.text_at(row, 0) for row in range(model.rowCount())]


def say(model: RegisterTableModel, row: int, column: int, role: int = ROLE.DisplayRole) -> object:
    return model.index(row, column).data(role)


def test_qt_finds_no_fault(model: RegisterTableModel, qtmodeltester: ModelTester, office: Office) -> None:
    qtmodeltester.check(model)
    model.set_filter("rapid")
    model.sort_by([("due", True), ("ref", False)])
    model.set_rows([104, 999], [ROWS[0], ROWS[1]])
    model.set_rows([], [])


def test_cells_show_words(model: RegisterTableModel) -> None:
    assert say(model, 0, DUE_AT) == "18 November 2026"
    assert say(model, 3, COUNT_AT) == ""
    assert say(model, 0, STATE_AT) == "Overdue by 3 working days"
    assert model.headerData(DUE_AT, Qt.Orientation.Horizontal) == "Due"


def test_a_status_is_spoken_with_its_colour(model: RegisterTableModel) -> None:
    assert say(model, 0, STATE_AT, ROLE.AccessibleTextRole) == "RAG status red, overdue by 3 working days"
    assert say(model, 3, COUNT_AT, ROLE.AccessibleTextRole) == "empty"
    assert say(model, 0, STATE_AT, STATUS_ROLE) == OVERDUE


def test_numbers_stand_at_the_right(model: RegisterTableModel) -> None:
    assert int(say(model, 0, COUNT_AT, ROLE.TextAlignmentRole)) & int(Qt.AlignmentFlag.AlignRight)
    assert int(say(model, 0, 2, ROLE.TextAlignmentRole)) & int(Qt.AlignmentFlag.AlignLeft)


def test_what_goes_in_is_written_once_as_typed(model: RegisterTableModel, office: Office) -> None:
    assert model.setData(model.index(0, 2), "Child Larch")
    assert office.batches == [("one cell", [(104, "name", "Child Larch")])]


def test_the_same_text_is_not_written(model: RegisterTableModel, office: Office) -> None:
    assert model.setData(model.index(0, 2), "Child Rowan")
    assert office.batches == []


def test_what_cannot_go_in_stays_in_its_cell_with_the_reason(model: RegisterTableModel, office: Office) -> None:
    assert not model.setData(model.index(0, DUE_AT), "31/02/2026")
    assert say(model, 0, DUE_AT) == "31/02/2026"
    assert "28" in str(say(model, 0, DUE_AT, PROBLEM_ROLE))
    assert "There is a problem" in str(say(model, 0, DUE_AT, ROLE.AccessibleTextRole))
    assert office.value(104, DUE) == ROWS[0][DUE_AT]


def test_held_text_survives_loading_and_sorting_and_goes_when_mended(model: RegisterTableModel, office: Office) -> None:
    model.setData(model.index(0, DUE_AT), "31/02/2026")
    model.set_rows(office.ids(), office.table())
    model.sort_by([("ref", True)])
    row = model.row_of(104)
    assert say(model, row, DUE_AT) == "31/02/2026"
    assert model.setData(model.index(row, DUE_AT), "28/02/2026")
    assert model.held() == {}


def test_held_text_can_be_given_up(model: RegisterTableModel, qtbot: QtBot) -> None:
    model.setData(model.index(0, COUNT_AT), "many")
    with qtbot.waitSignal(model.held_changed):
        assert model.drop_held(0, COUNT_AT)
    assert say(model, 0, COUNT_AT) == "5"
    assert not model.drop_held(0, COUNT_AT)


def test_many_cells_go_in_as_one_change(model: RegisterTableModel, office: Office) -> None:
    changes = [CellChange(104, COUNT, "7"), CellChange(202, COUNT, "many"), CellChange(105, STAGE, "Panel")]
    problems = model.write(changes, "Paste 3 cells")
    assert [words for words, _ in office.batches] == ["Paste 3 cells"]
    assert set(problems) == {(202, "count")}
    assert office.value(104, COUNT) == 7
    assert model.text_at(model.row_of(202), COUNT_AT) == "many"


def test_reference_status_and_locked_fields_cannot_be_typed(office: Office, qtbot: QtBot) -> None:
    ways = CellWays(show, commit=office.commit, locked=frozenset({"name"}))
    model = RegisterTableModel(COLUMNS, ways)
    model.set_rows(IDS, ROWS)
    can = [bool(model.flags(model.index(0, at)) & Qt.ItemFlag.ItemIsEditable) for at in range(len(COLUMNS))]
    assert can == [False, True, False, True, True, True, False]
    assert not model.setData(model.index(0, 0), "RR-1")
    assert office.batches == []


def test_without_a_commit_nothing_can_be_typed(qtbot: QtBot) -> None:
    model = RegisterTableModel(COLUMNS, CellWays(show))
    model.set_rows(IDS, ROWS)
    assert not model.setData(model.index(0, 2), "Child Larch")


def test_rows_keep_their_places_while_the_records_are_the_same(model: RegisterTableModel, office: Office) -> None:
    model.sort_by([("name", False)])
    before = refs(model)
    office.commit(104, NAME, "Child Aaron")
    model.set_rows(office.ids(), office.table())
    assert refs(model) == before
    assert model.text_at(model.row_of(104), 2) == "Child Aaron"
    model.refresh_order()
    assert refs(model) != before


def test_an_edited_row_stays_though_the_filter_no_longer_finds_it(model: RegisterTableModel, office: Office) -> None:
    model.set_filter("wren")
    office.commit(105, NAME, "Child Larch")
    model.set_rows(office.ids(), office.table())
    assert refs(model) == ["RR-2026-005"]
    model.set_filter("larch")
    assert refs(model) == ["RR-2026-005"]


def test_a_new_record_goes_where_the_order_says(model: RegisterTableModel) -> None:
    model.sort_by([("ref", False)])
    model.set_rows([*IDS, 900], [*ROWS, ("AAA-2026-001", *ROWS[0][1:])])
    assert refs(model)[0] == "AAA-2026-001"


def test_one_row_can_be_replaced(model: RegisterTableModel) -> None:
    model.update_row(105, ("RR-2026-005", "Rapid review", "Child Elm", *ROWS[2][3:]))
    assert model.text_at(model.row_of(105), 2) == "Child Elm"
    with pytest.raises(ValueError, match="not in list"):
        model.update_row(12345, ROWS[0])


def test_words_are_worked_out_anew_when_the_table_loads(office: Office, qtbot: QtBot) -> None:
    names = {"Rapid review": "Rapid review"}
    model = RegisterTableModel(COLUMNS, CellWays(lambda field, value: names.get(str(value), show(field, value))))
    model.set_rows(IDS, ROWS)
    assert model.text_at(0, 1) == "Rapid review"
    names["Rapid review"] = "Rapid review of a case"
    model.set_rows(IDS, ROWS)
    assert model.text_at(0, 1) == "Rapid review of a case"


def test_filters_count_and_clear(model: RegisterTableModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.counted) as told:
        model.set_filter("rapid")
    assert told.args == [3, 6]
    model.set_column_filter("name", "oak")
    assert refs(model) == ["RR-2026-010"]
    assert model.is_filtered()
    assert model.column_filters() == {"name": "oak"}
    model.clear_filters()
    assert model.rowCount() == 6
    assert not model.is_filtered()


def test_a_scope_hides_rows_without_counting_as_a_filter(model: RegisterTableModel) -> None:
    model.set_scope(lambda row: row[6] != WAITING)
    assert model.rowCount() == 5
    assert not model.is_filtered()


def test_qts_own_sort_call_works(model: RegisterTableModel) -> None:
    model.sort(COUNT_AT, Qt.SortOrder.DescendingOrder)
    assert refs(model)[0] == "RR-2026-010"
    model.sort(-1)
    assert refs(model) == [str(row[0]) for row in ROWS]


def test_headings_say_their_order(model: RegisterTableModel) -> None:
    model.sort_by([("kind", False), ("due", True)])
    said = model.headerData(DUE_AT, Qt.Orientation.Horizontal, ROLE.AccessibleTextRole)
    assert said == "Due, sorted downwards, order 2"


def test_tool_tips_give_long_text_and_what_the_office_adds(office: Office, qtbot: QtBot) -> None:
    ways = CellWays(show, tip=lambda row_id, field: f"Why {field.key} of {row_id}")
    model = RegisterTableModel(COLUMNS, ways)
    long_text = "A stage that takes many more words than the column is wide"
    model.set_rows([1], [("RR-2026-001", "Rapid review", "Child Elm", long_text, None, 1, WAITING)])
    assert say(model, 0, 3, ROLE.ToolTipRole) == f"{long_text}\nWhy stage of 1"
    assert say(model, 0, 2, ROLE.ToolTipRole) == "Why name of 1"


def test_a_field_can_be_drawn_as_a_status(qtbot: QtBot) -> None:
    model = RegisterTableModel(COLUMNS, CellWays(show, badges={"stage": lambda row: OVERDUE if row[5] == 5 else None}))
    model.set_rows(IDS, ROWS)
    assert model.status_at(0, 3) == OVERDUE
    assert model.status_at(2, 3) is None


def test_nothing_is_said_of_a_cell_that_is_not_there(model: RegisterTableModel) -> None:
    assert model.data(QModelIndex()) is None
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
    assert model.headerData(99, Qt.Orientation.Horizontal) is None
    assert model.row_of(12345) == -1
    assert model.column_of("nothing") == -1
    with pytest.raises(TypeError):
        as_register_model(None)
