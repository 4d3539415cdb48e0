"""What left, shown again: in the window of all papers, for a panel and a month, and in the tab of a record."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lif_desktop.gui import kept_copies
from lif_desktop.gui.documents_pane import DocumentsPane
from lif_desktop.gui.issued import IssuedWindow
from lif_desktop.gui.issued_list import ApproveDialog, IssuesView
from lif_desktop.gui.kept_copies import can_open, clear_copies
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.gui.shell import MainWindow
from lif_desktop.office import Office
from lif_desktop.office.attaching import LARGEST
from lif_desktop.office.issued import Leaving, issue_of, log_issue
from tests.gui.made_up_office import add, make_office
from tests.gui.windows import a_window, choose_file, desk_of, the_only, with_office

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with a_window(tmp_path) as made:
        with_office(made, make_office(tmp_path), qtbot)
        yield made


def leave(office: Office, title: str, data: bytes = b"words", **more: object) -> int:
    return log_issue(office, Leaving("agenda", title, f"{title}.docx", data, **more))  # type: ignore[arg-type]


def show(window: MainWindow) -> IssuedWindow:
    window.press("papers_left")
    return the_only(window, IssuedWindow)


def titles(view: IssuesView) -> list[str]:
    return [item.text(0) for item in view.list.lines()]


def documents(window: MainWindow, number: int) -> DocumentsPane:
    page = desk_of(window).go("reviews")
    assert isinstance(page, RegisterPage)
    page.show_record(number)
    page.detail.show_tab("Documents")
    return the_only(window, DocumentsPane)


def test_what_left_is_listed_newest_first_and_found_by_its_words(window: MainWindow) -> None:
    office = desk_of(window).office
    leave(office, "First", sent_to="The chair")
    leave(office, "Second", looked=({"kind": "nhs", "where": "a note", "done": "masked"},))
    shown = show(window)
    assert titles(shown.view) == ["Second", "First"]
    assert "1 NHS number masked" in shown.view.about.text()
    QTest.keyClicks(shown.words, "chair")
    assert titles(shown.view) == ["First"]
    assert "found nothing" in shown.view.about.text()


def test_an_office_from_which_nothing_left_says_so(window: MainWindow) -> None:
    shown = show(window)
    assert shown.lead.text().startswith("Nothing left yet")
    assert not shown.view.open_button.isEnabled()


def test_what_did_the_panel_see_in_march(window: MainWindow) -> None:
    office = desk_of(window).office
    march = add(office, "meetings", group_key="review_group", held_on=date(2026, 3, 12))
    june = add(office, "meetings", group_key="review_group", held_on=date(2026, 6, 11))
    other = add(office, "meetings", group_key="executives", held_on=date(2026, 3, 19))
    for title, number in (("March", march), ("June", june), ("Executives", other)):
        leave(office, title, register="meetings", record_id=number)
    shown = show(window)
    shown.group.setCurrentIndex(shown.group.findData("review_group"))
    shown.first.set_day(date(2026, 3, 1))
    shown.last.set_day(date(2026, 3, 31))
    shown.load()
    assert titles(shown.view) == ["March"]
    heading = shown.view.list.topLevelItem(0)
    assert heading is not None
    assert heading.text(0).endswith("12 March 2026")
    assert shown.lead.text().endswith("saw from 1 March 2026 to 31 March 2026: 1 issue.")


def test_a_kept_copy_opens_for_reading_and_is_cleared_away(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    leave(desk_of(window).office, "Agenda", b"as it left")
    shown = show(window)
    opened: list[Path] = []
    with monkeypatch.context() as patch:
        patch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(QUrl(url).toLocalFile())))
        QTest.mouseClick(shown.view.open_button, LEFT)
    (path,) = opened
    assert path.read_bytes() == b"as it left"
    clear_copies()
    assert not path.parent.exists()


def test_a_copy_is_saved_as_it_left(window: MainWindow, tmp_path: Path) -> None:
    leave(desk_of(window).office, "Agenda", b"as it left")
    shown = show(window)
    QTest.mouseClick(shown.view.save_button, LEFT)
    choose_file(shown, tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == b"as it left"
    shown.view.save_copy(shown.view.shown[0], tmp_path / "nowhere" / "again.docx")
    assert "There is no folder" in shown.view.notice.words.text()


def test_an_issue_is_approved_with_a_name_and_a_day(window: MainWindow) -> None:
    office = desk_of(window).office
    number = leave(office, "Yearly report", year="2025-26")
    shown = show(window)
    QTest.mouseClick(shown.view.approve_button, LEFT)
    dialog = the_only(window, ApproveDialog)
    QTest.mouseClick(dialog.save, LEFT)
    assert "who approved it" in dialog.problem.text()
    dialog.by.setText("The executives")
    dialog.on.set_day(date(2026, 11, 20))
    QTest.mouseClick(dialog.save, LEFT)
    assert (issue_of(office, number).approved_by, issue_of(office, number).approved_on) == (
        "The executives",
        date(2026, 11, 20),
    )
    assert "Approved by The executives, 20 November 2026." in shown.view.about.text()
    assert shown.view.approve_button.isHidden()


def test_the_documents_of_a_record_are_its_own_and_a_file_is_attached(window: MainWindow, tmp_path: Path) -> None:
    office = desk_of(window).office
    leave(office, "Of the first", register="reviews", record_id=1)
    leave(office, "Of the second", register="reviews", record_id=2)
    pane = documents(window, 1)
    assert titles(pane.view) == ["Of the first"]
    (tmp_path / "letter =cmd.exe").write_bytes(b"MZ hostile")
    QTest.mouseClick(pane.attach_button, LEFT)
    choose_file(pane, tmp_path / "letter =cmd.exe")
    assert titles(pane.view) == ["Of the first", "letter =cmd.exe"]
    pane.view.list.setCurrentItem(pane.view.list.lines()[1])
    assert not pane.view.open_button.isEnabled()
    assert pane.view.save_button.isEnabled()
    window.press("undo")
    window.runner.wait()
    pane.load(1)
    assert titles(pane.view) == ["Of the first"]
    shown = show(window)
    assert titles(shown.view) == ["Of the second", "Of the first"]


def test_a_file_that_is_too_large_empty_or_gone_is_not_attached(window: MainWindow, tmp_path: Path) -> None:
    pane = documents(window, 1)
    assert not pane.empty.isHidden()
    with (tmp_path / "large.bin").open("wb") as file:
        file.truncate(LARGEST + 1)
    (tmp_path / "empty.txt").touch()
    for name, said in (
        ("large.bin", "larger than 20 megabytes"),
        ("empty.txt", "is empty"),
        ("gone", "could not be read"),
    ):
        pane.attach(tmp_path / name)
        assert said in pane.view.notice.words.text()
    assert titles(pane.view) == []


def test_only_documents_are_opened_from_here() -> None:
    assert can_open("Agenda.DOCX")
    for name in ("run.exe", "a.docm", "b.bat", "noending", "c.html", "d.lnk"):
        assert not can_open(name)


def test_copies_that_a_crash_left_are_cleared_after_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name, age in (("lif-desktop-copy-old", 90_000.0), ("lif-desktop-copy-new", 60.0)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.docx").touch()
        (tmp_path / name / "a.docx").chmod(0o400)
        monkeypatch.setattr(kept_copies, "time", lambda: 1_000_000.0)
        os.utime(tmp_path / name, (1_000_000.0 - age, 1_000_000.0 - age))
    kept_copies._sweep(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["lif-desktop-copy-new"]
