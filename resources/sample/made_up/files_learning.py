"""The learning log: points, recommendations, where they were shared, what was embedded, what it changed."""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

from made_up.actions import recommendations
from made_up.audits import TESTS
from made_up.content import content
from made_up.days import TODAY, day, later, on, past, working
from made_up.lessons import AUDITS, INDICATORS, REVIEWS, VOICES, Logged, log
from made_up.training import events
from made_up.writing import MADE_UP, Cell, Sheet, write_xlsx


def _event_for(logged: Logged) -> str:
    """The first course after the learning was identified that teaches it."""
    return next((one.ref for one in events() if one.course == logged.lesson.course and one.held > logged.seen), "")


def _source(logged: Logged) -> str:
    if logged.lesson.source:
        return logged.lesson.source
    if logged.sources(("S11", "QAS")):
        return "S11"
    return "MACFA" if logged.sources(AUDITS) else "Review"


LOG_COLUMNS = (
    "LP ref",
    "Key learning",
    "Learning identified",
    "Date identified",
    "Key theme",
    "Partnership",
    "Good practice?",
    "Lead agency",
    "Source type",
    "Source review",
    "Source audit",
    "Source voice",
    "Source indicator",
    "External lesson",
    "Why",
    "Good practice seen",
    "What needs to change",
    "Reflective questions",
    "Resources",
    "Publication",
    "Approved by",
    "Approved",
    "Course",
    "Policy",
    "Linked risk",
    "Re-audit due",
    "Re-audit",
    "Date closed",
    "Impact",
    "Shared drive folder",
)


def _more(one: Logged) -> str:
    """Where to read on."""
    course = content("training")["courses"].get(one.lesson.course)
    taught = f"Course: {course[0]}. " if course else ""
    return f"{taught}Procedures and feedback form: learning.stockport-made-up.example"


def _retest(one: Logged) -> tuple[dt.date | None, dt.date | None]:
    """When an audit is to look again, and when the point was closed: soon after it had, if it had worked.

    Points that are still to show an effect have been put off by a year, where the content does not say otherwise.
    """
    if one.lesson.reached not in "EV" or one.lesson.decided:
        return None, None
    due = on(one.lesson.retest) or later(one.seen, 15)
    if one.lesson.reached == "V":
        return due, past(working(due, 10))
    while due <= TODAY and not one.lesson.retest:
        due = later(due, 12)
    return due, None


def _log_row(one: Logged) -> list[Cell]:
    lesson = one.lesson
    retest, closed = _retest(one)
    approved = past(working(one.seen, 14)) if lesson.reached != "I" else None
    return [
        one.ref,
        lesson.title,
        lesson.learned,
        one.seen,
        lesson.themes,
        one.lesson.board,
        "Yes" if lesson.good else "No",
        lesson.owner,
        _source(one),
        "; ".join(one.sources(REVIEWS)),
        "; ".join(one.sources(AUDITS)),
        "; ".join(one.sources(VOICES)),
        "; ".join(one.sources(INDICATORS)),
        lesson.external,
        lesson.why,
        lesson.well,
        lesson.change,
        lesson.ask,
        _more(one),
        "Publish" if approved else "TBC",
        "Review Group chair" if approved else "",
        approved,
        _event_for(one),
        lesson.policy,
        lesson.risks,
        retest,
        lesson.retested,
        closed,
        lesson.effect[3] if lesson.effect else "",
        f"S:/LIF/{one.ref[3:7]}/{one.ref}",
    ]


def _shared(logged: list[Logged]) -> Iterator[list[Cell]]:
    channels = content("sharing")["channels"]
    for one in logged:
        chance = random.Random(f"shared {one.lesson.title}")
        if one.lesson.reached == "I" and one.seen > day("2026-07-01"):
            continue
        agencies = list(dict.fromkeys([one.lesson.owner, *(task[1] for task in one.lesson.tasks)]))
        for number, channel in enumerate(chance.sample(list(channels), 2 if one.lesson.reached in "ID" else 3)):
            when = past(working(one.seen, 15 + 12 * number + chance.randint(0, 8)))
            if when is None:
                continue
            answered = one.lesson.reached != "I" and (number == 0 or chance.random() < _answers(one))
            confirmed = past(working(when, chance.randint(6, 25))) if answered else None
            if number == 0 and one.lesson.reached != "I":
                confirmed = confirmed or TODAY
            yield [
                one.ref,
                channel,
                agencies[number % len(agencies)],
                when,
                channels[channel],
                chance.randint(14, 240),
                confirmed,
                chance.choice(content("sharing")["said"]) if confirmed else "",
            ]


def _answers(one: Logged) -> float:
    """How many of the later agencies have answered: nearly all in the end, three in four of late."""
    return 0.75 if one.seen > day("2026-02-01") else 0.95


def _embedded(logged: list[Logged]) -> Iterator[list[Cell]]:
    for one in logged:
        chance = random.Random(f"embedded {one.lesson.title}")
        if one.lesson.reached in "EV":
            for number, task in enumerate(one.lesson.tasks[: 2 if one.lesson.reached == "V" else 1]):
                when = past(working(later(one.seen, task[3]), chance.randint(2, 20))) or TODAY
                yield [
                    one.ref,
                    content("sharing")["routes"][(number + len(one.lesson.title)) % 4],
                    task[1],
                    when,
                    f"{task[4]}: seen by the lead.",
                ]


