"""What is on record of a course at each of the four stages of evaluation, every figure counted once (framework 13)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lif_desktop.framework.clocks import Rule, due_on
from lif_desktop.framework.small import SMALL, is_small
from lif_desktop.framework.workdays import WorkingDays

Row = Mapping[str, Any]
"""A record by field key."""

REACTION, LEARNING, BEHAVIOUR, RESULTS = STAGES = ("reaction", "learning", "behaviour", "results")
"""The keys of the four stages in their order."""

PAIRS = SMALL
"""Fewer matched pairs than these are too few to publish."""

SATISFACTION_MOST = 5
"""Satisfaction is asked on a scale from 1 to this."""

_NAMES = {
    "Satisfaction": {"satisfaction", "overall satisfaction", "overall rating", "average rating", "rating"},
    "Knowledge": {"knowledge", "self-rated knowledge"},
    "Confidence": {"confidence", "self-rated confidence"},
    "Follow-up": {"follow-up", "follow up", "follow-up questionnaire", "follow up questionnaire", "used it at work"},
}
"""What lines call the measures that a course has fields of its own for."""


def percent(share: float) -> str:
    """A share in figures, "75%". It is 0% for nobody only, and 100% for all of them only."""
    if share in (0.0, 1.0):
        return f"{share:.0%}"
    return (
        "under 1%" if share < 0.005 else "over 100%" if share > 1 else "over 99%" if share > 0.995 else f"{share:.0%}"
    )


@dataclass(frozen=True)
class Rate:
    """How many of those who were asked replied; either number may not be known."""

    replies: int | None = None
    asked: int | None = None

    @property
    def is_odd(self) -> bool:
        """Whether more replied than were asked."""
        return self.replies is not None and self.asked is not None and self.replies > self.asked

    @property
    def share(self) -> float | None:
        """From 0.0 to 1.0; None where a number is not known, nobody was asked, or more replied than were asked."""
        if self.replies is None or not self.asked or self.is_odd:
            return None
        return self.replies / self.asked

    @property
    def percent(self) -> str:
        """The share in figures, "75%"; "" for none."""
        return "" if self.share is None else percent(self.share)

    @property
    def short(self) -> str:
        """The rate for a narrow cell, without a count: "75%", "over 100%" where the numbers do not fit, else ""."""
        return "over 100%" if self.is_odd else self.percent


@dataclass(frozen=True)
class Finding:
    """One measure at one stage, with the people it comes from.

    `before` and `result` lie on a scale that goes to `most`; a result without `before` is a score. `used` counts
    those who use it at work. At the stage of learning the replies of `rate` are matched pairs. `own` marks a measure
    that the course has fields for; the others are lines.
    """

    stage: str
    measure: str
    rate: Rate = Rate()
    before: float | None = None
    result: float | None = None
    most: float | None = None
    used: int | None = None
    told: str = ""
    no_impact: bool = False
    decision: str = ""
    on: date | None = None
    own: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is evidence for its stage.

        A score counts only with the people it comes from. In practice and in outcomes, an example or a figure tells
        something too, and so does no impact seen with what was decided then.
        """
        if self.stage == REACTION:
            return bool(self.rate.replies)
        if self.stage == LEARNING:
            return bool(self.rate.replies) and self.result is not None
        told = bool(self.told.strip()) or (self.no_impact and bool(self.decision.strip()))
        return told or bool(self.rate.replies or self.used) or (self.stage == RESULTS and self.result is not None)

    @property
    def change(self) -> float | None:
        """By how much the result lies above what was before; None where one of them is missing."""
        return None if self.before is None or self.result is None else round(self.result - self.before, 2)

    @property
    def is_small(self) -> bool:
        """Whether so few people stand behind it that it is not to be published."""
        return is_small(self.rate.replies)


def findings(course: Row, lines: Iterable[Row] = ()) -> tuple[Finding, ...]:
    """Every measure of a course once, stage by stage: its own fields, and `lines` of its evaluation.

    A line of the same stage with the name or with the very figures of an own measure is the same measure: it fills
    what the course leaves open and is not counted again.
    """
    own = list(_own(course))
    others: list[Finding] = []
    for found in (_of_line(line, course) for line in lines):
        at = _place_of(found, own)
        if at is not None:
            own[at] = _filled(own[at], found)
        elif found not in others:
            others.append(found)
    return tuple(sorted((*own, *others), key=lambda found: STAGES.index(found.stage)))


