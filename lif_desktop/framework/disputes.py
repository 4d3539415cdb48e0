"""The steps of a professional dispute or an escalation (framework 5.11): their clocks and what was decided. Pure.

A voice holds one text of decisions. Each step adds a line to it, so that what was decided at an earlier step stays
readable in the form, in trackers and in papers.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from lif_desktop.framework.choice import Choice
from lif_desktop.framework.clocks import Rule, explain
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.workdays import WorkingDays

Row = Mapping[str, Any]
State = Literal["done", "settled", "now", "later"]

KINDS = frozenset({"dispute", "escalation"})
"""The kinds of voices that go through steps."""
SETTLED, FURTHER = "settled", "taken to the next step"
_LINE = re.compile(
    rf"^(?P<label>.+?), (?P<day>\d{{1,2}} [A-Z][a-z]+ \d{{4}}), (?P<outcome>{SETTLED}|{FURTHER}):\s*(?P<words>.*)$"
)


@dataclass(frozen=True)
class Step:
    """One step: how it stands, its clock (None where it has none or has not begun) and what was decided at it.

    `source` says on what the time it is given rests.
    """

    key: str
    label: str
    state: State
    began: date | None = None
    due: date | None = None
    why: str = ""
    decided: str = ""
    source: str = ""


def steps_of(voice: Row, stages: Sequence[Choice], rules: Sequence[Rule], calendar: WorkingDays) -> tuple[Step, ...]:
    """The steps of a dispute in their order; the first one stands still to come where none has begun."""
    keys = [stage.key for stage in stages]
    now = keys.index(voice["dispute_stage"]) if voice.get("dispute_stage") in keys else -1
    told = decided_by(str(voice.get("decision") or ""))
    over = bool(voice.get("responded_on")) or voice.get("status") in ("answered", "closed")
    by_key = {rule.key: rule for rule in rules}
    found = []
    for place, stage in enumerate(stages):
        rule, decided = by_key.get(f"dispute_{stage.key}"), told.get(stage.label, "")
        if place == now:
            began, due = voice.get("step_began_on"), voice.get("step_due_on")
            state: State = "settled" if over else "now"
            why = explain(rule, began, calendar) if rule and began else ""
            source = rule.source if rule else ""
            found.append(Step(stage.key, stage.label, state, began, due, why, decided, source))
        else:
            later = f"{rule.number} {rule.unit} from its beginning" if rule else "No time is set for this step"
            after = place > now
            found.append(
                Step(stage.key, stage.label, "later" if after else "done", why=later if after else "", decided=decided)
            )
    return tuple(found)


def decided_by(text: str) -> dict[str, str]:
    """What was decided at each step, by its label: the day, how it ended and the words."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if match := _LINE.match(line.strip()):
            words = match["words"]
            said = f"{match['outcome'].capitalize()} on {match['day']}{f': {words}' if words else ''}"
            label = match["label"]
            found[label] = f"{found[label]}\n{said}" if label in found else said
    return found


def remarks(text: str) -> str:
    """The lines of a text of decisions that belong to no step."""
    return "\n".join(line for line in text.splitlines() if line.strip() and not _LINE.match(line.strip()))


def with_decision(text: str | None, label: str, day: date, words: str, settled: bool) -> str:
    """The text of decisions with one more line, for the step of that label; nothing that stood there is lost."""
    line = f"{label}, {show_date(day)}, {SETTLED if settled else FURTHER}: {' '.join(words.split())}"
    return "\n".join(part for part in ((text or "").rstrip(), line) if part)


def next_stage(stages: Sequence[Choice], now: str | None) -> Choice | None:
    """The step after one; the first where none has begun, None after the last."""
    keys = [stage.key for stage in stages]
    place = keys.index(now) + 1 if now in keys else 0
    return stages[place] if place < len(stages) else None
