"""The Scores tab of an audit: standards beside the last cycle, cases in figures, what is asked for and filled in."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.framework.audit_scores import GRADES, Spread
from lif_desktop.gui.audit_cases import article, theme_words
from lif_desktop.gui.audit_scores import ScoresPane
from lif_desktop.gui.detail import DetailPane
from lif_desktop.gui.grade_bars import GradeBars, GradeLegend, good_words, grade_words
from lif_desktop.gui.palette import apply_text_size
from lif_desktop.office import Batch, Edit, Office, open_office
from lif_desktop.office.returns_asked import ask, scope_of
from lif_desktop.places import resources
from lif_desktop.registers import register
from tests.gui.made_up_office import TODAY, add, empty_office

LEFT = Qt.MouseButton.LeftButton
CCG, ICB, POLICE, SOCIAL_CARE = 1, 2, 3, 4
LABELS = {grade: grade.replace("_", " ").capitalize() for grade in GRADES}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = empty_office(tmp_path)
    yield made
    made.close()


def an_audit(office: Office, kind: str = "section_11", **values: Any) -> int:
    return add(office, "audits", **{"audit_type": kind, "title": "An audit"} | values)


def standard(office: Office, audit: int, agency: int, words: str, own: int | None, **more: Any) -> int:
    return add(office, "audit_standards", audit_id=audit, agency_id=agency, standard=words, self_score=own, **more)


def case(office: Office, audit: int, grade: str, name: str = "Child A", **more: Any) -> int:
    return add(office, "audit_cases", audit_id=audit, pseudonym=name, grade=grade, **more)


def shown(qtbot: QtBot, office: Office, number: int, size: tuple[int, int] = (430, 620)) -> ScoresPane:
    pane = ScoresPane(office)
    qtbot.addWidget(pane)
    pane.resize(*size)
    pane.load(number)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    QApplication.processEvents()
    return pane


@pytest.fixture
def two_rounds(office: Office) -> tuple[int, int]:
    """A section 11 audit of 2024 and one of now, with answers of two agencies."""
    old = an_audit(office, completed_on=dt.date(2025, 1, 31))
    new = an_audit(office, due_on=dt.date(2026, 11, 30))
    standard(office, old, POLICE, "4.1 Training", 2, moderated_score=1, evidence="A list")
    standard(office, old, POLICE, "5.1 Supervision", 3)
    standard(office, old, CCG, "4.1 Training", 3)
    standard(office, new, POLICE, "4.1 Training", 3, moderated_score=2, evidence="A report", practitioner_score=1)
    standard(office, new, POLICE, "5.1 Supervision", 2, improvement="Challenge", deadline_on=dt.date(2026, 3, 2))
    standard(office, new, ICB, "4.1 Training", 3, moderated_score=3)
    return old, new


def cells(grid: Any, row: int) -> list[tuple[str, str]]:
    found = [grid.cell(row, column) for column in range(len(grid.headings()))]
    return [(cell.status.word if cell.status else cell.words, cell.below) for cell in found]


# ------------------------------------------------------------------------------------------------ standards


def test_each_agency_stands_in_figures_and_the_first_with_its_answers(
    qtbot: QtBot, office: Office, two_rounds: tuple[int, int]
) -> None:
    pane = shown(qtbot, office, two_rounds[1])
    view = pane.standards
    assert view.heading.text() == "3 answers from 2 agencies, 1 not moderated"
    assert view.last.text() == "Beside them S11-2025-001, the last round with answers: 2 of 3 are in both."
    assert cells(view.agencies, 0) == [
        ("GMP", "2 answers, 1 not moderated"), ("0 of 2", ""), ("1 up, 1 down", ""), ("1, 1 overdue", ""),
    ]  # fmt: skip
    assert cells(view.agencies, 1)[1:] == [("1 of 1", ""), ("no change", ""), ("0", "")]
    assert view.title.text() == "Greater Manchester Police"
    assert view.scale.text() == "3 fully met · 2 mostly met · 1 partly met · 0 not met"
    assert cells(view.answers, 0) == [
        ("4.1 Training", ""), ("3", ""), ("2", ""), ("1", ""), ("1", "up"),
    ]  # fmt: skip
    assert cells(view.answers, 1)[2:] == [("not yet", ""), ("", ""), ("3", "down")]


def test_another_agency_shows_its_own_answers_and_a_merged_one_those_of_before(
    qtbot: QtBot, office: Office, two_rounds: tuple[int, int]
) -> None:
    pane = shown(qtbot, office, two_rounds[1])
    view = pane.standards
    view.agencies.setFocus()
    QTest.keyClick(view.agencies, Qt.Key.Key_Down)
    assert view.title.text() == "NHS Greater Manchester Integrated Care Board"
    assert cells(view.answers, 0)[4] == ("", "first time")
    office.write("Merged", [Edit("agencies", CCG, {"merged_into_id": ICB})])
    pane.load(two_rounds[1])
    assert cells(view.answers, 0)[4] == ("3", "same")


def test_what_is_written_about_an_answer_stands_beneath_and_its_fields_open(
    qtbot: QtBot, office: Office, two_rounds: tuple[int, int]
) -> None:
    pane = shown(qtbot, office, two_rounds[1])
    view = pane.standards
    assert view.about.text().splitlines() == [
        "4.1 Training", "Evidence: A report", "Last time: 1. Evidence then: A list",
    ]  # fmt: skip
    view.answers.setFocus()
    QTest.keyClick(view.answers, Qt.Key.Key_Down)
    assert view.about.text().splitlines()[1] == "To improve: Challenge, by 2 March 2026."
    QTest.keyClick(view.answers, Qt.Key.Key_Return)
    form = pane.panes["audit_standards"].form
    assert form is not None
    assert form.boxes["standard"].raw() == "5.1 Supervision"


def test_a_screen_reader_hears_scores_with_their_words(
    qtbot: QtBot, office: Office, two_rounds: tuple[int, int]
) -> None:
    pane = shown(qtbot, office, two_rounds[1])
    grid = pane.standards.answers
    heard = [grid.model().index(0, at).data(Qt.ItemDataRole.AccessibleTextRole) for at in (2, 4)]
    assert heard == ["4.1 Training, Moderated: 2, mostly met", "4.1 Training, Last time: 1, partly met, up since"]


def test_a_score_typed_in_the_table_beneath_is_compared_at_once(
    qtbot: QtBot, office: Office, two_rounds: tuple[int, int]
) -> None:
    pane = shown(qtbot, office, two_rounds[1], (760, 700))
    heard: list[Batch] = []
    pane.changed.connect(heard.append)
    lines = pane.panes["audit_standards"]
    lines.view.go_to(5, "moderated_score")
    lines.view.setFocus()
    QTest.keyClicks(lines.view, "3")
    QTest.keyClick(lines.view.open_editor(), Qt.Key.Key_Return)
    assert office.record("audit_standards", 5)["moderated_score"] == 3
    assert pane.standards.heading.text() == "3 answers from 2 agencies"
    assert cells(pane.standards.answers, 1)[4] == ("3", "same")
    assert len(heard) == 1


def test_the_standards_are_set_out_in_one_batch_and_undone(qtbot: QtBot, office: Office) -> None:
    number = an_audit(office, "qa_statement")
    pane = shown(qtbot, office, number)
    assert pane.standards.heading.text() == "No agency has answered a standard yet"
    assert not pane.standards.out_button.isVisible()
    scope = scope_of(office, "audits", number)
    office.write("Asked", ask(scope, "qa_statement", [POLICE, ICB], (TODAY, TODAY)))
    pane.load(number)
    wanted = 2 * len(office.profile.audit_type("qa_statement").standards)
    QTest.mouseClick(pane.standards.out_button, LEFT)
    assert pane.panes["audit_standards"].model.rowCount() == wanted
    assert office.batches()[0].words == f"Set out {wanted} standards for QAS-2026-001"
    assert not pane.standards.out_button.isVisible()
    QTest.mouseClick(pane.notice.links[0], LEFT)
    assert office.records("audit_standards", number) == []


# ------------------------------------------------------------------------------------------------ cases


@pytest.fixture
def graded(office: Office) -> int:
    """A multi-agency audit with two cases and figures that differ."""
    number = an_audit(office, "macfa", theme="neglect", theme_source="review", good=2, year="2026-27")
    case(office, number, "good", "Child A", moderated_grade="inadequate", voice_heard="yes")
    case(office, number, "good", "Child A", agency_id=POLICE, voice_heard="no", meets_standards="not_applicable")
    case(office, number, "outstanding", "Child B", voice_heard="yes")
    return number


def test_the_cases_of_an_audit_in_figures(qtbot: QtBot, office: Office, graded: int) -> None:
    pane = shown(qtbot, office, graded)
    view = pane.cases
    assert view.theme.text() == "Theme: neglect, from a recommendation of a review."
    assert view.heading.text() == "3 grades given to 2 cases: 1 outstanding, 1 good, 1 inadequate (67% good or better)"
    assert [row.name for row in view.tests.rows()] == ["Voice heard"]
    assert cells(view.tests, 0)[1:] == [("67%", ""), ("2", ""), ("–", ""), ("1", "")]
    assert [bar.accessibleName() for bar in view.years.bars] == ["2026-27: 2 good; 100% good or better"]
    assert not view.theme_heading.isVisible()


def test_figures_that_differ_are_filled_in_from_the_cases(qtbot: QtBot, office: Office, graded: int) -> None:
    pane = shown(qtbot, office, graded)
    assert pane.cases.offer.words.text() == "The figures differ: the audit's own say 2 good."
    QTest.mouseClick(pane.cases.offer.links[0], LEFT)
    record = office.record("audits", graded)
    assert [record[grade] for grade in GRADES] == [1, 1, None, 1]
    assert record["cases"] == 2
    assert not pane.cases.offer.isVisible()
    assert pane.cases.years.bars[0].spread.total == 3
    QTest.mouseClick(pane.notice.links[0], LEFT)
    assert office.record("audits", graded)["good"] == 2
    assert pane.cases.offer.isVisible()


def test_audits_on_the_same_theme_stand_beneath_one_another(qtbot: QtBot, office: Office, graded: int) -> None:
    an_audit(office, "macfa", theme="neglect", completed_on=dt.date(2025, 3, 26), requires_improvement=4)
    pane = shown(qtbot, office, graded)
    view = pane.cases
    assert view.theme_heading.isVisible()
    assert [bar.spread.words for bar in view.theme_bars.bars] == ["MACFA-2025-001", "MACFA-2026-001"]


def test_a_theme_without_a_source_is_asked_for(qtbot: QtBot, office: Office) -> None:
    number = an_audit(office, "macfa", theme="neglect")
    pane = shown(qtbot, office, number)
    assert pane.cases.theme.text() == "Theme: neglect. Its source is not named."
    QTest.mouseClick(pane.cases.theme_link, LEFT)
    box = pane.panel.boxes["theme_source"]
    box.editor.setFocus()
    QTest.keyClicks(box.editor, "Trend in data or performance")
    assert not pane.leave()
    QTest.mouseClick(pane.panel.save_button, LEFT)
    assert office.record("audits", number)["theme_source"] == "data"
    assert pane.cases.theme.text() == "Theme: neglect, from a trend in data or performance."
    assert not pane.cases.theme_link.isVisible()
    assert pane.leave()


def test_guidance_to_those_who_take_part_is_asked_for(qtbot: QtBot, office: Office) -> None:
    number = an_audit(office, "macfa")
    pane = shown(qtbot, office, number)
    assert pane.cases.guidance.text().startswith("No day is noted on which guidance went")
    QTest.mouseClick(pane.cases.guidance_link, LEFT)
    QTest.mouseClick(pane.panel.save_button, LEFT)
    assert office.record("audits", number)["guidance_sent_on"] == TODAY
    assert pane.cases.guidance.text() == "Guidance went to those who take part on 23 November 2026."


def test_a_single_agency_audit_is_not_asked_for_theme_or_guidance(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, an_audit(office, "single_agency", good=4))
    view = pane.cases
    assert not any(part.isVisible() for part in (view.theme, view.theme_link, view.guidance, view.guidance_link))
    assert view.heading.text() == "No case is written down; the audit says 4 good"


def test_words_of_theme_grades_and_bars(qtbot: QtBot) -> None:
    assert theme_words("", "", asked=True) == "No theme is named (framework 6.3.1)."
    assert theme_words("Neglect", "", asked=False) == "Theme: neglect."
    assert [article(words) for words in ("Inspection", "Review")] == ["an inspection", "a review"]
    none = Spread("2026-27", dict.fromkeys(GRADES, 0))
    assert (grade_words(none.counts, LABELS), good_words(none)) == ("no grades", "")
    bars = GradeBars()
    qtbot.addWidget(bars)
    some = Spread("2026-27", {"outstanding": 0, "good": 1, "requires_improvement": 3, "inadequate": 0})
    bars.show_spreads([none, some], LABELS, "2026-27")
    assert bars.bars[1].accessibleName() == "2026-27: 1 good, 3 requires improvement; 25% good or better"
    bars.resize(200, 80)
    assert not bars.grab().isNull()
    legend = GradeLegend(LABELS)
    qtbot.addWidget(legend)
    assert legend.heightForWidth(160) > legend.heightForWidth(900)


# ------------------------------------------------------------------------------------------------ both


@pytest.mark.parametrize("kind", ["section_11", "section_175", "qa_statement", "macfa", "single_agency"])
def test_nothing_falls_over_in_an_empty_office(qtbot: QtBot, office: Office, kind: str) -> None:
    pane = shown(qtbot, office, an_audit(office, kind))
    about = kind in ("macfa", "single_agency")
    assert (pane.cases.isVisible(), pane.standards.isVisible()) == (about, not about)
    assert (pane.panes["audit_cases"].isVisible(), pane.panes["audit_standards"].isVisible()) == (about, not about)
    with pytest.raises(KeyError):
        pane.load(999)


def test_lines_of_the_other_kind_are_never_hidden(qtbot: QtBot, office: Office) -> None:
    number = an_audit(office, "macfa")
    standard(office, number, POLICE, "Training", 2)
    pane = shown(qtbot, office, number)
    assert pane.panes["audit_standards"].isVisible()


def test_a_change_made_elsewhere_is_said_and_what_was_typed_stays(qtbot: QtBot, office: Office) -> None:
    number = an_audit(office, "macfa")
    pane = shown(qtbot, office, number)
    QTest.mouseClick(pane.cases.guidance_link, LEFT)
    office.write("Elsewhere", [Edit("audits", number, {"title": "Another"})])
    QTest.mouseClick(pane.panel.save_button, LEFT)
    assert "changed since" in pane.panel.summary.lines()[0].text()
    assert pane.panel.isVisible()


@pytest.mark.parametrize(("size", "text"), [((430, 620), 100), ((430, 420), 150), ((900, 620), 200)])
def test_no_state_is_cut_where_it_can_be_helped(
    qtbot: QtBot, office: Office, two_rounds: tuple[int, int], size: tuple[int, int], text: int, qapp: QApplication
) -> None:
    apply_text_size(qapp, text)
    pane = shown(qtbot, office, two_rounds[1], size)
    for grid in (pane.standards.agencies, pane.standards.answers):
        for column in range(1, len(grid.headings())):
            assert grid.columnWidth(column) >= grid._wanted(column, tight=True)
        assert grid.height() >= grid.sizeHint().height() - 2
    assert pane.standards.agencies.horizontalScrollBar().maximum() == 0
    assert text > 100 or pane.standards.answers.horizontalScrollBar().maximum() == 0
    apply_text_size(qapp, 100)


def test_an_office_open_for_reading_compares_and_changes_nothing(
    qtbot: QtBot, office: Office, two_rounds: tuple[int, int], graded: int
) -> None:
    reading = open_office(office.path, resources() / "framework", "Bea", read_only=True)
    pane = shown(qtbot, reading, two_rounds[1])
    assert not pane.standards.out_button.isVisible()
    pane.load(graded)
    assert pane.cases.offer.links == []
    assert not pane.cases.theme_link.isVisible()
    reading.close()


def test_the_tab_stands_in_the_audits_page_and_opens_its_lines(qtbot: QtBot, office: Office, graded: int) -> None:
    detail = DetailPane(office, register("audits"))
    qtbot.addWidget(detail)
    detail.resize(470, 640)
    detail.load(graded)
    detail.show()
    words = [tab.text() for tab in detail.tabs.tabs]
    assert words[:4] == ["Details", "Scores", "Result", "Returns"]
    detail.show_line("audit_cases", 1)
    pane = detail.page(1)
    assert isinstance(pane, ScoresPane)
    assert pane.panes["audit_cases"].form is not None
    shown_columns = [field.key for field in pane.panes["audit_cases"].model.columns]
    assert {"voice_heard", "evidence_applied", "moderated_grade"} <= set(shown_columns)
