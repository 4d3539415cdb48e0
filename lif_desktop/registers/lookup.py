"""What words stand for: list entries of the profile, agencies by any of their names, records by reference."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lif_desktop.framework.choice import Choice, plain


@dataclass(frozen=True)
class Named:
    """A record by number, with its name, the other names it is known by, and a short one."""

    id: int
    name: str
    others: tuple[str, ...] = ()
    short: str = ""


def _words(choices: Iterable[Choice]) -> dict[str, str]:
    """Every way of writing an entry, to its key. A label or key wins over another entry's alias."""
    found: dict[str, str] = {}
    entries = tuple(choices)
    for choice in entries:
        for alias in choice.aliases:
            found.setdefault(plain(alias), choice.key)
    for choice in entries:
        found[plain(choice.key)] = choice.key
        found[plain(choice.label)] = choice.key
    return found


@dataclass
class Lookup:
    """Turns words into stored values and back.

    `lists` are the profile's lists by name; `agencies` every agency with its aliases; `references` the references
    of each register by the number of the record. `binned` are agencies in the bin: records still name them, so they
    are shown and read by their full name, but not offered. Made anew by the office when one of them changes.
    """

    lists: Mapping[str, tuple[Choice, ...]]
    agencies: tuple[Named, ...] = ()
    references: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    binned: tuple[Named, ...] = ()

    def __post_init__(self) -> None:
        self._labels = {name: {c.key: c.label for c in choices} for name, choices in self.lists.items()}
        self._briefs = {name: {c.key: c.short for c in choices if c.short} for name, choices in self.lists.items()}
        self._keys = {name: _words(choices) for name, choices in self.lists.items()}
        self._agency_names = {agency.id: agency.name for agency in (*self.agencies, *self.binned)}
        self._agency_shorts = {agency.id: agency.short for agency in (*self.agencies, *self.binned) if agency.short}
        self._agency_ids: dict[str, int] = {}
        for agency in self.agencies:
            for other in agency.others:
                self._agency_ids.setdefault(plain(other), agency.id)
        self._agency_ids.update({plain(agency.name): agency.id for agency in self.agencies})
        for agency in self.binned:
            self._agency_ids.setdefault(plain(agency.name), agency.id)
        self._ids = {
            register: {plain(ref): number for number, ref in refs.items()} for register, refs in self.references.items()
        }

    def choices(self, name: str) -> tuple[Choice, ...]:
        """The entries of a list, in the profile's order; empty for a list that the profile does not have."""
        return self.lists.get(name, ())

    def label(self, name: str, key: str) -> str:
        """What is shown for an entry; a key that the list no longer has is shown as it is stored."""
        return self._labels.get(name, {}).get(key, key)

    def brief(self, name: str, key: str) -> str:
        """What is shown for an entry where there is little room."""
        return self._briefs.get(name, {}).get(key) or self.label(name, key)

    def key(self, name: str, words: str) -> str | None:
        """The entry that `words` stand for, by label, key or alias; None when there is none."""
        return self._keys.get(name, {}).get(plain(words))

    def agency_name(self, number: int) -> str:
        """The full name of an agency; its number in words if it is not known."""
        return self._agency_names.get(number, f"agency {number}")

    def agency_brief(self, number: int) -> str:
        """The short name of an agency; its full name where it has none."""
        return self._agency_shorts.get(number) or self.agency_name(number)

    def agency(self, words: str) -> int | None:
        """The agency that `words` name, by name, short name or alias; None when there is none."""
        return self._agency_ids.get(plain(words))

    def reference(self, register: str, number: int) -> str:
        """The reference of a record; its number in words if it is not known."""
        return self.references.get(register, {}).get(number, f"record {number}")

    def record(self, register: str, words: str) -> int | None:
        """The number of the record with this reference; None when there is none."""
        return self._ids.get(register, {}).get(plain(words))
