"""The trend of an indicator: its line and words, a new value in place, and what can be made of it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.framework.trends import trend_of
from lif_desktop.gui.detail import DetailPane
from lif_desktop.gui.look import dress
from lif_desktop.gui.trend_chart import LineChart, Mark, Plot, marks_of, spots
from lif_desktop.gui.trend_data import missing_words, plot_for, waits_for, worked_out
from lif_desktop.gui.trend_pane import TrendPane, way_status
from lif_desktop.office import Bin, Office
from lif_desktop.registers import register
from tests.gui.made_up_office import TODAY, add, empty_office

D = dt.date
LEFT = Qt.MouseButton.LeftButton
QUARTERS = (D(2025, 12, 31), D(2026, 3, 31), D(2026, 6, 30), D(2026, 9, 30))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = empty_office(tmp_path)
    yield made
    made.close()


def indicator(office: Office, *values: float | None, **more: Any) -> int:
    """An indicator with values of the last quarters, the newest last."""
    usual = {
        "title": "Conferences in time", "dataset": "Child protection", "board": "children", "unit": "%",
        "better_when": "higher", "target": 85.0, "frequency": "quarterly",
    }  # fmt: skip
    number = add(office, "performance", **(usual | more))
    for end, value in zip(QUARTERS[-len(values) :] if values else (), values, strict=True):
        if value is not None:
            add(office, "indicator_values", indicator_id=number, period_end_on=end, value=value)
    return number


def shown(qtbot: QtBot, office: Office, number: int) -> TrendPane:
    pane = TrendPane(office)
    qtbot.addWidget(pane)
    pane.resize(400, 640)
    pane.load(number)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    return pane


def type_in(pane: TrendPane, key: str, text: str) -> None:
    editor = pane.panel.boxes[key].editor
    editor.setFocus()
    if hasattr(editor, "selectAll"):
        editor.selectAll()
    QTest.keyClicks(editor, text)


# ------------------------------------------------------------------------------------------------ what is shown


def test_the_trend_stands_in_words_beside_its_line(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, indicator(office, 90, 84, 82, 76, why="Plans begin in time."))
    words = "Down from 82 to 76%, third quarter running, target 85, off target for three quarters running"
    assert pane.words.text() == f"{words}."
    assert (pane.state.status().word, pane.way.status().word) == ("Off target", "Worse: down")
    assert pane.about.text() == "Higher is better, reported quarterly. Plans begin in time"
    assert pane.chart.accessibleName() == f"Trend of PI-001: {words}"
    assert pane.chart.accessibleDescription().endswith("30 September 2026: 76")
    assert pane.missing.isHidden()
    assert pane.panes["indicator_values"].model.rowCount() == 4


def test_a_period_without_a_value_is_a_gap_and_is_said(qtbot: QtBot, office: Office) -> None:
    number = indicator(office, 90, None, 82, 76)
    pane = shown(qtbot, office, number)
    assert pane.missing.words.text() == "No value yet for the quarter to 31 March 2026."
    assert [(mark.name, mark.value) for mark in pane.chart.plot.marks][:2] == [
        ("31 December 2025", 90.0), ("Q4 2025-26", None),
    ]  # fmt: skip


def test_a_value_is_not_missing_while_the_office_waits_for_it(office: Office) -> None:
    waits = waits_for(office)
    assert [waits(day) for day in (D(2026, 9, 30), D(2026, 10, 12), D(2026, 10, 31))] == [False, True, True]
    monthly = {"id": 1, "frequency": "monthly", "better_when": None, "target": None, "unit": None, "active_to": None}
    lines = [{"id": 1, "period_end_on": D(2026, 9, 30), "period": None, "value": 1.0}]
    assert trend_of(monthly, lines, TODAY, waits).missing == ()
    assert trend_of(monthly, lines, TODAY).missing == (D(2026, 10, 31),)


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ((), ""),
        ((D(2025, 12, 31),), "No value yet for the quarters to 31 March 2026 and 30 June 2026."),
        ((D(2025, 6, 30),), "No value yet for the quarters to 31 March 2026 and 30 June 2026, and 2 before."),
    ],
)
def test_periods_missing_in_words(ends: tuple[dt.date, ...], words: str) -> None:
    known = [*ends, D(2026, 9, 30)] if ends else list(QUARTERS)
    lines = [{"id": at, "period_end_on": end, "period": None, "value": 1.0} for at, end in enumerate(known)]
    row = {"frequency": "quarterly", "better_when": None, "target": None, "unit": None, "active_to": None}
    assert missing_words(trend_of(row, lines, TODAY)) == words


def test_an_indicator_without_values_says_so(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, indicator(office))
    assert pane.words.text() == "No value yet."
    assert (pane.state.status().word, pane.way.status().word) == ("No value yet", "No value yet")
    assert pane.chart.isHidden()
    with pytest.raises(KeyError):
        pane.load(99)


def test_one_in_the_bin_can_be_looked_at_only(qtbot: QtBot, office: Office) -> None:
    number = indicator(office, 76)
    office.write("Binned", [Bin("indicators", number)])
    pane = shown(qtbot, office, number)
    assert pane.state.status().word == "In the bin"
    assert not pane.add_button.isEnabled()


@pytest.mark.parametrize(
    ("values", "better", "status"),
    [
        ((80, 90), "higher", ("green", "Better: up")),
        ((80, 90), "lower", ("red", "Worse: up")),
        ((80, 90), "context", ("none", "Up")),
        ((80, 80), "higher", ("none", "Level")),
    ],
)
def test_the_direction_as_a_badge(
    office: Office, values: tuple[float, ...], better: str, status: tuple[str, str]
) -> None:
    number = indicator(office, *values, better_when=better)
    row, lines = office.record("performance", number), office.records("indicator_values", number)
    found = way_status(trend_of(row, lines, TODAY))
    assert (found.tone, found.word) == status


# ------------------------------------------------------------------------------------------------ a new value


def test_the_value_of_the_last_quarter_is_added_in_place(qtbot: QtBot, office: Office) -> None:
    number = indicator(office)
    pane = shown(qtbot, office, number)
    QTest.mouseClick(pane.add_button, LEFT)
    assert pane.panel.boxes["period_end_on"].raw() == "30 September 2026"
    assert QApplication.focusWidget() is pane.panel.boxes["value"].editor
    QTest.keyClicks(QApplication.focusWidget(), "81.5")
    with qtbot.waitSignal(pane.changed):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    [line] = office.records("indicator_values", number)
    assert (line["period_end_on"], line["period"], line["value"]) == (D(2026, 9, 30), "Q2 2026-27", 81.5)
    assert office.batches(1)[0].words == "Added Q2 2026-27 to PI-001"
    assert pane.words.text() == "81.5%, the first value, target 85."
    assert pane.panel.isHidden()
    office.undo()
    assert office.records("indicator_values", number) == []


def test_the_next_quarter_is_offered_and_a_share_worked_out(qtbot: QtBot, office: Office) -> None:
    number = indicator(office, 82, 76)
    pane = shown(qtbot, office, number)
    pane.add_button.click()
    assert pane.panel.boxes["period_end_on"].raw() == "31 December 2026"
    type_in(pane, "numerator", "45")
    type_in(pane, "denominator", "60")
    pane.panel.save_button.click()
    assert office.records("indicator_values", number)[-1]["value"] == 75.0


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Enter the value, or both numerator and denominator of a percentage."),
        ({"numerator": "45"}, "Enter the value, or both numerator and denominator of a percentage."),
        (
            {"value": "80", "period_end_on": "30/9/26"},
            "That period has the value 76 already. Change it in the list below.",
        ),
        ({"value": "many"}, "Value"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    qtbot: QtBot, office: Office, typed: dict[str, str], says: str
) -> None:
    number = indicator(office, 82, 76)
    pane = shown(qtbot, office, number)
    pane.add_button.click()
    for key, text in typed.items():
        type_in(pane, key, text)
    pane.panel.save_button.click()
    assert says in pane.panel.summary.accessibleDescription()
    assert len(office.records("indicator_values", number)) == 2
    QTest.keyClick(pane.panel, Qt.Key.Key_Escape)
    pane.panel.throw_button.click()
    assert pane.add_button.hasFocus()


@pytest.mark.parametrize(
    ("given", "unit", "value"),
    [
        ((5.0, 1.0, 4.0), "%", 5.0),
        ((None, 1.0, 3.0), "%", 33.3),
        ((None, 1.0, 0.0), "%", None),
        ((None, 1.0, 3.0), "Number", None),
        ((None, None, None), None, None),
    ],
)
def test_the_value_that_was_given(given: tuple[float | None, ...], unit: str | None, value: float | None) -> None:
    assert worked_out(dict(zip(("value", "numerator", "denominator"), given, strict=True)), unit) == value


# ------------------------------------------------------------------------------------------------ what follows


def test_a_learning_point_and_a_risk_begin_with_what_it_shows(qtbot: QtBot, office: Office) -> None:
    number = indicator(office, 82, 76)
    pane = shown(qtbot, office, number)
    with qtbot.waitSignal(pane.new_asked) as asked:
        QTest.mouseClick(pane.learning_link, LEFT)
    key, values = asked.args
    assert key == "learning"
    assert (values["indicators"], values["source_kind"], values["identified_on"]) == ((number,), "data", TODAY)
    assert values["statement"] == (
        "PI-001 Conferences in time: down from 82 to 76%, target 85, off target for two quarters running."
    )
    with qtbot.waitSignal(pane.new_asked) as asked:
        QTest.mouseClick(pane.risk_link, LEFT)
    key, values = asked.args
    assert (key, values["indicator_id"], values["board"]) == ("risks", number, "children")
    made = office.changes_for(key, None, values | {"title": "Plans begin late"})
    office.write("Added", made)
    assert office.records("risks")[0]["indicator_id"] == number


def test_it_is_a_tab_of_an_indicator_beside_which_no_other_shows_its_values(qtbot: QtBot, office: Office) -> None:
    number = indicator(office, 82, 76)
    detail = DetailPane(office, register("performance"))
    qtbot.addWidget(detail)
    detail.load(number)
    assert [tab.text() for tab in detail.tabs.tabs][:2] == ["Details", "Trend"]
    assert "Values" not in [tab.text() for tab in detail.tabs.tabs]
    detail.show_tab("Trend")
    pane = detail.page(1)
    assert isinstance(pane, TrendPane)
    lines = pane.panes["indicator_values"]
    with qtbot.waitSignal(detail.changed):
        lines.model.setData(lines.model.index(1, lines.model.column_of("value")), "79")
    assert pane.words.text().startswith("Down from 82 to 79%")
    assert pane.leave()


# ------------------------------------------------------------------------------------------------ the chart


def chart(qtbot: QtBot, plot: Plot) -> LineChart:
    made = LineChart()
    qtbot.addWidget(made)
    made.resize(360, 180)
    made.set_plot(plot, "A trend")
    made.show()
    return made


@pytest.mark.parametrize(
    "plot",
    [
        Plot(),
        Plot(marks_of([("A", None)])),
        Plot(marks_of([("A", 5.0)])),
        Plot(marks_of([("A", 5.0), ("B", None), ("C", 7.0)]), target=6.0),
        Plot(marks_of([("A", 5.0), ("B", 5.0)]), target=5.0),
        Plot(marks_of([(f"A long name of period {at}", float(at)) for at in range(12)])),
        Plot((Mark(1.0, "A", 3.0), Mark(1.0, "B", 4.0)), ticks=(0.0, 25.0), steps=True),
    ],
)
@pytest.mark.parametrize(("theme", "percent"), [("light", 100), ("dark", 200)])
def test_every_plot_is_drawn_within_its_frame(
    qtbot: QtBot, qapp: QApplication, plot: Plot, theme: str, percent: int
) -> None:
    dress(qapp, theme, percent)  # type: ignore[arg-type]
    made = chart(qtbot, plot)
    assert not made.grab().isNull()
    frame = made.frame()
    assert all(frame.contains(spot) or spot.y() in (frame.top(), frame.bottom()) for _, spot in spots(plot, frame))


def test_the_mouse_finds_a_period_with_a_value_only(qtbot: QtBot) -> None:
    made = chart(qtbot, Plot(marks_of([("Q1", 5.0), ("Q2", None), ("Q3", 7.0)])))
    frame = made.frame()
    first, gap = made.mark_at(QPointF(frame.left() + 8, 0)), made.mark_at(frame.center())
    assert first is not None
    assert (first.name, first.value) == ("Q1", 5.0)
    assert gap is not None
    assert gap.value is None
    assert made.mark_at(QPointF(frame.left() + 60, 0)) is None


def test_only_the_last_twelve_periods_are_drawn(office: Office) -> None:
    lines = [
        {"id": at, "period_end_on": D(2026, 9, 30) - dt.timedelta(days=91 * at), "period": f"P{at}", "value": at}
        for at in range(20)
    ]
    row = {"frequency": None, "better_when": None, "target": None, "unit": None, "active_to": None}
    assert [mark.name for mark in plot_for(trend_of(row, lines, TODAY), None).marks] == [
        f"P{at}" for at in range(11, -1, -1)
    ]


def test_what_was_begun_is_not_lost_by_going_elsewhere(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, indicator(office, 82))
    pane.add_button.click()
    assert pane.leave()
    assert pane.panel.isHidden()
    pane.add_button.click()
    QTest.keyClicks(pane.panel.boxes["comment"].editor, "Begun")
    assert not pane.leave()
    assert pane.panel.isVisible()
