"""The words of the framework that the samples repeat: stages, conditions, standards, points of checklists."""

from functools import cache
from pathlib import Path

from lif_desktop.framework.profile import Profile, find_profile, load_profile


@cache
def profile() -> Profile:
    """The profile that a new office starts with."""
    return load_profile(find_profile("stockport", Path(__file__).parents[2] / "framework"))


def stage(key: str) -> str:
    """What the framework calls a stage of a review; KeyError where it has none under this key."""
    return {rule.key: rule.label for kind in profile().review_types for rule in kind.rules}[key]


def condition(key: str) -> str:
    """The words of a condition of the criteria grid; KeyError where there is none under this key."""
    return {one.key: one.text for kind in profile().review_types for one in kind.criteria}[key]


def point(key: str) -> tuple[str, str]:
    """What sort of point of a checklist this is, and its words; KeyError where there is none under this key."""
    found = {one.key: one for kind in profile().review_types for one in kind.checks}[key]
    kinds = {choice.key: choice.label for choice in profile().lists["check_kinds"]}
    return kinds[found.kind], found.text


def step(key: str) -> str:
    """What the framework calls a step of a dispute; KeyError where it has none under this key."""
    return {choice.key: choice.label for choice in profile().lists["dispute_stages"]}[key]


def standards(audit: str) -> tuple[str, ...]:
    """The words of the standards of the audit type with the prefix that `audit` begins with, in their order."""
    prefix = audit.split("-", maxsplit=1)[0]
    return tuple(one.text for kind in profile().audit_types if kind.prefix == prefix for one in kind.standards)


def standard(key: str) -> str:
    """The words of one standard; KeyError where there is none under this key."""
    return {one.key: one.text for kind in profile().audit_types for one in kind.standards}[key]
