"""A register of 5,000, 20,000 and 100,000 actions: opened, sorted, filtered and scrolled."""

import datetime as dt
import random
import sqlite3
import sys
import time
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from measure import PLACE, RUNS, Figures, Line, absolute, answer, child, in_turns, table, timed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from lif_desktop.gui.grid import RegisterView
    from lif_desktop.gui.table_model import RegisterTableModel
    from lif_desktop.office import Office

SIZES = (5_000, 20_000, 100_000)
WORDS = ("supervision", "handover", "thresholds", "neglect", "chronology", "escalation", "voice", "transition")
STATUSES = ("not_started", "in_progress", "complete", "signed_off", "not_progressing")
TYPED = ("n", "ne", "neg", "negl")
FRAMES = 120


def office_of(size: int) -> Path:
    """Give an office with `size` made-up actions, made the first time."""
    from lif_desktop.office import Add, create_office
    from lif_desktop.places import resources

    path = PLACE / f"actions-{size}.lif"
    if path.exists():
        return path
    PLACE.mkdir(parents=True, exist_ok=True)
    chance = random.Random(size)  # noqa: S311 - made-up rows
    part = path.with_name(f"part-{size}.lif")
    part.unlink(missing_ok=True)
    office = create_office(part, resources() / "framework", "stockport", "Benchmark")
    for start in range(0, size, 5_000):
        rows = [made_up(chance, number) for number in range(start, min(start + 5_000, size))]
        office.write(f"Made up {len(rows)} actions", [Add("actions", row) for row in rows], kind="setup")
    office.close()
    part.rename(path)
    return path


def made_up(chance: random.Random, number: int) -> dict[str, object]:
    """Give the values of one made-up action."""
    start = dt.date(2022, 1, 3) + dt.timedelta(days=chance.randrange(1500))
    return {
        "title": f"{chance.choice(WORDS).capitalize()} and {chance.choice(WORDS)}: step {number}",
        "board": chance.choice(("children", "adults", "both")),
        "priority": chance.choice(("high", "medium", "low")),
        "lead_agency_id": chance.randrange(1, 8),
        "lead_role": f"Named lead for {chance.choice(WORDS)}",
        "start_on": start,
        "due_on": None if number % 17 == 0 else start + dt.timedelta(days=chance.randrange(20, 400)),
        "done_test": " ".join(chance.choices(WORDS, k=2)) + f" seen in {number} files and told to the panel",
        "status": chance.choice(STATUSES),
        "percent": chance.randrange(0, 101),
        "latest_update": f"Step {number} began on {start}; " + " ".join(chance.choices(WORDS, k=2)),
    }


def floor(size: str) -> Figures:
    """The least that could be done: a loop over the rows with sqlite3, a list sorted, a list searched."""
    path = office_of(int(size))
    figures: Figures = {}
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    with timed(figures, "open"):
        rows = list(connection.execute("SELECT * FROM actions WHERE binned_at IS NULL"))
    names = [column[1] for column in connection.execute("PRAGMA table_info(actions)")]
    due, title, update = (names.index(name) for name in ("due_on", "title", "latest_update"))
    with timed(figures, "sort"):
        filled = [row for row in rows if row[due] is not None]
        filled.sort(key=itemgetter(due))
    with timed(figures, "filter"):
        found = [row for row in rows if "negl" in row[title].casefold() or "negl" in row[update].casefold()]
    figures["found"] = len(found)
    return figures


def ours(size: str) -> Figures:
    """The same through the office and the model of the table."""
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    office = opened(int(size))
    figures: Figures = {}
    with timed(figures, "open"):
        model = model_of(office)
    settle(application, model)
    with timed(figures, "sort"):
        model.sort_by([("due_on", False)])
    with timed(figures, "filter"):
        model.set_filter("negl")
    figures["found"] = model.rowCount()
    office.close()
    return figures


def felt(size: str) -> Figures:
    """What the hands feel: the slowest key while a filter is typed, and the slowest frame while scrolling."""
    from PySide6.QtWidgets import QApplication

    from lif_desktop.gui.grid import RegisterView
    from lif_desktop.gui.look import dress

    application = QApplication([])
    dress(application, "light")
    office = opened(int(size))
    model = model_of(office)
    view = RegisterView(model)
    view.resize(1100, 640)
    view.show()
    figures: Figures = {}
    with timed(figures, "the first key, at once after opening"):
        model.set_filter("n")
        application.processEvents()
    model.set_filter("")
    settle(application, model)
    keys = []
    for words in TYPED:
        start = time.perf_counter()
        model.set_filter(words)
        application.processEvents()
        keys.append(time.perf_counter() - start)
    model.set_filter("")
    figures["the slowest key of a filter, with its repaint"] = max(keys)
    frames = scroll(application, view)
    figures["the slowest frame while scrolling"] = frames[-1]
    figures["the frame at the 99th percentile"] = frames[int(0.99 * len(frames))]
    office.close()
    return figures


def scroll(application: "QApplication", view: "RegisterView") -> list[float]:
    """Scroll three rows at a time, painting what comes into view; gives the seconds of each frame, in rising order."""
    bar = view.verticalScrollBar()
    frames = []
    for frame in range(FRAMES):
        start = time.perf_counter()
        bar.setValue(frame * 102)
        application.processEvents()
        frames.append(time.perf_counter() - start)
    return sorted(frames)


def opened(size: int) -> "Office":
    """Give the office of that size as it is once Home is shown: libraries and bank holidays loaded, names looked up."""
    from lif_desktop.office import open_office
    from lif_desktop.places import resources

    office = open_office(office_of(size), resources() / "framework", "Benchmark")
    office.calendar.is_working(office.today())
    model_of(office, "risks").deleteLater()
    return office


def model_of(office: "Office", register: str = "actions") -> "RegisterTableModel":
    """Give the table's model filled with a register, as its page fills it."""
    from lif_desktop.gui.cells import CellWays
    from lif_desktop.gui.table_model import RegisterTableModel
    from lif_desktop.registers.values import show

    lookup = office.lookup
    found = office.rows(register)
    model = RegisterTableModel(found.fields, CellWays(lambda field, value: show(field, value, lookup)))
    model.set_rows([row[0] for row in found.rows], [row[2:] for row in found.rows])
    return model


def settle(application: "QApplication", model: "RegisterTableModel") -> None:
    """Let the model work out its words, as it does while nobody types."""
    while model._warming is not None:  # noqa: SLF001 - no one else needs to know when it has ended
        application.processEvents()


TASKS = {"floor": floor, "ours": ours, "felt": felt}


def main() -> None:
    """Measure all sizes and print the tables."""
    lines = []
    for size in SIZES:
        office_of(size)
        found = in_turns({name: partial(child, __file__, name, str(size)) for name in ("floor", "ours")})
        bare, mine = found["floor"], found["ours"]
        lines += [Line(f"{work} {size:,} rows", mine[work], bare[work], 3) for work in ("open", "sort", "filter")]
    print(table(lines))
    felt_figures = in_turns({"felt": lambda: child(__file__, "felt", "20000")}, RUNS)["felt"]
    print("\n20,000 rows\n\n" + absolute(felt_figures, LIMITS))


LIMITS = {
    "the first key, at once after opening": 0.1,
    "the slowest key of a filter, with its repaint": 0.05,
    "the slowest frame while scrolling": 0.016,
    "the frame at the 99th percentile": 0.016,
}

if __name__ == "__main__" and not answer(TASKS, sys.argv[1:]):
    main()
