"""What is preferred is kept between two starts, and a damaged file stops nobody."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lif_desktop.gui.preferences import MOST_RECENT, Preferences, load_preferences, save_preferences
from lif_desktop.gui.preferences_dialog import PreferencesDialog


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    kept = Preferences("dark", 150, "Ann Officer", ("/a/office.lif",), "00ff", "/papers")
    file = tmp_path / "deep" / "preferences.json"
    assert save_preferences(file, kept)
    assert load_preferences(file) == kept
    assert [path.name for path in file.parent.iterdir()] == ["preferences.json"]


def test_the_first_start_has_none(tmp_path: Path) -> None:
    assert load_preferences(tmp_path / "preferences.json") == Preferences()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{", Preferences()),
        ("[1, 2]", Preferences()),
        ('{"theme": "purple", "text": "big", "recent": "x", "person": 3}', Preferences()),
        ('{"theme": "dark", "text": 900, "recent": ["/a", 3, "/b"]}', Preferences("dark", 200, recent=("/a", "/b"))),
        ('{"text": 10}', Preferences(text=100)),
    ],
)
def test_what_makes_no_sense_is_as_at_the_first_start(tmp_path: Path, text: str, expected: Preferences) -> None:
    file = tmp_path / "preferences.json"
    file.write_text(text, encoding="utf-8")
    assert load_preferences(file) == expected


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder", encoding="utf-8")
    assert not save_preferences(tmp_path / "taken" / "preferences.json", Preferences())


def test_recent_offices_are_newest_first_each_once_and_few(tmp_path: Path) -> None:
    preferences = Preferences()
    for number in range(MOST_RECENT + 3):
        preferences = preferences.with_recent(tmp_path / f"{number}.lif")
    preferences = preferences.with_recent(tmp_path / "5.lif")
    names = [Path(path).stem for path in preferences.recent]
    assert names[:3] == ["5", "10", "9"]
    assert len(names) == MOST_RECENT == len(set(names))


def test_only_offices_that_are_there_are_shown(tmp_path: Path) -> None:
    here, gone = tmp_path / "here.lif", tmp_path / "gone.lif"
    here.touch()
    preferences = Preferences().with_recent(here).with_recent(gone)
    assert preferences.present() == (here.resolve(),)
    assert preferences.without_recent(gone).recent == (str(here.resolve()),)


def test_only_paths_are_kept_of_an_office(tmp_path: Path) -> None:
    file = tmp_path / "preferences.json"
    save_preferences(file, Preferences().with_recent(tmp_path / "office.lif"))
    found = json.loads(file.read_text(encoding="utf-8"))
    assert found["recent"] == [str((tmp_path / "office.lif").resolve())]


def test_choices_count_at_once(qtbot: QtBot) -> None:
    told: list[Preferences] = []
    dialog = PreferencesDialog(Preferences(), "ann")
    qtbot.addWidget(dialog)
    dialog.chosen.connect(told.append)
    dialog.show()
    assert dialog.person.placeholderText() == "ann"
    dialog.theme.setCurrentIndex(dialog.theme.findText("Dark"))
    dialog.text.setCurrentIndex(dialog.text.findText("150 %"))
    QTest.keyClicks(dialog.person, "  Ann   Officer ")
    QTest.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    assert told[0] == Preferences(theme="dark")
    assert told[-1] == Preferences(theme="dark", text=150, person="Ann Officer")
    assert len(told) == 3


def test_a_size_of_its_own_is_offered_too(qtbot: QtBot) -> None:
    dialog = PreferencesDialog(Preferences(text=135), "ann")
    qtbot.addWidget(dialog)
    assert dialog.text.currentText() == "135 %"