def at_stage(found: Iterable[Finding], stage: str) -> tuple[Finding, ...]:
    """Those of one stage."""
    return tuple(one for one in found if one.stage == stage)


def people(found: Iterable[Finding], stage: str) -> Rate:
    """Who replied at a stage: what the course itself says, else the measure with most replies.

    The same people answer several questions, so replies to them are never added up.
    """
    known = [one for one in at_stage(found, stage) if one.rate.replies is not None]
    own = [one for one in known if one.own]
    return max(own or known, key=lambda one: one.rate.replies or 0).rate if known else Rate()


def evidence(course: Row, lines: Iterable[Row] = (), cases: int = 0) -> tuple[bool, bool, bool, bool]:
    """Whether there is evidence at each of the four stages; `cases` are those tracked with an answer (13.3)."""
    reached = {one.stage for one in findings(course, lines) if one.counts}
    if cases:
        reached.add(RESULTS)
    first, second, third, fourth = (stage in reached for stage in STAGES)
    return first, second, third, fourth


def follow_up_due(course: Row, rule: Rule | None, calendar: WorkingDays | None = None) -> date | None:
    """The day on which the follow-up of a course is due: as recorded, else by the rule from the day it was held."""
    set_on: date | None = course.get("follow_up_due_on")
    return set_on or due_by(course, rule, calendar)


def follow_up_to_send(course: Row) -> date | None:
    """The recorded day of a follow-up still to go out; None once it was sent or answered, or where nobody attended."""
    if course.get("follow_up_sent_on") or course.get("follow_up_replies") or course.get("attended") == 0:
        return None
    due: date | None = course.get("follow_up_due_on")
    return due


def due_by(course: Row, rule: Rule | None, calendar: WorkingDays | None = None) -> date | None:
    """The day that a rule gives from the day on which a course was held; None without either."""
    held: date | None = course.get("held_on")
    return due_on(rule, held, calendar or WorkingDays()) if rule and held else None


def lacks_behaviour(
    row: Row, today: date, rule: Rule | None, lines: Iterable[Row] = (), calendar: WorkingDays | None = None
) -> bool:
    """Whether a course has no evidence of stage 3 although its follow-up was due before today (framework 13.4).

    `row` is the course, `rule` the standing rule "training_follow_up", `lines` its evaluation lines. A course that
    nobody attended cannot be followed up.
    """
    due = follow_up_due(row, rule, calendar)
    if due is None or due >= today or row.get("attended") == 0:
        return False
    return not any(one.counts for one in at_stage(findings(row, lines), BEHAVIOUR))


def odd_figures(course: Row, lines: Iterable[Row] = ()) -> tuple[tuple[str, str], ...]:
    """Figures that do not fit together, each as (key of the stage, what is odd in words)."""
    listed = list(lines)
    found = (*_odd_counts(course), *_odd_scores(course), *_odd_lines(course, listed))
    return tuple(sorted(found, key=lambda one: STAGES.index(one[0])))


def overall(rates: Iterable[Rate]) -> Rate:
    """Replies of those asked over several courses, of those for which both numbers are known and fit together."""
    known = [one for one in rates if one.share is not None]
    return Rate(sum(one.replies or 0 for one in known), sum(one.asked or 0 for one in known)) if known else Rate()


# Within


def _own(course: Row) -> Iterator[Finding]:
    """What the fields of the course say."""
    get, attended = course.get, course.get("attended")
    if get("questionnaires") is not None or get("satisfaction") is not None:
        rate = Rate(get("questionnaires"), attended)
        yield Finding(REACTION, "Satisfaction", rate, None, get("satisfaction"), SATISFACTION_MOST, own=True)
    for measure in ("knowledge", "confidence"):
        before, after = get(f"{measure}_before"), get(f"{measure}_after")
        if before is not None or after is not None:
            pairs = Rate(get("matched_pairs"), attended)
            yield Finding(LEARNING, measure.capitalize(), pairs, before, after, get("scale_most"), own=True)
    if get("follow_up_replies") is not None or get("applied") is not None or get("behaviour_examples"):
        rate = Rate(get("follow_up_replies"), attended)
        told = get("behaviour_examples") or ""
        yield Finding(BEHAVIOUR, "Follow-up", rate, used=get("applied"), told=told, own=True)
    if get("results_measure") or get("results_evidence"):
        measure = get("results_measure") or "Outcome"
        yield Finding(RESULTS, measure, told=get("results_evidence") or "", own=True)


