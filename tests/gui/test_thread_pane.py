"""The Thread tab: every stop with what stands there, hollow where something is missing, and each row opens."""

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
from lif_desktop.gui.look import dress
from lif_desktop.gui.palette import apply_text_size
from lif_desktop.gui.thread_pane import ThreadPane, ThreadStop
from lif_desktop.office import Office, open_office
from lif_desktop.places import resources
from lif_desktop.registers import register
from tests.gui.made_up_office import NOW, TODAY, add, make_office

POINT = 1


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def shown(qtbot: QtBot, office: Office, key: str = "learning", number: int = POINT) -> ThreadPane:
    pane = ThreadPane(office, key)
    qtbot.addWidget(pane)
    pane.resize(382, 560)
    pane.load(number)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    settle()
    return pane


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def stop(pane: ThreadPane, key: str) -> ThreadStop:
    return next(one for one in pane.stops if one.stop.key == key)


def heard(pane: ThreadPane) -> list[Any]:
    found: list[Any] = []
    pane.open_asked.connect(lambda key, number: found.append((key, number)))
    pane.tab_asked.connect(found.append)
    pane.new_asked.connect(lambda key, values: found.append((key, values)))
    return found


def test_the_stops_stand_in_order_and_say_how_they_stand(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    assert [one.accessibleName() for one in pane.stops] == [
        "Where it came from: there",
        "Learning point: there",
        "Recommendations: missing",
        "Actions: nothing here",
        "Sharing: missing",
        "Embedding: missing",
        "Training: nothing here",
        "Evaluation: missing",
        "Re-test: missing",
        "Risk: nothing here",
        "Annual report: there",
    ]
    assert [row.item.ref for row in stop(pane, "source").rows] == ["RR-2026-001", "RR-2026-002"]
    assert stop(pane, "training").stop.none == "No course teaches it."


def test_rows_say_what_they_open_and_open_it_with_the_keyboard(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    opened = heard(pane)
    first = stop(pane, "source").rows[0]
    assert first.accessibleName().startswith("Open RR-2026-001, Child Rowan, RAG status")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert opened == [("reviews", 1)]


def test_words_that_are_no_record_open_nothing(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    report = stop(pane, "report").rows[0]
    assert (report.item.words, report.isEnabled()) == ("2026-27: learning of the year (framework 2.2)", False)


@pytest.mark.parametrize(
    ("key", "tab"),
    [
        ("recommendations", "Recommendations"),
        ("sharing", "Sharing"),
        ("embedding", "Sharing"),
        ("evaluation", "Effect"),
        ("retest", "Details"),
    ],
)
def test_a_gap_leads_to_where_it_is_mended(qtbot: QtBot, office: Office, key: str, tab: str) -> None:
    pane = shown(qtbot, office)
    asked = heard(pane)
    stop(pane, key).gaps[0].click()
    assert asked == [tab]


def test_what_stands_on_another_tab_of_the_point_is_shown_there(qtbot: QtBot, office: Office) -> None:
    add(office, "dissemination", learning_id=POINT, channel="workshop", agency_id=3, shared_on=TODAY)
    add(office, "recommendations", learning_id=POINT, text="Agree one route.")
    add(office, "evaluations", learning_id=POINT, stage="results", measure="Calls")
    pane = shown(qtbot, office)
    asked = heard(pane)
    for key in ("sharing", "recommendations", "evaluation", "learning"):
        stop(pane, key).rows[0].click()
    assert asked == ["Sharing", "Recommendations", "Effect", "Loop"]


def test_an_action_is_begun_from_its_stop_and_from_its_gap(qtbot: QtBot, office: Office) -> None:
    add(office, "recommendations", learning_id=POINT, text="Agree one route.", decision="accepted")
    pane = shown(qtbot, office)
    asked = heard(pane)
    actions = stop(pane, "actions")
    QTest.mouseClick(actions.adder, Qt.MouseButton.LeftButton)
    actions.gaps[0].click()
    assert asked == [("actions", {"learning_id": POINT})] * 2


def test_an_action_without_evidence_is_opened_from_its_gap(qtbot: QtBot, office: Office) -> None:
    add(office, "actions", title="Plan it", learning_id=POINT)
    done = add(office, "actions", title="Done", learning_id=POINT, status="complete")
    pane = shown(qtbot, office)
    asked = heard(pane)
    stop(pane, "actions").gaps[0].click()
    assert asked == [("actions", done)]


# ------------------------------------------------------------------------------------------------ from other records


def test_a_review_with_several_points_offers_them(qtbot: QtBot, office: Office) -> None:
    other = add(office, "learning", title="Speak to the child alone", reviews=(3,), identified_on=dt.date(2026, 11, 20))
    pane = shown(qtbot, office, "reviews", 3)
    assert [pane.choice.itemText(at)[:11] for at in range(pane.choice.count())] == ["LP-2026-001", "LP-2026-003"]
    assert pane.choice.isVisible()
    assert pane.shown is not None
    assert pane.shown.id == POINT
    pane.choice.setFocus()
    QTest.keyClick(pane.choice, Qt.Key.Key_Down)
    assert pane.shown.id == other
    pane.load(3)
    assert pane.shown.id == other


def test_a_gap_seen_from_a_review_leads_to_the_learning_point(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, "reviews", 1)
    asked = heard(pane)
    assert not pane.choice.isVisible()
    stop(pane, "sharing").gaps[0].click()
    stop(pane, "learning").rows[0].click()
    assert asked == [("learning", POINT), ("learning", POINT)]


def test_a_record_without_learning_says_so_and_offers_to_begin(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, "reviews", 2)
    asked = heard(pane)
    assert pane.none.text() == "No learning point hangs on this review yet."
    assert pane.stops == []
    QTest.mouseClick(pane.begin, Qt.MouseButton.LeftButton)
    assert asked == [("learning", {"reviews": (2,)})]
    lone = shown(qtbot, office, "actions", 1)
    assert (lone.none.isVisible(), lone.begin.isVisible()) == (True, False)


def test_an_action_shows_the_thread_it_hangs_on(qtbot: QtBot, office: Office) -> None:
    asked = add(office, "recommendations", learning_id=POINT, text="Agree one route.", decision="accepted")
    action = add(office, "actions", title="Write it", recommendation_id=asked)
    pane = shown(qtbot, office, "actions", action)
    assert [row.item.id for row in stop(pane, "actions").rows] == [action]


@pytest.mark.parametrize("key", ["learning", "reviews", "audits", "actions"])
def test_each_of_these_records_has_the_tab(qtbot: QtBot, office: Office, key: str) -> None:
    pane = DetailPane(office, register(key))
    qtbot.addWidget(pane)
    assert "Thread" in [tab.text() for tab in pane.tabs.tabs]


# ------------------------------------------------------------------------------------------------ looks


def test_a_whole_stop_is_filled_and_a_missing_one_is_hollow(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    there, missing = (stop(pane, key) for key in ("source", "sharing"))
    middles = [one.grab().toImage().pixelColor(15, one.heading.geometry().center().y() + 1) for one in (there, missing)]
    assert middles[0].lightness() < 100
    assert middles[1].lightness() > 200


@pytest.mark.parametrize(("theme", "percent"), [("light", 100), ("dark", 100), ("light", 150), ("dark", 200)])
def test_nothing_is_cut_at_any_size(qtbot: QtBot, office: Office, qapp: QApplication, theme: str, percent: int) -> None:
    dress(qapp, theme, percent)  # type: ignore[arg-type]
    apply_text_size(qapp, percent)
    pane = shown(qtbot, office)
    for one in pane.stops:
        assert one.width() <= pane.viewport().width()
        for row in (*one.rows, *one.gaps):
            assert row.height() >= row.heightForWidth(row.width())


def test_an_office_for_reading_begins_nothing(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    office.close()
    reading = open_office(tmp_path / "office.lif", resources() / "framework", "Bea", now=lambda: NOW, read_only=True)
    pane = shown(qtbot, reading)
    assert not stop(pane, "actions").adder.isVisible()
    assert not stop(pane, "sharing").gaps[0].isEnabled()
    assert not shown(qtbot, reading, "reviews", 2).begin.isVisible()
    reading.close()


def test_a_point_that_is_gone_is_told_as_gone(qtbot: QtBot, office: Office) -> None:
    pane = ThreadPane(office, "learning")
    qtbot.addWidget(pane)
    with pytest.raises(KeyError):
        pane.load(99)
