"""A file of 50,000 rows and 20 columns through the window of the import: pauses, Cancel, memory, and the time to write.

The floor of the writing is the least that keeps such records: one `executemany` of the same rows, committed.
"""

import datetime as dt
import gc
import random
import resource
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from measure import PLACE, Figures, Line, absolute, answer, child, in_turns, table
from register import WORDS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from lif_desktop.gui.import_wizard import ImportWizard
    from lif_desktop.office import Office

ROWS = 50_000
TICK_MS = 5
HEADINGS = (
    "Ref", "Action", "Agency", "Lead role", "Supported by", "Start", "Due", "First due date",
    "What done will look like", "Status", "Percent complete", "Priority", "Board", "Latest update", "Evidence", "Notes",
    "How effect will be measured", "Evidence of effect", "Signed off by", "Local code",
)  # fmt: skip


def workbook() -> Path:
    """Give a workbook of made-up actions, made the first time: text, dates and figures in 20 columns."""
    import xlsxwriter

    path = PLACE / f"wide-{ROWS}.xlsx"
    if path.exists():
        return path
    PLACE.mkdir(parents=True, exist_ok=True)
    chance = random.Random(ROWS)  # noqa: S311 - made-up rows
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Actions")
    sheet.write_row(0, 0, HEADINGS)

    def words(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count))

    for row in range(1, ROWS + 1):
        start = dt.datetime(2023, 1, 2) + dt.timedelta(days=chance.randrange(900))  # noqa: DTZ001 - a day in a cell
        who = chance.choice(("GMP", "Stockport Council", "Probation"))
        sheet.write_row(row, 0, (f"A{row}", f"{words(2)}: step {row}", who, f"Lead for {words(1)}", words(1)))
        for place, after in ((5, 0), (6, 90), (7, 80)):
            sheet.write_datetime(row, place, start + dt.timedelta(days=after), day)
        choices = (chance.choice(("In progress", "Complete", "Not started")), chance.randrange(101))
        more = (chance.choice(("High", "Medium", "Low")), chance.choice(("Children", "Adults")))
        texts = (words(6), words(6), words(6), words(3), words(3), words(2), words(1))
        sheet.write_row(row, 8, (words(6), *choices, *more, *texts))
    book.close()
    return path


def floor() -> Figures:
    """The same records (the actions and the update kept of each), committed without a journal or a look at any."""
    from sqlcipher3 import dbapi2

    from lif_desktop.places import resources
    from lif_desktop.sheets.importing import import_file

    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        office = _office(folder, resources())
        import_file(office, workbook(), "actions")
        bare = dbapi2.connect(str(Path(folder) / "bare.db"), isolation_level=None)
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("PRAGMA synchronous = FULL")
        rows = {name: _rows_of(office, bare, name) for name in ("actions", "action_updates")}
        office.close()
        start = time.perf_counter()
        bare.execute("BEGIN")
        for name, values in rows.items():
            marks = ", ".join("?" * len(values[0]))
            bare.executemany(f"INSERT INTO {name} VALUES ({marks})", values)  # noqa: S608 - our own names
        bare.execute("COMMIT")
        figures["written"] = time.perf_counter() - start
        bare.close()
    return figures


def _rows_of(office: "Office", bare: Any, name: str) -> list[tuple[Any, ...]]:
    """The rows of a table as they stand in the file, and an empty table like it in the other database."""

    def read(connection: Any) -> tuple[str, list[tuple[Any, ...]]]:
        laid = connection.exec_driver_sql(f"SELECT sql FROM sqlite_master WHERE name = '{name}'").scalar()  # noqa: S608
        rows = connection.exec_driver_sql(f"SELECT * FROM {name}").fetchall()  # noqa: S608
        return laid, [tuple(row) for row in rows]

    laid, rows = cast("tuple[str, list[tuple[Any, ...]]]", office.read(read))
    bare.execute(laid)
    return rows


def planned() -> Figures:
    """From the cells as they were read to committed and journalled records, without a window."""
    from lif_desktop.places import resources
    from lif_desktop.sheets.apply import apply
    from lif_desktop.sheets.plan import make_plan
    from lif_desktop.sheets.reader import read_book

    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        office = _office(folder, resources())
        book = read_book(workbook())
        gc.disable()  # as the program does, which looks for garbage between the steps of its work
        start = time.perf_counter()
        plan = make_plan(office, book, "actions")
        middle = time.perf_counter()
        apply(office, plan)
        figures["written"] = time.perf_counter() - start
        figures["planned"] = middle - start
        figures["applied"] = time.perf_counter() - middle
        office.close()
    return figures


def window() -> Figures:
    """The whole way through the window, with the longest time between two ticks of the event loop."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from lif_desktop.gui.import_wizard import COLUMNS, RESULT, SHEET, ImportWizard
    from lif_desktop.gui.look import dress
    from lif_desktop.places import resources

    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        application = QApplication([])
        dress(application, "light", 100)
        office = _office(folder, resources())
        wizard = ImportWizard(office, "actions", workbook())
        wizard.show()
        ticks = [time.perf_counter()]
        longest = [0.0]

        def tick() -> None:
            now = time.perf_counter()
            longest[0] = max(longest[0], now - ticks[-1])
            ticks[-1] = now

        timer = QTimer(interval=TICK_MS)
        timer.timeout.connect(tick)
        application.processEvents()
        ticks[-1] = time.perf_counter()
        timer.start()
        figures["Cancel answers"] = _cancelled(wizard)
        for step, name in ((SHEET, "read"), (COLUMNS, "looked at"), (RESULT, "imported")):
            longest[0], ticks[-1] = 0.0, time.perf_counter()
            while wizard.step() < step:
                wizard.go_on()
                wizard.runner.wait()
                _settle(application)
            figures[f"longest pause until {name}"] = longest[0]
        figures["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
        figures["rows"] = float(len(office.rows("actions").rows))
        longest[0], ticks[-1] = 0.0, time.perf_counter()
        wizard.outcome.undo_button.click()
        wizard.runner.wait()
        _settle(application)
        figures["longest pause until undone"] = longest[0]
        wizard.close()
        office.close()
    return figures


def _cancelled(wizard: "ImportWizard") -> float:
    """Begin to read, press Cancel after a second, and give the time until the window is free again."""
    from PySide6.QtCore import QTimer

    from lif_desktop.gui.worker import ProgressDialog

    pressed: list[float] = []

    def press() -> None:
        dialog = next(one for one in wizard.findChildren(ProgressDialog))
        pressed.append(time.perf_counter())
        dialog.cancel.click()

    wizard.go_on()
    QTimer.singleShot(1000, press)
    wizard.runner.wait()
    return time.perf_counter() - pressed[0]


def _settle(application: "QApplication") -> None:
    """Let everything that waits be painted."""
    for _ in range(20):
        application.processEvents()


def _office(folder: str, resources: Path) -> "Office":
    from lif_desktop.office import create_office

    return create_office(Path(folder) / "office.lif", resources / "framework", "stockport", "Benchmark")


TASKS = {"floor": floor, "planned": planned, "window": window}


def main() -> None:
    """Measure and print both tables."""
    workbook()
    found = in_turns({name: partial(child, __file__, name) for name in TASKS}, runs=3)
    print(table([Line("from cells to records", found["planned"]["written"], found["floor"]["written"], 2.5)]))
    print()
    limits = {name: 0.1 for name in found["window"] if name.startswith("longest")}
    print(absolute(found["window"], limits | {"Cancel answers": 0.5, "memory": 0.3}))


if __name__ == "__main__" and not answer(TASKS, sys.argv[1:]):
    main()
