"""Earlier learning is shown while a new one is typed: what it was, why it is shown, what became of it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.gui.detail import DetailPane
from lif_desktop.gui.earlier import EarlierBox, EarlierHint
from lif_desktop.gui.linked import linked_to
from lif_desktop.gui.new_records import new_values
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.office import Office
from lif_desktop.registers import register
from tests.gui.made_up_office import TODAY, add, empty_office, make_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def begun(qtbot: QtBot, office: Office, values: dict[str, Any] | None = None) -> DetailPane:
    pane = DetailPane(office, register("learning"))
    qtbot.addWidget(pane)
    pane.resize(414, 640)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    pane.start_new(values)
    return pane


def hint(pane: DetailPane) -> EarlierHint:
    assert isinstance(pane.hint, EarlierHint)
    return pane.hint


def type_in(qtbot: QtBot, pane: DetailPane, key: str, words: str) -> None:
    with qtbot.waitSignal(hint(pane).looked):
        QTest.keyClicks(pane.form.boxes[key].editor, words)


def test_close_wording_is_shown_as_it_is_typed_with_what_became_of_it(qtbot: QtBot, office: Office) -> None:
    add(office, "actions", title="Teach it", learning_id=1)
    pane = begun(qtbot, office)
    assert not hint(pane).isVisible()
    type_in(qtbot, pane, "title", "Strategy discussion after injuries of a baby")
    [row] = hint(pane).rows
    assert hint(pane).isVisible()
    assert row.lines == (
        ("LP-2026-001 · Injuries in babies who cannot move need a strategy discussion", "strong"),
        ("Identified, 1 action open", "plain"),
        ("Worded alike", "small"),
    )
    assert row.accessibleName().startswith("Open LP-2026-001")


def test_nothing_like_it_shows_nothing(qtbot: QtBot, office: Office) -> None:
    pane = begun(qtbot, office)
    type_in(qtbot, pane, "title", "Car parking at the town hall")
    assert not hint(pane).isVisible()


def test_a_theme_that_is_ticked_is_enough(qtbot: QtBot, office: Office) -> None:
    pane = begun(qtbot, office)
    ticks = pane.form.boxes["themes"].editor
    keys = [choice.key for choice in office.lookup.choices("themes")]
    with qtbot.waitSignal(hint(pane).looked):
        ticks.list.turn(keys.index("was_not_brought"))  # type: ignore[attr-defined]
    assert [row.found.why for row in hint(pane).rows] == ["Same theme: Was not brought"]


def test_the_statement_counts_too(qtbot: QtBot, office: Office) -> None:
    add(office, "learning", title="Storage", statement="A toddler swallowed methadone from an open cupboard")
    pane = begun(qtbot, office)
    type_in(qtbot, pane, "statement", "Methadone stood in a cupboard that a toddler opened")
    assert [row.found.title for row in hint(pane).rows] == ["Storage"]


def test_only_two_are_shown_until_more_are_asked_for(qtbot: QtBot, office: Office) -> None:
    for day in range(1, 5):
        add(office, "learning", title=f"Fathers are left out of assessments {day}", identified_on=dt.date(2026, 3, day))
    pane = begun(qtbot, office)
    type_in(qtbot, pane, "title", "Assessments left the father out")
    box = hint(pane)
    assert [row.isVisible() for row in box.rows] == [True, True, False, False]
    assert box.more.text() == "Show 2 more"
    QTest.mouseClick(box.more, Qt.MouseButton.LeftButton)
    assert all(row.isVisible() for row in box.rows)
    assert not box.more.isVisible()


def test_it_goes_when_the_record_is_saved_and_for_records_that_stand(qtbot: QtBot, office: Office) -> None:
    pane = begun(qtbot, office)
    type_in(qtbot, pane, "title", "Strategy discussion after injuries of a baby")
    assert pane.form.save()
    assert not hint(pane).isVisible()
    pane.load(1)
    QTest.keyClicks(pane.form.boxes["title"].editor, " again")
    assert hint(pane).rows == []
    assert not hint(pane).is_looking()


def test_a_new_form_with_words_looks_at_once(qtbot: QtBot, office: Office) -> None:
    pane = DetailPane(office, register("learning"))
    qtbot.addWidget(pane)
    pane.show()
    with qtbot.waitSignal(hint(pane).looked):
        pane.start_new({"title": "Missed appointments are a sign of something"})
    assert [row.found.id for row in hint(pane).rows] == [2]


def test_an_earlier_one_opens_beside_the_form_and_nothing_typed_is_saved(qtbot: QtBot, office: Office) -> None:
    page = RegisterPage(office, "learning")
    qtbot.addWidget(page)
    page.resize(1160, 700)
    page.show()
    before = len(office.batches())
    page.new_record()
    type_in(qtbot, page.detail, "title", "Missed appointments are a sign again")
    QTest.mouseClick(hint(page.detail).rows[0], Qt.MouseButton.LeftButton)
    [form] = page.forms.all()
    assert form.pane.number() == 2
    assert page.detail.form.boxes["title"].raw() == "Missed appointments are a sign again"
    assert len(office.batches()) == before
    form.close()


def test_an_empty_office_has_nothing_earlier(qtbot: QtBot, tmp_path: Path) -> None:
    office = empty_office(tmp_path)
    pane = begun(qtbot, office)
    type_in(qtbot, pane, "title", "The first lesson of all")
    assert not hint(pane).isVisible()
    office.close()


def test_looking_ends_with_the_office(qtbot: QtBot, office: Office) -> None:
    pane = begun(qtbot, office)
    QTest.keyClicks(pane.form.boxes["title"].editor, "Missed appointments")
    office.close()
    box = hint(pane)
    box._step()
    assert box.rows == []


def test_a_form_begun_from_a_record_has_its_source_and_its_day(qtbot: QtBot, office: Office) -> None:
    pane = begun(qtbot, office, {"reviews": (3,)})
    assert pane.form.boxes["source_kind"].raw() == "Review"
    assert pane.form.boxes["identified_on"].raw() == "23 November 2026"
    QTest.keyClicks(pane.form.boxes["title"].editor, "From the review")
    assert pane.form.save()
    made = office.record("learning", pane.number() or 0)
    assert (made["source_kind"], made["identified_on"], made["reviews"]) == ("review", TODAY, (3,))


def test_a_form_begun_by_hand_offers_every_source(qtbot: QtBot, office: Office) -> None:
    pane = begun(qtbot, office)
    assert pane.form.boxes["source_kind"].raw() == ""
    offered: Any = pane.form.boxes["source_kind"].editor
    labels = [offered.itemText(at) for at in range(offered.count())]
    assert labels == ["", *(choice.label for choice in office.lookup.choices("learning_sources"))]


@pytest.mark.parametrize(
    ("key", "values", "kind"),
    [
        ("reviews", {"review_type": "external_lesson"}, "national"),
        ("audits", {"title": "Notes", "audit_type": "macfa"}, "audit"),
        ("voices", {"message": "Letters are hard to read", "kind": "complaint"}, "complaint"),
        ("performance", {"title": "Referrals in time"}, "data"),
        ("training", {"title": "Neglect"}, "training"),
    ],
)
def test_learning_is_begun_from_any_source_with_its_kind(
    office: Office, key: str, values: dict[str, Any], kind: str
) -> None:
    number = add(office, key, **values)
    presets = [group.preset for group in linked_to(office, key, number) if group.own.key == "learning"]
    begun_with = [new_values(office, "learning", preset) for preset in presets if preset is not None]
    assert kind in {one.get("source_kind") for one in begun_with}


def test_the_log_is_read_again_only_when_something_was_written(qtbot: QtBot, office: Office) -> None:
    box = EarlierBox(office, "Earlier learning like this")
    qtbot.addWidget(box)
    asked = ("Missed appointments are a sign", "", (), None)
    with qtbot.waitSignal(box.looked):
        box.look(*asked)
    before = [row.found.id for row in box.rows]
    with qtbot.waitSignal(box.looked):
        box.look(*asked)
    assert [row.found.id for row in box.rows] == before
    new = add(office, "learning", title="Appointments were missed again")
    with qtbot.waitSignal(box.looked):
        box.look(*asked)
    assert new in {row.found.id for row in box.rows}


@pytest.mark.parametrize("key", ["reviews", "actions"])
def test_other_records_have_no_such_hint(qtbot: QtBot, office: Office, key: str) -> None:
    pane = DetailPane(office, register(key))
    qtbot.addWidget(pane)
    assert pane.hint is None


def test_no_line_of_it_is_cut(qtbot: QtBot, office: Office, qapp: QApplication) -> None:
    pane = begun(qtbot, office)
    type_in(qtbot, pane, "title", "Strategy discussion after injuries of a baby")
    for _ in range(4):
        qapp.processEvents()
    [row] = hint(pane).rows
    assert row.height() >= row.heightForWidth(row.width())
    assert row.width() <= pane.width()
