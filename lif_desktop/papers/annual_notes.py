"""The author's notes to the yearly reports: every figure with its value, its records and the query behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import isclose

from lif_desktop.framework.dates import financial_year_range, show_date
from lif_desktop.framework.status import Status
from lif_desktop.papers.annual import REPORTS, told_all, year_of
from lif_desktop.papers.annual_queries import BOARDS, Shortener
from lif_desktop.papers.annual_report import Report, Standing, standing, year_wanted
from lif_desktop.papers.annual_year import Counted, Year
from lif_desktop.papers.blocks import (
    Block,
    Box,
    Column,
    Heading,
    Paper,
    Paragraph,
    Part,
    Properties,
    Run,
    Table,
    Text,
    bold,
)
from lif_desktop.papers.gather import Records

_NEAR = 1e-6
_LISTS = ("groups", "themes", "audit_grades", "voice_kinds")
"""Lists whose keys stand in the figures of a table in the place of their words."""


@dataclass
class _Line:
    """One line of the notes: the names of a figure, its year or day, and what it is for each board ("" for both)."""

    query: int
    when: str
    names: dict[str, None] = field(default_factory=dict)
    boards: dict[str, list[Counted]] = field(default_factory=dict)

    @property
    def is_single(self) -> bool:
        """Whether it is one number, and no table of them."""
        return all([name for name, _ in one.cells] == [""] for some in self.boards.values() for one in some)


def annual_notes(records: Records, name: str | None, made: datetime) -> Paper:
    """The notes for the financial year `name`, or for the last whole one. Raises DateNotUnderstood for no year."""
    wanted = year_wanted(records, name)
    with standing(records, financial_year_range(wanted)[1]) as (held, stood):
        years = [counted_year(held, records, report, wanted) for report in REPORTS]
        shortener = Shortener(years[0].sql, tuple(one.name for one in years[0].compared))
        lines, queries = _gathered(shortener, [one for year in years for one in year.counted])
        blocks: tuple[Block, ...] = (
            _how_to_read(years[0], stood),
            Heading("Figures"),
            _figures(held, [line for line in lines if line.is_single], wanted),
            Heading("Figures of tables and charts"),
            _tabled(held, [line for line in lines if not line.is_single]),
            Heading("Queries"),
            Paragraph(
                ":start and :end are the first and the last day of the year beside a figure, :today the day of the "
                "records, :day the day in its name. What stands in angle brackets is put in from the list at the end.",
                keep=True,
            ),
            _queries(queries),
            Heading("What the queries share"),
            _shared(shortener),
        )
    title = f"Author's notes to the yearly reports {wanted}"
    return Paper(
        title,
        f"{records.partnership}\nEvery figure, and where it comes from",
        records.label("markings", "official_sensitive"),
        f"{title}, {show_date(records.today)}",
        blocks,
        properties=Properties(records.partnership, made, title, "annual report; figures; notes"),
        landscape=True,
    )


def counted_year(held: Records, now: Records, report: Report, name: str) -> Year:
    """The year with every figure that a report prints noted in it."""
    year = year_of(held, now, report, name)
    told_all(year, report)
    return year


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


def _how_to_read(year: Year, stood: Standing) -> Box:
    past = (
        f" They ran over the records as at {show_date(stood.day)}; over today's file they may give other numbers."
        if stood.day
        else ""
    )
    return Box(
        "For the author, not for publication",
        f"{stood.words(year)} Each figure has the number of its query, and the queries stand once, after the figures: "
        f"plain SQLite, to be run on the office's tables.{past} Small numbers are written out here and left out of the "
        "reports. A figure whose query gives another number is marked: look at its records before it is printed. The "
        "records of the year itself are named; of both boards where both have the figure.",
    )


def _gathered(shortener: Shortener, counted: Iterable[Counted]) -> tuple[list[_Line], dict[str, tuple[int, str]]]:
    """The lines of the notes, and the queries by what they are: their numbers and their words."""
    lines: dict[tuple[str, str], _Line] = {}
    queries: dict[str, tuple[int, str]] = {}
    for one in dict.fromkeys(counted):
        short = shortener.short(one.sql)
        number, text = queries.get(short.key, (len(queries) + 1, ""))
        queries[short.key] = (number, max(text, short.text, key=len))
        name, _, year = one.words.rpartition(", ")
        dated = name and year == short.year
        line = lines.setdefault((short.key, short.day or short.year), _Line(number, short.year if dated else ""))
        line.names[name if dated else one.words] = None
        line.boards.setdefault(short.board, []).append(one)
    return sorted(lines.values(), key=lambda line: line.query), queries


def _figures(held: Records, lines: Iterable[_Line], wanted: str) -> Table:
    """Figures that are one number each."""
    columns = (
        Column("Figure", 5),
        Column("Year", 1.2),
        Column("Both boards", 1.6, "right"),
        Column("Adults'", 1.6, "right"),
        Column("Children's", 1.6, "right"),
        Column("Records of the year", 5),
        Column("Query", 0.9, "right"),
    )
    rows = tuple(
        (
            "\n".join(line.names),
            line.when,
            *(_printed(held, line.boards.get(board, ())) for board in ("", *BOARDS)),
            _records(line) if line.when in ("", wanted) else "",
            f"Q{line.query}",
        )
        for line in lines
    )
    return Table(columns, rows, "Figures of the yearly reports that are one number", compact=True)


def _printed(held: Records, some: Sequence[Counted]) -> Text:
    """One number, with that of its query where it is another one."""
    parts: list[Part] = []
    for one in {counted.cells: counted for counted in some}.values():
        found = given(held, one)
        parts.append(Run(("\n" if parts else "") + _number(one.cells[0][1])))
        if not same(one.cells, found):
            number = _number(found[0][1]) if found else "nothing"
            parts += [Run("\n"), Status("red", f"The query gives {number}")]
    return tuple(parts)


def _tabled(held: Records, lines: Iterable[_Line]) -> Table:
    """Figures of one table each: a line that names it, and a line for each of its rows."""
    labels = {choice.key: choice.label for key in _LISTS for choice in held.profile.choices(key)}
    columns = (
        Column("Figure", 7),
        Column("Both boards", 1.8, "right"),
        Column("Adults'", 1.8, "right"),
        Column("Children's", 1.8, "right"),
        Column("Query", 0.9, "right"),
    )
    rows: list[tuple[Text, ...]] = []
    groups = set()
    for line in lines:
        groups.add(len(rows))
        found = {board: dict(cell for one in some for cell in given(held, one)) for board, some in line.boards.items()}
        name = f"{'; '.join(line.names)}{f', {line.when}' if line.when else ''}"
        rows.append((bold(name), "", "", "", f"Q{line.query}"))
        told = {board: dict(cell for one in some for cell in one.cells) for board, some in line.boards.items()}
        for row in dict.fromkeys(name for some in (*told.values(), *found.values()) for name in some):
            numbers = (_both(told.get(board, {}), found.get(board, {}), row) for board in ("", *BOARDS))
            rows.append((_named(row, labels), *numbers, ""))
    return Table(
        columns, tuple(rows), "Figures of the tables and charts of the yearly reports", frozenset(groups), compact=True
    )


def _both(told: Mapping[str, float | None], found: Mapping[str, float | None], name: str) -> Text:
    """The number in the report, with that of the query where it is another one."""
    if name not in told and name not in found:
        return ""
    printed = _number(told[name]) if name in told else "not there"
    if same(((name, told.get(name)),), ((name, found.get(name)),)):
        return printed
    return (Run(f"{printed}\n"), Status("red", f"The query gives {_number(found.get(name))}"))


def _records(line: _Line) -> str:
    some = next(line.boards[board] for board in ("", *BOARDS) if board in line.boards)
    return in_ranges(ref for one in some for ref in one.refs)


def _queries(queries: Mapping[str, tuple[int, str]]) -> Table:
    rows = tuple((f"Q{number}", text) for number, text in queries.values())
    return Table((Column("Query", 0.8, "right"), Column("SQL", 15)), rows, "Queries of the figures", compact=True)


def _shared(shortener: Shortener) -> Table:
    """What stands for the words in angle brackets; those of a board are left out, with their AND, for both boards."""
    rows: list[tuple[Text, ...]] = [(name, words) for name, words in shortener.pieces.items()]
    rows.append(("<shown>", "The records or themes that the figure names, as a list of their keys"))
    for board in BOARDS:
        rows += [(f"{name}, {board}", words) for name, words in shortener.boards(board).items()]
    rows.append(("<board …>, both", "Nothing, and the AND before it goes as well"))
    columns = (Column("In a query", 2.4), Column("Stands for", 13.4))
    return Table(columns, tuple(rows), "What the queries share", compact=True)


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


def _named(name: str, labels: Mapping[str, str]) -> str:
    """The words of a key of a list, also where it stands behind the name of an agency."""
    agency, comma, key = name.rpartition(", ")
    return f"{agency}{comma}{labels.get(key, key)}"


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
