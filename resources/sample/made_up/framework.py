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


def standards(audit: str) -> tuple[str, ...]:
    """The words of the standards of the audit type with the prefix that `audit` begins with, in their order."""
    prefix = audit.split("-")[0]
    return tuple(one.text for kind in profile().audit_types if kind.prefix == prefix for one in kind.standards)


def standard(key: str) -> str:
    """The words of one standard; KeyError where there is none under this key."""
    return {one.key: one.text for kind in profile().audit_types for one in kind.standards}[key]
