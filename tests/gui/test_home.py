"""Home shows the day: what is due, the clocks, the gaps; each line leads somewhere, by mouse and by keys."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QBoxLayout, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.framework.status import Status
from lif_desktop.gui.home import FIRST_CLOCKS, FIRST_GAPS, HomePage
from lif_desktop.gui.home_words import FIRST_DUE, in_parts, meeting_words, returns_words
from lif_desktop.gui.labels import Words
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.palette import apply_text_size
from lif_desktop.gui.rows import ClockRow, DueRow, GapRow, LinkRow, PartHead, RowButton, Tile
from lif_desktop.gui.widgets import EmptyPage
from lif_desktop.office.due_items import DueItem
from lif_desktop.office.upcoming import Awaited, Upcoming
from tests.gui.upcoming_made_up import AWAITED, CLOCKS, DUE, GAPS, MEETINGS, TODAY, upcoming
from tests.gui.windows import free

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def home(qtbot: QtBot) -> HomePage:
    page = HomePage()
    qtbot.addWidget(page)
    page.resize(1176, 720)
    page.show_upcoming(upcoming())
    with qtbot.waitExposed(page):
        page.show()
    return page


def rows(page: QWidget, kind: type[RowButton]) -> list[RowButton]:
    free()
    return [row for row in page.findChildren(kind) if row.isVisible()]


def test_the_title_is_the_day(home: HomePage) -> None:
    assert home.header.title.text() == "Monday 23 November 2026"
    assert home.header.subtitle.text() == "Next 15 working days: to 14 December 2026"


def test_what_is_due_stands_in_order_and_is_read_out_whole(home: HomePage) -> None:
    found = rows(home, DueRow)
    assert [row.accessibleName() for row in found][:2] == [
        "ACT-2026-117, Revise the referral form, due 16 November 2026",
        "RR-2026-004, Rapid review report to the National Panel, due 20 November 2026",
    ]
    assert found[0].accessibleDescription() == "RAG status red, overdue, Greater Manchester Police"
    assert len(found) == len(DUE)


@pytest.mark.parametrize("how", ["click", "enter", "space"])
def test_a_line_leads_to_its_record(home: HomePage, how: str) -> None:
    opened: list[tuple[str, int]] = []
    home.open_record.connect(lambda register, number: opened.append((register, number)))
    row = rows(home, DueRow)[1]
    if how == "click":
        QTest.mouseClick(row, LEFT)
    else:
        QTest.keyClick(row, Qt.Key.Key_Return if how == "enter" else Qt.Key.Key_Space)
    assert opened == [("reviews", 4)]


def test_a_line_of_returns_leads_to_the_returns_of_its_case(home: HomePage) -> None:
    opened: list[tuple[str, int, str]] = []
    home.open_field.connect(lambda *target: opened.append(target))
    QTest.mouseClick(rows(home, DueRow)[2], LEFT)
    assert opened == [("reviews", 8, "returns")]


def test_clocks_are_drawn_as_their_days_and_lead_to_the_stages_of_the_review(home: HomePage) -> None:
    opened: list[tuple[str, int, str]] = []
    home.open_field.connect(lambda *target: opened.append(target))
    found = rows(home, ClockRow)
    assert len(found) == len(CLOCKS)
    assert found[1].bar.accessibleName() == "Working day 7 of 15, due 3 December 2026"  # type: ignore[attr-defined]
    QTest.mouseClick(found[2], LEFT)
    assert opened == [("reviews", 8, "milestones")]


def test_more_clocks_are_shown_when_asked_for(home: HomePage) -> None:
    full = upcoming()
    home.show_upcoming(Upcoming(TODAY, full.until, DUE, CLOCKS * 3, GAPS, full.counts))
    assert len(rows(home, ClockRow)) == FIRST_CLOCKS
    QTest.mouseClick(home.clocks.link, LEFT)
    assert len(rows(home, ClockRow)) == 9
    assert home.clocks.link.text() == "Fewer"  # type: ignore[union-attr]
    QTest.mouseClick(home.clocks.link, LEFT)
    assert len(rows(home, ClockRow)) == FIRST_CLOCKS


def test_gaps_are_counted_and_lead_to_their_list(home: HomePage) -> None:
    asked: list[object] = []
    home.gaps_asked.connect(asked.append)
    found = rows(home, GapRow)
    assert found[0].accessibleName() == "4 recommendations with no action"
    QTest.mouseClick(found[2], LEFT)
    assert home.gaps.link.text() == "Show 14"  # type: ignore[union-attr]
    QTest.mouseClick(home.gaps.link, LEFT)
    assert len(found) == FIRST_GAPS
    (more,) = home.findChildren(LinkRow)
    assert more.link.text() == "1 more kind of gap"
    QTest.mouseClick(more.link, LEFT)
    assert asked == [GAPS[2], None, None]
    assert found[0].toolTip() == "4 recommendations with no action\nFramework 2.1"


# Who is awaited, and what meets


def test_returns_and_the_next_meeting_stand_above_and_lead_to_their_windows(home: HomePage) -> None:
    asked: list[object] = []
    home.asked.connect(asked.append)
    home.open_record.connect(lambda *target: asked.append(target))
    returns, meeting = rows(home, Tile)
    assert returns.accessibleName() == "5 returns awaited, 2 overdue, From Public Health, Pennine Care and 1 more"
    assert meeting.accessibleName() == (
        "Review Group, Wednesday 2 December 2026, ▲ Papers due 25 November 2026. "
        "Then Safeguarding Executives, 9 December 2026."
    )
    QTest.mouseClick(returns, LEFT)
    meeting.setFocus()
    QTest.keyClick(meeting, Qt.Key.Key_Return)
    assert asked == ["returns", ("meetings", 2)]


def test_where_nothing_is_awaited_and_nobody_meets_that_is_said(home: HomePage) -> None:
    assert returns_words(Awaited())[0] == "No return is awaited"
    assert returns_words(Awaited(2, 0, ("GMP", "Probation"))) == ("2 returns awaited", "From GMP and Probation")
    assert meeting_words(()) == ("No meeting is planned", "Add the next one under Meetings.")
    asked: list[str] = []
    home.asked.connect(asked.append)
    full = upcoming()
    home.show_upcoming(Upcoming(TODAY, full.until, DUE, CLOCKS, GAPS, full.counts, AWAITED))
    QTest.mouseClick(rows(home, Tile)[1], LEFT)
    assert asked == ["go_meetings"]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status("red", "Overdue by 3 working days"), "◆ Papers due 25 November 2026, overdue by 3 working days."),
        (Status("amber", "Due today"), "▲ Papers due 25 November 2026, due today."),
        (Status("green", "On track"), "● Papers due 25 November 2026."),
    ],
)
def test_papers_that_press_say_so(status: Status, words: str) -> None:
    assert meeting_words((replace(MEETINGS[0], status=status),))[1] == words
    assert meeting_words((MEETINGS[1],))[1] == ""


# What is due, in its parts


def many(**counts: int) -> tuple[DueItem, ...]:
    days = {"overdue": 16, "today": 23, "week": 25, "later": 30}
    return tuple(
        DueItem("actions", number, f"ACT-{part}-{number}", "Do", "", date(2026, 11, days[part]), Status("amber", "Due"))
        for part, count in counts.items()
        for number in range(count)
    )


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"overdue": 20, "today": 1, "week": 16, "later": 42}, {"overdue": 3, "today": 1, "week": 3, "later": 0}),
        ({"overdue": 20}, {"overdue": 7}),
        ({"overdue": 20, "today": 2}, {"overdue": 5, "today": 2}),
        ({"overdue": 1, "later": 20}, {"overdue": 1, "later": 6}),
        ({"today": 9, "week": 1}, {"today": 7, "week": 0}),
        ({"week": 2, "later": 1}, {"week": 2, "later": 1}),
    ],
)
def test_what_is_overdue_does_not_push_out_today_and_this_week(counts: dict[str, int], shown: dict[str, int]) -> None:
    parts = in_parts(many(**counts), TODAY)
    assert {part.key: len(part.items) for part in parts} == shown
    assert {part.key: part.total for part in parts} == counts
    assert sum(len(part.items) for part in parts) <= FIRST_DUE


def test_an_opened_part_shows_all_and_leaves_the_others_as_they_were() -> None:
    due = many(overdue=20, today=1, week=16, later=42)
    parts = in_parts(due, TODAY, {"later"})
    assert [(len(part.items), part.left, part.opened) for part in parts] == [
        (3, 17, False),
        (1, 0, False),
        (3, 13, False),
        (42, 0, True),
    ]
    assert all(not part.left for part in in_parts(due, TODAY, {"overdue", "today", "week", "later"}))


def heads(home: HomePage) -> list[PartHead]:
    free()
    return [head for head in home.due.findChildren(PartHead) if head.isVisible()]


def test_parts_stand_under_quiet_headings_and_the_rule_is_said(home: HomePage) -> None:
    assert [head.words.text() for head in heads(home)] == ["Overdue · 2", "Today · 1", "This week · 1", "Later · 2"]
    assert [head.link.isVisible() for head in heads(home)] == [False] * 4
    assert home.rule.text() == "Overdue first: stages of reviews, then the oldest. The rest by day."


@pytest.mark.parametrize("key", [None, Qt.Key.Key_Space])
def test_the_link_of_a_part_shows_all_of_it_and_keeps_the_focus(home: HomePage, key: Qt.Key | None) -> None:
    home.show_upcoming(upcoming(many(overdue=5, week=9, later=12)))
    last = heads(home)[2]
    assert (last.link.text(), last.link.accessibleName()) == ("All 12", "Later: All 12")
    if key is None:
        QTest.mouseClick(last.link, LEFT)
    else:
        last.link.setFocus()
        QTest.keyClick(last.link, key)
    last = heads(home)[2]
    assert last.link.text() == "Fewer"
    assert home.focusWidget() is last.link
    assert [len(part) for part in (rows(home, DueRow),)] == [3 + 4 + 12]
    QTest.mouseClick(last.link, LEFT)
    assert len(rows(home, DueRow)) == FIRST_DUE


def test_no_part_shows_itself_as_a_window_of_its_own(qapp: QApplication, qtbot: QtBot) -> None:
    before = {widget for widget in qapp.topLevelWidgets() if widget.isVisible()}
    made = [PartHead("Later", 12, "All 12"), PartHead("Today", 1), NoticeBar()]
    shown = {widget for widget in qapp.topLevelWidgets() if widget.isVisible()} - before
    assert shown == set()
    for widget in made:
        qtbot.addWidget(widget)


def test_more_than_the_first_are_shown_when_asked_for(home: HomePage, qtbot: QtBot) -> None:
    assert home.due.link is not None
    assert home.due.link.isHidden()
    home.show_upcoming(upcoming(DUE * 5))
    free()
    assert home.due.link.text() == "All 30"
    assert len(rows(home, DueRow)) == FIRST_DUE
    QTest.mouseClick(home.due.link, LEFT)
    assert len(rows(home, DueRow)) == 30
    assert home.due.link.text() == "Fewer"
    QTest.mouseClick(home.due.link, LEFT)
    assert len(rows(home, DueRow)) == FIRST_DUE


def test_the_four_buttons_ask_the_window(home: HomePage) -> None:
    asked: list[str] = []
    home.asked.connect(asked.append)
    for button in home.buttons.values():
        QTest.mouseClick(button, LEFT)
    assert asked == ["chase", "pack", "returns", "annual_report"]


def test_the_status_bar_is_told_what_is_due(home: HomePage) -> None:
    told: list[str] = []
    home.counted.connect(told.append)
    home.show_upcoming(upcoming())
    assert told == ["6 due by 14 December 2026, 2 overdue"]


def test_a_quiet_day_says_so(home: HomePage) -> None:
    full = upcoming()
    home.show_upcoming(Upcoming(TODAY, full.until, (), (), (), full.counts))
    free()
    assert rows(home, DueRow) == rows(home, ClockRow) == rows(home, GapRow) == []
    said = [label.text() for label in home.due.findChildren(type(home.header.title))]
    assert "Nothing is due by 14 December 2026." in said
    assert home.due.findChild(EmptyPage) is None


def test_an_empty_office_says_how_to_begin(home: HomePage) -> None:
    asked: list[str] = []
    home.asked.connect(asked.append)
    home.show_upcoming(Upcoming(TODAY, upcoming().until, (), (), (), {"reviews": ""}))
    page = home.due.findChild(EmptyPage)
    assert page is not None
    QTest.mouseClick(page.button, LEFT)
    assert asked == ["bring_tracker"]


def test_narrow_or_large_it_stands_in_one_column_and_nothing_is_cut(home: HomePage, qtbot: QtBot) -> None:
    assert home._columns.direction() == QBoxLayout.Direction.LeftToRight
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_text_size(app, 200)
    for _ in range(6):
        free()
    assert home._columns.direction() == QBoxLayout.Direction.TopToBottom
    scroll = home.findChild(QScrollArea)
    assert scroll is not None
    assert scroll.horizontalScrollBar().maximum() == 0
    for row in rows(home, RowButton):
        assert row.height() >= row.minimumSizeHint().height()
        assert not isinstance(row, DueRow) or row.height() >= row.heightForWidth(row.width())


@pytest.mark.parametrize("text", [100, 125, 150])
def test_words_that_do_not_fit_go_on_in_further_lines_and_none_is_cut(home: HomePage, text: int) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_text_size(app, text)
    for _ in range(6):
        free()
    row = rows(home, DueRow)[1]
    assert row.heightForWidth(420) > row.heightForWidth(2000)
    for row in rows(home, RowButton):
        assert row.height() >= row.heightForWidth(row.width())
    for label in home.findChildren(Words):
        if label.isVisible() and label.text():
            wrapped = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            assert label.height() >= wrapped, label.text()


def test_tab_goes_through_everything_and_comes_back(home: HomePage) -> None:
    home.activateWindow()
    first = home.buttons["chase"]
    first.setFocus()
    reached = set()
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget() or first, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
        if QApplication.focusWidget() is first:
            break
    assert first in reached
    assert set(rows(home, RowButton)) <= reached
    assert all(widget.accessibleName() or getattr(widget, "text", str)() for widget in reached if widget)
