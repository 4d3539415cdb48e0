"""Terms of reference of a commissioned review: purpose, scope, key lines, method, people, dates, publication."""

from collections.abc import Iterator
from datetime import datetime

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.points import points_of
from lif_desktop.papers import case_tables, gather
from lif_desktop.papers.blocks import Block, Bullets, Heading, Paper, Paragraph, Run, bold
from lif_desktop.papers.case_decision import decisions_of, in_place
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
    period_of,
    told,
)
from lif_desktop.papers.gather import Records
from lif_desktop.papers.words import capital, count, join

WHAT = "Terms of reference"
COMMISSIONED = frozenset(
    {
        "practice_review",
        "sar_mandatory",
        "sar_discretionary",
        "domestic_homicide_review",
        "mappa_review",
        "multi_agency_review",
        "peer_review",
    }
)
"""Types of review whose way goes through terms of reference."""

_LEADS = {"multi_agency_review": "chair", "peer_review": "peer body", "domestic_homicide_review": "chair and author"}
_PRINCIPLES = "4.3.1"
"""The paragraph of the framework whose principles say what a review is for."""


def terms_of_reference(records: Records, ref: str | None, made: datetime) -> Paper:
    """The terms of reference of the review `ref`, or of the newest commissioned one. Raises PaperError."""
    case = find_case(records, ref, made, "terms of reference", COMMISSIONED, lambda one: bool(one.review["key_lines"]))
    review = case.review
    agreed = f"Agreed on {show_date(review['terms_agreed_on'])}." if review["terms_agreed_on"] else (
        "Draft: the day on which they were agreed is not recorded."
    )  # fmt: skip
    blocks = (
        Paragraph(agreed, "lead"),
        facts_table((*header_facts(case), *_dates(case)), f"{case.name} at a glance"),
        drawn_from(case, ("decisions", "returns", "milestones", "parallel_processes", "panel_members",
                          "progress_checks")),
        Heading("1 Purpose"),
        *told(review["terms"], "the purpose of this review", "Write it under Terms of reference of the review."),
        *_principles(case),
        *_decision(case),
        Heading("2 Scope and period"),
        *_scope(case),
        Heading("3 Key lines of enquiry"),
        *_key_lines(case),
        Heading("4 Methodology"),
        *_method(case),
        Heading(f"5 {capital(_leads(case))} and independence"),
        *_reviewer(case),
        Heading("6 Panel"),
        *case_tables.panel(case),
        Heading("7 Agencies and what each provides"),
        *_agencies(case),
        Heading("8 Family"),
        *_family(case),
        Heading("9 Practitioners"),
        *_practitioners(case),
        Heading("10 What runs beside it"),
        case_tables.parallel(case),
        Heading("11 Timetable"),
        case_tables.stages(case),
        *case_tables.clock_changes(case),
        *_checks(case),
        Heading("13 Publication"),
        *_publication(case),
        Heading("14 Data protection and marking"),
        *_data_protection(case),
        Heading("15 Agreement"),
        *_agreement(case),
    )  # fmt: skip
    return case_paper(case, Made(f"{WHAT}: {case.name}", WHAT), blocks)


def _leads(case: Case) -> str:
    """What the one who leads and writes is called in this type of review."""
    return _LEADS.get(case.kind.key, "reviewer")


def _dates(case: Case) -> tuple[Fact, ...]:
    return (
        *fact("Decided", show_date(case.review["decided_on"])),
        *fact("Terms agreed", show_date(case.review["terms_agreed_on"])),
    )


def _decision(case: Case) -> Iterator[Block]:
    """The decision that commissioned it, in the words of the record."""
    standing = [row for row in decisions_of(case) if row["standing"].word == "Stands"]
    if not standing:
        who = f", by {case.kind.roles.decides}" if case.kind.roles.decides else ""
        yield gap("the decision to hold this review", f"Record it on the Pathway tab of the review{who}.")
        return
    last = standing[-1]
    by = f" by {in_place(last['decided_by'])}" if last["decided_by"] else ""
    said = f"Commissioned{by} on {gather.on(last['decided_on'])}: {last['decision'].rstrip('.')}."
    yield Paragraph(f"{said} {last['reasons']}" if last["reasons"] else said)


def _scope(case: Case) -> Iterator[Block]:
    review = case.review
    about = [f"The review is about {case.subject}"]
    if age := case.records.label("age_bands", review["age_band"]):
        about.append(f"age band {age.lower()}")
    yield Paragraph(f"{', '.join(about)}. Names, initials, dates of birth and addresses stand nowhere in its papers.")
    if period := period_of(review):
        more = "What lies before or after it is told where it explains what happened."
        yield Paragraph((*bold("Period under review: "), Run(f"{period}. {more}")))
    else:
        yield gap("the period under review", "Enter its first and last day on the review.")


def _key_lines(case: Case) -> tuple[Block, ...]:
    lines = points_of(case.review["key_lines"])
    if not lines:
        return (gap("key lines of enquiry", "Write them under Key lines of enquiry of the review, one on each line."),)
    return (Bullets(tuple(lines), numbered=True),)


