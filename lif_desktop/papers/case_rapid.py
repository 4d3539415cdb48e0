"""The rapid review report: what the partners send to the national Panel (framework 5.1, appendix A)."""

from collections.abc import Iterator
from datetime import datetime

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.points import points_of
from lif_desktop.papers import case_answers, case_tables, gather
from lif_desktop.papers.blocks import Block, Bullets, Heading, Paper, Paragraph, bold
from lif_desktop.papers.case_decision import decisions_of
from lif_desktop.papers.case_parts import (
    Case,
    Fact,
    Made,
    case_paper,
    drawn_from,
    fact,
    facts_table,
    find_case,
    gap,
    header_facts,
    in_sentence,
    told,
)
from lif_desktop.papers.gather import Records
from lif_desktop.papers.words import capital

WHAT = "Rapid review report"
_NEEDED = {
    "local_review": "Yes. The partners will carry out a local child safeguarding practice review.",
    "national_review": "The partners propose a national review.",
    "no_further_review": "No. The learning is captured in this rapid review.",
    "other_review": "No. Another kind of learning review will be held.",
    "refer_on": "No. The case is referred to another process.",
    "criteria_not_met": "No. It turned out that the criteria for a notification were not met.",
    "more_information": "Not decided yet: more information is needed.",
}
"""What an outcome says on the question that the Panel asks: is a local child safeguarding practice review needed?"""


def rapid_review_report(records: Records, ref: str | None, made: datetime) -> Paper:
    """The report on the rapid review `ref`, or on the newest live one. Raises PaperError."""
    case = find_case(records, ref, made, "a rapid review report", gather.RAPID)
    blocks = (
        Paragraph(_opening(case), "lead"),
        Heading("1 About this rapid review"),
        facts_table((*header_facts(case), *_dates(case)), f"{case.name} at a glance"),
        drawn_from(case, ("criteria", "decisions", "returns", "answers", "milestones", "parallel_processes",
                          "panel_members"), (*case.learning, *case.recommendations, *case.actions)),
        *_time(case),
        Heading("2 Facts of the case"),
        *told(case.review["summary"], "the facts of the case", "Write them under Summary of the review."),
        Heading("3 The child: daily life, voice and family"),
        *_child(case),
        Heading("4 What was done at once"),
        *_at_once(case),
        Heading("5 Agencies and what they knew"),
        *_agencies(case),
        Heading("6 Criteria"),
        *case_tables.criteria(case),
        Heading("7 Is a local child safeguarding practice review needed?"),
        *_decision(case),
        Heading("8 Learning already found"),
        *_learning(case),
        Heading("9 Family, and others who are told"),
        *told(case.review["family_involvement"], "how the family was told and heard",
              "Write it under Family involvement of the review."),
        Heading("10 What runs beside it"),
        case_tables.parallel(case),
        *case_answers.quoted(case, case_answers.about(case, "other processes")),
        Heading("11 Agreed by the safeguarding partners"),
        *_agreed(case),
    )  # fmt: skip
    about = Made(f"{WHAT}: {case.name}", WHAT, subtitle="To the Child Safeguarding Practice Review Panel")
    return case_paper(case, about, blocks)


def _opening(case: Case) -> str:
    review = case.review
    age = case.records.label("age_bands", review["age_band"])
    about = f"{capital(case.subject)}, age band {in_sentence(age)}" if age else capital(case.subject)
    sent = f"The Panel was notified on {show_date(review['notified_on'])}." if review["notified_on"] else (
        "The day of the notification is not recorded."
    )  # fmt: skip
    return (
        f"{about}. {sent} This report gathers the facts, says what was done at once, looks at the context and at what "
        "can be learned, and gives the partners' decision with its reasons."
    )


def _dates(case: Case) -> tuple[Fact, ...]:
    review, clock = case.review, case.records.clock(case.review)
    return (
        *fact("Panel met", show_date(review["panel_on"])),
        *fact("Partners decided", show_date(review["decided_on"])),
        *fact("Report due", show_date(clock["due_on"] if clock else None)),
        *fact("Report sent", show_date(review["submitted_on"])),
    )


def _time(case: Case) -> Iterator[Block]:
    """The timetable, and where the report is late, why."""
    yield Heading("Timetable", 3)
    yield case_tables.stages(case)
    yield from case_tables.clock_changes(case)
    clock, review = case.records.clock(case.review), case.review
    if clock is None:
        return
    late = gather.days_late(clock["due_on"], review["submitted_on"] or case.records.today, case.records.calendar)
    if not late:
        return
    said = "The report went" if review["submitted_on"] else "The report has not gone yet and is"
    reason = review["slip_reason"] or clock["slip_reason"] or clock["extension_reason"]
    yield Paragraph(f"{said} {late}, counted from {show_date(clock['counted_from'])}.", keep=bool(reason))
    if reason:
        yield Paragraph(f"Reason: {reason}")
    else:
        yield gap("why the report is late", "Write it under Reason it was late of the review: the Panel asks for it.")


