"""A workbook of 50,000 rows and 20 columns: read as the program reads it, against LibreOffice saving it as CSV."""

import datetime as dt
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from measure import PLACE, Figures, Line, Runs, absolute, answer, child, in_turns, table, timed
from register import WORDS

ROWS = 50_000
MOST_MEMORY = 300
"""What the parent process may hold, in MB."""
CANCEL = 0.5
"""In seconds."""
RUNS = 5


def workbook() -> Path:
    """Give the workbook: ten columns of text, six of numbers, four of dates; made the first time."""
    import xlsxwriter

    path = PLACE / f"reading-{ROWS}.xlsx"
    if path.exists():
        return path
    PLACE.mkdir(parents=True, exist_ok=True)
    chance = random.Random(ROWS)  # noqa: S311 - made-up rows
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Training return")
        sheet.write_row(0, 0, [f"{WORDS[at % len(WORDS)].capitalize()} {at}" for at in range(20)])
        for row in range(1, ROWS + 1):
            sheet.write_row(row, 0, [f"TR-{row:06d}", " ".join(chance.choices(WORDS, k=8))])
            sheet.write_row(row, 2, chance.choices(WORDS, k=8))
            sheet.write_row(row, 10, [chance.randrange(1000) for _ in range(3)])
            sheet.write_row(row, 13, [chance.randrange(100_000) / 100 for _ in range(3)])
            for column in range(16, 20):
                when = dt.date(2023, 1, 2) + dt.timedelta(days=chance.randrange(1200))
                sheet.write_datetime(row, column, when, day)
    return path


@contextmanager
def processor(figures: Figures) -> Iterator[None]:
    """Put the seconds of the processor into `figures` that this process and its children take for the block."""
    import resource

    def used() -> float:
        both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(one.ru_utime + one.ru_stime for one in both)

    before = used()
    yield
    figures["processor"] = used() - before


def ours() -> Figures:
    """Read the file through the reader process; with the most memory that this process held, in MB."""
    import resource

    from lif_desktop.sheets.reader import read_book

    figures: Figures = {}
    with processor(figures), timed(figures, "read"):
        book = read_book(workbook())
    figures["rows"] = len(book.sheets[0].rows)
    figures["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


def floor() -> Figures:
    """LibreOffice opens the file and saves it as CSV."""
    path = workbook()
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        profile = (PLACE / "libreoffice").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "csv"]
        with processor(figures), timed(figures, "read"):
            subprocess.run([*command, "--outdir", folder, str(path)], check=True, capture_output=True)
        figures["rows"] = sum(1 for _ in (Path(folder) / f"{path.stem}.csv").open(encoding="utf-8"))
    return figures


def _over(until: float) -> bool:
    return time.perf_counter() >= until


def cancelled() -> Figures:
    """Press Cancel at ten moments: the longest time until `read_book` has given up and its process is gone."""
    from lif_desktop.sheets.reader import read_book
    from lif_desktop.sheets.refused import ReadCancelled

    worst = 0.0
    for moment in range(10):
        until = time.perf_counter() + 0.15 * moment
        try:
            read_book(workbook(), cancelled=partial(_over, until))
        except ReadCancelled:
            worst = max(worst, time.perf_counter() - until)
    return {"worst": worst}


TASKS = {"ours": ours, "floor": floor, "cancelled": cancelled}


def main() -> None:
    """Measure and print the tables."""
    workbook()
    found = in_turns({name: partial(child, __file__, name) for name in TASKS}, runs=RUNS)
    for name in ("ours", "floor"):
        if found[name]["rows"].least != ROWS + 1:
            print(f"Only {found[name]['rows'].least:,.0f} of {ROWS + 1:,} rows were read by {name}.")
    lines = [
        Line(f"reading {ROWS:,} rows of 20 columns{more}", found["ours"][key], found["floor"][key], 1)
        for key, more in (("read", ""), ("processor", ", time of the processor"))
    ]
    print(table(lines))
    print()
    print(absolute({"Cancel while reading": found["cancelled"]["worst"]}, {"Cancel while reading": CANCEL}))
    memory: Runs = found["ours"]["memory"]
    print(f"\nMost memory of the parent: {memory.most:.0f} MB of {MOST_MEMORY}.")


if __name__ == "__main__" and not answer(TASKS, sys.argv[1:]):
    main()
