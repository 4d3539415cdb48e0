"""The office's own figures laid over the clocks of a profile: other numbers, on or off, checked by whom."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lif_desktop.framework.clocks import UNITS, Rule, Unit, amount
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.parts import DisputeSteps, Profile

DISPUTES, STANDING = "disputes", "standing"
"""The places of clocks that belong to no review type: the steps of a dispute, and what the office follows up."""
MOST: dict[Unit, int] = {"working days": 5000, "calendar days": 5000, "months": 240, "years": 20}
"""The highest figure that a clock may have in each unit, about twenty years: further is a slip of the finger."""

Place = tuple[str, str]
"""A review type (or `DISPUTES`, `STANDING`) and the key of a clock in it."""


@dataclass(frozen=True)
class Override:
    """What the office says of one clock. None leaves what the profile says.

    A check counts for the figure that was checked: `checked_number` and `checked_unit`. Once another figure stands
    there, by the office or by a newer profile, the mark comes back.
    """

    number: int | None = None
    unit: Unit | None = None
    on: bool | None = None
    checked_on: date | None = None
    checked_by: str = ""
    checked_number: int | None = None
    checked_unit: Unit | None = None


Overrides = Mapping[Place, Override]


def laid_over(profile: Profile, overrides: Overrides) -> Profile:
    """The profile with the office's figures, and without the clocks that do not run here."""
    types = tuple(
        replace(kind, rules=_running(kind.key, kind.rules, overrides)) if kind.rules else kind
        for kind in profile.review_types
    )
    disputes = DisputeSteps(_running(DISPUTES, profile.disputes.rules, overrides))
    standing = _running(STANDING, profile.standing, overrides)
    return replace(profile, review_types=types, disputes=disputes, standing=standing)


def places(profile: Profile) -> tuple[tuple[str, str, tuple[Rule, ...]], ...]:
    """Every list of clocks in a profile: its place, its name in words, and its clocks, those that are off included."""
    types = [(kind.key, kind.label, kind.rules) for kind in profile.review_types]
    others = [
        (DISPUTES, "Professional disputes", profile.disputes.rules),
        (STANDING, "What the office follows up", profile.standing),
    ]
    return tuple(one for one in (*types, *others) if one[2] or one[0] not in (DISPUTES, STANDING))


def overridden(rule: Rule, override: Override | None) -> Rule:
    """One clock as the office has it; its source says where the figure is the office's own, and who checked it.

    A figure of the office's own for what statute or guidance asks is to be checked, until somebody has.
    """
    if override is None:
        return rule
    number, unit = override.number or rule.number, override.unit or rule.unit
    if number > MOST[unit]:
        number, unit = rule.number, rule.unit
    own = (number, unit) != (rule.number, rule.unit)
    checked = override.checked_on is not None and (override.checked_number, override.checked_unit) == (number, unit)
    parts = [rule.source]
    if own:
        parts.append(f"the office's own figure in place of {amount(rule)}")
    if checked:
        by = f" by {override.checked_by}" if override.checked_by else ""
        parts.append(f"checked on {show_date(override.checked_on)}{by}")
    return replace(
        rule,
        number=number,
        unit=unit,
        on=rule.on if override.on is None else override.on,
        check=(rule.check or (own and rule.basis != "local")) and not checked,
        source="; ".join(parts),
    )


def read_overrides(text: str) -> dict[Place, Override]:
    """The office's figures from the text in which a setting keeps them; what cannot be read counts as not there."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    read: dict[Place, Override] = {}
    for kind, rules in found.items() if isinstance(found, dict) else ():
        for key, raw in rules.items() if isinstance(rules, dict) else ():
            override = _read(raw) if isinstance(raw, dict) else Override()
            if override != Override():
                read[kind, key] = override
    return read


def write_overrides(overrides: Overrides) -> str:
    """The same as text, in a fixed order; what says nothing is left out."""
    whole: dict[str, dict[str, Any]] = {}
    for (kind, key), override in sorted(overrides.items()):
        said = {name: value for name, value in vars(override).items() if value not in (None, "")}
        if said:
            whole.setdefault(kind, {})[key] = said
    return json.dumps(whole, ensure_ascii=False, default=str)


def _running(place: str, rules: tuple[Rule, ...], overrides: Overrides) -> tuple[Rule, ...]:
    laid = (overridden(rule, overrides.get((place, rule.key))) for rule in rules)
    return tuple(rule for rule in laid if rule.on)


def _read(raw: Mapping[str, Any]) -> Override:
    return Override(
        number=_number(raw.get("number")),
        unit=_unit(raw.get("unit")),
        on=raw["on"] if isinstance(raw.get("on"), bool) else None,
        checked_on=_day(raw.get("checked_on")),
        checked_by=str(raw.get("checked_by") or ""),
        checked_number=_number(raw.get("checked_number")),
        checked_unit=_unit(raw.get("checked_unit")),
    )


def _number(value: object) -> int | None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and value >= 1 else None  # type: ignore[return-value,operator]


def _unit(value: object) -> Unit | None:
    return next((unit for unit in UNITS if unit == value), None)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