def _child(case: Case) -> Iterator[Block]:
    yield Heading("What daily life was like", 3)
    yield from case_answers.told_or_answered(
        case,
        case.review["voice"],
        "daily life",
        "the child's voice and daily life",
        "Write it under Voice of the child or adult of the review.",
    )
    yield Heading("Family, identity and equality", 3)
    yield from case_answers.told_or_answered(
        case,
        case.review["context"],
        "context",
        "race, ethnicity, culture, disability and inequality",
        "Write it under Family, identity and equality of the review: the Panel asks what part they played.",
    )


def _at_once(case: Case) -> Iterator[Block]:
    yield from told(
        case.review["immediate_action"],
        "what was done at once, for this child, for siblings and for others",
        "Write it under Immediate safety action of the review.",
    )


def _agencies(case: Case) -> Iterator[Block]:
    yield from case_tables.returns(case)
    yield Heading("How information was shared", 3)
    shared = case_answers.about(case, "sharing")
    points = [row for row in case.learning if "information_sharing" in (row["themes"] or "").split(";")]
    yield from case_answers.quoted(case, shared)
    yield from (Paragraph(bold(f"{row['ref']} {row['title']}")) for row in points)
    if not shared and not points:
        yield gap(
            "how agencies shared what they knew",
            "Ask them in their summaries, or add a learning point with the theme of information sharing.",
        )
    yield Heading("What each agency wrote", 3)
    yield from case_answers.by_agency(case, 4)


def _decision(case: Case) -> Iterator[Block]:
    review = case.review
    standing = [row for row in decisions_of(case) if row["standing"].word == "Stands"]
    outcome = next((row["outcome"] for row in reversed(standing) if row["outcome"]), review["outcome"])
    if outcome in _NEEDED:
        yield Paragraph(bold(_NEEDED[outcome]), keep=True)
    if not standing:
        if outcome:
            yield Paragraph(f"Decided on {gather.on(review['decided_on'], 'a day that is not recorded')}.")
        yield gap("the decision and its reasons", "Press Record a decision on the Pathway tab of the review.")
        return
    for row in standing:
        yield facts_table(
            (
                *fact("Question", row["question"], needed=False),
                *fact("Decision", row["decision"]),
                *fact("Rationale", row["reasons"]),
                *fact("Options considered", row["options"]),
                *fact("Decided by", row["decided_by"]),
                *fact("Date", show_date(row["decided_on"])),
                *fact("Dissent", row["dissent"] or "None recorded"),
            ),
            f"Decision of {gather.on(row['decided_on'])} on {case.name}",
        )
    if outcome == "local_review":
        yield from _key_lines(case)


def _key_lines(case: Case) -> Iterator[Block]:
    """What the practice review is to ask; they may stand on the review that came of this one."""
    came = {row["other_review_id"] for row in case.lines("review_links")}
    rows = [case.review, *(row for row in case.records.rows("reviews") if row["id"] in came)]
    lines = next((found for row in rows if (found := points_of(row["key_lines"]))), [])
    yield Paragraph("Key lines of enquiry for the practice review:", keep=True)
    yield Bullets(tuple(lines), numbered=True) if lines else gap(
        "key lines of enquiry", "Write them under Key lines of enquiry, one on each line.")  # fmt: skip


def _learning(case: Case) -> Iterator[Block]:
    yield from case_tables.learning(case)
    good = case_answers.about(case, "good practice")
    if good:
        yield Heading("What worked well", 3)
        yield from case_answers.quoted(case, good)
    if case.recommendations:
        yield Heading("Recommendations", 3)
        yield from case_tables.recommendations(case)
    if case.actions:
        yield Heading("Actions", 3)
        yield from case_tables.actions(case)


def _agreed(case: Case) -> Iterator[Block]:
    """Who took part by role, and room for each of the partners to sign."""
    yield from case_tables.panel(case)
    signed = case.review["signed_off_on"]
    yield Paragraph(f"Signed off on {show_date(signed)}." if signed else "Not signed off yet.", keep=True)
    who = case_tables.partners(case.records)
    if who:
        yield case_tables.sign_off(who, "Signatures of the safeguarding partners")
    else:
        yield gap("who the safeguarding partners are", "Tick Statutory partner on each of them under Agencies.")
