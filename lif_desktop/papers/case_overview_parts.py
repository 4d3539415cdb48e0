"""The sections of an overview report: the words of the records, and marked places where the author writes."""

import re
from collections.abc import Iterator

from lif_desktop.framework.choice import plain as alike
from lif_desktop.framework.dates import MONTHS, show_date
from lif_desktop.framework.points import points_of
from lif_desktop.framework.returns import is_asked
from lif_desktop.papers import case_answers, case_tables, gather
from lif_desktop.papers.blocks import Block, Bullets, Heading, Paragraph, Run, bold
from lif_desktop.papers.case_decision import decisions_of, in_place
from lif_desktop.papers.case_parts import Case, fact, facts_table, for_author, gap, header_facts, period_of, told
from lif_desktop.papers.gather import Row
from lif_desktop.papers.words import join, one_line

_OF_FAMILY = frozenset({"engagement", "complaint", "compliment"})
"""Kinds of voices that families raise."""
_SHORT = 24
"""Letters of a reference to a key line by its number, at most: "Key line of enquiry 2"."""


def why(case: Case) -> Iterator[Block]:
    """What led to the review, and the decision in the words of the record."""
    kept = {"Reference", "Type of review", "Rests on", "Belongs to", "Age band", "Themes"}
    facts = [one for one in header_facts(case) if one[0] in kept]
    incident = case.review["incident_on"]
    when = f"{MONTHS[incident.month - 1]} {incident.year}" if incident else ""
    decided = show_date(case.review["decided_on"])
    yield facts_table(
        (*facts, *fact("Incident", when, needed=False), *fact("Decided", decided)), "The review at a glance"
    )
    standing = [row for row in decisions_of(case) if row["standing"].word == "Stands"]
    for row in standing:
        by = f" by {in_place(row['decided_by'])}" if row["decided_by"] else ""
        said = f"Decided{by} on {gather.on(row['decided_on'])}: {row['decision'].rstrip('.')}."
        yield Paragraph(f"{said} {row['reasons'] or ''}".strip())
    if not standing:
        yield gap("the decision and its reasons", "Press Record a decision on the Pathway tab of the review.")
    if comes := case_tables.comes_to(case):
        yield Paragraph((*bold("Criteria: "), Run(comes)))


def person(case: Case) -> Iterator[Block]:
    """Who the child or adult was: a picture of the person, daily life, identity."""
    yield for_author(
        f"a picture of {case.subject}",
        f"Who {case.subject} was to those who knew the {case.who}: what mattered, what was liked, who belonged to the "
        "household. Agree it with the family where they take part.",
    )
    yield Heading("Daily life and voice", 3)
    yield from case_answers.told_or_answered(
        case,
        case.review["voice"],
        "daily life",
        f"the voice of the {case.who} and daily life",
        "Write it under Voice of the child or adult of the review.",
    )
    yield from equality_under(case)


def equality_under(case: Case) -> Iterator[Block]:
    """Family, identity and equality under a heading of its own."""
    yield Heading("Family, identity and equality", 3)
    yield from equality(case)


def equality(case: Case) -> Iterator[Block]:
    """Family, identity and equality."""
    yield from case_answers.told_or_answered(
        case,
        case.review["context"],
        "context",
        "race, ethnicity, culture, faith, disability and poverty",
        "Write it under Family, identity and equality of the review.",
    )


def method(case: Case) -> Iterator[Block]:
    """How it was carried out: author, panel, method, scope, what ran beside it."""
    yield from method_only(case)
    yield Heading("Author and independence", 3)
    yield from author(case)
    yield Heading("Panel", 3)
    yield from panel(case)
    yield Heading("Agencies that gave information", 3)
    yield from contributors(case)
    yield Heading("What ran beside the review", 3)
    yield from beside(case)


def method_only(case: Case) -> Iterator[Block]:
    """The methods by name, and the period under review."""
    methods = case.records.labels("methodologies", case.review["methodology"])
    facts = (*fact("Method", join(methods)), *fact("Period under review", period_of(case.review)))
    yield facts_table(facts, "Method and period of the review")
    yield for_author("the method", "What was done, with whom, and what could not be had.")


