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
amber april art august autumn bill black brook brown chance chase christian clay dawn dean dale drew faith field forest
frank gene glen grace grant gray green grey guy hall harmony harry hazel heath heather hill holly hope house iris ivy
jack jade jasmine joy june king lane lily long major mark marsh may mercy miles moss north olive page park pat pearl
penny poppy price prince ray reed rich river rob robin rose rowan ruby rusty sandy sky stone storm sue summer tony
victor violet ward wells west white will wood woods wren young
"""
_ALSO_WORDS = frozenset(_BOTH.split())
"""First and last names that are words too: alone on the list, they are seen only with a capital letter."""

_TITLES = r"(?:mr|mrs|ms|miss|mx|dr|prof|sir|dame|master|pc|dc|ds)"
_KIN = r"(?:family|families|household|child|children|siblings?|brothers?|sisters?|twins?|baby|case)"
_LEFT, _RIGHT = r"(?<![^\W_])", r"(?:'?s)?(?![^\W_])"
_JOINT = r"[\s'\-_.]{0,3}"
_SPACE = r"[\s'\-_.,]{1,4}"
_SHORTEST = 2


@dataclass(frozen=True)
class _Watched:
    """One name: letters that must stand in a text that holds it, and the ways in which it is written."""

    piece: str = field(repr=False)
    pattern: re.Pattern[str] = field(repr=False)


def watched_names(text: str, watched: tuple[str, ...]) -> Iterator[Span]:
    """Names of the list `watched` in folded text: whole, reversed, with initials, with a title, of the family."""
    names = _patterns(watched)
    if not names:
        return
    squeezed = _squeezed(text)
    for one in names:
        if one.piece in squeezed:
            yield from (match.span() for match in one.pattern.finditer(text))


def names_within(text: str, watched: Iterable[str]) -> tuple[str, ...]:
    """Those names of a list that may stand in a text, which may be that of a whole paper: the others never do."""
    squeezed = _squeezed(Folded(text).text)
    found = ((name, _watched(name)) for name in watched)
    return tuple(name for name, one in found if one is not None and one.piece in squeezed)


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
    ways = _ways(tokens) if len(tokens) > 1 else [_alone(tokens[0], piece)]
    return _Watched(piece, re.compile("|".join(f"{_LEFT}(?:{way}){_RIGHT}" for way in ways), re.IGNORECASE))


def _token(pieces: list[str]) -> str:
    return _JOINT.join(map(re.escape, pieces))


def _alone(pieces: list[str], piece: str) -> str:
    """A name of one word; one that is an ordinary word too must begin with a capital."""
    return f"(?=(?-i:[A-Z])){_token(pieces)}" if piece in _ALSO_WORDS else _token(pieces)


def _ways(tokens: list[list[str]]) -> list[str]:
    """The ways in which a name of several words is written."""
    first, last = _token(tokens[0]), _token(tokens[-1])
    initial = re.escape(tokens[0][0][0].upper())
    middle = "".join(rf"(?:{_SPACE}(?:{_token(one)}|{re.escape(one[0][0])}\b))?" for one in tokens[1:-1])
    loud = f"(?=(?-i:[^\\W\\d_a-z])){last}"
    initials = rf"(?-i:{initial}[A-Z]{{0,2}})[.\s_\-]{{1,3}}(?:(?-i:[A-Z])[.\s]{{1,2}}){{0,2}}"
    return [
        rf"{first}{middle}{_SPACE}{last}",
        rf"{last}\s{{0,2}},?\s{{1,2}}{first}{middle}",
        rf"{initials}{loud}",
        rf"{loud}\s{{0,2}},?\s{{1,2}}(?-i:{initial})(?:[.\s]{{0,2}}(?-i:[A-Z])\b)?\.?",
        rf"{_TITLES}\.?\s{{1,3}}(?:[A-Z]\.?\s{{1,2}})?{last}",
        rf"{loud}(?:'?s)?'?\s{{1,2}}{_KIN}",
        rf"(?:family|baby)\s{{1,2}}{loud}",
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
