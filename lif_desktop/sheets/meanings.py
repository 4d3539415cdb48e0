"""What words of a file mean that no list has: as the person answers, as was answered before, and what is offered."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from lif_desktop.errors import LifError
from lif_desktop.framework.choice import plain
from lif_desktop.office import Office
from lif_desktop.office.imports import Meaning, meanings_of
from lif_desktop.registers.field import Field
from lif_desktop.registers.lookup import Lookup
from lif_desktop.registers.register import Register
from lif_desktop.registers.values import choice_parts, parse
from lif_desktop.sheets.cells import ASKED_KINDS, UnknownWord, as_word
from lif_desktop.sheets.match import Choices
from lif_desktop.sheets.planned import Learnt, ValueQuestion

MOST_ASKED = 40
"""A column with more unknown words than this is something else than its field, and nobody is asked about each."""
_MOST_OFFERS = 3
_LEAST_ALIKE = 0.6


class Meanings:
    """What the words of one file stand for, by field: answers of the person first, then what the office remembers.

    What an agency's own files taught counts before what files of nobody in particular did; names of agencies are
    remembered from any file.
    """

    def __init__(self, office: Office, own: Register, choices: Choices, agency_id: int | None) -> None:
        self._lookup = office.lookup
        self._today = office.today()
        self._written: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
        for (key, written), meant in choices.values.items():
            self._written[key][as_word(written)] = written, meant
        known: Sequence[Meaning] = office.read(lambda connection: meanings_of(connection, own.key))
        self._remembered: dict[tuple[str, str], str] = {}
        for one in sorted(known, key=lambda one: (one.agency_id == agency_id, one.agency_id is None, one.id)):
            agencies = one.field == AGENCY
            if agencies or one.agency_id in (None, agency_id):
                self._remembered[(one.field, as_word(one.written))] = one.meant
        self._by_field: dict[str, dict[str, str]] = {}

    def of(self, field: Field) -> Mapping[str, str]:
        """By word what it stands for in a field; "" leaves the cell out."""
        if field.key not in self._by_field:
            kept = _kept_under(field)
            found = {word: meant for (key, word), meant in self._remembered.items() if key == kept}
            found = {word: meant for word, meant in found.items() if not meant or self._stands(field, meant)}
            answered = self._written.get(field.key, {})
            self._by_field[field.key] = found | {word: meant for word, (_, meant) in answered.items()}
        return self._by_field[field.key]

    def _stands(self, field: Field, meant: str) -> bool:
        """Whether what was remembered still is in the list."""
        try:
            parse(field, meant, self._lookup, self._today)
        except LifError:
            return False
        return True

    def learnt(self, field: Field, texts: Iterable[str]) -> Iterator[Learnt]:
        """The answers about a field to be remembered: those whose words stand in the file, and that are new."""
        written = self._written.get(field.key)
        if not written:
            return
        whole = list(texts)
        several = field.kind == "choices"
        parts = [part for text in whole for part in choice_parts(field, text, self._lookup)] if several else []
        seen = {as_word(text) for text in (*whole, *parts)}
        for word, (text, meant) in written.items():
            kept = self._as_kept(field, meant)
            if word in seen and kept is not None and self._remembered.get((_kept_under(field), word)) != kept:
                yield Learnt(_kept_under(field), text, kept)

    def _as_kept(self, field: Field, meant: str) -> str | None:
        """An answer as it is kept: by key or reference, which stay when a label or a name changes.

        None for an answer that the list does not have either.
        """
        if not meant:
            return ""
        try:
            value = parse(field, meant, self._lookup, self._today)
        except LifError:
            return None
        return self._lookup.reference("agencies", int(str(value))) if field.kind == "agency" else str(value)


AGENCY = "agency"
"""The field under which names of agencies are remembered, whichever field they stood in."""


def _kept_under(field: Field) -> str:
    return AGENCY if field.kind == "agency" else field.key


def value_questions(troubles: Mapping[Field, Sequence[UnknownWord]], lookup: Lookup) -> tuple[ValueQuestion, ...]:
    """What is asked about unknown words, by field those of each row; nothing where there are too many to be meant."""
    questions: list[ValueQuestion] = []
    for field, some in troubles.items():
        counts: Counter[str] = Counter()
        first: dict[str, str] = {}
        for trouble in some:
            for written in dict.fromkeys(trouble.words):
                counts[as_word(written)] += 1
                first.setdefault(as_word(written), written)
        if len(counts) <= MOST_ASKED:
            questions += [
                ValueQuestion(field.key, first[word], rows, offers(field, first[word], lookup))
                for word, rows in counts.items()
            ]
    return tuple(questions)


def offers(field: Field, written: str, lookup: Lookup) -> tuple[str, ...]:
    """The entries of the list of `field` that look most like a word, the likeliest first; none where it has no list."""
    if field.kind not in ASKED_KINDS:
        return ()
    ways = _ways(field, lookup)
    word = plain(written)
    if not word:
        return ()
    close = get_close_matches(word, ways, n=2 * _MOST_OFFERS, cutoff=_LEAST_ALIKE)
    parts = set(word.split())
    inside = [way for way in ways if way and (parts.issuperset(way.split()) or set(way.split()).issuperset(parts))]
    found = [*sorted(inside, key=len, reverse=True), *close]
    return tuple(dict.fromkeys(ways[way] for way in found))[:_MOST_OFFERS]


def _ways(field: Field, lookup: Lookup) -> dict[str, str]:
    """Every way of writing an entry of the list, with the words that are shown for it."""
    found: dict[str, str] = defaultdict(str)
    if field.kind == "agency":
        for agency in lookup.agencies:
            for way in (agency.name, *agency.others):
                found.setdefault(plain(way), agency.name)
    else:
        for choice in lookup.choices(field.choices):
            for way in (choice.label, *choice.aliases):
                found.setdefault(plain(way), choice.label)
    return dict(found)
