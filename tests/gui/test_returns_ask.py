"""What is asked when agencies are asked: presets by scope, groups to tick, what is refused. The noticed writer."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lif_desktop.framework.returns import stands
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.noticed import NoticedWriter
from lif_desktop.gui.returns_ask import ask_returns, chair_words
from lif_desktop.gui.returns_words import about, below, said, several
from lif_desktop.office import Batch, Edit, Office, RecordChanged, open_office
from lif_desktop.office.returns_asked import Cell, Scope, schedule_scope, scope_of
from lif_desktop.places import resources
from tests.gui.made_up_office import TODAY, add, make_office

POLICE, SOCIAL_CARE, HOSPITAL = 3, 4, 9


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def problems(office: Office, scope: Scope, **given: Any) -> list[tuple[str, str]]:
    asked = ask_returns(office, scope, lambda *_values: None)
    plain = {"kind": "imr", "asked_on": TODAY, "due_on": TODAY, "ticked": [POLICE]}
    return list(asked.check(plain | given))


def test_a_review_proposes_its_kind_its_due_day_partners_and_those_known(office: Office) -> None:
    asked = ask_returns(office, scope_of(office, "reviews", 3), lambda *_values: None)
    assert asked.heading == "Ask agencies"
    assert (asked.values["kind"], asked.values["asked_on"]) == ("agency_summary", TODAY)
    assert asked.values["due_on"] > TODAY
    assert [words for words, _ in asked.groups] == ["Proposed", "Statutory partners", "Known to the case"]
    assert set(asked.ticked) == {1, 2, SOCIAL_CARE}
    assert [number for number, _ in asked.ticks if number in asked.ticked] == list(asked.ticked)


def test_one_cell_asks_one_agency_for_one_kind(office: Office) -> None:
    asked = ask_returns(office, scope_of(office, "reviews", 3), lambda *_values: None, "chronology", (POLICE,))
    assert (asked.values["kind"], asked.ticked) == ("chronology", (POLICE,))


def test_a_scope_that_names_nobody_offers_no_group_of_its_own(office: Office) -> None:
    audit = add(office, "audits", audit_type="macfa", title="Neglect")
    asked = ask_returns(office, scope_of(office, "audits", audit), lambda *_values: None)
    assert [words for words, _ in asked.groups] == ["Proposed", "Statutory partners"]
    assert set(asked.ticked) == {1, 2, POLICE}


def test_the_schedule_says_who_requests_it(office: Office) -> None:
    scope = schedule_scope(office, "2026-27")
    assert scope is not None
    asked = ask_returns(office, scope, lambda *_values: None)
    assert asked.heading == "Ask for the schedule of 2026-27"
    assert asked.words == chair_words(office) == "Requested by the chair of the Quality Assurance Partnership."


def test_what_was_given_is_passed_on_as_it_is(office: Office) -> None:
    heard: list[tuple[Any, ...]] = []
    asked = ask_returns(office, scope_of(office, "reviews", 3), lambda *values: heard.append(values))
    asked.write({"kind": "imr", "ticked": [POLICE], "asked_on": TODAY, "due_on": TODAY})
    assert heard == [("imr", [POLICE], TODAY, TODAY)]


def test_days_and_agencies_are_needed_and_in_order(office: Office) -> None:
    scope = scope_of(office, "reviews", 3)
    assert problems(office, scope) == []
    assert [key for key, _ in problems(office, scope, asked_on=None, due_on=None, ticked=[])] == [
        "asked_on", "due_on", "ticked",
    ]  # fmt: skip
    early = TODAY - dt.timedelta(days=1)
    assert problems(office, scope, due_on=early) == [("due_on", "Enter a due day that is not before 23 November 2026.")]


def test_nobody_is_asked_twice_for_the_same_by_oversight(office: Office) -> None:
    scope = scope_of(office, "reviews", 3)
    found = problems(office, scope, kind="agency_summary", ticked=[POLICE, HOSPITAL, SOCIAL_CARE])
    [(key, sentence)] = found
    assert key == "ticked"
    assert sentence == (
        "Greater Manchester Police and Stockport NHS Foundation Trust were asked for this already (agency summary). "
        "Take the tick away."
    )
    assert problems(office, scope, kind="chronology", ticked=[POLICE]) == []


def test_words_of_cells_and_batches(office: Office) -> None:
    row = dict(office.record("returns", 2)) | {"chases": 1, "chased_on": None}
    cell = Cell(POLICE, "agency_summary", row, stands(row, TODAY))
    assert below(cell) == "due 20 Nov, chased once"
    assert said(office, cell).endswith("due 20 November 2026; chased once.")
    assert below(Cell(POLICE, "imr", None, stands(None, TODAY))) == ""
    undated = row | {"due_on": None, "chases": None}
    assert below(Cell(POLICE, "imr", undated, stands(undated, TODAY))) == ""
    assert several(office, "imr", [POLICE]) == "Greater Manchester Police for: individual management review"
    assert several(office, "imr", [POLICE, HOSPITAL]).startswith("2 agencies for: ")
    assert about(office, scope_of(office, "reviews", 3)) == "RR-2026-002"
    assert about(office, Scope("", 0, "2026-27")) == "2026-27"


# ------------------------------------------------------------------------------------------------ writing with a notice


Writing = tuple[NoticedWriter, NoticeBar, list[Batch]]


@pytest.fixture
def writer(qtbot: QtBot, office: Office) -> Writing:
    notice = NoticeBar()
    qtbot.addWidget(notice)
    heard: list[Batch] = []
    return NoticedWriter(office, notice, heard.append), notice, heard


def test_what_was_written_is_told_said_and_taken_back(office: Office, writer: Writing) -> None:
    made, notice, heard = writer
    made.write("Changed the pseudonym", [Edit("reviews", 3, {"pseudonym": "Child Robin"})])
    assert notice.words.text() == "Changed the pseudonym."
    QTest.mouseClick(notice.links[0], Qt.MouseButton.LeftButton)
    assert office.record("reviews", 3)["pseudonym"] == "Child Wren"
    assert [batch.kind for batch in heard] == ["edit", "undo"]
    assert notice.words.text() == ""
    made.undo(heard[0])
    assert notice.words.text() == "That has been undone already."


def test_what_changes_nothing_is_not_told(writer: Writing) -> None:
    made, notice, heard = writer
    made.write("Changed nothing", [Edit("reviews", 3, {"pseudonym": "Child Wren"})])
    assert (heard, notice.words.text()) == ([], "")


def test_what_is_in_the_way_is_said_or_left_to_the_panel(office: Office, writer: Writing) -> None:
    made, notice, heard = writer
    stale = [Edit("reviews", 3, {"pseudonym": "Child Robin"}, version=99)]
    made.write("Changed", stale)
    assert "changed since" in notice.words.text()
    with pytest.raises(RecordChanged):
        made.ask("Changed", stale)
    assert heard == []
    reading = open_office(office.path, resources() / "framework", "Bea", read_only=True)
    NoticedWriter(reading, notice, heard.append).write("Changed", [Edit("reviews", 3, {"pseudonym": "Child Robin"})])
    assert "reading only" in notice.words.text()
    reading.close()
