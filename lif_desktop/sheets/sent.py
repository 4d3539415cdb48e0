"""A workbook that was sent to an agency, as it is compared with what comes back."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ROW_KEY = "Row key"
"""The heading of the column that knows a row of a sent workbook again."""
OWN_ROW, TO_FIX = "Row in your file", "What to fix"
"""What stands before the rows of the workbook that says what to fix."""
READ_ME, LISTS = "Read me first", "Lists"
OUR_SHEETS = frozenset({READ_ME, LISTS, TO_FIX})
"""The sheets of our own workbooks that stand beside the table and are never taken in."""
NEVER_READ = frozenset({ROW_KEY, OWN_ROW, TO_FIX})
"""Headings of ours under which nothing is ever taken in."""


@dataclass(frozen=True)
class SentRow:
    """One row as it was sent: `id` and `version` of its record (None where there was none yet), values by field key."""

    key: str
    id: int | None
    version: int | None
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Sent:
    """What was sent to an agency. `given` are the values that every row has without a column for them.

    `rows` are by row key; a row without an `id` is a prompt that becomes a record once something is filled in. `number`
    is that of the record of the sent workbook. `columns` are its headings with the field that each fills, or "" where
    the column is not read back. `only_read` are fields that a row of ours was sent with for information: what comes
    back in them changes nothing; a row that the agency added needs them. `notices` say in words what the agency
    changed that is not read, and what else there is to know of the file.
    """

    number: int
    stamp: str
    kind: str
    register: str
    agency_id: int | None
    return_id: int | None
    made_on: dt.date
    rows: Mapping[str, SentRow] = field(repr=False)
    given: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    only_read: frozenset[str] = frozenset()
    notices: tuple[str, ...] = ()
