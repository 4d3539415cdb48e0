"""The records that a register has already, and how a row of a file is known to be one of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from lif_desktop.framework.choice import plain
from lif_desktop.office import Office
from lif_desktop.office.queries import Rows, stored_rows
from lif_desktop.registers.register import Register
from lif_desktop.sheets.cells import as_text
from lif_desktop.sheets.match import Column

Key = tuple[Any, ...]


class Existing:
    """The records of a register as one import sees them: their values in the order of the file's columns."""

    def __init__(self, office: Office, own: Register, columns: Sequence[Column]) -> None:
        self._own = own
        self._columns = columns
        stored: Rows = office.read(lambda connection: stored_rows(connection, own))
        binned: Rows = office.read(lambda connection: stored_rows(connection, own, binned=True))
        extras = office.extras(own.key) if any(column.extra for column in columns) else {}
        places = {field.key: place for place, field in enumerate(stored.fields, 2)}
        picks = [(places[column.field.key] if column.field else 0, column.extra) for column in columns]
        self._versions: dict[int, int] = {}
        self._values: dict[int, tuple[Any, ...]] = {}
        self._refs: dict[int, str] = {}
        self._by_key: dict[Key, list[int]] = defaultdict(list)
        self._alike: dict[tuple[Any, ...], int] | None = None
        keys = KeyMaker(own, places)
        for row in stored.rows:
            number, extra = row[0], extras.get(row[0], {})
            self._versions[number] = row[1]
            self._values[number] = tuple(row[at] if at else _extra(extra, name) for at, name in picks)
            self._refs[number] = str(row[places["ref"]]) if "ref" in places else ""
            for key in keys.keys(row):
                self._by_key[key].append(number)
        alone = [(name, place) for name, place in places.items() if name in only_one_has(own)]
        self._binned = {(name, same(row[place])) for row in binned.rows for name, place in alone}

    def with_key(self, keys: Sequence[Key]) -> tuple[int, ...]:
        """The numbers of the records that have the first of `keys` that any record has."""
        return next((tuple(self._by_key[key]) for key in keys if key in self._by_key), ())

    def alike(self, values: tuple[Any, ...]) -> int | None:
        """The number of a record that has exactly these values in the file's columns, references aside."""
        if self._alike is None:
            ref = next(
                (at for at, column in enumerate(self._columns) if column.field and column.field.kind == "ref"), None
            )
            self._alike = {}
            for number, stored in self._values.items():
                known = stored if ref is None else (*stored[:ref], None, *stored[ref + 1 :])
                self._alike.setdefault(_without_blanks(known), number)
        return self._alike.get(_without_blanks(values))

    @property
    def empty(self) -> bool:
        """Whether the register has no record."""
        return not self._values

    def with_title(self, at: int) -> dict[Any, list[int]]:
        """The numbers of the records by what stands in the column at `at`, for comparing (`same`)."""
        found: dict[Any, list[int]] = defaultdict(list)
        for number, values in self._values.items():
            if values[at] is not None:
                found[same(values[at])].append(number)
        return found

    def in_bin(self, name: str, value: object) -> bool:
        """Whether a record in the bin has this value in the field `name`, which only one record may have."""
        return value is not None and (name, same(value)) in self._binned

    def another(self, number: int | None, name: str, value: object) -> str:
        """The reference of another record that has this value in a field that knows records; empty when none has."""
        others = [other for other in self._by_key.get((name, same(value)), ()) if other != number]
        return self._refs[others[0]] if others and value is not None else ""

    def values(self, number: int) -> tuple[Any, ...]:
        """The stored values of a record in the order of the file's columns."""
        return self._values[number]

    def version(self, number: int) -> int | None:
        """The version of a record; None when it is no longer there."""
        return self._versions.get(number)

    def ref(self, number: int) -> str:
        """The reference of a record; empty in a register of lines."""
        return self._refs[number]


def _without_blanks(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The values with one sign for nothing: no link to several records is as empty as an empty cell."""
    return tuple(None if value == () else value for value in values)


def only_one_has(own: Register) -> frozenset[str]:
    """The fields of which no two records may have the same value, those in the bin included."""
    return frozenset(column.name for column in own.model.__table__.c if column.unique)


def places_by_field(columns: Sequence[Column]) -> dict[str, int]:
    """By key of a field the index of the column that fills it."""
    return {column.field.key: at for at, column in enumerate(columns) if column.field is not None}


class KeyMaker:
    """Makes what knows a row again. `places` says by field where its value stands in a row.

    In a register with references each field of `match` knows a record by itself; in a register of lines they do so
    only all together.
    """

    def __init__(self, own: Register, places: Mapping[str, int]) -> None:
        self._each = bool(own.prefix)
        self._picks = [(name, places.get(name)) for name in own.match]

    def keys(self, values: Sequence[Any]) -> tuple[Key, ...]:
        """What knows a row again, the surest first; nothing for a row without any of it."""
        if self._each:
            return tuple(
                (name, same(values[at])) for name, at in self._picks if at is not None and values[at] is not None
            )
        whole = tuple(same(values[at]) if at is not None else None for _, at in self._picks)
        return (whole,) if any(part is not None for part in whole) else ()


def same(value: Any) -> Any:
    """A value for comparing: texts that differ in capitals and punctuation only are the same."""
    return plain(value) or value if isinstance(value, str) else value


def _extra(extra: dict[str, Any], name: str) -> str | None:
    """An extra value as the text that an import would give it."""
    value = extra.get(name)
    return None if value is None or not name else as_text(value)
