"""References such as RR-2026-004: given once, in order, never given again."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from lif_desktop.framework.profile import Profile
from lif_desktop.office.changes import Add, Change, Edit
from lif_desktop.office.writer import counters_at_least, take_numbers
from lif_desktop.registers import register_of_table
from lif_desktop.registers.register import Register

_NUMBERED = re.compile(r"^(?P<stem>.+)-(?P<number>\d{1,6})$")


def prefix_of(register: Register, values: Mapping[str, Any], profile: Profile) -> str:
    """What the reference of a new record starts with: the register's own prefix, or that of the record's type."""
    if register.prefix == "review_types":
        return profile.review_type(str(values["review_type"])).prefix
    if register.prefix == "audit_types":
        return profile.audit_type(str(values["audit_type"])).prefix
    return register.prefix


def stem_of(register: Register, values: Mapping[str, Any], profile: Profile, today: dt.date) -> str:
    """The reference of a new record without its number: "RR-2026"."""
    prefix = prefix_of(register, values, profile)
    if not register.year_from:
        return prefix
    day = next((values[key] for key in register.year_from if values.get(key)), today)
    return f"{prefix}-{day.year}"


def give_references(
    connection: Connection, changes: Sequence[Change], profile: Profile, today: dt.date
) -> tuple[Change, ...]:
    """`changes` with a reference in each new record that needs one; references given move the counters on."""
    _respect(connection, changes)
    stems = [_stem_wanted(change, profile, today) for change in changes]
    following = {stem: take_numbers(connection, f"ref:{stem}", count) for stem, count in Counter(stems).items() if stem}
    given: list[Change] = []
    for change, stem in zip(changes, stems, strict=True):
        if stem and isinstance(change, Add):
            values = {**change.values, "ref": f"{stem}-{following[stem]:03d}"}
            following[stem] += 1
            given.append(replace(change, values=values))
        else:
            given.append(change)
    return tuple(given)


def _stem_wanted(change: Change, profile: Profile, today: dt.date) -> str:
    """What the reference of a new record without one starts with; empty where none is to be given."""
    if not isinstance(change, Add) or change.values.get("ref"):
        return ""
    register = register_of_table(change.table)
    return stem_of(register, change.values, profile, today) if register is not None and register.prefix else ""


def _respect(connection: Connection, changes: Iterable[Change]) -> None:
    given = (change.values.get("ref") for change in changes if isinstance(change, Add | Edit))
    go_on_after(connection, (str(ref) for ref in given if ref))


def go_on_after(connection: Connection, refs: Iterable[str]) -> None:
    """The counters of references go on after each of `refs`, so that none of them is given again."""
    wanted: dict[str, int] = {}
    for ref in refs:
        if match := _NUMBERED.match(ref):
            name = f"ref:{match['stem']}"
            wanted[name] = max(wanted.get(name, 1), int(match["number"]) + 1)
    counters_at_least(connection, wanted)
