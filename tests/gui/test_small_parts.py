"""The small parts of the window: lists of records, restoring, waiting, looks, the words of the status bar."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.choose_file import ask_folder, ask_save, nearest
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.editors import ChoiceEditor
from lif_desktop.gui.labels import Words
from lif_desktop.gui.looks import Looks
from lif_desktop.gui.palette import text_size, tokens_of
from lif_desktop.gui.preferences import Preferences
from lif_desktop.gui.record_list import RecordList
from lif_desktop.gui.restoring import RestoreDialog
from lif_desktop.gui.roomy import LINE, give_room
from lif_desktop.gui.rows import badge_column
from lif_desktop.gui.status_line import StatusLine, last_backup, marking_words
from lif_desktop.gui.waiting import WaitingPage
from lif_desktop.office import Office
from tests.gui.made_up_office import make_office
from tests.gui.upcoming_made_up import DUE
from tests.gui.windows import choose_file, free, none_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


# Lists of records


def records(qtbot: QtBot) -> RecordList:
    made = RecordList("What was found", ("Record", "Words"))
    qtbot.addWidget(made)
    made.show_groups(
        [("Reviews (1)", [(("RR-2026-001", "Child Rowan"), ("reviews", 1))]), ("Nowhere", [(("–", ""), ("", 0))])]
    )
    made.resize(400, 300)
    made.show()
    return made


def test_a_list_stands_under_headings_with_its_first_line_chosen(qtbot: QtBot) -> None:
    made = records(qtbot)
    assert [made.topLevelItem(at).text(0) for at in range(2)] == ["Reviews (1)", "Nowhere"]  # type: ignore[union-attr]
    assert made.currentItem() is made.lines()[0]
    assert made.lines()[0].toolTip(1) == "Child Rowan"
    assert made.accessibleName() == "What was found"


def test_only_lines_that_lead_somewhere_are_followed(qtbot: QtBot) -> None:
    made = records(qtbot)
    chosen: list[tuple[str, int]] = []
    made.chosen.connect(lambda register, number: chosen.append((register, number)))
    made.setCurrentItem(made.lines()[1])
    made.open_current()
    assert chosen == []
    QTest.keyClick(made, Qt.Key.Key_Up)
    QTest.keyClick(made, Qt.Key.Key_Return)
    made.setCurrentItem(made.lines()[0])
    made.open_current()
    assert chosen[-1] == ("reviews", 1)


def test_headings_cannot_be_chosen(qtbot: QtBot) -> None:
    made = records(qtbot)
    heading = made.topLevelItem(0)
    assert heading is not None
    assert not heading.flags() & Qt.ItemFlag.ItemIsSelectable


def test_lines_are_high_enough_for_a_hand(qtbot: QtBot) -> None:
    made = QListWidget()
    qtbot.addWidget(made)
    made.addItems(["One line", "Two\nlines"])
    give_room(made)
    made.show()
    first, second = (made.visualItemRect(made.item(row)).height() for row in range(2))
    assert first >= LINE
    assert second > first


def test_the_list_of_a_choice_opens_in_lines_that_a_hand_can_hit(qtbot: QtBot) -> None:
    made = ChoiceEditor(["Chronology", "Agency summary"], searched=False)
    qtbot.addWidget(made)
    made.show()
    made.showPopup()
    assert made.view().sizeHintForRow(1) >= LINE
    made.hidePopup()


def test_a_column_of_badges_is_as_wide_as_its_widest(qtbot: QtBot) -> None:
    assert badge_column(DUE) > badge_column(DUE[:1]) == badge_column([])


# Restoring


def test_backups_are_listed_and_the_first_is_chosen(parent: QWidget) -> None:
    dialog = RestoreDialog(Path("/a/office.lif"), [(Path("/b/1.lif"), "today"), (Path("/b/2.lif"), "before")], parent)
    chosen: list[str] = []
    dialog.chosen.connect(chosen.append)
    dialog.open()
    assert dialog.list.accessibleName() == "Backups of office"
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.mouseClick(dialog.restore, LEFT)
    assert chosen == [str(Path("/b/2.lif"))]
    assert none_of(parent, RestoreDialog)


def test_without_backups_another_file_can_be_chosen(parent: QWidget) -> None:
    dialog = RestoreDialog(Path("/a/office.lif"), [], parent)
    asked: list[bool] = []
    dialog.other_asked.connect(lambda: asked.append(True))
    dialog.open()
    assert not dialog.restore.isEnabled()
    QTest.mouseClick(dialog.other, LEFT)
    assert asked == [True]


# Waiting, looks, dialogs


def test_waiting_says_what_for(qtbot: QtBot) -> None:
    page = WaitingPage()
    qtbot.addWidget(page)
    page.show()
    assert not page.bar.isVisible()
    page.say("Opening office.lif…")
    assert page.bar.isVisible()
    assert page.bar.accessibleName() == "Opening office.lif…"


def test_looks_are_put_on_kept_and_told(parent: QWidget) -> None:
    kept = [Preferences()]
    looks = Looks(parent, lambda: kept[-1], kept.append)
    told: list[object] = []
    looks.themed.connect(told.append)
    looks.sized.connect(told.append)
    looks.prefer(Preferences(theme="dark", text=400, person="Bea"))
    free()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    assert (text_size(app), tokens_of(parent).name) == (200, "dark")
    assert kept[-1] == Preferences(theme="dark", text=200, person="Bea")
    assert told == ["dark", 200]
    looks.prefer(kept[-1])
    assert told == ["dark", 200]


def test_a_window_grows_with_its_words_and_never_shrinks(parent: QWidget) -> None:
    dialog = Dialog("Words", parent)
    words = Words("Short", wrap=True)
    QVBoxLayout(dialog).addWidget(words)
    dialog.resize(200, 60)
    dialog.show()
    words.setText("Long words " * 40)
    dialog.fit()
    tall = dialog.height()
    assert tall > 60
    words.setText("Short")
    dialog.fit()
    assert (dialog.width(), dialog.height()) == (200, tall)


# Files


def test_the_nearest_folder_that_is_there(tmp_path: Path) -> None:
    assert nearest(tmp_path / "not" / "there") == tmp_path
    assert nearest(tmp_path) == tmp_path


def test_saving_adds_the_ending_and_is_freed(parent: QWidget, tmp_path: Path) -> None:
    saved: list[Path] = []
    ask_save(parent, "Save", tmp_path / "Suggested.xlsx", "Excel workbooks (*.xlsx)", saved.append)
    choose_file(parent, tmp_path / "mine")
    assert saved == [tmp_path / "mine.xlsx"]
    assert none_of(parent, QFileDialog)


def test_a_folder_can_be_chosen(parent: QWidget, tmp_path: Path) -> None:
    chosen: list[Path] = []
    (tmp_path / "out").mkdir()
    ask_folder(parent, "Where", tmp_path, chosen.append)
    choose_file(parent, tmp_path / "out")
    assert chosen == [tmp_path / "out"]


# The status bar


def test_the_status_bar_says_office_marking_and_backup(office: Office, qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.resize(1366, 30)
    line.show()
    line.show_office(office, dt.datetime.combine(office.today(), dt.time(10, 42)).astimezone())
    assert line.office.text() == "office.lif · saved 10:42"
    assert line.marking.text() == "OFFICIAL-SENSITIVE"
    assert line.backed_up.text() == "No backup yet"
    assert not line.made_up.isVisible()
    office.backup("by hand")
    office.set_setting("made_up", "yes")
    office.set_setting("marking", "official")
    line.show_office(office, None)
    assert line.office.text() == "office.lif"
    assert line.marking.text() == "OFFICIAL"
    assert line.backed_up.text().startswith("Backed up ")
    assert line.made_up.isVisible()
    line.clear_office()
    assert not line.made_up.isVisible()


def test_a_passing_sentence_stands_alone_when_qt_shows_the_words_again(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.resize(1366, 30)
    line.show()
    line.say("Text at 125 %")
    alone = line.grab().toImage()
    line.office.setText("office.lif · saved 10:42")
    line.office.show()
    assert line.grab().toImage() == alone
    line.clearMessage()
    assert line.grab().toImage() != alone


def test_a_marking_of_its_own_is_shown_as_it_is(office: Office) -> None:
    office.set_setting("marking", "LOCAL")
    assert marking_words(office) == "LOCAL"


def test_the_newest_backup_counts(office: Office) -> None:
    assert last_backup(office) is None
    newest = office.backup("before import")
    assert last_backup(office) == dt.datetime.fromtimestamp(newest.stat().st_mtime).astimezone()


def test_words_that_are_wrapped_have_the_air_of_lines_that_were_broken(parent: QWidget) -> None:
    view = QListWidget(parent)
    view.setWordWrap(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    give_room(view)
    word = "Partnership"
    view.resize(view.fontMetrics().horizontalAdvance(word) * 3 // 2 + 40, 400)
    view.addItems(["\n".join([word] * 4), " ".join([word] * 4)])
    view.show()
    QApplication.processEvents()
    broken, wrapped = (view.visualItemRect(view.item(row)).height() for row in (0, 1))
    assert wrapped == broken
