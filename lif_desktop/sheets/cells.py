"""The values of cells: what a raw cell stands for in its field, and what it is called in words."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from lif_desktop.errors import LifError
from lif_desktop.framework.choice import plain
from lif_desktop.framework.dates import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    Order,
    must_name_day,
    order_of,
    parse_date,
    show_date,
)
from lif_desktop.registers.field import Field
from lif_desktop.registers.lookup import Lookup
from lif_desktop.registers.values import LONGEST, SEPARATOR, ValueProblem, choice_parts, clean, parse
from lif_desktop.sheets.raw import ErrorCell, Value

_WORDS = Field("words", "Words", "note")
_NOTHING = Lookup({})
_EACH_DIFFERENT = ("ref", "text", "note")
"""Kinds whose cells seldom repeat, so that remembering what was read would only cost memory."""
ASKED_KINDS = ("choice", "choices", "agency")
"""Kinds of which a word that no list has is asked for."""
ANSWERED_KINDS = (*ASKED_KINDS, "date")
"""Kinds of which a word is answered once for all its rows; of what is no date only that it is left out."""
_EXCEL_DAY_0 = dt.date(1899, 12, 30)

Read = Callable[[Value], Any]


class UnknownWord(ValueProblem):
    """A cell with words that its list does not have, or that are no date. `words` are they, as they are written."""

    def __init__(self, sentence: str, words: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.words = words


class OrderAsked(ValueProblem):
    """A date in figures whose day and month cannot be told apart."""


@dataclass(frozen=True)
class Reading:
    """How the cells of one column are read beside what its field says.

    `order` is that of dates in figures; None with `asks` where the person has to say it first. `meanings` are by
    written word (`as_word`) the words of the list that it stands for, or "" to leave it out.
    """

    order: Order | None = None
    asks: bool = False
    meanings: Mapping[str, str] = field(default_factory=dict)


_PLAINLY = Reading()


def as_text(raw: Value) -> str:
    """A cell in the words a person would write: dates in full, whole numbers without a point."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return raw.strip() if raw.isprintable() else clean(raw)
    if isinstance(raw, ErrorCell):
        return raw.text
    words = parse(_WORDS, raw, _NOTHING, dt.date.min)
    return "" if words is None else str(words)


def as_word(written: str) -> str:
    """A written word for comparing: capitals and signs aside, unless nothing else stands there."""
    return plain(written) or written.strip().casefold()


def read_column(read: Read, cells: Iterable[Value]) -> tuple[list[Any], dict[int, LifError]]:
    """The values of the cells of one column, and by their place the troubles of those that could not be understood."""
    troubles: dict[int, LifError] = {}
    values: list[Any] = []
    for place, raw in enumerate(cells):
        if raw is None:
            values.append(None)
            continue
        try:
            values.append(read(raw))
        except LifError as trouble:
            troubles[place] = trouble
            values.append(None)
    return values, troubles


def reader(field: Field | None, lookup: Lookup, today: dt.date, how: Reading = _PLAINLY) -> Read:
    """What turns a cell into the value of `field`, or into text where an extra column keeps it.

    The reader raises a LifError with the reason for a cell that the field cannot take.
    """
    if field is None:
        return _read_extra
    if field.kind in _EACH_DIFFERENT:
        return partial(_read_text, field)
    if field.kind == "date":
        return partial(_read_date, field, today, how, {})
    if field.kind in ASKED_KINDS:
        return _remembering(partial(_read_listed, field, lookup, today, how.meanings))

    def read(raw: Value) -> Any:
        if isinstance(raw, ErrorCell):
            raise ValueProblem(raw.why)
        value = parse(field, raw, lookup, today)
        return None if value in ("", ()) else value

    return _remembering(read)


def _read_extra(raw: Value) -> str | None:
    text = as_text(raw)
    if len(text) > LONGEST:
        raise ValueProblem(f"The text has {len(text):,} characters; the most is {LONGEST:,}. Shorten it.")
    return text or None


def _read_text(field: Field, raw: Value) -> Any:
    if type(raw) is str and len(raw) <= LONGEST and raw.isprintable():
        return raw.strip() or None
    if isinstance(raw, ErrorCell):
        raise ValueProblem(raw.why)
    return parse(field, raw, _NOTHING, dt.date.min) or None


