"""A register as its list shows it: which columns, what stands in them, and in which short words."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from lif_desktop.framework.dates import show_short
from lif_desktop.office.queries import Rows
from lif_desktop.registers.field import Field
from lif_desktop.registers.lookup import Lookup
from lif_desktop.registers.register import Register
from lif_desktop.registers.values import show

EXTRA = "extra:"
"""What the key of a column begins with that came with a spreadsheet and that no field matches."""
Extras = Mapping[int, Mapping[str, Any]]
"""The extra columns of records that have some: by number, then by heading."""


def is_extra(key: str) -> bool:
    """Whether a column came with a spreadsheet."""
    return key.startswith(EXTRA)


def extra_field(heading: str) -> Field:
    """A column that came with a spreadsheet, as a field of text."""
    return Field(EXTRA + heading, heading, "text", help="A column that came with a spreadsheet.", shows=("form",))


def columns_of(own: Register, more: Sequence[str] = (), less: Collection[str] = ()) -> list[Field]:
    """The columns of a register's list: the usual ones but for the keys in `less`, and those in `more`.

    What is worked out stands last. Keys that the register does not have are left out.
    """
    usual = own.columns("table")
    shown = [one for one in usual if one.key not in less]
    stored = [one for one in own.fields if one.key in more and one not in usual]
    others = [extra_field(key.removeprefix(EXTRA)) for key in more if is_extra(key)]
    last = len([one for one in shown if one not in own.computed])
    return [*shown[:last], *stored, *others, *shown[last:]]


def values_of(rows: Rows, extras: Extras, columns: Sequence[Field]) -> list[tuple[Any, ...]]:
    """The values of each row in the order of `columns`."""
    places = [None if is_extra(one.key) else rows.position(one.key) for one in columns]
    if None not in places:
        return [tuple(row[place] for place in places) for row in rows.rows]  # type: ignore[index]
    nothing: Mapping[str, Any] = {}
    return [
        tuple(
            extra_words(extras.get(row[0], nothing).get(one.label)) if place is None else row[place]
            for place, one in zip(places, columns, strict=True)
        )
        for row in rows.rows
    ]


def extra_words(value: object) -> str | None:
    """What stands in an extra column, in words; None where nothing does."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return None if value is None else str(value)


def beside(numbers: Sequence[int], extras: Extras, columns: Sequence[Field]) -> list[str]:
    """For each record, what stands in those of its extra columns that the list does not show."""
    shown = {one.label for one in columns if is_extra(one.key)}
    words = {
        number: "\n".join(
            extra_words(value) or "" for heading, value in extra.items() if value is not None and heading not in shown
        )
        for number, extra in extras.items()
    }
    return [words.get(number, "") for number in numbers]


def short_choices(one: Field, lookup: Lookup) -> list[str]:
    """The entries of a field's list as a list of records words them, in their order."""
    return [lookup.brief(one.choices, entry.key) for entry in lookup.choices(one.choices)]


def short_words(one: Field, value: object, lookup: Lookup) -> str:
    """A value in the words of a list: dates and choices in their short form, for lists are narrow."""
    if one.kind == "date" and isinstance(value, dt.date):
        return show_short(value)
    if one.kind == "choice" and isinstance(value, str):
        return lookup.brief(one.choices, value)
    return show(one, value, lookup)
