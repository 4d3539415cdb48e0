"""A text in its plainest letters, with the way back to where each stood, so that no way of writing hides a number."""

import unicodedata
from functools import cached_property

MARK = "\ue000"
"""Stands where something was taken out of sight; no pattern reaches over it."""

_SAME = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02b9\u02bb\u02bc\u02bd\u2032\u00b4`\u055a\uff07", "'"),
    **dict.fromkeys("\u2212\u2043\u02d7\u30fc", "-"),
    **dict.fromkeys("\u00b7\u2024\u2027\u3002\u30fb\uff61\uff65", "."),
    **dict.fromkeys("\u2044\u2215\u29f8", "/"),
    **dict.fromkeys("\u2800\u3164\u115f\u1160\uffa0", " "),
    **dict.fromkeys("\x0b\x0c\x85\u2028\u2029", "\n"),
    **dict.fromkeys("\ufffe\uffff", ""),
    **dict(zip("аеорсухіјѕԁһӏАВЕКМНОРСТХІЈЅ", "aeopcyxijsdhlABEKMHOPCTXIJS", strict=True)),
    **dict(zip("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oABEZHIKMNOPTYX", strict=True)),
    MARK: " ",
    "\u00f8": "o", "\u00d8": "O", "\u0142": "l", "\u0141": "L", "\u0111": "d", "\u0110": "D", "\u00f0": "d",
    "\u00d0": "D", "\u00fe": "th", "\u00de": "Th", "\u00df": "ss", "\u1e9e": "SS", "\u00e6": "ae", "\u00c6": "AE",
    "\u0153": "oe", "\u0152": "OE", "\u0131": "i",
}  # fmt: skip
_KEPT = frozenset("\t\n\r")


def _plainest(sign: str) -> str:
    """One sign in its plainest form; nothing for what cannot be seen."""
    if sign in _SAME:
        return _SAME[sign]
    kind = unicodedata.category(sign)
    if kind in ("Cc", "Cf", "Cs", "Mn", "Me"):
        return sign if sign in _KEPT else ""
    if kind == "Nd":
        return str(unicodedata.decimal(sign))
    if kind[0] == "Z":
        return " "
    if kind == "Pd":
        return "-"
    if kind[0] in "LPS":
        parts = unicodedata.normalize("NFKD", sign)
        return "".join(one for one in parts if unicodedata.category(one) != "Mn") or sign
    return sign


class _Table(dict[int, str]):
    """What each sign becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _plainest(chr(code))
        return found


_TABLE = _Table()


class Folded:
    """`text` in plain letters: figures of any script and width as 0 to 9, dashes, apostrophes and spaces of one sort.

    Accents and signs that cannot be seen are gone. `span` leads back to the text as it was written.
    """

    def __init__(self, text: str) -> None:
        self.written = text
        self.text = text.translate(_TABLE)

    @cached_property
    def _places(self) -> list[int]:
        return [place for place, sign in enumerate(self.written) for _ in _TABLE[ord(sign)]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded text stands in the written one, with what cannot be seen behind it."""
        after = self._places[end] if end < len(self._places) else len(self.written)
        return self._places[start], max(self._places[end - 1] + 1, after)
