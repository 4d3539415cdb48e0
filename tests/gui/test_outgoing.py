"""Papers, previews and trackers from the window: what is asked, what is written, what is said."""

import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from lif_desktop.gui.forms import part
from lif_desktop.gui.leaving import LeavingDialog
from lif_desktop.gui.messages import Message
from lif_desktop.gui.paper_dialog import PaperDialog
from lif_desktop.gui.preview import PreviewWindow
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.gui.shell import MainWindow
from lif_desktop.gui.tracker_dialog import Kind, Part, TrackerDialog
from lif_desktop.gui.welcome import WelcomePage
from lif_desktop.office.saved_views import ViewFilter, save_filter, saved_filters, view_rows
from lif_desktop.office.standing import BIN, LATE
from lif_desktop.papers import PAPERS
from lif_desktop.registers import TABS
from tests.gui.made_up_office import add, empty_office, make_office
from tests.gui.windows import a_window, choose_file, desk_of, none_of, the_only, with_office

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with a_window(tmp_path) as made:
        with_office(made, make_office(tmp_path), qtbot)
        yield made


def paper_dialog(window: MainWindow, action: str = "make_paper") -> PaperDialog:
    window.press(action)
    return the_only(window, PaperDialog)


def notice(window: MainWindow) -> str:
    return desk_of(window).notice.words.text()


def test_every_kind_of_paper_is_offered(window: MainWindow) -> None:
    dialog = paper_dialog(window)
    rows = [(dialog.kind.itemData(at), dialog.kind.itemText(at)) for at in range(dialog.kind.count())]
    families = list(dict.fromkeys(kind.family for kind in PAPERS))
    assert [words for key, words in rows if key is None] == families
    by_family = [kind.key for family in families for kind in PAPERS if kind.family == family]
    assert [key for key, _ in rows if key is not None] == by_family
    dialog.close()
    assert none_of(window, PaperDialog)


def test_the_pack_is_for_the_next_meeting(window: MainWindow) -> None:
    office = desk_of(window).office
    day = office.today()
    for ahead in (-30, 40, 2):
        held = office.calendar.add(day, ahead)
        add(office, "meetings", group_key="review_group", title=f"In {ahead}", held_on=held)
    dialog = paper_dialog(window, "pack")
    assert dialog.kind.currentData() == "agenda"
    assert "In 2 ·" in dialog.subject.currentText()


def test_the_annual_report_is_for_the_last_whole_year(window: MainWindow) -> None:
    dialog = paper_dialog(window, "annual_report")
    assert dialog.wanted().year == "2025-26"
    assert dialog.wanted().ref is None
    assert Path(dialog.file.text()).name.endswith(" 2025-26.docx")


def test_a_yearly_report_can_be_drawn_from_the_records_as_they_are_now(window: MainWindow) -> None:
    dialog = paper_dialog(window, "annual_report")
    assert dialog.as_now.isVisible()
    assert not dialog.separate.isVisible()
    assert not dialog.wanted().as_now
    dialog.as_now.setChecked(True)
    assert dialog.wanted().as_now
    dialog.kind.setCurrentIndex(dialog.kind.findData("handover"))
    assert not dialog.as_now.isVisible()
    assert not dialog.wanted().as_now


def test_the_handover_is_for_the_days_to_come(window: MainWindow) -> None:
    dialog = paper_dialog(window)
    dialog.kind.setCurrentIndex(dialog.kind.findData("handover"))
    assert dialog.subject.currentText() == "The working days from 23 November 2026"
    assert (dialog.wanted().ref, dialog.wanted().year) == (None, None)
    assert Path(dialog.file.text()).name == "Desk handover 23 November 2026.docx"
    assert dialog.make_button.isEnabled()


def test_the_record_in_sight_is_the_one_the_paper_is_for(window: MainWindow) -> None:
    page = desk_of(window).go("learning")
    assert isinstance(page, RegisterPage)
    page.show_record(2)
    dialog = paper_dialog(window)
    assert (dialog.kind.currentData(), dialog.subject.currentData()) == ("briefing", "LP-2026-002")


