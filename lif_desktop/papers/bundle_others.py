"""Other cases in an inspection bundle: their made-up names give way to their references, which the index names."""

import re
from collections.abc import Collection

from lif_desktop.papers.blocks import Paper, with_texts
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.words import one_line

_FIGURE = re.compile(r"\d")
_TITLES = frozenset({"peer_review", "external_lesson", "national_review"})
"""Types whose name is the title of a report and no person's, often words that mean something else elsewhere."""


class OtherCases:
    """The reviews that were not chosen for a bundle. Called with words it gives them without the names of those.

    A name is replaced by the reference of its review; one that a chosen review bears too is that case's own and stays.
    A name of one word, such as Rose, is known only by its capital.
    `met` are the references that stand in what it was given, in order: the links that lead out of the bundle.
    """

    def __init__(self, records: Records, chosen: Collection[int]) -> None:
        rows = records.rows("reviews")
        own = {_name(row).casefold() for row in rows if row["id"] in chosen}
        self._refs = {str(row["ref"]).casefold(): str(row["ref"]) for row in rows if row["id"] not in chosen}
        others = [row for row in rows if row["id"] not in chosen and row["review_type"] not in _TITLES and _name(row)]
        known = [row for row in others if _name(row).casefold() not in own]
        self._names = {_name(row).casefold(): str(row["ref"]) for row in reversed(known)}
        self._name = _any_of({_name(row) for row in rows if _name(row).casefold() in (own | set(self._names))})
        self._ref = _any_of(self._refs)
        self._twice = re.compile(rf"({self._ref.pattern})(?:\s+\1)+") if self._ref else None
        self._met: set[str] = set()

    @property
    def met(self) -> tuple[str, ...]:
        """The references of other reviews that stand in what it was given."""
        return tuple(sorted(self._met))

    def __call__(self, words: str) -> str:
        """The words with the names of other cases replaced."""
        if self._name is None or self._ref is None:
            return words
        words = self._name.sub(self._instead, words)
        if self._twice is not None:
            words = self._twice.sub(r"\1", words)
        self._met.update(self._refs.get(found[0].casefold(), found[0]) for found in self._ref.finditer(words))
        return words

    def _instead(self, found: re.Match[str]) -> str:
        """What stands in the place of a name; a chosen case keeps its own, also where another's is within it."""
        return self._names.get(" ".join(found[0].split()).casefold(), found[0])

    def paper(self, paper: Paper) -> Paper:
        """A paper without the names of other cases."""
        return with_texts(paper, self)


def _name(review: Row) -> str:
    return one_line(str(review["pseudonym"] or ""))


def _any_of(names: Collection[str]) -> re.Pattern[str] | None:
    """Any of some names as whole words, however many spaces part them; the longest is found first."""
    if not names:
        return None
    ways = "|".join(_way(one) for one in sorted(names, key=lambda one: (-len(one), one)))
    return re.compile(rf"(?<!\w)(?:{ways})(?!\w)")


def _way(name: str) -> str:
    way = r"\s+".join(map(re.escape, name.split()))
    return f"(?i:{way})" if " " in name or _FIGURE.search(name) else way
