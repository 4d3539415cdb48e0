"""Kills a process at random moments of its writing and looks at what it left."""

import multiprocessing
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from lif_desktop.office import Office, open_office
from lif_desktop.places import resources

PROFILES = resources() / "framework"
Work = Callable[[Office, int], object]
"""Writes one whole piece of work, numbered; when it returns, the piece is acknowledged."""

Count = Callable[[Office], dict[int, int]]
"""How many rows of each piece of work stand in the office."""


@dataclass
class Toll:
    """What the kills did. Everything but `kills`, `inside` and `acknowledged` should be empty or nought."""

    kills: int = 0
    inside: int = 0
    acknowledged: int = 0
    lost: list[int] = field(default_factory=list)
    half: list[int] = field(default_factory=list)
    unsound: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing acknowledged was lost, nothing stands half done, and every file was sound."""
        return not (self.lost or self.half or self.unsound)


def _worker(path: Path, first: int, work: Work, told: Connection) -> None:
    office = open_office(path, PROFILES, "Ann")
    told.send("open")
    piece = first
    while True:
        told.send(("begun", piece))
        work(office, piece)
        told.send(("done", piece))
        piece += 1


def kill_many(path: Path, kills: int, work: Work, count: Count, size: int, pieces: float, seed: int) -> Toll:
    """Kills a writer `kills` times, each at a random moment in the time that `pieces` pieces of work take here.

    Each piece of work writes `size` rows. After each kill the office is opened again as anybody would open it.
    """
    chance = random.Random(seed)
    context = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
    toll, acknowledged, following, longest = Toll(), set[int](), 1, 0.0
    for _ in range(kills):
        here, there = context.Pipe(duplex=False)
        writer = context.Process(target=_worker, args=(path, following, work, there))
        writer.start()
        there.close()
        assert here.recv() == "open"
        if not longest:
            longest = pieces * _time_of_one(here, acknowledged)
        begun = _listen(here, writer, chance.uniform(0, longest), acknowledged)
        toll.kills += 1
        toll.inside += bool(begun)
        following = max([following, *acknowledged, *begun]) + 1
        _look(path, toll, acknowledged, count, size)
    toll.acknowledged = len(acknowledged)
    return toll


def _time_of_one(here: Connection, done: set[int]) -> float:
    """Seconds that the first piece of work takes on this machine as it is now."""
    assert here.recv()[0] == "begun"
    start = time.monotonic()
    word, piece = here.recv()
    assert word == "done"
    done.add(piece)
    return time.monotonic() - start


def _listen(here: Connection, writer: "multiprocessing.process.BaseProcess", wait: float, done: set[int]) -> set[int]:
    """Lets the writer work for `wait` seconds and kills it; gives the pieces begun and not acknowledged."""
    writer.join(wait)
    writer.kill()
    writer.join()
    begun: set[int] = set()
    try:
        while True:
            word, piece = here.recv()
            if word == "begun":
                begun.add(piece)
            else:
                begun.discard(piece)
                done.add(piece)
    except EOFError:
        return begun


def _look(path: Path, toll: Toll, acknowledged: set[int], count: Count, size: int) -> None:
    office = open_office(path, PROFILES, "Bea")
    try:
        for name, state in (("integrity", office.integrity()), ("links", office.foreign_keys())):
            if state != "ok":
                toll.unsound.append(f"{name}: {state}")
        if (broken := office.broken_link()) is not None:
            toll.unsound.append(f"journal broken at {broken}")
        stand = count(office)
    finally:
        office.close()
    toll.half += [piece for piece, rows in stand.items() if rows != size]
    toll.lost += [piece for piece in acknowledged if stand.get(piece, 0) != size]
