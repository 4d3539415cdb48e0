"""Which rows of a register are shown and in what order: index lists over plain rows."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lif_desktop.registers.field import Field

Row = Sequence[object]
Show = Callable[["Field", object], str]
Sorting = tuple[str, bool]
"""A field key and whether it sorts downwards."""

EMPTY_MARK = "="
"""Typed alone as the filter of a column, it finds the rows where the column is empty."""

_AS_IT_STANDS = frozenset({"text", "note", "ref"})
_TONES = {"red": 0, "amber": 1, "green": 2, "blue": 3}
_FIGURES = re.compile(r"(\d+)")


class Sieve:
    """Rows with the words they show, searched and sorted without touching the rows.

    `show` gives the words of a value; text, notes and references are taken as they stand. `choices` gives the
    labels of a list in its order, by which such a column sorts; without it, it sorts by alphabet. Words are
    worked out on first need and kept: `warm` does it bit by bit beforehand.
    """

    def __init__(
        self,
        columns: Sequence["Field"],
        show: Show,
        choices: Callable[["Field"], Sequence[str]] | None = None,
    ) -> None:
        self.columns = tuple(columns)
        self.rows: list[Row] = []
        self._show, self._choices = show, choices
        self._places = {field.key: at for at, field in enumerate(self.columns)}
        self._memo: list[dict[object, str]] = [{} for _ in self.columns]
        self._words: list[list[str] | None] = [None for _ in self.columns]
        self._hay: list[str] | None = None
        self._beside: Callable[[], Sequence[str]] | None = None
        self._besides: list[str] = []

    def load(self, rows: Sequence[Row], beside: Callable[[], Sequence[str]] | None = None) -> None:
        """Take new rows, each with a value for every column, and forget what was worked out before.

        `beside` gives for each row what searching finds in it though no column shows it; it is asked on first need.
        """
        self.rows = list(rows)
        self._beside, self._besides = beside, []
        self._memo = [{} for _ in self.columns]
        self._words = [None for _ in self.columns]
        self._hay = None

    def replace(self, at: int, row: Row) -> None:
        """Put another row in place of the one at `at`."""
        self.rows[at] = row
        for column, words in enumerate(self._words):
            if words is not None:
                words[at] = self.text(at, column).casefold()
        if self._hay is not None:
            parts = [words[at] for words in self._words if words is not None]
            self._hay[at] = "\n".join([*parts, *self._besides[at : at + 1]])

    def text(self, at: int, column: int) -> str:
        """The words shown for one cell."""
        value = self.rows[at][column]
        if value is None:
            return ""
        field = self.columns[column]
        if field.kind in _AS_IT_STANDS:
            return value if isinstance(value, str) else str(value)
        memo = self._memo[column]
        words = memo.get(value)
        if words is None:
            words = memo[value] = self._show(field, value)
        return words

    def warm(self) -> Iterator[None]:
        """Work out what searching needs, pausing after each column."""
        for column in range(len(self.columns)):
            self._column(column)
            yield
        self._haystack()

    def matching(
        self,
        order: Sequence[int],
        words: str = "",
        columns: Mapping[str, str] | None = None,
        scope: Callable[[Row], bool] | None = None,
    ) -> list[int]:
        """Those of `order` that hold every word of `words` anywhere, and each column's own words there.

        `scope` says of a row whether it belongs to the view at all ("open reviews").
        """
        found = list(order) if scope is None else [at for at in order if scope(self.rows[at])]
        for word in words.casefold().split():
            hay = self._haystack()
            found = [at for at in found if word in hay[at]]
        for key, wanted in (columns or {}).items():
            found = self._in_column(found, self._column(self._places[key]), wanted.casefold())
        return found

    def ordered(self, sorting: Sequence[Sorting]) -> list[int]:
        """All rows by several columns, the first the strongest; rows without a value come last either way."""
        order = list(range(len(self.rows)))
        for key, downwards in reversed(sorting):
            keys = self._keys(self._places[key])
            filled = [at for at in order if keys[at] is not None]
            empty = [at for at in order if keys[at] is None]
            # reverse=True keeps equal rows in their order, so the weaker columns still hold
            filled.sort(key=keys.__getitem__, reverse=downwards)  # type: ignore[arg-type]
            order = filled + empty
        return order

    def _in_column(self, found: list[int], cells: list[str], wanted: str) -> list[int]:
        if wanted.strip() == EMPTY_MARK:
            return [at for at in found if not cells[at]]
        for word in wanted.split():
            found = [at for at in found if word in cells[at]]
        return found

    def _column(self, column: int) -> list[str]:
        words = self._words[column]
        if words is None:
            words = self._words[column] = [self.text(at, column).casefold() for at in range(len(self.rows))]
        return words

    def _haystack(self) -> list[str]:
        if self._hay is None:
            cells = [self._column(column) for column in range(len(self.columns))]
            if self._beside is not None:
                self._besides = [words.casefold() for words in self._beside()]
                cells.append(self._besides)
            self._hay = ["\n".join(parts) for parts in zip(*cells, strict=True)] if cells else []
        return self._hay

    def _keys(self, column: int) -> list[object]:
        field = self.columns[column]
        values = [row[column] for row in self.rows]
        if field.kind == "date":
            return [value.toordinal() if isinstance(value, date) else None for value in values]
        if field.kind in ("whole", "decimal", "yes_no"):
            return [value if isinstance(value, int | float) else None for value in values]
        if field.kind == "status":
            return [_status_key(value) for value in values]
        words = self._column(column)
        if field.kind == "ref":
            return [_natural(word) if word else None for word in words]
        if field.kind == "choice" and self._choices is not None:
            ranks = {label.casefold(): rank for rank, label in enumerate(self._choices(field))}
            return [(ranks.get(word, len(ranks)), word) if word else None for word in words]
        return [word or None for word in words]


def _status_key(status: object) -> object:
    if status is None:
        return None
    tone = _TONES.get(str(getattr(status, "tone", "")), len(_TONES))
    return tone, _natural(str(getattr(status, "word", status)).casefold())


def _natural(word: str) -> tuple[tuple[int, int, str], ...]:
    """A key by which RR-2026-9 comes before RR-2026-10."""
    parts = _FIGURES.split(word)
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts)
