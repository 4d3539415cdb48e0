"""How the reader process tells what it read: frames of JSON, each with its length before it.

JSON and not pickle or marshal, because a reader that a file took over must not run anything here. Rows travel as
columns: most hold values of one kind, which then need no mark of their own.
"""

import json
import struct
from collections.abc import Iterable
from datetime import date, datetime
from itertools import zip_longest
from typing import IO, Any, Protocol

from lif_desktop.sheets.raw import ErrorCell, Row, Value

LONGEST = 64 * 1024 * 1024
"""In bytes; a chunk of rows stays far below it."""
LONGEST_TEXT = 4 * 1024 * 1024
"""How many characters of text one frame of rows has at most, unless a single row has more."""
MOST_BLANK = 10_000
"""How many blank rows one frame may stand for; a reader stops at far fewer."""
_LENGTH = struct.Struct(">I")
_SIMPLE = {str, int, float, bool, type(None)}
_KNOWN = _SIMPLE | {date, datetime, ErrorCell}
_TEXTS, _DAYS, _MIXED = "s", "d", "m"


class BrokenFrame(ValueError):
    """What came through the pipe is no frame: the reader was killed within one, or printed."""


def send(stream: IO[bytes], kind: str, body: Any = None) -> int:
    """Write one frame and give its length in bytes."""
    data = json.dumps([kind, body], default=_pack, separators=(",", ":")).encode("ascii")
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()
    return len(data)


class Source(Protocol):
    """What frames are read from."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, as many as asked for unless it ends."""


def receive(stream: Source) -> tuple[str, Any] | None:
    """Read one frame; None at the end of the pipe. Raises BrokenFrame."""
    head = stream.read(_LENGTH.size)
    if not head:
        return None
    length = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else LONGEST + 1
    data = stream.read(length) if length <= LONGEST else b""
    if len(data) != length:
        raise BrokenFrame(f"{len(data)} of {length} bytes")
    try:
        kind, body = json.loads(data, object_hook=_unpack)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BrokenFrame(str(error)) from error
    return str(kind), body


def packed(rows: list[list[Value]]) -> list[Any]:
    """Rows as they travel: how many there are, and their columns."""
    return [len(rows), [_column(list(values)) for values in zip_longest(*rows)]]


def text_length(rows: Iterable[list[Value]]) -> int:
    """How many characters of text there are in the rows."""
    return sum(len(value) for row in rows for value in row if isinstance(value, str))


class Unpacker:
    """Makes rows of what travelled; equal texts and equal days become one object, which keeps the memory small."""

    def __init__(self) -> None:
        self._texts: dict[str | None, str | None] = {}
        self._days: dict[int | None, date | None] = {None: None}

    def rows(self, body: Any) -> list[Row]:
        """The rows of one frame, each as wide as the widest. Raises BrokenFrame."""
        try:
            count, columns = body
            if not columns and count <= MOST_BLANK:
                return [()] * count
            rows = list(zip(*(self._values(kind, values) for kind, values in columns), strict=True))
        except (ValueError, TypeError, OverflowError) as error:
            raise BrokenFrame(str(error)) from error
        if len(rows) != count:
            raise BrokenFrame(f"{len(rows)} of {count} rows")
        return rows

    def _values(self, kind: str, values: list[Any]) -> Iterable[Value]:
        kinds = set(map(type, values))
        if kind == _TEXTS and kinds <= {str, type(None)}:
            return map(self._texts.setdefault, values, values)
        if kind == _DAYS and kinds <= {int, type(None)}:
            for day in set(values) - self._days.keys():
                self._days[day] = date.fromordinal(day)
            return map(self._days.__getitem__, values)
        if kind == _MIXED and kinds <= _KNOWN:
            return values
        raise TypeError(f"a column of kind {kind!r} with {kinds}")


def _column(values: list[Value]) -> list[Any]:
    kinds = set(map(type, values)) - {type(None)}
    if kinds == {str}:
        return [_TEXTS, values]
    if kinds == {date}:
        return [_DAYS, [day and day.toordinal() for day in values]]  # type: ignore[union-attr]
    return [_MIXED, values]


def _pack(value: object) -> dict[str, Any]:
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, ErrorCell):
        return {"e": [value.text, value.kind]}
    raise TypeError(f"{type(value).__name__} does not travel")


def _unpack(found: dict[str, Any]) -> Any:
    if "d" in found:
        return date.fromisoformat(found["d"])
    if "t" in found:
        return datetime.fromisoformat(found["t"])
    if "e" in found:
        return ErrorCell(*found["e"])
    return found
