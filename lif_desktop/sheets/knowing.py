"""Which record a row of a file is: by a key, by all it says, or by its title and more that is the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lif_desktop.registers.register import Register
from lif_desktop.sheets.existing import Existing, Key, KeyMaker, places_by_field, same
from lif_desktop.sheets.match import Column
from lif_desktop.sheets.wording import named

_EVIDENCE = ("agency", "date", "link", "links")
"""Kinds of fields that help to know a record: a status or a comment is what an update changes."""
_LONG_TITLE = 4
"""A title of so many words says much; a shorter one needs two more fields that are the same."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a row: `ids` are the records that have its key, `id` the one that it is, `by` says why.

    `guessed` says that no key told it. `like` are records that look like it, though not enough.
    """

    id: int | None = None
    by: str = ""
    ids: tuple[int, ...] = ()
    like: tuple[int, ...] = ()
    guessed: bool = False


_NOBODY = Found()


class Knowing:
    """Knows the rows of one file again among the records of a register."""

    def __init__(self, existing: Existing, own: Register, columns: Sequence[Column]) -> None:
        self._existing = existing
        self._own = own
        self._columns = columns
        places = places_by_field(columns)
        self._keys = KeyMaker(own, places)
        self._by = {name: own.field(name).label for name in own.match}
        self._title_at = places.get(own.title) if own.prefix else None
        self._evidence = [
            at for at, column in enumerate(columns) if column.field is not None and column.field.kind in _EVIDENCE
        ]
        self._apart = {
            at
            for at in self._evidence
            if (one := columns[at].field) is not None
            if one.kind == "agency" or one.key == next(iter(own.year_from), "")
        }
        has_ref = any(column.field is not None and column.field.key in own.match for column in columns)
        self._lacking = f"the {'row' if has_ref else 'file'} has no {own.field(own.match[0]).label.lower()}"

    def keys(self, values: Sequence[Any]) -> tuple[Key, ...]:
        """What knows a row again, the surest first."""
        return self._keys.keys(values)

    def find(self, values: tuple[Any, ...], keys: tuple[Key, ...], *, new: bool = False) -> Found:
        """The record that a row with these values and keys is; `new` says that it is none that merely looks like it."""
        if self._existing.empty:
            return _NOBODY
        if keys:
            ids = self._existing.with_key(keys)
            return Found(ids[0] if len(ids) == 1 else None, self._key_words(keys), ids) if ids else _NOBODY
        if new:
            return _NOBODY
        alike = self._existing.alike(values)
        if alike is None:
            return self._by_several(values)
        return Found(alike, "every cell is the same", (alike,), guessed=True)

    def _key_words(self, keys: tuple[Key, ...]) -> str:
        if not self._own.prefix:
            return f"same {named(self._by.values())}"
        known = next((key for key in keys if self._existing.with_key((key,))), keys[0])
        return f"same {self._by[known[0]]}"

    @cached_property
    def _titles(self) -> dict[Any, list[int]]:
        return self._existing.with_title(self._title_at) if self._title_at is not None else {}

    def _by_several(self, values: tuple[Any, ...]) -> Found:
        """The one record with the same title and more that is the same, and nothing that tells the two apart."""
        at = self._title_at
        if at is None or not isinstance(values[at], str) or not (twins := self._titles.get(same(values[at]))):
            return _NOBODY
        needed = 1 if len(same(values[at]).split()) >= _LONG_TITLE else 2
        agreed = {number: self._agreed(values, self._existing.values(number)) for number in twins}
        fitting = {number: places for number, places in agreed.items() if len(places) >= needed}
        most = max(map(len, fitting.values()), default=0)
        best = [number for number, places in fitting.items() if len(places) == most]
        if len(best) != 1:
            return Found(like=tuple(twins))
        labels = [self._columns[place].field for place in (at, *agreed[best[0]])]
        words = named([one.label for one in labels if one is not None])
        return Found(best[0], f"same {words}; {self._lacking}", (best[0],), guessed=True)

    def _agreed(self, values: tuple[Any, ...], stored: tuple[Any, ...]) -> list[int]:
        """The places in which both say the same; none where something tells them apart."""
        both = [at for at in self._evidence if values[at] not in (None, ()) and stored[at] not in (None, ())]
        if any(values[at] != stored[at] for at in both if at in self._apart):
            return []
        return [at for at in both if values[at] == stored[at]]
