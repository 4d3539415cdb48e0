"""Draws a chart as a picture: light grid, figures on the bars and lines, hatches as well as colours."""

import sys
from collections.abc import Callable
from io import BytesIO
from itertools import cycle
from typing import TYPE_CHECKING, Any

from lif_desktop.papers.charts import Chart, Series
from lif_desktop.papers.look import FACES, INK, LINE, QUIET, SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LIBRARIES = (
    "numpy",
    "PIL.Image",
    "matplotlib",
    "matplotlib.transforms",
    "matplotlib.font_manager",
    "matplotlib.text",
    "matplotlib.axes",
    "matplotlib.figure",
    "matplotlib.backends.backend_agg",
)
"""What draws a chart, in the order in which it loads itself."""

HATCHES = ("", "///", "...", "xxx", "\\\\\\", "+++")
MARKERS = ("o", "s", "^", "D", "v", "P")
DASHES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (1, 1)))
DOTS_PER_INCH = 200
MM_IN_INCH = 25.4
MOST_GRID_LINES = 10
_ACROSS = 84
"""Letters of the names of all categories that stand side by side."""
_WORDS = 9.5
_SMALL = 8.5
_LOOK: Any = {
    "font.family": "sans-serif",
    "font.sans-serif": list(FACES),
    "font.size": _WORDS,
    "text.color": f"#{INK}",
    "axes.edgecolor": f"#{LINE}",
    "axes.labelcolor": f"#{QUIET}",
    "xtick.color": f"#{INK}",
    "ytick.color": f"#{INK}",
    "hatch.linewidth": 0.6,
}
"""What matplotlib takes as given. Nothing else in the program uses it, so it is left set."""


def load_drawing(going: Callable[[], None]) -> None:
    """Load what draws, in steps; `going` is called between them and may raise to stop the work."""
    from importlib import import_module

    for name in _LIBRARIES:
        if name not in sys.modules:
            import_module(name)
            going()


def draw(chart: Chart, width_mm: float = 170, titled: bool = False, going: Callable[[], None] | None = None) -> bytes:
    """The chart as a PNG that wide; the same chart gives the same bytes.

    `titled` writes the headline into the picture, for where no caption stands above it. `going` is called some times
    while it is drawn and may raise to stop the work.
    """
    from matplotlib import rcParams
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    rcParams.update(_LOOK)
    size = (width_mm / MM_IN_INCH, height_mm(chart) / MM_IN_INCH)
    figure = Figure(figsize=size, dpi=DOTS_PER_INCH, layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    {"bar": _bars, "stacked": _stacked, "grouped": _grouped, "line": _lines}[chart.kind](axes, chart)
    _calm(axes, chart)
    if len(chart.series) > 1 and chart.kind != "line":
        _name_series(figure, axes, chart)
    if titled:
        axes.set_title(chart.title, loc="left", fontweight="bold", fontsize=_WORDS + 1.5, wrap=True)
    if going is not None:
        _watch(figure, going)
    picture = BytesIO()
    figure.savefig(picture, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return picture.getvalue()


def _watch(figure: "Figure", going: Callable[[], None]) -> None:
    """Put something into the picture that is drawn first and last, shows nothing, and calls `going`."""
    from matplotlib.artist import Artist

    class Watch(Artist):
        """Calls `going` whenever it is drawn."""

        def draw(self, _renderer: Any) -> None:
            """Draw nothing."""
            going()

    for order in (-1000, 1000):
        watch = Watch()
        watch.set_zorder(order)
        watch.set_in_layout(False)
        figure.add_artist(watch)


def height_mm(chart: Chart) -> float:
    """How high the picture is: lying bars need a line for each category, the other kinds a fixed height."""
    if chart.kind in ("bar", "stacked"):
        legend = 8 if len(chart.series) > 1 else 0
        return max(34.0, 14 + legend + 7.6 * len(chart.categories))
    return 66.0


def _bars(axes: "Axes", chart: Chart) -> None:
    """Lying bars, the first category on top, each with its figure at its end."""
    places = range(len(chart.categories))
    values = chart.series[0].values
    drawn = axes.barh(places, [value or 0 for value in values], height=0.62, color=f"#{SERIES[0]}")
    words = [chart.show(value) for value in values]
    axes.bar_label(drawn, words, padding=4)
    axes.set_yticks(places, [_wrapped(name, 34) for name in chart.categories])
    axes.invert_yaxis()
    axes.margins(x=0.12)


def _stacked(axes: "Axes", chart: Chart) -> None:
    """Lying bars in parts, the figure in each part that has room for it."""
    places = range(len(chart.categories))
    left = [0.0] * len(chart.categories)
    whole = max(sum(one.values[at] or 0 for one in chart.series) for at in places) or 1
    for one, colour, hatch in zip(chart.series, cycle(SERIES), cycle(HATCHES), strict=False):
        widths = [value or 0 for value in one.values]
        drawn = axes.barh(
            places, widths, 0.66, left, color=f"#{colour}", edgecolor="white", hatch=hatch, label=one.name
        )
        words = [chart.show(value) if (value or 0) / whole > 0.035 else "" for value in one.values]
        _label_inside(axes, drawn, words)
        left = [start + width for start, width in zip(left, widths, strict=True)]
    axes.set_yticks(places, [_wrapped(name, 34) for name in chart.categories])
    axes.invert_yaxis()


def _label_inside(axes: "Axes", drawn: object, words: list[str]) -> None:
    """Figures in the middle of their parts, on a plate so that the hatch does not run through them."""
    for label in axes.bar_label(drawn, words, label_type="center", color="white", fontsize=_SMALL):  # type: ignore[arg-type]
        if label.get_text():
            label.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1.2, "alpha": 1.0})
            label.set_color(f"#{INK}")


