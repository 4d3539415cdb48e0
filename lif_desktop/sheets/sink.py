"""Where the readers put their rows: trims them, stops at blank runs, keeps the limits, sends chunks."""

from datetime import date, datetime, time, timedelta
from math import isfinite
from time import monotonic
from typing import Any, BinaryIO

from lif_desktop.sheets.raw import ErrorCell, Merge, State, Value
from lif_desktop.sheets.refused import Reason, SheetRefused
from lif_desktop.sheets.wire import LONGEST_TEXT, packed, send, text_length

MOST_COLUMNS = 256
BLANK_ROWS = 1000
"""Reading a sheet stops after so many blank rows."""
MOST_CELLS = 10_000_000
"""How many cells a file may have, blank ones within the table counted."""
MOST_SENT = 200 * 1024 * 1024
MOST_MERGED = 100_000
MOST_SHEETS = 1000
LONGEST_NAME = 255
CHUNK_ROWS = 500
CHUNK_CELLS = 20_000
TICK_SECONDS = 0.5


class Sink:
    """Takes one workbook, sheet by sheet and row by row, and sends it to the parent process."""

    def __init__(self, stream: BinaryIO, file: str) -> None:
        self._stream = stream
        self._file = file
        self._sent = self._cells = self._sheets = 0
        self._ticked = 0.0
        self._begin()

    def _begin(self) -> None:
        self._chunk: list[list[Value]] = []
        self._chunk_cells = 0
        self._next = 1
        self._width = 0
        self._cut_after = 0
        self._cut_columns = False

    def tick(self) -> None:
        """Tell that work goes on; cheap enough to call at every read."""
        now = monotonic()
        if now - self._ticked > TICK_SECONDS:
            self._ticked = now
            send(self._stream, "tick")

    def sheet(self, name: str, state: State = "visible") -> None:
        """Begin a sheet."""
        self._sheets += 1
        if self._sheets > MOST_SHEETS:
            raise SheetRefused(Reason.TOO_LARGE, self._file, f"it has more than {MOST_SHEETS:,} sheets")
        self._begin()
        self._send("sheet", [name[:LONGEST_NAME], state])

    def row(self, number: int, values: list[Value]) -> bool:
        """Take row `number` (from 1, rising), rows left out being blank; False says to stop here."""
        if len(values) > MOST_COLUMNS:
            self._cut_columns = self._cut_columns or any(value is not None for value in values[MOST_COLUMNS:])
            del values[MOST_COLUMNS:]
        while values and values[-1] is None:
            values.pop()
        if not values:
            return self._room(number)
        if not self._room(number - 1):
            return False
        if number < self._next:
            raise SheetRefused(Reason.DAMAGED, self._file, ": its rows are not in order")
        self._chunk.extend([] for _ in range(number - self._next))
        self._chunk.append(values)
        self._next = number + 1
        self._count(len(values))
        return True

    def _room(self, number: int) -> bool:
        """Whether reading goes on after row `number`, which is blank or has not come yet."""
        if number - self._next + 1 < BLANK_ROWS:
            return True
        self._cut_after = self._next - 1
        return False

    def _count(self, width: int) -> None:
        self._width = max(self._width, width)
        self._chunk_cells += width
        if self._cells + (self._next - 1) * self._width > MOST_CELLS:
            raise SheetRefused(Reason.TOO_LARGE, self._file, f"it has more than {MOST_CELLS:,} cells")
        if len(self._chunk) >= CHUNK_ROWS or self._chunk_cells >= CHUNK_CELLS:
            self._flush()

    def _flush(self) -> None:
        chunk, self._chunk, self._chunk_cells = self._chunk, [], 0
        self._send_rows(chunk)

    def _send_rows(self, rows: list[list[Value]]) -> None:
        """Send rows in as many frames as the length of their text asks for."""
        if not rows:
            return
        long = text_length(rows) > LONGEST_TEXT
        if long and len(rows) > 1:
            self._send_rows(rows[: len(rows) // 2])
            self._send_rows(rows[len(rows) // 2 :])
        elif long:
            raise SheetRefused(Reason.TOO_LARGE, self._file, f"one row has more than {LONGEST_TEXT:,} characters")
        else:
            self._send("rows", packed(rows))

    def _send(self, kind: str, body: Any) -> None:
        self._ticked = monotonic()
        self._sent += send(self._stream, kind, body)
        if self._sent > MOST_SENT:
            raise SheetRefused(Reason.TOO_LARGE, self._file, f"its text is longer than {MOST_SENT // 1024**2} MB")

    @property
    def rows_taken(self) -> int:
        """The number of the last row that was not blank in this sheet."""
        return self._next - 1

    def end_sheet(
        self,
        hidden_rows: list[int] | None = None,
        hidden_columns: list[int] | None = None,
        merged: list[Merge] | None = None,
    ) -> None:
        """End the sheet with what the eye would not see; ranges beyond the data are left out."""
        self._flush()
        last, width = self.rows_taken, self._width
        self._cells += last * width
        merged = [one for one in merged or () if one.top <= last and one.left <= width]
        if len(merged) > MOST_MERGED:
            raise SheetRefused(Reason.TOO_LARGE, self._file, f"a sheet has more than {MOST_MERGED:,} merged ranges")
        body = {
            "hidden_rows": [row for row in hidden_rows or () if row <= last],
            "hidden_columns": [column for column in hidden_columns or () if column <= width],
            "merged": [(one.top, one.left, min(one.bottom, last), min(one.right, width)) for one in merged],
            "width": width,
            "cut_after": self._cut_after,
            "cut_columns": self._cut_columns,
        }
        self._send("end", body)


def plain(value: object) -> Value:
    """A library's value as a plain one: whole floats as int, midnight as a date, times as text."""
    if isinstance(value, float):
        if not isfinite(value):
            return ErrorCell("#NUM!")
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, datetime):
        return value if value.time() != time() else value.date()
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, timedelta):
        return _duration(value)
    if value is None or value == "":
        return None
    if isinstance(value, (str, int, date)):
        return value
    raise TypeError(f"a cell of type {type(value).__name__}")


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}" + (f":{seconds:02d}" if seconds else "")
