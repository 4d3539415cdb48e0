"""The scores of a risk: how it came to its score, scoring it again by keys, and taking it to the executives."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.framework.risks import Cell, Scored, history
from lif_desktop.gui.detail import DetailPane
from lif_desktop.gui.look import dress
from lif_desktop.gui.risk_scores import RiskScoresPane, history_words, plot_of
from lif_desktop.office import Edit, Office, open_office
from lif_desktop.places import resources
from lif_desktop.registers import register
from tests.gui.made_up_office import TODAY, add, make_office

D = dt.date
LEFT = Qt.MouseButton.LeftButton
GROUP = "safeguarding_executives"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def risk(office: Office, **values: object) -> int:
    usual = {
        "title": "Agency staff change often", "status": "open", "raised_on": D(2026, 1, 14), "review_every_months": 3,
        "residual_likelihood": 3, "residual_impact": 3, "target_likelihood": 2, "target_impact": 2,
        "inherent_likelihood": 5, "inherent_impact": 4, "owner": "Head of Service",
    }  # fmt: skip
    return add(office, "risks", **(usual | values))


def scored(office: Office, number: int, day: dt.date, likelihood: int, impact: int) -> None:
    add(office, "risk_scores", risk_id=number, scored_on=day, likelihood=likelihood, impact=impact)


def shown(qtbot: QtBot, office: Office, number: int) -> RiskScoresPane:
    pane = RiskScoresPane(office)
    qtbot.addWidget(pane)
    pane.resize(400, 640)
    pane.load(number)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    return pane


def type_in(editor: object, text: str) -> None:
    editor.setFocus()  # type: ignore[attr-defined]
    line = editor.lineEdit() if hasattr(editor, "lineEdit") else editor
    line.selectAll()
    QTest.keyClicks(line, text)


# ------------------------------------------------------------------------------------------------ what is shown


def test_three_scores_stand_with_their_bands_and_how_it_came_there(qtbot: QtBot, office: Office) -> None:
    number = risk(office)
    scored(office, number, D(2026, 6, 10), 4, 4)
    scored(office, number, D(2026, 9, 16), 3, 4)
    pane = shown(qtbot, office, number)
    assert {which: badge.status().word for which, badge in pane.badges.items()} == {
        "inherent": "20 Extreme",
        "residual": "12 High",
        "target": "4 Low",
    }
    assert pane.words.text() == "Down from 16 to 12 on 16 Sep 2026."
    assert pane.chart.accessibleName() == (
        "Scores over time: 14 Jan 2026 9 Moderate, 10 Jun 2026 16 Extreme, 16 Sep 2026 12 High"
    )
    assert pane.chart.accessibleDescription().endswith("16 Sep 2026: 12")
    assert pane.rule.isHidden()
    assert pane.panes["risk_scores"].model.rowCount() == 3


def test_a_risk_without_any_score_says_so_and_draws_nothing(qtbot: QtBot, office: Office) -> None:
    number = add(office, "risks", title="Nobody has looked at it yet")
    pane = shown(qtbot, office, number)
    assert {badge.status().word for badge in pane.badges.values()} == {"Not scored"}
    assert pane.chart.isHidden()
    assert pane.words.isHidden()
    pane.score_button.click()
    assert pane.panel.words.text() == "Not scored yet."
    with pytest.raises(KeyError):
        pane.load(9999)


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        ([(D(2026, 9, 16), 3, 3)], "9 since 16 Sep 2026; no other score is on record."),
        ([(None, 3, 3)], "9; no other score is on record."),
        ([(D(2026, 6, 10), 3, 3), (D(2026, 9, 16), 4, 4)], "Up from 9 to 16 on 16 Sep 2026."),
        (
            [(D(2026, 3, 1), 4, 4), (D(2026, 6, 10), 3, 3), (D(2026, 9, 16), 3, 3)],
            "Down from 16 to 9 on 10 Jun 2026; looked at again 16 Sep 2026.",
        ),
        ([], ""),
    ],
)
def test_how_it_came_to_its_score_in_words(scores: list[tuple[dt.date | None, int, int]], words: str) -> None:
    assert history_words([Scored(day, Cell(*place)) for day, *place in scores]) == words


def test_the_chart_stands_over_the_bands_of_the_profile_and_keeps_the_last_score_of_a_day(office: Office) -> None:
    scale = office.profile.risk
    day = D(2026, 9, 16)
    plot = plot_of([Scored(None, Cell(1, 1)), Scored(day, Cell(2, 2)), Scored(day, Cell(4, 4))], scale, Cell(2, 3))
    assert [(mark.name, mark.value) for mark in plot.marks] == [("16 Sep 2026", 16.0)]
    assert [(one.least, one.most, one.badge.word) for one in plot.grounds] == [
        (0, 4, "Low"), (4, 9, "Moderate"), (9, 14, "High"), (14, 25, "Extreme"),
    ]  # fmt: skip
    assert (plot.target, plot.steps) == (6.0, True)


def test_the_mouse_finds_the_score_of_a_day(qtbot: QtBot, office: Office) -> None:
    number = risk(office)
    scored(office, number, D(2026, 6, 10), 4, 4)
    pane = shown(qtbot, office, number)
    frame = pane.chart.frame()
    last = pane.chart.mark_at(QPointF(frame.right() - 8, frame.center().y()))
    assert last is not None
    assert (last.name, last.value) == ("10 Jun 2026", 16.0)
    assert pane.chart.mark_at(frame.center()) is None


def test_another_profile_changes_bands_and_rule(qtbot: QtBot, office: Office) -> None:
    number = risk(office)
    pane = shown(qtbot, office, number)
    assert pane.badges["residual"].status().word == "9 Moderate"
    scale = office.profile.risk
    bands = tuple(replace(band, label=band.label.upper(), fill="#00FF00") for band in scale.bands)
    rule = replace(scale.escalation, score=9)
    office.profile = replace(office.profile, risk=replace(scale, bands=bands, escalation=rule))
    pane.load(number)
    status = pane.badges["residual"].status()
    assert (status.word, status.fill) == ("9 MODERATE", "#00FF00")
    assert pane.rule.words.text() == "To be escalated to Safeguarding Executives: its score of 9 is 9 or more."


# ------------------------------------------------------------------------------------------------ scoring again


def test_scoring_again_by_keys_is_one_change_that_can_be_undone(qtbot: QtBot, office: Office) -> None:
    number = risk(office, last_reviewed_on=D(2026, 9, 16))
    pane = shown(qtbot, office, number)
    QTest.mouseClick(pane.score_button, LEFT)
    assert pane.panel.isVisible()
    assert pane.panel.words.text() == "Now 9 Moderate (possible, moderate)."
    assert pane.panel.boxes["following"].raw() == "23 February 2027"
    likelihood = pane.panel.boxes["likelihood"].editor
    QTest.keyClicks(likelihood.lineEdit(), "likely")  # type: ignore[attr-defined]
    assert pane.panel.words.text() == (
        "Now 9 Moderate (possible, moderate). With this score 12 High (likely, moderate)."
    )
    type_in(pane.panel.boxes["impact"].editor, "5")
    pane.panel.boxes["note"].editor.setFocus()
    QTest.keyClicks(pane.panel.boxes["note"].editor, "Two posts are empty")
    with qtbot.waitSignal(pane.changed):
        QTest.mouseClick(pane.panel.save_button, LEFT)
    after = office.record("risks", number)
    assert (after["residual_likelihood"], after["residual_impact"]) == (4, 5)
    assert (after["last_reviewed_on"], after["next_review_on"]) == (TODAY, D(2027, 2, 23))
    newest = office.records("risk_scores", number)[0]
    assert (newest["likelihood"], newest["impact"], newest["scored_by"], newest["note"]) == (
        4, 5, "Ann Officer", "Two posts are empty",
    )  # fmt: skip
    assert [one.place.score for one in history(after, office.records("risk_scores", number))] == [9, 20]
    assert pane.badges["residual"].status().word == "20 Extreme"
    assert pane.panel.isHidden()
    assert pane.score_button.isVisible()
    [batch] = office.batches(1)
    assert batch.words == "Scored RSK-2026-002 again: 20 Extreme"
    office.undo()
    assert office.record("risks", number)["residual_likelihood"] == 3
    assert office.records("risk_scores", number) == []


@pytest.mark.parametrize(
    ("key", "typed", "says"),
    [
        ("day", "24 November 2026", "That day is still to come. Enter the day on which it was scored."),
        ("following", "1 November 2026", "Enter a day after the one on which it was scored."),
        ("likelihood", "", "Choose the likelihood. It cannot be empty."),
        ("likelihood", "often", ""),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    qtbot: QtBot, office: Office, key: str, typed: str, says: str
) -> None:
    number = risk(office)
    pane = shown(qtbot, office, number)
    pane.score_button.click()
    type_in(pane.panel.boxes[key].editor, typed)
    if not typed:
        QTest.keyClick(pane.panel.boxes[key].editor.lineEdit(), Qt.Key.Key_Backspace)  # type: ignore[attr-defined]
    QTest.mouseClick(pane.panel.save_button, LEFT)
    assert pane.panel.isVisible()
    assert pane.panel.summary.isVisible()
    if says:
        assert says in pane.panel.summary.accessibleDescription()
    assert office.records("risk_scores", number) == []
    QTest.keyClick(pane.panel, Qt.Key.Key_Escape)
    pane.panel.throw_button.click()
    assert pane.panel.isHidden()
    assert pane.score_button.hasFocus()


def test_without_a_rhythm_the_next_review_stays_where_it_is_ahead(qtbot: QtBot, office: Office) -> None:
    number = risk(office, review_every_months=None, next_review_on=D(2026, 12, 16))
    pane = shown(qtbot, office, number)
    pane.score_button.click()
    assert pane.panel.boxes["following"].raw() == "16 December 2026"
    office.write("Passed", [Edit("risks", number, {"next_review_on": D(2026, 10, 1)})])
    pane.panel.cancel()
    pane.score_button.click()
    assert pane.panel.boxes["following"].raw() == ""


# ------------------------------------------------------------------------------------------------ escalation


def test_a_risk_to_be_escalated_says_why_and_is_escalated_with_an_item_on_the_agenda(
    qtbot: QtBot, office: Office
) -> None:
    number = risk(office, residual_likelihood=4, residual_impact=4)
    meeting = add(office, "meetings", group_key=GROUP, held_on=D(2026, 12, 16))
    add(office, "agenda_items", meeting_id=meeting, position=1, item="Welcome")
    pane = shown(qtbot, office, number)
    assert pane.rule.words.text() == "To be escalated to Safeguarding Executives: its score of 16 is 15 or more."
    QTest.mouseClick(pane.escalate_button, LEFT)
    assert pane.panel.words.text() == (
        "Its score of 16 is 15 or more. The next meeting is Safeguarding Executives on 16 December 2026 (MTG-2026-002)."
    )
    assert pane.panel.ticks is not None
    assert pane.panel.ticks.numbers() == [meeting]
    with qtbot.waitSignal(pane.changed):
        QTest.mouseClick(pane.panel.save_button, LEFT)
    after = office.record("risks", number)
    assert (after["escalated_on"], after["escalated_to"]) == (TODAY, GROUP)
    item = office.records("agenda_items", meeting)[-1]
    assert item["item"] == "Escalated risk RSK-2026-002: Agency staff change often"
    assert pane.rule.words.text() == "Escalated to Safeguarding Executives on 23 November 2026."
    assert office.batches(1)[0].words == "Escalated RSK-2026-002 to Safeguarding Executives"


@pytest.mark.parametrize(
    ("planned", "says"),
    [
        (True, "lists it under “Risks to escalate” by itself."),
        (False, "No meeting of Safeguarding Executives is planned. Add one under Meetings."),
    ],
)
def test_without_an_agenda_of_its_own_nothing_is_added_to_a_meeting(
    qtbot: QtBot, office: Office, planned: bool, says: str
) -> None:
    number = risk(office, next_review_on=D(2026, 11, 10))
    if planned:
        add(office, "meetings", group_key=GROUP, held_on=D(2026, 12, 16))
    pane = shown(qtbot, office, number)
    assert "it was to be looked at by 10 November 2026" in pane.rule.words.text()
    pane.escalate_button.click()
    assert says in pane.panel.words.text()
    assert pane.panel.ticks is None
    pane.panel.save_button.click()
    assert office.record("risks", number)["escalated_to"] == GROUP
    assert office.records("agenda_items") == []


def test_a_day_to_come_is_no_day_of_escalation(qtbot: QtBot, office: Office) -> None:
    number = risk(office)
    pane = shown(qtbot, office, number)
    pane.escalate_button.click()
    type_in(pane.panel.boxes["day"].editor, "1 December 2026")
    pane.panel.save_button.click()
    assert "still to come" in pane.panel.summary.accessibleDescription()
    assert office.record("risks", number)["escalated_on"] is None


def test_closed_risks_and_offices_for_reading_cannot_be_scored(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    number = risk(office, status="closed")
    assert not shown(qtbot, office, number).score_button.isEnabled()
    copy = office.backup("for reading", tmp_path / "copy.lif")
    reading = open_office(copy, resources() / "framework", "Bea", read_only=True)
    pane = shown(qtbot, reading, 1)
    assert not pane.score_button.isEnabled()
    assert not pane.escalate_button.isEnabled()
    reading.close()


# ------------------------------------------------------------------------------------------------ in its place


def test_a_risk_has_one_tab_of_scores_which_an_older_one_can_be_added_to(qtbot: QtBot, office: Office) -> None:
    number = risk(office, last_reviewed_on=D(2026, 9, 16))
    detail = DetailPane(office, register("risks"))
    qtbot.addWidget(detail)
    detail.resize(440, 640)
    detail.load(number)
    detail.show_tab("Scores")
    assert [tab.text() for tab in detail.tabs.tabs] == ["Details", "Scores", "Learning", "History"]
    pane = detail.page(1)
    assert isinstance(pane, RiskScoresPane)
    lines = pane.panes["risk_scores"]
    lines.add_line()
    assert lines.form is not None
    for key, text in (("scored_on", "10/6/26"), ("likelihood", "5"), ("impact", "5")):
        lines.form.boxes[key].editor.setText(text)  # type: ignore[attr-defined]
    with qtbot.waitSignal(pane.changed):
        assert lines.form.save()
    assert pane.words.text() == "Down from 25 to 9 on 16 Sep 2026."
    assert office.record("risks", number)["residual_likelihood"] == 3
    assert pane.leave()


@pytest.mark.parametrize(("theme", "percent"), [("light", 100), ("dark", 150), ("light", 200)])
def test_it_is_drawn_in_either_theme_and_size(
    qtbot: QtBot, qapp: QApplication, office: Office, theme: str, percent: int
) -> None:
    number = risk(office)
    scored(office, number, D(2026, 6, 10), 4, 4)
    dress(qapp, theme, percent)  # type: ignore[arg-type]
    pane = shown(qtbot, office, number)
    pane.score_button.click()
    assert not pane.grab().isNull()
    assert pane.widget().minimumSizeHint().width() <= pane.viewport().width()


def test_what_was_begun_is_not_lost_by_going_elsewhere(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, risk(office))
    pane.score_button.click()
    assert pane.leave()
    assert pane.panel.isHidden()
    pane.score_button.click()
    QTest.keyClicks(pane.panel.boxes["note"].editor, "Begun")
    assert not pane.leave()
    assert pane.panel.isVisible()
