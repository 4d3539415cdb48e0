"""Which earlier texts are like a new one: rare words in common count for much, common ones for little."""

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from lif_desktop.framework.choice import Choice, plain

CLOSE = 0.3
"""From this closeness, of 0 to 1, two texts are said to be worded alike."""
_TO_COMPARE = 120
"""So many texts that share the most with the new one are compared in full."""
_TELLING = 16
"""So many of the rarest words of the new text lead to those that it is compared with."""
_BEGUN = 4
"""Letters of a word from which it is found while it is still being typed."""
_MOST_BEGUN = 3
_NAMES_A_THEME = 6
"""Letters of a theme's name or other name from which finding it in a text names the theme."""

_SAYING_LITTLE = """
a about after afterwards again all also an and any are as at be because been before being between both but by
can could did  do does doing done down during each every few for from further get had has have having he her
here his how i if  in into is it its just like made make may me might more most must my need needed needs no nor
not now of off on  once one only or other our out over own said same see seen shall she should so some still
such than that the  their them then there these they this those through to too under until up upon use used very
was we were what  when where which while who whose why will with within without would yet you your
"""
_EMPTY = frozenset(_SAYING_LITTLE.split())
_FAMILIES = (
    "baby infant newborn",
    "sibling brother sister",
    "mother mum maternal",
    "father dad paternal",
    "bruise bruising injury injured mark",
    "doctor gp",
    "school pupil education",
    "practitioner professional worker staff",
    "record recording note",
    "house housing home",
    "alcohol drinking",
    "teenager adolescent",
    "mobile move",
    "curious curiosity",
    "miss missed missing absent",
    "share shared tell told communicate communication",
    "hear heard feedback",
    "disagree disagreement challenge escalate escalation",
)
"""Words that offices use for one another."""
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "als", "al", "ors", "or", "ities", "ity")
_MORE_ENDINGS = ("fully", "ful", "ly", "ed")
_LEAST = 3
_WORD = re.compile(r"[a-z0-9]+")
_DOUBLED = re.compile(r"([bdfgmnprt])\1$")


@dataclass(frozen=True)
class Text:
    """A text to be found again: its number, its title, what else it says, and the keys of its themes."""

    id: int
    title: str
    more: str = ""
    themes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Found:
    """A text that is like the one asked about: how close its wording is (0 to 1), and which themes both have."""

    id: int
    closeness: float
    themes: frozenset[str]

    @property
    def worded_alike(self) -> bool:
        """Whether the wording is close, and not the theme alone the same."""
        return self.closeness >= CLOSE


