"""Earlier learning among 5,000 points: one look for what is typed, against a plain search for its words."""

import random
import sys
from functools import partial

from measure import Figures, Line, answer, child, in_turns, table, timed

SIZE = 5_000
LOOKS = 20
SAID = (
    "supervision handover thresholds neglect chronology escalation voice transition capacity assessment discharge "
    "hospital school pupil father mother baby bruise referral housing plan meeting record carer letter interpreter "
    "strategy discussion practitioner evidence audit safety agency clinic appointment injury police visit risk family"
)
WORDS = SAID.split()


def texts(chance: random.Random) -> list[tuple[str, str]]:
    """Made-up titles and statements; a third of their words are rare ones."""
    rare = ["".join(chance.choices("abdeilmnorstu", k=7)) for _ in range(3_000)]
    pool = [*WORDS * 40, *rare]
    return [(" ".join(chance.choices(pool, k=9)), " ".join(chance.choices(pool, k=40))) for _ in range(SIZE)]


def asked(chance: random.Random) -> list[tuple[str, str]]:
    """What is typed: a title of ten words and a statement of sixty."""
    return [(" ".join(chance.choices(WORDS, k=10)), " ".join(chance.choices(WORDS, k=60))) for _ in range(LOOKS)]


def bare() -> Figures:
    """A plain search: how many of the words typed stand in each text."""
    chance = random.Random(1)  # noqa: S311 - made-up texts
    held = [f"{title} {more}" for title, more in texts(chance)]
    figures: Figures = {}
    with timed(figures, "look"):
        for title, more in asked(chance):
            words = set(f"{title} {more}".split())
            max(held, key=lambda text: sum(word in text for word in words))
    figures["look"] /= LOOKS
    return figures


def ours() -> Figures:
    """The index over the same texts, built beforehand."""
    from lif_desktop.framework.alike import Index, Text

    chance = random.Random(1)  # noqa: S311 - made-up texts
    index = Index(Text(number, title, more) for number, (title, more) in enumerate(texts(chance)))
    figures: Figures = {}
    with timed(figures, "look"):
        for title, more in asked(chance):
            index.like(title, more)
    figures["look"] /= LOOKS
    return figures


TASKS = {"bare": bare, "ours": ours}


def main() -> None:
    """Measure and print the table."""
    found = in_turns({name: partial(child, __file__, name) for name in TASKS})
    print(table([Line(f"earlier learning among {SIZE:,}", found["ours"]["look"], found["bare"]["look"], 1)]))


if __name__ == "__main__" and not answer(TASKS, sys.argv[1:]):
    main()
