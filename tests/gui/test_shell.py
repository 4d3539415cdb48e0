"""The main window with a real office: what its menus and keys do, what it tells its pages, how it opens and closes."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.gaps import GapsDialog
from lif_desktop.gui.home import FIRST_DUE, HomePage
from lif_desktop.gui.import_wizard import ImportWizard
from lif_desktop.gui.messages import Message
from lif_desktop.gui.new_office import NewOfficeDialog
from lif_desktop.gui.office_desk import READ_ONLY
from lif_desktop.gui.palette import text_size, tokens_of
from lif_desktop.gui.preferences import load_preferences
from lif_desktop.gui.preferences_dialog import PreferencesDialog
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.gui.restoring import RestoreDialog
from lif_desktop.gui.rows import DueRow
from lif_desktop.gui.shell import MainWindow
from lif_desktop.gui.status_line import clock_or_day, day_and_clock
from lif_desktop.gui.welcome import WelcomePage
from lif_desktop.office import open_office
from lif_desktop.places import resources
from tests.gui.made_up_office import NOW, add, empty_office, make_office
from tests.gui.windows import a_window, choose_file, desk_of, free, none_of, the_only, with_office

CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with a_window(tmp_path) as made:
        yield made


@pytest.fixture
def opened(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    with_office(window, make_office(tmp_path), qtbot)
    return window


def settled(window: MainWindow, qtbot: QtBot) -> None:
    window.runner.wait()
    free()
    if window.desk is not None:
        desk = window.desk
        qtbot.waitUntil(lambda: not desk.background.busy and not desk._soon.isActive())


def rows(window: MainWindow) -> list[DueRow]:
    home = desk_of(window).pages["home"]
    assert isinstance(home, HomePage)
    return home.rows()


# An office comes and goes


def test_without_an_office_the_welcome_page_is_shown(window: MainWindow) -> None:
    window.show_welcome()
    assert isinstance(window.stack.currentWidget(), WelcomePage)
    assert window.windowTitle() == "LIF Desktop"
    assert not window.actions_by_key["search"].isEnabled()


def test_an_open_office_shows_home_worked_out(opened: MainWindow) -> None:
    desk = desk_of(opened)
    assert opened.stack.currentWidget() is desk
    assert opened.windowTitle() == "office – LIF Desktop"
    assert desk.key == "home"
    assert "RR-2026-001" in {row.item.ref for row in rows(opened)}
    assert desk.tabs.detail("reviews").startswith("9")
    assert "due by 14 December 2026" in opened.status.counted.text()


def test_a_file_is_opened_in_a_worker_and_remembered(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    make_office(tmp_path).close()
    window.show_welcome()
    window.open_path(tmp_path / "office.lif")
    assert window.stack.currentWidget() is window.waiting
    assert window.waiting.words.text() == "Opening office.lif…"
    settled(window, qtbot)
    assert desk_of(window).office.path == tmp_path / "office.lif"
    assert window.preferences.recent == (str((tmp_path / "office.lif").resolve()),)


def test_what_is_no_office_is_said_and_the_welcome_page_comes_back(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "letter.lif").write_bytes(b"Dear colleague")
    window.show_welcome()
    window.open_path(tmp_path / "letter.lif")
    window.runner.wait()
    assert "letter.lif" in the_only(window, Message).words.text()
    assert isinstance(window.stack.currentWidget(), WelcomePage)


def test_an_office_in_use_is_offered_for_reading(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    other = make_office(tmp_path)
    window.open_path(other.path)
    window.runner.wait()
    message = the_only(window, Message)
    assert "Ann Officer has had this office open" in message.words.text()
    QTest.mouseClick(message.buttons[0], LEFT)
    settled(window, qtbot)
    assert desk_of(window).office.read_only
    assert window.windowTitle() == "office (read only) – LIF Desktop"
    assert desk_of(window).notice.words.text() == READ_ONLY
    assert not window.status.read_only.isHidden()
    assert not window.actions_by_key["undo"].isEnabled()
    assert not window.actions_by_key["back_up"].isEnabled()
    other.close()


def test_the_same_office_is_not_opened_twice(opened: MainWindow) -> None:
    before = opened.desk
    opened.open_path(desk_of(opened).office.path)
    assert opened.desk is before
    assert opened.status.currentMessage() == "office.lif is open already."


def test_another_office_takes_the_place_of_the_open_one(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "second").mkdir()
    make_office(tmp_path / "second").close()
    first = desk_of(opened).office
    opened.open_path(tmp_path / "second" / "office.lif")
    settled(opened, qtbot)
    assert desk_of(opened).office.path.parent.name == "second"
    open_office(first.path, resources() / "framework", "Bob").close()


def test_closing_lets_the_next_person_in(opened: MainWindow) -> None:
    path = desk_of(opened).office.path
    opened.press("close_office")
    assert opened.office is None
    assert isinstance(opened.stack.currentWidget(), WelcomePage)
    assert opened.status.office.text() == ""
    open_office(path, resources() / "framework", "Bob").close()


def test_a_page_that_would_lose_something_keeps_the_office_open(
    opened: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = desk_of(opened).go("actions")
    with monkeypatch.context() as patch:
        patch.setattr(page, "may_leave", lambda: False)
        opened.press("close_office")
        assert opened.office is not None
        assert not opened.close()
        assert opened.isVisible()


def test_a_new_office_is_made_from_file_and_framework(window: MainWindow, qtbot: QtBot) -> None:
    window.show_welcome()
    window.press("new_office")
    dialog = the_only(window, NewOfficeDialog)
    path = Path(dialog.file.text())
    QTest.mouseClick(dialog.make, LEFT)
    settled(window, qtbot)
    assert desk_of(window).office.path == path
    assert path.parent == window.ways.offices
    assert none_of(window, NewOfficeDialog)


def test_made_up_data_is_made_opened_and_marked(window: MainWindow, qtbot: QtBot) -> None:
    window.show_welcome()
    window.press("try_made_up")
    settled(window, qtbot)
    assert desk_of(window).office.path == window.ways.offices / "Made-up office" / "office.lif"
    assert window.status.made_up.isVisible()
    assert window.status.made_up.accessibleName() == "RAG status amber, made-up data"
    window.press("close_office")
    window.press("try_made_up")
    settled(window, qtbot)
    assert desk_of(window).office.path.parent.name == "Made-up office 2"


# Changes


def test_a_change_on_one_page_reaches_the_others(opened: MainWindow, qtbot: QtBot) -> None:
    desk = desk_of(opened)
    before = len(rows(opened))
    page = desk.go("actions")
    assert isinstance(page, RegisterPage)
    shown = page.table.model.rowCount()
    add(desk.office, "actions", title="Write to the chair", due_on=dt.date(2026, 11, 24), lead_agency_id=3)
    desk.told()
    settled(opened, qtbot)
    assert page.table.model.rowCount() == shown + 1
    desk.go("home")
    free()
    assert len(rows(opened)) == min(before + 1, FIRST_DUE)
    assert desk.overview is not None
    assert "Write to the chair" in {item.what for item in desk.overview.upcoming.due}
    assert opened.status.office.text().startswith("office.lif · saved ")


def test_undo_and_redo_are_named_and_work(opened: MainWindow, qtbot: QtBot) -> None:
    desk = desk_of(opened)
    number = add(desk.office, "actions", title="Write to the chair")
    desk.told()
    settled(opened, qtbot)
    assert opened.actions_by_key["undo"].text() == "&Undo: Added to actions"
    opened.press("undo")
    settled(opened, qtbot)
    assert number not in {row["id"] for row in desk.office.records("actions")}
    assert desk.notice.words.text() == "Undone: Added to actions. Put back: 1 action."
    assert opened.actions_by_key["redo"].text() == "&Redo: Added to actions"
    QTest.mouseClick(desk.notice.links[0], LEFT)
    settled(opened, qtbot)
    assert number in {row["id"] for row in desk.office.records("actions")}
    assert desk.notice.words.text().startswith("Done again: Added to actions.")


def test_the_offer_of_redo_goes_once_something_else_has_changed(opened: MainWindow, qtbot: QtBot) -> None:
    desk = desk_of(opened)
    add(desk.office, "actions", title="Write to the chair")
    opened.press("undo")
    settled(opened, qtbot)
    assert not desk.notice.isHidden()
    add(desk.office, "actions", title="Ring the school")
    desk.told()
    assert desk.notice.isHidden()
    desk.notice.say("Backed up and checked.")
    desk.told()
    assert not desk.notice.isHidden()


def test_the_notice_of_undo_does_not_stay_over_another_page(opened: MainWindow, qtbot: QtBot) -> None:
    desk = desk_of(opened)
    add(desk.office, "actions", title="Write to the chair")
    opened.press("undo")
    settled(opened, qtbot)
    assert not desk.notice.isHidden()
    opened.press("go_risks")
    assert desk.notice.isHidden()
    desk.notice.say("Backed up and checked.")
    opened.press("go_home")
    assert not desk.notice.isHidden()


def test_what_undo_kept_is_said_in_its_groups(opened: MainWindow, qtbot: QtBot) -> None:
    desk = desk_of(opened)
    office = desk.office
    office.write("First", office.changes_for("actions", 1, {"notes": "one", "priority": "high"}))
    first = office.batches(1)[0]
    office.write("Second", office.changes_for("actions", 1, {"notes": "two"}))
    desk.undoer.undo(first.id)
    settled(opened, qtbot)
    assert not desk.report.isHidden()
    assert "ACT-" in desk.report.groups["kept"].text()
    assert office.record("actions", 1)["notes"] == "two"
    assert office.record("actions", 1)["priority"] is None


def test_nothing_to_undo_is_said_quietly(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    with_office(window, empty_office(tmp_path), qtbot)
    assert window.actions_by_key["undo"].text() == "&Undo"
    window.press("undo")
    settled(window, qtbot)
    assert window.status.currentMessage() == "There is nothing to undo."
    assert none_of(window, Message)


# Keys and menus


def test_keys_jump_to_the_pages(opened: MainWindow) -> None:
    desk = desk_of(opened)
    opened.activateWindow()
    for key, name in ((Qt.Key.Key_2, "reviews"), (Qt.Key.Key_7, "actions"), (Qt.Key.Key_1, "home")):
        QTest.keyClick(opened, key, CONTROL)
        assert desk.key == name


def test_new_and_filter_belong_to_the_page(opened: MainWindow) -> None:
    desk = desk_of(opened)
    assert not opened.actions_by_key["new_record"].isEnabled()
    page = desk.go("reviews")
    assert isinstance(page, RegisterPage)
    opened.activateWindow()
    QTest.keyClick(opened, Qt.Key.Key_F, CONTROL)
    assert QApplication.focusWidget() is page.head.filter
    QTest.keyClick(opened, Qt.Key.Key_N, CONTROL)
    assert page.detail.number() is None
    page.detail.form.put_back()


def test_text_grows_and_is_kept(opened: MainWindow) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    opened.press("larger")
    opened.press("larger")
    assert text_size(app) == 125
    assert load_preferences(opened.ways.preferences).text == 125
    opened.press("smaller")
    assert text_size(app) == 110
    opened.press("normal")
    assert text_size(app) == 100


def test_colours_are_chosen_in_the_menu_or_the_preferences(opened: MainWindow, qtbot: QtBot) -> None:
    opened.menus.themes["dark"].trigger()
    free()
    assert tokens_of(opened).name == "dark"
    assert load_preferences(opened.ways.preferences).theme == "dark"
    opened.press("preferences")
    dialog = the_only(opened, PreferencesDialog)
    assert dialog.theme.currentText() == "Dark"
    dialog.theme.setCurrentIndex(dialog.theme.findText("Light"))
    dialog.person.setText("Bea Officer")
    QTest.mouseClick(dialog.close_button, LEFT)
    free()
    assert tokens_of(opened).name == "light"
    assert opened.menus.themes["light"].isChecked()
    assert opened.person == "Bea Officer"
    assert none_of(opened, PreferencesDialog)


def test_gaps_lead_to_the_record_that_mends_them(opened: MainWindow) -> None:
    desk = desk_of(opened)
    opened.press("gaps")
    dialog = the_only(opened, GapsDialog)
    wanted = dialog.shown[0]
    QTest.mouseClick(dialog.go, LEFT)
    assert none_of(opened, GapsDialog)
    page = desk.current
    assert isinstance(page, RegisterPage)
    shown = desk.office.record(page._own.key, page.current_id())
    assert shown["ref"] == wanted.ref
    assert desk.mending.gap == wanted


def test_a_backup_is_made_checked_and_said(opened: MainWindow, qtbot: QtBot) -> None:
    desk = desk_of(opened)
    opened.press("back_up")
    settled(opened, qtbot)
    assert desk.notice.words.text().startswith("Backed up and checked: office ")
    assert opened.status.backed_up.text().startswith("Backed up ")


def test_a_backup_takes_the_place_of_the_open_office(opened: MainWindow, qtbot: QtBot) -> None:
    desk = desk_of(opened)
    path = desk.office.path
    desk.office.backup("by hand")
    number = add(desk.office, "actions", title="After the backup")
    opened.press("restore")
    dialog = the_only(opened, RestoreDialog)
    assert dialog.list.item(0).text().endswith("by hand")
    QTest.mouseClick(dialog.restore, LEFT)
    settled(opened, qtbot)
    assert desk_of(opened).office.path == path
    assert number not in {row["id"] for row in desk_of(opened).office.records("actions")}
    assert [one.name for one in path.parent.glob("*before restore*.lif")] == ["office before restore.lif"]
    assert none_of(opened, RestoreDialog)


def test_a_backup_can_be_restored_elsewhere(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    office = make_office(tmp_path)
    backup = office.backup("by hand")
    office.close()
    window.show_welcome()
    window.press("restore")
    choose_file(window, backup)
    free()
    choose_file(window, tmp_path / "again.lif")
    settled(window, qtbot)
    assert desk_of(window).office.path == tmp_path / "again.lif"
    assert none_of(window, QFileDialog)


def test_place_and_size_are_kept(window: MainWindow) -> None:
    window.close()
    assert load_preferences(window.ways.preferences).window != ""


def test_the_window_stays_while_work_is_under_way(opened: MainWindow) -> None:
    go_on = Event()
    opened.runner.run("Importing…", lambda _work: go_on.wait(5))
    stayed = not opened.close()
    said = opened.status.currentMessage()
    go_on.set()
    opened.runner.wait()
    assert stayed
    assert "still under way" in said


def test_saved_and_backed_up_say_the_day_when_it_is_not_today() -> None:
    then = NOW.astimezone()
    assert clock_or_day(then, then.date()) == "10:42"
    assert day_and_clock(then, then.date()) == "today 10:42"
    later = then.date() + dt.timedelta(days=1)
    assert clock_or_day(then, later) == "on 23 November 2026"
    assert day_and_clock(then, later) == "on 23 November 2026"


def test_every_thing_that_takes_focus_has_a_name(opened: MainWindow) -> None:
    desk = desk_of(opened)
    desk.go("home")
    free()
    nameless = [
        widget
        for widget in opened.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


# Bringing in


def test_the_import_of_a_page_goes_into_its_register(opened: MainWindow) -> None:
    page = desk_of(opened).go("actions")
    assert isinstance(page, RegisterPage)
    QTest.mouseClick(page.head.import_button, LEFT)
    wizard = the_only(opened, ImportWizard)
    assert wizard.register.currentData() == "actions"
    wizard.close()
    assert none_of(opened, ImportWizard)


def test_a_tracker_brought_along_is_taken_into_the_new_office(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    tracker = tmp_path / "tracker.csv"
    tracker.write_text("Action,Lead agency,Due date\nWrite to the chair,GMP,3/12/2026\n", encoding="utf-8")
    window.show_welcome()
    window.press("bring_tracker")
    choose_file(window, tracker)
    QTest.mouseClick(the_only(window, NewOfficeDialog).make, LEFT)
    settled(window, qtbot)
    wizard = the_only(window, ImportWizard)
    assert wizard.file.text() == str(tracker)
    wizard.close()


def test_rows_that_came_in_reach_the_pages(opened: MainWindow, qtbot: QtBot) -> None:
    desk = desk_of(opened)
    desk.bring_in("actions")
    wizard = the_only(opened, ImportWizard)
    add(desk.office, "actions", title="Came in", due_on=dt.date(2026, 11, 24))
    wizard.imported.emit(desk.office.batches(1)[0])
    settled(opened, qtbot)
    assert desk.overview is not None
    assert "Came in" in {item.what for item in desk.overview.upcoming.due}
    wizard.close()


def test_words_without_room_end_in_an_ellipsis_and_stand_in_the_tool_tip(opened: MainWindow) -> None:
    counted = opened.status.counted
    counted.setText("131 due by 14 December 2026, 61 overdue")
    opened.grab()
    assert counted.toolTip() == ""
    counted.setText("Long words " * 60)
    opened.grab()
    assert counted.toolTip() == "Long words " * 60


def test_tab_goes_through_the_whole_window_and_comes_back(opened: MainWindow) -> None:
    desk = desk_of(opened)
    opened.activateWindow()
    desk.tabs.setFocus()
    reached = []
    for _ in range(200):
        QTest.keyClick(QApplication.focusWidget() or desk.tabs, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
        if reached[-1] is desk.tabs:
            break
    assert reached[-1] is desk.tabs
    assert set(rows(opened)) <= set(reached)