def test_a_paper_is_made_said_and_its_folder_remembered(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = paper_dialog(window, "pack")
    dialog.file.setText(str(tmp_path / "agenda"))
    QTest.mouseClick(dialog.make_button, LEFT)
    window.runner.wait()
    assert (tmp_path / "agenda.docx").read_bytes()[:2] == b"PK"
    assert notice(window) == f"Saved: agenda.docx, in {tmp_path} · issue 1"
    assert desk_of(window).outgoing.folder == tmp_path
    shown: list[QUrl] = []
    with monkeypatch.context() as patch:
        patch.setattr(QDesktopServices, "openUrl", shown.append)
        for link in desk_of(window).notice.links:
            QTest.mouseClick(link, LEFT)
    assert [Path(url.toLocalFile()) for url in shown] == [tmp_path / "agenda.docx", tmp_path]


def test_what_was_changed_in_word_is_replaced_only_when_she_presses_again(window: MainWindow, tmp_path: Path) -> None:
    mine = tmp_path / "agenda.docx"
    mine.write_bytes(b"her own words")
    dialog = paper_dialog(window, "pack")
    dialog.file.setText(str(tmp_path / "agenda"))
    QTest.mouseClick(dialog.make_button, LEFT)
    window.runner.wait()
    assert dialog.isVisible()
    assert mine.read_bytes() == b"her own words"
    assert "press the button again to replace it" in dialog.summary.lines()[0].text()
    QTest.mouseClick(dialog.make_button, LEFT)
    window.runner.wait()
    assert mine.read_bytes()[:2] == b"PK"


def test_the_name_that_is_offered_is_free(window: MainWindow, tmp_path: Path) -> None:
    dialog = paper_dialog(window, "pack")
    dialog.file.setText(str(tmp_path / "agenda.docx"))
    QTest.mouseClick(dialog.make_button, LEFT)
    window.runner.wait()
    again = paper_dialog(window, "pack")
    offered = Path(again.file.text())
    assert offered.parent == tmp_path
    offered.write_bytes(b"made before")
    again.reject()
    third = paper_dialog(window, "pack")
    assert Path(third.file.text()).stem == f"{offered.stem} 2"
    third.reject()


def test_a_folder_that_is_not_there_is_said_in_a_sentence(window: MainWindow, tmp_path: Path) -> None:
    dialog = paper_dialog(window, "pack")
    dialog.file.setText(str(tmp_path / "nowhere" / "agenda.docx"))
    QTest.mouseClick(dialog.make_button, LEFT)
    window.runner.wait()
    assert "There is no folder" in the_only(window, Message).words.text()
    assert notice(window) == ""


def test_a_file_without_a_folder_is_said_above_the_form(window: MainWindow) -> None:
    dialog = paper_dialog(window, "pack")
    dialog.file.setText("agenda.docx")
    QTest.mouseClick(dialog.make_button, LEFT)
    assert [line.text() for line in dialog.summary.lines()] == [
        "Enter the file with its folder, or choose it with the button."
    ]
    QTest.mouseClick(part(dialog.form, QPushButton, "cancel"), LEFT)
    assert none_of(window, PaperDialog)


def test_where_there_is_nothing_to_make_a_paper_for_it_says_so(tmp_path: Path, qtbot: QtBot) -> None:
    with a_window(tmp_path) as window:
        with_office(window, empty_office(tmp_path), qtbot)
        dialog = paper_dialog(window, "pack")
        assert not dialog.make_button.isEnabled()
        assert "There is nothing in Meetings yet" in dialog.summary.lines()[0].text()
        dialog.kind.setCurrentIndex(dialog.kind.findData("annual-report"))
        assert dialog.make_button.isEnabled()
        assert dialog.summary.isHidden()


def test_a_paper_is_previewed_and_saved_as_word_from_there(window: MainWindow, tmp_path: Path) -> None:
    dialog = paper_dialog(window, "pack")
    QTest.mouseClick(dialog.preview_button, LEFT)
    window.runner.wait()
    preview = the_only(window, PreviewWindow)
    assert preview.paper.title == "Review Group: agenda"
    assert preview.pages.count() >= 1
    QTest.mouseClick(part(preview.options, QPushButton, "word"), LEFT)
    choose_file(window, tmp_path / "from preview.docx")
    window.runner.wait()
    assert (tmp_path / "from preview.docx").is_file()
    preview.close()
    assert none_of(window, PreviewWindow)


def test_ctrl_p_asks_for_a_preview_and_enter_shows_it(window: MainWindow) -> None:
    window.activateWindow()
    desk_of(window).go("meetings")
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = the_only(window, PaperDialog)
    assert dialog.windowTitle() == "Print preview"
    assert dialog.kind.currentData() == "agenda"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    window.runner.wait()
    the_only(window, PreviewWindow).close()


def test_the_menu_lists_the_kinds(window: MainWindow) -> None:
    menu = window.menus.inner["papers"]
    menu.aboutToShow.emit()
    named = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert sorted(named) == sorted(f"{kind.label}…" for kind in PAPERS)
    next(action for action in menu.actions() if action.text() == "Seven-minute briefing…").trigger()
    assert the_only(window, PaperDialog).kind.currentData() == "briefing"


def ask_tracker(window: MainWindow, key: str) -> tuple[RegisterPage, TrackerDialog]:
    page = desk_of(window).go(key)
    assert isinstance(page, RegisterPage)
    QTest.mouseClick(page.head.tracker_button, LEFT)
    return page, the_only(window, TrackerDialog)


def choose(choices: dict[QRadioButton, Part] | dict[QRadioButton, Kind], words: str) -> None:
    [button] = [one for one in choices if one.text() == words]
    QTest.mouseClick(button, LEFT, pos=QPoint(12, button.height() // 2))
    assert button.isChecked()


def save(window: MainWindow, dialog: TrackerDialog, path: Path) -> str:
    """Go on to the system's window and save there; gives the name that was suggested."""
    QTest.mouseClick(dialog.save, LEFT)
    suggested = Path(the_only(window, QFileDialog).selectedFiles()[0]).name
    choose_file(window, path)
    go_on(window)
    assert none_of(window, TrackerDialog)
    assert none_of(window, QFileDialog)
    return suggested


def go_on(window: MainWindow) -> None:
    """Wait for the work, and where the window asks before it leaves, go on as it stands."""
    window.runner.wait()
    for dialog in window.findChildren(LeavingDialog):
        if dialog.isVisible():
            QTest.mouseClick(dialog.go, LEFT)
            window.runner.wait()


def told(path: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_what_goes_out_is_asked_and_all_is_what_goes_unless_told(window: MainWindow, tmp_path: Path) -> None:
    page, dialog = ask_tracker(window, "actions")
    assert len(page.table.model.shown_ids()) == 3
    assert [button.text() for button in dialog.parts] == [
        "All 4 actions",
        "The 3 actions shown now",
        "The 1 action chosen in the list",
    ]
    assert dialog.part().rows is None
    assert save(window, dialog, tmp_path / "all.xlsx") == "Actions tracker 23 November 2026.xlsx"
    assert notice(window).startswith("Saved: all.xlsx")
    assert [row["ref"] for row in _sheet(tmp_path / "all.xlsx")] == [f"ACT-2026-00{at}" for at in (1, 2, 3, 4)]


def _sheet(path: Path) -> list[dict[str, object]]:
    book = openpyxl.load_workbook(path)
    heads, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [{"ref": row[0]} | dict(zip(heads, row, strict=True)) for row in rows]


def test_what_a_saved_filter_shows_goes_out_under_its_name(window: MainWindow, tmp_path: Path) -> None:
    office = desk_of(window).office
    save_filter(office, "actions", "Late: now", ViewFilter("agree", view=LATE))
    page = desk_of(window).go("actions")
    assert isinstance(page, RegisterPage)
    page.saved.choose(saved_filters(office, "actions")[0])
    page, dialog = ask_tracker(window, "actions")
    [shown] = [one for one in dialog.parts.values() if "shown" in one.words]
    assert (shown.rows, shown.more) == ((1,), "Late: now: Overdue or stuck; anywhere: agree")
    assert dialog.part() == shown  # who narrowed the list wants what it shows
    choose(dialog.parts, "The 1 action shown now")
    name = save(window, dialog, tmp_path / "late.xlsx")
    assert name == "Actions, Late now tracker 23 November 2026.xlsx"
    assert [row["ref"] for row in _sheet(tmp_path / "late.xlsx")] == ["ACT-2026-001"]
    title = openpyxl.load_workbook(tmp_path / "late.xlsx").properties.title
    assert title == "Actions: Late: now"


@pytest.mark.parametrize(
    ("kind", "ending"),
    [("Excel, table for publication", ".xlsx"), ("Comma-separated text", ".csv"), ("JSON", ".json")],
)
def test_chosen_rows_go_out_as_each_kind_of_file(window: MainWindow, tmp_path: Path, kind: str, ending: str) -> None:
    page = desk_of(window).go("actions")
    assert isinstance(page, RegisterPage)
    view = page.table.view
    view.stand_on(0, 0)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    page, dialog = ask_tracker(window, "actions")
    [chosen] = [one for one in dialog.parts.values() if "chosen" in one.words]
    assert (chosen.rows, chosen.more) == ((1, 2), "ACT-2026-001, ACT-2026-002")
    choose(dialog.parts, "The 2 actions chosen in the list")
    choose(dialog.kinds, kind)
    path = tmp_path / f"some{ending}"
    assert save(window, dialog, path).endswith(f" 23 November 2026{ending}")
    if ending == ".json":
        assert [row["ref"] for row in told(path)] == ["ACT-2026-001", "ACT-2026-002"]
    elif ending == ".csv":
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        assert [line[:12] for line in lines[1:]] == ["ACT-2026-001", "ACT-2026-002"]
    else:
        words = [cell for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True) for cell in row]
        assert words.count("ACT-2026-001") == words.count("ACT-2026-002") == 1
        assert "ACT-2026-003" not in words


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("Working plan", "Composite action plan 23 November 2026.xlsx"),
        ("For publication", "Composite action plan for publication 23 November 2026.xlsx"),
        ("Domestic homicide reviews", "Composite action plan of domestic homicide reviews 23 November 2026.xlsx"),
    ],
)
def test_the_composite_plan_goes_out_in_each_of_its_kinds(
    window: MainWindow, tmp_path: Path, kind: str, name: str
) -> None:
    window.press("composite")
    dialog = the_only(window, TrackerDialog)
    assert not dialog.parts
    choose(dialog.kinds, kind)
    assert save(window, dialog, tmp_path / "plan.xlsx") == name
    assert notice(window).startswith("Saved: plan.xlsx")
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    cells = [str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert ("Brief health visitors on was-not-brought" in cells) == (kind != "Domestic homicide reviews")


def test_the_bin_does_not_go_out(window: MainWindow) -> None:
    page = desk_of(window).go("actions")
    assert isinstance(page, RegisterPage)
    page.choose_view(BIN)
    _, dialog = ask_tracker(window, "actions")
    assert [part.more for part in dialog.parts.values()] == ["What lies in the bin does not go out."]
    assert dialog.part().rows is None
    dialog.close()


def test_cancel_writes_nothing(window: MainWindow) -> None:
    _, dialog = ask_tracker(window, "actions")
    QTest.mouseClick(dialog.cancel, LEFT)
    assert none_of(window, TrackerDialog)
    assert none_of(window, QFileDialog)


def test_a_register_that_is_shown_whole_has_nothing_else_to_ask(window: MainWindow) -> None:
    _, dialog = ask_tracker(window, "risks")
    assert [button.text() for button in dialog.parts] == ["All 1 risk"]
    dialog.close()


def test_the_whole_office_goes_out_as_one_workbook_and_comes_in_as_another_office(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    office = desk_of(window).office
    save_filter(office, "actions", "Late", ViewFilter(view=LATE))
    before = {one.key: office.records(one.key) for one in TABS}
    window.press("whole_office")
    dialog = the_only(window, QFileDialog)
    assert dialog.selectedFiles()[0].endswith("office, whole office 23 November 2026.xlsx")
    choose_file(window, tmp_path / "whole.xlsx")
    window.runner.wait()
    asked = the_only(window, LeavingDialog)
    assert "every record, note, name and address" in asked.lead.text()
    go_on(window)
    assert notice(window).startswith("Saved: whole.xlsx")
    assert window.close_office()
    welcome = window.findChildren(WelcomePage)[0]
    QTest.mouseClick(welcome.bring, LEFT)
    choose_file(window, tmp_path / "whole.xlsx")
    dialog = [one for one in window.findChildren(QFileDialog) if one.isVisible()][-1]
    assert dialog.selectedFiles()[0].endswith("whole.lif")
    dialog.findChildren(QLineEdit)[0].setText(str(tmp_path / "other" / "office.lif"))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    window.runner.wait()
    qtbot.waitUntil(lambda: window.desk is not None)
    made = desk_of(window).office
    assert made.path == tmp_path / "other" / "office.lif"
    same = ("ref", "title", "pseudonym", "version", "id")
    for key, records in before.items():
        names = [name for name in same if records and name in records[0]]
        found = [[one[name] for name in names] for one in made.records(key)]
        assert found == [[one[name] for name in names] for one in records], key
    assert made.record("reviews", 3)["extra"]["Ward"] == "Bramhall North"
    assert view_rows(made, "actions", "Late")


def test_a_workbook_of_no_office_leaves_no_office_behind(tmp_path: Path, qtbot: QtBot) -> None:
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    with a_window(tmp_path) as window:
        window.show_welcome()
        window.files.bring_whole(tmp_path / "empty.xlsx", tmp_path / "offices" / "new.lif")
        window.runner.wait()
        the_only(window, Message).close()
        assert not (tmp_path / "offices" / "new.lif").exists()
        window.files.bring_whole(tmp_path / "empty.xlsx", tmp_path / "offices" / "new.lif")
        window.runner.wait()
        assert "is there already" not in the_only(window, Message).words.text()


def test_everything_goes_into_one_new_folder(window: MainWindow, tmp_path: Path) -> None:
    desk_of(window).outgoing.everything(tmp_path)
    go_on(window)
    folder = tmp_path / "office 23 November 2026"
    assert {path.stem for path in folder.iterdir()} == {one.label for one in TABS}
    assert notice(window) == f"Saved: {folder.name}, in {folder} · issue 1"
    desk_of(window).outgoing.everything(tmp_path)
    go_on(window)
    assert (tmp_path / "office 23 November 2026 2").is_dir()


def test_from_home_the_tracker_is_all_of_them(window: MainWindow) -> None:
    window.press("tracker")
    dialog = the_only(window, QFileDialog)
    assert dialog.fileMode() == QFileDialog.FileMode.Directory
    dialog.close()
