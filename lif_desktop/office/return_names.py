"""How a return is called: its kind and what it is for."""

from collections.abc import Mapping
from typing import Any

from lif_desktop.registers.lookup import Lookup

COLUMNS = {"reviews": "review_id", "audits": "audit_id", "meetings": "meeting_id"}
"""The column of a return that points to a record of each register that asks for returns."""


def about_words(names: Lookup, row: Mapping[str, Any]) -> str:
    """What a return is for: the reference of its review, audit or meeting, else its year; "" without any."""
    linked = (names.reference(key, row[column]) for key, column in COLUMNS.items() if row[column])
    return next(linked, row["year"] or "")


def return_words(names: Lookup, row: Mapping[str, Any]) -> str:
    """A return by its kind and what it is for: "Chronology for SAR-2026-002"."""
    kind, of = names.label("return_kinds", row["kind"]), about_words(names, row)
    return f"{kind} for {of}" if of else kind
