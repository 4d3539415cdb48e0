"""The twelve-month assurance statement: what was done, tested and changed since the plan was signed off (5.8.4, 7)."""

from collections.abc import Iterator
from datetime import datetime

from lif_desktop.framework.dates import add_months, show_date
from lif_desktop.framework.learning import QUESTION
from lif_desktop.framework.thread import recommendation_lacks
from lif_desktop.papers import case_tables, gather
from lif_desktop.papers.blocks import Block, Bullets, Column, Heading, Paper, Paragraph, Run, Table, Text, bold
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
from lif_desktop.papers.standing import action_state
from lif_desktop.papers.words import capital, count, one_line

WHAT = "Twelve-month assurance statement"
MONTHS = 12
"""Months from sign-off of the plan to assurance (framework 5.8.4)."""
_ASKED = (
    "Is the learning embedded: fully, in part, or not yet?",
    "What is asked of whom before it is?",
    "When is it looked at again?",
)
"""What those who assure say in their own words."""


def assurance_statement(records: Records, ref: str | None, made: datetime) -> Paper:
    """The statement on the review `ref`, or on the newest whose plan was signed off. Raises PaperError."""
    case = find_case(
        records, ref, made, "an assurance statement", better=lambda one: bool(one.review["plan_signed_off_on"])
    )
    blocks = (
        Paragraph(_in_short(case), "lead"),
        facts_table((*header_facts(case)[:5], *_dates(case)), f"{case.name} at a glance"),
        drawn_from(case, (), (*case.learning, *case.recommendations, *case.actions)),
        Heading("1 What the review found"),
        *told(case.review["summary"], "what happened", "Write it under Summary of the review."),
        *case_tables.learning(case),
        Heading("2 Recommendations and actions, with their evidence"),
        *_recommendations(case),
        *_actions(case),
        Heading("3 What was tested"),
        *_tested(case),
        Heading(f"4 {QUESTION}"),
        *_difference(case),
        Heading("5 What is still open"),
        *_open(case),
        Heading("6 Statement"),
        *_statement(case),
    )
    return case_paper(case, Made(f"{WHAT}: {case.name}", WHAT), blocks)


def _who(case: Case) -> tuple[str, str]:
    """Who assures, and to whom; the framework's own words where the type names nobody."""
    words = case.kind.roles.assures or "Quality Assurance Partnership, to the Executives"
    who, _, whom = words.partition(", to ")
    return who, whom or "the Executives"


def _in_short(case: Case) -> str:
    given = case.review["assured_on"]
    said = f"Assurance was given on {show_date(given)}" if given else "Assurance is not given yet"
    recommended = capital(count(len(case.recommendations), "recommendation"))
    return f"{recommended}, {case_tables.counted(case.actions)}. {said}."


def _dates(case: Case) -> tuple[tuple[str, Text], ...]:
    review, (who, whom) = case.review, _who(case)
    signed = review["plan_signed_off_on"]
    due = review["assurance_due_on"] or (add_months(signed, MONTHS) if signed else None)
    return (
        *fact("Action plan signed off", show_date(signed)),
        *fact("Moderation day", show_date(review["moderation_on"])),
        *fact("Assurance due", f"{show_date(due)} (framework 5.8.4)" if due else ""),
        *fact("Assurance given", show_date(review["assured_on"])),
        *fact("Who assures whom", f"{who}, to {whom}"),
    )


def _recommendations(case: Case) -> Iterator[Block]:
    yield from case_tables.recommendations(case)


def _actions(case: Case) -> Iterator[Block]:
    """Each action with the test of done, the evidence of completion and that of effect."""
    rows = tuple(
        (
            (*_of(row["ref"], row["title"]), Run(f"\n{case.records.agency(row['lead_agency_id'])}", quiet=True)),
            action_state(case.records, row),
            _shown(row["evidence"], "No evidence"),
            _shown(row["impact_evidence"], "No evidence yet"),
        )
        for row in case.actions
    )
    if not rows:
        yield gap("actions", "Add them under Actions, for the recommendations of this review.")
        return
    columns = (Column("Action and lead", 4), Column("State", 1.9), Column("Evidence that it is done", 3.2),
               Column("Evidence of effect", 3.2))  # fmt: skip
    yield Table(columns, rows, f"Actions of {case.name} with their evidence", compact=True)


def _shown(words: str | None, otherwise: str) -> Text:
    return words or (Run(otherwise, quiet=True),)


def _tested(case: Case) -> Iterator[Block]:
    """Audits that tested the learning again, changes that were seen in practice, cases looked at again."""
    rows = (*_retests(case), *_seen_in_practice(case), *_looked_at_again(case))
    if not rows:
        yield gap(
            "what was tested",
            "Name the audit that tests the learning again, or add evidence of embedding on its Sharing tab.",
        )
        return
    columns = (Column("How it was tested", 3), Column("Of what, or by whom", 2.6), Column("When", 1.8),
               Column("What was seen", 5))  # fmt: skip
    yield Table(columns, rows, f"How the learning from {case.name} was tested", compact=True)


