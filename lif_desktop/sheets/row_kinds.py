"""What a line under the headings may be when it is no row, by its words and figures, and how that is said."""

import re
from collections.abc import Sequence
from math import isclose
from typing import Literal

from lif_desktop.sheets.raw import ErrorCell, Row, Value
from lif_desktop.sheets.wording import named, quoted, row_names

Kind = Literal["repeat", "total", "numbers", "example", "note", "group", "merged", "other", "lone", "blocks", "sparse"]

_TOTAL = re.compile(
    r"(?:grand |sub[ -]?|overall |running |page )totals?\b.*|(?:totals?|sum)\s*(?:[:=(–-].*)?", re.DOTALL
)
_STARTS = re.compile(r"(?:grand |sub[ -]?|overall )?totals?\b")
_ENDS = re.compile(r".{1,60}\b(?:sub[ -]?)?(?:totals?|count|average)\s*:?")
_NOTE = re.compile(
    r"(?:notes?|n\.?b\.?)\b|(?:key|sources?|guidance|legend)\s*(?:$|[:–-])|"
    r"(?:prepared|completed|checked|compiled|signed|updated|agreed) (?:by|on)\b|(?:last )?updated?\s*:|"
    r"end of (?:\w+ ){0,3}\w+\.?$|official(?:[ -]sensitive)?\b|[*†‡]"
)
_EXAMPLE = re.compile(r"(?:for )?example\s*[:.]?|e\.?g\.?:?")
_FIGURE = re.compile(r"[£-]?\d[\d,]*(?:\.\d+)?\s*%?")


def is_note(text: str) -> bool:
    """Whether the words are those of a note, a key or a marking under a table."""
    return _NOTE.match(text.casefold()) is not None


def ends_text(text: str) -> bool:
    """Whether the words lead to something in the next cell, like "Agency:"."""
    return text.rstrip().endswith(":")


def is_example(text: str) -> bool:
    """Whether the line says that it only shows how the table is filled in."""
    return _EXAMPLE.fullmatch(text.strip().casefold()) is not None


def is_total(text: str) -> bool:
    """Whether the words mean a total and nothing else."""
    return _TOTAL.fullmatch(text.strip().casefold()) is not None


def may_be_total(text: str) -> Literal["starts", "ends", ""]:
    """Whether the words may be those of a total: "Total referrals" may be one, or a row of its own."""
    plain = text.strip().casefold()
    if _STARTS.match(plain) or _TOTAL.fullmatch(plain):
        return "starts"
    return "ends" if _ENDS.fullmatch(plain) else ""


def is_figures(row: Row, count: int, but: int = 0) -> bool:
    """Whether the filled cells are figures, or errors in their place, but for so many of the first."""
    seen = 0
    for value in row:
        if value is None:
            continue
        seen += 1
        if seen > but and not _is_figure(value):
            return False
        if seen == count:
            break
    return True


def numbers_columns(row: Row) -> bool:
    """Whether the line only numbers the columns: 1, 2, 3, 4 in each of them."""
    return len(row) >= 4 and [str(value).strip("() ") for value in row] == [str(n + 1) for n in range(len(row))]


def _is_figure(value: Value) -> bool:
    if isinstance(value, str):
        return _FIGURE.fullmatch(value.strip()) is not None
    return isinstance(value, int | float | ErrorCell) and not isinstance(value, bool)


class Sums:
    """The figures of the rows so far, to know a line that adds them up."""

    def __init__(self, width: int) -> None:
        self._figures: list[list[float]] = [[] for _ in range(width)]
        self._since: list[int] = [0] * width
        self._texts = [0] * width
        self._rows = 0
        self._waiting: list[Row] = []

    def add(self, row: Row) -> None:
        """Take one row of the table; it is looked at when a line may be a total."""
        self._waiting.append(row)

    def _look(self) -> None:
        for row in self._waiting:
            for at, value in enumerate(row):
                if isinstance(value, int | float) and not isinstance(value, bool):
                    self._figures[at].append(value)
                elif value is not None:
                    self._texts[at] += 1
        self._rows += len(self._waiting)
        self._waiting = []

    def fits(self, row: Row, *, labels_missing: bool = False) -> bool:
        """Whether each figure of `row` is the sum, mean or count of its column, since the last total or of all.

        `labels_missing` asks for more: sums of several rows, in a line that lacks the words that each row has.
        """
        self._look()
        found = [(at, value) for at, value in enumerate(row) if isinstance(value, int | float)]
        if not found or (labels_missing and (self._rows < 2 or not self._lacks_words(row))):
            return False
        return all(self._one_fits(at, float(value), only_sums=labels_missing) for at, value in found)

    def close(self) -> None:
        """Begin a new part of the table, since a total has closed the one before."""
        self._look()
        self._since = [len(figures) for figures in self._figures]

    def _lacks_words(self, row: Row) -> bool:
        return any(value is None and texts == self._rows for value, texts in zip(row, self._texts, strict=True))

    def _one_fits(self, at: int, value: float, *, only_sums: bool) -> bool:
        for figures in (self._figures[at][self._since[at] :], self._figures[at]):
            if not figures:
                continue
            ways = [sum(figures)] if only_sums else [sum(figures), sum(figures) / len(figures), len(figures)]
            if any(isclose(value, way, rel_tol=0.005, abs_tol=0.01) for way in ways):
                return True
        return not only_sums and value in (self._rows, 0)


def said(kind: Kind, entries: Sequence[tuple[int, str]]) -> str:
    """One notice about lines of a kind: (number of the row, its words)."""
    numbers = [number for number, _ in entries]
    rows, was = row_names(numbers), "was" if len(entries) == 1 else "were"
    texts = [text for _, text in entries]
    if kind == "group":
        head, under = ("heads a group", "it") if len(entries) == 1 else ("head groups", "them")
        return f"{rows} {head} of rows: {quoted(texts)}. Each row under {under} has the words as “Group heading”."
    if kind == "lone":
        stands = "has" if len(entries) == 1 else "have"
        return f"{rows} {stands} one cell only ({quoted(texts)}) and {was} read as a row like the others."
    if kind == "sparse":
        stands, has = ("stands", "has") if len(entries) == 1 else ("stand", "have")
        return f"{rows} {stands} under blank rows and {has} few cells, but {was} read like the others: {quoted(texts)}."
    if kind == "blocks":
        return f"“{texts[0]}” is filled only in {row_names(numbers).lower()}; the rows under them were read without it."
    if kind == "merged":
        return f"Cells merged over several rows were read as the same value in each row: {named(texts)}."
    if kind == "other":
        return f"Another table begins at row {numbers[0]}; it was not read."
    why = {
        "repeat": "because the headings stand there again.",
        "numbers": "because it only numbers the columns.",
        "example": f"because it is an example: {quoted(texts)}.",
        "total": f"as a total: {quoted(texts)}.",
        "note": f"as a note: {quoted(texts)}.",
    }
    return f"{rows} {was} left out{',' if why[kind].startswith('because') else ''} {why[kind]}"
