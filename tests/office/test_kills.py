"""A writer killed at any moment leaves whole imports only, and loses nothing that it had acknowledged."""

from collections import Counter
from pathlib import Path

from lif_desktop.office import Add, Office, create_office
from tests.office.killing import PROFILES, kill_many

SIZE = 30


def whole(office: Office, piece: int) -> None:
    """One import of 30 reviews, each with its milestones, as one batch."""
    rows = [
        Add("reviews", {"review_type": "rapid_review", "pseudonym": f"Child {n}", "notes": str(piece)})
        for n in range(SIZE)
    ]
    office.write(f"Imported {SIZE} rows", rows, kind="import")


def in_halves(office: Office, piece: int) -> None:
    """The same rows carelessly written as many batches: what the harness must find out."""
    for n in range(SIZE):
        row = {"review_type": "peer_review", "notes": str(piece), "pseudonym": str(n)}
        office.write("A row", [Add("reviews", row)])


def count(office: Office) -> dict[int, int]:
    return dict(Counter(int(row["notes"]) for row in office.records("reviews")))


def test_kills_leave_nothing_half_done_and_nothing_lost(tmp_path: Path) -> None:
    path = tmp_path / "office.lif"
    create_office(path, PROFILES, "stockport", "Ann").close()
    toll = kill_many(path, kills=12, work=whole, count=count, size=SIZE, pieces=3, seed=3)
    assert toll.clean, toll
    assert toll.inside
    assert toll.acknowledged


def test_the_harness_finds_imports_that_were_left_half_done(tmp_path: Path) -> None:
    path = tmp_path / "office.lif"
    create_office(path, PROFILES, "stockport", "Ann").close()
    toll = kill_many(path, kills=6, work=in_halves, count=count, size=SIZE, pieces=2, seed=3)
    assert toll.half
