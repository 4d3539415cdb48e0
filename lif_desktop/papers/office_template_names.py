"""The names in double braces that a Word template may hold, found however Word split them, and filled in.

Nothing in them is run: a name is looked up among words, and whatever is no name is refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from docx.oxml.ns import qn

from lif_desktop.papers.ooxml import element
from lif_desktop.papers.words import clean

CONTENT = "content"
EVERY_PAPER: Mapping[str, str] = {
    "title": "the title of the paper",
    "subtitle": "what stands beneath the title: a meeting and its date, a case",
    "partnership": "the name of the partnership",
    "marking": "the protective marking",
    "version": "the version and the time its records were read",
    "date": "the day the paper was made",
    "reference": "the reference of the record it was made for",
    CONTENT: "where the paper itself goes, alone in its paragraph",
}
"""Names that every paper has, and what they print."""

SOME_PAPERS: Mapping[str, str] = {
    "agency": "the agency that a letter is to",
    "by_hand": "what is filled in by hand in a letter",
    "case": "the name by which a case is spoken of",
    "type": "the type of a review",
    "law": "the law under which a review is held",
    "owner": "the body that owns a review",
    "stage": "where a review stands",
    "referred_on": "the day a case was referred",
    "decided_on": "the day a review was decided on",
    "due": "the day by which an answer or a report is due",
    "reviewer": "who writes a review",
    "lead": "the officer who leads on a review",
    "period": "the time that a review looks at",
    "published_on": "the day a review was published",
    "meeting": "the group and the number of a meeting",
    "held_on": "the day of a meeting",
    "place": "where a meeting is held",
    "year": "the financial year of a report",
}
"""Names that some papers have; in the others nothing stands in their place."""

KNOWN = {**EVERY_PAPER, **SOME_PAPERS}

MOST_NAMES = 2000
"""A template with more names in braces is not looked through any further."""

_OPEN, _CLOSE = "{{", "}}"
_AROUND = " \t\n\u00a0\u2009\u200a\u200b\u202f\u2060\ufeff\u00ad\"'“”‘’„«»"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_SINGLE = re.compile(r"(?<!\{)\{([^{}]{1,40})\}(?!\})")
_CODE = re.compile(r"\{%|\{#|%\}|#\}")


@dataclass(frozen=True)
class Tag:
    """A stretch between double braces: from `start` to `end` in the words of its paragraph.

    `name` is the name as it is meant, "" where it is none; `fault` says why it will not do.
    """

    start: int
    end: int
    written: str
    name: str = ""
    fault: str = ""


def tags_in(text: str) -> list[Tag]:
    """The stretches in double braces of a text, in order; time grows with its length only."""
    found: list[Tag] = []
    at = text.find(_OPEN)
    while at >= 0 and len(found) < MOST_NAMES:
        close, again = text.find(_CLOSE, at + 2), text.find(_OPEN, at + 2)
        if close < 0 or 0 <= again < close:
            end = len(text) if again < 0 else again
            written = text[at:end].strip()[:40]
            found.append(
                Tag(at, end, written, fault=f"“{written}” is not closed. Write two braces after the name: }}}}")
            )
            at = again
            continue
        end = close + 2
        found.append(_tag(text, at, end))
        at = text.find(_OPEN, end)
    if at >= 0:
        found.append(
            Tag(at, len(text), "", fault="It holds more names in braces than a template needs. Take some out.")
        )
    return found


def _tag(text: str, start: int, end: int) -> Tag:
    written = text[start:end]
    name = "_".join(text[start + 2 : end - 2].strip(_AROUND).lower().replace("\u00a0", " ").split())
    if name in KNOWN:
        return Tag(start, end, written, name)
    if not name:
        return Tag(start, end, written, fault="There is no name between the braces.")
    if not _NAME.fullmatch(name):
        return Tag(
            start, end, written, fault=f"“{written[:60]}” is not a name. Only names are filled in; nothing is run."
        )
    near = get_close_matches(name, KNOWN, 1, 0.6)
    hint = f"Is {{{{ {near[0]} }}}} meant?" if near else f"The names are: {', '.join(EVERY_PAPER)}."
    return Tag(start, end, written, name, f"There is no name “{name}”. {hint}")


def other_faults(text: str) -> list[str]:
    """What looks like a name or code in a text and is none: code marks, single braces, braces that close nothing."""
    found = []
    if _CODE.search(text):
        found.append("It holds code ({% or {#). Only names in double braces are filled in; nothing is run.")
    found += [
        f"“{{{one}}}” has single braces. Write {{{{ {one.strip(_AROUND).lower()} }}}}."
        for one in _SINGLE.findall(text)
        if one.strip(_AROUND).lower() in KNOWN
    ]
    if text.count(_CLOSE) > text.count(_OPEN):
        found.append("There are braces at the end of a name and none before it. Write two braces before the name: {{")
    return found


# Where the words of a paragraph stand

_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): ""}


def pieces_of(paragraph: Any) -> list[tuple[Any, str]]:
    """The elements of a paragraph that hold its words, with them; those of a text box in it are not among them."""
    return [
        (one, _BREAKS.get(one.tag, one.text or ""))
        for one in paragraph.iter(qn("w:t"), *_BREAKS)
        if next(one.iterancestors(qn("w:p"))) is paragraph and one.getparent().tag == qn("w:r")
    ]


def words_of(paragraph: Any) -> str:
    """The words of a paragraph."""
    return "".join(words for _, words in pieces_of(paragraph))


def paragraphs_of(root: Any) -> Iterator[Any]:
    """Every paragraph of a part in order, those in tables and text boxes included."""
    yield from root.iter(qn("w:p"))


def fill(paragraph: Any, values: Mapping[str, str]) -> list[str]:
    """Put words in the place of the names of a paragraph; gives the names that stood there.

    The words take the look of the first brace. A known name without words is taken out; a tag with a fault stays.
    """
    pieces = pieces_of(paragraph)
    tags = [
        tag
        for tag in tags_in("".join(words for _, words in pieces))
        if tag.name in values or (tag.name and not tag.fault)
    ]
    for tag in reversed(tags):
        _put(pieces, tag.start, tag.end, clean(values.get(tag.name, "")))
    if tags:
        for one, words in pieces:
            if one.tag == qn("w:t"):
                _set(one, words)
    return [tag.name for tag in tags]


def _put(pieces: list[tuple[Any, str]], start: int, end: int, words: str) -> None:
    """Put `words` for the characters from `start` to `end` of the pieces."""
    at, put = 0, False
    for number, (one, held) in enumerate(pieces):
        first, last = max(start - at, 0), min(end - at, len(held))
        at += len(held)
        if first >= last:
            continue
        if one.tag != qn("w:t"):
            one.getparent().remove(one)
            pieces[number] = (one, "")
            continue
        pieces[number] = (one, held[:first] + ("" if put else words) + held[last:])
        put = True


def _set(one: Any, words: str) -> None:
    """Set the words of an element; a newline in them starts a new line."""
    first, *rest = words.split("\n")
    one.text = first
    one.set(qn("xml:space"), "preserve")
    for line in reversed(rest):
        more = element("t")
        more.text = line
        more.set(qn("xml:space"), "preserve")
        one.addnext(more)
        one.addnext(element("br"))
