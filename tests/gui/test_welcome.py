"""The welcome page, the window for a new office, and the forms that the one-off windows are made of."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop import __version__
from lif_desktop.gui.about import AboutDialog
from lif_desktop.gui.choose_file import free_file, safe_name
from lif_desktop.gui.forms import load_form, part, put_in
from lif_desktop.gui.labels import Words
from lif_desktop.gui.new_office import NewOfficeDialog, profile_names
from lif_desktop.gui.palette import apply_text_size
from lif_desktop.gui.welcome import CHOICES, WelcomePage
from lif_desktop.places import forms, resources
from tests.gui.windows import choose_file, free, none_of

LEFT = Qt.MouseButton.LeftButton
OURS = ("welcome", "new_office", "preferences", "about", "print_options", "paper")


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    shown(qtbot, made)
    return made


def new_office(window: QWidget, folder: Path) -> tuple[NewOfficeDialog, list[tuple[str, str]]]:
    dialog = NewOfficeDialog(resources() / "framework", folder, window)
    dialog.open()
    decided: list[tuple[str, str]] = []
    dialog.decided.connect(lambda path, profile: decided.append((path, profile)))
    return dialog, decided


def test_each_way_to_begin_asks_the_window(qtbot: QtBot) -> None:
    page = WelcomePage()
    shown(qtbot, page)
    asked: list[str] = []
    page.asked.connect(asked.append)
    for button in page.choices.values():
        QTest.mouseClick(button, LEFT)
    QTest.mouseClick(page.bring, LEFT)
    QTest.mouseClick(page.restore, LEFT)
    assert asked == ["try_made_up", "bring_tracker", "new_office", "open_office", "bring_office", "restore"]


def test_choices_are_read_out_with_what_comes_of_them(qtbot: QtBot) -> None:
    page = WelcomePage()
    shown(qtbot, page)
    for key, _, title, words in CHOICES:
        assert page.choices[key].accessibleName() == title
        assert page.choices[key].accessibleDescription() == words


def test_offices_opened_lately_are_opened_again_by_enter_or_click(qtbot: QtBot) -> None:
    page = WelcomePage()
    shown(qtbot, page)
    opened: list[str] = []
    page.open_path.connect(opened.append)
    page.show_recent([Path("/a/Stockport office.lif"), Path("/b/other.lif")])
    assert page.recent.item(0).text() == f"Stockport office\n{Path('/a')}"
    page.recent.setCurrentRow(1)
    QTest.keyClick(page.recent, Qt.Key.Key_Return)
    place = page.recent.visualItemRect(page.recent.item(0)).center()
    QTest.mouseClick(page.recent.viewport(), LEFT, pos=place)
    assert opened == [str(Path("/b/other.lif")), str(Path("/a/Stockport office.lif"))]


def test_without_offices_the_list_says_so(qtbot: QtBot) -> None:
    page = WelcomePage()
    shown(qtbot, page)
    page.show_recent([])
    assert not page.recent.isVisible()
    assert part(page.form, QLabel, "no_recent").isVisible()


def test_large_text_cuts_no_choice(qtbot: QtBot) -> None:
    page = WelcomePage()
    page.resize(1366, 720)
    shown(qtbot, page)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_text_size(app, 200)
    for _ in range(4):
        free()
    for button in page.choices.values():
        assert button.height() >= button.sizeHint().height()


def test_a_new_office_asks_only_file_and_framework(window: QWidget, tmp_path: Path) -> None:
    dialog, decided = new_office(window, tmp_path)
    assert dialog.file.text() == str(tmp_path / "Stockport office.lif")
    assert dialog.profile.currentData() == "stockport"
    QTest.mouseClick(dialog.make, LEFT)
    assert decided == [(str(tmp_path / "Stockport office.lif"), "stockport")]


def test_the_other_framework_names_the_file_until_she_does(window: QWidget, tmp_path: Path) -> None:
    dialog, decided = new_office(window, tmp_path)
    dialog.profile.setCurrentIndex(1)
    assert dialog.profile.currentData() == "england-current"
    assert Path(dialog.file.text()).parent == tmp_path
    dialog.file.clear()
    QTest.keyClicks(dialog.file, str(tmp_path / "Mine"))
    dialog.profile.setCurrentIndex(0)
    QTest.mouseClick(dialog.make, LEFT)
    assert decided == [(str(tmp_path / "Mine.lif"), "stockport")]


@pytest.mark.parametrize(
    ("typed", "says"),
    [("", "Enter a name"), ("office", "Enter the folder too"), ("{folder}/there.lif", "there.lif is there already")],
)
def test_a_file_that_will_not_do_is_said_above_the_form(window: QWidget, tmp_path: Path, typed: str, says: str) -> None:
    (tmp_path / "there.lif").touch()
    dialog, decided = new_office(window, tmp_path)
    dialog.file.setText(typed.format(folder=tmp_path))
    QTest.mouseClick(dialog.make, LEFT)
    assert decided == []
    assert [line.text()[: len(says)] for line in dialog.summary.lines()] == [says]
    QTest.mouseClick(dialog.summary.lines()[0], LEFT)
    QTest.keyClicks(dialog.file, "x")
    assert dialog.summary.isHidden()


def test_the_file_can_be_chosen(window: QWidget, tmp_path: Path) -> None:
    dialog, decided = new_office(window, tmp_path)
    QTest.mouseClick(part(dialog.form, QPushButton, "browse"), LEFT)
    choose_file(dialog, tmp_path / "Chosen.lif")
    assert none_of(dialog, QFileDialog)
    QTest.mouseClick(dialog.make, LEFT)
    assert decided == [(str(tmp_path / "Chosen.lif"), "stockport")]


def test_cancel_decides_nothing(window: QWidget, tmp_path: Path) -> None:
    dialog, decided = new_office(window, tmp_path)
    QTest.mouseClick(part(dialog.form, QPushButton, "cancel"), LEFT)
    assert decided == []
    assert none_of(window, NewOfficeDialog)


def test_the_usual_framework_comes_first() -> None:
    assert profile_names(resources() / "framework")[0] == "stockport"


def test_names_that_windows_refuses_are_mended() -> None:
    assert safe_name('Agenda: "SAR/2026" <draft>?') == "Agenda SAR 2026 draft"
    assert safe_name("...") == "Office"


def test_a_free_name_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.lif").touch()
    (tmp_path / "a 2.lif").touch()
    assert free_file(tmp_path / "a.lif").name == "a 3.lif"
    assert free_file(tmp_path / "b.lif").name == "b.lif"


def test_the_program_says_its_version(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    shown(qtbot, dialog)
    assert part(dialog.form, QLabel, "version").text() == f"Version {__version__}"


# Forms


@pytest.mark.parametrize("name", OURS)
def test_a_form_loads_and_names_everything_that_takes_focus(qtbot: QtBot, name: str) -> None:
    form = load_form(name)
    shown(qtbot, form)
    for widget in form.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget.objectName()


@pytest.mark.parametrize("name", OURS)
def test_every_label_with_a_mnemonic_has_its_buddy(qtbot: QtBot, name: str) -> None:
    form = load_form(name)
    shown(qtbot, form)
    lost = [label.text() for label in form.findChildren(QLabel) if "&" in label.text() and label.buddy() is None]
    assert lost == []


@pytest.mark.parametrize("name", OURS)
def test_no_mnemonic_is_used_twice_in_a_form(name: str) -> None:
    texts = [node.text or "" for node in ET.parse(forms() / f"{name}.ui").iter("string")]  # noqa: S314 - our own file
    letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
    assert sorted(letters) == sorted(set(letters))


def test_words_of_a_form_follow_the_text_size(qtbot: QtBot) -> None:
    form = load_form("about")
    shown(qtbot, form)
    title = part(form, Words, "title")
    before = title.font().pointSizeF()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_text_size(app, 150)
    assert title.font().pointSizeF() == pytest.approx(before * 1.5)


def test_a_part_is_asked_for_by_kind_and_name(qtbot: QtBot) -> None:
    form = load_form("new_office")
    shown(qtbot, form)
    assert part(form, QLineEdit, "file").objectName() == "file"
    with pytest.raises(KeyError):
        part(form, QComboBox, "file")
    with pytest.raises(FileNotFoundError):
        load_form("nothing")


def test_a_part_takes_the_place_of_an_empty_one(qtbot: QtBot) -> None:
    form = load_form("new_office")
    shown(qtbot, form)
    line = QLineEdit()
    at = form.layout().indexOf(part(form, QWidget, "problems"))
    put_in(form, "problems", line)
    assert form.layout().indexOf(line) == at
