"""What is missing or due leads to where it is mended: the tab, the line, and the cursor in the field, by keys alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.desk import Desk
from lif_desktop.gui.form import RecordForm
from lif_desktop.gui.leading import tab_of
from lif_desktop.gui.lines import LinesPane
from lif_desktop.gui.pages import home_of, page_maker
from lif_desktop.gui.recommendations import RecommendationsPane
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.gui.risk_scores import RiskScoresPane
from lif_desktop.gui.stages import StagesPane
from lif_desktop.office import Office
from lif_desktop.registers import REGISTERS, TABS
from tests.gui.made_up_office import _day, add, make_office
from tests.gui.windows import free


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(office: Office, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(page_maker(office), lambda key, number: home_of(office, key, number))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    for page in made.pages.values():
        page.may_leave = lambda: True  # type: ignore[method-assign]


def page_of(desk: Desk) -> RegisterPage:
    page = desk.current
    assert isinstance(page, RegisterPage)
    return page


def tab(desk: Desk) -> str:
    tabs = page_of(desk).detail.tabs
    return tabs.tabs[tabs.current()].text()


def holds_cursor(desk: Desk, widget: QWidget) -> bool:
    """Whether the cursor of the window stands in that widget or within it."""
    free()
    there = desk.focusWidget()
    return there is not None and (there is widget or widget.isAncestorOf(there))


def form_with(desk: Desk, key: str) -> RecordForm:
    """The form of a line in which the cursor stands."""
    there = desk.focusWidget()
    while there is not None and not (isinstance(there, RecordForm) and key in there.boxes):
        there = there.parentWidget()
    assert isinstance(there, RecordForm), QApplication.focusWidget()
    return there


@pytest.mark.parametrize(
    ("register", "number", "field"),
    [
        ("reviews", 7, "voice"),
        ("reviews", 2, "conflict_declared"),
        ("actions", 4, "evidence"),
        ("actions", 1, "done_test"),
        ("risks", 1, "next_review_on"),
        ("learning", 2, "retest_audit_id"),
        ("meetings", 1, "minutes"),
    ],
)
def test_a_field_of_a_record_is_shown_with_the_cursor_in_it(desk: Desk, register: str, number: int, field: str) -> None:
    desk.open_record(register, number, field)
    detail = page_of(desk).detail
    assert (desk.key, detail.number(), tab(desk)) == (register, number, "Details")
    assert holds_cursor(desk, detail.form.boxes[field])


def test_what_is_typed_after_it_goes_into_that_field_and_is_saved(desk: Desk, office: Office) -> None:
    desk.open_record("actions", 4, "evidence")
    QTest.keyClicks(desk.focusWidget(), "Seen in ten files")
    QTest.keyClick(desk.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert office.record("actions", 4)["evidence"] == "Seen in ten files"


def test_a_line_is_shown_in_its_tab_with_the_cursor_in_a_field_of_its_form(desk: Desk, office: Office) -> None:
    line = add(office, "dissemination", learning_id=2, channel="newsletter", shared_on=_day("2026-06-01"))
    desk.open_record("dissemination", line, "confirmed_on")
    assert (desk.key, page_of(desk).detail.number()) == ("learning", 2)
    form = form_with(desk, "confirmed_on")
    assert form.number() == line
    assert holds_cursor(desk, form.boxes["confirmed_on"])


def test_a_stage_that_was_done_late_is_asked_for_its_reason_at_once(desk: Desk, office: Office) -> None:
    line = next(row for row in office.records("milestones", 7) if row["key"] == "rr_report")
    desk.open_record("milestones", line["id"], "slip_reason")
    assert (desk.key, page_of(desk).detail.number(), tab(desk)) == ("reviews", 7, "Stages")
    pane = page_of(desk).detail.stack.currentWidget()
    assert isinstance(pane, StagesPane)
    chosen = pane.chosen()
    assert chosen is not None
    assert chosen["id"] == line["id"]
    assert holds_cursor(desk, pane.panel)


def test_an_open_stage_is_chosen_with_the_button_that_marks_it_done(desk: Desk, office: Office) -> None:
    line = next(row for row in office.records("milestones", 3) if row["key"] == "rr_report")
    desk.open_record("milestones", line["id"], "slip_reason")
    pane = page_of(desk).detail.stack.currentWidget()
    assert isinstance(pane, StagesPane)
    assert (pane.chosen() or {})["id"] == line["id"]
    assert holds_cursor(desk, pane.done_button)


def test_where_a_line_is_missing_a_new_one_is_begun(desk: Desk, office: Office) -> None:
    desk.open_record("agencies", 9, "contacts", add=True)
    assert tab(desk) == "People"
    form = form_with(desk, "email")
    assert form.number() is None
    assert not form.is_dirty()
    QTest.keyClicks(desk.focusWidget(), "Named nurse")
    QTest.keyClick(desk.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert [(row["agency_id"], row["role"]) for row in office.records("contacts", 9)] == [(9, "Named nurse")]


def test_a_risk_past_its_review_is_scored_again_as_its_button_does(desk: Desk, office: Office) -> None:
    desk.open_record("risks", 1, "risk_scores", add=True)
    assert tab(desk) == "Scores"
    pane = page_of(desk).detail.stack.currentWidget()
    assert isinstance(pane, RiskScoresPane)
    assert holds_cursor(desk, pane.panel)
    assert set(pane.panel.boxes) >= {"likelihood", "impact"}


def test_a_recommendation_is_asked_for_the_field_that_is_missing(desk: Desk, office: Office) -> None:
    number = add(office, "recommendations", text="One plan", learning_id=2, decision="not_implemented")
    desk.open_record("recommendations", number, "reason")
    assert (desk.key, page_of(desk).detail.number(), tab(desk)) == ("learning", 2, "Recommendations")
    pane = page_of(desk).detail.stack.currentWidget()
    assert isinstance(pane, RecommendationsPane)
    assert holds_cursor(desk, pane.panel.boxes["reason"])


def test_the_lines_of_a_record_are_shown_without_beginning_one(desk: Desk, office: Office) -> None:
    desk.open_record("performance", add(office, "performance", title="Visits in time"), "indicator_values")
    pane = page_of(desk).detail.stack.currentWidget().findChild(LinesPane)
    assert pane.form is None
    assert holds_cursor(desk, pane)


def test_a_recommendation_that_has_only_a_review_is_found_there(desk: Desk, office: Office) -> None:
    number = add(office, "recommendations", text="One plan", review_id=2)
    assert home_of(office, "recommendations", number) == ("reviews", 2)
    desk.open_record("recommendations", number, "decision")
    assert (desk.key, page_of(desk).detail.number()) == ("reviews", 2)


def test_a_decision_is_shown_by_what_was_decided_on(office: Office) -> None:
    meeting = add(office, "decisions", decision="Go on", meeting_id=1)
    review = add(office, "decisions", decision="Go on", meeting_id=1, review_id=3)
    nothing = add(office, "decisions", decision="Go on")
    assert [home_of(office, "decisions", one) for one in (meeting, review, nothing)] == [
        ("meetings", 1),
        ("reviews", 3),
        ("reviews", 0),
    ]


def test_in_an_office_that_is_only_read_nothing_is_begun(
    office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(office), "read_only", property(lambda _office: True))
    made = Desk(page_maker(office), lambda key, number: home_of(office, key, number))
    qtbot.addWidget(made)
    made.show()
    made.open_record("agencies", 9, "contacts", add=True)
    page = made.current
    assert isinstance(page, RegisterPage)
    assert page.detail.stack.currentWidget().findChild(RecordForm) is None


def test_a_field_that_cannot_be_left_keeps_its_place(desk: Desk) -> None:
    desk.open_record("actions", 1, "title")
    QTest.keyClick(desk.focusWidget(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(desk.focusWidget(), Qt.Key.Key_Delete)
    desk.open_record("actions", 4, "evidence")
    assert page_of(desk).detail.number() == 1


@pytest.mark.parametrize("own", [one.key for one in TABS])
def test_every_kind_of_line_has_a_tab_in_its_parent(own: str) -> None:
    for other in REGISTERS:
        if other.parent == own:
            assert tab_of(own, other.key) is not None, other.key
