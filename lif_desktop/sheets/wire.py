"""How the reader process tells what it read: frames of JSON, each with its length before it.

JSON and not pickle or marshal, because a reader that a file took over must not run anything here.
"""

import json
import struct
from datetime import date, datetime
from typing import IO, Any

from lif_desktop.sheets.raw import ErrorCell

LONGEST = 64 * 1024 * 1024
"""In bytes; a chunk of rows stays far below it."""
_LENGTH = struct.Struct(">I")


class BrokenFrame(ValueError):
    """What came through the pipe is no frame: the reader was killed within one, or printed."""


def send(stream: IO[bytes], kind: str, body: Any = None) -> int:
    """Write one frame and give its length in bytes."""
    data = json.dumps([kind, body], default=_pack, separators=(",", ":")).encode("ascii")
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()
    return len(data)


def receive(stream: IO[bytes]) -> tuple[str, Any] | None:
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
