"""The four stages of a course in words: what is on record, what is missing and until when (framework 13.4)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lif_desktop.framework.clocks import explain
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.evaluation import (
    BEHAVIOUR,
    LEARNING,
    REACTION,
    RESULTS,
    Finding,
    Rate,
    at_stage,
    due_by,
    findings,
    follow_up_due,
    odd_figures,
    people,
)
from lif_desktop.framework.parts import EvaluationStage, Profile
from lif_desktop.framework.status import Status, due_status
from lif_desktop.framework.tracking import tracked
from lif_desktop.framework.workdays import WorkingDays

Row = Mapping[str, Any]

FOLLOW_UP, LOOK = "training_follow_up", "training_results"
"""The standing rules of the third and the fourth stage."""

_LONGEST = 240
"""Letters of a note that are shown; the whole of it stands on the record."""


@dataclass(frozen=True)
class StageSaid:
    """One stage of one course: how it stands, what is on record, what does not fit, and what is missing."""

    number: int
    stage: EvaluationStage
    status: Status
    on_record: tuple[str, ...]
    odd: tuple[str, ...]
    missing: str
    has_evidence: bool


@dataclass(frozen=True)
class Looking:
    """What a course is looked at with: the framework, the day and the working days."""

    profile: Profile
    today: date
    calendar: WorkingDays

    def due(self, stage: str, course: Row) -> date | None:
        """The day by which there should be evidence of a stage; None where no day is known."""
        if stage == BEHAVIOUR:
            return follow_up_due(course, self.profile.standing_rule(FOLLOW_UP), self.calendar)
        if stage == RESULTS:
            return due_by(course, self.profile.standing_rule(LOOK), self.calendar)
        held: date | None = course.get("held_on")
        return held


def stages_said(
    course: Row, lines: Sequence[Row], cases: Sequence[Row], looking: Looking
) -> tuple[StageSaid, StageSaid, StageSaid, StageSaid]:
    """The four stages of a course. `lines` are those of its evaluation, `cases` those tracked for it (13.3)."""
    found, odd, looked = findings(course, lines), odd_figures(course, lines), tracked(cases)

    def said(number: int, stage: EvaluationStage) -> StageSaid:
        here = at_stage(found, stage.key)
        known = any(one.counts for one in here) or (stage.key == RESULTS and looked.looked_at > 0)
        on_record = [*_sent(stage.key, course), *(words for one in here for words in finding_words(one))]
        if stage.key == RESULTS and looked.words:
            on_record.append(looked.words)
        state = standing(stage.key, known, course, looking)
        return StageSaid(
            number,
            stage,
            state,
            tuple(on_record),
            tuple(words for key, words in odd if key == stage.key),
            "" if known or course.get("attended") == 0 else _missing(stage, here, course, looking, state),
            known,
        )

    stages = enumerate(looking.profile.evaluation.stages, 1)
    first, second, third, fourth = (said(number, stage) for number, stage in stages)
    return first, second, third, fourth


def finding_words(found: Finding) -> Iterator[str]:
    """A measure in words, never a score without the people it comes from, then what else was told of it."""
    on = f", {show_date(found.on)}" if found.on else ""
    if found.stage == BEHAVIOUR and found.own:
        yield f"{_replied(found.rate)}{_used(found)}."
    elif found.change is not None:
        yield f"{found.measure} {_moved(found)}, {_pairs(found)}{on}."
    elif found.result is not None:
        yield f"{found.measure} {_scored(found)}{_from(found)}{on}."
    elif found.before is not None:
        yield f"{found.measure} {figure(found.before)} before; what came after is not recorded."
    elif found.rate.replies is not None:
        yield f"{_filled_in(found)}{on}."
    elif found.stage == RESULTS and found.own and not found.told:
        yield f"To be measured by: {found.measure}."
    if found.told:
        lead = f"{found.measure}: " if found.stage == RESULTS and found.own else ""
        yield f"{lead}{_shortened(found.told)}"
    if found.no_impact:
        yield f"No impact seen. {_shortened(f'Decided: {found.decision}') if found.decision else 'No decision yet.'}"


def rate_words(rate: Rate, did: str = "") -> str:
    """Those who replied: "18 of 24 people, 75%"; what is not known or does not fit is said.

    `did` says what they did, " answered the follow-up", and stands after the people.
    """
    if rate.replies is None:
        return f"an unknown number of people{did}"
    if rate.asked is None:
        return f"{_people(rate.replies)}{did}, of how many is not recorded"
    if rate.is_odd:
        return f"{_people(rate.replies)}{did}, although only {rate.asked:,} were asked"
    share = f", {rate.percent}" if rate.percent else ""
    return f"{rate.replies:,} of {_people(rate.asked)}{did}{share}"


def score_words(found: Iterable[Finding]) -> str:
    """The satisfaction with its rate for a line of a list: "4.3 of 5 from 18 of 24 people, 75%"; else the rate."""
    own = next((one for one in at_stage(found, REACTION) if one.result is not None), None)
    if own is not None:
        return f"{_scored(own)} from {rate_words(own.rate)}"
    rate = people(found, REACTION)
    return "" if rate.replies is None else rate_words(rate)


def figure(value: float) -> str:
    """A figure without needless noughts, two decimals at most."""
    return f"{round(value, 2):g}"


# Within


def _people(number: int) -> str:
    return f"{number:,} {'person' if number == 1 else 'people'}"


def _of(most: float | None) -> str:
    return f" of {figure(most)}" if most is not None else ""


def _scored(found: Finding) -> str:
    return f"{figure(found.result or 0)}{_of(found.most)}"


def _from(found: Finding) -> str:
    """Whom a score comes from. A result in outcomes need not come from people."""
    if found.stage == RESULTS and found.rate.replies is None:
        return ""
    return f" from {rate_words(found.rate)}"


def _moved(found: Finding) -> str:
    change = found.change or 0
    way = "no change" if not change else f"{'up' if change > 0 else 'down'} {figure(abs(change))}"
    return f"{figure(found.before or 0)} → {figure(found.result or 0)}{_of(found.most)} ({way})"


def _pairs(found: Finding) -> str:
    number = found.rate.replies
    if found.stage == RESULTS:
        return f"from {rate_words(found.rate)}" if number is not None else "before and after"
    if number is None:
        return "the number of matched pairs is not recorded"
    few = ", too few to publish" if found.is_small else ""
    return f"{number} matched {'pair' if number == 1 else 'pairs'}{few}"


def _replied(rate: Rate) -> str:
    if rate.replies is None:
        return "How many people answered the follow-up is not recorded"
    return rate_words(rate, " answered the follow-up")


def _used(found: Finding) -> str:
    if found.used is None:
        return "; how many use it at work is not recorded"
    return f"; {found.used or 'none'} of them {'uses' if found.used == 1 else 'use'} it at work"


def _filled_in(found: Finding) -> str:
    if found.own:
        return rate_words(found.rate, " filled in a form")
    return f"{found.measure}: {rate_words(found.rate, ' replied')}"


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1].rstrip()}…"


def _sent(stage: str, course: Row) -> Iterator[str]:
    if stage == BEHAVIOUR and course.get("follow_up_sent_on"):
        yield f"Follow-up sent {show_date(course['follow_up_sent_on'])}."


def _is_held(course: Row, today: date) -> bool:
    return course.get("held_on") is not None and course["held_on"] <= today


def standing(stage: str, known: bool, course: Row, looking: Looking) -> Status:
    """How a stage stands: on record, else by the day on which it is due."""
    if known:
        return Status("blue", "On record")
    if course.get("attended") == 0:
        return Status("none", "Nobody came")
    if stage == BEHAVIOUR and course.get("follow_up_sent_on"):
        return Status("amber", "Replies awaited")
    due = looking.due(stage, course)
    if due is None:
        return Status("none", "No date yet")
    if not _is_held(course, looking.today):
        return Status("none", "Planned")
    found = due_status(due, None, looking.today, looking.calendar)
    return Status("none", "Not due yet") if found.tone == "green" else found


def _missing(stage: EvaluationStage, here: Sequence[Finding], course: Row, looking: Looking, state: Status) -> str:
    """What would be evidence of a stage, and until when it is wanted."""
    if stage.key == REACTION and here:
        return "Record how many people replied: without that the score does not count."
    if stage.key == LEARNING and here:
        return "Record the number of matched pairs, and what stood before and after."
    if stage.key == BEHAVIOUR and course.get("follow_up_sent_on"):
        return "Record how many answered the follow-up, and how many use it at work."
    if stage.key == RESULTS and any(one.no_impact for one in here):
        return "Record what was decided when no impact was seen."
    wanted = f"{stage.collects[:1].lower()}{stage.collects[1:]}"
    lead = "Still to come" if state.tone == "none" else "Missing"
    return f"{lead}: {wanted}.{_until(stage.key, course, looking)}"


def _until(stage: str, course: Row, looking: Looking) -> str:
    """Until when a stage is wanted, with the reason of the day."""
    due, held = looking.due(stage, course), course.get("held_on")
    if due is None or stage not in (BEHAVIOUR, RESULTS):
        when = next(one.when for one in looking.profile.evaluation.stages if one.key == stage)
        return f" {when}."
    rule = looking.profile.standing_rule(FOLLOW_UP if stage == BEHAVIOUR else LOOK)
    lead = "Due" if stage == BEHAVIOUR else "To be looked for by"
    if rule is None or held is None or due_by(course, rule, looking.calendar) != due:
        return f" {lead} {show_date(due)}, as set on the course."
    return f" {lead} {explain(rule, held, looking.calendar)}."
