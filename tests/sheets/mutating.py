"""Spoils good spreadsheets at random, as a bad line, a bad disk or a bad person would; each by its number alone."""

import io
import random
import re
import struct
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lif_desktop.errors import LifError
from lif_desktop.office import Office
from lif_desktop.sheets.archive import DAMAGE
from lif_desktop.sheets.plan import make_plan
from lif_desktop.sheets.reader import Limits, read_book
from lif_desktop.sheets.refused import SheetRefused

Chance = random.Random
LEAST = 8
"""What has fewer bytes is left as it is."""
EDGES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
NUMBERS = ("0", "-1", "1048577", "2147483648", "99999999999999999999", "1e999", "NaN", "", "x", "0x10", "1_0")
TAG = re.compile(rb"<[^<>]{1,200}>")
NUMBER = re.compile(rb"[0-9]+")


@dataclass
class Toll:
    """What became of the spoilt files: counts by outcome, and the numbers of those that did what none may."""

    ends: Counter[str] = field(default_factory=Counter)
    deaths: list[tuple[int, str]] = field(default_factory=list)
    changes: list[int] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether the program lived through all of them and nothing was changed."""
        return not self.deaths and not self.changes


def flipped(data: bytes, chance: Chance) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def truncated(data: bytes, chance: Chance) -> bytes:
    return data[: chance.randrange(1, len(data))]


def moved(data: bytes, chance: Chance) -> bytes:
    """A piece is taken out, put in twice or filled with one byte."""
    start = chance.randrange(len(data))
    piece = data[start : start + chance.choice((1, 4, 64, 512, 5000))]
    middle = chance.choice((b"", piece * 2, bytes([chance.randrange(256)]) * len(piece)))
    return data[:start] + middle + data[start + len(piece) :]


def edged(data: bytes, chance: Chance) -> bytes:
    """Some number in it becomes one at the edge of what fits."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        struct.pack_into("<L", changed, chance.randrange(max(len(data) - 4, 1)), chance.choice(EDGES))
    return bytes(changed)


def rewritten(data: bytes, chance: Chance) -> bytes:
    """Tags and numbers of a markup are changed, left out or doubled."""
    for _ in range(chance.randint(1, 6)):
        found = list((TAG if chance.random() < 0.6 else NUMBER).finditer(data))
        if not found:
            return data
        at = chance.choice(found)
        other = chance.choice(found)[0]
        new = chance.choice((b"", at[0] * 2, other, chance.choice(NUMBERS).encode(), at[0] * 500))
        data = data[: at.start()] + new + data[at.end() :]
    return data


BYTES = (flipped, truncated, moved, edged)


def in_parts(data: bytes, chance: Chance) -> bytes:
    """One part or two of an archive are spoilt, changed for another or left out, and all is packed again."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            parts = {name: old.read(name) for name in old.namelist()}
    except DAMAGE:
        return data
    for name in chance.sample(sorted(parts), k=min(chance.randint(1, 2), len(parts))):
        way = chance.random()
        if way < 0.08:
            del parts[name]
        elif way < 0.16:
            parts[name] = parts[chance.choice(sorted(parts))]
        elif len(parts[name]) >= LEAST:
            markup = parts[name].lstrip().startswith(b"<")
            parts[name] = (rewritten if markup and way < 0.7 else chance.choice(BYTES))(parts[name], chance)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()


def spoilt(seeds: Sequence[Path], number: int) -> tuple[str, bytes]:
    """The name and the bytes of spoilt file `number`."""
    chance = random.Random(number)
    seed = seeds[number % len(seeds)]
    data = seed.read_bytes()
    ways: tuple[Callable[[bytes, Chance], bytes], ...] = BYTES
    if data.startswith(b"PK"):
        ways = (*BYTES, *(in_parts,) * 8)
    for _ in range(chance.choice((1, 1, 1, 2))):
        if len(data) >= LEAST:
            data = chance.choice(ways)(data, chance)
    return f"spoilt {number}{seed.suffix}", data


def spoil_many(
    folder: Path,
    seeds: Sequence[Path],
    numbers: Sequence[int],
    office: Office,
    state: Callable[[Office], object],
    limits: Limits,
) -> Toll:
    """Read and plan every spoilt file; whatever is no plain refusal is a death of the program."""
    toll = Toll()
    before = state(office)
    for number in numbers:
        name, data = spoilt(seeds, number)
        path = folder / name
        path.write_bytes(data)
        try:
            toll.ends[_end(office, path, limits)] += 1
        except Exception as error:  # noqa: BLE001 - any of them is what this looks for
            toll.deaths.append((number, f"{type(error).__name__}: {error}"))
        if path.read_bytes() != data or state(office) != before:
            toll.changes.append(number)
            before = state(office)
        path.unlink()
    return toll


def _end(office: Office, path: Path, limits: Limits) -> str:
    try:
        book = read_book(path, limits=limits)
    except SheetRefused as refused:
        return refused.reason.name
    try:
        make_plan(office, book, "actions")
    except LifError:
        return "read, no plan"
    return "read"
