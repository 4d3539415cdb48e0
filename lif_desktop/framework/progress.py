"""How an action stands: BRAG by rule or set by hand, and what has been shown of it, from complete to signed off.

Complete, with evidence, with an effect that was seen, and signed off are four different things: none follows from
another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.parts import Tone
from lif_desktop.framework.selfcheck import FINISHED
from lif_desktop.framework.status import Status

Row = Mapping[str, Any]
Step = Literal["complete", "evidenced", "effect seen", "signed off"]
STEPS: tuple[Step, ...] = ("complete", "evidenced", "effect seen", "signed off")


@dataclass(frozen=True)
class Shown:
    """One step of an action: whether it is shown, and in words what shows it or what is missing."""

    step: Step
    lit: bool
    words: str

    @property
    def label(self) -> str:
        """Its name: "Effect seen"."""
        return self.step.capitalize()


@dataclass(frozen=True)
class Brag:
    """The BRAG of an action: what is shown, what the rule says, and what is said about setting it by hand."""

    shown: Status
    by_rule: Status
    by_hand: bool
    words: str
    lacks_reason: bool = False


def shown_status(by_rule: Status, by_hand: str | None, labels: Mapping[str, str]) -> Status:
    """What is shown: a BRAG set by hand while the action is open, else what the rule says.

    `by_hand` is a key of the list brag, whose labels are `labels`. Blue by rule (complete) is never overridden.
    """
    if by_hand in labels and by_rule.tone != "blue":
        return Status(_tone(str(by_hand)), labels[str(by_hand)])
    return by_rule


def brag(row: Row, by_rule: Status, labels: Mapping[str, str]) -> Brag:
    """The BRAG of an action with its reason. `by_rule` is what its status and due day come to."""
    shown = shown_status(by_rule, row["brag"], labels)
    if row["brag"] not in labels:
        return Brag(shown, by_rule, False, "By rule, from status and due date")
    label, reason = labels[row["brag"]], (row["brag_reason"] or "").strip()
    if by_rule.tone == "blue":
        return Brag(shown, by_rule, True, f"{label} was set by hand while it was open")
    words = f"Set by hand: {reason.rstrip('.')}" if reason else f"Set to {label.lower()} by hand"
    return Brag(shown, by_rule, True, f"{words}. By rule: {by_rule.word}", not reason)


def steps(row: Row) -> tuple[Shown, ...]:
    """What has been shown of an action, in order; each stands for itself."""
    done, day = is_complete(row), row["completed_on"]
    complete = f"Complete since {show_date(day)}" if day else "Complete" if done else "It is not complete"
    signed = f"Signed off on {show_date(row['signed_off_on'])}" if row["signed_off_on"] else "Signed off"
    signed += f" by {row['signed_off_by']}" if row["signed_off_by"] else ""
    off = bool(row["signed_off_on"]) or row["status"] == "signed_off"
    return (
        Shown("complete", done, complete),
        Shown("evidenced", bool(row["evidence"]), row["evidence"] or "Nothing shows that it was done"),
        Shown(
            "effect seen", bool(row["impact_evidence"]), row["impact_evidence"] or "Nothing shows what effect it had"
        ),
        Shown("signed off", off, signed if off else "Nobody has signed it off"),
    )


def is_complete(row: Row) -> bool:
    """Whether an action is done, by its status or by its date of completion."""
    return row["status"] in FINISHED or bool(row["completed_on"] and not row["status"])


def effect_status(complete: bool, seen: bool) -> Status:
    """Whether the effect of an action has been seen, beside whether it is complete."""
    if seen:
        return Status("blue", "Effect seen")
    return Status("amber", "Complete, no effect seen") if complete else Status("none", "Not seen yet")


def dates(row: Row) -> str:
    """When an action is due, when it was due at first, when it is moderated and when assurance is due, in words."""
    due, first = row["due_on"], row["original_due_on"]
    parts = [f"Due {show_date(due)}" if due else "No due date"]
    if first and first != due:
        parts.append(f"first due {show_date(first)}")
    if row["moderation_on"]:
        parts.append(f"moderation day {show_date(row['moderation_on'])}")
    if row["assurance_due_on"]:
        parts.append(f"assurance due {show_date(row['assurance_due_on'])}")
    return ", ".join(parts)


def _tone(key: str) -> Tone:
    tones: dict[str, Tone] = {"blue": "blue", "green": "green", "amber": "amber", "red": "red"}
    return tones.get(key, "none")
