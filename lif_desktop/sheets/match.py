"""Headings of a stranger's table to the fields of a register: by label and key, then alias, then without hints."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lif_desktop.framework.choice import plain
from lif_desktop.framework.dates import Order
from lif_desktop.registers.field import Field
from lif_desktop.registers.register import Register
from lif_desktop.sheets.outgoing import SHOWN_BESIDE, VERSION, shown_heading
from lif_desktop.sheets.sent import NEVER_READ

__all__ = ["Choices", "Column", "How", "Known", "Order", "Vocabulary", "column_notices", "match_columns"]

How = Literal["heading", "alias", "remembered", "content", "unknown"]

_HINT = re.compile(r"\((?!\d+\))[^()]*\)|\[[^\[\]]*\]|\bd{1,2}[/.-]m{1,3}[/.-]y{2,4}\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(.+) \(\d+\)")


@dataclass(frozen=True)
class Choices:
    """What the person decided in the wizard. `columns` sends a heading to a field key, or to "" to keep it as an extra.

    `header_row` (from 1) says where the headings stand when that was not found rightly, and `first_column` (from 1)
    which of several tables side by side is meant. `orders` answers by heading which of day and month stands first.
    `values` says what a written word stands for: (field key, word as it is written) to the words of the list, or ""
    to leave the cell out. `keep_rows` are the rows that are right where several have the same key; `new_rows` those
    that are no record that is there, although they look like one.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    header_row: int | None = None
    first_column: int | None = None
    orders: Mapping[str, Order] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    keep_rows: frozenset[int] = frozenset()
    new_rows: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Column:
    """One column of the file. `place` counts from 1 in the sheet (0: no column, the agency given for the whole file).

    `field` is the field it fills, or None where it is kept as an extra under `extra`. `worked_out` columns come from
    our own tracker and are not read back. `order` is how the dates of a date column were read, where that was judged.
    """

    heading: str
    place: int
    field: Field | None = None
    how: How = "unknown"
    extra: str = ""
    worked_out: bool = False
    order: Order | None = None


@dataclass(frozen=True)
class Known:
    """What is known of headings (`plain`) before their words are looked at: the key of a field, or "".

    `sent` are those of the workbook that was sent, where "" is a column that is not read back; `remembered` what was
    decided about an earlier file, where "" is an extra column.
    """

    sent: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[str, str] = field(default_factory=dict)


_SENT: How = "heading"
_REMEMBERED: How = "remembered"
_NOTHING_KNOWN = Known()


class Vocabulary:
    """The words that head the columns of one register."""

    def __init__(self, own: Register) -> None:
        self._own = own
        self._labels: dict[str, list[Field]] = defaultdict(list)
        self._aliases: dict[str, list[Field]] = defaultdict(list)
        for one in own.fields:
            for words in {plain(one.label), plain(one.key)}:
                self._labels[words].append(one)
            for alias in one.aliases:
                self._aliases[plain(alias)].append(one)
        self._worked_out = {plain(one.label) for one in own.computed}
        self._shown = {plain(heading) for heading in SHOWN_BESIDE.get(own.key, ())}

    def knows(self, heading: str) -> bool:
        """Whether the register has a field for this heading, or writes it in its own tracker."""
        return any(
            words in book for words in _ways(heading) for book in (self._labels, self._aliases, self._worked_out)
        )

    def steps(self) -> Iterable[tuple[How, Callable[[str], Sequence[Field]]]]:
        """The ways of finding the fields for a heading, the surest first."""
        yield "heading", lambda heading: self._labels.get(plain(heading), ())
        yield "alias", lambda heading: self._aliases.get(plain(heading), ())
        yield "heading", lambda heading: self._labels.get(_bare(heading), ())
        yield "alias", lambda heading: self._aliases.get(_bare(heading), ())

    def worked_out(self, heading: str) -> bool:
        """Whether a tracker of ours has a column under this heading whose values are not read back."""
        return plain(heading) in self._worked_out | self._shown or heading == VERSION


