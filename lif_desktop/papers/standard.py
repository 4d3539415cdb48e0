"""The standard agenda of each group: what is always on it, who leads, what it is for and how long it takes."""

from dataclasses import dataclass
from typing import Literal

Draws = Literal[
    "",
    "matters",
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
    Item("Welcome, apologies and quorum", CHAIR),
    Item("Declarations of interest; confidentiality", CHAIR),
    Item("Minutes of the last meeting, matters arising and action log", MANAGER, "agree", 15, "matters"),
)
_CLOSING = (
    Item("Risks to escalate", MANAGER, "decide", 10, "risks"),
    Item("Any other business; publication and media", CHAIR),
    Item("Next meeting and deadline for papers", CHAIR, "note", 5, "next"),
)
_EXCEPTIONS = Item("Composite action plan", MANAGER, "challenge", 15, "exceptions")
_LEARNING = Item("Learning and its effect", MANAGER, "challenge", 15, "learning")
_AUDITS = Item("Audit findings", "Audit lead", "challenge", 15, "audits")
_ASSURANCE = Item("Twelve-month assurance", MANAGER, "decide", 10, "assurance")
_TRAINING = Item("Training and its evaluation", "Training lead", "challenge", 15, "training")

STANDARD: dict[str, tuple[Item, ...]] = {
    "review_group": (
        *_OPENING,
        Item("New referrals for decision", MANAGER, "decide", 20, "referrals"),
        Item("Live rapid reviews and their clocks", MANAGER, "challenge", 20, "clocks"),
        Item("Commissioned reviews, progress and quality", MANAGER, "challenge", 15, "commissioned"),
        _EXCEPTIONS,
        _LEARNING,
        Item("Reviews that other bodies lead", MANAGER, "note", 5, "others"),
        Item("Reviews by single agencies", MANAGER, "note", 5, "own_agency"),
        _AUDITS,
        *_CLOSING,
    ),
    "quality_assurance": (
        *_OPENING,
        _AUDITS,
        _ASSURANCE,
        Item("Indicators off target", "Performance lead", "challenge", 15, "performance"),
        _EXCEPTIONS,
        _LEARNING,
        *_CLOSING,
    ),
    "practice_improvement": (*_OPENING, _EXCEPTIONS, _LEARNING, _TRAINING, _ASSURANCE, *_CLOSING),
    "training_group": (*_OPENING, _TRAINING, _LEARNING, *_CLOSING),
    "commissioning_group": (*_OPENING, _TRAINING, _LEARNING, *_CLOSING),
    "safeguarding_executives": (
        *_OPENING,
        Item("Live rapid reviews and their clocks", MANAGER, "note", 10, "clocks"),
        Item("Commissioned reviews, progress and quality", MANAGER, "challenge", 15, "commissioned"),
        _EXCEPTIONS,
        _ASSURANCE,
        Item("Indicators off target", "Performance lead", "challenge", 10, "performance"),
        *_CLOSING,
    ),
}
"""By group. The order for the Review Group is that of its usual agenda, decisions on people first."""

OTHERWISE = (*_OPENING, _EXCEPTIONS, _LEARNING, *_CLOSING)
"""For a group that has no list of its own."""


def standard_items(group: str) -> tuple[Item, ...]:
    """The standard agenda of a group, by its key in the profile."""
    return STANDARD.get(group, OTHERWISE)
