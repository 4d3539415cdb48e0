"""Numbers and addresses that reach or know a person: NHS and National Insurance numbers, telephone, e-mail, postcode.

Each function takes folded text (personal_folding) and gives the stretches that it found, from left to right.
"""

import re
from collections.abc import Iterable, Iterator

Span = tuple[int, int]

_GAP = r"[\s.\-_/]{0,3}"
_WRAP = r"(?:[ \t]*\n[ \t]*| )?"


def _figures(many: int) -> str:
    """So many figures, which the end of a line, or the space that it became, may part."""
    return f"({_WRAP.join(['[0-9]'] * many)})"


_NHS_GAP = r"[\s.\-_/,:;|*()]{0,3}"
_NHS = re.compile(rf"(?<![0-9])(?=({_figures(3)}{_NHS_GAP}{_figures(3)}{_NHS_GAP}{_figures(4)})(?![0-9]))")
_NHS_SAID = re.compile(
    r"\bNHS(?:\W{0,3}(?:number|no|num|nr|id)\b)?[\s.:;,=\-_#()]{0,4}(?:is\s|was\s)?([1-9](?:[\s.\-_/,]{0,2}[0-9]){9})(?![0-9])",
    re.IGNORECASE,
)
"""Ten figures that are said to be an NHS number: then a slip in one of them, or odd groups, make it no less one."""
_NHS_BOXES = re.compile(r"(?<![0-9])(?<![^0-9][0-9] )([0-9](?:[ |_.\-\n][0-9]){9})(?![0-9])(?! [0-9](?![0-9]))")

_NI = re.compile(
    r"(?<![A-Za-z0-9])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    rf"{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}{_GAP}[A-D](?![A-Za-z0-9])",
    re.IGNORECASE,
)

_EMAIL = re.compile(
    r"(?<![\w.+'\-])[\w+][\w.+'\-]*"
    r"(?:@|\s?[(\[]\s?at\s?[)\]]\s?)"
    r"(?:[A-Za-z0-9\w](?:[\w\-]*\w)?\.)+(?:[A-Za-z\w]{2,}|\n(?:uk|gov|nhs|org|com|net)\b)"
    r"(?:\.?\n\.?(?:uk|gov|nhs|org|com|net)\b(?:\.uk\b)?)*",
    re.IGNORECASE,
)
_AT = re.compile(r"[(\[]\s?at\s?[)\]]", re.IGNORECASE)
_SAID = re.compile(r"%40|\bdot\b|\sat\s[\w\-]+\.", re.IGNORECASE)
_DOT = r"\s?(?:[(\[]\s?dot\s?[)\]]|\sdot\s)\s?"
_ENDING = r"(?:uk|com|org|net|gov|nhs|eu|info|ie|example|co|io)\b"
_EMAIL_SAID = re.compile(
    rf"(?<![\w.+'\-])[\w+](?:[\w.+'\-]|{_DOT}){{0,64}}"
    rf"(?:@|%40|\s?[(\[]\s?at\s?[)\]]\s?|\sat\s)\s?(?:[\w\-]{{1,60}}(?:{_DOT}|\.)){{0,6}}[\w\-]{{1,60}}{_DOT}{_ENDING}"
    rf"|(?<![\w.+'\-])(?=[\w+]{{1,64}}[._0-9])[\w+][\w.+'\-]{{1,64}}\sat\s(?:[\w\-]{{1,60}}\.){{1,6}}{_ENDING}"
    rf"|(?<![\w.+'\-])[\w+][\w.+'\-]{{0,64}}%40(?:[\w\-]{{1,60}}\.){{1,6}}{_ENDING}",
    re.IGNORECASE,
)
"""Addresses with the signs said: “ann dot lee at example dot org”; “at” alone only behind what is no plain word."""
_EMAIL_PART = re.compile(
    r"(?:\"[^\"\n]{1,60}\"|(?<![\w.+'\-])(?=[\w.+'\-]*[^\W\d])[\w+][\w.+'\-]*)@(?:\[[0-9.]{7,15}\]|[\w\-.]*[^\W\d_][\w\-]+)"
)
"""What stands round an @: an address without its ending, with quotes, at a bare machine."""
_EMAIL_APART = re.compile(
    r"(?<![\w.+'\-])[\w+][\w.+'\-]*\s{0,2}@\s{0,2}(?:[\w\-]{1,60}\.\n?){1,6}"
    rf"{_ENDING}",
    re.IGNORECASE,
)

