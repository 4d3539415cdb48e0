"""The window of clocks and holidays: figures, the office's days, day 1 and the profile, each with its undo."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.framework.overrides import DISPUTES, STANDING, places
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.gui.clock_days import days_of, new_days
from lif_desktop.gui.clock_profile import profiles_of
from lif_desktop.gui.clock_window import ClockWindow
from lif_desktop.gui.palette import apply_text_size
from lif_desktop.office import Office, create_office, open_office
from lif_desktop.office.clock_settings import CLOSED, WORKED
from lif_desktop.places import resources
from tests.gui.made_up_office import add, empty_office
from tests.gui.test_stages import type_in
from tests.gui.windows import a_window, the_only, with_office

D = dt.date
PROFILES = resources() / "framework"
EVE = D(2026, 12, 24)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = empty_office(tmp_path)
    yield made
    made.close()


def shown(qtbot: QtBot, office: Office, tab: int = 0) -> ClockWindow:
    window = ClockWindow(office)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    window.tabs.choose(tab)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def press(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def to_clock(window: ClockWindow, place: str, key: str) -> None:
    rules = window.rules
    rules.kinds.setCurrentIndex(rules.kinds.findData(place))
    rules.table.setCurrentCell([rule.key for rule in rules.rules].index(key), 0)


def due(office: Office, number: int, key: str = "rr_report") -> Any:
    return next(line["due_on"] for line in office.records("milestones", number) if line["key"] == key)


# ------------------------------------------------------------------------------------------------ figures


def test_every_clock_of_every_kind_is_listed_with_figure_and_source(qtbot: QtBot, office: Office) -> None:
    window = shown(qtbot, office)
    listed = {window.rules.kinds.itemData(at): at for at in range(window.rules.kinds.count())}
    assert listed.keys() == {kind.key for kind in office.framework.review_types} | {DISPUTES, STANDING}
    for place, _words, rules in places(office.framework):
        window.rules.kinds.setCurrentIndex(listed[place])
        table = window.rules.table
        cells = {table.item(row, 0).text(): table.item(row, 2).text() for row in range(table.rowCount())}
        assert cells.keys() == {rule.label for rule in rules}
        for rule in rules:
            assert rule.source in cells[rule.label]
            assert ("▲ Check against current guidance" in cells[rule.label]) is rule.check
        assert window.rules.none.isVisible() is (not rules)
        assert window.rules.editor.isVisible() is bool(rules)


def test_a_kind_without_figures_says_so_with_its_source(qtbot: QtBot, office: Office) -> None:
    window = shown(qtbot, office)
    window.rules.kinds.setCurrentIndex(window.rules.kinds.findData("peer_review"))
    assert window.rules.none.text().endswith("so no clock runs. Source: Framework 5.10, Appendix B.")


def test_a_figure_is_changed_for_new_cases_and_undone(qtbot: QtBot, office: Office) -> None:
    before = add(office, "reviews", review_type="rapid_review", notified_on=D(2026, 11, 12))
    window = shown(qtbot, office)
    to_clock(window, "rapid_review", "rr_sign_off")
    editor = window.rules.editor
    assert (editor.number.value(), editor.unit.currentText(), editor.on.isChecked()) == (14, "working days", True)
    editor.number.setValue(12)
    with qtbot.waitSignal(window.changed):
        press(editor.save_button)
    after = add(office, "reviews", review_type="rapid_review", notified_on=D(2026, 11, 12))
    assert (due(office, before, "rr_sign_off"), due(office, after, "rr_sign_off")) == (D(2026, 12, 2), D(2026, 11, 30))
    assert window.notice.words.text() == "“Executives sign off the rapid review” set to 12 working days."
    assert (
        "the office's own figure in place of 14 working days"
        in window.rules.table.item(window.rules.table.currentRow(), 2).text()
    )
    assert editor.back_link.text() == "Back to 14 working days"
    press(window.notice.links[0])
    assert editor.number.value() == 14
    assert not editor.back_link.isVisible()


def test_back_to_the_profiles_figure(qtbot: QtBot, office: Office) -> None:
    window = shown(qtbot, office)
    to_clock(window, "practice_review", "cspr_publish")
    window.rules.editor.unit.setCurrentText("working days")
    window.rules.editor.number.setValue(100)
    press(window.rules.editor.save_button)
    assert window.rules.rule().unit == "working days"  # type: ignore[union-attr]
    press(window.rules.editor.back_link)
    assert office.clock_settings().figures == {}


def test_a_clock_is_switched_on_and_off(qtbot: QtBot, office: Office) -> None:
    window = shown(qtbot, office)
    to_clock(window, "rapid_review", "rr_panel_reply")
    table = window.rules.table
    assert table.item(table.currentRow(), 1).text().startswith("Off. 10 calendar days after the report being sent")
    window.rules.editor.on.click()
    press(window.rules.editor.save_button)
    assert window.notice.words.text().endswith("switched on.")
    assert "rr_panel_reply" in [rule.key for rule in office.profile.review_type("rapid_review").rules]
    assert window.rules.rule().key == "rr_panel_reply"  # type: ignore[union-attr]
    window.rules.editor.on.click()
    press(window.rules.editor.save_button)
    assert office.clock_settings().figures == {}


def test_saving_without_a_change_writes_nothing(qtbot: QtBot, office: Office) -> None:
    window = shown(qtbot, office)
    before = len(office.batches())
    press(window.rules.editor.save_button)
    assert len(office.batches()) == before


def test_a_figure_that_was_checked_loses_its_mark_with_day_and_name(qtbot: QtBot, office: Office) -> None:
    window = shown(qtbot, office)
    to_clock(window, "sar_mandatory", "sar_complete")
    press(window.rules.editor.check_link)
    cell = window.rules.table.item(window.rules.table.currentRow(), 2).text()
    assert cell.endswith("; checked on 23 November 2026 by Ann Officer")
    number = add(office, "reviews", review_type="sar_mandatory", decided_on=D(2026, 6, 1))
    line = next(line for line in office.records("milestones", number) if line["key"] == "sar_complete")
    assert not line["to_check"]
    press(window.rules.editor.check_link)
    assert "▲ Check against current guidance" in window.rules.table.item(window.rules.table.currentRow(), 2).text()


def test_no_figure_goes_beyond_twenty_years(qtbot: QtBot, office: Office) -> None:
    window = shown(qtbot, office)
    for unit, most in (("years", 20), ("months", 240), ("working days", 5000)):
        window.rules.editor.unit.setCurrentText(unit)
        window.rules.editor.number.setValue(9999)
        assert window.rules.editor.number.value() == most


@pytest.mark.parametrize("percent", [100, 200])
def test_no_clock_is_cut(qtbot: QtBot, office: Office, qapp: QApplication, percent: int) -> None:
    apply_text_size(qapp, percent)
    window = shown(qtbot, office)
    qapp.processEvents()
    table = window.rules.table
    assert all(table.rowHeight(row) > table.sizeHintForRow(row) for row in range(table.rowCount()))


# ------------------------------------------------------------------------------------------------ days


def cells(window: ClockWindow) -> dict[str, str]:
    table = window.days.table
    return {table.item(row, 0).text(): table.item(row, 2).text() for row in range(table.rowCount())}


def test_days_are_closed_at_once_and_open_clocks_counted_anew(qtbot: QtBot, office: Office) -> None:
    number = add(office, "reviews", review_type="rapid_review", notified_on=D(2026, 12, 10))
    window = shown(qtbot, office, 1)
    assert "published up to 2028" in window.days.lead.text()
    assert cells(window)["Friday 25 December 2026"] == "No, a bank holiday"
    press(window.days.close_button)
    type_in(window.days.panel.boxes["first"].editor, "24/12/26")
    type_in(window.days.panel.boxes["last"].editor, "31/12/26")
    QTest.keyClicks(window.days.panel.boxes["name"].editor, "Closed at Christmas")
    press(window.days.panel.save_button)
    closed = [day for day, counts in cells(window).items() if counts == "No, closed by the office"]
    assert closed == ["Thursday 24 December 2026", "Tuesday 29 December 2026", "Wednesday 30 December 2026",
                      "Thursday 31 December 2026"]  # fmt: skip
    assert due(office, number) == D(2027, 1, 11)
    assert window.notice.words.text() == "Closed on 4 days: Closed at Christmas."
    press(window.notice.links[0])
    assert due(office, number) == D(2027, 1, 5)
    assert office.calendar.is_working(EVE)


def test_a_day_that_was_begun_is_not_lost_by_closing_the_window(qtbot: QtBot, office: Office) -> None:
    window = shown(qtbot, office, 1)
    press(window.days.close_button)
    type_in(window.days.panel.boxes["first"].editor, "24/12/26")
    window.tabs.choose(0)
    press(window.close_button)
    assert window.isVisible()
    assert window.stack.currentWidget() is window.days
    assert window.days.panel.doubt.isVisible()
    press(window.days.panel.throw_button)
    window.reject()
    assert not window.isVisible()


def test_a_worked_saturday_is_added_and_taken_away(qtbot: QtBot, office: Office) -> None:
    window = shown(qtbot, office, 1)
    press(window.days.work_button)
    type_in(window.days.panel.boxes["first"].editor, "12/12/26")
    press(window.days.panel.save_button)
    assert cells(window)["Saturday 12 December 2026"] == "Yes, worked by the office"
    assert not window.days.gone_button.isEnabled()
    row = list(cells(window)).index("Saturday 12 December 2026")
    window.days.table.selectRow(row)
    press(window.days.gone_button)
    assert "Saturday 12 December 2026" not in cells(window)
    assert window.notice.words.text() == "No longer worked on 12 December 2026."


def test_a_closed_day_that_is_worked_after_all_is_ordinary_again(qtbot: QtBot, office: Office) -> None:
    window = shown(qtbot, office, 1)
    for button in (window.days.close_button, window.days.work_button):
        press(button)
        type_in(window.days.panel.boxes["first"].editor, "24/12/26")
        press(window.days.panel.save_button)
    settings = office.clock_settings()
    assert (settings.closed, settings.worked) == ({}, {})
    assert office.calendar.is_working(EVE)


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("", "", "Enter the day."),
        ("24/12/26", "23/12/26", "Enter a day after the first one, or none."),
        ("25/12/26", "", "These days do not count anyway, so there is nothing to add."),
        ("1/2/26", "1/12/26", "Add 60 at most at once."),
    ],
)
def test_days_that_make_no_sense_are_refused(qtbot: QtBot, office: Office, first: str, last: str, says: str) -> None:
    window = shown(qtbot, office, 1)
    press(window.days.close_button)
    type_in(window.days.panel.boxes["first"].editor, first)
    type_in(window.days.panel.boxes["last"].editor, last)
    press(window.days.panel.save_button)
    assert says in window.days.panel.summary.accessibleDescription()
    assert office.clock_settings().closed == {}


def test_a_year_after_the_last_published_one_is_said_to_be_worked_out(qtbot: QtBot, office: Office) -> None:
    window = shown(qtbot, office, 1)
    assert not window.days.unknown.isVisible()
    window.days.year.setValue(2029)
    assert window.days.unknown.text() == "The bank holidays of 2029 are not published yet. These are worked out."
    assert "Tuesday 25 December 2029" in cells(window)


def test_days_out_of_the_ordinary_are_in_order_and_the_offices_own_say_so() -> None:
    rows = days_of(2026, {EVE: "Closed"}, {D(2026, 4, 3): "Returns day", D(2027, 1, 2): "Next year"})
    assert [day for day, *_ in rows] == sorted(day for day, *_ in rows)
    by_day = {day: (name, setting) for day, name, _counts, setting in rows}
    assert (by_day[EVE], by_day[D(2026, 4, 3)]) == (("Closed", CLOSED), ("Returns day", WORKED))
    assert D(2027, 1, 2) not in by_day
    assert new_days(D(2026, 12, 24), D(2026, 12, 28), closed=True, calendar=WorkingDays()) == [EVE]


# ------------------------------------------------------------------------------------------------ day 1, profile


def test_both_ways_of_counting_are_shown_with_an_example_worked_out_now(qtbot: QtBot, office: Office) -> None:
    window = shown(qtbot, office, 2)
    after, same = window.counting.examples[False], window.counting.examples[True]
    assert after.text() == (
        "Notified on Thursday 2 April 2026: due 27 April 2026, 15 working days from 2 April 2026; Good Friday and "
        "Easter Monday not counted."
    )
    assert "due 24 April 2026, 15 working days from 2 April 2026; that day counts as day 1" in same.text()
    window.counting.number.setValue(5)
    type_in(window.counting.day, "16/9/22")
    QTest.keyClick(window.counting.day, Qt.Key.Key_Return)
    assert "Friday 16 September 2022: due 26 September 2022" in after.text()
    assert "Bank holiday for the State Funeral of Queen Elizabeth II not counted" in same.text()


def test_the_way_of_counting_of_new_reviews_is_chosen_here(qtbot: QtBot, office: Office) -> None:
    before = add(office, "reviews", review_type="rapid_review", notified_on=D(2026, 4, 2))
    window = shown(qtbot, office, 2)
    assert window.counting.ways[False].isChecked()
    window.counting.ways[True].click()
    after = add(office, "reviews", review_type="rapid_review", notified_on=D(2026, 4, 2))
    assert (due(office, before), due(office, after)) == (D(2026, 4, 27), D(2026, 4, 24))
    window.counting.ways[True].click()
    press(window.notice.links[0])
    assert window.counting.ways[False].isChecked()


def test_the_profile_is_changed_for_new_cases(qtbot: QtBot, office: Office) -> None:
    window = shown(qtbot, office, 3)
    assert list(window.profile.choices) == ["stockport", "england-current"]
    window.profile.choices["england-current"].click()
    assert office.profile.key == "england-current"
    assert window.notice.words.text() == "Changed the profile to England, present law and guidance."
    window.tabs.choose(0)
    assert not window.notice.isVisible()
    kinds = [window.rules.kinds.itemText(at) for at in range(window.rules.kinds.count())]
    assert "Domestic abuse related death review" in kinds


def test_a_profile_that_lacks_what_is_in_use_is_refused_with_the_reason(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "profiles"
    folder.mkdir()
    for name in ("stockport", "england-current"):
        (folder / f"{name}.toml").write_text((PROFILES / f"{name}.toml").read_text(encoding="utf-8"), encoding="utf-8")
    few = 'based_on = "stockport.toml"\nleave_out = ["review_types.peer_review"]\ntitle = "Fewer"\n'
    (folder / "fewer.toml").write_text(few, encoding="utf-8")
    (folder / "broken.toml").write_text("title = 3", encoding="utf-8")
    office = create_office(tmp_path / "office.lif", folder, "stockport", "Ann")
    add(office, "reviews", review_type="peer_review")
    window = shown(qtbot, office, 3)
    told = {key: words for key, _title, words in profiles_of(office)}
    assert "broken.toml, lists: expected a table" in told["broken"]
    for name in ("fewer", "broken"):
        window.profile.choices[name].click()
        assert window.profile.choices["stockport"].isChecked()
        assert window.notice.isVisible()
    assert office.profile.key == "stockport"
    window.close()
    office.close()


def test_nothing_can_be_changed_in_an_office_that_is_open_for_reading(qtbot: QtBot, tmp_path: Path) -> None:
    empty_office(tmp_path).close()
    reading = open_office(tmp_path / "office.lif", PROFILES, "Bea", read_only=True)
    window = shown(qtbot, reading)
    buttons = (
        window.rules.editor.save_button,
        window.days.close_button,
        window.days.work_button,
        window.counting.ways[True],
        window.profile.choices["england-current"],
    )
    assert not any(button.isEnabled() for button in buttons)
    window.close()
    reading.close()


def test_the_menu_opens_it_and_the_desk_hears_of_every_change(qtbot: QtBot, tmp_path: Path) -> None:
    with a_window(tmp_path) as main:
        desk = with_office(main, empty_office(tmp_path), qtbot)
        main.press("clocks")
        window = the_only(main, ClockWindow)
        heard: list[bool] = []
        window.changed.connect(lambda: heard.append(True))
        window.counting.ways[True].click()
        assert heard == [True]
        qtbot.waitUntil(lambda: "New reviews count" in main.actions_by_key["undo"].text())
        assert desk.office.clock_settings().same_day
        window.accept()


def test_another_profile_brings_its_own_lists_to_every_page_and_undo_brings_them_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with a_window(tmp_path) as main:
        desk = with_office(main, empty_office(tmp_path), qtbot)
        before = desk.go("reviews")
        main.press("clocks")
        window = the_only(main, ClockWindow)
        window.profile.choices["england-current"].click()
        window.accept()
        assert desk.key == "reviews"
        assert desk.current is not before
        desk.office.undo()
        desk.told()
        assert desk.office.framework.key == "stockport"
        assert desk.current is not None


def test_after_each_change_the_focus_is_on_the_page_and_never_on_undo(qtbot: QtBot, office: Office) -> None:
    window = shown(qtbot, office)
    rules = window.rules
    rules.editor.number.setValue(rules.editor.number.value() + 2)
    press(rules.editor.save_button)
    press(rules.editor.back_link)
    assert QApplication.focusWidget() is rules.table
    window.tabs.choose(1)
    days = window.days
    for button, day in ((days.close_button, "24 December 2026"), (days.work_button, "26 December 2026")):
        press(button)
        days.panel.boxes["first"].fill(day)
        press(days.panel.save_button)
        assert QApplication.focusWidget() is button
    press(days.close_button)
    press(days.panel.cancel_button)
    assert QApplication.focusWidget() is days.close_button
    days.table.setCurrentCell(
        [days.table.item(row, 2).text() for row in range(days.table.rowCount())].index("No, closed by the office"), 0
    )
    press(days.gone_button)
    assert days.isAncestorOf(QApplication.focusWidget())
    press(window.notice.links[0])
    assert QApplication.focusWidget() is days.table
