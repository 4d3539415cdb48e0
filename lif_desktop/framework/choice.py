"""One entry of a list: the key that is stored, the words that are read, and what offices write for it."""

import re
from dataclasses import dataclass

_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Choice:
    """A list entry. `key` is stored and never changes; `label` is shown; `aliases` are matched on import.

    `short` is the label where there is little room, such as a cell of a table; empty where the label will do.
    """

    key: str
    label: str
    aliases: tuple[str, ...] = ()
    short: str = ""


def plain(text: str) -> str:
    """The words for comparing: lower case, "&" as "and", apostrophes, other signs and double spaces gone."""
    lowered = text.casefold().replace("&", " and ").replace("'", "").replace("’", "")
    return _SIGNS.sub(" ", lowered).strip()
