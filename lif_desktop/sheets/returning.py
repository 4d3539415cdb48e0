"""The rows of a return that came back: which row of the workbook each is, and what was sent in it."""

from collections.abc import Iterable, Sequence
from typing import Any

from lif_desktop.framework.choice import plain
from lif_desktop.sheets.cells import as_text
from lif_desktop.sheets.match import Column
from lif_desktop.sheets.raw import Row
from lif_desktop.sheets.sent import ROW_KEY, Sent, SentRow

_KEY_WORDS = plain(ROW_KEY)


def key_place(headings: Iterable[str]) -> int | None:
    """The index of the heading over the row keys; None where the file has none."""
    return next((at for at, heading in enumerate(headings) if plain(heading) == _KEY_WORDS), None)


def key_of(raw: Row, at: int | None) -> str:
    """The row key of a row as it is kept; empty for a row that the agency added."""
    return as_text(raw[at]).upper() if at is not None and raw[at] is not None else ""


class Returning:
    """Finds for the rows of a return what was sent in them."""

    def __init__(self, sent: Sent, columns: Sequence[Column]) -> None:
        self._rows = {key.upper(): row for key, row in sent.rows.items()}
        self._fields = [column.field.key if column.field is not None else "" for column in columns]
        self.key_at = key_place(column.heading for column in columns)
        self.fixed = frozenset(at for at, key in enumerate(self._fields) if key in sent.only_read)
        self._outside = [at for at, column in enumerate(columns) if not column.place]

    def key(self, raw: Row) -> str:
        """The row key of a row; empty for a row that the agency added."""
        return key_of(raw, self.key_at)

    def row(self, key: str) -> SentRow | None:
        """The row that was sent under a key; None where the workbook had no such row."""
        return self._rows.get(key)

    def values(self, row: SentRow | None) -> tuple[Any, ...]:
        """What was sent of a row in the order of the columns; nothing for a row that the agency added."""
        return tuple(row.values.get(key) if row is not None and key else None for key in self._fields)

    def prompted(self, values: Sequence[Any], sent: Sequence[Any]) -> tuple[tuple[Any, ...], bool]:
        """The values of a row that asked for something new, and whether anything was filled in.

        What was there to be read, or stands in no column, is as it was sent.
        """
        whole = list(values)
        for at in (*self.fixed, *self._outside):
            whole[at] = sent[at] if sent[at] is not None else values[at]
        passed = {*self.fixed, *self._outside}
        filled = any(
            value not in (None, ()) and value != sent[at] for at, value in enumerate(values) if at not in passed
        )
        return tuple(whole), filled
