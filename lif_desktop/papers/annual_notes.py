"""The author's notes to the yearly reports: every figure with its value, its records and the query behind it."""

from collections.abc import Iterable
from datetime import datetime
from math import isclose

from lif_desktop.framework.dates import financial_year_range, show_date
from lif_desktop.framework.status import Status
from lif_desktop.papers.annual import REPORTS, told_all, year_of
from lif_desktop.papers.annual_report import Report, Standing, standing, year_wanted
from lif_desktop.papers.annual_year import Counted, Year
from lif_desktop.papers.blocks import Block, Box, Column, Heading, Paper, Properties, Run, Table, Text
from lif_desktop.papers.gather import Records

_NEAR = 1e-6


def annual_notes(records: Records, name: str | None, made: datetime) -> Paper:
    """The notes for the financial year `name`, or for the last whole one. Raises DateNotUnderstood for no year."""
    wanted = year_wanted(records, name)
    with standing(records, financial_year_range(wanted)[1]) as (held, stood):
        blocks: list[Block] = []
        known: set[Counted] = set()
        for report in REPORTS:
            year = counted_year(held, records, report, wanted)
            new = [one for one in year.counted if one not in known]
            known.update(new)
            blocks += [Heading(_title(report)), _table(held, new, report)] if new else []
    title = f"Author's notes to the yearly reports {wanted}"
    return Paper(
        title,
        f"{records.partnership}\nEvery figure, and where it comes from",
        records.label("markings", "official_sensitive"),
        f"{title}, {show_date(records.today)}",
        (_how_to_read(year, stood), *blocks),
        properties=Properties(records.partnership, made, title, "annual report; figures; notes"),
        landscape=True,
    )


def counted_year(held: Records, now: Records, report: Report, name: str) -> Year:
    """The year with every figure that a report prints noted in it."""
    year = year_of(held, now, report, name)
    told_all(year, report)
    return year


def agrees(held: Records, one: Counted) -> bool:
    """Whether the query of a figure gives what the report prints."""
    return same(one.cells, given(held, one))


def given(held: Records, one: Counted) -> list[tuple[str, float | None]]:
    """What the query of a figure gives: a name (empty for a single figure) and a number for each row."""
    rows = held.query(one.sql)
    return [("", row[0]) if len(row) == 1 else (str(row[0]), row[1]) for row in rows]


def same(cells: Iterable[tuple[str, float | None]], others: Iterable[tuple[str, float | None]]) -> bool:
    """Whether two lists of names and numbers say the same; a name without a number, or with nought, may be left out."""
    left, right = ({name: number for name, number in some if number} for some in (cells, others))
    return left.keys() == right.keys() and all(
        isclose(number or 0, right[name] or 0, rel_tol=_NEAR) for name, number in left.items()
    )


def _title(report: Report) -> str:
    return f"{report.title}: both boards" if not report.board else report.title


def _how_to_read(year: Year, stood: Standing) -> Box:
    past = (
        f" They ran over the records as at {show_date(stood.day)}; over today's file they may give other numbers."
        if stood.day
        else ""
    )
    return Box(
        "For the author, not for publication",
        f"{stood.words(year)} Each query is plain SQLite and can be run on the office's tables.{past} Small numbers "
        "are written out here and left out of the reports. A figure whose query gives another number is marked: look "
        "at its records before it is printed. Figures that the reports share stand once, under the first.",
    )


def _table(held: Records, some: Iterable[Counted], report: Report) -> Table:
    columns = (Column("Figure", 2.6), Column("In the report", 2.6), Column("Records counted", 2.4), Column("Query", 8))
    rows = tuple(_row(held, one) for one in some)
    return Table(columns, rows, f"Figures of the {report.title.lower()}", compact=True)


def _row(held: Records, one: Counted) -> tuple[Text, ...]:
    found = given(held, one)
    printed: Text = _cells(one.cells)
    if not same(one.cells, found):
        printed = (Run(f"{printed}\n"), Status("red", f"The query gives {_cells(found) or 'nothing'}"))
    return one.words, printed, in_ranges(one.refs) or "–", one.sql


def in_ranges(refs: Iterable[str]) -> str:
    """References in order, those that follow each other as one: "TRN-2025-007 to 018, TRN-2026-002"."""
    runs: list[list[tuple[str, str]]] = []
    for ref in sorted(set(refs)):
        stem, _, number = ref.rpartition("-")
        last = runs[-1][-1] if runs else ("", "")
        follows = number.isdigit() and last[1].isdigit() and stem == last[0] and int(number) == int(last[1]) + 1
        if follows:
            runs[-1].append((stem, number))
        else:
            runs.append([(stem, number)])
    return ", ".join(_run(run) for run in runs)


def _run(run: list[tuple[str, str]]) -> str:
    first = "-".join(filter(None, run[0]))
    return first if len(run) == 1 else f"{first}{' to ' if len(run) > 2 else ' and '}{run[-1][1]}"


def _cells(cells: Iterable[tuple[str, float | None]]) -> str:
    return "; ".join(f"{name}: {_number(value)}" if name else _number(value) for name, value in cells) or "none"


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
