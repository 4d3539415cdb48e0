"""An import that is killed at any moment is in the office whole or not at all.

`LIF_KILLS=200 pytest tests/sheets/test_import_kills.py` kills 200 times instead of 12.
"""

import os
from collections import Counter
from pathlib import Path

from lif_desktop.office import Office, create_office
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.plan import make_plan
from tests.office.killing import PROFILES, kill_many
from tests.sheets.taking_in import book

KILLS = int(os.environ.get("LIF_KILLS", "12"))
SIZE = 40
HEAD = ("Type", "Pseudonym", "Notification sent", "Notes", "Their own column")


def import_a_file(office: Office, piece: int) -> None:
    """Looks at a file of 40 reviews and imports it, backup and all, as the import window does."""
    rows = [("Rapid review", f"Child {n}", "2 April 2026", str(piece), f"kept {n}") for n in range(SIZE)]
    apply(office, make_plan(office, book(HEAD, *rows), "reviews"))


def count(office: Office) -> dict[int, int]:
    return dict(Counter(int(row["notes"]) for row in office.records("reviews")))


def test_a_killed_import_leaves_nothing_half_done_and_nothing_lost(tmp_path: Path) -> None:
    path = tmp_path / "office.lif"
    create_office(path, PROFILES, "stockport", "Ann").close()
    toll = kill_many(path, kills=KILLS, work=import_a_file, count=count, size=SIZE, pieces=2.5, seed=11)
    assert toll.clean, toll
    assert toll.inside >= KILLS * 0.4, toll
    assert toll.acknowledged
