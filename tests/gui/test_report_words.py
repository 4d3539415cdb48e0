"""The window for the words of a yearly report: headings with what answers them, words saved, undone and kept."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.messages import Message
from lif_desktop.gui.report_words import REPORTS, ReportWordsDialog
from lif_desktop.office import Office, open_office
from lif_desktop.office.report_words import words_changes, words_of
from lif_desktop.papers.annual import REPORTS as PAPER_REPORTS
from lif_desktop.papers.annual_headings import headings
from lif_desktop.papers.gather import Records
from lif_desktop.papers.saving import PaperError
from lif_desktop.places import resources
from tests.gui.windows import none_of
from tests.papers.made_up_office import TODAY, made_up_office

LEFT = Qt.MouseButton.LeftButton
YEAR = "2025-26"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = made_up_office(tmp_path / "o.lif")
    yield made
    made.close()


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    return made


def opened(office: Office, parent: QWidget) -> ReportWordsDialog:
    dialog = ReportWordsDialog(office, pytest.fail, parent)
    dialog.open()
    dialog.runner.wait()
    return dialog


def lines(dialog: ReportWordsDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def choose(dialog: ReportWordsDialog, title: str) -> None:
    dialog.list.setCurrentRow(next(row for row, text in enumerate(lines(dialog)) if text.startswith(title)))


def test_the_reports_are_those_that_can_be_made() -> None:
    assert {key for key, _ in REPORTS} == {report.key for report in PAPER_REPORTS}


def test_each_heading_says_what_answers_it(office: Office, parent: QWidget) -> None:
    dialog = opened(office, parent)
    assert dialog.year.currentText() == YEAR
    found = lines(dialog)
    assert found[0] == "Foreword\n▲ Something is missing"
    assert "(d) Findings of reviews concluded in the year\n● Answered from the records" in found
    choose(dialog, "(c)")
    assert "Care Act 2014 Schedule 2 paragraph 4(1)(c)." in dialog.about.text()
    assert "Missing: what NHS Greater Manchester Integrated Care Board has done." in dialog.about.text()
    dialog.close()
    assert none_of(parent, ReportWordsDialog)


def test_what_is_typed_under_several_headings_is_saved_as_one_and_undone(office: Office, parent: QWidget) -> None:
    dialog = opened(office, parent)
    assert not dialog.save.isEnabled()
    dialog.text.setPlainText("We asked: so what?")
    choose(dialog, "The area")
    dialog.text.setPlainText("Between hills and plain.")
    choose(dialog, "Foreword")
    assert dialog.text.toPlainText() == "We asked: so what?"
    changed: list[bool] = []
    dialog.changed.connect(lambda: changed.append(True))
    QTest.mouseClick(dialog.save, LEFT)
    dialog.runner.wait()
    report = "annual-report-adults"
    assert words_of(office, YEAR) == {
        (report, "foreword"): "We asked: so what?",
        (report, "area"): "Between hills and plain.",
    }
    assert lines(dialog)[:2] == ["Foreword\n✓ Your words", "The area and the partnership\n✓ Your words"]
    assert not dialog.save.isEnabled()
    QTest.mouseClick(dialog.notice.links[0], LEFT)
    dialog.runner.wait()
    assert words_of(office, YEAR) == {}
    assert changed == [True, True]
    dialog.close()


def test_each_report_and_year_has_its_own_words(office: Office, parent: QWidget) -> None:
    office.write("Wrote", words_changes(office, YEAR, "annual-report-adults", {"foreword": "The adults' words."}))
    dialog = opened(office, parent)
    assert dialog.text.toPlainText() == "The adults' words."
    dialog.report.setCurrentIndex(1)
    dialog.runner.wait()
    assert dialog.text.toPlainText() == ""
    dialog.text.setPlainText("The children's words.")
    dialog.report.setCurrentIndex(2)
    dialog.runner.wait()
    assert dialog.text.toPlainText() == ""
    assert dialog.text.placeholderText() == "The adults' words."
    assert "the joint draft has those of the single report" in dialog.about.text()
    dialog.year.setCurrentIndex(2)
    dialog.runner.wait()
    assert dialog.text.placeholderText() == "Write here. Each line is a paragraph."
    QTest.mouseClick(dialog.save, LEFT)
    dialog.runner.wait()
    assert words_of(office, YEAR)["annual-report-children", "foreword"] == "The children's words."
    dialog.close()


def test_closing_with_words_unsaved_asks_first(office: Office, parent: QWidget) -> None:
    dialog = opened(office, parent)
    dialog.text.setPlainText("Not saved")
    QTest.mouseClick(dialog.close_button, LEFT)
    (message,) = dialog.findChildren(Message)
    assert "Your words under 1 heading are not saved." in message.words.text()
    dialog.text.setPlainText("")
    QTest.mouseClick(message.buttons[-1], LEFT)
    dialog.reject()
    assert none_of(parent, ReportWordsDialog)


def test_an_office_open_for_reading_shows_and_does_not_save(office: Office, parent: QWidget) -> None:
    path = office.path
    office.close()
    reading = open_office(path, resources() / "framework", "Bea", read_only=True, now=lambda: dt.datetime(2026, 11, 23))  # noqa: DTZ001
    dialog = opened(reading, parent)
    assert dialog.text.isReadOnly()
    assert not dialog.save.isEnabled()
    dialog.close()
    reading.close()


@pytest.mark.parametrize("report", PAPER_REPORTS, ids=lambda report: report.key)
def test_headings_come_in_the_order_of_the_report(office: Office, report: object) -> None:
    found = headings(Records(office, TODAY), report.key, YEAR)  # type: ignore[attr-defined]
    assert [one.title for one in found] == [duty.heading for _, duty in report.duties]  # type: ignore[attr-defined]
    assert len({one.key for one in found}) == len(found)
    assert {one.state for one in found} <= {"gap", "records", "words"}


def test_a_report_that_there_is_none_of(office: Office) -> None:
    with pytest.raises(PaperError, match="no yearly report called “poem”"):
        headings(Records(office, TODAY), "poem", YEAR)
