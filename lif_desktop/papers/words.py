"""Words for a paper: characters that a document cannot hold taken out, counts and lists said in words."""

import re
from collections.abc import Sequence

_UNHOLDABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    """The text without control and half characters, which XML refuses; every line end as a newline."""
    return _UNHOLDABLE.sub("", _LINE_ENDS.sub("\n", text))


def lines(text: str) -> tuple[str, ...]:
    """The lines of a note that hold something, each without space around it."""
    return tuple(line.strip() for line in clean(text).split("\n") if line.strip())


def one_line(text: str) -> str:
    """The text on one line with single spaces, for headings and cells of a list."""
    return " ".join(clean(text).split())


def shorten(text: str, most: int) -> str:
    """The text on one line, cut at a word and ended with "…" where it has more than `most` characters."""
    plain = one_line(text)
    if len(plain) <= most:
        return plain
    cut = plain[: most - 1]
    return (cut[: cut.rfind(" ")] if " " in cut[most // 2 :] else cut).rstrip(" ,;:.") + "…"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 action", "3 actions", "no actions". `many` where adding an s is wrong."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


def how_often(number: int) -> str:
    """A number of times: "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def join(names: Sequence[str]) -> str:
    """The names in one phrase: "police, health and education"."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def capital(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]
