"""What each register's page is called, which views it offers, in what order it stands, and what an empty one says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lif_desktop.framework.status import Status
from lif_desktop.gui.records import plural
from lif_desktop.office.sieve import Sorting
from lif_desktop.office.standing import ALL, BIN, LATE, OPEN, Standing
from lif_desktop.registers.register import Register


@dataclass(frozen=True)
class PageWords:
    """The words of one page. `open_word` and `late_word` stand in its second line: "12 open of 47 · 2 overdue"."""

    open_view: str
    open_word: str
    late_view: str
    late_word: str
    empty: str
    order: tuple[Sorting, ...] = ()
    less: frozenset[str] = frozenset()
    """Columns that stand in trackers but are left out here unless they are asked for."""


_WORDS: dict[str, PageWords] = {
    "reviews": PageWords(
        "Open reviews",
        "open",
        "Overdue",
        "overdue",
        "Every case under review, from referral to twelve-month assurance, under a pseudonym. "
        "Each keeps its own clock.",
        (("next_due", False),),
        frozenset({"next_step"}),
    ),
    "audits": PageWords(
        "Audits under way",
        "under way",
        "Overdue",
        "overdue",
        "Audits of one agency or several, with their cases, grades and the five tests.",
        (("due_on", False),),
    ),
    "risks": PageWords(
        "Open risks",
        "open",
        "Review overdue",
        "to be reviewed",
        "What could keep the partnership from its purpose, scored for likelihood and impact.",
        (("score", True),),
    ),
    "training": PageWords(
        "Evidence not complete",
        "without all four stages",
        "No evidence yet",
        "without any evidence",
        "Courses and events, who came, and what the four stages of evaluation show.",
        (("held_on", True),),
    ),
    "learning": PageWords(
        "Open learning points",
        "open",
        "Not shared yet",
        "not shared yet",
        "What was learned, where it came from, with whom it was shared and what came of it.",
        (("identified_on", True),),
    ),
    "actions": PageWords(
        "Open actions",
        "open",
        "Overdue or stuck",
        "overdue or stuck",
        "Actions from every review, audit and meeting, each with an owner and a test of done.",
        (("due_on", False),),
        frozenset({"effect"}),
    ),
    "meetings": PageWords(
        "Meetings to come",
        "to come",
        "Papers or date overdue",
        "overdue",
        "Meetings of the groups, with agenda, attendance and minutes.",
        (("held_on", False),),
    ),
    "voices": PageWords(
        "Open voices",
        "open",
        "Overdue",
        "overdue",
        "What practitioners and families say: complaints, compliments, disputes and challenges, never with a name.",
        (("heard_on", True),),
    ),
    "performance": PageWords(
        "Indicators in use",
        "in use",
        "Off target",
        "off target",
        "Indicators with their targets and the values of each period.",
        (("ref", False),),
    ),
    "agencies": PageWords(
        "Agencies now",
        "now",
        "Returns awaited",
        "with returns awaited",
        "Partner agencies, the people the office writes to and what they were asked for.",
        (("name", False),),
        frozenset({"statutory"}),
    ),
}
_SHORTER = (
    (re.compile(r"^Papers: overdue by .*$"), "Papers late"),
    (re.compile(r" by \d+ (working )?days?$"), ""),
    (re.compile(r", \d+ (working )?days? late$"), ", late"),
    (re.compile(r"^Due in \d+ working days?$"), "Due soon"),
    (re.compile(r"^No clock running$"), "No clock"),
    (re.compile(r"^Suspended since .*$"), "Suspended"),
    (re.compile(r"^Papers: due this week$"), "Papers due"),
)


def words_of(own: Register) -> PageWords:
    """The words of a register's page; plain ones for a register that has none of its own."""
    plain = PageWords(f"Open {plural(own.singular)}", "open", "Overdue", "overdue", f"{own.label} of the partnership.")
    return _WORDS.get(own.key, plain)


def views_of(own: Register) -> list[tuple[str, str]]:
    """The views of a page in order: (key, what the list says)."""
    words = words_of(own)
    return [(OPEN, words.open_view), (LATE, words.late_view), (ALL, f"All {plural(own.singular)}"), (BIN, "In the bin")]


def summary(own: Register, found: Sequence[Standing]) -> str:
    """The second line of a page: "12 open of 47 · 2 overdue"."""
    words = words_of(own)
    still, late = sum(one.open for one in found), sum(one.late for one in found)
    line = f"{still:,} {words.open_word} of {len(found):,}"
    return f"{line} · {late:,} {words.late_word}" if late else line


def shortened(status: Status) -> Status:
    """A status for a narrow column: without the count of days, which stands in the words of the cell."""
    word = status.word
    for pattern, short in _SHORTER:
        word = pattern.sub(short, word)
    return status if word == status.word else Status(status.tone, word)