def _effects(logged: list[Logged]) -> Iterator[list[Cell]]:
    for one in logged:
        if one.lesson.effect:
            measure, before, after, difference = one.lesson.effect
            yield [
                one.ref,
                "Stage 4",
                measure,
                past(later(one.seen, 18)) or day("2026-10-30"),
                before,
                after,
                difference,
                "Yes" if one.lesson.decided else "",
                one.lesson.decided,
            ]


def _tracked(logged: list[Logged]) -> Iterator[list[Cell]]:
    """Cases that were looked at again, as content/tracking.toml has them."""
    for start, name, when, agency, course, review, done, helped, difference in content("tracking")["tracked"]:
        ref = next(one.ref for one in logged if one.lesson.title.startswith(start))
        yield [ref, name, day(when), agency, course, review, done, TESTS.get(helped, helped), difference]


def learning_log(path: Path) -> None:
    """The learning log with its sheets: where it was shared, what was embedded, what it changed, cases followed."""
    logged = log()
    sheets = [_log_sheet(logged), _recommendation_sheet(logged), *_evidence_sheets(logged), _tracking_sheet(logged)]
    write_xlsx(path, [*sheets, _GUIDANCE], "Learning log")


def _log_sheet(logged: list[Logged]) -> Sheet:
    return Sheet(
        "Learning log",
        LOG_COLUMNS,
        [_log_row(one) for one in logged],
        above=[
            "Learning log: identified, disseminated, embedded, evaluated",
            "SSCP and SSAB business office",
            MADE_UP,
        ],
        gap=2,
        groups=[("Source type", "External lesson", "Where it came from")],
        form="iso",
        forms={"Re-audit due": "brief"},
        hidden=["Shared drive folder"],
        widths={
            "Key learning": 34,
            "Learning identified": 48,
            "What needs to change": 44,
            "Good practice seen": 28,
            "Reflective questions": 30,
            "Why": 30,
            "Resources": 30,
            "Impact": 40,
            "Key theme": 24,
            "Source review": 20,
            "External lesson": 30,
            "Policy": 26,
        },
    )


def _recommendation_sheet(logged: list[Logged]) -> Sheet:
    return Sheet(
        "Recommendations",
        ["Rec no", "Recommendation", "LP ref", "Source review", "Accepted?", "Why not", "Date decided", "Decided by"],
        list(recommendations(logged)),
        above=["Recommendations"],
        form="slashes",
        widths={"Recommendation": 60, "Why not": 40, "Source review": 18},
    )


def _evidence_sheets(logged: list[Logged]) -> list[Sheet]:
    """Where learning was shared, what was seen to change, and what difference it made."""
    shared = Sheet(
        "Shared",
        [
            "LP ref",
            "How shared",
            "Organisation",
            "Date sent",
            "Audience",
            "No of staff",
            "Feedback form returned",
            "How used",
        ],
        list(_shared(logged)),
        above=["Where learning was shared", "One line for each channel and agency"],
        form="short",
        widths={"Organisation": 24, "How used": 44, "Audience": 26, "How shared": 18, "Feedback form returned": 18},
    )
    embedded = Sheet(
        "Embedded",
        ["LP ref", "How embedded", "Organisation", "Date seen", "What changed"],
        list(_embedded(logged)),
        above=["What was seen to change"],
        widths={"What changed": 60, "Organisation": 24, "How embedded": 18},
    )
    effect = Sheet(
        "Effect",
        [
            "LP ref",
            "Stage",
            "Measure",
            "Date measured",
            "Baseline",
            "Result",
            "What difference it made",
            "No impact seen",
            "What was decided",
        ],
        list(_effects(logged)),
        above=["What difference it made"],
        form="brief",
        widths={"Measure": 46, "What difference it made": 50, "What was decided": 40},
    )
    return [shared, embedded, effect]


def _tracking_sheet(logged: list[Logged]) -> Sheet:
    return Sheet(
        "Cases followed",
        [
            "LP ref",
            "Child or adult",
            "Date",
            "Organisation",
            "Course ref",
            "Case ref",
            "Intervention",
            "Helped?",
            "Difference",
        ],
        list(_tracked(logged)),
        above=["Cases followed", "Would the learning have made a difference at the time? Pseudonyms only"],
        gap=2,
        form="ordinal",
        head="#5B2C6F",
        widths={"Intervention": 44, "Difference": 50, "Organisation": 24, "Child or adult": 20, "Date": 22},
    )


_GUIDANCE = Sheet(
    "Guidance",
    ["Stage", "What shows it"],
    [
        ["Identified", "A date and a source"],
        ["Disseminated", "A channel with a date and one agency's answer"],
        ["Embedded", "An agency says what changed"],
        ["Evaluated", "A measure before and after, or a decision"],
    ],
    widths={"What shows it": 50},
)
