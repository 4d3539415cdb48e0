"""Saved filters: what one holds, how the office keeps it, and which records it shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from lif_desktop.errors import LifError
from lif_desktop.office.changes import Add, Batch, Edit, Remove
from lif_desktop.office.listing import beside, columns_of, short_choices, short_words, values_of
from lif_desktop.office.office import Office
from lif_desktop.office.schema import METADATA
from lif_desktop.office.sieve import Sieve, Sorting
from lif_desktop.office.standing import ALL, BIN, VIEWS, standings
from lif_desktop.registers import register
from lif_desktop.registers.register import Register

_TABLE = METADATA.tables["saved_views"]
LONGEST_NAME = 60
"""Characters in the name of a saved filter."""


class FilterProblem(LifError):
    """A saved filter that cannot be kept or is not there; the sentence says what to do."""


@dataclass(frozen=True)
class ViewFilter:
    """What one filter of a register's list says.

    `words` stand anywhere in a record, those of `columns` in the column of that field key; `view` is one of VIEWS.
    `order` sorts. `more` are keys of columns shown beside the usual ones, `less` of usual ones left out.
    """

    words: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    view: str = ALL
    order: tuple[Sorting, ...] = ()
    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()

    def chooses(self) -> tuple[str, dict[str, str], str]:
        """What decides which records are shown; order and columns do not."""
        return " ".join(self.words.split()), dict(self.columns), self.view


@dataclass(frozen=True)
class SavedFilter:
    """A filter that is kept under a name, unique within its register."""

    id: int
    version: int
    register: str
    name: str
    filter: ViewFilter


# To and from what is kept


def to_json(found: ViewFilter) -> dict[str, Any]:
    """The filter as the office keeps it."""
    return {
        "words": found.words,
        "columns": dict(found.columns),
        "view": found.view,
        "order": [[key, downwards] for key, downwards in found.order],
        "more": list(found.more),
        "less": list(found.less),
    }


def from_json(own: Register, kept: object) -> ViewFilter:
    """The filter that is kept; whatever cannot be read, and any column that is not shown, is left out."""
    found = kept if isinstance(kept, Mapping) else {}
    more, less = (tuple(one for one in _listed(found.get(name)) if isinstance(one, str)) for name in ("more", "less"))
    shown = {one.key for one in columns_of(own, more, less)}
    columns = found.get("columns")
    typed = columns if isinstance(columns, Mapping) else {}
    order = [one for one in _listed(found.get("order")) if len(_listed(one)) == 2 and isinstance(one[0], str)]
    words, view = found.get("words"), found.get("view")
    return ViewFilter(
        words if isinstance(words, str) else "",
        {key: said for key, said in typed.items() if key in shown and isinstance(said, str) and said.strip()},
        view if view in VIEWS else ALL,
        tuple((one[0], bool(one[1])) for one in order if one[0] in shown),
        more,
        less,
    )


def _listed(found: object) -> Sequence[Any]:
    return found if isinstance(found, list | tuple) else ()


# Keeping


def saved_filters(office: Office, key: str) -> tuple[SavedFilter, ...]:
    """The saved filters of a register, by name."""
    own = register(key)

    def read(connection: Connection) -> list[SavedFilter]:
        wanted = select(_TABLE).where(_TABLE.c.register == key, _TABLE.c.binned_at.is_(None))
        rows = connection.execute(wanted).mappings()
        return [
            SavedFilter(row["id"], row["version"], key, row["name"], from_json(own, row["filters"])) for row in rows
        ]

    found: list[SavedFilter] = office.read(read)
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))


def save_filter(office: Office, key: str, name: str, found: ViewFilter) -> Batch | None:
    """Keep a filter under a new name. FilterProblem when the name is missing, too long or taken."""
    named = _free_name(office, key, name)
    row = {"register": key, "name": named, "filters": to_json(found)}
    return office.write(f"Saved the filter “{named}” of {register(key).label}", [Add(_TABLE.name, row)])


def change_filter(office: Office, saved: SavedFilter, found: ViewFilter) -> Batch | None:
    """Keep something else under the name of a saved filter."""
    change = Edit(_TABLE.name, saved.id, {"filters": to_json(found)}, saved.version)
    return office.write(f"Changed the filter “{saved.name}” of {register(saved.register).label}", [change])


def rename_filter(office: Office, saved: SavedFilter, name: str) -> Batch | None:
    """Give a saved filter another name. FilterProblem when that is missing, too long or taken."""
    named = _free_name(office, saved.register, name, saved.id)
    words = f"Renamed the filter “{saved.name}” of {register(saved.register).label} to “{named}”"
    return office.write(words, [Edit(_TABLE.name, saved.id, {"name": named}, saved.version)])


def delete_filter(office: Office, saved: SavedFilter) -> Batch | None:
    """Take a saved filter away; undo brings it back."""
    words = f"Deleted the filter “{saved.name}” of {register(saved.register).label}"
    return office.write(words, [Remove(_TABLE.name, saved.id)])


def _free_name(office: Office, key: str, name: str, own_id: int = 0) -> str:
    named = " ".join(name.split())
    if not named:
        raise FilterProblem("Enter a name for the filter.")
    if len(named) > LONGEST_NAME:
        raise FilterProblem(f"Enter a name of {LONGEST_NAME} characters or fewer; this one has {len(named)}.")
    taken = {one.name.casefold() for one in saved_filters(office, key) if one.id != own_id}
    if named.casefold() in taken:
        raise FilterProblem(f"There is a filter called “{named}” already. Enter another name.")
    return named


# Applying


def view_rows(office: Office, register_key: str, name: str) -> tuple[int, ...]:
    """The numbers of the records that the saved filter of this name shows, in its order.

    FilterProblem when the register has no filter of that name; it names those that there are.
    """
    there = saved_filters(office, register_key)
    saved = next((one for one in there if one.name.casefold() == " ".join(name.split()).casefold()), None)
    if saved is None:
        label = register(register_key).label
        names = ", ".join(f"“{one.name}”" for one in there)
        rest = f"The saved filters are: {names}." if there else "None is saved there yet."
        raise FilterProblem(f"{label} has no saved filter called “{name}”. {rest}")
    return shown_rows(office, register(register_key), saved.filter)


def shown_rows(office: Office, own: Register, found: ViewFilter) -> tuple[int, ...]:
    """The numbers of the records of a register that a filter shows, in its order, as the register's page would."""
    rows = office.rows(own.key, binned=found.view == BIN)
    extras = office.extras(own.key)
    columns = columns_of(own, found.more, found.less)
    lookup = office.lookup

    numbers = [row[0] for row in rows.rows]
    views = (one.in_view(found.view) for one in standings(rows, office.today()))
    values = [(*row, here) for row, here in zip(values_of(rows, extras, columns), views, strict=True)]
    sieve = Sieve(columns, lambda one, value: short_words(one, value, lookup), lambda one: short_choices(one, lookup))
    sieve.load(values, lambda: beside(numbers, extras, columns))
    place = len(columns)
    order = sieve.ordered(found.order)
    kept = sieve.matching(order, found.words, found.columns, lambda row: bool(row[place]))
    return tuple(numbers[at] for at in kept)
