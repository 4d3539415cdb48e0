"""The way of a review from referral to closing, step by step: what is done, what comes next, what mends it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lif_desktop.framework.parts import Profile, ReviewType
from lif_desktop.framework.pathway_facts import Facts, Found, Way
from lif_desktop.framework.pathway_steps import ROUTE, STEPS, StepKind

__all__ = [
    "ENDED",
    "NAMES",
    "STEPS",
    "Facts",
    "Found",
    "Step",
    "Way",
    "agrees",
    "following",
    "moves_on",
    "pathway",
    "roles_at",
]

State = Literal["done", "in_hand", "open", "passed", "not_needed"]

NAMES: Mapping[str, str] = {"local_review": "practice_review", "national_review": "national_review"}
"""The type of review that an outcome names; on a review of that type it agrees to that one."""
_OTHERS = frozenset({"other_review", "refer_on", *NAMES})

ENDED = frozenset({"not_progressed", "transferred"})
"""Statuses of a review that went no further."""

_AFTER_THE_END = frozenset({"told", "route", "closed"})
"""Steps that are still needed once a review goes no further."""


@dataclass(frozen=True)
class Step:
    """One step of a review. `says` is what shows where it stands, `way` what mends it or takes it further.

    `state`: done; in_hand, begun; open; passed, not begun although a later one is done; not_needed for this type, or
    after this outcome. `next` marks the one step that comes next, if any.
    """

    key: str
    label: str
    source: str
    state: State
    says: str
    way: Way
    next: bool = False

    @property
    def word(self) -> str:
        """How the step stands, in a word or two."""
        if self.state == "open":
            return "Next" if self.next else "To come"
        return _WORDS[self.state]


_WORDS: Mapping[State, str] = {
    "done": "Done",
    "in_hand": "In hand",
    "passed": "Not recorded",
    "not_needed": "Not needed",
}


def pathway(profile: Profile, facts: Facts) -> tuple[Step, ...]:
    """The steps of a review in the order of its type, those that are not needed last.

    A step is done by what is recorded for it alone: adding to the records never takes that back. Raises KeyError
    where the profile does not have the type of the review.
    """
    kind = profile.review_type(str(facts.review["review_type"]))
    outcomes, methods = (
        {choice.key: choice.label for choice in profile.choices(name)} for name in ("review_outcomes", "methodologies")
    )
    named = replace(facts, outcomes=outcomes, methods=methods)
    wanted = _in_order(kind, named)
    over = named.outcome in kind.ends_with or named.review.get("status") in ENDED
    steps = _with_next([_step(one, named, over) for one in wanted])
    others = [one for one in STEPS.values() if one not in wanted]
    left = [Step(one.key, one.label, one.source, "not_needed", "", one.look(named).way) for one in others]
    return (
        *(one for one in steps if one.state != "not_needed"),
        *(one for one in steps if one.state == "not_needed"),
        *left,
    )


def moves_on(kind: ReviewType, outcome: str | None) -> bool:
    """Whether an outcome on a review of this type means another review."""
    return outcome in _OTHERS and NAMES.get(outcome or "") != kind.key


def agrees(kind: ReviewType, outcome: str | None) -> bool:
    """Whether an outcome means that this very review is held."""
    return outcome == "review_agreed" or NAMES.get(outcome or "") == kind.key


def following(steps: Sequence[Step]) -> Step | None:
    """The step that comes next; None when there is nothing left to do."""
    return next((step for step in steps if step.next), None)


def roles_at(kind: ReviewType, step: str) -> str:
    """Who does a step in this type of review, in a sentence; "" where the framework names nobody."""
    words, name = _ROLES.get(step, ("", ""))
    who = kind.owner if name == "owner" else getattr(kind.roles, name) if name else ""
    return f"{words}: {who}" if who else ""


_ROLES: Mapping[str, tuple[str, str]] = {
    "referral": ("Belongs to", "owner"),
    "decision": ("Decides", "decides"),
    "reviewer": ("Leads and writes", "leads"),
    "panel": ("Panel", "panel"),
    "plan": ("Watches over the actions", "actions"),
    "assurance": ("Gives assurance", "assures"),
}


def _in_order(kind: ReviewType, facts: Facts) -> list[StepKind]:
    """The steps of the type; after a decision that means another review, opening that one comes next."""
    order = [STEPS[key] for key in kind.steps]
    if moves_on(kind, facts.outcome):
        at = next((place for place, one in enumerate(order, 1) if one.key == "decision"), len(order))
        order.insert(at, ROUTE)
    return order


def _step(kind: StepKind, facts: Facts, over: bool) -> Step:
    found = kind.look(facts)
    state: State = found.state
    if state != "done" and over and kind.key not in _AFTER_THE_END:
        state = "not_needed"
    return Step(kind.key, kind.label, kind.source, state, found.says, found.way)


def _with_next(steps: Sequence[Step]) -> list[Step]:
    """The first step after the last gate that is not done comes next; what was not begun before it is passed."""
    gates = [
        place for place, step in enumerate(steps) if step.state == "done" and step.key in STEPS and STEPS[step.key].gate
    ]
    last = max(gates, default=-1)
    ahead = (place for place, step in enumerate(steps) if place > last and step.state in ("open", "in_hand"))
    coming = next(ahead, None)
    return [
        replace(step, state="passed" if place < last and step.state == "open" else step.state, next=place == coming)
        for place, step in enumerate(steps)
    ]