def match_columns(
    own: Register,
    headings: Sequence[str],
    places: Sequence[int],
    choices: Choices,
    extras: Iterable[str] = (),
    known: Known = _NOTHING_KNOWN,
) -> tuple[Column, ...]:
    """One Column for each heading. No field is filled by two columns: the surer and then the earlier one has it.

    `extras` are the names under which the register keeps extra columns already, `known` is what earlier files or the
    workbook that was sent say of headings.
    """
    start = _Found({place: choices.columns[text] for place, text in enumerate(headings) if text in choices.columns})
    start.fields = {place: (own.field(key), "remembered") for place, key in start.chosen.items() if key}
    found = _decided(own, headings, known, start)
    settled = {*found.fields, *found.chosen, *found.unread}
    for how, fields in Vocabulary(own).steps():
        for place, heading in enumerate(headings):
            if place in settled:
                continue
            taken = {one.key for one, _ in found.fields.values()}
            free = next((one for one in fields(heading) if one.key not in taken), None)
            if free is not None:
                found.fields[place] = (free, how)
                settled.add(place)
    return _columns(own, headings, places, found, set(extras))


@dataclass
class _Found:
    """What was found of headings, by their index: what was chosen, the field of each, those that are not read."""

    chosen: dict[int, str]
    fields: dict[int, tuple[Field, How]] = field(default_factory=dict)
    unread: set[int] = field(default_factory=set)


def _decided(own: Register, headings: Sequence[str], known: Known, found: _Found) -> _Found:
    """Add what the workbook that was sent says of its headings, then what was decided about an earlier file."""
    for decided, how in ((known.sent, _SENT), (known.remembered, _REMEMBERED)):
        for place, heading in enumerate(headings):
            key = decided.get(plain(heading))
            if key is None or place in {*found.chosen, *found.fields, *found.unread}:
                continue
            if key and all(one.key != key for one, _ in found.fields.values()):
                found.fields[place] = (own.field(key), how)
            elif not key and how is _SENT:
                found.unread.add(place)
            elif not key:
                found.chosen[place] = ""
    return found


def _columns(
    own: Register,
    headings: Sequence[str],
    places: Sequence[int],
    found: _Found,
    extras: set[str],
) -> tuple[Column, ...]:
    """The columns from what was found of their headings."""
    words = Vocabulary(own)
    ours = _is_our_tracker(own, headings, found.fields)
    columns: list[Column] = []
    for place, heading in enumerate(headings):
        if place in found.fields:
            columns.append(Column(heading, places[place], *found.fields[place]))
        elif place in found.unread or heading in NEVER_READ or (ours and words.worked_out(heading)):
            columns.append(Column(heading, places[place], worked_out=True))
        else:
            how: How = "remembered" if place in found.chosen else "unknown"
            name = _extra_name(heading, words, extras)
            extra = heading if any(column.extra == name for column in columns) else name
            columns.append(Column(heading, places[place], how=how, extra=extra))
    return tuple(columns)


def _is_our_tracker(own: Register, headings: Sequence[str], found: Mapping[int, tuple[Field, How]]) -> bool:
    """Whether the file is a tracker that this program wrote: it has the version, and each key by its own label."""
    by_label = {one.key for one, how in found.values() if how == "heading"}
    return VERSION in headings and bool(by_label.intersection(own.match))


def _extra_name(heading: str, words: Vocabulary, known: set[str]) -> str:
    """The name of an extra column: a tracker numbers the heading of one that is called like a field of ours."""
    numbered = _NUMBERED.fullmatch(heading)
    if numbered and heading not in known and numbered[1] in known and words.knows(numbered[1]):
        return numbered[1]
    return heading if heading in known else next((one for one in known if shown_heading(one) == heading), heading)


def _bare(heading: str) -> str:
    """The heading without hints in brackets: "Due (dd/mm/yyyy)" is "due"."""
    return plain(_HINT.sub(" ", heading))


def _ways(heading: str) -> set[str]:
    return {words for words in (plain(heading), _bare(heading)) if words}


def column_notices(columns: Sequence[Column], own: Register) -> tuple[str, ...]:
    """What became of columns that the person would not expect, in words."""
    by_field = {column.field.key: column for column in columns if column.field is not None}
    words = Vocabulary(own)
    notices = []
    for column in columns:
        if column.field is not None or column.worked_out or column.extra != column.heading:
            continue
        numbered = _NUMBERED.fullmatch(column.heading)
        ways = (column.heading, numbered[1]) if numbered else (column.heading,)
        found = (one.key for way in ways for _, fields in words.steps() for one in fields(way))
        rival = next((by_field[key] for key in found if key in by_field), None)
        if rival is not None and rival.field is not None:
            notices.append(
                f"“{column.heading}” was kept as an extra column, because “{rival.heading}” is read as "
                f"{rival.field.label}."
            )
    return tuple(notices)
