"""Papers of an agenda that look back: what changed since the last meeting, matters arising, the heat map."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lif_desktop.framework.status import Status
from lif_desktop.office import Add, Change, Edit, Office, create_office
from lif_desktop.papers.agenda import previous_meeting
from lif_desktop.papers.agenda_changes import MOST
from lif_desktop.papers.agenda_parts import draw_up
from lif_desktop.papers.agenda_setting import Drawn, Setting
from lif_desktop.papers.blocks import Table
from lif_desktop.papers.gather import Records
from lif_desktop.places import resources
from tests.office.conftest import Turning
from tests.papers.made_up import words_of
from tests.papers.made_up_office import D


@pytest.fixture
def clock() -> Turning:
    """It stands at 23 November 2026."""
    return Turning()


@pytest.fixture
def office(tmp_path: Path, clock: Turning) -> Iterator[Office]:
    """An office with a meeting on 23 November and one on 30 November, an action and a risk; it is the 25th."""
    made = create_office(tmp_path / "office.lif", resources() / "framework", "stockport", "Ann", clock)
    group = {"group_key": "review_group"}
    rows: list[Change] = [
        Add("meetings", {**group, "held_on": D(2026, 11, 23), "status": "held"}, 1),
        Add("meetings", {**group, "held_on": D(2026, 11, 30)}, 2),
        Add("actions", {"title": "Share the learning", "due_on": D(2026, 12, 3), "status": "in_progress"}, 1),
        Add("risks", {"title": "Empty posts", "residual_likelihood": 3, "residual_impact": 3,
                      "raised_on": D(2026, 10, 1)}, 1),
    ]  # fmt: skip
    made.write("Laid out", rows)
    clock.turn(days=2)
    yield made
    made.close()


def drawn(office: Office, what: str) -> Drawn:
    records = Records(office, D(2026, 11, 25))
    meeting = next(row for row in records.rows("meetings") if row["id"] == 2)
    placed = tuple((str(row["position"]), row) for row in records.lines("agenda_items", "meeting_id", 2))
    own = Setting(records, meeting, previous_meeting(records, meeting), placed=placed)
    return draw_up(what, own)  # type: ignore[arg-type]


def told(office: Office, what: str = "changes") -> str:
    return "\n".join(map(words_of, drawn(office, what).blocks))


def test_nothing_changed_needs_no_paper(office: Office) -> None:
    found = drawn(office, "changes")
    assert (found.blocks, found.said, found.title) == ((), "nothing", "What changed since 23 November 2026")


def test_what_changed_is_told_by_register_new_and_closed_first(office: Office) -> None:
    changes: list[Change] = [
        Edit("actions", 1, {"due_on": D(2026, 12, 10)}),
        Add("actions", {"title": "Write to the courts"}, 20),
        Edit("risks", 1, {"status": "closed"}),
    ]
    office.write("Worked", changes)
    assert "ACT-2026-001 Share the learning | Changed | Due date moved from 3 to 10 December 2026" in told(office)
    assert "ACT-2026-002 Write to the courts | New | " in told(office)
    assert told(office).index("ACT-2026-002") < told(office).index("ACT-2026-001")
    assert "RSK-2026-001 Empty posts | Closed | Status: Closed" in told(office)
    assert drawn(office, "changes").said == "1 new, 1 closed, 1 changed"


def test_a_long_list_is_counted_and_imports_are_added_up(office: Office) -> None:
    office.write("Typed", [Add("actions", {"title": f"Typed {number}"}, 20 + number) for number in range(MOST + 3)])
    rows: list[Change] = [Add("audits", {"audit_type": "macfa", "title": f"Audit {number}"}) for number in range(5)]
    office.write("Imported 6 rows", [*rows, Edit("actions", 1, {"status": "complete"})], "import")
    words = told(office)
    assert "3 more in the register" in words
    assert "Also new: 5 audits." in words
    assert "Also changed: 1 action, ACT-2026-001." in words
    assert drawn(office, "changes").said == "16 new, 1 changed"
    assert not any(word in words for word in ("import", "spreadsheet"))
    assert "Audit 3" not in words


def test_an_office_begun_after_the_last_meeting_says_that_what_was_before_is_not_known(office: Office) -> None:
    office.write("Earlier", [Edit("meetings", 1, {"held_on": D(2026, 11, 2)})])
    office.write("Imported", [Add("audits", {"audit_type": "macfa", "title": "Audit"})], "import")
    assert told(office) == "Changes before 23 November 2026 are not known."
    assert drawn(office, "changes").said == ""


def test_matters_arise_that_were_put_off_or_recur_or_have_an_open_action(office: Office) -> None:
    items: list[Change] = [
        Add("agenda_items", {"meeting_id": 1, "position": 1, "item": "Thresholds paper", "outcome": "deferred"}, 1),
        Add("agenda_items", {"meeting_id": 1, "position": 2, "item": "Housing talk", "outcome": "discussed"}, 2),
        Add("agenda_items", {"meeting_id": 1, "position": 3, "item": "Weather", "outcome": "discussed",
                             "minutes": "It rained."}, 3),
        Add("agenda_items", {"meeting_id": 1, "position": 4, "item": "Workload", "recurs": True,
                             "minutes": "Posts stay empty."}, 4),
        Add("minute_lines", {"meeting_id": 1, "item_id": 2, "kind": "note", "text": "A long talk"}),
        Add("minute_lines", {"meeting_id": 1, "item_id": 2, "kind": "action", "text": "Write to the landlord",
                             "action_id": 1}),
    ]  # fmt: skip
    office.write("Minutes", items)
    words = told(office, "matters")
    assert "Thresholds paper | MTG-2026-001\n23 November 2026 | Nothing is minuted | Deferred | Not on it" in words
    assert (
        "Housing talk | MTG-2026-001\n23 November 2026 | Write to the landlord. | "
        "Action open: ACT-2026-001 | For the log" in words
    )
    assert "Workload | MTG-2026-001\n23 November 2026 | Posts stay empty. | On every agenda | For the log" in words
    assert "Weather" not in words
    office.write("Done", [Edit("actions", 1, {"status": "complete"})])
    assert "Housing talk" not in told(office, "matters")


def test_each_matter_arising_says_under_which_item_of_the_agenda_it_comes_back(office: Office) -> None:
    earlier: list[Change] = [
        Add("agenda_items", {"meeting_id": 1, "position": 1, "item": "Risk register: empty posts",
                             "outcome": "deferred"}, 1),
        Add("agenda_items", {"meeting_id": 1, "position": 2, "item": "Training offer", "outcome": "not_reached"}, 2),
        Add("agenda_items", {"meeting_id": 1, "position": 3, "item": "Weather", "recurs": True}, 3),
    ]  # fmt: skip
    office.write("Minutes", earlier)
    now: list[Change] = [
        Add("agenda_items", {"meeting_id": 2, "position": 1, "item": "Risks to escalate", "draws": "risks"}, 11),
        Add("agenda_items", {"meeting_id": 2, "position": 2, "item": "Training offer"}, 12),
        Add("agenda_items", {"meeting_id": 2, "position": 3, "item": "How it is outside", "from_item_id": 3}, 13),
    ]
    office.write("Agenda", now)
    words = told(office, "matters")
    assert (
        "Risk register: empty posts | MTG-2026-001\n23 November 2026 | Nothing is minuted | Deferred | Not on it"
        in words
    )
    assert "Not reached | Item 2" in words
    assert "On every agenda | Item 3" in words
    assert drawn(office, "matters").said.startswith("3 items of earlier meetings, 2 on this agenda; ")


def test_the_heat_map_has_score_band_and_reference_in_each_cell_and_says_what_moved(office: Office) -> None:
    office.write("Scored", [Edit("risks", 1, {"residual_likelihood": 4})])
    heat = next(one for one in drawn(office, "risks").blocks if isinstance(one, Table) and len(one.columns) == 6)
    assert len(heat.rows) == 5
    cells = {part.word: text for row in heat.rows for text in row[1:] if not isinstance(text, str)
             for part in text if isinstance(part, Status)}  # fmt: skip
    assert "12 High" in cells
    assert "25 Extreme" in cells
    assert "▲ RSK-2026-001" in words_of(heat)
    assert "Rising: RSK-2026-001 up from 9 to 12" in told(office, "risks")
    assert "1 open risk. Since 23 November 2026: 1 rising." in told(office, "risks")


def test_without_risks_there_is_no_map(office: Office) -> None:
    office.write("Old", [Edit("risks", 1, {"status": "closed", "closed_on": D(2026, 10, 2)})])
    assert "Heat map" not in told(office, "risks")
