"""The numbers that a file states as text, strictly: Python would take more for a number than any spreadsheet writes."""

import math
import re

_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+(\.[0-9]*)?|(\.[0-9]+))([eE][+-]?[0-9]+)?\s*", re.ASCII)
_LONGEST = 400
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')
"""What a number format shows as it stands, or does not show."""


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


def is_percent(form: str) -> bool:
    """Whether a number format such as 0.0% shows a share of one as a percentage."""
    return "%" in _LITERAL.sub("", form)


def percent(share: float) -> str:
    """A share of one as it is shown, with all its figures: 0.75 is "75%"."""
    return f"{share * 100:.12g}%"
