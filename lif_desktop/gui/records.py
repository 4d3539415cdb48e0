"""Words for a record: its heading, its second line, and how it is named where another record points to it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from lif_desktop.framework.dates import show_date
from lif_desktop.office import Office
from lif_desktop.registers import register
from lif_desktop.registers.field import Field
from lif_desktop.registers.register import Register
from lif_desktop.registers.values import show

JOIN = " · "
"""Stands between the parts of a heading; a reference never holds it."""
OTHER_COLUMNS = "Other columns from spreadsheets"
"""The heading under which they stand."""
_LONGEST_TITLE = 70
_PLURALS = {"criterion": "criteria", "parallel process": "parallel processes", "attendance": "attendance"}


def title_words(own: Register, values: Mapping[str, Any], office: Office) -> str:
    """The title of a record in words, shortened to one line; "" when it has none."""
    words = " ".join(show(own.field(own.title), values.get(own.title), office.lookup).split())
    return words if len(words) <= _LONGEST_TITLE else words[: _LONGEST_TITLE - 1].rstrip() + "…"


def heading_words(own: Register, values: Mapping[str, Any], office: Office) -> str:
    """How a record is headed: "RR-2026-005 · Child Wren"."""
    parts = (str(values.get("ref") or ""), title_words(own, values, office))
    return JOIN.join(part for part in parts if part) or f"New {own.singular}"


def short_name(own: Register, values: Mapping[str, Any], office: Office) -> str:
    """What undo and the history call a record: its reference, or its title where it has none."""
    return str(values.get("ref") or "") or title_words(own, values, office) or f"a {own.singular}"


def second_line(own: Register, values: Mapping[str, Any], office: Office) -> str:
    """Kind, agency and first date of a record: "Child rapid review · Scoping · opened 12 November 2026"."""
    parts = [
        show(field, values.get(field.key), office.lookup)
        for field in own.columns("table")
        if field.kind in ("choice", "agency") and field.key != own.title
    ]
    day = next((key for key in own.year_from if values.get(key)), "")
    if day:
        parts.append(f"{lowered(own.field(day).label)} {show_date(values[day])}")
    line = JOIN.join(part for part in parts if part)
    return line[:1].upper() + line[1:]


def link_words(office: Office, key: str, number: int) -> str:
    """How a record is named in a link: reference and title; only the reference when it cannot be read."""
    own = register(key)
    try:
        return heading_words(own, office.record(key, number), office)
    except KeyError:
        return office.lookup.reference(key, number)


def link_choices(office: Office, key: str) -> list[str]:
    """The records of a register that a link may point to, as "reference · title", newest first."""
    own = register(key)
    return [heading_words(own, values, office) for values in reversed(office.records(key))]


def typed_reference(text: str) -> str:
    """The reference in what stands in a link: "RR-2026-005 · Child Wren" gives RR-2026-005."""
    return text.partition(JOIN)[0].strip()


def lowered(label: str) -> str:
    """A label inside a sentence: "Lead agency" is "lead agency", "BRAG set by hand" stays."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its word: "1 cell", "2 cells", "1,200 rows"."""
    return f"{number:,} {one if number == 1 else many or plural(one)}"


def plural(one: str) -> str:
    """Several of what a register's singular names: "reviews", "agencies", "criteria"; what has none stays."""
    if one in _PLURALS:
        return _PLURALS[one]
    if one.endswith("s") or "evidence" in one:
        return one
    return f"{one[:-1]}ies" if one.endswith("y") and one[-2:-1] not in "aeiou" else f"{one}s"


def local_time(moment: datetime) -> datetime:
    """A moment of the journal (UTC without a zone) by the computer's own clock."""
    return moment.replace(tzinfo=UTC).astimezone()


def when(moment: datetime) -> str:
    """A moment of the journal in words: "23 November 2026, 10:42"."""
    here = local_time(moment)
    return f"{show_date(here.date())}, {here:%H:%M}"


def needed(field: Field) -> str:
    """What to do about a field that cannot be empty."""
    verb = "Choose" if field.kind in ("choice", "choices", "agency", "link", "links", "yes_no") else "Enter"
    return f"{verb} the {lowered(field.label)}. It cannot be empty."


def shown_value(field: Field, value: object, office: Office) -> str:
    """A value in words, with the title of the record where it is a link."""
    if field.kind == "link" and isinstance(value, int):
        return link_words(office, field.target, value)
    return show_date(value) if isinstance(value, date) and field.kind == "date" else show(field, value, office.lookup)


def an(word: str) -> str:
    """A word with its article: "a review", "an action"."""
    return f"{'an' if word[:1] in 'aeiou' else 'a'} {word}"


def clash(own: Register, field: Field, value: object, number: int | None, office: Office) -> str:
    """Why a value that must stand once cannot stand in this record too; "" when it can."""
    if own.key != "agencies" or field.key != "name":
        return ""
    at = 2 + [one.key for one in own.fields].index("name")
    for binned in (False, True):
        for row in office.rows(own.key, binned=binned).rows:
            if row[at] == value and row[0] != number:
                return f"{value} is there already{', in the bin' if binned else ''}. Give this one another name."
    return ""
