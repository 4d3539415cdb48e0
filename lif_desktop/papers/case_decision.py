"""The decision record of a review: what was asked, tested, weighed and decided, by whom and why; and who is told."""

from collections.abc import Iterator
from datetime import datetime

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.returns import is_asked
from lif_desktop.framework.status import Status
from lif_desktop.papers import case_tables, gather
from lif_desktop.papers.blocks import Block, Column, Heading, Paper, Paragraph, Run, Table, Text, bold
from lif_desktop.papers.case_parts import (
    NOT_RECORDED,
    Case,
    Made,
    case_paper,
    drawn_from,
    fact,
    facts_table,
    find_case,
    gap,
    header_facts,
    told,
)
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.words import capital, one_line

WHAT = "Decision record"
_TOLD_ALSO = {
    "rapid_review": ("The national Panel", "rr_report", "submitted_on"),
    "domestic_homicide_review": ("The Home Office", "dhr_decision", "decided_on"),
    "mappa_review": ("The MAPPA coordinator", "mappa_notice", ""),
}
"""By type the body outside the area that hears of the decision, the stage that says by when, and the day it is done."""
_TOLD_BY = ("rr_feedback",)
"""Stages by which referrer and agencies are told, where the type has one."""


def decision_record(records: Records, ref: str | None, made: datetime) -> Paper:
    """The decision record of the review `ref`, or of the newest that is decided. Raises PaperError."""
    case = find_case(records, ref, made, "a decision record", better=lambda one: bool(one.lines("decisions")))
    chain = decisions_of(case)
    standing = [row for row in chain if _stands(row)]
    blocks = (
        *_in_short(case, standing),
        Heading("The case"),
        facts_table(header_facts(case), f"{case.name} at a glance"),
        drawn_from(case, ("criteria", "decisions", "returns", "parallel_processes", "milestones"), case.actions),
        Heading("What happened", 3),
        *told(case.review["summary"], "what happened", "Write it under Summary of the review."),
        Heading("What was done at once", 3),
        *told(case.review["immediate_action"], "immediate safety action", "Write it under Immediate safety action."),
        Heading("The criteria"),
        *case_tables.criteria(case),
        Heading("What the decision rests on"),
        *case_tables.returns(case, until=standing[-1]["decided_on"] if standing else None),
        Heading("The decision"),
        *_decisions(case, standing),
        *_chain(case, chain),
        Heading("What runs beside it"),
        case_tables.parallel(case),
        Heading("Next steps"),
        *_next(case),
        Heading("Who is told"),
        _who_is_told(case),
        Paragraph(
            "A decision is never edited. One that changes is followed by a new decision that supersedes it, and both "
            "stay on the record.",
            "small",
        ),
    )
    return case_paper(case, Made(f"{WHAT}: {case.name}", WHAT), blocks)


def decisions_of(case: Case) -> list[Row]:
    """All decisions on a case, the oldest first, those without a day before them."""
    return sorted(case.lines("decisions"), key=lambda row: (str(row["decided_on"] or ""), row["id"]))


def _stands(row: Row) -> bool:
    standing: Status = row["standing"]
    return standing.word == "Stands"


def _in_short(case: Case, standing: list[Row]) -> Iterator[Block]:
    """The decision in one line at the head; where there is none, what is missing."""
    records, review = case.records, case.review
    if standing:
        last = standing[-1]
        outcome = records.label("review_outcomes", last["outcome"]) or one_line(last["decision"])
        by = f", by {in_place(last['decided_by'])}" if last["decided_by"] else ""
        when = f" on {show_date(last['decided_on'])}" if last["decided_on"] else ""
        yield Paragraph((Run("Decided"), Run(f"{when}{by}: "), *bold(f"{outcome.rstrip('.')}.")), "lead")
    elif review["outcome"]:
        outcome = records.label("review_outcomes", review["outcome"])
        when = f" on {show_date(review['decided_on'])}" if review["decided_on"] else ""
        yield Paragraph((Run(f"Decided{when}: "), *bold(f"{outcome}.")), "lead")
    else:
        yield Paragraph("Nothing is decided yet on this review.", "lead")


def in_place(who: str) -> str:
    """Who decided, as it stands in a sentence: "the three partners"."""
    words = one_line(who)
    return f"the {words[4:]}" if words.startswith("The ") else words


def _decisions(case: Case, standing: list[Row]) -> Iterator[Block]:
    """Each decision that stands, with everything that the framework asks to be kept of it."""
    for number, row in enumerate(standing, 1):
        if len(standing) > 1:
            yield Heading(f"Decision {number} of {gather.on(row['decided_on'])}", 3)
        yield facts_table(_facts(case, row), f"Decision on {case.name} of {gather.on(row['decided_on'])}")
        if not row["reasons"]:
            yield gap("the reasons", "Record the decision again with its reasons: the new one supersedes this one.")
    if standing:
        return
    review, decided = case.review, case.kind.roles.decides
    if review["outcome"]:
        outcome = case.records.label("review_outcomes", review["outcome"])
        facts = (*fact("Outcome", outcome), *fact("Date", show_date(review["decided_on"])))
        yield facts_table(facts, f"What the register says of the decision on {case.name}")
    who = f" Here decides: {decided}." if decided else ""
    yield gap("the decision and its reasons", f"Press Record a decision on the Pathway tab of the review.{who}")


