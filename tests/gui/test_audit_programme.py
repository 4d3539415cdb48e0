"""The audit programme: the strip of a year, its bars by mouse and keyboard, rounds to plan, the yearly schedule."""

import datetime as dt
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.framework.audit_year import Schedule
from lif_desktop.gui.audit_programme import ProgrammeView, schedule_words
from lif_desktop.gui.audit_schedule import ScheduleDialog
from lif_desktop.gui.palette import apply_text_size
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.gui.year_bars import AuditBar, MissingBar, UndatedBar, YearButton
from lif_desktop.office import Batch, Office, open_office
from lif_desktop.places import resources
from tests.gui.made_up_office import TODAY, add, empty_office

LEFT = Qt.MouseButton.LeftButton
AUDITS: tuple[dict[str, Any], ...] = (
    {
        "audit_type": "section_11", "title": "Section 11 2024", "completed_on": dt.date(2025, 1, 31),
        "planned_on": dt.date(2024, 9, 2), "reported_on": dt.date(2025, 2, 12),
    },
    {
        "audit_type": "macfa", "title": "Self-neglect", "year": "2026-27", "theme": "self_neglect",
        "theme_source": "review", "planned_on": dt.date(2026, 9, 8), "due_on": dt.date(2026, 11, 20),
    },
    {"audit_type": "macfa", "title": "Housing", "year": "2026-27"},
    {
        "audit_type": "single_agency", "title": "Clutter", "planned_on": dt.date(2026, 9, 22), "lead_agency_id": 9,
        "due_on": dt.date(2026, 11, 20), "completed_on": dt.date(2026, 11, 18),
    },
    {
        "audit_type": "qa_statement", "title": "Statement 2025", "completed_on": dt.date(2025, 10, 31),
        "reported_on": dt.date(2025, 11, 12),
    },
    {
        "audit_type": "section_175", "title": "Schools 2026", "planned_on": dt.date(2026, 9, 21),
        "due_on": dt.date(2027, 1, 29),
    },
)  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = empty_office(tmp_path)
    for values in AUDITS:
        add(made, "audits", **values)
    yield made
    made.close()


def shown(qtbot: QtBot, office: Office, size: tuple[int, int] = (1120, 560)) -> ProgrammeView:
    view = ProgrammeView(office)
    qtbot.addWidget(view)
    view.resize(*size)
    view.reload()
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    QApplication.processEvents()
    return view


def bar(view: ProgrammeView, words: str) -> YearButton:
    return next(one for one in view.strip.bars() if words in one.accessibleName())


# ------------------------------------------------------------------------------------------------ what it shows


