"""What the lines of a record come to: attendance against the course, and tracked cases, above their tables."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lif_desktop.gui.line_sums import sum_words
from lif_desktop.gui.lines import LinesPane
from lif_desktop.office import Office
from lif_desktop.registers import register
from tests.gui.made_up_office import TODAY, add, empty_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = empty_office(tmp_path)
    yield made
    made.close()


def pane_of(qtbot: QtBot, office: Office, key: str, parent: str, number: int) -> LinesPane:
    pane = LinesPane(office, register(key), parent)
    qtbot.addWidget(pane)
    pane.resize(420, 500)
    pane.load(number)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


def places(office: Office, course: int, agency: int, booked: int, attended: int) -> int:
    return add(office, "bookings", training_id=course, agency_id=agency, booked=booked, attended=attended)


def test_attendance_says_the_total_and_where_it_differs_from_the_course(qtbot: QtBot, office: Office) -> None:
    course = add(office, "training", title="Neglect", booked=30, attended=24)
    pane = pane_of(qtbot, office, "bookings", "training", course)
    assert not pane.sum.isVisible()
    places(office, course, 3, 12, 11)
    last = places(office, course, 9, 18, 12)
    pane.refresh()
    assert pane.sum.isVisible()
    assert pane.sum.text().splitlines() == [
        "All agencies: 30 booked, 23 attended (77%).",
        "The agencies add up to 23 attended, and the course says 24.",
    ]
    row = pane.model.row_of(last)
    pane.view.stand_on(row, pane.model.column_of("attended"))
    pane.view.setFocus()
    for letter in "13":
        QTest.keyClicks(pane.view.open_editor() or pane.view, letter)
    QTest.keyClick(pane.view.open_editor(), Qt.Key.Key_Return)
    assert pane.sum.text() == "All agencies: 30 booked, 24 attended (80%)."
    office.undo()
    pane.refresh()
    assert "23 attended" in pane.sum.text()


def case(office: Office, point: int, course: int | None, answer: str | None) -> int:
    values: dict[str, Any] = {"learning_id": point, "training_id": course, "pseudonym": "Child A", "looked_on": TODAY}
    return add(office, "case_tracking", **values, would_have_helped=answer)


def test_cases_are_summed_under_the_learning_point_and_under_the_course(qtbot: QtBot, office: Office) -> None:
    point, course = add(office, "learning", title="Ask twice"), add(office, "training", title="Neglect")
    for answer, where in (("yes", course), ("yes", None), ("partly", course), (None, course)):
        case(office, point, where, answer)
    of_point = pane_of(qtbot, office, "case_tracking", "learning", point)
    assert of_point.sum.text() == (
        "Of 3 cases looked at, the learning would have helped in 2 and partly in 1. 1 case without an answer yet."
    )
    of_course = pane_of(qtbot, office, "case_tracking", "training", course)
    assert of_course.sum.text().startswith("Of 2 cases looked at, the learning would have helped in 1 and partly in 1.")
    assert of_course.model.rowCount() == 3


def test_a_case_tracked_is_added_from_the_course_with_its_learning_point(qtbot: QtBot, office: Office) -> None:
    point, course = add(office, "learning", title="Ask twice"), add(office, "training", title="Neglect")
    pane = pane_of(qtbot, office, "case_tracking", "training", course)
    QTest.mouseClick(pane.add_button, Qt.MouseButton.LeftButton)
    form = pane.form
    assert form is not None
    assert "learning_id" in form.boxes
    assert "training_id" in form.boxes
    QTest.keyClicks(form.boxes["pseudonym"].editor, "Child A")
    assert not form.save()
    assert "learning point" in form.summary.lines()[0].text().lower()
    form.boxes["learning_id"].editor.put(office.lookup.reference("learning", point))
    form.boxes["would_have_helped"].editor.put("Yes")
    QTest.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    [kept] = office.records("case_tracking")
    assert (kept["learning_id"], kept["training_id"], kept["would_have_helped"]) == (point, course, "yes")
    assert pane.sum.text() == "Of 1 case looked at, the learning would have helped in 1."


def test_from_the_learning_point_the_form_does_not_ask_for_it_again(qtbot: QtBot, office: Office) -> None:
    point = add(office, "learning", title="Ask twice")
    pane = pane_of(qtbot, office, "case_tracking", "learning", point)
    QTest.mouseClick(pane.add_button, Qt.MouseButton.LeftButton)
    assert pane.form is not None
    assert "learning_id" not in pane.form.boxes


def test_lines_of_other_kinds_and_no_lines_say_nothing(office: Office) -> None:
    assert sum_words(office, "evaluations", "training", 1, [{"stage": "results"}]) == ""
    assert sum_words(office, "case_tracking", "learning", 1, []) == ""
    assert sum_words(office, "bookings", "training", add(office, "training", title="A"), [{"agency_id": 3}]) == ""
