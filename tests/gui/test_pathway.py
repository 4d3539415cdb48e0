"""The pathway of a review: its steps with shape and word, one button for the next one, and where each row leads."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.framework.pathway import following
from lif_desktop.gui.decision_window import DecisionWindow
from lif_desktop.gui.detail import DetailPane
from lif_desktop.gui.labels import Words
from lif_desktop.gui.look import dress
from lif_desktop.gui.pathway_pane import PathwayPane
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.office import Edit, Office, OfficeError, open_office
from lif_desktop.office.deciding import decision_changes
from lif_desktop.places import resources
from lif_desktop.registers import register
from tests.gui.made_up_office import TODAY, add, make_office

DAY = dt.date(2026, 11, 16)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def a_detail(qtbot: QtBot, office: Office, number: int, wide: int = 440) -> DetailPane:
    pane = DetailPane(office, register("reviews"))
    qtbot.addWidget(pane)
    pane.resize(wide, 640)
    pane.load(number)
    pane.show_tab("Pathway")
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    return pane


def pathway_of(pane: DetailPane) -> PathwayPane:
    found = pane.page(pane.tabs.current())
    assert isinstance(found, PathwayPane)
    return found


def row(pane: PathwayPane, key: str) -> Any:
    return next(one for one in pane.rows if one.step.key == key)


def edit(office: Office, number: int, **values: Any) -> None:
    office.write("Changed", [Edit("reviews", number, values)])


def decided(office: Office, number: int, outcome: str) -> None:
    values = {"decision": "On", "reasons": "So", "decided_by": "the Board", "outcome": outcome, "decided_on": DAY}
    office.write("Decided", decision_changes(office, number, values))


# ------------------------------------------------------------------------------------------------ what is shown


def test_the_tab_stands_before_the_stages(qtbot: QtBot, office: Office) -> None:
    tabs = [tab.text() for tab in a_detail(qtbot, office, 3).tabs.tabs]
    assert tabs[:3] == ["Details", "Pathway", "Stages"]


def test_every_step_that_is_needed_has_a_row_with_its_word(qtbot: QtBot, office: Office) -> None:
    edit(office, 3, referred_on=DAY)
    pane = pathway_of(a_detail(qtbot, office, 3))
    assert [one.step.key for one in pane.rows] == list(office.profile.review_type("rapid_review").steps)
    assert row(pane, "notification").accessibleName() == (
        "Notification to the national Panel, done: Sent 12 November 2026"
    )
    assert row(pane, "returns").accessibleName().startswith("Agency returns, in hand: 1 of 3 in; 2 awaited")
    assert row(pane, "decision").accessibleName() == "Decision, to come: Not decided yet"
    assert "Decides: the three safeguarding partners" in row(pane, "decision").accessibleDescription()
    assert (pane.rows[0].first, pane.rows[-1].last) == (True, True)
    assert pane.heading.text() == "Next: agency returns"
    assert pane.count.text() == "3 of 16 steps done"
    assert pane.bar.accessibleName() == "3 of 16 steps done"


def test_what_is_not_needed_is_named_out_of_the_way(qtbot: QtBot, office: Office) -> None:
    pane = pathway_of(a_detail(qtbot, office, 3))
    assert pane.left_out.head.words == "Not needed here (7)"
    assert pane.left_out.inner.isHidden()
    qtbot.mouseClick(pane.left_out.head, Qt.MouseButton.LeftButton)
    said = [label.text() for label in pane.left_out.inner.findChildren(Words)]
    assert "Methodology" in said
    assert "Decision on publication" in said


def test_the_framework_says_who_does_what(qtbot: QtBot, office: Office) -> None:
    pane = pathway_of(a_detail(qtbot, office, 6))
    pane.roles.open()
    said = [label.text() for label in pane.roles.inner.findChildren(Words)]
    assert "Belongs to: Review Group" in said
    assert "Gives assurance: Quality Assurance Partnership, to the Executives" in said
    assert "Framework 5.7, 5.8, Appendix B" in said


def test_a_suspension_and_what_runs_beside_are_said(qtbot: QtBot, office: Office) -> None:
    add(office, "parallel_processes", review_id=3, kind="police")
    edit(office, 3, suspended_from=DAY, suspension_reason="A trial")
    pane = pathway_of(a_detail(qtbot, office, 3))
    assert pane.beside.text() == "Suspended since 16 November 2026. Runs beside it: Police investigation."
    edit(office, 3, suspended_to=TODAY)
    pane.load(3)
    assert pane.beside.text() == "Runs beside it: Police investigation."


def test_a_closed_review_has_no_button(qtbot: QtBot, office: Office) -> None:
    pane = pathway_of(a_detail(qtbot, office, 7))
    assert pane.heading.text() == "Nothing is left to do"
    assert not pane.next_button.isVisible()
    assert row(pane, "referral").step.word == "Not recorded" or row(pane, "referral").step.state == "done"
    assert row(pane, "voice").accessibleName() == "Voice of the child or adult, not recorded: Not on record yet"


def test_a_record_that_has_gone_takes_its_pane_along(qtbot: QtBot, office: Office) -> None:
    pane = PathwayPane(office)
    qtbot.addWidget(pane)
    with pytest.raises(KeyError):
        pane.load(999)


@pytest.mark.parametrize("text", [100, 150, 200])
@pytest.mark.parametrize("wide", [400, 900])
def test_no_row_is_lower_than_its_words(qtbot: QtBot, qapp: QApplication, office: Office, wide: int, text: int) -> None:
    dress(qapp, "dark", text)
    pane = pathway_of(a_detail(qtbot, office, 4, wide))
    qtbot.wait(1)
    for one in pane.rows:
        assert one.height() >= one.heightForWidth(one.width())
        assert one.width() <= pane.area.viewport().width()
        drawn = one.grab().toImage()
        inks = {drawn.pixelColor(x, y).rgb() for x in range(drawn.width()) for y in range(0, drawn.height(), 2)}
        assert len(inks) > 3


def test_the_next_step_is_in_view_however_far_down_it_stands(qtbot: QtBot, office: Office) -> None:
    edit(office, 4, submitted_on=DAY, signed_off_on=DAY, publication="publish")
    detail = a_detail(qtbot, office, 3)
    detail.load(4)
    pane = pathway_of(detail)
    port = pane.area.viewport()
    for part in (row(pane, "learning"), pane.next_button):
        assert port.rect().contains(QRect(part.mapTo(port, part.rect().topLeft()), part.size()))
    detail.load(10)
    assert pane.area.verticalScrollBar().value() == 0


def test_each_state_has_a_shape_of_its_own(qtbot: QtBot, office: Office) -> None:
    edit(office, 4, submitted_on=DAY, reviewer="An author", referred_on=DAY, draft_shared_on=DAY)
    pane = pathway_of(a_detail(qtbot, office, 4))
    by_look: dict[bytes, set[str]] = {}
    for one in pane.rows:
        node = one.grab().copy(8, 6, 18, 16).toImage()
        by_look.setdefault(bytes(node.constBits()), set()).add(one.step.word)
    words = {one.step.word for one in pane.rows}
    assert {"Done", "In hand", "Next", "To come", "Not recorded"} <= words
    assert all(len(found) == 1 for found in by_look.values())


# ------------------------------------------------------------------------------------------------ where it leads


def test_the_button_stands_under_the_next_step_and_opens_its_field(qtbot: QtBot, office: Office) -> None:
    detail = a_detail(qtbot, office, 4)
    pane = pathway_of(detail)
    edit(office, 4, referred_on=DAY, told_on=DAY)
    pane.load(4)
    coming = following(pane.steps)
    assert coming is not None
    assert (coming.key, pane.next_button.text()) == ("family", "Enter the invitation")
    here = row(pane, "family")
    assert (
        pane.next_button.mapTo(pane, pane.next_button.rect().topLeft()).y()
        >= here.mapTo(pane, here.rect().bottomLeft()).y()
    )
    qtbot.mouseClick(pane.next_button, Qt.MouseButton.LeftButton)
    assert detail.tabs.current() == 0
    assert detail.form.boxes["family_invited_on"].editor.hasFocus()


def test_a_row_opens_its_field_from_the_keyboard(qtbot: QtBot, office: Office) -> None:
    detail = a_detail(qtbot, office, 4)
    here = row(pathway_of(detail), "voice")
    here.setFocus()
    QTest.keyClick(here, Qt.Key.Key_Return)
    assert detail.tabs.current() == 0
    assert detail.form.boxes["voice"].editor.hasFocus()


def test_returns_lead_to_their_tab_and_the_panel_to_its_lines(qtbot: QtBot, office: Office) -> None:
    detail = a_detail(qtbot, office, 3)
    qtbot.mouseClick(row(pathway_of(detail), "returns"), Qt.MouseButton.LeftButton)
    assert detail.tabs.tabs[detail.tabs.current()].text() == "Returns"
    detail.show_tab("Pathway")
    qtbot.mouseClick(row(pathway_of(detail), "panel"), Qt.MouseButton.LeftButton)
    page = detail.page(detail.tabs.current())
    assert page.panes["panel_members"].form is not None  # type: ignore[attr-defined]
    page.panes["panel_members"].close_form()  # type: ignore[attr-defined]
    add(office, "panel_members", review_id=3, agency_id=3, role="Chair")
    detail.show_tab("Pathway")
    qtbot.mouseClick(row(pathway_of(detail), "panel"), Qt.MouseButton.LeftButton)
    assert page.panes["panel_members"].form is None  # type: ignore[attr-defined]


def test_learning_and_actions_are_begun_linked_to_the_review(qtbot: QtBot, office: Office) -> None:
    pane = pathway_of(a_detail(qtbot, office, 4))
    with qtbot.waitSignal(pane.new_asked) as asked:
        qtbot.mouseClick(row(pane, "learning"), Qt.MouseButton.LeftButton)
    assert asked.args == ["learning", {"reviews": (4,)}]
    with qtbot.waitSignal(pane.new_asked) as asked:
        qtbot.mouseClick(row(pane, "plan"), Qt.MouseButton.LeftButton)
    assert asked.args == ["actions", {"review_id": 4}]
    add(office, "learning", title="Ask twice", reviews=(4,))
    pane.load(4)
    with qtbot.waitSignal(pane.lines_asked) as shown:
        qtbot.mouseClick(row(pane, "learning"), Qt.MouseButton.LeftButton)
    assert shown.args == ["learning"]


def test_learning_that_is_there_is_shown_on_its_tab(qtbot: QtBot, office: Office) -> None:
    detail = a_detail(qtbot, office, 3)
    qtbot.mouseClick(row(pathway_of(detail), "learning"), Qt.MouseButton.LeftButton)
    assert detail.tabs.tabs[detail.tabs.current()].text() == "Learning"


def test_a_checklist_of_an_older_review_is_begun_at_a_press(qtbot: QtBot, office: Office) -> None:
    number = add(office, "reviews", review_type="practice_review", status="closed")
    detail = a_detail(qtbot, office, number)
    pane = pathway_of(detail)
    with qtbot.waitSignal(pane.changed):
        qtbot.mouseClick(row(pane, "checks"), Qt.MouseButton.LeftButton)
    assert len(office.records("review_checks", number)) == 17
    assert row(pane, "checks").step.says == "0 of 17 points looked at"
    assert office.next_undo().words.startswith("Began the checklist of CSPR-")  # type: ignore[union-attr]
    qtbot.mouseClick(row(pane, "checks"), Qt.MouseButton.LeftButton)
    assert detail.tabs.tabs[detail.tabs.current()].text() == "Decisions"


@pytest.mark.parametrize(("key", "where"), [("criteria", "strip"), ("decision", "options")])
def test_criteria_and_decision_open_their_window(qtbot: QtBot, office: Office, key: str, where: str) -> None:
    pane = pathway_of(a_detail(qtbot, office, 3))
    qtbot.mouseClick(row(pane, key), Qt.MouseButton.LeftButton)
    [window] = [one for one in pane.window().findChildren(DecisionWindow) if one.isVisible()]
    focus = window.grid.boxes[0].strip.buttons[0] if where == "strip" else window.form.boxes[where].editor
    assert window.focusWidget() is focus
    window.close_button.click()


def test_what_the_window_records_is_shown_at_once(qtbot: QtBot, office: Office) -> None:
    detail = a_detail(qtbot, office, 10)
    pane = pathway_of(detail)
    window = pane.decide()
    window.form.boxes["outcome"].editor.put("More information needed")
    for name in ("decision", "reasons", "decided_by"):
        window.form.boxes[name].editor.put("Ask the hospital")
    with qtbot.waitSignals([pane.changed, detail.changed]):
        window.record_button.click()
    assert row(pane, "decision").step.state == "in_hand"
    assert detail.form.boxes["status"].raw() == "Scoping"


# ------------------------------------------------------------------------------------------------ another review


def test_a_decision_for_another_review_opens_it_with_one_button(qtbot: QtBot, office: Office) -> None:
    decided(office, 3, "local_review")
    detail = a_detail(qtbot, office, 3)
    pane = pathway_of(detail)
    assert (pane.heading.text(), pane.next_button.text()) == ("Next: another review", "Open the other review…")
    qtbot.mouseClick(pane.next_button, Qt.MouseButton.LeftButton)
    assert not pane.next_button.isVisible()
    assert pane.panel.boxes["type"].raw() == "Local child safeguarding practice review"
    with qtbot.waitSignals([pane.open_asked, pane.changed]):
        qtbot.mouseClick(pane.panel.save_button, Qt.MouseButton.LeftButton)
    new = office.records("reviews")[-1]
    assert (new["review_type"], new["pseudonym"], new["decided_on"]) == ("practice_review", "Child Wren", DAY)
    assert len(office.records("review_links")) == 2
    assert row(pane, "route").step.says == f"Led to {new['ref']}"
    batch = office.next_undo()
    assert batch is not None
    assert batch.words == "Opened a local child safeguarding practice review from RR-2026-002"
    office.undo()
    pane.load(3)
    assert pane.next_button.text() == "Open the other review…"


def test_another_type_can_be_chosen_and_escape_gives_it_up(qtbot: QtBot, office: Office) -> None:
    decided(office, 10, "other_review")
    pane = pathway_of(a_detail(qtbot, office, 10))
    qtbot.mouseClick(pane.next_button, Qt.MouseButton.LeftButton)
    assert pane.panel.boxes["type"].raw() == "Multi-agency learning review"
    QTest.keyClick(pane.panel, Qt.Key.Key_Escape)
    assert pane.next_button.isVisible()
    assert len(office.records("reviews")) == 10
    qtbot.mouseClick(pane.next_button, Qt.MouseButton.LeftButton)
    pane.panel.boxes["type"].editor.put("Domestic homicide review")
    qtbot.mouseClick(pane.panel.save_button, Qt.MouseButton.LeftButton)
    assert office.records("reviews")[-1]["review_type"] == "domestic_homicide_review"
    assert office.record("reviews", 10)["status"] == "transferred"


def test_the_page_shows_the_review_that_was_opened(qtbot: QtBot, office: Office) -> None:
    decided(office, 3, "local_review")
    page = RegisterPage(office, "reviews")
    qtbot.addWidget(page)
    page.resize(1180, 640)
    page.show()
    page.show_record(3)
    page.detail.show_tab("Pathway")
    pane = pathway_of(page.detail)
    pane.do_next()
    pane.panel.save_button.click()
    assert page.detail.number() == office.records("reviews")[-1]["id"]
    assert not pane.panel.isVisible()
    assert pane.steps == pathway_of(page.detail).steps
    assert row(pane, "criteria").step.key == "criteria"


def test_leaving_puts_away_what_was_only_offered(qtbot: QtBot, office: Office) -> None:
    decided(office, 3, "local_review")
    detail = a_detail(qtbot, office, 3)
    pane = pathway_of(detail)
    pane.do_next()
    assert detail.leave()
    assert pane.panel.isHidden()


def test_leaving_keeps_what_was_typed(qtbot: QtBot, office: Office) -> None:
    decided(office, 3, "local_review")
    detail = a_detail(qtbot, office, 3)
    pane = pathway_of(detail)
    pane.do_next()
    pane.panel.boxes["type"].editor.put("Learning review")  # type: ignore[attr-defined]
    told: list[str] = []
    pane.said.connect(told.append)
    assert not detail.leave()
    assert pane.panel.boxes["type"].raw() == "Learning review"
    assert told == ["Save what you have begun, or press Cancel."]
    pane.panel.cancel()
    assert detail.leave()


# ------------------------------------------------------------------------------------------------ reading only


def test_an_office_for_reading_shows_the_way_and_changes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    made = make_office(tmp_path)
    decided(made, 3, "local_review")
    path = made.path
    made.close()
    office = open_office(path, resources() / "framework", "Bea Officer", read_only=True)
    try:
        pane = pathway_of(a_detail(qtbot, office, 3))
        assert not pane.next_button.isEnabled()
        qtbot.mouseClick(row(pane, "route"), Qt.MouseButton.LeftButton)
        assert pane.panel.isHidden()
        window = pane.decide()
        assert not window.record_button.isEnabled()
        assert not window.answers_button.isEnabled()
        assert not window.grid.boxes[0].strip.isEnabled()
        window.close_button.click()
    finally:
        office.close()


def test_a_change_that_cannot_be_written_is_said(qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    number = add(office, "reviews", review_type="practice_review", status="closed")
    pane = pathway_of(a_detail(qtbot, office, number))

    def refused(*_given: object, **_more: object) -> None:
        raise OfficeError("The disk is full. Make room, then try again.")

    with monkeypatch.context() as patched:
        patched.setattr(office, "write", refused)
        qtbot.mouseClick(row(pane, "checks"), Qt.MouseButton.LeftButton)
    assert pane.notice.words.text().startswith("The disk is full")
