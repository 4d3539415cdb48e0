"""The look for personal details over a large pack, against one plain pattern for each kind over the same."""

import random
import re
import sys
from functools import partial

from measure import Figures, Line, absolute, answer, child, in_turns, table, timed

STRINGS = 6_000
NAMES = 200
SAID = (
    "the panel heard that a child was seen twice by the health visitor and agreed on 3 March 2026 to ask every agency "
    "for its chronology RR-2026-004 within 10 working days because section 44(4) of the Care Act applies here"
)
WORDS = SAID.split()
PLAIN = (
    r"[\w.]+@[\w.]+",
    r"\d{3} ?\d{3} ?\d{4}",
    r"0\d{3,4} ?\d{6,7}",
    r"[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}",
    r"[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]",
    r"\d{1,2}/\d{1,2}/\d{2,4}",
)


def texts() -> list[str]:
    """The strings of a pack of some 120 pages: cells, notes and headings."""
    chance = random.Random(1)  # noqa: S311 - made-up texts
    return [" ".join(chance.choices(WORDS, k=18)) for _ in range(STRINGS)]


def names() -> tuple[str, ...]:
    """A made-up list of watched names, none of which stands in the pack."""
    chance = random.Random(2)  # noqa: S311 - made-up names
    parts = ["".join(chance.choices("abdeilmnorstu", k=6)).title() for _ in range(2 * NAMES)]
    return tuple(" ".join(pair) for pair in zip(parts[::2], parts[1::2], strict=True))


def bare() -> Figures:
    """One plain pattern for each kind, and one search for each name as it is written."""
    patterns, watched = [re.compile(one) for one in PLAIN], names()
    figures: Figures = {}
    held = texts()
    with timed(figures, "look"):
        for text in held:
            for one in patterns:
                one.search(text)
            any(name in text for name in watched)
    return figures


def ours() -> Figures:
    """The look over the same pack as a paper of lists."""
    from datetime import UTC, datetime

    from lif_desktop.papers.blocks import Bullets, Paper, Properties
    from lif_desktop.papers.look_over import look_over

    made = Properties("Made up", datetime(2026, 11, 23, tzinfo=UTC))
    held = texts()
    lists = tuple(Bullets(tuple(held[at : at + 20])) for at in range(0, STRINGS, 20))
    paper = Paper("Pack", "", "OFFICIAL", "Version 1", lists, properties=made)
    watched = names()
    look_over(paper, watched)  # the patterns of the names are made once
    figures: Figures = {}
    with timed(figures, "look"):
        found = look_over(paper, watched)
    if found:
        raise SystemExit("The pack holds nothing, and something was found.")
    return figures


TASKS = {"bare": bare, "ours": ours}


def main() -> None:
    """Measure and print the tables: the ratio, and the time that somebody waits for."""
    found = in_turns({name: partial(child, __file__, name) for name in TASKS})
    looked = f"look over a pack of {STRINGS:,} strings, {NAMES} watched names"
    print(table([Line(looked, found["ours"]["look"], found["bare"]["look"], 4)]))
    print(absolute({looked: found["ours"]["look"]}, {looked: 1.0}))


if __name__ == "__main__" and not answer(TASKS, sys.argv[1:]):
    main()
