"""A look for what knows, reaches or names a person in a text, and the masking of it. Pure: no paper, no office.

It sees too much and too little, and a person decides: what it finds is shown, and left, masked or not sent.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal

from lif_desktop.framework.personal_births import births, is_birth_label
from lif_desktop.framework.personal_folding import MARK, Folded
from lif_desktop.framework.personal_names import ORDINARY, looks_like_names, watched_names, watched_surnames
from lif_desktop.framework.personal_numbers import (
    Span,
    email_addresses,
    insurance_numbers,
    is_nhs_number,
    nhs_numbers,
    postcodes,
    telephone_numbers,
)

__all__ = [
    "KINDS",
    "Found",
    "Kind",
    "contact_key",
    "counted",
    "find",
    "gives_away",
    "has_mask",
    "is_birth_label",
    "is_masked_copy",
    "is_nhs_number",
    "mask",
    "masked_whole",
]

Kind = Literal["nhs", "insurance", "email", "telephone", "birth", "postcode", "watched", "surname", "name"]

KINDS: dict[Kind, tuple[str, str]] = {
    "email": ("an e-mail address", "e-mail addresses"),
    "nhs": ("an NHS number", "NHS numbers"),
    "insurance": ("a National Insurance number", "National Insurance numbers"),
    "birth": ("a date of birth", "dates of birth"),
    "telephone": ("a telephone number", "telephone numbers"),
    "postcode": ("a postcode", "postcodes"),
    "watched": ("a watched name", "watched names"),
    "surname": ("a surname of a watched name", "surnames of watched names"),
    "name": ("a name", "names"),
}
"""Each kind in words, one and several, in the order in which they are looked for."""

_ORDER = {kind: place for place, kind in enumerate(KINDS)}
_ARTICLE = re.compile("^an? ")
_MASKS: dict[Kind, str] = {kind: f"[{_ARTICLE.sub('', one)} removed]" for kind, (one, _) in KINDS.items()}
_MASKS["watched"] = _MASKS["surname"] = _MASKS["name"]
_MASK = re.compile("|".join(re.escape(words) for words in sorted(set(_MASKS.values()))))


@dataclass(frozen=True, order=True)
class Found:
    """One find: where it stands in the text as written, what kind it is, and the words themselves."""

    start: int
    end: int
    kind: Kind
    text: str = field(repr=False)


def find(
    text: str | None,
    watched: Collection[str] = (),
    known: Collection[str] = (),
    *,
    names: bool = False,
    under_birth: bool = False,
) -> tuple[Found, ...]:
    """What knows, reaches or names a person in `text`, from left to right; none overlaps another.

    `watched` are the names on the office's own list. With `names` also what merely looks like a name; `known` are
    words in small letters that are none, such as those of agencies. `under_birth` says that the text stands under a
    heading such as “DOB”, where each date is one of birth. Masks of an earlier look are passed over.
    """
    if not text:
        return ()
    folded = Folded(text)
    rest = _MASK.sub(lambda match: MARK * len(match[0]), folded.text)
    looks = _looks(tuple(watched), frozenset(known) | ORDINARY if names else None, under_birth)
    spans: list[tuple[Kind, Span]] = []
    while found := _together(rest, [(kind, span) for kind, look in looks for span in look(rest)]):
        spans += found  # and again: what was found may have stood against finding its neighbour, which a mask lays bare
        rest = _hidden(rest, (span for _, span in found))
    placed = [(kind, *folded.span(*span)) for kind, span in spans]
    return tuple(sorted(Found(start, end, kind, text[start:end]) for kind, start, end in placed))


def _looks(
    watched: tuple[str, ...], known: frozenset[str] | None, under_birth: bool
) -> list[tuple[Kind, Callable[[str], Iterable[Span]]]]:
    """The looks in the order in which they are made."""
    looks: list[tuple[Kind, Callable[[str], Iterable[Span]]]] = [
        ("email", email_addresses),
        ("nhs", nhs_numbers),
        ("insurance", insurance_numbers),
        ("birth", lambda text: births(text, under_birth)),
        ("telephone", telephone_numbers),
        ("postcode", postcodes),
    ]
    if watched:
        looks.append(("watched", lambda text: watched_names(text, watched)))
        looks.append(("surname", lambda text: watched_surnames(text, watched)))
    if known is not None:
        looks.append(("name", lambda text: looks_like_names(text, known)))
    return looks


def _together(text: str, finds: list[tuple[Kind, Span]]) -> list[tuple[Kind, Span]]:
    """The finds from left to right. Those that overlap are one, so that no rest of any is left.

    It is of the kind that has the most letters and figures of it, and of several such of the one that is looked for
    first.
    """
    joined: list[tuple[Kind, Span]] = []
    most = (0, 0)
    for kind, (start, end) in sorted(finds, key=lambda one: one[1]):
        weight = (sum(map(str.isalnum, text[start:end])), -_ORDER[kind])
        if not joined or start >= joined[-1][1][1]:
            joined.append((kind, (start, end)))
            most = weight
            continue
        before, span = joined[-1]
        joined[-1] = (kind if weight > most else before, (span[0], max(span[1], end)))
        most = max(most, weight)
    return joined


def _hidden(text: str, spans: Iterable[Span]) -> str:
    for start, end in spans:
        text = f"{text[:start]}{MARK * (end - start)}{text[end:]}"
    return text


def mask(text: str, found: Iterable[Found], chosen: Collection[Kind] | None = None) -> str:
    """The text with each find replaced by words such as “[NHS number removed]”; only of the kinds `chosen`, if given.

    `found` are finds in this very text. Masking again changes nothing.
    """
    parts, at = [], 0
    for one in sorted(found):
        if one.start < at or (chosen is not None and one.kind not in chosen):
            continue
        parts += [text[at : one.start], _MASKS[one.kind]]
        at = one.end
    return "".join([*parts, text[at:]])


def masked_whole(text: str, watched: Collection[str] = (), *, under_birth: bool = False) -> str:
    """The text with all that is found in it masked."""
    return mask(text, find(text, watched, under_birth=under_birth))


def has_mask(text: str) -> bool:
    """Whether something was masked in this text."""
    return _MASK.search(text) is not None


def is_masked_copy(copy: str, whole: str) -> bool:
    """Whether `copy` is `whole` with something in it masked: the same words but for what stands under each mask."""
    if "removed]" not in copy:
        return False
    first, *others = _MASK.split(copy)
    if not others or not whole.startswith(first):
        return False
    at = len(first) + 1
    for part in others[:-1]:
        found = whole.find(part, at)
        if found < 0:
            return False
        at = found + len(part) + 1
    return whole.endswith(others[-1]) and len(whole) - len(others[-1]) >= at


def counted(kinds: Iterable[Kind]) -> str:
    """How many of each kind: “1 postcode and 2 NHS numbers”; empty for none."""
    many = Counter(kinds)
    said = [f"{many[kind]} {several if many[kind] > 1 else _ARTICLE.sub('', one)}" for kind, (one, several) in
            KINDS.items() if many[kind]]  # fmt: skip
    return " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)


def contact_key(written: str) -> str:
    """An e-mail address or telephone number so that all its spellings are alike: small letters, or the last figures."""
    plain = Folded(written).text.casefold().strip()
    if "@" in plain:
        return plain
    return "".join(re.findall("[0-9]", plain))[-9:]


def gives_away(text: str | None, known: Collection[str] = (), watched: Collection[str] = ()) -> tuple[str, ...]:
    """What in a text looks like it names or reaches a person, each in words with its place: "a name (“Ann Lee”)".

    `known` are words in small letters that are no names here, such as those of agencies and groups; `watched` are the
    names on the office's own list.
    """
    found = find(text, watched, known, names=True)
    told = sorted(found, key=lambda one: (_ORDER[one.kind], one.start))
    return tuple(dict.fromkeys(f"{KINDS[one.kind][0]} (“{one.text.strip()}”)" for one in told))
