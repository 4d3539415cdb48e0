"""The import wizard, step by step with real buttons and keys: what is shown is what is written."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui import import_planning
from lif_desktop.gui.import_decisions import best_register, mended
from lif_desktop.gui.import_wizard import CHECK, COLUMNS, FILE, RESULT, SHEET, ImportWizard
from lif_desktop.gui.palette import apply_text_size
from lif_desktop.gui.plan_model import CELL_ROLE, LEAD
from lif_desktop.gui.plan_paint import tick_place
from lif_desktop.gui.worker import ProgressDialog
from lif_desktop.office import Batch, Office
from lif_desktop.sheets.raw import RawBook, RawSheet
from lif_desktop.sheets.refused import ReadCancelled
from tests.gui.made_up_office import make_office
from tests.gui.wizard_steps import HEADINGS, ROWS, column, forward, opened, press, problems, settle, workbook


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


# ------------------------------------------------------------------------------------------------ file and agency


def test_a_file_must_be_named(qtbot: QtBot, office: Office) -> None:
    wizard = opened(qtbot, office, None)
    press(wizard, wizard.next)
    assert problems(wizard) == ["Choose the file to take in."]
    assert wizard.step() == FILE


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("gone.xlsx", None, "could not be opened"),
        ("letter.xlsx", b"Dear office, here is our return. Kind regards.", "has no heading"),
        ("empty.xlsx", b"", "is empty"),
    ],
)
def test_a_file_that_is_refused_is_said_in_one_sentence_and_writes_nothing(
    qtbot: QtBot, office: Office, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    before = office.batches()
    wizard = opened(qtbot, office, path)
    press(wizard, wizard.next)
    [sentence] = problems(wizard)
    assert said in sentence
    assert office.batches() == before


def test_an_agency_that_is_not_known_is_said(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path))
    QTest.keyClicks(wizard.agency.lineEdit(), "Nobody at all")
    press(wizard, wizard.next)
    assert problems(wizard) == ["No agency is called “Nobody at all”. Choose one of the list, or leave it empty."]


def test_cancel_while_reading_stays_on_the_first_step_without_a_word(
    qtbot: QtBot, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = Event()

    def endless(path: Path, cancelled: Callable[[], bool], progress: Callable[[int], None]) -> RawBook:
        begun.set()
        while not cancelled():
            progress(1)
        raise ReadCancelled(path.name)

    with monkeypatch.context() as patched:
        patched.setattr(import_planning, "read_book", endless)
        wizard = opened(qtbot, office, workbook(tmp_path))
        QTest.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
        begun.wait()
        qtbot.waitUntil(lambda: any(one.isVisible() for one in wizard.findChildren(ProgressDialog)))
        [dialog] = wizard.findChildren(ProgressDialog)
        assert not wizard.close()
        QTest.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
        wizard.runner.wait()
    assert wizard.step() == FILE
    assert problems(wizard) == []


# ------------------------------------------------------------------------------------------------ sheet and headings


def test_the_sheet_and_the_row_of_headings_are_found(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path))
    forward(wizard, SHEET)
    assert wizard.sheets.sheet.currentText() == "Action log"
    assert wizard.sheets.header_row.value() == 3
    model = wizard.sheets.preview.raw
    assert model.data(model.index(2, 1), Qt.ItemDataRole.AccessibleTextRole) == "Action required, heading"
    assert model.data(model.index(0, 0)) == "Stockport NHS Foundation Trust"


def test_another_row_of_headings_is_chosen_by_pressing_on_it(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    rows = [HEADINGS, *ROWS[:1]]
    wizard = opened(qtbot, office, workbook(tmp_path, rows))
    forward(wizard, SHEET)
    assert wizard.sheets.header_row.value() == 3
    index = wizard.sheets.preview.raw.index(3, 1)
    place = wizard.sheets.preview.visualRect(index).center()
    QTest.mouseClick(wizard.sheets.preview.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wizard.sheets.header_row.value() == 4
    forward(wizard, COLUMNS)
    assert wizard.plan is not None
    assert wizard.plan.header_row == 4


def test_a_register_is_found_by_the_headings_when_none_was_given(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path), "")
    forward(wizard, SHEET)
    assert wizard.register.currentText() == "Actions"
    assert wizard.sheets.into.text().startswith("It goes into Actions.")


def test_best_register_prefers_a_register_of_its_own() -> None:
    headings = ("Agency", "Kind", "Reviewed on", "Course", "Date", "Attended", "Venue", "Trainer")
    sheet = RawSheet("One", (headings, ("a", "b", None, "c", None, 3, None, None)))
    assert best_register(RawBook(path=Path("x.xlsx"), sha256="", kind="xlsx", sheets=(sheet,))) == "training"


# ------------------------------------------------------------------------------------------------ columns


def test_columns_show_where_they_go_and_why(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path))
    forward(wizard, COLUMNS)
    lines = {line.column.heading: line for line in wizard.columns.lines}
    assert list(lines) == list(HEADINGS)
    assert lines["Due date"].box.currentText() == "Due"
    assert lines["Due date"].how.text() == "another name for it"
    assert lines["Ward sister told"].box.currentText() == "Keep beside the record"
    assert "GMP" in lines["Lead agency"].samples.text()


def test_two_columns_cannot_go_to_one_field(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path))
    forward(wizard, COLUMNS)
    box = wizard.columns.lines[-1].box
    box.setFocus()
    box.setCurrentIndex(box.findText("Due"))
    box.activated.emit(box.currentIndex())
    press(wizard, wizard.next)
    assert problems(wizard) == ["“Due date” and “Ward sister told” both go to Due. Send one of them elsewhere."]
    QTest.mouseClick(wizard.summary.lines()[0], Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert QApplication.focusWidget() is box


def test_a_column_sent_to_another_field_is_read_so(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path))
    forward(wizard, COLUMNS)
    line = wizard.columns.lines[-1]
    line.box.setFocus()
    while line.box.currentText() != "Notes":
        QTest.keyClick(line.box, Qt.Key.Key_Down)
    assert line.how.text() == "as you chose"
    forward(wizard, RESULT)
    assert office.record("actions", 1)["notes"] == "yes"


def test_a_needed_field_without_a_column_is_said(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path))
    forward(wizard, COLUMNS)
    box = wizard.columns.lines[1].box
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert wizard.columns.notice.words.text() == "No column gives the action. Rows without it are held back."


# ------------------------------------------------------------------------------------------------ check and fix


def test_each_row_says_what_it_does_by_sign_and_word(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path))
    forward(wizard, CHECK)
    model = wizard.check.model
    assert [model.data(model.index(row, 0)) for row in range(5)] == [
        "~ Changed", "= Unchanged", "! Held back", "+ Added", "! Held back",
    ]  # fmt: skip
    assert wizard.check.counts.accessibleName() == "5 rows read, 1 added, 1 changed, 1 unchanged, 2 held back."
    assert wizard.next.text() == "&Import 2 rows"


def test_each_cell_says_what_becomes_of_it(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path))
    forward(wizard, CHECK)
    model, due = wizard.check.model, column(wizard, "Due")

    def spoken(row: int, at: int) -> str:
        return str(model.data(model.index(row, at), Qt.ItemDataRole.AccessibleTextRole))

    assert spoken(0, due) == "Due date: was 18 November 2026, becomes 30 November 2026"
    assert spoken(0, column(wizard, "Status")) == "Status: empty in the file, In progress stays"
    assert spoken(2, due).startswith("Due date, D6: held back. “31/02/2026” was read as day 31")
    assert spoken(3, due) == "Due date: 15 January 2027"
    assert spoken(1, due).endswith("unchanged")


def test_f8_goes_from_problem_to_problem_and_round(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path))
    forward(wizard, CHECK)
    seen = []
    for _ in range(4):
        QTest.keyClick(wizard, Qt.Key.Key_F8)
        index = wizard.check.view.currentIndex()
        seen.append((index.row(), index.data(CELL_ROLE).cell))
    assert seen == [(2, "D6"), (4, "C8"), (4, "D8"), (2, "D6")]
    QTest.keyClick(wizard, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert wizard.check.view.currentIndex().data(CELL_ROLE).cell == "D8"
    QTest.keyClick(wizard, Qt.Key.Key_F8)
    assert "February 2026 has 28 days" in wizard.check.place.words.text()


def test_a_cell_is_typed_anew_and_its_row_goes_in(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path))
    forward(wizard, CHECK)
    QTest.keyClick(wizard, Qt.Key.Key_F8)
    assert wizard.check.place.line.text() == "31/02/2026"
    wizard.check.place.line.selectAll()
    QTest.keyClicks(wizard.check.place.line, "28/02/2027")
    QTest.keyClick(wizard.check.place.line, Qt.Key.Key_Return)
    settle(wizard)
    assert wizard.step() == CHECK
    assert wizard.check.counts.accessibleName() == "5 rows read, 2 added, 1 changed, 1 unchanged, 1 held back."
    forward(wizard, RESULT)
    due = {record["title"]: record["due_on"] for record in office.records("actions")}
    assert due["Write a bruising leaflet"] == dt.date(2027, 2, 28)


def test_mended_puts_text_into_one_cell_of_one_sheet() -> None:
    one, two = RawSheet("One", (("a", "b"), ("c", 4))), RawSheet("Two", (("a", "b"),))
    book = RawBook(path=Path("x.xlsx"), sha256="", kind="xlsx", sheets=(one, two))
    made = mended(book, "One", {(2, 2): "5", (1, 1): ""})
    assert made.sheets[0].rows == ((None, "b"), ("c", "5"))
    assert made.sheets[1] is two
    assert one.rows == (("a", "b"), ("c", 4))


def test_a_row_that_is_not_ticked_is_left_out(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path))
    forward(wizard, CHECK)
    wizard.check.view.go(3, 1)
    wizard.check.view.setFocus()
    QTest.keyClick(wizard.check.view, Qt.Key.Key_Space)
    assert wizard.next.text() == "&Import 1 row"
    forward(wizard, RESULT)
    assert "Train receptionists" not in [record["title"] for record in office.records("actions")]
    assert office.record("actions", 1)["due_on"] == dt.date(2026, 11, 30)
    assert "1 row not ticked and left out." in wizard.outcome.words.text()


def test_the_tick_is_turned_by_a_press_on_it(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path))
    forward(wizard, CHECK)
    view, model = wizard.check.view, wizard.check.model
    for wanted in (Qt.CheckState.Unchecked, Qt.CheckState.Checked):
        place = tick_place(view.visualRect(model.index(0, 0))).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert model.index(0, 0).data(Qt.ItemDataRole.CheckStateRole) == wanted
    assert model.index(2, 0).data(Qt.ItemDataRole.CheckStateRole) is None


def test_the_filter_of_kinds_changes_only_what_is_shown(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path))
    forward(wizard, CHECK)
    QTest.mouseClick(wizard.check.kinds["add"], Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    QTest.mouseClick(wizard.check.kinds["change"], Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    assert wizard.check.model.rowCount() == 3
    assert wizard.next.text() == "&Import 2 rows"
    forward(wizard, RESULT)
    assert len(office.records("actions")) == 5


# ------------------------------------------------------------------------------------------------ result


def test_exactly_the_plan_that_was_shown_is_written_and_can_be_undone(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path))
    before = office.records("actions")
    heard: list[Batch] = []
    undone: list[Batch] = []
    wizard.imported.connect(heard.append)
    wizard.undone.connect(undone.append)
    forward(wizard, CHECK)
    plan = wizard.plan
    assert plan is not None
    shown = {row.number: [cell.after for cell in plan.cells(row)] for row in plan.rows if row.action == "add"}
    forward(wizard, RESULT)
    assert [batch.words for batch in heard] == ["Imported 2 rows from “Trust log.xlsx”"]
    added = office.record("actions", 5)
    assert (added["title"], added["lead_agency_id"]) == ("Train receptionists", 3)
    assert shown[7][1:4] == ["Train receptionists", "Greater Manchester Police", "15 January 2027"]
    assert office.record("actions", 1)["extra"] == {"Ward sister told": "yes"}
    assert wizard.outcome.heading.text() == "Imported 2 rows from “Trust log.xlsx”"
    assert "tbc" in wizard.outcome.held.text()
    press(wizard, wizard.outcome.undo_button)
    assert wizard.outcome.heading.text() == "The import was undone"
    assert wizard.outcome.report.groups["put_back"].text()
    assert [{**row, "version": 0} for row in office.records("actions")] == [{**row, "version": 0} for row in before]
    assert len(undone) == 1
    assert not wizard.outcome.undo_button.isEnabled()


def test_what_changed_since_the_plan_was_made_is_said_and_nothing_is_written(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path))
    forward(wizard, CHECK)
    office.write("Elsewhere", office.changes_for("actions", 1, {"priority": "high"}))
    before = len(office.batches())
    press(wizard, wizard.next)
    assert wizard.step() == CHECK
    [sentence] = problems(wizard)
    assert "was changed since" in sentence
    assert len(office.batches()) == before


def test_going_back_and_forth_keeps_what_was_chosen(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path))
    forward(wizard, COLUMNS)
    line = wizard.columns.lines[-1]
    line.box.setCurrentIndex(line.box.findText("Notes"))
    line.box.activated.emit(line.box.currentIndex())
    forward(wizard, CHECK)
    press(wizard, wizard.back)
    press(wizard, wizard.back)
    assert wizard.step() == SHEET
    forward(wizard, COLUMNS)
    assert wizard.columns.lines[-1].box.currentText() == "Notes"


def test_the_wizard_is_freed_when_it_closes(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = ImportWizard(office, "actions", workbook(tmp_path))
    gone: list[bool] = []
    wizard.destroyed.connect(lambda: gone.append(True))
    wizard.open()
    wizard.close()
    qtbot.waitUntil(lambda: gone == [True])


def test_a_column_that_shows_old_and_new_is_wide_enough_for_both(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path))
    forward(wizard, CHECK)
    view = wizard.check.view
    assert wizard.check.model.facts is not None
    assert wizard.check.model.facts.changed == {3}
    needed = view.fontMetrics().horizontalAdvance("18 November 2026 30 November 2026")
    assert view.columnWidth(column(wizard, "Due")) > needed


def test_escape_closes_and_nothing_was_written(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    before = len(office.batches())
    wizard = opened(qtbot, office, workbook(tmp_path))
    forward(wizard, CHECK)
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible()
    assert len(office.batches()) == before


# ------------------------------------------------------------------------------------------------ looks and access


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_and_everything_has_a_name(
    qtbot: QtBot, office: Office, tmp_path: Path, qapp: QApplication, percent: int
) -> None:
    apply_text_size(qapp, percent)
    wizard = opened(qtbot, office, workbook(tmp_path))
    for step in (FILE, SHEET, COLUMNS, CHECK, RESULT):
        forward(wizard, step)
        qapp.processEvents()
        for widget in wizard.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
                named = widget.accessibleName() or getattr(widget, "text", str)()
                assert named or widget.inherits("QScrollArea"), (step, widget)
            if isinstance(widget, QLabel) and widget.isVisible() and widget.wordWrap() and widget.text():
                assert widget.height() >= widget.heightForWidth(widget.width()) - 1, (step, widget.text())


def test_tab_leaves_the_table_of_rows(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path))
    forward(wizard, CHECK)
    view = wizard.check.view
    view.go(0, LEAD)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not view
