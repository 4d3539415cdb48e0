"""A register as it goes out: its columns in order and its rows in the words a person reads."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from lif_desktop.framework.status import Status
from lif_desktop.office import Office
from lif_desktop.office.queries import Rows
from lif_desktop.registers.field import Field, Kind
from lif_desktop.registers.lookup import Lookup
from lif_desktop.registers.register import Register
from lif_desktop.registers.values import clean, show
from lif_desktop.sheets.saving import SheetError
from lif_desktop.sheets.wording import unlike

Cell = str | int | float | dt.date | Status | None
"""What a cell holds on its way out. A choice, agency or link is its words already; a status keeps its tone."""

VERSION = "Version"
"""The heading of the number that rises with each change of a record."""
SOURCE, FINDING, DECISION, TOLD = (
    "Where it comes from", "Finding or recommendation", "Accepted, or why not", "Day of latest update",
)  # fmt: skip
"""The headings of what the composite action plan shows beside the fields of an action."""
SHOWN_BESIDE: Mapping[str, tuple[str, ...]] = {"actions": (SOURCE, FINDING, DECISION, TOLD)}
"""By register, the headings under which a workbook of ours shows what is none of its fields and is not read back."""
FORMULA_STARTS = ("=", "+", "-", "@")
"""What a text begins with that a spreadsheet program would take for a formula."""
_LONGEST_HEADING = 240
"""Characters; Excel takes 255 in the heading of a table, and a number may follow."""
_AS_IT_IS = frozenset({"ref", "text", "note", "date", "whole", "decimal", "status"})


@dataclass(frozen=True)
class Column:
    """One column on its way out. `key` is the field's, "version", or "" for an extra column of a spreadsheet.

    `width` is in characters; `worked_out` says that the program makes the values and reads none of them back.
    """

    key: str
    heading: str
    kind: Kind = "text"
    choices: str = ""
    width: int = 16
    worked_out: bool = False
    help: str = ""
    main: bool = False


@dataclass(frozen=True)
class Outgoing:
    """The rows of `register` in the order of `columns`, oldest record first.

    `ids` are the numbers of their records. Where only some records were chosen, `what` says in words which ("Actions,
    overdue"), `chosen` that it is so, and `of` how many the register has.
    """

    register: Register
    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]]
    ids: list[int] = field(default_factory=list)
    what: str = ""
    chosen: bool = False
    of: int = 0

    @property
    def title(self) -> str:
        """What stands over it: the register, or what was chosen of it."""
        return self.what or self.register.label

    @property
    def part(self) -> str:
        """How much of the register it is, in words: "12 of 148"; empty for all of it."""
        return f"{len(self.rows):,} of {self.of:,}" if self.chosen else ""

    def place(self, key: str) -> int:
        """Where the column of field `key` stands; ValueError when it does not go out."""
        return [column.key for column in self.columns].index(key)


Change = Callable[[Outgoing], Outgoing]
"""What is done to a table on its way out, such as masking what gives a person away."""


def as_it_is(table: Outgoing) -> Outgoing:
    """The table unchanged."""
    return table


def outgoing(office: Office, own: Register) -> Outgoing:
    """Every record of `own` outside the bin, with all that a tracker shows: fields, worked-out columns, extras.

    Column A knows the row again: its reference, or for lines the record they belong to. The version follows, then
    what the register's own table shows, then the rest, then the extra columns under their headings.
    """
    table = office.rows(own.key)
    fields = _in_order(own)
    extras = office.extras(own.key)
    headings = _extra_headings(extras.values(), {VERSION, *(field.label for field in fields)})
    computed = {field.key for field in own.computed}
    columns = [as_column(field, worked_out=field.key in computed) for field in fields]
    columns.insert(1, Column("version", VERSION, "whole", width=8, worked_out=True, main=True))
    columns += [Column("", shown, width=24) for shown in headings.values()]
    rows = list(_rows(table, fields, extras, list(headings), office.lookup))
    return Outgoing(own, tuple(columns), rows, [row[0] for row in table.rows])


def narrowed(table: Outgoing, rows: Collection[int] | None, what: str = "") -> Outgoing:
    """Those rows of `table` whose records have the numbers `rows`, in that order where it has one; None for all.

    `what` says in words what was chosen. Raises SheetError where a record is not among those that go out, so that
    nothing is missing unsaid.
    """
    if rows is None:
        return table
    at = {number: place for place, number in enumerate(table.ids)}
    wanted = list(dict.fromkeys(rows)) if isinstance(rows, Sequence) else [one for one in table.ids if one in rows]
    if lost := len(set(rows) - at.keys()):
        many = f"{lost:,} of the chosen records lie" if lost > 1 else "One of the chosen records lies"
        raise SheetError(f"{many} in the bin or has gone, and the bin does not go out. Choose the records again.")
    kept = [table.rows[at[number]] for number in wanted]
    named = what or f"{table.register.label}, chosen rows"
    return replace(table, rows=kept, ids=wanted, what=named, chosen=True, of=len(table.rows))


def _in_order(own: Register) -> list[Field]:
    """What knows a row again, what the table shows, what is worked out, the rest; only what a tracker shows."""
    shown = own.columns("tracker")
    key_fields = [own.field(key) for key in own.match if own.field(key) in shown]
    key_fields = key_fields[:1] if own.prefix else key_fields
    main = [field for field in shown if "table" in field.shows and field not in key_fields]
    rest = [field for field in shown if field not in key_fields and field not in main]
    return [*key_fields, *main, *rest]


def as_column(field: Field, *, worked_out: bool = False) -> Column:
    """The column in which a field goes out."""
    main = "table" in field.shows
    return Column(field.key, field.label, field.kind, field.choices, field.width, worked_out, field.help, main)


def _extra_headings(extras: Iterable[dict[str, Any]], taken: set[str]) -> dict[str, str]:
    """The heading under which each extra column goes out, in the order of their first use; no two alike."""
    names = list(dict.fromkeys(name for extra in extras for name in extra))
    return dict(zip(names, unlike(map(shown_heading, names), taken), strict=True))


def shown_heading(name: str) -> str:
    """The name of an extra column as the heading of a table: on one line, and no longer than Excel takes."""
    line = " ".join(clean(name).split())
    while len(line.encode("utf-16-le", "replace")) > 2 * _LONGEST_HEADING:
        line = f"{line[: min(len(line) - 2, _LONGEST_HEADING - 1)]}…"
    return line or "Without a name"


def _rows(
    table: Rows, fields: Sequence[Field], extras: dict[int, dict[str, Any]], headings: Sequence[str], lookup: Lookup
) -> Iterator[tuple[Cell, ...]]:
    picks = [(table.position(field.key), in_words(field, lookup)) for field in fields]
    first, *others = picks
    nothing: dict[str, Any] = {}
    for row in table.rows:
        extra = extras.get(row[0], nothing) if headings else nothing
        yield (
            _picked(row, first),
            row[1],
            *[_picked(row, pick) for pick in others],
            *[_plain_extra(extra.get(heading)) for heading in headings],
        )


def _picked(row: Sequence[Any], pick: tuple[int, Callable[[Any], Cell] | None]) -> Cell:
    place, words = pick
    value: Cell = row[place]
    return value if value is None or words is None else words(value)


def in_words(field: Field, lookup: Lookup) -> Callable[[Any], Cell] | None:
    """What turns a stored value of `field` into the words that go out; None where it goes out as it is."""
    if field.kind in _AS_IT_IS:
        return None

    @cache
    def words(value: Any) -> Cell:
        return show(field, value, lookup) or None

    return words


def _plain_extra(value: Any) -> Cell:
    """An extra value as JSON kept it: text and numbers as they are, yes and no in words."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return value if value is None or isinstance(value, str | int | float) else str(value)
