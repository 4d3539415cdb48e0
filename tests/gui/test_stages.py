"""The stages of a review: its clock, its reasons, marking done, and asking for more time."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.framework.running import clock_of
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.gui.palette import apply_text_size
from lif_desktop.gui.stage_row import StageRow
from lif_desktop.gui.stage_words import event_words, following, reason, standing
from lif_desktop.gui.stages import StagesPane
from lif_desktop.office import Batch, Office
from tests.gui.made_up_office import TODAY, add, make_office

CALENDAR = WorkingDays()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def shown(qtbot: QtBot, office: Office, review: int = 3) -> StagesPane:
    pane = StagesPane(office)
    qtbot.addWidget(pane)
    pane.resize(430, 560)
    pane.load(review)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    return pane


def row_of(pane: StagesPane, key: str) -> StageRow:
    return next(row for row in pane.rows if row.stage["key"] == key)


def stage(**values: object) -> dict[str, object]:
    plain = {
        "id": 1, "review_id": 1, "key": "rr_report", "label": "Report", "position": 1, "event": "notification_sent",
        "number": 15, "unit": "working days", "direction": "after", "same_day": False, "basis": "guidance",
        "source": "5.1", "counted_from": dt.date(2026, 11, 12), "due_on": dt.date(2026, 12, 3), "done_on": None,
        "extension_reason": None, "extension_agreed_by": None, "slip_reason": None, "to_check": 0, "event_words": "",
    }  # fmt: skip
    return plain | values


def type_in(widget: object, text: str) -> None:
    widget.setFocus()  # type: ignore[attr-defined]
    widget.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(widget, text)


# ------------------------------------------------------------------------------------------------ words


def test_a_clock_in_working_days() -> None:
    clock = clock_of(stage(), TODAY, CALENDAR)
    assert clock is not None
    assert (clock.total, clock.gone, clock.words, clock.tone) == (15, 7, "Working day 7 of 15", "green")


def test_a_clock_whose_first_day_counts() -> None:
    clock = clock_of(stage(same_day=True, due_on=dt.date(2026, 12, 2)), TODAY, CALENDAR)
    assert clock is not None
    assert clock.words == "Working day 8 of 15"


def test_a_clock_in_weeks_and_one_that_has_run_out() -> None:
    long = stage(unit="months", number=6, counted_from=dt.date(2026, 6, 1), due_on=dt.date(2026, 12, 1))
    late = stage(due_on=dt.date(2026, 11, 18))
    assert clock_of(long, TODAY, CALENDAR).words == "Week 25 of 27"  # type: ignore[union-attr]
    assert clock_of(late, TODAY, CALENDAR).words == "3 working days past the 4"  # type: ignore[union-attr]


def test_no_clock_without_dates_or_once_done() -> None:
    assert clock_of(stage(counted_from=None), TODAY, CALENDAR) is None
    assert clock_of(stage(done_on=TODAY), TODAY, CALENDAR) is None


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"done_on": dt.date(2026, 11, 20)}, "Done"),
        ({"done_on": dt.date(2026, 11, 20), "due_on": dt.date(2026, 11, 18)}, "Done late"),
        ({"done_on": dt.date(2026, 12, 1)}, "Arranged"),
        ({"done_on": dt.date(2026, 12, 20)}, "Arranged late"),
        ({"due_on": None}, "No date yet"),
        ({"due_on": dt.date(2026, 11, 18)}, "Overdue"),
        ({"due_on": TODAY}, "Due today"),
        ({}, "Planned"),
    ],
)
def test_how_a_stage_stands(values: dict[str, object], word: str) -> None:
    assert standing(stage(**values), None, TODAY, CALENDAR).word == word


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"due_on": dt.date(2026, 11, 18)}, "Stands still"),
        ({"due_on": None}, "No date yet"),
        ({"done_on": dt.date(2026, 11, 20)}, "Done"),
    ],
)
def test_how_a_stage_of_a_suspended_review_stands(values: dict[str, object], word: str) -> None:
    assert standing(stage(**values), None, TODAY, CALENDAR, still=True).word == word


def test_a_stage_before_one_that_was_done_is_not_asked_for() -> None:
    first = stage(id=1, position=1, due_on=dt.date(2026, 11, 10))
    done = stage(id=2, position=2, done_on=dt.date(2026, 11, 12))
    coming = stage(id=3, position=3, due_on=dt.date(2026, 12, 20))
    assert following([first, done, coming], TODAY) is coming
    assert following([first, done | {"done_on": dt.date(2026, 12, 1)}, coming], TODAY) is first
    assert standing(first, coming, TODAY, CALENDAR).word == "Not dated"


def test_the_reason_of_a_due_date_and_of_its_extension() -> None:
    said = reason(stage(), CALENDAR)
    assert said == "Due 3 December 2026: 15 working days from 12 November 2026."
    moved = stage(due_on=dt.date(2027, 1, 8), extension_reason="The inquest comes first.", extension_agreed_by="Chair")
    assert reason(moved, CALENDAR).endswith("Moved to 8 January 2027: The inquest comes first, agreed by Chair.")


def test_a_rule_that_was_not_read_at_its_source_says_so() -> None:
    said = reason(stage(to_check=True, event_words="the notification"), CALENDAR)
    assert said.endswith("check against current guidance.")
    undated = reason(stage(counted_from=None, due_on=None, event_words="the notification"), CALENDAR)
    assert undated == "15 working days after the notification, which has no date yet."


def test_the_reason_over_easter_names_the_days_left_out() -> None:
    easter = stage(counted_from=dt.date(2026, 4, 2), due_on=dt.date(2026, 4, 27))
    assert "27 April 2026" in reason(easter, CALENDAR)
    assert "Good Friday and Easter Monday" in reason(easter, CALENDAR)


def test_a_stage_whose_event_has_no_date_says_which_date_is_missing() -> None:
    said = reason(stage(counted_from=None, due_on=None), CALENDAR)
    assert said == "15 working days after “Notification sent”, which has no date yet."
    assert event_words("returns_complete") == "“Last return in”"
    assert event_words("course_held") == "the day of “course held”"


# ------------------------------------------------------------------------------------------------ the pane


def test_the_next_stage_is_shown_with_its_clock(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    assert pane.count.text() == "Working day 7 of 10"
    assert pane.bar.accessibleName() == "Working day 7 of 10"
    assert "10 working days from 12 November 2026" in pane.why.text()
    assert [row.status.word for row in pane.rows[:3]] == ["Done", "Done", "Due this week"]


def test_another_stage_is_chosen_with_mouse_and_keys(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    QTest.mouseClick(row_of(pane, "rr_report"), Qt.MouseButton.LeftButton)
    assert pane.count.text() == "Working day 7 of 15"
    row_of(pane, "rr_report").setFocus()
    QTest.keyClick(row_of(pane, "rr_report"), Qt.Key.Key_Up)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert pane.chosen()["label"] == row_of(pane, "rr_sign_off").stage["label"]  # type: ignore[index]


def test_marking_done_writes_the_date_of_the_review(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    heard: list[Batch] = []
    pane.changed.connect(heard.append)
    QTest.mouseClick(row_of(pane, "rr_report"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(pane.done_button, Qt.MouseButton.LeftButton)
    assert pane.panel.isVisible()
    assert pane.panel.boxes["day"].raw() == "23 November 2026"
    QTest.mouseClick(pane.panel.save_button, Qt.MouseButton.LeftButton)
    assert office.record("reviews", 3)["submitted_on"] == TODAY
    report = next(one for one in office.records("milestones", 3) if one["key"] == "rr_report")
    assert report["done_on"] == TODAY
    assert [batch.words for batch in heard] == [
        "Marked as done: Send the rapid review report and decision to the national Panel (RR-2026-002)"
    ]
    assert not pane.panel.isVisible()


def test_a_stage_without_a_date_of_the_review_keeps_its_own_day(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    QTest.mouseClick(pane.done_button, Qt.MouseButton.LeftButton)
    type_in(pane.panel.boxes["day"].editor, "20/11/26")
    QTest.keyClick(pane.panel.boxes["day"].editor, Qt.Key.Key_Return)
    assert pane.stages[2]["done_on"] == dt.date(2026, 11, 20)
    assert pane.rows[2].status.word == "Done"


def test_a_day_to_come_is_no_day_on_which_it_was_done(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    QTest.mouseClick(pane.done_button, Qt.MouseButton.LeftButton)
    type_in(pane.panel.boxes["day"].editor, "tomorrow")
    QTest.mouseClick(pane.panel.save_button, Qt.MouseButton.LeftButton)
    assert pane.panel.isVisible()
    assert "still to come" in pane.panel.summary.lines()[0].accessibleName()
    assert pane.panel.boxes["day"].raw() == "24 November 2026"


def test_more_time_needs_a_later_day_and_a_reason(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    before = len(office.batches())
    QTest.mouseClick(pane.time_button, Qt.MouseButton.LeftButton)
    type_in(pane.panel.boxes["day"].editor, "20/11/2026")
    QTest.mouseClick(pane.panel.save_button, Qt.MouseButton.LeftButton)
    said = [line.accessibleName() for line in pane.panel.summary.lines()]
    assert said == [
        "Enter a day after the one it is due now.", "Enter the reason. It is what will be asked for later.",
    ]  # fmt: skip
    type_in(pane.panel.boxes["day"].editor, "30/11/2026")
    QTest.keyClicks(pane.panel.boxes["why"].editor, "One agency was asked late")
    QTest.keyClicks(pane.panel.boxes["by"].editor, "Chair of the panel")
    QTest.mouseClick(pane.panel.save_button, Qt.MouseButton.LeftButton)
    assert len(office.batches()) == before + 1
    moved = pane.stages[2]
    assert (moved["due_on"], moved["original_due_on"]) == (dt.date(2026, 11, 30), dt.date(2026, 11, 26))
    assert "Moved to 30 November 2026: One agency was asked late, agreed by Chair of the panel." in pane.why.text()


def test_escape_puts_the_panel_away_and_writes_nothing(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    before = len(office.batches())
    QTest.mouseClick(pane.time_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(pane.panel.boxes["day"].editor, Qt.Key.Key_Escape)
    assert not pane.panel.isVisible()
    assert pane.done_button.isVisible()
    assert len(office.batches()) == before


def test_a_review_without_clocks_says_so(qtbot: QtBot, office: Office) -> None:
    plain = next(one for one in office.profile.review_types if not one.rules)
    number = add(office, "reviews", review_type=plain.key)
    pane = shown(qtbot, office, number)
    assert pane.none.isVisible()
    assert not pane.bar.isVisible()
    assert not pane.done_button.isEnabled()


@pytest.mark.parametrize("percent", [100, 200])
def test_no_stage_is_cut(qtbot: QtBot, office: Office, qapp: QApplication, percent: int) -> None:
    apply_text_size(qapp, percent)
    pane = shown(qtbot, office)
    qapp.processEvents()
    for row in pane.rows:
        assert row.height() >= row.heightForWidth(row.width())
        assert row.width() <= pane.width()