def author(case: Case) -> Iterator[Block]:
    """Who wrote it, and conflicts of interest."""
    review = case.review
    yield from told(review["reviewer"], "the author", "Enter it under Reviewer or author of the review.")
    if review["conflict_declared"] is False:
        yield Paragraph("No conflict of interest is declared.")
    elif review["conflict_declared"]:
        yield from told(
            review["conflict_details"],
            "the conflict that was declared",
            "Write it under Conflict of interest, details.",
        )
    else:
        yield gap("conflicts of interest", "Answer Conflict of interest declared on the review.")
    yield for_author("the author's experience", "Relevant professional knowledge and independence from the agencies.")


def panel(case: Case) -> Iterator[Block]:
    """The panel by role."""
    yield from case_tables.panel(case)


def contributors(case: Case) -> Iterator[Block]:
    """The agencies that were asked, and how they answered."""
    yield from case_tables.returns(case)


def beside(case: Case) -> Iterator[Block]:
    """Processes beside the review."""
    yield case_tables.parallel(case)


def family(case: Case) -> Iterator[Block]:
    """How the family took part."""
    review = case.review
    yield from told(
        review["family_involvement"], "family involvement", "Write it under Family involvement of the review."
    )
    if review["family_invited_on"]:
        yield Paragraph(f"The family was invited on {show_date(review['family_invited_on'])}.")
    for row in case.records.rows("voices"):
        if row["review_id"] == review["id"] and row["kind"] in _OF_FAMILY:
            yield Paragraph((*bold(f"{row['ref']}: "), Run(row["message"])))
    yield for_author("what the family said", "Their account and questions, and whether they have seen the report.")


def practitioners(case: Case) -> Iterator[Block]:
    """How practitioners took part."""
    yield from told(
        case.review["practitioner_involvement"],
        "practitioner involvement",
        "Write it under Practitioner involvement of the review.",
    )


def story(case: Case) -> Iterator[Block]:
    """What happened, from the summary; key practice episodes for the author."""
    yield from told(case.review["summary"], "what happened", "Write it under Summary of the review.")
    first = case_answers.entries(case)
    days = [row["happened_on"] for row in first if row["happened_on"]]
    held = f" The chronology has {len(first)} entries, {show_date(days[0])} to {show_date(days[-1])}." if days else ""
    yield for_author(
        "key practice episodes", f"Each with what happened, what was known then, and why it made sense.{held}"
    )


def analysis(case: Case) -> Iterator[Block]:
    """For each key line of enquiry what agencies wrote, entries of the chronology, and room for the analysis."""
    lines = points_of(case.review["key_lines"])
    if not lines:
        yield gap("key lines of enquiry", "Write them under Key lines of enquiry of the review, one on each line.")
        yield for_author("the analysis", "Why events happened as they did; what helped and what got in the way.")
        return
    for number, line in enumerate(lines, 1):
        yield Heading(f"Key line {number}: {line}", 3)
        answers, entries = case_answers.on_line(case, line), _entries(case, number, line)
        yield from case_answers.quoted(case, answers)
        if entries:
            yield Paragraph("From the chronology:", keep=True)
            yield Bullets(tuple(_entry(case, row) for row in entries))
        prompt = "Why it happened so, what was known then, what it shows of the system."
        yield for_author(f"analysis of key line {number}", prompt)


def _entries(case: Case, number: int, line: str) -> list[Row]:
    """The entries that an agency put under a key line, by its number ("2", "KLOE 2") or by words of it."""
    return [row for row in case_answers.entries(case) if is_under(one_line(row["inquiry"] or ""), number, line)]


def is_under(inquiry: str, number: int, line: str) -> bool:
    """Whether what an agency wrote beside an entry names that key line, by its number or by words of it."""
    numbers = re.findall(r"\d+", inquiry)
    if len(numbers) == 1 and len(inquiry) <= _SHORT:
        return int(numbers[0]) == number
    return bool(alike(inquiry)) and alike(inquiry) in alike(line)


def _entry(case: Case, row: Row) -> str:
    return f"{gather.on(row['happened_on'], 'No date')}, {case.records.agency(row['agency_id'])}: {row['event']}"


def capacity(_case: Case) -> Iterator[Block]:
    """What an adults' review always looks at."""
    yield for_author(
        "mental capacity, care and support, making safeguarding personal",
        "How capacity was thought about and recorded, whether an advocate was considered, which outcomes were wanted.",
    )


