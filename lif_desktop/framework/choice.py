"""One entry of a list: the key that is stored, the words that are read, and what offices write for it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """A list entry. `key` is stored and never changes; `label` is shown; `aliases` are matched on import."""

    key: str
    label: str
    aliases: tuple[str, ...] = ()


def plain(text: str) -> str:
    """The words for comparing: lower case, "&" as "and", apostrophes, other signs and double spaces gone."""
    lowered = text.casefold().replace("&", " and ").replace("'", "").replace("’", "")
    return " ".join("".join(letter if letter.isalnum() else " " for letter in lowered).split())
