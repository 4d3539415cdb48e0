"""Beside the list of stages: suspending, planning back, looks at time and quality, the log, the way of counting."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.framework.clocks import due_on
from lif_desktop.framework.running import clock_of
from lif_desktop.framework.standstill import Standstill
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.gui.labels import Words
from lif_desktop.gui.palette import apply_text_size
from lif_desktop.gui.stage_sections import change_words, counting_words
from lif_desktop.gui.stages import StagesPane
from lif_desktop.office import Office, open_office
from lif_desktop.office.case_lines import frozen_rule
from lif_desktop.office.upcoming import upcoming
from lif_desktop.places import resources
from tests.gui.made_up_office import PERSON, TODAY, add, make_office
from tests.gui.test_stages import shown, stage, type_in

D = dt.date


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def press(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def words_in(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(Words) if not label.isHidden())


def suspend(pane: StagesPane, day: str = "20/11/26") -> None:
    pane.suspend_action.trigger()
    type_in(pane.panel.boxes["day"].editor, day)
    QTest.keyClicks(pane.panel.boxes["by"].editor, "Independent chair")
    QTest.keyClicks(pane.panel.boxes["why"].editor, "The police interviews come first")
    press(pane.panel.save_button)


def stages(office: Office, review: int) -> dict[str, dict[str, Any]]:
    return {line["key"]: line for line in office.records("milestones", review)}


# ------------------------------------------------------------------------------------------------ late, and why


def test_a_late_stage_is_asked_once_for_its_reason(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, 1)
    before = len(office.batches())
    press(pane.done_button)
    assert pane.chosen()["due_on"] == D(2026, 11, 11)  # type: ignore[index]
    press(pane.panel.save_button)
    said = "That is 8 working days late. Enter the reason, or save again without one."
    assert pane.panel.summary.accessibleDescription() == said
    assert len(office.batches()) == before
    QTest.keyClicks(pane.panel.boxes["why"].editor, "Two agencies sent theirs late")
    press(pane.panel.save_button)
    assert stages(office, 1)["rr_returns"]["slip_reason"] == "Two agencies sent theirs late"


def test_without_a_reason_it_is_written_at_the_second_asking_and_is_a_gap(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, 1)
    press(pane.done_button)
    press(pane.panel.save_button)
    press(pane.panel.save_button)
    assert stages(office, 1)["rr_returns"]["done_on"] == TODAY
    assert "late_without_reason" in {gap.check for gap in upcoming(office).gaps}


def test_from_a_gap_the_reason_of_a_stage_is_asked_for_at_once(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, 1)
    press(pane.done_button)
    press(pane.panel.save_button)
    press(pane.panel.save_button)
    number = stages(office, 1)["rr_returns"]["id"]
    pane.show_line("milestones", number, "slip_reason")
    assert pane.panel.isVisible()
    assert pane.panel.boxes["why"].editor.hasFocus()


# ------------------------------------------------------------------------------------------------ suspended


def test_a_suspended_review_stands_still_and_is_nowhere_overdue(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, 1)
    assert any(item.id == 1 and item.register == "reviews" for item in upcoming(office).due)
    suspend(pane, "2/11/26")
    assert pane.badge.status().word == "Suspended since 2 November 2026"
    assert "The police interviews come first. Agreed by Independent chair." in pane.still.text()
    assert {row.status.word for row in pane.rows} <= {"Done", "Stands still", "No date yet"}
    assert pane.count.text() == "Working day 2 of 10, stands still"
    review = next(row for row in office.records("reviews") if row["id"] == 1)
    assert (review["state"].word, review["next_due"]) == ("Suspended since 2 November 2026", None)
    home = upcoming(office)
    assert not [item for item in home.due if item.id == 1 and item.register == "reviews"]
    assert not [clock for clock in home.clocks if clock.id == 1 and clock.status.tone == "red"]
    assert {row["state"].word for row in office.records("milestones", 1) if not row["done_on"]} == {"Stands still"}


def test_a_suspension_needs_a_day_and_a_reason(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    pane.suspend_action.trigger()
    type_in(pane.panel.boxes["day"].editor, "")
    QTest.keyClick(pane.panel.boxes["day"].editor, Qt.Key.Key_Delete)
    press(pane.panel.save_button)
    assert [line.text() for line in pane.panel.summary.lines()] == [
        "Enter the day from which the clocks stand still.", "Enter the reason. It is what will be asked for later.",
    ]  # fmt: skip


def test_started_again_the_stages_move_on_and_the_log_says_so(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    suspend(pane, "16/11/26")
    assert pane.suspend_action.text() == "Start the clock again…"
    pane.suspend_action.trigger()
    assert "Suspended since 16 November 2026." in pane.panel.words.text()
    type_in(pane.panel.boxes["day"].editor, "16/11/26")
    press(pane.panel.save_button)
    assert pane.panel.summary.accessibleDescription().startswith("Enter a day after 16 November 2026")
    type_in(pane.panel.boxes["day"].editor, "23/11/26")
    press(pane.panel.save_button)
    assert not pane.badge.isVisible()
    report = stages(office, 3)["rr_report"]
    assert (report["original_due_on"], report["due_on"]) == (D(2026, 12, 3), D(2026, 12, 10))
    assert pane.count.text() == "Working day 2 of 10"
    pane.log.open()
    assert "16 November 2026 · Suspended: the whole review" in words_in(pane.log)
    assert "23 November 2026 · Started again: Agency summaries back" in words_in(pane.log)
    assert pane.log.head.aside == "5 changes"
    office.undo()
    pane.load(3)
    assert stages(office, 3)["rr_report"]["due_on"] == D(2026, 12, 3)
    assert pane.log.head.aside == "1 change"


def test_a_review_that_only_its_stage_calls_suspended_is_asked_since_when(qtbot: QtBot, office: Office) -> None:
    office.write("On hold", office.changes_for("reviews", 3, {"status": "suspended"}))
    pane = shown(qtbot, office)
    assert (pane.badge.status().word, pane.suspend_action.text()) == ("Suspended", "Say since when…")
    suspend(pane)
    pane.suspend_action.trigger()
    press(pane.panel.save_button)
    assert office.record("reviews", 3)["status"] == "in_progress"


def test_days_that_stood_still_do_not_count_on_the_clock() -> None:
    calendar = WorkingDays()
    moved = stage(due_on=D(2026, 12, 10))
    still = Standstill(D(2026, 11, 16), D(2026, 11, 23))
    assert clock_of(moved, TODAY, calendar, still).words == "Working day 2 of 15"  # type: ignore[union-attr]
    late = stage(due_on=D(2026, 11, 13))
    assert clock_of(late, TODAY, calendar, still).words == "6 working days past the 1"  # type: ignore[union-attr]
    months = stage(unit="months", counted_from=D(2026, 6, 1), due_on=D(2026, 12, 8))
    assert clock_of(months, TODAY, calendar, still).words == "Week 24 of 27"  # type: ignore[union-attr]


# ------------------------------------------------------------------------------------------------ planning back


def test_a_last_day_that_was_typed_is_not_left_behind(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    said: list[str] = []
    pane.said.connect(said.append)
    pane.plan_action.trigger()
    assert pane.leave()
    type_in(pane.plan.day.editor, "2/12/26")
    assert not pane.leave()
    assert said == ["Write the days that you have begun to plan, or press Cancel."]
    press(pane.plan.cancel_button)
    assert pane.leave()


def test_a_plan_is_shown_before_it_is_written(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    before = len(office.batches())
    pane.plan_action.trigger()
    assert pane.plan.end.currentText() == "Send the rapid review report and decision to the national Panel"
    assert pane.plan.day.raw() == "3 December 2026"
    assert not pane.plan.write_button.isEnabled()
    type_in(pane.plan.day.editor, "2/12/26")
    rows = [[pane.plan.table.item(row, column).text() for column in range(3)] for row in range(4)]
    assert rows[0] == ["Agency summaries back", "26 Nov 2026", "25 Nov 2026"]
    assert rows[3][1:] == ["3 Dec 2026", "2 Dec 2026"]
    assert pane.plan.words.text() == "4 stages get another day."
    assert len(office.batches()) == before
    press(pane.plan.write_button)
    assert not pane.plan.isVisible()
    assert pane.done_button.isVisible()
    assert stages(office, 3)["rr_returns"]["due_on"] == D(2026, 11, 25)
    assert office.batches(1)[0].words == "Planned back from 2 December 2026 (RR-2026-002)"


def test_a_last_day_after_guidance_says_what_to_do_and_writes_nothing(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    pane.plan_action.trigger()
    type_in(pane.plan.day.editor, "4/12/26")
    assert "is due on 3 December 2026, and that is not a local date" in pane.plan.words.text()
    assert not pane.plan.table.isVisible()
    assert not pane.plan.write_button.isEnabled()
    pane.plan.end.setCurrentIndex(pane.plan.end.findData("rr_sign_off"))
    assert pane.plan.table.item(0, 2).text() == "30 Nov 2026"
    QTest.keyClick(pane.plan, Qt.Key.Key_Escape)
    assert not pane.plan.isVisible()


def test_a_plan_says_which_days_have_gone_by(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    pane.plan_action.trigger()
    type_in(pane.plan.day.editor, "26/11/26")
    assert pane.plan.table.item(0, 2).text() == "19 Nov 2026, gone by"
    assert (
        pane.plan.words.text() == "2 stages get another day. 2 days have gone by: the time does not suffice as it is."
    )


def test_a_review_without_open_stages_has_nothing_to_plan(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, add(office, "reviews", review_type="peer_review"))
    assert not pane.plan_action.isEnabled()


@pytest.mark.parametrize("percent", [100, 200])
def test_no_row_of_a_plan_is_cut(qtbot: QtBot, office: Office, qapp: QApplication, percent: int) -> None:
    apply_text_size(qapp, percent)
    pane = shown(qtbot, office)
    pane.plan_action.trigger()
    type_in(pane.plan.day.editor, "2/12/26")
    qapp.processEvents()
    table = pane.plan.table
    assert table.verticalScrollBar().maximum() == 0
    assert all(table.rowHeight(row) >= table.sizeHintForRow(row) for row in range(4))


# ------------------------------------------------------------------------------------------------ looks, log, counting


def test_a_look_at_time_and_quality_is_added_and_put_right(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, 4)
    assert pane.looks.head.aside == "next look was due 15 September 2026"
    pane.looks.open()
    assert "SI 2018/789, regulation 14" in words_in(pane.looks)
    pane.look_action.trigger()
    press(pane.panel.save_button)
    assert pane.panel.summary.lines()[0].text() == "Write what was found about the time or the quality."
    QTest.keyClicks(pane.panel.boxes["time_taken"].editor, "On time")
    QTest.keyClicks(pane.panel.boxes["written_request"].editor, "A draft by 1 December")
    press(pane.panel.save_button)
    (look,) = office.records("progress_checks", 4)
    assert (look["checked_on"], look["checked_by"], look["time_taken"]) == (TODAY, PERSON, "On time")
    assert pane.looks.head.aside == "next look due 23 January 2027"
    assert "Asked of the reviewer in writing: A draft by 1 December" in words_in(pane.looks)
    press(pane.looks.links[0])
    type_in(pane.panel.boxes["time_taken"].editor, "Two weeks behind")
    press(pane.panel.save_button)
    assert [row["time_taken"] for row in office.records("progress_checks", 4)] == ["Two weeks behind"]


def test_other_reviews_are_not_looked_at_by_regulation(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, 3)
    assert not pane.looks.isVisible()
    pane.show_line("progress_checks", 0, "")
    QTest.keyClicks(pane.panel.boxes["quality"].editor, "Good")
    press(pane.panel.save_button)
    assert pane.looks.isVisible()
    assert pane.looks.head.aside == "1 look"


@pytest.mark.parametrize("done", ["submitted_on", "signed_off_on", "published_on"])
def test_a_report_that_is_finished_is_not_looked_at_again(qtbot: QtBot, office: Office, done: str) -> None:
    office.write("Finished", office.changes_for("reviews", 4, {done: D(2026, 11, 20)}))
    pane = shown(qtbot, office, 4)
    assert pane.looks.due is None
    assert pane.looks.head.aside == "no look yet"


def test_the_log_of_more_time_is_newest_first(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    assert not pane.log.isVisible()
    for day in ("30/11/2026", "7/12/2026"):
        press(pane.time_button)
        type_in(pane.panel.boxes["day"].editor, day)
        type_in(pane.panel.boxes["why"].editor, "One agency was asked late")
        press(pane.panel.save_button)
    assert pane.log.isVisible()
    press(pane.log.head)
    said = words_in(pane.log)
    assert said.index("From 30 November 2026 to 7 December 2026") < said.index("From 26 November 2026 to 30 November")
    assert "Extended: Agency summaries back" in said


def test_a_change_without_days_or_reason_says_only_what_it_has() -> None:
    bare = {"due_before": None, "due_after": None, "reason": None, "agreed_by": None}
    assert change_words(bare) == ""
    assert change_words(bare | {"due_after": D(2026, 12, 1), "agreed_by": "Chair"}) == (
        "To 1 December 2026. Agreed by Chair."
    )


def test_the_way_of_counting_is_shown_with_the_reviews_own_days_and_can_be_turned(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    assert pane.counting.head.aside == "the day after is day 1"
    press(pane.counting.head)
    assert pane.counting.words.text() == (
        "15 working days from 12 November 2026 end on 3 December 2026. The day after is day 1. "
        "Were that day itself day 1, they would end on 2 December 2026."
    )
    assert "“Stockport, as the framework is written”" in pane.counting.rules.text()
    press(pane.counting.turn)
    assert office.record("reviews", 3)["same_day"] is True
    assert stages(office, 3)["rr_report"]["due_on"] == D(2026, 12, 2)
    assert "Were the day after day 1, they would end on 3 December 2026." in pane.counting.words.text()
    press(pane.counting.turn)
    assert stages(office, 3)["rr_report"]["due_on"] == D(2026, 12, 3)


def test_the_example_of_counting_is_what_the_rule_gives(office: Office) -> None:
    lines = [line for line in office.records("milestones", 3) if line["unit"] == "working days"]
    report = next(line for line in lines if line["key"] == "rr_report")
    for same_day in (False, True):
        day = due_on(frozen_rule(report), D(2026, 11, 12), office.calendar, same_day)
        assert f"end on {day.day} December 2026. " in counting_words(office, lines, same_day)
    saturday = [{**report, "counted_from": D(2026, 11, 14)}]
    assert "is not a working day, so both ways" in counting_words(office, saturday, same_day=True)
    undated = [{**report, "counted_from": None}]
    assert counting_words(office, undated, same_day=False).startswith("Day 1 is the day after")


def test_a_review_without_working_days_says_nothing_of_counting(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, add(office, "reviews", review_type="mental_health_homicide_review"))
    assert not pane.counting.isVisible()


# ------------------------------------------------------------------------------------------------ around it


def test_the_day_of_a_panel_to_come_is_arranged_and_not_done(qtbot: QtBot, office: Office) -> None:
    office.write("Panel set", office.changes_for("reviews", 3, {"panel_on": D(2026, 11, 25)}))
    pane = shown(qtbot, office)
    row = next(row for row in pane.rows if row.stage["key"] == "rr_panel")
    assert (row.status.word, row.day) == ("Arranged", "25 November 2026")
    assert any(item.what == row.stage["label"] and item.id == 3 for item in upcoming(office).due)


def test_a_day_after_the_last_published_year_says_so_on_the_stage_and_on_home(qtbot: QtBot, office: Office) -> None:
    number = add(office, "reviews", review_type="rapid_review", notified_on=D(2029, 1, 8))
    later = add(office, "reviews", review_type="rapid_review", notified_on=D(2026, 11, 12))
    line = stages(office, later)["rr_report"]["id"]
    moved = {"due_on": D(2029, 2, 1), "extension_reason": "Trial"}
    office.write("More time", office.changes_for("milestones", line, moved))
    pane = shown(qtbot, office, number)
    said = "bank holidays are published up to 2028 only, so check this day"
    assert said in pane.why.text()
    pane.load(later)
    pane.choose(line)
    assert said.capitalize() in pane.why.text()
    far = upcoming(office, 700)
    assert [item.why for item in far.due if item.id == number and said in item.why]


def test_what_is_typed_is_saved_before_another_record_is_shown(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    press(pane.time_button)
    assert pane.leave()
    type_in(pane.panel.boxes["day"].editor, "30/11/2026")
    assert not pane.leave()
    assert pane.panel.summary.isVisible()
    QTest.keyClicks(pane.panel.boxes["why"].editor, "Asked late")
    assert pane.leave()
    assert stages(office, 3)["rr_returns"]["due_on"] == D(2026, 11, 30)


def test_nothing_can_be_changed_in_an_office_that_is_open_for_reading(qtbot: QtBot, tmp_path: Path) -> None:
    make_office(tmp_path).close()
    reading = open_office(tmp_path / "office.lif", resources() / "framework", "Bea", read_only=True)
    pane = shown(qtbot, reading, 3)
    buttons = (pane.done_button, pane.time_button, pane.decision_button, pane.more_button, pane.counting.turn)
    assert not any(button.isEnabled() for button in buttons)
    pane.close()
    reading.close()


def test_sections_open_and_close_with_the_keyboard_and_say_so(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    head = pane.counting.head
    assert head.accessibleName() == "How days are counted, the day after is day 1, closed"
    head.setFocus()
    QTest.keyClick(head, Qt.Key.Key_Return)
    assert pane.counting.is_open()
    assert head.accessibleName().endswith(", open")
    QTest.keyClick(head, Qt.Key.Key_Space)
    assert not pane.counting.is_open()
