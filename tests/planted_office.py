"""A made-up office with an identifier planted in every text field of every register."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as plain_field
from pathlib import Path
from typing import Any

from lif_desktop.framework.personal import Kind
from lif_desktop.framework.personal_folding import Folded
from lif_desktop.office import Edit, Office
from lif_desktop.office.watched import watch_names
from lif_desktop.registers import REGISTERS
from lif_desktop.registers.register import Register
from tests.framework.planting import PLANTS
from tests.papers.made_up_office import made_up_office
from tests.sheets.going_out import sample

MOST = 2
"""Records of each register in which something is planted."""
_FIRST = ("Orla", "Tamsin", "Zoë", "D’Arcy", "Mary-Ann", "Kestutis", "Ó Briain", "Perpetua", "Idris", "Ng")
_LAST = ("Fennim", "Quaif", "Branz", "Pelh", "Ketter", "Okonj", "Lindq", "Harrow", "Vath", "Drum")
_AROUND = ("{}", "Told that {} was there.", "({})", "First line\nthen {}, and more")
_SHAPES = ("{0} {1}", "{0}  {1}", "{1}, {0}", "{0} {1}’s", "Mrs {1}", "the {1} family", "{2}. {1}", "{0}\u00a0{1}")


@dataclass(frozen=True)
class Plant:
    """One identifier: where it was planted, its kind, and how it was written."""

    register: str
    record_id: int
    field: str
    kind: Kind
    written: str = plain_field(repr=False)

    @property
    def squeezed(self) -> str:
        return squeeze(self.written)


def squeeze(text: str) -> str:
    """Letters and figures alone, as they stand in a text however it was broken and spaced."""
    return "".join(filter(str.isalnum, Folded(text).text.casefold()))


class _Names:
    """Names that are each used once, so that a find can be told from every other."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.watched: list[str] = []

    def one(self) -> str:
        at = len(self.watched)
        first, last = _FIRST[at % 10], f"{_LAST[at // 10 % 10]}{'aeiou'[at // 100 % 5]}{'bdlmnrst'[at % 8]}{at:x}"
        last = last.translate(str.maketrans("0123456789", "ghjkpqvwxz"))
        self.watched.append(f"{first} {last}")
        return self._chance.choice(_SHAPES).format(first, last, first[0])


def planted_office(path: Path, seed: int = 2026) -> tuple[Office, list[Plant]]:
    """The office and everything that was planted in it."""
    office = made_up_office(path)
    chance = random.Random(seed)
    names = _Names(chance)
    plants: list[Plant] = []
    for own in REGISTERS:
        for number in _records(office, own):
            plants += _planted(office, own, number, chance, names)
    watch_names(office, names.watched)
    return office, plants


def _records(office: Office, own: Register) -> list[int]:
    """Some records of a register; one is added where it has none, or where they are never changed."""
    there = [] if own.append_only else [row[0] for row in office.rows(own.key).rows][:MOST]
    if there:
        return there
    values = {one.key: value for one in own.fields if (value := sample(office, own, one, 1)) is not None}
    office.write("Added", office.changes_for(own.key, None, values))
    return [office.rows(own.key).rows[-1][0]]


def _planted(office: Office, own: Register, number: int, chance: random.Random, names: _Names) -> Iterator[Plant]:
    values: dict[str, Any] = {}
    plants = []
    for one in own.fields:
        if one.kind not in ("text", "note") or (own.key, one.key) in _MEANT:
            continue
        kind: Kind = chance.choice(list(PLANTS))
        written = names.one() if kind == "watched" else PLANTS[kind](chance)
        values[one.key] = chance.choice(_AROUND).format(written)
        plants.append(Plant(own.key, number, one.key, kind, written))
    if own.append_only:
        stood = {one.key: value for one in own.fields if (value := sample(office, own, one, 2)) is not None}
        office.write("Planted", office.changes_for(own.key, None, stood | values))
        number = office.rows(own.key).rows[-1][0]
        plants = [Plant(own.key, number, one.field, one.kind, one.written) for one in plants]
    else:
        office.write("Planted", [Edit(own.table, number, values)])
    yield from plants


_MEANT = {("contacts", "email"), ("contacts", "telephone"), ("chases", "sent_to")}
"""Where the contact details of roles are meant to stand, and are no find."""
