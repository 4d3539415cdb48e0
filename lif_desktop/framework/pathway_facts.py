"""What the steps of a review are judged by, and what is found for one step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from lif_desktop.framework.checks import Looked
from lif_desktop.framework.criteria import Verdict
from lif_desktop.framework.dates import show_date

WayKind = Literal["field", "lines", "new", "decide", "route", "checklist"]


@dataclass(frozen=True)
class Way:
    """What takes a step further: a field of the review, its lines of a register, a new linked record, a window.

    `target` is the key of the field or register; `words` stand on the button that does it.
    """

    kind: WayKind
    target: str
    words: str


@dataclass(frozen=True)
class Found:
    """How one step stands by itself, what shows it, and what takes it further."""

    state: Literal["done", "in_hand", "open"]
    says: str
    way: Way


@dataclass(frozen=True)
class Facts:
    """All that is recorded of one review, as far as its steps go.

    `review` holds its fields. `verdict` is what the criteria come to (None for a type without any), `verdict_says` the
    same in words. `decisions` are those that stand, oldest first. Counts are of lines that are not in the bin;
    `actions_done` are complete or signed off, `shared` counts dated sharing of its learning, `onward` names reviews
    that came of this one, `beside` processes that run beside it. `due` holds the day by which a field of the review is
    to be filled, where a clock runs for it. `outcomes` and `methods` are the labels of those lists.
    """

    review: Mapping[str, Any]
    today: date
    referrer: str = ""
    verdict: Verdict | None = None
    verdict_says: str = ""
    asked: int = 0
    answered: int = 0
    bears_on_others: bool = False
    decisions: tuple[Mapping[str, Any], ...] = ()
    panel: int = 0
    returns_asked: int = 0
    returns_in: int = 0
    learning: int = 0
    recommendations: int = 0
    actions: int = 0
    actions_done: int = 0
    shared: int = 0
    looked: Looked = field(default_factory=Looked)
    onward: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    due: Mapping[str, date] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    methods: Mapping[str, str] = field(default_factory=dict)

    @property
    def decision(self) -> Mapping[str, Any] | None:
        """The newest standing decision that says what comes of the case; else the newest of all."""
        telling = [one for one in self.decisions if one["outcome"]]
        found = telling or list(self.decisions)
        return found[-1] if found else None

    @property
    def outcome(self) -> str:
        """What was decided: by the standing decision, else as it stands on the review; "" for nothing yet."""
        decided = self.decision
        return str((decided["outcome"] if decided else None) or self.review.get("outcome") or "")

    def has(self, name: str) -> bool:
        """Whether a field of the review is filled; a yes-or-no field counts as filled by either answer."""
        return self.review.get(name) not in (None, "", ())

    def day(self, name: str) -> str:
        """A date of the review in words; "" for none."""
        return show_date(self.review.get(name))

    def past(self, name: str) -> bool:
        """Whether a date of the review is there and not still to come."""
        found = self.review.get(name)
        return found is not None and found <= self.today

    def due_words(self, name: str) -> str:
        """By when a date of the review is due: "due 3 March 2026"; "" where no clock runs for it."""
        return f"due {show_date(self.due[name])}" if name in self.due else ""
