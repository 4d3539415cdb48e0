"""One find of a look over a paper or a table: where it stands in words, and whether it may stand there."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from lif_desktop.framework.personal import Found, Kind, contact_key, counted, find, is_birth_label, masked_whole

_CONTACT = re.compile(
    r"\b(?:e-?mails?|telephone|tel|phone|mobile|contacts?|contacting|reply|replies|return(?:ed)?|send|sent|write|ring"
    r"|call|enquir(?:y|ies)|questions|reached?|address|find out more)\b[^.!?]*$",
    re.IGNORECASE,
)
"""Words of a heading, or that lead up to a detail, which make its place one for contact details."""
_BEFORE = 80
_WIDE = 30


@dataclass(frozen=True)
class Place:
    """One find: where it stands, in words that repeat nothing of it; its kind; the words of it and those around it.

    `at` tells it from every other find in the same paper or table: the number of the string in the paper, or row and
    column of the cell (from 0; row -1 is the heading, -2 the title). `found` is the stretch within that string.
    """

    where: str
    kind: Kind
    text: str = field(repr=False)
    around: str = field(repr=False)
    at: tuple[int, ...]
    found: Found = field(repr=False)

    @property
    def mark(self) -> tuple[int, ...]:
        """What the person's choice of this one find is kept under."""
        return (*self.at, self.found.start)


def look(
    words: str, label: str, watched: tuple[str, ...], known: Collection[str], meant: bool = False
) -> tuple[Found, ...]:
    """The finds in one string under the heading `label`, without contact details of roles in a place meant for them.

    `known` are those details as `contact_key` gives them. A place is meant for them where `meant` says so, where its
    heading has a word of contact (“Email”, “Send it to”) or such a word leads up to them: a letter that cannot say how
    to answer is none. Anywhere else they are a find like any other, and so is every detail that is not known.
    """
    found = find(words, watched, under_birth=is_birth_label(label))
    return tuple(one for one in found if not _is_own(one, words, label, known, meant))


def _is_own(one: Found, words: str, label: str, known: Collection[str], meant: bool) -> bool:
    if one.kind not in ("email", "telephone") or contact_key(one.text) not in known:
        return False
    before = words[max(0, one.start - _BEFORE) : one.start]
    return meant or bool(_CONTACT.search(label) or _CONTACT.search(before))


def place(where: str, words: str, one: Found, at: tuple[int, ...], watched: tuple[str, ...]) -> Place:
    """A find with its place in words, in which nothing that gives a person away is repeated."""
    start, end = max(0, one.start - _WIDE), min(len(words), one.end + _WIDE)
    cut = f"{'…' if start else ''}{words[start:end]}{'…' if end < len(words) else ''}"
    return Place(masked_whole(where, watched), one.kind, one.text, " ".join(cut.split()), at, one)


def in_words(places: Iterable[Place]) -> str:
    """How many of each kind were found, in words: “1 postcode and 2 NHS numbers”; empty for none."""
    return counted(one.kind for one in places)


def as_noted(places: Iterable[Place], masked: Collection[Place] = ()) -> list[dict[str, str]]:
    """The finds as the log of issues keeps them: kind, place and what was done, never the words themselves."""
    gone = {one.mark for one in masked}
    return [{"kind": one.kind, "where": one.where, "done": "masked" if one.mark in gone else "left"} for one in places]