def _method(case: Case) -> Iterator[Block]:
    methods = case.records.labels("methodologies", case.review["methodology"])
    if methods:
        first, *more = methods
        yield Paragraph(f"{join([first, *map(in_sentence, more)])} (framework Appendix C).")
    else:
        yield gap("the methodology", "Choose it under Methodology of the review (framework Appendix C).")
    if any(point.kind == "principle" for point in case.kind.checks):
        yield Paragraph("The review is held against the principles of framework 2.1 on its checklist.", "small")


def _principles(case: Case) -> Iterator[Block]:
    """What a review is for, in the principles of framework 4.3.1 that the profile has for this type."""
    points = [one for one in case.kind.checks if one.kind == "principle" and _PRINCIPLES in one.source]
    if points:
        yield Paragraph("It is carried out by these principles (framework 4.3.1):", keep=True)
        yield Bullets(tuple(one.text.replace("the child's", f"the {case.who}'s") for one in points))


def in_source(source: str) -> str:
    """A source as it stands in brackets at the end of a sentence."""
    return source[:1].lower() + source[1:] if source.startswith("Framework") else source


def _reviewer(case: Case) -> Iterator[Block]:
    review = case.review
    yield from told(
        review["reviewer"], f"who the {_leads(case)} is", "Enter it under Reviewer or author of the review."
    )
    if case.kind.roles.leads:
        yield Paragraph(f"Leads and writes in this type of review: {case.kind.roles.leads}.", "small")
    if review["conflict_declared"]:
        yield from told(review["conflict_details"], "the conflict of interest that was declared",
                        "Write it under Conflict of interest, details.")  # fmt: skip
    elif review["conflict_declared"] is False:
        yield Paragraph("No conflict of interest is declared.")
    else:
        yield gap(
            "conflicts of interest", "Ask, and answer Conflict of interest declared on the review (framework 4.3.1)."
        )


def _agencies(case: Case) -> Iterator[Block]:
    if case.kind.asks_under:
        yield Paragraph(
            f"Agencies are asked for information under {case.kind.asks_under} (to be checked against the Act).",
            keep=True,
        )
    yield from case_tables.returns(case)


def _family(case: Case) -> Iterator[Block]:
    review = case.review
    yield from told(
        review["family_involvement"], "how the family is involved", "Write it under Family involvement of the review."
    )
    if review["family_invited_on"]:
        yield Paragraph(f"Invited on {show_date(review['family_invited_on'])}.")
    yield Heading(f"Voice of the {case.who}", 3)
    yield from told(
        review["voice"], f"how the {case.who} is heard", "Write it under Voice of the child or adult of the review."
    )


def _practitioners(case: Case) -> Iterator[Block]:
    review = case.review
    yield from told(review["practitioner_involvement"], "how practitioners are involved",
                    "Write it under Practitioner involvement of the review.")  # fmt: skip
    if day := review["practitioner_event_on"]:
        word = "was held on" if day <= case.records.today else "is planned for"
        yield Paragraph(f"The practitioner event {word} {show_date(day)}.")


def _checks(case: Case) -> Iterator[Block]:
    yield Heading("12 Quality and time")
    if case.kind.key == "practice_review":
        yield Paragraph(
            "Partners look at the time taken and the quality at regular intervals, and may ask the reviewer in writing "
            "for information or a draft (SI 2018/789, regulation 14).",
            keep=True,
        )
    yield from case_tables.progress_checks(case)
    looked = [bool(row["answer"]) for row in case.lines("review_checks") if row["kind"] == "quality_marker"]
    if looked:
        yield Heading("Quality markers", 3)
    if any(looked):
        yield from case_tables.checklist(case, "quality_marker")
    elif looked:
        yield Paragraph(
            f"The review is held against {count(len(looked), 'quality marker')}. They are not looked at yet."
        )


def _publication(case: Case) -> Iterator[Block]:
    review = case.review
    word = case.records.label("publication", review["publication"])
    facts = (
        *fact("Publication", word),
        *fact("Reason", review["publication_reason"], needed=review["publication"] == "do_not_publish"),
        *fact("Planned for", show_date(review["publish_on"]), needed=review["publication"] == "publish"),
        *fact("Published", show_date(review["published_on"]), needed=False),
        *fact("Watches over the actions", case.kind.roles.actions),
    )
    yield facts_table(facts, f"Publication of {case.name}")


def _data_protection(case: Case) -> Iterator[Block]:
    retention = next((one for one in case.records.profile.retention if one.register == "reviews"), None)
    marking = case.records.label("markings", case.review["marking"] or "official_sensitive")
    points = [
        f"Papers are marked {marking} on every page and go only to the panel and the agencies named here.",
        "Pseudonyms only. The key to them is kept outside this office's records.",
        "Information is used for a public task, not by consent.",
    ]
    if retention:
        years = count(retention.years, "year")
        points.append(f"Papers are kept for {years} after the review is closed ({in_source(retention.source)}).")
    if case.review["legal_hold"]:
        points.append("A legal hold is set: nothing is destroyed while it lasts.")
    yield Bullets(tuple(points))


def _agreement(case: Case) -> Iterator[Block]:
    who = [capital(_leads(case))]
    owner = "Chair of the panel" if case.kind.key != "multi_agency_review" else "Chair of the Review Group"
    if case.who == "child" and case.kind.statutory:
        who = [*case_tables.partners(case.records), *who]
    elif case.kind.owner:
        who = [f"For the commissioning body: {case.kind.owner}", *who]
    yield case_tables.sign_off((*who, owner), f"Agreement to the terms of reference of {case.name}")
