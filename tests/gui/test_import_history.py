"""What was taken in: the list, the file as it came, the way back, and the rows that are still held back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.import_history import ImportHistory, held_words
from lif_desktop.gui.import_wizard import CHECK, RESULT, ImportWizard
from lif_desktop.gui.palette import apply_text_size
from lif_desktop.office import Batch, Office
from lif_desktop.office.imports import imports
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.plan import make_plan
from tests.gui.made_up_office import make_office
from tests.gui.windows import a_window, choose_file, the_only, with_office
from tests.gui.wizard_steps import press, settle, workbook

LEFT = Qt.MouseButton.LeftButton


def crashed(error: BaseException) -> None:
    raise error


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def taken(office: Office, tmp_path: Path) -> Path:
    """A trust's log that was taken in from the police, two rows of it held back."""
    path = workbook(tmp_path)
    apply(office, make_plan(office, path, "actions", "Greater Manchester Police"))
    return path


def shown(qtbot: QtBot, office: Office) -> ImportHistory:
    history = ImportHistory(office, crashed)
    history.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(history)
    history.open()
    return history


def texts(history: ImportHistory) -> list[list[str]]:
    return [[line.text(at) for at in range(history.list.columnCount())] for line in history.list.lines()]


def test_nothing_taken_in_yet_says_where_to_begin(qtbot: QtBot, office: Office) -> None:
    history = shown(qtbot, office)
    assert history.lead.text().startswith("Nothing was taken in yet.")
    assert history.undo_button.isHidden()
    assert history.held_button.isHidden()


@pytest.mark.usefixtures("taken")
def test_an_import_is_listed_with_what_came_of_it(qtbot: QtBot, office: Office) -> None:
    history = shown(qtbot, office)
    [line] = texts(history)
    assert line[:3] == ["Trust log.xlsx", "Actions", "Greater Manchester Police"]
    assert line[4:] == ["1", "1", "2", "Ann Officer"]
    assert history.about.text() == (
        "“Trust log.xlsx”, sheet “Action log”: 1 added, 1 changed, 1 unchanged. "
        "Kept beside the records: “Ward sister told”."
    )
    assert history.held.text().splitlines()[0] == "2 rows held back:"
    assert "D6: “31/02/2026” was read as day 31" in history.held.text()
    assert history.held_button.text() == "Put right the rows held back (2)…"


@pytest.mark.usefixtures("taken")
def test_the_window_stays_while_an_import_is_undone(qtbot: QtBot, office: Office) -> None:
    history = shown(qtbot, office)
    history.undo_button.click()
    asked: list[object] = []
    history.held_asked.connect(asked.append)
    QTest.keyClick(history, Qt.Key.Key_Escape)
    history.held_button.click()
    assert not history.close()
    assert (history.isVisible(), asked) == (True, [])
    history.runner.wait()
    assert history.report.isVisible()
    assert history.close()


def test_the_file_is_saved_as_it_came(qtbot: QtBot, office: Office, taken: Path, tmp_path: Path) -> None:
    before = taken.read_bytes()
    taken.unlink()
    history = shown(qtbot, office)
    QTest.mouseClick(history.file_button, LEFT)
    choose_file(history, tmp_path / "again.xlsx")
    history.runner.wait()
    assert (tmp_path / "again.xlsx").read_bytes() == before
    assert history.notice.words.text() == f"Saved: again.xlsx, in {tmp_path}"


@pytest.mark.usefixtures("taken")
def test_a_folder_that_is_gone_is_said(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    history = shown(qtbot, office)
    history._save(history.shown[0], tmp_path / "gone" / "again.xlsx")
    history.runner.wait()
    assert history.notice.words.text().startswith("There is no folder")


@pytest.mark.usefixtures("taken")
def test_an_import_is_undone_with_a_report(qtbot: QtBot, office: Office) -> None:
    history = shown(qtbot, office)
    heard: list[Batch] = []
    history.undone.connect(heard.append)
    QTest.mouseClick(history.undo_button, LEFT)
    history.runner.wait()
    assert len(heard) == 1
    assert history.report.groups["put_back"].text() == (
        "2 records: ACT-2026-001: Due, other columns, First due date; 1 action taken out again"
    )
    assert office.read(imports) == ()
    assert [line[0:2] for line in texts(history)] == [["Imported 2 rows from “Trust log.xlsx”", "Undone since"]]
    assert history.about.text() == "It was undone: nothing of it is in the office any more."
    assert history.undo_button.isHidden()
    assert "Train receptionists" not in {record["title"] for record in office.records("actions")}


@pytest.mark.usefixtures("taken")
def test_an_import_of_an_office_that_is_read_only_is_not_undone(
    qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Office, "read_only", property(lambda _self: True))
    history = shown(qtbot, office)
    assert not history.undo_button.isEnabled()
    assert not history.held_button.isEnabled()
    assert history.file_button.isEnabled()


def test_many_reasons_are_counted(office: Office, tmp_path: Path) -> None:
    rows = [(None, f"Action {n}", "GMP", "31/02/2026", None, None) for n in range(9)]
    apply(office, make_plan(office, workbook(tmp_path, rows), "actions"))
    assert held_words(office.read(imports)[0]).splitlines()[-1] == "· and 3 more"


def test_the_rows_held_back_open_in_the_wizard_from_the_menu(qtbot: QtBot, tmp_path: Path) -> None:
    made = make_office(tmp_path)
    apply(made, make_plan(made, workbook(tmp_path), "actions"))
    with a_window(tmp_path) as window:
        desk = with_office(window, made, qtbot)
        window.press("taken_in")
        QTest.mouseClick(the_only(window, ImportHistory).held_button, LEFT)
        wizard = the_only(window, ImportWizard)
        settle(wizard)
        assert wizard.step() == CHECK
        assert [row.number for row in wizard.check.model.plan.rows] == [6, 8]  # type: ignore[union-attr]
        wizard.check.model.setData(wizard.check.model.index(0, 6), "1/3/27")
        settle(wizard)
        press(wizard, wizard.next)
        assert wizard.step() == RESULT
        QTest.mouseClick(wizard.outcome.open_button, LEFT)
        assert desk.key == "actions"
        assert len(desk.office.read(imports)[-1].held_back) == 1
        qtbot.waitUntil(lambda: not desk.background.busy)


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.usefixtures("taken")
def test_everything_has_a_name(qtbot: QtBot, office: Office, percent: int) -> None:
    from PySide6.QtWidgets import QApplication

    apply_text_size(QApplication.instance(), percent)  # type: ignore[arg-type]
    history = shown(qtbot, office)
    for widget in history.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget
