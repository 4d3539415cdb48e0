"""Finds in several files that leave together: each says in which file it stands, and none is taken for another's."""

import zlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from lif_desktop.framework.personal import find
from lif_desktop.framework.personal_places import Place, place


def in_file(place: Place, name: str) -> Place:
    """The find as one of the file of that name: its place begins with the name, and its mark is of this file alone."""
    return replace(place, where=f"{name}: {place.where}", at=(zlib.crc32(name.encode()), *place.at))


def gone_from(places: Iterable[Place], name: str, gone: Callable[[Place], bool]) -> tuple[Place, ...]:
    """Those finds of one file that are masked, as its own look gave them; `gone` is asked with the file's name on."""
    return tuple(one for one in places if gone(in_file(one, name)))


def in_name(name: str, watched: Collection[str] = ()) -> tuple[Place, ...]:
    """What the name of a file gives away. It goes with the file and no mask reaches it: it needs another name."""
    names = tuple(watched)
    return tuple(place("the name of the file", name, one, (-3, 0), names) for one in find(name, names))
