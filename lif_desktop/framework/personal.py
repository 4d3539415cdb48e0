"""A look for what gives a person away in a message: names, e-mail addresses, telephone and NHS numbers. Pure.

It advises and refuses nothing: it sees too much and too little, and a person decides.
"""

import re
from collections.abc import Collection, Iterator

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\d+])(?:\+44[\s-]?(?:\(0\))?|0)(?:[\s-]?\d){9,10}(?!\d)")
_TEN = re.compile(r"(?<!\d)\d{3}[\s-]?\d{3}[\s-]?\d{4}(?!\d)")
_WORD = r"(?:[A-Z]['’])?[A-Z][a-z]+(?:[-'’][A-Z]?[a-z]+)*"
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame)\.?\s+{_WORD}(?:\s+{_WORD})?")
_PAIR = re.compile(rf"\b({_WORD})\s+({_WORD})\b")

_USUAL = """
a an the this that these those when where why how what who which if in on at by for from to with after before as it he
she they we i you my our their his her no not all some any one two three four five child adult family baby sibling
mother father parent young person people staff team ward school step stage january february march april may june july
august september october november december monday tuesday wednesday thursday friday saturday sunday christmas easter
care act mental capacity working together section children adults social worker health visitor police
"""
_ORDINARY = frozenset(_USUAL.split())
"""Words that begin with a capital without being names: beginnings of sentences, made-up names, days, Acts."""


def gives_away(text: str | None, known: Collection[str] = ()) -> tuple[str, ...]:
    """What in a text looks like it names or reaches a person, each in words with its place: "a name (“Ann Lee”)".

    `known` are words in small letters that are no names here, such as those of agencies and groups.
    """
    told = text or ""
    found = [f"an e-mail address (“{one}”)" for one in _EMAIL.findall(told)]
    rest = _EMAIL.sub(" ", told)
    numbers = [match[0] for match in _TEN.finditer(rest) if is_nhs_number(match[0])]
    found += [f"an NHS number (“{one}”)" for one in numbers]
    for one in numbers:
        rest = rest.replace(one, " ")
    found += [f"a telephone number (“{match[0].strip()}”)" for match in _PHONE.finditer(rest)]
    found += [f"a name (“{one}”)" for one in _names(rest, _ORDINARY | frozenset(known))]
    return tuple(dict.fromkeys(found))


def _names(text: str, known: frozenset[str]) -> Iterator[str]:
    for match in _TITLED.finditer(text):
        yield match[0]
    rest = _TITLED.sub(" . ", text)
    start = 0
    while pair := _PAIR.search(rest, start):
        start = pair.end()
        if any(word.casefold() in known for word in pair.groups()):
            start = pair.start(2)
        else:
            yield f"{pair[1]} {pair[2]}"


def is_nhs_number(text: str) -> bool:
    """Whether ten figures are an NHS number by its check digit (modulus 11)."""
    figures = [int(one) for one in text if one.isdecimal()]
    if len(figures) != 10:
        return False
    check = 11 - sum(figure * weight for figure, weight in zip(figures, range(10, 1, -1), strict=False)) % 11
    return check != 10 and figures[9] == (0 if check == 11 else check)
