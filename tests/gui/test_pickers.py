"""The editors of a form, one by one: lines, dates, notes, lists, ticks, links."""

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.framework.choice import Choice
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.gui.form_editors import FEWEST_LINES, DateBox, LineBox, ListBox, NoteBox
from lif_desktop.gui.pickers import LinkBox, LinksBox, TickBox, line_of, tool_button
from lif_desktop.gui.wrap_link import WrapLink

TODAY = dt.date(2026, 11, 23)
THEMES = (Choice("neglect", "Neglect"), Choice("equality", "Race, culture and equality"), Choice("voice", "Voice"))
RECORDS = ["RR-2026-002 · Child Wren", "RR-2026-001 · Child Rowan"]


def make(kind: str) -> QWidget:
    makers: dict[str, Callable[[], QWidget]] = {
        "line": LineBox,
        "date": lambda: DateBox(lambda: TODAY, WorkingDays()),
        "note": NoteBox,
        "list": lambda: ListBox(["Neglect", "Voice"], searched=False),
        "ticks": lambda: TickBox(THEMES),
        "link": lambda: LinkBox(lambda: RECORDS, "the review"),
        "links": lambda: LinksBox(lambda: RECORDS, "review"),
    }
    return makers[kind]()


WORDS = {
    "line": ("B Lead", "B Lead"),
    "date": ("3 March 2026", "3 March 2026"),
    "note": ("One\ntwo", "One\ntwo"),
    "list": ("Neglect", "Neglect"),
    "ticks": ("neglect;voice", "neglect;voice"),
    "link": (RECORDS[0], "RR-2026-002"),
    "links": ("\n".join(RECORDS), "RR-2026-002; RR-2026-001"),
}


@pytest.mark.parametrize("kind", WORDS)
def test_what_is_put_is_read_back_and_tells_of_no_edit(qtbot: QtBot, kind: str) -> None:
    editor = make(kind)
    qtbot.addWidget(editor)
    told: list[bool] = []
    words, raw = WORDS[kind]
    editor.put(words)  # type: ignore[attr-defined]
    if kind != "date":  # a date tells that its day is another one; a form that loads does not listen
        editor.edited.connect(lambda: told.append(True))  # type: ignore[attr-defined]
    editor.put(words)  # type: ignore[attr-defined]
    assert editor.raw() == raw  # type: ignore[attr-defined]
    assert told == []
    editor.put("")  # type: ignore[attr-defined]
    assert editor.raw() == ""  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", WORDS)
def test_a_locked_editor_takes_no_keys(qtbot: QtBot, kind: str) -> None:
    editor = make(kind)
    qtbot.addWidget(editor)
    words, raw = WORDS[kind]
    editor.put(words)  # type: ignore[attr-defined]
    editor.lock(True)  # type: ignore[attr-defined]
    editor.show()
    target = line_of(editor) or editor.focusProxy() or editor
    if target.isEnabled():  # a disabled one hears no keys at all
        QTest.keyClicks(target, "xyz")
    assert editor.raw() == raw  # type: ignore[attr-defined]
    editor.lock(False)  # type: ignore[attr-defined]
    assert editor.raw() == raw  # type: ignore[attr-defined]


