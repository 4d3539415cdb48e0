"""The numbers that a file states as text, strictly: Python would take more for a number than any spreadsheet writes."""

import math
import re

_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+(\.[0-9]*)?|(\.[0-9]+))([eE][+-]?[0-9]+)?\s*", re.ASCII)
_LONGEST = 400


def number(text: str) -> int | float | None:
    """The number that a text states; None when it states none, or one without end."""
    if len(text) > _LONGEST:
        return None
    if text.isdecimal() and text.isascii():
        return int(text)
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    if not any(found.groups()):
        return int(text)
    value = float(text)
    if math.isinf(value):
        return None
    return int(value) if value.is_integer() and abs(value) < 1e15 else value
