"""An annual report of 60 pages with 12 charts, against python-docx and matplotlib; the window while it is made; Cancel.

The floor writes the same blocks as an ordinary program does with python-docx (a paragraph for each text, a table cell
by cell), in its default template, and draws the same charts with matplotlib's constrained layout, figures on the bars.
"""

import gc
import sys
import tempfile
import time
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from measure import Figures, Line, absolute, answer, child, in_turns, table, timed

if TYPE_CHECKING:
    from lif_desktop.papers.blocks import Paper
    from lif_desktop.papers.charts import Chart

CHARTS, CHAPTERS, ROWS = 12, 28, 36
TICK_MS = 5
WORDS = (
    "The partnership asked what changed for children and adults after each review, and what would show it. "
    "Agencies sent their returns; the Review Group looked at them and wrote down what is still missing. "
)


def paper() -> "Paper":
    """Give a made-up report: 28 chapters with words, a list and a table of 36 rows; twelve of them with a chart."""
    import datetime as dt

    from lif_desktop.papers import blocks

    held: list[blocks.Block] = []
    columns = tuple(blocks.Column(name, share) for name, share in (("Reference", 2), ("Action", 6), ("State", 2)))
    for chapter in range(1, CHAPTERS + 1):
        held += [blocks.Heading(f"Chapter {chapter}"), blocks.Paragraph(WORDS * 2, "lead"), blocks.Paragraph(WORDS * 3)]
        held += [blocks.Bullets(tuple(f"Point {at}: {WORDS[:90]}" for at in range(6)))]
        rows = tuple((f"ACT-2026-{chapter:02}{at:02}", WORDS[: 40 + at], "On track") for at in range(ROWS))
        held += [blocks.Heading("What was done", 3), blocks.Table(columns, rows, f"Actions of chapter {chapter}")]
        if chapter % 2 and chapter < 2 * CHARTS:
            held += [blocks.Figure(chart(chapter))]
    made = dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)
    about = blocks.Properties("Anytown Safeguarding Partnerships", made)
    return blocks.Paper("Annual report", "2025-26", "OFFICIAL", "Draft 1", tuple(held), properties=about)