def _retests(case: Case) -> Iterator[tuple[Text, ...]]:
    audits = {row["id"]: row for row in case.records.rows("audits")}
    for point in case.learning:
        audit = audits.get(point["retest_audit_id"])
        if audit is not None:
            seen = (
                case.records.label("audit_grades", audit["grade"]),
                one_line(audit["findings"] or audit["improvement"] or ""),
            )
            yield (
                _of(audit["ref"], audit["title"]),
                f"Re-test of {point['ref']}",
                gather.on(audit["completed_on"], "Not complete"),
                "\n".join(part for part in seen if part) or NOT_RECORDED,
            )


def _seen_in_practice(case: Case) -> Iterator[tuple[Text, ...]]:
    for row in _of_learning(case, "embedding"):
        yield (
            case.records.label("embedding_routes", row["route"]),
            case.records.agency(row["agency_id"]) or "All agencies",
            gather.on(row["seen_on"], "No date"),
            row["evidence"] or NOT_RECORDED,
        )


def _looked_at_again(case: Case) -> Iterator[tuple[Text, ...]]:
    for row in _of_learning(case, "case_tracking"):
        yield (
            f"Case looked at again: {row['pseudonym']}",
            case.records.agency(row["agency_id"]),
            gather.on(row["looked_on"], "No date"),
            row["difference"] or NOT_RECORDED,
        )


def _of_learning(case: Case, key: str) -> list[Row]:
    """The lines of a register that hang on the learning of the case."""
    numbers = {row["id"] for row in case.learning}
    return [row for row in case.records.rows(key) if row["learning_id"] in numbers]


def _of(ref: str, title: str) -> tuple[Run, ...]:
    return (Run(f"{ref} ", bold=True), Run(title))


def _difference(case: Case) -> Iterator[Block]:
    """Measures before and after, and what points and actions say of the difference."""
    rows = tuple(
        (
            row["measure"],
            gather.on(row["measured_on"], "No date"),
            _figure(row["baseline"]),
            _figure(row["result"]),
            "No impact seen" if row["no_impact"] else (row["difference"] or ""),
        )
        for row in _of_learning(case, "evaluations")
    )
    if rows:
        columns = (Column("Measure", 4), Column("Measured", 1.9), Column("Before", 1.1, "right"),
                   Column("After", 1.1, "right"), Column("Difference", 4))  # fmt: skip
        yield Table(columns, rows, f"Measures of what the learning from {case.name} changed", compact=True)
    said = [(*bold(f"{row['ref']}: "), Run(row["difference"])) for row in case.learning if row["difference"]]
    if said:
        yield Bullets(tuple(said))
    if any(row["impact_evidence"] for row in case.actions):
        yield Paragraph("The evidence of effect of each action stands in section 2.")
    elif not rows and not said:
        yield gap(
            "what difference it made",
            "Add a measure with its result on the Effect tab of the learning, or evidence of effect on an action.",
        )


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _open(case: Case) -> Iterator[Block]:
    """Everything that stands against a full assurance, by reference."""
    found = list(open_points(case))
    yield Bullets(tuple(found)) if found else Paragraph("No point is open on what is recorded.")


def open_points(case: Case) -> Iterator[Text]:
    """What is still open: undecided recommendations, those without action, actions not done or without evidence."""
    served = {row["recommendation_id"] for row in case.actions}
    for row in case.recommendations:
        if lacks := recommendation_lacks(row, row["id"] in served):
            yield (*bold(f"{row['ref']}: "), Run(f"{lacks}."))
    for row in case.actions:
        if words := _action_lacks(row):
            yield (*bold(f"{row['ref']}: "), Run(words))
    for row in case.learning:
        if not row["retest_audit_id"] and not row["retest_due_on"]:
            yield (*bold(f"{row['ref']}: "), Run("no audit is planned that tests it again."))


def _action_lacks(row: Row) -> str:
    if not gather.is_finished(row):
        due = f", due {show_date(row['due_on'])}" if row["due_on"] else ""
        return f"not done yet{due}."
    if not row["evidence"]:
        return "done, without evidence."
    return "" if row["impact_evidence"] else "done, without evidence of effect."


def _statement(case: Case) -> Iterator[Block]:
    """The statement itself, with room to say how far assurance goes, and to sign."""
    who, whom = _who(case)
    done = [row for row in case.actions if gather.is_finished(row)]
    with_evidence = [row for row in done if row["evidence"]]
    with_effect = [row for row in done if row["impact_evidence"]]
    left = len(list(open_points(case)))
    stands = (
        "One point stands" if left == 1 else f"{capital(count(left, 'point'))} stand" if left else "No point stands"
    )
    told = (
        f"Of {count(len(case.actions), 'action')}, {len(done) or 'none'} {'is' if len(done) == 1 else 'are'} complete, "
        f"{len(with_evidence) or 'none'} with evidence of completion and {len(with_effect) or 'none'} with evidence of "
        f"effect. {stands} open above."
    )
    yield Paragraph(
        f"The {who} assures {whom} of the following. "
        + (told if case.actions else "No action is on record, so nothing can be assured yet.")
    )
    columns = (Column("Question", 4), Column("Answer", 5))
    rows = tuple((one, "") for one in _ASKED)
    yield Table(columns, rows, "How far assurance goes, with room to write", heads=True, row_height=11)
    yield Paragraph(f"The statement on {case.name} and these answers are agreed by:", keep=True)
    yield case_tables.sign_off((f"Chair of the {who}", f"For {whom}"), f"Signatures to the assurance on {case.name}")
