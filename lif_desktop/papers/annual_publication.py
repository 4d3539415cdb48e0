"""A yearly report as it is published: without what only its author needs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lif_desktop.papers.blocks import Block, Box, Heading, Paper, Paragraph, with_texts

NOTHING = "Nothing is recorded under this heading for the year."
_BEFORE, _AFTER = r"(?:(?<=^)|(?<=\n)|(?<=: )|(?<=, )|(?<= and ))", r"(?=[A-Z0-9'‘“])"
_REFERENCE = r"[A-Z][A-Z0-9]*-\d{4}-\d{3,}"


def for_publication(paper: Paper, kept: Iterable[str]) -> Paper:
    """The report without the boxes of its gaps and without references that lead only into the office's registers.

    A heading under which nothing else stands says so. References that begin with one of `kept` stay: reviews are known
    by theirs. A reference goes where it stands before a title, never from the middle of a sentence. What went is noted
    as the sources of the paper.
    """
    known = "|".join(re.escape(one) for one in kept if one)
    stays = rf"(?!(?:{known})-)" if known else ""
    reference = re.compile(rf"{_BEFORE}{stays}{_REFERENCE} ?(?:{_AFTER}|$)", re.MULTILINE)
    left_out: set[str] = set()

    def change(text: str) -> str:
        left_out.update(found.strip() for found in reference.findall(text))
        return reference.sub("", text)

    changed = with_texts(replace(paper, blocks=tuple(_without_gaps(paper.blocks))), change)
    return replace(changed, sources=tuple(sorted(left_out)))


def _without_gaps(blocks: Iterable[Block]) -> Iterator[Block]:
    said = True
    for block in blocks:
        if isinstance(block, Heading):
            said = False
        elif isinstance(block, Box) and block.kind == "gap":
            if not said:
                yield Paragraph(NOTHING)
            said = True
            continue
        else:
            said = True
        yield block