def chart(number: int) -> "Chart":
    """Give a chart of one of three kinds."""
    from lif_desktop.papers.charts import Chart, Series

    kinds: tuple[Any, ...] = ("bar", "stacked", "line")
    kind = kinds[number // 2 % 3]
    agencies = ("Council", "Police", "Health", "Probation", "Schools", "Housing")
    several = tuple(
        Series(name, tuple(float(at * 3 + number) for at in range(6))) for name in ("Met", "Part met", "Not")
    )
    return Chart(kind, f"Chart {number}", "Agency", agencies, several[:1] if kind == "bar" else several, "actions")


def floor() -> Figures:
    """The same blocks with python-docx, the same charts with matplotlib."""
    import docx
    import docx.shared

    from lif_desktop.papers import blocks

    whole = paper()
    figures: Figures = {}
    with timed(figures, "made"):
        document = docx.Document()
        document.add_heading(whole.title, 1)
        document.add_paragraph(whole.subtitle)
        for block in whole.blocks:
            match block:
                case blocks.Heading():
                    document.add_heading(block.text, block.level)
                case blocks.Paragraph():
                    document.add_paragraph(blocks.plain(block.text))
                case blocks.Bullets():
                    for item in block.items:
                        document.add_paragraph(blocks.plain(item), "List Bullet")
                case blocks.Table():
                    _floor_table(document, block)
                case blocks.Figure():
                    document.add_paragraph(block.chart.title)
                    document.add_picture(BytesIO(_floor_chart(block.chart)), docx.shared.Mm(170))
                    _floor_table(document, block.table)
        with tempfile.TemporaryDirectory() as folder:
            document.save(str(Path(folder) / "floor.docx"))
    return figures


def _floor_table(document: Any, block: Any) -> None:
    from lif_desktop.papers import blocks

    made = document.add_table(len(block.rows) + 1, len(block.columns), "Table Grid")
    rows = [tuple(column.title for column in block.columns), *block.rows]
    for cells, row in zip(made.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = blocks.plain(text)


def _floor_chart(chart: "Chart") -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from lif_desktop.papers.drawing import DOTS_PER_INCH, MM_IN_INCH, height_mm

    size = (170 / MM_IN_INCH, height_mm(chart) / MM_IN_INCH)
    figure = Figure(figsize=size, dpi=DOTS_PER_INCH, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    left = [0.0] * len(chart.categories)
    for one in chart.series:
        values = [value or 0 for value in one.values]
        if chart.kind == "line":
            axes.plot(chart.categories, values, marker="o", label=one.name)
            continue
        axes.bar_label(axes.barh(chart.categories, values, left=left, label=one.name), label_type="center")
        left = [start + value for start, value in zip(left, values, strict=True)]
    figure.legend(loc="outside upper left", ncols=3)
    picture = BytesIO()
    figure.savefig(picture, format="png", dpi=DOTS_PER_INCH)
    return picture.getvalue()


def ours() -> Figures:
    """From the blocks to the file in its place, in a process that has drawn nothing before."""
    from lif_desktop.papers.word import write

    whole = paper()
    figures: Figures = {}
    gc.disable()  # as the program does while a command runs
    with tempfile.TemporaryDirectory() as folder, timed(figures, "made"):
        write(whole, Path(folder) / "report.docx")
    return figures


def window() -> Figures:
    """The longest time between two ticks of the event loop while the window's worker makes it, twice; then Cancel."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    from lif_desktop.gui.look import dress
    from lif_desktop.gui.worker import Runner, Work

    application = QApplication([])
    dress(application, "light", 100)
    owner = QWidget()
    owner.show()
    crashes: list[BaseException] = []
    runner = Runner(owner, crashes.append)
    whole = paper()
    figures: Figures = {}
    ticks, longest = [time.perf_counter()], [0.0]

    def tick() -> None:
        now = time.perf_counter()
        longest[0] = max(longest[0], now - ticks[-1])
        ticks[-1] = now

    timer = QTimer(interval=TICK_MS)
    timer.timeout.connect(tick)
    application.processEvents()
    timer.start()
    gc.disable()

    def make(work: Work) -> None:
        from lif_desktop.papers.word import render

        render(whole, None, work.say)

    for name in ("the first time", "the second time"):
        longest[0], ticks[-1] = 0.0, time.perf_counter()
        runner.run("Making the report…", make)
        runner.wait()
        figures[f"longest pause, {name}"] = longest[0]
    slowest = 0.0
    for moment in (5, 150, 400, 800, 1200, 1700, 2300):
        slowest = max(slowest, _cancelled(runner, make, moment))
    figures["Cancel answers"] = slowest
    if crashes:
        raise crashes[0]
    return figures


def first_cancel() -> Figures:
    """Cancel while the libraries that draw are loaded for the first time."""
    from PySide6.QtWidgets import QApplication, QWidget

    from lif_desktop.gui.worker import Runner, Work

    application = QApplication([])
    owner = QWidget()
    runner = Runner(owner, print)
    whole = paper()

    def make(work: Work) -> None:
        from lif_desktop.papers.word import render

        render(whole, None, work.say)

    application.processEvents()
    return {"Cancel answers while loading": _cancelled(runner, make, 350)}


def _cancelled(runner: Any, make: Any, moment: int) -> float:
    """Begin, press Cancel after so many milliseconds, and give the time until the window is free again."""
    from PySide6.QtCore import QTimer

    from lif_desktop.gui.worker import ProgressDialog

    pressed: list[float] = []

    def press() -> None:
        for dialog in runner.parent().findChildren(ProgressDialog):
            pressed.append(time.perf_counter())
            dialog.cancel.click()

    runner.run("Making the report…", make)
    QTimer.singleShot(moment, press)
    runner.wait()
    return time.perf_counter() - pressed[0] if pressed else 0.0


TASKS = {"floor": floor, "ours": ours, "window": window, "first_cancel": first_cancel}


def main() -> None:
    """Measure and print both tables."""
    found = in_turns({name: partial(child, __file__, name) for name in TASKS}, runs=3)
    name = f"annual report of 60 pages with {CHARTS} charts"
    print(table([Line(name, found["ours"]["made"], found["floor"]["made"], 2)]))
    print()
    limits = {key: 0.1 for key in found["window"] if key.startswith("longest")}
    print(absolute(found["window"], limits | {"Cancel answers": 0.2}))
    print(absolute(found["first_cancel"], {"Cancel answers while loading": 0.2}))


if __name__ == "__main__" and not answer(TASKS, sys.argv[1:]):
    main()
