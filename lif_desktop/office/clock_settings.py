"""What the office has set about its clocks: own figures, closed and worked days, how days are counted, the profile."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from lif_desktop.framework.overrides import Overrides, read_overrides
from lif_desktop.framework.profile import Profile, find_profile, load_profile
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.office.changes import Add, Change, Edit
from lif_desktop.office.circumstances import Circumstances
from lif_desktop.office.schema import METADATA
from lif_desktop.office.troubles import OfficeError
from lif_desktop.registers.keeping import Setting

PROFILE, FIGURES, CLOSED, WORKED, DAY_ONE = "profile", "clock_figures", "closed_days", "worked_days", "day_one"
SAME_DAY = "same_day"
"""The value of `DAY_ONE` with which the day of the event itself is day 1."""
_NAMES = (PROFILE, FIGURES, CLOSED, WORKED, DAY_ONE)
_SETTINGS = METADATA.tables[Setting.__tablename__]

NamedDays = Mapping[dt.date, str]
"""Days of the office's own, each with what it is called ("" for nothing)."""


@dataclass(frozen=True)
class ClockSettings:
    """All of it as it stands; `profile` is "" where none is set."""

    profile: str
    figures: Overrides
    closed: NamedDays
    worked: NamedDays
    same_day: bool


def read_clock_settings(connection: Connection, changes: Sequence[Change] = ()) -> ClockSettings:
    """The settings of clocks as stored, or as they will stand after `changes`."""
    rows = connection.execute(select(_SETTINGS.c.id, _SETTINGS.c.name, _SETTINGS.c.value)).all()
    names = {row.id: row.name for row in rows}
    values = {row.name: row.value or "" for row in rows}
    for change in changes:
        if isinstance(change, Add | Edit) and change.table == _SETTINGS.name and "value" in change.values:
            name = change.values.get("name") or names.get(change.id or 0, "")
            values[name] = change.values["value"] or ""
    profile, figures, closed, worked, day_one = (values.get(name, "") for name in _NAMES)
    return ClockSettings(profile, read_overrides(figures), read_days(closed), read_days(worked), day_one == SAME_DAY)


def setting_changes(connection: Connection, values: Mapping[str, str]) -> list[Change]:
    """What gives settings these values."""
    stand = {row.name: row.id for row in connection.execute(select(_SETTINGS.c.name, _SETTINGS.c.id))}
    return [
        Edit(_SETTINGS.name, stand[name], {"value": value})
        if name in stand
        else Add(_SETTINGS.name, {"name": name, "value": value})
        for name, value in values.items()
    ]


def read_days(text: str) -> dict[dt.date, str]:
    """Named days, in order, from the text in which a setting keeps them; what cannot be read is left out."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    days: dict[dt.date, str] = {}
    for day, name in found.items() if isinstance(found, dict) else ():
        try:
            days[dt.date.fromisoformat(day)] = str(name)
        except ValueError:
            continue
    return dict(sorted(days.items()))


def write_days(days: NamedDays) -> str:
    """The same as text."""
    return json.dumps({day.isoformat(): name for day, name in sorted(days.items())}, ensure_ascii=False)


def calendar_of(settings: ClockSettings) -> WorkingDays:
    """The working days of an office with these settings."""
    return WorkingDays(settings.closed, settings.worked)


def profile_for(connection: Connection, name: str, folder: Path) -> Profile:
    """The profile of that name, if the office can work under it.

    Raises ProfileError for the profile, OfficeError where records are of a kind that it does not have.
    """
    profile = load_profile(find_profile(name, folder))
    for table, column, known in (
        ("reviews", "review_type", profile.review_types),
        ("audits", "audit_type", profile.audit_types),
    ):
        own = METADATA.tables[table]
        used = set(connection.scalars(select(own.c[column]).distinct()))
        if lost := sorted(used - {one.key for one in known}):
            kinds = ", ".join(key.replace("_", " ") for key in lost)
            raise OfficeError(
                f"\u201c{profile.title}\u201d does not have every kind of record that this office holds: {kinds}. "
                "Add it to that profile, or keep the profile in use."
            )
    return profile


def changed_calendar(changes: Sequence[Change], about: Circumstances) -> WorkingDays | None:
    """The working days after `changes`, where these change the office's own days; None where they do not."""
    touched = any(isinstance(one, Add | Edit) and one.table == _SETTINGS.name for one in changes)
    if not touched:
        return None
    before, after = read_clock_settings(about.connection), read_clock_settings(about.connection, changes)
    same = before.closed.keys() == after.closed.keys() and before.worked.keys() == after.worked.keys()
    return None if same else calendar_of(after)