_BETWEEN = r"[\s().\-/_]{0,3}"
_PHONE = re.compile(
    r"(?<![0-9])(?=("
    rf"(?:\+|00){_BETWEEN}44{_BETWEEN}(?:\(?0\)?)?(?:{_BETWEEN}[0-9]){{9,10}}(?![0-9])"
    rf"|(?<![.,£$€\-])44(?:{_BETWEEN}[0-9]){{10}}(?![0-9])"
    rf"|\(?0(?:{_BETWEEN}[0-9]){{9,10}}(?![0-9])"
    rf"|\+[1-9][0-9]{{0,2}}(?:{_BETWEEN}[0-9]){{7,12}}(?![0-9])"
    r"))"
)
_SHORT_MOBILE = re.compile(r"(?<![0-9.,£$€\-/])7[1-9][0-9]{8}(?![0-9])")
"""A mobile number that has lost its first 0, as spreadsheets take it away."""
_PHONE_SAID = re.compile(
    r"(?<![^\W_])(?:tel(?:ephone)?|phone|mobile|mob|fax)(?:\W{0,2}(?:number|numbers|no|nos|nr)\b)?[\s.:;=\-_#]{0,4}(?:is\s)?"
    r"(?!(?:19|20)[0-9]{2}[\s./\-][0-9]{1,2}(?:[\s./\-]|(?![0-9])))([1-9][0-9]{2,10}(?:[\s.\-/]{1,2}[0-9]{2,6}){0,3})(?![0-9])(?!\s?[-/]\s?[0-9])",
    re.IGNORECASE,
)
"""A number that is said to be a telephone number, without its code or its 0."""
_LETTER_O = re.compile(r"(?<![A-Za-z0-9])[Oo](?=[1237][0-9]{2})")
_DATE_FIRST = re.compile(r"\(?(?:0?[1-9]|[12][0-9]|3[01])[\s./\-]{1,2}(?:0?[1-9]|1[0-2])[\s./\-]{1,2}(?:19|20)[0-9]{2}")
_ABROAD = re.compile(r"00[\s.\-]{0,2}44(?![0-9]\b)")
_NEVER = frozenset("046")
"""What no number within the United Kingdom has after its first 0."""

_IN_USE = """
AB AL B BA BB BD BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY
G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW
OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD
WF WN WR WS WV YO ZE
"""
_AREAS = frozenset(_IN_USE.split())
"""The areas of the postcodes in use (Royal Mail)."""
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])(?:(GIR)[\s.\-]{0,3}(0AA)"
    r"|([A-PR-UWYZ](?:[A-HK-Y]?[0-9][0-9]?|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9][ABEHMNPRV-Y]))"
    r"[\s.,\-_/]{0,5}([0-9][ABD-HJLNP-UW-Z]{2}))(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_GLUED = re.compile(
    rf"(?<![A-Z0-9])(?:{'|'.join(sorted(_AREAS, key=len, reverse=True))})[0-9][0-9A-HJKMNPR-Y]?"
    r"[ .,\-_/\n]{0,3}[0-9][ABD-HJLNP-UW-Z]{2}(?![A-Z0-9](?![a-z]))"
)
"""A postcode of an area in use that ran into small letters: “roadSK1 3XEStockport”."""
_BOXES = re.compile(
    r"(?<![^\W_])(?:[A-Z][ |]){1,2}(?:[0-9][ |]{1,3}){1,2}(?:[A-Z][ |]{1,3})?[0-9][ |][A-Z][ |][A-Z](?![^\W_])"
)
_ORDINAL = re.compile(r"1st|2nd|3rd|[04-9]th")


def is_nhs_number(text: str) -> bool:
    """Whether ten figures are an NHS number by its check digit (modulus 11)."""
    figures = [int(one) for one in text if one.isdecimal()]
    if len(figures) != 10:
        return False
    check = 11 - sum(figure * weight for figure, weight in zip(figures, range(10, 1, -1), strict=False)) % 11
    return check != 10 and figures[9] == (0 if check == 11 else check)


def figures_in(text: str) -> int:
    """How many figures a folded text has: most texts have too few for any number, and need no closer look."""
    return sum(map(text.count, "0123456789"))


