"""Tells which columns of a sheet are the table that is meant, and which stand beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lif_desktop.sheets.head_lines import Head, Knows, known_of, line
from lif_desktop.sheets.raw import RawSheet, letters
from lif_desktop.sheets.wording import column_names, quoted

_LEAST_KNOWN = 2
"""So many known headings in a line make it the headings of another table."""

_MORE_ROWS = 2
"""Two tables are told apart by so many rows that only one of them has: a single one may be a total."""


@dataclass(frozen=True)
class Parts:
    """The indexes of the columns of the table, those beside it that are not read, and what is to be said of both."""

    columns: tuple[int, ...]
    beside: tuple[int, ...] = ()
    said: tuple[str, ...] = ()


def parted(sheet: RawSheet, head: Head, knows: Knows, first_column: int | None) -> Parts:
    """The table among all that has a heading or stands under the line of the headings.

    Columns behind an empty one belong to it unless they are a table of their own: their headings begin again, their
    rows go on where its rows have ended, or they are a full block that ends before it. `first_column`, from 1, says
    where the table begins.
    """
    runs = [part for run in _runs(_filled(sheet, head)) for part in _begun_again(run, head)]
    if not runs:
        return Parts(())
    own = _chosen(runs, head, knows, first_column)
    begin = own.columns[0] if first_column is None else max(own.columns[0], first_column - 1)
    columns = [column for column in own.columns if column >= begin]
    beside = [column for column in own.columns if column < begin]
    said: list[str] = []
    for run in runs:
        if run is own:
            continue
        cut_off = first_column is not None and run.columns[-1] < begin
        if cut_off or _apart(sheet, head, knows, own, run):
            beside.extend(run.columns)
            said.append(_not_read(head, run.columns))
        else:
            columns.extend(run.columns)
            said.append(_read_too(run.columns))
    return Parts(tuple(sorted(columns)), tuple(sorted(beside)), tuple(said))


@dataclass(frozen=True)
class _Run:
    """Columns next to each other; `after_gap` where an empty column stands before them."""

    columns: tuple[int, ...]
    after_gap: bool = True


def _filled(sheet: RawSheet, head: Head) -> list[int]:
    """The indexes of the columns that have a heading, or anything under the headings."""
    below = sheet.rows[head.last + 1 :]
    return [
        column
        for column in range(sheet.width)
        if any(sheet.rows[index][column] is not None for index in range(head.first, head.last + 1))
        or head.texts[column]
        or any(row[column] is not None for row in below)
    ]


def _runs(columns: Sequence[int]) -> Iterator[_Run]:
    run: list[int] = []
    for column in columns:
        if run and column > run[-1] + 1:
            yield _Run(tuple(run))
            run = []
        run.append(column)
    if run:
        yield _Run(tuple(run))


def _begun_again(run: _Run, head: Head) -> Iterator[_Run]:
    """The run in parts, where its first two headings come again next to each other without an empty column between."""
    texts = [head.texts[column].casefold() for column in run.columns]
    start = 0
    if len(texts) >= 4 and texts[0] and texts[1]:
        for at in range(2, len(texts) - 1):
            if texts[at : at + 2] == texts[:2]:
                yield _Run(run.columns[start:at], after_gap=start == 0)
                start = at
    yield _Run(run.columns[start:], after_gap=start == 0)


def _chosen(runs: Sequence[_Run], head: Head, knows: Knows, first_column: int | None) -> _Run:
    """The part with the most known headings, or the one in which the table was said to begin."""
    if first_column is not None:
        return next((run for run in runs if run.columns[-1] >= first_column - 1), runs[-1])
    return max(runs, key=lambda run: known_of(_texts(head, run.columns), knows))


def _texts(head: Head, columns: Sequence[int]) -> list[str]:
    return [head.texts[column] for column in columns]


def _apart(sheet: RawSheet, head: Head, knows: Knows, own: _Run, run: _Run) -> bool:
    """Whether `run` is no part of the table in `own`, but a table or a list of its own."""
    if not run.after_gap or not own.after_gap:
        return True
    mine = [text.casefold() for text in _texts(head, own.columns) if text]
    theirs = [text.casefold() for text in _texts(head, run.columns) if text]
    if mine and mine[0] in theirs:
        return True
    below = sheet.rows[head.last + 1 :]
    if not theirs and any(
        known_of((line(row[column]) for column in run.columns), knows) >= _LEAST_KNOWN for row in below
    ):
        return True
    own_rows, its_rows = _rows_of(sheet, head, own), _rows_of(sheet, head, run)
    return _goes_on(own_rows, its_rows) or (len(theirs) >= 2 and _ends_early(own_rows, its_rows))


def _rows_of(sheet: RawSheet, head: Head, run: _Run) -> list[int]:
    """How many cells of the run are filled in each row under the headings; a merged range fills all that it covers."""
    counts = [sum(row[column] is not None for column in run.columns) for row in sheet.rows[head.last + 1 :]]
    for one in sheet.merged:
        if run.columns[0] < one.left <= run.columns[-1] + 1:
            for row in range(max(one.top + 1, head.last + 2), one.bottom + 1):
                counts[row - head.last - 2] += 1
    return counts


def _block(counts: Sequence[int]) -> int:
    """How many rows from the first on are filled without a gap."""
    return next((at for at, count in enumerate(counts) if not count), len(counts))


def _goes_on(own: Sequence[int], its: Sequence[int]) -> bool:
    """Whether its rows go on without a gap where those of the table have ended."""
    ended, end = _block(own), _block(its)
    return ended > 0 and end - ended >= _MORE_ROWS and not any(own[ended:end])


def _ends_early(own: Sequence[int], its: Sequence[int]) -> bool:
    """Whether it is a full block, each row as wide as the first, that ends well before the table does."""
    end, widest = _block(its), max(own, default=0)
    after = sum(1 for count in own[end:] if count * 2 >= widest)
    return end > 0 and after >= _MORE_ROWS and not any(its[end:]) and len(set(its[:end])) == 1


def _not_read(head: Head, columns: Sequence[int]) -> str:
    texts = [text for text in _texts(head, columns) if text]
    names = f" ({quoted(texts)})" if texts else ""
    place = column_names([column + 1 for column in columns])
    return f"Something else stands beside the table, in {place}{names}; it was not read."


def _read_too(columns: Sequence[int]) -> str:
    place = column_names([column + 1 for column in columns])
    verbs = ("stands", "was") if len(columns) == 1 else ("stand", "were")
    return (
        f"{place[0].upper()}{place[1:]} {verbs[0]} apart, with an empty column between, and {verbs[1]} read as part of "
        "the table."
    )


def from_column(sheet: RawSheet, first_column: int) -> RawSheet:
    """The sheet with nothing to the left of `first_column` (from 1), its places kept."""
    blank = (None,) * min(first_column - 1, sheet.width)
    rows = tuple((*blank, *row[len(blank) :]) for row in sheet.rows)
    merged = tuple(one for one in sheet.merged if one.left >= first_column)
    return RawSheet(
        sheet.name, rows, sheet.state, sheet.hidden_rows, sheet.hidden_columns, merged, sheet.cut_after,
        sheet.cut_columns,
    )  # fmt: skip


def left_of(sheet: RawSheet, first_column: int, first_row: int) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The indexes of the columns left of the table in which anything stands from `first_row` (an index) on; said."""
    found = tuple(
        column
        for column in range(min(first_column - 1, sheet.width))
        if any(row[column] is not None for row in sheet.rows[first_row:])
    )
    if not found:
        return (), ()
    place = column_names([column + 1 for column in found])
    text = f"The table was said to begin in column {letters(first_column)}; what stands in {place} was not read."
    return found, (text,)
