"""The form of a record: made from its fields, typed in, saved as one change, and never losing what was typed."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.form import RecordForm
from lif_desktop.gui.form_editors import DateBox, LineBox, ListBox, NoteBox
from lif_desktop.gui.pickers import LinkBox, LinksBox, TickBox, line_of
from lif_desktop.gui.records import OTHER_COLUMNS
from lif_desktop.gui.widgets import Words
from lif_desktop.office import Batch, Edit, Office, open_office
from lif_desktop.places import resources
from lif_desktop.registers import TABS, register
from lif_desktop.registers.field import in_place
from tests.gui.made_up_office import TODAY, add, make_office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = make_office(tmp_path)
    yield made
    made.close()


def shown(qtbot: QtBot, office: Office, key: str = "reviews", number: int | None = 3) -> RecordForm:
    form = RecordForm(office, register(key))
    qtbot.addWidget(form)
    form.resize(460, 700)
    if number is None:
        form.start_new()
    else:
        form.load(number)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    return form


def type_into(form: RecordForm, key: str, text: str) -> QWidget:
    """Type over what stands in a field, with real keys, and leave it."""
    editor = form.boxes[key].editor
    target = line_of(editor) or editor
    target.setFocus()
    target.selectAll()  # type: ignore[attr-defined]
    QTest.keyClick(target, Qt.Key.Key_Delete)
    QTest.keyClicks(target, text)
    QTest.keyClick(target, Qt.Key.Key_Tab)
    return editor


# ------------------------------------------------------------------------------------------------ made from fields


@pytest.mark.parametrize("key", [own.key for own in TABS])
def test_every_field_of_every_register_has_its_editor_label_and_name(qtbot: QtBot, office: Office, key: str) -> None:
    own = register(key)
    form = RecordForm(office, own)
    qtbot.addWidget(form)
    kinds = {
        "text": LineBox,
        "note": NoteBox,
        "date": DateBox,
        "whole": LineBox,
        "decimal": LineBox,
        "yes_no": ListBox,
        "choice": ListBox,
        "choices": TickBox,
        "agency": ListBox,
        "link": LinkBox,
        "links": LinksBox,
    }
    wanted = [field for field in in_place(own.fields, "form") if field.kind != "ref"]
    assert [field.key for field in wanted] == list(form.boxes)
    for field in wanted:
        box = form.boxes[field.key]
        assert isinstance(box.editor, kinds[field.kind])
        assert box.label.buddy() is box.editor
        inner = box.editor.focusProxy() or box.editor
        assert inner.accessibleName() == field.label
        if field.help:
            assert inner.toolTip() == field.help
            assert field.help in [label.text() for label in box.findChildren(QLabel)]


def test_groups_stand_as_headings_in_their_order(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    own = register("reviews")
    groups = list(dict.fromkeys(field.group for field in own.fields if field.kind != "ref"))
    headings = [words.text() for words in form.findChildren(Words) if words.text() in groups]
    assert headings == groups


def test_tab_comes_back_to_the_start_of_the_form(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office, "actions", 1)
    form.first_editor().setFocus()
    seen = []
    for _ in range(200):
        here = QApplication.focusWidget()
        if seen and here is seen[0]:
            break
        seen.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    assert len(seen) > len(form.boxes)
    assert QApplication.focusWidget() is seen[0]
    named = [
        QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name) or one.accessibleName() for one in seen
    ]
    assert all(named)


# ------------------------------------------------------------------------------------------------ saving


def test_only_what_was_changed_is_written_as_one_change_in_words(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    before = len(office.batches())
    version = office.record("reviews", 3)["version"]
    type_into(form, "pseudonym", "Child Wren-Two")
    type_into(form, "lead_officer", "B Lead")
    heard: list[Batch] = []
    form.saved.connect(heard.append)
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    record = office.record("reviews", 3)
    assert (record["pseudonym"], record["lead_officer"]) == ("Child Wren-Two", "B Lead")
    assert len(office.batches()) == before + 1
    assert office.batches()[0].words == "Changed Pseudonym and Lead officer of RR-2026-002"
    assert [batch.id for batch in heard] == [office.batches()[0].id]
    assert {name for name, _, _ in office.history("reviews", 3)[0].changes} == {"pseudonym", "lead_officer"}
    assert record["version"] == version + 1
    assert not form.is_dirty()


def test_the_save_button_saves_and_rests_while_nothing_is_typed(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    assert not form.save_button.isEnabled()
    type_into(form, "lead_officer", "C Lead")
    assert form.save_button.isEnabled()
    QTest.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    assert office.record("reviews", 3)["lead_officer"] == "C Lead"
    assert not form.save_button.isEnabled()


def test_typing_and_taking_it_back_is_no_change(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    type_into(form, "pseudonym", "Other")
    assert form.is_dirty()
    type_into(form, "pseudonym", "Child Wren")
    assert not form.is_dirty()
    before = len(office.batches())
    assert form.save()
    assert len(office.batches()) == before


def test_loading_any_record_changes_nothing(qtbot: QtBot, office: Office) -> None:
    add(office, "actions", title="Line one\nline two", notes="a\n\n  b", done_test="tab\there", percent=40)
    for key in ("reviews", "actions", "learning", "risks", "meetings", "agencies"):
        form = RecordForm(office, register(key))
        qtbot.addWidget(form)
        for row in office.rows(key).rows:
            form.load(row[0])
            assert not form.is_dirty(), (key, row[0])


def test_a_date_is_typed_the_british_way_and_shown_in_full(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    editor = type_into(form, "panel_on", "3/12/26")
    assert isinstance(editor, DateBox)
    assert editor.text() == "3 December 2026"
    assert form.save()
    assert office.record("reviews", 3)["panel_on"] == dt.date(2026, 12, 3)


def test_a_date_can_be_emptied(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    type_into(form, "opened_on", "")
    assert form.save()
    assert office.record("reviews", 3)["opened_on"] is None


def test_ctrl_semicolon_puts_in_today(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    editor = form.boxes["panel_on"].editor
    QTest.keyClick(editor, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    assert form.save()
    assert office.record("reviews", 3)["panel_on"] == TODAY


def test_a_begun_entry_is_completed_and_a_synonym_is_understood(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    type_into(form, "status", "sco")
    assert form.boxes["status"].raw() == "Scoping"
    type_into(form, "status", "dra")
    type_into(form, "referring_agency_id", "GMP")
    assert form.save()
    record = office.record("reviews", 3)
    assert (record["status"], record["referring_agency_id"]) == ("draft", 3)


def test_several_choices_are_ticked_with_the_keyboard(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    box = form.boxes["themes"].editor
    assert isinstance(box, TickBox)
    assert box.words.text() == "Neglect; Was not brought"
    QTest.keyClick(box.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    box.list.showPopup()
    box.list.view().setCurrentIndex(box.list.model().index(24, 0))
    QTest.keyClick(box.list.view(), Qt.Key.Key_Space)
    QTest.keyClick(box.list.view(), Qt.Key.Key_Return)
    assert "Race, culture and equality" in box.words.text()
    assert form.save()
    assert office.record("reviews", 3)["themes"].split(";") == ["neglect", "was_not_brought", box.list.keys()[2]]


def test_up_and_down_in_a_closed_tick_list_change_nothing(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    box = form.boxes["themes"].editor
    assert isinstance(box, TickBox)
    for key in (Qt.Key.Key_N, Qt.Key.Key_End, Qt.Key.Key_PageDown):
        QTest.keyClick(box.list, key)
    assert not form.is_dirty()


def test_a_link_is_found_by_title_and_written_by_reference(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office, "actions", 2)
    box = form.boxes["review_id"].editor
    assert isinstance(box, LinkBox)
    assert box.line.currentText() == "RR-2026-001 · Child Rowan"
    box.line.setFocus()
    labels = [box.line.itemText(at) for at in range(box.line.count())]
    assert "SAR-2026-001 · Adult Hazel" in labels
    type_into(form, "review_id", "SAR-2026-001 · Adult Hazel")
    assert form.save()
    assert office.record("actions", 2)["review_id"] == 2


def test_the_arrow_beside_a_link_opens_the_record(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office, "actions", 2)
    box = form.boxes["review_id"].editor
    assert isinstance(box, LinkBox)
    heard: list[tuple[str, int]] = []
    form.open_asked.connect(lambda key, number: heard.append((key, number)))
    QTest.mouseClick(box.arrow, Qt.MouseButton.LeftButton)
    assert heard == [("reviews", 1)]


def test_links_are_added_and_taken_away(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office, "learning", 1)
    box = form.boxes["reviews"].editor
    assert isinstance(box, LinksBox)
    assert box.names() == ["RR-2026-001 · Child Rowan", "RR-2026-002 · Child Wren"]
    box.line.setFocus()
    line = box.line.lineEdit()
    QTest.keyClicks(line, "CSPR-2026-001 · Child Ash")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert len(box.names()) == 3
    box.remove("RR-2026-001 · Child Rowan")
    assert form.save()
    assert office.record("learning", 1)["reviews"] == (3, 4)


# ------------------------------------------------------------------------------------------------ what must be mended


def test_problems_are_said_above_and_beside_the_field_and_nothing_is_lost(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    type_into(form, "panel_on", "31/02/2026")
    type_into(form, "age_band", "teenish")
    type_into(form, "lead_officer", "D Lead")
    before = len(office.batches())
    assert not form.save()
    assert len(office.batches()) == before
    assert form.summary.heading.text() == "There is a problem"
    lines = [line.accessibleName() for line in form.summary.lines()]
    assert len(lines) == 2
    for key, line in zip(("age_band", "panel_on"), lines, strict=True):
        beside = form.boxes[key].problem
        assert beside.isVisible()
        assert beside.text() in line
    assert "February 2026 has 28 days" in lines[1]
    assert [form.boxes[key].raw() for key in ("panel_on", "age_band", "lead_officer")] == [
        "31/02/2026",
        "teenish",
        "D Lead",
    ]


def test_a_line_of_the_summary_goes_to_its_field(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    type_into(form, "panel_on", "31/02/2026")
    form.save()
    assert QApplication.focusWidget() is form.summary.lines()[0]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert QApplication.focusWidget() is form.boxes["panel_on"].editor


def test_mending_the_field_takes_the_words_beside_it_away_and_saves(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    type_into(form, "panel_on", "31/02/2026")
    form.save()
    type_into(form, "panel_on", "28/02/2026")
    assert not form.boxes["panel_on"].problem.isVisible()
    assert form.save()
    assert not form.summary.isVisible()


def test_a_needed_field_cannot_be_emptied(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    type_into(form, "review_type", "")
    assert not form.save()
    assert form.boxes["review_type"].problem.text() == "Choose the type. It cannot be empty."


def test_two_agencies_cannot_have_one_name(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office, "agencies", 2)
    type_into(form, "name", "Greater Manchester Police")
    assert not form.save()
    assert "there already" in form.boxes["name"].problem.text()


# ------------------------------------------------------------------------------------------------ new records


def test_a_new_record_is_written_with_what_was_filled_in(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office, "reviews", None)
    type_into(form, "review_type", "Peer")
    type_into(form, "opened_on", "today")
    assert form.save()
    assert office.batches()[0].words == "Added a review"
    assert form.number() == 11
    record = office.record("reviews", 11)
    assert (record["ref"], record["opened_on"]) == ("PEER-2026-002", TODAY)


def test_a_new_record_says_what_it_needs(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office, "actions", None)
    type_into(form, "lead_role", "Head of service")
    assert not form.save()
    assert [line.accessibleName() for line in form.summary.lines()] == ["Enter the action. It cannot be empty."]


def test_values_given_beforehand_are_written_with_a_new_record(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office, "actions", None)
    form.start_new({"review_id": 3})
    assert not form.is_dirty()
    type_into(form, "title", "Ask for the chronology again")
    assert form.save()
    assert office.record("actions", 5)["review_id"] == 3
    assert office.batches()[0].words == "Added an action: Ask for the chronology again"


# ------------------------------------------------------------------------------------------------ changed elsewhere


def test_another_hands_change_is_shown_and_what_was_typed_stays(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    type_into(form, "lead_officer", "E Lead")
    type_into(form, "panel_on", "1 December 2026")
    elsewhere = {"panel_on": dt.date(2026, 12, 9), "reviewer": "F Author"}
    office.write("Elsewhere", office.changes_for("reviews", 3, elsewhere))
    assert not form.save()
    said = form.notice.words.text()
    assert "Panel meeting was empty and is now 9 December 2026; you typed 1 December 2026." in said
    assert "Reviewer or author was empty and is now F Author." in said
    assert form.boxes["reviewer"].raw() == "F Author"
    assert form.boxes["panel_on"].raw() == "1 December 2026"
    assert office.record("reviews", 3)["panel_on"] == dt.date(2026, 12, 9)
    QTest.mouseClick(form.notice.links[0], Qt.MouseButton.LeftButton)
    record = office.record("reviews", 3)
    assert (record["panel_on"], record["lead_officer"]) == (dt.date(2026, 12, 1), "E Lead")
    assert record["reviewer"] == "F Author"


def test_refreshing_keeps_what_is_typed_and_takes_over_the_rest(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    type_into(form, "lead_officer", "G Lead")
    office.write("Elsewhere", office.changes_for("reviews", 3, {"reviewer": "H Author"}))
    form.refresh()
    assert form.boxes["lead_officer"].raw() == "G Lead"
    assert form.boxes["reviewer"].raw() == "H Author"
    assert form.save()


def test_put_back_shows_the_record_as_it_is_stored(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    type_into(form, "lead_officer", "I Lead")
    QTest.mouseClick(form.back_button, Qt.MouseButton.LeftButton)
    assert form.boxes["lead_officer"].raw() == ""
    assert not form.is_dirty()


# ------------------------------------------------------------------------------------------------ other columns


def test_columns_of_a_spreadsheet_are_shown_and_can_be_typed_in(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    heading = next(words for words in form.findChildren(Words) if words.text() == OTHER_COLUMNS)
    assert not heading.isHidden()
    line = form.extras.boxes["Ward"].editor
    assert isinstance(line, QLineEdit)
    assert line.text() == "Bramhall North"
    line.selectAll()
    QTest.keyClicks(line, "Cheadle")
    assert form.save()
    assert office.record("reviews", 3)["extra"] == {"Ward": "Cheadle", "Social worker told": "yes, by phone"}
    form.load(4)
    assert heading.isHidden()
    assert form.extras.boxes["Ward"].isHidden()


def typed_ward(form: RecordForm, words: str) -> QLineEdit:
    line = form.extras.boxes["Ward"].editor
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, words) if words else QTest.keyClick(line, Qt.Key.Key_Delete)
    return line


def test_a_changed_column_of_a_spreadsheet_is_named_and_undone(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    typed_ward(form, "Cheadle")
    QTest.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    assert office.batches()[0].words == "Changed Ward of RR-2026-002"
    office.undo()
    form.refresh()
    assert form.extras.boxes["Ward"].raw() == "Bramhall North"


def test_an_emptied_column_of_a_spreadsheet_stays_to_be_filled_again(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    typed_ward(form, "")
    assert form.save()
    assert office.record("reviews", 3)["extra"] == {"Ward": None, "Social worker told": "yes, by phone"}
    assert not form.extras.boxes["Ward"].isHidden()
    typed_ward(form, "Cheadle")
    assert form.save()
    assert office.record("reviews", 3)["extra"]["Ward"] == "Cheadle"


def test_what_is_typed_into_a_column_of_a_spreadsheet_outlives_a_change_of_another_hand(
    qtbot: QtBot, office: Office
) -> None:
    form = shown(qtbot, office)
    line = typed_ward(form, "Cheadle")
    extra = {"Ward": "Hazel Grove", "New": "x"}
    office.write("Elsewhere", [Edit("reviews", 3, {"extra": extra})])
    form.refresh()
    assert line.text() == "Cheadle"
    said = form.notice.words.text()
    assert "Ward was Bramhall North and is now Hazel Grove; you typed Cheadle." in said
    assert "Social worker told was yes, by phone and is now empty." in said
    assert (form.extras.boxes["New"].raw(), form.extras.boxes["Social worker told"].isHidden()) == ("x", True)
    assert form.save()
    assert office.record("reviews", 3)["extra"] == {"Ward": "Cheadle", "New": "x"}


def test_several_lines_in_a_column_of_a_spreadsheet_stay_several(qtbot: QtBot, office: Office) -> None:
    office.write("Notes", [Edit("reviews", 3, {"extra": {"Ward": "First line\nSecond line", "Told": "yes"}})])
    form = shown(qtbot, office)
    editor = form.extras.boxes["Ward"].editor
    assert isinstance(editor, QPlainTextEdit)
    assert form.extras.boxes["Ward"].property("wide")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor, ", and more")
    assert form.save()
    assert office.record("reviews", 3)["extra"]["Ward"] == "First line\nSecond line, and more"


def test_a_line_that_grows_long_gets_more_room_and_is_led_to_by_its_key(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    assert isinstance(form.extras.boxes["Ward"].editor, QLineEdit)
    office.write("Notes", [Edit("reviews", 3, {"extra": {"Ward": "long " * 20}})])
    form.refresh()
    assert isinstance(form.extras.boxes["Ward"].editor, QPlainTextEdit)
    assert form.show_field("extra:Ward")
    assert not form.show_field("extra:Social worker told")


# ------------------------------------------------------------------------------------------------ manners


@pytest.mark.parametrize("button", ["save_button", "back_button"])
@pytest.mark.parametrize("key", [Qt.Key.Key_Space, None])
def test_after_save_and_put_back_the_cursor_is_where_it_was_typed(
    qtbot: QtBot, office: Office, button: str, key: Qt.Key | None
) -> None:
    form = shown(qtbot, office)
    other = QLineEdit(form)  # what comes first in the window, as the list of pages does
    other.show()
    editor = form.boxes["pseudonym"].editor
    editor.setFocus()
    QTest.keyClicks(editor, "x")
    pressed = getattr(form, button)
    pressed.setFocus()
    if key is None:
        QTest.mouseClick(pressed, Qt.MouseButton.LeftButton)
    else:
        QTest.keyClick(pressed, key)
    assert not form.is_dirty()
    assert QApplication.focusWidget() is editor


def test_leaving_saves_what_can_be_saved(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    type_into(form, "lead_officer", "J Lead")
    assert form.leave()
    assert office.record("reviews", 3)["lead_officer"] == "J Lead"


def test_leaving_stays_and_says_so_when_something_must_be_mended(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    said: list[str] = []
    form.said.connect(said.append)
    type_into(form, "panel_on", "next panel")
    assert not form.leave()
    assert form.boxes["panel_on"].raw() == "next panel"
    assert said[-1].startswith("What was typed for RR-2026-002 cannot be saved yet.")


def test_the_wheel_over_a_list_of_the_form_changes_nothing(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    for key in ("status", "themes", "referring_agency_id"):
        editor = form.boxes[key].editor
        combo = editor if isinstance(editor, QComboBox) else editor.findChild(QComboBox)
        assert combo is not None
        assert not combo.focusPolicy() & Qt.FocusPolicy.WheelFocus or combo.focusPolicy() == Qt.FocusPolicy.StrongFocus
        combo.clearFocus()
        turn(combo)
    assert not form.is_dirty()


def turn(widget: QWidget) -> None:
    """Turn the wheel over a widget."""
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at,
        QPointF(widget.mapToGlobal(at.toPoint())),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_a_form_opened_for_reading_can_be_read_only(qtbot: QtBot, office: Office) -> None:
    reading = open_office(office.path, resources() / "framework", "Bob", read_only=True)
    form = shown(qtbot, reading)
    type_into(form, "lead_officer", "K Lead")
    assert not form.is_dirty()
    assert form.state.text() == "Open for reading only"
    reading.close()


def test_a_note_grows_with_its_text(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office)
    note = form.boxes["notes"].editor
    low = note.sizeHint().height()
    note.setPlainText("line\n" * 8)  # type: ignore[attr-defined]
    high = note.sizeHint().height()
    assert high > 2 * low
    note.setPlainText("line\n" * 80)  # type: ignore[attr-defined]
    assert note.sizeHint().height() < 2 * high


@pytest.mark.parametrize("percent", [100, 200])
def test_no_label_of_the_form_is_cut(qtbot: QtBot, office: Office, qapp: QApplication, percent: int) -> None:
    from lif_desktop.gui.palette import apply_text_size

    apply_text_size(qapp, percent)
    form = shown(qtbot, office)
    form.resize(460 * percent // 100, 700)
    qapp.processEvents()
    for label in form.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.height() >= label.heightForWidth(label.width()) or not label.wordWrap(), label.text()
            needed = label.fontMetrics().horizontalAdvance(label.text())
            assert label.wordWrap() or label.width() >= needed, label.text()
    for box in form.boxes.values():
        assert box.geometry().right() <= form.area.viewport().width()
