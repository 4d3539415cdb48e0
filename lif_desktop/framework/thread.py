"""The golden thread of a learning point: from where it came to what it changed, with every gap in between."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.lamps import Lamp, Names
from lif_desktop.framework.learning import STAGES
from lif_desktop.framework.parts import Tone
from lif_desktop.framework.reported import Place
from lif_desktop.framework.selfcheck import FINISHED
from lif_desktop.framework.status import Status

Row = Mapping[str, Any]
Standing = Literal["there", "part", "missing", "not needed"]

_DECIDED: dict[str, Tone] = {"accepted": "green", "not_implemented": "none"}
_TONES: tuple[Tone, ...] = ("red", "amber", "green", "blue")


@dataclass(frozen=True)
class Item:
    """One thing on the thread, in words; with `register` and `id` where it is a record that can be opened."""

    words: str
    register: str = ""
    id: int = 0
    ref: str = ""
    status: Status | None = None
    note: str = ""


@dataclass(frozen=True)
class Stop:
    """One stop of the thread: what stands there, what is missing, and whether every learning point needs it."""

    key: str
    label: str
    items: tuple[Item, ...] = ()
    lacks: tuple[str, ...] = ()
    none: str = ""

    @property
    def standing(self) -> Standing:
        """Whether it is there whole, in part, is missing, or is not needed."""
        if self.lacks:
            return "part" if self.items else "missing"
        return "there" if self.items else "not needed"


@dataclass(frozen=True)
class Facts:
    """What the thread of one learning point is drawn from.

    `sources`, `courses` and `risks` are linked records in words. Actions bear their "state" (a Status).
    """

    point: Row
    lamps: Sequence[Lamp]
    names: Names
    today: date
    sources: Sequence[Item] = ()
    recommendations: Sequence[Row] = ()
    actions: Sequence[Row] = ()
    courses: Sequence[Item] = ()
    risks: Sequence[Item] = ()
    retest: Item | None = None
    places: Sequence[Place] = ()


def thread(facts: Facts) -> tuple[Stop, ...]:
    """The stops from source to yearly report, in order."""
    return (
        _source(facts),
        _point(facts),
        _recommendations(facts),
        _actions(facts),
        _stage("sharing", "Sharing", facts.lamps[1]),
        _stage("embedding", "Embedding", facts.lamps[2]),
        Stop("training", "Training", tuple(facts.courses), none="No course teaches it."),
        _stage("evaluation", "Evaluation", facts.lamps[3]),
        _retest(facts),
        Stop("risk", "Risk", tuple(facts.risks), none="It bears on no risk in the register."),
        _report(facts),
    )


def decision_status(row: Row, names: Names) -> Status:
    """What was decided about a recommendation: accepted, not to be implemented, or nothing yet."""
    decision = str(row["decision"] or "")
    if decision in _DECIDED:
        return Status(_DECIDED[decision], names.label("recommendation_decisions", decision))
    return Status("amber", "Undecided")


def recommendation_lacks(row: Row, served: bool) -> str:
    """What a recommendation lacks, in words; "" when nothing. `served` is whether an action carries it out.

    One that is not to be implemented needs its reason (Care Act 2014 Schedule 2 paragraph 4(1)(g)).
    """
    if row["decision"] == "not_implemented":
        return "" if row["reason"] else "no reason why it is not to be implemented"
    if row["decision"] != "accepted":
        return "no decision yet"
    return "" if served else "no action yet"


def _source(facts: Facts) -> Stop:
    items = list(facts.sources)
    if facts.point["external_source"]:
        items.append(Item(str(facts.point["external_source"])))
    kind = facts.point["source_kind"]
    if not items and kind:
        items.append(Item(facts.names.label("learning_sources", kind)))
        return Stop("source", "Where it came from", tuple(items), ("No record shows which.",))
    return Stop("source", "Where it came from", tuple(items), () if items else ("Nothing says where it came from.",))


def _point(facts: Facts) -> Stop:
    reached = [lamp for lamp in facts.lamps if lamp.lit][-1]
    status = Status(_TONES[STAGES.index(reached.stage)], reached.label)
    note = f"Identified on {show_date(facts.point['identified_on'])}" if facts.point["identified_on"] else ""
    item = Item(facts.point["title"], "learning", facts.point["id"], facts.point["ref"], status, note)
    return Stop("learning", "Learning point", (item,), _sentences(lack.words for lack in facts.lamps[0].lacks))


def _recommendations(facts: Facts) -> Stop:
    served = {row["recommendation_id"] for row in facts.actions}
    items, lacking = [], []
    for row in facts.recommendations:
        items.append(_recommendation(row, facts.names))
        if words := recommendation_lacks(row, row["id"] in served):
            lacking.append(f"{row['ref']}: {words}.")
    if not items and not facts.actions:
        lacking.append("No recommendation, and no action.")
    none = "Not needed: its actions stand on the learning point itself."
    return Stop("recommendations", "Recommendations", tuple(items), tuple(lacking), none)


def _recommendation(row: Row, names: Names) -> Item:
    if row["decision"] == "not_implemented" and row["reason"]:
        note = f"Why not: {row['reason']}"
    else:
        decided = show_date(row["decided_on"]) if row["decided_on"] else ""
        parts = [part for part in (row["decided_by"], decided) if part]
        note = f"Decided: {', '.join(parts)}" if parts else ""
    return Item(row["text"], "recommendations", row["id"], row["ref"], decision_status(row, names), note)


def _actions(facts: Facts) -> Stop:
    refs = {row["id"]: row["ref"] for row in facts.recommendations}
    items = tuple(_action(row, refs) for row in facts.actions)
    lacking = [
        f"{row['ref']} is complete without evidence."
        for row in facts.actions
        if row["status"] in FINISHED and not row["evidence"]
    ]
    wanted = any(row["decision"] == "accepted" for row in facts.recommendations)
    refused = facts.recommendations and all(row["decision"] == "not_implemented" for row in facts.recommendations)
    if not items and wanted:
        lacking.append("No action.")
    none = "No action is asked for." if refused else "No action yet: nothing has been decided."
    return Stop("actions", "Actions", items, tuple(lacking), none)


def _action(row: Row, refs: Mapping[int, str]) -> Item:
    of = f"For {refs[row['recommendation_id']]}" if row["recommendation_id"] in refs else ""
    effect = f"Effect: {row['impact_evidence']}" if row["impact_evidence"] else ""
    note = ". ".join(part for part in (of, effect) if part)
    return Item(row["title"], "actions", row["id"], row["ref"], row["state"], note)


def _stage(key: str, label: str, lamp: Lamp) -> Stop:
    items = tuple(Item(shown.words, shown.register, shown.id) for shown in lamp.evidence)
    return Stop(key, label, items, _sentences(lack.words for lack in lamp.lacks))


def _retest(facts: Facts) -> Stop:
    due = facts.point["retest_due_on"]
    if facts.retest is not None:
        return Stop("retest", "Re-test", (facts.retest,))
    if due is None:
        return Stop("retest", "Re-test", (), ("No audit is planned that tests it again.",))
    words = f"Due {show_date(due)}"
    late = ("It was due and no audit is named.",) if due < facts.today else ()
    return Stop("retest", "Re-test", (Item(words),), late)


def _report(facts: Facts) -> Stop:
    items = tuple(Item(f"{place.year}: {place.words}") for place in facts.places)
    lacking = () if items else ("Without a date of identification no yearly report takes it in.",)
    return Stop("report", "Annual report", items, lacking)


def _sentences(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{one[:1].upper()}{one[1:]}." for one in words)
