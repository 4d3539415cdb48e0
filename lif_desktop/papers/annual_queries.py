"""The queries of the yearly reports in short: what they share is named once, so that each of them stands once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lif_desktop.framework.dates import financial_year, financial_year_range
from lif_desktop.papers import annual_training_sql as training
from lif_desktop.papers.annual_sql import BEGUN, CONCLUDED, Queries

BOARDS = ("adults", "children")
_AND = " AND "
_SHOWN = re.compile(
    r"(?<=\bref IN )\([^)]*\)"  # records
    r"|(?<=VALUES )(?:\('[^']*'\)(?:, )?)+(?=\))"  # themes
    r"|\((?:\(theme = '[^']*' AND m = '[^']*'\)(?: OR )?)+\)"  # themes, each with its measure
)
"""What names the records or themes that a table shows: another list in each report."""
_DAY = re.compile(r"'(\d{4}-\d\d-\d\d)'")


@dataclass(frozen=True)
class Short:
    """A query in short, and what puts it back.

    `board` is the one that it is of, "" for both; `day` is one that is neither the first nor the last of `year`;
    `shown` names the records or themes in its table.
    """

    text: str
    board: str = ""
    year: str = ""
    day: str = ""
    shown: str = ""

    @property
    def key(self) -> str:
        """The same for every board, year and day."""
        return re.sub(r" AND <board[^>]*>", "", self.text)


class Shortener:
    """Says queries in short and puts them back. `queries` are those of the year of the report, `years` its names."""

    def __init__(self, queries: Queries, years: tuple[str, ...]) -> None:
        self._queries = queries
        self._years = {name: financial_year_range(name) for name in years}

    @cached_property
    def pieces(self) -> Mapping[str, str]:
        """The names of what several queries share, with what each stands for; a name may stand in another's words."""
        courses = training.courses(self._of("adults"))
        _, courses = self._dated(courses)
        return {
            "<courses>": self._boards(courses, "adults").strip(),
            "<forms>": training.FORMS,
            "<asked>": training.ASKED,
            "<measured>": training.MEASURED,
            "<concluded>": CONCLUDED,
            "<begun>": BEGUN,
        }

    def boards(self, board: str) -> Mapping[str, str]:
        """The conditions that a record concerns a board, by the name that stands for them in a query."""
        own = self._of(board)
        return {
            "<board>": own.of_board(board),
            "<board of review>": own.of_board(board, "reviews"),
            "<board of audit>": own.of_board(board, "audits"),
        }

    def short(self, sql: str) -> Short:
        """A query in short."""
        year, text = self._dated(sql)
        day = ""
        if len(days := set(_DAY.findall(text))) == 1:
            (day,) = days
            text = text.replace(f"'{day}'", ":day")
        shown = found.group() if (found := _SHOWN.search(text)) else ""
        text = text.replace(shown, "<shown>") if shown else text
        board = next((one for one in BOARDS if any(_AND + words in text for words in self.boards(one).values())), "")
        text = self._boards(text, board) if board else text
        for name, words in self._named():
            text = text.replace(words, name)
        return Short(text, board, year, day, shown)

    def whole(self, short: Short) -> str:
        """The query again from its short form."""
        text = short.text
        for name, words in self.pieces.items():
            text = text.replace(name, f"{words} " if name == "<courses>" else words)
        text = text.replace("<shown>", short.shown)
        for name, words in self.boards(short.board or BOARDS[0]).items():
            text = text.replace(_AND + name, _AND + words if short.board else "")
        if short.year:
            start, end = self._years[short.year]
            text = text.replace(":start", f"'{start}'").replace(":end", f"'{end}'")
        return text.replace(":today", f"'{self._queries.today}'").replace(":day", f"'{short.day}'")

    def _of(self, board: str) -> Queries:
        return Queries(self._queries.start, self._queries.end, self._queries.today, board, self._queries.profile)

    def _named(self) -> Iterator[tuple[str, str]]:
        """What is put into words, the longest first; the courses also as they are of both boards."""
        courses = self.pieces["<courses>"]
        yield "<courses>", f"{courses} "
        yield "<courses>", f"{courses.replace(' AND <board>', '')} "
        yield from sorted(
            ((name, words) for name, words in self.pieces.items() if name != "<courses>"), key=lambda one: -len(one[1])
        )

    def _boards(self, text: str, board: str) -> str:
        for name, words in self.boards(board).items():
            text = text.replace(_AND + words, _AND + name)
        return text

    def _dated(self, sql: str) -> tuple[str, str]:
        """The year whose first or last day stands in a query, "" where there is none or several, and the query so."""
        text = sql.replace(f"'{self._queries.today}'", ":today")
        found = {name for name, (start, end) in self._years.items() if f"'{start}'" in text or f"'{end}'" in text}
        if len(found) != 1:
            return "", text
        (name,) = found
        start, end = self._years[name]
        return financial_year(start), text.replace(f"'{start}'", ":start").replace(f"'{end}'", ":end")
