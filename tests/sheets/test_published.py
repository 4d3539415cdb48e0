"""The table for publication: its plain shape, and no count of people from which one could be known."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from lif_desktop.framework.small import is_small
from lif_desktop.office import Office
from lif_desktop.registers import REGISTERS, register
from lif_desktop.sheets.outgoing import outgoing
from lif_desktop.sheets.published import COUNTS, for_publication
from lif_desktop.sheets.suppress import LEFT_OUT, to_leave_out
from lif_desktop.sheets.tracker import write_tracker
from tests.sheets.going_out import TODAY, add, fill, new_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = new_office(tmp_path)
    yield made
    made.close()


def published(office: Office, key: str, tmp_path: Path) -> Workbook:
    return load_workbook(write_tracker(office, key, tmp_path / f"{key}.xlsx", "published", TODAY))


def test_title_then_headings_then_rows_without_a_gap(office: Office, tmp_path: Path) -> None:
    add(office, "training", title="Neglect: seeing the child's day", held_on=dt.date(2026, 3, 3), attended=20)
    add(office, "training", title="Professional curiosity", attended=18)
    book = published(office, "training", tmp_path)
    sheet = book.worksheets[0]
    assert sheet["A1"].value.startswith("Training: Stockport Safeguarding")
    assert [one.value for one in sheet[1]][1:] == [None] * (sheet.max_column - 1)
    assert [one.value for one in sheet[2]][:3] == ["Reference", "Course", "Held"]
    assert sheet.max_row == 4
    assert all(any(one.value is not None for one in row) for row in sheet.rows)
    assert sheet["C3"].value.date() == dt.date(2026, 3, 3)
    assert book.sheetnames == ["Training", "Notes"]


def test_nothing_is_merged_filtered_frozen_or_hidden(office: Office, tmp_path: Path) -> None:
    add(office, "training", title="Neglect")
    sheet = published(office, "training", tmp_path).worksheets[0]
    assert not sheet.merged_cells.ranges
    assert not sheet.tables
    assert sheet.auto_filter.ref is None
    assert sheet.freeze_panes is None
    assert "Version" not in [one.value for one in sheet[2]]


def test_notes_say_what_day_it_shows_and_what_is_left_out(office: Office, tmp_path: Path) -> None:
    office.set_setting("made_up", "yes")
    add(office, "training", title="Neglect", attended=3)
    said = "\n".join(str(row[0].value) for row in published(office, "training", tmp_path)["Notes"].rows)
    assert "as it stood on 23 November 2026: 1 row." in said
    assert "made up" in said
    assert "[c] stands where a count of people is from 1 to 4" in said
    assert "1 cell is left out" in said


def test_it_is_marked_official(office: Office, tmp_path: Path) -> None:
    header = published(office, "audits", tmp_path).worksheets[0].oddHeader
    assert header.right.text.endswith("OFFICIAL")


def test_no_name_of_a_person_is_published(office: Office, tmp_path: Path) -> None:
    add(office, "contacts", agency_id=3, role="Safeguarding lead", person="Made Up", email="lead@gmp.example")
    text = str([[one.value for one in row] for row in published(office, "contacts", tmp_path).worksheets[0].rows])
    assert "Safeguarding lead" in text
    assert "Made Up" not in text
    assert "example" not in text


def test_what_a_tracked_case_tells_is_not_published(office: Office, tmp_path: Path) -> None:
    point = add(office, "learning", title="Ask twice")
    add(office, "case_tracking", learning_id=point, pseudonym="Child A", difference="Seen sooner", what_happened="Late")
    text = str([[one.value for one in row] for row in published(office, "case_tracking", tmp_path).worksheets[0].rows])
    assert "LP-2026-001" in text
    assert not any(words in text for words in ("Child A", "Seen sooner", "Late"))


def test_a_rate_goes_with_the_count_it_comes_from(office: Office, tmp_path: Path) -> None:
    add(office, "training", title="Neglect", attended=20, questionnaires=3)
    add(office, "training", title="Curiosity", attended=20, questionnaires=10)
    in_lines = add(office, "training", title="Thresholds", attended=20)
    add(office, "evaluations", training_id=in_lines, stage="reaction", measure="Pace", replies=3, result=4.0)
    table = for_publication(outgoing(office, register("training")))
    rate = [row[table.place("response_rate")] for row in table.rows]
    assert rate == [LEFT_OUT, "50%", LEFT_OUT]
    assert office.records("training")[2]["response_rate"] == "15%"


def test_a_score_of_fewer_than_five_people_is_left_out_and_no_course_shows_a_score_alone(office: Office) -> None:
    course = add(office, "training", title="Neglect", attended=20, questionnaires=9, satisfaction=4.3)
    for measure, replies in (("Few", 4), ("Enough", 5), ("Audit", None)):
        scores = {"replies": replies, "baseline": 2.0, "result": 3.0}
        add(office, "evaluations", training_id=course, stage="learning", measure=measure, **scores)
    table = for_publication(outgoing(office, register("evaluations")))
    at = [table.place(key) for key in ("measure", "replies", "baseline", "result")]
    assert [[row[place] for place in at] for row in table.rows] == [
        ["Few", LEFT_OUT, LEFT_OUT, LEFT_OUT],
        ["Enough", 5, 2.0, 3.0],
        ["Audit", None, 2.0, 3.0],
    ]
    courses = for_publication(outgoing(office, register("training")))
    keys = {column.key for column in courses.columns}
    assert not {score for score, rate in register("training").beside if score in keys and rate not in keys}
    working = {column.key for column in outgoing(office, register("training")).columns}
    assert {one for pair in register("training").beside for one in pair} <= working


def test_a_second_count_goes_where_the_total_would_give_the_first_away(office: Office) -> None:
    add(office, "training", title="Neglect", booked=30, attended=22, did_not_attend=3, cancelled=5)
    table = for_publication(outgoing(office, register("training")))
    row = {column.key: cell for column, cell in zip(table.columns, table.rows[0], strict=True)}
    assert (row["did_not_attend"], row["cancelled"]) == (LEFT_OUT, LEFT_OUT)
    assert (row["booked"], row["attended"]) == (30, 22)


def test_an_agency_alone_under_five_takes_another_with_it(office: Office) -> None:
    course = add(office, "training", title="Neglect", booked=40, attended=40)
    for agency, people in ((3, 2), (4, 18), (5, 20)):
        add(office, "bookings", training_id=course, agency_id=agency, booked=people, attended=people)
    table = for_publication(outgoing(office, register("bookings")))
    assert [row[table.place("attended")] for row in table.rows] == [LEFT_OUT, LEFT_OUT, 20]


def test_every_count_of_people_named_is_a_field(office: Office) -> None:
    for key, counted in COUNTS.items():
        assert {register(key).field(one).kind for one in counted} <= {"whole", "decimal"}


def test_no_register_shows_a_small_count(office: Office, tmp_path: Path) -> None:
    fill(office)
    for own in REGISTERS:
        table = for_publication(outgoing(office, own))
        for key in COUNTS.get(own.key, ()):
            if key in [column.key for column in table.columns]:
                shown = [row[table.place(key)] for row in table.rows]
                assert not any(is_small(one) for one in shown if isinstance(one, int | float)), (own.key, key)
        assert published(office, own.key, tmp_path).worksheets[0]["A1"].value


@given(st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=1, max_size=6))
def test_nothing_left_out_can_be_worked_back_from_its_sum(parts: list[list[int]]) -> None:
    counts = [[sum(row), *row] for row in parts]
    hidden = to_leave_out(counts, sums=[(0, 1, 2, 3)])
    assert {(r, c) for r, row in enumerate(counts) for c, one in enumerate(row) if 0 < one < 5} <= hidden
    for number in range(len(counts)):
        assert len([place for place in hidden if place[0] == number]) != 1
