"""Measures the program against a floor: both in new processes, in turns, so that a busy machine slows both."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
PLACE = TOP / "out" / "benchmarks"
RUNS = 5

Figures = dict[str, float]
Task = Callable[..., Figures]


@dataclass(frozen=True)
class Runs:
    """The figures of one measure over several processes, mostly seconds."""

    values: tuple[float, ...]

    @property
    def middle(self) -> float:
        """The median."""
        return statistics.median(self.values)

    @property
    def least(self) -> float:
        """The lowest figure: what the machine can do when nothing disturbs it."""
        return min(self.values)

    @property
    def most(self) -> float:
        """The highest figure."""
        return max(self.values)


@dataclass(frozen=True)
class Line:
    """One line of a report: what was measured, its figures, the floor's, and the ratio to reach."""

    name: str
    ours: Runs
    floor: Runs
    aim: float

    @property
    def ratio(self) -> float:
        """How many times the floor, by medians."""
        return self.ours.middle / self.floor.middle

    @property
    def spread(self) -> tuple[float, float]:
        """The lowest and the highest ratio of runs that were made one after the other."""
        pairs = [mine / bare for mine, bare in zip(self.ours.values, self.floor.values, strict=True)]
        return min(pairs), max(pairs)


@contextmanager
def timed(figures: Figures, name: str) -> Iterator[None]:
    """Put the seconds that the block takes into `figures` under `name`."""
    start = time.perf_counter()
    yield
    figures[name] = time.perf_counter() - start


def answer(tasks: Mapping[str, Task], arguments: Sequence[str]) -> bool:
    """In a child process: run the task that `arguments` name and print its figures. False in the parent."""
    if arguments[:1] != ["--task"]:
        return False
    print(json.dumps(tasks[arguments[1]](*arguments[2:])))
    return True


def child(script: str, task: str, *arguments: str) -> Figures:
    """Run one task of a script in a new process and give its figures. Raises CalledProcessError when it fails."""
    surroundings = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    surroundings["PYTHONPATH"] = str(TOP)
    command = [sys.executable, script, "--task", task, *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=surroundings)
    return {name: float(value) for name, value in json.loads(done.stdout.splitlines()[-1]).items()}


def in_turns(calls: Mapping[str, Callable[[], Figures]], runs: int = RUNS) -> dict[str, dict[str, Runs]]:
    """Make each call once to warm the disk, then `runs` times in turns; gives each call's figures by name."""
    gathered: dict[str, list[Figures]] = {name: [] for name in calls}
    for turn in range(runs + 1):
        for name, call in calls.items():
            figures = call()
            if turn:
                gathered[name].append(figures)
    return {
        name: {key: Runs(tuple(one[key] for one in several)) for key in several[0]}
        for name, several in gathered.items()
    }


def table(lines: Iterable[Line]) -> str:
    """Give the lines as a Markdown table; times in milliseconds."""
    rows = ["| measured | ours, ms | floor, ms | ratio | lowest to highest | aim | |", "|---|---|---|---|---|---|---|"]
    for line in lines:
        low, high = line.spread
        met = "met" if line.ratio <= line.aim else "missed"
        rows.append(
            f"| {line.name} | {1000 * line.ours.middle:,.1f} | {1000 * line.floor.middle:,.1f} "
            f"| {line.ratio:.2f} | {low:.2f} to {high:.2f} | {line.aim:g} | {met} |"
        )
    return "\n".join(rows)


def absolute(figures: Mapping[str, Runs], limits: Mapping[str, float]) -> str:
    """Give figures that have a limit of their own, in seconds, as a Markdown table in milliseconds."""
    rows = ["| measured | lowest | median | highest | limit | |", "|---|---|---|---|---|---|"]
    for name, limit in limits.items():
        found = figures[name]
        met = "met" if found.middle <= limit else "missed"
        rows.append(
            f"| {name} | {1000 * found.least:.1f} | {1000 * found.middle:.1f} | {1000 * found.most:.1f} "
            f"| {1000 * limit:g} | {met} |"
        )
    return "\n".join(rows)