def _of_line(line: Row, course: Row) -> Finding:
    """What a line of evaluation says; where it does not say how many were asked, those were who attended."""
    get, stage = line.get, str(line["stage"])
    asked = get("invited")
    if asked is None and stage != RESULTS:
        asked = course.get("attended")
    return Finding(
        stage,
        str(line["measure"]),
        Rate(get("replies"), asked),
        get("baseline"),
        get("result"),
        get("scale_most"),
        told=get("difference") or "",
        no_impact=bool(get("no_impact")),
        decision=get("decision") or "",
        on=get("measured_on"),
    )


def _plain(measure: str) -> str:
    return " ".join(measure.casefold().split())


def _place_of(line: Finding, own: Sequence[Finding]) -> int | None:
    """Which of the course's own measures a line repeats; None for another measure."""
    return next((at for at, one in enumerate(own) if _has_name(line, one) or _has_figures(line, one)), None)


def _has_name(line: Finding, own: Finding) -> bool:
    names = _NAMES.get(own.measure, set()) | {_plain(own.measure)}
    return line.stage == own.stage and _plain(line.measure) in names


def _has_figures(line: Finding, own: Finding) -> bool:
    if line.stage != own.stage or line.result is None:
        return False
    return (line.before, line.result, line.rate.replies) == (own.before, own.result, own.rate.replies)


def _filled(own: Finding, line: Finding) -> Finding:
    """The course's own measure with what only the line says."""
    replies = line.rate.replies if own.rate.replies is None else own.rate.replies
    asked = own.rate.asked if own.rate.asked is not None else line.rate.asked
    return replace(
        own,
        rate=Rate(replies, asked),
        before=line.before if own.before is None else own.before,
        result=line.result if own.result is None else own.result,
        most=line.most if own.most is None else own.most,
        told=own.told or line.told,
        no_impact=own.no_impact or line.no_impact,
        decision=own.decision or line.decision,
        on=own.on or line.on,
    )


_COUNTED = (
    (REACTION, "questionnaires", "{} questionnaires came back", "attended", "{} people attended"),
    (LEARNING, "matched_pairs", "There are {} matched pairs", "attended", "{} people attended"),
    (BEHAVIOUR, "follow_up_replies", "{} people answered the follow-up", "attended", "{} people attended"),
    (BEHAVIOUR, "applied", "{} people are said to use it at work", "follow_up_replies", "{} answered the follow-up"),
)
"""Stage, a count and its words, the count that it cannot exceed and its words."""


def _odd_counts(course: Row) -> Iterator[tuple[str, str]]:
    for stage, key, words, most_key, most_words in _COUNTED:
        number, most = course.get(key), course.get(most_key)
        if number is not None and most is not None and number > most:
            yield stage, f"{words.format(number)}, and {most_words.format(most)}. Check both numbers."
    held, sent = course.get("held_on"), course.get("follow_up_sent_on")
    if held and sent and sent < held:
        yield BEHAVIOUR, "The follow-up is dated before the course. Check both dates."


def _odd_scores(course: Row) -> Iterator[tuple[str, str]]:
    for one in _own(course):
        for score in (one.before, one.result):
            if score is not None and one.most is not None and score > one.most:
                yield one.stage, f"{one.measure} is {score:g} on a scale that goes to {one.most:g}. Check both."
    pairs = course.get("matched_pairs")
    if pairs and not any(one.stage == LEARNING for one in _own(course)):
        yield LEARNING, f"{pairs} matched pairs are recorded without a score before and after."


def _odd_lines(course: Row, lines: Sequence[Row]) -> Iterator[tuple[str, str]]:
    own = list(_own(course))
    for line in lines:
        found = _of_line(line, course)
        if found.rate.is_odd:
            yield found.stage, f"{found.measure}: {found.rate.replies} replies, and {found.rate.asked} people asked."
        at = _place_of(found, own)
        if at is not None and any(
            one is not None and other is not None and one != other
            for one, other in ((own[at].result, found.result), (own[at].before, found.before))
        ):
            yield (
                found.stage,
                f"The line “{found.measure}” has other figures than the course. Those of the course count.",
            )
