"""Names: those on the office's own watched list however they are written, and what merely looks like a name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lif_desktop.framework.personal_folding import MARK, Folded
from lif_desktop.framework.personal_numbers import Span

_WORD = r"(?:[A-Z]['’])?[A-Z][a-z]+(?:[-'’][A-Z]?[a-z]+)*"
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame)\.?\s+{_WORD}(?:\s+{_WORD})?")
_PAIR = re.compile(rf"\b({_WORD})\s+({_WORD})\b")

_USUAL = """
a an the this that these those when where why how what who which if in on at by for from to with after before as it he
she they we i you my our their his her no not all some any one two three four five child adult family baby sibling
mother father parent young person people staff team ward school step stage january february march april may june july
august september october november december monday tuesday wednesday thursday friday saturday sunday christmas easter
care act mental capacity working together section children adults social worker health visitor police
"""
ORDINARY = frozenset(_USUAL.split())
"""Words that begin with a capital without being names: beginnings of sentences, made-up names, days, Acts."""

_BOTH = """
amber april art ash august autumn banks barrow bath bell best bill bird bishop black bolton bond bradford bridge
bridges bright british brook brown bury castle chance chase chester christian church clay close cook court cross
crown dale dawn day dean derby dorset drew duke durham early east english essex faith farmer farrow field fields
flower flowers ford forest forward foster fox frank free freeman french friend gene glen gold good grace grant
gray green grey guy hall hand harmony harry hazel head heath heather hill holly hood hook hope house hunt hyde
iris ivy jack jade jasmine joy judge june kent king knight lake lamb lancaster lane last law leader leeds lily
lincoln little long lord love low major manchester mark marple marsh may mercer mercy middle miles mills moon
moor moss neighbour new nice noble north nurse oldham olive page parish park pat peace pearl penny pool poole
pope poppy porter power preston price primrose prince prior raven ray read reader reed rich ridge river rivers
rob robin rock root rose rowan royal ruby rush rusty sale sandy savage school short silver sky small smart south
spring square stamp steel stockport stone storm street strong sue summer summers swan swift temple thorn tony
tower town townsend vale victor violet wall ward waters week weeks wells west white will winter winters wise
wood woods work world worth wren york young
"""
_ALSO_WORDS = frozenset(_BOTH.split())
"""Names that are words or places too: a single one on the list needs its capital, a last name alone is none at all."""

_TITLES = r"(?:mr|mrs|ms|miss|mx|dr|prof|sir|dame|master|pc|dc|ds)"
_KIN = r"(?:family|families|household|child|children|siblings?|brothers?|sisters?|twins?|baby|case)"
_LEFT = r"(?:(?<![^\W\d_])|(?-i:(?<=[a-z])(?=[A-Z])))"
_RIGHT = r"(?:(?:'?s)?(?![^\W\d_])|(?-i:(?<=[a-z])(?=[A-Z])))"
"""A name begins and ends where no letter goes on, or a capital begins anew as in the name of a file."""
_JOINT = r"[\s'\-_.]{0,3}"
_SPACE = r"(?:[\s'\-_.,;/()\"+]|%20){1,4}"
_BROKEN = r"(?:-?[ \t]*\n[ \t]*|-[ \t]?)?"
"""What may stand between two letters of a name: the end of a line, or the hyphen that was put there for one."""
_MORE = r"(?:[\s.\-\"'(]{1,3}(?-i:[A-Z])[\w'\-]{0,20}\.?[\"')]?){0,2}"
"""Names between the first and the last that the list does not have."""
_SHORTEST, _GLUED = 2, 8
_ALONE = 3
"""Letters that a last name has at least that is noticed alone."""


@dataclass(frozen=True)
class _Watched:
    """One name: pieces of which one must stand in a text that holds it, and the ways in which it is written.

    `alone` finds the last name by itself; None for one that is a word too, or too short.
    """

    pieces: tuple[str, ...] = field(repr=False)
    pattern: re.Pattern[str] = field(repr=False)
    alone: re.Pattern[str] | None = field(repr=False)


def watched_names(text: str, watched: tuple[str, ...]) -> Iterator[Span]:
    """Names of the list `watched` in folded text: whole, reversed, with initials, with a title, of the family."""
    for one in _standing(text, watched):
        yield from (match.span() for match in one.pattern.finditer(text))


def watched_surnames(text: str, watched: tuple[str, ...]) -> Iterator[Span]:
    """Last names of the list `watched` that stand alone in folded text, with a capital letter.

    It may be somebody else's name. One that is a word too (“Green”) is none alone: with a title, an initial or a first
    name it is found as the whole name is.
    """
    for one in _standing(text, watched):
        if one.alone is not None:
            yield from (match.span() for match in one.alone.finditer(text))


def _standing(text: str, watched: tuple[str, ...]) -> list[_Watched]:
    """Those of the names that may stand in a text."""
    names = _patterns(watched)
    if not names:
        return []
    squeezed = _squeezed(text)
    return [one for one in names if any(piece in squeezed for piece in one.pieces)]


def names_within(text: str, watched: Iterable[str]) -> tuple[str, ...]:
    """Those names of a list that may stand in a text, which may be that of a whole paper: the others never do."""
    squeezed = _squeezed(Folded(text).text)
    found = ((name, _watched(name)) for name in watched)
    return tuple(name for name, one in found if one is not None and any(piece in squeezed for piece in one.pieces))


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


@lru_cache(maxsize=4)
def _patterns(watched: tuple[str, ...]) -> tuple[_Watched, ...]:
    return tuple(found for found in map(_watched, dict.fromkeys(watched)) if found is not None)


@lru_cache(maxsize=4096)
def _watched(name: str) -> _Watched | None:
    """The ways in which a name is written; None for what is too short to be one."""
    surname_first = name.count(",") == 1
    parts = name.split(",")
    ordered = f"{parts[1]} {parts[0]}" if surname_first else name
    words = [re.findall(r"[^\W_]+", word) for word in Folded(ordered).text.split()]
    tokens = [word for word in words if word and not re.fullmatch(_TITLES, "".join(word), re.IGNORECASE)]
    if not tokens:
        return None
    piece = "".join(tokens[-1]).casefold()
    if len(piece) < _SHORTEST:
        return None
    several = len(tokens) > 1
    ways = _ways(tokens) if several else [_single(tokens[0], piece)]
    pattern = re.compile("|".join(f"{_LEFT}(?:{way}){_RIGHT}" for way in ways), re.IGNORECASE)
    halves = _halves(tokens[-1]) if several else []
    return _Watched(
        (piece, *("".join(half).casefold() for half in halves)), pattern, _alone(tokens) if several else None
    )


def _token(pieces: list[str]) -> str:
    return _JOINT.join(_BROKEN.join(map(re.escape, piece)) for piece in pieces)


def _halves(last: list[str]) -> list[list[str]]:
    """The parts of a double-barrelled name; “O” of O’Brien is none."""
    return [[piece] for piece in last if len(piece) > _ALONE] if len(last) > 1 else []


def _single(pieces: list[str], piece: str) -> str:
    """A name of one word; one that is an ordinary word too must begin with a capital."""
    return f"(?=(?-i:[A-Z])){_token(pieces)}" if piece in _ALSO_WORDS else _token(pieces)


def _alone(tokens: list[list[str]]) -> re.Pattern[str] | None:
    """The last name by itself, whole or either half of it, beginning with a capital and no word."""
    last = tokens[-1]
    whole = "".join(last).casefold()
    ways = [last] if len(whole) >= _ALONE and whole not in _ALSO_WORDS else []
    ways += [half for half in _halves(last) if half[0].casefold() not in _ALSO_WORDS]
    if not ways:
        return None
    return re.compile(f"{_LEFT}(?=(?-i:[^\\W\\d_a-z]))(?:{'|'.join(map(_token, ways))}){_RIGHT}", re.IGNORECASE)


def _ways(tokens: list[list[str]]) -> list[str]:
    """The ways in which a name of several words is written."""
    first, last = _token(tokens[0]), _token(tokens[-1])
    either = "|".join((last, *map(_token, _halves(tokens[-1]))))
    initial = re.escape(tokens[0][0][0].upper())
    middle = "".join(rf"(?:{_SPACE}(?:{_token(one)}|{re.escape(one[0][0])}\b))?" for one in tokens[1:-1])
    loud = f"(?=(?-i:[^\\W\\d_a-z])){last}"
    initials = rf"(?-i:{initial}[A-Z]{{0,2}})[.\s_\-]{{1,3}}(?:(?-i:[A-Z])[.\s]{{1,2}}){{0,2}}"
    is_word = "".join(tokens[-1]).casefold() in _ALSO_WORDS
    long = sum(map(len, (*tokens[0], *tokens[-1]))) >= _GLUED
    return [
        rf"{first}{middle}{_SPACE}(?:{either})",
        rf"{first}{middle}{_MORE}{_SPACE}{loud}",
        f"{first}{last}" if long else f"{first}{loud}",
        rf"{last}[\s,;/(_.]{{1,3}}{first}{middle}\)?",
        rf"{initials}{loud}",
        rf"{initial}[._]{last}",
        rf"(?-i:{initial}(?=[A-Z][a-z])){last}",
        rf"{loud}\s{{0,2}},{'' if is_word else '?'}\s{{1,2}}(?-i:{initial})(?:[.\s]{{0,2}}(?-i:[A-Z])\b)?\.?",
        rf"{_TITLES}\.?\s{{1,3}}(?:[A-Z]\.?\s{{1,2}})?(?:{either})",
        rf"{'the ' if is_word else ''}{loud}(?:'?s)?'?\s{{1,2}}{_KIN}",
        rf"{'baby' if is_word else '(?:family|baby)'}\s{{1,2}}{loud}",
    ]


def looks_like_names(text: str, known: frozenset[str]) -> Iterator[Span]:
    """What merely looks like a name: a title with a word, or two words with capitals, none of them among `known`."""
    for match in _TITLED.finditer(text):
        yield match.span()
    rest = _TITLED.sub(lambda match: MARK * len(match[0]), text)
    start = 0
    while pair := _PAIR.search(rest, start):
        start = pair.end()
        if any(word.casefold() in known for word in pair.groups()):
            start = pair.start(2)
        else:
            yield pair.span()
