"""The standard agenda of each group: what is always on it, who leads, what it is for and how long it takes."""

from dataclasses import dataclass, replace
from typing import Literal, get_args

Draws = Literal[
    "",
    "quorum",
    "declarations",
    "matters",
    "changes",
    "referrals",
    "clocks",
    "commissioned",
    "exceptions",
    "learning",
    "others",
    "own_agency",
    "audits",
    "risks",
    "training",
    "assurance",
    "performance",
    "next",
]
"""What is drawn up from the registers for an item; nothing for an item that needs no paper."""

DRAWS: tuple[Draws, ...] = get_args(Draws)
"""Each of them, as `agenda_items.draws` holds it."""


@dataclass(frozen=True)
class Item:
    """One standard item. `purpose` is a key of item_purposes; `minutes` is how long it is given."""

    title: str
    lead: str
    purpose: str = "note"
    minutes: int = 5
    draws: Draws = ""


CHAIR, MANAGER = "Chair", "Business manager"

_OPENING = (
    Item("Welcome, apologies and quorum", CHAIR, "note", 5, "quorum"),
    Item("Declarations of interest; confidentiality", CHAIR, "note", 5, "declarations"),
    Item("Minutes of the last meeting, matters arising and action log", MANAGER, "agree", 15, "matters"),
    Item("What changed since the last meeting", MANAGER, "note", 5, "changes"),
)
_RISKS = Item("Risks to escalate", MANAGER, "decide", 10, "risks")
_LAST = (
    Item("Any other business; publication and media", CHAIR),
    Item("Next meeting and deadline for papers", CHAIR, "note", 5, "next"),
)
_CLOSING = (_RISKS, *_LAST)
_REFERRALS = Item("New referrals for decision", MANAGER, "decide", 20, "referrals")
_CLOCKS = Item("Live rapid reviews and their clocks", MANAGER, "challenge", 20, "clocks")
_COMMISSIONED = Item("Commissioned reviews, progress and quality", MANAGER, "challenge", 15, "commissioned")
_EXCEPTIONS = Item("Composite action plan", MANAGER, "challenge", 15, "exceptions")
_LEARNING = Item("Learning and its effect", MANAGER, "challenge", 15, "learning")
_AUDITS = Item("Audit findings", "Audit lead", "challenge", 15, "audits")
_ASSURANCE = Item("Twelve-month assurance", MANAGER, "decide", 10, "assurance")
_TRAINING = Item("Training and its evaluation", "Training lead", "challenge", 15, "training")
_PERFORMANCE = Item("Indicators off target", "Performance lead", "challenge", 15, "performance")

STANDARD: dict[str, tuple[Item, ...]] = {
    "review_group": (
        *_OPENING,
        _REFERRALS,
        _CLOCKS,
        _COMMISSIONED,
        _EXCEPTIONS,
        _LEARNING,
        Item("Reviews that other bodies lead", MANAGER, "note", 5, "others"),
        Item("Reviews by single agencies", MANAGER, "note", 5, "own_agency"),
        _AUDITS,
        *_CLOSING,
    ),
    "quality_assurance": (*_OPENING, _AUDITS, _ASSURANCE, _PERFORMANCE, _EXCEPTIONS, _LEARNING, *_CLOSING),
    "practice_improvement": (*_OPENING, _EXCEPTIONS, _LEARNING, _TRAINING, _ASSURANCE, *_CLOSING),
    "training_group": (*_OPENING, _TRAINING, _LEARNING, *_CLOSING),
    "commissioning_group": (*_OPENING, _TRAINING, _LEARNING, *_CLOSING),
    "safeguarding_executives": (
        *_OPENING,
        replace(_CLOCKS, purpose="note", minutes=10),
        _COMMISSIONED,
        _EXCEPTIONS,
        _ASSURANCE,
        replace(_PERFORMANCE, minutes=10),
        replace(_RISKS, title="Risk register", minutes=15),
        *_LAST,
    ),
}
"""By group. The order for the Review Group is that of its usual agenda, decisions on people first."""

STANDARD["delegated_partners"] = STANDARD["safeguarding_executives"]
"""They act for the lead safeguarding partners from day to day, and sign off rapid reviews."""

OTHERWISE = (*_OPENING, _EXCEPTIONS, _LEARNING, *_CLOSING)
"""For a group that has no list of its own."""

_NOT_FOR_ADULTS = frozenset({"clocks"})
"""What a panel that weighs only adults' cases has no use for: rapid reviews are of children."""


def standard_items(group: str, sits_as: str | None = None) -> tuple[Item, ...]:
    """The standard agenda of a group, by its key in the profile.

    `sits_as` is the key of panel_kinds that the Review Group sits as on the day (framework 1.9 and 1.10); it leaves
    out what the panel has no say in.
    """
    items = STANDARD.get(group, OTHERWISE)
    if sits_as == "adult_review":
        return tuple(item for item in items if item.draws not in _NOT_FOR_ADULTS)
    return items
