"""The stamp that knows a sent workbook again, and the keys of its rows, which carry it."""

import re
import secrets
from collections.abc import Iterator

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No figure or letter that is taken for another one when it is read out or typed: no 0, 1, I, L, O. A prime number."""
_STAMP = re.compile(rf"\bLIF-([{LETTERS}]{{4}})-([{LETTERS}]{{4}})(?![{LETTERS}])")
_GROUP, _LEAST_PLACES = 4, 2


def new_stamp() -> str:
    """A stamp that no other workbook has: "LIF-7K3M-2Q9D". Its last letter follows from the others."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(2 * _GROUP - 1))
    whole = drawn + _check(drawn)
    return f"LIF-{whole[:_GROUP]}-{whole[_GROUP:]}"


def row_key(stamp: str, number: int) -> str:
    """The key of a row of the workbook with this stamp: "LIF-7K3M-2Q9D-2BX".

    Its last letter follows from all before it, so that a key that a fill handle counted up, or a slip changed, is that
    of no other row.
    """
    places = ""
    while number or len(places) < _LEAST_PLACES:
        number, place = divmod(number, len(LETTERS))
        places = LETTERS[place] + places
    return f"{stamp}-{places}{_check(stamp + places)}"


def stamps_in(text: str) -> Iterator[str]:
    """The stamps that stand in a text, those at the head of row keys too."""
    for found in _STAMP.finditer(text.upper()):
        whole = found[1] + found[2]
        if _check(whole[:-1]) == whole[-1]:
            yield found[0]


def _check(text: str) -> str:
    """The letter that follows from a text: one changed letter, or two that changed places, give another one."""
    total = 0
    for letter in text:
        total = (total * 3 + LETTERS.find(letter) + 1) % len(LETTERS)
    return LETTERS[total]