def _read_date(field: Field, today: dt.date, how: Reading, known: dict[str, Any], raw: Value) -> Any:
    """The day of a cell. `known` remembers what texts were read as, troubles included."""
    if type(raw) is dt.date and EARLIEST_YEAR <= raw.year <= LATEST_YEAR:
        return raw
    if isinstance(raw, ErrorCell):
        raise ValueProblem(raw.why)
    if not isinstance(raw, str):
        return _must_be_day(field, raw, today)
    if raw not in known:
        try:
            known[raw] = _date_of_text(clean(raw), today, how)
        except LifError as trouble:
            known[raw] = trouble
    value = known[raw]
    if isinstance(value, LifError):
        raise value
    return value


def _must_be_day(field: Field, raw: Value, today: dt.date) -> Any:
    """The day of a cell that is no text; a number says which day it would be as Excel counts."""
    try:
        return parse(field, raw, _NOTHING, today)
    except ValueProblem as trouble:
        day = _counted(raw)
        raise ValueProblem(f"{trouble}{day}") if day else trouble from None


def _counted(raw: object) -> str:
    """What a number is as Excel counts days, where that is a day of our time."""
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not 20_000 <= raw < 80_000:
        return ""
    day = _EXCEL_DAY_0 + dt.timedelta(days=int(raw))
    return f" As Excel counts days it would be {show_date(day)}: write that if it is meant."


def _date_of_text(text: str, today: dt.date, how: Reading) -> dt.date | None:
    """The day of a text; what has no figure in it ("to be confirmed") is asked for once, like a word of a list."""
    if not text or how.meanings.get(as_word(text)) == "":
        return None
    try:
        return _day_of_text(text, today, how)
    except LifError as trouble:
        if any(sign.isdigit() for sign in text):
            raise
        raise UnknownWord(str(trouble), (text,)) from None


def _day_of_text(text: str, today: dt.date, how: Reading) -> dt.date:
    must_name_day(text)
    if how.asks and order_of(text, today) == "either":
        both = [show_date(parse_date(text, today, order=order)) for order in ("day", "month")]
        raise OrderAsked(
            f"“{text}” could be {both[0]} or {both[1]}. Say for the whole column whether day or month stands first."
        )
    if text.isdecimal() and len(text) == 5:
        raise ValueProblem(f"{text} is a number, not a date.{_counted(int(text))}")
    return parse_date(text, today, order=how.order or "day")


def _read_listed(field: Field, lookup: Lookup, today: dt.date, meanings: Mapping[str, str], raw: Value) -> Any:
    """The value of a cell in words of a list, with what the person said that unknown words mean."""
    if isinstance(raw, ErrorCell):
        raise ValueProblem(raw.why)
    written = as_text(raw)
    if not written:
        return None
    if (meant := meanings.get(as_word(written))) is not None:
        return parse(field, meant, lookup, today) if meant else None
    try:
        return parse(field, raw, lookup, today)
    except ValueProblem as trouble:
        if field.kind != "choices":
            raise UnknownWord(str(trouble), (written,)) from None
    return _read_several(field, lookup, today, meanings, written)


def _read_several(field: Field, lookup: Lookup, today: dt.date, meanings: Mapping[str, str], written: str) -> Any:
    """Several words of a list in one cell, of which the list does not have all."""
    found: list[str] = []
    unknown: list[str] = []
    sentence = ""
    for part in choice_parts(field, written, lookup):
        meant = meanings.get(as_word(part), part)
        try:
            found += [str(parse(field, meant, lookup, today))] if meant else []
        except ValueProblem as trouble:
            sentence = sentence or str(trouble)
            unknown.append(part)
    if unknown:
        raise UnknownWord(sentence, tuple(unknown))
    return parse(field, SEPARATOR.join(found), lookup, today) if found else None


def _remembering(read: Read) -> Read:
    """Read each text once, troubles included: a column of agencies or statuses repeats itself."""
    known: dict[str, Any] = {}

    def remembered(raw: Value) -> Any:
        if not isinstance(raw, str):
            return read(raw)
        if raw not in known:
            try:
                known[raw] = read(raw)
            except LifError as error:
                known[raw] = error
        value = known[raw]
        if isinstance(value, LifError):
            raise value
        return value

    return remembered


def samples(cells: Sequence[Value], most: int = 5) -> tuple[str, ...]:
    """Some different texts of a column as they are written, in their order."""
    return tuple(dict.fromkeys(as_text(cell) for cell in cells))[:most]