def nhs_numbers(text: str) -> Iterator[Span]:
    """NHS numbers: with the right check digit in threes and four or each figure in a box, or said to be one."""
    if figures_in(text) < 10:
        return iter(())
    found = [match.span(1) for match in _NHS.finditer(text) if _is_grouped(match)]
    found += [match.span(1) for match in _NHS_BOXES.finditer(text)]
    found = [span for span in found if is_nhs_number(text[slice(*span)])]
    return _apart([*found, *(match.span(1) for match in _NHS_SAID.finditer(text))])


def _is_grouped(match: re.Match[str]) -> bool:
    """Whether ten figures stand in threes and four, with one break within a group at most."""
    return sum(group.count(" ") for group in match.groups()[1:] if "\n" not in group) <= 1


def insurance_numbers(text: str) -> Iterator[Span]:
    """National Insurance numbers: two letters that are in use, six figures, a letter from A to D."""
    return (match.span() for match in _NI.finditer(text)) if figures_in(text) >= 6 else iter(())


def email_addresses(text: str) -> Iterator[Span]:
    """E-mail addresses, with “(at)” or an end of line in them too, or said in words."""
    patterns = [_EMAIL, _EMAIL_APART, _EMAIL_PART] if "@" in text else [_EMAIL] if _AT.search(text) else []
    if patterns or _SAID.search(text):
        patterns.append(_EMAIL_SAID)
    return _apart(match.span() for pattern in patterns for match in pattern.finditer(text))


def telephone_numbers(text: str) -> Iterator[Span]:
    """Telephone numbers within the United Kingdom (0 or 44 first), from abroad (+ first), or said to be one."""
    if figures_in(text) < 6:
        return iter(())
    text = _LETTER_O.sub("0", text)
    found = [match.span() for match in _SHORT_MOBILE.finditer(text)]
    found += [match.span(1) for match in _PHONE_SAID.finditer(text) if 6 <= figures_in(match[1]) <= 11]
    for match in _PHONE.finditer(text):
        start, end = match.span(1)
        start += match[1].startswith("(") and ")" not in match[1]
        if _is_telephone(text[start:end]):
            found.append((start, end))
    return _apart(found)


def _is_telephone(written: str) -> bool:
    """Whether figures that start with 0 are parted as people part a telephone number, and not as dates or times are."""
    groups = re.findall(r"[0-9]+", written)
    figures = "".join(groups)
    if written[0] == "+" or _ABROAD.match(written):
        return True
    if figures.startswith("44"):
        return figures[2] not in _NEVER
    if figures[1] in _NEVER or _DATE_FIRST.match(written):
        return False
    first, others = len(groups[0]), [len(one) for one in groups[1:]]
    if first >= 3 or written.startswith("(0)") or all(one == 1 for one in (first, *others)):
        return True
    in_pairs = len(figures) == 11 and "." not in written
    return first == 2 and (in_pairs or all(one >= 3 for one in others))


def postcodes(text: str) -> Iterator[Span]:
    """Whole postcodes by their shape; in small letters only of an area that there is, so that “p2 1st” is none."""
    return _apart(_postcodes(text)) if figures_in(text) >= 2 else iter(())


def _postcodes(text: str) -> Iterator[Span]:
    for match in _POSTCODE.finditer(text):
        outward, inward = match[1] or match[3], match[2] or match[4]
        loud = outward.isupper() and inward.isupper()
        area = re.split("[0-9]", outward)[0].upper()
        if loud or area == "GIR" or (area in _AREAS and not (outward.isupper() and _ORDINAL.fullmatch(inward))):
            yield match.span()
    for match in _GLUED.finditer(text):
        yield match.span()
    for match in _BOXES.finditer(text):
        together = "".join(filter(str.isalnum, match[0]))
        if _POSTCODE.fullmatch(together) and re.split("[0-9]", together)[0] in _AREAS:
            yield match.span()


def _apart(found: Iterable[Span]) -> Iterator[Span]:
    """The stretches in their order, those that overlap as one."""
    last: Span | None = None
    for start, end in sorted(found):
        if last is None:
            last = (start, end)
        elif start < last[1]:
            last = (last[0], max(last[1], end))
        else:
            yield last
            last = (start, end)
    if last is not None:
        yield last