class Index:
    """The texts known so far. Adding takes well under a millisecond a text, so that it can be done a few at a time."""

    def __init__(self, texts: Iterable[Text] = ()) -> None:
        self._texts: dict[int, Text] = {}
        self._titles: dict[int, Counter[str]] = {}
        self._wholes: dict[int, Counter[str]] = {}
        self._places: dict[str, list[int]] = defaultdict(list)
        self._sorted: list[str] = []
        self._weights: dict[str, float] = {}
        self._lengths: dict[tuple[bool, int], float] = {}
        for text in texts:
            self.add(text)

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self._texts)

    def add(self, text: Text) -> None:
        """Take a text in; each number once."""
        title = Counter(stems(text.title))
        whole = title + Counter(stems(text.more))
        self._texts[text.id] = text
        self._titles[text.id], self._wholes[text.id] = title, whole
        for stem in whole:
            self._places[stem].append(text.id)
        self._sorted, self._weights, self._lengths = [], {}, {}

    def like(
        self, title: str, more: str = "", themes: Iterable[str] = (), but_not: int | None = None, most: int = 5
    ) -> list[Found]:
        """The texts most like this one, the closest wording first, then those with the most themes in common.

        Texts that share neither wording nor a theme are not among them.
        """
        wanted = frozenset(themes)
        head = self._known(stems(title))
        whole = head + self._known(stems(more))
        close = self._closest(head, whole)
        alike = {number for number, closeness in close.items() if closeness >= CLOSE}
        found = [
            Found(number, close.get(number, 0.0), wanted & self._texts[number].themes)
            for number in {*alike, *self._with_theme(wanted)} - {but_not}
        ]
        found.sort(key=lambda one: (-one.closeness if one.worded_alike else 0.0, -len(one.themes), -one.id))
        return found[:most]

    # within

    def _closest(self, head: Counter[str], whole: Counter[str]) -> dict[int, float]:
        """How close the texts are that share the most telling words, by title alone or as a whole."""
        shared: dict[int, float] = defaultdict(float)
        for stem in sorted(whole, key=lambda one: -self._weight(one))[:_TELLING]:
            weight = self._weight(stem) ** 2
            for number in self._places.get(stem, ()):
                shared[number] += weight
        first = sorted(shared, key=lambda number: (-shared[number], -number))[:_TO_COMPARE]
        long_head, long_whole = self._length(head), self._length(whole)
        return {
            number: max(
                self._dot(head, self._titles[number], long_head * self._length_of(True, number)),
                self._dot(whole, self._wholes[number], long_whole * self._length_of(False, number)),
            )
            for number in first
        }

    def _with_theme(self, wanted: frozenset[str]) -> list[int]:
        return [number for number, text in self._texts.items() if wanted & text.themes] if wanted else []

    def _dot(self, one: Counter[str], other: Counter[str], lengths: float) -> float:
        """The closeness of two bags of words, each word counted by how rare it is and, a little, by how often."""
        shared = sum(self._weight(stem) ** 2 * _often(one[stem]) * _often(other[stem]) for stem in one if stem in other)
        return shared / lengths if lengths else 0.0

    def _weight(self, stem: str) -> float:
        """How rare a word is; one that is not known here is the rarest."""
        found = self._weights.get(stem)
        if found is None:
            found = self._weights[stem] = math.log(1 + len(self._texts) / max(1, len(self._places.get(stem, ()))))
        return found

    def _length(self, bag: Counter[str]) -> float:
        return math.sqrt(sum((self._weight(stem) * _often(number)) ** 2 for stem, number in bag.items()))

    def _length_of(self, title: bool, number: int) -> float:
        key = (title, number)
        if key not in self._lengths:
            self._lengths[key] = self._length((self._titles if title else self._wholes)[number])
        return self._lengths[key]

    def _known(self, wanted: Iterable[str]) -> Counter[str]:
        """The stems as they are known here: one that is not yet whole, or misspelt, stands for those it comes near."""
        known: Counter[str] = Counter()
        for stem in wanted:
            known.update(self._near(stem) or [stem])
        return known

    def _near(self, stem: str) -> list[str]:
        if stem in self._places or len(stem) < _BEGUN:
            return []
        self._sorted = self._sorted or sorted(self._places)
        at = bisect_left(self._sorted, stem)
        begun = [one for one in self._sorted[at : at + _MOST_BEGUN] if one.startswith(stem)]
        first = bisect_left(self._sorted, stem[0])
        last = bisect_left(self._sorted, f"{stem[0]}~")
        return begun or get_close_matches(stem, self._sorted[first:last], 1, 0.8)


def themes_named(words: str, themes: Sequence[Choice]) -> frozenset[str]:
    """The keys of the themes that a text names, by label or by one of their other names."""
    text = f" {plain(words)} "
    return frozenset(
        theme.key
        for theme in themes
        if any(f" {name} " in text for name in map(plain, (theme.label, *theme.aliases)) if len(name) >= _NAMES_A_THEME)
    )


def stems(words: str) -> list[str]:
    """The telling words of a text, each cut to its stem; words for the same thing are given as one."""
    found = (_stem(word) for word in _WORD.findall(plain(words)) if word not in _EMPTY)
    return [_ALIKE.get(stem, stem) for stem in found if stem]


def _stem(word: str) -> str:
    """A word without its commonest endings: "bruises" and "bruising" are "bruis"."""
    word = _singular(word)
    for endings in (_ENDINGS, _MORE_ENDINGS):
        ending = next((one for one in endings if word.endswith(one) and len(word) - len(one) >= _LEAST), "")
        word = _DOUBLED.sub(r"\1", word.removesuffix(ending)) if ending else word
    if word.endswith("at") and len(word) - 2 > _LEAST:
        word = word[:-2]
    return word[:-1] if word.endswith("e") and len(word) > _LEAST else word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) - 2 > _LEAST:
        return f"{word[:-3]}y"
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _LEAST:
        return word[:-1]
    return word


def _often(number: int) -> float:
    return 1 + math.log(number)


_ALIKE = {_stem(word): _stem(family.split()[0]) for family in _FAMILIES for word in family.split()}
