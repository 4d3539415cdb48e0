"""Performance indicators (framework 7.3 to 7.5) and their values by period."""

from datetime import date

from sqlalchemy.orm import Mapped

from lif_desktop.registers.base import Record, Referenced, points_to
from lif_desktop.registers.field import MAIN, Field
from lif_desktop.registers.register import Register


class Indicator(Referenced):
    """One indicator of the dataset, with its target and which way is better."""

    __tablename__ = "indicators"

    title: Mapped[str]
    dataset: Mapped[str | None]
    board: Mapped[str | None]
    agency_id: Mapped[int | None] = points_to("agencies.id")
    unit: Mapped[str | None]
    better_when: Mapped[str | None]
    target: Mapped[float | None]
    frequency: Mapped[str | None]
    why: Mapped[str | None]
    active_from: Mapped[date | None]
    active_to: Mapped[date | None]
    notes: Mapped[str | None]


class IndicatorValue(Record):
    """The value of one indicator at the end of one period."""

    __tablename__ = "indicator_values"

    indicator_id: Mapped[int] = points_to("indicators.id", required=True)
    period_end_on: Mapped[date]
    period: Mapped[str | None]
    value: Mapped[float | None]
    numerator: Mapped[float | None]
    denominator: Mapped[float | None]
    comment: Mapped[str | None]


PERFORMANCE = Register(
    key="performance", label="Performance", singular="indicator", model=Indicator, prefix="PI", tab=True, title="title",
    match=("ref",),
    computed=(
        Field("latest", "Latest", "decimal", width=10, shows=("table", "tracker")),
        Field("latest_period", "Period", width=14, shows=("tracker",)),
        Field("state", "State", "status", width=16, shows=("table", "tracker")),
    ),
    fields=(
        Field("ref", "Reference", "ref", width=10, shows=MAIN, aliases=("ref", "pi ref", "indicator ref", "indicator no", "id", "lif ref")),
        Field("title", "Indicator", required=True, width=40, shows=MAIN, aliases=("measure", "performance indicator", "indicator title", "title", "description")),
        Field("dataset", "Dataset", aliases=("data set", "scorecard")),
        Field("board", "Board", "choice", choices="boards", aliases=("partnership",)),
        Field("agency_id", "Agency", "agency", width=22, aliases=("organisation", "data owner", "source")),
        Field("unit", "Unit", width=10, aliases=("units",)),
        Field("better_when", "Better when", "choice", choices="better_when", aliases=("good is", "polarity", "direction")),
        Field("target", "Target", "decimal", width=10, shows=MAIN),
        Field("frequency", "How often", "choice", choices="frequencies", aliases=("frequency", "reported")),
        Field("why", "Why it matters", "note", aliases=("why", "rationale")),
        Field("active_from", "Used from", "date", lies="near"), Field("active_to", "Used to", "date", lies="near"), Field("notes", "Notes", "note", aliases=("comments", "comment")),
    ),
)

INDICATOR_VALUES = Register(
    key="indicator_values", label="Values", singular="value", model=IndicatorValue, parent="performance", title="period",
    match=("indicator_id", "period_end_on"),
    fields=(
        Field("indicator_id", "Indicator", "link", target="performance", required=True, width=12, shows=MAIN, aliases=("indicator ref", "pi ref", "ref", "reference")),
        Field("period_end_on", "Period ends", "date", required=True, width=13, shows=MAIN, aliases=("period end", "quarter end", "date", "as at")),
        Field("period", "Period", shows=MAIN, aliases=("quarter",)),
        Field("value", "Value", "decimal", width=10, shows=MAIN, aliases=("figure", "result", "actual")),
        Field("numerator", "Numerator", "decimal", width=10), Field("denominator", "Denominator", "decimal", width=10),
        Field("comment", "Comment", "note", width=30, shows=MAIN, aliases=("commentary", "comments", "narrative")),
    ),
)