def test_the_year_is_said_in_one_line(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    assert view.heading.text() == "Financial year 2026-27"
    assert view.summary.text() == (
        "3 audits · 1 without a date · 1 overdue · 1 completed and not reported · 2 rounds due and not planned."
    )


def test_each_bar_says_type_title_state_and_dates(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    assert [type(one) for one in view.strip.bars()] == [
        AuditBar,
        AuditBar,
        UndatedBar,
        MissingBar,
        MissingBar,
        AuditBar,
    ]
    assert bar(view, "Self-neglect").accessibleName() == (
        "Multi-agency case file audit: Self-neglect, MACFA-2026-001, RAG status red, overdue by 1 working day, "
        "planned 8 September 2026, due 20 November 2026, theme self-neglect (recommendation of a review)"
    )
    assert bar(view, "Housing").accessibleName().endswith("Housing, MACFA-2026-002, no date yet")
    assert bar(view, "Section 11 audit:").accessibleName() == (
        "Section 11 audit: By its cycle a round is due on 31 January 2027, and none is planned. Plan it"
    )
    assert bar(view, "Clutter").toolTip().splitlines()[1] == "Completed, not reported"


def test_bars_stand_where_their_dates_are_and_never_on_each_other(qtbot: QtBot, office: Office) -> None:
    for at in range(6):
        add(office, "audits", audit_type="macfa", title=f"Theme {at}", planned_on=dt.date(2026, 9, 1 + at))
    view = shown(qtbot, office)
    strip = view.strip
    assert strip.plan is not None
    start, width = strip._start(), strip.width() - strip._start()
    place = bar(view, "Self-neglect").geometry()
    begins = start + strip.plan.place(dt.date(2026, 9, 8)) * width
    ends = start + strip.plan.place(dt.date(2026, 11, 21)) * width
    assert abs(place.left() - begins) < 8
    assert abs(place.right() - ends) < 8
    bars = strip.bars()
    for at, one in enumerate(bars):
        assert strip.rect().contains(one.geometry())
        assert not any(one.geometry().intersects(other.geometry()) for other in bars[:at])


@pytest.mark.parametrize(("size", "text"), [((1120, 560), 100), ((1040, 480), 150), ((760, 480), 200)])
def test_everything_keeps_its_place_at_every_size(
    qtbot: QtBot, office: Office, size: tuple[int, int], text: int, qapp: QApplication
) -> None:
    apply_text_size(qapp, text)
    view = shown(qtbot, office, size)
    strip = view.strip
    for one in strip.bars():
        assert one.geometry().width() >= 24
        assert one.geometry().height() >= 24
        assert strip.rect().contains(one.geometry())
    names = [laid.names for laid in strip._bands]
    for upper, lower in itertools.pairwise(names):
        assert upper.geometry().bottom() < lower.geometry().top()
        assert upper.height() >= upper.layout().heightForWidth(upper.width())
    apply_text_size(qapp, 100)


def test_when_the_next_round_is_due_stands_beneath_the_name(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    assert view.plan is not None
    assert [(band.cycle, band.following) for band in view.plan.bands[2:]] == [
        ("Every 2 years", "Next round due 31 January 2027"),
        ("Every 2 years, as the Section 11 audit", "Under way, due 29 January 2027"),
        ("Every 2 years, as the Section 11 audit", "Next round due 31 October 2027"),
    ]


def test_an_empty_office_shows_first_rounds_to_plan_and_does_not_fall_over(qtbot: QtBot, tmp_path: Path) -> None:
    office = empty_office(tmp_path)
    view = shown(qtbot, office)
    assert [type(one) for one in view.strip.bars()] == [MissingBar] * 4
    assert view.summary.text() == "0 audits · 4 rounds due and not planned."
    QTest.mouseClick(view.before, LEFT)
    assert view.strip.bars() == []
    assert view.summary.text() == "No audit is planned for 2025-26, and none is due by its cycle."
    office.close()


# ------------------------------------------------------------------------------------------------ going about


def test_the_years_before_and_after_and_back(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    assert (view.before.text(), view.after.text(), view.now.isVisible()) == ("‹ 2025-26", "2027-28 ›", False)
    QTest.mouseClick(view.after, LEFT)
    assert view.heading.text() == "Financial year 2027-28"
    assert [one.accessibleName().partition(":")[0] for one in view.strip.bars()] == [
        "Multi-agency case file audit", "Safeguarding Adults Quality Assurance Statement",
    ]  # fmt: skip
    QTest.mouseClick(view.before, LEFT)
    assert list(view.strip.links) == ["single_agency"]
    QTest.mouseClick(view.before, LEFT)
    assert view.strip.links == {}
    assert any("Statement 2025" in one.accessibleName() for one in view.strip.bars())
    QTest.mouseClick(view.now, LEFT)
    assert view.year == "2026-27"


def test_enter_and_a_click_open_the_audit(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    opened: list[tuple[str, int]] = []
    view.open_asked.connect(lambda key, number: opened.append((key, number)))
    bar(view, "Self-neglect").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QTest.mouseClick(bar(view, "Housing"), LEFT)
    assert opened == [("audits", 2), ("audits", 3)]


def test_arrows_walk_along_a_band_and_between_bands(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    walked = []
    bar(view, "Clutter").setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(QApplication.focusWidget(), key)
        walked.append(QApplication.focusWidget().accessibleName().partition(", ")[0])
    first, second, third, *others = walked
    assert first == "Single agency case file audit: Clutter"
    assert second.startswith("Multi-agency")
    assert third != second
    assert others[0] == second
    assert others[1].startswith("Section 11 audit")
    assert others[2] == "Section 175 and 157 school audit: Schools 2026"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert QApplication.focusWidget().accessibleName().startswith("Section 175")


def test_tab_reaches_every_bar(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    view.strip.bars()[0].setFocus()
    seen = {QApplication.focusWidget()}
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    assert set(view.strip.bars()) <= seen


def test_the_focus_stays_on_its_bar_when_the_year_is_read_again(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    bar(view, "Clutter").setFocus()
    view.reload()
    assert "Clutter" in QApplication.focusWidget().accessibleName()


def test_a_round_that_is_missing_begins_an_audit_with_its_type_title_year_and_dates(
    qtbot: QtBot, office: Office
) -> None:
    page = RegisterPage(office, "audits")
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    view = page.middle.show_view("Programme")
    assert isinstance(view, ProgrammeView)
    QTest.mouseClick(bar(view, "Section 11 audit:"), LEFT)
    assert page.middle.strip.current() == 0
    boxes = page.detail.form.boxes
    found = {key: boxes[key].raw() for key in ("audit_type", "title", "year", "planned_on", "due_on", "reported_to")}
    assert found == {
        "audit_type": "Section 11 audit", "title": "Section 11 audit 2027", "year": "2026-27",
        "planned_on": "23 November 2026", "due_on": "31 January 2027", "reported_to": "Quality Assurance Partnership",
    }  # fmt: skip
    assert page.detail.form.save()
    page.middle.show_view("Programme")
    assert not any(isinstance(one, MissingBar) and "Section 11" in one.accessibleName() for one in view.strip.bars())


def test_an_audit_opened_from_the_strip_is_shown_in_the_list(qtbot: QtBot, office: Office) -> None:
    page = RegisterPage(office, "audits")
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    view = page.middle.show_view("Programme")
    assert isinstance(view, ProgrammeView)
    QTest.mouseClick(bar(view, "Clutter"), LEFT)
    assert (page.current_id(), page.middle.strip.current()) == (4, 0)


# ------------------------------------------------------------------------------------------------ the schedule


def test_the_words_of_the_schedule() -> None:
    assert schedule_words(Schedule(None, 0, 0), over=False) == "Ask for the year's schedule…"
    assert schedule_words(Schedule(None, 0, 0), over=True) == ""
    assert schedule_words(Schedule(TODAY, 7, 3), over=False) == "Schedule asked 23 November 2026: 3 of 7 in"


def test_the_schedule_is_asked_for_in_one_batch_and_counted_beneath_the_name(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    heard: list[Batch] = []
    view.changed.connect(heard.append)
    QTest.mouseClick(view.strip.links["single_agency"], LEFT)
    dialog = next(one for one in view.findChildren(ScheduleDialog) if one.isVisible())
    assert dialog.windowTitle() == "Schedule of single agency audits 2026-27"
    assert "chair of the Quality Assurance Partnership" in dialog.words.text()
    assert dialog.pane.panel.isVisible()
    assert dialog.pane.panel.ticks is not None
    assert dialog.pane.panel.ticks.numbers() == [9]
    dialog.pane.panel.ticks.tick([3, 4, 9])
    dialog.reject()
    assert dialog.isVisible()
    QTest.mouseClick(dialog.pane.panel.save_button, LEFT)
    assert len(heard) == 1
    assert [row["year"] for row in office.records("returns")] == ["2026-27"] * 3
    assert view.strip.links["single_agency"].text() == "Schedule asked 23 November 2026: 0 of 3 in"
    QTest.mouseClick(dialog.close_button, LEFT)
    assert not dialog.isVisible()


def test_an_office_open_for_reading_plans_nothing(qtbot: QtBot, office: Office) -> None:
    reading = open_office(office.path, resources() / "framework", "Bea", read_only=True)
    view = shown(qtbot, reading)
    said: list[str] = []
    asked: list[Any] = []
    view.said.connect(said.append)
    view.new_asked.connect(lambda *values: asked.append(values))
    view.strip.plan_asked.emit({})
    assert (said, asked) == (["This office is open for reading only."], [])
    assert view.strip.links == {}
    reading.close()
