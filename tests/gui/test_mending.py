"""Gaps are listed with what asks for them, filtered by typing, and mended one after the other from the keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.framework.selfcheck import CHECKS, Gap
from lif_desktop.gui.gaps import GapsDialog, is_line, place_words
from lif_desktop.gui.home import HomePage
from lif_desktop.gui.mending import MendingBar
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.gui.shell import MainWindow
from lif_desktop.office import Office
from tests.gui.made_up_office import _day, add, make_office
from tests.gui.upcoming_made_up import GAPS
from tests.gui.windows import a_window, none_of, the_only, with_office

LEFT = Qt.MouseButton.LeftButton
CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def gap(number: int, field: str = "evidence") -> Gap:
    return Gap("closed_without_evidence", "actions", number, f"ACT-{number}", field, f"ACT-{number} lacks something.")


# The list


def test_gaps_are_listed_by_check_and_what_asks_for_them_is_said(parent: QWidget) -> None:
    dialog = GapsDialog(GAPS, None, parent)
    dialog.open()
    first = dialog.list.topLevelItem(0)
    assert first is not None
    assert first.text(0) == "Recommendations with no action (4)"
    assert len(dialog.shown) == len(dialog.list.lines()) == 14
    assert dialog.says.text() == dialog.shown[0].says
    assert dialog.reason.text() == "Asked for by: Framework 2.1. Leads to “Evidence of completion”, under Details."
    dialog.close()


def test_typing_narrows_the_list_and_says_so(parent: QWidget) -> None:
    dialog = GapsDialog(GAPS, None, parent)
    dialog.open()
    QTest.keyClicks(dialog.line, "VOICE 002")
    assert [one.ref for one in dialog.shown] == ["ACT-2026-002"]
    assert dialog.words.text() == "1 of 14 gaps hold these words."
    QTest.keyClicks(dialog.line, "x")
    assert dialog.words.text() == "No gap holds these words."
    assert not dialog.go.isEnabled()
    assert dialog.reason.text() == dialog.says.text() == ""
    dialog.line.clear()
    assert len(dialog.shown) == 14
    dialog.close()


def test_down_leads_into_the_list_and_enter_to_the_field(parent: QWidget) -> None:
    asked: list[tuple[list[Gap], int]] = []
    dialog = GapsDialog(GAPS, GAPS[1], parent)
    dialog.mend_asked.connect(lambda gaps, place: asked.append((gaps, place)))
    dialog.open()
    QTest.keyClick(dialog.line, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert asked == [(list(GAPS[1].gaps), 1)]
    assert none_of(parent, GapsDialog)


def test_fresh_gaps_keep_the_filter_and_the_cursor(parent: QWidget) -> None:
    dialog = GapsDialog(GAPS, None, parent)
    dialog.open()
    QTest.keyClicks(dialog.line, "voice")
    dialog.list.setCurrentItem(dialog.list.lines()[1])
    here = dialog.current()
    dialog.show_gaps(GAPS[1:])
    assert dialog.current() == here
    assert len(dialog.shown) == 3
    dialog.show_gaps(())
    assert dialog.words.text() == "Nothing is missing that the framework asks for."
    dialog.close()


def test_a_gap_that_a_new_record_mends_offers_to_begin_it(parent: QWidget) -> None:
    begun: list[tuple[str, object]] = []
    begin = ("actions", (("recommendation_id", 3),))
    with_new = Gap("recommendation_without_action", "recommendations", 3, "REC-3", "decision", "REC-3: none.", begin)
    from lif_desktop.office.upcoming import GapCount

    dialog = GapsDialog((GapCount("a", 2, "both", (gap(1), with_new)),), None, parent)
    dialog.new_asked.connect(lambda key, values: begun.append((key, values)))
    dialog.open()
    assert dialog.begin.isHidden()
    dialog.list.setCurrentItem(dialog.list.lines()[1])
    assert dialog.begin.text() == "New action…"
    QTest.mouseClick(dialog.begin, LEFT)
    assert begun == [("actions", {"recommendation_id": 3})]
    assert none_of(parent, GapsDialog)


def test_where_a_gap_leads_is_said_for_fields_lines_and_missing_lines() -> None:
    assert place_words(gap(1)) == "“Evidence of completion”, under Details"
    line = Gap("x", "milestones", 1, "RR-1", "slip_reason", "")
    assert place_words(line).endswith("under Stages")
    missing = Gap("x", "agencies", 1, "GMP", "contacts", "")
    assert is_line(missing)
    assert place_words(missing) == "a contact, under People"
    assert place_words(Gap("holidays_end", "", 0, "", "", "")) == ""


# The bar


def bar_with(qtbot: QtBot, *gaps: Gap) -> tuple[MendingBar, list[int]]:
    bar, led = MendingBar(), []
    qtbot.addWidget(bar)
    bar.lead.connect(lambda one: led.append(one.id))
    bar.start(gaps)
    return bar, led


def test_the_next_gap_that_is_open_comes_and_after_the_last_the_first(qtbot: QtBot) -> None:
    bar, led = bar_with(qtbot, gap(1), gap(2), gap(3))
    assert bar.count.text() == "Gap 1 of 3, 3 left"
    assert bar.says.text() == "ACT-1 lacks something."
    bar.refresh([gap(1), gap(3)])
    bar.next_button.click()
    bar.next_button.click()
    assert led == [1, 3, 1]
    assert bar.count.text() == "Gap 1 of 3, 2 left"


def test_what_is_mended_is_counted_off_and_said(qtbot: QtBot) -> None:
    bar, led = bar_with(qtbot, gap(1), gap(2))
    bar.refresh([gap(2)])
    assert bar.count.text() == "✓ Mended. 1 left. F8 leads to the next one."
    assert bar.says.text() == "ACT-1"
    bar.next()
    bar.refresh([])
    assert bar.count.text() == "✓ Mended. That was the last one of this list."
    assert bar.next_button.isHidden()
    bar.next()
    assert led == [1, 2]
    bar.refresh([gap(2)])
    assert bar.count.text() == "Gap 2 of 2, 1 left"


def test_two_gaps_of_one_record_are_two(qtbot: QtBot) -> None:
    bar, _ = bar_with(qtbot, gap(1, "due_on"), gap(1, "done_test"))
    bar.refresh([gap(1, "done_test")])
    assert bar.left() == 1
    bar.next()
    assert bar.gap == gap(1, "done_test")


def test_a_gap_that_a_new_record_mends_offers_it_until_it_is_mended(qtbot: QtBot) -> None:
    begin = ("actions", (("recommendation_id", 3),))
    lacking = Gap("recommendation_without_action", "recommendations", 3, "REC-3", "decision", "REC-3: none.", begin)
    bar, _ = bar_with(qtbot, gap(1), lacking)
    begun: list[tuple[str, object]] = []
    bar.new_asked.connect(lambda key, values: begun.append((key, values)))
    assert bar.begin_button.isHidden()
    bar.next()
    assert bar.begin_button.text() == "New action…"
    bar.begin_button.click()
    assert begun == [("actions", {"recommendation_id": 3})]
    bar.refresh([gap(1)])
    assert bar.begin_button.isHidden()


def test_the_cross_puts_it_away(qtbot: QtBot) -> None:
    bar, _ = bar_with(qtbot, gap(1))
    assert bar.isVisible()
    bar.cross.click()
    assert bar.isHidden()
    assert bar.gap is None
    bar.refresh([gap(1)])
    assert bar.isHidden()


# In the window, by keys


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = make_office(tmp_path)
    add(made, "actions", title="Count the referrals", lead_agency_id=4, due_on=_day("2027-01-29"), status="complete")
    return made


@pytest.fixture
def window(tmp_path: Path) -> Iterator[MainWindow]:
    with a_window(tmp_path) as made:
        yield made


def press(window: MainWindow, qtbot: QtBot, key: Qt.Key, with_key: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the cursor stands; shortcuts are heard by an active window only."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window.focusWidget(), key, with_key)


def said(bar: MendingBar, words: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bar.count.text() == words)


def test_what_is_typed_is_saved_before_the_next_gap_comes(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    desk = with_office(window, office, qtbot)
    gaps = [gap for count in desk.overview.upcoming.gaps for gap in count.gaps if gap.field == "evidence"]  # type: ignore[union-attr]
    desk.mending.start(gaps)
    QTest.keyClicks(window.focusWidget(), "Ten files")
    press(window, qtbot, Qt.Key.Key_F8)
    page = desk.current
    assert isinstance(page, RegisterPage)
    assert page.current_id() == gaps[1].id
    assert office.record("actions", gaps[0].id)["evidence"] == "Ten files"
    said(desk.mending, "Gap 2 of 2, 1 left", qtbot)


def test_gaps_are_mended_one_after_the_other_from_the_keys(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    desk = with_office(window, office, qtbot)
    home = desk.pages["home"]
    assert isinstance(home, HomePage)
    check = next(gap for gap in desk.overview.upcoming.gaps if gap.check == "closed_without_evidence")  # type: ignore[union-attr]
    assert check.count == 2
    home.gaps_asked.emit(check)
    dialog = the_only(window, GapsDialog)
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    page = desk.current
    assert isinstance(page, RegisterPage)
    first, second = check.gaps
    assert page.current_id() == first.id
    assert page.detail.form.boxes["evidence"].isAncestorOf(window.focusWidget())
    QTest.keyClicks(window.focusWidget(), "Ten files")
    press(window, qtbot, Qt.Key.Key_S, CTRL)
    said(desk.mending, "✓ Mended. 1 left. F8 leads to the next one.", qtbot)
    press(window, qtbot, Qt.Key.Key_F8)
    assert page.current_id() == second.id
    QTest.keyClicks(window.focusWidget(), "The new form")
    press(window, qtbot, Qt.Key.Key_S, CTRL)
    said(desk.mending, "✓ Mended. That was the last one of this list.", qtbot)
    assert [office.record("actions", one.id)["evidence"] for one in check.gaps] == ["Ten files", "The new form"]
    assert "closed_without_evidence" not in {gap.check for gap in desk.overview.upcoming.gaps}  # type: ignore[union-attr]


def test_without_a_list_f8_begins_with_the_first_gap_of_all(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    desk = with_office(window, office, qtbot)
    window.press("mend_next")
    every = [gap for count in desk.overview.upcoming.gaps for gap in count.gaps]  # type: ignore[union-attr]
    assert desk.mending.gap == every[0]
    assert not desk.mending.isHidden()
    QTest.mouseClick(desk.mending.list_button, LEFT)
    assert len(the_only(window, GapsDialog).shown) == len(every)
    the_only(window, GapsDialog).close()


def test_a_list_that_is_open_follows_what_is_mended(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    desk = with_office(window, office, qtbot)
    window.press("gaps")
    dialog = the_only(window, GapsDialog)
    before = len(dialog.shown)
    office.write("Seen", office.changes_for("actions", 4, {"evidence": "Ten files"}))
    desk.told()
    qtbot.waitUntil(lambda: len(dialog.shown) == before - 1)
    dialog.close()


def test_a_gap_of_no_record_is_said_and_leads_nowhere(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    desk = with_office(window, office, qtbot)
    desk.mending.start([Gap("holidays_end", "", 0, "", "", "Bank holidays are known up to 2028 only.")])
    assert desk.key == "home"
    assert desk.mending.says.text() == "Bank holidays are known up to 2028 only."


def test_every_check_has_words_that_a_person_reads() -> None:
    assert all(check.counted[0].islower() or check.counted.startswith("QA") for check in CHECKS)
