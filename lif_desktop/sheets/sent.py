"""A workbook that was sent to an agency, as it is compared with what comes back."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ROW_KEY = "Row key"
"""The heading of the column that knows a row of a sent workbook again."""


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

    `rows` are by row key. `number` is that of the record of the sent workbook.
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
