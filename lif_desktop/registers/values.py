"""One value of one field: read from whatever a form, a cell or a spreadsheet gives, and shown in words."""

import datetime as dt
import json
import math
import re
from collections.abc import Callable

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import EARLIEST_YEAR, LATEST_YEAR, parse_date, show_date
from lif_desktop.registers.field import Field
from lif_desktop.registers.lookup import Lookup

Value = str | int | float | bool | dt.date | tuple[int, ...] | None

SEPARATOR = ";"
LONGEST = 32_767
"""Longest text a spreadsheet cell can hold; longer text would be cut on the way out, so it is not taken in."""
MOST = 1_000_000_000_000
"""Largest number taken: beyond it lie slips of the finger, and what a database cannot hold."""

_YES = frozenset({"yes", "y", "true", "1", "\u2713", "\u2714", "x", "ticked"})
_NO = frozenset({"no", "n", "false", "0", "\u2717", "\u2718", "-"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_NUMBER = re.compile(r"^[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?$")
_MARK_SPLIT = re.compile(r"[;,\n/|]+")
_LINK_SPLIT = re.compile(r"[;,\n&]+")


class ValueProblem(LifError):
    """A value that cannot stand in its field; the sentence says why and what would."""


def clean(text: str) -> str:
    """`text` without control characters, with plain spaces and line ends, and nothing before or after."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u2028", "\n")
    return _CONTROL.sub("", text).strip()


def parse(field: Field, raw: object, lookup: Lookup, today: dt.date, *, typed: bool = False) -> Value:
    """The value of `field` that `raw` (text, number, date or truth) stands for; None for nothing.

    Links come back as the number of the record, `links` as a tuple of numbers in rising order, several choices as keys
    with semicolons. A date that a person has `typed` without its year lies where the field says; one in a file is of
    this year, which the import says. Raises ValueProblem with a sentence for a person.
    """
    if raw is None or (isinstance(raw, float) and math.isnan(raw)):
        return _empty(field)
    if isinstance(raw, str):
        raw = clean(raw)
        if not raw:
            return _empty(field)
        if typed and field.kind == "date":
            return parse_date(raw, today, lies=field.lies)
    return _PARSERS[field.kind](field, raw, lookup, today)


def _empty(field: Field) -> Value:
    return () if field.kind == "links" else None


def _words(raw: object) -> str:
    """`raw` as a person would write it: whole numbers without a point, dates in words."""
    if isinstance(raw, bool):
        return "Yes" if raw else "No"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, dt.datetime):
        at_midnight = raw.time() == dt.time()
        return show_date(raw.date()) if at_midnight else f"{show_date(raw.date())} {raw:%H:%M}"
    if isinstance(raw, dt.date):
        return show_date(raw)
    if isinstance(raw, dt.time):
        return f"{raw:%H:%M}"
    return str(raw)


def _text(field: Field, raw: object, lookup: Lookup, today: dt.date) -> Value:
    text = clean(_words(raw))
    if len(text) > LONGEST:
        raise ValueProblem(f"{field.label} has {len(text):,} characters; the most is {LONGEST:,}. Shorten it.")
    return text


def _date(field: Field, raw: object, lookup: Lookup, today: dt.date) -> Value:
    if isinstance(raw, dt.date):
        day = raw.date() if isinstance(raw, dt.datetime) else raw
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise ValueProblem(f"{show_date(day)} is too far away. Check the year, or leave {field.label} empty.")
        return day
    if isinstance(raw, bool | int | float):
        raise ValueProblem(f"{_words(raw)} is a number, not a date. Write it like 3 March {today.year}.")
    return parse_date(str(raw), today)


def _number(field: Field, raw: object) -> float:
    if isinstance(raw, bool):
        raise ValueProblem(f"{_words(raw)} is not a number. {field.label} takes a number.")
    if isinstance(raw, int | float):
        return float(raw)
    text = str(raw).strip().removeprefix("\u00a3").removesuffix("%").strip()
    if not text or not _NUMBER.match(text) or text in "+-":
        raise ValueProblem(f"\u201c{_words(raw)}\u201d is not a number. {field.label} takes a number such as 3.")
    return float(text.replace(",", ""))


def _bounded(field: Field, number: float) -> float:
    low, high = field.least, field.most
    if (low is not None and number < low) or (high is not None and number > high):
        if low is not None and high is not None:
            span = f"from {low:g} to {high:g}"
        else:
            span = f"{low:g} or more" if low is not None else f"{high:g} or less"
        raise ValueProblem(f"{number:g} is outside what {field.label} takes: {span}.")
    return number


def _whole(field: Field, raw: object, lookup: Lookup, today: dt.date) -> Value:
    number = _bounded(field, _number(field, raw))
    if abs(number) > MOST:
        raise ValueProblem(f"\u201c{_words(raw)}\u201d is too large a number for {field.label}.")
    if not number.is_integer():
        raise ValueProblem(f"{number:g} is not a whole number. {field.label} takes a whole number.")
    return int(number)


def _decimal(field: Field, raw: object, lookup: Lookup, today: dt.date) -> Value:
    number = _bounded(field, _number(field, raw))
    if abs(number) > MOST:
        raise ValueProblem(f"\u201c{_words(raw)}\u201d is too large a number for {field.label}.")
    return number


def _yes_no(field: Field, raw: object, lookup: Lookup, today: dt.date) -> Value:
    if isinstance(raw, bool):
        return raw
    word = _words(raw).casefold().rstrip(".")
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueProblem(f"\u201c{_words(raw)}\u201d is neither yes nor no. {field.label} takes yes or no.")


def _offer(field: Field, lookup: Lookup) -> str:
    labels = [choice.label for choice in lookup.choices(field.choices)]
    shown = ", ".join(labels[:8])
    return f"{shown} and {len(labels) - 8} more" if len(labels) > 8 else shown


def _choice(field: Field, raw: object, lookup: Lookup, today: dt.date) -> Value:
    words = _words(raw)
    key = lookup.key(field.choices, words)
    if key is None:
        raise ValueProblem(
            f"\u201c{words}\u201d is not in the list for {field.label}. The list has: {_offer(field, lookup)}."
        )
    return key


def _choices(field: Field, raw: object, lookup: Lookup, today: dt.date) -> Value:
    parts = choice_parts(field, _words(raw), lookup)
    keys = {str(_choice(field, part, lookup, today)) for part in parts}
    order = [choice.key for choice in lookup.choices(field.choices)]
    return SEPARATOR.join(sorted(keys, key=order.index))


def _parts(words: str, split: re.Pattern[str], known: Callable[[str], bool]) -> list[str]:
    """What `words` list: parted at semicolons, and at weaker marks only where the part is not known as it stands."""
    found: list[str] = []
    for part in (words,) if known(words) else words.split(SEPARATOR):
        found += [part] if known(part) else split.split(part)
    return [part.strip() for part in found if part.strip()]


def choice_parts(field: Field, words: str, lookup: Lookup) -> list[str]:
    """What a cell of a field with several choices lists, word by word, known or not."""
    return _parts(words, _MARK_SPLIT, lambda part: lookup.key(field.choices, part) is not None)


def _agency(field: Field, raw: object, lookup: Lookup, today: dt.date) -> Value:
    words = _words(raw)
    number = lookup.agency(words)
    if number is None:
        raise ValueProblem(
            f"No agency is called \u201c{words}\u201d. Add it under Agencies, or write the name as it stands there."
        )
    return number


def _link(field: Field, raw: object, lookup: Lookup, today: dt.date) -> Value:
    words = _words(raw)
    number = lookup.record(field.target, words)
    if number is None:
        raise ValueProblem(f"Nothing in the register of {field.target} has the reference \u201c{words}\u201d.")
    return number


def _links(field: Field, raw: object, lookup: Lookup, today: dt.date) -> Value:
    parts = _parts(_words(raw), _LINK_SPLIT, lambda part: lookup.record(field.target, part) is not None)
    numbers = {_link(field, part, lookup, today) for part in parts}
    return tuple(sorted(number for number in numbers if isinstance(number, int)))


_PARSERS: dict[str, Callable[[Field, object, Lookup, dt.date], Value]] = {
    "ref": _text,
    "text": _text,
    "note": _text,
    "date": _date,
    "whole": _whole,
    "decimal": _decimal,
    "yes_no": _yes_no,
    "choice": _choice,
    "choices": _choices,
    "agency": _agency,
    "link": _link,
    "links": _links,
    "status": _text,
}


def show(field: Field, value: object, lookup: Lookup) -> str:
    """`value` in the words that are read on screen and in papers; empty for nothing."""
    if value is None:
        return ""
    match field.kind:
        case "date":
            return show_date(value) if isinstance(value, dt.date) else str(value)
        case "yes_no":
            return "Yes" if value else "No"
        case "choice":
            return lookup.label(field.choices, str(value))
        case "choices":
            return "; ".join(lookup.label(field.choices, key) for key in str(value).split(SEPARATOR))
        case "agency":
            return lookup.agency_name(int(str(value)))
        case "link":
            return lookup.reference(field.target, int(str(value)))
        case "links":
            return (
                "; ".join(lookup.reference(field.target, number) for number in value)
                if isinstance(value, tuple)
                else ""
            )
        case "decimal":
            return f"{value:.12g}" if isinstance(value, int | float) else str(value)
        case "status":
            return str(getattr(value, "word", value))
        case _:
            return str(value)


def to_json(value: object) -> object:
    """`value` as the journal and .json files hold it: dates and times as ISO text, the rest as it is."""
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else value


def canonical(values: object) -> str:
    """JSON with sorted keys and no spare spaces: the same values always give the same text."""
    return _CANONICAL.encode(values)


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=to_json)