def _facts(case: Case, row: Row) -> tuple[tuple[str, Text], ...]:
    records = case.records
    meeting = next((one for one in records.rows("meetings") if one["id"] == row["meeting_id"]), None)
    outcome = records.label("review_outcomes", row["outcome"])
    place = f"{meeting['ref']}, {gather.on(meeting['held_on'])}" if meeting else ""
    return (
        *fact("Question", row["question"]),
        *fact("Options considered", "\n".join(_options(row["options"]))),
        *fact("Decision", row["decision"]),
        *fact("Outcome", "" if outcome == one_line(row["decision"] or "").rstrip(".") else outcome, needed=False),
        *fact("Reasons", row["reasons"]),
        *fact("Decided by", row["decided_by"]),
        *fact("Date", show_date(row["decided_on"])),
        *fact("Meeting", place, needed=False),
        *fact("Dissent", row["dissent"] or "None recorded"),
        *fact("Supersedes", _superseded(case, row), needed=False),
    )


def _options(text: str | None) -> list[str]:
    """The options, one on each line; offices write them with semicolons."""
    return [capital(one.strip()) for line in (text or "").splitlines() for one in line.split(";") if one.strip()]


def _superseded(case: Case, row: Row) -> str:
    """The decision that this one supersedes, in words; nothing for none."""
    number = case.records.office.record("decisions", row["id"])["supersedes_id"]
    earlier = next((one for one in case.lines("decisions") if one["id"] == number), None)
    if earlier is None:
        return ""
    return f"The decision of {gather.on(earlier['decided_on'])}: {one_line(earlier['decision'])}"


def _chain(case: Case, chain: list[Row]) -> Iterator[Block]:
    """Every decision on the case, the oldest first, where there is more than one."""
    if len(chain) < 2:
        return
    yield Heading("The chain of decisions", 3)
    columns = (Column("No.", 0.7), Column("Date", 2), Column("Decision", 3.6), Column("Reasons", 3.6),
               Column("Standing", 2))  # fmt: skip
    rows = tuple(
        (
            str(number),
            gather.on(row["decided_on"]),
            _with_outcome(case, row),
            row["reasons"] or NOT_RECORDED,
            (row["standing"],),
        )
        for number, row in enumerate(chain, 1)
    )
    yield Table(columns, rows, f"All decisions on {case.name}, the oldest first", compact=True)


def _with_outcome(case: Case, row: Row) -> Text:
    outcome = case.records.label("review_outcomes", row["outcome"])
    by = f"\nby {in_place(row['decided_by'])}" if row["decided_by"] else ""
    return (Run(row["decision"]), Run("".join((f"\n{outcome}" if outcome else "", by)), quiet=True))


def _next(case: Case) -> Iterator[Block]:
    """What follows: the stages that are still to come, reviews that came of it, open actions."""
    for link in case.lines("review_links"):
        other = next((one for one in case.records.rows("reviews") if one["id"] == link["other_review_id"]), None)
        if other is not None:
            kind = case.records.label("review_types", other["review_type"])
            yield Paragraph((*bold(case.records.case(other)), Run(f", {kind}: {link['reason'] or 'linked'}")))
    yield case_tables.stages(case, ahead=True)
    yield from case_tables.actions(case, ahead=True)


def _who_is_told(case: Case) -> Table:
    """Who is to be told of the decision, why, by when, and whether they were."""
    records, review = case.records, case.review
    due = next((row["due_on"] for row in case.lines("milestones") if row["key"] in _TOLD_BY), None)
    by = show_date(due) or "As soon as it is decided"
    done = show_date(review["told_on"]) or "Not recorded"
    rows: list[tuple[Text, ...]] = []
    if review["referring_agency_id"]:
        rows.append((records.agency(review["referring_agency_id"]), "Referred the case", by, done))
    else:
        rows.append(("The referrer", "Referred the case", by, done))
    asked = {row["agency_id"] for row in case.lines("returns") if is_asked(row)}
    asked |= {row["agency_id"] for row in case.lines("panel_members") if row["agency_id"]}
    names = sorted(records.agency(number) for number in asked - {review["referring_agency_id"]})
    if names:
        rows.append(("\n".join(names), "Gave information, or sits on the panel", by, done))
    invited = show_date(review["family_invited_on"])
    family = f"Invited {invited}" if invited else "Not recorded"
    rows.append(
        (f"{capital(case.subject)} and family", "So that they can take part (framework 2.1, 4.3.1)", by, family)
    )
    if (also := _TOLD_ALSO.get(case.kind.key)) is not None:
        rows.append(_body(case, *also))
    columns = (Column("Who", 3.4), Column("Why", 3.4), Column("By when", 2.2), Column("Told", 2))
    return Table(columns, tuple(rows), f"Who is told of the decision on {case.name}")


def _body(case: Case, who: str, stage: str, done: str) -> tuple[Text, ...]:
    line = next((row for row in case.lines("milestones") if row["key"] == stage), None)
    day = (case.review[done] if done else None) or (line["done_on"] if line else None)
    source = line["source"] if line and line["source"] else case.kind.law
    return (who, source, gather.on(line["due_on"] if line else None), show_date(day) or "Not recorded")
