"""What a form says beneath its fields: bands as they are typed, the rule of escalation, what gives a person away."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.gui.detail import DetailPane
from lif_desktop.gui.form import RecordForm
from lif_desktop.gui.form_notes import BandNote, EscalationNote, PersonalNote, notes_after, warning
from lif_desktop.office import Edit, Office, open_office
from lif_desktop.places import resources
from lif_desktop.registers import TABS, register
from tests.gui.made_up_office import add, make_office

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def shown(qtbot: QtBot, office: Office, key: str, number: int | None) -> RecordForm:
    form = RecordForm(office, register(key))
    qtbot.addWidget(form)
    form.resize(430, 640)
    if number is None:
        form.start_new()
    else:
        form.load(number)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    return form


def type_in(form: RecordForm, key: str, text: str) -> None:
    editor = form.boxes[key].editor
    editor.setFocus()
    editor.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(editor, text)


# ------------------------------------------------------------------------------------------------ bands


def test_the_band_of_a_score_follows_what_is_typed(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office, "risks", 1)
    inherent, residual = form.notes["inherent_impact"], form.notes["residual_impact"]
    assert isinstance(inherent, BandNote)
    assert isinstance(residual, BandNote)
    assert (inherent.badge.status().word, inherent.words.text()) == ("16 Extreme", "Likely, major")
    assert (residual.badge.status().word, residual.words.text()) == ("Not scored", "Both from 1 to 5")
    type_in(form, "residual_likelihood", "2")
    type_in(form, "residual_impact", "5")
    assert (residual.badge.status().word, residual.words.text()) == ("10 High", "Unlikely, severe")
    type_in(form, "residual_impact", "9")
    assert residual.badge.status().word == "Not scored"
    form.put_back()
    assert residual.badge.status().word == "Not scored"
    assert inherent.badge.status().word == "16 Extreme"


def test_a_new_risk_is_not_scored(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office, "risks", None)
    note = form.notes["target_impact"]
    assert isinstance(note, BandNote)
    assert note.badge.status().word == "Not scored"
    assert form.notes["title"].isHidden()


# ------------------------------------------------------------------------------------------------ escalation


def test_a_risk_to_be_escalated_says_so_and_leads_to_its_scores(qtbot: QtBot, office: Office) -> None:
    detail = DetailPane(office, register("risks"))
    qtbot.addWidget(detail)
    detail.resize(460, 640)
    detail.load(1)
    detail.show()
    note = detail.form.notes["title"]
    assert isinstance(note, EscalationNote)
    assert note.words.text() == "To be escalated to Safeguarding Executives: its score of 16 is 15 or more."
    QTest.mouseClick(note.links[0], LEFT)
    assert detail.tabs.tabs[detail.tabs.current()].text() == "Scores"
    office.write("Escalated", [Edit("risks", 1, {"escalated_on": dt.date(2026, 11, 23)})])
    detail.refresh()
    assert note.words.text() == ""


def test_an_office_for_reading_says_it_without_the_way_to_do_it(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    copy = office.backup("for reading", tmp_path / "copy.lif")
    reading = open_office(copy, resources() / "framework", "Bea", read_only=True)
    form = shown(qtbot, reading, "risks", 1)
    note = form.notes["title"]
    assert isinstance(note, EscalationNote)
    # The clock of this office is the computer's: the score alone asks for it.
    assert "its score of 16 is 15 or more" in note.words.text()
    assert note.links == []
    reading.close()


# ------------------------------------------------------------------------------------------------ people


def personal(form: RecordForm, key: str = "message") -> PersonalNote:
    note = form.notes[key]
    assert isinstance(note, PersonalNote)
    return note


def test_a_message_that_names_a_person_is_warned_of_and_saved_all_the_same(qtbot: QtBot, office: Office) -> None:
    number = add(office, "voices", kind="whistleblowing", message="Staff were not shown care plans.")
    form = shown(qtbot, office, "voices", number)
    assert personal(form).isHidden()
    type_in(form, "message", "Mrs Jones rang 0161 496 0123")
    assert personal(form).isVisible()
    assert personal(form).notice.words.text() == (
        "This looks as if it holds a telephone number (“0161 496 0123”) and a name (“Mrs Jones”). Keep the message, "
        "not who spoke. It is saved as you write it."
    )
    assert form.save()
    assert office.record("voices", number)["message"] == "Mrs Jones rang 0161 496 0123"
    type_in(form, "message", "A carer rang")
    assert personal(form).isHidden()


def test_names_of_agencies_and_words_of_lists_are_no_people(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office, "voices", None)
    type_in(form, "message", "Greater Manchester Police told Stockport Homes and the Review Group")
    assert personal(form).isHidden()


def test_once_put_away_it_says_the_same_no_more(qtbot: QtBot, office: Office) -> None:
    form = shown(qtbot, office, "voices", None)
    type_in(form, "notes", "Ask Sarah Whitlow")
    note = personal(form, "notes")
    assert note.isVisible()
    note.notice.findChildren(type(note.notice._cross))[0].click()
    assert note.isHidden()
    QTest.keyClicks(form.boxes["notes"].editor, " again")
    assert note.isHidden()
    QTest.keyClicks(form.boxes["notes"].editor, " or Tom Brindle")
    assert note.isVisible()


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ((), ""),
        (("a name (“Ann Lee”)",), "This looks as if it holds a name (“Ann Lee”). "),
        (("a", "b", "c"), "This looks as if it holds a, b and c. "),
    ],
)
def test_what_was_found_in_words(found: tuple[str, ...], told: str) -> None:
    assert warning(found).startswith(told)
    assert bool(warning(found)) is bool(found)


def test_notes_stand_beneath_fields_that_are_there(qtbot: QtBot, qapp: QApplication, office: Office) -> None:
    for own in TABS:
        assert set(notes_after(own.key)) <= {field.key for field in own.fields}
    assert notes_after("actions") == {}
    assert RecordForm(office, register("risk_scores")).notes == {}
