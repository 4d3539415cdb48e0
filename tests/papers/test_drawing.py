"""The picture of a chart: right size, the same each time, few light lines, readable without colour."""

from io import BytesIO

import pytest
from matplotlib.figure import Figure
from PIL import Image

from lif_desktop.papers import drawing
from lif_desktop.papers.charts import Series
from tests.papers.made_up import chart

KINDS = ["bar", "stacked", "grouped", "line"]


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> list[Figure]:
    """The figures that are drawn, to look at."""
    drawn: list[Figure] = []
    saved = Figure.savefig

    def save(self: Figure, *args: object, **kwargs: object) -> None:
        drawn.append(self)
        saved(self, *args, **kwargs)

    monkeypatch.setattr(Figure, "savefig", save)
    return drawn


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_as_wide_as_asked_and_the_same_each_time(kind: str) -> None:
    first, second = drawing.draw(chart(kind), 100), drawing.draw(chart(kind), 100)
    assert first == second
    picture = Image.open(BytesIO(first))
    assert abs(picture.width / drawing.DOTS_PER_INCH * drawing.MM_IN_INCH - 100) < 0.2


@pytest.mark.parametrize("kind", KINDS)
def test_few_lines_in_the_grid(kind: str, figures: list[Figure]) -> None:
    drawing.draw(chart(kind))
    axes = figures[0].axes[0]
    axis = axes.xaxis if kind in ("bar", "stacked") else axes.yaxis
    assert 1 < len(axis.get_gridlines()) <= drawing.MOST_GRID_LINES


@pytest.mark.parametrize("kind", ["stacked", "grouped"])
def test_bars_of_two_series_differ_in_hatch_as_well_as_colour(kind: str, figures: list[Figure]) -> None:
    drawing.draw(chart(kind))
    hatches = {bars[0].get_hatch() for bars in figures[0].axes[0].containers}
    assert len(hatches) == 2


def test_each_line_has_its_own_marker_dash_and_name_at_its_end(figures: list[Figure]) -> None:
    drawing.draw(chart("line", series=tuple(Series(name, (9.0, 9.0, 9.0)) for name in ("Open", "Closed", "New"))))
    axes = figures[0].axes[0]
    assert len({(line.get_marker(), line.get_linestyle()) for line in axes.lines}) == 3
    ends = [(text.get_text(), text.xy[1]) for text in axes.texts]
    assert [name for name, _ in ends] == ["Open 9", "Closed 9", "New 9"]
    heights = [height for _, height in ends]
    assert heights == sorted(heights)
    assert len(set(heights)) == 3


def test_every_bar_bears_its_figure_and_a_missing_one_says_so(figures: list[Figure]) -> None:
    drawing.draw(chart(series=(Series("Cases", (12.0, None, 7.0)),), gap="fewer than 5"))
    assert [text.get_text() for text in figures[0].axes[0].texts] == ["12", "fewer than 5", "7"]


def test_the_headline_is_in_the_picture_only_where_it_is_asked_for(figures: list[Figure]) -> None:
    drawing.draw(chart())
    drawing.draw(chart(), titled=True)
    assert [figure.axes[0].get_title("left") for figure in figures] == ["", "Returns doubled in a year"]


def test_nothing_of_the_picture_is_cut_off(figures: list[Figure]) -> None:
    long_names = ("Stockport Metropolitan Borough Council, adult social care", "Police", "Health and care")
    for kind in KINDS:
        drawing.draw(chart(kind, categories=long_names))
    for figure in figures:
        box, whole = figure.get_tightbbox(), figure.get_size_inches()
        assert box.x0 >= -0.02
        assert box.y0 >= -0.02
        assert box.x1 <= whole[0] + 0.02
        assert box.y1 <= whole[1] + 0.02