def good_practice(case: Case) -> Iterator[Block]:
    """What worked well, from learning points and from what agencies wrote."""
    points = [row for row in case.learning if row["what_went_well"]]
    for row in points:
        yield Paragraph((*bold(f"{row['ref']}: "), Run(row["what_went_well"])))
    heard = case_answers.about(case, "good practice")
    yield from case_answers.quoted(case, heard)
    if not points and not heard:
        yield gap("good practice", "Write it under What went well of a learning point of this review.")


def changed(case: Case) -> Iterator[Block]:
    """What has changed since: what was done at once, what agencies say, what is complete."""
    if case.review["immediate_action"]:
        yield from told(case.review["immediate_action"], "immediate action", "")
    heard = case_answers.about(case, "changed")
    yield from case_answers.quoted(case, heard)
    done = [row for row in case.actions if gather.is_finished(row)]
    if done:
        yield Bullets(tuple((Run(f"{row['ref']} ", bold=True), Run(f"{row['title']}, {_when(row)}")) for row in done))
    if not heard and not done and not case.review["immediate_action"]:
        yield gap("what has changed already", "Ask agencies, or complete actions of this review with their evidence.")


def _when(row: Row) -> str:
    return f"complete {show_date(row['completed_on'])}" if row["completed_on"] else "complete"


def findings(case: Case) -> Iterator[Block]:
    """The learning points, each with why it matters and what must change."""
    if not case.learning:
        yield from case_tables.learning(case)
    for row in case.learning:
        yield Heading(f"{row['ref']} {row['title']}", 3)
        yield from told(row["statement"], "what was learned", f"Write it under What was learned of {row['ref']}.")
        for label, key in (("Why it matters", "why_it_matters"), ("What must change", "what_must_change")):
            if row[key]:
                yield Paragraph((*bold(f"{label}: "), Run(row[key])))
    yield for_author("findings", "What the case shows beyond itself, each with the evidence for it.")


def recommendations(case: Case) -> Iterator[Block]:
    """What is recommended, and what was decided about it."""
    yield from case_tables.recommendations(case)


def actions(case: Case) -> Iterator[Block]:
    """The actions so far."""
    held = case_tables.actions(case)
    yield from held or (gap("actions", "Add them under Actions, for the recommendations of this review."),)


def conclusion(case: Case) -> Iterator[Block]:
    """For the author."""
    yield for_author("the conclusion", f"What {case.subject}'s case asks of those who work with people, in one page.")


def terms(case: Case) -> Iterator[Block]:
    """Terms of reference and key lines as they stand in the record."""
    yield from told(case.review["terms"], "terms of reference", "Write them under Terms of reference of the review.")
    lines = points_of(case.review["key_lines"])
    if lines:
        yield Paragraph("Key lines of enquiry:", keep=True)
        yield Bullets(tuple(lines), numbered=True)
    else:
        yield gap("key lines of enquiry", "Write them under Key lines of enquiry of the review, one on each line.")


def timescales(case: Case) -> Iterator[Block]:
    """When it began, was decided and is due."""
    yield case_tables.stages(case)
    yield from case_tables.clock_changes(case)


def confidentiality(case: Case) -> Iterator[Block]:
    """What the paper keeps to."""
    marking = case.records.label("markings", case.review["marking"] or "official_sensitive")
    yield Paragraph(
        f"Until it is published this report is marked {marking} and goes only to the panel and its agencies. It uses "
        f"the pseudonym {case.subject} and no name of any person."
    )
    yield for_author("pseudonyms", "Each pseudonym, who chose it, and the age band.")


def dissemination(case: Case) -> Iterator[Block]:
    """Who gets the report."""
    names = sorted({case.records.agency(row["agency_id"]) for row in case.lines("returns") if is_asked(row)})
    if names:
        yield Bullets((case.kind.owner, *names))
    else:
        yield gap("who gets the report", "Agencies that are asked for a return stand here.")


def chronology_here(case: Case) -> Iterator[Block]:
    """The merged chronology in the body."""
    yield from case_answers.chronology(case)


def agencies_here(case: Case) -> Iterator[Block]:
    """What agencies wrote in the body."""
    yield from case_answers.by_agency(case)
