"""A chart as data: one object gives the picture, the words that stand for it and the table of its figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lif_desktop.framework.small import SMALL, is_small
from lif_desktop.papers.words import join

Kind = Literal["bar", "stacked", "grouped", "line"]

HIDDEN = "not shown"
"""What stands in the place of a count that is left out, whatever it was."""


@dataclass(frozen=True)
class Series:
    """One row of figures with its name, a figure for each category; None where there is none to show."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """One chart.

    `title` is its headline, what the figures say. `unit` is a plural noun ("actions") or "%". `over` names
    the categories ("Agency", "Quarter"). `source` says where the figures come from. `gap` stands for one that
    is missing. Raises ValueError where a series does not have one figure for each category.
    """

    kind: Kind
    title: str
    over: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    source: str = ""
    gap: str = "–"

    def __post_init__(self) -> None:
        """Refuse a chart that could not be drawn."""
        if not self.categories or not self.series:
            raise ValueError(f"the chart “{self.title}” has no figures")
        if any(len(one.values) != len(self.categories) for one in self.series):
            raise ValueError(f"the chart “{self.title}” needs {len(self.categories)} figures in each series")

    @property
    def figures(self) -> tuple[float, ...]:
        """Every figure that there is, series by series."""
        return tuple(value for one in self.series for value in one.values if value is not None)

    @property
    def decimals(self) -> int:
        """Decimals of every figure of the chart: none where all are whole, else one."""
        return 0 if all(float(value).is_integer() for value in self.figures) else 1

    def show(self, value: float | None, bare: bool = False) -> str:
        """A figure as people read it: "1,204", "3.0", "46%"; `gap` for none. `bare` leaves the % out."""
        if value is None:
            return self.gap
        return f"{value:,.{self.decimals}f}{'%' if self.unit == '%' and not bare else ''}"


def data_rows(chart: Chart) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Headings and rows of the table of a chart's figures, a row for each category."""
    names = tuple(f"{one.name} (%)" if chart.unit == "%" else one.name for one in chart.series)
    rows = tuple(
        (category, *(chart.show(one.values[at], bare=True) for one in chart.series))
        for at, category in enumerate(chart.categories)
    )
    return (chart.over, *names), rows


def text_alternative(chart: Chart) -> str:
    """The chart in words: headline, kind, what each series says, and where the figures are."""
    kind = {
        "bar": "Bar chart",
        "stacked": "Stacked bar chart",
        "grouped": "Column chart",
        "line": "Line chart",
    }[chart.kind]
    said = [_series_in_words(chart, one) for one in chart.series]
    measure = f" in {chart.unit}" if chart.unit and chart.unit != "%" else ""
    parts = [f"{chart.title.rstrip('.')}.", f"{kind} by {chart.over.lower()}{measure}.", *said]
    return " ".join([*parts, "The figures are in the table below."])


def _series_in_words(chart: Chart, one: Series) -> str:
    """The first and last figure for a line, all figures or the extremes for bars."""
    known = [(name, value) for name, value in zip(chart.categories, one.values, strict=True) if value is not None]
    if not known:
        return f"{one.name}: no figures."
    if chart.kind == "line" and len(known) > 1:
        return f"{one.name}: from {_said(chart, known[0])} to {_said(chart, known[-1])}."
    if len(known) <= 6:
        return f"{one.name}: {join([_said(chart, pair) for pair in known])}."
    most, least = max(known, key=_value), min(known, key=_value)
    return f"{one.name}: most {_said(chart, most)}, least {_said(chart, least)}."


def _value(pair: tuple[str, float]) -> float:
    return pair[1]


def _said(chart: Chart, pair: tuple[str, float]) -> str:
    return f"{chart.show(pair[1])} ({pair[0]})"


def published(counts: Sequence[int], total_shown: bool = True) -> tuple[int | None, ...]:
    """Counts of people as they may be published: those from 1 to 4 left out.

    Where a total is shown, the next smallest are left out too until what is left out is two counts at least and
    comes to 5 or more, because the total would give it away otherwise.
    """
    hidden = {at for at, number in enumerate(counts) if is_small(number)}
    others = sorted((at for at, number in enumerate(counts) if number >= SMALL), key=lambda at: counts[at])
    while total_shown and hidden and others and (len(hidden) < 2 or sum(counts[at] for at in hidden) < SMALL):
        hidden.add(others.pop(0))
    return tuple(None if at in hidden else number for at, number in enumerate(counts))