def _grouped(axes: "Axes", chart: Chart) -> None:
    """Standing bars side by side, each with its figure on top."""
    width = 0.78 / len(chart.series)
    for number, (one, colour, hatch) in enumerate(zip(chart.series, cycle(SERIES), cycle(HATCHES), strict=False)):
        places = [at + (number - (len(chart.series) - 1) / 2) * width for at in range(len(chart.categories))]
        heights = [value or 0 for value in one.values]
        drawn = axes.bar(
            places, heights, width * 0.92, color=f"#{colour}", edgecolor="white", hatch=hatch, label=one.name
        )
        axes.bar_label(drawn, [chart.show(v) for v in one.values], padding=2, fontsize=_SMALL)
    room = min(16, _ACROSS // max(1, len(chart.categories)))
    axes.set_xticks(range(len(chart.categories)), [_wrapped(name, room) for name in chart.categories])
    axes.margins(y=0.14)


def _lines(axes: "Axes", chart: Chart) -> None:
    """Lines with markers and dashes of their own, each with its name and last figure at its end."""
    places = range(len(chart.categories))
    for number, one in enumerate(chart.series):
        colour = f"#{SERIES[number % len(SERIES)]}"
        values = [float("nan") if value is None else value for value in one.values]
        axes.plot(
            places,
            values,
            color=colour,
            linewidth=2,
            marker=MARKERS[number % len(MARKERS)],
            markersize=5,
            linestyle=DASHES[number % len(DASHES)],
            label=one.name,
            clip_on=False,
        )
    for one, height, number in _spread_ends(axes, chart):
        words = f"{one.name} {chart.show(_last(one)[1])}" if len(chart.series) > 1 else chart.show(_last(one)[1])
        axes.annotate(
            words,
            (len(chart.categories) - 1, height),
            (8, 0),
            textcoords="offset points",
            va="center",
            color=f"#{SERIES[number % len(SERIES)]}",
            fontweight="bold",
            fontsize=_SMALL,
            annotation_clip=False,
        )
    axes.set_xticks(places, [_wrapped(name, 14) for name in chart.categories])


def _last(one: Series) -> tuple[int, float]:
    """Place and value of the last figure of a series; nought where it has none."""
    known = [(at, value) for at, value in enumerate(one.values) if value is not None]
    return known[-1] if known else (0, 0.0)


def _spread_ends(axes: "Axes", chart: Chart) -> list[tuple[Series, float, int]]:
    """The series with the heights at which their names stand, moved apart where they would overlap."""
    least, most = axes.get_ylim()
    least = min(0.0, least) if min(chart.figures, default=0) >= 0 else least
    axes.set_ylim(least, most + (most - least) * 0.06)
    apart = (most - least) * 0.085
    ends = sorted((_last(one)[1], number) for number, one in enumerate(chart.series))
    found: list[tuple[Series, float, int]] = []
    for height, number in ends:
        lowest = found[-1][1] + apart if found else height
        found.append((chart.series[number], max(height, lowest), number))
    return found


def _calm(axes: "Axes", chart: Chart) -> None:
    """Take away every line that says nothing; leave a few light ones, and the names of the series."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    lying = chart.kind in ("bar", "stacked")
    axis = axes.xaxis if lying else axes.yaxis
    axis.set_major_locator(
        MaxNLocator(nbins=6, steps=[1, 2, 5, 10], integer=all(float(value).is_integer() for value in chart.figures))
    )
    axis.set_major_formatter(FuncFormatter(lambda value, _at: chart.show(value)))
    axes.set_axisbelow(True)
    axes.grid(axis="x" if lying else "y", color=f"#{LINE}", linewidth=0.7)
    axes.spines[["top", "right", "left" if not lying else "bottom"]].set_visible(False)
    axes.tick_params(length=0)
    axes.tick_params(axis="x" if lying else "y", labelsize=_SMALL, labelcolor=f"#{QUIET}")
    if chart.unit and chart.unit != "%":
        (axes.set_xlabel if lying else axes.set_ylabel)(chart.unit.capitalize(), fontsize=_SMALL)


def _name_series(figure: "Figure", axes: "Axes", chart: Chart) -> None:
    """The names of the series above the chart, in one line where there is room."""
    columns = len(chart.series) if sum(len(one.name) + 6 for one in chart.series) < 95 else 3
    handles, names = axes.get_legend_handles_labels()
    figure.legend(
        handles, names, loc="outside upper left", ncols=columns, frameon=False, fontsize=_SMALL,
        handlelength=1.6, columnspacing=1.4,
    )  # fmt: skip


def _wrapped(name: str, width: int) -> str:
    """A category's name on as many lines as it needs."""
    from textwrap import wrap

    return "\n".join(wrap(name, width)) or " "
