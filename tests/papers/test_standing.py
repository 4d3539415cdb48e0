"""How an action stands in a paper: a colour set by hand never hides what its due day says."""

import datetime as dt
from pathlib import Path

import pytest

from lif_desktop.office.changes import Edit
from lif_desktop.papers.blocks import plain
from lif_desktop.papers.gather import Records
from lif_desktop.papers.standing import action_state
from tests.papers.made_up_office import TODAY, D, made_up_office

LATE, AHEAD = D(2026, 11, 20), D(2026, 12, 31)
REASON = "The lead is back on Monday."


@pytest.mark.parametrize(
    ("due", "brag", "reason", "status", "words"),
    [
        (LATE, None, None, "in_progress", "◆ Overdue by 1 working day"),
        (LATE, "amber", REASON, "in_progress", f"▲ Amber\nSet by hand: overdue by 1 working day; {REASON}"),
        (LATE, "green", None, "in_progress", "● Green\nSet by hand: overdue by 1 working day"),
        (AHEAD, "amber", REASON, "in_progress", f"▲ Amber\nSet by hand: {REASON}"),
        (AHEAD, "amber", None, "in_progress", "▲ Amber"),
        (None, "red", REASON, "in_progress", f"◆ Red\nSet by hand: {REASON}"),
        (LATE, "amber", REASON, "complete", "✓ Complete"),
    ],
)
def test_what_was_set_by_hand_stands_with_its_reason_and_the_delay(
    tmp_path: Path, due: dt.date | None, brag: str | None, reason: str | None, status: str, words: str
) -> None:
    office = made_up_office(tmp_path / "o.lif")
    number = office.records("actions")[0]["id"]
    values = {"due_on": due, "brag": brag, "brag_reason": reason, "status": status, "completed_on": None}
    office.write("By hand", [Edit("actions", number, values)])
    action = next(row for row in office.records("actions") if row["id"] == number)
    assert plain(action_state(Records(office, TODAY), action)) == words
    office.close()
