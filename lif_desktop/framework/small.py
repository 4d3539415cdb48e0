"""Counts of people that are too small to be published."""

SMALL = 5
"""Counts from 1 up to, but not with, this are left out of what is published; 0 tells of nobody and stays."""


def is_small(count: float | None) -> bool:
    """Whether a count is so small that it could point to a person."""
    return count is not None and 0 < count < SMALL
