"""An agency's action plan of 5,000 and 50,000 rows: read, planned and written, against the bare reader."""

import datetime as dt
import random
import sys
import tempfile
from functools import partial
from pathlib import Path

from measure import PLACE, Figures, Line, answer, child, in_turns, table, timed
from register import WORDS

SIZES = (5_000, 50_000)
HEADINGS = ("Action required", "Agency", "Lead officer", "Date agreed", "Target date", "Priority", "Status")
MORE = ("% complete", "Progress", "What done will look like", "Evidence", "Comments from the team")


def workbook_of(size: int) -> Path:
    """Give a workbook with a title, headings and `size` made-up actions, made the first time."""
    import xlsxwriter

    path = PLACE / f"actions-{size}.xlsx"
    if path.exists():
        return path
    PLACE.mkdir(parents=True, exist_ok=True)
    chance = random.Random(size)  # noqa: S311 - made-up rows
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Action plan")
    sheet.write(0, 0, "Multi-agency action plan")
    sheet.write_row(2, 0, HEADINGS + MORE)
    for number in range(size):
        start = dt.date(2023, 1, 2) + dt.timedelta(days=chance.randrange(900))
        title = f"{chance.choice(WORDS).capitalize()} and {chance.choice(WORDS)}: step {number}"
        who = (title, chance.choice(("GMP", "Stockport Council", "Probation")), f"Lead for {chance.choice(WORDS)}")
        sheet.write_row(3 + number, 0, who)
        sheet.write_datetime(3 + number, 3, dt.datetime.combine(start, dt.time()), day)
        sheet.write(3 + number, 4, f"{start + dt.timedelta(days=90):%d.%m.%Y}")
        words = [" ".join(chance.choices(WORDS, k=6)) for _ in range(4)]
        rest = (chance.choice(("High", "Medium", "Low")), chance.choice(("In progress", "Complete")))
        sheet.write_row(3 + number, 5, (*rest, chance.randrange(101), *words))
    book.close()
    return path


def floor(size: str) -> Figures:
    """The bare reader: openpyxl's quickest way through every cell, in this process."""
    from openpyxl import load_workbook

    path = workbook_of(int(size))
    figures: Figures = {}
    with timed(figures, "import"):
        sheet = load_workbook(path, read_only=True, data_only=True).worksheets[0]
        sheet.reset_dimensions()
        figures["rows"] = sum(1 for _ in sheet.iter_rows(values_only=True))
    return figures


def ours(size: str) -> Figures:
    """The whole import into an empty office: bytes checked, read in a process of its own, planned, written."""
    from lif_desktop.office import create_office
    from lif_desktop.places import resources
    from lif_desktop.sheets.importing import import_file

    path = workbook_of(int(size))
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        office = create_office(Path(folder) / "office.lif", resources() / "framework", "stockport", "Benchmark")
        with timed(figures, "import"):
            done = import_file(office, path, "actions")
        figures["rows"] = sum(plan.count("add") for plan, _ in done)
        office.close()
    return figures


TASKS = {"floor": floor, "ours": ours}


def main() -> None:
    """Measure both sizes and print the table."""
    lines = []
    for size in SIZES:
        workbook_of(size)
        found = in_turns({name: partial(child, __file__, name, str(size)) for name in TASKS}, runs=3)
        if found["ours"]["rows"].least != size:
            print(f"Only {found['ours']['rows'].least:,.0f} of {size:,} rows went in.")
        lines.append(Line(f"import of {size:,} rows", found["ours"]["import"], found["floor"]["import"], 3))
    print(table(lines))


if __name__ == "__main__" and not answer(TASKS, sys.argv[1:]):
    main()
