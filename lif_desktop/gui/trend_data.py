"""The trends of an office's indicators: read with their values, as charts, asked for, and what follows from them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from lif_desktop.framework.clocks import due_on
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.trends import Trend, period_name, trend_of
from lif_desktop.gui.ask_panel import Ask, Given, Problems
from lif_desktop.gui.trend_chart import Plot, marks_of
from lif_desktop.office import Change, Office
from lif_desktop.registers.field import Field

Indicator = Mapping[str, Any]
PERIODS = 12
"""So many of the last periods are drawn."""

VALUE_FIELDS = (
    Field("period_end_on", "Period ends", "date", required=True),
    Field("value", "Value", "decimal"),
    Field("numerator", "Numerator", "decimal"),
    Field("denominator", "Denominator", "decimal"),
    Field("comment", "Comment", "note"),
)


def waits_for(office: Office) -> Callable[[date], bool]:
    """Whether the office still waits for the value of a period that ended on a day, by the rule of the profile."""
    rule, today, calendar = office.profile.standing_rule("indicator_value"), office.today(), office.calendar
    return lambda end: rule is not None and due_on(rule, end, calendar) >= today


def trend_for(office: Office, indicator: Indicator, lines: Sequence[Mapping[str, Any]] | None = None) -> Trend:
    """The trend of one indicator; its values are read where they are not given."""
    values = office.records("indicator_values", indicator["id"]) if lines is None else lines
    return trend_of(indicator, values, office.today(), waits_for(office))


def all_trends(office: Office) -> list[tuple[dict[str, Any], Trend]]:
    """Every indicator in use with its trend, in the order of the register."""
    lines: dict[int, list[Mapping[str, Any]]] = {}
    for line in office.records("indicator_values"):
        lines.setdefault(line["indicator_id"], []).append(line)
    today = office.today()
    in_use = [one for one in office.records("performance") if not one["active_to"] or one["active_to"] >= today]
    return [(one, trend_for(office, one, lines.get(one["id"], []))) for one in in_use]


def plot_for(trend: Trend, frequency: str | None) -> Plot:
    """The last periods of a trend as a chart; a period without a value is a gap."""
    known = {point.ends: (point.name, point.value) for point in trend.points}
    ends = sorted({*known, *trend.missing})[-PERIODS:]
    marks = marks_of([known.get(end, (period_name(end, frequency), None)) for end in ends])
    return Plot(marks, trend.target)


def missing_words(trend: Trend) -> str:
    """Which periods have no value: "No value yet for the quarter to 30 September 2026"; "" where none is missing."""
    if not trend.missing:
        return ""
    days = " and ".join(show_date(day) for day in trend.missing[-2:])
    more = len(trend.missing) - 2
    noun = trend.noun if len(trend.missing) == 1 else f"{trend.noun}s"
    return f"No value yet for the {noun} to {days}{f', and {more} before' if more > 0 else ''}."


def value_ask(
    indicator: Indicator, end: date, known: Mapping[date, float | None], write: Callable[[str, dict[str, Any]], object]
) -> Ask:
    """Asks for the value of a period. A share can be given by its numerator and denominator."""

    def check(given: Given) -> Problems:
        if given["period_end_on"] in known:
            there = known[given["period_end_on"]]
            return [("period_end_on", f"That period has the value {there:g} already. Change it in the list below.")]
        if worked_out(given, indicator["unit"]) is None:
            return [("value", "Enter the value, or both numerator and denominator of a percentage.")]
        return []

    def save(given: Given) -> None:
        values = {key: value for key, value in given.items() if value is not None}
        values |= {"indicator_id": indicator["id"], "value": worked_out(given, indicator["unit"])}
        values["period"] = period_name(given["period_end_on"], indicator["frequency"])
        write(f"Added {values['period']} to {indicator['ref']}", values)

    return Ask("Add a value", VALUE_FIELDS, save, {"period_end_on": end}, check=check)


def worked_out(given: Given, unit: str | None) -> float | None:
    """The value that was given, or the percentage of numerator and denominator to one place; None for neither."""
    if given["value"] is not None:
        return float(given["value"])
    numerator, denominator = given["numerator"], given["denominator"]
    if numerator is None or not denominator or (unit or "").strip() not in ("%", "per cent", "Per cent"):
        return None
    return round(100 * numerator / denominator, 1)


def sentence_of(indicator: Indicator, trend: Trend) -> str:
    """What an indicator shows, for a record that follows: "PI-003 Conferences in time: down from 82 to 76%"."""
    words = trend.words
    return f"{indicator['ref']} {indicator['title']}: {words[:1].lower()}{words[1:]}."


def learning_preset(office: Office, indicator: Indicator, trend: Trend) -> dict[str, Any]:
    """What a learning point from an indicator begins with."""
    values = {"indicators": (indicator["id"],), "source_kind": "data", "identified_on": office.today()}
    return values | {"statement": sentence_of(indicator, trend), "board": indicator["board"]}


def risk_preset(office: Office, indicator: Indicator, trend: Trend) -> dict[str, Any]:
    """What a risk from an indicator begins with."""
    values = {"indicator_id": indicator["id"], "raised_on": office.today(), "status": "open"}
    return values | {"cause": sentence_of(indicator, trend), "board": indicator["board"]}


def write_value(office: Office, words: str, values: dict[str, Any]) -> Any:
    """Write the value of a period as one change; gives its batch."""
    changes: list[Change] = office.changes_for("indicator_values", None, values)
    return office.write(words, changes)
