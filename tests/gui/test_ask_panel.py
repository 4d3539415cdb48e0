"""A panel asks within the page: it checks, writes, says what is to be mended, and loses nothing that was typed."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lif_desktop.gui.ask_panel import Ask, AskPanel, Given
from lif_desktop.gui.tick_list import TickList
from lif_desktop.office import Office, RecordClash
from lif_desktop.registers.field import Field
from tests.gui.made_up_office import TODAY, empty_office

FIELDS = (Field("day", "Shared on", "date"), Field("what", "What was seen", "note"), Field("who", "Who", required=True))
NAMES = [(3, "Children's services"), (5, "Housing"), (9, "Police")]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = empty_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def panel(qtbot: QtBot, office: Office) -> AskPanel:
    made = AskPanel(office)
    qtbot.addWidget(made)
    made.resize(380, 500)
    return made


def asked(written: list[Given], **more: object) -> Ask:
    return Ask("Record it", FIELDS, written.append, {"day": TODAY}, **more)  # type: ignore[arg-type]


def begin(qtbot: QtBot, panel: AskPanel, ask: Ask) -> None:
    panel.ask(ask)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()


def said(panel: AskPanel) -> list[str]:
    return [line.accessibleName() for line in panel.summary.lines()]


def test_what_is_given_is_handed_over_and_the_panel_goes(qtbot: QtBot, panel: AskPanel) -> None:
    written: list[Given] = []
    closed: list[bool] = []
    panel.closed.connect(closed.append)
    begin(qtbot, panel, asked(written))
    QTest.keyClicks(panel.boxes["who"].editor, "A manager")
    QTest.mouseClick(panel.save_button, Qt.MouseButton.LeftButton)
    assert written == [{"day": TODAY, "what": None, "who": "A manager"}]
    assert (panel.isHidden(), panel.asks(), closed) == (True, False, [True])


def test_a_field_that_is_needed_is_said_in_the_summary_and_beside_it(qtbot: QtBot, panel: AskPanel) -> None:
    written: list[Given] = []
    begin(qtbot, panel, asked(written))
    QTest.mouseClick(panel.save_button, Qt.MouseButton.LeftButton)
    assert said(panel) == ["Enter the who. It cannot be empty."]
    assert panel.boxes["who"].problem.isVisible()
    assert written == []
    QTest.mouseClick(panel.summary.lines()[0], Qt.MouseButton.LeftButton)
    assert panel.boxes["who"].editor.hasFocus()


def test_what_the_question_itself_checks_is_said_too(qtbot: QtBot, panel: AskPanel) -> None:
    written: list[Given] = []
    begin(qtbot, panel, asked(written, check=lambda given: [] if given["what"] else [("what", "Say what was seen.")]))
    QTest.keyClicks(panel.boxes["who"].editor, "A manager")
    QTest.keyClick(panel.boxes["who"].editor, Qt.Key.Key_Return)
    assert said(panel) == ["Say what was seen."]
    assert panel.boxes["what"].problem.text() == "Say what was seen."
    QTest.keyClicks(panel.boxes["what"].editor, "Six of ten")
    panel.boxes["who"].editor.setFocus()
    QTest.keyClick(panel.boxes["who"].editor, Qt.Key.Key_Return)
    assert [given["what"] for given in written] == ["Six of ten"]


def test_a_trouble_in_writing_is_said_and_what_was_typed_stays(qtbot: QtBot, panel: AskPanel) -> None:
    def refuse(_given: Given) -> None:
        raise RecordClash("Another record does not allow it.")

    begin(qtbot, panel, Ask("Record it", FIELDS, refuse))
    QTest.keyClicks(panel.boxes["who"].editor, "A manager")
    QTest.mouseClick(panel.save_button, Qt.MouseButton.LeftButton)
    assert said(panel) == ["Another record does not allow it."]
    assert panel.boxes["who"].raw() == "A manager"
    assert panel.asks()


def test_escape_and_cancel_put_it_away_where_nothing_was_typed(qtbot: QtBot, panel: AskPanel) -> None:
    written: list[Given] = []
    for way in ("key", "button"):
        begin(qtbot, panel, asked(written))
        leave(panel, way)
        assert (panel.isHidden(), panel.asks()) == (True, False)
    assert written == []


@pytest.mark.parametrize("way", ["key", "button"])
def test_what_was_typed_is_thrown_away_only_when_that_is_said(qtbot: QtBot, panel: AskPanel, way: str) -> None:
    written: list[Given] = []
    begin(qtbot, panel, asked(written))
    QTest.keyClicks(panel.boxes["who"].editor, "A manager")
    leave(panel, way)
    assert panel.doubt.isVisible()
    assert panel.go_on_button.hasFocus()
    leave(panel, "key")
    assert (panel.doubt.isVisible(), panel.boxes["who"].raw()) == (False, "A manager")
    assert panel.boxes["who" if way == "button" else "what"].editor.hasFocus()
    leave(panel, way)
    QTest.mouseClick(panel.throw_button, Qt.MouseButton.LeftButton)
    assert (panel.isHidden(), panel.is_changed()) == (True, False)
    assert written == []
    begin(qtbot, panel, asked(written))
    assert not panel.doubt.isVisible()


def test_what_was_typed_can_still_be_saved_after_the_doubt(qtbot: QtBot, panel: AskPanel) -> None:
    written: list[Given] = []
    begin(qtbot, panel, asked(written))
    QTest.keyClicks(panel.boxes["who"].editor, "A manager")
    leave(panel, "button")
    QTest.mouseClick(panel.go_on_button, Qt.MouseButton.LeftButton)
    QTest.keyClicks(panel.boxes["who"].editor, " of Housing")
    leave(panel, "button")
    QTest.mouseClick(panel.save_button, Qt.MouseButton.LeftButton)
    assert [given["who"] for given in written] == ["A manager of Housing"]


def leave(panel: AskPanel, way: str) -> None:
    """Press Escape in a field, or Cancel."""
    if way == "key":
        if not panel.go_on_button.hasFocus():
            panel.boxes["what"].editor.setFocus()
        QTest.keyClick(panel.focusWidget() or panel, Qt.Key.Key_Escape)
    else:
        QTest.mouseClick(panel.cancel_button, Qt.MouseButton.LeftButton)


def test_enter_in_a_note_begins_a_line_and_ctrl_s_saves(qtbot: QtBot, panel: AskPanel) -> None:
    written: list[Given] = []
    begin(qtbot, panel, asked(written))
    QTest.keyClicks(panel.boxes["who"].editor, "A manager")
    note = panel.boxes["what"].editor
    note.setFocus()
    QTest.keyClicks(note, "One")
    QTest.keyClick(note, Qt.Key.Key_Return)
    QTest.keyClicks(note, "Two")
    assert written == []
    QTest.keyClick(note, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert written[0]["what"] == "One\nTwo"


def test_a_date_that_cannot_be_read_is_said(qtbot: QtBot, panel: AskPanel) -> None:
    written: list[Given] = []
    begin(qtbot, panel, asked(written))
    editor = panel.boxes["day"].editor
    editor.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(editor, "soonish")
    QTest.keyClicks(panel.boxes["who"].editor, "A manager")
    QTest.mouseClick(panel.save_button, Qt.MouseButton.LeftButton)
    assert len(said(panel)) == 1
    assert written == []


def test_the_next_question_begins_afresh(qtbot: QtBot, panel: AskPanel) -> None:
    written: list[Given] = []
    begin(qtbot, panel, asked(written))
    QTest.mouseClick(panel.save_button, Qt.MouseButton.LeftButton)
    panel.ask(Ask("Something else", FIELDS[:1], written.append, {"day": dt.date(2026, 3, 2)}, "A word", save="Share"))
    assert said(panel) == []
    assert list(panel.boxes) == ["day"]
    assert (panel.heading.text(), panel.words.text(), panel.save_button.text()) == ("Something else", "A word", "Share")
    assert panel.boxes["day"].raw() == "2 March 2026"


def test_names_are_ticked_with_space_with_links_and_handed_over(qtbot: QtBot, panel: AskPanel) -> None:
    written: list[Given] = []
    ask = asked(written, ticks=NAMES, ticks_label="Shared with", groups=[("All", frozenset({3, 5, 9}))], ticked=(5,))
    begin(qtbot, panel, ask)
    ticks = panel.ticks
    assert ticks is not None
    assert (ticks.numbers(), ticks.count.text(), panel.is_changed()) == ([5], "1 of 3 ticked", False)
    assert ticks.view.accessibleName() == "Shared with"
    ticks.view.setCurrentIndex(ticks.model.index(2, 0))
    QTest.keyClick(ticks.view, Qt.Key.Key_Space)
    assert ticks.numbers() == [5, 9]
    assert panel.is_changed()
    QTest.mouseClick(ticks.links[0], Qt.MouseButton.LeftButton)
    QTest.keyClicks(panel.boxes["who"].editor, "A manager")
    QTest.mouseClick(panel.save_button, Qt.MouseButton.LeftButton)
    assert written[0]["ticked"] == [3, 5, 9]


def test_a_list_of_ticks_is_named_counts_and_is_emptied(qtbot: QtBot) -> None:
    ticks = TickList("Who confirmed", NAMES)
    qtbot.addWidget(ticks)
    heard: list[int] = []
    ticks.edited.connect(lambda: heard.append(len(ticks.numbers())))
    ticks.tick([3, 9])
    assert ticks.view.accessibleDescription() == "2 of 3 ticked"
    QTest.mouseClick(ticks.links[-1], Qt.MouseButton.LeftButton)
    assert ticks.numbers() == []
    assert heard == [1, 2, 1, 0]


def test_typing_a_name_finds_it_and_enter_is_left_to_the_panel(qtbot: QtBot, panel: AskPanel) -> None:
    written: list[Given] = []
    begin(qtbot, panel, asked(written, ticks=NAMES))
    assert panel.ticks is not None
    view = panel.ticks.view
    view.setFocus()
    QTest.keyClicks(view, "Pol")
    assert view.currentIndex().data() == "Police"
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert written == []
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert panel.isHidden()
