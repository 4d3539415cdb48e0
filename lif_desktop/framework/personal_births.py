"""Dates of birth: a date near words of birth, or any date under a heading of birth. On folded text."""

import re
from collections.abc import Iterator

from lif_desktop.framework.personal_folding import MARK
from lif_desktop.framework.personal_numbers import Span, figures_in

_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:(?:18|19|20)[0-9]{2}|'?[0-9]{2})"
_NAMES = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_PART = r"(?:\s{0,2}[./\-\s]\s{0,2}|[_|,])"
_TH = r"(?:\s?(?:st|nd|rd|th)\b)?"
_SAID = (
    r"(?:twenty[\s\-]?)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth"
    r"|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|thirty[\s\-]?first"
)
_DATE = (
    rf"(?:(?:18|19|20)[0-9]{{2}}{_PART}{_MONTH}{_PART}{_DAY}"
    rf"|{_DAY}{_PART}{_MONTH}{_PART}{_YEAR}"
    rf"|{_MONTH}/{_DAY}/(?:19|20)[0-9]{{2}}"
    rf"|{_DAY}{_TH}[\s\-/.]{{0,3}}(?:of\s+)?{_NAMES}(?:[\s,\-/.]{{0,3}}{_YEAR})?"
    rf"|(?:{_SAID})\s(?:of\s)?{_NAMES}(?:[\s,]{{1,3}}{_YEAR})?"
    rf"|{_NAMES}\s{{0,2}}{_DAY}{_TH}(?:,?\s{{1,2}}{_YEAR})?"
    rf"|{_NAMES}[\s,]{{1,3}}(?:18|19|20)[0-9]{{2}})"
)
_WHOLE = re.compile(rf"(?<![0-9]){_DATE}(?![0-9])", re.IGNORECASE)
_EACH = re.compile(rf"(?<![0-9])(?=({_DATE})(?![0-9]))", re.IGNORECASE)
"""Dates from each place at which one can begin: in “12 3 May 1988 (DOB)” the one that counts is not the first."""
_RUN_TOGETHER = re.compile(r"(?<![0-9])(?:[0-9]{8}|[0-9]{6})(?![0-9])")
_LABEL = (
    r"(?:(?<![^\W_])d\W{0,2}o\W{0,2}b'?s?(?![^\W_])"
    r"|(?<!pre-)(?<!pre )(?<![^\W_])(?:date_?of_?)?birth_?(?:s|days?|dates?)?(?![^\W_])"
    r"(?!\s+(?:plan|famil|rate|weight|cent))"
    r"|(?<!new-)(?<!new )(?<!un-)(?<![^\W_])born(?![^\W_])"
    rf"|\bb\.(?=\s?(?:[0-9]|{_NAMES}))|(?<=[(,;])\s?b\s(?=[0-9]))"
)
_BIRTH = re.compile(_LABEL, re.IGNORECASE)
_AFTER = 40
"""Characters after a word of birth within which a date is one of birth."""
_BETWEEN = re.compile(rf"[^{MARK};!?]*")
_SENTENCE = re.compile(r"[a-z0-9)]{2}\.\s+[A-Z]")
_AND = re.compile(r"[\s,;&/]*(?:and\s+)?(?:(?:child|adult|sibling|baby|twin|mother|father)\b[\w ]{0,8}\W{0,3})?")
_BEFORE = re.compile(
    rf"\s{{0,2}}[(\[,\-]?\s{{0,2}}(?:(?:is|was|being|as)\s)?(?:(?:his|her|their|the|my)\s)?(?:date\sof\s)?{_LABEL}",
    re.IGNORECASE,
)
_CHILD = (
    r"\b(?:child|baby|sibling|twin|boy|girl|brother|sister|son|daughter|mother|father|adult)\s?[a-z0-9]{0,2}\s?[(\[]\s?"
)
_AGED = re.compile(rf"\bage[ds]?\b|\bturn(?:s|ed|ing)\s[0-9]|{_CHILD}[0-9a-z]", re.IGNORECASE)
_AGE = re.compile(
    r"(?:\bage[ds]?:?\s{1,2}[0-9]{1,3}(?:\s?(?:years?|yrs?|months?|weeks?|days?|y|m)\b)?(?:\sold)?[\s,;:(\[\-]{1,3}"
    rf"|\bturn(?:s|ed|ing)\s[0-9]{{1,3}}\son\s(?:the\s)?|{_CHILD})$",
    re.IGNORECASE,
)
"""What makes a whole date behind it one of birth: an age, or a child in front of its bracket: “Child A (3.3.22)”."""
_WITH_YEAR = re.compile(r".*[^0-9]'?[0-9]{2}|.*[0-9]{4}.*", re.DOTALL)
_SHORT = re.compile(
    rf"(?:(?<![^\W_])d\W{{0,2}}o\W{{0,2}}b|\bborn\son|\bbirth(?:day)?)(?:\sis|\swas|\son)?\W{{0,3}}({_DAY}[./]{_MONTH})(?![./0-9])",
    re.IGNORECASE,
)
"""Day and month alone, straight behind a word of birth."""


def is_birth_label(label: str) -> bool:
    """Whether a heading says that what stands under it is a date of birth."""
    return bool(_BIRTH.search(label))


def births(text: str, under_birth: bool = False) -> Iterator[Span]:
    """Dates of birth in folded text. `under_birth` says that the text stands under a heading of birth."""
    if under_birth:
        yield from (match.span() for pattern in (_WHOLE, _RUN_TOGETHER) for match in pattern.finditer(text))
        return
    labels = [match.span() for match in _BIRTH.finditer(text)] if _may_tell(text) else []
    if not labels and not (figures_in(text) >= 3 and _AGED.search(text)):
        return
    dates = [match.span(1) for match in _EACH.finditer(text)]
    last = -1
    for start, end in dates:
        near = any(_leads(text, label, start) for _, label in labels)
        chained = last >= 0 and _AND.fullmatch(text[last:start].lower()) is not None
        if near or chained or (labels and _BEFORE.match(text, end)) or _is_beside_age(text, start, end):
            last = end
            yield start, end
    yield from (span for span in _close_by(text, labels) if not any(s < span[1] and span[0] < e for s, e in dates))


def _is_beside_age(text: str, start: int, end: int) -> bool:
    """Whether a date with its year stands behind an age, or in the bracket behind a child."""
    return bool(_AGE.search(text[max(0, start - _AFTER) : start]) and _WITH_YEAR.fullmatch(text, start, end))


def _close_by(text: str, labels: list[Span]) -> Iterator[Span]:
    """What only straight behind a word of birth is a date of one: six or eight figures, a day with its month."""
    for _, label in labels:
        match = _RUN_TOGETHER.search(text, label, label + 20)
        if match is not None and _BETWEEN.fullmatch(text, label, match.start()) is not None:
            yield match.span()
    if labels:
        yield from (match.span(1) for match in _SHORT.finditer(text))


def _may_tell(text: str) -> bool:
    """Whether a text has a figure and the letters of a word of birth at all: most have not."""
    if not figures_in(text):
        return False
    small = text.casefold()
    letters = "".join(filter(str.isalnum, small))
    return "b." in small or "b " in small or any(word in letters for word in ("birth", "born", "dob"))


def _leads(text: str, label: int, start: int) -> bool:
    """Whether the words of birth that end at `label` lead up to the date at `start`: no other date, no new sentence."""
    if not 0 <= start - label <= _AFTER:
        return False
    between = text[label:start]
    if _BETWEEN.fullmatch(between) is None or _SENTENCE.search(between):
        return False
    return _WHOLE.search(between) is None