def test_ctrl_semicolon_in_a_locked_date_changes_nothing(qtbot: QtBot) -> None:
    editor = make("date")
    qtbot.addWidget(editor)
    editor.lock(True)  # type: ignore[attr-defined]
    QTest.keyClick(editor, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    assert editor.raw() == ""  # type: ignore[attr-defined]


def test_typing_tells_of_each_edit_and_leaving_once(qtbot: QtBot) -> None:
    line = LineBox()
    qtbot.addWidget(line)
    edits: list[bool] = []
    leaves: list[bool] = []
    line.edited.connect(lambda: edits.append(True))
    line.left.connect(lambda: leaves.append(True))
    QTest.keyClicks(line, "abc")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert (len(edits), len(leaves)) == (3, 1)


def test_tab_leaves_a_note(qtbot: QtBot) -> None:
    note = NoteBox()
    assert note.tabChangesFocus()
    qtbot.addWidget(note)
    assert note.sizeHint().height() >= FEWEST_LINES * note.fontMetrics().lineSpacing()


def test_a_synonym_stays_as_typed_and_a_beginning_is_completed(qtbot: QtBot) -> None:
    box = ListBox(["Neglect", "Voice"], searched=False)
    qtbot.addWidget(box)
    QTest.keyClicks(box.lineEdit(), "voi")
    QTest.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    assert box.currentText() == "Voice"
    box.put("")
    QTest.keyClicks(box.lineEdit(), "neglected baby")
    QTest.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    assert box.raw() == "neglected baby"


def test_other_entries_can_be_offered_and_what_stands_there_stays(qtbot: QtBot) -> None:
    box = ListBox(["Neglect"], searched=True)
    qtbot.addWidget(box)
    box.put("Old trust")
    box.offer(["Neglect", "Voice"])
    assert box.raw() == "Old trust"
    assert [box.itemText(at) for at in range(box.count())] == ["", "Neglect", "Voice"]


# ------------------------------------------------------------------------------------------------ ticks


def test_ticks_are_named_and_counted(qtbot: QtBot) -> None:
    box = TickBox(THEMES)
    qtbot.addWidget(box)
    assert box.list.shown_words() == ""
    assert box.list.accessibleDescription() == "none chosen"
    box.put("neglect")
    assert box.list.shown_words() == "Neglect"
    assert box.words.isHidden()
    box.put("neglect;equality")
    assert box.list.shown_words() == "2 chosen"
    assert box.words.text() == "Neglect; Race, culture and equality"
    assert box.list.currentIndex() == -1


def test_a_press_on_an_entry_ticks_it_and_the_list_stays_open(qtbot: QtBot) -> None:
    box = TickBox(THEMES)
    qtbot.addWidget(box)
    box.show()
    edits: list[bool] = []
    box.edited.connect(lambda: edits.append(True))
    box.list.showPopup()
    view = box.list.view()
    for row in (0, 2, 0):
        place = view.visualRect(box.list.model().index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert view.isVisible()
    assert box.raw() == "voice"
    assert len(edits) == 3
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert not view.isVisible()
    assert box.raw() == "voice"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_F4])
def test_keys_open_the_closed_list(qtbot: QtBot, key: Qt.Key) -> None:
    box = TickBox(THEMES)
    qtbot.addWidget(box)
    box.show()
    QTest.keyClick(box.list, key)
    assert box.list.view().isVisible()
    box.list.hidePopup()
    assert box.raw() == ""


# ------------------------------------------------------------------------------------------------ links


def test_the_arrow_of_a_link_rests_while_there_is_none(qtbot: QtBot) -> None:
    box = LinkBox(lambda: RECORDS, "the review")
    qtbot.addWidget(box)
    assert not box.arrow.isEnabled()
    box.put(RECORDS[0])
    opened: list[str] = []
    box.open_asked.connect(opened.append)
    QTest.mouseClick(box.arrow, Qt.MouseButton.LeftButton)
    assert opened == ["RR-2026-002"]
    assert box.arrow.accessibleName() == "Open the review"


def test_records_are_offered_when_the_list_opens(qtbot: QtBot) -> None:
    asked: list[bool] = []

    def offered() -> list[str]:
        asked.append(True)
        return RECORDS

    box = LinkBox(offered, "the review")
    qtbot.addWidget(box)
    box.show()
    assert asked == []
    box.line.showPopup()
    assert [box.line.itemText(at) for at in range(box.line.count())] == ["", *RECORDS]
    box.line.hidePopup()


def test_a_link_is_taken_away_by_its_cross_and_opened_by_its_name(qtbot: QtBot) -> None:
    box = LinksBox(lambda: RECORDS, "review")
    qtbot.addWidget(box)
    box.put("\n".join(RECORDS))
    box.show()
    opened: list[str] = []
    box.open_asked.connect(opened.append)
    links = [link for link in box.findChildren(WrapLink) if link.isVisible()]
    QTest.mouseClick(links[1], Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert opened == ["RR-2026-001"]
    crosses = [one for one in box.findChildren(QToolButton) if one.accessibleName() == "Take away RR-2026-002"]
    QTest.mouseClick(crosses[0], Qt.MouseButton.LeftButton)
    assert box.names() == RECORDS[1:]
    assert box.line.accessibleDescription() == "1 review chosen"


def test_a_record_is_taken_once_and_an_unknown_one_stays_in_the_line(qtbot: QtBot) -> None:
    box = LinksBox(lambda: RECORDS, "review")
    qtbot.addWidget(box)
    box.put(RECORDS[0])
    box.line.offer(RECORDS)
    for words in (RECORDS[0], RECORDS[1], "RR-1999-001"):
        box.line.put(words)
        box.add()
    assert box.names() == RECORDS
    assert box.raw() == "RR-2026-002; RR-2026-001; RR-1999-001"


def test_a_small_button_has_its_words_and_is_large_enough(qtbot: QtBot) -> None:
    button = tool_button("close", "Take away")
    qtbot.addWidget(button)
    assert (button.toolTip(), button.accessibleName()) == ("Take away", "Take away")
    assert min(button.minimumWidth(), button.minimumHeight()) >= 24
